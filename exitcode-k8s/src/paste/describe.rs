//! What `kubectl describe` prints of a pod, a node, a job or what else keeps pods, whole or from any
//! line on.
//!
//! The keys are known and few, so they decide, not the indentation: a paste often begins at
//! `Last State:`, or has lost its blanks. Only where a list of words has no keys (a command, labels,
//! mounts) the indentation tells its end. The keys are those of `describe.go` of
//! k8s.io/kubectl from Kubernetes 1.1 to 1.36.

use std::borrow::Cow;

use exitcode_core::arithmetic::quantity::Quantity;
use exitcode_core::{PodReason, Probe, Reported, Role, Source, TerminatedReason, WaitingReason};

use super::event;
use super::line::{Line, Lines, cells, is_aligned, key_value};
use crate::model::{
    ConditionRecord, ContainerRecord, EventRecord, OwnerRecord, PodRecord, Quoted, StateRecord,
    TerminatedRecord,
};
use crate::time;

/// A described object, or a piece of one.
#[derive(Clone, Debug, Default)]
pub(super) struct Described<'a> {
    /// What was read of it, where it is a pod; its name and conditions in any case.
    pub(super) pod: PodRecord<'a>,
    /// What it is, if it is no pod.
    pub(super) kind: Option<&'static str>,
    pub(super) events: Vec<EventRecord<'a>>,
    /// Whether there are more containers than are read.
    pub(super) too_many: bool,
}

/// Where the lines belong that say no more than `Reason:`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Target {
    #[default]
    Pod,
    State,
    Last,
}

/// What the lines are that have no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Section {
    /// Words of a command, one a line.
    Words,
    /// `memory:` and others.
    Limits,
    Requests,
    /// Labels, which go on below their key.
    Labels,
    /// Conditions, one a line.
    Conditions,
    /// Of no use here.
    Other,
}

/// How many bytes a message may have; the kubelet keeps 4,096 of a container's.
const LONGEST_MESSAGE: usize = 8_192;

/// Whether a description, or a piece of one, begins with this line.
pub(super) fn begins(line: &Line<'_>, lines: &Lines<'_>) -> bool {
    let Some((key, value)) = key_value(line.text()) else { return false };
    let next_has = |keys: &[&str]| {
        let next = lines.peek_filled();
        let next = next.as_ref().and_then(|next| key_value(next.text()));
        next.is_some_and(|(key, _)| keys.contains(&key))
    };
    let aligned = is_aligned(line.text(), value);
    match key {
        "Name" => next_has(&["Namespace", "Image(s)", "Roles", "Role"]),
        "Namespace" => aligned && next_has(&["Priority", "Node", "Service Account", "Image(s)"]),
        "State" | "Last State" => state_of(value).is_some(),
        "Exit Code" => value.split("  ").next().is_some_and(|code| code.parse::<i64>().is_ok()),
        "Containers" | "Init Containers" | "Ephemeral Containers" => value.is_empty(),
        "Status" => matches!(value, "Pending" | "Running" | "Succeeded" | "Failed") && aligned,
        "Reason" => aligned || is_reason(value),
        "Message" | "Container ID" => aligned,
        "Restart Count" => value.parse::<u32>().is_ok(),
        "Controlled By" => value.contains('/'),
        "QoS Class" => matches!(value, "BestEffort" | "Burstable" | "Guaranteed"),
        "Liveness" | "Startup" => probe(value).is_some(),
        "Limits" | "Requests" => {
            value.is_empty() && next_has(&["cpu", "memory", "ephemeral-storage"])
                || key_value(value).is_some_and(|(key, _)| key == "memory" || key == "cpu")
        }
        "Conditions" => value.is_empty() && next_is_condition_head(lines),
        _ => value.is_empty() && event::is_label(key) && next_has(&["Container ID", "Image"]),
    }
}

fn next_is_condition_head(lines: &Lines<'_>) -> bool {
    lines.peek_filled().is_some_and(|line| {
        let mut cells = cells(line.text());
        cells.next() == Some("Type") && cells.next() == Some("Status")
    })
}

