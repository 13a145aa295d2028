//! How a container is stopped: the grace period, who uses it up, and whether a death was its end.
//!
//! The clock starts when the kubelet acts on a stop, and everything counts against it: the preStop
//! hook, a sidecar's wait for its turn, and the application's own shutdown.
//!
//! ```
//! use core::time::Duration;
//! use exitcode_core::arithmetic::shutdown::{GraceSources, Shutdown};
//!
//! let grace = GraceSources { pod: Some(30), ..GraceSources::default() }.effective();
//! let hook = Duration::from_millis(25_400);
//! let plan = Shutdown::new(grace.seconds()).pre_stop(hook).drain(Duration::from_secs(12));
//! assert_eq!(plan.window(), Duration::from_secs(5)); // 30 − 25, the fraction is not counted
//! assert_eq!(plan.is_drained(), Some(false));
//! assert_eq!(plan.recommended_grace(), Some(48));
//! assert_eq!(
//!     plan.timeline().to_string(),
//!     "+0 s      Killing event\n\
//!      +0 s      preStop hook, 25.4 s\n\
//!      +25.4 s   stop signal (SIGTERM)\n\
//!      +25.4 s   drain, 5 s\n\
//!      +30.4 s   SIGKILL\n"
//! );
//! ```

use core::fmt;
use core::time::Duration;

use crate::ExitCode;

/// The least time between the stop signal and SIGKILL, whatever the grace period says.
///
/// Source: `minimumGracePeriodInSeconds`, `pkg/kubelet/kuberuntime/kuberuntime_manager.go`,
/// Kubernetes 1.36.
pub const MINIMUM_WINDOW: Duration = Duration::from_secs(2);

/// What [`Shutdown::recommended_grace`] adds to the known parts.
pub const MARGIN: Duration = Duration::from_secs(10);

/// A point in time, in Unix seconds, that somebody really wrote down.
///
/// Reporters put placeholders where they know no time: Go's zero time is the year 1, a container
/// status that was lost has 1970 (`ContainerStatusUnknown`). Neither is a time, and arithmetic with
/// them is wrong by decades. Years up to and including 1970 are unknown here.
///
/// ```
/// use exitcode_core::arithmetic::shutdown::KnownTime;
///
/// assert_eq!(KnownTime::new(-62_135_596_800), None); // 0001-01-01T00:00:00Z
/// assert_eq!(KnownTime::new(0), None);
/// let (start, end) = (KnownTime::new(1_764_057_600), KnownTime::new(1_764_057_630));
/// assert_eq!(end.unwrap().since(start.unwrap()), 30);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KnownTime(i64);

impl KnownTime {
    /// The first second of 1971 (UTC); anything before is a placeholder.
    const FIRST: i64 = 31_536_000;

    /// The time with these Unix seconds, unless they are a placeholder.
    #[must_use]
    pub const fn new(seconds: i64) -> Option<Self> {
        if seconds >= Self::FIRST { Some(Self(seconds)) } else { None }
    }

    /// The same of a field that may be missing altogether.
    #[must_use]
    pub const fn from_option(seconds: Option<i64>) -> Option<Self> {
        match seconds {
            Some(seconds) => Self::new(seconds),
            None => None,
        }
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.0
    }

    /// Seconds from `earlier` to this time; negative when it is later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// The places where a grace period may be written, each in seconds.
///
/// Leave out what is not there or does not apply: `probe` is for a stop that a failed liveness or
/// startup probe caused, and only then.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct GraceSources {
    /// `metadata.deletionGracePeriodSeconds` of a pod that is being deleted.
    ///
    /// When the kubelet is done it removes the pod with grace 0. An object that a finalizer keeps
    /// alive then shows 0 here and the time of *removal* as `deletionTimestamp`, and what the
    /// container had is lost.
    pub deletion: Option<i64>,
    /// What the kubelet itself asks for: 1 for a hard eviction, the group's for a node shutdown.
    pub requested: Option<i64>,
    /// `terminationGracePeriodSeconds` of the probe that failed.
    pub probe: Option<i64>,
    /// `spec.terminationGracePeriodSeconds` of the pod; the API server writes 30 if nobody did.
    pub pod: Option<i64>,
}

