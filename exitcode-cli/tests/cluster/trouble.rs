//! A cluster that refuses, is busy, hangs, or has moved on.

use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use std::{env, fs};

use serde_json::{Value, json};

use crate::server::{AUTHORIZATION, Answer, Server, Step, captured, list};
use crate::{CASE, EVENTS, METRICS, POD, PODS, Query, cluster, complaint, folder};
use crate::{kubeconfig, report, run, why_with};

pub(crate) const REPLICA_SET: &str = "/apis/apps/v1/namespaces/lab2/replicasets/api-5d";
pub(crate) const DEPLOYMENT: &str = "/apis/apps/v1/namespaces/lab2/deployments/api";

/// The pod as one of a deployment's.
pub(crate) fn owned(path: &str, query: &Query) -> Option<Answer> {
    let owner = |kind: &str, name: &str| json!([{"kind": kind, "name": name, "controller": true}]);
    Some(match path {
        POD => {
            let mut pod = captured(&format!("{CASE}/pod.json"));
            pod["metadata"]["ownerReferences"] = owner("ReplicaSet", "api-5d");
            Answer::Json(pod)
        }
        REPLICA_SET => Answer::Json(json!({
            "kind": "ReplicaSet",
            "metadata": {"name": "api-5d", "namespace": "lab2",
                "ownerReferences": owner("Deployment", "api")},
        })),
        DEPLOYMENT => Answer::Json(json!({
            "kind": "Deployment",
            "metadata": {"name": "api", "namespace": "lab2"},
            "spec": {"replicas": 2, "selector": {"matchLabels": {"app": "api"}}},
        })),
        _ => return cluster(path, query),
    })
}

#[test]
fn each_refusal_costs_what_it_would_have_told() {
    for (refused, what, limit) in [
        (EVENTS, "events", "failed probes"),
        ("/api/v1/nodes/node2", "node node2", "whether the node"),
        (
            "/api/v1/namespaces/lab2/pods/oom-main-onfailure/log",
            "log of container main",
            "what the program said",
        ),
        (METRICS, "metrics of pod oom-main-onfailure", "how much memory"),
        (REPLICA_SET, "replicaset api-5d", "how many replicas"),
        (DEPLOYMENT, "deployment api", "how many replicas"),
    ] {
        let server = Server::start(move |path, query| {
            if path == refused { Some(Answer::Status(403, "no")) } else { owned(path, query) }
        });
        let report = report(&server, &["oom-main-onfailure"]);
        assert_eq!(report["diagnoses"][0]["findings"][0]["cause"], "oom-container-limit");
        assert_eq!(report["ignored"].as_array().unwrap().len(), 1, "{report:#}");
        assert_eq!(report["ignored"][0]["input"], what);
        let why = report["ignored"][0]["why"].as_str().unwrap();
        assert!(why.starts_with("forbidden (403): no; so ") && why.contains(limit), "{why}");
    }
}

#[test]
fn a_busy_server_is_asked_again_when_it_says() {
    let times = AtomicUsize::new(0);
    let server = Server::start(move |path, query| match path {
        POD if times.fetch_add(1, Ordering::Relaxed) < 2 => Some(Answer::Busy("1")),
        _ => cluster(path, query),
    });
    let begin = Instant::now();
    assert_eq!(report(&server, &["oom-main-onfailure"])["ignored"], json!([]));
    assert!(begin.elapsed() >= Duration::from_secs(2));
    let asked = server.asked();
    assert_eq!(asked.iter().filter(|(_, path)| path == POD).count(), 3);

    // It is not waited for longer than an answer may take, whatever it says.
    for after in ["3600", "99999999999999999999", "tomorrow"] {
        let server = Server::start(move |_, _| Some(Answer::Busy(after)));
        let begin = Instant::now();
        let complaint =
            complaint(why_with(&server, &["oom-main-onfailure", "--request-timeout", "1"]));
        assert!(complaint.contains("answered with 429: Too many requests"), "{complaint}");
        assert!(begin.elapsed() < Duration::from_secs(20));
    }
}

#[test]
fn a_server_that_hangs() {
    let never = |_: &str, _: &Query| {
        Some(Answer::After(Duration::from_secs(60), Box::new(Answer::Text(String::new()))))
    };
    let server = Server::start(never);
    let begin = Instant::now();
    let words = ["oom-main-onfailure", "--request-timeout", "1"];
    let complaint = complaint(why_with(&server, &words));
    assert!(complaint.contains("pod `oom-main-onfailure`: no answer within 1 s"), "{complaint}");
    assert!(begin.elapsed() < Duration::from_secs(20));
}

#[test]
fn an_answer_that_ends_in_the_middle() {
    let server = Server::start(|path, query| match path {
        "/api/v1/nodes/node2" => Some(Answer::Stream(vec![Step::Cut])),
        EVENTS => Some(Answer::Text("{\"items\": [".to_owned())),
        // The last bytes of a log may begin within a character.
        _ if path.ends_with("/log") => Some(Answer::Bytes(b"\xa9 the last line\n".to_vec())),
        _ => cluster(path, query),
    });
    let report = report(&server, &["oom-main-onfailure"]);
    let ignored = report["ignored"].as_array().unwrap();
    assert_eq!(ignored.len(), 2, "{ignored:#?}");
    assert!(ignored[0]["why"].as_str().unwrap().starts_with("cannot read what the API server"));
    assert!(ignored[1]["why"].as_str().unwrap().starts_with("cannot reach the API server"));
}

