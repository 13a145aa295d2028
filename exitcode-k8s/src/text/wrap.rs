use std::fmt;

use anstyle::Style;

/// Writes a text in lines of the width, the first behind `first` and the others behind `rest`. Words
/// are never broken. `style` stands around each line's words.
///
/// # Errors
///
/// When `out` fails.
pub fn wrapped(
    out: &mut impl fmt::Write,
    width: usize,
    first: &str,
    rest: &str,
    style: Style,
    text: &str,
) -> fmt::Result {
    let mut line = String::new();
    let mut columns = 0;
    let mut indent = first;
    for word in text.split_whitespace() {
        let word_columns = word.chars().count();
        let room = width.saturating_sub(indent.chars().count());
        if !line.is_empty() && columns + 1 + word_columns > room {
            writeln!(out, "{indent}{style}{line}{style:#}")?;
            line.clear();
            columns = 0;
            indent = rest;
        }
        if !line.is_empty() {
            line.push(' ');
            columns += 1;
        }
        line.push_str(word);
        columns += word_columns;
    }
    writeln!(out, "{indent}{style}{line}{style:#}")
}
