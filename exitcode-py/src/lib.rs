//! The Python module `exitcode_py._exitcode`: it converts, and decides nothing.
//!
//! The package around it, in `python/exitcode_py`, turns whatever a caller holds into bytes with a
//! name; this module reads them and shows the report as Python's objects. Enums and classes are
//! derived from the tables of the core and the structs of the report, so that no cause, no reason and
//! no signal is named here.

mod arithmetic;
mod arrow;
mod bulk;
#[macro_use]
mod class;
mod classes;
mod error;
mod explain;
mod field;
mod html;
mod kernel_log;
mod number;
mod program;
mod read;
mod word;

use pyo3::prelude::*;

/// Why a process or container died.
#[pymodule(gil_used = false)]
mod _exitcode {
    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::arithmetic::{alert_rules, amount, oom_score, qos, recommend, shutdown};
    #[pymodule_export]
    use crate::arrow::{Answers, diagnose_table};
    #[pymodule_export]
    use crate::bulk::{read_many, triage};
    #[pymodule_export]
    use crate::classes::{
        Diagnosis, Evidence, Exit, Finding, Ignored, NextCheck, Operation, Patch, Remedy, Report,
        Source, Subject, Target,
    };
    #[pymodule_export]
    use crate::explain::{explain, process};
    #[pymodule_export]
    use crate::kernel_log::kernel_log;
    #[pymodule_export]
    use crate::number::{ExitCode, WaitStatus};
    #[pymodule_export]
    use crate::program::program;
    #[pymodule_export]
    use crate::read::{read, restore};
    #[pymodule_export]
    use crate::word::about;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        crate::error::only_interpreter(module.py())?;
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
