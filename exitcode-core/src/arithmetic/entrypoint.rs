//! The form of an entry point: does the application get the SIGTERM that ends a container?
//!
//! The runtime sends SIGTERM to PID 1 of the container and to nothing else. Whether the application
//! *is* PID 1 depends on the form of the entry point, on the shell, and on details of the command;
//! what is said here is measured, not what articles say. Two rules surprise most: the kernel drops
//! SIGTERM for a PID 1 that has no handler, and `sh -c 'app'` replaces the shell by the application
//! with busybox and bash, but not with dash.
//!
//! ```
//! use exitcode_core::arithmetic::entrypoint::{Answer, Entrypoint};
//!
//! let line = r#"ENTRYPOINT cd /srv && gunicorn app:app --workers 4"#;
//! let debian = Entrypoint::from_dockerfile(line, &[], Some("python:3.12-bookworm")).unwrap();
//! assert_eq!(debian.receives_sigterm(), Answer::No);
//! assert_eq!(
//!     debian.exec_form().unwrap().to_string(),
//!     r#"["/bin/sh", "-c", "cd /srv && exec gunicorn app:app --workers 4"]"#,
//! );
//! let alpine = Entrypoint::from_dockerfile(line, &[], Some("python:3.12-alpine")).unwrap();
//! assert_eq!(alpine.receives_sigterm(), Answer::Yes);
//! // Nobody knows which shell `/bin/sh` is here.
//! let unknown = Entrypoint::from_dockerfile(line, &[], None).unwrap();
//! assert_eq!(unknown.receives_sigterm(), Answer::Unknown);
//! ```

use core::fmt::{self, Write as _};

use super::shell_command::{Application, Ending, ending};
use super::shell_token::{Escapes, Text, continued};
pub use crate::kb::programs::{Program, Reaction};
pub use crate::kb::shells::{Shell, ShellForm, Takeover};
pub use crate::kb::wrappers::{Relation, Wrapper};

/// Yes, no, or it cannot be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Answer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// It cannot be told from what is known.
    Unknown,
}

/// How an entry point starts the application, wrappers set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Form {
    /// The program itself: `["app", "--flag"]`.
    Exec,
    /// A command text for a shell: `["sh", "-c", "app --flag"]`, or a Dockerfile's shell form.
    Shell,
    /// A script, whose text decides: `["/entrypoint.sh"]`.
    Script,
    /// A wrapper that keeps the program as its child and does not say how it starts it.
    Wrapper,
}

/// An entry point, and who gets the SIGTERM that ends the container.
///
/// ```
/// use exitcode_core::ExitCode;
/// use exitcode_core::arithmetic::entrypoint::{Answer, Entrypoint, Form, Reaction, Shell};
///
/// let entry = Entrypoint::from_argv(&["bash", "-c", "cd /; java -jar app.jar"], None).unwrap();
/// assert_eq!((entry.form(), entry.shell()), (Form::Shell, Some(Shell::Bash)));
/// assert_eq!(entry.receives_sigterm(), Answer::Yes);
/// assert_eq!(entry.reaction(), Some(Reaction::Exits(ExitCode::TERMINATED)));
///
/// // A program without a handler, as PID 1: SIGTERM is dropped and the grace period runs out.
/// let entry = Entrypoint::from_argv(&["sleep", "infinity"], None).unwrap();
/// assert_eq!(entry.reaction(), Some(Reaction::Survives));
/// assert_eq!(entry.ends_on_sigterm(), Answer::No);
/// let entry = Entrypoint::from_argv(&["tini", "--", "sleep", "infinity"], None).unwrap();
/// assert_eq!(entry.ends_on_sigterm(), Answer::Yes);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Entrypoint<'a> {
    argv: Argv<'a>,
    form: Form,
    shell: Option<Shell>,
    takeover: Option<Takeover>,
    wrapper: Option<Wrapper>,
    program: Option<Program>,
    receives: Answer,
    ends: Answer,
    reaction: Option<Reaction>,
    exec_form: Option<ExecForm<'a>>,
}

