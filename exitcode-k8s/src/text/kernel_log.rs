//! What a kernel log says, a paragraph for each kill and each crash.

use std::fmt;

use anstyle::Style;
use exitcode_core::kernel_log::{
    CpuFault, DaemonKill, LimitLevel, NoVictim, OomKill, Scope, Text, WhyNone, daemon_kills,
    faults, kills, without_victim,
};

use super::wrap::wrapped;
use super::{Look, Visible};

/// A headline and the sentences under it.
struct Paragraph {
    start: usize,
    head: String,
    body: Vec<String>,
}

pub(super) fn text(out: &mut impl fmt::Write, log: &str, look: Look) -> fmt::Result {
    let mut paragraphs: Vec<_> = kills(log)
        .map(|kill| of_kill(&kill))
        .chain(faults(log).map(|fault| of_fault(&fault)))
        .chain(daemon_kills(log).map(|kill| of_daemon_kill(&kill)))
        .chain(without_victim(log).map(of_no_victim))
        .collect();
    paragraphs.sort_by_key(|paragraph| paragraph.start);
    if paragraphs.is_empty() {
        let good = look.good;
        return writeln!(out, "{good}No OOM kill{good:#} and no crash in this log.");
    }
    let (mut line, mut counted) = (1, 0);
    for (index, paragraph) in paragraphs.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        line += log.get(counted..paragraph.start).unwrap_or_default().matches('\n').count();
        counted = paragraph.start;
        wrapped(out, look.width, "", "", look.bad, &Visible(&paragraph.head).to_string())?;
        for sentence in &paragraph.body {
            wrapped(out, look.width, "  ", "  ", Style::new(), &Visible(sentence).to_string())?;
        }
        wrapped(out, look.width, "  ", "  ", look.dim, &format!("Line {line} of the log."))?;
    }
    Ok(())
}

fn of_kill(kill: &OomKill<'_>) -> Paragraph {
    let mut body = Vec::new();
    body.extend(owner(kill));
    if let (Some(usage), Some(limit)) = (kill.usage, kill.limit) {
        let group = match (kill.limit_level(), kill.oom_memcg) {
            (Some(LimitLevel::Container), _) => "The container".to_owned(),
            (Some(LimitLevel::Pod | LimitLevel::ContainerOrPod), _) => "The pod".to_owned(),
            (_, Some(path)) => path.to_string(),
            (_, None) => "The control group".to_owned(),
        };
        let often = match kill.failcnt {
            Some(1) => ", and had hit it once".to_owned(),
            Some(count) => format!(", and had hit it {count} times"),
            None => String::new(),
        };
        body.push(format!("{group} used {} of its limit of {}{often}.", Size(usage), Size(limit)));
    }
    body.extend(memory(kill));
    if let Some(invoker) = kill.invoked_by
        && invoker.pid != Some(kill.pid)
        && let Some(comm) = invoker.comm
    {
        let pid = invoker.pid.map(|pid| format!(" ({pid})")).unwrap_or_default();
        body.push(format!("The allocation that failed was that of {comm}{pid}."));
    }
    if let Some(group) = kill.oom_group {
        let all = match (kill.oom_group == kill.task_memcg, kill.container_id()) {
            (true, Some(_)) => "its container".to_owned(),
            _ => group.to_string(),
        };
        body.push(format!("memory.oom.group is set: all of {all} was killed together."));
    }
    let head = format!("OOM kill of {} ({}): {}", kill.comm, kill.pid, place(kill));
    Paragraph { start: kill.start, head, body }
}

/// Where memory ran out.
fn place(kill: &OomKill<'_>) -> String {
    if kill.by_sysrq() {
        return "somebody asked for it by SysRq".to_owned();
    }
    let limit = kill.limit.map(|limit| format!(" of {}", Size(limit))).unwrap_or_default();
    match kill.limit_level() {
        Some(LimitLevel::Container) => format!("its container's limit{limit} was hit"),
        Some(LimitLevel::Pod) => format!("its pod's limit{limit} was hit"),
        Some(LimitLevel::ContainerOrPod) => {
            format!("the limit{limit} on its pod was hit, or its container's of the same size")
        }
        Some(LimitLevel::Group) => format!("the limit{limit} of its control group was hit"),
        Some(LimitLevel::Ancestor) => {
            format!("the limit{limit} of a control group around its own was hit")
        }
        Some(LimitLevel::NumaNodes) => match kill.mems_allowed {
            Some(nodes) => format!("the NUMA nodes it may use ({nodes}) were full"),
            None => "the NUMA nodes it may use were full".to_owned(),
        },
        Some(LimitLevel::Node) => "the machine ran out of memory".to_owned(),
        _ => match kill.scope {
            Some(Scope::Memcg) => format!("the limit{limit} of a control group was hit"),
            _ => "memory ran out".to_owned(),
        },
    }
}

/// The pod and container, or else the control group, that lost the process.
fn owner(kill: &OomKill<'_>) -> Option<String> {
    let runtime = kill.runtime().map(|runtime| format!(" ({runtime})")).unwrap_or_default();
    // As many digits as Docker and crictl show.
    let short = kill.container_id().map(|id| id.get(..12).unwrap_or(id));
    let container = short.map(|id| format!("container {id}{runtime}"));
    let class = kill.qos_class().map(|class| format!(" ({})", class.name())).unwrap_or_default();
    let pod = kill.pod_uid().map(|uid| format!("pod {uid}{class}"));
    match (container, pod) {
        (Some(container), Some(pod)) => Some(format!("It ran in {container} of {pod}.")),
        (Some(one), None) | (None, Some(one)) => Some(format!("It ran in {one}.")),
        (None, None) => kill.task_memcg.map(|path| format!("It ran in {path}.")),
    }
}

