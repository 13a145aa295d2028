"""The exceptions."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional


class Error(Exception):
    """What went wrong in this package; the others are below it."""

    __module__ = "exitcode_py"


class InputError(Error, ValueError):
    """What was given is of the right kind and cannot be used: a word that is not known, a number out of range."""

    __module__ = "exitcode_py"


class ParseError(InputError):
    """An input is damaged so that nothing of it could be read.

    ``input`` is its name. ``line`` and ``column`` count from 1, ``offset`` from 0: characters of a text, bytes of bytes
    and files. They are ``None`` where no place can be named.
    """

    __module__ = "exitcode_py"

    input: str
    offset: Optional[int]
    line: Optional[int]
    column: Optional[int]

    def __init__(
        self,
        message: str,
        input: str = "-",
        offset: Optional[int] = None,
        line: Optional[int] = None,
        column: Optional[int] = None,
    ) -> None:
        super().__init__(message)
        self.input = input
        self.offset = offset
        self.line = line
        self.column = column