impl<'a> Entrypoint<'a> {
    /// Reads the argument vector of a container: entry point and command together.
    ///
    /// `image` is the image's name, as far as it is known; it tells which shell `/bin/sh` is.
    /// `None` for an empty vector.
    #[must_use]
    pub fn from_argv(argv: &'a [&'a str], image: Option<&str>) -> Option<Self> {
        Self::read(Argv::new(argv, Rest::Nothing), image)
    }

    /// Reads an `ENTRYPOINT` or `CMD` line of a Dockerfile, in either form.
    ///
    /// `shell` is the vector of the `SHELL` instruction in force, empty for the default
    /// `["/bin/sh", "-c"]`. A line continued with a backslash is one line. As in Docker, what does
    /// not parse as a JSON array of strings is a command for the shell: `CMD ['app']` too. `None`
    /// for any other line, and for a vector that is empty.
    #[must_use]
    pub fn from_dockerfile(
        line: &'a str,
        shell: &'a [&'a str],
        image: Option<&str>,
    ) -> Option<Self> {
        let line = line.trim();
        let (word, rest) = line.split_once([' ', '\t'])?;
        if !["ENTRYPOINT", "CMD"].iter().any(|keyword| word.eq_ignore_ascii_case(keyword)) {
            return None;
        }
        let rest = trim(rest);
        let argv = if is_json(rest) {
            Argv::new(&[], Rest::Json(rest.strip_prefix('[').unwrap_or(rest)))
        } else {
            let head = if shell.is_empty() { &["/bin/sh", "-c"] } else { shell };
            Argv::new(head, Rest::Text(Text::new(rest, Escapes::Continued)))
        };
        Self::read(argv, image)
    }

    /// How the application is started.
    #[must_use]
    pub const fn form(&self) -> Form {
        self.form
    }

    /// The shell that runs the command, if there is one and it is known which.
    #[must_use]
    pub const fn shell(&self) -> Option<Shell> {
        self.shell
    }

    /// What the shell does when it comes to the application; `None` without a shell.
    #[must_use]
    pub const fn takeover(&self) -> Option<Takeover> {
        self.takeover
    }

    /// The wrapper that decides: one that does not hand SIGTERM on for certain, or else the
    /// outermost that keeps a process of its own, or else the outermost one.
    #[must_use]
    pub const fn wrapper(&self) -> Option<Wrapper> {
        self.wrapper
    }

    /// The application, if its reaction to signals is known.
    #[must_use]
    pub const fn program(&self) -> Option<Program> {
        self.program
    }

    /// Whether the application gets the SIGTERM that the runtime sends.
    ///
    /// Getting it is not ending: see [`Self::ends_on_sigterm`].
    #[must_use]
    pub const fn receives_sigterm(&self) -> Answer {
        self.receives
    }

    /// Whether the container ends on SIGTERM, so that no grace period runs out.
    ///
    /// `Unknown` for a program that lives on unless the code that it runs installs a handler, such
    /// as `python`: [`Self::reaction`] says what happens without one. `Yes` does not say how long
    /// it takes, and code that runs in a handler or a hook may hang.
    #[must_use]
    pub const fn ends_on_sigterm(&self) -> Answer {
        self.ends
    }

    /// What the program does on SIGTERM in its place, as PID 1 or not, without its own handler.
    #[must_use]
    pub const fn reaction(&self) -> Option<Reaction> {
        self.reaction
    }

    /// The form of the very command in which the application becomes PID 1.
    ///
    /// `None` where it cannot be derived: for a command that is in this form, and for one that needs
    /// its shell: a pipeline, a trap, something to do after the application.
    #[must_use]
    pub const fn exec_form(&self) -> Option<ExecForm<'a>> {
        self.exec_form
    }

    fn read(argv: Argv<'a>, image: Option<&str>) -> Option<Self> {
        let mut rest = argv;
        let mut chain = Chain { wrapper: None, child: false, group: Answer::No };
        loop {
            let here = rest;
            let name = basename(rest.next()?);
            if let Some(wrapper) = Wrapper::ALL.iter().copied().find(|w| name.is(w.name())) {
                let relation = chain.wrap(wrapper, &mut rest);
                let more = rest.clone().next().is_some();
                if more && !matches!(relation, Relation::Withholds | Relation::Unsure) {
                    continue;
                }
                let entry = Self { form: Form::Wrapper, ..Self::unknown(argv, chain.wrapper) };
                return Some(match relation {
                    // As the child of an init it may die of SIGTERM, or hand it on after all.
                    Relation::Withholds if chain.child => entry,
                    Relation::Withholds => Self { receives: Answer::No, ends: Answer::No, ..entry },
                    _ => entry.with_program(here.words(), &chain),
                });
            }
            let entry = Self::unknown(argv, chain.wrapper);
            let mut candidates = shells(name, image);
            if name.is("busybox") {
                let applet = rest.clone().next();
                if applet.is_some_and(|applet| applet.is("sh") || applet.is("ash")) {
                    rest.next();
                    candidates = &[Shell::Busybox];
                } else {
                    return Some(entry.exec(rest, &chain));
                }
            }
            if !candidates.is_empty() {
                return Some(entry.shell_form(here, rest, candidates, &chain));
            }
            if name.raw().ends_with(".sh") {
                return Some(Self { form: Form::Script, ..entry });
            }
            return Some(entry.exec(here, &chain));
        }
    }

    const fn unknown(argv: Argv<'a>, wrapper: Option<Wrapper>) -> Self {
        Self {
            argv,
            form: Form::Exec,
            shell: None,
            takeover: None,
            wrapper,
            program: None,
            receives: Answer::Unknown,
            ends: Answer::Unknown,
            reaction: None,
            exec_form: None,
        }
    }

    /// The program itself: it is PID 1, or the child of an init that hands signals on.
    fn exec(self, argv: Argv<'a>, chain: &Chain) -> Self {
        Self { receives: Answer::Yes, ..self }.with_program(argv.words(), chain)
    }

    fn with_program<W>(self, mut words: impl Iterator<Item = W> + Clone, chain: &Chain) -> Self
    where
        W: Iterator<Item = char> + Clone,
    {
        let Some(program) = program(&mut words) else { return self };
        let reaction = if chain.child { program.sigterm() } else { program.sigterm_as_pid1() };
        let ends = match reaction {
            Reaction::Survives if program.runs_code() => Answer::Unknown,
            Reaction::Survives => Answer::No,
            Reaction::Exits(_) | Reaction::Dies(_) => Answer::Yes,
        };
        Self { program: Some(program), reaction: Some(reaction), ends, ..self }
    }

    /// A shell: `here` is its name, `rest` what follows.
    fn shell_form(
        self,
        here: Argv<'a>,
        rest: Argv<'a>,
        candidates: &'static [Shell],
        chain: &Chain,
    ) -> Self {
        let mut options = Options { rest, command: false, opaque: false };
        let text = options.read();
        let shell = match candidates {
            [shell] => Some(*shell),
            _ => None,
        };
        let Some(text) = text else {
            // Without a command, the shell reads its input: there is no application.
            return Self { form: Form::Shell, shell, ..self };
        };
        if !options.command {
            return Self { form: Form::Script, shell, ..self };
        }
        let end = ending(text);
        let takeover = agreed(&end, candidates, options.opaque);
        let place = Chain { child: chain.child || takeover != Takeover::Replaces, ..*chain };
        let receives = match takeover {
            Takeover::Replaces | Takeover::Forwards => Answer::Yes,
            Takeover::Forks | Takeover::Ends => chain.group,
            Takeover::Unsure => Answer::Unknown,
        };
        let entry = Self { form: Form::Shell, shell, takeover: Some(takeover), receives, ..self };
        let entry = match end.application {
            Some(application) if application.sole && receives == Answer::Yes => {
                let words = application.words().skip_while(|word| word.is_assignment());
                entry.with_program(words.map(|word| word.value()), &place)
            }
            _ => entry,
        };
        let ends = match takeover {
            Takeover::Replaces | Takeover::Forwards => entry.ends,
            Takeover::Ends => Answer::Yes,
            // As a child of an init, the shell is an ordinary process, and SIGTERM ends it.
            Takeover::Forks if chain.child && !end.traps => Answer::Yes,
            Takeover::Forks if chain.child => Answer::Unknown,
            Takeover::Forks => Answer::No,
            Takeover::Unsure => Answer::Unknown,
        };
        let exec_form = ExecForm::derive(self.argv, here.taken, &options, &end);
        Self { ends, exec_form, ..entry }
    }
}

