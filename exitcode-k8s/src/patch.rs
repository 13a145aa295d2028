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
//! assert_eq!((patch.kind(), patch.name()), ("deployment", "api"));
//! assert_eq!(
//!     patch.body(),
//!     r#"{"spec":{"template":{"spec":{"containers":"#.to_owned()
//!         + r#"[{"name":"api","resources":{"limits":{"memory":"320Mi"}}}]}}}}"#,
//! );
//!
//! let owner = r#"{"spec": {"template": {"spec": {"containers": [{"name": "api"}]}}}}"#;
//! assert_eq!(
//!     patch.json_patch(owner).unwrap(),
//!     r#"[{"op":"test","path":"/spec/template/spec/containers/0/name","value":"api"},"#.to_owned()
//!         + r#"{"op":"add","path":"/spec/template/spec/containers/0/resources","#
//!         + r#""value":{"limits":{"memory":"320Mi"}}}]"#,
//! );
//! ```

use std::fmt::Write as _;

use crate::document::{Document, Kind, Value};
use crate::json;
use crate::report::{Remedy, Subject};

/// A change to one object.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Patch {
    kind: String,
    name: String,
    namespace: Option<String>,
    strategy: Strategy,
    body: String,
}

/// How a patch is merged with the object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Strategy {
    /// A strategic merge patch: lists of things with names are merged by name.
    Strategic,
    /// A JSON merge patch (RFC 7386).
    Merge,
}

impl Strategy {
    /// The media type of such a patch.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Strategic => "application/strategic-merge-patch+json",
            Self::Merge => "application/merge-patch+json",
        }
    }

    /// What `kubectl patch --type` calls it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Strategic => "strategic",
            Self::Merge => "merge",
        }
    }
}

impl Patch {
    /// The patch that does what a remedy's command does; nothing for a command that changes no
    /// object, or that leaves something for a person to fill in.
    #[must_use]
    pub fn of(remedy: &Remedy, subject: &Subject) -> Option<Self> {
        let is_init = matches!(subject.role.as_deref(), Some("init" | "sidecar"));
        Self::of_command(remedy.command.as_deref()?, is_init)
    }

    /// The patch of a command `kubectl patch`, `kubectl set resources`, `kubectl set env` or
    /// `kubectl set image`. Whether the container that it names is an init container or sidecar the
    /// command does not tell.
    #[must_use]
    pub fn of_command(command: &str, is_init: bool) -> Option<Self> {
        let words = words(command)?;
        let words: Vec<_> = words.iter().map(String::as_str).collect();
        let (verb, rest) = match words.as_slice() {
            ["kubectl", "patch", rest @ ..] => ("patch", rest),
            ["kubectl", "set", verb @ ("resources" | "env" | "image"), rest @ ..] => (*verb, rest),
            _ => return None,
        };
        let (kind, name, rest) = match rest {
            [object, rest @ ..] if object.contains('/') => {
                let (kind, name) = object.split_once('/')?;
                (kind, name, rest)
            }
            [kind, name, rest @ ..] => (*kind, *name, rest),
            _ => return None,
        };
        let change = Change::read(rest)?;
        let (strategy, body) = if verb == "patch" {
            (change.strategy, change.body?.to_owned())
        } else {
            (Strategy::Strategic, change.body_of(verb, kind, is_init)?)
        };
        let parsed = json::parse(0, &body, 0);
        let whole = parsed.fault.is_none() && parsed.end == body.len();
        whole.then_some(Self {
            kind: kind.to_owned(),
            name: name.to_owned(),
            namespace: change.namespace.map(str::to_owned),
            strategy,
            body,
        })
    }

    /// The kind of the object, in lower case, as kubectl takes it.
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// The name of the object.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The namespace of the object, where it is known.
    #[must_use]
    pub fn namespace(&self) -> Option<&str> {
        self.namespace.as_deref()
    }

    /// How it is merged.
    #[must_use]
    pub const fn strategy(&self) -> Strategy {
        self.strategy
    }

    /// The patch, in JSON.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.body
    }

    pub(crate) fn into_body(self) -> String {
        self.body
    }

    /// The same change to this object as a JSON patch (RFC 6902).
    ///
    /// Before each change to a container it tests the container's name: a JSON patch counts
    /// containers, and another one may have come before it since the object was read. Nothing for a
    /// text that is no object.
    #[must_use]
    pub fn json_patch(&self, object: &str) -> Option<String> {
        let patch = json::parse(0, &self.body, 0).document;
        let parsed = json::parse(0, object, 0);
        let target = parsed.document.root().filter(|_| parsed.fault.is_none())?;
        if !matches!(target.kind(), Kind::Object) {
            return None;
        }
        let mut operations = Operations { text: "[".to_owned(), strategy: self.strategy };
        operations.merge(patch.root()?, target, &mut String::new());
        operations.text.push(']');
        Some(operations.text)
    }
}

/// What a command's options ask for.
struct Change<'w> {
    namespace: Option<&'w str>,
    container: Option<&'w str>,
    strategy: Strategy,
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
            strategy: Strategy::Strategic,
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
                None if word == "-p" => change.body = Some(words.next()?),
                Some(("--type", "merge")) => change.strategy = Strategy::Merge,
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
            "deployment" | "statefulset" | "daemonset" => template,
            "cronjob" => format!("{{\"spec\":{{\"jobTemplate\":{template}}}}}"),
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

