//! What to retry: a Job's `podFailurePolicy` and a container's `restartPolicyRules`, from faults.
//!
//! What the platform does to a pod is retried and not counted; what a retry does not change, a wrong
//! configuration or image, fails at once; everything else counts as a failure and is retried.
//!
//! ```
//! use exitcode_k8s::policy::Policy;
//!
//! let policy = Policy::new().fail(42.into(), "bad configuration").retry(64.into());
//! assert!(policy.pod_failure_policy().contains("values: [42, 78, 126, 127, 128, 159]"));
//! ```
//!
//! Sources: `pkg/controller/job/pod_failure_policy.go` and `pkg/apis/batch/validation/validation.go`
//! (stable since 1.31), `pkg/apis/core/types.go` for `restartPolicyRules` (on since 1.35),
//! Kubernetes 1.36.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use exitcode_core::{Cause, ExitCode, Fault, Observation, TerminatedReason, diagnose};
use serde::Serialize;

use crate::text::Visible;

/// The most exit codes that a rule may list.
const MOST: usize = 255;

/// Which exit codes a retry does not change, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    fail: BTreeMap<ExitCode, String>,
    container: Option<String>,
    index: bool,
}

impl Default for Policy {
    fn default() -> Self {
        Self::new()
    }
}

impl Policy {
    /// The policy for the codes that mean a fault of the configuration or of the image.
    #[must_use]
    pub fn new() -> Self {
        let mut fail = BTreeMap::new();
        for code in (1..=u8::MAX).map(ExitCode::from) {
            let reason = match code {
                ExitCode::START_ERROR => TerminatedReason::StartError,
                _ => TerminatedReason::Error,
            };
            let observation = Observation::new().exit_code(code).reason(reason.as_str());
            let diagnosis = diagnose(&observation);
            let told = diagnosis.findings().find(|one| one.cause() != Cause::AppExitNonzero);
            let Some(cause) = told.map(|finding| finding.cause()) else { continue };
            if matches!(cause.fault(), Fault::Configuration | Fault::Image) {
                fail.insert(code, cause.title().to_owned());
            }
        }
        Self { fail, container: None, index: false }
    }

    /// With this code among those that fail at once, for the reason given. 0 is no failure and is
    /// left out; so are codes beyond the 255 that a rule may list.
    #[must_use]
    pub fn fail(mut self, code: ExitCode, why: &str) -> Self {
        if !code.success() && (self.fail.len() < MOST || self.fail.contains_key(&code)) {
            self.fail.insert(code, why.to_owned());
        }
        self
    }

    /// With this code among those that are retried.
    #[must_use]
    pub fn retry(mut self, code: ExitCode) -> Self {
        self.fail.remove(&code);
        self
    }

    /// For the codes of this container only; nothing changes if none can have the name.
    #[must_use]
    pub fn container(mut self, name: &str) -> Self {
        let is_valid = !name.is_empty()
            && name.len() <= 63
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !name.starts_with('-')
            && !name.ends_with('-');
        if is_valid {
            self.container = Some(name.to_owned());
        }
        self
    }

    /// The container that it is for, if that is a single one.
    #[must_use]
    pub fn container_name(&self) -> Option<&str> {
        self.container.as_deref()
    }

    /// For an indexed Job with `backoffLimitPerIndex`: fails the index, not the Job.
    #[must_use]
    pub const fn per_index(mut self) -> Self {
        self.index = true;
        self
    }

    /// The codes that fail at once, in ascending order, and why.
    pub fn failing(&self) -> impl Iterator<Item = (ExitCode, &str)> {
        self.fail.iter().map(|(code, why)| (*code, why.as_str()))
    }

