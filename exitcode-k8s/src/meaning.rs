//! What the fields of objects mean, whichever way they were read.

use std::borrow::Cow;

use exitcode_core::{Platform, PreStop, Probe, Role};

use crate::model::Word;

/// The label of a pod that a Deployment's ReplicaSet made: the end of the ReplicaSet's name.
pub(crate) const HASH_LABEL: &str = "pod-template-hash";

/// The number of a Deployment's rollout, which its controller writes on each ReplicaSet.
pub(crate) const REVISION_ANNOTATION: &str = "deployment.kubernetes.io/revision";

/// The label by which a pod chooses nodes of an operating system.
pub(crate) const OS_LABEL: &str = "kubernetes.io/os";

pub(crate) fn platform(os: &str) -> Option<Platform> {
    match os {
        "windows" => Some(Platform::Windows),
        "linux" => Some(Platform::Linux),
        _ => None,
    }
}

/// The role of a container in that list: an init container that is always restarted is a sidecar.
pub(crate) fn role(list: Role, restart_policy: Option<&str>) -> Role {
    match (list, restart_policy) {
        (Role::Init, Some("Always")) => Role::Sidecar,
        (list, _) => list,
    }
}

/// A probe, with the API server's defaults where nothing is said.
pub(crate) fn probe(
    initial_delay: Option<u32>,
    timeout: Option<u32>,
    period: Option<u32>,
    failures: Option<u32>,
    grace: Option<i64>,
) -> Probe {
    let mut probe = Probe::default();
    probe.initial_delay = initial_delay.unwrap_or(0);
    probe.timeout = timeout.unwrap_or(1);
    probe.period = period.unwrap_or(10);
    probe.failures = failures.unwrap_or(3);
    probe.grace = grace;
    probe
}

/// A preStop hook. A command that only sleeps is as good as the field of that name.
pub(crate) fn pre_stop<'w>(sleep: Option<i64>, command: impl Iterator<Item = &'w str>) -> PreStop {
    let words: Vec<_> = command.take(4).collect();
    let of_command = || match words[..] {
        ["sleep" | "/bin/sleep" | "/usr/bin/sleep", seconds] => seconds.parse().ok(),
        ["sh" | "/bin/sh" | "bash" | "/bin/bash", "-c", line] => {
            line.trim().strip_prefix("sleep ").and_then(|seconds| seconds.trim().parse().ok())
        }
        _ => None,
    };
    sleep.or_else(of_command).map_or(PreStop::Other, PreStop::Sleep)
}

/// A container's id without the runtime in front of it, as in `containerd://0123`.
pub(crate) fn bare_id(id: Cow<'_, str>) -> Cow<'_, str> {
    let start = id.find("://").map_or(0, |end| end + 3);
    behind(id, start)
}

/// The container of an event's field path, such as `spec.initContainers{setup}`, and its role as far
/// as the list tells it.
pub(crate) fn field_path(path: Word<'_>) -> (Word<'_>, Role) {
    let Some(path) = path.filter(|path| path.ends_with('}')) else { return (None, Role::App) };
    let Some(brace) = path.find('{') else { return (None, Role::App) };
    let role = match path.get(..brace) {
        Some("spec.initContainers") => Role::Init,
        Some("spec.ephemeralContainers") => Role::Ephemeral,
        _ => Role::App,
    };
    let name = match behind(path, brace + 1) {
        Cow::Borrowed(name) => Cow::Borrowed(name.trim_end_matches('}')),
        Cow::Owned(name) => Cow::Owned(name.trim_end_matches('}').to_owned()),
    };
    (Some(name), role)
}

fn behind(text: Cow<'_, str>, start: usize) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.get(start..).unwrap_or("")),
        Cow::Owned(mut text) => {
            text.drain(..start.min(text.len()));
            Cow::Owned(text)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hooks_that_sleep() {
        let hook = |words: &[&str]| pre_stop(None, words.iter().copied());
        assert_eq!(pre_stop(Some(5), std::iter::empty()), PreStop::Sleep(5));
        assert_eq!(hook(&["sleep", "15"]), PreStop::Sleep(15));
        assert_eq!(hook(&["/bin/sh", "-c", "sleep 15"]), PreStop::Sleep(15));
        assert_eq!(hook(&["sh", "-c", "sleep 15; curl localhost"]), PreStop::Other);
        assert_eq!(hook(&["sleep", "infinity"]), PreStop::Other);
        assert_eq!(hook(&[]), PreStop::Other);
    }

    #[test]
    fn field_paths() {
        let name = |path: &'static str| field_path(Some(path.into()));
        assert_eq!(name("spec.containers{main}"), (Some("main".into()), Role::App));
        assert_eq!(name("spec.initContainers{setup}"), (Some("setup".into()), Role::Init));
        assert_eq!(name("spec"), (None, Role::App));
        assert_eq!(name("}{"), (None, Role::App));
        assert_eq!(bare_id("containerd://0123".into()), "0123");
        assert_eq!(bare_id("0123".into()), "0123");
    }
}
