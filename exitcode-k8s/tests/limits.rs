//! Every limit from both sides: what is at it is read, and what is past it is told with its place.

use exitcode_k8s::report::Report;
use exitcode_k8s::{Input, Reading, Why, read, read_object};
use serde_json::{Value, json};

/// How deep values may be nested.
const DEPTH: usize = 128;

/// How many containers of a pod are read.
const CONTAINERS: usize = 200;

/// How many inputs are read together.
const INPUTS: usize = 65_535;

/// How many ends are explained.
const DIAGNOSES: usize = 10_000;

/// How long what is shown of a quotation may be, in bytes.
const QUOTE: usize = 600;

fn why(reading: &Reading<'_>) -> Vec<Why> {
    reading.problems().iter().map(|problem| problem.why.clone()).collect()
}

fn observations(reading: &Reading<'_>) -> usize {
    let mut count = 0;
    reading.observe(|_| count += 1);
    count
}

/// A pod in JSON that ended, with an annotation in which so many values are nested, the pod and its
/// metadata among them.
fn deep(depth: usize) -> String {
    let (open, close) = ("[".repeat(depth - 2), "]".repeat(depth - 2));
    let status = r#"{"containerStatuses":[{"name":"a","state":{"terminated":{"exitCode":1}}}]}"#;
    format!("{{\"kind\":\"Pod\",\"status\":{status},\n \"metadata\":{{\"x\":{open}{close}}}}}")
}

/// The same in YAML.
fn deep_yaml(depth: usize) -> String {
    let mut text = "kind: Pod\nstatus:\n  containerStatuses:\n  - name: a\n    state:\n      \
                    terminated:\n        exitCode: 1\nmetadata:\n"
        .to_owned();
    for level in 2..depth {
        text.push_str(&format!("{:level$}x:\n", "", level = level - 1));
    }
    text + &format!("{:depth$}y: z\n", "", depth = depth - 1)
}

#[test]
fn nesting() {
    for depth in [DEPTH - 1, DEPTH, DEPTH + 1] {
        let text = deep(depth);
        let column = text.lines().nth(1).unwrap().find('[').unwrap() + 1 + DEPTH - 2;
        let offset = text.find('\n').unwrap() + column;
        let object = [Input::new("pod.json", &text)];
        // An object of a list, alone, in a list, and behind other words.
        assert_eq!(observations(&read_object(&object[0])), 1);
        let pasted = format!("$ kubectl get pod a -o json\n{text}\n");
        let pasted = [Input::new("-", &pasted)];
        let behind = |reading: &Reading<'_>| -> Vec<Why> {
            // What is behind the place is no JSON any more.
            why(reading).into_iter().filter(|why| *why != Why::Unrecognised).collect()
        };
        for (reading, before) in [
            (read_object(&object[0]), 0),
            (read(&object), 0),
            (read(&pasted), pasted[0].text().find('{').unwrap()),
        ] {
            assert_eq!(observations(&reading), 1, "{depth}");
            let line = 2 + usize::from(before > 0);
            let offset = offset + before;
            let told = Why::TooDeep { limit: DEPTH, line, column, offset };
            let expected = if depth > DEPTH { vec![told] } else { vec![] };
            assert_eq!(behind(&reading), expected, "{depth}");
        }

        let yaml = deep_yaml(depth);
        let yaml = [Input::new("pod.yaml", &yaml)];
        let reading = read(&yaml);
        assert_eq!(observations(&reading), 1, "{depth}");
        let offset = yaml[0].text().find("y: z").unwrap();
        let told = Why::TooDeep { limit: DEPTH, line: DEPTH + 8, column: DEPTH + 1, offset };
        let expected = if depth > DEPTH { vec![told] } else { vec![] };
        assert_eq!(why(&reading), expected, "{depth}");
    }
}

fn statuses(count: usize) -> Value {
    let status = |number: usize| json!({"name": format!("c{number}"), "state": {"terminated": {"exitCode": 1}}});
    json!({"kind": "Pod", "status": {"containerStatuses": (0..count).map(status).collect::<Vec<_>>()}})
}

fn described(count: usize) -> String {
    let one = |number: usize| {
        format!(
            "  c{number}:\n    Image:          i\n    State:          Terminated\n      \
             Reason:       Error\n      Exit Code:    1\n    Restart Count:  0\n"
        )
    };
    let containers: String = (0..count).map(one).collect();
    format!("Name:         a\nNamespace:    b\nContainers:\n{containers}")
}

#[test]
fn containers_of_a_pod() {
    for count in [CONTAINERS - 1, CONTAINERS, CONTAINERS + 1] {
        let json = statuses(count).to_string();
        let one = |number: usize| {
            format!("  - name: c{number}\n    state:\n      terminated:\n        exitCode: 1\n")
        };
        let yaml: String = (0..count).map(one).collect();
        let yaml = format!("kind: Pod\nstatus:\n  containerStatuses:\n{yaml}");
        let described = described(count);
        for text in [&json, &yaml, &described] {
            let inputs = [Input::new("-", text)];
            let reading = read(&inputs);
            assert_eq!(observations(&reading), count.min(CONTAINERS), "{}", &text[..60]);
            let problems = reading.problems();
            assert_eq!(problems.len(), count.saturating_sub(CONTAINERS), "{problems:?}");
            for problem in problems {
                assert_eq!(problem.why, Why::TooMany { what: "containers" });
                let place = problem.span.start as usize..problem.span.end() as usize;
                assert!(text[place].contains("c200"));
            }
        }
    }
}

