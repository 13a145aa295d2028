//! Over every labelled case: evidence points at what it quotes, and the first check that is
//! proposed fetches what a fuller paste of the same case has.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use exitcode_core::{Confidence, Source, diagnose};
use exitcode_k8s::{Input, read};
use serde_json::Value;

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus");

struct Case {
    id: String,
    group: String,
    inputs: Vec<(String, String)>,
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for folder in ["kubelet", "docker", "incidents", "provoked", "modelled"] {
        let folder = Path::new(CORPUS).join(folder);
        let lines = fs::read_to_string(folder.join("cases.jsonl")).unwrap();
        for line in lines.lines().filter(|line| !line.trim().is_empty()) {
            let case: Value = serde_json::from_str(line).unwrap();
            let text = |name: &Value| {
                let name = name.as_str().unwrap();
                let bytes = fs::read(folder.join(name)).unwrap();
                (name.to_owned(), String::from_utf8_lossy(&bytes).into_owned())
            };
            let inputs = match case["stdin"].as_str() {
                Some(stdin) => vec![("-".to_owned(), stdin.to_owned())],
                None => case["inputs"].as_array().unwrap().iter().map(text).collect(),
            };
            let word = |key: &str| case[key].as_str().unwrap_or_default().to_owned();
            cases.push(Case { id: word("id"), group: word("group"), inputs });
        }
    }
    assert!(cases.len() > 2_000, "{} cases", cases.len());
    cases
}

fn inputs(case: &Case) -> Vec<Input<'_>> {
    case.inputs.iter().map(|(name, text)| Input::new(name, text)).collect()
}

/// What an input says at a place: the bytes, or what they stand for in a JSON or YAML string.
fn says(written: &str, quote: &str) -> bool {
    let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let unescaped = serde_json::from_str::<String>(&format!("\"{written}\""));
    squeeze(written).contains(&squeeze(quote))
        || squeeze(&written.replace("''", "'")).contains(&squeeze(quote))
        || unescaped.is_ok_and(|text| squeeze(&text).contains(&squeeze(quote)))
        || serde_json::from_str::<String>(written)
            .is_ok_and(|text| squeeze(&text).contains(&squeeze(quote)))
}

#[test]
fn evidence_slices_back_to_what_it_quotes() {
    let mut checked = 0;
    for case in cases() {
        let inputs = inputs(&case);
        read(&inputs).observe(|observation| {
            for finding in diagnose(observation).findings() {
                for evidence in finding.evidence() {
                    let Some(span) = evidence.span() else { continue };
                    let text = inputs[usize::from(span.input)].text();
                    let range = span.start as usize..span.end() as usize;
                    let written = text.get(range.clone()).unwrap_or_else(|| {
                        panic!("{}: {range:?} is no slice: {evidence}", case.id)
                    });
                    // A signal's name and the meaning of a number are ours; their span is the
                    // number's.
                    if evidence.kind().as_str() != "exit-code" {
                        let quote = evidence.quote();
                        assert!(says(written, quote), "{}: {quote:?} is {written:?}", case.id);
                    }
                    checked += 1;
                }
            }
        });
    }
    assert!(checked > 3_000, "only {checked} pieces of evidence have a place");
}

#[test]
fn the_first_check_fetches_what_the_fuller_paste_has() {
    let cases = cases();
    let by_id: BTreeMap<&str, &Case> = cases.iter().map(|case| (&*case.id, case)).collect();
    let mut undecided = 0;
    for case in cases.iter().filter(|case| case.group.ends_with(":pod")) {
        let fuller_id = format!("{}+events+logs", case.id);
        let Some(fuller) = by_id.get(&*fuller_id) else { continue };
        let mut has = vec![];
        if fuller.inputs.iter().any(|(name, _)| name.contains("events")) {
            has.push(Source::Events);
        }
        if fuller.inputs.iter().any(|(name, _)| name.contains("logs")) {
            has.push(Source::Log);
        }
        let inputs = inputs(case);
        let mut first = None;
        read(&inputs).observe(|observation| {
            let diagnosis = diagnose(observation);
            let open = diagnosis
                .findings()
                .next()
                .is_some_and(|finding| finding.confidence() < Confidence::Confirmed);
            if open && first.is_none() {
                first = Some(diagnosis.next_checks().next().map(|next| next.check().source()));
            }
        });
        let Some(first) = first else { continue };
        undecided += 1;
        assert!(
            first.is_some_and(|source| has.contains(&source)),
            "{}: asks for {first:?} first, and {has:?} would help",
            case.id
        );
    }
    assert!(undecided > 100, "only {undecided} cases are open");
}
