use super::line::Line;
use super::scan::find;

/// A shortage of memory in which the kernel killed nobody.
///
/// The lines are printed by `out_of_memory` and `check_panic_on_oom` in mm/oom_kill.c.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NoVictim {
    /// Where the line starts in the text, in bytes.
    pub start: usize,
    /// Where it ends, without the line break.
    pub end: usize,
    /// Why nobody was killed.
    pub why: WhyNone,
    /// Whether the machine went down over it.
    pub panic: bool,
}

/// Why an OOM killed nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WhyNone {
    /// `vm.panic_on_oom` asks for a panic in its place.
    PanicOnOom,
    /// Everything that is left may not be killed: kernel threads, process 1, `oom_score_adj` -1000.
    NoneKillable,
}

impl WhyNone {
    /// Its id in reports, such as `panic-on-oom`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::PanicOnOom => "panic-on-oom",
            Self::NoneKillable => "none-killable",
        }
    }
}

/// The shortages of memory in a kernel log that had no victim, in the order of the log.
///
/// ```
/// use exitcode_core::kernel_log::{WhyNone, without_victim};
///
/// let log = "[ 17.9] Kernel panic - not syncing: Out of memory: system-wide panic_on_oom is enabled";
/// let none = without_victim(log).next().unwrap();
/// assert_eq!((none.why, none.panic), (WhyNone::PanicOnOom, true));
/// ```
#[must_use]
pub const fn without_victim(text: &str) -> WithoutVictim<'_> {
    WithoutVictim { text, at: 0 }
}

/// The iterator of [`without_victim`].
#[derive(Clone, Debug)]
pub struct WithoutVictim<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for WithoutVictim<'_> {
    type Item = NoVictim;

    fn next(&mut self) -> Option<NoVictim> {
        let text = self.text;
        loop {
            let anchors = &[*b"_oom", *b"o ki", *b"adlo"];
            let at = find(text.as_bytes(), self.at, text.len(), anchors)?;
            self.at = at + 4;
            if let Some((at, why)) = why(text, at) {
                let line = Line::around(text, at);
                let panic = line.before.contains("Kernel panic - not syncing: ");
                return Some(NoVictim { start: line.start, end: line.end, why, panic });
            }
        }
    }
}

fn why(text: &str, at: usize) -> Option<(usize, WhyNone)> {
    [
        // "is selected" in 2.6.32.
        (8, "panic_on_oom is ", WhyNone::PanicOnOom),
        (19, "Out of memory and no killable processes", WhyNone::NoneKillable),
        (12, "System is deadlocked on memory", WhyNone::NoneKillable),
    ]
    .into_iter()
    .find_map(|(back, words, why)| {
        let start = at.checked_sub(back)?;
        text.get(start..)?.starts_with(words).then_some((start, why))
    })
}
