//! Small observations and what they must come to.

use exitcode_core::{
    Cause, Check, Confidence, CustomCode, Diagnosis, Event, Exit, Observation, Probe, Role, Seen,
    Sibling, Source, State, Terminated, Text, WaitStatus, diagnose,
};

const START: i64 = 1_700_000_000;

fn first(diagnosis: &Diagnosis<'_>) -> Option<(Cause, Confidence)> {
    diagnosis.findings().next().map(|finding| (finding.cause(), finding.confidence()))
}

#[track_caller]
fn expect(observation: &Observation<'_>, cause: Cause, confidence: Confidence) {
    assert_eq!(first(&diagnose(observation)), Some((cause, confidence)));
}

fn event<'a>(reason: &'a str, message: &'a str, at: i64) -> Event<'a> {
    let mut event = Event::default();
    event.reason = reason.into();
    event.message = message.into();
    event.count = 1;
    event.first = Some(at);
    event.last = Some(at);
    event
}

fn terminated(code: i32, reason: &str, finished: i64) -> Observation<'_> {
    let mut observation = Observation::new().exit_code(code).reason(reason);
    if let State::Terminated(end) = &mut observation.state {
        end.started = Some(START);
        end.finished = Some(finished);
    }
    observation.seen = Seen::NOTHING.with(Source::Status).with(Source::Spec);
    observation
}

#[test]
fn bare_codes_are_never_confirmed() {
    for code in -4..=512 {
        let observation = Observation::new().exit_code(code);
        for finding in diagnose(&observation).findings() {
            assert!(finding.confidence() < Confidence::Confirmed, "{code}: {}", finding.cause());
        }
    }
}

#[test]
fn the_classic_table() {
    let rows = [
        (0, "Completed", Cause::Completed),
        (1, "Error", Cause::AppExitNonzero),
        (2, "Error", Cause::AppExitNonzero),
        (125, "Error", Cause::AppExitNonzero),
        (126, "Error", Cause::NotExecutable),
        (127, "Error", Cause::BinaryNotFound),
        (128, "StartError", Cause::RuntimeStartError),
        (130, "Error", Cause::Interrupted),
        (134, "Error", Cause::AbortAssertion),
        (137, "OOMKilled", Cause::OomContainerLimit),
        (137, "Error", Cause::SigkillUnexplained),
        (137, "ContainerStatusUnknown", Cause::RuntimeStateLost),
        (139, "Error", Cause::SegfaultNativeCode),
        (143, "Error", Cause::SigtermGraceful),
        (255, "Unknown", Cause::RuntimeStateLost),
    ];
    for (code, reason, cause) in rows {
        let observation = Observation::new().exit_code(code).reason(reason);
        let got = first(&diagnose(&observation)).map(|(cause, _)| cause);
        assert_eq!(got, Some(cause), "{code} {reason}");
    }
}

#[test]
fn an_oom_kill_with_events_that_show_no_rival_is_confirmed() {
    let events = [event("Started", "Container started", START)];
    let oom = terminated(137, "OOMKilled", START + 60).memory_limit(256 << 20).events(&events);
    expect(&oom, Cause::OomContainerLimit, Confidence::Confirmed);
}

#[test]
fn the_oom_flag_is_sticky_and_a_stop_makes_it_doubtful() {
    let events = [event("Killing", "Stopping container api", START + 30)];
    let oom = terminated(137, "OOMKilled", START + 60).memory_limit(256 << 20).events(&events);
    expect(&oom, Cause::OomContainerLimit, Confidence::Likely);
}

#[test]
fn an_oom_flag_on_success_is_about_a_child() {
    expect(&terminated(0, "OOMKilled", START + 9), Cause::OomChildProcess, Confidence::Confirmed);
}

#[test]
fn without_a_limit_the_node_is_suspected() {
    expect(&terminated(137, "OOMKilled", START + 9), Cause::OomNode, Confidence::Likely);
}

