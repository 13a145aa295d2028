//! The diagnosis of whatever is at hand.

use exitcode_k8s::read;
use exitcode_k8s::report::{Report, Unit};
use wasm_bindgen::prelude::*;

use crate::options::Options;
use crate::{ReportObject, error, input, json};

/// Finds out why something died, from whatever is at hand.
///
/// The subject is a text of any kind (JSON of pods, lists, events and nodes, describe, a log, a kernel log),
/// its bytes, an object or a list of objects such as a `V1Pod` of `@kubernetes/client-node`, or a list of
/// named files. Everything is taken together.
///
/// The report is empty where nothing is wrong, and says in `ignored` what it could not use. Offsets in texts
/// count UTF-16 code units, as `String.prototype.slice` does; those in bytes count bytes; the evidence of an
/// object has a JSON pointer in `path`, and its offsets are those in the object's JSON.
///
/// Throws a `ParseError` for input that is damaged so that nothing of it could be read, and a `TypeError`
/// for what is none of the above.
///
/// # Errors
///
/// Those two, as JavaScript's values.
#[wasm_bindgen]
pub fn diagnose(
    #[wasm_bindgen(unchecked_param_type = "Given")] subject: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "DiagnoseOptions")] options: &JsValue,
) -> Result<ReportObject, JsValue> {
    let codes = Options::new(options)?.codes()?;
    let inputs = input::inputs(subject, options)?;
    let texts: Vec<_> = inputs.iter().map(input::Owned::view).collect();
    let reading = read(&texts);
    if let Some(problem) = reading.failure() {
        let input = inputs.get(usize::from(problem.span.input));
        return Err(error::parse_error(input, &problem.why));
    }
    let mut report = Report::with_codes(&texts, &reading, &codes.borrowed());
    let text = |number: usize| inputs.get(number).is_some_and(|input| input.is_text);
    report.count_in(Unit::Utf16, &texts, text);
    json::object(&report).map(JsCast::unchecked_into)
}
