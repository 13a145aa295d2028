use std::fmt::Write as _;
use std::process::ExitCode;

use exitcode_core::{Abi, Convention, ExitCode as Code, Readings, Signal, Termination};
use exitcode_k8s::explain;
use exitcode_k8s::text::Visible;

use super::{Output, print};
use crate::Error;

/// Explain an exit code or a signal
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Explain {
    /// An exit code such as 137, -11 or 0xC0000005, or a signal such as SIGSEGV
    #[arg(allow_hyphen_values = true, value_parser = subject)]
    code: Subject,
    /// The reason beside it, such as OOMKilled
    #[arg(short, long)]
    reason: Option<String>,
    /// Who wrote the number down: posix, ksh93, yash, subprocess, systemd, ntstatus or powershell.
    /// Where it is left out, the number itself tells
    #[arg(short, long, value_parser = convention)]
    convention: Option<Convention>,
    /// How to print the answer
    #[arg(short, long, value_enum, default_value_t)]
    output: Output,
}

const EXAMPLES: &str = "\
Examples:
  exitcode explain 137
  exitcode explain 137 --reason OOMKilled
  exitcode explain -11
  exitcode explain 0xC0000005
  exitcode explain 265 --convention ksh93
  exitcode explain SIGPIPE";

#[derive(Clone, Copy, Debug)]
enum Subject {
    Code(Code),
    Signal(Signal),
}

fn subject(text: &str) -> Result<Subject, String> {
    if let Ok(signal) = text.parse() {
        return Ok(Subject::Signal(signal));
    }
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    let number = match digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
        Some(digits) => i64::from_str_radix(digits, 16),
        None => digits.parse(),
    };
    let number =
        number.map(|number| sign * number).map_err(|_| "no number and no signal".to_owned())?;
    match (i32::try_from(number), u32::try_from(number)) {
        (Ok(code), _) => Ok(Subject::Code(code.into())),
        (_, Ok(bits)) => Ok(Subject::Code(bits.into())),
        _ => Err("exit codes have 32 bits at the most".to_owned()),
    }
}

fn convention(text: &str) -> Result<Convention, String> {
    Convention::from_id(text).ok_or_else(|| {
        let ids: Vec<_> = Convention::ALL.iter().map(|convention| convention.id()).collect();
        format!("it is one of {}", ids.join(", "))
    })
}

impl Explain {
    pub(crate) fn run(self) -> Result<ExitCode, Error> {
        let reason = self.reason.as_deref();
        let (introduction, report) = match self.code {
            Subject::Signal(signal) => (describe(signal), explain::signal(signal, reason)),
            Subject::Code(code) => {
                let convention = self.convention.unwrap_or_else(|| explain::convention(code));
                let readings = convention.decode(code);
                let introduction = introduce(code, convention, readings);
                (introduction, explain::code(code, Some(convention), reason))
            }
        };
        print(&report, self.output, &introduction)?;
        Ok(ExitCode::SUCCESS)
    }
}

fn describe(signal: Signal) -> String {
    let number = signal.number(Abi::Linux).map(|number| format!(" ({number})")).unwrap_or_default();
    format!("{}{number}: {}\n\n", signal.name(), signal.summary())
}

/// A code as its system writes it: those of 32 bits in hexadecimal.
fn shown(code: Code) -> String {
    match code.value() {
        -255..=511 => code.to_string(),
        _ => format!("{:#010X}", code.bits()).replace("0X", "0x"),
    }
}

/// What a number says, each reading on a line of its own.
fn introduce(code: Code, convention: Convention, readings: Readings) -> String {
    let mut text = String::new();
    let mut any = false;
    let shown = shown(code);
    for reading in readings {
        let sentence = match reading {
            Termination::Signaled { signal, .. } => {
                format!("killed by {}: {}", signal.name(), signal.summary())
            }
            other => format!("the program {other}"),
        };
        let joint = if any { "or " } else { "" };
        let _ = writeln!(text, "{shown}  {joint}{}", Visible(&sentence));
        any = true;
    }
    if !any {
        let _ = writeln!(text, "{shown}  is no number of {}", convention.used_by());
    }
    text.push('\n');
    text
}
