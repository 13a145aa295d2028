"""Tables in and out, with the libraries that people hold them in."""

import itertools
import json
import pickle

import duckdb
import polars
import pyarrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import exitcode_py

CODES = [*range(256), 3221225477, -1073741819, -9, 265, 2**31 - 1]
REASONS = [None, "OOMKilled", "Error", "Evicted", "CrashLoopBackOff", "ImagePullBackOff", "Nonsense\x1b[31m"]


def first(diagnosis):
    finding = diagnosis.findings[0]
    return {"cause": finding.cause, "confidence": finding.confidence, "fault": diagnosis.fault}


NOTHING = {"cause": None, "confidence": None, "fault": None}


def rows(table):
    return pyarrow.table(exitcode_py.diagnose_table(table)).to_pylist()


def test_every_row_is_what_explain_says():
    deaths = list(itertools.product(CODES, REASONS))
    codes, reasons = zip(*deaths)
    table = pyarrow.table({"code": codes, "reason": reasons})
    assert rows(table) == [first(exitcode_py.explain(code, reason)) for code, reason in deaths]


def test_pods_are_what_diagnose_says(corpus):
    pods = [path.read_bytes().decode("utf-8", "replace") for path in sorted((corpus / "kubelet").glob("*/pod.json"))]
    reports = exitcode_py.diagnose_many(pods)
    wanted = [first(report[0]) if report else NOTHING for report in reports]
    assert rows(pyarrow.table({"pod": pods})) == wanted
    assert len({row["cause"] for row in wanted}) > 20 and NOTHING in wanted
    # A pod says it all; a row without one has its other columns.
    table = pyarrow.table({"pod": [pods[0], None, "", "{"], "code": [0, 0, 137, 137]})
    assert rows(table) == [wanted[0], first(exitcode_py.explain(0)), first(exitcode_py.explain(137)), NOTHING]


def test_a_message_counts():
    table = pyarrow.table({
        "code": [128, None, None],
        "reason": ["StartError", "Evicted", None],
        "message": [
            'exec: "/missing": stat /missing: no such file or directory: unknown',
            "The node was low on resource: memory.",
            None,
        ],
    })
    assert [row["cause"] for row in rows(table)] == ["binary-not-found", "evicted-memory", None]


def test_the_types_of_columns():
    wanted = rows(pyarrow.table({"code": [137, 1, None], "reason": ["OOMKilled", None, "Error"]}))
    assert wanted[0]["cause"] == "oom-container-limit"
    integers = [getattr(pyarrow, f"{sign}int{bits}")() for sign in ("", "u") for bits in (16, 32, 64)]
    strings = [pyarrow.string(), pyarrow.large_string(), pyarrow.string_view(), pyarrow.dictionary(pyarrow.int8(), pyarrow.string())]
    for integer, string in itertools.product([*integers, pyarrow.float64()], strings):
        code = pyarrow.array([137, 1, None], integer)
        reason = pyarrow.array(["OOMKilled", None, "Error"], pyarrow.string())
        reason = reason.dictionary_encode() if pyarrow.types.is_dictionary(string) else reason.cast(string)
        batch = pyarrow.record_batch({"code": code, "other": [[1], None, []], "reason": reason})
        assert rows(batch) == rows(pyarrow.table(batch)) == wanted, (integer, string)
        assert rows(batch.slice(1)) == wanted[1:]
    assert rows(pyarrow.table({"code": pyarrow.array([1, -1], pyarrow.int8()), "reason": pyarrow.nulls(2)}))
    too_large = pyarrow.table({"code": [2**32, -(2**31) - 1, 2**63 - 1]})
    assert rows(too_large) == [NOTHING] * 3
    assert rows(pyarrow.table({"code": [137.5, float("nan"), 1e300]})) == [NOTHING] * 3
    assert rows(pyarrow.table({"code": pyarrow.array([], pyarrow.int32())})) == []
    assert rows(pyarrow.table({"code": pyarrow.nulls(2)})) == [NOTHING] * 2


def test_a_reader_is_read_batch_by_batch():
    schema = pyarrow.schema({"code": pyarrow.int32()})
    batches = (pyarrow.record_batch({"code": [code] * code}, schema) for code in range(100))
    found = rows(pyarrow.RecordBatchReader.from_batches(schema, batches))
    assert found == [first(exitcode_py.explain(code)) for code in range(100) for _ in range(code)]

    def broken():
        yield pyarrow.record_batch({"code": [1]}, schema)
        raise OSError("the disk is gone")

    with pytest.raises(exitcode_py.Error, match="the disk is gone"):
        exitcode_py.diagnose_table(pyarrow.RecordBatchReader.from_batches(schema, broken()))


