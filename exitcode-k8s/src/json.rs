//! JSON, whole or in pieces.
//!
//! Not serde_json, for four things that a diagnosis needs and it cannot give: the place of every
//! value (a quarter of the messages in pods have escapes, so that their place cannot be had from the
//! decoded text), what came before the break of a truncated text, an object without its outer
//! braces, and one damaged value that does not take the rest with it.

use crate::document::{Document, Kind, Token};
use crate::skip::{Brackets, Walk};

/// How deep values may be nested. Pods need about twelve.
pub(crate) const MAX_DEPTH: usize = 128;

/// What some editors and shells of Windows put in front of UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// What is missing where an object has neither a member nor an end.
pub(crate) const KEY_OR_END: &str = "a key or `}`";

/// Why a text could not be read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It ends inside a value.
    Truncated,
    /// Something else was expected.
    Expected(&'static str),
    /// More than [`MAX_DEPTH`] values are open.
    TooDeep,
}

/// One value, or the part of it before the text breaks.
#[derive(Clone, Debug)]
pub(crate) struct Parsed<'a> {
    pub(crate) document: Document<'a>,
    /// The offset behind the value, or of what breaks it.
    pub(crate) end: usize,
    pub(crate) fault: Option<Fault>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expect {
    Value,
    ItemOrEnd,
    KeyOrEnd,
    Colon,
    CommaOrEnd,
}

struct Parser<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    tokens: Vec<Token>,
    /// The indices of the open objects and arrays.
    open: Vec<u32>,
    /// Whether the outermost object has no braces.
    bare: bool,
    /// Whether what no diagnosis asks for is stepped over.
    skips: bool,
}

/// The members of a pod that have members or items of their own and that nothing reads: seven
/// tenths of a pod as the API server sends it.
const UNREAD: [&str; 16] = [
    "affinity",
    "allocatedResources",
    "env",
    "envFrom",
    "hostIPs",
    "imagePullSecrets",
    "managedFields",
    "podIPs",
    "ports",
    "readinessProbe",
    "securityContext",
    "tolerations",
    "topologySpreadConstraints",
    "user",
    "volumeMounts",
    "volumes",
];

/// Whether JSON may begin here: an object, an array, or the members of an object without its braces.
pub(crate) fn may_begin(text: &str) -> bool {
    let text = text.trim_start_matches(BYTE_ORDER_MARK).trim_start();
    match text.as_bytes().first() {
        Some(b'{' | b'[') => true,
        Some(b'"') => {
            let key_end = text.get(1..).and_then(|rest| rest.find('"'));
            let rest = key_end.and_then(|end| text.get(end + 2..));
            rest.is_some_and(|rest| rest.trim_start().starts_with(':'))
        }
        _ => false,
    }
}

/// Reads the value that begins at `from`, or behind the white space there.
pub(crate) fn parse(input: u16, text: &str, from: usize) -> Parsed<'_> {
    parse_with(input, text, from, false)
}

/// Reads an object of a list. What nothing reads of a pod comes out empty, whatever is in it.
pub(crate) fn outline(text: &str) -> Parsed<'_> {
    parse_with(0, text, 0, true)
}

