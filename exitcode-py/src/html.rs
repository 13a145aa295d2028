//! What reports and diagnoses are as text and in a notebook.

use std::fmt::Write as _;

use exitcode_k8s::report::{Diagnosis, Evidence, Finding, NextCheck, Remedy};
use exitcode_k8s::text::{self, Visible};
use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;

use crate::classes;
use crate::field::Field as _;

#[pymethods]
impl classes::Report {
    fn __str__(&self) -> String {
        text::Report::new(&self.value).to_string()
    }

    /// The answer for a person, in lines of a width, with the colours of a terminal if wanted.
    #[pyo3(signature = (*, width=80, color=false))]
    fn text(&self, width: usize, color: bool) -> String {
        shown(text::Report::new(&self.value), width, color)
    }

    fn _repr_html_(&self) -> String {
        if self.value.diagnoses.is_empty() && self.value.ignored.is_empty() {
            return "<p>Nothing is wrong with what was given.</p>".to_owned();
        }
        let mut html: String = self.value.diagnoses.iter().map(diagnosis).collect();
        for ignored in &self.value.ignored {
            let why = format!("{}: {}", ignored.input, ignored.why);
            let _ = write!(html, "<p><em>Left aside: {}</em></p>", Html(&why));
        }
        html
    }

    fn __len__(&self) -> usize {
        self.value.diagnoses.len()
    }

    fn __getitem__<'py>(&self, py: Python<'py>, index: isize) -> PyResult<Bound<'py, PyAny>> {
        let all = &self.value.diagnoses;
        let index = if index < 0 { index.saturating_add_unsigned(all.len()) } else { index };
        let found = usize::try_from(index).ok().and_then(|index| all.get(index));
        found.ok_or_else(|| PyIndexError::new_err("no such diagnosis"))?.object(py)
    }
}

#[pymethods]
impl classes::Diagnosis {
    fn __str__(&self) -> String {
        text::Report::of(&self.value).to_string()
    }

    /// The answer for a person, in lines of a width, with the colours of a terminal if wanted.
    #[pyo3(signature = (*, width=80, color=false))]
    fn text(&self, width: usize, color: bool) -> String {
        shown(text::Report::of(&self.value), width, color)
    }

    fn _repr_html_(&self) -> String {
        diagnosis(&self.value)
    }
}

fn shown(text: text::Report<'_>, width: usize, color: bool) -> String {
    let text = text.width(width);
    if color { text.styled().to_string() } else { text.to_string() }
}

fn diagnosis(diagnosis: &Diagnosis) -> String {
    let mut html = format!("<div><p><strong>{}</strong></p>", Html(&diagnosis.summary));
    html.extend(diagnosis.findings.iter().map(finding));
    if !diagnosis.next.is_empty() {
        html.push_str("<p>What to check next</p><ul>");
        html.extend(
            diagnosis
                .next
                .iter()
                .map(|NextCheck { title, command, .. }| step(title, command.as_deref())),
        );
        html.push_str("</ul>");
    }
    html.push_str("</div>");
    html
}

fn finding(finding: &Finding) -> String {
    let (title, why) = (Html(&finding.title), Html(&finding.why));
    let mut html =
        format!("<details><summary>{title} ({})</summary><p>{why}</p><ul>", finding.confidence);
    for Evidence { supports, text, .. } in &finding.evidence {
        let mark = if *supports { '+' } else { '−' };
        let _ = write!(html, "<li>{mark} {}</li>", Html(text));
    }
    html.push_str("</ul><ul>");
    html.extend(
        finding
            .remedies
            .iter()
            .map(|Remedy { title, command, .. }| step(title, command.as_deref())),
    );
    html.push_str("</ul></details>");
    html
}

fn step(title: &str, command: Option<&str>) -> String {
    let mut html = format!("<li>{}", Html(title));
    if let Some(command) = command {
        let _ = write!(html, "<pre>{}</pre>", Html(command));
    }
    html.push_str("</li>");
    html
}

/// A text from outside in HTML.
struct Html<'a>(&'a str);

impl std::fmt::Display for Html<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for line in self.0.split_inclusive('\n') {
            for char in Visible(line.trim_end_matches('\n')).to_string().chars() {
                match char {
                    '&' => f.write_str("&amp;")?,
                    '<' => f.write_str("&lt;")?,
                    '>' => f.write_str("&gt;")?,
                    '"' => f.write_str("&quot;")?,
                    '\'' => f.write_str("&#39;")?,
                    other => f.write_char(other)?,
                }
            }
            if line.ends_with('\n') {
                f.write_char('\n')?;
            }
        }
        Ok(())
    }
}
