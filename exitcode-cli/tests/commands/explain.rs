use exitcode_core::{Cause, Signal};

use crate::{exitcode, exitcode_reads};

#[track_caller]
fn begins(words: &[&str], expected: &str) {
    let text = exitcode(&[&["explain"], words].concat()).text();
    assert!(text.starts_with(expected), "{text}");
}

#[test]
fn every_spelling() {
    begins(&["42"], "42  the program exited with code 42\n");
    begins(&["9"], "9  the program exited with code 9\n");
    begins(&["0xc0000005"], "0xC0000005  the program exited with code -1073741819\n");
    begins(&["STATUS_ACCESS_VIOLATION"], "0xC0000005");
    begins(&["EX_USAGE"], "64  the program exited with code 64\n");
    begins(&["segv"], "SIGSEGV (11)");
    begins(&["SIGRTMIN+3"], "SIGRTMIN+3 (37)");
    begins(&["OOMKilled"], "OOMKilled (reason of: terminated)");
    begins(&["oom-killed"], "OOMKilled (reason of: terminated)");
    begins(&["imagepullbackoff"], "ImagePullBackOff (reason of: waiting)");
    begins(&["oom-container-limit"], Cause::OomContainerLimit.title());
    begins(&["--wait-status", "0x8b"], "wait status 0x008b  killed by SIGSEGV, core dumped\n");
    begins(&["--wait-status", "35584"], "wait status 0x8b00  exited with code 139\n");
    begins(&["--wait-status", "0x137f"], "wait status 0x137f  stopped by SIGSTOP\n");
}

#[test]
fn everything_that_is_listed_is_explained() {
    for cause in Cause::ALL {
        let answer = exitcode(&["explain", cause.id(), "--output", "json"]).json();
        assert_eq!(answer["cause"], cause.id());
    }
    for signal in Signal::ALL {
        begins(&[signal.name()], signal.name());
    }
}

#[test]
fn says_what_was_meant() {
    let complaint = |word: &str| exitcode(&["explain", word]).complaint();
    assert!(complaint("OOMKiled").ends_with("; did you mean OOMKilled?\n"));
    assert!(complaint("SIGSGEV").contains("SIGSEGV"));
    assert!(complaint("oom-container-limt").contains("oom-container-limit"));
    assert!(!complaint("nothing-like-it").contains("did you mean"));
    assert!(complaint("a\u{1b}[2J").contains(r"`a\u{1b}[2J`"));
    complaint(&"x".repeat(100_000));
    complaint("");
    exitcode(&["explain"]).complaint();
}

#[test]
fn steps_have_the_names() {
    let words = ["explain", "137", "--steps", "-n", "shop", "--pod", "api-0", "--container", "api"];
    let text =
        exitcode(&[&words[..], &["--owner", "deployment/api", "--node", "w1"]].concat()).text();
    for expected in [
        "Identify: which pod and which container\n  1. See the pod's status",
        "kubectl get pod api-0 -n shop -o wide\n",
        "kubectl describe pod api-0 -n shop\n",
        "kubectl logs api-0 -n shop -c api --previous",
        "kubectl debug node/w1 ",
        "kubectl set resources deployment/api -n shop -c api ",
        "\nFix\n",
        "\nPrevent\n",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    let answer = exitcode(&["explain", "oom-container-limit", "--steps", "-o", "json"]).json();
    assert_eq!(answer["schema"], "exitcode.steps/v1");
    let stages: Vec<_> =
        answer["stages"].as_array().unwrap().iter().map(|stage| &stage["stage"]).collect();
    assert_eq!(stages, ["identify", "classify", "fix", "prevent"]);
}

#[test]
fn a_hostile_name_reaches_no_command() {
    for name in ["$(reboot)", "a'; reboot; '", "-h", "a\nb", "\u{1b}[2J"] {
        let pod = format!("--pod={name}");
        let text = exitcode(&["explain", "137", "--steps", &pod]).text();
        assert!(!text.contains(name), "{text}");
    }
}

#[test]
fn codes_of_ones_own() {
    let words = ["explain", "42", "--codes", "-"];
    let text = exitcode_reads(&words, b"# ours\n42 = \"bad configuration\"\n").text();
    assert!(text.starts_with("42  yours: bad configuration\n"), "{text}");
    let words = ["explain", "42", "--codes", "-", "--output", "json"];
    let report = exitcode_reads(&words, b"{\"42\": \"bad configuration\"}").json();
    assert!(report.to_string().contains("bad configuration"));
    let complaint = exitcode_reads(&["explain", "42", "--codes", "-"], b"42 = bad").complaint();
    assert!(complaint.contains("`-`, line 1: expected a line such as"), "{complaint}");
}

#[test]
fn a_diagnosis_knows_the_codes_of_ones_own() {
    let codes = std::env::temp_dir().join(format!("exitcode-codes-{}.toml", std::process::id()));
    std::fs::write(&codes, "42 = \"bad configuration\"\n").unwrap();
    let pod = br#"{"kind": "Pod", "metadata": {"name": "a"}, "status": {"containerStatuses": [
        {"name": "c", "state": {"terminated": {"exitCode": 42, "reason": "Error"}}}]}}"#;
    let text = exitcode_reads(&["diagnose", "--codes", codes.to_str().unwrap()], pod).text();
    std::fs::remove_file(&codes).unwrap();
    assert!(text.contains("bad configuration"), "{text}");
}
