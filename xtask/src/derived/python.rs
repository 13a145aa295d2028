//! The Python package's share: the classes of the report, their stub, and the enums.

use std::fmt::Write;

use exitcode_core::arithmetic::qos::QosClass;
use exitcode_core::{
    Abi, Cause, Commonness, ConditionReason, Confidence, Convention, EventReason, Fault, JobReason,
    NodeConditionReason, Origin, PodReason, Retry, Risk, Signal, Stage, TerminatedReason,
    WaitingReason,
};

use super::report::{Field, Kind, Shape, Vocabulary, shapes};
use crate::Result;

/// What every class has beside its fields.
const METHODS: &str = "
    def to_dict(self) -> dict[str, Any]: ...
    def to_json(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
";

/// What the first class, the report, has beside that.
const REPORT: &str = "    def text(self, *, width: int = 80, color: bool = False) -> str: ...
    def _repr_html_(self) -> str: ...
    def __len__(self) -> int: ...
    def __getitem__(self, index: SupportsIndex, /) -> Diagnosis: ...
";

/// And the diagnosis.
const DIAGNOSIS: &str = "    def text(self, *, width: int = 80, color: bool = False) -> str: ...
    def _repr_html_(self) -> str: ...
";

/// What the module has beside the classes of the report.
const FUNCTIONS: &[&str] = &[
    "__version__",
    "Answers",
    "ExitCode",
    "WaitStatus",
    "about",
    "alert_rules",
    "amount",
    "diagnose_table",
    "explain",
    "kernel_log",
    "oom_score",
    "process",
    "program",
    "qos",
    "read",
    "read_many",
    "recommend",
    "restore",
    "shutdown",
    "triage",
];

/// The functions and exceptions of the module; stubtest holds them against it.
const MODULE: &str = r#"
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
"#;

/// `exitcode-py/src/classes.rs`: a class for each struct of the report.
pub(super) fn classes() -> Result<String> {
    let mut text = "// Made by `cargo xtask gen` from exitcode-k8s/src/report.rs.\n".to_owned();
    for shape in shapes()? {
        write!(text, "\nclass!(\n    #[doc = {:?}]\n    {} {{\n", shape.about, shape.name)?;
        for field in shape.fields {
            let word = word(&field.kind).map(|word| format!(" as {word}")).unwrap_or_default();
            let (about, name) = (about(&field), field.name);
            write!(text, "        #[doc = {about:?}]\n        {name}{word},\n")?;
        }
        text.push_str("    }\n);\n");
    }
    Ok(text)
}

/// The enum that a value is a member of.
fn word(kind: &Kind) -> Option<&'static str> {
    match kind {
        Kind::Word(vocabulary) => Some(class_of(*vocabulary)),
        Kind::List(kind) | Kind::OrNull(kind) => word(kind),
        _ => None,
    }
}

fn class_of(vocabulary: Vocabulary) -> &'static str {
    match vocabulary {
        Vocabulary::Cause => "Cause",
        other => other.name(),
    }
}

/// What a field is, where Python's view of it is not that of JSON.
fn about(field: &Field) -> String {
    match field.name {
        "start" => "The offset of the first character; of the first byte, where bytes were given.",
        "end" => {
            "The offset behind the last character; behind the last byte, where bytes were given."
        }
        _ => &field.about,
    }
    .to_owned()
}

