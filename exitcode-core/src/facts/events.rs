//! What the events say, and the arithmetic of their times.

use crate::arithmetic::shutdown::{Ending, GraceSources, Lived, Unknown, Verdict};
use crate::clue::{Clues, WitnessKind};
use crate::{Convention, Event, Exit, Fact, Observation, State, Terminated, Text};

/// Clocks of the API server, the kubelet and the runtime differ, and times are whole seconds.
const SLACK: i64 = 2;

/// How far an end may lie behind the grace period of a slow kubelet, in seconds.
const LATE: i64 = 15;

/// `terminationGracePeriodSeconds` where nothing is said.
const DEFAULT_GRACE: i64 = 30;

pub(super) fn find<'a>(observation: &Observation<'a>, clues: &mut Clues<'a>) {
    for event in observation.events {
        if event.about_node {
            about_node(observation, event, clues);
        } else if event.may_be_about(observation) {
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
        "Unhealthy"
            if message.contains("Liveness probe failed") && concerns_death(observation, event) =>
        {
            say(Fact::EvLivenessFailed);
        }
        "Unhealthy"
            if message.contains("Startup probe failed") && concerns_death(observation, event) =>
        {
            say(Fact::EvStartupFailed);
        }
        "FailedPreStopHook" if concerns_death(observation, event) => say(Fact::EvPreStopFailed),
        "FailedPostStartHook" if concerns_death(observation, event) => {
            say(Fact::EvPostStartFailed);
        }
        "Failed"
            if message.starts_with("Failed to pull image")
                && (observation.waiting().is_some() || observation.death().is_none()) =>
        {
            say(Fact::EvPullFailed);
        }
        "Failed" => say(Fact::EvFailed),
        "InspectFailed" | "ErrImageNeverPull" => say(Fact::EvFailed),
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
        "SuccessfulDelete" | "ScalingReplicaSet" | "SuccessfulRescale"
            if near && takes_away(observation, event.message.text) =>
        {
            say(Fact::EvScaledDown);
        }
        "DeadlineExceeded" if near => say(Fact::EvDeadline),
        "NodeNotReady" => {
            let back = observation
                .events
                .iter()
                .any(|other| other.reason.text == "NodeReady" && other.last >= event.last);
            if !back && near {
                say(Fact::EvNodeNotReady);
            }
        }
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
        "NodeHasInsufficientMemory" if concerns_death(observation, event) => {
            say(Fact::NodePressure);
        }
        "EvictionThresholdMet"
            if event.message.text.contains("memory") && concerns_death(observation, event) =>
        {
            say(Fact::NodePressure);
        }
        "SystemOOM" if concerns_death(observation, event) => say(Fact::EvSystemOom),
        // node-problem-detector quotes the kernel's line.
        "OOMKilling" if concerns_death(observation, event) => {
            let at_limit = event.message.text.contains("Memory cgroup");
            say(if at_limit { Fact::EvMemcgOom } else { Fact::EvSystemOom });
        }
        "Shutdown" | "NodeShutdown" if concerns_death(observation, event) => {
            say(Fact::EvNodeShutdown);
        }
        "SpotInterruption"
        | "SpotInterrupted"
        | "InstanceSpotInterrupted"
        | "PreemptScheduled"
        | "TerminateScheduled"
            if announces_death(observation, event) =>
        {
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
    let Some(death) = observation.death().filter(|death| death.finished.is_some()) else {
        // An event without an end: it says what the kubelet is about to do, or did unseen.
        if observation.death().is_some() || !matches!(observation.state, State::Running(_)) {
            clues.fact(fact, WitnessKind::Event, text, 0, 0);
        }
        return;
    };
    match began(observation, event, &ending(observation, death, fact)) {
        Began::Before(lived, whole) => {
            clues.fact(fact, WitnessKind::Event, text, 0, 0);
            let seconds = lived.seconds().max(0);
            if fact == Fact::EvStop {
                clues.fact(Fact::StoppedBefore, WitnessKind::Timing, event.message, seconds, 0);
            }
            let used = if whole { Fact::GraceUsedUp } else { Fact::EndedWithinGrace };
            clues.fact(used, WitnessKind::Timing, event.message, seconds, lived.budget());
        }
        Began::SomeTime => clues.fact(fact, WitnessKind::Event, text, 0, 0),
        Began::Elsewhere => {}
    }
}

/// The end, with the grace period that a stop of this kind gives.
fn ending(observation: &Observation<'_>, death: &Terminated<'_>, fact: Fact) -> Ending {
    let probe = match fact {
        Fact::EvLivenessKill => observation.liveness,
        Fact::EvStartupKill => observation.startup,
        _ => None,
    };
    let grace = GraceSources {
        deletion: observation.pod.deletion_grace.filter(|_| fact == Fact::EvStop),
        probe: probe.and_then(|probe| probe.grace),
        pod: Some(observation.pod.grace.unwrap_or(DEFAULT_GRACE)),
        ..GraceSources::default()
    };
    let exit_code = match death.exit {
        Some(Exit::Code(code)) => Some(code),
        Some(Exit::Wait(status)) => Convention::Posix.encode(status.termination()),
        None => None,
    };
    Ending {
        exit_code,
        started_at: death.started,
        finished_at: death.finished,
        grace,
        ..Ending::default()
    }
}

/// When the stop that an event tells of began, seen from the end of the container.
enum Began {
    /// So long before the end, and whether that was the whole grace period.
    Before(Lived, bool),
    /// Nobody says, it is one of many, or the clocks contradict each other.
    SomeTime,
    /// So long before, or after, that it is about another end.
    Elsewhere,
}

fn began(observation: &Observation<'_>, event: &Event<'_>, ending: &Ending) -> Began {
    let mut times = [event.last, event.first].into_iter().flatten().peekable();
    if times.peek().is_none() {
        return Began::SomeTime;
    }
    for time in times {
        let mut ending = *ending;
        ending.killing_at = Some(time);
        match ending.verdict() {
            Verdict::GraceExpired(lived) => return Began::Before(lived, true),
            Verdict::EndedInTime(lived)
            | Verdict::KilledEarly(lived)
            | Verdict::Unknown(Unknown::BudgetNotCertain(lived) | Unknown::TooClose(lived)) => {
                return Began::Before(lived, false);
            }
            Verdict::Unknown(Unknown::NoExitCode(lived)) => {
                return Began::Before(lived, lived.is_whole_budget());
            }
            _ => {}
        }
    }
    // An aggregated event keeps its first and its last time only.
    let finished = ending.finished_at;
    let between = event.count > 2 && event.first <= finished && finished <= event.last;
    if between || stops_what_had_ended(observation, event, ending) {
        Began::SomeTime
    } else {
        Began::Elsewhere
    }
}

/// Whether the event stops this container after its last end.
///
/// The kubelet stops what runs, so one of the two clocks is wrong.
fn stops_what_had_ended(observation: &Observation<'_>, event: &Event<'_>, ending: &Ending) -> bool {
    let finished = ending.finished_at;
    matches!(observation.state, State::Terminated(end) if end.finished == finished)
        && event.container.is_some()
        && event.last > finished
}

/// Whether a controller says that it took this pod, or pods of its kind, away.
fn takes_away(observation: &Observation<'_>, message: &str) -> bool {
    let named = observation.subject.pod.is_some_and(|pod| message.ends_with(pod));
    named || message.starts_with("Scaled down") || message.contains("below target")
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

/// Whether the end lies within the notice that a cloud gives before it takes a node away.
///
/// Two minutes on AWS, half a minute on Google's, up to a quarter of an hour for Azure's
/// `TerminateScheduled`.
fn announces_death(observation: &Observation<'_>, event: &Event<'_>) -> bool {
    const NOTICE: i64 = 900;
    let Some(death) = observation.death() else { return true };
    let (Some(finished), Some(last)) = (death.finished, event.last.or(event.first)) else {
        return true;
    };
    let first = event.first.unwrap_or(last);
    let budget = observation.pod.grace.unwrap_or(DEFAULT_GRACE).saturating_add(NOTICE);
    first <= finished.saturating_add(SLACK) && finished <= last.saturating_add(budget)
}

/// While the object is still being deleted it shows the deadline itself.
fn deadline(observation: &Observation<'_>, clues: &mut Clues<'_>) {
    let Some(death) = observation.death() else { return };
    let mut ending = ending(observation, death, Fact::EvStop);
    ending.deletion_timestamp = observation.pod.deletion;
    if let Verdict::GraceExpired(lived) = ending.verdict() {
        let text = Text::default();
        let (seconds, budget) = (lived.seconds(), lived.budget());
        clues.fact(Fact::GraceUsedUp, WitnessKind::Timing, text, seconds, budget);
    }
}
