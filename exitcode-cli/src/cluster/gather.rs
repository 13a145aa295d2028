#![expect(
    clippy::indexing_slicing,
    reason = "a serde_json value gives null for what it does not have"
)]

use std::collections::BTreeMap;

use exitcode_k8s::report::Report;
use exitcode_k8s::{Input, read};
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use super::target::{Kind, Target, is_name};
use super::{Api, Error, Refusal};

/// Of so many pods the log, the node and the owner are asked for; the API server has others to
/// serve.
const MAX_LOOKED_INTO: usize = 20;

/// The end of a log that is asked for.
const TAIL: &[(&str, &str)] = &[("tailLines", "200"), ("limitBytes", "131072")];

/// What to ask about.
#[derive(Debug, Default)]
pub(crate) struct Question {
    pub(crate) target: Option<Target>,
    /// The one of the kubeconfig where none is given.
    pub(crate) namespace: Option<String>,
    pub(crate) all_namespaces: bool,
    pub(crate) selector: Option<String>,
    pub(crate) container: Option<String>,
}

/// What a cluster said.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    /// The names and the texts of what belongs together, a list for each pod.
    pub(crate) cases: Vec<Vec<(String, String)>>,
    pub(crate) unseen: Vec<Unseen>,
}

/// Something that could not be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unseen {
    pub(crate) what: String,
    /// Why, and how that limits the answer.
    pub(crate) why: String,
}

/// A thing that is asked for beside the pod.
#[derive(Clone, Copy)]
enum Beside {
    Events,
    Node,
    Owner,
    Log,
}

impl Beside {
    const fn limit(self) -> &'static str {
        match self {
            Self::Events => "failed probes, image pulls, mounts and evictions may be missed",
            Self::Node => "whether the node was under pressure or went away is not known",
            Self::Owner => "how many replicas there are is not known",
            Self::Log => "what the program said last is not known",
        }
    }
}

type Asked<T> = JoinHandle<Result<T, Refusal>>;

/// Asks for the pods and all that says why something ended.
pub(crate) async fn gather(api: &Api, question: &Question) -> Result<Gathered, Error> {
    let namespace = question.namespace.as_deref().unwrap_or_else(|| api.namespace());
    if !is_name(namespace) {
        return Err(Error::Config(format!("`{namespace}` is no name of a namespace")));
    }
    match &question.target {
        Some(Target { kind: Kind::Pod, name }) => one_pod(api, question, namespace, name).await,
        Some(target) => workload(api, question, namespace, target).await,
        None => many_pods(api, question, namespace).await,
    }
}

async fn one_pod(
    api: &Api,
    question: &Question,
    namespace: &str,
    name: &str,
) -> Result<Gathered, Error> {
    let events = events(api, Some(namespace), Some(name));
    let pod = api.object(&Kind::Pod.path(namespace, name)).await;
    match pod {
        Ok(pod) => Ok(look_into(api, question, vec![pod], events).await),
        Err(Refusal::NotFound) => {
            let events = answer(events).await.unwrap_or_default();
            if events.is_empty() {
                return Err(not_found(api, Kind::Pod, namespace, name).await);
            }
            let gone = Unseen {
                what: format!("pod {name}"),
                why: "it is gone; its events are all that is left of it".to_owned(),
            };
            Ok(Gathered { cases: vec![vec![event_list(&events)]], unseen: vec![gone] })
        }
        Err(refusal) => Err(Error::Refused { what: format!("pod `{name}`"), refusal }),
    }
}

async fn workload(
    api: &Api,
    question: &Question,
    namespace: &str,
    target: &Target,
) -> Result<Gathered, Error> {
    let Target { kind, name } = target;
    let what = format!("{} `{name}`", kind.as_str());
    let object = match api.object(&kind.path(namespace, name)).await {
        Ok(object) => object,
        Err(Refusal::NotFound) => return Err(not_found(api, *kind, namespace, name).await),
        Err(refusal) => return Err(Error::Refused { what, refusal }),
    };
    let selector = selector(&object["spec"]["selector"]);
    let events = events(api, Some(namespace), None);
    let path = format!("/api/v1/namespaces/{namespace}/pods");
    let pods = if selector.is_empty() {
        Ok(Vec::new())
    } else {
        api.list(&path, &[("labelSelector", &selector)]).await
    };
    let pods =
        pods.map_err(|refusal| Error::Refused { what: format!("pods of {what}"), refusal })?;
    if pods.is_empty() {
        let (events, mut unseen) = of_events(events).await;
        unseen.push(Unseen {
            what: format!("pods of {} {name}", kind.as_str()),
            why: "there are none".to_owned(),
        });
        let events: Vec<_> = events.into_iter().filter(|event| is_about(event, &object)).collect();
        let object = (format!("{}.json", kind.as_str()), with_kind(object, *kind).to_string());
        return Ok(Gathered { cases: vec![vec![object, event_list(&events)]], unseen });
    }
    Ok(look_into(api, question, pods, events).await)
}

