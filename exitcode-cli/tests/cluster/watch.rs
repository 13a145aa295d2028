//! A cluster that is watched.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::server::{Answer, Server, Step, captured, list};
use crate::{CASE, EVENTS, PODS, Query, cluster, complaint, kubeconfig, run, why_with};

pub(crate) const LONG: Duration = Duration::from_secs(60);

/// The pod with another exit code, at a later version.
fn pod_with(code: i64, version: &str) -> Value {
    let mut pod = captured(&format!("{CASE}/pod.json"));
    pod["metadata"]["resourceVersion"] = version.into();
    let end = &mut pod["status"]["containerStatuses"][0]["lastState"]["terminated"];
    (end["exitCode"], end["reason"]) = (code.into(), "Error".into());
    pod
}

fn died_again(mut pod: Value, restarts: u64) -> Value {
    pod["status"]["containerStatuses"][0]["restartCount"] = restarts.into();
    pod
}

const fn wait(milliseconds: u64) -> Step {
    Step::Wait(Duration::from_millis(milliseconds))
}

/// A cluster whose pods are watched so, one answer for each watch, and whose events stay as they are.
pub(crate) fn watched(
    pods: impl Fn(usize, &Query) -> Answer + Send + Sync + 'static,
) -> impl Fn(&str, &Query) -> Option<Answer> + Send + Sync + 'static {
    let watches = AtomicUsize::new(0);
    move |path, query| match (path, query.contains_key("watch")) {
        (PODS | "/api/v1/pods", true) => Some(pods(watches.fetch_add(1, Ordering::Relaxed), query)),
        (_, true) => Some(Answer::Stream(vec![Step::Wait(LONG)])),
        _ if path.ends_with("/log") => Some(Answer::Text(String::new())),
        _ => cluster(path, query),
    }
}

/// The program as it watches.
pub(crate) struct Watch {
    pub(crate) child: Child,
    lines: Receiver<String>,
}

impl Watch {
    pub(crate) fn start(server: &Server, words: &[&str]) -> Self {
        let mut program = Command::new(env!("CARGO_BIN_EXE_exitcode"));
        Self::of(program.env("KUBECONFIG", kubeconfig(&server.url())), words)
    }

    /// The program with its environment, and these words.
    pub(crate) fn of(program: &mut Command, words: &[&str]) -> Self {
        // A runner without a terminal may have these tests ignore Ctrl-C, and the program with them.
        let mut child = Command::new("env")
            .arg("--default-signal=INT")
            .arg(program.get_program())
            .args(words)
            .arg("--watch")
            .envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, lines) = channel();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        thread::spawn(move || stdout.lines().try_for_each(|line| sender.send(line.unwrap())));
        Self { child, lines }
    }

    #[track_caller]
    pub(crate) fn line(&self) -> String {
        self.lines.recv_timeout(Duration::from_secs(20)).unwrap()
    }

    /// A line, if there is one within that time.
    pub(crate) fn line_within(&self, time: Duration) -> Option<String> {
        self.lines.recv_timeout(time).ok()
    }

    #[track_caller]
    pub(crate) fn exit_code(&self) -> Value {
        let report: Value = serde_json::from_str(&self.line()).unwrap();
        report["diagnoses"][0]["exit"]["code"].clone()
    }

    /// Presses Ctrl-C. Gives what was said besides.
    #[track_caller]
    pub(crate) fn interrupt(mut self, server: &Server) -> String {
        use std::os::unix::process::ExitStatusExt as _;
        Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().unwrap();
        assert_eq!(self.child.wait().unwrap().signal(), Some(2));
        let mut said = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert!(!said.contains("panicked"), "{said}");
        assert!(server.asked().iter().all(|(method, _)| method == "GET"));
        said
    }
}

#[test]
fn another_answer_is_another_line() {
    let server = Server::start(watched(|_, query| {
        assert_eq!(query["resourceVersion"], "100");
        Answer::Stream(vec![
            // The same once more, and something that says nothing.
            Step::Logs(1),
            Step::Change("MODIFIED", captured(&format!("{CASE}/pod.json"))),
            Step::Change(
                "BOOKMARK",
                json!({
                    "kind": "Pod", "apiVersion": "v1", "metadata": {"resourceVersion": "101"},
                }),
            ),
            Step::Logs(2),
            Step::Change("MODIFIED", pod_with(1, "102")),
            Step::Wait(LONG),
        ])
    }));
    let watch = Watch::start(&server, &["why", "oom-main-onfailure", "-o", "json"]);
    assert_eq!(watch.exit_code(), 137);
    assert_eq!(watch.exit_code(), 1);
    assert_eq!(watch.interrupt(&server), "");
}

