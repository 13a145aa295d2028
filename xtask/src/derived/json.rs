//! JSON, as far as the derived files need it.

use std::borrow::Cow;
use std::fmt::{self, Write};

/// A JSON value.
pub(super) enum Json {
    Null,
    Number(i64),
    Text(Cow<'static, str>),
    List(Vec<Json>),
    Object(Vec<(Cow<'static, str>, Json)>),
}

impl Json {
    /// An object with these members, in this order.
    pub(super) fn object<K: Into<Cow<'static, str>>>(
        members: impl IntoIterator<Item = (K, Json)>,
    ) -> Self {
        Self::Object(members.into_iter().map(|(key, value)| (key.into(), value)).collect())
    }
}

impl From<&'static str> for Json {
    fn from(text: &'static str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<u8> for Json {
    fn from(number: u8) -> Self {
        Self::Number(number.into())
    }
}

impl<T: Into<Json>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Json>> FromIterator<T> for Json {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}

/// Indented by two spaces.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, 0)
    }
}

impl Json {
    fn write(&self, f: &mut fmt::Formatter<'_>, depth: usize) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => write_text(f, text),
            Self::List(values) if values.is_empty() => f.write_str("[]"),
            Self::List(values) => {
                for (i, value) in values.iter().enumerate() {
                    write_start(f, if i == 0 { '[' } else { ',' }, depth + 1)?;
                    value.write(f, depth + 1)?;
                }
                write!(f, "\n{:depth$}]", "", depth = 2 * depth)
            }
            Self::Object(members) => {
                for (i, (key, value)) in members.iter().enumerate() {
                    write_start(f, if i == 0 { '{' } else { ',' }, depth + 1)?;
                    write_text(f, key)?;
                    f.write_str(": ")?;
                    value.write(f, depth + 1)?;
                }
                write!(f, "\n{:depth$}}}", "", depth = 2 * depth)
            }
        }
    }
}

fn write_start(f: &mut fmt::Formatter<'_>, mark: char, depth: usize) -> fmt::Result {
    write!(f, "{mark}\n{:depth$}", "", depth = 2 * depth)
}

fn write_text(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_char('"')?;
    for c in text.chars() {
        match c {
            '"' | '\\' => write!(f, "\\{c}")?,
            c if c.is_control() => write!(f, "\\u{:04x}", u32::from(c))?,
            c => f.write_char(c)?,
        }
    }
    f.write_char('"')
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn values_are_indented_and_text_is_escaped() {
        let value = Json::object([
            ("text", "a \"b\" \\ \n".into()),
            ("list", [1, 2].into_iter().collect()),
            ("empty", Json::List(Vec::new())),
            ("none", None::<u8>.into()),
        ]);
        let expected = r#"{
  "text": "a \"b\" \\ \u000a",
  "list": [
    1,
    2
  ],
  "empty": [],
  "none": null
}"#;
        assert_eq!(value.to_string(), expected);
    }
}
