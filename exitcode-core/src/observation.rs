//! What is known about one death, before anybody judges it.

use crate::command::Owner;
use crate::{CustomCode, ExitCode, Source, WaitStatus};

/// A stretch of one of the inputs, in bytes.
///
/// `input` counts the inputs in the order in which they were given. A reader of text carries the
/// span of what it quotes along, because escapes make it impossible to find again later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Which input, from 0.
    pub input: u16,
    /// The length in bytes.
    pub len: u32,
    /// The offset of the first byte.
    pub start: u64,
}

impl Span {
    /// The stretch from `start` up to, but not including, `end`.
    #[must_use]
    pub const fn new(input: u16, start: u64, end: u64) -> Self {
        let len = end.saturating_sub(start);
        let len = if len > u32::MAX as u64 { u32::MAX } else { len as u32 };
        Self { input, len, start }
    }

    /// The offset behind the last byte.
    #[must_use]
    pub const fn end(self) -> u64 {
        self.start.saturating_add(self.len as u64)
    }
}

/// A piece of text that somebody reported, with where it stands if that is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Text<'a> {
    /// The text itself, with escapes resolved.
    pub text: &'a str,
    /// Where it stands.
    pub span: Option<Span>,
}

impl<'a> Text<'a> {
    /// A text that stands at a known place.
    #[must_use]
    pub const fn at(text: &'a str, span: Span) -> Self {
        Self { text, span: Some(span) }
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.text.is_empty()
    }
}

impl<'a> From<&'a str> for Text<'a> {
    fn from(text: &'a str) -> Self {
        Self { text, span: None }
    }
}

/// Sources of facts, as a set: which of them were read.
///
/// Without it "there was no such event" cannot be told from "no events were given".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Seen(u16);

impl Seen {
    /// No source at all.
    pub const NOTHING: Self = Self(0);

    /// The set with this source added.
    #[must_use]
    pub const fn with(self, source: Source) -> Self {
        Self(self.0 | 1 << source as u8)
    }

    /// The sources that are in either set.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether this source was read.
    #[must_use]
    pub const fn contains(self, source: Source) -> bool {
        self.0 & 1 << source as u8 != 0
    }
}

/// What an observation is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Subject<'a> {
    /// A container, a whole pod, a plain process …
    pub kind: SubjectKind,
    /// The namespace of the pod.
    pub namespace: Option<&'a str>,
    /// The name of the pod.
    pub pod: Option<&'a str>,
    /// The UID of the pod, with dashes.
    pub uid: Option<&'a str>,
    /// The name of the container.
    pub container: Option<&'a str>,
    /// The runtime's id of the container that died, without its `containerd://`.
    pub container_id: Option<&'a str>,
    /// What the container is for.
    pub role: Role,
    /// Who made the pod, and so whose template must change.
    pub owner: Option<Owner<'a>>,
    /// The node that the pod was on.
    pub node: Option<&'a str>,
}

/// The kinds of things that end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SubjectKind {
    /// A container of a pod, or of a container engine.
    #[default]
    Container,
    /// A pod of which nothing is known for a single container, or that never had one.
    Pod,
    /// A process outside of any container.
    Process,
    /// A Job whose pods are no longer there.
    Job,
}

impl SubjectKind {
    /// The word that reports use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Container => "container",
            Self::Pod => "pod",
            Self::Process => "process",
            Self::Job => "job",
        }
    }
}

/// What a container is for in its pod.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Role {
    /// One of `spec.containers`.
    #[default]
    App,
    /// One of `spec.initContainers` that has to end before the others start.
    Init,
    /// An init container with `restartPolicy: Always`, which stays.
    Sidecar,
    /// A debug container that was added to a running pod.
    Ephemeral,
}

impl Role {
    /// The word that reports use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::App => "app",
            Self::Init => "init",
            Self::Sidecar => "sidecar",
            Self::Ephemeral => "ephemeral",
        }
    }
}

/// How a process ended, as somebody wrote it down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Exit {
    /// A number that a container runtime or a POSIX shell reported: 128+n for a signal.
    Code(ExitCode),
    /// The word from `wait(2)`, which keeps signals and exit codes apart.
    Wait(WaitStatus),
}

