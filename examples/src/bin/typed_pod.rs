//! Why a pod's containers ended, from the types of k8s-openapi, as an operator has them.
//!
//! ```sh
//! kubectl get pod api-0 -o json >pod.json
//! cargo run -p exitcode-examples --bin typed_pod -- pod.json
//! ```

use std::fs;

use exitcode_core::diagnose;
use exitcode_k8s::Reading;
use k8s_openapi::api::core::v1::Pod;

const SAMPLE: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus/kubelet/crio-oom-main-never/pod.json");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).unwrap_or_else(|| SAMPLE.to_owned());
    let pod: Pod = serde_json::from_str(&fs::read_to_string(file)?)?;
    Reading::from(&pod).observe(|observation| {
        let diagnosis = diagnose(observation);
        if let Some(finding) = diagnosis.findings().next() {
            let container = observation.subject.container.unwrap_or("the pod");
            println!("{container}: {} ({})", diagnosis.summary(), finding.confidence());
        }
    });
    Ok(())
}
