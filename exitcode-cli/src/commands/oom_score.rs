use std::collections::{BTreeMap, HashMap};

use anstyle::Style;
use exitcode_core::arithmetic::oom::{
    OomScope, Place, Task, WhyFirst, is_node_critical, kill_order,
};
use exitcode_core::arithmetic::qos::{InitContainer, PodResources, Resources};
use exitcode_core::arithmetic::quantity::Quantity;
use exitcode_k8s::text::Visible;
use serde::Deserialize as _;
use serde_json::Value;

use super::argument::memory;
use super::files::{STDIN, contents, text_of};
use super::{Output, top, write};
use crate::render::{Format, Table, wrapped};
use crate::{Error, Status, complain, yaml};

/// Say in which order the kernel would kill a node's containers
///
/// Takes the pods of a node, gives each container the oom_score_adj that the kubelet gives
/// it, and reckons as the kernel does: memory in use plus a thousandth of the node's memory for each
/// point. Each container counts as one process.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct OomScore {
    /// Pods, lists of pods, and nodes as JSON or YAML; `-` or none is standard input
    #[arg(value_name = "FILE")]
    files: Vec<String>,
    /// The node's whole memory, such as 64Gi, where no Node object tells it
    #[arg(short = 'm', long, value_name = "AMOUNT", value_parser = memory)]
    node_memory: Option<u64>,
    /// The node's swap
    #[arg(long, value_name = "AMOUNT", value_parser = memory)]
    swap: Option<u64>,
    /// What `kubectl top pods --containers -A` prints; without it, each container counts with the
    /// memory that it requests
    #[arg(short, long, value_name = "FILE")]
    usage: Option<String>,
    /// Only the pods of this node
    #[arg(short, long, value_name = "NAME")]
    node: Option<String>,
    /// How to print the answer
    #[arg(short, long, value_enum, default_value_t)]
    output: Output,
}

const EXAMPLES: &str = "\
Examples:
  kubectl get pods -A -o json --field-selector spec.nodeName=worker-1 > pods.json
  kubectl get node worker-1 -o json > node.json
  kubectl top pods --containers -A > top.txt
  exitcode oom-score pods.json node.json --usage top.txt
  exitcode oom-score pods.json --node-memory 64Gi";

#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer<'a> {
    schema: &'static str,
    nodes: Vec<NodeAnswer<'a>>,
}

#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct NodeAnswer<'a> {
    name: &'a str,
    memory: u64,
    swap: u64,
    /// Whether the sizes are those in use, and not what is requested.
    measured: bool,
    /// The first to be killed comes first.
    containers: Vec<&'a Candidate>,
    why_first: Option<String>,
}

/// A container that the kernel might kill.
#[derive(Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Candidate {
    namespace: String,
    pod: String,
    container: String,
    qos_class: &'static str,
    oom_score_adj: i16,
    memory_request: u64,
    memory_used: u64,
    #[serde(skip)]
    is_measured: bool,
    #[serde(skip)]
    label: String,
}

impl Candidate {
    fn task(&self) -> Task<'_> {
        Task { name: &self.label, ..Task::with_memory(self.memory_used, self.oom_score_adj) }
    }
}

struct Node {
    name: String,
    scope: OomScope,
    memory: u64,
    swap: u64,
    candidates: Vec<Candidate>,
    order: Vec<usize>,
}

impl OomScore {
    pub(crate) fn run(mut self) -> Result<Status, Error> {
        if self.files.is_empty() {
            self.files.push(STDIN.to_owned());
        }
        let usage = match &self.usage {
            Some(name) => text_of(contents(name)?),
            None => String::new(),
        };
        let usage = Usages::read(&usage);
        let nodes = self.nodes(&usage)?;
        write(self.output, || text(&nodes), || answer(&nodes))?;
        Ok(Status::SUCCESS)
    }