fn parse_with(input: u16, text: &str, from: usize, skips: bool) -> Parsed<'_> {
    let mut parser = Parser {
        text,
        bytes: text.as_bytes(),
        at: from,
        tokens: Vec::with_capacity((text.len() - from.min(text.len())).min(4_096) / 16),
        open: Vec::with_capacity(16),
        bare: false,
        skips,
    };
    if text.get(from..).is_some_and(|text| text.starts_with(BYTE_ORDER_MARK)) {
        parser.at += BYTE_ORDER_MARK.len_utf8();
    }
    parser.skip_space();
    let fault = parser.run().err();
    parser.close_all();
    let end = parser.at;
    Parsed {
        document: Document { input, text, tokens: parser.tokens, decoded: Vec::new() },
        end,
        fault,
    }
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize) {
        let next = self.tokens.len() as u32 + 1;
        self.tokens.push(Token { kind, start: start as u32, end: end as u32, next });
    }

    fn open(&mut self, kind: Kind) -> Result<(), Fault> {
        if self.open.len() >= MAX_DEPTH {
            return Err(Fault::TooDeep);
        }
        self.open.push(self.tokens.len() as u32);
        self.push(kind, self.at, self.at);
        Ok(())
    }

    fn close(&mut self) {
        let next = self.tokens.len() as u32;
        if let Some(token) = self.open.pop().and_then(|index| self.tokens.get_mut(index as usize)) {
            token.end = self.at as u32;
            token.next = next;
        }
    }

    /// Ends what a break left open. A key without its value goes.
    fn close_all(&mut self) {
        while !self.open.is_empty() {
            self.close();
        }
    }

    fn inside_object(&self) -> bool {
        self.open
            .last()
            .and_then(|&index| self.tokens.get(index as usize))
            .is_some_and(|token| token.kind == Kind::Object)
    }

    fn run(&mut self) -> Result<(), Fault> {
        let mut expect = Expect::Value;
        if self.peek() == Some(b'"') {
            self.bare = true;
            self.open(Kind::Object)?;
            expect = Expect::KeyOrEnd;
        }
        loop {
            self.skip_space();
            let byte = self.peek();
            let may_end = match expect {
                Expect::CommaOrEnd => byte != Some(b','),
                Expect::KeyOrEnd => byte != Some(b'"'),
                _ => false,
            };
            if self.bare && self.open.len() == 1 && may_end {
                return Ok(());
            }
            let byte = byte.ok_or(Fault::Truncated)?;
            expect = match (expect, byte) {
                (Expect::Value, b'{' | b'[') if self.skips && self.is_unread() => {
                    self.skip(byte)?;
                    Expect::CommaOrEnd
                }
                (Expect::Value | Expect::ItemOrEnd, b'{') => {
                    self.open(Kind::Object)?;
                    self.at += 1;
                    Expect::KeyOrEnd
                }
                (Expect::Value | Expect::ItemOrEnd, b'[') => {
                    self.open(Kind::Array)?;
                    self.at += 1;
                    Expect::ItemOrEnd
                }
                (Expect::ItemOrEnd | Expect::CommaOrEnd, b']') if !self.inside_object() => {
                    self.at += 1;
                    self.close();
                    Expect::CommaOrEnd
                }
                (Expect::KeyOrEnd | Expect::CommaOrEnd, b'}') if self.inside_object() => {
                    self.at += 1;
                    self.close();
                    Expect::CommaOrEnd
                }
                (Expect::CommaOrEnd, b',') => {
                    self.at += 1;
                    if self.inside_object() { Expect::KeyOrEnd } else { Expect::ItemOrEnd }
                }
                (Expect::KeyOrEnd, b'"') => {
                    self.string()?;
                    Expect::Colon
                }
                (Expect::Colon, b':') => {
                    self.at += 1;
                    Expect::Value
                }
                (Expect::Value | Expect::ItemOrEnd, _) => {
                    let scalar = self.scalar(byte);
                    if scalar.is_err() && self.inside_object() {
                        self.tokens.pop();
                    }
                    scalar?;
                    Expect::CommaOrEnd
                }
                (Expect::KeyOrEnd, _) => return Err(Fault::Expected(KEY_OR_END)),
                (Expect::Colon, _) => {
                    self.tokens.pop();
                    return Err(Fault::Expected("`:`"));
                }
                (Expect::CommaOrEnd, _) if self.inside_object() => {
                    return Err(Fault::Expected("`,` or `}`"));
                }
                (Expect::CommaOrEnd, _) => return Err(Fault::Expected("`,` or `]`")),
            };
            if self.open.is_empty() {
                return Ok(());
            }
        }
    }

    /// Whether nothing reads the value of the key that came last.
    fn is_unread(&self) -> bool {
        let key = self.tokens.last().filter(|_| !self.open.is_empty());
        let key = key.and_then(|key| self.text.get(key.start as usize..key.end as usize));
        key.is_some_and(|key| UNREAD.contains(&key))
    }

    /// An object or array, as if nothing were in it.
    fn skip(&mut self, first: u8) -> Result<(), Fault> {
        let (kind, brackets) = match first {
            b'{' => (Kind::Object, Brackets::CURLY),
            _ => (Kind::Array, Brackets::SQUARE),
        };
        let start = self.at;
        let walk = Walk { at: start + 1, open: 1, in_string: false }.finish(self.bytes, brackets);
        self.at = walk.at;
        if walk.open > 0 {
            self.at = self.bytes.len();
            return Err(Fault::Truncated);
        }
        self.push(kind, start, self.at);
        Ok(())
    }

    fn scalar(&mut self, first: u8) -> Result<(), Fault> {
        match first {
            b'"' => self.string(),
            b'-' | b'0'..=b'9' => self.number(),
            b't' => self.word("true", Kind::Bool(true)),
            b'f' => self.word("false", Kind::Bool(false)),
            b'n' => self.word("null", Kind::Null),
            _ => Err(Fault::Expected("a value")),
        }
    }

    fn word(&mut self, word: &str, kind: Kind) -> Result<(), Fault> {
        let rest = self.text.get(self.at..).unwrap_or("");
        if rest.starts_with(word) {
            self.push(kind, self.at, self.at + word.len());
            self.at += word.len();
            Ok(())
        } else if word.starts_with(rest) {
            self.at = self.bytes.len();
            Err(Fault::Truncated)
        } else {
            Err(Fault::Expected("a value"))
        }
    }

    fn number(&mut self) -> Result<(), Fault> {
        let start = self.at;
        while matches!(self.peek(), Some(b'-' | b'+' | b'.' | b'0'..=b'9' | b'e' | b'E')) {
            self.at += 1;
        }
        // The digits that are missing would make it another number.
        if self.peek().is_none() && self.open.len() > usize::from(self.bare) {
            return Err(Fault::Truncated);
        }
        self.push(Kind::Number, start, self.at);
        Ok(())
    }

    /// A string, raw control characters in it and all: pasted text has them.
    fn string(&mut self) -> Result<(), Fault> {
        let start = self.at + 1;
        let mut kind = Kind::Plain;
        let mut at = start;
        loop {
            let rest = self.bytes.get(at..).unwrap_or(&[]);
            match quote_or_backslash(rest) {
                Some(found) if rest.get(found) == Some(&b'\\') => {
                    kind = Kind::Escaped;
                    at += found + 2;
                }
                Some(found) => {
                    at += found;
                    self.push(kind, start, at);
                    self.at = at + 1;
                    return Ok(());
                }
                None => {
                    self.at = self.bytes.len();
                    return Err(Fault::Truncated);
                }
            }
        }
    }
}

