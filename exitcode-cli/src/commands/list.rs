use exitcode_core::command::Values;
use exitcode_core::signature::Signature;
use exitcode_core::{
    Abi, Cause, Check, Convention, ExitCode as Code, Family, Finding, KnownCode, Observation,
    Signal, Stage, TerminatedReason, diagnose,
};
use exitcode_k8s::text::Visible;

use super::vocabulary::{self, Word};
use crate::render::{Format, Table};
use crate::{Error, Status};

/// Print what is known: exit codes, signals, reasons, causes, checks, sayings
///
/// Without a word, how many there are of each.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct List {
    what: Option<What>,
    /// Of codes: what the programs of this family mean by theirs, such as curl; `all` for every
    /// family
    #[arg(short, long, value_name = "ID")]
    family: Option<String>,
    /// Of reasons: those that stand in this place, such as waiting or event
    #[arg(short, long)]
    place: Option<String>,
    /// Of signals: their numbers on every system
    #[arg(long)]
    abis: bool,
    /// How to print the table
    #[arg(short, long, value_enum, default_value_t)]
    output: Format,
}

const EXAMPLES: &str = "\
Examples:
  exitcode list
  exitcode list codes
  exitcode list codes --family curl
  exitcode list codes --family all --output csv
  exitcode list signals --abis
  exitcode list reasons --place waiting
  exitcode list causes --output json
  exitcode list sayings --output markdown";

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum What {
    /// Exit codes, with what usually is behind them
    Codes,
    /// The families of programs that agree on what their codes mean
    Families,
    /// Signals and their numbers
    Signals,
    /// How exit codes are made of signals, and by whom
    Conventions,
    /// The words of Kubernetes for why something ended, waits or happened
    Reasons,
    /// The root causes that a diagnosis can name
    Causes,
    /// The looks that tell causes apart
    Checks,
    /// What kernels, runtimes and programs print when they give up
    Sayings,
}

impl List {
    pub(crate) fn run(self) -> Result<Status, Error> {
        self.check()?;
        let out = &mut anstream::stdout().lock();
        let output = self.output;
        match self.what {
            None => counts().write(out, output)?,
            Some(What::Codes) => match &self.family {
                Some(family) => known_codes(family)?.write(out, output)?,
                None => codes().write(out, output)?,
            },
            Some(What::Families) => families().write(out, output)?,
            Some(What::Signals) if self.abis => signals_by_abi().write(out, output)?,
            Some(What::Signals) => signals().write(out, output)?,
            Some(What::Conventions) => conventions().write(out, output)?,
            Some(What::Reasons) => reasons(self.place.as_deref())?.write(out, output)?,
            Some(What::Causes) => causes().write(out, output)?,
            Some(What::Checks) => checks().write(out, output)?,
            Some(What::Sayings) => sayings().write(out, output)?,
        }
        Ok(Status::SUCCESS)
    }

    /// Each option belongs to one list.
    fn check(&self) -> Result<(), Error> {
        let options = [
            (self.family.is_some(), "--family", What::Codes, "codes"),
            (self.place.is_some(), "--place", What::Reasons, "reasons"),
            (self.abis, "--abis", What::Signals, "signals"),
        ];
        match options.iter().find(|(given, _, what, _)| *given && self.what != Some(*what)) {
            Some((_, option, _, list)) => {
                Err(Error::Unreadable(format!("{option} belongs to `exitcode list {list}`")))
            }
            None => Ok(()),
        }
    }
}

fn counts() -> Table<3> {
    let families = Family::ALL.len();
    let rows = [
        ("codes", KnownCode::ALL.len(), format!("well-known exit codes of {families} families")),
        ("families", families, "families of programs".to_owned()),
        ("signals", Signal::ALL.len(), format!("on {} systems", Abi::ALL.len())),
        ("conventions", Convention::ALL.len(), "ways to write a number down".to_owned()),
        ("reasons", vocabulary::reasons().len(), "words of Kubernetes".to_owned()),
        ("causes", Cause::ALL.len(), "root causes".to_owned()),
        ("checks", Check::ALL.len(), "looks that tell causes apart".to_owned()),
        ("sayings", Signature::all().len(), "wordings of programs and kernels".to_owned()),
    ];
    Table {
        columns: ["list", "entries", "what they are"],
        rows: rows.map(|(list, count, what)| [list.to_owned(), count.to_string(), what]).into(),
    }
}

