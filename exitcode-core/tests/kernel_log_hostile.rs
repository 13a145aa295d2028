//! What the kernel log reader does with logs that nobody meant well.

#![expect(clippy::expect_used, clippy::string_slice, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::fs;

use exitcode_core::kernel_log::{OomKill, Text, daemon_kills, faults, kills, without_victim};
use proptest::prelude::*;

/// Every place of every log takes a minute without optimisation; one in so many takes seconds.
const PART: usize = 16;

/// The logs of the corpus, by name.
fn logs() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus/oom-logs");
    let entries = fs::read_dir(folder).expect(folder).map(|entry| entry.expect(folder).path());
    let mut logs: Vec<_> = entries
        .filter(|path| path.extension().is_some_and(|extension| extension == "log"))
        .map(|path| (path.display().to_string(), fs::read_to_string(&path).expect("a log")))
        .collect();
    logs.sort();
    assert!(logs.len() >= 150);
    logs
}

/// Reads a text every way there is, and checks that each range lies in it.
fn read(text: &str) -> Vec<OomKill<'_>> {
    let found: Vec<_> = kills(text).collect();
    let ranges = found
        .iter()
        .map(|kill| (kill.start, kill.end))
        .chain(faults(text).map(|fault| (fault.start, fault.end)))
        .chain(daemon_kills(text).map(|kill| (kill.start, kill.end)))
        .chain(without_victim(text).map(|none| (none.start, none.end)));
    for (start, end) in ranges {
        assert!(text.get(start..end).is_some(), "{start}..{end} of {text:?}");
    }
    for kill in &found {
        let _ = (kill.pod_uid(), kill.container_id(), kill.limit_level(), format!("{kill:?}"));
    }
    found
}

/// Panics where `part` claims something that `whole` does not.
fn no_more_than(part: &OomKill<'_>, whole: &OomKill<'_>, context: &str) {
    fn within<T: PartialEq + std::fmt::Debug>(part: Option<T>, whole: Option<T>, context: &str) {
        assert!(part.is_none() || part == whole, "{context}: {part:?} is not {whole:?}");
    }
    assert_eq!(part.comm, whole.comm, "{context}");
    within(part.uid, whole.uid, context);
    within(part.oom_score_adj, whole.oom_score_adj, context);
    within(part.total_vm, whole.total_vm, context);
    within(part.anon_rss, whole.anon_rss, context);
    within(part.file_rss, whole.file_rss, context);
    within(part.shmem_rss, whole.shmem_rss, context);
    within(part.pgtables, whole.pgtables, context);
    within(part.constraint, whole.constraint, context);
    within(part.oom_memcg, whole.oom_memcg, context);
    within(part.task_memcg, whole.task_memcg, context);
    within(part.usage, whole.usage, context);
    within(part.limit, whole.limit, context);
    within(part.failcnt, whole.failcnt, context);
    within(part.cpuset, whole.cpuset, context);
    within(part.mems_allowed, whole.mems_allowed, context);
    within(part.score, whole.score, context);
    within(part.chosen_pid, whole.chosen_pid, context);
    within(part.oom_group, whole.oom_group, context);
    within(part.pod_uid(), whole.pod_uid(), context);
    within(part.container_id(), whole.container_id(), context);
    assert!(whole.reaped || !part.reaped, "{context}: reaped");
    if let Some(invoker) = part.invoked_by {
        let whole = whole.invoked_by.expect(context);
        within(invoker.comm, whole.comm, context);
        within(invoker.pid, whole.pid, context);
        within(invoker.gfp_mask, whole.gfp_mask, context);
        within(invoker.order, whole.order, context);
    }
}

#[test]
fn a_log_that_begins_or_ends_anywhere_gives_no_wrong_field() {
    // A part of the places in each log, another part in the next.
    for (turn, (name, log)) in logs().into_iter().enumerate() {
        let whole = read(&log);
        let breaks = log.match_indices('\n').map(|(at, _)| at + 1);
        for at in breaks.chain([0, log.len()]).skip(turn % PART).step_by(PART) {
            let (head, tail) = log.split_at(at);
            for (half, part) in [("head", head), ("tail", tail)] {
                let context = format!("{half} of {name}, cut at {at}");
                for kill in read(part) {
                    let whole = whole.iter().find(|whole| whole.pid == kill.pid).expect(&context);
                    no_more_than(&kill, whole, &context);
                }
            }
        }
    }
}

