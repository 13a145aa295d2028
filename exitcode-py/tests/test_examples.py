"""The examples do what they say, where what they are for is installed."""

import importlib
import pathlib
import subprocess
import sys
from types import SimpleNamespace

import pytest

import exitcode_py

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture
def example(monkeypatch):
    monkeypatch.syspath_prepend(str(EXAMPLES))

    def load(name, needs):
        pytest.importorskip(needs, reason=f"NOT RUN: examples/{name}.py needs {needs}")
        return importlib.import_module(name)

    return load


def test_pytest_explain(tmp_path):
    (tmp_path / "conftest.py").write_text('pytest_plugins = ["pytest_explain"]\n')
    (tmp_path / "test_it.py").write_text(
        "import subprocess\n\ndef test_it():\n    subprocess.run(['sh', '-c', 'kill -9 $$'], check=True)\n"
    )
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env={"PYTHONPATH": str(EXAMPLES)})
    assert done.returncode == 1 and "why the process died" in done.stdout and "SIGKILL" in done.stdout, done


def test_airflow_callback(example, monkeypatch):
    airflow_callback = example("airflow_callback", "airflow")
    said = []
    monkeypatch.setattr(airflow_callback.log, "error", lambda text, *arguments: said.append(text % arguments))
    with pytest.raises(airflow_callback.AirflowFailException) as caught:
        airflow_callback.run(["sh", "-c", "no-such-program"])
    airflow_callback.explain_failure({"exception": caught.value, "task_instance": SimpleNamespace(task_id="load")})
    assert "task load failed" in said[0] and "What happened" in said[1]
    airflow_callback.explain_failure({"exception": KeyError("x"), "task_instance": None})
    assert len(said) == 2 and airflow_callback.run(["true"]).returncode == 0


def test_dagster_retry(example):
    dagster_retry = example("dagster_retry", "dagster")
    result = dagster_retry.nightly.execute_in_process(raise_on_error=False)
    metadata = result.failure_data_for_node("load").user_failure_data.metadata
    assert not result.success and metadata["cause"].text == exitcode_py.Cause.BINARY_NOT_FOUND.value
