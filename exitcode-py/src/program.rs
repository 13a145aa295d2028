//! The program for a shell: that of `exitcode-cli`, without what needs a cluster.

use std::ffi::OsString;

use pyo3::prelude::*;

use crate::error::guarded;

/// Runs the program with arguments, of which the first is its own name, and gives its exit status.
#[pyfunction]
pub(crate) fn program(py: Python<'_>, arguments: Vec<OsString>) -> PyResult<u8> {
    guarded(py, || exitcode_cli::run("exitcode-py", arguments))
}
