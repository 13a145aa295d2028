//! The types of the npm package: `exitcode-wasm/src/types.d.ts`.
//!
//! They are read from the structs whose values cross over, and from the core's vocabularies.

use std::fmt::Write;

use exitcode_core::arithmetic::qos::QosClass;
use exitcode_core::arithmetic::recommend::{Change, Trend};
use exitcode_core::arithmetic::shutdown::Step;
use exitcode_core::{
    Abi, Check, Commonness, ConditionReason, Convention, EventReason, Family, JobReason,
    NodeConditionReason, Origin, PodReason, Reason as _, ReasonStatus, Saying, Signal, Standard,
    TerminatedReason, WaitingReason,
};

use super::report::{Field, Kind, Shape, Vocabulary, schema_name, shapes, shapes_in};
use crate::Result;

const ANSWERS: &str = include_str!("../../../exitcode-wasm/src/answers.rs");
const HISTORY: &str = include_str!("../../../exitcode-k8s/src/history.rs");
const KILL_ORDER: &str = include_str!("../../../exitcode-k8s/src/oom_score.rs");
const RECOMMEND: &str = include_str!("../../../exitcode-k8s/src/recommend.rs");
const SHUTDOWN: &str = include_str!("../../../exitcode-k8s/src/shutdown.rs");
const KERNEL_LOG: &str = include_str!("../../../exitcode-core/src/kernel_log/json.rs");
const KERNEL_LOG_STRUCTS: [&str; 4] = [
    include_str!("../../../exitcode-core/src/kernel_log/kill.rs"),
    include_str!("../../../exitcode-core/src/kernel_log/fault.rs"),
    include_str!("../../../exitcode-core/src/kernel_log/daemon.rs"),
    include_str!("../../../exitcode-core/src/kernel_log/no_victim.rs"),
];

const REASON_PLACES: [&str; 7] = [
    TerminatedReason::PLACE,
    WaitingReason::PLACE,
    PodReason::PLACE,
    ConditionReason::PLACE,
    NodeConditionReason::PLACE,
    JobReason::PLACE,
    EventReason::PLACE,
];

/// `exitcode-wasm/src/types.d.ts`.
pub(super) fn types() -> Result<String> {
    let mut text = "// Made by `cargo xtask gen` from the structs of exitcode-k8s, exitcode-wasm \
                    and exitcode-core.\n"
        .to_owned();
    let mut all = shapes()?;
    for source in [SHUTDOWN, KILL_ORDER, RECOMMEND, ANSWERS, HISTORY] {
        all.extend(shapes_in(source)?);
    }
    for shape in &all {
        write_shape(&mut text, shape)?;
    }
    write_kernel_log(&mut text)?;
    for vocabulary in Vocabulary::ALL {
        write_words(&mut text, vocabulary.name(), vocabulary.words());
    }
    for (name, words) in vocabularies() {
        write_words(&mut text, name, words);
    }
    let kinds = variants(HISTORY, "MomentKind");
    write_words(&mut text, "MomentKind", kinds.iter().map(String::as_str).collect());
    Ok(text)
}

/// The words that answers have beside those of the report.
fn vocabularies() -> [(&'static str, Vec<&'static str>); 14] {
    let linux = |signal: &&Signal| signal.number(Abi::Linux).is_some();
    [
        ("Change", Change::ALL.iter().map(|change| change.id()).collect()),
        ("CheckId", Check::ALL.iter().map(|check| check.id()).collect()),
        ("Commonness", Commonness::ALL.iter().map(|commonness| commonness.as_str()).collect()),
        ("Convention", Convention::ALL.iter().map(|convention| convention.id()).collect()),
        ("FamilyId", Family::ALL.iter().map(|family| family.id()).collect()),
        ("MessageId", Saying::ALL.iter().map(|saying| saying.id()).collect()),
        ("Origin", Origin::ALL.iter().map(|origin| origin.id()).collect()),
        ("QosClass", QosClass::ALL.iter().map(|class| class.name()).collect()),
        ("ReasonPlace", REASON_PLACES.into()),
        ("ReasonStatus", ReasonStatus::ALL.iter().map(|status| status.as_str()).collect()),
        ("SignalName", Signal::ALL.iter().filter(linux).map(|signal| signal.name()).collect()),
        ("Standard", Standard::ALL.iter().map(|standard| standard.id()).collect()),
        ("Step", Step::ALL.iter().map(|step| step.id()).collect()),
        ("Trend", Trend::ALL.iter().map(|trend| trend.id()).collect()),
    ]
}

