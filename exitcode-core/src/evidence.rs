//! Evidence: what speaks for or against a cause, in words, and where it stands.

use core::fmt::{self, Write as _};

use crate::arithmetic::quantity::{Format, Quantity};
use crate::clue::{Clue, Witness, WitnessKind};
use crate::{Span, Text};

/// Something that speaks for or against a cause. Its `Display` is the sentence for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence<'a> {
    clue: Clue,
    kind: WitnessKind,
    text: Text<'a>,
    subject: Option<&'a str>,
    a: i64,
    b: i64,
    supports: bool,
}

impl<'a> Evidence<'a> {
    pub(crate) const fn new(witness: &Witness<'a>, supports: bool) -> Self {
        let Witness { clue, kind, text, subject, a, b } = *witness;
        Self { clue, kind, text, subject, a, b, supports }
    }

    /// What it is evidence of.
    #[must_use]
    pub const fn clue(&self) -> Clue {
        self.clue
    }

    /// What kind of thing it was seen in.
    #[must_use]
    pub const fn kind(&self) -> WitnessKind {
        self.kind
    }

    /// Whether it speaks for the cause; otherwise it speaks against it.
    #[must_use]
    pub const fn supports(&self) -> bool {
        self.supports
    }

    /// The words that it quotes; empty where it is arithmetic.
    #[must_use]
    pub const fn quote(&self) -> &'a str {
        self.text.text
    }

    /// Where the words or the number stand in the input.
    #[must_use]
    pub const fn span(&self) -> Option<Span> {
        self.text.span
    }
}

impl fmt::Display for Evidence<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let template = match self.clue {
            Clue::Fact(fact) => fact.template(),
            Clue::Says(_) => {
                let place = match self.kind {
                    WitnessKind::LogLine => "the log",
                    WitnessKind::KernelLog => "the kernel",
                    WitnessKind::Event => "an event",
                    WitnessKind::Pod => "the pod's message",
                    _ => "the message",
                };
                return write!(f, "{place} says: {}", OneLine(self.text.text));
            }
        };
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            f.write_str(before)?;
            let Some((name, after)) = after.split_once('}') else { break };
            match name {
                "text" => write!(f, "{}", OneLine(self.text.text))?,
                "subject" => f.write_str(self.subject.unwrap_or_default())?,
                "a" => write!(f, "{}", self.a)?,
                "b" => write!(f, "{}", self.b)?,
                "a:bytes" => write!(f, "{}", bytes(self.a))?,
                "b:bytes" => write!(f, "{}", bytes(self.b))?,
                "a:limit" if self.a == 0 => {}
                "a:limit" => write!(f, " of {}", bytes(self.a))?,
                "a:seconds" => write!(f, "{} s", self.a)?,
                "b:seconds" => write!(f, "{} s", self.b)?,
                "a:times" if self.a == 1 => f.write_str("once")?,
                "a:times" => write!(f, "{} times", self.a)?,
                "a:after" if self.a == 0 => {}
                "a:after" if self.a == 1 => f.write_str(" after 1 restart")?,
                "a:after" => write!(f, " after {} restarts", self.a)?,
                _ => {}
            }
            rest = after;
        }
        f.write_str(rest)
    }
}

/// A quotation on one line: line breaks and other control characters become spaces.
struct OneLine<'a>(&'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut gap = false;
        // Nothing followed the colon, such as the output of a probe that printed nothing.
        for c in self.0.trim().trim_end_matches(':').chars() {
            if c.is_control() || c.is_whitespace() {
                gap = true;
                continue;
            }
            if gap {
                f.write_char(' ')?;
                gap = false;
            }
            f.write_char(c)?;
        }
        Ok(())
    }
}

/// A size as Kubernetes writes it.
const fn bytes(size: i64) -> Quantity {
    Quantity::new(size, Format::BinarySi)
}
