//! How much memory a container should get: after an OOM kill, and from its usage over days.
//!
//! The figures are the Vertical Pod Autoscaler's, bit for bit, so that advice given here and
//! advice given there agree. Its recommender keeps one peak a day in a histogram that forgets half
//! of its weight every 24 hours, and recommends percentiles of it with a margin.
//!
//! Where two machines differ: Go may fuse a multiplication and an addition on arm64 and on
//! `GOAMD64=v3`, and takes the logarithm in assembly on s390x. The figures here are those of
//! the ordinary amd64 build.
//!
//! Source: kubernetes/autoscaler, `vertical-pod-autoscaler/pkg/recommender`: `util/histogram.go`,
//! `util/decaying_histogram.go`, `util/histogram_options.go`, `model/container.go`,
//! `model/aggregations_config.go`, `logic/recommender.go`, `logic/estimator.go`.
//!
//! ```
//! use exitcode_core::arithmetic::recommend::{Change, MemoryHistory};
//!
//! // A peak a day for eight days, 200 MB to 375 MB.
//! let mut history = MemoryHistory::new();
//! for day in 0..8 {
//!     history.record(1_700_000_000 + 86_400 * day, 200_000_000 + 25_000_000 * day as u64);
//! }
//! let advice = history.recommendation(1).unwrap();
//! assert_eq!(advice.target / 1_000_000, 442);
//! assert!(advice.is_anomalous(700_000_000));
//! assert_eq!(advice.change(128 << 20), Change::Raise);
//! ```

/// Buckets of the memory histogram.
const BUCKETS: usize = 176;

/// The first bucket ends here, in bytes.
const FIRST_BUCKET: f64 = 1e7;

/// Each bucket is this many times as wide as the one before it.
const GROWTH: f64 = 1.05;

/// A bucket with less weight than this counts as empty.
const EPSILON: f64 = 0.0001;

/// The half-life of a peak's weight, and the length of a window with one peak, in seconds.
const DAY: i64 = 86_400;

/// The reference time moves on when weights would pass 2 to this power.
const MAX_EXPONENT: i64 = 100;

/// No amount is above this, in bytes.
const MAX_AMOUNT: u64 = 100_000_000_000_000;

/// A pod's smallest recommendation, shared among its containers, in bytes.
const POD_MINIMUM: u64 = 250 << 20;

/// The smallest rise after an OOM kill, in bytes.
const MIN_BUMP_UP: u64 = 100 << 20;

/// The seconds that OOM kills are counted over.
const KILL_WINDOW: i64 = 30 * 60;

/// Where each bucket begins, in bytes: `1e7 × (1.05ⁿ − 1) ÷ 0.05`, as binary floating point has it.
const EDGES: [f64; BUCKETS] = edges();

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, which checks it")]
const fn edges() -> [f64; BUCKETS] {
    let mut edges = [0.0; BUCKETS];
    let mut bucket = 1;
    while bucket < BUCKETS {
        // Go's `Pow` squares its way through the exponent, from the lowest bit.
        let (mut power, mut square, mut exponent) = (1.0, GROWTH, bucket);
        while exponent != 0 {
            if exponent & 1 == 1 {
                power *= square;
            }
            square *= square;
            exponent >>= 1;
        }
        edges[bucket] = FIRST_BUCKET * (power - 1.0) / (GROWTH - 1.0);
        bucket += 1;
    }
    edges
}

/// The bucket that an amount falls into.
fn bucket(bytes: u64) -> usize {
    match bytes {
        // Whole numbers on an edge, where the autoscaler's logarithm comes out just below.
        20_500_000 => 1,
        31_525_000 => 2,
        _ => EDGES.partition_point(|&edge| edge <= bytes as f64).saturating_sub(1),
    }
}

/// 2 to the power of `numerator ÷ DAY`.
///
/// The method is that of fdlibm's `e_exp.c`, which Go's `math.Exp2` follows: a polynomial in ln 2
/// times the fraction, scaled by the whole part. The constants are Go's (`math/exp.go`), whose
/// first coefficient is the double nearest to 1/6. So are the bits of the result.
const fn decay(numerator: i64) -> f64 {
    const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
    const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
    const P1: f64 = 1.666_666_666_666_666_6e-1;
    const P2: f64 = -2.777_777_777_701_559_3e-3;
    const P3: f64 = 6.613_756_321_437_934e-5;
    const P4: f64 = -1.653_390_220_546_525_2e-6;
    const P5: f64 = 4.138_136_797_057_238_5e-8;

    let x = numerator as f64 / DAY as f64;
    if x < -1074.0 {
        return 0.0;
    }
    let whole = (x + 0.5_f64.copysign(x)) as i64;
    let fraction = x - whole as f64;
    let (high, low) = (fraction * LN2_HIGH, -fraction * LN2_LOW);
    let r = high - low;
    let t = r * r;
    let c = r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
    let y = 1.0 - ((low - (r * c) / (2.0 - c)) - high);
    scale(y, whole)
}

