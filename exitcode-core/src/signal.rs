//! Signals: numbers on every ABI, names in every spelling, and what they do.

use core::fmt;
use core::str::FromStr;

use crate::Signal;

/// Whose signal numbers are meant.
///
/// A number only names a signal together with its ABI: 10 is `SIGUSR1` on x86 and `SIGBUS` on MIPS.
/// Containers run on Linux's generic numbering, except on MIPS. Source: signal(7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Abi {
    /// Linux's generic numbering: x86, ARM, RISC-V, PowerPC, s390, LoongArch.
    #[default]
    Linux,
    /// Linux on MIPS, with signals up to 127.
    Mips,
    /// Linux on SPARC.
    Sparc,
    /// Linux on Alpha.
    Alpha,
    /// Linux on PA-RISC, as numbered since Linux 3.18.
    Parisc,
    /// macOS.
    MacOs,
    /// FreeBSD.
    FreeBsd,
}

impl Abi {
    /// Every ABI.
    pub const ALL: &'static [Self] = &[
        Self::Linux,
        Self::Mips,
        Self::Sparc,
        Self::Alpha,
        Self::Parisc,
        Self::MacOs,
        Self::FreeBsd,
    ];

    /// The ABI that this program was compiled for; Linux's generic one where the target has no
    /// signals of its own (Windows, WebAssembly): the numbers to be read come from Linux then.
    pub const HOST: Self = if cfg!(target_vendor = "apple") {
        Self::MacOs
    } else if cfg!(target_os = "freebsd") {
        Self::FreeBsd
    } else if cfg!(any(target_arch = "mips", target_arch = "mips64")) {
        Self::Mips
    } else if cfg!(any(target_arch = "sparc", target_arch = "sparc64")) {
        Self::Sparc
    } else {
        Self::Linux
    };

    /// The highest signal number.
    pub const fn max_number(self) -> u8 {
        match self {
            Self::Linux | Self::Sparc | Self::Alpha | Self::Parisc => 64,
            Self::Mips => 127,
            Self::MacOs => 31,
            Self::FreeBsd => 126,
        }
    }

    /// The name, such as `x86/ARM/RISC-V`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Linux => "x86/ARM/RISC-V",
            Self::Mips => "MIPS",
            Self::Sparc => "SPARC",
            Self::Alpha => "Alpha",
            Self::Parisc => "PA-RISC",
            Self::MacOs => "macOS",
            Self::FreeBsd => "FreeBSD",
        }
    }
}

impl fmt::Display for Abi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Which C library names the realtime signals.
///
/// `SIGRTMIN` is not a constant: each library keeps the first realtime signals for its threads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Libc {
    /// glibc: `SIGRTMIN` is 34; 32 and 33 are its own.
    #[default]
    Glibc,
    /// musl (Alpine): `SIGRTMIN` is 35; 32, 33 and 34 are its own.
    Musl,
}

impl Libc {
    /// Both.
    pub const ALL: &'static [Self] = &[Self::Glibc, Self::Musl];

    /// The number of `SIGRTMIN`.
    #[doc(alias = "SIGRTMIN")]
    pub const fn rtmin(self) -> u8 {
        match self {
            Self::Glibc => 34,
            Self::Musl => 35,
        }
    }

    /// The number of `SIGRTMAX` on Linux's generic ABI, for either library.
    #[doc(alias = "SIGRTMAX")]
    pub const fn rtmax(self) -> u8 {
        Abi::Linux.max_number()
    }
}

/// What a signal does to a process that has no handler for it. Source: signal(7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Action {
    /// The process ends.
    Terminate,
    /// The process ends, and leaves a core dump where one is allowed.
    Core,
    /// Nothing.
    Ignore,
    /// The process stops until it is continued.
    Stop,
    /// A stopped process goes on.
    Continue,
}

impl Action {
    /// Whether the process ends.
    pub const fn terminates(self) -> bool {
        matches!(self, Self::Terminate | Self::Core)
    }

