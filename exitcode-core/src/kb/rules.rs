//! The rules: which clues make a cause possible, likely or confirmed.
//!
//! To teach the diagnosis a cause, add a row. Each clause is a conjunction:
//! `all(…)` are present, of `any(…)` one is, `absent(…)` were looked for and are not there,
//! `without(…)` are not present, of `open(…)` one is not known to be absent. `Set(…)` stands for
//! a named set, `Says(…)` for a saying. Confidence comes from clauses only: there is no weight.
//!
//! A `confirmed` clause names what the kubelet, the kernel, the runtime or the loader says in so
//! many words, and the rivals that could have killed the process all the same.

use crate::clue::{Clue, ClueSet};
use crate::rule::{Clause, Rule};
use crate::{Cause, Fact, Saying};

macro_rules! set {
    () => { ClueSet::EMPTY };
    (Says($saying:ident) $(, $($rest:tt)*)?) => {
        set!($($($rest)*)?).with(Clue::Says(Saying::$saying))
    };
    (Set($set:ident) $(, $($rest:tt)*)?) => { set!($($($rest)*)?).union($set) };
    ($fact:ident $(, $($rest:tt)*)?) => { set!($($($rest)*)?).with(Clue::Fact(Fact::$fact)) };
}

macro_rules! clause {
    ($first:ident($($clues:tt)*) $(.$part:ident($($more:tt)*))*) => {
        Clause {
            $first: set!($($clues)*),
            $($part: set!($($more)*),)*
            ..NOTHING
        }
    };
}

const NOTHING: Clause = Clause {
    all: ClueSet::EMPTY,
    any: ClueSet::EMPTY,
    absent: ClueSet::EMPTY,
    without: ClueSet::EMPTY,
    open: ClueSet::EMPTY,
};

macro_rules! clauses {
    ([$($done:expr,)*]) => { &[$($done),*] };
    ([$($done:expr,)*]
        $first:ident($($clues:tt)*) $(.$part:ident($($more:tt)*))*
        $(, $($rest:tt)*)?
    ) => {
        clauses!(
            [$($done,)* clause!($first($($clues)*) $(.$part($($more)*))*),]
            $($($rest)*)?
        )
    };
}

macro_rules! rules {
    ($(
        $Cause:ident = Rule {
            confirmed: [$($confirmed:tt)*],
            likely: [$($likely:tt)*],
            possible: [$($possible:tt)*],
            against: [$($against:tt)*],
            excluded_by: [$($excluded:tt)*] $(,)?
        }
    ),+ $(,)?) => {
        /// Every rule, in the order of the causes' table.
        pub(crate) const RULES: &[Rule] = &[$(
            Rule {
                cause: Cause::$Cause,
                confirmed: clauses!([] $($confirmed)*),
                likely: clauses!([] $($likely)*),
                possible: clauses!([] $($possible)*),
                against: set!($($against)*),
                excluded_by: set!($($excluded)*),
            }
        ),+];
    };
}

/// Somebody asked the container to stop.
const STOPS: ClueSet = set!(EvStop, PodDeleted, AfterMainEnded);

/// The kubelet stopped it to start it again.
const KILLS: ClueSet = set!(EvLivenessKill, EvStartupKill, EvResizeKill, EvHookKill);

/// Something ended the whole pod, and every container with it.
const POD_ENDINGS: ClueSet = set!(
    PodEvicted,
    PodDeadline,
    PodNodeLost,
    PodNodeShutdown,
    PodPreempting,
    TargetOfScheduler,
    TargetOfEvictionApi,
    TargetOfTaint,
    TargetOfPodGc,
    EvPreempted,
    EvEvicted,
    EvDeadline,
    EvNodeShutdown,
    EvSandboxChanged,
);

/// The kernel's log says that it killed a process of the container.
const KERNEL_KILLS: ClueSet = set!(KernelKilledOwn, KernelKilledAtPod, KernelKilledGlobal);

/// Whatever else could have ended a container that some OOM kill had merely wounded.
const RIVALS_OF_OOM: ClueSet = set!(Set(STOPS), Set(KILLS), Set(POD_ENDINGS));

/// The exit code is not the process's own.
const INVENTED: ClueSet = set!(ReasonStatusUnknown, ReasonRestartingAll, ReasonUnknown, CodeLost);

/// The program never ran.
const NEVER_RAN: ClueSet = set!(ReasonStartError, NeverStarted);

/// It ended with a code that is neither success nor a signal's, or reports none at all.
const FAILURES: ClueSet = set!(CodePlain);

/// A death by a signal that the program or the processor raised itself.
const FAULTS: ClueSet =
    set!(CodeSigsegv, CodeSigabrt, CodeSigfpe, CodeSigill, CodeSigbus, CodeSigtrap, CodeSigsys,);

/// The program ended by itself, and not well.
const OWN_FAILURES: ClueSet = set!(Set(FAILURES), Set(FAULTS));

/// Any word of how the program ended.
const ENDINGS: ClueSet = set!(
    Set(OWN_FAILURES),
    Set(NEVER_RAN),
    Set(INVENTED),
    CodeZero,
    CodeSigkill,
    CodeSigterm,
    CodeSigint,
    CodeSighup,
    CodeSigpipe,
    CodeSigxcpu,
    CodeSigxfsz,
    CodeOtherSignal,
    NtControlC,
    NtAccessViolation,
    NtDllMissing,
    NtStackOverflow,
    NtFailFast,
    ReasonOomKilled,
    ReasonCompleted,
    OomFlag,
    EvLivenessKill,
    EvStartupKill,
);

/// The waits for an image.
const IMAGE_WAITS: ClueSet = set!(WaitImage, EvPullFailed);

/// The waits and ends in which the runtime refuses to start the container.
const START_FAILURES: ClueSet = set!(ReasonStartError, WaitCreate, StartMessage, EvFailed);

/// What a runtime says in its own words when it refuses to start a container.
const NAMED_START_ERRORS: ClueSet = set!(
    Says(ExecutableNotFound),
    Says(ExecPermissionDenied),
    Says(ExecIsDirectory),
    Says(InterpreterMissing),
    Says(ExecFormatError),
    Says(WorkingDirMissing),
    Says(MountOnWrongType),
    Says(SubPathMissing),
    Says(RuntimeNameConflict),
    Says(RuntimeMemoryTooLow),
    Says(WindowsOsMismatch),
    Says(SharedLibraryMissing),
    Says(ReadOnlyFilesystem),
);

/// What a language's runtime prints when the program failed and nobody caught it.
const UNCAUGHT: ClueSet = set!(
    Says(PythonTraceback),
    Says(GoPanic),
    Says(RustPanic),
    Says(JavaException),
    Says(NodeException),
    Says(DotnetException),
    Says(RubyException),
    Says(PhpFatal),
    Says(PerlDie),
    Says(ModuleNotFound),
    Says(GoFatal),
    Says(GoTraceback),
    Says(GoOutOfMemory),
    Says(PhpMemoryLimit),
    Says(ErlangCrash),
    Says(SanitizerError),
    Says(SyntaxError),
    Says(RuntimeVersionTooOld),
    Says(FatalLogged),
    Says(GpuOutOfMemory),
);

