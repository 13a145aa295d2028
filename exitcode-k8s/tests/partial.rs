//! Less evidence: of what was captured from clusters, each member and item is left out once. What is
//! certain then is still true.

use std::collections::BTreeSet;
use std::fs;

use exitcode_k8s::report::Report;
use exitcode_k8s::{Input, read};
use serde_json::Value;

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus/kubelet");

/// What says which death it is, or of which container: without it, it is another one.
const IDENTITY: [&str; 5] =
    ["/name", "/fieldPath", "/state", "/terminated", "/containerStatuses/0"];

/// What no diagnosis reads.
const UNREAD: [&str; 3] = ["/managedFields", "/annotations/", "/tolerations"];

/// One of so many is left out of a case, so that a test takes seconds.
const STRIDE: usize = 5;

/// The pointers of all members and items.
fn pointers(value: &Value, at: &str, all: &mut Vec<String>) {
    let mut below = |key: &str, value: &Value| {
        let at = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
        pointers(value, &at, all);
        all.push(at);
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| below(key, value)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, value)| below(&index.to_string(), value));
        }
        _ => {}
    }
}

fn without(value: &Value, pointer: &str) -> Value {
    let mut value = value.clone();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match value.pointer_mut(parent).unwrap() {
        Value::Object(members) => {
            members.remove(&key.replace("~1", "/").replace("~0", "~"));
        }
        Value::Array(items) => {
            items.remove(key.parse().unwrap());
        }
        _ => unreachable!(),
    }
    value
}

#[test]
fn leaving_something_out_makes_nothing_certain_that_is_not_true() {
    let cases = fs::read_to_string(format!("{CORPUS}/cases.jsonl")).unwrap();
    let (mut tried, mut certain) = (0, 0);
    for (number, case) in cases.lines().enumerate() {
        let case: Value = serde_json::from_str(case).unwrap();
        let id = case["id"].as_str().unwrap();
        // Of the four stacks two, and each death with all that is known of it.
        if !(id.starts_with("node1-") || id.starts_with("cgroupv2-")) || !id.contains('+') {
            continue;
        }
        let files: Vec<_> =
            case["inputs"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let texts: Vec<_> = files
            .iter()
            .map(|file| fs::read_to_string(format!("{CORPUS}/{file}")).unwrap())
            .collect();
        let strings = |key: &str| -> BTreeSet<String> {
            let list = case[key].as_array().into_iter().flatten();
            list.filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let mut allowed = strings("true");
        if allowed.is_empty() {
            allowed = strings("accept");
        }
        allowed.extend(strings("also"));
        let confirmed = |texts: &[String]| -> BTreeSet<String> {
            let inputs: Vec<_> =
                files.iter().zip(texts).map(|(file, text)| Input::new(file, text)).collect();
            let report = Report::new(&inputs, &read(&inputs));
            let findings = report.diagnoses.iter().flat_map(|one| &one.findings);
            findings
                .filter(|finding| finding.confidence == "confirmed")
                .map(|finding| finding.cause.to_string())
                .collect()
        };
        // What is certain with all of it and is no over-claim is true.
        allowed.extend(confirmed(&texts));
        for (index, text) in texts.iter().enumerate() {
            let Ok(value) = serde_json::from_str::<Value>(text) else { continue };
            let mut all = Vec::new();
            pointers(&value, "", &mut all);
            all.retain(|pointer| {
                !IDENTITY.iter().any(|end| pointer.ends_with(end))
                    && !UNREAD.iter().any(|part| pointer.contains(part))
            });
            for pointer in all.iter().skip(number % STRIDE).step_by(STRIDE) {
                let mut less = texts.clone();
                less[index] = without(&value, pointer).to_string();
                let now = confirmed(&less);
                tried += 1;
                certain += usize::from(!now.is_empty());
                assert!(now.is_subset(&allowed), "{id}, {pointer}: {now:?}, not {allowed:?}");
            }
        }
    }
    assert!(tried > 5_000 && certain > 2_000, "{tried} tried, {certain} certain");
}
