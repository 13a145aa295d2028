//! Objects as the types of the `k8s-openapi` crate.

use std::borrow::Cow;
use std::collections::BTreeMap;

use exitcode_core::arithmetic::quantity::Quantity;
use exitcode_core::{Role, Source};
use k8s_openapi::api::apps::v1::{
    DaemonSet, DaemonSetCondition, DaemonSetSpec, Deployment, DeploymentCondition, DeploymentSpec,
    ReplicaSet, ReplicaSetCondition, ReplicaSetSpec, StatefulSet, StatefulSetCondition,
    StatefulSetSpec,
};
use k8s_openapi::api::batch::v1::{Job, JobCondition, JobSpec};
use k8s_openapi::api::core::v1::{
    Container, ContainerState, ContainerStateTerminated, ContainerStatus, EphemeralContainer,
    Event, Lifecycle, Node, NodeCondition, ObjectReference, Pod, PodCondition, PodSpec, PodStatus,
    PodTemplateSpec, Probe, ResourceRequirements,
};
use k8s_openapi::api::events::v1::Event as EventsEvent;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity as ApiQuantity;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{MicroTime, ObjectMeta, Time};

use crate::model::{
    ConditionRecord, ContainerRecord, EventRecord, Key, NodeRecord, OwnerRecord, PodRecord, Quoted,
    StateRecord, TerminatedRecord, Word, WorkloadRecord,
};
use crate::problem::{Problem, Why};
use crate::typed::Place;
use crate::{Reading, meaning, time};

/// What of a typed object is read, the same as from its JSON.
///
/// There are no bytes that evidence could point at: in a report its `source` has the name of the
/// object, such as `pod/api-0`, as the input, and the JSON pointer of the field.
///
/// ```
/// use exitcode_core::{Cause, diagnose};
/// use exitcode_k8s::Reading;
/// use k8s_openapi::api::core::v1::Pod;
///
/// # fn pod() -> Pod {
/// #     serde_json::from_str(r#"{"status": {"containerStatuses": [{
/// #         "name": "api", "image": "api", "imageID": "", "ready": false, "restartCount": 0,
/// #         "state": {"waiting": {"reason": "InvalidImageName"}}
/// #     }]}}"#).unwrap()
/// # }
/// let pod: Pod = pod();
/// let mut causes = Vec::new();
/// Reading::from(&pod).observe(|observation| {
///     causes.extend(diagnose(observation).findings().next().map(|finding| finding.cause()));
/// });
/// assert_eq!(causes, [Cause::ImageNameInvalid]);
/// ```
impl<'a> From<&'a Pod> for Reading<'a> {
    fn from(pod: &'a Pod) -> Self {
        let mut reading = Self::default();
        reading.add_pod(pod);
        reading
    }
}

impl<'a> Reading<'a> {
    /// Adds a pod.
    pub fn add_pod(&mut self, pod: &'a Pod) {
        let mut record = PodRecord::default();
        let metadata = &pod.metadata;
        record.key = key(metadata);
        record.owner = controller(metadata);
        let labels = metadata.labels.as_ref();
        record.template_hash = labels.and_then(|labels| label(labels, meaning::HASH_LABEL));
        record.created = at(metadata.creation_timestamp.as_ref());
        record.deletion = at(metadata.deletion_timestamp.as_ref());
        record.deletion_grace = metadata.deletion_grace_period_seconds;
        let (model, typed, problems) = self.open();
        let mut place = typed.object("pod", metadata.name.as_deref());
        let mut whole = true;
        if let Some(spec) = &pod.spec {
            whole &= pod_spec(spec, &mut record, &mut place.inside("spec"));
        }
        if let Some(status) = &pod.status {
            whole &= pod_status(status, &mut record, &mut place.inside("status"));
        }
        if !whole {
            let why = Why::TooMany { what: "containers" };
            problems.push(Problem { span: exitcode_core::Span::new(0, 0, 0), why });
        }
        model.add_pod(record);
    }

