//! What reports and diagnoses are as text and in a notebook.

use exitcode_k8s::{html, text};
use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;

use crate::classes;
use crate::field::Field as _;

#[pymethods]
impl classes::Report {
    fn __str__(&self) -> String {
        text::Report::new(&self.record).to_string()
    }

    /// The answer for a person, in lines of a width, with the colours of a terminal if wanted.
    #[pyo3(signature = (*, width=80, color=false))]
    fn text(&self, width: usize, color: bool) -> String {
        shown(text::Report::new(&self.record), width, color)
    }

    fn _repr_html_(&self) -> String {
        html::Report::new(&self.record).to_string()
    }

    fn __len__(&self) -> usize {
        self.record.diagnoses.len()
    }

    fn __getitem__<'py>(&self, py: Python<'py>, index: isize) -> PyResult<Bound<'py, PyAny>> {
        let all = &self.record.diagnoses;
        let index = if index < 0 { index.saturating_add_unsigned(all.len()) } else { index };
        let found = usize::try_from(index).ok().and_then(|index| all.get(index));
        found.ok_or_else(|| PyIndexError::new_err("no such diagnosis"))?.object(py)
    }
}

#[pymethods]
impl classes::Diagnosis {
    fn __str__(&self) -> String {
        text::Report::of(&self.record).to_string()
    }

    /// The answer for a person, in lines of a width, with the colours of a terminal if wanted.
    #[pyo3(signature = (*, width=80, color=false))]
    fn text(&self, width: usize, color: bool) -> String {
        shown(text::Report::of(&self.record), width, color)
    }

    fn _repr_html_(&self) -> String {
        html::Report::of(&self.record).to_string()
    }
}

fn shown(text: text::Report<'_>, width: usize, color: bool) -> String {
    let text = text.width(width);
    if color { text.styled().to_string() } else { text.to_string() }
}
