//! Readers: whatever they are given, what they say of it can be relied on.

use exitcode_core::kernel_log::{daemon_kills, faults, kills, without_victim};
use exitcode_core::{Span, diagnose};
use exitcode_k8s::kernel_log::KernelLog;
use exitcode_k8s::report::Report;
use exitcode_k8s::triage::Triage;
use exitcode_k8s::{Input, Items, read, read_object, status_column, text};

use crate::{manifest, surface};

/// The names that tell what an input is.
const NAMES: [&str; 5] = ["-", "logs-api-previous.txt", "dmesg.txt", "events.json", "api.log"];

/// Any text, or a few of them, divided by a byte that no text has.
pub fn paste(data: &[u8]) {
    let inputs: Vec<_> = data
        .split(|&byte| byte == 0xff)
        .zip(NAMES)
        .map(|(part, name)| Input::from_bytes(name, part))
        .collect();
    check(&inputs);
}

/// An object or a list of objects in JSON.
pub fn object(data: &[u8]) {
    let input = [Input::from_bytes("pod.json", data)];
    check(&input);
    let _ = status_column(input[0].text());
    let _ = read_object(&input[0]);
    let mut triage = Triage::default();
    let mut items = Items::new(data);
    while let Some(item) = items.next_item().expect("reading from memory does not fail") {
        let Ok(object) = item.object else { continue };
        let start = usize::try_from(item.offset).expect("an offset of the input");
        assert_eq!(data.get(start..start + object.len()), Some(object), "an item is a slice");
        let input = Input::from_bytes("-", object);
        triage.add(&read_object(&input));
    }
    assert!(serde_json::to_string(&triage.table(0)).is_ok());
}

/// What `kubectl describe` prints.
pub fn describe(data: &[u8]) {
    check(&[Input::from_bytes("-", data)]);
}

/// A manifest in YAML, alone and inside of other text.
pub fn yaml(data: &[u8]) {
    let inputs = [Input::from_bytes("pod.yaml", data)];
    let _ = manifest::documents(inputs[0].text());
    check(&inputs);
}

/// A kernel log.
pub fn kernel_log(data: &[u8]) {
    let inputs = [Input::from_bytes("dmesg.txt", data)];
    let log = inputs[0].text();
    let ranges = kills(log)
        .map(|kill| (kill.start, kill.end))
        .chain(faults(log).map(|fault| (fault.start, fault.end)))
        .chain(daemon_kills(log).map(|kill| (kill.start, kill.end)))
        .chain(without_victim(log).map(|none| (none.start, none.end)));
    for (start, end) in ranges {
        assert!(log.get(start..end).is_some(), "{start}..{end} is no slice");
    }
    let json = serde_json::to_string(&KernelLog::read(log)).expect("a kernel log has a JSON form");
    assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
    surface::terminal(&text::KernelLog::new(log).to_string());
    check(&inputs);
}

/// Reads, diagnoses and reports.
fn check(inputs: &[Input<'_>]) {
    let reading = read(inputs);
    for problem in reading.problems() {
        slice(inputs, problem.span);
    }
    reading.observe(|observation| {
        let diagnosis = diagnose(observation);
        for finding in diagnosis.findings() {
            for evidence in finding.evidence() {
                let Some(span) = evidence.span() else { continue };
                let written = slice(inputs, span);
                // A signal's name and the meaning of a number are ours; the place is the number's.
                if evidence.kind().as_str() != "exit-code" {
                    let quote = evidence.quote();
                    assert!(says(written, quote), "{quote:?} does not stand in {written:?}");
                }
            }
        }
    });
    let report = Report::new(inputs, &reading);
    assert_eq!(report, Report::new(inputs, &read(inputs)), "the same twice");
    let json = serde_json::to_string(&report).expect("a report has a JSON form");
    assert_eq!(report, serde_json::from_str(&json).expect("a report reads its own JSON"));
    surface::all(&report);
}

#[track_caller]
fn slice<'a>(inputs: &'a [Input<'_>], span: Span) -> &'a str {
    let text = inputs[usize::from(span.input)].text();
    let range = span.start as usize..span.end() as usize;
    text.get(range.clone()).unwrap_or_else(|| panic!("{range:?} is no slice of the input"))
}

/// Whether an input says this at a place: the bytes, or what they stand for in JSON or YAML.
fn says(written: &str, quote: &str) -> bool {
    // The quotes of one line of YAML over several, and what escapes stand for, are left to the
    // corpus' own test: here the words have to be those of the input, in their order.
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    // Nor has what is copied from a terminal its escape sequences any more.
    let escaped = written.contains(['\\', '\'', '\u{1b}']);
    if escaped || words(written).contains(&words(quote)) {
        return true;
    }
    serde_json::from_str::<String>(written).is_ok_and(|text| words(&text).contains(&words(quote)))
}
