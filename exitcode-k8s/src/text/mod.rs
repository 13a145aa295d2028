//! Answers as a person reads them: reports and kernel logs, in lines of a given width.
//!
//! ```
//! use exitcode_core::ExitCode;
//! use exitcode_k8s::{explain, text};
//!
//! let report = explain::code(ExitCode::KILLED, None, Some("OOMKilled"));
//! let text = text::Report::new(&report).width(60).to_string();
//! assert!(text.contains("What to do"));
//! ```

mod kernel_log;
mod report;
mod visible;
mod wrap;

use std::fmt;

use anstyle::{AnsiColor, Style};

use crate::report as model;

pub use visible::Visible;
pub use wrap::wrapped;

/// A text from outside without what can be told to be secret, as reports quote it: passwords of
/// addresses, credentials of HTTP, and values whose names say what they are.
///
/// ```
/// use exitcode_k8s::text::without_secrets;
///
/// let message = "Get \"https://app:s3cret@db/shop?token=0123\": connection refused";
/// let shown = "Get \"https://app:***@db/shop?token=***\": connection refused";
/// assert_eq!(without_secrets(message), shown);
/// ```
#[must_use]
pub fn without_secrets(text: &str) -> String {
    crate::secret::hidden(text)
}

/// The width of a mail: that of lines where nobody asks for another.
const WIDTH: usize = 80;

/// How an answer looks.
#[derive(Clone, Copy, Debug)]
struct Look {
    /// How many columns a line may have. Words and commands are never broken.
    width: usize,
    bad: Style,
    good: Style,
    heading: Style,
    dim: Style,
    command: Style,
}

impl Look {
    const PLAIN: Self = Self {
        width: WIDTH,
        bad: Style::new(),
        good: Style::new(),
        heading: Style::new(),
        dim: Style::new(),
        command: Style::new(),
    };

    const fn styled(self) -> Self {
        Self {
            width: self.width,
            bad: AnsiColor::Red.on_default().bold(),
            good: AnsiColor::Green.on_default().bold(),
            heading: Style::new().bold(),
            dim: Style::new().dimmed(),
            command: AnsiColor::Cyan.on_default(),
        }
    }
}

macro_rules! look {
    ($Text:ident) => {
        impl $Text<'_> {
            /// In lines of so many columns; 80 where this is not called.
            #[must_use]
            pub const fn width(mut self, columns: usize) -> Self {
                self.look.width = columns;
                self
            }

            /// With the escape sequences of a terminal for colours and weights.
            #[must_use]
            pub const fn styled(mut self) -> Self {
                self.look = self.look.styled();
                self
            }
        }
    };
}

/// A report, or a diagnosis of it: what happened, why we think so, what to do, what to check next.
#[derive(Clone, Copy, Debug)]
pub struct Report<'r> {
    diagnoses: &'r [model::Diagnosis],
    ignored: &'r [model::Ignored],
    look: Look,
}

impl<'r> Report<'r> {
    /// The text of a whole report.
    #[must_use]
    pub const fn new(report: &'r model::Report) -> Self {
        Self {
            diagnoses: report.diagnoses.as_slice(),
            ignored: report.ignored.as_slice(),
            look: Look::PLAIN,
        }
    }

    /// The text of one diagnosis.
    #[must_use]
    pub const fn of(diagnosis: &'r model::Diagnosis) -> Self {
        Self { diagnoses: std::slice::from_ref(diagnosis), ignored: &[], look: Look::PLAIN }
    }
}

look!(Report);

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        report::text(f, self.diagnoses, self.ignored, self.look)
    }
}

/// What a kernel log says: a paragraph for each kill and each crash.
#[derive(Clone, Copy, Debug)]
pub struct KernelLog<'l> {
    log: &'l str,
    look: Look,
}

impl<'l> KernelLog<'l> {
    /// The text of what this log says.
    #[must_use]
    pub const fn new(log: &'l str) -> Self {
        Self { log, look: Look::PLAIN }
    }
}

look!(KernelLog);

impl fmt::Display for KernelLog<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        kernel_log::text(f, self.log, self.look)
    }
}
