//! What the corpora say: real messages of three kubelets and runtimes, of Docker, and of pastes
//! from public threads. And what lines do not say that only use the words.

#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use exitcode_core::signature::{Hit, Place, QUOTE, Saying, Sayings, Signature, scan};
use proptest::prelude::*;
use serde_json::Value;

fn corpus(path: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus")).join(path)
}

fn hits(text: &str, place: Place) -> Vec<Hit> {
    let mut hits = Vec::new();
    scan(text, place, |hit| hits.push(hit));
    hits
}

fn says(text: &str, place: Place) -> BTreeSet<Saying> {
    hits(text, place).into_iter().map(Hit::saying).collect()
}

/// The JSON documents of a file: one, or one a line.
fn documents(path: &Path) -> Vec<Value> {
    let Ok(text) = fs::read_to_string(path) else { return Vec::new() };
    let stream = serde_json::Deserializer::from_str(&text).into_iter::<Value>();
    stream.map(|document| document.expect("JSON")).collect()
}

/// Every `message` below a value.
fn messages(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                match value {
                    Value::String(text) if key == "message" => found.push(text.clone()),
                    _ => messages(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| messages(item, found)),
        _ => {}
    }
}

/// What the statuses, events and logs of a kubelet case say.
fn kubelet_case(name: &str) -> BTreeSet<Saying> {
    let folder = corpus("kubelet").join(name);
    let mut said = BTreeSet::new();
    for (file, place) in [("pod.json", Place::Message), ("events.json", Place::Event)] {
        let mut texts = Vec::new();
        documents(&folder.join(file)).iter().for_each(|value| messages(value, &mut texts));
        texts.iter().for_each(|text| said.extend(says(text, place)));
    }
    for entry in fs::read_dir(&folder).expect(name) {
        let path = entry.unwrap().path();
        if path.file_name().unwrap().to_string_lossy().starts_with("logs-") {
            let log = fs::read(&path).unwrap();
            said.extend(says(&String::from_utf8_lossy(&log), Place::Log));
        }
    }
    said
}

/// What cases of a cause say, on whichever of the machines they ran: the part of the name after
/// the machine's, and what one of the texts of each case must say.
const KUBELET: &[(&str, &[Saying])] = &[
    ("cmd-missing-abs-never", &[Saying::ExecutableNotFound]),
    ("cmd-directory-never", &[Saying::ExecIsDirectory, Saying::ExecPermissionDenied]),
    ("cmd-none", &[Saying::NoCommand]),
    ("config-missing-secret", &[Saying::SecretMissing]),
    ("config-missing-configmap", &[Saying::ConfigMapMissing]),
    ("config-missing-key", &[Saying::KeyMissing]),
    ("config-runasnonroot-root-image", &[Saying::RunAsNonRootImage]),
    ("image-not-found", &[Saying::ImageNotFound]),
    ("image-tag-not-found", &[Saying::ImageNotFound]),
    ("image-unauthorized", &[Saying::ImageUnauthorized]),
    ("image-never-pull", &[Saying::ImageNeverPull]),
    ("volume-missing-secret", &[Saying::SecretMissing]),
    ("volume-missing-configmap", &[Saying::ConfigMapMissing]),
    ("volume-pvc-missing", &[Saying::VolumeClaimMissing]),
    ("workdir-is-file", &[Saying::WorkingDirMissing]),
    ("mount-under-file", &[Saying::MountOnWrongType]),
    ("mount-over-proc", &[Saying::MountOnWrongType]),
    ("deadline-exceeded-deaf", &[Saying::DeadlineExceeded]),
    ("evict-emptydir-sizelimit", &[Saying::EvictedPodLimit]),
    ("evict-ephemeral-container-limit", &[Saying::EvictedPodLimit]),
    ("pending-too-much-cpu", &[Saying::InsufficientResources]),
    ("pending-nodeselector", &[Saying::NodeAffinityMismatch]),
    ("node-shutdown-deaf", &[Saying::NodeShutdown]),
    ("preempted-deaf", &[Saying::Preempted]),
    ("reject-outofmemory", &[Saying::AdmissionRejected]),
    ("seccomp-missing-profile", &[Saying::SeccompProfileMissing]),
    ("apparmor-unsupported", &[Saying::AppArmorMissing]),
    ("sandbox-killed-always", &[Saying::SandboxChanged]),
    ("liveness-fail-term143", &[Saying::LivenessProbeKill]),
    ("startup-probe-fail", &[Saying::StartupProbeKill]),
    ("poststart-fail", &[Saying::PostStartFailed]),
    ("liveness-exec-missing-cmd", &[Saying::ExecInContainerFailed]),
];

