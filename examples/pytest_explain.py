"""pytest: explain the processes of tests that failed.

Put it beside your tests and name it in ``conftest.py``:

    pytest_plugins = ["pytest_explain"]

A test that fails of a ``CalledProcessError`` gets a section "why the process died".
"""

import subprocess

import exitcode_py
import pytest


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    error = call.excinfo.value if call.excinfo else None
    if isinstance(error, subprocess.CalledProcessError):
        for diagnosis in exitcode_py.diagnose(error):
            outcome.get_result().sections.append(("why the process died", str(diagnosis)))