/// The words for the variants of an enum, as `rename_all = "kebab-case"` makes them.
fn variants(source: &str, name: &str) -> Vec<String> {
    let declared = format!("pub enum {name} {{");
    let rows = source.lines().map(str::trim).skip_while(|line| *line != declared).skip(1);
    let names = rows.take_while(|line| *line != "}").filter_map(|line| line.strip_suffix(','));
    let kebab = |name: &str| {
        let dashed = |c: char| if c.is_uppercase() { format!("-{c}") } else { c.to_string() };
        name.chars().map(dashed).collect::<String>().trim_start_matches('-').to_lowercase()
    };
    names.map(kebab).collect()
}

/// The type of a text that is a word, in the answers.
fn word(shape: &str, key: &str) -> Option<&'static str> {
    Some(match (shape, key) {
        ("CauseRow", "id") | (_, "leadsTo") => "CauseId",
        ("CheckRow", "id") | (_, "checks") => "CheckId",
        ("FamilyRow", "id") | (_, "family") => "FamilyId",
        ("ConventionRow", "id") | (_, "convention") => "Convention",
        ("MessageRow", "id") => "MessageId",
        ("SignalRow", "name") => "SignalName | `SIGRT${string}`",
        (_, "origin") => "Origin",
        (_, "qosClass") => "QosClass",
        (_, "standard") => "Standard",
        // The words of Node's `human-signals`, which are not the core's.
        (_, "action") => r#""terminate" | "core" | "ignore" | "pause" | "unpause""#,
        (_, "change") => "Change",
        (_, "commonness") => "Commonness",
        (_, "place") => "ReasonPlace",
        (_, "status") => "ReasonStatus",
        (_, "step") => "Step",
        (_, "trend") => "Trend",
        _ => return None,
    })
}

fn write_shape(text: &mut String, shape: &Shape) -> Result {
    write!(text, "\n/** {} */\nexport interface {} {{\n", shape.about, shape.name)?;
    for field in &shape.fields {
        let mark = if field.optional { "?" } else { "" };
        let about = match field.name {
            "start" if shape.name != "KillWindow" => {
                "The offset of the first character: UTF-16 in a text, else bytes."
            }
            "end" => "The offset behind the last character.",
            _ => &field.about,
        };
        let kind = kind(shape, &field.key, about, &field.kind)?;
        write!(text, "  /** {about} */\n  {}{mark}: {kind};\n", field.key)?;
    }
    text.push_str("}\n");
    Ok(())
}

fn kind(shape: &Shape, key: &str, about: &str, kind: &Kind) -> Result<String> {
    let inner = |kind: &Kind| self::kind(shape, key, about, kind);
    Ok(match kind {
        // The name of a schema stands in its own comment.
        Kind::Text if key == "schema" => {
            let name = about.split('`').nth(1).ok_or("a schema without its name")?;
            format!("\"{name}\"")
        }
        Kind::Text => word(shape.name, key).unwrap_or("string").to_owned(),
        Kind::Integer | Kind::Number => "number".to_owned(),
        Kind::Boolean => "boolean".to_owned(),
        Kind::Any => "unknown".to_owned(),
        Kind::Schema => format!("\"{}\"", schema_name()?),
        Kind::Shape(name) => (*name).to_owned(),
        Kind::Word(vocabulary) => vocabulary.name().to_owned(),
        Kind::List(item) => format!("{}[]", inner(item)?),
        Kind::OrNull(value) => format!("{} | null", inner(value)?),
    })
}

fn write_words(text: &mut String, name: &str, words: Vec<&str>) {
    text.push_str("\nexport type ");
    text.push_str(name);
    text.push_str(" =");
    for word in words {
        text.push_str("\n  | \"");
        text.push_str(word);
        text.push('"');
    }
    text.push_str(";\n");
}

fn write_kernel_log(text: &mut String) -> Result {
    for shape in kernel_log_shapes()? {
        write!(text, "\n/** {} */\nexport interface {} {{\n", shape.about, shape.name)?;
        for field in &shape.fields {
            let mark = if field.optional { "?" } else { "" };
            let kind = kind(&shape, &field.key, &field.about, &field.kind)?;
            write!(text, "  /** {} */\n  {}{mark}: {kind};\n", field.about, field.key)?;
        }
        text.push_str("}\n");
    }
    text.push_str(
        "\n/** What a kernel log says. Sizes are bytes, places are offsets in bytes of UTF-8. */\n\
         export interface KernelLog {\n  schema: \"exitcode.kernel-log/v1\";\n  \
         /** Processes that the kernel killed for memory. */\n  kills: OomKill[];\n  \
         /** Processes that the processor stopped. */\n  faults: CpuFault[];\n  \
         /** Processes that a daemon killed for memory, before the kernel had to. */\n  \
         daemonKills: DaemonKill[];\n  \
         /** Shortages in which nothing could be killed. */\n  withoutVictim: NoVictim[];\n}\n",
    );
    Ok(())
}

