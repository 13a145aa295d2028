"""The marked values of ``corpus/secrets`` are searched for in all that the package shows."""

import json
import logging
import pathlib
import pickle
import subprocess
import traceback

import pyarrow
import pytest

import exitcode_py

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "corpus" / "secrets"
# A Dockerfile is for another reader, and here no more than lines that a program printed.
FILES = sorted(path for path in FOLDER.iterdir() if path.name != "Dockerfile")


def no_secret(*shown):
    for text in shown:
        at = text.find("CANARY")
        assert at < 0, text[max(at - 120, 0) : at + 40]


def everything(value):
    """The repr of a value and of all that can be reached from it by names and by items."""
    yield from (repr(value), str(value))
    if isinstance(value, (str, bytes, int, float, type(None))):
        return
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from everything(item)
        return
    for name in dir(value):
        attribute = None if name.startswith("_") else getattr(value, name, None)
        if attribute is not None and not callable(attribute):
            yield from everything(attribute)


def shown(function, *arguments, **more):
    """All that is shown of an answer, or of the exception that there is instead."""
    try:
        answer = function(*arguments, **more)
    except (exitcode_py.Error, TypeError) as error:
        # Without the lines of this file, which are not the package's.
        yield from (str(error), repr(error), "".join(traceback.format_exception_only(type(error), error)))
        yield repr(vars(error))
        return
    for one in answer if isinstance(answer, list) else [answer]:
        yield from (repr(one), str(one))
        if isinstance(one, exitcode_py.Report):
            yield from (json.dumps(one.to_dict()), one._repr_html_(), repr(pickle.dumps(one)))
            for diagnosis in one:
                yield from everything(diagnosis)


def test_there_is_something_to_search_for():
    assert len(FILES) > 20 and all(b"CANARY" in path.read_bytes() for path in FILES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_file_shows_a_secret(path):
    text = path.read_text()
    no_secret(*shown(exitcode_py.diagnose, path))
    no_secret(*shown(exitcode_py.diagnose, text), *shown(exitcode_py.diagnose, path.read_bytes()))
    no_secret(*shown(exitcode_py.diagnose_many, [text, path]))
    no_secret(*shown(exitcode_py.triage, path), *shown(exitcode_py.triage, text))
    no_secret(*shown(exitcode_py.kernel_log, text), *shown(exitcode_py.kernel_log, text, text=True))
    no_secret(*shown(exitcode_py.qos, text), *shown(exitcode_py.oom_score, text))
    no_secret(*shown(exitcode_py.retry_advice, text), *shown(exitcode_py.fault, text))
    table = pyarrow.table({"pod": [text], "code": [1], "reason": [text], "message": [text]})
    no_secret(json.dumps(pyarrow.table(exitcode_py.diagnose_table(table)).to_pylist()))
    try:
        value = json.loads(text)
    except ValueError:
        return
    no_secret(*shown(exitcode_py.diagnose, value), *shown(exitcode_py.diagnose, [value, value]))
    no_secret(*shown(exitcode_py.diagnose, {"kind": "Pod", "status": value, "x": object()}))
    no_secret(*shown(exitcode_py.diagnose, "", events=value), *shown(exitcode_py.diagnose, value, events=text, logs=text))


def test_all_together():
    no_secret(*shown(exitcode_py.diagnose, FILES), *shown(exitcode_py.triage, FILES))


def test_a_process_shows_no_argument(caplog):
    with pytest.raises(exitcode_py.Error) as caught:
        exitcode_py.run(["sh", "-c", "echo token=CANARY-output >&2; exit 3", "--password=CANARY-argument"], stderr=subprocess.PIPE, text=True)
    # The command itself is what was asked for, and in the exception as it is in that of `subprocess`.
    no_secret(str(caught.value).replace(str(caught.value.cmd), ""))
    logging.getLogger("x").error("x")
    no_secret(caplog.text)
