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

from . import _exitcode, _inputs
from ._errors import Error, InputError, ParseError
from ._exitcode import (
    Answers,
    Diagnosis,
    Evidence,
    Exit,
    ExitCode,
    Finding,
    Ignored,
    NextCheck,
    Operation,
    Patch,
    Remedy,
    Report,
    Source,
    Subject,
    Target,
    WaitStatus,
    __version__,
    explain,
)

# The enums have some 500 members, so they are made when the first of them is asked for.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    import subprocess
    from typing import Any, Optional, Union

    from ._cluster import ClusterError
    from ._logging import ExplainFilter
    from ._processes import ProcessError, explaining
    from ._arithmetic import Amount, Duration, Time
    from ._values import (
        KillOrder,
        KillWindow,
        KnownCode,
        Meaning,
        MemoryAdvice,
        OomCandidate,
        Phase,
        Shutdown,
    )
    from ._words import (
        Cause,
        Commonness,
        ConditionReason,
        Confidence,
        Convention,
        EventReason,
        Fault,
        JobReason,
        NodeConditionReason,
        Origin,
        PodReason,
        QosClass,
        Retry,
        Risk,
        Signal,
        Stage,
        TerminatedReason,
        WaitingReason,
    )

__all__ = [
    "Answers",
    "Cause",
    "ClusterError",
    "Commonness",
    "ConditionReason",
    "Confidence",
    "Convention",
    "Diagnosis",
    "Error",
    "EventReason",
    "Evidence",
    "Exit",
    "ExitCode",
    "ExplainFilter",
    "Fault",
    "Finding",
    "Ignored",
    "InputError",
    "JobReason",
    "KillOrder",
    "KillWindow",
    "KnownCode",
    "Meaning",
    "MemoryAdvice",
    "NextCheck",
    "NodeConditionReason",
    "OomCandidate",
    "Operation",
    "Origin",
    "ParseError",
    "Patch",
    "Phase",
    "PodReason",
    "ProcessError",
    "QosClass",
    "Remedy",
    "Report",
    "Retry",
    "Risk",
    "Shutdown",
    "Signal",
    "Source",
    "Stage",
    "Subject",
    "Target",
    "TerminatedReason",
    "WaitStatus",
    "WaitingReason",
    "__version__",
    "alert_rules",
    "check",
    "diagnose",
    "diagnose_many",
    "diagnose_pod",
    "diagnose_table",
    "explain",
    "explaining",
    "fault",
    "kernel_log",
    "oom_score",
    "qos",
    "recommend",
    "retry_advice",
    "run",
    "shutdown",
    "triage",
]


