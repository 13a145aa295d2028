//! What holds of the diagnosis of any observation.

use exitcode_core::signature::Signature;
use exitcode_core::{
    Cause, Condition, Confidence, Diagnosis, Event, EventReason, Exit, ExitCode, Observation,
    PreStop, Probe, Role, Seen, Sibling, Source, State, TerminatedReason, Text, WaitStatus,
    Waiting, WaitingReason, diagnose, diagnose_fields,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

const FINISHED: i64 = 1_700_000_000;

/// Longer before and after an end than anything that belongs to it.
const FAR: i64 = 1_000_000;

/// What the kubelet and others say in events.
const MESSAGES: &[&str] = &[
    "Stopping container app",
    "Container app failed liveness probe, will be restarted",
    "Container app failed startup probe, will be restarted",
    "Container app resize requires restart",
    "FailedPostStartHook",
    "Liveness probe failed: HTTP probe failed with statuscode: 500",
    "Startup probe failed: command timed out",
    "Error: ImagePullBackOff",
    "Pod sandbox changed, it will be killed and re-created.",
    "The node was low on resource: memory. ",
    "Marking for deletion Pod shop/api-0",
    "",
];

/// Lines that say nothing of a failure.
const HARMLESS: &[&str] = &[
    "2026-11-22T10:00:00.123Z INFO listening on [::]:8080",
    "GET /healthz 200 1ms",
    "level=info msg=\"reconciled\" objects=17",
    "{\"level\":\"debug\",\"message\":\"cache hit\"}",
    "",
    "  at 10 %, 3 of 30 done",
    "Loaded 12 plugins in 81 ms",
];

/// Anything, or what a signature knows.
fn text() -> impl Strategy<Value = String> {
    let examples: Vec<_> = Signature::all().map(Signature::example).collect();
    prop_oneof![
        "\\PC{0,40}",
        "(?s).{0,40}",
        select(examples).prop_map(str::to_owned),
        select(MESSAGES).prop_map(str::to_owned),
    ]
}

/// Anything, or a reason that some component writes.
fn reason() -> impl Strategy<Value = String> {
    let terminated = TerminatedReason::ALL.iter().map(|reason| reason.as_str());
    let waiting = WaitingReason::ALL.iter().map(|reason| reason.as_str());
    let known: Vec<_> = terminated.chain(waiting).collect();
    const POD: [&str; 6] =
        ["Evicted", "NodeLost", "Terminated", "Preempting", "OutOfcpu", "DeadlineExceeded"];
    prop_oneof![
        "\\PC{0,12}",
        select(known).prop_map(str::to_owned),
        select(&POD).prop_map(str::to_owned),
    ]
}

fn event_reason() -> impl Strategy<Value = String> {
    let known: Vec<_> = EventReason::ALL.iter().map(|reason| reason.as_str()).collect();
    prop_oneof![
        "\\PC{0,12}",
        select(known).prop_map(str::to_owned),
        select(&["Killing", "Unhealthy", "Failed"]).prop_map(str::to_owned),
    ]
}

/// Any time, the ends of time, or one near the end of the container.
fn time() -> impl Strategy<Value = Option<i64>> {
    option::of(prop_oneof![
        any::<i64>(),
        select(&[i64::MIN, i64::MAX, 0, -1]),
        (-100..=100_i64).prop_map(|offset| FINISHED + offset),
    ])
}

fn code() -> impl Strategy<Value = i32> {
    prop_oneof![any::<i32>(), 0..=255, select(&[0, 1, 126, 127, 134, 137, 139, 143])]
}

/// An event that owns its texts.
#[derive(Clone, Debug)]
struct Said {
    reason: String,
    message: String,
    container: Option<String>,
    about_node: bool,
    count: u32,
    times: [Option<i64>; 2],
}

fn said() -> impl Strategy<Value = Said> {
    let container = option::of(select(&["app", "proxy"]).prop_map(str::to_owned));
    (event_reason(), text(), container, any::<bool>(), any::<u32>(), [time(), time()]).prop_map(
        |(reason, message, container, about_node, count, times)| Said {
            reason,
            message,
            container,
            about_node,
            count,
            times,
        },
    )
}

impl Said {
    fn event(&self) -> Event<'_> {
        let mut event = Event::default();
        event.reason = (&*self.reason).into();
        event.message = (&*self.message).into();
        event.container = self.container.as_deref();
        event.about_node = self.about_node;
        event.count = self.count;
        [event.first, event.last] = self.times;
        event
    }
}

/// Everything that an observation borrows.
#[derive(Clone, Debug)]
struct Known {
    code: Option<i32>,
    is_wait_status: bool,
    texts: [Option<String>; 8],
    reasons: [Option<String>; 4],
    numbers: [Option<i64>; 8],
    sizes: [Option<u64>; 5],
    words: Vec<String>,
    flags: [bool; 8],
    events: Vec<Said>,
}

