use core::fmt;

use super::cgroup::{Cgroup, PodUid};
use super::line::{Line, after, number, number_after, unsigned};
use super::scan::find;
use super::text::Text;
use crate::Signal;

/// A kill by a daemon that acts before the kernel has to.
///
/// The victim dies of a plain signal: the kernel counts no OOM kill, and Kubernetes does not say
/// `OOMKilled`.
///
/// ```
/// use exitcode_core::kernel_log::{Daemon, daemon_kills};
///
/// let log = "Nov 22 10:00:01 ws1 earlyoom[700]: sending SIGTERM to process 4412 uid 1000 \
///            \"chrome\": oom_score 1141, VmRSS 512 MiB, cmdline \"chrome\"";
/// let kill = daemon_kills(log).next().unwrap();
/// assert_eq!((kill.daemon, kill.pid), (Daemon::Earlyoom, Some(4412)));
/// assert_eq!(kill.comm.unwrap(), "chrome");
/// assert_eq!(kill.rss, Some(512 << 20));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DaemonKill<'a> {
    /// Where the line starts in the text, in bytes.
    pub start: usize,
    /// Where it ends, without the line break.
    pub end: usize,
    /// Who killed.
    pub daemon: Daemon,
    /// With what. systemd-oomd and Talos know only SIGKILL.
    pub signal: Signal,
    /// The victim's process id, where one process was killed.
    pub pid: Option<u32>,
    /// The victim's name, where one process was killed.
    pub comm: Option<Text<'a>>,
    /// The victim's user, where one process was killed.
    pub uid: Option<u32>,
    /// The victim's resident memory in bytes, where one process was killed.
    pub rss: Option<u64>,
    /// The control group, where a whole one was killed.
    pub cgroup: Option<Text<'a>>,
    /// The systemd unit, where systemd reports a kill of systemd-oomd. The daemon's own line, if the
    /// log has it, is another item.
    pub unit: Option<Text<'a>>,
    /// Why, in the daemon's words.
    pub reason: Option<Text<'a>>,
}

/// A daemon that kills when memory runs low.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Daemon {
    /// earlyoom, which terminates the largest process.
    Earlyoom,
    /// systemd-oomd, which kills a control group by memory pressure or swap use.
    SystemdOomd,
    /// The OOM controller of Talos Linux, which kills a pod's control group by memory pressure.
    Talos,
}

impl Daemon {
    /// Its name, such as `systemd-oomd`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Earlyoom => "earlyoom",
            Self::SystemdOomd => "systemd-oomd",
            Self::Talos => "talos",
        }
    }
}

impl fmt::Display for Daemon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl<'a> DaemonKill<'a> {
    /// The pod whose control group was killed.
    #[must_use]
    pub fn pod_uid(&self) -> Option<PodUid<'a>> {
        Cgroup::of(self.cgroup?).pod
    }
}

/// The kills by earlyoom, systemd-oomd and Talos in a log, in the order of the log.
#[must_use]
pub const fn daemon_kills(text: &str) -> DaemonKills<'_> {
    DaemonKills { text, at: 0 }
}

/// The iterator of [`daemon_kills`].
#[derive(Clone, Debug)]
pub struct DaemonKills<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for DaemonKills<'a> {
    type Item = DaemonKill<'a>;

    fn next(&mut self) -> Option<DaemonKill<'a>> {
        let text = self.text;
        loop {
            let anchors = &[*b"g SI", *b"ed /", *b"oomd"];
            let at = find(text.as_bytes(), self.at, text.len(), anchors)?;
            self.at = at + 4;
            if let Some(kill) = parse(text, at) {
                return Some(kill);
            }
        }
    }
}

fn parse(text: &str, at: usize) -> Option<DaemonKill<'_>> {
    let here = |back: usize, words: &str| {
        let start = at.checked_sub(back)?;
        text.get(start..)?.starts_with(words).then(|| Line::around(text, start))
    };
    if let Some(line) = here(6, "sending SIG") {
        return earlyoom(line);
    }
    if let Some(line) = here(6, "Sending SIGKILL to cgroup ") {
        let path = after(line.after, "\"cgroup\": ")?.trim_start_matches('"');
        let path = path.get(..path.find('"')?)?;
        return Some(DaemonKill { cgroup: Some(line.text(path)), ..kill(line, Daemon::Talos) });
    }
    if let Some(line) = here(4, "Killed /") {
        let (path, reason) = after(line.after, "Killed ")?.split_once(" due to memory ")?;
        let reason_at = line.after.len() - reason.len() - "memory ".len();
        let reason = line.after.get(reason_at..)?.trim_end();
        return Some(DaemonKill {
            cgroup: Some(line.text(path)),
            reason: Some(line.text(reason)),
            ..kill(line, Daemon::SystemdOomd)
        });
    }
    let line = here(8, "systemd-oomd killed ")?;
    let (_, rest) = unsigned(after(line.after, " killed ")?)?;
    rest.strip_prefix(" process(es) in this unit")?;
    let unit = line.before.strip_suffix(": ")?;
    let unit = unit.rsplit([' ', '"']).next()?;
    Some(DaemonKill { unit: Some(line.text(unit)), ..kill(line, Daemon::SystemdOomd) })
}