async fn many_pods(api: &Api, question: &Question, namespace: &str) -> Result<Gathered, Error> {
    let namespace = Some(namespace).filter(|_| !question.all_namespaces);
    let events = events(api, namespace, None);
    let selector = question.selector.as_deref().map(|selector| ("labelSelector", selector));
    let query: Vec<_> = selector.into_iter().collect();
    let pods = api.list(&path_of(namespace, "pods"), &query).await;
    let pods = pods.map_err(|refusal| Error::Refused { what: "pods".to_owned(), refusal })?;
    Ok(look_into(api, question, pods, events).await)
}

fn path_of(namespace: Option<&str>, plural: &str) -> String {
    match namespace {
        Some(namespace) => format!("/api/v1/namespaces/{namespace}/{plural}"),
        None => format!("/api/v1/{plural}"),
    }
}

fn events(api: &Api, namespace: Option<&str>, pod: Option<&str>) -> Asked<Vec<Value>> {
    let (api, path) = (api.clone(), path_of(namespace, "events"));
    let field = pod.map(|pod| format!("involvedObject.name={pod}"));
    tokio::spawn(async move {
        let query: Vec<_> = field.iter().map(|field| ("fieldSelector", field.as_str())).collect();
        api.list(&path, &query).await
    })
}

async fn of_events(events: Asked<Vec<Value>>) -> (Vec<Value>, Vec<Unseen>) {
    match answer(events).await {
        Ok(events) => (events, Vec::new()),
        Err(refusal) => (Vec::new(), vec![unseen("events", &refusal, Beside::Events)]),
    }
}

/// Waits for an answer.
async fn answer<T>(asked: Asked<T>) -> Result<T, Refusal> {
    match asked.await {
        Ok(answer) => answer,
        Err(error) => Err(Refusal::Unreachable(error.to_string())),
    }
}

fn unseen(what: impl Into<String>, refusal: &Refusal, beside: Beside) -> Unseen {
    Unseen { what: what.into(), why: format!("{refusal}; so {}", beside.limit()) }
}

