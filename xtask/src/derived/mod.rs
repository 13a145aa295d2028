//! `gen`: the files that are derived, from the core's tables and from the report's structs, written
//! or checked.

mod causes;
mod codes;
mod json;
mod markdown;
mod messages;
mod python;
mod reasons;
mod report;
mod schemas;
mod signals;
mod typescript;

use std::fs;

use crate::Result;
use crate::project::Project;
use json::Json;

/// A derived file.
struct File {
    /// Where it is in the project.
    path: &'static str,
    /// What makes its text.
    make: fn() -> Result<String>,
}

/// Every derived file.
const FILES: &[File] = &[
    File { path: "docs/reference/causes.md", make: || Ok(causes::page()) },
    File { path: "docs/reference/checks.md", make: || Ok(causes::checks_page()) },
    File { path: "docs/reference/codes.md", make: || Ok(codes::page()) },
    File { path: "docs/reference/messages.md", make: || Ok(messages::page()) },
    File { path: "docs/reference/reasons.md", make: || Ok(reasons::page()) },
    File { path: "docs/reference/signals.md", make: || Ok(signals::page()) },
    File { path: "docs/reference/cause.schema.json", make: schemas::cause },
    File { path: "docs/reference/entrypoint.schema.json", make: schemas::entrypoint },
    File { path: "docs/reference/kernel-log.schema.json", make: schemas::kernel_log },
    File { path: "docs/reference/oom-score.schema.json", make: schemas::oom_score },
    File { path: "docs/reference/reason.schema.json", make: schemas::reason },
    File { path: "docs/reference/report.schema.json", make: report::schema },
    File { path: "docs/reference/resize.schema.json", make: schemas::resize },
    File { path: "docs/reference/shutdown.schema.json", make: schemas::shutdown },
    File { path: "docs/reference/steps.schema.json", make: schemas::steps },
    File { path: "docs/reference/triage.schema.json", make: schemas::triage },
    File { path: "exitcode-wasm/src/types.d.ts", make: typescript::types },
    File { path: "exitcode-py/src/classes.rs", make: python::classes },
    File { path: "exitcode-py/python/exitcode_py/_exitcode.pyi", make: python::stub },
    File { path: "exitcode-py/python/exitcode_py/_words.py", make: || Ok(python::words()) },
    File { path: "docs/reference/exitcode.json", make: || Ok(export()) },
];

/// `docs/reference/exitcode.json`: every table, for programs and translators that read no Rust.
fn export() -> String {
    let tables = Json::object([
        ("codes", codes::json()),
        ("families", codes::families_json()),
        ("signals", signals::json()),
        ("reasons", reasons::json()),
        ("causes", causes::json()),
        ("checks", causes::checks_json()),
        ("messages", messages::json()),
    ]);
    format!("{tables}\n")
}

/// Writes those files that are not what the tables say.
pub(crate) fn write(project: &Project) -> Result {
    for (path, text) in stale(project)? {
        let file = project.root.join(path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(file, text)?;
        println!("wrote {path}");
    }
    Ok(())
}

/// An error that shows the first difference of every file that is not what the tables say.
pub(crate) fn check(project: &Project) -> Result {
    let stale = stale(project)?;
    for (path, text) in &stale {
        let there = fs::read_to_string(project.root.join(path)).unwrap_or_default();
        println!("{path} is not what the tables say:\n{}", first_difference(&there, text));
    }
    println!("{} derived files, {} out of date", FILES.len(), stale.len());
    if stale.is_empty() { Ok(()) } else { Err("run `cargo xtask gen` and commit the files".into()) }
}

fn stale(project: &Project) -> Result<Vec<(&'static str, String)>> {
    let mut stale = Vec::new();
    for file in FILES {
        let text = (file.make)()?;
        if fs::read(project.root.join(file.path)).ok().as_deref() != Some(text.as_bytes()) {
            stale.push((file.path, text));
        }
    }
    Ok(stale)
}

/// The first line in which the texts differ, as it is and as it should be.
fn first_difference(there: &str, wanted: &str) -> String {
    let same = there.lines().zip(wanted.lines()).take_while(|(a, b)| a == b).count();
    let line = |text: &str| text.lines().nth(same).unwrap_or("(end of the file)").to_owned();
    format!("line {}\n- {}\n+ {}", same + 1, line(there), line(wanted))
}

#[cfg(test)]
mod tests {
    use super::first_difference;

    #[test]
    fn the_first_difference_is_shown_with_its_line() {
        assert_eq!(first_difference("a\nb\n", "a\nc\n"), "line 2\n- b\n+ c");
        assert_eq!(first_difference("a\n", "a\nb\n"), "line 2\n- (end of the file)\n+ b");
    }
}
