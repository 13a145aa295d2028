"""From what a caller holds to inputs: a name, bytes, and whether they were text."""

from __future__ import annotations

import os

from . import _exitcode
from ._exitcode import Error, Report

# What only checkers of types need is not imported: it would take longer than all the rest.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, NoReturn

    #: A name, the bytes, and whether they were text.
    Input = tuple[str, bytes, bool]

#: How deep objects may be nested; the reader of JSON has the same limit.
MAX_DEPTH = 128

#: The text of a finished process that is looked at: its end.
MAX_LOG = 1 << 20

TAKES = (
    "diagnose() takes text, bytes, a path, an open file, dicts and lists of them, objects of a Kubernetes client, "
    "a finished process or an exit code, not "
)


def diagnose(subject: Any, events: Any, node: Any, logs: Any) -> Report:
    alone = events is None and node is None and logs is None
    if alone and isinstance(subject, int) and not isinstance(subject, bool):
        return _process(subject, [], "")
    if hasattr(subject, "returncode"):
        return _finished(subject)
    inputs = list(_inputs("-", subject))
    if events is not None:
        inputs += _inputs("events", events)
    if node is not None:
        inputs += _inputs("node", node)
    if logs is not None:
        inputs += _logs(logs)
    return _exitcode.read(inputs)


def diagnose_many(subjects: Any) -> list[Report]:
    return _exitcode.read_many([list(_inputs("-", subject)) for subject in subjects])


def triage(subject: Any) -> dict[str, Any]:
    import json

    lists = [content for _, content, _ in _inputs("-", subject)]
    answer: dict[str, Any] = json.loads(_exitcode.triage(lists))
    return answer


def kernel_log(log: Any, as_text: bool) -> str:
    parts = [content for _, content, _ in _inputs("-", log)]
    return _exitcode.kernel_log(b"\n".join(parts), as_text)


def _is_mapping(value: Any) -> bool:
    # Every mapping of the standard library and of the clients is registered or has both of these.
    return isinstance(value, dict) or (hasattr(value, "keys") and hasattr(value, "__getitem__"))


def _inputs(name: str, value: Any) -> Iterator[Input]:
    if isinstance(value, str):
        # A lone surrogate is no character; one question mark keeps every offset true.
        yield name, value.encode("utf-8", "replace"), True
    elif isinstance(value, (bytes, bytearray, memoryview)):
        yield name, bytes(value), False
    elif isinstance(value, os.PathLike):
        path = os.fspath(value)
        with open(path, "rb") as file:
            yield os.fsdecode(path), file.read(), False
    elif hasattr(value, "read"):
        content = value.read()
        if not isinstance(content, (str, bytes)):
            _refuse(value)
        yield from _inputs(_name_of(value, name), content)
    elif isinstance(value, (list, tuple)) and any(isinstance(item, (str, bytes, os.PathLike)) for item in value):
        for number, item in enumerate(value, 1):
            yield from _inputs(f"{name}{number}" if name != "-" else str(number), item)
    else:
        yield name, _to_json(value), False


def _name_of(file: Any, default: str) -> str:
    name = getattr(file, "name", None)
    return name if isinstance(name, str) else default


def _logs(logs: Any) -> Iterator[Input]:
    if _is_mapping(logs):
        for container, log in logs.items():
            for _, content, is_text in _inputs("", log):
                yield f"logs-{container}.txt", content, is_text
    else:
        for _, content, is_text in _inputs("", logs):
            yield "logs.txt", content, is_text


def _finished(process: Any) -> Report:
    """``subprocess.CompletedProcess``, ``CalledProcessError`` and ``Popen``."""
    code = process.returncode
    if code is None:
        raise Error("the process has not finished")
    # An exception has `args` of its own, and the command in `cmd`.
    command = getattr(process, "cmd" if isinstance(process, BaseException) else "args", ())
    words: list[Any] = list(command) if isinstance(command, (list, tuple)) else [command]
    return _process(code, [os.fsdecode(word) for word in words], _output(process))


def _output(process: Any) -> str:
    for name in ("stderr", "stdout"):
        output = getattr(process, name, None)
        if isinstance(output, bytes):
            output = output[-MAX_LOG:].decode("utf-8", "replace")
        if isinstance(output, str) and output.strip():
            return output[-MAX_LOG:].encode("utf-8", "replace").decode()
    return ""


def _process(code: int, argv: list[str], log: str) -> Report:
    # Python gives -N for a signal where there are signals, and what Windows has where there are none.
    convention = "ntstatus" if os.name == "nt" else "subprocess"
    argv = [word.encode("utf-8", "replace").decode() for word in argv]
    return _exitcode.process(code, convention, argv, log)


def _to_json(value: Any) -> bytes:
    import json

    plain = _plain(value, MAX_DEPTH)
    if not isinstance(plain, (dict, list)):
        _refuse(value)
    return json.dumps(plain, ensure_ascii=False).encode("utf-8", "replace")


def _plain(value: Any, depth: int) -> Any:
    """An object as dicts, lists and values, with the names that Kubernetes has in JSON."""
    if value is None or isinstance(value, (bool, int, str)):
        return int(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if isinstance(value, float):
        return value if value - value == 0 else None
    if depth == 0:
        raise Error(f"objects are nested more than {MAX_DEPTH} deep")
    depth -= 1
    if _is_mapping(value):
        # The clients' own dicts, such as `V1Pod.to_dict()` gives, have the names of Python.
        python = any(isinstance(key, str) and "_" in key for key in value)
        return {
            _camel_case(key) if python else key: _plain(item, depth)
            for key, item in value.items()
            if isinstance(key, str)
        }
    if isinstance(value, (list, tuple)):
        return [_plain(item, depth) for item in value]
    if isinstance(value, (bytes, bytearray)):
        return bytes(value).decode("utf-8", "replace")
    # datetime's, of which the kubernetes client's objects are full.
    if hasattr(value, "isoformat"):
        return value.isoformat().replace("+00:00", "Z")
    # The kubernetes clients', generated from the same description: attribute_map has the names in JSON.
    attributes = getattr(value, "attribute_map", None)
    if isinstance(attributes, dict):
        items = ((name, getattr(value, attribute, None)) for attribute, name in attributes.items())
        return {name: _plain(item, depth) for name, item in items if item is not None}
    for method, options in (("to_dict", {}), ("model_dump", {"by_alias": True, "exclude_none": True})):
        convert = getattr(value, method, None)
        if callable(convert) and not isinstance(value, type):
            return _plain(convert(**options), depth)
    raw = getattr(value, "raw", None)
    if isinstance(raw, dict):
        return _plain(raw, depth)
    _refuse(value)


def _camel_case(key: str) -> str:
    first, *rest = key.split("_")
    return first + "".join(word.upper() if word in ("id", "ip") else word.capitalize() for word in rest)


def _refuse(value: Any) -> NoReturn:
    raise TypeError(TAKES + type(value).__name__)