/// Asks, all at once, for what tells why these pods are in trouble.
async fn look_into(
    api: &Api,
    question: &Question,
    pods: Vec<Value>,
    events: Asked<Vec<Value>>,
) -> Gathered {
    let pods: Vec<_> = pods.into_iter().map(|pod| with_kind(pod, Kind::Pod)).collect();
    let texts: Vec<_> = pods.iter().map(Value::to_string).collect();
    let troubled = texts.iter().map(|text| {
        let inputs = [Input::new("pod.json", text)];
        Report::new(&inputs, &read(&inputs)).is_trouble()
    });
    let troubled: Vec<_> = troubled.collect();

    let (mut nodes, mut owners) = (BTreeMap::new(), BTreeMap::new());
    let mut logs = Vec::new();
    let looked_into = (0..pods.len()).filter(|&number| troubled.get(number) == Some(&true));
    for number in looked_into.take(MAX_LOOKED_INTO) {
        let Some(pod) = pods.get(number) else { continue };
        if let Some(node) = node_of(pod) {
            nodes.entry(node.to_owned()).or_insert_with(|| {
                let (api, path) = (api.clone(), format!("/api/v1/nodes/{node}"));
                tokio::spawn(async move { api.object(&path).await })
            });
        }
        if let Some(key) = owner_of(pod) {
            let ask = || tokio::spawn(owner_chain(api.clone(), key.clone()));
            owners.entry(key.clone()).or_insert_with(ask);
        }
        for (container, previous) in dead_containers(pod, question.container.as_deref()) {
            let asked = log(api.clone(), pod, &container, previous);
            logs.push((number, container, previous, asked));
        }
    }

    let (events, mut unseen_things) = of_events(events).await;
    let saw_events = unseen_things.is_empty();
    let mut nodes_seen = BTreeMap::new();
    for (name, asked) in nodes {
        match answer(asked).await {
            Ok(node) => drop(nodes_seen.insert(name, with_kind_name(node, "Node").to_string())),
            Err(refusal) => {
                unseen_things.push(unseen(format!("node {name}"), &refusal, Beside::Node));
            }
        }
    }
    let mut owners_seen = BTreeMap::new();
    for (key, asked) in owners {
        let (chain, refused) = asked.await.unwrap_or_default();
        let refused = refused.map(|(what, refusal)| unseen(what, &refusal, Beside::Owner));
        unseen_things.extend(refused);
        owners_seen.insert(key, chain);
    }
    let mut cases: Vec<Vec<(String, String)>> = Vec::new();
    for (pod, text) in pods.iter().zip(texts) {
        let mut case = vec![(format!("pods/{}.json", name_of(pod)), text)];
        if saw_events {
            let about: Vec<_> = events.iter().filter(|event| is_about(event, pod)).collect();
            case.push(event_list(&about));
        }
        if let Some((name, node)) = node_of(pod).and_then(|name| nodes_seen.get_key_value(name)) {
            case.push((format!("nodes/{name}.json"), node.clone()));
        }
        let chain = owner_of(pod).and_then(|key| owners_seen.get(&key));
        case.extend(chain.into_iter().flatten().cloned());
        cases.push(case);
    }
    for (number, container, previous, asked) in logs {
        match answer(asked).await {
            Ok(log) => {
                let suffix = if previous { "-previous" } else { "" };
                if let Some(case) = cases.get_mut(number) {
                    case.push((format!("logs-{container}{suffix}.txt"), log));
                }
            }
            Err(refusal) => {
                let what = format!("log of container {container}");
                unseen_things.push(unseen(what, &refusal, Beside::Log));
            }
        }
    }
    unseen_things.dedup();
    let in_trouble = troubled.iter().filter(|troubled| **troubled).count();
    if in_trouble > MAX_LOOKED_INTO {
        unseen_things.push(Unseen {
            what: format!("{} more pods", in_trouble - MAX_LOOKED_INTO),
            why: "their logs, nodes and owners were not asked for".to_owned(),
        });
    }
    Gathered { cases, unseen: unseen_things }
}

fn name_of(object: &Value) -> &str {
    object["metadata"]["name"].as_str().unwrap_or_default()
}

fn namespace_of(object: &Value) -> &str {
    object["metadata"]["namespace"].as_str().unwrap_or_default()
}

fn node_of(pod: &Value) -> Option<&str> {
    pod["spec"]["nodeName"].as_str().filter(|name| is_name(name))
}

/// The kind of an owner, its namespace and its name.
type OwnerKey = (String, String, String);

fn owner_of(object: &Value) -> Option<OwnerKey> {
    let owners = object["metadata"]["ownerReferences"].as_array()?;
    let owner = owners.iter().find(|owner| owner["controller"] == true)?;
    let (kind, name) = (owner["kind"].as_str()?, owner["name"].as_str()?);
    let namespace = namespace_of(object);
    (is_name(name) && is_name(namespace))
        .then(|| (kind.to_owned(), namespace.to_owned(), name.to_owned()))
}

/// An owner and the owner of that, as far as they are of a known kind, and what was refused.
async fn owner_chain(
    api: Api,
    mut key: OwnerKey,
) -> (Vec<(String, String)>, Option<(String, Refusal)>) {
    const MOST: usize = 3;
    let mut chain = Vec::new();
    for _ in 0..MOST {
        let (kind, namespace, name) = key;
        let Some(known) = Kind::named(&kind) else { break };
        match api.object(&known.path(&namespace, &name)).await {
            Ok(object) => {
                let above = owner_of(&object);
                let text = with_kind_name(object, &kind).to_string();
                chain.push((format!("{}.json", known.as_str()), text));
                let Some(above) = above else { break };
                key = above;
            }
            Err(refusal) => return (chain, Some((format!("{} {name}", known.as_str()), refusal))),
        }
    }
    (chain, None)
}

