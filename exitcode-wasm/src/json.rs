//! Rust's values as JSON, and as the objects that it stands for.
//!
//! A small serializer of our own, since every byte of a larger one is downloaded before the first
//! answer. It cannot fail, and the compiler leaves out what would tell of failures.

use std::fmt::{self, Display};

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use wasm_bindgen::JsValue;

/// The object that the JSON of a value is.
pub(crate) fn object(value: &impl Serialize) -> Result<JsValue, JsValue> {
    js_sys::JSON::parse(&text(value))
}

/// The JSON of a value.
pub(crate) fn text(value: &impl Serialize) -> String {
    let mut out = String::new();
    match value.serialize(Json(&mut out)) {
        Ok(()) => out,
        Err(never) => match never {},
    }
}

#[derive(Debug)]
pub(crate) enum Never {}

impl Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl serde::ser::Error for Never {
    /// Never called: it is for values that refuse to be written, and ours do not.
    fn custom<T: Display>(_: T) -> Self {
        std::process::abort()
    }
}

/// Where the next value goes.
pub(crate) struct Json<'o>(&'o mut String);

/// A list or an object that is open.
pub(crate) struct Open<'o> {
    out: &'o mut String,
    is_first: bool,
    closed_by: &'static str,
}

impl<'o> Json<'o> {
    fn open(self, with: char, closed_by: &'static str) -> Result<Open<'o>, Never> {
        self.0.push(with);
        Ok(Open { out: self.0, is_first: true, closed_by })
    }

    /// An object with one member that is being written: a variant and its value.
    fn variant(self, name: &str, with: &str) -> &'o mut String {
        self.0.push('{');
        quote(self.0, name);
        self.0.push_str(with);
        self.0
    }
}

impl Open<'_> {
    fn separate(&mut self) {
        if !std::mem::take(&mut self.is_first) {
            self.out.push(',');
        }
    }

    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        self.separate();
        value.serialize(Json(self.out))
    }

    fn member<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> Result<(), Never> {
        self.separate();
        quote(self.out, key);
        self.out.push(':');
        value.serialize(Json(self.out))
    }

    fn close(self) -> Result<(), Never> {
        self.out.push_str(self.closed_by);
        Ok(())
    }
}

/// A string of JSON.
#[inline(never)]
fn quote(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            '\0'..='\x1f' => {
                out.push_str("\\u00");
                for digit in [u32::from(c) >> 4, u32::from(c) & 15] {
                    out.extend(char::from_digit(digit, 16));
                }
            }
            _ => out.push(c),
        }
    }
    out.push('"');
}

#[inline(never)]
fn digits(out: &mut String, number: u64) {
    if number > 9 {
        digits(out, number / 10);
    }
    out.extend(char::from_digit((number % 10) as u32, 10));
}

/// The methods for numbers of a kind, by a conversion to a larger one.
macro_rules! numbers {
    ($($method:ident($from:ty) => $larger:ident),+ $(,)?) => {
        $(fn $method(self, number: $from) -> Result<(), Never> {
            self.$larger(number.into())
        })+
    };
}

impl<'o> Serializer for Json<'o> {
    type Ok = ();
    type Error = Never;
    type SerializeSeq = Open<'o>;
    type SerializeTuple = Open<'o>;
    type SerializeTupleStruct = Open<'o>;
    type SerializeTupleVariant = Open<'o>;
    type SerializeMap = Open<'o>;
    type SerializeStruct = Open<'o>;
    type SerializeStructVariant = Open<'o>;

    numbers!(
        serialize_i8(i8) => serialize_i64,
        serialize_i16(i16) => serialize_i64,
        serialize_i32(i32) => serialize_i64,
        serialize_u8(u8) => serialize_u64,
        serialize_u16(u16) => serialize_u64,
        serialize_u32(u32) => serialize_u64,
        serialize_f32(f32) => serialize_f64,
    );

    fn serialize_i64(self, number: i64) -> Result<(), Never> {
        if number < 0 {
            self.0.push('-');
        }
        digits(self.0, number.unsigned_abs());
        Ok(())
    }

    fn serialize_u64(self, number: u64) -> Result<(), Never> {
        digits(self.0, number);
        Ok(())
    }

    /// With nine decimals at the most, which is enough for seconds and for shares.
    fn serialize_f64(self, number: f64) -> Result<(), Never> {
        const UNIT: u64 = 1_000_000_000;
        if number < 0.0 {
            self.0.push('-');
        }
        let whole = number.abs() as u64;
        let rest = ((number.abs() - whole as f64) * UNIT as f64 + 0.5) as u64;
        digits(self.0, whole.saturating_add(rest / UNIT));
        let mut rest = rest % UNIT;
        if rest > 0 {
            self.0.push('.');
        }
        while rest > 0 {
            digits(self.0, rest / (UNIT / 10));
            rest = rest % (UNIT / 10) * 10;
        }
        Ok(())
    }

    fn serialize_bool(self, truth: bool) -> Result<(), Never> {
        self.0.push_str(if truth { "true" } else { "false" });
        Ok(())
    }

    fn serialize_char(self, c: char) -> Result<(), Never> {
        quote(self.0, c.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, text: &str) -> Result<(), Never> {
        quote(self.0, text);
        Ok(())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<(), Never> {
        bytes.serialize(self)
    }

    fn serialize_none(self) -> Result<(), Never> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Never> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Never> {
        self.0.push_str("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Never> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Never> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Never> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Never> {
        let out = self.variant(variant, ":");
        value.serialize(Json(out))?;
        out.push('}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'o>, Never> {
        self.open('[', "]")
    }

    fn serialize_tuple(self, _: usize) -> Result<Open<'o>, Never> {
        self.open('[', "]")
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Open<'o>, Never> {
        self.open('[', "]")
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Open<'o>, Never> {
        Json(self.variant(variant, ":")).open('[', "]}")
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Open<'o>, Never> {
        self.open('{', "}")
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Open<'o>, Never> {
        self.open('{', "}")
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Open<'o>, Never> {
        Json(self.variant(variant, ":")).open('{', "}}")
    }
}

/// The ways to fill a list or an object, which serde tells apart and JSON does not.
macro_rules! filled {
    ($($Trait:ident::$method:ident($($key:ident)?) by $by:ident),+ $(,)?) => {
        $(impl $Trait for Open<'_> {
            type Ok = ();
            type Error = Never;

            fn $method<T: Serialize + ?Sized>(
                &mut self,
                $($key: &'static str,)?
                value: &T,
            ) -> Result<(), Never> {
                self.$by($($key,)? value)
            }

            fn end(self) -> Result<(), Never> {
                self.close()
            }
        })+
    };
}

filled!(
    SerializeSeq::serialize_element() by item,
    SerializeTuple::serialize_element() by item,
    SerializeTupleStruct::serialize_field() by item,
    SerializeTupleVariant::serialize_field() by item,
    SerializeStruct::serialize_field(key) by member,
    SerializeStructVariant::serialize_field(key) by member,
);

impl SerializeMap for Open<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Never> {
        self.item(key)?;
        self.out.push(':');
        self.is_first = true;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        self.item(value)
    }

    fn end(self) -> Result<(), Never> {
        self.close()
    }
}
