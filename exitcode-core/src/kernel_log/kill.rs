use core::fmt;

use super::cgroup::{Cgroup, PodUid, Runtime};
use super::incident::Incident;
use super::line::{COLOUR_OFF, Line, after, floor, number, number_after, size_after};
use super::scan::find;
use super::scout::Scout;
use super::text::Text;
use crate::arithmetic::qos::QosClass;

/// One process that the kernel killed because memory ran out, with what the log says about it.
///
/// Fields are `None` where the log does not say: the kernel did not print it (old versions print
/// less), or the excerpt does not reach that far. Sizes are bytes. Nothing is guessed from a
/// neighbouring kill.
///
/// Not the same as a container that is `OOMKilled`: the victim may be any process of a container, and
/// one kill may take several.
///
/// The lines are printed by mm/oom_kill.c (`dump_header`, `__oom_kill_process`) and
/// mm/memcontrol.c (`mem_cgroup_print_oom_meminfo`).
///
/// ```
/// use exitcode_core::kernel_log::{kills, LimitLevel};
///
/// let log = "\
/// [   24.1] memory: usage 40960kB, limit 40960kB, failcnt 21
/// [   24.2] oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,\
/// oom_memcg=/docker/6a79cd754f734ae99e13ec803d5de2d60e4a1556a399409898ae297961ed7b37,\
/// task_memcg=/docker/6a79cd754f734ae99e13ec803d5de2d60e4a1556a399409898ae297961ed7b37,\
/// task=hog,pid=585,uid=0
/// [   24.3] Memory cgroup out of memory: Killed process 585 (hog) total-vm:205880kB, \
/// anon-rss:40596kB, file-rss:4kB, shmem-rss:704kB, UID:0 pgtables:116kB oom_score_adj:0
/// ";
/// let kill = kills(log).next().unwrap();
/// assert_eq!((kill.pid, kill.limit), (585, Some(40 << 20)));
/// assert_eq!(kill.container_id().unwrap().get(..12), Some("6a79cd754f73"));
/// assert_eq!(kill.limit_level(), Some(LimitLevel::Container));
/// assert!(log[kill.start..kill.end].starts_with("[   24.3] Memory cgroup out of memory"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OomKill<'a> {
    /// Where the line of the kill starts in the text, in bytes.
    pub start: usize,
    /// Where it ends, without the line break.
    pub end: usize,
    /// The victim's process id, as the host counts, not the container.
    pub pid: u32,
    /// The victim's name: at most 15 bytes, any bytes, and often that of a thread pool or `java`.
    pub comm: Text<'a>,
    /// The victim's user, as the host counts.
    pub uid: Option<u32>,
    /// The victim's bias, from -1000 to 1000. Printed since Linux 5.4.
    pub oom_score_adj: Option<i16>,
    /// The address space that the victim had mapped, in bytes. Not memory in use.
    pub total_vm: Option<u64>,
    /// Anonymous memory of the victim, in bytes: its heap and stacks.
    pub anon_rss: Option<u64>,
    /// File pages that the victim had mapped, in bytes.
    pub file_rss: Option<u64>,
    /// Shared memory and tmpfs pages that the victim had mapped, in bytes. Printed since Linux 4.5.
    pub shmem_rss: Option<u64>,
    /// Page tables of the victim, in bytes. Printed since Linux 5.4.
    pub pgtables: Option<u64>,
    /// What confined the allocation. Printed since Linux 5.0.
    pub constraint: Option<Constraint>,
    /// The control group whose limit was hit.
    pub oom_memcg: Option<Text<'a>>,
    /// The control group that the victim was in.
    pub task_memcg: Option<Text<'a>>,
    /// How far the shortage reached, from the constraint or from the words of the line.
    pub scope: Option<Scope>,
    /// The task whose allocation failed. It need not be the victim. None for a task without a name:
    /// a line that was cut looks the same.
    pub invoked_by: Option<Invoker<'a>>,
    /// What the control group used, in bytes.
    pub usage: Option<u64>,
    /// Its limit, in bytes.
    pub limit: Option<u64>,
    /// How often the control group has hit its limit so far.
    pub failcnt: Option<u64>,
    /// The cpuset of the task whose allocation failed.
    pub cpuset: Option<Text<'a>>,
    /// The NUMA nodes it may use, such as `0-1`.
    pub mems_allowed: Option<Text<'a>>,
    /// The victim's badness, which kernels before 5.2 print.
    pub score: Option<i64>,
    /// The process that was chosen first. Before Linux 5.2 a child of it may have died in its place.
    pub chosen_pid: Option<u32>,
    /// The control group that died as a whole, where `memory.oom.group` was set.
    pub oom_group: Option<Text<'a>>,
    /// Whether the log goes on to say that the reaper freed the victim's memory.
    pub reaped: bool,
}