/// The containers that ended, and whether it was the run before that did.
fn dead_containers(pod: &Value, only: Option<&str>) -> Vec<(String, bool)> {
    let mut dead = Vec::new();
    for list in ["initContainerStatuses", "containerStatuses"] {
        for status in pod["status"][list].as_array().into_iter().flatten() {
            let Some(name) = status["name"].as_str().filter(|name| is_name(name)) else { continue };
            if only.is_some_and(|only| only != name) {
                continue;
            }
            let code = |state: &str| status[state]["terminated"]["exitCode"].as_i64();
            match (code("state"), code("lastState")) {
                (Some(0), _) | (None, None) => {}
                (Some(_), _) => dead.push((name.to_owned(), false)),
                (None, Some(_)) => dead.push((name.to_owned(), true)),
            }
        }
    }
    dead
}

fn log(api: Api, pod: &Value, container: &str, previous: bool) -> Asked<String> {
    let path = Kind::Pod.path(namespace_of(pod), name_of(pod)) + "/log";
    let container = container.to_owned();
    tokio::spawn(async move {
        let mut query = vec![("container", container.as_str())];
        query.extend_from_slice(TAIL);
        if previous {
            query.push(("previous", "true"));
        }
        api.get(&super::api::with_query(&path, &query)).await
    })
}

fn event_list<E: serde::Serialize>(events: &[E]) -> (String, String) {
    ("events.json".to_owned(), json!({"kind": "EventList", "items": events}).to_string())
}

/// Whether an event is about that object.
fn is_about(event: &Value, object: &Value) -> bool {
    let about = &event["involvedObject"];
    let uid = &object["metadata"]["uid"];
    if about["uid"].is_string() && uid.is_string() {
        return about["uid"] == *uid;
    }
    about["name"] == name_of(object) && about["namespace"] == namespace_of(object)
}

/// The items of a list do not name their kind.
fn with_kind(object: Value, kind: Kind) -> Value {
    let name = match kind {
        Kind::Pod => "Pod",
        Kind::Deployment => "Deployment",
        Kind::ReplicaSet => "ReplicaSet",
        Kind::StatefulSet => "StatefulSet",
        Kind::DaemonSet => "DaemonSet",
        Kind::Job => "Job",
    };
    with_kind_name(object, name)
}

fn with_kind_name(mut object: Value, kind: &str) -> Value {
    if let Value::Object(object) = &mut object {
        object.insert("kind".to_owned(), kind.into());
    }
    object
}

/// A label selector as it is written in a query.
fn selector(selector: &Value) -> String {
    let mut parts = Vec::new();
    for (key, value) in selector["matchLabels"].as_object().into_iter().flatten() {
        parts.push(format!("{key}={}", value.as_str().unwrap_or_default()));
    }
    for expression in selector["matchExpressions"].as_array().into_iter().flatten() {
        let key = expression["key"].as_str().unwrap_or_default();
        let values = expression["values"].as_array().into_iter().flatten();
        let values = values.filter_map(Value::as_str).collect::<Vec<_>>().join(",");
        parts.extend(match expression["operator"].as_str() {
            Some("In") => Some(format!("{key} in ({values})")),
            Some("NotIn") => Some(format!("{key} notin ({values})")),
            Some("Exists") => Some(key.to_owned()),
            Some("DoesNotExist") => Some(format!("!{key}")),
            _ => None,
        });
    }
    parts.join(",")
}

/// An object is not there: which ones are called about the same?
async fn not_found(api: &Api, kind: Kind, namespace: &str, name: &str) -> Error {
    const MOST: usize = 3;
    const ALIKE: f64 = 0.85;
    let path = kind.path(namespace, "");
    let objects = api.list(path.trim_end_matches('/'), &[]).await.unwrap_or_default();
    let mut similar: Vec<_> = objects
        .iter()
        .map(|object| (strsim::jaro_winkler(name, name_of(object)), name_of(object)))
        .filter(|(alike, other)| *alike >= ALIKE || other.starts_with(name))
        .collect();
    similar.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(other.1)));
    let similar = similar.into_iter().take(MOST).map(|(_, name)| name.to_owned()).collect();
    let what = format!("{} `{name}`", kind.as_str());
    Error::NotFound { what, namespace: namespace.to_owned(), similar }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::selector;

    #[test]
    fn selectors_are_written_as_kubectl_does() {
        let object = json!({
            "matchLabels": {"app": "api", "tier": "web"},
            "matchExpressions": [
                {"key": "env", "operator": "In", "values": ["a", "b"]},
                {"key": "old", "operator": "DoesNotExist"},
            ],
        });
        assert_eq!(selector(&object), "app=api,tier=web,env in (a,b),!old");
        assert_eq!(selector(&json!(null)), "");
    }
}
