//! The report of a number or a signal alone, with nothing else at hand.

use exitcode_core::{
    Convention, ExitCode, Observation, Platform, Signal, SubjectKind, Termination, Text,
};

use crate::report::Report;

/// The report of an exit code, and of the reason that stood beside it.
///
/// Where no convention is given, the number itself tells: see [`convention`].
#[must_use]
pub fn code(code: ExitCode, convention: Option<Convention>, reason: Option<&str>) -> Report {
    Report::of(&beside(of_code(code, convention), reason))
}

/// The report of a process that a signal killed.
#[must_use]
pub fn signal(signal: Signal, reason: Option<&str>) -> Report {
    Report::of(&beside(of_signal(signal), reason))
}

/// What an exit code says, for whoever knows more to add.
#[must_use]
pub fn of_code(code: ExitCode, convention: Option<Convention>) -> Observation<'static> {
    let convention = convention.unwrap_or_else(|| self::convention(code));
    // A runtime's number is diagnosed as such; others are translated first.
    let of_number = matches!(convention, Convention::Posix | Convention::Ntstatus);
    let mut readings = convention.decode(code).filter(|_| !of_number);
    let mut observation = match readings.next().and_then(Termination::wait_status) {
        Some(status) => Observation::new().wait_status(status),
        None => Observation::new().exit_code(code),
    };
    if convention == Convention::Ntstatus {
        observation.platform = Platform::Windows;
    }
    observation
}

/// What a signal that killed a process says, for whoever knows more to add.
#[must_use]
pub fn of_signal(signal: Signal) -> Observation<'static> {
    let termination = Termination::Signaled { signal, core_dumped: false };
    match termination.wait_status() {
        Some(status) => Observation::new().wait_status(status),
        None => Observation::new(),
    }
}

/// What is known of a process that a program started and waited for: how it ended, what was run,
/// and what it printed last.
#[must_use]
pub fn of_process<'a>(
    mut end: Observation<'a>,
    argv: &'a [Text<'a>],
    log: &'a str,
) -> Observation<'a> {
    end.argv = argv;
    end.argv_is_whole = !argv.is_empty();
    beside(if log.is_empty() { end } else { end.log(log) }, None)
}

/// The observation with the reason that stood beside it; without one it is of a plain process.
#[must_use]
pub fn beside<'a>(mut observation: Observation<'a>, reason: Option<&'a str>) -> Observation<'a> {
    match reason {
        Some(reason) => observation.reason(reason),
        None => {
            observation.subject.kind = SubjectKind::Process;
            observation
        }
    }
}

/// Who writes such a number: Python's `subprocess` negative ones, ksh93 those above 256, Windows
/// those of 32 bits, everybody else those of a byte.
#[must_use]
pub fn convention(code: ExitCode) -> Convention {
    match code.value() {
        0..=255 => Convention::Posix,
        _ if Convention::Subprocess.signal(code).is_some() => Convention::Subprocess,
        _ if Convention::Ksh93.signal(code).is_some() => Convention::Ksh93,
        _ => Convention::Ntstatus,
    }
}
