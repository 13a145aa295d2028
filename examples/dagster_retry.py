"""Dagster: retry a command only where that may help, and keep the explanation with the run.

    @op
    def load(context):
        run(context, ["./load.sh"])
"""

import exitcode_py
from dagster import Failure, MetadataValue, RetryRequested, job, op
from exitcode_py import Retry


def run(context, command, **options):
    """``exitcode_py.run`` for an op."""
    try:
        return exitcode_py.run(command, **options)
    except exitcode_py.ProcessError as error:
        diagnosis = error.diagnosis
        context.log.error(str(diagnosis))
        if diagnosis.retry is not Retry.AFTER_FIX:
            raise RetryRequested(max_retries=3, seconds_to_wait=10) from error
        finding = diagnosis.findings[0]
        raise Failure(
            description=diagnosis.summary,
            metadata={
                "cause": MetadataValue.text(finding.cause.value),
                "fault": MetadataValue.text(diagnosis.fault.value),
                "report": MetadataValue.json(diagnosis.to_dict()),
            },
            allow_retries=False,
        ) from error


@op
def load(context):
    run(context, ["sh", "-c", "no-such-program"])


@job
def nightly():
    load()


if __name__ == "__main__":
    nightly.execute_in_process()
