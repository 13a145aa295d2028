use std::fs;

use crate::{Run, exitcode, exitcode_reads};

const CAPTURED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus/kubelet");

/// The pods that were captured from clusters.
fn pods() -> Vec<serde_json::Value> {
    let mut files: Vec<_> = fs::read_dir(CAPTURED)
        .unwrap()
        .map(|entry| entry.unwrap().path().join("pod.json"))
        .filter(|path| fs::metadata(path).is_ok_and(|file| file.len() > 0))
        .collect();
    files.sort();
    let read = |path| serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    files.into_iter().map(read).collect()
}

fn list(items: &[serde_json::Value]) -> String {
    serde_json::json!({"apiVersion": "v1", "items": items, "kind": "List"}).to_string()
}

fn triage(words: &[&str], input: &str) -> Run {
    exitcode_reads(&[&["triage"], words].concat(), input.as_bytes())
}

#[test]
fn a_list_gives_what_its_pods_give_one_by_one() {
    let pods = pods();
    assert!(pods.len() > 300);
    let whole = triage(&["-o", "json"], &list(&pods)).json();
    assert_eq!(whole["schema"], "exitcode.triage/v1");
    assert_eq!(whole["objects"], pods.len());
    let report = exitcode_reads(&["diagnose", "-o", "json"], list(&pods).as_bytes()).json();
    let diagnoses = report["diagnoses"].as_array().unwrap();
    let causes = whole["causes"].as_array().unwrap();
    assert!(causes.len() > 20);
    for row in causes {
        let same = |one: &&serde_json::Value| one["findings"][0]["cause"] == row["cause"];
        assert_eq!(row["count"], diagnoses.iter().filter(same).count(), "{row}");
    }
    let mut down: Vec<_> = causes.iter().map(|row| row["down"].as_u64().unwrap()).collect();
    down.reverse();
    assert!(down.is_sorted());

    let stream: String = pods.iter().map(|pod| format!("{pod:#}\n")).collect();
    assert_eq!(triage(&["-o", "json"], &stream).json(), whole);
    let (one, other) = pods.split_at(100);
    let pages = list(one) + &list(other);
    assert_eq!(triage(&["-o", "json", "-"], &pages).json(), whole);
}

#[test]
fn a_broken_pod_is_left_out() {
    let pods = pods();
    let text = list(&pods[..3]);
    let broken = text.replacen(r#""items":[{"#, r#""items":[{"kind": "Pod", "a": },{"#, 1);
    assert_ne!(broken, text);
    let run = triage(&["-o", "json"], &broken);
    assert_eq!(run.status, Some(0));
    assert!(run.stderr.contains("object at byte 28: left out: the JSON"), "{}", run.stderr);
    let answer: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((&answer["objects"], &answer["skipped"]), (&3.into(), &1.into()));
    // A list that is cut off.
    let run = triage(&["-o", "json"], &text[..text.len() - 30]);
    let answer: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((&answer["objects"], &answer["skipped"]), (&2.into(), &1.into()));
}

#[test]
fn what_is_no_list_of_pods() {
    assert!(triage(&[], "").complaint().contains("no pod in the input"));
    assert!(triage(&[], "Error from server").complaint().contains("left out: unrecognised"));
    assert!(exitcode(&["triage", "no/such/file"]).complaint().contains("cannot read"));
}

#[test]
fn names_do_no_harm() {
    let pod = |name: &str| {
        serde_json::json!({
            "metadata": {"name": name},
            "status": {"containerStatuses": [{"name": "c", "state": {"terminated": {
                "exitCode": 137, "reason": "OOMKilled", "finishedAt": "2026-11-20T10:29:59Z"
            }}}]},
        })
        .to_string()
    };
    let hostile = pod("=cmd|' /C calc'!\u{1b}[2J<b>");
    let csv = triage(&["-o", "csv"], &hostile).text();
    assert!(csv.contains(r"'=cmd|' /C calc'!\u{1b}[2J<b>/c"), "{csv}");
    let markdown = triage(&["-o", "markdown"], &hostile).text();
    assert!(markdown.contains(r"| \=cmd\|' /C calc'\!\\u{1b}\[2J\<b\>/c |"), "{markdown}");
    let table = triage(&[], &hostile).text();
    assert!(!table.contains('\u{1b}'), "{table}");
    assert!(table.contains("2026-11-20T10:00:00Z  1\n\n1 object read.\n"), "{table}");
}
