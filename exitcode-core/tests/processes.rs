//! Real processes: killed by every signal, waited for, and decoded; the shells and the Python of
//! this machine, compared with the conventions.
#![cfg(target_os = "linux")]

use std::os::unix::process::{CommandExt as _, ExitStatusExt};
use std::process::{Command, Stdio};

use exitcode_core::{
    Abi, Action, Convention, ExitCode, Family, KnownCode, Libc, Origin, Signal, Termination,
    WaitStatus,
};
use nix::sys::wait::WaitStatus as NixStatus;
use nix::unistd::Pid;
use rustix::process::{WaitOptions, waitpid};

/// All signals of Linux, 1 to 64, but 32 and 33: glibc's posix_spawn(3) has a child ignore those.
fn signals() -> impl Iterator<Item = (u8, Signal)> {
    let numbers = (1..=31).chain(34..=64);
    numbers.map(|number| (number, Signal::from_number(number).expect("Linux has 64 signals")))
}

/// The raw words that the kernel gives for a process that sends itself a signal and exits with 7 if
/// it lives on: every stop, continuation and end.
fn words(number: u8) -> Vec<i32> {
    // dash knows no job control here and installs no handlers.
    let script = format!("kill -{number} $$; exit 7");
    #[expect(clippy::zombie_processes, reason = "waitpid below does the waiting")]
    // SIGTSTP, SIGTTIN and SIGTTOU stop nothing in an orphaned process group, as that of a job runner
    // may be. A group of its own, below this process, is none. Source: POSIX, XBD 2.4.3.
    let child = Command::new("sh")
        .args(["-c", &script])
        .stdin(Stdio::null())
        .process_group(0)
        .spawn()
        .unwrap();
    let pid = rustix::process::Pid::from_child(&child);
    let mut words = Vec::new();
    loop {
        let options = WaitOptions::UNTRACED | WaitOptions::CONTINUED;
        let (_, status) = waitpid(Some(pid), options).unwrap().expect("waitpid blocks");
        words.push(status.as_raw());
        if status.stopped() {
            let pid = Pid::from_raw(pid.as_raw_nonzero().get());
            nix::sys::signal::kill(pid, nix::sys::signal::SIGCONT).unwrap();
        }
        if status.exited() || status.signaled() {
            return words;
        }
    }
}

#[test]
fn every_signal_does_what_the_table_says() {
    let exited = Termination::Exited(ExitCode::from(7));
    for (number, signal) in signals() {
        let words = words(number);
        let seen: Vec<_> = words.iter().map(|&raw| WaitStatus::from_raw(raw)).collect();
        let said: Vec<_> = seen.iter().map(|status| status.termination()).collect();
        match signal.default_action() {
            Action::Terminate => {
                assert_eq!(
                    said,
                    [Termination::Signaled { signal, core_dumped: false }],
                    "{signal}"
                );
            }
            Action::Core => {
                let core_dumped = words[0] & 0x80 != 0;
                assert_eq!(said, [Termination::Signaled { signal, core_dumped }], "{signal}");
            }
            Action::Stop => {
                let expected = [Termination::Stopped(signal), Termination::Continued, exited];
                assert_eq!(said, expected, "{signal}");
            }
            _ => assert_eq!(said, [exited], "{signal}"),
        }
        for (status, said) in seen.iter().zip(said) {
            assert_eq!(said.wait_status(), Some(*status), "{signal}: the kernel's word comes back");
        }
    }
}

#[test]
fn nix_agrees_where_it_can() {
    let pid = Pid::from_raw(1);
    for (number, signal) in signals() {
        for raw in words(number) {
            let ours = WaitStatus::from_raw(raw);
            let Ok(theirs) = NixStatus::from_raw(pid, raw) else {
                assert!(matches!(signal, Signal::Realtime(_)), "nix lost {signal}");
                continue;
            };
            let number =
                |signal: nix::sys::signal::Signal| Signal::from_number(signal as u8).unwrap();
            let expected = match theirs {
                NixStatus::Exited(_, code) => Termination::Exited(ExitCode::from(code)),
                NixStatus::Signaled(_, signal, core_dumped) => {
                    Termination::Signaled { signal: number(signal), core_dumped }
                }
                NixStatus::Stopped(_, signal) => Termination::Stopped(number(signal)),
                NixStatus::Continued(_) => Termination::Continued,
                other => panic!("unexpected {other:?}"),
            };
            assert_eq!(ours.termination(), expected, "{raw:#x}");
        }
    }
}

#[cfg(feature = "nix")]
#[test]
fn conversions_from_and_to_nix_keep_all_that_nix_has() {
    let pid = Pid::from_raw(1);
    for raw in 0..=0xffff {
        let ours = WaitStatus::from_raw(raw);
        let Ok(theirs) = ours.to_nix(pid) else { continue };
        let back = WaitStatus::try_from(theirs).expect("no decoded word is alive");
        if theirs == NixStatus::PtraceSyscall(pid) {
            assert_eq!(back, WaitStatus::from_raw(0x857f));
        } else {
            assert_eq!(back.termination(), ours.termination(), "{raw:#x}");
        }
    }
    for signal in nix::sys::signal::Signal::iterator() {
        let ours = Signal::try_from(signal).unwrap();
        assert_eq!(ours.name(), signal.as_str());
        assert_eq!(nix::sys::signal::Signal::try_from(ours), Ok(signal));
    }
    assert!(nix::sys::signal::Signal::try_from(Signal::Realtime(34)).is_err());
    assert!(WaitStatus::try_from(NixStatus::StillAlive).is_err());
}

