use std::fmt;
use std::str::FromStr;

use serde_json::Value;

/// What is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) kind: Kind,
    pub(crate) name: String,
}

/// The kinds of objects that have or are pods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Pod,
    Deployment,
    ReplicaSet,
    StatefulSet,
    DaemonSet,
    Job,
}

/// A kind, its name in objects, the API group that it is in, its name in paths, and what else
/// kubectl calls it.
const KINDS: [(Kind, &str, &str, &str, &[&str]); 6] = [
    (Kind::Pod, "Pod", "api/v1", "pods", &["pod", "po"]),
    (Kind::Deployment, "Deployment", "apis/apps/v1", "deployments", &["deployment", "deploy"]),
    (Kind::ReplicaSet, "ReplicaSet", "apis/apps/v1", "replicasets", &["replicaset", "rs"]),
    (Kind::StatefulSet, "StatefulSet", "apis/apps/v1", "statefulsets", &["statefulset", "sts"]),
    (Kind::DaemonSet, "DaemonSet", "apis/apps/v1", "daemonsets", &["daemonset", "ds"]),
    (Kind::Job, "Job", "apis/batch/v1", "jobs", &["job"]),
];

impl Kind {
    /// Every kind.
    pub(crate) const ALL: [Self; 6] = [
        Self::Pod,
        Self::Deployment,
        Self::ReplicaSet,
        Self::StatefulSet,
        Self::DaemonSet,
        Self::Job,
    ];

    /// The path of an object of this kind.
    pub(crate) fn path(self, namespace: &str, name: &str) -> String {
        let row = KINDS.iter().find(|(kind, ..)| *kind == self);
        let (group, plural) = row.map_or(("", ""), |(_, _, group, plural, _)| (*group, *plural));
        format!("/{group}/namespaces/{namespace}/{plural}/{name}")
    }

    /// The path of all objects of this kind.
    pub(crate) fn all(self, namespace: &str) -> String {
        let path = self.path(namespace, "");
        path.strip_suffix('/').map(str::to_owned).unwrap_or(path)
    }

    /// The kind of that name, as in an owner reference or as kubectl takes it.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let base = name.split('.').next().unwrap_or_default();
        let known = |plural: &str, names: &[&str]| plural == base || names.contains(&base);
        KINDS.iter().find(|(.., plural, names)| known(plural, names)).map(|(kind, ..)| *kind)
    }

    /// Its name in objects.
    pub(super) fn name(self) -> &'static str {
        let row = KINDS.iter().find(|(kind, ..)| *kind == self);
        row.map_or("", |(_, name, ..)| name)
    }

    pub(crate) fn as_str(self) -> &'static str {
        let row = KINDS.iter().find(|(kind, ..)| *kind == self);
        row.and_then(|(.., names)| names.first().copied()).unwrap_or_default()
    }
}

/// The name of an object.
pub(crate) fn name_of(object: &Value) -> &str {
    object.pointer("/metadata/name").and_then(Value::as_str).unwrap_or_default()
}

/// The namespace of an object.
pub(crate) fn namespace_of(object: &Value) -> &str {
    object.pointer("/metadata/namespace").and_then(Value::as_str).unwrap_or_default()
}

/// Whether an object may have that name, which may then stand in a path (RFC 1123, subdomains).
pub(crate) fn is_name(name: &str) -> bool {
    let part = |part: &str| {
        let inner = part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        inner && !part.is_empty() && !part.starts_with('-') && !part.ends_with('-')
    };
    name.len() <= 253 && name.split('.').all(part)
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} `{}`", self.kind.as_str(), self.name)
    }
}

impl FromStr for Target {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (kind, name) = match text.split_once('/') {
            None => (Kind::Pod, text),
            Some((kind, name)) => {
                let known = Kind::named(kind).ok_or_else(|| {
                    let kinds = Kind::ALL.map(Kind::as_str);
                    format!("expected POD or KIND/NAME, where KIND is {}", kinds.join(", "))
                })?;
                (known, name)
            }
        };
        if !is_name(name) {
            return Err("no object can have that name".to_owned());
        }
        Ok(Self { kind, name: name.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Target, is_name};

    #[test]
    fn targets() {
        for (text, kind, name) in [
            ("api-0", Kind::Pod, "api-0"),
            ("pod/api-0", Kind::Pod, "api-0"),
            ("deployment/api", Kind::Deployment, "api"),
            ("deployments.apps/api", Kind::Deployment, "api"),
            ("deploy/api", Kind::Deployment, "api"),
            ("Job/a.b", Kind::Job, "a.b"),
        ] {
            let target: Target = text.parse().unwrap();
            assert_eq!((target.kind, &*target.name), (kind, name), "{text}");
        }
        for text in ["", "/", "secret/api", "pod/", "a/b/c", "Api", "..", "a/../b", "a b", "a?b"] {
            assert!(text.parse::<Target>().is_err(), "{text}");
        }
        assert!(!is_name(&"a".repeat(254)));
        assert_eq!(Kind::Job.path("shop", "a"), "/apis/batch/v1/namespaces/shop/jobs/a");
    }
}
