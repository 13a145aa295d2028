//! Objects as programs print them: Python's dictionaries and representations, Go's structs and maps.
//!
//! `{'exit_code': 137, 'reason': 'OOMKilled'}`, `V1ContainerStateTerminated(exit_code=137, …)`,
//! `&ContainerStateTerminated{ExitCode:137,Signal:0,Reason:OOMKilled,…}` and
//! `map[exitCode:137 reason:OOMKilled]` all say the same fields in other marks.

use exitcode_core::{Seen, Source};

use super::exit;
use super::line::Line;
use crate::model::{ContainerRecord, PodRecord, StateRecord, TerminatedRecord};
use crate::time;

/// The longest line that is searched.
const LONGEST: usize = 64 << 10;

/// Reads a line in which a state is printed.
pub(super) fn read<'a>(line: &Line<'a>) -> Option<PodRecord<'a>> {
    let text = line.text();
    if text.len() > LONGEST {
        return None;
    }
    let marks = [
        "'exit_code': ",
        "exit_code=",
        "ContainerStateTerminated{",
        "map[exitCode:",
        "map[containerID:",
    ];
    let at = marks.iter().find_map(|mark| text.find(mark));
    let waiting_at =
        ["ContainerStateWaiting{", "map[waiting:map["].iter().find_map(|mark| text.find(mark));
    let mut container = ContainerRecord::default();
    if let Some(at) = at {
        // The fields of the same state may stand before the code: Python sorts them.
        let from = text.get(..at)?.rfind(['{', '(', '[']).unwrap_or(0);
        let body = text.get(from..)?;
        let field = |names: &[&str]| names.iter().find_map(|name| value(body, name));
        let digits = field(&["exit_code", "ExitCode", "exitCode"])?;
        let end = TerminatedRecord {
            code: Some(exit::number(digits)?),
            code_span: line.quote(digits).span,
            reason: field(&["reason", "Reason"]).map(|reason| line.quote(reason)),
            message: field(&["message", "Message"]).map(|message| line.quote(message)),
            started: field(&["startedAt", "StartedAt"]).and_then(moment),
            finished: field(&["finishedAt", "FinishedAt"]).and_then(moment),
            ..TerminatedRecord::default()
        };
        container.state = StateRecord::Terminated(end);
    }
    if let Some(at) = waiting_at {
        let body = text.get(at..)?;
        let waiting = StateRecord::Waiting {
            reason: value(body, "reason").or_else(|| value(body, "Reason")).map(|r| line.quote(r)),
            message: value(body, "message")
                .or_else(|| value(body, "Message"))
                .map(|m| line.quote(m)),
        };
        container.last = match std::mem::replace(&mut container.state, waiting) {
            StateRecord::Terminated(end) => Some(end),
            _ => None,
        };
    }
    if at.is_none() && waiting_at.is_none() {
        return None;
    }
    let mut pod = PodRecord { seen: Seen::NOTHING.with(Source::Status), ..PodRecord::default() };
    pod.containers.push(container);
    Some(pod)
}

/// The value of a field: behind its name, a mark, and perhaps quotation marks.
fn value<'t>(body: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = body;
    loop {
        let at = rest.find(name)?;
        let before = rest.get(..at)?.chars().next_back();
        let behind = rest.get(at + name.len()..)?;
        rest = behind;
        if before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_' || !c.is_ascii()) {
            continue;
        }
        let behind = behind.strip_prefix(['\'', '"']).unwrap_or(behind);
        let Some(behind) = behind.strip_prefix([':', '=']) else { continue };
        let behind = behind.trim_start();
        let value = match behind.chars().next()? {
            quote @ ('\'' | '"') => behind.get(1..)?.split(quote).next()?,
            _ => {
                // A map of Go parts its fields with blanks, everything else with commas.
                let ends: &[char] = match body.contains("map[") {
                    true => &[' ', ']'],
                    false => &[',', '}', ')'],
                };
                behind.split(ends).next()?
            }
        };
        return Some(value.trim()).filter(|value| !value.is_empty() && *value != "None");
    }
}

fn moment(text: &str) -> Option<i64> {
    // Go prints `2026-11-22 10:01:43 +0000 UTC`.
    let mut words = text.split(' ');
    let (date, clock, zone) = (words.next()?, words.next(), words.next());
    match (clock, zone) {
        (Some(clock), Some(zone)) => {
            let (hours, minutes) = zone.split_at_checked(3)?;
            time::parse(&format!("{date}T{clock}{hours}:{minutes}"))
        }
        _ => time::parse(date),
    }
}
