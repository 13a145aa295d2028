use super::line::{Line, after, floor, unsigned};
use super::scan::find;
use super::text::Text;
use crate::Signal;

/// A process that the processor stopped: it touched memory it may not touch, or ran what is no
/// instruction.
///
/// The kernel prints these lines only while nothing in the process handles the signal (on x86 while
/// `debug.exception-trace` is 1, its default), and the signal is what the process dies of. Not to be
/// confused with a signal that somebody sent, which leaves no line.
///
/// The lines are printed by arch/x86/mm/fault.c (`show_signal_msg`) and arch/x86/kernel/traps.c, and
/// likewise for arm64, riscv and powerpc.
///
/// ```
/// use exitcode_core::Signal;
/// use exitcode_core::kernel_log::{FaultKind, faults};
///
/// let log = "[ 6157.3] die[14110]: segfault at 8 ip 000055ef44ded5a6 sp 00007ffe8d3b4d30 error 6 \
///            in libc.so.6[15a6,55ef44ded000+2000]";
/// let fault = faults(log).next().unwrap();
/// assert_eq!((fault.comm.as_str(), fault.pid), (Some("die"), 14110));
/// assert_eq!((fault.kind, fault.signal), (FaultKind::Segfault, Some(Signal::Segv)));
/// assert_eq!(fault.address, Some(8));
/// assert_eq!(fault.object.unwrap(), "libc.so.6");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CpuFault<'a> {
    /// Where the line starts in the text, in bytes.
    pub start: usize,
    /// Where it ends, without the line break.
    pub end: usize,
    /// What went wrong.
    pub kind: FaultKind,
    /// The signal that the kernel sent for it, where the line tells.
    pub signal: Option<Signal>,
    /// The name of the thread: at most 15 bytes.
    pub comm: Text<'a>,
    /// Its thread id, as the host counts.
    pub pid: u32,
    /// The kernel's words, such as `segfault` or `trap invalid opcode`.
    pub words: Text<'a>,
    /// The address that was touched. Below one page it is nearly always a null pointer.
    pub address: Option<u64>,
    /// The file that the instruction came from, such as `libc.so.6`.
    pub object: Option<Text<'a>>,
}

/// What the processor complained of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FaultKind {
    /// An address that is not mapped, or not for this use: SIGSEGV.
    Segfault,
    /// An address that cannot exist, or an instruction for the kernel alone: SIGSEGV. A C library
    /// whose `abort` finds SIGABRT of no effect, as for process 1 of a container, ends this way.
    GeneralProtection,
    /// What is no instruction, or none that this processor has: SIGILL.
    InvalidOpcode,
    /// A division by zero, or one whose result does not fit: SIGFPE.
    DivideError,
    /// A breakpoint instruction, which some languages use for "cannot happen": SIGTRAP.
    Breakpoint,
    /// Something else: see the words.
    Other,
}

impl FaultKind {
    /// Its id in reports, such as `general-protection`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Segfault => "segfault",
            Self::GeneralProtection => "general-protection",
            Self::InvalidOpcode => "invalid-opcode",
            Self::DivideError => "divide-error",
            Self::Breakpoint => "breakpoint",
            Self::Other => "other",
        }
    }
}

/// The processor faults of a kernel log, in the order of the log.
///
/// Reads logs as [`kills`](super::kills) does.
#[must_use]
pub const fn faults(text: &str) -> Faults<'_> {
    Faults { text, at: 0 }
}

/// The iterator of [`faults`].
#[derive(Clone, Debug)]
pub struct Faults<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Faults<'a> {
    type Item = CpuFault<'a>;

    fn next(&mut self) -> Option<CpuFault<'a>> {
        let text = self.text;
        loop {
            let anchors = &[*b"gfau", *b" ip:", *b"nhan"];
            let at = find(text.as_bytes(), self.at, text.len(), anchors)?;
            self.at = at + 4;
            if let Some(fault) = bracket(text, at).and_then(|bracket| parse(text, bracket)) {
                return Some(fault);
            }
        }
    }
}

/// How far behind the thread's id the anchor of a line may stand, and what follows the words.
const WORDS_MAX: usize = 96;

/// The `]` behind the thread's id, for the anchor at `at`.
fn bracket(text: &str, at: usize) -> Option<usize> {
    let before = text.get(..at)?;
    if text.get(at..)?.starts_with("gfault ") {
        before.ends_with("]: se").then(|| at - 5)
    } else if text.get(at..)?.starts_with("nhandled ") {
        before.ends_with("]: u").then(|| at - 4)
    } else {
        let from = floor(text, at.saturating_sub(WORDS_MAX));
        let behind = text.get(from..at)?;
        let words = ["] general protection", "] trap "];
        let mut brackets = behind.rmatch_indices(']').map(|(bracket, _)| bracket);
        let begins = |bracket: &usize| {
            behind
                .get(*bracket..)
                .is_some_and(|rest| words.iter().any(|word| rest.starts_with(word)))
        };
        brackets.find(begins).map(|bracket| from + bracket)
    }
}

/// `COMM[PID]: segfault at …`, `COMM[PID] trap invalid opcode ip:…`
fn parse(text: &str, bracket: usize) -> Option<CpuFault<'_>> {
    let digits = text.get(..bracket)?.bytes().rev().take_while(u8::is_ascii_digit).count();
    let id = bracket - digits;
    let pid = text.get(id..bracket)?.parse().ok()?;
    let open = id.checked_sub(1).filter(|&open| text.as_bytes().get(open) == Some(&b'['))?;
    words(text.get(bracket + 1..)?)?;
    let line = Line::around(text, open);
    let comm = line.message();
    let comm = line.named(comm.strip_prefix("traps: ").unwrap_or(comm))?;
    let (words, rest) = words(line.after.get(digits + 2..)?)?;
    let (kind, signal) = kind(words);
    Some(CpuFault {
        start: line.start,
        end: line.end,
        kind,
        signal,
        comm,
        pid,
        words: line.text(words),
        address: rest.strip_prefix(" at ").and_then(address),
        object: object(rest).map(|object| line.text(object)),
    })
}

