//! Typed objects give the same observations as their JSON.
#![cfg(feature = "k8s-openapi")]

use std::fs;
use std::path::Path;

use exitcode_core::{Observation, Span, diagnose};
use exitcode_k8s::report::Report;
use exitcode_k8s::{Input, Reading, read};
use k8s_openapi::api::core::v1::{Event, Pod};
use serde_json::json;

/// What `kubectl get events -o json` prints; its kind is `List`, and not `EventList`.
#[derive(serde::Deserialize)]
struct Events {
    items: Vec<Event>,
}

/// All observations of a reading, without their places.
fn observations(reading: &Reading<'_>) -> Vec<String> {
    let mut all = Vec::new();
    reading.observe(|observation| all.push(shown(observation)));
    all
}

/// An observation without its places, which typed objects do not have.
fn shown(observation: &Observation<'_>) -> String {
    let text = format!("{observation:#?}");
    let mut lines = Vec::new();
    let mut skip: Option<usize> = None;
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        match skip {
            Some(depth) if indent > depth => {}
            Some(_) => skip = None,
            None => {
                let field = line.trim_start().split_once(':').map_or("", |(field, _)| field);
                if field.ends_with("span") {
                    skip = line.ends_with('(').then_some(indent);
                } else {
                    lines.push(line);
                }
            }
        }
    }
    lines.join("\n")
}

#[test]
fn the_same_answers_as_from_json() {
    let corpus = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus/kubelet"));
    let mut count = 0;
    for folder in fs::read_dir(corpus).unwrap() {
        let folder = folder.unwrap().path();
        let text = |name: &str| fs::read_to_string(folder.join(name)).unwrap_or_default();
        let (pod_text, events_text) = (text("pod.json"), text("events.json"));
        let Ok(pod) = serde_json::from_str::<Pod>(&pod_text) else { continue };
        let inputs = [Input::new("pod.json", &pod_text), Input::new("events.json", &events_text)];
        let from_json = read(&inputs);
        let events: Events = serde_json::from_str(&events_text).unwrap();
        let mut typed = Reading::from(&pod);
        typed.add_events(&events.items);

        let observations = |reading: &Reading<'_>| {
            let mut all = Vec::new();
            reading.observe(|observation| {
                let findings: Vec<_> = diagnose(observation)
                    .findings()
                    .map(|finding| (finding.cause(), finding.confidence()))
                    .collect();
                all.push((shown(observation), findings));
            });
            all
        };
        let (one, other) = (observations(&from_json), observations(&typed));
        assert_eq!(one.len(), other.len(), "{}", folder.display());
        for (one, other) in one.iter().zip(&other) {
            assert!(one == other, "{}:\n{}\n{}", folder.display(), one.0, other.0);
        }
        let path = folder.display();
        sources_agree(&path, &Report::new(&inputs, &from_json), &Report::new(&[], &typed));
        count += one.len();
    }
    assert!(count > 400, "only {count} observations");
}

/// Each evidence of one report has the pointer that it has in the other.
#[track_caller]
fn sources_agree(case: &dyn std::fmt::Display, from_json: &Report, typed: &Report) {
    assert_eq!(from_json.diagnoses.len(), typed.diagnoses.len(), "{case}");
    let evidence = |report: &Report| {
        let findings = report.diagnoses.iter().flat_map(|diagnosis| diagnosis.findings.clone());
        findings.flat_map(|finding| finding.evidence).collect::<Vec<_>>()
    };
    let (from_json, typed) = (evidence(from_json), evidence(typed));
    assert_eq!(from_json.len(), typed.len(), "{case}");
    for (one, other) in from_json.iter().zip(&typed) {
        assert_eq!(one.text, other.text, "{case}");
        let pointer = one.source.as_ref().and_then(|source| source.path.as_deref());
        // An event is an object of its own, and not an item of a list.
        let pointer = pointer.map(|path| match path.strip_prefix("/items/") {
            Some(rest) => rest.trim_start_matches(|char: char| char.is_ascii_digit()),
            None => path,
        });
        let source = other.source.as_ref();
        assert_eq!(source.and_then(|source| source.path.as_deref()), pointer, "{case}: {one:?}");
        let object = source.map(|source| &*source.input);
        assert!(
            object.is_none_or(|object| object.starts_with("pod/") || object.starts_with("event/")),
            "{object:?}"
        );
    }
}