fn known() -> impl Strategy<Value = Known> {
    let texts = std::array::from_fn(|_| option::of(text()));
    let reasons = std::array::from_fn(|_| option::of(reason()));
    let numbers = std::array::from_fn(|_| time());
    let sizes = std::array::from_fn(|_| option::of(any::<u64>()));
    let facts = (option::of(code()), any::<bool>(), any::<[bool; 8]>(), vec(said(), 0..6));
    (facts, texts, reasons, numbers, sizes, vec(text(), 0..4)).prop_map(
        |((code, is_wait_status, flags, events), texts, reasons, numbers, sizes, words)| Known {
            code,
            is_wait_status,
            texts,
            reasons,
            numbers,
            sizes,
            words,
            flags,
            events,
        },
    )
}

impl Known {
    /// Shows the observation of what is known, with these events.
    fn observe<R>(&self, events: &[Event<'_>], see: impl FnOnce(&Observation<'_>) -> R) -> R {
        let text = |index: usize| self.texts[index].as_deref().map(Text::from);
        let reason = |index: usize| self.reasons[index].as_deref().map(Text::from);
        let [started, finished, created, deletion, grace, deletion_grace, probe, deadline] =
            self.numbers;
        let [restarts, limit, request, pod_limit, delay] = self.sizes;
        let [waits, has_liveness, has_startup, sleeps, is_sidecar, post_start, is_whole, ran] =
            self.flags;

        let mut observation = Observation::new();
        if let Some(code) = self.code {
            observation = observation.exit_code(code);
        }
        if let State::Terminated(end) = &mut observation.state {
            if let (Some(code), true) = (self.code, self.is_wait_status) {
                end.exit = Some(Exit::Wait(WaitStatus::from_raw(code)));
            }
            (end.reason, end.message) = (reason(0), text(0));
            (end.started, end.finished, end.ran) = (started, finished, Some(ran));
        }
        if waits {
            if let State::Terminated(end) = observation.state {
                observation.last = Some(end);
            }
            let mut waiting = Waiting::default();
            (waiting.reason, waiting.message) = (reason(1), text(1));
            observation.state = State::Waiting(waiting);
        }
        let mut condition = Condition::default();
        condition.kind = "DisruptionTarget";
        (condition.reason, condition.message, condition.since) = (reason(3), text(2), created);
        let conditions = [condition];
        let mut sibling = Sibling::default();
        sibling.name = "proxy";
        sibling.terminated = observation.last;
        let siblings = [sibling];
        let argv: Vec<Text<'_>> = self.words.iter().map(|word| (&**word).into()).collect();
        let mut asks = Probe::default();
        asks.grace = probe;

        observation.subject.container = Some("app");
        observation.subject.role = if is_sidecar { Role::Sidecar } else { Role::App };
        observation.restarts = restarts.map(|count| count as u32);
        (observation.pod.reason, observation.pod.message) = (reason(2), text(3));
        (observation.pod.phase, observation.image) = (text(4), text(5));
        (observation.pod.created, observation.pod.deletion) = (created, deletion);
        (observation.pod.grace, observation.pod.deletion_grace) = (grace, deletion_grace);
        observation.pod.active_deadline = deadline;
        observation.pod.memory_limit = pod_limit;
        observation.pod.conditions = &conditions;
        observation.node_conditions = &conditions;
        (observation.memory_limit, observation.memory_request) = (limit, request);
        observation.memory_peak = delay;
        observation.liveness = has_liveness.then_some(asks);
        observation.startup = has_startup.then_some(asks);
        observation.pre_stop =
            grace.map(|grace| if sleeps { PreStop::Sleep(grace) } else { PreStop::Other });
        observation.post_start = post_start;
        (observation.argv, observation.argv_is_whole) = (&argv, is_whole);
        observation.siblings = &siblings;
        (observation.log, observation.kernel_log) = (text(6), text(7));
        observation.seen = Seen::NOTHING.with(Source::Status).with(Source::Spec);
        see(&observation.events(events))
    }

    fn events(&self) -> Vec<Event<'_>> {
        self.events.iter().map(Said::event).collect()
    }
}

/// What is said, without the words.
fn findings(diagnosis: &Diagnosis<'_>) -> Vec<(Cause, Confidence)> {
    diagnosis.findings().map(|finding| (finding.cause(), finding.confidence())).collect()
}

/// All that is said, in words.
fn words(diagnosis: &Diagnosis<'_>) -> Vec<String> {
    let mut words = vec![diagnosis.summary().to_string()];
    for finding in diagnosis.findings() {
        words.push(format!("{} {:?}", finding.cause().id(), finding.confidence()));
        words.extend(finding.evidence().map(|evidence| evidence.to_string()));
        let commands = finding.remedies().filter_map(|it| it.command(&diagnosis.values()));
        words.extend(commands.map(|command| command.to_string()));
    }
    let next = diagnosis.next_checks().filter_map(|next| next.command());
    words.extend(next.map(|command| command.to_string()));
    words
}

