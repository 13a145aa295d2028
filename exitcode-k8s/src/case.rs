//! From the records to observations: what belongs together, and whose log is whose.

use std::collections::HashMap;

use exitcode_core::{
    Condition, Event, Exit, ExitCode, Observation, Owner, Sibling, Source, Span, State, Subject,
    SubjectKind, Terminated, Text, Waiting, WaitingReason,
};

use crate::model::{
    ConditionRecord, ContainerRecord, EventRecord, LogRecord, Model, PodRecord, Quoted,
    StateRecord, TerminatedRecord, WorkloadRecord,
};
use crate::problem::Why;

/// A container, by the index of its pod and its own.
type Place = (usize, usize);

/// Shows each observation that the records give, in the order of the pods.
///
/// There is one for every container that says anything, and one for the pod where none does: it was
/// not scheduled, evicted before it started, refused.
pub(crate) fn observe(model: &Model<'_>, see: &mut dyn FnMut(&Observation<'_>)) {
    let logs = assign_logs(model);
    let mut logs_of =
        logs.iter().filter_map(|(log, place)| Some((*place.as_ref().ok()?, *log))).peekable();
    let events_of = events_of_pods(model);
    for (index, (pod, events)) in model.pods().iter().zip(&events_of).enumerate() {
        let mut logs_here = Vec::new();
        while let Some(((_, container), log)) = logs_of.next_if(|((pod, _), _)| *pod == index) {
            logs_here.push((container, log));
        }
        see_pod(model, pod, events, &logs_here, see);
    }
}

