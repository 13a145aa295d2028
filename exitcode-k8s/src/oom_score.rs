//! In which order the kernel would kill the containers of a node that runs out of memory.
//!
//! Each container gets the `oom_score_adj` that the kubelet gives it, and counts as one process that
//! uses what is known of it, or else what it requests. The arithmetic is
//! [`exitcode_core::arithmetic::oom`]'s.
//!
//! ```
//! use exitcode_k8s::oom_score::{KillOrder, Pod, Usage};
//!
//! let pod = |name: &str, resources: serde_json::Value| {
//!     serde_json::from_value::<Pod>(serde_json::json!({
//!         "metadata": {"name": name, "namespace": "shop"},
//!         "spec": {"containers": [{"name": "app", "resources": resources}]},
//!     }))
//! };
//! let cache = pod("cache", serde_json::json!({}))?;
//! let database = pod("database", serde_json::json!({"requests": {"memory": "4Gi"}}))?;
//!
//! let mut usage = Usage::default();
//! usage.add("shop", "database", None, 3 << 30);
//! let order = KillOrder::new("node-1", 16 << 30, 0, &[&database, &cache], &usage);
//! assert_eq!(order.containers[0].pod, "cache");
//! assert_eq!(order.containers[0].oom_score_adj, 1000);
//! # Ok::<(), serde_json::Error>(())
//! ```

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use exitcode_core::arithmetic::oom::{
    OomScope, Place, Task, WhyFirst, is_node_critical, kill_order,
};
use exitcode_core::arithmetic::qos::{InitContainer, PodResources, QosClass, Resources};
use exitcode_core::arithmetic::quantity::Quantity;
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

/// The kernel's order for one node.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct KillOrder {
    /// The name of the node.
    pub name: String,
    /// The node's memory in bytes.
    pub memory: u64,
    /// The node's swap in bytes.
    pub swap: u64,
    /// Whether any size is what is in use, and not what is requested.
    pub measured: bool,
    /// The first to be killed comes first.
    pub containers: Vec<OomCandidate>,
    /// Why the first one dies and not the one that has most in use, or else not the next.
    pub why_first: Option<String>,
}

/// A container that the kernel might kill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct OomCandidate {
    /// The namespace of the pod.
    pub namespace: String,
    /// The name of the pod.
    pub pod: String,
    /// The name of the container.
    pub container: String,
    /// The pod's quality of service.
    pub qos_class: &'static str,
    /// What the kubelet writes to `oom_score_adj`.
    pub oom_score_adj: i16,
    /// What it requests, in bytes.
    pub memory_request: u64,
    /// What it uses, or requests where its use is not known, in bytes.
    pub memory_used: u64,
    /// The kernel's score in bytes: what it uses, and a thousandth of the node for each point.
    pub score: i64,
}

impl OomCandidate {
    /// Namespace, pod and container with slashes between.
    #[must_use]
    pub fn label(&self) -> String {
        let names = [&self.namespace, &self.pod, &self.container].map(String::as_str);
        let names: Vec<_> = names.into_iter().filter(|name| !name.is_empty()).collect();
        names.join("/")
    }

    fn task<'a>(&self, label: &'a str) -> Task<'a> {
        Task { name: label, ..Task::with_memory(self.memory_used, self.oom_score_adj) }
    }
}

impl KillOrder {
    /// The order of the containers of these pods on a node with so much memory and swap, in bytes.
    /// Pods that are over have no processes.
    #[must_use]
    pub fn new(name: &str, memory: u64, swap: u64, pods: &[&Pod], usage: &Usage) -> Self {
        /// The kernel counts in pages of 4 KiB here.
        const PAGE_SHIFT: u32 = 12;
        let scope = OomScope::node(memory, swap);
        let (mut candidates, mut measured) = (Vec::new(), false);
        for pod in pods.iter().filter(|pod| !pod.over) {
            measured |= pod.candidates(memory, usage, &mut candidates);
        }
        let labels: Vec<_> = candidates.iter().map(OomCandidate::label).collect();
        let tasks: Vec<_> =
            candidates.iter().zip(&labels).map(|(one, label)| one.task(label)).collect();
        let mut order = vec![0; tasks.len()];
        let order = kill_order(&tasks, scope, &mut order).unwrap_or_default();
        let why_first = why_first(&tasks, order, scope);
        let containers = order.iter().filter_map(|&index| {
            let score = tasks.get(index)?.badness(scope).unwrap_or_default() << PAGE_SHIFT;
            Some(OomCandidate { score, ..candidates.get(index)?.clone() })
        });
        let containers = containers.collect();
        Self { name: name.to_owned(), memory, swap, measured, containers, why_first }
    }
}

