"""Explanations in logs."""

from __future__ import annotations

import logging
import subprocess
from typing import Any, Optional

from . import _inputs
from ._errors import Error

#: The attributes of a record, as `extra` gives them, that say how a process ended.
ATTRIBUTES = ("returncode", "exitcode", "exit_code", "wait_status")


class ExplainFilter(logging.Filter):
    """A filter that explains how a process ended, and lets every record pass.

    It looks at records that carry a ``CalledProcessError``, as the exception or among the arguments, or a return code as
    ``extra={"returncode": …}`` (or ``exitcode``, ``exit_code``, ``wait_status``). The explanation is the record's
    ``explanation``, which is empty where there is nothing to explain, and is added to the message unless ``append`` is
    false. ``codes`` is what your own exit codes mean.
    """

    __module__ = "exitcode_py"

    def __init__(self, name: str = "", *, append: bool = True, codes: Any = None) -> None:
        super().__init__(name)
        self._append = append
        self._codes = codes

    def filter(self, record: logging.LogRecord) -> bool:
        # Whoever logs is in no need of another failure, and of no explanation twice.
        if super().filter(record) and not hasattr(record, "explanation"):
            record.explanation = explanation = self._explain(record)
            if explanation and self._append:
                record.msg, record.args = f"{record.getMessage()}: {explanation}", None
        return True

    def _explain(self, record: logging.LogRecord) -> str:
        end = _end_of(record)
        if end is None:
            return ""
        try:
            report = _inputs.diagnose(end, codes=self._codes)
        except (Error, TypeError):
            return ""
        return report[0].summary if len(report) and report[0].fault != "none" else ""


def _end_of(record: logging.LogRecord) -> Optional[Any]:
    error = record.exc_info[1] if record.exc_info else None
    arguments = record.args if isinstance(record.args, tuple) else ()
    for candidate in (error, *arguments):
        if isinstance(candidate, subprocess.CalledProcessError):
            return candidate
    for name in ATTRIBUTES:
        end = getattr(record, name, None)
        if end is not None:
            return end
    return None
