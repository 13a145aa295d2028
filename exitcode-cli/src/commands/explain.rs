use std::fmt::Write as _;

use anstyle::Style;
use exitcode_core::command::Values;
use exitcode_core::{
    Abi, Cause, Convention, ExitCode as Code, KnownCode, Observation, PodReason, Readings,
    Reason as _, Signal, Stage, SubjectKind, TerminatedReason, Termination, WaitStatus,
    WaitingReason, diagnose,
};
use exitcode_k8s::explain;
use exitcode_k8s::report::Report;
use exitcode_k8s::text::Visible;

use super::codes::CodesFile;
use super::names::Names;
use super::steps::Steps;
use super::vocabulary::{self, Word};
use super::{Output, print, write};
use crate::render::{field, wrapped, wrapped_in};
use crate::{Error, Status};

/// Explain an exit code, a signal, a reason of Kubernetes or a cause
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Explain {
    /// An exit code such as 137, -11, 0xC0000005 or EX_USAGE, a signal such as SIGSEGV, a reason such
    /// as OOMKilled, or the id of a cause such as oom-container-limit
    #[arg(allow_hyphen_values = true, required_unless_present = "wait_status")]
    what: Option<String>,
    /// The reason beside the code, such as OOMKilled
    #[arg(short, long)]
    reason: Option<String>,
    /// Who wrote the number down: posix, ksh93, yash, subprocess, systemd, ntstatus or powershell.
    /// Where it is left out, the number itself tells
    #[arg(short, long, value_parser = convention)]
    convention: Option<Convention>,
    /// The word that wait(2) stored, instead of an exit code, such as 9 or 0x8b
    #[arg(short, long, value_name = "WORD", allow_hyphen_values = true, conflicts_with = "what")]
    wait_status: Option<Code>,
    #[command(flatten)]
    codes: CodesFile,
    /// Print the whole way: identify, classify, fix, prevent
    #[arg(short, long)]
    steps: bool,
    #[command(flatten)]
    names: Names,
    /// How to print the answer
    #[arg(short, long, value_enum, default_value_t)]
    output: Output,
}

const EXAMPLES: &str = "\
Examples:
  exitcode explain 137
  exitcode explain 137 --reason OOMKilled
  exitcode explain 137 --steps -n shop --pod api-7d9f --container api --owner deployment/api
  exitcode explain -11
  exitcode explain 0xC0000005
  exitcode explain 265 --convention ksh93
  exitcode explain --wait-status 0x8b
  exitcode explain 42 --codes our-codes.toml
  exitcode explain SIGPIPE
  exitcode explain CrashLoopBackOff
  exitcode explain oom-container-limit";

/// What a word on the command line stands for.
#[derive(Debug)]
enum Subject {
    Code(Code),
    Signal(Signal),
    Reason(Vec<Word>),
    Cause(Cause),
    WaitStatus(WaitStatus),
}

fn convention(text: &str) -> Result<Convention, String> {
    Convention::from_id(text).ok_or_else(|| {
        let ids: Vec<_> = Convention::ALL.iter().map(|convention| convention.id()).collect();
        format!("it is one of {}", ids.join(", "))
    })
}

impl Subject {
    fn of(word: &str) -> Result<Self, Error> {
        if let Ok(code) = word.parse() {
            return Ok(Self::Code(code));
        }
        if word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
            return Err(Error::Unreadable("exit codes have 32 bits at the most".to_owned()));
        }
        if let Some(&cause) = Cause::ALL.iter().find(|cause| cause.id().eq_ignore_ascii_case(word))
        {
            return Ok(Self::Cause(cause));
        }
        let same = |reason: &Word| bare(reason.reason).eq(bare(word));
        let reasons: Vec<_> = vocabulary::reasons().into_iter().filter(same).collect();
        if !reasons.is_empty() {
            return Ok(Self::Reason(reasons));
        }
        if let Ok(signal) = word.parse() {
            return Ok(Self::Signal(signal));
        }
        let named =
            |row: &&KnownCode| row.symbol().is_some_and(|one| one.eq_ignore_ascii_case(word));
        if let Some(row) = KnownCode::ALL.iter().find(named) {
            return Ok(Self::Code(row.code()));
        }
        let mut text =
            format!("`{}` is no number, no signal, no reason and no cause", Visible(word));
        let near = near(word);
        if !near.is_empty() {
            let _ = write!(text, "; did you mean {}?", near.join(", "));
        }
        Err(Error::Unreadable(text))
    }
}

/// The letters and digits of a word, whatever its case: `oom-killed` is OOMKilled.
fn bare(word: &str) -> impl Iterator<Item = char> {
    let chars = word.chars().filter(|char| !matches!(char, '-' | '_' | ' '));
    chars.flat_map(char::to_lowercase)
}