impl GraceSources {
    /// The grace period that the kubelet uses, and where it comes from.
    ///
    /// The stop of a whole pod takes the shorter of `deletion` and `requested`, at least 1 s; the
    /// stop of one container takes the failed probe's, or else the pod's.
    ///
    /// Source: `calculateEffectiveGracePeriod` in `pkg/kubelet/pod_workers.go` and
    /// `setTerminationGracePeriod` in `pkg/kubelet/kuberuntime/kuberuntime_container.go`,
    /// Kubernetes 1.36.
    #[must_use]
    pub const fn effective(self) -> GracePeriod {
        let (seconds, source) = match (self.deletion, self.requested, self.probe, self.pod) {
            // The kubelet takes a deletion grace of 0 for "not set" when it compares.
            (Some(deletion), Some(requested), ..) if requested < deletion || deletion == 0 => {
                (at_least_one(requested), GraceSource::Requested)
            }
            (Some(deletion), ..) => (at_least_one(deletion), GraceSource::Deletion),
            (None, Some(requested), ..) => (at_least_one(requested), GraceSource::Requested),
            // Without a pod-level value the kubelet does not look at the probe's.
            (None, None, Some(probe), Some(_)) => (probe, GraceSource::Probe),
            (None, None, None, Some(pod)) => (pod, GraceSource::Pod),
            (None, None, _, None) => (MINIMUM_WINDOW.as_secs().cast_signed(), GraceSource::Minimum),
        };
        GracePeriod { seconds, source }
    }
}

const fn at_least_one(seconds: i64) -> i64 {
    match seconds {
        ..1 => 1,
        _ => seconds,
    }
}

/// A grace period and where it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct GracePeriod {
    seconds: i64,
    source: GraceSource,
}

impl GracePeriod {
    /// Its length. What a container gets is never less than [`MINIMUM_WINDOW`].
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.seconds
    }

    /// Where it was written.
    #[must_use]
    pub const fn source(self) -> GraceSource {
        self.source
    }
}

/// Where a grace period was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum GraceSource {
    /// The deletion request: `metadata.deletionGracePeriodSeconds`.
    Deletion,
    /// The kubelet's own request, such as an eviction.
    Requested,
    /// The probe that failed.
    Probe,
    /// The pod's specification.
    Pod,
    /// Nowhere: the kubelet's minimum of 2 s.
    Minimum,
}

impl fmt::Display for GraceSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Deletion => "deletionGracePeriodSeconds of the pod",
            Self::Requested => "grace period that the kubelet asked for",
            Self::Probe => "terminationGracePeriodSeconds of the probe",
            Self::Pod => "terminationGracePeriodSeconds of the pod",
            Self::Minimum => "kubelet's minimum",
        })
    }
}

const fn ceil(duration: Duration) -> u64 {
    duration.as_secs().saturating_add((duration.subsec_nanos() > 0) as u64)
}

/// The stop of one container: what happens when, for a given grace period.
///
/// The order is the kubelet's (`killContainer` in `kuberuntime_container.go`, Kubernetes 1.36): the
/// `Killing` event, the preStop hook, a sidecar's wait for its turn, the stop signal, and SIGKILL
/// when the rest of the grace period is over. Hook and turn are deducted in whole seconds, their
/// fractions dropped; less than 2 s never remain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shutdown {
    grace: Duration,
    pre_stop: Duration,
    turn: Duration,
    drain: Option<Duration>,
}

impl Shutdown {
    /// A stop with this grace period in seconds, no hook and no turn; negative is 0.
    #[must_use]
    pub const fn new(grace: i64) -> Self {
        let grace = if grace < 0 { 0 } else { grace.unsigned_abs() };
        Self {
            grace: Duration::from_secs(grace),
            pre_stop: Duration::ZERO,
            turn: Duration::ZERO,
            drain: None,
        }
    }

