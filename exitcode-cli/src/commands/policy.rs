use exitcode_core::ExitCode as Code;
use exitcode_k8s::policy::{PodFailurePolicy, Policy, RestartPolicy};
use exitcode_k8s::text::Visible;

use super::codes::CodesFile;
use super::{Output, write};
use crate::{Error, Status};

/// Print which exit codes to retry: a Job's podFailurePolicy, or a container's restartPolicyRules
///
/// Codes that mean a fault of the configuration or of the image fail at once, what the platform does
/// to a pod is retried and not counted, and everything else counts and is retried.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct RetryPolicy {
    /// For a container of any pod: restartPolicyRules
    #[arg(long, conflicts_with_all = ["container", "per_index"])]
    restart_rules: bool,
    /// Fail at once with this code; may be given several times
    #[arg(short, long, value_name = "CODE", allow_hyphen_values = true)]
    fail: Vec<Code>,
    /// Retry with this code; may be given several times
    #[arg(short, long, value_name = "CODE", allow_hyphen_values = true)]
    retry: Vec<Code>,
    #[command(flatten)]
    codes: CodesFile,
    /// Only look at the codes of this container
    #[arg(short, long, value_name = "NAME")]
    container: Option<String>,
    /// For an indexed Job with backoffLimitPerIndex: fail the index, not the Job
    #[arg(long)]
    per_index: bool,
    /// How to print the answer; text is YAML with the reasons as comments
    #[arg(short, long, value_enum, default_value_t)]
    output: Output,
}

const EXAMPLES: &str = "\
Examples:
  exitcode policy
  exitcode policy --fail 42 --retry 64 --container main
  exitcode policy --fail 42 --codes our-codes.toml
  exitcode policy --restart-rules --output json";

#[derive(serde::Serialize)]
#[serde(untagged)]
enum Answer {
    Job {
        #[serde(rename = "podFailurePolicy")]
        policy: PodFailurePolicy,
    },
    Container(RestartPolicy),
}

impl RetryPolicy {
    pub(crate) fn run(self) -> Result<Status, Error> {
        let codes = self.codes.read()?;
        let codes = codes.borrowed();
        let mut policy = Policy::new();
        for &code in &self.fail {
            if code.success() {
                return Err(Error::Unreadable("0 is no failure".to_owned()));
            }
            let own = codes.iter().find(|own| own.code() == code);
            policy = policy.fail(code, own.map_or("as you said", |own| own.title()));
        }
        policy = self.retry.iter().fold(policy, |policy, &code| policy.retry(code));
        if let Some(name) = &self.container {
            policy = policy.container(name);
            if policy.container_name().is_none() {
                let text = format!("`{}` is no name of a container", Visible(name));
                return Err(Error::Unreadable(text));
            }
        }
        if self.per_index {
            policy = policy.per_index();
        }
        if self.restart_rules {
            let answer = || Answer::Container(policy.to_restart_policy_rules());
            write(self.output, || policy.restart_policy_rules(), answer)?;
        } else {
            let answer = || Answer::Job { policy: policy.to_pod_failure_policy() };
            write(self.output, || policy.pod_failure_policy(), answer)?;
        }
        Ok(Status::SUCCESS)
    }
}
