//! Diagnoses: the causes of a death, ranked, with their evidence.

use core::fmt;

use crate::arithmetic::recommend::limit_after_oom;
use crate::clue::{Clue, ClueSet, Clues, Witness, WitnessKind};
use crate::command::{Command, ExecForm, Values};
use crate::evidence::Evidence;
use crate::rule::{Verdict, missing, verdicts};
use crate::{
    Cause, Check, Fact, Family, Fault, Observation, Owner, Platform, Probe, Remedy, Role, Saying,
    Seen, Source, Stage, When, facts,
};

/// How sure a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Confidence {
    /// The evidence allows it.
    Possible,
    /// The evidence usually means it.
    Likely,
    /// The kubelet, the kernel, the runtime or the loader said so, or nothing else can produce it.
    Confirmed,
}

impl Confidence {
    /// Every confidence, the lowest first.
    pub const ALL: &'static [Self] = &[Self::Possible, Self::Likely, Self::Confirmed];

    /// The word that reports use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Possible => "possible",
            Self::Likely => "likely",
            Self::Confirmed => "confirmed",
        }
    }
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// How many findings a diagnosis holds at the most.
const FINDINGS: usize = 6;

/// How many checks it proposes at the most.
const CHECKS: usize = 3;

/// The causes of one death, the most certain first, and what would settle the rest.
///
/// ```
/// use exitcode_core::{Cause, Confidence, Observation, diagnose};
///
/// let observation = Observation::new().exit_code(137).reason("OOMKilled").memory_limit(256 << 20);
/// let diagnosis = diagnose(&observation);
/// let first = diagnosis.findings().next().unwrap();
/// assert_eq!(first.cause(), Cause::OomContainerLimit);
/// // The flag is sticky, and no events say that nothing else ended the container.
/// assert_eq!(first.confidence(), Confidence::Likely);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Diagnosis<'a> {
    observation: Observation<'a>,
    clues: Clues<'a>,
    verdicts: [Option<Verdict>; FINDINGS],
}

/// Ranks the causes of what was observed.
///
/// Pure: the same observation gives the same diagnosis. Allocates nothing.
#[must_use]
pub fn diagnose<'a>(observation: &Observation<'a>) -> Diagnosis<'a> {
    let mut clues = Clues::new();
    facts::find(observation, &mut clues);
    rank(observation, clues)
}

/// The same by the fields alone: the command, what messages and logs say in words, and the kernel
/// log are left aside.
///
/// Where an observation has none of these, this is [`diagnose`]. A program that calls only this
/// carries neither the wordings of messages nor the readers of commands and kernel logs: of a small
/// WebAssembly module that is a sixth.
///
/// ```
/// use exitcode_core::{Cause, Observation, diagnose, diagnose_fields};
///
/// let observation = Observation::new().exit_code(1).log("panic: runtime error: index out of range");
/// let cause = |diagnosis: &exitcode_core::Diagnosis<'_>| diagnosis.findings().next().unwrap().cause();
/// assert_eq!(cause(&diagnose(&observation)), Cause::AppErrorUncaught);
/// assert_eq!(cause(&diagnose_fields(&observation)), Cause::AppExitNonzero);
/// ```
#[must_use]
pub fn diagnose_fields<'a>(observation: &Observation<'a>) -> Diagnosis<'a> {
    let mut clues = Clues::new();
    facts::find_in_fields(observation, &mut clues);
    rank(observation, clues)
}

/// Ranks the causes that the clues allow.
fn rank<'a>(observation: &Observation<'a>, clues: Clues<'a>) -> Diagnosis<'a> {
    let observation = *observation;
    let mut diagnosis = Diagnosis { observation, clues, verdicts: [const { None }; FINDINGS] };
    let ranked = &mut diagnosis.verdicts;
    for verdict in verdicts(&diagnosis.clues) {
        insert(ranked, verdict);
    }
    triggers_first(ranked);
    if let Some(Some(first)) = ranked.first_mut() {
        // What changed before is told with whatever it led to.
        first.support = first.support.union(CHANGES.intersection(diagnosis.clues.present()));
    }
    let settled = ranked.iter().flatten().any(|first| first.confidence == Confidence::Confirmed);
    if settled {
        // What is settled needs no further guesses.
        for slot in ranked {
            if slot.is_some_and(|verdict| verdict.confidence == Confidence::Possible) {
                *slot = None;
            }
        }
    }
    diagnosis
}

