//! Nothing in the core allocates.

use std::fs;

use allocation_counter::measure;
use exitcode_core::kernel_log::{daemon_kills, faults, kills, without_victim};
use exitcode_core::{Event, Observation, diagnose};

/// Runs `work` and fails if it allocated.
#[track_caller]
fn allocates_nothing(work: impl FnOnce()) {
    let info = measure(work);
    assert_eq!(info.count_total, 0, "{} bytes", info.bytes_total);
}

#[test]
fn the_counter_counts() {
    assert_eq!(measure(|| drop(std::hint::black_box(Box::new(1)))).count_total, 1);
}

#[test]
fn the_kernel_log_reader() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus/oom-logs");
    let mut found = 0;
    for entry in fs::read_dir(folder).expect(folder) {
        let path = entry.expect(folder).path();
        if path.extension().is_none_or(|extension| extension != "log") {
            continue;
        }
        let log = fs::read_to_string(&path).expect("a log");
        allocates_nothing(|| {
            for kill in kills(&log) {
                found += 1;
                let _ = (kill.pod_uid(), kill.container_id(), kill.runtime(), kill.qos_class());
                let _ = (kill.limit_level(), kill.comm == "hog");
            }
            found += faults(&log).count();
            found += daemon_kills(&log).count() + without_victim(&log).count();
        });
    }
    assert!(found > 160, "{found}");
}

#[test]
fn the_diagnosis() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus");
    let kernel_log =
        fs::read_to_string(format!("{folder}/oom-logs/qemu-k61-v1-sd-containerd.dmesg-iso.log"));
    let log = fs::read_to_string(format!("{folder}/provoked/pids-go/app.log"));
    let (kernel_log, log) = (kernel_log.expect("a kernel log"), log.expect("a log"));
    let mut event = Event::default();
    event.reason = "Killing".into();
    event.message = "Container app failed liveness probe, will be restarted".into();
    let events = [event; 10];
    let mut found = 0;
    for code in -1..=256 {
        let observation = Observation::new()
            .exit_code(code)
            .reason("OOMKilled")
            .message("exec /app: exec format error")
            .memory_limit(1 << 28)
            .events(&events)
            .log(&*log)
            .kernel_log(&*kernel_log);
        allocates_nothing(|| {
            let diagnosis = diagnose(&observation);
            for finding in diagnosis.findings() {
                found += finding.evidence().count() + finding.remedies().count();
            }
            found += diagnosis.next_checks().count();
        });
    }
    assert!(found > 1_000, "{found}");
}
