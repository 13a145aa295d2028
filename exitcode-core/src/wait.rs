//! Wait statuses: the word from `wait(2)`, and what it says.

use core::fmt;

use crate::{Abi, ExitCode, Signal};

/// A raw wait status, as `wait(2)` stores it.
///
/// A **wait status** is not an **exit code**: `0x0089` is a wait status (killed by signal 9, with a
/// core dump), 137 is what a shell or a container runtime writes for it. The word keeps codes and
/// signals apart, so nothing has to be guessed. Every 32-bit word is legal and stays as it is; the
/// bits above 16 carry ptrace events. Source: `<sys/wait.h>`, wait(2).
///
/// ```
/// use exitcode_core::{ExitCode, Signal, Termination, WaitStatus};
///
/// let status = WaitStatus::from_raw(0x0300);
/// assert_eq!(status.termination(), Termination::Exited(ExitCode::from(3)));
///
/// let status = WaitStatus::from_raw(34); // a realtime signal keeps its number
/// assert_eq!(status.termination().signal(), Some(Signal::Realtime(34)));
///
/// assert_eq!(WaitStatus::from_raw(0xffff).termination(), Termination::Continued);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WaitStatus(i32);

/// What a wait status says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Termination {
    /// The process called exit(2) with this code, or returned it from `main`: 0 to 255.
    Exited(ExitCode),
    /// A signal killed the process.
    Signaled {
        /// The signal.
        signal: Signal,
        /// Whether the kernel wrote a core dump, or handed one to its core handler.
        core_dumped: bool,
    },
    /// The process is stopped, not ended.
    Stopped(Signal),
    /// The process goes on after a stop.
    Continued,
    /// A word that wait(2) of this ABI does not produce, kept as it is.
    Unknown(WaitStatus),
}

const CORE: i32 = 0x80;
const STOPPED: i32 = 0x7f;
const CONTINUED: i32 = 0xffff;

impl WaitStatus {
    /// A wait status from the word that `wait(2)` stored.
    pub const fn from_raw(raw: i32) -> Self {
        Self(raw)
    }

    /// The word, unchanged.
    pub const fn into_raw(self) -> i32 {
        self.0
    }

    /// What the word says, with Linux's generic signal numbers.
    pub const fn termination(self) -> Termination {
        self.termination_on(Abi::Linux)
    }

    /// What the word says on a machine of that ABI.
    pub const fn termination_on(self, abi: Abi) -> Termination {
        let [low, high, ..] = self.0.to_le_bytes();
        if self.continued_on(abi) {
            return Termination::Continued;
        }
        match (self.exit_code(), self.signal_number_on(abi)) {
            (Some(code), _) => Termination::Exited(code),
            (_, Some(number)) => match Signal::from_number_on(abi, number) {
                Some(signal) => {
                    Termination::Signaled { signal, core_dumped: low & CORE as u8 != 0 }
                }
                None => Termination::Unknown(self),
            },
            _ if low as i32 == STOPPED => match Signal::from_number_on(abi, high) {
                Some(signal) => Termination::Stopped(signal),
                None => Termination::Unknown(self),
            },
            _ => Termination::Unknown(self),
        }
    }

    /// The exit code, if the process exited.
    #[doc(alias = "WEXITSTATUS")]
    #[doc(alias = "WIFEXITED")]
    pub const fn exit_code(self) -> Option<ExitCode> {
        let [low, high, ..] = self.0.to_le_bytes();
        if low & 0x7f == 0 { Some(ExitCode::new(high as i32)) } else { None }
    }

    /// The number of the signal that killed the process, if one did: 1 to 126, whether a signal of
    /// that number exists or not.
    #[doc(alias = "WTERMSIG")]
    #[doc(alias = "WIFSIGNALED")]
    pub const fn signal_number(self) -> Option<u8> {
        self.signal_number_on(Abi::Linux)
    }

    /// Whether the killed process left a core dump.
    #[doc(alias = "WCOREDUMP")]
    pub const fn core_dumped(self) -> bool {
        self.signal_number().is_some() && self.0 & CORE != 0
    }

    /// The number of the signal that stopped the process, if it is stopped.
    #[doc(alias = "WSTOPSIG")]
    #[doc(alias = "WIFSTOPPED")]
    pub const fn stop_signal_number(self) -> Option<u8> {
        let [low, high, ..] = self.0.to_le_bytes();
        if low as i32 == STOPPED { Some(high) } else { None }
    }

    /// Whether the process was continued, in Linux's encoding.
    #[doc(alias = "WIFCONTINUED")]
    pub const fn continued(self) -> bool {
        self.continued_on(Abi::Linux)
    }

    /// The ptrace event of a stop (`PTRACE_EVENT_FORK` is 1), 0 for none.
    pub const fn ptrace_event(self) -> u16 {
        let [.., low, high] = self.0.to_le_bytes();
        u16::from_le_bytes([low, high])
    }

    const fn signal_number_on(self, abi: Abi) -> Option<u8> {
        let [low, ..] = self.0.to_le_bytes();
        match low & 0x7f {
            0 | 0x7f => None,
            _ if self.continued_on(abi) => None,
            number => Some(number),
        }
    }