fn is_reason(text: &str) -> bool {
    Reported::<TerminatedReason>::new(text).known().is_some()
        || Reported::<WaitingReason>::new(text).known().is_some()
        || Reported::<PodReason>::new(text).known().is_some()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StateWord {
    Waiting,
    Running,
    Terminated,
}

fn state_of(value: &str) -> Option<StateWord> {
    match value.split_ascii_whitespace().next()? {
        "Waiting" => Some(StateWord::Waiting),
        "Running" => Some(StateWord::Running),
        "Terminated" => Some(StateWord::Terminated),
        _ => None,
    }
}

/// Reads a description that begins at the next line, up to the first line that is none of it.
pub(super) fn read<'a>(lines: &mut Lines<'a>) -> Described<'a> {
    let mut reader = Reader::default();
    let mut first = true;
    loop {
        let mut ahead = *lines;
        let Some(line) = ahead.next() else { break };
        if line.text().trim().is_empty() {
            if !reader.goes_on_behind_blank(&ahead) {
                break;
            }
            *lines = ahead;
            continue;
        }
        // The next object, and not a volume's config map.
        let inside = reader.section.is_some_and(|(_, indent)| line.indent() > indent);
        let key = key_value(line.text()).map(|(key, _)| key);
        if !first && !inside && key == Some("Name") {
            break;
        }
        if !reader.line(&line, &mut ahead) {
            break;
        }
        *lines = ahead;
        first = false;
    }
    reader.finish()
}

#[derive(Debug, Default)]
struct Reader<'a> {
    done: Described<'a>,
    role: Option<Role>,
    container: Option<ContainerRecord<'a>>,
    target: Target,
    section: Option<(Section, usize)>,
    in_events: bool,
    /// Whether lines that speak of the pod as a whole were read.
    of_pod: bool,
}

impl<'a> Reader<'a> {
    /// Whether what is behind an empty line still belongs to the pod.
    fn goes_on_behind_blank(&self, lines: &Lines<'_>) -> bool {
        let Some(next) = lines.peek_filled() else { return false };
        let mut behind = *lines;
        while behind.peek().is_some_and(|line| line.text().trim().is_empty()) {
            behind.next();
        }
        behind.next();
        !self.in_events
            && key_value(next.text()).is_some_and(|(key, _)| key != "Name")
            && begins(&next, &behind)
    }

    /// Reads one line, and says whether it belongs here.
    fn line(&mut self, line: &Line<'a>, lines: &mut Lines<'a>) -> bool {
        let text = line.text();
        if self.in_events {
            if event::is_head(text) || event::is_rule(text) {
                return true;
            }
            return match event::row(line) {
                Some(event) => {
                    self.done.events.push(event);
                    true
                }
                None => false,
            };
        }
        if let Some((section, indent)) = self.section {
            if line.indent() > indent {
                self.in_section(section, line);
                return true;
            }
            self.section = None;
        }
        let Some((key, value)) = key_value(text) else {
            return event::is_rule(text);
        };
        let mut known = self.field(line, key, value, lines);
        // Several on one line, as people write them from memory.
        let mut rest = value;
        while let Some((_, behind)) = rest.split_once("  ") {
            rest = behind.trim_start();
            if let Some((key, value)) = key_value(rest).filter(|(key, _)| is_state_key(key)) {
                known |= self.field(line, key, value, lines);
            }
        }
        known
    }

    fn in_section(&mut self, section: Section, line: &Line<'a>) {
        let text = line.text().trim();
        match section {
            Section::Words => {
                if let Some(container) = &mut self.container {
                    container.argv.push(line.quote(text));
                }
            }
            Section::Limits | Section::Requests => self.resource(section, line, text),
            Section::Labels => self.label(line, text),
            Section::Conditions if cells(text).count() >= 5 => self.condition_of_node(line, text),
            Section::Conditions => {
                let mut cells = text.split_ascii_whitespace();
                if let (Some(kind), Some(status @ ("True" | "False" | "Unknown")), None) =
                    (cells.next(), cells.next(), cells.next())
                {
                    self.done.pod.conditions.push(ConditionRecord {
                        kind: line.word(kind),
                        status: match status {
                            "True" => Some(true),
                            "False" => Some(false),
                            _ => None,
                        },
                        ..ConditionRecord::default()
                    });
                }
            }
            Section::Other => {}
        }
    }

