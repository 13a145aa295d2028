use std::io::{self, IsTerminal as _};

use exitcode_core::Stage;
use exitcode_k8s::report::{Patch, Report, Target};
use exitcode_k8s::text::Visible;
use exitcode_k8s::{Input, read};
use serde_json::{Value, json};

use super::codes::CodesFile;
use super::files::{STDIN, beginning};
use super::{Output, print, write};
use crate::{Error, Status, complain};

/// Find out why something died, from files or standard input
///
/// Takes anything: what `kubectl describe`, `get`, `get -o json`, `get -o yaml` and `logs` and
/// `docker inspect` and `ps` print, kernel logs, one line of them, a number; whole, in pieces, or mixed. Files that are given together are taken together: a pod, its events and
/// the log of its container make one diagnosis. One that cannot be read is told, and the others are
/// diagnosed; the status is then 2.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Diagnose {
    /// The files to read; `-` or none is standard input
    #[arg(value_name = "FILE")]
    files: Vec<String>,
    /// How to print the diagnosis
    #[arg(short, long, value_enum, default_value_t)]
    output: Form,
    #[command(flatten)]
    codes: CodesFile,
    /// End with status 1 if something is wrong
    #[arg(long)]
    exit_code: bool,
}

const EXAMPLES: &str = "\
Examples:
  kubectl get pod api-0 -o json | exitcode diagnose
  exitcode diagnose pod.json events.json logs-api-previous.txt
  kubectl get pods -A -o json | exitcode diagnose --exit-code --output json
  exitcode diagnose pod.json --codes our-codes.toml
  exitcode diagnose pod.json --output patch > fix.json
  kubectl patch deployment/api -n shop --patch-file fix.json

A file called logs-CONTAINER.txt, logs-CONTAINER-previous.txt or CONTAINER.log is the log of that
container, dmesg*.txt a kernel log.";

/// How a diagnosis is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// For a person
    #[default]
    Text,
    /// For a program
    Json,
    /// The first patch that fixes it, for `kubectl patch --patch-file` and for kustomize
    Patch,
}

impl Diagnose {
    pub(crate) fn run(mut self) -> Result<Status, Error> {
        if self.files.is_empty() {
            if io::stdin().is_terminal() {
                let hint =
                    "no FILE, and standard input is a terminal; see `exitcode diagnose --help`";
                return Err(Error::Unreadable(hint.to_owned()));
            }
            self.files.push(STDIN.to_owned());
        }
        // What cannot be read costs nothing of what can.
        let mut sources = Vec::new();
        let mut failed = Vec::new();
        for name in &self.files {
            let (bytes, error) = beginning(name);
            if error.is_none() || !bytes.is_empty() {
                sources.push((name, bytes));
            }
            failed.extend(error.map(|error| Error::Read { name: name.clone(), error }));
        }
        let last = failed.pop();
        failed.iter().for_each(|error| complain(&error.to_string()));
        if sources.is_empty() {
            return last.map_or(Ok(Status::SUCCESS), Err);
        }
        let inputs: Vec<_> =
            sources.iter().map(|(name, bytes)| Input::from_bytes(name, bytes)).collect();
        let reading = read(&inputs);
        let codes = self.codes.read()?;
        let mut report = Report::with_codes(&inputs, &reading, &codes.borrowed());
        for error in failed.iter().chain(&last) {
            if let Error::Read { name, error } = error {
                report.leave_out(name, &format!("cannot be read to its end: {error}"));
            }
        }
        // What is broken may have held the trouble.
        let broken = reading.problems().iter().any(|problem| problem.why.is_damage());
        let unreadable = !reading.recognised() || report.diagnoses.is_empty() && broken;
        match self.output {
            Form::Json => print(&report, Output::Json, "")?,
            Form::Text if !unreadable => print(&report, Output::Text, "")?,
            Form::Patch if !unreadable => write(Output::Text, || patches(&report), || ())?,
            Form::Text | Form::Patch => {}
        }
        if unreadable {
            let reasons: Vec<_> = report
                .ignored
                .iter()
                .map(|ignored| format!("`{}`: {}", Visible(&ignored.input), Visible(&ignored.why)))
                .collect();
            return Err(Error::Unreadable(reasons.join("\nexitcode: ")));
        }
        if let Some(error) = last {
            return Err(error);
        }
        Ok(Status::from(u8::from(self.exit_code && report.is_trouble())))
    }
}

/// For each diagnosis the first patch of its first cause that is not a precaution, as a document of
/// the object with nothing but what changes; each once.
fn patches(report: &Report) -> String {
    let mut documents: Vec<String> = Vec::new();
    let first = report.diagnoses.iter().filter_map(|diagnosis| diagnosis.findings.first());
    for finding in first {
        let fixes = finding.remedies.iter().filter(|remedy| remedy.stage == Stage::Fix.id());
        if let Some(patch) = { fixes }.find_map(|remedy| remedy.patch.as_ref()) {
            let document = document(patch);
            if !documents.contains(&document) {
                documents.push(document);
            }
        }
    }
    documents.join("---\n")
}

fn document(patch: &Patch) -> String {
    let Target { api_version, kind, namespace, name, .. } = &patch.target;
    let metadata = match namespace {
        Some(namespace) => json!({"name": name, "namespace": namespace}),
        None => json!({"name": name}),
    };
    let mut document = json!({"apiVersion": api_version, "kind": kind, "metadata": metadata});
    if let (Some(document), Ok(Value::Object(body))) =
        (document.as_object_mut(), serde_json::to_value(&patch.body))
    {
        document.extend(body);
    }
    format!("{document:#}\n")
}
