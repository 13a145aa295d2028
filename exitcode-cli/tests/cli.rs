//! The program as others call it: arguments, standard streams and exit status.

mod support;

use std::process::{Command, Output};

use support::fed;

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus");

/// Runs the program with these arguments and this standard input.
fn exitcode(arguments: &[&str], input: &[u8]) -> Output {
    fed(Command::new(env!("CARGO_BIN_EXE_exitcode")).args(arguments), input)
}

fn stdout(output: &Output) -> &str {
    str::from_utf8(&output.stdout).unwrap()
}

#[track_caller]
fn fails(arguments: &[&str], input: &[u8], message: &str) {
    let output = exitcode(arguments, input);
    let stderr = str::from_utf8(&output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains(message), "{stderr}");
}

fn file(name: &str) -> String {
    format!("{CORPUS}/{name}")
}

const OOM: &str = "kubelet/cgroupv2-oom-child-parent-exit1";

#[test]
fn a_pod_and_its_events_in_one_go() {
    let (pod, events) = (file(&format!("{OOM}/pod.json")), file(&format!("{OOM}/events.json")));
    let output = exitcode(&["diagnose", "--output", "json", &pod, &events], b"");
    assert_eq!(output.status.code(), Some(0));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["schema"], "exitcode.report/v1");
    let finding = &report["diagnoses"][0]["findings"][0];
    assert_eq!(finding["cause"], "oom-container-limit");
    // Each evidence says where it stands, and the pointer and the bytes agree.
    let text = std::fs::read_to_string(&pod).unwrap();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    let mut places = 0;
    for source in finding["evidence"].as_array().unwrap().iter().map(|one| &one["source"]) {
        if source["input"] == *pod {
            let (start, end) = (&source["start"], &source["end"]);
            let raw = &text[start.as_u64().unwrap() as usize..end.as_u64().unwrap() as usize];
            let value = json.pointer(source["path"].as_str().unwrap()).unwrap();
            assert_eq!(value.to_string().trim_matches('"'), raw);
            places += 1;
        }
    }
    assert!(places >= 2, "{finding}");
}

#[test]
fn a_patch_alone() {
    let pod = std::fs::read_to_string(file(&format!("{OOM}/pod.json"))).unwrap();
    let mut pod: serde_json::Value = serde_json::from_str(&pod).unwrap();
    pod["metadata"]["ownerReferences"] =
        serde_json::json!([{"kind": "StatefulSet", "name": "a", "controller": true}]);
    let output = exitcode(&["diagnose", "--output", "patch"], pod.to_string().as_bytes());
    assert_eq!(output.status.code(), Some(0));
    let patch: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&patch["apiVersion"], &patch["kind"]), (&"apps/v1".into(), &"StatefulSet".into()));
    assert_eq!(patch["metadata"]["name"], "a");
    let container = &patch["spec"]["template"]["spec"]["containers"][0];
    assert!(container["resources"]["limits"]["memory"].is_string(), "{patch}");

    let healthy = std::fs::read(file("kubelet/cgroupv2-qos-burstable/pod.json")).unwrap();
    let output = exitcode(&["diagnose", "--output", "patch"], &healthy);
    assert_eq!((output.status.code(), stdout(&output)), (Some(0), ""));
}

#[test]
fn status_tells_of_trouble_if_asked() {
    let sick = std::fs::read(file(&format!("{OOM}/pod.json"))).unwrap();
    let healthy = std::fs::read(file("kubelet/cgroupv2-qos-burstable/pod.json")).unwrap();
    for (arguments, input, status) in [
        (&["diagnose"][..], &sick, 0),
        (&["diagnose", "--exit-code"], &sick, 1),
        (&["diagnose", "--exit-code", "-"], &sick, 1),
        (&["diagnose", "--exit-code"], &healthy, 0),
    ] {
        assert_eq!(exitcode(arguments, input).status.code(), Some(status), "{arguments:?}");
    }
    assert!(stdout(&exitcode(&["diagnose"], &healthy)).starts_with("Nothing wrong was found"));
}

