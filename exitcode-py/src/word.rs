//! The words of vocabularies, as members of the enums in `_words.py`.

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
