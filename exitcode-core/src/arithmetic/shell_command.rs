//! Reads a shell command as far as it decides which process the application becomes.
//!
//! This is not a shell: nothing is expanded or run. It knows lists, pipelines, compound commands,
//! functions, traps and redirections, POSIX XCU chapter 2, and gives up where it is not sure.

use super::shell_token::{Lexer, Tail, Text, Token, Word};
use crate::kb::shells::{Shell, ShellForm, Takeover};

/// A set of [`ShellForm`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Forms(u64);

impl Forms {
    const fn of(form: ShellForm) -> Self {
        Self(1 << form as u32)
    }

    const fn with(self, form: ShellForm) -> Self {
        Self(self.0 | Self::of(form).0)
    }

    const fn without(self, form: ShellForm) -> Self {
        Self(self.0 & !Self::of(form).0)
    }

    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) const fn has(self, form: ShellForm) -> bool {
        self.0 & Self::of(form).0 != 0
    }

    pub(super) fn iter(self) -> impl Iterator<Item = ShellForm> {
        ShellForm::ALL.iter().copied().filter(move |&form| self.has(form))
    }
}

/// How a shell command ends: what the shell's process becomes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ending<'a> {
    /// The traits that decide; none if `exec` does.
    pub(super) forms: Forms,
    /// The application: the command that runs for long, with its assignments and redirections.
    pub(super) application: Option<Application<'a>>,
    /// Whether a trap is set that `exec` would drop.
    pub(super) traps: bool,
    /// Whether nothing can be said.
    pub(super) unsure: bool,
    /// Whether nothing can be said for dash, which refuses some of what others take.
    unsure_in_dash: bool,
}

impl Ending<'_> {
    /// What this shell does: it replaces itself only if every trait allows it.
    pub(super) fn takeover(&self, shell: Shell) -> Takeover {
        if self.unsure || (self.unsure_in_dash && shell == Shell::Dash) {
            return Takeover::Unsure;
        }
        // A child is certain as soon as one trait makes it one; of several, a trap decides.
        let rank = |takeover: &Takeover| match takeover {
            Takeover::Replaces => 0,
            Takeover::Unsure => 1,
            Takeover::Forks => 2,
            Takeover::Ends => 3,
            Takeover::Forwards => 4,
        };
        let each = self.forms.iter().map(|form| form.takeover(shell));
        each.max_by_key(rank).unwrap_or(Takeover::Replaces)
    }

    /// The same command as the text of a script.
    pub(super) fn of_script(self) -> Self {
        let replaces = self.application.is_some_and(|application| application.execs);
        if replaces { self } else { Self { forms: self.forms.with(ShellForm::Script), ..self } }
    }
}

/// The application of a shell command: the simple command that runs for long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Application<'a> {
    /// All of the text that it stands in.
    pub(super) whole: Text<'a>,
    /// Where it starts, after `exec` and before its assignments.
    pub(super) start: usize,
    /// Where it ends, its redirections included.
    pub(super) end: usize,
    pub(super) assigns: bool,
    pub(super) redirects: bool,
    pub(super) expands: bool,
    /// Whether `exec` stands before it.
    pub(super) execs: bool,
    /// Whether no other command can be the application in its place, as in the branches of `if`.
    pub(super) sole: bool,
}

impl<'a> Application<'a> {
    /// Its text.
    pub(super) fn text(self) -> Text<'a> {
        self.whole.slice(self.start, self.end)
    }

    /// Everything that stands before it.
    pub(super) fn before(self) -> Text<'a> {
        self.whole.slice(0, self.start)
    }

    /// Its words in order, assignments first; the redirections are not among them.
    pub(super) fn words(self) -> impl Iterator<Item = Word<'a>> + Clone {
        let mut lexer = Lexer::new(self.text());
        let mut target = false;
        core::iter::from_fn(move || {
            loop {
                match lexer.token().0 {
                    Token::Word(_) if target => target = false,
                    Token::Word(word) => return Some(word),
                    Token::Redirection => target = true,
                    _ => return None,
                }
            }
        })
    }
}

/// Whether a command ends the shell's reading because the application replaced it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exec {
    No,
    Maybe,
    Yes,
}