#[test]
fn what_cannot_be_read() {
    fails(&["diagnose", "no/such/file"], b"", "cannot read `no/such/file`");
    fails(&["diagnose"], b"", "empty");
    fails(&["diagnose"], b"{\"kind\": \"Pod\", \"status\"", "line 1, column 25");
    fails(&["diagnose"], &[b'['; 1 << 20], "more than 128 values are nested");
    fails(&["explain", "137x"], b"", "`137x` is no number, no signal, no reason and no cause");
    fails(&["explain", "99999999999"], b"", "32 bits");
    fails(&["explain", "1", "--convention", "msdos"], b"", "it is one of posix");
    fails(&["nonsense"], b"", "unrecognized subcommand");
}

#[test]
fn a_report_is_printed_even_of_nothing() {
    let output = exitcode(&["diagnose", "--output", "json"], b"{\"kind\": \"Secret\"}");
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["diagnoses"].as_array().unwrap().len(), 0);
    assert!(report["ignored"][0]["why"].as_str().unwrap().contains("kind `Secret`"));
}

#[test]
fn nothing_acts_on_the_terminal() {
    let pod = r#"{"kind": "Pod", "metadata": {"name": "a\u001b]0;owned\u0007"}, "status": {
        "containerStatuses": [{"name": "b\u001b[2J", "state": {"terminated": {
            "exitCode": 1, "reason": "Error", "message": "\u001b[31mred\r\u202e"
        }}}]
    }}"#;
    let output = exitcode(&["diagnose"], pod.as_bytes());
    assert_eq!(output.status.code(), Some(0));
    let text = stdout(&output);
    assert!(!text.contains(['\u{1b}', '\u{7}', '\r', '\u{202e}']), "{text}");
    assert!(text.contains(r"\u{1b}"), "{text}");
}

#[test]
fn numbers_and_signals() {
    for (arguments, wanted) in [
        (&["explain", "137"][..], "137  killed by SIGKILL"),
        (&["explain", "137", "--reason", "OOMKilled"], "memory"),
        (&["explain", "-11"], "-11  killed by SIGSEGV"),
        (&["explain", "265"], "265  killed by SIGKILL"),
        (&["explain", "3221225477"], "0xC0000005"),
        (&["explain", "-1073741819"], "0xC0000005"),
        (&["explain", "SIGPIPE"], "SIGPIPE (13)"),
    ] {
        let output = exitcode(arguments, b"");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert!(stdout(&output).contains(wanted), "{arguments:?}: {}", stdout(&output));
    }
    for code in 0..=255 {
        let output = exitcode(&["explain", &code.to_string(), "--output", "json"], b"");
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert!(report["diagnoses"].as_array().unwrap().len() <= 1, "{code}");
    }
}

#[test]
fn lists_in_every_form() {
    for what in ["codes", "signals", "reasons", "causes"] {
        let list = |form: &str| exitcode(&["list", what, "--output", form], b"");
        let json = list("json");
        let rows: Vec<serde_json::Map<String, serde_json::Value>> =
            serde_json::from_slice(&json.stdout).unwrap();
        assert!(rows.len() > 20, "{what}: {} rows", rows.len());
        // The heading, and in Markdown the line below it.
        assert_eq!(stdout(&list("csv")).lines().count(), rows.len() + 1, "{what}");
        assert_eq!(stdout(&list("table")).lines().count(), rows.len() + 1, "{what}");
        assert_eq!(stdout(&list("markdown")).lines().count(), rows.len() + 2, "{what}");
    }
    let codes = exitcode(&["list", "codes", "--output", "csv"], b"");
    let mut lines = stdout(&codes).lines();
    assert_eq!(lines.next(), Some("code,signal,number,reason,common cause,what to do"));
    assert!(lines.any(|line| line.starts_with("139,SIGSEGV,11,Error,")));
}

#[test]
fn help_has_examples() {
    for arguments in [&["--help"][..], &["diagnose", "--help"], &["explain", "--help"]] {
        let output = exitcode(arguments, b"");
        assert!(stdout(&output).contains("Examples:\n"), "{arguments:?}");
    }
    if cfg!(feature = "manuals") {
        assert!(stdout(&exitcode(&["completions", "bash"], b"")).contains("exitcode"));
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_leaves_is_no_failure() {
    let program = env!("CARGO_BIN_EXE_exitcode");
    let line = format!("{program} list reasons | head -n 1; echo ${{PIPESTATUS[0]}}");
    let output = Command::new("bash").args(["-c", &line]).output().unwrap();
    assert!(stdout(&output).ends_with("\n0\n"), "{}", stdout(&output));
    assert!(output.stderr.is_empty());
}
