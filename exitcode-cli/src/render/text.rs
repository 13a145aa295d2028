//! A report for the person on call: what happened, why we think so, what to do, what to check next.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use exitcode_k8s::report::{Diagnosis, Evidence, Exit, Finding, Report, Subject};

use super::wrap::wrapped;
use super::{Visible, Width};

const BAD: Style = AnsiColor::Red.on_default().bold();
const GOOD: Style = AnsiColor::Green.on_default().bold();
const HEADING: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const COMMAND: Style = AnsiColor::Cyan.on_default();
const PLAIN: Style = Style::new();

/// How many of the less certain causes are shown.
const OTHERS: usize = 3;

pub(crate) fn text(out: &mut impl Write, report: &Report, width: Width) -> io::Result<()> {
    if report.diagnoses.is_empty() {
        writeln!(out, "{GOOD}Nothing is wrong{GOOD:#} with what was given.")?;
    }
    for (index, diagnosis) in report.diagnoses.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        one(out, diagnosis, width)?;
    }
    if !report.ignored.is_empty() {
        writeln!(out, "\n{DIM}Left aside{DIM:#}")?;
        for ignored in &report.ignored {
            let place = format!("{} ({}..{})", ignored.input, ignored.start, ignored.end);
            let line = format!("{place}: {}", ignored.why);
            wrapped(out, width, "  ", "    ", DIM, &Visible(&line).to_string())?;
        }
    }
    Ok(())
}

fn one(out: &mut impl Write, diagnosis: &Diagnosis, width: Width) -> io::Result<()> {
    let style = if diagnosis.fault == "none" { GOOD } else { BAD };
    let summary = Visible(&diagnosis.summary).to_string();
    wrapped(out, width, "", "", style, &summary)?;
    let mut facts: Vec<String> = Vec::new();
    facts.extend(name(&diagnosis.subject));
    facts.extend(diagnosis.exit.as_ref().map(ended));
    if let Some(cause) = &diagnosis.follows {
        facts.extend(name(cause).map(|name| format!("follows {name}")));
    }
    if !facts.is_empty() {
        wrapped(out, width, "", "", DIM, &Visible(&facts.join(" · ")).to_string())?;
    }
    let Some((first, others)) = diagnosis.findings.split_first() else { return Ok(()) };

    heading(out, "What happened")?;
    if !diagnosis.summary.contains(first.title) {
        wrapped(out, width, "  ", "  ", PLAIN, first.title)?;
    }
    wrapped(out, width, "  ", "  ", PLAIN, first.why)?;

    heading(out, &format!("Why we think so: {}", sure(first)))?;
    evidence(out, &first.evidence, width)?;
    for other in others.iter().take(OTHERS) {
        writeln!(out, "\n  {DIM}Or ({}):{DIM:#} {}", other.confidence, other.title)?;
        evidence(out, &other.evidence, width)?;
    }

    let of_stage = |stages: [&'static str; 2]| {
        first.remedies.iter().filter(move |remedy| stages.contains(&remedy.stage))
    };
    let cures: Vec<_> = of_stage(["fix", "prevent"]).collect();
    if !cures.is_empty() {
        heading(out, "What to do")?;
        for remedy in cures {
            let risk = match remedy.risk {
                "restarts" => " (restarts it)",
                _ => "",
            };
            step(out, width, &format!("{}{risk}", remedy.title), remedy.command.as_deref())?;
        }
    }

    let mut looks: Vec<(&str, Option<&str>)> =
        diagnosis.next.iter().map(|next| (next.title, next.command.as_deref())).collect();
    for remedy in of_stage(["identify", "classify"]) {
        let look = (remedy.title, remedy.command.as_deref());
        if look.1.is_none() || looks.iter().all(|known| known.1 != look.1) {
            looks.push(look);
        }
    }
    if !looks.is_empty() {
        heading(out, "What to check next")?;
        for (title, command) in looks {
            step(out, width, title, command)?;
        }
    }
    Ok(())
}

fn heading(out: &mut impl Write, title: &str) -> io::Result<()> {
    writeln!(out, "\n{HEADING}{title}{HEADING:#}")
}

fn step(out: &mut impl Write, width: Width, title: &str, command: Option<&str>) -> io::Result<()> {
    wrapped(out, width, "  • ", "    ", PLAIN, &Visible(title).to_string())?;
    for line in command.into_iter().flat_map(str::lines) {
        writeln!(out, "    {COMMAND}{}{COMMAND:#}", Visible(line))?;
    }
    Ok(())
}

fn evidence(out: &mut impl Write, list: &[Evidence], width: Width) -> io::Result<()> {
    for evidence in list {
        let mark = if evidence.supports { "  + " } else { "  - " };
        wrapped(out, width, mark, "    ", PLAIN, &Visible(&evidence.text).to_string())?;
    }
    Ok(())
}

fn sure(finding: &Finding) -> &'static str {
    match finding.confidence {
        "confirmed" => "it is certain",
        "likely" => "it is likely",
        _ => "it is possible",
    }
}

fn name(subject: &Subject) -> Option<String> {
    let role = subject.role.filter(|role| *role != "app");
    let container = subject.container.as_ref().map(|name| match role {
        Some("ephemeral") => format!("ephemeral container {name}"),
        Some("init") => format!("init container {name}"),
        Some(role) => format!("{role} {name}"),
        None => format!("container {name}"),
    });
    let pod = subject.pod.as_ref().map(|pod| match &subject.namespace {
        Some(namespace) => format!("pod {namespace}/{pod}"),
        None => format!("pod {pod}"),
    });
    match (container, pod) {
        (Some(container), Some(pod)) => Some(format!("{container} of {pod}")),
        (one, other) => one.or(other),
    }
}

fn ended(exit: &Exit) -> String {
    let mut parts = Vec::new();
    match (exit.code, exit.signal) {
        (Some(code), Some(signal)) => parts.push(format!("exit code {code} ({signal})")),
        (Some(code @ -255..=511), None) => parts.push(format!("exit code {code}")),
        // Windows' own, which its documentation has in hexadecimal.
        (Some(code), None) => {
            parts.push(format!("exit code {code} (0x{:08X})", code.cast_unsigned()))
        }
        (None, Some(signal)) => parts.push(signal.to_owned()),
        (None, None) => {}
    }
    parts.extend(exit.reason.as_ref().map(|reason| format!("reason {reason}")));
    parts.extend(exit.waiting.as_ref().map(|reason| format!("now {reason}")));
    parts.join(", ")
}