/// The victim's own memory.
fn memory(kill: &OomKill<'_>) -> Option<String> {
    let sizes = [
        (kill.anon_rss, "anonymous"),
        (kill.file_rss, "of files"),
        (kill.shmem_rss, "shared"),
        (kill.pgtables, "of page tables"),
    ];
    let sizes: Vec<_> = sizes
        .into_iter()
        .filter_map(|(size, what)| size.map(|size| format!("{} {what}", Size(size))))
        .collect();
    if sizes.is_empty() {
        return None;
    }
    let bias = kill.oom_score_adj.map(|bias| format!("; oom_score_adj {bias}")).unwrap_or_default();
    let uid = kill.uid.map(|uid| format!("; user {uid}")).unwrap_or_default();
    Some(format!("It held {}{bias}{uid}.", sizes.join(", ")))
}

fn of_fault(fault: &CpuFault<'_>) -> Paragraph {
    let address = fault.address.map(|at| format!(" at address {at:#x}")).unwrap_or_default();
    let object = fault.object.map(|object| format!(", in {object}")).unwrap_or_default();
    let signal = fault.signal.map(|signal| format!(": {}", signal.name())).unwrap_or_default();
    Paragraph {
        start: fault.start,
        head: format!("Crash of {} ({}){signal}", fault.comm, fault.pid),
        body: vec![format!("The kernel says: {}{address}{object}.", fault.words)],
    }
}

fn of_daemon_kill(kill: &DaemonKill<'_>) -> Paragraph {
    let victim = match (kill.comm, kill.pid) {
        (Some(comm), Some(pid)) => format!("{comm} ({pid})"),
        _ => match kill.cgroup.or(kill.unit) {
            Some(group) => format!("all of {group}"),
            None => "a process".to_owned(),
        },
    };
    let mut body = Vec::new();
    body.extend(kill.pod_uid().map(|uid| format!("It belongs to pod {uid}.")));
    body.extend(kill.reason.map(|reason: Text<'_>| format!("The reason given: {reason}.")));
    body.extend(kill.rss.map(|rss| format!("It held {} in memory.", Size(rss))));
    let head = format!("{} sent {} to {victim}", kill.daemon, kill.signal.name());
    Paragraph { start: kill.start, head, body }
}

fn of_no_victim(none: NoVictim) -> Paragraph {
    let why = match none.why {
        WhyNone::PanicOnOom => "Memory ran out, and vm.panic_on_oom asks for a panic",
        _ => "Memory ran out, and no process may be killed",
    };
    let body = none.panic.then(|| "The kernel panicked: every process ended.".to_owned());
    Paragraph { start: none.start, head: why.to_owned(), body: body.into_iter().collect() }
}

/// A size in the largest unit that leaves a digit before the point.
struct Size(u64);

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let units = [(1_u64 << 40, "TiB"), (1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
        let Some((unit, name)) = units.into_iter().find(|(unit, _)| self.0 >= *unit) else {
            return write!(f, "{} B", self.0);
        };
        let (whole, tenth) = (self.0 / unit, self.0 % unit / (unit / 10));
        match tenth.min(9) {
            0 => write!(f, "{whole} {name}"),
            tenth => write!(f, "{whole}.{tenth} {name}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Size;
    use crate::text::KernelLog;

    fn shown(log: &str) -> String {
        KernelLog::new(log).to_string()
    }

    #[test]
    fn a_kill_is_a_paragraph() {
        let pod = "/kubepods/burstable/pod895434b4-355d-4c65-84b0-15537408a2b5";
        let id = "907437defbc7ddb767fdb4fcd0a8aef4d3dcf9783c92fd186ac8578d8ba84bc0";
        let log = format!(
            "memory: usage 65536kB, limit 65536kB, failcnt 24\n\
             oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,\
             oom_memcg={pod}/{id},task_memcg={pod}/{id},task=hog,pid=13827,uid=0\n\
             Memory cgroup out of memory: Killed process 13827 (hog) total-vm:264488kB, \
             anon-rss:65152kB, file-rss:1404kB, shmem-rss:0kB, UID:0 pgtables:164kB oom_score_adj:968\n"
        );
        let text = shown(&log).split_whitespace().collect::<Vec<_>>().join(" ");
        let expected = "OOM kill of hog (13827): its container's limit of 64 MiB was hit \
             It ran in container 907437defbc7 of pod 895434b4-355d-4c65-84b0-15537408a2b5 (Burstable). \
             The container used 64 MiB of its limit of 64 MiB, and had hit it 24 times. \
             It held 63.6 MiB anonymous, 1.3 MiB of files, 0 B shared, 164 KiB of page tables; \
             oom_score_adj 968; user 0. Line 3 of the log.";
        assert_eq!(text, expected);
    }

    #[test]
    fn nothing_is_said_to_be_nothing() {
        assert_eq!(shown("hello\n"), "No OOM kill and no crash in this log.\n");
    }

    #[test]
    fn names_do_not_reach_the_terminal_raw() {
        let text = shown("Out of memory: Killed process 1 (a\u{1b}[2J) total-vm:1kB\n");
        assert!(!text.contains('\u{1b}') && text.contains(r"a\u{1b}[2J"), "{text}");
    }

    #[test]
    fn sizes_are_short() {
        for (bytes, shown) in [(0, "0 B"), (1023, "1023 B"), (1024, "1 KiB"), (1536, "1.5 KiB")] {
            assert_eq!(Size(bytes).to_string(), shown);
        }
        assert_eq!(Size((1 << 30) - 1).to_string(), "1023.9 MiB");
    }
}
