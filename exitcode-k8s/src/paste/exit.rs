//! Exit codes in words: what shells, CI runners, container engines and service managers print when a
//! process ended.

use exitcode_core::{Abi, Signal, Termination, WaitStatus};

use super::line::Line;
use crate::model::TerminatedRecord;

/// An exit code, in decimal or hexadecimal. Windows' codes are printed with and without sign.
pub(super) fn number(text: &str) -> Option<i32> {
    let hex = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    if let Some(digits) = hex {
        let whole =
            (1..=8).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        return whole.then(|| u32::from_str_radix(digits, 16).ok()).flatten().map(u32::cast_signed);
    }
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = text.parse().ok()?;
    i32::try_from(number).ok().or_else(|| u32::try_from(number).ok().map(u32::cast_signed))
}

/// What the number behind some words is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Code,
    Signal,
    Wait,
}

/// Words before a number, in small letters, the more exact first: GNU make, systemd, Docker, Compose,
/// CRI-O's conmon, kubectl, GitHub Actions, GitLab, CircleCI, Go's `os/exec`, Python, Node and shells.
const WORDS: [(&str, Kind); 28] = [
    ("code=exited, status=", Kind::Code),
    ("code=killed, status=", Kind::Signal),
    ("code=dumped, status=", Kind::Signal),
    ("exit code", Kind::Code),
    ("exit status", Kind::Code),
    ("exit_code", Kind::Code),
    ("exit-code", Kind::Code),
    ("exitcode", Kind::Code),
    ("exited with code", Kind::Code),
    ("exited with status", Kind::Code),
    ("exited with exit code", Kind::Code),
    ("exited with", Kind::Code),
    ("exited (", Kind::Code),
    ("non-zero code", Kind::Code),
    ("return code", Kind::Code),
    ("returncode", Kind::Code),
    ("returned exit code", Kind::Code),
    ("killed by signal", Kind::Signal),
    ("terminated by signal", Kind::Signal),
    ("signal: ", Kind::Signal),
    ("] error ", Kind::Code),
    ("npm err! errno ", Kind::Code),
    ("npm error errno ", Kind::Code),
    ("npm err! code ", Kind::Code),
    ("npm error code ", Kind::Code),
    ("wait status", Kind::Wait),
    ("$? = ", Kind::Code),
    ("$?=", Kind::Code),
];

/// Words before the name of a signal: Airflow, and the state of a service that systemctl shows.
const NAMED: [&str; 3] = ["Negsignal.", "code=killed, signal=", "code=dumped, signal="];

/// Words for the processes that a program starts itself.
const CHILDREN: [&str; 4] = ["child", "worker", "subprocess", "reaped"];

/// The longest line that is searched. Longer ones are no messages.
const LONGEST: usize = 2_048;

/// How a line says that something ended.
pub(super) fn in_words<'a>(line: &Line<'a>) -> Option<TerminatedRecord<'a>> {
    let text = line.text();
    if text.len() > LONGEST {
        return None;
    }
    if let Some(name) = NAMED.iter().find_map(|words| Some(text.split_once(words)?.1)) {
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
        let signal = name.parse::<Signal>().ok()?.number(Abi::Linux);
        return Some(TerminatedRecord { signal, ..Default::default() });
    }
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let small = text.to_ascii_lowercase();
    // How a child ended is not how the program did.
    if CHILDREN.iter().any(|word| small.contains(word)) {
        return None;
    }
    let found = WORDS.iter().find_map(|(words, kind)| {
        small.match_indices(words).find_map(|(at, _)| {
            let digits = digits(text.get(at + words.len()..)?)?;
            Some((*kind, digits, number(digits)?))
        })
    });
    let (kind, digits, number) = found?;
    Some(ended(line, kind, digits, number))
}

/// A line that is a number and nothing else, perhaps behind a word such as `exit`, or systemd's
/// number and name.
pub(super) fn bare<'a>(line: &Line<'a>) -> Option<TerminatedRecord<'a>> {
    let text = line.text().trim();
    if let Some((digits, name)) = text.strip_prefix("status=").and_then(|it| it.split_once('/')) {
        let number = number(digits)?;
        let signal = name.parse::<Signal>().ok().and_then(|signal| signal.number(Abi::Linux));
        let kind = match signal {
            Some(signal) if i32::from(signal) == number => Kind::Signal,
            _ => Kind::Code,
        };
        return Some(ended(line, kind, digits, number));
    }
    let words = ["exit ", "Error ", "rc=", "rc: ", "status="];
    let text = words
        .iter()
        .find_map(|word| text.strip_prefix(word))
        .unwrap_or(text)
        .trim_matches(['"', '\'', '`']);
    Some(ended(line, Kind::Code, text, number(text)?))
}

