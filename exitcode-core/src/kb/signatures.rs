//! What programs print when they give up: the sayings, and their wordings.
//!
//! To add a wording, add a row to `signatures!`; to add a saying, a row to `sayings!` and one to
//! `signatures!`. A row's `example` is a real line, shortened, and a test holds the row to it.
//! `by` names who prints it. The columns that may be left out are described at
//! [`Row`](crate::signature::Row), in the order in which they stand here.
//!
//! The anchor is the literal that the search looks for: at least seven bytes, better more, the part
//! that is rare elsewhere. Where a message has quotation marks, keep them out of the anchor and in
//! `with`, because other programs escape them.

use crate::signature::{Place, Places, Row, Signature, Subject, Tone};
use core::fmt;

macro_rules! sayings {
    ($($Variant:ident = ($tone:ident, $id:literal, $meaning:literal)),+ $(,)?) => {
        /// What a line of a log, an event or a message says, whoever printed it and in what words.
        ///
        /// The ids are stable. A saying is no cause: it says what the line says.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Saying {
            $(
                #[doc = concat!("`", $id, "`: ", $meaning, ".")]
                $Variant,
            )+
        }

        impl Saying {
            /// Every saying, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];

            /// The stable id, such as `exec-format-error`.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$Variant => $id,)+
                }
            }

            /// The saying with this id.
            #[must_use]
            pub fn from_id(id: &str) -> Option<Self> {
                match id {
                    $($id => Some(Self::$Variant),)+
                    _ => None,
                }
            }

            /// What a line of this kind says, as a clause without a full stop.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self {
                    $(Self::$Variant => $meaning,)+
                }
            }

            pub(crate) const fn tone(self) -> Tone {
                match self {
                    $(Self::$Variant => Tone::$tone,)+
                }
            }
        }

        impl fmt::Display for Saying {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.id())
            }
        }
    };
}

