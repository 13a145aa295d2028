//! Events as kubectl prints them, in tables and in single lines.
//!
//! `kubectl describe` has `Type Reason Age From Message`, before 1.6 `FirstSeen LastSeen Count From
//! SubObjectPath Type Reason Message` and before 1.2 no `Type`; `kubectl get events` has
//! `LAST SEEN TYPE REASON OBJECT MESSAGE`, before 1.13 `LAST SEEN FIRST SEEN COUNT NAME KIND
//! SUBOBJECT TYPE REASON SOURCE MESSAGE`. The type is what tells the columns apart where the head
//! of the table is missing.

use std::borrow::Cow;

use exitcode_core::Role;

use super::age::Age;
use super::line::{Line, cells};
use crate::model::EventRecord;

/// Whether a line is the head of a table of events.
pub(super) fn is_head(text: &str) -> bool {
    let has = |name: &str| cells(text).any(|cell| cell.eq_ignore_ascii_case(name));
    has("Reason") && has("Message") || has("LAST SEEN") && has("REASON")
}

/// Whether a line only underlines the head of a table.
pub(super) fn is_rule(text: &str) -> bool {
    text.contains("--") && text.bytes().all(|byte| matches!(byte, b'-' | b' ' | b'\t'))
}

/// Reads a row of a table of events.
pub(super) fn row<'a>(line: &Line<'a>) -> Option<EventRecord<'a>> {
    let text = line.text();
    let parts: Vec<&str> = cells(text).take(16).collect();
    let is_type = |cell: &&str| {
        ["Normal", "Warning"].iter().any(|name| {
            cell.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        })
    };
    match parts.iter().position(is_type) {
        Some(at) if at <= 8 => typed_row(line, &parts, at),
        Some(_) => None,
        None => old_row(line, &parts),
    }
}

/// A row in which the event's type stands in the cell of that index.
fn typed_row<'a>(line: &Line<'a>, parts: &[&str], at: usize) -> Option<EventRecord<'a>> {
    let (before, rest) = parts.split_at_checked(at)?;
    let (cell, rest) = rest.split_first()?;
    let mut event = EventRecord { count: 1, ..EventRecord::default() };
    let mut rest = rest.iter().copied().peekable();
    let reason = match cell.split_once(' ') {
        Some((_, reason)) => reason.trim(),
        None => rest.next()?,
    };
    event.reason = line.quote(reason);
    before_type(line, before, &mut event);
    // What a web console prints has no more columns than these.
    let mut has_age = false;
    while let Some(cell) = rest.peek().copied() {
        let from_here = rest.clone().count();
        if let Some(age) = Age::parse(cell).filter(|_| !has_age) {
            event.count = age.count.unwrap_or(1).max(1);
            has_age = true;
        } else if let Some((kind, name)) = object(cell).filter(|_| from_here > 1) {
            event.kind = Some(kind.into());
            event.object.name = Some(line.word(name));
        } else if let Some((name, role)) = field_path(cell).filter(|_| from_here > 1) {
            event.container = Some(line.word(name));
            event.role = role;
        } else if !(from_here > 1 && is_source(cell)) {
            break;
        }
        rest.next();
    }
    message(line, rest.next(), &mut event);
    Some(event)
}

/// The columns before the type: ages and a count, a namespace, and before 1.13 the object.
fn before_type<'a>(line: &Line<'a>, before: &[&str], event: &mut EventRecord<'a>) {
    let mut names = Vec::new();
    for cell in before {
        if let Ok(count) = cell.parse::<u32>() {
            event.count = count.max(1);
        } else if let Some((name, role)) = field_path(cell) {
            event.container = Some(line.word(name));
            event.role = role;
        } else if Age::parse(cell).is_none() && !is_time(cell) && !cell.starts_with('{') {
            names.push(*cell);
        }
    }
    match names.as_slice() {
        [namespace, name, kind] if is_kind(kind) => {
            event.object.namespace = Some(line.word(namespace));
            event.object.name = Some(object_of_event(line, name));
            event.kind = Some(line.word(kind));
        }
        [name, kind] if is_kind(kind) => {
            event.object.name = Some(object_of_event(line, name));
            event.kind = Some(line.word(kind));
        }
        [namespace] => event.object.namespace = Some(line.word(namespace)),
        _ => {}
    }
}

