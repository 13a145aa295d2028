//! What belongs together: events and pods, logs and containers, causes and their consequences.

use std::fs;

use exitcode_core::{Observation, SubjectKind};
use exitcode_k8s::report::Report;
use exitcode_k8s::{Input, Why, read};

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus/kubelet");

/// Reads texts together, sees each observation, and gives why parts were left aside.
fn observe(inputs: &[(&str, &str)], see: impl FnMut(&Observation<'_>)) -> Vec<Why> {
    let inputs: Vec<_> = inputs.iter().map(|(name, text)| Input::new(name, text)).collect();
    let reading = read(&inputs);
    reading.observe(see);
    reading.problems().iter().map(|problem| problem.why.clone()).collect()
}

const CRASHING: &str = r#"{"kind": "Pod", "metadata": {"namespace": "shop", "name": "api"},
    "spec": {"containers": [{"name": "api"}, {"name": "web"}]},
    "status": {"containerStatuses": [
        {"name": "api", "restartCount": 3, "state": {"waiting": {"reason": "CrashLoopBackOff"}},
            "lastState": {"terminated": {"exitCode": 1, "reason": "Error"}}},
        {"name": "web", "restartCount": 1, "state": {"running": {}},
            "lastState": {"terminated": {"exitCode": 2, "reason": "Error"}}}
    ]}}"#;

/// The logs of `api` and `web`, as far as they have one.
fn logs(files: &[(&str, &str)]) -> ([Option<String>; 2], Vec<Why>) {
    let mut logs = [None, None];
    let inputs: Vec<_> = [("pod.json", CRASHING)].iter().chain(files).copied().collect();
    let problems = observe(&inputs, |observation| {
        let index = usize::from(observation.subject.container == Some("web"));
        logs[index] = observation.log.map(|log| log.text.to_owned());
    });
    (logs, problems)
}

#[test]
fn logs_go_by_the_name_of_their_file() {
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(logs(&[("logs-api.txt", "a")]), ([some("a"), None], vec![]));
    assert_eq!(logs(&[("x/api.log", "a")]), ([some("a"), None], vec![]));
    assert_eq!(logs(&[("web-previous.log", "w")]), ([None, some("w")], vec![]));
    // A container that waits has written its log before the end, the previous one is older still.
    let both = [("logs-api-previous.txt", "old"), ("logs-api.txt", "new")];
    assert_eq!(logs(&both), ([some("new"), None], vec![Why::SpareLog]));
    // One that runs again has not.
    assert_eq!(logs(&[("logs-web.txt", "w")]), ([None, None], vec![Why::LogOfSuccessor]));
    // Both have failed.
    assert_eq!(logs(&[("output.log", "?")]), ([None, None], vec![Why::LogOfNobody]));
    // That the program wrote nothing is worth knowing.
    assert_eq!(logs(&[("logs-api.txt", "")]), ([some(""), None], vec![]));
}

#[test]
fn a_log_alone_is_of_a_container_that_nobody_names() {
    let mut logs = vec![];
    let files = [("server.log", "Killed"), ("logs-web.txt", "")];
    let problems = observe(&files, |observation| {
        assert_eq!(observation.subject.container, None);
        logs.push(observation.log.map(|log| log.text.to_owned()));
    });
    assert_eq!(logs, [Some("Killed".to_owned()), Some(String::new())]);
    assert_eq!(problems, []);
}

#[test]
fn the_answer_that_there_is_no_log_is_none() {
    let answer = "unable to retrieve container logs for containerd://0123456789abcdef";
    assert_eq!(logs(&[("logs-api.txt", answer)]), ([None, None], vec![Why::NoLog]));
}

