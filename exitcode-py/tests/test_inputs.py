"""One function takes whatever is at hand."""

import inspect
import io
import json
import pathlib
import subprocess
import sys
import threading
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kubernetes import client

import exitcode_py

CASE = "kubelet/crio-oom-main-never"


@pytest.fixture
def path(corpus):
    return corpus / CASE / "pod.json"


@pytest.fixture
def pod(path):
    return json.loads(path.read_bytes())


def causes(report):
    return [[finding.cause for finding in diagnosis.findings] for diagnosis in report]


def model(value, kind):
    """An object of the kubernetes client, as an API call returns it."""
    deserialize = client.ApiClient().deserialize
    if "content_type" in inspect.signature(deserialize).parameters:
        return deserialize(json.dumps(value), kind, "application/json")
    return deserialize(SimpleNamespace(data=json.dumps(value)), kind)


def test_all_forms_of_a_pod(path, pod):
    wanted = causes(exitcode_py.diagnose(path))
    assert wanted[0][0] is exitcode_py.Cause.OOM_CONTAINER_LIMIT
    real = model(pod, "V1Pod")
    forms = [
        path.read_text(),
        path.read_bytes(),
        bytearray(path.read_bytes()),
        memoryview(path.read_bytes()),
        pod,
        [pod],
        {"kind": "List", "items": [pod]},
        io.StringIO(path.read_text()),
        io.BytesIO(path.read_bytes()),
        [path],
        [path.read_text()],
        real,
        [real],
        real.to_dict(),
        client.ApiClient().sanitize_for_serialization(real),
        client.V1PodList(items=[real]),
        SimpleNamespace(to_dict=lambda: pod),
        SimpleNamespace(model_dump=lambda by_alias, exclude_none: pod),
        SimpleNamespace(raw=pod),
    ]
    for form in forms:
        assert causes(exitcode_py.diagnose(form)) == wanted, type(form)
    with open(path) as text, open(path, "rb") as binary:
        assert exitcode_py.diagnose(text)[0].findings[0].evidence[0].source.input == str(path)
        assert causes(exitcode_py.diagnose(binary)) == wanted


def test_the_clients_objects_have_the_answers_of_the_json(corpus):
    """The kubernetes client renames every field; nothing may be lost by it."""
    count = 0
    for path in sorted((corpus / "kubelet").glob("*/pod.json"))[::9]:
        pod = json.loads(path.read_bytes())
        wanted = exitcode_py.diagnose(pod)
        real = model(pod, "V1Pod")
        assert causes(exitcode_py.diagnose(real)) == causes(wanted), path
        assert causes(exitcode_py.diagnose(real.to_dict())) == causes(wanted), path
        count += 1
    assert count > 30


def test_events_and_logs_are_taken_together(corpus):
    folder = corpus / "kubelet/node1-liveness-fail-never-137"
    files = [folder / name for name in ("pod.json", "events.json")]
    pod, events = (json.loads(file.read_bytes()) for file in files)
    wanted = causes(exitcode_py.diagnose(files))
    assert wanted != causes(exitcode_py.diagnose(pod))
    real = [model(event, "CoreV1Event") for event in events["items"]]
    for given_events in (events, events["items"], json.dumps(events), files[1], real):
        assert causes(exitcode_py.diagnose(pod, events=given_events)) == wanted
    failing = {"kind": "Pod", "status": {"containerStatuses": [{"name": "a", "state": {"terminated": {"exitCode": 1}}}]}}
    for logs in ("bind: address already in use", b"bind: address already in use", {"a": "bind: address already in use"}):
        report = exitcode_py.diagnose(failing, logs=logs)
        assert report[0].findings[0].cause is exitcode_py.Cause.PORT_IN_USE, report


