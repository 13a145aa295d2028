//! What holds for every input, as functions from bytes: libFuzzer drives them, and a test runs them
//! over the seeds and over everything that once broke them.
//!
//! | target | takes | and checks beyond "it does not panic" |
//! | --- | --- | --- |
//! | [`paste`] | any text, several inputs at once | places slice to what is quoted; the answer is the same twice; the report's JSON reads back; every surface is clean |
//! | [`object`], [`yaml`], [`describe`] | the same of one format | the same; lists item by item give what is there |
//! | [`kernel_log`] | a kernel log | every range is a slice; JSON and text are clean |
//! | [`command`] | argument vectors, Dockerfiles, shell commands | entry points are JSON; commands are words of a shell |
//! | [`words`] | names, numbers and quantities | what is understood is written so that it reads back |
//! | [`render`] | a report whose every text is hostile | terminal, HTML, Markdown and CSV, each read by a parser of others |
//! | [`output`] | names and words for what is made | YAML is the same to two parsers; patches apply |
//!
//! A function panics to say that something does not hold.

mod output;
mod reader;
mod surface;
mod words;

/// The reader of Dockerfiles, which is part of a program and of no library.
#[path = "../../exitcode-cli/src/dockerfile.rs"]
mod dockerfile;
/// The program's reader of manifests.
#[path = "../../exitcode-cli/src/yaml.rs"]
mod manifest;
/// The program's Markdown and CSV.
#[path = "../../exitcode-cli/src/render/mod.rs"]
#[allow(dead_code, unused_imports, reason = "the program uses more of it")]
mod rendered;

pub use output::output;
pub use reader::{describe, kernel_log, object, paste, yaml};
pub use surface::render;
pub use words::{command, words};

/// A target: takes any bytes.
pub type Target = fn(&[u8]);

/// Every target, by name.
pub const TARGETS: &[(&str, Target)] = &[
    ("paste", paste),
    ("object", object),
    ("describe", describe),
    ("yaml", yaml),
    ("kernel_log", kernel_log),
    ("command", command),
    ("words", words),
    ("render", render),
    ("output", output),
];

/// The parts of an input, as text. A byte that text does not have divides them.
fn parts(data: &[u8]) -> Vec<String> {
    data.split(|&byte| byte == 0xff)
        .map(|part| String::from_utf8_lossy(part).into_owned())
        .collect()
}
