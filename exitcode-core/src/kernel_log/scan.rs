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

#[cfg(test)]
mod tests {
    use super::find;

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
