"""What the documentation shows is what happens."""

import doctest
import importlib
import pathlib

import pytest

import exitcode_py

README = pathlib.Path(__file__).parents[1] / "README.md"
BOOK = README.parents[1] / "docs/book/python.md"
OPTIONS = doctest.ELLIPSIS
MODULES = ["exitcode_py", *(f"exitcode_py.{name}" for name in ("_errors", "_logging", "_processes", "_values"))]


@pytest.mark.parametrize(("page", "examples"), [(README, 30), (BOOK, 4)], ids=["readme", "book"])
def test_a_page_is_a_transcript(page, examples):
    results = doctest.testfile(str(page), module_relative=False, optionflags=OPTIONS, encoding="utf-8")
    assert results.failed == 0 and results.attempted > examples


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module(name):
    module = importlib.import_module(name)
    assert doctest.testmod(module, optionflags=OPTIONS, extraglobs={"exitcode_py": exitcode_py}).failed == 0


def test_everything_public_is_documented():
    for name in exitcode_py.__all__:
        value = getattr(exitcode_py, name)
        assert name.startswith("__") or (value.__doc__ and len(value.__doc__) > 10), name
    assert set(exitcode_py.__all__) <= set(dir(exitcode_py))
