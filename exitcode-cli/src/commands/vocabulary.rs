//! The reasons of every place in one list.

use exitcode_core::{
    ConditionReason, EventReason, JobReason, NodeConditionReason, PodReason, Reason,
    TerminatedReason, WaitingReason,
};

/// A reason and where it stands.
#[derive(Clone, Copy, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Word {
    /// Where it stands.
    pub(super) place: &'static str,
    /// The word itself.
    pub(super) reason: &'static str,
    /// Who writes it.
    pub(super) emitter: &'static str,
    /// Whether it is real, no longer written, or never was.
    pub(super) status: &'static str,
    /// The version of Kubernetes that began with it.
    pub(super) since: Option<&'static str>,
    /// The last version that has it.
    pub(super) until: Option<&'static str>,
    /// What it says.
    pub(super) meaning: &'static str,
    /// The files that write it.
    pub(super) sources: &'static [&'static str],
}

/// Every reason, place by place.
pub(super) fn reasons() -> Vec<Word> {
    let mut words = Vec::new();
    add::<TerminatedReason>(&mut words);
    add::<WaitingReason>(&mut words);
    add::<PodReason>(&mut words);
    add::<ConditionReason>(&mut words);
    add::<NodeConditionReason>(&mut words);
    add::<JobReason>(&mut words);
    add::<EventReason>(&mut words);
    words
}

fn add<R: Reason>(words: &mut Vec<Word>) {
    words.extend(R::ALL.iter().map(|reason| Word {
        place: R::PLACE,
        reason: reason.as_str(),
        emitter: reason.emitter(),
        status: reason.status().as_str(),
        since: reason.since(),
        until: reason.until(),
        meaning: reason.meaning(),
        sources: reason.sources(),
    }));
}