    /// The word of signal(7): `Term`, `Core`, `Ign`, `Stop` or `Cont`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Terminate => "Term",
            Self::Core => "Core",
            Self::Ignore => "Ign",
            Self::Stop => "Stop",
            Self::Continue => "Cont",
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Since which edition POSIX.1 has a signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Posix {
    /// Not in POSIX.
    No,
    /// POSIX.1-1990.
    Posix1990,
    /// POSIX.1b-1993, the realtime extension.
    Posix1993,
    /// POSIX.1-2001, with the Single UNIX Specification.
    Posix2001,
    /// POSIX.1-2024.
    Posix2024,
}

impl Posix {
    /// Whether any edition has it.
    pub const fn standard(self) -> bool {
        !matches!(self, Self::No)
    }
}

/// The standard or the system that a signal comes from.
///
/// Source: the comments in `sysdeps/unix/sysv/linux/bits/signum.h` of glibc 2.23, and section 7.14
/// of the C standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Standard {
    /// The C standard.
    C,
    /// POSIX.1.
    Posix,
    /// 4.2 and 4.3 BSD.
    Bsd,
    /// System V.
    SystemV,
    /// None of these.
    Other,
}

impl Standard {
    /// Every standard, the narrowest first.
    pub const ALL: &'static [Self] = &[Self::C, Self::Posix, Self::Bsd, Self::SystemV, Self::Other];

    /// Its id: `ansi`, `posix`, `bsd`, `systemv` or `other`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::C => "ansi",
            Self::Posix => "posix",
            Self::Bsd => "bsd",
            Self::SystemV => "systemv",
            Self::Other => "other",
        }
    }
}

impl fmt::Display for Standard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

/// What becomes of a signal that is sent to the first process of a PID namespace (the main process
/// of a container), which has not installed a handler for it.
///
/// The kernel protects that process: signals with their default action are dropped, except for
/// `SIGKILL` and `SIGSTOP` from an ancestor namespace, which is where the kubelet stands. Sources:
/// pid_namespaces(7), `sig_task_ignored` in `kernel/signal.c`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Pid1 {
    /// Dropped, wherever it comes from: the process lives on.
    Ignored,
    /// Dropped when somebody sends it; a fault that the CPU raises in the process still kills it.
    IgnoredUnlessFault,
    /// Works from an ancestor namespace; from inside, even `kill -9 1` does nothing.
    OnlyFromOutside,
    /// Does what it always does by default, which is nothing that ends a process.
    Harmless,
}

impl Pid1 {
    /// Whether a signal from the runtime, the kubelet or any other sender outside is dropped.
    pub const fn ignored_from_outside(self) -> bool {
        matches!(self, Self::Ignored | Self::IgnoredUnlessFault)
    }
}

/// The names of `SIGRTMIN` and the 93 after it: enough for MIPS and FreeBSD.
macro_rules! realtime_names {
    ($($offset:literal)+) => {
        const REALTIME_NAMES: &[&str] = &["SIGRTMIN", $(concat!("SIGRTMIN+", $offset)),+];
    };
}

realtime_names!(
    1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35
    36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 66 67
    68 69 70 71 72 73 74 75 76 77 78 79 80 81 82 83 84 85 86 87 88 89 90 91 92 93
);

/// FreeBSD's `SIGRTMIN` is 65 where glibc's is 34.
const FREEBSD_REALTIME_SHIFT: u8 = 31;

impl Signal {
    /// The signal with this number on Linux's generic ABI (x86, ARM, RISC-V): 1 to 64.
    pub const fn from_number(number: u8) -> Option<Self> {
        Self::from_number_on(Abi::Linux, number)
    }