/// The task whose allocation could not be met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Invoker<'a> {
    /// Its name, where the logger's prefix can be told from it.
    pub comm: Option<Text<'a>>,
    /// Its thread id, as the host counts.
    pub pid: Option<u32>,
    /// The allocation's flags, as a number.
    pub gfp_mask: Option<u64>,
    /// The allocation's flags, by name, such as `GFP_KERNEL`. Printed since Linux 4.6.
    pub gfp_flags: Option<&'a str>,
    /// The allocation's size: 2^order pages. It is -1 for a kill asked for by SysRq.
    pub order: Option<i32>,
    /// The bias of the task that asked.
    pub oom_score_adj: Option<i16>,
}

impl Invoker<'_> {
    fn is_nameless(&self) -> bool {
        self.comm.is_some_and(|comm| comm.raw().is_empty())
    }
}

/// What confined the allocation that failed (`enum oom_constraint`, include/linux/oom.h).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Constraint {
    /// Nothing: the whole machine was short of memory.
    None,
    /// A cpuset: its NUMA nodes were short, the machine need not have been.
    Cpuset,
    /// A memory policy (`mbind(2)`): likewise.
    MemoryPolicy,
    /// The limit of a control group.
    Memcg,
}

impl Constraint {
    /// Every constraint, in the kernel's order.
    pub const ALL: &'static [Self] = &[Self::None, Self::Cpuset, Self::MemoryPolicy, Self::Memcg];

    /// Its name as the kernel prints it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "CONSTRAINT_NONE",
            Self::Cpuset => "CONSTRAINT_CPUSET",
            Self::MemoryPolicy => "CONSTRAINT_MEMORY_POLICY",
            Self::Memcg => "CONSTRAINT_MEMCG",
        }
    }

    /// How far a shortage under this constraint reaches.
    #[must_use]
    pub const fn scope(self) -> Scope {
        match self {
            Self::None => Scope::System,
            Self::Cpuset => Scope::Cpuset,
            Self::MemoryPolicy => Scope::MemoryPolicy,
            Self::Memcg => Scope::Memcg,
        }
    }

    pub(super) fn at(text: &str) -> Option<Self> {
        let end = text.bytes().position(|b| !b.is_ascii_uppercase() && b != b'_');
        let name = text.get(..end.unwrap_or(text.len()))?;
        Self::ALL.iter().copied().find(|constraint| constraint.name() == name)
    }
}

impl fmt::Display for Constraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// How far the shortage reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Scope {
    /// A control group at its limit; the machine may have had plenty.
    Memcg,
    /// The whole machine.
    System,
    /// The NUMA nodes of a cpuset.
    Cpuset,
    /// The NUMA nodes of a memory policy.
    MemoryPolicy,
}

