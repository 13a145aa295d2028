use std::io::{self, Write};

/// How many columns a line may have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Width(usize);

impl Width {
    /// Where the output is no terminal: the width of a mail.
    const ELSEWHERE: usize = 80;

    /// The width of the terminal, as far as lines of that length are pleasant to read.
    pub(crate) fn of_terminal() -> Self {
        let columns = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        Self(columns.unwrap_or(Self::ELSEWHERE).clamp(40, 100))
    }
}

/// Writes a text in lines of the width, the first behind `first` and the others behind `rest`. Words
/// are never broken. `style` stands around each line's words.
pub(crate) fn wrapped(
    out: &mut impl Write,
    width: Width,
    first: &str,
    rest: &str,
    style: anstyle::Style,
    text: &str,
) -> io::Result<()> {
    let mut line = String::new();
    let mut columns = 0;
    let mut indent = first;
    for word in text.split_whitespace() {
        let word_columns = word.chars().count();
        let room = width.0.saturating_sub(indent.chars().count());
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