/// The name of an event, which before 1.13 stood for its object: `api-0.14f2c9c5b1a3e6d7`.
fn object_of_event<'a>(line: &Line<'a>, name: &str) -> Cow<'a, str> {
    let hash = |hash: &str| hash.len() >= 12 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    match name.rsplit_once('.') {
        Some((object, end)) if hash(end) => line.word(object),
        _ => line.word(name),
    }
}

/// A row without a type: `time time count {source} [path] reason message`.
fn old_row<'a>(line: &Line<'a>, parts: &[&str]) -> Option<EventRecord<'a>> {
    let source = parts.iter().position(|cell| cell.starts_with('{') && cell.ends_with('}'))?;
    let (before, rest) = parts.split_at_checked(source)?;
    let [_, _, count] = before else { return None };
    let mut event = EventRecord { count: count.parse().ok()?, ..EventRecord::default() };
    let mut rest = rest.iter().copied().skip(1).peekable();
    if let Some((name, role)) = rest.peek().and_then(|cell| field_path(cell)) {
        event.container = Some(line.word(name));
        event.role = role;
        rest.next();
    }
    let reason = line.quote(rest.next()?);
    event.reason = reason;
    message(line, rest.next(), &mut event);
    capitalise(&mut event);
    Some(event)
}

/// Before 1.2 a reason began with a small letter.
fn capitalise(event: &mut EventRecord<'_>) {
    let mut chars = event.reason.text.chars();
    if let Some(first) = chars.next().filter(char::is_ascii_lowercase) {
        event.reason.text = format!("{}{}", first.to_ascii_uppercase(), chars.as_str()).into();
    }
}

/// Takes the rest of the line, from this cell on, as the message.
fn message<'a>(line: &Line<'a>, cell: Option<&str>, event: &mut EventRecord<'a>) {
    let Some(cell) = cell else { return };
    let text = line.text();
    let at = cell.as_ptr().addr().saturating_sub(text.as_ptr().addr());
    let mut rest = text.get(at..).unwrap_or_default().trim_end();
    // What the message is about may stand before it.
    if let Some((path, words)) = rest.split_once(": ")
        && let Some((name, role)) = field_path(path)
    {
        event.container = Some(line.word(name));
        event.role = role;
        rest = words;
    }
    event.message = line.quote(rest);
    about(line, rest, event);
}

/// Fills in the container that the words of a message name.
pub(super) fn about<'a>(line: &Line<'a>, message: &str, event: &mut EventRecord<'a>) {
    if event.container.is_none() {
        event.container = container_in(message).map(|name| line.word(name));
    }
}

/// The container that the kubelet names in a message.
fn container_in(message: &str) -> Option<&str> {
    const BEFORE: [&str; 12] = [
        "containerName=\"",
        "Stopping container ",
        "Created container: ",
        "Created container ",
        "Started container ",
        "restarting failed container ",
        "restarting failed container=",
        ", container: ",
        "failed to start container \"",
        "failed to \"StartContainer\" for \"",
        "lifecycle hook ",
        "Container ",
    ];
    let (before, rest) = BEFORE
        .iter()
        .find_map(|before| message.split_once(before).map(|(_, rest)| (*before, rest)))?;
    let rest =
        if before == "lifecycle hook " { rest.split_once("for Container \"")?.1 } else { rest };
    let name = rest.split([' ', ',', ')', '"']).next()?;
    let is_verb = before == "Container "
        && !["failed liveness", "failed startup", "definition changed", "is unhealthy"]
            .iter()
            .any(|verb| rest.get(name.len() + 1..).is_some_and(|rest| rest.starts_with(verb)));
    let says_none = matches!(name, "in" | "with" | "created" | "started");
    (is_label(name) && !is_verb && !says_none).then_some(name)
}