    fn nodes(&self, usage: &Usages<'_>) -> Result<Vec<Node>, Error> {
        let mut objects = Objects::default();
        for name in &self.files {
            objects.read(name, &text_of(contents(name)?))?;
        }
        let mut pods: BTreeMap<String, Vec<Pod>> = BTreeMap::new();
        for pod in objects.pods {
            let node = pod.spec.node_name.clone().unwrap_or_default();
            if self.node.as_ref().is_none_or(|only| *only == node) && !pod.is_over() {
                pods.entry(node).or_default().push(pod);
            }
        }
        if pods.is_empty() {
            return Err(Error::Unreadable("no pod that runs was found".to_owned()));
        }
        let mut nodes = Vec::new();
        for (name, pods) in pods {
            let Some(memory) = objects.nodes.get(&name).copied().or(self.node_memory) else {
                let text = format!(
                    "the memory of node `{}` is not known: give its Node object or --node-memory",
                    Visible(&name)
                );
                return Err(Error::Unreadable(text));
            };
            let swap = self.swap.unwrap_or(0);
            let scope = OomScope::node(memory, swap);
            let mut candidates = Vec::new();
            for pod in &pods {
                pod.candidates(memory, usage, &mut candidates);
            }
            let tasks: Vec<_> = candidates.iter().map(Candidate::task).collect();
            let mut order = vec![0; tasks.len()];
            let order = kill_order(&tasks, scope, &mut order).unwrap_or_default().to_vec();
            nodes.push(Node { name, scope, memory, swap, candidates, order });
        }
        Ok(nodes)
    }
}

impl Node {
    fn in_order(&self) -> impl Iterator<Item = &Candidate> {
        self.order.iter().filter_map(|&index| self.candidates.get(index))
    }

    fn is_measured(&self) -> bool {
        self.candidates.iter().any(|candidate| candidate.is_measured)
    }

    /// Why the first one dies, and not the one that has most in use; or else not the next.
    fn why_first(&self) -> Option<String> {
        let victim = self.in_order().next()?;
        let largest = self.in_order().max_by_key(|candidate| candidate.memory_used)?;
        let other = if std::ptr::eq(victim, largest) { self.in_order().nth(1)? } else { largest };
        let why = WhyFirst { victim: victim.task(), other: other.task(), scope: self.scope };
        Some(why.to_string())
    }
}

fn answer(nodes: &[Node]) -> Answer<'_> {
    Answer {
        schema: "exitcode.oom-score/v1",
        nodes: nodes
            .iter()
            .map(|node| NodeAnswer {
                name: &node.name,
                memory: node.memory,
                swap: node.swap,
                measured: node.is_measured(),
                containers: node.in_order().collect(),
                why_first: node.why_first(),
            })
            .collect(),
    }
}

fn text(nodes: &[Node]) -> String {
    const BOLD: Style = Style::new().bold();
    const DIM: Style = Style::new().dimmed();
    let mut text = String::new();
    for (index, node) in nodes.iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        let name = if node.name.is_empty() { "the node" } else { &node.name };
        let heading = format!(
            "If {} ({}) ran out of memory, the kernel would kill in this order:",
            Visible(name),
            Quantity::bytes(node.memory)
        );
        wrapped(&mut text, BOLD, &heading);
        text.push('\n');
        let row = |(candidate, place): (&Candidate, u32)| {
            let score = candidate.task().badness(node.scope).unwrap_or_default();
            [
                place.to_string(),
                Visible(&candidate.label).to_string(),
                candidate.qos_class.to_owned(),
                candidate.oom_score_adj.to_string(),
                mebibytes(candidate.memory_request.into()),
                mebibytes(candidate.memory_used.into()),
                mebibytes(i128::from(score) << 12),
            ]
        };
        let used = if node.is_measured() { "in use" } else { "reckoned" };
        let table = Table {
            columns: [
                "order",
                "container",
                "QoS class",
                "oom_score_adj",
                "requested",
                used,
                "score",
            ],
            rows: node.in_order().zip(1..).map(row).collect(),
        };
        let mut bytes = Vec::new();
        if table.write(&mut bytes, Format::Table).is_ok() {
            text.push_str(&String::from_utf8_lossy(&bytes));
        }
        if let Some(why) = node.why_first() {
            text.push('\n');
            wrapped(&mut text, Style::new(), &Visible(&why).to_string());
        }
        let note = if node.is_measured() {
            "Each container counts as one process with its whole working set. The limit of a \
             single container is another matter: there its own processes are the only candidates."
        } else {
            "What is in use is not known: each container counts with what it requests. Give the \
             output of `kubectl top pods --containers -A` as --usage."
        };
        text.push('\n');
        wrapped(&mut text, DIM, note);
    }
    text
}

fn mebibytes(bytes: i128) -> String {
    format!("{} MiB", bytes >> 20)
}

/// How much memory is in use, by pod and container.
#[derive(Default)]
struct Usages<'t> {
    of_container: HashMap<(&'t str, &'t str, &'t str), u64>,
    of_pod: HashMap<(&'t str, &'t str), u64>,
}

