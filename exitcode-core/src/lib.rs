//! Exit codes, wait statuses, signals and Kubernetes reasons, and the diagnosis of why a process died.
#![no_std]

#[cfg(any(feature = "std", test))]
extern crate std;

pub mod arithmetic;
pub mod kernel_log;
