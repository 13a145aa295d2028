//! Objects inside a pasted text: where JSON or YAML may begin, and how far it goes.

use memchr::memmem;

use super::line::{Line, Lines, key_value};

/// Keys that only objects of Kubernetes and of container engines have.
const TELLING: [&str; 22] = [
    "apiVersion",
    "containerStatuses",
    "initContainerStatuses",
    "lastState",
    "exitCode",
    "ExitCode",
    "OOMKilled",
    "restartCount",
    "containerID",
    "terminated",
    "waiting",
    "involvedObject",
    "containers",
    "initContainers",
    "livenessProbe",
    "startupProbe",
    "qosClass",
    "deletionGracePeriodSeconds",
    "terminationGracePeriodSeconds",
    "finishedAt",
    "restartPolicy",
    "HostConfig",
];

/// Keys with which a piece of YAML may begin, beside the telling ones.
const FIRST: [&str; 14] = [
    "kind",
    "metadata",
    "spec",
    "status",
    "items",
    "state",
    "running",
    "reason",
    "message",
    "phase",
    "name",
    "image",
    "conditions",
    "resources",
];

/// Whether a stretch of JSON has a key that only an object of use has.
pub(crate) fn is_telling(json: &[u8]) -> bool {
    TELLING.iter().any(|key| {
        memmem::find_iter(json, key.as_bytes()).any(|at| {
            let byte = |at: usize| json.get(at).copied();
            at > 0 && byte(at - 1) == Some(b'"') && byte(at + key.len()) == Some(b'"')
        })
    })
}

/// The key and the value of a line of YAML, without the `- ` of a list.
fn entry(text: &str) -> Option<(&str, &str)> {
    let mut rest = text.trim_start();
    while let Some(item) = rest.strip_prefix("- ") {
        rest = item.trim_start();
    }
    let (key, value) = key_value(rest)?;
    (!key.contains([' ', '(', ')'])).then_some((key, value))
}

fn indent(text: &str) -> usize {
    text.len() - text.trim_start_matches(' ').len()
}

/// Whether a line may be the first of a piece of YAML.
pub(super) fn may_begin_yaml(text: &str) -> bool {
    entry(text).is_some_and(|(key, _)| TELLING.contains(&key) || FIRST.contains(&key))
}

/// Where a piece of YAML ends that begins with the next line, and whether it is an object's.
pub(super) fn yaml_end(lines: &Lines<'_>) -> (usize, bool) {
    let ahead = *lines;
    let mut end = ahead.at();
    let mut outermost = None;
    let (mut telling, mut phase) = (false, false);
    for line in ahead {
        let text = line.text();
        if text.trim().is_empty() || text.trim_start().starts_with('#') {
            continue;
        }
        let here = indent(text);
        let first = *outermost.get_or_insert(here);
        let entry = entry(text);
        let is_item = text.trim_start().starts_with("- ") || text.trim() == "-";
        let belongs = here > first || here == first && (entry.is_some() || is_item);
        if !belongs || text.starts_with('\t') || super::prompt::is_elision(text) {
            break;
        }
        if here == first
            && let Some((key, _)) = entry
            && !is_item
            && key.starts_with(|c: char| c.is_ascii_uppercase())
            && !TELLING.contains(&key)
        {
            break;
        }
        if let Some((key, value)) = entry {
            telling |= TELLING.contains(&key);
            phase |= key == "phase"
                && matches!(value, "Pending" | "Running" | "Succeeded" | "Failed" | "Unknown");
        }
        end = line.end();
    }
    (end, telling || phase)
}

/// Whether a line opens JSON: a brace, a bracket or a key with one of them or a value behind it.
pub(super) fn may_begin_json(line: &Line<'_>) -> bool {
    crate::json::may_begin(line.text())
}
