//! Every reading of an exit code: who may have written it, how, and how common that is.

use core::fmt;

use crate::kb::codes::KnownCode;
use crate::kb::families::Family;
use crate::{Convention, ExitCode, Signal, Termination};

/// How an exit code came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Origin {
    /// A signal killed the process, and the number is what a reporter made of it.
    Signal,
    /// Nothing of the program ran: whoever was asked to start it reports that it could not.
    Start,
    /// The program itself ended with the number.
    Program,
    /// A program that starts others (ssh, timeout, xargs) reports its own failure by a number that
    /// it does not pass on from them.
    Wrapper,
    /// A service manager failed to set the process up.
    Manager,
    /// Nobody knows: a runtime lost the status and wrote a number all the same.
    Lost,
}

impl Origin {
    /// Every origin.
    pub const ALL: &'static [Self] =
        &[Self::Signal, Self::Start, Self::Program, Self::Wrapper, Self::Manager, Self::Lost];

    /// The id, lower case.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Signal => "signal",
            Self::Start => "start",
            Self::Program => "program",
            Self::Wrapper => "wrapper",
            Self::Manager => "manager",
            Self::Lost => "lost",
        }
    }

    /// What it says of the number, as a phrase.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Signal => "killed by a signal",
            Self::Start => "nothing ran: the start failed",
            Self::Program => "the program itself ended with it",
            Self::Wrapper => "a program that starts others failed itself",
            Self::Manager => "the service manager could not set the process up",
            Self::Lost => "the runtime lost the status",
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

/// How common a meaning is among all that have the same number: a coarse judgement from public
/// incidents, for the order in which meanings are listed, and no evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Commonness {
    /// Seen every day.
    Common,
    /// Seen now and then.
    Occasional,
    /// Hardly ever seen, or only documented.
    Rare,
}

impl Commonness {
    /// Every one of them, the commonest first.
    pub const ALL: &'static [Self] = &[Self::Common, Self::Occasional, Self::Rare];

    /// `common`, `occasional` or `rare`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Common => "common",
            Self::Occasional => "occasional",
            Self::Rare => "rare",
        }
    }
}

impl fmt::Display for Commonness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// An exit code that a user gave a meaning: "42 means bad configuration".
///
/// Borrowed and passed along, so there is no global registry to set up or to lock.
///
/// ```
/// use exitcode_core::{CustomCode, ExitCode};
///
/// const OURS: &[CustomCode<'_>] = &[CustomCode::new(42, "Bad configuration")];
///
/// let first = ExitCode::from(42).meanings_with(OURS).next().unwrap();
/// assert_eq!(first.title(), "Bad configuration");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CustomCode<'a> {
    code: ExitCode,
    title: &'a str,
    explanation: Option<&'a str>,
}

impl<'a> CustomCode<'a> {
    /// A code and what it means, as one line.
    pub const fn new(code: i32, title: &'a str) -> Self {
        Self { code: ExitCode::new(code), title, explanation: None }
    }

    /// The same with a longer explanation: why it happens, what to do.
    pub const fn explained(self, explanation: &'a str) -> Self {
        Self { explanation: Some(explanation), ..self }
    }

    /// The code.
    pub const fn code(self) -> ExitCode {
        self.code
    }

    /// What it means, as one line.
    pub const fn title(self) -> &'a str {
        self.title
    }

    /// Why it happens and what to do, if somebody said so.
    pub const fn explanation(self) -> Option<&'a str> {
        self.explanation
    }
}

/// One reading of an exit code, from [`ExitCode::meanings`].
///
/// A reading is one way in which the number may have come about ([`Origin`]); the well-known uses
/// that fit it are in [`known`](Self::known).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meaning<'a> {
    code: ExitCode,
    origin: Origin,
    convention: Convention,
    signal: Option<Signal>,
    known: Known,
    custom: Option<CustomCode<'a>>,
}

impl<'a> Meaning<'a> {
    /// How the number came about.
    pub const fn origin(self) -> Origin {
        self.origin
    }

    /// Whose way of writing numbers this reading supposes.
    pub const fn convention(self) -> Convention {
        self.convention
    }

    /// What happened to the process, if the reading is right: a signal or an exit. A code that a
    /// runtime made up, since it lost the status, counts as an exit.
    pub const fn termination(self) -> Termination {
        match self.signal {
            Some(signal) => Termination::Signaled { signal, core_dumped: false },
            None => Termination::Exited(self.code),
        }
    }

