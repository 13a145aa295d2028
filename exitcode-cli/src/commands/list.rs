use std::process::ExitCode;

use exitcode_core::{
    Abi, Cause, ConditionReason, Convention, EventReason, ExitCode as Code, Finding, JobReason,
    NodeConditionReason, Observation, PodReason, Signal, Stage, TerminatedReason, WaitingReason,
    diagnose,
};

use crate::Error;
use crate::render::{Format, Table};

/// Print what is known: exit codes, signals, reasons or causes
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct List {
    what: What,
    /// How to print the table
    #[arg(short, long, value_enum, default_value_t)]
    output: Format,
}

const EXAMPLES: &str = "\
Examples:
  exitcode list codes
  exitcode list signals --output csv
  exitcode list causes --output json";

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum What {
    /// Exit codes, with what usually is behind them
    Codes,
    /// Signals and their numbers
    Signals,
    /// The words of Kubernetes for why something ended, waits or happened
    Reasons,
    /// The root causes that a diagnosis can name
    Causes,
}

impl List {
    pub(crate) fn run(self) -> Result<ExitCode, Error> {
        let mut stdout = anstream::stdout().lock();
        match self.what {
            What::Codes => codes().write(&mut stdout, self.output)?,
            What::Signals => signals().write(&mut stdout, self.output)?,
            What::Reasons => reasons().write(&mut stdout, self.output)?,
            What::Causes => causes().write(&mut stdout, self.output)?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The codes of 0 to 255 of which more can be said than that the program chose them, with each reason
/// that makes a difference.
fn codes() -> Table<6> {
    let rows = (0..=u8::MAX)
        .map(Code::from)
        .flat_map(|code| reasons_of(code).iter().filter_map(move |&reason| row_of(code, reason)));
    Table {
        columns: ["code", "signal", "number", "reason", "common cause", "what to do"],
        rows: rows.collect(),
    }
}

/// The reasons that a code comes with.
const fn reasons_of(code: Code) -> &'static [TerminatedReason] {
    match code {
        Code::SUCCESS => &[TerminatedReason::Completed],
        Code::START_ERROR => &[TerminatedReason::StartError],
        Code::KILLED => &[
            TerminatedReason::OomKilled,
            TerminatedReason::Error,
            TerminatedReason::ContainerStatusUnknown,
        ],
        Code::UNKNOWN => &[TerminatedReason::Error, TerminatedReason::Unknown],
        _ => &[TerminatedReason::Error],
    }
}

fn row_of(code: Code, reason: TerminatedReason) -> Option<[String; 6]> {
    let signal = Convention::Posix.signal(code);
    let can_kill = |signal: Signal| {
        !matches!(signal, Signal::Realtime(_)) && signal.default_action().terminates()
    };
    let observation = Observation::new().exit_code(code).reason(reason.as_str());
    let diagnosis = diagnose(&observation);
    let told = |finding: &Finding<'_, '_>| finding.cause() != Cause::AppExitNonzero;
    let finding = match signal {
        Some(signal) if !can_kill(signal) => return None,
        None if code != Code::FAILURE => diagnosis.findings().find(told)?,
        _ => diagnosis.findings().next()?,
    };
    let fix = finding.remedies().find(|remedy| remedy.stage() == Stage::Fix);
    let number = signal.and_then(|signal| signal.number(Abi::Linux));
    Some([
        code.to_string(),
        signal.map(|signal| signal.name().to_owned()).unwrap_or_default(),
        number.map(|number| number.to_string()).unwrap_or_default(),
        reason.as_str().to_owned(),
        finding.cause().title().to_owned(),
        fix.or(finding.remedies().next())
            .map(|remedy| remedy.title().to_owned())
            .unwrap_or_default(),
    ])
}

fn signals() -> Table<5> {
    let row = |signal: &Signal| {
        let number = signal.number(Abi::Linux).map(i32::from);
        [
            signal.name().to_owned(),
            number.map(|number| number.to_string()).unwrap_or_default(),
            number.map(|number| (128 + number).to_string()).unwrap_or_default(),
            signal.default_action().as_str().to_owned(),
            signal.summary().to_owned(),
        ]
    };
    Table {
        columns: ["signal", "number", "exit code", "default action", "meaning"],
        rows: Signal::ALL.iter().map(row).collect(),
    }
}

fn reasons() -> Table<4> {
    let mut rows = Vec::new();
    macro_rules! add {
        ($($place:literal = $Reason:ident),+ $(,)?) => {
            $(rows.extend($Reason::ALL.iter().map(|reason| {
                [
                    $place.to_owned(),
                    reason.as_str().to_owned(),
                    reason.emitter().to_owned(),
                    reason.meaning().to_owned(),
                ]
            }));)+
        };
    }
    add!(
        "terminated" = TerminatedReason,
        "waiting" = WaitingReason,
        "pod" = PodReason,
        "condition" = ConditionReason,
        "node condition" = NodeConditionReason,
        "job" = JobReason,
        "event" = EventReason,
    );
    Table { columns: ["place", "reason", "written by", "meaning"], rows }
}

fn causes() -> Table<4> {
    let row = |cause: &Cause| {
        [
            cause.id().to_owned(),
            cause.fault().id().to_owned(),
            cause.retry().id().to_owned(),
            cause.title().to_owned(),
        ]
    };
    Table {
        columns: ["cause", "fault", "retry", "what happened"],
        rows: Cause::ALL.iter().map(row).collect(),
    }
}
