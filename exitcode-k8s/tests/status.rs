//! The STATUS column as the API servers of the corpus printed it.
use std::collections::HashMap;
use std::fs;
use std::path::Path;

use exitcode_k8s::status_column;
use serde_json::{Value, json};

const CAPTURED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus/kubelet");

/// The case in which the kubelet tried the image again between one request and the next.
const BETWEEN: &str = "node1-image-dockerhub-unreachable";

/// The names and the STATUS of the pods of a table.
fn printed(table: &str) -> HashMap<&str, &str> {
    let rows = table.lines().filter(|line| !line.starts_with("NAME "));
    rows.filter_map(|row| {
        let mut cells = row.split_whitespace();
        let (name, _ready, status) = (cells.next()?, cells.next()?, cells.next()?);
        Some((name, status))
    })
    .collect()
}

/// The pods of a case that has a table of them.
fn pods(case: &Path) -> Vec<Value> {
    let read = |name: &str| fs::read(case.join(name)).ok();
    let json = |bytes: Vec<u8>| serde_json::from_slice::<Value>(&bytes).ok();
    let list = read("pods.json").and_then(json).map(|list| list["items"].as_array().cloned());
    let pod = read("pod.json").and_then(json);
    list.flatten().unwrap_or_else(|| pod.into_iter().collect())
}

#[test]
fn as_kubectl_printed_it() {
    let (mut compared, mut different) = (0, Vec::new());
    for case in fs::read_dir(CAPTURED).unwrap() {
        let case = case.unwrap().path();
        let Ok(table) = fs::read_to_string(case.join("get.txt")) else { continue };
        let printed = printed(&table);
        for pod in pods(&case) {
            let Some(status) = printed.get(pod["metadata"]["name"].as_str().unwrap()) else {
                continue;
            };
            let made = status_column(&pod.to_string()).unwrap();
            compared += 1;
            if made != *status && !case.ends_with(BETWEEN) {
                different.push(format!("{}: {made}, printed: {status}", case.display()));
            }
        }
    }
    assert!(compared > 400, "{compared} pods");
    assert_eq!(different, [""; 0]);
}

#[track_caller]
fn is(pod: &Value, expected: &str) {
    assert_eq!(status_column(&pod.to_string()).as_deref(), Some(expected), "{pod}");
}

/// A pod with these init containers' states and these containers' states.
fn pod(phase: &str, inits: &[Value], containers: &[Value]) -> Value {
    let statuses = |states: &[Value]| {
        let status = |(number, state): (usize, &Value)| {
            json!({
                "name": format!("c{number}"), "state": state,
                "ready": state["running"].is_object(),
                "started": state["running"].is_object(),
            })
        };
        states.iter().enumerate().map(status).collect::<Vec<_>>()
    };
    let name = |(number, _): (usize, &Value)| json!({"name": format!("c{number}")});
    json!({
        "metadata": {},
        "spec": {"initContainers": inits.iter().enumerate().map(name).collect::<Vec<_>>()},
        "status": {
            "phase": phase,
            "initContainerStatuses": statuses(inits), "containerStatuses": statuses(containers),
        },
    })
}

#[test]
fn what_no_cluster_of_the_corpus_shows() {
    let end = |code: i32, signal: i32| json!({"terminated": {"exitCode": code, "signal": signal}});
    let completed = || json!({"terminated": {"exitCode": 0, "reason": "Completed"}});
    let waits = |reason: &str| json!({"waiting": {"reason": reason}});
    let runs = || json!({"running": {}});

    is(&pod("Failed", &[], &[end(1, 0)]), "ExitCode:1");
    is(&pod("Failed", &[], &[end(137, 9)]), "Signal:9");
    is(&pod("Pending", &[end(2, 0)], &[waits("PodInitializing")]), "Init:ExitCode:2");
    is(&pod("Pending", &[end(137, 9)], &[waits("PodInitializing")]), "Init:Signal:9");
    is(&pod("Pending", &[completed(), runs()], &[waits("PodInitializing")]), "Init:1/2");
    is(&pod("Pending", &[waits("PodInitializing")], &[]), "Init:0/1");
    is(&pod("Running", &[], &[waits("A"), waits("B")]), "A");
    is(&pod("Running", &[], &[runs(), waits("B")]), "B");
    is(&pod("Running", &[], &[completed(), runs()]), "NotReady");
    is(&json!({}), "");

    let mut ready = pod("Running", &[], &[completed(), runs()]);
    ready["status"]["conditions"] = json!([{"type": "Ready", "status": "True"}]);
    is(&ready, "Running");

    let mut sidecar = pod("Running", &[runs()], &[runs()]);
    is(&sidecar, "Init:0/1");
    sidecar["spec"]["initContainers"][0]["restartPolicy"] = "Always".into();
    is(&sidecar, "Running");

    let mut again = pod("Running", &[runs()], &[waits("CrashLoopBackOff")]);
    again["status"]["conditions"] = json!([{"type": "Initialized", "status": "True"}]);
    is(&again, "CrashLoopBackOff");

    let mut gated = pod("Pending", &[], &[]);
    gated["status"]["conditions"] =
        json!([{"type": "PodScheduled", "status": "False", "reason": "SchedulingGated"}]);
    is(&gated, "SchedulingGated");

    let mut lost = pod("Running", &[], &[runs()]);
    lost["metadata"]["deletionTimestamp"] = "2026-11-22T10:01:27Z".into();
    is(&lost, "Terminating");
    lost["status"]["reason"] = "NodeLost".into();
    is(&lost, "Unknown");
    lost["status"]["phase"] = "Failed".into();
    lost["status"]["reason"] = "Evicted".into();
    is(&lost, "Evicted");
}

#[test]
fn what_is_no_pod() {
    for text in ["", "137", "{", "[", "Running"] {
        assert_eq!(status_column(text).filter(|status| !status.is_empty()), None, "{text}");
    }
}