#[test]
fn one_missing_line_gives_no_wrong_field() {
    for (turn, (name, log)) in logs().into_iter().enumerate() {
        let whole = read(&log);
        // The "Tasks in … are going to be killed" line tells a group's members from other victims.
        let lines: Vec<_> = log.split_inclusive('\n').collect();
        for missing in (turn % PART..lines.len()).step_by(PART) {
            if lines[missing].contains("memory.oom.group") {
                continue;
            }
            let rest: String =
                lines[..missing].iter().chain(&lines[missing + 1..]).copied().collect();
            let context = format!("{name} without line {}", missing + 1);
            for kill in read(&rest) {
                let whole = whole.iter().find(|whole| whole.pid == kill.pid).expect(&context);
                no_more_than(&kill, whole, &context);
            }
        }
    }
}

#[test]
fn every_byte_may_be_the_last() {
    for (name, log) in logs().into_iter().step_by(50) {
        let log = log.get(log.len().saturating_sub(1200)..).unwrap_or(&log);
        for at in (0..log.len()).filter(|&at| log.is_char_boundary(at)) {
            assert!(read(&log[..at]).len() <= read(log).len(), "{name} at {at}");
        }
    }
}

#[test]
fn a_log_in_reverse_gives_no_wrong_field() {
    for (name, log) in logs() {
        if log.starts_with('{') || name.contains("journal-export") {
            continue;
        }
        let whole = read(&log);
        let reverse: String = log.lines().rev().flat_map(|line| [line, "\n"]).collect();
        for kill in read(&reverse) {
            let whole = whole.iter().find(|whole| whole.pid == kill.pid).expect(&name);
            if whole.oom_group.is_none() {
                no_more_than(&kill, whole, &name);
            }
        }
    }
}

#[test]
fn two_machines_in_one_log_do_not_mix() {
    let incident = |host: &str, pid: u32, kib: u32| {
        let at = format!("Nov 22 10:00:00 {host} kernel:");
        [
            format!(
                "{at} app{pid} invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0"
            ),
            format!("{at} memory: usage {kib}kB, limit {kib}kB, failcnt 1"),
            format!(
                "{at} oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,\
                 oom_memcg=/{host},task_memcg=/{host},task=app{pid},pid={pid},uid=0"
            ),
            format!(
                "{at} Memory cgroup out of memory: Killed process {pid} (app{pid}) total-vm:9kB"
            ),
        ]
    };
    let (one, two) = (incident("one", 1, 100), incident("two", 2, 200));
    for pattern in 0..64_u32 {
        let (mut a, mut b) = (one.iter(), two.iter());
        let mut log = String::new();
        for turn in 0..8 {
            let line = if pattern >> turn & 1 == 0 {
                a.next().or_else(|| b.next())
            } else {
                b.next().or_else(|| a.next())
            };
            writeln!(log, "{}", line.unwrap()).unwrap();
        }
        let found = read(&log);
        assert_eq!(found.len(), 2, "{log}");
        for kill in found {
            let own = if kill.pid == 1 { "/one" } else { "/two" };
            assert!(kill.oom_memcg.is_none_or(|path| path == own), "{log}");
            assert!(kill.limit.is_none_or(|limit| limit == 102_400 * u64::from(kill.pid)), "{log}");
            let comm = kill.comm.to_string();
            let invoker = kill.invoked_by.and_then(|invoker| invoker.comm);
            assert!(invoker.is_none_or(|invoker| invoker == *comm), "{log}");
        }
    }
}

/// Reads a text that repeats `piece` often enough for a reader that starts over at each to take
/// minutes. How long it takes is for the benchmarks to say.
fn ends(piece: &str) {
    const SIZE: usize = 16 << 10;
    let text = piece.repeat(SIZE / piece.len());
    let reads = [
        kills(&text).count(),
        faults(&text).count(),
        daemon_kills(&text).count(),
        without_victim(&text).count(),
    ];
    assert!(reads.iter().all(|&count| count <= SIZE), "{piece:?}: {reads:?}");
}

