//! The exceptions, which are Python's classes in `_errors.py`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};

use exitcode_k8s::Why;
use pyo3::exceptions::PyImportError;
use pyo3::prelude::*;

pyo3::import_exception!(exitcode_py._errors, Error);
pyo3::import_exception!(exitcode_py._errors, InputError);
pyo3::import_exception!(exitcode_py._errors, ParseError);

/// Runs work that needs no interpreter, so that other threads run meanwhile. A panic, which would be
/// a defect of ours, becomes an [`Error`] and not the end of the caller.
pub(crate) fn guarded<T: Send>(py: Python<'_>, work: impl FnOnce() -> T + Send) -> PyResult<T> {
    py.detach(|| catch_unwind(AssertUnwindSafe(work))).map_err(|_| internal())
}

/// An `ImportError` in all interpreters of the process but the first: objects are kept for the whole
/// process, and belong to the interpreter that made them.
pub(crate) fn only_interpreter(py: Python<'_>) -> PyResult<()> {
    static FIRST: AtomicUsize = AtomicUsize::new(0);
    // Each interpreter has a module of its own.
    let this = py.import("sys")?.as_ptr().addr();
    match FIRST.compare_exchange(0, this, Ordering::AcqRel, Ordering::Acquire) {
        Err(first) if first != this => Err(PyImportError::new_err(
            "exitcode_py works in one interpreter of a process, and another one has loaded it",
        )),
        _ => Ok(()),
    }
}

/// The exception for a defect of ours.
pub(crate) fn internal() -> PyErr {
    Error::new_err("internal error: please report it with the input")
}

/// The exception of an input that is damaged.
pub(crate) fn parse_error(name: &str, bytes: &[u8], is_text: bool, why: &Why) -> PyErr {
    let offset = why.offset().map(|offset| match bytes.get(..offset) {
        Some(before) if is_text => String::from_utf8_lossy(before).chars().count(),
        _ => offset,
    });
    let place = why.line_and_column();
    let (line, column) = (place.map(|(line, _)| line), place.map(|(_, column)| column));
    // What was given without a name is called `-`.
    let message = if name == "-" { why.to_string() } else { format!("{name}: {why}") };
    ParseError::new_err((message, name.to_owned(), offset, line, column))
}