/// Why the first one dies, and not the one that has most in use; or else not the next.
fn why_first(tasks: &[Task<'_>], order: &[usize], scope: OomScope) -> Option<String> {
    let in_order = || order.iter().filter_map(|&index| tasks.get(index));
    let victim = in_order().next()?;
    let largest = in_order().max_by_key(|task| task.rss)?;
    let other = if std::ptr::eq(victim, largest) { in_order().nth(1)? } else { largest };
    Some(WhyFirst { victim: *victim, other: *other, scope }.to_string())
}

/// How much memory is in use, by pod and container.
#[derive(Clone, Debug, Default)]
pub struct Usage {
    /// By namespace, pod and container; without a container it is the whole pod's.
    of: BTreeMap<(String, String, Option<String>), u64>,
}

impl Usage {
    /// Adds what a container uses, or a whole pod, in bytes. The namespace may be unknown: empty.
    pub fn add(&mut self, namespace: &str, pod: &str, container: Option<&str>, bytes: u64) {
        let container = container.map(str::to_owned);
        self.of.insert((namespace.to_owned(), pod.to_owned(), container), bytes);
    }

    /// The same by `namespace/pod/container`, `pod/container` or `pod`. Whether it is such a name.
    #[must_use]
    pub fn add_named(&mut self, name: &str, bytes: u64) -> bool {
        let mut parts = name.split('/');
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(pod), None, ..) => self.add("", pod, None, bytes),
            (Some(pod), Some(container), None, _) => self.add("", pod, Some(container), bytes),
            (Some(namespace), Some(pod), Some(container), None) => {
                self.add(namespace, pod, Some(container), bytes);
            }
            _ => return false,
        }
        true
    }

    /// That of a container, or of its pod if it is alone there.
    fn find(&self, namespace: &str, pod: &str, container: &str, is_alone: bool) -> Option<u64> {
        let of = |namespace: &str, container: Option<&str>| {
            let container = container.map(str::to_owned);
            self.of.get(&(namespace.to_owned(), pod.to_owned(), container)).copied()
        };
        let any = |namespace| {
            of(namespace, Some(container)).or_else(|| of(namespace, None).filter(|_| is_alone))
        };
        any(namespace).or_else(|| any(""))
    }
}

/// A pod, as far as its memory goes. It is read from the JSON of the object.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "PodObject")]
pub struct Pod {
    /// Its namespace.
    pub namespace: String,
    /// Its name.
    pub name: String,
    /// The name of its node; empty if it has none.
    pub node: String,
    /// What the pod as a whole requests and may use, where it says so.
    pub resources: Option<Resources>,
    /// Its containers, in the order in which they are declared.
    pub containers: Vec<Container>,
    /// Its init containers, in the order in which they are declared.
    pub init_containers: Vec<Container>,
    /// Whether the kubelet counts it among those that the node needs
    /// ([`is_node_critical`]).
    pub node_critical: bool,
    /// Whether it has ended, so that it has no processes.
    pub over: bool,
}

