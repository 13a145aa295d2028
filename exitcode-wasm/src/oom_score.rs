//! Whom the kernel would kill on a node, from its pods.

use exitcode_core::arithmetic::oom::is_node_critical;
use exitcode_core::arithmetic::qos::Resources;
use exitcode_k8s::oom_score::{Container, KillOrder, Pod, Usage};
use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::error::type_error;
use crate::options::{Options, amount, wrong};
use crate::{KillOrderObject, json};

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
) -> Result<KillOrderObject, JsValue> {
    let options = Options::new(options)?;
    let memory = options.amount("memory")?.ok_or_else(|| type_error("memory is needed"))?;
    let swap = options.amount("swap")?.unwrap_or(0);
    let mut usage = Usage::default();
    for (name, used) in options.members("usage")? {
        if !usage.add_named(&name, amount("usage", &used)?) {
            return Err(wrong("usage", "by namespace/pod/container"));
        }
    }
    let pods = items(pods)?.iter().map(read).collect::<Result<Vec<_>, JsValue>>()?;
    let pods: Vec<_> = pods.iter().collect();
    let order = KillOrder::new("", memory, swap, &pods, &usage);
    json::object(&order).map(JsCast::unchecked_into)
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
    let pod = read(&Options::or_json(pod)?)?;
    Ok(pod.qos_class().name().to_owned())
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

fn read(pod: &Options) -> Result<Pod, JsValue> {
    let (metadata, spec) = (pod.inner("metadata")?, pod.inner("spec")?);
    let status = pod.inner("status")?;
    let text = |object: &Options, name| Ok::<_, JsValue>(object.text(name)?.unwrap_or_default());
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
    Ok(Pod {
        namespace: text(&metadata, "namespace")?,
        name: text(&metadata, "name")?,
        node: String::new(),
        resources: own,
        containers: containers(&spec, "containers", &status, "containerStatuses")?,
        init_containers: containers(&spec, "initContainers", &status, "initContainerStatuses")?,
        node_critical: is_node_critical(is_static, priority, &class_name),
        over: matches!(text(&status, "phase")?.as_str(), "Succeeded" | "Failed"),
    })
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
        let sidecar = container.text("restartPolicy")?.as_deref() == Some("Always");
        // Without a status nothing tells: an application has processes then, and a sidecar.
        let otherwise = list == "containers" || sidecar;
        let known = running.iter().find(|(of, _)| *of == name);
        containers.push(Container {
            resources: resources(&container.inner("resources")?)?,
            runs: known.map_or(otherwise, |(_, runs)| *runs),
            sidecar,
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