/// What all shells that it may be do; `opaque` if files are read that may do anything.
fn agreed(end: &Ending<'_>, candidates: &[Shell], opaque: bool) -> Takeover {
    let mut result = None;
    for &shell in candidates {
        let takeover = match end.takeover(shell) {
            Takeover::Replaces if opaque && !end.forms.is_empty() => Takeover::Unsure,
            takeover => takeover,
        };
        match result {
            None => result = Some(takeover),
            Some(other) if other == takeover => {}
            Some(_) => return Takeover::Unsure,
        }
    }
    result.unwrap_or(Takeover::Unsure)
}

/// What a shell does with its process when it runs a command text, as by `SHELL -c TEXT`.
///
/// ```
/// use exitcode_core::arithmetic::entrypoint::{Shell, Takeover, takeover};
///
/// assert_eq!(takeover(Shell::Dash, "app"), Takeover::Forks);
/// assert_eq!(takeover(Shell::Dash, "exec app"), Takeover::Replaces);
/// assert_eq!(takeover(Shell::Bash, "cd / && app"), Takeover::Replaces);
/// assert_eq!(takeover(Shell::Bash, "app 2>&1"), Takeover::Forks);
/// assert_eq!(takeover(Shell::Busybox, "app\n"), Takeover::Forks); // a trailing line break!
/// ```
#[must_use]
pub fn takeover(shell: Shell, command: &str) -> Takeover {
    ending(Text::new(command, Escapes::Plain)).takeover(shell)
}

