use crate::exitcode;

#[test]
fn draws_a_stop_that_is_too_short() {
    let text = exitcode(&["shutdown", "--grace", "30", "--pre-stop", "5", "--drain", "45"]).text();
    let expected = "\
Too short: of the 30 s of grace 25 s are left after the stop signal, and the
application needs 45 s. SIGKILL ends it (exit code 137).

+0 s      Killing event                 │
+0 s      preStop hook, 5 s             ▒▒▒
+5 s      stop signal (SIGTERM)            │
+5 s      drain, 25 s                      ████████████████████
+30 s     SIGKILL                                              ×
          still needed, 20 s                                   ░░░░░░░░░░░░░░░░

terminationGracePeriodSeconds: 60  # preStop 5 s + drain 45 s + 10 s to spare
";
    assert_eq!(text, expected);
}

#[test]
fn says_what_fits() {
    let answer = exitcode(&["shutdown", "--pre-stop", "5", "--drain", "12", "-o", "json"]).json();
    assert_eq!(answer["schema"], "exitcode.shutdown/v1");
    assert_eq!(answer["fits"], true);
    assert_eq!(answer["windowSeconds"], 25.0);
    assert_eq!(answer["recommendedGraceSeconds"], 27);
    let answer = exitcode(&["shutdown", "-o", "json"]).json();
    assert!(answer["fits"].is_null() && answer["recommendedGraceSeconds"].is_null());
}

#[test]
fn status_tells_when_asked() {
    let words = ["shutdown", "--drain", "45", "--exit-code"];
    assert_eq!(exitcode(&words).status, Some(1));
    assert_eq!(exitcode(&["shutdown", "--drain", "20", "--exit-code"]).status, Some(0));
    // A hook that is cut off is no stop that fits.
    let words = ["shutdown", "--grace", "5", "--pre-stop", "9", "--drain", "1", "--exit-code"];
    assert_eq!(exitcode(&words).status, Some(1));
}

#[test]
fn any_time_is_drawn_or_refused() {
    for time in ["0", "4294967295", "49710d", "-1", "1e9", "0.0001", "NaN", "1193046h"] {
        let words = ["--grace", "4294967295", "--pre-stop", time, "--turn", time, "--drain", time];
        let run = exitcode(&[&["shutdown"], &words[..]].concat());
        assert!(matches!(run.status, Some(0 | 2)), "{time}: {}", run.stderr);
    }
}
