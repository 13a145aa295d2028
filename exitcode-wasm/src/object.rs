//! Rust's values as plain objects.

use serde::Serialize;
use wasm_bindgen::JsValue;

/// The object that the JSON of a value is.
pub(crate) fn of(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let json =
        serde_json::to_string(value).map_err(|error| crate::error::error(&error.to_string()))?;
    js_sys::JSON::parse(&json)
}