/// The known words that are spelt most alike.
fn near(word: &str) -> Vec<&'static str> {
    /// No known word is as long.
    const MOST: usize = 64;
    const SHOWN: usize = 3;
    if word.len() > MOST {
        return Vec::new();
    }
    let word: String = bare(word).collect();
    let signals = Signal::ALL.iter().flat_map(|signal| [signal.name(), signal.short_name()]);
    let known = vocabulary::reasons().into_iter().map(|word| word.reason);
    let known = known.chain(Cause::ALL.iter().map(|cause| cause.id())).chain(signals);
    let known = known.chain(KnownCode::ALL.iter().filter_map(|row| row.symbol()));
    let mut near: Vec<_> = known
        .map(|known| (strsim::osa_distance(&word, &bare(known).collect::<String>()), known))
        .filter(|(distance, _)| *distance <= word.chars().count() / 3)
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().map(|(_, known)| known).take(SHOWN).collect()
}

impl Explain {
    pub(crate) fn run(self) -> Result<Status, Error> {
        let subject = match (&self.what, self.wait_status) {
            (Some(word), _) => Subject::of(word)?,
            (None, Some(word)) => Subject::WaitStatus(WaitStatus::from_raw(word.value())),
            (None, None) => return Err(Error::Unreadable("nothing to explain".to_owned())),
        };
        if let Subject::Cause(cause) = subject {
            self.cause(cause)?;
            return Ok(Status::SUCCESS);
        }
        let codes = self.codes.read()?;
        let codes = codes.borrowed();
        let reason = self.reason.as_deref();
        let (introduction, observation) = match &subject {
            Subject::Signal(signal) => {
                (describe(*signal), explain::beside(explain::of_signal(*signal), reason))
            }
            Subject::Code(code) => {
                let convention = self.convention.unwrap_or_else(|| explain::convention(*code));
                let mut introduction = introduce(*code, convention, convention.decode(*code));
                let custom = codes.iter().find(|custom| custom.code() == *code);
                match custom {
                    Some(custom) => {
                        let title = Visible(custom.title());
                        introduction = format!("{}  yours: {title}\n{introduction}", shown(*code));
                    }
                    None => introduction.push_str(&uses(*code, convention)),
                }
                introduction.push('\n');
                let observation = explain::of_code(*code, Some(convention));
                (introduction, explain::beside(observation, reason))
            }
            Subject::WaitStatus(status) => {
                let introduction = format!("{status}  {}\n\n", status.termination());
                if !status.termination().ended() {
                    write(self.output, || introduction, || Report::of(&Observation::new()))?;
                    return Ok(Status::SUCCESS);
                }
                (introduction, explain::beside(Observation::new().wait_status(*status), reason))
            }
            Subject::Reason(words) => (describe_reasons(words), of_reason(words)),
            Subject::Cause(_) => (String::new(), Observation::new()),
        };
        let mut observation = self.names.in_observation(observation);
        observation.custom_codes = &codes;
        if self.steps {
            let steps = Steps::of(&diagnose(&observation));
            write(self.output, || format!("{introduction}{}", steps.text()), || &steps)?;
            return Ok(Status::SUCCESS);
        }
        let report = Report::of(&observation);
        match (&subject, self.output) {
            (Subject::Reason(words), Output::Json) => {
                let schema = "exitcode.reason/v1";
                write(self.output, String::new, || ReasonAnswer {
                    schema,
                    reasons: words,
                    report,
                })?;
            }
            (Subject::Reason(_), Output::Text) if report.diagnoses.is_empty() => {
                write(self.output, || introduction, || ())?;
            }
            _ => print(&report, self.output, &introduction)?,
        }
        Ok(Status::SUCCESS)
    }

    fn cause(&self, cause: Cause) -> Result<(), Error> {
        let values = self.names.in_observation(Observation::new());
        let values = diagnose(&values).values();
        if self.steps {
            let steps = Steps::of_cause(cause, &values);
            let title = || format!("{}\n\n{}", cause.title(), steps.text());
            return write(self.output, title, || &steps);
        }
        write(self.output, || cause_text(cause, &values), || CauseAnswer::new(cause, &values))
    }
}

#[derive(serde::Serialize)]
struct ReasonAnswer<'a> {
    /// The name of this schema.
    schema: &'static str,
    /// The reasons of that name, each where it may stand.
    reasons: &'a [Word],
    /// What the reason says alone.
    report: Report,
}

/// What a reason says when nothing else is known.
fn of_reason(words: &[Word]) -> Observation<'static> {
    let mut observation = Observation::new();
    let Some(word) = words.first() else { return observation };
    match word.place {
        TerminatedReason::PLACE => observation.reason(word.reason),
        WaitingReason::PLACE => observation.waits(word.reason, None::<&str>),
        PodReason::PLACE => {
            observation.subject.kind = SubjectKind::Pod;
            observation.pod.reason = Some(word.reason.into());
            observation
        }
        _ => observation,
    }
}

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

