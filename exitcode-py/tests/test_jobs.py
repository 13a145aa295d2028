"""For job runners: what failed, whether to run it again, and many at once."""

import asyncio
import json
import logging
import multiprocessing
import pickle
import subprocess
import sys
import threading
import time

import pyarrow
import pytest

import exitcode_py
from exitcode_py import Fault, Retry

KILLED = [sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"]
EVICTED = {"kind": "Pod", "status": {"phase": "Failed", "reason": "Preempting", "message": "Preempted in order to admit critical pod"}}


def test_advice():
    assert exitcode_py.retry_advice(137, reason="OOMKilled") is Retry.AFTER_FIX
    assert exitcode_py.fault(137, reason="OOMKilled") is Fault.RESOURCES
    assert exitcode_py.retry_advice(0) is Retry.NOT_NEEDED
    healthy = {"kind": "Pod", "metadata": {"name": "a"}, "status": {"containerStatuses": [{"name": "a", "state": {"running": {}}}]}}
    assert exitcode_py.fault(healthy) is Fault.NONE and exitcode_py.retry_advice(healthy) is Retry.NOT_NEEDED
    for unknown in ("nothing that is known", "SIGKILL of something", "{}"):
        with pytest.raises(exitcode_py.InputError, match="no advice"):
            exitcode_py.retry_advice(unknown)
    report = exitcode_py.diagnose(EVICTED)
    for subject in (EVICTED, report, report[0], json.dumps(EVICTED)):
        assert exitcode_py.retry_advice(subject) == report[0].retry
        assert exitcode_py.fault(subject) == report[0].fault
    assert exitcode_py.retry_advice(EVICTED, events=[]) == report[0].retry
    with pytest.raises(TypeError, match="nothing"):
        exitcode_py.fault(EVICTED, nothing=1)


def test_check():
    done = subprocess.CompletedProcess(["true"], 0)
    assert exitcode_py.check(done) is done
    with pytest.raises(exitcode_py.ProcessError) as caught:
        exitcode_py.check(subprocess.run(KILLED))
    error = caught.value
    assert error.diagnosis.exit.signal == "SIGKILL"
    assert isinstance(error, (exitcode_py.Error, subprocess.CalledProcessError))
    assert error.returncode == -9 and error.cmd == KILLED
    assert "What happened" in str(error)
    copied = pickle.loads(pickle.dumps(error))
    assert copied.diagnosis == error.diagnosis and str(copied) == str(error)
    assert exitcode_py.retry_advice(error) == error.diagnosis.retry


def test_run():
    done = exitcode_py.run([sys.executable, "-c", "print('x')"], stdout=subprocess.PIPE, text=True)
    assert done.stdout == "x\n"
    with pytest.raises(exitcode_py.ProcessError, match="SIGKILL"):
        exitcode_py.run(KILLED)
    assert exitcode_py.run(KILLED, check=False).returncode == -9
    with pytest.raises(exitcode_py.ProcessError) as caught:
        exitcode_py.run("no-such-program-anywhere", shell=True)
    assert caught.value.returncode == 127
    assert caught.value.diagnosis.findings[0].cause is exitcode_py.Cause.BINARY_NOT_FOUND
    with pytest.raises(exitcode_py.ProcessError):
        exitcode_py.run([sys.executable, "-c", "raise SystemExit(3)"], capture_output=True)


def test_check_of_other_processes():
    process = multiprocessing.get_context("spawn").Process(target=sys.exit, args=(3,), name="worker")
    process.start()
    process.join()
    with pytest.raises(exitcode_py.ProcessError, match="worker") as caught:
        exitcode_py.check(process, codes={3: "no work to do"})
    assert caught.value.returncode == 3 and "no work to do" in str(caught.value)

    async def fail():
        process = await asyncio.create_subprocess_exec(*KILLED, stderr=subprocess.PIPE)
        await process.communicate()
        exitcode_py.check(process)

    with pytest.raises(exitcode_py.ProcessError, match="SIGKILL"):
        asyncio.run(fail())


def test_what_is_no_process():
    for wrong in (3, "x", None, exitcode_py.explain(1)):
        with pytest.raises(TypeError, match="a finished process"):
            exitcode_py.check(wrong)


def test_a_context_that_explains():
    with pytest.raises(exitcode_py.ProcessError, match="What happened") as caught:
        with exitcode_py.explaining():
            subprocess.run(KILLED, check=True)
    assert type(caught.value.__cause__) is subprocess.CalledProcessError and caught.value.cmd == KILLED

    @exitcode_py.explaining(codes={42: "bad configuration"})
    def job(code):
        subprocess.run([sys.executable, "-c", f"raise SystemExit({code})"], check=True)
        return "done"

    assert job(0) == "done"
    with pytest.raises(subprocess.CalledProcessError, match="bad configuration"):
        job(42)
    with pytest.raises(KeyError), exitcode_py.explaining():
        {}["x"]
    with pytest.raises(exitcode_py.ProcessError) as caught, exitcode_py.explaining():
        exitcode_py.run(KILLED)
    assert caught.value.__cause__ is None


def test_a_filter_of_logs(caplog):
    logger = logging.getLogger("test_a_filter_of_logs")
    explain = exitcode_py.ExplainFilter(codes={42: "bad configuration"})
    logger.addFilter(explain)
    try:
        logger.error("job %s ended", "a", extra={"returncode": -9})
        logger.error("job ended with %d", 42, extra={"exit_code": 42})
        try:
            subprocess.run(KILLED, check=True)
        except subprocess.CalledProcessError as error:
            logger.exception("it failed")
            logger.warning("failed: %s", error)
        for fine in ({}, {"returncode": 0}, {"returncode": "x"}, {"returncode": object()}):
            logger.error("100%", extra=fine)
    finally:
        logger.removeFilter(explain)
    said = [record.getMessage() for record in caplog.records]
    assert said[0].startswith("job a ended: Killed by SIGKILL"), said
    assert "bad configuration" in said[1]
    assert said[2].startswith("it failed: Killed by SIGKILL")
    assert "died with <Signals.SIGKILL: 9>.: Killed by" in said[3]
    assert said[4:] == ["100%"] * 4
    assert [record.explanation != "" for record in caplog.records] == [True] * 4 + [False] * 4
    record = logging.makeLogRecord({"msg": "x", "returncode": -11})
    assert exitcode_py.ExplainFilter(append=False).filter(record) and record.msg == "x" and "memory" in record.explanation
    assert exitcode_py.ExplainFilter().filter(record) and record.msg == "x", "it is explained already"
    other = logging.makeLogRecord({"msg": "x", "name": "b", "returncode": -9})
    assert exitcode_py.ExplainFilter("a").filter(other) and other.msg == "x"


def test_many_are_each_of_them(corpus):
    paths = sorted((corpus / "kubelet").glob("*/pod.json"))[:100]
    many = exitcode_py.diagnose_many(paths)
    assert many == [exitcode_py.diagnose(path) for path in paths]
    assert exitcode_py.diagnose_many([]) == []
    damaged, fine = exitcode_py.diagnose_many(["{", paths[0]])
    assert not damaged and "ends too early" in damaged.ignored[0].why
    assert fine == many[0]
    with pytest.raises(TypeError):
        exitcode_py.diagnose_many([object()])


def longest_wait(work):
    """The part of the time of some work in which another thread could not run at all."""
    times = []

    def run():
        times.append(time.perf_counter())
        work()
        times.append(time.perf_counter())

    thread = threading.Thread(target=run)
    ticks = [time.perf_counter()]
    thread.start()
    while thread.is_alive():
        ticks.append(time.perf_counter())
        time.sleep(0.0002)
    begin, end = times
    inside = [begin, *(tick for tick in ticks if begin < tick < end), end]
    return max(after - before for before, after in zip(inside, inside[1:])) / (end - begin)


def test_other_threads_run_meanwhile(corpus):
    pods = [path.read_bytes() for path in sorted((corpus / "kubelet").glob("*/pod.json"))] * 8
    pod_list = b'{"items": [' + b",".join(pods) + b"]}"
    table = pyarrow.table({"code": [137] * 500_000})
    for work in (
        lambda: exitcode_py.diagnose_many(pods),
        lambda: exitcode_py.diagnose(pod_list),
        lambda: exitcode_py.triage(pod_list),
        lambda: exitcode_py.diagnose_table(table),
    ):
        # A busy machine may stop both threads, but not five times.
        assert any(longest_wait(work) < 0.7 for _ in range(5))


def test_triage_counts_what_diagnose_says(corpus):
    pods = [json.loads(path.read_bytes()) for path in sorted((corpus / "kubelet").glob("*/pod.json"))[:150]]
    text = json.dumps({"kind": "PodList", "items": pods})
    found = exitcode_py.triage(text)
    assert found["schema"] == "exitcode.triage/v1" and found["objects"] == len(pods) and found["skipped"] == 0
    assert exitcode_py.triage(text.encode()) == found == exitcode_py.triage({"kind": "PodList", "items": pods})
    assert {row["cause"] for row in found["causes"]} <= set(exitcode_py.Cause)
    oom = next(row for row in found["causes"] if row["cause"] == "oom-container-limit")
    assert oom["count"] > 5 and sum(window["kills"] for window in found["oomKills"]) > 5
    broken = text.replace('"kind"', "'kind'", 2).replace("'kind'", '"kind"', 1)
    assert exitcode_py.triage(broken)["skipped"] == 1
    with pytest.raises(exitcode_py.Error, match="no pod"):
        exitcode_py.triage("hello")


def test_the_kernel_log(corpus):
    path = sorted((corpus / "oom-logs").glob("**/qemu-*.log"))[0]
    found = exitcode_py.kernel_log(path)
    assert found["schema"] == "exitcode.kernel-log/v1" and found["kills"]
    assert exitcode_py.kernel_log(path.read_bytes()) == found
    assert "OOM kill of" in exitcode_py.kernel_log(path, text=True)
    assert exitcode_py.kernel_log("")["kills"] == []


def shell(*words, stdin=""):
    command = [sys.executable, "-m", "exitcode_py", *words]
    return subprocess.run(command, input=stdin, capture_output=True, text=True)


def test_the_shell_has_the_same_answers(corpus):
    folder = corpus / "kubelet/crio-oom-main-never"
    done = shell("explain", "137", "--reason", "OOMKilled")
    assert done.returncode == 0 and str(exitcode_py.explain(137, "OOMKilled")).rstrip() in done.stdout
    assert json.loads(shell("explain", "-9", "-o", "json").stdout)["diagnoses"][0]["exit"]["signal"] == "SIGKILL"
    path = folder / "pod.json"
    wanted = exitcode_py.diagnose([path]).to_dict()
    assert json.loads(shell("diagnose", str(path), "--output", "json").stdout) == wanted
    assert shell("diagnose", stdin=path.read_text()).stdout.startswith(wanted["diagnoses"][0]["summary"][:20])
    assert json.loads(shell("triage", str(path), "-o", "json").stdout)["objects"] == 1
    assert "No OOM kill" in shell("kernel-log", stdin="nothing").stdout
    assert "SIGKILL" in shell("list", "signals").stdout
    assert "alert: " in shell("rules", "--plain").stdout
    assert "Too short" in shell("shutdown", "--grace", "30", "--drain", "45").stdout


def test_the_shell_calls_itself_by_its_name():
    for words in (["--help"], ["explain", "--help"], ["diagnose", "--help"], ["rules", "--help"]):
        text = shell(*words).stdout
        assert "exitcode-py" in text and "exitcode " not in text
    assert shell("--version").stdout == f"exitcode-py {exitcode_py.__version__}\n"


@pytest.mark.parametrize("words", [["explain", "x"], ["diagnose", "no/such/file"], ["triage"], ["nothing"], []])
def test_the_shell_says_what_is_wrong(words):
    done = shell(*words)
    assert done.returncode == 2 and "exitcode-py" in done.stderr and "Traceback" not in done.stderr