/// A container, as far as its memory goes.
#[derive(Clone, Debug)]
pub struct Container {
    /// Its name.
    pub name: String,
    /// What it requests and may use.
    pub resources: Resources,
    /// Whether it is a sidecar: an init container that is always restarted.
    pub sidecar: bool,
    /// Whether it has processes.
    pub runs: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Metadata {
    name: String,
    namespace: String,
    annotations: HashMap<String, String>,
}

/// A pod as it is written.
#[derive(Debug, Deserialize)]
struct PodObject {
    #[serde(default)]
    metadata: Metadata,
    spec: PodSpec,
    #[serde(default)]
    status: PodStatus,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct PodSpec {
    node_name: Option<String>,
    priority: Option<i32>,
    #[serde(default)]
    priority_class_name: String,
    resources: Option<ResourcesObject>,
    containers: Vec<ContainerObject>,
    #[serde(default)]
    init_containers: Vec<ContainerObject>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ContainerObject {
    name: String,
    restart_policy: Option<String>,
    #[serde(default)]
    resources: ResourcesObject,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ResourcesObject {
    requests: Amounts,
    limits: Amounts,
}

#[derive(Debug, Default, Deserialize)]
struct Amounts {
    cpu: Option<Amount>,
    memory: Option<Amount>,
}

/// A quantity: a string, or a number where a manifest was written by hand.
#[derive(Clone, Copy, Debug)]
struct Amount(Quantity);

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AmountVisitor)
    }
}

struct AmountVisitor;

impl Visitor<'_> for AmountVisitor {
    type Value = Amount;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an amount, as a string or a number")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Amount, E> {
        text.trim().parse().map(Amount).map_err(E::custom)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Amount, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Amount, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Amount, E> {
        self.visit_str(&number.to_string())
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct PodStatus {
    phase: String,
    container_statuses: Vec<ContainerStatus>,
    init_container_statuses: Vec<ContainerStatus>,
}

#[derive(Debug, Deserialize)]
struct ContainerStatus {
    name: String,
    #[serde(default)]
    state: HashMap<String, serde::de::IgnoredAny>,
}

/// A node, as far as its memory goes. It is read from the JSON of the object.
#[derive(Debug, Deserialize)]
pub struct Node {
    metadata: Metadata,
    status: NodeStatus,
}

#[derive(Debug, Deserialize)]
struct NodeStatus {
    capacity: Capacity,
}

#[derive(Debug, Deserialize)]
struct Capacity {
    memory: Amount,
}

impl ContainerObject {
    /// What matters of it. A manifest does not say whether it runs; then it is as `otherwise` says.
    fn read(self, statuses: &[ContainerStatus], otherwise: fn(&Container) -> bool) -> Container {
        let status = statuses.iter().find(|status| status.name == self.name);
        let runs = status.map(|status| status.state.contains_key("running"));
        let mut container = Container {
            resources: resources(&self.resources),
            sidecar: self.restart_policy.as_deref() == Some("Always"),
            runs: false,
            name: self.name,
        };
        container.runs = runs.unwrap_or_else(|| otherwise(&container));
        container
    }
}

impl From<PodObject> for Pod {
    fn from(PodObject { metadata, spec, status }: PodObject) -> Self {
        let annotations = &metadata.annotations;
        let is_static = annotations.contains_key("kubernetes.io/config.mirror")
            || annotations.get("kubernetes.io/config.source").is_some_and(|source| source != "api");
        let init = spec.init_containers.into_iter();
        let init = init.map(|one| one.read(&status.init_container_statuses, |one| one.sidecar));
        let main = spec.containers.into_iter();
        let main = main.map(|one| one.read(&status.container_statuses, |_| true));
        Self {
            namespace: metadata.namespace,
            name: metadata.name,
            node: spec.node_name.unwrap_or_default(),
            resources: spec.resources.as_ref().map(resources),
            containers: main.collect(),
            init_containers: init.collect(),
            node_critical: is_node_critical(is_static, spec.priority, &spec.priority_class_name),
            over: ["Succeeded", "Failed"].contains(&status.phase.as_str()),
        }
    }
}

fn resources(ResourcesObject { requests, limits }: &ResourcesObject) -> Resources {
    let amount = |amount: Option<Amount>| amount.map(|amount| amount.0);
    let resources = Resources {
        cpu_request: amount(requests.cpu),
        cpu_limit: amount(limits.cpu),
        memory_request: amount(requests.memory),
        memory_limit: amount(limits.memory),
    };
    resources.with_defaults()
}

impl Node {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.metadata.name
    }

    /// Its whole memory in bytes: `status.capacity.memory`.
    #[must_use]
    pub fn memory(&self) -> u64 {
        u64::try_from(self.status.capacity.memory.0.value()).unwrap_or_default()
    }
}

impl Pod {
    /// The class that the API server gives it.
    #[must_use]
    pub fn qos_class(&self) -> QosClass {
        self.with_resources(|pod| pod.qos_class())
    }

    /// What the kubelet writes to `oom_score_adj` of a container on a machine with so much memory in
    /// bytes; nothing if the pod has no such container.
    #[must_use]
    pub fn oom_score_adj(&self, container: &str, memory_capacity: u64) -> Option<i16> {
        let place = |list: &[Container]| list.iter().position(|one| one.name == container);
        let place = place(&self.containers)
            .map(Place::Container)
            .or_else(|| place(&self.init_containers).map(Place::InitContainer))?;
        self.with_resources(|pod| pod.oom_score_adj(place, memory_capacity))
    }

    fn with_resources<T>(&self, then: impl FnOnce(&PodResources<'_>) -> T) -> T {
        let containers: Vec<_> = self.containers.iter().map(|one| one.resources).collect();
        let init_container =
            |one: &Container| InitContainer { resources: one.resources, sidecar: one.sidecar };
        let init_containers: Vec<_> = self.init_containers.iter().map(init_container).collect();
        let pod = PodResources {
            pod: self.resources,
            containers: &containers,
            init_containers: &init_containers,
            node_critical: self.node_critical,
        };
        then(&pod.with_defaults())
    }

    /// Adds its containers, the older ones first: sidecars start before the others. Whether what
    /// one of them uses is known.
    fn candidates(&self, capacity: u64, usage: &Usage, into: &mut Vec<OomCandidate>) -> bool {
        let init = self.init_containers.iter().enumerate();
        let init = init.map(|(index, one)| (Place::InitContainer(index), one));
        let main = self.containers.iter().enumerate();
        let main = main.map(|(index, one)| (Place::Container(index), one));
        let running: Vec<_> = init.chain(main).filter(|(_, one)| one.runs).collect();
        let mut measured = false;
        self.with_resources(|pod| {
            for &(place, container) in &running {
                let Some(oom_score_adj) = pod.oom_score_adj(place, capacity) else { continue };
                let request = container.resources.memory_request.map_or(0, Quantity::value);
                let memory_request = u64::try_from(request).unwrap_or(0);
                let is_alone = running.len() == 1;
                let used = usage.find(&self.namespace, &self.name, &container.name, is_alone);
                measured |= used.is_some();
                into.push(OomCandidate {
                    namespace: self.namespace.clone(),
                    pod: self.name.clone(),
                    container: container.name.clone(),
                    qos_class: pod.qos_class().name(),
                    oom_score_adj,
                    memory_request,
                    memory_used: used.unwrap_or(memory_request),
                    score: 0,
                });
            }
        });
        measured
    }
}