    /// `Type Status LastHeartbeatTime LastTransitionTime Reason Message`.
    fn condition_of_node(&mut self, line: &Line<'a>, text: &str) {
        let mut cells = cells(text);
        let (Some(kind), Some(status), _, since) =
            (cells.next(), cells.next(), cells.next(), cells.next())
        else {
            return;
        };
        let status = match status {
            "True" => Some(true),
            "False" => Some(false),
            "Unknown" => None,
            _ => return,
        };
        self.done.pod.conditions.push(ConditionRecord {
            kind: line.word(kind),
            status,
            reason: cells.next().map(|reason| line.quote(reason)),
            message: cells.next().map(|message| line.quote(message)),
            since: since.and_then(time::parse_described),
        });
    }

    fn label(&mut self, line: &Line<'a>, text: &str) {
        if let Some((_, hash)) = text.split_once("pod-template-hash=") {
            self.done.pod.template_hash =
                Some(line.word(hash.split([',', ' ']).next().unwrap_or(hash)));
        }
    }

    fn resource(&mut self, section: Section, line: &Line<'a>, text: &str) {
        let Some(("memory", quantity)) = key_value(text) else { return };
        let quantity = quantity.split_ascii_whitespace().next().unwrap_or_default();
        let bytes = Quantity::parse(quantity).ok();
        let bytes = bytes.and_then(|quantity| u64::try_from(quantity.value()).ok());
        let limit = match &mut self.container {
            Some(container) if section == Section::Limits => {
                container.memory_limit_span = line.quote(quantity).span;
                &mut container.memory_limit
            }
            Some(container) => &mut container.memory_request,
            None if section == Section::Limits => &mut self.done.pod.memory_limit,
            None => return,
        };
        *limit = bytes.filter(|&bytes| bytes > 0);
    }

    /// Reads `key: value`, and says whether a description has that key.
    fn field(&mut self, line: &Line<'a>, key: &str, value: &str, lines: &mut Lines<'a>) -> bool {
        let indent = line.indent();
        let mut section = |section| self.section = Some((section, indent));
        match key {
            "Labels" => {
                section(Section::Labels);
                self.label(line, value);
            }
            "Command" | "Args" => {
                section(Section::Words);
                self.container();
            }
            "Conditions" => {
                section(Section::Conditions);
                self.end_container();
            }
            "Annotations"
            | "IPs"
            | "Volumes"
            | "Tolerations"
            | "Node-Selectors"
            | "Readiness Gates"
            | "Topology Spread Constraints" => {
                section(Section::Other);
                self.end_container();
            }
            "Mounts"
            | "Environment"
            | "Environment Variables from"
            | "Environment Variables"
            | "Devices"
            | "Resize Policy" => section(Section::Other),
            "Resources" => self.end_container(),
            "Limits" | "Requests" => {
                let kind = if key == "Limits" { Section::Limits } else { Section::Requests };
                section(kind);
                // A pod's own resources are less indented than a container's.
                if self.container.is_none() && !(self.of_pod && self.role.is_none()) {
                    self.container();
                }
                self.resource(kind, line, value);
            }
            "Init Containers" | "Containers" | "Ephemeral Containers" => {
                self.end_container();
                self.role = Some(match key {
                    "Init Containers" => Role::Init,
                    "Containers" => Role::App,
                    _ => Role::Ephemeral,
                });
            }
            "Events" => {
                self.end_container();
                self.in_events = true;
            }
            "State" | "Last State" | "Reason" | "Message" | "Exit Code" | "Signal" | "Started"
            | "Finished" => return self.state_field(line, key, value, lines),
            _ => {
                return self.pod_field(line, key, value)
                    || self.container_field(line, key, value)
                    || self.other_field(line, key, value);
            }
        }
        true
    }

