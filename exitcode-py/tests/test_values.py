"""Answers are values: frozen, comparable, hashable, picklable, readable."""

import copy
import json
import pickle

import pytest

import exitcode_py

HOSTILE = '<script>alert("x")</script>&\x1b[31m'


def pod(name="api", **terminated):
    terminated = {"exitCode": 137, "reason": "OOMKilled", **terminated}
    return {
        "kind": "Pod",
        "metadata": {"name": "api-0", "namespace": "shop"},
        "status": {"containerStatuses": [{"name": name, "state": {"terminated": terminated}}]},
    }


@pytest.fixture
def report():
    return exitcode_py.diagnose(pod())


def parts(report):
    diagnosis = report[0]
    finding = diagnosis.findings[0]
    return [
        report,
        diagnosis,
        diagnosis.subject,
        diagnosis.exit,
        finding,
        finding.evidence[0],
        finding.evidence[0].source,
        finding.remedies[0],
        diagnosis.next[0],
        exitcode_py.diagnose("hello world").ignored[0],
    ]


def test_every_class_is_a_value(report):
    for part, other in zip(parts(report), parts(exitcode_py.diagnose(pod()))):
        name = type(part).__name__
        assert part == other and hash(part) == hash(other), name
        assert part != 1 and part != exitcode_py.explain(1), name
        for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
            assert pickle.loads(pickle.dumps(part, protocol)) == part, name
        assert copy.copy(part) == part and copy.deepcopy(part) == part, name
        assert repr(part).startswith(f"{name}("), name
        assert json.loads(part.to_json()) == part.to_dict(), name
        assert type(part).__module__ == "exitcode_py" and getattr(exitcode_py, name) is type(part)
        with pytest.raises(AttributeError):
            setattr(part, type(part).__match_args__[0], None)
        with pytest.raises(AttributeError):
            part.something_else = 1
        with pytest.raises(TypeError):
            type(part)()


def test_attributes_are_those_of_the_schema(report, corpus):
    """The published JSON Schema is the other opinion."""
    schema = json.loads((corpus.parent / "docs/reference/report.schema.json").read_text())["$defs"]
    for part in parts(report):
        keys = [key for key in schema[type(part).__name__]["properties"]]
        names = ["supports" if key == "for" else "".join(f"_{c.lower()}" if c.isupper() else c for c in key) for key in keys]
        assert list(type(part).__match_args__) == names
        for name in names:
            getattr(part, name)


def test_attributes_stay_the_same_objects(report):
    assert report.diagnoses is report.diagnoses
    assert report[0].findings[0].evidence is not None
    assert report.diagnoses[0] == report[0] == report[-1]


def test_a_report_is_a_sequence(report):
    assert len(report) == 1 and [d.subject.container for d in report] == ["api"]
    with pytest.raises(IndexError):
        report[1]
    with pytest.raises(IndexError):
        report[-2]
    assert not exitcode_py.diagnose("hello world")


def test_text(report):
    text = str(report)
    assert text == report.text() == report[0].text()
    assert "What to do" in text and "\x1b" not in text
    assert "\x1b" in report.text(color=True)
    prose = [line for line in report.text(width=50).splitlines() if not line.startswith("    ")]
    assert max(map(len, prose)) <= 50


def test_nothing_hostile_gets_out():
    report = exitcode_py.diagnose(pod(HOSTILE, message=HOSTILE, reason=HOSTILE))
    assert "\x1b" not in str(report) + repr(report) + repr(report[0])
    html = report._repr_html_()
    assert "<script" not in html and "\x1b" not in html and "<details" in html


def test_texts_in_a_repr_are_those_of_python():
    for text in ("it's", 'a "b"', """it's "b\"""", "a\\b", "é日😀", "\x1b\x00\x7f\x9b\n\t", "\u202e\u200b", "\U000e0001"):
        shown = repr(exitcode_py.diagnose(pod(text))[0].subject)
        assert f"container={text!r}" in shown, shown


def test_unpickling_takes_nothing_else():
    from exitcode_py import _exitcode

    for name, text in [("Report", "{"), ("Nothing", "{}"), ("Report", "[]"), ("Finding", "{}")]:
        with pytest.raises(ValueError):
            _exitcode.restore(name, text)


def test_a_word_of_a_newer_version_stays_a_string():
    from exitcode_py import _exitcode

    text = exitcode_py.explain(137).findings[0].to_json().replace("sigkill-unexplained", "later-cause")
    finding = _exitcode.restore("Finding", text)
    assert finding.cause == "later-cause" and type(finding.cause) is str
