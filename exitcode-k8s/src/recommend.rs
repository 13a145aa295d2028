//! How much memory a container should get, as every surface answers it.
//!
//! The arithmetic is [`exitcode_core::arithmetic::recommend`]'s.
//!
//! ```
//! use exitcode_k8s::recommend::{MemoryAdvice, MemoryUse};
//!
//! let used = MemoryUse { kills: vec![1_764_057_600], limit: Some(256 << 20), ..MemoryUse::default() };
//! let advice = MemoryAdvice::new(used);
//! assert_eq!(advice.new_limit, Some(448 << 20));
//! assert_eq!(advice.trend, Some("one-off"));
//! ```

use exitcode_core::arithmetic::recommend::{
    self, MemoryHistory, Recommendation, Sample, Trend, new_limit, round_up,
};
use serde::Serialize;

/// What is known of a container's memory. Amounts are bytes, times unix seconds in any order.
#[derive(Clone, Debug, Default)]
pub struct MemoryUse {
    /// What it has used.
    pub samples: Vec<Sample>,
    /// When it was OOM-killed.
    pub kills: Vec<i64>,
    /// Today's request.
    pub request: Option<u64>,
    /// Today's limit.
    pub limit: Option<u64>,
    /// The highest use that is known beside the samples; 0 if none is.
    pub peak: u64,
    /// How many containers the pod has, which share the smallest recommendation; 0 counts as 1.
    pub containers: u32,
    /// What an autoscaler recommends; it holds where there is nothing to go by.
    pub autoscaler: Option<Recommendation>,
}

/// How much memory a container should get, in bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct MemoryAdvice {
    /// How many usage samples count.
    pub samples: usize,
    /// The mean of the samples; 0 without any.
    pub average: u64,
    /// The highest sample; 0 without any.
    pub highest: u64,
    /// Less than this is too little; unknown without samples and kills.
    pub lower: Option<u64>,
    /// The amount to request, before it is rounded.
    pub target: Option<u64>,
    /// More than this is wasted.
    pub upper: Option<u64>,
    /// `raise`, `keep` or `lower` today's request, if that is known.
    pub change: Option<&'static str>,
    /// The target as one writes it, in whole MiB.
    pub new_request: Option<u64>,
    /// The limit to set: with room above the peak, and after an OOM kill more than before.
    pub new_limit: Option<u64>,
    /// Whether the last sample is at least 50 % above the target.
    pub anomaly: bool,
    /// Whether the average fits into the limit and the highest sample does not.
    pub average_hides_spikes: bool,
    /// `one-off` or `pattern`: whether the OOM kills are a single burst or come back.
    pub trend: Option<&'static str>,
    /// The OOM kills, by windows of 30 minutes.
    pub kill_windows: Vec<KillWindow>,
}

/// OOM kills that are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct KillWindow {
    /// The time of the first, in unix seconds.
    pub start: i64,
    /// How many there are.
    pub kills: u32,
}

impl MemoryAdvice {
    /// The advice for a container that uses so much.
    #[must_use]
    pub fn new(used: MemoryUse) -> Self {
        let MemoryUse { mut samples, mut kills, request, limit, peak, containers, autoscaler } =
            used;
        samples.sort_by_key(|sample| sample.at);
        kills.sort_unstable();
        let history = MemoryHistory::of(&samples, &kills, limit.unwrap_or(0));
        let advice = history.recommendation(containers).or(autoscaler);
        let new_request = advice.map(|advice| round_up(advice.target));
        let peak = history.highest().max(peak);
        let last = samples.last().map_or(0, |sample| sample.bytes);
        let windows = recommend::kill_windows(&kills);
        Self {
            samples: samples.len(),
            average: history.average(),
            highest: history.highest(),
            lower: advice.map(|advice| advice.lower),
            target: advice.map(|advice| advice.target),
            upper: advice.map(|advice| advice.upper),
            change: advice.zip(request).map(|(advice, request)| advice.change(request).id()),
            new_request,
            new_limit: new_limit(request, limit, new_request, peak, !kills.is_empty()),
            anomaly: advice.is_some_and(|advice| advice.is_anomalous(last)),
            average_hides_spikes: limit
                .or(new_request)
                .is_some_and(|bytes| history.average_hides_spikes(bytes)),
            trend: Trend::of(&kills, &samples, limit.unwrap_or(u64::MAX)).map(Trend::id),
            kill_windows: windows
                .map(|window| KillWindow { start: window.start, kills: window.kills })
                .collect(),
        }
    }
}
