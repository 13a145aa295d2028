//! The shape of the report, and its JSON Schema.
//!
//! The shape is typed once: the structs of `exitcode-k8s/src/report.rs`, with their comments. That
//! file is read here as text, in the few forms that it uses; any other form is an error.

use exitcode_core::{Cause, Confidence, Fault, Retry, Risk, Stage};

use super::json::Json;
use crate::Result;

const SOURCE: &str = include_str!("../../../exitcode-k8s/src/report.rs");

/// A struct of the report.
pub(super) struct Shape {
    pub(super) name: &'static str,
    pub(super) about: String,
    pub(super) fields: Vec<Field>,
}

#[derive(Clone)]
pub(super) struct Field {
    /// The name in Rust, and in Python.
    pub(super) name: &'static str,
    /// The key in JSON.
    pub(super) key: String,
    pub(super) about: String,
    pub(super) kind: Kind,
    /// Whether the key may be missing.
    pub(super) optional: bool,
    /// Whether there is no such key: the fields of the struct stand in its place.
    pub(super) flattened: bool,
}

/// What a value of the report is.
#[derive(Clone)]
pub(super) enum Kind {
    Text,
    Integer,
    /// Of any kind, not whole alone.
    Number,
    Boolean,
    Shape(&'static str),
    List(Box<Kind>),
    OrNull(Box<Kind>),
    /// A word of a vocabulary of the core.
    Word(Vocabulary),
    /// The name of the schema.
    Schema,
    /// Any value of JSON.
    Any,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Vocabulary {
    Cause,
    Confidence,
    Fault,
    Retry,
    Risk,
    Stage,
}

impl Vocabulary {
    pub(super) const ALL: [Self; 6] =
        [Self::Cause, Self::Confidence, Self::Fault, Self::Retry, Self::Risk, Self::Stage];

    /// The vocabulary that the words under a key come from.
    fn of(key: &str) -> Option<Self> {
        match key {
            "cause" | "tellsApart" => Some(Self::Cause),
            "confidence" => Some(Self::Confidence),
            "fault" => Some(Self::Fault),
            "retry" => Some(Self::Retry),
            "risk" => Some(Self::Risk),
            "stage" => Some(Self::Stage),
            _ => None,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Cause => "CauseId",
            Self::Confidence => "Confidence",
            Self::Fault => "Fault",
            Self::Retry => "Retry",
            Self::Risk => "Risk",
            Self::Stage => "Stage",
        }
    }

    pub(super) fn words(self) -> Vec<&'static str> {
        match self {
            Self::Cause => Cause::ALL.iter().map(|cause| cause.id()).collect(),
            Self::Confidence => Confidence::ALL.iter().map(|level| level.as_str()).collect(),
            Self::Fault => Fault::ALL.iter().map(|fault| fault.id()).collect(),
            Self::Retry => Retry::ALL.iter().map(|retry| retry.id()).collect(),
            Self::Risk => Risk::ALL.iter().map(|risk| risk.id()).collect(),
            Self::Stage => Stage::ALL.iter().map(|stage| stage.id()).collect(),
        }
    }
}

/// The name of the schema: the constant `SCHEMA`.
pub(super) fn schema_name() -> Result<&'static str> {
    let constant =
        |line: &'static str| line.strip_prefix("pub const SCHEMA: &str = \"")?.strip_suffix("\";");
    SOURCE.lines().find_map(constant).ok_or_else(|| "report.rs has no SCHEMA".into())
}

/// The structs that are written out, in the order of the file; the first is the report.
pub(super) fn shapes() -> Result<Vec<Shape>> {
    shapes_in(SOURCE)
}

/// The structs of a file that are written out.
pub(super) fn shapes_in(source: &'static str) -> Result<Vec<Shape>> {
    let mut shapes: Vec<Shape> = Vec::new();
    let (mut about, mut renamed) = (String::new(), None);
    let (mut optional, mut flattened) = (false, false);
    let (mut serialized, mut inside) = (false, false);
    for line in source.lines().map(str::trim) {
        let line = ["pub ", "pub(crate) ", "pub(super) "]
            .iter()
            .find_map(|visibility| line.strip_prefix(visibility))
            .unwrap_or(line);
        if let Some(comment) = line.strip_prefix("///") {
            about.push_str(&comment.replace("[`", "`").replace("`]", "`"));
        } else if line.starts_with("#[derive(") {
            serialized = line.contains("Serialize");
        } else if line.starts_with("#[serde(skip_serializing_if") {
            optional = true;
        } else if line == "#[serde(flatten)]" {
            flattened = true;
        } else if let Some(name) = line.strip_prefix("#[serde(rename = \"") {
            renamed = name.strip_suffix("\")]");
        } else if line.starts_with("#[") {
            // Says nothing of the shape.
        } else if let Some(name) = line.strip_prefix("struct ").filter(|_| serialized) {
            let name = name.strip_suffix(" {").ok_or(format!("not understood: {line}"))?;
            let name = name.split('<').next().unwrap_or(name);
            let about = std::mem::take(&mut about).trim().to_owned();
            shapes.push(Shape { name, about, fields: Vec::new() });
            inside = true;
        } else if let Some(shape) = shapes.last_mut().filter(|_| inside && line.contains(": ")) {
            let field = line.strip_suffix(',').and_then(|field| field.split_once(": "));
            let (name, rust) = field.ok_or(format!("not understood: {line}"))?;
            let key = renamed.take().map_or_else(|| camel_case(name), str::to_owned);
            shape.fields.push(Field {
                name,
                kind: kind(&key, rust, optional)?,
                key,
                about: std::mem::take(&mut about).trim().to_owned(),
                optional: std::mem::take(&mut optional),
                flattened: std::mem::take(&mut flattened),
            });
        } else {
            inside = false;
            serialized = false;
            about.clear();
        }
    }
    if shapes.is_empty() { Err("there are no structs".into()) } else { Ok(shapes) }
}

fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let mut key = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        key.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        key.push_str(letters.as_str());
    }
    key
}

/// What a Rust type is in JSON. An `Option` that is left out when empty is never null.
fn kind(key: &str, rust: &'static str, optional: bool) -> Result<Kind> {
    let inner = |prefix: &str, suffix| rust.strip_prefix(prefix)?.strip_suffix(suffix);
    if let Some(rust) = inner("Option<", ">") {
        let kind = kind(key, rust, false)?;
        return Ok(if optional { kind } else { Kind::OrNull(Box::new(kind)) });
    }
    if let Some(rust) = inner("Vec<", ">") {
        return Ok(Kind::List(Box::new(kind(key, rust, false)?)));
    }
    if let Some(rust) = inner("&'a [", "]") {
        return Ok(Kind::List(Box::new(kind(key, rust, false)?)));
    }
    match rust.strip_suffix("<'a>").unwrap_or(rust) {
        "Cow<'static, str>" if key == "schema" => Ok(Kind::Schema),
        "&'static [&'static str]" => Ok(Kind::List(Box::new(self::kind(key, "String", false)?))),
        "String" | "Cow<'static, str>" | "&'static str" => {
            Ok(Vocabulary::of(key).map_or(Kind::Text, Kind::Word))
        }
        "u64" | "i32" | "u8" | "u32" | "i16" | "i64" | "usize" => Ok(Kind::Integer),
        "f64" => Ok(Kind::Number),
        "bool" => Ok(Kind::Boolean),
        "Json" => Ok(Kind::Any),
        name if name.chars().all(char::is_alphanumeric) => Ok(Kind::Shape(name)),
        _ => Err(format!("{key} is of a type that is not known here: {rust}").into()),
    }
}

/// `docs/reference/report.schema.json`.
pub(super) fn schema() -> Result<String> {
    let shapes = shapes()?;
    let name = schema_name()?;
    let mut definitions = Vec::new();
    for shape in &shapes {
        definitions.push((shape.name, shape_schema(shape, name)));
    }
    for vocabulary in Vocabulary::ALL {
        let words = Json::object([("enum", vocabulary.words().into_iter().collect())]);
        definitions.push((vocabulary.name(), words));
    }
    let report = shapes.first().map_or("", |shape| shape.name);
    let schema = Json::object([
        ("$schema", "https://json-schema.org/draft/2020-12/schema".into()),
        ("title", name.into()),
        ("$ref", format!("#/$defs/{report}").into()),
        ("$defs", Json::object(definitions)),
    ]);
    Ok(format!("{schema}\n"))
}

pub(super) fn shape_schema(shape: &Shape, name: &'static str) -> Json {
    let described = |about: &str, members: Vec<(&'static str, Json)>| {
        let about = (!about.is_empty()).then(|| ("description", about.to_owned().into()));
        Json::object(about.into_iter().chain(members))
    };
    let properties = shape
        .fields
        .iter()
        .map(|field| (field.key.clone(), described(&field.about, kind_schema(&field.kind, name))));
    let required = shape.fields.iter().filter(|field| !field.optional);
    described(
        &shape.about,
        vec![
            ("type", "object".into()),
            ("required", required.map(|field| field.key.clone()).collect()),
            ("properties", Json::object(properties)),
        ],
    )
}

fn kind_schema(kind: &Kind, name: &'static str) -> Vec<(&'static str, Json)> {
    let reference = |name: &str| vec![("$ref", format!("#/$defs/{name}").into())];
    match kind {
        Kind::Text => vec![("type", "string".into())],
        Kind::Integer => vec![("type", "integer".into())],
        Kind::Number => vec![("type", "number".into())],
        Kind::Boolean => vec![("type", "boolean".into())],
        Kind::Any => Vec::new(),
        Kind::Schema => vec![("const", name.into())],
        Kind::Shape(shape) => reference(shape),
        Kind::Word(vocabulary) => reference(vocabulary.name()),
        Kind::List(item) => {
            vec![("type", "array".into()), ("items", Json::object(kind_schema(item, name)))]
        }
        Kind::OrNull(value) => {
            let either = [kind_schema(value, name), vec![("type", "null".into())]];
            vec![("anyOf", Json::List(either.map(Json::object).into()))]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{camel_case, kind, schema};

    #[test]
    fn keys_are_camel_case() {
        assert_eq!(camel_case("tells_apart"), "tellsApart");
        assert_eq!(camel_case("cause"), "cause");
    }

    #[test]
    fn a_type_that_is_not_known_is_an_error() {
        assert!(kind("x", "HashMap<String, String>", false).is_err());
        assert!(kind("x", "Vec<Option<i32>>", false).is_ok());
    }

    #[test]
    fn the_shape_of_the_report_is_found() {
        let schema = schema().unwrap();
        assert!(schema.contains("\"$ref\": \"#/$defs/Report\""), "{schema}");
    }
}
