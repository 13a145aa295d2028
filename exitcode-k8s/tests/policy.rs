//! The policies against what the API server refuses.

use std::collections::BTreeSet;

use exitcode_core::ExitCode;
use exitcode_k8s::policy::Policy;
use proptest::prelude::*;
use serde_json::Value;

/// An exit code requirement: `validatePodFailurePolicyRuleOnExitCodes` of
/// `pkg/apis/batch/validation/validation.go`, Kubernetes 1.36.
fn refuses_of_exit_codes(requirement: &Value, zero_with_in: bool) -> Option<String> {
    let values: Vec<_> = requirement["values"].as_array()?.iter().map(Value::as_i64).collect();
    let operator = requirement["operator"].as_str();
    let distinct: BTreeSet<_> = values.iter().collect();
    if !matches!(operator, Some("In" | "NotIn")) {
        Some(format!("operator {operator:?}"))
    } else if values.is_empty() || values.len() > 255 {
        Some(format!("{} values", values.len()))
    } else if distinct.len() != values.len() || !values.is_sorted() {
        Some("values that are not ordered, or not distinct".to_owned())
    } else if values.iter().any(|value| value.and_then(|value| i32::try_from(value).ok()).is_none())
    {
        Some("a value of more than 32 bits".to_owned())
    } else if !zero_with_in && operator == Some("In") && values.contains(&Some(0)) {
        Some("0 in a list for In".to_owned())
    } else {
        None
    }
}

/// Why the API server would refuse a `podFailurePolicy`: `validatePodFailurePolicy` in the same file.
fn refuses_of_job(policy: &Value, per_index: bool) -> Option<String> {
    let rules = policy["rules"].as_array()?;
    if rules.len() > 20 {
        return Some(format!("{} rules", rules.len()));
    }
    for rule in rules {
        let action = rule["action"].as_str();
        let known = match action {
            Some("FailIndex") => per_index,
            _ => matches!(action, Some("FailJob" | "Ignore" | "Count")),
        };
        if !known {
            return Some(format!("action {action:?}"));
        }
        let conditions = rule["onPodConditions"].as_array();
        match (rule.get("onExitCodes"), conditions) {
            (Some(requirement), None) => {
                if let Some(why) = refuses_of_exit_codes(requirement, false) {
                    return Some(why);
                }
            }
            (None, Some(patterns)) => {
                let known =
                    |status: &Value| matches!(status.as_str(), Some("True" | "False" | "Unknown"));
                if patterns.len() > 20
                    || patterns
                        .iter()
                        .any(|one| one["type"].as_str() == Some("") || !known(&one["status"]))
                {
                    return Some("a pattern of pod conditions".to_owned());
                }
            }
            _ => return Some("not exactly one of exit codes and conditions".to_owned()),
        }
    }
    None
}

/// Why it would refuse `restartPolicyRules`: `validateContainerRestartPolicy` of
/// `pkg/apis/core/validation/validation.go`, Kubernetes 1.36.
fn refuses_of_container(container: &Value) -> Option<String> {
    let rules = container["restartPolicyRules"].as_array()?;
    if !matches!(container["restartPolicy"].as_str(), Some("Always" | "OnFailure" | "Never")) {
        return Some("rules without a restartPolicy".to_owned());
    }
    if rules.len() > 20 {
        return Some(format!("{} rules", rules.len()));
    }
    rules.iter().find_map(|rule| {
        if rule["action"] != "Restart" {
            return Some(format!("action {}", rule["action"]));
        }
        let Some(requirement) = rule.get("exitCodes") else {
            return Some("no exit codes".to_owned());
        };
        refuses_of_exit_codes(requirement, true)
    })
}

#[track_caller]
fn is_accepted(policy: &Policy, per_index: bool) {
    let job = serde_json::to_value(policy.to_pod_failure_policy()).unwrap();
    assert_eq!(refuses_of_job(&job, per_index), None, "{job}");
    let container = serde_json::to_value(policy.to_restart_policy_rules()).unwrap();
    assert_eq!(refuses_of_container(&container), None, "{container}");
    // And a Job's pods must not restart in place, which the text says.
    assert!(policy.pod_failure_policy().contains("restartPolicy: Never"));
}

#[test]
fn the_limits() {
    is_accepted(&Policy::new(), false);
    is_accepted(&Policy::new().per_index(), true);
    let all = (-500..500).fold(Policy::new(), |policy, code| policy.fail(code.into(), "any"));
    assert_eq!(all.failing().count(), 255);
    is_accepted(&all, false);
    let none = (0..=255).fold(Policy::new(), |policy, code| policy.retry(ExitCode::from(code)));
    assert_eq!(none.failing().count(), 0);
    is_accepted(&none, false);
}

/// The rules above do refuse.
#[test]
fn what_is_refused() {
    let values = |count: i32| (1..=count).collect::<Vec<_>>();
    for (operator, values, refused) in [
        ("In", vec![1, 2], false),
        ("In", vec![0], true),
        ("NotIn", vec![0], false),
        ("In", vec![], true),
        ("In", vec![2, 1], true),
        ("In", vec![1, 1], true),
        ("Exists", vec![1], true),
        ("In", values(255), false),
        ("In", values(256), true),
    ] {
        let requirement = serde_json::json!({"operator": operator, "values": values});
        let rule = serde_json::json!({"action": "FailJob", "onExitCodes": requirement});
        let rules = |count| serde_json::json!({"rules": vec![rule.clone(); count]});
        assert_eq!(refuses_of_job(&rules(20), false).is_some(), refused, "{operator} {values:?}");
        assert!(refuses_of_job(&rules(21), false).is_some());
    }
    let index = serde_json::to_value(Policy::new().per_index().to_pod_failure_policy()).unwrap();
    assert!(refuses_of_job(&index, false).is_some());
}

proptest! {
    #[test]
    fn any_policy_is_accepted(
        fail in prop::collection::vec((any::<i32>(), ".{0,20}"), 0..300),
        retry in prop::collection::vec(-5..300_i32, 0..50),
        container in "[a-z-]{0,70}",
    ) {
        let policy = fail.iter().fold(Policy::new(), |policy, (code, why)| {
            policy.fail((*code).into(), why)
        });
        let policy = retry.iter().fold(policy, |policy, &code| policy.retry(code.into()));
        is_accepted(&policy.container(&container), false);
    }
}
