//! When what happened to a container, and how much memory it had: what a picture is drawn from.

use std::time::Duration;

use exitcode_core::arithmetic::backoff::CrashLoop;
use exitcode_core::arithmetic::shutdown::{GraceSources, Shutdown};
use exitcode_core::kernel_log::kills;
use exitcode_core::{Diagnosis, Event, Observation, PreStop, State, Terminated, diagnose};
use serde::Serialize;

use crate::Reading;
use crate::report::Subject;
use crate::secret::hidden;

/// Messages of events are cut off after so many characters.
const MAX_MESSAGE: usize = 200;

/// What happened to one container or pod, in order of time, and its memory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct History {
    /// What it is about: the subject of a diagnosis.
    pub subject: Subject,
    /// What happened when. Empty where the input has no times.
    pub moments: Vec<Moment>,
    /// Its memory, where anything is known of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<Memory>,
}

/// Something that happened at a time, or lasted for one. Times are unix seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Moment {
    /// When it happened or began.
    pub at: i64,
    /// When it was over, if it lasted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<i64>,
    /// What it was.
    pub kind: MomentKind,
    /// What it was, for a person.
    pub text: String,
    /// Whether it follows from other times, and nobody reported it.
    pub reckoned: bool,
}

/// What kinds of things happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum MomentKind {
    /// The pod was created.
    Created,
    /// The container ran.
    Run,
    /// An event that is none of the others.
    Event,
    /// A probe failed.
    Probe,
    /// Somebody asked for the pod's deletion.
    Deletion,
    /// The kubelet began to stop the container.
    Stop,
    /// The preStop hook.
    PreStop,
    /// The stop signal.
    StopSignal,
    /// From the stop signal to the end.
    Drain,
    /// SIGKILL, for a container that still ran when its grace period ended.
    Kill,
    /// The end of the grace period of a container that had ended before.
    GraceEnd,
    /// The wait before the next start.
    BackOff,
}

/// How much memory a container had, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Memory {
    /// What it requests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<u64>,
    /// Its limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
    /// The most that it was seen to use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub peak: Option<u64>,
    /// The limit to set, where the first finding's remedies set one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recommended: Option<u64>,
}

/// The history of everything in these inputs that has a diagnosis, in the order of the inputs.
///
/// ```
/// use exitcode_k8s::{Input, history, read};
///
/// let inputs = [Input::new("-", "\
///     Last State:     Terminated
///       Reason:       OOMKilled
///       Exit Code:    137
///       Started:      Sun, 22 Nov 2026 09:42:34 +0000
///       Finished:     Sun, 22 Nov 2026 09:42:36 +0000
///     Limits:
///       memory:  64Mi
/// ")];
/// let histories = history::of(&read(&inputs));
/// let run = &histories[0].moments[0];
/// assert_eq!(run.until, Some(run.at + 2));
/// assert_eq!(histories[0].memory.unwrap().limit, Some(64 << 20));
/// ```
#[must_use]
pub fn of(reading: &Reading<'_>) -> Vec<History> {
    let mut histories = Vec::new();
    reading.observe(|observation| histories.extend(History::of(observation)));
    histories
}

impl History {
    /// Nothing where there is nothing to explain.
    #[must_use]
    pub fn of(observation: &Observation<'_>) -> Option<Self> {
        let diagnosis = diagnose(observation);
        diagnosis.findings().next()?;
        let mut moments = Moments::default();
        moments.add_runs(observation);
        moments.add_events(observation);
        moments.add_stop(observation);
        let mut moments = moments.0;
        moments.sort_by_key(|moment| (moment.at, moment.kind));
        let subject = Subject::of(observation);
        Some(Self { subject, moments, memory: Memory::of(&diagnosis) })
    }
}

#[derive(Default)]
struct Moments(Vec<Moment>);

impl Moments {
    fn add(&mut self, kind: MomentKind, at: i64, until: Option<i64>, text: impl Into<String>) {
        let until = until.filter(|until| *until >= at);
        self.0.push(Moment { at, until, kind, text: text.into(), reckoned: false });
    }

    fn reckon(&mut self, kind: MomentKind, at: i64, until: Option<i64>, text: impl Into<String>) {
        self.add(kind, at, until, text);
        if let Some(moment) = self.0.last_mut() {
            moment.reckoned = true;
        }
    }

    fn add_runs(&mut self, observation: &Observation<'_>) {
        if let Some(created) = observation.pod.created {
            self.add(MomentKind::Created, created, None, "the pod was created");
        }
        let ended = match &observation.state {
            State::Terminated(ended) => Some(ended),
            _ => None,
        };
        for ended in observation.last.iter().chain(ended) {
            if let (Some(started), Some(finished)) = (ended.started, ended.finished) {
                self.add(
                    MomentKind::Run,
                    started,
                    Some(finished),
                    format!("it ran, {}", end(ended)),
                );
            }
        }
        if let State::Running(Some(since)) = observation.state {
            self.add(MomentKind::Run, since, None, "it runs since");
        }
        let before = observation.last.and_then(|ended| ended.finished);
        if let (State::Waiting(_), Some(finished), Some(restarts)) =
            (&observation.state, before, observation.restarts)
        {
            let wait = CrashLoop::DEFAULT.delay(restarts.saturating_add(1));
            let text = format!("the kubelet waits {} s before the next start", wait.as_secs());
            let until = finished.saturating_add(wait.as_secs().cast_signed());
            self.reckon(MomentKind::BackOff, finished, Some(until), text);
        }
    }

