//! What the pod around the container says.

use crate::clue::{Clues, WitnessKind};
use crate::{
    Exit, ExitCode, Fact, JobReason, Observation, PodReason, Reported, Role, Sibling, State,
    SubjectKind, Terminated, Text,
};

/// How far the removal of a pod's object may lie behind the end of its last container, in seconds.
const REMOVAL_SLACK: i64 = 10;

pub(super) fn find<'a>(observation: &Observation<'a>, clues: &mut Clues<'a>) {
    let pod = &observation.pod;
    if let Some(phase) = pod.phase {
        let fact = match phase.text {
            "Running" => Some(Fact::PodRunning),
            "Pending" => Some(Fact::PodPending),
            "Succeeded" | "Failed" => Some(Fact::PodEnded),
            _ => None,
        };
        if let Some(fact) = fact {
            clues.fact(fact, WitnessKind::Pod, phase, 0, 0);
        }
        if phase.text == "Succeeded" {
            clues.fact(Fact::PodSucceeded, WitnessKind::Pod, phase, 0, 0);
        }
    }
    if let Some(reason) = pod.reason {
        reason_says(observation, reason, clues);
    }
    for condition in pod.conditions {
        let Some(reason) = condition.reason else { continue };
        let text = condition.message.filter(|message| !message.is_empty()).unwrap_or(reason);
        let fact = match (condition.kind, reason.text) {
            ("DisruptionTarget", "PreemptionByScheduler") => Fact::TargetOfScheduler,
            ("DisruptionTarget", "EvictionByEvictionAPI") => Fact::TargetOfEvictionApi,
            ("DisruptionTarget", "DeletionByTaintManager") => Fact::TargetOfTaint,
            ("DisruptionTarget", "DeletionByPodGC") => Fact::TargetOfPodGc,
            ("PodScheduled", "Unschedulable") => Fact::PodUnschedulable,
            ("PodScheduled", "SchedulingGated") => Fact::PodGated,
            _ => continue,
        };
        let holds = match condition.kind {
            "PodScheduled" => condition.status != Some(true),
            _ => condition.status != Some(false),
        };
        if holds {
            clues.fact(fact, WitnessKind::Condition, text, 0, 0);
        }
    }
    if stopped_by_deletion(observation) {
        clues.fact(Fact::PodDeleted, WitnessKind::Pod, Text::default(), 0, 0);
    }
    siblings(observation, clues);
    for condition in observation.node_conditions {
        if condition.kind == "MemoryPressure" && condition.status == Some(true) {
            let text = condition.message.or(condition.reason).unwrap_or_default();
            clues.fact(Fact::NodePressure, WitnessKind::Condition, text, 0, 0);
        }
    }
    if observation.subject.role == Role::Init {
        clues.fact(Fact::InInit, WitnessKind::Status, Text::default(), 0, 0);
    }
}

fn reason_says<'a>(observation: &Observation<'a>, reason: Text<'a>, clues: &mut Clues<'a>) {
    let text = observation.pod.message.filter(|message| !message.is_empty()).unwrap_or(reason);
    if observation.subject.kind == SubjectKind::Job {
        let fact = match Reported::new(reason.text) {
            Reported::Known(JobReason::DeadlineExceeded) => Fact::PodDeadline,
            _ => Fact::JobGaveUp,
        };
        clues.fact(fact, WitnessKind::Condition, text, 0, 0);
        return;
    }
    let fact = match Reported::new(reason.text) {
        Reported::Known(PodReason::Evicted) => Fact::PodEvicted,
        Reported::Known(PodReason::DeadlineExceeded) => Fact::PodDeadline,
        Reported::Known(PodReason::NodeLost) => Fact::PodNodeLost,
        Reported::Known(PodReason::Terminated | PodReason::NodeShutdown | PodReason::Shutdown) => {
            clues.fact(Fact::PodNodeShutdown, WitnessKind::Pod, reason, 0, 0);
            return;
        }
        Reported::Known(PodReason::Preempting) => Fact::PodPreempting,
        // Everything else that the kubelet writes there is a refusal: OutOfcpu, NodeAffinity,
        // UnexpectedAdmissionError. An admit handler may write a word of its own, and so may others.
        other
            if observation.pod.phase.is_none_or(|phase| phase.text == "Failed")
                && observation.death().is_none() =>
        {
            match other {
                Reported::Other(_) if other.out_of().is_none() => Fact::PodOtherReason,
                _ => Fact::PodRejected,
            }
        }
        _ => return,
    };
    clues.fact(fact, WitnessKind::Pod, text, 0, 0);
}

/// What the ends of the other containers say about this one.
fn siblings<'a>(observation: &Observation<'a>, clues: &mut Clues<'a>) {
    let Some(finished) = observation.death().and_then(|death| death.finished) else { return };
    let ends =
        |wanted: Role| observation.siblings.iter().filter(move |sibling| sibling.role == wanted);
    if observation.subject.role == Role::Sidecar {
        let before = |end: Option<i64>| end.is_some_and(|end| end <= finished);
        let ended = |sibling: &Sibling<'_>| {
            !sibling.running && before(sibling.terminated.and_then(|end| end.finished))
        };
        if let Some(main) = ends(Role::App).next()
            && ends(Role::App).all(ended)
        {
            clues.fact(Fact::AfterMainEnded, WitnessKind::Timing, main.name.into(), 0, 0);
        }
    }
    let lost = |end: &Terminated<'_>| {
        end.finished == Some(finished)
            && end.reason.is_some_and(|reason| reason.text == "Unknown" || reason.text == "Error")
            && end.exit == Some(Exit::Code(ExitCode::new(255)))
            // A program that could not be executed ends with 255 as well, and at once.
            && end.started.is_none_or(|started| finished.saturating_sub(started) > 2)
    };
    let together = observation.siblings.iter().filter_map(|sibling| sibling.terminated);
    let count = together.filter(lost).count();
    let count = i64::try_from(count).unwrap_or(i64::MAX).max(observation.lost_together.into());
    if count > 0 && observation.death().is_some_and(lost) {
        let count = count.saturating_add(1);
        clues.fact(Fact::DiedTogether, WitnessKind::Timing, Text::default(), count, 0);
    }
}

/// Whether the deletion of the pod is what stopped the container.
///
/// `deletionTimestamp` is the deadline; once the containers are gone the kubelet rewrites it to the
/// moment of the removal, with a grace period of 0. Where every end is followed by a new start, the
/// end after which there was none is the deletion's, whatever the clocks say.
fn stopped_by_deletion(observation: &Observation<'_>) -> bool {
    let Some(deletion) = observation.pod.deletion else { return false };
    let restarts = observation.pod.restart_policy == Some("Always")
        && matches!(observation.subject.role, Role::App | Role::Sidecar);
    if restarts && matches!(observation.state, State::Terminated(_)) {
        return true;
    }
    let Some(finished) = observation.death().and_then(|death| death.finished) else { return true };
    let grace = observation.pod.deletion_grace.unwrap_or(0);
    let budget = if grace > 0 { grace } else { observation.pod.grace.unwrap_or(30) };
    finished >= deletion.saturating_sub(budget).saturating_sub(REMOVAL_SLACK)
}
