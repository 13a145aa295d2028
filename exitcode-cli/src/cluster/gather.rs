#![expect(
    clippy::indexing_slicing,
    reason = "a serde_json value gives null for what it does not have"
)]

use std::collections::BTreeMap;

use exitcode_k8s::report::Report;
use exitcode_k8s::{Input, read};
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use super::api::List;
use super::target::{Kind, Target, is_name, name_of, namespace_of};
use super::usage::{self, Usage};
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
    /// How much memory the containers use that run.
    pub(crate) usage: Vec<Usage>,
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
    Metrics,
}

impl Beside {
    const fn limit(self) -> &'static str {
        match self {
            Self::Events => "failed probes, image pulls, mounts and evictions may be missed",
            Self::Node => "whether the node was under pressure or went away is not known",
            Self::Owner => "how many replicas there are is not known",
            Self::Log => "what the program said last is not known",
            Self::Metrics => "how much memory it uses now is not known",
        }
    }
}

/// An answer that is waited for.
pub(crate) type Asked<T> = JoinHandle<Result<T, Refusal>>;

/// What is asked for to answer a question.
pub(crate) struct Scope {
    namespace: String,
    pub(crate) pods: List,
    pub(crate) events: List,
    /// The workload whose pods these are.
    workload: Option<Value>,
}

/// What there is of the pods and the events.
pub(crate) struct Seen {
    pub(crate) pods: Vec<Value>,
    pub(crate) events: Asked<Vec<Value>>,
}

/// Finds out what to ask for.
pub(crate) async fn scope(api: &Api, question: &Question) -> Result<Scope, Error> {
    let namespace = question.namespace.as_deref().unwrap_or_else(|| api.namespace());
    if !is_name(namespace) {
        return Err(Error::Config(format!("`{namespace}` is no name of a namespace")));
    }
    let within = Some(namespace).filter(|_| !question.all_namespaces);
    let list = |kind, plural: &str, query: Option<(&'static str, String)>| List {
        kind,
        path: match within {
            Some(namespace) => format!("/api/v1/namespaces/{namespace}/{plural}"),
            None => format!("/api/v1/{plural}"),
        },
        query: query.into_iter().collect(),
    };
    let (mut workload, mut events) = (None, None);
    let pods = match &question.target {
        Some(Target { kind: Kind::Pod, name }) => {
            events = Some(("fieldSelector", format!("involvedObject.name={name}")));
            Some(("fieldSelector", format!("metadata.name={name}")))
        }
        Some(target) => {
            let object = workload_of(api, namespace, target).await?;
            let selector = selector(&object["spec"]["selector"]);
            workload = Some(object);
            Some(("labelSelector", selector))
        }
        None => question.selector.clone().map(|selector| ("labelSelector", selector)),
    };
    let (pods, events) = (list("Pod", "pods", pods), list("Event", "events", events));
    Ok(Scope { namespace: namespace.to_owned(), pods, events, workload })
}

async fn workload_of(api: &Api, namespace: &str, target: &Target) -> Result<Value, Error> {
    let Target { kind, name } = target;
    match api.object(&kind.path(namespace, name), kind.name()).await {
        Ok(object) if selector(&object["spec"]["selector"]).is_empty() => {
            Err(Error::NoSelector(target.to_string()))
        }
        Ok(object) => Ok(object),
        Err(Refusal::NotFound) => Err(not_found(api, *kind, namespace, name).await),
        Err(refusal) => Err(Error::Refused { what: target.to_string(), refusal }),
    }
}

/// Asks for the pods and all that says why something ended.
pub(crate) async fn gather(api: &Api, question: &Question) -> Result<Gathered, Error> {
    let scope = scope(api, question).await?;
    let events = {
        let (api, list) = (api.clone(), scope.events.clone());
        tokio::spawn(async move { api.list(&list).await })
    };
    let pods = match &question.target {
        // Whoever may get a pod may not always list them.
        Some(Target { kind: Kind::Pod, name }) => {
            match api.object(&Kind::Pod.path(&scope.namespace, name), "Pod").await {
                Err(Refusal::NotFound) => Ok(Vec::new()),
                pod => pod.map(|pod| vec![pod]),
            }
        }
        _ => api.list(&scope.pods).await,
    };
    let pods = pods.map_err(|refusal| refused(question, refusal))?;
    look_into(api, question, &scope, Seen { pods, events }).await
}

