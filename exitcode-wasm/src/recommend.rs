//! How much memory a container should get.

use exitcode_core::arithmetic::recommend::{
    MemoryHistory, Sample, Trend, kill_windows, new_limit, round_up,
};
use js_sys::Date;
use wasm_bindgen::prelude::*;

use crate::answers::{KillWindow, MemoryAdvice};
use crate::options::{Options, wrong};
use crate::{MemoryAdviceObject, json};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** A time: a `Date`, or unix seconds. */
export type Time = Date | number;

export interface RecommendOptions {
  /** What the container has used. */
  samples?: readonly { at: Time; bytes: Amount }[];
  /** When it was OOM-killed. */
  kills?: readonly Time[];
  /** Today's memory request. */
  request?: Amount;
  /** Today's memory limit. */
  limit?: Amount;
  /** The highest use that is known, where there are no samples. */
  peak?: Amount;
  /** How many containers the pod has; 1 without. */
  containers?: number;
}
"#;

/// Recommends a memory request and limit, with the arithmetic of the VerticalPodAutoscaler: a decaying
/// histogram of daily peaks, and its bump-up after an OOM kill.
///
/// Throws a `TypeError` for what are no times or no amounts.
///
/// # Errors
///
/// That, as JavaScript's value.
#[wasm_bindgen]
pub fn recommend(
    #[wasm_bindgen(unchecked_param_type = "RecommendOptions")] options: &JsValue,
) -> Result<MemoryAdviceObject, JsValue> {
    let options = Options::new(options)?;
    let (request, limit) = (options.amount("request")?, options.amount("limit")?);
    let containers = options.whole("containers")?.unwrap_or(1);
    let containers = u32::try_from(containers).map_err(|_| wrong("containers", "a count"))?;
    let mut samples = Vec::new();
    for sample in options.list("samples")? {
        let sample = Options::new(&sample)?;
        let at = sample.get("at")?.unwrap_or_default();
        let bytes = sample.amount("bytes")?.ok_or_else(|| wrong("bytes", "an amount"))?;
        samples.push(Sample { at: time("at", &at)?, bytes });
    }
    samples.sort_by_key(|sample| sample.at);
    let kills = options.list("kills")?;
    let mut kills =
        kills.iter().map(|kill| time("kills", kill)).collect::<Result<Vec<_>, JsValue>>()?;
    kills.sort_unstable();

    let history = MemoryHistory::of(&samples, &kills, limit.unwrap_or(0));
    let advice = history.recommendation(containers);
    let peak = history.highest().max(options.amount("peak")?.unwrap_or(0));
    let new_request = advice.map(|advice| round_up(advice.target));
    let last = samples.last().map_or(0, |sample| sample.bytes);
    let change = advice.zip(request).map(|(advice, request)| advice.change(request).id());
    let trend = Trend::of(&kills, &samples, limit.unwrap_or(u64::MAX)).map(Trend::id);
    let windows = kill_windows(&kills);
    let answer = MemoryAdvice {
        samples: samples.len() as u64,
        average: history.average(),
        highest: history.highest(),
        lower: advice.map(|advice| advice.lower),
        target: advice.map(|advice| advice.target),
        upper: advice.map(|advice| advice.upper),
        change,
        new_request,
        new_limit: new_limit(request, limit, new_request, peak, !kills.is_empty()),
        anomaly: advice.is_some_and(|advice| advice.is_anomalous(last)),
        average_hides_spikes: limit
            .or(new_request)
            .is_some_and(|bytes| history.average_hides_spikes(bytes)),
        trend,
        kill_windows: windows
            .map(|window| KillWindow { start: window.start, kills: window.kills })
            .collect(),
    };
    json::object(&answer).map(JsCast::unchecked_into)
}

/// Unix seconds.
fn time(name: &str, value: &JsValue) -> Result<i64, JsValue> {
    let seconds = match value.dyn_ref::<Date>() {
        Some(date) => Some(date.get_time() / 1e3),
        None => value.as_f64(),
    };
    let seconds = seconds.filter(|seconds| seconds.is_finite());
    seconds.map(|seconds| seconds as i64).ok_or_else(|| wrong(name, "a Date or unix seconds"))
}
