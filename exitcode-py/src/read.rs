//! From inputs to a report, and from a report's JSON to its objects.

use exitcode_core::CustomCode;
use exitcode_k8s::report::{Report, Unit};
use exitcode_k8s::{Input, Reading, read as read_inputs};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::classes;
use crate::error::{Error, guarded, parse_error};
use crate::field::Field as _;
use crate::number::Codes;

/// Inputs that belong together: of each the name, the bytes, and whether they were text, so that
/// offsets are counted in its characters.
pub(crate) type Inputs = Vec<(String, PyBackedBytes, bool)>;

/// The report of inputs, which also says what could not be seen, and why.
#[pyfunction]
#[pyo3(signature = (inputs, codes=None, unseen=Vec::new()))]
pub(crate) fn read(
    py: Python<'_>,
    inputs: Inputs,
    codes: Option<&Bound<'_, PyAny>>,
    unseen: Vec<(String, String)>,
) -> PyResult<classes::Report> {
    let codes = Codes::of(codes)?;
    let work = || {
        let custom = codes.custom();
        let texts: Vec<_> =
            inputs.iter().map(|(name, bytes, _)| Input::from_bytes(name, bytes)).collect();
        let reading = read_inputs(&texts);
        match reading.failure() {
            Some(problem) => {
                Err((inputs.get(usize::from(problem.span.input)), problem.why.clone()))
            }
            None => {
                let mut report = report_of(&inputs, &texts, &reading, &custom);
                for (what, why) in &unseen {
                    report.leave_out(what, why);
                }
                Ok(report)
            }
        }
    };
    match guarded(py, work)? {
        Ok(report) => Ok(report.into()),
        Err((input, why)) => {
            let (name, bytes, text) = input.ok_or_else(|| Error::new_err("no input"))?;
            Err(parse_error(name, bytes, *text, &why))
        }
    }
}

pub(crate) fn report_of(
    inputs: &Inputs,
    texts: &[Input<'_>],
    reading: &Reading<'_>,
    codes: &[CustomCode<'_>],
) -> Report {
    let mut report = Report::with_codes(texts, reading, codes);
    let characters = |number: usize| inputs.get(number).is_some_and(|(.., text)| *text);
    report.count_in(Unit::CodePoint, texts, characters);
    report
}

/// What `pickle` calls: the object of a class from its JSON.
#[pyfunction]
#[pyo3(signature = (name, json, /))]
pub(crate) fn restore<'py>(py: Python<'py>, name: &str, json: &str) -> PyResult<Bound<'py, PyAny>> {
    fn parse<T: DeserializeOwned>(json: &str) -> PyResult<T> {
        serde_json::from_str(json).map_err(|error| PyValueError::new_err(error.to_string()))
    }
    macro_rules! restore {
        ($($Name:ident),+) => {
            match name {
                "Report" => Ok(Bound::new(py, classes::Report::from(parse::<Report>(json)?))?.into_any()),
                $(stringify!($Name) => parse::<exitcode_k8s::report::$Name>(json)?.object(py),)+
                _ => Err(PyValueError::new_err(format!("no class is called {name}"))),
            }
        };
    }
    restore!(
        Diagnosis, Evidence, Exit, Finding, Ignored, NextCheck, Operation, Patch, Remedy, Source,
        Subject, Target
    )
}

/// The JSON of a part of a report.
pub(crate) fn json(value: &impl Serialize) -> PyResult<String> {
    serde_json::to_string(value).map_err(|error| Error::new_err(error.to_string()))
}
