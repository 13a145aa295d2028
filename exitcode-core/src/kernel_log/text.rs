use core::fmt::{self, Write};

use super::scan::{first_of, last_of};

/// A piece of a log as the log shows it.
///
/// A kernel log that travels inside JSON carries JSON's escapes, and a kernel log is borrowed here,
/// not copied. So the piece remembers how it was quoted: [`Display`](fmt::Display),
/// [`chars`](Self::chars) and `==` resolve the escapes, [`raw`](Self::raw) does not. The kernel's own
/// escapes (`\xc3` for a byte that is not ASCII, as `/dev/kmsg` and `dmesg` print it) are kept: they
/// are what the log says.
///
/// ```
/// let line = r#"{"MESSAGE":"Out of memory: Killed process 7 (a\"b) total-vm:8kB, anon-rss:4kB"}"#;
/// let kill = exitcode_core::kernel_log::kills(line).next().unwrap();
/// assert_eq!(kill.comm, "a\"b");
/// assert_eq!(kill.comm.raw(), r#"a\"b"#);
/// ```
#[derive(Clone, Copy, Eq)]
pub struct Text<'a> {
    raw: &'a str,
    depth: u8,
}

impl<'a> Text<'a> {
    pub(super) const fn new(raw: &'a str, depth: u8) -> Self {
        Self { raw, depth }
    }

    /// The bytes of the log, with the escapes of whatever it was wrapped in.
    #[must_use]
    pub const fn raw(self) -> &'a str {
        self.raw
    }

    /// The text itself where no escape stands in the way, which is nearly always.
    #[must_use]
    pub fn as_str(self) -> Option<&'a str> {
        (self.depth == 0 || !self.raw.contains('\\')).then_some(self.raw)
    }

    /// Its characters, with the escapes of whatever it was wrapped in resolved.
    pub fn chars(self) -> impl Iterator<Item = char> + Clone + use<'a> {
        Unescape {
            inner: Unescape { inner: self.raw.chars(), on: self.depth > 0 },
            on: self.depth > 1,
        }
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_str() {
            Some(text) => f.pad(text),
            None => self.chars().try_for_each(|c| f.write_char(c)),
        }
    }
}

impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        self.chars().flat_map(char::escape_debug).try_for_each(|c| f.write_char(c))?;
        f.write_char('"')
    }
}

impl PartialEq for Text<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.chars().eq(other.chars())
    }
}

impl PartialEq<str> for Text<'_> {
    fn eq(&self, other: &str) -> bool {
        self.chars().eq(other.chars())
    }
}

impl PartialEq<&str> for Text<'_> {
    fn eq(&self, other: &&str) -> bool {
        *self == **other
    }
}

/// Resolves one layer of JSON's escapes (RFC 8259, section 7). What is no escape stays as it is.
#[derive(Clone)]
struct Unescape<I> {
    inner: I,
    on: bool,
}

impl<I: Iterator<Item = char> + Clone> Iterator for Unescape<I> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        let c = self.inner.next()?;
        if !self.on || c != '\\' {
            return Some(c);
        }
        let mut ahead = self.inner.clone();
        let decoded = match ahead.next() {
            Some(c @ ('"' | '\\' | '/')) => c,
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => match unicode(&mut ahead) {
                Some(c) => c,
                None => return Some(c),
            },
            _ => return Some(c),
        };
        self.inner = ahead;
        Some(decoded)
    }
}

fn unicode(chars: &mut (impl Iterator<Item = char> + Clone)) -> Option<char> {
    let high = hex4(chars)?;
    if (0xd800..0xdc00).contains(&high) {
        let mut ahead = chars.clone();
        if (ahead.next(), ahead.next()) == (Some('\\'), Some('u'))
            && let Some(low @ 0xdc00..0xe000) = hex4(&mut ahead)
        {
            *chars = ahead;
            return char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00));
        }
    }
    Some(char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER))
}

fn hex4(chars: &mut impl Iterator<Item = char>) -> Option<u32> {
    let mut value = 0;
    for _ in 0..4 {
        value = value << 4 | chars.next()?.to_digit(16)?;
    }
    Some(value)
}

