//! Fixes as patches: what a command changes, in the form that the API server takes.
//!
//! A remedy's command is for a person. A program that applies fixes, or puts them into a repository
//! of manifests, wants the change itself. It is derived from the command, so both say the same.
//!
//! ```
//! use exitcode_k8s::patch::Patch;
//!
//! let command = "kubectl set resources deployment/api -n shop -c api --limits=memory=320Mi";
//! let patch = Patch::of_command(command, false).unwrap();
//! assert_eq!((&*patch.target.kind, &*patch.target.name), ("Deployment", "api"));
//! assert_eq!(patch.media_type(), "application/strategic-merge-patch+json");
//! assert_eq!(
//!     patch.body.as_str(),
//!     r#"{"spec":{"template":{"spec":{"containers":"#.to_owned()
//!         + r#"[{"name":"api","resources":{"limits":{"memory":"320Mi"}}}]}}}}"#,
//! );
//!
//! let owner = r#"{"spec": {"template": {"spec": {"containers": [{"name": "api"}]}}}}"#;
//! let operations = patch.operations_on(owner).unwrap();
//! assert_eq!(
//!     serde_json::to_string(&operations).unwrap(),
//!     r#"[{"op":"test","path":"/spec/template/spec/containers/0/name","value":"api"},"#.to_owned()
//!         + r#"{"op":"add","path":"/spec/template/spec/containers/0/resources","#
//!         + r#""value":{"limits":{"memory":"320Mi"}}}]"#,
//! );
//! ```

use std::fmt::Write as _;

use crate::document::{Document, Kind, Value};
use crate::json;
use crate::value::{Json, quoted};

pub use crate::report::{Operation, Patch, Target};

/// How `kubectl patch --type` calls a patch in which lists of things with names are merged by name.
const STRATEGIC: &str = "strategic";

/// How it calls a JSON merge patch (RFC 7386).
const MERGE: &str = "merge";

/// What puts the changed object in the place of the one that is there.
const REPLACES: &str = " | kubectl replace --force -f -";

/// Splits a command that changes an object from what it takes for the change to take effect: to
/// write an immutable object anew, to delete a pod that nobody replaces.
fn parts(command: &str) -> (&str, &str) {
    const SEPARATORS: [&str; 2] =
        [" --dry-run=client -o json | kubectl ", " && kubectl delete pod "];
    let split = SEPARATORS.into_iter().find_map(|separator| command.find(separator));
    split.and_then(|at| command.split_at_checked(at)).unwrap_or((command, ""))
}

macro_rules! kinds {
    ($($word:literal = ($api_version:literal, $kind:literal)),+ $(,)?) => {
        /// The kind that kubectl calls by that word, and its version of the API.
        fn kind_of(word: &str) -> Option<(&'static str, &'static str)> {
            match word {
                $($word => Some(($api_version, $kind)),)+
                _ => None,
            }
        }
    };
}

kinds!(
    "configmap" = ("v1", "ConfigMap"),
    "cronjob" = ("batch/v1", "CronJob"),
    "daemonset" = ("apps/v1", "DaemonSet"),
    "deployment" = ("apps/v1", "Deployment"),
    "job" = ("batch/v1", "Job"),
    "pod" = ("v1", "Pod"),
    "pvc" = ("v1", "PersistentVolumeClaim"),
    "replicaset" = ("apps/v1", "ReplicaSet"),
    "serviceaccount" = ("v1", "ServiceAccount"),
    "statefulset" = ("apps/v1", "StatefulSet"),
);

impl Patch {
    /// The patch of a command `kubectl patch`, `kubectl set resources`, `kubectl set env` or
    /// `kubectl set image`; nothing for one that changes no object, or that leaves something for a
    /// person to fill in. Whether the container that it names is an init container or sidecar the
    /// command does not tell.
    #[must_use]
    pub fn of_command(command: &str, is_init: bool) -> Option<Self> {
        let (change, then) = parts(command);
        let words = words(change)?;
        let words: Vec<_> = words.iter().map(String::as_str).collect();
        let (verb, rest) = match words.as_slice() {
            ["kubectl", "patch", rest @ ..] => ("patch", rest),
            ["kubectl", "set", verb @ ("resources" | "env" | "image"), rest @ ..] => (*verb, rest),
            _ => return None,
        };
        let (word, name, rest) = match rest {
            [object, rest @ ..] if object.contains('/') => {
                let (kind, name) = object.split_once('/')?;
                (kind, name, rest)
            }
            [kind, name, rest @ ..] => (*kind, *name, rest),
            _ => return None,
        };
        let (api_version, kind) = kind_of(word)?;
        let change = Change::read(rest)?;
        let (strategy, body) = if verb == "patch" {
            (change.strategy, change.body?.to_owned())
        } else {
            (STRATEGIC, change.body_of(verb, kind, is_init)?)
        };
        Some(Self {
            target: Target {
                api_version: api_version.into(),
                kind: kind.into(),
                namespace: change.namespace.map(str::to_owned),
                name: name.to_owned(),
            },
            strategy: strategy.into(),
            subresource: change.subresource.map(|name| name.to_owned().into()),
            replace: then.contains(REPLACES),
            body: Json::parse(&body)?,
            operations: None,
        })
    }

