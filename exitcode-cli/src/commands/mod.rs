//! The subcommands, a file each.

mod argument;
#[cfg(unix)]
mod cgroup;
mod codes;
#[cfg(feature = "cluster")]
mod complete;
#[cfg(feature = "manuals")]
mod completions;
#[cfg(feature = "cluster")]
mod connection;
mod diagnose;
mod entrypoint;
mod explain;
mod files;
mod kernel_log;
mod list;
#[cfg(feature = "manuals")]
mod man;
mod names;
mod oom_score;
mod policy;
mod resize;
mod rules;
#[cfg(unix)]
mod run;
mod shutdown;
mod steps;
#[cfg(feature = "cluster")]
mod survey;
mod top;
mod triage;
mod usage;
mod vocabulary;
#[cfg(feature = "cluster")]
mod why;

use std::io::{self, Write as _};

use exitcode_k8s::report::Report;
use exitcode_k8s::text;

#[cfg(feature = "cluster")]
pub(crate) use complete::Complete;
#[cfg(feature = "cluster")]
pub(crate) use why::Why;

use crate::render::width;
use crate::{Error, Status};

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    Explain(explain::Explain),
    Diagnose(diagnose::Diagnose),
    Triage(triage::Triage),
    #[cfg(feature = "cluster")]
    Why(why::Why),
    #[cfg(feature = "cluster")]
    #[command(skip)]
    Complete(Box<complete::Complete>),
    KernelLog(kernel_log::KernelLog),
    List(list::List),
    Shutdown(shutdown::Stop),
    Entrypoint(entrypoint::Entry),
    OomScore(oom_score::OomScore),
    Rules(rules::AlertRules),
    Policy(policy::RetryPolicy),
    Resize(Box<resize::Resize>),
    #[cfg(unix)]
    Run(run::Run),
    #[cfg(feature = "manuals")]
    Completions(completions::Completions),
    #[cfg(feature = "manuals")]
    Man(man::Manual),
}

impl Command {
    pub(crate) fn run(self) -> Result<Status, Error> {
        match self {
            Self::Explain(explain) => explain.run(),
            Self::Diagnose(diagnose) => diagnose.run(),
            Self::Triage(triage) => triage.run(),
            #[cfg(feature = "cluster")]
            Self::Why(why) => why.run(),
            #[cfg(feature = "cluster")]
            Self::Complete(complete) => complete.run(),
            Self::KernelLog(kernel_log) => kernel_log.run(),
            Self::List(list) => list.run(),
            Self::Shutdown(stop) => stop.run(),
            Self::Entrypoint(entry) => entry.run(),
            Self::OomScore(oom_score) => oom_score.run(),
            Self::Rules(rules) => rules.run(),
            Self::Policy(policy) => policy.run(),
            #[cfg(unix)]
            Self::Run(run) => run.run(),
            Self::Resize(resize) => resize.run(),
            #[cfg(feature = "manuals")]
            Self::Completions(completions) => completions.run(),
            #[cfg(feature = "manuals")]
            Self::Man(man) => man.run(),
        }
    }
}

/// How an answer is printed.
#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
enum Output {
    /// For a person
    #[default]
    Text,
    /// For a program
    Json,
}

/// Prints a report; `introduction` stands above its text.
fn print(report: &Report, output: Output, introduction: &str) -> Result<(), Error> {
    match output {
        Output::Text => {
            let text = text::Report::new(report).width(width()).styled();
            let mut stdout = anstream::stdout().lock();
            write!(stdout, "{introduction}{text}")?;
            stdout.flush()?;
            Ok(())
        }
        Output::Json => write_json(report),
    }
}

/// Writes JSON, in large pieces: it has no styles that a file or a pipe must not get.
fn write_json(value: &impl serde::Serialize) -> Result<(), Error> {
    let mut stdout = io::BufWriter::with_capacity(64 << 10, io::stdout().lock());
    serde_json::to_writer_pretty(&mut stdout, value).map_err(io::Error::from)?;
    writeln!(stdout)?;
    stdout.flush()?;
    Ok(())
}

/// Prints an answer of another kind than a report, in whichever of both forms is asked for.
fn write<J: serde::Serialize>(
    output: Output,
    text: impl FnOnce() -> String,
    json: impl FnOnce() -> J,
) -> Result<(), Error> {
    match output {
        Output::Text => {
            let mut stdout = anstream::stdout().lock();
            write!(stdout, "{}", text())?;
            stdout.flush()?;
            Ok(())
        }
        Output::Json => write_json(&json()),
    }
}