/// The pod that a message names: its name, its namespace and its UID.
pub(super) fn pod_in(message: &str) -> Option<(&str, Option<&str>, Option<&str>)> {
    if let Some(rest) = message.strip_prefix("Successfully assigned ") {
        let (object, _) = rest.split_once(" to ")?;
        let (namespace, name) = match object.split_once('/') {
            Some((namespace, name)) => (Some(namespace), name),
            None => (None, object),
        };
        return is_name(name).then_some((name, namespace, None));
    }
    let rest = ["pod=", " in pod ", "(pod: \""].iter().find_map(|before| {
        message.split_once(before).map(|(_, rest)| rest.trim_start_matches(['"', '\\']))
    })?;
    let word = rest.split(['"', '\\', ' ', ')']).next()?.trim_end_matches(',');
    if let Some((namespace, name)) = word.split_once('/') {
        return (is_name(namespace) && is_name(name)).then_some((name, Some(namespace), None));
    }
    let (name, behind) = word.split_once('_')?;
    let namespace = behind.split('(').next().filter(|namespace| is_label(namespace))?;
    let uid = rest.split_once('(').and_then(|(_, uid)| uid.split_once(')')).map(|(uid, _)| uid);
    is_name(name).then_some((name, Some(namespace), uid.filter(|uid| uid.len() == 36)))
}

/// The kind and the name of an object such as `pod/api-0`.
fn object(cell: &str) -> Option<(&'static str, &str)> {
    const KINDS: [&str; 12] = [
        "Pod",
        "Node",
        "Job",
        "CronJob",
        "ReplicaSet",
        "Deployment",
        "StatefulSet",
        "DaemonSet",
        "ReplicationController",
        "HorizontalPodAutoscaler",
        "PersistentVolumeClaim",
        "Endpoints",
    ];
    let (kind, name) = cell.split_once('/')?;
    let kind = KINDS.iter().find(|known| known.eq_ignore_ascii_case(kind))?;
    is_name(name).then_some((*kind, name))
}

fn is_kind(cell: &str) -> bool {
    object(&format!("{cell}/x")).is_some()
}

/// The container of a path such as `spec.containers{main}`, and what it is for.
fn field_path(cell: &str) -> Option<(&str, Role)> {
    let (list, rest) = cell.strip_prefix("spec.")?.split_once('{')?;
    let name = rest.strip_suffix('}')?;
    let role = match list {
        "containers" => Role::App,
        "initContainers" => Role::Init,
        "ephemeralContainers" => Role::Ephemeral,
        _ => return None,
    };
    is_label(name).then_some((name, role))
}

/// Whether a cell says where an event comes from: `kubelet`, `kubelet, node1`, `{kubelet node1}`.
fn is_source(cell: &str) -> bool {
    let braces = cell.starts_with('{') && cell.ends_with('}');
    let words = match cell.split_once(", ") {
        Some((component, host)) => is_name(component) && is_name(host),
        None => is_name(cell),
    };
    braces || words
}

/// Whether a cell is a point in time, as old versions and web consoles print it.
fn is_time(cell: &str) -> bool {
    cell.contains(':') && cell.starts_with(|c: char| c.is_ascii_digit())
        || crate::time::parse_described(cell).is_some()
}

/// Whether it may be the name of an object (RFC 1123, subdomain).
pub(super) fn is_name(text: &str) -> bool {
    let fits =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.".contains(&byte);
    (1..=253).contains(&text.len())
        && text.bytes().all(fits)
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.ends_with(|c: char| c.is_ascii_alphanumeric())
}

