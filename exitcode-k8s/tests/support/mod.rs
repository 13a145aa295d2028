//! Deaths that were captured from clusters, and what may be called certain of each.

use std::collections::BTreeSet;
use std::fs;

use exitcode_k8s::report::Report;
use exitcode_k8s::{Input, read};
use serde_json::Value;

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus/kubelet");

/// A death with all that is known of it.
pub(crate) struct Death {
    pub(crate) id: String,
    files: Vec<String>,
    /// What is in its files.
    pub(crate) texts: Vec<String>,
    /// The causes that are true of it.
    pub(crate) allowed: BTreeSet<String>,
}

impl Death {
    /// What is called certain where these are the texts of its files.
    pub(crate) fn confirmed(&self, texts: &[String]) -> BTreeSet<String> {
        let inputs: Vec<_> =
            self.files.iter().zip(texts).map(|(file, text)| Input::new(file, text)).collect();
        let report = Report::new(&inputs, &read(&inputs));
        let findings = report.diagnoses.iter().flat_map(|one| &one.findings);
        findings
            .filter(|finding| finding.confidence == "confirmed")
            .map(|finding| finding.cause.to_string())
            .collect()
    }
}

/// Of the four stacks two, and each death with its pod, events and log.
pub(crate) fn deaths() -> Vec<Death> {
    let cases = fs::read_to_string(format!("{CORPUS}/cases.jsonl")).unwrap();
    let cases = cases.lines().map(|case| serde_json::from_str::<Value>(case).unwrap());
    cases.filter_map(|case| death(&case)).collect()
}

fn death(case: &Value) -> Option<Death> {
    let id = case["id"].as_str().unwrap();
    if !(id.starts_with("node1-") || id.starts_with("cgroupv2-")) || !id.contains('+') {
        return None;
    }
    let strings = |key: &str| {
        let list = case[key].as_array().into_iter().flatten();
        list.filter_map(Value::as_str).map(str::to_owned)
    };
    let files: Vec<_> = strings("inputs").collect();
    let read = |file| fs::read_to_string(format!("{CORPUS}/{file}")).unwrap();
    let texts = files.iter().map(read).collect();
    let mut allowed: BTreeSet<_> = strings("true").collect();
    if allowed.is_empty() {
        allowed = strings("accept").collect();
    }
    allowed.extend(strings("also"));
    let mut death = Death { id: id.to_owned(), files, texts, allowed };
    // What is certain with all of it and is no over-claim is true.
    let certain = death.confirmed(&death.texts);
    death.allowed.extend(certain);
    Some(death)
}