/// Keeps the table's order among verdicts of the same confidence.
fn insert(ranked: &mut [Option<Verdict>], verdict: Verdict) {
    let mut carried = Some(verdict);
    for slot in ranked {
        match (carried, *slot) {
            (Some(new), Some(old)) if new.confidence <= old.confidence => {}
            (Some(_), _) => core::mem::swap(slot, &mut carried),
            (None, _) => return,
        }
    }
}

/// Puts a trigger before the mechanism by which it killed, unless it is the mere possibility.
fn triggers_first(ranked: &mut [Option<Verdict>]) {
    for _ in 0..ranked.len() {
        let mut settled = true;
        for index in 1..ranked.len() {
            let Some((before, after)) = ranked.split_at_mut_checked(index) else { return };
            let (Some(Some(mechanism)), Some(Some(trigger))) = (before.last(), after.first())
            else {
                continue;
            };
            if (trigger.confidence >= Confidence::Likely
                || trigger.confidence == mechanism.confidence)
                && trigger.cause.leads_to().contains(&mechanism.cause)
            {
                ranked.swap(index - 1, index);
                settled = false;
            }
        }
        if settled {
            return;
        }
    }
}

impl<'a> Diagnosis<'a> {
    /// The findings, the most certain first. None for an observation that says nothing.
    pub fn findings(&self) -> impl Iterator<Item = Finding<'_, 'a>> {
        self.verdicts.iter().flatten().map(|verdict| Finding { verdict, diagnosis: self })
    }

