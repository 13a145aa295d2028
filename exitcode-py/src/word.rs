//! The words of vocabularies, as members of the enums in `_words.py`.

use exitcode_core::{
    Cause, ConditionReason, Convention, EventReason, JobReason, NodeConditionReason, Origin,
    PodReason, Reason, Signal, TerminatedReason, WaitingReason,
};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

static WORDS: PyOnceLock<Py<PyModule>> = PyOnceLock::new();

/// The member of an enum that a value is, or the value itself, where a newer version wrote it.
pub(crate) fn member<'py, V: IntoPyObject<'py>>(
    py: Python<'py>,
    class: &str,
    value: V,
) -> PyResult<Bound<'py, PyAny>> {
    let words =
        WORDS.get_or_try_init(py, || py.import("exitcode_py._words").map(Bound::unbind))?.bind(py);
    let value = value.into_bound_py_any(py)?;
    match words.getattr(class)?.call1((&value,)) {
        Ok(member) => Ok(member),
        Err(error) if error.is_instance_of::<pyo3::exceptions::PyValueError>(py) => Ok(value),
        Err(error) => Err(error),
    }
}

/// What a word of an enum means, in one line; empty where the word says it all.
#[pyfunction]
#[pyo3(signature = (class, word, /))]
pub(crate) fn about(class: &str, word: &str) -> &'static str {
    fn meaning<R: Reason>(word: &str) -> Option<&'static str> {
        R::ALL.iter().find(|reason| reason.as_str() == word).map(|reason| reason.meaning())
    }
    let about = match class {
        "Cause" => Cause::from_id(word).map(|cause| cause.title()),
        "Convention" => Convention::from_id(word).map(Convention::used_by),
        "Origin" => {
            let origin = Origin::ALL.iter().find(|origin| origin.id() == word);
            origin.map(|origin| origin.phrase())
        }
        "Signal" => word.parse().ok().map(|signal: Signal| signal.summary()),
        "ConditionReason" => meaning::<ConditionReason>(word),
        "EventReason" => meaning::<EventReason>(word),
        "JobReason" => meaning::<JobReason>(word),
        "NodeConditionReason" => meaning::<NodeConditionReason>(word),
        "PodReason" => meaning::<PodReason>(word),
        "TerminatedReason" => meaning::<TerminatedReason>(word),
        "WaitingReason" => meaning::<WaitingReason>(word),
        _ => None,
    };
    about.unwrap_or_default()
}