/// What a shell does with its process when it runs a script that holds this text.
///
/// Only ksh93 and yash replace themselves by the last command of a script; in all others it takes
/// `exec`.
#[must_use]
pub fn takeover_of_script(shell: Shell, script: &str) -> Takeover {
    ending(Text::new(script, Escapes::Plain)).of_script().takeover(shell)
}

/// The shells that an executable of this name may be; none if it is no shell.
fn shells(name: Text<'_>, image: Option<&str>) -> &'static [Shell] {
    if name.is("sh") {
        return match image.and_then(Shell::from_image) {
            Some(Shell::Dash) => &[Shell::Dash],
            Some(Shell::Busybox) => &[Shell::Busybox],
            Some(Shell::Bash) => &[Shell::Bash],
            _ => &[Shell::Dash, Shell::Busybox, Shell::Bash],
        };
    }
    if name.is("ksh") {
        return &[Shell::Ksh93, Shell::Mksh];
    }
    Shell::ALL
        .iter()
        .find(|shell| shell.commands().iter().any(|command| name.is(command)))
        .map_or(&[], core::slice::from_ref)
}

impl Shell {
    /// The shell that `/bin/sh` is in an image of this name, if a word of the name tells.
    ///
    /// ```
    /// use exitcode_core::arithmetic::entrypoint::Shell;
    ///
    /// assert_eq!(Shell::from_image("docker.io/library/node:20-alpine3.19"), Some(Shell::Busybox));
    /// assert_eq!(Shell::from_image("redhat.com/ubi9/ubi:latest"), Some(Shell::Bash));
    /// assert_eq!(Shell::from_image("shop/api:v2"), None);
    /// ```
    #[must_use]
    pub fn from_image(image: &str) -> Option<Self> {
        let mut found = None;
        for word in image.split(|char: char| !char.is_ascii_alphanumeric()) {
            let bare = word.trim_end_matches(|char: char| char.is_ascii_digit());
            let known = Self::IMAGES.iter().find(|(name, _)| {
                word.eq_ignore_ascii_case(name) || bare.eq_ignore_ascii_case(name)
            });
            if let Some(&(_, shell)) = known {
                // Two words that disagree, such as an image that is built on another, tell nothing.
                if found.is_some_and(|other| other != shell) {
                    return None;
                }
                found = Some(shell);
            }
        }
        found
    }
}

/// The program that a command line starts, if it is one of the known.
fn program<W>(words: &mut (impl Iterator<Item = W> + Clone)) -> Option<Program>
where
    W: Iterator<Item = char> + Clone,
{
    let name = words.next()?;
    let named = |command: &str| matches_program(name.clone(), command);
    let mut best = None;
    for program in Program::ALL.iter().copied() {
        if !program.commands().iter().any(|command| named(command)) {
            continue;
        }
        let argument = program.argument();
        if argument.is_empty() {
            best = best.or(Some(program));
        } else if words.clone().take(ARGUMENTS).any(|word| word.eq(argument.chars())) {
            best = Some(program);
        }
    }
    best
}

/// How many arguments of a program are looked at.
const ARGUMENTS: usize = 64;

/// Whether a path names this program, with a version after it or not: `/usr/bin/python3.11`.
fn matches_program(path: impl Iterator<Item = char> + Clone, command: &str) -> bool {
    let mut base = path.clone();
    let mut ahead = path;
    while let Some(char) = ahead.next() {
        if char == '/' {
            base = ahead.clone();
        }
    }
    let mut expected = command.chars();
    let mut whole = true;
    for char in base {
        match expected.next() {
            Some(other) if other == char => {}
            Some(_) => return false,
            None => whole &= char.is_ascii_digit() || char == '.',
        }
    }
    whole && expected.next().is_none()
}

/// What the wrappers read so far mean for what comes after them.
#[derive(Clone, Copy)]
struct Chain {
    wrapper: Option<Wrapper>,
    /// The program is not PID 1, but the child of a wrapper that hands SIGTERM on.
    child: bool,
    /// Whether SIGTERM reaches the children of the program as well.
    group: Answer,
}

impl Chain {
    /// Takes the arguments of a wrapper itself off `rest`.
    fn wrap(&mut self, wrapper: Wrapper, rest: &mut Argv<'_>) -> Relation {
        let mut relation = wrapper.relation();
        let mut positional = wrapper.arguments();
        loop {
            let mut ahead = *rest;
            let Some(argument) = ahead.next() else { break };
            if argument.is("--") {
                *rest = ahead;
                break;
            }
            let option = argument.chars().next() == Some('-');
            let sets = wrapper == Wrapper::Env && argument.chars().any(|char| char == '=');
            if option {
                relation = match (wrapper, argument.raw()) {
                    (Wrapper::Tini | Wrapper::TiniStatic | Wrapper::DockerInit, "-g") => {
                        Relation::ForwardsToGroup
                    }
                    (Wrapper::DumbInit, "-c" | "--single-child") => Relation::Forwards,
                    // Another signal arrives than was sent, or the command is inside a string.
                    (Wrapper::DumbInit, "-r" | "--rewrite") => Relation::Unsure,
                    (Wrapper::Env, "-S" | "--split-string") => Relation::Unsure,
                    _ => relation,
                };
                if wrapper.valued().iter().any(|valued| argument.is(valued)) {
                    ahead.next();
                }
            } else if !sets {
                if positional == 0 {
                    break;
                }
                positional -= 1;
            }
            *rest = ahead;
        }
        for _ in 0..positional {
            rest.next();
        }
        match relation {
            Relation::Replaces => self.wrapper = self.wrapper.or(Some(wrapper)),
            Relation::Forwards | Relation::ForwardsToGroup if self.child => {}
            _ => self.wrapper = Some(wrapper),
        }
        self.child |= matches!(relation, Relation::Forwards | Relation::ForwardsToGroup);
        if relation == Relation::ForwardsToGroup {
            self.group = Answer::Yes;
        } else if wrapper == Wrapper::Timeout && self.group == Answer::No {
            // It signals its group, and ends as soon as its child does: now and then too soon.
            self.group = Answer::Unknown;
        }
        relation
    }
}

/// The options of a shell, up to its command text or the name of its script.
struct Options<'a> {
    rest: Argv<'a>,
    command: bool,
    /// A login or interactive shell reads files first, and an interactive one ignores SIGTERM.
    opaque: bool,
}

