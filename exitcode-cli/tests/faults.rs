//! What goes wrong around the program: pipes that close, disks that are full, files that cannot be
//! read to their end, clocks that are wrong.
#![cfg(target_os = "linux")]

mod support;

use std::fs::{self, File};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use support::fed;

const POD: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../corpus/kubelet/cgroupv2-oom-child-parent-exit1/pod.json"
);

/// A file that opens, and fails when it is read.
const BROKEN: &str = "/proc/self/mem";

fn exitcode(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_exitcode"));
    command.args(arguments).stdin(Stdio::null());
    command
}

#[test]
fn a_reader_that_has_seen_enough() {
    for arguments in [&["list", "signals"][..], &["diagnose", POD], &["triage", POD]] {
        let mut child =
            exitcode(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert!(output.stderr.is_empty(), "{arguments:?}: {:?}", output.stderr);
    }
}

#[test]
fn a_full_disk() {
    for arguments in [&["list", "signals"][..], &["diagnose", POD], &["triage", POD]] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let output = exitcode(arguments).stdout(full).stderr(Stdio::piped()).output().unwrap();
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(message.starts_with("exitcode: No space left on device"), "{message}");
    }
}

#[test]
fn a_file_that_cannot_be_read_costs_no_other() {
    for files in [[POD, BROKEN], [BROKEN, POD]] {
        let output = exitcode(&["triage"]).args(files).output().unwrap();
        let table = String::from_utf8(output.stdout).unwrap();
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(table.contains("1 object read"), "{table}");
        assert!(message.contains("cannot read `/proc/self/mem`"), "{message}");
        assert_eq!(output.status.code(), Some(2));
    }
}

/// What has no end is read so far and no farther, in no more memory than that, and what stands
/// beside it is told.
#[test]
fn a_file_without_end() {
    let fed_without_end = "yes 137 | \"$0\" \"$@\"";
    for (script, words) in [
        ("\"$0\" \"$@\"", &["kernel-log", "/dev/zero"][..]),
        ("\"$0\" \"$@\"", &["entrypoint", "/dev/zero"]),
        ("\"$0\" \"$@\"", &["resize", "/dev/zero"]),
        ("\"$0\" \"$@\"", &["oom-score", "/dev/zero"]),
        (fed_without_end, &["kernel-log", "-"]),
    ] {
        let script = format!("ulimit -v {}; {script}", 600 << 10);
        let mut command = Command::new("sh");
        command.args(["-c", &script, env!("CARGO_BIN_EXE_exitcode")]).args(words);
        let output = command.stdin(Stdio::null()).output().unwrap();
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{words:?}");
        assert!(message.ends_with("it is longer than 256 MiB\n"), "{message}");
    }
}

/// The times that Kubernetes, its runtimes and a wrong clock write where there is none.
#[test]
fn times_that_are_none() {
    let times = [
        "0001-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
        "2016-12-31T23:59:60Z",
        "2026-02-30T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "2025-12-31T23:59:00Z",
        "yesterday",
        "",
    ];
    for (start, end) in times.iter().flat_map(|&one| times.map(|other| (one, other))) {
        let pod = serde_json::json!({
            "kind": "Pod",
            "metadata": {
                "name": "a",
                "deletionTimestamp": "2026-01-01T00:00:30Z",
                "deletionGracePeriodSeconds": 30,
            },
            "status": {"containerStatuses": [{"name": "m", "state": {"terminated": {
                "exitCode": 137, "reason": "Error", "startedAt": start, "finishedAt": end,
            }}}]},
        });
        let output = reads(&["diagnose", "--output", "json"], &pod.to_string(), &[]);
        assert!(output.status.success());
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let findings = report["diagnoses"][0]["findings"].as_array().unwrap();
        assert!(!findings.is_empty(), "{start} to {end}");
        let certain = findings.iter().find(|finding| finding["confidence"] == "confirmed");
        assert_eq!(certain, None, "{start} to {end}");
    }
}

/// The C library's `read` and `write` as they may behave: each is interrupted before it does
/// anything, and then does less than it could; and standard input fails after so many bytes.
const UNKIND: &str = r#"
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static _Thread_local unsigned calls;
static long given;

ssize_t read(int fd, void *into, size_t size) {
    const char *most = getenv("FAILS_AFTER");
    if (calls++ % 2 == 0) { errno = EINTR; return -1; }
    if (size > 4093) size = 4093;
    if (fd == 0 && most) {
        long left = atol(most) - given;
        if (left <= 0) { errno = EIO; return -1; }
        if (size > (size_t)left) size = left;
    }
    ssize_t got = syscall(SYS_read, fd, into, size);
    if (fd == 0 && got > 0) given += got;
    return got;
}

ssize_t write(int fd, const void *from, size_t size) {
    if (calls++ % 2 == 0) { errno = EINTR; return -1; }
    return syscall(SYS_write, fd, from, size > 4093 ? 4093 : size);
}
"#;

