//! The families of programs that give the well-known exit codes.
//!
//! A row: the id, the name, where the family's codes are documented or how they were found, the
//! names of its commands, and the names of its images (the last part, without tag).

macro_rules! families {
    ($(
        $Variant:ident = (
            $id:literal, $name:literal, $source:literal, [$($command:literal),* $(,)?],
            [$($image:literal),* $(,)?] $(,)?
        )
    ),+ $(,)?) => {
        /// A family of programs that agree on what their exit codes mean.
        ///
        /// Which family applies is a hint of the observation, never a guess from the number: see
        /// [`from_command`](Self::from_command) and [`from_image`](Self::from_image).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Family {
            $(
                #[doc = concat!($name, ". Source: ", $source, ".")]
                $Variant,
            )+
        }

        impl Family {
            /// Every family.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];

            /// The id, lower case with hyphens.
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$Variant => $id,)+
                }
            }

            /// The family with this id.
            pub fn from_id(id: &str) -> Option<Self> {
                match id {
                    $($id => Some(Self::$Variant),)+
                    _ => None,
                }
            }

            /// The name.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$Variant => $name,)+
                }
            }

            /// Where the codes are documented, or how they were found.
            pub const fn source(self) -> &'static str {
                match self {
                    $(Self::$Variant => $source,)+
                }
            }

            /// The names of the commands, without directory and version.
            pub const fn commands(self) -> &'static [&'static str] {
                match self {
                    $(Self::$Variant => &[$($command),*],)+
                }
            }

            /// The names of well-known images: the last part, without tag.
            pub const fn images(self) -> &'static [&'static str] {
                match self {
                    $(Self::$Variant => &[$($image),*],)+
                }
            }
        }
    };
}

