//! Exit codes, wait statuses, signals and Kubernetes reasons, and the diagnosis of why a process
//! died.
#![no_std]

#[cfg(any(feature = "std", test))]
extern crate std;

pub mod arithmetic;
mod cause;
mod clue;
mod code;
pub mod command;
mod convention;
mod diagnosis;
mod evidence;
mod facts;
#[cfg(all(unix, feature = "nix"))]
mod from_nix;
mod kb;
pub mod kernel_log;
mod meaning;
mod observation;
mod reason;
mod rule;
mod signal;
pub mod signature;
mod wait;

pub use cause::{Fault, Remedy, Retry, Risk, Stage, UnknownCause, When};
pub use clue::{Clue, WitnessKind};
pub use code::{ExitCode, ParseExitCodeError};
pub use command::Owner;
pub use convention::{Convention, Readings};
pub use diagnosis::{Confidence, Diagnosis, Finding, NextCheck, diagnose};
pub use evidence::Evidence;
#[cfg(all(unix, feature = "nix"))]
pub use from_nix::{StillAlive, UnknownToNix};
pub use kb::causes::Cause;
pub use kb::checks::{Check, Source};
pub use kb::codes::KnownCode;
pub use kb::facts::Fact;
pub use kb::families::Family;
pub use kb::reasons::{
    ConditionReason, ConditionType, EventReason, JobReason, NodeConditionReason, PodReason,
    TerminatedReason, WaitingReason,
};
pub use kb::signals::Signal;
pub use meaning::{Commonness, CustomCode, Known, Meaning, Meanings, Origin};
pub use observation::{
    Condition, Event, Exit, Observation, Platform, Pod, PreStop, Probe, Role, Seen, Sibling, Span,
    State, Subject, SubjectKind, Terminated, Text, Waiting,
};
pub use reason::{EventType, Reason, ReasonStatus, Reported};
pub use signal::{Abi, Action, Libc, Pid1, Posix, UnknownSignal};
pub use signature::Saying;
pub use wait::{Termination, WaitStatus};