/// A rollout that brought another image, a Job that failed, and the node: what a typed object of
/// each says, and what its JSON does.
#[test]
fn other_objects_give_the_same_too() {
    let end = json!({"terminated": {
        "exitCode": 1, "reason": "Error",
        "startedAt": "2026-01-01T00:00:00Z", "finishedAt": "2026-01-01T00:00:01Z",
    }});
    let owner = |kind: &str, name: &str, uid: &str| json!([{"apiVersion": "apps/v1", "kind": kind, "name": name, "uid": uid, "controller": true}]);
    let template = |image: &str| {
        let containers = json!([{"name": "api", "image": image}]);
        json!({"metadata": {"labels": {"app": "api"}}, "spec": {"containers": containers}})
    };
    let set = |name: &str, uid: &str, revision: &str, image: &str| {
        json!({
            "apiVersion": "apps/v1", "kind": "ReplicaSet",
            "metadata": {
                "name": name, "namespace": "shop", "uid": uid,
                "annotations": {"deployment.kubernetes.io/revision": revision},
                "ownerReferences": owner("Deployment", "api", "d"),
            },
            "spec": {
                "replicas": 2, "selector": {"matchLabels": {"app": "api"}},
                "template": template(image),
            },
        })
    };
    let pod = json!({
        "apiVersion": "v1", "kind": "Pod",
        "metadata": {
            "name": "api-2-x", "namespace": "shop", "uid": "p",
            "ownerReferences": owner("ReplicaSet", "api-2", "s2"),
        },
        "spec": {"nodeName": "n", "containers": [{"name": "api", "image": "api:2"}]},
        "status": {"phase": "Running", "containerStatuses": [{
            "name": "api", "image": "api:2", "imageID": "", "ready": false, "restartCount": 3,
            "state": {"waiting": {"reason": "CrashLoopBackOff"}}, "lastState": end,
        }]},
    });
    let job = json!({
        "apiVersion": "batch/v1", "kind": "Job",
        "metadata": {"name": "import", "namespace": "shop", "uid": "j"},
        "spec": {"template": template("import:1")},
        "status": {"conditions": [{
            "type": "Failed", "status": "True", "reason": "BackoffLimitExceeded",
            "message": "Job has reached the specified backoff limit",
        }]},
    });
    let node = json!({
        "apiVersion": "v1", "kind": "Node", "metadata": {"name": "n"},
        "status": {"conditions": [{
            "type": "MemoryPressure", "status": "True", "reason": "KubeletHasInsufficientMemory",
            "message": "kubelet has insufficient memory available",
        }]},
    });
    let deployment = json!({
        "apiVersion": "apps/v1", "kind": "Deployment",
        "metadata": {"name": "api", "namespace": "shop", "uid": "d"},
        "spec": {
            "replicas": 2, "selector": {"matchLabels": {"app": "api"}},
            "template": template("api:2"),
        },
    });
    let sets = [set("api-1", "s1", "1", "api:1"), set("api-2", "s2", "2", "api:2")];
    let objects = json!([pod, sets[0], sets[1], deployment, job, node]).to_string();
    let inputs = [Input::new("all.json", &objects)];
    let from_json = read(&inputs);

    fn typed<T: serde::de::DeserializeOwned>(value: &serde_json::Value) -> T {
        serde_json::from_value(value.clone()).unwrap()
    }
    let (pod, job, node) = (typed(&pod), typed(&job), typed(&node));
    let (sets, deployment) = ([typed(&sets[0]), typed(&sets[1])], typed(&deployment));
    let mut reading = Reading::default();
    reading.add_pod(&pod);
    sets.iter().for_each(|set| reading.add_replica_set(set));
    reading.add_deployment(&deployment);
    reading.add_job(&job);
    reading.add_node(&node);

    let (one, other) = (observations(&from_json), observations(&reading));
    assert_eq!(one.len(), 2);
    assert!(one[0].contains("api:1") && one[0].contains("MemoryPressure"), "{}", one[0]);
    assert!(one[1].contains("BackoffLimitExceeded"), "{}", one[1]);
    assert_eq!(one, other);

    let report = Report::new(&[], &reading);
    let evidence = report.diagnoses.iter().flat_map(|one| &one.findings[0].evidence);
    let sources: Vec<_> = evidence.filter_map(|evidence| evidence.source.clone()).collect();
    assert!(
        sources.iter().any(|source| {
            source.input == "job/import"
                && source.path.as_deref() == Some("/status/conditions/0/message")
        }),
        "{sources:?}"
    );
}

