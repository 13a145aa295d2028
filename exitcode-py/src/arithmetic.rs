//! The arithmetic of memory and shutdown, and the alert rules.

use std::time::Duration;

use exitcode_core::arithmetic::quantity::Quantity;
use exitcode_core::arithmetic::recommend::Sample;
use exitcode_core::arithmetic::shutdown::Shutdown as Plan;
use exitcode_k8s::oom_score::{KillOrder, Node, Pod, Usage};
use exitcode_k8s::recommend::{MemoryAdvice, MemoryUse};
use exitcode_k8s::rules::Rules;
use exitcode_k8s::shutdown::Shutdown;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use serde::de::DeserializeOwned;

use crate::error::{InputError, guarded};
use crate::read::json;

/// What a `Shutdown` of `_values.py` is made of, as JSON; all in seconds.
#[pyfunction]
#[pyo3(signature = (grace, pre_stop, turn, drain))]
pub(crate) fn shutdown(
    grace: i64,
    pre_stop: f64,
    turn: f64,
    drain: Option<f64>,
) -> PyResult<String> {
    let (pre_stop, turn) = (duration("pre_stop", pre_stop)?, duration("turn", turn)?);
    let mut plan = Plan::new(grace).pre_stop(pre_stop).turn(turn);
    if let Some(drain) = drain {
        plan = plan.drain(duration("drain", drain)?);
    }
    json(&Shutdown::new(plan))
}

fn duration(name: &str, seconds: f64) -> PyResult<Duration> {
    Duration::try_from_secs_f64(seconds)
        .map_err(|_| InputError::new_err(format!("{name} is no time in seconds: {seconds}")))
}

/// The bytes of an amount as Kubernetes writes it, such as `256Mi`.
#[pyfunction]
pub(crate) fn amount(text: &str) -> PyResult<u64> {
    let wrong = || InputError::new_err(format!("no amount of memory: {text:?}"));
    let quantity: Quantity = text.parse().map_err(|_| wrong())?;
    u64::try_from(quantity.value()).map_err(|_| wrong())
}

/// What a `MemoryAdvice` of `_values.py` is made of, as JSON: times in unix seconds, amounts in bytes.
#[pyfunction]
#[pyo3(signature = (samples, kills, request, limit, peak, containers))]
pub(crate) fn recommend(
    samples: Vec<(i64, u64)>,
    kills: Vec<i64>,
    request: Option<u64>,
    limit: Option<u64>,
    peak: u64,
    containers: u32,
) -> PyResult<String> {
    json(&MemoryAdvice::new(MemoryUse {
        samples: samples.into_iter().map(|(at, bytes)| Sample { at, bytes }).collect(),
        kills,
        request,
        limit,
        peak,
        containers,
        autoscaler: None,
    }))
}

/// The quality of service of a pod, from its JSON.
#[pyfunction]
pub(crate) fn qos(pod: PyBackedBytes) -> PyResult<&'static str> {
    Ok(object::<Pod>(&pod, "pod")?.qos_class().name())
}

/// What `KillOrder`s of `_values.py` are made of, as JSON: the pods of each node and the node, if
/// there is one, in JSON; the name of each node, its memory and swap, and what is in use, by
/// `namespace/pod/container`.
#[pyfunction]
#[pyo3(signature = (pods, nodes, usage, memory, swap))]
pub(crate) fn oom_score(
    py: Python<'_>,
    pods: Vec<PyBackedBytes>,
    nodes: Vec<PyBackedBytes>,
    usage: Vec<(String, u64)>,
    memory: Option<u64>,
    swap: u64,
) -> PyResult<String> {
    let work = || {
        let pods: Vec<Pod> = pods.iter().map(|pod| object(pod, "pod")).collect::<PyResult<_>>()?;
        let nodes: Vec<Node> =
            nodes.iter().map(|node| object(node, "node")).collect::<PyResult<_>>()?;
        let mut in_use = Usage::default();
        for (name, bytes) in &usage {
            if !in_use.add_named(name, *bytes) {
                let text = "usage is by namespace/pod/container or pod/container";
                return Err(InputError::new_err(format!("{text}, not {name:?}")));
            }
        }
        let running = || pods.iter().filter(|pod| !pod.over);
        let mut names: Vec<&str> = running().map(|pod| pod.node.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let mut orders = Vec::new();
        for name in names {
            let known = nodes.iter().find(|node| node.name() == name).map(Node::memory);
            let memory = known.or(memory).ok_or_else(|| {
                let text = "is not known: give the Node object as node, or memory";
                InputError::new_err(format!("the memory of node {name:?} {text}"))
            })?;
            let pods: Vec<_> = running().filter(|pod| pod.node == name).collect();
            orders.push(KillOrder::new(name, memory, swap, &pods, &in_use));
        }
        Ok::<_, PyErr>(orders)
    };
    json(&guarded(py, work)??)
}

fn object<T: DeserializeOwned>(bytes: &[u8], what: &str) -> PyResult<T> {
    serde_json::from_slice(bytes)
        .map_err(|error| InputError::new_err(format!("this is no {what}: {error}")))
}

/// The rules in one of three forms: `prometheus-rule`, `plain` or `grafana`.
#[pyfunction]
#[pyo3(signature = (form, name, namespace, labels, watch, cadvisor, runbooks))]
pub(crate) fn alert_rules(
    form: &str,
    name: &str,
    namespace: Option<&str>,
    labels: Vec<(String, String)>,
    watch: Vec<String>,
    cadvisor: bool,
    runbooks: Option<&str>,
) -> PyResult<String> {
    let wrong = |error: exitcode_k8s::rules::InvalidRules| InputError::new_err(error.to_string());
    let watched = watch.iter().map(String::as_str);
    let mut rules =
        Rules::new().name(name).and_then(|rules| rules.watch(watched)).map_err(wrong)?;
    if let Some(namespace) = namespace {
        rules = rules.namespace(namespace).map_err(wrong)?;
    }
    if !labels.is_empty() {
        let labels = labels.iter().map(|(key, value)| (key.as_str(), value.as_str()));
        rules = rules.labels(labels).map_err(wrong)?;
    }
    if let Some(page) = runbooks {
        rules = rules.runbooks(page).map_err(wrong)?;
    }
    if cadvisor {
        rules = rules.cadvisor();
    }
    match form {
        "prometheus-rule" => Ok(rules.prometheus_rule()),
        "plain" => Ok(rules.plain()),
        "grafana" => json(&rules.dashboard()),
        _ => Err(InputError::new_err(format!(
            "no form {form:?}: it is one of prometheus-rule, plain, grafana"
        ))),
    }
}