#[test]
fn a_liveness_kill_ranks_before_its_mechanism() {
    let events =
        [event("Killing", "Container api failed liveness probe, will be restarted", START + 30)];
    let mut killed = terminated(137, "Error", START + 60).events(&events);
    killed.pod.grace = Some(30);
    killed.liveness = Some(Probe::default());
    let diagnosis = diagnose(&killed);
    let causes: Vec<_> = diagnosis.findings().map(|finding| finding.cause()).collect();
    assert_eq!(causes[..2], [Cause::LivenessProbeKilled, Cause::GracePeriodExpired]);
}

#[test]
fn an_old_kill_does_not_explain_a_later_death() {
    let events =
        [event("Killing", "Container api failed liveness probe, will be restarted", START)];
    let mut died = terminated(137, "Error", START + 4_000).events(&events);
    died.pod.grace = Some(30);
    expect(&died, Cause::SigkillUnexplained, Confidence::Likely);
}

#[test]
fn the_whole_grace_period_passed() {
    let events = [event("Killing", "Stopping container api", START + 30)];
    let mut deaf = terminated(137, "Error", START + 60).events(&events);
    deaf.pod.grace = Some(30);
    let diagnosis = diagnose(&deaf);
    assert_eq!(first(&diagnosis), Some((Cause::GracePeriodExpired, Confidence::Confirmed)));
    let finding = diagnosis.findings().next().unwrap();
    let words: Vec<_> = finding.evidence().map(|evidence| evidence.to_string()).collect();
    assert!(
        words.contains(&"it lived 30 s after the stop began, and its budget was 30 s".to_owned()),
        "{words:?}"
    );
}

#[test]
fn nothing_that_is_no_oom_kill_offers_more_memory() {
    let events = [event("Killing", "Stopping container api", START + 30)];
    let mut deaf = terminated(137, "Error", START + 60).memory_limit(256 << 20).events(&events);
    deaf.pod.grace = Some(30);
    let diagnosis = diagnose(&deaf);
    for finding in diagnosis.findings() {
        for remedy in finding.remedies() {
            let command = remedy.command(&diagnosis.values()).map(|command| command.to_string());
            let raises = command.is_some_and(|command| command.contains("--limits=memory"));
            assert!(!raises || finding.confidence() == Confidence::Possible, "{}", finding.cause());
        }
    }
}

