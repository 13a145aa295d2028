"""A million deaths of a fleet, diagnosed where they lie: PySpark's mapInArrow, in local mode.

    pip install exitcode-py pandas pyarrow pyspark        (Spark wants pandas, and Java 17 or newer)
    python examples/spark_fleet.py 1000000
"""

import os
import sys
import time

import pyarrow
from pyspark.sql import SparkSession

DEATHS = [
    (137, "OOMKilled", ""),
    (137, "Error", ""),
    (1, "Error", "panic: runtime error: invalid memory address or nil pointer dereference"),
    (1, "Error", "Error: listen tcp :8080: bind: address already in use"),
    (128, "StartError", 'exec: "/app/srv": stat /app/srv: no such file or directory: unknown'),
    (139, "Error", ""),
    (None, "Evicted", "The node was low on resource: memory."),
    (0, "Completed", ""),
]
ANSWERS = "cause string, confidence string, fault string"
# Spark knows no dictionaries.
STRINGS = pyarrow.schema({name: pyarrow.string() for name in ("cause", "confidence", "fault")})


def diagnose(batches):
    import exitcode_py

    for batch in batches:
        answers = pyarrow.table(exitcode_py.diagnose_table(batch))
        yield from answers.cast(STRINGS).to_batches()


def main(rows):
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master("local[*]").appName("fleet")
    spark = builder.config("spark.ui.enabled", "false").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    kinds = spark.createDataFrame(DEATHS, "code int, reason string, message string")
    repeated = spark.range(rows // len(DEATHS)).crossJoin(kinds)
    deaths = repeated.selectExpr("code", "reason", "concat(message, ' ', id) AS message").cache()
    count = deaths.count()

    start = time.perf_counter()
    found = deaths.mapInArrow(diagnose, ANSWERS).groupBy("fault", "cause").count()
    found.orderBy("count", "cause").show(truncate=False)
    seconds = time.perf_counter() - start
    print(f"{count} rows in {seconds:.2f} s: {count / seconds:,.0f} rows/s")
    spark.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
