//! The program with hostile names in its inputs and in its arguments: what it prints is read by
//! others, and acts on nothing.
#![cfg(unix)]

mod support;

use std::process::Command;

use serde_json::{Value, json};
use support::fed;

/// What somebody writes who wants something done, for each reader of what is printed.
const WORDS: &[&str] = &[
    "a'b\"c",
    "$(>out)`>out`;>out|>out&",
    "two\nlines\r\nthree",
    "\u{202e}txt.exe\u{2066}\u{200b}\u{feff}",
    "\u{1b}[2J\u{1b}]8;;http://evil\u{7}x\u{1b}]8;;\u{7}\u{9b}31m",
    "</script><script>alert(1)</script><img src=x onerror=alert(1)>",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "+1;-1,\t=2",
    "-",
    "{{ $labels.pod }}{pod}[[x]]",
    "%s%n%x",
    "a\u{2028}b\u{2029}c\u{85}d",
    "| a | b |\n| --- |",
    "![x](http://evil) [y](javascript:alert(1)) `z` **b** $x$ #1 @team",
    "\"; \"\"; '';",
    "\\",
    "é\u{301}日本 \u{e0041}\u{e0100}",
];

struct Run {
    status: Option<i32>,
    stdout: String,
    stderr: String,
}

fn exitcode(words: &[&str], input: &[u8], variables: &[(&str, &str)]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_exitcode"));
    command.args(words).env_remove("COLUMNS").envs(variables.iter().copied());
    let output = fed(&mut command, input);
    let run = Run {
        status: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    };
    assert!(run.status.is_some() && !run.stderr.contains("panicked"), "{words:?}: {}", run.stderr);
    run
}

