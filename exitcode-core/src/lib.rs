//! Exit codes, wait statuses, signals and Kubernetes reasons, and the diagnosis of why a process died.
#![no_std]

#[cfg(any(feature = "std", test))]
extern crate std;

pub mod arithmetic;
pub mod cause;
pub mod command;
pub mod kb;
pub mod kernel_log;

pub use cause::{Cause, Fault, Remedy, Retry, Risk, Stage, When};
pub use kb::checks::{Check, Source};