/// A container's end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Terminated<'a> {
    /// The exit code or wait status.
    pub exit: Option<Exit>,
    /// Where the exit code stands.
    pub exit_span: Option<Span>,
    /// The reason, such as `OOMKilled`.
    pub reason: Option<Text<'a>>,
    /// The message, such as a runtime's start error or the program's termination message.
    pub message: Option<Text<'a>>,
    /// When it started, in unix seconds.
    pub started: Option<i64>,
    /// When it ended, in unix seconds.
    pub finished: Option<i64>,
    /// Whether the program ever ran; nothing where the report does not say.
    pub ran: Option<bool>,
}

impl Terminated<'_> {
    /// Whether the kubelet made it up, because it could not find the container.
    fn is_invented(&self) -> bool {
        self.reason.is_some_and(|reason| reason.text == "ContainerStatusUnknown")
    }
}

/// A container's wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Waiting<'a> {
    /// The reason, such as `CrashLoopBackOff`.
    pub reason: Option<Text<'a>>,
    /// The message.
    pub message: Option<Text<'a>>,
}

/// What a container does at the moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum State<'a> {
    /// Nobody says.
    #[default]
    Unknown,
    /// It waits to be started, or to be started again.
    Waiting(Waiting<'a>),
    /// It runs, since this time in unix seconds.
    Running(Option<i64>),
    /// It ended.
    Terminated(Terminated<'a>),
}

/// A condition of a pod or of a node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Condition<'a> {
    /// Its type, such as `DisruptionTarget`.
    pub kind: &'a str,
    /// Whether it holds.
    pub status: Option<bool>,
    /// Its reason.
    pub reason: Option<Text<'a>>,
    /// Its message.
    pub message: Option<Text<'a>>,
    /// When it last changed, in unix seconds.
    pub since: Option<i64>,
}

/// An event of the cluster.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<'a> {
    /// Its reason, such as `Killing`.
    pub reason: Text<'a>,
    /// Its message.
    pub message: Text<'a>,
    /// The container that it is about, if it names one.
    pub container: Option<&'a str>,
    /// Whether it is about the node and not about the pod.
    pub about_node: bool,
    /// How often it happened; 1 where nothing is said.
    pub count: u32,
    /// When it first happened, in unix seconds.
    pub first: Option<i64>,
    /// When it last happened, in unix seconds.
    pub last: Option<i64>,
}

impl Event<'_> {
    /// Whether it may be about the container that was observed: it names that one, or none.
    pub(crate) fn may_be_about(&self, observation: &Observation<'_>) -> bool {
        match (self.container, observation.subject.container) {
            (Some(theirs), Some(mine)) => theirs == mine,
            _ => true,
        }
    }
}

/// What a probe asks, and how patient it is. Times are seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Probe {
    /// `initialDelaySeconds`.
    pub initial_delay: u32,
    /// `timeoutSeconds`.
    pub timeout: u32,
    /// `periodSeconds`.
    pub period: u32,
    /// `failureThreshold`.
    pub failures: u32,
    /// The probe's own `terminationGracePeriodSeconds`.
    pub grace: Option<i64>,
}

/// What runs before the stop signal is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PreStop {
    /// A pause of so many seconds.
    Sleep(i64),
    /// A command or a request, whose time nobody knows beforehand.
    Other,
}

/// Another container of the same pod.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sibling<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it is for.
    pub role: Role,
    /// How it last ended.
    pub terminated: Option<Terminated<'a>>,
    /// Whether it runs now.
    pub running: bool,
}

/// Which operating system the process runs on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Platform {
    /// Linux, or another system whose exit codes have eight bits.
    #[default]
    Linux,
    /// Windows, whose exit codes have 32 bits.
    Windows,
}

/// What is known about the pod as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pod<'a> {
    /// `status.phase`.
    pub phase: Option<Text<'a>>,
    /// `status.reason`.
    pub reason: Option<Text<'a>>,
    /// `status.message`.
    pub message: Option<Text<'a>>,
    /// The conditions.
    pub conditions: &'a [Condition<'a>],
    /// When it was created, in unix seconds.
    pub created: Option<i64>,
    /// `metadata.deletionTimestamp` in unix seconds: the deadline, not the moment of the request.
    pub deletion: Option<i64>,
    /// `metadata.deletionGracePeriodSeconds`.
    pub deletion_grace: Option<i64>,
    /// `spec.terminationGracePeriodSeconds`.
    pub grace: Option<i64>,
    /// `spec.activeDeadlineSeconds`.
    pub active_deadline: Option<i64>,
    /// `spec.restartPolicy`.
    pub restart_policy: Option<&'a str>,
    /// The pod-level memory limit in bytes.
    pub memory_limit: Option<u64>,
    /// `status.qosClass`.
    pub qos: Option<&'a str>,
    /// How many replicas the owner wants, if that is known.
    pub replicas: Option<u32>,
}

