//! What goes wrong around the program: pipes that close, disks that are full, files that cannot be
//! read to their end, clocks that are wrong.
#![cfg(target_os = "linux")]

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};

const POD: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../corpus/kubelet/cgroupv2-oom-child-parent-exit1/pod.json"
);

/// A file that opens, and fails when it is read.
const BROKEN: &str = "/proc/self/mem";

fn exitcode(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_exitcode"));
    command.args(arguments).stdin(Stdio::null());
    command
}

#[test]
fn a_reader_that_has_seen_enough() {
    for arguments in [&["list", "signals"][..], &["diagnose", POD], &["triage", POD]] {
        let mut child =
            exitcode(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert!(output.stderr.is_empty(), "{arguments:?}: {:?}", output.stderr);
    }
}

#[test]
fn a_full_disk() {
    for arguments in [&["list", "signals"][..], &["diagnose", POD], &["triage", POD]] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let output = exitcode(arguments).stdout(full).stderr(Stdio::piped()).output().unwrap();
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(message.starts_with("exitcode: No space left on device"), "{message}");
    }
}

#[test]
fn a_file_that_cannot_be_read_costs_no_other() {
    for files in [[POD, BROKEN], [BROKEN, POD]] {
        let output = exitcode(&["triage"]).args(files).output().unwrap();
        let table = String::from_utf8(output.stdout).unwrap();
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(table.contains("1 object read"), "{table}");
        assert!(message.contains("cannot read `/proc/self/mem`"), "{message}");
        assert_eq!(output.status.code(), Some(2));
    }
}

/// The times that Kubernetes, its runtimes and a wrong clock write where there is none.
#[test]
fn times_that_are_none() {
    let times = [
        "0001-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
        "2016-12-31T23:59:60Z",
        "2026-02-30T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "2025-12-31T23:59:00Z",
        "yesterday",
        "",
    ];
    for (start, end) in times.iter().flat_map(|&one| times.map(|other| (one, other))) {
        let pod = serde_json::json!({
            "kind": "Pod",
            "metadata": {
                "name": "a",
                "deletionTimestamp": "2026-01-01T00:00:30Z",
                "deletionGracePeriodSeconds": 30,
            },
            "status": {"containerStatuses": [{"name": "m", "state": {"terminated": {
                "exitCode": 137, "reason": "Error", "startedAt": start, "finishedAt": end,
            }}}]},
        });
        let mut child = exitcode(&["diagnose", "--output", "json"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(pod.to_string().as_bytes()).unwrap();
        let mut text = String::new();
        child.stdout.take().unwrap().read_to_string(&mut text).unwrap();
        assert!(child.wait().unwrap().success());
        let report: serde_json::Value = serde_json::from_str(&text).unwrap();
        let findings = report["diagnoses"][0]["findings"].as_array().unwrap();
        assert!(!findings.is_empty(), "{start} to {end}");
        let certain = findings.iter().find(|finding| finding["confidence"] == "confirmed");
        assert_eq!(certain, None, "{start} to {end}");
    }
}