#[test]
fn the_same_death_again_is_a_line() {
    let server = Server::start(watched(|_, _| {
        Answer::Stream(vec![
            Step::Logs(1),
            Step::Change("MODIFIED", died_again(captured(&format!("{CASE}/pod.json")), 7)),
            Step::Logs(2),
            Step::Change("MODIFIED", pod_with(1, "103")),
            Step::Wait(LONG),
        ])
    }));
    let watch = Watch::start(&server, &["why", "oom-main-onfailure"]);
    let mut lines = Vec::new();
    while !lines.iter().any(|line: &String| line.starts_with("==== ")) {
        lines.push(watch.line());
    }
    let again: Vec<_> = lines.iter().filter(|line| line.contains("the same again")).collect();
    assert_eq!(again.len(), 1, "{lines:#?}");
    assert!(again[0].ends_with(": oom-main-onfailure/main: the same again, restart 7"));
    assert_eq!(lines.iter().filter(|line| *line == "What happened").count(), 1);
    watch.interrupt(&server);
}

#[test]
fn what_is_gone_is_listed_again() {
    let gone = json!({"kind": "Status", "code": 410, "message": "too old resource version"});
    let lists = AtomicUsize::new(0);
    let watched = watched(move |number, _| match number {
        0 => Answer::Stream(vec![Step::Change("ERROR", gone.clone())]),
        1 => Answer::Status(410, "too old resource version"),
        _ => Answer::Stream(vec![Step::Wait(LONG)]),
    });
    let server = Server::start(move |path, query| match (path, query.contains_key("watch")) {
        (PODS, false) => {
            let codes = [137, 1, 2];
            let code = codes[lists.fetch_add(1, Ordering::Relaxed)];
            Some(list("PodList", &[pod_with(code, "1")]))
        }
        _ => watched(path, query),
    });
    let watch = Watch::start(&server, &["why", "oom-main-onfailure", "-o", "json"]);
    for code in [137, 1, 2] {
        assert_eq!(watch.exit_code(), code);
    }
    assert_eq!(watch.interrupt(&server), "");
}

#[test]
fn a_connection_that_breaks_is_made_again() {
    let server = Server::start(watched(|number, query| match number {
        0 => Answer::Stream(vec![Step::Change("MODIFIED", pod_with(1, "105")), Step::Cut]),
        // It goes on from where it was.
        1 => {
            assert_eq!(query["resourceVersion"], "105");
            Answer::Stream(vec![])
        }
        _ => Answer::Stream(vec![Step::Change("MODIFIED", pod_with(2, "106")), Step::Wait(LONG)]),
    }));
    let watch = Watch::start(&server, &["why", "oom-main-onfailure", "-o", "json"]);
    while watch.exit_code() != 2 {}
    let said = watch.interrupt(&server);
    let lost: Vec<_> = said.lines().filter(|line| line.contains("trying again in 1 s")).collect();
    assert_eq!(lost.len(), 2, "{said}");
    assert!(lost[0].contains(" UTC: pods: cannot reach the API server: "), "{said}");
    assert!(lost[1].contains("it closed the connection"), "{said}");
    assert_eq!(said.matches("pods: connected again").count(), 2, "{said}");
}

#[test]
fn who_may_list_but_not_watch_is_told() {
    let server = Server::start(watched(|_, _| Answer::Status(403, "no watching")));
    let watch = Watch::start(&server, &["why", "oom-main-onfailure", "-o", "json"]);
    assert_eq!(watch.exit_code(), 137);
    thread::sleep(Duration::from_millis(200));
    let said = watch.interrupt(&server);
    assert!(
        said.contains("pods cannot be watched: forbidden (403): no watching; asking every 10 s")
    );
}

