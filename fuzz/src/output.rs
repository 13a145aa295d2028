//! What is made for other programs: the same to every reader of it.

use exitcode_core::ExitCode;
use exitcode_k8s::patch::Patch;
use exitcode_k8s::policy::Policy;
use exitcode_k8s::rules::Rules;
use serde_json::{Value, json};

use crate::{manifest, parts};

/// Policies, alert rules and patches for names and words from the parts of the input.
pub fn output(data: &[u8]) {
    let parts = parts(data);
    let part = |index: usize| parts.get(index).map_or("", String::as_str);
    policy(part(0), part(1), data.len());
    rules(&parts);
    let object = json!({"spec": {"template": {"spec": {"containers": [
        {"name": part(2), "image": part(3), "env": [{"name": part(1), "value": ""}]},
        {"name": "api", "resources": {"limits": {"cpu": "1"}}},
    ]}}}});
    patch(part(0), &object.to_string());
    patch(part(0), part(1));
    let body = json!({"spec": {"template": {"spec": {"containers": [
        {"name": part(2), part(3): part(1), "command": [part(0)]},
    ]}}}});
    let body = body.to_string().replace('\'', "'\\''");
    patch(&format!("kubectl patch deployment/api -n shop -p '{body}'"), &object.to_string());
}

fn policy(container: &str, why: &str, code: usize) {
    let code = ExitCode::new(i32::try_from(code).unwrap_or(1));
    let policy = Policy::new().container(container).fail(code, why);
    let job = yaml(&policy.pod_failure_policy());
    assert_eq!(job["podFailurePolicy"], json!(policy.to_pod_failure_policy()));
    assert_eq!(yaml(&policy.restart_policy_rules()), json!(policy.to_restart_policy_rules()));
}

fn rules(parts: &[String]) {
    let mut rules = Rules::new();
    for (index, part) in parts.iter().enumerate() {
        let with = rules.clone();
        let with = match index % 5 {
            0 => with.name(part),
            1 => with.namespace(part),
            2 => with.labels([(part.as_str(), part.as_str())]),
            3 => with.watch([part.as_str()]),
            _ => with.runbooks(part),
        };
        rules = with.unwrap_or(rules);
    }
    let (plain, object) = (yaml(&rules.plain()), yaml(&rules.prometheus_rule()));
    assert_eq!(plain["groups"], object["spec"]["groups"]);
    assert!(serde_json::to_string(&rules.dashboard()).is_ok());
}

/// A document of YAML, which two parsers take for the same.
#[track_caller]
fn yaml(text: &str) -> Value {
    let one: Value = serde_yaml_ng::from_str(text).expect("YAML");
    let [other] = manifest::documents(text).expect("YAML").try_into().expect("one document");
    assert_eq!(one, other, "{text}");
    one
}

/// A patch is JSON, and what it becomes for an object can be applied to that object.
fn patch(command: &str, object: &str) {
    for is_init in [false, true] {
        let Some(patch) = Patch::of_command(command, is_init) else { continue };
        let body: Value = serde_json::from_str(patch.body.as_str()).expect("a patch is JSON");
        let Some(operations) = patch.operations_on(object) else { continue };
        // What our reader takes for an object others may not, such as one with a lone surrogate.
        let Ok(mut target) = serde_json::from_str::<Value>(object) else { continue };
        let operations: json_patch::Patch = serde_json::to_value(&operations)
            .and_then(serde_json::from_value)
            .expect("operations are a JSON patch");
        let applied = json_patch::patch(&mut target, &operations);
        if patch.strategy == "merge" {
            applied.expect("a JSON patch can be applied");
            let mut merged: Value = serde_json::from_str(object).expect("it was read above");
            json_patch::merge(&mut merged, &body);
            assert_eq!(target, merged);
        }
    }
}
