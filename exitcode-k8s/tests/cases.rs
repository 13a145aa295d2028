//! The labels of the corpus: well formed, and complete over the causes.
#![expect(clippy::unwrap_used, reason = "the helpers of tests stand outside of test functions")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use exitcode_core::Cause;
use serde_json::Value;

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus");

/// Causes that no case can stand for, with the reason.
const WITHOUT_A_CASE: &[(&str, &str)] = &[];

/// How many of those there may be.
const MOST_WITHOUT: usize = 10;

/// The keys that `corpus/README.md` describes.
const KEYS: [&str; 14] = [
    "id",
    "group",
    "inputs",
    "stdin",
    "accept",
    "also",
    "true",
    "decidable",
    "source",
    "why",
    "fix",
    "label_confidence",
    "basis",
    "wording",
];

/// The folders that have cases.
fn folders() -> Vec<PathBuf> {
    let folders = fs::read_dir(CORPUS).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<_> = folders.filter(|path| path.join("cases.jsonl").exists()).collect();
    folders.sort();
    folders
}

fn cases(folder: &Path) -> Vec<Value> {
    let lines = fs::read_to_string(folder.join("cases.jsonl")).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The causes of a list, where `null` stands for no diagnosis at all.
fn causes<'c>(case: &'c Value, key: &str) -> Vec<&'c str> {
    case[key].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

#[test]
fn every_case_is_well_formed() {
    let mut count = 0;
    for folder in folders() {
        let mut ids = BTreeSet::new();
        for case in cases(&folder) {
            let id = case["id"].as_str().unwrap();
            let name = format!("{}/{id}", folder.file_name().unwrap().display());
            assert!(ids.insert(id.to_owned()), "{name} is there twice");
            for key in case.as_object().unwrap().keys() {
                assert!(KEYS.contains(&&**key), "{name}: {key}");
            }
            for key in ["accept", "also", "true"] {
                for cause in causes(&case, key) {
                    assert!(Cause::from_id(cause).is_some(), "{name}: {cause} is no cause");
                }
            }
            assert!(!case["accept"].as_array().unwrap().is_empty(), "{name} accepts nothing");
            let decidable = case["decidable"].as_str().unwrap_or("full");
            assert!(["full", "partial", "none"].contains(&decidable), "{name}: {decidable}");
            let basis = case["basis"].as_str().unwrap_or("machine_output");
            assert!(["machine_output", "mixed", "modelled"].contains(&basis), "{name}: {basis}");
            assert!(basis != "modelled" || case["wording"].is_string(), "{name} cites nothing");
            assert_ne!(case["stdin"].is_string(), case["inputs"].is_array(), "{name}");
            for input in causes(&case, "inputs") {
                assert!(folder.join(input).exists(), "{name}: {input} is not there");
            }
            count += 1;
        }
    }
    assert!(count > 2_000, "{count} cases");
}

#[test]
fn every_cause_has_a_case() {
    let mut accepted: BTreeMap<String, usize> = BTreeMap::new();
    for case in folders().iter().flat_map(|folder| cases(folder)) {
        if case["decidable"] != "none" {
            for cause in causes(&case, "accept") {
                *accepted.entry(cause.to_owned()).or_default() += 1;
            }
        }
    }
    let excused: BTreeSet<_> = WITHOUT_A_CASE.iter().map(|(cause, _)| *cause).collect();
    assert!(excused.len() <= MOST_WITHOUT);
    for cause in Cause::ALL {
        let has = accepted.contains_key(cause.id());
        assert_ne!(has, excused.contains(cause.id()), "{}: has a case: {has}", cause.id());
    }
}
