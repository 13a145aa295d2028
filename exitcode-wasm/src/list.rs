//! What is known: the tables of the core, as lists of objects.

use exitcode_core::{Abi, Action, Convention, Family, KnownCode, Signal};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::answers::{CodeRow, ConventionRow, FamilyRow, SignalRow};
use crate::json;
#[cfg(feature = "diagnosis")]
use {
    crate::answers::MessageRow,
    exitcode_core::{Saying, signature::Signature},
};
#[cfg(feature = "explanation")]
use {
    crate::answers::{CauseRow, CheckRow, ReasonRow, RemedyRow},
    exitcode_core::{
        Cause, Check, ConditionReason, EventReason, JobReason, NodeConditionReason, PodReason,
        Reason, ReasonStatus, TerminatedReason, WaitingReason,
    },
    std::hint::black_box,
};

/// The root causes that a diagnosis can name.
///
/// # Errors
///
/// None that is known, here and below.
#[cfg(feature = "explanation")]
#[wasm_bindgen(js_name = listCauses, unchecked_return_type = "CauseRow[]")]
pub fn list_causes() -> Result<JsValue, JsValue> {
    rows(Cause::ALL.iter().map(|cause| {
        CauseRow {
            id: cause.id(),
            title: cause.title(),
            why: cause.why(),
            fault: cause.fault().id(),
            retry: cause.retry().id(),
            leads_to: cause.leads_to().iter().map(|cause| cause.id()).collect(),
            checks: cause.checks().iter().map(|check| check.id()).collect(),
            remedies: cause
                .remedies()
                .iter()
                .map(|remedy| RemedyRow {
                    stage: remedy.stage().id(),
                    risk: remedy.risk().id(),
                    title: remedy.title(),
                    template: remedy.template().map(|template| template.text()),
                })
                .collect(),
            references: cause.references(),
        }
    }))
}

/// The looks that tell causes apart.
#[cfg(feature = "explanation")]
#[wasm_bindgen(js_name = listChecks, unchecked_return_type = "CheckRow[]")]
pub fn list_checks() -> Result<JsValue, JsValue> {
    rows(Check::ALL.iter().map(|check| CheckRow {
        id: check.id(),
        title: check.title(),
        template: check.template().text(),
    }))
}

/// The signals of Linux, whatever the host is: those with a name of their own, then the realtime signals.
#[wasm_bindgen(unchecked_return_type = "SignalRow[]")]
pub fn signals() -> Result<JsValue, JsValue> {
    // Without those of the C library's threads, which have no name.
    let numbered = (1..=31).chain(34..=64).filter_map(Signal::from_number);
    rows(numbered.filter_map(|signal| {
        let number = signal.number(Abi::Linux)?;
        Some(SignalRow {
            name: signal.name(),
            number,
            description: signal.summary(),
            supported: !matches!(signal, Signal::Realtime(_)),
            action: match signal.default_action() {
                Action::Terminate => "terminate",
                Action::Core => "core",
                Action::Stop => "pause",
                Action::Continue => "unpause",
                _ => "ignore",
            },
            forced: !signal.catchable(),
            standard: signal.standard().id(),
            exit_code: 128 + number,
            ignored_as_pid1: signal.as_pid1().ignored_from_outside(),
            sender: cfg!(feature = "explanation").then(|| signal.sender()),
            in_container: cfg!(feature = "explanation").then(|| signal.in_container()),
        })
    }))
}

/// The exit codes that programs, shells and runtimes are known to end with.
#[wasm_bindgen(js_name = listCodes, unchecked_return_type = "CodeRow[]")]
pub fn list_codes() -> Result<JsValue, JsValue> {
    rows(KnownCode::ALL.iter().copied().map(code_row))
}

pub(crate) fn code_row(code: KnownCode) -> CodeRow {
    CodeRow {
        code: code.code().value(),
        family: code.family().id(),
        symbol: code.symbol(),
        origin: code.origin().id(),
        commonness: code.commonness().as_str(),
        title: code.title(),
    }
}

/// The families of programs that agree on what their codes mean.
#[wasm_bindgen(js_name = listFamilies, unchecked_return_type = "FamilyRow[]")]
pub fn list_families() -> Result<JsValue, JsValue> {
    rows(Family::ALL.iter().map(|family| FamilyRow {
        id: family.id(),
        name: family.name(),
        source: family.source(),
    }))
}

/// The ways to write down how a process ended.
#[wasm_bindgen(js_name = listConventions, unchecked_return_type = "ConventionRow[]")]
pub fn list_conventions() -> Result<JsValue, JsValue> {
    rows(Convention::ALL.iter().map(|convention| ConventionRow {
        id: convention.id(),
        used_by: convention.used_by(),
        formula: convention.formula(),
    }))
}

/// Kubernetes' words for why something ended, waits or happened.
#[cfg(feature = "explanation")]
#[wasm_bindgen(js_name = listReasons, unchecked_return_type = "ReasonRow[]")]
pub fn list_reasons() -> Result<JsValue, JsValue> {
    let reasons = reasons::<TerminatedReason>()
        .chain(reasons::<WaitingReason>())
        .chain(reasons::<PodReason>())
        .chain(reasons::<ConditionReason>())
        .chain(reasons::<NodeConditionReason>())
        .chain(reasons::<JobReason>())
        .chain(reasons::<EventReason>());
    rows(reasons)
}

#[cfg(feature = "explanation")]
fn reasons<R: Reason>() -> impl Iterator<Item = ReasonRow> {
    // Each column stays a table of its own: as one, they are code for every row.
    let [as_str, emitter, meaning] = black_box([R::as_str, R::emitter, R::meaning]);
    let [since, until] = black_box([R::since, R::until]);
    let (status, sources) = black_box((R::status as fn(_) -> _, R::sources as fn(_) -> _));
    R::ALL.iter().map(move |&reason| ReasonRow {
        place: R::PLACE,
        reason: as_str(reason),
        status: ReasonStatus::as_str(status(reason)),
        emitter: emitter(reason),
        since: since(reason),
        until: until(reason),
        meaning: meaning(reason),
        sources: sources(reason),
    })
}

/// What kernels, runtimes and programs print when they give up, as far as a diagnosis understands it.
#[cfg(feature = "diagnosis")]
#[wasm_bindgen(js_name = listMessages, unchecked_return_type = "MessageRow[]")]
pub fn list_messages() -> Result<JsValue, JsValue> {
    rows(Saying::ALL.iter().map(|saying| {
        let mut words = Vec::new();
        for wording in Signature::all().filter(|wording| wording.saying() == *saying) {
            if !words.contains(&wording.anchor()) {
                words.push(wording.anchor());
            }
        }
        MessageRow { id: saying.id(), meaning: saying.meaning(), words }
    }))
}

fn rows<T: Serialize>(rows: impl Iterator<Item = T>) -> Result<JsValue, JsValue> {
    json::object(&rows.collect::<Vec<_>>())
}
