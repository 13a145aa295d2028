//! Facts: what an observation can say about a death, each with where it is said.
//!
//! To add one: a row here, and the line in `facts/` that finds it. Rules in `kb/rules.rs` use it by
//! name. The text is what a person reads as evidence; `{text}`, `{subject}`, `{a}` and `{b:…}` are
//! the witness's, with `:bytes` or `:seconds` where a number has a unit.

macro_rules! facts {
    ($($Fact:ident = ($source:ident, $id:literal, $text:literal)),+ $(,)?) => {
        /// Something that an observation says, apart from what a line of text says.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        #[repr(u8)]
        pub enum Fact {
            $(
                #[doc = concat!("`", $id, "`: ", $text, ".")]
                $Fact,
            )+
        }

        impl Fact {
            /// Every fact, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$Fact),+];

            /// The stable id, in kebab case.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$Fact => $id,)+
                }
            }

            /// The source that says it, or whose silence says that it is not so.
            #[must_use]
            pub const fn source(self) -> Source {
                match self {
                    $(Self::$Fact => Source::$source,)+
                }
            }

            /// What a person reads, with the places of the witness's values.
            pub(crate) const fn template(self) -> &'static str {
                match self {
                    $(Self::$Fact => $text,)+
                }
            }
        }
    };
}

use crate::Source;