#[test]
fn inputs() {
    for count in [INPUTS - 1, INPUTS, INPUTS + 1] {
        let inputs = vec![Input::new("-", "137"); count];
        let reading = read(&inputs);
        let told: Vec<_> = reading
            .problems()
            .iter()
            .filter(|problem| problem.why == Why::TooMany { what: "inputs" })
            .collect();
        assert_eq!(told.len(), count.saturating_sub(INPUTS), "{count}");
        assert!(told.iter().all(|problem| usize::from(problem.span.input) == INPUTS - 1));
    }
}

/// So many pods that ended as they were meant to, and then so many that did not.
fn pods(well: usize, ill: usize) -> String {
    let pod = |number: usize| {
        let code = usize::from(number >= well);
        format!(
            r#"{{"kind":"Pod","metadata":{{"name":"p{number}"}},"status":{{"containerStatuses":[{{
            "name":"a","state":{{"terminated":{{"exitCode":{code},"reason":"x"}}}}}}]}}}}"#
        )
    };
    let pods: Vec<_> = (0..well + ill).map(pod).collect();
    format!(r#"{{"kind":"List","items":[{}]}}"#, pods.join(","))
}

#[test]
fn diagnoses() {
    for (well, ill, explained, left_out) in [
        (0, DIAGNOSES, DIAGNOSES, None),
        (0, DIAGNOSES + 1, DIAGNOSES, Some("1 more containers and pods")),
        (DIAGNOSES + 2, 0, DIAGNOSES, Some("2 more containers and pods")),
        // What is wrong is never crowded out.
        (DIAGNOSES + 5, 3, 3, None),
        (5, DIAGNOSES + 4, DIAGNOSES, Some("4 more containers and pods")),
    ] {
        let text = pods(well, ill);
        let inputs = [Input::new("-", &text)];
        let report = Report::new(&inputs, &read(&inputs));
        assert_eq!(report.diagnoses.len(), explained, "{well} and {ill}");
        let told: Vec<_> = report.ignored.iter().map(|one| &*one.input).collect();
        assert_eq!(told, Vec::from_iter(left_out), "{well} and {ill}");
        let killed = report.diagnoses.iter().filter(|one| one.fault != "none").count();
        assert!(ill == 0 || killed == explained, "{killed}");
    }
}

#[test]
fn quotations() {
    let mut lengths = Vec::new();
    for length in QUOTE - 120..QUOTE + 20 {
        let reason = "é".repeat(length / 2);
        let pod = json!({"kind": "Pod", "status": {"phase": "Failed", "reason": reason}});
        let pod = pod.to_string();
        let inputs = [Input::new("pod.json", &pod)];
        let report = Report::new(&inputs, &read(&inputs));
        let finding = &report.diagnoses[0].findings[0];
        let quote =
            finding.evidence.iter().find(|one| one.text.contains("éé")).expect("a quotation");
        let (text, is_cut) = match quote.text.strip_suffix('…') {
            Some(text) => (text, true),
            None => (&*quote.text, false),
        };
        assert!(text.len() <= QUOTE && (!is_cut || text.len() >= QUOTE - 1), "{}", text.len());
        lengths.push(is_cut);
    }
    assert!(lengths.is_sorted() && !lengths[0] && lengths[lengths.len() - 1], "{lengths:?}");
}

/// What is wrong always has a place in the input, also where the input is a mix.
#[test]
fn every_problem_has_a_place() {
    for text in [
        "{\"kind\": \"Pod\", \"status\": {\"phase\": oops}}",
        "{\"kind\": \"Pod\", \"status\": {\"phase\": \"Fai",
        "[{\"State\": {\"ExitCode\": 137}}, {\"State\": ]",
        "kind: Pod\nmetadata:\n  name: \"a\nstatus:\n  phase: Failed\n",
        "kind: Pod\nstatus:\n  phase: Failed\n  conditions: [}\n",
        "# a note\nkind: Pod\nstatus:\n  phase: Failed\n  containerStatuses: [{name: a}\n",
        "{\"kind\": \"PodList\", \"items\": [{\"status\": {\"containerStatuses\": [{\"restartCount\": \"x\"}]}}]}",
    ] {
        let inputs = [Input::new("-", text)];
        let reading = read(&inputs);
        let damage: Vec<_> = reading.problems().iter().filter(|one| one.why.is_damage()).collect();
        assert_eq!(damage.len(), 1, "{text}: {:?}", reading.problems());
        let span = damage[0].span;
        assert!(text.get(span.start as usize..span.end() as usize).is_some(), "{text}");
        match damage[0].why.line_and_column() {
            Some((line, column)) => {
                let offset = damage[0].why.offset().unwrap();
                let before = &text[..offset];
                assert_eq!(line, before.matches('\n').count() + 1, "{text}");
                assert_eq!(column, before.len() - before.rfind('\n').map_or(0, |at| at + 1) + 1);
            }
            None => assert!(matches!(damage[0].why, Why::NoSuchNumber { .. }) && span.len > 0),
        }
    }
}
