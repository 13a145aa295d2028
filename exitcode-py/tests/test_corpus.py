"""The same files have the same answers as in Rust."""

import json
import os
import pathlib

import exitcode_py


def inputs_of(case):
    if case["stdin"] is not None:
        return case["stdin"].encode()
    return [pathlib.Path(name) for name in case["inputs"]]


def test_every_case_has_the_report_of_rust(answers, corpus, monkeypatch):
    folder = None
    for case in answers:
        if folder != case["folder"]:
            folder = case["folder"]
            monkeypatch.chdir(corpus / folder)
        try:
            report = exitcode_py.diagnose(inputs_of(case))
        except exitcode_py.ParseError as error:
            # Where nothing at all could be read, Python raises what Rust's report says.
            assert case["report"]["diagnoses"] == [], case["case"]
            assert any(ignored["why"] in str(error) for ignored in case["report"]["ignored"])
        else:
            assert report.to_dict() == case["report"], case["case"]


def test_every_answer_can_be_read_through_attributes(answers, corpus, monkeypatch):
    """The classes have every field of the report, with words as members of the enums."""
    seen = set()
    for case in answers[::7]:
        if not case["report"]["diagnoses"]:
            continue
        monkeypatch.chdir(corpus / case["folder"])
        for diagnosis, wanted in zip(exitcode_py.diagnose(inputs_of(case)), case["report"]["diagnoses"]):
            assert isinstance(diagnosis.fault, exitcode_py.Fault)
            assert isinstance(diagnosis.retry, exitcode_py.Retry)
            assert diagnosis.summary == wanted["summary"]
            assert (diagnosis.exit is None) == (wanted["exit"] is None)
            for finding, expected in zip(diagnosis.findings, wanted["findings"]):
                assert isinstance(finding.cause, exitcode_py.Cause)
                assert isinstance(finding.confidence, exitcode_py.Confidence)
                assert finding.cause == expected["cause"]
                assert len(finding.evidence) == len(expected["evidence"])
                for evidence, other in zip(finding.evidence, expected["evidence"]):
                    assert evidence.supports == other["for"]
                    assert (evidence.source.path if evidence.source else None) == other.get("source", {}).get("path")
                for remedy, other in zip(finding.remedies, expected["remedies"]):
                    assert isinstance(remedy.stage, exitcode_py.Stage)
                    assert isinstance(remedy.risk, exitcode_py.Risk)
                    assert remedy.command == other.get("command")
                    assert (remedy.patch and remedy.patch.body) == other.get("patch", {}).get("body")
                seen.add(finding.cause)
            for check, other in zip(diagnosis.next, wanted["next"]):
                assert check.tells_apart == tuple(other["tellsApart"])
    assert len(seen) > 20


def test_objects_have_the_answers_of_their_json(answers, corpus, monkeypatch):
    """A pod that is parsed already is the same pod; only the offsets are others."""
    count = 0
    for case in answers:
        names = case["inputs"] or []
        if [os.path.basename(name) for name in names] != ["pod.json"]:
            continue
        count += 1
        pod = json.loads((corpus / case["folder"] / names[0]).read_bytes())
        report = exitcode_py.diagnose(pod)
        assert causes(report.to_dict()) == causes(case["report"]), case["case"]
        assert paths(report.to_dict()) == paths(case["report"]), case["case"]
    assert count > 300


def causes(report):
    return [
        [(finding["cause"], finding["confidence"]) for finding in diagnosis["findings"]]
        for diagnosis in report["diagnoses"]
    ]


def paths(report):
    return [
        evidence.get("source", {}).get("path")
        for diagnosis in report["diagnoses"]
        for finding in diagnosis["findings"]
        for evidence in finding["evidence"]
    ]
