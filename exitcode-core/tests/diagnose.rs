//! Small observations and what they must come to.

use exitcode_core::{
    Cause, Check, Confidence, CustomCode, Diagnosis, Event, Exit, Observation, Platform, Probe,
    Role, Seen, Sibling, Source, State, Terminated, Text, WaitStatus, When,
    command::{ExecForm, Owner},
    diagnose,
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

/// Killed at its own limit, in a pod with a name.
fn oom() -> Observation<'static> {
    let mut oom = terminated(137, "OOMKilled", START + 60).memory_limit(512 << 20);
    (oom.subject.pod, oom.subject.container) = (Some("api-0"), Some("api"));
    oom
}

fn offers(observation: &Observation<'_>, when: When) -> bool {
    let diagnosis = diagnose(observation);
    diagnosis.findings().any(|finding| finding.remedies().any(|remedy| remedy.when() == when))
}

#[test]
fn a_resize_is_offered_where_the_kubelet_does_it() {
    let of = |change: fn(&mut Observation<'static>)| {
        let mut observation = oom();
        change(&mut observation);
        offers(&observation, When::Resizable)
    };
    assert!(of(|_| {}));
    assert!(of(|it| it.subject.role = Role::Sidecar));
    assert!(!of(|it| it.subject.role = Role::Init));
    assert!(!of(|it| it.subject.role = Role::Ephemeral));
    assert!(!of(|it| it.platform = Platform::Windows));
    assert!(!of(|it| it.subject.pod = None));
    assert!(!of(|it| it.pod.deletion = Some(START + 500)));
    assert!(!of(|it| it.pod.phase = Some("Failed".into())));
    assert!(!of(|it| it.pod.phase = Some("Succeeded".into())));
    assert!(of(|it| it.pod.phase = Some("Running".into())));
    assert!(!of(|it| it.subject.owner = Some(Owner { kind: "Node", name: "node-1" })));
    assert!(of(|it| it.subject.owner = Some(Owner { kind: "Deployment", name: "api" })));
}

#[test]
fn advice_for_a_language_is_given_where_it_runs() {
    let of = |image: Option<&'static str>, program: &'static str, when| {
        let argv = [program.into()];
        let mut observation = oom();
        observation.image = image.map(Text::from);
        observation.argv = &argv;
        offers(&observation, when)
    };
    for program in ["java", "/opt/jdk/bin/java"] {
        assert!(of(None, program, When::Jvm), "{program}");
    }
    for image in ["eclipse-temurin:21", "openjdk:17"] {
        assert!(of(Some(image), "./start", When::Jvm), "{image}");
    }
    assert!(of(None, "/usr/local/bin/node", When::Node));
    assert!(of(Some("node:22"), "./start", When::Node));
    for when in [When::Jvm, When::Node] {
        assert!(!of(None, "./start", when));
        assert!(!of(Some("nginx:1"), "/usr/sbin/nginx", when));
    }
}

#[test]
fn what_fills_commands_in_is_derived_from_what_was_seen() {
    let values = diagnose(&oom()).values();
    assert_eq!((values.pod, values.container), (Some("api-0"), Some("api")));
    assert_eq!(values.memory_limit, Some(512 << 20));
    assert!(values.new_memory_limit > values.memory_limit);
    assert_eq!(values.new_memory_request, None);
    assert_eq!(values.max_old_space, Some(384));
    assert!(!values.engine_only && !values.host_only && !values.init_container);
    assert_eq!(values.owner, Some(Owner { kind: "Pod", name: "api-0" }));

    let of = |change: fn(&mut Observation<'static>)| {
        let mut observation = oom();
        change(&mut observation);
        diagnose(&observation).values()
    };
    let guaranteed = of(|it| it.pod.qos = Some("Guaranteed"));
    assert_eq!(guaranteed.new_memory_request, guaranteed.new_memory_limit);
    assert_eq!(of(|it| it.pod.qos = Some("Burstable")).new_memory_request, None);
    // Without its spec nobody knows what keeps the pod.
    assert_eq!(of(|it| it.seen = Seen::NOTHING.with(Source::Status)).owner, None);
    assert!(of(|it| it.subject.role = Role::Init).init_container);
    assert!(of(|it| it.subject.role = Role::Sidecar).init_container);
    assert!(!of(|it| it.oom_flag = Some(true)).engine_only);
    assert!(of(|it| (it.subject.pod, it.oom_flag) = (None, Some(true))).engine_only);
    assert!(!of(|it| it.subject.pod = None).engine_only);
    // Twice the grace period, and ten seconds more at the least.
    for (grace, new) in [(30, Some(60)), (5, Some(15)), (10, Some(20)), (-1, None)] {
        let mut observation = oom();
        observation.pod.grace = Some(grace);
        assert_eq!(diagnose(&observation).values().new_grace, new, "{grace}");
    }
}

