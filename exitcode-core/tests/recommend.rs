//! Memory recommendations: rules that hold for whatever comes in, and the figures of the docs.
//! The bits are compared with the autoscaler's in the module itself.

use exitcode_core::arithmetic::recommend::{
    Change, KillWindow, MemoryHistogram, MemoryHistory, Recommendation, Sample, Trend, bump_up,
    kill_windows, limit_after_oom, new_limit, round_up,
};
use proptest::prelude::*;

const MIB: u64 = 1 << 20;
const GIB: u64 = 1 << 30;
const DAY: i64 = 86_400;
const START: i64 = 1_700_000_000;
/// The midnight after it, when a peak weighs 1 in a histogram that begins on that day.
const MIDNIGHT: i64 = 1_700_006_400;

fn history(samples: impl IntoIterator<Item = (i64, u64)>) -> MemoryHistory {
    let mut history = MemoryHistory::new();
    for (at, bytes) in samples {
        history.record(at, bytes);
    }
    history
}

#[test]
fn bump_up_is_the_larger_of_a_fifth_and_100_mib() {
    let rows = [
        (0, 100 * MIB),
        (256 * MIB, 356 * MIB),
        (500 * MIB, 600 * MIB),
        (1000 * MIB, 1200 * MIB),
        (u64::MAX, 100_000_000_000_000),
    ];
    for (used, needed) in rows {
        assert_eq!(bump_up(used), needed, "{used}");
    }
}

#[test]
fn limits_read_well_and_never_fall() {
    let rows = [
        (256 * MIB, None, 384 * MIB),
        (256 * MIB, Some(200 * MIB), 384 * MIB),
        (256 * MIB, Some(600 * MIB), 768 * MIB),
        (GIB, None, 1280 * MIB),
        (16 * GIB, None, 20 * GIB),
        (4 * MIB, None, 104 * MIB),
        (0, None, 104 * MIB),
        (u64::MAX, None, u64::MAX),
    ];
    for (limit, peak, expected) in rows {
        assert_eq!(limit_after_oom(limit, peak), expected, "{limit}, peak {peak:?}");
    }
}

/// Today's request and limit and the new request, the peak, and the limit to set; all in MiB.
#[track_caller]
fn limit(sizes: [Option<u64>; 3], peak: u64, was_killed: bool, expected: Option<u64>) {
    let [request, limit, new_request] = sizes.map(|mib| mib.map(|mib| mib * MIB));
    let new = new_limit(request, limit, new_request, peak * MIB, was_killed);
    assert_eq!(new, expected.map(|mib| mib * MIB), "{sizes:?} with a peak of {peak} MiB");
}

#[test]
fn a_new_limit_keeps_its_proportion_to_the_request() {
    limit([Some(100), Some(200), Some(300)], 0, false, Some(640)); // 600, rounded up
    limit([Some(300), Some(600), Some(100)], 0, false, Some(208));
    limit([Some(100), Some(150), Some(128)], 0, false, Some(192));
    // Nothing to be in proportion to, or no proportion: the new request itself.
    limit([None, Some(200), Some(128)], 0, false, Some(128));
    limit([Some(100), None, Some(128)], 0, false, Some(128));
    limit([Some(0), Some(200), Some(128)], 0, false, Some(128));
    limit([Some(128), Some(128), Some(96)], 0, false, Some(96));
    limit([Some(200), Some(100), Some(128)], 0, false, Some(128));
    assert_eq!(new_limit(Some(1), Some(u64::MAX), Some(2), 0, false), Some(u64::MAX));
}

#[test]
fn a_new_limit_has_room_above_the_peak() {
    limit([Some(100), Some(2000), Some(64)], 400, false, Some(1280));
    limit([Some(64), Some(500), Some(64)], 480, false, Some(576)); // 480 and 15 %: 552
    limit([None, None, Some(64)], 400, false, Some(480)); // 460
    limit([None, None, None], 400, false, None);
}

#[test]
fn after_a_kill_or_at_the_limit_there_is_more_than_before() {
    // 356 MiB by the bump-up.
    limit([None, Some(256), None], 0, true, Some(384));
    limit([None, Some(256), None], 255, false, None);
    limit([None, Some(256), None], 256, false, Some(384));
    limit([None, None, None], 256, true, None);
    limit([Some(128), Some(256), Some(64)], 0, true, Some(384));
    limit([Some(128), Some(256), Some(64)], 0, false, Some(128));
    limit([Some(128), Some(256), Some(512)], 0, true, Some(1024));
}