#[test]
fn events_of_either_kind_and_the_sets_that_own_pods() {
    let pod = |kind, name| {
        json!({
            "apiVersion": "v1", "kind": "Pod",
            "metadata": {
                "name": name, "namespace": "shop", "uid": name,
                "ownerReferences": [{
                    "apiVersion": "apps/v1", "kind": kind, "name": "own", "uid": kind,
                    "controller": true,
                }],
            },
            "spec": {"containers": [{"name": "c", "image": "own:2"}]},
            "status": {"containerStatuses": [{
                "name": "c", "image": "own:2", "imageID": "", "ready": false, "restartCount": 1,
                "state": {"terminated": {"exitCode": 1, "reason": "Error"}},
            }]},
        })
    };
    let set = |kind| {
        let labels = json!({"app": "own"});
        json!({
            "apiVersion": "apps/v1", "kind": kind,
            "metadata": {"name": "own", "namespace": "shop", "uid": kind},
            "spec": {
                "selector": {"matchLabels": labels}, "serviceName": "own",
                "template": {
                    "metadata": {"labels": labels},
                    "spec": {"containers": [{"name": "c", "image": "own:3"}]},
                },
            },
        })
    };
    let event = json!({
        "apiVersion": "events.k8s.io/v1", "kind": "Event",
        "metadata": {"name": "e", "namespace": "shop"},
        "eventTime": "2026-11-20T10:00:00.000000Z",
        "reason": "Unhealthy", "note": "Liveness probe failed: HTTP probe failed",
        "regarding": {
            "kind": "Pod", "name": "s", "namespace": "shop", "uid": "s",
            "fieldPath": "spec.containers{c}",
        },
        "type": "Warning",
    });
    let (first, second) = (pod("StatefulSet", "s"), pod("DaemonSet", "d"));
    let (stateful, daemon) = (set("StatefulSet"), set("DaemonSet"));
    let objects = json!([first, second, stateful, daemon]).to_string();
    let list = json!({"apiVersion": "events.k8s.io/v1", "kind": "EventList", "items": [event]});
    let list = list.to_string();
    let inputs = [Input::new("all.json", &objects), Input::new("events.json", &list)];
    let from_json = read(&inputs);

    let pods = [first, second].map(|pod| serde_json::from_value(pod).unwrap());
    let events = [serde_json::from_value(event).unwrap()];
    let stateful = serde_json::from_value(stateful).unwrap();
    let daemon = serde_json::from_value(daemon).unwrap();
    let mut reading = Reading::default();
    pods.iter().for_each(|pod| reading.add_pod(pod));
    reading.add_stateful_set(&stateful);
    reading.add_daemon_set(&daemon);
    reading.add_new_events(&events);

    let (one, other) = (observations(&from_json), observations(&reading));
    assert_eq!(one.len(), 2);
    assert!(one.iter().any(|one| one.contains("Liveness probe failed")), "{one:?}");
    assert_eq!(one, other);
}

#[test]
fn places_are_left_out_and_nothing_else() {
    let mut observation = Observation::new().exit_code(3);
    let without = shown(&observation);
    observation.state = match observation.state {
        exitcode_core::State::Terminated(mut end) => {
            end.exit_span = Some(Span::new(0, 1, 2));
            exitcode_core::State::Terminated(end)
        }
        other => other,
    };
    assert_eq!(shown(&observation), without);
    assert_ne!(shown(&Observation::new().exit_code(4)), without);
}
