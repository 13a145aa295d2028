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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Fact, Saying};
    use std::string::ToString as _;

    fn witness(clue: Clue, kind: WitnessKind, text: &str, a: i64, b: i64) -> Witness<'_> {
        Witness { clue, text: text.into(), subject: Some("postgres"), a, b, kind }
    }

    #[test]
    fn a_fact_is_told_with_its_numbers_and_its_words() {
        let rows = [
            (Fact::CodePlain, "", 3, 0, "the exit code is 3, which no signal makes"),
            (Fact::CodeMeaning, "busy", 3, 0, "postgres uses exit code 3 for: busy"),
            (Fact::WaitCrashLoop, "", 0, 0, "it waits in CrashLoopBackOff"),
            (Fact::WaitCrashLoop, "", 1, 0, "it waits in CrashLoopBackOff after 1 restart"),
            (Fact::WaitCrashLoop, "", 2, 0, "it waits in CrashLoopBackOff after 2 restarts"),
            (Fact::Restarted, "", 1, 0, "it was restarted once"),
            (Fact::Restarted, "", 2, 0, "it was restarted 2 times"),
            (Fact::MemoryLimit, "", 1 << 28, 0, "the container's memory limit is 256Mi"),
            (
                Fact::HeapExceedsLimit,
                "",
                1 << 30,
                1 << 29,
                "the heap may grow to 1Gi, and the memory limit is 512Mi",
            ),
            (
                Fact::PreStopExceedsGrace,
                "",
                60,
                30,
                "preStop sleeps 60 s of a grace period of 30 s",
            ),
            (
                Fact::KernelKilledOwn,
                "Killed process 7",
                0,
                0,
                "the kernel killed for the container's own limit: Killed process 7",
            ),
            (
                Fact::KernelKilledOwn,
                "Killed process 7",
                1 << 28,
                0,
                "the kernel killed for the container's own limit of 256Mi: Killed process 7",
            ),
            // On one line, and no colon that nothing follows.
            (Fact::EvFailed, " a\r\n\t b \n", 0, 0, "the kubelet says: a b"),
            (Fact::EvFailed, "probe errored: ", 0, 0, "the kubelet says: probe errored"),
            (Fact::EvFailed, "\u{1b}[31mred", 0, 0, "the kubelet says:  [31mred"),
        ];
        for (fact, text, a, b, told) in rows {
            let witness = witness(Clue::Fact(fact), WitnessKind::Status, text, a, b);
            let evidence = Evidence::new(&witness, true);
            assert_eq!(evidence.to_string(), told);
            assert_eq!(evidence.clue(), Clue::Fact(fact));
            assert_eq!((evidence.quote(), evidence.kind()), (text, WitnessKind::Status));
            assert!(evidence.supports() && !Evidence::new(&witness, false).supports());
        }
    }

    #[test]
    fn every_place_in_a_fact_is_filled() {
        for &fact in Fact::ALL {
            let witness = witness(Clue::Fact(fact), WitnessKind::Status, "words", 5, 7);
            let told = Evidence::new(&witness, true).to_string();
            let mut fixed = fact.template().split(['{', '}']).step_by(2);
            let mut rest = told.strip_prefix(fixed.next().unwrap_or_default()).unwrap();
            for part in fixed {
                let end = if part.is_empty() { rest.len() } else { rest.find(part).unwrap() };
                assert!(end > 0, "{fact:?}: {told}");
                rest = rest.split_at(end + part.len()).1;
            }
            assert_eq!(rest, "", "{fact:?}: {told}");
        }
    }

    #[test]
    fn a_quotation_says_where_it_stands() {
        let mut witness = witness(Clue::Says(Saying::GoPanic), WitnessKind::LogLine, "panic", 0, 0);
        assert_eq!(Evidence::new(&witness, true).span(), None);
        let span = Some(Span::new(3, 40, 45));
        witness.text = Text { text: "panic", span };
        let evidence = Evidence::new(&witness, true);
        assert_eq!((evidence.span(), evidence.quote()), (span, "panic"));
    }

    #[test]
    fn a_saying_is_told_with_who_says_it() {
        let rows = [
            (WitnessKind::LogLine, "the log says: panic"),
            (WitnessKind::KernelLog, "the kernel says: panic"),
            (WitnessKind::Event, "an event says: panic"),
            (WitnessKind::Pod, "the pod's message says: panic"),
            (WitnessKind::TerminatedMessage, "the message says: panic"),
            (WitnessKind::WaitingMessage, "the message says: panic"),
        ];
        for (kind, told) in rows {
            let witness = witness(Clue::Says(Saying::GoPanic), kind, "panic", 0, 0);
            assert_eq!(Evidence::new(&witness, true).to_string(), told);
        }
    }
}
