//! The words of vocabularies, as members of the enums in `_words.py`.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyString;

static WORDS: PyOnceLock<Py<PyModule>> = PyOnceLock::new();

/// The member of an enum that a word is, or the word itself, where a newer version wrote it.
pub(crate) fn member<'py>(py: Python<'py>, class: &str, word: &str) -> PyResult<Bound<'py, PyAny>> {
    let words =
        WORDS.get_or_try_init(py, || py.import("exitcode_py._words").map(Bound::unbind))?.bind(py);
    let word = PyString::new(py, word);
    match words.getattr(class)?.call1((&word,)) {
        Ok(member) => Ok(member),
        Err(error) if error.is_instance_of::<pyo3::exceptions::PyValueError>(py) => {
            Ok(word.into_any())
        }
        Err(error) => Err(error),
    }
}
