//! `score`: how good the diagnoses are, measured against the labelled cases of `corpus/`.

use std::ffi::OsStr;
use std::path::PathBuf;

use crate::Result;
use crate::command::{self, succeeds};
use crate::project::Project;
use crate::tools::debian_packages;
use crate::venv::Environment;

/// The share of right first findings, in percent, below which a group of cases fails.
const MINIMUM_TOP1: &[(&str, u8)] = &[
    ("kubelet/*", 97),
    ("docker/*", 93),
    ("incidents/[de]*", 90),
    ("incidents/[lp]*", 90),
    ("provoked/*", 95),
    ("modelled/*", 95),
];

/// The page of the reference that states the figures.
const PAGE: &str = "docs/reference/calibration.md";

/// The validator of JSON Schema that reports are held against.
const VALIDATOR: &str = "jsonschema==4.25.1";

/// Builds the command and measures it with `tools/score.py`.
pub(crate) fn run(project: &Project, options: &[&str]) -> Result {
    let program = build(project)?;
    if !succeeds(project.command("python3").arg("--version")) {
        debian_packages(project, &["python3"])?;
    }
    let mut score = project.command("python3");
    command::run(score.args(["tools/score.py", "--bin"]).arg(program).args(options))
}

/// The same with the figures that the project promises: an error where one is not met.
pub(crate) fn test(project: &Project) -> Result {
    let minimum: Vec<String> = MINIMUM_TOP1
        .iter()
        .map(|(group, percent)| format!("--min-top1={group}={percent}"))
        .collect();
    let mut options = vec!["--strict", "--check", PAGE];
    options.extend(minimum.iter().map(String::as_str));
    run(project, &options)
}

/// Holds the report of every case, and the other answers, against the published schemas.
pub(crate) fn schema(project: &Project) -> Result {
    let program = build(project)?;
    let python = Environment::create(project, project.target.join("python/schema"), &[])?;
    python.pip_install(project, &[OsStr::new(VALIDATOR)])?;
    let mut validate = python.program(project, "python");
    command::run(validate.args(["tools/validate.py", "--bin"]).arg(program))
}

/// The command, built as it is released.
fn build(project: &Project) -> Result<PathBuf> {
    let options = ["build", "--quiet", "--release", "--package", "exitcode-cli"];
    command::run(project.cargo().args(options))?;
    Ok(project.target.join("release/exitcode"))
}
