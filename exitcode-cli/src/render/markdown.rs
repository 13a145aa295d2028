use std::fmt::Write as _;

use exitcode_k8s::report::{Diagnosis, Finding, Report};
use exitcode_k8s::text::Visible;

use super::escaped;

/// A report for a ticket or a chat.
pub(crate) fn markdown(report: &Report) -> String {
    let mut text = String::new();
    for diagnosis in &report.diagnoses {
        one(&mut text, diagnosis);
    }
    if report.diagnoses.is_empty() {
        text.push_str("**Nothing wrong was found.**\n");
    }
    if !report.ignored.is_empty() {
        text.push_str("\n**Not seen**\n\n");
        for ignored in &report.ignored {
            let _ = writeln!(text, "- {}: {}", escaped(&ignored.input), escaped(&ignored.why));
        }
    }
    text
}

fn one(text: &mut String, diagnosis: &Diagnosis) {
    let subject = &diagnosis.subject;
    let names = [&subject.namespace, &subject.pod, &subject.container];
    let names: Vec<_> = names.into_iter().flatten().map(String::as_str).collect();
    let _ = writeln!(text, "### {}\n", escaped(&diagnosis.summary));
    if !names.is_empty() {
        let _ = writeln!(text, "{}\n", escaped(&names.join("/")));
    }
    let Some((first, others)) = diagnosis.findings.split_first() else { return };
    let confidence = escaped(&first.confidence);
    let _ = writeln!(text, "{}\n\n**Why we think so: {confidence}**\n", escaped(&first.why));
    for evidence in &first.evidence {
        let sign = if evidence.supports { "" } else { "(against) " };
        let _ = writeln!(text, "- {sign}{}", escaped(&evidence.text));
    }
    for other in others {
        let _ = writeln!(text, "- or, {}: {}", escaped(&other.confidence), escaped(&other.title));
    }
    remedies(text, first);
    let next: Vec<_> = diagnosis.next.iter().collect();
    if !next.is_empty() {
        text.push_str("\n**Next checks**\n\n");
    }
    for check in next {
        step(text, &check.title, check.command.as_deref());
    }
    text.push('\n');
}

fn remedies(text: &mut String, finding: &Finding) {
    if !finding.remedies.is_empty() {
        text.push_str("\n**What to do**\n\n");
    }
    for remedy in &finding.remedies {
        step(text, &remedy.title, remedy.command.as_deref());
    }
}

fn step(text: &mut String, title: &str, command: Option<&str>) {
    let _ = writeln!(text, "- {}", escaped(title));
    if let Some(command) = command {
        // A fence is longer than any run of back-ticks inside it.
        let runs = command.split(|char| char != '`').map(str::len);
        let fence = "`".repeat(runs.max().unwrap_or(0).max(2) + 1);
        let _ = writeln!(text, "  {fence}sh");
        for line in command.lines() {
            let _ = writeln!(text, "  {}", Visible(line));
        }
        let _ = writeln!(text, "  {fence}");
    }
}
