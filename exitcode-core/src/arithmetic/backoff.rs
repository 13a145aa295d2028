//! How long the kubelet waits before it starts a container, or pulls an image, again.

use core::time::Duration;

/// The kubelet's restart delay of a container that keeps ending: `CrashLoopBackOff`.
///
/// The first restart is immediate, the second waits for the initial delay, and each one after
/// that twice as long, up to a maximum. The wait is counted from the end of the previous run.
/// It applies to every restart, also to one after exit code 0 under `restartPolicy: Always`, and
/// says nothing about the cause.
///
/// Source: `pkg/kubelet/kubelet.go` and `client-go/util/flowcontrol/backoff.go`, Kubernetes 1.36.
///
/// ```
/// use core::time::Duration;
/// use exitcode_core::arithmetic::backoff::CrashLoop;
///
/// let waits = CrashLoop::DEFAULT.delays().take(8).map(|wait| wait.as_secs());
/// assert!(waits.eq([0, 10, 20, 40, 80, 160, 300, 300]));
///
/// // A node whose kubelet has `crashLoopBackOff.maxContainerRestartPeriod: 5s`.
/// let quick = CrashLoop::with_max(Duration::from_secs(5));
/// assert_eq!(quick.delay(3), Duration::from_secs(5));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CrashLoop {
    initial: Duration,
    max: Duration,
}

impl CrashLoop {
    /// 10 s doubling to 300 s: every kubelet that is not told otherwise.
    pub const DEFAULT: Self =
        Self { initial: Duration::from_secs(10), max: Duration::from_secs(300) };

    /// 1 s doubling to 60 s: the feature gate `ReduceDefaultCrashLoopBackOffDecay` (alpha in 1.33).
    pub const REDUCED: Self =
        Self { initial: Duration::from_secs(1), max: Duration::from_secs(60) };

    /// A container that ends more than this long after its last restart starts anew without a wait.
    ///
    /// What counts is the time from the restart *attempt* to the *end* of the run, not how long
    /// ago the run ended.
    pub const RESET_AFTER: Duration = Duration::from_secs(600);

    /// The delays of a kubelet with this `crashLoopBackOff.maxContainerRestartPeriod`.
    ///
    /// The kubelet accepts 1 s to 300 s (`KubeletCrashLoopBackOffMax`, on since 1.35); a value
    /// outside is brought to the nearer bound. A maximum below 10 s lowers the initial delay too.
    #[must_use]
    pub const fn with_max(max: Duration) -> Self {
        Self::DEFAULT.max(max)
    }

    /// These delays with another maximum, brought into 1 s to 300 s.
    #[must_use]
    pub const fn max(self, max: Duration) -> Self {
        let max = match max.as_secs() {
            0 => Duration::from_secs(1),
            1..300 => max,
            _ => Duration::from_secs(300),
        };
        Self { initial: at_most(max, self.initial), max }
    }

    /// The wait before restart number `restart` since the last reset; the first one is number 1.
    ///
    /// There is no restart number 0; it has no wait either.
    #[must_use]
    pub const fn delay(self, restart: u32) -> Duration {
        match restart {
            0 | 1 => Duration::ZERO,
            _ => doubled(self.initial, restart - 2, self.max),
        }
    }

    /// The wait before each restart in turn, without end.
    pub fn delays(self) -> impl Iterator<Item = Duration> {
        (1..=u32::MAX).map(move |restart| self.delay(restart))
    }

    /// All waits together until restart number `restart` happens, the runs themselves not counted.
    #[must_use]
    pub fn total(self, restart: u32) -> Duration {
        let mut total = Duration::ZERO;
        let mut number = 1;
        while number <= restart {
            let delay = self.delay(number);
            if delay == self.max {
                return total.saturating_add(delay.saturating_mul(restart - number + 1));
            }
            total = total.saturating_add(delay);
            number += 1;
        }
        total
    }