/// What a terminal would obey, or nobody would see.
#[track_caller]
fn is_text(shown: &str) {
    let acts = |char: &char| {
        char.is_control() && *char != '\n'
            || matches!(char, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
            || matches!(char, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
    };
    assert_eq!(shown.chars().find(acts), None, "{shown:?}");
}

/// The text without the styles that the program sets.
#[track_caller]
fn without_styles(shown: &str) -> String {
    let mut parts = shown.split("\u{1b}[");
    let mut plain = parts.next().unwrap().to_owned();
    for part in parts {
        let (style, rest) = part.split_once('m').unwrap();
        assert!(style.bytes().all(|byte| byte.is_ascii_digit() || byte == b';'), "{style:?}");
        plain.push_str(rest);
    }
    plain
}

/// Pods of which every word that somebody may choose is this one, in several states.
fn pods(word: &str) -> Vec<Value> {
    let waiting =
        |reason: &str, message: String| json!({"waiting": {"reason": reason, "message": message}});
    let ended = |code: i32, reason: &str| {
        json!({"terminated": {
            "exitCode": code, "reason": reason, "message": word, "finishedAt": "2026-11-20T10:29:59Z",
        }})
    };
    let states = [
        waiting("ErrImagePull", format!("failed to pull image \"{word}\": not found: {word}")),
        waiting("CreateContainerConfigError", format!("secret \"{word}\" not found")),
        waiting(
            "RunContainerError",
            format!("exec: \"{word}\": executable file not found in $PATH"),
        ),
        ended(137, "OOMKilled"),
        ended(139, "Error"),
        ended(1, word),
    ];
    let pod = |state: &Value| {
        json!({
            "apiVersion": "v1", "kind": "Pod",
            "metadata": {
                "name": word, "namespace": word, "uid": word, "labels": {word: word},
                "ownerReferences": [{"kind": "StatefulSet", "name": word, "controller": true}],
            },
            "spec": {
                "nodeName": word,
                "containers": [{
                    "name": word, "image": word, "command": [word, "-c", word],
                    "resources": {"limits": {"memory": "64Mi"}},
                }],
            },
            "status": {"phase": "Running", "reason": word, "message": word, "containerStatuses": [
                {"name": word, "restartCount": 5, "state": state},
            ]},
        })
    };
    states.iter().map(pod).collect()
}

fn list(pods: &[Value]) -> Vec<u8> {
    json!({"kind": "List", "apiVersion": "v1", "items": pods}).to_string().into_bytes()
}

/// What Python's reader makes of tables: a list of rows for each, which are lists of cells. Nothing
/// where there is no Python.
fn read_by_python(tables: &[String]) -> Option<Vec<Vec<Vec<String>>>> {
    const SCRIPT: &str = "import csv, io, json, sys\n\
        tables = json.load(sys.stdin)\n\
        json.dump([list(csv.reader(io.StringIO(t, newline=''), strict=True)) for t in tables], sys.stdout)";
    if Command::new("python3").arg("--version").output().is_err() {
        eprintln!("python3 cannot be run");
        return None;
    }
    let tables = json!(tables).to_string();
    let output = fed(Command::new("python3").args(["-c", SCRIPT]), tables.as_bytes());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

/// The cells of a row of Markdown, with what is escaped as it is meant.
#[track_caller]
fn cells(row: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut chars = row.chars();
    while let Some(char) = chars.next() {
        match char {
            '\\' => {
                let escaped = chars.next().unwrap();
                assert!(escaped.is_ascii_punctuation(), "{row}");
                cells.last_mut().unwrap().push(escaped);
            }
            '|' => cells.push(String::new()),
            _ => {
                assert!(!"`*_[]<>&~#@$^!".contains(char), "{char} in {row}");
                cells.last_mut().unwrap().push(char);
            }
        }
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

#[test]
fn tables_of_pods() {
    let mut tables = Vec::new();
    let mut examples = Vec::new();
    for word in WORDS {
        let input = list(&pods(word));
        let triage = |form: &str| {
            let run = exitcode(&["triage", "-o", form], &input, &[]);
            assert_eq!((run.status, &*run.stderr), (Some(0), ""), "{word:?}");
            run.stdout
        };
        let answer: Value = serde_json::from_str(&triage("json")).unwrap();
        let causes = answer["causes"].as_array().unwrap();
        assert!(causes.len() >= 4, "{word:?}: {answer}");
        is_text(&triage("table"));
        let markdown = triage("markdown");
        is_text(&markdown);
        let rows: Vec<_> = markdown.lines().take_while(|line| line.starts_with('|')).collect();
        assert_eq!(rows.len(), causes.len() + 2, "{markdown}");
        for (row, cause) in rows[2..].iter().zip(causes) {
            let cells = cells(row);
            assert_eq!((cells.len(), &*cells[1]), (9, cause["cause"].as_str().unwrap()), "{row}");
        }
        let csv = triage("csv");
        is_text(&csv);
        tables.push(csv);
        let names: Vec<_> = causes.iter().map(|cause| cause["cause"].clone()).collect();
        examples.push(names);
    }
    let Some(read) = read_by_python(&tables) else { return };
    for ((rows, causes), word) in read.iter().zip(&examples).zip(WORDS) {
        assert_eq!(rows.len(), causes.len() + 1, "{word:?}: {rows:?}");
        for (row, cause) in rows[1..].iter().zip(causes) {
            assert_eq!((row.len(), &row[0]), (7, &cause.as_str().unwrap().to_owned()), "{word:?}");
            for cell in row {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{cell:?}");
            }
        }
    }
}

#[test]
fn diagnoses_of_pods() {
    for word in WORDS {
        let input = list(&pods(word));
        let run = exitcode(&["diagnose"], &input, &[]);
        assert_eq!((run.status, &*run.stderr), (Some(0), ""), "{word:?}");
        is_text(&run.stdout);
        let run = exitcode(&["diagnose"], &input, &[("CLICOLOR_FORCE", "1")]);
        is_text(&without_styles(&run.stdout));
        let run = exitcode(&["diagnose", "-o", "json"], &input, &[]);
        let report: Value = serde_json::from_str(&run.stdout).unwrap();
        assert!(!report["diagnoses"].as_array().unwrap().is_empty(), "{word:?}");
        let run = exitcode(&["diagnose", "-o", "patch"], &input, &[]);
        for document in run.stdout.split("---\n").filter(|document| !document.is_empty()) {
            let patch: Value = serde_json::from_str(document).unwrap();
            assert!(patch["metadata"]["name"].is_string(), "{patch}");
        }
    }
}

/// Commands with hostile words wherever a word may stand: they answer or refuse, and what they
/// print is text.
#[test]
fn words_of_a_command() {
    let vpa = r#"{"kind":"VerticalPodAutoscaler","metadata":{"namespace":"shop"},"status":{
        "recommendation":{"containerRecommendations":[{"containerName":"api",
        "target":{"memory":"300Mi"}}]}}}"#;
    let forms: &[&[&str]] = &[
        &["@"],
        &["explain", "@"],
        &["explain", "1", "--reason", "@"],
        &["explain", "1", "--convention", "@"],
        &["diagnose", "@"],
        &["diagnose", "--output", "@"],
        &["triage", "@"],
        &["triage", "-", "@"],
        &["list", "@"],
        &["list", "codes", "--family", "@"],
        &["list", "reasons", "--place", "@"],
        &["kernel-log", "@"],
        &["shutdown", "--grace", "@", "--drain", "@"],
        &["entrypoint", "@"],
        &["entrypoint", "--", "sh", "-c", "@"],
        &["entrypoint", "--image", "@", "--", "@", "@"],
        &["oom-score", "@"],
        &["oom-score", "--node", "@", "--usage", "@"],
        &["rules", "--name", "@"],
        &["rules", "--namespace", "@"],
        &["rules", "--watch", "@"],
        &["rules", "--label", "@"],
        &["rules", "--label", "a=@"],
        &["rules", "--runbooks", "https://a/@"],
        &["policy", "--container", "@"],
        &["policy", "--fail", "@"],
        &["policy", "--codes", "@"],
        &["resize", "--owner", "deployment/@", "-c", "@"],
        &["resize", "--pod", "@", "-n", "@"],
        &["resize", "--limit", "@"],
        &["resize", "--vpa", "off", "--owner", "deployment/a", "-n", "@"],
        &[
            "resize",
            "--vpa",
            "off",
            "--owner",
            "deployment/a",
            "--replicas",
            "2",
            "--selector",
            "a=@",
        ],
        &["run", "--", "@"],
        &["run", "--report", "/dev/null", "--", "false", "@"],
        &["run", "--", "sh", "-c", "exit 3", "@"],
        &["man", "@"],
        &["completions", "@"],
    ];
    let (mut answered, mut refused) = (0, 0);
    for form in forms {
        for hostile in WORDS {
            let words: Vec<_> = form.iter().map(|word| word.replace('@', hostile)).collect();
            let words: Vec<_> = words.iter().map(String::as_str).collect();
            let run = exitcode(&words, vpa.as_bytes(), &[]);
            match run.status {
                Some(0) => answered += 1,
                // Of the command that `run` was given, and its own for one that there is not.
                Some(1 | 3 | 126 | 127) if form[0] == "run" => refused += 1,
                Some(2) => {
                    refused += 1;
                    assert!(!run.stderr.is_empty(), "{words:?}");
                }
                other => panic!("{words:?}: {other:?}"),
            }
            is_text(&run.stdout);
            is_text(&run.stderr);
        }
    }
    assert!(answered > 50 && refused > 200, "{answered} answered, {refused} refused");
}

/// Usage of containers with hostile names, as Prometheus and kubectl print it.
#[test]
fn recommendations() {
    for word in WORDS {
        let metric = json!({"namespace": word, "pod": word, "container": word});
        let series = json!({"metric": metric, "values": [[0, "100000000"], [60, "200000000"]]});
        let answer = json!({"status": "success", "data": {"result": [series]}}).to_string();
        let run = exitcode(&["resize", "--limit", "512Mi"], answer.as_bytes(), &[]);
        assert_eq!((run.status, &*run.stderr), (Some(0), ""), "{word:?}");
        is_text(&run.stdout);
        let run = exitcode(&["resize", "--limit", "512Mi", "-o", "json"], answer.as_bytes(), &[]);
        let answer: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(answer["containers"][0]["container"], *word);
        for command in answer["containers"][0]["commands"].as_array().unwrap() {
            is_text(command["command"].as_str().unwrap());
        }
        let top =
            format!("NAMESPACE POD NAME CPU(cores) MEMORY(bytes)\n{word} {word} {word} 1m 1Mi\n");
        let run = exitcode(&["resize"], top.as_bytes(), &[]);
        is_text(&run.stdout);
        is_text(&run.stderr);
    }
}
