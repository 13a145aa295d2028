//! A number or a signal alone.

use exitcode_k8s::explain as answer;
use exitcode_k8s::report::Report;
use wasm_bindgen::prelude::*;

use crate::error::error;
use crate::meanings::{Read, convention, read};
use crate::options::Options;
use crate::{DiagnosisObject, json};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
export interface ExplainOptions {
  /** The reason that stood beside the code, such as `OOMKilled`. */
  reason?: string;
  /** Who wrote the number down. Where it is left out, the number itself tells. */
  convention?: Convention;
  /** What your own codes mean. */
  codes?: Codes;
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
    let options = Options::new(options)?;
    let (reason, codes) = (options.text("reason")?, options.codes()?);
    let convention = convention(&options)?;
    let observation = match read(code)? {
        Read::Code(code) => answer::of_code(code, convention),
        Read::Signal(signal) => answer::of_signal(signal),
    };
    let mut observation = answer::beside(observation, reason.as_deref());
    let codes = codes.borrowed();
    observation.custom_codes = &codes;
    let report = Report::of_fields(&observation);
    let first = report.diagnoses.first().ok_or_else(|| error("there is nothing to explain"))?;
    json::object(first).map(JsCast::unchecked_into)
}