def test_finished_processes():
    killed = [sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"]
    done = subprocess.run(killed, capture_output=True)
    assert exitcode_py.diagnose(done)[0].exit.signal == "SIGKILL"
    with pytest.raises(subprocess.CalledProcessError) as caught:
        subprocess.run(killed, check=True)
    assert exitcode_py.diagnose(caught.value)[0].exit.signal == "SIGKILL"
    process = subprocess.Popen(killed)
    process.wait()
    assert exitcode_py.diagnose(process)[0].exit.signal == "SIGKILL"
    error = [sys.executable, "-c", "import nothing_of_this_name"]
    report = exitcode_py.diagnose(subprocess.run(error, capture_output=True))
    assert report[0].exit.code == 1
    assert any("log" in evidence.kind for evidence in report[0].findings[0].evidence), report
    in_use = "listen tcp :8080: bind: address already in use"
    for subject in (1, subprocess.CompletedProcess(["server"], 1), subprocess.CompletedProcess(["server"], 1, stderr=in_use)):
        assert exitcode_py.diagnose(subject, logs=in_use)[0].findings[0].cause is exitcode_py.Cause.PORT_IN_USE
        with pytest.raises(TypeError, match="with the pod"):
            exitcode_py.diagnose(subject, events=[])
    with pytest.raises(exitcode_py.Error, match="not finished"):
        exitcode_py.diagnose(SimpleNamespace(returncode=None, args=[]))
    assert exitcode_py.diagnose(137) == exitcode_py.diagnose(subprocess.CompletedProcess([], 137))


def test_damaged_input_has_a_place():
    with pytest.raises(exitcode_py.ParseError) as caught:
        exitcode_py.diagnose('{"é": \n  oops}')
    error = caught.value
    assert (error.input, error.line, error.column, error.offset) == ("-", 2, 3, 9)
    assert isinstance(error, (exitcode_py.Error, ValueError))
    with pytest.raises(exitcode_py.ParseError) as caught:
        exitcode_py.diagnose('{"é": \n  oops}'.encode())
    assert caught.value.offset == 10
    with pytest.raises(exitcode_py.ParseError):
        exitcode_py.diagnose("[" * 1_000_000)


def test_what_is_no_use_is_said_and_not_raised():
    for text in ("", "   ", "hello world", "{}", {}, [], '{"kind": "Secret"}'):
        report = exitcode_py.diagnose(text)
        assert len(report) == 0
        assert report.ignored or text in ([], "[]"), text


@pytest.mark.parametrize("subject", [None, 1.5, object(), {1, 2}, True, len, pathlib.Path, [object()], {"a": object()}])
def test_what_is_none_of_it(subject):
    with pytest.raises(TypeError, match="an open file"):
        exitcode_py.diagnose(subject)


def test_other_functions_name_what_they_take_too():
    for function in (exitcode_py.kernel_log, exitcode_py.triage, exitcode_py.qos, exitcode_py.oom_score):
        with pytest.raises(TypeError, match="an open file.*not float"):
            function(1.5)


def test_a_file_that_is_not_there():
    with pytest.raises(FileNotFoundError):
        exitcode_py.diagnose(pathlib.Path("no/such/file"))


def test_objects_without_end():
    loop = {}
    loop["loop"] = loop
    with pytest.raises(exitcode_py.Error, match="nested"):
        exitcode_py.diagnose(loop)


def test_offsets_count_what_was_given(pod):
    pod["metadata"]["annotations"] = {"note": "é日😀"}
    text = json.dumps(pod, ensure_ascii=False)
    for given_text in (text, text.encode()):
        for diagnosis in exitcode_py.diagnose(given_text):
            for finding in diagnosis.findings:
                for evidence in finding.evidence:
                    place = evidence.source
                    if place and place.path and place.path.endswith("/reason"):
                        piece = given_text[place.start : place.end]
                        assert (piece if isinstance(piece, str) else piece.decode()) in evidence.text
                        break
                else:
                    continue
                break
            else:
                pytest.fail("no evidence is a reason")


def test_lone_surrogates_are_no_error():
    assert exitcode_py.diagnose("\ud800 hello").ignored
    assert exitcode_py.diagnose({"kind": "\ud800"}).ignored
    assert exitcode_py.explain(1, reason="OOMKilled").findings


words = st.sampled_from(
    ["kind", "Pod", "status", "containerStatuses", "state", "terminated", "exitCode", "reason", "items", "metadata", "name", "137", "OOMKilled"]
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | words | st.binary() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words | st.text() | st.integers(), inner, max_size=4),
    max_leaves=20,
)


def diagnose_or_refuse(subject, **more):
    try:
        report = exitcode_py.diagnose(subject, **more)
    except (exitcode_py.Error, TypeError):
        return
    str(report), repr(report), report._repr_html_(), hash(report)


@settings(max_examples=300, deadline=None)
@given(values)
def test_any_value(value):
    diagnose_or_refuse(value) if not isinstance(value, int) or -(2**31) <= value < 2**32 else None


@settings(max_examples=300, deadline=None)
@given(st.binary() | st.text(), st.binary() | st.text())
def test_any_text(text, logs):
    diagnose_or_refuse(text, logs=logs)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_damaged_pods(data):
    text = (pathlib.Path(__file__).parents[2] / "corpus" / CASE / "pod.json").read_bytes()
    place = data.draw(st.integers(0, len(text)))
    diagnose_or_refuse(text[:place] + data.draw(st.binary(max_size=4)) + text[place + 1 :])


def test_threads(path):
    text = path.read_text()
    wanted, wanted_alone = exitcode_py.diagnose(text), exitcode_py.explain(137)
    failed = []

    def work():
        for _ in range(200):
            if exitcode_py.diagnose(text) != wanted or exitcode_py.explain(137) != wanted_alone:
                failed.append(1)
            if wanted.diagnoses[0].findings[0].cause != wanted[0].findings[0].cause:
                failed.append(2)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