/// Whether it may be the name of a container (RFC 1123, label).
pub(super) fn is_label(text: &str) -> bool {
    text.len() <= 63 && is_name(text) && !text.contains('.')
}
/// The reason under which the kubelet, the scheduler and the controllers report a message of this
/// wording. The wordings are those of pkg/kubelet, pkg/scheduler and pkg/controller of Kubernetes.
pub(super) fn reason_of(message: &str) -> Option<&'static str> {
    const ROWS: [(&str, &str); 33] = [
        ("Successfully assigned ", "Scheduled"),
        ("Pulling image ", "Pulling"),
        ("pulling image ", "Pulling"),
        ("Successfully pulled image ", "Pulled"),
        ("Container image \"", "Pulled"),
        ("Created container", "Created"),
        ("Started container", "Started"),
        ("Failed to pull image ", "Failed"),
        ("Failed to inspect image ", "InspectFailed"),
        ("Failed to apply default image tag ", "InspectFailed"),
        ("Error: ", "Failed"),
        ("Failed to start container with ", "Failed"),
        ("Back-off restarting failed container", "BackOff"),
        ("Back-off pulling image ", "BackOff"),
        ("Error syncing pod", "FailedSync"),
        ("Liveness probe failed:", "Unhealthy"),
        ("Liveness probe errored:", "Unhealthy"),
        ("Readiness probe failed:", "Unhealthy"),
        ("Readiness probe errored:", "Unhealthy"),
        ("Startup probe failed:", "Unhealthy"),
        ("Startup probe errored:", "Unhealthy"),
        ("Stopping container ", "Killing"),
        ("Killing container with id ", "Killing"),
        ("MountVolume.", "FailedMount"),
        ("Unable to attach or mount volumes", "FailedMount"),
        ("Unable to mount volumes for pod", "FailedMount"),
        ("AttachVolume.", "FailedAttachVolume"),
        ("Multi-Attach error for volume", "FailedAttachVolume"),
        ("Failed to create pod sandbox", "FailedCreatePodSandBox"),
        ("Pod sandbox changed, it will be killed", "SandboxChanged"),
        ("The node was low on resource", "Evicted"),
        ("The node had condition:", "Evicted"),
        ("Container runtime did not kill the pod within specified", "ExceededGracePeriod"),
    ];
    if message.starts_with("Container image \"") && message.contains("pull policy of Never") {
        return Some("ErrImageNeverPull");
    }
    if let Some((_, reason)) = ROWS.iter().find(|(start, _)| message.starts_with(start)) {
        return Some(reason);
    }
    let has = |words: &str| message.contains(words);
    if message.starts_with("Container ")
        && (has(" failed liveness probe, will be") || has(" failed startup probe, will be"))
    {
        return Some("Killing");
    }
    if has("nodes are available:") && message.starts_with(|c: char| c.is_ascii_digit()) {
        return Some("FailedScheduling");
    }
    if message.starts_with("Pod ephemeral local storage usage exceeds")
        || message.starts_with("Usage of EmptyDir volume")
        || message.starts_with("Container ") && has("exceeded its local ephemeral storage limit")
    {
        return Some("Evicted");
    }
    if message.starts_with("Pod was active on the node longer than") {
        return Some("DeadlineExceeded");
    }
    if message.starts_with("Allocate failed due to ") {
        return Some("UnexpectedAdmissionError");
    }
    None
}

/// The reason and the message of the event that goes with a line of the kubelet's own log, as
/// pkg/kubelet/kuberuntime writes it.
pub(super) fn of_kubelet_log(text: &str) -> Option<(&'static str, &str)> {
    if let Some((_, message)) = text.split_once("containerMessage=\"") {
        let message = message.split('"').next()?;
        return reason_of(message).map(|reason| (reason, message));
    }
    text.contains("\"Killing container with a grace period\"").then_some(("Killing", text))
}

/// The container, the waiting reason and its message of `failed to "StartContainer" for "api" with
/// CrashLoopBackOff: "…"`, as the kubelet logs and reports it while a container cannot run.
pub(super) fn sync_error(text: &str) -> Option<(&str, &str, &str)> {
    let (_, rest) = text.split_once("StartContainer")?;
    let rest = rest.trim_start_matches(['\\', '"']).strip_prefix(" for ")?;
    let rest = rest.trim_start_matches(['\\', '"']);
    let name = rest.split(['\\', '"']).next()?;
    let (_, rest) = rest.split_once(" with ")?;
    let (reason, rest) = rest.split_once(':')?;
    let message = rest.trim_start().trim_start_matches(['\\', '"']);
    let known = !reason.is_empty() && reason.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let end = message.find("\\\"").or_else(|| message.rfind('"')).unwrap_or(message.len());
    (is_label(name) && known).then_some((name, reason, message.get(..end)?))
}