    const fn action(&self) -> &'static str {
        if self.index { "FailIndex" } else { "FailJob" }
    }

    /// The lines for the `spec` of a Job, with the reasons in comments.
    #[must_use]
    pub fn pod_failure_policy(&self) -> String {
        let mut yaml = "\
# For the spec of a Job, Kubernetes 1.31 and newer. Its pods need restartPolicy: Never.
podFailurePolicy:
  rules:
    # What the platform does to a pod is retried and not counted: drains, evictions, preemption.
    # An eviction for the pod's own limit of ephemeral storage has no such condition.
    - action: Ignore
      onPodConditions:
        - type: DisruptionTarget
          status: \"True\"
"
        .to_owned();
        if !self.fail.is_empty() {
            yaml.push_str("    # What a retry does not change:\n");
            if self.index {
                yaml.push_str(
                    "    # (FailIndex needs an indexed Job with backoffLimitPerIndex.)\n",
                );
            }
            self.reasons(&mut yaml, "    ");
            let _ = writeln!(yaml, "    - action: {}\n      onExitCodes:", self.action());
            if let Some(container) = &self.container {
                let _ = writeln!(yaml, "        containerName: {container:?}");
            }
            let _ = writeln!(yaml, "        operator: In\n        values: [{}]", self.values());
        }
        yaml.push_str("    # Everything else counts against backoffLimit and is retried.\n");
        yaml
    }

    /// The lines for a container of a pod, with the reasons in comments.
    #[must_use]
    pub fn restart_policy_rules(&self) -> String {
        let mut yaml = "\
# For a container, Kubernetes 1.35 and newer. A container that a failed probe ends goes by its
# restartPolicy, whatever its exit code: with Never it is not started again.
restartPolicy: Never
restartPolicyRules:
  # Everything is retried but success, and what a retry does not change:
"
        .to_owned();
        self.reasons(&mut yaml, "  ");
        let _ = writeln!(
            yaml,
            "  - action: Restart\n    exitCodes:\n      operator: NotIn\n      values: [{}]",
            self.codes_with_success().map(|code| code.to_string()).collect::<Vec<_>>().join(", ")
        );
        yaml
    }

    fn reasons(&self, yaml: &mut String, indent: &str) {
        for (code, why) in &self.fail {
            // A line break would end the comment; the others are no characters of YAML (1.2.2, 5.1
            // and 5.2).
            let is_space = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
            let is_none = |c: char| matches!(c, '\u{fffe}' | '\u{ffff}');
            let why = why.replace(is_space, " ").replace(is_none, "");
            let _ = writeln!(yaml, "{indent}#   {code}: {}", Visible(&why));
        }
    }

    fn values(&self) -> String {
        self.fail.keys().map(ExitCode::to_string).collect::<Vec<_>>().join(", ")
    }

    /// The list of a `NotIn`, in ascending order and no longer than it may be.
    fn codes_with_success(&self) -> impl Iterator<Item = i32> {
        let mut codes: Vec<_> = self.fail.keys().take(MOST - 1).map(|code| code.value()).collect();
        codes.push(0);
        codes.sort_unstable();
        codes.into_iter()
    }

    /// The same for a Job as a value: the `spec.podFailurePolicy`.
    #[must_use]
    pub fn to_pod_failure_policy(&self) -> PodFailurePolicy {
        let mut rules = vec![JobRule {
            action: "Ignore",
            on_pod_conditions: Some([Condition { kind: "DisruptionTarget", status: "True" }]),
            on_exit_codes: None,
        }];
        if !self.fail.is_empty() {
            rules.push(JobRule {
                action: self.action(),
                on_pod_conditions: None,
                on_exit_codes: Some(OnExitCodes {
                    container_name: self.container.clone(),
                    operator: "In",
                    values: self.fail.keys().map(|code| code.value()).collect(),
                }),
            });
        }
        PodFailurePolicy { rules }
    }

    /// The same for a container as a value: `restartPolicy` and `restartPolicyRules`.
    #[must_use]
    pub fn to_restart_policy_rules(&self) -> RestartPolicy {
        RestartPolicy {
            restart_policy: "Never",
            restart_policy_rules: [RestartRule {
                action: "Restart",
                exit_codes: OnExitCodes {
                    container_name: None,
                    operator: "NotIn",
                    values: self.codes_with_success().collect(),
                },
            }],
        }
    }
}

/// `spec.podFailurePolicy` of a Job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PodFailurePolicy {
    rules: Vec<JobRule>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct JobRule {
    action: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    on_pod_conditions: Option<[Condition; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    on_exit_codes: Option<OnExitCodes>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Condition {
    #[serde(rename = "type")]
    kind: &'static str,
    status: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct OnExitCodes {
    #[serde(skip_serializing_if = "Option::is_none")]
    container_name: Option<String>,
    operator: &'static str,
    values: Vec<i32>,
}

/// `restartPolicy` and `restartPolicyRules` of a container.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RestartPolicy {
    restart_policy: &'static str,
    restart_policy_rules: [RestartRule; 1],
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct RestartRule {
    action: &'static str,
    exit_codes: OnExitCodes,
}

#[cfg(test)]
mod tests {
    use exitcode_core::ExitCode;

    use super::Policy;

    #[test]
    fn sigkill_and_plain_failures_are_retried() {
        let codes: Vec<_> = Policy::new().failing().map(|(code, _)| code.value()).collect();
        // The kubelet invents 137 for a container that it lost; 255 is a lost status.
        for retried in [1, 2, 101, 124, 137, 139, 143, 255] {
            assert!(!codes.contains(&retried), "{retried}");
        }
        for failing in [64, 78, 126, 127, 128] {
            assert!(codes.contains(&failing), "{failing}");
        }
    }

    #[test]
    fn what_the_api_refuses_is_not_written() {
        let mut policy = Policy::new().fail(ExitCode::SUCCESS, "no").fail((-5).into(), "a\n  b: c");
        for code in 0..1000 {
            policy = policy.fail(code.into(), "many");
        }
        assert_eq!(policy.failing().count(), 255);
        let codes: Vec<_> = policy.failing().map(|(code, _)| code.value()).collect();
        assert!(codes.is_sorted() && !codes.contains(&0));
        assert!(policy.pod_failure_policy().contains("#   -5: a   b: c\n"));
        let hostile = Policy::new().fail(42.into(), "a\u{feff}b\u{ffff}\u{2028}c");
        assert!(hostile.restart_policy_rules().contains("#   42: a\\u{feff}b c\n"));
        let rules = serde_json::to_value(policy.to_restart_policy_rules()).unwrap();
        let values = rules["restartPolicyRules"][0]["exitCodes"]["values"].as_array().unwrap();
        assert_eq!(values.len(), 255);
        for name in ["", "A", "a\nb", "-a", "a-", "a b", "\"", &"a".repeat(64)] {
            assert_eq!(Policy::new().container(name).container_name(), None, "{name:?}");
        }
    }
}
