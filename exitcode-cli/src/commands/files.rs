//! What is read: files and standard input.

use std::fs::File;
use std::io::{self, Read};

use crate::Error;

/// The name that stands for standard input.
pub(super) const STDIN: &str = "-";

/// So much is read of a source, in bytes. Lists of any length are for `triage`, which does not keep
/// them.
const MOST: usize = 256 << 20;

/// The bytes of a file or of standard input.
pub(super) fn contents(name: &str) -> Result<Vec<u8>, Error> {
    match beginning(name) {
        (bytes, None) => Ok(bytes),
        (_, Some(error)) => Err(Error::Read { name: name.to_owned(), error }),
    }
}

/// The bytes of a file or of standard input as far as they can be read, and why no farther.
pub(super) fn beginning(name: &str) -> (Vec<u8>, Option<io::Error>) {
    let mut bytes = Vec::new();
    let mut take = |source: &mut dyn Read| source.take(MOST as u64 + 1).read_to_end(&mut bytes);
    let read = if name == STDIN {
        take(&mut io::stdin().lock())
    } else {
        File::open(name).and_then(|mut file| take(&mut file))
    };
    let mut error = read.err();
    if bytes.len() > MOST {
        bytes.truncate(MOST);
        let text = format!("it is longer than {} MiB", MOST >> 20);
        error = Some(io::Error::new(io::ErrorKind::FileTooLarge, text));
    }
    (bytes, error)
}

/// The text of a file that may hold any bytes. One that is no UTF-8 becomes `?`, so that the places
/// that are reported stay those of the file.
pub(super) fn text_of(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| {
        let mut text = String::with_capacity(error.as_bytes().len());
        for chunk in error.as_bytes().utf8_chunks() {
            text.push_str(chunk.valid());
            text.extend(chunk.invalid().iter().map(|_| '?'));
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::text_of;

    #[test]
    fn bytes_keep_their_places() {
        assert_eq!(text_of(b"a\xff\xc3b \xc3\xb6".to_vec()), "a??b \u{f6}");
    }
}
