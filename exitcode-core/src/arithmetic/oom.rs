//! Whom the kernel kills when memory runs out, and what the kubelet has to do with it.
//!
//! The kubelet gives each container an `oom_score_adj`; the kernel adds it to what a process uses
//! and kills the process with the highest sum. The adjustment is an addend, no rank: −1000 to 1000
//! thousandths of all memory.
//!
//! ```
//! use exitcode_core::arithmetic::oom::{OomScope, Task, WhyFirst, kill_order};
//!
//! const GIB: u64 = 1 << 30;
//! let scope = OomScope::node(64 * GIB, 0);
//! let small = Task { name: "cache", ..Task::with_memory(10 << 20, 1000) };
//! let large = Task { name: "postgres", ..Task::with_memory(30 * GIB, 500) };
//!
//! let mut order = [0; 2];
//! assert_eq!(kill_order(&[large, small], scope, &mut order), Some(&[1, 0][..]));
//! assert_eq!(
//!     WhyFirst { victim: small, other: large, scope }.to_string(),
//!     "cache dies first: it scores 64.0 GiB (10.0 MiB of memory + 1000/1000 of 64.0 GiB, its \
//!      oom_score_adj), more than postgres with 62.0 GiB (30.0 GiB of memory + 500/1000 of 64.0 GiB)"
//! );
//! ```

use core::cmp::Reverse;
use core::fmt;

use super::qos::{PodResources, QosClass, Resources};
use super::quantity::Quantity;

/// The `oom_score_adj` of the kubelet and kube-proxy.
///
/// Source: `KubeletOOMScoreAdj`, `pkg/kubelet/qos/policy.go`, Kubernetes 1.36.
pub const KUBELET: i16 = -999;

/// The `oom_score_adj` of a pod's sandbox, the pause process.
///
/// Source: `internal/cri/server/podsandbox/helpers_linux.go`, containerd 2.
pub const SANDBOX: i16 = -998;

/// The `oom_score_adj` of containers in guaranteed and node-critical pods.
///
/// Not −998, as is often written: that is the sandbox's.
///
/// Source: `guaranteedOOMScoreAdj`, `pkg/kubelet/qos/policy.go`, Kubernetes 1.20 to 1.36.
pub const GUARANTEED: i16 = -997;

/// The lowest `oom_score_adj` of a container in a burstable pod.
pub const BURSTABLE_LOWEST: i16 = 1000 + GUARANTEED;

/// The highest `oom_score_adj` of a container in a burstable pod.
pub const BURSTABLE_HIGHEST: i16 = BEST_EFFORT - 1;

/// The `oom_score_adj` of containers in best-effort pods.
pub const BEST_EFFORT: i16 = 1000;

/// The `oom_score_adj` of a process that is never chosen.
///
/// Source: `OOM_SCORE_ADJ_MIN`, `include/uapi/linux/oom.h`.
pub const NEVER: i16 = -1000;

/// Whether the kubelet takes a pod for node-critical, which gives it [`GUARANTEED`].
///
/// It must be critical, that is static, a mirror of a static pod, or of priority 2,000,000,000 or
/// more, and of the class `system-node-critical`. `system-cluster-critical` is not enough.
///
/// Source: `IsNodeCriticalPod`, `pkg/kubelet/types/pod_update.go`, Kubernetes 1.36.
#[must_use]
pub fn is_node_critical(is_static: bool, priority: Option<i32>, class_name: &str) -> bool {
    let is_critical = is_static || priority.is_some_and(|priority| priority >= 2_000_000_000);
    is_critical && class_name == "system-node-critical"
}

/// A container of a pod, by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// In `spec.containers`.
    Container(usize),
    /// In `spec.initContainers`: an init container or a sidecar.
    InitContainer(usize),
}