/// `y × 2^exponent` for `y` about 1 and an exponent of at most 800, rounded once.
const fn scale(y: f64, exponent: i64) -> f64 {
    // Twice, since the result may be too small for a normal number; the first time is exact.
    y * power_of_two(exponent + 200) * power_of_two(-200)
}

/// 2 to a power of at most 1023; 0 for one too small for a normal number.
const fn power_of_two(exponent: i64) -> f64 {
    if exponent < -1022 { 0.0 } else { f64::from_bits(((exponent + 1023) as u64) << 52) }
}

/// The nearest midnight (UTC), noon counting as the next.
const fn midnight(at: i64) -> i64 {
    at.saturating_add(DAY / 2).div_euclid(DAY).saturating_mul(DAY)
}

/// An amount times a factor, without its fraction and at most [`MAX_AMOUNT`].
const fn times(bytes: u64, factor: f64) -> u64 {
    amount(bytes as f64 * factor)
}

const fn amount(bytes: f64) -> u64 {
    capped(bytes as u64)
}

const fn capped(bytes: u64) -> u64 {
    if bytes > MAX_AMOUNT { MAX_AMOUNT } else { bytes }
}

const fn larger(a: u64, b: u64) -> u64 {
    if a > b { a } else { b }
}

const fn counts(weight: f64) -> bool {
    weight >= EPSILON
}

/// A distribution of memory peaks that forgets: a peak loses half of its weight in 24 hours.
///
/// 176 buckets of growing width, from 10 MB to 1 TB. A percentile is the **upper edge** of its
/// bucket, without interpolation, so it may lie above the peak that it stands for by 10 MB and 5 %
/// of it.
///
/// Times are unix seconds and need not be in order.
#[derive(Clone, Debug, PartialEq)]
pub struct MemoryHistogram {
    weights: [f64; BUCKETS],
    total: f64,
    /// The first and the last bucket that are not empty.
    lowest: usize,
    highest: usize,
    /// When a weight of 1 counts as 1. Go's zero time until the first sample.
    reference: Option<i64>,
}

impl MemoryHistogram {
    /// An empty one.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            weights: [0.0; BUCKETS],
            total: 0.0,
            lowest: BUCKETS - 1,
            highest: 0,
            reference: None,
        }
    }

    /// Adds a peak.
    pub fn add(&mut self, bytes: u64, at: i64) {
        let weight = self.weight(at);
        let bucket = bucket(bytes);
        self.total += weight;
        if let Some(sum) = self.weights.get_mut(bucket) {
            *sum += weight;
            if counts(*sum) {
                self.lowest = self.lowest.min(bucket);
                self.highest = self.highest.max(bucket);
            }
        }
    }

    /// Takes a peak away that was added with the same time.
    pub fn subtract(&mut self, bytes: u64, at: i64) {
        let mut weight = self.weight(at);
        if let Some(sum) = self.weights.get_mut(bucket(bytes)) {
            if weight > *sum - EPSILON {
                weight = *sum;
            }
            self.total -= weight;
            *sum -= weight;
        }
        self.narrow();
    }

    /// Whether it holds no peak that still counts.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !counts(self.at(self.lowest))
    }

    /// The bytes that a fraction of the weight stays below: 0.9 for the 90th percentile.
    ///
    /// 0 when the histogram is empty.
    #[must_use]
    pub fn percentile(&self, fraction: f64) -> f64 {
        if self.is_empty() {
            return 0.0;
        }
        let threshold = fraction * self.total;
        let mut sum = 0.0;
        let mut bucket = self.lowest;
        while bucket < self.highest {
            sum += self.at(bucket);
            if sum >= threshold {
                break;
            }
            bucket += 1;
        }
        // The last bucket has no upper edge.
        EDGES.get(bucket + 1).or(EDGES.last()).copied().unwrap_or_default()
    }

    fn at(&self, bucket: usize) -> f64 {
        self.weights.get(bucket).copied().unwrap_or_default()
    }

    /// The weight of a sample, after moving the reference time on if it is too far back.
    fn weight(&mut self, at: i64) -> f64 {
        let reference = match self.reference {
            Some(reference) if at <= reference.saturating_add(MAX_EXPONENT * DAY) => reference,
            before => {
                let reference = midnight(at);
                // Go's zero time is so far back that nothing is left of any weight.
                let days = before.map_or(i64::MIN, |b| b.saturating_sub(reference) / DAY);
                self.rescale(power_of_two(days));
                self.reference = Some(reference);
                reference
            }
        };
        decay(at.saturating_sub(reference))
    }

    fn rescale(&mut self, factor: f64) {
        for weight in self.weights.iter_mut().take(self.highest + 1).skip(self.lowest) {
            *weight *= factor;
        }
        self.total *= factor;
        self.narrow();
    }

    fn narrow(&mut self) {
        let counting = |&bucket: &usize| counts(self.at(bucket));
        let lowest = (self.lowest..BUCKETS).find(counting).unwrap_or(BUCKETS - 1);
        let highest = (0..=self.highest).rfind(counting).unwrap_or(0);
        (self.lowest, self.highest) = (lowest, highest);
    }
}

