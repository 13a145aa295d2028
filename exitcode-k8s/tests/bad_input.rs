//! Broken, hostile and foreign input: a place and a reason, and whatever else can be said.

use exitcode_core::{Exit, Observation, State};
use exitcode_k8s::report::Report;
use exitcode_k8s::{Input, Why, read};

/// The exit codes that are observed, and why what was left aside.
fn read_one(name: &str, text: &str) -> (Vec<Option<i32>>, Vec<Why>) {
    let inputs = [Input::new(name, text)];
    let reading = read(&inputs);
    let mut codes = Vec::new();
    reading.observe(|observation| codes.push(code(observation)));
    (codes, reading.problems().iter().map(|problem| problem.why.clone()).collect())
}

fn code(observation: &Observation<'_>) -> Option<i32> {
    match observation.state {
        State::Terminated(end) => end.exit.map(|exit| match exit {
            Exit::Code(code) => code.value(),
            other => panic!("{other:?}"),
        }),
        _ => None,
    }
}

fn pod(name: &str, code: &str) -> String {
    format!(
        r#"{{"kind": "Pod", "metadata": {{"name": "{name}"}}, "status": {{"containerStatuses": [
            {{"name": "main", "state": {{"terminated": {{"exitCode": {code}, "reason": "Error"}}}}}}
        ]}}}}"#
    )
}

