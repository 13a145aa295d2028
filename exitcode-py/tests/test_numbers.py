"""Exit codes and wait statuses, against the system's own."""

import asyncio
import copy
import faulthandler
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys

import pytest

import exitcode_py
from exitcode_py import Cause, Commonness, Convention, ExitCode, Origin, Signal, WaitStatus

KILLED = [sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"]


def test_an_exit_code_is_a_value():
    code = ExitCode(137)
    assert code == ExitCode("137") == ExitCode(code) and hash(code) == hash(ExitCode(137))
    assert code != 137 and code != ExitCode(138)
    assert int(code) == 137 and range(200)[code] == 137 and f"{code}" == "137"
    assert repr(code) == "ExitCode(137)" and eval(repr(code)) == code
    for windows in (-1073741819, 3221225477, "0xC0000005"):
        assert ExitCode(windows).value == -1073741819 and ExitCode(windows).bits == 0xC0000005
    assert ExitCode(0).success and not code.success
    assert code.signal is Signal.SIGKILL and ExitCode(-9).signal is Signal.SIGKILL and ExitCode(1).signal is None
    assert ExitCode(163).signal == 35, "a realtime signal has no name in Python"
    assert code.convention is Convention.POSIX and ExitCode(-9).convention is Convention.SUBPROCESS
    for copied in (copy.copy(code), copy.deepcopy(code), pickle.loads(pickle.dumps(code))):
        assert copied == code
    with pytest.raises(AttributeError):
        code.value = 1


def test_the_meanings_of_a_code():
    signal_first, program = ExitCode(137).meanings()
    assert signal_first.origin is Origin.SIGNAL and signal_first.signal is Signal.SIGKILL
    assert program.origin is Origin.PROGRAM and program.commonness in Commonness
    assert str(signal_first) == signal_first.title
    known = signal_first.known[0]
    assert known.code == 137 and str(known).startswith(known.family) and known.title in str(known)
    own, *_ = ExitCode(42).meanings(codes={"42": "bad configuration"})
    assert own.own and own.title == "bad configuration"
    assert ExitCode(42).meanings(convention="posix", codes={42: "x"})[0].own
    assert [meaning.signal for meaning in ExitCode(265).meanings(convention=Convention.KSH93)] == [Signal.SIGKILL]
    for code in range(256):
        for meaning in ExitCode(code).meanings():
            assert meaning == pickle.loads(pickle.dumps(meaning)) and hash(meaning) and meaning.title
            assert set(meaning.to_dict()) == {"title", "origin", "convention", "signal", "commonness", "own", "known"}


def test_every_wait_status_is_as_the_system_says():
    for raw in range(0x10000):
        status = WaitStatus(raw)
        assert (status.exit_code is not None) == os.WIFEXITED(raw), hex(raw)
        if os.WIFEXITED(raw):
            assert status.exit_code.value == os.WEXITSTATUS(raw) == status.returncode
        if os.WIFSIGNALED(raw) and os.WTERMSIG(raw) in [*range(1, 32), *range(34, 65)]:
            assert status.signal == os.WTERMSIG(raw) and status.core_dumped == os.WCOREDUMP(raw), hex(raw)
            assert status.returncode == os.waitstatus_to_exitcode(raw)
        if os.WIFSTOPPED(raw) and os.WSTOPSIG(raw) in range(1, 32):
            assert status.stop_signal == os.WSTOPSIG(raw) and not status.ended
        assert status.continued == os.WIFCONTINUED(raw), hex(raw)
        assert pickle.loads(pickle.dumps(status)) == status and str(status)


def test_a_wait_status_is_no_exit_code():
    assert exitcode_py.explain(WaitStatus(9)) == exitcode_py.explain(signal.SIGKILL) != exitcode_py.explain(9)
    assert repr(WaitStatus(0x8B)) == "<WaitStatus(0x8b): killed by SIGSEGV, core dumped>"
    with pytest.raises(exitcode_py.InputError, match="not ended"):
        exitcode_py.explain(WaitStatus(0x137F))
    pid, raw = os.waitpid(subprocess.Popen(KILLED).pid, 0)
    for answer in (exitcode_py.explain(WaitStatus(raw)), exitcode_py.diagnose(WaitStatus(raw))[0]):
        assert answer.exit.signal == "SIGKILL"
    for function in (exitcode_py.explain, exitcode_py.diagnose, WaitStatus):
        with pytest.raises(TypeError, match="status"):
            function((pid, raw))


@pytest.mark.parametrize("code", ["import os; os.abort()", "raise SystemExit(3)", "import os; os.kill(os.getpid(), 15)"])
def test_the_answer_of_waitid(code):
    process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL)
    result = os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    _, raw = os.waitpid(process.pid, 0)
    assert exitcode_py.explain(result) == exitcode_py.explain(WaitStatus(raw))
    assert exitcode_py.diagnose(result) == exitcode_py.diagnose(WaitStatus(raw))


