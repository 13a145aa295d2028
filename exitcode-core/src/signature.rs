//! Signatures: what kernels, loaders, shells, runtimes and the kubelet print when something gives
//! up.
//!
//! A [`Saying`] is what a line says ("the kernel refused to execute the file"). A [`Signature`] is
//! one wording of it, as one program prints it. [`scan`] finds them in a text, [`Sayings`] keeps
//! for each saying where it was said last. A saying is an observation, not a diagnosis: a program
//! that logs "connection refused" and carries on said so too. What it means for the death of a
//! process is weighed by [`diagnose`](crate::diagnose), with everything else that is known.
//!
//! The search is exact and linear in the text whatever the text is, one endless line too.
//!
//! ```
//! use exitcode_core::signature::{Place, Saying, Sayings};
//!
//! let log = "READY\nexec /app: exec format error\n";
//! let mut sayings = Sayings::new();
//! sayings.add(log, Place::Log, 0);
//!
//! let said = sayings.last(Saying::ExecFormatError).unwrap();
//! assert_eq!(said.quote(log), Some("exec /app: exec format error"));
//! assert_eq!(said.subject(log), Some("/app"));
//! ```

use core::fmt;
use core::ops::Range;

use crate::kb::signatures::ROWS;
pub use crate::kb::signatures::Saying;

/// Where a text comes from, which decides which signatures can stand in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Place {
    /// The message of a container status, a pod status or a condition: the kubelet's, the
    /// runtime's, or what the program wrote to its termination log.
    Message,
    /// The message of an event.
    Event,
    /// What the program and its children printed.
    Log,
    /// The kernel's ring buffer or the journal of the node.
    Kernel,
}

impl Place {
    /// Every place.
    pub const ALL: &'static [Self] = &[Self::Message, Self::Event, Self::Log, Self::Kernel];

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A set of places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Places(u8);

impl Places {
    /// The places of the list. An empty list stands for every place, as an empty cell does.
    pub(crate) const fn of(list: &[Place]) -> Self {
        let mut bits = 0;
        let mut rest = list;
        while let [first, others @ ..] = rest {
            bits |= first.bit();
            rest = others;
        }
        if bits == 0 { Self(0b1111) } else { Self(bits) }
    }

    /// Whether the place is in the set.
    #[must_use]
    pub const fn contains(self, place: Place) -> bool {
        self.0 & place.bit() != 0
    }

    /// Whether no place is in the set.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// Whether a saying tells of a failure, or of something that may be as it should be.
///
/// A line that its program logged at the level of information or below tells of no failure
/// ("INFO connection refused, retrying"), so a failure is not heard there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    Failure,
    Notice,
}

/// Where in a line the name stands that a remedy needs.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Subject {
    /// The line has no such name.
    Nothing,
    /// Right before the anchor and its colon, quotation mark or process id.
    Before,
    /// The word right before the anchor.
    Word,
    /// Right after the first such literal that begins at the anchor or later.
    After(&'static str),
    /// Right after the last such literal that ends before the anchor.
    From(&'static str),
}

/// A row of the table of signatures, as far as the search needs it.
///
/// All literals must stand in one line. A backslash before a quotation mark in the text is read
/// over, because runtimes quote each other's messages.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) saying: Saying,
    /// The literal that the search looks for.
    pub(crate) anchor: &'static str,
    /// ASCII letters of the literals match in either case.
    pub(crate) fold: bool,
    /// All of these must occur.
    pub(crate) with: &'static [&'static str],
    /// One of these must occur, if there is any.
    pub(crate) any: &'static [&'static str],
    /// None of these may occur.
    pub(crate) without: &'static [&'static str],
    /// The line must begin with this, after a time stamp and the like.
    pub(crate) begins: &'static str,
    /// The anchor must be the last of the line.
    pub(crate) ends: bool,
    pub(crate) places: Places,
    pub(crate) subject: Subject,
}

/// One wording of a [`Saying`], as one program or family of programs prints it.
///
/// The number is an index into this version's table and no identity: store [`Saying::id`] instead.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Signature(pub(crate) u16);

impl Signature {
    /// Every signature, in the order of the table.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        #[expect(clippy::cast_possible_truncation, reason = "a test bounds the table")]
        (0..ROWS.len() as u16).map(Self)
    }

    #[expect(clippy::indexing_slicing, reason = "the table has a first row")]
    fn row(self) -> &'static Row {
        // A signature comes from the table, so its own row is there.
        ROWS.get(usize::from(self.0)).unwrap_or(&ROWS[0])
    }

    /// What a line with this wording says.
    #[must_use]
    pub fn saying(self) -> Saying {
        self.row().saying
    }

    /// The literal that every such line has.
    #[must_use]
    pub fn anchor(self) -> &'static str {
        self.row().anchor
    }

    /// The places where this wording is looked for.
    #[must_use]
    pub fn places(self) -> Places {
        self.row().places
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signature({}, {:?}, {:?})", self.0, self.saying(), self.anchor())
    }
}

