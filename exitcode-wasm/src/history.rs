//! What pictures are drawn from.

use exitcode_k8s::{history, read};
use wasm_bindgen::prelude::*;

use crate::{input, json};

/// When what happened to each thing that has a diagnosis, and how much memory it had.
///
/// It takes what [`diagnose`](crate::diagnose) takes. A history and a diagnosis belong together when their
/// subjects are equal. Times are unix seconds, sizes are bytes.
///
/// Throws a `TypeError` for what `diagnose` does not take.
///
/// # Errors
///
/// That, as JavaScript's value.
#[wasm_bindgen(unchecked_return_type = "History[]")]
pub fn histories(
    #[wasm_bindgen(unchecked_param_type = "Given")] subject: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "DiagnoseOptions")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let inputs = input::inputs(subject, options)?;
    let texts: Vec<_> = inputs.iter().map(input::Owned::view).collect();
    json::object(&history::of(&read(&texts)))
}