    fn pod_field(&mut self, line: &Line<'a>, key: &str, value: &str) -> bool {
        let pod = &mut self.done.pod;
        let word = || Some(line.word(value)).filter(|_| !is_none(value));
        match key {
            "Name" => pod.key.name = word(),
            "Namespace" => pod.key.namespace = word(),
            "Node" => {
                pod.node = word().map(|node| match node {
                    Cow::Borrowed(node) => node.split('/').next().unwrap_or(node).into(),
                    Cow::Owned(node) => node.split('/').next().unwrap_or(&node).to_owned().into(),
                });
            }
            "Start Time" => pod.created = time::parse_described(value),
            "Status" => {
                let phase = value.split_ascii_whitespace().next().unwrap_or_default();
                if phase != "Terminating" {
                    pod.phase = Some(line.quote(phase));
                }
                pod.seen = pod.seen.with(Source::Status);
            }
            "Controlled By" | "Created By" => {
                pod.owner = value.split_once('/').map(|(kind, name)| OwnerRecord {
                    kind: line.word(kind),
                    name: line.word(name),
                    uid: None,
                });
            }
            "QoS Class" | "QoS Tier" => pod.qos = word(),
            "Termination Grace Period" => {
                pod.grace = super::age::seconds(value.split(' ').next().unwrap_or_default());
            }
            "Priority"
            | "Priority Class Name"
            | "Runtime Class Name"
            | "Service Account"
            | "PriorityClassName"
            | "IP"
            | "NominatedNodeName"
            | "SeccompProfile" => {}
            _ => return false,
        }
        // These keys stand at the left, never inside a container.
        if key != "SeccompProfile" && key != "IP" {
            self.end_container();
            self.target = Target::Pod;
            self.of_pod = true;
        }
        true
    }

    /// A key that no pod has: of what the object is, or of a newer Kubernetes.
    fn other_field(&mut self, line: &Line<'a>, key: &str, value: &str) -> bool {
        let kind = match key {
            "Roles" | "Role" | "Unschedulable" | "Capacity" => Some("Node"),
            "Parallelism" | "Completions" | "Pods Statuses" => Some("Job"),
            "StrategyType" | "OldReplicaSets" => Some("Deployment"),
            "Desired Number of Nodes Scheduled" => Some("DaemonSet"),
            "Update Strategy" => Some("StatefulSet"),
            "Replicas" | "Pods Status" => Some("ReplicaSet"),
            _ => None,
        };
        if kind.is_some() && self.of_pod && self.done.kind != Some("Job") {
            self.done.kind = kind;
        }
        let is_title = key.starts_with(|c: char| c.is_ascii_uppercase())
            && key.contains(|c: char| c.is_ascii_lowercase());
        let known = is_title
            && (self.of_pod || self.container.is_some())
            && (value.is_empty() || is_aligned(line.text(), value));
        if known {
            self.section = Some((Section::Other, line.indent()));
        }
        known
    }

    fn container_field(&mut self, line: &Line<'a>, key: &str, value: &str) -> bool {
        if value.is_empty() && event::is_label(key) {
            self.end_container();
            let container = self.container();
            container.name = Some(line.word(key));
            return true;
        }
        match key {
            "Container ID" => {
                let id = value.split_once("://").map_or(value, |(_, id)| id);
                self.container().id = Some(line.word(id)).filter(|id| !is_none(id));
            }
            "Image" => self.container().image = Some(line.quote(value)).filter(|_| !is_none(value)),
            "Ready" => {
                self.container().ready = value.parse::<Capitalised>().ok().map(|word| word.0)
            }
            "Restart Count" => {
                let count = value.split_ascii_whitespace().next().unwrap_or_default();
                self.container().restarts = count.parse().ok();
            }
            "Liveness" => self.container().liveness = probe(value),
            "Startup" => self.container().startup = probe(value),
            "Image ID" | "Port" | "Ports" | "Host Port" | "Host Ports" | "Readiness"
            | "Restart Policy" | "Lifecycle" => {}
            _ => return false,
        }
        self.target = Target::Pod;
        true
    }