    /// With a preStop hook that takes this long when nobody cuts it off.
    #[must_use]
    pub const fn pre_stop(self, pre_stop: Duration) -> Self {
        Self { pre_stop, ..self }
    }

    /// With this long a wait for other containers after the hook: a sidecar's turn.
    #[must_use]
    pub const fn turn(self, turn: Duration) -> Self {
        Self { turn, ..self }
    }

    /// With an application that takes this long from the stop signal to its end.
    #[must_use]
    pub const fn drain(self, drain: Duration) -> Self {
        Self { drain: Some(drain), ..self }
    }

    /// The grace period.
    #[must_use]
    pub const fn grace(self) -> Duration {
        self.grace
    }

    /// How long the hook really gets: it has no limit of its own, but the grace period ends it.
    #[must_use]
    pub fn pre_stop_granted(self) -> Duration {
        self.pre_stop.min(self.grace)
    }

    /// Whether the grace period ends before the hook does.
    #[must_use]
    pub fn is_pre_stop_cut(self) -> bool {
        self.pre_stop > self.grace
    }

    fn left_after_hook(self) -> Duration {
        self.grace.saturating_sub(whole(self.pre_stop_granted()))
    }

    /// How long the container really waits for its turn.
    #[must_use]
    pub fn turn_granted(self) -> Duration {
        self.turn.min(self.left_after_hook())
    }

    /// The time from the stop signal to SIGKILL, in whole seconds and at least [`MINIMUM_WINDOW`].
    ///
    /// This is what is left for connections to drain and data to be written.
    #[must_use]
    pub fn window(self) -> Duration {
        self.left_after_hook().saturating_sub(whole(self.turn_granted())).max(MINIMUM_WINDOW)
    }

    /// When the stop signal is sent, counted from the `Killing` event.
    #[must_use]
    pub fn signal_at(self) -> Duration {
        self.pre_stop_granted().saturating_add(self.turn_granted())
    }

    /// When SIGKILL is sent if the container still runs, counted from the `Killing` event.
    ///
    /// Fractions of a second that were not deducted, and the minimum window, make this up to a few
    /// seconds later than the grace period.
    #[must_use]
    pub fn kill_at(self) -> Duration {
        self.signal_at().saturating_add(self.window())
    }

    /// Whether the application ends by itself before SIGKILL; unknown without [`Self::drain`].
    #[must_use]
    pub fn is_drained(self) -> Option<bool> {
        self.drain.map(|drain| drain < self.window())
    }

    /// Whether the grace period is long enough: the hook is not cut off, and the application ends by
    /// itself. Unknown without [`Self::drain`].
    #[must_use]
    pub fn fits(self) -> Option<bool> {
        self.is_drained().map(|drained| drained && !self.is_pre_stop_cut())
    }

    /// The grace period that fits: hook and turn, drain and a margin of 10 s, in whole seconds.
    ///
    /// Both are rounded up. Unknown without [`Self::drain`], which is to be the longest that was
    /// measured.
    #[must_use]
    pub const fn recommended_grace(self) -> Option<u64> {
        let Some(drain) = self.drain else { return None };
        let before = ceil(self.pre_stop.saturating_add(self.turn));
        Some(before.saturating_add(ceil(drain)).saturating_add(MARGIN.as_secs()))
    }

    /// When the container is gone at the latest, counted from the `Killing` event.
    #[must_use]
    pub fn end_at(self) -> Duration {
        let drain = self.drain.unwrap_or(Duration::MAX).min(self.window());
        self.signal_at().saturating_add(drain)
    }

    /// The phases in order.
    #[must_use]
    pub fn timeline(self) -> Timeline {
        let mut timeline = Timeline { phases: [Phase::NONE; Timeline::MOST], len: 0 };
        let (hook, turn, signal) = (self.pre_stop_granted(), self.turn_granted(), self.signal_at());
        timeline.push(Step::Killing, Duration::ZERO, Duration::ZERO);
        if !hook.is_zero() {
            timeline.push(Step::PreStop, Duration::ZERO, hook);
        }
        if !turn.is_zero() {
            timeline.push(Step::Turn, hook, turn);
        }
        timeline.push(Step::StopSignal, signal, Duration::ZERO);
        let end = self.end_at();
        timeline.push(Step::Drain, signal, end.saturating_sub(signal));
        let last = if self.is_drained() == Some(true) { Step::End } else { Step::Kill };
        timeline.push(last, end, Duration::ZERO);
        timeline
    }
}

