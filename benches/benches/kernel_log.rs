//! The kernel log reader, in bytes a second.
//!
//! Budgets: 1 GB/s over a log without kills, 530 MB/s (five times cAdvisor's parser) over one in
//! which every line belongs to a kill.

use divan::Bencher;
use divan::counter::BytesCount;
use exitcode_core::kernel_log;

fn main() {
    divan::main();
}

const SIZE: usize = 16 << 20;

/// A day of an ordinary node: no kill.
fn quiet() -> String {
    let lines = [
        "kernel: [{t}] eth0: renamed from veth3f2a1c9\n",
        "kernel: [{t}] IPv6: ADDRCONF(NETDEV_CHANGE): cali1a2b3c: link becomes ready\n",
        "kernel: [{t}] EXT4-fs (nvme1n1): mounted filesystem with ordered data mode. Quota mode: none.\n",
        "kernel: [{t}] cni0: port 7(veth3f2a1c9) entered blocking state\n",
        "kernel: [{t}] device veth3f2a1c9 entered promiscuous mode\n",
        "kernel: [{t}] audit: type=1400 audit(1795343657.543:77): apparmor=\"STATUS\" operation=\"profile_load\" name=\"cri\"\n",
        "kernel: [{t}] process 'usr/bin/app' started with executable stack\n",
        "kubelet[811]: I1122 10:11:12.131415     811 scope.go:117] \"RemoveContainer\" containerID=\"4751fba5\"\n",
    ];
    repeat(SIZE, |n| {
        let stamp = format!("{:5}.{:06}", n / 7, n * 131 % 1_000_000);
        let line = lines[n % lines.len()].replace("{t}", &stamp);
        format!("Nov 22 10:{:02}:{:02} ip-10-0-12-34 {line}", n / 60 % 60, n % 60)
    })
}

/// An incident as a 6.12 kernel prints it.
fn incident() -> String {
    let name = "/../corpus/oom-logs/qemu-k612-v2-sd-containerd.dmesg-raw.log";
    std::fs::read_to_string(format!("{}{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// Nothing but kill lines: what a fork bomb in a control group leaves.
fn flood() -> String {
    repeat(SIZE, |n| {
        format!(
            "[ {n:5}.684100] Memory cgroup out of memory: Killed process {n} (python3) \
             total-vm:11892kB, anon-rss:4292kB, file-rss:3428kB, shmem-rss:0kB, UID:0 \
             pgtables:56kB oom_score_adj:0\n"
        )
    })
}

fn repeat(size: usize, mut line: impl FnMut(usize) -> String) -> String {
    let mut text = String::with_capacity(size + 8192);
    for n in 0.. {
        text.push_str(&line(n));
        if text.len() >= size {
            break;
        }
    }
    text
}

fn read(bencher: Bencher<'_, '_>, log: &str) {
    bencher
        .counter(BytesCount::of_str(log))
        .bench(|| kernel_log::kills(divan::black_box(log)).count());
}

#[divan::bench]
fn without_kills(bencher: Bencher<'_, '_>) {
    read(bencher, &quiet());
}

#[divan::bench]
fn only_incidents(bencher: Bencher<'_, '_>) {
    let incident = incident();
    read(bencher, &repeat(SIZE, |_| incident.clone()));
}

#[divan::bench]
fn a_kill_in_every_mebibyte(bencher: Bencher<'_, '_>) {
    let (quiet, incident) = (quiet(), incident());
    let mut mixed = String::new();
    for part in quiet.as_bytes().chunks(1 << 20) {
        mixed.push_str(std::str::from_utf8(part).unwrap());
        mixed.push('\n');
        mixed.push_str(&incident);
    }
    read(bencher, &mixed);
}

#[divan::bench]
fn only_kill_lines(bencher: Bencher<'_, '_>) {
    read(bencher, &flood());
}