#[test]
fn a_truncated_list_keeps_what_came_before() {
    let list = format!(r#"{{"kind": "List", "items": [{}, {}]}}"#, pod("a", "1"), pod("b", "2"));
    let cut = list.find(r#""name": "b""#).unwrap();
    let (codes, problems) = read_one("-", &list[..cut]);
    assert_eq!(codes.first(), Some(&Some(1)));
    assert_eq!(codes.iter().flatten().count(), 1);
    let lines = list[..cut].lines().count();
    let column = list[..cut].lines().last().unwrap().chars().count() + 1;
    assert_eq!(problems, [Why::Truncated { line: lines, column, offset: cut }]);
}

#[test]
fn a_number_that_is_cut_off_is_no_number() {
    let text = r#"{"state": {"terminated": {"reason": "Error", "exitCode": 13"#;
    let (codes, problems) = read_one("-", text);
    assert_eq!(codes, [None]);
    assert!(matches!(problems[..], [Why::Truncated { offset: 59, .. }]), "{problems:?}");
}

#[test]
fn every_prefix_of_a_pod_is_read_without_another_code() {
    let text = pod("a", "137");
    for (cut, _) in text.char_indices() {
        let (codes, problems) = read_one("-", &text[..cut]);
        assert!(codes.iter().flatten().all(|&code| code == 137), "{cut}: {codes:?}");
        assert!(!problems.is_empty(), "{cut}");
    }
}

#[test]
fn a_damaged_number_takes_nothing_with_it() {
    for damaged in ["99999999999", "-99999999999", "1.5", "\"137\"", "1e99", "[]"] {
        let list = format!(
            r#"{{"kind": "PodList", "items": [{}, {}]}}"#,
            pod("a", damaged),
            pod("b", "2")
        );
        let (codes, problems) = read_one("-", &list);
        assert_eq!(codes, [None, Some(2)], "{damaged}");
        assert_eq!(problems, [Why::NoSuchNumber { field: "exitCode" }], "{damaged}");
    }
}

#[test]
fn syntax_errors_have_a_place() {
    let (_, problems) = read_one("-", "{\n  \"kind\": Pod\n}");
    let expected = "a value";
    assert_eq!(problems, [Why::Syntax { line: 2, column: 11, offset: 12, expected }]);
    assert_eq!(
        problems[0].to_string(),
        "the JSON is broken at line 2, column 11 (byte 12): expected a value"
    );
}

#[test]
fn depth_is_limited() {
    let (codes, problems) = read_one("-", &"[".repeat(1 << 20));
    assert_eq!(codes, []);
    assert_eq!(problems, [Why::TooDeep { limit: 128, line: 1, column: 129, offset: 128 }]);
}

#[test]
fn what_is_no_json_of_use() {
    assert_eq!(read_one("-", "").1, [Why::Empty]);
    assert_eq!(read_one("-", " \n").1, [Why::Empty]);
    assert_eq!(read_one("-", "hello world").1, [Why::Unrecognised]);
    assert_eq!(read_one("-", "{}").1, [Why::Unrecognised]);
    let secret = r#"{"kind": "Secret", "data": {"password": "aHVudGVyMg=="}}"#;
    assert_eq!(read_one("-", secret).1, [Why::OtherKind { kind: "Secret".to_owned() }]);
}

#[test]
fn bytes_that_are_not_utf8() {
    let text = pod("a", "3").replace("Error", "Er\u{1}r");
    let mut bytes = text.clone().into_bytes();
    let place = text.find('\u{1}').unwrap();
    bytes[place] = 0xff;
    let inputs = [Input::from_bytes("pod.json", &bytes)];
    assert_eq!(inputs[0].text().len(), bytes.len());
    let reading = read(&inputs);
    let mut reasons = Vec::new();
    reading.observe(|observation| {
        if let State::Terminated(end) = observation.state {
            reasons.push(end.reason.unwrap().text.to_owned());
        }
    });
    assert_eq!(reasons, ["Er?r"]);
    assert_eq!(reading.problems()[0].why, Why::NotUtf8 { offset: place });
}

#[test]
fn what_windows_writes() {
    let text = pod("a", "3");
    let utf16 = || text.encode_utf16();
    let little: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(utf16().flat_map(u16::to_le_bytes)).collect();
    let big: Vec<u8> = [0xfe, 0xff].into_iter().chain(utf16().flat_map(u16::to_be_bytes)).collect();
    let marked = format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes();
    for bytes in [little, big, marked] {
        let inputs = [Input::from_bytes("pod.json", &bytes)];
        let reading = read(&inputs);
        let mut codes = Vec::new();
        reading.observe(|observation| codes.push(code(observation)));
        assert_eq!(codes, [Some(3)]);
        assert!(reading.problems().is_empty(), "{:?}", reading.problems());
    }
}

#[test]
fn objects_one_after_another() {
    let text = format!("{}\n{}\n", pod("a", "1"), pod("b", "2"));
    assert_eq!(read_one("-", &text), (vec![Some(1), Some(2)], vec![]));
    let array = format!("[{}, {}]", pod("a", "1"), pod("b", "2"));
    assert_eq!(read_one("-", &array), (vec![Some(1), Some(2)], vec![]));
}

#[test]
fn environment_and_annotations_stay_out_of_the_report() {
    let text = r#"{
        "kind": "Pod",
        "metadata": {"name": "a", "annotations": {"note": "hunter2"}, "labels": {"l": "hunter2"}},
        "spec": {"containers": [{
            "name": "main", "image": "app",
            "env": [{"name": "PASSWORD", "value": "hunter2"}],
            "envFrom": [{"secretRef": {"name": "hunter2"}}]
        }]},
        "status": {"containerStatuses": [
            {"name": "main", "restartCount": 1, "state": {"terminated": {"exitCode": 1}}}
        ]}
    }"#;
    let inputs = [Input::new("-", text)];
    let report = Report::new(&inputs, &read(&inputs));
    assert_eq!(report.diagnoses.len(), 1);
    assert!(!serde_json::to_string(&report).unwrap().contains("hunter2"));
}

#[test]
fn a_long_line_is_quoted_in_part() {
    let line = format!("Error: {}", "x".repeat(1 << 20));
    let text = pod("a", "1");
    let inputs = [Input::new("pod.json", &text), Input::new("main.log", &line)];
    let report = Report::new(&inputs, &read(&inputs));
    assert!(serde_json::to_string(&report).unwrap().len() < 100_000);
}

#[test]
fn many_of_everything_takes_linear_time() {
    let containers: String = (0..20_000)
        .map(|n| format!(r#"{{"name": "c{n}", "state": {{"terminated": {{"exitCode": 1}}}}}},"#))
        .collect();
    let text = format!(r#"{{"kind": "Pod", "status": {{"containerStatuses": [{containers}]}}}}"#);
    let (codes, problems) = read_one("-", &text);
    assert_eq!(codes.len(), 200);
    assert!(problems.contains(&Why::TooMany { what: "containers" }));

    let pods: String = (0..20_000).map(|_| pod("same", "1") + ",").collect();
    let (codes, _) = read_one("-", &format!(r#"{{"kind": "List", "items": [{pods}]}}"#));
    assert_eq!(codes.len(), 1);

    let events: String = (0..20_000)
        .map(|_| r#"{"kind": "Event", "involvedObject": {"kind": "Pod", "name": "a"}, "reason": "Killing"},"#)
        .collect();
    let (codes, _) = read_one("-", &format!(r#"{{"kind": "List", "items": [{events}]}}"#));
    assert_eq!(codes.len(), 1);
}
