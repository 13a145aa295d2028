"""Airflow: explain a failed task, and fail at once where a retry cannot help.

    from airflow_callback import explain_failure, run

    with DAG(…, default_args={"on_failure_callback": explain_failure, "retries": 3}):
        @task
        def load():
            run(["./load.sh"])

The callback writes the diagnosis to the task's log. ``run`` is what a task calls for its command: where the fault will
be the same the next time, it raises ``AirflowFailException``, which ends the task without its retries.
"""

import logging
import subprocess

import exitcode_py
from exitcode_py import Retry

try:
    from airflow.sdk.exceptions import AirflowFailException
except ImportError:  # Airflow 2
    from airflow.exceptions import AirflowFailException

log = logging.getLogger(__name__)


def explain_failure(context):
    """An ``on_failure_callback``: says why the task failed, whatever it failed of."""
    error = context.get("exception")
    # An exception that was raised from that of the process knows it as its cause.
    while error is not None and not isinstance(error, subprocess.CalledProcessError):
        error = error.__cause__
    if error is None:
        return
    diagnosis = exitcode_py.diagnose(error)[0]
    log.error("task %s failed: %s", context["task_instance"].task_id, diagnosis.summary)
    log.error("%s", diagnosis)


def run(command, **options):
    """``exitcode_py.run`` for a task."""
    try:
        return exitcode_py.run(command, **options)
    except exitcode_py.ProcessError as error:
        if exitcode_py.retry_advice(error) is Retry.AFTER_FIX:
            raise AirflowFailException(error.diagnosis.summary) from error
        raise