#[test]
fn events_go_by_uid_before_name() {
    let pod = r#"{"kind": "Pod", "metadata": {"namespace": "n", "name": "p", "uid": "1"},
        "spec": {"nodeName": "node"},
        "status": {"containerStatuses": [{"name": "c", "state": {"running": {}}}]}}"#;
    let event = |kind: &str, object: &str, reason: &str| {
        format!(
            r#"{{"kind": "Event", "involvedObject": {{"kind": "{kind}", {object}}},
            "reason": "{reason}"}}"#
        )
    };
    let events = format!(
        r#"{{"kind": "EventList", "items": [{}]}}"#,
        [
            event("Pod", r#""namespace": "n", "name": "p", "uid": "1""#, "Mine"),
            event("Pod", r#""namespace": "n", "name": "p", "uid": "2""#, "OfItsPredecessor"),
            event("Pod", r#""namespace": "n", "name": "p""#, "ByName"),
            event("Pod", r#""namespace": "m", "name": "p""#, "OfAnotherNamespace"),
            event("Node", r#""name": "node", "uid": "node""#, "OfItsNode"),
            event("Node", r#""name": "other""#, "OfAnotherNode"),
        ]
        .join(",")
    );
    let mut reasons = Vec::new();
    observe(&[("pod.json", pod), ("events.json", &events)], |observation| {
        let names = observation.events.iter();
        reasons.extend(names.map(|event| (event.reason.text.to_owned(), event.about_node)));
    });
    let wanted = [("Mine", false), ("ByName", false), ("OfItsNode", true)];
    assert_eq!(reasons, wanted.map(|(reason, about_node)| (reason.to_owned(), about_node)));
}

#[test]
fn a_replica_set_is_its_deployments_only_by_proof() {
    let owner = |labels: &str, kind: &str| {
        let pod = format!(
            r#"{{"kind": "Pod", "metadata": {{"name": "p", "labels": {{{labels}}},
                "ownerReferences": [{{"kind": "{kind}", "name": "api-7d9f", "controller": true}}]}},
                "status": {{"phase": "Pending"}}}}"#
        );
        let mut owners = Vec::new();
        observe(&[("-", &pod)], |observation| {
            let owner = observation.subject.owner.unwrap();
            owners.push(format!("{}/{}", owner.kind, owner.name));
        });
        owners.concat()
    };
    assert_eq!(owner(r#""pod-template-hash": "7d9f""#, "ReplicaSet"), "Deployment/api");
    assert_eq!(owner(r#""pod-template-hash": "9f""#, "ReplicaSet"), "ReplicaSet/api-7d9f");
    assert_eq!(owner("", "ReplicaSet"), "ReplicaSet/api-7d9f");
    assert_eq!(owner(r#""pod-template-hash": "7d9f""#, "StatefulSet"), "StatefulSet/api-7d9f");
}

#[test]
fn a_pod_without_a_word_of_its_containers_is_one_observation() {
    let pod = r#"{"kind": "Pod", "metadata": {"name": "p"}, "spec": {"containers": [{"name": "a"},
        {"name": "b"}]}, "status": {"phase": "Pending", "containerStatuses": [
        {"name": "a", "state": {"waiting": {"reason": "ContainerCreating"}}},
        {"name": "b", "state": {"waiting": {"reason": "ContainerCreating"}}}]}}"#;
    let mut kinds = Vec::new();
    observe(&[("-", pod)], |observation| kinds.push(observation.subject.kind));
    assert_eq!(kinds, [SubjectKind::Pod]);
}

#[test]
fn a_job_that_lost_its_pods_stands_for_them() {
    let job = |reason: &str| {
        format!(
            r#"{{"kind": "Job", "metadata": {{"name": "j"}}, "status": {{"conditions": [
            {{"type": "Failed", "status": "True", "reason": "{reason}", "message": "m"}}]}}}}"#
        )
    };
    let reason_of = |job: &str, more: &str| {
        let mut reasons = Vec::new();
        observe(&[("job.json", job), ("pods.json", more)], |observation| {
            reasons.push(observation.pod.reason.map(|reason| reason.text.to_owned()));
        });
        reasons
    };
    let none = r#"{"kind": "List", "items": []}"#;
    assert_eq!(reason_of(&job("DeadlineExceeded"), none), [Some("DeadlineExceeded".to_owned())]);
    let pod = r#"{"kind": "Pod", "metadata": {"name": "j-1", "ownerReferences": [
        {"kind": "Job", "name": "j", "controller": true}]}, "status": {"phase": "Failed"}}"#;
    assert_eq!(reason_of(&job("DeadlineExceeded"), pod), [None]);
}

#[test]
fn containers_of_an_evicted_pod_follow_one_of_them() {
    let path = format!("{CORPUS}/node1-evict-ephemeral-pod-limit/pod.json");
    let text = fs::read_to_string(path).unwrap();
    let inputs = [Input::new("pod.json", &text)];
    let report = Report::new(&inputs, &read(&inputs));
    let [first, second] = &report.diagnoses[..] else { panic!("{report:?}") };
    assert_eq!(first.follows, None);
    assert_eq!(second.follows.as_ref(), Some(&first.subject));
    assert_eq!(first.findings[0].cause, second.findings[0].cause);
}

/// What every pod of a node would be told of, again and again, has an end.
#[test]
fn what_is_around_a_pod_is_bounded() {
    let rows: String = (0..20).map(|n| format!("api-{n}  0/1  OOMKilled  7  13m\n")).collect();
    let log = "[ 1.1] cni0: port 7 entered blocking state\n".repeat(200_000);
    for (log, read) in [(&*log, 16), (&log[..4300], 20)] {
        let mut with_log = 0;
        let problems = observe(&[("-", &rows), ("dmesg.txt", log)], |observation| {
            with_log += usize::from(observation.kernel_log.is_some());
        });
        assert_eq!(with_log, read);
        let left_out = problems.iter().any(|why| matches!(why, Why::TooMany { .. }));
        assert_eq!(left_out, read < 20);
    }

    let event = r#"{"kind": "Event", "reason": "SystemOOM", "message": "m",
        "involvedObject": {"kind": "Node", "name": "n"}},"#;
    let condition = r#"{"type": "Ready", "status": "True"},"#;
    let list = format!(
        r#"{{"kind": "List", "items": [{} {{"kind": "Node", "metadata": {{"name": "n"}},
            "status": {{"conditions": [{} {{}}]}}}}, {{"kind": "Pod", "metadata": {{"name": "a"}},
            "spec": {{"nodeName": "n"}}, "status": {{"phase": "Failed"}}}}]}}"#,
        event.repeat(3_000),
        condition.repeat(3_000),
    );
    let mut pods = 0;
    observe(&[("-", &list)], |observation| {
        pods += 1;
        assert_eq!((observation.events.len(), observation.node_conditions.len()), (1_000, 100));
    });
    assert_eq!(pods, 1);
}