#[test]
fn readable_amounts() {
    let rows = [
        (0, 0),
        (1, MIB),
        (MIB, MIB),
        (MIB + 1, 2 * MIB),
        (7 * MIB + 1, 8 * MIB),
        (8 * MIB, 8 * MIB),
        (8 * MIB + 1, 9 * MIB),
        (16 * MIB, 16 * MIB),
        (16 * MIB + 1, 18 * MIB),
        (356 * MIB, 384 * MIB),
        (17 * GIB, 18 * GIB),
        (15 << 60, 15 << 60),
        // The next one would not fit.
        ((15 << 60) + 1, (15 << 60) + 1),
    ];
    for (bytes, rounded) in rows {
        assert_eq!(round_up(bytes), rounded, "{bytes}");
    }
}

#[test]
fn eight_daily_peaks() {
    let mut history =
        history((0..8).map(|day| (START + DAY * day, 200_000_000 + 25_000_000 * day as u64)));
    for percentile in [0.5, 0.9, 0.95] {
        assert_eq!(history.peaks().percentile(percentile) as u64 / 10_000, 38_505, "{percentile}");
    }
    assert_eq!(history.recommendation(1).map(|r| r.target / 100_000), Some(4428));
    assert!(history.record_oom(START + 7 * DAY + 3600, 375_000_000));
    assert_eq!(history.recommendation(1).map(|r| r.target / 100_000), Some(5878));
}

#[test]
fn what_weighs_too_little_does_not_count() {
    // At 22:13 UTC, so that a weight of 1 is that of a peak at the next midnight.
    let with_older = |days| {
        let mut histogram = MemoryHistogram::new();
        histogram.add(200_000_000, START);
        histogram.add(50_000_000, START - DAY * days);
        histogram.percentile(0.0)
    };
    assert!(with_older(10) < 100e6, "2^-10.07 of a peak counts");
    assert!(with_older(14) > 200e6, "2^-14.07 of a peak does not");

    let mut histogram = MemoryHistogram::new();
    histogram.add(50_000_000, START);
    histogram.add(200_000_000, START + 101 * DAY);
    assert!(histogram.percentile(0.0) > 200e6, "nothing counts after 101 days");

    let (mut exactly, mut nearly) = (MemoryHistogram::new(), MemoryHistogram::new());
    exactly.add(200_000_000, START);
    nearly.add(200_000_000, START);
    exactly.subtract(200_000_000, START);
    nearly.subtract(200_000_000, START - 5);
    assert_eq!(nearly, exactly, "a rest that does not count is taken away too");
}

/// Weights are doubled day by day for 100 days, and only then scaled down: the first peak keeps
/// its 1, which counts, beside 2⁹⁹.
#[test]
fn within_100_days_every_peak_counts_a_little() {
    let mut histogram = MemoryHistogram::new();
    histogram.add(50_000_000, MIDNIGHT);
    histogram.add(200_000_000, MIDNIGHT + 99 * DAY);
    assert!(histogram.percentile(0.0) < 100e6);
    assert!(histogram.percentile(1e-9) > 200e6);
}

#[test]
fn after_years_nothing_is_left() {
    let (mut old, mut new) = (MemoryHistogram::new(), MemoryHistogram::new());
    for at in [START, START + 1100 * DAY] {
        old.add(50_000_000, at);
    }
    new.add(50_000_000, START + 1100 * DAY);
    assert_eq!(old, new);
}

#[test]
fn a_peak_that_is_taken_away_leaves_no_trace() {
    for (kept, taken) in [(50_000_000, 500_000_000), (500_000_000, 50_000_000)] {
        let (mut both, mut one) = (MemoryHistogram::new(), MemoryHistogram::new());
        both.add(kept, MIDNIGHT);
        both.add(taken, MIDNIGHT);
        both.subtract(taken, MIDNIGHT);
        one.add(kept, MIDNIGHT);
        assert_eq!(both, one, "without {taken}");
    }
}

#[test]
fn no_percentile_is_above_the_last_peak() {
    let mut histogram = MemoryHistogram::new();
    histogram.add(50_000_000, MIDNIGHT);
    histogram.add(500_000_000, MIDNIGHT);
    assert_eq!(histogram.percentile(7.0), histogram.percentile(1.0));
    assert!(histogram.percentile(0.5) < 100e6 && histogram.percentile(0.51) > 500e6);
}

