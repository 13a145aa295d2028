//! Answers as a person or another program reads them.

mod table;

pub(crate) use table::{Format, Table};

/// The width of a text: that of the terminal, as far as lines of that length are pleasant to read,
/// and that of a mail where the output is no terminal.
pub(crate) fn width() -> usize {
    let columns = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    columns.unwrap_or(80).clamp(40, 100)
}
