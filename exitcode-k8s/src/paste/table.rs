//! Rows of `kubectl get pods` and `docker ps`, and the words of their status columns.
//!
//! The status column of `get pods` is made by `printPod` of pkg/printers/internalversion: the reason
//! of the pod, or that of its first container that waits or has ended, with `Init:` in front where
//! that is an init container.

use exitcode_core::{PodReason, Reported, Role, Seen, Source, TerminatedReason, WaitingReason};

use super::event::{is_label, is_name};
use super::exit;
use super::line::{Line, cells};
use crate::model::{ConditionRecord, ContainerRecord, PodRecord, StateRecord, TerminatedRecord};

/// Whether a line is the head of a table of pods or containers.
pub(super) fn is_head(text: &str) -> bool {
    let mut words = text.split_ascii_whitespace();
    let first = words.next();
    matches!(first, Some("NAME" | "NAMESPACE" | "CONTAINER" | "POD"))
        && words.all(|word| {
            word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'(' || byte == b')')
        })
}

/// A row of pods.
#[derive(Clone, Debug)]
pub(super) struct Row<'a> {
    pub(super) pod: PodRecord<'a>,
    /// Whether anything is wrong with it.
    pub(super) troubled: bool,
}

/// Reads a row of `kubectl get pods`: `[NAMESPACE] NAME READY STATUS [RESTARTS [AGE …]]`, and what is
/// left of one where only the name and a status that is no everyday word were copied.
pub(super) fn pods<'a>(line: &Line<'a>) -> Option<Row<'a>> {
    let text = line.text();
    let mut words = text.split_ascii_whitespace();
    let start: [Option<&str>; 4] = std::array::from_fn(|_| words.next());
    let (namespace, name, ready, word) = match start {
        [Some(namespace), Some(name), Some(ready), Some(word)] if is_ready(ready) => {
            (Some(namespace), name, Some(ready), word)
        }
        [Some(name), Some(ready), Some(word), _] if is_ready(ready) => {
            (None, name, Some(ready), word)
        }
        [Some(name), Some(word), None, None] if is_telling(word) => (None, name, None, word),
        _ => return None,
    };
    if !is_name(name) || !namespace.is_none_or(is_label) {
        return None;
    }
    let mut row = status(line, word)?;
    row.pod.key.name = Some(line.word(name));
    row.pod.key.namespace = namespace.map(|namespace| line.word(namespace));
    let all_ready = ready.and_then(|ready| ready.split_once('/')).map(|(is, of)| is == of);
    let behind = start.iter().flatten().skip_while(|cell| **cell != word).nth(1).copied();
    let restarts = behind.or_else(|| words.next()).and_then(|count| count.parse().ok());
    match row.pod.containers.first_mut() {
        Some(container) => container.restarts = restarts,
        None if word == "Running" && all_ready == Some(false) => {
            row.troubled = true;
            row.pod.containers = vec![ContainerRecord {
                state: StateRecord::Running(None),
                ready: Some(false),
                restarts,
                ..ContainerRecord::default()
            }];
        }
        None => {}
    }
    if word == "Running" && all_ready != Some(false) {
        row.troubled = false;
    }
    Some(row)
}

