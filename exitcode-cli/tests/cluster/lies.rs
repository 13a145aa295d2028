//! An API server, or what stands in front of it, that does not answer what was asked, or without
//! end: it is said what is wrong, the rest is told, and it takes no more memory and time.

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::server::{Answer, Server, Step};
use crate::watch::{LONG, Watch, watched};
use crate::{EVENTS, METRICS, POD, PODS, Query, Run, cluster, complaint, kubeconfig, report, run};
use crate::{trouble, why_with};

const NODE: &str = "/api/v1/nodes/node2";
const LOG: &str = "/api/v1/namespaces/lab2/pods/oom-main-onfailure/log";

/// What is asked for beside the pod, and how it is called.
const BESIDE: [(&str, &str); 5] = [
    (EVENTS, "events"),
    (NODE, "node node2"),
    (METRICS, "metrics of pod oom-main-onfailure"),
    (trouble::REPLICA_SET, "replicaset api-5d"),
    (trouble::DEPLOYMENT, "deployment api"),
];

/// The cluster of a pod that a Deployment keeps, which answers so where it is asked for this path.
fn lying(lie: &'static str, answer: Answer) -> Server {
    Server::start(move |path: &str, query: &Query| match path {
        _ if path == lie => Some(answer.clone()),
        _ => trouble::owned(path, query),
    })
}

/// What is said of a thing beside the pod that is a lie: the rest is diagnosed all the same.
#[track_caller]
fn why_left_out(server: &Server, what: &str, words: &[&str]) -> String {
    let report = report(server, &[&["oom-main-onfailure"], words].concat());
    assert_eq!(report["diagnoses"][0]["findings"][0]["cause"], "oom-container-limit");
    assert_eq!(report["ignored"].as_array().unwrap().len(), 1, "{report:#}");
    assert_eq!(report["ignored"][0]["input"], what);
    report["ignored"][0]["why"].as_str().unwrap().to_owned()
}

fn triage(server: &Server, words: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_exitcode"));
    command.args(["triage", "-n", "lab2"]).args(words);
    run(command.env("KUBECONFIG", kubeconfig(&server.url())))
}

/// All answers to this question that is about several pods.
fn of_pods(server: &Server) -> [Run; 2] {
    [why_with(server, &["-l", "app=api"]), triage(server, &[])]
}

/// The program with so much memory for all that it has, in KiB.
fn bounded(server: &Server, memory: u64, words: &[&str]) -> Run {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("ulimit -v {memory} && exec \"$@\""), "sh"]);
    command.arg(env!("CARGO_BIN_EXE_exitcode")).args(words);
    run(command.env("KUBECONFIG", kubeconfig(&server.url())))
}

#[test]
fn a_page_instead_of_json() {
    let page = || Answer::Page(200, "\n<!DOCTYPE html><title>Log in</title>".to_owned());
    let said = "it is a page of HTML, as of a proxy or a login";
    for (path, what) in BESIDE {
        let why = why_left_out(&lying(path, page()), what, &[]);
        assert!(why.contains(said), "{path}: {why}");
    }
    let answer = complaint(why_with(&lying(POD, page()), &["oom-main-onfailure"]));
    assert!(answer.contains(said), "{answer}");
    for answer in of_pods(&lying(PODS, page())) {
        let answer = complaint(answer);
        assert!(answer.contains(said), "{answer}");
    }
}

#[test]
fn something_else_than_what_was_asked_for() {
    let secret = json!({"kind": "Secret", "data": {"password": "CANARY"}, "items": [{}]});
    for (lie, said) in [
        (json!(null), "of no kind and no "),
        (json!(137), "of no kind and no "),
        (json!([{"kind": "Pod"}]), "of no kind and no "),
        (json!({}), "of no kind and no "),
        (json!({"kind": 1, "items": [{}]}), "of no kind and no "),
        (json!({"kind": "Status", "code": 403}), "of the kind `Status` and no "),
        (secret, "of the kind `Secret` and no "),
        (json!({"kind": "\u{1b}[2J".repeat(1000)}), "of the kind `"),
    ] {
        for (path, what) in BESIDE {
            let why = why_left_out(&lying(path, Answer::Json(lie.clone())), what, &[]);
            assert!(why.contains(said) && why.len() < 3000, "{path}: {why}");
        }
        let one = why_with(&lying(POD, Answer::Json(lie.clone())), &["oom-main-onfailure"]);
        for answer in of_pods(&lying(PODS, Answer::Json(lie))).into_iter().chain([one]) {
            let answer = complaint(answer);
            assert!(answer.contains(said) && answer.len() < 5000, "{answer}");
            assert!(!answer.contains(['\u{1b}', '\u{7}']) && !answer.contains("CANARY"));
        }
    }
    // A number is not a pod that ended with it.
    let numbers = Answer::Json(json!({"kind": "PodList", "items": [137, "OOMKilled"]}));
    for answer in of_pods(&lying(PODS, numbers)) {
        let answer = complaint(answer);
        assert!(answer.contains("of no kind and no Pod"), "{answer}");
    }
    // Go writes no items so.
    let nothing = json!({"kind": "PodList", "metadata": {"resourceVersion": "1"}, "items": null});
    for answer in of_pods(&lying(PODS, Answer::Json(nothing))) {
        assert_eq!((answer.status, &*answer.stderr), (Some(0), ""));
    }
}

