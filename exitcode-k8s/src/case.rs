//! From the records to observations: what belongs together, and whose log is whose.

use std::collections::{BTreeSet, HashMap, HashSet};

use exitcode_core::{
    Condition, Event, Exit, ExitCode, Observation, Owner, Sibling, Source, Span, State, Subject,
    SubjectKind, Terminated, Text, WaitStatus, Waiting, WaitingReason,
};

use crate::model::{
    ConditionRecord, ContainerRecord, EventRecord, Key, LogRecord, Model, NodeRecord, PodRecord,
    Quoted, StateRecord, TerminatedRecord, WorkloadRecord,
};
use crate::problem::Why;

/// A container, by the index of its pod and its own.
type Place = (usize, usize);

/// How many events about its owner and its node are told of a pod: every pod of a node has them all.
const MAX_EVENTS_AROUND: usize = 1_000;

/// Shows each observation that the records give, in the order of the pods.
///
/// There is one for every container that says anything, and one for the pod where none does: it was
/// not scheduled, evicted before it started, refused.
pub(crate) fn observe(model: &Model<'_>, see: &mut dyn FnMut(&Observation<'_>)) {
    let logs = assign_logs(model);
    let mut logs_of =
        logs.iter().filter_map(|(log, place)| Some((*place.as_ref().ok()?, *log))).peekable();
    let index = Index::new(model);
    let events_of = events_of_pods(model);
    for (number, (pod, mut events)) in model.pods().iter().zip(events_of).enumerate() {
        let mut logs_here = Vec::new();
        while let Some(((_, container), log)) = logs_of.next_if(|((pod, _), _)| *pod == number) {
            logs_here.push((container, log));
        }
        events.extend(index.events_around(pod).into_iter().map(event));
        see_pod(&index, pod, &events, &logs_here, see);
    }
    let owners = model.pods().iter().filter_map(|pod| pod.owner.as_ref());
    let with_pods: HashSet<&str> =
        owners.filter(|owner| owner.kind == "Job").map(|owner| &*owner.name).collect();
    for job in model.workloads.iter().filter(|workload| workload.kind == "Job") {
        if job.key.name.as_deref().is_some_and(|name| !with_pods.contains(name)) {
            see_job(job, see);
        }
    }
}

/// A Job that failed and whose pods are no longer there to say why.
fn see_job(job: &WorkloadRecord<'_>, see: &mut dyn FnMut(&Observation<'_>)) {
    let failed = job
        .conditions
        .iter()
        .find(|condition| condition.kind == "Failed" && condition.status == Some(true));
    let (Some(failed), Some(name)) = (failed, job.key.name.as_deref()) else { return };
    let mut observation = Observation::new();
    observation.subject.kind = SubjectKind::Job;
    observation.subject.namespace = job.key.namespace.as_deref();
    observation.subject.owner = Some(Owner { kind: "Job", name });
    observation.seen = observation.seen.with(Source::Status);
    observation.pod.reason = view(&failed.reason);
    observation.pod.message = view(&failed.message);
    see(&observation);
}