    /// The signal, if the reading is one.
    pub const fn signal(self) -> Option<Signal> {
        self.signal
    }

    /// The well-known uses of the number that fit this reading, the commoner first. Which of them
    /// applies depends on the program, see [`Family`].
    pub const fn known(self) -> Known {
        self.known
    }

    /// The registered code, if the meaning is the user's own.
    pub const fn custom(self) -> Option<CustomCode<'a>> {
        self.custom
    }

    /// What the reading says, as one line: the user's title, the signal's summary, the title of the
    /// only known use, or the origin in words where there are several or none.
    pub fn title(self) -> &'a str {
        if let Some(custom) = self.custom {
            return custom.title();
        }
        if let Some(signal) = self.signal {
            return signal.summary();
        }
        let mut known = self.known;
        match (known.next(), known.next()) {
            (Some(only), None) => only.title(),
            _ => self.origin.phrase(),
        }
    }

    /// How common the reading is.
    pub fn commonness(self) -> Commonness {
        let by_rows = self.known.map(KnownCode::commonness).min();
        match (self.signal, by_rows) {
            _ if self.custom.is_some() => Commonness::Common,
            (Some(signal), _) => match self.convention {
                Convention::Posix | Convention::Subprocess => signal_commonness(signal),
                _ => signal_commonness(signal).max(Commonness::Occasional),
            },
            (None, Some(rows)) => rows,
            (None, None) if (0..=128).contains(&self.code.value()) => Commonness::Occasional,
            (None, None) => Commonness::Rare,
        }
    }
}

impl fmt::Display for Meaning<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.signal {
            Some(signal) => {
                let convention = self.convention;
                write!(f, "{signal}, written {} by {}", convention.formula(), convention.used_by())
            }
            None => f.write_str(self.title()),
        }
    }
}

const fn signal_commonness(signal: Signal) -> Commonness {
    match signal {
        Signal::Int | Signal::Abrt | Signal::Kill | Signal::Segv | Signal::Pipe | Signal::Term => {
            Commonness::Common
        }
        Signal::Hup
        | Signal::Quit
        | Signal::Ill
        | Signal::Trap
        | Signal::Bus
        | Signal::Fpe
        | Signal::Usr1
        | Signal::Usr2
        | Signal::Alrm
        | Signal::Xcpu
        | Signal::Xfsz
        | Signal::Sys => Commonness::Occasional,
        _ => Commonness::Rare,
    }
}

/// The well-known uses that fit one reading, see [`Meaning::known`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Known {
    rows: &'static [KnownCode],
    convention: Option<Convention>,
}

impl Iterator for Known {
    type Item = KnownCode;

    fn next(&mut self) -> Option<KnownCode> {
        while let [row, rest @ ..] = self.rows {
            self.rows = rest;
            if row.family().writes_in(self.convention) {
                return Some(*row);
            }
        }
        None
    }
}

impl core::iter::FusedIterator for Known {}

/// Every reading of an exit code, the commoner first; see [`ExitCode::meanings`].
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Meanings<'a> {
    code: ExitCode,
    convention: Option<Convention>,
    custom: &'a [CustomCode<'a>],
    signal: Option<(Convention, Signal)>,
    rows: &'static [KnownCode],
    program: bool,
}