/// What a command is, as far as it matters when it stands last.
#[derive(Clone, Copy, Debug)]
struct Outcome<'a> {
    forms: Forms,
    application: Option<Application<'a>>,
    exec: Exec,
    kind: Kind,
    /// `wait` has stood after it, in the background.
    awaited: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A builtin or a helper that ends at once: never the application.
    Passing,
    /// A builtin that waits for children.
    Wait,
    /// Anything else.
    Application,
}

impl<'a> Outcome<'a> {
    const PASSING: Self = Self {
        forms: Forms(0),
        application: None,
        exec: Exec::No,
        kind: Kind::Passing,
        awaited: false,
    };

    /// The application of this outcome, with something after it.
    fn passed(self, form: ShellForm) -> Self {
        Self { forms: self.forms.with(form), exec: Exec::No, ..self }
    }

    /// The same in a process of its own, where `exec` replaces that one.
    fn in_child(self) -> Self {
        let application = self.application.map(|inner| Application { execs: false, ..inner });
        Self { application, exec: Exec::No, ..self }
    }

    /// The same where another command may have become the application.
    fn or_another(self) -> Self {
        let application = self.application.map(|last| Application { sole: false, ..last });
        Self { application, ..self }
    }

    /// The same in a branch that may not be taken.
    fn perhaps(self) -> Self {
        let exec = if self.exec == Exec::No { Exec::No } else { Exec::Maybe };
        Self { exec, ..self }
    }

    fn is_application(self) -> bool {
        self.kind == Kind::Application
    }

    /// Whether it ends with `exec` in the shell's own process, if it comes that far.
    fn replaces(self) -> bool {
        self.exec != Exec::No && self.application.is_some_and(|application| application.execs)
    }
}

/// Builtins and reserved words that end at once and are never the application.
const BUILTINS: &[&str] = &[
    ":", "[", "[[", "alias", "bg", "break", "builtin", "cd", "continue", "declare", "dirs",
    "disown", "echo", "emulate", "enable", "exit", "export", "false", "getopts", "hash", "jobs",
    "kill", "let", "local", "popd", "printf", "pushd", "pwd", "read", "readonly", "return", "set",
    "setopt", "shift", "shopt", "test", "times", "true", "type", "typeset", "ulimit", "umask",
    "unalias", "unset", "unsetopt",
];

/// Programs that end by themselves soon, so that another command of the list is the application.
const HELPERS: &[&str] = &[
    "basename", "cat", "chgrp", "chmod", "chown", "cp", "cut", "date", "dirname", "env",
    "envsubst", "find", "grep", "head", "hostname", "id", "install", "ln", "ls", "mkdir", "mktemp",
    "mv", "printenv", "rm", "rmdir", "sed", "sleep", "sort", "tail", "touch", "tr", "uname", "wc",
    "whoami",
];

/// Commands that read their input to its end: what stands before them in a pipeline counts.
const FILTERS: &[&str] = &[
    "awk",
    "cat",
    "cronolog",
    "gawk",
    "grep",
    "head",
    "jq",
    "logger",
    "multilog",
    "rotatelogs",
    "sed",
    "sort",
    "svlogd",
    "tail",
    "tee",
    "tr",
    "ts",
];

/// How deep compound commands may be nested.
const DEPTH: u32 = 24;

/// How many functions of one command are remembered.
const FUNCTIONS: usize = 8;

#[derive(Clone, Copy)]
struct Function<'a> {
    name: Text<'a>,
    body: Outcome<'a>,
    traps: bool,
}

#[derive(Clone, Copy, Default)]
struct Traps {
    any: bool,
    exit: bool,
    term: bool,
    /// SIGTERM is ignored, which is no trap.
    ignored: bool,
    /// The signal is named `SIGTERM`, which dash does not take.
    prefixed: bool,
    /// The action for SIGTERM kills something else, and that for the shell's end.
    kills: bool,
    exit_kills: bool,
}

struct Parser<'a> {
    text: Text<'a>,
    lexer: Lexer<'a>,
    token: Token<'a>,
    /// Where the current token starts, and the one before ended.
    start: usize,
    end: usize,
    depth: u32,
    unsure: bool,
    /// A sourced file or an `eval` may have done anything.
    opaque: bool,
    posix_only: bool,
    traps: Traps,
    functions: [Option<Function<'a>>; FUNCTIONS],
}