/// A text as a string of JSON.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for char in text.chars() {
        match char {
            '"' | '\\' => quoted.extend(['\\', char]),
            char if char.is_control() => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(char));
            }
            char => quoted.push(char),
        }
    }
    quoted.push('"');
    quoted
}

struct Operations {
    text: String,
    strategy: Strategy,
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
        self.strategy == Strategy::Strategic
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
        let rest: Vec<_> = item.members().filter(|(key, _)| !key.is("name")).collect();
        let mut text = String::from('{');
        for (index, (key, value)) in rest.into_iter().enumerate() {
            let comma = if index > 0 { "," } else { "" };
            let _ = write!(text, "{comma}{}:", quoted(&key.str().unwrap_or_default()));
            write_value(&mut text, value, true);
        }
        text.push('}');
        let document: Document<'_> = json::parse(0, &text, 0).document;
        if let Some(rest) = document.root() {
            self.merge(rest, target, path);
        }
    }

    fn push(&mut self, operation: &str, path: &str, value: Option<Value<'_, '_>>) {
        let comma = if self.text.len() > 1 { "," } else { "" };
        let path = quoted(path);
        let _ = write!(self.text, "{comma}{{\"op\":\"{operation}\",\"path\":{path}");
        if let Some(value) = value {
            self.text.push_str(",\"value\":");
            write_value(&mut self.text, value, false);
        }
        self.text.push('}');
    }
}

/// Writes a value; members that are null, by which a patch takes something away, only if asked for.
fn write_value(text: &mut String, value: Value<'_, '_>, nulls: bool) {
    match value.kind() {
        Kind::Null => text.push_str("null"),
        Kind::Bool(value) => text.push_str(if value { "true" } else { "false" }),
        Kind::Number => text.push_str(value.number().unwrap_or("0")),
        Kind::Plain | Kind::Escaped | Kind::Decoded(_) => {
            text.push_str(&quoted(&value.str().unwrap_or_default()))
        }
        Kind::Object => {
            let mut open = '{';
            let kept = value.members().filter(|(_, value)| nulls || !value.is_null());
            for (key, value) in kept {
                text.push(open);
                text.push_str(&quoted(&key.str().unwrap_or_default()));
                text.push(':');
                write_value(text, value, nulls);
                open = ',';
            }
            text.push_str(if open == '{' { "{}" } else { "}" });
        }
        Kind::Array => {
            let mut open = '[';
            for item in value.items() {
                text.push(open);
                write_value(text, item, nulls);
                open = ',';
            }
            text.push_str(if open == '[' { "[]" } else { "]" });
        }
    }
}

fn push_segment(path: &mut String, segment: &str) {
    path.push('/');
    path.push_str(&segment.replace('~', "~0").replace('/', "~1"));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Patch, Strategy, quoted, words};

    #[track_caller]
    fn gives(command: &str, body: &str) {
        let patch = Patch::of_command(command, false);
        assert_eq!(patch.as_ref().map(Patch::body), Some(body), "{command}");
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
        assert_eq!((patch.kind(), patch.name()), ("configmap", "a"));
        assert_eq!((patch.namespace(), patch.strategy()), (Some("b"), Strategy::Merge));
        let sidecar = "kubectl set resources deployment/a -c c --limits=memory=1Gi";
        assert!(Patch::of_command(sidecar, true).unwrap().body().contains("initContainers"));
    }

    #[test]
    fn what_is_no_whole_patch() {
        for command in [
            "",
            "kubectl describe pod a",
            "kubectl set resources deployment/a -c \"$CONTAINER\" --limits=memory=1Gi",
            "kubectl set resources deployment/a -c c",
            "kubectl set resources job/a -c c --limits=memory=1Gi",
            "kubectl set resources deployment/a --limits=memory=1Gi",
            "kubectl set env deployment/a -c c A=1 --overwrite",
            "kubectl patch deployment/a -p '{\"spec\":{\"x\":\"'\"$X\"'\"}}'",
            "kubectl patch deployment/a -p '{\"spec\":'",
            "kubectl patch deployment/a -p '{}' | cat",
            "kubectl patch deployment/a -p '{}",
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
            let body: serde_json::Value = serde_json::from_str(patch.body()).unwrap();
            let container = &body["spec"]["template"]["spec"]["containers"][0];
            prop_assert_eq!(container["image"].as_str(), Some(&*value));
            // The operations are JSON, whatever the names are.
            let owner = serde_json::json!({"spec": {"template": {"spec": {"containers": [
                {"name": name}, {"name": "c", "image": name},
            ]}}}});
            let operations = patch.json_patch(&owner.to_string()).unwrap();
            let operations: serde_json::Value = serde_json::from_str(&operations).unwrap();
            prop_assert_eq!(operations.as_array().map(Vec::len), Some(2));
        }

        #[test]
        fn any_text_is_a_string(text in ".{0,40}") {
            let back: String = serde_json::from_str(&quoted(&text)).unwrap();
            prop_assert_eq!(back, text);
        }

        #[test]
        fn anything_ends(text in ".{0,60}", object in ".{0,60}") {
            let _ = words(&text);
            for command in [text.clone(), format!("kubectl patch a b -p '{text}'")] {
                if let Some(patch) = Patch::of_command(&command, false) {
                    let _ = patch.json_patch(&object);
                }
            }
        }
    }
}