/// How a message is quoted: not, as a JSON string, or as a JSON string inside another.
pub(super) fn depth_at(before: &str) -> u8 {
    let opening = before.rfind('"').map(|quote| slashes_before(before, quote));
    match opening {
        Some((0, None | Some(':' | '=' | '[' | ',' | '('))) => 1,
        Some((1, None | Some(':' | '=' | '[' | ',' | '('))) => 2,
        // A string of many lines, whose opening is out of sight.
        _ => match last_newline(before).map(|newline| slashes_before(before, newline + 1).0) {
            Some(1) => 1,
            Some(2) => 2,
            _ => 0,
        },
    }
}

/// Where the last line feed stands that is written as an escape.
pub(super) fn last_newline(text: &str) -> Option<usize> {
    let mut to = text.len();
    loop {
        let at = last_of(text.as_bytes().get(..to)?, *b"\\")?;
        if text.as_bytes().get(at + 1) == Some(&b'n') {
            return Some(at);
        }
        to = at;
    }
}

/// The backslashes in front of a position, and what stands in front of them and of spaces.
fn slashes_before(text: &str, at: usize) -> (usize, Option<char>) {
    let head = text.get(..at).unwrap_or_default();
    let rest = head.trim_end_matches('\\');
    (head.len() - rest.len(), rest.trim_end_matches(' ').chars().next_back())
}

/// Where a message quoted to `depth` ends: the end of its line, or its closing quote.
pub(super) fn content_end(text: &str, depth: u8) -> usize {
    let mut slashes = 0_usize;
    let mut at = 0;
    let bytes = text.as_bytes();
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\n' | b'\r' => return at,
            b'"' if depth == 1 && slashes.is_multiple_of(2) => return at,
            b'"' if depth == 2 && slashes % 4 == 1 => return at - 1,
            b'n' if depth == 1 && slashes % 2 == 1 => return at - 1,
            b'n' if depth == 2 && slashes % 4 == 2 => return at - 2,
            _ => {}
        }
        if byte == b'\\' {
            slashes += 1;
            at += 1;
        } else {
            // Nothing else ends it, or is the beginning of an end.
            slashes = 0;
            let rest = bytes.get(at + 1..).unwrap_or_default();
            at += 1 + first_of(rest, *b"\n\r\"\\").unwrap_or(rest.len());
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::{Text, content_end, depth_at};

    #[track_caller]
    fn shows(raw: &str, depth: u8, expected: &str) {
        assert_eq!(Text::new(raw, depth), expected);
        assert_eq!(std::format!("{}", Text::new(raw, depth)), expected);
    }

    #[test]
    fn resolves_escapes_to_the_depth_of_the_quoting() {
        shows(r#"a\"b"#, 0, r#"a\"b"#);
        shows(r#"a\"b\\c\/d"#, 1, r#"a"b\c/d"#);
        shows(r"gr\u00f6\u00dfe \ud83d\ude00", 1, "größe 😀");
        shows(r"\ud83d!", 1, "\u{fffd}!");
        shows(r"\xc3\u12", 1, r"\xc3\u12");
        shows(r#"a\\\"b"#, 2, r#"a"b"#);
        shows("end\\", 1, "end\\");
    }

    #[test]
    fn knows_where_a_quoted_message_begins_and_ends() {
        assert_eq!(depth_at(r#"{"time":"now","log": ""#), 1);
        assert_eq!(depth_at(r#"{"log":"{\"msg\":\""#), 2);
        assert_eq!(depth_at(r#"message=""#), 1);
        assert_eq!(depth_at("[ 12.3] "), 0);
        assert_eq!(depth_at(r"so far\n[ 12.3] "), 1);
        assert_eq!(depth_at(r#"a \"b\" so far\\n[ 12.3] "#), 2);
        assert_eq!(depth_at(r#"said "hello" "#), 0);
        assert_eq!(content_end(r#"a\"b" tail"#, 1), 4);
        assert_eq!(content_end(r"one\ntwo", 1), 3);
        assert_eq!(content_end(r"one\\n", 1), 6);
        assert_eq!(content_end("one\ntwo", 0), 3);
        assert_eq!(content_end(r#"a\\\"b\" tail"#, 2), 6);
    }
}
