"""What the package costs, side by side with what people use without it.

    pip install the-wheel.whl kubernetes pyarrow
    python exitcode-py/benches/budgets.py [the-wheel.whl]

It prints rows of a Markdown table. Every figure is the best of several runs. `cpu` counts all threads, `wall` is
what somebody waits for: on a machine that does other things, compare `cpu`.
"""

import inspect
import json
import pathlib
import signal
import statistics
import subprocess
import sys
import time
import timeit
from types import SimpleNamespace

import pyarrow
from kubernetes import client

import exitcode_py

CORPUS = pathlib.Path(__file__).resolve().parents[2] / "corpus"
PODS = 10_000
ROWS = 1_000_000


def rules(pod):
    """The causes that a script finds in a pod of the kubernetes client: what such scripts have."""
    found = []
    if pod.status.reason == "Evicted":
        found.append("evicted")
    for status in (pod.status.init_container_statuses or []) + (pod.status.container_statuses or []):
        waiting = status.state and status.state.waiting
        ended = (status.state and status.state.terminated) or (status.last_state and status.last_state.terminated)
        if waiting and waiting.reason in ("ImagePullBackOff", "ErrImagePull"):
            message = waiting.message or ""
            found.append("image-not-found" if "not found" in message else "image-pull")
        elif waiting and waiting.reason == "CreateContainerConfigError":
            found.append("config-missing")
        if not ended or ended.exit_code == 0:
            continue
        if ended.reason == "OOMKilled":
            found.append("oom")
        elif ended.exit_code == 137:
            found.append("grace" if pod.metadata.deletion_timestamp else "sigkill")
        elif ended.exit_code in (126, 127, 128):
            found.append("not-found" if "no such file" in (ended.message or "") else "cannot-run")
        elif ended.exit_code > 128:
            found.append("signal " + str(ended.exit_code - 128))
        else:
            found.append("application")
    return found


def by_the_client(text):
    deserialize = client.ApiClient().deserialize
    if "content_type" in inspect.signature(deserialize).parameters:
        pods = deserialize(text.decode(), "V1PodList", "application/json")
    else:
        pods = deserialize(SimpleNamespace(data=text), "V1PodList")
    return [rules(pod) for pod in pods.items]


def pods():
    """Pods of real clusters, each with a name of its own."""
    real = []
    for path in sorted((CORPUS / "kubelet").glob("*/pod.json")):
        try:
            pod = json.loads(path.read_bytes())
        except ValueError:
            continue
        if pod.get("kind") == "Pod":
            real.append(pod)
    for number in range(PODS):
        pod = real[number % len(real)]
        metadata = {**pod["metadata"], "name": f"pod-{number}", "uid": f"uid-{number}"}
        yield json.dumps({**pod, "metadata": metadata}).encode()


def best(work, times=3):
    spent = []
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        answer = work()
        spent.append((time.process_time() - cpu, time.perf_counter() - wall))
        del answer
    return min(cpu for cpu, _ in spent), min(wall for _, wall in spent)


def row(work, budget, measured, peer="", ratio=""):
    print(f"| {work} | {budget} | {measured} | {peer} | {ratio} |", flush=True)


def imports(module):
    """Milliseconds that an import takes in a fresh process, beside that of an empty one."""

    def once():
        command = [sys.executable, "-X", "importtime", "-c", f"import {module}"]
        lines = subprocess.run(command, capture_output=True, text=True, check=True).stderr.splitlines()
        return next(int(line.split("|")[1]) for line in reversed(lines) if line.split("|")[2].strip() == module) / 1000

    return statistics.median(once() for _ in range(21))


def main():
    row("in Python", "budget", "measured", "peer in the same run", "ratio")
    row(*["---"] * 5)
    for wheel in sys.argv[1:]:
        row("the wheel", "≤ 2.5 MB", f"{pathlib.Path(wheel).stat().st_size / 1e6:.2f} MB")
    ours, theirs = imports("exitcode_py"), imports("kubernetes.client")
    peer = f"`import kubernetes.client`: {theirs:.1f} ms"
    row("`import exitcode_py`", "≤ 20 ms", f"{ours:.1f} ms", peer, f"{ours / theirs:.2f} × its time")

    def call(work):
        return min(timeit.repeat(work, number=100_000, repeat=7)) / 100_000 * 1e9

    ours, theirs = call(lambda: exitcode_py.explain(137)), call(lambda: signal.Signals(137 - 128).name)
    peer = f"`signal.Signals(137 - 128).name`: {theirs:.0f} ns"
    row("`explain(137)`", "≤ 1 µs", f"{ours:.0f} ns", peer, f"{ours / theirs:.2f} × its time")

    texts = list(pods())
    whole = b'{"kind": "PodList", "apiVersion": "v1", "items": [' + b",".join(texts) + b"]}"
    cpu, wall = best(lambda: by_the_client(whole), 2)
    client_and_rules = f"`kubernetes` and rules in Python: {cpu:.3f} s of cpu, {wall:.3f} s"
    size = f"{PODS:,} pods, {len(whole) / 1e6:.0f} MB"
    for work, run in [
        (f"`json.loads` of a list of {size}", lambda: json.loads(whole)),
        (f"`triage` of a list of {size}", lambda: exitcode_py.triage(whole)),
        (f"`diagnose` of a list of {size}", lambda: exitcode_py.diagnose(whole)),
        (f"`diagnose_many` of {size}", lambda: exitcode_py.diagnose_many(texts)),
    ]:
        our_cpu, our_wall = best(run)
        budget = "≥ 20 × as fast" if "triage" in work else ""
        ratio = f"{cpu / our_cpu:.0f} × as fast by cpu, {wall / our_wall:.0f} × by wall"
        row(work, budget, f"{our_cpu:.3f} s of cpu, {our_wall:.3f} s", client_and_rules, ratio)

    codes = [1, 2, 137, 139, 143, 255, 0, 127]
    reasons = ["Error", None, "OOMKilled", "Error", None, "Evicted", "Completed", "StartError"]
    table = pyarrow.table({"code": codes * (ROWS // 8), "reason": reasons * (ROWS // 8)})
    cpu, wall = best(lambda: pyarrow.table(exitcode_py.diagnose_table(table)))
    row(f"`diagnose_table` of {ROWS:,} rows", "", f"{cpu:.3f} s of cpu, {wall:.3f} s, {ROWS / cpu:,.0f} rows/s")


if __name__ == "__main__":
    main()