def die(how):
    faulthandler.disable()
    os.kill(os.getpid(), how) if how > 0 else sys.exit(-how)


def test_processes_of_other_modules():
    context = multiprocessing.get_context("fork")
    for how, name in ((9, "SIGKILL"), (11, "SIGSEGV")):
        process = context.Process(target=die, args=(how,))
        process.start()
        process.join()
        assert exitcode_py.diagnose(process)[0].exit.signal == name
        assert exitcode_py.diagnose(process) == exitcode_py.diagnose(process.exitcode)

    async def run():
        process = await asyncio.create_subprocess_exec(*KILLED)
        await process.wait()
        return process

    process = asyncio.run(run())
    assert exitcode_py.diagnose(process)[0].exit.signal == "SIGKILL"
    assert exitcode_py.diagnose(process.returncode)[0].exit.signal == "SIGKILL"
    with pytest.raises(exitcode_py.InputError, match="not finished"):
        exitcode_py.diagnose(context.Process(target=die))


def test_signals_are_no_exit_codes():
    for form in (signal.SIGKILL, Signal.SIGKILL):
        assert exitcode_py.diagnose(form)[0].exit.signal == "SIGKILL"
    assert exitcode_py.diagnose(ExitCode(137))[0].exit.code == 137
    assert Signal.SIGKILL == signal.SIGKILL and signal.Signals(Signal.SIGKILL) is signal.SIGKILL


def test_codes_of_ones_own():
    codes = {42: "bad configuration", "0xC0000005": "the old driver"}
    for answer in (
        exitcode_py.explain(42, codes=codes),
        exitcode_py.diagnose(42, codes=codes)[0],
        exitcode_py.diagnose(subprocess.CompletedProcess(["job"], 42), codes=codes)[0],
        exitcode_py.diagnose(
            {"kind": "Pod", "status": {"containerStatuses": [{"name": "a", "state": {"terminated": {"exitCode": 42}}}]}},
            codes=codes,
        )[0],
    ):
        assert "bad configuration" in str(answer), answer
    assert "old driver" in str(exitcode_py.explain(-1073741819, codes=codes))
    assert exitcode_py.explain(42) != exitcode_py.explain(42, codes=codes)
    assert exitcode_py.explain(42, codes={}) == exitcode_py.explain(42)
    for wrong in ([42], {42: 1}, {None: "x"}, 42):
        with pytest.raises(TypeError):
            exitcode_py.explain(42, codes=wrong)
    with pytest.raises(exitcode_py.InputError):
        exitcode_py.explain(42, codes={"x": "y"})


def test_the_program_tells_what_its_code_means():
    report = exitcode_py.diagnose(subprocess.CompletedProcess(["/usr/bin/curl", "https://nowhere"], 6))
    assert "resolve" in str(report), report


def test_match_statements():
    assert ExitCode.__match_args__ == ("value",) and WaitStatus.__match_args__ == ("raw",)
    if sys.version_info >= (3, 10):
        scope = dict(status=WaitStatus(0x8B), Signal=Signal, WaitStatus=WaitStatus, code=ExitCode(137), ExitCode=ExitCode)
        exec(
            "match status:\n case WaitStatus(signal=Signal.SIGSEGV, core_dumped=dumped): pass\n"
            "match code:\n case ExitCode(value): pass\n",
            scope,
        )
        assert scope["dumped"] is True and scope["value"] == 137


def test_every_error_is_ours():
    for call in (
        lambda: exitcode_py.explain("SIGNOTHING"),
        lambda: exitcode_py.explain(10**30),
        lambda: exitcode_py.explain(-(10**30)),
        lambda: exitcode_py.explain(1, convention="windows"),
        lambda: ExitCode(2**32),
        lambda: ExitCode("x"),
        lambda: WaitStatus(2**40),
        lambda: exitcode_py.diagnose(2**40),
    ):
        with pytest.raises(exitcode_py.InputError) as caught:
            call()
        assert isinstance(caught.value, (exitcode_py.Error, ValueError)) and "OverflowError" not in str(caught.value)
    with pytest.raises(TypeError):
        ExitCode(1.5)
    with pytest.raises(TypeError):
        WaitStatus("9")
    error = exitcode_py.ParseError("m", "pod.json", 3, 1, 4)
    copied = pickle.loads(pickle.dumps(error))
    assert (str(copied), copied.input, copied.offset, copied.line, copied.column) == ("m", "pod.json", 3, 1, 4)
    assert Cause.OOM_NODE
