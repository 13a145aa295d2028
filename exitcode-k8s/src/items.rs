//! A list of any length, one object at a time.

use std::io::{self, Read};

use crate::problem::Why;
use crate::skip::{Brackets, Walk};

/// Objects up to this size are read. etcd stores up to 1.5 MiB, and kubectl's indentation doubles
/// it.
const MAX_OBJECT: usize = 4 << 20;

const CHUNK: u64 = 256 << 10;

/// The objects of a list, a stream of lists or a stream of objects in JSON, one by one.
///
/// Only the object at hand is in memory, so a list may have any length. Of each, nothing but its
/// braces is looked at: [`read_object`](crate::read_object) reads it, and one that is broken inside
/// costs no other.
///
/// ```
/// use exitcode_k8s::Items;
///
/// let list = br#"{"kind": "PodList", "items": [{"status": {}}, {"spec": {}}], "metadata": {}}"#;
/// let mut items = Items::new(&list[..]);
/// let mut objects = Vec::new();
/// while let Some(item) = items.next_item()? {
///     objects.push((item.offset, item.object.map(<[u8]>::to_vec)));
/// }
/// assert_eq!(objects.len(), 2);
/// assert_eq!(objects[0], (30, Ok(br#"{"status": {}}"#.to_vec())));
/// # Ok::<_, std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Items<R> {
    source: R,
    buffer: Vec<u8>,
    /// The offset of the buffer in the source.
    offset: u64,
    /// Where the object at hand begins in the buffer.
    start: usize,
    /// What is scanned of the buffer.
    at: usize,
    ended: bool,
    /// What the source failed with behind what is in the buffer.
    failed: Option<io::Error>,
    /// The lists that are open.
    lists: usize,
    place: Place,
}

/// An object of a list.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Item<'b> {
    /// The offset of its first byte in the source.
    pub offset: u64,
    /// Its bytes, or why there are none. The last one of a source that ends too early is a part.
    pub object: Result<&'b [u8], Why>,
}

/// Where the scan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Between objects.
    Between,
    /// In text that is no JSON.
    Elsewhere,
    /// In an object. One that is too large is not kept.
    Object { depth: Depth, kept: bool },
    /// Behind the items of a list.
    Tail { depth: Depth },
}

/// How deep in an object a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Depth {
    braces: usize,
    in_string: bool,
}

impl Depth {
    const OUTERMOST: Self = Self { braces: 1, in_string: false };
}

/// What a piece of the scan came to.
enum Step {
    /// The buffer has to be filled.
    Hungry,
    /// An object ended in front of the place of the scan.
    Object,
    /// An object turned out to be too large.
    TooLarge,
    /// Something begins that is no JSON.
    NoJson,
}

impl<R: Read> Items<R> {
    /// The objects that this source holds.
    pub const fn new(source: R) -> Self {
        Self {
            source,
            buffer: Vec::new(),
            offset: 0,
            start: 0,
            at: 0,
            ended: false,
            failed: None,
            lists: 0,
            place: Place::Between,
        }
    }

    /// How many bytes have been read from the source.
    #[must_use]
    pub const fn position(&self) -> u64 {
        self.offset + self.at as u64
    }

