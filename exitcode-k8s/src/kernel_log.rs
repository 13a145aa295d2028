//! What a kernel log says, as the JSON that every surface has.

use exitcode_core::kernel_log::{
    CpuFault, DaemonKill, NoVictim, OomKill, daemon_kills, faults, kills, without_victim,
};
use serde::Serialize;

/// The name of the schema.
pub const SCHEMA: &str = "exitcode.kernel-log/v1";

/// Everything in a kernel log that ended a process. Sizes are bytes, places are offsets in bytes.
///
/// ```
/// use exitcode_k8s::kernel_log::KernelLog;
///
/// let log = "Memory cgroup out of memory: Killed process 7 (hog) total-vm:8kB, anon-rss:4kB, \
///            file-rss:0kB, shmem-rss:0kB";
/// assert_eq!(KernelLog::read(log).kills[0].pid, 7);
/// ```
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct KernelLog<'a> {
    /// The name of this schema.
    pub schema: &'static str,
    /// Processes that the kernel killed for memory.
    pub kills: Vec<OomKill<'a>>,
    /// Processes that the processor stopped.
    pub faults: Vec<CpuFault<'a>>,
    /// Processes that a daemon killed for memory, before the kernel had to.
    pub daemon_kills: Vec<DaemonKill<'a>>,
    /// Shortages in which nothing could be killed.
    pub without_victim: Vec<NoVictim>,
}

impl<'a> KernelLog<'a> {
    /// What this log says.
    #[must_use]
    pub fn read(log: &'a str) -> Self {
        Self {
            schema: SCHEMA,
            kills: kills(log).collect(),
            faults: faults(log).collect(),
            daemon_kills: daemon_kills(log).collect(),
            without_victim: without_victim(log).collect(),
        }
    }
}