#[test]
fn kubelets_say_what_happened() {
    for (case, expected) in KUBELET {
        let mut met = 0;
        for entry in fs::read_dir(corpus("kubelet")).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if name.split_once('-').is_some_and(|(_, rest)| rest == *case) {
                let said = kubelet_case(&name);
                met += 1;
                assert!(expected.iter().any(|saying| said.contains(saying)), "{name}: {said:?}");
            }
        }
        assert!(met > 0, "{case}: no such case");
    }
}

/// A probe that cannot be run is no container that cannot be started.
#[test]
fn a_broken_probe_is_no_failed_start() {
    let said = kubelet_case("node1-liveness-exec-missing-cmd");
    assert!(!said.contains(&Saying::ExecutableNotFound), "{said:?}");
    assert!(!said.contains(&Saying::OciStartError), "{said:?}");
}

#[test]
fn programs_say_what_happened() {
    for (log, expected) in [
        ("crlf", Saying::InterpreterMissing),
        ("wrong-arch", Saying::ExecFormatError),
        ("no-shebang", Saying::ExecFormatError),
        ("missing-lib", Saying::SharedLibraryMissing),
        ("missing-ldso", Saying::InterpreterMissing),
        ("init-notfound", Saying::ExecutableNotFound),
        ("oom-child-sh", Saying::ShellKilledChild),
        ("oom-java-inner", Saying::JvmHeapOom),
        ("oom-java-exit3", Saying::JvmHeapOom),
        ("oom-node-inner", Saying::V8Aborted),
        ("java-crash-init", Saying::JvmFatalError),
        ("java-crash-pid1", Saying::JvmFatalError),
        ("go-panic", Saying::GoPanic),
        ("rust-panic", Saying::RustPanic),
        ("readonly", Saying::ReadOnlyFilesystem),
        ("seccomp-unshare", Saying::OperationNotPermitted),
        ("stop-sigint", Saying::KeyboardInterrupt),
    ] {
        let text = fs::read_to_string(corpus("docker").join(log).with_extension("log")).expect(log);
        let said = says(&text, Place::Log);
        assert!(said.contains(&expected), "{log}: {said:?}");
    }
}

/// Programs that only wrote that they are ready say nothing.
#[test]
fn quiet_programs_say_nothing() {
    for log in ["stop-handler0", "stop-java", "exec-oom", "created-only", "oom-pid1", "oom-init"] {
        let text = fs::read_to_string(corpus("docker").join(log).with_extension("log")).expect(log);
        assert_eq!(says(&text, Place::Log), BTreeSet::new(), "{log}");
    }
}

