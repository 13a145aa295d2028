//! What a caller may say beside the subject: an object whose members are all optional.

#![cfg_attr(
    not(feature = "diagnosis"),
    expect(dead_code, reason = "names have few options, and what is not called is not linked")
)]

use exitcode_core::arithmetic::quantity::Quantity;
use exitcode_core::{CustomCode, ExitCode};
use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::prelude::*;

use crate::error::type_error;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** Exit codes with a meaning of your own, such as `{ 42: "bad configuration" }`. */
export type Codes = Readonly<Record<number | string, string>>;

/** An amount of memory: bytes, or a quantity of Kubernetes such as `256Mi`. */
export type Amount = number | string;
"#;

/// The largest whole number that JavaScript keeps exact.
const MAX_SAFE: f64 = 9_007_199_254_740_991.0;

/// An object, of which nothing need be there.
#[derive(Clone)]
pub(crate) struct Options(Option<JsValue>);

impl Options {
    /// # Errors
    ///
    /// When it is something else than an object or nothing.
    pub(crate) fn new(value: &JsValue) -> Result<Self, JsValue> {
        if value.is_undefined() || value.is_null() {
            Ok(Self(None))
        } else if value.is_object() {
            Ok(Self(Some(value.clone())))
        } else {
            Err(type_error("options are an object"))
        }
    }

    /// The same where the object may also be its JSON.
    pub(crate) fn or_json(value: &JsValue) -> Result<Self, JsValue> {
        match value.as_string() {
            Some(text) => Self::new(&JSON::parse(&text)?),
            None => Self::new(value),
        }
    }

    /// A member; nothing for one that is missing, undefined or null.
    pub(crate) fn get(&self, name: &str) -> Result<Option<JsValue>, JsValue> {
        let Some(object) = &self.0 else { return Ok(None) };
        let value = Reflect::get(object, &name.into())?;
        Ok(Some(value).filter(|value| !value.is_undefined() && !value.is_null()))
    }

    /// The members that are objects themselves, of which nothing need be there either.
    pub(crate) fn inner(&self, name: &str) -> Result<Self, JsValue> {
        Self::new(&self.get(name)?.unwrap_or_default())
    }

    pub(crate) fn text(&self, name: &str) -> Result<Option<String>, JsValue> {
        let Some(value) = self.get(name)? else { return Ok(None) };
        value.as_string().map(Some).ok_or_else(|| wrong(name, "a string"))
    }

    pub(crate) fn flag(&self, name: &str) -> Result<bool, JsValue> {
        let Some(value) = self.get(name)? else { return Ok(false) };
        value.as_bool().ok_or_else(|| wrong(name, "true or false"))
    }

    /// A number that is none of the infinite ones.
    pub(crate) fn number(&self, name: &str) -> Result<Option<f64>, JsValue> {
        let Some(value) = self.get(name)? else { return Ok(None) };
        let number = value.as_f64().filter(|number| number.is_finite());
        number.map(Some).ok_or_else(|| wrong(name, "a number"))
    }

    pub(crate) fn whole(&self, name: &str) -> Result<Option<i64>, JsValue> {
        self.number(name)?.map(|number| whole(name, number)).transpose()
    }

    /// An amount of memory, in bytes.
    pub(crate) fn amount(&self, name: &str) -> Result<Option<u64>, JsValue> {
        self.get(name)?.map(|value| amount(name, &value)).transpose()
    }

    /// A quantity, of which manifests that were written by hand have numbers as well.
    pub(crate) fn quantity(&self, name: &str) -> Result<Option<Quantity>, JsValue> {
        self.get(name)?.map(|value| quantity(name, &value)).transpose()
    }

    /// The items of a list; none without one.
    pub(crate) fn list(&self, name: &str) -> Result<Vec<JsValue>, JsValue> {
        let Some(value) = self.get(name)? else { return Ok(Vec::new()) };
        let list = value.dyn_ref::<Array>().ok_or_else(|| wrong(name, "a list"))?;
        Ok(list.to_vec())
    }

    /// The members of an object, by their names.
    pub(crate) fn members(&self, name: &str) -> Result<Vec<(String, JsValue)>, JsValue> {
        let Some(value) = self.get(name)? else { return Ok(Vec::new()) };
        let object = value.dyn_ref::<Object>().ok_or_else(|| wrong(name, "an object"))?;
        let pairs = Object::entries(object).to_vec().into_iter().map(|entry| {
            let entry: Array = entry.unchecked_into();
            (entry.get(0).as_string().unwrap_or_default(), entry.get(1))
        });
        Ok(pairs.collect())
    }

    /// Exit codes with a meaning of the caller's own.
    pub(crate) fn codes(&self) -> Result<Codes, JsValue> {
        let pair = |(code, title): (String, JsValue)| {
            let code: Result<ExitCode, _> = code.parse();
            match (code, title.as_string()) {
                (Ok(code), Some(title)) => Ok((code, title)),
                _ => Err(wrong("codes", "an object of titles by exit code")),
            }
        };
        Ok(Codes(self.members("codes")?.into_iter().map(pair).collect::<Result<_, _>>()?))
    }
}

/// Exit codes with a meaning of the caller's own.
pub(crate) struct Codes(Vec<(ExitCode, String)>);

impl Codes {
    pub(crate) fn borrowed(&self) -> Vec<CustomCode<'_>> {
        self.0.iter().map(|(code, title)| CustomCode::new(code.value(), title)).collect()
    }
}

fn whole(name: &str, number: f64) -> Result<i64, JsValue> {
    let whole = number as i64;
    if whole as f64 == number && number.abs() <= MAX_SAFE {
        Ok(whole)
    } else {
        Err(wrong(name, "a whole number"))
    }
}

pub(crate) fn amount(name: &str, value: &JsValue) -> Result<u64, JsValue> {
    let bytes = quantity(name, value)?.value();
    u64::try_from(bytes).map_err(|_| wrong(name, "an amount of memory"))
}

fn quantity(name: &str, value: &JsValue) -> Result<Quantity, JsValue> {
    let quantity = match (value.as_string(), value.as_f64()) {
        (Some(text), _) => text.trim().parse().ok(),
        (None, Some(number)) => {
            JSON::stringify(&number.into()).ok().and_then(|text| String::from(text).parse().ok())
        }
        (None, None) => None,
    };
    quantity.ok_or_else(|| wrong(name, "an amount such as 256Mi"))
}

pub(crate) fn wrong(name: &str, expected: &str) -> JsValue {
    let mut text = String::from(name);
    text.push_str(" is ");
    text.push_str(expected);
    type_error(&text)
}