/// A line that a signature matches: which one, and where in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    signature: Signature,
    start: usize,
    end: usize,
    anchor: usize,
}

impl Hit {
    /// The wording that matched.
    #[must_use]
    pub const fn signature(self) -> Signature {
        self.signature
    }

    /// What the line says.
    #[must_use]
    pub fn saying(self) -> Saying {
        self.signature.saying()
    }

    /// The byte range to quote: the line without blanks around it, or, of a long line, at most
    /// [`QUOTE`] bytes of it around the anchor, cut at character boundaries.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The line, or the part of it, that [`range`](Self::range) gives. `None` if this is not the
    /// text of the hit.
    #[must_use]
    pub fn quote(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }

    /// Whether lines with this wording name what they speak of.
    fn may_name(self) -> bool {
        !matches!(self.signature.row().subject, Subject::Nothing)
    }

    /// What the line speaks of: a path, a name, an image, an address. `None` if it names nothing.
    ///
    /// It is the text's own words and as hostile as the text: quote it before it reaches a command.
    #[must_use]
    pub fn subject(self, text: &str) -> Option<&str> {
        let row = self.signature.row();
        let bytes = text.as_bytes();
        let line = Line::around(bytes, self.anchor)?;
        let (after, before) =
            (bytes.get(self.anchor..line.end)?, bytes.get(line.start..self.anchor)?);
        let range = match row.subject {
            Subject::Nothing => return None,
            Subject::Before | Subject::Word => {
                let range = name_before(before);
                let told = |byte: &u8| b":]).".contains(byte) || MARKS.contains(byte);
                let last = before.iter().rev().find(|byte| !byte.is_ascii_whitespace());
                if matches!(row.subject, Subject::Before)
                    && !row.anchor.starts_with([':', ')', '\''])
                    && !last.is_some_and(told)
                {
                    return None;
                }
                line.start + range.start..line.start + range.end
            }
            Subject::After(literal) => {
                let at = self.anchor + find(after, literal.as_bytes(), row.fold)?.end;
                name_at(bytes.get(at..line.end)?, at)
            }
            Subject::From(literal) => {
                let at = line.start + find_last(before, literal.as_bytes(), row.fold)?.end;
                name_at(bytes.get(at..line.end)?, at)
            }
        };
        text.get(range).filter(|name| {
            name.len() <= NAME && name.bytes().any(|byte| byte.is_ascii_alphanumeric())
        })
    }
}

/// The most bytes of a line that [`Hit::range`] covers.
pub const QUOTE: usize = 200;

/// The longest name that [`Hit::subject`] gives: a path of Linux is at most 4,096 bytes, a name of
/// Kubernetes 253, and what is longer helps no reader.
const NAME: usize = 256;

/// Lines are seen through a window of three such blocks: the anchor's own, one before, one after.
/// So what a hit costs does not depend on the length of the line.
const BLOCK: usize = 1024;

/// Bytes of a gram. The search looks at the text a gram at a time, each gram once.
const GRAM: usize = 4;

/// The shortest anchor that a row may have: however it lies in the text, it covers a whole gram.
pub(crate) const SHORTEST: usize = 2 * GRAM - 1;

/// Buckets of grams. A gram's hash has 16 bits: all of them are looked up in a bit set, the upper
/// ones choose the bucket.
const BUCKETS: usize = 1 << 10;

/// A gram of an anchor, and where the anchor begins from there.
#[derive(Clone, Copy)]
struct Entry {
    row: u16,
    offset: u8,
    /// Bits of the gram's hash that its bucket does not tell.
    check: u8,
}

/// The search's tables.
struct Table {
    bits: [u64; (1 << 16) / 64],
    starts: [u16; BUCKETS + 1],
    entries: [Entry; GRAM * ROWS.len()],
    /// For each row the next one with the same anchor, or 0.
    alike: [u16; ROWS.len()],
}

/// Made at compile time.
#[cfg(not(all(target_family = "wasm", feature = "std")))]
static TABLE: Table = Table::new();

/// Made at the first search: a hash table does not compress, and a web page would download it.
#[cfg(all(target_family = "wasm", feature = "std"))]
static TABLE: std::sync::LazyLock<Table> = std::sync::LazyLock::new(Table::new);

/// The rows whose anchor begins with a line feed.
static LEADS: [u16; leads(&mut [])] = {
    let mut rows = [0; leads(&mut [])];
    leads(&mut rows);
    rows
};

