//! How rules are weighed against clues.

use crate::clue::{Clue, ClueSet, Clues, sources};
use crate::kb::rules::RULES;
use crate::{Cause, Confidence, Seen};

/// One way in which a cause can be seen: a conjunction over clues.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clause {
    /// All of these are present.
    pub(crate) all: ClueSet,
    /// At least one of these is present, unless there are none.
    pub(crate) any: ClueSet,
    /// All of these are known to be absent: their source was read, and they are not there.
    pub(crate) absent: ClueSet,
    /// None of these is present.
    pub(crate) without: ClueSet,
    /// At least one of these may be present as far as anybody knows, unless there are none.
    pub(crate) open: ClueSet,
}

impl Clause {
    fn holds(&self, clues: &Clues<'_>) -> bool {
        let present = clues.present();
        present.contains_all(self.all)
            && (self.any.is_empty() || present.intersects(self.any))
            && !present.intersects(self.without)
            && !present.intersects(self.absent)
            && clues.known().contains_all(self.absent)
            && (self.open.is_empty()
                || !self.open.difference(clues.known().difference(present)).is_empty())
    }
}

/// What speaks for and against a cause.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule {
    pub(crate) cause: Cause,
    /// Nothing else can produce this.
    pub(crate) confirmed: &'static [Clause],
    /// This usually means the cause.
    pub(crate) likely: &'static [Clause],
    /// This allows the cause.
    pub(crate) possible: &'static [Clause],
    /// These are shown as evidence against it.
    pub(crate) against: ClueSet,
    /// With any of these it cannot be.
    pub(crate) excluded_by: ClueSet,
}

/// A rule that holds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Verdict {
    pub(crate) cause: Cause,
    pub(crate) confidence: Confidence,
    /// The present clues of the clauses that hold at this confidence.
    pub(crate) support: ClueSet,
    pub(crate) against: ClueSet,
}

impl Rule {
    fn weigh(&self, clues: &Clues<'_>) -> Option<Verdict> {
        if clues.present().intersects(self.excluded_by) {
            return None;
        }
        for (clauses, confidence) in [
            (self.confirmed, Confidence::Confirmed),
            (self.likely, Confidence::Likely),
            (self.possible, Confidence::Possible),
        ] {
            let support = clauses
                .iter()
                .filter(|clause| clause.holds(clues))
                .map(|clause| clause.all.union(clause.any))
                .reduce(ClueSet::union);
            if let Some(support) = support {
                return Some(Verdict {
                    cause: self.cause,
                    confidence,
                    support: support.intersection(clues.present()),
                    against: self.against.intersection(clues.present()),
                });
            }
        }
        None
    }
}

/// The sources that were not read and could confirm the cause.
pub(crate) fn missing(cause: Cause, clues: &Clues<'_>) -> Seen {
    let (present, known) = (clues.present(), clues.known());
    RULES
        .iter()
        .filter(|rule| rule.cause == cause)
        .flat_map(|rule| rule.confirmed)
        .filter(|clause| {
            let refuted = known.difference(present);
            !present.intersects(clause.without.union(clause.absent))
                && !refuted.intersects(clause.all)
                && (clause.any.is_empty() || !refuted.contains_all(clause.any))
        })
        .map(|clause| {
            let any = match present.intersects(clause.any) {
                true => ClueSet::EMPTY,
                false => clause.any.difference(known),
            };
            let unknown = clause.absent.difference(known).union(clause.all.difference(present));
            sources(unknown.union(any))
        })
        .fold(Seen::NOTHING, Seen::union)
}

/// For each clue, the rules with a clause that cannot hold without it, as bits.
///
/// Each clause stands under the one of its clues that the fewest clauses need, so that few rules
/// are looked at in vain.
static BY_CLUE: [u128; Clue::COUNT] = index();