    /// The next object.
    ///
    /// # Errors
    ///
    /// Those of the source, after all objects that came before. What a signal interrupts is read
    /// again.
    pub fn next_item(&mut self) -> io::Result<Option<Item<'_>>> {
        loop {
            let step = self.scan();
            let offset = self.offset + self.start as u64;
            match step {
                Step::Hungry if self.fill()? => {}
                Step::Hungry => {
                    let broken = matches!(self.place, Place::Object { kept: true, .. });
                    self.place = Place::Between;
                    self.at = self.buffer.len();
                    if !broken {
                        return Ok(None);
                    }
                    let offset = self.offset + self.start as u64;
                    return Ok(Some(Item { offset, object: Ok(self.kept()) }));
                }
                Step::Object => return Ok(Some(Item { offset, object: Ok(self.kept()) })),
                Step::TooLarge => {
                    let object = Err(Why::ObjectTooLarge { limit: MAX_OBJECT });
                    return Ok(Some(Item { offset, object }));
                }
                Step::NoJson => {
                    let object = Err(Why::Unrecognised);
                    return Ok(Some(Item { offset: self.position(), object }));
                }
            }
        }
    }

    fn kept(&self) -> &[u8] {
        self.buffer.get(self.start..self.at).unwrap_or(&[])
    }

    /// Reads on, and says whether there was more.
    fn fill(&mut self) -> io::Result<bool> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        if self.ended {
            return Ok(false);
        }
        if !matches!(self.place, Place::Object { kept: true, .. }) {
            self.start = self.at;
        }
        self.buffer.drain(..self.start);
        self.offset += self.start as u64;
        self.at -= self.start;
        self.start = 0;
        let before = self.buffer.len();
        match self.source.by_ref().take(CHUNK).read_to_end(&mut self.buffer) {
            Ok(read) => self.ended = (read as u64) < CHUNK,
            Err(error) if self.buffer.len() == before => return Err(error),
            Err(error) => self.failed = Some(error),
        }
        Ok(self.buffer.len() > before)
    }

    fn scan(&mut self) -> Step {
        loop {
            match self.place {
                Place::Between | Place::Elsewhere => {
                    let Some(&byte) = self.buffer.get(self.at) else { return Step::Hungry };
                    match byte {
                        b'{' => {
                            self.start = self.at;
                            self.place = Place::Object { depth: Depth::OUTERMOST, kept: true };
                        }
                        b']' if self.lists > 0 => {
                            self.place = Place::Tail { depth: Depth::OUTERMOST };
                        }
                        b'[' | b']' | b'}' | b',' | b' ' | b'\t' | b'\r' | b'\n' => {}
                        _ if self.place == Place::Between => {
                            self.place = Place::Elsewhere;
                            return Step::NoJson;
                        }
                        _ => {}
                    }
                    self.at += 1;
                }
                Place::Object { depth, kept } => {
                    let scan = braces(&self.buffer, self.at, depth);
                    self.at = scan.at;
                    self.place = Place::Object { depth: scan.depth, kept };
                    match scan.found {
                        Found::End if kept => {
                            self.place = Place::Between;
                            let is_large = self.at - self.start > MAX_OBJECT;
                            return if is_large { Step::TooLarge } else { Step::Object };
                        }
                        Found::End => self.place = Place::Between,
                        Found::Items => {
                            self.lists += 1;
                            self.place = Place::Between;
                        }
                        Found::Nothing if kept && self.at - self.start > MAX_OBJECT => {
                            self.place = Place::Object { depth: scan.depth, kept: false };
                            return Step::TooLarge;
                        }
                        Found::Nothing => return Step::Hungry,
                    }
                }
                Place::Tail { depth } => {
                    let scan = braces(&self.buffer, self.at, depth);
                    self.at = scan.at;
                    self.place = Place::Tail { depth: scan.depth };
                    match scan.found {
                        Found::End => {
                            self.lists -= 1;
                            self.place = Place::Between;
                        }
                        // A second list of items in the same object.
                        Found::Items => self.place = Place::Between,
                        Found::Nothing => return Step::Hungry,
                    }
                }
            }
        }
    }
}

struct Braces {
    /// Behind what was found, or where to go on when there is more.
    at: usize,
    depth: Depth,
    found: Found,
}

enum Found {
    Nothing,
    /// The outermost brace closes.
    End,
    /// The items of a list begin.
    Items,
}

