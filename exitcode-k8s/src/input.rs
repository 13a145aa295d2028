//! What is handed to the readers.

use std::borrow::Cow;

/// A text to read, with the name that reports call it by: a file's name, or `-` for standard input.
///
/// The name also tells what a text is where the text cannot: `logs-api-previous.txt` holds the log
/// of the run before of the container `api`, `dmesg.txt` a kernel log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input<'a> {
    name: &'a str,
    text: Cow<'a, str>,
    first_invalid: Option<usize>,
}

impl<'a> Input<'a> {
    /// A text of that name.
    #[must_use]
    pub const fn new(name: &'a str, text: &'a str) -> Self {
        Self { name, text: Cow::Borrowed(text), first_invalid: None }
    }

    /// Bytes of that name, which ought to be UTF-8.
    ///
    /// UTF-16 with its mark in front, as Windows PowerShell writes redirected output, is decoded;
    /// offsets are then those of the decoded text. Otherwise each byte that is not UTF-8 is read as a `?`, so that every offset stays true, and the
    /// reading says where the first one was.
    #[must_use]
    pub fn from_bytes(name: &'a str, bytes: &'a [u8]) -> Self {
        if let Some(text) = decode_utf16(bytes) {
            return Self { name, text: Cow::Owned(text), first_invalid: None };
        }
        match str::from_utf8(bytes) {
            Ok(text) => Self::new(name, text),
            Err(error) => {
                let mut text = String::with_capacity(bytes.len());
                for chunk in bytes.utf8_chunks() {
                    text.push_str(chunk.valid());
                    text.extend(chunk.invalid().iter().map(|_| '?'));
                }
                Self { name, text: Cow::Owned(text), first_invalid: Some(error.valid_up_to()) }
            }
        }
    }

    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &'a str {
        self.name
    }

    /// Its text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The offset of the first byte that is not UTF-8.
    #[must_use]
    pub const fn first_invalid(&self) -> Option<usize> {
        self.first_invalid
    }

    /// The name without its folders.
    pub(crate) fn file_name(&self) -> &str {
        self.name.rsplit(['/', '\\']).next().unwrap_or(self.name)
    }
}

/// The text of UTF-16 in either order of bytes, if it begins with the byte order mark. Half a
/// surrogate pair becomes U+FFFD.
fn decode_utf16(bytes: &[u8]) -> Option<String> {
    let (little, bytes) = match bytes {
        [0xff, 0xfe, rest @ ..] => (true, rest),
        [0xfe, 0xff, rest @ ..] => (false, rest),
        _ => return None,
    };
    let units = bytes.chunks_exact(2).filter_map(|pair| {
        let pair: [u8; 2] = pair.try_into().ok()?;
        Some(if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    });
    let decoded = char::decode_utf16(units);
    Some(decoded.map(|char| char.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}
