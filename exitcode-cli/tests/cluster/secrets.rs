//! The marked values of `corpus/secrets`, and more of them in all else that a cluster has, are
//! searched for in all that is printed of a cluster.

use std::process::Command;
use std::time::Duration;
use std::{fs, thread};

use serde_json::{Value, json};

use crate::server::{Answer, Server, Step, list};
use crate::watch::{LONG, Watch};
use crate::{Query, kubeconfig_with, run};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus/secrets");

/// What a kubeconfig and the address of a server may hold.
const CREDENTIALS: &str = "CANARY-credential";

fn text(file: &str) -> String {
    fs::read_to_string(format!("{FOLDER}/{file}")).unwrap()
}

/// The pods, each by a name of its own, and of each a run that goes on.
fn pods() -> Vec<Value> {
    let mut files: Vec<_> = fs::read_dir(FOLDER)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("pod-") || name == "wrong-types.json")
        .collect();
    files.sort();
    assert!(files.len() >= 12, "{files:?}");
    let named = |(number, file): (usize, &String)| {
        let mut pod: Value = serde_json::from_str(&text(file)).unwrap();
        pod["metadata"]["name"] = format!("api-{number}").into();
        pod["metadata"]["uid"] = format!("uid-{number}").into();
        if file == "pod-oom.json" {
            pod["status"]["containerStatuses"][0]["state"] =
                json!({"running": {"startedAt": "2026-11-22T09:49:00Z"}});
        }
        pod
    };
    files.iter().enumerate().map(named).collect()
}

/// The events, each about every pod.
fn events() -> Vec<Value> {
    let events: Value = serde_json::from_str(&text("events.json")).unwrap();
    let events: Vec<_> =
        events["items"].as_array().unwrap().iter().filter(|one| one["kind"] == "Event").collect();
    let about = |number: usize| {
        events.iter().map(move |&event| {
            let mut event = event.clone();
            event["involvedObject"] = json!({
                "kind": "Pod", "namespace": "shop", "name": format!("api-{number}"),
                "uid": format!("uid-{number}"),
            });
            event["metadata"] = json!({
                "name": format!("{number}"), "annotations": {"a": "CANARY-event"},
            });
            event
        })
    };
    (0..pods().len()).flat_map(about).collect()
}

/// What stands in every object that is no pod.
fn metadata(name: &str) -> Value {
    json!({
        "name": name, "namespace": "shop", "labels": {"a": "CANARY-label"},
        "annotations": {
            "kubectl.kubernetes.io/last-applied-configuration": "{\"env\": \"CANARY-applied\"}",
        },
        "managedFields": [{"manager": "CANARY-manager"}],
    })
}

fn cluster(path: &str, query: &Query) -> Option<Answer> {
    const NAMESPACE: &str = "/api/v1/namespaces/shop";
    let is_watch = query.contains_key("watch");
    let pod = |path: &str| {
        let name = path.strip_prefix("/api/v1/namespaces/shop/pods/")?.to_owned();
        pods().into_iter().find(|pod| pod["metadata"]["name"] == *name)
    };
    let container = json!({
        "name": "api", "image": "user:CANARY-image@registry.example/api:v1",
        "env": [{"name": "A", "value": "CANARY-environment"}],
        "command": ["sh", "-c", "server --password=CANARY-command"],
    });
    Some(match path {
        "/api/v1/pods" | "/api/v1/namespaces/shop/pods" if is_watch => {
            // The same once more, with another end.
            let mut pod = pods().remove(0);
            pod["metadata"]["resourceVersion"] = "101".into();
            for status in pod["status"]["containerStatuses"].as_array_mut().into_iter().flatten() {
                status["restartCount"] = 77.into();
                for state in ["state", "lastState"] {
                    if status[state]["terminated"].is_object() {
                        status[state]["terminated"]["exitCode"] = 3.into();
                    }
                }
            }
            Answer::Stream(vec![
                Step::Wait(Duration::from_secs(2)),
                Step::Change("MODIFIED", pod),
                Step::Wait(LONG),
            ])
        }
        _ if is_watch => Answer::Stream(vec![Step::Wait(LONG)]),
        "/api/v1/pods" | "/api/v1/namespaces/shop/pods" => list("PodList", &pods()),
        "/api/v1/events" | "/api/v1/namespaces/shop/events" => list("EventList", &events()),
        "/api/v1/nodes/node1" => {
            let mut node = json!({"kind": "Node", "metadata": metadata("node1")});
            node["status"] = json!({"conditions": [{
                "type": "MemoryPressure", "status": "True", "reason": "R",
                "message": "sent to https://user:CANARY-condition@metrics.example/",
            }]});
            Answer::Json(node)
        }
        "/apis/apps/v1/namespaces/shop/statefulsets/api" => Answer::Json(json!({
            "kind": "StatefulSet", "metadata": metadata("api"),
            "spec": {
                "replicas": 2, "selector": {"matchLabels": {"app": "api"}},
                "template": {"metadata": metadata("api"), "spec": {"containers": [container]}},
            },
        })),
        _ if path.starts_with("/apis/metrics.k8s.io/") => Answer::Json(json!({
            "kind": "PodMetrics", "metadata": metadata("api-0"), "window": "15s",
            "timestamp": "2036-11-22T09:49:19Z", "token": "CANARY-metrics",
            "containers": [
                {"name": "api", "usage": {"cpu": "3m", "memory": "41943041"}, "x": "CANARY-usage"},
                {"name": "CANARY-other", "usage": {"cpu": "1", "memory": "1Mi"}},
            ],
        })),
        _ if path.ends_with("/log") => Answer::Text(text("logs-api-previous.txt")),
        _ => Answer::Json(pod(path.strip_prefix(NAMESPACE).map(|_| path)?)?),
    })
}

