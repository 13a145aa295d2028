//! Runs ahead of the reader and notes where kills and reaps are.

use super::line::number;
use super::scan::find;

/// How far behind a kill the reaper's line is looked for.
const REACH: usize = 64 * 1024;
/// How many lines are noted ahead. The reaper's line stands close to the kill, so few suffice.
const NOTES: usize = 32;

#[derive(Clone, Copy, Debug)]
struct Note {
    at: usize,
    pid: u32,
    kill: bool,
}

/// A queue of lines found ahead of the reader.
#[derive(Clone, Debug)]
pub(super) struct Scout {
    notes: [Note; NOTES],
    first: usize,
    len: usize,
    searched: usize,
}

/// The place of "Killed process", and whether the victim is reaped further on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) at: usize,
    pub(super) reaped: bool,
}

impl Scout {
    pub(super) const fn new() -> Self {
        Self { notes: [Note { at: 0, pid: 0, kill: false }; NOTES], first: 0, len: 0, searched: 0 }
    }

    fn notes(&self) -> impl Iterator<Item = Note> + '_ {
        self.notes.iter().cycle().skip(self.first).take(self.len).copied()
    }

    fn pop(&mut self) {
        self.first = (self.first + 1) % NOTES;
        self.len -= 1;
    }

    /// Takes the next kill from the queue.
    pub(super) fn next_kill(&mut self, text: &str) -> Option<Found> {
        loop {
            let front = self.notes().next();
            let to = front.map_or(text.len(), |front| front.at.saturating_add(REACH));
            self.search(text, to);
            let front = self.notes().next()?;
            self.pop();
            if front.kill {
                let reaped = self.notes().any(|note| !note.kill && note.pid == front.pid);
                return Some(Found { at: front.at, reaped });
            }
        }
    }

    /// The kill after the one taken last, if it is near.
    pub(super) fn kill_ahead(&self) -> Option<usize> {
        self.notes().find(|note| note.kill).map(|note| note.at)
    }

    /// Fills the queue from the lines that begin before `to`.
    fn search(&mut self, text: &str, to: usize) {
        let to = to.min(text.len());
        let mut bound = to;
        while self.len < NOTES && self.searched < bound {
            let Some(at) = find(text.as_bytes(), self.searched, bound, &[*b"d pr"]) else {
                self.searched = bound;
                return;
            };
            self.searched = at + 4;
            if let Some(note) = note(text, at) {
                if self.len == 0 {
                    bound = note.at.saturating_add(REACH).min(text.len());
                }
                if note.kill || self.len > 0 {
                    let free = (self.first + self.len) % NOTES;
                    if let Some(slot) = self.notes.get_mut(free) {
                        *slot = note;
                        self.len += 1;
                    }
                }
            }
        }
    }
}

/// What stands around the "d process " at `at`.
fn note(text: &str, at: usize) -> Option<Note> {
    let (pid, _) = number(text.get(at..)?.strip_prefix("d process ")?)?;
    let pid = u32::try_from(pid).ok()?;
    let kill = text.get(..at)?.ends_with("Kille");
    let reap = text.get(..at)?.ends_with("oom_reaper: reape");
    (kill || reap).then(|| Note { at: if kill { at - 5 } else { at }, pid, kill })
}