impl Scope {
    /// Its name in reports: `memcg`, `system`, `cpuset` or `mempolicy`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Memcg => "memcg",
            Self::System => "system",
            Self::Cpuset => "cpuset",
            Self::MemoryPolicy => "mempolicy",
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The level at which memory ran out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LimitLevel {
    /// The container's own limit.
    Container,
    /// The limit on the pod as a whole.
    Pod,
    /// The pod's control group, for a reason that the log alone cannot tell: the kubelet gives that
    /// group the sum of its containers' limits, so a container's limit may show under the pod's name.
    ContainerOrPod,
    /// The limit of the group that the process itself is in, which is no container's: a service, say.
    Group,
    /// The limit of a group further out: a slice, all pods, a container around the container.
    Ancestor,
    /// No limit: the NUMA nodes that the process may use were full.
    NumaNodes,
    /// No limit: the machine ran out.
    Node,
}

impl LimitLevel {
    /// Its id in reports, such as `container-or-pod`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Container => "container",
            Self::Pod => "pod",
            Self::ContainerOrPod => "container-or-pod",
            Self::Group => "group",
            Self::Ancestor => "ancestor",
            Self::NumaNodes => "numa-nodes",
            Self::Node => "node",
        }
    }
}

impl fmt::Display for LimitLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

impl<'a> OomKill<'a> {
    fn cgroup(&self) -> Cgroup<'a> {
        self.task_memcg.or(self.oom_group).map(Cgroup::of).unwrap_or_default()
    }

    /// The pod that the victim belonged to.
    #[must_use]
    pub fn pod_uid(&self) -> Option<PodUid<'a>> {
        self.cgroup().pod
    }

    /// The container that the victim belonged to: 64 hexadecimal digits.
    #[must_use]
    pub fn container_id(&self) -> Option<&'a str> {
        self.cgroup().container
    }

    /// The container runtime, where the name of the control group says which. Under the kubelet's
    /// cgroupfs driver it does not.
    #[must_use]
    pub fn runtime(&self) -> Option<Runtime> {
        self.cgroup().runtime
    }

    /// The QoS class of the victim's pod.
    #[must_use]
    pub fn qos_class(&self) -> Option<QosClass> {
        self.cgroup().qos
    }

    /// Whether somebody asked for the kill (`echo f > /proc/sysrq-trigger`), so that no memory need
    /// have been short. The kernel marks it by an order of -1 (`is_sysrq_oom`, mm/oom_kill.c).
    #[must_use]
    pub fn by_sysrq(&self) -> bool {
        self.invoked_by.is_some_and(|invoker| invoker.order == Some(-1))
    }

    /// The level at which memory ran out, as far as the log alone can tell. None where somebody
    /// [asked](Self::by_sysrq) for the kill.
    ///
    /// The pod's name in [`oom_memcg`](Self::oom_memcg) is not enough for a pod-level limit: where
    /// every container of a pod has a limit the kubelet sets their sum on the pod's group
    /// (pkg/kubelet/cm/helpers_linux.go, `ResourceConfigForPod`), and the kernel names whichever
    /// group it hits first. See [`limit_level_with`](Self::limit_level_with).
    #[must_use]
    pub fn limit_level(&self) -> Option<LimitLevel> {
        match self.scope.filter(|_| !self.by_sysrq())? {
            Scope::System => return Some(LimitLevel::Node),
            Scope::Cpuset | Scope::MemoryPolicy => return Some(LimitLevel::NumaNodes),
            Scope::Memcg => {}
        }
        let limited = Cgroup::of(self.oom_memcg?);
        let victim = self.cgroup();
        if limited.container.is_some() && limited == victim {
            Some(LimitLevel::Container)
        } else if limited.pod.is_some() && limited.container.is_none() && limited.pod == victim.pod
        {
            Some(LimitLevel::ContainerOrPod)
        } else if self.task_memcg.is_some() && self.task_memcg == self.oom_memcg {
            Some(LimitLevel::Group)
        } else {
            self.task_memcg.map(|_| LimitLevel::Ancestor)
        }
    }

    /// The level at which memory ran out, given the memory limit of the victim's container in bytes.
    ///
    /// The pod's group at exactly the container's limit is the container's limit; at any other it is
    /// the pod's.
    #[must_use]
    pub fn limit_level_with(&self, container_limit: u64) -> Option<LimitLevel> {
        match (self.limit_level()?, self.limit) {
            (LimitLevel::ContainerOrPod, Some(limit)) if limit == container_limit => {
                Some(LimitLevel::Container)
            }
            (LimitLevel::ContainerOrPod, Some(_)) => Some(LimitLevel::Pod),
            (level, _) => Some(level),
        }
    }
}

