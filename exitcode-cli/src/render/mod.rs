//! Answers as a person or another program reads them.

#[cfg(feature = "cluster")]
mod markdown;
#[cfg(feature = "cluster")]
mod screen;
mod table;

use std::time::Duration;
#[cfg(feature = "cluster")]
use std::time::SystemTime;

use anstyle::Style;
use exitcode_k8s::text::Visible;

#[cfg(feature = "cluster")]
pub(crate) use markdown::markdown;
#[cfg(feature = "cluster")]
pub(crate) use screen::Screen;
pub(crate) use table::{Format, Table};

/// The width of a text: that of the terminal, as far as lines of that length are pleasant to read,
/// and that of a mail where the output is no terminal.
pub(crate) fn width() -> usize {
    let columns = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    columns.unwrap_or(80).clamp(40, 100)
}

/// Adds a paragraph in lines of the width.
pub(crate) fn wrapped(text: &mut String, style: Style, paragraph: &str) {
    let _ = exitcode_k8s::text::wrapped(text, width(), "", "", style, paragraph);
}

/// Adds a paragraph whose lines begin with these.
pub(crate) fn wrapped_in(text: &mut String, first: &str, rest: &str, style: Style, words: &str) {
    let _ = exitcode_k8s::text::wrapped(text, width(), first, rest, style, words);
}

/// Adds a name and what there is to say of it.
pub(crate) fn field(text: &mut String, name: &str, value: &str) {
    const COLUMN: usize = 10;
    let (first, rest) = (format!("{name:COLUMN$}"), " ".repeat(COLUMN));
    let _ = exitcode_k8s::text::wrapped(text, width(), &first, &rest, Style::new(), value);
}

/// A time in seconds, with one decimal where it has a fraction.
pub(crate) fn seconds(time: Duration) -> String {
    match time.subsec_millis() / 100 {
        0 => format!("{} s", time.as_secs()),
        tenths => format!("{}.{tenths} s", time.as_secs()),
    }
}

/// The time of day.
#[cfg(feature = "cluster")]
pub(crate) fn clock() -> String {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let seconds = since.as_secs() % 86_400;
    format!("{:02}:{:02}:{:02} UTC", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// A text that Markdown takes for nothing but text, GitHub's with its mathematics as well.
pub(crate) fn escaped(text: &str) -> String {
    let shown = Visible(text.trim_start()).to_string();
    let mut escaped = String::with_capacity(shown.len());
    // What makes an item of a list, or a line under a heading, does so at the beginning only.
    let number = shown.trim_start_matches(|char: char| char.is_ascii_digit());
    let list = shown.starts_with(['-', '+', '=', ':']).then_some(0);
    let list =
        list.or_else(|| number.starts_with(['.', ')']).then_some(shown.len() - number.len()));
    for (at, char) in shown.char_indices() {
        if "\\`*_[]<>|&~#@$^!".contains(char) || list == Some(at) {
            escaped.push('\\');
        }
        escaped.push(char);
    }
    escaped
}
