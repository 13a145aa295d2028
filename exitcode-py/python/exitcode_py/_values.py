"""The answers that are no reports: frozen dataclasses."""

from __future__ import annotations

import dataclasses
import enum
import html
import json
from dataclasses import dataclass
from typing import Any, ClassVar, Optional, TypeVar

from ._words import Commonness, Convention, Origin, QosClass, Signal


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


V = TypeVar("V", bound="Value")


class Value:
    """What every answer has."""

    #: The name of its schema in JSON, if it has one.
    SCHEMA: ClassVar[Optional[str]] = None

    #: What the fields hold that are no plain values.
    _HOLDS: ClassVar[dict[str, Any]] = {}

    @classmethod
    def _of(cls: type[V], answer: dict[str, Any]) -> V:
        """The answer of which this is the JSON."""
        values = {field.name: answer[_camel_case(field.name)] for field in dataclasses.fields(cls)}  # type: ignore[arg-type]
        for name, held in cls._HOLDS.items():
            value = values[name]
            values[name] = tuple(map(held, value)) if isinstance(value, list) else held(value)
        return cls(**values)

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain dicts, lists and values, with the names that it has in JSON."""
        head = {} if self.SCHEMA is None else {"schema": self.SCHEMA}
        fields = dataclasses.fields(self)  # type: ignore[arg-type]
        return {**head, **{_camel_case(field.name): _plain(getattr(self, field.name)) for field in fields}}

    def to_json(self) -> str:
        """The same as JSON."""
        return json.dumps(self.to_dict())

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(str(self))}</pre>"


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


@dataclass(frozen=True)
class Phase(Value):
    """A step of a container's stop; times count from the moment at which the kubelet acts."""

    #: What happens: ``killing``, ``pre-stop``, ``turn``, ``stop-signal``, ``drain``, ``end`` or ``kill``.
    step: str
    #: When it starts.
    starts_seconds: float
    #: How long it lasts; 0 for a moment.
    lasts_seconds: float

    def __str__(self) -> str:
        lasts = f", {self.lasts_seconds:g} s" if self.lasts_seconds else ""
        return f"+{self.starts_seconds:g} s  {self.step}{lasts}"


@dataclass(frozen=True)
class Shutdown(Value):
    """How a container is stopped, and whether its grace period is long enough; all in seconds."""

    SCHEMA: ClassVar[Optional[str]] = "exitcode.shutdown/v1"
    _HOLDS: ClassVar[dict[str, Any]] = {"phases": Phase._of}

    #: The grace period.
    grace_seconds: int
    #: What happens, in order.
    phases: tuple[Phase, ...] = dataclasses.field(repr=False)
    #: When the stop signal is sent.
    signal_at_seconds: float
    #: From the stop signal to SIGKILL: what is left for the drain.
    window_seconds: float
    #: When SIGKILL is sent, if the container still runs.
    kill_at_seconds: float
    #: Whether the grace period ends before the preStop hook does.
    pre_stop_cut: bool
    #: Whether the grace period is long enough; unknown where the drain is.
    fits: Optional[bool]
    #: The grace period that fits: preStop, wait, drain and 10 s to spare.
    recommended_grace_seconds: Optional[int]

    def __str__(self) -> str:
        window = f"{self.window_seconds:g} s from the stop signal to SIGKILL, of {self.grace_seconds} s of grace"
        verdict = {True: "Long enough: ", False: "Too short: ", None: ""}[self.fits]
        lines = [f"{verdict}{window}", *map(str, self.phases)]
        if self.recommended_grace_seconds is not None:
            lines.append(f"terminationGracePeriodSeconds: {self.recommended_grace_seconds}")
        return "\n".join(lines)


def _mebibytes(size: Optional[int]) -> str:
    return "unknown" if size is None else f"{size / (1 << 20):,.0f} MiB"


@dataclass(frozen=True)
class KillWindow(Value):
    """OOM kills that are counted together, since they lie within 30 minutes."""

    #: The time of the first, in unix seconds.
    start: int
    #: How many there are.
    kills: int


@dataclass(frozen=True)
class MemoryAdvice(Value):
    """How much memory a container should get, in bytes."""

    _HOLDS: ClassVar[dict[str, Any]] = {"kill_windows": KillWindow._of}

    #: How many usage samples count.
    samples: int
    #: The mean of the samples; 0 without any.
    average: int
    #: The highest sample; 0 without any.
    highest: int
    #: Less than this is too little; unknown without samples and kills.
    lower: Optional[int]
    #: The amount to request.
    target: Optional[int]
    #: More than this is wasted.
    upper: Optional[int]
    #: What to do with today's request: ``raise``, ``keep`` or ``lower``.
    change: Optional[str]
    #: The target as one writes it, in whole MiB.
    new_request: Optional[int]
    #: The limit to set: with room above the peak, and after an OOM kill more than before.
    new_limit: Optional[int]
    #: Whether the last sample is at least 50 % above the target.
    anomaly: bool
    #: Whether the average fits into the limit and the highest sample does not.
    average_hides_spikes: bool
    #: Whether the OOM kills are a single burst, ``one-off``, or come back, ``pattern``.
    trend: Optional[str]
    #: The OOM kills, by windows of 30 minutes.
    kill_windows: tuple[KillWindow, ...] = dataclasses.field(repr=False)

    def __str__(self) -> str:
        if self.new_request is None and self.new_limit is None:
            return "Nothing can be recommended without usage"
        request, limit = _mebibytes(self.new_request), _mebibytes(self.new_limit)
        return f"Request {request}, limit {limit} (from {self.samples} samples, highest {_mebibytes(self.highest)})"


@dataclass(frozen=True)
class OomCandidate(Value):
    """A container that the kernel might kill."""

    _HOLDS: ClassVar[dict[str, Any]] = {"qos_class": QosClass}

    #: The namespace of the pod.
    namespace: str
    #: The name of the pod.
    pod: str
    #: The name of the container.
    container: str
    #: The pod's quality of service.
    qos_class: QosClass
    #: What the kubelet writes to ``oom_score_adj``.
    oom_score_adj: int
    #: What it requests, in bytes.
    memory_request: int
    #: What it uses, or requests where its use is not known, in bytes.
    memory_used: int
    #: The kernel's score in bytes: what it uses, and a thousandth of the node for each point.
    score: int

    def __str__(self) -> str:
        name = "/".join(filter(None, (self.namespace, self.pod, self.container)))
        return f"{name}: {_mebibytes(self.score)} ({self.qos_class}, oom_score_adj {self.oom_score_adj})"


@dataclass(frozen=True)
class KillOrder(Value):
    """In which order the kernel would kill the containers of a node that runs out of memory."""

    _HOLDS: ClassVar[dict[str, Any]] = {"containers": OomCandidate._of}

    #: The name of the node.
    name: str
    #: The node's memory in bytes.
    memory: int
    #: The node's swap in bytes.
    swap: int
    #: Whether any size is what is in use, and not what is requested.
    measured: bool
    #: The first to be killed comes first.
    containers: tuple[OomCandidate, ...]
    #: Why the first one dies and not the one that has most in use, or else not the next.
    why_first: Optional[str]

    def __str__(self) -> str:
        lines = [f"{number}. {container}" for number, container in enumerate(self.containers, 1)]
        return "\n".join([*lines, *filter(None, [self.why_first])])
