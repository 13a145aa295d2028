//! The `exitcode` command: why a process or container died, from whatever is at hand.

#[cfg(feature = "cluster")]
mod cluster;
mod commands;
mod dockerfile;
mod render;
mod yaml;

use std::io::{self, Write as _};
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

/// The program as kubectl calls it.
#[cfg(feature = "cluster")]
#[derive(Debug, Parser)]
#[command(name = "kubectl exitcode", bin_name = "kubectl exitcode", version, max_term_width = 100)]
struct Plugin {
    #[command(flatten)]
    why: commands::Why,
}

const EXAMPLES: &str = "\
Examples:
  exitcode explain 137
  kubectl get pod api-0 -o json | exitcode diagnose
  exitcode diagnose pod.json events.json logs-api-previous.txt
  docker inspect api | exitcode diagnose --output json
  exitcode run -- ./server
  exitcode shutdown --grace 30 --pre-stop 5 --drain 45
  exitcode rules | kubectl apply -n monitoring -f -
  exitcode list signals

Exit status: 0 if there is an answer, 2 for wrong usage or input that cannot be read; with
--exit-code 1 if something is wrong. `exitcode run` ends with the command's own.

Colours are left out where the output is no terminal, and where NO_COLOR is set.";

/// What ends the program with status 2.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error("cannot read `{name}`: {error}")]
    Read { name: String, error: io::Error },
    #[error("{0}")]
    Unreadable(String),
    #[error("{0}")]
    Write(#[from] io::Error),
    #[cfg(feature = "cluster")]
    #[error("{}", exitcode_k8s::text::Visible(&.0.to_string()))]
    Cluster(#[from] cluster::Error),
}

const FAILURE: u8 = 2;

/// What is asked for. As a plugin of kubectl the program is called by another name.
fn command() -> Command {
    #[cfg(feature = "cluster")]
    if std::env::args_os().next().is_some_and(|name| {
        let name = std::path::Path::new(&name).file_stem();
        name.is_some_and(|name| name == "kubectl-exitcode" || name == "kubectl_exitcode")
    }) {
        return Command::Why(Plugin::parse().why);
    }
    Arguments::parse().command
}

/// Says something on standard error, if anybody listens.
fn complain(text: &str) {
    let _ = writeln!(anstream::stderr(), "exitcode: {text}");
}

fn main() -> ExitCode {
    match command().run() {
        Ok(status) => status,
        // Whoever reads from us has seen enough.
        Err(Error::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error.to_string());
            ExitCode::from(FAILURE)
        }
    }
}