/// The seconds of a duration as the kubelet counts them: the fraction is dropped.
const fn whole(duration: Duration) -> Duration {
    Duration::from_secs(duration.as_secs())
}

/// The phases of a container's stop in order, as [`Shutdown::timeline`] makes it.
///
/// `Display` writes one line a phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeline {
    phases: [Phase; Timeline::MOST],
    len: usize,
}

impl Timeline {
    const MOST: usize = 6;

    fn push(&mut self, step: Step, starts: Duration, lasts: Duration) {
        if let Some(phase) = self.phases.get_mut(self.len) {
            *phase = Phase { step, starts, lasts };
            self.len += 1;
        }
    }

    /// The phases, in order of their start.
    #[must_use]
    pub fn phases(&self) -> &[Phase] {
        self.phases.get(..self.len).unwrap_or_default()
    }
}

impl fmt::Display for Timeline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for phase in self.phases() {
            writeln!(f, "{phase}")?;
        }
        Ok(())
    }
}

/// One phase of a container's stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Phase {
    step: Step,
    starts: Duration,
    lasts: Duration,
}

impl Phase {
    const NONE: Self = Self { step: Step::Killing, starts: Duration::ZERO, lasts: Duration::ZERO };

    /// What happens.
    #[must_use]
    pub const fn step(self) -> Step {
        self.step
    }

    /// When it starts, counted from the `Killing` event.
    #[must_use]
    pub const fn starts(self) -> Duration {
        self.starts
    }

    /// How long it lasts; zero for a moment.
    #[must_use]
    pub const fn lasts(self) -> Duration {
        self.lasts
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let start = Seconds(self.starts);
        write!(f, "+{start}{:pad$} {}", "", self.step, pad = 8usize.saturating_sub(start.width()))?;
        if self.lasts.is_zero() { Ok(()) } else { write!(f, ", {}", Seconds(self.lasts)) }
    }
}

/// What happens in a phase of a container's stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Step {
    /// The kubelet records the `Killing` event and starts the clock.
    Killing,
    /// The preStop hook runs.
    PreStop,
    /// A sidecar waits for the containers that end before it.
    Turn,
    /// The runtime sends the stop signal.
    StopSignal,
    /// The application shuts down.
    Drain,
    /// The application ended by itself.
    End,
    /// The runtime sends SIGKILL.
    Kill,
}

impl Step {
    /// All of them, in the order in which they may come.
    pub const ALL: &'static [Self] = &[
        Self::Killing,
        Self::PreStop,
        Self::Turn,
        Self::StopSignal,
        Self::Drain,
        Self::End,
        Self::Kill,
    ];

    /// The id, for programs.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Killing => "killing",
            Self::PreStop => "pre-stop",
            Self::Turn => "turn",
            Self::StopSignal => "stop-signal",
            Self::Drain => "drain",
            Self::End => "end",
            Self::Kill => "kill",
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Killing => "Killing event",
            Self::PreStop => "preStop hook",
            Self::Turn => "wait for other containers",
            Self::StopSignal => "stop signal (SIGTERM)",
            Self::Drain => "drain",
            Self::End => "end",
            Self::Kill => "SIGKILL",
        })
    }
}

/// A duration in seconds with at most one decimal, rounded down, such as `25.4 s`.
struct Seconds(Duration);

impl Seconds {
    fn tenths(&self) -> u32 {
        self.0.subsec_millis() / 100
    }

    fn width(&self) -> usize {
        let digits = self.0.as_secs().checked_ilog10().unwrap_or(0) as usize + 1;
        digits + " s".len() + if self.tenths() > 0 { ".0".len() } else { 0 }
    }
}

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.tenths() {
            0 => write!(f, "{} s", self.0.as_secs()),
            tenths => write!(f, "{}.{tenths} s", self.0.as_secs()),
        }
    }
}

