//! What the kernel's log says of this container.

use crate::clue::{Clues, WitnessKind};
use crate::kernel_log::{CpuFault, LimitLevel, OomKill, Scope, faults, kills};
use crate::{Convention, Exit, Fact, Observation, Span, Text};

pub(super) fn find<'a>(observation: &Observation<'a>, clues: &mut Clues<'a>) {
    let Some(log) = observation.kernel_log else { return };
    for fault in faults(log.text).filter(|fault| fits(observation, fault)) {
        let text = line(log, fault.start, fault.end);
        clues.fact(Fact::KernelFault, WitnessKind::KernelLog, text, 0, 0);
    }
    let by_need = |kill: &OomKill<'_>| !kill.by_sysrq() && concerns(observation, kill);
    for kill in kills(log.text).filter(by_need) {
        let level = match observation.memory_limit {
            Some(limit) => kill.limit_level_with(limit),
            None => kill.limit_level(),
        };
        let fact = match (level, kill.scope) {
            (Some(LimitLevel::Pod | LimitLevel::Ancestor), _) => Fact::KernelKilledAtPod,
            (Some(LimitLevel::Node | LimitLevel::NumaNodes), _) | (None, Some(Scope::System)) => {
                Fact::KernelKilledGlobal
            }
            (None, None) => continue,
            _ => Fact::KernelKilledOwn,
        };
        let limit = kill.limit.and_then(|bytes| i64::try_from(bytes).ok()).unwrap_or(0);
        clues.fact(fact, WitnessKind::KernelLog, line(log, kill.start, kill.end), limit, 0);
    }
}

/// Whether a kill hit this container, as far as both sides say which one.
fn concerns(observation: &Observation<'_>, kill: &OomKill<'_>) -> bool {
    let subject = &observation.subject;
    if let (Some(ours), Some(theirs)) = (subject.container_id, kill.container_id()) {
        return ours == theirs;
    }
    if let (Some(ours), Some(theirs)) = (subject.uid, kill.pod_uid()) {
        return theirs == ours;
    }
    true
}

/// Whether a fault is of the signal that ended the process.
///
/// The kernel's line names the program and no container, so that another one's fault must not
/// explain this end.
fn fits(observation: &Observation<'_>, fault: &CpuFault<'_>) -> bool {
    let signal = match observation.death().and_then(|death| death.exit) {
        Some(Exit::Code(code)) => Convention::Posix.signal(code),
        Some(Exit::Wait(status)) => status.termination().signal(),
        None => return observation.argv.is_empty(),
    };
    let runs = |word: &Text<'_>| {
        let name = word.text.rsplit('/').next().unwrap_or_default();
        let comm = fault.comm.raw();
        !comm.is_empty() && name.starts_with(comm)
    };
    signal.is_some()
        && (fault.signal.is_none() || fault.signal == signal)
        && (observation.argv.is_empty() || observation.argv.iter().any(runs))
}

/// A line of a text, with its own span where the text has no escapes.
pub(super) fn line(text: Text<'_>, start: usize, end: usize) -> Text<'_> {
    let quote = text.text.get(start..end).unwrap_or(text.text);
    let span = text.span.map(|span| {
        if span.len as usize == text.text.len() {
            let start = span.start.saturating_add(start as u64);
            Span::new(span.input, start, start.saturating_add(quote.len() as u64))
        } else {
            span
        }
    });
    Text { text: quote, span }
}