    /// The signal with this number on that ABI.
    pub const fn from_number_on(abi: Abi, number: u8) -> Option<Self> {
        if number == 0 || number > abi.max_number() {
            return None;
        }
        // Names end at 31, except on FreeBSD.
        let mut rest = match abi {
            Abi::FreeBsd => Self::ALL,
            _ if number > 31 => &[],
            // The list is in Linux's order.
            Abi::Linux => match Self::ALL.split_at_checked(number as usize - 1) {
                Some((_, rest)) => rest,
                None => &[],
            },
            _ => Self::ALL,
        };
        while let [signal, tail @ ..] = rest {
            if signal.named_number(abi) == number {
                return Some(*signal);
            }
            rest = tail;
        }
        match abi {
            Abi::MacOs => None,
            Abi::FreeBsd if number >= 65 => Some(Self::Realtime(number - FREEBSD_REALTIME_SHIFT)),
            Abi::FreeBsd => None,
            _ if number >= 32 => Some(Self::Realtime(number)),
            _ => None,
        }
    }

    /// The number on that ABI, or `None` where the system has no such signal.
    pub const fn number(self, abi: Abi) -> Option<u8> {
        let number = match (self, abi) {
            (Self::Realtime(34..=95), Abi::FreeBsd) => match self {
                Self::Realtime(number) => number + FREEBSD_REALTIME_SHIFT,
                _ => 0,
            },
            (Self::Realtime(_), Abi::FreeBsd | Abi::MacOs) => 0,
            (Self::Realtime(number), _) if number >= 32 && number <= abi.max_number() => number,
            _ => self.named_number(abi),
        };
        if number == 0 { None } else { Some(number) }
    }

    /// The name with its prefix, such as `SIGKILL`; realtime signals as glibc names them, such as
    /// `SIGRTMIN+3`.
    ///
    /// 32 and 33 are `SIGCANCEL` and `SIGSETXID` in glibc's source.
    pub const fn name(self) -> &'static str {
        self.name_in(Libc::Glibc)
    }

    /// The name with its prefix, realtime signals as that C library names them.
    pub const fn name_in(self, libc: Libc) -> &'static str {
        if let Some(name) = self.named() {
            return name;
        }
        let Self::Realtime(number) = self else { return "SIG?" };
        match (libc, number) {
            (Libc::Glibc, 32) | (Libc::Musl, 33) => "SIGCANCEL",
            (Libc::Glibc, 33) => "SIGSETXID",
            (Libc::Musl, 32) => "SIGTIMER",
            (Libc::Musl, 34) => "SIGSYNCCALL",
            (_, 0..=31 | 128..) => "SIG?",
            _ => {
                let (_, names) = REALTIME_NAMES.split_at((number - libc.rtmin()) as usize);
                match names {
                    [name, ..] => name,
                    [] => "SIG?",
                }
            }
        }
    }

    /// The name without `SIG`, as `kill -l` and systemd print it: `KILL`.
    pub const fn short_name(self) -> &'static str {
        match self.name().split_at_checked(3) {
            Some((_, short)) => short,
            None => "",
        }
    }

    /// The signal of this name, in any spelling: `KILL`, `SIGKILL`, `sigkill`, `9`, `RTMIN+3`,
    /// `SIGRTMAX-1`, and the aliases `IOT`, `POLL`, `CLD`.
    ///
    /// Numbers are those of Linux's generic ABI, realtime names are read as that C library's, and
    /// so are those of the signals that it keeps for itself, such as `SIGCANCEL`.
    pub fn from_name(name: &str, libc: Libc) -> Option<Self> {
        if let Some(signal) = Self::from_full_name(name) {
            return Some(signal);
        }
        if name.bytes().next()?.is_ascii_digit() {
            return Self::from_number(decimal(name)?);
        }
        let prefixed = name.get(..3).is_some_and(|prefix| prefix.eq_ignore_ascii_case("SIG"));
        let short = if prefixed { name.get(3..)? } else { name };
        // `SIG` and the longest name, in capitals.
        let mut full = *b"SIG\0\0\0\0\0\0\0\0";
        let (_, place) = full.split_at_mut_checked(3)?;
        if let Some(place) = place.get_mut(..short.len()) {
            place.copy_from_slice(short.as_bytes());
            place.make_ascii_uppercase();
            let full = core::str::from_utf8(full.get(..3 + short.len())?).ok()?;
            let own = || (32..libc.rtmin()).map(Self::Realtime);
            let found = Self::from_full_name(full)
                .or_else(|| own().find(|signal| signal.name_in(libc) == full));
            if found.is_some() {
                return found;
            }
        }
        realtime(short, libc)
    }

    /// The standard or the system that the signal comes from.
    ///
    /// Not whether POSIX has it by now, which is [`posix`](Self::posix): `SIGBUS` came from BSD, and
    /// POSIX took it over in 2001.
    pub const fn standard(self) -> Standard {
        match self {
            Self::Abrt | Self::Fpe | Self::Ill | Self::Int | Self::Segv | Self::Term => Standard::C,
            Self::Bus
            | Self::Urg
            | Self::Xcpu
            | Self::Xfsz
            | Self::Vtalrm
            | Self::Prof
            | Self::Winch
            | Self::Io => Standard::Bsd,
            Self::Pwr => Standard::SystemV,
            Self::Sys => Standard::Other,
            _ if self.posix().standard() => Standard::Posix,
            _ => Standard::Other,
        }
    }

    /// Whether a process may catch, block or ignore it: all but `SIGKILL` and `SIGSTOP`.
    pub const fn catchable(self) -> bool {
        !matches!(self, Self::Kill | Self::Stop)
    }

    /// Whether the CPU raises it in the process that did something wrong, so that it cannot be
    /// dropped.
    pub const fn is_fault(self) -> bool {
        matches!(
            self,
            Self::Ill | Self::Trap | Self::Bus | Self::Fpe | Self::Segv | Self::Sys | Self::Emt
        )
    }

    /// What becomes of it when it is sent to the first process of a container that has no handler
    /// for it.
    ///
    /// ```
    /// use exitcode_core::{Pid1, Signal};
    ///
    /// assert_eq!(Signal::Term.as_pid1(), Pid1::Ignored); // why `sleep` outlasts its grace period
    /// assert_eq!(Signal::Kill.as_pid1(), Pid1::OnlyFromOutside);
    /// assert_eq!(Signal::Segv.as_pid1(), Pid1::IgnoredUnlessFault);
    /// ```
    pub const fn as_pid1(self) -> Pid1 {
        match self.default_action() {
            _ if !self.catchable() => Pid1::OnlyFromOutside,
            Action::Terminate | Action::Core if self.is_fault() => Pid1::IgnoredUnlessFault,
            Action::Terminate | Action::Core | Action::Stop => Pid1::Ignored,
            Action::Ignore | Action::Continue => Pid1::Harmless,
        }
    }
}