#[expect(clippy::indexing_slicing, reason = "runs at compile time, where a bad index is an error")]
const fn index() -> [u128; Clue::COUNT] {
    assert!(RULES.len() <= 128, "a rule needs a bit of its own");
    let needed = needed();
    let mut by_clue = [0_u128; Clue::COUNT];
    let mut rule = 0;
    while rule < RULES.len() {
        let lists = [RULES[rule].confirmed, RULES[rule].likely, RULES[rule].possible];
        let mut list = 0;
        while list < lists.len() {
            let mut clause = 0;
            while clause < lists[list].len() {
                let Clause { all, any, .. } = lists[list][clause];
                assert!(!all.is_empty() || !any.is_empty(), "a clause needs a clue");
                let mut keys = if all.is_empty() { any } else { all };
                let mut key = Clue::COUNT;
                while let Some((clue, rest)) = keys.split_first() {
                    if all.is_empty() {
                        by_clue[clue] |= 1 << rule;
                    } else if key == Clue::COUNT || needed[clue] < needed[key] {
                        key = clue;
                    }
                    keys = rest;
                }
                if key < Clue::COUNT {
                    by_clue[key] |= 1 << rule;
                }
                clause += 1;
            }
            list += 1;
        }
        rule += 1;
    }
    by_clue
}

/// For each clue, how many clauses need it.
#[expect(clippy::indexing_slicing, reason = "runs at compile time, where a bad index is an error")]
const fn needed() -> [u16; Clue::COUNT] {
    let mut needed = [0; Clue::COUNT];
    let mut rule = 0;
    while rule < RULES.len() {
        let lists = [RULES[rule].confirmed, RULES[rule].likely, RULES[rule].possible];
        let mut list = 0;
        while list < lists.len() {
            let mut clause = 0;
            while clause < lists[list].len() {
                let mut all = lists[list][clause].all;
                while let Some((clue, rest)) = all.split_first() {
                    needed[clue] += 1;
                    all = rest;
                }
                clause += 1;
            }
            list += 1;
        }
        rule += 1;
    }
    needed
}

