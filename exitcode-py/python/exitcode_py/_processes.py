"""For job runners: finished processes, and whether to run them again."""

from __future__ import annotations

import contextlib
import subprocess
from typing import Any, Optional

from . import _inputs
from ._errors import Error, InputError
from ._exitcode import Diagnosis, ExitCode, Report, WaitStatus, explain
from ._words import Fault, Retry


class ProcessError(Error, subprocess.CalledProcessError):
    """A process failed; ``diagnosis`` says why. It is a ``CalledProcessError`` too."""

    __module__ = "exitcode_py"

    diagnosis: Diagnosis

    def __init__(self, process: Any, diagnosis: Diagnosis) -> None:
        done = _completed(process)
        subprocess.CalledProcessError.__init__(self, done.returncode, done.args, done.stdout, done.stderr)
        self.diagnosis = diagnosis

    def __str__(self) -> str:
        return f"{subprocess.CalledProcessError.__str__(self)}\n\n{self.diagnosis}"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (_completed(self), self.diagnosis)


def _completed(process: Any) -> subprocess.CompletedProcess[Any]:
    """What ``subprocess`` has for a process, whichever module it is from."""
    code = getattr(process, _inputs.returncode_of(process) or "returncode")
    if isinstance(process, BaseException):
        command = getattr(process, "cmd", None)
    else:
        # A process of `multiprocessing` has a name; one of `asyncio` has neither.
        command = getattr(process, "args", None) or getattr(process, "name", None)
    output = (getattr(process, name, None) for name in ("stdout", "stderr"))
    stdout, stderr = (text if isinstance(text, (str, bytes)) else None for text in output)
    return subprocess.CompletedProcess(command or "process", code, stdout, stderr)


def check(process: Any, codes: Any) -> Any:
    if _inputs.returncode_of(process) is None:
        raise TypeError(f"check() takes a finished process, not {type(process).__name__}")
    report = _inputs.diagnose(process, codes=codes)
    if _completed(process).returncode != 0:
        raise ProcessError(process, report[0])
    return process


def run(command: Any, must_succeed: bool, codes: Any, options: dict[str, Any]) -> subprocess.CompletedProcess[Any]:
    if not options.get("capture_output"):
        options.setdefault("stderr", subprocess.PIPE)
    process = subprocess.run(command, **options)
    if must_succeed:
        check(process, codes)
    return process


class explaining(contextlib.ContextDecorator):
    """A context, or a decorator, in which a failed process is explained.

    A ``subprocess.CalledProcessError`` that leaves it becomes a :class:`ProcessError`, which is one too. ``codes`` is what
    your own exit codes mean.

    >>> import exitcode_py, subprocess
    >>> with exitcode_py.explaining():
    ...     subprocess.run(["sh", "-c", "kill -9 $$"], check=True)
    Traceback (most recent call last):
        ...
    exitcode_py.ProcessError: Command '['sh', '-c', 'kill -9 $$']' died with <Signals.SIGKILL: 9>.
    ...
    """

    __module__ = "exitcode_py"

    def __init__(self, *, codes: Any = None) -> None:
        self._codes = codes

    def __enter__(self) -> explaining:
        return self

    def __exit__(self, kind: Any, error: Optional[BaseException], traceback: Any) -> None:
        if isinstance(error, subprocess.CalledProcessError) and not isinstance(error, ProcessError):
            raise ProcessError(error, _inputs.diagnose(error, codes=self._codes)[0]) from error


def advice(subject: Any, more: dict[str, Any]) -> tuple[Retry, Fault]:
    if isinstance(subject, ProcessError):
        subject = subject.diagnosis
    elif isinstance(subject, (int, ExitCode, WaitStatus)) and not isinstance(subject, bool):
        subject = explain(subject, **more)
    elif not isinstance(subject, (Report, Diagnosis)):
        options = {name: more.pop(name, None) for name in ("events", "node", "logs", "codes")}
        if more:
            raise TypeError(f"no such argument: {', '.join(more)}")
        subject = _inputs.diagnose(subject, **options)
    if isinstance(subject, Report):
        if not len(subject):
            # That nothing is wrong may only be said of what was understood.
            if subject.ignored:
                raise InputError(f"no advice without a diagnosis: {subject.ignored[0].why}")
            return Retry.NOT_NEEDED, Fault.NONE
        subject = subject[0]
    return subject.retry, subject.fault