/// `0/1`.
pub(super) fn is_ready(word: &str) -> bool {
    word.split_once('/').is_some_and(|(is, of)| {
        [is, of].iter().all(|part| {
            (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        })
    })
}

/// Whether a word is a status that stands for itself, in whatever text.
pub(super) fn is_telling(word: &str) -> bool {
    if let Some(word) = word.strip_prefix("Init:") {
        return Reported::<TerminatedReason>::new(word).known().is_some() || is_telling(word);
    }
    !word.is_empty() && Reported::<WaitingReason>::new(word).known().is_some()
        || matches!(word, "OOMKilled" | "Evicted" | "ContainerCannotRun" | "ContainerStatusUnknown")
        || word.strip_prefix("ExitCode:").is_some_and(|code| code.parse::<i32>().is_ok())
        || matches!(word, "Unknown" | "UnexpectedAdmissionError" | "NodeLost" | "StartError")
}

/// Reasons that a pod has as well as a container, and that are the pod's where both may be meant.
const PODS_OWN: [&str; 3] = ["DeadlineExceeded", "Evicted", "Preempting"];

/// What a word of the status column says.
pub(super) fn status<'a>(line: &Line<'a>, word: &str) -> Option<Row<'a>> {
    let (role, status) = match word.strip_prefix("Init:") {
        Some(status) => (Some(Role::Init), status),
        None => (None, word),
    };
    let mut pod = PodRecord { seen: Seen::NOTHING.with(Source::Status), ..PodRecord::default() };
    let mut container = ContainerRecord { role, ..ContainerRecord::default() };
    let ended = |end| StateRecord::Terminated(end);
    let reason = Some(line.quote(status));
    let mut troubled = true;
    if status == "Terminating" || role.is_some() && is_ready(status) {
        troubled = false;
    } else if matches!(status, "Running" | "Pending" | "Succeeded" | "Failed") {
        pod.phase = reason;
        troubled = matches!(status, "Failed" | "Pending");
    } else if status == "SchedulingGated" {
        pod.conditions.push(ConditionRecord {
            kind: "PodScheduled".into(),
            status: Some(false),
            reason,
            ..ConditionRecord::default()
        });
    } else if matches!(status, "NotReady" | "ContainerCreating" | "PodInitializing") {
        troubled = status == "ContainerCreating";
        if troubled {
            container.state = StateRecord::Waiting { reason, message: None };
        }
    } else if let Some(number) = status.strip_prefix("ExitCode:") {
        let end = TerminatedRecord {
            code: Some(exit::number(number)?),
            code_span: line.quote(number).span,
            ..TerminatedRecord::default()
        };
        container.state = ended(end);
    } else if let Some(number) = status.strip_prefix("Signal:") {
        let end = TerminatedRecord { signal: number.parse().ok(), ..TerminatedRecord::default() };
        container.state = ended(end);
    } else if Reported::<WaitingReason>::new(status).known().is_some() {
        container.state = StateRecord::Waiting { reason, message: None };
    } else if Reported::<TerminatedReason>::new(status).known().is_some()
        && !PODS_OWN.contains(&status)
    {
        container.state = ended(TerminatedRecord { reason, ..TerminatedRecord::default() });
    } else if is_camel_case(status) {
        pod.phase = Some("Failed".into());
        pod.reason = reason;
        // What the pod says of itself needs no container.
        troubled = true;
    } else {
        return None;
    }
    if !matches!(container.state, StateRecord::Unknown) {
        pod.containers = vec![container];
    }
    Some(Row { pod, troubled })
}

/// Whether a word is written as reasons are: `OutOfcpu`, `NodeAffinity`.
fn is_camel_case(word: &str) -> bool {
    Reported::<PodReason>::new(word).known().is_some()
        || (4..=63).contains(&word.len())
            && word.starts_with(|c: char| c.is_ascii_uppercase())
            && word.bytes().all(|byte| byte.is_ascii_alphabetic())
            && word.bytes().any(|byte| byte.is_ascii_lowercase())
            && word.bytes().skip(1).any(|byte| byte.is_ascii_uppercase())
}

/// Reads a row of `docker ps -a`, by its `Exited (137) 2 hours ago`; of it, that alone will do.
pub(super) fn docker<'a>(line: &Line<'a>) -> Option<PodRecord<'a>> {
    let text = line.text();
    let (before, rest) =
        ["Exited (", "Restarting ("].iter().find_map(|word| text.split_once(word))?;
    let (digits, behind) = rest.split_once(')')?;
    let code = exit::number(digits)?;
    let end = TerminatedRecord {
        code: Some(code),
        code_span: line.quote(digits).span,
        ..TerminatedRecord::default()
    };
    let mut container = ContainerRecord::default();
    if text.contains("Restarting (") {
        container.state = StateRecord::Waiting { reason: None, message: None };
        container.last = Some(end);
    } else {
        container.state = StateRecord::Terminated(end);
    }
    let mut columns = cells(before);
    let id =
        columns.next().filter(|id| id.len() == 12 && id.bytes().all(|b| b.is_ascii_hexdigit()));
    container.id = id.map(|id| line.word(id));
    if id.is_some() {
        container.image = columns.next().map(|image| line.quote(image));
    }
    let is_container_name = |name: &&str| {
        name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte))
    };
    let ago = behind.trim_start();
    let name = cells(ago).last().filter(|name| *name != ago && is_container_name(name));
    container.name = name.map(|name| line.word(name));
    let mut pod = PodRecord { seen: Seen::NOTHING.with(Source::Status), ..PodRecord::default() };
    pod.containers.push(container);
    Some(pod)
}