/// Counts braces until the outermost closes, or a list's items begin.
fn braces(buffer: &[u8], mut at: usize, mut depth: Depth) -> Braces {
    const ITEMS: &[u8] = b"\"items\"";
    loop {
        if depth.braces > 1 {
            let walk = Walk { at, open: depth.braces - 1, in_string: depth.in_string };
            let walk = walk.finish(buffer, Brackets::CURLY);
            at = walk.at;
            depth = Depth { braces: walk.open + 1, in_string: walk.in_string };
            if walk.open > 0 {
                break;
            }
        }
        if depth.in_string {
            match string_end(buffer, at) {
                Ok(end) => at = end + 1,
                Err(end) => {
                    at = end;
                    break;
                }
            }
            depth.in_string = false;
        }
        match buffer.get(at) {
            Some(b'"') => {
                let rest = buffer.get(at..).unwrap_or(&[]);
                if rest.starts_with(ITEMS) {
                    match array_begin(buffer, at + ITEMS.len()) {
                        Some(Ok(at)) => return Braces { at, depth, found: Found::Items },
                        Some(Err(end)) => at = end,
                        None => break,
                    }
                } else if ITEMS.starts_with(rest) {
                    break;
                } else {
                    depth.in_string = true;
                    at += 1;
                }
                continue;
            }
            Some(b'{') => depth.braces += 1,
            Some(b'}') => {
                depth.braces -= 1;
                return Braces { at: at + 1, depth, found: Found::End };
            }
            Some(_) => {}
            None => break,
        }
        at += 1;
    }
    Braces { at, depth, found: Found::Nothing }
}

/// The offset of the quote that ends a string, or where to go on when there is more.
fn string_end(buffer: &[u8], mut at: usize) -> Result<usize, usize> {
    loop {
        match buffer.get(at) {
            Some(b'"') => return Ok(at),
            Some(b'\\') if at + 1 >= buffer.len() => return Err(at),
            Some(b'\\') => at += 2,
            Some(_) => at += 1,
            None => return Err(at),
        }
    }
}