#[test]
fn a_success_in_a_crash_loop_is_a_one_shot_command() {
    let observation = Observation::new()
        .exit_code(0)
        .reason("Completed")
        .waits("CrashLoopBackOff", None::<Text<'_>>);
    expect(&observation, Cause::ProcessCompletedInLongRunningPod, Confidence::Likely);
}

#[test]
fn a_sidecar_follows_the_main_container() {
    let mut main_end = Terminated::default();
    main_end.finished = Some(START + 50);
    let mut main = Sibling::default();
    main.name = "main";
    main.terminated = Some(main_end);
    let siblings = [main];
    let mut sidecar = terminated(137, "Error", START + 80);
    sidecar.subject.pod = Some("job-1");
    sidecar.subject.container = Some("proxy");
    sidecar.subject.role = Role::Sidecar;
    sidecar.siblings = &siblings;
    let mut done = terminated(1, "Error", START + 50);
    done.subject.pod = Some("job-1");
    done.subject.container = Some("main");
    let (sidecar, done) = (diagnose(&sidecar), diagnose(&done));
    assert!(sidecar.follows(&done));
    assert!(!done.follows(&sidecar));
}

#[test]
fn next_never_asks_for_what_was_read() {
    let events = [event("Started", "Container started", START)];
    let killed = terminated(137, "Error", START + 60).events(&events).log("");
    let diagnosis = diagnose(&killed);
    for next in diagnosis.next_checks() {
        assert!(!killed.seen.contains(next.check().source()), "{}", next.check());
    }
}

#[test]
fn the_order_of_events_does_not_matter() {
    let mut events = [
        event("Unhealthy", "Liveness probe failed: HTTP probe failed with statuscode: 500", START),
        event("Killing", "Container api failed liveness probe, will be restarted", START + 30),
        event("Killing", "Stopping container api", START + 500),
        event("BackOff", "Back-off restarting failed container", START + 70),
    ];
    let causes = |events: &[Event<'_>]| -> Vec<_> {
        let mut killed = terminated(143, "Error", START + 31).events(events);
        killed.pod.grace = Some(30);
        let diagnosis = diagnose(&killed);
        diagnosis.findings().map(|finding| (finding.cause(), finding.confidence())).collect()
    };
    let wanted = causes(&events);
    for _ in 0..events.len() {
        events.rotate_left(1);
        assert_eq!(causes(&events), wanted);
    }
    events.reverse();
    assert_eq!(causes(&events), wanted);
}

#[test]
fn sizes_and_auto_traits() {
    fn shareable<T: Send + Sync + Copy>() {}
    shareable::<Observation<'_>>();
    shareable::<Diagnosis<'_>>();
    assert!(size_of::<Diagnosis<'_>>() <= 6 * 1024, "{}", size_of::<Diagnosis<'_>>());
}

fn words(observation: &Observation<'_>) -> Vec<String> {
    let diagnosis = diagnose(observation);
    let first = diagnosis.findings().next().unwrap();
    first.evidence().map(|evidence| evidence.to_string()).collect()
}

#[test]
fn a_code_that_the_user_knows_is_told_in_his_words() {
    let codes = [CustomCode::new(42, "bad configuration")];
    let mut observation = Observation::new().exit_code(42);
    observation.custom_codes = &codes;
    let words = words(&observation);
    let told = "the exit code is 42, which you gave the meaning: bad configuration";
    assert!(words.iter().any(|word| word == told), "{words:?}");
}

#[test]
fn what_a_number_means_is_read_from_the_command_never_from_the_number() {
    let mut observation = Observation::new().exit_code(3);
    assert!(!words(&observation).iter().any(|word| word.contains("Gunicorn")));
    let argv = ["gunicorn".into(), "app:app".into()];
    observation.argv = &argv;
    observation.argv_is_whole = true;
    assert!(words(&observation).iter().any(|word| word.contains("Gunicorn")));
}

#[test]
fn a_crash_loop_without_an_end_is_no_healthy_pod() {
    let mut observation = Observation::new().waits("CrashLoopBackOff", None::<Text<'_>>);
    observation.restarts = Some(7);
    let diagnosis = diagnose(&observation);
    assert_eq!(first(&diagnosis), Some((Cause::AppExitNonzero, Confidence::Likely)));
    assert!(diagnosis.next_checks().next().is_some());
}

#[test]
fn a_childs_sigkill_alone_does_not_say_who_sent_it() {
    for line in ["Killed", "worker: signal: killed", "npm ERR! signal SIGKILL"] {
        let observation = Observation::new().log(line);
        expect(&observation, Cause::SigkillUnexplained, Confidence::Likely);
        let diagnosis = diagnose(&observation);
        let child = diagnosis.findings().find(|it| it.cause() == Cause::OomChildProcess).unwrap();
        assert_eq!(child.confidence(), Confidence::Possible, "{line}");
    }
    // The parent went on, and failed by itself.
    let observation = Observation::new().log("Killed").exit_code(1).reason("Error");
    expect(&observation, Cause::OomChildProcess, Confidence::Likely);
}

#[test]
fn a_process_without_a_cluster_is_looked_for_where_it_ran() {
    let mut observation = Observation::new();
    let mut end = Terminated::default();
    end.exit = Some(Exit::Wait(WaitStatus::from_raw(9)));
    observation.state = State::Terminated(end);
    let checks = |observation: &Observation<'_>| -> Vec<Check> {
        diagnose(observation).next_checks().map(|next| next.check()).collect()
    };
    assert_eq!(checks(&observation), [Check::HostJournal]);
    let diagnosis = diagnose(&observation);
    let values = diagnosis.values();
    for remedy in diagnosis.findings().flat_map(|finding| finding.remedies().collect::<Vec<_>>()) {
        let command = remedy.command(&values).map(|command| command.to_string());
        assert!(command.is_none_or(|command| !command.contains("kubectl")), "{}", remedy.title());
    }
    // With a pod it is one of its containers that a client saw end.
    observation.subject.pod = Some("api-0");
    assert!(!checks(&observation).contains(&Check::HostJournal));
}