    /// What was diagnosed.
    #[must_use]
    pub const fn observation(&self) -> &Observation<'a> {
        &self.observation
    }

    /// Whether this death is a consequence of the other one: a sidecar that was stopped because the
    /// main container had ended, or one of several containers that ended with their pod.
    ///
    /// Of two containers that ended with their pod, each follows the other: let the first one stand.
    #[must_use]
    pub fn follows(&self, other: &Diagnosis<'_>) -> bool {
        let (mine, theirs) = (&self.observation.subject, &other.observation.subject);
        let same_pod = mine.pod.is_some()
            && (mine.namespace, mine.pod) == (theirs.namespace, theirs.pod)
            && mine.container != theirs.container;
        let (Some(cause), Some(trigger)) = (self.cause(), other.cause()) else { return false };
        let after_main = self.clues.has(Fact::AfterMainEnded)
            && theirs.role == Role::App
            && !matches!(cause.fault(), Fault::Resources | Fault::Image);
        same_pod && (cause == trigger && cause.ends_the_pod() || after_main)
    }

    fn cause(&self) -> Option<Cause> {
        self.findings().next().map(|finding| finding.cause())
    }

    /// The checks that would tell the remaining causes apart, the most telling first.
    ///
    /// First come the sources whose silence keeps the first finding from being confirmed, then what
    /// the causes themselves ask for, the cheapest first. None where the first finding is
    /// confirmed. Never asks for a source that was read.
    pub fn next_checks(&self) -> impl Iterator<Item = NextCheck<'_, 'a>> {
        let first = self.verdicts.first().copied().flatten();
        let open = first.filter(|first| first.confidence < Confidence::Confirmed);
        // The events are cheap, they are soon gone, and they show every rival that stops a container.
        let missing = open
            .map_or(Seen::NOTHING, |first| missing(first.cause, &self.clues))
            .with(Source::Events);
        // A program that never ran has no log; the events say what it would have said.
        let silent = self.never_ran();
        let values = self.values();
        let suits = move |check: &Check| {
            let here = match check {
                Check::RuntimeInspect | Check::EngineLog => values.engine_only,
                Check::HostJournal => values.engine_only || values.host_only,
                _ => true,
            };
            here && check.command(&values).is_some()
        };
        let unread = move |check: &&Check| {
            open.is_some()
                && !self.observation.seen.contains(check.source())
                && !(silent && check.source() == Source::Log)
        };
        let opens = move |check: &&Check| {
            let of_source =
                Check::ALL.iter().find(|other| other.source() == check.source() && suits(other));
            missing.contains(check.source()) && of_source == Some(*check)
        };
        let asked = move |check: &&Check| {
            self.findings().any(|finding| finding.cause().checks().contains(check))
                && suits(check)
                && !opens(check)
        };
        let telling = Check::ALL.iter().filter(unread).filter(opens);
        telling
            .chain(Check::ALL.iter().filter(unread).filter(asked))
            .take(CHECKS)
            .map(|&check| NextCheck { check, diagnosis: self })
    }

    /// Whether a remedy only looks at what was read already.
    fn was_looked_at(&self, remedy: &Remedy) -> bool {
        remedy.stage() < Stage::Fix
            && Check::ALL.iter().any(|check| {
                remedy.template() == Some(check.template())
                    && self.observation.seen.contains(check.source())
            })
    }

    /// Whether a remedy asks a cluster or an engine, and the process ran in neither.
    fn is_elsewhere(&self, remedy: &Remedy) -> bool {
        self.observation.is_plain_process()
            && remedy.template().is_some()
            && remedy.command(&self.values()).is_none()
    }

    /// Whether the program never came to write anything.
    fn never_ran(&self) -> bool {
        [
            Fact::NeverStarted,
            Fact::ReasonStartError,
            Fact::WaitConfig,
            Fact::WaitCreate,
            Fact::WaitCreating,
            Fact::WaitImage,
            Fact::WaitImageName,
            Fact::WaitImageNever,
            Fact::WaitSignature,
            Fact::PodUnschedulable,
            Fact::PodRejected,
            Fact::PodGated,
        ]
        .into_iter()
        .any(|fact| self.clues.has(fact))
    }

    /// The names and numbers that fill commands in, as far as they are known.
    #[must_use]
    pub fn values(&self) -> Values<'a> {
        let observation = &self.observation;
        let subject = &observation.subject;
        // A pod that nothing keeps is its own manifest: there is no template to change.
        let bare = subject.pod.filter(|_| observation.seen.contains(Source::Spec));
        let limit = observation.memory_limit;
        let grace = observation.pod.grace.and_then(|grace| u64::try_from(grace).ok());
        let mut values = Values {
            engine_only: subject.pod.is_none() && observation.oom_flag.is_some(),
            host_only: observation.is_plain_process(),
            namespace: subject.namespace,
            pod: subject.pod,
            container: subject.container,
            init_container: matches!(subject.role, Role::Init | Role::Sidecar),
            node: subject.node,
            owner: subject.owner.or(bare.map(|name| Owner { kind: "Pod", name })),
            image: observation.image.map(|image| image.text),
            memory_limit: limit,
            new_memory_limit: limit.map(|limit| limit_after_oom(limit, observation.memory_peak)),
            // A quarter of the limit stays for everything that is not the old generation.
            max_old_space: limit.map(|limit| (limit >> 20) / 4 * 3),
            grace,
            new_grace: grace.map(|grace| grace.saturating_mul(2).max(grace.saturating_add(10))),
            exec_form: exec_form(observation),
            ..Values::default()
        };
        if observation.pod.qos == Some("Guaranteed") {
            values.new_memory_request = values.new_memory_limit;
        }
        if let Some(probe) = self.failing_probe() {
            values.new_probe_timeout = Some(probe.timeout.saturating_mul(2).max(5));
            values.new_failure_threshold = Some(probe.failures.saturating_mul(2).max(3));
        }
        for witness in self.clues.witnesses() {
            let Clue::Says(saying) = witness.clue else { continue };
            match saying {
                Saying::SecretMissing => values.secret = witness.subject,
                Saying::ConfigMapMissing => values.config_map = witness.subject,
                Saying::KeyMissing => {
                    values.key = witness.subject;
                    let named = |kind| object_named_after(witness.text.text, kind);
                    values.config_map = named(" in ConfigMap ").or(values.config_map);
                    values.secret = named(" in Secret ").or(values.secret);
                }
                Saying::VolumeClaimMissing => values.claim = witness.subject,
                Saying::SharedLibraryMissing => values.library = witness.subject,
                Saying::ExecutableNotFound
                | Saying::ExecPermissionDenied
                | Saying::ExecFormatError
                | Saying::InterpreterMissing => values.binary = witness.subject,
                Saying::PortInUse | Saying::PortBindPermission => {
                    // Alone, as Spring Boot writes it, or behind an address: `:::3000`.
                    let port = |subject: &str| subject.rsplit(':').next()?.parse().ok();
                    values.port = witness.subject.and_then(port);
                }
                _ => {}
            }
        }
        values
    }

    fn failing_probe(&self) -> Option<Probe> {
        match self.cause()? {
            Cause::LivenessProbeKilled => self.observation.liveness,
            Cause::StartupProbeKilled => self.observation.startup,
            _ => None,
        }
    }

    fn applies(&self, when: When) -> bool {
        let image = self.observation.image.map_or("", |image| image.text);
        let bare = |word: &'a str| word.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        let runs = |programs: &[&str]| {
            let words = self.observation.argv.iter().flat_map(|word| word.text.split(' '));
            words.filter_map(|word| word.rsplit('/').next()).any(|it| programs.contains(&bare(it)))
        };
        let built_on = |names: &[&str]| {
            let mut words = image.split(|c: char| !c.is_ascii_alphanumeric());
            words.any(|word| names.contains(&bare(word)))
        };
        let said = |saying| self.clues.present().contains(Clue::Says(saying));
        match when {
            When::Always => true,
            When::Replicated => self.observation.pod.replicas.is_some_and(|count| count >= 2),
            When::Resizable => self.is_resizable(),
            When::Unplaced => self.observation.is_unplaced(),
            When::Jvm => {
                runs(&["java"])
                    || built_on(&["java", "jdk", "jre", "openjdk", "temurin"])
                    || said(Saying::JvmHeapOom)
                    || said(Saying::JvmFatalError)
                    || said(Saying::JavaException)
            }
            // In the name of an image "node" is more often a machine of the cluster.
            When::Node => {
                runs(&["node", "nodejs"])
                    || built_on(&["nodejs"])
                    || Family::from_image(image) == Some(Family::Node)
                    || said(Saying::NodeHeapOom)
                    || said(Saying::NodeException)
            }
            When::Python => {
                runs(&["python"]) || built_on(&["python"]) || said(Saying::PythonTraceback)
            }
            When::Go => said(Saying::GoPanic),
            When::Dotnet => {
                runs(&["dotnet"]) || built_on(&["dotnet"]) || said(Saying::DotnetException)
            }
            When::Native => {
                said(Saying::RustPanic)
                    || said(Saying::AssertionFailed)
                    || said(Saying::HeapCorruption)
                    || said(Saying::CppTerminate)
            }
        }
    }

    /// Whether the kubelet may change the container's resources as its pod runs.
    ///
    /// It does for app containers and sidecars on Linux, and not for static pods (`canResizePod` of
    /// `pkg/kubelet/allocation` and `ValidatePodResize` of `pkg/apis/core/validation` in Kubernetes).
    fn is_resizable(&self) -> bool {
        let Observation { subject, pod, platform, .. } = &self.observation;
        let is_over = pod.phase.is_some_and(|phase| ["Succeeded", "Failed"].contains(&phase.text));
        let is_static = subject.owner.is_some_and(|owner| owner.kind == "Node");
        subject.pod.is_some()
            && matches!(subject.role, Role::App | Role::Sidecar)
            && *platform != Platform::Windows
            && self.observation.memory_limit.is_some()
            && pod.deletion.is_none()
            && !is_over
            && !is_static
    }

    /// What happened, in one line.
    pub fn summary(&self) -> impl fmt::Display {
        Summary(self)
    }
}

