//! Clues: facts and sayings together, as the rules weigh them.

use crate::{Fact, Saying, Seen, Source, Text};

/// One thing that speaks for or against a cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Clue {
    /// A fact of the status, the spec, the events, the times or the kernel's log.
    Fact(Fact),
    /// What a line of a message, an event or a log says.
    Says(Saying),
}

const FACTS: usize = Fact::ALL.len();

impl Clue {
    /// How many clues there are.
    pub(crate) const COUNT: usize = FACTS + Saying::ALL.len();

    pub(crate) const fn index(self) -> usize {
        match self {
            Self::Fact(fact) => fact as usize,
            Self::Says(saying) => FACTS + saying as usize,
        }
    }

    /// The stable id, in kebab case.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Fact(fact) => fact.id(),
            Self::Says(saying) => saying.id(),
        }
    }
}

const WORDS: usize = Clue::COUNT.div_ceil(64);

/// A set of clues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ClueSet([u64; WORDS]);

#[expect(clippy::indexing_slicing, reason = "every index is below the number of words")]
impl ClueSet {
    pub(crate) const EMPTY: Self = Self([0; WORDS]);

    #[must_use]
    pub(crate) const fn with(mut self, clue: Clue) -> Self {
        let index = clue.index();
        self.0[index / 64] |= 1 << (index % 64);
        self
    }

    #[must_use]
    pub(crate) const fn union(mut self, other: Self) -> Self {
        let mut word = 0;
        while word < WORDS {
            self.0[word] |= other.0[word];
            word += 1;
        }
        self
    }

    #[must_use]
    pub(crate) const fn intersection(mut self, other: Self) -> Self {
        let mut word = 0;
        while word < WORDS {
            self.0[word] &= other.0[word];
            word += 1;
        }
        self
    }

    #[must_use]
    pub(crate) const fn difference(mut self, other: Self) -> Self {
        let mut word = 0;
        while word < WORDS {
            self.0[word] &= !other.0[word];
            word += 1;
        }
        self
    }

    pub(crate) const fn contains(self, clue: Clue) -> bool {
        let index = clue.index();
        self.0[index / 64] & 1 << (index % 64) != 0
    }

    /// The index of the first clue, and the set without it.
    pub(crate) const fn split_first(mut self) -> Option<(usize, Self)> {
        let mut word = 0;
        while word < WORDS {
            let bits = self.0[word];
            if bits != 0 {
                self.0[word] = bits & (bits - 1);
                return Some((word * 64 + bits.trailing_zeros() as usize, self));
            }
            word += 1;
        }
        None
    }

    pub(crate) const fn is_empty(self) -> bool {
        let mut word = 0;
        while word < WORDS {
            if self.0[word] != 0 {
                return false;
            }
            word += 1;
        }
        true
    }

    pub(crate) const fn intersects(self, other: Self) -> bool {
        !self.intersection(other).is_empty()
    }

    pub(crate) const fn contains_all(self, other: Self) -> bool {
        other.difference(self).is_empty()
    }

    /// The indices of the clues in the set, in ascending order.
    pub(crate) fn indices(self) -> impl Iterator<Item = usize> {
        let mut set = self;
        core::iter::from_fn(move || {
            let (clue, rest) = set.split_first()?;
            set = rest;
            Some(clue)
        })
    }
}

/// What a clue was seen in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Witness<'a> {
    pub(crate) clue: Clue,
    pub(crate) text: Text<'a>,
    /// What the text speaks of: the missing key's name, the library, the port.
    pub(crate) subject: Option<&'a str>,
    pub(crate) a: i64,
    pub(crate) b: i64,
    pub(crate) kind: WitnessKind,
}

/// What kind of thing a witness is; reports name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WitnessKind {
    /// A number that says how the process ended.
    ExitCode,
    /// The reason of an end.
    TerminatedReason,
    /// The message of an end.
    TerminatedMessage,
    /// The reason of a wait.
    WaitingReason,
    /// The message of a wait.
    WaitingMessage,
    /// The pod's phase, reason, message or deletion.
    Pod,
    /// A condition of the pod.
    Condition,
    /// A value of the container's or the pod's spec.
    Spec,
    /// An event.
    Event,
    /// A line of the log.
    LogLine,
    /// A line of the kernel's log.
    KernelLog,
    /// Arithmetic with times.
    Timing,
    /// The number of restarts, or what the container does now.
    Status,
}

