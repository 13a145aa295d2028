"""What Rust says of the corpus: Python has to say the same."""

import json
import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"


@pytest.fixture(scope="session")
def corpus():
    return CORPUS


@pytest.fixture(scope="session")
def answers():
    """A dict for each case: folder, inputs or stdin, and Rust's report."""
    cargo = os.environ.get("CARGO", "cargo")
    command = [cargo, "run", "--quiet", "--package", "exitcode-k8s", "--example", "answers"]
    lines = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout.splitlines()
    answers = [json.loads(line) for line in lines]
    assert len(answers) > 1000
    return answers
