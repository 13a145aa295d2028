//! The conditions, on every pod of the corpus.
#![cfg(feature = "k8s-openapi")]

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use exitcode_core::{Exit, ExitCode, Signal};
use exitcode_k8s::condition::{ExitClass, exit_class, is_oom_killed, last_death};
use exitcode_k8s::{Input, read};
use k8s_openapi::api::core::v1::{ContainerStatus, Pod};
use serde_json::json;

#[test]
fn as_the_observations_say() {
    let corpus = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus/kubelet"));
    let (mut deaths, mut kills, mut classes) = (0, 0, HashSet::new());
    for folder in fs::read_dir(corpus).unwrap() {
        let text = fs::read_to_string(folder.unwrap().path().join("pod.json")).unwrap_or_default();
        let Ok(pod) = serde_json::from_str::<Pod>(&text) else { continue };
        let inputs = [Input::new("pod.json", &text)];
        let mut oom_killed = false;
        read(&inputs).observe(|observation| {
            let Some(container) = observation.subject.container else { return };
            let death = last_death(&pod, container);
            let code = death.map(|end| Exit::Code(ExitCode::new(end.exit_code)));
            assert_eq!(code, observation.death().and_then(|end| end.exit), "{container}: {text}");
            deaths += usize::from(death.is_some());
            let reason = observation.death().and_then(|end| end.reason);
            oom_killed |= reason.is_some_and(|reason| reason.text == "OOMKilled");
        });
        assert_eq!(is_oom_killed(Some(&pod)), oom_killed, "{text}");
        kills += usize::from(oom_killed);
        let status = pod.status.as_ref().unwrap();
        let statuses = status.container_statuses.iter().flatten();
        classes.extend(statuses.map(exit_class));
    }
    assert!(deaths > 300 && kills > 50, "{deaths} deaths, {kills} OOM kills");
    let signaled = ExitClass::Signaled(Signal::Kill);
    let failed = ExitClass::Failed(ExitCode::new(127));
    for class in [ExitClass::None, ExitClass::Completed, ExitClass::OomKilled, signaled, failed] {
        assert!(classes.contains(&class), "{class:?} is not in the corpus");
    }
    assert!(!is_oom_killed(None));
}

#[track_caller]
fn is(code: i32, reason: Option<&str>, class: ExitClass) {
    let end = json!({"terminated": {"exitCode": code, "reason": reason}});
    let status = |state: &str| -> ContainerStatus {
        let mut status = json!({
            "name": "c", "image": "", "imageID": "", "ready": false, "restartCount": 0,
        });
        status[state] = end.clone();
        serde_json::from_value(status).unwrap()
    };
    assert_eq!(exit_class(&status("state")), class, "{code} {reason:?}");
    assert_eq!(exit_class(&status("lastState")), class, "{code} {reason:?}");
}

#[test]
fn classes() {
    is(0, Some("Completed"), ExitClass::Completed);
    is(0, None, ExitClass::Completed);
    is(0, Some("OOMKilled"), ExitClass::OomKilled);
    is(137, Some("OOMKilled"), ExitClass::OomKilled);
    is(137, Some("Error"), ExitClass::Signaled(Signal::Kill));
    is(143, Some("Error"), ExitClass::Signaled(Signal::Term));
    is(128, Some("StartError"), ExitClass::NotStarted);
    is(137, Some("ContainerStatusUnknown"), ExitClass::Lost);
    is(1, Some("Error"), ExitClass::Failed(ExitCode::new(1)));
    // SIGCHLD ends nothing.
    is(145, Some("Error"), ExitClass::Failed(ExitCode::new(145)));
    is(-1_073_741_819, Some("Error"), ExitClass::Failed(ExitCode::new(-1_073_741_819)));
}