/// A container of a pod that is being stopped, for [`stop_order`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stopping {
    /// Whether it is a sidecar: an init container with `restartPolicy: Always`.
    pub sidecar: bool,
    /// How long its preStop hook takes; zero without one.
    pub pre_stop: Duration,
    /// How long it takes from the stop signal to its end.
    pub drain: Duration,
}

/// The stop of every container of a pod, in the order in which they get the stop signal.
///
/// All main containers are stopped at once; sidecars after all of them have ended, in the reverse
/// of the order in which they are declared, each when the one after it has ended. All clocks run
/// from the start: a sidecar's hook runs at once too, and its wait uses up its own grace period.
///
/// Yields the index in `containers` with the stop of that container.
///
/// Source: `pkg/kubelet/kuberuntime/kuberuntime_termination_order.go`, since Kubernetes 1.29.
///
/// ```
/// use core::time::Duration;
/// use exitcode_core::arithmetic::shutdown::{Stopping, stop_order};
///
/// let container = |sidecar, drain| Stopping {
///     sidecar,
///     pre_stop: Duration::ZERO,
///     drain: Duration::from_secs(drain),
/// };
/// // A proxy and a log shipper, both sidecars, and an application that drains for 20 s.
/// let pod = [container(true, 1), container(true, 4), container(false, 20)];
/// let signals = stop_order(30, &pod).map(|(index, stop)| (index, stop.signal_at().as_secs()));
/// assert!(signals.eq([(2, 0), (1, 20), (0, 24)]));
/// ```
pub fn stop_order(
    grace: i64,
    containers: &[Stopping],
) -> impl Iterator<Item = (usize, Shutdown)> + '_ {
    let plan = move |container: &Stopping| {
        Shutdown::new(grace).pre_stop(container.pre_stop).drain(container.drain)
    };
    let mains = containers
        .iter()
        .enumerate()
        .filter(|(_, container)| !container.sidecar)
        .map(move |(index, container)| (index, plan(container)));
    let sidecars = containers
        .iter()
        .enumerate()
        .rev()
        .filter(|(_, container)| container.sidecar)
        .map(move |(index, container)| (index, plan(container)));
    let mut before = mains.clone().map(|(_, stop)| stop.end_at()).max().unwrap_or_default();
    mains.chain(sidecars.map(move |(index, stop)| {
        let stop = stop.turn(before.saturating_sub(stop.pre_stop_granted()));
        before = before.max(stop.end_at());
        (index, stop)
    }))
}

/// What is known of a container's end and of the stop that may have caused it.
///
/// Times are Unix seconds; placeholders count as missing (see [`KnownTime`]).
///
/// ```
/// use exitcode_core::ExitCode;
/// use exitcode_core::arithmetic::shutdown::{Ending, GraceSources, Verdict};
///
/// let ending = Ending {
///     exit_code: Some(ExitCode::KILLED),
///     killing_at: Some(1_764_057_600),
///     finished_at: Some(1_764_057_630),
///     grace: GraceSources { pod: Some(30), ..GraceSources::default() },
///     ..Ending::default()
/// };
/// let Verdict::GraceExpired(lived) = ending.verdict() else { panic!() };
/// assert_eq!(lived.to_string(), "lived 30 s after the stop was asked for, budget 30 s");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Ending {
    /// The exit code, as the container's status has it: 137 is SIGKILL.
    pub exit_code: Option<ExitCode>,
    /// `startedAt` of the run that ended.
    pub started_at: Option<i64>,
    /// `finishedAt` of the run that ended.
    pub finished_at: Option<i64>,
    /// The time of the `Killing` event of this container that belongs to this run.
    ///
    /// An aggregated event has the first and the last time only; give the one that fits.
    pub killing_at: Option<i64>,
    /// `metadata.deletionTimestamp`: the *deadline*, not the time of the request.
    pub deletion_timestamp: Option<i64>,
    /// The grace periods that are written somewhere.
    pub grace: GraceSources,
    /// Whether the events were read, so that a missing `Killing` event means that there was none.
    pub events_read: bool,
}