/// A number of one to three digits.
fn decimal(text: &str) -> Option<u8> {
    let digits = (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

/// `RTMIN`, `RTMIN+n`, `RTMAX` and `RTMAX-n`.
fn realtime(short: &str, libc: Libc) -> Option<Signal> {
    let (base, offset) = short.split_at_checked(5)?;
    let number = if base.eq_ignore_ascii_case("RTMIN") {
        let offset = if offset.is_empty() { 0 } else { decimal(offset.strip_prefix('+')?)? };
        libc.rtmin().checked_add(offset)?
    } else if base.eq_ignore_ascii_case("RTMAX") {
        let offset = if offset.is_empty() { 0 } else { decimal(offset.strip_prefix('-')?)? };
        libc.rtmax().checked_sub(offset)?
    } else {
        return None;
    };
    let known = number >= libc.rtmin() && number <= libc.rtmax();
    if known { Some(Signal::Realtime(number)) } else { None }
}

impl fmt::Display for Signal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Returned when a string names no signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownSignal(());

impl UnknownSignal {
    pub(crate) const fn new() -> Self {
        Self(())
    }
}

impl fmt::Display for UnknownSignal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unknown signal name or number")
    }
}

impl core::error::Error for UnknownSignal {}

impl FromStr for Signal {
    type Err = UnknownSignal;

    /// Reads any spelling, see [`Signal::from_name`]; realtime names as glibc's.
    fn from_str(name: &str) -> Result<Self, UnknownSignal> {
        Self::from_name(name, Libc::Glibc).ok_or(UnknownSignal::new())
    }
}