/// The rows of a kernel log: the keys stand in the one file that writes them, the comments on the
/// fields and methods from which the values are taken.
pub(super) fn kernel_log_shapes() -> Result<Vec<Shape>> {
    let mut shapes: Vec<Shape> = Vec::new();
    let mut open = false;
    for line in KERNEL_LOG.lines().map(str::trim) {
        let of = |suffix| line.strip_prefix("impl Serialize for ")?.strip_suffix(suffix);
        if let Some(name) = of("<'_> {").or(of(" {")) {
            open = !["Text", "PodUid", "Hex"].contains(&name);
            if open {
                let about = first_sentence(&about(&format!("pub struct {name}"))?);
                shapes.push(Shape { name, about, fields: Vec::new() });
            }
        } else if let Some((key, value)) = row(line).filter(|_| open) {
            let value = value.trim_end_matches(',');
            let (always, value) = match value.strip_prefix("Some(") {
                Some(value) => (true, value),
                None => (false, value),
            };
            let rest = value.strip_prefix("self.");
            let rest = rest.ok_or_else(|| format!("kernel_log/json.rs: {line}"))?;
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
            let name = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
            let is_method = value.contains(&format!("{name}("));
            let keyword = if is_method { "pub fn" } else { "pub" };
            let end = if is_method { "(" } else { ":" };
            let declared = format!("{keyword} {name}{end}");
            let about = first_sentence(&about(&declared)?);
            let (kind, key) = (kernel_log_kind(&declared, value)?, key.to_owned());
            if let Some(shape) = shapes.last_mut() {
                let (optional, flattened) = (!always, false);
                shape.fields.push(Field { name, key, about, kind, optional, flattened });
            }
        } else if line == "map.end()" {
            open = false;
        }
    }
    Ok(shapes)
}

/// A key and the expression of its value.
fn row(line: &'static str) -> Option<(&'static str, &'static str)> {
    line.strip_prefix('"')?.split_once("\": ")
}

/// What a value is, by the declaration of what it is taken from.
fn kernel_log_kind(declared: &str, value: &str) -> Result<Kind> {
    let rust = kernel_log_lines()
        .find_map(|line| line.strip_prefix(declared))
        .ok_or_else(|| format!("kernel_log: nothing is declared `{declared}`"))?;
    let is_number = ["usize", "u32", "u64", "i16", "i32", "i64"].iter().any(|int| {
        let bare = rust.trim().trim_end_matches(',');
        bare == *int || bare == format!("Option<{int}>")
    });
    Ok(match () {
        () if value.contains("Hex") => Kind::Text,
        () if is_number => Kind::Integer,
        () if rust.contains("bool") => Kind::Boolean,
        () if rust.contains("Invoker") => Kind::Shape("Invoker"),
        () => Kind::Text,
    })
}

fn kernel_log_lines() -> impl Iterator<Item = &'static str> {
    KERNEL_LOG_STRUCTS.iter().flat_map(|source| source.lines()).map(str::trim)
}

/// The comment on a declaration.
fn about(declared: &str) -> Result<String> {
    let mut about = String::new();
    for line in kernel_log_lines() {
        if let Some(comment) = line.strip_prefix("///") {
            about.push_str(&comment.replace("[`", "`").replace("`]", "`"));
        } else if line.starts_with(declared) {
            return Ok(about.trim().to_owned());
        } else if !line.starts_with("#[") {
            about.clear();
        }
    }
    Err(format!("kernel_log: nothing is declared `{declared}`").into())
}

fn first_sentence(about: &str) -> String {
    about.split_once(". ").map_or(about.to_owned(), |(first, _)| format!("{first}."))
}

#[cfg(test)]
mod tests {
    use super::{first_sentence, types};

    #[test]
    fn unions_and_rows() {
        let types = types().unwrap();
        for line in [
            "export interface Report {",
            "  diagnoses: Diagnosis[];",
            "  confidence: Confidence;",
            "  for: boolean;",
            "  namespace?: string;",
            "  schema: \"exitcode.shutdown/v1\";",
            "  fits: boolean | null;",
            "  leadsTo: CauseId[];",
            "  invokedBy?: Invoker;",
            "  totalVmBytes?: number;",
            "  comm: string;",
            "  template?: string;",
            "  kind: MomentKind;",
            "  | \"pre-stop\"",
            "  | \"Guaranteed\";",
        ] {
            assert!(types.lines().any(|one| one == line), "{line}");
        }
    }

    #[test]
    fn a_sentence_ends_with_its_full_stop() {
        assert_eq!(first_sentence("One. Two."), "One.");
        assert_eq!(first_sentence("Of 1.2 only."), "Of 1.2 only.");
    }
}
