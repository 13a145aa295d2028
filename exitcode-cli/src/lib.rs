//! The `exitcode` command: why a process or container died, from whatever is at hand.
//!
//! The program is this library's [`run`], so that packages for other languages can bring the same
//! program under a name of their own. It is no interface for Rust: that is `exitcode-core` and
//! `exitcode-k8s`.

#[cfg(feature = "cluster")]
mod cluster;
mod commands;
mod dockerfile;
mod render;
mod yaml;

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::sync::OnceLock;

use clap::{CommandFactory as _, FromArgMatches as _, Parser};
use exitcode_k8s::text::Visible;

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
    #[error("cannot read `{}`: {error}", Visible(.name))]
    Read { name: String, error: io::Error },
    #[error("{0}")]
    Unreadable(String),
    #[error("{0}")]
    Write(#[from] io::Error),
    #[cfg(feature = "cluster")]
    #[error("{}", exitcode_k8s::text::Visible(&.0.to_string()))]
    Cluster(#[from] cluster::Error),
}

/// The status that the program ends with; std's cannot be read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Status(u8);

impl Status {
    const SUCCESS: Self = Self(0);
    const FAILURE: Self = Self(2);
}

impl From<u8> for Status {
    fn from(status: u8) -> Self {
        Self(status)
    }
}

/// What the program is called in its own texts.
const NAME: &str = "exitcode";

/// What it is called here.
static CALLED: OnceLock<&'static str> = OnceLock::new();

/// Says something on standard error, if anybody listens.
fn complain(text: &str) {
    let name = CALLED.get().unwrap_or(&NAME);
    let mut text = text.split('\n').map(Visible);
    let mut stderr = anstream::stderr().lock();
    let first = text.next().map_or(Ok(()), |first| writeln!(stderr, "{name}: {first}"));
    let _ = first.and_then(|()| text.try_for_each(|line| writeln!(stderr, "{line}")));
}

/// What kubectl asks for, by the name of a plugin or by that of the completions of one.
#[cfg(feature = "cluster")]
fn plugin(arguments: &[OsString]) -> Option<Result<Command, clap::Error>> {
    let (called, words) = arguments.split_first()?;
    let words = match std::path::Path::new(called).file_stem()?.to_str()? {
        "kubectl_complete-exitcode" => words,
        // A script of that name can do no more than call the plugin.
        "kubectl-exitcode" | "kubectl_exitcode" => match words.split_first() {
            Some((first, words)) if first == "__complete" => words,
            _ => return Some(Plugin::try_parse_from(arguments).map(|one| Command::Why(one.why))),
        },
        _ => return None,
    };
    let words = words.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    Some(Ok(Command::Complete(Box::new(commands::Complete::new(Plugin::command(), words)))))
}

/// What is asked for. As a plugin of kubectl the program is called by another name.
fn command(name: &'static str, arguments: Vec<OsString>) -> Result<Command, clap::Error> {
    #[cfg(feature = "cluster")]
    if let Some(command) = plugin(&arguments) {
        return command;
    }
    let mut program = Arguments::command();
    if name != NAME {
        program = renamed(program, name).name(name).bin_name(name);
    }
    let matches = program.try_get_matches_from_mut(arguments)?;
    Arguments::from_arg_matches(&matches)
        .map(|arguments| arguments.command)
        .map_err(|error| error.format(&mut program))
}

/// The program with examples that call it by this name.
fn renamed(program: clap::Command, name: &str) -> clap::Command {
    let program = match program.get_after_help() {
        Some(help) => {
            let help = help.to_string().replace(&format!("{NAME} "), &format!("{name} "));
            program.after_help(help)
        }
        None => program,
    };
    program.mut_subcommands(|command| renamed(command, name))
}

/// Runs the program under a name, with arguments of which the first is how it was called, and gives
/// the status to end with. It reads standard input and writes to standard output and error.
pub fn run(name: &'static str, arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let name = CALLED.get_or_init(|| name);
    let arguments: Vec<_> = arguments.into_iter().collect();
    let acts = arguments.iter().any(|argument| {
        let argument = argument.to_string_lossy();
        Visible(&argument).to_string() != argument
    });
    let Status(status) = match command(name, arguments) {
        Ok(command) => match command.run() {
            Ok(status) => status,
            // Whoever reads from us has seen enough.
            Err(Error::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
                Status::SUCCESS
            }
            Err(error) => {
                complain(&error.to_string());
                Status::FAILURE
            }
        },
        Err(error) => {
            // It quotes the arguments as they are.
            if acts && error.use_stderr() {
                let text = error.render().to_string();
                let mut stderr = io::stderr().lock();
                text.lines().for_each(|line| drop(writeln!(stderr, "{}", Visible(line))));
            } else {
                let _ = error.print();
            }
            if error.use_stderr() { Status::FAILURE } else { Status::SUCCESS }
        }
    };
    // Only the end of a Rust program does it by itself.
    let _ = io::stdout().flush();
    status
}