    /// Adds all events that there are: that another one is not among them says that there was none.
    pub fn add_events(&mut self, events: impl IntoIterator<Item = &'a Event>) {
        let (model, typed, _) = self.open();
        model.all_events = true;
        model.events.extend(events.into_iter().map(|event| {
            let series = event.series.as_ref();
            let object = &event.involved_object;
            let mut place = typed.object("event", event.metadata.name.as_deref());
            let reason = place.quoted("reason", event.reason.as_ref());
            let message = place.quoted("message", event.message.as_ref());
            record_of(
                Some(object),
                [reason, message],
                EventTimes {
                    count: event.count.or(series.and_then(|series| series.count)),
                    first: at(event.first_timestamp.as_ref()).or(micro(event.event_time.as_ref())),
                    last: series
                        .and_then(|series| micro(series.last_observed_time.as_ref()))
                        .or(at(event.last_timestamp.as_ref()))
                        .or(micro(event.event_time.as_ref())),
                },
            )
        }));
    }

    /// Adds all events that there are, of `events.k8s.io/v1`.
    pub fn add_new_events(&mut self, events: impl IntoIterator<Item = &'a EventsEvent>) {
        let (model, typed, _) = self.open();
        model.all_events = true;
        model.events.extend(events.into_iter().map(|event| {
            let series = event.series.as_ref();
            let object = event.regarding.as_ref();
            let mut place = typed.object("event", event.metadata.name.as_deref());
            let reason = place.quoted("reason", event.reason.as_ref());
            let message = place.quoted("note", event.note.as_ref());
            record_of(
                object,
                [reason, message],
                EventTimes {
                    count: event.deprecated_count.or(series.map(|series| series.count)),
                    first: at(event.deprecated_first_timestamp.as_ref())
                        .or(micro(event.event_time.as_ref())),
                    last: series
                        .and_then(|series| micro(Some(&series.last_observed_time)))
                        .or(at(event.deprecated_last_timestamp.as_ref()))
                        .or(micro(event.event_time.as_ref())),
                },
            )
        }));
    }

    /// Adds a node, the one of the pod or another one.
    pub fn add_node(&mut self, node: &'a Node) {
        let (model, typed, _) = self.open();
        let mut place = typed.object("node", node.metadata.name.as_deref());
        let conditions = node.status.as_ref().and_then(|status| status.conditions.as_deref());
        let conditions = conditions_of(conditions, &mut place.inside("status"));
        model.nodes.push(NodeRecord { name: word(&node.metadata.name), conditions });
    }

    /// Adds a Job.
    pub fn add_job(&mut self, job: &'a Job) {
        let status = job.status.as_ref();
        let conditions = status.and_then(|status| status.conditions.as_deref());
        self.workload("Job", &job.metadata, &job.spec, conditions);
    }

    /// Adds a ReplicaSet.
    pub fn add_replica_set(&mut self, set: &'a ReplicaSet) {
        let status = set.status.as_ref();
        let conditions = status.and_then(|status| status.conditions.as_deref());
        self.workload("ReplicaSet", &set.metadata, &set.spec, conditions);
    }

    /// Adds a Deployment.
    pub fn add_deployment(&mut self, deployment: &'a Deployment) {
        let status = deployment.status.as_ref();
        let conditions = status.and_then(|status| status.conditions.as_deref());
        self.workload("Deployment", &deployment.metadata, &deployment.spec, conditions);
    }

    /// Adds a StatefulSet.
    pub fn add_stateful_set(&mut self, set: &'a StatefulSet) {
        let status = set.status.as_ref();
        let conditions = status.and_then(|status| status.conditions.as_deref());
        self.workload("StatefulSet", &set.metadata, &set.spec, conditions);
    }

