//! Whom the kernel would kill on a node, from its pods.

use exitcode_core::arithmetic::oom::{
    OomScope, Place, Task, WhyFirst, is_node_critical, kill_order,
};
use exitcode_core::arithmetic::qos::{InitContainer, PodResources, Resources};
use exitcode_core::arithmetic::quantity::Quantity;
use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::answers::{OomCandidate, OomScore};
use crate::error::type_error;
use crate::options::{Options, amount};
use crate::{OomScoreObject, json};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** Pods: one, a list, a `V1PodList`, or the JSON of these. */
export type Pods = string | object | readonly object[];

export interface OomScoreOptions {
  /** The node's whole memory: `status.capacity.memory` of the Node. */
  memory: Amount;
  /** The node's swap. */
  swap?: Amount;
  /** What is in use, by `namespace/pod/container` or `pod/container`. */
  usage?: Readonly<Record<string, Amount>>;
}
"#;

/// Says in which order the kernel would kill the containers of a node that runs out of memory.
///
/// Each container gets the `oom_score_adj` that the kubelet gives it, and counts as one process that uses
/// what `usage` says, or else what it requests.
///
/// Throws a `TypeError` for what are no pods or no amounts.
///
/// # Errors
///
/// That, as JavaScript's value.
#[wasm_bindgen(js_name = oomScore)]
pub fn oom_score(
    #[wasm_bindgen(unchecked_param_type = "Pods")] pods: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "OomScoreOptions")] options: &JsValue,
) -> Result<OomScoreObject, JsValue> {
    let options = Options::new(options)?;
    let memory = options.amount("memory")?.ok_or_else(|| type_error("memory is needed"))?;
    let swap = options.amount("swap")?.unwrap_or(0);
    let usage = options
        .members("usage")?
        .into_iter()
        .map(|(name, value)| Ok((name, amount("usage", &value)?)))
        .collect::<Result<Vec<_>, JsValue>>()?;
    let (mut candidates, mut measured) = (Vec::new(), false);
    for pod in items(pods)? {
        measured |= Pod::read(&pod)?.add_candidates(memory, &usage, &mut candidates);
    }
    let scope = OomScope::node(memory, swap);
    let labels: Vec<_> = candidates.iter().map(label).collect();
    let tasks: Vec<_> = candidates
        .iter()
        .zip(&labels)
        .map(|(one, name)| Task { name, ..Task::with_memory(one.memory_used, one.oom_score_adj) })
        .collect();
    let mut order = vec![0; tasks.len()];
    let order = kill_order(&tasks, scope, &mut order).unwrap_or_default();
    let why_first = why_first(&tasks, order, scope);
    let mut places = vec![usize::MAX; candidates.len()];
    for (place, index) in order.iter().enumerate() {
        if let Some(of_index) = places.get_mut(*index) {
            *of_index = place;
        }
    }
    for (candidate, task) in candidates.iter_mut().zip(&tasks) {
        candidate.score = task.badness(scope).unwrap_or_default() << 12;
    }
    let mut containers: Vec<_> = places.into_iter().zip(candidates).collect();
    containers.sort_by_key(|(place, _)| *place);
    let containers = containers.into_iter().map(|(_, candidate)| candidate).collect();
    let schema = "exitcode.oom-score/v1";
    let answer = OomScore { schema, memory, swap, measured, containers, why_first };
    json::object(&answer).map(JsCast::unchecked_into)
}

/// The quality of service of a pod, as the API server reckons it.
///
/// Throws a `TypeError` for what is no pod.
///
/// # Errors
///
/// That, as JavaScript's value.
#[wasm_bindgen(unchecked_return_type = "QosClass")]
pub fn qos(
    #[wasm_bindgen(unchecked_param_type = "string | object")] pod: &JsValue,
) -> Result<String, JsValue> {
    let pod = Pod::read(&Options::or_json(pod)?)?;
    Ok(pod.with_resources(|resources| resources.qos_class().name().to_owned()))
}

