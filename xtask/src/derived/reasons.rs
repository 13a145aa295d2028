//! Kubernetes' reasons.

use exitcode_core::{
    ConditionReason, EventReason, JobReason, NodeConditionReason, PodReason, Reason, ReasonStatus,
    TerminatedReason, WaitingReason,
};

use super::json::Json;
use super::markdown::{Page, code, prose, source};

/// A fact that only the reasons of one place have: the head of its column, its key, its value.
type Extra<T> = (&'static str, &'static str, fn(T) -> &'static str);

const CONDITION: Extra<ConditionReason> = ("condition", "condition", ConditionReason::condition);
const NODE_CONDITION: Extra<NodeConditionReason> =
    ("condition", "condition", NodeConditionReason::condition);
const EVENT: [Extra<EventReason>; 2] = [
    ("type", "type", |reason| reason.event_type().as_str()),
    ("about", "object", EventReason::object),
];

/// `docs/reference/reasons.md`.
pub(super) fn page() -> String {
    let mut page = Page::new("Reasons of Kubernetes");
    page.block(
        "By the place where a reason may stand. A container runtime or a controller may write \
         others: the lists are what is known, not what is possible.",
    );
    page.block(
        "Versions are Kubernetes', unless another name is given; `<=1.20` is 1.20 or before. \
         **dead**: no current version writes it. **folklore**: lists and articles have it in this \
         place, and nothing writes it there.",
    );
    section::<TerminatedReason>(&mut page, "Terminated container", &[]);
    section::<WaitingReason>(&mut page, "Waiting container", &[]);
    section::<PodReason>(&mut page, "Pod", &[]);
    section(&mut page, "Condition of a pod", &[CONDITION]);
    section(&mut page, "Condition of a node", &[NODE_CONDITION]);
    section::<JobReason>(&mut page, "Condition of a Job", &[]);
    section(&mut page, "Event", &EVENT);
    page.finish()
}

fn section<T: Reason>(page: &mut Page, title: &str, extras: &[Extra<T>]) {
    page.block(&format!("## {title}"));
    let mut head = vec!["reason"];
    head.extend(extras.iter().map(|(title, ..)| title));
    head.extend(["what it means", "written by", "versions", "sources"]);
    page.table(
        &head,
        T::ALL.iter().map(|reason| {
            let mut row = vec![code(reason.as_str())];
            row.extend(extras.iter().map(|(.., value)| prose(value(*reason))));
            row.extend([
                meaning(*reason),
                prose(reason.emitter()),
                versions(*reason),
                sources(reason.sources()),
            ]);
            row
        }),
    );
}

fn meaning<T: Reason>(reason: T) -> String {
    let meaning = prose(reason.meaning());
    match reason.status() {
        ReasonStatus::Real => meaning,
        status => format!("**{status}** {meaning}"),
    }
}

fn versions<T: Reason>(reason: T) -> String {
    match (reason.since(), reason.until()) {
        (None, None) => String::new(),
        (Some(since), None) => prose(&format!("since {since}")),
        (None, Some(until)) => prose(&format!("until {until}")),
        (Some(since), Some(until)) => prose(&format!("{since} to {until}")),
    }
}

fn sources(sources: &[&str]) -> String {
    let links = (1..).zip(sources).map(|(i, text)| source(text, &i.to_string()));
    links.collect::<Vec<_>>().join(", ")
}

/// The member `reasons` of the export.
pub(super) fn json() -> Json {
    Json::object([
        ("terminated", vocabulary::<TerminatedReason>(&[])),
        ("waiting", vocabulary::<WaitingReason>(&[])),
        ("pod", vocabulary::<PodReason>(&[])),
        ("podCondition", vocabulary(&[CONDITION])),
        ("nodeCondition", vocabulary(&[NODE_CONDITION])),
        ("jobCondition", vocabulary::<JobReason>(&[])),
        ("event", vocabulary(&EVENT)),
    ])
}

fn vocabulary<T: Reason>(extras: &[Extra<T>]) -> Json {
    let reason = |reason: &T| {
        let mut members = vec![
            ("reason", reason.as_str().into()),
            ("status", reason.status().as_str().into()),
            ("emitter", reason.emitter().into()),
            ("since", reason.since().into()),
            ("until", reason.until().into()),
            ("meaning", reason.meaning().into()),
            ("sources", reason.sources().iter().copied().collect()),
        ];
        members.extend(extras.iter().map(|(_, key, value)| (*key, value(*reason).into())));
        Json::object(members)
    };
    T::ALL.iter().map(reason).collect()
}
