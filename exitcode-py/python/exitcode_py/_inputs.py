"""From what a caller holds to inputs: a name, bytes, and whether they were text."""

from __future__ import annotations

import os

from . import _exitcode
from ._errors import InputError
from ._exitcode import ExitCode, Report, WaitStatus

# What only checkers of types need is not imported: it would take longer than all the rest.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, NoReturn, Optional

    #: A name, the bytes, and whether they were text.
    Input = tuple[str, bytes, bool]

#: How deep objects may be nested; the reader of JSON has the same limit.
MAX_DEPTH = 128

#: The text of a finished process that is looked at: its end.
MAX_LOG = 1 << 20

#: What is read, whoever reads it.
TAKES = "text, bytes, a path, an open file, dicts and lists of them, or objects of a Kubernetes client"

#: What :func:`diagnose` takes beside that.
ENDS = "a finished process, an exit code, a signal or a WaitStatus"


def diagnose(subject: Any, events: Any = None, node: Any = None, logs: Any = None, codes: Any = None) -> Report:
    is_process = returncode_of(subject) is not None
    if is_process or _is_end(subject):
        if events is not None or node is not None or isinstance(logs, dict):
            raise TypeError("a process and an exit code have no events, no node and one log: give those with the pod")
        log = "" if logs is None else _text(logs)
        return _finished(subject, log, codes) if is_process else _exitcode.process(subject, [], log, codes)
    try:
        inputs = list(_inputs("-", subject))
    except NotTaken as error:
        raise TypeError(f"diagnose() takes {TAKES}; or {ENDS}; not {error.kind}") from None
    if events is not None:
        inputs += _inputs("events", events)
    if node is not None:
        inputs += _inputs("node", node)
    if logs is not None:
        inputs += _logs(logs)
    return _exitcode.read(inputs, codes)


def _is_end(subject: Any) -> bool:
    """Whether it says how a process ended, and nothing else."""
    if isinstance(subject, tuple):
        # What os.waitid() gives; and what os.waitpid() gives, which is refused with a word on what to do.
        return hasattr(subject, "si_status") or (len(subject) == 2 and all(type(part) is int for part in subject))
    return isinstance(subject, (int, ExitCode, WaitStatus)) and not isinstance(subject, bool)


def returncode_of(process: Any) -> Optional[str]:
    """The attribute that has the return code of a process."""
    if isinstance(process, type):
        return None
    # `subprocess` and `asyncio` have the first; `multiprocessing` has the other.
    return next((name for name in ("returncode", "exitcode") if hasattr(process, name)), None)


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


def _finished(process: Any, log: str, codes: Any) -> Report:
    """``subprocess.CompletedProcess``, ``CalledProcessError`` and ``Popen``, and what is like them."""
    code = getattr(process, returncode_of(process) or "returncode")
    if code is None:
        raise InputError("the process has not finished")
    # An exception has `args` of its own, and the command in `cmd`.
    command = getattr(process, "cmd" if isinstance(process, BaseException) else "args", ())
    words = command if isinstance(command, (list, tuple)) else [command]
    argv = [os.fsdecode(word) for word in words if isinstance(word, (str, bytes, os.PathLike))]
    argv = [word.encode("utf-8", "replace").decode() for word in argv]
    return _exitcode.process(code, argv, log or _output(process), codes)


def _output(process: Any) -> str:
    for name in ("stderr", "stdout"):
        output = getattr(process, name, None)
        if isinstance(output, (str, bytes)) and output.strip():
            return _text(output)
    return ""


def _text(log: Any) -> str:
    """The end of what a process printed."""
    contents = [content for _, content, _ in _inputs("logs", log)]
    return b"\n".join(contents)[-MAX_LOG:].decode("utf-8", "replace")


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
        raise InputError(f"objects are nested more than {MAX_DEPTH} deep")
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


class NotTaken(TypeError):
    """An object is of none of the kinds that can be read."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"expected {TAKES}, not {kind}")
        self.kind = kind


def _refuse(value: Any) -> NoReturn:
    raise NotTaken(type(value).__name__)
