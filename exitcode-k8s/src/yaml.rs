//! YAML, whole or in pieces, as the same tree that JSON gives.
//!
//! The parser gives one event after the other with its place, so a text that breaks off gives what
//! came before, nothing recurses, and an alias is just a value that nobody looks up: it cannot grow.

use exitcode_core::Span;
use saphyr_parser::{Event, Parser, ScalarStyle, Span as Marks};

use crate::document::{Document, Kind, Token};

/// How deep values may be nested.
const MAX_DEPTH: usize = crate::json::MAX_DEPTH;

/// Why a stretch could not be read to its end, and the offset in the text of what is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It is no YAML from there on.
    Broken(usize),
    /// More values are open than may be.
    TooDeep(usize),
}

/// Reads the first document of a stretch of the text, up to where it breaks.
pub(crate) fn parse(text: &str, span: Span) -> (Document<'_>, Option<Fault>) {
    let start = usize::try_from(span.start).unwrap_or(usize::MAX);
    let piece =
        text.get(start..).and_then(|rest| rest.get(..span.len as usize)).unwrap_or_default();
    let mut reader = Reader {
        place: Place { piece, start, chars: 0, bytes: 0, ascii: piece.is_ascii() },
        document: Document { input: span.input, text, tokens: Vec::new(), decoded: Vec::new() },
        open: Vec::new(),
    };
    let mut parser = Parser::new_from_str(piece);
    let mut fault = None;
    while let Some(next) = parser.next_event() {
        let going_on = match next {
            Ok((event, marks)) => reader.event(event, marks),
            Err(error) => {
                let at = reader.place.byte(error.marker().index());
                Err(Fault::Broken(start + at))
            }
        };
        match going_on {
            Ok(true) => {}
            Ok(false) => break,
            Err(why) => {
                fault = Some(why);
                break;
            }
        }
    }
    reader.close_all(piece.len());
    (reader.document, fault)
}

/// From the parser's places, which count characters, to bytes.
struct Place<'a> {
    piece: &'a str,
    start: usize,
    chars: usize,
    bytes: usize,
    ascii: bool,
}

impl Place<'_> {
    /// The offset in the piece of the character of that number. They come almost in order.
    fn byte(&mut self, char: usize) -> usize {
        if self.ascii {
            return char.min(self.piece.len());
        }
        if char < self.chars {
            let before = self.piece.get(..self.bytes).unwrap_or_default();
            let back = before.chars().rev().take(self.chars - char);
            self.bytes -= back.map(char::len_utf8).sum::<usize>();
        } else {
            let rest = self.piece.get(self.bytes..).unwrap_or_default();
            self.bytes += rest.chars().take(char - self.chars).map(char::len_utf8).sum::<usize>();
        }
        self.chars = char;
        self.bytes
    }
}

struct Reader<'a> {
    place: Place<'a>,
    document: Document<'a>,
    open: Vec<u32>,
}

impl Reader<'_> {
    /// Takes an event, and says whether to go on.
    fn event(&mut self, event: Event<'_>, marks: Marks) -> Result<bool, Fault> {
        match event {
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                if self.open.len() >= MAX_DEPTH {
                    let at = self.place.byte(marks.start.index());
                    return Err(Fault::TooDeep(self.place.start + at));
                }
                let kind = match event {
                    Event::MappingStart(..) => Kind::Object,
                    _ => Kind::Array,
                };
                let start = self.place.byte(marks.start.index());
                self.open.push(self.document.tokens.len() as u32);
                self.push(kind, start, start);
            }
            Event::MappingEnd | Event::SequenceEnd => {
                let end = self.place.byte(marks.end.index());
                self.close(end);
            }
            Event::Scalar(value, style, ..) => {
                let start = self.place.byte(marks.start.index());
                let end = self.place.byte(marks.end.index());
                self.scalar(&value, style, start, end);
            }
            Event::Alias(_) => {
                let start = self.place.byte(marks.start.index());
                self.push(Kind::Null, start, start);
            }
            Event::DocumentEnd => return Ok(false),
            _ => {}
        }
        Ok(true)
    }

    fn scalar(&mut self, value: &str, style: ScalarStyle, start: usize, end: usize) {
        let raw = self.place.piece.get(start..end).unwrap_or_default();
        let plain = style == ScalarStyle::Plain;
        let lead = match style {
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => 1,
            _ => 0,
        };
        if raw.get(lead..).is_some_and(|raw| raw.starts_with(value)) && !value.is_empty() {
            let kind = if plain { plain_kind(value) } else { Kind::Plain };
            self.push(kind, start + lead, start + lead + value.len());
        } else if value.is_empty() {
            let kind = if plain { Kind::Null } else { Kind::Plain };
            self.push(kind, start + lead, start + lead);
        } else {
            let number = self.document.decoded.len() as u32;
            self.document.decoded.push(value.to_owned());
            self.push(Kind::Decoded(number), start, start + raw.trim_end().len());
        }
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize) {
        let next = self.document.tokens.len() as u32 + 1;
        let base = self.place.start;
        let (start, end) = ((base + start) as u32, (base + end) as u32);
        self.document.tokens.push(Token { kind, start, end, next });
    }

    fn close(&mut self, end: usize) {
        let next = self.document.tokens.len() as u32;
        let end = (self.place.start + end) as u32;
        let token = self.open.pop().and_then(|index| self.document.tokens.get_mut(index as usize));
        if let Some(token) = token {
            (token.end, token.next) = (end, next);
        }
    }

    /// Ends what a break left open.
    fn close_all(&mut self, end: usize) {
        while !self.open.is_empty() {
            self.close(end);
        }
    }
}

