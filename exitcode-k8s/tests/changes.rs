//! What changed is evidence: a rollout's image, a scale-down, a node that lost everything at once.

use exitcode_core::{Cause, Confidence, diagnose};
use exitcode_k8s::{Input, read};
use serde_json::{Value, json};

fn first(objects: &Value) -> (Cause, Confidence, String, Vec<String>) {
    let text = objects.to_string();
    let inputs = [Input::new("cluster.json", &text)];
    let mut answers = Vec::new();
    read(&inputs).observe(|observation| {
        let diagnosis = diagnose(observation);
        if let Some(first) = diagnosis.findings().next() {
            let evidence = first.evidence().map(|evidence| evidence.to_string()).collect();
            let summary = diagnosis.summary().to_string();
            answers.push((first.cause(), first.confidence(), summary, evidence));
        }
    });
    answers.into_iter().next().expect("something is wrong")
}

fn list(items: &[Value]) -> Value {
    json!({"kind": "List", "apiVersion": "v1", "items": items})
}

fn replica_set(name: &str, revision: &str, image: &str) -> Value {
    json!({
        "kind": "ReplicaSet",
        "metadata": {
            "name": name, "namespace": "shop",
            "annotations": {"deployment.kubernetes.io/revision": revision},
            "ownerReferences": [{"kind": "Deployment", "name": "api", "controller": true}]
        },
        "spec": {"replicas": 1, "template": {"spec": {
            "containers": [{"name": "api", "image": image}]
        }}}
    })
}

fn pod(name: &str, code: i32, reason: &str) -> Value {
    json!({
        "kind": "Pod",
        "metadata": {
            "name": name, "namespace": "shop",
            "ownerReferences": [{"kind": "ReplicaSet", "name": "api-2", "controller": true}]
        },
        "spec": {
            "nodeName": "node7",
            "containers": [{"name": "api", "image": "shop/api:2"}]
        },
        "status": {"phase": "Running", "containerStatuses": [{
            "name": "api", "restartCount": 4, "state": {"running": {}},
            "lastState": {"terminated": {
                "exitCode": code, "reason": reason,
                "startedAt": "2026-01-05T10:00:00Z", "finishedAt": "2026-01-05T10:00:30Z"
            }}
        }]}
    })
}

#[test]
fn a_new_image_is_told_with_the_failure_that_followed() {
    let objects = list(&[
        pod("api-2-x", 1, "Error"),
        replica_set("api-0", "1", "shop/api:0"),
        replica_set("api-1", "2", "shop/api:1"),
        replica_set("api-2", "3", "shop/api:2"),
    ]);
    let (_, _, summary, evidence) = first(&objects);
    assert!(evidence.contains(&"the image changed from shop/api:1".to_owned()), "{evidence:?}");
    assert!(summary.ends_with("the image changed from shop/api:1"), "{summary}");
}

#[test]
fn the_same_image_is_no_change() {
    let objects = list(&[pod("api-2-x", 1, "Error"), replica_set("api-2", "3", "shop/api:2")]);
    let (_, _, _, evidence) = first(&objects);
    assert!(!evidence.iter().any(|words| words.contains("image changed")), "{evidence:?}");
}

#[test]
fn a_controller_that_takes_the_pod_away_is_a_stop() {
    let objects = list(&[
        pod("api-2-x", 143, "Error"),
        replica_set("api-2", "3", "shop/api:2"),
        json!({
            "kind": "Event", "metadata": {"namespace": "shop", "name": "e1"},
            "involvedObject": {"kind": "ReplicaSet", "name": "api-2", "namespace": "shop"},
            "reason": "SuccessfulDelete", "message": "Deleted pod: api-2-x", "count": 1,
            "firstTimestamp": "2026-01-05T10:00:28Z", "lastTimestamp": "2026-01-05T10:00:28Z"
        }),
    ]);
    let (cause, _, _, evidence) = first(&objects);
    assert_eq!(cause, Cause::SigtermGraceful);
    assert!(evidence.iter().any(|words| words.contains("scaled down")), "{evidence:?}");
}

#[test]
fn pods_of_a_node_that_are_lost_in_the_same_second_are_told_of() {
    let objects = list(&[pod("api-2-x", 255, "Unknown"), pod("api-2-y", 255, "Unknown")]);
    let (cause, _, _, evidence) = first(&objects);
    assert_eq!(cause, Cause::RuntimeStateLost);
    let told = "2 containers were lost in the same second";
    assert!(evidence.iter().any(|words| words == told), "{evidence:?}");
}

#[test]
fn programs_that_cannot_be_executed_are_no_reboot() {
    let at_once = |name: &str| {
        let mut pod = pod(name, 255, "Error");
        let end = &mut pod["status"]["containerStatuses"][0]["lastState"]["terminated"];
        end["startedAt"] = end["finishedAt"].clone();
        pod
    };
    let text = list(&[at_once("api-2-x"), at_once("api-2-y")]).to_string();
    let inputs = [Input::new("cluster.json", &text)];
    read(&inputs).observe(|observation| {
        let first = diagnose(observation).findings().next().map(|finding| finding.cause());
        assert_eq!(first, Some(Cause::AppExitNonzero));
    });
}