#[test]
fn samples_and_kills_are_taken_in_order_of_time() {
    let hours = |hours: i64| START + 3600 * hours;
    let sample = |after, mib| Sample { at: hours(after), bytes: mib * MIB };
    let samples = [sample(0, 100), sample(30, 300), sample(60, 200)];
    // Before the first, at the same second as the second, between, and after the last.
    let kills = [hours(-1), hours(30), hours(40), hours(70)];
    let mut one_by_one = MemoryHistory::new();
    one_by_one.record_oom(hours(-1), GIB);
    one_by_one.record(hours(0), 100 * MIB);
    one_by_one.record_oom(hours(30), GIB);
    one_by_one.record(hours(30), 300 * MIB);
    one_by_one.record_oom(hours(40), GIB);
    one_by_one.record(hours(60), 200 * MIB);
    one_by_one.record_oom(hours(70), GIB);
    assert_eq!(MemoryHistory::of(&samples, &kills, GIB), one_by_one);
    assert_eq!(one_by_one.average(), 200 * MIB);

    let killed = MemoryHistory::of(&[], &kills, GIB).recommendation(1);
    assert!(killed.is_some_and(|r| r.target > bump_up(GIB)), "kills alone are enough");
}

#[test]
fn only_what_is_older_does_not_count() {
    let mut history = history([(START, 300 * MIB)]);
    assert!(history.record(START, 100 * MIB), "of the same second");
    assert!(!history.record(START - 1, 800 * MIB), "older than the last");
    assert_eq!((history.average(), history.highest()), (200 * MIB, 300 * MIB));
    // A kill may be older than the last sample, but not than the current 24 hours.
    assert!(history.record(START + 60, 100 * MIB));
    assert!(!history.record_oom(START - 1, GIB));
    assert!(history.record_oom(START, GIB));
}

/// A quirk of the autoscaler, which takes a peak of 0 for none to replace.
#[test]
fn a_window_that_begins_with_nothing_stays_empty() {
    let mut history = history([(START, 0), (START + 60, 500_000_000)]);
    assert_eq!(history.recommendation(1).map(|r| r.target), Some(250 * MIB));
    assert!(history.record(START + DAY, 500_000_000));
    assert!(history.recommendation(1).is_some_and(|r| r.target > 500_000_000));
}

#[test]
fn the_floor_is_shared_among_containers() {
    let history = history([(START, 1_000_000)]);
    for (containers, target) in [(0, 250 * MIB), (1, 250 * MIB), (2, 125 * MIB), (10, 25 * MIB)] {
        let recommended = history.recommendation(containers).unwrap();
        assert_eq!(recommended.target, target, "{containers} containers");
    }
    assert_eq!(history.recommendation(1000).unwrap().target, 11_500_000);
}

#[test]
fn nothing_seen_recommends_nothing() {
    assert_eq!(MemoryHistory::new().recommendation(1), None);
    assert_eq!(MemoryHistory::new().average(), 0);
    assert!(MemoryHistogram::new().is_empty());
    assert_eq!(MemoryHistogram::new().percentile(0.9), 0.0);
}

#[test]
fn advice_goes_both_ways() {
    let minutes = 14 * 24 * 60;
    let steady = history((0..minutes).map(|minute| (START + 60 * minute, 400 * MIB)));
    let recommended = steady.recommendation(1).unwrap();
    assert_eq!(recommended.change(200 * MIB), Change::Raise);
    assert_eq!(recommended.change(500 * MIB), Change::Keep);
    assert_eq!(recommended.change(4 * GIB), Change::Lower);
    assert!(!recommended.is_anomalous(recommended.target));
}

#[test]
fn a_request_on_a_bound_is_kept() {
    let recommended = Recommendation { lower: 100, target: 150, upper: 200 };
    let rows = [
        (99, Change::Raise),
        (100, Change::Keep),
        (150, Change::Keep),
        (200, Change::Keep),
        (201, Change::Lower),
    ];
    for (request, change) in rows {
        assert_eq!(recommended.change(request), change, "{request}");
    }
}

#[test]
fn ids() {
    assert!(Change::ALL.iter().map(|change| change.id()).eq(["raise", "keep", "lower"]));
    assert!(Trend::ALL.iter().map(|trend| trend.id()).eq(["one-off", "pattern"]));
}