/// The OOM kills of a kernel log, one for each victim, in the order of the log.
///
/// Any kernel from 2.6.32 on, whatever the log came through: `dmesg`, `/dev/kmsg`, the journal, a
/// syslog daemon, a container's log, JSON. Other lines may stand between those of a kill, and lines
/// may be missing. Work is linear in the length of the text, and nothing is allocated.
///
/// Kills by user space ([`daemon_kills`](super::daemon_kills)) and shortages without a victim
/// ([`without_victim`](super::without_victim)) are not among them.
#[must_use]
pub const fn kills(text: &str) -> Kills<'_> {
    Kills { text, scout: Scout::new(), incident: Incident::new(), read_to: 0, victim: None }
}

/// The iterator of [`kills`].
#[derive(Clone, Debug)]
pub struct Kills<'a> {
    text: &'a str,
    scout: Scout,
    incident: Incident<'a>,
    /// Up to where the incident's lines were read.
    read_to: usize,
    /// The victim that a group kill began with: the kernel prints it again as a member.
    victim: Option<u32>,
}

/// How far behind a kill its group's line and members are looked for.
const GROUP_REACH: usize = 4096;

impl<'a> Iterator for Kills<'a> {
    type Item = OomKill<'a>;

    fn next(&mut self) -> Option<OomKill<'a>> {
        loop {
            let found = self.scout.next_kill(self.text)?;
            let line = Line::around(self.text, found.at);
            if self.incident.group().is_some() && found.at - self.read_to > GROUP_REACH {
                self.incident = Incident::new();
            }
            self.incident.read(self.text, self.read_to..found.at, line.host());
            let member = self.incident.group().is_some();
            self.read_to = found.at;
            let Some(kill) = self.parse(line, found.reaped) else { continue };
            let again = member && self.victim == Some(kill.pid);
            if self.incident.group().is_none() {
                self.incident = Incident::new();
                self.victim = None;
            }
            if again {
                self.victim = None;
                continue;
            }
            return Some(kill);
        }
    }
}