/// What a program says that names a more particular trouble than "it failed".
const NAMED_TROUBLES: ClueSet = set!(
    Says(JvmHeapOom),
    Says(NodeHeapOom),
    Says(ConfigInvalid),
    Says(EnvMissing),
    Says(UnknownFlag),
    Says(ConnectionRefused),
    Says(NameResolution),
    Says(ConnectionTimeout),
    Says(AuthenticationFailed),
    Says(DataCorrupt),
    Says(LockHeld),
    Says(PermissionDeniedVolume),
    Says(PermissionDenied),
    Says(ReadOnlyFilesystem),
    Says(NoSpace),
    Says(PortBindPermission),
    Says(PortInUse),
    Says(MaxMapCount),
    Says(InotifyLimit),
    Says(KernelFeatureMissing),
    Says(FdLimit),
    Says(CannotForkOrThread),
    Says(SharedLibraryMissing),
    Says(LibcVersionMissing),
    Says(ExecFormatError),
    Says(InterpreterMissing),
    Says(CrlfLineEnding),
    Says(ShellCommandNotFound),
    Says(ShellFileNotFound),
    Says(ShellNotExecutable),
    Says(StackOverflow),
);

/// What a registry or a runtime says when an image cannot be had.
const NAMED_PULL_ERRORS: ClueSet = set!(
    Says(ImageNotFound),
    Says(ImagePullDenied),
    Says(ImageUnauthorized),
    Says(ImageRateLimited),
    Says(ImagePlatformMissing),
    Says(RegistryTls),
    Says(RegistryUnreachable),
    Says(ImageNameInvalid),
    Says(ImageNeverPull),
    Says(ImageSignatureRejected),
);