    fn state_field(
        &mut self,
        line: &Line<'a>,
        key: &str,
        value: &str,
        lines: &mut Lines<'a>,
    ) -> bool {
        if key == "State" || key == "Last State" {
            let Some(state) = state_of(value) else { return false };
            self.target = if key == "State" { Target::State } else { Target::Last };
            let container = self.container();
            let record = match state {
                StateWord::Waiting => StateRecord::Waiting { reason: None, message: None },
                StateWord::Running => StateRecord::Running(None),
                StateWord::Terminated => StateRecord::Terminated(TerminatedRecord::default()),
            };
            if key == "State" {
                container.state = record;
            } else if state == StateWord::Terminated {
                container.last = Some(TerminatedRecord::default());
            }
            return true;
        }
        let quoted = (!value.is_empty()).then(|| match key {
            "Message" => message(line, value, lines),
            _ => line.quote(value.split("  ").next().unwrap_or(value)),
        });
        if self.target == Target::Pod {
            let is_pods = self.of_pod && self.container.is_none() && self.role.is_none();
            let for_pod = |reason: &str| {
                Reported::<TerminatedReason>::new(reason).known().is_none()
                    && Reported::<WaitingReason>::new(reason).known().is_none()
            };
            match key {
                "Reason" if is_pods || for_pod(value) && self.container.is_none() => {
                    self.done.pod.reason = quoted;
                    return true;
                }
                "Message" if is_pods || self.container.is_none() => {
                    self.done.pod.message = quoted;
                    return true;
                }
                _ => {}
            }
            // The line that names the state was cut off: it waits, or it has ended.
            self.target = Target::State;
            let waits = key == "Reason" && Reported::<WaitingReason>::new(value).known().is_some();
            let container = self.container();
            if matches!(container.state, StateRecord::Unknown) {
                container.state = if waits {
                    StateRecord::Waiting { reason: None, message: None }
                } else {
                    StateRecord::Terminated(TerminatedRecord::default())
                };
            }
        }
        let target = self.target;
        let container = self.container();
        let end = match (target, &mut container.state) {
            (Target::Last, _) => container.last.get_or_insert_default(),
            (_, StateRecord::Terminated(end)) => end,
            (_, StateRecord::Waiting { reason, message }) => {
                match key {
                    "Reason" => *reason = quoted,
                    "Message" => *message = quoted,
                    // It says how something ended, so it does not wait.
                    "Exit Code" => {
                        let mut end = TerminatedRecord {
                            reason: reason.take(),
                            message: message.take(),
                            ..TerminatedRecord::default()
                        };
                        code(line, value, &mut end);
                        container.state = StateRecord::Terminated(end);
                    }
                    _ => {}
                }
                return true;
            }
            (_, StateRecord::Running(since)) => {
                if key == "Started" {
                    *since = time::parse_described(value);
                }
                return true;
            }
            (_, StateRecord::Unknown) => return true,
        };
        match key {
            "Reason" => end.reason = quoted,
            "Message" => end.message = quoted,
            "Exit Code" => code(line, value, end),
            "Started" => end.started = time::parse_described(value),
            "Finished" => end.finished = time::parse_described(value),
            _ => {}
        }
        true
    }

    /// The container at hand, or one without a name.
    fn container(&mut self) -> &mut ContainerRecord<'a> {
        let role = self.role;
        self.done.pod.seen = self.done.pod.seen.with(Source::Status);
        self.container.get_or_insert_with(|| ContainerRecord { role, ..ContainerRecord::default() })
    }

    fn end_container(&mut self) {
        self.target = Target::Pod;
        let Some(mut container) = self.container.take() else { return };
        join_script(&mut container.argv);
        // An image and a count of restarts stand at both ends of what is printed of a spec.
        if container.image.is_some() && container.restarts.is_some() {
            self.done.pod.seen = self.done.pod.seen.with(Source::Spec);
        }
        match self.done.pod.container(container.name.clone()) {
            Some(place) => *place = container,
            None => self.done.too_many = true,
        }
    }

    fn finish(mut self) -> Described<'a> {
        self.end_container();
        let pod = &mut self.done.pod;
        find_sidecars(pod);
        for event in &mut self.done.events {
            if event.object.name.is_none() && event.kind.is_none() {
                event.object = pod.key.clone();
                event.kind = self.done.kind.map(Cow::Borrowed);
            }
        }
        // Without its head it is a piece, and events may be missing.
        if self.in_events && pod.key.name.is_some() {
            pod.seen = pod.seen.with(Source::Events);
        }
        self.done
    }
}

