//! Exit codes: the number that a reporter wrote down.

use core::fmt;
use core::str::FromStr;

/// An exit code, as a shell, a container runtime or Kubernetes reports it.
///
/// Every `i32` is legal: Kubernetes' `exitCode` is an int32, and Windows containers use the whole
/// range (0xC0000005 is -1073741819 there and 3221225477 in Docker). An exit code is not a **wait
/// status** ([`WaitStatus`](crate::WaitStatus)), and not an answer: 137 is what a reporter writes
/// for `SIGKILL`, and what a program that called `exit(137)` gives.
///
/// ```
/// use exitcode_core::ExitCode;
///
/// assert_eq!(ExitCode::from(137), ExitCode::KILLED);
/// assert_eq!(ExitCode::from(0xC000_0005_u32).value(), -1073741819);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExitCode(i32);

/// The named codes: constants, their names, and the list of both, from one row each.
macro_rules! named {
    ($($NAME:ident = $value:literal, $doc:literal;)+) => {
        impl ExitCode {
            $(
                #[doc = $doc]
                pub const $NAME: Self = Self($value);
            )+
        }
    };
}

named! {
    SUCCESS = 0, "0: the process did what it should, or ended for no stated reason.";
    FAILURE = 1, "1: the general failure (`EXIT_FAILURE`).";
    USAGE = 2, "2: wrong usage by convention of shells and GNU tools; a Go panic too.";
    COMMAND_FAILED_TO_RUN = 125, "125: the wrapper (docker run, timeout, env) failed itself.";
    NOT_EXECUTABLE = 126, "126: the command was found and could not be executed. POSIX XCU 2.8.2.";
    NOT_FOUND = 127, "127: the command was not found. POSIX XCU 2.8.2.";
    START_ERROR = 128, "128: containerd's `StartError`: nothing of the container ran.";
    INTERRUPTED = 130, "130: 128 + `SIGINT`.";
    ABORTED = 134, "134: 128 + `SIGABRT`.";
    KILLED = 137, "137: 128 + `SIGKILL`.";
    SEGFAULT = 139, "139: 128 + `SIGSEGV`.";
    TERMINATED = 143, "143: 128 + `SIGTERM`.";
    UNKNOWN = 255, "255: what runtimes write when they lost the status; also `exit(-1)`.";
    ACCESS_VIOLATION = -1_073_741_819, "0xC0000005: Windows' `STATUS_ACCESS_VIOLATION`.";
    CONTROL_C_EXIT = -1_073_741_510, "0xC000013A: Windows' `STATUS_CONTROL_C_EXIT`.";
}

impl ExitCode {
    /// An exit code of that value.
    pub const fn new(value: i32) -> Self {
        Self(value)
    }

    /// An exit code from an unsigned number, as Windows and Docker print it; keeps the bits.
    pub const fn from_bits(bits: u32) -> Self {
        Self(bits.cast_signed())
    }

    /// The number, signed, as Kubernetes writes it.
    pub const fn value(self) -> i32 {
        self.0
    }

    /// The number, unsigned, as Windows and Docker print it.
    pub const fn bits(self) -> u32 {
        self.0.cast_unsigned()
    }

    /// Whether the code is 0.
    pub const fn success(self) -> bool {
        self.0 == 0
    }
}

impl From<i32> for ExitCode {
    fn from(value: i32) -> Self {
        Self::new(value)
    }
}

impl From<u32> for ExitCode {
    /// Keeps the bits: 3221225477 becomes -1073741819.
    fn from(bits: u32) -> Self {
        Self::from_bits(bits)
    }
}

impl From<u8> for ExitCode {
    fn from(value: u8) -> Self {
        Self::new(value as i32)
    }
}

impl From<ExitCode> for i32 {
    fn from(code: ExitCode) -> Self {
        code.value()
    }
}

impl fmt::Display for ExitCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// Returned when a text is no exit code: no number, or one of more than 32 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseExitCodeError(());

impl fmt::Display for ParseExitCodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a number of 32 bits")
    }
}

impl core::error::Error for ParseExitCodeError {}

impl FromStr for ExitCode {
    type Err = ParseExitCodeError;

    /// Reads a code as any tool prints it: signed, unsigned, or in hexadecimal after `0x`.
    ///
    /// ```
    /// use exitcode_core::ExitCode;
    ///
    /// assert_eq!("137".parse(), Ok(ExitCode::KILLED));
    /// for text in ["-1073741819", "3221225477", "0xC0000005"] {
    ///     assert_eq!(text.parse(), Ok(ExitCode::ACCESS_VIOLATION));
    /// }
    /// assert!("99999999999".parse::<ExitCode>().is_err());
    /// ```
    fn from_str(text: &str) -> Result<Self, ParseExitCodeError> {
        let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
        let code = match digits {
            // `from_str_radix` takes a sign, and no tool writes one there.
            Some(digits) if digits.starts_with(['+', '-']) => None,
            Some(digits) => u32::from_str_radix(digits, 16).ok().map(Self::from_bits),
            None if text.starts_with('+') => None,
            None => match text.parse() {
                Ok(value) => Some(Self::new(value)),
                Err(_) => text.parse().ok().map(Self::from_bits),
            },
        };
        code.ok_or(ParseExitCodeError(()))
    }
}
