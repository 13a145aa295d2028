//! The program with a cluster to ask: an API server that serves what was captured.
#![cfg(all(feature = "cluster", unix))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers stand outside of tests")]

mod complete;
mod lies;
mod secrets;
mod server;
mod trouble;
mod watch;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use std::{env, fs};

use serde_json::{Value, json};

use server::{Answer, Server, captured, list};

/// A container that was killed for memory and runs again.
const CASE: &str = "cgroupv2-oom-main-onfailure";
const POD: &str = "/api/v1/namespaces/lab2/pods/oom-main-onfailure";
const PODS: &str = "/api/v1/namespaces/lab2/pods";
const EVENTS: &str = "/api/v1/namespaces/lab2/events";

const METRICS: &str = "/apis/metrics.k8s.io/v1beta1/namespaces/lab2/pods/oom-main-onfailure";

type Query = HashMap<String, String>;

/// The cluster of that pod.
fn cluster(path: &str, query: &Query) -> Option<Answer> {
    let pod = captured(&format!("{CASE}/pod.json"));
    let events = captured(&format!("{CASE}/events.json"))["items"].as_array().unwrap().clone();
    Some(match path {
        POD => Answer::Json(pod),
        PODS => list("PodList", &[pod]),
        EVENTS | "/api/v1/events" => list("EventList", &events),
        "/api/v1/nodes/node2" => Answer::Json(json!({
            "kind": "Node", "metadata": {"name": "node2"},
            "status": {"conditions": [{"type": "MemoryPressure", "status": "False"}]},
        })),
        METRICS => Answer::Json(json!({
            "kind": "PodMetrics", "metadata": {"name": "oom-main-onfailure"}, "window": "15s",
            "timestamp": "2026-11-22T09:49:19Z",
            "containers": [
                {"name": "main", "usage": {"cpu": "3m", "memory": "41943041"}},
                {"name": "gone", "usage": {"cpu": "0", "memory": "1Ki"}},
            ],
        })),
        _ if path == format!("{POD}/log") => {
            assert_eq!((&*query["container"], &*query["previous"]), ("main", "true"));
            Answer::Text("the last line\n".to_owned())
        }
        _ => return None,
    })
}

/// A folder of a test, for its kubeconfig.
fn folder() -> PathBuf {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("cluster-{number}"));
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn kubeconfig(server: &str) -> PathBuf {
    kubeconfig_with(server, json!({"token": "secret-token"}))
}

fn kubeconfig_with(server: &str, user: Value) -> PathBuf {
    let file = folder().join("config");
    let config = json!({
        "apiVersion": "v1", "kind": "Config", "current-context": "lab",
        "clusters": [{"name": "lab", "cluster": {"server": server}}],
        "users": [{"name": "me", "user": user}],
        "contexts": [{"name": "lab", "context": {
            "cluster": "lab", "user": "me", "namespace": "lab2",
        }}],
    });
    fs::write(&file, config.to_string()).unwrap();
    file
}

struct Run {
    status: Option<i32>,
    stdout: String,
    stderr: String,
}

fn run(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let run = Run {
        status: output.status.code(),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    };
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    assert!(!(run.stdout.clone() + &run.stderr).contains("secret-token"));
    run
}

fn why_with(server: &Server, words: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_exitcode"));
    command.arg("why").args(words).env("KUBECONFIG", kubeconfig(&server.url()));
    let run = run(&mut command);
    // Nothing is changed in a cluster, whatever is asked and whatever goes wrong.
    for (method, path) in server.asked() {
        assert_eq!(method, "GET", "{path}");
    }
    run
}

/// The report of an answer, which nothing was said against.
#[track_caller]
fn report(server: &Server, words: &[&str]) -> Value {
    let run = why_with(server, &[words, &["-o", "json"]].concat());
    assert_eq!((run.status, &*run.stderr), (Some(0), ""), "{}", run.stdout);
    serde_json::from_str(&run.stdout).unwrap()
}

#[track_caller]
fn complaint(run: Run) -> String {
    assert_eq!((run.status, &*run.stdout), (Some(2), ""), "{}", run.stderr);
    run.stderr
}

#[test]
fn a_pod_with_all_that_belongs_to_it() {
    let server = Server::start(cluster);
    let report = report(&server, &["oom-main-onfailure"]);
    assert_eq!(report["diagnoses"][0]["findings"][0]["cause"], "oom-container-limit");
    assert_eq!(report["ignored"], json!([]));
    let mut asked: Vec<_> = server.asked().into_iter().map(|(_, path)| path).collect();
    asked.sort();
    let events =
        format!("{EVENTS}?fieldSelector=involvedObject.name%3Doom-main-onfailure&limit=500");
    let log = format!("{POD}/log?container=main&tailLines=200&limitBytes=131072&previous=true");
    assert_eq!(asked, [&events, POD, &log, "/api/v1/nodes/node2", METRICS]);
}

