//! The kernel's log alone.

use exitcode_k8s::kernel_log::KernelLog;
use wasm_bindgen::prelude::*;

use crate::json;

/// Reads the OOM kills and crashes out of a kernel log.
///
/// # Errors
///
/// None that is known.
#[wasm_bindgen(js_name = kernelLog, unchecked_return_type = "KernelLog")]
pub fn kernel_log(log: &str) -> Result<JsValue, JsValue> {
    json::object(&KernelLog::read(log))
}
