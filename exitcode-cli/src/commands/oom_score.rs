use std::collections::{BTreeMap, HashMap};

use anstyle::Style;
use exitcode_core::arithmetic::quantity::Quantity;
use exitcode_k8s::oom_score::{KillOrder, Node, OomCandidate, Pod, Usage};
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
struct Answer<'a> {
    /// The name of this schema.
    schema: &'static str,
    /// The nodes, by name.
    nodes: &'a [KillOrder],
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
        let nodes = self.nodes(&read_usage(&usage))?;
        let answer = || Answer { schema: "exitcode.oom-score/v1", nodes: &nodes };
        write(self.output, || text(&nodes), answer)?;
        Ok(Status::SUCCESS)
    }

    fn nodes(&self, usage: &Usage) -> Result<Vec<KillOrder>, Error> {
        let mut objects = Objects::default();
        for name in &self.files {
            objects.read(name, &text_of(contents(name)?))?;
        }
        let mut pods: BTreeMap<&str, Vec<&Pod>> = BTreeMap::new();
        for pod in &objects.pods {
            if self.node.as_ref().is_none_or(|only| *only == pod.node) && !pod.over {
                pods.entry(&pod.node).or_default().push(pod);
            }
        }
        if pods.is_empty() {
            return Err(Error::Unreadable("no pod that runs was found".to_owned()));
        }
        let mut nodes = Vec::new();
        for (name, pods) in pods {
            let Some(memory) = objects.nodes.get(name).copied().or(self.node_memory) else {
                let text = format!(
                    "the memory of node `{}` is not known: give its Node object or --node-memory",
                    Visible(name)
                );
                return Err(Error::Unreadable(text));
            };
            nodes.push(KillOrder::new(name, memory, self.swap.unwrap_or(0), &pods, usage));
        }
        Ok(nodes)
    }
}

fn text(nodes: &[KillOrder]) -> String {
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
        let row = |(candidate, place): (&OomCandidate, u32)| {
            [
                place.to_string(),
                Visible(&candidate.label()).to_string(),
                candidate.qos_class.to_owned(),
                candidate.oom_score_adj.to_string(),
                mebibytes(i128::from(candidate.memory_request)),
                mebibytes(i128::from(candidate.memory_used)),
                mebibytes(i128::from(candidate.score)),
            ]
        };
        let used = if node.measured { "in use" } else { "reckoned" };
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
            rows: node.containers.iter().zip(1..).map(row).collect(),
        };
        let mut bytes = Vec::new();
        if table.write(&mut bytes, Format::Table).is_ok() {
            text.push_str(&String::from_utf8_lossy(&bytes));
        }
        if let Some(why) = &node.why_first {
            text.push('\n');
            wrapped(&mut text, Style::new(), &Visible(why).to_string());
        }
        let note = if node.measured {
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

/// What `kubectl top` says is in use. It names the namespace with `-A` only.
fn read_usage(text: &str) -> Usage {
    let mut usage = Usage::default();
    for top::Usage { namespace, pod, container, bytes } in top::lines(text) {
        usage.add(namespace.unwrap_or(""), pod, container, bytes);
    }
    usage
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
            "Node" => match Node::deserialize(value) {
                Ok(node) => {
                    self.nodes.insert(node.name().to_owned(), node.memory());
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
