//! Secrets of a pod, each marked, are searched for in everything that is shown of it.

use exitcode_k8s::report::Report;
use exitcode_k8s::triage::Triage;
use exitcode_k8s::{Input, html, read, read_object, text};
use serde_json::{Value, json};

/// What no answer may contain.
const CANARY: &str = "CANARY";

/// A pod with a secret in every place that may hold one, in this state.
fn pod(status: &Value, more: &Value) -> Value {
    let mut pod = json!({
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {
            "name": "api-0",
            "namespace": "shop",
            "labels": {"team": "CANARY-label"},
            "annotations": {
                "token": "CANARY-annotation",
                "kubectl.kubernetes.io/last-applied-configuration":
                    r#"{"spec":{"containers":[{"env":[{"name":"P","value":"CANARY-applied"}]}]}}"#,
            },
            "managedFields": [{"manager": "CANARY-manager"}],
        },
        "spec": {
            "containers": [{
                "name": "api",
                "image": "user:CANARY-image@registry.example/api:v1",
                "command": ["/bin/sh", "-c", "java -Dpassword=CANARY-command -jar app.jar | tee log"],
                "args": ["--token=CANARY-argument"],
                "env": [
                    {"name": "DB_PASSWORD", "value": "CANARY-env"},
                    {"name": "KEY", "valueFrom": {"secretKeyRef": {"name": "db", "key": "k"}}},
                ],
                "livenessProbe": {
                    "exec": {"command": ["check", "CANARY-probe"]},
                    "httpGet": {"httpHeaders": [{"name": "Authorization", "value": "CANARY-header"}]},
                },
                "lifecycle": {"preStop": {"exec": {"command": ["curl", "-u", "a:CANARY-hook"]}}},
            }],
            "volumes": [{"name": "v", "csi": {"volumeAttributes": {"password": "CANARY-volume"}}}],
        },
        "status": {"containerStatuses": [status]},
    });
    for (key, value) in more.as_object().unwrap() {
        pod["metadata"][key] = value.clone();
    }
    pod
}

fn ended(terminated: Value) -> Value {
    json!({
        "name": "api",
        "restartCount": 3,
        "state": {"waiting": {"reason": "CrashLoopBackOff", "message": "back-off 10s"}},
        "lastState": {"terminated": terminated},
    })
}

fn waiting(reason: &str, message: &str) -> Value {
    json!({
        "name": "api",
        "restartCount": 0,
        "state": {"waiting": {"reason": reason, "message": message}},
    })
}

/// Pods that died in ways whose answers quote different parts of them.
fn pods() -> Vec<Value> {
    let times = json!({"startedAt": "2026-01-01T00:00:00Z", "finishedAt": "2026-01-01T00:01:30Z"});
    let end = |more: Value| {
        let mut end = times.clone();
        end.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        ended(end)
    };
    let none = json!({});
    let address = "postgres://app:CANARY-address@db:5432/shop";
    let image = "failed to pull image \"r.example/api:v1\": Get \
                 \"https://u:CANARY-pull@r.example/v2/\": unauthorized";
    vec![
        pod(&end(json!({"exitCode": 137, "reason": "OOMKilled"})), &none),
        pod(&end(json!({"exitCode": 0, "reason": "Completed"})), &none),
        pod(&end(json!({"exitCode": 127, "reason": "Error"})), &none),
        pod(
            &end(
                json!({"exitCode": 1, "message": format!("panic: {address}: connection refused")}),
            ),
            &none,
        ),
        pod(
            &end(json!({"exitCode": 137, "reason": "Error"})),
            &json!({
                "deletionTimestamp": "2026-01-01T00:01:30Z",
                "deletionGracePeriodSeconds": 30,
            }),
        ),
        pod(&waiting("ErrImagePull", image), &none),
        pod(&waiting("CreateContainerConfigError", "secret \"db\" not found"), &none),
        pod(&waiting("RunContainerError", "exec: \"java\": executable file not found"), &none),
    ]
}

/// All that libraries show of these inputs.
fn shown(inputs: &[Input<'_>]) -> String {
    let report = Report::new(inputs, &read(inputs));
    assert!(!report.diagnoses.is_empty(), "{inputs:?}");
    let mut triage = Triage::default();
    for input in inputs {
        triage.add(&read_object(input));
    }
    [
        serde_json::to_string_pretty(&report).unwrap(),
        text::Report::new(&report).to_string(),
        html::Report::new(&report).to_string(),
        serde_json::to_string(&triage.table(0)).unwrap(),
    ]
    .concat()
}

#[track_caller]
fn no_secret(shown: &str) {
    if let Some(at) = shown.find(CANARY) {
        let from = (0..=at.saturating_sub(120)).rev().find(|from| shown.is_char_boundary(*from));
        panic!("{}", &shown[from.unwrap_or(0)..at + 24]);
    }
}

#[test]
fn no_secret_of_a_pod_is_shown() {
    let mut answers = 0;
    for pod in pods() {
        let text = pod.to_string();
        assert!(text.contains(CANARY));
        let shown = shown(&[Input::new("pod.json", &text)]);
        no_secret(&shown);
        answers += shown.len();
    }
    assert!(answers > 20_000, "{answers}");
}

#[test]
fn none_of_what_else_is_given_with_it() {
    let pod = pods().remove(3).to_string();
    let secret =
        json!({"kind": "Secret", "metadata": {"name": "db"}, "data": {"k": "CANARY-data"}});
    let map = json!({"kind": "ConfigMap", "metadata": {"name": "c"}, "data": {"k": "CANARY-map"}});
    let event = json!({
        "kind": "Event",
        "involvedObject": {"kind": "Pod", "name": "api-0", "namespace": "shop"},
        "reason": "Unhealthy",
        "type": "Warning",
        "message": "Liveness probe failed: Get \"http://u:CANARY-event@10.0.0.1:80/\": EOF",
    });
    let list = json!({"kind": "List", "items": [secret, map, event]}).to_string();
    let log = "connecting to redis://:CANARY-log@cache:6379\n\
               FATAL: TOKEN=CANARY-line is refused, password authentication failed\n\
               FATAL: password authentication failed for postgres://app:CANARY-fatal@db/shop\n";
    no_secret(&shown(&[
        Input::new("pod.json", &pod),
        Input::new("events.json", &list),
        Input::new("logs-api-previous.txt", log),
    ]));
}

#[test]
fn docker_and_describe() {
    let inspect = json!([{
        "Id": "0123456789ab",
        "Name": "/api",
        "State": {"Status": "exited", "ExitCode": 137, "OOMKilled": true},
        "Config": {
            "Env": ["PASSWORD=CANARY-env"],
            "Labels": {"l": "CANARY-label"},
            "Cmd": ["app", "--password", "CANARY-argument"],
        },
        "HostConfig": {"Memory": 67_108_864},
    }]);
    no_secret(&shown(&[Input::new("-", &inspect.to_string())]));
    let described = "\
Name:         api-0
Namespace:    shop
Annotations:  token: CANARY-annotation
Containers:
  api:
    Image:      api:v1
    Command:
      app
      --password=CANARY-argument
    State:          Waiting
      Reason:       CrashLoopBackOff
    Last State:     Terminated
      Reason:       OOMKilled
      Exit Code:    137
    Environment:
      PASSWORD:  CANARY-env
";
    no_secret(&shown(&[Input::new("-", described)]));
}