/// Counts the rows whose anchor begins with a line feed, and notes as many as there is room for.
#[expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "runs at compile time only"
)]
const fn leads(rows: &mut [u16]) -> usize {
    let (mut count, mut row) = (0, 0);
    while row < ROWS.len() {
        if ROWS[row].anchor.as_bytes()[0] == b'\n' {
            if count < rows.len() {
                rows[count] = row as u16;
            }
            count += 1;
        }
        row += 1;
    }
    count
}

/// The gram with its letters in one case. That other characters fall together costs a comparison.
const fn folded(gram: [u8; GRAM]) -> u32 {
    u32::from_le_bytes(gram) | 0x2020_2020
}

/// Knuth's multiplicative hash, the upper half.
const fn hash(gram: u32) -> usize {
    (gram.wrapping_mul(0x9E37_79B1) >> 16) as usize
}

/// The byte of the hash below.
const fn check(gram: u32) -> u8 {
    gram.wrapping_mul(0x9E37_79B1).to_le_bytes()[1]
}

/// How often a byte is met in logs, in thousandths, roughly.
const fn frequency(byte: u8) -> u64 {
    match byte | 0x20 {
        b' ' => 130,
        b'e' => 90,
        b't' | b'a' | b'o' | b'i' | b'n' => 60,
        b's' | b'r' => 55,
        b'l' | b'd' | b'c' => 33,
        b'u' | b'm' | b'p' | b'h' => 23,
        b'f' | b'g' | b'y' | b'b' | b'w' | b':' | b'.' | b'/' | b'-' | b'0'..=b'9' => 15,
        b'v' | b'k' | b'"' | b'=' => 8,
        _ => 3,
    }
}

impl Table {
    #[expect(
        clippy::indexing_slicing,
        clippy::cast_possible_truncation,
        reason = "the same tables at compile time and later, and an index out of range is a compile error"
    )]
    const fn new() -> Self {
        let mut entries = [Entry { row: 0, offset: 0, check: 0 }; GRAM * ROWS.len()];
        let mut buckets = [0_u16; GRAM * ROWS.len()];
        let mut counts = [0_u16; BUCKETS + 1];
        let mut bits = [0; (1 << 16) / 64];
        let mut alike = [0_u16; ROWS.len()];
        // For each bucket the last row whose anchor begins in it, and for each row the one before.
        let mut last = [u16::MAX; BUCKETS];
        let mut before = [u16::MAX; ROWS.len()];
        let mut used = 0;
        let mut row = 0;
        while row < ROWS.len() {
            let anchor = ROWS[row].anchor.as_bytes();
            let bucket = Self::bucket(folded([anchor[0], anchor[1], anchor[2], anchor[3]]));
            let mut earlier = last[bucket];
            while earlier != u16::MAX && !is_alike(row, earlier as usize) {
                earlier = before[earlier as usize];
            }
            if earlier == u16::MAX {
                before[row] = last[bucket];
                last[bucket] = row as u16;
                let rarest = rarest(anchor);
                let mut i = 0;
                while i < GRAM {
                    let at = rarest + i;
                    let gram = folded([anchor[at], anchor[at + 1], anchor[at + 2], anchor[at + 3]]);
                    entries[used] = Entry { row: row as u16, offset: at as u8, check: check(gram) };
                    buckets[used] = Self::bucket(gram) as u16;
                    bits[hash(gram) / 64] |= 1 << (hash(gram) % 64);
                    counts[Self::bucket(gram) + 1] += 1;
                    used += 1;
                    i += 1;
                }
            } else {
                let mut earlier = earlier as usize;
                while alike[earlier] != 0 {
                    earlier = alike[earlier] as usize;
                }
                alike[earlier] = row as u16;
            }
            row += 1;
        }
        let mut bucket = 0;
        while bucket < BUCKETS {
            counts[bucket + 1] += counts[bucket];
            bucket += 1;
        }
        let (starts, mut next) = (counts, counts);
        let mut sorted = entries;
        let mut i = 0;
        while i < used {
            let bucket = buckets[i] as usize;
            sorted[next[bucket] as usize] = entries[i];
            next[bucket] += 1;
            i += 1;
        }
        Self { bits, starts, entries: sorted, alike }
    }

    const fn bucket(gram: u32) -> usize {
        hash(gram) / ((1 << 16) / BUCKETS)
    }

    /// Whether the gram may be one of the table.
    fn may_have(&self, gram: u32) -> bool {
        let hash = hash(gram);
        self.bits.get(hash / 64).is_some_and(|word| word >> (hash % 64) & 1 != 0)
    }

    /// The entries that share the gram's bucket.
    fn entries(&self, gram: u32) -> &[Entry] {
        let bucket = Self::bucket(gram);
        let range = match self.starts.get(bucket..bucket + 2) {
            Some([start, end]) => usize::from(*start)..usize::from(*end),
            _ => 0..0,
        };
        self.entries.get(range).unwrap_or_default()
    }
}