/// The library with these functions, built once.
fn unkind() -> &'static PathBuf {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        let library = folder.join(format!("unkind-{}.so", std::process::id()));
        let mut compiler = Command::new("cc");
        compiler.args(["-shared", "-fPIC", "-O1", "-x", "c", "-", "-o"]).arg(&library);
        let output = fed(&mut compiler, UNKIND.as_bytes());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        library
    })
}

/// So many pods and one more as a list, and where the last begins.
fn list(count: usize) -> (String, usize) {
    let pod = fs::read_to_string(POD).unwrap();
    let mut list = r#"{"kind": "List", "items": ["#.to_owned();
    for number in 0..count {
        let pod = pod.replace("\"name\": \"", &format!("\"name\": \"n{number}-"));
        list.push_str(&pod.replace("\"uid\": \"", &format!("\"uid\": \"{number}-")));
        list.push(',');
    }
    let last = list.len();
    (list + &pod + "]}", last)
}

fn reads(arguments: &[&str], input: &str, variables: &[(&str, &str)]) -> Output {
    fed(exitcode(arguments).envs(variables.iter().copied()), input.as_bytes())
}

#[test]
fn calls_that_are_interrupted_and_do_half() {
    let (list, _) = list(60);
    let library = unkind().to_str().unwrap();
    for arguments in [
        &["triage", "-o", "json"][..],
        &["triage"],
        &["diagnose"],
        &["diagnose", "-o", "json", "-"],
        &["list", "sayings", "-o", "csv"],
        &["kernel-log"],
        &["explain", "137"],
    ] {
        let whole = reads(arguments, &list, &[]);
        let interrupted = reads(arguments, &list, &[("LD_PRELOAD", library)]);
        assert_eq!(whole, interrupted, "{arguments:?}");
        assert_eq!(whole.status.code(), Some(0), "{arguments:?}");
    }
}

#[test]
fn a_list_that_cannot_be_read_to_its_end() {
    const COUNT: usize = 40;
    let (list, last) = list(COUNT);
    let after = (last + 100).to_string();
    let fails = [("LD_PRELOAD", unkind().to_str().unwrap()), ("FAILS_AFTER", &after)];
    let output = reads(&["triage", "-o", "json"], &list, &fails);
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert!(message.contains("cannot read `-`: Input/output error"), "{message}");
    let table: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(table["objects"], COUNT, "{table}");

    let output = reads(&["diagnose", "-o", "json"], &list, &fails);
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert!(message.contains("cannot read `-`: Input/output error"), "{message}");
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["diagnoses"].as_array().unwrap().len(), COUNT);
    let ignored = report["ignored"].as_array().unwrap();
    assert!(ignored[0]["why"].as_str().unwrap().contains("ends too early"), "{ignored:?}");
    assert!(ignored[1]["why"].as_str().unwrap().contains("cannot be read to its end"));
}

#[test]
fn a_file_that_cannot_be_diagnosed_costs_no_other() {
    for files in [[POD, BROKEN], [BROKEN, POD]] {
        let output = exitcode(&["diagnose", "-o", "json"]).args(files).output().unwrap();
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(message.contains("cannot read `/proc/self/mem`"), "{message}");
        assert_eq!(output.status.code(), Some(2));
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(report["diagnoses"].as_array().unwrap().len(), 1, "{report}");
        assert_eq!(report["ignored"][0]["input"], BROKEN);
    }
}

/// The program is stopped, goes on, and its window changes, all while it waits for its input.
#[test]
fn a_storm_of_signals() {
    let (list, _) = list(20);
    let expected = reads(&["triage", "-o", "json"], &list, &[]);
    let mut child = exitcode(&["triage", "-o", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let id = child.id().to_string();
    let mut stdin = child.stdin.take().unwrap();
    let chunk = list.len() / 15;
    for part in list.as_bytes().chunks(chunk) {
        for signal in ["-STOP", "-WINCH", "-URG", "-CONT", "-WINCH"] {
            assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
        }
        stdin.write_all(part).unwrap();
    }
    drop(stdin);
    assert_eq!(child.wait_with_output().unwrap(), expected);
}

/// A list that goes on costs no more memory than one that ended: nothing of it is kept.
#[test]
fn memory_stays_flat() {
    let pod = fs::read_to_string(POD).unwrap() + "\n";
    let highest = |megabytes: usize| {
        let mut child =
            exitcode(&["triage"]).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        for _ in 0..(megabytes << 20) / pod.len() {
            stdin.write_all(pod.as_bytes()).unwrap();
        }
        // Some may still be in the pipe; what was read counts.
        std::thread::sleep(Duration::from_millis(200));
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
        drop(stdin);
        assert!(child.wait().unwrap().success());
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap()
    };
    let (short, long) = (highest(8), highest(40));
    // Between two runs there may be the stack of a thread or two.
    assert!(long < short + 4_096, "{short} kB, then {long} kB");
}
