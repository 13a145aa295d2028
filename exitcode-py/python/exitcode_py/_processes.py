"""For job runners: finished processes, and whether to run them again."""

from __future__ import annotations

import subprocess
from typing import Any

from . import _inputs
from ._errors import Error
from ._exitcode import Diagnosis, Report, explain
from ._words import Fault, Retry


class ProcessError(Error, subprocess.CalledProcessError):
    """A process failed; ``diagnosis`` says why. It is a ``CalledProcessError`` too."""

    diagnosis: Diagnosis

    def __init__(self, process: Any, diagnosis: Diagnosis) -> None:
        output, stderr = (getattr(process, name, None) for name in ("stdout", "stderr"))
        subprocess.CalledProcessError.__init__(self, process.returncode, process.args, output, stderr)
        self.diagnosis = diagnosis

    def __str__(self) -> str:
        return f"{subprocess.CalledProcessError.__str__(self)}\n\n{self.diagnosis}"

    def __reduce__(self) -> tuple[Any, ...]:
        process = subprocess.CompletedProcess(self.cmd, self.returncode, self.stdout, self.stderr)
        return type(self), (process, self.diagnosis)


def check(process: Any) -> Any:
    report = _inputs.diagnose(process)
    if process.returncode != 0:
        raise ProcessError(process, report[0])
    return process


def run(command: Any, options: dict[str, Any]) -> subprocess.CompletedProcess[Any]:
    options.pop("check", None)
    if not options.get("capture_output"):
        options.setdefault("stderr", subprocess.PIPE)
    process = subprocess.run(command, **options)
    check(process)
    return process


def advice(subject: Any, more: dict[str, Any]) -> tuple[Retry, Fault]:
    if isinstance(subject, ProcessError):
        subject = subject.diagnosis
    elif isinstance(subject, int) and not isinstance(subject, bool):
        subject = explain(subject, **more)
    elif not isinstance(subject, (Report, Diagnosis)):
        options = {name: more.pop(name, None) for name in ("events", "node", "logs", "codes")}
        if more:
            raise TypeError(f"no such argument: {', '.join(more)}")
        subject = _inputs.diagnose(subject, **options)
    if isinstance(subject, Report):
        if not len(subject):
            return Retry.NOT_NEEDED, Fault.NONE
        subject = subject[0]
    return subject.retry, subject.fault
