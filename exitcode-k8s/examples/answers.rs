//! Prints the report of every case of `corpus/`, one line of JSON each.
//!
//! Python's and JavaScript's tests compare theirs with it: the same files have the same answers on
//! every surface.
//!
//! ```sh
//! cargo run -p exitcode-k8s --example answers >answers.jsonl
//! ```

use std::error::Error;
use std::fs;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use exitcode_k8s::report::Report;
use exitcode_k8s::{Input, read};
use serde_json::{Value, json};

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus");

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut folders = Vec::new();
    for entry in fs::read_dir(CORPUS)? {
        let folder = entry?.path();
        if folder.join("cases.jsonl").exists() {
            folders.push(folder);
        }
    }
    folders.sort();
    for folder in folders {
        for line in fs::read_to_string(folder.join("cases.jsonl"))?.lines() {
            let case: Value = serde_json::from_str(line)?;
            let answer = answer(&folder, &case)?;
            serde_json::to_writer(&mut out, &answer)?;
            writeln!(out)?;
        }
    }
    Ok(out.flush()?)
}

/// The case as a test needs it: the folder, the files in it or else the text, and the report.
fn answer(folder: &Path, case: &Value) -> Result<Value, Box<dyn Error>> {
    let mut inputs: Vec<(&str, Vec<u8>)> = Vec::new();
    if let Some(text) = case["stdin"].as_str() {
        inputs.push(("-", text.as_bytes().to_vec()));
    }
    for name in case["inputs"].as_array().into_iter().flatten() {
        let name = name.as_str().ok_or("the name of an input is no text")?;
        inputs.push((name, fs::read(folder.join(name))?));
    }
    let texts: Vec<_> = inputs.iter().map(|(name, text)| Input::from_bytes(name, text)).collect();
    let report = Report::new(&texts, &read(&texts));
    Ok(json!({
        "case": case["id"],
        "folder": folder.file_name().and_then(|name| name.to_str()),
        "inputs": case["inputs"],
        "stdin": case["stdin"],
        "report": report,
    }))
}
