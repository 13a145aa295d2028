//! The kernel's log alone.

use exitcode_k8s::kernel_log::KernelLog;
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

/// Reads the OOM kills and crashes out of a kernel log.
///
/// # Errors
///
/// None that is known.
#[wasm_bindgen(js_name = kernelLog, unchecked_return_type = "KernelLog")]
pub fn kernel_log(log: &str) -> Result<JsValue, JsValue> {
    object::of(&KernelLog::read(log))
}
