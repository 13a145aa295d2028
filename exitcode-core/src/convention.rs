//! Conventions: who turned a termination into an exit code.

use core::fmt;

use crate::{Abi, ExitCode, Signal, Termination};

/// Who turned a termination into an exit code, and by which rule.
///
/// The kernel does none of it: a wait status keeps codes and signals apart. POSIX only demands that
/// a shell report a signal by a value *greater than 128* (XCU 2.8.2).
///
/// ```
/// use exitcode_core::{Convention, ExitCode, Signal, Termination};
///
/// let killed = Termination::Signaled { signal: Signal::Kill, core_dumped: false };
/// assert_eq!(Convention::Posix.encode(killed), Some(ExitCode::from(137)));
/// assert_eq!(Convention::Ksh93.encode(killed), Some(ExitCode::from(265)));
/// assert_eq!(Convention::Subprocess.encode(killed), Some(ExitCode::from(-9)));
///
/// // 137 has two readings, the likelier one first.
/// let readings: Vec<_> = Convention::Posix.decode(ExitCode::KILLED).collect();
/// assert_eq!(readings, [killed, Termination::Exited(ExitCode::KILLED)]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Convention {
    /// 128+n for signal n: bash, dash, busybox, zsh, mksh, fish, tcsh, and every container runtime
    /// on Linux (runc, crun, containerd, conmon).
    #[default]
    Posix,
    /// 256+n: `$?` in ksh93.
    Ksh93,
    /// 384+n: `$?` in yash.
    Yash,
    /// -n: Python's `subprocess`, and process libraries that follow it.
    Subprocess,
    /// The bare number, with its kind told beside it: systemd's `ExecMainStatus` with
    /// `ExecMainCode`, `$EXIT_STATUS` with `$EXIT_CODE`, `si_status` with `si_code`.
    Systemd,
    /// The process's own 32-bit number: Windows, where there are no signals and a crash is an
    /// NTSTATUS.
    Ntstatus,
    /// `$LASTEXITCODE` in PowerShell: the signed 32-bit number on Windows, 128+n on Unix (.NET).
    PowerShell,
}

impl Convention {
    /// Every convention.
    pub const ALL: &'static [Self] = &[
        Self::Posix,
        Self::Ksh93,
        Self::Yash,
        Self::Subprocess,
        Self::Systemd,
        Self::Ntstatus,
        Self::PowerShell,
    ];

    /// The id, lower case with hyphens.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Posix => "posix",
            Self::Ksh93 => "ksh93",
            Self::Yash => "yash",
            Self::Subprocess => "subprocess",
            Self::Systemd => "systemd",
            Self::Ntstatus => "ntstatus",
            Self::PowerShell => "powershell",
        }
    }

    /// The convention with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|convention| convention.id() == id)
    }

    /// Who writes so, as a phrase.
    pub const fn used_by(self) -> &'static str {
        match self {
            Self::Posix => "POSIX shells and container runtimes (Docker, containerd, CRI-O)",
            Self::Ksh93 => "ksh93",
            Self::Yash => "yash",
            Self::Subprocess => "Python's subprocess",
            Self::Systemd => "systemd and waitid(2)",
            Self::Ntstatus => "Windows",
            Self::PowerShell => "PowerShell",
        }
    }

    /// How a signal n is written, as a formula.
    pub const fn formula(self) -> &'static str {
        match self {
            Self::Posix => "128+n",
            Self::Ksh93 => "256+n",
            Self::Yash => "384+n",
            Self::Subprocess => "-n",
            Self::Systemd => "n, with its kind beside it",
            Self::Ntstatus => "no signals; the 32-bit number itself",
            Self::PowerShell => "128+n on Unix; the 32-bit number itself on Windows",
        }
    }

    /// What is added to a signal's number, if the rule is an addition.
    const fn offset(self) -> Option<i32> {
        match self {
            Self::Posix | Self::PowerShell => Some(128),
            Self::Ksh93 => Some(256),
            Self::Yash => Some(384),
            Self::Systemd => Some(0),
            Self::Subprocess | Self::Ntstatus => None,
        }
    }

    /// The exit code that this convention writes for a termination, or `None` where it has none:
    /// a process that has not ended, a code out of its range.
    pub const fn encode(self, termination: Termination) -> Option<ExitCode> {
        match termination {
            Termination::Exited(code) => match (self, code.value()) {
                (Self::Ntstatus | Self::PowerShell, _) | (_, 0..=255) => Some(code),
                _ => None,
            },
            Termination::Signaled { signal, .. } => match (signal.number(Abi::Linux), self) {
                (Some(number), Self::Subprocess) => Some(ExitCode::new(-(number as i32))),
                (Some(number), _) => match self.offset() {
                    Some(offset) => Some(ExitCode::new(offset + number as i32)),
                    None => None,
                },
                (None, _) => None,
            },
            _ => None,
        }
    }

    /// What a number may say in this convention, the likelier reading first: at most one signal and
    /// at most one exit, none for a number that the convention never writes.
    pub const fn decode(self, code: ExitCode) -> Readings {
        let exited = Termination::Exited(code);
        let exited = if self.encode(exited).is_some() { Some(exited) } else { None };
        let signaled = match self.signal(code) {
            Some(signal) => Some(Termination::Signaled { signal, core_dumped: false }),
            None => None,
        };
        match (self, signaled) {
            // A bare number is an exit code unless somebody says otherwise.
            (Self::Systemd, _) | (_, None) => Readings { first: exited, second: signaled },
            _ => Readings { first: signaled, second: exited },
        }
    }

    /// The signal that a number may stand for in this convention.
    pub const fn signal(self, code: ExitCode) -> Option<Signal> {
        let number = match self.offset() {
            Some(offset) => code.value().checked_sub(offset),
            None if matches!(self, Self::Subprocess) => code.value().checked_neg(),
            None => None,
        };
        match number {
            Some(number @ 1..=64) => Signal::from_number(number as u8),
            _ => None,
        }
    }
}

impl fmt::Display for Convention {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

/// What a number may say in one convention, see [`Convention::decode`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Readings {
    first: Option<Termination>,
    second: Option<Termination>,
}

impl Iterator for Readings {
    type Item = Termination;

    fn next(&mut self) -> Option<Termination> {
        match self.first.take() {
            Some(termination) => Some(termination),
            None => self.second.take(),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let count = usize::from(self.first.is_some()) + usize::from(self.second.is_some());
        (count, Some(count))
    }
}

impl ExactSizeIterator for Readings {}
impl core::iter::FusedIterator for Readings {}
