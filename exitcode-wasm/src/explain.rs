//! A number or a signal alone.

use exitcode_core::{Convention, ExitCode, Signal};
use exitcode_k8s::explain as answer;
use js_sys::{RangeError, Reflect};
use wasm_bindgen::prelude::*;

use crate::DiagnosisObject;
use crate::error::{error, type_error};
use crate::object;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
export interface ExplainOptions {
  /** The reason that stood beside the code, such as `OOMKilled`. */
  reason?: string;
  /** Who wrote the number down. Where it is left out, the number itself tells. */
  convention?: Convention;
}
"#;

/// What an exit code or a signal says: a number such as 137, -11 or 0xC0000005, its text, or a signal's
/// name such as `SIGSEGV`.
///
/// Throws a `RangeError` for what is no exit code, no signal or no convention.
///
/// # Errors
///
/// Those, as JavaScript's values.
#[wasm_bindgen]
pub fn explain(
    #[wasm_bindgen(unchecked_param_type = "number | string")] code: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "ExplainOptions")] options: &JsValue,
) -> Result<DiagnosisObject, JsValue> {
    let option = |name: &str| -> Result<Option<String>, JsValue> {
        if options.is_undefined() || options.is_null() {
            return Ok(None);
        }
        let value = Reflect::get(options, &name.into())?;
        if value.is_undefined() || value.is_null() {
            return Ok(None);
        }
        value.as_string().map(Some).ok_or_else(|| type_error(&format!("{name} is a string")))
    };
    let reason = option("reason")?;
    let reason = reason.as_deref();
    let convention = option("convention")?.map(|id| convention(&id)).transpose()?;
    let report = if let Some(number) = code.as_f64() {
        answer::code(exit_code(number)?, convention, reason)
    } else if let Some(text) = code.as_string() {
        match (text.parse::<Signal>(), text.parse::<ExitCode>()) {
            (Ok(signal), _) => answer::signal(signal, reason),
            (_, Ok(code)) => answer::code(code, convention, reason),
            _ => return Err(range_error(&format!("no exit code and no signal: {text:?}"))),
        }
    } else {
        return Err(type_error("an exit code or a signal is a number or a string"));
    };
    let first = report.diagnoses.first().ok_or_else(|| error("there is nothing to explain"))?;
    object::of(first).map(JsCast::unchecked_into)
}

/// The 32 bits of a number, signed or unsigned.
fn exit_code(number: f64) -> Result<ExitCode, JsValue> {
    let whole = number as i64;
    if whole as f64 == number {
        match (i32::try_from(whole), u32::try_from(whole)) {
            (Ok(code), _) => return Ok(code.into()),
            (_, Ok(bits)) => return Ok(bits.into()),
            _ => {}
        }
    }
    Err(range_error("exit codes are whole numbers of 32 bits at the most"))
}

fn convention(id: &str) -> Result<Convention, JsValue> {
    Convention::from_id(id).ok_or_else(|| {
        let ids: Vec<_> = Convention::ALL.iter().map(|convention| convention.id()).collect();
        range_error(&format!("no convention {id:?}: it is one of {}", ids.join(", ")))
    })
}

fn range_error(message: &str) -> JsValue {
    RangeError::new(message).into()
}