/// How a container's end relates to a stop that was asked for: [`Ending::verdict`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// SIGKILL at the end of the budget: the container was asked to stop and did not in time.
    GraceExpired(Lived),
    /// It ended after the stop was asked for, and not by SIGKILL.
    ///
    /// Exit code 143 is the default action of SIGTERM, 0 a handler; others are handlers or crashes
    /// on the way out.
    EndedInTime(Lived),
    /// SIGKILL before the budget was over: somebody else's, such as the OOM killer.
    KilledEarly(Lived),
    /// It ended this many seconds before the stop was asked for.
    EndedBefore(u64),
    /// Nobody asked for a stop: the pod is not being deleted, and no event says otherwise.
    NotAsked,
    /// It cannot be told.
    Unknown(Unknown),
}

/// Why [`Ending::verdict`] cannot tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unknown {
    /// The end has no known time.
    NoFinishTime,
    /// The exit code is not known: not given, or −1 or 255, which runtimes write for a lost one.
    NoExitCode(Lived),
    /// Whether and when a stop was asked for is not known.
    ///
    /// A removed object is such a case: its `deletionTimestamp` was rewritten with grace 0.
    NoStopTime,
    /// The stop was asked for before this run started, so it was for an earlier one.
    EarlierRun,
    /// Within the resolution of the times, or the difference of two clocks, around the budget.
    TooClose(Lived),
    /// SIGKILL before the end of the budget that is known; a shorter one may have been asked for.
    ///
    /// `kubectl delete --now`, a forced deletion and a hard eviction leave 2 s.
    BudgetNotCertain(Lived),
    /// So long after the budget that the stop is not the cause: more than half of it, and 10 s.
    LongAfter(Lived),
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFinishTime => f.write_str("the time of the end is not known"),
            Self::NoExitCode(lived) => write!(f, "{lived}, but the exit code is not known"),
            Self::NoStopTime => f.write_str("whether and when a stop was asked for is not known"),
            Self::EarlierRun => f.write_str("the stop was asked for before this run started"),
            Self::TooClose(lived) => write!(f, "{lived}: too close to tell"),
            Self::BudgetNotCertain(lived) => {
                write!(f, "{lived}, unless a shorter grace period was asked for")
            }
            Self::LongAfter(lived) => write!(f, "{lived}: too late to be the stop's doing"),
        }
    }
}

/// How long a container lived after it was asked to stop, and how long it was allowed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Lived {
    seconds: i64,
    budget: i64,
    clock: Clock,
}

impl Lived {
    /// Seconds from the stop to the end. Slightly negative where clocks or rounding disagree.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.seconds
    }

    /// Seconds that it was allowed to live: the grace period, at least 2.
    #[must_use]
    pub const fn budget(self) -> i64 {
        self.budget
    }

    /// Whether it lived for the whole budget.
    #[must_use]
    pub const fn is_whole_budget(self) -> bool {
        self.seconds >= self.budget
    }

    /// Whose times were compared.
    #[must_use]
    pub const fn clock(self) -> Clock {
        self.clock
    }
}

impl fmt::Display for Lived {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { seconds, budget, clock } = self;
        let after = match clock {
            Clock::Kubelet => "the stop was asked for",
            Clock::ApiServer => "the deletion was asked for",
        };
        write!(f, "lived {seconds} s after {after}, budget {budget} s")
    }
}

/// Whose clock says when the stop was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Clock {
    /// The kubelet's, by its `Killing` event: the clock that the grace period runs on.
    Kubelet,
    /// The API server's, by the deletion deadline and its grace period: the kubelet starts later.
    ApiServer,
}

/// Two times of one clock that are each cut to the second are off by less than this.
const RESOLUTION: i64 = 1;

/// By how many seconds the clocks of the API server and a node may differ; NTP keeps them closer.
const CLOCK_SKEW: i64 = 2;

/// Exit codes that runtimes write when they lost the real one: CRI-O −1, containerd 255.
///
/// Source: CRI-O `server/container_status.go`; containerd `internal/cri/server/restart.go`.
const LOST: [ExitCode; 2] = [ExitCode::new(-1), ExitCode::UNKNOWN];