    /// Adds a DaemonSet.
    pub fn add_daemon_set(&mut self, set: &'a DaemonSet) {
        let status = set.status.as_ref();
        let conditions = status.and_then(|status| status.conditions.as_deref());
        self.workload("DaemonSet", &set.metadata, &set.spec, conditions);
    }

    fn workload<C: Condition>(
        &mut self,
        kind: &'static str,
        metadata: &'a ObjectMeta,
        spec: &'a impl Spec,
        conditions: Option<&'a [C]>,
    ) {
        let (model, typed, _) = self.open();
        let mut place = typed.object(&kind.to_ascii_lowercase(), metadata.name.as_deref());
        let annotations = metadata.annotations.as_ref();
        let revision = annotations.and_then(|all| all.get(meaning::REVISION_ANNOTATION));
        let conditions = conditions_of(conditions, &mut place.inside("status"));
        let template = spec.template().and_then(|template| template.spec.as_ref());
        let mut place = place.inside("spec/template/spec/containers");
        let containers = template.map(|spec| &*spec.containers).unwrap_or_default();
        let image = |(index, container): (usize, &'a Container)| {
            let image = place.inside(index).quoted("image", container.image.as_ref())?;
            Some((Cow::Borrowed(&*container.name), image))
        };
        model.workloads.push(WorkloadRecord {
            kind: Cow::Borrowed(kind),
            key: key(metadata),
            span: None,
            owner: controller(metadata),
            replicas: spec.replicas().and_then(|replicas| replicas.try_into().ok()),
            conditions,
            revision: revision.and_then(|revision| revision.parse().ok()),
            images: containers.iter().enumerate().filter_map(image).collect(),
        });
    }
}

/// Whether all containers were taken.
fn pod_spec<'a>(spec: &'a PodSpec, pod: &mut PodRecord<'a>, place: &mut Place<'_>) -> bool {
    pod.seen = pod.seen.with(Source::Spec);
    pod.node = word(&spec.node_name);
    pod.grace = spec.termination_grace_period_seconds;
    pod.active_deadline = spec.active_deadline_seconds;
    pod.restart_policy = word(&spec.restart_policy).or(Some(Cow::Borrowed("Always")));
    pod.memory_limit = memory(spec.resources.as_ref().and_then(|all| all.limits.as_ref()));
    let selector = spec.node_selector.as_ref();
    let os = spec.os.as_ref().map(|os| Cow::Borrowed(&*os.name));
    let os = os.or_else(|| selector.and_then(|labels| label(labels, meaning::OS_LABEL)));
    pod.platform = os.as_deref().and_then(meaning::platform);
    let init = spec.init_containers.iter().flatten();
    let ephemeral = spec.ephemeral_containers.iter().flatten();
    let lists: [(_, _, Vec<ContainerSpec<'_>>); 3] = [
        ("initContainers", Role::Init, init.map(ContainerSpec::from).collect()),
        ("containers", Role::App, spec.containers.iter().map(ContainerSpec::from).collect()),
        ("ephemeralContainers", Role::Ephemeral, ephemeral.map(ContainerSpec::from).collect()),
    ];
    let mut whole = true;
    for (list, role, containers) in lists {
        let mut place = place.inside(list);
        for (index, spec) in containers.iter().enumerate() {
            match pod.container(Some(Cow::Borrowed(spec.name))) {
                Some(container) => spec.fill(role, container, &mut place.inside(index)),
                None => whole = false,
            }
        }
    }
    whole
}

/// Whether all containers were taken.
fn pod_status<'a>(status: &'a PodStatus, pod: &mut PodRecord<'a>, place: &mut Place<'_>) -> bool {
    pod.seen = pod.seen.with(Source::Status);
    pod.phase = place.quoted("phase", status.phase.as_ref());
    pod.reason = place.quoted("reason", status.reason.as_ref());
    pod.message = place.quoted("message", status.message.as_ref());
    pod.qos = word(&status.qos_class);
    pod.conditions = conditions_of(status.conditions.as_deref(), place);
    let lists = [
        ("initContainerStatuses", Role::Init, &status.init_container_statuses),
        ("containerStatuses", Role::App, &status.container_statuses),
        ("ephemeralContainerStatuses", Role::Ephemeral, &status.ephemeral_container_statuses),
    ];
    let mut whole = true;
    for (name, role, list) in lists {
        let mut place = place.inside(name);
        for (index, status) in list.iter().flatten().enumerate() {
            match pod.container(Some(Cow::Borrowed(&status.name))) {
                Some(container) => {
                    container.role.get_or_insert(role);
                    container_status(status, container, &mut place.inside(index));
                }
                None => whole = false,
            }
        }
    }
    whole
}

