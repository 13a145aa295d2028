# Made by `cargo xtask gen` from exitcode-k8s/src/report.rs.
from collections.abc import Mapping, Sequence
from typing import Any, Final, SupportsIndex, final

from typing_extensions import CapsuleType

from ._values import Meaning
from ._words import Cause, Confidence, Convention, Fault, Retry, Risk, Signal, Stage

__all__ = ["Answers", "Diagnosis", "Evidence", "Exit", "ExitCode", "Finding", "Ignored", "NextCheck", "Operation", "Patch", "Remedy", "Report", "Source", "Subject", "Target", "WaitStatus", "__version__", "about", "alert_rules", "amount", "diagnose_table", "explain", "kernel_log", "oom_score", "process", "program", "qos", "read", "read_many", "recommend", "restore", "shutdown", "triage"]

__version__: Final[str]

@final
class ExitCode:
    """An exit code: the number that a reporter wrote down, such as 137."""

    __match_args__: Final[tuple[str]]
    def __new__(cls, code: SupportsIndex | str) -> ExitCode: ...
    @property
    def value(self) -> int:
        """The number, signed, as Kubernetes writes it."""
    @property
    def bits(self) -> int:
        """The number, unsigned, as Windows and Docker print it."""
    @property
    def success(self) -> bool:
        """Whether it is 0."""
    @property
    def convention(self) -> Convention:
        """Who writes such numbers, judged by the number alone."""
    @property
    def signal(self) -> Signal | int | None:
        """The signal that it stands for, if a signal was behind it."""
    def meanings(
        self,
        *,
        convention: str | None = None,
        codes: Mapping[Any, str] | None = None,
    ) -> tuple[Meaning, ...]: ...
    def __int__(self) -> int: ...
    def __index__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs__(self) -> tuple[int]: ...

