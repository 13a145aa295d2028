"""Many calls: on several threads at once, and one after another without growing."""

import gc
import sys
import threading
import tracemalloc

import pyarrow
import pytest

import exitcode_py

POD = {
    "kind": "Pod",
    "metadata": {"name": "api-0", "namespace": "shop"},
    "status": {"containerStatuses": [{"name": "api", "state": {"terminated": {"exitCode": 137, "reason": "OOMKilled"}}}]},
}


def resident():
    """Bytes of this process in memory."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096


def test_a_million_calls_on_four_threads():
    codes = [*range(256), -9, 3221225477]
    wanted = {code: exitcode_py.explain(code) for code in codes}
    wrong = []

    def work(first):
        for number in range(first, first + 250_000):
            code = codes[number % len(codes)]
            answer = exitcode_py.explain(code)
            if answer != wanted[code] and not wrong:
                wrong.append(code)
            # Attributes are made when they are first asked for: by several threads at once.
            if answer.findings[0].cause != wanted[code].findings[0].cause:
                wrong.append(code)

    threads = [threading.Thread(target=work, args=(first,)) for first in (0, 64, 128, 192)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_a_fresh_attribute_is_one_object_for_all_threads():
    for number in range(200):
        diagnosis = exitcode_py.diagnose(POD)[0]
        barrier, seen = threading.Barrier(4), []

        def work():
            barrier.wait()
            seen.append((diagnosis.findings, diagnosis.fault))

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len({id(findings) for findings, _ in seen}) == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_a_million_diagnoses_leave_nothing_behind():
    texts = [f"exit code {code}" for code in range(100)]
    table = pyarrow.table({"code": [*range(256)] * 16, "message": ["no such file or directory", "Killed"] * 2048})

    def work(times):
        """4,496 diagnoses each: 400 with all their text, and a table of 4,096."""
        for _ in range(times):
            for report in exitcode_py.diagnose_many(texts * 4):
                report.diagnoses
            exitcode_py.diagnose_table(table)

    work(60)
    gc.collect()
    before = resident()
    work(240)
    gc.collect()
    grown = resident() - before
    # A byte for each diagnosis would be one megabyte; what the allocator holds back goes up and down by a few.
    assert grown < 8 << 20, f"{grown} bytes more after a million diagnoses"


def touched(value):
    """Everything that can be asked of an answer."""
    str(value), repr(value), hash(value), value.to_dict(), value == value
    for name in type(value).__match_args__:
        part = getattr(value, name)
        for one in part if isinstance(part, tuple) else [part]:
            if hasattr(type(one), "__match_args__"):
                touched(one)


def test_python_is_given_back_what_it_lent():
    def work(times):
        for number in range(times):
            touched(exitcode_py.diagnose(POD))
            exitcode_py.explain(number % 100)
            exitcode_py.triage(POD)
            exitcode_py.kernel_log("nothing")
            with pytest.raises(exitcode_py.ParseError):
                exitcode_py.diagnose("{")
            with pytest.raises(TypeError):
                exitcode_py.diagnose(object())

    work(300)
    tracemalloc.start()
    try:
        work(300)
        gc.collect()
        before = tracemalloc.get_traced_memory()[0]
        work(1000)
        gc.collect()
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    # Less than the smallest object for each round.
    assert grown < 32 << 10, f"{grown} bytes more after 1,000 rounds"


def test_sub_interpreters_are_refused():
    """One interpreter for each process has the module; another gets an `ImportError`, and the first goes on."""
    interpreters = pytest.importorskip("_interpreters" if sys.version_info >= (3, 13) else "_xxsubinterpreters")
    script = (
        "try:\n    import exitcode_py\n"
        "except ImportError as error:\n    assert 'interpreter' in str(error), error\n"
        "else:\n    raise AssertionError('it was imported')\n"
    )
    interpreter = interpreters.create()
    try:
        # From 3.13 on the failure is returned, before that raised.
        failure = interpreters.run_string(interpreter, script)
        assert failure is None, failure
    finally:
        interpreters.destroy(interpreter)
    assert exitcode_py.explain(137).findings
