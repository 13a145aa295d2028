//! The `exitcode` command: why a process or container died, from whatever is at hand.

mod commands;
mod dockerfile;
mod render;

use std::io;
use std::process::ExitCode;

use clap::Parser;

use crate::commands::Command;

/// Why did it die? Takes any scrap of evidence and gives the cause, the next check and the fix.
#[derive(Debug, Parser)]
#[command(name = "exitcode", version, max_term_width = 100, after_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  exitcode explain 137
  kubectl get pod api-0 -o json | exitcode diagnose
  exitcode diagnose pod.json events.json logs-api-previous.txt
  docker inspect api | exitcode diagnose --output json
  exitcode list signals

Exit status: 0 if there is an answer, 2 for wrong usage or input that cannot be read.";

/// What ends the program with status 2.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error("cannot read `{name}`: {error}")]
    Read { name: String, error: io::Error },
    #[error("{0}")]
    Unreadable(String),
    #[error("{0}")]
    Write(#[from] io::Error),
}

const FAILURE: u8 = 2;

fn main() -> ExitCode {
    match Arguments::parse().command.run() {
        Ok(status) => status,
        // Whoever reads from us has seen enough.
        Err(Error::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("exitcode: {error}");
            ExitCode::from(FAILURE)
        }
    }
}
