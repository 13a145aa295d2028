//! How values on the command line are written.

use std::time::Duration;

use exitcode_core::arithmetic::quantity::Quantity;

/// A time such as `5`, `2.5`, `90s`, `1m30s` or `500ms`; a number alone is seconds.
pub(super) fn duration(text: &str) -> Result<Duration, String> {
    const EXPECTED: &str = "expected a time such as 5, 2.5, 90s, 1m30s or 500ms";
    /// Longer than any grace period: what a pod's 64-bit field holds is not a time any more.
    const MOST: Duration = Duration::from_secs(u32::MAX as u64);
    if text.is_empty() {
        return Err(EXPECTED.to_owned());
    }
    let mut rest = text;
    let mut sum = 0.0_f64;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let (number, after) = rest.split_at(end);
        let number: f64 = number.parse().map_err(|_| EXPECTED.to_owned())?;
        let end = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
        let (unit, after) = after.split_at(end);
        let factor = match unit {
            "ms" => 0.001,
            "s" => 1.0,
            "m" | "min" => 60.0,
            "h" => 3600.0,
            "" if after.is_empty() && rest == text => 1.0,
            _ => return Err(EXPECTED.to_owned()),
        };
        sum += number * factor;
        rest = after;
    }
    let duration = Duration::try_from_secs_f64(sum).ok().filter(|time| *time <= MOST);
    duration.ok_or_else(|| "longer than any grace period".to_owned())
}

/// An amount of memory as Kubernetes writes it, in bytes.
pub(super) fn memory(text: &str) -> Result<u64, String> {
    let quantity: Quantity =
        text.parse().map_err(|error| format!("{error}; expected an amount such as 64Gi or 16G"))?;
    let bytes = u64::try_from(quantity.value()).ok().filter(|bytes| *bytes > 0);
    bytes.ok_or_else(|| "expected more than nothing".to_owned())
}

/// A point in time, in RFC 3339 or in unix seconds.
pub(super) fn point_in_time(text: &str) -> Result<i64, String> {
    let time = text.parse().ok().or_else(|| exitcode_k8s::parse_time(text));
    time.ok_or_else(|| "expected a time such as 2026-01-02T03:04:05Z, or unix seconds".to_owned())
}

#[cfg(test)]
mod tests {
    use super::{duration, memory, point_in_time};
    use std::time::Duration;

    #[test]
    fn durations() {
        for (text, millis) in [
            ("0", 0),
            ("5", 5000),
            ("2.5", 2500),
            ("90s", 90_000),
            ("1m30s", 90_000),
            ("500ms", 500),
        ] {
            assert_eq!(duration(text), Ok(Duration::from_millis(millis)), "{text}");
        }
        for text in
            ["", "s", "-1", "1x", "1m30", "..", "1e400", "99999999999999999999", "1 s", "inf"]
        {
            assert!(duration(text).is_err(), "{text}");
        }
    }

    #[test]
    fn points_in_time() {
        for text in ["1767323045", "2026-01-02T03:04:05Z", "2026-01-02T04:04:05+01:00"] {
            assert_eq!(point_in_time(text), Ok(1_767_323_045), "{text}");
        }
        for text in ["", "yesterday", "2026-01-02", "2026-13-02T03:04:05Z", "1e9"] {
            assert!(point_in_time(text).is_err(), "{text}");
        }
    }

    #[test]
    fn amounts() {
        assert_eq!(memory("64Gi"), Ok(64 << 30));
        for text in ["", "0", "-1Gi", "64GB", "1e40"] {
            assert!(memory(text).is_err(), "{text}");
        }
    }
}
