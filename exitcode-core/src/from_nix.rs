//! Conversions from and to nix, as far as nix has the same things.
//!
//! nix has no realtime signals: its `WaitStatus::from_raw` fails on a process that `SIGRTMIN`
//! killed, and the whole status is lost. It has no word for an exit code outside of a byte either, and its
//! `StillAlive` is no wait status.

use core::fmt;

use ::nix::errno::Errno;
use ::nix::sys::{signal, wait};
use ::nix::unistd::Pid;

use crate::{Abi, Signal, Termination, UnknownSignal, WaitStatus};

/// Returned when nix has no such signal: a realtime one, or one of another system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownToNix(());

impl fmt::Display for UnknownToNix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("signal unknown to nix")
    }
}

impl core::error::Error for UnknownToNix {}

/// Returned when nix's wait status says that there is none: the process is still alive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StillAlive(());

impl fmt::Display for StillAlive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the process is still alive")
    }
}

impl core::error::Error for StillAlive {}

impl TryFrom<signal::Signal> for Signal {
    type Error = UnknownSignal;

    /// The signal with the number that it has on this system.
    fn try_from(signal: signal::Signal) -> Result<Self, UnknownSignal> {
        let number = u8::try_from(signal as i32).ok();
        number.and_then(|n| Self::from_number_on(Abi::HOST, n)).ok_or(UnknownSignal::new())
    }
}

impl TryFrom<Signal> for signal::Signal {
    type Error = UnknownToNix;

    fn try_from(signal: Signal) -> Result<Self, Self::Error> {
        let number = signal.number(Abi::HOST).ok_or(UnknownToNix(()))?;
        Self::try_from(i32::from(number)).map_err(|_| UnknownToNix(()))
    }
}

impl TryFrom<wait::WaitStatus> for WaitStatus {
    type Error = StillAlive;

    /// The word that nix decoded, without the process id. Exit codes are taken modulo 256.
    fn try_from(status: wait::WaitStatus) -> Result<Self, StillAlive> {
        let stopped =
            |signal: signal::Signal, event: i32| (event << 16) | (signal as i32) << 8 | 0x7f;
        Ok(Self::from_raw(match status {
            wait::WaitStatus::Exited(_, code) => (code & 0xff) << 8,
            wait::WaitStatus::Signaled(_, signal, core) => signal as i32 | i32::from(core) << 7,
            wait::WaitStatus::Stopped(_, signal) => stopped(signal, 0),
            #[cfg(any(target_os = "linux", target_os = "android"))]
            wait::WaitStatus::PtraceEvent(_, signal, event) => stopped(signal, event),
            #[cfg(any(target_os = "linux", target_os = "android"))]
            wait::WaitStatus::PtraceSyscall(_) => stopped(signal::Signal::SIGTRAP, 0) | 0x8000,
            wait::WaitStatus::Continued(_) => {
                return Ok(Termination::Continued.wait_status_on(Abi::HOST).unwrap_or_default());
            }
            wait::WaitStatus::StillAlive => return Err(StillAlive(())),
        }))
    }
}

impl WaitStatus {
    /// The same as nix has it, for a process.
    ///
    /// # Errors
    ///
    /// `EINVAL` where nix cannot hold it: a realtime signal, or a word that wait(2) does not give.
    pub fn to_nix(self, pid: Pid) -> Result<wait::WaitStatus, Errno> {
        match self.termination_on(Abi::HOST) {
            // nix panics on some of these words.
            Termination::Unknown(_) => Err(Errno::EINVAL),
            _ => wait::WaitStatus::from_raw(pid, self.into_raw()),
        }
    }
}
