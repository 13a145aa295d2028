//! The report of a number or a signal alone, with nothing else at hand.

use exitcode_core::{
    Convention, ExitCode, Observation, Platform, PodReason, Reason, ReasonStatus, Signal,
    SubjectKind, TerminatedReason, Termination, Text, WaitingReason,
};

use crate::report::Report;

/// The report of an exit code, and of the reason that stood beside it.
///
/// Where no convention is given, the number itself tells: see [`convention`].
#[must_use]
pub fn code(code: ExitCode, convention: Option<Convention>, reason: Option<&str>) -> Report {
    Report::of_fields(&beside(of_code(code, convention), reason))
}

/// The report of a process that a signal killed.
#[must_use]
pub fn signal(signal: Signal, reason: Option<&str>) -> Report {
    Report::of_fields(&beside(of_signal(signal), reason))
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

/// What a row of a table says: an exit code, and the reason and the message that stood beside it.
///
/// A table has one column for what Kubernetes writes to three places, so the reason itself tells which
/// it was: that of an end, of a wait or of the pod. Where all three are missing, nothing is known.
#[must_use]
pub fn row<'a>(
    code: Option<ExitCode>,
    reason: Option<&'a str>,
    message: Option<&'a str>,
) -> Observation<'a> {
    let observation = code.map_or(Observation::new(), |code| of_code(code, None));
    match (reason, message) {
        (None, None) => beside(observation, None),
        (Some(reason), message) => told(observation, reason, message),
        (None, Some(message)) => observation.message(message),
    }
}

/// The observation with the reason that stood beside it; without one it is of a plain process.
///
/// The reason is put where Kubernetes writes it: `Evicted` is one of the pod, `CrashLoopBackOff` one of
/// a wait. What is known to neither is that of the end.
#[must_use]
pub fn beside<'a>(mut observation: Observation<'a>, reason: Option<&'a str>) -> Observation<'a> {
    match reason {
        Some(reason) => told(observation, reason, None),
        None => {
            observation.subject.kind = SubjectKind::Process;
            observation
        }
    }
}

fn told<'a>(
    mut observation: Observation<'a>,
    reason: &'a str,
    message: Option<&'a str>,
) -> Observation<'a> {
    let of_end = is_written::<TerminatedReason>(reason);
    if !of_end && is_written::<WaitingReason>(reason) {
        return observation.waits(reason, message);
    }
    if !of_end && is_written::<PodReason>(reason) {
        if observation.death().is_none() {
            observation.subject.kind = SubjectKind::Pod;
        }
        observation.pod.reason = Some(reason.into());
        observation.pod.message = message.map(Text::from);
        return observation;
    }
    let observation = observation.reason(reason);
    match message {
        Some(message) => observation.message(message),
        None => observation,
    }
}

/// Whether something writes the reason to this place, or once did.
fn is_written<T: Reason>(reason: &str) -> bool {
    T::from_text(reason).is_some_and(|reason| reason.status() != ReasonStatus::Folklore)
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