impl Default for MemoryHistogram {
    fn default() -> Self {
        Self::new()
    }
}

/// What a container has used over time, from which a recommendation is made.
///
/// It keeps one peak for each 24 hours, counted from the first sample. An OOM kill counts as a
/// peak of what the container would have needed ([`bump_up`]). Samples come in order of time; one
/// that is older than the last is refused.
///
/// The autoscaler measures how long it has watched a container by its CPU samples. Here the memory
/// samples stand for them: it fetches both at once.
#[derive(Clone, Debug, PartialEq)]
pub struct MemoryHistory {
    peaks: MemoryHistogram,
    window_end: Option<i64>,
    last_seen: Option<i64>,
    usage_peak: u64,
    oom_peak: u64,
    first: i64,
    last: i64,
    samples: u64,
    sum: u128,
    highest: u64,
}

impl MemoryHistory {
    /// An empty one.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            peaks: MemoryHistogram::new(),
            window_end: None,
            last_seen: None,
            usage_peak: 0,
            oom_peak: 0,
            first: 0,
            last: 0,
            samples: 0,
            sum: 0,
            highest: 0,
        }
    }

    /// The history of usage samples and of OOM kills of a container that requested or was limited to
    /// so much; both in order of time.
    #[must_use]
    pub fn of(samples: &[Sample], kills: &[i64], request: u64) -> Self {
        let mut history = Self::new();
        let mut kills = kills.iter().copied().peekable();
        for sample in samples {
            while let Some(kill) = kills.next_if(|kill| *kill <= sample.at) {
                history.record_oom(kill, request);
            }
            history.record(sample.at, sample.bytes);
        }
        for kill in kills {
            history.record_oom(kill, request);
        }
        history
    }

    /// Adds a usage sample, and says whether it counts: one older than the last sample does not.
    pub fn record(&mut self, at: i64, bytes: u64) -> bool {
        if !self.sample(at, bytes, false) {
            return false;
        }
        if self.samples == 0 {
            (self.first, self.last) = (at, at);
        }
        self.first = self.first.min(at);
        self.last = self.last.max(at);
        self.samples += 1;
        self.sum += u128::from(bytes);
        self.highest = self.highest.max(bytes);
        true
    }

    /// Adds an OOM kill of a container that requested this much, and says whether it counts: one
    /// from before the current 24 hours does not.
    ///
    /// Pass the limit for the request where the kill was at the container's limit, since that is
    /// what it had reached. (The autoscaler passes the request.)
    pub fn record_oom(&mut self, at: i64, request: u64) -> bool {
        if self.window_end.is_some_and(|end| at < end.saturating_sub(DAY)) {
            return false;
        }
        self.sample(at, bump_up(larger(request, self.usage_peak)), true)
    }

    fn sample(&mut self, at: i64, bytes: u64, oom: bool) -> bool {
        if !oom && self.last_seen.is_some_and(|last| at < last) {
            return false;
        }
        self.last_seen = Some(at);
        let end = self.window_end.unwrap_or(at);
        let end = if at < end {
            let peak = larger(self.usage_peak, self.oom_peak);
            if peak == 0 || bytes <= peak {
                return true;
            }
            self.peaks.subtract(peak, end);
            end
        } else {
            (self.usage_peak, self.oom_peak) = (0, 0);
            let windows = at.saturating_sub(end) / DAY + 1;
            end.saturating_add(windows.saturating_mul(DAY))
        };
        self.window_end = Some(end);
        self.peaks.add(bytes, end);
        *if oom { &mut self.oom_peak } else { &mut self.usage_peak } = bytes;
        true
    }

    /// The memory to request, for a container in a pod of so many; `None` without a sample.
    ///
    /// The 90th percentile of the peaks and 15 % more, with bounds from the 50th and the 95th that
    /// lie the wider apart the shorter the history is: in one with a sample a minute for a day, the
    /// upper bound is doubled, after a week it is 14 % higher. No bound is below 250 MiB divided by
    /// the number of containers.
    #[must_use]
    pub fn recommendation(&self, containers: u32) -> Option<Recommendation> {
        if self.peaks.is_empty() {
            return None;
        }
        let days = self.last.saturating_sub(self.first) as f64 / DAY as f64;
        let confidence = days.min(self.samples as f64 / 1440.0);
        let minimum = times(POD_MINIMUM, 1.0 / f64::from(containers.max(1)));
        let with_margin = |percentile| {
            let bytes = amount(self.peaks.percentile(percentile));
            bytes + times(bytes, 0.15)
        };
        let narrowing = 1.0 + 0.001 / confidence;
        let lower = times(with_margin(0.5), 1.0 / (narrowing * narrowing));
        let upper = times(with_margin(0.95), 1.0 + 1.0 / confidence);
        Some(Recommendation {
            lower: larger(lower, minimum),
            target: larger(with_margin(0.9), minimum),
            upper: larger(upper, minimum),
        })
    }

    /// The histogram of the daily peaks.
    #[must_use]
    pub const fn peaks(&self) -> &MemoryHistogram {
        &self.peaks
    }

    /// The mean of the usage samples, in bytes; 0 without any.
    #[must_use]
    pub const fn average(&self) -> u64 {
        match self.sum.checked_div(self.samples as u128) {
            Some(average) => average as u64,
            None => 0,
        }
    }

    /// The highest usage sample, in bytes; 0 without any.
    #[must_use]
    pub const fn highest(&self) -> u64 {
        self.highest
    }

    /// Whether the average fits into this amount and the highest sample does not.
    ///
    /// A dashboard that shows averages then looks fine while the container is killed. Ask this
    /// of a limit before lowering it.
    #[must_use]
    pub const fn average_hides_spikes(&self, bytes: u64) -> bool {
        self.average() <= bytes && self.highest > bytes
    }
}