    fn add_events(&mut self, observation: &Observation<'_>) {
        for event in observation.events {
            let (Some(first), last) = (event.first.or(event.last), event.last) else { continue };
            let mine = observation.subject.container;
            if event.container.is_some_and(|theirs| mine.is_some_and(|mine| mine != theirs)) {
                continue;
            }
            let kind = match event.reason.text {
                "Unhealthy" => MomentKind::Probe,
                "Killing" => MomentKind::Stop,
                // The wait itself is reckoned from the end of the run.
                "BackOff" => continue,
                _ => MomentKind::Event,
            };
            let last = last.filter(|last| *last != first);
            self.add(kind, first, last, text(event));
        }
    }

    /// What the kubelet does to stop a container, from when it began.
    fn add_stop(&mut self, observation: &Observation<'_>) {
        let pod = &observation.pod;
        // Once the kubelet is done, it shows the time of removal and a grace period of 0.
        let grace = pod.deletion_grace.filter(|grace| *grace > 0);
        let asked = pod.deletion.zip(grace).map(|(deadline, grace)| deadline.saturating_sub(grace));
        if let Some(asked) = asked {
            self.add(MomentKind::Deletion, asked, None, "deletion was asked for");
        }
        let finished = observation.death().and_then(|ended| ended.finished);
        let started = observation.death().and_then(|ended| ended.started);
        // A time is a whole second, so that an end may seem to come before what led to it. And an
        // event that happened more than once tells only of the first time and the last.
        let in_time = |at: &i64| {
            started.is_none_or(|start| *at >= start)
                && finished.is_none_or(|end| *at <= end.saturating_add(1))
        };
        let stops = self.0.iter().filter(|moment| moment.kind == MomentKind::Stop);
        let times = stops.flat_map(|moment| moment.until.into_iter().chain([moment.at]));
        let latest = times.filter(in_time).max();
        let Some(began) = latest.or(asked.filter(in_time)) else { return };
        let probed = self.0.iter().any(|moment| moment.kind == MomentKind::Probe);
        let probe = observation.liveness.or(observation.startup).and_then(|probe| probe.grace);
        let sources = GraceSources {
            deletion: grace,
            probe: probe.filter(|_| probed),
            pod: pod.grace,
            ..GraceSources::default()
        };
        if grace.is_none() && pod.grace.is_none() {
            return;
        }
        let hook = match observation.pre_stop {
            None => Some(0),
            Some(PreStop::Sleep(seconds)) => Some(seconds.max(0).unsigned_abs()),
            Some(_) => None,
        };
        let plan = Shutdown::new(sources.effective().seconds());
        let plan = plan.pre_stop(Duration::from_secs(hook.unwrap_or_default()));
        let after = |time: Duration| began.saturating_add(time.as_secs().cast_signed());
        let (signal, kill) = (after(plan.signal_at()), after(plan.kill_at()));
        // How long another hook takes nobody knows, so neither when the signal came.
        if hook.is_some() {
            if signal > began {
                self.reckon(MomentKind::PreStop, began, Some(signal), "the preStop hook");
            }
            self.reckon(MomentKind::StopSignal, signal, None, "the stop signal, SIGTERM");
            let end = finished.filter(|end| *end >= signal).map_or(kill, |end| end.min(kill));
            self.reckon(MomentKind::Drain, signal, Some(end), "from the stop signal to its end");
        }
        let grace = plan.grace().as_secs();
        if finished.is_some_and(|end| end < kill) {
            let text = format!("the {grace} s of grace would have been over");
            self.reckon(MomentKind::GraceEnd, kill, None, text);
        } else {
            let text = format!("the {grace} s of grace are over: SIGKILL");
            self.reckon(MomentKind::Kill, kill, None, text);
        }
    }
}

fn end(ended: &Terminated<'_>) -> String {
    let code = match ended.exit {
        Some(exitcode_core::Exit::Code(code)) => format!("exit code {code}"),
        Some(exitcode_core::Exit::Wait(status)) => status.to_string(),
        _ => "and ended".to_owned(),
    };
    match ended.reason {
        Some(reason) => format!("{code}, {}", reason.text),
        None => code,
    }
}

fn text(event: &Event<'_>) -> String {
    let mut text = format!("{}: ", event.reason.text);
    text.extend(hidden(event.message.text).chars().take(MAX_MESSAGE));
    if event.count > 1 {
        text.push_str(&format!(" (×{})", event.count));
    }
    text
}

impl Memory {
    fn of(diagnosis: &Diagnosis<'_>) -> Option<Self> {
        let observation = diagnosis.observation();
        let limit = observation.memory_limit.or(observation.pod.memory_limit);
        let mut memory = Self {
            request: observation.memory_request,
            limit,
            peak: observation.memory_peak,
            recommended: None,
        };
        if let Some(log) = observation.kernel_log {
            let mine = |of: Option<u64>| limit.is_some() && of == limit;
            let used =
                kills(log.text).filter(|kill| mine(kill.limit)).filter_map(|kill| kill.usage);
            memory.peak = memory.peak.max(used.max());
        }
        let sets_limit = diagnosis.findings().next().is_some_and(|finding| {
            let templates = finding.remedies().filter_map(|remedy| remedy.template());
            templates.map(|template| template.text()).any(|text| text.contains(NEW_LIMIT))
        });
        memory.recommended = diagnosis.values().new_memory_limit.filter(|_| sets_limit);
        memory.is_known().then_some(memory)
    }

    const fn is_known(&self) -> bool {
        self.request.is_some() || self.limit.is_some() || self.peak.is_some()
    }
}

/// What stands in a template for the limit to set.
const NEW_LIMIT: &str = "{new_memory_limit}";
