//! What the events say, and the arithmetic of their times.

use crate::clue::{Clues, WitnessKind};
use crate::{Event, Fact, Observation, Text};

/// Clocks of the API server, the kubelet and the runtime differ, and times are whole seconds.
const SLACK: i64 = 2;

/// How far an end may lie behind the grace period of a slow kubelet, in seconds.
const LATE: i64 = 15;

/// `minimumGracePeriodInSeconds` of the kubelet: what a stop gets at the least.
const FLOOR: i64 = 2;

/// `terminationGracePeriodSeconds` where nothing is said.
const DEFAULT_GRACE: i64 = 30;

pub(super) fn find<'a>(observation: &Observation<'a>, clues: &mut Clues<'a>) {
    for event in observation.events {
        let mine = match (event.container, observation.subject.container) {
            (Some(theirs), Some(mine)) => theirs == mine,
            _ => true,
        };
        if event.about_node {
            about_node(observation, event, clues);
        } else if mine {
            about_container(observation, event, clues);
        }
        if !event.about_node {
            about_pod(observation, event, clues);
        }
    }
    deadline(observation, clues);
}

fn about_container<'a>(observation: &Observation<'a>, event: &Event<'a>, clues: &mut Clues<'a>) {
    let text = if event.message.is_empty() { event.reason } else { event.message };
    let message = event.message.text;
    let mut say = |fact| clues.fact(fact, WitnessKind::Event, text, 0, 0);
    match event.reason.text {
        "Killing" => killing(observation, event, clues),
        "Unhealthy" if message.contains("Liveness probe failed") => {
            if concerns_death(observation, event) {
                say(Fact::EvLivenessFailed);
            }
        }
        "Unhealthy" if message.contains("Startup probe failed") => {
            if concerns_death(observation, event) {
                say(Fact::EvStartupFailed);
            }
        }
        "FailedPreStopHook" => say(Fact::EvPreStopFailed),
        "FailedPostStartHook" => say(Fact::EvPostStartFailed),
        "Failed" if message.starts_with("Failed to pull image") => {
            if observation.waiting().is_some() || observation.death().is_none() {
                say(Fact::EvPullFailed);
            }
        }
        "Failed" => say(Fact::EvFailed),
        "InspectFailed" | "ErrImageNeverPull" => say(Fact::EvFailed),
        "ContainerGCFailed" | "ContainerDied" => {}
        _ => {}
    }
}

fn about_pod<'a>(observation: &Observation<'a>, event: &Event<'a>, clues: &mut Clues<'a>) {
    let text = if event.message.is_empty() { event.reason } else { event.message };
    let mut say = |fact| clues.fact(fact, WitnessKind::Event, text, 0, 0);
    let near = concerns_death(observation, event);
    match event.reason.text {
        "ExceededGracePeriod" if near => say(Fact::EvGraceExceeded),
        "Preempted" | "Preempting" if near => say(Fact::EvPreempted),
        "Evicted" if near => say(Fact::EvEvicted),
        "TaintManagerEviction" if near && event.message.text.starts_with("Marking") => {
            let cancelled = observation.events.iter().any(|other| {
                other.reason.text == event.reason.text
                    && other.message.text.starts_with("Cancelling")
            });
            if !cancelled {
                say(Fact::EvTaint);
            }
        }
        "DeadlineExceeded" if near => say(Fact::EvDeadline),
        "SandboxChanged" if after_death(observation, event) => say(Fact::EvSandboxChanged),
        "FailedCreatePodSandBox" | "FailedPodSandBoxStatus" => say(Fact::EvSandboxFailed),
        "FailedMount" | "FailedAttachVolume" | "FailedMapVolume" => say(Fact::EvMount),
        "FailedScheduling" => {
            let scheduled = observation.events.iter().any(|e| e.reason.text == "Scheduled")
                || observation.subject.node.is_some()
                || observation.death().is_some();
            if !scheduled {
                say(Fact::EvUnschedulable);
            }
        }
        "NodeShutdown" | "GracefulNodeShutdown" if near => say(Fact::EvNodeShutdown),
        reason if reason.starts_with("OutOf") || reason == "UnexpectedAdmissionError" => {
            say(Fact::EvRejected);
        }
        _ => {}
    }
}

fn about_node<'a>(observation: &Observation<'a>, event: &Event<'a>, clues: &mut Clues<'a>) {
    let text = if event.message.is_empty() { event.reason } else { event.message };
    let mut say = |fact| clues.fact(fact, WitnessKind::Event, text, 0, 0);
    match event.reason.text {
        "Rebooted" if after_death(observation, event) => say(Fact::EvRebooted),
        "SystemOOM" if concerns_death(observation, event) => say(Fact::EvSystemOom),
        "Shutdown" | "NodeShutdown" if concerns_death(observation, event) => {
            say(Fact::EvNodeShutdown);
        }
        "SpotInterruption"
        | "PreemptScheduled"
        | "TerminateScheduled"
        | "RebalanceRecommendation" => {
            say(Fact::EvNodeTaken);
        }
        _ => {}
    }
}