impl Ending {
    /// Whether this end was the end of a grace period.
    ///
    /// `finishedAt` and the `Killing` event are times of one clock, each cut to the second, so that
    /// a container that had its whole budget shows at least that budget. Measured on containerd
    /// and CRI-O: it shows the budget exactly, or up to a second more.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let (finished, killing, deletion) = (
            KnownTime::from_option(self.finished_at),
            KnownTime::from_option(self.killing_at),
            KnownTime::from_option(self.deletion_timestamp),
        );
        if self.events_read && killing.is_none() && deletion.is_none() && self.grace.is_unasked() {
            return Verdict::NotAsked;
        }
        let Some(finished) = finished else { return Verdict::Unknown(Unknown::NoFinishTime) };
        let budget = self.budget();
        let (asked, clock, tolerance) = match (killing, deletion, self.grace.deletion) {
            (Some(killing), ..) => (killing.seconds(), Clock::Kubelet, RESOLUTION),
            (None, Some(deadline), Some(grace)) if grace > 0 => (
                deadline.seconds().saturating_sub(grace),
                Clock::ApiServer,
                RESOLUTION + CLOCK_SKEW,
            ),
            _ => return Verdict::Unknown(Unknown::NoStopTime),
        };
        if let Some(started) = KnownTime::from_option(self.started_at)
            && asked < started.seconds().saturating_sub(tolerance)
        {
            return Verdict::Unknown(Unknown::EarlierRun);
        }
        let seconds = finished.seconds().saturating_sub(asked);
        let lived = Lived { seconds, budget: budget.seconds(), clock };
        lived.judge(self.exit_code, tolerance, budget.source())
    }

    /// What the container was allowed to live, never below the kubelet's minimum.
    fn budget(&self) -> GracePeriod {
        // A removed object has its deletion grace rewritten to 0; a true 0 has the same budget.
        let deletion = self.grace.deletion.filter(|&grace| grace > 0);
        let grace = GraceSources { deletion, ..self.grace }.effective();
        let least = MINIMUM_WINDOW.as_secs().cast_signed();
        GracePeriod { seconds: grace.seconds.max(least), ..grace }
    }
}

impl GraceSources {
    const fn is_unasked(&self) -> bool {
        self.deletion.is_none() && self.requested.is_none()
    }
}

impl Lived {
    fn judge(self, exit_code: Option<ExitCode>, tolerance: i64, source: GraceSource) -> Verdict {
        let Self { seconds, budget, .. } = self;
        let least = MINIMUM_WINDOW.as_secs().cast_signed();
        // The kubelet itself gives up waiting for a pod after 1.5 times its grace, at least 10 s.
        let patience = budget.saturating_add((budget / 2).max(10));
        if seconds < -tolerance {
            return Verdict::EndedBefore(seconds.unsigned_abs());
        }
        if seconds > patience.saturating_add(tolerance) {
            return Verdict::Unknown(Unknown::LongAfter(self));
        }
        match exit_code.filter(|code| !LOST.contains(code)) {
            None => Verdict::Unknown(Unknown::NoExitCode(self)),
            Some(ExitCode::KILLED) if self.is_whole_budget() => Verdict::GraceExpired(self),
            Some(ExitCode::KILLED) if seconds >= budget.saturating_sub(tolerance) => {
                Verdict::Unknown(Unknown::TooClose(self))
            }
            // No grace period is over before the minimum window is.
            Some(ExitCode::KILLED) if seconds < least.saturating_sub(tolerance) => {
                Verdict::KilledEarly(self)
            }
            Some(ExitCode::KILLED) => match source {
                GraceSource::Deletion | GraceSource::Requested | GraceSource::Probe => {
                    Verdict::KilledEarly(self)
                }
                GraceSource::Pod | GraceSource::Minimum => {
                    Verdict::Unknown(Unknown::BudgetNotCertain(self))
                }
            },
            Some(_) => Verdict::EndedInTime(self),
        }
    }
}
