//! The histories of real pods.

use exitcode_k8s::history::{self, History, MomentKind};
use exitcode_k8s::{Input, read};

#[track_caller]
fn history(case: &str, files: &[&str]) -> History {
    let folder = format!("{}/../corpus/kubelet/{case}", env!("CARGO_MANIFEST_DIR"));
    let read_file = |file: &&str| std::fs::read_to_string(format!("{folder}/{file}")).unwrap();
    let texts: Vec<_> = files.iter().map(read_file).collect();
    let inputs: Vec<_> =
        files.iter().zip(&texts).map(|(name, text)| Input::new(name, text)).collect();
    history::of(&read(&inputs)).into_iter().next().unwrap()
}

/// Seconds since the stop began, of each moment of a kind.
fn after_stop(history: &History, kind: MomentKind) -> Vec<i64> {
    let of = |kind| history.moments.iter().filter(move |moment| moment.kind == kind);
    let began = of(MomentKind::Stop).next().unwrap().at;
    of(kind).map(|moment| moment.at - began).collect()
}

#[test]
fn a_grace_period_of_two_seconds() {
    let history = history("node1-term-ignored-grace2", &["pod.json", "events.json"]);
    assert_eq!(after_stop(&history, MomentKind::StopSignal), [0]);
    assert_eq!(after_stop(&history, MomentKind::Kill), [2]);
    assert_eq!(after_stop(&history, MomentKind::GraceEnd), [0; 0]);
    let run = history.moments.iter().find(|moment| moment.kind == MomentKind::Run).unwrap();
    assert!(run.text.contains("exit code 137"), "{}", run.text);
    assert!(run.until.is_some() && !run.reckoned);
}

#[test]
fn who_ends_in_time_is_not_killed() {
    let files = ["pod.json", "events.json"];
    let history = history("node1-prestop-longer-than-grace-termhandled", &files);
    assert_eq!(after_stop(&history, MomentKind::PreStop), [0]);
    assert_eq!(after_stop(&history, MomentKind::StopSignal), [4]);
    assert_eq!(after_stop(&history, MomentKind::GraceEnd), [6]);
    assert_eq!(after_stop(&history, MomentKind::Kill), [0; 0]);
}

#[test]
fn a_probe_fails_before_the_stop() {
    let history = history("node1-liveness-fail-term143", &["pod.json", "events.json"]);
    let probe = after_stop(&history, MomentKind::Probe);
    assert!(probe.iter().all(|at| *at <= 0) && !probe.is_empty(), "{probe:?}");
}

#[test]
fn memory_at_its_limit() {
    let history = history("node1-oom-main-never", &["pod.json", "events.json", "dmesg.txt"]);
    let memory = history.memory.unwrap();
    assert_eq!((memory.request, memory.limit), (Some(64 << 20), Some(64 << 20)));
    assert_eq!(memory.peak, Some(64 << 20));
    assert!(memory.recommended > memory.limit, "{memory:?}");
}

/// In every case of the corpus, moments are in order, and nothing ends before it begins.
#[test]
fn time_goes_on() {
    let mut seen = 0;
    for folder in
        std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus/kubelet")).unwrap()
    {
        let folder = folder.unwrap().path();
        let files =
            ["pod.json", "events.json"].map(|file| std::fs::read_to_string(folder.join(file)));
        let [Ok(pod), Ok(events)] = files else { continue };
        let inputs = [Input::new("pod.json", &pod), Input::new("events.json", &events)];
        for history in history::of(&read(&inputs)) {
            assert!(history.moments.is_sorted_by_key(|moment| moment.at), "{}", folder.display());
            for moment in &history.moments {
                assert!(
                    moment.until.is_none_or(|until| until >= moment.at),
                    "{}",
                    folder.display()
                );
                assert!(!moment.text.is_empty());
                seen += 1;
            }
        }
    }
    assert!(seen > 2000, "{seen} moments");
}