/// The offset of the first of them.
fn quote_or_backslash(bytes: &[u8]) -> Option<usize> {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    // The highest bit of each byte that is zero, and perhaps of one behind it.
    let zeros = |bits: u64| bits.wrapping_sub(ONES) & !bits & ONES << 7;
    // Most strings are shorter than what it takes to begin a search with vectors.
    let mut at = 0;
    for eight in bytes.as_chunks().0.iter().take(3) {
        let eight = u64::from_le_bytes(*eight);
        let found = zeros(eight ^ (ONES * b'"' as u64)) | zeros(eight ^ (ONES * b'\\' as u64));
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    Some(at + memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?)
}

/// The text that an escaped string stands for. An escape that JSON does not have stays as it is; half
/// a surrogate pair becomes U+FFFD.
pub(crate) fn unescape(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('\\') {
        text.push_str(before);
        let mut chars = after.chars();
        match chars.next() {
            Some('b') => text.push('\u{8}'),
            Some('f') => text.push('\u{c}'),
            Some('n') => text.push('\n'),
            Some('r') => text.push('\r'),
            Some('t') => text.push('\t'),
            Some(char @ ('"' | '\\' | '/')) => text.push(char),
            Some('u') => {
                let (char, behind) = unicode(chars.as_str());
                text.push(char);
                rest = behind;
                continue;
            }
            Some(char) => text.extend(['\\', char]),
            None => text.push('\\'),
        }
        rest = chars.as_str();
    }
    text.push_str(rest);
    text
}

/// The character of the four hexadecimal digits behind `\u`, or of the pair that begins there, and
/// what is behind it.
fn unicode(digits: &str) -> (char, &str) {
    let Some((first, rest)) = hex(digits) else { return (char::REPLACEMENT_CHARACTER, digits) };
    if let (0xd800..=0xdbff, Some((second @ 0xdc00..=0xdfff, behind))) =
        (first, rest.strip_prefix("\\u").and_then(hex))
    {
        let pair = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
        return (char::from_u32(pair).unwrap_or(char::REPLACEMENT_CHARACTER), behind);
    }
    (char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER), rest)
}

