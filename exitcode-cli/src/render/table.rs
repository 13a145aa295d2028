use std::io::{self, IsTerminal as _, Write};

use anstyle::Style;

use super::escaped;

/// How a table is printed.
#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
pub(crate) enum Format {
    /// Columns for a person
    #[default]
    Table,
    /// A list of objects
    Json,
    /// Comma-separated values (RFC 4180)
    Csv,
    /// A Markdown table
    Markdown,
}

/// Rows of text under headings.
pub(crate) struct Table<const N: usize> {
    pub(crate) columns: [&'static str; N],
    pub(crate) rows: Vec<[String; N]>,
}

impl<const N: usize> Table<N> {
    pub(crate) fn write(&self, out: &mut impl Write, format: Format) -> io::Result<()> {
        match format {
            Format::Table => self.columns(out),
            Format::Json => self.json(out),
            Format::Csv => self.csv(out),
            Format::Markdown => self.markdown(out),
        }
    }

    fn columns(&self, out: &mut impl Write) -> io::Result<()> {
        let is_terminal = io::stdout().is_terminal();
        let size = terminal_size::terminal_size().filter(|_| is_terminal);
        out.write_all(self.fitted(size.map(|(width, _)| usize::from(width.0))).as_bytes())
    }

    /// In columns. Where that is too wide, times are written short, and then the widest column goes
    /// below the others, on lines of its own.
    fn fitted(&self, most: Option<usize>) -> String {
        const BOLD: Style = Style::new().bold();
        let mut rows: Vec<_> =
            self.rows.iter().map(|row| row.each_ref().map(String::as_str)).collect();
        let too_wide = |widths: &[usize; N]| {
            most.is_some_and(|most| widths.iter().sum::<usize>() + 2 * (N - 1) > most)
        };
        let mut widths = self.widths(&rows);
        if too_wide(&widths) {
            rows = rows.into_iter().map(|row| row.map(without_year)).collect();
            widths = self.widths(&rows);
        }
        let widest = widths.iter().enumerate().max_by_key(|(_, width)| **width);
        let below = widest.map(|(column, _)| column).filter(|_| too_wide(&widths));
        let line = |cells: [&str; N]| {
            let mut line = String::new();
            for (column, (cell, width)) in cells.into_iter().zip(widths).enumerate() {
                if below != Some(column) {
                    line.push_str(&format!("{cell:width$}  "));
                }
            }
            line.truncate(line.trim_end().len());
            line
        };
        let titles = self.columns.map(str::to_uppercase);
        let mut text = format!("{BOLD}{}{BOLD:#}\n", line(titles.each_ref().map(String::as_str)));
        for row in rows {
            text.push_str(&line(row));
            text.push('\n');
            if let Some(cell) = below.and_then(|below| row.get(below)) {
                text.push_str(&format!("  {cell}\n"));
            }
        }
        text
    }

    fn widths(&self, rows: &[[&str; N]]) -> [usize; N] {
        let mut widths = self.columns.map(str::len);
        for row in rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = cell.chars().count().max(*width);
            }
        }
        widths
    }

    fn json(&self, out: &mut impl Write) -> io::Result<()> {
        let row = |row: &[String; N]| -> serde_json::Map<String, serde_json::Value> {
            let cells = self.columns.iter().zip(row);
            cells.map(|(column, cell)| (key(column), cell.as_str().into())).collect()
        };
        let rows: Vec<_> = self.rows.iter().map(row).collect();
        serde_json::to_writer_pretty(&mut *out, &rows)?;
        writeln!(out)
    }

    fn csv(&self, out: &mut impl Write) -> io::Result<()> {
        let quote = |cell: &str| {
            // A spreadsheet would reckon with a text that begins like a formula.
            let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
            let cell = if formula { format!("'{cell}") } else { cell.to_owned() };
            // Some spreadsheets take a semicolon or a tab for the end of a cell.
            if cell.contains([',', ';', '\t', '"', '\n', '\r']) {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell
            }
        };
        writeln!(out, "{}", self.columns.map(quote).join(","))?;
        for row in &self.rows {
            writeln!(out, "{}", row.each_ref().map(|cell| quote(cell)).join(","))?;
        }
        Ok(())
    }

    fn markdown(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "| {} |", self.columns.join(" | "))?;
        writeln!(out, "|{}", " --- |".repeat(N))?;
        for row in &self.rows {
            writeln!(out, "| {} |", row.each_ref().map(|cell| escaped(cell)).join(" | "))?;
        }
        Ok(())
    }
}

/// Of a time in RFC 3339 the month, the day, the hour and the minute; anything else as it is.
fn without_year(cell: &str) -> &str {
    let is_time = cell.len() == 20 && cell.ends_with('Z') && cell.get(10..11) == Some("T");
    if is_time { cell.get(5..16).unwrap_or(cell) } else { cell }
}

/// A column's title as a key in camel case.
fn key(column: &str) -> String {
    let mut words = column.split(' ');
    let mut key = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut chars = word.chars();
        key.extend(chars.next().map(|first| first.to_ascii_uppercase()));
        key.push_str(chars.as_str());
    }
    key
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn what_is_too_wide_goes_below() {
        let row = ["oom", "2026-11-22T09:47:33Z", "shop/api-7d9f/api"].map(str::to_owned);
        let table = Table { columns: ["cause", "since", "for example"], rows: vec![row] };
        let plain = |most| table.fitted(most).replace("\x1b[1m", "").replace("\x1b[0m", "");
        let wide = "CAUSE  SINCE                 FOR EXAMPLE\n\
                    oom    2026-11-22T09:47:33Z  shop/api-7d9f/api\n";
        assert_eq!((&*plain(None), &*plain(Some(46))), (wide, wide));
        let short = "CAUSE  SINCE        FOR EXAMPLE\noom    11-22T09:47  shop/api-7d9f/api\n";
        assert_eq!(plain(Some(45)), short);
        assert_eq!(plain(Some(36)), "CAUSE  SINCE\noom    11-22T09:47\n  shop/api-7d9f/api\n");
    }
}
