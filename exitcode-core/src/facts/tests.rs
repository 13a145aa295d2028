//! What each piece of an observation tells, and what it must not tell.

use std::borrow::ToOwned as _;
use std::format;
use std::vec::Vec;

use super::find;
use crate::clue::{Clue, Clues};
use crate::{
    Condition, CustomCode, Event, Exit, ExitCode, Fact, Observation, Platform, PreStop, Probe,
    Role, Saying, Sibling, Source, Span, State, SubjectKind, Terminated, Text, WaitStatus,
};

const START: i64 = 1_700_000_000;
const END: i64 = START + 100_000;

fn clues<'a>(observation: &Observation<'a>) -> Clues<'a> {
    let mut clues = Clues::new();
    find(observation, &mut clues);
    clues
}

fn told(observation: &Observation<'_>) -> Vec<Fact> {
    let clues = clues(observation);
    Fact::ALL.iter().copied().filter(|&fact| clues.has(fact)).collect()
}

fn says(observation: &Observation<'_>, saying: Saying) -> bool {
    clues(observation).present().contains(Clue::Says(saying))
}

/// What the second observation tells and the first one does not.
fn added(before: &Observation<'_>, after: &Observation<'_>) -> Vec<Fact> {
    let before = told(before);
    told(after).into_iter().filter(|fact| !before.contains(fact)).collect()
}

/// Ended with this code at `END`.
fn ended(code: i32) -> Observation<'static> {
    let mut observation = Observation::new().exit_code(code);
    if let State::Terminated(end) = &mut observation.state {
        (end.started, end.finished) = (Some(START), Some(END));
    }
    observation
}

fn event<'a>(reason: &'a str, message: &'a str, at: i64) -> Event<'a> {
    let (reason, message) = (reason.into(), message.into());
    Event { reason, message, count: 1, first: Some(at), last: Some(at), ..Event::default() }
}

/// What one event adds to the end with code 143.
fn of_event(event: Event<'_>) -> Vec<Fact> {
    let mut base = ended(143);
    base.subject.pod = Some("api-0");
    added(&base, &Observation { events: &[event], ..base })
}

#[test]
fn an_exit_code_tells_its_signal_or_its_convention() {
    use Fact::*;
    let rows: &[(i32, &[Fact])] = &[
        (0, &[CodeZero]),
        (1, &[CodePlain, Code1]),
        (2, &[CodePlain, Code2]),
        (3, &[CodePlain]),
        (64, &[CodePlain, Code64]),
        (78, &[CodePlain, Code78]),
        (101, &[CodePlain, Code101]),
        (124, &[CodePlain, Code124]),
        (125, &[CodePlain]),
        (126, &[CodePlain, Code126]),
        (127, &[CodePlain, Code127]),
        (128, &[CodePlain]),
        (129, &[CodeSighup]),
        (130, &[CodeSigint]),
        (132, &[CodeSigill]),
        (133, &[CodeSigtrap]),
        (134, &[CodeSigabrt]),
        (135, &[CodeSigbus]),
        (136, &[CodeSigfpe]),
        (137, &[CodeSigkill]),
        (138, &[CodeOtherSignal]),
        (139, &[CodeSigsegv]),
        (141, &[CodeSigpipe]),
        (143, &[CodeSigterm]),
        (152, &[CodeSigxcpu]),
        (153, &[CodeSigxfsz]),
        (159, &[CodeSigsys]),
        (255, &[CodePlain, Code255]),
        // What runtimes write where they have no record of the code.
        (-1, &[CodeLost]),
        (-3, &[CodeLost]),
        // Out of eight bits: a code of Windows.
        (-4, &[CodePlain]),
        (256, &[CodePlain]),
    ];
    for (code, facts) in rows {
        assert_eq!(told(&Observation::new().exit_code(*code)), *facts, "{code}");
    }
}

#[test]
fn windows_codes_have_32_bits() {
    use Fact::*;
    let rows: &[(u32, &[Fact])] = &[
        (0, &[CodeZero]),
        (1, &[CodePlain, Code1]),
        (2, &[CodePlain]),
        (137, &[CodePlain]),
        (0xFFFF_FFFF, &[CodePlain]),
        (0xC000_013A, &[NtControlC]),
        (0xC000_0005, &[NtAccessViolation]),
        (0xC000_0135, &[NtDllMissing]),
        (0xC000_0139, &[NtDllMissing]),
        (0xC000_0142, &[NtDllMissing]),
        (0xC06D_007E, &[NtDllMissing]),
        (0xC000_00FD, &[NtStackOverflow]),
        (0x8007_03E9, &[NtStackOverflow]),
        (0xC000_0409, &[NtFailFast]),
        (0xC000_0602, &[NtFailFast]),
        (0x8013_1623, &[NtFailFast]),
    ];
    for (code, facts) in rows {
        let mut observation = Observation::new().exit_code(code.cast_signed());
        observation.platform = Platform::Windows;
        assert_eq!(told(&observation), *facts, "{code:#x}");
    }
}

#[test]
fn a_wait_status_keeps_codes_and_signals_apart() {
    use Fact::*;
    let rows: &[(i32, &[Fact])] = &[
        (0x0000, &[CodeZero]),
        (0x8900, &[CodePlain]),
        (9, &[CodeSigkill, Signaled]),
        (0x80 | 11, &[CodeSigsegv, Signaled, CoreDumped]),
        (0x137f, &[]),
    ];
    for (raw, facts) in rows {
        let observation = Observation::new().wait_status(WaitStatus::from_raw(*raw));
        assert_eq!(told(&observation), *facts, "{raw:#x}");
    }
    let observation = Observation::new().wait_status(WaitStatus::from_raw(9));
    let clues = clues(&observation);
    let number = |fact| clues.witnesses().find(|it| it.clue == Clue::Fact(fact)).map(|it| it.a);
    assert_eq!((number(CodeSigkill), number(Signaled)), (Some(137), Some(9)));
}

#[test]
fn the_reason_of_an_end_tells_one_fact() {
    use Fact::*;
    let rows: &[(&str, &[Fact])] = &[
        ("OOMKilled", &[ReasonOomKilled]),
        ("Error", &[ReasonError]),
        ("Completed", &[ReasonCompleted]),
        ("StartError", &[ReasonStartError]),
        ("ContainerCannotRun", &[ReasonStartError]),
        ("ContainerStatusUnknown", &[ReasonStatusUnknown]),
        ("Unknown", &[ReasonUnknown]),
        ("RestartingAllContainers", &[ReasonRestartingAll]),
        ("seccomp killed", &[ReasonSeccomp]),
        ("DeadlineExceeded", &[PodDeadline]),
        ("Whatever", &[]),
    ];
    for (reason, facts) in rows {
        assert_eq!(told(&Observation::new().reason(*reason)), *facts, "{reason}");
    }
}

