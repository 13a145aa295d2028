//! A JSON value in a report, whose shape the report does not fix.

use std::fmt::{self, Write as _};

use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap as _, SerializeSeq as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::document::{Document, Kind, Value};
use crate::json;

/// Any JSON value, kept as its text.
///
/// In a report it is the value itself and not a string of it, whatever the format.
///
/// ```
/// use exitcode_k8s::report::Json;
///
/// let limits = Json::parse(r#"{"limits":{"memory":"320Mi"}}"#).unwrap();
/// assert_eq!(limits.as_str(), r#"{"limits":{"memory":"320Mi"}}"#);
/// let value = serde_json::to_value(&limits).unwrap();
/// assert_eq!(value["limits"]["memory"], "320Mi");
/// assert!(Json::parse(r#"{"limits":"#).is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Json(String);

impl Json {
    /// The value of a text that is one whole value of JSON and nothing more.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let list = format!("[{text}]");
        only_item(&read_list(&list)?).map(Self::of)
    }

    pub(crate) fn of(value: Value<'_, '_>) -> Self {
        let mut text = String::new();
        write_value(&mut text, value, true);
        Self(text)
    }

    /// The value without the members that are null.
    pub(crate) fn without_nulls(value: Value<'_, '_>) -> Self {
        let mut text = String::new();
        write_value(&mut text, value, false);
        Self(text)
    }

    /// Its text, without white space between the tokens.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Reads a text that is one whole list. The reader takes a text that begins with a string for an
/// object without its braces, but not the item of a list.
fn read_list(text: &str) -> Option<Document<'_>> {
    let parsed = json::parse(0, text, 0);
    (parsed.fault.is_none() && parsed.end == text.len()).then_some(parsed.document)
}

fn only_item<'d, 'a>(list: &'d Document<'a>) -> Option<Value<'d, 'a>> {
    let mut items = list.root()?.items();
    items.next().filter(|_| items.next().is_none())
}

/// A text as a string of JSON.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    push_quoted(&mut quoted, text);
    quoted
}

fn push_quoted(to: &mut String, text: &str) {
    to.push('"');
    for char in text.chars() {
        match char {
            '"' | '\\' => to.extend(['\\', char]),
            char if char.is_control() => {
                let _ = write!(to, "\\u{:04x}", u32::from(char));
            }
            char => to.push(char),
        }
    }
    to.push('"');
}

/// Writes a value; members that are null, by which a patch takes something away, only if asked for.
fn write_value(text: &mut String, value: Value<'_, '_>, nulls: bool) {
    match value.kind() {
        Kind::Null => text.push_str("null"),
        Kind::Bool(value) => text.push_str(if value { "true" } else { "false" }),
        Kind::Number => text.push_str(value.number().unwrap_or("0")),
        Kind::Plain | Kind::Escaped | Kind::Decoded(_) => {
            push_quoted(text, &value.str().unwrap_or_default());
        }
        Kind::Object => {
            let mut open = '{';
            let kept = value.members().filter(|(_, value)| nulls || !value.is_null());
            for (key, value) in kept {
                text.push(open);
                push_quoted(text, &key.str().unwrap_or_default());
                text.push(':');
                write_value(text, value, nulls);
                open = ',';
            }
            text.push_str(if open == '{' { "{}" } else { "}" });
        }
        Kind::Array => {
            let mut open = '[';
            for item in value.items() {
                text.push(open);
                write_value(text, item, nulls);
                open = ',';
            }
            text.push_str(if open == '[' { "[]" } else { "]" });
        }
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let list = format!("[{}]", self.0);
        match read_list(&list).as_ref().and_then(only_item) {
            Some(value) => value.serialize(serializer),
            None => serializer.serialize_unit(),
        }
    }
}

impl Serialize for Value<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.kind() {
            Kind::Null => serializer.serialize_unit(),
            Kind::Bool(value) => serializer.serialize_bool(value),
            Kind::Number => {
                let text = self.number().unwrap_or("0");
                if let Ok(number) = text.parse() {
                    serializer.serialize_u64(number)
                } else if let Ok(number) = text.parse() {
                    serializer.serialize_i64(number)
                } else {
                    serializer.serialize_f64(fraction(text))
                }
            }
            Kind::Plain | Kind::Escaped | Kind::Decoded(_) => {
                serializer.serialize_str(&self.str().unwrap_or_default())
            }
            Kind::Object => {
                let mut map = serializer.serialize_map(None)?;
                for (key, value) in self.members() {
                    map.serialize_entry(&key.str().unwrap_or_default(), &value)?;
                }
                map.end()
            }
            Kind::Array => {
                let mut items = serializer.serialize_seq(None)?;
                for item in self.items() {
                    items.serialize_element(&item)?;
                }
                items.end()
            }
        }
    }
}

