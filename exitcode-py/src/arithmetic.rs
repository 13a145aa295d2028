//! The arithmetic of memory and shutdown, and the alert rules.

use std::time::Duration;

use exitcode_core::arithmetic::quantity::Quantity;
use exitcode_core::arithmetic::recommend::{
    MemoryHistory, Sample, Trend, kill_windows, new_limit, round_up,
};
use exitcode_core::arithmetic::shutdown::{Phase, Shutdown, recommended_grace};
use exitcode_k8s::oom_score::{KillOrder, Node, Pod, Usage};
use exitcode_k8s::rules::Rules;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyDict, PyTuple};
use serde::de::DeserializeOwned;

use crate::error::{InputError, guarded};
use crate::number::value_class;
use crate::read::json;

/// A `Shutdown` of `_values.py`; all in seconds.
#[pyfunction]
#[pyo3(signature = (grace, pre_stop, turn, drain))]
pub(crate) fn shutdown<'py>(
    py: Python<'py>,
    grace: i64,
    pre_stop: f64,
    turn: f64,
    drain: Option<f64>,
) -> PyResult<Bound<'py, PyAny>> {
    let (pre_stop, turn) = (duration("pre_stop", pre_stop)?, duration("turn", turn)?);
    let drain = drain.map(|drain| duration("drain", drain)).transpose()?;
    let mut plan = Shutdown::new(grace).pre_stop(pre_stop).turn(turn);
    if let Some(drain) = drain {
        plan = plan.drain(drain);
    }
    let class = value_class(py, "Phase")?;
    let phase = |phase: &Phase| {
        let (starts, lasts) = (phase.starts().as_secs_f64(), phase.lasts().as_secs_f64());
        class.call1((phase.step().id(), starts, lasts))
    };
    let timeline = plan.timeline();
    let phases = timeline.phases().iter().map(phase).collect::<PyResult<Vec<_>>>()?;
    let before = pre_stop.saturating_add(turn);
    value_class(py, "Shutdown")?.call1((
        plan.grace().as_secs(),
        PyTuple::new(py, phases)?,
        plan.signal_at().as_secs_f64(),
        plan.window().as_secs_f64(),
        plan.kill_at().as_secs_f64(),
        plan.is_pre_stop_cut(),
        plan.is_drained().map(|drained| drained && !plan.is_pre_stop_cut()),
        drain.map(|drain| recommended_grace(before, drain)),
    ))
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

/// A `MemoryAdvice` of `_values.py`: times in unix seconds, amounts in bytes.
#[pyfunction]
#[pyo3(signature = (samples, kills, request, limit, peak, containers))]
pub(crate) fn recommend<'py>(
    py: Python<'py>,
    samples: Vec<(i64, u64)>,
    mut kills: Vec<i64>,
    request: Option<u64>,
    limit: Option<u64>,
    peak: u64,
    containers: u32,
) -> PyResult<Bound<'py, PyAny>> {
    let mut samples: Vec<_> = samples.into_iter().map(|(at, bytes)| Sample { at, bytes }).collect();
    samples.sort_by_key(|sample| sample.at);
    kills.sort_unstable();
    let history = MemoryHistory::of(&samples, &kills, limit.unwrap_or(0));
    let advice = history.recommendation(containers);
    let new_request = advice.map(|advice| round_up(advice.target));
    let peak = history.highest().max(peak);
    let last = samples.last().map_or(0, |sample| sample.bytes);
    let change = advice.zip(request).map(|(advice, request)| advice.change(request).id());
    let trend = Trend::of(&kills, &samples, limit.unwrap_or(u64::MAX)).map(Trend::id);
    let class = value_class(py, "KillWindow")?;
    let windows = kill_windows(&kills).map(|window| class.call1((window.start, window.kills)));
    let windows = PyTuple::new(py, windows.collect::<PyResult<Vec<_>>>()?)?;
    let hides = limit.or(new_request).is_some_and(|bytes| history.average_hides_spikes(bytes));
    let fields = PyDict::new(py);
    fields.set_item("samples", samples.len())?;
    fields.set_item("average", history.average())?;
    fields.set_item("highest", history.highest())?;
    fields.set_item("lower", advice.map(|advice| advice.lower))?;
    fields.set_item("target", advice.map(|advice| advice.target))?;
    fields.set_item("upper", advice.map(|advice| advice.upper))?;
    fields.set_item("change", change)?;
    fields.set_item("new_request", new_request)?;
    let new_limit = new_limit(request, limit, new_request, peak, !kills.is_empty());
    fields.set_item("new_limit", new_limit)?;
    fields.set_item("anomaly", advice.is_some_and(|advice| advice.is_anomalous(last)))?;
    fields.set_item("average_hides_spikes", hides)?;
    fields.set_item("trend", trend)?;
    fields.set_item("kill_windows", windows)?;
    value_class(py, "MemoryAdvice")?.call((), Some(&fields))
}

/// The quality of service of a pod, from its JSON.
#[pyfunction]
pub(crate) fn qos(pod: PyBackedBytes) -> PyResult<&'static str> {
    Ok(object::<Pod>(&pod, "pod")?.qos_class().name())
}

/// What `KillOrder`s of `_values.py` are made of, as JSON: the pods of each node and the node, if
/// there is one, in JSON; the name of each node, its memory and swap, and what is in use, by namespace,
/// pod and container.
#[pyfunction]
#[pyo3(signature = (pods, nodes, usage, memory, swap))]
pub(crate) fn oom_score(
    py: Python<'_>,
    pods: Vec<PyBackedBytes>,
    nodes: Vec<PyBackedBytes>,
    usage: Vec<(String, String, Option<String>, u64)>,
    memory: Option<u64>,
    swap: u64,
) -> PyResult<String> {
    let work = || {
        let pods: Vec<Pod> = pods.iter().map(|pod| object(pod, "pod")).collect::<PyResult<_>>()?;
        let nodes: Vec<Node> =
            nodes.iter().map(|node| object(node, "node")).collect::<PyResult<_>>()?;
        let mut in_use = Usage::default();
        for (namespace, pod, container, bytes) in &usage {
            in_use.add(namespace, pod, container.as_deref(), *bytes);
        }
        let running = || pods.iter().filter(|pod| !pod.is_over());
        let mut names: Vec<&str> = running().map(Pod::node).collect();
        names.sort_unstable();
        names.dedup();
        let mut orders = Vec::new();
        for name in names {
            let known = nodes.iter().find(|node| node.name() == name).map(Node::memory);
            let memory = known.or(memory).ok_or_else(|| {
                let text = "is not known: give the Node object as node, or memory";
                InputError::new_err(format!("the memory of node {name:?} {text}"))
            })?;
            let pods: Vec<_> = running().filter(|pod| pod.node() == name).collect();
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
