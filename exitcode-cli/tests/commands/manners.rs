//! What every command owes to whoever calls it.

use std::process::{Command, Stdio};
use std::{env, fs};

use crate::exitcode;

/// The names of all commands, as the help has them.
fn commands() -> Vec<String> {
    let help = exitcode(&["--help"]).text();
    let (_, list) = help.split_once("Commands:\n").unwrap();
    let names = list.lines().map_while(|line| line.strip_prefix("  "));
    let names = names.filter(|line| !line.starts_with(' '));
    names.filter_map(|line| line.split(' ').next().map(str::to_owned)).collect()
}

#[test]
fn every_command_has_help_with_examples_and_a_page() {
    let commands = commands();
    assert!(commands.len() > 12, "{commands:?}");
    for command in commands.iter().filter(|command| *command != "help") {
        let help = exitcode(&[command, "--help"]).text();
        assert!(help.contains("\nExamples:\n  "), "{command}: {help}");
        assert!(help.contains("Usage: exitcode "), "{command}");
        let page = exitcode(&["man", command]).text();
        assert!(page.contains(&format!(".TH exitcode-{command}")), "{command}: {page}");
    }
    assert!(exitcode(&["man"]).text().contains("exitcode\\-explain"));
    exitcode(&["man", "nothing"]).complaint();
}

#[test]
fn pages_in_a_folder() {
    let folder = env::temp_dir().join(format!("exitcode-man-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    exitcode(&["man", "--dir", folder.to_str().unwrap()]).text();
    let pages = fs::read_dir(&folder).unwrap().count();
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(pages, commands().len());
    exitcode(&["man", "--dir", "/no/such/folder"]).complaint();
}

#[test]
fn completions_know_the_commands() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = exitcode(&["completions", shell]).text();
        assert!(script.contains("oom-score"), "{shell}");
    }
}

#[test]
fn colours_only_where_they_are_wanted() {
    let run = |variables: &[(&str, &str)]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_exitcode"));
        command.args(["explain", "137"]).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        let output = command.envs(variables.iter().copied()).output().unwrap();
        output.stdout.contains(&0x1b)
    };
    assert!(!run(&[]));
    assert!(run(&[("CLICOLOR_FORCE", "1")]));
    assert!(!run(&[("NO_COLOR", "1")]));
}

#[test]
fn a_reader_or_a_listener_that_leaves_is_no_failure() {
    for words in [
        &["explain", "137"][..],
        &["list", "sayings", "--output", "json"],
        &["rules"],
        &["rules", "--grafana"],
        &["shutdown"],
        &["man", "explain"],
        &["completions", "bash"],
        &["run", "--", "true"],
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_exitcode"));
        command.args(words).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{words:?}");
        assert!(output.stderr.is_empty(), "{words:?}");
    }
    // Nor is nobody on the other end of standard error.
    for (words, status) in [(&["explain", "x"][..], 2), (&["run", "--", "false"], 1)] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_exitcode"));
        let mut child = command.args(words).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stderr.take());
        assert_eq!(child.wait().unwrap().code(), Some(status), "{words:?}");
    }
}