#[test]
fn every_form() {
    let server = Server::start(cluster);
    let text = why_with(&server, &["oom-main-onfailure"]).stdout;
    assert!(text.contains("What happened") && !text.contains("Left aside"), "{text}");
    assert_eq!(why_with(&server, &["oom-main-onfailure", "--exit-code"]).status, Some(1));
    let markdown = why_with(&server, &["oom-main-onfailure", "-o", "markdown"]).stdout;
    assert!(markdown.starts_with("### "), "{markdown}");
    assert!(markdown.contains("\nlab2/oom-main-onfailure/main\n"), "{markdown}");
    assert!(markdown.contains("  ```sh\n  kubectl "), "{markdown}");
}

#[test]
fn goes_on_without_what_it_may_not_see() {
    let server = Server::start(|path, query| match path {
        POD => cluster(path, query),
        _ => Some(Answer::Status(403, "User \"me\" cannot get it")),
    });
    let report = report(&server, &["oom-main-onfailure"]);
    assert_eq!(report["diagnoses"][0]["findings"][0]["cause"], "oom-container-limit");
    let unseen: Vec<_> = report["ignored"].as_array().unwrap().iter().collect();
    let named: Vec<_> = unseen.iter().map(|one| one["input"].as_str().unwrap()).collect();
    let metrics = "metrics of pod oom-main-onfailure";
    assert_eq!(named, ["events", "node node2", "log of container main", metrics]);
    for (one, limit) in unseen.iter().zip(["probes", "pressure", "said last", "uses now"]) {
        let why = one["why"].as_str().unwrap();
        assert!(why.contains("forbidden (403)") && why.contains(limit), "{why}");
    }
    let text = why_with(&server, &["oom-main-onfailure"]).stdout;
    assert!(text.contains("  events: forbidden (403): User \"me\" cannot get it; so"), "{text}");
}