/// Why the first one dies, and not the one that has most in use; or else not the next.
fn why_first(tasks: &[Task<'_>], order: &[usize], scope: OomScope) -> Option<String> {
    let in_order = || order.iter().filter_map(|&index| tasks.get(index));
    let victim = *in_order().next()?;
    let largest = in_order().max_by_key(|task| task.rss)?;
    let other = if victim == *largest { in_order().nth(1)? } else { largest };
    Some(WhyFirst { victim, other: *other, scope }.to_string())
}

fn label(candidate: &OomCandidate) -> String {
    let OomCandidate { namespace, pod, container, .. } = candidate;
    let names = [namespace, pod, container].into_iter().filter(|name| !name.is_empty());
    names.map(String::as_str).collect::<Vec<_>>().join("/")
}

/// The pods of whatever holds them.
fn items(pods: &JsValue) -> Result<Vec<Options>, JsValue> {
    let parsed;
    let pods = match pods.as_string() {
        Some(text) => {
            parsed = js_sys::JSON::parse(&text)?;
            &parsed
        }
        None => pods,
    };
    let object = Options::new(pods)?;
    let list = match pods.dyn_ref::<Array>() {
        Some(list) => list.to_vec(),
        None if object.get("items")?.is_some() => object.list("items")?,
        None => vec![pods.clone()],
    };
    list.iter().map(Options::new).collect()
}

struct Pod {
    namespace: String,
    name: String,
    own: Option<Resources>,
    containers: Vec<Container>,
    init_containers: Vec<Container>,
    node_critical: bool,
    is_over: bool,
}

struct Container {
    name: String,
    is_sidecar: bool,
    resources: Resources,
    runs: bool,
}

impl Pod {
    fn read(pod: &Options) -> Result<Self, JsValue> {
        let (metadata, spec) = (pod.inner("metadata")?, pod.inner("spec")?);
        let status = pod.inner("status")?;
        let text =
            |object: &Options, name| Ok::<_, JsValue>(object.text(name)?.unwrap_or_default());
        if spec.get("containers")?.is_none() {
            return Err(type_error("a pod has a spec with containers"));
        }
        let annotations = metadata.inner("annotations")?;
        let is_static = annotations.get("kubernetes.io/config.mirror")?.is_some()
            || annotations.text("kubernetes.io/config.source")?.is_some_and(|one| one != "api");
        let priority = spec.whole("priority")?.and_then(|priority| i32::try_from(priority).ok());
        let class_name = text(&spec, "priorityClassName")?;
        let own = match spec.get("resources")? {
            Some(own) => Some(resources(&Options::new(&own)?)?),
            None => None,
        };
        Ok(Self {
            namespace: text(&metadata, "namespace")?,
            name: text(&metadata, "name")?,
            own,
            containers: containers(&spec, "containers", &status, "containerStatuses")?,
            init_containers: containers(&spec, "initContainers", &status, "initContainerStatuses")?,
            node_critical: is_node_critical(is_static, priority, &class_name),
            is_over: matches!(text(&status, "phase")?.as_str(), "Succeeded" | "Failed"),
        })
    }

    fn with_resources<T>(&self, then: impl FnOnce(PodResources<'_>) -> T) -> T {
        let containers: Vec<_> = self.containers.iter().map(|one| one.resources).collect();
        let init_container =
            |one: &Container| InitContainer { resources: one.resources, sidecar: one.is_sidecar };
        let init_containers: Vec<_> = self.init_containers.iter().map(init_container).collect();
        let pod = PodResources {
            pod: self.own,
            containers: &containers,
            init_containers: &init_containers,
            node_critical: self.node_critical,
        };
        then(pod.with_defaults())
    }

    /// Adds its containers, the older ones first: sidecars start before the others. Whether what
    /// one of them uses is known.
    fn add_candidates(
        &self,
        capacity: u64,
        usage: &[(String, u64)],
        into: &mut Vec<OomCandidate>,
    ) -> bool {
        if self.is_over {
            return false;
        }
        let init = self.init_containers.iter().enumerate();
        let init = init.map(|(index, one)| (Place::InitContainer(index), one));
        let main = self.containers.iter().enumerate();
        let main = main.map(|(index, one)| (Place::Container(index), one));
        let mut measured = false;
        self.with_resources(|pod| {
            for (place, container) in init.chain(main).filter(|(_, one)| one.runs) {
                let adj = pod.oom_score_adj(place, capacity);
                let request = container.resources.memory_request.map_or(0, Quantity::value);
                let mut candidate = OomCandidate {
                    namespace: self.namespace.clone(),
                    pod: self.name.clone(),
                    container: container.name.clone(),
                    qos_class: pod.qos_class().name(),
                    oom_score_adj: adj.unwrap_or_default(),
                    memory_request: u64::try_from(request).unwrap_or_default(),
                    memory_used: 0,
                    score: 0,
                };
                let label = label(&candidate);
                let without_namespace = label.strip_prefix(&self.namespace);
                let short = without_namespace.map_or("", |rest| rest.trim_start_matches('/'));
                let used = usage.iter().find(|(name, _)| *name == label || *name == short);
                measured |= used.is_some();
                candidate.memory_used = used.map_or(candidate.memory_request, |(_, used)| *used);
                into.push(candidate);
            }
        });
        measured
    }
}

fn containers(
    spec: &Options,
    list: &str,
    status: &Options,
    statuses: &str,
) -> Result<Vec<Container>, JsValue> {
    let mut running = Vec::new();
    for one in status.list(statuses)? {
        let one = Options::new(&one)?;
        let runs = one.inner("state")?.get("running")?.is_some();
        running.push((one.text("name")?.unwrap_or_default(), runs));
    }
    let mut containers = Vec::new();
    for container in spec.list(list)? {
        let container = Options::new(&container)?;
        let name = container.text("name")?.unwrap_or_default();
        let is_sidecar = container.text("restartPolicy")?.as_deref() == Some("Always");
        // Without a status nothing tells: an application has processes then, and a sidecar.
        let otherwise = list == "containers" || is_sidecar;
        let known = running.iter().find(|(of, _)| *of == name);
        containers.push(Container {
            resources: resources(&container.inner("resources")?)?,
            runs: known.map_or(otherwise, |(_, runs)| *runs),
            is_sidecar,
            name,
        });
    }
    Ok(containers)
}

fn resources(object: &Options) -> Result<Resources, JsValue> {
    let (requests, limits) = (object.inner("requests")?, object.inner("limits")?);
    let resources = Resources {
        cpu_request: requests.quantity("cpu")?,
        cpu_limit: limits.quantity("cpu")?,
        memory_request: requests.quantity("memory")?,
        memory_limit: limits.quantity("memory")?,
    };
    Ok(resources.with_defaults())
}