/// The offset behind `: [`, or of what comes instead; nothing if the buffer ends before it is
/// known.
fn array_begin(buffer: &[u8], at: usize) -> Option<Result<usize, usize>> {
    const MAX_SPACE: usize = 64;
    let mut wanted = b":[".iter();
    let mut next = wanted.next();
    for (index, byte) in buffer.iter().enumerate().skip(at).take(MAX_SPACE) {
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' => {}
            byte if Some(byte) == next => {
                next = wanted.next();
                if next.is_none() {
                    return Some(Ok(index + 1));
                }
            }
            _ => return Some(Err(index)),
        }
    }
    (buffer.len() > at + MAX_SPACE).then_some(Err(at + MAX_SPACE))
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use proptest::prelude::*;

    use super::{Items, MAX_OBJECT};

    /// A source that gives a few bytes at a time, as a pipe may.
    struct Drops<'b>(&'b [u8], usize);

    impl Read for Drops<'_> {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            let count = into.len().min(self.1);
            self.0.read(&mut into[..count])
        }
    }

    /// A source that a signal interrupts before each piece, and that fails in the end.
    struct Fails<'b>(Drops<'b>, bool);

    impl Read for Fails<'_> {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            self.1 = !self.1;
            if self.1 {
                return Err(std::io::ErrorKind::Interrupted.into());
            }
            match self.0.read(into) {
                Ok(0) => Err(std::io::Error::other("gone")),
                read => read,
            }
        }
    }

    /// The objects, and `!` for each that is left out.
    fn objects(text: &[u8]) -> Vec<String> {
        let mut items = Items::new(text);
        let mut objects = Vec::new();
        while let Some(item) = items.next_item().unwrap() {
            objects.push(match item.object {
                Ok(bytes) => {
                    let start = item.offset as usize;
                    assert_eq!(&text[start..start + bytes.len()], bytes);
                    String::from_utf8_lossy(bytes).into_owned()
                }
                Err(_) => "!".to_owned(),
            });
        }
        assert!(items.next_item().unwrap().is_none());
        assert_eq!(items.position(), text.len() as u64);
        objects
    }

    #[track_caller]
    fn gives(text: &str, expected: &[&str]) {
        assert_eq!(objects(text.as_bytes()), expected, "{text}");
    }

    #[test]
    fn lists_and_objects() {
        gives(
            r#"{"items": [{"a": 1}, {"b": {"items": [{}]}}], "kind": "List"}"#,
            &[r#"{"a": 1}"#, r#"{"b": {"items": [{}]}}"#],
        );
        gives("{}\n{\"a\": \"}{\\\"\"}", &["{}", "{\"a\": \"}{\\\"\"}"]);
        gives(r#"[{"a": 1}, [{"b": 2}]]"#, &[r#"{"a": 1}"#, r#"{"b": 2}"#]);
        gives("{\"kind\": \"PodList\", \"items\"\n:\n[]}{\"x\": 0}", &["{\"x\": 0}"]);
        gives(
            r#"{"items": [{"items": [{"a": 1}], "m": {}}, {"b": 2}]}"#,
            &[r#"{"a": 1}"#, r#"{"b": 2}"#],
        );
        gives(
            r#"{"items": "x", "y": ["items"], "z": {}}"#,
            &[r#"{"items": "x", "y": ["items"], "z": {}}"#],
        );
        gives("", &[]);
        gives(" \n", &[]);
    }

    #[test]
    fn what_is_broken_costs_no_other() {
        gives(
            r#"{"items": [{"a": }, {"b": 2 3}, {"c": 4}]}"#,
            &[r#"{"a": }"#, r#"{"b": 2 3}"#, r#"{"c": 4}"#],
        );
        gives(r#"{"items": [{"a": 1}, {"b": "#, &[r#"{"a": 1}"#, r#"{"b": "#]);
        gives("Error: no\n{}", &["!", "{}"]);
        gives("no json", &["!"]);
    }

    #[test]
    fn what_came_before_a_failure_is_given() {
        let whole =
            format!("{{\"items\": [{{\"a\": 1}}, {{\"b\": \"{}\"}}, {{\"c\"", "x".repeat(300_000));
        for size in [1, 7, 100_000] {
            let mut items = Items::new(Fails(Drops(whole.as_bytes(), size), false));
            let mut objects = 0;
            let error = loop {
                match items.next_item() {
                    Ok(Some(item)) => objects += usize::from(item.object.is_ok()),
                    Ok(None) => panic!("no failure"),
                    Err(error) => break error,
                }
            };
            assert_eq!((objects, error.to_string().as_str()), (2, "gone"), "{size}");
        }
    }

    #[test]
    fn an_object_as_large_as_can_be() {
        for (more, read) in [(-1, true), (0, true), (1, false)] {
            let size = MAX_OBJECT.checked_add_signed(more).unwrap();
            let large = format!("[{{\"a\":\"{}\"}},{{}}]", "x".repeat(size - r#"{"a":""}"#.len()));
            let mut items = Items::new(Drops(large.as_bytes(), 100_000));
            let first = items.next_item().unwrap().unwrap();
            assert_eq!((first.offset, first.object.is_ok()), (1, read), "{more}");
            let second = items.next_item().unwrap().unwrap();
            assert_eq!((second.offset, second.object), (size as u64 + 2, Ok(&b"{}"[..])), "{more}");
        }
    }

    #[test]
    fn an_object_that_is_too_large() {
        for inside in ["[1],", "\"", "\\\"", " "] {
            let open = if inside.contains('"') { "\"" } else { "" };
            let large = format!("{{\"a\": {open}{}", inside.repeat(2 * MAX_OBJECT));
            let mut items = Items::new(Drops(large.as_bytes(), 100_000));
            let mut count = 0;
            while items.next_item().unwrap().is_some() {
                count += 1;
                assert!(items.buffer.capacity() <= 4 * MAX_OBJECT);
            }
            assert_eq!(count, 1);
        }
        let large = format!("[{{\"a\": \"{}\"}}, {{}}]", "x".repeat(2 * MAX_OBJECT));
        gives(&large, &["!", "{}"]);
    }

    proptest! {
        #[test]
        fn every_object_comes_whole(
            names in prop::collection::vec("[a-z{}\\[\\]\"\\\\ ]{0,40}", 0..200),
            pad in 0_usize..300_000,
        ) {
            let object = |name: &String| {
                serde_json::json!({"items": name, "x": {name.as_str(): [{}]}})
            };
            let list = serde_json::json!({
                "metadata": {"pad": "p".repeat(pad)},
                "items": names.iter().map(object).collect::<Vec<_>>(),
            });
            let mut expected: Vec<_> = names.iter().map(|name| object(name).to_string()).collect();
            if names.is_empty() {
                expected.clear();
            }
            prop_assert_eq!(objects(list.to_string().as_bytes()), expected);
        }

        #[test]
        fn anything_ends(text in "[{}\\[\\]\":,a \\\\]{0,60}") {
            objects(text.as_bytes());
        }
    }
}