fn kill(line: Line<'_>, daemon: Daemon) -> DaemonKill<'_> {
    DaemonKill {
        start: line.start,
        end: line.end,
        daemon,
        signal: Signal::Kill,
        pid: None,
        comm: None,
        uid: None,
        rss: None,
        cgroup: None,
        unit: None,
        reason: None,
    }
}

/// `sending SIGTERM to process 4412 uid 1000 "chrome": oom_score 1141, VmRSS 512 MiB, …`
fn earlyoom(line: Line<'_>) -> Option<DaemonKill<'_>> {
    let rest = line.after.strip_prefix("sending ")?;
    let (signal, rest) = match rest.strip_prefix("SIGTERM") {
        Some(rest) => (Signal::Term, rest),
        None => (Signal::Kill, rest.strip_prefix("SIGKILL")?),
    };
    let (pid, rest) = number(rest.strip_prefix(" to process ")?)?;
    let (head, rest) = rest.split_once('"')?;
    let (comm, rest) = rest.split_once("\": ")?;
    let head = head.trim_end_matches('\\');
    Some(DaemonKill {
        signal,
        pid: Some(u32::try_from(pid).ok()?),
        comm: Some(line.text(comm.trim_end_matches('\\'))),
        uid: number_after(head, " uid ").and_then(|uid| u32::try_from(uid).ok()),
        rss: after(rest, "VmRSS ")
            .and_then(unsigned)
            .filter(|(_, unit)| unit.starts_with(" MiB"))
            .and_then(|(mebibytes, _)| mebibytes.checked_mul(1 << 20)),
        ..kill(line, Daemon::Earlyoom)
    })
}

#[cfg(test)]
mod tests {
    use super::{Daemon, daemon_kills};
    use crate::Signal;

    #[test]
    fn reads_what_each_daemon_writes() {
        let log = "\
Nov 22 10:00:01 ws1 earlyoom[700]: sending SIGKILL to process 4412 \"a\": badness 1, VmRSS 9 MiB
{\"log\":\"sending SIGTERM to process 7 uid 0 \\\"b\\\": oom_score 2, VmRSS 1 MiB\"}
Nov 22 10:00:01 ws1 systemd-oomd[912]: Killed /a.slice/b.scope due to memory pressure for /a being 62% > 50%
Nov 22 10:00:01 ws1 systemd[2101]: b.scope: systemd-oomd killed 12 process(es) in this unit.
10.0.0.7: user: warning: [2026-01-12T20:27:40Z]: [talos] Sending SIGKILL to cgroup {\"component\": \"x\", \
\"cgroup\": \"/sys/fs/cgroup/kubepods/burstable/poda663aeed-d40b-4d0d-a095-b35e31a99bb9\"}
";
        let kills: std::vec::Vec<_> = daemon_kills(log).collect();
        let [early, json, oomd, unit, talos] = kills[..] else { panic!("{kills:#?}") };
        assert_eq!((early.daemon, early.signal), (Daemon::Earlyoom, Signal::Kill));
        assert_eq!((early.pid, early.uid, early.rss), (Some(4412), None, Some(9 << 20)));
        assert_eq!((json.pid, json.uid, json.signal), (Some(7), Some(0), Signal::Term));
        assert_eq!(json.comm.unwrap(), "b");
        assert_eq!(oomd.cgroup.unwrap(), "/a.slice/b.scope");
        assert_eq!(oomd.reason.unwrap(), "memory pressure for /a being 62% > 50%");
        assert_eq!(unit.unit.unwrap(), "b.scope");
        assert_eq!(talos.pod_uid().unwrap(), "a663aeed-d40b-4d0d-a095-b35e31a99bb9");
        for (kill, line) in kills.into_iter().zip(log.lines()) {
            assert_eq!(log.get(kill.start..kill.end), Some(line));
        }
    }

    #[test]
    fn leaves_other_lines_alone() {
        let log = "sending SIGHUP to process 1 \"x\": y\nKilled /a\nsystemd-oomd killed time\nmounted /a\n";
        assert_eq!(daemon_kills(log).count(), 0);
    }
}
