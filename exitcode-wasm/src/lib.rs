//! The npm package's module: it converts, and decides nothing.
//!
//! Texts and plain objects come in, plain objects go out: a report is the JSON that every surface of
//! exitcode has, whose TypeScript types are derived from the same structs.

mod error;
mod explain;
mod input;
mod kernel_log;
mod list;
mod object;

pub use explain::explain;
pub use kernel_log::kernel_log;
pub use list::{causes, codes, signals};

use exitcode_k8s::read;
use exitcode_k8s::report::{Report, Unit};
use wasm_bindgen::prelude::*;

/// The types of the report and its words.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");

/// The version of the package.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

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
    let inputs = input::inputs(subject, options)?;
    let texts: Vec<_> = inputs.iter().map(input::Owned::view).collect();
    let reading = read(&texts);
    if let Some(problem) = reading.failure() {
        let input = inputs.get(usize::from(problem.span.input));
        return Err(error::parse_error(input, &problem.why));
    }
    let mut report = Report::new(&texts, &reading);
    let text = |number: usize| inputs.get(number).is_some_and(|input| input.is_text);
    report.count_in(Unit::Utf16, &texts, text);
    object::of(&report).map(JsCast::unchecked_into)
}

#[wasm_bindgen]
extern "C" {
    /// A report, as an object.
    #[wasm_bindgen(typescript_type = "Report")]
    pub type ReportObject;

    /// A diagnosis, as an object.
    #[wasm_bindgen(typescript_type = "Diagnosis")]
    pub type DiagnosisObject;
}
