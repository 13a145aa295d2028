//! What is thrown.

#[cfg(feature = "explanation")]
use js_sys::Error;
use js_sys::{RangeError, TypeError};
use wasm_bindgen::prelude::*;
#[cfg(feature = "diagnosis")]
use {
    crate::input::Owned,
    exitcode_k8s::{Why, report::Unit},
    js_sys::Reflect,
};

#[cfg(feature = "diagnosis")]
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** Thrown for input that is damaged so that nothing of it could be read. */
export interface ParseError extends Error {
  name: "ParseError";
  /** The input's name. */
  input: string;
  /** The offset of what is wrong, in UTF-16 code units of a text, in bytes otherwise. */
  offset?: number;
  /** The line, from 1. */
  line?: number;
  /** The column, in characters from 1. */
  column?: number;
}
"#;

#[cfg(feature = "explanation")]
pub(crate) fn error(message: &str) -> JsValue {
    Error::new(message).into()
}

pub(crate) fn type_error(message: &str) -> JsValue {
    TypeError::new(message).into()
}

pub(crate) fn range_error(message: &str) -> JsValue {
    RangeError::new(message).into()
}

#[cfg(feature = "diagnosis")]
pub(crate) fn parse_error(input: Option<&Owned>, why: &Why) -> JsValue {
    let name = input.map_or("-", |input| &input.name);
    let error = Error::new(&format!("{name}: {why}"));
    error.set_name("ParseError");
    let set = |key: &str, value: JsValue| {
        // Setting a property of a new object does not fail.
        let _ = Reflect::set(&error, &key.into(), &value);
    };
    set("input", name.into());
    if let Some(offset) = why.offset() {
        let before = input.filter(|input| input.is_text).and_then(|input| input.view_to(offset));
        set("offset", before.map_or(offset, |before| Unit::Utf16.count(&before)).into());
    }
    if let Some((line, column)) = why.line_and_column() {
        set("line", line.into());
        set("column", column.into());
    }
    error.into()
}