impl<'a> Options<'a> {
    fn read(&mut self) -> Option<Text<'a>> {
        loop {
            let word = self.rest.next()?;
            let mut chars = word.chars();
            let sign = chars.next();
            if word.is("--") {
                return self.rest.next();
            }
            if !matches!(sign, Some('-' | '+')) {
                return Some(word);
            }
            if chars.clone().next() == Some('-') {
                self.opaque |= ["--login", "--rcfile", "--init-file"].iter().any(|o| word.is(o));
                if word.is("--rcfile") || word.is("--init-file") {
                    self.rest.next();
                }
                continue;
            }
            let mut valued = false;
            for char in chars {
                self.command |= char == 'c' && sign == Some('-');
                self.opaque |= matches!(char, 'l' | 'i');
                valued |= matches!(char, 'o' | 'O');
            }
            if valued {
                self.rest.next();
            }
        }
    }
}

/// An argument vector that may stand in a Dockerfile.
#[derive(Clone, Copy, Debug)]
struct Argv<'a> {
    head: &'a [&'a str],
    tail: Rest<'a>,
    /// How many have been taken off.
    taken: usize,
}

#[derive(Clone, Copy, Debug)]
enum Rest<'a> {
    Nothing,
    /// One last argument.
    Text(Text<'a>),
    /// The inside of a JSON array that [`is_json`] accepts.
    Json(&'a str),
}

impl<'a> Argv<'a> {
    const fn new(head: &'a [&'a str], tail: Rest<'a>) -> Self {
        Self { head, tail, taken: 0 }
    }

    fn words(self) -> impl Iterator<Item = impl Iterator<Item = char> + Clone + 'a> + Clone + 'a {
        self.map(Text::chars)
    }
}