/// A text. Whether a field may be missing depends on the version of Kubernetes.
trait Said {
    fn text(&self) -> &str;
}

impl Said for String {
    fn text(&self) -> &str {
        self
    }
}

impl Said for Option<String> {
    fn text(&self) -> &str {
        self.as_deref().unwrap_or_default()
    }
}

/// What the types of conditions have in common.
trait Condition {
    fn record(&self, place: &mut Place<'_>) -> ConditionRecord<'_>;
}

macro_rules! conditions {
    ($($Condition:ident),+ $(,)?) => {
        $(impl Condition for $Condition {
            fn record(&self, place: &mut Place<'_>) -> ConditionRecord<'_> {
                ConditionRecord {
                    kind: Cow::Borrowed(self.type_.text()),
                    status: truth(self.status.text()),
                    reason: place.quoted("reason", self.reason.as_ref()),
                    message: place.quoted("message", self.message.as_ref()),
                    since: at(self.last_transition_time.as_ref()),
                }
            }
        })+
    };
}

conditions!(
    DaemonSetCondition,
    DeploymentCondition,
    JobCondition,
    NodeCondition,
    PodCondition,
    ReplicaSetCondition,
    StatefulSetCondition,
);

/// The conditions of the status that the place is.
fn conditions_of<'a, C: Condition>(
    conditions: Option<&'a [C]>,
    place: &mut Place<'_>,
) -> Vec<ConditionRecord<'a>> {
    let mut place = place.inside("conditions");
    let conditions = conditions.unwrap_or_default().iter().enumerate();
    conditions.map(|(index, condition)| condition.record(&mut place.inside(index))).collect()
}

/// What a workload is to be. Whether one may be without its spec depends on the version of
/// Kubernetes.
trait Spec {
    fn replicas(&self) -> Option<i32>;

    fn template(&self) -> Option<&PodTemplateSpec>;
}

impl<T: Spec> Spec for Option<T> {
    fn replicas(&self) -> Option<i32> {
        self.as_ref().and_then(Spec::replicas)
    }

    fn template(&self) -> Option<&PodTemplateSpec> {
        self.as_ref().and_then(Spec::template)
    }
}

macro_rules! specs {
    ($($Spec:ident = ($replicas:expr, $template:expr)),+ $(,)?) => {
        $(impl Spec for $Spec {
            fn replicas(&self) -> Option<i32> {
                let replicas: fn(&Self) -> Option<i32> = $replicas;
                replicas(self)
            }

            fn template(&self) -> Option<&PodTemplateSpec> {
                let template: fn(&Self) -> Option<&PodTemplateSpec> = $template;
                template(self)
            }
        })+
    };
}

specs!(
    DaemonSetSpec = (|_| None, |spec| Some(&spec.template)),
    DeploymentSpec = (|spec| spec.replicas, |spec| Some(&spec.template)),
    JobSpec = (|_| None, |spec| Some(&spec.template)),
    ReplicaSetSpec = (|spec| spec.replicas, |spec| spec.template.as_ref()),
    StatefulSetSpec = (|spec| spec.replicas, |spec| Some(&spec.template)),
);

