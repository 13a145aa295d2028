//! The same kernel messages through every logger, and the words of every kernel.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;

use exitcode_core::kernel_log::{LimitLevel, OomKill, Runtime, Scope, kills};
use serde_json::json;

/// The messages of the logs that `dmesg` printed, without the stamp.
fn messages() -> Vec<(String, Vec<String>)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus/oom-logs");
    let mut logs = Vec::new();
    for entry in fs::read_dir(folder).expect(folder) {
        let path = entry.expect(folder).path();
        let name = path.display().to_string();
        if name.ends_with(".dmesg-raw.log") || name.ends_with(".raw.log") {
            let log = fs::read_to_string(&path).expect("a log");
            let message = |line: &str| line.split_once("] ").map_or(line, |(_, m)| m).to_owned();
            let messages = log.lines().map(message);
            logs.push((name, messages.collect()));
        }
    }
    assert!(logs.len() > 40);
    logs
}

type Logger = fn(usize, &str) -> String;

/// Ways in which one message becomes a line.
const LOGGERS: &[(&str, Logger)] = &[
    ("dmesg", |n, m| format!("[{n:5}.000100] {m}")),
    ("dmesg with callers", |n, m| format!("[{n:5}.000100][  T{n}] {m}")),
    ("dmesg -T", |n, m| format!("[Sun Nov 22 10:03:{:02} 2026] {m}", n % 60)),
    ("dmesg -x", |n, m| format!("kern  :warn  : [{n:5}.000100] {m}")),
    ("/dev/kmsg", |n, m| format!("4,{n},{n}000100,-;{m}")),
    ("journalctl", |n, m| format!("Nov 22 10:03:{:02} node-1 kernel: {m}", n % 60)),
    ("rsyslog", |n, m| format!("<4>Nov 22 10:03:{:02} node-1 kernel: [{n:5}.000100] {m}", n % 60)),
    ("RFC 5424", |n, m| format!("<4>1 2026-11-22T10:03:35.{n:06}+00:00 n kernel - - - {m}")),
    ("talosctl", |n, m| format!("10.0.0.7: kern: warning: [2026-01-12T20:27:31.{n:09}Z]: {m}")),
    ("CRI", |n, m| format!("2024-05-06T07:08:09.{n:09}Z stdout F [{n:5}.000100] {m}")),
    ("klog", |n, m| format!("I1122 10:11:12.{n:06}    4321 kmsg_watcher.go:98] {m}")),
    ("klog event", |n, m| {
        let quoted = json!(m);
        format!(
            "I1122 10:11:12.{n:06} 1 event.go:294] \"Event occurred\" reason=\"X\" message={quoted}"
        )
    }),
    ("JSON", |n, m| json!({ "time": n, "log": format!("{m}\n"), "stream": "stderr" }).to_string()),
    ("JSON with stamp", |n, m| json!({ "MESSAGE": format!("[{n:5}.000100] {m}") }).to_string()),
    ("JSON in JSON", |n, m| {
        json!({ "n": n, "log": json!({ "msg": m, "PRIORITY": "4" }).to_string() }).to_string()
    }),
    ("YAML", |_, m| format!("- message: {}", json!(m))),
];

/// A kill without its place in the text.
fn placeless<'a>(kill: &OomKill<'a>) -> OomKill<'a> {
    let mut kill = *kill;
    (kill.start, kill.end) = (0, 0);
    kill
}

#[track_caller]
fn same(text: &str, plain: &str, context: &str) {
    let found: Vec<_> = kills(text).map(|kill| placeless(&kill)).collect();
    let expected: Vec<_> = kills(plain).map(|kill| placeless(&kill)).collect();
    assert_eq!(found, expected, "{context}");
}

#[test]
fn every_logger_gives_the_same_kills() {
    for (name, messages) in messages() {
        let plain = messages.join("\n");
        for (logger, line) in LOGGERS {
            let lines = messages.iter().enumerate().map(|(n, message)| line(n, message));
            let log: String = lines.flat_map(|line| [line, "\n".to_owned()]).collect();
            same(&log, &plain, &format!("{name} through {logger}"));
            same(&log.replace('\n', "\r\n"), &plain, &format!("{name} through {logger}, CR LF"));
        }
    }
}

#[test]
fn a_whole_log_may_be_one_line() {
    for (name, messages) in messages() {
        let plain = messages.join("\n");
        let stamped: Vec<_> = messages.iter().map(|message| format!("[ 1.0] {message}")).collect();
        same(&json!(messages).to_string(), &plain, &format!("{name} as a JSON list"));
        let objects: Vec<_> = messages.iter().map(|message| json!({ "msg": message })).collect();
        same(&json!({ "dmesg": objects }).to_string(), &plain, &format!("{name} as JSON objects"));
        same(
            &json!({ "log": stamped.join("\n") }).to_string(),
            &plain,
            &format!("{name} as a string"),
        );
        let nested = json!({ "log": json!({ "log": stamped.join("\n") }).to_string() }).to_string();
        same(&nested, &plain, &format!("{name} as a string in a string"));
    }
}