/// What the kernel calls the fault, and the rest, which says where.
fn words(behind: &str) -> Option<(&str, &str)> {
    let rest = behind.strip_prefix(':').unwrap_or(behind).strip_prefix(' ')?;
    let begins_end = |at: &usize| {
        let tail = rest.get(*at..).unwrap_or_default();
        [" at ", " ip:", ", ", " in "].iter().any(|end| tail.starts_with(end))
    };
    let end = (0..rest.len().min(WORDS_MAX)).find(begins_end);
    rest.split_at_checked(end?)
}

fn kind(words: &str) -> (FaultKind, Option<Signal>) {
    use FaultKind::{Breakpoint, DivideError, GeneralProtection, InvalidOpcode, Other, Segfault};
    // riscv and older powerpc name the number.
    if let Some((number, _)) = words.strip_prefix("unhandled signal ").and_then(unsigned) {
        let signal = u8::try_from(number).ok().and_then(Signal::from_number);
        let kind = match signal {
            Some(Signal::Segv) => Segfault,
            Some(Signal::Ill) => InvalidOpcode,
            _ => Other,
        };
        return (kind, signal);
    }
    let is = |part| words.contains(part);
    if is("segfault") || is("translation fault") || is("permission fault") {
        (Segfault, Some(Signal::Segv))
    } else if is("general protection") {
        (GeneralProtection, Some(Signal::Segv))
    } else if is("invalid opcode") || is("undefined instruction") {
        (InvalidOpcode, Some(Signal::Ill))
    } else if is("divide error") {
        (DivideError, Some(Signal::Fpe))
    } else if is("int3") {
        (Breakpoint, Some(Signal::Trap))
    } else {
        (Other, None)
    }
}

fn address(text: &str) -> Option<u64> {
    let text = text.strip_prefix("0x").unwrap_or(text);
    let end = text.bytes().position(|b| !b.is_ascii_hexdigit()).unwrap_or(text.len());
    u64::from_str_radix(text.get(..end)?, 16).ok()
}

/// `… in libc.so.6[2650f,7fe1595f6000+156000]`
fn object(rest: &str) -> Option<&str> {
    let object = after(rest, " in ")?;
    object.get(..object.find('[')?).filter(|object| !object.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{CpuFault, FaultKind, faults};
    use crate::Signal;

    #[track_caller]
    fn reads<'a>(
        line: &'a str,
        comm: &str,
        pid: u32,
        kind: FaultKind,
        signal: Option<Signal>,
    ) -> CpuFault<'a> {
        let all: std::vec::Vec<_> = faults(line).collect();
        let [fault] = all[..] else { panic!("{all:?}") };
        assert_eq!(fault.comm, comm);
        assert_eq!((fault.pid, fault.kind, fault.signal), (pid, kind, signal));
        assert_eq!((fault.start, fault.end), (0, line.trim_end().len()));
        fault
    }

    #[test]
    fn reads_every_architectures_words() {
        use FaultKind::*;
        let fault = reads(
            "[ 1.2] a) [b[9]: segfault at 7ffe62825170 ip 00005582ff336373 sp 00007ffe62825170 error 6 \
             in die[1373,5582ff336000+2000] likely on CPU 0 (core 0, socket 0)\n",
            "a) [b",
            9,
            Segfault,
            Some(Signal::Segv),
        );
        assert_eq!(fault.address, Some(0x7ffe_6282_5170));
        let line = "Nov 22 10:00:01 ws1 kernel: traps: java[7] general protection ip:5 sp:7 error:0 in java[1+2]";
        reads(line, "java", 7, GeneralProtection, Some(Signal::Segv));
        let line =
            "kern  :info  : [ 2.0] traps: die[14116] trap invalid opcode ip:562 sp:7f error:0";
        assert_eq!(
            reads(line, "die", 14116, InvalidOpcode, Some(Signal::Ill)).words,
            "trap invalid opcode"
        );
        reads(
            "app[3] trap divide error ip:5 sp:7 error:0 in app[4+5]",
            "app",
            3,
            DivideError,
            Some(Signal::Fpe),
        );
        reads(
            "traps: app[3] trap int3 ip:5 sp:7 error:0",
            "app",
            3,
            Breakpoint,
            Some(Signal::Trap),
        );
        reads("traps: app[3] trap stack segment ip:5 sp:7 error:0", "app", 3, Other, None);
        let line = "app[3]: unhandled level 2 translation fault (11) at 0x00000010, esr 0x92000006, in app[4+5]";
        assert_eq!(reads(line, "app", 3, Segfault, Some(Signal::Segv)).address, Some(16));
        let line = "app[3]: unhandled signal 11 code 0x1 at 0x0000000000000010 in app[4+5]";
        assert_eq!(reads(line, "app", 3, Segfault, Some(Signal::Segv)).address, Some(16));
        reads(
            "app[3]: segfault (11) at 0 nip 10 lr 20 code 1 in app[4+5]",
            "app",
            3,
            Segfault,
            Some(Signal::Segv),
        );
    }

    #[test]
    fn leaves_lines_of_programs_alone() {
        let log = "app: segfault at startup\nTraceback: [3]: segfault\nthe trap ip:5\n] trap x ip:5\n\
                   [   12.3] trap invalid opcode ip:5\n";
        assert_eq!(faults(log).count(), 0);
    }
}
