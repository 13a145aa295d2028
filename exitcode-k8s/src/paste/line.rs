//! Lines of a pasted text, as a person sees them, and where their parts stand.

use std::borrow::Cow;

use exitcode_core::Span;

use crate::model::Quoted;

const ESCAPE: u8 = 0x1b;

/// A line without its end, without the escape sequences of a terminal, and without the `> ` of a
/// quotation.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    input: u16,
    start: usize,
    raw: &'a str,
    clean: Option<String>,
}

impl<'a> Line<'a> {
    fn new(input: u16, start: usize, raw: &'a str) -> Self {
        let raw = raw.strip_suffix('\r').unwrap_or(raw);
        let clean = memchr::memchr(ESCAPE, raw.as_bytes())
            .map(|_| visible(raw).map(|(_, part)| part).collect());
        let (start, raw) = match raw.strip_prefix("> ") {
            Some(quoted) if clean.is_none() => (start + 2, quoted),
            _ => (start, raw),
        };
        Self { input, start, raw, clean }
    }

    /// What a person sees.
    pub(super) fn text(&self) -> &str {
        self.clean.as_deref().unwrap_or(self.raw)
    }

    /// The line as it stands in the input.
    pub(super) const fn raw(&self) -> &'a str {
        self.raw
    }

    /// How many blanks are before the first other character.
    pub(super) fn indent(&self) -> usize {
        self.text().len() - self.text().trim_start().len()
    }

    /// The offset of its first byte in the input.
    pub(super) const fn start(&self) -> usize {
        self.start
    }

    /// The offset behind its last byte, its end not counted.
    pub(super) const fn end(&self) -> usize {
        self.start + self.raw.len()
    }

    /// A part of [`text`](Self::text), with where it stands in the input.
    pub(super) fn quote(&self, part: &str) -> Quoted<'a> {
        let from = part.as_ptr().addr().saturating_sub(self.text().as_ptr().addr());
        let to = from + part.len();
        if self.clean.is_none() {
            let text = Cow::Borrowed(self.raw.get(from..to).unwrap_or_default());
            return Quoted { text, span: Some(self.span(from, to)) };
        }
        let text = Cow::Owned(part.to_owned());
        Quoted {
            text,
            span: Some(self.span(self.raw_offset(from, false), self.raw_offset(to, true))),
        }
    }

    /// A part of the text as a name.
    pub(super) fn word(&self, part: &str) -> Cow<'a, str> {
        self.quote(part).text
    }

    fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.input, (self.start + from) as u64, (self.start + to) as u64)
    }

    /// Where the byte of that offset in the visible text stands in the raw one; an end stays before
    /// the escape sequences that follow it.
    fn raw_offset(&self, offset: usize, is_end: bool) -> usize {
        let mut seen = 0;
        for (at, part) in visible(self.raw) {
            let end = seen + part.len();
            if offset < end || (is_end && offset == end) {
                return at + (offset - seen);
            }
            seen = end;
        }
        self.raw.len()
    }
}

/// The stretches of a line between escape sequences, with their offsets.
fn visible(raw: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = raw.get(at..).filter(|rest| !rest.is_empty())?;
        let start = at;
        let end = memchr::memchr(ESCAPE, rest.as_bytes()).unwrap_or(rest.len());
        let part = rest.get(..end)?;
        at += end + rest.get(end..).map_or(0, sequence);
        Some((start, part))
    })
}

/// The length of the escape sequence that a text begins with: a control sequence with its
/// parameters and its letter, or ESC and one character (ECMA-48, 5.3 and 5.4).
fn sequence(text: &str) -> usize {
    let mut chars = text.char_indices();
    if chars.next().is_none() {
        return 0;
    }
    match chars.next() {
        Some((_, '[')) => {}
        Some((at, c)) => return at + c.len_utf8(),
        None => return text.len(),
    }
    for (at, c) in chars.take(32) {
        match c {
            '\x20'..='\x3f' => {}
            '\x40'..='\x7e' => return at + 1,
            _ => return at,
        }
    }
    2
}

/// The lines of a text, one after the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lines<'a> {
    input: u16,
    text: &'a str,
    at: usize,
}

impl<'a> Lines<'a> {
    pub(super) const fn new(input: u16, text: &'a str) -> Self {
        Self { input, text, at: 0 }
    }

    /// The offset of the line that comes next.
    pub(super) const fn at(&self) -> usize {
        self.at
    }

    /// The whole text.
    pub(super) const fn text(&self) -> &'a str {
        self.text
    }

    /// The number of the input.
    pub(super) const fn input(&self) -> u16 {
        self.input
    }

    /// Goes to the line that holds this offset or begins there.
    pub(super) fn go_to(&mut self, offset: usize) {
        self.at = offset.max(self.at);
    }

    /// The next line, without going there.
    pub(super) fn peek(&self) -> Option<Line<'a>> {
        let mut lines = *self;
        lines.next()
    }

    /// The next line with something in it, without going there.
    pub(super) fn peek_filled(&self) -> Option<Line<'a>> {
        let mut lines = *self;
        lines.by_ref().take(3).find(|line| !line.text().trim().is_empty())
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let start = self.at;
        let len = memchr::memchr(b'\n', rest.as_bytes());
        self.at += len.map_or(rest.len(), |len| len + 1);
        Some(Line::new(self.input, start, rest.get(..len.unwrap_or(rest.len()))?))
    }
}

/// Whether nothing is to be seen in a line. Most begin with what is.
pub(super) fn is_blank(text: &str) -> bool {
    !text.as_bytes().first().is_some_and(u8::is_ascii_graphic) && text.trim().is_empty()
}

/// The key and the value of a `Key:  value` line, both without blanks around them.
pub(super) fn key_value(text: &str) -> Option<(&str, &str)> {
    const LONGEST_KEY: usize = 40;
    let text = text.trim_start();
    let is_key = |byte: &u8| {
        matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9')
            || matches!(byte, b' ' | b'-' | b'_' | b'.' | b'/' | b'(' | b')')
    };
    let len = text.bytes().take(LONGEST_KEY).take_while(is_key).count();
    let (key, rest) = text.split_at_checked(len)?;
    let value = rest.strip_prefix(':')?.trim_end();
    let is_word = key.starts_with(|c: char| c.is_ascii_alphabetic());
    let apart = value.is_empty() || value.starts_with([' ', '\t']);
    (is_word && apart).then_some((key.trim_end(), value.trim()))
}

/// Whether two blanks or a tab stand before a value, as in a table.
pub(super) fn is_aligned(text: &str, value: &str) -> bool {
    let at = value.as_ptr().addr().saturating_sub(text.as_ptr().addr());
    text.get(..at).is_some_and(|before| before.ends_with("  ") || before.ends_with('\t'))
}

/// The cells of a row: what is between two blanks or more, or a tab.
pub(super) fn cells(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text.trim();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let bytes = rest.as_bytes();
        let mut ends = memchr::memchr2_iter(b' ', b'\t', bytes);
        let end =
            ends.find(|&at| bytes.get(at) == Some(&b'\t') || bytes.get(at + 1) == Some(&b' '));
        let (cell, behind) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
        rest = behind.trim_start();
        Some(cell.trim_end())
    })
}
