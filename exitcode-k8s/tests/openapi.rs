//! Typed objects give the same observations as their JSON.
#![cfg(feature = "k8s-openapi")]

use std::fs;
use std::path::Path;

use exitcode_core::{Observation, Span, diagnose};
use exitcode_k8s::{Input, Reading, read};
use k8s_openapi::api::core::v1::{Event, Pod};

/// What `kubectl get events -o json` prints; its kind is `List`, and not `EventList`.
#[derive(serde::Deserialize)]
struct Events {
    items: Vec<Event>,
}

/// An observation without its places, which typed objects do not have.
fn shown(observation: &Observation<'_>) -> String {
    let text = format!("{observation:#?}");
    let mut lines = Vec::new();
    let mut skip: Option<usize> = None;
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        match skip {
            Some(depth) if indent > depth => {}
            Some(_) => skip = None,
            None => {
                let field = line.trim_start();
                if field.starts_with("span:") || field.starts_with("exit_span:") {
                    skip = field.ends_with('(').then_some(indent);
                } else {
                    lines.push(line);
                }
            }
        }
    }
    lines.join("\n")
}

#[test]
fn the_same_answers_as_from_json() {
    let corpus = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus/kubelet"));
    let mut count = 0;
    for folder in fs::read_dir(corpus).unwrap() {
        let folder = folder.unwrap().path();
        let text = |name: &str| fs::read_to_string(folder.join(name)).unwrap_or_default();
        let (pod_text, events_text) = (text("pod.json"), text("events.json"));
        let Ok(pod) = serde_json::from_str::<Pod>(&pod_text) else { continue };
        let inputs = [Input::new("pod.json", &pod_text), Input::new("events.json", &events_text)];
        let from_json = read(&inputs);
        let events: Events = serde_json::from_str(&events_text).unwrap();
        let mut typed = Reading::from(&pod);
        typed.add_events(&events.items);

        let observations = |reading: &Reading<'_>| {
            let mut all = Vec::new();
            reading.observe(|observation| {
                let findings: Vec<_> = diagnose(observation)
                    .findings()
                    .map(|finding| (finding.cause(), finding.confidence()))
                    .collect();
                all.push((shown(observation), findings));
            });
            all
        };
        let (one, other) = (observations(&from_json), observations(&typed));
        assert_eq!(one.len(), other.len(), "{}", folder.display());
        for (one, other) in one.iter().zip(&other) {
            assert!(one == other, "{}:\n{}\n{}", folder.display(), one.0, other.0);
        }
        count += one.len();
    }
    assert!(count > 400, "only {count} observations");
}

#[test]
fn places_are_left_out_and_nothing_else() {
    let mut observation = Observation::new().exit_code(3);
    let without = shown(&observation);
    observation.state = match observation.state {
        exitcode_core::State::Terminated(mut end) => {
            end.exit_span = Some(Span::new(0, 1, 2));
            exitcode_core::State::Terminated(end)
        }
        other => other,
    };
    assert_eq!(shown(&observation), without);
    assert_ne!(shown(&Observation::new().exit_code(4)), without);
}