/// Names that would lead elsewhere in a path are not asked about.
#[test]
fn names_that_are_none() {
    for name in ["../../secrets", "a/exec?command=x", "", "A", "a%2f..", "\u{1b}[2J"] {
        let server = Server::start(move |path, query| {
            let Some(Answer::Json(mut pod)) = cluster(POD, query) else { return None };
            pod["metadata"]["name"] = name.into();
            pod["spec"]["nodeName"] = name.into();
            let owner = json!([{"kind": "ReplicaSet", "name": name, "controller": true}]);
            pod["metadata"]["ownerReferences"] = owner;
            match path {
                POD => Some(Answer::Json(pod)),
                _ => cluster(path, query),
            }
        });
        let answer = why_with(&server, &["oom-main-onfailure"]);
        assert_eq!((answer.status, &*answer.stderr), (Some(0), ""), "{name:?}");
        assert!(!answer.stdout.contains('\u{1b}'), "{}", answer.stdout);
        let asked = server.asked();
        assert!(
            asked.iter().all(|(_, path)| *path == POD || path.starts_with(EVENTS)),
            "{asked:?}"
        );
    }
}

#[test]
fn a_long_page_with_an_error() {
    let page = "<html><body>\u{1b}]0;title\u{7} It does not work.\n".repeat(10 << 20 >> 5);
    let page = move || Answer::Page(500, page.clone());
    let said = "the API server answered with 500: <html>";
    for (path, what) in BESIDE.into_iter().chain([(LOG, "log of container main")]) {
        let why = why_left_out(&lying(path, page()), what, &[]);
        assert!(why.starts_with(said) && why.len() < 1000, "{path}: {}", why.len());
    }
    let one = why_with(&lying(POD, page()), &["oom-main-onfailure"]);
    for answer in of_pods(&lying(PODS, page())).into_iter().chain([one]) {
        let answer = complaint(answer);
        assert!(answer.contains(said) && answer.len() < 3000, "{}", answer.len());
        assert!(!answer.contains(['\u{1b}', '\u{7}']), "{answer}");
    }
    // Of what is watched as well.
    let server = Server::start(watched(move |_, _| page.clone()()));
    let watch = Watch::start(&server, &["why", "oom-main-onfailure", "-o", "json"]);
    assert_eq!(watch.exit_code(), 137);
    std::thread::sleep(Duration::from_millis(500));
    let told = watch.interrupt(&server);
    assert!(told.contains(said) && told.len() < 5000, "{}", told.len());
}

#[test]
fn answers_that_are_cut() {
    let broken = [
        Answer::Cut,
        Answer::Stream(vec![Step::Cut]),
        Answer::Bare(vec![]),
        Answer::Bare(vec![Step::Bytes(b"HTTP/1.1 200".to_vec())]),
        Answer::Bare(vec![Step::Bytes(b"hello\r\n\r\n".to_vec())]),
        Answer::Stream(vec![Step::Bytes(b"xyz\r\n".to_vec())]),
        Answer::Stream(vec![Step::Bytes(b"fffffffffffffffff\r\n".to_vec())]),
        // More headers than anybody sends.
        Answer::Bare(vec![
            Step::Bytes(b"HTTP/1.1 200 OK\r\n".to_vec()),
            Step::Forever(b"a: b\r\n".to_vec()),
        ]),
    ];
    for answer in broken {
        for (path, what) in [(EVENTS, "events"), (LOG, "log of container main")] {
            let why = why_left_out(&lying(path, answer.clone()), what, &[]);
            assert!(why.starts_with("cannot reach the API server"), "{why}");
        }
        for answer in of_pods(&lying(PODS, answer)) {
            let answer = complaint(answer);
            assert!(answer.contains("cannot reach the API server"), "{answer}");
        }
    }
}

