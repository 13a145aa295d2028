//! The shells, and which of them replace themselves by the last command of `-c`.
//!
//! No standard says so: it is an optimisation, and each shell has its own. Every cell is measured,
//! with the version that the shell's row names, by starting the form and comparing process ids; the
//! columns stand in the order of the shells. `Unsure` is where a form was not measured, or where
//! the shell decided now so, now otherwise.

macro_rules! shells {
    ($(
        $Variant:ident = ($name:literal, [$($command:literal),+ $(,)?], $version:literal $(,)?)
    ),+ $(,)?) => {
        /// A shell, of which each has its own way with the last command of `-c`.
        ///
        /// `/bin/sh` is none of them: it is dash on Debian and Ubuntu, busybox on Alpine, bash on
        /// Red Hat's family; [`from_image`](Self::from_image) knows which.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Shell {
            $(
                #[doc = concat!("`", $name, "`, measured with version ", $version, ".")]
                $Variant,
            )+
        }

        impl Shell {
            /// Every shell, in the order of the columns.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];

            /// The name, such as `busybox`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$Variant => $name,)+
                }
            }

            /// The names of the executables that are this shell for certain.
            #[must_use]
            pub const fn commands(self) -> &'static [&'static str] {
                match self {
                    $(Self::$Variant => &[$($command),+],)+
                }
            }

            /// The version that was measured. Others may differ: bash before 5.1 keeps more forms
            /// in a child.
            #[must_use]
            pub const fn version(self) -> &'static str {
                match self {
                    $(Self::$Variant => $version,)+
                }
            }
        }
    };
}

shells!(
    Bash = ("bash", ["bash", "rbash"], "5.2"),
    Dash = ("dash", ["dash"], "0.5.12"),
    Busybox = ("busybox", ["ash"], "1.35"),
    Zsh = ("zsh", ["zsh"], "5.9"),
    Ksh93 = ("ksh93", ["ksh93"], "93u+m/1.0.4"),
    Mksh = ("mksh", ["mksh", "lksh"], "59c"),
    Yash = ("yash", ["yash"], "2.52"),
    Fish = ("fish", ["fish"], "3.6.0"),
    Tcsh = ("tcsh", ["tcsh", "csh"], "6.24"),
);

macro_rules! images {
    ($($word:literal => $Shell:ident),+ $(,)?) => {
        impl Shell {
            /// Words in the names of images that tell which shell `/bin/sh` is there.
            pub const IMAGES: &'static [(&'static str, Self)] = &[$(($word, Self::$Shell)),+];
        }
    };
}

images!(
    "alpine" => Busybox,
    "busybox" => Busybox,
    "debian" => Dash,
    "ubuntu" => Dash,
    "bullseye" => Dash,
    "bookworm" => Dash,
    "trixie" => Dash,
    "focal" => Dash,
    "jammy" => Dash,
    "noble" => Dash,
    "ubi8" => Bash,
    "ubi9" => Bash,
    "ubi10" => Bash,
    "rhel" => Bash,
    "centos" => Bash,
    "fedora" => Bash,
    "almalinux" => Bash,
    "rockylinux" => Bash,
    "oraclelinux" => Bash,
    "amazonlinux" => Bash,
    "opensuse" => Bash,
    "archlinux" => Bash,
);

/// What a shell does with its process when it comes to the application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Takeover {
    /// The application replaces the shell: it has its process id and gets its signals.
    Replaces,
    /// The application is a child, and the shell as PID 1 drops SIGTERM: nobody is told.
    Forks,
    /// The application is a child, and the shell ends on SIGTERM without telling it.
    Ends,
    /// The application is a child, and the shell hands SIGTERM on to it.
    Forwards,
    /// It was not measured, or depends on what cannot be seen.
    Unsure,
}

macro_rules! forms {
    ($(
        $Variant:ident = ($example:literal, [$($cell:ident),+ $(,)?])
    ),+ $(,)?) => {
        /// A trait of a shell command that decides whether the shell replaces itself.
        ///
        /// A command may have several; the shell replaces itself only if each of them allows it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ShellForm {
            $(
                #[doc = concat!("As in `", $example, "`.")]
                $Variant,
            )+
        }

        impl ShellForm {
            /// Every trait.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];

            /// An example with an application named `app`; `⏎` is a line break.
            #[must_use]
            pub const fn example(self) -> &'static str {
                match self {
                    $(Self::$Variant => $example,)+
                }
            }

            const fn row(self) -> [Takeover; Shell::ALL.len()] {
                use Takeover::{Ends, Forks, Forwards, Replaces as Exec, Unsure};
                match self {
                    $(Self::$Variant => [$($cell),+],)+
                }
            }
        }
    };
}

impl ShellForm {
    /// What this shell does with a command of which this is the only trait.
    #[must_use]
    pub fn takeover(self, shell: Shell) -> Takeover {
        let column = Shell::ALL.iter().position(|&other| other == shell);
        column.and_then(|column| self.row().get(column).copied()).unwrap_or(Takeover::Unsure)
    }
}

