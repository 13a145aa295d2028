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

/// How many bytes of kernel logs are read for all containers together, each of which reads it anew,
/// and for how many of them however long it is.
const MAX_KERNEL_LOG: usize = 64 << 20;
const MIN_WITH_KERNEL_LOG: usize = 16;

/// How many conditions of its node are told of a pod; nodes have five, and a few that are added.
const MAX_CONDITIONS: usize = 100;

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
    let with_kernel_log = pods_with_kernel_log(model);
    for (number, (pod, mut events)) in model.pods().iter().zip(events_of).enumerate() {
        let mut logs_here = Vec::new();
        while let Some(((_, container), log)) = logs_of.next_if(|((pod, _), _)| *pod == number) {
            logs_here.push((container, log));
        }
        events.extend(index.events_around(pod).into_iter().map(event));
        let kernel_log = model.kernel_logs.first().filter(|_| number < with_kernel_log);
        see_pod(&index, pod, &events, &logs_here, kernel_log, see);
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

/// How many of the pods, from the first one on, have the kernel log beside them: it is read again for
/// each of their containers.
fn pods_with_kernel_log(model: &Model<'_>) -> usize {
    let Some(log) = model.kernel_logs.first() else { return 0 };
    let most = MAX_KERNEL_LOG.checked_div(log.text.text.len()).unwrap_or(usize::MAX);
    let mut left = most.max(MIN_WITH_KERNEL_LOG);
    let fits = |pod: &&PodRecord<'_>| {
        let rest = left.checked_sub(pod.containers.len().max(1));
        left = rest.unwrap_or(0);
        rest.is_some()
    };
    model.pods().iter().take_while(fits).count()
}

/// The kernel log, where some of the pods are told without it.
pub(crate) fn spared_kernel_log(model: &Model<'_>) -> Option<(Span, Why)> {
    let span = model.kernel_logs.first()?.text.span?;
    let what = "containers beside a kernel log of this length";
    (pods_with_kernel_log(model) < model.pods().len()).then_some((span, Why::TooMany { what }))
}