#: Where the names are that are not in `_words`.
_MODULES = {
    "ClusterError": "_cluster",
    "ExplainFilter": "_logging",
    "KillOrder": "_values",
    "KillWindow": "_values",
    "KnownCode": "_values",
    "Meaning": "_values",
    "MemoryAdvice": "_values",
    "OomCandidate": "_values",
    "Phase": "_values",
    "ProcessError": "_processes",
    "Shutdown": "_values",
    "explaining": "_processes",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f".{_MODULES.get(name, '_words')}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, *(name for name in globals() if name.startswith("__"))]


def diagnose(
    subject: Any,
    *,
    events: Any = None,
    node: Any = None,
    logs: str | bytes | Mapping[str, str | bytes] | None = None,
    codes: Mapping[Any, str] | None = None,
) -> Report:
    """Find out why something died.

    ``subject`` is whatever is at hand:

    - text or bytes: JSON of pods, lists, events, nodes and workloads, ``docker inspect``, logs, kernel logs;
    - dicts and lists of dicts of the same; objects of the ``kubernetes`` client, and of other clients
      whose objects have ``to_dict`` or ``model_dump``;
    - a path, or a file that is open for reading;
    - a finished process of ``subprocess``, ``asyncio`` or ``multiprocessing``, or the ``CalledProcessError`` of one;
    - a return code, where a negative one is a signal, an :class:`ExitCode`, or a signal;
    - what ``os.waitpid`` says, as a :class:`WaitStatus`, or the answer of ``os.waitid``.

    ``events`` and ``node`` take the same kinds of objects. ``logs`` is the log of the container that failed,
    or a log for each container's name; or what a process printed. Everything is taken together. ``codes`` is what your own exit codes mean, such as
    ``{42: "bad configuration"}``.

    The report is empty where nothing is wrong, and says in ``ignored`` what it could not use. Offsets in text
    count characters, offsets in bytes and files count bytes; an object's evidence has a JSON pointer in ``path``,
    and its offsets are those in the object's JSON.

    Raises :class:`ParseError` for input that is damaged so that nothing of it could be read, ``TypeError``
    for what is none of the above, and ``OSError`` for a file that cannot be read.
    """
    return _inputs.diagnose(subject, events, node, logs, codes)


def diagnose_many(subjects: Iterable[Any]) -> list[Report]:
    """Diagnose each of many subjects, on all processors; other threads run meanwhile.

    What is damaged raises nothing here: the report of that one is empty and says so in ``ignored``.
    """
    return _inputs.diagnose_many(subjects)


def diagnose_table(table: Any) -> Answers:
    """Diagnose each row of a table, on all processors; other threads run meanwhile.

    ``table`` is anything with the PyCapsule interface of Arrow: a table, record batch or reader of pyarrow, a
    ``polars.DataFrame``, a DuckDB relation. Columns are known by their names, and one is enough:

    - ``code``: exit codes, as :func:`explain` takes them;
    - ``reason``: why the container ended or waits, or the reason of the pod, in the words of Kubernetes;
    - ``message``: what stood beside the reason;
    - ``pod``: the JSON of a pod. Where a row has one, its other columns are not looked at.

    The answer is such a table too, of the columns ``cause``, ``confidence`` and ``fault``: the first finding of each
    row, as dictionaries of strings (a categorical in polars). A row has nulls where nothing is wrong or nothing was
    known.

    >>> import exitcode_py
    >>> import pyarrow
    >>> table = pyarrow.table({"code": [137, 1], "reason": ["OOMKilled", None]})
    >>> answers = pyarrow.table(exitcode_py.diagnose_table(table))
    >>> answers["fault"].to_pylist()
    ['resources', 'application']

    With polars it is ``frame.hstack(polars.DataFrame(exitcode_py.diagnose_table(frame)))``; DuckDB takes the answers
    by the name of their variable, as in ``SELECT * FROM deaths POSITIONAL JOIN answers``.

    Raises ``TypeError`` for what is no table and for columns of other types, and :class:`Error` for a table with none
    of the columns or one that breaks off.
    """
    return _exitcode.diagnose_table(table)


def triage(pods: Any) -> dict[str, Any]:
    """Sort all pods of a list by what is wrong with them, the worst first.

    Takes what :func:`diagnose` takes; the JSON of a list as bytes or a path is the fastest, and a list may be of any
    length. ``causes`` has a row for each cause with how many it hit and keeps down, since when, and an example;
    ``oomKills`` counts the OOM kills in windows of 30 minutes; ``objects`` were read, and ``skipped`` could not be
    read to their end.
    """
    return _inputs.triage(pods)


def kernel_log(log: Any, *, text: bool = False) -> Any:
    """Read the OOM kills and crashes out of a kernel log: text, bytes, a path or an open file.

    The answer is the ``exitcode.kernel-log/v1`` that ``exitcode kernel-log --output json`` prints, as a dict: sizes in
    bytes, places as byte ranges. With ``text`` it is a paragraph for each kill and each crash.
    """
    answer = _inputs.kernel_log(log, text)
    if text:
        return answer
    import json

    return json.loads(answer)


def retry_advice(subject: Any, **more: Any) -> Retry:
    """Whether to run the same thing again: takes what :func:`diagnose` takes, or its answer.

    The advice is that of the first diagnosis, which matters most; where nothing is wrong it is ``not-needed``.
    Raises :class:`InputError` where nothing was recognised, so that nothing can be said.
    """
    from ._processes import advice

    return advice(subject, more)[0]


def fault(subject: Any, **more: Any) -> Fault:
    """Where the fault lies: takes what :func:`diagnose` takes, or its answer; see :func:`retry_advice`."""
    from ._processes import advice

    return advice(subject, more)[1]


def check(process: Any, *, codes: Optional[Mapping[Any, str]] = None) -> Any:
    """Give a finished process back if it ended with 0, and raise :class:`ProcessError` with the explanation if not.

    It may be of ``subprocess``, ``asyncio`` or ``multiprocessing``.
    """
    from ._processes import check

    return check(process, codes)


def run(
    command: Any,
    *,
    check: bool = True,
    codes: Optional[Mapping[Any, str]] = None,
    **options: Any,
) -> subprocess.CompletedProcess[Any]:
    """Run a command as ``subprocess.run`` does, and raise :class:`ProcessError` with the explanation if it fails.

    Takes the same options. Other than there, ``check`` is on, and standard error is captured unless an option says
    otherwise, since the explanation looks at it.
    """
    from ._processes import run

    return run(command, check, codes, options)


def diagnose_pod(
    name: str,
    namespace: str = "default",
    *,
    container: Optional[str] = None,
    api: Any = None,
    codes: Optional[Mapping[Any, str]] = None,
) -> Report:
    """Ask a cluster about a pod: the pod, its events, its node, and the logs of the containers that failed.

    It needs the client ``kubernetes`` (``pip install 'exitcode-py[kubernetes]'``), and only reads. ``api`` is a
    ``CoreV1Api``; without one, the kubeconfig or the cluster that the program runs in is used. ``container`` asks for
    the log of this one only. What may not be read is told in ``ignored``.

    Raises :class:`ClusterError` where the pod cannot be read.
    """
    from . import _cluster

    return _cluster.diagnose_pod(name, namespace, container, api, codes)


def shutdown(
    grace: Duration = 30,
    *,
    pre_stop: Duration = 0,
    turn: Duration = 0,
    drain: Optional[Duration] = None,
) -> Shutdown:
    """How a container is stopped, and whether its grace period is long enough.

    Times are seconds or ``timedelta``. ``grace`` is ``terminationGracePeriodSeconds``; ``pre_stop`` is how long the
    preStop hook takes, ``turn`` how long a sidecar waits for the containers that end before it, ``drain`` how long the
    application takes from the stop signal to its end. Hook and turn use up the grace period.

    >>> print(exitcode_py.shutdown(30, pre_stop=5, drain=45))
    Too short: 25 s from the stop signal to SIGKILL, of 30 s of grace
    +0 s  killing
    +0 s  pre-stop, 5 s
    +5 s  stop-signal
    +5 s  drain, 25 s
    +30 s  kill
    terminationGracePeriodSeconds: 60
    """
    from . import _arithmetic

    return _arithmetic.shutdown(grace, pre_stop, turn, drain)


def recommend(
    samples: Iterable[tuple[Time, Amount]] = (),
    *,
    kills: Iterable[Time] = (),
    request: Optional[Amount] = None,
    limit: Optional[Amount] = None,
    peak: Optional[Amount] = None,
    containers: int = 1,
) -> MemoryAdvice:
    """How much memory a container should get, by the arithmetic of the VerticalPodAutoscaler.

    ``samples`` are pairs of a time and what was in use; ``kills`` are the times of OOM kills. Times are ``datetime`` or
    unix seconds, amounts are bytes or text such as ``256Mi``. ``request`` and ``limit`` are today's, ``peak`` is the
    highest use that is known beside the samples, ``containers`` how many the pod has.

    >>> exitcode_py.recommend(limit="256Mi", kills=[1764057600]).new_limit >> 20
    448
    """
    from . import _arithmetic

    return _arithmetic.recommend(samples, kills, request, limit, peak, containers)


def qos(pod: Any) -> QosClass:
    """The quality of service of a pod, as the API server reckons it; takes a pod as :func:`diagnose` does.

    >>> exitcode_py.qos({"kind": "Pod", "spec": {"containers": [{"name": "a"}]}})
    <QosClass.BEST_EFFORT: 'BestEffort'>
    """
    from . import _arithmetic

    return _arithmetic.qos(pod)


def oom_score(
    pods: Any,
    *,
    node: Any = None,
    memory: Optional[Amount] = None,
    swap: Amount = 0,
    usage: Optional[Mapping[str, Amount]] = None,
) -> tuple[KillOrder, ...]:
    """In which order the kernel would kill containers when their node runs out of memory: an order for each node.

    ``pods`` are those of the nodes, ``node`` the Node objects; ``memory`` is the whole memory of a node without one.
    ``usage`` is what is in use, by ``namespace/pod/container``, ``pod/container`` or ``pod``; a container without counts
    with what it requests. Each container gets the ``oom_score_adj`` that the kubelet gives it, and counts as one process.
    """
    from . import _arithmetic

    return _arithmetic.oom_score(pods, node, memory, swap, usage)


def alert_rules(
    form: str = "prometheus-rule",
    *,
    name: str = "exitcode",
    namespace: Optional[str] = None,
    labels: Optional[Mapping[str, str]] = None,
    watch: Union[str, Iterable[str]] = (),
    cadvisor: bool = False,
    runbooks: Optional[str] = None,
) -> str:
    """Alert rules for Prometheus that really fire: for OOM kills, crash loops, kills by probes, evictions and more.

    ``form`` is ``prometheus-rule`` for the operator's object, ``plain`` for a rule file, or ``grafana`` for a dashboard
    with the same queries. ``labels`` are those by which Prometheus finds the object; ``watch`` names the namespaces whose
    pods count, all without; ``cadvisor`` adds a rule on ``container_oom_events_total``; ``runbooks`` is the URL of a page
    with the id of each cause as anchor.
    """
    from . import _arithmetic

    return _arithmetic.alert_rules(form, name, namespace, labels, watch, cadvisor, runbooks)