/// An error for pods that cannot be had.
pub(crate) fn refused(question: &Question, refusal: Refusal) -> Error {
    let what = match &question.target {
        Some(target) if target.kind == Kind::Pod => target.to_string(),
        Some(target) => format!("pods of {target}"),
        None => "pods".to_owned(),
    };
    Error::Refused { what, refusal }
}

/// What there is to say without a pod.
async fn without_pods(
    api: &Api,
    question: &Question,
    scope: &Scope,
    events: Asked<Vec<Value>>,
) -> Result<Gathered, Error> {
    let Some(Target { kind, name }) = &question.target else { return Ok(Gathered::default()) };
    let Some(workload) = &scope.workload else {
        let namespace = &scope.namespace;
        let (events, after) = tokio::join!(answer(events), successors(api, namespace, name));
        let events = events.unwrap_or_default();
        let (owners, instead) = after.unzip();
        if events.is_empty() {
            let Some(instead) = instead else {
                return Err(not_found(api, *kind, namespace, name).await);
            };
            let (what, namespace) = (format!("pod `{name}`"), namespace.clone());
            return Err(Error::Replaced { what, namespace, instead });
        }
        let mut why = "it is gone; its events are all that is left of it".to_owned();
        if let Some(instead) = instead {
            why.push_str(&format!("; {instead}"));
        }
        let gone = Unseen { what: format!("pod {name}"), why };
        let mut case = vec![event_list(&events)];
        case.extend(owners.into_iter().flatten());
        return Ok(Gathered { cases: vec![case], unseen: vec![gone], usage: Vec::new() });
    };
    let mut unseen_things = Vec::new();
    let events = answer(events).await.unwrap_or_else(|refusal| {
        unseen_things.push(unseen("events", &refusal, Beside::Events));
        Vec::new()
    });
    unseen_things.push(Unseen {
        what: format!("pods of {} {name}", kind.as_str()),
        why: "there are none".to_owned(),
    });
    let events: Vec<_> = events.into_iter().filter(|event| is_about(event, workload)).collect();
    let workload = (format!("{}.json", kind.as_str()), workload.to_string());
    let cases = vec![vec![workload, event_list(&events)]];
    Ok(Gathered { cases, unseen: unseen_things, usage: Vec::new() })
}