/// The name in a message such as "couldn't find key KEY in ConfigMap NAMESPACE/NAME".
fn object_named_after<'a>(message: &'a str, kind: &str) -> Option<&'a str> {
    let (_, object) = message.split_once(kind)?;
    object.split_whitespace().next()?.rsplit('/').next()
}

/// The command with `exec` before it, where a shell runs one simple command and nothing else.
fn exec_form<'a>(observation: &Observation<'a>) -> Option<ExecForm<'a>> {
    let [shell, option, line] = observation.argv else { return None };
    let plain = |c: char| c.is_ascii_alphanumeric() || " _./:=@,+-".contains(c);
    let program = line.text.split(' ').next()?;
    let simple = line.text.chars().all(plain)
        && !program.is_empty()
        && !program.contains('=')
        && program != "exec"
        && program != "cd";
    let runs = observation.argv_is_whole && option.text == "-c" && simple;
    runs.then_some(ExecForm::Shell { shell: shell.text, line: line.text })
}

struct Summary<'d, 'a>(&'d Diagnosis<'a>);

impl fmt::Display for Summary<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut findings = self.0.findings();
        let Some(first) = findings.next() else { return f.write_str("nothing to explain") };
        match first.confidence() {
            Confidence::Possible => write!(f, "Perhaps: {}", first.cause().title())?,
            _ => f.write_str(first.cause().title())?,
        }
        let telling = [
            Fact::MemoryLimit,
            Fact::PodMemoryLimit,
            Fact::GraceUsedUp,
            Fact::HeapExceedsLimit,
            Fact::ImageChanged,
            Fact::CodeCustom,
            Fact::CodeMeaning,
        ];
        let mut separator = ": ";
        for evidence in first.evidence().filter(|evidence| evidence.supports()) {
            if telling.iter().any(|&fact| evidence.clue() == Clue::Fact(fact)) {
                write!(f, "{separator}{evidence}")?;
                separator = ", ";
            }
        }
        Ok(())
    }
}

