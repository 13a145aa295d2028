//! Exit codes, wait statuses, signals and Kubernetes reasons, and the diagnosis of why a process
//! died.
//!
//! No dependency, no `std`, no allocation, no `unsafe`, no I/O. Every table is a `match` on a small
//! `Copy` type, and every fact has its source.
//!
//! # Words
//!
//! Three things are called "exit status"; here they have three names and three types.
//!
//! | word | type | what it is |
//! | --- | --- | --- |
//! | wait status | [`WaitStatus`] | the word that wait(2) stores |
//! | termination | [`Termination`] | what the word says: exited, killed, stopped, continued |
//! | exit code | [`ExitCode`] | the number that a reporter wrote down, such as 137 |
//! | convention | [`Convention`] | the reporter's rule: 128+n, 256+n, -n and others |
//! | signal | [`Signal`] | with its number on every [`Abi`] |
//! | reason | [`TerminatedReason`], [`WaitingReason`] and others | Kubernetes' word, in [`Reported`] |
//!
//! A number is not an answer. 137 is what a shell or a container runtime makes of `SIGKILL`, and it
//! is also what `exit(137)` gives:
//!
//! ```
//! use exitcode_core::{Convention, ExitCode, Origin, Signal, WaitStatus};
//!
//! let termination = WaitStatus::from_raw(9).termination();
//! assert_eq!(termination.signal(), Some(Signal::Kill));
//! assert_eq!(Convention::Posix.encode(termination), Some(ExitCode::KILLED));
//!
//! let mut meanings = ExitCode::KILLED.meanings();
//! assert_eq!(meanings.next().unwrap().signal(), Some(Signal::Kill));
//! assert_eq!(meanings.next().unwrap().origin(), Origin::Program);
//! ```
//!
//! What a number means depends on the program: [`KnownCode`] has what each [`Family`] of programs
//! means by it, and [`CustomCode`] what yours do.
//!
//! # Features
//!
//! - `std` (default): conversions from and to `std::process::ExitStatus`.
//! - `nix`: conversions from and to nix's `Signal` and `WaitStatus`, as far as nix has the same.
//! - `serde`: the JSON form of what is found.
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
#[cfg(feature = "std")]
mod process;
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
pub use diagnosis::{Confidence, Diagnosis, Finding, NextCheck, diagnose, diagnose_fields};
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
#[cfg(feature = "std")]
pub use process::Explain;
pub use reason::{EventType, Reason, ReasonStatus, Reported};
pub use signal::{Abi, Action, Libc, Pid1, Posix, Standard, UnknownSignal};
pub use signature::Saying;
pub use wait::{Termination, WaitStatus};

/// The book's page for those who write Rust, whose examples run with the others.
#[cfg(doctest)]
#[doc = include_str!("../../docs/book/rust.md")]
struct Book;
