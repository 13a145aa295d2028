use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{env, fs, thread};

use crate::{Run, exitcode, exitcode_reads};

#[track_caller]
fn runs(command: &[&str]) -> Run {
    exitcode(&[&["run", "--"], command].concat())
}

#[test]
fn a_good_end_is_not_talked_about() {
    assert_eq!(runs(&["true"]).text(), "");
    // Standard streams are the command's own.
    assert_eq!(exitcode_reads(&["run", "--", "cat"], b"through").text(), "through");
}

#[test]
fn the_exit_code_is_passed_on() {
    for code in [1, 2, 42, 126, 127, 137, 255] {
        let run = runs(&["sh", "-c", &format!("exit {code}")]);
        assert_eq!(run.status, Some(code));
        let expected = format!("exitcode: `sh` exited with code {code} after ");
        assert!(run.stderr.starts_with(&expected), "{}", run.stderr);
    }
}

#[test]
fn a_signal_becomes_128_more() {
    for (signal, number) in [("KILL", 9), ("SEGV", 11), ("ABRT", 6), ("TERM", 15), ("35", 35)] {
        let run = runs(&["sh", "-c", &format!("kill -{signal} $$")]);
        assert_eq!(run.status, Some(128 + number), "{signal}");
        assert!(run.stderr.starts_with("exitcode: `sh` was killed by SIG"), "{}", run.stderr);
    }
}

#[test]
fn a_sigkill_is_not_taken_for_a_number() {
    let words = runs(&["sh", "-c", "kill -KILL $$"]).stderr;
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let known = "`sh` was killed by SIGKILL after less than 0.1 s";
    assert!(words.starts_with(&format!("exitcode: {known}")), "{words}");
    assert!(words.contains("a kill -9, a time limit that ran out"), "{words}");
    assert!(!words.contains("137"), "{words}");
}

#[test]
fn what_cannot_be_started() {
    let run = runs(&["no-such-command"]);
    assert_eq!(run.status, Some(127));
    assert!(run.stderr.contains("cannot start `no-such-command`"), "{}", run.stderr);
    assert_eq!(runs(&["/"]).status, Some(126));
    let script = env::temp_dir().join(format!("exitcode-script-{}", std::process::id()));
    fs::write(&script, "#!/no/such/interpreter\n").unwrap();
    Command::new("chmod").arg("+x").arg(&script).status().unwrap();
    let run = runs(&[script.to_str().unwrap()]);
    fs::remove_file(&script).unwrap();
    assert_eq!(run.status, Some(127));
    assert!(run.stderr.contains("the interpreter or loader that it names is not"));
    assert_eq!(exitcode(&["run"]).status, Some(2));
}

/// Starts a command, waits for its first line, sends a signal to the one in front of it.
#[track_caller]
fn signalled(script: &str, signal: &str) -> (Option<i32>, String) {
    // A shell cannot catch what it was started to ignore, and a runner may ignore these.
    let mut child = Command::new("env")
        .args(["--default-signal=INT,HUP", env!("CARGO_BIN_EXE_exitcode")])
        .args(["run", "--", "sh", "-c", script])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let pid = child.id().to_string();
    Command::new("kill").args([&format!("-{signal}"), &pid]).status().unwrap();
    for _ in 0..200 {
        if child.try_wait().unwrap().is_some() {
            break;
        }
        thread::sleep(Duration::from_millis(50));
    }
    // Nothing waits for ever, should a signal have got lost.
    let _ = child.kill();
    let output = child.wait_with_output().unwrap();
    let words = String::from_utf8(output.stderr).unwrap();
    (output.status.code(), words.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn signals_are_passed_on() {
    for signal in ["TERM", "INT", "HUP", "USR1"] {
        let script = format!("trap 'exit 7' {signal}; echo ready; while :; do sleep 0.1; done");
        let (status, stderr) = signalled(&script, signal);
        assert_eq!(status, Some(7), "{stderr}");
        assert!(stderr.contains(&format!("passed on: SIG{signal}")), "{stderr}");
    }
    let (status, stderr) = signalled("echo ready; exec sleep 60", "TERM");
    assert_eq!(status, Some(143), "{stderr}");
    assert!(stderr.contains("what the signal does that was passed on to it"), "{stderr}");
}

#[test]
fn a_report_of_the_death() {
    let file = env::temp_dir().join(format!("exitcode-report-{}.json", std::process::id()));
    let words = ["run", "--report", file.to_str().unwrap(), "--", "sh", "-c", "kill -SEGV $$"];
    assert_eq!(exitcode(&words).status, Some(139));
    let report: serde_json::Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    fs::remove_file(&file).unwrap();
    assert_eq!(report["schema"], "exitcode.report/v1");
    assert_eq!(report["diagnoses"][0]["findings"][0]["cause"], "segfault-native-code");
    // A file that cannot be written does not change the exit code.
    let words = ["run", "--report", "/no/such/folder/x", "--", "false"];
    assert_eq!(exitcode(&words).status, Some(1));
}

#[test]
fn the_memory_at_its_peak() {
    // 100 MB in one process, which then fails.
    let run = runs(&["sh", "-c", "head -c 100000000 /dev/zero | tail -n 1 | wc -c; exit 3"]);
    assert_eq!(run.status, Some(3));
    let text = run.stderr.replace('\n', " ");
    let (before, _) = text.split_once(" MiB at its peak").expect(&text);
    let peak: u64 = before.rsplit(' ').next().unwrap().parse().unwrap();
    assert!((90..400).contains(&peak), "{peak}");
}

#[test]
fn a_hostile_name_is_made_visible() {
    let run = runs(&["no\u{1b}[2Jsuch"]);
    assert!(!run.stderr.contains('\u{1b}'), "{}", run.stderr);
}

/// As process 1 of a new namespace, if this machine lets us have one.
fn as_process_1(script: &str) -> Option<Command> {
    const NEW: [&str; 5] = ["--user", "--map-root-user", "--pid", "--fork", "--mount-proc"];
    let may = Command::new("unshare").args(NEW).arg("true").output();
    if !may.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: no new namespace of processes can be had here");
        return None;
    }
    let mut command = Command::new("unshare");
    command.args(NEW).arg(env!("CARGO_BIN_EXE_exitcode")).args(["run", "--", "sh", "-c", script]);
    Some(command)
}

#[test]
fn process_1_collects_whom_nobody_else_does() {
    // The inner shell ends before its child, which is then the child of process 1.
    let script = "sh -c 'sleep 0.1 &'; sleep 1; cat /proc/[0-9]*/status | grep '^State:'; exit 7";
    let Some(mut command) = as_process_1(script) else { return };
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(7));
    let states = String::from_utf8(output.stdout).unwrap();
    // That of process 1, of the shell, and those of the pipe.
    assert!(states.lines().count() >= 3, "{states}");
    assert!(!states.contains("zombie"), "{states}");
}

#[test]
fn process_1_passes_signals_on() {
    // It ends by itself, should the signal get lost.
    let script = "trap 'exit 7' WINCH; echo ready; for i in $(seq 100); do sleep 0.1; done";
    let Some(mut command) = as_process_1(script) else { return };
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let children = format!("/proc/{0}/task/{0}/children", child.id());
    let process_1 = fs::read_to_string(children).unwrap();
    Command::new("kill").args(["-WINCH", process_1.trim()]).status().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(7));
}