    /// The media type by which a request says how the patch is merged.
    #[must_use]
    pub fn media_type(&self) -> &'static str {
        match &*self.strategy {
            MERGE => "application/merge-patch+json",
            _ => "application/strategic-merge-patch+json",
        }
    }

    /// The same change to this object as a JSON patch (RFC 6902).
    ///
    /// Before each change to a container it tests the container's name: a JSON patch counts
    /// containers, and another one may have come before it since the object was read. Nothing for a
    /// text that is no object.
    #[must_use]
    pub fn operations_on(&self, object: &str) -> Option<Vec<Operation>> {
        let parsed = json::parse(0, object, 0);
        self.operations_on_value(parsed.document.root().filter(|_| parsed.fault.is_none())?)
    }

    pub(crate) fn operations_on_value(&self, object: Value<'_, '_>) -> Option<Vec<Operation>> {
        if !matches!(object.kind(), Kind::Object) {
            return None;
        }
        let patch = json::parse(0, self.body.as_str(), 0).document;
        let by_name = self.strategy == STRATEGIC;
        let mut operations = Operations { list: Vec::new(), by_name };
        operations.merge(patch.root()?, object, &mut String::new());
        Some(operations.list)
    }
}

/// What a command's options ask for.
struct Change<'w> {
    namespace: Option<&'w str>,
    container: Option<&'w str>,
    subresource: Option<&'w str>,
    strategy: &'static str,
    body: Option<&'w str>,
    limits: Option<&'w str>,
    requests: Option<&'w str>,
    /// Words such as `NAME=VALUE`.
    values: Vec<(&'w str, &'w str)>,
}