#[test]
fn public_pastes_say_what_their_thread_found() {
    let causes: &[(&str, &[Saying])] = &[
        ("binary-not-found", &[Saying::ExecutableNotFound, Saying::OciStartError]),
        ("wrong-architecture", &[Saying::ExecFormatError]),
        ("missing-interpreter", &[Saying::InterpreterMissing]),
        ("shared-library-missing", &[Saying::SharedLibraryMissing]),
        ("security-context-run-as-root", &[Saying::RunAsNonRootImage]),
        ("image-rate-limited", &[Saying::ImageRateLimited]),
        ("image-platform-missing", &[Saying::ImagePlatformMissing]),
        ("image-registry-tls", &[Saying::RegistryTls]),
        ("image-not-found", &[Saying::ImageNotFound, Saying::ImagePullDenied]),
        ("config-missing-configmap", &[Saying::ConfigMapMissing]),
        ("config-missing-key", &[Saying::KeyMissing]),
        ("port-bind-permission", &[Saying::PortBindPermission]),
        ("volume-full", &[Saying::NoSpace]),
        ("bad-cli-argument", &[Saying::UnknownFlag]),
        ("runtime-name-conflict", &[Saying::RuntimeNameConflict]),
        ("volume-mount-mismatch", &[Saying::MountOnWrongType, Saying::SubPathMissing]),
        ("deadline-exceeded", &[Saying::DeadlineExceeded]),
        ("evicted-memory", &[Saying::EvictedMemory]),
        ("sigbus-hugepages", &[Saying::BusError]),
        ("host-kernel-setting", &[Saying::MaxMapCount, Saying::InotifyLimit]),
        ("entrypoint-not-restart-safe", &[Saying::AlreadyExists]),
    ];
    let mut met = 0;
    for case in documents(&corpus("incidents/cases.jsonl")) {
        let accept = case["accept"][0].as_str().unwrap_or_default();
        let Some((_, expected)) = causes.iter().find(|(cause, _)| *cause == accept) else {
            continue;
        };
        let text = case["stdin"].as_str().unwrap();
        let said: BTreeSet<_> = Place::ALL.iter().flat_map(|&place| says(text, place)).collect();
        assert!(expected.iter().any(|s| said.contains(s)), "{}: {said:?}", case["id"]);
        met += 1;
    }
    assert!(met >= 30, "{met} cases");
}

/// Lines that use the words of a failure and tell of none.
#[test]
fn false_friends() {
    for line in [
        "0 errors, 0 warnings",
        "INFO  connection refused, retrying in 5 s",
        "level=debug msg=\"dial tcp 10.0.0.7:5432: connect: connection refused\"",
        "I0919 07:54:18.172914       1 main.go:69] open /etc/x: no such file or directory",
        "{\"level\":\"info\",\"msg\":\"no such host, trying the next\"}",
        "ERROR: 0 tests failed: false",
        "Reading package lists... Done",
        "npm warn deprecated inflight@1.0.6: This module is not supported, and leaks memory.",
        "checking whether gcc understands -Wno-error... not found",
        "checking for libssl... not found",
        "GET /favicon.ico 404 not found",
        "user killed the session",
        "The process was Killed by the operator",
        "Task was aborted, rolling back",
        "Node.js version 20 is required",
        "started panic: false",
        "Successfully pulled image \"app:1\" in 305ms",
        "Container image \"app:1\" already present on machine",
        "see /usr/share/doc/app/usage: the manual",
        "secret rotation: key not found in cache, loading",
        "gracefulness is a virtue",
        "Running as uid 1000: permission model enabled",
        "health check passed: database is ready",
    ] {
        let said = says(line, Place::Log);
        assert_eq!(said, BTreeSet::new(), "{line}");
    }
}

