"""The answers that are no reports: frozen dataclasses."""

from __future__ import annotations

import dataclasses
import enum
import json
from dataclasses import dataclass
from typing import Any, ClassVar, Optional

from ._words import Commonness, Convention, Origin, Signal


def _camel_case(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _plain(value: Any) -> Any:
    if isinstance(value, Value):
        return value.to_dict()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Signal):
        return value.name
    if isinstance(value, enum.Enum):
        return value.value
    return value


class Value:
    """What every answer has."""

    #: The name of its schema in JSON, if it has one.
    SCHEMA: ClassVar[Optional[str]] = None

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain dicts, lists and values, with the names that it has in JSON."""
        head = {} if self.SCHEMA is None else {"schema": self.SCHEMA}
        fields = dataclasses.fields(self)  # type: ignore[arg-type]
        return {**head, **{_camel_case(field.name): _plain(getattr(self, field.name)) for field in fields}}

    def to_json(self) -> str:
        """The same as JSON."""
        return json.dumps(self.to_dict())


@dataclass(frozen=True)
class KnownCode(Value):
    """A well-known use of an exit code."""

    #: The number.
    code: int
    #: The family of programs that means this by it.
    family: str
    #: The name that its sources have for it.
    symbol: Optional[str]
    #: How the number came about.
    origin: Origin
    #: How common it is, among all that the number may mean.
    commonness: Commonness
    #: What it says.
    title: str

    def __str__(self) -> str:
        symbol = f" ({self.symbol})" if self.symbol else ""
        return f"{self.family}: {self.title}{symbol}"


@dataclass(frozen=True)
class Meaning(Value):
    """One way in which an exit code may have come about."""

    #: What it says, in one line.
    title: str
    #: How the number came about.
    origin: Origin
    #: Whose way of writing numbers is supposed.
    convention: Convention
    #: The signal, where it says one.
    signal: Optional[Signal]
    #: How common it is, among all that the number may mean.
    commonness: Commonness
    #: Whether it is one of your own codes.
    own: bool
    #: The well-known uses of the number, the commoner first.
    known: tuple[KnownCode, ...] = dataclasses.field(repr=False)

    def __str__(self) -> str:
        return self.title