#[track_caller]
fn one(log: &str) -> OomKill<'_> {
    let found: Vec<_> = kills(log).collect();
    let [kill] = found[..] else { panic!("{found:#?}") };
    kill
}

#[test]
fn kernel_2_6_32() {
    let log = "\
Mar  3 04:11:09 old kernel: httpd invoked oom-killer: gfp_mask=0x201da, order=0, oom_adj=0
Mar  3 04:11:09 old kernel: httpd cpuset=/ mems_allowed=0
Mar  3 04:11:09 old kernel: Pid: 3020, comm: httpd Not tainted 2.6.32 #1
Mar  3 04:11:09 old kernel: Out of memory: kill process 3019 (httpd) score 81 or a child
Mar  3 04:11:09 old kernel: Killed process 3021 (httpd)
";
    let kill = one(log);
    let invoker = kill.invoked_by.expect("an invoker");
    assert_eq!((kill.pid, kill.chosen_pid, kill.score), (3021, Some(3019), Some(81)));
    assert_eq!((kill.scope, kill.limit_level()), (Some(Scope::System), Some(LimitLevel::Node)));
    assert_eq!(
        (invoker.pid, invoker.gfp_mask, invoker.order),
        (Some(3020), Some(0x201da), Some(0))
    );
    assert_eq!(kill.mems_allowed.expect("nodes"), "0");
    assert_eq!(kill.total_vm, None);
}

#[test]
fn red_hat_6() {
    let log = "\
[1.0] Task in /lxc/web killed as a result of limit of /lxc/web
[1.0] memory: usage 1048576kB, limit 1048576kB, failcnt 58
[1.0] memory+swap: usage 1048576kB, limit 2097152kB, failcnt 0
[1.0] Memory cgroup out of memory: Kill process 2911 (a (b) score 1) score 981 or sacrifice child
[1.0] Killed process 2911, UID 48, (a (b) score 1) total-vm:1353100kB, anon-rss:1017452kB, file-rss:5124kB
";
    let kill = one(log);
    assert_eq!((kill.pid, kill.uid, kill.score), (2911, Some(48), Some(981)));
    assert_eq!(kill.comm, "a (b) score 1");
    assert_eq!((kill.usage, kill.limit, kill.failcnt), (Some(1 << 30), Some(1 << 30), Some(58)));
    assert_eq!((kill.scope, kill.limit_level()), (Some(Scope::Memcg), Some(LimitLevel::Group)));
    assert_eq!(kill.file_rss, Some(5124 << 10));
}

#[test]
fn kernel_5_0_names_the_chosen_process_in_the_summary() {
    let log = "\
[1.0] oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=a,mems_allowed=0-1,oom_memcg=/a,task_memcg=/a/b,task=sh,pid=70,uid=33
[1.0] Memory cgroup out of memory: Kill process 70 (sh) score 917 or sacrifice child
[1.0] Killed process 71 (child) total-vm:5000kB, anon-rss:400kB, file-rss:0kB, shmem-rss:0kB
[1.1] oom_reaper: reaped process 71 (child), now anon-rss:0kB, file-rss:0kB, shmem-rss:0kB
";
    let kill = one(log);
    assert_eq!((kill.pid, kill.chosen_pid, kill.reaped), (71, Some(70), true));
    assert_eq!(kill.oom_memcg.expect("a group"), "/a");
    assert_eq!(kill.limit_level(), Some(LimitLevel::Ancestor));
}

#[test]
fn a_kill_that_somebody_asked_for() {
    let log = "\
[1.0] sysrq: Manual OOM execution
[1.0] kworker/0:1 invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=-1, oom_score_adj=0
[1.0] oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/a,task=b,pid=5,uid=0
[1.0] Out of memory: Killed process 5 (b) total-vm:9kB
";
    let kill = one(log);
    assert!(kill.by_sysrq());
    assert_eq!((kill.scope, kill.limit_level()), (Some(Scope::System), None));
}

#[test]
fn a_node_event_in_two_lines() {
    let log = r#"{"reason":"OOMKilling","message":"Memory cgroup out of memory: Kill process 29149 (node) score 1974 or sacrifice child\nKilled process 29149 (node) total-vm:1356252kB, anon-rss:550144kB, file-rss:20236kB, shmem-rss:0kB","type":"Warning"}"#;
    let kill = one(log);
    assert_eq!((kill.pid, kill.scope, kill.score), (29149, Some(Scope::Memcg), Some(1974)));
    assert_eq!((kill.start, kill.end), (0, log.len()));
}