impl<'a> Kills<'a> {
    /// Reads the line that the scout found: `Killed process 585 (hog) total-vm:…`.
    fn parse(&mut self, line: Line<'a>, reaped: bool) -> Option<OomKill<'a>> {
        let (pid, rest) = number(after(line.after, "Killed process ")?)?;
        let pid = u32::try_from(pid).ok()?;
        // RHEL 6 prints "Killed process 585, UID 0, (hog) total-vm:…".
        let (early_uid, rest) = match rest.strip_prefix(", UID ").and_then(number) {
            Some((uid, rest)) => (Some(uid), rest.strip_prefix(", ")?),
            None => (None, rest.strip_prefix(' ')?),
        };
        let rest = rest.strip_prefix('(')?;
        let (comm, sizes) =
            split_comm(rest, &[") total-vm:", ") vsz:"]).or_else(|| split_comm(rest, &[")"]))?;
        let behind = line.message_end();
        let reach = self.scout.kill_ahead().unwrap_or(usize::MAX).min(behind + GROUP_REACH);
        let incident = self.incident.of(pid, self.text, behind..reach);
        let words = words_scope(line.before);
        let bare = !sizes.starts_with(") total-vm:") && !sizes.starts_with(") vsz:");
        if bare && words.is_none() && incident.is_empty() {
            return None;
        }
        let group = self.group_behind(behind, reach);
        let member = self.incident.group();
        if group.is_some() {
            self.victim = Some(pid);
            self.incident.set_group(group);
        }
        let summary = incident.summary.unwrap_or_default();
        let uid = early_uid.or_else(|| number_after(sizes, " UID:")).or(summary.uid);
        Some(OomKill {
            start: line.start,
            end: line.end,
            pid,
            comm: line.text(comm),
            uid: uid.and_then(|uid| u32::try_from(uid).ok()),
            oom_score_adj: number_after(sizes, " oom_score_adj:").and_then(|n| n.try_into().ok()),
            total_vm: size_after(sizes, " total-vm:").or_else(|| size_after(sizes, " vsz:")),
            anon_rss: size_after(sizes, " anon-rss:"),
            file_rss: size_after(sizes, " file-rss:"),
            shmem_rss: size_after(sizes, " shmem-rss:"),
            pgtables: size_after(sizes, " pgtables:"),
            constraint: summary.constraint,
            oom_memcg: summary.oom_memcg.or(incident.task_in.map(|(_, limited)| limited)),
            task_memcg: match member {
                Some(_) => None,
                None => summary.task_memcg.or(incident.task_in.map(|(task, _)| task)),
            },
            scope: summary
                .constraint
                .map(Constraint::scope)
                .or(words)
                .or(incident.chosen.and_then(|chosen| chosen.scope))
                .or(incident.task_in.map(|_| Scope::Memcg)),
            invoked_by: incident.invoker.filter(|invoker| !invoker.is_nameless()),
            usage: incident.usage.map(|usage| usage.usage),
            limit: incident.usage.and_then(|usage| usage.limit),
            failcnt: incident.usage.and_then(|usage| usage.failcnt),
            cpuset: summary.cpuset.or(incident.cpuset),
            mems_allowed: summary.mems_allowed.or(incident.mems_allowed),
            score: incident.chosen.and_then(|chosen| chosen.score),
            chosen_pid: incident.chosen.map(|chosen| chosen.pid),
            oom_group: member.or(group),
            reaped,
        })
    }

    /// `Tasks in /a/b are going to be killed due to memory.oom.group set`, which follows the kill.
    fn group_behind(&self, from: usize, to: usize) -> Option<Text<'a>> {
        let words = " are going to be killed due to memory.oom.group set";
        let at = find(self.text.as_bytes(), from, to, &[*b"p se"])?;
        let start = (at + 4).checked_sub(words.len() - 1)?;
        let line = Line::around(self.text, start);
        line.after.strip_prefix(words)?;
        let path = line.before.rfind("Tasks in ").and_then(|at| line.before.get(at + 9..))?;
        Some(line.text(path))
    }
}

/// Splits `hog) total-vm:…` before the last delimiter that begins in reach: a name may have them too.
/// Delimiters begin with `)`; the first that is found counts.
pub(super) fn split_comm<'a>(text: &'a str, delimiters: &[&str]) -> Option<(&'a str, &'a str)> {
    // 15 bytes, each printed as at most six characters.
    let reach = text.get(..floor(text, 104))?;
    let at = delimiters.iter().find_map(|delimiter| {
        let mut ends = reach.rmatch_indices(')').map(|(at, _)| at);
        ends.find(|&at| text.get(at..).is_some_and(|rest| rest.starts_with(delimiter)))
    })?;
    text.split_at_checked(at)
}

/// The scope that the words before "Killed process" or "Kill process" speak of.
pub(super) fn words_scope(before: &str) -> Option<Scope> {
    let before = before.strip_suffix(COLOUR_OFF).unwrap_or(before);
    let words = before.trim_end().strip_suffix(':')?;
    let words = words.strip_suffix(" (oom_kill_allocating_task)").unwrap_or(words);
    if words.ends_with("Memory cgroup out of memory") {
        Some(Scope::Memcg)
    } else if words.ends_with("Out of memory") || words.ends_with("Out of Memory") {
        Some(Scope::System)
    } else {
        None
    }
}
