//! Answers as a page or a notebook shows them: fragments of HTML without scripts, styles or links.
//!
//! ```
//! use exitcode_core::ExitCode;
//! use exitcode_k8s::{explain, html};
//!
//! let report = explain::code(ExitCode::KILLED, None, Some("</p><script>"));
//! let page = html::Report::new(&report).to_string();
//! assert!(page.contains("<p><strong>") && !page.contains("<script>"));
//! ```

use std::fmt::{self, Write as _};

use crate::report as model;
use crate::text::Visible;

/// A report, or a diagnosis of it. Its `Display` is the fragment.
#[derive(Clone, Copy, Debug)]
pub struct Report<'r> {
    diagnoses: &'r [model::Diagnosis],
    ignored: &'r [model::Ignored],
    /// Whether to say so where there is nothing to show.
    whole: bool,
}

impl<'r> Report<'r> {
    /// The fragment of a whole report.
    #[must_use]
    pub const fn new(report: &'r model::Report) -> Self {
        Self {
            diagnoses: report.diagnoses.as_slice(),
            ignored: report.ignored.as_slice(),
            whole: true,
        }
    }

    /// The fragment of one diagnosis.
    #[must_use]
    pub const fn of(diagnosis: &'r model::Diagnosis) -> Self {
        Self { diagnoses: std::slice::from_ref(diagnosis), ignored: &[], whole: false }
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.whole && self.diagnoses.is_empty() && self.ignored.is_empty() {
            return f.write_str("<p>Nothing is wrong with what was given.</p>");
        }
        for one in self.diagnoses {
            diagnosis(f, one)?;
        }
        for ignored in self.ignored {
            let why = format!("{}: {}", ignored.input, ignored.why);
            write!(f, "<p><em>Left aside: {}</em></p>", Escaped(&why))?;
        }
        Ok(())
    }
}

fn diagnosis(f: &mut fmt::Formatter<'_>, diagnosis: &model::Diagnosis) -> fmt::Result {
    write!(f, "<div><p><strong>{}</strong></p>", Escaped(&diagnosis.summary))?;
    for one in &diagnosis.findings {
        finding(f, one)?;
    }
    if !diagnosis.next.is_empty() {
        f.write_str("<p>What to check next</p><ul>")?;
        for next in &diagnosis.next {
            step(f, &next.title, next.command.as_deref())?;
        }
        f.write_str("</ul>")?;
    }
    f.write_str("</div>")
}

fn finding(f: &mut fmt::Formatter<'_>, finding: &model::Finding) -> fmt::Result {
    let (title, confidence, why) =
        (Escaped(&finding.title), Escaped(&finding.confidence), Escaped(&finding.why));
    write!(f, "<details><summary>{title} ({confidence})</summary><p>{why}</p><ul>")?;
    for evidence in &finding.evidence {
        let mark = if evidence.supports { '+' } else { '−' };
        write!(f, "<li>{mark} {}</li>", Escaped(&evidence.text))?;
    }
    f.write_str("</ul><ul>")?;
    for remedy in &finding.remedies {
        step(f, &remedy.title, remedy.command.as_deref())?;
    }
    f.write_str("</ul></details>")
}

fn step(f: &mut fmt::Formatter<'_>, title: &str, command: Option<&str>) -> fmt::Result {
    write!(f, "<li>{}", Escaped(title))?;
    if let Some(command) = command {
        write!(f, "<pre>{}</pre>", Escaped(command))?;
    }
    f.write_str("</li>")
}

/// A text from outside in HTML. Line breaks stay, other control characters are made visible.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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
