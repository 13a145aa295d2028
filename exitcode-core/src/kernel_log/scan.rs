//! Finds short byte sequences fast, in safe code that the compiler turns into vector instructions.

/// How many positions are tried at once. A multiple of every vector width in use.
const STRIDE: usize = 64;

/// The first position in `from..to` at which one of the four-byte sequences begins.
///
/// Work is linear in `to - from`. The sequence may reach beyond `to`; it never reaches beyond the
/// text.
pub(super) fn find<const N: usize>(
    text: &[u8],
    from: usize,
    to: usize,
    sequences: &[[u8; 4]; N],
) -> Option<usize> {
    let end = to.saturating_add(3).min(text.len());
    let mut at = from;
    let mut rest = text.get(from..end)?;
    while let (Some(a), Some(b), Some(c), Some(d)) = (
        rest.first_chunk::<STRIDE>(),
        rest.get(1..).and_then(<[u8]>::first_chunk::<STRIDE>),
        rest.get(2..).and_then(<[u8]>::first_chunk::<STRIDE>),
        rest.get(3..).and_then(<[u8]>::first_chunk::<STRIDE>),
    ) {
        let mut hit = 0;
        for (((&a, &b), &c), &d) in a.iter().zip(b).zip(c).zip(d) {
            for &[w, x, y, z] in sequences {
                hit |= u8::from(a == w) & u8::from(b == x) & u8::from(c == y) & u8::from(d == z);
            }
        }
        if hit != 0 {
            return first(rest, sequences).map(|offset| at + offset);
        }
        at += STRIDE;
        rest = rest.get(STRIDE..)?;
    }
    first(rest, sequences).map(|offset| at + offset)
}

fn first<const N: usize>(bytes: &[u8], sequences: &[[u8; 4]; N]) -> Option<usize> {
    bytes.windows(4).position(|window| sequences.iter().any(|sequence| window == sequence))
}

/// The first position of one of the bytes.
pub(super) fn first_of<const N: usize>(bytes: &[u8], wanted: [u8; N]) -> Option<usize> {
    let (chunks, rest) = bytes.as_chunks::<STRIDE>();
    let is = |byte: &u8| wanted.contains(byte);
    match chunks.iter().position(|chunk| has(chunk, wanted)) {
        Some(chunk) => {
            bytes.get(chunk * STRIDE..)?.iter().position(is).map(|at| chunk * STRIDE + at)
        }
        None => rest.iter().position(is).map(|at| bytes.len() - rest.len() + at),
    }
}

/// The last position of one of the bytes.
pub(super) fn last_of<const N: usize>(bytes: &[u8], wanted: [u8; N]) -> Option<usize> {
    let (rest, chunks) = bytes.as_rchunks::<STRIDE>();
    let is = |byte: &u8| wanted.contains(byte);
    match chunks.iter().rposition(|chunk| has(chunk, wanted)) {
        Some(chunk) => bytes.get(..rest.len() + (chunk + 1) * STRIDE)?.iter().rposition(is),
        None => rest.iter().rposition(is),
    }
}

fn has<const N: usize>(chunk: &[u8; STRIDE], wanted: [u8; N]) -> bool {
    let mut hit = 0;
    for &byte in chunk {
        for one in wanted {
            hit |= u8::from(byte == one);
        }
    }
    hit != 0
}

#[cfg(test)]
mod tests {
    use super::{find, first_of, last_of};

    #[test]
    fn finds_the_first_and_the_last() {
        for length in [0, 1, 63, 64, 65, 200] {
            let mut text = std::vec![b'a'; length];
            assert_eq!((first_of(&text, *b"xy"), last_of(&text, *b"xy")), (None, None));
            for at in 0..length {
                text[at] = b'x';
                assert_eq!((first_of(&text, *b"xy"), last_of(&text, *b"xy")), (Some(at), Some(at)));
                text[length - 1] = b'y';
                assert_eq!(first_of(&text, *b"xy"), Some(at));
                assert_eq!(last_of(&text, *b"xy"), Some(length - 1));
                text[at] = b'a';
                text[length - 1] = b'a';
            }
        }
    }

    #[test]
    fn finds_what_a_plain_search_finds() {
        let text = b"ab oom ".repeat(40);
        for from in 0..text.len() {
            for to in from..=text.len() {
                let plain = (from..to).find(|&at| text[at..].starts_with(b"oom "));
                assert_eq!(find(&text, from, to, &[*b"oom ", *b"zzzz"]), plain, "{from}..{to}");
            }
        }
        assert_eq!(find(b"", 0, 0, &[*b"oom "]), None);
        assert_eq!(find(b"oom", 0, 3, &[*b"oom "]), None);
        assert_eq!(find(b"oom ", 5, 9, &[*b"oom "]), None);
    }
}
