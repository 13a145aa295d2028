//! The arithmetic of a container's stop against what kubelets did and wrote down.

use core::time::Duration;

use exitcode_core::ExitCode;
use exitcode_core::arithmetic::shutdown::{
    Clock, Ending, GraceSource, GraceSources, KnownTime, Shutdown, Step, Stopping, Unknown,
    Verdict, stop_order,
};
use proptest::prelude::*;

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::GraceExpired(_) => "grace-expired",
        Verdict::EndedInTime(_) => "ended-in-time",
        Verdict::KilledEarly(_) => "killed-early",
        Verdict::EndedBefore(_) => "ended-before",
        Verdict::NotAsked => "not-asked",
        Verdict::Unknown(Unknown::NoFinishTime) => "no-finish-time",
        Verdict::Unknown(Unknown::NoExitCode(_)) => "no-exit-code",
        Verdict::Unknown(Unknown::NoStopTime) => "no-stop-time",
        Verdict::Unknown(Unknown::EarlierRun) => "earlier-run",
        Verdict::Unknown(Unknown::TooClose(_)) => "too-close",
        Verdict::Unknown(Unknown::BudgetNotCertain(_)) => "budget-not-certain",
        Verdict::Unknown(Unknown::LongAfter(_)) => "long-after",
        _ => "new",
    }
}

#[test]
fn verdicts_agree_with_what_was_done() {
    let mut rows = 0;
    for line in include_str!("oracle/stops.txt").lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split(' ');
        let case = fields.next().unwrap();
        let mut number = || -> Option<i64> {
            match fields.next().unwrap() {
                "-" => None,
                number => Some(number.parse().unwrap()),
            }
        };
        let exit_code = number().map(|code| ExitCode::new(code.try_into().unwrap()));
        let (started_at, killing_at, finished_at) = (number(), number(), number());
        let (pod, probe, deletion, deletion_timestamp) = (number(), number(), number(), number());
        let grace = GraceSources { deletion, requested: None, probe, pod };
        let ending = Ending {
            exit_code,
            started_at,
            finished_at,
            killing_at,
            deletion_timestamp,
            grace,
            events_read: true,
        };
        assert_eq!(name(ending.verdict()), fields.next().unwrap(), "{case}");
        rows += 1;
    }
    assert!(rows > 100, "only {rows} rows");
}

const NOW: i64 = 1_764_057_600;

/// An end at `NOW` plus `seconds` by `exit_code`, after a deletion at `NOW` with 30 s.
#[track_caller]
fn deleted(exit_code: i32, seconds: i64, expected: &str) {
    let ending = Ending {
        exit_code: Some(exit_code.into()),
        finished_at: Some(NOW + seconds),
        deletion_timestamp: Some(NOW + 30),
        grace: GraceSources { deletion: Some(30), pod: Some(60), ..GraceSources::default() },
        ..Ending::default()
    };
    assert_eq!(name(ending.verdict()), expected, "exit code {exit_code} after {seconds} s");
}

#[test]
fn a_deletion_that_is_still_shown_is_judged_by_its_deadline() {
    deleted(137, 30, "grace-expired");
    deleted(137, 33, "grace-expired");
    deleted(137, 28, "too-close");
    deleted(137, 26, "killed-early");
    deleted(137, 0, "killed-early");
    deleted(143, 0, "ended-in-time");
    deleted(143, -3, "ended-in-time");
    deleted(143, -4, "ended-before");
    deleted(0, 31, "ended-in-time");
    deleted(137, -9, "ended-before");
    deleted(0, -9, "ended-before");
    deleted(137, 48, "grace-expired");
    deleted(137, 49, "long-after");
    deleted(-1, 30, "no-exit-code");
}

#[test]
fn a_removed_object_has_neither_start_nor_budget() {
    let removed = Ending {
        exit_code: Some(ExitCode::KILLED),
        finished_at: Some(NOW + 5),
        deletion_timestamp: Some(NOW + 6),
        grace: GraceSources { deletion: Some(0), pod: Some(5), ..GraceSources::default() },
        ..Ending::default()
    };
    assert_eq!(removed.verdict(), Verdict::Unknown(Unknown::NoStopTime));
    let with_event = Ending { killing_at: Some(NOW), ..removed };
    assert_eq!(name(with_event.verdict()), "grace-expired");
    let earlier = Ending { finished_at: Some(NOW + 3), ..with_event };
    assert_eq!(name(earlier.verdict()), "budget-not-certain");
    let earliest = Ending { finished_at: Some(NOW + 1), ..with_event };
    assert_eq!(name(earliest.verdict()), "budget-not-certain", "2 s, both times cut");
    let at_once = Ending { finished_at: Some(NOW), ..with_event };
    assert_eq!(name(at_once.verdict()), "killed-early", "no grace period is under 2 s");
}

