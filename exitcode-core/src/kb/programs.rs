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

/// How a program reacts to a signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reaction {
    /// It lives on.
    Survives,
    /// It ends by itself with this exit code.
    Exits(u8),
    /// The signal of this number ends it.
    Dies(u8),
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
                use Reaction::{Dies, Exits, Survives};
                match self {
                    $(Self::$Variant => $term,)+
                }
            }

            /// What SIGTERM does to it as PID 1 of a container.
            #[must_use]
            pub const fn sigterm_as_pid1(self) -> Reaction {
                use Reaction::{Exits, Survives};
                match self {
                    $(Self::$Variant => $term_pid1,)+
                }
            }

            /// What SIGINT does to it as PID 1 of a container.
            #[must_use]
            pub const fn sigint_as_pid1(self) -> Reaction {
                use Reaction::{Exits, Survives};
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
    CNoHandler = ("c-no-handler", Dies(15), Survives, Survives, [], ""),
    CStaticGlibc = ("c-static-glibc", Dies(15), Survives, Survives, [], ""),
    CStaticMusl = ("c-static-musl", Dies(15), Survives, Survives, [], ""),
    CHandlerExit0 = ("c-handler-exit0", Exits(0), Exits(0), Exits(0), [], ""),
    CHandlerExit128 = ("c-handler-exit-128+n", Exits(143), Exits(143), Exits(130), [], ""),
    CAllIgnored = ("c-all-ignored", Survives, Survives, Survives, [], ""),
    Sleep = ("sleep", Dies(15), Survives, Survives, ["sleep"], ""),
    BusyboxSleep = ("busybox-sleep", Dies(15), Survives, Survives, [], ""),
    TailF = ("tail-f", Dies(15), Survives, Survives, ["tail"], ""),
    CatStdin = ("cat-stdin", Dies(15), Survives, Survives, [], ""),
    Python = ("python", Dies(15), Survives, Exits(130), ["python"], ""),
    PythonHandler = ("python-handler", Exits(0), Exits(0), Exits(130), [], ""),
    PythonHandler143 = ("python-handler-143", Exits(143), Exits(143), Exits(130), [], ""),
    PythonHandlerRaises = ("python-handler-raises", Exits(1), Exits(1), Exits(130), [], ""),
    PythonAsyncio = ("python-asyncio", Dies(15), Survives, Exits(130), [], ""),
    Node = ("node", Dies(15), Survives, Survives, ["node", "nodejs"], ""),
    NodeHttp = ("node-http", Dies(15), Survives, Survives, [], ""),
    NodeHandler = ("node-handler", Exits(0), Exits(0), Survives, [], ""),
    NodeHandlerNoexit = ("node-handler-noexit", Survives, Survives, Survives, [], ""),
    Java = ("java", Exits(143), Exits(143), Exits(130), ["java"], ""),
    JavaHook = ("java-hook", Exits(143), Exits(143), Exits(130), [], ""),
    JavaHookHalt0 = ("java-hook-halt0", Exits(0), Exits(0), Exits(0), [], ""),
    JavaHookExit0 = ("java-hook-exit0", Survives, Survives, Survives, [], ""),
    JavaHookHangs = ("java-hook-hangs", Survives, Survives, Survives, [], ""),
    JavaXrs = ("java-Xrs", Dies(15), Survives, Survives, ["java"], "-Xrs"),
    Go = ("go", Dies(15), Exits(143), Exits(130), [], ""),
    GoNotify = ("go-notify", Exits(0), Exits(0), Exits(0), [], ""),
    GoNotifycontextReturn = ("go-notifycontext-return", Exits(0), Exits(0), Exits(130), [], ""),
    GoIgnore = ("go-ignore", Survives, Survives, Exits(130), [], ""),
    Rust = ("rust", Dies(15), Survives, Survives, [], ""),
    Ruby = ("ruby", Dies(15), Exits(1), Exits(1), ["ruby"], ""),
    RubyTrap = ("ruby-trap", Exits(0), Exits(0), Exits(1), [], ""),
    RubyRescue = ("ruby-rescue", Exits(0), Exits(0), Exits(0), [], ""),
    Perl = ("perl", Dies(15), Survives, Survives, ["perl"], ""),
    PerlHandler = ("perl-handler", Exits(0), Exits(0), Survives, [], ""),
    Php = ("php", Dies(15), Exits(0), Exits(0), ["php"], ""),
    PhpPcntl = ("php-pcntl", Exits(0), Exits(0), Survives, [], ""),
    PhpServer = ("php-S", Dies(15), Survives, Exits(0), ["php"], "-S"),
    Lua = ("lua", Dies(15), Survives, Survives, ["lua"], ""),
    Erl = ("erl", Exits(0), Exits(0), Exits(0), ["erl"], ""),
    Deno = ("deno", Dies(15), Survives, Survives, ["deno"], ""),
    Bun = ("bun", Dies(15), Survives, Survives, ["bun"], ""),
    BashIdleScript = ("bash-idle-script", Dies(15), Survives, Survives, [], ""),
    DashIdleScript = ("dash-idle-script", Dies(15), Survives, Survives, [], ""),
    BusyboxShIdleScript = ("busybox-sh-idle-script", Dies(15), Survives, Survives, [], ""),
    BashTrapTerm = ("bash-trap-term", Survives, Survives, Survives, [], ""),
    BashTrapTermBgwait = ("bash-trap-term-bgwait", Exits(0), Exits(0), Survives, [], ""),
    DashTrapTermBgwait = ("dash-trap-term-bgwait", Exits(0), Exits(0), Exits(130), [], ""),
    BashRead = ("bash-read", Dies(15), Survives, Survives, [], ""),
    BashInteractiveFlag = ("bash-interactive-flag", Survives, Survives, Survives, [], ""),
    Nginx = ("nginx", Exits(0), Exits(0), Exits(0), ["nginx"], ""),
    Redis = ("redis", Exits(0), Exits(0), Exits(0), ["redis-server"], ""),
    Postgres = ("postgres", Exits(0), Exits(0), Exits(0), ["postgres"], ""),
    Memcached = ("memcached", Exits(0), Exits(0), Exits(0), ["memcached"], ""),
    Haproxy = ("haproxy", Dies(15), Survives, Survives, ["haproxy"], ""),
    HaproxyMaster = ("haproxy-W", Dies(15), Exits(0), Exits(130), ["haproxy"], "-W"),
    Lighttpd = ("lighttpd", Exits(0), Exits(0), Exits(0), ["lighttpd"], ""),
    Gunicorn = ("gunicorn", Exits(0), Exits(0), Exits(0), ["gunicorn"], ""),
    Uvicorn = ("uvicorn", Dies(15), Exits(0), Exits(0), ["uvicorn"], ""),
    UvicornWorkers = ("uvicorn-workers", Exits(0), Exits(0), Exits(0), ["uvicorn"], "--workers"),
    PythonHttpServer =
        ("python-http.server", Dies(15), Survives, Exits(0), ["python"], "http.server"),
    Supervisord = ("supervisord", Exits(0), Exits(0), Exits(0), ["supervisord"], ""),
    NpmStart = ("npm-start", Dies(15), Exits(1), Survives, ["npm"], ""),
    NpmStartHandler = ("npm-start-handler", Dies(15), Exits(1), Survives, [], ""),
);