/// Where several sayings are near, the line says the one and not the other.
#[test]
fn rivals() {
    #[track_caller]
    fn only(line: &str, says_this: Saying, not_that: &[Saying]) {
        let said = says(line, Place::Log);
        assert!(said.contains(&says_this), "{said:?}");
        assert!(not_that.iter().all(|saying| !said.contains(saying)), "{said:?}");
    }
    use Saying::*;
    only("exec /run.sh: no such file or directory", InterpreterMissing, &[ExecutableNotFound]);
    only(
        "exec: \"/run\": stat /run: no such file or directory: unknown",
        ExecutableNotFound,
        &[InterpreterMissing, FileMissing, ShellCommandNotFound],
    );
    only("exec: \"/run\": permission denied", ExecPermissionDenied, &[PermissionDenied]);
    only("exec /run.sh: permission denied", ExecPermissionDenied, &[PermissionDenied]);
    only("listen tcp :80: bind: permission denied", PortBindPermission, &[PermissionDenied]);
    only(
        "/usr/bin/env: ‘bash\\r’: No such file or directory",
        CrlfLineEnding,
        &[InterpreterMissing],
    );
    only("too many open files", FdLimit, &[InotifyLimit]);
    only("failed to create fsnotify watcher: too many open files", InotifyLimit, &[FdLimit]);
    only("java.lang.OutOfMemoryError: Metaspace", JvmMetaspaceOom, &[JvmHeapOom]);
    only(
        "java.lang.OutOfMemoryError: unable to create native thread",
        CannotForkOrThread,
        &[JvmHeapOom, JvmMetaspaceOom],
    );
    only("fork: Resource temporarily unavailable", CannotForkOrThread, &[LockHeld]);
    only(
        "Error relocating /app: __memcpy_chk: symbol not found",
        LibcVersionMissing,
        &[SymbolMissing],
    );
    only("panic: runtime error: index out of range", GoPanic, &[RustPanic, GoFatal]);
    only("thread 'main' panicked at src/main.rs:1:1:", RustPanic, &[GoPanic]);
    only("bash: line 3: foo: command not found", ShellCommandNotFound, &[CrlfLineEnding]);
    only("run.sh: line 3: $'\\r': command not found", CrlfLineEnding, &[ShellCommandNotFound]);
}

/// The line counts as it does, however it is wrapped by loggers.
#[test]
fn prefixes() {
    for prefix in [
        "",
        "2024-01-01T00:00:00.123456789Z ",
        "2016-10-06T00:17:09.669794202Z stderr F ",
        "app-1  | ",
        "\u{1b}[31m",
        "[2024-01-01 00:00:00,123] ",
        "  ",
    ] {
        for (line, saying) in [
            ("exec /run: no such file or directory", Saying::InterpreterMissing),
            ("panic: boom", Saying::GoPanic),
        ] {
            let text = format!("READY\n{prefix}{line}\n");
            assert!(says(&text, Place::Log).contains(&saying), "{text:?}");
        }
    }
    assert!(says("2024-01-01T00:00:00Z Killed", Place::Log).contains(&Saying::ShellKilledChild));
}

#[test]
fn the_last_hit_is_kept_and_all_are_counted() {
    let log = "dial tcp 10.0.0.1:1: connect: connection refused\nok\n\
               dial tcp 10.0.0.2:2: connect: connection refused\n";
    let mut sayings = Sayings::new();
    sayings.add(log, Place::Log, 7);
    let said = sayings.last(Saying::ConnectionRefused).unwrap();
    assert_eq!((said.count(), said.tag(), said.place()), (2, 7, Place::Log));
    assert_eq!(said.subject(log), Some("10.0.0.2:2"));
    let message = "dial tcp 10.0.0.3:3: connect: connection refused";
    sayings.add(message, Place::Message, 8);
    let said = sayings.last(Saying::ConnectionRefused).unwrap();
    assert_eq!((said.count(), said.tag(), said.place()), (3, 8, Place::Message));
    assert_eq!(said.subject(message), Some("10.0.0.3:3"));
    let places = sayings.places(Saying::ConnectionRefused);
    assert!(places.contains(Place::Log) && places.contains(Place::Message));
    assert!(!places.contains(Place::Kernel));
    assert_eq!(sayings.iter().count(), 1);
}

/// The last line of a text that says this, wherever it may stand.
fn hit(text: &str, saying: Saying) -> Option<Hit> {
    let mut all = Place::ALL.iter().flat_map(|&place| hits(text, place));
    all.rfind(|hit| hit.saying() == saying)
}

