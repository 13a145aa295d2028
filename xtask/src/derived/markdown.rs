//! Markdown, as far as the derived pages need it.

use std::fmt::Write;

/// A page that is being written.
pub(super) struct Page(String);

impl Page {
    /// A page with its title and the remark that nobody should edit it.
    pub(super) fn new(title: &str) -> Self {
        Self(format!(
            "# {title}\n\n<!-- Made by `cargo xtask gen`. Edit the tables of the core. -->\n"
        ))
    }

    /// A paragraph, a heading, or any other block.
    pub(super) fn block(&mut self, text: &str) {
        self.0.push('\n');
        self.0.push_str(text.trim_end());
        self.0.push('\n');
    }

    /// A table.
    pub(super) fn table(&mut self, head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) {
        let mut table = format!("| {} |\n|{}\n", head.join(" | "), " --- |".repeat(head.len()));
        for row in rows {
            let row: Vec<String> = row.iter().map(|cell| cell.replace('|', "\\|")).collect();
            table.push_str(&format!("| {} |\n", row.join(" | ")));
        }
        self.block(&table);
    }

    pub(super) fn finish(self) -> String {
        self.0
    }
}

/// Text of the tables, in which only back-ticks are markup.
pub(super) fn prose(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (i, part) in text.split('`').enumerate() {
        if i > 0 {
            out.push('`');
        }
        if i % 2 == 1 {
            out.push_str(part);
        } else {
            out.push_str(&part.replace('<', "&lt;").replace('*', "\\*"));
        }
    }
    out
}

/// A word as code; one with a back-tick in it stands in two.
pub(super) fn code(word: &str) -> String {
    if word.contains('`') { format!("`` {word} ``") } else { format!("`{word}`") }
}

/// A link to a line of a source file, from `owner/name path:line @ revision`; other text stays.
pub(super) fn source(text: &str, label: &str) -> String {
    let link = || {
        let (place, revision) = text.split_once(" @ ")?;
        let (repository, path) = place.split_once(' ')?;
        let (path, line) = path.rsplit_once(':').unwrap_or((path, ""));
        let mut url = format!("https://github.com/{repository}/blob/{revision}/{path}");
        if !line.is_empty() {
            write!(url, "#L{}", line.replace('-', "-L")).ok()?;
        }
        (!url.contains(' ')).then(|| format!("[{label}]({url})"))
    };
    link().unwrap_or_else(|| prose(text))
}

#[cfg(test)]
mod tests {
    use super::{Page, prose, source};

    #[test]
    fn only_back_ticks_are_markup() {
        assert_eq!(prose("a <pod> and `<pod>` *"), "a &lt;pod> and `<pod>` \\*");
    }

    #[test]
    fn a_bar_does_not_end_a_cell() {
        let mut page = Page::new("T");
        page.table(&["a", "b"], [vec!["1|2".to_owned(), "3".to_owned()]]);
        assert!(page.finish().ends_with("\n| a | b |\n| --- | --- |\n| 1\\|2 | 3 |\n"));
    }

    #[test]
    fn a_place_in_a_source_file_becomes_a_link() {
        assert_eq!(
            source("o/n pkg/a.go:53 @ v1.36.2", "1"),
            "[1](https://github.com/o/n/blob/v1.36.2/pkg/a.go#L53)"
        );
        assert_eq!(source("POSIX XCU 2.8.2", "1"), "POSIX XCU 2.8.2");
    }
}
