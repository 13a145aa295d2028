//! Every field of every kill in 150 logs: most of them verbatim from five real kernels, each checked
//! against the process and the counters of the machine that made it (corpus/oom-logs/README.md).

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::path::PathBuf;

use exitcode_core::kernel_log::{OomKill, kills};
use serde_json::{Value, json};

fn corpus() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus/oom-logs"))
}

/// The logs, their names and the events expected of them.
pub fn logs() -> Vec<(String, String, Vec<Value>)> {
    let read = |name: &str| fs::read_to_string(corpus().join(name)).expect(name);
    let index: Value = serde_json::from_str(&read("INDEX.json")).expect("INDEX.json");
    let logs = index.as_array().expect("a list").iter().map(|entry| {
        let (log, expected) = (entry["log"].as_str().unwrap(), entry["expected"].as_str().unwrap());
        let expected: Value = serde_json::from_str(&read(expected)).expect(expected);
        (log.to_owned(), read(log), expected["events"].as_array().expect("events").clone())
    });
    logs.collect()
}

fn kib(bytes: Option<u64>) -> Option<u64> {
    bytes.inspect(|bytes| assert_eq!(bytes % 1024, 0)).map(|bytes| bytes / 1024)
}

/// The corpus has the invoking task's name from the raw log, with the kernel's escapes, even where the
/// log at hand shows the characters.
fn in_kernel_escapes(comm: &str) -> String {
    let escaped = |byte: u8| match byte {
        0x80.. => format!("\\x{byte:02x}"),
        _ => char::from(byte).to_string(),
    };
    comm.bytes().map(escaped).collect()
}

/// A kill with the names that the corpus uses.
fn event(kill: &OomKill<'_>) -> Value {
    let text =
        |text: Option<exitcode_core::kernel_log::Text<'_>>| text.map(|text| text.to_string());
    json!({
        "pid": kill.pid,
        "comm": kill.comm.to_string(),
        "total_vm_kb": kib(kill.total_vm),
        "anon_rss_kb": kib(kill.anon_rss),
        "file_rss_kb": kib(kill.file_rss),
        "shmem_rss_kb": kib(kill.shmem_rss),
        "pgtables_kb": kib(kill.pgtables),
        "uid": kill.uid,
        "oom_score_adj": kill.oom_score_adj,
        "constraint": kill.constraint.map(|constraint| constraint.name()),
        "oom_memcg": text(kill.oom_memcg),
        "task_memcg": text(kill.task_memcg),
        "pod_uid": kill.pod_uid().map(|uid| uid.to_string()),
        "container_id": kill.container_id(),
        "runtime": kill.runtime().map(|runtime| runtime.name()),
        "qos_class": kill.qos_class().map(|class| class.name()),
        "scope": kill.scope.map(|scope| scope.name()),
        "invoked_by": kill.invoked_by.map(|invoker| json!({
            "comm": invoker.comm.map(|comm| in_kernel_escapes(&comm.to_string())),
            "pid": invoker.pid,
            "gfp_mask": invoker.gfp_mask.map(|mask| format!("{mask:#x}")),
            "gfp_flags": invoker.gfp_flags,
            "order": invoker.order,
            "oom_score_adj": invoker.oom_score_adj,
        })),
        "usage_kb": kib(kill.usage),
        "limit_kb": kib(kill.limit),
        "failcnt": kill.failcnt,
        "cpuset": text(kill.cpuset),
        "mems_allowed": text(kill.mems_allowed),
        "score": kill.score,
        "chosen_pid": kill.chosen_pid,
        "oom_group": text(kill.oom_group),
        "reaped": kill.reaped,
    })
}

#[test]
fn every_field_of_every_kill_is_exact() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (name, log, expected) in logs() {
        let found: Vec<_> = kills(&log).collect();
        if found.len() != expected.len() {
            wrong.push(format!("{name}: {} kills, expected {}", found.len(), expected.len()));
        }
        for (kill, mut expected) in found.iter().zip(expected) {
            count += 1;
            expected.as_object_mut().expect("an object").remove("log_lines");
            let got = event(kill);
            for (field, value) in expected.as_object().expect("an object") {
                if got[field] != *value {
                    wrong.push(format!("{name}: {field} is {}, expected {value}", got[field]));
                }
            }
            assert_eq!(got.as_object().unwrap().len(), expected.as_object().unwrap().len());
            let line = &log[kill.start..kill.end];
            assert!(line.contains("illed process"), "{name}: {line}");
            assert!(!line.contains('\n'), "{name}: {line}");
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 150, "{count} kills");
}
