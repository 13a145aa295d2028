"""Why did it die? From any scrap of evidence to ranked causes, the next check and the fix.

>>> import exitcode_py
>>> answer = exitcode_py.explain(137, reason="OOMKilled")
>>> answer.findings[0].cause
<Cause.OOM_CONTAINER_LIMIT: 'oom-container-limit'>
>>> report = exitcode_py.diagnose({
...     "kind": "Pod",
...     "metadata": {"name": "api-0"},
...     "status": {"containerStatuses": [
...         {"name": "api", "state": {"terminated": {"exitCode": 137, "reason": "OOMKilled"}}},
...     ]},
... })
>>> [diagnosis.subject.container for diagnosis in report]
['api']

``print`` an answer to read it, ``to_dict()`` it to send it on: every surface of exitcode has the same JSON.
"""

from __future__ import annotations

from collections.abc import Mapping as _Mapping
from typing import Any as _Any

from typing import Union as _Union

from . import _inputs
from ._exitcode import (
    Diagnosis,
    Error,
    Evidence,
    Exit,
    Finding,
    Ignored,
    NextCheck,
    ParseError,
    Remedy,
    Report,
    Source,
    Subject,
    __version__,
    explain,
)
from ._words import (
    Cause,
    ConditionReason,
    Confidence,
    Convention,
    EventReason,
    Fault,
    JobReason,
    NodeConditionReason,
    PodReason,
    Retry,
    Risk,
    Signal,
    Stage,
    TerminatedReason,
    WaitingReason,
)

__all__ = [
    "Cause",
    "ConditionReason",
    "Confidence",
    "Convention",
    "Diagnosis",
    "Error",
    "EventReason",
    "Evidence",
    "Exit",
    "Fault",
    "Finding",
    "Ignored",
    "JobReason",
    "NextCheck",
    "NodeConditionReason",
    "ParseError",
    "PodReason",
    "Remedy",
    "Report",
    "Retry",
    "Risk",
    "Signal",
    "Source",
    "Stage",
    "Subject",
    "TerminatedReason",
    "WaitingReason",
    "__version__",
    "diagnose",
    "explain",
]


def diagnose(
    subject: _Any,
    *,
    events: _Any = None,
    node: _Any = None,
    logs: _Union[str, bytes, _Mapping[str, _Union[str, bytes]], None] = None,
) -> Report:
    """Find out why something died.

    ``subject`` is whatever is at hand:

    - text or bytes: JSON of pods, lists, events, nodes and workloads, ``docker inspect``, logs, kernel logs;
    - dicts and lists of dicts of the same; objects of the ``kubernetes`` client, and of other clients
      whose objects have ``to_dict`` or ``model_dump``;
    - a path, or a file that is open for reading;
    - a finished process: ``subprocess.CompletedProcess``, ``CalledProcessError`` or ``Popen``;
    - an exit code.

    ``events`` and ``node`` take the same kinds of objects. ``logs`` is the log of the container that failed,
    or a log for each container's name. Everything is taken together.

    The report is empty where nothing is wrong, and says in ``ignored`` what it could not use. Offsets in text
    count characters, offsets in bytes and files count bytes; an object's evidence has a JSON pointer in ``path``,
    and its offsets are those in the object's JSON.

    Raises :class:`ParseError` for input that is damaged so that nothing of it could be read, ``TypeError``
    for what is none of the above, and ``OSError`` for a file that cannot be read.
    """
    return _inputs.diagnose(subject, events, node, logs)
