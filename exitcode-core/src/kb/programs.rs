//! What programs do on SIGTERM: as an ordinary process, and as PID 1, where signals without a
//! handler are dropped.
//!
//! Each row is measured: the program is started, signalled and waited for, once as an ordinary
//! process and once as PID 1 of a new PID namespace. The columns are SIGTERM to an ordinary
//! process, SIGTERM to PID 1, SIGINT to PID 1; then the executables that are this row, and the
//! argument that must be among theirs ("" is none). A row without executables cannot be told from a
//! command line: it shows what a program of its kind may do.
//!
//! Versions: CPython 3.11, Node.js 20, OpenJDK 17, Go 1.27, Rust 1.95, Ruby 3.1, Perl 5.36,
//! PHP 8.2, Erlang/OTP 25, and the servers of Debian 12.

use crate::{ExitCode, Signal};

/// How a program reacts to a signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reaction {
    /// It lives on.
    Survives,
    /// It ends by itself with this exit code.
    Exits(ExitCode),
    /// The signal ends it.
    Dies(Signal),
}

impl Reaction {
    /// Whether the process is gone afterwards.
    #[must_use]
    pub const fn is_end(self) -> bool {
        !matches!(self, Self::Survives)
    }
}

macro_rules! programs {
    ($(
        $Variant:ident = (
            $id:literal, $term:expr, $term_pid1:expr, $int_pid1:expr,
            [$($command:literal),* $(,)?], $argument:literal $(,)?
        )
    ),+ $(,)?) => {
        /// A program whose reaction to SIGTERM and SIGINT is measured.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Program {
            $(
                #[doc = concat!("`", $id, "`.")]
                $Variant,
            )+
        }

        impl Program {
            /// Every program.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];

            /// The id, such as `python-http.server`.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$Variant => $id,)+
                }
            }

            /// What SIGTERM does to it as an ordinary process, such as the child of an init.
            #[must_use]
            pub const fn sigterm(self) -> Reaction {
                use Reaction::{Dies, Survives};
                use Signal::Term;
                match self {
                    $(Self::$Variant => $term,)+
                }
            }

            /// What SIGTERM does to it as PID 1 of a container.
            #[must_use]
            pub const fn sigterm_as_pid1(self) -> Reaction {
                use Reaction::Survives;
                match self {
                    $(Self::$Variant => $term_pid1,)+
                }
            }

            /// What SIGINT does to it as PID 1 of a container.
            #[must_use]
            pub const fn sigint_as_pid1(self) -> Reaction {
                use Reaction::Survives;
                match self {
                    $(Self::$Variant => $int_pid1,)+
                }
            }

            pub(crate) const fn commands(self) -> &'static [&'static str] {
                match self {
                    $(Self::$Variant => &[$($command),*],)+
                }
            }

            pub(crate) const fn argument(self) -> &'static str {
                match self {
                    $(Self::$Variant => $argument,)+
                }
            }
        }
    };
}

const fn exits(code: i32) -> Reaction {
    Reaction::Exits(ExitCode::new(code))
}

impl Program {
    /// Whether it runs somebody's code, which may install a handler.
    #[must_use]
    pub const fn runs_code(self) -> bool {
        matches!(
            self,
            Self::Python
                | Self::Node
                | Self::Java
                | Self::JavaXrs
                | Self::Ruby
                | Self::Perl
                | Self::Php
                | Self::Lua
                | Self::Erl
                | Self::Deno
                | Self::Bun
                | Self::NpmStart
        )
    }
}

