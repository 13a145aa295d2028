"""Whatever comes in, nothing but the package's own errors and `TypeError` comes out."""

import copy
import json
import pathlib

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import exitcode_py

CORPUS = pathlib.Path(__file__).resolve().parents[2] / "corpus"
PODS = [json.loads((CORPUS / "kubelet" / name / "pod.json").read_bytes()) for name in ("crio-oom-main-never", "node1-liveness-fail-never-137")]
EVENTS = json.loads((CORPUS / "kubelet/node1-liveness-fail-never-137/events.json").read_bytes())
LOGS = sorted((CORPUS / "oom-logs").glob("**/*.log"), key=lambda path: path.stat().st_size)[:8]

leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.binary(max_size=20),
    st.datetimes(),
    st.sampled_from(["", "137", "1Gi", "-1", "2026-01-01T00:00:00Z", "OOMKilled", "\ud800", "\x00", "9" * 400, -(2**63), 2**64]),
)
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8) | st.integers(), inner, max_size=3),
    max_leaves=8,
)


def places(value, path=()):
    """The path of every value inside of an object."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from places(item, (*path, key))


def changed(value, path, new):
    if not path:
        return new
    value = copy.copy(value)
    value[path[0]] = changed(value[path[0]], path[1:], new)
    return value


@st.composite
def damaged(draw, objects):
    """An object in which one to four values are something else."""
    value = draw(st.sampled_from(objects))
    for _ in range(draw(st.integers(1, 4))):
        value = changed(value, draw(st.sampled_from(list(places(value)))), draw(values))
    return value


def survives(function, *arguments, **more):
    try:
        answer = function(*arguments, **more)
    except (exitcode_py.Error, TypeError) as error:
        assert str(error)
        return
    str(answer), repr(answer)
    for report in answer if isinstance(answer, list) else [answer]:
        if isinstance(report, exitcode_py.Report):
            report.to_dict(), report._repr_html_(), hash(report)
            for diagnosis in report:
                for finding in diagnosis.findings:
                    finding.cause, finding.evidence, finding.remedies


settings.register_profile("hostile", max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
hostile = settings.get_profile("hostile")


@hostile
@given(damaged(PODS), damaged([EVENTS, EVENTS["items"]]), values)
def test_objects_with_wrong_values(pod, events, node):
    # A number alone is an exit code, and one out of range is a value that is wrong.
    if not isinstance(pod, int):
        survives(exitcode_py.diagnose, pod)
    survives(exitcode_py.diagnose, pod, events=events)
    survives(exitcode_py.diagnose, pod, node=node)
    survives(exitcode_py.diagnose_many, [pod, events])
    survives(exitcode_py.triage, [pod])


@hostile
@given(damaged(PODS), st.data())
def test_json_with_wrong_bytes(pod, data):
    text = bytearray(json.dumps(pod, default=str, skipkeys=True), "utf-8", "replace")
    for _ in range(data.draw(st.integers(0, 3))):
        start = data.draw(st.integers(0, len(text)))
        text[start : start + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
    survives(exitcode_py.diagnose, bytes(text))
    survives(exitcode_py.diagnose, text.decode("utf-8", "surrogateescape"))
    survives(exitcode_py.diagnose_many, [bytes(text)] * 3)
    survives(exitcode_py.triage, bytes(text))


@hostile
@given(st.sampled_from(LOGS), st.integers(0), st.binary(max_size=30))
def test_kernel_logs_with_wrong_bytes(path, place, new):
    log = path.read_bytes()[: 1 << 16]
    place %= len(log) + 1
    log = log[:place] + new + log[place + len(new) :]
    for given_log in (log, log.decode("utf-8", "replace")):
        survives(exitcode_py.kernel_log, given_log)
        survives(exitcode_py.kernel_log, given_log, text=True)
        survives(exitcode_py.diagnose, given_log)


@hostile
@given(values, values, values)
def test_explain_of_anything(code, reason, convention):
    try:
        exitcode_py.explain(code, reason, convention)
    except (exitcode_py.Error, TypeError, ValueError, OverflowError):
        pass
