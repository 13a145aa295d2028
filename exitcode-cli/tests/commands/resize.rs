use std::fmt::Write as _;

use crate::{exitcode, exitcode_reads};

/// Four days of a sample a minute: 100 MiB, and 200 MiB once a day.
fn range_query(container: &str) -> String {
    let mut values = String::new();
    for minute in 0..4 * 1440 {
        let bytes = if minute % 1440 == 700 { 200 << 20 } else { 100 << 20 };
        let at = 1_760_000_000 + 60 * minute;
        let _ = write!(values, "{}[{at},\"{bytes}\"]", if minute > 0 { "," } else { "" });
    }
    format!(
        r#"{{"status":"success","data":{{"resultType":"matrix","result":[
            {{"metric":{{"namespace":"shop","pod":"a-0","container":"{container}"}},"values":[{values}]}},
            {{"metric":{{"namespace":"shop","pod":"a-0","container":"POD"}},"values":[[1,"9e18"]]}},
            {{"metric":{{"namespace":"shop","pod":"a-0"}},"values":[[1,"9e18"]]}}
        ]}}}}"#
    )
}

#[test]
fn from_a_range_query() {
    let query = range_query("api");
    let words =
        ["resize", "-r", "128Mi", "-l", "192Mi", "--owner", "deployment/api", "--pod", "a-0"];
    let text = exitcode_reads(&words, query.as_bytes()).text();
    let expected = "\
shop/api: request 256Mi, limit 384Mi

Usage     101 MiB on average, 200 MiB at most, 100 MiB last; 5760 samples of 1
          pod over 95 h
";
    assert!(text.starts_with(expected), "{text}");
    assert!(text.contains("The average fits and the highest sample does not"));
    let set = "kubectl set resources deployment/api -n shop -c api --requests=memory=256Mi \
               --limits=memory=384Mi\n";
    assert!(text.contains(set), "{text}");
    let patch = "kubectl patch pod a-0 -n shop --subresource resize -p '{\"spec\":{\"containers\":\
                 [{\"name\":\"api\",\"resources\":{\"requests\":{\"memory\":\"256Mi\"},\
                 \"limits\":{\"memory\":\"384Mi\"}}}]}}'\n";
    assert!(text.contains(patch), "{text}");
    assert!(text.contains("(Kubernetes 1.33 and newer; a"), "{text}");
    let words = ["resize", "-l", "1Gi", "--pod", "a-0"];
    let lowered = exitcode_reads(&words, query.as_bytes()).text();
    assert!(lowered.contains("1.33 needs a resizePolicy of RestartContainer"), "{lowered}");
}

#[test]
fn after_a_kill_the_limit_is_never_lower() {
    let query = range_query("api");
    let words = ["resize", "-l", "1Gi", "--oom", "1760300000", "--output", "json"];
    let answer = exitcode_reads(&words, query.as_bytes()).json();
    let words = ["resize", "-l", "1Gi", "--oom", "2025-10-12T20:13:20Z", "-o", "json"];
    assert_eq!(exitcode_reads(&words, query.as_bytes()).json(), answer);
    let container = &answer["containers"][0];
    assert_eq!(container["aboveLimit"], true);
    assert_eq!(container["trend"], "one-off");
    assert!(container["newLimit"].as_u64().unwrap() > 1 << 30);
    // Without one, it may be.
    let answer = exitcode_reads(&["resize", "-l", "1Gi", "-o", "json"], query.as_bytes()).json();
    assert_eq!(answer["containers"][0]["newLimit"], 256 << 20);
}

#[test]
fn from_top_and_from_an_autoscaler() {
    let top = b"POD NAME CPU(cores) MEMORY(bytes)\na api 1m 100Mi\nb api 1m 300Mi\n";
    let answer = exitcode_reads(&["resize", "-o", "json"], top).json();
    let container = &answer["containers"][0];
    assert_eq!((container["samples"].as_u64(), container["pods"].as_u64()), (Some(2), Some(2)));
    assert_eq!(container["highest"], 300 << 20);
    let vpa = br#"{"kind":"VerticalPodAutoscaler","metadata":{"namespace":"shop"},"status":{
        "recommendation":{"containerRecommendations":[{"containerName":"api",
        "target":{"cpu":"1","memory":"300Mi"},"upperBound":{"memory":"600Mi"}}]}}}"#;
    let text = exitcode_reads(&["resize", "--limit", "256Mi"], vpa).text();
    assert!(text.contains("the target is 117 % of today's 256Mi"), "{text}");
    assert!(text.contains("The target is above today's limit"), "{text}");
    let words = ["resize", "--owner", "deploy/a", "-o", "json"];
    let answer = exitcode_reads(&words, vpa).json();
    assert_eq!(answer["containers"][0]["commands"][0]["patch"], serde_json::Value::Null);
    let words = ["resize", "--owner", "deployment/a", "-o", "json"];
    let patch = &exitcode_reads(&words, vpa).json()["containers"][0]["commands"][0]["patch"];
    assert_eq!(patch["target"]["kind"], "Deployment", "{patch}");
    let container = &patch["body"]["spec"]["template"]["spec"]["containers"][0];
    assert_eq!(container["resources"]["requests"], container["resources"]["limits"], "{patch}");
}

#[test]
fn manifests() {
    let words = ["resize", "--owner", "deploy/api", "-n", "shop", "--vpa", "in-place-or-recreate"];
    let one = exitcode(&words).text();
    assert!(one.contains("kind: Deployment\n    name: \"api\"\n"), "{one}");
    assert!(one.contains("updateMode: \"InPlaceOrRecreate\"") && !one.contains("Disruption"));
    let two = exitcode(&[&words[..], &["--replicas", "2", "--selector", "app=api"]].concat());
    assert!(
        two.text().contains("maxUnavailable: 1\n  selector:\n    matchLabels:\n      \"app\": ")
    );
    exitcode(&[&words[..], &["--replicas", "2"]].concat()).complaint();
    for owner in ["job/a", "deployment/A", "deployment/a\nb: c", "deployment"] {
        exitcode(&["resize", "--vpa", "off", "--owner", owner]).complaint();
    }
    let words = ["resize", "--vpa", "off", "--owner", "deploy/a", "--replicas", "2"];
    exitcode(&[&words[..], &["--selector", "a=b\nc: d"]].concat()).complaint();
}

#[test]
fn hostile_input() {
    for input in ["", "[]", "{}", "[[[[", "{\"data\":{\"result\":[]}}", "a b c", "\u{0}"] {
        exitcode_reads(&["resize"], input.as_bytes()).complaint();
    }
    let numbers = r#"{"result":[{"metric":{"container":"c"},"values":[
        [1e300,"1e300"],[-1e300,"5"],[0,"NaN"],[1,"-5"],[2,"+Inf"],[3,7],"x",[],[4,"9e18"]]}]}"#;
    assert_eq!(exitcode_reads(&["resize"], numbers.as_bytes()).status, Some(0));
    let evil = range_query("a'; reboot; '\\u001b[2J");
    let text = exitcode_reads(&["resize"], evil.as_bytes()).text();
    let commands: Vec<_> = text.lines().filter(|line| line.contains("kubectl")).collect();
    assert!(!commands.is_empty() && commands.iter().all(|line| !line.contains("reboot")));
    assert!(!text.contains('\u{1b}'));
}