fn ended<'a>(line: &Line<'a>, kind: Kind, digits: &str, number: i32) -> TerminatedRecord<'a> {
    let mut end = TerminatedRecord { code_span: line.quote(digits).span, ..Default::default() };
    match kind {
        // Python's subprocess writes the negative number of the signal; -1 is also what runtimes
        // write that have no record.
        Kind::Code if (-64..-1).contains(&number) => {
            end.signal = u8::try_from(number.unsigned_abs()).ok();
        }
        Kind::Code => end.code = Some(number),
        Kind::Signal => end.signal = u8::try_from(number).ok(),
        Kind::Wait => match WaitStatus::from_raw(number).termination() {
            Termination::Exited(code) => end.code = Some(code.value()),
            termination => {
                end.signal = termination.signal().and_then(|signal| signal.number(Abi::Linux));
            }
        },
    }
    end
}

/// The number that a text begins with, across punctuation and the words `is`, `was` and `of`.
fn digits(text: &str) -> Option<&str> {
    const FEW: usize = 4;
    let mut rest = text;
    for _ in 0..2 {
        let blanks =
            rest.len() - rest.trim_start_matches([' ', ':', '=', '(', '"', '\'', '`']).len();
        if blanks > FEW {
            return None;
        }
        rest = rest.get(blanks..)?;
        let word = ["is ", "was ", "of "].iter().find_map(|word| rest.strip_prefix(word));
        match word {
            Some(behind) => rest = behind,
            None => break,
        }
    }
    let end = rest
        .char_indices()
        .find(|(at, c)| !(c.is_ascii_alphanumeric() || *at == 0 && *c == '-'))
        .map_or(rest.len(), |(at, _)| at);
    rest.get(..end)
}

#[cfg(test)]
mod tests {
    use super::super::line::Lines;
    use super::*;

    #[track_caller]
    fn says(text: &str, code: Option<i32>, signal: Option<u8>) {
        let line = Lines::new(0, text).next().unwrap();
        let end = in_words(&line);
        let found = end.map(|end| (end.code, end.signal));
        let expected = (code.is_some() || signal.is_some()).then_some((code, signal));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words() {
        for (text, code) in [
            ("command terminated with exit code 137", 137),
            ("##[error]Process completed with exit code 1.", 1),
            ("ERROR: Job failed: exit code 137", 137),
            ("The command '/bin/sh -c make' returned a non-zero code: 127", 127),
            ("Exited with code exit status 137", 137),
            ("exit status 0xc0000005", -1_073_741_819),
            ("exit code: -1073741819", -1_073_741_819),
            ("ExitCode=3221225786 (0xc000013a | -1073741510)", -1_073_741_510),
            ("elasticsearch_1 exited with code 78", 78),
            ("conmon 25f8a89e <ninfo>: container 11593 exited with status 132", 132),
            ("Mongo process error! Exit code=100", 100),
            ("make: *** [Makefile:95: create_full_environment] Error 141", 141),
            ("app.service: Main process exited, code=exited, status=203/EXEC", 203),
            ("$? = 137", 137),
            ("npm ERR! errno 137", 137),
            ("npm error code 139", 139),
            ("wait status 35072", 137),
        ] {
            says(text, Some(code), None);
        }
        for (text, signal) in [
            ("app.service: Main process exited, code=killed, status=9/KILL", 9),
            ("app.service: Main process exited, code=dumped, status=11/SEGV", 11),
            ("/app was terminated by signal 7: Bus error", 7),
            ("Command 'x' returned non-zero exit status -9.", 9),
            ("CompletedProcess(args=['x'], returncode=-9)", 9),
            ("wait status 139", 11),
            ("INFO - Task exited with return code Negsignal.SIGKILL", 9),
            ("   Main PID: 871 (code=killed, signal=KILL)", 9),
            ("  Process: 871 ExecStart=/usr/bin/app (code=dumped, signal=SEGV)", 11),
        ] {
            says(text, None, Some(signal));
        }
        for text in [
            "worker 1 (pid: 1432) died, killed by signal 9 :(",
            "child process exited with exit code 135",
            "exit code",
            "exit code unknown",
            "exit codes are 1 and 2",
            "exit code 99999999999",
            "it exited with 3x the memory",
            "signal: terminated 9",
            "HTTP 500",
        ] {
            says(text, None, None);
        }
    }

    #[test]
    fn a_number_alone() {
        for (text, code, signal) in [
            ("137", Some(137), None),
            ("rc=137", Some(137), None),
            ("rc: 1", Some(1), None),
            ("status=9/KILL", None, Some(9)),
            ("status=203/EXEC", Some(203), None),
            ("status=143", Some(143), None),
        ] {
            let end = bare(&Lines::new(0, text).next().unwrap()).unwrap();
            assert_eq!((end.code, end.signal), (code, signal), "{text}");
        }
        for text in ["src=137", "status=up", "status=a/b", "rc=", "137/200"] {
            assert!(bare(&Lines::new(0, text).next().unwrap()).is_none(), "{text}");
        }
    }

    #[test]
    fn numbers() {
        for (text, expected) in [
            ("137", Some(137)),
            ("-1", Some(-1)),
            ("3221225786", Some(-1_073_741_510)),
            ("0xC000013A", Some(-1_073_741_510)),
            ("0x", None),
            ("0x1000000000", None),
            ("+1", None),
            ("1.5", None),
            ("4294967296", None),
            ("", None),
        ] {
            assert_eq!(number(text), expected, "{text}");
        }
    }
}
