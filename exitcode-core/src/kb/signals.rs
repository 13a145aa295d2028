//! The signals: their numbers on every ABI, and what they mean when a process dies of one.
//!
//! Numbers: signal(7), `arch/*/include/uapi/asm/signal.h` of Linux, `<sys/signal.h>` of FreeBSD and
//! macOS. The columns are Linux generic, MIPS, SPARC, Alpha, PA-RISC, macOS, FreeBSD; 0 is "none".
//! `Posix` says since which edition of POSIX.1 the signal is standard.

use crate::signal::{Abi, Action, Posix};

macro_rules! signals {
    ($(
        $Variant:ident = (
            $name:literal,
            [$linux:literal, $mips:literal, $sparc:literal, $alpha:literal, $parisc:literal,
             $macos:literal, $freebsd:literal],
            $action:ident, $posix:ident, $summary:literal,
            $sender:literal, $in_container:literal $(,)?
        )
    ),+ $(,)?) => {
        /// A signal, named as POSIX and Linux name it.
        ///
        /// A signal is not a number: `SIGBUS` is 7 on x86 and 10 on MIPS ([`number`](Self::number)
        /// takes the [`Abi`]). And it is not an exit code: 137 is what shells and container
        /// runtimes *write* for `SIGKILL`, see [`Convention`](crate::Convention).
        ///
        /// ```
        /// use exitcode_core::{Abi, Signal};
        ///
        /// assert_eq!("kill".parse(), Ok(Signal::Kill));
        /// assert_eq!("SIGRTMIN+3".parse(), Ok(Signal::Realtime(37)));
        /// assert_eq!(Signal::from_number(9), Some(Signal::Kill));
        /// assert_eq!(Signal::Bus.number(Abi::Mips), Some(10));
        /// assert!(!Signal::Kill.catchable());
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Signal {
            $(
                #[doc = concat!("`", $name, "`: ", $summary, ".")]
                ///
                #[doc = concat!("Sent by: ", $sender, ".")]
                ///
                #[doc = $in_container]
                $Variant,
            )+
            /// A realtime signal, by its number on Linux: 32 to 64, and up to 127 on MIPS.
            ///
            /// 32 and 33 belong to the C library's threads; glibc's `SIGRTMIN` is 34, musl's is 35.
            /// Other payloads name no signal: [`number`](Self::number) gives `None` for them.
            Realtime(u8),
        }

        impl Signal {
            /// Every signal that has a name of its own, in order of Linux's numbers, then those
            /// that only other systems have.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];

            pub(crate) const fn named_number(self, abi: Abi) -> u8 {
                match (abi, self) {
                    $(
                        (Abi::Linux, Self::$Variant) => $linux,
                        (Abi::Mips, Self::$Variant) => $mips,
                        (Abi::Sparc, Self::$Variant) => $sparc,
                        (Abi::Alpha, Self::$Variant) => $alpha,
                        (Abi::Parisc, Self::$Variant) => $parisc,
                        (Abi::MacOs, Self::$Variant) => $macos,
                        (Abi::FreeBsd, Self::$Variant) => $freebsd,
                    )+
                    (_, Self::Realtime(_)) => 0,
                }
            }

            /// The signal with this name, in capitals and with its prefix.
            pub(crate) fn from_full_name(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$Variant),)+
                    "SIGIOT" => Some(Self::Abrt),
                    "SIGPOLL" => Some(Self::Io),
                    "SIGCLD" => Some(Self::Chld),
                    _ => None,
                }
            }

            pub(crate) const fn named(self) -> Option<&'static str> {
                match self {
                    $(Self::$Variant => Some($name),)+
                    Self::Realtime(_) => None,
                }
            }

            /// What happens to a process that has not said what it wants done with the signal.
            ///
            /// The first process of a PID namespace is an exception: see
            /// [`as_pid1`](Self::as_pid1).
            pub const fn default_action(self) -> Action {
                match self {
                    $(Self::$Variant => Action::$action,)+
                    Self::Realtime(_) => Action::Terminate,
                }
            }

            /// Whether POSIX.1 has the signal, and since which edition.
            pub const fn posix(self) -> Posix {
                match self {
                    $(Self::$Variant => Posix::$posix,)+
                    Self::Realtime(34..=64) => Posix::Posix1993,
                    Self::Realtime(_) => Posix::No,
                }
            }

            /// What the signal says, as a short phrase without a full stop.
            pub const fn summary(self) -> &'static str {
                match self {
                    $(Self::$Variant => $summary,)+
                    Self::Realtime(32 | 33) => "Used by the C library for its threads",
                    Self::Realtime(_) => "Realtime signal, free for applications",
                }
            }

            /// Who sends it in practice, as a phrase without a full stop.
            pub const fn sender(self) -> &'static str {
                match self {
                    $(Self::$Variant => $sender,)+
                    Self::Realtime(32 | 33) => "the C library, to its own threads",
                    Self::Realtime(_) => "applications, POSIX timers and asynchronous I/O; \
                        systemd as the first process takes `SIGRTMIN+3` as \"halt\"",
                }
            }

            /// What it means when a container died of it: one or two sentences.
            pub const fn in_container(self) -> &'static str {
                match self {
                    $(Self::$Variant => $in_container,)+
                    Self::Realtime(32 | 33) => "Nobody sends these on purpose; look for a program \
                        that signals by a wrong number.",
                    Self::Realtime(_) => "The application was sent a realtime signal that it does \
                        not handle. `STOPSIGNAL SIGRTMIN+3` is meant for systemd as PID 1.",
                }
            }
        }
    };
}