#[test]
fn a_stop_just_before_the_start_may_be_for_this_run() {
    for (asked, expected) in [(-1, "ended-in-time"), (-2, "earlier-run")] {
        let ending = Ending {
            exit_code: Some(ExitCode::SUCCESS),
            started_at: Some(NOW),
            killing_at: Some(NOW + asked),
            finished_at: Some(NOW + 1),
            grace: GraceSources { pod: Some(30), ..GraceSources::default() },
            ..Ending::default()
        };
        assert_eq!(name(ending.verdict()), expected, "asked {asked} s after the start");
    }
}

#[test]
fn no_budget_is_below_2_s() {
    let ending = |lived| Ending {
        exit_code: Some(ExitCode::KILLED),
        killing_at: Some(NOW),
        finished_at: Some(NOW + lived),
        grace: GraceSources { pod: Some(1), ..GraceSources::default() },
        ..Ending::default()
    };
    assert_eq!(name(ending(1).verdict()), "too-close");
    let Verdict::GraceExpired(lived) = ending(3).verdict() else { panic!() };
    assert_eq!((lived.seconds(), lived.budget(), lived.clock()), (3, 2, Clock::Kubelet));
    assert!(lived.is_whole_budget());
}

#[test]
fn what_is_not_known_is_written_out() {
    let ending = Ending {
        exit_code: Some(ExitCode::KILLED),
        finished_at: Some(NOW + 20),
        killing_at: Some(NOW),
        grace: GraceSources { pod: Some(30), ..GraceSources::default() },
        ..Ending::default()
    };
    let deleted = Ending {
        killing_at: None,
        deletion_timestamp: Some(NOW + 30),
        grace: GraceSources { deletion: Some(30), ..GraceSources::default() },
        ..ending
    };
    let lived = "lived 20 s after the stop was asked for, budget 30 s";
    let rows = [
        (Ending { finished_at: None, ..ending }, "the time of the end is not known".into()),
        (
            Ending { killing_at: None, ..ending },
            "whether and when a stop was asked for is not known".into(),
        ),
        (
            Ending { started_at: Some(NOW + 9), ..ending },
            "the stop was asked for before this run started".into(),
        ),
        (Ending { exit_code: None, ..ending }, format!("{lived}, but the exit code is not known")),
        (ending, format!("{lived}, unless a shorter grace period was asked for")),
        (
            Ending { finished_at: Some(NOW + 28), ..deleted },
            "lived 28 s after the deletion was asked for, budget 30 s: too close to tell".into(),
        ),
        (
            Ending { finished_at: Some(NOW + 99), ..ending },
            "lived 99 s after the stop was asked for, budget 30 s: too late to be the stop's doing"
                .into(),
        ),
    ];
    for (ending, text) in rows {
        let Verdict::Unknown(unknown) = ending.verdict() else { panic!("{ending:?}") };
        assert_eq!(unknown.to_string(), text);
    }
}

#[test]
fn times_have_a_distance() {
    let at = |seconds| KnownTime::new(seconds).unwrap();
    assert_eq!(at(NOW + 30).since(at(NOW)), 30);
    assert_eq!(at(NOW).since(at(NOW + 30)), -30);
    assert_eq!(KnownTime::new(31_535_999), None, "the last second of 1970");
    assert_eq!(at(31_536_000).seconds(), 31_536_000);
}

#[test]
fn placeholders_are_no_times() {
    for placeholder in [-62_135_596_800, 0, 1, i64::MIN] {
        let ending = Ending {
            exit_code: Some(ExitCode::KILLED),
            finished_at: Some(placeholder),
            killing_at: Some(NOW),
            ..Ending::default()
        };
        assert_eq!(ending.verdict(), Verdict::Unknown(Unknown::NoFinishTime), "{placeholder}");
        assert_eq!(KnownTime::new(placeholder), None);
    }
}