/// Everything that may be known about one death, all of it optional, all of it borrowed.
///
/// A reader fills in what it saw and says in [`seen`](Self::seen) what it looked at.
///
/// ```
/// use exitcode_core::Observation;
///
/// let observation = Observation::new().exit_code(137).reason("OOMKilled").memory_limit(256 << 20);
/// assert_eq!(observation.memory_limit, Some(268_435_456));
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Observation<'a> {
    /// What it is about.
    pub subject: Subject<'a>,
    /// Which sources were read.
    pub seen: Seen,
    /// What the container does now.
    pub state: State<'a>,
    /// How it ended the time before.
    pub last: Option<Terminated<'a>>,
    /// How often it was restarted.
    pub restarts: Option<u32>,
    /// Whether it passed its readiness checks.
    pub ready: Option<bool>,
    /// The pod around it.
    pub pod: Pod<'a>,
    /// The operating system.
    pub platform: Platform,
    /// The image.
    pub image: Option<Text<'a>>,
    /// The image that the same container ran before a change.
    pub image_before: Option<Text<'a>>,
    /// `command` followed by `args`, or a container engine's path and arguments.
    pub argv: &'a [Text<'a>],
    /// Whether `argv` begins with the program: false where only arguments are known, and the image's
    /// own entry point comes before them.
    pub argv_is_whole: bool,
    /// The container's own memory limit in bytes; nothing where it has none.
    pub memory_limit: Option<u64>,
    /// Where that limit stands.
    pub memory_limit_span: Option<Span>,
    /// The container's memory request in bytes.
    pub memory_request: Option<u64>,
    /// The most memory that it was seen to use, in bytes.
    pub memory_peak: Option<u64>,
    /// The liveness probe.
    pub liveness: Option<Probe>,
    /// The startup probe.
    pub startup: Option<Probe>,
    /// What runs before the stop signal.
    pub pre_stop: Option<PreStop>,
    /// Whether there is a postStart hook.
    pub post_start: bool,
    /// `State.OOMKilled` of a container engine: some process of the container was OOM-killed.
    pub oom_flag: Option<bool>,
    /// The events about the pod and its node.
    pub events: &'a [Event<'a>],
    /// What the program wrote before it ended; empty if it was read and there was nothing.
    pub log: Option<Text<'a>>,
    /// The kernel's log.
    pub kernel_log: Option<Text<'a>>,
    /// The node's conditions.
    pub node_conditions: &'a [Condition<'a>],
    /// The other containers of the pod.
    pub siblings: &'a [Sibling<'a>],
    /// How many other containers of the node ended in the same second with a status that was lost.
    pub lost_together: u32,
    /// Exit codes that the user gave a meaning.
    pub custom_codes: &'a [CustomCode<'a>],
}

