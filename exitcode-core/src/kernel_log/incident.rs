//! What the lines before a kill say.

use core::ops::Range;

use super::kill::{Constraint, Invoker, Scope, split_comm, words_scope};
use super::line::{Line, after, number, number_after, size_after, unsigned};
use super::scan::find;
use super::text::Text;

/// How far behind the first line of an incident the lines that belong to it are looked for.
const HEADER_REACH: usize = 4096;

/// The lines of one OOM incident, as far as they were read.
///
/// The kernel serialises incidents (`oom_lock`) and prints the lines of one in a fixed order, so a
/// line that comes out of order begins another incident, and what was read before is forgotten.
#[derive(Clone, Copy, Debug)]
pub(super) struct Incident<'a> {
    stage: Stage,
    pub(super) invoker: Option<Invoker<'a>>,
    pub(super) cpuset: Option<Text<'a>>,
    pub(super) mems_allowed: Option<Text<'a>>,
    pub(super) task_in: Option<(Text<'a>, Text<'a>)>,
    pub(super) usage: Option<Usage>,
    pub(super) summary: Option<Summary<'a>>,
    pub(super) chosen: Option<Chosen>,
    group: Option<Text<'a>>,
}

/// In the order in which the kernel prints them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Nothing,
    Invoked,
    TaskIn,
    Usage,
    Summary,
    Chosen,
    Group,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Usage {
    pub(super) usage: u64,
    pub(super) limit: Option<u64>,
    pub(super) failcnt: Option<u64>,
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Summary<'a> {
    pub(super) constraint: Option<Constraint>,
    pub(super) cpuset: Option<Text<'a>>,
    pub(super) mems_allowed: Option<Text<'a>>,
    pub(super) oom_memcg: Option<Text<'a>>,
    pub(super) task_memcg: Option<Text<'a>>,
    pub(super) pid: Option<i64>,
    pub(super) uid: Option<i64>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Chosen {
    pub(super) pid: u32,
    pub(super) score: Option<i64>,
    pub(super) scope: Option<Scope>,
}

impl<'a> Incident<'a> {
    pub(super) const fn new() -> Self {
        Self {
            stage: Stage::Nothing,
            invoker: None,
            cpuset: None,
            mems_allowed: None,
            task_in: None,
            usage: None,
            summary: None,
            chosen: None,
            group: None,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.stage == Stage::Nothing
    }

    pub(super) const fn group(&self) -> Option<Text<'a>> {
        self.group
    }

    pub(super) fn set_group(&mut self, group: Option<Text<'a>>) {
        self.stage = Stage::Group;
        self.group = group;
        // They speak of the first victim alone.
        self.chosen = None;
        if let Some(summary) = &mut self.summary {
            summary.pid = None;
            summary.uid = None;
        }
    }

    /// What this incident says of the kill of `pid`, with the text behind the kill.
    ///
    /// Nothing, if its summary names another victim. If the victim's own summary stands behind the
    /// kill, the log runs backwards (`journalctl -r`): then that summary, and nothing else.
    pub(super) fn of(&self, pid: u32, text: &'a str, behind: Range<usize>) -> Self {
        let pid = i64::from(pid);
        let chosen = self.chosen.map(|chosen| i64::from(chosen.pid));
        match self.summary.and_then(|summary| summary.pid) {
            Some(named) if named == pid || Some(named) == chosen => return *self,
            Some(_) => return Self::new(),
            None if self.group.is_some() => return *self,
            None => {}
        }
        let mut later = Self::new();
        if let Some(at) = find(text.as_bytes(), behind.start, behind.end, &[*b"-kil"])
            && let Some((_, Event::Summary(summary))) = event(text, at + 1)
            && summary.pid == Some(pid)
        {
            later.summary = Some(summary);
            return later;
        }
        *self
    }

    fn reach(&mut self, stage: Stage) {
        if stage <= self.stage {
            *self = Self::new();
        }
        self.stage = stage;
    }

    /// Reads the lines in `range`, those of `host` where lines say which host they come from.
    pub(super) fn read(&mut self, text: &'a str, range: Range<usize>, host: Option<&str>) {
        let mut from = range.start;
        let anchors = &[*b"kill", *b"Kill", *b"y: u"];
        while let Some(at) = find(text.as_bytes(), from, range.end, anchors) {
            from = at + 4;
            let Some((line, event)) = event(text, at) else { continue };
            if line.host().zip(host).is_some_and(|(this, that)| this != that) {
                continue;
            }
            match event {
                Event::NoneKillable => *self = Self::new(),
                Event::Invoked(invoker) => {
                    self.reach(Stage::Invoked);
                    self.invoker = Some(invoker);
                    self.read_header(text, line.message_end(), range.end);
                }
                Event::TaskIn(task, limited) => {
                    self.reach(Stage::TaskIn);
                    self.task_in = Some((task, limited));
                }
                Event::Usage(usage) => {
                    self.reach(Stage::Usage);
                    self.usage = Some(usage);
                }
                Event::Summary(summary) => {
                    self.reach(Stage::Summary);
                    self.summary = Some(summary);
                }
                Event::Chosen(chosen) => {
                    self.reach(Stage::Chosen);
                    self.chosen = Some(chosen);
                }
            }
        }
    }

    /// The lines behind "invoked oom-killer": the old kernels' cpuset, then the task's id.
    fn read_header(&mut self, text: &'a str, from: usize, to: usize) {
        let to = to.min(from.saturating_add(HEADER_REACH));
        let anchors = &[*b" mem", *b"PID:", *b"Pid:", *b"d oo"];
        let mut from = from;
        while let Some(at) = find(text.as_bytes(), from, to, anchors) {
            from = at + 4;
            let Some(rest) = text.get(at..) else { continue };
            if rest.starts_with(" mems_allowed=") {
                let line = Line::around(text, at);
                let cpuset = line.before.rfind(" cpuset=").and_then(|at| line.before.get(at + 8..));
                if let Some(cpuset) = cpuset {
                    let mems = after(line.after, " mems_allowed=").map(str::trim_end);
                    self.cpuset = Some(line.text(cpuset));
                    self.mems_allowed = mems.map(|mems| line.text(mems));
                }
            } else if rest.starts_with("d oom-killer") {
                // The next incident's header is not this one's.
                return;
            } else if let Some((pid, comm)) = task(Line::around(text, at))
                && let Some(invoker) = &mut self.invoker
            {
                invoker.pid = Some(pid);
                invoker.comm = invoker.comm.or(comm);
                return;
            }
        }
    }
}

/// `PID: 585 Comm: hog Not tainted 5.10.0` and, in 2.6.32, `Pid: 585, comm: hog Not tainted`.
fn task(line: Line<'_>) -> Option<(u32, Option<Text<'_>>)> {
    let (pid, rest) = number(line.after.get(4..)?.strip_prefix(' ')?)?;
    let comm = rest.strip_prefix(" Comm: ").or_else(|| rest.strip_prefix(", comm: "))?;
    let end = comm.rfind(" Not tainted").or_else(|| comm.rfind(" Tainted: "));
    let comm = end.and_then(|end| comm.get(..end)).map(|comm| line.text(comm));
    Some((u32::try_from(pid).ok()?, comm))
}

enum Event<'a> {
    Invoked(Invoker<'a>),
    TaskIn(Text<'a>, Text<'a>),
    Usage(Usage),
    Summary(Summary<'a>),
    Chosen(Chosen),
    NoneKillable,
}

/// The line that the four bytes at `at` are part of, if it is one of those that count.
fn event(text: &str, at: usize) -> Option<(Line<'_>, Event<'_>)> {
    let here = |back: usize, words: &str| {
        let start = at.checked_sub(back)?;
        text.get(start..)?.starts_with(words).then(|| Line::around(text, start))
    };
    if let Some(line) = here(13, " invoked oom-killer") {
        return Some((line, Event::Invoked(invoker(line))));
    }
    if let Some(line) = here(4, "oom-kill:constraint=") {
        return Some((line, Event::Summary(summary(line))));
    }
    if let Some(line) = here(5, "memory: usage ") {
        let (usage, _) = unsigned(after(line.after, "usage ")?)?;
        let usage = Usage {
            usage: usage.checked_mul(1024)?,
            limit: size_after(line.after, ", limit "),
            failcnt: number_after(line.after, ", failcnt ").and_then(|n| n.try_into().ok()),
        };
        return Some((line, Event::Usage(usage)));
    }
    if let Some(line) = here(1, " killed as a result of limit of ") {
        let task = line.before.get(line.before.rfind("Task in ")? + 8..)?;
        let limited = after(line.after, " of limit of ")?.trim_end();
        return Some((line, Event::TaskIn(line.text(task), line.text(limited))));
    }
    // "kill" in 2.6.32.
    if let Some(line) = here(0, "Kill process ").or_else(|| here(0, "kill process ")) {
        let (pid, rest) = number(after(line.after, "ill process ")?)?;
        let (_, rest) = split_comm(rest.strip_prefix(" (")?, &[") score ", ")"])?;
        let chosen = Chosen {
            pid: u32::try_from(pid).ok()?,
            score: number_after(rest, ") score "),
            scope: words_scope(line.before),
        };
        return Some((line, Event::Chosen(chosen)));
    }
    here(3, "no killable processes").map(|line| (line, Event::NoneKillable))
}

/// `gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0`
fn invoker(line: Line<'_>) -> Invoker<'_> {
    let mask = after(line.after, "gfp_mask=0x").unwrap_or_default();
    let digits = mask.bytes().position(|b| !b.is_ascii_hexdigit()).unwrap_or(mask.len());
    let (digits, flags) = mask.split_at_checked(digits).unwrap_or_default();
    Invoker {
        comm: line.comm(),
        pid: None,
        gfp_mask: u64::from_str_radix(digits, 16).ok(),
        gfp_flags: flags.strip_prefix('(').and_then(|flags| flags.split_once(')')).map(|(f, _)| f),
        order: number_after(line.after, " order=").and_then(|order| order.try_into().ok()),
        oom_score_adj: number_after(line.after, " oom_score_adj=").and_then(|n| n.try_into().ok()),
    }
}

/// `oom-kill:constraint=…,nodemask=…,cpuset=…,mems_allowed=…,oom_memcg=…,task_memcg=…,task=…,pid=…`
fn summary(line: Line<'_>) -> Summary<'_> {
    let whole = line.after;
    let value = |key: &str, next: &[&str]| {
        let rest = after(whole, key)?;
        let end = next.iter().find_map(|next| rest.find(next)).unwrap_or(rest.len());
        rest.get(..end).map(|value| line.text(value))
    };
    // A name may hold what looks like keys, so the ids are read from the end.
    let ids = whole.rfind(",pid=").and_then(|at| whole.get(at..)).unwrap_or_default();
    Summary {
        constraint: after(whole, "constraint=").and_then(Constraint::at),
        cpuset: value(",cpuset=", &[",mems_allowed="]),
        mems_allowed: value(",mems_allowed=", &[",oom_memcg=", ",global_oom", ",task_memcg="]),
        oom_memcg: value(",oom_memcg=", &[",task_memcg="]),
        task_memcg: value(",task_memcg=", &[",task="]),
        pid: number_after(ids, ",pid="),
        uid: number_after(ids, ",uid="),
    }
}
