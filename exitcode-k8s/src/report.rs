//! The report `exitcode.report/v1`: what every surface shows, and the JSON that they exchange.
//!
//! `docs/reference/report.schema.json` of the project is its schema.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use exitcode_core::{
    Cause, Clue, Confidence, Convention, CustomCode, Exit as Ended, Fact, Fault, Observation,
    Platform, Retry, Role, Span, SubjectKind, TerminatedReason, WitnessKind, diagnose,
    diagnose_fields,
};
use serde::{Deserialize, Serialize};

use crate::json::Parsed;
use crate::secret::hidden;
use crate::typed::{TYPED, Typed};
use crate::{Input, Reading, json};

pub use crate::unit::Unit;
pub use crate::value::Json;

/// The name of the schema, which every report begins with.
pub const SCHEMA: &str = "exitcode.report/v1";

/// So many ends are explained: a diagnosis takes about 10 kB, and nobody reads more of them.
const MAX_DIAGNOSES: usize = 10_000;

/// Texts that are quoted are cut off after so many bytes.
const MAX_QUOTE: usize = 600;

/// Inputs up to this size are searched for the JSON pointers of the evidence.
const MAX_POINTERS: usize = 64 << 20;

/// Why things ended, the most important first, and what was left aside.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Report {
    /// The name of this schema.
    pub schema: Cow<'static, str>,
    /// A diagnosis for everything that is not as it should be.
    pub diagnoses: Vec<Diagnosis>,
    /// The parts of the inputs that could not be used.
    pub ignored: Vec<Ignored>,
}

/// The diagnosis of one container, pod or process.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Diagnosis {
    /// What it is about.
    pub subject: Subject,
    /// What happened, in one line.
    pub summary: String,
    /// How it ended or why it waits, as reported.
    pub exit: Option<Exit>,
    /// Where the fault lies, by the first finding: the id of a fault.
    pub fault: Cow<'static, str>,
    /// Whether to run the same thing again: the id of an advice.
    pub retry: Cow<'static, str>,
    /// What this is a consequence of.
    pub follows: Option<Subject>,
    /// The causes, the most certain first.
    pub findings: Vec<Finding>,
    /// The checks that would tell the causes apart, the cheapest first.
    pub next: Vec<NextCheck>,
}

/// What a diagnosis is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Subject {
    /// `container`, `pod` or `process`.
    pub kind: Cow<'static, str>,
    /// The namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// The name of the pod.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pod: Option<String>,
    /// The name of the container.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container: Option<String>,
    /// `app`, `init`, `sidecar` or `ephemeral`, of a container.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Cow<'static, str>>,
}

/// How something ended or why it waits, as reported.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Exit {
    /// The exit code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<i32>,
    /// The signal that the code or the wait status speaks of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signal: Option<Cow<'static, str>>,
    /// The reason of the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The reason of the wait.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiting: Option<String>,
}

/// A cause, how sure it is, and why.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Finding {
    /// The id of the cause.
    pub cause: Cow<'static, str>,
    /// How sure it is.
    pub confidence: Cow<'static, str>,
    /// What happened, in one line.
    pub title: Cow<'static, str>,
    /// How it comes about.
    pub why: Cow<'static, str>,
    /// What speaks for it and what against it.
    pub evidence: Vec<Evidence>,
    /// What to do.
    pub remedies: Vec<Remedy>,
    /// Where to read more.
    pub references: Vec<Cow<'static, str>>,
}

/// Something that speaks for or against a cause.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Evidence {
    /// What kind of thing it was seen in.
    pub kind: Cow<'static, str>,
    /// Whether it speaks for the cause, and not against it.
    #[serde(rename = "for")]
    pub supports: bool,
    /// The sentence for a person.
    pub text: String,
    /// Where it stands, if it stands in an input.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

/// A place in an input.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Source {
    /// The input's name; of a typed object its kind and name, such as `pod/api-0`.
    pub input: String,
    /// The JSON pointer of the value, in JSON and in a typed object.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The offset of the first byte, in UTF-8; a typed object has no bytes, and both offsets are 0.
    pub start: u64,
    /// The offset behind the last byte.
    pub end: u64,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Remedy {
    /// `identify`, `classify`, `fix` or `prevent`.
    pub stage: Cow<'static, str>,
    /// `reads`, `changes` or `restarts`.
    pub risk: Cow<'static, str>,
    /// What to do, as an order.
    pub title: Cow<'static, str>,
    /// The command that does it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
    /// The same as a patch, where the command changes an object and leaves nothing to fill in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patch: Option<Patch>,
}