#[test]
fn every_exit_code_of_a_byte_comes_through() {
    for code in (0..=255).step_by(5).chain([1, 126, 127, 128, 137, 254]) {
        let status = Command::new("sh").args(["-c", &format!("exit {code}")]).status().unwrap();
        let ours = WaitStatus::from(status);
        assert_eq!(ours.termination(), Termination::Exited(ExitCode::from(code)));
        assert_eq!(Termination::from(status), ours.termination());
        assert_eq!(status.into_raw(), ours.into_raw());
    }
}

/// The signals that end a process, as the shells' `kill` takes them.
fn deadly() -> Vec<u8> {
    signals().filter(|(_, signal)| signal.default_action().terminates()).map(|(n, _)| n).collect()
}

/// Runs a script that prints `number code` lines and compares each code with the convention.
#[track_caller]
fn shell_follows(convention: Convention, shell: &str, args: &[&str], script: &str) -> bool {
    let command = Command::new(shell).args(args).arg(script).stdin(Stdio::null()).output();
    let Ok(output) = command else {
        println!("{shell} is not on this machine");
        return false;
    };
    let text = String::from_utf8_lossy(&output.stdout);
    let mut lines = 0;
    for line in text.lines() {
        let mut words = line.split(' ').map(|word| word.parse::<i32>().unwrap());
        let (number, code) = (words.next().unwrap(), words.next().unwrap());
        let signal = Signal::from_number(number as u8).unwrap();
        let died = Termination::Signaled { signal, core_dumped: false };
        assert_eq!(convention.encode(died), Some(ExitCode::from(code)), "{shell}: {signal}");
        assert_eq!(convention.decode(ExitCode::from(code)).next(), Some(died), "{shell}");
        lines += 1;
    }
    assert_eq!(lines, deadly().len(), "{shell} said {text}");
    true
}

#[test]
fn shells_write_what_their_convention_says() {
    let numbers = deadly().iter().map(u8::to_string).collect::<Vec<_>>().join(" ");
    let posix = format!(
        "for n in {numbers}; do sh -c \"kill -$n \\$\\$\" 2>/dev/null; echo $n $?; done 2>/dev/null"
    );
    // fish and tcsh end themselves when a child dies of SIGINT or SIGQUIT, so they get the rest.
    let mut seen = 0;
    for shell in ["sh", "bash", "dash", "zsh", "mksh"] {
        seen += usize::from(shell_follows(Convention::Posix, shell, &["-c"], &posix));
    }
    seen += usize::from(shell_follows(Convention::Posix, "busybox", &["sh", "-c"], &posix));
    seen += usize::from(shell_follows(Convention::Ksh93, "ksh93", &["-c"], &posix));
    seen += usize::from(shell_follows(Convention::Yash, "yash", &["-c"], &posix));
    assert!(seen > 0, "no shell on this machine");
}

#[test]
fn shells_say_126_and_127_when_nothing_ran() {
    let cases = [("/", ExitCode::NOT_EXECUTABLE), ("/nonexistent/program", ExitCode::NOT_FOUND)];
    let mut seen = 0;
    for shell in ["sh", "bash", "dash", "zsh", "mksh", "ksh93", "yash"] {
        for (command, code) in cases {
            // In the middle of a script, so that no shell replaces itself by the command.
            let script = format!("{command} 2>/dev/null; exit $?");
            let output = Command::new(shell).args(["-c", &script]).output();
            let Ok(output) = output else {
                println!("{shell} is not on this machine");
                continue;
            };
            let exited = Termination::from(output.status).exit_code();
            assert_eq!(exited, Some(code), "{shell}: {command}");
            let known = KnownCode::find(Family::Shell, code).expect("a row of the shells");
            assert_eq!(known.origin(), Origin::Start);
            seen += 1;
        }
    }
    assert!(seen >= 2, "no shell on this machine");
}

#[test]
fn python_agrees() {
    let script = "import signal, subprocess\n\
        for s in signal.Signals: print('name', s.name, int(s))\n\
        print('name', 'SIGIOT', int(signal.SIGIOT))\n\
        for n in [1, 2, 6, 9, 11, 15, 34, 64]:\n  \
          print('returncode', n, subprocess.run(['sh', '-c', f'kill -{n} $$']).returncode)\n\
        print('returncode', 0, subprocess.run(['sh', '-c', 'exit 200']).returncode)\n";
    let output = Command::new("python3").args(["-c", script]).output().expect("python3 is needed");
    let text = String::from_utf8(output.stdout).unwrap();
    let (mut names, mut codes) = (0, 0);
    for line in text.lines() {
        let words: Vec<_> = line.split(' ').collect();
        match words[..] {
            ["name", name, number] => {
                let number: u8 = number.parse().unwrap();
                // Python asks the C library where the realtime signals begin.
                let musl = name == "SIGRTMIN" && number == Libc::Musl.rtmin();
                let libc = if musl { Libc::Musl } else { Libc::Glibc };
                let signal = Signal::from_name(name, libc).unwrap_or_else(|| panic!("{name}"));
                assert_eq!(signal.number(Abi::Linux), Some(number), "{name}");
                names += 1;
            }
            ["returncode", number, code] => {
                let code = ExitCode::from(code.parse::<i32>().unwrap());
                let expected = match Signal::from_number(number.parse().unwrap()) {
                    Some(signal) => Termination::Signaled { signal, core_dumped: false },
                    None => Termination::Exited(ExitCode::from(200)),
                };
                assert_eq!(Convention::Subprocess.decode(code).next(), Some(expected));
                assert_eq!(Convention::Subprocess.encode(expected), Some(code));
                codes += 1;
            }
            _ => panic!("unexpected line {line:?}"),
        }
    }
    assert!(names >= 32 && codes == 9, "{text}");
}