/// `_exitcode.pyi`: the types of the module that is written in Rust.
pub(super) fn stub() -> Result<String> {
    let shapes = shapes()?;
    let mut text = "# Made by `cargo xtask gen` from exitcode-k8s/src/report.rs.\n\
                    from collections.abc import Mapping, Sequence\n\
                    from typing import Any, Final, SupportsIndex, final\n\n\
                    from typing_extensions import CapsuleType\n\n\
                    from ._values import Meaning\n\
                    from ._words import "
        .to_owned();
    let mut words: Vec<_> = shapes
        .iter()
        .flat_map(|shape| &shape.fields)
        .filter_map(|field| word(&field.kind))
        .chain(["Convention", "Signal"])
        .collect();
    words.sort_unstable();
    words.dedup();
    text.push_str(&words.join(", "));
    let classes = shapes.iter().map(|shape| shape.name);
    let mut names: Vec<_> = classes.chain(FUNCTIONS.iter().copied()).collect();
    names.sort_unstable();
    write!(text, "\n\n__all__ = {names:?}\n\n__version__: Final[str]\n")?;
    text.push_str(MODULE);
    for (index, shape) in shapes.iter().enumerate() {
        class_stub(&mut text, shape)?;
        match (index, shape.name) {
            (0, _) => text.push_str(REPORT),
            (_, "Diagnosis") => text.push_str(DIAGNOSIS),
            _ => {}
        }
    }
    Ok(text)
}

fn class_stub(text: &mut String, shape: &Shape) -> Result {
    let names: Vec<_> = shape.fields.iter().map(|field| format!("{:?}", field.name)).collect();
    let match_args = names.iter().map(|_| "str").collect::<Vec<_>>().join(", ");
    write!(text, "\n@final\nclass {}:\n    \"\"\"{}\"\"\"\n\n", shape.name, shape.about)?;
    writeln!(text, "    __match_args__: Final[tuple[{match_args}]]")?;
    for field in &shape.fields {
        let kind = python_kind(&field.kind);
        let kind = if field.optional { format!("{kind} | None") } else { kind };
        write!(
            text,
            "    @property\n    def {}(self) -> {kind}:\n        \"\"\"{}\"\"\"\n",
            field.name,
            about(field)
        )?;
    }
    text.push_str(METHODS.trim_start_matches('\n'));
    Ok(())
}

fn python_kind(kind: &Kind) -> String {
    match kind {
        Kind::Text | Kind::Schema => "str".to_owned(),
        Kind::Integer => "int".to_owned(),
        Kind::Number => "float".to_owned(),
        Kind::Boolean => "bool".to_owned(),
        Kind::Any => "Any".to_owned(),
        Kind::Shape(name) => (*name).to_owned(),
        Kind::Word(vocabulary) => class_of(*vocabulary).to_owned(),
        Kind::List(item) => format!("tuple[{}, ...]", python_kind(item)),
        Kind::OrNull(value) => format!("{} | None", python_kind(value)),
    }
}

/// The head of `_words.py`.
const WORDS: &str = r#"# Made by `cargo xtask gen` from the tables of exitcode-core.
"""The vocabularies, as enums."""

import enum

from . import _exitcode


class Word(str, enum.Enum):
    """A word of a closed vocabulary. It is the string that reports have."""

    @property
    def about(self) -> str:
        """What it means, in one line; empty where the word says it all."""
        return _exitcode.about(type(self).__name__, self.value)

    def __str__(self) -> str:
        return str(self.value)

    def __format__(self, spec: str) -> str:
        return format(str(self.value), spec)
"#;