#[test]
fn nobody_asked_only_if_somebody_looked() {
    let ending =
        Ending { exit_code: Some(ExitCode::KILLED), finished_at: Some(NOW), ..Ending::default() };
    assert_eq!(ending.verdict(), Verdict::Unknown(Unknown::NoStopTime));
    assert_eq!(Ending { events_read: true, ..ending }.verdict(), Verdict::NotAsked);
    let evicted = GraceSources { requested: Some(1), ..GraceSources::default() };
    let evicted = Ending { events_read: true, grace: evicted, ..ending };
    assert_eq!(evicted.verdict(), Verdict::Unknown(Unknown::NoStopTime));
}

#[test]
fn extreme_numbers_neither_panic_nor_wrap() {
    let extremes = [i64::MIN, -1, 0, NOW, i64::MAX];
    for finished in extremes {
        for killing in extremes {
            for grace in extremes {
                let sources = GraceSources {
                    deletion: Some(grace),
                    requested: Some(grace),
                    probe: Some(grace),
                    pod: Some(grace),
                };
                let ending = Ending {
                    exit_code: Some(ExitCode::KILLED),
                    started_at: Some(finished),
                    finished_at: Some(finished),
                    killing_at: Some(killing),
                    deletion_timestamp: Some(killing),
                    grace: sources,
                    events_read: true,
                };
                let with_event = ending.verdict();
                let without = Ending { killing_at: None, ..ending }.verdict();
                assert!(name(with_event) != "new" && name(without) != "new");
                let plan = Shutdown::new(grace).pre_stop(Duration::MAX).turn(Duration::MAX);
                assert!(plan.drain(Duration::MAX).timeline().phases().len() >= 4);
            }
        }
    }
}

#[track_caller]
fn effective(sources: [Option<i64>; 4], seconds: i64, source: GraceSource) {
    let [deletion, requested, probe, pod] = sources;
    let grace = GraceSources { deletion, requested, probe, pod }.effective();
    assert_eq!((grace.seconds(), grace.source()), (seconds, source), "{sources:?}");
}

#[test]
fn the_effective_grace_is_the_kubelets() {
    use GraceSource::{Deletion, Minimum, Pod, Probe, Requested};
    effective([Some(30), None, None, Some(60)], 30, Deletion);
    effective([Some(30), None, Some(5), Some(60)], 30, Deletion);
    effective([Some(30), Some(1), None, Some(60)], 1, Requested);
    effective([Some(30), Some(30), None, Some(60)], 30, Deletion);
    effective([Some(30), Some(45), None, Some(60)], 30, Deletion);
    effective([Some(0), Some(45), None, Some(60)], 45, Requested);
    effective([Some(1), None, None, Some(60)], 1, Deletion);
    effective([Some(2), None, None, Some(60)], 2, Deletion);
    effective([Some(-5), None, None, Some(60)], 1, Deletion);
    effective([Some(0), None, None, Some(60)], 1, Deletion);
    effective([None, Some(0), None, Some(60)], 1, Requested);
    effective([None, None, Some(5), Some(60)], 5, Probe);
    effective([None, None, Some(90), Some(60)], 90, Probe);
    effective([None, None, None, Some(60)], 60, Pod);
    effective([None, None, None, Some(0)], 0, Pod);
    effective([None, None, Some(5), None], 2, Minimum);
    effective([None; 4], 2, Minimum);
}

#[test]
fn sources_have_the_names_of_their_fields() {
    use GraceSource::{Deletion, Minimum, Pod, Probe, Requested};
    let texts = [
        (Deletion, "deletionGracePeriodSeconds of the pod"),
        (Requested, "grace period that the kubelet asked for"),
        (Probe, "terminationGracePeriodSeconds of the probe"),
        (Pod, "terminationGracePeriodSeconds of the pod"),
        (Minimum, "kubelet's minimum"),
    ];
    for (source, text) in texts {
        assert_eq!(source.to_string(), text);
    }
}