impl Default for MemoryHistory {
    fn default() -> Self {
        Self::new()
    }
}

/// How much memory to request, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Recommendation {
    /// Less than this is too little.
    pub lower: u64,
    /// The amount to set.
    pub target: u64,
    /// More than this is wasted.
    pub upper: u64,
}

impl Recommendation {
    /// What to do with a request of so many bytes.
    #[must_use]
    pub const fn change(self, request: u64) -> Change {
        if request < self.lower {
            Change::Raise
        } else if request > self.upper {
            Change::Lower
        } else {
            Change::Keep
        }
    }

    /// Whether usage is at least 50 % above the recommended amount.
    #[must_use]
    pub const fn is_anomalous(self, usage: u64) -> bool {
        usage as u128 * 2 >= self.target as u128 * 3
    }
}

/// What a recommendation says about a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// It is below the lower bound.
    Raise,
    /// It is between the bounds.
    Keep,
    /// It is above the upper bound.
    Lower,
}

impl Change {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Raise, Self::Keep, Self::Lower];

    /// Its id in answers, such as `raise`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Raise => "raise",
            Self::Keep => "keep",
            Self::Lower => "lower",
        }
    }
}

/// The memory that a container would have needed, which was killed while it used this much.
///
/// 1.2 times as much, or 100 MiB more, whichever is more; in bytes, at most 10¹⁴.
///
/// ```
/// # use exitcode_core::arithmetic::recommend::bump_up;
/// assert_eq!(bump_up(256 << 20), 356 << 20);
/// assert_eq!(bump_up(10_000_000_000), 12_000_000_000);
/// ```
#[must_use]
pub const fn bump_up(used: u64) -> u64 {
    larger(capped(used.saturating_add(MIN_BUMP_UP)), times(used, 1.2))
}