impl<'a> Iterator for Argv<'a> {
    type Item = Text<'a>;

    fn next(&mut self) -> Option<Text<'a>> {
        let word = if let Some((first, rest)) = self.head.split_first() {
            self.head = rest;
            Text::new(first, Escapes::Plain)
        } else {
            match self.tail {
                Rest::Nothing => return None,
                Rest::Text(text) => {
                    self.tail = Rest::Nothing;
                    text
                }
                Rest::Json(inside) => {
                    let inside = trim(trim(inside).trim_start_matches(','));
                    let Some((string, rest)) = json_string(inside) else {
                        self.tail = Rest::Nothing;
                        return None;
                    };
                    self.tail = Rest::Json(rest);
                    Text::new(string, Escapes::Json)
                }
            }
        };
        self.taken += 1;
        Some(word)
    }
}

/// The text without white space before it; a continued line's end is white space too.
fn trim(text: &str) -> &str {
    let mut text = text.trim_start();
    while let Some(next) = continued(text) {
        text = next.trim_start();
    }
    text
}

/// The inside of the JSON string at the start, its escapes as they are, and what follows it.
fn json_string(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('"')?;
    let mut rest = inside;
    loop {
        if let Some(next) = continued(rest) {
            rest = next;
            continue;
        }
        let mut chars = rest.chars();
        match chars.next()? {
            '"' => return Some((inside.get(..inside.len() - rest.len())?, chars.as_str())),
            '\\' => match chars.next()? {
                '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' => {}
                'u' if (0..4).all(|_| chars.next().is_some_and(|hex| hex.is_ascii_hexdigit())) => {}
                _ => return None,
            },
            '\0'..='\u{1f}' => return None,
            _ => {}
        }
        rest = chars.as_str();
    }
}