/// An init container that was there after an app container had started is one that stays.
fn find_sidecars(pod: &mut PodRecord<'_>) {
    let started = |container: &ContainerRecord<'_>| match &container.state {
        StateRecord::Running(since) => *since,
        StateRecord::Terminated(end) => end.started,
        _ => None,
    };
    let apps = pod.containers.iter().filter(|container| container.role == Some(Role::App));
    let Some(first) = apps.filter_map(started).min() else { return };
    for container in &mut pod.containers {
        let stays = match &container.state {
            StateRecord::Running(_) => true,
            StateRecord::Terminated(end) => end.finished.is_some_and(|end| end > first),
            _ => false,
        };
        if container.role == Some(Role::Init) && stays {
            container.role = Some(Role::Sidecar);
        }
    }
}

/// `True` and `False`.
struct Capitalised(bool);

impl std::str::FromStr for Capitalised {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "True" | "true" => Ok(Self(true)),
            "False" | "false" => Ok(Self(false)),
            _ => Err(()),
        }
    }
}

fn is_none(value: &str) -> bool {
    matches!(value, "" | "<none>" | "<unset>")
}

fn is_state_key(key: &str) -> bool {
    matches!(
        key,
        "State"
            | "Last State"
            | "Reason"
            | "Message"
            | "Exit Code"
            | "Started"
            | "Finished"
            | "Restart Count"
    )
}

fn code<'a>(line: &Line<'a>, value: &str, end: &mut TerminatedRecord<'a>) {
    let digits = value.split_ascii_whitespace().next().unwrap_or_default();
    if let Some(code) = super::exit::number(digits) {
        end.code = Some(code);
        end.code_span = line.quote(digits).span;
    }
}

/// A message, with the lines that it goes on over: kubectl prints them as they are, and the next
/// key tells the end.
fn message<'a>(line: &Line<'a>, value: &str, lines: &mut Lines<'a>) -> Quoted<'a> {
    let mut quoted = line.quote(value);
    let ahead = *lines;
    let mut end = line.end();
    for next in ahead {
        let key = key_value(next.text()).map(|(key, _)| key);
        let ends = key.is_some_and(|key| {
            is_state_key(key)
                || matches!(
                    key,
                    "Ready"
                        | "IP"
                        | "IPs"
                        | "Controlled By"
                        | "Containers"
                        | "Init Containers"
                        | "Signal"
                )
        });
        if ends {
            if end > line.end() {
                let start = quoted.span.map_or(0, |span| span.start as usize);
                let text = lines.text().get(start..end).unwrap_or_default().trim_end();
                let span = exitcode_core::Span::new(
                    lines.input(),
                    start as u64,
                    (start + text.len()) as u64,
                );
                quoted = Quoted { text: Cow::Borrowed(text), span: Some(span) };
                lines.go_to(next.start());
            }
            return quoted;
        }
        end = next.end();
        if end - line.start() > LONGEST_MESSAGE {
            break;
        }
    }
    quoted
}

/// `http-get http://:8080/healthz delay=30s timeout=5s period=10s #success=1 #failure=3`.
fn probe(value: &str) -> Option<Probe> {
    let number = |name: &str| {
        let word = value.split_ascii_whitespace().rev().find_map(|word| word.strip_prefix(name))?;
        word.strip_suffix('s').unwrap_or(word).parse::<u32>().ok()
    };
    let mut probe = Probe::default();
    probe.timeout = number("timeout=")?;
    probe.initial_delay = number("delay=").unwrap_or(0);
    probe.period = number("period=").unwrap_or(10);
    probe.failures = number("#failure=").unwrap_or(3);
    Some(probe)
}

/// kubectl prints an argument of several lines as several words. A script goes on to the end.
fn join_script(argv: &mut Vec<Quoted<'_>>) {
    let is_shell_flag =
        |word: &Quoted<'_>| matches!(&*word.text, "-c" | "-ec" | "-ce" | "-lc" | "-xc" | "-exc");
    let Some(flag) = argv.iter().position(is_shell_flag) else { return };
    if argv.len() <= flag + 2 {
        return;
    }
    let script = argv.split_off(flag + 1);
    let lines: Vec<&str> = script.iter().map(|word| &*word.text).collect();
    argv.push(Quoted { text: lines.join("\n").into(), span: None });
}