fn exitcode(server: &str) -> Command {
    let user = json!({"token": CREDENTIALS, "password": CREDENTIALS});
    let mut command = Command::new(env!("CARGO_BIN_EXE_exitcode"));
    command.env("KUBECONFIG", kubeconfig_with(server, user));
    command
}

#[track_caller]
fn no_secret(printed: &str, what: &str) {
    if let Some(line) = printed.lines().find(|line| line.contains("CANARY")) {
        panic!("{what}: {line}");
    }
}

/// All that is printed of a question.
#[track_caller]
fn length(server: &str, words: &[&str]) -> usize {
    let answer = run(exitcode(server).args(words));
    let printed = answer.stdout + &answer.stderr;
    no_secret(&printed, &words.join(" "));
    printed.len()
}

#[test]
fn every_question_and_form() {
    let server = Server::start(cluster);
    let mut sum = 0;
    for form in ["text", "json", "markdown"] {
        for number in 0..pods().len() {
            let pod = format!("api-{number}");
            sum += length(&server.url(), &["why", &pod, "-n", "shop", "-o", form]);
        }
        for words in [
            &["why", "-n", "shop", "-o", form][..],
            &["why", "-A", "-o", form],
            &["why", "-n", "shop", "-l", "app=api", "-c", "api", "-o", form],
            &["why", "statefulset/api", "-n", "shop", "-o", form],
            &["why", "gone", "-n", "shop", "-o", form],
        ] {
            sum += length(&server.url(), words);
        }
    }
    for form in ["table", "json", "csv", "markdown"] {
        sum += length(&server.url(), &["triage", "-A", "-o", form]);
        sum += length(&server.url(), &["triage", "-n", "shop", "-o", form]);
    }
    assert!(sum > 200_000, "{sum}");
    let asked = server.asked();
    for what in ["/log?", "/nodes/", "/apis/metrics", "/statefulsets/", "/events"] {
        assert!(asked.iter().any(|(_, path)| path.contains(what)), "{what}");
    }
}

#[test]
fn what_is_watched() {
    let watched = |words: &[&str]| {
        let server = Server::start(cluster);
        let watch = Watch::of(&mut exitcode(&server.url()), words);
        let mut lines = vec![watch.line()];
        while let Some(line) = watch.line_within(Duration::from_secs(6)) {
            lines.push(line);
        }
        no_secret(&lines.join("\n"), &words.join(" "));
        no_secret(&watch.interrupt(&server), &words.join(" "));
        let length = lines.iter().map(String::len).sum::<usize>();
        assert!(length > 300, "{words:?}: {length}");
    };
    let questions: [&[&str]; 5] = [
        &["why", "api-0", "-n", "shop"],
        &["why", "-n", "shop", "-o", "json"],
        &["why", "-A", "-o", "markdown"],
        &["triage", "-A"],
        &["triage", "-n", "shop", "-o", "json"],
    ];
    thread::scope(|scope| {
        for words in questions {
            scope.spawn(|| watched(words));
        }
    });
}

/// What a server says against a question may quote an address; what the program says of a server
/// that is not there, its own.
#[test]
fn what_is_refused() {
    const MESSAGE: &str = "Get \"https://me:CANARY-address@10.0.0.1/x?token=CANARY-query\": \
                           Authorization: Bearer CANARY-bearer-0123456789";
    for code in [401, 403, 404, 410, 422, 500] {
        let server = Server::start(move |_, _| Some(Answer::Status(code, MESSAGE)));
        for words in [&["why", "api-0"][..], &["why", "-A"], &["triage", "-A"], &["why", "job/a"]] {
            assert!(length(&server.url(), words) > 20);
        }
        let beside = Server::start(move |path, query| match path {
            "/api/v1/pods" => cluster(path, query),
            _ => Some(Answer::Status(code, MESSAGE)),
        });
        for form in ["text", "json", "markdown"] {
            assert!(length(&beside.url(), &["why", "-A", "-o", form]) > 1000);
        }
        let page = Server::start(move |_, _| Some(Answer::Page(code, MESSAGE.to_owned())));
        assert!(length(&page.url(), &["why", "-A"]) > 20);
    }
    for server in [
        "http://me:CANARY-address@127.0.0.1:1/CANARY",
        "nonsense://me:CANARY@x",
        "me:CANARY@10.0.0.1:6443",
        "10.0.0.1:6443",
        "kubernetes",
        "/CANARY",
    ] {
        for words in [&["why", "api-0"][..], &["triage", "-A"]] {
            assert!(length(server, words) > 20);
        }
    }
}