impl WitnessKind {
    /// The word that reports use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ExitCode => "exit-code",
            Self::TerminatedReason => "terminated-reason",
            Self::TerminatedMessage => "terminated-message",
            Self::WaitingReason => "waiting-reason",
            Self::WaitingMessage => "waiting-message",
            Self::Pod => "pod",
            Self::Condition => "condition",
            Self::Spec => "spec",
            Self::Event => "event",
            Self::LogLine => "log-line",
            Self::KernelLog => "kernel-log",
            Self::Timing => "timing",
            Self::Status => "status",
        }
    }
}

const WITNESSES: usize = 24;

const NO_WITNESS: Witness<'static> = Witness {
    clue: Clue::Fact(Fact::CodeZero),
    text: Text { text: "", span: None },
    subject: None,
    a: 0,
    b: 0,
    kind: WitnessKind::Status,
};

/// What an observation says: each clue present, known to be absent, or unknown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clues<'a> {
    present: ClueSet,
    known: ClueSet,
    witnesses: [Witness<'a>; WITNESSES],
    len: usize,
}

impl<'a> Clues<'a> {
    pub(crate) const fn new() -> Self {
        Self {
            present: ClueSet::EMPTY,
            known: ClueSet::EMPTY,
            witnesses: [NO_WITNESS; WITNESSES],
            len: 0,
        }
    }

    pub(crate) const fn present(&self) -> ClueSet {
        self.present
    }

    /// The clues whose absence would have been noticed.
    pub(crate) const fn known(&self) -> ClueSet {
        self.known
    }

    pub(crate) const fn has(&self, fact: Fact) -> bool {
        self.present.contains(Clue::Fact(fact))
    }

    /// Every fact of this source is now known to be present or absent.
    pub(crate) const fn read(&mut self, source: Source) {
        let facts = match source {
            Source::Status => OF_STATUS,
            Source::Spec => OF_SPEC,
            Source::Events => OF_EVENTS,
            Source::Log => OF_LOG,
            Source::Node => OF_NODE,
            Source::KernelLog => OF_KERNEL_LOG,
            _ => ClueSet::EMPTY,
        };
        self.known = self.known.union(facts);
    }

    /// The first witness of a clue counts; more of them say nothing new.
    pub(crate) fn add(&mut self, witness: Witness<'a>) {
        if self.present.contains(witness.clue) {
            return;
        }
        self.present = self.present.with(witness.clue);
        if let Some(slot) = self.witnesses.get_mut(self.len) {
            *slot = witness;
            self.len += 1;
        }
    }

    pub(crate) fn fact(&mut self, fact: Fact, kind: WitnessKind, text: Text<'a>, a: i64, b: i64) {
        self.add(Witness { clue: Clue::Fact(fact), text, subject: None, a, b, kind });
    }

    pub(crate) fn witnesses(&self) -> impl Iterator<Item = &Witness<'a>> {
        self.witnesses.iter().take(self.len)
    }
}

const fn of_source(source: Source) -> ClueSet {
    let mut set = ClueSet::EMPTY;
    let mut facts = Fact::ALL;
    while let [fact, rest @ ..] = facts {
        if fact.source() as u8 == source as u8 {
            set = set.with(Clue::Fact(*fact));
        }
        facts = rest;
    }
    if matches!(source, Source::Log) {
        let mut sayings = Saying::ALL;
        while let [saying, rest @ ..] = sayings {
            set = set.with(Clue::Says(*saying));
            sayings = rest;
        }
    }
    set
}

/// The sources that these clues come from.
pub(crate) fn sources(clues: ClueSet) -> Seen {
    let of = [
        (Source::Status, OF_STATUS),
        (Source::Spec, OF_SPEC),
        (Source::Events, OF_EVENTS),
        (Source::Log, OF_LOG),
        (Source::Node, OF_NODE),
        (Source::KernelLog, OF_KERNEL_LOG),
    ];
    of.into_iter()
        .filter(|(_, of)| of.intersects(clues))
        .fold(Seen::NOTHING, |seen, (source, _)| seen.with(source))
}

