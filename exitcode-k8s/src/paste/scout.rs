//! What a stretch of text can hold at all, found once for many lines.
//!
//! A log has millions of lines, and nearly none of them begins anything. Searching a few kilobytes
//! for the words of a format costs less than asking each of their lines.

use memchr::memmem;

use super::objects;

/// How many bytes are looked at together.
const STRETCH: usize = 64 << 10;

/// How far behind its beginning an object shows that it is one.
const AHEAD: usize = 4 << 10;

/// The words without which a format does not occur.
const EVENTS: [&str; 5] = ["Normal", "Warning", "{kubelet", "{scheduler", "{default-scheduler"];
const HEADS: [&str; 2] = ["REASON", "Reason"];
const DOCKER: [&str; 2] = ["Exited (", "Restarting ("];
const DICTS: [&str; 3] = ["exit_code", "ContainerState", "map["];
const KERNEL: [&str; 4] =
    ["kernel: ", "invoked oom-killer:", "emory cgroup out of memory: Kill", "Out of memory: Kill"];

/// What the stretch at hand can hold.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scout {
    from: usize,
    until: usize,
    pub(super) events: bool,
    pub(super) heads: bool,
    pub(super) docker: bool,
    pub(super) dicts: bool,
    pub(super) kernel: bool,
    objects: Option<bool>,
}

impl Scout {
    /// Looks ahead from the line that begins at this offset, unless it has been looked at.
    pub(super) fn see(&mut self, text: &str, line_start: usize, line_end: usize) {
        if line_end <= self.until {
            return;
        }
        let until = line_end.max(line_start + STRETCH).min(text.len());
        let stretch = text.as_bytes().get(line_start..until).unwrap_or_default();
        let has = |words: &[&str]| {
            words.iter().any(|word| memmem::find(stretch, word.as_bytes()).is_some())
        };
        *self = Self {
            from: line_start,
            until,
            events: has(&EVENTS),
            heads: has(&HEADS),
            docker: has(&DOCKER),
            dicts: has(&DICTS),
            kernel: has(&KERNEL),
            objects: None,
        };
    }

    /// Whether JSON that begins in the stretch can be that of an object of use.
    pub(super) fn objects(&mut self, text: &str) -> bool {
        let (from, until) = (self.from, (self.until + AHEAD).min(text.len()));
        *self.objects.get_or_insert_with(|| {
            text.as_bytes().get(from..until).is_some_and(objects::is_telling)
        })
    }
}