sayings!(
    // The program's file.
    ExecFormatError = (
        Failure,
        "exec-format-error",
        "the kernel refused to execute the file: wrong architecture or no valid header"
    ),
    ExecutableNotFound =
        (Failure, "executable-not-found", "there is no such program at that path or in `PATH`"),
    ExecPermissionDenied =
        (Failure, "exec-permission-denied", "the kernel denied permission to execute the file"),
    ExecIsDirectory = (Failure, "exec-is-directory", "the command is a directory"),
    InterpreterMissing = (
        Failure,
        "interpreter-missing",
        "the file is there, the interpreter or loader that it names is not"
    ),
    CrlfLineEnding = (Failure, "crlf-line-ending", "a script has Windows line endings"),
    NoCommand = (Failure, "no-command", "neither the image nor the manifest names a command"),
    SharedLibraryMissing =
        (Failure, "shared-library-missing", "the loader could not find or open a shared library"),
    SharedLibraryFormat = (
        Failure,
        "shared-library-format",
        "a shared library is built for another architecture or is no library"
    ),
    SymbolMissing = (Failure, "symbol-missing", "a shared library lacks a symbol"),
    LibcVersionMissing = (
        Failure,
        "libc-version-missing",
        "the C or C++ library is older than, or another than, the one the program was built with"
    ),
    CpuFeatureMissing =
        (Failure, "cpu-feature-missing", "the processor lacks instructions that the program needs"),
    RuntimeVersionTooOld = (
        Failure,
        "runtime-version-too-old",
        "the language runtime is too old for the program, or its framework is not installed"
    ),
    // The container's start.
    WorkingDirMissing =
        (Failure, "working-dir-missing", "the working directory is not there, or is no directory"),
    MountOnWrongType = (
        Failure,
        "mount-on-wrong-type",
        "a mount's source and target do not fit: a directory over a file, or over /proc"
    ),
    SubPathMissing = (Failure, "sub-path-missing", "a volume's subPath could not be prepared"),
    RunAsNonRootImage = (
        Failure,
        "run-as-non-root-image",
        "the image would run as root, which runAsNonRoot forbids"
    ),
    RunAsNonRootUserUnknown = (
        Failure,
        "run-as-non-root-user-unknown",
        "runAsNonRoot cannot be checked, because the image names its user and not the number"
    ),
    UserNotFound = (Failure, "user-not-found", "there is no such user or group in the container"),
    RuntimeNameConflict = (
        Failure,
        "runtime-name-conflict",
        "the runtime already has a container of that name, or is still making it"
    ),
    RuntimeMemoryTooLow = (
        Failure,
        "runtime-memory-too-low",
        "the memory limit is too low for the runtime to start the container"
    ),
    SeccompProfileMissing =
        (Failure, "seccomp-profile-missing", "a seccomp profile is not there on the node"),
    AppArmorMissing =
        (Failure, "apparmor-missing", "AppArmor, or the profile, is not there on the node"),
    DeviceMissing = (Failure, "device-missing", "a device or a GPU is not there or not usable"),
    OciStartError =
        (Failure, "oci-start-error", "the runtime could not create or start the container"),
    ExecInContainerFailed = (
        Failure,
        "exec-in-container-failed",
        "a command could not be run inside the running container, for a probe, a hook or a person"
    ),
    WindowsOsMismatch = (
        Failure,
        "windows-os-mismatch",
        "the Windows version of the image does not fit that of the node"
    ),
    // What the container refers to.
    SecretMissing = (Failure, "secret-missing", "a secret is not there"),
    ConfigMapMissing = (Failure, "configmap-missing", "a config map is not there"),
    KeyMissing = (Failure, "key-missing", "a secret or config map lacks a key"),
    PullSecretMissing =
        (Failure, "pull-secret-missing", "a secret named in imagePullSecrets is not there"),
    ServiceAccountMissing = (Failure, "service-account-missing", "a service account is not there"),
    VolumeClaimMissing =
        (Failure, "volume-claim-missing", "a persistent volume claim is not there"),
    VolumeClaimUnbound =
        (Failure, "volume-claim-unbound", "a persistent volume claim has no volume"),
    // The image.
    ImageNotFound =
        (Failure, "image-not-found", "the registry has no such repository, tag or digest"),
    ImagePullDenied = (
        Failure,
        "image-pull-denied",
        "the registry denied the pull: the name is wrong, or it needs credentials"
    ),
    ImageUnauthorized =
        (Failure, "image-unauthorized", "the registry refused the credentials, or wants some"),
    ImageRateLimited =
        (Failure, "image-rate-limited", "the registry or the node limits the rate of pulls"),
    ImagePlatformMissing =
        (Failure, "image-platform-missing", "the image does not exist for the node's platform"),
    ImagePlatformMismatch =
        (Failure, "image-platform-mismatch", "the image is for another platform than the node"),
    ImageNameInvalid =
        (Failure, "image-name-invalid", "the image reference is no reference, or is ambiguous"),
    ImageNeverPull = (
        Failure,
        "image-never-pull",
        "the image is not on the node and the pull policy forbids to pull it"
    ),
    ImageSignatureRejected =
        (Failure, "image-signature-rejected", "the signature policy rejects the image"),
    ImageUnpackFailed =
        (Failure, "image-unpack-failed", "the image was pulled but could not be unpacked"),
    ImagePullFailed =
        (Failure, "image-pull-failed", "an image could not be pulled, for whatever reason"),
    RegistryTls =
        (Failure, "registry-tls", "the registry's certificate or protocol is not accepted"),
    RegistryUnreachable =
        (Failure, "registry-unreachable", "the registry could not be reached or does not work"),
    // Volumes, the sandbox, the scheduler, the kubelet's admission.
    VolumeMountFailed = (Failure, "volume-mount-failed", "a volume could not be mounted"),
    VolumeAttachFailed =
        (Failure, "volume-attach-failed", "a volume could not be attached to the node"),
    SandboxCreateFailed =
        (Failure, "sandbox-create-failed", "the pod's sandbox or network could not be set up"),
    Unschedulable = (Failure, "unschedulable", "no node fits the pod"),
    InsufficientResources =
        (Failure, "insufficient-resources", "a node has too little of a requested resource"),
    NodeAffinityMismatch =
        (Failure, "node-affinity-mismatch", "a node does not match the pod's selector or affinity"),
    TaintNotTolerated =
        (Failure, "taint-not-tolerated", "a node has a taint that the pod does not tolerate"),
    SchedulingGated = (Notice, "scheduling-gated", "a scheduling gate holds the pod back"),
    QuotaExceeded = (Failure, "quota-exceeded", "a resource quota of the namespace is used up"),
    AdmissionRejected =
        (Failure, "admission-rejected", "the kubelet rejected the pod before anything ran"),
    // What the kubelet and the controllers did.
    LivenessProbeFailed = (Failure, "liveness-probe-failed", "a liveness probe failed"),
    ReadinessProbeFailed = (Failure, "readiness-probe-failed", "a readiness probe failed"),
    StartupProbeFailed = (Failure, "startup-probe-failed", "a startup probe failed"),
    LivenessProbeKill = (
        Failure,
        "liveness-probe-kill",
        "the kubelet kills the container because its liveness probe failed"
    ),
    StartupProbeKill = (
        Failure,
        "startup-probe-kill",
        "the kubelet kills the container because its startup probe failed"
    ),
    PostStartFailed = (Failure, "post-start-failed", "a postStart hook failed"),
    PreStopFailed = (Failure, "pre-stop-failed", "a preStop hook failed"),
    LifecycleHookFailed = (Failure, "lifecycle-hook-failed", "a postStart or preStop hook failed"),
    GraceExceeded = (
        Failure,
        "grace-exceeded",
        "the container did not stop in the time given, and was or will be killed"
    ),
    EvictedMemory = (Failure, "evicted-memory", "the node evicted the pod for lack of memory"),
    EvictedStorage =
        (Failure, "evicted-storage", "the node evicted the pod for lack of disk space or inodes"),
    EvictedPids = (Failure, "evicted-pids", "the node evicted the pod for lack of process ids"),
    EvictedPodLimit = (
        Failure,
        "evicted-pod-limit",
        "the pod was evicted because it exceeded its own storage limit"
    ),
    NodeUnderPressure =
        (Failure, "node-under-pressure", "the node takes no pod because it is under pressure"),
    DeadlineExceeded =
        (Failure, "deadline-exceeded", "the active deadline of the pod or its job passed"),
    Preempted = (Notice, "preempted", "the pod makes room for one of higher priority"),
    NodeShutdown = (Notice, "node-shutdown", "the node shuts down"),
    NodeRebooted = (Notice, "node-rebooted", "the node was rebooted"),
    NodeLost = (Failure, "node-lost", "the node no longer reports or no longer exists"),
    SpotInterrupted =
        (Notice, "spot-interrupted", "the cloud takes the spot or preemptible node away"),
    TaintEviction = (Notice, "taint-eviction", "a NoExecute taint of the node evicts the pod"),
    ApiEviction = (Notice, "api-eviction", "the pod is evicted through the API"),
    SandboxChanged =
        (Failure, "sandbox-changed", "the pod's sandbox is gone and will be made anew"),
    StatusLost =
        (Failure, "status-lost", "the kubelet could not find the container and invents its end"),
    ResizeRestart = (Notice, "resize-restart", "a resize of the container's resources restarts it"),
    JobFailed = (Failure, "job-failed", "the job gave up: back-off limit or failure policy"),
    RestartBackOff =
        (Notice, "restart-back-off", "the kubelet waits before it restarts the container"),
    // Memory.
    KernelOomKill = (Failure, "kernel-oom-kill", "the kernel killed a process for lack of memory"),
    SystemOom = (Failure, "system-oom", "the kubelet saw the node itself run out of memory"),
    ShellKilledChild =
        (Failure, "shell-killed-child", "a shell says that its child was killed with SIGKILL"),
    ChildKilled = (
        Failure,
        "child-killed",
        "a program says that a process of its own was killed with SIGKILL"
    ),
    JvmHeapOom = (Failure, "jvm-heap-oom", "the Java heap is full"),
    JvmMetaspaceOom = (Failure, "jvm-metaspace-oom", "the JVM's metaspace or class space is full"),
    JvmDirectMemoryOom =
        (Failure, "jvm-direct-memory-oom", "the JVM's limit of direct memory is reached"),
    JvmCannotReserve = (
        Failure,
        "jvm-cannot-reserve",
        "the JVM could not reserve or commit the memory that it was told to use"
    ),
    NodeHeapOom = (Failure, "node-heap-oom", "the JavaScript heap is full"),
    GoOutOfMemory = (Failure, "go-out-of-memory", "the Go runtime got no more memory"),
    PhpMemoryLimit = (Failure, "php-memory-limit", "PHP's memory_limit is reached"),
    AllocationFailed = (Failure, "allocation-failed", "an allocation of memory failed"),
    GpuOutOfMemory = (Failure, "gpu-out-of-memory", "the memory of the GPU is full"),
    SharedMemoryTooSmall =
        (Failure, "shared-memory-too-small", "the shared memory in /dev/shm is too small"),
    // Crashes.
    Segfault = (Failure, "segfault", "a process touched memory that it may not touch"),
    IllegalInstruction =
        (Failure, "illegal-instruction", "the processor does not know an instruction"),
    BusError = (Failure, "bus-error", "a process touched memory with nothing behind it"),
    FloatingPointException =
        (Failure, "floating-point-exception", "an arithmetic operation trapped"),
    Aborted = (Failure, "aborted", "a process ended itself with SIGABRT"),
    TraceTrap = (Failure, "trace-trap", "a process ran into a trap instruction"),
    AssertionFailed = (Failure, "assertion-failed", "an assertion of the program failed"),
    HeapCorruption = (Failure, "heap-corruption", "the C library found its heap damaged"),
    StackSmashing = (Failure, "stack-smashing", "a buffer on the stack was overrun"),
    StackOverflow = (Failure, "stack-overflow", "the stack is full, mostly from endless recursion"),
    SanitizerError =
        (Failure, "sanitizer-error", "a sanitizer or valgrind found a memory error or a race"),
    CppTerminate = (Failure, "cpp-terminate", "the C++ runtime ended the program"),
    JvmFatalError = (Failure, "jvm-fatal-error", "the JVM crashed or gave up, and wrote a report"),
    V8Aborted = (Failure, "v8-aborted", "V8 printed the native stack of a fatal error"),
    GoPanic = (Failure, "go-panic", "a Go program panicked"),
    GoFatal = (Failure, "go-fatal", "the Go runtime found a fatal error"),
    RustPanic = (Failure, "rust-panic", "a Rust thread panicked"),
    PythonTraceback = (Failure, "python-traceback", "Python printed a traceback"),
    JavaException = (Failure, "java-exception", "an exception ended a Java thread or start-up"),
    NodeException = (Failure, "node-exception", "an exception ended the Node.js process"),
    DotnetException = (Failure, "dotnet-exception", "an exception ended the .NET process"),
    RubyException = (Failure, "ruby-exception", "an exception ended the Ruby program"),
    PhpFatal = (Failure, "php-fatal", "PHP ended the script with a fatal error"),
    PerlDie = (Failure, "perl-die", "Perl ended the program"),
    ErlangCrash = (Failure, "erlang-crash", "the Erlang runtime stopped with a crash"),
    FatalLogged = (Failure, "fatal-logged", "a program logged at its fatal level"),
    SyntaxError = (Failure, "syntax-error", "an interpreter could not parse its script"),
    // Limits and the file system.
    CannotForkOrThread =
        (Failure, "cannot-fork-or-thread", "no more process or thread could be made"),
    ThreadDenied = (
        Failure,
        "thread-denied",
        "the kernel denied permission to make a thread, as an old seccomp profile does"
    ),
    FdLimit = (Failure, "fd-limit", "the limit of open files is reached"),
    FileSizeLimit = (Failure, "file-size-limit", "a file reached the size that is allowed"),
    CpuTimeLimit = (Failure, "cpu-time-limit", "the limit of processor time is reached"),
    NoSpace = (Failure, "no-space", "a file system or quota is full"),
    ReadOnlyFilesystem =
        (Failure, "read-only-filesystem", "a write went to a read-only file system"),
    PermissionDenied = (Failure, "permission-denied", "access to a file was denied"),
    PermissionDeniedVolume = (
        Failure,
        "permission-denied-volume",
        "a directory for data could not be written, made or given to another owner"
    ),
    OperationNotPermitted =
        (Failure, "operation-not-permitted", "the kernel did not permit an operation"),
    SelinuxDenied = (Failure, "selinux-denied", "SELinux denied an access"),
    SeccompKilled = (Failure, "seccomp-killed", "a seccomp filter killed a process"),
    MaxMapCount = (Failure, "max-map-count", "the kernel's vm.max_map_count is too low"),
    InotifyLimit = (Failure, "inotify-limit", "a limit of inotify is reached"),
    KernelFeatureMissing =
        (Failure, "kernel-feature-missing", "the kernel lacks a feature, module or system call"),
    VsyscallMissing = (
        Failure,
        "vsyscall-missing",
        "an old program used the vsyscall page, which the kernel no longer offers"
    ),
    HugepagesMissing = (Failure, "hugepages-missing", "huge pages are not to be had"),
    FileMissing = (Failure, "file-missing", "a program could not find a file"),
    AlreadyExists = (
        Failure,
        "already-exists",
        "something is left from an earlier start: a file, a directory, a pid file, a user"
    ),
    LockHeld = (Failure, "lock-held", "another process holds a lock on the data"),
    DataCorrupt =
        (Failure, "data-corrupt", "data on disk is damaged or of a version that does not fit"),
    // The network and configuration.
    PortInUse = (Failure, "port-in-use", "the address is already in use"),
    PortBindPermission =
        (Failure, "port-bind-permission", "the port may not be bound without privilege"),
    ConnectionRefused = (Failure, "connection-refused", "nothing listens at the address"),
    ConnectionReset = (Failure, "connection-reset", "the peer closed the connection"),
    ConnectionTimeout = (Failure, "connection-timeout", "a peer did not answer in time"),
    NetworkUnreachable = (Failure, "network-unreachable", "there is no route to the address"),
    NameResolution = (Failure, "name-resolution", "a host name could not be resolved"),
    TlsFailed = (Failure, "tls-failed", "a TLS handshake or certificate check failed"),
    AuthenticationFailed =
        (Failure, "authentication-failed", "a service refused the program's credentials"),
    UnknownFlag = (Failure, "unknown-flag", "the program does not know an argument"),
    UsagePrinted = (Notice, "usage-printed", "the program printed how it is to be called"),
    ConfigInvalid = (Failure, "config-invalid", "the program refuses its configuration"),
    EnvMissing = (Failure, "env-missing", "an environment variable is not set"),
    ModuleNotFound = (
        Failure,
        "module-not-found",
        "a language runtime could not find the program, or a module or class of it"
    ),
    ShellCommandNotFound =
        (Failure, "shell-command-not-found", "a shell or launcher found no such command"),
    ShellNotExecutable = (
        Failure,
        "shell-not-executable",
        "a shell or launcher found the command and could not execute it"
    ),
    BrokenPipe = (Failure, "broken-pipe", "the reader of a pipe is gone"),
    TimeoutReached = (Failure, "timeout-reached", "a time limit inside the program passed"),
    ShutdownRequested =
        (Notice, "shutdown-requested", "the program says that it was asked to end, or is ending"),
    KeyboardInterrupt = (Notice, "keyboard-interrupt", "the program was interrupted with SIGINT"),
);

macro_rules! signatures {
    ($(
        Row {
            says: $saying:ident,
            anchor: $anchor:literal,
            $(fold: $fold:literal,)?
            $(with: [$($with:literal),+ $(,)?],)?
            $(any: [$($any:literal),+ $(,)?],)?
            $(without: [$($without:literal),+ $(,)?],)?
            $(begins: $begins:literal,)?
            $(ends: $ends:literal,)?
            $(places: [$($place:ident),+ $(,)?],)?
            $(subject: $subject:expr,)?
            by: $by:literal,
            example: $example:literal $(,)?
        }
    ),+ $(,)?) => {
        /// The rows, as the search needs them. The index of a row is its [`Signature`].
        pub(crate) const ROWS: &[Row] = {
            use Subject::{After, Before, From};
            &[$(
                Row {
                    saying: Saying::$saying,
                    anchor: $anchor,
                    fold: false $(|| $fold)?,
                    with: &[$($($with),+)?],
                    any: &[$($($any),+)?],
                    without: &[$($($without),+)?],
                    begins: concat!($($begins)?),
                    ends: false $(|| $ends)?,
                    places: Places::of(&[$($(Place::$place),+)?]),
                    subject: first(&[$($subject,)? Subject::Nothing]),
                },
            )+]
        };

        impl Signature {
            /// Who prints the line: a program, with its source file where that is known.
            #[must_use]
            pub fn printed_by(self) -> &'static str {
                const BY: &[&str] = &[$($by),+];
                BY.get(usize::from(self.0)).copied().unwrap_or_default()
            }

            /// A real line with this wording, shortened.
            #[must_use]
            pub fn example(self) -> &'static str {
                const EXAMPLES: &[&str] = &[$($example),+];
                EXAMPLES.get(usize::from(self.0)).copied().unwrap_or_default()
            }
        }
    };
}

