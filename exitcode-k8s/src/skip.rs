//! Stepping over JSON that nobody wants to read, 64 bytes at a time.
//!
//! Where a value ends is known from its brackets, once the strings are known. A block's bytes are
//! compared all at once, each comparison gives a word with a bit for every byte, and arithmetic on
//! those words tells strings from what is between them (Langdale and Lemire, "Parsing Gigabytes of
//! JSON per Second", 2019, section 3.1.1). Compilers make vector instructions of the comparisons, so
//! that it needs no `unsafe`.

const BLOCK: usize = 64;

/// Where a walk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Walk {
    /// What comes next. In a string it is never the byte behind a backslash.
    pub(crate) at: usize,
    /// How many brackets are open; at 0 the walk is over.
    pub(crate) open: usize,
    pub(crate) in_string: bool,
}

/// A pair of brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Brackets {
    open: u8,
    close: u8,
}

impl Brackets {
    pub(crate) const CURLY: Self = Self { open: b'{', close: b'}' };
    pub(crate) const SQUARE: Self = Self { open: b'[', close: b']' };
}

impl Walk {
    /// Goes on until the last bracket closes, or to the end of the text.
    pub(crate) fn finish(self, bytes: &[u8], brackets: Brackets) -> Self {
        self.over_blocks(bytes, brackets).over_bytes(bytes, brackets)
    }

    fn over_bytes(mut self, bytes: &[u8], brackets: Brackets) -> Self {
        let mut escaped = false;
        for &byte in bytes.get(self.at..).unwrap_or(&[]) {
            if self.open == 0 {
                break;
            }
            let was_escaped = escaped;
            escaped = byte == b'\\' && !was_escaped;
            match byte {
                b'"' if !was_escaped => self.in_string = !self.in_string,
                _ if self.in_string => {}
                _ if byte == brackets.open => self.open += 1,
                _ if byte == brackets.close => self.open -= 1,
                _ => {}
            }
            self.at += 1;
        }
        self.at -= usize::from(escaped);
        self
    }

    fn over_blocks(mut self, bytes: &[u8], brackets: Brackets) -> Self {
        let (blocks, _) = bytes.get(self.at..).unwrap_or(&[]).as_chunks::<BLOCK>();
        let mut escaped = false;
        for block in blocks {
            let mut quotes = bits_of(block, b'"');
            let backslashes = bits_of(block, b'\\');
            if escaped || backslashes != 0 {
                quotes &= !escaped_bits(backslashes, &mut escaped);
            }
            let strings = inside(quotes) ^ if self.in_string { u64::MAX } else { 0 };
            let opens = bits_of(block, brackets.open) & !strings;
            let closes = bits_of(block, brackets.close) & !strings;
            if closes.count_ones() as usize >= self.open
                && let Some(last) = last_bracket(self.open, opens, closes)
            {
                return Self { at: self.at + last + 1, open: 0, in_string: false };
            }
            self.open += opens.count_ones() as usize;
            self.open -= closes.count_ones() as usize;
            self.in_string = strings >> (BLOCK - 1) != 0;
            self.at += BLOCK;
        }
        self.at -= usize::from(escaped);
        self
    }
}

/// A bit for each byte of the block that is this one, the first in the lowest place.
fn bits_of(block: &[u8; BLOCK], byte: u8) -> u64 {
    let mut marks = [0; BLOCK];
    for (index, (mark, found)) in marks.iter_mut().zip(block).enumerate() {
        *mark = if *found == byte { 1 << (index / 8) } else { 0 };
    }
    let rows = marks.as_chunks().0.iter();
    transposed(rows.fold(0, |bits, row| bits | u64::from_le_bytes(*row)))
}

/// The rows of a matrix of eight by eight bits as its columns, in three steps that each exchange
/// two corners: of the squares of two, of four, of eight (Warren, "Hacker's Delight", section 7-3).
const fn transposed(mut rows: u64) -> u64 {
    let corners = (rows ^ rows >> 7) & 0x00aa_00aa_00aa_00aa;
    rows ^= corners ^ corners << 7;
    let corners = (rows ^ rows >> 14) & 0x0000_cccc_0000_cccc;
    rows ^= corners ^ corners << 14;
    let corners = (rows ^ rows >> 28) & 0x0000_0000_f0f0_f0f0;
    rows ^ corners ^ corners << 28
}

/// The bytes behind a backslash that stands for itself. One at the end of the block is noted for
/// the next.
fn escaped_bits(mut backslashes: u64, escaped: &mut bool) -> u64 {
    let mut bits = u64::from(*escaped);
    *escaped = false;
    backslashes &= !bits;
    while backslashes != 0 {
        let first = backslashes & backslashes.wrapping_neg();
        *escaped = first >> (BLOCK - 1) != 0;
        bits |= first << 1;
        backslashes &= !(first | first << 1);
    }
    bits
}

/// From each odd quote up to the one behind it.
const fn inside(quotes: u64) -> u64 {
    let mut bits = quotes;
    bits ^= bits << 1;
    bits ^= bits << 2;
    bits ^= bits << 4;
    bits ^= bits << 8;
    bits ^= bits << 16;
    bits ^= bits << 32;
    bits
}

/// Where the last of the open brackets closes.
fn last_bracket(open: usize, opens: u64, mut closes: u64) -> Option<usize> {
    let mut closed = 0;
    while closes != 0 {
        let first = closes & closes.wrapping_neg();
        closed += 1;
        if open + (opens & (first - 1)).count_ones() as usize == closed {
            return Some(first.trailing_zeros() as usize);
        }
        closes ^= first;
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Brackets, Walk};

    fn pieces() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            6 => "[a-z:, 0-9]{1,40}",
            3 => "\"([a-z{}\\[\\]]|\\\\.){0,30}\"",
            2 => r"[{}\[\]]",
            1 => r#"[\\"]{1,4}"#,
        ];
        prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn blocks_come_to_the_same_as_bytes(text in pieces(), open in 1_usize..4) {
            let begin = Walk { at: 0, open, in_string: false };
            for brackets in [Brackets::CURLY, Brackets::SQUARE] {
                let bytes = begin.over_bytes(text.as_bytes(), brackets);
                prop_assert_eq!(begin.finish(text.as_bytes(), brackets), bytes);
            }
        }

        #[test]
        fn a_walk_goes_on_where_it_stopped(text in pieces(), cut in 0_usize..2_000) {
            let (bytes, cut) = (text.as_bytes(), cut.min(text.len()));
            let begin = Walk { at: 0, open: 2, in_string: false };
            let whole = begin.finish(bytes, Brackets::CURLY);
            let half = begin.finish(&bytes[..cut], Brackets::CURLY);
            if half.open > 0 {
                prop_assert_eq!(half.finish(bytes, Brackets::CURLY), whole);
            }
        }
    }
}