/// Grace, hook and turn in milliseconds, and the signal, the window and SIGKILL that follow.
#[track_caller]
fn plan(grace: i64, [hook, turn]: [u64; 2], [signal, window, kill]: [u64; 3]) {
    let plan = Shutdown::new(grace)
        .pre_stop(Duration::from_millis(hook))
        .turn(Duration::from_millis(turn));
    let got = [plan.signal_at(), plan.window(), plan.kill_at()].map(|time| time.as_millis());
    assert_eq!(
        got,
        [signal, window, kill].map(u128::from),
        "grace {grace}, hook {hook}, turn {turn}"
    );
}

#[test]
fn hook_and_turn_count_against_the_grace_in_whole_seconds() {
    plan(30, [0, 0], [0, 30_000, 30_000]);
    plan(30, [5_000, 0], [5_000, 25_000, 30_000]);
    plan(30, [5_999, 0], [5_999, 25_000, 30_999]);
    plan(30, [29_500, 0], [29_500, 2_000, 31_500]);
    plan(30, [60_000, 0], [30_000, 2_000, 32_000]);
    plan(30, [5_500, 10_700], [16_200, 15_000, 31_200]);
    plan(30, [5_500, 90_000], [30_500, 2_000, 32_500]);
    plan(1, [0, 0], [0, 2_000, 2_000]);
    // With no grace the hook does not run.
    plan(0, [5_000, 0], [0, 2_000, 2_000]);
    plan(-5, [5_000, 9_000], [0, 2_000, 2_000]);
}

#[test]
fn a_timeline_ends_by_itself_or_by_sigkill() {
    let steps = |plan: Shutdown| plan.timeline().phases().last().map(|p| p.step());
    assert_eq!(steps(Shutdown::new(30).drain(seconds(29))), Some(Step::End));
    assert_eq!(steps(Shutdown::new(30).drain(seconds(31))), Some(Step::Kill));
    // Ready in the second of SIGKILL is too late.
    assert_eq!(Shutdown::new(30).drain(seconds(30)).is_drained(), Some(false));
    assert_eq!(steps(Shutdown::new(30)), Some(Step::Kill));
    assert_eq!(Shutdown::new(30).is_drained(), None);
}

#[test]
fn phases_follow_each_other() {
    let plan = Shutdown::new(40).pre_stop(seconds(5)).turn(seconds(7)).drain(seconds(9));
    let timeline = plan.timeline();
    let mut clock = Duration::ZERO;
    for phase in timeline.phases() {
        assert_eq!(phase.starts(), clock, "{phase}");
        clock += phase.lasts();
    }
    assert_eq!((clock, plan.end_at()), (seconds(21), seconds(21)));
}

#[test]
fn recommended_grace_rounds_up() {
    let plan = Shutdown::new(30);
    assert_eq!(plan.recommended_grace(), None);
    assert_eq!(plan.drain(Duration::ZERO).recommended_grace(), Some(10));
    let (hook, drain) = (Duration::from_millis(5_001), Duration::from_millis(19_500));
    assert_eq!(plan.pre_stop(hook).drain(drain).recommended_grace(), Some(36));
    assert_eq!(plan.turn(hook).drain(drain).recommended_grace(), Some(36));
    assert_eq!(plan.turn(hook).pre_stop(hook).drain(drain).recommended_grace(), Some(41));
    let always = plan.pre_stop(Duration::MAX).turn(hook).drain(Duration::MAX);
    assert_eq!(always.recommended_grace(), Some(u64::MAX));
}

#[test]
fn a_plan_with_the_recommended_grace_drains() {
    for hook in [0, 1, 999, 1_000, 7_450] {
        for drain in [0, 1, 999, 30_000, 59_999] {
            let (hook, drain) = (Duration::from_millis(hook), Duration::from_millis(drain));
            let plan = |grace| Shutdown::new(grace).pre_stop(hook).drain(drain);
            let grace = plan(0).recommended_grace().unwrap().cast_signed();
            assert_eq!(plan(grace).fits(), Some(true), "{:?}", plan(grace));
        }
    }
}

