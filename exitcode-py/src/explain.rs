//! A number or a signal alone.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use exitcode_core::{Convention, ExitCode, Signal};
use exitcode_k8s::explain as answer;
use exitcode_k8s::report::Report;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::MutexExt as _;
use pyo3::types::{PyBool, PyInt, PyString};

use crate::classes;
use crate::error::{Error, guarded};

/// What an exit code or a signal says, and the reason that stood beside it.
///
/// The code is a number such as 137, -11 or 0xC0000005, its text, or a signal: a member of `Signal` or of
/// `signal.Signals`, or its name. The convention is who wrote the number down: `posix`, `ksh93`, `yash`,
/// `subprocess`, `systemd`, `ntstatus` or `powershell`; where it is left out, the number itself tells.
#[pyfunction]
#[pyo3(signature = (code, reason=None, convention=None))]
pub(crate) fn explain(
    py: Python<'_>,
    code: &Bound<'_, PyAny>,
    reason: Option<&str>,
    convention: Option<&str>,
) -> PyResult<Py<classes::Diagnosis>> {
    let convention = convention.map(parse_convention).transpose()?;
    let reason = reason.map(str::to_owned);
    let question = Question { subject: Subject::of(code)?, convention, reason };
    if let Some(answer) = answers(py).get(&question) {
        return Ok(answer.clone_ref(py));
    }
    let first = question.report().diagnoses.into_iter().next();
    let first = first.ok_or_else(|| Error::new_err("there is nothing to explain"))?;
    let answer = Py::new(py, classes::Diagnosis::from(first))?;
    let mut answers = answers(py);
    if answers.len() >= MAX_ANSWERS {
        // Dropped when the lock is free again.
        let old = std::mem::take(&mut *answers);
        drop(answers);
        drop(old);
    } else {
        answers.insert(question, answer.clone_ref(py));
    }
    Ok(answer)
}

/// How many answers are kept: a job runner asks for the same few codes again and again, and an answer
/// never changes.
const MAX_ANSWERS: usize = 512;

type Answers = HashMap<Question, Py<classes::Diagnosis>>;

static ANSWERS: LazyLock<Mutex<Answers>> = LazyLock::new(Mutex::default);

fn answers(py: Python<'_>) -> MutexGuard<'static, Answers> {
    ANSWERS.lock_py_attached(py).unwrap_or_else(PoisonError::into_inner)
}

/// The report of a process that was waited for.
#[pyfunction]
pub(crate) fn process(
    py: Python<'_>,
    code: i64,
    convention: &str,
    argv: Vec<String>,
    log: String,
) -> PyResult<classes::Report> {
    let (code, convention) = (exit_code(code)?, parse_convention(convention)?);
    let work = move || -> Report {
        let argv: Vec<&str> = argv.iter().map(String::as_str).collect();
        answer::process(code, convention, &argv, &log)
    };
    guarded(py, work).map(classes::Report::from)
}

#[derive(PartialEq, Eq, Hash)]
struct Question {
    subject: Subject,
    convention: Option<Convention>,
    reason: Option<String>,
}

impl Question {
    fn report(&self) -> Report {
        let reason = self.reason.as_deref();
        match self.subject {
            Subject::Signal(signal) => answer::signal(signal, reason),
            Subject::Code(code) => answer::code(code, self.convention, reason),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Subject {
    Code(ExitCode),
    Signal(Signal),
}

impl Subject {
    fn of(code: &Bound<'_, PyAny>) -> PyResult<Self> {
        if code.is_exact_instance_of::<PyInt>() {
            return Ok(Self::Code(exit_code(code.extract()?)?));
        }
        if let Ok(text) = code.cast::<PyString>() {
            let text = text.to_cow()?;
            return match (text.parse(), text.parse()) {
                (Ok(signal), _) => Ok(Self::Signal(signal)),
                (_, Ok(code)) => Ok(Self::Code(code)),
                _ => Err(PyValueError::new_err(format!("no exit code and no signal: {text:?}"))),
            };
        }
        // An enum's member that is called like a signal is that signal.
        if let Ok(name) = code.getattr("name")
            && let Ok(name) = name.extract::<String>()
            && name.starts_with("SIG")
            && let Ok(signal) = name.parse()
        {
            return Ok(Self::Signal(signal));
        }
        if code.is_instance_of::<PyBool>() {
            return Err(PyTypeError::new_err("an exit code is an int, not a bool"));
        }
        let number = code.extract::<i64>().map_err(|_| {
            let class = code.get_type().name().map(|name| name.to_string()).unwrap_or_default();
            PyTypeError::new_err(format!(
                "an exit code or a signal is an int or a str, not {class}"
            ))
        })?;
        Ok(Self::Code(exit_code(number)?))
    }
}

fn exit_code(number: i64) -> PyResult<ExitCode> {
    match (i32::try_from(number), u32::try_from(number)) {
        (Ok(code), _) => Ok(code.into()),
        (_, Ok(bits)) => Ok(bits.into()),
        _ => Err(PyValueError::new_err("exit codes have 32 bits at the most")),
    }
}

fn parse_convention(id: &str) -> PyResult<Convention> {
    Convention::from_id(id).ok_or_else(|| {
        let ids: Vec<_> = Convention::ALL.iter().map(|convention| convention.id()).collect();
        PyValueError::new_err(format!("no convention {id:?}: it is one of {}", ids.join(", ")))
    })
}