forms!(
    // Columns: bash, dash, busybox, zsh, ksh93, mksh, yash, fish, tcsh.
    Simple = ("app", [Exec, Forks, Exec, Exec, Exec, Exec, Exec, Forks, Forks]),
    Listed = ("cd /; app", [Exec, Forks, Exec, Exec, Exec, Forks, Exec, Forks, Forks]),
    ChainedLater =
        ("cd /; true && app", [Forks, Forks, Exec, Exec, Exec, Forks, Exec, Forks, Forks]),
    Assigning = ("A=1 app", [Exec, Forks, Exec, Exec, Exec, Forks, Exec, Forks, Unsure]),
    Redirected = ("app 2>/dev/null", [Forks, Forks, Exec, Exec, Exec, Forks, Forks, Forks, Unsure]),
    Subshell = ("(app)", [Forks, Forks, Exec, Exec, Exec, Forks, Exec, Unsure, Forks]),
    Group = ("{ app; }", [Forks, Forks, Exec, Exec, Exec, Forks, Exec, Unsure, Unsure]),
    Conditional =
        ("if true; then app; fi", [Forks, Forks, Exec, Exec, Exec, Forks, Exec, Unsure, Unsure]),
    RedirectedCompound =
        ("{ app; } >log", [Forks, Forks, Unsure, Exec, Unsure, Forks, Forks, Unsure, Unsure]),
    Loop = (
        "while true; do app; done",
        [Forks, Forks, Forks, Unsure, Forks, Forks, Unsure, Unsure, Unsure]
    ),
    Function =
        ("f() { app; }; f", [Forks, Forks, Forks, Forks, Forks, Forks, Exec, Unsure, Unsure]),
    // The end of the text: what stands after the last command.
    TrailingBlank = ("app ", [Exec, Forks, Exec, Exec, Exec, Exec, Forks, Forks, Forks]),
    TrailingNewline = ("app⏎", [Exec, Forks, Forks, Exec, Exec, Forks, Forks, Forks, Forks]),
    TrailingNewlines = ("app⏎⏎", [Forks, Forks, Forks, Exec, Exec, Forks, Forks, Forks, Forks]),
    TrailingLine = ("app⏎# end", [Forks, Forks, Forks, Exec, Forks, Forks, Forks, Forks, Forks]),
    // What comes after the application, or beside it.
    NotLast = ("app; echo done", [Forks, Forks, Forks, Forks, Forks, Forks, Forks, Forks, Forks]),
    Filtered = ("app | cat", [Forks, Forks, Forks, Forks, Forks, Forks, Forks, Forks, Forks]),
    Piped = ("app | app", [Forks, Forks, Forks, Forks, Forks, Forks, Unsure, Forks, Forks]),
    Negated = ("! app", [Forks, Forks, Forks, Forks, Forks, Forks, Forks, Forks, Unsure]),
    Waited = ("app & wait", [Forks, Forks, Forks, Forks, Forks, Ends, Forks, Forks, Forks]),
    AfterBackground =
        ("true & app", [Forks, Forks, Exec, Unsure, Unsure, Forks, Exec, Forks, Forks]),
    BesideBackground =
        ("true & true; app", [Exec, Forks, Exec, Unsure, Unsure, Forks, Exec, Forks, Forks]),
    // Traps keep the shell alive; only `trap '' TERM` and `trap - TERM` do not.
    Trapping = (
        "trap 'exit 9' TERM; app",
        [Forks, Forks, Forks, Forks, Forks, Forks, Forks, Forks, Forks]
    ),
    TrappingExit = (
        "trap 'echo bye' EXIT; app",
        [Ends, Forks, Forks, Forks, Ends, Forks, Forks, Forks, Forks]
    ),
    TrappingWait = (
        "trap 'exit 0' TERM; app & wait",
        [Ends, Ends, Ends, Ends, Ends, Ends, Ends, Unsure, Unsure]
    ),
    Forwarding = (
        "trap 'kill $p' TERM; app & p=$!; wait",
        [Forwards, Forwards, Forwards, Forwards, Forwards, Forwards, Forwards, Unsure, Unsure]
    ),
    ExecOptions =
        ("exec -a name app", [Exec, Unsure, Unsure, Exec, Exec, Exec, Exec, Unsure, Unsure]),
    PosixOnly = ("\"$@\"", [Exec, Exec, Exec, Exec, Exec, Exec, Exec, Unsure, Unsure]),
    Script =
        ("a file that holds `app`", [Forks, Forks, Forks, Forks, Exec, Forks, Exec, Forks, Forks]),
    Unclear =
        (". /env; app", [Unsure, Unsure, Unsure, Unsure, Unsure, Unsure, Unsure, Unsure, Unsure]),
);