    /// Linux has a word of its own; macOS stops with `SIGCONT`; FreeBSD stores the bare number.
    const fn continued_on(self, abi: Abi) -> bool {
        match abi {
            Abi::MacOs => self.0 & 0xffff == 0x137f,
            Abi::FreeBsd => self.0 & 0xff == 0x13,
            _ => self.0 == CONTINUED,
        }
    }
}

impl Termination {
    /// The exit code of a process that exited.
    pub const fn exit_code(self) -> Option<ExitCode> {
        match self {
            Self::Exited(code) => Some(code),
            Self::Unknown(status) => status.exit_code(),
            _ => None,
        }
    }

    /// The signal that killed the process; not the one that stopped it.
    pub const fn signal(self) -> Option<Signal> {
        match self {
            Self::Signaled { signal, .. } => Some(signal),
            _ => None,
        }
    }

    /// Whether the process has ended, by itself or by a signal.
    pub const fn ended(self) -> bool {
        matches!(self, Self::Exited(_) | Self::Signaled { .. })
    }

    /// Whether the process exited with 0.
    pub const fn success(self) -> bool {
        matches!(self, Self::Exited(ExitCode::SUCCESS))
    }

    /// Whether systemd takes it for a clean end of a daemon: exit code 0, or death by `SIGHUP`,
    /// `SIGINT`, `SIGTERM` or `SIGPIPE`.
    ///
    /// For a command (`Type=oneshot`) only exit code 0 is clean. Source: `is_clean_exit` in
    /// systemd's `src/shared/exit-status.c`.
    pub const fn clean_for_daemon(self) -> bool {
        let by_signal =
            matches!(self.signal(), Some(Signal::Hup | Signal::Int | Signal::Term | Signal::Pipe));
        self.success() || by_signal
    }

    /// The wait status of this termination in Linux's encoding, or `None` where there is none: for
    /// an exit code outside 0 to 255 and for a signal that the generic ABI does not have.
    pub const fn wait_status(self) -> Option<WaitStatus> {
        self.wait_status_on(Abi::Linux)
    }

    /// The wait status of this termination on a machine of that ABI.
    pub const fn wait_status_on(self, abi: Abi) -> Option<WaitStatus> {
        match self {
            Self::Exited(code) => match code.value() {
                value @ 0..=255 => Some(WaitStatus(value << 8)),
                _ => None,
            },
            Self::Signaled { signal, core_dumped } => match signal.number(abi) {
                // 127 marks a stop, so the last signal of MIPS has no word.
                None | Some(127) => None,
                // FreeBSD's word for "continued" is the bare number of SIGCONT.
                Some(0x13) if !core_dumped && matches!(abi, Abi::FreeBsd) => None,
                Some(number) if core_dumped => Some(WaitStatus(number as i32 | CORE)),
                Some(number) => Some(WaitStatus(number as i32)),
            },
            Self::Stopped(signal) => match signal.number(abi) {
                Some(number) => Some(WaitStatus((number as i32) << 8 | STOPPED)),
                None => None,
            },
            Self::Continued => match abi {
                Abi::MacOs => Some(WaitStatus(0x137f)),
                Abi::FreeBsd => Some(WaitStatus(0x13)),
                _ => Some(WaitStatus(CONTINUED)),
            },
            Self::Unknown(status) => Some(status),
        }
    }
}

impl From<i32> for WaitStatus {
    fn from(raw: i32) -> Self {
        Self::from_raw(raw)
    }
}

impl From<WaitStatus> for i32 {
    fn from(status: WaitStatus) -> Self {
        status.into_raw()
    }
}

impl From<WaitStatus> for Termination {
    /// What the word says with Linux's generic signal numbers.
    fn from(status: WaitStatus) -> Self {
        status.termination()
    }
}

#[cfg(all(unix, feature = "std"))]
impl From<std::process::ExitStatus> for WaitStatus {
    fn from(status: std::process::ExitStatus) -> Self {
        Self(std::os::unix::process::ExitStatusExt::into_raw(status))
    }
}

#[cfg(all(unix, feature = "std"))]
impl From<WaitStatus> for std::process::ExitStatus {
    fn from(status: WaitStatus) -> Self {
        std::os::unix::process::ExitStatusExt::from_raw(status.0)
    }
}

#[cfg(all(unix, feature = "std"))]
impl From<std::process::ExitStatus> for Termination {
    /// What the status says on this system, whose signal numbers are [`Abi::HOST`].
    fn from(status: std::process::ExitStatus) -> Self {
        WaitStatus::from(status).termination_on(Abi::HOST)
    }
}

impl fmt::Display for WaitStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "wait status {:#06x}", self.0)
    }
}

impl fmt::Display for Termination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exited(code) => write!(f, "exited with code {code}"),
            Self::Signaled { signal, core_dumped: false } => write!(f, "killed by {signal}"),
            Self::Signaled { signal, core_dumped: true } => {
                write!(f, "killed by {signal}, core dumped")
            }
            Self::Stopped(signal) => write!(f, "stopped by {signal}"),
            Self::Continued => f.write_str("continued"),
            Self::Unknown(status) => write!(f, "unknown {status}"),
        }
    }
}