#[test]
fn a_runtimes_message_counts_where_the_program_never_ran() {
    use Fact::*;
    let message = "no such thing in the runtime";
    let told_of = |reason: &'static str, ran| {
        let mut observation = Observation::new().reason(reason).message(message);
        if let State::Terminated(end) = &mut observation.state {
            end.ran = ran;
        }
        told(&observation)
    };
    assert_eq!(told_of("StartError", None), [ReasonStartError, StartMessage]);
    assert_eq!(told_of("Error", Some(false)), [ReasonError, NeverStarted, StartMessage]);
    assert_eq!(told_of("Error", Some(true)), [ReasonError]);
    assert_eq!(told_of("Error", None), [ReasonError]);
    assert_eq!(told(&Observation::new().reason("StartError")), [ReasonStartError]);
}

#[test]
fn a_brief_life_lasts_two_seconds_at_the_most() {
    for (lived, brief) in [(-1, false), (0, true), (2, true), (3, false)] {
        let mut observation = Observation::new().exit_code(3);
        if let State::Terminated(end) = &mut observation.state {
            (end.started, end.finished) = (Some(START), Some(START + lived));
        }
        assert_eq!(told(&observation).contains(&Fact::LivedBriefly), brief, "{lived} s");
    }
}

#[test]
fn the_reason_of_a_wait_tells_one_fact() {
    use Fact::*;
    let rows: &[(&str, &[Fact])] = &[
        ("CrashLoopBackOff", &[WaitCrashLoop]),
        ("ErrImagePull", &[WaitImage]),
        ("ImagePullBackOff", &[WaitImage]),
        ("ImageInspectError", &[WaitImage]),
        ("Image: api:1 is not ready on the node", &[WaitImage]),
        ("ErrImageNeverPull", &[WaitImageNever]),
        ("InvalidImageName", &[WaitImageName]),
        ("SignatureValidationFailed", &[WaitSignature]),
        ("RegistryUnavailable", &[WaitRegistry]),
        ("CreateContainerConfigError", &[WaitConfig]),
        ("CreateContainerError", &[StartMessage, WaitCreate]),
        ("RunContainerError", &[StartMessage, WaitCreate]),
        ("PreCreateHookError", &[StartMessage, WaitCreate]),
        ("PreStartHookError", &[StartMessage, WaitCreate]),
        ("PostStartHookError", &[WaitPostStart]),
        ("ContainerCreating", &[WaitCreating]),
        ("PodInitializing", &[WaitCreating]),
        ("Whatever", &[]),
    ];
    for (reason, facts) in rows {
        let observation = Observation::new().waits(*reason, Some("as somebody says"));
        assert_eq!(told(&observation), *facts, "{reason}");
    }
    let silent = Observation::new().waits("CreateContainerError", None::<Text<'_>>);
    assert_eq!(told(&silent), [WaitCreate]);
}

#[test]
fn restarts_flags_and_a_second_run_are_told() {
    use Fact::*;
    let base = ended(3);
    let with = |change: fn(&mut Observation<'static>)| {
        let mut after = base;
        change(&mut after);
        added(&base, &after)
    };
    assert_eq!(with(|it| it.restarts = Some(0)), [FirstRun]);
    assert_eq!(with(|it| it.restarts = Some(7)), [Restarted]);
    assert_eq!(with(|it| it.oom_flag = Some(true)), [OomFlag]);
    assert_eq!(with(|it| it.oom_flag = Some(false)), [NoOomFlag]);
    assert_eq!(with(|it| it.subject.role = Role::Init), [InInit]);
    assert_eq!(with(|it| it.subject.role = Role::Sidecar), []);
    let mut runs = Observation::new();
    runs.state = State::Running(Some(END));
    assert_eq!(told(&runs), []);
    let mut waits = Observation::new().waits("CrashLoopBackOff", None::<Text<'_>>);
    waits.last = Some(Terminated::default());
    assert_eq!(told(&waits), [WaitCrashLoop]);
}

#[test]
fn an_event_near_the_end_tells_its_fact() {
    use Fact::*;
    let rows: &[(&str, &str, &[Fact])] = &[
        ("Unhealthy", "Liveness probe failed: 500", &[EvLivenessFailed]),
        ("Unhealthy", "Startup probe failed: 500", &[EvStartupFailed]),
        ("Unhealthy", "Readiness probe failed: 500", &[]),
        ("FailedPreStopHook", "", &[EvPreStopFailed]),
        ("FailedPostStartHook", "", &[EvPostStartFailed]),
        // The image came afterwards: the container ran.
        ("Failed", "Failed to pull image \"api\"", &[EvFailed]),
        ("Failed", "Error: something else", &[EvFailed]),
        ("InspectFailed", "", &[EvFailed]),
        ("ErrImageNeverPull", "", &[EvFailed]),
        ("ExceededGracePeriod", "", &[EvGraceExceeded]),
        ("Preempted", "", &[EvPreempted]),
        ("Preempting", "", &[EvPreempted]),
        ("Evicted", "", &[EvEvicted]),
        ("TaintManagerEviction", "Marking for deletion Pod shop/api-0", &[EvTaint]),
        ("TaintManagerEviction", "Cancelling deletion of Pod shop/api-0", &[]),
        ("SuccessfulDelete", "Deleted pod: api-0", &[EvScaledDown]),
        ("SuccessfulDelete", "Deleted pod: api-1", &[]),
        ("ScalingReplicaSet", "Scaled down replica set api to 0", &[EvScaledDown]),
        ("ScalingReplicaSet", "Scaled up replica set api to 3", &[]),
        ("SuccessfulRescale", "New size: 1; reason: All metrics below target", &[EvScaledDown]),
        ("SuccessfulRescale", "New size: 4; reason: cpu above target", &[]),
        ("DeadlineExceeded", "", &[EvDeadline]),
        ("NodeNotReady", "", &[EvNodeNotReady]),
        ("SandboxChanged", "", &[EvSandboxChanged]),
        ("FailedCreatePodSandBox", "", &[EvSandboxFailed]),
        ("FailedPodSandBoxStatus", "", &[EvSandboxFailed]),
        ("FailedMount", "", &[EvMount]),
        ("FailedAttachVolume", "", &[EvMount]),
        ("FailedMapVolume", "", &[EvMount]),
        // What ended had been scheduled.
        ("FailedScheduling", "", &[]),
        ("NodeShutdown", "", &[EvNodeShutdown]),
        ("GracefulNodeShutdown", "", &[EvNodeShutdown]),
        ("OutOfcpu", "", &[EvRejected]),
        ("UnexpectedAdmissionError", "", &[EvRejected]),
        // What is told of nodes only.
        ("Rebooted", "", &[]),
        ("SystemOOM", "", &[]),
        ("Started", "Started container api", &[]),
    ];
    for (reason, message, facts) in rows {
        assert_eq!(of_event(event(reason, message, END)), *facts, "{reason}: {message}");
    }
}

#[test]
fn an_event_of_the_node_near_the_end_tells_its_fact() {
    use Fact::*;
    let rows: &[(&str, &str, &[Fact])] = &[
        ("Rebooted", "", &[EvRebooted]),
        ("NodeHasInsufficientMemory", "", &[NodePressure]),
        ("EvictionThresholdMet", "Attempting to reclaim memory", &[NodePressure]),
        ("EvictionThresholdMet", "Attempting to reclaim ephemeral-storage", &[]),
        ("SystemOOM", "", &[EvSystemOom]),
        ("OOMKilling", "Memory cgroup out of memory: Killed process 7", &[EvMemcgOom]),
        ("OOMKilling", "Out of memory: Killed process 7", &[EvSystemOom]),
        ("Shutdown", "", &[EvNodeShutdown]),
        ("NodeShutdown", "", &[EvNodeShutdown]),
        ("SpotInterruption", "", &[EvNodeTaken]),
        ("SpotInterrupted", "", &[EvNodeTaken]),
        ("InstanceSpotInterrupted", "", &[EvNodeTaken]),
        ("PreemptScheduled", "", &[EvNodeTaken]),
        ("TerminateScheduled", "", &[EvNodeTaken]),
        // What is told of pods only.
        ("Evicted", "", &[]),
        ("Killing", "Stopping container api", &[]),
    ];
    for (reason, message, facts) in rows {
        let of_node = Event { about_node: true, ..event(reason, message, END) };
        assert_eq!(of_event(of_node), *facts, "{reason}: {message}");
    }
}

/// The first and the last second at which an event tells its fact, from the end of the container.
#[test]
fn an_event_belongs_to_an_end_within_its_window() {
    // 30 s of grace and 15 s for a slow kubelet before; two clocks may differ by 2 s.
    let concerned: &[(&str, &str, bool)] = &[
        ("Unhealthy", "Liveness probe failed: 500", false),
        ("Unhealthy", "Startup probe failed: 500", false),
        ("FailedPreStopHook", "", false),
        ("FailedPostStartHook", "", false),
        ("ExceededGracePeriod", "", false),
        ("Preempted", "", false),
        ("Evicted", "", false),
        ("TaintManagerEviction", "Marking for deletion", false),
        ("SuccessfulDelete", "Deleted pod: api-0", false),
        ("DeadlineExceeded", "", false),
        ("NodeNotReady", "", false),
        ("NodeShutdown", "", false),
        ("NodeHasInsufficientMemory", "", true),
        ("EvictionThresholdMet", "memory", true),
        ("SystemOOM", "", true),
        ("OOMKilling", "", true),
        ("Shutdown", "", true),
    ];
    let rows = concerned.iter().map(|row| (*row, -45, 2)).chain([
        // A loss is discovered afterwards, within five minutes.
        (("SandboxChanged", "", false), -2, 300),
        (("Rebooted", "", true), -2, 300),
        // A cloud gives notice of a quarter of an hour at the most; then the grace follows.
        (("SpotInterruption", "", true), -930, 2),
    ]);
    for ((reason, message, about_node), first, last) in rows {
        let tells = |offset: i64| {
            let event = Event { about_node, ..event(reason, message, END + offset) };
            // Either time of an event alone is as good.
            for one in [Event { first: None, ..event }, Event { last: None, ..event }] {
                assert_eq!(of_event(one), of_event(event), "{reason} at {offset}");
            }
            !of_event(event).is_empty()
        };
        assert_eq!(
            [tells(first - 1), tells(first), tells(last), tells(last + 1)],
            [false, true, true, false],
            "{reason}"
        );
        let whenever = Event { about_node, first: None, last: None, ..event(reason, message, 0) };
        assert!(!of_event(whenever).is_empty(), "{reason} at no known time");
        // Without an end, or its time, there is nothing that an event could be too far from.
        let far = [Event { about_node, ..event(reason, message, 0) }];
        let mut unended = Observation { events: &far, ..Observation::new() };
        unended.subject.pod = Some("api-0");
        assert!(!told(&unended).is_empty(), "{reason} without an end");
        let untimed = Observation { events: &far, ..unended.exit_code(3) };
        assert!(told(&untimed).len() > 2 || told(&untimed)[1] != Fact::CodePlain, "{reason}");
        // A pod of its own grace period.
        if first == -45 || first == -930 {
            let event = [Event { about_node, ..event(reason, message, END + first - 70) }];
            let mut patient = ended(143);
            patient.subject.pod = Some("api-0");
            patient.pod.grace = Some(100);
            let told = added(&patient, &Observation { events: &event, ..patient });
            assert!(!told.is_empty(), "{reason} within a long grace period");
        }
    }
    // An event that was repeated from before the window to after it covers the end.
    let mut repeated = event("ExceededGracePeriod", "", END);
    (repeated.first, repeated.last) = (Some(END - 5_000), Some(END + 5_000));
    assert_eq!(of_event(repeated), [Fact::EvGraceExceeded]);
}

#[test]
fn a_cancelled_eviction_and_a_node_that_came_back_tell_nothing() {
    let told_of = |events: &[Event<'_>]| {
        let base = ended(143);
        added(&base, &Observation { events, ..base })
    };
    let marking = event("TaintManagerEviction", "Marking for deletion", END);
    let cancelled = event("TaintManagerEviction", "Cancelling deletion", END);
    assert_eq!(told_of(&[marking, cancelled]), []);
    let other = event("NodeUpdate", "Cancelling something else", END);
    assert_eq!(told_of(&[marking, other]), [Fact::EvTaint]);
    let lost = event("NodeNotReady", "", END - 5);
    assert_eq!(told_of(&[lost, event("NodeReady", "", END - 5)]), []);
    assert_eq!(told_of(&[lost, event("NodeReady", "", END)]), []);
    assert_eq!(told_of(&[lost, event("NodeReady", "", END - 6)]), [Fact::EvNodeNotReady]);
    assert_eq!(told_of(&[lost, event("Started", "", END)]), [Fact::EvNodeNotReady]);
}

#[test]
fn a_pod_is_unschedulable_until_it_has_a_node() {
    let waits = event("FailedScheduling", "0/3 nodes are available", END);
    let mut pending = Observation { events: &[waits], ..Observation::new() };
    assert_eq!(told(&pending), [Fact::EvUnschedulable]);
    let both = [waits, event("Scheduled", "", END)];
    assert_eq!(told(&Observation { events: &both, ..pending }), []);
    pending.subject.node = Some("node-1");
    assert_eq!(told(&pending), []);
}

#[test]
fn a_pull_that_failed_counts_while_there_is_no_image() {
    let events = [event("Failed", "Failed to pull image \"api\"", END)];
    let unended = Observation { events: &events, ..Observation::new() };
    assert_eq!(told(&unended), [Fact::EvPullFailed]);
    let waiting = Observation { events: &events, ..ended(3) }.waits("Whatever", None::<Text<'_>>);
    assert!(told(&waiting).contains(&Fact::EvPullFailed));
}

#[test]
fn an_event_without_a_message_is_quoted_by_its_reason() {
    let quoted = |reason: &'static str, message: &'static str, about_node| {
        let events = [Event { about_node, ..event(reason, message, END) }];
        let observation = Observation { events: &events, ..Observation::new() };
        let clues = clues(&observation);
        clues.witnesses().next().map(|witness| witness.text.text.to_owned()).unwrap_or_default()
    };
    for (reason, about_node) in
        [("Evicted", false), ("FailedPreStopHook", false), ("Killing", false), ("SystemOOM", true)]
    {
        assert_eq!(quoted(reason, "", about_node), reason);
        assert_eq!(quoted(reason, "as they say", about_node), "as they say");
    }
    // The same where the time is known.
    let events = [event("Killing", "", END - 5)];
    let observation = Observation { events: &events, ..ended(143) };
    let clues = clues(&observation);
    let stop = clues.witnesses().find(|it| it.clue == Clue::Fact(Fact::EvStop)).unwrap();
    assert_eq!(stop.text.text, "Killing");
}

#[test]
fn the_words_of_a_kill_say_why() {
    use Fact::*;
    let rows = [
        ("Stopping container api", EvStop),
        ("Container api failed liveness probe, will be restarted", EvLivenessKill),
        ("Killing: Liveness probe failed: 500", EvLivenessKill),
        ("pod \"api\" container \"api\" is unhealthy, it will be killed", EvLivenessKill),
        ("Container api is unhealthy by its startup probe", EvStop),
        ("Container api failed startup probe, will be restarted", EvStartupKill),
        ("Container api resize requires restart", EvResizeKill),
        ("FailedPostStartHook", EvHookKill),
    ];
    for (message, fact) in rows {
        let events = [event("Killing", message, END)];
        let unended = Observation { events: &events, ..Observation::new() };
        assert_eq!(told(&unended), [fact], "{message}");
        // What runs now has been started since, unless its last end has no time.
        let running = Observation { state: State::Running(None), ..unended };
        assert_eq!(told(&running), [], "{message}");
        let again = Observation { last: Some(Terminated::default()), ..running };
        assert!(told(&again).contains(&fact), "{message}");
    }
}

/// What a kill tells that began so many seconds before an end with this exit.
#[track_caller]
fn kill(
    message: &str,
    before: i64,
    exit: Option<Exit>,
    change: fn(&mut Observation<'_>),
) -> Vec<Fact> {
    let mut base = ended(0);
    if let State::Terminated(end) = &mut base.state {
        end.exit = exit;
    }
    change(&mut base);
    let events = [event("Killing", message, END - before)];
    added(&base, &Observation { events: &events, ..base })
}

#[test]
fn the_time_from_a_kill_to_the_end_is_weighed_against_the_grace_period() {
    use Fact::*;
    const STOP: &str = "Stopping container api";
    const LIVENESS: &str = "Container api failed liveness probe, will be restarted";
    const STARTUP: &str = "Container api failed startup probe, will be restarted";
    let killed = Some(Exit::Code(ExitCode::new(137)));
    let none = |_: &mut Observation<'_>| {};
    let used = [StoppedBefore, GraceUsedUp, EvStop];
    let within = [StoppedBefore, EndedWithinGrace, EvStop];
    // 30 s where nobody says otherwise.
    assert_eq!(kill(STOP, 30, killed, none), used);
    assert_eq!(kill(STOP, 20, killed, none), within);
    assert_eq!(kill(STOP, 20, killed, |it| it.pod.grace = Some(20)), used);
    assert_eq!(kill(STOP, 30, Some(Exit::Wait(WaitStatus::from_raw(9))), none), used);
    assert_eq!(kill(STOP, 30, None, none), used);
    assert_eq!(kill(STOP, 20, None, none), within);
    assert_eq!(kill(STOP, 5, Some(Exit::Code(ExitCode::new(143))), none), within);
    // A kill that belongs to another end.
    assert_eq!(kill(STOP, 4_000, killed, none), []);
    let younger = |it: &mut Observation<'_>| {
        if let State::Terminated(end) = &mut it.state {
            end.started = Some(END - 10);
        }
    };
    assert_eq!(kill(STOP, 5, killed, younger), within);
    assert_eq!(kill(STOP, 20, killed, younger), []);
    // The grace of the deletion is for a stop, the grace of a probe for its own kill.
    let deletion = |it: &mut Observation<'_>| it.pod.deletion_grace = Some(10);
    assert_eq!(kill(STOP, 10, killed, deletion), used);
    assert_eq!(kill(LIVENESS, 10, killed, deletion), [EndedWithinGrace, EvLivenessKill]);
    let probes = |it: &mut Observation<'_>| {
        it.liveness = Some(Probe { grace: Some(10), ..Probe::default() });
        it.startup = Some(Probe { grace: Some(15), ..Probe::default() });
    };
    assert_eq!(kill(LIVENESS, 10, killed, probes), [GraceUsedUp, EvLivenessKill]);
    assert_eq!(kill(STARTUP, 15, killed, probes), [GraceUsedUp, EvStartupKill]);
    assert_eq!(kill(STARTUP, 10, killed, probes), [EndedWithinGrace, EvStartupKill]);
    assert_eq!(kill(STOP, 15, killed, probes), within);
}

#[test]
fn an_aggregated_kill_covers_the_ends_between_its_times() {
    let of = |count, first, last| {
        of_event(Event {
            count,
            first: Some(END + first),
            last: Some(END + last),
            ..event("Killing", "Stopping container api", 0)
        })
    };
    assert_eq!(of(3, -4_000, 4_000), [Fact::EvStop]);
    // Two times are both known, and neither is near.
    assert_eq!(of(2, -4_000, 4_000), []);
    assert_eq!(of(3, -8_000, -4_000), []);
    assert_eq!(of(3, 4_000, 8_000), []);
    // The first time is as good as the last.
    assert_eq!(of(2, -5, 4_000), [Fact::StoppedBefore, Fact::EndedWithinGrace, Fact::EvStop]);
}

/// The kubelet stops what runs: a stop after the last end means that a clock is wrong.
#[test]
fn a_stop_after_the_last_end_is_a_stop_at_some_time() {
    let of = |after: i64, container, again: bool| {
        let event = Event { container, ..event("Killing", "Stopping container api", END + after) };
        let mut base = ended(137);
        if again {
            base.last = base.death().copied();
            base.state = State::Running(Some(END + 1));
        }
        added(&base, &Observation { events: &[event], ..base })
    };
    assert_eq!(of(40, Some("api"), false), [Fact::EvStop]);
    assert_eq!(of(40, Some("api"), true), [], "it is about the run after the end");
    assert_eq!(of(40, None, false), [], "it may be about another container");
    assert_eq!(of(-4_000, Some("api"), false), []);
}

#[test]
fn a_deadline_that_passed_is_told_without_events() {
    let of = |finished: i64, code: i32| {
        let mut base = ended(code);
        base.pod.deletion = Some(END);
        base.pod.deletion_grace = Some(30);
        if let State::Terminated(end) = &mut base.state {
            end.finished = Some(finished);
        }
        told(&base).contains(&Fact::GraceUsedUp)
    };
    assert!(of(END + 1, 137));
    assert!(!of(END - 20, 137));
    assert!(!of(END, 143));
}

#[test]
fn the_phase_of_a_pod_is_told() {
    use Fact::*;
    let rows: &[(&str, &[Fact])] = &[
        ("Running", &[PodRunning]),
        ("Pending", &[PodPending]),
        ("Failed", &[PodEnded]),
        ("Succeeded", &[PodEnded, PodSucceeded]),
        ("Unknown", &[]),
    ];
    for (phase, facts) in rows {
        let mut observation = Observation::new();
        observation.pod.phase = Some((*phase).into());
        assert_eq!(told(&observation), *facts, "{phase}");
    }
}

#[test]
fn the_reason_of_a_pod_is_told() {
    use Fact::*;
    let rows: &[(&str, &[Fact])] = &[
        ("Evicted", &[PodEvicted]),
        ("DeadlineExceeded", &[PodDeadline]),
        ("NodeLost", &[PodNodeLost]),
        ("Terminated", &[PodNodeShutdown]),
        ("NodeShutdown", &[PodNodeShutdown]),
        ("Shutdown", &[PodNodeShutdown]),
        ("Preempting", &[PodPreempting]),
        ("OutOfcpu", &[PodRejected]),
        ("OutOfexample.com/gpu", &[PodRejected]),
        ("NodeAffinity", &[PodRejected]),
        ("UnexpectedAdmissionError", &[PodRejected]),
        ("SomethingOfAnAdmitHandler", &[PodOtherReason]),
    ];
    for (reason, facts) in rows {
        let mut observation = Observation::new();
        observation.pod.reason = Some((*reason).into());
        assert_eq!(told(&observation), *facts, "{reason}");
    }
    // A pod that runs, or ran, was not refused.
    let mut refused = Observation::new();
    refused.pod.reason = Some("OutOfcpu".into());
    refused.pod.phase = Some("Failed".into());
    assert_eq!(told(&refused), [PodEnded, PodRejected]);
    refused.pod.phase = Some("Running".into());
    assert_eq!(told(&refused), [PodRunning]);
    refused.pod.phase = None;
    assert_eq!(told(&refused.exit_code(3)), [CodePlain]);
}

#[test]
fn a_job_tells_why_it_gave_up() {
    for (reason, fact) in
        [("DeadlineExceeded", Fact::PodDeadline), ("BackoffLimitExceeded", Fact::JobGaveUp)]
    {
        let mut job = Observation::new();
        job.subject.kind = SubjectKind::Job;
        job.pod.reason = Some(reason.into());
        assert_eq!(told(&job), [fact], "{reason}");
    }
}

#[test]
fn a_pods_reason_is_quoted_with_its_message_where_there_is_one() {
    for (message, quote) in [(None, "Evicted"), (Some(""), "Evicted"), (Some("low"), "low")] {
        let mut observation = Observation::new();
        observation.pod.reason = Some("Evicted".into());
        observation.pod.message = message.map(Text::from);
        let clues = clues(&observation);
        assert_eq!(clues.witnesses().next().map(|witness| witness.text.text), Some(quote));
    }
}

#[test]
fn a_condition_tells_what_holds() {
    use Fact::*;
    // Whether it is told where the status is true, false, and not given.
    let rows = [
        ("DisruptionTarget", "PreemptionByScheduler", TargetOfScheduler, [true, false, true]),
        ("DisruptionTarget", "EvictionByEvictionAPI", TargetOfEvictionApi, [true, false, true]),
        ("DisruptionTarget", "DeletionByTaintManager", TargetOfTaint, [true, false, true]),
        ("DisruptionTarget", "DeletionByPodGC", TargetOfPodGc, [true, false, true]),
        ("PodScheduled", "Unschedulable", PodUnschedulable, [false, true, true]),
        ("PodScheduled", "SchedulingGated", PodGated, [false, true, true]),
        ("Ready", "Unschedulable", PodUnschedulable, [false, false, false]),
    ];
    for (kind, reason, fact, wanted) in rows {
        for (status, wanted) in [Some(true), Some(false), None].into_iter().zip(wanted) {
            for (message, quote) in [(None, reason), (Some(""), reason), (Some("why"), "why")] {
                let condition = Condition {
                    kind,
                    status,
                    reason: Some(reason.into()),
                    message: message.map(Text::from),
                    since: None,
                };
                let mut observation = Observation::new();
                let conditions = [condition];
                observation.pod.conditions = &conditions;
                let clues = clues(&observation);
                assert_eq!(clues.has(fact), wanted, "{kind} {reason} {status:?}");
                for witness in clues.witnesses() {
                    assert_eq!(witness.text.text, quote);
                }
            }
        }
    }
    for (kind, status, pressure) in [
        ("MemoryPressure", Some(true), true),
        ("MemoryPressure", Some(false), false),
        ("MemoryPressure", None, false),
        ("DiskPressure", Some(true), false),
    ] {
        let conditions = [Condition { kind, status, ..Condition::default() }];
        let node = Observation { node_conditions: &conditions, ..Observation::new() };
        assert_eq!(told(&node).contains(&NodePressure), pressure, "{kind} {status:?}");
    }
}

/// The deadline of a deletion, its grace period before that, and ten seconds of slack.
#[test]
fn a_deletion_stops_what_ends_after_it_was_asked_for() {
    let of = |ended_before: i64, deletion_grace, grace| {
        let mut observation = ended(143);
        observation.pod.deletion = Some(END + ended_before);
        (observation.pod.deletion_grace, observation.pod.grace) = (deletion_grace, grace);
        told(&observation).contains(&Fact::PodDeleted)
    };
    for (grace, deletion_grace, budget) in
        [(None, None, 30), (Some(20), None, 20), (Some(20), Some(0), 20), (Some(20), Some(60), 60)]
    {
        assert!(of(budget + 10, deletion_grace, grace), "{budget}");
        assert!(!of(budget + 11, deletion_grace, grace), "{budget}");
    }
    assert!(of(-1_000, None, None));
    let restarted = |role, before: bool| {
        let mut observation = ended(137);
        observation.subject.role = role;
        (observation.pod.restart_policy, observation.pod.deletion) =
            (Some("Always"), Some(END + 1_000));
        if before {
            observation.state = State::Running(None);
            observation.last = ended(137).death().copied();
        }
        told(&observation).contains(&Fact::PodDeleted)
    };
    for role in [Role::App, Role::Sidecar] {
        assert!(restarted(role, false), "{role:?} would have been started again");
        assert!(!restarted(role, true), "{role:?} was started again");
    }
    for role in [Role::Init, Role::Ephemeral] {
        assert!(!restarted(role, false), "{role:?} stays as it ended");
    }
    let mut unended = Observation::new();
    assert_eq!(told(&unended), []);
    unended.pod.deletion = Some(END);
    assert_eq!(told(&unended), [Fact::PodDeleted]);
}

fn sibling(role: Role, finished: Option<i64>, running: bool) -> Sibling<'static> {
    let terminated = finished.map(|at| Terminated { finished: Some(at), ..Terminated::default() });
    Sibling { name: "main", role, terminated, running }
}

#[test]
fn a_sidecar_outlives_the_containers_of_the_app() {
    let of = |role, siblings: &[Sibling<'_>]| {
        let mut observation = Observation { siblings, ..ended(137) };
        observation.subject.role = role;
        told(&observation).contains(&Fact::AfterMainEnded)
    };
    let app = |finished| sibling(Role::App, finished, false);
    assert!(of(Role::Sidecar, &[app(Some(END))]));
    assert!(!of(Role::Sidecar, &[app(Some(END + 1))]));
    assert!(!of(Role::Sidecar, &[app(None)]));
    assert!(!of(Role::Sidecar, &[]));
    assert!(!of(Role::Sidecar, &[sibling(Role::Init, Some(END - 9), false)]));
    assert!(!of(Role::Sidecar, &[sibling(Role::App, Some(END - 9), true)]));
    assert!(!of(Role::Sidecar, &[app(Some(END - 9)), app(Some(END + 9))]));
    assert!(of(Role::Sidecar, &[app(Some(END - 9)), sibling(Role::Init, None, true)]));
    assert!(!of(Role::App, &[app(Some(END - 9))]));
}

#[test]
fn containers_that_were_lost_in_the_same_second_were_lost_together() {
    let lost = Terminated {
        exit: Some(Exit::Code(ExitCode::new(255))),
        reason: Some("Unknown".into()),
        started: Some(START),
        finished: Some(END),
        ..Terminated::default()
    };
    let of = |mine, theirs, elsewhere| {
        let siblings = [Sibling { terminated: Some(theirs), ..Sibling::default() }];
        let mut observation = Observation { siblings: &siblings, ..Observation::new() };
        observation.state = State::Terminated(mine);
        observation.lost_together = elsewhere;
        let clues = clues(&observation);
        let together = Clue::Fact(Fact::DiedTogether);
        clues.witnesses().find(|witness| witness.clue == together).map_or(0, |witness| witness.a)
    };
    assert_eq!(of(lost, lost, 0), 2);
    assert_eq!(of(lost, lost, 7), 8);
    assert_eq!(of(lost, Terminated::default(), 7), 8);
    let error = Terminated { reason: Some("Error".into()), ..lost };
    assert_eq!(of(lost, error, 0), 2);
    let brief = |lived| Terminated { started: Some(END - lived), ..lost };
    assert_eq!((of(lost, brief(3), 0), of(lost, brief(2), 0)), (2, 0));
    let not_lost = [
        Terminated { finished: Some(END - 1), ..lost },
        Terminated { reason: Some("Completed".into()), ..lost },
        Terminated { reason: None, ..lost },
        Terminated { exit: Some(Exit::Code(ExitCode::new(1))), ..lost },
    ];
    for other in not_lost {
        assert_eq!(of(lost, other, 0), 0, "{other:?}");
        if other.finished == lost.finished {
            assert_eq!(of(other, lost, 0), 0, "{other:?}");
        }
    }
}

#[test]
fn what_was_asked_for_is_told() {
    use Fact::*;
    let with = |change: fn(&mut Observation<'static>)| {
        let mut after = Observation::new();
        change(&mut after);
        told(&after)
    };
    assert_eq!(with(|it| it.seen = it.seen.with(Source::Spec)), [NoMemoryLimit]);
    assert_eq!(with(|it| *it = it.memory_limit(1 << 20)), [MemoryLimit]);
    assert_eq!(with(|it| it.pod.memory_limit = Some(1 << 20)), [PodMemoryLimit]);
    assert_eq!(with(|it| it.pod.restart_policy = Some("Always")), [RestartsAlways]);
    assert_eq!(with(|it| it.pod.restart_policy = Some("Never")), [RestartsNot]);
    assert_eq!(with(|it| it.liveness = Some(Probe::default())), [HasLiveness]);
    assert_eq!(with(|it| it.startup = Some(Probe::default())), [HasStartup]);
    assert_eq!(with(|it| it.post_start = true), [HasPostStart]);
    assert_eq!(with(|it| it.pre_stop = Some(PreStop::Other)), [HasPreStop]);
    assert_eq!(
        with(|it| (it.image, it.image_before) = (Some("api:2".into()), Some("api:1".into()))),
        [ImageChanged]
    );
    assert_eq!(
        with(|it| (it.image, it.image_before) = (Some("api:1".into()), Some("api:1".into()))),
        []
    );
    for (seconds, exceeds) in [(29, false), (30, true), (31, true)] {
        let mut observation = Observation::new();
        observation.pre_stop = Some(PreStop::Sleep(seconds));
        assert_eq!(told(&observation), [HasPreStop]);
        observation.pod.grace = Some(30);
        assert_eq!(told(&observation).contains(&PreStopExceedsGrace), exceeds, "{seconds} s");
    }
    for (program, changes) in
        [("chown", true), ("/bin/chmod", true), ("chgrp", true), ("cp", false), ("chown/x", false)]
    {
        let argv = [program.into(), "-R".into()];
        let mut observation = Observation { argv: &argv, ..Observation::new() };
        assert!(!told(&observation).contains(&ChangesOwners), "{program} as an argument");
        observation.argv_is_whole = true;
        assert_eq!(told(&observation).contains(&ChangesOwners), changes, "{program}");
    }
}

#[test]
fn a_heap_of_the_limits_size_leaves_no_room() {
    // Whether it reaches a limit of 512 MiB.
    let rows = [
        ("-Xmx512m", true),
        ("-Xmx512M", true),
        ("-Xmx511m", false),
        ("-Xmx1g", true),
        ("-Xmx1G", true),
        ("-Xmx524288k", true),
        ("-Xmx524288K", true),
        ("-Xmx524287k", false),
        ("-Xmx1t", true),
        ("-Xmx1T", true),
        ("-Xmx536870912", true),
        ("-Xmx536870911", false),
        ("-Xmx9x", false),
        ("-Xmx9gb", false),
        ("-Xmx", false),
        ("-Xms1g", false),
        ("--max-old-space-size=512", true),
        ("--max_old_space_size=512", true),
        ("--max-old-space-size=511", false),
        ("--max-old-space-size=many", false),
        ("exec java -Xmx1g -jar app.jar", true),
    ];
    for (word, exceeds) in rows {
        let argv = ["java".into(), word.into()];
        let observation = Observation { argv: &argv, ..Observation::new() };
        assert_eq!(told(&observation), [], "{word} without a limit");
        let limited = observation.memory_limit(512 << 20);
        assert_eq!(told(&limited).contains(&Fact::HeapExceedsLimit), exceeds, "{word}");
    }
}

#[test]
fn the_entry_point_is_told_where_sigkill_came() {
    let of = |code, argv: &[&'static str], whole| {
        let argv: Vec<Text<'_>> = argv.iter().map(|&word| word.into()).collect();
        let observation = Observation { argv: &argv, argv_is_whole: whole, ..Observation::new() };
        let observation = observation.exit_code(code);
        let clues = clues(&observation);
        let deaf = Clue::Fact(Fact::DeafEntryPoint);
        clues.witnesses().find(|it| it.clue == deaf).map(|it| it.text.text.to_owned())
    };
    let shell: &[&'static str] = &["/bin/sh", "-c", "node server.js; true"];
    assert_eq!(of(137, shell, true).as_deref(), Some("node server.js; true"));
    assert_eq!(of(137, shell, false), None);
    assert_eq!(of(1, shell, true), None);
    // The option may stand with others, and arguments may follow the command.
    let more: &[&'static str] = &["/bin/bash", "--norc", "-ec", "node server.js; true", "name"];
    assert_eq!(of(137, more, true).as_deref(), Some("node server.js; true"));
    assert_eq!(of(137, &[], true), None);
}

#[test]
fn a_line_of_a_text_is_quoted_with_its_own_place() {
    let log = "READY\npanic: boom\n";
    let start = log.find("panic").unwrap() as u64;
    let whole = |len: u64| Some(Span::new(3, 100, 100 + len));
    let line = Some(Span::new(3, 100 + start, 100 + start + 11));
    // With escapes, as in JSON, an offset in the text is none in the input.
    let escaped = whole(log.len() as u64 + 2);
    for (span, quoted) in [(None, None), (whole(log.len() as u64), line), (escaped, escaped)] {
        let observation = Observation::new().log(Text { text: log, span });
        let clues = clues(&observation);
        let said = clues.witnesses().find(|it| it.clue == Clue::Says(Saying::GoPanic)).unwrap();
        assert_eq!(said.text, Text { text: "panic: boom", span: quoted });
    }
    let log = "oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),global_oom,task=app,pid=7,uid=0\n\
               Out of memory: Killed process 7 (app) total-vm:1kB, anon-rss:1kB, file-rss:0kB\n";
    let span = Some(Span::new(0, 0, log.len() as u64));
    let observation = ended(137).kernel_log(Text { text: log, span });
    let clues = clues(&observation);
    let global = Clue::Fact(Fact::KernelKilledGlobal);
    let killed = clues.witnesses().find(|it| it.clue == global).unwrap();
    assert!(log.contains(killed.text.text) && killed.text.text.contains("Killed process 7"));
    let place = killed.text.span.unwrap();
    assert_eq!(u64::from(place.len), killed.text.text.len() as u64);
    assert_eq!(place.start, log.find(killed.text.text).unwrap() as u64);
}

#[test]
fn the_words_of_an_event_count_for_the_start_that_failed() {
    const MESSAGE: &str = "Error: secret \"db\" not found";
    let of = |reason, container, change: fn(&mut Observation<'_>)| {
        let events = [Event { container, ..event(reason, MESSAGE, END) }];
        let mut observation = Observation { events: &events, ..Observation::new() };
        observation.subject.container = Some("api");
        change(&mut observation);
        says(&observation, Saying::SecretMissing)
    };
    let unended = |_: &mut Observation<'_>| {};
    let died = |it: &mut Observation<'_>| it.last = ended(3).death().copied();
    let runs = |it: &mut Observation<'_>| it.state = State::Running(None);
    let never_ran = |it: &mut Observation<'_>| {
        it.last = ended(128).reason("StartError").death().copied();
    };
    for reason in [
        "Failed",
        "FailedMount",
        "FailedAttachVolume",
        "FailedCreatePodSandBox",
        "FailedSync",
        "FailedScheduling",
        "InspectFailed",
        "ErrImageNeverPull",
    ] {
        assert!(of(reason, None, unended), "{reason}");
        assert!(of(reason, Some("api"), unended), "{reason}");
        assert!(!of(reason, Some("proxy"), unended), "{reason} of another container");
        assert!(!of(reason, None, died), "{reason}: it started since");
        assert!(!of(reason, None, runs), "{reason}: it runs");
        assert!(of(reason, None, never_ran), "{reason}: the end was that start");
    }
    assert!(!of("Pulled", None, unended));
    assert!(of("Evicted", Some("proxy"), died), "the whole pod is evicted");
    assert!(of("BackOff", None, unended));
    assert!(!of("BackOff", Some("proxy"), unended));
    assert!(!of("BackOff", None, died));
}

/// The API server forgets events after an hour.
#[test]
fn the_words_of_an_event_of_another_hour_do_not_count() {
    let of = |first: i64, last: i64, waits: bool| {
        let mut event = event("Evicted", "Error: secret \"db\" not found", END);
        (event.first, event.last) = (Some(END + first), Some(END + last));
        let events = [event];
        let mut observation = Observation { events: &events, ..ended(3) };
        if waits {
            observation = observation.waits("Whatever", None::<Text<'_>>);
        }
        says(&observation, Saying::SecretMissing)
    };
    assert!(of(-3_600, -3_600, false));
    assert!(!of(-3_601, -3_601, false));
    assert!(of(3_600, 3_600, false));
    assert!(!of(3_601, 3_601, false));
    assert!(of(-9_000, 9_000, false));
    // A container that waits is explained by what happens now.
    assert!(of(9_000, 9_000, true));
}

#[test]
fn a_kernels_kill_is_told_by_the_level_of_its_limit() {
    use Fact::*;
    const UID: &str = "c1acc990-6424-450a-a36b-f9b3ddcb369d";
    const ID: &str = "993565976fbaf662f6a730b7b12e9eed9ad9b9a25e78454df065a1c284cc4549";
    let pod = format!("/kubepods/burstable/pod{UID}");
    let container = format!("{pod}/{ID}");
    let of = |limited: Option<&str>, change: fn(&mut Observation<'_>)| {
        let (constraint, at, cgroup) = match limited {
            Some(path) => ("MEMCG", format!("oom_memcg={path}"), "Memory cgroup out"),
            None => ("NONE", "global_oom".to_owned(), "Out"),
        };
        let log = format!(
            "memory: usage 65536kB, limit 65536kB, failcnt 1\n\
             oom-kill:constraint=CONSTRAINT_{constraint},nodemask=(null),cpuset=/,mems_allowed=0,\
             {at},task_memcg={container},task=a,pid=5,uid=0\n\
             {cgroup} of memory: Killed process 5 (a) total-vm:9kB\n"
        );
        let base = Observation::new();
        let mut observation = base.kernel_log(&*log);
        change(&mut observation);
        let oom = [KernelKilledOwn, KernelKilledAtPod, KernelKilledGlobal];
        told(&observation).into_iter().filter(|fact| oom.contains(fact)).collect::<Vec<_>>()
    };
    assert_eq!(of(Some(&container), |_| {}), [KernelKilledOwn]);
    assert_eq!(of(Some(&pod), |it| it.memory_limit = Some(64 << 20)), [KernelKilledOwn]);
    assert_eq!(of(Some(&pod), |it| it.memory_limit = Some(32 << 20)), [KernelKilledAtPod]);
    assert_eq!(of(Some("/kubepods"), |_| {}), [KernelKilledAtPod]);
    assert_eq!(of(None, |_| {}), [KernelKilledGlobal]);
    // Another container's kill, or another pod's, is not this one's.
    assert_eq!(of(None, |it| it.subject.container_id = Some(ID)), [KernelKilledGlobal]);
    assert_eq!(of(None, |it| it.subject.container_id = Some("0123")), []);
    assert_eq!(of(None, |it| it.subject.uid = Some(UID)), [KernelKilledGlobal]);
    assert_eq!(of(None, |it| it.subject.uid = Some("0123")), []);
    // Of a kill whose other lines are lost nobody knows the reason.
    let alone = "[ 61.3] Killed process 5 (a) total-vm:9kB, anon-rss:9kB, file-rss:0kB\n";
    assert_eq!(crate::kernel_log::kills(alone).count(), 1);
    assert_eq!(told(&Observation::new().kernel_log(alone)), []);
}

#[test]
fn a_kernels_fault_is_told_of_the_program_and_signal_that_it_names() {
    const LOG: &str = "[ 6157.3] api[14110]: segfault at 8 ip 000055ef44ded5a6 sp \
                       00007ffe8d3b4d30 error 6 in api[55ef44ded000+1000]\n";
    let of = |code: Option<i32>, argv: &[&'static str]| {
        let argv: Vec<Text<'_>> = argv.iter().map(|&word| word.into()).collect();
        let mut observation = Observation { argv: &argv, ..Observation::new() }.kernel_log(LOG);
        if let Some(code) = code {
            observation = observation.exit_code(code);
        }
        told(&observation).contains(&Fact::KernelFault)
    };
    assert!(of(Some(139), &[]));
    assert!(of(Some(139), &["/app/api"]));
    assert!(of(Some(139), &["tini", "api"]));
    assert!(!of(Some(139), &["nginx"]));
    assert!(!of(Some(134), &[]), "another signal");
    assert!(!of(Some(1), &["api"]), "no signal");
    assert!(of(None, &[]));
    assert!(!of(None, &["api"]), "nothing ended that the line could be about");
    let status = WaitStatus::from_raw(11);
    assert!(
        told(&Observation::new().kernel_log(LOG).wait_status(status)).contains(&Fact::KernelFault)
    );
}

#[test]
fn a_known_program_gives_its_failures_a_meaning() {
    let argv = ["gunicorn".into(), "app:app".into()];
    for (code, means) in [(3, true), (0, false)] {
        let mut observation = Observation { argv: &argv, ..Observation::new() }.exit_code(code);
        assert!(!told(&observation).contains(&Fact::CodeMeaning), "arguments alone");
        observation.argv_is_whole = true;
        assert_eq!(told(&observation).contains(&Fact::CodeMeaning), means, "{code}");
    }
}

#[test]
fn a_users_own_code_is_told_by_its_own_title() {
    let codes = [CustomCode::new(41, "no database"), CustomCode::new(42, "bad configuration")];
    for (code, title) in [(41, Some("no database")), (42, Some("bad configuration")), (43, None)] {
        let base = Observation { custom_codes: &codes, ..Observation::new() };
        let observation = base.exit_code(code);
        let clues = clues(&observation);
        let custom = Clue::Fact(Fact::CodeCustom);
        let told = clues.witnesses().find(|it| it.clue == custom).map(|it| it.text.text);
        assert_eq!(told, title, "{code}");
    }
}

#[test]
fn a_limit_is_told_with_its_bytes() {
    for (limit, told) in [(1 << 20, 1 << 20), (u64::MAX, i64::MAX)] {
        let clues = clues(&Observation::new().memory_limit(limit));
        let limit = Clue::Fact(Fact::MemoryLimit);
        let witness = clues.witnesses().find(|witness| witness.clue == limit);
        assert_eq!(witness.map(|witness| witness.a), Some(told));
    }
}