/// What the two types of containers in a spec have in common.
struct ContainerSpec<'a> {
    name: &'a str,
    image: &'a Option<String>,
    command: &'a Option<Vec<String>>,
    args: &'a Option<Vec<String>>,
    resources: &'a Option<ResourceRequirements>,
    liveness: &'a Option<Probe>,
    startup: &'a Option<Probe>,
    lifecycle: &'a Option<Lifecycle>,
    restart_policy: &'a Option<String>,
}

macro_rules! container_spec {
    ($($Container:ident),+) => {
        $(impl<'a> From<&'a $Container> for ContainerSpec<'a> {
            fn from(container: &'a $Container) -> Self {
                Self {
                    name: &container.name,
                    image: &container.image,
                    command: &container.command,
                    args: &container.args,
                    resources: &container.resources,
                    liveness: &container.liveness_probe,
                    startup: &container.startup_probe,
                    lifecycle: &container.lifecycle,
                    restart_policy: &container.restart_policy,
                }
            }
        })+
    };
}

container_spec!(Container, EphemeralContainer);

impl<'a> ContainerSpec<'a> {
    fn fill(&self, list: Role, container: &mut ContainerRecord<'a>, place: &mut Place<'_>) {
        container.role = Some(meaning::role(list, self.restart_policy.as_deref()));
        container.image = place.quoted("image", self.image.as_ref());
        for (name, words) in [("command", self.command), ("args", self.args)] {
            let mut place = place.inside(name);
            for (index, word) in words.iter().flatten().enumerate() {
                container.argv.push(place.inside(index).value(word));
            }
        }
        container.argv_is_whole = self.command.iter().flatten().next().is_some();
        resources(self.resources.as_ref(), container, place);
        container.liveness = self.liveness.as_ref().map(probe);
        container.startup = self.startup.as_ref().map(probe);
        let lifecycle = self.lifecycle.as_ref();
        container.post_start = lifecycle.is_some_and(|lifecycle| lifecycle.post_start.is_some());
        let hook = lifecycle.and_then(|lifecycle| lifecycle.pre_stop.as_ref());
        container.pre_stop = hook.map(|hook| {
            let command = hook.exec.as_ref().and_then(|exec| exec.command.as_ref());
            let words = command.into_iter().flatten().map(String::as_str);
            meaning::pre_stop(hook.sleep.as_ref().map(|sleep| sleep.seconds), words)
        });
    }
}

fn resources(
    all: Option<&ResourceRequirements>,
    container: &mut ContainerRecord<'_>,
    place: &mut Place<'_>,
) {
    if let Some(bytes) = memory(all.and_then(|all| all.limits.as_ref())) {
        container.memory_limit = Some(bytes).filter(|&bytes| bytes > 0);
        container.memory_limit_span = Some(place.inside("resources/limits/memory").span());
    }
    if let Some(bytes) = memory(all.and_then(|all| all.requests.as_ref())) {
        container.memory_request = Some(bytes);
    }
}

fn memory(quantities: Option<&BTreeMap<String, ApiQuantity>>) -> Option<u64> {
    let ApiQuantity(text) = quantities?.get("memory")?;
    Quantity::parse(text).ok()?.value().try_into().ok()
}

fn probe(probe: &Probe) -> exitcode_core::Probe {
    let number = |number: Option<i32>| number.and_then(|number| number.try_into().ok());
    meaning::probe(
        number(probe.initial_delay_seconds),
        number(probe.timeout_seconds),
        number(probe.period_seconds),
        number(probe.failure_threshold),
        probe.termination_grace_period_seconds,
    )
}

fn container_status<'a>(
    status: &'a ContainerStatus,
    container: &mut ContainerRecord<'a>,
    place: &mut Place<'_>,
) {
    if container.image.is_none() {
        container.image = place.quoted("image", Some(&status.image));
    }
    container.id = word(&status.container_id).map(meaning::bare_id);
    container.restarts = status.restart_count.try_into().ok();
    container.ready = Some(status.ready);
    resources(status.resources.as_ref(), container, place);
    if let Some(now) = &status.state {
        container.state = state(now, &mut place.inside("state"));
    }
    let last = status.last_state.as_ref().and_then(|last| last.terminated.as_ref());
    let mut place = place.inside("lastState");
    container.last = last.map(|last| terminated(last, &mut place.inside("terminated")));
}