/// A change to one object, in the form that the API server takes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Patch {
    /// The object to change.
    pub target: Target,
    /// How it is merged with the object, as `kubectl patch --type` calls it: `strategic` or `merge`.
    #[serde(rename = "type")]
    pub strategy: Cow<'static, str>,
    /// The subresource that takes it: `resize`, for a running pod (Kubernetes 1.33 and newer).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subresource: Option<Cow<'static, str>>,
    /// Whether the API server lets nobody change these fields, so that the object has to be deleted
    /// and created anew with the change in it.
    pub replace: bool,
    /// The patch.
    pub body: Json,
    /// The same as a JSON patch to the object as it stands in an input, if it stands in one. Each
    /// change to a container begins with a test of the container's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operations: Option<Vec<Operation>>,
}

/// An object of the cluster.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Target {
    /// The group and the version of the API, such as `apps/v1`.
    pub api_version: Cow<'static, str>,
    /// The kind, such as `Deployment`.
    pub kind: Cow<'static, str>,
    /// The namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// The name.
    pub name: String,
}

/// A step of a JSON patch (RFC 6902).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Operation {
    /// `test`, `add` or `remove`.
    pub op: Cow<'static, str>,
    /// The JSON pointer of the place in the object.
    pub path: String,
    /// What is to stand there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Json>,
}

/// A look that would tell causes apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NextCheck {
    /// What to look at, as an order.
    pub title: Cow<'static, str>,
    /// The command that shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
    /// The ids of the causes between which it decides.
    pub tells_apart: Vec<Cow<'static, str>>,
}

/// A part of an input that could not be used.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Ignored {
    /// The input's name.
    pub input: String,
    /// The offset of the first byte.
    pub start: u64,
    /// The offset behind the last byte.
    pub end: u64,
    /// Why it was left aside.
    pub why: String,
}