const OF_STATUS: ClueSet = of_source(Source::Status);
const OF_SPEC: ClueSet = of_source(Source::Spec);
const OF_EVENTS: ClueSet = of_source(Source::Events);
const OF_LOG: ClueSet = of_source(Source::Log);
const OF_NODE: ClueSet = of_source(Source::Node);
const OF_KERNEL_LOG: ClueSet = of_source(Source::KernelLog);

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::vec::Vec;

    fn all() -> impl Iterator<Item = Clue> {
        let facts = Fact::ALL.iter().map(|&fact| Clue::Fact(fact));
        facts.chain(Saying::ALL.iter().map(|&saying| Clue::Says(saying)))
    }

    /// The set of every clue whose index is a multiple of a number, over all words of the set.
    fn multiples(of: usize) -> ClueSet {
        let chosen = all().filter(|clue| clue.index().is_multiple_of(of));
        chosen.fold(ClueSet::EMPTY, ClueSet::with)
    }

    fn indices(set: ClueSet) -> BTreeSet<usize> {
        let indices: Vec<_> = set.indices().collect();
        assert!(indices.is_sorted());
        indices.into_iter().collect()
    }

    #[test]
    fn sets_of_clues_are_sets() {
        assert_eq!(all().count(), Clue::COUNT);
        for clue in all() {
            let one = ClueSet::EMPTY.with(clue);
            assert_eq!(one.split_first(), Some((clue.index(), ClueSet::EMPTY)));
            assert!(!one.is_empty());
            assert_eq!(all().filter(|&other| one.contains(other)).count(), 1);
        }
        assert!(ClueSet::EMPTY.is_empty());
        assert_eq!(ClueSet::EMPTY.split_first(), None);
        let (two, three) = (multiples(2), multiples(3));
        let (even, thirds) = (indices(two), indices(three));
        assert_eq!(indices(two.union(three)), &even | &thirds);
        assert_eq!(indices(two.intersection(three)), &even & &thirds);
        assert_eq!(indices(two.difference(three)), &even - &thirds);
        assert!(two.intersects(three) && !two.intersects(two.difference(two)));
        assert!(!two.difference(three).intersects(three));
        assert!(two.contains_all(multiples(4)) && !multiples(4).contains_all(two));
    }

    #[test]
    fn a_clue_has_the_id_of_what_it_is() {
        let facts = Fact::ALL.iter().map(|fact| fact.id());
        let ids: Vec<_> = facts.chain(Saying::ALL.iter().map(|saying| saying.id())).collect();
        assert_eq!(all().map(Clue::id).collect::<Vec<_>>(), ids);
    }

    #[test]
    fn a_source_that_was_read_makes_its_clues_known() {
        for &source in Source::ALL {
            let mut clues = Clues::new();
            clues.read(source);
            for &fact in Fact::ALL {
                let of_source = fact.source() == source;
                assert_eq!(clues.known().contains(Clue::Fact(fact)), of_source, "{fact:?}");
                let from = sources(ClueSet::EMPTY.with(Clue::Fact(fact)));
                assert_eq!(from.contains(source), of_source, "{fact:?}");
            }
            for &saying in Saying::ALL {
                let of_log = source == Source::Log;
                assert_eq!(clues.known().contains(Clue::Says(saying)), of_log, "{saying}");
            }
        }
    }

    #[test]
    fn the_first_witness_counts_and_the_last_ones_may_find_no_room() {
        let mut clues = Clues::new();
        for (count, &fact) in (1..).zip(Fact::ALL) {
            for number in [count, 0] {
                clues.fact(fact, WitnessKind::Spec, Text::default(), number, 0);
            }
            assert!(clues.has(fact));
        }
        let numbers: Vec<_> = clues.witnesses().map(|witness| witness.a).collect();
        assert_eq!(numbers, (1..=24).collect::<Vec<_>>());
    }

    #[test]
    fn kinds_of_witnesses_have_words_of_their_own() {
        use WitnessKind::*;
        let kinds = [
            (ExitCode, "exit-code"),
            (TerminatedReason, "terminated-reason"),
            (TerminatedMessage, "terminated-message"),
            (WaitingReason, "waiting-reason"),
            (WaitingMessage, "waiting-message"),
            (Pod, "pod"),
            (Condition, "condition"),
            (Spec, "spec"),
            (Event, "event"),
            (LogLine, "log-line"),
            (KernelLog, "kernel-log"),
            (Timing, "timing"),
            (Status, "status"),
        ];
        for (kind, word) in kinds {
            assert_eq!(kind.as_str(), word);
        }
    }
}