impl<'t> Usages<'t> {
    fn read(text: &'t str) -> Self {
        let mut usages = Self::default();
        for top::Usage { namespace, pod, container, bytes } in top::lines(text) {
            let namespace = namespace.unwrap_or("");
            match container {
                Some(container) => {
                    usages.of_container.insert((namespace, pod, container), bytes);
                }
                None => {
                    usages.of_pod.insert((namespace, pod), bytes);
                }
            }
        }
        usages
    }

    /// That of a container, or of its pod if it is alone there. `kubectl top` names the namespace
    /// with `-A` only.
    fn find(&self, namespace: &str, pod: &str, container: &str, is_alone: bool) -> Option<u64> {
        let of = |namespace| {
            let whole = self.of_pod.get(&(namespace, pod)).filter(|_| is_alone);
            self.of_container.get(&(namespace, pod, container)).or(whole).copied()
        };
        of(namespace).or_else(|| of(""))
    }
}

/// The pods and the nodes that were read, in their order.
#[derive(Default)]
struct Objects {
    pods: Vec<Pod>,
    nodes: HashMap<String, u64>,
}

impl Objects {
    fn read(&mut self, name: &str, text: &str) -> Result<(), Error> {
        let unreadable = |error: &dyn std::fmt::Display| {
            Error::Unreadable(format!("cannot read `{}`: {error}", Visible(name)))
        };
        let values = if text.trim_start().starts_with(['{', '[']) {
            let values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
            values.collect::<Result<Vec<_>, _>>().map_err(|error| unreadable(&error))?
        } else {
            yaml::documents(text).map_err(|error| unreadable(&error))?
        };
        let mut found = false;
        for mut value in values {
            match value.get_mut("items").map(Value::take) {
                Some(Value::Array(items)) => {
                    found = true;
                    // The items of a PodList have no kind of their own.
                    let kind = value.get("kind").and_then(Value::as_str).unwrap_or("");
                    let kind = kind.strip_suffix("List").unwrap_or("");
                    for item in items {
                        self.add(item, kind, name);
                    }
                }
                _ => found |= self.add(value, "", name),
            }
        }
        if found { Ok(()) } else { Err(unreadable(&"neither pods nor nodes")) }
    }

    /// Takes an object in, and says whether it is of a kind that is looked at. A broken one is left
    /// aside with a note.
    fn add(&mut self, value: Value, kind: &str, input: &str) -> bool {
        let kind = value.get("kind").and_then(Value::as_str).unwrap_or(kind).to_owned();
        let label = value.pointer("/metadata/name").and_then(Value::as_str).unwrap_or("");
        let label = Visible(label).to_string();
        let problem = match kind.as_str() {
            "Pod" => match Pod::deserialize(value) {
                Ok(pod) => {
                    self.pods.push(pod);
                    return true;
                }
                Err(error) => error.to_string(),
            },
            "Node" => match NodeObject::deserialize(value) {
                Ok(node) => {
                    let memory = u64::try_from(node.status.capacity.memory.0.value());
                    self.nodes.insert(node.metadata.name, memory.unwrap_or_default());
                    return true;
                }
                Err(error) => error.to_string(),
            },
            _ => return false,
        };
        complain(&format!(
            "{} `{label}` of `{}` is left aside: {}",
            kind.to_lowercase(),
            Visible(input),
            Visible(&problem)
        ));
        true
    }
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Metadata {
    name: String,
    namespace: String,
    annotations: HashMap<String, String>,
}

#[derive(Debug, serde::Deserialize)]
struct Pod {
    metadata: Metadata,
    spec: PodSpec,
    #[serde(default)]
    status: PodStatus,
}

#[derive(Debug, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct PodSpec {
    node_name: Option<String>,
    priority: Option<i32>,
    #[serde(default)]
    priority_class_name: String,
    resources: Option<ResourcesObject>,
    containers: Vec<Container>,
    #[serde(default)]
    init_containers: Vec<Container>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct Container {
    name: String,
    restart_policy: Option<String>,
    #[serde(default)]
    resources: ResourcesObject,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct ResourcesObject {
    requests: Amounts,
    limits: Amounts,
}

#[derive(Debug, Default, serde::Deserialize)]
struct Amounts {
    cpu: Option<Amount>,
    memory: Option<Amount>,
}

/// A quantity: a string, or a number where a manifest was written by hand.
#[derive(Clone, Copy, Debug)]
struct Amount(Quantity);

impl<'de> serde::Deserialize<'de> for Amount {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let text = match &value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => return Err(serde::de::Error::custom("an amount is a string or a number")),
        };
        text.trim().parse().map(Self).map_err(serde::de::Error::custom)
    }
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct PodStatus {
    phase: String,
    container_statuses: Vec<ContainerStatus>,
    init_container_statuses: Vec<ContainerStatus>,
}

#[derive(Debug, serde::Deserialize)]
struct ContainerStatus {
    name: String,
    #[serde(default)]
    state: HashMap<String, serde::de::IgnoredAny>,
}

#[derive(Debug, serde::Deserialize)]
struct NodeObject {
    metadata: Metadata,
    status: NodeStatus,
}

#[derive(Debug, serde::Deserialize)]
struct NodeStatus {
    capacity: Capacity,
}

#[derive(Debug, serde::Deserialize)]
struct Capacity {
    memory: Amount,
}

impl Container {
    fn resources(&self) -> Resources {
        let ResourcesObject { requests, limits } = &self.resources;
        resources(requests, limits)
    }

