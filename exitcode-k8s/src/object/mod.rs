//! Objects: of the Kubernetes API and of container engines, whole or in fragments.

mod docker;
mod event;
mod pod;
mod workload;

use std::borrow::Cow;

use exitcode_core::Span;
use exitcode_core::arithmetic::quantity::Quantity;

use crate::document::{Kind, Value};
use crate::model::{ConditionRecord, Key, Model, OwnerRecord, Quoted, Word};
use crate::problem::{Problem, Why};
use crate::time;

/// Writes objects into the model, and down what made no sense in them.
pub(crate) struct Objects<'m, 'a> {
    pub(crate) model: &'m mut Model<'a>,
    pub(crate) problems: &'m mut Vec<Problem>,
}

impl<'a> Objects<'_, 'a> {
    /// Reads a value for whatever it is, and says whether it was anything of use.
    pub(crate) fn read(&mut self, value: Value<'_, 'a>) -> bool {
        match value.kind() {
            Kind::Array => {
                let mut any = false;
                for item in value.items() {
                    any |= self.read(item);
                }
                any
            }
            Kind::Object => self.object(value),
            _ => false,
        }
    }

    fn object(&mut self, value: Value<'_, 'a>) -> bool {
        let kind = value.get("kind").and_then(Value::str);
        match kind.as_deref() {
            Some("Pod") => self.pod(value),
            Some("Event") => self.event(value),
            Some("Node") => self.node(value),
            Some("Job" | "CronJob" | "ReplicaSet" | "Deployment" | "StatefulSet" | "DaemonSet") => {
                self.workload(value);
            }
            Some(list) if value.get("items").is_some() => {
                // `kubectl get events -o json` calls its list a List.
                let of_events = |value: Value<'_, 'a>| {
                    let kind = value.get("kind").and_then(Value::str);
                    kind.as_deref() == Some("Event")
                };
                self.model.all_events |= list == "EventList"
                    || list == "List"
                        && value.get("items").is_some_and(|items| items.items().any(of_events));
                self.list(value, list);
            }
            Some(kind) => {
                let kind = kind.chars().take(63).collect();
                self.problems.push(Problem { span: value.span(), why: Why::OtherKind { kind } });
            }
            None => return self.fragment(value),
        }
        true
    }

    /// A list; its items need not name their kind.
    fn list(&mut self, value: Value<'_, 'a>, list: &str) {
        let Some(items) = value.get("items") else { return };
        for item in items.items() {
            match list {
                _ if item.has("kind") => drop(self.object(item)),
                "PodList" => self.pod(item),
                "EventList" => self.event(item),
                "NodeList" => self.node(item),
                _ => drop(self.fragment(item)),
            }
        }
    }

    /// An object that does not say what it is.
    fn fragment(&mut self, value: Value<'_, 'a>) -> bool {
        let has = |names: &[&str]| names.iter().any(|name| value.has(name));
        if has(&["State", "HostConfig", "ExitCode", "OOMKilled"]) {
            self.docker(value);
        } else if has(&["involvedObject", "regarding"]) {
            self.event(value);
        } else if has(&["status", "spec", "metadata"]) {
            self.pod(value);
        } else if has(&["containerStatuses", "initContainerStatuses", "phase"]) {
            self.bare_status(value);
        } else if has(&["containers", "initContainers"]) {
            self.bare_spec(value);
        } else if has(&["state", "lastState", "restartCount"]) {
            self.bare_container_status(value);
        } else if has(&["terminated", "waiting", "running"]) {
            self.bare_state(value);
        } else if has(&["exitCode"]) {
            self.bare_terminated(value);
        } else if let Some(items) = value.get("items") {
            return self.read(items);
        } else {
            return false;
        }
        true
    }

    fn problem(&mut self, span: Span, why: Why) {
        self.problems.push(Problem { span, why });
    }

    /// A number of that field, if it is one and in range.
    fn number<T: TryFrom<i64>>(&mut self, parent: Value<'_, 'a>, field: &'static str) -> Option<T> {
        let value = parent.get(field)?;
        let number = value.number().and_then(|text| text.parse::<i64>().ok());
        let number = number.and_then(|number| T::try_from(number).ok());
        if number.is_none() {
            self.problem(value.span(), Why::NoSuchNumber { field });
        }
        number
    }

    fn bytes(&mut self, parent: Option<Value<'_, 'a>>, field: &'static str) -> Option<u64> {
        let value = parent?.get(field)?;
        let text = value.str().or_else(|| value.number().map(Cow::Borrowed));
        let quantity = text.and_then(|text| Quantity::parse(&text).ok());
        let bytes = quantity.and_then(|quantity| u64::try_from(quantity.value()).ok());
        if bytes.is_none() {
            self.problem(value.span(), Why::NoSuchNumber { field });
        }
        bytes
    }

    fn conditions(&mut self, status: Value<'_, 'a>) -> Vec<ConditionRecord<'a>> {
        let Some(conditions) = status.get("conditions") else { return Vec::new() };
        let condition = |value: Value<'_, 'a>| ConditionRecord {
            kind: word(value, "type").unwrap_or_default(),
            status: match word(value, "status").as_deref() {
                Some("True") => Some(true),
                Some("False") => Some(false),
                _ => None,
            },
            reason: quoted(value, "reason"),
            message: quoted(value, "message"),
            since: at(value, "lastTransitionTime"),
        };
        conditions.items().map(condition).collect()
    }
}

fn word<'a>(parent: Value<'_, 'a>, field: &str) -> Word<'a> {
    parent.get(field)?.str().filter(|text| !text.is_empty())
}

fn quoted<'a>(parent: Value<'_, 'a>, field: &str) -> Option<Quoted<'a>> {
    parent.get(field)?.quoted().filter(|quoted| !quoted.text.is_empty())
}

/// A time in unix seconds. One that is not known or makes no sense is no time.
fn at(parent: Value<'_, '_>, field: &str) -> Option<i64> {
    time::parse(&parent.get(field)?.str()?)
}

fn key<'a>(parent: Value<'_, 'a>) -> Key<'a> {
    Key {
        namespace: word(parent, "namespace"),
        name: word(parent, "name"),
        uid: word(parent, "uid"),
    }
}

/// The owner that controls an object.
fn controller<'a>(metadata: Value<'_, 'a>) -> Option<OwnerRecord<'a>> {
    let owners = metadata.get("ownerReferences")?;
    let controls =
        |owner: &Value<'_, 'a>| owner.get("controller").and_then(Value::bool) == Some(true);
    let owner = owners.items().find(controls).or_else(|| owners.items().next())?;
    Some(OwnerRecord {
        kind: word(owner, "kind")?,
        name: word(owner, "name")?,
        uid: word(owner, "uid"),
    })
}
