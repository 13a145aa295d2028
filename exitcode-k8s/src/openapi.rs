//! Objects as the types of the `k8s-openapi` crate.

use std::borrow::Cow;
use std::collections::BTreeMap;

use exitcode_core::arithmetic::quantity::Quantity;
use exitcode_core::{Role, Source};
use k8s_openapi::api::apps::v1::{
    DaemonSet, Deployment, DeploymentSpec, ReplicaSet, ReplicaSetSpec, StatefulSet, StatefulSetSpec,
};
use k8s_openapi::api::batch::v1::Job;
use k8s_openapi::api::core::v1::{
    Container, ContainerState, ContainerStateTerminated, ContainerStatus, EphemeralContainer,
    Event, Lifecycle, Node, ObjectReference, Pod, PodSpec, PodStatus, Probe, ResourceRequirements,
};
use k8s_openapi::api::events::v1::Event as EventsEvent;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity as ApiQuantity;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{MicroTime, ObjectMeta, Time};

use crate::model::{
    ConditionRecord, ContainerRecord, EventRecord, Key, NodeRecord, OwnerRecord, PodRecord, Quoted,
    StateRecord, TerminatedRecord, Word, WorkloadRecord,
};
use crate::problem::{Problem, Why};
use crate::{Reading, meaning, time};