impl<'a> Meanings<'a> {
    fn new(code: ExitCode, convention: Option<Convention>, custom: &'a [CustomCode<'a>]) -> Self {
        let signal = match convention {
            Some(convention) => convention.signal(code).map(|signal| (convention, signal)),
            None => {
                [Convention::Posix, Convention::Subprocess, Convention::Ksh93, Convention::Yash]
                    .into_iter()
                    .find_map(|convention| Some((convention, convention.signal(code)?)))
            }
        };
        let exited = Termination::Exited(code);
        let program = convention.unwrap_or(Convention::Ntstatus).encode(exited).is_some();
        Self { code, convention, custom, signal, rows: rows(code), program }
    }

    /// Takes the rows at the front that have the same origin.
    fn group(&mut self) -> Option<(Origin, Known)> {
        let (first, _) = self.rows.split_first()?;
        let origin = first.origin();
        let length = self.rows.iter().take_while(|row| row.origin() == origin).count();
        let (rows, rest) = self.rows.split_at_checked(length)?;
        self.rows = rest;
        Some((origin, Known { rows, convention: self.convention }))
    }

    /// The reading as a signal, once.
    fn signal_meaning(&mut self, blank: Meaning<'a>) -> Option<Meaning<'a>> {
        let (convention, signal) = self.signal.take()?;
        let known = match self.rows.first() {
            Some(row) if row.origin() == Origin::Signal => self.group()?.1,
            _ => blank.known,
        };
        let origin = Origin::Signal;
        Some(Meaning { origin, convention, signal: Some(signal), known, ..blank })
    }

    /// Whose number it is when no signal is: Windows has all that does not fit into a byte.
    fn exit_convention(&self) -> Convention {
        match (self.convention, self.code.value()) {
            (Some(convention), _) => convention,
            (None, 0..=255) => Convention::Posix,
            (None, _) => Convention::Ntstatus,
        }
    }
}

impl<'a> Iterator for Meanings<'a> {
    type Item = Meaning<'a>;

    fn next(&mut self) -> Option<Meaning<'a>> {
        let blank = Meaning {
            code: self.code,
            origin: Origin::Program,
            convention: self.exit_convention(),
            signal: None,
            known: Known { rows: &[], convention: self.convention },
            custom: None,
        };
        while let [custom, rest @ ..] = self.custom {
            self.custom = rest;
            if custom.code() == self.code {
                self.program = false;
                return Some(Meaning { custom: Some(*custom), ..blank });
            }
        }
        // A bare number is rather an exit code than a signal.
        if self.convention != Some(Convention::Systemd)
            && let Some(meaning) = self.signal_meaning(blank)
        {
            return Some(meaning);
        }
        while let Some((origin, known)) = self.group() {
            let mut rest = known;
            if origin == Origin::Signal || rest.next().is_none() {
                continue;
            }
            if origin == Origin::Program {
                self.program = false;
            }
            // A runtime's -1 is no number of Windows.
            let runtime = matches!(origin, Origin::Lost | Origin::Start);
            let convention =
                if runtime { self.convention.unwrap_or_default() } else { blank.convention };
            return Some(Meaning { origin, known, convention, ..blank });
        }
        if core::mem::take(&mut self.program) {
            return Some(blank);
        }
        self.signal_meaning(blank)
    }
}

impl core::iter::FusedIterator for Meanings<'_> {}

impl ExitCode {
    /// Every reading of the number, whoever wrote it.
    ///
    /// ```
    /// use exitcode_core::{ExitCode, Origin};
    ///
    /// let origins = |code: i32| ExitCode::from(code).meanings().map(|meaning| meaning.origin());
    /// assert!(origins(137).eq([Origin::Signal, Origin::Program]));
    /// assert_eq!(origins(255).count(), 5);
    /// assert_eq!(origins(-1073741819).count(), 1);
    /// ```
    pub fn meanings(self) -> Meanings<'static> {
        Meanings::new(self, None, &[])
    }

    /// Every reading of the number if it was written in that convention.
    ///
    /// ```
    /// use exitcode_core::{Convention, ExitCode, Signal};
    ///
    /// let first = ExitCode::from(265).meanings_in(Convention::Ksh93).next().unwrap();
    /// assert_eq!(first.signal(), Some(Signal::Kill));
    /// assert_eq!(ExitCode::from(265).meanings_in(Convention::Posix).next(), None);
    /// ```
    pub fn meanings_in(self, convention: Convention) -> Meanings<'static> {
        Meanings::new(self, Some(convention), &[])
    }

    /// Every reading of the number, the user's own codes first.
    pub fn meanings_with<'a>(self, custom: &'a [CustomCode<'a>]) -> Meanings<'a> {
        Meanings::new(self, None, custom)
    }
}

impl Family {
    /// The family that a command belongs to, from its path or name: `/usr/bin/python3.11` is
    /// Python.
    ///
    /// ```
    /// use exitcode_core::Family;
    ///
    /// assert_eq!(Family::from_command("/usr/bin/python3.11"), Some(Family::Python));
    /// assert_eq!(Family::from_image("docker.io/library/node:20-alpine"), Some(Family::Node));
    /// assert_eq!(Family::from_command("my-app"), None);
    /// ```
    pub fn from_command(command: &str) -> Option<Self> {
        let name = command.rsplit(['/', '\\']).next()?;
        let name = name.strip_suffix(".exe").unwrap_or(name);
        Self::named(name, Self::commands)
    }