/// Whether the text is a JSON array of strings and nothing else, which Docker takes for a vector.
fn is_json(text: &str) -> bool {
    let Some(mut text) = text.strip_prefix('[').map(trim) else { return false };
    while let Some((_, after)) = json_string(text) {
        text = trim(after);
        match text.strip_prefix(',').map(trim) {
            Some(next) if next.starts_with('"') => text = next,
            _ => break,
        }
    }
    text.strip_prefix(']').is_some_and(|after| trim(after).is_empty())
}

/// The last component of a path.
fn basename(path: Text<'_>) -> Text<'_> {
    path.after_last('/')
}

/// The JSON array of an entry point in which the application replaces the shell.
///
/// `Display` writes it as it belongs into a Dockerfile or, as `command`, into a pod.
#[derive(Clone, Copy, Debug)]
pub struct ExecForm<'a> {
    argv: Argv<'a>,
    shell_at: usize,
    text_at: usize,
    application: Application<'a>,
    needs_shell: bool,
}

impl<'a> ExecForm<'a> {
    /// `shell_at` is how many words stand before the shell, `options` are those of the shell.
    fn derive(
        argv: Argv<'a>,
        shell_at: usize,
        options: &Options<'a>,
        end: &Ending<'a>,
    ) -> Option<Self> {
        let application = end.application?;
        let text_at = options.rest.taken.checked_sub(1)?;
        let kept = end.forms.iter().all(|form| {
            matches!(
                form,
                ShellForm::Simple
                    | ShellForm::Listed
                    | ShellForm::ChainedLater
                    | ShellForm::Assigning
                    | ShellForm::Redirected
                    | ShellForm::TrailingBlank
                    | ShellForm::TrailingNewline
                    | ShellForm::TrailingNewlines
                    | ShellForm::TrailingLine
                    | ShellForm::PosixOnly
            )
        });
        if end.unsure || end.traps || application.execs || !kept {
            return None;
        }
        let alone = application.before().chars().all(char::is_whitespace);
        // What a login shell reads first may set what the application needs.
        let needs_shell = !alone
            || options.opaque
            || application.assigns
            || application.redirects
            || application.expands;
        Some(Self { argv, shell_at, text_at, application, needs_shell })
    }
}

impl fmt::Display for ExecForm<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('[')?;
        let mut separator = "";
        for (index, word) in self.argv.enumerate() {
            if !self.needs_shell && index == self.shell_at {
                for word in self.application.words() {
                    f.write_str(separator)?;
                    quote(f, word.value())?;
                    separator = ", ";
                }
                break;
            }
            f.write_str(separator)?;
            separator = ", ";
            if index == self.text_at {
                let exec = if self.application.assigns { "exec env " } else { "exec " };
                let (before, after) = (self.application.before(), self.application.text());
                quote(f, before.chars().chain(exec.chars()).chain(after.chars()))?;
            } else {
                quote(f, word.chars())?;
            }
        }
        f.write_char(']')
    }
}

fn quote(f: &mut fmt::Formatter<'_>, text: impl Iterator<Item = char>) -> fmt::Result {
    f.write_char('"')?;
    for char in text {
        match char {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\t' => f.write_str("\\t")?,
            '\0'..='\u{1f}' | '\u{7f}' => write!(f, "\\u{:04x}", u32::from(char))?,
            char => f.write_char(char)?,
        }
    }
    f.write_char('"')
}
