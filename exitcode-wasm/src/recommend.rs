//! How much memory a container should get.

use exitcode_core::arithmetic::recommend::Sample;
use exitcode_k8s::recommend::{MemoryAdvice, MemoryUse};
use js_sys::Date;
use wasm_bindgen::prelude::*;

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
    let containers = options.whole("containers")?.unwrap_or(1);
    let containers = u32::try_from(containers).map_err(|_| wrong("containers", "a count"))?;
    let mut samples = Vec::new();
    for sample in options.list("samples")? {
        let sample = Options::new(&sample)?;
        let at = sample.get("at")?.unwrap_or_default();
        let bytes = sample.amount("bytes")?.ok_or_else(|| wrong("bytes", "an amount"))?;
        samples.push(Sample { at: time("at", &at)?, bytes });
    }
    let kills = options.list("kills")?;
    let kills = kills.iter().map(|kill| time("kills", kill)).collect::<Result<_, JsValue>>()?;
    let advice = MemoryAdvice::new(MemoryUse {
        samples,
        kills,
        request: options.amount("request")?,
        limit: options.amount("limit")?,
        peak: options.amount("peak")?.unwrap_or(0),
        containers,
        autoscaler: None,
    });
    json::object(&advice).map(JsCast::unchecked_into)
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