    /// The family that an image is made for, from its reference, with or without registry, tag and
    /// digest.
    pub fn from_image(image: &str) -> Option<Self> {
        let reference = image.split('@').next()?;
        let name = reference.rsplit('/').next()?;
        Self::named(name.split(':').next()?, Self::images)
    }

    fn named(name: &str, names: fn(Self) -> &'static [&'static str]) -> Option<Self> {
        let find = |name| Self::ALL.iter().copied().find(|family| names(*family).contains(&name));
        let bare = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.' || c == '-');
        find(name).or_else(|| find(bare))
    }

    /// Whether the family's codes are Windows' 32-bit numbers.
    pub const fn is_windows(self) -> bool {
        matches!(self, Self::Ntstatus | Self::Hcsshim)
    }

    /// Whether the family's codes may stand where that convention is in force; anywhere, for none.
    fn writes_in(self, convention: Option<Convention>) -> bool {
        match convention {
            None => true,
            Some(Convention::Ntstatus) => self.is_windows(),
            Some(Convention::PowerShell) => self != Self::Systemd,
            Some(Convention::Systemd) => !self.is_windows(),
            Some(_) => !self.is_windows() && self != Self::Systemd,
        }
    }
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

const COUNT: usize = KnownCode::ALL.len();

/// The rows in order of code; for one code, signals first, then groups of one origin, the commoner
/// group first.
const BY_CODE: [KnownCode; COUNT] = sorted();

/// Where the rows of the codes 0 to 255 begin in [`BY_CODE`]; the last entry is where they end.
const STARTS: [u16; 257] = starts();

#[expect(clippy::indexing_slicing, reason = "evaluated at compile time")]
const fn sorted() -> [KnownCode; COUNT] {
    let all = KnownCode::ALL;
    let mut keys = [0_u64; COUNT];
    let mut i = 0;
    while i < COUNT {
        let row = all[i];
        let mut commonest = row.commonness() as u64;
        let mut k = 0;
        while k < COUNT {
            let other = all[k];
            let same = other.code().value() == row.code().value()
                && other.origin() as u8 == row.origin() as u8;
            if same && (other.commonness() as u64) < commonest {
                commonest = other.commonness() as u64;
            }
            k += 1;
        }
        let group = if matches!(row.origin(), Origin::Signal) { 0 } else { 1 + commonest };
        let code = (row.code().value() as i64 - i32::MIN as i64) as u64;
        let within = (row.origin() as u64) << 4 | row.commonness() as u64;
        keys[i] = code << 32 | group << 28 | within << 16 | i as u64;
        i += 1;
    }
    let mut rows = [all[0]; COUNT];
    let mut i = 0;
    while i < COUNT {
        let mut place = 0;
        let mut k = 0;
        while k < COUNT {
            if keys[k] < keys[i] {
                place += 1;
            }
            k += 1;
        }
        rows[place] = all[i];
        i += 1;
    }
    rows
}

#[expect(clippy::indexing_slicing, reason = "evaluated at compile time")]
const fn starts() -> [u16; 257] {
    let mut starts = [0; 257];
    let mut code = 0;
    while code < 257 {
        let mut row = 0;
        while row < COUNT && BY_CODE[row].code().value() < code as i32 {
            row += 1;
        }
        starts[code] = row as u16;
        code += 1;
    }
    starts
}

/// The rows of a code.
fn rows(code: ExitCode) -> &'static [KnownCode] {
    static ROWS: [KnownCode; COUNT] = BY_CODE;
    static FIRST: [u16; 257] = STARTS;
    let range = match u8::try_from(code.value()) {
        Ok(byte) => {
            let bounds = FIRST.get(usize::from(byte)..usize::from(byte) + 2);
            match bounds {
                Some(&[start, end]) => usize::from(start)..usize::from(end),
                _ => 0..0,
            }
        }
        Err(_) => {
            let start = ROWS.partition_point(|row| row.code() < code);
            let end = ROWS.partition_point(|row| row.code() <= code);
            start..end
        }
    };
    ROWS.get(range).unwrap_or_default()
}