#[test]
fn a_line_names_what_it_speaks_of() {
    use Saying::*;
    let rows = [
        ("exec /app: exec format error", ExecFormatError, Some("/app")),
        ("exec /a/b.sh : exec format error", ExecFormatError, Some("/a/b.sh")),
        ("exec \"/my app\": exec format error", ExecFormatError, Some("/my app")),
        // The number of a process is no part of its name.
        ("exec /app[12]: exec format error", ExecFormatError, Some("/app")),
        ("exec [12]: exec format error", ExecFormatError, None),
        ("exec /app[x]: exec format error", ExecFormatError, None),
        ("it is an exec format error", ExecFormatError, None),
        ("exec format error", ExecFormatError, None),
        ("/bin/sh: 1: nosuch: not found", ShellCommandNotFound, Some("nosuch")),
        ("exec: \"start\": executable file not found in $PATH", ExecutableNotFound, Some("start")),
        ("thread 'main' panicked at src/main.rs:7:12:", RustPanic, Some("src/main.rs:7:12")),
        ("app: die.c:34: main: Assertion `p != NULL' failed.", AssertionFailed, Some("p != NULL")),
        ("image has non-numeric user (node), cannot verify", RunAsNonRootUserUnknown, Some("node")),
        ("listen EADDRINUSE: address already in use :::3000", PortInUse, Some(":::3000")),
        ("Could not resolve host: db.invalid", NameResolution, Some("db.invalid")),
        ("Could not resolve host: db.invalid.", NameResolution, Some("db.invalid")),
        ("Could not resolve host: db.invalid: try again", NameResolution, Some("db.invalid")),
        ("Could not resolve host: 'db'", NameResolution, Some("db")),
        ("unknown flag: --x, see help", UnknownFlag, Some("--x")),
        ("unknown flag: --x;y", UnknownFlag, Some("--x")),
        ("unknown flag: --", UnknownFlag, None),
        ("unknown flag: ", UnknownFlag, None),
        // Of two names before the words the nearer one is meant.
        (
            "dial tcp 10.0.0.1:1: dial tcp 10.0.0.2:2: connect: connection refused",
            ConnectionRefused,
            Some("10.0.0.2:2"),
        ),
    ];
    for (line, saying, name) in rows {
        for text in [line.to_owned(), format!("READY\n{line}\nbye"), format!("{line}\r\n")] {
            let hit = hit(&text, saying).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(hit.subject(&text), name, "{text:?}");
        }
    }
    // A name has 256 bytes at the most.
    for (length, named) in [(254, true), (255, false)] {
        let line = format!("unknown flag: --{}", "x".repeat(length));
        assert_eq!(hit(&line, UnknownFlag).unwrap().subject(&line).is_some(), named, "{length}");
    }
}

#[test]
fn a_line_is_quoted_without_blanks_and_a_long_one_in_part() {
    let said = "exec /app: exec format error";
    let words = "word ".repeat(80);
    let few = |count| "word ".repeat(count);
    let (endless, wide) = ("x".repeat(400), "é".repeat(200));
    let anchor = "exec format error";
    let rows = [
        (format!("  {said} \r"), said.to_owned()),
        (format!("READY\n\t{said}\n"), said.to_owned()),
        // Whole words around the anchor.
        (format!("{words}{said} {words}"), format!("{}{said} {}", few(15), few(18).trim_end())),
        (format!("{said} {words}"), format!("{said} {}", few(34).trim_end())),
        (format!("{words}{said}"), format!("{}{said}", few(34))),
        (format!("{}{said}", few(34)), format!("{}{said}", few(34))),
        // One word without an end.
        (
            format!("{endless}{anchor}{endless}"),
            format!("{}{anchor}{}", "x".repeat(91), "x".repeat(92)),
        ),
        (format!("{wide}{anchor}{wide}"), format!("{}{anchor}{}", "é".repeat(45), "é".repeat(46))),
    ];
    for (text, quote) in rows {
        let hit = hit(&text, Saying::ExecFormatError).unwrap();
        assert_eq!(hit.quote(&text), Some(quote.as_str()), "{text:?}");
    }
}