fn known_codes(family: &str) -> Result<Table<6>, Error> {
    let family = match family {
        "all" => None,
        id => Some(Family::from_id(id).ok_or_else(|| {
            let ids: Vec<_> = Family::ALL.iter().map(|family| family.id()).collect();
            let ids = ids.join(", ");
            Error::Unreadable(format!("`{}` is no family; there are {ids}", Visible(id)))
        })?),
    };
    let wanted = KnownCode::ALL.iter().filter(|row| family.is_none_or(|one| row.family() == one));
    let row = |row: &KnownCode| {
        [
            row.family().id().to_owned(),
            row.code().to_string(),
            row.symbol().unwrap_or_default().to_owned(),
            row.origin().id().to_owned(),
            row.commonness().as_str().to_owned(),
            row.title().to_owned(),
        ]
    };
    Ok(Table {
        columns: ["family", "code", "name", "origin", "how common", "meaning"],
        rows: wanted.map(row).collect(),
    })
}

fn families() -> Table<4> {
    let row = |family: &Family| {
        let codes = KnownCode::ALL.iter().filter(|row| row.family() == *family).count();
        [
            family.id().to_owned(),
            family.name().to_owned(),
            codes.to_string(),
            family.source().to_owned(),
        ]
    };
    Table {
        columns: ["family", "name", "codes", "source"],
        rows: Family::ALL.iter().map(row).collect(),
    }
}

fn conventions() -> Table<3> {
    let row = |convention: &Convention| {
        [
            convention.id().to_owned(),
            convention.formula().to_owned(),
            convention.used_by().to_owned(),
        ]
    };
    Table {
        columns: ["convention", "number", "used by"],
        rows: Convention::ALL.iter().map(row).collect(),
    }
}

fn checks() -> Table<3> {
    let row = |check: &Check| {
        let template = check.template();
        let command = template.fill(&Values::default()).map(|command| command.to_string());
        [check.id().to_owned(), check.title().to_owned(), command.unwrap_or_default()]
    };
    Table {
        columns: ["check", "what to do", "command"],
        rows: Check::ALL.iter().map(row).collect(),
    }
}

fn sayings() -> Table<4> {
    let row = |signature: Signature| {
        let saying = signature.saying();
        [
            saying.id().to_owned(),
            signature.printed_by().to_owned(),
            Visible(signature.example()).to_string(),
            saying.meaning().to_owned(),
        ]
    };
    Table {
        columns: ["saying", "printed by", "example", "meaning"],
        rows: Signature::all().map(row).collect(),
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

fn signals_by_abi() -> Table<8> {
    let row = |signal: &Signal| {
        let mut cells = [const { String::new() }; 8];
        let numbers = Abi::ALL
            .iter()
            .map(|&abi| signal.number(abi).map(|number| number.to_string()).unwrap_or_default());
        let values = std::iter::once(signal.name().to_owned()).chain(numbers);
        cells.iter_mut().zip(values).for_each(|(cell, value)| *cell = value);
        cells
    };
    let mut columns = ["signal"; 8];
    columns.iter_mut().skip(1).zip(Abi::ALL).for_each(|(column, abi)| *column = abi.name());
    Table { columns, rows: Signal::ALL.iter().map(row).collect() }
}

fn reasons(place: Option<&str>) -> Result<Table<6>, Error> {
    let mut words = vocabulary::reasons();
    if let Some(place) = place {
        let mut places: Vec<_> = words.iter().map(|word| word.place).collect();
        places.dedup();
        if !places.contains(&place) {
            let places = places.join(", ");
            let text = format!("`{}` is no place; there are {places}", Visible(place));
            return Err(Error::Unreadable(text));
        }
        words.retain(|word| word.place == place);
    }
    let versions = |word: &Word| match (word.since, word.until) {
        (None, None) => String::new(),
        (Some(since), None) => format!("{since}+"),
        (since, Some(until)) => format!("{} to {until}", since.unwrap_or_default()),
    };
    let row = |word: &Word| {
        [
            word.place.to_owned(),
            word.reason.to_owned(),
            word.status.to_owned(),
            versions(word),
            word.emitter.to_owned(),
            word.meaning.to_owned(),
        ]
    };
    Ok(Table {
        columns: ["place", "reason", "status", "versions", "written by", "meaning"],
        rows: words.iter().map(row).collect(),
    })
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