/// What of a typed object is read, the same as from its JSON.
///
/// Texts that come this way have no place in an input, so evidence has no `source`.
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
        if let Some(spec) = &pod.spec {
            self.pod_spec(spec, &mut record);
        }
        if let Some(status) = &pod.status {
            self.pod_status(status, &mut record);
        }
        self.recognise().add_pod(record);
    }

    /// Adds all events that there are: that another one is not among them says that there was none.
    pub fn add_events(&mut self, events: impl IntoIterator<Item = &'a Event>) {
        let model = self.recognise();
        model.all_events = true;
        model.events.extend(events.into_iter().map(|event| {
            let series = event.series.as_ref();
            let object = &event.involved_object;
            record_of(
                Some(object),
                EventTexts { reason: &event.reason, message: &event.message },
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
        let model = self.recognise();
        model.all_events = true;
        model.events.extend(events.into_iter().map(|event| {
            let series = event.series.as_ref();
            let object = event.regarding.as_ref();
            record_of(
                object,
                EventTexts { reason: &event.reason, message: &event.note },
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
        let conditions = node.status.as_ref().and_then(|status| status.conditions.as_ref());
        let conditions = conditions.into_iter().flatten().map(|condition| ConditionRecord {
            kind: Cow::Borrowed(&condition.type_),
            status: truth(&condition.status),
            reason: quoted(&condition.reason),
            message: quoted(&condition.message),
            since: at(condition.last_transition_time.as_ref()),
        });
        let conditions = conditions.collect();
        let name = word(&node.metadata.name);
        self.recognise().nodes.push(NodeRecord { name, conditions });
    }

    /// Adds a Job.
    pub fn add_job(&mut self, job: &'a Job) {
        self.workload("Job", &job.metadata, None);
    }

    /// Adds a ReplicaSet.
    pub fn add_replica_set(&mut self, set: &'a ReplicaSet) {
        let replicas = set.spec.replicas();
        self.workload("ReplicaSet", &set.metadata, replicas);
    }

    /// Adds a Deployment.
    pub fn add_deployment(&mut self, deployment: &'a Deployment) {
        let replicas = deployment.spec.replicas();
        self.workload("Deployment", &deployment.metadata, replicas);
    }

    /// Adds a StatefulSet.
    pub fn add_stateful_set(&mut self, set: &'a StatefulSet) {
        let replicas = set.spec.replicas();
        self.workload("StatefulSet", &set.metadata, replicas);
    }

    /// Adds a DaemonSet.
    pub fn add_daemon_set(&mut self, set: &'a DaemonSet) {
        self.workload("DaemonSet", &set.metadata, None);
    }

    fn workload(&mut self, kind: &'a str, metadata: &'a ObjectMeta, replicas: Option<i32>) {
        self.recognise().workloads.push(WorkloadRecord {
            kind: Cow::Borrowed(kind),
            key: key(metadata),
            owner: controller(metadata),
            replicas: replicas.and_then(|replicas| replicas.try_into().ok()),
            ..WorkloadRecord::default()
        });
    }

    fn pod_spec(&mut self, spec: &'a PodSpec, pod: &mut PodRecord<'a>) {
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
        let containers = init
            .map(|container| (Role::Init, ContainerSpec::from(container)))
            .chain(spec.containers.iter().map(|container| (Role::App, container.into())))
            .chain(ephemeral.map(|container| (Role::Ephemeral, container.into())));
        for (list, spec) in containers {
            match pod.container(Some(Cow::Borrowed(spec.name))) {
                Some(container) => spec.fill(list, container),
                None => self.too_many(),
            }
        }
    }

    fn pod_status(&mut self, status: &'a PodStatus, pod: &mut PodRecord<'a>) {
        pod.seen = pod.seen.with(Source::Status);
        pod.phase = quoted(&status.phase);
        pod.reason = quoted(&status.reason);
        pod.message = quoted(&status.message);
        pod.qos = word(&status.qos_class);
        let conditions = status.conditions.iter().flatten().map(|condition| ConditionRecord {
            kind: Cow::Borrowed(&condition.type_),
            status: truth(&condition.status),
            reason: quoted(&condition.reason),
            message: quoted(&condition.message),
            since: at(condition.last_transition_time.as_ref()),
        });
        pod.conditions = conditions.collect();
        let lists = [
            (Role::Init, &status.init_container_statuses),
            (Role::App, &status.container_statuses),
            (Role::Ephemeral, &status.ephemeral_container_statuses),
        ];
        for (role, list) in lists {
            for status in list.iter().flatten() {
                match pod.container(Some(Cow::Borrowed(&status.name))) {
                    Some(container) => {
                        container.role.get_or_insert(role);
                        container_status(status, container);
                    }
                    None => self.too_many(),
                }
            }
        }
    }

    fn too_many(&mut self) {
        let why = Why::TooMany { what: "containers" };
        self.add_problem(Problem { span: exitcode_core::Span::new(0, 0, 0), why });
    }
}

/// How many replicas a spec asks for. Whether a workload may be without its spec depends on the
/// version of Kubernetes.
trait Replicas {
    fn replicas(&self) -> Option<i32>;
}

impl<T: Replicas> Replicas for Option<T> {
    fn replicas(&self) -> Option<i32> {
        self.as_ref().and_then(Replicas::replicas)
    }
}

macro_rules! replicas {
    ($($Spec:ident),+) => {
        $(impl Replicas for $Spec {
            fn replicas(&self) -> Option<i32> {
                self.replicas
            }
        })+
    };
}

replicas!(DeploymentSpec, ReplicaSetSpec, StatefulSetSpec);

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
    fn fill(&self, list: Role, container: &mut ContainerRecord<'a>) {
        container.role = Some(meaning::role(list, self.restart_policy.as_deref()));
        container.image = quoted(self.image);
        let words = self.command.iter().flatten().chain(self.args.iter().flatten());
        container.argv.extend(words.map(|word| Quoted::from(&**word)));
        container.argv_is_whole = self.command.iter().flatten().next().is_some();
        resources(self.resources.as_ref(), container);
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

fn resources(all: Option<&ResourceRequirements>, container: &mut ContainerRecord<'_>) {
    if let Some(bytes) = memory(all.and_then(|all| all.limits.as_ref())) {
        container.memory_limit = Some(bytes).filter(|&bytes| bytes > 0);
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

fn container_status<'a>(status: &'a ContainerStatus, container: &mut ContainerRecord<'a>) {
    if container.image.is_none() && !status.image.is_empty() {
        container.image = Some(Quoted::from(&*status.image));
    }
    container.id = word(&status.container_id).map(meaning::bare_id);
    container.restarts = status.restart_count.try_into().ok();
    container.ready = Some(status.ready);
    resources(status.resources.as_ref(), container);
    if let Some(now) = &status.state {
        container.state = state(now);
    }
    let last = status.last_state.as_ref().and_then(|last| last.terminated.as_ref());
    container.last = last.map(terminated);
}

fn state(state: &ContainerState) -> StateRecord<'_> {
    if let Some(end) = &state.terminated {
        StateRecord::Terminated(terminated(end))
    } else if let Some(running) = &state.running {
        StateRecord::Running(at(running.started_at.as_ref()))
    } else if let Some(waiting) = &state.waiting {
        let (reason, message) = (quoted(&waiting.reason), quoted(&waiting.message));
        StateRecord::Waiting { reason, message }
    } else {
        StateRecord::Unknown
    }
}

fn terminated(end: &ContainerStateTerminated) -> TerminatedRecord<'_> {
    TerminatedRecord {
        code: Some(end.exit_code),
        code_span: None,
        reason: quoted(&end.reason),
        message: quoted(&end.message),
        started: at(end.started_at.as_ref()),
        finished: at(end.finished_at.as_ref()),
        id: word(&end.container_id).map(meaning::bare_id),
        ..TerminatedRecord::default()
    }
}

struct EventTexts<'a> {
    reason: &'a Option<String>,
    message: &'a Option<String>,
}

struct EventTimes {
    count: Option<i32>,
    first: Option<i64>,
    last: Option<i64>,
}

fn record_of<'a>(
    object: Option<&'a ObjectReference>,
    texts: EventTexts<'a>,
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
        reason: quoted(texts.reason).unwrap_or_default(),
        message: quoted(texts.message).unwrap_or_default(),
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

fn quoted(text: &Option<String>) -> Option<Quoted<'_>> {
    text.as_deref().filter(|text| !text.is_empty()).map(Quoted::from)
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