/// Every rule that holds, in the order of the table.
pub(crate) fn verdicts(clues: &Clues<'_>) -> impl Iterator<Item = Verdict> {
    let mut candidates =
        clues.present().indices().filter_map(|clue| BY_CLUE.get(clue)).fold(0, |a, b| a | b);
    core::iter::from_fn(move || {
        while candidates != 0 {
            let rule = candidates.trailing_zeros() as usize;
            candidates &= candidates - 1;
            if let Some(verdict) = RULES.get(rule).and_then(|rule| rule.weigh(clues)) {
                return Some(verdict);
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clue::{Witness, WitnessKind};
    use crate::{Fact, Saying, Source, Text};
    use std::collections::BTreeMap;
    use std::vec::Vec;

    /// At most one of these can be true of an end: the exit code.
    const CODES: &[Fact] = &[
        Fact::CodeZero,
        Fact::CodeSigkill,
        Fact::CodeSigterm,
        Fact::Code1,
        Fact::Code255,
        Fact::CodeLost,
    ];

    /// At most one of these can be true of an end: the reason.
    const REASONS: &[Fact] = &[
        Fact::ReasonOomKilled,
        Fact::ReasonError,
        Fact::ReasonCompleted,
        Fact::ReasonStatusUnknown,
        Fact::ReasonUnknown,
        Fact::ReasonRestartingAll,
    ];

    const MEMORY: &[Fact] = &[
        Fact::MemoryLimit,
        Fact::PodMemoryLimit,
        Fact::KernelKilledOwn,
        Fact::KernelKilledGlobal,
        Fact::KernelKilledAtPod,
        Fact::EvSystemOom,
        Fact::HeapExceedsLimit,
        Fact::EvLivenessKill,
        Fact::EvStop,
        Fact::PodDeleted,
    ];

    const STOPPING: &[Fact] = &[
        Fact::EvStop,
        Fact::PodDeleted,
        Fact::EvLivenessKill,
        Fact::EvStartupKill,
        Fact::GraceUsedUp,
        Fact::StoppedBefore,
        Fact::DeafEntryPoint,
        Fact::PreStopExceedsGrace,
        Fact::EvGraceExceeded,
        Fact::EvSandboxChanged,
        Fact::PodEvicted,
    ];

    fn observed(facts: impl IntoIterator<Item = Fact>, sources: &[Source]) -> Clues<'static> {
        let mut clues = Clues::new();
        for &source in sources {
            clues.read(source);
        }
        for fact in facts {
            clues.fact(fact, WitnessKind::Status, Text::default(), 0, 0);
            if matches!(fact, Fact::Code1 | Fact::Code255) {
                clues.fact(Fact::CodePlain, WitnessKind::Status, Text::default(), 0, 0);
            }
        }
        clues
    }

    fn set(facts: &[Fact]) -> ClueSet {
        facts.iter().fold(ClueSet::EMPTY, |set, &fact| set.with(Clue::Fact(fact)))
    }

    #[test]
    fn a_clause_holds_where_each_of_its_parts_does() {
        use Fact::*;
        use Source::{Events, KernelLog};
        let clause = Clause {
            all: set(&[CodeSigkill, ReasonError]),
            any: set(&[EvStop, PodDeleted]),
            absent: set(&[EvLivenessKill]),
            without: set(&[PodEvicted]),
            open: set(&[KernelKilledOwn]),
        };
        let rows: &[(&[Fact], &[Source], bool)] = &[
            (&[CodeSigkill, ReasonError, EvStop], &[Events], true),
            (&[CodeSigkill, ReasonError, PodDeleted], &[Events], true),
            (&[CodeSigkill, ReasonError, EvStop, MemoryLimit], &[Events], true),
            (&[CodeSigkill, EvStop], &[Events], false),
            (&[CodeSigkill, ReasonError], &[Events], false),
            (&[CodeSigkill, ReasonError, EvStop, EvLivenessKill], &[Events], false),
            (&[CodeSigkill, ReasonError, EvStop, PodEvicted], &[Events], false),
            // Nobody looked whether a probe killed it.
            (&[CodeSigkill, ReasonError, EvStop], &[], false),
            // The kernel's log was read, and says nothing, or says it.
            (&[CodeSigkill, ReasonError, EvStop], &[Events, KernelLog], false),
            (&[CodeSigkill, ReasonError, EvStop, KernelKilledOwn], &[Events, KernelLog], true),
        ];
        for (facts, sources, holds) in rows {
            let clues = observed(facts.iter().copied(), sources);
            assert_eq!(clause.holds(&clues), *holds, "{facts:?} of {sources:?}");
        }
        let one = Clause {
            all: set(&[CodeZero]),
            any: ClueSet::EMPTY,
            absent: ClueSet::EMPTY,
            without: ClueSet::EMPTY,
            open: ClueSet::EMPTY,
        };
        assert!(one.holds(&observed([CodeZero], &[])) && !one.holds(&observed([CodeSigkill], &[])));
    }

    #[test]
    fn a_source_is_missing_while_it_could_confirm() {
        use Fact::*;
        use Source::{Events, KernelLog, Log, Spec, Status};
        let (crash, oom, node) =
            (Cause::SegfaultNativeCode, Cause::OomContainerLimit, Cause::OomNode);
        type Row = (Cause, &'static [Fact], &'static [Source], &'static [Source]);
        let rows: &[Row] = &[
            (crash, &[], &[], &[Status, KernelLog, Log]),
            (crash, &[CodeSigsegv], &[Status], &[KernelLog, Log]),
            (crash, &[CodeSigsegv], &[Status, KernelLog], &[Log]),
            (crash, &[CodeSigsegv], &[Status, Log], &[KernelLog]),
            (crash, &[CodeSigsegv], &[Status, Log, KernelLog], &[]),
            (crash, &[CodeZero], &[Status], &[]),
            (node, &[CodeSigkill], &[Status], &[KernelLog]),
            (node, &[CodeSigkill, PodDeleted], &[Status], &[]),
            (
                oom,
                &[ReasonOomKilled, CodeSigkill, MemoryLimit],
                &[Status, Spec],
                &[Events, Log, KernelLog],
            ),
            (
                oom,
                &[ReasonOomKilled, CodeSigkill, MemoryLimit],
                &[Status, Spec, Events],
                &[KernelLog],
            ),
            (oom, &[ReasonOomKilled, CodeSigkill, EvStop], &[Status, Spec, Events], &[]),
            (Cause::SandboxLost, &[CodeSigkill], &[Status], &[Events]),
            (Cause::SandboxLost, &[EvSandboxChanged], &[Events], &[Status]),
            (Cause::SandboxLost, &[EvSandboxChanged], &[Events, Status], &[]),
        ];
        for (cause, facts, read, wanted) in rows {
            let clues = observed(facts.iter().copied(), read);
            let wanted = wanted.iter().fold(Seen::NOTHING, |seen, &source| seen.with(source));
            assert_eq!(missing(*cause, &clues), wanted, "{cause}: {facts:?} of {read:?}");
        }
    }

    /// Every clause by itself, and together with each clue that its rule weighs.
    #[test]
    fn the_index_overlooks_no_rule() {
        let every = || {
            let facts = Fact::ALL.iter().map(|&fact| Clue::Fact(fact));
            facts.chain(Saying::ALL.iter().map(|&saying| Clue::Says(saying)))
        };
        let told = |set: ClueSet| {
            let mut clues = Clues::new();
            for clue in every().filter(|&clue| set.contains(clue)) {
                let kind = WitnessKind::Status;
                let (text, subject) = (Text::default(), None);
                clues.add(Witness { clue, text, subject, a: 0, b: 0, kind });
            }
            let verdict = |verdict: Verdict| (verdict.cause, verdict.confidence);
            let found: Vec<_> = verdicts(&clues).map(verdict).collect();
            let all: Vec<_> =
                RULES.iter().filter_map(|rule| rule.weigh(&clues)).map(verdict).collect();
            assert_eq!(found, all, "{set:?}");
            found.len()
        };
        assert_eq!(told(ClueSet::EMPTY), 0);
        for rule in RULES {
            for clause in rule.confirmed.iter().chain(rule.likely).chain(rule.possible) {
                if clause.any.is_empty() {
                    assert!(told(clause.all) > 0, "{}", rule.cause);
                }
                for clue in every().filter(|&clue| clause.any.contains(clue)) {
                    told(clause.all.with(clue));
                }
            }
        }
    }

    /// Whether one is the mechanism of the other, perhaps through a third.
    fn chained(trigger: Cause, mechanism: Cause) -> bool {
        trigger.leads_to().iter().any(|&next| next == mechanism || chained(next, mechanism))
    }

    fn every_combination(
        family: &[Fact],
        sources: &[Source],
        mut check: impl FnMut(&Clues<'_>, &[Fact]),
    ) {
        for code in CODES {
            for reason in REASONS {
                for bits in 0_u32..1 << family.len() {
                    let chosen = (0..).zip(family).filter(|(bit, _)| bits & 1 << bit != 0);
                    let facts: Vec<Fact> =
                        [*code, *reason].into_iter().chain(chosen.map(|(_, fact)| *fact)).collect();
                    check(&observed(facts.iter().copied(), sources), &facts);
                }
            }
        }
    }

    /// Different sides of the same death, which may both be so.
    const COMPATIBLE: &[(Cause, Cause)] = &[
        // Which limit was hit, and which process was chosen.
        (Cause::OomChildProcess, Cause::OomPodLimit),
        (Cause::OomChildProcess, Cause::OomNode),
    ];

    /// The pairs of causes that some combination confirms at once, with that combination.
    fn confirmed_rivals(family: &[Fact]) -> BTreeMap<(Cause, Cause), Vec<Fact>> {
        let mut rivals = BTreeMap::new();
        every_combination(family, Source::ALL, |clues, facts| {
            let confirmed: Vec<Cause> = verdicts(clues)
                .filter(|verdict| verdict.confidence == Confidence::Confirmed)
                .map(|verdict| verdict.cause)
                .collect();
            for (index, &one) in confirmed.iter().enumerate() {
                for &other in &confirmed[index + 1..] {
                    if !chained(one, other)
                        && !chained(other, one)
                        && !COMPATIBLE.contains(&(one, other))
                    {
                        rivals.entry((one, other)).or_insert_with(|| facts.to_vec());
                    }
                }
            }
        });
        rivals
    }

    /// Takes each supporting fact of each verdict away, and expects no more confidence than before.
    fn support_never_lowers(family: &[Fact]) {
        every_combination(family, Source::ALL, |clues, facts| {
            for verdict in verdicts(clues) {
                for &fact in facts.iter().filter(|&&fact| {
                    verdict.support.contains(Clue::Fact(fact)) && family.contains(&fact)
                }) {
                    let rest = facts.iter().copied().filter(|&other| other != fact);
                    let without = observed(rest, Source::ALL);
                    let now = verdicts(&without).find(|other| other.cause == verdict.cause);
                    assert!(
                        now.is_none_or(|now| now.confidence <= verdict.confidence),
                        "{} is surer without {fact:?} of {facts:?}",
                        verdict.cause
                    );
                }
            }
        });
    }

    #[test]
    fn taking_support_away_never_raises_confidence() {
        support_never_lowers(MEMORY);
        support_never_lowers(STOPPING);
    }

    #[test]
    fn no_rivals_of_memory_are_both_confirmed() {
        assert_eq!(confirmed_rivals(MEMORY), BTreeMap::new());
    }

    #[test]
    fn no_rivals_of_stopping_are_both_confirmed() {
        assert_eq!(confirmed_rivals(STOPPING), BTreeMap::new());
    }

    #[test]
    fn nothing_is_confirmed_on_the_word_of_a_code_alone() {
        for &code in CODES.iter().filter(|&&code| code != Fact::CodeLost) {
            let clues = observed([code], &[]);
            assert!(
                verdicts(&clues).all(|verdict| verdict.confidence < Confidence::Confirmed),
                "{code:?}"
            );
        }
    }

    #[test]
    fn unread_events_keep_a_sticky_flag_from_being_confirmed() {
        let facts = [Fact::ReasonOomKilled, Fact::CodeSigkill, Fact::MemoryLimit];
        let confidence = |sources: &[Source]| {
            verdicts(&observed(facts, sources))
                .find(|verdict| verdict.cause == Cause::OomContainerLimit)
                .map(|verdict| verdict.confidence)
        };
        assert_eq!(confidence(&[Source::Status]), Some(Confidence::Likely));
        assert_eq!(confidence(&[Source::Status, Source::Events]), Some(Confidence::Confirmed));
    }

    /// So that few rules are looked at in vain.
    #[test]
    fn the_index_has_a_clause_under_a_clue_that_few_need() {
        let clauses = |rule: &Rule| [rule.confirmed, rule.likely, rule.possible].concat();
        let every: Vec<_> = RULES.iter().flat_map(clauses).collect();
        let needed = |clue| {
            let needs = |clause: &&Clause| clause.all.indices().any(|needed| needed == clue);
            every.iter().filter(needs).count()
        };
        let needed: Vec<_> = (0..Clue::COUNT).map(needed).collect();
        for (bit, rule) in (0..).zip(RULES) {
            for clause in clauses(rule).iter().filter(|clause| !clause.all.is_empty()) {
                let fewest = clause.all.indices().map(|clue| needed[clue]).min();
                let mut found = clause.all.indices().filter(|&clue| BY_CLUE[clue] >> bit & 1 != 0);
                assert!(found.any(|clue| Some(needed[clue]) == fewest), "{}", rule.cause);
            }
        }
    }

    #[test]
    fn every_cause_has_one_rule() {
        for &cause in Cause::ALL {
            let rules = RULES.iter().filter(|rule| rule.cause == cause).count();
            assert!(
                rules == 1 || (rules == 0 && WITHOUT_A_RULE.iter().any(|(c, _)| *c == cause)),
                "{cause} has {rules} rules"
            );
        }
    }

    /// Causes that no rule can find, with the reason.
    const WITHOUT_A_RULE: &[(Cause, &str)] = &[];

    /// Facts that no rule weighs and a finding tells all the same.
    const MERELY_TOLD: &[Fact] = &[Fact::CoreDumped, Fact::ImageChanged];

    #[test]
    fn every_fact_is_weighed_or_told() {
        let of = |clauses: &[Clause]| {
            let parts =
                clauses.iter().flat_map(|it| [it.all, it.any, it.absent, it.without, it.open]);
            parts.fold(ClueSet::EMPTY, ClueSet::union)
        };
        let weighed = RULES
            .iter()
            .flat_map(|rule| {
                let clauses = [rule.confirmed, rule.likely, rule.possible].map(of);
                clauses.into_iter().chain([rule.against, rule.excluded_by])
            })
            .fold(ClueSet::EMPTY, ClueSet::union);
        for fact in Fact::ALL {
            let told = MERELY_TOLD.contains(fact);
            assert!(weighed.contains(Clue::Fact(*fact)) != told, "{fact:?}");
        }
    }

    #[test]
    fn sayings_and_facts_do_not_share_ids() {
        for saying in Saying::ALL {
            assert!(Fact::ALL.iter().all(|fact| fact.id() != saying.id()), "{saying}");
        }
    }
}