/// `_words.py`: an enum for each vocabulary.
pub(super) fn words() -> String {
    let mut text = WORDS.to_owned();
    let mut add = |class, about, members: Vec<(String, &'static str)>| {
        let _ = write!(text, "\n\nclass {class}(Word):\n    \"\"\"{about}\"\"\"\n\n");
        for (word, about) in members {
            let _ = writeln!(text, "    {} = \"{word}\"", constant(&word));
            if !about.is_empty() {
                let _ = writeln!(text, "    \"\"\"{}.\"\"\"", prose(about));
            }
        }
    };
    macro_rules! ids {
        ($Type:ident, $word:ident) => {
            $Type::ALL.iter().map(|word| (word.$word().to_owned(), "")).collect()
        };
        ($Type:ident, $word:ident, $about:ident) => {
            $Type::ALL.iter().map(|word| (word.$word().to_owned(), word.$about())).collect()
        };
    }
    add("Cause", "A root cause that a diagnosis can name.", ids!(Cause, id, title));
    add("Confidence", "How sure a finding is.", ids!(Confidence, as_str));
    add("Fault", "Where the fault lies: what has to change.", ids!(Fault, id));
    add("Retry", "Whether to run the same thing again.", ids!(Retry, id));
    add("Risk", "What a remedy does to a running system.", ids!(Risk, id));
    let classes = QosClass::ALL.iter().map(|class| (class.name().to_owned(), ""));
    add("QosClass", "The quality of service of a pod.", classes.collect());
    add("Stage", "The step of the loop that a remedy belongs to.", ids!(Stage, id));
    add("Origin", "How an exit code came about.", ids!(Origin, id, phrase));
    add("Commonness", "How common a meaning of a number is.", ids!(Commonness, as_str));
    add("Convention", "Who turned a death into a number.", ids!(Convention, id, used_by));
    add(
        "TerminatedReason",
        "Why a container ended, in the words of Kubernetes.",
        ids!(TerminatedReason, as_str, meaning),
    );
    add(
        "WaitingReason",
        "Why a container waits, in the words of Kubernetes.",
        ids!(WaitingReason, as_str, meaning),
    );
    add("PodReason", "The reason of a pod's status.", ids!(PodReason, as_str, meaning));
    add(
        "ConditionReason",
        "The reason of a pod's condition.",
        ids!(ConditionReason, as_str, meaning),
    );
    add(
        "NodeConditionReason",
        "The reason of a node's condition.",
        ids!(NodeConditionReason, as_str, meaning),
    );
    add("EventReason", "The reason of an event.", ids!(EventReason, as_str, meaning));
    add("JobReason", "The reason of a job's condition.", ids!(JobReason, as_str, meaning));

    text.push_str(
        "\n\nclass Signal(enum.IntEnum):\n    \
         \"\"\"A signal, by its number on Linux for x86, ARM and RISC-V, whatever the host.\n\n    \
         It compares equal to the member of :class:`signal.Signals` of that number.\n    \"\"\"\n\n    \
         @property\n    \
         def about(self) -> str:\n        \
         \"\"\"What it says, in one line.\"\"\"\n        \
         return _exitcode.about(\"Signal\", self.name)\n\n",
    );
    for signal in Signal::ALL {
        if let Some(number) = signal.number(Abi::Linux) {
            let (name, about) = (signal.name(), prose(signal.summary()));
            let _ = writeln!(text, "    {name} = {number}\n    \"\"\"{about}.\"\"\"");
        }
    }
    text
}

/// A text inside of three quotation marks, without the full stop that comes behind it.
fn prose(text: &str) -> String {
    text.trim_end_matches('.').replace('\\', "\\\\").replace("\"\"\"", "\"\"")
}

/// The name of a member: `oom-node` and `OOMKilled` become `OOM_NODE` and `OOM_KILLED`.
fn constant(word: &str) -> String {
    if word.is_empty() {
        return "EMPTY".to_owned();
    }
    let letters: Vec<char> = word.chars().collect();
    let mut name = String::new();
    for (index, &letter) in letters.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| letters.get(index));
        let after = letters.get(index + 1);
        let begins = letter.is_uppercase()
            && before.is_some_and(|before| {
                before.is_lowercase()
                    || before.is_ascii_digit()
                    || before.is_uppercase() && after.is_some_and(|after| after.is_lowercase())
            });
        if begins {
            name.push('_');
        }
        name.push(if letter.is_alphanumeric() { letter.to_ascii_uppercase() } else { '_' });
    }
    name
}

#[cfg(test)]
mod tests {
    use super::constant;

    #[test]
    fn members_are_named_as_constants() {
        assert_eq!(constant("oom-container-limit"), "OOM_CONTAINER_LIMIT");
        assert_eq!(constant("OOMKilled"), "OOM_KILLED");
        assert_eq!(constant("CrashLoopBackOff"), "CRASH_LOOP_BACK_OFF");
        assert_eq!(constant("ksh93"), "KSH93");
    }
}
