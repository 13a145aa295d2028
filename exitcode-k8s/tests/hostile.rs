//! Pods with hostile names, images and messages: nothing breaks out of what is shown or printed.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use exitcode_core::Signal;
use exitcode_k8s::policy::Policy;
use exitcode_k8s::report::Report;
use exitcode_k8s::rules::Rules;
use exitcode_k8s::{Input, html, read, text};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Bits of what somebody writes who wants something done: each would write the file `out` if a
/// shell took it for more than text, or open an element, a link, a formula, another line.
const BITS: &[&str] = &[
    "$(>out)",
    "`>out`",
    ";>out;",
    "\n>out\n",
    "'",
    "\"",
    "\\",
    "&>out ",
    "|>out",
    "{pod}",
    "[[",
    "]]",
    "\u{1b}[2J",
    "\u{1b}]8;;http://evil\u{7}x\u{1b}]8;;\u{7}",
    "\u{202e}",
    "\u{200b}",
    "\u{2066}",
    "</script><script>",
    "<img src=x>",
    "&lt;",
    "=cmd|' /C calc'!A0",
    "\t",
    "\r",
    "-",
    "a",
    ".",
    "\0",
    "\u{e0041}",
    "![x](http://evil)",
    "\u{9b}31m",
];

fn hostile() -> impl Strategy<Value = String> {
    let bit = prop::sample::select(BITS).prop_map(str::to_owned);
    let any = prop::collection::vec(any::<char>(), 0..4).prop_map(String::from_iter);
    prop::collection::vec(prop_oneof![4 => bit, 1 => any], 1..6).prop_map(|bits| bits.concat())
}

/// A pod of which every word that somebody may choose is this one, in one of several states.
fn pod(word: &str, state: usize) -> Value {
    let message = match state {
        0 => format!("failed to pull and unpack image \"{word}\": not found: {word}"),
        1 => format!("exec: \"{word}\": executable file not found in $PATH: unknown"),
        2 => format!("secret \"{word}\" not found"),
        3 => format!("couldn't find key {word} in ConfigMap shop/{word}"),
        _ => format!("MountVolume.SetUp failed for volume \"{word}\": {word}"),
    };
    let (reason, code) = match state {
        0 => ("ErrImagePull", 137),
        1 => ("RunContainerError", 127),
        2 => ("CreateContainerConfigError", 1),
        3 => (word, 139),
        _ => ("Error", 143),
    };
    json!({
        "kind": "Pod",
        "metadata": {
            "name": word, "namespace": word, "uid": word, "labels": {word: word},
            "ownerReferences": [{"kind": word, "name": word, "controller": true}],
        },
        "spec": {
            "nodeName": word, "serviceAccountName": word,
            "containers": [{"name": word, "image": word, "command": [word, "-c", word]}],
            "volumes": [{"name": word, "persistentVolumeClaim": {"claimName": word}}],
        },
        "status": {"phase": "Pending", "message": word, "reason": word, "containerStatuses": [{
            "name": word, "restartCount": 5, "image": word,
            "state": {"waiting": {"reason": reason, "message": message}},
            "lastState": {"terminated": {
                "exitCode": code, "reason": word, "message": word,
            }},
        }]},
    })
}

/// A folder of its own in which a command that breaks out would leave a file.
fn trap() -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let name = format!("hostile-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&path).unwrap();
    path
}

