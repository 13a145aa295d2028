use crate::exitcode_reads;

#[track_caller]
fn says(log: &str, expected: &str) {
    assert_eq!(exitcode_reads(&["kernel-log"], log.as_bytes()).text(), expected);
}

#[test]
fn tells_of_crashes_and_of_memory_without_a_victim() {
    let log = "\
[ 1000.000001] api[4242]: segfault at 18 ip 00007f1c2a3b4c5d sp 00007ffd12345678 error 4 in libssl.so.3[7f1c2a300000+a0000]
[ 1001.000000] traps: worker[4243] trap divide error ip:55d0c0ffee00 sp:7ffc0ffee000 error:0 in worker[55d0c0f00000+20000]
[ 1002.000000] Out of memory and no killable processes...
[ 1002.000001] Kernel panic - not syncing: System is deadlocked on memory
";
    let expected = "\
Crash of api (4242): SIGSEGV
\x20 The kernel says: segfault at address 0x18, in libssl.so.3.
\x20 Line 1 of the log.

Crash of worker (4243): SIGFPE
\x20 The kernel says: trap divide error, in worker.
\x20 Line 2 of the log.

Memory ran out, and no process may be killed
\x20 Line 3 of the log.

Memory ran out, and no process may be killed
\x20 The kernel panicked: every process ended.
\x20 Line 4 of the log.
";
    says(log, expected);
}

#[test]
fn tells_of_daemons_and_of_a_kill_without_its_report() {
    let log = "\
Nov 25 10:00:00 node1 systemd-oomd[612]: Killed /user.slice/user-1000.slice/user@1000.service/app.slice/firefox.service due to memory pressure for /user.slice being 62.41% > 50.00% for > 20s with reclaim activity
Nov 25 10:01:00 node1 earlyoom[700]: sending SIGTERM to process 4242 uid 1000 \"firefox\": oom_score 900, VmRSS 2048 MiB, cmdline \"firefox\"
Nov 25 10:02:00 node1 kernel: Out of memory: Killed process 99 (python3) total-vm:800000kB, anon-rss:400000kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:900kB oom_score_adj:0
";
    let expected = "\
systemd-oomd sent SIGKILL to all of
/user.slice/user-1000.slice/user@1000.service/app.slice/firefox.service
\x20 The reason given: memory pressure for /user.slice being 62.41% > 50.00% for >
\x20 20s with reclaim activity.
\x20 Line 1 of the log.

earlyoom sent SIGTERM to firefox (4242)
\x20 It held 2 GiB in memory.
\x20 Line 2 of the log.

OOM kill of python3 (99): the machine ran out of memory
\x20 It held 390.6 MiB anonymous, 0 B of files, 0 B shared, 900 KiB of page tables;
\x20 oom_score_adj 0; user 0.
\x20 Line 3 of the log.
";
    says(log, expected);
}

#[test]
fn the_same_as_json() {
    let log = "[ 1.0] api[4242]: segfault at 18 ip 00007f1c2a3b4c5d sp 00007ffd12345678 error 4 in \
               libssl.so.3[7f1c2a300000+a0000]\n\
               Nov 25 10:00:00 node1 systemd-oomd[612]: Killed /user.slice/firefox.service due to \
               memory pressure for /user.slice being 62.41% > 50.00% for > 20s with reclaim activity\n\
               [ 3.0] Out of memory and no killable processes...\n";
    let answer = exitcode_reads(&["kernel-log", "--output", "json"], log.as_bytes()).json();
    assert_eq!(answer["faults"][0]["signal"], "SIGSEGV");
    assert_eq!(answer["faults"][0]["object"], "libssl.so.3");
    assert_eq!(answer["daemonKills"][0]["daemon"], "systemd-oomd");
    assert_eq!(answer["daemonKills"][0]["signal"], "SIGKILL");
    assert_eq!(answer["withoutVictim"][0]["panic"], false);
}