@final
class WaitStatus:
    """A wait status: the word that `os.waitpid` gives beside the process id. It is not an exit code."""

    __match_args__: Final[tuple[str]]
    def __new__(cls, status: SupportsIndex) -> WaitStatus: ...
    @property
    def raw(self) -> int:
        """The word itself."""
    @property
    def ended(self) -> bool:
        """Whether the process has ended, and is not only stopped or continued."""
    @property
    def success(self) -> bool:
        """Whether it exited with 0."""
    @property
    def exit_code(self) -> ExitCode | None:
        """The exit code, if the process exited: `os.WEXITSTATUS`."""
    @property
    def signal(self) -> Signal | int | None:
        """The signal that killed the process, if one did: `os.WTERMSIG`."""
    @property
    def core_dumped(self) -> bool:
        """Whether the killed process left a core dump: `os.WCOREDUMP`."""
    @property
    def stop_signal(self) -> Signal | int | None:
        """The signal that stopped the process, if it is stopped: `os.WSTOPSIG`."""
    @property
    def continued(self) -> bool:
        """Whether the process was continued: `os.WIFCONTINUED`."""
    @property
    def returncode(self) -> int | None:
        """The number that `subprocess` has for it: negative for a signal; none if it has not ended."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs__(self) -> tuple[int]: ...

@final
class Answers:
    """The answers to the rows of a table, in their order: the columns `cause`, `confidence` and `fault`."""

    def __len__(self) -> int: ...
    def __arrow_c_schema__(self) -> CapsuleType: ...
    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[CapsuleType, CapsuleType]: ...
    def __arrow_c_stream__(self, requested_schema: object = None) -> CapsuleType: ...

def diagnose_table(table: object) -> Answers: ...
def explain(
    code: SupportsIndex | str | WaitStatus,
    reason: str | None = None,
    convention: str | None = None,
    *,
    codes: Mapping[Any, str] | None = None,
) -> Diagnosis: ...
def read(
    inputs: Sequence[tuple[str, bytes, bool]],
    codes: Mapping[Any, str] | None = None,
    unseen: Sequence[tuple[str, str]] = ...,
) -> Report: ...
def shutdown(grace: int, pre_stop: float, turn: float, drain: float | None) -> str: ...
def about(class_: str, word: str, /) -> str: ...
def amount(text: str) -> int: ...
def recommend(
    samples: Sequence[tuple[int, int]],
    kills: Sequence[int],
    request: int | None,
    limit: int | None,
    peak: int,
    containers: int,
) -> str: ...
def qos(pod: bytes) -> str: ...
def oom_score(
    pods: Sequence[bytes],
    nodes: Sequence[bytes],
    usage: Sequence[tuple[str, int]],
    memory: int | None,
    swap: int,
) -> str: ...
def alert_rules(
    form: str,
    name: str,
    namespace: str | None,
    labels: Sequence[tuple[str, str]],
    watch: Sequence[str],
    cadvisor: bool,
    runbooks: str | None,
) -> str: ...
def kernel_log(log: bytes, as_text: bool) -> str: ...
def read_many(items: Sequence[Sequence[tuple[str, bytes, bool]]]) -> list[Report]: ...
def triage(lists: Sequence[bytes]) -> str: ...
def process(
    end: Any, argv: Sequence[str], log: str, codes: Mapping[Any, str] | None = None
) -> Report: ...
def program(arguments: Sequence[str]) -> int: ...
def restore(name: str, json: str, /) -> Any: ...

@final
class Report:
    """Why things ended, the most important first, and what was left aside."""

    __match_args__: Final[tuple[str, str, str]]
    @property
    def schema(self) -> str:
        """The name of this schema."""
    @property
    def diagnoses(self) -> tuple[Diagnosis, ...]:
        """A diagnosis for everything that is not as it should be."""
    @property
    def ignored(self) -> tuple[Ignored, ...]:
        """The parts of the inputs that could not be used."""
    def to_dict(self) -> dict[str, Any]: ...
    def to_json(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    def text(self, *, width: int = 80, color: bool = False) -> str: ...
    def _repr_html_(self) -> str: ...
    def __len__(self) -> int: ...
    def __getitem__(self, index: SupportsIndex, /) -> Diagnosis: ...

@final
class Diagnosis:
    """The diagnosis of one container, pod or process."""

    __match_args__: Final[tuple[str, str, str, str, str, str, str, str]]
    @property
    def subject(self) -> Subject:
        """What it is about."""
    @property
    def summary(self) -> str:
        """What happened, in one line."""
    @property
    def exit(self) -> Exit | None:
        """How it ended or why it waits, as reported."""
    @property
    def fault(self) -> Fault:
        """Where the fault lies, by the first finding: the id of a fault."""
    @property
    def retry(self) -> Retry:
        """Whether to run the same thing again: the id of an advice."""
    @property
    def follows(self) -> Subject | None:
        """What this is a consequence of."""
    @property
    def findings(self) -> tuple[Finding, ...]:
        """The causes, the most certain first."""
    @property
    def next(self) -> tuple[NextCheck, ...]:
        """The checks that would tell the causes apart, the cheapest first."""
    def to_dict(self) -> dict[str, Any]: ...
    def to_json(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    def text(self, *, width: int = 80, color: bool = False) -> str: ...
    def _repr_html_(self) -> str: ...

@final
class Subject:
    """What a diagnosis is about."""

    __match_args__: Final[tuple[str, str, str, str, str]]
    @property
    def kind(self) -> str:
        """`container`, `pod` or `process`."""
    @property
    def namespace(self) -> str | None:
        """The namespace."""
    @property
    def pod(self) -> str | None:
        """The name of the pod."""
    @property
    def container(self) -> str | None:
        """The name of the container."""
    @property
    def role(self) -> str | None:
        """`app`, `init`, `sidecar` or `ephemeral`, of a container."""
    def to_dict(self) -> dict[str, Any]: ...
    def to_json(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Exit:
    """How something ended or why it waits, as reported."""

    __match_args__: Final[tuple[str, str, str, str]]
    @property
    def code(self) -> int | None:
        """The exit code."""
    @property
    def signal(self) -> str | None:
        """The signal that the code or the wait status speaks of."""
    @property
    def reason(self) -> str | None:
        """The reason of the end."""
    @property
    def waiting(self) -> str | None:
        """The reason of the wait."""
    def to_dict(self) -> dict[str, Any]: ...
    def to_json(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Finding:
    """A cause, how sure it is, and why."""

    __match_args__: Final[tuple[str, str, str, str, str, str, str]]
    @property
    def cause(self) -> Cause:
        """The id of the cause."""
    @property
    def confidence(self) -> Confidence:
        """How sure it is."""
    @property
    def title(self) -> str:
        """What happened, in one line."""
    @property
    def why(self) -> str:
        """How it comes about."""
    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What speaks for it and what against it."""
    @property
    def remedies(self) -> tuple[Remedy, ...]:
        """What to do."""
    @property
    def references(self) -> tuple[str, ...]:
        """Where to read more."""
    def to_dict(self) -> dict[str, Any]: ...
    def to_json(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Evidence:
    """Something that speaks for or against a cause."""

    __match_args__: Final[tuple[str, str, str, str]]
    @property
    def kind(self) -> str:
        """What kind of thing it was seen in."""
    @property
    def supports(self) -> bool:
        """Whether it speaks for the cause, and not against it."""
    @property
    def text(self) -> str:
        """The sentence for a person."""
    @property
    def source(self) -> Source | None:
        """Where it stands, if it stands in an input."""
    def to_dict(self) -> dict[str, Any]: ...
    def to_json(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Source:
    """A place in an input."""

    __match_args__: Final[tuple[str, str, str, str]]
    @property
    def input(self) -> str:
        """The input's name; of a typed object its kind and name, such as `pod/api-0`."""
    @property
    def path(self) -> str | None:
        """The JSON pointer of the value, in JSON and in a typed object."""
    @property
    def start(self) -> int:
        """The offset of the first character; of the first byte, where bytes were given."""
    @property
    def end(self) -> int:
        """The offset behind the last character; behind the last byte, where bytes were given."""
    def to_dict(self) -> dict[str, Any]: ...
    def to_json(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Remedy:
    """One thing to do."""

    __match_args__: Final[tuple[str, str, str, str, str]]
    @property
    def stage(self) -> Stage:
        """`identify`, `classify`, `fix` or `prevent`."""
    @property
    def risk(self) -> Risk:
        """`reads`, `changes` or `restarts`."""
    @property
    def title(self) -> str:
        """What to do, as an order."""
    @property
    def command(self) -> str | None:
        """The command that does it."""
    @property
    def patch(self) -> Patch | None:
        """The same as a patch, where the command changes an object and leaves nothing to fill in."""
    def to_dict(self) -> dict[str, Any]: ...
    def to_json(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Patch:
    """A change to one object, in the form that the API server takes."""

    __match_args__: Final[tuple[str, str, str, str, str, str]]
    @property
    def target(self) -> Target:
        """The object to change."""
    @property
    def strategy(self) -> str:
        """How it is merged with the object, as `kubectl patch --type` calls it: `strategic` or `merge`."""
    @property
    def subresource(self) -> str | None:
        """The subresource that takes it: `resize`, for a running pod (Kubernetes 1.33 and newer)."""
    @property
    def replace(self) -> bool:
        """Whether the API server lets nobody change these fields, so that the object has to be deleted and created anew with the change in it."""
    @property
    def body(self) -> Any:
        """The patch."""
    @property
    def operations(self) -> tuple[Operation, ...] | None:
        """The same as a JSON patch to the object as it stands in an input, if it stands in one. Each change to a container begins with a test of the container's name."""
    def to_dict(self) -> dict[str, Any]: ...
    def to_json(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Target:
    """An object of the cluster."""

    __match_args__: Final[tuple[str, str, str, str]]
    @property
    def api_version(self) -> str:
        """The group and the version of the API, such as `apps/v1`."""
    @property
    def kind(self) -> str:
        """The kind, such as `Deployment`."""
    @property
    def namespace(self) -> str | None:
        """The namespace."""
    @property
    def name(self) -> str:
        """The name."""
    def to_dict(self) -> dict[str, Any]: ...
    def to_json(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Operation:
    """A step of a JSON patch (RFC 6902)."""

    __match_args__: Final[tuple[str, str, str]]
    @property
    def op(self) -> str:
        """`test`, `add` or `remove`."""
    @property
    def path(self) -> str:
        """The JSON pointer of the place in the object."""
    @property
    def value(self) -> Any | None:
        """What is to stand there."""
    def to_dict(self) -> dict[str, Any]: ...
    def to_json(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class NextCheck:
    """A look that would tell causes apart."""

    __match_args__: Final[tuple[str, str, str]]
    @property
    def title(self) -> str:
        """What to look at, as an order."""
    @property
    def command(self) -> str | None:
        """The command that shows it."""
    @property
    def tells_apart(self) -> tuple[Cause, ...]:
        """The ids of the causes between which it decides."""
    def to_dict(self) -> dict[str, Any]: ...
    def to_json(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Ignored:
    """A part of an input that could not be used."""

    __match_args__: Final[tuple[str, str, str, str]]
    @property
    def input(self) -> str:
        """The input's name."""
    @property
    def start(self) -> int:
        """The offset of the first character; of the first byte, where bytes were given."""
    @property
    def end(self) -> int:
        """The offset behind the last character; behind the last byte, where bytes were given."""
    @property
    def why(self) -> str:
        """Why it was left aside."""
    def to_dict(self) -> dict[str, Any]: ...
    def to_json(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