def test_the_answers_can_be_read_again():
    answers = exitcode_py.diagnose_table(pyarrow.table({"code": [137, 1]}))
    assert len(answers) == 2 and "2 rows" in repr(answers)
    table = pyarrow.table(answers)
    assert pyarrow.table(answers) == table
    assert pyarrow.Table.from_batches([pyarrow.record_batch(answers)]) == table
    assert pyarrow.schema(answers) == table.schema
    table.validate(full=True)
    assert set(table["cause"].chunk(0).dictionary.to_pylist()) == set(exitcode_py.Cause)
    assert set(table["fault"].chunk(0).dictionary.to_pylist()) == set(exitcode_py.Fault)
    plain = table.cast(pyarrow.schema({name: pyarrow.string() for name in table.column_names}))
    assert plain.to_pylist() == table.to_pylist()


def test_polars():
    frame = polars.DataFrame({"code": [137, 1, None], "reason": ["OOMKilled", None, "Evicted"]})
    wanted = rows(frame.to_arrow())
    answers = polars.DataFrame(exitcode_py.diagnose_table(frame))
    assert answers.to_dicts() == wanted
    both = frame.hstack(answers)
    assert both.filter(polars.col("fault") == "resources").height >= 1
    assert both.group_by("cause").len().height == 3
    assert rows(frame.with_columns(polars.col("reason").cast(polars.Categorical))) == wanted
    assert polars.concat([answers, answers]).height == 6


def test_duckdb():
    connection = duckdb.connect()
    deaths = connection.sql("SELECT * FROM (VALUES (137, 'OOMKilled'), (1, NULL)) AS t(code, reason)")
    answers = exitcode_py.diagnose_table(deaths)
    found = connection.sql("SELECT code, cause, fault FROM deaths POSITIONAL JOIN answers ORDER BY code").fetchall()
    assert found == [(1, "app-exit-nonzero", "application"), (137, "oom-container-limit", "resources")]


def test_what_is_no_table_for_it():
    for nothing in (None, 1, [1], {"code": [1]}, object()):
        with pytest.raises(TypeError, match="PyCapsule"):
            exitcode_py.diagnose_table(nothing)
    with pytest.raises(TypeError, match="code has to be of integers"):
        exitcode_py.diagnose_table(pyarrow.table({"code": ["137"]}))
    with pytest.raises(TypeError, match="reason has to be of strings"):
        exitcode_py.diagnose_table(pyarrow.table({"code": [1], "reason": [1]}))
    for table in (pyarrow.table({"exit_code": [1]}), pyarrow.array([1]), pyarrow.chunked_array([[1]]), polars.Series([1])):
        with pytest.raises(exitcode_py.Error):
            exitcode_py.diagnose_table(table)


def test_capsules_that_are_none():
    class Stream:
        def __init__(self, answer):
            self.answer = answer

        def __arrow_c_stream__(self, requested_schema=None):
            return self.answer

    for answer in (None, 1, pyarrow.table({"code": [1]}).schema.__arrow_c_schema__()):
        with pytest.raises((exitcode_py.Error, TypeError)):
            exitcode_py.diagnose_table(Stream(answer))
    used = pyarrow.table({"code": [1]}).__arrow_c_stream__()
    assert len(exitcode_py.diagnose_table(Stream(used))) == 1
    with pytest.raises(exitcode_py.Error):
        exitcode_py.diagnose_table(Stream(used))


def test_damaged_columns_are_refused():
    """Offsets that lead nowhere and bytes that are no text come from other libraries' defects."""
    offsets = pyarrow.array([0, 5, 2], pyarrow.int32()).buffers()[1]
    no_text = pyarrow.array([0, 1, 2], pyarrow.int32()).buffers()[1]
    for buffers in ([None, offsets, pyarrow.py_buffer(b"abcde")], [None, no_text, pyarrow.py_buffer(b"\xff\xfe")]):
        reason = pyarrow.Array.from_buffers(pyarrow.string(), 2, buffers)
        for table in (pyarrow.record_batch([reason], ["reason"]), pyarrow.table([reason], ["reason"])):
            with pytest.raises(exitcode_py.Error):
                exitcode_py.diagnose_table(table)


texts = st.none() | st.text(max_size=20) | st.sampled_from(["OOMKilled", "Evicted", "137", json.dumps({"kind": "Pod"}), "{"])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.none() | st.integers(-(2**63), 2**63 - 1), texts, texts, texts), max_size=20))
def test_any_table(table):
    codes, reasons, messages, pods = zip(*table) if table else ((), (), (), ())
    answers = exitcode_py.diagnose_table(pyarrow.table({
        "code": pyarrow.array(codes, pyarrow.int64()),
        "reason": pyarrow.array(reasons, pyarrow.string()),
        "message": pyarrow.array(messages, pyarrow.string()),
        "pod": pyarrow.array(pods, pyarrow.string()),
    }))
    assert len(answers) == len(table)
    pyarrow.table(answers).validate(full=True)


def test_answers_stay_where_they_are():
    """A table of the library at hand can be sent; the answers are for that library to take."""
    with pytest.raises(TypeError, match="pickle"):
        pickle.dumps(exitcode_py.diagnose_table(pyarrow.table({"code": [1]})))