impl PodResources<'_> {
    /// The `oom_score_adj` that the kubelet gives a container; `None` where there is none.
    ///
    /// `memory_capacity` is the machine's whole memory in bytes (`status.capacity.memory` of the
    /// node, not `allocatable`).
    ///
    /// In a burstable pod it is 1000 less the thousandths of the machine that the container
    /// **requests**; limits do not matter. What the pod requests beyond its containers is shared
    /// among them. A sidecar is never more at risk than the container with the smallest request.
    ///
    /// Source: `GetContainerOOMScoreAdjust`, `pkg/kubelet/qos/policy.go`, Kubernetes 1.36.
    ///
    /// ```
    /// use exitcode_core::arithmetic::oom::Place;
    /// use exitcode_core::arithmetic::qos::{PodResources, Resources};
    ///
    /// let container = Resources { memory_request: Some("2Gi".parse()?), ..Resources::default() };
    /// let pod = PodResources { containers: &[container], ..PodResources::default() };
    /// assert_eq!(pod.oom_score_adj(Place::Container(0), 8 << 30), Some(750));
    /// assert_eq!(pod.oom_score_adj(Place::Container(1), 8 << 30), None);
    /// # Ok::<(), exitcode_core::arithmetic::quantity::ParseQuantityError>(())
    /// ```
    #[must_use]
    pub fn oom_score_adj(&self, place: Place, memory_capacity: u64) -> Option<i16> {
        let (resources, is_sidecar) = match place {
            Place::Container(index) => (*self.containers.get(index)?, false),
            Place::InitContainer(index) => {
                let container = self.init_containers.get(index)?;
                (container.resources, container.sidecar)
            }
        };
        if self.node_critical {
            return Some(GUARANTEED);
        }
        match self.qos_class() {
            QosClass::Guaranteed => return Some(GUARANTEED),
            QosClass::BestEffort => return Some(BEST_EFFORT),
            QosClass::Burstable => {}
        }
        let mut request = memory_request(resources);
        if is_sidecar {
            let smallest = self.containers.iter().copied().map(memory_request).min();
            request = request.max(smallest.unwrap_or_default());
        }
        request += self.unclaimed_share();
        let capacity = i128::from(memory_capacity.max(1));
        let adj = 1000 - 1000 * request / capacity;
        let adj = i16::try_from(adj.max(BURSTABLE_LOWEST.into())).unwrap_or(i16::MAX);
        Some(if adj == BEST_EFFORT { BURSTABLE_HIGHEST } else { adj })
    }

    /// What the pod requests beyond its containers, in bytes for each of them.
    fn unclaimed_share(&self) -> i128 {
        let pod = match self.pod.and_then(|pod| pod.memory_request) {
            Some(pod) if pod != Quantity::ZERO => i128::from(pod.value()),
            _ => return 0,
        };
        let claimed = self.aggregate(|resources| resources.memory_request);
        let claimed = i128::from(claimed.map_or(0, Quantity::value));
        let containers = self.containers.len() + self.init_containers.len();
        (pod - claimed) / containers.max(1) as i128
    }
}

fn memory_request(resources: Resources) -> i128 {
    i128::from(resources.memory_request.map_or(0, Quantity::value))
}

/// What the kernel knows of a process when it looks for a victim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Task<'a> {
    /// Any name, for the explanation.
    pub name: &'a str,
    /// Resident memory in bytes: anonymous, file-backed and shared.
    pub rss: u64,
    /// Swapped-out memory in bytes.
    pub swap: u64,
    /// Page tables in bytes.
    pub page_tables: u64,
    /// The adjustment, −1000 to 1000.
    pub oom_score_adj: i16,
}

impl Task<'_> {
    /// A process with so much resident memory in bytes, and this adjustment.
    #[must_use]
    pub const fn with_memory(rss: u64, oom_score_adj: i16) -> Self {
        Self { name: "", rss, swap: 0, page_tables: 0, oom_score_adj }
    }

    /// The kernel's score, in pages: the task with the highest dies. `None` if it is never chosen.
    ///
    /// Resident memory, swap and page tables, plus a thousandth of the scope's memory for each
    /// point of `oom_score_adj`. There is no discount for root (since Linux 4.17) and no account of
    /// CPU time or children (since 2.6.36). It is not what `/proc/PID/oom_score` shows
    /// ([`proc_oom_score`](Self::proc_oom_score)).
    ///
    /// Source: `oom_badness`, `mm/oom_kill.c`, Linux 6.18.
    #[must_use]
    pub const fn badness(&self, scope: OomScope) -> Option<i64> {
        if self.oom_score_adj <= NEVER {
            return None;
        }
        let used = scope.pages(self.rss) + scope.pages(self.swap) + scope.pages(self.page_tables);
        Some(used + self.oom_score_adj as i64 * (scope.pages(scope.total) / 1000))
    }

    /// What `/proc/PID/oom_score` shows: 0 to 2000, computed with the whole node's memory.
    ///
    /// Source: `proc_oom_score`, `fs/proc/base.c`, Linux 6.18.
    #[must_use]
    pub const fn proc_oom_score(&self, node: OomScope) -> i64 {
        match self.badness(node) {
            Some(badness) => {
                let total = node.pages(node.total);
                let share = badness as i128 * 1000 / if total == 0 { 1 } else { total as i128 };
                // At most 3 × 2⁵² pages over one: 9.01 × 10¹⁸, which fits.
                ((1000 + share) * 2 / 3) as i64
            }
            None => 0,
        }
    }

    const fn used(&self) -> u64 {
        self.rss.saturating_add(self.swap).saturating_add(self.page_tables)
    }
}

/// What has run out of memory: the node, or a control group.
///
/// It decides what a point of `oom_score_adj` weighs, and who is a candidate: for a control group
/// only its own tasks and those of its descendants. There all usually have the same adjustment, so
/// the largest process dies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OomScope {
    total: u64,
    /// The page size is 2 to this power: at least 12, so that a score stays far within an `i64`.
    page_shift: u32,
}

impl OomScope {
    /// A node with so much memory and swap in bytes, and pages of 4 KiB.
    #[must_use]
    pub const fn node(memory: u64, swap: u64) -> Self {
        Self { total: memory.saturating_add(swap), page_shift: 12 }
    }

