//! Nothing in the core allocates.

use std::fs;

use allocation_counter::measure;
use exitcode_core::kernel_log::{daemon_kills, faults, kills, without_victim};

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
