use crate::exitcode;

#[test]
fn of_a_job() {
    let text = exitcode(&["policy", "--fail", "42", "--container", "main"]).text();
    assert!(text.contains("    #   42: as you said\n"), "{text}");
    let rule = "    - action: FailJob\n      onExitCodes:\n        containerName: \"main\"\n        \
                operator: In\n        values: [42, 64, 78, 126, 127, 128";
    assert!(text.contains(rule), "{text}");
    let words = ["policy", "--retry", "64", "--fail", "-5", "--per-index", "--output", "json"];
    let rules = &exitcode(&words).json()["podFailurePolicy"]["rules"];
    assert_eq!(rules[0]["action"], "Ignore");
    assert_eq!(rules[0]["onPodConditions"][0]["type"], "DisruptionTarget");
    assert_eq!(rules[1]["action"], "FailIndex");
    assert_eq!(rules[1]["onExitCodes"]["values"][0], -5);
    assert_eq!(rules[1]["onExitCodes"]["values"][1], 78);
}

#[test]
fn of_a_container() {
    let answer = exitcode(&["policy", "--restart-rules", "-o", "json"]).json();
    assert_eq!(answer["restartPolicy"], "Never");
    let codes = &answer["restartPolicyRules"][0]["exitCodes"];
    assert_eq!(codes["operator"], "NotIn");
    assert_eq!(codes["values"][0], 0);
}

#[test]
fn what_makes_no_sense() {
    exitcode(&["policy", "--fail", "0"]).complaint();
    exitcode(&["policy", "--fail", "many"]).complaint();
    exitcode(&["policy", "--container", "a\nb: c"]).complaint();
    exitcode(&["policy", "--restart-rules", "--per-index"]).complaint();
}
