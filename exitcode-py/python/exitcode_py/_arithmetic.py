"""The arithmetic of memory and shutdown: from what a caller holds to the core's numbers."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Optional, Union

from . import _exitcode, _inputs
from ._errors import InputError
from ._values import KillOrder, MemoryAdvice, Shutdown
from ._words import QosClass

#: Seconds.
Duration = Union[float, datetime.timedelta]

#: Bytes, or text as Kubernetes has it: ``256Mi``.
Amount = Union[int, str]

#: Unix seconds.
Time = Union[float, datetime.datetime]


def _seconds(name: str, value: Any) -> float:
    if isinstance(value, datetime.timedelta):
        return value.total_seconds()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    raise TypeError(f"{name} is a number of seconds or a timedelta, not {type(value).__name__}")


def _bytes(name: str, value: Any) -> int:
    if isinstance(value, str):
        return _exitcode.amount(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{name} is a number of bytes or a text such as 256Mi, not {type(value).__name__}")
    if not 0 <= value < 1 << 63:
        raise InputError(f"{name} is no amount of memory: {value}")
    return value


def _time(name: str, value: Any) -> int:
    if isinstance(value, datetime.datetime):
        return int(value.timestamp())
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if value - value == 0 and abs(value) < 1 << 62:
            return int(value)
        raise InputError(f"{name} is no time: {value}")
    raise TypeError(f"{name} is a datetime or unix seconds, not {type(value).__name__}")


def shutdown(grace: Any, pre_stop: Any, turn: Any, drain: Any) -> Shutdown:
    seconds = _seconds("grace", grace)
    if not -(1 << 53) <= seconds <= 1 << 53:
        raise InputError(f"grace is no time in seconds: {seconds}")
    answer = _exitcode.shutdown(
        int(seconds),
        _seconds("pre_stop", pre_stop),
        _seconds("turn", turn),
        None if drain is None else _seconds("drain", drain),
    )
    return Shutdown._of(json.loads(answer))


def _sample(sample: Any) -> tuple[int, int]:
    if not isinstance(sample, (tuple, list)) or len(sample) != 2:
        raise TypeError("a sample is a pair of a time and an amount")
    at, size = sample
    return _time("the time of a sample", at), _bytes("the size of a sample", size)


def recommend(
    samples: Iterable[tuple[Any, Any]], kills: Iterable[Any], request: Any, limit: Any, peak: Any, containers: int
) -> MemoryAdvice:
    if not 1 <= containers < 1 << 32:
        raise InputError(f"a pod has at least one container, not {containers}")
    answer = _exitcode.recommend(
        [_sample(sample) for sample in samples],
        [_time("the time of a kill", at) for at in kills],
        None if request is None else _bytes("request", request),
        None if limit is None else _bytes("limit", limit),
        0 if peak is None else _bytes("peak", peak),
        containers,
    )
    return MemoryAdvice._of(json.loads(answer))


def _objects(subject: Any) -> Iterator[Any]:
    """The objects in JSON of what holds one or many."""
    for name, content, _ in _inputs._inputs("-", subject):
        try:
            value = json.loads(content)
        except (ValueError, RecursionError) as error:
            where = "" if name == "-" else f" in {name}"
            raise InputError(f"there is no JSON of an object{where}: {error}") from None
        for one in value if isinstance(value, list) else [value]:
            items = one.get("items") if isinstance(one, dict) else None
            yield from items if isinstance(items, list) else [one]


def _json(objects: Iterable[Any]) -> list[bytes]:
    return [json.dumps(one).encode() for one in objects]


def qos(pod: Any) -> QosClass:
    pods = list(_objects(pod))
    if len(pods) != 1:
        raise InputError(f"qos() takes one pod, not {len(pods)}")
    return QosClass(_exitcode.qos(*_json(pods)))


def oom_score(
    pods: Any, node: Any, memory: Any, swap: Any, usage: Optional[Mapping[str, Any]]
) -> tuple[KillOrder, ...]:
    answer = _exitcode.oom_score(
        _json(_objects(pods)),
        [] if node is None else _json(_objects(node)),
        [(name, _bytes(f"the use of {name}", size)) for name, size in (usage or {}).items()],
        None if memory is None else _bytes("memory", memory),
        _bytes("swap", swap),
    )
    return tuple(KillOrder._of(order) for order in json.loads(answer))


def alert_rules(
    form: str,
    name: str,
    namespace: Optional[str],
    labels: Optional[Mapping[str, str]],
    watch: Union[str, Iterable[str]],
    cadvisor: bool,
    runbooks: Optional[str],
) -> str:
    watched = [watch] if isinstance(watch, str) else list(watch)
    pairs = [] if labels is None else list(labels.items())
    return _exitcode.alert_rules(form, name, namespace, pairs, watched, cadvisor, runbooks)