#[test]
fn some_words_count_at_the_end_of_a_line_only() {
    for (line, said) in [
        ("Killed", true),
        ("Killed.", true),
        ("Killed \t", true),
        ("Killed\"}", true),
        ("Killed (core dumped)", true),
        ("Killed (core dumped).", true),
        ("Killed by nobody", false),
        ("Killed (core dumped) again", false),
        ("Killed it (core dumped)", false),
        ("Killed and Killed", true),
    ] {
        assert_eq!(says(line, Place::Log).contains(&Saying::ShellKilledChild), said, "{line:?}");
    }
}

#[test]
fn a_failure_at_a_calm_level_is_not_heard() {
    let failure = "dial tcp 10.0.0.1:1: connect: connection refused";
    for (head, heard) in [
        ("", true),
        ("INFO ", false),
        ("[info] ", false),
        ("ts=1 level=info msg=", false),
        ("{\"level\":\"debug\",\"msg\":\"", false),
        ("2026-01-01 DEBUG: ", false),
        // Part of a longer word.
        ("INFORMATION ", true),
        ("XINFO ", true),
        // Another program's line, quoted.
        ("INFO sidecar: ERROR ", true),
        ("INFO warning: ", true),
        ("INFO WARNING: ", true),
        // The form of klog.
        ("I0919 07:54:18.172914 1 main.go:69] ", false),
        ("E0919 07:54:18.172914 1 main.go:69] ", true),
        ("I091x 07:54:18.172914 1 main.go:69] ", true),
        ("I0919x07:54:18.172914 1 main.go:69] ", true),
    ] {
        let line = format!("{head}{failure}");
        let said = says(&line, Place::Log).contains(&Saying::ConnectionRefused);
        assert_eq!(said, heard, "{line}");
        // Nobody logs the message of a status.
        assert!(says(&line, Place::Message).contains(&Saying::ConnectionRefused), "{line}");
    }
    // A level stands at the beginning of a line.
    for (length, heard) in [(100, false), (156, false), (157, true), (200, true)] {
        let line = format!("{}INFO {failure}", "-".repeat(length - 1) + " ");
        let said = says(&line, Place::Log).contains(&Saying::ConnectionRefused);
        assert_eq!(said, heard, "{length}");
    }
    // A calm line that tells of no failure says it all the same.
    let line = "INFO received SIGTERM, shutting down";
    assert!(says(line, Place::Log).contains(&Saying::ShutdownRequested));
}

#[test]
fn what_a_line_begins_with_stands_behind_its_stamp() {
    for (prefix, begins) in [
        ("web-1 | ", true),
        ("web-1    | 2024-01-01T00:00:00Z ", true),
        ("2024-01-01 00:00:00,123 [1] (2) ", true),
        ("2016-10-06T00:17:09Z stdout P ", true),
        ("\u{1b}[1;31m2024-01-01 \u{1b}[0m", true),
        ("1 2 3 4 5 6 7 ", true),
        // A table of numbers, a word, the words of a stream without a time, two names before a bar.
        ("1 2 3 4 5 6 7 8 ", false),
        ("hello ", false),
        ("stderr F ", false),
        ("one two | ", false),
        ("1 two | ", false),
        ("T ", false),
        ("12a ", false),
        ("\u{1b}[1;31;41;5;7;4;9;2m", false),
    ] {
        let line = format!("{prefix}panic: boom");
        assert_eq!(says(&line, Place::Log).contains(&Saying::GoPanic), begins, "{line:?}");
    }
}