/// Whether the rows have the same anchor, read in the same way.
#[expect(clippy::indexing_slicing, reason = "runs at compile time only")]
const fn is_alike(row: usize, other: usize) -> bool {
    let (anchor, theirs) = (ROWS[row].anchor.as_bytes(), ROWS[other].anchor.as_bytes());
    let mut same = anchor.len() == theirs.len() && ROWS[row].fold == ROWS[other].fold;
    let mut at = 0;
    while same && at < anchor.len() {
        same = anchor[at] == theirs[at];
        at += 1;
    }
    same
}

/// Where in the anchor the window begins whose grams are the rarest. It has one gram for each of
/// the ways in which an anchor can lie across the text's grams.
#[expect(clippy::indexing_slicing, reason = "runs at compile time only")]
const fn rarest(anchor: &[u8]) -> usize {
    let (mut best, mut least) = (0, u64::MAX);
    // How often each of the last bytes, and each of the last grams, is met.
    let mut bytes = [0; GRAM];
    let mut grams = [0; GRAM];
    let mut end = 0;
    while end < anchor.len() {
        bytes = [bytes[1], bytes[2], bytes[3], frequency(anchor[end])];
        grams = [grams[1], grams[2], grams[3], bytes[0] * bytes[1] * bytes[2] * bytes[3]];
        end += 1;
        if end >= SHORTEST {
            let sum = grams[0] + grams[1] + grams[2] + grams[3];
            if sum < least {
                (best, least) = (end - SHORTEST, sum);
            }
        }
    }
    best
}

/// Finds what the lines of a text say, and calls `found` for each line and signature, in the order
/// of the text.
///
/// A signature that matches a line more than once is reported once.
pub fn scan(text: &str, place: Place, mut found: impl FnMut(Hit)) {
    let table: &Table = &TABLE;
    let bytes = text.as_bytes();
    let mut seen = Seen::default();
    // The first line has no line feed before it, which some anchors begin with.
    for &row in &LEADS {
        let row = usize::from(row);
        if let Some(candidate) = ROWS.get(row)
            && let Some(anchor) = candidate.anchor.strip_prefix('\n')
            && matches(bytes, anchor.as_bytes(), candidate.fold).is_some()
        {
            seen.consider(text, row, 0, anchor.len(), place, &mut found);
        }
    }
    let (grams, _) = bytes.as_chunks::<GRAM>();
    for (index, gram) in grams.iter().enumerate() {
        let gram = folded(*gram);
        if table.may_have(gram) {
            let check = check(gram);
            for entry in table.entries(gram).iter().filter(|entry| entry.check == check) {
                let Some(start) = (index * GRAM).checked_sub(usize::from(entry.offset)) else {
                    continue;
                };
                let row = usize::from(entry.row);
                let (Some(candidate), Some(rest)) = (ROWS.get(row), bytes.get(start..)) else {
                    continue;
                };
                let anchor = candidate.anchor.as_bytes();
                let same = match rest.get(..anchor.len()) {
                    Some(part) if candidate.fold => part.eq_ignore_ascii_case(anchor),
                    Some(part) => part == anchor,
                    None => false,
                };
                if same {
                    let lead = usize::from(anchor.first() == Some(&b'\n'));
                    let (start, length) = (start + lead, anchor.len() - lead);
                    let mut row = row;
                    loop {
                        seen.consider(text, row, start, length, place, &mut found);
                        match table.alike.get(row) {
                            Some(&next) if next != 0 => row = usize::from(next),
                            _ => break,
                        }
                    }
                }
            }
        }
    }
}

/// The line around the anchor, as far as the window shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Line {
    start: usize,
    end: usize,
    /// The window shows the beginning of the line.
    whole_start: bool,
    /// The window shows the end of the line.
    whole_end: bool,
}

impl Line {
    fn around(bytes: &[u8], at: usize) -> Option<Self> {
        let block = at - at % BLOCK;
        let from = block.saturating_sub(BLOCK);
        let to = (block + 2 * BLOCK).min(bytes.len());
        let before = bytes.get(from..at)?.iter().rposition(|&byte| byte == b'\n');
        let after = bytes.get(at..to)?.iter().position(|&byte| byte == b'\n');
        Some(Self {
            start: before.map_or(from, |index| from + index + 1),
            end: after.map_or(to, |index| at + index),
            whole_start: before.is_some() || from == 0,
            whole_end: after.is_some() || to == bytes.len(),
        })
    }

