//! `score`: how good the diagnoses are, measured against the labelled cases of `corpus/`.

use crate::Result;
use crate::command::{self, succeeds};
use crate::project::Project;
use crate::tools::debian_packages;

/// The share of right first findings, in percent, below which a group of cases fails.
const MINIMUM_TOP1: &[(&str, u8)] = &[("kubelet/*:pod", 60), ("kubelet/*:pod+events+logs", 60)];

/// Builds the command and measures it with `tools/score.py`.
pub(crate) fn run(project: &Project, options: &[&str]) -> Result {
    command::run(project.cargo().args(["build", "--release", "--package", "exitcode-cli"]))?;
    if !succeeds(project.command("python3").arg("--version")) {
        debian_packages(project, &["python3"])?;
    }
    let mut score = project.command("python3");
    score.args(["tools/score.py", "--bin"]).arg(project.target.join("release/exitcode"));
    command::run(score.args(options))
}

/// The same with the figures that the project promises: an error where one is not met.
pub(crate) fn test(project: &Project) -> Result {
    let minimum: Vec<String> = MINIMUM_TOP1
        .iter()
        .map(|(group, percent)| format!("--min-top1={group}={percent}"))
        .collect();
    let mut options = vec!["--strict"];
    options.extend(minimum.iter().map(String::as_str));
    run(project, &options)
}