/// A number that is not whole.
#[cfg(not(target_family = "wasm"))]
fn fraction(text: &str) -> f64 {
    text.parse().unwrap_or_default()
}

/// A number that is not whole: exact for up to 15 digits and 22 decimals, which is what people
/// write. The tables that are exact for all are as large as a fifth of all prose.
#[cfg(any(target_family = "wasm", test))]
fn short_fraction(text: &str) -> f64 {
    let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let negative = whole.starts_with('-');
    let digits = whole.trim_start_matches('-').bytes().chain(decimals.bytes());
    let number = digits.fold(0.0, |number, digit| number * 10.0 + f64::from(digit & 15));
    let exponent = exponent.trim_start_matches('+').parse().unwrap_or(0_i32);
    let exponent = exponent.saturating_sub(i32::try_from(decimals.len()).unwrap_or(i32::MAX));
    let power = (0..exponent.unsigned_abs().min(400)).fold(1.0, |power, _| power * 10.0);
    let number = if exponent < 0 { number / power } else { number * power };
    if negative { -number } else { number }
}

#[cfg(target_family = "wasm")]
use short_fraction as fraction;

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut text = String::new();
        Writer { text: &mut text, depth: 0 }.deserialize(deserializer)?;
        Ok(Self(text))
    }
}

/// Writes what a format holds as JSON.
struct Writer<'t> {
    text: &'t mut String,
    depth: usize,
}

impl Writer<'_> {
    fn inside<E: serde::de::Error>(&mut self) -> Result<Writer<'_>, E> {
        if self.depth >= json::MAX_DEPTH {
            return Err(E::custom("values are nested too deep"));
        }
        Ok(Writer { depth: self.depth + 1, text: self.text })
    }

    fn push<E>(self, value: impl fmt::Display) -> Result<(), E> {
        let _ = write!(self.text, "{value}");
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Writer<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Writer<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.push("null")
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.push(value)
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.push(value)
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.push(value)
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<(), E> {
        if !value.is_finite() {
            return Err(E::custom("a number is not finite"));
        }
        self.push(value)
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        push_quoted(self.text, value);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        self.text.push('[');
        let mut length = self.text.len();
        let begin = length;
        loop {
            if length > begin {
                self.text.push(',');
            }
            if items.next_element_seed(self.inside()?)?.is_none() {
                self.text.truncate(length);
                break;
            }
            length = self.text.len();
        }
        self.text.push(']');
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<(), A::Error> {
        let mut open = '{';
        while let Some(key) = members.next_key::<String>()? {
            self.text.push(open);
            push_quoted(self.text, &key);
            self.text.push(':');
            members.next_value_seed(self.inside()?)?;
            open = ',';
        }
        self.text.push_str(if open == '{' { "{}" } else { "}" });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Json, quoted, short_fraction};

    /// The text of a value, in the order that serde_json keeps.
    #[track_caller]
    fn survives(text: &str) {
        let json = Json::parse(text).unwrap();
        let value: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_value(&json).unwrap(), value);
        let written = serde_json::to_string(&json).unwrap();
        assert_eq!(serde_json::from_str::<Json>(&written).unwrap(), json);
        assert_eq!(
            serde_json::from_value::<Json>(value.clone()).unwrap().as_str().len(),
            json.as_str().len()
        );
    }

    proptest! {
        #[test]
        fn short_fractions_are_exact(digits in -999_999_999_999_999_i64..999_999_999_999_999, at in 0..20_i32) {
            for text in [format!("{digits}e-{at}"), format!("{digits}.0"), format!("{digits}e{}", at - 10)] {
                prop_assert_eq!(short_fraction(&text), text.parse::<f64>().unwrap(), "{}", text);
            }
            let text = format!("{}.{:03}", digits / 1000, digits.unsigned_abs() % 1000);
            prop_assert_eq!(short_fraction(&text), text.parse::<f64>().unwrap(), "{}", text);
        }
    }

    #[test]
    fn values_survive() {
        for text in [
            "null",
            "true",
            "false",
            "0",
            "-7",
            "18446744073709551615",
            "1.5",
            "\"\"",
            "[]",
            "{}",
            r#"[1,[],{"a":null},"é\u0000\"\\"]"#,
            r#" {"b" : [1, 2] , "a/~" : {"c": false}} "#,
        ] {
            survives(text);
        }
    }

    #[test]
    fn what_is_no_value() {
        for text in ["", "{", "[1", "{} {}", "{}]", "a", "{\"a\"}", "\"a\":1,"] {
            assert_eq!(Json::parse(text), None, "{text}");
        }
        let deep = "[".repeat(1_000) + &"]".repeat(1_000);
        assert!(serde_json::from_str::<Json>(&deep).is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_a_string(text in ".{0,40}") {
            let back: String = serde_json::from_str(&quoted(&text)).unwrap();
            prop_assert_eq!(back, text);
        }
    }
}
