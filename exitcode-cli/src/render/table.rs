use std::io::{self, Write};

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
        const BOLD: Style = Style::new().bold();
        let mut widths = self.columns.map(str::len);
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = cell.chars().count().max(*width);
            }
        }
        let line = |cells: [&str; N]| {
            let mut line = String::new();
            for (cell, width) in cells.into_iter().zip(widths) {
                line.push_str(&format!("{cell:width$}  "));
            }
            line.truncate(line.trim_end().len());
            line
        };
        let titles = self.columns.map(str::to_uppercase);
        writeln!(out, "{BOLD}{}{BOLD:#}", line(titles.each_ref().map(String::as_str)))?;
        for row in &self.rows {
            writeln!(out, "{}", line(row.each_ref().map(String::as_str)))?;
        }
        Ok(())
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
