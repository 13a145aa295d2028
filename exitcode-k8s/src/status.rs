//! The STATUS column of `kubectl get pods`.

use std::borrow::Cow;

use exitcode_core::{Role, WaitingReason};

use crate::document::Value;
use crate::json;
use crate::meaning;

/// What `kubectl get pods` prints in the column STATUS for a pod in JSON; nothing for a text that
/// is no object.
///
/// The API server makes it up from the phase, the reasons of the containers and the deletion, so it
/// is none of these; kubectl only prints it. How a container ended before its present run never
/// shows, and of two containers that fail it is one of them.
///
/// Source: `printPod` in `pkg/printers/internalversion/printers.go` of Kubernetes 1.36.
///
/// ```
/// use exitcode_k8s::status_column;
///
/// let pod = r#"{"status": {"phase": "Running", "containerStatuses": [
///     {"state": {"waiting": {"reason": "CrashLoopBackOff"}}}
/// ]}}"#;
/// assert_eq!(status_column(pod).as_deref(), Some("CrashLoopBackOff"));
/// ```
#[must_use]
pub fn status_column(pod: &str) -> Option<String> {
    let parsed = json::parse(0, pod, 0);
    let root = parsed.document.root().filter(|_| parsed.fault.is_none())?;
    Some(PodStatus::of(root).column())
}

/// What of a pod decides.
#[derive(Debug, Default)]
struct PodStatus<'a> {
    phase: Cow<'a, str>,
    reason: Cow<'a, str>,
    deleted: bool,
    is_gated: bool,
    is_initialized: bool,
    is_ready: bool,
    /// How many init containers there are, whether or not they have a status.
    init_containers: usize,
    inits: Vec<Container<'a>>,
    containers: Vec<Container<'a>>,
}

#[derive(Debug)]
struct Container<'a> {
    state: State<'a>,
    is_ready: bool,
    /// Whether it is a sidecar that has started.
    is_started_sidecar: bool,
}

#[derive(Debug)]
enum State<'a> {
    Other,
    Running,
    Waiting(Cow<'a, str>),
    Terminated { reason: Cow<'a, str>, code: i64, signal: i64 },
}

impl State<'_> {
    /// What it is called, where it is called anything.
    fn name(&self) -> Option<String> {
        match self {
            Self::Waiting(reason) if !reason.is_empty() => Some(reason.to_string()),
            Self::Terminated { reason, .. } if !reason.is_empty() => Some(reason.to_string()),
            Self::Terminated { signal: 0, code, .. } => Some(format!("ExitCode:{code}")),
            Self::Terminated { signal, .. } => Some(format!("Signal:{signal}")),
            _ => None,
        }
    }
}

impl PodStatus<'_> {
    fn column(&self) -> String {
        if self.deleted && self.reason == "NodeLost" {
            return "Unknown".to_owned();
        }
        if self.deleted && !matches!(&*self.phase, "Succeeded" | "Failed") {
            return "Terminating".to_owned();
        }
        let mut column = match &*self.reason {
            _ if self.is_gated => "SchedulingGated".to_owned(),
            "" => self.phase.to_string(),
            reason => reason.to_owned(),
        };
        let initializing = self.initializing();
        if let Some(initializing) = &initializing {
            column = format!("Init:{initializing}");
        }
        if initializing.is_some() && !self.is_initialized {
            return column;
        }
        // The first of those that are called anything.
        if let Some(name) = self.containers.iter().find_map(|container| container.state.name()) {
            column = name;
        }
        let runs = |one: &Container<'_>| one.is_ready && matches!(one.state, State::Running);
        if column == "Completed" && self.containers.iter().any(runs) {
            column = if self.is_ready { "Running" } else { "NotReady" }.to_owned();
        }
        column
    }

    /// What the first init container that is not done does.
    fn initializing(&self) -> Option<String> {
        let done = |container: &Container<'_>| {
            container.is_started_sidecar
                || matches!(container.state, State::Terminated { code: 0, .. })
        };
        let (number, container) =
            self.inits.iter().enumerate().find(|(_, container)| !done(container))?;
        let name = match &container.state {
            State::Waiting(reason) if *reason == WaitingReason::PodInitializing.as_str() => None,
            state => state.name(),
        };
        Some(name.unwrap_or_else(|| format!("{number}/{}", self.init_containers)))
    }
}

impl<'a> PodStatus<'a> {
    fn of(pod: Value<'_, 'a>) -> Self {
        let status = pod.get("status");
        let (phase, reason) = (text(status, "phase"), text(status, "reason"));
        let inits: Vec<_> = items(pod.get("spec"), "initContainers").collect();
        let sidecars: Vec<_> = inits
            .iter()
            .filter(|container| {
                let policy = text(Some(**container), "restartPolicy");
                meaning::role(Role::Init, Some(&policy)) == Role::Sidecar
            })
            .map(|container| text(Some(*container), "name"))
            .collect();
        let mut this = Self { phase, reason, init_containers: inits.len(), ..Self::default() };
        this.deleted =
            pod.get("metadata").is_some_and(|metadata| metadata.get("deletionTimestamp").is_some());
        for condition in items(status, "conditions") {
            let is_true = text(Some(condition), "status") == "True";
            match &*text(Some(condition), "type") {
                "PodScheduled" => {
                    this.is_gated |= text(Some(condition), "reason") == "SchedulingGated";
                }
                "Initialized" => this.is_initialized |= is_true,
                "Ready" => this.is_ready |= is_true,
                _ => {}
            }
        }
        let inits = items(status, "initContainerStatuses");
        this.inits = inits.map(|status| Container::of(status, &sidecars)).collect();
        let containers = items(status, "containerStatuses");
        this.containers = containers.map(|status| Container::of(status, &[])).collect();
        this
    }
}

impl<'a> Container<'a> {
    fn of(status: Value<'_, 'a>, sidecars: &[Cow<'a, str>]) -> Self {
        let is_true = |name: &str| status.get(name).and_then(Value::bool) == Some(true);
        let state = status.get("state");
        let of = |name: &str| state.and_then(|state| state.get(name));
        let number = |value: Value<'_, 'a>, name: &str| {
            value.get(name).and_then(Value::number).and_then(|number| number.parse().ok())
        };
        let state = if let Some(waiting) = of("waiting") {
            State::Waiting(text(Some(waiting), "reason"))
        } else if let Some(end) = of("terminated") {
            State::Terminated {
                reason: text(Some(end), "reason"),
                code: number(end, "exitCode").unwrap_or(0),
                signal: number(end, "signal").unwrap_or(0),
            }
        } else if of("running").is_some() {
            State::Running
        } else {
            State::Other
        };
        Self {
            state,
            is_ready: is_true("ready"),
            is_started_sidecar: is_true("started")
                && sidecars.contains(&text(Some(status), "name")),
        }
    }
}

fn items<'d, 'a>(parent: Option<Value<'d, 'a>>, name: &str) -> impl Iterator<Item = Value<'d, 'a>> {
    parent.and_then(|parent| parent.get(name)).into_iter().flat_map(Value::items)
}

fn text<'a>(parent: Option<Value<'_, 'a>>, name: &str) -> Cow<'a, str> {
    parent.and_then(|parent| parent.get(name)).and_then(Value::str).unwrap_or_default()
}