impl<'a> Observation<'a> {
    /// An observation of nothing yet.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            subject: Subject {
                kind: SubjectKind::Container,
                namespace: None,
                pod: None,
                uid: None,
                container: None,
                container_id: None,
                role: Role::App,
                owner: None,
                node: None,
            },
            seen: Seen::NOTHING,
            state: State::Unknown,
            last: None,
            restarts: None,
            ready: None,
            pod: Pod {
                phase: None,
                reason: None,
                message: None,
                conditions: &[],
                created: None,
                deletion: None,
                deletion_grace: None,
                grace: None,
                active_deadline: None,
                restart_policy: None,
                memory_limit: None,
                qos: None,
                replicas: None,
            },
            platform: Platform::Linux,
            image: None,
            image_before: None,
            argv: &[],
            argv_is_whole: false,
            memory_limit: None,
            memory_limit_span: None,
            memory_request: None,
            memory_peak: None,
            liveness: None,
            startup: None,
            pre_stop: None,
            post_start: false,
            oom_flag: None,
            events: &[],
            log: None,
            kernel_log: None,
            node_conditions: &[],
            siblings: &[],
            lost_together: 0,
            custom_codes: &[],
        }
    }

    /// The end that is to be explained: the present one, or else the one before.
    ///
    /// Where the kubelet lost the container and made the present end up, the one before says more.
    #[must_use]
    pub fn death(&self) -> Option<&Terminated<'a>> {
        match (&self.state, &self.last) {
            (State::Terminated(end), Some(before))
                if end.is_invented() && !before.is_invented() =>
            {
                Some(before)
            }
            (State::Terminated(end), _) => Some(end),
            (_, before) => before.as_ref(),
        }
    }

    /// Whether a wait status is all that is known of where it ran: runtimes report codes instead.
    pub(crate) fn is_plain_process(&self) -> bool {
        let by_wait = |end: &Terminated<'_>| matches!(end.exit, Some(Exit::Wait(_)));
        self.is_unplaced() && self.death().is_some_and(by_wait)
    }

    /// Whether nothing says that it ran in a cluster or in a container.
    pub(crate) fn is_unplaced(&self) -> bool {
        let Subject { namespace, pod, container, node, .. } = self.subject;
        namespace.or(pod).or(container).or(node).is_none()
            && self.image.is_none()
            && self.oom_flag.is_none()
            && self.events.is_empty()
            && self.pod.reason.is_none()
            && self.waiting().is_none()
            && self.death().is_none_or(|end| end.reason.is_none())
    }

    /// The present wait, if the container waits.
    #[must_use]
    pub const fn waiting(&self) -> Option<&Waiting<'a>> {
        match &self.state {
            State::Waiting(waiting) => Some(waiting),
            _ => None,
        }
    }

    fn ended(mut self, change: impl FnOnce(&mut Terminated<'a>)) -> Self {
        let mut terminated = match self.state {
            State::Terminated(terminated) => terminated,
            _ => Terminated::default(),
        };
        change(&mut terminated);
        self.state = State::Terminated(terminated);
        self
    }

    /// Ended with this exit code, as a container runtime or a POSIX shell reports it.
    #[must_use]
    pub fn exit_code(self, code: impl Into<ExitCode>) -> Self {
        let exit = Exit::Code(code.into());
        self.ended(|terminated| terminated.exit = Some(exit))
    }

    /// Ended with this wait status.
    #[must_use]
    pub fn wait_status(self, status: impl Into<WaitStatus>) -> Self {
        let exit = Exit::Wait(status.into());
        self.ended(|terminated| terminated.exit = Some(exit))
    }

    /// Ended for this reason.
    #[must_use]
    pub fn reason(self, reason: impl Into<Text<'a>>) -> Self {
        let reason = reason.into();
        self.ended(|terminated| terminated.reason = Some(reason))
    }

    /// Ended with this message.
    #[must_use]
    pub fn message(self, message: impl Into<Text<'a>>) -> Self {
        let message = message.into();
        self.ended(|terminated| terminated.message = Some(message))
    }

    /// Waits for this reason, with this message.
    #[must_use]
    pub fn waits(
        mut self,
        reason: impl Into<Text<'a>>,
        message: Option<impl Into<Text<'a>>>,
    ) -> Self {
        if let State::Terminated(terminated) = self.state {
            self.last = Some(terminated);
        }
        let message = message.map(Into::into);
        self.state = State::Waiting(Waiting { reason: Some(reason.into()), message });
        self
    }

    /// Has this memory limit, in bytes.
    #[must_use]
    pub const fn memory_limit(mut self, bytes: u64) -> Self {
        self.memory_limit = Some(bytes);
        self.seen = self.seen.with(Source::Spec);
        self
    }

    /// These events were read, and all that there are.
    #[must_use]
    pub const fn events(mut self, events: &'a [Event<'a>]) -> Self {
        self.events = events;
        self.seen = self.seen.with(Source::Events);
        self
    }

    /// This log was read; an empty one says that the program wrote nothing.
    #[must_use]
    pub fn log(mut self, log: impl Into<Text<'a>>) -> Self {
        self.log = Some(log.into());
        self.seen = self.seen.with(Source::Log);
        self
    }

    /// This kernel log was read.
    #[must_use]
    pub fn kernel_log(mut self, log: impl Into<Text<'a>>) -> Self {
        self.kernel_log = Some(log.into());
        self.seen = self.seen.with(Source::KernelLog);
        self
    }
}
