"""What the package costs, side by side with what people use without it.

    pip install the-wheel.whl kubernetes pyarrow
    python exitcode-py/benches/budgets.py [the-wheel.whl]

Every figure is the best of several runs. `cpu` counts all threads, `wall` is what somebody waits for: on a
machine that does other things, compare `cpu`.
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


def row(name, value, note=""):
    print(f"{name:44} {value:>26}  {note}", flush=True)


def imports(module):
    """Milliseconds that an import takes in a fresh process, beside that of an empty one."""

    def once():
        command = [sys.executable, "-X", "importtime", "-c", f"import {module}"]
        lines = subprocess.run(command, capture_output=True, text=True, check=True).stderr.splitlines()
        return next(int(line.split("|")[1]) for line in reversed(lines) if line.split("|")[2].strip() == module) / 1000

    return statistics.median(once() for _ in range(21))


def main():
    for wheel in sys.argv[1:]:
        row("wheel", f"{pathlib.Path(wheel).stat().st_size / 1e6:.2f} MB", "budget 2.5 MB")
    row("import exitcode_py", f"{imports('exitcode_py'):.1f} ms", "budget 20 ms")
    row("  import kubernetes.client", f"{imports('kubernetes.client'):.1f} ms")

    for name, call in [
        ("explain(137)", lambda: exitcode_py.explain(137)),
        ("  signal.Signals(137 - 128).name", lambda: signal.Signals(137 - 128).name),
    ]:
        taken = min(timeit.repeat(call, number=100_000, repeat=7)) / 100_000
        row(name, f"{taken * 1e9:.0f} ns", "budget 1 µs" if name[0] != " " else "")

    texts = list(pods())
    whole = b'{"kind": "PodList", "apiVersion": "v1", "items": [' + b",".join(texts) + b"]}"
    row(f"a list of {PODS} pods", f"{len(whole) / 1e6:.1f} MB")
    peer = best(lambda: by_the_client(whole), 2)
    row("  the kubernetes client and rules in Python", f"cpu {peer[0]:.3f} wall {peer[1]:.3f} s")
    for name, call in [
        ("  json.loads alone", lambda: json.loads(whole)),
        ("triage(list)", lambda: exitcode_py.triage(whole)),
        ("diagnose(list)", lambda: exitcode_py.diagnose(whole)),
        ("diagnose_many(pods)", lambda: exitcode_py.diagnose_many(texts)),
    ]:
        cpu, wall = best(call)
        ratios = f"{peer[0] / cpu:.0f} × by cpu, {peer[1] / wall:.0f} × by wall"
        row(name, f"cpu {cpu:.3f} wall {wall:.3f} s", ratios + ("" if name[0] == " " else "; budget 20 ×"))

    codes = [1, 2, 137, 139, 143, 255, 0, 127]
    reasons = ["Error", None, "OOMKilled", "Error", None, "Evicted", "Completed", "StartError"]
    table = pyarrow.table({"code": codes * (ROWS // 8), "reason": reasons * (ROWS // 8)})
    cpu, wall = best(lambda: pyarrow.table(exitcode_py.diagnose_table(table)))
    row(f"diagnose_table of {ROWS} rows", f"cpu {cpu:.3f} wall {wall:.3f} s", f"{ROWS / cpu:,.0f} rows/s of one cpu")


if __name__ == "__main__":
    main()