#[test]
fn repetition_ends() {
    for end in ["", "\n"] {
        ends(&format!("x{end}"));
        ends(&format!("Killed process 1 (a{end}"));
        ends(&format!("Killed process 1 (a) total-vm:1kB{end}"));
        ends(&format!("Out of memory: Killed process 1 (a) total-vm:1kB{end}"));
        ends(&format!("oom_reaper: reaped process 1 (a){end}"));
        ends(&format!("Tasks in /a are going to be killed due to memory.oom.group set{end}"));
        ends(&format!(" invoked oom-killer: gfp_mask=0x1{end}"));
        ends(&format!("oom-kill:constraint=CONSTRAINT_NONE,task=a,pid=1{end}"));
        ends(&format!("memory: usage 1kB{end}"));
        ends(&format!("Task in / killed as a result of limit of /{end}"));
        ends(&format!("Kill process 1 (a) score 1{end}"));
        ends(&format!("a[1]: segfault at{end}"));
        ends(&format!("a[1] trap x ip:{end}"));
        ends(&format!("sending SIGKILL to process 1 \"a{end}"));
        ends(&format!("Killed /a{end}"));
        ends(&format!("panic_on_oom is {end}"));
    }
}

#[test]
fn names_may_hold_anything() {
    for comm in [
        "",
        " ",
        ")",
        "(",
        ") (",
        "a) total-vm:1kB",
        "Killed process",
        ",pid=1,uid=2",
        ",task=x",
        "\t",
        "a\"b",
        "a\\b",
        "größe",
        "日本語",
        "[1]: segfault",
        "\u{1b}[31m",
        "invoked",
    ] {
        let log = format!(
            "[ 1.0] oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,\
             oom_memcg=/a,task_memcg=/a/b,task={comm},pid=77,uid=8\n\
             [ 1.1] Memory cgroup out of memory: Killed process 77 ({comm}) total-vm:12kB, \
             anon-rss:3kB, file-rss:2kB, shmem-rss:1kB, UID:8 pgtables:4kB oom_score_adj:-5\n"
        );
        let found = read(&log);
        let [kill] = found[..] else { panic!("{comm:?}: {found:#?}") };
        assert_eq!(kill.comm, comm);
        assert_eq!((kill.total_vm, kill.pgtables), (Some(12 << 10), Some(4 << 10)));
        assert_eq!((kill.uid, kill.oom_score_adj), (Some(8), Some(-5)));
        assert_eq!(kill.task_memcg.map(Text::raw), Some("/a/b"), "{comm:?}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        read(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_mixture_of_pieces_is_read(pieces in prop::collection::vec(piece(), 0..60)) {
        let text: String = pieces.concat();
        prop_assert!(read(&text).len() <= text.matches("Killed process ").count());
    }
}

/// Pieces of kernel lines, whole and broken.
fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "\n",
        " ",
        "\"",
        "\\",
        "\\n",
        "{\"MESSAGE\":\"",
        "[ 1.0] ",
        "kernel: ",
        "<4>",
        "\u{1b}[0m",
        "é",
        ")",
        "Killed process 5 (",
        "Killed process ",
        "5",
        "-1",
        "99999999999999999999",
        ") total-vm:",
        "4kB",
        ", anon-rss:18446744073709551615kB",
        " UID:",
        " oom_score_adj:",
        " invoked oom-killer: ",
        "gfp_mask=0xcc0(",
        "CPU: 0 PID: 5 Comm: ",
        " Not tainted",
        "Task in /a",
        " killed as a result of limit of ",
        "/docker/",
        "memory: usage 4kB, limit ",
        "oom-kill:constraint=",
        "CONSTRAINT_MEMCG",
        ",oom_memcg=",
        ",task_memcg=",
        ",task=",
        ",pid=5",
        "Kill process 5 (",
        ") score 5",
        "Memory cgroup out of memory: ",
        "Tasks in /a",
        " are going to be killed due to memory.oom.group set",
        "oom_reaper: reaped process 5",
        "no killable processes",
        "a[5]: segfault at ",
        "traps: a[5] trap ",
        " ip:5",
        " in a[5",
        "sending SIGKILL to process 5",
        " \"a\": ",
        "Killed /a due to memory ",
        "panic_on_oom is enabled",
        "systemd-oomd killed 5 process(es) in this unit",
    ]);
    prop_oneof![9 => known.prop_map(str::to_owned), 1 => ".{0,5}"]
}
