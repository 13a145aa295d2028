//! The marked values of `corpus/secrets` are searched for in all that the program prints.

use std::fs;
use std::process::{Command, Stdio};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus/secrets");

fn files() -> Vec<String> {
    let files = fs::read_dir(FOLDER).unwrap().map(|file| file.unwrap().path());
    let mut files: Vec<_> =
        files.map(|path| path.into_os_string().into_string().unwrap()).collect();
    files.sort();
    assert!(files.len() > 20);
    files
}

/// Standard output and error of a run.
fn printed(words: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_exitcode"))
        .args(words)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let printed = [output.stdout, output.stderr].concat();
    String::from_utf8(printed).unwrap()
}

#[track_caller]
fn no_secret(words: &[&str]) -> usize {
    let printed = printed(words);
    if let Some(at) = printed.find("CANARY") {
        let from = printed[..at].rfind('\n').unwrap_or(0);
        let line = printed[from..].lines().find(|line| line.contains("CANARY"));
        panic!("{words:?}: {}", line.unwrap_or_default());
    }
    printed.len()
}

#[test]
fn every_command_and_form() {
    let files = files();
    let mut length = 0;
    for file in &files {
        for words in [
            &["diagnose", "-o", "text"][..],
            &["diagnose", "-o", "json"],
            &["diagnose", "-o", "patch"],
            &["triage", "-o", "table"],
            &["triage", "-o", "json"],
            &["triage", "-o", "csv"],
            &["triage", "-o", "markdown"],
            &["kernel-log"],
            &["kernel-log", "-o", "json"],
            &["oom-score", "--node-memory", "64Gi"],
            &["oom-score", "--node-memory", "64Gi", "-o", "json"],
            &["oom-score", "--node-memory", "64Gi", "--usage"],
            &["resize"],
            &["policy", "--codes"],
            &["diagnose", "/dev/null", "--codes"],
        ] {
            // What a Dockerfile's lines are to a reader of logs is what a program printed.
            if words[0] != "diagnose" || !file.ends_with("Dockerfile") {
                length += no_secret(&[words, &[file]].concat());
            }
        }
        length += no_secret(&["entrypoint", file]);
        length += no_secret(&["entrypoint", "-o", "json", file]);
    }
    let together: Vec<_> =
        files.iter().map(String::as_str).filter(|file| !file.ends_with("Dockerfile")).collect();
    for form in ["text", "json", "patch"] {
        length += no_secret(&[&["diagnose", "-o", form], &together[..]].concat());
    }
    assert!(length > 200_000, "{length}");
}

/// What is told of a command that ends is its name, and none of its arguments.
#[cfg(unix)]
#[test]
fn a_command_that_ends() {
    for words in [
        &["run", "--", "sh", "-c", "exit 3", "--password=CANARY"][..],
        &["run", "--report", "/dev/stderr", "--", "sh", "-c", "kill -9 $$", "-u", "a:CANARY"],
        &["run", "--report", "/dev/stderr", "--", "sh", "-c", "exit 127", "CANARY"],
    ] {
        assert!(no_secret(words) > 20);
    }
}