/// A sample is of one run, and never taken for the peak of another.
#[test]
fn memory_in_use() {
    let at = |time: &'static str, state: Value, last: Value| {
        let server = Server::start(move |path, query| match path {
            METRICS => {
                let Some(Answer::Json(mut metrics)) = cluster(path, query) else { return None };
                metrics["timestamp"] = time.into();
                Some(Answer::Json(metrics))
            }
            POD => {
                let mut pod = captured(&format!("{CASE}/pod.json"));
                let status = &mut pod["status"]["containerStatuses"][0];
                if state != json!(null) {
                    status["state"] = state.clone();
                }
                status["lastState"] = last.clone();
                Some(Answer::Json(pod))
            }
            _ if path.ends_with("/log") => Some(Answer::Text(String::new())),
            _ => cluster(path, query),
        });
        let report = report(&server, &["oom-main-onfailure"]);
        let text = why_with(&server, &["oom-main-onfailure"]).stdout;
        (report["usage"].clone(), text.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let pod = captured(&format!("{CASE}/pod.json"));
    let last = &pod["status"]["containerStatuses"][0]["lastState"];
    let (usage, text) = at("2026-11-22T09:50:00Z", json!(null), last.clone());
    let expected = json!([{
        "namespace": "lab2", "pod": "oom-main-onfailure", "container": "main",
        "memory": 41_943_041, "limit": 64 << 20, "at": "2026-11-22T09:50:00Z", "run": "later",
    }]);
    assert_eq!(usage, expected);
    let sample = "main: 41 MiB of 64 MiB allowed (62 %) at 2026-11-22T09:50:00Z";
    assert!(text.contains(&format!("{sample}; one sample of the run that goes on, not")), "{text}");
    // The remedy is reckoned from the limit, not from the sample.
    assert!(text.contains("container's memory limit is 64Mi"), "{text}");

    let (usage, text) = at("2026-11-22T09:49:01Z", json!(null), last.clone());
    assert_eq!(usage[0]["run"], "ended");
    assert!(text.contains("a run that has ended since: it may have used more"), "{text}");

    // What does not run is not asked for.
    let (usage, _) = at("2026-11-22T09:49:01Z", last.clone(), json!({}));
    assert_eq!(usage, json!(null));
}

#[test]
fn what_is_refused_altogether() {
    for (code, message) in [
        (401, "not logged in (401)"),
        (403, "pod `oom-main-onfailure`: forbidden (403): no"),
        (500, "answered with 500"),
    ] {
        let server = Server::start(move |_, _| Some(Answer::Status(code, "no")));
        let complaint = complaint(why_with(&server, &["oom-main-onfailure"]));
        assert!(complaint.contains(message), "{complaint}");
    }
}

#[test]
fn names_that_are_nearly_right() {
    let server = Server::start(|path, query| match path {
        EVENTS => Some(list("EventList", &[])),
        _ => cluster(path, query),
    });
    for name in ["oom-main-onfailur", "oom-main", "oom-man-onfailure"] {
        let complaint = complaint(why_with(&server, &[name]));
        let expected = format!(
            "there is no pod `{name}` in namespace `lab2`; did you mean `oom-main-onfailure`?"
        );
        assert!(complaint.contains(&expected), "{complaint}");
    }
    let complaint = complaint(why_with(&server, &["deployment/api"]));
    assert!(complaint.contains("no deployment `api` in namespace `lab2`\n"), "{complaint}");
}

#[test]
fn a_pod_that_is_gone_has_left_its_events() {
    let server = Server::start(|path, query| match path {
        POD => None,
        _ => cluster(path, query),
    });
    let report = report(&server, &["oom-main-onfailure"]);
    assert_eq!(report["ignored"][0]["input"], "pod oom-main-onfailure");
    assert!(report["ignored"][0]["why"].as_str().unwrap().contains("gone"));
}

#[test]
fn a_deployment_by_way_of_its_replica_set() {
    let deployment = || {
        json!({
            "kind": "Deployment", "metadata": {"name": "api", "namespace": "lab2", "uid": "d"},
            "spec": {"replicas": 3, "selector": {"matchLabels": {"app": "api"}}},
        })
    };
    let server = Server::start(move |path, query| {
        let mut pod = captured(&format!("{CASE}/pod.json"));
        pod["metadata"]["ownerReferences"] =
            json!([{"kind": "ReplicaSet", "name": "api-5d", "uid": "r", "controller": true}]);
        Some(match path {
            "/apis/apps/v1/namespaces/lab2/deployments/api" => Answer::Json(deployment()),
            "/apis/apps/v1/namespaces/lab2/replicasets/api-5d" => Answer::Json(json!({
                "kind": "ReplicaSet",
                "metadata": {"name": "api-5d", "namespace": "lab2", "uid": "r", "ownerReferences": [
                    {"kind": "Deployment", "name": "api", "uid": "d", "controller": true},
                ]},
            })),
            PODS if query.get("labelSelector").is_some_and(|labels| labels == "app=api") => {
                list("PodList", &[pod])
            }
            _ => return cluster(path, query),
        })
    });
    let report = report(&server, &["deployment/api"]);
    assert_eq!(report["ignored"], json!([]));
    let diagnosis = &report["diagnoses"][0];
    assert_eq!(diagnosis["findings"][0]["cause"], "oom-container-limit");
    let commands = diagnosis["findings"][0]["remedies"].to_string();
    assert!(commands.contains("deployment/api"), "{commands}");
    let remedies = diagnosis["findings"][0]["remedies"].as_array().unwrap();
    let patch = remedies.iter().find_map(|remedy| remedy.get("patch")).unwrap();
    let target = json!({
        "apiVersion": "apps/v1", "kind": "Deployment", "namespace": "lab2", "name": "api",
    });
    assert_eq!(patch["target"], target);
    let container = patch["body"]["spec"]["template"]["spec"]["containers"][0].clone();
    assert_eq!(container, json!({"name": "main", "resources": {"limits": {"memory": "176Mi"}}}));
}

#[test]
fn lists_come_in_pages() {
    let pods = |numbers: std::ops::Range<usize>| {
        let pod = captured(&format!("{CASE}/pod.json"));
        let named = |number| {
            let mut pod = pod.clone();
            pod["metadata"]["name"] = format!("pod-{number}").into();
            pod["metadata"]["uid"] = format!("uid-{number}").into();
            pod
        };
        numbers.map(named).collect::<Vec<_>>()
    };
    let page = |items: Vec<Value>, more: &str| {
        Some(Answer::Json(json!({
            "kind": "PodList", "items": items, "metadata": {"continue": more},
        })))
    };
    let server = Server::start(move |path, query| match (path, query.get("continue")) {
        ("/api/v1/pods", None) => page(pods(0..2), "token/+="),
        ("/api/v1/pods", Some(more)) if more == "token/+=" => page(pods(2..4), ""),
        _ if path.ends_with("/log") => Some(Answer::Text(String::new())),
        _ => cluster(path, query),
    });
    let whole = report(&server, &["-A"]);
    assert_eq!(whole["diagnoses"].as_array().unwrap().len(), 4);

    // The second page is gone; without pages the list is there.
    let server = Server::start(move |path, query| match path {
        "/api/v1/pods" if query.contains_key("continue") => Some(Answer::Status(410, "expired")),
        "/api/v1/pods" if query.contains_key("limit") => page(pods(0..2), "x"),
        "/api/v1/pods" => page(pods(0..4), ""),
        _ if path.ends_with("/log") => Some(Answer::Text(String::new())),
        _ => cluster(path, query),
    });
    assert_eq!(report(&server, &["-A"]), whole);
}

#[test]
fn answers_that_are_slow_or_break_off() {
    let slow = |path: &str, query: &Query| {
        let answer = cluster(path, query)?;
        Some(match path {
            EVENTS => Answer::After(Duration::from_secs(20), Box::new(answer)),
            "/api/v1/nodes/node2" => Answer::Cut,
            _ => answer,
        })
    };
    let server = Server::start(slow);
    let report = report(&server, &["oom-main-onfailure", "--request-timeout", "1"]);
    let why: Vec<_> = report["ignored"].as_array().unwrap().iter().map(|one| &one["why"]).collect();
    assert_eq!(why.len(), 2, "{why:?}");
    assert!(why[0].as_str().unwrap().contains("no answer within 1 s"), "{why:?}");
    assert!(why[1].as_str().unwrap().contains("cannot reach the API server"), "{why:?}");

    let server = Server::start(|_, _| Some(Answer::Cut));
    let complaint = complaint(why_with(&server, &["oom-main-onfailure"]));
    assert!(complaint.contains("cannot reach the API server"), "{complaint}");
}

#[test]
fn one_container_alone() {
    let server = Server::start(cluster);
    assert_eq!(report(&server, &["oom-main-onfailure", "-c", "other"])["diagnoses"], json!([]));
    let one = report(&server, &["oom-main-onfailure", "-c", "main"]);
    assert_eq!(one["diagnoses"].as_array().unwrap().len(), 1);
}

#[test]
fn kubeconfigs_that_will_not_do() {
    let why = |words: &[&str], config: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_exitcode"));
        command.arg("why").args(words).env("KUBECONFIG", config).env("HOME", folder());
        complaint(run(command.env_remove("KUBERNETES_SERVICE_HOST")))
    };
    let missing = folder().join("none");
    assert!(why(&["a"], &missing).contains("there is no kubeconfig; set KUBECONFIG"));
    let config = kubeconfig("http://127.0.0.1:1");
    let message = why(&["a", "--context", "x"], &config);
    assert!(message.contains("has no context `x`; there is `lab`"), "{message}");
    assert!(why(&["a"], &config).contains("cannot reach the API server"));
    for server in ["10.0.0.1:6443", "kubernetes", "ftp://10.0.0.1", "/"] {
        let message = why(&["a"], &kubeconfig(server));
        let told = message.contains("does not begin with https:// or http://");
        assert!(told || message.contains("cannot use the kubeconfig: "), "{message}");
    }
    let broken = folder().join("broken");
    fs::write(&broken, "contexts: [").unwrap();
    assert!(why(&["a"], &broken).contains("cannot use the kubeconfig"));
    // What is wrong in it is told, and none of the secrets there.
    for user in [
        json!("secret-token"),
        json!({"token": ["secret-token"]}),
        json!({"exec": {
            "command": "false", "args": ["secret-token"], "interactiveMode": "Never",
            "apiVersion": "client.authentication.k8s.io/v1",
        }}),
    ] {
        let mut value: Value = serde_json::from_slice(&fs::read(&config).unwrap()).unwrap();
        value["users"][0]["user"] = user;
        let file = folder().join("wrong");
        fs::write(&file, value.to_string()).unwrap();
        let message = why(&["a"], &file);
        let told =
            message.contains("line 1 column") || message.contains("it ended with exit status");
        assert!(told, "{message}");
    }
    for name in ["../secrets/x", "secret/x", "A"] {
        assert!(why(&[name], &config).contains("invalid value"), "{name}");
    }
}

/// The real kubectl runs the program as its plugin.
#[test]
fn as_a_plugin_of_kubectl() {
    let server = Server::start(cluster);
    let folder = folder();
    let plugin = folder.join("kubectl-exitcode");
    let _ = fs::remove_file(&plugin);
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_exitcode"), &plugin).unwrap();
    let path = env::var_os("PATH").unwrap();
    let path = env::join_paths([folder].into_iter().chain(env::split_paths(&path))).unwrap();
    let kubectl = |words: &[&str]| {
        let mut command = Command::new("kubectl");
        command.arg("exitcode").args(words).env("PATH", &path);
        run(command.env("KUBECONFIG", kubeconfig(&server.url())))
    };
    let answer = kubectl(&["oom-main-onfailure", "-n", "lab2", "-o", "json"]);
    assert_eq!(answer.status, Some(0), "{}", answer.stderr);
    let report: Value = serde_json::from_str(&answer.stdout).unwrap();
    assert_eq!(report["diagnoses"][0]["findings"][0]["cause"], "oom-container-limit");
    let help = kubectl(&["--help"]).stdout;
    assert!(help.contains("Usage: kubectl exitcode [OPTIONS] [POD|KIND/NAME]"), "{help}");
}