impl<'w> Change<'w> {
    fn read(words: &[&'w str]) -> Option<Self> {
        let mut change = Self {
            namespace: None,
            container: None,
            subresource: None,
            strategy: STRATEGIC,
            body: None,
            limits: None,
            requests: None,
            values: Vec::new(),
        };
        let mut words = words.iter().copied();
        while let Some(word) = words.next() {
            match word.split_once('=') {
                None if word == "-n" => change.namespace = Some(words.next()?),
                None if word == "-c" => change.container = Some(words.next()?),
                None if word == "--subresource" => change.subresource = Some(words.next()?),
                None if word == "-p" => change.body = Some(words.next()?),
                Some(("--type", "merge")) => change.strategy = MERGE,
                Some(("--limits", limits)) => change.limits = Some(limits),
                Some(("--requests", requests)) => change.requests = Some(requests),
                Some(value) if !word.starts_with('-') => change.values.push(value),
                _ => return None,
            }
        }
        Some(change)
    }

    fn body_of(&self, verb: &str, kind: &str, is_init: bool) -> Option<String> {
        let mut container = String::new();
        let name = match (verb, self.values.as_slice()) {
            ("image", [(name, image)]) => {
                let _ = write!(container, "\"image\":{}", quoted(image));
                *name
            }
            ("env", [_, ..]) => {
                // A value that came from somewhere else no longer does.
                let variable = |(name, value): &(&str, &str)| {
                    let (name, value) = (quoted(name), quoted(value));
                    format!("{{\"name\":{name},\"value\":{value},\"valueFrom\":null}}")
                };
                let variables: Vec<_> = self.values.iter().map(variable).collect();
                let _ = write!(container, "\"env\":[{}]", variables.join(","));
                self.container?
            }
            ("resources", []) => {
                let both = [("limits", self.limits), ("requests", self.requests)];
                let both = both.into_iter().filter_map(|(field, amounts)| Some((field, amounts?)));
                let mut fields = Vec::new();
                for (field, amounts) in both {
                    let mut pairs = Vec::new();
                    for pair in amounts.split(',') {
                        let (resource, amount) = pair.split_once('=')?;
                        pairs.push(format!("{}:{}", quoted(resource), quoted(amount)));
                    }
                    fields.push(format!("\"{field}\":{{{}}}", pairs.join(",")));
                }
                if fields.is_empty() {
                    return None;
                }
                let _ = write!(container, "\"resources\":{{{}}}", fields.join(","));
                self.container?
            }
            _ => return None,
        };
        let list = if is_init { "initContainers" } else { "containers" };
        let spec = format!("{{\"{list}\":[{{\"name\":{},{container}}}]}}", quoted(name));
        let template = format!("{{\"spec\":{{\"template\":{{\"spec\":{spec}}}}}}}");
        Some(match kind {
            "Deployment" | "StatefulSet" | "DaemonSet" | "ReplicaSet" | "Job" => template,
            "Pod" => format!("{{\"spec\":{spec}}}"),
            "CronJob" => format!("{{\"spec\":{{\"jobTemplate\":{template}}}}}"),
            _ => return None,
        })
    }
}

/// The words of a line of shell; nothing if anything is left to a shell to fill in or to do.
fn words(line: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut chars = line.chars();
    while let Some(char) = chars.next() {
        match char {
            ' ' => words.extend(word.take()),
            '\'' => {
                let (quoted, after) = chars.as_str().split_once('\'')?;
                word.get_or_insert_default().push_str(quoted);
                chars = after.chars();
            }
            '\\' => word.get_or_insert_default().push(chars.next()?),
            // Inside double quotes there is nothing but variables.
            '"' | '$' | '`' | '|' | '&' | ';' | '<' | '>' | '(' | ')' | '*' | '?' | '[' | '~'
            | '#' | '\n' => return None,
            char => word.get_or_insert_default().push(char),
        }
    }
    words.extend(word);
    Some(words)
}

struct Operations {
    list: Vec<Operation>,
    /// Whether lists of things with names are merged by name.
    by_name: bool,
}

impl Operations {
    /// What makes of the target what a merge with the patch would.
    fn merge(&mut self, patch: Value<'_, '_>, target: Value<'_, '_>, path: &mut String) {
        for (key, value) in patch.members() {
            let Some(key) = key.str() else { continue };
            let end = path.len();
            push_segment(path, &key);
            match (value.kind(), target.get(&key)) {
                (Kind::Null, None) if !target.has(&key) => {}
                (Kind::Null, _) => self.push("remove", path, None),
                (Kind::Object, Some(there)) if matches!(there.kind(), Kind::Object) => {
                    self.merge(value, there, path);
                }
                (Kind::Array, Some(there)) if self.merges_by_name(value, there) => {
                    self.merge_items(value, there, path);
                }
                _ => self.push("add", path, Some(value)),
            }
            path.truncate(end);
        }
    }

    fn merges_by_name(&self, patch: Value<'_, '_>, target: Value<'_, '_>) -> bool {
        self.by_name
            && matches!(target.kind(), Kind::Array)
            && patch.items().all(|item| item.has("name"))
    }

    fn merge_items(&mut self, patch: Value<'_, '_>, target: Value<'_, '_>, path: &mut String) {
        for item in patch.items() {
            let end = path.len();
            let named = |there: &Value<'_, '_>| {
                let name = item.get("name").and_then(Value::str);
                name.is_some_and(|name| there.get("name").is_some_and(|there| there.is(&name)))
            };
            match target.items().enumerate().find(|(_, there)| named(there)) {
                Some((index, there)) => {
                    push_segment(path, &index.to_string());
                    let here = path.len();
                    push_segment(path, "name");
                    self.push("test", path, item.get("name"));
                    path.truncate(here);
                    self.merge_but_name(item, there, path);
                }
                None => {
                    push_segment(path, "-");
                    self.push("add", path, Some(item));
                }
            }
            path.truncate(end);
        }
    }

    fn merge_but_name(&mut self, item: Value<'_, '_>, target: Value<'_, '_>, path: &mut String) {
        let rest = item.members().filter(|(key, _)| !key.is("name"));
        let rest = rest.map(|(key, value)| {
            format!("{}:{}", quoted(&key.str().unwrap_or_default()), Json::of(value))
        });
        let text = format!("{{{}}}", rest.collect::<Vec<_>>().join(","));
        let document: Document<'_> = json::parse(0, &text, 0).document;
        if let Some(rest) = document.root() {
            self.merge(rest, target, path);
        }
    }

    fn push(&mut self, op: &'static str, path: &str, value: Option<Value<'_, '_>>) {
        let value = value.map(Json::without_nulls);
        self.list.push(Operation { op: op.into(), path: path.to_owned(), value });
    }
}

fn push_segment(path: &mut String, segment: &str) {
    path.push('/');
    path.push_str(&segment.replace('~', "~0").replace('/', "~1"));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Patch, words};

