"""How callers use the types: pyright reads it, nothing runs it."""

from __future__ import annotations

import subprocess
from typing import Optional

import exitcode_py
from exitcode_py import Cause, Diagnosis, ExitCode, Fault, MemoryAdvice, Report, Retry, Shutdown, Signal, WaitStatus

report: Report = exitcode_py.diagnose("Back-off restarting failed container", codes={42: "bad configuration"})
first: Diagnosis = report[0]
cause: Cause = first.findings[0].cause
place: Optional[int] = None if first.findings[0].evidence[0].source is None else first.findings[0].evidence[0].source.start
fault: Fault = exitcode_py.fault(137, reason="OOMKilled")
retry: Retry = exitcode_py.retry_advice(first)
code: ExitCode = ExitCode("0xC0000005")
killed_by: Signal | int | None = WaitStatus(9).signal
titles: list[str] = [meaning.title for meaning in code.meanings(convention="posix")]
done: subprocess.CompletedProcess[str] = exitcode_py.run(["true"], text=True)
plan: Shutdown = exitcode_py.shutdown(30, pre_stop=2.5, drain=20)
advice: MemoryAdvice = exitcode_py.recommend([(0, "200Mi")], limit=1 << 30)
limit: Optional[int] = advice.new_limit
first_killed: str = exitcode_py.oom_score([], memory="16Gi")[0].containers[0].pod
rules: str = exitcode_py.alert_rules("plain", watch=["shop"])
for diagnosis in report:
    summary: str = diagnosis.summary
with exitcode_py.explaining(codes={42: "bad configuration"}):
    pass
try:
    exitcode_py.check(done)
except exitcode_py.ProcessError as error:
    because: Diagnosis = error.diagnosis
except exitcode_py.ParseError as error:
    line: Optional[int] = error.line
except exitcode_py.ClusterError as error:
    status: Optional[int] = error.status

exitcode_py.explain(1.5)  # pyright: ignore[reportArgumentType]
exitcode_py.diagnose(1, log="x")  # pyright: ignore[reportCallIssue]
first.summary = "x"  # pyright: ignore[reportAttributeAccessIssue]
