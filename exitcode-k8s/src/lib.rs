//! Readers of everything Kubernetes: from what somebody holds to [`Observation`]s.
//!
//! [`read`] takes texts of any kind, finds out what each of them is, puts together what speaks of
//! the same pod, and says what it left aside. It decides nothing about causes; that is
//! [`exitcode_core`]'s.
//!
//! ```
//! use exitcode_k8s::{Input, read};
//!
//! let pod = r#"{
//!     "kind": "Pod",
//!     "metadata": {"name": "api-0"},
//!     "status": {"containerStatuses": [{
//!         "name": "api",
//!         "state": {"terminated": {"exitCode": 137, "reason": "OOMKilled"}}
//!     }]}
//! }"#;
//! let inputs = [Input::new("pod.json", pod)];
//! let reading = read(&inputs);
//!
//! let mut containers = Vec::new();
//! reading.observe(|observation| {
//!     containers.push(observation.subject.container.map(str::to_owned));
//! });
//! assert_eq!(containers, [Some("api".to_owned())]);
//! assert!(reading.problems().is_empty());
//! ```
//!
//! A text need not be whole: the reader takes `containerStatuses` or a lone `lastState` as well, and
//! of a list that breaks off in the middle it reads what came before. Nor need it be JSON: what
//! people copy from a terminal is taken as it is, mixed as it is.
//!
//! ```
//! use exitcode_k8s::{Input, read};
//!
//! let pasted = "\
//! NAME    READY   STATUS             RESTARTS      AGE
//! api-0   0/1     CrashLoopBackOff   7 (2m ago)    13m
//!
//!     Last State:     Terminated
//!       Reason:       OOMKilled
//!       Exit Code:    137
//! ";
//! let inputs = [Input::new("-", pasted)];
//! read(&inputs).observe(|observation| {
//!     assert_eq!(observation.subject.pod, Some("api-0"));
//!     assert_eq!(observation.restarts, Some(7));
//!     assert_eq!(observation.last.unwrap().reason.unwrap().text, "OOMKilled");
//! });
//! ```

mod case;
#[cfg(feature = "k8s-openapi")]
pub mod condition;
mod document;
pub mod explain;
pub mod history;
pub mod html;
mod input;
mod items;
mod json;
pub mod kernel_log;
mod meaning;
mod model;
mod object;
pub mod oom_score;
#[cfg(feature = "k8s-openapi")]
mod openapi;
mod paste;
pub mod patch;
pub mod policy;
mod problem;
mod reading;
pub mod recommend;
pub mod report;
pub mod rules;
mod secret;
pub mod shutdown;
mod skip;
mod status;
pub mod text;
mod time;
pub mod triage;
mod typed;
mod unit;
mod value;
mod yaml;

pub use exitcode_core::Observation;

pub use input::Input;
pub use items::{Item, Items};
pub use problem::{Problem, Why};
pub use reading::{Reading, read, read_object};
pub use status::status_column;
pub use time::parse as parse_time;