fn state<'a>(state: &'a ContainerState, place: &mut Place<'_>) -> StateRecord<'a> {
    if let Some(end) = &state.terminated {
        StateRecord::Terminated(terminated(end, &mut place.inside("terminated")))
    } else if let Some(running) = &state.running {
        StateRecord::Running(at(running.started_at.as_ref()))
    } else if let Some(waiting) = &state.waiting {
        let mut place = place.inside("waiting");
        let reason = place.quoted("reason", waiting.reason.as_ref());
        let message = place.quoted("message", waiting.message.as_ref());
        StateRecord::Waiting { reason, message }
    } else {
        StateRecord::Unknown
    }
}

fn terminated<'a>(
    end: &'a ContainerStateTerminated,
    place: &mut Place<'_>,
) -> TerminatedRecord<'a> {
    TerminatedRecord {
        code: Some(end.exit_code),
        code_span: Some(place.inside("exitCode").span()),
        reason: place.quoted("reason", end.reason.as_ref()),
        message: place.quoted("message", end.message.as_ref()),
        started: at(end.started_at.as_ref()),
        finished: at(end.finished_at.as_ref()),
        id: word(&end.container_id).map(meaning::bare_id),
        ..TerminatedRecord::default()
    }
}

struct EventTimes {
    count: Option<i32>,
    first: Option<i64>,
    last: Option<i64>,
}

fn record_of<'a>(
    object: Option<&'a ObjectReference>,
    [reason, message]: [Option<Quoted<'a>>; 2],
    times: EventTimes,
) -> EventRecord<'a> {
    let path = object.and_then(|object| word(&object.field_path));
    let (container, role) = meaning::field_path(path);
    EventRecord {
        kind: object.and_then(|object| word(&object.kind)),
        object: object.map_or_else(Key::default, |object| Key {
            namespace: word(&object.namespace),
            name: word(&object.name),
            uid: word(&object.uid),
        }),
        container,
        role,
        reason: reason.unwrap_or_default(),
        message: message.unwrap_or_default(),
        count: times.count.and_then(|count| count.try_into().ok()).unwrap_or(1).max(1),
        first: times.first.or(times.last),
        last: times.last.or(times.first),
        ..EventRecord::default()
    }
}

fn key(metadata: &ObjectMeta) -> Key<'_> {
    Key {
        namespace: word(&metadata.namespace),
        name: word(&metadata.name),
        uid: word(&metadata.uid),
    }
}

fn controller(metadata: &ObjectMeta) -> Option<OwnerRecord<'_>> {
    let owners = metadata.owner_references.as_ref()?;
    let controls = owners.iter().find(|owner| owner.controller == Some(true));
    let owner = controls.or_else(|| owners.first())?;
    Some(OwnerRecord {
        kind: Cow::Borrowed(&owner.kind),
        name: Cow::Borrowed(&owner.name),
        uid: Some(Cow::Borrowed(&owner.uid)),
    })
}

fn label<'a>(labels: &'a BTreeMap<String, String>, name: &str) -> Word<'a> {
    labels.get(name).map(|value| Cow::Borrowed(&**value))
}

fn word(text: &Option<String>) -> Word<'_> {
    text.as_deref().filter(|text| !text.is_empty()).map(Cow::Borrowed)
}

fn truth(status: &str) -> Option<bool> {
    match status {
        "True" => Some(true),
        "False" => Some(false),
        _ => None,
    }
}

fn at(time: Option<&Time>) -> Option<i64> {
    time::known(time?.0.as_second())
}

fn micro(time: Option<&MicroTime>) -> Option<i64> {
    time::known(time?.0.as_second())
}