    /// Whether the window of another place in the text shows the same.
    fn covers(&self, at: usize, block: usize) -> bool {
        (self.start..self.end).contains(&at) && at - at % BLOCK == block
    }
}

/// The pairs of neighbouring bytes that a line has, as a set of hashes, letters in one case. Most
/// literals that a line does not have are told by it at once.
#[derive(Default)]
struct Pairs([u64; 16]);

impl Pairs {
    fn of(line: &[u8]) -> Self {
        let mut pairs = Self::default();
        for pair in line.windows(2) {
            if let [first, second] = *pair {
                let hash = Self::hash(first, second);
                if let Some(word) = pairs.0.get_mut(hash / 64) {
                    *word |= 1 << (hash % 64);
                }
            }
        }
        pairs
    }

    const fn hash(first: u8, second: u8) -> usize {
        ((first | 0x20) as usize * 37 + (second | 0x20) as usize) % 1024
    }

    /// Whether the line may have the literal. A pair with a quotation mark says nothing, because a
    /// backslash may stand between.
    fn may_have(&self, literal: &str) -> bool {
        literal.as_bytes().windows(2).all(|pair| match *pair {
            [b'"' | b'\'', _] | [_, b'"' | b'\''] => true,
            [first, second] => {
                let hash = Self::hash(first, second);
                self.0.get(hash / 64).is_some_and(|word| word >> (hash % 64) & 1 != 0)
            }
            _ => true,
        })
    }
}

/// What was decided about the line at hand, so that each row is weighed once a line.
#[derive(Default)]
struct Seen {
    line: Option<Line>,
    block: usize,
    pairs: Pairs,
    decided: [u64; ROWS.len().div_ceil(64)],
}

impl Seen {
    fn consider(
        &mut self,
        text: &str,
        row: usize,
        start: usize,
        length: usize,
        place: Place,
        found: &mut impl FnMut(Hit),
    ) {
        let Some(candidate) = ROWS.get(row) else { return };
        if !candidate.places.contains(place) {
            return;
        }
        let bytes = text.as_bytes();
        let line = match self.line {
            Some(line) if line.covers(start, self.block) => line,
            _ => {
                let Some(line) = Line::around(bytes, start) else { return };
                if self.line != Some(line) {
                    self.decided = [0; ROWS.len().div_ceil(64)];
                    self.pairs = Pairs::of(bytes.get(line.start..line.end).unwrap_or_default());
                }
                self.block = start - start % BLOCK;
                self.line = Some(line);
                line
            }
        };
        let Some(decided) = self.decided.get_mut(row / 64) else { return };
        if *decided >> (row % 64) & 1 != 0 {
            return;
        }
        let anchor = start..start + length;
        if candidate.ends && !(line.whole_end && is_end(bytes.get(anchor.end..line.end))) {
            return;
        }
        *decided |= 1 << (row % 64);
        let Some(view) = bytes.get(line.start..line.end) else { return };
        let line_says = candidate.says(view, &line, &self.pairs);
        if line_says && !(place == Place::Log && candidate.is_calm(view, &self.pairs)) {
            let (start, end) = quoted(text, &line, &anchor);
            #[expect(clippy::cast_possible_truncation, reason = "a test bounds the table")]
            let signature = Signature(row as u16);
            found(Hit { signature, start, end, anchor: anchor.start });
        }
    }
}

impl Row {
    fn says(&self, view: &[u8], line: &Line, pairs: &Pairs) -> bool {
        let has = |literal: &&str| {
            pairs.may_have(literal) && find(view, literal.as_bytes(), self.fold).is_some()
        };
        (self.begins.is_empty()
            || line.whole_start && {
                let (_, rest) = view.split_at(stamp(view).min(view.len()));
                matches(rest, self.begins.as_bytes(), self.fold).is_some()
            })
            && self.with.iter().all(has)
            && (self.any.is_empty() || self.any.iter().any(has))
            && !self.without.iter().any(has)
    }

    /// Whether the program logged the line at a level at which it tells of no failure.
    fn is_calm(&self, view: &[u8], pairs: &Pairs) -> bool {
        self.saying.tone() == Tone::Failure && {
            let head = view.get(..view.len().min(HEAD)).unwrap_or_default();
            let level = |word: &&str| {
                pairs.may_have(word)
                    && find(head, word.as_bytes(), false).is_some_and(|at| {
                        let letter =
                            |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
                        !letter(at.start.checked_sub(1).and_then(|before| head.get(before)))
                            && !letter(head.get(at.end))
                    })
            };
            let klog = matches!(head, [b'I', a, b, c, d, b' ', ..]
                if [a, b, c, d].iter().all(|byte| byte.is_ascii_digit()));
            klog || CALM.iter().any(level) && !ALARMED.iter().any(level)
        }
    }
}

