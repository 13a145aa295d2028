//! What the messages, the events and the log say in words.

use crate::clue::{Clue, Clues, Witness, WitnessKind};
use crate::signature::{Place, Sayings};
use crate::{Event, Observation, State, Text};

use super::kernel::line;

pub(super) fn find<'a>(observation: &Observation<'a>, clues: &mut Clues<'a>) {
    let mut sayings = None;
    for (tag, (text, _)) in (0..).zip(texts(observation)) {
        let place = text.1;
        sayings.get_or_insert_with(Sayings::new).add(text.0.text, place, tag);
    }
    let Some(sayings) = sayings else { return };
    for (saying, said) in sayings.iter() {
        let Some(((text, _), kind)) = texts(observation).nth(usize::from(said.tag())) else {
            continue;
        };
        let range = said.range();
        clues.add(Witness {
            clue: Clue::Says(saying),
            text: line(text, range.start, range.end),
            subject: said.subject(text.text),
            a: said.count().into(),
            b: 0,
            kind,
        });
    }
}

type Read<'a> = ((Text<'a>, Place), WitnessKind);

/// Every text that says something about the end, the most telling last.
fn texts<'a>(observation: &Observation<'a>) -> impl Iterator<Item = Read<'a>> {
    let pod = observation.pod.message.map(|text| ((text, Place::Message), WitnessKind::Pod));
    let kernel = observation.kernel_log.map(|text| ((text, Place::Kernel), WitnessKind::KernelLog));
    let events = observation
        .events
        .iter()
        .filter(|event| speaks(observation, event))
        .map(|event| ((event.message, Place::Event), WitnessKind::Event));
    let log = observation.log.map(|text| ((text, Place::Log), WitnessKind::LogLine));
    let waiting = observation
        .waiting()
        .and_then(|waiting| waiting.message)
        .map(|text| ((text, Place::Message), WitnessKind::WaitingMessage));
    let terminated = observation
        .death()
        .and_then(|death| death.message)
        .map(|text| ((text, Place::Message), WitnessKind::TerminatedMessage));
    kernel
        .into_iter()
        .chain(events)
        .chain(pod)
        .chain(log)
        .chain(waiting)
        .chain(terminated)
        .filter(|((text, _), _)| !text.is_empty())
}

/// Whether an event lies so far from the end that it is about something else.
///
/// The API server forgets events after an hour, `--event-ttl`. A container that waits is to be
/// explained by what happens now, and not by what happened at its last end.
fn is_of_another_time(observation: &Observation<'_>, event: &Event<'_>) -> bool {
    const AN_HOUR: i64 = 3_600;
    let finished = observation.death().and_then(|death| death.finished);
    let (None, Some(finished), Some(last)) =
        (observation.waiting(), finished, event.last.or(event.first))
    else {
        return false;
    };
    let first = event.first.unwrap_or(last);
    last.saturating_add(AN_HOUR) < finished || finished.saturating_add(AN_HOUR) < first
}

/// Whether an event's words are about what is to be explained, and not about something that has
/// passed since: a pull that failed before the image came, a probe that did not answer once.
fn speaks(observation: &Observation<'_>, event: &Event<'_>) -> bool {
    if is_of_another_time(observation, event) {
        return false;
    }
    let mine = event.may_be_about(observation);
    let about_start = matches!(
        event.reason.text,
        "Failed"
            | "FailedMount"
            | "FailedAttachVolume"
            | "FailedCreatePodSandBox"
            | "FailedSync"
            | "FailedScheduling"
            | "InspectFailed"
            | "ErrImageNeverPull"
    );
    let ran = observation.death().is_some() && observation.waiting().is_none()
        || matches!(observation.state, State::Running(_));
    let never_ran = observation
        .death()
        .and_then(|death| death.reason)
        .is_some_and(|reason| matches!(reason.text, "StartError" | "ContainerCannotRun"));
    match event.reason.text {
        "Evicted" | "Preempted" => true,
        "BackOff" => mine && observation.death().is_none(),
        _ => mine && about_start && (!ran || never_ran),
    }
}
