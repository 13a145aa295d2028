//! A report for the person on call: what happened, why we think so, what to do, what to check next.

use std::fmt;

use anstyle::Style;
use exitcode_core::Cause;

use super::wrap::wrapped;
use super::{Look, Visible};
use crate::report::{Diagnosis, Evidence, Exit, Finding, Ignored, Subject};

/// How many of the less certain causes are shown.
const OTHERS: usize = 3;

pub(super) fn text(
    out: &mut impl fmt::Write,
    diagnoses: &[Diagnosis],
    ignored: &[Ignored],
    look: Look,
) -> fmt::Result {
    let Look { good, dim, .. } = look;
    if diagnoses.is_empty() {
        let what = if ignored.is_empty() { "was given" } else { "could be read" };
        writeln!(out, "{good}Nothing wrong was found{good:#} in what {what}.")?;
    }
    for (index, diagnosis) in diagnoses.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        one(out, diagnosis, look)?;
    }
    if !ignored.is_empty() {
        writeln!(out, "\n{dim}Left aside{dim:#}")?;
        for ignored in ignored {
            let place = match ignored.end {
                0 => ignored.input.clone(),
                end => format!("{} ({}..{end})", ignored.input, ignored.start),
            };
            let line = format!("{place}: {}", ignored.why);
            wrapped(out, look.width, "  ", "    ", look.dim, &Visible(&line).to_string())?;
        }
    }
    Ok(())
}

fn one(out: &mut impl fmt::Write, diagnosis: &Diagnosis, look: Look) -> fmt::Result {
    let style = if diagnosis.fault == "none" { look.good } else { look.bad };
    let summary = Visible(&diagnosis.summary).to_string();
    wrapped(out, look.width, "", "", style, &summary)?;
    let mut facts: Vec<String> = Vec::new();
    facts.extend(name(&diagnosis.subject));
    facts.extend(diagnosis.exit.as_ref().map(ended));
    if let Some(cause) = &diagnosis.follows {
        let mut cause = cause.clone();
        if cause.pod == diagnosis.subject.pod && cause.container.is_some() {
            cause.pod = None;
        }
        facts.extend(name(&cause).map(|name| format!("follows {name}")));
    }
    if !facts.is_empty() {
        wrapped(out, look.width, "", "", look.dim, &Visible(&facts.join(" · ")).to_string())?;
    }
    let Some((first, others)) = diagnosis.findings.split_first() else { return Ok(()) };
    // All that there is to do about a consequence stands with what it follows.
    if diagnosis.follows.is_some() {
        return Ok(());
    }

    heading(out, look, "What happened")?;
    if !diagnosis.summary.contains(&*first.title) {
        wrapped(out, look.width, "  ", "  ", Style::new(), &Visible(&first.title).to_string())?;
    }
    wrapped(out, look.width, "  ", "  ", Style::new(), &Visible(&first.why).to_string())?;

    heading(out, look, &format!("Why we think so: {}", sure(first)))?;
    evidence(out, &first.evidence, look)?;
    for other in others.iter().take(OTHERS) {
        let dim = look.dim;
        let joint = match &*other.confidence {
            _ if is_mechanism(first, other) => "This is how:",
            "confirmed" => "And, certain as well:",
            "likely" => "Or, likely too:",
            _ => "Or, possibly:",
        };
        writeln!(out, "\n  {dim}{joint}{dim:#} {}", Visible(&other.title))?;
        evidence(out, &other.evidence, look)?;
    }

    let of_stage = |stages: [&'static str; 2]| {
        first.remedies.iter().filter(move |remedy| stages.contains(&&*remedy.stage))
    };
    let cures: Vec<_> = of_stage(["fix", "prevent"]).collect();
    if !cures.is_empty() {
        heading(out, look, "What to do")?;
        for remedy in cures {
            let risk = match &*remedy.risk {
                "restarts" => " (restarts it)",
                _ => "",
            };
            step(out, look, &format!("{}{risk}", remedy.title), remedy.command.as_deref())?;
        }
    }

    let mut looks: Vec<(&str, Option<&str>)> =
        diagnosis.next.iter().map(|next| (&*next.title, next.command.as_deref())).collect();
    for remedy in of_stage(["identify", "classify"]) {
        let look = (&*remedy.title, remedy.command.as_deref());
        if look.1.is_none() || looks.iter().all(|known| known.1 != look.1) {
            looks.push(look);
        }
    }
    if !looks.is_empty() {
        heading(out, look, "What to check next")?;
        for (title, command) in looks {
            step(out, look, title, command)?;
        }
    }
    Ok(())
}

fn heading(out: &mut impl fmt::Write, look: Look, title: &str) -> fmt::Result {
    let style = look.heading;
    writeln!(out, "\n{style}{title}{style:#}")
}

fn step(out: &mut impl fmt::Write, look: Look, title: &str, command: Option<&str>) -> fmt::Result {
    wrapped(out, look.width, "  • ", "    ", Style::new(), &Visible(title).to_string())?;
    let style = look.command;
    for line in command.into_iter().flat_map(str::lines) {
        writeln!(out, "    {style}{}{style:#}", Visible(line))?;
    }
    Ok(())
}

fn evidence(out: &mut impl fmt::Write, list: &[Evidence], look: Look) -> fmt::Result {
    for evidence in list {
        let mark = if evidence.supports { "  + " } else { "  - " };
        wrapped(out, look.width, mark, "    ", Style::new(), &Visible(&evidence.text).to_string())?;
    }
    Ok(())
}

/// Whether the other finding says how the first one killed, and is no rival of it.
fn is_mechanism(first: &Finding, other: &Finding) -> bool {
    match (Cause::from_id(&first.cause), Cause::from_id(&other.cause)) {
        (Some(trigger), Some(mechanism)) => mechanism.is_mechanism_of(trigger),
        _ => false,
    }
}

fn sure(finding: &Finding) -> &'static str {
    match &*finding.confidence {
        "confirmed" => "it is certain",
        "likely" => "it is likely",
        _ => "it is possible",
    }
}

fn name(subject: &Subject) -> Option<String> {
    let role = subject.role.as_deref().filter(|role| *role != "app");
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
    match (exit.code, &exit.signal) {
        (Some(code), Some(signal)) => parts.push(format!("exit code {code} ({signal})")),
        (Some(code @ -255..=511), None) => parts.push(format!("exit code {code}")),
        // Windows' own, which its documentation has in hexadecimal.
        (Some(code), None) => {
            parts.push(format!("exit code {code} (0x{:08X})", code.cast_unsigned()))
        }
        (None, Some(signal)) => parts.push(signal.to_string()),
        (None, None) => {}
    }
    parts.extend(exit.reason.as_ref().map(|reason| format!("reason {reason}")));
    parts.extend(exit.waiting.as_ref().map(|reason| format!("now {reason}")));
    parts.join(", ")
}