fn killing<'a>(observation: &Observation<'a>, event: &Event<'a>, clues: &mut Clues<'a>) {
    let message = event.message.text;
    let fact = if message.contains("failed liveness probe")
        || message.contains("Liveness probe failed")
        || (message.contains("is unhealthy") && !message.contains("startup"))
    {
        Fact::EvLivenessKill
    } else if message.contains("failed startup probe") {
        Fact::EvStartupKill
    } else if message.contains("resize requires restart") {
        Fact::EvResizeKill
    } else if message.contains("PostStart") {
        Fact::EvHookKill
    } else {
        Fact::EvStop
    };
    let text = if event.message.is_empty() { event.reason } else { event.message };
    let Some(finished) = observation.death().and_then(|death| death.finished) else {
        // An event without an end: it says what the kubelet is about to do, or did unseen.
        if observation.death().is_some() || !matches!(observation.state, crate::State::Running(_)) {
            clues.fact(fact, WitnessKind::Event, text, 0, 0);
        }
        return;
    };
    let budget = budget(observation, fact);
    match began(event, finished, budget) {
        Began::Before(lived) => {
            clues.fact(fact, WitnessKind::Event, text, 0, 0);
            let before =
                if fact == Fact::EvStop { Fact::StoppedBefore } else { Fact::ProbeKilledBefore };
            clues.fact(before, WitnessKind::Timing, event.message, lived, 0);
            let verdict =
                if lived >= budget - 1 { Fact::GraceUsedUp } else { Fact::EndedWithinGrace };
            clues.fact(verdict, WitnessKind::Timing, event.message, lived, budget);
        }
        Began::SomeTime => clues.fact(fact, WitnessKind::Event, text, 0, 0),
        Began::Elsewhere => {}
    }
}

/// The whole time between the start of a stop and SIGKILL, in seconds.
fn budget(observation: &Observation<'_>, fact: Fact) -> i64 {
    let pod = observation.pod.grace.unwrap_or(DEFAULT_GRACE);
    let grace = match fact {
        Fact::EvLivenessKill => observation.liveness.and_then(|probe| probe.grace).unwrap_or(pod),
        Fact::EvStartupKill => observation.startup.and_then(|probe| probe.grace).unwrap_or(pod),
        _ => match observation.pod.deletion_grace {
            Some(grace) if grace > 0 => grace,
            _ => pod,
        },
    };
    grace.max(FLOOR)
}

/// When the stop that an event tells of began, seen from the end of the container.
enum Began {
    /// So many seconds before the end.
    Before(i64),
    /// Nobody says, or it is one of many.
    SomeTime,
    /// So long before, or after, that it is about another end.
    Elsewhere,
}

fn began(event: &Event<'_>, finished: i64, budget: i64) -> Began {
    let window = -SLACK..=budget.saturating_add(LATE);
    let mut times = [event.last, event.first].into_iter().flatten().peekable();
    if times.peek().is_none() {
        return Began::SomeTime;
    }
    for time in times {
        let lived = finished.saturating_sub(time);
        if window.contains(&lived) {
            return Began::Before(lived.max(0));
        }
    }
    // An aggregated event keeps its first and its last time only.
    let between = event.count > 2
        && event.first.is_some_and(|first| first <= finished)
        && event.last.is_some_and(|last| finished <= last);
    if between { Began::SomeTime } else { Began::Elsewhere }
}

/// Whether an event can have to do with the end: it began before, and not long before.
fn concerns_death(observation: &Observation<'_>, event: &Event<'_>) -> bool {
    let Some(death) = observation.death() else { return true };
    let (Some(finished), Some(last)) = (death.finished, event.last.or(event.first)) else {
        return true;
    };
    let first = event.first.unwrap_or(last);
    let budget = observation.pod.grace.unwrap_or(DEFAULT_GRACE).saturating_add(LATE);
    first <= finished.saturating_add(SLACK) && finished <= last.saturating_add(budget)
}

/// Whether an event follows the end closely, as the discovery of a loss does.
fn after_death(observation: &Observation<'_>, event: &Event<'_>) -> bool {
    const DISCOVERY: i64 = 300;
    let Some(death) = observation.death() else { return true };
    let (Some(finished), Some(time)) = (death.finished, event.last.or(event.first)) else {
        return true;
    };
    (-SLACK..=DISCOVERY).contains(&time.saturating_sub(finished))
}

/// While the object is still being deleted it shows the deadline itself.
fn deadline(observation: &Observation<'_>, clues: &mut Clues<'_>) {
    let pod = &observation.pod;
    let (Some(deletion), Some(grace)) = (pod.deletion, pod.deletion_grace) else { return };
    let Some(finished) = observation.death().and_then(|death| death.finished) else { return };
    if grace > 0 && (-1..=LATE).contains(&finished.saturating_sub(deletion)) {
        let lived = finished.saturating_sub(deletion.saturating_sub(grace));
        let text = Text::default();
        clues.fact(Fact::GraceUsedUp, WitnessKind::Timing, text, lived, grace.max(FLOOR));
    }
}