/// Where a logger writes the level of a line.
const HEAD: usize = 160;

/// Levels at which a program tells of no failure, as loggers write them.
const CALM: [&str; 10] = [
    "INFO",
    "DEBUG",
    "TRACE",
    "level=info",
    "level=debug",
    "\"level\":\"info\"",
    "\"level\":\"debug\"",
    "[info]",
    "[debug]",
    "info:",
];

/// Levels that a line quotes from another program, and so is not calm.
const ALARMED: [&str; 8] =
    ["ERROR", "FATAL", "CRITICAL", "PANIC", "ERR!", "WARN", "WARNING", "warning"];

/// Whether nothing follows in the line but blanks, punctuation, and a shell's note of a core file.
fn is_end(rest: Option<&[u8]>) -> bool {
    let rest = rest.unwrap_or_default();
    let filler = |rest: &[u8]| {
        rest.iter().all(|byte| byte.is_ascii_whitespace() || b".\"'\\)]}".contains(byte))
    };
    filler(rest)
        || find(rest, b"(core dumped)", false).is_some_and(|core| {
            let (before, after) = (rest.get(..core.start), rest.get(core.end..));
            before.is_some_and(filler) && after.is_some_and(filler)
        })
}

/// The length of what loggers, `kubectl logs --timestamps`, the CRI log format and Compose put
/// before a line: blanks, colours, words of digits and their punctuation, a name with a bar.
fn stamp(line: &[u8]) -> usize {
    let mut at = 0;
    // More words than these are a table of numbers.
    for _ in 0..8 {
        let rest = line.get(at..).unwrap_or_default();
        let blanks = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let rest = rest.get(blanks..).unwrap_or_default();
        let length = match rest {
            [0x1b, b'[', colour @ ..] => {
                colour.iter().take(16).position(|&byte| byte == b'm').map_or(0, |m| m + 3)
            }
            _ => {
                let word = rest
                    .iter()
                    .take(HEAD)
                    .position(u8::is_ascii_whitespace)
                    .unwrap_or(rest.len().min(HEAD));
                let (word, others) = rest.split_at(word.min(rest.len()));
                let bar = others.iter().take(HEAD).take_while(|&&byte| byte == b' ').count();
                let is_stamp = word.iter().any(u8::is_ascii_digit)
                    && word
                        .iter()
                        .all(|byte| byte.is_ascii_digit() || b"TZ:.+-/,[]()|".contains(byte));
                let is_stream = at > 0 && matches!(word, b"stdout" | b"stderr" | b"F" | b"P");
                if is_stamp || is_stream {
                    word.len()
                } else if at == 0 && others.get(bar) == Some(&b'|') {
                    word.len() + bar + 1
                } else {
                    0
                }
            }
        };
        if length == 0 {
            return at + blanks;
        }
        at += blanks + length;
    }
    at
}

