//! Small observations and what they must come to.

use exitcode_core::{
    Cause, Check, Confidence, CustomCode, Diagnosis, Event, Exit, Observation, Platform, Probe,
    Remedy, Role, Seen, Sibling, Source, State, Terminated, Text, WaitStatus, When, WitnessKind,
    command::{self, ExecForm, Owner},
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
fn next_asks_where_the_process_ran_and_for_what_was_not_read() {
    let mut pod = terminated(137, "Error", START + 60);
    (pod.subject.pod, pod.subject.container) = (Some("api-0"), Some("api"));
    let mut engine = Observation::new().exit_code(137);
    (engine.oom_flag, engine.subject.container) = (Some(false), Some("api"));
    let process = Observation::new().wait_status(WaitStatus::from_raw(9));
    type There = fn(Check) -> bool;
    let rows: [(Observation<'_>, There); 3] = [
        (pod, |check| check.template().text().starts_with("kubectl ")),
        (engine, |check| {
            matches!(check, Check::RuntimeInspect | Check::EngineLog | Check::HostJournal)
        }),
        (process, |check| check == Check::HostJournal),
    ];
    use Source::{Events, KernelLog, Log, Node, Owner, Spec, Status};
    let sources = [Status, Spec, Events, Log, Owner, Node, KernelLog];
    for (mut observation, is_there) in rows {
        let mut asked = 0;
        for bits in 0_u32..1 << sources.len() {
            let read = (0..).zip(sources).filter(|(bit, _)| bits & 1 << bit != 0);
            observation.seen = read.fold(Seen::NOTHING, |seen, (_, source)| seen.with(source));
            let next: Vec<_> =
                diagnose(&observation).next_checks().map(|next| next.check()).collect();
            for (index, &check) in next.iter().enumerate() {
                assert!(is_there(check), "{check}");
                assert!(!observation.seen.contains(check.source()), "{check}");
                assert!(!next[..index].contains(&check), "{check} stands twice");
            }
            asked += next.len();
        }
        assert!(asked > 0);
    }
}

#[test]
fn next_asks_for_what_settles_it_and_then_for_what_costs_least() {
    use Check::*;
    use Source::{Events, KernelLog, Log, Node};
    let mut killed = terminated(137, "Error", START + 60);
    (killed.subject.pod, killed.subject.container) = (Some("api-0"), Some("api"));
    let mut crashed = terminated(139, "Error", START + 60);
    (crashed.subject.pod, crashed.subject.container) = (Some("api-0"), Some("api"));
    crashed.subject.owner = Some(command::Owner { kind: "Deployment", name: "api" });
    let mut engine = Observation::new().exit_code(137);
    (engine.oom_flag, engine.subject.container) = (Some(false), Some("api"));
    let rows: &[(Observation<'_>, &[Source], &[Check])] = &[
        (killed, &[], &[Check::Events, PreviousLog, NodeConditions]),
        (killed, &[Events], &[PreviousLog, NodeConditions, NodeEvents]),
        (killed, &[Events, Log], &[NodeConditions, NodeEvents, NodePods]),
        (killed, &[Events, Log, Node], &[Metrics, Check::KernelLog, RuntimeLog]),
        (killed, &[Events, Log, Node, KernelLog], &[Metrics, RuntimeLog]),
        // The kernel's word would settle it.
        (crashed, &[Events, Log], &[Check::KernelLog, RolloutHistory, NodeInfo]),
        (engine, &[], &[EngineLog, HostJournal]),
        (engine, &[Log], &[HostJournal]),
        (engine, &[KernelLog], &[EngineLog]),
        (engine, &[Log, KernelLog], &[]),
    ];
    for (observation, read, checks) in rows {
        let mut observation = *observation;
        observation.seen = read.iter().fold(observation.seen, |seen, &source| seen.with(source));
        let diagnosis = diagnose(&observation);
        let next: Vec<_> = diagnosis.next_checks().map(|next| next.check()).collect();
        assert_eq!(next, *checks, "{read:?}");
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

const LANGUAGES: [When; 6] =
    [When::Jvm, When::Node, When::Python, When::Go, When::Dotnet, When::Native];

/// The languages that advice is given for.
fn advised(observation: &Observation<'_>) -> Vec<When> {
    LANGUAGES.into_iter().filter(|&when| offers(observation, when)).collect()
}

#[test]
fn advice_for_a_language_is_given_where_it_runs() {
    use When::{Dotnet, Jvm, Node, Python};
    let advised_for = |image: Option<&'static str>, command: &[&'static str]| -> Vec<When> {
        let argv: Vec<Text<'_>> = command.iter().map(|&word| word.into()).collect();
        let mut crashed = terminated(139, "Error", START + 60);
        (crashed.image, crashed.argv) = (image.map(Text::from), &argv);
        let mut killed = oom();
        (killed.image, killed.argv) = (image.map(Text::from), &argv);
        let both = [advised(&crashed), advised(&killed)];
        LANGUAGES.into_iter().filter(|when| both.iter().any(|it| it.contains(when))).collect()
    };
    let by_command: &[(&[&str], &[When])] = &[
        (&["java", "-jar", "app.jar"], &[Jvm]),
        (&["/opt/jdk/bin/java"], &[Jvm]),
        (&["/usr/local/bin/node", "server.js"], &[Node]),
        (&["/sbin/tini", "--", "nodejs", "server.js"], &[Node]),
        (&["/bin/sh", "-c", "exec node server.js"], &[Node]),
        (&["python3.14", "-m", "app"], &[Python]),
        (&["dotnet", "app.dll"], &[Dotnet]),
        (&["./start"], &[]),
        // An agent of the cluster's nodes, and a program of this name.
        (&["/bin/node_exporter"], &[]),
        (&["javascript-lint"], &[]),
    ];
    for (command, languages) in by_command {
        assert_eq!(advised_for(None, command), *languages, "{command:?}");
    }
    let by_image: &[(&str, &[When])] = &[
        ("eclipse-temurin:21", &[Jvm]),
        ("openjdk:17", &[Jvm]),
        ("tomcat:11-jdk21", &[Jvm]),
        ("node:22", &[Node]),
        ("bitnami/node", &[Node]),
        ("gcr.io/distroless/nodejs22-debian12", &[Node]),
        ("python:3.14-slim", &[Python]),
        ("mcr.microsoft.com/dotnet/aspnet:10.0", &[Dotnet]),
        ("nginx:1", &[]),
        ("quay.io/prometheus/node-exporter:v1.10.2", &[]),
        ("registry.k8s.io/node-problem-detector/node-problem-detector:v1.35.1", &[]),
    ];
    for (image, languages) in by_image {
        assert_eq!(advised_for(Some(image), &["./start"]), *languages, "{image}");
    }
}

#[test]
fn advice_for_a_language_is_given_where_its_runtime_speaks() {
    // It does not act on SIGTERM, which every language has advice for.
    let deaf = [Text::from("/bin/sh"), "-c".into(), "./start; true".into()];
    let events = [event("Killing", "Stopping container api", START + 30)];
    let mut killed = terminated(137, "Error", START + 60).events(&events);
    killed.pod.grace = Some(30);
    (killed.argv, killed.argv_is_whole) = (&deaf, true);
    assert_eq!(advised(&killed), []);
    for (line, when) in [
        ("Exception in thread \"main\" java.lang.OutOfMemoryError: Java heap space", When::Jvm),
        ("# A fatal error has been detected by the Java Runtime Environment:", When::Jvm),
        ("Exception in thread \"main\" java.lang.RuntimeException: boom", When::Jvm),
        ("FATAL ERROR: Reached heap limit - JavaScript heap out of memory", When::Node),
        ("  code: 'ERR_UNHANDLED_REJECTION'", When::Node),
        ("Traceback (most recent call last):", When::Python),
        ("panic: runtime error: index out of range", When::Go),
        ("Unhandled exception. System.NullReferenceException: Object reference", When::Dotnet),
        ("thread 'main' panicked at src/main.rs:7:12:", When::Native),
        ("app: die.c:34: main: Assertion `p != NULL' failed.", When::Native),
        ("double free or corruption (fasttop)", When::Native),
        ("terminate called after throwing an instance of 'std::runtime_error'", When::Native),
    ] {
        assert_eq!(advised(&killed.log(line)), [when], "{line}");
    }
}

#[test]
fn a_second_replica_makes_advice_of_its_own_worth_it() {
    let mut observation = oom();
    for (replicas, offered) in [(None, false), (Some(1), false), (Some(2), true), (Some(3), true)] {
        observation.pod.replicas = replicas;
        assert_eq!(offers(&observation, When::Replicated), offered, "{replicas:?}");
    }
}

#[test]
fn a_look_that_was_had_is_not_advised() {
    let advised = |observation: &Observation<'_>, check: Check| {
        let diagnosis = diagnose(observation);
        diagnosis.findings().any(|finding| {
            finding.remedies().any(|remedy| remedy.template() == Some(check.template()))
        })
    };
    let mut killed = terminated(137, "Error", START + 60);
    killed.subject.pod = Some("api-0");
    for check in [Check::Events, Check::PreviousLog, Check::KernelLog] {
        assert!(advised(&killed, check), "{check}");
        let mut looked = killed;
        looked.seen = killed.seen.with(check.source());
        assert!(!advised(&looked, check), "{check}");
        // What was read elsewhere does not count.
        looked.seen = killed.seen.with(Source::Image);
        assert!(advised(&looked, check), "{check}");
    }
    // To mend a claim begins with a look at this one, whatever else of the cluster was read.
    let message = "0/2 nodes are available: persistentvolumeclaim \"data\" not found. not found";
    let events = [event("FailedScheduling", message, START)];
    let mut pending = Observation::new().events(&events);
    pending.subject.pod = Some("api-0");
    pending.seen = pending.seen.with(Source::Cluster);
    expect(&pending, Cause::Unschedulable, Confidence::Likely);
    assert!(advised(&pending, Check::Claim));
}

#[test]
fn advice_without_a_command_holds_wherever_the_process_ran() {
    let process = |raw| Observation::new().wait_status(WaitStatus::from_raw(raw));
    for raw in [9, 11, 127 << 8] {
        let diagnosis = diagnose(&process(raw));
        for finding in diagnosis.findings() {
            let bare =
                |remedy: &&Remedy| remedy.template().is_none() && remedy.when() == When::Always;
            let every = finding.cause().remedies().iter().filter(bare).count();
            assert_eq!(finding.remedies().filter(bare).count(), every, "{}", finding.cause());
            // What asks a cluster or an engine is not advised at all.
            let values = diagnosis.values();
            for remedy in finding.remedies().filter(|remedy| remedy.template().is_some()) {
                assert!(remedy.command(&values).is_some(), "{}", remedy.title());
            }
        }
        // A command that asks nobody else can be run there.
        let journal = |remedy: &Remedy| remedy.template() == Some(Check::HostJournal.template());
        let first = diagnosis.findings().next().unwrap();
        assert_eq!(first.remedies().any(journal), raw == 9);
    }
}

#[test]
fn a_signal_is_told_by_its_name_and_not_by_the_code_of_a_shell() {
    let of = |observation: &Observation<'_>| words(observation).join("; ");
    let killed = Observation::new().wait_status(WaitStatus::from_raw(9));
    assert_eq!(of(&killed), "the wait status says that SIGKILL killed it");
    let dumped = Observation::new().wait_status(WaitStatus::from_raw(0x80 | 11));
    assert_eq!(
        of(&dumped),
        "the wait status says that SIGSEGV killed it; the kernel wrote a core file"
    );
    let coded = Observation::new().exit_code(137);
    assert_eq!(of(&coded), "the exit code is 137: SIGKILL, or a program's own choice");
    // What else was seen is told with it.
    assert_eq!(
        of(&killed.reason("OOMKilled")),
        "the reason is OOMKilled; the wait status says that SIGKILL killed it"
    );
    let exited = Observation::new().wait_status(WaitStatus::from_raw(127 << 8));
    assert_eq!(of(&exited), "the exit code is 127: command, library or interpreter not found");
}

#[test]
fn the_number_of_an_end_is_told_once() {
    for code in 0..=255 {
        for observation in [
            Observation::new().exit_code(code),
            Observation::new().exit_code(code).reason("Error"),
            Observation::new().wait_status(WaitStatus::from_raw(code << 8)),
        ] {
            for finding in diagnose(&observation).findings() {
                let numbers =
                    finding.evidence().filter(|it| it.kind() == WitnessKind::ExitCode).count();
                assert_eq!(numbers, 1, "{code}: {}", finding.cause());
            }
        }
    }
}

#[test]
fn what_speaks_against_a_cause_is_told_as_such() {
    let events = [event("Killing", "Stopping container api", START + 30)];
    let oom = terminated(137, "OOMKilled", START + 60).memory_limit(256 << 20).events(&events);
    let diagnosis = diagnose(&oom);
    let first = diagnosis.findings().next().unwrap();
    for evidence in first.evidence() {
        let stop = evidence.quote() == "Stopping container api";
        assert_eq!(evidence.supports(), !stop, "{evidence}");
    }
    assert!(first.evidence().any(|evidence| !evidence.supports()));
}

#[test]
fn what_fills_commands_in_is_derived_from_what_was_seen() {
    let values = diagnose(&oom()).values();
    assert_eq!((values.pod, values.container), (Some("api-0"), Some("api")));
    assert_eq!((values.namespace, values.node, values.image), (None, None, None));
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
    assert_eq!(of(|it| it.subject.namespace = Some("shop")).namespace, Some("shop"));
    assert_eq!(of(|it| it.subject.node = Some("node-1")).node, Some("node-1"));
    assert_eq!(of(|it| it.image = Some("api:1".into())).image, Some("api:1"));
    assert_eq!(of(|it| it.pod.grace = Some(45)).grace, Some(45));
    let api = Owner { kind: "Deployment", name: "api" };
    assert_eq!(
        of(|it| it.subject.owner = Some(Owner { kind: "Deployment", name: "api" })).owner,
        Some(api)
    );
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
    let claim = of("persistentvolumeclaim \"data\" not found");
    assert_eq!((claim.claim, claim.secret), (Some("data"), None));
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
    assert_eq!(
        log("nginx: [emerg] bind() to 0.0.0.0:80 failed (13: Permission denied)").port,
        Some(80)
    );
    for (line, binary) in [
        ("exec: \"start\": executable file not found in $PATH: unknown", "start"),
        ("exec: \"/entrypoint.sh\": permission denied: unknown", "/entrypoint.sh"),
        ("exec /app: exec format error", "/app"),
        ("exec /entrypoint.sh: no such file or directory", "/entrypoint.sh"),
    ] {
        assert_eq!(log(line).binary, Some(binary), "{line}");
    }
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
    let unhealthy = "Liveness probe failed: HTTP probe failed with statuscode: 500";
    let events = [event("Unhealthy", unhealthy, START)];
    let title = Cause::LivenessProbeKilled.title();
    assert_eq!(summary(&Observation::new().events(&events)), format!("Perhaps: {title}"));
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
    // A mere possibility stays behind what it would lead to.
    let lost = diagnose(&Observation::new().exit_code(-1).reason("Unknown"));
    let lost: Vec<_> = lost.findings().map(|it| (it.cause(), it.confidence())).collect();
    assert_eq!(
        lost,
        [(Cause::RuntimeStateLost, Confidence::Likely), (Cause::NodeReboot, Confidence::Possible),]
    );
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
