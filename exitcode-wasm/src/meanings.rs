//! What a number may mean, without a diagnosis.

use exitcode_core::{Convention, ExitCode, Signal};
use wasm_bindgen::prelude::*;

use crate::answers::Meaning;
use crate::error::{range_error, type_error};
use crate::json;
use crate::list::code_row;
use crate::options::Options;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
export interface MeaningsOptions {
  /** Who wrote the number down; then your own codes do not count. */
  convention?: Convention;
  /** What your own codes mean. */
  codes?: Codes;
}
"#;

/// The ways in which an exit code may have come about, the likely ones first.
///
/// Throws a `RangeError` for what is no exit code and no convention.
///
/// # Errors
///
/// That, as JavaScript's value.
#[wasm_bindgen(unchecked_return_type = "Meaning[]")]
pub fn meanings(
    #[wasm_bindgen(unchecked_param_type = "number | string")] code: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "MeaningsOptions")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let options = Options::new(options)?;
    let Read::Code(code) = read(code)? else {
        return Err(range_error("a signal is no exit code"));
    };
    let codes = options.codes()?;
    let codes = codes.borrowed();
    let meanings = match convention(&options)? {
        Some(convention) => code.meanings_in(convention),
        None => code.meanings_with(&codes),
    };
    let rows: Vec<_> = meanings
        .map(|meaning| Meaning {
            title: meaning.title().to_owned(),
            origin: meaning.origin().id(),
            convention: meaning.convention().id(),
            signal: meaning.signal().map(|signal| signal.name()),
            commonness: meaning.commonness().as_str(),
            own: meaning.custom().is_some(),
            known: meaning.known().map(code_row).collect(),
        })
        .collect();
    json::object(&rows)
}

/// What was asked about.
pub(crate) enum Read {
    Code(ExitCode),
    #[cfg_attr(
        not(feature = "explanation"),
        expect(dead_code, reason = "only an explanation is of a signal")
    )]
    Signal(Signal),
}

pub(crate) fn read(code: &JsValue) -> Result<Read, JsValue> {
    if let Some(number) = code.as_f64() {
        return exit_code(number).map(Read::Code);
    }
    let text = code
        .as_string()
        .ok_or_else(|| type_error("an exit code or a signal is a number or a string"))?;
    match (text.parse::<Signal>(), text.parse::<ExitCode>()) {
        (Ok(signal), _) => Ok(Read::Signal(signal)),
        (_, Ok(code)) => Ok(Read::Code(code)),
        _ => Err(range_error("it is no exit code and no signal")),
    }
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

pub(crate) fn convention(options: &Options) -> Result<Option<Convention>, JsValue> {
    let Some(id) = options.text("convention")? else { return Ok(None) };
    Convention::from_id(&id).map(Some).ok_or_else(|| {
        let mut text = "there is no such convention, but".to_owned();
        for convention in Convention::ALL {
            text.push(' ');
            text.push_str(convention.id());
        }
        range_error(&text)
    })
}