/// The length of the literal at the beginning of the text, if it stands there.
fn matches(text: &[u8], literal: &[u8], fold: bool) -> Option<usize> {
    let mut at = 0;
    for &expected in literal {
        let mut byte = *text.get(at)?;
        if byte == b'\\' && matches!(expected, b'"' | b'\'') {
            at += 1;
            byte = *text.get(at)?;
        }
        if !(byte == expected || fold && byte.eq_ignore_ascii_case(&expected)) {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// Where the literal stands first.
fn find(text: &[u8], literal: &[u8], fold: bool) -> Option<Range<usize>> {
    let first = literal.first()?;
    let mut from = 0;
    loop {
        let rest = text.get(from..)?;
        let at = from
            + rest
                .iter()
                .position(|byte| byte == first || fold && byte.eq_ignore_ascii_case(first))?;
        if let Some(length) = matches(text.get(at..)?, literal, fold) {
            return Some(at..at + length);
        }
        from = at + 1;
    }
}

/// Where the literal stands last.
fn find_last(text: &[u8], literal: &[u8], fold: bool) -> Option<Range<usize>> {
    let mut last = None;
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| find(rest, literal, fold)) {
        last = Some(from + at.start..from + at.end);
        from += at.start + 1;
    }
    last
}

/// Characters that stand around a name: quotation marks of every kind, as bytes, and backslashes.
const MARKS: &[u8] = "\"'`\\‘’“”".as_bytes();

/// The name that begins a text, which begins at `offset`: up to the closing quotation mark, or to a
/// blank or to punctuation that ends a word.
fn name_at(text: &[u8], offset: usize) -> Range<usize> {
    let open = text.iter().take_while(|byte| b"[(".contains(byte)).count();
    let marks = text.iter().skip(open).take_while(|byte| MARKS.contains(byte)).count();
    let (lead, quoted) = (open + marks, marks > 0);
    let mut length = 0;
    let rest = text.get(lead..).unwrap_or_default();
    for (index, byte) in rest.iter().enumerate() {
        let next = rest.get(index + 1);
        let ends = MARKS.contains(byte)
            || !quoted && (byte.is_ascii_whitespace() || b",;()[]{}".contains(byte))
            || !quoted
                && matches!(byte, b':' | b'.')
                && next.is_none_or(|next| next.is_ascii_whitespace() || MARKS.contains(next));
        if ends {
            break;
        }
        length = index + 1;
    }
    offset + lead..offset + lead + length
}

/// The name that ends a text, before punctuation and one closing quotation mark.
fn name_before(text: &[u8]) -> Range<usize> {
    let keep = |text: &[u8], drop: &dyn Fn(u8) -> bool| {
        text.iter().rposition(|&byte| !drop(byte)).map_or(0, |index| index + 1)
    };
    let punctuation = |byte: u8| byte.is_ascii_whitespace() || b":,([".contains(&byte);
    let mut bare = keep(text, &punctuation);
    // A process id in brackets follows the name of a process.
    if let Some([pid @ .., b']']) = text.get(..bare) {
        let digits = pid.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        if pid.get(..pid.len() - digits).is_some_and(|name| name.ends_with(b"[")) {
            bare = pid.len() - digits - 1;
        }
    }
    let text = text.get(..bare).unwrap_or_default();
    let end = keep(text, &|byte| MARKS.contains(&byte));
    let quoted = end < bare;
    let text = text.get(..end).unwrap_or_default();
    let start = text.iter().rposition(|&byte| {
        MARKS.contains(&byte) || !quoted && (byte.is_ascii_whitespace() || b",()[]".contains(&byte))
    });
    start.map_or(0, |index| index + 1)..end
}

/// The part of the line to quote.
fn quoted(text: &str, line: &Line, anchor: &Range<usize>) -> (usize, usize) {
    let bytes = text.as_bytes();
    let blank = |index: usize| bytes.get(index).is_none_or(u8::is_ascii_whitespace);
    let (mut start, mut end) = (line.start, line.end);
    while start < anchor.start && blank(start) {
        start += 1;
    }
    while end > anchor.end && blank(end - 1) {
        end -= 1;
    }
    if end - start > QUOTE {
        let lead = (QUOTE.saturating_sub(anchor.len()) / 2).min(anchor.start - start);
        start = (anchor.start - lead).min(end - QUOTE);
        end = start + QUOTE;
        // Words are kept whole, unless a long one fills the place.
        let word = (start..anchor.start).take(QUOTE / 4).find(|&at| blank(at));
        start = word.filter(|_| start > line.start).map_or(start, |at| at + 1);
        let word = (anchor.end..end).rev().take(QUOTE / 4).find(|&at| blank(at));
        end = word.filter(|_| end < line.end).unwrap_or(end);
    }
    while !text.is_char_boundary(start) {
        start += 1;
    }
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    (start, end.max(start))
}

/// A hit, with the text it was found in and how often its saying was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    hit: Hit,
    place: Place,
    tag: u16,
    count: u32,
}

impl Said {
    /// The last hit, of those whose wording names a thing if there is any.
    #[must_use]
    pub const fn hit(self) -> Hit {
        self.hit
    }

    /// Where the text of the last hit comes from.
    #[must_use]
    pub const fn place(self) -> Place {
        self.place
    }

    /// The caller's number for the text of the last hit.
    #[must_use]
    pub const fn tag(self) -> u16 {
        self.tag
    }

    /// In how many lines of all texts it was said, each wording counted.
    #[must_use]
    pub const fn count(self) -> u32 {
        self.count
    }

    /// See [`Hit::range`].
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.hit.range()
    }

    /// See [`Hit::quote`].
    #[must_use]
    pub fn quote(self, text: &str) -> Option<&str> {
        self.hit.quote(text)
    }

    /// See [`Hit::subject`].
    #[must_use]
    pub fn subject(self, text: &str) -> Option<&str> {
        self.hit.subject(text)
    }
}

/// What a number of texts say: for each saying the last hit, and how often it was met.
///
/// Texts that are added later come later. So the text whose words should be quoted when several
/// say the same is added last. A hit whose wording names a thing is not displaced by one that names
/// nothing: "Container image "app:1" is not present" is kept over "Error: ErrImageNeverPull".
#[derive(Clone, Copy, Debug)]
pub struct Sayings {
    said: [Option<Said>; Saying::ALL.len()],
    places: [Places; Saying::ALL.len()],
    any: bool,
}

