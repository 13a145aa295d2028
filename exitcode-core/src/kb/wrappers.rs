//! Programs that start another one, and whether it gets the SIGTERM that they get.
//!
//! Each is measured as PID 1 of a new PID namespace: `APP` with and without a handler, SIGTERM to
//! the wrapper. `su-exec` is read (its `main` ends in `execvp`); `yarn` and `pnpm` are not known.

/// What a wrapper does with the program that it starts, and with SIGTERM.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Relation {
    /// The program replaces the wrapper: same process id.
    Replaces,
    /// The program is a child and SIGTERM is handed on to it.
    Forwards,
    /// SIGTERM is handed on to the child's whole process group.
    ForwardsToGroup,
    /// The program is a child and SIGTERM is not handed on.
    Withholds,
    /// It depends, or was not measured.
    Unsure,
}

macro_rules! wrappers {
    ($(
        $Variant:ident = (
            $name:literal, $relation:ident, $arguments:literal, [$($valued:literal),* $(,)?] $(,)?
        )
    ),+ $(,)?) => {
        /// A program that starts another one, such as an init or a user switcher.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Wrapper {
            $(
                #[doc = concat!("`", $name, "`.")]
                $Variant,
            )+
        }

        impl Wrapper {
            /// Every wrapper.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];

            /// The name of the executable.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$Variant => $name,)+
                }
            }

            /// What it does without options that change it, such as `tini -g`.
            #[must_use]
            pub const fn relation(self) -> Relation {
                match self {
                    $(Self::$Variant => Relation::$relation,)+
                }
            }

            /// How many arguments stand before the command, options not counted.
            pub(crate) const fn arguments(self) -> usize {
                match self {
                    $(Self::$Variant => $arguments,)+
                }
            }

            /// The options whose value is the next argument.
            pub(crate) const fn valued(self) -> &'static [&'static str] {
                match self {
                    $(Self::$Variant => &[$($valued),*],)+
                }
            }
        }
    };
}

wrappers!(
    // Inits.
    Tini = ("tini", Forwards, 0, ["-p", "-e"]),
    TiniStatic = ("tini-static", Forwards, 0, ["-p", "-e"]),
    DockerInit = ("docker-init", Forwards, 0, ["-p", "-e"]),
    DumbInit = ("dumb-init", ForwardsToGroup, 0, ["-r", "--rewrite"]),
    Catatonit = ("catatonit", Forwards, 0, []),
    // Other users.
    Gosu = ("gosu", Replaces, 1, []),
    SuExec = ("su-exec", Replaces, 1, []),
    Setpriv = (
        "setpriv",
        Replaces,
        0,
        [
            "--ruid",
            "--euid",
            "--reuid",
            "--rgid",
            "--egid",
            "--regid",
            "--groups",
            "--inh-caps",
            "--ambient-caps",
            "--bounding-set",
            "--securebits",
            "--pdeathsig",
            "--selinux-label",
            "--apparmor-profile",
        ]
    ),
    Su = ("su", Withholds, 0, []),
    Runuser = ("runuser", Withholds, 0, []),
    // Settings.
    Env = ("env", Replaces, 0, ["-u", "--unset", "-C", "--chdir"]),
    Nice = ("nice", Replaces, 0, ["-n", "--adjustment"]),
    Nohup = ("nohup", Replaces, 0, []),
    Stdbuf = ("stdbuf", Replaces, 0, ["-i", "-o", "-e", "--input", "--output", "--error"]),
    Chroot = ("chroot", Replaces, 1, []),
    S6Setsid = ("s6-setsid", Replaces, 0, []),
    // Children.
    Timeout = ("timeout", Forwards, 1, ["-k", "-s", "--kill-after", "--signal"]),
    Setsid = ("setsid", Unsure, 0, []),
    Flock = ("flock", Unsure, 1, []),
    Xargs = ("xargs", Withholds, 0, []),
    Unshare = ("unshare", Unsure, 0, []),
    Strace = ("strace", Withholds, 0, []),
    // Package managers start a shell that starts the script's command.
    Npm = ("npm", Unsure, 0, []),
    Yarn = ("yarn", Unsure, 0, []),
    Pnpm = ("pnpm", Unsure, 0, []),
);
