"""A million deaths of a fleet, diagnosed in the memory that polars holds them in.

    pip install exitcode-py polars
    python examples/polars_fleet.py 1000000
"""

import sys
import time

import exitcode_py
import polars

DEATHS = polars.DataFrame(
    [
        (137, "OOMKilled", None),
        (137, "Error", None),
        (1, "Error", "panic: runtime error: invalid memory address or nil pointer dereference"),
        (1, "Error", "Error: listen tcp :8080: bind: address already in use"),
        (128, "StartError", 'exec: "/app/srv": stat /app/srv: no such file or directory: unknown'),
        (139, "Error", None),
        (None, "Evicted", "The node was low on resource: memory."),
        (0, "Completed", None),
    ],
    schema={"code": polars.Int32, "reason": polars.String, "message": polars.String},
    orient="row",
)


def main(rows):
    deaths = polars.concat([DEATHS] * (rows // DEATHS.height)).with_row_index("pod_number")

    start = time.perf_counter()
    answers = polars.DataFrame(exitcode_py.diagnose_table(deaths))
    found = deaths.hstack(answers).group_by("fault", "cause").len().sort("len", "cause")
    seconds = time.perf_counter() - start

    print(found)
    print(f"{deaths.height} rows in {seconds:.2f} s: {deaths.height / seconds:,.0f} rows/s")
    assert found["len"].sum() == deaths.height and found["cause"].is_not_null().all()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