impl Sayings {
    /// Nothing said yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { said: [None; Saying::ALL.len()], places: [Places(0); Saying::ALL.len()], any: false }
    }

    /// Adds what a text says. The tag is the caller's own number for the text.
    pub fn add(&mut self, text: &str, place: Place, tag: u16) {
        scan(text, place, |hit| {
            let index = hit.saying() as usize;
            if let (Some(said), Some(places)) =
                (self.said.get_mut(index), self.places.get_mut(index))
            {
                let count = said.map_or(0, |said| said.count).saturating_add(1);
                *said = match *said {
                    Some(named) if named.hit.may_name() && !hit.may_name() => {
                        Some(Said { count, ..named })
                    }
                    _ => Some(Said { hit, place, tag, count }),
                };
                places.0 |= place.bit();
                self.any = true;
            }
        });
    }

    /// Whether it was said anywhere.
    #[must_use]
    pub fn has(&self, saying: Saying) -> bool {
        !self.places(saying).is_empty()
    }

    /// The places where it was said.
    #[must_use]
    pub fn places(&self, saying: Saying) -> Places {
        self.places.get(saying as usize).copied().unwrap_or_default()
    }

    /// Where it was said last, in the text that was added last among those that say it, and with a
    /// name if any wording had one.
    #[must_use]
    pub fn last(&self, saying: Saying) -> Option<Said> {
        self.said.get(saying as usize).copied().flatten()
    }

    /// Whether nothing was said.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        !self.any
    }

    /// Every saying that was met, in the order of [`Saying::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = (Saying, Said)> + '_ {
        Saying::ALL.iter().filter_map(|&saying| Some((saying, self.last(saying)?)))
    }
}

impl Default for Sayings {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::vec::Vec;

    use super::*;

    /// The place where the example of a row stands.
    fn home(row: &Row) -> Place {
        if row.places.contains(Place::Log) {
            Place::Log
        } else {
            *Place::ALL.iter().find(|&&place| row.places.contains(place)).unwrap()
        }
    }

    fn hits(text: &str, place: Place) -> Vec<Hit> {
        let mut hits = Vec::new();
        scan(text, place, |hit| hits.push(hit));
        hits
    }

    #[test]
    fn each_row_matches_its_example() {
        let mut wrong = Vec::new();
        for signature in Signature::all() {
            let row = signature.row();
            let example = signature.example();
            let hits = hits(example, home(row));
            let Some(hit) = hits.iter().find(|hit| hit.signature == signature) else {
                wrong.push((signature, example, "does not match"));
                continue;
            };
            if hit.quote(example).is_none_or(|quote| !quote.contains(row.anchor.trim()))
                && !row.fold
            {
                wrong.push((signature, example, "does not quote the anchor"));
            }
            if !matches!(row.subject, Subject::Nothing) && hit.subject(example).is_none() {
                wrong.push((signature, example, "names nothing"));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn each_row_is_in_form() {
        assert!(ROWS.len() < usize::from(u16::MAX), "a signature's number has 16 bits");
        for signature in Signature::all() {
            let row = signature.row();
            assert!(row.anchor.len() >= SHORTEST, "{signature:?}: the anchor sets the pace");
            assert!(row.anchor.len() < usize::from(u8::MAX), "{signature:?}: too long");
            assert!(!signature.printed_by().is_empty(), "{signature:?}");
            assert!(!signature.example().trim().contains('\n'), "{signature:?}: one line");
            let literals = [row.with, row.any, row.without].concat();
            assert!(literals.iter().all(|literal| !literal.is_empty()), "{signature:?}");
            let same = |other: &&Row| {
                (other.saying, other.anchor, other.begins, other.with, other.any)
                    == (row.saying, row.anchor, row.begins, row.with, row.any)
            };
            assert_eq!(ROWS.iter().filter(same).count(), 1, "{signature:?}: a row twice");
            let unique: BTreeSet<_> = literals.iter().collect();
            assert_eq!(unique.len(), literals.len(), "{signature:?}: a literal twice");
        }
        for &saying in Saying::ALL {
            assert_eq!(Saying::from_id(saying.id()), Some(saying));
            assert!(
                Signature::all().any(|signature| signature.saying() == saying),
                "{saying}: nothing says it"
            );
            let id = saying.id();
            assert!(
                id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
                "{id}"
            );
            assert!(!saying.meaning().ends_with('.'), "{id}");
        }
    }
}