impl Report {
    /// The report of what was read from these inputs.
    #[must_use]
    pub fn new(inputs: &[Input<'_>], reading: &Reading<'_>) -> Self {
        Self::with_codes(inputs, reading, &[])
    }

    /// The same, where exit codes have a meaning of the user's own.
    #[must_use]
    pub fn with_codes(
        inputs: &[Input<'_>],
        reading: &Reading<'_>,
        codes: &[CustomCode<'_>],
    ) -> Self {
        let mut diagnoses: Vec<Ranked> = Vec::new();
        // How many ended as they were meant to, of those that are kept and of those that are not.
        let (mut as_meant, mut left_as_meant, mut left_out) = (0_usize, 0_usize, 0_usize);
        reading.observe(|observation| {
            let mut observation = *observation;
            observation.custom_codes = codes;
            let Some(one) = Ranked::of(&diagnose(&observation), Patch::of_command) else { return };
            if diagnoses.len() < MAX_DIAGNOSES {
                as_meant += usize::from(one.as_meant);
                diagnoses.push(one);
            } else if one.as_meant {
                left_as_meant += 1;
            } else if as_meant > 0
                && let Some(there) = diagnoses.iter_mut().rfind(|there| there.as_meant)
            {
                // What nobody asks about makes room.
                *there = one;
                as_meant -= 1;
                left_as_meant += 1;
            } else {
                left_out += 1;
            }
        });
        let ignored = reading.problems().iter().map(|problem| Ignored {
            input: name(inputs, problem.span),
            start: problem.span.start,
            end: problem.span.end(),
            why: problem.to_string(),
        });
        let mut report = Self::ranked(diagnoses, inputs, reading.typed());
        report.ignored = ignored.collect();
        if !report.is_trouble() {
            left_out += left_as_meant;
        }
        if left_out > 0 {
            let why = format!("{MAX_DIAGNOSES} are explained; `exitcode triage` counts any number");
            report.leave_out(&format!("{left_out} more containers and pods"), &why);
        }
        report.add_operations(inputs, reading);
        report
    }

    /// Adds the JSON patches to the objects that stand in the inputs.
    fn add_operations(&mut self, inputs: &[Input<'_>], reading: &Reading<'_>) {
        let findings = self.diagnoses.iter_mut().flat_map(|diagnosis| &mut diagnosis.findings);
        let remedies = findings.flat_map(|finding| &mut finding.remedies);
        let mut patches = remedies.filter_map(|remedy| remedy.patch.as_mut()).peekable();
        if patches.peek().is_none() {
            return;
        }
        let places = reading.places();
        let mut objects: HashMap<Span, Parsed<'_>> = HashMap::new();
        for patch in patches {
            let target = &patch.target;
            let key = (&*target.kind, target.namespace.as_deref(), &*target.name);
            let Some(span) = places.get(&key) else { continue };
            let object = objects.entry(*span).or_insert_with(|| {
                let text = inputs.get(usize::from(span.input)).map_or("", Input::text);
                let (start, end) = (span.start as usize, span.end() as usize);
                json::parse(0, text.get(start..end).unwrap_or_default(), 0)
            });
            let whole = object.document.root().filter(|_| object.fault.is_none());
            patch.operations = whole.and_then(|object| patch.operations_on_value(object));
        }
    }

    /// The report of a single observation, which need not come from any input.
    #[must_use]
    pub fn of(observation: &Observation<'_>) -> Self {
        Self::alone(Ranked::of(&diagnose(observation), Patch::of_command))
    }

    /// The same by the fields of the observation alone, as [`diagnose_fields`] does it, and without
    /// patches: it is for what names no object that could be changed.
    #[must_use]
    pub fn of_fields(observation: &Observation<'_>) -> Self {
        Self::alone(Ranked::of(&diagnose_fields(observation), |_, _| None))
    }

    fn alone(one: Option<Ranked>) -> Self {
        let diagnoses = one.map(|one| one.diagnosis).into_iter().collect();
        Self { schema: SCHEMA.into(), diagnoses, ignored: Vec::new() }
    }

    fn ranked(mut ranked: Vec<Ranked>, inputs: &[Input<'_>], typed: &Typed) -> Self {
        let trouble = ranked.iter().any(|one| one.fault != Fault::None);
        if trouble {
            ranked.retain(|one| !one.as_meant);
        }
        ranked.sort_by_key(Ranked::rank);
        find_followers(&mut ranked);
        ranked.sort_by_key(Ranked::rank);
        let mut places = Places::default();
        for (diagnosis, one) in ranked.iter().enumerate() {
            for (finding, spans) in one.spans.iter().enumerate() {
                for (evidence, span) in spans.iter().enumerate() {
                    if let Some(span) = span {
                        places.add(*span, (diagnosis, finding, evidence));
                    }
                }
            }
        }
        let mut diagnoses: Vec<_> = ranked.into_iter().map(|one| one.diagnosis).collect();
        places.resolve(inputs, typed, &mut diagnoses);
        Self { schema: SCHEMA.into(), diagnoses, ignored: Vec::new() }
    }

    /// Adds another report behind this one, whose places are those of its own inputs.
    pub fn merge(&mut self, other: Self) {
        self.diagnoses.extend(other.diagnoses);
        self.ignored.extend(other.ignored);
        if self.is_trouble() {
            self.diagnoses.retain(|one| {
                one.findings.first().is_none_or(|first| first.cause != Cause::Completed.id())
            });
        }
        self.diagnoses.sort_by_key(|one| one.fault == Fault::None.id());
    }

    /// Says that something could not be looked at, and why.
    pub fn leave_out(&mut self, what: &str, why: &str) {
        let (input, why) = (what.to_owned(), why.to_owned());
        self.ignored.push(Ignored { input, start: 0, end: 0, why });
    }

    /// Whether anything is wrong, rather than ended as it should.
    #[must_use]
    pub fn is_trouble(&self) -> bool {
        self.diagnoses.iter().any(|diagnosis| diagnosis.fault != Fault::None.id())
    }
}

/// A diagnosis, and what decides its place in the report.
struct Ranked {
    diagnosis: Diagnosis,
    fault: Fault,
    /// Whether it ended as it was meant to, so that nobody asks why.
    as_meant: bool,
    down: bool,
    confidence: Confidence,
    /// Whether the first finding rests on what is said of the whole pod.
    of_pod: bool,
    /// The container whose end came before this one's, and brought it about.
    after: Option<String>,
    /// Of each evidence of each finding.
    spans: Vec<Vec<Option<Span>>>,
}

impl Ranked {
    /// Nothing where there is nothing to explain. The patch of a remedy is made from its command,
    /// and from whether that is about an init container.
    fn of(
        diagnosis: &exitcode_core::Diagnosis<'_>,
        patch: impl Fn(&str, bool) -> Option<Patch>,
    ) -> Option<Self> {
        let observation = diagnosis.observation();
        let first = diagnosis.findings().next()?;
        let (cause, confidence) = (first.cause(), first.confidence());
        let as_meant = cause == Cause::Completed;
        let owner = observation.subject.owner.map(|owner| owner.kind);
        if as_meant && (observation.subject.role == Role::Init || owner == Some("Job")) {
            return None;
        }
        let values = diagnosis.values();
        let mut spans = Vec::new();
        let findings = diagnosis.findings().map(|finding| {
            let cause = finding.cause();
            spans.push(finding.evidence().map(|evidence| evidence.span()).collect());
            Finding {
                cause: cause.id().into(),
                confidence: finding.confidence().as_str().into(),
                title: cause.title().into(),
                why: cause.why().into(),
                evidence: finding
                    .evidence()
                    .map(|evidence| Evidence {
                        kind: evidence.kind().as_str().into(),
                        supports: evidence.supports(),
                        text: cut(&evidence),
                        source: None,
                    })
                    .collect(),
                remedies: finding
                    .remedies()
                    .map(|remedy| {
                        let command = remedy.command(&values).map(|command| command.to_string());
                        let patch = |command: &str| patch(command, values.init_container);
                        Remedy {
                            stage: remedy.stage().id().into(),
                            risk: remedy.risk().id().into(),
                            title: remedy.title().into(),
                            patch: command.as_deref().and_then(patch),
                            command,
                        }
                    })
                    .collect(),
                references: cause.references().iter().copied().map(Cow::from).collect(),
            }
        });
        let findings = findings.collect();
        let next = diagnosis.next_checks().map(|next| NextCheck {
            title: next.check().title().into(),
            command: next.command().map(|command| command.to_string()),
            tells_apart: next.tells_apart().map(Cause::id).map(Cow::from).collect(),
        });
        let of_pod = first.evidence().any(|evidence| {
            evidence.supports()
                && matches!(evidence.kind(), WitnessKind::Pod | WitnessKind::Condition)
        });
        let after = first
            .evidence()
            .find(|evidence| evidence.clue() == Clue::Fact(Fact::AfterMainEnded))
            .map(|evidence| evidence.quote().to_owned());
        let down = !matches!(observation.state, exitcode_core::State::Running(_));
        Some(Self {
            fault: cause.fault(),
            as_meant,
            down,
            confidence,
            of_pod,
            after,
            spans,
            diagnosis: Diagnosis {
                subject: Subject::of(observation),
                summary: cut(&diagnosis.summary()),
                exit: Exit::of(observation),
                fault: cause.fault().id().into(),
                retry: Retry::id(cause.retry()).into(),
                follows: None,
                findings,
                next: next.collect(),
            },
        })
    }

    /// Trouble before none, a consequence behind its cause, what is down before what runs again,
    /// what is certain before what is not.
    fn rank(&self) -> impl Ord + use<> {
        (
            self.fault == Fault::None,
            self.diagnosis.follows.is_some(),
            !self.down,
            std::cmp::Reverse(self.confidence),
        )
    }
}

/// A pod's name in its namespace.
type PodName = (Option<String>, Option<String>);

/// Finds the diagnoses that are consequences of others: a container that ended for what happened to
/// the whole pod follows the first one that did, and one that was stopped since another had ended
/// follows that one.
fn find_followers(ranked: &mut [Ranked]) {
    let pod = |subject: &Subject| (subject.namespace.clone(), subject.pod.clone());
    let mut of_pod: HashMap<(PodName, Cow<'static, str>), Subject> = HashMap::new();
    let mut of_container: HashMap<(PodName, Option<String>), Subject> = HashMap::new();
    for one in &*ranked {
        let subject = &one.diagnosis.subject;
        if let Some(first) = one.diagnosis.findings.first().filter(|_| one.of_pod) {
            let key = (pod(subject), first.cause.clone());
            of_pod.entry(key).or_insert_with(|| subject.clone());
        }
        let key = (pod(subject), subject.container.clone());
        of_container.entry(key).or_insert_with(|| subject.clone());
    }
    for one in ranked {
        let subject = &one.diagnosis.subject;
        let first = one.diagnosis.findings.first().filter(|_| one.of_pod);
        let with_pod = first.and_then(|first| of_pod.get(&(pod(subject), first.cause.clone())));
        let with_container =
            one.after.clone().and_then(|after| of_container.get(&(pod(subject), Some(after))));
        let cause = with_pod.or(with_container).filter(|cause| *cause != subject);
        one.diagnosis.follows = cause.cloned();
    }
}

impl Subject {
    pub(crate) fn of(observation: &Observation<'_>) -> Self {
        let subject = &observation.subject;
        let container = subject.kind == SubjectKind::Container;
        let known = container && (subject.container.is_some() || subject.pod.is_some());
        Self {
            kind: subject.kind.as_str().into(),
            namespace: subject.namespace.map(str::to_owned),
            pod: subject.pod.map(str::to_owned),
            container: subject.container.map(str::to_owned),
            role: known.then(|| subject.role.as_str().into()),
        }
    }
}

impl Exit {
    fn of(observation: &Observation<'_>) -> Option<Self> {
        let end = observation.death();
        let mut exit = Self {
            reason: end.and_then(|end| end.reason).map(|reason| reason.text.to_owned()),
            waiting: observation
                .waiting()
                .and_then(|waiting| waiting.reason)
                .map(|reason| reason.text.to_owned()),
            ..Self::default()
        };
        match end.and_then(|end| end.exit) {
            Some(Ended::Code(code)) => {
                exit.code = Some(code.value());
                let reason = end.and_then(|end| end.reason).map(|reason| reason.text);
                let invented = reason == Some(TerminatedReason::ContainerStatusUnknown.as_str());
                if observation.platform != Platform::Windows && !invented {
                    exit.signal = Convention::Posix.signal(code).map(|signal| signal.name().into());
                }
            }
            Some(Ended::Wait(status)) => {
                exit.code = status.exit_code().map(|code| code.value());
                exit.signal = status.termination().signal().map(|signal| signal.name().into());
            }
            _ => {}
        }
        (exit != Self::default()).then_some(exit)
    }
}

/// A text without what can be told to be secret, cut off where it gets too long to be read.
fn cut(text: &impl std::fmt::Display) -> String {
    struct Bounded(String);
    impl std::fmt::Write for Bounded {
        fn write_str(&mut self, text: &str) -> std::fmt::Result {
            let room = MAX_QUOTE - self.0.len();
            if text.len() <= room {
                self.0.push_str(text);
                return Ok(());
            }
            let fits = (0..=room).rev().find_map(|end| text.get(..end));
            self.0.push_str(fits.unwrap_or(""));
            Err(std::fmt::Error)
        }
    }
    let mut bounded = Bounded(String::new());
    let is_cut = write!(bounded, "{text}").is_err();
    let mut shown = hidden(&bounded.0);
    if is_cut {
        shown.push('…');
    }
    shown
}

fn name(inputs: &[Input<'_>], span: Span) -> String {
    inputs.get(usize::from(span.input)).map_or_else(String::new, |input| input.name().to_owned())
}

/// Where an evidence is: the numbers of its diagnosis, its finding and its own.
type Place = (usize, usize, usize);

fn evidence(
    diagnoses: &mut [Diagnosis],
    (diagnosis, finding, evidence): Place,
) -> Option<&mut Evidence> {
    let finding = diagnoses.get_mut(diagnosis)?.findings.get_mut(finding)?;
    finding.evidence.get_mut(evidence)
}

/// The spans of all evidence, by input, so that each input is walked through once.
#[derive(Default)]
struct Places(BTreeMap<u16, Vec<(Span, Place)>>);

impl Places {
    fn add(&mut self, span: Span, place: Place) {
        self.0.entry(span.input).or_default().push((span, place));
    }

    fn resolve(mut self, inputs: &[Input<'_>], typed: &Typed, diagnoses: &mut [Diagnosis]) {
        for (span, place) in self.0.remove(&TYPED).unwrap_or_default() {
            if let (Some((object, pointer)), Some(evidence)) =
                (typed.place(span), evidence(diagnoses, place))
            {
                let (input, path) = (object.to_owned(), Some(pointer.to_owned()));
                evidence.source = Some(Source { input, path, start: 0, end: 0 });
            }
        }
        for (number, mut places) in self.0 {
            let Some(input) = inputs.get(usize::from(number)) else { continue };
            places.sort_unstable_by_key(|(span, place)| (span.start, *place));
            let text = input.text();
            let paths = if text.len() <= MAX_POINTERS && json::may_begin(text) {
                let offsets: Vec<_> = places.iter().map(|(span, _)| span.start as usize).collect();
                json::pointers(text, &offsets)
            } else {
                vec![None; places.len()]
            };
            for ((span, place), path) in places.into_iter().zip(paths) {
                if let Some(evidence) = evidence(diagnoses, place) {
                    let (start, end) = (span.start, span.end());
                    let input = input.name().to_owned();
                    evidence.source = Some(Source { input, path, start, end });
                }
            }
        }
    }
}