programs!(
    CNoHandler = ("c-no-handler", Dies(Term), Survives, Survives, [], ""),
    CStaticGlibc = ("c-static-glibc", Dies(Term), Survives, Survives, [], ""),
    CStaticMusl = ("c-static-musl", Dies(Term), Survives, Survives, [], ""),
    CHandlerExit0 = ("c-handler-exit0", exits(0), exits(0), exits(0), [], ""),
    CHandlerExit128 = ("c-handler-exit-128+n", exits(143), exits(143), exits(130), [], ""),
    CAllIgnored = ("c-all-ignored", Survives, Survives, Survives, [], ""),
    Sleep = ("sleep", Dies(Term), Survives, Survives, ["sleep"], ""),
    BusyboxSleep = ("busybox-sleep", Dies(Term), Survives, Survives, [], ""),
    TailF = ("tail-f", Dies(Term), Survives, Survives, ["tail"], ""),
    CatStdin = ("cat-stdin", Dies(Term), Survives, Survives, [], ""),
    Python = ("python", Dies(Term), Survives, exits(130), ["python"], ""),
    PythonHandler = ("python-handler", exits(0), exits(0), exits(130), [], ""),
    PythonHandler143 = ("python-handler-143", exits(143), exits(143), exits(130), [], ""),
    PythonHandlerRaises = ("python-handler-raises", exits(1), exits(1), exits(130), [], ""),
    PythonAsyncio = ("python-asyncio", Dies(Term), Survives, exits(130), [], ""),
    Node = ("node", Dies(Term), Survives, Survives, ["node", "nodejs"], ""),
    NodeHttp = ("node-http", Dies(Term), Survives, Survives, [], ""),
    NodeHandler = ("node-handler", exits(0), exits(0), Survives, [], ""),
    NodeHandlerNoexit = ("node-handler-noexit", Survives, Survives, Survives, [], ""),
    Java = ("java", exits(143), exits(143), exits(130), ["java"], ""),
    JavaHook = ("java-hook", exits(143), exits(143), exits(130), [], ""),
    JavaHookHalt0 = ("java-hook-halt0", exits(0), exits(0), exits(0), [], ""),
    JavaHookExit0 = ("java-hook-exit0", Survives, Survives, Survives, [], ""),
    JavaHookHangs = ("java-hook-hangs", Survives, Survives, Survives, [], ""),
    JavaXrs = ("java-Xrs", Dies(Term), Survives, Survives, ["java"], "-Xrs"),
    Go = ("go", Dies(Term), exits(143), exits(130), [], ""),
    GoNotify = ("go-notify", exits(0), exits(0), exits(0), [], ""),
    GoNotifycontextReturn = ("go-notifycontext-return", exits(0), exits(0), exits(130), [], ""),
    GoIgnore = ("go-ignore", Survives, Survives, exits(130), [], ""),
    Rust = ("rust", Dies(Term), Survives, Survives, [], ""),
    Ruby = ("ruby", Dies(Term), exits(1), exits(1), ["ruby"], ""),
    RubyTrap = ("ruby-trap", exits(0), exits(0), exits(1), [], ""),
    RubyRescue = ("ruby-rescue", exits(0), exits(0), exits(0), [], ""),
    Perl = ("perl", Dies(Term), Survives, Survives, ["perl"], ""),
    PerlHandler = ("perl-handler", exits(0), exits(0), Survives, [], ""),
    Php = ("php", Dies(Term), exits(0), exits(0), ["php"], ""),
    PhpPcntl = ("php-pcntl", exits(0), exits(0), Survives, [], ""),
    PhpServer = ("php-S", Dies(Term), Survives, exits(0), ["php"], "-S"),
    Lua = ("lua", Dies(Term), Survives, Survives, ["lua"], ""),
    Erl = ("erl", exits(0), exits(0), exits(0), ["erl"], ""),
    Deno = ("deno", Dies(Term), Survives, Survives, ["deno"], ""),
    Bun = ("bun", Dies(Term), Survives, Survives, ["bun"], ""),
    BashIdleScript = ("bash-idle-script", Dies(Term), Survives, Survives, [], ""),
    DashIdleScript = ("dash-idle-script", Dies(Term), Survives, Survives, [], ""),
    BusyboxShIdleScript = ("busybox-sh-idle-script", Dies(Term), Survives, Survives, [], ""),
    BashTrapTerm = ("bash-trap-term", Survives, Survives, Survives, [], ""),
    BashTrapTermBgwait = ("bash-trap-term-bgwait", exits(0), exits(0), Survives, [], ""),
    DashTrapTermBgwait = ("dash-trap-term-bgwait", exits(0), exits(0), exits(130), [], ""),
    BashRead = ("bash-read", Dies(Term), Survives, Survives, [], ""),
    BashInteractiveFlag = ("bash-interactive-flag", Survives, Survives, Survives, [], ""),
    Nginx = ("nginx", exits(0), exits(0), exits(0), ["nginx"], ""),
    Redis = ("redis", exits(0), exits(0), exits(0), ["redis-server"], ""),
    Postgres = ("postgres", exits(0), exits(0), exits(0), ["postgres"], ""),
    Memcached = ("memcached", exits(0), exits(0), exits(0), ["memcached"], ""),
    Haproxy = ("haproxy", Dies(Term), Survives, Survives, ["haproxy"], ""),
    HaproxyMaster = ("haproxy-W", Dies(Term), exits(0), exits(130), ["haproxy"], "-W"),
    Lighttpd = ("lighttpd", exits(0), exits(0), exits(0), ["lighttpd"], ""),
    Gunicorn = ("gunicorn", exits(0), exits(0), exits(0), ["gunicorn"], ""),
    Uvicorn = ("uvicorn", Dies(Term), exits(0), exits(0), ["uvicorn"], ""),
    UvicornWorkers = ("uvicorn-workers", exits(0), exits(0), exits(0), ["uvicorn"], "--workers"),
    PythonHttpServer =
        ("python-http.server", Dies(Term), Survives, exits(0), ["python"], "http.server"),
    Supervisord = ("supervisord", exits(0), exits(0), exits(0), ["supervisord"], ""),
    NpmStart = ("npm-start", Dies(Term), exits(1), Survives, ["npm"], ""),
    NpmStartHandler = ("npm-start-handler", Dies(Term), exits(1), Survives, [], ""),
);