/// The limit to set after an OOM kill at this limit, in bytes.
///
/// The bump-up of the limit, or of the observed peak where that is higher (a limit may have been
/// lowered since), rounded up to a value that reads well ([`round_up`]). It is above both, except
/// beyond the 10¹⁴ bytes where the bump-up ends: then it is the higher one.
///
/// ```
/// # use exitcode_core::arithmetic::quantity::Quantity;
/// # use exitcode_core::arithmetic::recommend::limit_after_oom;
/// let limit = limit_after_oom(256 << 20, None);
/// assert_eq!(Quantity::bytes(limit).to_string(), "384Mi");
/// ```
#[must_use]
pub const fn limit_after_oom(limit: u64, peak: Option<u64>) -> u64 {
    let used = match peak {
        Some(peak) => larger(peak, limit),
        None => limit,
    };
    larger(round_up(bump_up(used)), used)
}

/// The limit to set, in bytes, from today's and from what was used; `None` where nothing tells.
///
/// In proportion to the new request, as the autoscaler does it, but with 15 % of room above the peak,
/// and after an OOM kill, or a peak at the limit, with more than before. Today's request and limit
/// and the new request are `None` where they are not known, the peak is 0.
///
/// ```
/// use exitcode_core::arithmetic::recommend::new_limit;
///
/// const MIB: u64 = 1 << 20;
/// let (request, limit) = (Some(128 * MIB), Some(256 * MIB));
/// assert_eq!(new_limit(request, limit, Some(192 * MIB), 100 * MIB, false), Some(384 * MIB));
/// assert_eq!(new_limit(None, limit, None, 0, true), Some(384 * MIB));
/// assert_eq!(new_limit(None, limit, None, 0, false), None);
/// ```
#[must_use]
pub fn new_limit(
    request: Option<u64>,
    limit: Option<u64>,
    new_request: Option<u64>,
    peak: u64,
    was_killed: bool,
) -> Option<u64> {
    let after_kill = limit
        .filter(|&limit| was_killed || peak >= limit)
        .map(|limit| limit_after_oom(limit, Some(peak)));
    let Some(new_request) = new_request else { return after_kill };
    let in_proportion = request.zip(limit).and_then(|(request, limit)| {
        let scaled = u128::from(limit) * u128::from(new_request);
        Some(u64::try_from(scaled.checked_div(request.into())?).unwrap_or(u64::MAX))
    });
    let above_peak = peak.saturating_add(peak / 20 * 3);
    let known = [in_proportion, after_kill].into_iter().flatten();
    Some(round_up(known.fold(new_request.max(above_peak), u64::max)))
}

/// Rounds bytes up to a readable amount: a whole number of MiB, with at most four binary digits
/// that count, so at most 12.5 % more from 8 MiB on.
///
/// 356 MiB becomes 384 MiB, 1.1 GiB becomes 1152 MiB, 17 GiB becomes 18 GiB.
#[must_use]
pub const fn round_up(bytes: u64) -> u64 {
    let step = 1 << ((bytes | (8 << 20)).ilog2() - 3);
    match bytes.checked_next_multiple_of(step) {
        Some(rounded) => rounded,
        None => bytes,
    }
}

/// A sample of memory usage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sample {
    /// When, in unix seconds.
    pub at: i64,
    /// How much, in bytes.
    pub bytes: u64,
}

/// OOM kills that lie within 30 minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct KillWindow {
    /// The time of the first, in unix seconds.
    pub start: i64,
    /// How many there are.
    pub kills: u32,
}

/// The OOM kills, 30 minutes at a time.
///
/// Each window starts with a kill. The times are unix seconds in ascending order; one that is
/// earlier than its window's start opens a new one.
///
/// ```
/// use exitcode_core::arithmetic::recommend::kill_windows;
///
/// let kills = kill_windows(&[0, 600, 1799, 1800, 86_400]).map(|window| window.kills);
/// assert!(kills.eq([3, 1, 1]));
/// ```
pub fn kill_windows(kills: &[i64]) -> impl Iterator<Item = KillWindow> + Clone {
    let mut rest = kills;
    core::iter::from_fn(move || {
        let (&start, later) = rest.split_first()?;
        let same = |at: i64| at >= start && at.saturating_sub(start) < KILL_WINDOW;
        let more = later.iter().take_while(|&&at| same(at)).count();
        rest = later.get(more..)?;
        Some(KillWindow { start, kills: u32::try_from(more + 1).unwrap_or(u32::MAX) })
    })
}

/// Whether memory ran out once, or keeps running out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Trend {
    /// One burst: look for what happened then.
    OneOff,
    /// It comes back: the limit is too low for what the program does, or the program leaks.
    Pattern,
}