/// The files that are left when a shell without any program on its path has run the commands.
fn left_by(commands: &BTreeSet<String>) -> usize {
    let folder = trap();
    let mut shell = Command::new("/bin/sh")
        .env_clear()
        .env("PATH", "/nonexistent")
        .current_dir(&folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // A command that does not close what it opens would swallow the next and fail the whole.
    let script = commands.iter().fold(String::new(), |script, command| script + command + "\n");
    let _ = shell.stdin.take().unwrap().write_all(script.as_bytes());
    // 2 is a syntax error; 127 the last command that was not found.
    assert_ne!(shell.wait().unwrap().code(), Some(2), "{script}");
    let left = fs::read_dir(&folder).unwrap().count();
    fs::remove_dir_all(&folder).unwrap();
    left
}

/// What a terminal would obey.
fn acts(text: &str) -> bool {
    let turns = |c: char| {
        matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{e0000}'..='\u{e0fff}')
    };
    text.chars().any(|c| c != '\n' && (c.is_control() || turns(c)))
}

/// The commands and patches of a report, after everything that is shown of it was looked at.
fn looked_at(report: &Report) -> BTreeSet<String> {
    assert!(!acts(&text::Report::new(report).to_string()));
    let page = html::Report::new(report).to_string();
    assert!(!acts(&page), "{page:?}");
    for (at, _) in page.match_indices('<') {
        let element = page[at + 1..].trim_start_matches('/').split('>').next().unwrap();
        let ours = ["div", "p", "strong", "em", "details", "summary", "ul", "li", "pre"];
        assert!(ours.contains(&element), "<{element}>");
    }
    let json = serde_json::to_string(report).unwrap();
    assert_eq!(*report, serde_json::from_str::<Report>(&json).unwrap());
    let mut commands = BTreeSet::new();
    for diagnosis in &report.diagnoses {
        commands.extend(diagnosis.next.iter().filter_map(|next| next.command.clone()));
        for remedy in diagnosis.findings.iter().flat_map(|finding| &finding.remedies) {
            commands.extend(remedy.command.clone());
            if let Some(patch) = &remedy.patch {
                let body: Result<Value, _> = serde_json::from_str(patch.body.as_str());
                assert!(body.is_ok(), "{}", patch.body.as_str());
            }
        }
    }
    for command in &commands {
        assert!(!acts(command) && !command.contains('\n'), "{command:?}");
    }
    commands
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn hostile_pods(words in prop::collection::vec(hostile(), 5)) {
        let mut commands = BTreeSet::new();
        for (state, word) in words.iter().enumerate() {
            let pod = pod(word, state).to_string();
            let log = format!("Error: Cannot find module '{word}'\nKilled process 1 ({word})\n");
            let inputs = [Input::new(word, &pod), Input::new("logs-a-previous.txt", &log)];
            let report = Report::new(&inputs, &read(&inputs));
            prop_assert!(!report.diagnoses.is_empty());
            commands.extend(looked_at(&report));
        }
        prop_assert!(commands.len() > 5, "{commands:?}");
        prop_assert_eq!(left_by(&commands), 0, "{:?}", commands);
    }
}

/// A word of 1 MB in every place costs no more than its length and is shown in part.
#[test]
fn names_without_end() {
    for bit in ["'", "$(>out)"] {
        let word = bit.repeat((1 << 20) / bit.len());
        let pod = pod(&word, 0).to_string();
        let inputs = [Input::new("-", &pod)];
        let report = Report::new(&inputs, &read(&inputs));
        assert!(!report.diagnoses.is_empty());
        assert_eq!(left_by(&looked_at(&report)), 0);
    }
}

/// What once broke a target of the fuzzer is well now, whoever reads it.
#[test]
fn what_once_broke_it() {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../fuzz/crashers"));
    let mut count = 0;
    for target in fs::read_dir(folder).unwrap() {
        for file in fs::read_dir(target.unwrap().path()).unwrap() {
            let bytes = fs::read(file.unwrap().path()).unwrap();
            let parts = bytes.split(|&byte| byte == 0xff);
            let inputs: Vec<_> = ["-", "logs-a-previous.txt", "dmesg.txt", "pod.json"]
                .into_iter()
                .zip(parts)
                .map(|(name, part)| Input::from_bytes(name, part))
                .collect();
            let report = Report::new(&inputs, &read(&inputs));
            looked_at(&report);
            for input in &inputs {
                let policy = Policy::new().container(input.text()).fail(42.into(), input.text());
                let yaml = policy.pod_failure_policy();
                assert!(!acts(&yaml), "{yaml:?}");
                let _ = Rules::new().name(input.text());
                let _ = input.text().parse::<Signal>().map(Signal::name);
            }
            count += 1;
        }
    }
    assert!(count >= 6, "{count}");
}
