//! Exit codes and wait statuses, as values.

use exitcode_core::{Abi, Convention, CustomCode, KnownCode, Meaning, Origin, Signal, Termination};
use exitcode_k8s::explain as answer;
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyMapping, PyString, PyTuple};

use crate::error::InputError;
use crate::word::member;

/// An exit code: the number that a reporter wrote down, such as 137.
///
/// Every number of 32 bits is one, signed or unsigned, and so is its text: `ExitCode(3221225477)`,
/// `ExitCode(-1073741819)` and `ExitCode("0xC0000005")` are the same. It is not a wait status: that is
/// the word which `os.waitpid` gives, see `WaitStatus`.
#[pyclass(frozen, eq, hash, module = "exitcode_py")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct ExitCode(pub(crate) exitcode_core::ExitCode);

#[pymethods]
impl ExitCode {
    #[classattr]
    fn __match_args__() -> (&'static str,) {
        ("value",)
    }

    #[new]
    fn new(code: &Bound<'_, PyAny>) -> PyResult<Self> {
        exit_code(code).map(Self)
    }

    /// The number, signed, as Kubernetes writes it.
    #[getter]
    fn value(&self) -> i32 {
        self.0.value()
    }

    /// The number, unsigned, as Windows and Docker print it.
    #[getter]
    fn bits(&self) -> u32 {
        self.0.bits()
    }

    /// Whether it is 0.
    #[getter]
    fn success(&self) -> bool {
        self.0.success()
    }

    /// Who writes such numbers, judged by the number alone.
    #[getter]
    fn convention<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        member(py, "Convention", answer::convention(self.0).id())
    }

    /// The signal that it stands for, if a signal was behind it: 137 and -9 may be SIGKILL.
    #[getter]
    fn signal<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let signal = answer::convention(self.0).signal(self.0);
        signal.map(|signal| signal_member(py, signal)).transpose()
    }

    /// The ways in which the number may have come about, the commoner first.
    ///
    /// With a convention, only those that it allows. `codes` are your own: a mapping of numbers to what they
    /// mean.
    #[pyo3(signature = (*, convention=None, codes=None))]
    fn meanings<'py>(
        &self,
        py: Python<'py>,
        convention: Option<&str>,
        codes: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        let convention = convention.map(parse_convention).transpose()?;
        let codes = Codes::of(codes)?;
        let custom = codes.custom();
        let readings: Vec<_> = match convention {
            Some(convention) => {
                let own = self.0.meanings_with(&custom).filter(|one| one.custom().is_some());
                own.chain(self.0.meanings_in(convention)).collect()
            }
            None => self.0.meanings_with(&custom).collect(),
        };
        let rows = readings.into_iter().map(|reading| meaning(py, reading));
        PyTuple::new(py, rows.collect::<PyResult<Vec<_>>>()?)
    }

    fn __int__(&self) -> i32 {
        self.0.value()
    }

    fn __index__(&self) -> i32 {
        self.0.value()
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __repr__(&self) -> String {
        format!("ExitCode({})", self.0)
    }

    fn __getnewargs__(&self) -> (i32,) {
        (self.0.value(),)
    }
}

/// A wait status: the word that `os.waitpid` and `os.wait` give beside the process id.
///
/// It is not an exit code. The status 9 says "killed by SIGKILL", the status 2304 "exited with code 9"; an exit
/// code of 137 is what a shell or a container runtime makes of the first. The word is read as on this host.
#[pyclass(frozen, eq, hash, module = "exitcode_py")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct WaitStatus(exitcode_core::WaitStatus);

impl WaitStatus {
    pub(crate) fn termination(&self) -> Termination {
        self.0.termination_on(Abi::HOST)
    }
}

#[pymethods]
impl WaitStatus {
    #[classattr]
    fn __match_args__() -> (&'static str,) {
        ("raw",)
    }

    #[new]
    fn new(status: &Bound<'_, PyAny>) -> PyResult<Self> {
        if status.is_instance_of::<PyTuple>() {
            return Err(PyTypeError::new_err(
                "os.waitpid() gives the process id and the status: pass the second",
            ));
        }
        let raw = number(status, "a wait status is an int")?;
        let raw = i32::try_from(raw)
            .map_err(|_| InputError::new_err("a wait status has 32 bits at the most"))?;
        Ok(Self(raw.into()))
    }

    /// The word itself.
    #[getter]
    fn raw(&self) -> i32 {
        self.0.into_raw()
    }

    /// Whether the process has ended, and is not only stopped or continued.
    #[getter]
    fn ended(&self) -> bool {
        self.termination().ended()
    }

    /// Whether it exited with 0.
    #[getter]
    fn success(&self) -> bool {
        self.termination().success()
    }

    /// The exit code, if the process exited: `os.WEXITSTATUS`.
    #[getter]
    fn exit_code(&self) -> Option<ExitCode> {
        self.termination().exit_code().map(ExitCode)
    }

