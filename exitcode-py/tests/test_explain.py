"""A number or a signal alone."""

import enum
import signal

import pytest

import exitcode_py
from exitcode_py import Cause, Confidence, Fault, Retry


def test_a_code_with_a_reason():
    answer = exitcode_py.explain(137, reason="OOMKilled")
    assert answer.findings[0].cause is Cause.OOM_CONTAINER_LIMIT
    assert answer.fault is Fault.RESOURCES
    assert answer.retry is Retry.AFTER_FIX
    assert answer.exit.signal == "SIGKILL"
    assert str(answer).startswith(answer.summary)


def test_a_code_alone_confirms_nothing_of_137():
    findings = exitcode_py.explain(137).findings
    assert all(finding.confidence is not Confidence.CONFIRMED for finding in findings)
    assert Cause.OOM_CONTAINER_LIMIT in {finding.cause for finding in findings}


@pytest.mark.parametrize("code", [-9, signal.SIGKILL, exitcode_py.Signal.SIGKILL, "SIGKILL", "-9"])
def test_ways_to_say_a_signal(code):
    assert exitcode_py.explain(code).exit.signal == "SIGKILL"


@pytest.mark.parametrize("code", [-1073741819, 3221225477, "0xC0000005"])
def test_windows_codes(code):
    answer = exitcode_py.explain(code)
    assert answer.exit.code == -1073741819
    assert answer == exitcode_py.explain(-1073741819, convention="ntstatus")


def test_conventions():
    assert exitcode_py.explain(265, convention="ksh93").exit.signal == "SIGKILL"
    assert exitcode_py.explain(265, convention=exitcode_py.Convention.KSH93).exit.signal == "SIGKILL"
    with pytest.raises(ValueError, match="ntstatus"):
        exitcode_py.explain(1, convention="windows")


def test_every_code_has_an_answer():
    for code in [*range(-300, 600), 2**31 - 1, -(2**31), 2**32 - 1, 10**9]:
        answer = exitcode_py.explain(code)
        assert answer.summary and answer.findings, code
    for word in exitcode_py.Signal:
        assert exitcode_py.explain(word).findings, word
    for reason in [*exitcode_py.TerminatedReason, "", "Nonsense\x1b[31m"]:
        assert exitcode_py.explain(1, reason=reason).findings, reason


@pytest.mark.parametrize("code", [None, 1.5, [137], b"137", True, object()])
def test_what_is_no_code(code):
    with pytest.raises(TypeError, match="exit code"):
        exitcode_py.explain(code)


@pytest.mark.parametrize("code", [2**32, -(2**31) - 1, 10**30, "137 ", "", "SIGNOTHING"])
def test_numbers_and_texts_that_are_none(code):
    with pytest.raises((ValueError, OverflowError)):
        exitcode_py.explain(code)


def test_signals_are_those_of_the_host():
    """Python's own table is the other opinion, where it has the same numbers."""
    common = {member.name: member for member in signal.Signals} if signal.SIGUSR1 == 10 else {}
    assert common, "these tests run on Linux"
    for member in exitcode_py.Signal:
        if member.name in common:
            assert member == common[member.name]
            assert hash(member) == hash(common[member.name])


def test_words_are_strings_and_enums():
    assert issubclass(Cause, str) and issubclass(Cause, enum.Enum)
    assert Cause("oom-node") is Cause.OOM_NODE
    assert f"{Cause.OOM_NODE}" == str(Cause.OOM_NODE) == "oom-node"
    assert f"{Cause.OOM_NODE:>10}" == "  oom-node"
    assert {Cause.OOM_NODE: 1}["oom-node"] == 1
    for words in (Cause, exitcode_py.EventReason, exitcode_py.TerminatedReason):
        assert len(words) == len(words.__members__), "no word is twice in it"


def test_words_say_what_they_mean():
    assert Cause.OOM_NODE.about == "The node ran out of memory and the kernel killed the container"
    assert exitcode_py.Signal.SIGPIPE.about == "Wrote to a pipe or socket that nobody reads"
    known = {"Cause", "Convention", "Origin", "Signal"}
    for name in exitcode_py.__all__:
        words = getattr(exitcode_py, name)
        if isinstance(words, type) and issubclass(words, enum.Enum):
            has = name in known or name.endswith("Reason")
            assert all(bool(word.about) is has for word in words), name
