//! Kernel logs inside a pasted text.

use std::borrow::Cow;

use exitcode_core::Span;

use super::line::Lines;
use super::prompt;
use crate::model::{ContainerRecord, LogRecord, Model, PodRecord, Quoted};

/// Whether a line has the kernel's clock in front.
pub(super) fn has_clock(text: &str) -> bool {
    let clock = text.trim_start().strip_prefix('[').and_then(|rest| rest.split_once(']'));
    clock.is_some_and(|(time, _)| {
        time.len() < 32
            && (time.contains('.')
                && time.trim_start().bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
                || is_date(time))
    })
}

/// Whether a line is the kernel's: it has the kernel's clock or name in front, or tells of an OOM
/// kill.
pub(super) fn is_line(text: &str) -> bool {
    has_clock(text)
        || text.starts_with("kernel: ")
        || text.contains(" kernel: ")
        || text.contains("invoked oom-killer:")
        || text.contains("emory cgroup out of memory: Kill")
        || text.contains("Out of memory: Kill")
}

/// The clock of `dmesg -T`: `Wed Dec  6 23:54:11 2017`.
fn is_date(time: &str) -> bool {
    let words: Vec<&str> = time.split_ascii_whitespace().take(6).collect();
    matches!(*words.as_slice(), [day, month, _, clock, year]
        if day.len() == 3 && month.len() == 3 && clock.contains(':') && year.len() == 4)
}

/// Reads a kernel log, up to a prompt, an empty line or a stretch that is no longer the kernel's.
pub(super) fn read<'a>(lines: &mut Lines<'a>, model: &mut Model<'a>) {
    /// How many lines of others may stand between two of the kernel: a journal has them mixed.
    const BETWEEN: usize = 20;
    let start = lines.at();
    let mut end = start;
    let mut ahead = *lines;
    let mut others = 0;
    while let Some(line) = ahead.next() {
        if is_line(line.text()) {
            others = 0;
            end = line.end();
            *lines = ahead;
            continue;
        }
        others += 1;
        if others > BETWEEN || prompt::heading(line.text()).is_some() {
            break;
        }
    }
    let text = lines.text().get(start..end).unwrap_or_default();
    let span = Span::new(lines.input(), start as u64, end as u64);
    let text = Quoted { text: Cow::Borrowed(text), span: Some(span) };
    model.kernel_logs.push(LogRecord { text, ..LogRecord::default() });
}

/// Where nothing but logs was given, each is of a container of which nothing else is known.
pub(crate) fn add_pods_of_logs(model: &mut Model<'_>) {
    if !model.pods().is_empty() {
        return;
    }
    for index in 0..model.logs.len() {
        let mut pod = PodRecord::default();
        pod.containers.push(ContainerRecord::default());
        let number = model.add_pod(pod);
        if let Some(log) = model.logs.get_mut(index) {
            log.of = Some(number);
        }
    }
}

/// Where nothing but the kernel speaks, what it killed is all that is known.
pub(crate) fn add_pod_of_kernel_log(model: &mut Model<'_>) {
    if model.pods().is_empty() && !model.kernel_logs.is_empty() {
        let mut pod = PodRecord::default();
        pod.containers.push(ContainerRecord::default());
        model.add_pod(pod);
    }
}
