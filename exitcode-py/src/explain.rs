//! A number, a signal or a process alone.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use exitcode_core::{Abi, Convention, ExitCode, Observation, Signal, Termination, Text};
use exitcode_k8s::explain as answer;
use exitcode_k8s::report::Report;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::sync::MutexExt as _;
use pyo3::types::{PyBool, PyInt, PyString, PyTuple};

use crate::classes;
use crate::error::{Error, InputError, guarded};
use crate::number::{self, Codes, WaitStatus, exit_code_of, number, parse_convention};

/// Explain an exit code, a signal or a wait status, and the reason that stood beside it.
///
/// ``code`` is a number such as 137, -11 or 0xC0000005, its text, an :class:`ExitCode`; a signal, as a member of
/// :class:`Signal` or of :class:`signal.Signals`, or its name; or a :class:`WaitStatus`. ``reason`` is Kubernetes'
/// word, such as ``OOMKilled``. ``convention`` is who wrote the number down (see :class:`Convention`); where it is
/// left out, the number itself tells. ``codes`` are your own: a mapping of numbers to what they mean.
///
/// Raises :class:`InputError` for what is no exit code, no signal or no convention.
#[pyfunction]
#[pyo3(signature = (code, reason=None, convention=None, *, codes=None))]
pub(crate) fn explain(
    py: Python<'_>,
    code: &Bound<'_, PyAny>,
    reason: Option<&str>,
    convention: Option<&str>,
    codes: Option<&Bound<'_, PyAny>>,
) -> PyResult<Py<classes::Diagnosis>> {
    let convention = convention.map(parse_convention).transpose()?;
    let question = Question { end: End::of(code)?, convention, reason: reason.map(str::to_owned) };
    if codes.is_some() {
        return question.answer(py, &Codes::of(codes)?);
    }
    if let Some(answer) = answers(py).get(&question) {
        return Ok(answer.clone_ref(py));
    }
    let answer = question.answer(py, &Codes::of(None)?)?;
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

/// The report of a process that was waited for: how it ended, what was run, what it printed last.
#[pyfunction]
#[pyo3(signature = (end, argv, log, codes=None))]
pub(crate) fn process(
    py: Python<'_>,
    end: &Bound<'_, PyAny>,
    argv: Vec<String>,
    log: String,
    codes: Option<&Bound<'_, PyAny>>,
) -> PyResult<classes::Report> {
    let (end, codes) = (End::of(end)?, Codes::of(codes)?);
    let work = move || -> Report {
        let argv: Vec<Text<'_>> = argv.iter().map(|word| Text::from(word.as_str())).collect();
        let custom = codes.custom();
        let mut process = answer::of_process(end.of_process(), &argv, &log);
        process.custom_codes = &custom;
        Report::of(&process)
    };
    guarded(py, work).map(classes::Report::from)
}

#[derive(PartialEq, Eq, Hash)]
struct Question {
    end: End,
    convention: Option<Convention>,
    reason: Option<String>,
}

impl Question {
    fn answer(&self, py: Python<'_>, codes: &Codes) -> PyResult<Py<classes::Diagnosis>> {
        let custom = codes.custom();
        let mut observation =
            answer::beside(self.end.observed(self.convention), self.reason.as_deref());
        observation.custom_codes = &custom;
        let first = Report::of(&observation).diagnoses.into_iter().next();
        let first = first.ok_or_else(|| Error::new_err("there is nothing to explain"))?;
        Py::new(py, classes::Diagnosis::from(first))
    }
}

/// How something ended.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum End {
    Code(ExitCode),
    Signal(Signal),
    /// In Linux's encoding.
    Status(exitcode_core::WaitStatus),
}

impl End {
    fn of(end: &Bound<'_, PyAny>) -> PyResult<Self> {
        if end.is_exact_instance_of::<PyInt>() {
            return Ok(Self::Code(exit_code_of(number(end, "an exit code is an int")?)?));
        }
        if let Ok(code) = end.cast::<number::ExitCode>() {
            return Ok(Self::Code(code.get().0));
        }
        if let Ok(status) = end.cast::<WaitStatus>() {
            return Self::of_termination(status.get().termination());
        }
        if let Ok(text) = end.cast::<PyString>() {
            let text = text.to_string_lossy();
            return match (text.parse(), text.parse()) {
                (Ok(signal), _) => Ok(Self::Signal(signal)),
                (_, Ok(code)) => Ok(Self::Code(code)),
                _ => {
                    let text = format!("no exit code and no signal: {text:?}");
                    Err(InputError::new_err(text))
                }
            };
        }
        // An enum's member that is called like a signal is that signal, whatever its number here.
        if let Ok(name) = end.getattr("name")
            && let Ok(name) = name.extract::<String>()
            && name.starts_with("SIG")
            && let Ok(signal) = name.parse()
        {
            return Ok(Self::Signal(signal));
        }
        if end.is_instance_of::<PyTuple>() {
            return match Self::of_waitid(end) {
                Some(termination) => Self::of_termination(termination),
                None => Err(PyTypeError::new_err(
                    "an exit code is no tuple: what os.waitpid() gives beside the process id is \
                     WaitStatus(status)",
                )),
            };
        }
        if end.is_instance_of::<PyBool>() {
            return Err(PyTypeError::new_err("an exit code is an int, not a bool"));
        }
        let what = "an exit code or a signal is an int, a str, an ExitCode or a WaitStatus";
        Ok(Self::Code(exit_code_of(number(end, what)?)?))
    }

    fn of_termination(termination: Termination) -> PyResult<Self> {
        let status = termination.wait_status().filter(|_| termination.ended());
        status.map(Self::Status).ok_or_else(|| {
            InputError::new_err(format!("the process has not ended, it is {termination}"))
        })
    }

    /// The answer of `os.waitid`, whose fields are those of `siginfo_t` (POSIX, signal.h).
    fn of_waitid(result: &Bound<'_, PyAny>) -> Option<Termination> {
        const CLD_EXITED: i32 = 1;
        const CLD_KILLED: i32 = 2;
        const CLD_DUMPED: i32 = 3;
        let field = |name: &str| result.getattr(name).ok()?.extract::<i32>().ok();
        let (code, status) = (field("si_code")?, field("si_status")?);
        let signal = || Signal::from_number_on(Abi::HOST, u8::try_from(status).ok()?);
        match code {
            CLD_EXITED => Some(Termination::Exited(status.into())),
            CLD_KILLED | CLD_DUMPED => {
                Some(Termination::Signaled { signal: signal()?, core_dumped: code == CLD_DUMPED })
            }
            _ => Some(Termination::Stopped(signal()?)),
        }
    }

    fn observed(self, convention: Option<Convention>) -> Observation<'static> {
        match self {
            Self::Code(code) => answer::of_code(code, convention),
            Self::Signal(signal) => answer::of_signal(signal),
            Self::Status(status) => Observation::new().wait_status(status),
        }
    }

    /// The same where Python itself started the process: it gives -n for the host's signal n, and
    /// on Windows what Windows has.
    fn of_process(self) -> Observation<'static> {
        let Self::Code(code) = self else { return self.observed(None) };
        if cfg!(windows) {
            return self.observed(Some(Convention::Ntstatus));
        }
        let number = code.value().checked_neg().and_then(|number| u8::try_from(number).ok());
        match number.and_then(|number| Signal::from_number_on(Abi::HOST, number)) {
            Some(signal) => answer::of_signal(signal),
            None => self.observed(Some(Convention::Subprocess)),
        }
    }
}