/// What a word without quotes is (YAML 1.2.2, 10.3.2, the core schema).
fn plain_kind(value: &str) -> Kind {
    match value {
        "null" | "Null" | "NULL" | "~" => Kind::Null,
        "true" | "True" | "TRUE" => Kind::Bool(true),
        "false" | "False" | "FALSE" => Kind::Bool(false),
        _ => {
            let digits = value.strip_prefix('-').unwrap_or(value);
            let number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            if number { Kind::Number } else { Kind::Plain }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::Value;

    fn all(text: &str) -> Document<'_> {
        parse(text, Span::new(0, 0, text.len() as u64)).0
    }

    #[track_caller]
    fn breaks(text: &str, fault: Option<Fault>) {
        assert_eq!(parse(text, Span::new(0, 0, text.len() as u64)).1, fault, "{text}");
    }

    #[test]
    fn faults_have_a_place() {
        breaks("a: b\n", None);
        breaks("a: [1, 2]\n---\nb: ]\n", None);
        breaks("\u{e9}: b\nc: ]\n", Some(Fault::Broken(9)));
        breaks("a: \"\u{e9}\n", Some(Fault::Broken(3)));
        let deep = |depth| "[".repeat(depth) + &"]".repeat(depth);
        breaks(&deep(MAX_DEPTH), None);
        breaks(&deep(MAX_DEPTH + 1), Some(Fault::TooDeep(MAX_DEPTH)));
        let maps = |depth: usize| {
            let lines = (0..depth).map(|level| format!("{}a:\n", " ".repeat(level)));
            lines.collect::<String>() + &" ".repeat(depth) + "b"
        };
        breaks(&maps(MAX_DEPTH), None);
        let line = (0..MAX_DEPTH).map(|level| level + 3).sum::<usize>() + MAX_DEPTH;
        breaks(&maps(MAX_DEPTH + 1), Some(Fault::TooDeep(line)));
    }

    #[track_caller]
    fn is(value: Option<Value<'_, '_>>, text: &str) {
        assert_eq!(value.and_then(Value::str).as_deref(), Some(text));
    }

    #[test]
    fn scalars_keep_their_place() {
        let text = "a: plain\nb: 'sing''le'\nc: \"dou\\nble\"\n\u{e9}: [x, 137, ~, true]\nd: |\n  two\n  lines\n";
        let document = all(text);
        let root = document.root().unwrap();
        is(root.get("a"), "plain");
        is(root.get("b"), "sing'le");
        is(root.get("c"), "dou\nble");
        is(root.get("d"), "two\nlines\n");
        for (key, raw) in [("a", "plain"), ("b", "'sing''le'"), ("c", "\"dou\\nble\"")] {
            let span = root.get(key).unwrap().span();
            assert_eq!(text.get(span.start as usize..span.end() as usize), Some(raw));
        }
        let items: Vec<_> = root.get("\u{e9}").unwrap().items().map(Value::kind).collect();
        assert_eq!(items, [Kind::Plain, Kind::Number, Kind::Null, Kind::Bool(true)]);
    }

    #[test]
    fn bombs_are_defused() {
        let mut text = "a: &a [x, x]\n".to_owned();
        for (one, two) in ('a'..'y').zip('b'..='y') {
            text.push_str(&format!("{two}: &{two} [*{one}, *{one}, *{one}, *{one}]\n"));
        }
        assert!(all(&text).tokens.len() < 200);
        let deep = "[".repeat(100_000);
        assert!(all(&deep).tokens.len() <= MAX_DEPTH + 1);
    }

    proptest! {
        #[test]
        fn no_text_is_too_wild(text in r#"[-:\[\]{}&*!|>'"%@`#?,\n\r\t a-z0-9\u{e9}]{0,80}"#) {
            let document = all(&text);
            for token in &document.tokens {
                prop_assert!(token.start <= token.end && token.end as usize <= text.len());
                prop_assert!(text.is_char_boundary(token.start as usize));
                prop_assert!(text.is_char_boundary(token.end as usize));
            }
        }
    }
}