families!(
    Shell = (
        "shell",
        "POSIX shells",
        "POSIX XCU 2.8.2; bash(1) EXIT STATUS; measured on nine shells",
        ["sh", "bash", "dash", "ash", "zsh", "ksh", "ksh93", "mksh", "yash", "fish", "tcsh"],
        ["bash"]
    ),
    Sysexits = (
        "sysexits",
        "BSD programs",
        "`<sysexits.h>`",
        ["sendmail", "postfix", "procmail"],
        ["postfix"]
    ),
    Lsb = (
        "lsb",
        "LSB init scripts",
        "Linux Standard Base 5.0, \"Init Script Actions\"; systemd `src/shared/exit-status.c`",
        ["service"],
        []
    ),
    Timeout = ("timeout", "GNU timeout", "timeout(1); coreutils 9.1 measured", ["timeout"], []),
    Busybox = ("busybox", "Busybox", "busybox 1.35 measured", ["busybox"], ["busybox"]),
    Coreutils = (
        "coreutils",
        "GNU coreutils",
        "GNU coreutils manual, \"Exit status\"; coreutils 9.1 measured",
        ["env", "nice", "nohup", "chroot", "stdbuf", "cat", "cmp", "sort", "test", "expr"],
        []
    ),
    Xargs = ("xargs", "xargs", "xargs(1) EXIT STATUS; measured", ["xargs"], []),
    Setsid = ("setsid", "setsid", "setsid(1), util-linux; measured", ["setsid"], []),
    Flock = ("flock", "flock", "flock(1), util-linux; measured", ["flock"], []),
    Unshare = (
        "unshare",
        "unshare and other starters of util-linux",
        "unshare(1); measured",
        ["unshare", "nsenter", "taskset", "ionice", "chrt", "prlimit", "setpriv"],
        []
    ),
    Su = ("su", "su, runuser and gosu", "su(1); gosu; measured", ["su", "runuser", "gosu"], []),
    Tini = ("tini", "tini", "tini's `src/tini.c`; measured", ["tini", "docker-init"], []),
    DumbInit = ("dumb-init", "dumb-init", "dumb-init's `dumb-init.c`; measured", ["dumb-init"], []),
    Catatonit =
        ("catatonit", "catatonit", "catatonit's `catatonit.c`; measured", ["catatonit"], []),
    Ssh = ("ssh", "OpenSSH", "ssh(1) EXIT STATUS; measured", ["ssh", "scp", "sftp"], []),
    Git = ("git", "Git", "git's `usage.c` and `git.c`; measured", ["git"], ["git", "alpine-git"]),
    Curl = ("curl", "curl", "curl(1) EXIT CODES; `curl/curl.h`", ["curl"], ["curl"]),
    Wget = ("wget", "GNU Wget", "wget(1) EXIT STATUS", ["wget"], []),
    Grep = ("grep", "grep", "POSIX grep, EXIT STATUS", ["grep", "egrep", "fgrep", "zgrep"], []),
    Diff = ("diff", "diff", "POSIX diff, EXIT STATUS", ["diff"], []),
    Tar = ("tar", "GNU tar", "GNU tar manual, \"Return codes\"", ["tar"], []),
    Ls = ("ls", "GNU ls", "ls(1)", ["ls"], []),
    Make = ("make", "GNU make", "make(1) EXIT STATUS", ["make"], []),
    Apt = ("apt", "apt", "apt-get(8) DIAGNOSTICS", ["apt", "apt-get"], []),
    Mount = ("mount", "mount", "mount(8) EXIT STATUS", ["mount"], []),
    Cargo = ("cargo", "Cargo", "cargo(1) EXIT STATUS; measured", ["cargo"], []),
    Npm = ("npm", "npm", "npm 10; measured", ["npm", "npx"], []),
    Loader = (
        "loader",
        "the dynamic loader",
        "glibc `elf/dl-error-skeleton.c`, musl `ldso/dynlink.c`; measured",
        ["ld.so", "ld-linux-x86-64.so"],
        []
    ),
    Systemd = (
        "systemd",
        "systemd",
        "systemd.exec(5) \"Process Exit Codes\"; systemd 252 `src/shared/exit-status.c`",
        ["systemd", "systemctl"],
        []
    ),
    DockerCli = (
        "docker-cli",
        "the docker command",
        "docker/cli `cli/command/container/run.go`; docker-run(1)",
        ["docker"],
        ["docker"]
    ),
    DockerExec =
        ("docker-exec", "docker exec", "docker-container-exec(1); docker 20.10 measured", [], []),
    Dockerd = (
        "dockerd",
        "the Docker daemon",
        "moby `daemon/errors.go`, `daemon/daemon.go`; docker 20.10 measured",
        ["dockerd"],
        []
    ),
    Containerd = (
        "containerd",
        "containerd",
        "containerd `internal/cri/server/helpers.go`, `container_start.go`, `restart.go`",
        ["containerd"],
        []
    ),
    Crio = (
        "cri-o",
        "CRI-O",
        "cri-o `server/container_status.go`, `internal/oci/runtime_oci.go`",
        ["crio"],
        []
    ),
    Conmon = (
        "conmon",
        "conmon and conmon-rs",
        "conmon `src/ctr_exit.c`; conmon-rs `child_reaper.rs`",
        ["conmon", "conmonrs"],
        []
    ),
    Runc = ("runc", "runc", "runc `libcontainer/init_linux.go`", ["runc"], []),
    Crun = ("crun", "crun", "crun `src/libcrun/error.c`, `container.c`", ["crun"], []),
    Hcsshim = (
        "hcsshim",
        "hcsshim, Windows containers",
        "hcsshim `cmd/containerd-shim-runhcs-v1/exec_hcs.go`, `internal/hcs/process.go`",
        [],
        []
    ),
    Python = (
        "python",
        "CPython",
        "Python's `sys.exit` and command line documentation; CPython 2.7 to 3.13 measured",
        ["python", "python2", "python3", "pypy", "pypy3"],
        ["python", "pypy"]
    ),
    Node = (
        "node",
        "Node.js",
        "Node's `doc/api/process.md`, `src/node_exit_code.h`; Node 20 measured",
        ["node", "nodejs"],
        ["node"]
    ),
    Jvm = (
        "jvm",
        "the JVM",
        "java(1); OpenJDK 17 measured",
        ["java"],
        ["openjdk", "eclipse-temurin", "amazoncorretto", "tomcat"]
    ),
    Go = (
        "go",
        "Go",
        "Go's `src/runtime/panic.go`, `signal_unix.go`; Go 1.27 measured",
        ["go"],
        ["golang"]
    ),
    Rust = ("rust", "Rust", "Rust's `library/std/src/rt.rs`; Rust 1.95 measured", [], ["rust"]),
    Native =
        ("native", "C and C++", "abort(3), signal(7); glibc 2.36 and musl 1.2.3 measured", [], []),
    Sanitizer =
        ("sanitizer", "the sanitizers", "compiler-rt `sanitizer_flags.inc`; measured", [], []),
    Perl = ("perl", "Perl", "perldoc -f die; Perl 5.36 measured", ["perl"], ["perl"]),
    Ruby = (
        "ruby",
        "Ruby",
        "Ruby's `Process.exit`; Ruby 3.1 measured",
        ["ruby", "rails", "bundle", "rake", "puma"],
        ["ruby"]
    ),
    Php = (
        "php",
        "PHP",
        "php-src `main/main.c`; PHP 8.2 cli measured",
        ["php", "php-fpm", "composer"],
        ["php", "composer"]
    ),
    DotNet = (
        "dotnet",
        ".NET",
        "dotnet/runtime `src/native/corehost/error_codes.h`; .NET Core 3.1 measured",
        ["dotnet"],
        ["dotnet", "aspnet"]
    ),
    Erlang = (
        "erlang",
        "Erlang and Elixir",
        "erlang:halt/2; Erlang/OTP 25 measured",
        ["erl", "beam.smp", "elixir", "iex", "mix"],
        ["erlang", "elixir"]
    ),
    Deno = ("deno", "Deno and Bun", "measured", ["deno", "bun"], ["deno", "bun"]),
    Gunicorn =
        ("gunicorn", "Gunicorn", "gunicorn `errors.py`, `arbiter.py`; measured", ["gunicorn"], []),
    Uvicorn = ("uvicorn", "Uvicorn", "uvicorn `main.py`, `server.py`; measured", ["uvicorn"], []),
    Nginx = ("nginx", "nginx", "nginx `src/core/nginx.c`; measured", ["nginx"], ["nginx"]),
    Redis = (
        "redis",
        "Redis",
        "redis `src/server.c`; measured",
        ["redis-server", "valkey-server"],
        ["redis", "valkey"]
    ),
    Postgres = (
        "postgres",
        "PostgreSQL",
        "postgres(1); measured",
        ["postgres", "postmaster"],
        ["postgres", "postgresql", "postgis"]
    ),
    Memcached = (
        "memcached",
        "memcached",
        "memcached `memcached.c`; measured",
        ["memcached"],
        ["memcached"]
    ),
    Haproxy = ("haproxy", "HAProxy", "haproxy(1); measured", ["haproxy"], ["haproxy"]),
    Lighttpd =
        ("lighttpd", "lighttpd", "lighttpd `src/server.c`; measured", ["lighttpd"], ["lighttpd"]),
    Supervisord = ("supervisord", "supervisord", "supervisord; measured", ["supervisord"], []),
    Ntstatus = (
        "ntstatus",
        "Windows",
        "MS-ERREF 2.3.1, NTSTATUS values; Visual C++ and .NET exception codes",
        [],
        ["windows", "nanoserver", "servercore"]
    ),
);