/// One cause, how sure it is, and why.
#[derive(Clone, Copy, Debug)]
pub struct Finding<'d, 'a> {
    verdict: &'d Verdict,
    diagnosis: &'d Diagnosis<'a>,
}

impl<'d, 'a> Finding<'d, 'a> {
    /// The cause.
    #[must_use]
    pub const fn cause(&self) -> Cause {
        self.verdict.cause
    }

    /// How sure it is.
    #[must_use]
    pub const fn confidence(&self) -> Confidence {
        self.verdict.confidence
    }

    /// What speaks for it and what speaks against it.
    pub fn evidence(&self) -> impl Iterator<Item = Evidence<'a>> + use<'d, 'a> {
        let Verdict { support, against, .. } = *self.verdict;
        // The signal itself, and whether it left a core, say more than the code that a shell makes
        // of it.
        let signaled = self.diagnosis.clues.has(Fact::Signaled);
        let shown = move |witness: &&Witness<'a>| {
            let is_code = witness.kind == WitnessKind::ExitCode;
            matches!(witness.clue, Clue::Fact(Fact::Signaled | Fact::CoreDumped))
                || support.union(against).contains(witness.clue) && !(is_code && signaled)
        };
        let witnesses = self.diagnosis.clues.witnesses().filter(shown);
        witnesses.map(move |witness| Evidence::new(witness, !against.contains(witness.clue)))
    }

    /// What to do, in the order of the loop: identify, classify, fix, prevent.
    pub fn remedies(&self) -> impl Iterator<Item = &'static Remedy> + use<'d, 'a> {
        let diagnosis = self.diagnosis;
        self.cause().remedies().iter().filter(move |remedy| {
            diagnosis.applies(remedy.when())
                && !diagnosis.was_looked_at(remedy)
                && !diagnosis.is_elsewhere(remedy)
        })
    }
}

/// What changed around the time of the end.
const CHANGES: ClueSet =
    ClueSet::EMPTY.with(Clue::Fact(Fact::ImageChanged)).with(Clue::Fact(Fact::EvScaledDown));

/// A look that would tell the remaining causes apart.
#[derive(Clone, Copy, Debug)]
pub struct NextCheck<'d, 'a> {
    check: Check,
    diagnosis: &'d Diagnosis<'a>,
}

impl<'a> NextCheck<'_, 'a> {
    /// The check.
    #[must_use]
    pub const fn check(&self) -> Check {
        self.check
    }

    /// Its command, with the names filled in.
    #[must_use]
    pub fn command(&self) -> Option<Command<'a>> {
        self.check.command(&self.diagnosis.values())
    }

    /// The causes that it would confirm or refute.
    pub fn tells_apart(&self) -> impl Iterator<Item = Cause> {
        self.diagnosis.findings().map(|finding| finding.cause()).filter(|&cause| {
            cause.checks().contains(&self.check)
                || missing(cause, &self.diagnosis.clues).contains(self.check.source())
        })
    }
}