    fn is_sidecar(&self) -> bool {
        self.restart_policy.as_deref() == Some("Always")
    }

    /// Whether it has processes: a manifest does not say, and then an application has some.
    fn runs(&self, statuses: &[ContainerStatus], otherwise: bool) -> bool {
        let status = statuses.iter().find(|status| status.name == self.name);
        status.map_or(otherwise, |status| status.state.contains_key("running"))
    }
}

fn resources(requests: &Amounts, limits: &Amounts) -> Resources {
    let amount = |amount: Option<Amount>| amount.map(|amount| amount.0);
    let resources = Resources {
        cpu_request: amount(requests.cpu),
        cpu_limit: amount(limits.cpu),
        memory_request: amount(requests.memory),
        memory_limit: amount(limits.memory),
    };
    resources.with_defaults()
}

impl Pod {
    fn is_over(&self) -> bool {
        ["Succeeded", "Failed"].contains(&self.status.phase.as_str())
    }

    fn is_static(&self) -> bool {
        let annotations = &self.metadata.annotations;
        let source = annotations.get("kubernetes.io/config.source");
        annotations.contains_key("kubernetes.io/config.mirror")
            || source.is_some_and(|source| source != "api")
    }

    /// Adds its containers, the older ones first: sidecars start before the others.
    fn candidates(&self, capacity: u64, usage: &Usages<'_>, into: &mut Vec<Candidate>) {
        let Self { spec, status, metadata } = self;
        let containers: Vec<_> = spec.containers.iter().map(Container::resources).collect();
        let init_container = |container: &Container| InitContainer {
            resources: container.resources(),
            sidecar: container.is_sidecar(),
        };
        let init_containers: Vec<_> = spec.init_containers.iter().map(init_container).collect();
        let pod = PodResources {
            pod: spec.resources.as_ref().map(|own| resources(&own.requests, &own.limits)),
            containers: &containers,
            init_containers: &init_containers,
            node_critical: is_node_critical(
                self.is_static(),
                spec.priority,
                &spec.priority_class_name,
            ),
        };
        let pod = pod.with_defaults();
        let qos_class = pod.qos_class().name();
        let init = spec.init_containers.iter().enumerate().map(|(index, container)| {
            let statuses = &status.init_container_statuses;
            let runs = container.runs(statuses, container.is_sidecar());
            (Place::InitContainer(index), container, runs)
        });
        let main = spec.containers.iter().enumerate().map(|(index, container)| {
            (Place::Container(index), container, container.runs(&status.container_statuses, true))
        });
        let running: Vec<_> = init.chain(main).filter(|(.., runs)| *runs).collect();
        for (place, container, _) in &running {
            let Some(oom_score_adj) = pod.oom_score_adj(*place, capacity) else { continue };
            let request = container.resources().memory_request.map_or(0, Quantity::value);
            let memory_request = u64::try_from(request).unwrap_or(0);
            let (namespace, name) = (&metadata.namespace, &metadata.name);
            let used = usage.find(namespace, name, &container.name, running.len() == 1);
            let prefix = if namespace.is_empty() { "" } else { "/" };
            into.push(Candidate {
                label: format!("{namespace}{prefix}{name}/{}", container.name),
                namespace: namespace.clone(),
                pod: name.clone(),
                container: container.name.clone(),
                qos_class,
                oom_score_adj,
                memory_request,
                memory_used: used.unwrap_or(memory_request),
                is_measured: used.is_some(),
            });
        }
    }
}