#[test]
fn words_that_are_no_kill() {
    for line in [
        "Killed process 123",
        "Killed process 123 (worker)",
        "supervisor: Killed process 123 (worker) after timeout",
        "Killed process abc (worker) total-vm:1kB",
        "COMMAND=/bin/grep -i 'Killed process' /var/log/messages",
        "oom_reaper: reaped process 12 (java), now anon-rss:0kB",
        "SystemOOM: System OOM encountered, victim process: java, pid: 12",
        "Memory cgroup out of memory: Kill process 12 (java) score 1 or sacrifice child",
        "Out of memory: OOM victim 12 (java) is already exiting. Skip killing the task",
        "systemd[1]: app.service: Killing process 12 (java) with signal SIGKILL.",
        "systemd[1]: app.service: A process of this unit has been killed by the OOM killer.",
        "lowmemorykiller: Killing 'app' (12), adj 1000",
    ] {
        assert_eq!(kills(line).count(), 0, "{line}");
    }
}

#[test]
fn limits_by_level() {
    const POD: &str = "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-podc1acc990_6424_450a_a36b_f9b3ddcb369d.slice";
    const ID: &str = "993565976fbaf662f6a730b7b12e9eed9ad9b9a25e78454df065a1c284cc4549";
    let container = format!("{POD}/cri-containerd-{ID}.scope");
    let level = |limited: &str, task: &str, given: u64| {
        let log = format!(
            "memory: usage 65536kB, limit 65536kB, failcnt 1\n\
             oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,\
             oom_memcg={limited},task_memcg={task},task=a,pid=5,uid=0\n\
             Memory cgroup out of memory: Killed process 5 (a) total-vm:9kB\n"
        );
        let kill = one(&log);
        (kill.limit_level(), kill.limit_level_with(given))
    };
    use LimitLevel::{Ancestor, Container, ContainerOrPod, Group, Pod};
    assert_eq!(level(&container, &container, 9), (Some(Container), Some(Container)));
    assert_eq!(
        level(&container, &format!("{container}/init"), 9),
        (Some(Container), Some(Container))
    );
    assert_eq!(level(POD, &container, 64 << 20), (Some(ContainerOrPod), Some(Container)));
    assert_eq!(level(POD, &container, 32 << 20), (Some(ContainerOrPod), Some(Pod)));
    assert_eq!(level("/kubepods.slice", &container, 9), (Some(Ancestor), Some(Ancestor)));
    assert_eq!(level("/system.slice/a.service", "/system.slice/a.service", 9).0, Some(Group));
    // Docker in a container: the outer container's limit is not the inner one's.
    let outer = format!("/docker/{ID}");
    assert_eq!(
        level(&outer, &format!("{outer}/docker/{}", ID.replace('9', "8")), 9).0,
        Some(Ancestor)
    );
}

#[test]
fn containers_by_the_names_of_their_groups() {
    const UID: &str = "c1acc990-6424-450a-a36b-f9b3ddcb369d";
    const ID: &str = "993565976fbaf662f6a730b7b12e9eed9ad9b9a25e78454df065a1c284cc4549";
    let slice = UID.replace('-', "_");
    let check = |path: String, pod: bool, container: bool, runtime: Option<Runtime>, qos: &str| {
        let log = format!(
            "oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,\
             task_memcg={path},task=a,pid=5,uid=0\nOut of memory: Killed process 5 (a) total-vm:9kB\n"
        );
        let kill = one(&log);
        assert_eq!(kill.pod_uid().is_some_and(|uid| uid == UID), pod, "{path}");
        assert_eq!(kill.container_id(), container.then_some(ID), "{path}");
        assert_eq!(kill.runtime(), runtime, "{path}");
        assert_eq!(kill.qos_class().map_or("", |class| class.name()), qos, "{path}");
    };
    let crio = Some(Runtime::CriO);
    check(format!("/kubepods/besteffort/pod{UID}/{ID}"), true, true, None, "BestEffort");
    check(format!("/kubepods/burstable/pod{UID}/{ID}"), true, true, None, "Burstable");
    check(format!("/kubepods/pod{UID}/{ID}"), true, true, None, "Guaranteed");
    check(format!("/kubepods/pod{UID}/crio-{ID}"), true, true, crio, "Guaranteed");
    let pod = format!("/kubepods.slice/kubepods-pod{slice}.slice");
    check(format!("{pod}/crio-{ID}.scope/container"), true, true, crio, "Guaranteed");
    check(format!("{pod}/crio-conmon-{ID}.scope"), true, false, None, "Guaranteed");
    check(pod, true, false, None, "Guaranteed");
    let slice = format!("/system.slice/containerd.service/kubepods-besteffort-pod{slice}.slice");
    let containerd = Some(Runtime::Containerd);
    check(format!("{slice}:cri-containerd:{ID}"), true, true, containerd, "BestEffort");
    check(format!("/machine.slice/libpod-{ID}.scope"), false, true, Some(Runtime::Podman), "");
    check(format!("/docker/{ID}"), false, true, Some(Runtime::Docker), "");
    check(
        format!("/docker/{ID}/kubelet/kubepods/burstable/pod{UID}"),
        true,
        false,
        None,
        "Burstable",
    );
    check("/kubepods.slice/kubepods-burstable.slice".to_owned(), false, false, None, "Burstable");
    check("/user.slice/podcast-besteffort.service".to_owned(), false, false, None, "");
    check("/".to_owned(), false, false, None, "");
}
