"""``python -m exitcode_py``: what the package knows, from a shell."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import exitcode_py
from exitcode_py import _words

LISTS: dict[str, list[Any]] = {
    "causes": [_words.Cause],
    "signals": [_words.Signal],
    "reasons": [
        _words.TerminatedReason,
        _words.WaitingReason,
        _words.PodReason,
        _words.ConditionReason,
        _words.NodeConditionReason,
        _words.EventReason,
        _words.JobReason,
    ],
    "conventions": [_words.Convention],
}


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="exitcode-py", description="Why did it die?")
    parser.add_argument("--version", action="version", version=exitcode_py.__version__)
    commands = parser.add_subparsers(dest="command", required=True)

    explain = commands.add_parser("explain", help="explain an exit code or a signal")
    explain.add_argument("code", help="such as 137, -11, 0xC0000005 or SIGSEGV")
    explain.add_argument("-r", "--reason", help="the reason beside it, such as OOMKilled")
    explain.add_argument("-c", "--convention", choices=[*map(str, _words.Convention)])
    output(explain)

    diagnose = commands.add_parser("diagnose", help="find out why something died, from files or standard input")
    diagnose.add_argument("files", nargs="*", metavar="FILE")
    output(diagnose)

    log = commands.add_parser("kernel-log", help="read the OOM kills and crashes out of a kernel log")
    log.add_argument("files", nargs="*", metavar="FILE")
    output(log)

    triage = commands.add_parser("triage", help="sort all pods of a list by what is wrong with them")
    triage.add_argument("files", nargs="*", metavar="FILE")

    words = commands.add_parser("list", help="print what is known")
    words.add_argument("what", choices=[*LISTS])
    return parser


def output(command: argparse.ArgumentParser) -> None:
    command.add_argument("-o", "--output", choices=["text", "json"], default="text")


def inputs(files: list[str]) -> Any:
    if files in ([], ["-"]):
        return sys.stdin.buffer
    return [Path(name) for name in files]


def answer(options: argparse.Namespace) -> str:
    as_json = getattr(options, "output", "json") == "json"
    if options.command == "list":
        rows = [f"{member.name} {member.value}" for words in LISTS[options.what] for member in words]
        return "\n".join(rows)
    if options.command == "triage":
        return json.dumps(exitcode_py.triage(inputs(options.files)), indent=2)
    if options.command == "kernel-log":
        found = exitcode_py.kernel_log(inputs(options.files), text=not as_json)
        return json.dumps(found, indent=2) if as_json else found.rstrip()
    if options.command == "explain":
        found = exitcode_py.explain(options.code, options.reason, options.convention)
    else:
        found = exitcode_py.diagnose(inputs(options.files))
    return json.dumps(found.to_dict(), indent=2) if as_json else found.text(color=sys.stdout.isatty()).rstrip()


def negative_numbers(arguments: list[str]) -> list[str]:
    """``-11`` is a code, and not an option."""
    return [f" {word}" if word[:1] == "-" and word[1:].isdigit() else word for word in arguments]


def main() -> int:
    options = parser().parse_args(negative_numbers(sys.argv[1:]))
    if options.command == "explain":
        options.code = options.code.strip()
    try:
        print(answer(options))
    except BrokenPipeError:
        # Whoever reads has seen enough; nothing more is written at the end either.
        sys.stdout = None  # type: ignore[assignment]
    except (exitcode_py.Error, OSError, ValueError) as error:
        print(f"exitcode-py: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