    /// A control group with these limits in bytes, and pages of 4 KiB.
    ///
    /// Kubernetes gives containers no swap unless node swap is set up.
    ///
    /// Source: `mem_cgroup_get_max`, `mm/memcontrol.c`, Linux 6.18.
    #[must_use]
    pub const fn cgroup(memory_max: u64, swap_max: u64) -> Self {
        Self::node(memory_max, swap_max)
    }

    /// With pages of another size in bytes: 16 or 64 KiB on some arm64 and POWER kernels.
    ///
    /// It is a power of two on every machine, and taken for 4 KiB where it is less than that.
    #[must_use]
    pub const fn page_size(self, bytes: u32) -> Self {
        Self { page_shift: (bytes | 4096).ilog2(), ..self }
    }

    /// Its memory and swap in bytes.
    #[must_use]
    pub const fn total(self) -> u64 {
        self.total
    }

    const fn pages(self, bytes: u64) -> i64 {
        (bytes >> self.page_shift) as i64
    }
}

/// The order in which the kernel would kill these tasks, as indices into `tasks`.
///
/// The tasks are those that the scope has, in the order of the kernel's task list (by age), since
/// among equals the later one dies. Those that are never chosen are left out. It fills `order`,
/// which needs as many places as there are tasks; `None` if it has fewer.
///
/// That is the order if nothing else changes: each kill frees memory, and the kernel looks again
/// only when it has run out again. With `memory.oom.group`, which the kubelet sets on cgroup v2, the
/// first kill takes the whole container with it.
#[must_use]
pub fn kill_order<'o>(
    tasks: &[Task<'_>],
    scope: OomScope,
    order: &'o mut [usize],
) -> Option<&'o [usize]> {
    let order = order.get_mut(..tasks.len())?;
    let badness = |index: usize| tasks.get(index).and_then(|task| task.badness(scope));
    let mut victims = 0;
    for index in (0..tasks.len()).filter(|&index| badness(index).is_some()) {
        *order.get_mut(victims)? = index;
        victims += 1;
    }
    let order = order.get_mut(..victims)?;
    order.sort_unstable_by_key(|&index| Reverse((badness(index), index)));
    Some(order)
}

/// Why the kernel killed one task and not another, as a sentence with the numbers.
///
/// If by these numbers the other one would have died, it says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WhyFirst<'a> {
    /// The task that was killed.
    pub victim: Task<'a>,
    /// One that was not.
    pub other: Task<'a>,
    /// What had run out of memory.
    pub scope: OomScope,
}

impl fmt::Display for WhyFirst<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { victim, other, scope } = *self;
        let (Some(points), rival) = (victim.badness(scope), other.badness(scope)) else {
            return write!(f, "{} has oom_score_adj -1000 and is never chosen", victim.name);
        };
        let score = |task, points| Score { task, points, scope };
        write!(f, "{} ", victim.name)?;
        let Some(rival) = rival else {
            return write!(
                f,
                "dies first: {} has oom_score_adj -1000 and is never chosen",
                other.name
            );
        };
        if rival > points {
            return write!(
                f,
                "would not die first by these numbers: it scores {:#}, less than {} with {}",
                score(victim, points),
                other.name,
                score(other, rival),
            );
        }
        let than = if rival == points { "as much as" } else { "more than" };
        write!(
            f,
            "dies first: it scores {:#}, {than} {} with {}",
            score(victim, points),
            other.name,
            score(other, rival),
        )?;
        if rival == points {
            f.write_str("; of two equals the one later in the task list dies")
        } else if victim.oom_score_adj == other.oom_score_adj {
            f.write_str("; with equal adjustments the larger one dies")
        } else {
            Ok(())
        }
    }
}

/// A score in bytes and what it is made of; the alternate form names `oom_score_adj`.
struct Score<'a> {
    task: Task<'a>,
    points: i64,
    scope: OomScope,
}

impl fmt::Display for Score<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { task, points, scope } = self;
        let bytes = i128::from(*points) << scope.page_shift;
        let sign = if bytes < 0 { "-" } else { "" };
        let size = Size(u64::try_from(bytes.unsigned_abs()).unwrap_or(u64::MAX));
        let plus = if task.oom_score_adj < 0 { '-' } else { '+' };
        let (used, adj) = (Size(task.used()), task.oom_score_adj.unsigned_abs());
        write!(f, "{sign}{size} ({used} of memory {plus} {adj}/1000 of {}", Size(scope.total))?;
        f.write_str(if f.alternate() { ", its oom_score_adj)" } else { ")" })
    }
}

/// Bytes with a binary unit and one decimal.
struct Size(u64);

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let units = [(60, "EiB"), (50, "PiB"), (40, "TiB"), (30, "GiB"), (20, "MiB"), (10, "KiB")];
        match units.into_iter().find(|(shift, _)| self.0 >> shift != 0) {
            Some((shift, unit)) => {
                let tenths = (u128::from(self.0) * 10 + (1 << (shift - 1))) >> shift;
                write!(f, "{}.{} {unit}", tenths / 10, tenths % 10)
            }
            None => write!(f, "{} B", self.0),
        }
    }
}