fn see_pod(
    index: &Index<'_, '_>,
    pod: &PodRecord<'_>,
    events: &[Event<'_>],
    logs: &[(usize, &LogRecord<'_>)],
    kernel_log: Option<&LogRecord<'_>>,
    see: &mut dyn FnMut(&Observation<'_>),
) {
    let conditions: Vec<_> = pod.conditions.iter().map(condition).collect();
    let node = index.node(pod);
    let node_conditions: Vec<_> =
        node.iter().flat_map(|node| &node.conditions).take(MAX_CONDITIONS).map(condition).collect();
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
    // Whose events they are is known by the pod's name.
    if index.model.all_events && pod.key.name.is_some() {
        whole.seen = whole.seen.with(Source::Events);
    }
    if node.is_some() {
        whole.seen = whole.seen.with(Source::Node);
    }
    if let Some(log) = kernel_log {
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
    observation.memory_limit_span = container.memory_limit_span;
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

/// Whose rollout something is: its kind, its namespace, the kind and the name of its owner.
#[derive(PartialEq, Eq, Hash)]
struct Deployed<'r>(&'r str, Option<&'r str>, &'r str, &'r str);

impl<'r> Deployed<'r> {
    fn of(workload: &'r WorkloadRecord<'_>) -> Option<Self> {
        let (owner, namespace) = (workload.owner.as_ref()?, workload.key.namespace.as_deref());
        Some(Self(&workload.kind, namespace, &owner.kind, &owner.name))
    }
}

/// What is found by name, since there may be as many pods as nodes and workloads.
struct Index<'r, 'a> {
    model: &'r Model<'a>,
    nodes: HashMap<&'r str, &'r NodeRecord<'a>>,
    workloads: HashMap<ObjectName<'r>, &'r WorkloadRecord<'a>>,
    /// What was deployed one after the other, in that order.
    rollouts: HashMap<Deployed<'r>, Vec<&'r WorkloadRecord<'a>>>,
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
            rollouts: HashMap::new(),
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
            if let Some(deployed) = Deployed::of(workload).filter(|_| workload.revision.is_some()) {
                index.rollouts.entry(deployed).or_default().push(workload);
            }
        }
        for rollouts in index.rollouts.values_mut() {
            rollouts.sort_by_key(|rollout| rollout.revision);
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
        let (revision, name) = (own.revision?, container.name.as_deref()?);
        let rollouts = self.rollouts.get(&Deployed::of(own)?)?;
        let earlier = rollouts.partition_point(|rollout| rollout.revision < Some(revision));
        let before = rollouts.get(earlier.checked_sub(1)?)?;
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
        let namespace = pod.key.namespace.as_deref();
        if let Some(owner) = &pod.owner {
            let of_owner = self.events_about((&owner.kind, &owner.name, namespace));
            events.extend(of_owner.iter().filter(|event| owner.is(&event.object)));
        }
        if let Some(owner) = self.workload(pod).and_then(|workload| workload.owner.as_ref()) {
            events.extend(self.events_about((&owner.kind, &owner.name, namespace)));
        }
        if let Some(node) = pod.node.as_deref() {
            events.extend(self.events_about(("Node", node, None)));
        }
        events.truncate(MAX_EVENTS_AROUND);
        events
    }

    fn events_about<'s>(&'s self, object: ObjectName<'s>) -> &'s [&'r EventRecord<'a>] {
        let events = self.events.get(&object).map_or(&[][..], Vec::as_slice);
        events.get(..MAX_EVENTS_AROUND).unwrap_or(events)
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
    let mut owners: HashMap<Option<usize>, Owners<'_>> = HashMap::new();
    let mut owner = |log: &LogRecord<'_>| {
        let owners = owners.entry(log.of).or_insert_with(|| Owners::of(model, log.of));
        owners.owner(log.label.as_deref()).ok_or(Why::LogOfNobody)
    };
    let mut candidates: Vec<_> = model.logs.iter().map(|log| (log, owner(log))).collect();
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

/// The only one of something, as long as there is no other.
#[derive(Clone, Copy, Debug, Default)]
enum Only {
    #[default]
    None,
    One(Place),
    Many,
}

impl Only {
    const fn add(&mut self, place: Place) {
        *self = if matches!(self, Self::None) { Self::One(place) } else { Self::Many };
    }

    fn place(self) -> Option<Place> {
        if let Self::One(place) = self { Some(place) } else { None }
    }
}

/// The containers that a log may be of.
#[derive(Debug, Default)]
struct Owners<'r> {
    any: Candidates,
    of_name: HashMap<&'r str, Candidates>,
}

/// Whether there is one only, and one only that failed.
#[derive(Clone, Copy, Debug, Default)]
struct Candidates {
    all: Only,
    failed: Only,
}

impl<'r> Owners<'r> {
    /// Those of one pod, or of all.
    fn of(model: &'r Model<'_>, pod: Option<usize>) -> Self {
        let mut owners = Self::default();
        let all = model.pods().iter().enumerate();
        let (skipped, count) = pod.map_or((0, usize::MAX), |pod| (pod, 1));
        for (pod, record) in all.skip(skipped).take(count) {
            for (number, container) in record.containers.iter().enumerate() {
                let named = container.name.as_deref().map(|name| owners.of_name.entry(name));
                let named = named.map(std::collections::hash_map::Entry::or_default);
                for candidates in named.into_iter().chain([&mut owners.any]) {
                    candidates.all.add((pod, number));
                    if failed(container) {
                        candidates.failed.add((pod, number));
                    }
                }
            }
        }
        owners
    }

    /// The one that a file is named for, or the one that failed.
    fn owner(&self, label: Option<&str>) -> Option<Place> {
        let named = label.and_then(|label| {
            let ends = label.rmatch_indices('-').map(|(at, _)| at);
            let mut names = [label.len()].into_iter().chain(ends);
            names.find_map(|end| self.of_name.get(label.get(..end)?))
        });
        let by_failure = || named.unwrap_or(&self.any).failed.place();
        named
            .and_then(|named| named.all.place())
            .or_else(by_failure)
            .or_else(|| self.any.all.place())
    }
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
