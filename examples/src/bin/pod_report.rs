//! What is wrong with this pod? From its JSON and its events, as a report of one line each.
//!
//! ```sh
//! kubectl get pod api-0 -o json >pod.json
//! kubectl get events -o json >events.json
//! cargo run -p exitcode-examples --bin pod_report -- pod.json events.json
//! ```

use std::fs;

use exitcode_k8s::report::Report;
use exitcode_k8s::{Input, read};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus/kubelet/crio-oom-main-never");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    if files.is_empty() {
        files = ["pod.json", "events.json"].map(|name| format!("{SAMPLE}/{name}")).to_vec();
    }
    let texts = files.iter().map(fs::read_to_string).collect::<Result<Vec<_>, _>>()?;
    let inputs: Vec<Input> =
        files.iter().zip(&texts).map(|(name, text)| Input::new(name, text)).collect();

    let report = Report::new(&inputs, &read(&inputs));
    for diagnosis in &report.diagnoses {
        let container = diagnosis.subject.container.as_deref().unwrap_or("-");
        println!("{container}: {} (retry: {})", diagnosis.summary, diagnosis.retry);
    }
    for ignored in &report.ignored {
        eprintln!("{}: left aside: {}", ignored.input, ignored.why);
    }
    Ok(())
}
