//! Every captured object is read, and read right: serde_json is the other opinion.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use exitcode_core::{
    Condition, Event, Exit, Observation, Sibling, State, SubjectKind, Terminated, Text,
};
use exitcode_k8s::{Input, Problem, read};
use serde_json::Value;

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus");

fn files(folder: &str, wanted: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let mut folders = vec![Path::new(CORPUS).join(folder)];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            // kubectl printed nothing of a pod that was gone already.
            } else if wanted(path.file_name().unwrap().to_str().unwrap())
                && fs::metadata(&path).unwrap().len() > 0
            {
                files.push(path);
            }
        }
    }
    assert!(files.len() > 50, "{folder}: only {} files", files.len());
    files.sort();
    files
}

/// Reads files together, without a problem, and shows the observations.
fn observe(paths: &[PathBuf], mut see: impl FnMut(&Observation<'_>, &[Input<'_>])) {
    let names: Vec<_> = paths.iter().map(|path| path.to_str().unwrap()).collect();
    let texts: Vec<_> = paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let inputs: Vec<_> =
        names.iter().zip(&texts).map(|(name, text)| Input::new(name, text)).collect();
    let reading = read(&inputs);
    let spare = |problem: &&Problem| !problem.to_string().contains("log");
    let problems: Vec<_> = reading.problems().iter().filter(spare).collect();
    assert!(problems.is_empty(), "{}: {problems:?}", names[0]);
    assert!(reading.recognised(), "{}", names[0]);
    reading.observe(|observation| see(observation, &inputs));
}

fn ends(observation: &Observation<'_>) -> impl Iterator<Item = (Option<i32>, Option<String>)> {
    let now = match observation.state {
        State::Terminated(end) => Some(end),
        _ => None,
    };
    [now, observation.last].into_iter().flatten().map(|end| {
        let code = match end.exit {
            Some(Exit::Code(code)) => Some(code.value()),
            _ => None,
        };
        (code, end.reason.map(|reason| reason.text.to_owned()))
    })
}

#[test]
fn every_end_of_every_pod() {
    for path in files("kubelet", |name| name == "pod.json" || name == "pods.json") {
        let json: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let pods = match json.get("items") {
            Some(items) => items.as_array().unwrap().clone(),
            None => vec![json],
        };
        let mut wanted = BTreeSet::new();
        for pod in &pods {
            for list in ["initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses"]
            {
                for status in pod["status"][list].as_array().into_iter().flatten() {
                    for state in ["state", "lastState"] {
                        let end = &status[state]["terminated"];
                        if end.is_object() {
                            wanted.insert((
                                pod["metadata"]["name"].as_str().unwrap().to_owned(),
                                status["name"].as_str().unwrap().to_owned(),
                                end["exitCode"].as_i64().map(|code| code as i32),
                                end["reason"].as_str().map(str::to_owned),
                            ));
                        }
                    }
                }
            }
        }
        let mut found = BTreeSet::new();
        let mut seen_pods = BTreeSet::new();
        observe(std::slice::from_ref(&path), |observation, _| {
            let pod = observation.subject.pod.unwrap().to_owned();
            for (code, reason) in ends(observation) {
                let container = observation.subject.container.unwrap().to_owned();
                found.insert((pod.clone(), container, code, reason));
            }
            seen_pods.insert(pod);
        });
        assert_eq!(found, wanted, "{}", path.display());
        assert_eq!(seen_pods.len(), pods.len(), "{}", path.display());
    }
}