#[test]
fn a_pod_that_was_replaced() {
    let created = |name: &str| {
        json!({
            "metadata": {"name": "made", "namespace": "lab2"}, "reason": "SuccessfulCreate",
            "involvedObject": {"kind": "ReplicaSet", "namespace": "lab2", "name": "api-5d"},
            "message": format!("Created pod: {name}"), "type": "Normal",
        })
    };
    let selects = |query: &Query, what: &str| {
        query.get("fieldSelector").is_some_and(|selector| selector.contains(what))
    };
    let moved_on = move |path: &str, query: &Query| {
        Some(match path {
            POD => return None,
            EVENTS if selects(query, "reason=") => {
                list("EventList", &[created("oom-main-onfailure")])
            }
            PODS => {
                assert_eq!(query["labelSelector"], "app=api");
                let named = |name: &str| json!({"metadata": {"name": name, "namespace": "lab2"}});
                list("PodList", &[named("api-9f-a"), named("api-9f-b")])
            }
            _ => return owned(path, query),
        })
    };
    // Its events are there, and those of the one that made it.
    let server = Server::start(moved_on);
    let report = report(&server, &["oom-main-onfailure"]);
    let why = report["ignored"][0]["why"].as_str().unwrap();
    let instead = "deployment/api has 2 other pods now: `api-9f-a`, `api-9f-b`";
    let expected = format!("it is gone; its events are all that is left of it; {instead}");
    assert_eq!(why, expected);

    // Of the pod there is nothing left but what its name tells.
    let server = Server::start(move |path, query| match path {
        EVENTS => Some(list("EventList", &[])),
        _ => moved_on(path, query),
    });
    let complaint = complaint(why_with(&server, &["api-5d-x2x9z"]));
    let expected =
        format!("no pod `api-5d-x2x9z` in namespace `lab2`, and no event of one; {instead}");
    assert!(complaint.contains(&expected), "{complaint}");
}

/// A kubeconfig whose credentials come from a program, and which has two clusters.
#[test]
fn programs_that_log_in_and_contexts() {
    let server = Server::start(|path, query| {
        assert_eq!(query[AUTHORIZATION], "Bearer from-a-program", "{path}");
        cluster(path, query)
    });
    let other = Server::start(|_, _| Some(Answer::Status(403, "the other one")));
    let folder = folder();
    let program = folder.join("log in");
    let credential = json!({
        "apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential",
        "status": {"token": "from-a-program"},
    });
    fs::write(&program, format!("#!/bin/sh\necho '{credential}'\n")).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let context = |name: &str, user: &str, namespace: &str| json!({"name": name, "context": {"cluster": name, "user": user, "namespace": namespace}});
    let config = json!({
        "apiVersion": "v1", "kind": "Config", "current-context": "other",
        "clusters": [
            {"name": "lab", "cluster": {"server": server.url()}},
            {"name": "other", "cluster": {"server": other.url()}},
        ],
        "users": [{"name": "me", "user": {"exec": {
            "apiVersion": "client.authentication.k8s.io/v1", "command": program,
            "interactiveMode": "Never",
        }}}, {"name": "you", "user": {}}],
        "contexts": [context("lab", "me", "lab2"), context("other", "you", "elsewhere")],
    });
    let file = folder.join("config");
    fs::write(&file, config.to_string()).unwrap();
    let why = |words: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_exitcode"));
        command.args(["why", "oom-main-onfailure", "-o", "json"]).args(words);
        run(command.env("KUBECONFIG", &file))
    };
    let answer = why(&["--context", "lab"]);
    assert_eq!((answer.status, &*answer.stderr), (Some(0), ""));
    assert!(!answer.stdout.contains("from-a-program"));
    let report: Value = serde_json::from_str(&answer.stdout).unwrap();
    assert_eq!(report["diagnoses"][0]["findings"][0]["cause"], "oom-container-limit");
    assert!(complaint(why(&[])).contains("forbidden (403): the other one"));
    assert!(other.asked()[0].1.contains("/namespaces/elsewhere/"));

    // Without the program nobody is logged in.
    fs::remove_file(&program).unwrap();
    let complaint = complaint(why(&["--context", "lab"]));
    assert!(complaint.contains("log in"), "{complaint}");
}

/// Whatever is asked, nothing but GET leaves; a server that takes nothing else shows it too.
#[test]
fn nothing_is_changed() {
    let server = Server::start(|path, query| match path {
        PODS if query.contains_key("watch") => Some(Answer::Status(403, "no")),
        _ => cluster(path, query),
    });
    for words in [
        &["why", "oom-main-onfailure"][..],
        &["why", "deployment/api"],
        &["why", "-l", "app=api"],
        &["why", "-A"],
        &["why", "missing"],
        &["triage", "-A"],
        &["triage", "-n", "lab2", "-o", "csv"],
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_exitcode"));
        run(command.args(words).env("KUBECONFIG", kubeconfig(&server.url())));
    }
    let asked = server.asked();
    assert!(asked.len() > 20, "{asked:#?}");
    assert!(asked.iter().all(|(method, _)| method == "GET"), "{asked:#?}");
}
