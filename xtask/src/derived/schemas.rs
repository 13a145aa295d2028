//! The JSON Schemas of the answers that are no report.
//!
//! As with the report, each is made from the structs that are written out, with their comments.

use super::json::Json;
use super::report::{Kind, Shape, Vocabulary, schema_name, shape_schema, shapes, shapes_in};
use super::typescript::kernel_log_shapes;
use crate::Result;

const ENTRYPOINT: &str = include_str!("../../../exitcode-cli/src/commands/entrypoint.rs");
const EXPLAIN: &str = include_str!("../../../exitcode-cli/src/commands/explain.rs");
const OOM_SCORE: &str = include_str!("../../../exitcode-cli/src/commands/oom_score.rs");
const KERNEL_LOG: &str = include_str!("../../../exitcode-k8s/src/kernel_log.rs");
const KILL_ORDER: &str = include_str!("../../../exitcode-k8s/src/oom_score.rs");
const RECOMMEND: &str = include_str!("../../../exitcode-k8s/src/recommend.rs");
const RESIZE: &str = include_str!("../../../exitcode-cli/src/commands/resize.rs");
const SHUTDOWN: &str = include_str!("../../../exitcode-k8s/src/shutdown.rs");
const STEPS: &str = include_str!("../../../exitcode-cli/src/commands/steps.rs");
const TRIAGE: &str = include_str!("../../../exitcode-k8s/src/triage.rs");
const USAGE: &str = include_str!("../../../exitcode-cli/src/commands/usage.rs");
const VOCABULARY: &str = include_str!("../../../exitcode-cli/src/commands/vocabulary.rs");

pub(super) fn cause() -> Result<String> {
    schema("exitcode.cause/v1", "CauseAnswer", &[EXPLAIN])
}

pub(super) fn entrypoint() -> Result<String> {
    schema("exitcode.entrypoint/v1", "Verdict", &[ENTRYPOINT])
}

pub(super) fn kernel_log() -> Result<String> {
    schema("exitcode.kernel-log/v1", "KernelLog", &[KERNEL_LOG])
}

pub(super) fn oom_score() -> Result<String> {
    schema("exitcode.oom-score/v1", "Answer", &[OOM_SCORE, KILL_ORDER])
}

pub(super) fn reason() -> Result<String> {
    schema("exitcode.reason/v1", "ReasonAnswer", &[EXPLAIN, VOCABULARY])
}

pub(super) fn resize() -> Result<String> {
    schema("exitcode.resize/v1", "Answer", &[RESIZE, RECOMMEND, USAGE])
}

pub(super) fn shutdown() -> Result<String> {
    schema("exitcode.shutdown/v1", "Shutdown", &[SHUTDOWN])
}

pub(super) fn steps() -> Result<String> {
    schema("exitcode.steps/v1", "Steps", &[STEPS])
}

pub(super) fn triage() -> Result<String> {
    schema("exitcode.triage/v1", "Table", &[TRIAGE])
}

/// The schema of that name, of the struct of that name in the sources, and of all that it holds. One
/// that holds a part of a report has it from there.
fn schema(name: &'static str, root: &'static str, sources: &[&'static str]) -> Result<String> {
    if !sources.iter().any(|source| source.contains(&format!("\"{name}\""))) {
        return Err(format!("{root} is not written as {name}").into());
    }
    let mut all: Vec<Shape> = Vec::new();
    for source in sources {
        all.extend(shapes_in(source)?);
    }
    flatten(&mut all)?;
    for field in all.iter_mut().flat_map(|shape| &mut shape.fields) {
        if field.key == "schema" {
            field.kind = Kind::Schema;
        }
    }
    all.extend(shapes()?);
    all.extend(kernel_log_shapes()?);
    for shape in &mut all {
        // An example is for those who read Rust.
        shape.about.truncate(shape.about.find("```").unwrap_or(shape.about.len()));
        shape.about.truncate(shape.about.trim_end().len());
    }
    let mut wanted = vec![root];
    let mut words = Vec::new();
    let mut definitions = Vec::new();
    let mut next = 0;
    while let Some(&shape) = wanted.get(next) {
        next += 1;
        let found = all.iter().find(|one| one.name == shape);
        let shape = found.ok_or_else(|| format!("there is no struct {shape}"))?;
        for field in &shape.fields {
            gather(&field.kind, &mut wanted, &mut words);
        }
        let schema = if shape.name == "Report" { schema_name()? } else { name };
        definitions.push((shape.name, shape_schema(shape, schema)));
    }
    for vocabulary in words {
        let words = Json::object([("enum", vocabulary.words().into_iter().collect())]);
        definitions.push((vocabulary.name(), words));
    }
    let schema = Json::object([
        ("$schema", "https://json-schema.org/draft/2020-12/schema".into()),
        ("title", name.into()),
        ("$ref", format!("#/$defs/{root}").into()),
        ("$defs", Json::object(definitions)),
    ]);
    Ok(format!("{schema}\n"))
}

/// Puts the fields of a flattened struct in its place.
fn flatten(shapes: &mut [Shape]) -> Result {
    for index in 0..shapes.len() {
        let of = |shape: &Shape| {
            let place = shape.fields.iter().position(|field| field.flattened)?;
            match &shape.fields.get(place)?.kind {
                Kind::Shape(name) => Some((place, *name)),
                _ => None,
            }
        };
        let Some((place, name)) = shapes.get(index).and_then(of) else { continue };
        let inner = shapes.iter().find(|shape| shape.name == name);
        let fields = inner.ok_or_else(|| format!("there is no struct {name}"))?.fields.clone();
        if let Some(shape) = shapes.get_mut(index) {
            shape.fields.splice(place..=place, fields);
        }
    }
    Ok(())
}

/// Notes the structs and the vocabularies that a value is made of, each once.
fn gather(kind: &Kind, shapes: &mut Vec<&'static str>, words: &mut Vec<Vocabulary>) {
    match kind {
        Kind::Shape(name) if !shapes.contains(name) => shapes.push(name),
        Kind::Word(vocabulary) if !words.contains(vocabulary) => words.push(*vocabulary),
        Kind::List(kind) | Kind::OrNull(kind) => gather(kind, shapes, words),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{reason, schema};

    #[test]
    fn all_that_is_held_is_defined() {
        let text = reason().unwrap();
        for name in ["ReasonAnswer", "Word", "Report", "Patch", "Operation", "CauseId"] {
            assert!(text.contains(&format!("    \"{name}\": {{\n")), "{name}: {text}");
        }
        assert!(text.contains("\"const\": \"exitcode.reason/v1\""), "{text}");
        assert!(text.contains("\"const\": \"exitcode.report/v1\""), "{text}");
    }

    #[test]
    fn a_name_that_nothing_is_written_as() {
        assert!(schema("exitcode.other/v1", "Steps", &[super::STEPS]).is_err());
    }
}