#[test]
fn every_inspected_container() {
    for path in files("docker", |name| name.ends_with(".inspect.json")) {
        let json: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let wanted = &json[0];
        let mut count = 0;
        observe(std::slice::from_ref(&path), |observation, _| {
            count += 1;
            let name = wanted["Name"].as_str().unwrap().trim_start_matches('/');
            assert_eq!(observation.subject.container, Some(name));
            assert_eq!(observation.subject.uid, None, "a container's id is no pod's UID");
            let limit = wanted["HostConfig"]["Memory"].as_u64().filter(|limit| *limit > 0);
            assert_eq!(observation.memory_limit, limit, "{name}");
            assert_eq!(observation.oom_flag, wanted["State"]["OOMKilled"].as_bool(), "{name}");
            let argv: Vec<_> = observation.argv.iter().map(|word| word.text).collect();
            assert_eq!(argv[0], wanted["Path"].as_str().unwrap(), "{name}");
            assert_eq!(argv.len(), 1 + wanted["Args"].as_array().unwrap().len(), "{name}");
            if wanted["State"]["Status"] == "exited" {
                let code = wanted["State"]["ExitCode"].as_i64().unwrap();
                assert_eq!(ends(observation).next().unwrap().0, Some(code as i32), "{name}");
            }
        });
        assert_eq!(count, 1, "{}", path.display());
    }
}

/// Every text of an observation that a report may quote.
fn texts<'o>(observation: &Observation<'o>) -> Vec<Text<'o>> {
    fn end<'o>(end: &Terminated<'o>) -> [Option<Text<'o>>; 2] {
        [end.reason, end.message]
    }
    fn condition<'o>(condition: &Condition<'o>) -> [Option<Text<'o>>; 2] {
        [condition.reason, condition.message]
    }
    let event = |event: &Event<'o>| [event.reason, event.message];
    let mut texts: Vec<Option<Text<'o>>> = vec![
        observation.pod.phase,
        observation.pod.reason,
        observation.pod.message,
        observation.image,
        observation.log,
        observation.kernel_log,
    ];
    match &observation.state {
        State::Terminated(now) => texts.extend(end(now)),
        State::Waiting(waiting) => texts.extend([waiting.reason, waiting.message]),
        _ => {}
    }
    texts.extend(observation.last.iter().flat_map(end));
    texts.extend(observation.argv.iter().copied().map(Some));
    texts.extend(observation.pod.conditions.iter().flat_map(condition));
    texts.extend(observation.node_conditions.iter().flat_map(condition));
    texts.extend(observation.events.iter().flat_map(event).map(Some));
    let siblings =
        observation.siblings.iter().filter_map(|sibling: &Sibling<'o>| sibling.terminated);
    texts.extend(siblings.collect::<Vec<_>>().iter().flat_map(end));
    texts.into_iter().flatten().filter(|text| !text.is_empty()).collect()
}

#[test]
fn every_text_slices_back() {
    let mut escaped = 0;
    let pods = files("kubelet", |name| name == "pod.json");
    for path in pods.iter().chain(&files("docker", |name| name.ends_with(".inspect.json"))) {
        let mut group = vec![path.clone()];
        for other in ["events.json", "logs-main.txt"] {
            group.extend(Some(path.with_file_name(other)).filter(|other| other.exists()));
        }
        observe(&group, |observation, inputs| {
            for text in texts(observation) {
                let span = text.span.unwrap();
                let input = inputs[usize::from(span.input)].text();
                let raw = &input[span.start as usize..span.end() as usize];
                if raw != text.text {
                    let decoded: String = serde_json::from_str(&format!("\"{raw}\"")).unwrap();
                    assert_eq!(decoded, text.text);
                    escaped += 1;
                }
            }
        });
    }
    assert!(escaped > 100, "the corpus has {escaped} texts with escapes");
}

#[test]
fn events_and_logs_find_their_container() {
    let folder = Path::new(CORPUS).join("kubelet/node1-liveness-fail-never-137");
    let paths = ["pod.json", "events.json", "logs-main.txt"].map(|name| folder.join(name));
    let mut count = 0;
    observe(&paths[..2], |observation, _| {
        count += 1;
        assert_eq!(observation.subject.kind, SubjectKind::Container);
        let killing = observation.events.iter().find(|event| event.reason.text == "Killing");
        assert_eq!(killing.unwrap().container, Some("main"));
        assert!(observation.events.iter().all(|event| !event.about_node));
        assert!(observation.events.iter().all(|event| event.first <= event.last));
        assert_eq!(observation.log, None);
    });
    assert_eq!(count, 1);
}
