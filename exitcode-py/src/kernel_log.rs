//! The kernel's log alone.

use exitcode_k8s::kernel_log::KernelLog;
use exitcode_k8s::{Input, text};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;

use crate::error::guarded;
use crate::read::json;

/// What a kernel log says, as JSON of `exitcode.kernel-log/v1`, or as text.
#[pyfunction]
pub(crate) fn kernel_log(py: Python<'_>, log: PyBackedBytes, as_text: bool) -> PyResult<String> {
    let work = || {
        let input = Input::from_bytes("-", &log);
        let log = input.text();
        if as_text {
            return Ok(text::KernelLog::new(log).to_string());
        }
        json(&KernelLog::read(log))
    };
    guarded(py, work)?
}