#[test]
fn a_list_without_end() {
    let endless = |path: &'static str, kind: &'static str| {
        Server::start(move |asked: &str, query: &Query| {
            if asked != path {
                return cluster(asked, query);
            }
            let page: u64 = query.get("continue").map_or(0, |page| page.parse().unwrap());
            let metadata = json!({"resourceVersion": "1", "continue": (page + 1).to_string()});
            Some(Answer::Json(json!({"kind": kind, "metadata": metadata, "items": []})))
        })
    };
    let said = "the list of the API server does not end after 2000 pages";
    let why = why_left_out(&endless(EVENTS, "EventList"), "events", &[]);
    assert!(why.starts_with(said), "{why}");
    let server = endless(PODS, "PodList");
    for answer in of_pods(&server) {
        let answer = complaint(answer);
        assert!(answer.contains(said), "{answer}");
    }
    let pages = server.asked().iter().filter(|(_, path)| path.starts_with(PODS)).count();
    assert_eq!(pages, 2 * 2000);
}

#[test]
fn answers_without_end() {
    let blanks = Step::chunk(&" ".repeat(64 << 10));
    let endless = |begin: &str| {
        let begin = Step::Bytes(Step::chunk(begin));
        Answer::Stream(vec![begin, Step::Forever(blanks.clone())])
    };
    const MEMORY: u64 = 200 << 10;
    for (path, what, limit) in [
        (NODE, "node node2", "16 MiB"),
        (METRICS, "metrics of pod oom-main-onfailure", "16 MiB"),
        (trouble::DEPLOYMENT, "deployment api", "16 MiB"),
        (LOG, "log of container main", "1 MiB"),
    ] {
        let server = lying(path, endless("{\"kind\": \"Node\""));
        let words = ["why", "oom-main-onfailure", "-o", "json"];
        let answer = bounded(&server, MEMORY, &words);
        assert_eq!((answer.status, &*answer.stderr), (Some(0), ""), "{what}");
        let report: Value = serde_json::from_str(&answer.stdout).unwrap();
        assert_eq!(report["diagnoses"][0]["findings"][0]["cause"], "oom-container-limit");
        let ignored = &report["ignored"][0];
        assert_eq!(ignored["input"], what);
        let said = format!("what the API server answered is longer than {limit}; so ");
        assert!(ignored["why"].as_str().unwrap().starts_with(&said), "{ignored}");
    }
    let server = lying(PODS, endless("{\"kind\": \"PodList\", \"items\": ["));
    let answer = bounded(&server, 1 << 20, &["triage", "-n", "lab2", "--request-timeout", "60"]);
    let answer = complaint(answer);
    assert!(
        answer.contains("pods: what the API server answered is longer than 256 MiB"),
        "{answer}"
    );
}

#[test]
fn a_line_of_a_watch_without_end() {
    let server = Server::start(watched(|number, _| match number {
        0 => Answer::Stream(vec![
            Step::Bytes(Step::chunk("{\"type\": \"MODIFIED\", \"object\": {")),
            Step::Forever(Step::chunk(&" ".repeat(64 << 10))),
        ]),
        _ => Answer::Stream(vec![Step::Wait(LONG)]),
    }));
    let watch = Watch::start(&server, &["why", "oom-main-onfailure", "-o", "json"]);
    assert_eq!(watch.exit_code(), 137);
    let begin = Instant::now();
    let watches = || server.asked().iter().filter(|(_, path)| path.contains("watch=")).count();
    // Of pods, of events, and of pods once more.
    while watches() < 3 {
        assert!(begin.elapsed() < Duration::from_secs(30));
        std::thread::sleep(Duration::from_millis(50));
    }
    let status = fs::read_to_string(format!("/proc/{}/status", watch.child.id()));
    let peak = status.ok().and_then(|status| {
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        line.split_whitespace().next()?.parse::<u64>().ok()
    });
    assert!(peak.is_none_or(|peak| peak < 100 << 10), "{peak:?} KiB");
    let told = watch.interrupt(&server);
    let said = "pods: what the API server answered is longer than 16 MiB; trying again in 1 s";
    assert!(told.contains(said), "{told}");
}

#[test]
fn an_answer_that_drips() {
    let mut drops = Vec::new();
    for _ in 0..200 {
        drops.extend([Step::Bytes(Step::chunk(" ")), Step::Wait(Duration::from_millis(100))]);
    }
    let begin = Instant::now();
    for (path, what) in BESIDE.into_iter().chain([(LOG, "log of container main")]) {
        let server = lying(path, Answer::Stream(drops.clone()));
        let why = why_left_out(&server, what, &["--request-timeout", "1"]);
        assert!(why.starts_with("no answer within 1 s; so "), "{why}");
    }
    let server = lying(POD, Answer::Stream(drops));
    let words = ["oom-main-onfailure", "--request-timeout", "1"];
    let answer = complaint(why_with(&server, &words));
    assert!(answer.contains("no answer within 1 s"), "{answer}");
    assert!(begin.elapsed() < Duration::from_secs(60));
}
