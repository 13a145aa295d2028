//! From what a caller holds to inputs: a name, bytes, and whether they were text.

use exitcode_k8s::Input;
use js_sys::{Array, JSON, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

use crate::error::type_error;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** A file, whose name tells what it is where its text cannot: `logs-CONTAINER.txt`, `dmesg.txt`. */
export interface NamedInput {
  name: string;
  text: string | Uint8Array;
}

/** Whatever is at hand: a text, its bytes, an object, or a list of such or of named files. */
export type Given = string | Uint8Array | object | readonly (string | Uint8Array | object | NamedInput)[];

export interface DiagnoseOptions {
  /** The events, as text or as objects. */
  events?: Given;
  /** The node, as text or as an object. */
  node?: Given;
  /** The log of the container that failed, or a log for each container's name. */
  logs?: string | Uint8Array | Record<string, string | Uint8Array>;
  /** What your own exit codes mean. */
  codes?: Codes;
}
"#;

/// An input, with its bytes.
pub(crate) struct Owned {
    pub(crate) name: String,
    bytes: Vec<u8>,
    /// Whether it was a text, so that offsets are counted in its units.
    pub(crate) is_text: bool,
}

impl Owned {
    pub(crate) fn view(&self) -> Input<'_> {
        Input::from_bytes(&self.name, &self.bytes)
    }

    /// The text before an offset in bytes.
    pub(crate) fn view_to(&self, offset: usize) -> Option<String> {
        let before = self.bytes.get(..offset)?;
        Some(String::from_utf8_lossy(before).into_owned())
    }
}

const TAKES: &str =
    "diagnose() takes a text, bytes, an object, or a list of them or of named files";

/// All inputs of a call.
pub(crate) fn inputs(subject: &JsValue, options: &JsValue) -> Result<Vec<Owned>, JsValue> {
    let mut inputs = Vec::new();
    add(&mut inputs, "-", subject)?;
    if !options.is_undefined() && !options.is_null() {
        for name in ["events", "node"] {
            let value = Reflect::get(options, &name.into())?;
            if !value.is_undefined() {
                add(&mut inputs, name, &value)?;
            }
        }
        let logs = Reflect::get(options, &"logs".into())?;
        if is_text(&logs) {
            add(&mut inputs, "logs.txt", &logs)?;
        } else if logs.is_object() {
            for entry in Object::entries(logs.unchecked_ref()).iter() {
                let entry: Array = entry.unchecked_into();
                let container = entry.get(0).as_string().unwrap_or_default();
                add(&mut inputs, &format!("logs-{container}.txt"), &entry.get(1))?;
            }
        } else if !logs.is_undefined() {
            return Err(type_error("logs are a text, bytes, or an object of them by container"));
        }
    }
    Ok(inputs)
}

fn is_text(value: &JsValue) -> bool {
    value.is_string() || value.is_instance_of::<Uint8Array>()
}

fn add(inputs: &mut Vec<Owned>, name: &str, value: &JsValue) -> Result<(), JsValue> {
    let mut push = |bytes: Vec<u8>, is_text| {
        inputs.push(Owned { name: name.to_owned(), bytes, is_text });
    };
    if let Some(text) = value.as_string() {
        push(text.into_bytes(), true);
    } else if let Some(bytes) = value.dyn_ref::<Uint8Array>() {
        push(bytes.to_vec(), false);
    } else if let Some(list) = value.dyn_ref::<Array>().filter(|list| !list.iter().all(is_plain)) {
        for (number, item) in (1..).zip(list.iter()) {
            match named(&item) {
                Some((name, text)) => add(inputs, &name, &text)?,
                None => add(inputs, &format!("{}{number}", name.trim_matches('-')), &item)?,
            }
        }
    } else if let Some((name, text)) = named(value) {
        add(inputs, &name, &text)?;
    } else if value.is_object() && !value.is_function() {
        let json = JSON::stringify(value)?.as_string().ok_or_else(|| type_error(TAKES))?;
        push(json.into_bytes(), false);
    } else {
        return Err(type_error(TAKES));
    }
    Ok(())
}

/// Whether it is an object that stands for itself in JSON.
fn is_plain(value: JsValue) -> bool {
    value.is_object() && !is_text(&value) && named(&value).is_none()
}

/// The name and the text of a named file.
fn named(value: &JsValue) -> Option<(String, JsValue)> {
    if !value.is_object() {
        return None;
    }
    let text = Reflect::get(value, &"text".into()).ok().filter(is_text)?;
    let name = Reflect::get(value, &"name".into()).ok()?.as_string()?;
    Some((name, text))
}