/// The logs that are nobody's, with the reason.
pub(crate) fn spare_logs(model: &Model<'_>) -> Vec<(Span, Why)> {
    let spare =
        |(log, place): (&LogRecord<'_>, Result<Place, Why>)| Some((log.text.span?, place.err()?));
    assign_logs(model).into_iter().filter_map(spare).collect()
}

fn see_pod(
    index: &Index<'_, '_>,
    pod: &PodRecord<'_>,
    events: &[Event<'_>],
    logs: &[(usize, &LogRecord<'_>)],
    see: &mut dyn FnMut(&Observation<'_>),
) {
    let conditions: Vec<_> = pod.conditions.iter().map(condition).collect();
    let node = index.node(pod);
    let node_conditions: Vec<_> =
        node.iter().flat_map(|node| &node.conditions).map(condition).collect();
    let workload = index.workload(pod);

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
    if index.model.all_events {
        whole.seen = whole.seen.with(Source::Events);
    }
    if node.is_some() {
        whole.seen = whole.seen.with(Source::Node);
    }
    if let Some(log) = index.model.kernel_logs.first() {
        whole = whole.kernel_log(log.text.view());
    }

    let siblings: Vec<_> = pod.containers.iter().map(sibling).collect();
    let mut anything = false;
    for (number, container) in pod.containers.iter().enumerate() {
        let alone = pod.containers.len() == 1 && speaks_by_events(pod);
        if !alone && !speaks(container) {
            continue;
        }
        anything = true;
        let others: Vec<_> = siblings
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != number)
            .map(|(_, sibling)| *sibling)
            .collect();
        let argv: Vec<_> = container.argv.iter().map(Quoted::view).collect();
        let mut observation = whole;
        observation.siblings = &others;
        observation.argv = &argv;
        observation.argv_is_whole = container.argv_is_whole;
        fill_container(&mut observation, container);
        observation.image_before = index.image_before(pod, container).map(Quoted::view);
        observation.lost_together = index.lost_with(pod, container);
        let log = logs.iter().find(|(owner, _)| *owner == number);
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
    let killed = || Some(Exit::Wait(WaitStatus::from_raw(record.signal?.into())));
    terminated.exit = record.code.map(|code| Exit::Code(ExitCode::new(code))).or_else(killed);
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
    subject.owner =
        above.or(pod.owner.as_ref()).map(|owner| Owner { kind: &owner.kind, name: &owner.name });
    if let Some(owner) = &mut subject.owner
        && owner.kind == "ReplicaSet"
        && let Some((name, hash)) = owner.name.rsplit_once('-')
        && !name.is_empty()
        && pod.template_hash.as_deref().map_or_else(|| is_template_hash(hash), |own| own == hash)
    {
        *owner = Owner { kind: "Deployment", name };
    }
    subject
}

/// Whether the end of a ReplicaSet's name is what a Deployment puts there, for a pod whose labels
/// were not shown: a hash in the alphabet of k8s.io/apimachinery/pkg/util/rand.
fn is_template_hash(word: &str) -> bool {
    (8..=10).contains(&word.len())
        && word.bytes().any(|byte| byte.is_ascii_digit())
        && word.bytes().all(|byte| b"bcdfghjklmnpqrstvwxz2456789".contains(&byte))
}

/// The kind, name and namespace of an object.
type ObjectName<'r> = (&'r str, &'r str, Option<&'r str>);

/// What is found by name, since there may be as many pods as nodes and workloads.
struct Index<'r, 'a> {
    model: &'r Model<'a>,
    nodes: HashMap<&'r str, &'r NodeRecord<'a>>,
    workloads: HashMap<ObjectName<'r>, &'r WorkloadRecord<'a>>,
    /// The events that are about no pod.
    events: HashMap<ObjectName<'r>, Vec<&'r EventRecord<'a>>>,
    /// How many containers of a node were lost in a second.
    lost: HashMap<(&'r str, i64), u32>,
}

impl<'r, 'a> Index<'r, 'a> {
    fn new(model: &'r Model<'a>) -> Self {
        let mut index = Self {
            model,
            nodes: HashMap::new(),
            workloads: HashMap::new(),
            events: HashMap::new(),
            lost: HashMap::new(),
        };
        for pod in model.pods() {
            for second in pod.containers.iter().filter_map(lost_at) {
                if let Some(node) = pod.node.as_deref() {
                    *index.lost.entry((node, second)).or_default() += 1;
                }
            }
        }
        for node in &model.nodes {
            if let Some(name) = &node.name {
                index.nodes.entry(name).or_insert(node);
            }
        }
        for workload in &model.workloads {
            if let Some(name) = object_name(&workload.kind, &workload.key) {
                index.workloads.entry(name).or_insert(workload);
            }
        }
        for event in &model.events {
            if let Some(kind) = event.kind.as_deref().filter(|kind| *kind != "Pod")
                && let Some(name) = object_name(kind, &event.object)
            {
                index.events.entry(name).or_default().push(event);
            }
        }
        index
    }

    fn node(&self, pod: &PodRecord<'_>) -> Option<&'r NodeRecord<'a>> {
        self.nodes.get(pod.node.as_deref()?).copied()
    }

    /// The owner of a pod, where the input has it.
    fn workload(&self, pod: &PodRecord<'_>) -> Option<&'r WorkloadRecord<'a>> {
        let owner = pod.owner.as_ref()?;
        let name = (&*owner.kind, &*owner.name, pod.key.namespace.as_deref());
        let workload = self.workloads.get(&name)?;
        owner.is(&workload.key).then_some(workload)
    }

    /// The image that a container had in the rollout before its pod's own.
    fn image_before(
        &self,
        pod: &PodRecord<'_>,
        container: &ContainerRecord<'_>,
    ) -> Option<&'r Quoted<'a>> {
        let own = self.workload(pod)?;
        let (owner, revision, name) =
            (own.owner.as_ref()?, own.revision?, container.name.as_deref()?);
        let sibling = |other: &&WorkloadRecord<'_>| {
            other.kind == own.kind
                && other.key.namespace == own.key.namespace
                && other.owner.as_ref().is_some_and(|theirs| {
                    (&theirs.kind, &theirs.name) == (&owner.kind, &owner.name)
                })
                && other.revision.is_some_and(|theirs| theirs < revision)
        };
        let before = self.model.workloads.iter().filter(sibling).max_by_key(|set| set.revision)?;
        before.images.iter().find(|(of, _)| of == name).map(|(_, image)| image)
    }

    /// How many other containers of the node were lost in the second in which this one was.
    fn lost_with(&self, pod: &PodRecord<'_>, container: &ContainerRecord<'_>) -> u32 {
        let place = pod.node.as_deref().zip(lost_at(container));
        place.and_then(|place| self.lost.get(&place)).map_or(0, |count| count.saturating_sub(1))
    }

    /// The events about a pod's owner and its node, up to [`MAX_EVENTS_AROUND`].
    fn events_around(&self, pod: &PodRecord<'_>) -> Vec<&'r EventRecord<'a>> {
        let mut events = Vec::new();
        if let Some(owner) = &pod.owner {
            let name = (&*owner.kind, &*owner.name, pod.key.namespace.as_deref());
            let of_owner = self.events.get(&name).into_iter().flatten();
            events.extend(of_owner.filter(|event| owner.is(&event.object)));
        }
        if let Some(owner) = self.workload(pod).and_then(|workload| workload.owner.as_ref()) {
            let name = (&*owner.kind, &*owner.name, pod.key.namespace.as_deref());
            events.extend(self.events.get(&name).into_iter().flatten());
        }
        if let Some(node) = pod.node.as_deref() {
            events.extend(self.events.get(&("Node", node, None)).into_iter().flatten());
        }
        events.truncate(MAX_EVENTS_AROUND);
        events
    }
}

/// When a container ended whose exit status nobody knows.
fn lost_at(container: &ContainerRecord<'_>) -> Option<i64> {
    let end = match &container.state {
        StateRecord::Terminated(end) => end,
        _ => container.last.as_ref()?,
    };
    // A program that could not be executed ends with 255 as well, and at once.
    let at_once =
        end.started.zip(end.finished).is_some_and(|(start, end)| end.saturating_sub(start) <= 2);
    end.finished.filter(|_| end.code == Some(255) && !at_once)
}

/// Nodes have no namespace, and whoever writes about them chooses one.
fn object_name<'r>(kind: &'r str, key: &'r Key<'_>) -> Option<ObjectName<'r>> {
    let namespace = key.namespace.as_deref().filter(|_| kind != "Node");
    Some((kind, key.name.as_deref()?, namespace))
}

/// The events about each pod.
fn events_of_pods<'r>(model: &'r Model<'_>) -> Vec<Vec<Event<'r>>> {
    let mut events_of = vec![Vec::new(); model.pods().len()];
    for record in &model.events {
        if matches!(record.kind.as_deref(), None | Some("Pod"))
            && let Some(number) = record.of.or_else(|| model.find(&record.object))
            && let Some(events) = events_of.get_mut(number)
        {
            events.push(event(record));
        }
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
    let pods = match log.of {
        Some(pod) => pod..pod.saturating_add(1),
        None => 0..model.pods().len(),
    };
    let places = || {
        pods.clone().filter_map(|pod| Some((pod, model.pods().get(pod)?))).flat_map(
            |(pod, record)| {
                let containers = record.containers.iter().enumerate();
                containers.map(move |(index, container)| ((pod, index), container))
            },
        )
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

/// Where nothing but events of nodes was given, what they say is of some pod of the node.
pub(crate) fn add_pods_of_node_events(model: &mut Model<'_>) {
    if !model.pods().is_empty() {
        return;
    }
    let is_node = |event: &&EventRecord<'_>| event.kind.as_deref() == Some("Node");
    let nodes = model.events.iter().filter(is_node);
    let nodes: BTreeSet<_> = nodes.filter_map(|event| event.object.name.clone()).collect();
    for node in nodes {
        model.add_pod(PodRecord { node: Some(node), ..PodRecord::default() });
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