#[test]
fn sidecars_stop_last_and_in_reverse() {
    let main = |drain| Stopping { sidecar: false, pre_stop: Duration::ZERO, drain: seconds(drain) };
    let sidecar = |drain| Stopping { sidecar: true, ..main(drain) };
    let order = |grace, pod: &[Stopping]| {
        stop_order(grace, pod)
            .map(|(i, stop)| (i, stop.signal_at().as_secs(), stop.window().as_secs()))
            .collect::<Vec<_>>()
    };
    // A deaf main container uses the whole grace; every sidecar still gets 2 s, all at the end.
    let pod = [sidecar(5), sidecar(5), main(60), main(1)];
    assert_eq!(order(10, &pod), [(2, 0, 10), (3, 0, 10), (1, 10, 2), (0, 10, 2)]);
    // Sidecars of a pod whose main containers have ended: one after the other.
    assert_eq!(order(10, &[sidecar(3), sidecar(4)]), [(1, 0, 10), (0, 4, 6)]);
    // A sidecar's hook runs from the start, beside the main container's shutdown.
    let hooked = Stopping { pre_stop: seconds(6), ..sidecar(1) };
    assert_eq!(order(30, &[hooked, main(4)]), [(1, 0, 30), (0, 6, 24)]);
    assert_eq!(order(30, &[hooked, main(9)]), [(1, 0, 30), (0, 9, 21)]);
    assert_eq!(order(30, &[]), []);
}

#[test]
fn a_hook_as_long_as_the_grace_is_not_cut() {
    for (hook, cut) in [(29, false), (30, false), (31, true)] {
        let plan = Shutdown::new(30).pre_stop(seconds(hook));
        assert_eq!(plan.is_pre_stop_cut(), cut, "{hook} s of 30 s");
    }
}

#[test]
fn a_timeline_is_written_in_columns() {
    let plan = Shutdown::new(30).pre_stop(Duration::from_millis(12_500));
    let text = plan.drain(seconds(5)).timeline().to_string();
    let rows = [
        "+0 s      Killing event",
        "+0 s      preStop hook, 12.5 s",
        "+12.5 s   stop signal (SIGTERM)",
        "+12.5 s   drain, 5 s",
        "+17.5 s   end",
    ];
    assert_eq!(text.lines().collect::<Vec<_>>(), rows);
}

#[test]
fn a_sidecar_waits_in_its_timeline() {
    let plan = Shutdown::new(120).pre_stop(Duration::from_millis(9_999)).turn(seconds(100));
    let rows = [
        "+0 s      Killing event",
        "+0 s      preStop hook, 9.9 s",
        "+9.9 s    wait for other containers, 100 s",
        "+109.9 s  stop signal (SIGTERM)",
        "+109.9 s  drain, 11 s",
        "+120.9 s  SIGKILL",
    ];
    assert_eq!(plan.timeline().to_string().lines().collect::<Vec<_>>(), rows);
}

#[test]
fn step_ids() {
    let ids = ["killing", "pre-stop", "turn", "stop-signal", "drain", "end", "kill"];
    assert!(Step::ALL.iter().map(|step| step.id()).eq(ids));
}

/// Seconds, the usual ones and the extremes.
fn any_seconds() -> impl Strategy<Value = i64> {
    prop_oneof![
        4 => -10..4000_i64,
        1 => any::<i64>(),
        1 => prop::sample::select(&[i64::MIN, -1, 0, 1, 2, i64::MAX][..]),
    ]
}

