//! Secrets of pods, each marked, are searched for in everything that is shown of them. The files are
//! those of `corpus/secrets`, which the tests of the program, of Python and of JavaScript read too.

use std::fs;

use exitcode_k8s::kernel_log::KernelLog;
use exitcode_k8s::report::Report;
use exitcode_k8s::triage::Triage;
use exitcode_k8s::{Input, history, html, read, read_object, text};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus/secrets");

/// What no answer may contain.
const CANARY: &str = "CANARY";

/// The names and the texts of the files.
fn files() -> Vec<(String, String)> {
    let mut files: Vec<_> = fs::read_dir(FOLDER)
        .unwrap()
        .map(|file| file.unwrap())
        .map(|file| file.file_name().into_string().unwrap())
        .map(|name| (name.clone(), fs::read_to_string(format!("{FOLDER}/{name}")).unwrap()))
        .collect();
    files.sort();
    assert!(files.len() > 20 && files.iter().all(|(_, text)| text.contains(CANARY)));
    files
}

/// All that libraries show of these inputs.
fn shown(inputs: &[Input<'_>]) -> String {
    let reading = read(inputs);
    let report = Report::new(inputs, &reading);
    let mut triage = Triage::default();
    for input in inputs {
        triage.add(&read_object(input));
    }
    let mut shown = [
        serde_json::to_string_pretty(&report).unwrap(),
        text::Report::new(&report).to_string(),
        html::Report::new(&report).to_string(),
        serde_json::to_string(&triage.table(0)).unwrap(),
        serde_json::to_string(&history::of(&reading)).unwrap(),
    ]
    .concat();
    for problem in reading.problems() {
        shown.push_str(&format!("{problem} {problem:?}"));
    }
    shown
}

#[track_caller]
fn no_secret(name: &str, shown: &str) {
    if let Some(at) = shown.find(CANARY) {
        let from = (0..=at.saturating_sub(120)).rev().find(|from| shown.is_char_boundary(*from));
        panic!("{name}: {}", &shown[from.unwrap_or(0)..at + 24]);
    }
}

#[test]
fn each_file_alone_and_all_together() {
    let files = files();
    let mut answers = 0;
    for (name, text) in &files {
        // A Dockerfile is for another reader, and here no more than lines that a program printed.
        if name != "Dockerfile" {
            let shown = shown(&[Input::new(name, text)]);
            no_secret(name, &shown);
            answers += shown.len();
        }
        no_secret(name, &shown(&[Input::new("-", &format!("$ kubectl get x\n{text}"))]));
    }
    assert!(answers > 50_000, "{answers}");
    let inputs: Vec<_> = files.iter().map(|(name, text)| Input::new(name, text)).collect();
    no_secret("all", &shown(&inputs));
}

/// What is broken is told by its place, and never by what stands there: each file is cut anywhere,
/// and has a character too many anywhere.
#[test]
fn what_is_broken() {
    for (name, text) in files().iter().filter(|(name, _)| *name != "Dockerfile") {
        let places: Vec<_> = text.match_indices(CANARY).map(|(at, _)| at).collect();
        for at in places.into_iter().flat_map(|at| [at, at + 3, at + CANARY.len() + 2]) {
            let (before, behind) = text.split_at(at);
            no_secret(name, &shown(&[Input::new(name, before)]));
            for extra in ["\"", "\n", "}", "\u{0}"] {
                let broken = format!("{before}{extra}{behind}");
                let inputs = [Input::new(name, &broken)];
                let reading = read(&inputs);
                for problem in reading.problems() {
                    no_secret(name, &problem.to_string());
                }
            }
        }
    }
}

#[test]
fn the_kernels_log() {
    let files = files();
    let text = |wanted: &str| &files.iter().find(|(name, _)| name == wanted).unwrap().1;
    let log = text("dmesg.txt");
    no_secret("dmesg.txt", &serde_json::to_string(&KernelLog::read(log)).unwrap());
    no_secret("dmesg.txt", &text::KernelLog::new(log).to_string());
}