fn describe_reasons(words: &[Word]) -> String {
    let mut text = String::new();
    for word in words {
        let heading = format!("{} (reason of: {})", word.reason, word.place);
        wrapped(&mut text, BOLD, &heading);
        wrapped_in(&mut text, "  ", "  ", Style::new(), word.meaning);
        let mut facts = format!("written by {}", word.emitter);
        if let Some(since) = word.since {
            let _ = write!(facts, ", since {since}");
        }
        if let Some(until) = word.until {
            let _ = write!(facts, ", until {until}");
        }
        wrapped_in(&mut text, "  ", "  ", DIM, &facts);
        text.push('\n');
    }
    text
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
    text
}

/// Who is known to use the number, and for what.
fn uses(code: Code, convention: Convention) -> String {
    const SHOWN: usize = 6;
    let mut text = String::new();
    let rows: Vec<_> = code.meanings_in(convention).flat_map(|meaning| meaning.known()).collect();
    let indent = " ".repeat(shown(code).len() + 2);
    for row in rows.iter().take(SHOWN) {
        let symbol = row.symbol().map(|symbol| format!(" ({symbol})")).unwrap_or_default();
        let line = format!("{}: {}{symbol}", row.family().name(), row.title());
        wrapped_in(&mut text, &format!("{indent}· "), &format!("{indent}  "), DIM, &line);
    }
    if rows.len() > SHOWN {
        let line = format!("and {} more: exitcode list codes", rows.len() - SHOWN);
        wrapped_in(&mut text, &format!("{indent}· "), &indent, DIM, &line);
    }
    text
}

#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct CauseAnswer {
    /// The name of this schema.
    schema: &'static str,
    /// The id of the cause.
    cause: &'static str,
    /// What happened, in one line.
    title: &'static str,
    /// How it comes about.
    why: &'static str,
    /// Where the fault lies.
    fault: &'static str,
    /// Whether to run the same thing again.
    retry: &'static str,
    /// The ids of the causes that it brings about.
    leads_to: Vec<&'static str>,
    /// What to do.
    remedies: Vec<RemedyAnswer>,
    /// Where to read more.
    references: &'static [&'static str],
}

#[derive(serde::Serialize)]
struct RemedyAnswer {
    /// The stage that it belongs to.
    stage: &'static str,
    /// What it does to a running system.
    risk: &'static str,
    /// What must hold for it to be worth doing.
    when: &'static str,
    /// What to do, as an order.
    title: &'static str,
    /// The command that does it.
    #[serde(skip_serializing_if = "Option::is_none")]
    command: Option<String>,
}

impl CauseAnswer {
    fn new(cause: Cause, values: &Values<'_>) -> Self {
        let remedies = cause.remedies().iter().map(|remedy| RemedyAnswer {
            stage: remedy.stage().id(),
            risk: remedy.risk().id(),
            when: remedy.when().id(),
            title: remedy.title(),
            command: remedy.command(values).map(|command| command.to_string()),
        });
        Self {
            schema: "exitcode.cause/v1",
            cause: cause.id(),
            title: cause.title(),
            why: cause.why(),
            fault: cause.fault().id(),
            retry: cause.retry().id(),
            leads_to: cause.leads_to().iter().map(|cause| cause.id()).collect(),
            remedies: remedies.collect(),
            references: cause.references(),
        }
    }
}

fn cause_text(cause: Cause, values: &Values<'_>) -> String {
    let mut text = String::new();
    wrapped(&mut text, BOLD, cause.title());
    text.push('\n');
    wrapped(&mut text, Style::new(), cause.why());
    text.push('\n');
    field(&mut text, "Cause", cause.id());
    field(&mut text, "Fault", cause.fault().id());
    field(&mut text, "Retry", cause.retry().id());
    let leads: Vec<_> = cause.leads_to().iter().map(|cause| cause.id()).collect();
    if !leads.is_empty() {
        field(&mut text, "Leads to", &leads.join(", "));
    }
    for stage in Stage::ALL.iter() {
        let mut remedies = cause.remedies().iter().filter(|one| one.stage() == *stage).peekable();
        if remedies.peek().is_none() {
            continue;
        }
        let mut title = stage.id().to_owned();
        title.get_mut(..1).map(str::make_ascii_uppercase).unwrap_or_default();
        let _ = writeln!(text, "\n{BOLD}{title}{BOLD:#}");
        for remedy in remedies {
            let when = match remedy.when().id() {
                "always" => String::new(),
                when => format!(" ({when} only)"),
            };
            let line = format!("{}{when}", remedy.title());
            wrapped_in(&mut text, "  • ", "    ", Style::new(), &line);
            if let Some(command) = remedy.command(values) {
                let style = anstyle::AnsiColor::Cyan.on_default();
                let _ = writeln!(text, "    {style}{command}{style:#}");
            }
        }
    }
    if !cause.references().is_empty() {
        let _ = writeln!(text, "\n{BOLD}Read more{BOLD:#}");
        for reference in cause.references() {
            let _ = writeln!(text, "  {reference}");
        }
    }
    text
}
