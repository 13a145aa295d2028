//! What `kubectl top` prints.

use exitcode_core::arithmetic::quantity::Quantity;

/// One line: how much memory a pod or one of its containers has in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Usage<'t> {
    pub(super) namespace: Option<&'t str>,
    pub(super) pod: &'t str,
    pub(super) container: Option<&'t str>,
    pub(super) bytes: u64,
}

/// The lines of `kubectl top pods`, with or without `--containers`, `-A`, headers and a sum. Lines
/// of another kind are left out.
///
/// Source: `pkg/metricsutil/metrics_printer.go` of kubectl 1.36.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Usage<'_>> {
    let mut columns = Columns::default();
    text.lines().filter_map(move |line| {
        let words: Vec<_> = line.split_whitespace().take(Columns::MOST + 1).collect();
        if words.iter().any(|word| word.starts_with("MEMORY(")) {
            columns = Columns::of_header(&words);
            return None;
        }
        columns.read(&words)
    })
}

#[derive(Clone, Copy, Default)]
struct Columns {
    namespace: bool,
    containers: Option<bool>,
}

impl Columns {
    const MOST: usize = 5;

    fn of_header(words: &[&str]) -> Self {
        Self { namespace: words.contains(&"NAMESPACE"), containers: Some(words.contains(&"POD")) }
    }

    fn read<'t>(self, words: &[&'t str]) -> Option<Usage<'t>> {
        let (names, [_cpu, memory]) = words.split_last_chunk()?;
        let (namespace, pod, container) = match (names, self.containers) {
            ([namespace, pod, container], _) => (Some(*namespace), *pod, Some(*container)),
            ([namespace, pod], Some(false)) if self.namespace => (Some(*namespace), *pod, None),
            ([pod, container], _) => (None, *pod, Some(*container)),
            ([pod], _) => (None, *pod, None),
            _ => return None,
        };
        let bytes = u64::try_from(memory.parse::<Quantity>().ok()?.value()).ok()?;
        Some(Usage { namespace, pod, container, bytes })
    }
}

#[cfg(test)]
mod tests {
    use super::{Usage, lines};

    #[track_caller]
    fn one(text: &str, namespace: Option<&str>, pod: &str, container: Option<&str>) {
        let expected = Usage { namespace, pod, container, bytes: 52 << 20 };
        assert_eq!(lines(text).collect::<Vec<_>>(), [expected], "{text}");
    }

    #[test]
    fn every_form() {
        one("NAME CPU(cores) MEMORY(bytes)\na 1m 52Mi", None, "a", None);
        one("NAMESPACE NAME CPU(cores) MEMORY(bytes)\nn a 1m 52Mi", Some("n"), "a", None);
        one("POD NAME CPU(cores) MEMORY(bytes)\na c 1m 52Mi", None, "a", Some("c"));
        one(
            "NAMESPACE   POD   NAME   CPU(cores)   MEMORY(bytes)   \nn   a   c   1m   52Mi   ",
            Some("n"),
            "a",
            Some("c"),
        );
        one("n a c 1m 52Mi", Some("n"), "a", Some("c"));
        one("a c 1m 52Mi\n________ ________ \n 1m x", None, "a", Some("c"));
    }

    #[test]
    fn other_text_is_nothing() {
        for text in ["", "\n\n", "error: Metrics API not available", "a b", "1m 52Mi", "a 1m -5Mi"]
        {
            assert_eq!(lines(text).count(), 0, "{text}");
        }
    }
}