#[test]
fn an_anomaly_is_half_as_much_again() {
    let recommended = Recommendation { lower: 1, target: 1000, upper: u64::MAX };
    assert!(!recommended.is_anomalous(1499));
    assert!(recommended.is_anomalous(1500));
    assert!(recommended.is_anomalous(u64::MAX));
}

#[test]
fn spikes_behind_an_average() {
    let spiky = history((0..100).map(|i| (START + 60 * i, if i == 50 { GIB } else { 100 * MIB })));
    assert_eq!(spiky.average() / MIB, 109);
    assert_eq!(spiky.highest(), GIB);
    assert!(spiky.average_hides_spikes(512 * MIB));
    assert!(!spiky.average_hides_spikes(GIB));
    assert!(!spiky.average_hides_spikes(100 * MIB));
}

#[test]
fn windows_of_kills() {
    let kills = [0, 1799, 1800, 1800, 5000];
    let expected = [(0, 2), (1800, 2), (5000, 1)];
    assert!(kill_windows(&kills).eq(expected.map(|(start, kills)| KillWindow { start, kills })));
    assert_eq!(kill_windows(&[]).next(), None);
    assert_eq!(kill_windows(&[5, 4]).count(), 2);
    assert_eq!(kill_windows(&[i64::MIN, i64::MAX]).count(), 2);
}

#[test]
fn trends() {
    let days = |peaks: &[u64]| -> Vec<Sample> {
        let sample =
            |(day, &mib): (usize, &u64)| Sample { at: START + DAY * day as i64, bytes: mib * MIB };
        peaks.iter().enumerate().map(sample).collect()
    };
    let once = [START];
    let rows: [(&[i64], &[u64], Option<Trend>); 12] = [
        (&[], &[256; 9], None),
        (&once, &[], Some(Trend::OneOff)),
        (&[START, START + 60], &[], Some(Trend::OneOff)),
        (&[START, START + 60, START + 120], &[], Some(Trend::Pattern)),
        (&[START, START + DAY], &[], Some(Trend::Pattern)),
        (&once, &[100, 90, 250, 80], Some(Trend::OneOff)),
        (&once, &[240, 90, 250, 80], Some(Trend::Pattern)),
        // Half of the days, or less; 230.4 MiB are 90 %.
        (&once, &[240, 90, 250, 80, 70], Some(Trend::OneOff)),
        (&once, &[240, 90, 250, 80, 240, 70], Some(Trend::Pattern)),
        (&once, &[231, 231], Some(Trend::Pattern)),
        (&once, &[230, 231], Some(Trend::OneOff)),
        (&once, &[100; 30], Some(Trend::OneOff)),
    ];
    for (kills, peaks, expected) in rows {
        assert_eq!(Trend::of(kills, &days(peaks), 256 * MIB), expected, "{kills:?} {peaks:?}");
    }
}