/// The first of a list that ends with what stands for an empty cell.
const fn first(subjects: &[Subject]) -> Subject {
    match subjects {
        [subject, ..] => *subject,
        [] => Subject::Nothing,
    }
}

signatures!(
    // The program's file.
    Row {
        says: ExecFormatError,
        anchor: "exec format error",
        fold: true,
        without: [
            "exec user process",
            "cannot execute",
            "exec format error:",
            "Errno 8",
            "missing dynamic library"
        ],
        subject: Before,
        by: "execve(2) ENOEXEC: runc, crun, tini, shells, Go",
        example: "exec /app: exec format error",
    },
    Row {
        says: ExecFormatError,
        anchor: "exec user process caused",
        with: ["exec format error"],
        by: "runc before 1.1: libcontainer/standard_init_linux.go",
        example: "standard_init_linux.go:211: exec user process caused \"exec format error\"",
    },
    Row {
        says: ExecFormatError,
        anchor: "cannot execute binary file",
        with: ["Exec format error"],
        subject: Before,
        by: "bash: execute_cmd.c",
        example: "bash: line 1: ./app: cannot execute binary file: Exec format error",
    },
    Row {
        says: ExecFormatError,
        anchor: "cannot execute [Exec format error]",
        subject: Before,
        by: "ksh93",
        example: "ksh93: ./app: cannot execute [Exec format error]",
    },
    Row {
        says: ExecFormatError,
        anchor: "exec format error: ",
        without: ["Errno"],
        subject: After("error: "),
        by: "zsh",
        example: "zsh:1: exec format error: ./app",
    },
    Row {
        says: ExecFormatError,
        anchor: "[Errno 8] Exec format error",
        subject: After("error: "),
        by: "CPython: OSError",
        example: "OSError: [Errno 8] Exec format error: './app'",
    },
    Row {
        says: ExecFormatError,
        anchor: "exec container process",
        with: ["Exec format error"],
        subject: After("`"),
        by: "crun: libcrun/container.c",
        example: "exec container process `/app`: Exec format error",
    },
    Row {
        says: ExecFormatError,
        anchor: "not executable: 64-bit ELF file",
        subject: Before,
        by: "mksh",
        example: "mksh: ./app: not executable: 64-bit ELF file",
    },
    Row {
        says: ExecFormatError,
        anchor: "could not be run by the operating system",
        subject: From("process: '"),
        by: "fish",
        example: "exec: Failed to execute process: './app' the file could not be run by the \
                  operating system.",
    },
    Row {
        says: ExecFormatError,
        anchor: "line 1: \u{7f}ELF",
        by: "BusyBox ash, which reads a foreign binary as a script",
        example: "./app: line 1: \u{7f}ELF: not found",
    },
    Row {
        says: ExecFormatError,
        anchor: "line 1: ELF",
        by: "BusyBox ash, which reads a foreign binary as a script",
        example: "./app: line 1: ELF@@8@: not found",
    },
    Row {
        says: ExecFormatError,
        anchor: "spawn ENOEXEC",
        by: "Node.js: child_process",
        example: "Error: spawn ENOEXEC",
    },
    Row {
        says: ExecutableNotFound,
        anchor: "executable file not found in ",
        without: ["exec failed"],
        subject: From("exec: "),
        by: "Go os/exec, as runc, containerd and Docker print it",
        example: "starting container process caused: exec: \"start\": executable file not found \
                  in $PATH: unknown",
    },
    Row {
        says: ExecutableNotFound,
        anchor: "executable file `",
        with: ["not found in"],
        without: ["exec failed"],
        subject: After("executable file "),
        by: "crun: libcrun/container.c",
        example: "executable file `start` not found in $PATH: No such file or directory",
    },
    Row {
        says: ExecutableNotFound,
        anchor: "no such file or directory",
        with: ["exec: \"", ": stat "],
        without: ["exec failed", "chdir to cwd"],
        subject: From(": stat "),
        by: "runc: libcontainer/standard_init_linux.go, gosu",
        example: "unable to start container process: exec: \"/manager\": stat /manager: no such \
                  file or directory: unknown",
    },
    Row {
        says: ExecutableNotFound,
        anchor: ": not a directory",
        with: ["exec: \"", ": stat "],
        without: ["exec failed"],
        subject: From(": stat "),
        by: "runc: libcontainer/standard_init_linux.go",
        example: "exec: \"/app/run\": stat /app/run: not a directory: unknown",
    },
    Row {
        says: ExecutableNotFound,
        anchor: "not found or does not exist",
        with: ["Container command"],
        subject: From("command "),
        by: "Docker before 17",
        example: "docker: Error response from daemon: Container command 'app' not found or does \
                  not exist.",
    },
    Row {
        says: ExecutableNotFound,
        anchor: "System error: no such file or directory",
        by: "Docker before 1.9",
        example: "Cannot start container d5c3: [8] System error: no such file or directory",
    },
    Row {
        says: ExecutableNotFound,
        anchor: "[FATAL tini",
        with: ["No such file or directory"],
        subject: After("exec "),
        by: "tini: src/tini.c",
        example: "[FATAL tini (7)] exec app failed: No such file or directory",
    },
    Row {
        says: ExecutableNotFound,
        anchor: "[dumb-init] ",
        with: ["No such file or directory"],
        subject: After("init] "),
        by: "dumb-init: dumb-init.c",
        example: "[dumb-init] /app: No such file or directory",
    },
    Row {
        says: ExecutableNotFound,
        anchor: "ERROR (catatonit",
        with: ["No such file or directory"],
        by: "catatonit",
        example: "ERROR (catatonit:2): failed to exec pid1: No such file or directory",
    },
    Row {
        says: ExecutableNotFound,
        anchor: "fatal: unable to exec ",
        with: ["No such file or directory"],
        subject: After("exec "),
        by: "s6, execline",
        example: "s6-setsid: fatal: unable to exec /app: No such file or directory",
    },
    Row {
        says: ExecutableNotFound,
        anchor: "The system cannot find the file specified",
        with: ["hcs"],
        places: [Message, Event],
        by: "Windows: hcsshim",
        example: "hcs::System::CreateProcess: app: The system cannot find the file specified.: \
                  unknown",
    },
    Row {
        says: ExecPermissionDenied,
        anchor: "permission denied",
        with: ["exec: \""],
        without: ["exec failed"],
        subject: From("exec: "),
        by: "runc: libcontainer/standard_init_linux.go, gosu",
        example: "unable to start container process: exec: \"/entrypoint.sh\": permission \
                  denied: unknown",
    },
    Row {
        says: ExecPermissionDenied,
        anchor: ": permission denied",
        without: ["exec: "],
        begins: "exec ",
        subject: Before,
        by: "runc: libcontainer/standard_init_linux.go",
        example: "exec /entrypoint.sh: permission denied",
    },
    Row {
        says: ExecPermissionDenied,
        anchor: "exec user process caused",
        with: ["permission denied"],
        by: "runc before 1.1: libcontainer/standard_init_linux.go",
        example: "standard_init_linux.go:228: exec user process caused: permission denied",
    },
    Row {
        says: ExecPermissionDenied,
        anchor: "open executable: Permission denied",
        by: "crun: libcrun/container.c",
        example: "crun: open executable: Permission denied",
    },
    Row {
        says: ExecPermissionDenied,
        anchor: "exec container process",
        with: ["Permission denied"],
        subject: After("`"),
        by: "crun: libcrun/container.c",
        example: "exec container process `/entrypoint.sh`: Permission denied",
    },
    Row {
        says: ExecPermissionDenied,
        anchor: "OCI permission denied",
        by: "Podman",
        example: "Error: crun: open executable: Permission denied: OCI permission denied",
    },
    Row {
        says: ExecPermissionDenied,
        anchor: "[FATAL tini",
        with: ["Permission denied"],
        subject: After("exec "),
        by: "tini: src/tini.c",
        example: "[FATAL tini (7)] exec /app failed: Permission denied",
    },
    Row {
        says: ExecPermissionDenied,
        anchor: "[dumb-init] ",
        with: ["Permission denied"],
        subject: After("init] "),
        by: "dumb-init: dumb-init.c",
        example: "[dumb-init] /app: Permission denied",
    },
    Row {
        says: ExecPermissionDenied,
        anchor: "ERROR (catatonit",
        with: ["Permission denied"],
        by: "catatonit",
        example: "ERROR (catatonit:2): failed to exec pid1: Permission denied",
    },
    Row {
        says: ExecPermissionDenied,
        anchor: "fatal: unable to exec ",
        with: ["Permission denied"],
        subject: After("exec "),
        by: "s6, execline",
        example: "s6-setsid: fatal: unable to exec /app: Permission denied",
    },
    Row {
        says: ExecIsDirectory,
        anchor: ": is a directory",
        with: ["exec: \""],
        without: ["exec failed"],
        subject: From("exec: "),
        by: "runc: libcontainer/standard_init_linux.go",
        example: "unable to start container process: exec: \"/bin\": is a directory",
    },
    Row {
        says: InterpreterMissing,
        anchor: "no such file or directory",
        without: ["exec: ", "stat "],
        begins: "exec ",
        subject: Before,
        by: "runc: libcontainer/standard_init_linux.go, after it found the file",
        example: "exec /entrypoint.sh: no such file or directory",
    },
    Row {
        says: InterpreterMissing,
        anchor: "exec user process caused",
        with: ["no such file or directory"],
        by: "runc before 1.1: libcontainer/standard_init_linux.go",
        example: "standard_init_linux.go:190: exec user process caused \"no such file or \
                  directory\"",
    },
    Row {
        says: InterpreterMissing,
        anchor: "exec container process",
        with: ["No such file or directory"],
        subject: After("`"),
        by: "crun: libcrun/container.c, after it found the file",
        example: "exec container process (missing dynamic library?) `/app`: No such file or \
                  directory",
    },
    Row {
        says: InterpreterMissing,
        anchor: "bad interpreter: ",
        fold: true,
        with: ["no such file or directory"],
        without: ["^M"],
        subject: From(": "),
        by: "bash, zsh",
        example: "zsh:1: ./run: bad interpreter: /opt/python: no such file or directory",
    },
    Row {
        says: InterpreterMissing,
        anchor: "cannot execute: required file not found",
        subject: Before,
        by: "bash 5.2: execute_cmd.c",
        example: "bash: line 1: ./run: cannot execute: required file not found",
    },
    Row {
        says: InterpreterMissing,
        anchor: "The file specified the interpreter",
        subject: From("process "),
        by: "fish",
        example: "exec: Failed to execute process './run': The file specified the interpreter \
                  '/opt/sh', which is not an executable command.",
    },
    Row {
        says: InterpreterMissing,
        anchor: "Check the interpreter or linker",
        subject: From("process "),
        by: "fish",
        example: "exec: Failed to execute process './app': The file exists and is executable. \
                  Check the interpreter or linker?",
    },
    Row {
        says: InterpreterMissing,
        anchor: "No such file or directory",
        with: ["env: ‘"],
        without: ["\\r", "\r"],
        subject: Before,
        by: "env(1) of coreutils, in the first line of a script",
        example: "/usr/bin/env: ‘python’: No such file or directory",
    },
    Row {
        says: InterpreterMissing,
        anchor: "No such file or directory",
        with: ["env: '"],
        without: ["\\r", "\r"],
        subject: Before,
        by: "env(1) of coreutils in the C locale, and of the BSDs",
        example: "/usr/bin/env: 'python3': No such file or directory",
    },
    Row {
        says: InterpreterMissing,
        anchor: "env: can't execute '",
        with: ["No such file or directory"],
        without: ["\\r", "\r"],
        subject: After("execute "),
        by: "env(1) of BusyBox, in the first line of a script",
        example: "env: can't execute 'bash': No such file or directory",
    },
    Row {
        says: InterpreterMissing,
        anchor: "Could not open '/lib",
        with: ["qemu"],
        subject: After("open "),
        by: "QEMU user mode emulation: linux-user/elfload.c",
        example: "qemu-x86_64: Could not open '/lib64/ld-linux-x86-64.so.2': No such file or \
                  directory",
    },
    Row {
        says: InterpreterMissing,
        anchor: "rosetta error: failed to open elf",
        subject: After(" at "),
        by: "Rosetta",
        example: "rosetta error: failed to open elf at /lib64/ld-linux-x86-64.so.2",
    },
    Row {
        says: CrlfLineEnding,
        anchor: "bad interpreter: ",
        with: ["^M"],
        by: "bash, zsh",
        example: "/bin/bash^M: bad interpreter: No such file or directory",
    },
    Row {
        says: CrlfLineEnding,
        anchor: "$'\\r': command not found",
        by: "bash",
        example: "/entrypoint.sh: line 2: $'\\r': command not found",
    },
    Row {
        says: CrlfLineEnding,
        anchor: "unexpected token `$'",
        with: ["\\r"],
        by: "bash",
        example: "/entrypoint.sh: line 5: syntax error near unexpected token `$'{\\r''",
    },
    Row {
        says: CrlfLineEnding,
        anchor: "Windows line endings",
        subject: From("process "),
        by: "fish",
        example: "exec: Failed to execute process './run': The file uses Windows line endings \
                  (\\r\\n). Run dos2unix or similar to fix it.",
    },
    Row {
        says: CrlfLineEnding,
        anchor: "\\r’: No such file or directory",
        by: "env(1) of coreutils",
        example: "/usr/bin/env: ‘bash\\r’: No such file or directory",
    },
    Row {
        says: CrlfLineEnding,
        anchor: "\\r': No such file or directory",
        by: "env(1) of coreutils in the C locale",
        example: "/usr/bin/env: 'bash\\r': No such file or directory",
    },
    Row {
        says: CrlfLineEnding,
        anchor: "\r': No such file or directory",
        by: "env(1) of BusyBox",
        example: "env: can't execute 'bash\r': No such file or directory",
    },
    Row {
        says: CrlfLineEnding,
        anchor: "invalid option name",
        with: ["\r: invalid"],
        by: "bash: set -o",
        example: "/entrypoint.sh: line 2: set: pipefail\r: invalid option name",
    },
    Row {
        says: NoCommand,
        anchor: "no command specified",
        fold: true,
        by: "Docker, containerd and CRI-O, fold of capital",
        example: "failed to generate container \"d2b8\" spec: failed to generate spec: no \
                  command specified",
    },
    Row {
        says: SharedLibraryMissing,
        anchor: "error while loading shared libraries: ",
        with: ["cannot open shared object file"],
        subject: After("libraries: "),
        by: "glibc: elf/dl-error.c",
        example: "/app: error while loading shared libraries: libssl.so.1.1: cannot open shared \
                  object file: No such file or directory",
    },
    Row {
        says: SharedLibraryMissing,
        anchor: "Error loading shared library ",
        subject: After("library "),
        by: "musl: ldso/dynlink.c",
        example: "Error loading shared library libmicrohttpd.so.12: No such file or directory \
                  (needed by /app)",
    },
    Row {
        says: SharedLibraryMissing,
        anchor: "cannot open shared object file",
        without: ["error while loading", "LD_PRELOAD"],
        subject: Before,
        by: "glibc: dlopen(3), as Python, Node.js and Java pass it on",
        example: "ImportError: libGL.so.1: cannot open shared object file: No such file or \
                  directory",
    },
    Row {
        says: SharedLibraryMissing,
        anchor: "Unable to load shared library",
        subject: After("library "),
        by: ".NET: DllNotFoundException",
        example: "System.DllNotFoundException: Unable to load shared library 'libgdiplus' or \
                  one of its dependencies.",
    },
    Row {
        says: SharedLibraryMissing,
        anchor: "Couldn't find a valid ICU package",
        by: ".NET: System.Globalization",
        example: "Process terminated. Couldn't find a valid ICU package installed on the system.",
    },
    Row {
        says: SharedLibraryMissing,
        anchor: "No usable version of libssl",
        by: ".NET: System.Security.Cryptography.Native",
        example: "No usable version of libssl was found",
    },
    Row {
        says: SharedLibraryMissing,
        anchor: "java.lang.UnsatisfiedLinkError",
        by: "JVM",
        example: "java.lang.UnsatisfiedLinkError: no netty_tcnative in java.library.path",
    },
    Row {
        says: SharedLibraryFormat,
        anchor: "invalid ELF header",
        subject: Before,
        by: "glibc: dlopen(3)",
        example: "Error: /app/node_modules/bcrypt/lib/bcrypt_lib.node: invalid ELF header",
    },
    Row {
        says: SharedLibraryFormat,
        anchor: "wrong ELF class",
        by: "glibc: elf/dl-load.c",
        example: "cannot open shared object file: wrong ELF class: ELFCLASS32",
    },
    Row {
        says: SharedLibraryFormat,
        anchor: "Exec format error",
        with: ["Error loading shared library"],
        subject: From("library "),
        by: "musl: ldso/dynlink.c",
        example: "Error loading shared library /usr/lib/libfoo.so: Exec format error (needed by \
                  /app)",
    },
    Row {
        says: SymbolMissing,
        anchor: "symbol lookup error: ",
        subject: After("symbol: "),
        by: "glibc: elf/dl-lookup.c",
        example: "./app: symbol lookup error: ./app: undefined symbol: foo",
    },
    Row {
        says: SymbolMissing,
        anchor: "undefined symbol: ",
        without: ["symbol lookup error"],
        subject: After("symbol: "),
        by: "glibc: elf/dl-lookup.c, as Python and Node.js pass it on",
        example: "ImportError: /app/mod.so: undefined symbol: PyUnicode_New",
    },
    Row {
        says: SymbolMissing,
        anchor: ": symbol not found",
        with: ["Error relocating"],
        without: ["_chk:", ": __"],
        subject: Before,
        by: "musl: ldso/dynlink.c",
        example: "Error relocating /app: MHD_destroy_response: symbol not found",
    },
    Row {
        says: LibcVersionMissing,
        anchor: ": symbol not found",
        with: ["Error relocating"],
        any: ["_chk:", ": __"],
        subject: Before,
        by: "musl: ldso/dynlink.c, for a program built with glibc",
        example: "Error relocating /app: __vasprintf_chk: symbol not found",
    },
    Row {
        says: LibcVersionMissing,
        anchor: "version `GLIBC",
        with: ["not found"],
        subject: After("version "),
        by: "glibc: elf/dl-version.c, GLIBC_ and GLIBCXX_",
        example: "/app: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.34' not found \
                  (required by /app)",
    },
    Row {
        says: LibcVersionMissing,
        anchor: "version `CXXABI_",
        with: ["not found"],
        subject: After("version "),
        by: "glibc: elf/dl-version.c",
        example: "/usr/lib/libstdc++.so.6: version `CXXABI_1.3.13' not found (required by /app)",
    },
    Row {
        says: CpuFeatureMissing,
        anchor: "CPU does not support x86-64-v",
        by: "glibc: sysdeps/x86/dl-get-cpu-features.c",
        example: "Fatal glibc error: CPU does not support x86-64-v2",
    },
    Row {
        says: CpuFeatureMissing,
        anchor: "requires a CPU with",
        by: "MongoDB, ClickHouse and others",
        example: "WARNING: MongoDB 5.0+ requires a CPU with AVX support, and your current \
                  system does not appear to have that!",
    },
    Row {
        says: CpuFeatureMissing,
        anchor: "instructions, but these aren't available",
        by: "TensorFlow",
        example: "The TensorFlow library was compiled to use AVX instructions, but these aren't \
                  available on your machine.",
    },
    Row {
        says: CpuFeatureMissing,
        anchor: "lacks AVX support",
        by: "Bun",
        example: "CPU lacks AVX support, strange crashes may occur.",
    },
    Row {
        says: RuntimeVersionTooOld,
        anchor: "UnsupportedClassVersionError",
        by: "JVM",
        example: "java.lang.UnsupportedClassVersionError: App has been compiled by a more \
                  recent version of the Java Runtime",
    },
    Row {
        says: RuntimeVersionTooOld,
        anchor: "You must install or update .NET",
        by: ".NET: hostfxr",
        example: "You must install or update .NET to run this application.",
    },
    Row {
        says: RuntimeVersionTooOld,
        anchor: "It was not possible to find any",
        any: ["framework version", "installed .NET"],
        by: ".NET: hostfxr",
        example: "It was not possible to find any compatible framework version",
    },
    Row {
        says: RuntimeVersionTooOld,
        anchor: "was compiled against a different Node.js version",
        by: "Node.js: dlopen of an addon",
        example: "The module '/app/x.node' was compiled against a different Node.js version \
                  using",
    },
    // The container's start.
    Row {
        says: WorkingDirMissing,
        anchor: "chdir to cwd",
        any: ["no such file", "not a directory"],
        without: ["exec failed"],
        subject: After("cwd ("),
        by: "runc: libcontainer/init_linux.go",
        example: "OCI runtime create failed: runc create failed: unable to start container \
                  process: chdir to cwd (\"/nosuch\") set in config.json failed: no such file \
                  or directory",
    },
    Row {
        says: WorkingDirMissing,
        anchor: "chdir to cwd",
        with: ["permission denied"],
        without: ["exec failed"],
        subject: After("cwd ("),
        by: "runc: libcontainer/init_linux.go",
        example: "chdir to cwd (\"/root/x\") set in config.json failed: permission denied: \
                  unknown",
    },
    Row {
        says: WorkingDirMissing,
        anchor: "chdir to `",
        without: ["cwd"],
        subject: After("to "),
        by: "crun: libcrun/container.c",
        example: "crun: chdir to `/nosuch`: No such file or directory",
    },
    Row {
        says: WorkingDirMissing,
        anchor: ": not a directory",
        any: ["Error: mkdir /", "failed to create working directory"],
        without: ["rootfs", "mountpoint"],
        places: [Message, Event],
        subject: From("mkdir "),
        by: "containerd and CRI-O, which make the working directory",
        example: "Error: mkdir /opt/lab: not a directory",
    },
    Row {
        says: WorkingDirMissing,
        anchor: ": not a directory",
        without: ["rootfs"],
        begins: "mkdir ",
        places: [Message],
        subject: From("mkdir "),
        by: "containerd and CRI-O, which make the working directory",
        example: "mkdir /opt/lab: not a directory",
    },
    Row {
        says: MountOnWrongType,
        anchor: "Are you trying to mount a directory onto a file",
        by: "runc: libcontainer/rootfs_linux.go",
        example: "Are you trying to mount a directory onto a file (or vice-versa)? Check if the \
                  specified host path exists",
    },
    Row {
        says: MountOnWrongType,
        anchor: ": not a directory",
        with: ["to rootfs at"],
        subject: From("rootfs at "),
        by: "runc: libcontainer/rootfs_linux.go",
        example: "mounting \"/var/lib/x\" to rootfs at \"/etc/log4j2.properties\" caused: mount \
                  through procfd: not a directory: unknown",
    },
    Row {
        says: MountOnWrongType,
        anchor: ": not a directory",
        with: ["during container init: mkdir"],
        subject: Before,
        by: "runc: libcontainer/rootfs_linux.go",
        example: "error during container init: mkdir /etc/passwd: not a directory: unknown",
    },
    Row {
        says: MountOnWrongType,
        anchor: "cannot be mounted because it is not of type proc",
        subject: From("rootfs at "),
        by: "runc: libcontainer/rootfs_linux.go",
        example: "error mounting \"/v\" to rootfs at \"/proc\": \"/opt/lab\" cannot be mounted \
                  because it is not of type proc: unknown",
    },
    Row {
        says: MountOnWrongType,
        anchor: "to rootfs at",
        any: ["create mountpoint", "is a directory"],
        without: ["volume-subpaths", "not of type proc"],
        subject: After("rootfs at "),
        by: "runc: libcontainer/rootfs_linux.go",
        example: "error mounting \"/v\" to rootfs at \"/etc/passwd/x\": create mountpoint for \
                  /etc/passwd/x mount: mkdirall: not a directory",
    },
    Row {
        says: MountOnWrongType,
        anchor: "hostPath type check failed",
        subject: After("failed: "),
        by: "kubelet: pkg/volume/hostpath/host_path.go",
        example: "MountVolume.SetUp failed for volume \"v\" : hostPath type check failed: /data \
                  is not a directory",
    },
    Row {
        says: MountOnWrongType,
        anchor: "cannot create subdirectories in",
        with: ["not a directory"],
        subject: After("directories in "),
        by: "runc before 1.0, Docker",
        example: "rootfs_linux.go:58: mounting \"/v\" to rootfs caused \"not a directory: \
                  cannot create subdirectories in /etc/x\"",
    },
    Row {
        says: SubPathMissing,
        anchor: "volume-subpaths",
        any: ["no such file or directory", "stale"],
        subject: After("rootfs at "),
        by: "runc: libcontainer/rootfs_linux.go",
        example: "mounting \"/var/lib/kubelet/pods/0/volume-subpaths/cfg/app/1\" to rootfs at \
                  \"/etc/App.json\" caused: no such file or directory: unknown",
    },
    Row {
        says: SubPathMissing,
        anchor: "failed to create subPath directory",
        subject: After("volumeMount "),
        by: "kubelet: pkg/kubelet/kubelet_pods.go",
        example: "Error: failed to create subPath directory for volumeMount \"data\" of \
                  container \"app\"",
    },
    Row {
        says: SubPathMissing,
        anchor: "failed to prepare subPath",
        subject: After("volumeMount "),
        by: "kubelet: pkg/kubelet/kubelet_pods.go",
        example: "Error: failed to prepare subPath for volumeMount \"cfg\" of container \"app\"",
    },
    Row {
        says: RunAsNonRootImage,
        anchor: "image will run as root",
        with: ["runAsNonRoot"],
        subject: After("container: "),
        by: "kubelet: pkg/kubelet/kuberuntime/security_context.go",
        example: "Error: container has runAsNonRoot and image will run as root (pod: \
                  \"a_b(0)\", container: app)",
    },
    Row {
        says: RunAsNonRootImage,
        anchor: "runAsUser breaks non-root policy",
        subject: After("container: "),
        by: "kubelet: pkg/kubelet/kuberuntime/security_context.go",
        example: "Error: container's runAsUser breaks non-root policy (pod: \"a_b(0)\", \
                  container: app)",
    },
    Row {
        says: RunAsNonRootUserUnknown,
        anchor: "image has non-numeric user",
        subject: After("user ("),
        by: "kubelet: pkg/kubelet/kuberuntime/security_context.go",
        example: "Error: container has runAsNonRoot and image has non-numeric user (node), \
                  cannot verify user is non-root",
    },
    Row {
        says: UserNotFound,
        anchor: "unable to find user",
        subject: After("user "),
        by: "runc: libcontainer/user, containerd, Docker, gosu",
        example: "unable to find user nosuch: no matching entries in passwd file",
    },
    Row {
        says: UserNotFound,
        anchor: "unable to find group",
        subject: After("group "),
        by: "runc: libcontainer/user, containerd, Docker, gosu",
        example: "unable to find group nosuch: no matching entries in group file",
    },
    Row {
        says: UserNotFound,
        anchor: "no users found",
        places: [Message, Event],
        by: "containerd: pkg/oci/spec_opts.go",
        example: "failed to generate container \"d2\" spec: failed to generate spec: no users \
                  found",
    },
    Row {
        says: UserNotFound,
        anchor: "invalid user: ",
        subject: After("user: "),
        by: "chown(1) and others of coreutils",
        example: "chown: invalid user: 'app:app'",
    },
    Row {
        says: UserNotFound,
        anchor: "getpwuid(): uid not found",
        subject: After("found: "),
        by: "CPython: pwd",
        example: "KeyError: 'getpwuid(): uid not found: 1000850000'",
    },
    Row {
        says: UserNotFound,
        anchor: "\") failed in ",
        with: ["getpwnam(\""],
        subject: From("getpwnam("),
        by: "nginx: getpwnam and getgrnam",
        example: "nginx: [emerg] getpwnam(\"nginx\") failed in /etc/nginx/nginx.conf:2",
    },
    Row {
        says: RuntimeNameConflict,
        anchor: "failed to reserve container name",
        subject: After("name "),
        by: "containerd: internal/cri/server",
        example: "Error: failed to reserve container name \"app_web-0_ns_0_1\": name is \
                  reserved for \"7ae6\"",
    },
    Row {
        says: RuntimeNameConflict,
        anchor: "is already in use by",
        with: ["name \""],
        subject: From("name "),
        by: "Docker, CRI-O",
        example: "Conflict. The container name \"/k8s_redis_0\" is already in use by container \
                  \"94ff\"",
    },
    Row {
        says: RuntimeMemoryTooLow,
        anchor: "container init was OOM-killed",
        by: "runc: libcontainer/process_linux.go",
        example: "unable to start container process: container init was OOM-killed (memory \
                  limit too low?): unknown",
    },
    Row {
        says: RuntimeMemoryTooLow,
        anchor: "Minimum memory limit allowed",
        by: "Docker: daemon/daemon_unix.go",
        example: "Error response from daemon: Minimum memory limit allowed is 6MB",
    },
    Row {
        says: RuntimeMemoryTooLow,
        anchor: "signal: killed",
        any: ["runtime create failed", "container_linux.go"],
        by: "runc before 1.1, whose init the kernel killed",
        example: "OCI runtime create failed: container_linux.go:380: starting container process \
                  caused: process_linux.go:402: getting the final child's pid from pipe caused: \
                  signal: killed: unknown",
    },
    Row {
        says: SeccompProfileMissing,
        anchor: "cannot load seccomp profile",
        subject: After("profile "),
        by: "containerd: internal/cri",
        example: "failed to create containerd container: cannot load seccomp profile \
                  \"/var/lib/kubelet/seccomp/x.json\": open /var/lib/kubelet/seccomp/x.json: no \
                  such file or directory",
    },
    Row {
        says: SeccompProfileMissing,
        anchor: "seccomp profile",
        fold: true,
        with: ["no such file"],
        without: ["cannot load"],
        places: [Message, Event],
        by: "CRI-O, Docker",
        example: "setup seccomp: unable to load local profile: opening seccomp profile \
                  (/x.json) failed: no such file or directory",
    },
    Row {
        says: AppArmorMissing,
        anchor: "Cannot enforce AppArmor",
        by: "kubelet: pkg/security/apparmor",
        example: "Cannot enforce AppArmor: AppArmor is not enabled on the host",
    },
    Row {
        says: AppArmorMissing,
        anchor: "apparmor failed to apply profile",
        by: "runc: libcontainer/apparmor",
        example: "apparmor failed to apply profile: write /proc/self/attr/exec: no such file or \
                  directory",
    },
    Row {
        says: AppArmorMissing,
        anchor: "apparmor profile",
        fold: true,
        any: ["not found", "not loaded", "no such"],
        places: [Message, Event],
        by: "runc, containerd and CRI-O",
        example: "apparmor profile not found custom",
    },
    Row {
        says: DeviceMissing,
        anchor: "nvidia-container-cli: ",
        by: "NVIDIA container toolkit",
        example: "error running prestart hook #0: exit status 1, stdout: , stderr: \
                  nvidia-container-cli: initialization error: nvml error: driver not loaded",
    },
    Row {
        says: DeviceMissing,
        anchor: "could not select device driver",
        by: "Docker",
        example: "could not select device driver \"\" with capabilities: [[gpu]]",
    },
    Row {
        says: DeviceMissing,
        anchor: "gathering device information",
        subject: After("custom device "),
        by: "Docker: daemon/oci_linux.go",
        example: "error gathering device information while adding custom device \"/dev/x\": no \
                  such file or directory",
    },
    Row {
        says: DeviceMissing,
        anchor: "unresolvable CDI devices",
        by: "CDI: runc and CRI-O",
        example: "CDI device injection failed: unresolvable CDI devices nvidia.com/gpu=0",
    },
    Row {
        says: DeviceMissing,
        anchor: "NVIDIA-SMI has failed",
        by: "NVIDIA driver tools",
        example: "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.",
    },
    Row {
        says: OciStartError,
        anchor: "OCI runtime create failed",
        fold: true,
        by: "containerd, Docker, CRI-O",
        example: "failed to create shim task: OCI runtime create failed: runc create failed: \
                  unable to start container process",
    },
    Row {
        says: OciStartError,
        anchor: "container create failed: ",
        places: [Message, Event],
        by: "CRI-O",
        example: "Error: container create failed: time=\"2026-11-22T10:13:12Z\" level=error \
                  msg=\"runc create failed\"",
    },
    Row {
        says: OciStartError,
        anchor: "failed to create containerd ",
        by: "containerd: internal/cri/server",
        example: "Error: failed to create containerd container: get apparmor spec opts",
    },
    Row {
        says: OciStartError,
        anchor: "failed to start container",
        fold: true,
        without: ["exec failed"],
        by: "kubelet, Docker and Podman",
        example: "Error: failed to start container \"galera\": Error response from daemon: oci \
                  runtime error",
    },
    Row {
        says: OciStartError,
        anchor: "oci runtime error",
        fold: true,
        by: "Docker before 18",
        example: "docker: Error response from daemon: oci runtime error: \
                  container_linux.go:247: starting container process caused",
    },
    Row {
        says: OciStartError,
        anchor: "starting container process caused",
        without: ["exec failed", "oci runtime error", "OCI runtime"],
        by: "runc before 1.0: libcontainer/container_linux.go",
        example: "container_linux.go:247: starting container process caused \"exec: \
                  \\\"src/coordinator\\\": stat src/coordinator: no such file or directory\"",
    },
    Row {
        says: OciStartError,
        anchor: "Cannot start container",
        by: "Docker before 1.10",
        example: "API error (404): Cannot start container d5c3: [8] System error: exec: \
                  \"start\": executable file not found in $PATH",
    },
    Row {
        says: OciStartError,
        anchor: "failed to generate container ",
        by: "containerd: internal/cri/server",
        example: "Error: failed to generate container \"d2b8\" spec: failed to generate spec: \
                  no command specified",
    },
    Row {
        says: OciStartError,
        anchor: "is not in a separate kernel namespace",
        by: "runc: libcontainer/configs/validate",
        example: "sysctl \"net.ipv4.x\" is not in a separate kernel namespace: unknown",
    },
    Row {
        says: ExecInContainerFailed,
        anchor: "OCI runtime exec failed",
        subject: After("exec: "),
        by: "containerd, Docker",
        example: "OCI runtime exec failed: exec failed: unable to start container process: \
                  exec: \"/nosuch\": stat /nosuch: no such file or directory: unknown",
    },
    Row {
        says: ExecInContainerFailed,
        anchor: "exec failed: ",
        any: ["container", "runc", "crun"],
        without: ["OCI runtime exec failed"],
        subject: After("exec: "),
        by: "runc, crun, CRI-O",
        example: "exec failed: container_linux.go:380: starting container process caused: exec: \
                  \"/bin/x\": no such file or directory",
    },
    Row {
        says: WindowsOsMismatch,
        anchor: "does not match the host operating system",
        by: "Windows: HCS 0xc0370101",
        example: "The container operating system does not match the host operating system.",
    },
    Row {
        says: WindowsOsMismatch,
        anchor: "no matching manifest for windows",
        by: "Docker, containerd",
        example: "no matching manifest for windows/amd64 10.0.17763 in the manifest list entries",
    },
    Row {
        says: WindowsOsMismatch,
        anchor: "0xc0370101",
        by: "Windows: HCS",
        example: "hcsshim::CreateComputeSystem app: failure in a Windows system call: \
                  (0xc0370101)",
    },
    Row {
        says: WindowsOsMismatch,
        anchor: "is incompatible with a",
        with: ["Windows version"],
        by: "Windows: moby/windows",
        example: "a Windows version 10.0.17763-based image is incompatible with a 10.0.14393 \
                  host",
    },
    // What the container refers to.
    Row {
        says: SecretMissing,
        anchor: " not found",
        with: ["secret \""],
        places: [Message, Event, Log],
        subject: From("secret "),
        by: "kubelet: pkg/kubelet/secret",
        example: "MountVolume.SetUp failed for volume \"v\" : secret \"db-password\" not found",
    },
    Row {
        says: SecretMissing,
        anchor: " not found",
        with: ["secrets \""],
        places: [Message, Event, Log],
        subject: From("secrets "),
        by: "API server, as the kubelet passes it on",
        example: "Error: secrets \"my-password\" not found",
    },
    Row {
        says: ConfigMapMissing,
        anchor: " not found",
        with: ["configmap \""],
        places: [Message, Event, Log],
        subject: From("configmap "),
        by: "kubelet: pkg/kubelet/configmap",
        example: "MountVolume.SetUp failed for volume \"config\" : configmap \"loki\" not found",
    },
    Row {
        says: ConfigMapMissing,
        anchor: " not found",
        with: ["configmaps \""],
        places: [Message, Event, Log],
        subject: From("configmaps "),
        by: "API server, as the kubelet passes it on",
        example: "Error: configmaps \"app-config\" not found",
    },
    Row {
        says: KeyMissing,
        anchor: "couldn't find key ",
        subject: After("key "),
        by: "kubelet: pkg/kubelet/kubelet_pods.go",
        example: "Error: couldn't find key VALUE in Secret default/app-secret",
    },
    Row {
        says: KeyMissing,
        anchor: "references non-existent",
        with: ["key: "],
        subject: After("key: "),
        by: "kubelet: pkg/volume/secret and pkg/volume/configmap",
        example: "MountVolume.SetUp failed for volume \"cfg\" : references non-existent config \
                  key: app.yaml",
    },
    Row {
        says: PullSecretMissing,
        anchor: "retrieve some image pull secrets",
        subject: After("secrets ("),
        by: "kubelet: pkg/kubelet/kubelet_pods.go",
        example: "Unable to retrieve some image pull secrets (regcred); attempting to pull the \
                  image may not succeed.",
    },
    Row {
        says: ServiceAccountMissing,
        anchor: "serviceaccount \"",
        with: ["not found"],
        subject: After("serviceaccount "),
        by: "API server: admission",
        example: "error looking up service account shop/api: serviceaccount \"api\" not found",
    },
    Row {
        says: VolumeClaimMissing,
        anchor: "persistentvolumeclaim \"",
        with: ["not found"],
        subject: After("persistentvolumeclaim "),
        by: "kube-scheduler: volumebinding",
        example: "0/2 nodes are available: persistentvolumeclaim \"data\" not found. not found",
    },
    Row {
        says: VolumeClaimUnbound,
        anchor: "unbound immediate PersistentVolumeClaims",
        by: "kube-scheduler: volumebinding",
        example: "0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims.",
    },
    // The image. A registry speaks through the runtime and the kubelet.
    Row {
        says: ImageNotFound,
        anchor: "manifest unknown",
        subject: From("image \""),
        by: "OCI distribution specification: MANIFEST_UNKNOWN",
        example: "Failed to pull image \"app:v2\": rpc error: code = 2 desc = manifest unknown: \
                  manifest unknown",
    },
    Row {
        says: ImageNotFound,
        anchor: ": not found",
        any: ["failed to resolve", "code = NotFound"],
        places: [Message, Event],
        subject: From("image \""),
        by: "containerd: remotes/docker/resolver.go",
        example: "Failed to pull image \"app:v2\": rpc error: code = NotFound desc = failed to \
                  pull and unpack image \"docker.io/library/app:v2\": failed to resolve \
                  reference \"docker.io/library/app:v2\": docker.io/library/app:v2: not found",
    },
    Row {
        says: ImageNotFound,
        anchor: " not found",
        with: ["manifest for "],
        without: ["manifest unknown"],
        subject: From("manifest for "),
        by: "Docker: distribution",
        example: "Failed to pull image \"app:v2\": rpc error: code = Unknown desc = Error \
                  response from daemon: manifest for app:v2 not found",
    },
    Row {
        says: ImageNotFound,
        anchor: "repository name not known to registry",
        by: "OCI distribution specification: NAME_UNKNOWN",
        example: "name unknown: repository name not known to registry",
    },
    Row {
        says: ImageNotFound,
        anchor: "name unknown: ",
        without: ["not known to registry"],
        by: "OCI distribution specification: NAME_UNKNOWN",
        example: "name unknown: The repository with name 'app' does not exist in the registry",
    },
    Row {
        says: ImageNotFound,
        anchor: "No such image",
        subject: After("image: "),
        by: "Docker",
        example: "docker: Error response from daemon: No such image: app:1",
    },
    Row {
        says: ImageNotFound,
        anchor: "404 Not Found",
        any: ["/v2/", "/v1/", "pull"],
        places: [Message, Event],
        subject: From("image \""),
        by: "registries through the runtime",
        example: "Failed to pull image \"app:1\": unexpected status from HEAD request to \
                  https://registry/v2/app/manifests/v2: 404 Not Found",
    },
    Row {
        says: ImageNotFound,
        anchor: "not found in repository",
        places: [Message, Event],
        by: "Docker before 1.10",
        example: "Tag v2 not found in repository docker.io/library/app",
    },
    Row {
        says: ImageNotFound,
        anchor: " not found",
        with: ["Error: image "],
        places: [Message, Event],
        subject: From("Error: image "),
        by: "Docker before 1.10",
        example: "Failed to pull image \"app:v2\": Error: image library/app:v2 not found",
    },
    Row {
        says: ImagePullDenied,
        anchor: "pull access denied",
        without: ["pull access denied, "],
        subject: After("denied for "),
        by: "Docker, containerd: errors of docker.io",
        example: "Error response from daemon: pull access denied for tutum/curl, repository \
                  does not exist or may require 'docker login'",
    },
    Row {
        says: ImagePullDenied,
        anchor: "pull access denied, ",
        subject: From("image \""),
        by: "containerd: remotes/docker",
        example: "Failed to pull image \"app:1\": failed to resolve reference \
                  \"docker.io/x/app:1\": pull access denied, repository does not exist or may \
                  require authorization: server message: insufficient_scope: authorization \
                  failed",
    },
    Row {
        says: ImagePullDenied,
        anchor: "requested access to the resource is denied",
        without: ["pull access denied"],
        by: "OCI distribution specification: DENIED",
        example: "reading manifest latest in docker.io/x/app: denied: requested access to the \
                  resource is denied",
    },
    Row {
        says: ImageUnauthorized,
        anchor: "401 Unauthorized",
        any: [
            "pull",
            "manifest",
            "registry",
            "/v2/",
            "failed to do request",
            "initializing source",
            "failed to resolve"
        ],
        places: [Message, Event],
        subject: From("image \""),
        by: "registries through the runtime",
        example: "Failed to pull image \"app:1\": pulling from host registry failed with status \
                  code [manifests 1]: 401 Unauthorized",
    },
    Row {
        says: ImageUnauthorized,
        anchor: "403 Forbidden",
        any: [
            "pull",
            "manifest",
            "registry",
            "/v2/",
            "failed to do request",
            "initializing source",
            "failed to resolve"
        ],
        places: [Message, Event],
        subject: From("image \""),
        by: "registries through the runtime",
        example: "Failed to pull image \"app:1\": unexpected status from HEAD request to \
                  https://registry/v2/app/manifests/1: 403 Forbidden",
    },
    Row {
        says: ImageUnauthorized,
        anchor: "authentication required",
        any: [
            "pull",
            "manifest",
            "registry",
            "/v2/",
            "failed to do request",
            "initializing source",
            "failed to resolve",
            "unauthorized"
        ],
        places: [Message, Event],
        subject: From("image \""),
        by: "OCI distribution specification: UNAUTHORIZED",
        example: "Failed to pull image \"app:1\": reading manifest 1 in registry/app: \
                  authentication required",
    },
    Row {
        says: ImageUnauthorized,
        anchor: "no basic auth credentials",
        subject: From("image \""),
        by: "Docker, containerd",
        example: "Failed to pull image \"app:1\": pull access denied, repository does not exist \
                  or may require authorization: authorization failed: no basic auth credentials",
    },
    Row {
        says: ImageUnauthorized,
        anchor: "failed to fetch anonymous token",
        any: ["401", "403", "denied"],
        subject: From("image \""),
        by: "containerd: remotes/docker/auth",
        example: "Failed to pull image \"app:1\": failed to authorize: failed to fetch \
                  anonymous token: unexpected status from GET request to https://ghcr.io/token: \
                  403 Forbidden",
    },
    Row {
        says: ImageUnauthorized,
        anchor: "failed to fetch oauth token",
        any: ["401", "403", "denied"],
        subject: From("image \""),
        by: "containerd: remotes/docker/auth",
        example: "Failed to pull image \"app:1\": failed to authorize: failed to fetch oauth \
                  token: unexpected status: 401 Unauthorized",
    },
    Row {
        says: ImageUnauthorized,
        anchor: "incorrect username or password",
        any: ["unauthorized", "pull"],
        places: [Message, Event],
        by: "Docker Hub",
        example: "unauthorized: incorrect username or password",
    },
    Row {
        says: ImageUnauthorized,
        anchor: "invalid username/password",
        by: "Red Hat and Quay registries",
        example: "unable to retrieve auth token: invalid username/password: unauthorized",
    },
    Row {
        says: ImageUnauthorized,
        anchor: "access to the requested resource is not authorized",
        by: "Quay",
        example: "unauthorized: access to the requested resource is not authorized",
    },
    Row {
        says: ImageUnauthorized,
        anchor: "downloadArtifacts",
        with: ["enied"],
        by: "Google Artifact Registry",
        example: "denied: Permission \"artifactregistry.repositories.downloadArtifacts\" denied \
                  on resource",
    },
    Row {
        says: ImageUnauthorized,
        anchor: "HTTP Basic: Access denied",
        by: "GitLab registry",
        example: "error getting credentials: HTTP Basic: Access denied",
    },
    Row {
        says: ImageUnauthorized,
        anchor: "authorization token has expired",
        by: "Amazon ECR",
        example: "denied: Your authorization token has expired. Reauthenticate and try again.",
    },
    Row {
        says: ImageRateLimited,
        anchor: "toomanyrequests",
        subject: From("image \""),
        by: "OCI distribution specification: TOOMANYREQUESTS",
        example: "Failed to pull image \"app:1\": toomanyrequests: You have reached your pull \
                  rate limit.",
    },
    Row {
        says: ImageRateLimited,
        anchor: "429 Too Many Requests",
        any: [
            "pull",
            "manifest",
            "registry",
            "/v2/",
            "failed to do request",
            "initializing source",
            "failed to resolve"
        ],
        without: ["toomanyrequests"],
        places: [Message, Event],
        subject: From("image \""),
        by: "registries through the runtime",
        example: "Failed to pull image \"app:1\": unexpected status code \
                  https://registry-1.docker.io/v2/x/manifests/1: 429 Too Many Requests",
    },
    Row {
        says: ImageRateLimited,
        anchor: "pull QPS exceeded",
        subject: From("image \""),
        by: "kubelet: pkg/kubelet/images",
        example: "Failed to pull image \"app:1\": pull QPS exceeded",
    },
    Row {
        says: ImagePlatformMissing,
        anchor: "no matching manifest for ",
        without: ["for windows"],
        subject: After("manifest for "),
        by: "Docker, containerd",
        example: "no matching manifest for linux/arm64/v8 in the manifest list entries",
    },
    Row {
        says: ImagePlatformMissing,
        anchor: "no match for platform in manifest",
        subject: From("image \""),
        by: "containerd: images",
        example: "failed to pull and unpack image \"x\": no match for platform in manifest \
                  sha256:8d0b: not found",
    },
    Row {
        says: ImagePlatformMissing,
        anchor: "no image found in ",
        with: ["for architecture"],
        subject: After("architecture "),
        by: "containers/image, in CRI-O and Podman",
        example: "no image found in manifest list for architecture \"arm64\", variant \"v8\", \
                  OS \"linux\"",
    },
    Row {
        says: ImagePlatformMissing,
        anchor: "cannot be used on this platform",
        by: "Docker",
        example: "image operating system \"windows\" cannot be used on this platform",
    },
    Row {
        says: ImagePlatformMismatch,
        anchor: "does not match the detected host platform",
        subject: From("platform ("),
        by: "Docker",
        example: "WARNING: The requested image's platform (linux/amd64) does not match the \
                  detected host platform (linux/arm64/v8)",
    },
    Row {
        says: ImagePlatformMismatch,
        anchor: "does not match the specified platform",
        by: "Docker, Podman",
        example: "image with reference app was found but does not match the specified platform: \
                  wanted linux/amd64, actual: linux/arm64",
    },
    Row {
        says: ImageNameInvalid,
        anchor: "invalid reference format",
        subject: From("image reference "),
        by: "distribution/reference",
        example: "Failed to apply default image tag \"App:\": couldn't parse image reference \
                  \"App:\": invalid reference format",
    },
    Row {
        says: ImageNameInvalid,
        anchor: "couldn't parse image ",
        without: ["invalid reference format"],
        subject: After("name "),
        by: "kubelet: pkg/util/parsers",
        example: "Failed to apply default image tag \"App\": couldn't parse image name \"App\": \
                  repository name must be lowercase",
    },
    Row {
        says: ImageNameInvalid,
        anchor: "did not resolve to an alias",
        subject: From("short-name "),
        by: "containers/image, in CRI-O and Podman",
        example: "short-name \"busybox:1.36\" did not resolve to an alias and no \
                  unqualified-search registries are defined",
    },
    Row {
        says: ImageNameInvalid,
        anchor: "short-name resolution enforced",
        by: "containers/image, in CRI-O and Podman",
        example: "short-name resolution enforced but cannot prompt without a TTY",
    },
    Row {
        says: ImageNameInvalid,
        anchor: "InvalidImageName",
        places: [Message, Event],
        by: "kubelet: pkg/kubelet/images",
        example: "Error: InvalidImageName",
    },
    Row {
        says: ImageNeverPull,
        anchor: "is not present with pull policy of Never",
        subject: From("image "),
        by: "kubelet: pkg/kubelet/images",
        example: "Container image \"app:1\" is not present with pull policy of Never",
    },
    Row {
        says: ImageNeverPull,
        anchor: "ErrImageNeverPull",
        by: "kubelet: pkg/kubelet/images",
        example: "Error: ErrImageNeverPull",
    },
    Row {
        says: ImageSignatureRejected,
        anchor: "Source image rejected",
        by: "containers/image, in CRI-O and Podman",
        example: "Source image rejected: Running image docker://app:1 is rejected by policy.",
    },
    Row {
        says: ImageSignatureRejected,
        anchor: "signature was required",
        without: ["Source image rejected"],
        by: "containers/image, in CRI-O and Podman",
        example: "SignatureValidationFailed: A signature was required, but no signature exists",
    },
    Row {
        says: ImageSignatureRejected,
        anchor: "signature validation failed",
        fold: true,
        places: [Message, Event],
        by: "kubelet and CRI-O: SignatureValidationFailed",
        example: "image pull failed for app because the signature validation failed",
    },
    Row {
        says: ImageSignatureRejected,
        anchor: "no matching signatures",
        by: "cosign, policy controllers",
        example: "admission webhook \"policy.sigstore.dev\" denied the request: no matching \
                  signatures",
    },
    Row {
        says: ImageUnpackFailed,
        anchor: "failed to extract layer",
        subject: From("image \""),
        by: "containerd",
        example: "failed to pull and unpack image \"x\": failed to extract layer sha256:8d0b: \
                  mount callback failed",
    },
    Row {
        says: ImageUnpackFailed,
        anchor: "failed to register layer",
        by: "Docker",
        example: "failed to register layer: Error processing tar file(exit status 1): \
                  unexpected EOF",
    },
    Row {
        says: ImagePullFailed,
        anchor: "Failed to pull image",
        subject: After("image "),
        by: "kubelet: pkg/kubelet/images",
        example: "Failed to pull image \"app:1\": rpc error: code = Unknown desc = unknown",
    },
    Row {
        says: ImagePullFailed,
        anchor: "Back-off pulling image",
        subject: After("image "),
        by: "kubelet: pkg/kubelet/images",
        example: "Back-off pulling image \"app:1\"",
    },
    Row {
        says: RegistryTls,
        anchor: "certificate signed by unknown authority",
        any: [
            "pull",
            "manifest",
            "registry",
            "/v2/",
            "failed to do request",
            "initializing source",
            "failed to resolve",
            "/v1/"
        ],
        places: [Message, Event],
        by: "Go crypto/x509",
        example: "Get \"https://registry.local/v2/\": x509: certificate signed by unknown \
                  authority",
    },
    Row {
        says: RegistryTls,
        anchor: "x509: certificate",
        any: [
            "pull",
            "manifest",
            "registry",
            "/v2/",
            "failed to do request",
            "initializing source",
            "failed to resolve",
            "/v1/"
        ],
        without: ["signed by unknown"],
        places: [Message, Event],
        by: "Go crypto/x509",
        example: "Head \"https://registry.local/v2/app/manifests/1\": x509: certificate has \
                  expired or is not yet valid",
    },
    Row {
        says: RegistryTls,
        anchor: "cannot validate certificate",
        any: [
            "pull",
            "manifest",
            "registry",
            "/v2/",
            "failed to do request",
            "initializing source",
            "failed to resolve",
            "x509"
        ],
        places: [Message, Event],
        by: "Go crypto/x509",
        example: "x509: cannot validate certificate for 10.0.0.1 because it doesn't contain any \
                  IP SANs",
    },
    Row {
        says: RegistryTls,
        anchor: "HTTP response to HTTPS client",
        places: [Message, Event],
        by: "Go net/http",
        example: "Get \"https://registry:5000/v2/\": http: server gave HTTP response to HTTPS \
                  client",
    },
    Row {
        says: RegistryTls,
        anchor: "does not look like a TLS handshake",
        places: [Message, Event],
        by: "Go crypto/tls",
        example: "Get \"https://registry:5000/v2/\": tls: first record does not look like a TLS \
                  handshake",
    },
    Row {
        says: RegistryUnreachable,
        anchor: "no such host",
        any: [
            "Failed to pull image",
            "pull and unpack",
            "/v2/",
            "/v1/",
            "failed to do request",
            "pinging container registry",
            "ErrImagePull"
        ],
        places: [Message, Event],
        subject: From("image \""),
        by: "Go net, through the runtime",
        example: "Failed to pull image \"app:1\": failed to do request: Head \
                  \"https://registry.local/v2/app/manifests/1\": dial tcp: lookup \
                  registry.local on 10.0.0.10:53: no such host",
    },
    Row {
        says: RegistryUnreachable,
        anchor: "i/o timeout",
        any: [
            "Failed to pull image",
            "pull and unpack",
            "/v2/",
            "/v1/",
            "failed to do request",
            "pinging container registry",
            "ErrImagePull"
        ],
        places: [Message, Event],
        subject: From("image \""),
        by: "Go net, through the runtime",
        example: "Failed to pull image \"app:1\": failed to do request: Head \
                  \"https://registry.local/v2/app/manifests/1\": dial tcp: lookup \
                  registry-1.docker.io: i/o timeout",
    },
    Row {
        says: RegistryUnreachable,
        anchor: "connection refused",
        any: [
            "Failed to pull image",
            "pull and unpack",
            "/v2/",
            "/v1/",
            "failed to do request",
            "pinging container registry",
            "ErrImagePull"
        ],
        places: [Message, Event],
        subject: From("image \""),
        by: "Go net, through the runtime",
        example: "Failed to pull image \"app:1\": failed to do request: Head \
                  \"https://registry.local/v2/app/manifests/1\": dial tcp 10.0.0.1:5000: \
                  connect: connection refused",
    },
    Row {
        says: RegistryUnreachable,
        anchor: "server misbehaving",
        any: [
            "Failed to pull image",
            "pull and unpack",
            "/v2/",
            "/v1/",
            "failed to do request",
            "pinging container registry",
            "ErrImagePull"
        ],
        places: [Message, Event],
        subject: From("image \""),
        by: "Go net, through the runtime",
        example: "Failed to pull image \"app:1\": failed to do request: Head \
                  \"https://registry.local/v2/app/manifests/1\": dial tcp: lookup \
                  registry.local on 127.0.0.53:53: server misbehaving",
    },
    Row {
        says: RegistryUnreachable,
        anchor: "context deadline exceeded",
        any: [
            "Failed to pull image",
            "pull and unpack",
            "/v2/",
            "/v1/",
            "failed to do request",
            "pinging container registry",
            "ErrImagePull"
        ],
        places: [Message, Event],
        subject: From("image \""),
        by: "Go net, through the runtime",
        example: "Failed to pull image \"app:1\": failed to do request: Head \
                  \"https://registry.local/v2/app/manifests/1\": context deadline exceeded",
    },
    Row {
        says: RegistryUnreachable,
        anchor: "network is unreachable",
        any: [
            "Failed to pull image",
            "pull and unpack",
            "/v2/",
            "/v1/",
            "failed to do request",
            "pinging container registry",
            "ErrImagePull"
        ],
        places: [Message, Event],
        subject: From("image \""),
        by: "Go net, through the runtime",
        example: "Failed to pull image \"app:1\": failed to do request: Head \
                  \"https://registry.local/v2/app/manifests/1\": dial tcp 10.0.0.1:443: \
                  connect: network is unreachable",
    },
    Row {
        says: RegistryUnreachable,
        anchor: "no route to host",
        any: [
            "Failed to pull image",
            "pull and unpack",
            "/v2/",
            "/v1/",
            "failed to do request",
            "pinging container registry",
            "ErrImagePull"
        ],
        places: [Message, Event],
        subject: From("image \""),
        by: "Go net, through the runtime",
        example: "Failed to pull image \"app:1\": failed to do request: Head \
                  \"https://registry.local/v2/app/manifests/1\": dial tcp 10.0.0.1:443: \
                  connect: no route to host",
    },
    Row {
        says: RegistryUnreachable,
        anchor: "TLS handshake timeout",
        any: [
            "Failed to pull image",
            "pull and unpack",
            "/v2/",
            "/v1/",
            "failed to do request",
            "pinging container registry",
            "ErrImagePull"
        ],
        places: [Message, Event],
        subject: From("image \""),
        by: "Go net, through the runtime",
        example: "Failed to pull image \"app:1\": failed to do request: Head \
                  \"https://registry.local/v2/app/manifests/1\": net/http: TLS handshake timeout",
    },
    Row {
        says: RegistryUnreachable,
        anchor: "request canceled while waiting",
        any: [
            "Failed to pull image",
            "pull and unpack",
            "/v2/",
            "/v1/",
            "failed to do request",
            "pinging container registry",
            "ErrImagePull"
        ],
        places: [Message, Event],
        subject: From("image \""),
        by: "Go net, through the runtime",
        example: "Failed to pull image \"app:1\": failed to do request: Head \
                  \"https://registry.local/v2/app/manifests/1\": net/http: request canceled \
                  while waiting for connection",
    },
    Row {
        says: RegistryUnreachable,
        anchor: "connection reset by peer",
        any: [
            "Failed to pull image",
            "pull and unpack",
            "/v2/",
            "/v1/",
            "failed to do request",
            "pinging container registry",
            "ErrImagePull"
        ],
        places: [Message, Event],
        subject: From("image \""),
        by: "Go net, through the runtime",
        example: "Failed to pull image \"app:1\": failed to do request: Head \
                  \"https://registry.local/v2/app/manifests/1\": read tcp \
                  10.0.0.2:5->10.0.0.1:443: read: connection reset by peer",
    },
    Row {
        says: RegistryUnreachable,
        anchor: "unexpected EOF",
        any: [
            "Failed to pull image",
            "pull and unpack",
            "/v2/",
            "/v1/",
            "failed to do request",
            "pinging container registry",
            "ErrImagePull"
        ],
        places: [Message, Event],
        subject: From("image \""),
        by: "Go net, through the runtime",
        example: "Failed to pull image \"app:1\": failed to do request: Head \
                  \"https://registry.local/v2/app/manifests/1\": unexpected EOF",
    },
    Row {
        says: RegistryUnreachable,
        anchor: "500 Internal Server Error",
        any: ["Failed to pull image", "pull and unpack", "/v2/", "/v1/"],
        places: [Message, Event],
        subject: From("image \""),
        by: "registries through the runtime",
        example: "Failed to pull image \"app:1\": unexpected status from HEAD request to \
                  https://registry.local/v2/app/manifests/1: 500 Internal Server Error",
    },
    Row {
        says: RegistryUnreachable,
        anchor: "502 Bad Gateway",
        any: ["Failed to pull image", "pull and unpack", "/v2/", "/v1/"],
        places: [Message, Event],
        subject: From("image \""),
        by: "registries through the runtime",
        example: "Failed to pull image \"app:1\": unexpected status from HEAD request to \
                  https://registry.local/v2/app/manifests/1: 502 Bad Gateway",
    },
    Row {
        says: RegistryUnreachable,
        anchor: "503 Service Unavailable",
        any: ["Failed to pull image", "pull and unpack", "/v2/", "/v1/"],
        places: [Message, Event],
        subject: From("image \""),
        by: "registries through the runtime",
        example: "Failed to pull image \"app:1\": unexpected status from HEAD request to \
                  https://registry.local/v2/app/manifests/1: 503 Service Unavailable",
    },
    Row {
        says: RegistryUnreachable,
        anchor: "504 Gateway Time",
        any: ["Failed to pull image", "pull and unpack", "/v2/", "/v1/"],
        places: [Message, Event],
        subject: From("image \""),
        by: "registries through the runtime",
        example: "Failed to pull image \"app:1\": unexpected status from HEAD request to \
                  https://registry.local/v2/app/manifests/1: 504 Gateway Timeout",
    },
);