signals!(
    Hup = (
        "SIGHUP",
        [1, 1, 1, 1, 1, 1, 1],
        Terminate,
        Posix1990,
        "Terminal hung up, or reload asked for",
        "the kernel when a terminal closes; administrators and supervisors to make a daemon reload",
        "Something asked the process to reload its configuration and it has no handler for that.",
    ),
    Int = (
        "SIGINT",
        [2, 2, 2, 2, 2, 2, 2],
        Terminate,
        Posix1990,
        "Interrupted from the keyboard",
        "the terminal on Ctrl-C; images with `STOPSIGNAL SIGINT` on every stop",
        "Somebody pressed Ctrl-C on an attached container, or the image's stop signal is `SIGINT`.",
    ),
    Quit = (
        "SIGQUIT",
        [3, 3, 3, 3, 3, 3, 3],
        Core,
        Posix1990,
        "Quit from the keyboard, with a core dump",
        "the terminal on Ctrl-\\; images with `STOPSIGNAL SIGQUIT` (nginx, php-fpm) on every stop",
        "The stop signal of the image is `SIGQUIT` and the program does not handle it, or somebody \
         asked for a dump: the JVM and Go print their threads on it.",
    ),
    Ill = (
        "SIGILL",
        [4, 4, 4, 4, 4, 4, 4],
        Core,
        Posix1990,
        "Illegal instruction",
        "the CPU by way of the kernel; compilers' trap instructions such as `ud2`",
        "The binary uses instructions that this node's CPU does not have (AVX, another \
         micro-architecture level), or it ran into a compiler's trap.",
    ),
    Trap = (
        "SIGTRAP",
        [5, 5, 5, 5, 5, 5, 5],
        Core,
        Posix2001,
        "Breakpoint or trace trap",
        "debuggers; `int3`; V8 and Chromium when they give up on purpose",
        "A runtime trapped on purpose: V8 (Node, Deno, Chromium) does so on fatal errors, heap \
         exhaustion among them.",
    ),
    Abrt = (
        "SIGABRT",
        [6, 6, 6, 6, 6, 6, 6],
        Core,
        Posix1990,
        "The process aborted itself",
        "the process itself through abort(3): assertions, uncaught C++ exceptions, heap checks, \
         fatal errors of Node and the JVM, Rust's abort; systemd's watchdog",
        "The program found its own state broken and aborted; its last lines on stderr say why. As \
         PID 1 the same abort ends as `SIGSEGV` (139) with glibc and musl.",
    ),
    Bus = (
        "SIGBUS",
        [7, 10, 10, 10, 10, 10, 10],
        Core,
        Posix2001,
        "Bus error: memory that cannot be provided",
        "the kernel, for an access past the end of a mapped file, a full tmpfs or bad memory",
        "Most often a mapped file was truncated, or `/dev/shm` (64 MiB by default) is full: give \
         the pod a larger memory-backed volume there.",
    ),
    Fpe = (
        "SIGFPE",
        [8, 8, 8, 8, 8, 8, 8],
        Core,
        Posix1990,
        "Arithmetic error, such as integer division by zero",
        "the CPU by way of the kernel; never floating-point division by default",
        "An integer was divided by zero, or the smallest integer by -1. x86 traps, ARM does not.",
    ),
    Kill = (
        "SIGKILL",
        [9, 9, 9, 9, 9, 9, 9],
        Terminate,
        Posix1990,
        "Killed, and could not catch it",
        "the kernel's OOM killer; the kubelet or runtime when the grace period is over; \
         administrators; systemd after `TimeoutStopSec`",
        "Out of memory, or a stop that outlasted its grace period, or a kill by hand. The signal \
         alone does not say which: the reason, the times and the kernel log do.",
    ),
    Usr1 = (
        "SIGUSR1",
        [10, 16, 30, 30, 16, 30, 30],
        Terminate,
        Posix1990,
        "User-defined signal 1",
        "administrators and tools, by agreement with the program (log rotation, Node's inspector)",
        "A tool signalled a program that has no handler for it, such as a log rotation that was \
         meant for another process.",
    ),
    Segv = (
        "SIGSEGV",
        [11, 11, 11, 11, 11, 11, 11],
        Core,
        Posix1990,
        "Touched memory that it may not touch",
        "the CPU by way of the kernel, for a bad pointer or an overflowing stack",
        "A crash in native code, a stack overflow, or an abort(3) by the first process of a \
         container, which ends as this signal.",
    ),
    Usr2 = (
        "SIGUSR2",
        [12, 17, 31, 31, 17, 31, 31],
        Terminate,
        Posix1990,
        "User-defined signal 2",
        "administrators and tools, by agreement with the program",
        "A tool signalled a program that has no handler for it.",
    ),
    Pipe = (
        "SIGPIPE",
        [13, 13, 13, 13, 13, 13, 13],
        Terminate,
        Posix1990,
        "Wrote to a pipe or socket that nobody reads",
        "the kernel, to the writer",
        "The reader of a pipeline or the peer of a socket went away first. It is often harmless in \
         `a | head`, and a missing handler in a server.",
    ),
    Alrm = (
        "SIGALRM",
        [14, 14, 14, 14, 14, 14, 14],
        Terminate,
        Posix1990,
        "Alarm clock",
        "the kernel, when a timer of alarm(2) or setitimer(2) that the process set runs out",
        "The program set itself a time limit and did not handle its end; Perl's `alarm` and old \
         test harnesses do so.",
    ),
    Term = (
        "SIGTERM",
        [15, 15, 15, 15, 15, 15, 15],
        Terminate,
        Posix1990,
        "Asked to terminate",
        "the kubelet, `docker stop`, systemd and kill(1): the polite request to stop",
        "Stopped on request: a deletion, a roll-out, an eviction, a failed liveness probe or a \
         node drain. Not a fault of the program by itself.",
    ),
    Stkflt = (
        "SIGSTKFLT",
        [16, 0, 0, 0, 7, 0, 0],
        Terminate,
        No,
        "Stack fault on a coprocessor",
        "nobody: the kernel has the name and never sends it",
        "Somebody sent it by number; no kernel does.",
    ),
    Chld = (
        "SIGCHLD",
        [17, 18, 20, 20, 18, 20, 20],
        Ignore,
        Posix1990,
        "A child stopped or ended",
        "the kernel, to the parent",
        "Nothing dies of it: it is ignored by default.",
    ),
    Cont = (
        "SIGCONT",
        [18, 25, 19, 19, 26, 19, 19],
        Continue,
        Posix1990,
        "Continue if stopped",
        "shells (`fg`, `bg`), `docker unpause` on some systems, administrators",
        "Nothing dies of it.",
    ),
    Stop = (
        "SIGSTOP",
        [19, 23, 17, 17, 24, 17, 17],
        Stop,
        Posix1990,
        "Stopped, and could not catch it",
        "administrators, debuggers and job control",
        "Nothing dies of it; a stopped process fails its probes and outlasts its grace period.",
    ),
    Tstp = (
        "SIGTSTP",
        [20, 24, 18, 18, 25, 18, 18],
        Stop,
        Posix1990,
        "Stopped from the keyboard",
        "the terminal on Ctrl-Z",
        "Nothing dies of it; somebody pressed Ctrl-Z on an attached container.",
    ),
    Ttin = (
        "SIGTTIN",
        [21, 26, 21, 21, 27, 21, 21],
        Stop,
        Posix1990,
        "Background process reads from the terminal",
        "the kernel's terminal driver",
        "Nothing dies of it; an interactive program was started in the background.",
    ),
    Ttou = (
        "SIGTTOU",
        [22, 27, 22, 22, 28, 22, 22],
        Stop,
        Posix1990,
        "Background process writes to the terminal",
        "the kernel's terminal driver",
        "Nothing dies of it; an interactive program was started in the background.",
    ),
    Urg = (
        "SIGURG",
        [23, 21, 16, 16, 29, 16, 16],
        Ignore,
        Posix2001,
        "Urgent data on a socket",
        "the kernel; Go's runtime, to preempt its own threads",
        "Nothing dies of it: it is ignored by default.",
    ),
    Xcpu = (
        "SIGXCPU",
        [24, 30, 24, 24, 12, 24, 24],
        Core,
        Posix2001,
        "CPU time limit exceeded",
        "the kernel, at the soft `RLIMIT_CPU`; `SIGKILL` follows at the hard limit",
        "A `ulimit -t` is in force. A CPU limit of Kubernetes throttles and never sends this.",
    ),
    Xfsz = (
        "SIGXFSZ",
        [25, 31, 25, 25, 30, 25, 25],
        Core,
        Posix2001,
        "File size limit exceeded",
        "the kernel, at `RLIMIT_FSIZE`",
        "A `ulimit -f` is in force and a file, often a log, grew past it.",
    ),
    Vtalrm = (
        "SIGVTALRM",
        [26, 28, 26, 26, 20, 26, 26],
        Terminate,
        Posix2001,
        "Virtual alarm clock",
        "the kernel, when a timer of consumed CPU time runs out",
        "A profiler or interpreter set a CPU timer and lost its handler, often across exec.",
    ),
    Prof = (
        "SIGPROF",
        [27, 29, 27, 27, 21, 27, 27],
        Terminate,
        Posix2001,
        "Profiling timer expired",
        "the kernel, for a profiler's timer",
        "A profiling timer outlived its handler: a profiler that was detached, or an exec while \
         profiling.",
    ),
    Winch = (
        "SIGWINCH",
        [28, 20, 28, 28, 23, 28, 28],
        Ignore,
        Posix2024,
        "Terminal window changed its size",
        "the kernel's terminal driver; images of Apache httpd as their stop signal",
        "Nothing dies of it. As a stop signal (`STOPSIGNAL SIGWINCH`, Apache httpd) it only stops \
         a program that handles it, so others run into the end of the grace period.",
    ),
    Io = (
        "SIGIO",
        [29, 22, 23, 23, 22, 23, 23],
        Terminate,
        Posix2001,
        "Input or output possible",
        "the kernel, for descriptors in `O_ASYNC` mode; also called `SIGPOLL`",
        "A descriptor was set to asynchronous mode without a handler; rare. macOS and FreeBSD \
         ignore the signal by default, Linux terminates.",
    ),
    Pwr = (
        "SIGPWR",
        [30, 19, 29, 29, 19, 0, 0],
        Terminate,
        No,
        "Power failure",
        "power supply daemons to init; LXC as its stop signal; some garbage collectors internally",
        "Sent by LXC to stop a container, or by a garbage collector (Mono, Boehm) whose handler is \
         missing.",
    ),
    Sys = (
        "SIGSYS",
        [31, 12, 12, 12, 31, 12, 12],
        Core,
        Posix2001,
        "Forbidden or unknown system call",
        "the kernel's seccomp filter with a kill or trap action",
        "The seccomp profile forbids a system call that the program made; the audit log names it. \
         Runtimes' default profiles return an error instead, so look for a custom one.",
    ),
    Emt = (
        "SIGEMT",
        [0, 7, 7, 7, 0, 7, 7],
        Core,
        No,
        "Emulation trap",
        "the kernel, on SPARC, MIPS, Alpha and the BSDs",
        "Does not exist on the architectures that containers usually run on.",
    ),
    Info = (
        "SIGINFO",
        [0, 0, 0, 29, 0, 29, 29],
        Ignore,
        No,
        "Status asked for from the keyboard",
        "the terminal on Ctrl-T, on macOS and the BSDs; on Alpha the same number as `SIGPWR`",
        "Does not exist on the architectures that containers usually run on.",
    ),
    Thr = (
        "SIGTHR",
        [0, 0, 0, 0, 0, 0, 32],
        Terminate,
        No,
        "Used by FreeBSD's threads library",
        "FreeBSD's C library, to its own threads",
        "Does not exist on Linux.",
    ),
    Librt = (
        "SIGLIBRT",
        [0, 0, 0, 0, 0, 0, 33],
        Terminate,
        No,
        "Used by FreeBSD's realtime library",
        "FreeBSD's C library, to its own threads",
        "Does not exist on Linux.",
    ),
);