fn hex(text: &str) -> Option<(u32, &str)> {
    let (digits, rest) = text.split_at_checked(4)?;
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    Some((u32::from_str_radix(digits, 16).ok()?, rest))
}

/// The JSON pointers (RFC 6901) of the values that hold these offsets, which are in order.
///
/// Nothing for an offset that no value holds, or one that is not inside an object or array.
pub(crate) fn pointers(text: &str, offsets: &[usize]) -> Vec<Option<String>> {
    let mut pointers = Vec::with_capacity(offsets.len());
    let mut from = 0;
    while pointers.len() < offsets.len() && may_begin(text.get(from..).unwrap_or("")) {
        let parsed = parse(0, text, from);
        push_pointers(&parsed.document, offsets, &mut pointers);
        let rest = text.get(parsed.end..).unwrap_or("");
        let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || "},]".contains(c));
        from = text.len() - rest.len();
        if parsed.fault.is_some() {
            break;
        }
    }
    pointers.resize(offsets.len(), None);
    pointers
}

/// An object or array that a walk is in.
struct Level {
    /// The index of the token behind it.
    next: usize,
    /// The length of the pointer to it.
    pointer: usize,
    /// How many items came before; nothing for an object.
    item: Option<usize>,
}

/// Walks through all values once, since offsets may be as many as values.
fn push_pointers(document: &Document<'_>, offsets: &[usize], pointers: &mut Vec<Option<String>>) {
    let mut levels: Vec<Level> = Vec::new();
    let mut pointer = String::new();
    let mut is_key = false;
    for (index, token) in document.tokens.iter().enumerate() {
        while levels.pop_if(|level| level.next <= index).is_some() {
            is_key = levels.last().is_some_and(|level| level.item.is_none());
        }
        if let Some(level) = levels.last_mut() {
            if is_key {
                pointer.truncate(level.pointer);
                let raw = document.text.get(token.start as usize..token.end as usize);
                let raw = raw.unwrap_or("");
                match token.kind {
                    Kind::Escaped => push_segment(&mut pointer, &unescape(raw)),
                    _ => push_segment(&mut pointer, raw),
                }
                is_key = false;
                continue;
            }
            if let Some(item) = &mut level.item {
                pointer.truncate(level.pointer);
                push_segment(&mut pointer, &item.to_string());
                *item += 1;
            }
        }
        if matches!(token.kind, Kind::Object | Kind::Array) {
            let object = token.kind == Kind::Object;
            let next = token.next as usize;
            let item = if object { None } else { Some(0) };
            levels.push(Level { next, pointer: pointer.len(), item });
            is_key = object;
            continue;
        }
        while let Some(&offset) = offsets.get(pointers.len()) {
            if offset < token.start as usize {
                pointers.push(None);
            } else if offset <= token.end as usize {
                pointers.push((!pointer.is_empty()).then(|| pointer.clone()));
            } else {
                break;
            }
        }
        is_key = levels.last().is_some_and(|level| level.item.is_none());
    }
}

