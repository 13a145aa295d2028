//! Exit codes, wait statuses, signals and Kubernetes reasons, and the diagnosis of why a process
//! died.
#![no_std]

#[cfg(any(feature = "std", test))]
extern crate std;

pub mod arithmetic;
mod cause;
mod code;
pub mod command;
mod convention;
mod kb;
pub mod kernel_log;
mod reason;
mod signal;
pub mod signature;
mod wait;

pub use cause::{Fault, Remedy, Retry, Risk, Stage, UnknownCause, When};
pub use code::ExitCode;
pub use convention::{Convention, Readings};
pub use kb::causes::Cause;
pub use kb::checks::{Check, Source};
pub use kb::reasons::{
    ConditionReason, EventReason, JobReason, NodeConditionReason, PodReason, TerminatedReason,
    WaitingReason,
};
pub use kb::signals::Signal;
pub use reason::{EventType, Reason, ReasonStatus, Reported};
pub use signal::{Abi, Action, Libc, Pid1, Posix, UnknownSignal};
pub use wait::{Termination, WaitStatus};