/// A container that ended, of which little is known.
fn ended(code: i32) -> Observation<'static> {
    let mut observation = Observation::new().exit_code(ExitCode::new(code)).reason("Error");
    if let State::Terminated(end) = &mut observation.state {
        (end.started, end.finished) = (Some(FINISHED - 100), Some(FINISHED));
    }
    observation.subject.container = Some("app");
    observation.seen = Seen::NOTHING.with(Source::Status).with(Source::Spec);
    observation
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics_and_twice_is_the_same(known in known()) {
        let events = known.events();
        let said = || known.observe(&events, |observation| words(&diagnose(observation)));
        prop_assert_eq!(said(), said());
    }

    #[test]
    fn without_texts_the_fields_are_all_there_is(known in known()) {
        let mut bare = known;
        bare.texts = Default::default();
        bare.words.clear();
        bare.events.iter_mut().for_each(|event| event.message.clear());
        let events = bare.events();
        let said = |of: fn(&Observation<'_>) -> Vec<String>| bare.observe(&events, of);
        prop_assert_eq!(said(|seen| words(&diagnose_fields(seen))), said(|seen| words(&diagnose(seen))));
    }

    #[test]
    fn the_order_of_events_does_not_matter(known in known(), turn in 0..6_usize) {
        let mut events = known.events();
        let said = |events: &[Event<'_>]| known.observe(events, |seen| findings(&diagnose(seen)));
        let wanted = said(&events);
        let turn = turn % events.len().max(1);
        events.rotate_left(turn);
        prop_assert_eq!(&said(&events), &wanted);
        events.reverse();
        prop_assert_eq!(&said(&events), &wanted);
    }

    #[test]
    fn what_happened_to_another_container_changes_nothing(
        known in known(),
        message in select(MESSAGES),
        reason in select(&["Killing", "Unhealthy", "FailedPostStartHook", "Failed", "BackOff"]),
        at in time(),
    ) {
        let mut events = known.events();
        let said = |events: &[Event<'_>]| known.observe(events, |seen| words(&diagnose(seen)));
        let wanted = said(&events);
        let mut other = Event::default();
        (other.reason, other.message) = (reason.into(), message.into());
        (other.container, other.last) = (Some("proxy"), at);
        events.push(other);
        prop_assert_eq!(said(&events), wanted);
    }

    #[test]
    fn what_happened_long_before_or_after_changes_nothing(
        code in code(),
        near in vec(said(), 0..3),
        message in select(MESSAGES),
        reason in select(&[
            "Killing", "Unhealthy", "FailedPreStopHook", "FailedPostStartHook", "Evicted",
            "Preempted", "Preempting", "ExceededGracePeriod", "TaintManagerEviction",
            "SandboxChanged", "Rebooted", "SystemOOM", "SpotInterrupted", "NodeNotReady",
        ]),
        about_node in any::<bool>(),
        is_after in any::<bool>(),
    ) {
        let mut events: Vec<_> = near.iter().map(Said::event).collect();
        let said = |events: &[Event<'_>]| findings(&diagnose(&ended(code).events(events)));
        let wanted = said(&events);
        let mut far = Event::default();
        (far.reason, far.message, far.about_node) = (reason.into(), message.into(), about_node);
        far.count = 1;
        far.last = Some(if is_after { FINISHED + FAR } else { FINISHED - FAR });
        far.first = far.last;
        events.push(far);
        prop_assert_eq!(said(&events), wanted, "{}: {}", reason, message);
    }

    #[test]
    fn a_harmless_line_takes_no_certainty_away(
        code in code(),
        lines in vec(text(), 1..4),
        harmless in select(HARMLESS),
        place in 0..4_usize,
    ) {
        let confirmed = |lines: &[&str]| -> Vec<Cause> {
            let log = lines.join("\n");
            let diagnosis = diagnose(&ended(code).log(&*log));
            let findings = diagnosis.findings();
            findings
                .filter(|finding| finding.confidence() == Confidence::Confirmed)
                .map(|finding| finding.cause())
                .collect()
        };
        let mut log: Vec<&str> = lines.iter().map(|line| &**line).collect();
        let before = confirmed(&log);
        log.insert(place.min(log.len()), harmless);
        let after = confirmed(&log);
        for cause in before {
            prop_assert!(after.contains(&cause), "{}", cause);
        }
    }
}

#[test]
fn harmless_lines_say_nothing() {
    for line in HARMLESS {
        assert_eq!(findings(&diagnose(&Observation::new().log(*line))), [], "{line}");
    }
}