fn push_segment(pointer: &mut String, segment: &str) {
    pointer.push('/');
    for char in segment.chars() {
        match char {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            char => pointer.push(char),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value as Json;

    use super::*;
    use crate::document::Value;

    /// The tree as serde_json would have read it; nothing where a member lost its value.
    fn rebuilt(value: Value<'_, '_>) -> Json {
        match value.kind() {
            Kind::Object => value
                .members()
                .map(|(key, value)| (key.str().unwrap().into_owned(), rebuilt(value)))
                .collect(),
            Kind::Array => value.items().map(rebuilt).collect(),
            Kind::Plain | Kind::Escaped | Kind::Decoded(_) => {
                value.str().unwrap().into_owned().into()
            }
            Kind::Number => serde_json::from_str(value.number().unwrap()).unwrap(),
            Kind::Bool(value) => value.into(),
            Kind::Null => Json::Null,
        }
    }

    fn values() -> impl Strategy<Value = Json> {
        let leaf = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::from),
            any::<i64>().prop_map(Json::from),
            ".{0,12}".prop_map(Json::from),
        ];
        leaf.prop_recursive(5, 60, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Json::from),
                prop::collection::btree_map(".{0,6}", inner, 0..6)
                    .prop_map(|members| members.into_iter().collect()),
            ]
        })
    }

    proptest! {
        #[test]
        fn reads_what_serde_json_reads(value in values()) {
            prop_assume!(!value.is_string() && !value.is_number());
            for text in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
                let parsed = parse(0, &text, 0);
                prop_assert_eq!(parsed.fault, None);
                prop_assert_eq!(parsed.end, text.len());
                prop_assert_eq!(&rebuilt(parsed.document.root().unwrap()), &value);
            }
        }

        #[test]
        fn a_cut_takes_nothing_from_what_came_before(value in values(), cut in 0..400_usize) {
            let text = serde_json::to_string(&serde_json::json!([value, value])).unwrap();
            let cut = text.floor_char_boundary(cut.min(text.len()));
            let parsed = parse(0, &text[..cut], 0);
            if cut > 1 + value.to_string().len() {
                let root = parsed.document.root().unwrap();
                prop_assert_eq!(&rebuilt(root.items().next().unwrap()), &value);
            }
        }

        #[test]
        fn no_text_is_too_wild(text in r#"[\[\]{}:,"\\u0-9a-f\n é-]{0,60}"#) {
            let parsed = parse(0, &text, 0);
            prop_assert!(parsed.end <= text.len());
            let offsets: Vec<_> = (0..=text.len()).collect();
            prop_assert_eq!(pointers(&text, &offsets).len(), offsets.len());
            if serde_json::from_str::<Json>(&text).is_ok_and(|value| !value.is_string()) {
                prop_assert_eq!(parsed.fault, None);
            }
        }

        #[test]
        fn pointers_lead_to_the_value(value in values()) {
            let text = value.to_string();
            let parsed = parse(0, &text, 0);
            let mut leaves = Vec::new();
            if let Some(root) = parsed.document.root() {
                collect(root, &mut leaves);
            }
            let offsets: Vec<_> = leaves.iter().map(|leaf| leaf.span().start as usize).collect();
            for (leaf, pointer) in leaves.iter().zip(pointers(&text, &offsets)) {
                if let Some(pointer) = pointer {
                    prop_assert_eq!(value.pointer(&pointer).unwrap(), &rebuilt(*leaf));
                } else {
                    prop_assert!(!value.is_object() && !value.is_array());
                }
            }
        }
    }

    fn collect<'d, 'a>(value: Value<'d, 'a>, leaves: &mut Vec<Value<'d, 'a>>) {
        match value.kind() {
            Kind::Object => value.members().for_each(|(_, value)| collect(value, leaves)),
            Kind::Array => value.items().for_each(|value| collect(value, leaves)),
            _ => leaves.push(value),
        }
    }

    #[track_caller]
    fn breaks(text: &str, fault: Fault, end: usize) {
        let parsed = parse(0, text, 0);
        assert_eq!((parsed.fault, parsed.end), (Some(fault), end), "{text}");
    }

    #[test]
    fn faults_have_a_place() {
        breaks("", Fault::Truncated, 0);
        breaks("[1, 2", Fault::Truncated, 5);
        breaks(r#"{"a": "b"#, Fault::Truncated, 8);
        breaks(r#"{"a": tru"#, Fault::Truncated, 9);
        breaks(r#"{"a": truth}"#, Fault::Expected("a value"), 6);
        breaks(r#"{"a" 1}"#, Fault::Expected("`:`"), 5);
        breaks(r#"{"a": 1 "b": 2}"#, Fault::Expected("`,` or `}`"), 8);
        breaks("[1 2]", Fault::Expected("`,` or `]`"), 3);
        breaks("{1: 2}", Fault::Expected("a key or `}`"), 1);
        breaks(&"[".repeat(1_000), Fault::TooDeep, MAX_DEPTH);
        breaks(&r#"{"a":"#.repeat(1_000), Fault::TooDeep, MAX_DEPTH * 5);
    }

    #[test]
    fn an_outline_has_what_is_read_and_leaves_the_rest_empty() {
        let text = r#"{"a": {"env": [{"x": "]\""}], "b": 1}, "volumes": {}, "env": "plain"}"#;
        let parsed = outline(text);
        assert_eq!(parsed.fault, None);
        let expected = serde_json::json!({"a": {"env": [], "b": 1}, "volumes": {}, "env": "plain"});
        assert_eq!(rebuilt(parsed.document.root().unwrap()), expected);
        let parsed = outline(r#"{"a": 1, "env": [{"x": "]"#);
        assert_eq!(parsed.fault, Some(Fault::Truncated));
    }

    #[test]
    fn what_is_stepped_over_is_read_nowhere() {
        let readers = [
            include_str!("object/event.rs"),
            include_str!("object/mod.rs"),
            include_str!("object/pod.rs"),
            include_str!("object/workload.rs"),
        ];
        for name in UNREAD {
            let quoted = format!("\"{name}\"");
            assert!(readers.iter().all(|reader| !reader.contains(&quoted)), "{name}");
        }
    }

    #[test]
    fn members_without_braces() {
        for text in [
            r#""a": {"b": 1}, "c": 2"#,
            "\n  \"a\": {\"b\": 1},\n  \"c\": 2,\n",
            r#""a":{"b":1},"c":2}"#,
        ] {
            assert!(may_begin(text));
            let parsed = parse(0, text, 0);
            assert_eq!(parsed.fault, None, "{text}");
            let root = parsed.document.root().unwrap();
            assert_eq!(rebuilt(root), serde_json::json!({"a": {"b": 1}, "c": 2}), "{text}");
        }
        assert!(!may_begin(r#""quoted" text"#));
    }

    #[test]
    fn escapes() {
        for (raw, text) in [
            (r#"a\"b\\c\/d\b\f\n\r\t"#, "a\"b\\c/d\u{8}\u{c}\n\r\t"),
            (r"\u00e9\ud83d\ude00", "é😀"),
            (r"\ud83d-\ude00\u12", "\u{fffd}-\u{fffd}\u{fffd}12"),
            (r"\x\", r"\x\"),
        ] {
            assert_eq!(unescape(raw), text, "{raw}");
        }
    }
}
