use exitcode_core::arithmetic::quantity::Quantity;
use serde::Serialize;
use serde_json::Value;

use super::target::{name_of, namespace_of};

/// How much memory a container has in use: one sample of its working set.
///
/// It is no peak, and none of the death that is asked about: what died uses nothing any more.
/// So it stands beside the answer, and no cause rests on it.
///
/// Sources: `staging/src/k8s.io/metrics/pkg/apis/metrics/v1beta1/types.go` of Kubernetes 1.36;
/// "Resource metrics pipeline" of the Kubernetes documentation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Usage {
    pub(crate) namespace: String,
    pub(crate) pod: String,
    pub(crate) container: String,
    /// In bytes.
    pub(crate) memory: u64,
    /// In bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) limit: Option<u64>,
    /// When it was taken, RFC 3339.
    pub(crate) at: String,
    pub(crate) run: Run,
}

/// Which run of the container a sample is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Run {
    /// The one that goes on; none has died before.
    Only,
    /// The one that goes on, after another one died.
    Later,
    /// One that has ended since.
    Ended,
}

/// Where the samples of a pod are.
pub(super) fn path(pod: &Value) -> String {
    let (namespace, name) = (namespace_of(pod), name_of(pod));
    format!("/apis/metrics.k8s.io/v1beta1/namespaces/{namespace}/pods/{name}")
}

/// Whether there may be samples of it: there are none of what does not run.
pub(super) fn may_have(pod: &Value) -> bool {
    statuses(pod).any(|status| status.pointer("/state/running").is_some())
}

/// The samples of a pod's containers.
pub(super) fn of(pod: &Value, metrics: &Value, only: Option<&str>) -> Vec<Usage> {
    let at = metrics.get("timestamp").and_then(Value::as_str).unwrap_or_default();
    let containers = metrics.get("containers").and_then(Value::as_array).into_iter().flatten();
    let of_container = |container: &Value| {
        let name = container.get("name")?.as_str()?;
        if only.is_some_and(|only| only != name) {
            return None;
        }
        let status = statuses(pod).find(|status| status["name"] == name)?;
        let started = status.pointer("/state/running/startedAt").and_then(Value::as_str);
        // Both are written in UTC and to the second, so that they compare as texts.
        let run = match started {
            Some(started) if started <= at => match status.pointer("/lastState/terminated") {
                Some(_) => Run::Later,
                None => Run::Only,
            },
            _ => Run::Ended,
        };
        Some(Usage {
            namespace: namespace_of(pod).to_owned(),
            pod: name_of(pod).to_owned(),
            container: name.to_owned(),
            memory: bytes(container.pointer("/usage/memory"))?,
            limit: limit(pod, name),
            at: at.to_owned(),
            run,
        })
    };
    containers.filter_map(of_container).collect()
}

fn statuses(pod: &Value) -> impl Iterator<Item = &Value> {
    let lists = ["/status/initContainerStatuses", "/status/containerStatuses"];
    lists.into_iter().filter_map(|list| pod.pointer(list)?.as_array()).flatten()
}

fn limit(pod: &Value, name: &str) -> Option<u64> {
    let lists = ["/spec/initContainers", "/spec/containers"];
    let mut specs = lists.into_iter().filter_map(|list| pod.pointer(list)?.as_array()).flatten();
    bytes(specs.find(|spec| spec["name"] == name)?.pointer("/resources/limits/memory"))
}

fn bytes(quantity: Option<&Value>) -> Option<u64> {
    u64::try_from(quantity?.as_str()?.parse::<Quantity>().ok()?.value()).ok()
}