rules!(
    // Memory.
    OomContainerLimit = Rule {
        confirmed: [
            all(KernelKilledOwn, CodeSigkill).without(Set(INVENTED), Set(KILLS), Set(STOPS)),
            any(KernelKilledOwn).without(
                CodeZero,
                CodeSigterm,
                Set(OWN_FAILURES),
                Set(INVENTED),
                Set(KILLS),
                Set(STOPS)
            ),
            all(ReasonOomKilled, CodeSigkill, MemoryLimit).absent(Set(RIVALS_OF_OOM)),
            all(Says(RuntimeMemoryTooLow), MemoryLimit).any(Set(START_FAILURES)),
        ],
        likely: [
            all(ReasonOomKilled, CodeSigkill).without(NoMemoryLimit),
            all(OomFlag, CodeSigkill).without(NoMemoryLimit),
            all(KernelKilledOwn, CodeSigkill),
            all(Says(RuntimeMemoryTooLow)),
            all(Says(KernelOomKill)).without(Says(ChildKilled), Says(ShellKilledChild)),
            all(EvMemcgOom).open(CodeSigkill),
            all(ReasonOomKilled).without(
                Set(OWN_FAILURES),
                CodeZero,
                CodeSigterm,
                NoMemoryLimit,
                CodeSigkill,
                CodeLost
            ),
        ],
        possible: [
            all(ReasonOomKilled).without(NoMemoryLimit),
            all(CodeSigkill)
                .without(
                    Set(STOPS),
                    Set(KILLS),
                    Set(POD_ENDINGS),
                    Set(INVENTED),
                    NoMemoryLimit,
                    ReasonOomKilled
                )
                .open(ReasonOomKilled),
            any(WaitCrashLoop, Says(RestartBackOff)).without(Set(ENDINGS), Set(START_FAILURES)),
        ],
        against: [EvStop, EvLivenessKill, NoOomFlag, PodDeleted],
        excluded_by: [KernelKilledGlobal, KernelKilledAtPod],
    },
    OomHeapExceedsLimit = Rule {
        confirmed: [
            all(ReasonOomKilled, CodeSigkill, MemoryLimit, HeapExceedsLimit)
                .absent(Set(RIVALS_OF_OOM))
                .without(KernelKilledGlobal, KernelKilledAtPod),
            all(KernelKilledOwn, HeapExceedsLimit, CodeSigkill).without(
                Set(INVENTED),
                Set(KILLS),
                Set(STOPS),
                KernelKilledGlobal,
                KernelKilledAtPod
            ),
        ],
        likely: [all(ReasonOomKilled, HeapExceedsLimit)],
        possible: [],
        against: [],
        excluded_by: [],
    },
    OomChildProcess = Rule {
        confirmed: [
            all(ReasonOomKilled).any(CodeZero, CodeSigterm, Set(OWN_FAILURES)),
            all(OomFlag).any(CodeZero, CodeSigterm, Set(OWN_FAILURES)),
            all(KernelKilledOwn)
                .any(CodeZero, CodeSigterm, Set(OWN_FAILURES))
                .without(Set(INVENTED), Set(KILLS)),
        ],
        likely: [
            all(Says(ShellKilledChild)).any(ReasonOomKilled, OomFlag, MemoryLimit),
            all(Says(ShellKilledChild))
                .any(CodeZero, CodeSigterm, Set(OWN_FAILURES), Says(KernelOomKill), EvMemcgOom)
                .without(CodeSigkill, Set(INVENTED)),
            all(Says(ChildKilled))
                .any(CodeZero, CodeSigterm, Set(OWN_FAILURES), Says(KernelOomKill), EvMemcgOom)
                .without(CodeSigkill, Set(INVENTED)),
        ],
        possible: [
            any(Says(ShellKilledChild), Says(ChildKilled)).without(CodeSigkill, Set(INVENTED)),
            all(ReasonOomKilled, CodeSigkill).any(Set(STOPS), Set(KILLS)),
            all(OomFlag, CodeSigkill).any(Set(STOPS), Set(KILLS)),
            all(ReasonOomKilled).any(Set(STOPS)),
            all(ReasonOomKilled).any(CodeLost, Set(INVENTED)),
        ],
        against: [],
        excluded_by: [],
    },
    OomPodLimit = Rule {
        confirmed: [
            all(KernelKilledAtPod).without(Set(INVENTED), Set(KILLS), Set(STOPS)),
            all(ReasonOomKilled, CodeSigkill, NoMemoryLimit, PodMemoryLimit)
                .without(Set(STOPS), Set(KILLS)),
        ],
        likely: [any(KernelKilledAtPod), all(ReasonOomKilled, NoMemoryLimit, PodMemoryLimit)],
        possible: [all(ReasonOomKilled, MemoryLimit, PodMemoryLimit)],
        against: [],
        excluded_by: [KernelKilledGlobal, KernelKilledOwn],
    },
    OomNode = Rule {
        confirmed: [all(KernelKilledGlobal).without(
            CodeZero,
            CodeSigterm,
            Set(INVENTED),
            Set(KILLS),
            Set(STOPS)
        )],
        likely: [
            any(KernelKilledGlobal),
            all(ReasonOomKilled, CodeSigkill, NoMemoryLimit).without(PodMemoryLimit),
            all(EvSystemOom, CodeSigkill).without(MemoryLimit),
            all(EvSystemOom).open(CodeSigkill),
            all(Says(SystemOom)),
            all(NodePressure, CodeSigkill, ReasonError).without(
                MemoryLimit,
                Set(STOPS),
                Set(KILLS),
                Set(POD_ENDINGS),
                Set(INVENTED)
            ),
        ],
        possible: [
            all(ReasonOomKilled, NoMemoryLimit),
            all(EvSystemOom, CodeSigkill),
            all(CodeSigkill, ReasonError, NoMemoryLimit).without(
                Set(STOPS),
                Set(KILLS),
                Set(POD_ENDINGS),
                Set(INVENTED)
            ),
            all(NodePressure, CodeSigkill).without(
                Set(STOPS),
                Set(KILLS),
                Set(POD_ENDINGS),
                Set(INVENTED)
            ),
        ],
        against: [MemoryLimit],
        excluded_by: [KernelKilledOwn, KernelKilledAtPod],
    },
    JvmHeapOom = Rule {
        confirmed: [any(Says(JvmHeapOom), Says(JvmMetaspaceOom), Says(JvmDirectMemoryOom))
            .without(CodeZero, ReasonOomKilled)],
        likely: [
            any(Says(JvmHeapOom), Says(JvmMetaspaceOom), Says(JvmDirectMemoryOom))
                .without(CodeZero),
            all(Says(JvmCannotReserve)).without(CodeZero, Says(ThreadDenied)),
        ],
        possible: [any(Says(JvmHeapOom), Says(JvmMetaspaceOom), Says(JvmDirectMemoryOom))],
        against: [ReasonOomKilled],
        excluded_by: [],
    },
    NodeHeapOom = Rule {
        confirmed: [all(Says(NodeHeapOom)).without(CodeZero, ReasonOomKilled)],
        likely: [all(Says(NodeHeapOom)).without(CodeZero)],
        possible: [all(Says(NodeHeapOom))],
        against: [ReasonOomKilled],
        excluded_by: [],
    },
    // Killed by the kubelet.
    LivenessProbeKilled = Rule {
        confirmed: [
            all(EvLivenessKill).without(
                Set(KERNEL_KILLS),
                ReasonOomKilled,
                Set(INVENTED),
                Set(POD_ENDINGS),
                EvStartupKill,
                EvStop
            ),
            all(EvLivenessKill, EvLivenessFailed).without(
                Set(KERNEL_KILLS),
                ReasonOomKilled,
                Set(INVENTED),
                Set(POD_ENDINGS),
                EvStartupKill,
                EvStop
            ),
        ],
        likely: [
            all(EvLivenessKill),
            all(EvLivenessFailed).any(CodeSigkill, CodeSigterm, CodeZero).without(
                ReasonOomKilled,
                EvStop,
                Set(POD_ENDINGS),
                Set(INVENTED)
            ),
            all(EvLivenessFailed, WaitCrashLoop).without(ReasonOomKilled, Set(NEVER_RAN)),
            all(Says(LivenessProbeFailed)).without(
                Set(POD_ENDINGS),
                ReasonOomKilled,
                Set(INVENTED),
                CodePlain
            ),
            all(EvLivenessFailed, Restarted).without(ReasonOomKilled, CodePlain),
            all(EvLivenessFailed, EvStop).any(RestartsNot, PodEnded).without(
                ReasonOomKilled,
                PodDeleted,
                Set(POD_ENDINGS),
                Set(INVENTED)
            ),
            all(Says(LivenessProbeKill)).without(ReasonOomKilled, Set(POD_ENDINGS)),
        ],
        possible: [
            all(HasLiveness)
                .any(CodeSigkill, CodeSigterm, CodeZero)
                .without(
                    EvLivenessKill,
                    ReasonOomKilled,
                    Set(POD_ENDINGS),
                    PodDeleted,
                    Set(INVENTED)
                )
                .open(EvLivenessKill),
            all(EvLivenessFailed),
            any(WaitCrashLoop, Says(RestartBackOff)).without(Set(ENDINGS), Set(START_FAILURES)),
        ],
        against: [],
        excluded_by: [],
    },
    StartupProbeKilled = Rule {
        confirmed: [
            all(EvStartupKill).without(
                Set(KERNEL_KILLS),
                ReasonOomKilled,
                Set(INVENTED),
                Set(POD_ENDINGS),
                EvLivenessKill,
                EvStop
            ),
            all(EvStartupKill, EvStartupFailed).without(
                Set(KERNEL_KILLS),
                ReasonOomKilled,
                Set(INVENTED),
                Set(POD_ENDINGS),
                EvLivenessKill,
                EvStop
            ),
        ],
        likely: [
            all(EvStartupKill),
            all(EvStartupFailed).any(CodeSigkill, CodeSigterm, CodeZero).without(
                ReasonOomKilled,
                EvStop,
                Set(POD_ENDINGS),
                Set(INVENTED)
            ),
            all(EvStartupFailed, WaitCrashLoop).without(ReasonOomKilled, Set(NEVER_RAN)),
            all(Says(StartupProbeFailed)).without(Set(POD_ENDINGS), ReasonOomKilled, CodePlain),
            all(EvStartupFailed, EvStop).any(RestartsNot, PodEnded).without(
                ReasonOomKilled,
                PodDeleted,
                Set(POD_ENDINGS),
                Set(INVENTED)
            ),
            all(Says(StartupProbeKill)).without(ReasonOomKilled, Set(POD_ENDINGS)),
        ],
        possible: [
            all(HasStartup)
                .any(CodeSigkill, CodeSigterm, CodeZero)
                .without(
                    EvStartupKill,
                    ReasonOomKilled,
                    Set(POD_ENDINGS),
                    PodDeleted,
                    Set(INVENTED)
                )
                .open(EvStartupKill),
            all(EvStartupFailed),
        ],
        against: [],
        excluded_by: [],
    },
    PrestopOverranGrace = Rule {
        confirmed: [all(CodeSigkill, PreStopExceedsGrace, GraceUsedUp)
            .any(Set(STOPS), EvLivenessKill, EvStartupKill)
            .without(
                ReasonOomKilled,
                EvResizeKill,
                EvHookKill,
                Set(INVENTED),
                EvSandboxChanged,
                Set(KERNEL_KILLS)
            ),],
        likely: [
            all(EvPreStopFailed, GraceUsedUp),
            all(CodeSigkill, PreStopExceedsGrace)
                .any(Set(STOPS), Set(KILLS))
                .without(ReasonOomKilled),
        ],
        possible: [any(EvPreStopFailed, Says(PreStopFailed)), all(HasPreStop, GraceUsedUp)],
        against: [],
        excluded_by: [],
    },
    SigtermUnhandled = Rule {
        confirmed: [all(CodeSigkill, GraceUsedUp, DeafEntryPoint)
            .any(Set(STOPS), EvLivenessKill, EvStartupKill)
            .without(
                ReasonOomKilled,
                PreStopExceedsGrace,
                HasPreStop,
                EvResizeKill,
                EvHookKill,
                Set(INVENTED),
                EvSandboxChanged,
                Set(KERNEL_KILLS)
            ),],
        likely: [
            all(CodeSigkill, DeafEntryPoint)
                .any(Set(STOPS), Set(KILLS))
                .without(ReasonOomKilled, PreStopExceedsGrace),
            all(Says(GraceExceeded)).without(
                HasPreStop,
                ListeningEntryPoint,
                ReasonOomKilled,
                CodeZero,
                CodePlain
            ),
        ],
        possible: [
            all(CodeSigkill)
                .any(Set(STOPS), Set(KILLS), GraceUsedUp)
                .without(ReasonOomKilled, ListeningEntryPoint),
            all(CodeSigkill, ReasonError, DeafEntryPoint)
                .without(Set(POD_ENDINGS), ReasonOomKilled)
                .open(EvStop),
            all(CodeSigkill, NoOomFlag, DeafEntryPoint),
        ],
        against: [ListeningEntryPoint],
        excluded_by: [],
    },
    GracePeriodExpired = Rule {
        confirmed: [
            all(CodeSigkill, ReasonError, GraceUsedUp)
                .any(Set(STOPS), EvLivenessKill, EvStartupKill)
                .without(EvSandboxChanged, Set(KERNEL_KILLS)),
            all(CodeSigkill, ReasonError, EvGraceExceeded)
                .without(EvSandboxChanged, Set(KERNEL_KILLS)),
        ],
        likely: [
            all(CodeSigkill)
                .any(Set(STOPS), EvLivenessKill, EvStartupKill)
                .without(ReasonOomKilled, Set(INVENTED)),
            all(CodeLost).any(PodDeleted, GraceUsedUp, EvStop).without(EndedWithinGrace),
            all(Says(GraceExceeded)).without(ReasonOomKilled, CodeZero, CodePlain),
        ],
        possible: [all(CodeSigkill)
            .without(
                ReasonOomKilled,
                Set(INVENTED),
                Set(POD_ENDINGS),
                Set(STOPS),
                Set(KILLS),
                OomFlag
            )
            .open(EvStop, EvLivenessKill)],
        against: [EndedWithinGrace],
        excluded_by: [],
    },
    SigtermGraceful = Rule {
        confirmed: [all(StoppedBefore, EvStop).any(CodeSigterm, CodeZero).without(
            ReasonOomKilled,
            GraceUsedUp,
            Set(KILLS),
            Set(INVENTED),
            OomFlag,
            Set(KERNEL_KILLS)
        )],
        likely: [
            all(PodDeleted).any(CodeSigterm, CodeZero),
            all(EvStop).any(CodeSigterm, CodeZero),
            all(CodeSigterm).without(ReasonOomKilled, Set(KILLS)),
            all(EvScaledDown).any(CodeSigterm, CodeZero),
            all(EvStop).without(
                CodePlain,
                CodeSigkill,
                Set(FAULTS),
                ReasonOomKilled,
                Set(KILLS),
                Set(POD_ENDINGS),
                PodRunning,
                CodeLost
            ),
        ],
        possible: [
            all(CodePlain).any(EvStop, PodDeleted),
            all(Says(ShutdownRequested)).without(CodePlain),
            all(Says(ContainerStopping)).without(CodePlain, CodeSigkill),
        ],
        against: [],
        excluded_by: [],
    },
    PoststartHookFailed = Rule {
        confirmed: [any(EvPostStartFailed, WaitPostStart)],
        likely: [any(EvHookKill, Says(PostStartFailed))],
        possible: [all(HasPostStart)
            .any(CodeSigkill, CodeSigterm, CodeZero)
            .without(ReasonOomKilled, PodDeleted, Set(POD_ENDINGS))
            .open(EvPostStartFailed)],
        against: [],
        excluded_by: [],
    },
    DeadlineExceeded = Rule {
        confirmed: [any(PodDeadline, EvDeadline)],
        likely: [all(Says(DeadlineExceeded))],
        possible: [],
        against: [],
        excluded_by: [],
    },
    EvictedPodStorageLimit = Rule {
        confirmed: [all(Says(EvictedPodLimit)).any(PodEvicted, EvEvicted)],
        likely: [all(Says(EvictedPodLimit))],
        possible: [],
        against: [],
        excluded_by: [],
    },
    EvictedMemory = Rule {
        confirmed: [all(Says(EvictedMemory)).any(PodEvicted, EvEvicted)],
        likely: [all(Says(EvictedMemory))],
        possible: [any(PodEvicted, EvEvicted).without(
            Says(EvictedPodLimit),
            Says(EvictedStorage),
            Says(EvictedPids)
        )],
        against: [],
        excluded_by: [],
    },
    EvictedEphemeralStorage = Rule {
        confirmed: [all(Says(EvictedStorage)).any(PodEvicted, EvEvicted)],
        likely: [all(Says(EvictedStorage))],
        possible: [any(PodEvicted, EvEvicted).without(
            Says(EvictedPodLimit),
            Says(EvictedMemory),
            Says(EvictedPids)
        )],
        against: [],
        excluded_by: [],
    },
    EvictedPids = Rule {
        confirmed: [all(Says(EvictedPids)).any(PodEvicted, EvEvicted)],
        likely: [all(Says(EvictedPids))],
        possible: [],
        against: [],
        excluded_by: [],
    },
    EvictedByApi = Rule {
        confirmed: [any(TargetOfEvictionApi)],
        likely: [all(Says(ApiEviction))],
        possible: [],
        against: [],
        excluded_by: [],
    },
    EvictedByTaint = Rule {
        confirmed: [any(TargetOfTaint)],
        likely: [any(EvTaint)],
        possible: [all(Says(TaintEviction))],
        against: [],
        excluded_by: [],
    },
    PriorityPreempted = Rule {
        confirmed: [any(TargetOfScheduler, PodPreempting, EvPreempted)],
        likely: [all(Says(Preempted))],
        possible: [],
        against: [],
        excluded_by: [],
    },
    NodeShutdown = Rule {
        confirmed: [any(PodNodeShutdown)],
        likely: [any(EvNodeShutdown), all(Says(NodeShutdown))],
        possible: [],
        against: [],
        excluded_by: [],
    },
    NodePreempted = Rule {
        confirmed: [all(EvNodeTaken).without(Set(OWN_FAILURES), Set(KILLS), ReasonOomKilled)],
        likely: [all(Says(SpotInterrupted)), any(EvNodeTaken)],
        possible: [],
        against: [],
        excluded_by: [],
    },
    NodeReboot = Rule {
        confirmed: [all(EvRebooted).any(Code255, ReasonUnknown, DiedTogether)],
        likely: [
            all(EvRebooted),
            all(DiedTogether, Code255).without(ReasonUnknown, ReasonOomKilled),
            all(Says(NodeRebooted)),
        ],
        possible: [
            all(ReasonUnknown),
            all(Code255).without(Set(NEVER_RAN), Says(ExecFormatError), Says(InterpreterMissing)),
            any(EvSandboxChanged, Says(SandboxChanged)),
        ],
        against: [],
        excluded_by: [],
    },
    NodeLost = Rule {
        confirmed: [any(PodNodeLost, TargetOfPodGc)],
        likely: [
            all(Says(NodeLost)).without(PodRunning),
            all(EvNodeNotReady).without(PodRunning, CodePlain, CodeZero),
        ],
        possible: [],
        against: [],
        excluded_by: [],
    },
    RuntimeStateLost = Rule {
        confirmed: [
            any(ReasonStatusUnknown).without(Set(POD_ENDINGS)),
            all(ReasonUnknown, Code255),
            all(ReasonUnknown, Code255, DiedTogether),
        ],
        likely: [
            any(ReasonUnknown, CodeLost, ReasonStatusUnknown),
            all(Says(StatusLost)),
            all(DiedTogether, Code255),
        ],
        possible: [
            all(CodeSigkill, ReasonError).without(
                Set(STOPS),
                Set(KILLS),
                ReasonOomKilled,
                Set(POD_ENDINGS)
            ),
            all(Code255).without(Set(NEVER_RAN)),
            all(Says(StatusLost)),
        ],
        against: [],
        excluded_by: [],
    },
    SandboxLost = Rule {
        confirmed: [all(EvSandboxChanged)
            .any(CodeSigkill, CodeSigterm, CodeZero, CodePlain)
            .without(
                EvStop,
                PodDeleted,
                ReasonOomKilled,
                Set(KILLS),
                Set(INVENTED),
                Set(KERNEL_KILLS)
            )],
        likely: [
            all(Says(SandboxChanged)).without(EvStop),
            any(EvSandboxChanged),
            all(EvStop, PodEnded, RestartsNot)
                .any(CodeSigkill, CodeSigterm)
                .absent(PodDeleted)
                .without(
                    Set(POD_ENDINGS),
                    Set(KILLS),
                    EvLivenessFailed,
                    EvStartupFailed,
                    EvPostStartFailed,
                    HasPostStart,
                    PodSucceeded,
                    AfterMainEnded,
                    ReasonOomKilled,
                    Set(INVENTED)
                ),
        ],
        possible: [],
        against: [],
        excluded_by: [],
    },
    RestartedByResize = Rule {
        confirmed: [any(EvResizeKill)],
        likely: [all(Says(ResizeRestart))],
        possible: [],
        against: [],
        excluded_by: [],
    },
    RestartedWithSiblings = Rule {
        confirmed: [any(ReasonRestartingAll)],
        likely: [],
        possible: [],
        against: [],
        excluded_by: [],
    },
    KubeletAdmissionRejected = Rule {
        confirmed: [any(PodRejected)],
        likely: [
            any(EvRejected, Says(AdmissionRejected)).without(CodeZero, CodePlain),
            any(PodOtherReason),
        ],
        possible: [],
        against: [],
        excluded_by: [],
    },
    SigkillUnexplained = Rule {
        confirmed: [],
        likely: [
            all(CodeSigkill).without(
                ReasonOomKilled,
                OomFlag,
                Set(STOPS),
                Set(KILLS),
                Set(POD_ENDINGS),
                Set(INVENTED),
                GraceUsedUp,
                Set(KERNEL_KILLS),
                Says(KernelOomKill),
                Says(TimeoutSignalled)
            ),
            // A parent's word of its child, and none of how it ended itself.
            any(Says(ShellKilledChild), Says(ChildKilled)).without(
                Set(ENDINGS),
                Set(STOPS),
                Set(KILLS),
                Set(POD_ENDINGS),
                Set(KERNEL_KILLS),
                EvMemcgOom,
                Says(KernelOomKill),
                Says(TimeoutSignalled)
            ),
        ],
        possible: [all(CodeSigkill).without(Set(INVENTED), ReasonOomKilled, GraceUsedUp)],
        against: [],
        excluded_by: [],
    },
    // Could not start.
    Unschedulable = Rule {
        confirmed: [any(PodUnschedulable)],
        likely: [
            any(EvUnschedulable).without(PodRunning, PodEnded),
            all(Says(InsufficientResources)).without(PodRunning, PodEnded),
            all(Says(NodeAffinityMismatch)).without(PodRunning, PodEnded),
            all(Says(TaintNotTolerated)).without(PodRunning, PodEnded),
            all(Says(Unschedulable)).without(PodRunning, PodEnded),
            all(Says(VolumeClaimUnbound)).without(PodRunning, PodEnded),
        ],
        possible: [],
        against: [],
        excluded_by: [CodeZero, CodePlain, CodeSigkill],
    },
    SchedulingGated = Rule {
        confirmed: [any(PodGated)],
        likely: [all(Says(SchedulingGated)).without(PodRunning, PodEnded)],
        possible: [],
        against: [],
        excluded_by: [],
    },
    SandboxFailed = Rule {
        confirmed: [all(EvSandboxFailed, WaitCreating)],
        likely: [
            any(EvSandboxFailed).without(CodePlain, PodRunning),
            all(Says(SandboxCreateFailed)).without(CodePlain, PodRunning),
        ],
        possible: [any(EvSandboxFailed)],
        against: [],
        excluded_by: [],
    },
    ConfigMissingSecret = Rule {
        confirmed: [all(Says(SecretMissing)).any(WaitConfig, EvMount, EvFailed)],
        likely: [all(Says(SecretMissing)).without(Set(IMAGE_WAITS)),],
        possible: [all(WaitConfig).without(
            Says(ConfigMapMissing),
            Says(KeyMissing),
            Says(RunAsNonRootImage),
            Says(RunAsNonRootUserUnknown)
        )],
        against: [],
        excluded_by: [],
    },
    ConfigMissingConfigmap = Rule {
        confirmed: [all(Says(ConfigMapMissing)).any(WaitConfig, EvMount, EvFailed)],
        likely: [all(Says(ConfigMapMissing))],
        possible: [all(WaitConfig).without(
            Says(SecretMissing),
            Says(KeyMissing),
            Says(RunAsNonRootImage),
            Says(RunAsNonRootUserUnknown)
        )],
        against: [],
        excluded_by: [],
    },
    ConfigMissingKey = Rule {
        confirmed: [all(Says(KeyMissing)).any(WaitConfig, EvMount, EvFailed)],
        likely: [all(Says(KeyMissing))],
        possible: [all(WaitConfig).without(
            Says(SecretMissing),
            Says(ConfigMapMissing),
            Says(RunAsNonRootImage),
            Says(RunAsNonRootUserUnknown)
        )],
        against: [],
        excluded_by: [],
    },
    VolumeNotMounted = Rule {
        confirmed: [all(EvMount).any(WaitCreating, PodPending).without(
            Says(SecretMissing),
            Says(ConfigMapMissing),
            Says(KeyMissing)
        )],
        likely: [
            any(EvMount).without(CodePlain, CodeZero, CodeSigkill, PodRunning),
            all(Says(VolumeMountFailed)).without(CodePlain, CodeZero, CodeSigkill, PodRunning),
            all(Says(VolumeAttachFailed)).without(CodePlain, CodeZero, CodeSigkill, PodRunning),
            all(Says(VolumeClaimMissing)).without(PodRunning),
        ],
        possible: [any(EvMount)],
        against: [],
        excluded_by: [],
    },
    BinaryNotFound = Rule {
        confirmed: [
            all(Says(ExecutableNotFound)).without(Says(MountOnWrongType), Says(WorkingDirMissing)),
            all(Code127, Says(ShellCommandNotFound)).without(Says(SharedLibraryMissing)),
        ],
        likely: [
            all(Says(ShellCommandNotFound)).without(CodeZero),
            all(Says(ShellFileNotFound)).without(CodeZero),
            all(Code127).without(
                Says(SharedLibraryMissing),
                Says(LibcVersionMissing),
                Says(InterpreterMissing),
                Says(CrlfLineEnding),
                Says(ExecFormatError),
                Says(JvmFatalError)
            ),
        ],
        possible: [
            all(ReasonStartError).without(Set(NAMED_START_ERRORS)),
            all(WaitCreate).without(Set(NAMED_START_ERRORS)),
        ],
        against: [],
        excluded_by: [],
    },
    NotExecutable = Rule {
        confirmed: [
            any(Says(ExecPermissionDenied), Says(ExecIsDirectory)),
            all(Code126, Says(ShellNotExecutable)),
        ],
        likely: [
            any(Says(ShellNotExecutable)).without(CodeZero),
            all(Code126).without(
                Says(ExecFormatError),
                Says(ShellCommandNotFound),
                Says(ShellFileNotFound)
            ),
            all(Code126, Says(PermissionDenied)),
        ],
        possible: [],
        against: [],
        excluded_by: [],
    },
    MissingInterpreter = Rule {
        confirmed: [
            any(Says(InterpreterMissing), Says(CrlfLineEnding)).without(Says(ExecFormatError)),
        ],
        likely: [any(Says(InterpreterMissing), Says(CrlfLineEnding))],
        possible: [
            all(Code127).without(Says(ShellCommandNotFound), Says(ExecutableNotFound)),
            all(Says(ShellFileNotFound)).without(CodeZero),
            all(Says(ExecFormatError)),
            all(Code255, LivedBriefly, ReasonError),
        ],
        against: [],
        excluded_by: [],
    },
    SharedLibraryMissing = Rule {
        confirmed: [any(Says(SharedLibraryMissing), Says(LibcVersionMissing), Says(SymbolMissing))
            .without(CodeZero)],
        likely: [all(Says(SharedLibraryFormat)).without(CodeZero)],
        possible: [all(Code127).without(
            Says(ShellCommandNotFound),
            Says(ShellFileNotFound),
            Says(ExecutableNotFound)
        )],
        against: [],
        excluded_by: [],
    },
    WrongArchitecture = Rule {
        confirmed: [all(Says(ExecFormatError)).without(CodeZero)],
        likely: [],
        possible: [
            all(Code255, LivedBriefly, ReasonError).without(Says(InterpreterMissing)),
            all(Code126).without(
                Says(ShellNotExecutable),
                Says(PermissionDenied),
                Says(ExecPermissionDenied)
            ),
        ],
        against: [],
        excluded_by: [],
    },
    WorkingDirMissing = Rule {
        confirmed: [all(Says(WorkingDirMissing))],
        likely: [],
        possible: [],
        against: [],
        excluded_by: [],
    },
    VolumeMountMismatch = Rule {
        confirmed: [any(Says(MountOnWrongType), Says(SubPathMissing))],
        likely: [],
        possible: [],
        against: [],
        excluded_by: [],
    },
    SecurityContextRunAsRoot = Rule {
        confirmed: [any(Says(RunAsNonRootImage), Says(RunAsNonRootUserUnknown))
            .without(Set(NAMED_START_ERRORS)),],
        likely: [any(Says(RunAsNonRootImage), Says(RunAsNonRootUserUnknown)),],
        possible: [all(WaitConfig).without(
            Says(SecretMissing),
            Says(ConfigMapMissing),
            Says(KeyMissing)
        )],
        against: [],
        excluded_by: [],
    },
    RuntimeNameConflict = Rule {
        confirmed: [all(Says(RuntimeNameConflict))],
        likely: [],
        possible: [],
        against: [],
        excluded_by: [],
    },
    RuntimeStartError = Rule {
        confirmed: [any(
            Says(UserNotFound),
            Says(SeccompProfileMissing),
            Says(AppArmorMissing),
            Says(NoCommand)
        )
        .without(Set(NAMED_START_ERRORS))],
        likely: [
            all(Says(OciStartError)).without(Set(NAMED_START_ERRORS), CodeZero),
            any(ReasonStartError).without(Set(NAMED_START_ERRORS)),
            all(WaitCreate).without(Set(NAMED_START_ERRORS)),
            all(NeverStarted).without(Set(NAMED_START_ERRORS)),
            all(Says(DeviceMissing)).any(Set(START_FAILURES)),
        ],
        possible: [any(Set(START_FAILURES))],
        against: [],
        excluded_by: [PodRejected, Says(AdmissionRejected)],
    },
    WindowsOsVersionMismatch = Rule {
        confirmed: [all(Says(WindowsOsMismatch))],
        likely: [],
        possible: [],
        against: [],
        excluded_by: [],
    },
    ImageRateLimited = Rule {
        confirmed: [all(Says(ImageRateLimited)).any(Set(IMAGE_WAITS), EvFailed)],
        likely: [all(Says(ImageRateLimited))],
        possible: [all(WaitImage).without(Set(NAMED_PULL_ERRORS))],
        against: [],
        excluded_by: [],
    },
    ImagePlatformMissing = Rule {
        confirmed: [all(Says(ImagePlatformMissing)).any(Set(IMAGE_WAITS), EvFailed)],
        likely: [any(Says(ImagePlatformMissing), Says(ImagePlatformMismatch))],
        possible: [],
        against: [],
        excluded_by: [],
    },
    ImageRegistryTls = Rule {
        confirmed: [all(Says(RegistryTls)).any(Set(IMAGE_WAITS), EvFailed)],
        likely: [all(Says(RegistryTls))],
        possible: [],
        against: [],
        excluded_by: [],
    },
    ImageNotFound = Rule {
        confirmed: [all(Says(ImageNotFound))
            .any(Set(IMAGE_WAITS), EvFailed)
            .without(Says(ImagePullDenied), Says(ImageUnauthorized))],
        likely: [
            all(Says(ImageNotFound)),
            all(Says(ImagePullDenied)).without(Says(ImageUnauthorized)),
        ],
        possible: [
            all(WaitImage).without(Set(NAMED_PULL_ERRORS)),
            all(Says(ImagePullDenied), Says(ImageUnauthorized)),
        ],
        against: [],
        excluded_by: [],
    },
    ImageAuth = Rule {
        confirmed: [all(Says(ImageUnauthorized)).any(Set(IMAGE_WAITS), EvFailed)],
        likely: [
            all(Says(ImageUnauthorized)),
            all(Says(PullSecretMissing)).any(Set(IMAGE_WAITS)),
            all(Says(PullSecretMissing)).without(PodRunning, CodeZero, CodePlain),
            all(Says(SecretMissing)).any(Set(IMAGE_WAITS)),
        ],
        possible: [all(Says(ImagePullDenied)), all(WaitImage).without(Set(NAMED_PULL_ERRORS))],
        against: [],
        excluded_by: [],
    },
    ImageRegistryUnreachable = Rule {
        confirmed: [all(Says(RegistryUnreachable)).any(Set(IMAGE_WAITS), EvFailed).without(
            Says(ImageNotFound),
            Says(ImageUnauthorized),
            Says(ImageRateLimited),
            Says(RegistryTls)
        )],
        likely: [all(Says(RegistryUnreachable)), any(WaitRegistry)],
        possible: [all(WaitImage).without(Set(NAMED_PULL_ERRORS))],
        against: [],
        excluded_by: [],
    },
    ImageNameInvalid = Rule {
        confirmed: [any(WaitImageName)],
        likely: [all(Says(ImageNameInvalid))],
        possible: [],
        against: [],
        excluded_by: [],
    },
    ImagePullNever = Rule {
        confirmed: [any(WaitImageNever), all(Says(ImageNeverPull)).any(EvFailed)],
        likely: [all(Says(ImageNeverPull))],
        possible: [],
        against: [],
        excluded_by: [],
    },
    ImageSignatureRejected = Rule {
        confirmed: [
            any(WaitSignature),
            all(Says(ImageSignatureRejected)).any(Set(IMAGE_WAITS), EvFailed),
        ],
        likely: [all(Says(ImageSignatureRejected))],
        possible: [],
        against: [],
        excluded_by: [],
    },
    // The process itself.
    EntrypointNotRestartSafe = Rule {
        confirmed: [],
        likely: [any(Says(DataCorrupt), Says(LockHeld), Says(AlreadyExists)).without(
            CodeZero,
            FirstRun,
            Set(NEVER_RAN)
        )],
        possible: [any(Says(DataCorrupt), Says(LockHeld), Says(AlreadyExists))
            .without(CodeZero, Set(NEVER_RAN))],
        against: [],
        excluded_by: [],
    },
    PermissionDeniedVolume = Rule {
        confirmed: [],
        likely: [
            all(Says(PermissionDeniedVolume)).without(CodeZero, Set(NEVER_RAN)),
            all(Says(PermissionDenied)).any(Set(FAILURES)).without(
                Code126,
                Code127,
                Set(NEVER_RAN)
            ),
        ],
        possible: [
            all(Says(PermissionDenied)).without(CodeZero, Set(NEVER_RAN)),
            all(ChangesOwners).any(Set(FAILURES)).without(Code126, Code127, Set(NEVER_RAN)),
        ],
        against: [],
        excluded_by: [],
    },
    ReadOnlyFilesystem = Rule {
        confirmed: [
            all(Says(ReadOnlyFilesystem))
                .any(Set(FAILURES))
                .without(Set(NEVER_RAN), Says(PermissionDenied)),
            all(Says(ReadOnlyFilesystem)).any(Set(START_FAILURES)),
        ],
        likely: [all(Says(ReadOnlyFilesystem)).without(CodeZero)],
        possible: [],
        against: [],
        excluded_by: [],
    },
    VolumeFull = Rule {
        confirmed: [],
        likely: [all(Says(NoSpace)).without(CodeZero)],
        possible: [],
        against: [],
        excluded_by: [],
    },
    PortBindPermission = Rule {
        confirmed: [all(Says(PortBindPermission)).any(Set(FAILURES))],
        likely: [all(Says(PortBindPermission)).without(CodeZero)],
        possible: [],
        against: [],
        excluded_by: [],
    },
    PortInUse = Rule {
        confirmed: [all(Says(PortInUse)).any(Set(FAILURES))],
        likely: [all(Says(PortInUse)).without(CodeZero)],
        possible: [],
        against: [],
        excluded_by: [],
    },
    HostKernelSetting = Rule {
        confirmed: [],
        likely: [any(Says(MaxMapCount), Says(InotifyLimit), Says(KernelFeatureMissing))
            .without(CodeZero)],
        possible: [],
        against: [],
        excluded_by: [],
    },
    FileDescriptorLimit = Rule {
        confirmed: [],
        likely: [all(Says(FdLimit)).without(CodeZero)],
        possible: [],
        against: [],
        excluded_by: [],
    },
    PidsLimit = Rule {
        confirmed: [],
        likely: [all(Says(CannotForkOrThread)).without(CodeZero, Says(ThreadDenied))],
        possible: [],
        against: [],
        excluded_by: [],
    },
    CpuTimeLimit = Rule {
        confirmed: [all(Says(CpuTimeLimit)).any(CodeSigxcpu, CodeSigkill)],
        likely: [any(CodeSigxcpu), all(Says(CpuTimeLimit)).without(CodeZero)],
        possible: [],
        against: [],
        excluded_by: [],
    },
    FileSizeLimit = Rule {
        confirmed: [all(Says(FileSizeLimit)).any(CodeSigxfsz)],
        likely: [any(CodeSigxfsz), all(Says(FileSizeLimit)).without(CodeZero)],
        possible: [],
        against: [],
        excluded_by: [],
    },
    SegfaultKernelIncompat = Rule {
        confirmed: [],
        likely: [all(Says(VsyscallMissing))],
        possible: [],
        against: [],
        excluded_by: [],
    },
    StackOverflow = Rule {
        confirmed: [all(Says(StackOverflow)).any(CodeSigsegv, CodeSigabrt, CodeSigkill, CodePlain)],
        likely: [all(Says(StackOverflow)).without(CodeZero)],
        possible: [],
        against: [],
        excluded_by: [],
    },
    IllegalInstructionCpu = Rule {
        confirmed: [
            all(Says(IllegalInstruction)).any(CodeSigill),
            all(KernelFault, CodeSigill),
            all(Says(CpuFeatureMissing)).any(CodeSigill, Set(FAILURES)),
        ],
        likely: [
            any(CodeSigill, Says(CpuFeatureMissing)),
            all(Says(IllegalInstruction)).without(CodeZero),
        ],
        possible: [],
        against: [],
        excluded_by: [],
    },
    SigfpeNativeBug = Rule {
        confirmed: [
            all(Says(FloatingPointException)).any(CodeSigfpe),
            all(KernelFault, CodeSigfpe),
        ],
        likely: [any(CodeSigfpe), all(Says(FloatingPointException)).without(CodeZero)],
        possible: [],
        against: [],
        excluded_by: [],
    },
    SigbusHugepages = Rule {
        confirmed: [],
        likely: [all(Says(HugepagesMissing)).without(CodeZero)],
        possible: [any(CodeSigbus), all(Says(BusError))],
        against: [],
        excluded_by: [],
    },
    SigbusStorage = Rule {
        confirmed: [],
        likely: [
            any(CodeSigbus).without(Says(HugepagesMissing)),
            all(Says(BusError)).without(CodeZero, Says(HugepagesMissing)),
            all(Says(SharedMemoryTooSmall)).without(CodeZero),
        ],
        possible: [any(CodeSigbus)],
        against: [],
        excluded_by: [],
    },
    AbortAssertion = Rule {
        confirmed: [
            all(Says(AssertionFailed)).any(CodeSigabrt, CodeSigsegv),
            all(Says(HeapCorruption)).any(CodeSigabrt, CodeSigsegv),
            all(Says(StackSmashing)).any(CodeSigabrt, CodeSigsegv),
            all(Says(CppTerminate)).any(CodeSigabrt, CodeSigsegv),
        ],
        likely: [
            any(CodeSigabrt).without(Says(NodeHeapOom), Says(StackOverflow)),
            any(
                Says(AssertionFailed),
                Says(HeapCorruption),
                Says(StackSmashing),
                Says(CppTerminate)
            )
            .without(CodeZero),
            all(Says(Aborted)).without(CodeZero, Says(NodeHeapOom), Says(StackOverflow)),
        ],
        possible: [any(CodeSigsegv).without(KernelFault)],
        against: [],
        excluded_by: [],
    },
    SegfaultNativeCode = Rule {
        confirmed: [
            all(KernelFault, CodeSigsegv),
            all(Says(Segfault)).any(CodeSigsegv, CodeSigabrt, Code127),
            all(Says(JvmFatalError)).any(CodeSigsegv, CodeSigabrt, Code127),
        ],
        likely: [
            any(CodeSigsegv).without(Says(NodeHeapOom)),
            any(Says(Segfault), Says(JvmFatalError)).without(CodeZero),
        ],
        possible: [any(NtAccessViolation)],
        against: [],
        excluded_by: [],
    },
    SigpipePipefail = Rule {
        confirmed: [],
        likely: [any(CodeSigpipe)],
        possible: [all(Says(BrokenPipe)).without(CodeZero)],
        against: [],
        excluded_by: [],
    },
    TimeoutCommand = Rule {
        confirmed: [any(Says(TimeoutSignalled), Says(TimeoutReached)).all(Code124)],
        likely: [
            any(Code124),
            all(Says(TimeoutSignalled)).any(CodeSigkill, CodeSigterm).without(
                Set(RIVALS_OF_OOM),
                Set(KERNEL_KILLS),
                Set(INVENTED),
                ReasonOomKilled,
                OomFlag
            ),
        ],
        possible: [any(Says(TimeoutSignalled), Says(TimeoutReached)).without(CodeZero)],
        against: [],
        excluded_by: [],
    },
    Interrupted = Rule {
        confirmed: [all(Says(KeyboardInterrupt)).any(CodeSigint)],
        likely: [any(CodeSigint), all(Says(KeyboardInterrupt)).without(CodePlain)],
        possible: [all(Says(KeyboardInterrupt))],
        against: [],
        excluded_by: [],
    },
    Hangup = Rule {
        confirmed: [],
        likely: [any(CodeSighup)],
        possible: [],
        against: [],
        excluded_by: [],
    },
    SeccompBlocked = Rule {
        confirmed: [any(ReasonSeccomp), all(Says(SeccompKilled))],
        likely: [any(CodeSigsys), all(Says(ThreadDenied)).without(CodeZero)],
        possible: [all(Says(OperationNotPermitted)).without(CodeZero)],
        against: [],
        excluded_by: [],
    },
    SelinuxBlocked = Rule {
        confirmed: [],
        likely: [all(Says(SelinuxDenied)).without(CodeZero)],
        possible: [],
        against: [],
        excluded_by: [],
    },
    WindowsCtrlCStop = Rule {
        confirmed: [],
        likely: [any(NtControlC)],
        possible: [],
        against: [],
        excluded_by: [],
    },
    WindowsAccessViolation = Rule {
        confirmed: [],
        likely: [any(NtAccessViolation)],
        possible: [],
        against: [],
        excluded_by: [],
    },
    WindowsDllMissing = Rule {
        confirmed: [],
        likely: [any(NtDllMissing)],
        possible: [],
        against: [],
        excluded_by: [],
    },
    WindowsStackOverflow = Rule {
        confirmed: [],
        likely: [any(NtStackOverflow)],
        possible: [],
        against: [],
        excluded_by: [],
    },
    WindowsFailFast = Rule {
        confirmed: [],
        likely: [any(NtFailFast)],
        possible: [],
        against: [],
        excluded_by: [],
    },
    SignalUnexplained = Rule {
        confirmed: [],
        likely: [any(CodeOtherSignal, CodeSigtrap), all(Says(TraceTrap)).without(CodeZero)],
        possible: [],
        against: [],
        excluded_by: [],
    },
    DependencyUnreachable = Rule {
        confirmed: [],
        likely: [any(
            Says(ConnectionRefused),
            Says(NameResolution),
            Says(ConnectionTimeout),
            Says(LeaderElectionLost),
            Says(NetworkUnreachable)
        )
        .without(
            CodeZero,
            Set(IMAGE_WAITS),
            Set(NEVER_RAN),
            EvLivenessFailed,
            EvSandboxFailed,
            EvMount,
            CodeSigkill
        )],
        possible: [any(Says(ConnectionReset), Says(TlsFailed)).without(
            CodeZero,
            Set(IMAGE_WAITS),
            Set(NEVER_RAN)
        )],
        against: [],
        excluded_by: [],
    },
    AppConfigError = Rule {
        confirmed: [],
        likely: [any(
            Says(ConfigInvalid),
            Says(EnvMissing),
            Says(AuthenticationFailed),
            Says(RbacForbidden),
            Says(ApiResourceMissing),
            Says(JvmNotStarted)
        )
        .without(CodeZero, Set(NEVER_RAN), Set(IMAGE_WAITS))],
        possible: [
            any(Code78),
            any(Says(FileMissing)).without(CodeZero, Set(NEVER_RAN), Set(START_FAILURES)),
            any(Says(TlsFailed)).without(CodeZero, Set(IMAGE_WAITS)),
        ],
        against: [],
        excluded_by: [],
    },
    BadCliArgument = Rule {
        confirmed: [],
        likely: [all(Says(UnknownFlag)).without(CodeZero, Set(NEVER_RAN))],
        possible: [all(Says(UsagePrinted)).without(CodeZero, Set(NEVER_RAN)), any(Code2, Code64)],
        against: [],
        excluded_by: [],
    },
    AppErrorUncaught = Rule {
        confirmed: [
            all(Says(RustPanic), Code101).without(Set(NAMED_TROUBLES)),
            all(Says(GoPanic), Code2).without(Set(NAMED_TROUBLES)),
            all(Says(GoFatal), Code2).without(Set(NAMED_TROUBLES)),
        ],
        likely: [any(Set(UNCAUGHT)).without(CodeZero, Set(NEVER_RAN), Set(NAMED_TROUBLES))],
        possible: [
            any(Set(UNCAUGHT)).without(CodeZero, Set(NEVER_RAN)),
            all(Says(AllocationFailed)).open(CodeSigkill),
            any(Code1, Code2, Code101).without(Set(NEVER_RAN), ReasonOomKilled),
        ],
        against: [],
        excluded_by: [],
    },
    ProcessCompletedInLongRunningPod = Rule {
        confirmed: [all(CodeZero, WaitCrashLoop, ReasonCompleted)
            .absent(EvLivenessKill, EvStartupKill, EvStop)
            .without(HasLiveness)],
        likely: [
            all(CodeZero, WaitCrashLoop).without(
                ReasonOomKilled,
                EvLivenessKill,
                EvStartupKill,
                EvLivenessFailed
            ),
            all(CodeZero, Restarted, RestartsAlways).without(
                ReasonOomKilled,
                EvLivenessKill,
                EvStartupKill,
                EvStop,
                EvLivenessFailed,
                Set(POD_ENDINGS),
                HasLiveness,
                InInit
            ),
        ],
        possible: [
            all(CodeZero, Restarted, RestartsAlways).without(ReasonOomKilled, InInit),
            any(WaitCrashLoop, Says(RestartBackOff)).without(Set(ENDINGS), Set(START_FAILURES)),
        ],
        against: [],
        excluded_by: [],
    },
    Completed = Rule {
        confirmed: [all(CodeZero, ReasonCompleted)
            .any(RestartsNot, InInit)
            .without(Set(RIVALS_OF_OOM))
            .absent(HasLiveness, HasStartup, HasPostStart)],
        likely: [all(CodeZero).without(ReasonOomKilled, WaitCrashLoop, Set(RIVALS_OF_OOM))],
        possible: [all(CodeZero).without(ReasonOomKilled, WaitCrashLoop)],
        against: [],
        excluded_by: [],
    },
    AppExitNonzero = Rule {
        confirmed: [],
        likely: [
            any(CodePlain, CodeMeaning, CodeCustom, JobGaveUp).without(
                Set(NEVER_RAN),
                Set(INVENTED),
                ReasonOomKilled,
                OomFlag,
                Code126,
                Code127,
                Set(UNCAUGHT),
                Set(NAMED_TROUBLES),
                Code124
            ),
            any(WaitCrashLoop, Says(RestartBackOff), ReasonError).without(
                Set(ENDINGS),
                Set(START_FAILURES),
                Set(UNCAUGHT),
                Set(NAMED_TROUBLES)
            ),
        ],
        possible: [
            any(CodePlain).without(Set(NEVER_RAN), Set(INVENTED)),
            any(CodeSigkill, CodeSigterm, CodeSigint, CodeSighup, CodeOtherSignal).without(
                Set(NEVER_RAN),
                Set(INVENTED),
                ReasonOomKilled,
                Signaled,
                Set(STOPS),
                Set(KILLS),
                Set(POD_ENDINGS)
            ),
            any(Set(FAULTS)).without(Signaled),
            any(WaitCrashLoop, Says(RestartBackOff)).without(Set(ENDINGS)),
        ],
        against: [],
        excluded_by: [],
    },
);