    /// Whether a run that ended this long after its restart starts the sequence anew.
    #[must_use]
    pub const fn is_reset_by(ran: Duration) -> bool {
        ran.as_nanos() > Self::RESET_AFTER.as_nanos()
    }
}

/// The kubelet's delay between two attempts to pull an image: `ImagePullBackOff`.
///
/// Unlike a container's restart, the first retry waits already: 10 s, 20 s, … 300 s. The back-off
/// is per image and pod, and a successful pull ends it.
///
/// Source: `pkg/kubelet/kubelet.go` (`imageBackOffPeriod`, `MaxImageBackOff`), Kubernetes 1.36.
///
/// ```
/// use exitcode_core::arithmetic::backoff::ImagePull;
///
/// let waits = [1, 2, 3, 4, 5, 6, 7].map(|failures| ImagePull::delay(failures).as_secs());
/// assert_eq!(waits, [10, 20, 40, 80, 160, 300, 300]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ImagePull(());

impl ImagePull {
    /// The wait after so many failed pulls in a row; none after none.
    #[must_use]
    pub const fn delay(failures: u32) -> Duration {
        match failures {
            0 => Duration::ZERO,
            _ => doubled(Duration::from_secs(10), failures - 1, Duration::from_secs(300)),
        }
    }
}

const fn doubled(initial: Duration, times: u32, max: Duration) -> Duration {
    let delay = match 1u32.checked_shl(times) {
        Some(factor) => initial.saturating_mul(factor),
        None => Duration::MAX,
    };
    at_most(max, delay)
}

const fn at_most(most: Duration, value: Duration) -> Duration {
    if value.as_nanos() > most.as_nanos() { most } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reduced_decay_starts_at_a_second() {
        let waits = CrashLoop::REDUCED.delays().take(9).map(|wait| wait.as_secs());
        assert!(waits.eq([0, 1, 2, 4, 8, 16, 32, 60, 60]));
    }

    #[test]
    fn a_maximum_is_brought_into_what_the_kubelet_accepts() {
        let seconds = |max: u64, restart| {
            CrashLoop::with_max(Duration::from_secs(max)).delay(restart).as_secs()
        };
        assert_eq!(seconds(0, 2), 1, "the least is 1 s, and it lowers the initial delay");
        assert_eq!(seconds(3, 2), 3);
        assert_eq!(seconds(15, 2), 10);
        assert_eq!(seconds(15, 3), 15);
        assert_eq!(seconds(9000, 40), 300);
        let reduced = CrashLoop::REDUCED.max(Duration::from_secs(300));
        assert_eq!(reduced.delay(10), Duration::from_secs(256));
    }

    #[test]
    fn the_first_failed_pull_waits_already() {
        let seconds = |failures| ImagePull::delay(failures).as_secs();
        assert_eq!([0, 1, 2, 5, 6, u32::MAX].map(seconds), [0, 10, 20, 160, 300, 300]);
    }

    #[test]
    fn totals_are_the_sums_of_the_delays() {
        for backoff in [CrashLoop::DEFAULT, CrashLoop::REDUCED] {
            let mut sum = Duration::ZERO;
            for (restart, delay) in (1..50).zip(backoff.delays()) {
                sum += delay;
                assert_eq!(backoff.total(restart), sum, "{backoff:?}, restart {restart}");
            }
        }
        assert_eq!(CrashLoop::DEFAULT.total(0), Duration::ZERO);
        assert_eq!(CrashLoop::DEFAULT.delay(u32::MAX), Duration::from_secs(300));
        assert!(CrashLoop::DEFAULT.total(u32::MAX) > Duration::from_secs(1 << 40));
    }

    #[test]
    fn a_run_of_more_than_ten_minutes_resets() {
        assert!(!CrashLoop::is_reset_by(CrashLoop::RESET_AFTER));
        assert!(CrashLoop::is_reset_by(CrashLoop::RESET_AFTER + Duration::from_millis(1)));
    }
}
