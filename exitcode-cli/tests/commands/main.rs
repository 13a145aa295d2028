//! Each command as a person or a script runs it.

mod entrypoint;
mod explain;
mod kernel_log;
mod list;
mod manners;
mod oom_score;
mod policy;
mod resize;
mod rules;
#[cfg(unix)]
mod run;
mod shutdown;
mod triage;

#[path = "../support/mod.rs"]
mod support;

use std::process::Command;

use support::fed;

/// What a run of the program gave.
struct Run {
    status: Option<i32>,
    stdout: String,
    stderr: String,
}

/// Runs the program with these words, and with this text as its input.
fn exitcode_reads(words: &[&str], input: &[u8]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_exitcode"));
    let output = fed(command.args(words).env_remove("COLUMNS"), input);
    Run {
        status: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

fn exitcode(words: &[&str]) -> Run {
    exitcode_reads(words, b"")
}

impl Run {
    /// The text of an answer, which nothing was said against.
    #[track_caller]
    fn text(self) -> String {
        assert_eq!((self.status, self.stderr.as_str()), (Some(0), ""), "{}", self.stdout);
        self.stdout
    }

    #[track_caller]
    fn json(self) -> serde_json::Value {
        serde_json::from_str(&self.text()).unwrap()
    }

    /// The complaint about wrong usage or unreadable input, with nothing else printed.
    #[track_caller]
    fn complaint(self) -> String {
        assert_eq!((self.status, self.stdout.as_str()), (Some(2), ""), "{}", self.stderr);
        assert!(!self.stderr.contains("panicked"), "{}", self.stderr);
        self.stderr
    }
}
