//! Ages and counts, as kubectl prints them.

/// Units of `HumanDuration` of k8s.io/apimachinery, in seconds.
const UNITS: [(char, i64); 6] =
    [('y', 31_536_000), ('w', 604_800), ('d', 86_400), ('h', 3_600), ('m', 60), ('s', 1)];

/// The seconds of an age such as `4m53s`; nothing for a text that is none.
pub(super) fn seconds(text: &str) -> Option<i64> {
    let mut rest = text;
    let mut sum: i64 = 0;
    while !rest.is_empty() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, behind) = rest.split_at_checked(digits)?;
        let unit = behind.chars().next()?;
        let (_, factor) = UNITS.iter().find(|(name, _)| *name == unit)?;
        sum = sum.checked_add(number.parse::<i64>().ok()?.checked_mul(*factor)?)?;
        rest = behind.get(1..)?;
    }
    (!text.is_empty()).then_some(sum)
}

/// How long ago an event was, how often it came, and since when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Age {
    pub(super) last: Option<i64>,
    pub(super) first: Option<i64>,
    pub(super) count: Option<u32>,
}

impl Age {
    /// `5s`, `5s (x4 over 2m)` or `<unknown>`; nothing for another text.
    pub(super) fn parse(cell: &str) -> Option<Self> {
        if matches!(cell, "<unknown>" | "<invalid>") {
            return Some(Self::default());
        }
        let (last, more) = match cell.split_once(' ') {
            Some((last, more)) => (last, Some(more)),
            None => (cell, None),
        };
        let mut age = Self { last: Some(seconds(last)?), ..Self::default() };
        if let Some(more) = more {
            let inside = more.trim().strip_prefix("(x")?.strip_suffix(')')?;
            let (count, first) = inside.split_once(" over ")?;
            age.count = Some(count.trim().parse().ok()?);
            age.first = seconds(first.trim());
        }
        Some(age)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages() {
        for (text, expected) in [
            ("0s", Some(0)),
            ("119s", Some(119)),
            ("4m53s", Some(293)),
            ("7h40m", Some(27_600)),
            ("2y120d", Some(2 * 31_536_000 + 120 * 86_400)),
            ("", None),
            ("s", None),
            ("12", None),
            ("5x", None),
            ("99999999999999999999s", None),
            ("9223372036854775807y", None),
        ] {
            assert_eq!(seconds(text), expected, "{text}");
        }
    }

    #[test]
    fn counted() {
        let age = Age::parse("50s (x4 over 2m25s)").unwrap();
        assert_eq!((age.last, age.first, age.count), (Some(50), Some(145), Some(4)));
        assert_eq!(Age::parse("<unknown>"), Some(Age::default()));
        for none in ["kubelet", "5s (x over 2m)", "5s ago", "pod/x"] {
            assert_eq!(Age::parse(none), None, "{none}");
        }
    }
}
