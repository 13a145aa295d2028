//! The exceptions.

use std::panic::{AssertUnwindSafe, catch_unwind};

use exitcode_k8s::Why;
use pyo3::create_exception;
use pyo3::exceptions::PyException;
use pyo3::prelude::*;

create_exception!(exitcode_py, Error, PyException, "What went wrong in this package.");
create_exception!(
    exitcode_py,
    ParseError,
    Error,
    "An input is damaged and nothing of it could be read; it has the place."
);

/// Runs work that needs no interpreter, so that other threads run meanwhile. A panic, which would be
/// a defect of ours, becomes an [`Error`] and not the end of the caller.
pub(crate) fn guarded<T: Send>(py: Python<'_>, work: impl FnOnce() -> T + Send) -> PyResult<T> {
    py.detach(|| catch_unwind(AssertUnwindSafe(work))).map_err(|_| internal())
}

/// The exception for a defect of ours.
pub(crate) fn internal() -> PyErr {
    Error::new_err("internal error: please report it with the input")
}

/// The exception of an input that is damaged.
pub(crate) fn parse_error(
    py: Python<'_>,
    name: &str,
    bytes: &[u8],
    is_text: bool,
    why: &Why,
) -> PyErr {
    let error = ParseError::new_err(format!("{name}: {why}"));
    let offset = why.offset().map(|offset| match bytes.get(..offset) {
        Some(before) if is_text => String::from_utf8_lossy(before).chars().count(),
        _ => offset,
    });
    let place = why.line_and_column();
    let value = error.value(py);
    let set = || {
        value.setattr("input", name)?;
        value.setattr("offset", offset)?;
        value.setattr("line", place.map(|(line, _)| line))?;
        value.setattr("column", place.map(|(_, column)| column))
    };
    match set() {
        Ok(()) => error,
        Err(error) => error,
    }
}
