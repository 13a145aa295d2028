//! What `kubectl describe` printed of the corpus's pods says the same as their JSON.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use exitcode_core::{Exit, Observation, State, Terminated};
use exitcode_k8s::{Input, read};

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus/kubelet");

/// What both forms show of a container.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Shown {
    role: &'static str,
    state: String,
    last: Option<End>,
    restarts: Option<u32>,
    memory_limit: Option<u64>,
    liveness: Option<(u32, u32, u32, u32)>,
    image: Option<String>,
    node: Option<String>,
    phase: Option<String>,
    qos: Option<String>,
    reason: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct End {
    code: Option<i32>,
    reason: Option<String>,
    message: Option<String>,
    started: Option<i64>,
    finished: Option<i64>,
}

fn end(terminated: &Terminated<'_>) -> End {
    let code = match terminated.exit {
        Some(Exit::Code(code)) => Some(code.value()),
        _ => None,
    };
    let text = |text: exitcode_core::Text<'_>| text.text.trim().to_owned();
    End {
        code,
        reason: terminated.reason.map(text),
        message: terminated.message.map(text).filter(|message| !message.is_empty()),
        started: terminated.started,
        finished: terminated.finished,
    }
}

fn shown(observation: &Observation<'_>) -> Shown {
    let text = |text: exitcode_core::Text<'_>| text.text.trim().to_owned();
    let state = match observation.state {
        // kubectl leaves the message of a wait out.
        State::Waiting(waiting) => format!("{:?}", waiting.reason.map(text)),
        State::Terminated(terminated) => format!("{:?}", end(&terminated)),
        State::Running(since) => format!("running since {since:?}"),
        _ => String::new(),
    };
    Shown {
        role: observation.subject.role.as_str(),
        state,
        last: observation.last.as_ref().map(end),
        restarts: observation.restarts,
        memory_limit: observation.memory_limit,
        liveness: observation
            .liveness
            .map(|probe| (probe.initial_delay, probe.timeout, probe.period, probe.failures)),
        image: observation.image.map(text),
        node: observation.subject.node.map(str::to_owned),
        phase: observation.pod.phase.map(text),
        qos: observation.pod.qos.map(str::to_owned),
        reason: observation.pod.reason.map(text),
    }
}

fn read_all(file: &Path) -> BTreeMap<String, Shown> {
    let text = fs::read_to_string(file).unwrap();
    let inputs = [Input::new("-", &text)];
    let mut containers = BTreeMap::new();
    read(&inputs).observe(|observation| {
        let name = observation.subject.container.unwrap_or_default().to_owned();
        containers.insert(name, shown(observation));
    });
    containers
}

#[test]
fn same_as_json() {
    let (mut same, mut different) = (0, Vec::new());
    for case in fs::read_dir(CORPUS).unwrap() {
        let case = case.unwrap().path();
        let (describe, pod) = (case.join("describe.txt"), case.join("pod.json"));
        if !describe.exists() || !pod.exists() || fs::read(&describe).unwrap().is_empty() {
            continue;
        }
        let (described, mut object) = (read_all(&describe), read_all(&pod));
        for (name, container) in &mut object {
            let Some(described) = described.get(name) else { continue };
            // An init container that stays is printed as any other.
            if container.role == "sidecar" && described.role == "init" {
                container.role = "init";
            }
            // It shows what is asked for, not what the kubelet has applied so far.
            if case.to_string_lossy().ends_with("resize-mem-down-below-usage") {
                container.memory_limit = described.memory_limit;
            }
        }
        let restarts = |containers: &BTreeMap<_, Shown>| -> Vec<_> {
            containers.values().map(|container| container.restarts).collect()
        };
        // The two were taken at different moments.
        if restarts(&described) != restarts(&object) {
            continue;
        }
        if described == object {
            same += 1;
        } else {
            different.push(format!("{}\n{described:?}\n{object:?}", case.display()));
        }
    }
    assert!(same > 400 && different.is_empty(), "{same} are the same\n{}", different.join("\n"));
}
