//! The kernel's log alone.

use exitcode_core::kernel_log::{
    CpuFault, DaemonKill, NoVictim, OomKill, daemon_kills, faults, kills, without_victim,
};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::object;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What a kernel log says. Sizes are bytes, places are offsets in bytes of UTF-8. */
export interface KernelLog {
  schema: "exitcode.kernel-log/v1";
  kills: Record<string, unknown>[];
  faults: Record<string, unknown>[];
  daemonKills: Record<string, unknown>[];
  withoutVictim: Record<string, unknown>[];
}
"#;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Findings<'a> {
    schema: &'static str,
    kills: Vec<OomKill<'a>>,
    faults: Vec<CpuFault<'a>>,
    daemon_kills: Vec<DaemonKill<'a>>,
    without_victim: Vec<NoVictim>,
}

/// Reads the OOM kills and crashes out of a kernel log.
///
/// # Errors
///
/// None that is known.
#[wasm_bindgen(js_name = kernelLog, unchecked_return_type = "KernelLog")]
pub fn kernel_log(log: &str) -> Result<JsValue, JsValue> {
    object::of(&Findings {
        schema: "exitcode.kernel-log/v1",
        kills: kills(log).collect(),
        faults: faults(log).collect(),
        daemon_kills: daemon_kills(log).collect(),
        without_victim: without_victim(log).collect(),
    })
}