/// The line is read for 1,024 bytes around the words at least, and for 2,048 at the most.
#[test]
fn a_long_line_is_read_near_the_words_only() {
    use Saying::{AssertionFailed, GoPanic, ShellKilledChild};
    for shift in (0..2_100).step_by(150) {
        let before = format!("{}\n", "-".repeat(shift));
        for (gap, near) in [(0, true), (1_000, true), (2_048, false), (5_000, false)] {
            let pad = "-".repeat(gap);
            let behind = format!("{before}Assertion `x' {pad} failed\n");
            let front = format!("{before}failed {pad} Assertion `x'\n");
            for text in [behind, front] {
                let said = says(&text, Place::Log).contains(&AssertionFailed);
                assert_eq!(said, near, "{gap} bytes, {shift} before");
            }
            // Nobody knows where a line begins or ends that is longer than what is read.
            let blanks = " ".repeat(gap);
            let begins = format!("{before}{blanks}panic: boom");
            assert_eq!(says(&begins, Place::Log).contains(&GoPanic), near, "{gap}, {shift}");
            let ends = format!("{before}Killed{blanks}\nbye");
            assert_eq!(says(&ends, Place::Log).contains(&ShellKilledChild), near, "{gap}, {shift}");
        }
    }
}

#[test]
fn a_line_says_the_same_thing_once() {
    let refused = "dial tcp 10.0.0.1:1: connect: connection refused";
    let count = |text: &str| {
        hits(text, Place::Log)
            .iter()
            .filter(|hit| hit.saying() == Saying::ConnectionRefused)
            .count()
    };
    let once = count(refused);
    assert!(once > 0);
    assert_eq!(count(&format!("{refused}; {refused}")), once);
    assert_eq!(count(&format!("{refused}\n{refused}")), 2 * once);
    assert_eq!(count(&format!("{refused}\n{}\n{refused}", "-".repeat(5_000))), 2 * once);
}

#[test]
fn what_was_said_is_kept_with_its_words() {
    let mut sayings = Sayings::new();
    assert!(sayings.is_empty() && sayings.iter().next().is_none());
    sayings.add("all is well", Place::Log, 0);
    assert!(sayings.is_empty() && !sayings.has(Saying::GoPanic));
    assert!(sayings.places(Saying::GoPanic).is_empty());
    let log = "READY\n  panic: boom\n";
    sayings.add(log, Place::Log, 0);
    assert!(!sayings.is_empty() && sayings.has(Saying::GoPanic));
    assert!(!sayings.places(Saying::GoPanic).is_empty());
    let said = sayings.last(Saying::GoPanic).unwrap();
    assert_eq!((said.range(), said.quote(log)), (8..19, Some("panic: boom")));
    assert_eq!(said.hit().range(), said.range());
    // A text in which it does not stand has no such words.
    assert_eq!(said.quote("READY"), None);
    // What names a thing is kept over what comes later and names nothing.
    let mut sayings = Sayings::new();
    let (named, bare) = (
        "Container image \"app:1\" is not present with pull policy of Never",
        "Error: ErrImageNeverPull",
    );
    sayings.add(named, Place::Message, 1);
    sayings.add(bare, Place::Event, 2);
    let said = sayings.last(Saying::ImageNeverPull).unwrap();
    assert_eq!((said.tag(), said.place(), said.count()), (1, Place::Message, 2));
    assert_eq!(said.subject(named), Some("app:1"));
}

#[test]
fn a_wording_is_heard_where_it_can_stand_only() {
    let mut narrow = 0;
    for signature in Signature::all() {
        let example = signature.example();
        let heard = |place| hits(example, place).iter().any(|hit| hit.signature() == signature);
        for &place in Place::ALL {
            let can = signature.places().contains(place);
            // A failure is not heard in a line of a log that is calm.
            assert!(heard(place) == can || place == Place::Log && can, "{signature:?}");
        }
        narrow += usize::from(Place::ALL.iter().any(|&place| !heard(place)));
        let fold = |text: &str| text.trim().to_ascii_lowercase();
        assert!(fold(example).contains(&fold(signature.anchor())), "{signature:?}");
        assert!(format!("{signature:?}").contains(&format!("{:?}", signature.saying())));
    }
    assert!(narrow > 0 && narrow < Signature::all().len(), "{narrow}");
    let stopping = "Stopping container main";
    assert!(says(stopping, Place::Event).contains(&Saying::ContainerStopping));
    assert!(!says(stopping, Place::Message).contains(&Saying::ContainerStopping));
}