fn any_duration() -> impl Strategy<Value = Duration> {
    prop_oneof![
        4 => (0..400_000_u64).prop_map(Duration::from_millis),
        1 => (any::<u64>(), 0..1_000_000_000_u32).prop_map(|(secs, nanos)| Duration::new(secs, nanos)),
        1 => Just(Duration::MAX),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_plan_gives_less_than_it_promises(
        grace in any_seconds(),
        hook in any_duration(),
        turn in any_duration(),
        drain in prop::option::of(any_duration()),
    ) {
        let mut plan = Shutdown::new(grace).pre_stop(hook).turn(turn);
        if let Some(drain) = drain {
            plan = plan.drain(drain);
        }
        let grace = seconds(u64::try_from(grace).unwrap_or(0));
        prop_assert!(plan.window() >= seconds(2));
        prop_assert!(plan.pre_stop_granted() <= grace && plan.pre_stop_granted() <= hook);
        prop_assert!(plan.turn_granted() <= grace && plan.turn_granted() <= turn);
        prop_assert!(plan.signal_at() <= plan.end_at() && plan.end_at() <= plan.kill_at());
        // SIGKILL comes when the grace period is over, and at most the minimum and two fractions later.
        prop_assert!(plan.kill_at() >= grace);
        prop_assert!(plan.kill_at() <= grace.saturating_add(seconds(4)));
        prop_assert_eq!(plan.is_drained(), drain.map(|drain| drain < plan.window()));
        let timeline = plan.timeline();
        let phases = timeline.phases();
        prop_assert!(phases.is_sorted_by_key(|phase| phase.starts()));
        prop_assert!(phases.last().is_some_and(|last| last.starts() == plan.end_at()));
        prop_assert!(!timeline.to_string().is_empty());
    }

    #[test]
    fn a_recommended_grace_is_enough_and_rounded_up(
        [hook, turn, drain, more] in [(); 4].map(|()| any_duration()),
    ) {
        let plan = Shutdown::new(0).pre_stop(hook).turn(turn).drain(drain);
        let grace = plan.recommended_grace().unwrap();
        let needed = hook.saturating_add(turn).saturating_add(drain).saturating_add(seconds(10));
        prop_assert!(seconds(grace) >= needed || grace == u64::MAX);
        prop_assert!(seconds(grace) < needed.saturating_add(seconds(2)) || grace == u64::MAX);
        let longer = plan.drain(drain.saturating_add(more)).recommended_grace();
        prop_assert!(longer >= Some(grace));
        if let Ok(grace) = i64::try_from(grace) {
            let plan = Shutdown::new(grace).pre_stop(hook).turn(turn).drain(drain);
            prop_assert_eq!(plan.fits(), Some(true));
        }
    }

    #[test]
    fn a_grace_period_is_one_that_was_written(
        [deletion, requested, probe, pod] in [(); 4].map(|()| prop::option::of(any_seconds())),
    ) {
        let grace = GraceSources { deletion, requested, probe, pod }.effective();
        let written = match grace.source() {
            GraceSource::Deletion => deletion.map(|grace| grace.max(1)),
            GraceSource::Requested => requested.map(|grace| grace.max(1)),
            GraceSource::Probe => probe,
            GraceSource::Pod => pod,
            _ => Some(2),
        };
        prop_assert_eq!(Some(grace.seconds()), written);
    }

    /// What is certain follows from the numbers, and the time of day has no part in it.
    #[test]
    fn verdicts_keep_their_words(
        code in prop::option::of(prop_oneof![Just(137), Just(143), Just(255), -1..300]),
        [started_at, finished_at, killing_at, deletion_timestamp] in
            [(); 4].map(|()| prop::option::weighted(0.8, prop_oneof![
                4 => (-100..100_i64).prop_map(|after| NOW + after),
                1 => any_seconds(),
            ])),
        [deletion, requested, probe, pod] in [(); 4].map(|()| prop::option::of(any_seconds())),
        events_read in any::<bool>(),
        later in 0..1_000_000_000_i64,
    ) {
        let ending = Ending {
            exit_code: code.map(ExitCode::new),
            started_at,
            finished_at,
            killing_at,
            deletion_timestamp,
            grace: GraceSources { deletion, requested, probe, pod },
            events_read,
        };
        let verdict = ending.verdict();
        match verdict {
            Verdict::GraceExpired(lived) => {
                prop_assert_eq!(code, Some(137));
                prop_assert!(lived.seconds() >= lived.budget() && lived.budget() >= 2);
            }
            Verdict::KilledEarly(lived) => {
                prop_assert_eq!(code, Some(137));
                prop_assert!(lived.seconds() < lived.budget());
            }
            Verdict::EndedInTime(_) => prop_assert!(code != Some(137) && code.is_some()),
            Verdict::EndedBefore(seconds) => prop_assert!(seconds > 0),
            Verdict::NotAsked => prop_assert!(events_read),
            _ => {}
        }
        // Placeholders and the ends of the calendar do not move with the others.
        let times = [started_at, finished_at, killing_at, deletion_timestamp];
        let moves = |time: i64| (NOW - 1000..NOW + 1000).contains(&time);
        if times.into_iter().flatten().all(moves) {
            let later_on = |time: Option<i64>| time.map(|time| time + later);
            let moved = Ending {
                started_at: later_on(started_at),
                finished_at: later_on(finished_at),
                killing_at: later_on(killing_at),
                deletion_timestamp: later_on(deletion_timestamp),
                ..ending
            };
            prop_assert_eq!(moved.verdict(), verdict);
        }
    }
}