facts!(
    // The exit code.
    CodeZero = (Status, "exit-zero", "the exit code is 0"),
    CodePlain = (Status, "exit-plain", "the exit code is {a}, which no signal makes"),
    CodeSigkill =
        (Status, "exit-sigkill", "the exit code is {a}: SIGKILL, or a program's own choice"),
    CodeSigterm =
        (Status, "exit-sigterm", "the exit code is {a}: SIGTERM, or a program's own choice"),
    CodeSigsegv =
        (Status, "exit-sigsegv", "the exit code is {a}: SIGSEGV, or a program's own choice"),
    CodeSigabrt =
        (Status, "exit-sigabrt", "the exit code is {a}: SIGABRT, or a program's own choice"),
    CodeSigfpe = (Status, "exit-sigfpe", "the exit code is {a}: SIGFPE, or a program's own choice"),
    CodeSigill = (Status, "exit-sigill", "the exit code is {a}: SIGILL, or a program's own choice"),
    CodeSigbus = (Status, "exit-sigbus", "the exit code is {a}: SIGBUS, or a program's own choice"),
    CodeSigtrap =
        (Status, "exit-sigtrap", "the exit code is {a}: SIGTRAP, or a program's own choice"),
    CodeSigsys = (Status, "exit-sigsys", "the exit code is {a}: SIGSYS, or a program's own choice"),
    CodeSigint = (Status, "exit-sigint", "the exit code is {a}: SIGINT, or a program's own choice"),
    CodeSighup = (Status, "exit-sighup", "the exit code is {a}: SIGHUP, or a program's own choice"),
    CodeSigpipe =
        (Status, "exit-sigpipe", "the exit code is {a}: SIGPIPE, or a program's own choice"),
    CodeSigxcpu =
        (Status, "exit-sigxcpu", "the exit code is {a}: SIGXCPU, or a program's own choice"),
    CodeSigxfsz =
        (Status, "exit-sigxfsz", "the exit code is {a}: SIGXFSZ, or a program's own choice"),
    CodeOtherSignal =
        (Status, "exit-signal", "the exit code is {a}: {text}, or a program's own choice"),
    Signaled = (Status, "signaled", "the wait status says that {text} killed it"),
    CoreDumped = (Status, "core-dumped", "the kernel wrote a core file"),
    Code1 = (Status, "exit-1", "the exit code is 1, the general failure"),
    Code2 =
        (Status, "exit-2", "the exit code is 2, which shells and many programs use for bad usage"),
    Code64 = (Status, "exit-64", "the exit code is 64, EX_USAGE"),
    Code78 = (Status, "exit-78", "the exit code is 78, EX_CONFIG"),
    Code101 = (Status, "exit-101", "the exit code is 101, as a Rust panic makes it"),
    Code124 = (Status, "exit-124", "the exit code is 124, as `timeout` makes it"),
    Code126 = (Status, "exit-126", "the exit code is 126: found but not executable"),
    Code127 =
        (Status, "exit-127", "the exit code is 127: command, library or interpreter not found"),
    Code255 = (Status, "exit-255", "the exit code is 255"),
    CodeCustom =
        (Status, "exit-custom", "the exit code is {a}, which you gave the meaning: {text}"),
    CodeMeaning = (Status, "exit-meaning", "{subject} uses exit code {a} for: {text}"),
    CodeLost = (Status, "exit-lost", "the exit code is {a}: the runtime has no record of it"),
    NtControlC = (Status, "nt-control-c", "the exit code is STATUS_CONTROL_C_EXIT (0xC000013A)"),
    NtAccessViolation =
        (Status, "nt-access-violation", "the exit code is STATUS_ACCESS_VIOLATION (0xC0000005)"),
    NtDllMissing = (Status, "nt-dll-missing", "the exit code is {text}"),
    NtStackOverflow = (Status, "nt-stack-overflow", "the exit code is {text}"),
    NtFailFast = (Status, "nt-fail-fast", "the exit code is {text}"),
    // The reasons of a container's end.
    ReasonOomKilled = (Status, "terminated-reason-oom-killed", "the reason is OOMKilled"),
    ReasonError = (Status, "terminated-reason-error", "the reason is Error, and not OOMKilled"),
    ReasonCompleted = (Status, "terminated-reason-completed", "the reason is Completed"),
    ReasonStartError = (Status, "terminated-reason-start-error", "the reason is {text}"),
    ReasonStatusUnknown = (
        Status,
        "terminated-reason-status-unknown",
        "the reason is ContainerStatusUnknown, with which the kubelet invents an exit code of 137"
    ),
    ReasonUnknown = (Status, "terminated-reason-unknown", "the reason is Unknown"),
    ReasonRestartingAll = (
        Status,
        "terminated-reason-restarting-all",
        "the reason is RestartingAllContainers, with which the kubelet invents an exit code of 137"
    ),
    ReasonSeccomp = (Status, "terminated-reason-seccomp", "the reason is {text}"),
    OomFlag =
        (Status, "oom-flag", "the engine says OOMKilled: some process of the container was killed"),
    NoOomFlag = (Status, "no-oom-flag", "the engine says that no process was OOM-killed"),
    NeverStarted = (Status, "never-started", "the container was never started"),
    StartMessage = (Status, "start-message", "the runtime says: {text}"),
    // The reasons of a container's wait.
    WaitCrashLoop = (Status, "waiting-crash-loop", "it waits in CrashLoopBackOff{a:after}"),
    WaitImage = (Status, "waiting-image", "it waits for its image: {text}"),
    WaitImageNever = (Status, "waiting-image-never", "it waits with ErrImageNeverPull"),
    WaitImageName = (Status, "waiting-image-name", "it waits with InvalidImageName"),
    WaitSignature = (Status, "waiting-signature", "it waits with {text}"),
    WaitRegistry = (Status, "waiting-registry", "it waits with RegistryUnavailable"),
    WaitConfig = (Status, "waiting-config", "it waits with CreateContainerConfigError"),
    WaitCreate =
        (Status, "waiting-create", "it waits with {text}: the runtime refuses to start it"),
    WaitPostStart = (Status, "waiting-post-start", "it waits with PostStartHookError"),
    WaitCreating = (Status, "waiting-creating", "it waits to be created: {text}"),
    // The pod.
    PodRunning = (Status, "pod-running", "the pod runs"),
    PodEnded = (Status, "pod-ended", "the pod has ended: {text}"),
    PodSucceeded = (Status, "pod-succeeded", "the pod has succeeded"),
    PodPending = (Status, "pod-pending", "the pod is pending"),
    PodDeleted = (Status, "pod-deleted", "the pod was deleted"),
    PodEvicted = (Status, "pod-evicted", "the pod's reason is Evicted"),
    PodDeadline = (Status, "pod-deadline", "the reason is DeadlineExceeded"),
    PodNodeLost = (Status, "pod-node-lost", "the pod's reason is NodeLost"),
    PodNodeShutdown =
        (Status, "pod-node-shutdown", "the pod's reason is {text}: its node shut down"),
    PodPreempting = (Status, "pod-preempting", "the pod's reason is Preempting"),
    PodRejected = (Status, "pod-rejected", "the kubelet refused the pod: {text}"),
    PodOtherReason = (Status, "pod-other-reason", "the pod failed and never ran: {text}"),
    JobGaveUp = (Status, "job-gave-up", "the Job gave up on its pods: {text}"),
    PodUnschedulable = (Status, "pod-unschedulable", "the scheduler finds no node: {text}"),
    PodGated = (Status, "pod-gated", "the pod has a scheduling gate"),
    TargetOfScheduler = (Status, "disruption-scheduler", "a pod of higher priority took its place"),
    TargetOfEvictionApi =
        (Status, "disruption-api", "it was evicted through the API, as a drain does"),
    TargetOfTaint = (Status, "disruption-taint", "a taint of the node drove it away"),
    TargetOfPodGc = (Status, "disruption-pod-gc", "its node no longer exists"),
    Restarted = (Status, "restarted", "it was restarted {a:times}"),
    FirstRun = (Status, "first-run", "it was never restarted"),
    InInit = (Status, "role-init", "it is an init container"),
    // What was asked for.
    MemoryLimit = (Spec, "memory-limit", "the container's memory limit is {a:bytes}"),
    NoMemoryLimit = (Spec, "no-memory-limit", "the container has no memory limit"),
    PodMemoryLimit = (Spec, "pod-memory-limit", "the pod's memory limit is {a:bytes}"),
    HeapExceedsLimit = (
        Spec,
        "heap-exceeds-limit",
        "the heap may grow to {a:bytes}, and the memory limit is {b:bytes}"
    ),
    RestartsAlways = (Spec, "restart-always", "the pod's restartPolicy is Always"),
    RestartsNot = (Spec, "restart-never", "the pod's restartPolicy is {text}"),
    HasLiveness = (Spec, "liveness-probe", "it has a liveness probe"),
    HasStartup = (Spec, "startup-probe", "it has a startup probe"),
    HasPostStart = (Spec, "post-start", "it has a postStart hook"),
    HasPreStop = (Spec, "pre-stop", "it has a preStop hook"),
    PreStopExceedsGrace = (
        Spec,
        "pre-stop-exceeds-grace",
        "preStop sleeps {a:seconds} of a grace period of {b:seconds}"
    ),
    DeafEntryPoint = (Spec, "entry-point-deaf", "the entry point does not act on SIGTERM: {text}"),
    ListeningEntryPoint = (Spec, "entry-point-listens", "the entry point handles SIGTERM: {text}"),
    ChangesOwners = (Spec, "changes-owners", "the command changes owners or modes: {text}"),
    ImageChanged = (Spec, "image-changed", "the image changed from {text}"),
    // Times.
    StoppedBefore =
        (Events, "stop-asked-before", "a stop was asked for {a:seconds} before it ended"),
    GraceUsedUp = (
        Events,
        "grace-used-up",
        "it lived {a:seconds} after the stop began, and its budget was {b:seconds}"
    ),
    EndedWithinGrace = (
        Events,
        "ended-within-grace",
        "it ended {a:seconds} after the stop began, inside its budget of {b:seconds}"
    ),
    LivedBriefly = (Status, "lived-briefly", "it lived {a:seconds}"),
    DiedTogether = (Status, "died-together", "{a} containers were lost in the same second"),
    AfterMainEnded = (Status, "after-main-ended", "container {text} had ended before"),
    // Events.
    EvStop = (Events, "event-stop", "the kubelet was asked to stop it: {text}"),
    EvLivenessKill = (Events, "event-liveness-kill", "the kubelet says: {text}"),
    EvStartupKill = (Events, "event-startup-kill", "the kubelet says: {text}"),
    EvResizeKill = (Events, "event-resize-kill", "the kubelet says: {text}"),
    EvHookKill = (Events, "event-hook-kill", "the kubelet says: {text}"),
    EvLivenessFailed = (Events, "event-liveness-failed", "{text}"),
    EvStartupFailed = (Events, "event-startup-failed", "{text}"),
    EvPreStopFailed = (Events, "event-pre-stop-failed", "the preStop hook failed: {text}"),
    EvPostStartFailed = (Events, "event-post-start-failed", "the postStart hook failed: {text}"),
    EvGraceExceeded = (Events, "event-grace-exceeded", "the kubelet says: {text}"),
    EvPreempted = (Events, "event-preempted", "it was preempted: {text}"),
    EvEvicted = (Events, "event-evicted", "it was evicted: {text}"),
    EvTaint = (Events, "event-taint-eviction", "a taint drove it away: {text}"),
    EvDeadline = (Events, "event-deadline", "its deadline passed: {text}"),
    EvSandboxChanged = (Events, "event-sandbox-changed", "the pod's sandbox changed: {text}"),
    EvNodeNotReady = (Events, "event-node-not-ready", "the node stopped reporting: {text}"),
    EvSandboxFailed = (Events, "event-sandbox-failed", "the pod's sandbox failed: {text}"),
    EvMount = (Events, "event-mount", "a volume could not be mounted: {text}"),
    EvUnschedulable = (Events, "event-unschedulable", "the scheduler found no node: {text}"),
    EvRejected = (Events, "event-rejected", "the kubelet refused the pod: {text}"),
    EvRebooted = (Events, "event-rebooted", "the node was rebooted: {text}"),
    NodePressure = (Node, "node-memory-pressure", "the node is short of memory: {text}"),
    EvMemcgOom = (Events, "event-memcg-oom", "the node reports a kill at a memory limit: {text}"),
    EvSystemOom = (Events, "event-system-oom", "the node itself ran out of memory: {text}"),
    EvNodeShutdown = (Events, "event-node-shutdown", "the node shut down: {text}"),
    EvNodeTaken = (Events, "event-node-taken", "the cloud took the node away: {text}"),
    EvScaledDown = (Events, "event-scaled-down", "its owner was scaled down: {text}"),
    EvPullFailed = (Events, "event-pull-failed", "the image could not be pulled: {text}"),
    EvFailed = (Events, "event-failed", "the kubelet says: {text}"),
    // The kernel's log.
    KernelKilledOwn = (
        KernelLog,
        "kernel-oom-own",
        "the kernel killed for the container's own limit{a:limit}: {text}"
    ),
    KernelKilledAtPod =
        (KernelLog, "kernel-oom-pod", "the kernel killed for the pod's limit{a:limit}: {text}"),
    KernelKilledGlobal = (
        KernelLog,
        "kernel-oom-node",
        "the kernel killed because the node ran out of memory: {text}"
    ),
    KernelFault = (KernelLog, "kernel-fault", "the kernel reports a fault of the program: {text}"),
);