/// What a hit costs does not grow with its line: a line of a million hits is told in blocks.
#[test]
fn one_endless_line() {
    let text = "x no such file or directory permission denied ".repeat(20_000);
    let hits = hits(&text, Place::Log);
    assert!(!hits.is_empty() && hits.len() < text.len() / 256, "{} hits", hits.len());
    assert!(hits.iter().all(|hit| hit.range().len() <= QUOTE));
}

/// An escaped quotation mark is a quotation mark.
#[test]
fn messages_that_quote_messages() {
    let event = "level=error msg=\"runc create failed: exec: \\\"/manager\\\": stat /manager: \
                 no such file or directory\"";
    let hits = hits(event, Place::Event);
    let hit = hits.iter().find(|hit| hit.saying() == Saying::ExecutableNotFound).unwrap();
    assert_eq!(hit.subject(event), Some("/manager"));
}

#[test]
fn nothing_is_allocated() {
    let log = fs::read_to_string(corpus("docker/oom-java-inner.log")).unwrap();
    let info = allocation_counter::measure(|| {
        let mut sayings = Sayings::new();
        sayings.add(&log, Place::Log, 0);
        assert!(sayings.has(Saying::JvmHeapOom));
    });
    assert_eq!(info.count_total, 0);
}

/// Text of anchors, names and punctuation, so that hits are dense.
fn hostile() -> impl Strategy<Value = String> {
    let signatures: Vec<_> = Signature::all().collect();
    let examples = proptest::sample::select(signatures).prop_map(|s| s.example().to_owned());
    let anchors = proptest::sample::select(Signature::all().collect::<Vec<_>>())
        .prop_map(|signature| signature.anchor().to_owned());
    let part = prop_oneof![
        3 => examples,
        3 => anchors,
        2 => "\\PC{0,40}",
        2 => "[ \n\r\t:\"'\\\\(\\[‘’é𝄞]{0,6}",
        1 => "[a-z ]{900,1400}",
    ];
    proptest::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn hits_can_be_quoted(text in hostile()) {
        for &place in Place::ALL {
            let mut last = 0;
            for hit in hits(&text, place) {
                let quote = hit.quote(&text).expect("a range of characters");
                prop_assert!(quote.len() <= QUOTE && !quote.contains('\n'), "{:?}", quote);
                prop_assert!(hit.signature().places().contains(place));
                if let Some(subject) = hit.subject(&text) {
                    prop_assert!(!subject.contains('\n') && !subject.is_empty());
                }
                prop_assert!(hit.range().end + 3 * 1024 >= last, "in the order of the text");
                last = hit.range().end;
            }
        }
    }

    /// Where a line stands does not change what it says.
    #[test]
    fn lines_are_read_one_by_one(
        before in "[ -~]{0,9}",
        after in "[ -~]{0,9}",
        index: prop::sample::Index,
    ) {
        let signatures: Vec<_> = Signature::all().collect();
        let example = signatures[index.index(signatures.len())].example();
        let place = if hits(example, Place::Log).is_empty() { Place::Event } else { Place::Log };
        let alone: BTreeSet<_> = hits(example, place).into_iter().map(Hit::signature).collect();
        let text = format!("{before}\n{example}\n{after}\n");
        let range = before.len() + 1..before.len() + 1 + example.len();
        let among: BTreeSet<_> = hits(&text, place)
            .into_iter()
            .filter(|hit| range.contains(&hit.range().start))
            .map(Hit::signature)
            .collect();
        prop_assert_eq!(alone, among);
    }
}