/// An answer that is there already.
pub(crate) fn known<T: Send + 'static>(answer: Result<T, Refusal>) -> Asked<T> {
    tokio::spawn(async { answer })
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
pub(crate) async fn look_into(
    api: &Api,
    question: &Question,
    scope: &Scope,
    seen: Seen,
) -> Result<Gathered, Error> {
    let Seen { pods, events } = seen;
    if pods.is_empty() {
        return without_pods(api, question, scope, events).await;
    }
    let pods: Vec<_> = pods.into_iter().map(of_kind_pod).collect();
    let texts: Vec<_> = pods.iter().map(Value::to_string).collect();
    let troubled = texts.iter().map(|text| {
        let inputs = [Input::new("pod.json", text)];
        Report::new(&inputs, &read(&inputs)).is_trouble()
    });
    let troubled: Vec<_> = troubled.collect();

    let (mut nodes, mut owners) = (BTreeMap::new(), BTreeMap::new());
    let (mut logs, mut metrics) = (Vec::new(), Vec::new());
    let looked_into = (0..pods.len()).filter(|&number| troubled.get(number) == Some(&true));
    for number in looked_into.take(MAX_LOOKED_INTO) {
        let Some(pod) = pods.get(number) else { continue };
        // They stand in paths.
        if !is_name(name_of(pod)) || !is_name(namespace_of(pod)) {
            continue;
        }
        if let Some(node) = node_of(pod) {
            nodes.entry(node.to_owned()).or_insert_with(|| {
                let (api, path) = (api.clone(), format!("/api/v1/nodes/{node}"));
                tokio::spawn(async move { api.object(&path, "Node").await })
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
        if usage::may_have(pod) {
            let (api, path) = (api.clone(), usage::path(pod));
            metrics.push((pod, tokio::spawn(async move { api.object(&path, "PodMetrics").await })));
        }
    }

    let mut unseen_things = Vec::new();
    let events = answer(events).await;
    let saw_events = events.is_ok();
    let events = events.unwrap_or_else(|refusal| {
        unseen_things.push(unseen("events", &refusal, Beside::Events));
        Vec::new()
    });
    let mut nodes_seen = BTreeMap::new();
    for (name, asked) in nodes {
        match answer(asked).await {
            Ok(node) => drop(nodes_seen.insert(name, node.to_string())),
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
    let mut usage = Vec::new();
    for (pod, asked) in metrics {
        match answer(asked).await {
            Ok(metrics) => usage.extend(usage::of(pod, &metrics, question.container.as_deref())),
            Err(refusal) => {
                let what = format!("metrics of pod {}", name_of(pod));
                unseen_things.push(unseen(what, &refusal, Beside::Metrics));
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
    Ok(Gathered { cases, unseen: unseen_things, usage })
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
        match api.object(&known.path(&namespace, &name), known.name()).await {
            Ok(object) => {
                let above = owner_of(&object);
                chain.push((format!("{}.json", known.as_str()), object.to_string()));
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
        api.log(&super::api::with_query(&path, &query)).await
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
fn of_kind_pod(mut pod: Value) -> Value {
    if let Value::Object(pod) = &mut pod {
        pod.insert("kind".to_owned(), Kind::Pod.name().into());
    }
    pod
}

/// The owners of a pod that is gone, and which pods they have instead.
///
/// Who made it stands in an event, as long as there is one: "Created pod: NAME" of a ReplicaSet or
/// a Job, "create Pod NAME in StatefulSet ... successful". Else it is in the name, which is that of
/// the owner and five more letters (`SimpleNameGenerator` of Kubernetes 1.36).
async fn successors(
    api: &Api,
    namespace: &str,
    name: &str,
) -> Option<(Vec<(String, String)>, String)> {
    const MOST: usize = 3;
    let path = format!("/api/v1/namespaces/{namespace}/events");
    let query = vec![("fieldSelector", "reason=SuccessfulCreate".to_owned())];
    let created = api.list(&List { kind: "Event", path, query }).await.unwrap_or_default();
    let names_it = |event: &&Value| {
        let message = event["message"].as_str().unwrap_or_default();
        message.split_whitespace().any(|word| word == name)
    };
    let maker = created.iter().find(names_it).map(|event| &event["involvedObject"]);
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let mut makers = match maker {
        Some(maker) => vec![(text(&maker["kind"])?, text(&maker["name"])?)],
        None => {
            let owner = name.rsplit_once('-')?.0;
            ["ReplicaSet", "StatefulSet", "DaemonSet", "Job"]
                .map(|kind| (kind.to_owned(), owner.to_owned()))
                .to_vec()
        }
    };
    makers.retain(|(_, owner)| is_name(owner));
    let ask = |(kind, owner)| owner_chain(api.clone(), (kind, namespace.to_owned(), owner));
    let chains = futures_util::future::join_all(makers.into_iter().map(ask)).await;
    let owners = chains.into_iter().map(|(owners, _)| owners).find(|owners| !owners.is_empty())?;
    let owner: Value = serde_json::from_str(&owners.last()?.1).ok()?;
    let selector = selector(&owner["spec"]["selector"]);
    if selector.is_empty() {
        return None;
    }
    let path = format!("/api/v1/namespaces/{namespace}/pods");
    let query = vec![("labelSelector", selector)];
    let pods = api.list(&List { kind: "Pod", path, query }).await.ok()?;
    let called = format!("{}/{}", text(&owner["kind"])?.to_lowercase(), name_of(&owner));
    let mut instead = match pods.len() {
        0 => format!("{called} has no pod now"),
        1 => format!("{called} has another pod now: "),
        many => format!("{called} has {many} other pods now: "),
    };
    let names = pods.iter().map(name_of).filter(|name| is_name(name));
    let names: Vec<_> = names.take(MOST).map(|name| format!("`{name}`")).collect();
    instead.push_str(&names.join(", "));
    if pods.len() > MOST {
        instead.push_str(", ...");
    }
    Some((owners, instead))
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
    let list = List { kind: kind.name(), path: kind.all(namespace), query: Vec::new() };
    let objects = api.list(&list).await.unwrap_or_default();
    let mut similar: Vec<_> = objects
        .iter()
        .map(name_of)
        .filter(|other| is_name(other))
        .map(|other| (strsim::jaro_winkler(name, other), other))
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