#[test]
fn a_probe_that_killed_gets_more_patience() {
    for (message, cause) in [
        ("Container api failed liveness probe, will be restarted", Cause::LivenessProbeKilled),
        ("Container api failed startup probe, will be restarted", Cause::StartupProbeKilled),
        ("Stopping container api", Cause::GracePeriodExpired),
    ] {
        let events = [event("Killing", message, START + 30)];
        let mut killed = terminated(137, "Error", START + 60).events(&events);
        let mut probe = Probe::default();
        (probe.timeout, probe.failures) = (1, 1);
        let mut patient = probe;
        (patient.timeout, patient.failures) = (10, 3);
        let (own, other) = (Some(probe), Some(patient));
        let new = |observation: &Observation<'_>| {
            let values = diagnose(observation).values();
            (values.new_probe_timeout, values.new_failure_threshold)
        };
        (killed.liveness, killed.startup) =
            if cause == Cause::StartupProbeKilled { (other, own) } else { (own, other) };
        assert_eq!(first(&diagnose(&killed)).map(|(cause, _)| cause), Some(cause));
        if cause == Cause::GracePeriodExpired {
            assert_eq!(new(&killed), (None, None));
            continue;
        }
        assert_eq!(new(&killed), (Some(5), Some(3)), "{message}");
        (killed.liveness, killed.startup) = (other, other);
        assert_eq!(new(&killed), (Some(20), Some(6)), "{message}");
    }
}

#[test]
fn names_come_from_the_messages() {
    let of = |message: &'static str| {
        diagnose(&Observation::new().waits("CreateContainerConfigError", Some(message))).values()
    };
    assert_eq!(of("secret \"db\" not found").secret, Some("db"));
    assert_eq!(of("configmap \"web\" not found").config_map, Some("web"));
    let key = of("couldn't find key url in ConfigMap shop/web");
    assert_eq!((key.key, key.config_map, key.secret), (Some("url"), Some("web"), None));
    let key = of("couldn't find key url in Secret shop/db");
    assert_eq!((key.key, key.config_map, key.secret), (Some("url"), None, Some("db")));
    let log = |line: &'static str| diagnose(&Observation::new().exit_code(127).log(line)).values();
    let library = "api: error while loading shared libraries: libpq.so.5: cannot open shared \
                   object file: No such file or directory";
    assert_eq!(log(library).library, Some("libpq.so.5"));
    let port = "Web server failed to start. Port 8080 was already in use.";
    assert_eq!(log(port).port, Some(8080));
}

#[test]
fn a_shells_one_simple_command_can_be_executed_in_its_place() {
    let of = |argv: &[&'static str], whole: bool| {
        let argv: Vec<Text<'static>> = argv.iter().map(|&word| word.into()).collect();
        let mut observation = Observation::new().exit_code(137);
        (observation.argv, observation.argv_is_whole) = (&argv, whole);
        match diagnose(&observation).values().exec_form {
            Some(ExecForm::Shell { shell, line }) => Some(format!("{shell}: {line}")),
            _ => None,
        }
    };
    let told = Some("/bin/sh: node server.js".to_owned());
    assert_eq!(of(&["/bin/sh", "-c", "node server.js"], true), told);
    assert_eq!(of(&["/bin/sh", "-c", "node server.js"], false), None);
    assert_eq!(of(&["/bin/sh", "-x", "node server.js"], true), None);
    assert_eq!(of(&["/bin/sh", "-c", "node server.js", "name"], true), None);
    for line in [
        "node a.js; node b.js",
        "node $FILE",
        "A=1 node a.js",
        "exec node a.js",
        "cd /app",
        " node a.js",
        "",
    ] {
        assert_eq!(of(&["/bin/sh", "-c", line], true), None, "{line}");
    }
}

#[test]
fn one_death_follows_another_only_in_the_same_pod() {
    fn evicted(container: &str) -> Observation<'_> {
        let mut evicted = terminated(137, "Error", START + 60);
        evicted.pod.reason = Some("Evicted".into());
        evicted.pod.message = Some("The node was low on resource: memory. ".into());
        (evicted.subject.namespace, evicted.subject.pod) = (Some("shop"), Some("api-0"));
        evicted.subject.container = Some(container);
        evicted
    }
    let one = diagnose(&evicted("api"));
    assert_eq!(first(&one).map(|(cause, _)| cause), Some(Cause::EvictedMemory));
    let of = |container: &'static str, change: fn(&mut Observation<'static>)| {
        let mut other = evicted(container);
        change(&mut other);
        diagnose(&other).follows(&one)
    };
    assert!(of("proxy", |_| {}));
    assert!(!of("api", |_| {}));
    assert!(!of("proxy", |it| it.subject.pod = Some("api-1")));
    assert!(!of("proxy", |it| it.subject.namespace = Some("test")));
    assert!(!of("proxy", |it| (it.pod.reason, it.pod.message) = (None, None)));
    // Of two containers that failed by themselves neither follows the other.
    let failed = |container: &'static str| {
        let mut failed = terminated(1, "Error", START + 60);
        (failed.subject.pod, failed.subject.container) = (Some("api-0"), Some(container));
        failed
    };
    assert!(!diagnose(&failed("proxy")).follows(&diagnose(&failed("api"))));
}

