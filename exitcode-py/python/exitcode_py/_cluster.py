"""What a cluster says of a pod, through the client ``kubernetes``. The API server is only asked."""

from __future__ import annotations

import json
import re
from typing import Any, Optional

from . import _exitcode, _inputs
from ._errors import Error, InputError
from ._exitcode import Report

#: The end of a log that is asked for.
TAIL = {"tail_lines": 200, "limit_bytes": 131_072}

#: Seconds until an answer.
TIMEOUT = 10

#: Names of objects (RFC 1123), which also go into a query.
NAME = re.compile(r"[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?")


class ClusterError(Error):
    """The API server could not be asked, or refused; ``status`` is that of HTTP, if it answered."""

    __module__ = "exitcode_py"

    status: Optional[int]

    def __init__(self, message: str, status: Optional[int] = None) -> None:
        super().__init__(message)
        self.status = status


def diagnose_pod(name: str, namespace: str, container: Optional[str], api: Any, codes: Any) -> Report:
    for word in (name, namespace, *filter(None, [container])):
        if not NAME.fullmatch(word):
            raise InputError(f"no name of an object: {word!r}")
    cluster = Cluster(api, name, namespace)
    pod, why = cluster.get("read_namespaced_pod", name, namespace)
    events, no_events = cluster.get("list_namespaced_event", namespace, field_selector=f"involvedObject.name={name}")
    inputs = []
    if pod is None:
        if why is None or why.status != 404 or not _items(events):
            raise why or ClusterError(f"pod {namespace}/{name}: no answer")
        cluster.unseen.append((f"pod {name}", "it is gone; its events are all that is left of it"))
    else:
        inputs.append((f"pods/{name}.json", pod, False))
    if no_events is not None:
        cluster.leave_out("events", no_events, "failed probes, image pulls and evictions may be missed")
    else:
        inputs.append(("events.json", _about(events, pod), False))
    if pod is not None:
        inputs += cluster.beside(json.loads(pod), container)
    return _exitcode.read(inputs, codes, cluster.unseen)


class Cluster:
    def __init__(self, api: Any, name: str, namespace: str) -> None:
        self.api = _api() if api is None else api
        self.name = name
        self.namespace = namespace
        #: What could not be seen, and why.
        self.unseen: list[tuple[str, str]] = []

    def get(self, call: str, *arguments: Any, **options: Any) -> tuple[Optional[bytes], Optional[ClusterError]]:
        """What the API server answers, as it stands, or why it does not."""
        from kubernetes.client import ApiException
        from urllib3.exceptions import HTTPError

        try:
            method = getattr(self.api, call)
            response = method(*arguments, _preload_content=False, _request_timeout=TIMEOUT, **options)
            return response.data, None
        except ApiException as error:
            return None, ClusterError(f"{self.what}: {error.status} {error.reason}", error.status)
        except HTTPError as error:
            return None, ClusterError(f"{self.what}: {error}")

    @property
    def what(self) -> str:
        return f"pod {self.namespace}/{self.name}"

    def leave_out(self, what: str, why: ClusterError, limit: str) -> None:
        self.unseen.append((what, f"{why}; so {limit}"))

    def beside(self, pod: dict[str, Any], only: Optional[str]) -> list[_inputs.Input]:
        """The node, and the logs of the containers that ended."""
        inputs: list[_inputs.Input] = []
        node = (pod.get("spec") or {}).get("nodeName")
        if node:
            found, why = self.get("read_node", node)
            if found is not None:
                inputs.append((f"nodes/{node}.json", found, False))
            elif why is not None:
                self.leave_out(f"node {node}", why, "whether it was under pressure or went away is not known")
        for container, previous in _ended(pod):
            if only is not None and only != container:
                continue
            options = {"container": container, "previous": previous, **TAIL}
            log, why = self.get("read_namespaced_pod_log", self.name, self.namespace, **options)
            if log is not None:
                inputs.append((f"logs-{container}{'-previous' if previous else ''}.txt", log, False))
            elif why is not None:
                self.leave_out(f"log of container {container}", why, "what the program said last is not known")
        return inputs


def _api() -> Any:
    try:
        from kubernetes import client, config
    except ImportError as error:
        raise ImportError("diagnose_pod() needs the client: pip install 'exitcode-py[kubernetes]'") from error
    try:
        config.load_config()  # type: ignore[no-untyped-call]
    except (config.ConfigException, OSError, ValueError) as error:
        raise ClusterError(f"there is no configuration of a cluster: {error}") from error
    return client.CoreV1Api()


def _items(events: Optional[bytes]) -> list[Any]:
    items = json.loads(events).get("items") if events else None
    return items if isinstance(items, list) else []


def _about(events: Optional[bytes], pod: Optional[bytes]) -> bytes:
    """The events of this pod, and not of one before it that had the same name."""
    uid = json.loads(pod).get("metadata", {}).get("uid") if pod else None

    def is_about(event: Any) -> bool:
        about = event.get("involvedObject") or {}
        return uid is None or about.get("uid") in (None, uid)

    items = [event for event in _items(events) if isinstance(event, dict) and is_about(event)]
    return json.dumps({"kind": "EventList", "items": items}).encode()


def _ended(pod: dict[str, Any]) -> list[tuple[str, bool]]:
    """The containers that failed, and whether it was the run before that did."""
    ended = []
    status = pod.get("status") or {}
    for one in (*(status.get("initContainerStatuses") or ()), *(status.get("containerStatuses") or ())):
        now, before = (((one.get(key) or {}).get("terminated") or {}).get("exitCode") for key in ("state", "lastState"))
        if now is None and before is not None:
            ended.append((one["name"], True))
        elif now is not None and now != 0:
            ended.append((one["name"], False))
    return ended
