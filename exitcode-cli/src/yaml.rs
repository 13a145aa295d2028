//! Manifests in YAML, as the values that JSON gives.

use saphyr_parser::{Event, Parser, ScalarStyle};
use serde_json::{Map, Value};

/// How deep values may be nested, as in JSON.
const MAX_DEPTH: usize = 128;

/// A value that is being read.
enum Open {
    Sequence(Vec<Value>),
    /// The members, and the key of the one to come.
    Mapping(Map<String, Value>, Option<String>),
}

/// The documents of a text, or what is wrong with it and where.
///
/// Aliases are refused: no tool of Kubernetes writes them, and they let a text grow without end.
pub(crate) fn documents(text: &str) -> Result<Vec<Value>, String> {
    let mut documents = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| error.to_string())?;
        let refuse = |what: &str| Err(format!("{what} at line {}", span.start.line()));
        let value = match event {
            Event::MappingStart(..) | Event::SequenceStart(..) if open.len() >= MAX_DEPTH => {
                return refuse("values are nested too deeply");
            }
            Event::MappingStart(..) => {
                open.push(Open::Mapping(Map::new(), None));
                continue;
            }
            Event::SequenceStart(..) => {
                open.push(Open::Sequence(Vec::new()));
                continue;
            }
            Event::MappingEnd | Event::SequenceEnd => match open.pop() {
                Some(Open::Sequence(items)) => Value::Array(items),
                Some(Open::Mapping(members, _)) => Value::Object(members),
                None => continue,
            },
            Event::Scalar(text, ScalarStyle::Plain, ..) => plain(&text),
            Event::Scalar(text, ..) => Value::String(text.into_owned()),
            Event::Alias(_) => return refuse("there is an alias, which is not read,"),
            _ => continue,
        };
        match open.last_mut() {
            None => documents.push(value),
            Some(Open::Sequence(items)) => items.push(value),
            Some(Open::Mapping(members, key)) => match (key.take(), value) {
                (Some(key), value) => {
                    members.insert(key, value);
                }
                (None, Value::String(text)) => *key = Some(text),
                (None, Value::Array(_) | Value::Object(_)) => {
                    return refuse("a key is no word");
                }
                (None, other) => *key = Some(other.to_string()),
            },
        }
    }
    Ok(documents)
}

/// A word without quotes (YAML 1.2.2, 10.3.2, the core schema), but for fractions: amounts stay
/// exact as strings.
fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => match text.parse::<i64>() {
            Ok(number) if !text.starts_with('+') => number.into(),
            _ => text.into(),
        },
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::documents;

    #[test]
    fn manifests() {
        let text = "# a\na: [1, '1', 1.5Gi, ~, true]\nb:\n- c: |\n    d\n---\n\"e\": -5\n1: x\n";
        let expected = [
            json!({"a": [1, "1", "1.5Gi", null, true], "b": [{"c": "d\n"}]}),
            json!({"e": -5, "1": "x"}),
        ];
        assert_eq!(documents(text).unwrap(), expected);
        assert!(documents("").unwrap().is_empty());
    }

    #[test]
    fn hostile_texts() {
        for (text, expected) in [
            ("a: &x [1]\nb: *x", "alias"),
            ("[a]: b", "a key is no word"),
            ("a: [", ""),
            ("a: b: c", ""),
            ("\u{0}", ""),
        ] {
            let error = documents(text).unwrap_err();
            assert!(error.contains(expected), "{error}");
        }
        assert!(documents(&"[".repeat(100_000)).is_err());
        assert!(documents(&"- ".repeat(100_000)).is_err());
    }
}
