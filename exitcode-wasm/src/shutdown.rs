//! How a container is stopped, and whether its grace period is long enough.

use std::time::Duration;

use exitcode_core::arithmetic::shutdown::{Shutdown as Plan, Stopping};
use exitcode_k8s::shutdown::Shutdown;
use wasm_bindgen::prelude::*;

use crate::options::{Options, wrong};
use crate::{ShutdownObject, json};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** All in seconds. */
export interface ShutdownOptions {
  /** `terminationGracePeriodSeconds` of the pod, or of the probe that failed; 30 without. */
  grace?: number;
  /** How long the preStop hook takes. */
  preStop?: number;
  /** How long a sidecar waits for the containers that end before it. */
  turn?: number;
  /** How long the application takes from the stop signal to its end. */
  drain?: number;
  /** The containers of the pod, in the order in which they are declared. */
  containers?: readonly { name?: string; sidecar?: boolean; preStop?: number; drain?: number }[];
}
"#;

/// Draws how a container is stopped, and says whether its grace period is long enough.
///
/// The clock starts when the kubelet acts on the stop. The preStop hook and, for a sidecar, the wait for
/// the containers that end before it use up the grace period.
///
/// Throws a `TypeError` for what is no number of seconds.
///
/// # Errors
///
/// That, as JavaScript's value.
#[wasm_bindgen]
pub fn shutdown(
    #[wasm_bindgen(unchecked_optional_param_type = "ShutdownOptions")] options: &JsValue,
) -> Result<ShutdownObject, JsValue> {
    let options = Options::new(options)?;
    let grace = duration(&options, "grace")?.map_or(30, |grace| grace.as_secs().cast_signed());
    let time = |name| Ok::<_, JsValue>(duration(&options, name)?.unwrap_or_default());
    let (pre_stop, turn) = (time("preStop")?, time("turn")?);
    let drain = duration(&options, "drain")?;
    let mut plan = Plan::new(grace).pre_stop(pre_stop).turn(turn);
    if let Some(drain) = drain {
        plan = plan.drain(drain);
    }
    let (names, stopping) = containers(&options)?;
    let answer = Shutdown::new(plan).containers(&names, &stopping);
    json::object(&answer).map(JsCast::unchecked_into)
}

/// The names of the containers, and how they are stopped.
fn containers(options: &Options) -> Result<(Vec<String>, Vec<Stopping>), JsValue> {
    let mut names = Vec::new();
    let mut stopping = Vec::new();
    for container in options.list("containers")? {
        let container = Options::new(&container)?;
        names.push(container.text("name")?.unwrap_or_default());
        stopping.push(Stopping {
            sidecar: container.flag("sidecar")?,
            pre_stop: duration(&container, "preStop")?.unwrap_or_default(),
            drain: duration(&container, "drain")?.unwrap_or_default(),
        });
    }
    Ok((names, stopping))
}

/// Seconds and their thousandths; a year is as good as for ever.
fn duration(options: &Options, name: &str) -> Result<Option<Duration>, JsValue> {
    const YEAR: f64 = 366.0 * 86_400.0;
    let Some(seconds) = options.number(name)? else { return Ok(None) };
    if seconds < 0.0 {
        return Err(wrong(name, "a number of seconds"));
    }
    Ok(Some(Duration::from_millis((seconds.min(YEAR) * 1e3 + 0.5) as u64)))
}
