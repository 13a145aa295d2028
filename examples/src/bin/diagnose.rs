//! Why did it die? From what a supervisor knows of a container, without any Kubernetes.
//!
//! ```sh
//! cargo run -p exitcode-examples --bin diagnose
//! ```

use exitcode_core::{Confidence, Observation, diagnose};

fn main() {
    let log = "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n";
    let observation =
        Observation::new().exit_code(134).reason("Error").memory_limit(512 << 20).log(log);

    let diagnosis = diagnose(&observation);
    println!("{}", diagnosis.summary());
    for finding in diagnosis.findings() {
        println!("\n{} ({})", finding.cause(), finding.confidence());
        for evidence in finding.evidence() {
            println!("  {} {evidence}", if evidence.supports() { "+" } else { "-" });
        }
        for remedy in finding.remedies() {
            println!("  {}: {}", remedy.stage(), remedy.title());
        }
    }
    let certain = diagnosis.findings().any(|finding| finding.confidence() == Confidence::Confirmed);
    println!("\nCertain: {}", if certain { "yes" } else { "no" });
}