/// The logs that are nobody's, with the reason.
pub(crate) fn spare_logs(model: &Model<'_>) -> Vec<(Span, Why)> {
    let spare =
        |(log, place): (&LogRecord<'_>, Result<Place, Why>)| Some((log.text.span?, place.err()?));
    assign_logs(model).into_iter().filter_map(spare).collect()
}

fn see_pod(
    model: &Model<'_>,
    pod: &PodRecord<'_>,
    events: &[Event<'_>],
    logs: &[(usize, &LogRecord<'_>)],
    see: &mut dyn FnMut(&Observation<'_>),
) {
    let conditions: Vec<_> = pod.conditions.iter().map(condition).collect();
    let node = model.nodes.iter().find(|node| node.name.is_some() && node.name == pod.node);
    let node_conditions: Vec<_> =
        node.iter().flat_map(|node| &node.conditions).map(condition).collect();
    let workload = workload(model, pod);

    let mut whole = Observation::new();
    whole.subject = subject(pod, workload);
    whole.seen = pod.seen;
    whole.platform = pod.platform.unwrap_or_default();
    whole.pod.phase = view(&pod.phase);
    whole.pod.reason = view(&pod.reason);
    whole.pod.message = view(&pod.message);
    whole.pod.conditions = &conditions;
    whole.pod.created = pod.created;
    whole.pod.deletion = pod.deletion;
    whole.pod.deletion_grace = pod.deletion_grace;
    whole.pod.grace = pod.grace;
    whole.pod.active_deadline = pod.active_deadline;
    whole.pod.restart_policy = pod.restart_policy.as_deref();
    whole.pod.memory_limit = pod.memory_limit;
    whole.pod.qos = pod.qos.as_deref();
    whole.pod.replicas = workload.and_then(|workload| workload.replicas);
    whole.node_conditions = &node_conditions;
    whole.events = events;
    if model.all_events {
        whole.seen = whole.seen.with(Source::Events);
    }
    if node.is_some() {
        whole.seen = whole.seen.with(Source::Node);
    }
    if let Some(log) = model.kernel_logs.first() {
        whole = whole.kernel_log(log.text.view());
    }

    let siblings: Vec<_> = pod.containers.iter().map(sibling).collect();
    let mut anything = false;
    for (index, container) in pod.containers.iter().enumerate() {
        if !speaks(container) && !(speaks_by_events(pod) && pod.containers.len() == 1) {
            continue;
        }
        anything = true;
        let others: Vec<_> = siblings
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != index)
            .map(|(_, sibling)| *sibling)
            .collect();
        let argv: Vec<_> = container.argv.iter().map(Quoted::view).collect();
        let mut observation = whole;
        observation.siblings = &others;
        observation.argv = &argv;
        fill_container(&mut observation, container);
        let log = logs.iter().find(|(owner, _)| *owner == index);
        if let Some((_, log)) = log {
            observation = observation.log(log.text.view());
        }
        see(&observation);
    }
    if !anything {
        whole.subject.kind = SubjectKind::Pod;
        whole.siblings = &siblings;
        let first = pod
            .containers
            .iter()
            .find(|container| !matches!(container.state, StateRecord::Unknown));
        if let Some(container) = first {
            whole.state = state(&container.state);
        }
        see(&whole);
    }
}

fn fill_container<'r>(observation: &mut Observation<'r>, container: &'r ContainerRecord<'_>) {
    observation.subject.kind = SubjectKind::Container;
    observation.subject.container = container.name.as_deref();
    observation.subject.role = container.role.unwrap_or_default();
    observation.state = state(&container.state);
    observation.last = container.last.as_ref().map(terminated);
    observation.subject.container_id = match (&container.state, &container.last) {
        (StateRecord::Terminated(end), _) | (_, Some(end)) => end.id.as_deref(),
        _ => None,
    }
    .or(container.id.as_deref());
    observation.restarts = container.restarts;
    observation.ready = container.ready;
    observation.image = view(&container.image);
    observation.memory_limit = container.memory_limit;
    observation.memory_request = container.memory_request;
    observation.liveness = container.liveness;
    observation.startup = container.startup;
    observation.pre_stop = container.pre_stop;
    observation.post_start = container.post_start;
    observation.oom_flag = container.oom_flag;
}

/// Whether a container's own status says anything. One that waits for the pod to be set up, or for
/// its turn, does not.
fn speaks(container: &ContainerRecord<'_>) -> bool {
    match &container.state {
        _ if container.last.is_some() => true,
        StateRecord::Unknown => false,
        StateRecord::Waiting { reason, .. } => match reason.as_ref().map(|reason| &*reason.text) {
            Some(reason) => !is_setup(reason),
            None => container.restarts.is_some_and(|restarts| restarts > 0),
        },
        StateRecord::Running(_) | StateRecord::Terminated(_) => true,
    }
}

fn is_setup(reason: &str) -> bool {
    [WaitingReason::ContainerCreating, WaitingReason::PodInitializing]
        .iter()
        .any(|known| known.as_str() == reason)
}

/// Whether all that is known of the pod comes from events.
fn speaks_by_events(pod: &PodRecord<'_>) -> bool {
    !pod.seen.contains(Source::Status) && !pod.seen.contains(Source::Spec)
}

fn view<'r>(quoted: &'r Option<Quoted<'_>>) -> Option<Text<'r>> {
    quoted.as_ref().map(Quoted::view)
}

fn condition<'r>(record: &'r ConditionRecord<'_>) -> Condition<'r> {
    let mut condition = Condition::default();
    condition.kind = &record.kind;
    condition.status = record.status;
    condition.reason = view(&record.reason);
    condition.message = view(&record.message);
    condition.since = record.since;
    condition
}

fn state<'r>(record: &'r StateRecord<'_>) -> State<'r> {
    match record {
        StateRecord::Unknown => State::Unknown,
        StateRecord::Waiting { reason, message } => {
            let mut waiting = Waiting::default();
            waiting.reason = view(reason);
            waiting.message = view(message);
            State::Waiting(waiting)
        }
        StateRecord::Running(since) => State::Running(*since),
        StateRecord::Terminated(record) => State::Terminated(terminated(record)),
    }
}

fn terminated<'r>(record: &'r TerminatedRecord<'_>) -> Terminated<'r> {
    let mut terminated = Terminated::default();
    terminated.exit = record.code.map(|code| Exit::Code(ExitCode::new(code)));
    terminated.exit_span = record.code_span;
    terminated.reason = view(&record.reason);
    terminated.message = view(&record.message);
    terminated.started = record.started;
    terminated.finished = record.finished;
    terminated.ran = record.ran;
    terminated
}

fn sibling<'r>(container: &'r ContainerRecord<'_>) -> Sibling<'r> {
    let mut sibling = Sibling::default();
    sibling.name = container.name.as_deref().unwrap_or_default();
    sibling.role = container.role.unwrap_or_default();
    sibling.running = matches!(container.state, StateRecord::Running(_));
    sibling.terminated = match &container.state {
        StateRecord::Terminated(end) => Some(terminated(end)),
        _ => container.last.as_ref().map(terminated),
    };
    sibling
}

fn subject<'r>(pod: &'r PodRecord<'_>, workload: Option<&'r WorkloadRecord<'_>>) -> Subject<'r> {
    let mut subject = Subject::default();
    subject.namespace = pod.key.namespace.as_deref();
    subject.pod = pod.key.name.as_deref();
    // Where no pod is named, the UID is that of an engine's container.
    subject.uid = pod.key.uid.as_deref().filter(|_| subject.pod.is_some());
    subject.node = pod.node.as_deref();
    let above = workload.and_then(|workload| workload.owner.as_ref());
    subject.owner = above.or(pod.owner.as_ref()).map(|(kind, name)| Owner { kind, name });
    if let (Some(owner), Some(hash)) = (&mut subject.owner, &pod.template_hash)
        && owner.kind == "ReplicaSet"
        && let Some(name) = owner.name.strip_suffix(&**hash).and_then(|name| name.strip_suffix('-'))
        && !name.is_empty()
    {
        *owner = Owner { kind: "Deployment", name };
    }
    subject
}

/// The owner of a pod, where the input has it.
fn workload<'r, 'a>(model: &'r Model<'a>, pod: &PodRecord<'a>) -> Option<&'r WorkloadRecord<'a>> {
    let (kind, name) = pod.owner.as_ref()?;
    model.workloads.iter().find(|workload| match (&workload.key.uid, &pod.owner_uid) {
        (Some(one), Some(two)) => one == two,
        _ => {
            workload.kind == *kind
                && workload.key.name.as_ref() == Some(name)
                && workload.key.namespace == pod.key.namespace
        }
    })
}

/// The events of each pod: those about it, about its owner and about its node.
fn events_of_pods<'r>(model: &'r Model<'_>) -> Vec<Vec<Event<'r>>> {
    let mut events_of = vec![Vec::new(); model.pods().len()];
    let mut others = Vec::new();
    for record in &model.events {
        if !matches!(record.kind.as_deref(), None | Some("Pod")) {
            others.push(record);
        } else if let Some(events) =
            model.find(&record.object).and_then(|index| events_of.get_mut(index))
        {
            events.push(event(record));
        }
    }
    if others.is_empty() {
        return events_of;
    }
    for (pod, events) in model.pods().iter().zip(&mut events_of) {
        let about = |record: &&&EventRecord<'_>| match record.kind.as_deref() {
            Some("Node") => record.object.name.is_some() && record.object.name == pod.node,
            Some(kind) => {
                let same_uid = record.object.uid.is_some() && record.object.uid == pod.owner_uid;
                let same_name = pod.owner.as_ref().is_some_and(|(owner, name)| {
                    owner == kind && record.object.name.as_ref() == Some(name)
                });
                same_uid || (same_name && record.object.namespace == pod.key.namespace)
            }
            None => false,
        };
        events.extend(others.iter().filter(about).map(|record| event(record)));
    }
    events_of
}

fn event<'r>(record: &'r EventRecord<'_>) -> Event<'r> {
    let mut event = Event::default();
    event.reason = record.reason.view();
    event.message = record.message.view();
    event.container = record.container.as_deref();
    event.about_node = record.kind.as_deref() == Some("Node");
    event.count = record.count;
    event.first = record.first;
    event.last = record.last;
    event
}

/// Which container each log is of, sorted by pod: a container has one at most.
fn assign_logs<'r, 'a>(model: &'r Model<'a>) -> Vec<(&'r LogRecord<'a>, Result<Place, Why>)> {
    let mut candidates: Vec<_> =
        model.logs.iter().map(|log| (log, container_of(model, log))).collect();
    let worth = |log: &LogRecord<'a>, (pod, container): Place| {
        let container = model.pods().get(pod)?.containers.get(container)?;
        worth(log, container)
    };
    let mut best: HashMap<Place, (u8, usize)> = HashMap::new();
    for (index, (log, place)) in candidates.iter_mut().enumerate() {
        let Ok(known) = place else { continue };
        match worth(log, *known) {
            Some(worth) => {
                let best = best.entry(*known).or_insert((worth, index));
                *best = (*best).max((worth, index));
            }
            None => *place = Err(Why::LogOfSuccessor),
        }
    }
    for (index, (_, place)) in candidates.iter_mut().enumerate() {
        if let Ok(known) = place
            && best.get(known).is_none_or(|(_, best)| *best != index)
        {
            *place = Err(Why::SpareLog);
        }
    }
    candidates.sort_by_key(|(_, place)| place.as_ref().map_or((usize::MAX, 0), |place| *place));
    candidates
}

/// How good a log is for the death in question; nothing for one that cannot be of it.
fn worth(log: &LogRecord<'_>, container: &ContainerRecord<'_>) -> Option<u8> {
    let exact = log.label.is_none() || log.label == container.name;
    let runs_again = matches!(container.state, StateRecord::Running(_)) && container.last.is_some();
    match (runs_again, log.previous) {
        (true, true) => Some(3),
        (true, false) if exact => None,
        (true, false) => Some(1),
        (false, true) => Some(1),
        (false, false) => Some(if exact { 3 } else { 2 }),
    }
}

/// The container that a log is of: the one that the file is named for, or the one that failed.
fn container_of(model: &Model<'_>, log: &LogRecord<'_>) -> Result<Place, Why> {
    let places = || {
        model.pods().iter().enumerate().flat_map(|(pod, record)| {
            let containers = record.containers.iter().enumerate();
            containers.map(move |(index, container)| ((pod, index), container))
        })
    };
    let named = |container: &ContainerRecord<'_>| match (&log.label, &container.name) {
        (Some(label), Some(name)) => {
            let rest = label.strip_prefix(&**name)?;
            (rest.is_empty() || rest.starts_with('-')).then_some(name.len())
        }
        _ => None,
    };
    let longest = places().filter_map(|(_, container)| named(container)).max();
    let only = |places: &mut dyn Iterator<Item = Place>| {
        let first = places.next()?;
        places.next().is_none().then_some(first)
    };
    let of_name = || {
        let has_name =
            move |container: &ContainerRecord<'_>| longest.is_some() && named(container) == longest;
        places().filter(move |(_, container)| has_name(container))
    };
    let failed_of_name = || of_name().filter(|(_, container)| failed(container));
    let failed_at_all = || places().filter(|(_, container)| longest.is_none() && failed(container));
    only(&mut of_name().map(|(place, _)| place))
        .or_else(|| only(&mut failed_of_name().map(|(place, _)| place)))
        .or_else(|| only(&mut failed_at_all().map(|(place, _)| place)))
        .or_else(|| only(&mut places().map(|(place, _)| place)))
        .ok_or(Why::LogOfNobody)
}

fn failed(container: &ContainerRecord<'_>) -> bool {
    match &container.state {
        StateRecord::Terminated(end) => end.code != Some(0),
        StateRecord::Waiting { reason: Some(reason), .. } => !is_setup(&reason.text),
        _ => container.last.is_some(),
    }
}

/// Adds the pods of which only events speak.
pub(crate) fn add_pods_of_events(model: &mut Model<'_>) {
    if !model.pods().is_empty() {
        return;
    }
    let keys: Vec<_> = model
        .events
        .iter()
        .filter(|event| matches!(event.kind.as_deref(), None | Some("Pod")))
        .filter(|event| event.object.name.is_some())
        .map(|event| (event.object.clone(), event.container.clone(), event.role))
        .collect();
    for (key, name, role) in keys {
        if let Some(pod) = model.pod(key)
            && name.is_some()
            && let Some(container) = pod.container(name)
        {
            container.role = Some(role);
        }
    }
}
