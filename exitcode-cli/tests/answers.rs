//! Whole answers as a person reads them.
//!
//! A change of their words is seen in the snapshots; `INSTA_UPDATE=always cargo test -p exitcode-cli
//! --test answers` takes it over.

use std::path::Path;
use std::process::Command;

/// What is said of the named files of a case, in the folder of the corpus that it is in.
fn answer(case: &str, files: &[&str]) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus").join(case);
    let output = Command::new(env!("CARGO_BIN_EXE_exitcode"))
        .arg("diagnose")
        .args(files)
        .current_dir(folder)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

macro_rules! answers {
    ($($name:ident = ($case:literal, [$($file:literal),+])),+ $(,)?) => {
        $(
            #[test]
            fn $name() {
                insta::assert_snapshot!(answer($case, &[$($file),+]));
            }
        )+
    };
}

answers!(
    oom_at_the_limit = ("kubelet/crio-oom-main-never", ["pod.json", "events.json"]),
    oom_of_a_child_that_ends_with_0 =
        ("kubelet/cgroupv2-oom-child-parent-exit0", ["pod.json", "events.json"]),
    liveness_137 = ("kubelet/node1-liveness-fail-never-137", ["pod.json", "events.json"]),
    grace_period_137 =
        ("kubelet/node1-term-unhandled-pid1", ["pod.json", "events.json", "events-deleting.json"]),
    stopped_143 = ("kubelet/node1-liveness-fail-never-143", ["pod.json"]),
    segmentation_fault = ("docker", ["segv.inspect.json"]),
    start_error = ("kubelet/crio-cmd-missing-abs-never", ["pod.json"]),
    image_pull = ("kubelet/node1-image-unauthorized", ["pod.json", "events.json"]),
    evicted = ("kubelet/node1-evict-ephemeral-pod-limit", ["pod.json"]),
    read_only = ("docker", ["readonly.inspect.json", "readonly.log"]),
    healthy = ("kubelet/cgroupv2-qos-burstable", ["pod.json", "events.json"]),
);