/// Bytes, the usual ones and the extremes.
fn amount() -> impl Strategy<Value = u64> {
    const EXTREMES: [u64; 8] =
        [0, 1, MIB - 1, MIB, 100_000_000_000_000, u64::MAX / 16 * 15, u64::MAX - 1, u64::MAX];
    prop_oneof![
        2 => 0..64 * GIB,
        2 => (0..64_u32, any::<u64>()).prop_map(|(shift, bytes)| bytes >> shift),
        1 => prop::sample::select(&EXTREMES[..]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_new_limit_is_more_and_not_much_more(
        limit in 0..90_000_000_000_000_u64,
        peak in any::<Option<u32>>(),
    ) {
        let peak = peak.map(u64::from);
        let new = limit_after_oom(limit, peak);
        let needed = bump_up(limit.max(peak.unwrap_or(0)));
        prop_assert!(new > limit);
        prop_assert!(new >= needed);
        prop_assert!(new - needed < (needed / 8).max(MIB));
        prop_assert!(new.is_multiple_of(MIB));
    }

    /// Whatever is known, the limit is enough for what was seen and for what is asked for.
    #[test]
    fn a_new_limit_is_enough(
        request in prop::option::of(amount()),
        limit in prop::option::of(amount()),
        new_request in prop::option::of(amount()),
        peak in amount(),
        was_killed in any::<bool>(),
    ) {
        let new = new_limit(request, limit, new_request, peak, was_killed);
        let at_limit = limit.filter(|&limit| was_killed || peak >= limit);
        prop_assert_eq!(new.is_some(), new_request.is_some() || at_limit.is_some());
        if let Some(new) = new {
            prop_assert!(new >= peak);
            prop_assert!(new >= new_request.unwrap_or(0));
            prop_assert!(new >= at_limit.unwrap_or(0));
            // Beyond the end of the bump-up today's limit is kept as it is.
            prop_assert!(new.is_multiple_of(MIB) || new > 100_000_000_000_000);
        }
    }

    /// More of anything never makes less of the limit.
    #[test]
    fn a_new_limit_never_falls(
        // Where rounding ends, what is not rounded is less than what was.
        [request, limit] in [(); 2].map(|()| prop::option::of(amount().prop_map(|of| of >> 22))),
        [new_request, peak, more] in [(); 3].map(|()| amount().prop_map(|of| of >> 22)),
        was_killed in any::<bool>(),
    ) {
        let new = new_limit(request, limit, Some(new_request), peak, was_killed);
        prop_assert!(new <= new_limit(request, limit, Some(new_request + more), peak, was_killed));
        prop_assert!(new <= new_limit(request, limit, Some(new_request), peak + more, was_killed));
        prop_assert!(new <= new_limit(request, limit, Some(new_request), peak, true));
        if let Some(limit) = limit && was_killed {
            let higher = Some(limit + more);
            prop_assert!(new <= new_limit(request, higher, Some(new_request), peak, was_killed));
            let after = limit_after_oom(limit, Some(peak));
            prop_assert!(after <= limit_after_oom(limit + more, Some(peak)));
            prop_assert!(after <= limit_after_oom(limit, Some(peak + more)));
        }
    }

    #[test]
    fn kills_are_each_in_one_window(mut kills in prop::collection::vec(any::<i64>(), 0..20)) {
        kills.sort_unstable();
        let count: u32 = kill_windows(&kills).map(|window| window.kills).sum();
        prop_assert_eq!(count as usize, kills.len());
        let _ = Trend::of(&kills, &[], 0);
    }

    #[test]
    fn rounding_keeps_the_order(a in any::<u64>(), b in any::<u64>()) {
        prop_assert!(round_up(a) >= a);
        prop_assert_eq!(round_up(round_up(a)), round_up(a));
        prop_assert!(round_up(a.min(b)) <= round_up(a.max(b)) || round_up(a.max(b)) == a.max(b));
    }

    #[test]
    fn whatever_comes_in_the_bounds_are_in_order(
        samples in prop::collection::vec((any::<i64>(), any::<u64>(), any::<bool>()), 0..20),
        containers in any::<u32>(),
    ) {
        let mut history = MemoryHistory::new();
        for (at, bytes, oom) in samples {
            if oom {
                history.record_oom(at, bytes);
            } else {
                history.record(at, bytes);
            }
        }
        if let Some(recommended) = history.recommendation(containers) {
            prop_assert!(recommended.lower <= recommended.target, "{:?}", recommended);
            prop_assert!(recommended.target <= recommended.upper, "{:?}", recommended);
        }
    }

    #[test]
    fn percentiles_rise(
        peaks in prop::collection::vec((0..40 * DAY, 0..2_000_000_000_000_u64), 1..40),
        low in 0.0..1.0, high in 0.0..1.0,
    ) {
        let mut histogram = MemoryHistogram::new();
        for &(at, bytes) in &peaks {
            histogram.add(bytes, START + at);
        }
        let (low, high) = if low < high { (low, high) } else { (high, low) };
        prop_assert!(histogram.percentile(low) <= histogram.percentile(high));
        let highest = peaks.iter().map(|&(_, bytes)| bytes).max().unwrap();
        prop_assert!(histogram.percentile(1.0) <= (highest as f64).mul_add(1.05, 1e7) * (1.0 + 1e-12));
    }

    #[test]
    fn adding_and_taking_away_leaves_nothing(
        // After 40 days a peak weighs so much that the rest of a subtraction does as well.
        peaks in prop::collection::vec((0..20 * DAY, 0..1_000_000_000_u64), 0..20),
    ) {
        let mut histogram = MemoryHistogram::new();
        for &(at, bytes) in &peaks {
            histogram.add(bytes, START + at);
        }
        for &(at, bytes) in &peaks {
            histogram.subtract(bytes, START + at);
        }
        prop_assert!(histogram.is_empty());
    }
}