#[test]
fn no_log_is_asked_for_where_the_program_never_ran() {
    let asks = |observation: &Observation<'_>| {
        diagnose(observation).next_checks().any(|next| next.check().source() == Source::Log)
    };
    let mut failed = Observation::new().exit_code(1).reason("Error");
    failed.subject.pod = Some("api-0");
    failed.seen = Seen::NOTHING.with(Source::Status).with(Source::Spec).with(Source::Events);
    assert!(asks(&failed));
    for reason in [
        "CreateContainerConfigError",
        "CreateContainerError",
        "ContainerCreating",
        "ImagePullBackOff",
        "InvalidImageName",
        "ErrImageNeverPull",
        "SignatureValidationFailed",
    ] {
        let mut waits = Observation::new().waits(reason, None::<Text<'_>>);
        (waits.subject.pod, waits.seen) = (Some("api-0"), failed.seen);
        assert!(!asks(&waits), "{reason}");
    }
}

#[test]
fn a_check_tells_apart_what_was_found() {
    let mut killed = terminated(137, "Error", START + 60);
    killed.subject.pod = Some("api-0");
    let diagnosis = diagnose(&killed);
    let found: Vec<_> = diagnosis.findings().map(|finding| finding.cause()).collect();
    let next: Vec<_> = diagnosis.next_checks().collect();
    assert!((1..=3).contains(&next.len()));
    for next in next {
        let told: Vec<_> = next.tells_apart().collect();
        assert!(!told.is_empty() && told.iter().all(|it| found.contains(it)), "{}", next.check());
        assert!(next.command().is_some(), "{}", next.check());
    }
    // What is certain needs no look.
    let sure = terminated(0, "OOMKilled", START + 60);
    assert_eq!(first(&diagnose(&sure)).map(|(_, sure)| sure), Some(Confidence::Confirmed));
    assert_eq!(diagnose(&sure).next_checks().count(), 0);
}

#[test]
fn the_summary_says_how_sure_it_is_and_the_telling_numbers() {
    let summary = |observation: &Observation<'_>| diagnose(observation).summary().to_string();
    assert_eq!(summary(&Observation::new()), "nothing to explain");
    let title = Cause::OomContainerLimit.title();
    let events = [event("Started", "Container started", START)];
    assert_eq!(
        summary(&oom().events(&events)),
        format!("{title}: the container's memory limit is 512Mi")
    );
    let codes = [CustomCode::new(42, "bad configuration")];
    let mut custom = Observation::new().exit_code(42);
    custom.custom_codes = &codes;
    assert!(summary(&custom).contains("bad configuration"));
    assert_eq!(format!("[{:>10}]", Confidence::Likely), "[    likely]");
}

#[test]
fn what_began_a_stop_stands_before_how_it_ended() {
    let found = |reason: &str, message: &str| -> Vec<_> {
        let events = [
            event("Killing", "Stopping container api", START + 30),
            event(reason, message, START + 30),
        ];
        let mut deaf = terminated(137, "Error", START + 60).events(&events);
        deaf.pod.grace = Some(30);
        let diagnosis = diagnose(&deaf);
        diagnosis.findings().map(|finding| (finding.cause(), finding.confidence())).collect()
    };
    // The trigger comes first though the mechanism is surer.
    let expired = (Cause::GracePeriodExpired, Confidence::Confirmed);
    assert_eq!(
        found("TaintManagerEviction", "Marking for deletion"),
        [(Cause::EvictedByTaint, Confidence::Likely), expired]
    );
    assert_eq!(found("NodeShutdown", ""), [(Cause::NodeShutdown, Confidence::Likely), expired]);
    // What leads to no such end stands where its confidence puts it.
    assert_eq!(found("NodeNotReady", ""), [expired, (Cause::NodeLost, Confidence::Likely)]);
}

#[test]
fn the_port_that_is_taken_is_known_however_it_is_written() {
    for (line, port) in [
        ("listen tcp :8080: bind: address already in use", 8080),
        ("Error: listen EADDRINUSE: address already in use :::3000", 3000),
        ("Error: listen EADDRINUSE: address already in use 127.0.0.1:3000", 3000),
        ("Web server failed to start. Port 8080 was already in use.", 8080),
    ] {
        let observation = Observation::new().exit_code(1).log(line);
        assert_eq!(diagnose(&observation).values().port, Some(port), "{line}");
    }
}