#[test]
fn what_cannot_be_watched_at_all() {
    for (path, message) in [(PODS, "forbidden (403): no"), ("", "there is no pod `oom-main")] {
        let server = Server::start(move |asked, _| match asked {
            _ if asked == path => Some(Answer::Status(403, "no")),
            PODS => Some(list("PodList", &[])),
            EVENTS => Some(list("EventList", &[])),
            _ => None,
        });
        let why = why_with(&server, &["oom-main-onfailure", "--watch"]);
        assert!(complaint(why).contains(message));
    }
}

#[test]
fn a_pod_that_goes_and_comes_back() {
    let server = Server::start(watched(|_, _| {
        Answer::Stream(vec![
            Step::Logs(1),
            Step::Change("DELETED", pod_with(1, "103")),
            wait(1500),
            Step::Change("ADDED", pod_with(2, "104")),
            Step::Wait(LONG),
        ])
    }));
    let words = ["why", "-l", "app=x", "-o", "json"];
    let watch = Watch::start(&server, &words);
    assert_eq!(watch.exit_code(), 137);
    assert_eq!(watch.exit_code(), json!(null));
    assert_eq!(watch.exit_code(), 2);
    let said = watch.interrupt(&server);
    assert!(said.contains("waiting for another one"), "{said}");
}

#[test]
fn the_pods_of_a_cluster_in_a_table() {
    let server = Server::start(watched(|_, _| {
        let mut pod = pod_with(1, "103");
        pod["metadata"]["name"] = "other".into();
        Answer::Stream(vec![wait(1500), Step::Change("ADDED", pod), Step::Wait(LONG)])
    }));
    let watch = Watch::start(&server, &["triage", "-n", "lab2", "-o", "json"]);
    let mut counts = Vec::new();
    for _ in 0..2 {
        let table: Value = serde_json::from_str(&watch.line()).unwrap();
        counts.push((table["objects"].clone(), table["causes"].as_array().unwrap().len()));
    }
    assert_eq!(counts, [(json!(1), 1), (json!(2), 2)]);
    assert_eq!(watch.interrupt(&server), "");
}

#[test]
fn an_event_changes_the_table() {
    let event = json!({
        "kind": "Event", "metadata": {"name": "e", "namespace": "lab2", "resourceVersion": "7"},
        "involvedObject": {"kind": "Pod", "namespace": "lab2", "name": "oom-main-onfailure",
            "uid": pod_with(0, "1")["metadata"]["uid"]},
        "reason": "Failed", "type": "Warning", "count": 1,
        "message": "Error: secret \"db\" not found",
    });
    let waiting = || {
        let mut pod = pod_with(1, "1");
        let status = &mut pod["status"]["containerStatuses"][0];
        *status = json!({"name": "main", "restartCount": 0, "state": {
            "waiting": {"reason": "CreateContainerConfigError"},
        }});
        list("PodList", &[pod])
    };
    let server = Server::start(move |path, query| match (path, query.contains_key("watch")) {
        (EVENTS, true) => Some(Answer::Stream(vec![
            wait(1500),
            Step::Change("ADDED", event.clone()),
            Step::Wait(LONG),
        ])),
        (EVENTS, false) => Some(list("EventList", &[])),
        (PODS, true) => Some(Answer::Stream(vec![Step::Wait(LONG)])),
        (PODS, false) => Some(waiting()),
        _ => None,
    });
    let watch = Watch::start(&server, &["triage", "-n", "lab2"]);
    let mut lines = Vec::new();
    while lines.iter().filter(|line: &&String| line.starts_with("As of ")).count() < 2
        || !lines.last().is_some_and(|line| line.contains("secret"))
    {
        lines.push(watch.line());
    }
    assert!(lines[1].starts_with("CAUSE"), "{lines:#?}");
    watch.interrupt(&server);
}

#[test]
fn a_cluster_in_a_table_once() {
    let server = Server::start(cluster);
    let triage = |words: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_exitcode"));
        command.arg("triage").args(words).env("KUBECONFIG", kubeconfig(&server.url()));
        run(&mut command)
    };
    let table = triage(&["-n", "lab2"]);
    assert_eq!((table.status, &*table.stderr), (Some(0), ""));
    assert!(table.stdout.contains("\noom-container-limit  1 "), "{}", table.stdout);
    let refused = complaint(triage(&["-A"]));
    assert!(refused.contains("pods: not found (404)"), "{refused}");
    assert!(complaint(triage(&["-A", "file.json"])).contains("cannot be used with"));
}
