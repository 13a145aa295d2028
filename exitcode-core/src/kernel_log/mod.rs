//! A reader of OOM kills in kernel logs.
//!
//! [`kills`] goes through a text and gives an [`OomKill`] for each process that the kernel killed
//! because memory ran out: the victim, its memory, the control group whose limit was hit, the pod and
//! container it belonged to. It knows what kernels from 2.6.32 to 7.2 print, and the ways in which a
//! kernel log reaches a person: `dmesg`, `/dev/kmsg`, the journal, syslog, a serial console, and all
//! of these inside JSON or a container's log.
//!
//! Beside it: [`daemon_kills`], by earlyoom and its like; [`without_victim`], where the kernel panicked
//! or found nobody to kill; [`faults`], such as a segmentation fault.
//!
//! A log may hold anything, so a line counts by its own words, never by its place. Lines that are
//! missing leave fields empty; lines in between are passed over.
//!
//! ```
//! use exitcode_core::kernel_log;
//!
//! let log = "[ 9.1] Out of memory: Killed process 4711 (mariadbd) total-vm:2310432kB, \
//!            anon-rss:1502112kB, file-rss:0kB, shmem-rss:0kB, UID:106 pgtables:3412kB \
//!            oom_score_adj:-600";
//! for kill in kernel_log::kills(log) {
//!     assert_eq!(kill.comm, "mariadbd");
//!     assert_eq!(kill.anon_rss, Some(1_502_112 * 1024));
//!     assert_eq!(kill.scope, Some(kernel_log::Scope::System));
//! }
//! ```

mod cgroup;
mod daemon;
mod fault;
mod incident;
#[cfg(feature = "serde")]
mod json;
mod kill;
mod line;
mod no_victim;
mod scan;
mod scout;
mod text;

pub use cgroup::{PodUid, Runtime};
pub use daemon::{Daemon, DaemonKill, DaemonKills, daemon_kills};
pub use fault::{CpuFault, FaultKind, Faults, faults};
pub use kill::{Constraint, Invoker, Kills, LimitLevel, OomKill, Scope, kills};
pub use no_victim::{NoVictim, WhyNone, WithoutVictim, without_victim};
pub use text::Text;
