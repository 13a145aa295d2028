//! Writes a list of pods to standard output, made from the captured pods of the corpus.
//!
//! ```text
//! pod_list COUNT [--indent]
//! ```
//!
//! Each pod has a name and a UID of its own. The list is as the API server sends it, or, with
//! `--indent`, as `kubectl get pods -A -o json` prints it.

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::{env, fs};

use serde_json::Value;

const CAPTURED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus/kubelet");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = env::args().skip(1);
    let count: usize = arguments.next().ok_or("how many pods?")?.parse()?;
    let indent = arguments.next().as_deref() == Some("--indent");
    let pods = captured(Path::new(CAPTURED))?;
    let mut out = BufWriter::with_capacity(1 << 20, io::stdout().lock());
    out.write_all(if indent {
        b"{\n    \"apiVersion\": \"v1\",\n    \"items\": [\n"
    } else {
        br#"{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":["#
    })?;
    for (number, mut pod) in pods.iter().cloned().cycle().take(count).enumerate() {
        if number > 0 {
            out.write_all(if indent { b",\n" } else { b"," })?;
        }
        let metadata = pod["metadata"].as_object_mut().ok_or("a pod without metadata")?;
        let name = metadata["name"].as_str().unwrap_or("pod").to_owned();
        metadata.insert("name".to_owned(), format!("{name}-{number}").into());
        metadata.insert("uid".to_owned(), format!("{number:08x}-0000-4000-8000-0").into());
        write_pod(&mut out, pod, indent)?;
    }
    out.write_all(if indent {
        b"\n    ],\n    \"kind\": \"List\",\n    \"metadata\": {\n        \"resourceVersion\": \
          \"\"\n    }\n}\n"
    } else {
        b"]}\n"
    })?;
    out.flush()?;
    Ok(())
}

fn captured(folder: &Path) -> Result<Vec<Value>, Box<dyn std::error::Error>> {
    let mut files: Vec<_> = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path().join("pod.json")))
        .collect::<io::Result<_>>()?;
    files.sort();
    let mut pods = Vec::new();
    for file in files {
        // A case without a pod has an empty file or none.
        let pod =
            fs::read(file).ok().and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
        pods.extend(pod.filter(|pod| pod["kind"] == "Pod"));
    }
    Ok(pods)
}

fn write_pod(out: &mut impl Write, mut pod: Value, indent: bool) -> io::Result<()> {
    if indent {
        let text = serde_json::to_string_pretty(&pod)?;
        for (number, line) in text.lines().enumerate() {
            let depth = line.len() - line.trim_start().len();
            let end = if number > 0 { "\n" } else { "" };
            write!(out, "{end}        {:depth$}{line}", "")?;
        }
        return Ok(());
    }
    // The items of a list that the API server sends do not name their kind.
    if let Some(pod) = pod.as_object_mut() {
        pod.remove("kind");
        pod.remove("apiVersion");
    }
    serde_json::to_writer(out, &pod)?;
    Ok(())
}