    #[track_caller]
    fn gives(command: &str, body: &str) {
        let patch = Patch::of_command(command, false);
        assert_eq!(patch.as_ref().map(|patch| patch.body.as_str()), Some(body), "{command}");
    }

    #[test]
    fn commands() {
        gives(
            "kubectl set env cronjob/a -c c A=1 B='x y=\"z\"'",
            &(r#"{"spec":{"jobTemplate":{"spec":{"template":{"spec":{"containers":"#.to_owned()
                + r#"[{"name":"c","env":[{"name":"A","value":"1","valueFrom":null},"#
                + r#"{"name":"B","value":"x y=\"z\"","valueFrom":null}]}]}}}}}}"#),
        );
        gives(
            "kubectl set image deployment/a c=x:1",
            r#"{"spec":{"template":{"spec":{"containers":[{"name":"c","image":"x:1"}]}}}}"#,
        );
        let patch = "kubectl patch configmap a -n b --type=merge -p '{\"data\":{\"k\":\"v\"}}'";
        gives(patch, r#"{"data":{"k":"v"}}"#);
        let patch = Patch::of_command(patch, false).unwrap();
        assert_eq!((&*patch.target.kind, &*patch.target.name), ("ConfigMap", "a"));
        assert_eq!((patch.target.namespace.as_deref(), &*patch.strategy), (Some("b"), "merge"));
        assert_eq!(patch.media_type(), "application/merge-patch+json");
        let job = "kubectl set image job/a c=x:1 --dry-run=client -o json | kubectl patch --local -f - \
                   --type=merge -p '{}' -o json | kubectl replace --force -f -";
        gives(job, r#"{"spec":{"template":{"spec":{"containers":[{"name":"c","image":"x:1"}]}}}}"#);
        assert!(Patch::of_command(job, false).unwrap().replace);
        let resize = "kubectl patch pod a -n b --subresource resize -p '{}'";
        let resize = Patch::of_command(resize, false).unwrap();
        assert_eq!((resize.subresource.as_deref(), resize.replace), (Some("resize"), false));
        let sidecar = "kubectl set resources deployment/a -c c --limits=memory=1Gi";
        assert!(Patch::of_command(sidecar, true).unwrap().body.as_str().contains("initContainers"));
    }

    #[test]
    fn what_is_no_whole_patch() {
        for command in [
            "",
            "kubectl describe pod a",
            "kubectl set resources deployment/a -c \"$CONTAINER\" --limits=memory=1Gi",
            "kubectl set resources deployment/a -c c",
            "kubectl set resources deployment/a --limits=memory=1Gi",
            "kubectl set env deployment/a -c c A=1 --overwrite",
            "kubectl patch deployment/a -p '{\"spec\":{\"x\":\"'\"$X\"'\"}}'",
            "kubectl patch deployment/a -p '{\"spec\":'",
            "kubectl patch deployment/a -p '{}' | cat",
            "kubectl patch deployment/a -p '{}",
            "kubectl patch widget/a -p '{}'",
        ] {
            assert_eq!(Patch::of_command(command, false), None, "{command}");
        }
    }

    proptest! {
        #[test]
        fn values_come_through(
            value in "[^'\"$`\n|&;<>()*?\\[~#\\\\]{0,40}",
            name in "\\PC{0,20}",
        ) {
            let command = format!("kubectl set image deployment/a 'c'='{value}'");
            let patch = Patch::of_command(&command, false).unwrap();
            let body: serde_json::Value = serde_json::to_value(&patch.body).unwrap();
            let container = &body["spec"]["template"]["spec"]["containers"][0];
            prop_assert_eq!(container["image"].as_str(), Some(&*value));
            // The operations are JSON, whatever the names are.
            let owner = serde_json::json!({"spec": {"template": {"spec": {"containers": [
                {"name": name}, {"name": "c", "image": name},
            ]}}}});
            let operations = patch.operations_on(&owner.to_string()).unwrap();
            prop_assert_eq!(operations.len(), 2);
            prop_assert!(serde_json::to_value(&operations).unwrap().is_array());
        }

        #[test]
        fn anything_ends(text in ".{0,60}", object in ".{0,60}") {
            let _ = words(&text);
            for command in [text.clone(), format!("kubectl patch a b -p '{text}'")] {
                if let Some(patch) = Patch::of_command(&command, false) {
                    let _ = patch.operations_on(&object);
                }
            }
        }
    }
}