    /// The signal that killed the process, if one did: `os.WTERMSIG`.
    #[getter]
    fn signal<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.termination().signal().map(|signal| signal_member(py, signal)).transpose()
    }

    /// Whether the killed process left a core dump: `os.WCOREDUMP`.
    #[getter]
    fn core_dumped(&self) -> bool {
        matches!(self.termination(), Termination::Signaled { core_dumped: true, .. })
    }

    /// The signal that stopped the process, if it is stopped: `os.WSTOPSIG`.
    #[getter]
    fn stop_signal<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        match self.termination() {
            Termination::Stopped(signal) => signal_member(py, signal).map(Some),
            _ => Ok(None),
        }
    }

    /// Whether the process was continued: `os.WIFCONTINUED`.
    #[getter]
    fn continued(&self) -> bool {
        self.termination() == Termination::Continued
    }

    /// The number that `subprocess`, `asyncio` and `multiprocessing` have for it, as
    /// `os.waitstatus_to_exitcode`: negative for a signal. `None` if the process has not ended.
    #[getter]
    fn returncode(&self) -> Option<i32> {
        match self.termination() {
            Termination::Exited(code) => Some(code.value()),
            Termination::Signaled { signal, .. } => Some(-i32::from(signal.number(Abi::HOST)?)),
            _ => None,
        }
    }

    fn __str__(&self) -> String {
        self.termination().to_string()
    }

    fn __repr__(&self) -> String {
        format!("<WaitStatus({:#x}): {}>", self.0.into_raw(), self.termination())
    }

    fn __getnewargs__(&self) -> (i32,) {
        (self.0.into_raw(),)
    }
}

/// Codes of one's own and what they mean.
pub(crate) struct Codes(Vec<(exitcode_core::ExitCode, String)>);

impl Codes {
    pub(crate) fn of(mapping: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let Some(mapping) = mapping else { return Ok(Self(Vec::new())) };
        let wrong = || PyTypeError::new_err("codes are a mapping of exit codes to what they mean");
        let items = mapping.cast::<PyMapping>().map_err(|_| wrong())?.items()?;
        let mut codes = Vec::new();
        for item in items {
            let (code, title): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item.extract()?;
            let title = title.cast::<PyString>().map_err(|_| wrong())?;
            codes.push((exit_code(&code)?, title.to_string_lossy().into_owned()));
        }
        Ok(Self(codes))
    }

    pub(crate) fn custom(&self) -> Vec<CustomCode<'_>> {
        self.0.iter().map(|(code, title)| CustomCode::new(code.value(), title)).collect()
    }
}

/// An exit code of whatever says one: a number or its text.
pub(crate) fn exit_code(code: &Bound<'_, PyAny>) -> PyResult<exitcode_core::ExitCode> {
    if let Ok(text) = code.cast::<PyString>() {
        let text = text.to_string_lossy();
        return text.parse().map_err(|error| InputError::new_err(format!("{text:?} is {error}")));
    }
    exit_code_of(number(code, "an exit code is an int or a str")?)
}

pub(crate) fn exit_code_of(number: i64) -> PyResult<exitcode_core::ExitCode> {
    match (i32::try_from(number), u32::try_from(number)) {
        (Ok(code), _) => Ok(code.into()),
        (_, Ok(bits)) => Ok(bits.into()),
        _ => Err(InputError::new_err("an exit code has 32 bits at the most")),
    }
}

/// A whole number; one beyond 64 bits is as good as any that is too large.
pub(crate) fn number(value: &Bound<'_, PyAny>, what: &str) -> PyResult<i64> {
    let index = || value.call_method0("__index__").ok();
    match index().filter(|_| !value.is_instance_of::<PyBool>()) {
        Some(index) => Ok(index.extract().unwrap_or(i64::MAX)),
        None => {
            let class = value.get_type().name()?;
            Err(PyTypeError::new_err(format!("{what}, not {class}")))
        }
    }
}

pub(crate) fn parse_convention(id: &str) -> PyResult<Convention> {
    Convention::from_id(id).ok_or_else(|| {
        let ids: Vec<_> = Convention::ALL.iter().map(|convention| convention.id()).collect();
        InputError::new_err(format!("no convention {id:?}: it is one of {}", ids.join(", ")))
    })
}

/// A member of `Signal`, or the number on Linux, where the signal has no name of its own.
fn signal_member(py: Python<'_>, signal: Signal) -> PyResult<Bound<'_, PyAny>> {
    member(py, "Signal", signal.number(Abi::Linux))
}

fn meaning<'py>(py: Python<'py>, meaning: Meaning<'_>) -> PyResult<Bound<'py, PyAny>> {
    let known = meaning.known().map(|code| known_code(py, code)).collect::<PyResult<Vec<_>>>()?;
    let signal = meaning.signal().map(|signal| signal_member(py, signal)).transpose()?;
    let fields = (
        meaning.title(),
        origin(py, meaning.origin())?,
        member(py, "Convention", meaning.convention().id())?,
        signal,
        member(py, "Commonness", meaning.commonness().as_str())?,
        meaning.custom().is_some(),
        PyTuple::new(py, known)?,
    );
    value_class(py, "Meaning")?.call1(fields)
}

fn known_code<'py>(py: Python<'py>, code: KnownCode) -> PyResult<Bound<'py, PyAny>> {
    let fields = (
        code.code().value(),
        code.family().name(),
        code.symbol().into_bound_py_any(py)?,
        origin(py, code.origin())?,
        member(py, "Commonness", code.commonness().as_str())?,
        code.title(),
    );
    value_class(py, "KnownCode")?.call1(fields)
}

fn origin(py: Python<'_>, origin: Origin) -> PyResult<Bound<'_, PyAny>> {
    member(py, "Origin", origin.id())
}

static VALUES: PyOnceLock<Py<PyModule>> = PyOnceLock::new();

/// A class of `_values.py`.
pub(crate) fn value_class<'py>(py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
    let import = || py.import("exitcode_py._values").map(Bound::unbind);
    VALUES.get_or_try_init(py, import)?.bind(py).getattr(name)
}