/// How a command given to a shell with `-c`, or held by a script, ends.
pub(super) fn ending(text: Text<'_>) -> Ending<'_> {
    let mut parser = Parser {
        text,
        lexer: Lexer::new(text),
        token: Token::End,
        start: 0,
        end: 0,
        depth: 0,
        unsure: false,
        opaque: false,
        posix_only: false,
        traps: Traps::default(),
        functions: [None; FUNCTIONS],
    };
    parser.advance();
    let outcome = parser.list();
    let tail = parser.lexer.tail;
    let unsure = parser.unsure || parser.lexer.unsure || parser.token != Token::End;
    let mut forms = outcome.forms;
    if parser.posix_only {
        forms = forms.with(ShellForm::PosixOnly);
    }
    // A command in the foreground is waited for before any trap is run.
    if forms.has(ShellForm::NotLast) {
        forms = forms.without(ShellForm::Waited);
    }
    let waits = forms.has(ShellForm::Waited);
    let traps = parser.traps;
    let unsure = unsure || (waits && (traps.ignored || (traps.exit_kills && !traps.term)));
    if !outcome.replaces() {
        let traits = [tail_form(tail), parser.trap_form(waits)];
        forms = traits.into_iter().flatten().fold(forms, Forms::with);
        if parser.opaque {
            forms = forms.with(ShellForm::Unclear);
        }
        if forms.has(ShellForm::Simple) && !is_plain(text) {
            forms = forms.with(ShellForm::Listed);
        }
    }
    Ending {
        forms,
        application: outcome.application,
        traps: traps.any,
        unsure: unsure || outcome.application.is_none(),
        unsure_in_dash: waits && traps.prefixed,
    }
}

/// Whether mksh takes the text for one simple command without looking at its grammar.
fn is_plain(text: Text<'_>) -> bool {
    text.chars().all(|char| char.is_ascii_alphanumeric() || "!%+,-./:@^_ ".contains(char))
}

const fn tail_form(tail: Tail) -> Option<ShellForm> {
    match tail {
        Tail { newlines: 0, blank: false, .. } => None,
        Tail { newlines: 0, .. } => Some(ShellForm::TrailingBlank),
        Tail { after_newline: true, .. } => Some(ShellForm::TrailingLine),
        Tail { newlines: 1, .. } => Some(ShellForm::TrailingNewline),
        Tail { .. } => Some(ShellForm::TrailingNewlines),
    }
}

impl<'a> Parser<'a> {
    fn advance(&mut self) {
        self.end = self.lexer.position();
        (self.token, self.start) = self.lexer.token();
    }

    fn skip_newlines(&mut self) {
        while self.token == Token::Newline {
            self.advance();
        }
    }

    fn expect(&mut self, name: &str) {
        if self.token.is_reserved(name) {
            self.advance();
        } else {
            self.unsure = true;
        }
    }

    const fn trap_form(&self, waits: bool) -> Option<ShellForm> {
        match self.traps {
            Traps { term: true, kills: true, .. } | Traps { term: true, exit_kills: true, .. }
                if waits =>
            {
                Some(ShellForm::Forwarding)
            }
            Traps { term: true, .. } if waits => Some(ShellForm::TrappingWait),
            Traps { term: true, .. } => Some(ShellForm::Trapping),
            Traps { exit: true, .. } => Some(ShellForm::TrappingExit),
            Traps { any: true, .. } => Some(ShellForm::Trapping),
            Traps { .. } => None,
        }
    }

    fn at_list_end(&self) -> bool {
        match self.token {
            Token::End | Token::Close | Token::DoubleSemicolon => true,
            Token::Word(word) => ["}", "then", "elif", "else", "fi", "do", "done", "esac"]
                .iter()
                .any(|end| word.is_reserved(end)),
            _ => false,
        }
    }

    /// And-or lists, up to the end of the text or a token that closes the list.
    fn list(&mut self) -> Outcome<'a> {
        let mut result = Outcome::PASSING;
        let mut execs = Exec::No;
        // Whether a background command stands earlier, and right before on the same line.
        let (mut beside, mut after) = (false, false);
        let mut same_line = false;
        loop {
            self.skip_newlines();
            if self.at_list_end() || self.unsure {
                break;
            }
            let (mut next, chained) = self.and_or();
            let newline = matches!(self.token, Token::Newline);
            let background = self.token == Token::Background;
            let terminated = matches!(self.token, Token::Semicolon | Token::Background);
            if background {
                // Fish replaces itself all the same, and tcsh takes the list before it along.
                self.unsure |= next.replaces();
                self.posix_only |= execs == Exec::Yes;
                next = next.in_child();
            }
            let plain = next.application.is_some() && next.exec == Exec::No;
            if plain && !background {
                if after {
                    next.forms = next.forms.with(ShellForm::AfterBackground);
                } else if beside {
                    next.forms = next.forms.with(ShellForm::BesideBackground);
                }
            }
            if plain && chained && same_line {
                next.forms = next.forms.with(ShellForm::ChainedLater);
            }
            // After a certain `exec`, nothing matters but where the list ends.
            if execs != Exec::Yes {
                result = self.follow(result, next, background);
                if next.exec != Exec::No {
                    execs = next.exec;
                }
            }
            beside |= background;
            after = background;
            if newline || terminated {
                self.advance();
                same_line = terminated && self.token != Token::Newline;
                after &= same_line;
            } else if !self.at_list_end() {
                self.unsure = true;
            }
        }
        // Some way through the list replaces the shell; the last command must agree.
        self.unsure |= execs == Exec::Maybe && !result.replaces();
        result
    }

    /// What a list comes to with one more and-or list.
    fn follow(&mut self, before: Outcome<'a>, next: Outcome<'a>, background: bool) -> Outcome<'a> {
        if background {
            // Alone at the end, the shell ends at once; a `wait` may follow.
            return if before.kind != Kind::Application && next.application.is_some() {
                next.passed(ShellForm::Waited)
            } else {
                before.passed(ShellForm::NotLast)
            };
        }
        match (before.kind, next.kind) {
            (_, Kind::Wait) if before.forms.has(ShellForm::Waited) => {
                Outcome { forms: before.forms.without(ShellForm::NotLast), awaited: true, ..before }
            }
            (Kind::Application, Kind::Passing | Kind::Wait) => {
                if before.awaited
                    || (before.forms.has(ShellForm::Waited) && next.application.is_none())
                {
                    before
                } else {
                    before.passed(ShellForm::NotLast)
                }
            }
            (_, Kind::Passing | Kind::Wait)
                if before.application.is_some() && next.application.is_none() =>
            {
                before.passed(ShellForm::NotLast)
            }
            // A helper is the application if nothing better follows.
            (_, Kind::Passing | Kind::Wait) => next,
            (kind, Kind::Application) => {
                let mut next = if before.exec == Exec::No { next } else { next.or_another() };
                // Of two programs one after the other, either may be the one that runs for long.
                let earlier = kind == Kind::Application
                    && !before.forms.has(ShellForm::Waited)
                    && !before.forms.has(ShellForm::NotLast);
                if earlier && next.exec == Exec::No {
                    next.forms = next.forms.with(ShellForm::Unclear);
                }
                self.unsure |= kind == Kind::Application && next.exec == Exec::Maybe;
                next
            }
        }
    }

    /// Pipelines joined by `&&` and `||`; whether there was more than one.
    fn and_or(&mut self) -> (Outcome<'a>, bool) {
        let mut result = self.pipeline();
        let mut chained = false;
        while let Token::And | Token::Or = self.token {
            let or = self.token == Token::Or;
            self.advance();
            self.skip_newlines();
            let next = self.pipeline();
            chained = true;
            if result.exec == Exec::Yes {
                // Nothing after it is run.
                continue;
            }
            let either = result.exec != Exec::No || next.exec != Exec::No;
            let joined = match next.kind {
                Kind::Application if result.exec == Exec::Maybe => next.or_another(),
                // A program before this `||` may be the application.
                Kind::Application if result.is_application() && or => {
                    Outcome { forms: next.forms.with(ShellForm::Unclear), ..next }
                }
                Kind::Passing | Kind::Wait if result.is_application() => {
                    if either {
                        result
                    } else {
                        result.passed(ShellForm::NotLast)
                    }
                }
                _ => next,
            };
            result = Outcome { exec: if either { Exec::Maybe } else { Exec::No }, ..joined };
        }
        (result, chained)
    }

    fn pipeline(&mut self) -> Outcome<'a> {
        let mut negated = false;
        while self.token.is_reserved("!") || self.token.is_reserved("time") {
            negated = true;
            // Not everywhere a word of the shell, which makes a difference before `exec`.
            self.posix_only |= self.token.is_reserved("time");
            self.advance();
        }
        let first = self.command();
        let mut last = None;
        while self.token == Token::Pipe {
            self.advance();
            self.skip_newlines();
            last = Some(self.command());
        }
        let mut result = match last {
            None => first,
            Some(last) => {
                let filtered = last.application.is_some_and(|application| {
                    application.words().next().is_some_and(|word| word.is_one_of(FILTERS))
                });
                if first.is_application() && filtered {
                    first.passed(ShellForm::Filtered)
                } else if last.is_application() {
                    last.passed(ShellForm::Piped)
                } else {
                    first.passed(ShellForm::Piped)
                }
            }
        };
        if last.is_some() {
            result = result.in_child();
        }
        if negated && !result.replaces() {
            result = result.passed(ShellForm::Negated);
        }
        result
    }

    fn command(&mut self) -> Outcome<'a> {
        self.depth += 1;
        let outcome = if self.depth > DEPTH || self.unsure {
            self.unsure = true;
            Outcome::PASSING
        } else {
            self.command_inside()
        };
        self.depth -= 1;
        outcome
    }

    fn command_inside(&mut self) -> Outcome<'a> {
        let token = self.token;
        let (form, inner) = match token {
            Token::Open => {
                self.advance();
                self.unsure |= self.token == Token::Open;
                let outer = core::mem::take(&mut self.traps);
                let inner = self.list();
                self.unsure |= inner.is_application() && self.traps.any;
                self.traps = outer;
                self.unsure |= self.token != Token::Close;
                self.advance();
                (ShellForm::Subshell, inner.in_child())
            }
            _ if token.is_reserved("{") => {
                self.advance();
                let inner = self.list();
                self.expect("}");
                (ShellForm::Group, inner)
            }
            _ if token.is_reserved("if") => (ShellForm::Conditional, self.conditional()),
            _ if token.is_reserved("case") => (ShellForm::Conditional, self.case()),
            _ if token.is_reserved("while") || token.is_reserved("until") => {
                self.advance();
                let condition = self.list();
                let body = self.do_group();
                let inner = if body.is_application() { body } else { condition };
                (ShellForm::Loop, self.looped(inner))
            }
            _ if token.is_reserved("for") || token.is_reserved("select") => {
                self.advance();
                while !matches!(self.token, Token::Semicolon | Token::Newline | Token::End)
                    && !self.token.is_reserved("do")
                {
                    self.unsure |= self.token == Token::Open;
                    self.advance();
                }
                if self.token == Token::Semicolon {
                    self.advance();
                }
                let body = self.do_group();
                (ShellForm::Loop, self.looped(body))
            }
            _ if token.is_reserved("function") => {
                self.advance();
                let Token::Word(name) = self.token else {
                    self.unsure = true;
                    return Outcome::PASSING;
                };
                self.advance();
                return self.function(name.text);
            }
            _ if token.is_reserved("[[") => {
                while !self.token.is_reserved("]]") && self.token != Token::End {
                    self.advance();
                }
                self.expect("]]");
                return Outcome::PASSING;
            }
            _ => return self.simple(),
        };
        let mut outcome = inner;
        let replaced = outcome.replaces();
        if !replaced {
            outcome.forms = outcome.forms.with(form);
        }
        while self.token == Token::Redirection {
            self.redirection();
            if !replaced {
                outcome.forms = outcome.forms.with(ShellForm::RedirectedCompound);
            }
        }
        outcome
    }

    /// A loop goes on after the application, so `exec` inside it is all that could replace it.
    fn looped(&mut self, inner: Outcome<'a>) -> Outcome<'a> {
        self.unsure |= inner.exec != Exec::No;
        inner
    }

    fn do_group(&mut self) -> Outcome<'a> {
        self.skip_newlines();
        self.expect("do");
        let body = self.list();
        self.expect("done");
        body
    }

    fn conditional(&mut self) -> Outcome<'a> {
        let mut result = None;
        let mut otherwise = false;
        // The word `if` or `elif`.
        while !otherwise && !self.unsure {
            self.advance();
            self.list();
            self.expect("then");
            let branch = self.list();
            result = Some(self.branch(result, branch));
            if self.token.is_reserved("else") {
                self.advance();
                let branch = self.list();
                result = Some(self.branch(result, branch));
                otherwise = true;
            } else if !self.token.is_reserved("elif") {
                break;
            }
        }
        self.expect("fi");
        let result = result.unwrap_or(Outcome::PASSING);
        if otherwise { result } else { result.perhaps() }
    }

    fn case(&mut self) -> Outcome<'a> {
        let mut result = None;
        self.advance();
        self.advance();
        self.skip_newlines();
        self.expect("in");
        self.skip_newlines();
        while !self.token.is_reserved("esac") && !self.unsure {
            while !matches!(self.token, Token::Close | Token::End) {
                self.advance();
            }
            self.advance();
            let branch = self.list();
            result = Some(self.branch(result, branch));
            if self.token == Token::DoubleSemicolon {
                self.advance();
            }
            self.skip_newlines();
            self.unsure |= self.token == Token::End;
        }
        self.expect("esac");
        result.unwrap_or(Outcome::PASSING).perhaps()
    }

    /// One more branch, of which one is taken.
    fn branch(&mut self, before: Option<Outcome<'a>>, next: Outcome<'a>) -> Outcome<'a> {
        let Some(before) = before else { return next };
        match (before.is_application(), next.is_application()) {
            (true, true) => {
                let same = (before.exec == Exec::No) == (next.exec == Exec::No);
                self.unsure |= !same || before.forms != next.forms;
                let next = next.or_another();
                if before.exec == next.exec { next } else { next.perhaps() }
            }
            (true, false) => before.perhaps(),
            (false, true) => next.perhaps(),
            (false, false) => next,
        }
    }

    fn redirection(&mut self) {
        self.advance();
        match self.token {
            Token::Word(_) => self.advance(),
            _ => self.unsure = true,
        }
    }

    /// A function after its name; the current token is what follows the name.
    fn function(&mut self, name: Text<'a>) -> Outcome<'a> {
        self.posix_only = true;
        if self.token == Token::Open {
            self.advance();
            self.unsure |= self.token != Token::Close;
            self.advance();
        }
        self.skip_newlines();
        let outer = core::mem::take(&mut self.traps);
        let body = self.command();
        let traps = self.traps.any;
        self.traps = outer;
        match self.functions.iter_mut().find(|slot| slot.is_none()) {
            Some(slot) => *slot = Some(Function { name, body, traps }),
            None => self.unsure = true,
        }
        Outcome::PASSING
    }

    fn simple(&mut self) -> Outcome<'a> {
        let start = self.start;
        let (mut assigns, mut redirects) = (false, false);
        let mut first = None;
        loop {
            match self.token {
                Token::Word(word) if word.is_assignment() => {
                    assigns = true;
                    self.advance();
                }
                Token::Word(word) => {
                    first = Some(word);
                    break;
                }
                Token::Redirection => {
                    redirects = true;
                    self.redirection();
                }
                _ => break,
            }
        }
        let Some(word) = first else {
            self.unsure |= !assigns && !redirects;
            return Outcome::PASSING;
        };
        self.advance();
        if self.token == Token::Open {
            self.unsure |= assigns || redirects || word.expands;
            return self.function(word.text);
        }
        if word.is("exec") {
            return self.exec(start, assigns, redirects);
        }
        if word.is("trap") {
            self.trap();
            return Outcome::PASSING;
        }
        let mut arguments = Arguments { redirects, expands: word.expands, first: None };
        self.arguments(&mut arguments);
        self.posix_only |= assigns || self.needs_posix(start);
        if word.is("wait") {
            return Outcome { kind: Kind::Wait, ..Outcome::PASSING };
        }
        if word.is_one_of(BUILTINS) {
            return Outcome::PASSING;
        }
        let application = Application {
            whole: self.text,
            start,
            end: self.end,
            assigns,
            redirects: arguments.redirects,
            expands: arguments.expands,
            execs: false,
            sole: true,
        };
        if word.is(".") || word.is("source") {
            self.opaque = true;
            return Outcome::PASSING;
        }
        if word.is("eval") || word.is("command") || word.is("coproc") || word.is("noglob") {
            self.unsure = true;
        }
        if let Some(function) = self.called(word) {
            if function.traps {
                self.unsure = true;
            }
            let mut body = function.body;
            if body.exec == Exec::No {
                body.forms = body.forms.with(ShellForm::Function);
                if arguments.redirects {
                    body.forms = body.forms.with(ShellForm::RedirectedCompound);
                }
            }
            return body;
        }
        let mut forms = Forms::of(ShellForm::Simple);
        if assigns {
            forms = forms.with(ShellForm::Assigning);
        }
        if arguments.redirects {
            forms = forms.with(ShellForm::Redirected);
        }
        let kind = if word.is_one_of(HELPERS) { Kind::Passing } else { Kind::Application };
        Outcome { forms, application: Some(application), kind, ..Outcome::PASSING }
    }

    fn called(&self, word: Word<'a>) -> Option<Function<'a>> {
        let named = |function: &&Function<'a>| word.value().eq(function.name.chars());
        self.functions.iter().rev().flatten().find(named).copied()
    }

    /// Whether the command has what fish and tcsh write otherwise.
    fn needs_posix(&self, start: usize) -> bool {
        let text = self.text.slice(start, self.end);
        text.chars().any(|char| matches!(char, '$' | '`'))
    }

    fn arguments(&mut self, arguments: &mut Arguments<'a>) {
        loop {
            match self.token {
                Token::Word(word) => {
                    arguments.expands |= word.expands;
                    arguments.first = arguments.first.or(Some(word));
                    self.advance();
                }
                Token::Redirection => {
                    arguments.redirects = true;
                    self.redirection();
                }
                _ => return,
            }
        }
    }

    fn exec(&mut self, start: usize, assigns: bool, redirects: bool) -> Outcome<'a> {
        let mut redirects = redirects;
        while self.token == Token::Redirection {
            redirects = true;
            self.redirection();
        }
        let command = self.start;
        let mut arguments = Arguments { redirects, expands: false, first: None };
        self.arguments(&mut arguments);
        let Some(first) = arguments.first else { return Outcome::PASSING };
        let mut forms = Forms::default();
        if first.text.chars().next() == Some('-') {
            forms = forms.with(ShellForm::ExecOptions);
        }
        if assigns || self.needs_posix(start) {
            forms = forms.with(ShellForm::PosixOnly);
        }
        let application = Application {
            whole: self.text,
            start: command,
            end: self.end,
            assigns,
            redirects: arguments.redirects,
            expands: arguments.expands,
            execs: true,
            sole: true,
        };
        Outcome {
            forms,
            application: Some(application),
            exec: Exec::Yes,
            kind: Kind::Application,
            ..Outcome::PASSING
        }
    }

    fn trap(&mut self) {
        let mut action = None;
        let mut traps = Traps::default();
        let mut signals = false;
        loop {
            match self.token {
                Token::Word(word) if action.is_none() => {
                    if !word.is("--") {
                        action = Some(word);
                    }
                }
                Token::Word(word) => {
                    signals = true;
                    let is = |names| word.is_one_of(names);
                    traps.exit |= is(&["EXIT", "0"]);
                    traps.term |= is(&["TERM", "SIGTERM", "15"]);
                    traps.prefixed |= is(&["SIGTERM"]);
                    // Only some shells have these; others do not set a trap at all.
                    let optional = is(&["ERR", "DEBUG", "RETURN", "exit"]);
                    self.opaque |= optional;
                    traps.any |= !optional;
                    self.unsure |= word.expands;
                }
                Token::Redirection => {
                    self.redirection();
                    continue;
                }
                _ => break,
            }
            self.advance();
        }
        let Some(action) = action.filter(|_| signals) else { return };
        let ignores = action.is("");
        if ignores || action.is("-") {
            self.unsure |= self.traps.any;
            self.traps.ignored |= ignores && traps.term;
            return;
        }
        // Without a value, it would be the empty one.
        self.unsure |= action.expands && action.value().next() == Some('$');
        let body = action.text;
        let kills = contains(body, "kill") && !contains(body, "KILL") && !contains(body, "-9");
        self.traps.any |= traps.any;
        self.traps.exit |= traps.exit;
        self.traps.term |= traps.term;
        self.traps.prefixed |= traps.prefixed;
        if traps.term {
            self.traps.kills = kills;
        }
        if traps.exit {
            self.traps.exit_kills = kills;
        }
    }
}

struct Arguments<'a> {
    redirects: bool,
    expands: bool,
    first: Option<Word<'a>>,
}

fn contains(text: Text<'_>, part: &str) -> bool {
    let mut rest = text.chars();
    loop {
        let mut here = rest.clone();
        if part.chars().all(|char| here.next() == Some(char)) {
            return true;
        }
        if rest.next().is_none() {
            return false;
        }
    }
}
