//! The kernel's log alone.

use exitcode_core::kernel_log::{
    CpuFault, DaemonKill, NoVictim, OomKill, daemon_kills, faults, kills, without_victim,
};
use exitcode_k8s::{Input, text};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use serde::Serialize;

use crate::error::guarded;
use crate::read::json;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Findings<'a> {
    schema: &'static str,
    kills: Vec<OomKill<'a>>,
    faults: Vec<CpuFault<'a>>,
    daemon_kills: Vec<DaemonKill<'a>>,
    without_victim: Vec<NoVictim>,
}

/// What a kernel log says, as JSON of `exitcode.kernel-log/v1`, or as text.
#[pyfunction]
pub(crate) fn kernel_log(py: Python<'_>, log: PyBackedBytes, as_text: bool) -> PyResult<String> {
    let work = || {
        let input = Input::from_bytes("-", &log);
        let log = input.text();
        if as_text {
            return Ok(text::KernelLog::new(log).to_string());
        }
        json(&Findings {
            schema: "exitcode.kernel-log/v1",
            kills: kills(log).collect(),
            faults: faults(log).collect(),
            daemon_kills: daemon_kills(log).collect(),
            without_victim: without_victim(log).collect(),
        })
    };
    guarded(py, work)?
}