impl Trend {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::OneOff, Self::Pattern];

    /// Its id in answers, such as `one-off`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::OneOff => "one-off",
            Self::Pattern => "pattern",
        }
    }

    /// Judges by the times of the OOM kills and by usage samples, both in order of time, and the
    /// memory limit; `None` without a kill.
    ///
    /// A pattern is any of these: kills in two different 30-minute windows; three kills in one,
    /// since then the restarted container ran out too, and again; usage of 90 % of the limit or
    /// more on two days at least and on half of all the days seen.
    ///
    /// ```
    /// use exitcode_core::arithmetic::recommend::Trend;
    ///
    /// assert_eq!(Trend::of(&[1_700_000_000], &[], 256 << 20), Some(Trend::OneOff));
    /// let next_day = [1_700_000_000, 1_700_086_400];
    /// assert_eq!(Trend::of(&next_day, &[], 256 << 20), Some(Trend::Pattern));
    /// ```
    #[must_use]
    pub fn of(kills: &[i64], samples: &[Sample], limit: u64) -> Option<Self> {
        let mut windows = kill_windows(kills);
        let first = windows.next()?;
        if windows.next().is_some() || first.kills >= 3 || is_daily(samples, limit) {
            Some(Self::Pattern)
        } else {
            Some(Self::OneOff)
        }
    }
}

fn is_daily(samples: &[Sample], limit: u64) -> bool {
    let day = |sample: &Sample| sample.at.div_euclid(DAY);
    let (mut days, mut full) = (0_u64, 0_u64);
    for samples in samples.chunk_by(|a, b| day(a) == day(b)) {
        let is_full = |sample: &Sample| u128::from(sample.bytes) * 10 >= u128::from(limit) * 9;
        days += 1;
        full += u64::from(samples.iter().any(is_full));
    }
    full >= 2 && full * 2 >= days
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::str::FromStr;

    fn number<T: FromStr>(text: &str) -> T {
        text.parse().ok().unwrap()
    }

    fn bits(text: &str) -> u64 {
        u64::from_str_radix(text, 16).unwrap()
    }

    /// Go's `Exp2` calls everything below 2⁻¹⁰⁷⁴, the least number there is, nothing.
    #[test]
    fn the_least_weights() {
        assert_eq!(decay(-1074 * DAY).to_bits(), 1);
        assert_eq!(decay(-1074 * DAY - 1), 0.0);
        assert_eq!(decay(i64::MIN), 0.0);
        assert_eq!(decay(MAX_EXPONENT * DAY).log2(), MAX_EXPONENT as f64);
        assert_eq!(power_of_two(-1022), f64::MIN_POSITIVE);
        assert_eq!([-1023, -1024, i64::MIN].map(power_of_two), [0.0; 3]);
    }

    #[test]
    fn the_same_bits_as_the_autoscaler() {
        let oracle = include_str!("../../tests/oracle/vpa-recommender.txt");
        let mut history = MemoryHistory::new();
        let mut recommendations = 0;
        for line in oracle.lines().filter(|line| !line.starts_with('#')) {
            let words: std::vec::Vec<_> = line.split(' ').collect();
            match words[..] {
                ["edge", n, edge] => {
                    assert_eq!(EDGES[number::<usize>(n)].to_bits(), bits(edge), "{line}");
                }
                ["find", bytes, expected] => {
                    assert_eq!(bucket(number(bytes)), number::<usize>(expected), "{line}");
                }
                ["exp2", seconds, factor] => {
                    assert_eq!(decay(number(seconds)).to_bits(), bits(factor), "{line}");
                }
                ["new"] => history = MemoryHistory::new(),
                ["use", at, bytes, counts] => {
                    let counted = history.record(number(at), number(bytes));
                    assert_eq!(counted, number::<bool>(counts), "{line}");
                }
                ["oom", at, request, counts] => {
                    let counted = history.record_oom(number(at), number(request));
                    assert_eq!(counted, number::<bool>(counts), "{line}");
                }
                ["rec", containers, lower, target, upper] => {
                    let expected = Recommendation {
                        lower: number(lower),
                        target: number(target),
                        upper: number(upper),
                    };
                    let recommended = history.recommendation(number(containers));
                    assert_eq!(recommended, Some(expected), "{line}");
                    recommendations += 1;
                }
                _ => panic!("{line}"),
            }
        }
        assert!(recommendations > 50, "only {recommendations} recommendations compared");
    }
}
