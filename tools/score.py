#!/usr/bin/env python3
"""Measures the diagnoses of `exitcode` against the labelled cases of the corpus.

The format of a case is in corpus/README.md. For each group of cases, and for all together:

top1    the first finding names an accepted cause, of the cases whose input suffices for it
top3    one of the first three findings does, of the cases whose input narrows it down
over    cases with a `confirmed` finding whose cause is not true of the case
sure    of the right first findings, how many were `confirmed`
vague   cases with a printed command that still holds a placeholder
broken  cases in which the program crashed, hung or printed something else than a report

Then, for each confidence, how often a first finding of that confidence was right: one that is
said to be likely should be right more often than one that is only possible.
"""

import argparse
import concurrent.futures
import dataclasses
import fnmatch
import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCHEMA = "exitcode.report/v1"
SECONDS = 20
CONFIDENCES = ("confirmed", "likely", "possible")
PLACEHOLDER = re.compile(r"<[a-z][a-z -]*>|\{[a-z][a-z_]*\}")


@dataclasses.dataclass
class Case:
    """A labelled case, and the folder that its inputs are in."""

    folder: pathlib.Path
    label: dict

    @property
    def name(self):
        return f"{self.folder.name}/{self.label['id']}"

    @property
    def group(self):
        return f"{self.folder.name}/{self.label.get('group', '-')}"

    @property
    def decidable(self):
        return self.label.get("decidable", "full")

    @property
    def accepted(self):
        """The causes that the first finding may name; None stands for no diagnosis at all."""
        return self.label["accept"]

    @property
    def true(self):
        """The causes that may be confirmed. A completed process is no accusation."""
        return {*self.label.get("true", self.accepted), *self.label.get("also", ()), "completed"}


@dataclasses.dataclass
class Answer:
    """What the program said of a case."""

    diagnoses: list
    broken: str = ""

    @property
    def first(self):
        """The findings of the first diagnosis, as pairs of cause and confidence."""
        findings = self.diagnoses[0]["findings"] if self.diagnoses else []
        return [(finding["cause"], finding["confidence"]) for finding in findings]

    def names(self, accepted, places):
        """Whether one of the first findings names an accepted cause."""
        if self.broken:
            return False
        causes = [cause for cause, _ in self.first[:places]]
        return any(cause in accepted for cause in causes or [None])

    def overclaims(self, true):
        """The causes that are confirmed, anywhere in the report, and not true."""
        return sorted(
            {
                finding["cause"]
                for diagnosis in self.diagnoses
                for finding in diagnosis["findings"]
                if finding["confidence"] == "confirmed" and finding["cause"] not in true
            }
        )

    @property
    def vague(self):
        steps = [
            step
            for diagnosis in self.diagnoses
            for step in [
                *diagnosis.get("next", ()),
                *(r for finding in diagnosis["findings"] for r in finding.get("remedies", ())),
            ]
        ]
        return any(PLACEHOLDER.search(step.get("command") or "") for step in steps)


@dataclasses.dataclass
class Row:
    """The counts of a group."""

    cases: int = 0
    full: int = 0
    top1: int = 0
    narrowed: int = 0
    top3: int = 0
    over: int = 0
    sure: int = 0
    vague: int = 0
    broken: int = 0

    def add(self, case, answer):
        full, narrowed = case.decidable == "full", case.decidable != "none"
        hit = full and answer.names(case.accepted, 1)
        self.cases += 1
        self.full += full
        self.top1 += hit
        self.narrowed += narrowed
        self.top3 += narrowed and answer.names(case.accepted, 3)
        self.over += bool(answer.overclaims(case.true))
        self.sure += hit and bool(answer.first) and answer.first[0][1] == "confirmed"
        self.vague += answer.vague
        self.broken += bool(answer.broken)


def percent(part, whole):
    return f"{100 * part / whole:.1f}%" if whole else "-"


def corpora():
    return [path.parent for path in sorted(ROOT.glob("corpus/*/cases.jsonl"))]


def read_cases(folders):
    for folder in folders:
        with open(folder / "cases.jsonl", encoding="utf-8") as lines:
            for line in lines:
                if line.strip():
                    yield Case(folder, json.loads(line))


def report(binary, case):
    """What the program prints of a case, as JSON. Its exit status is not looked at."""
    files = ["-"] if "stdin" in case.label else [str(case.folder / f) for f in case.label["inputs"]]
    command = [binary, "diagnose", "--output", "json", *files]
    text = case.label.get("stdin", "").encode()
    done = subprocess.run(command, input=text, capture_output=True, timeout=SECONDS, check=False)
    return json.loads(done.stdout)


def ask(binary, case):
    try:
        said = report(binary, case)
        if said["schema"] != SCHEMA:
            raise ValueError(f"schema is {said['schema']!r}")
        answer = Answer(said["diagnoses"])
        # Fails here, and not while counting, if a part of the report is missing.
        answer.first, answer.overclaims(()), answer.vague
        return answer
    except Exception as error:  # whatever goes wrong in the program is a broken case
        return Answer([], f"{type(error).__name__}: {error}"[:160])


def for_each(cases, work):
    """The results of the work for each case, in order, done on all processors."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(work, cases))


def print_groups(rows):
    columns = "{:34} {:>6} {:>5} {:>7} {:>5} {:>7} {:>5} {:>7} {:>6} {:>7}"
    print(columns.format("group", "cases", "top1", "", "top3", "", "over", "sure", "vague", "broken"))
    for group in sorted(rows, key=lambda name: (name == "all", name)):
        row = rows[group]
        top1, top3 = percent(row.top1, row.full), percent(row.top3, row.narrowed)
        sure = percent(row.sure, row.top1)
        counts = (row.cases, row.top1, top1, row.top3, top3, row.over, sure, row.vague, row.broken)
        print(columns.format(group, *counts))


def calibration(cases, answers):
    """For each confidence, how many first findings had it, and how many of those were right."""
    for confidence in CONFIDENCES:
        pairs = [
            (case, answer)
            for case, answer in zip(cases, answers)
            if case.decidable == "full" and answer.first and answer.first[0][1] == confidence
        ]
        yield confidence, len(pairs), sum(answer.names(case.accepted, 1) for case, answer in pairs)


def print_calibration(cases, answers):
    print(f"\n{'first finding':14} {'cases':>6} {'right':>6}")
    for confidence, count, right in calibration(cases, answers):
        print(f"{confidence:14} {count:6} {right:6} {percent(right, count):>7}")


def page(rows, cases, answers):
    """The figures as a page of the reference."""
    lines = [
        "<!-- Made by `cargo xtask score --write docs/reference/calibration.md`. Do not edit. -->",
        "",
        "# Calibration",
        "",
        "What the diagnoses are worth, measured over the labelled cases of [corpus](../../corpus).",
        "Of the cases whose input suffices to name the cause, how often the first finding was right:",
        "",
        "| the first finding is | cases | right | |",
        "| --- | ---: | ---: | ---: |",
    ]
    for confidence, count, right in calibration(cases, answers):
        lines.append(f"| {confidence} | {count} | {right} | {percent(right, count)} |")
    lines += [
        "",
        "By the kind of input: `top1`, the first finding names an accepted cause; `top3`, one of the",
        "first three does; `over`, cases with a confirmed finding that is not true; `sure`, of the",
        "right first findings, how many were confirmed.",
        "",
        "| group | cases | top1 | top3 | over | sure |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for group in sorted(rows, key=lambda name: (name == "all", name)):
        row = rows[group]
        shares = (percent(row.top1, row.full), percent(row.top3, row.narrowed))
        sure = percent(row.sure, row.top1)
        lines.append(f"| {group} | {row.cases} | {' | '.join(shares)} | {row.over} | {sure} |")
    return "\n".join(lines) + "\n"


def print_misses(cases, answers):
    for case, answer in zip(cases, answers):
        over = answer.overclaims(case.true)
        places = {"full": 1, "partial": 3}.get(case.decidable)
        missed = places and not answer.names(case.accepted, places)
        if missed or over or answer.broken:
            said = ", ".join(f"{cause} ({confidence})" for cause, confidence in answer.first[:3])
            wanted = ", ".join(str(cause) for cause in case.accepted)
            print(f"{case.name}: wanted {wanted}; said {said or 'nothing'}", end="")
            print(f"; over-claimed {', '.join(over)}" if over else "", end="")
            print(f"; broken: {answer.broken}" if answer.broken else "")


def shortcomings(rows, options):
    """What falls short of the figures that were asked for, a sentence each."""
    for pattern, minimum in options.min_top1:
        groups = [group for group in rows if group != "all" and fnmatch.fnmatch(group, pattern)]
        if not groups:
            yield f"no group is called {pattern}"
        for group in groups:
            row = rows[group]
            if row.full and 100 * row.top1 < minimum * row.full:
                yield f"{group}: top1 is {percent(row.top1, row.full)}, wanted {minimum:g}%"
    if options.strict:
        for what, count in (("over-claimed", rows["all"].over), ("broken", rows["all"].broken)):
            if count:
                yield f"{count} cases are {what} (--verbose names them)"


def minimum(text):
    pattern, _, value = text.rpartition("=")
    if not pattern:
        raise argparse.ArgumentTypeError("wanted GROUP=PERCENT")
    return pattern, float(value)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bin", default=str(ROOT / "target/release/exitcode"), metavar="FILE")
    parser.add_argument(
        "--corpus", action="append", type=pathlib.Path, metavar="FOLDER", help="default: corpus/*"
    )
    parser.add_argument("--verbose", action="store_true", help="a line for each case that is not right")
    parser.add_argument("--strict", action="store_true", help="fail on an over-claim or a broken case")
    parser.add_argument(
        "--min-top1",
        action="append",
        default=[],
        type=minimum,
        metavar="GROUP=PERCENT",
        help="fail where top1 of a group is below this; the group may hold * and ?",
    )
    parser.add_argument("--write", type=pathlib.Path, metavar="FILE", help="write the figures there")
    parser.add_argument(
        "--check", type=pathlib.Path, metavar="FILE", help="fail where that file has other figures"
    )
    options = parser.parse_args()

    if not os.access(options.bin, os.X_OK):
        parser.error(f"no program at {options.bin}; `cargo build --release -p exitcode-cli` makes it")
    cases = list(read_cases(options.corpus or corpora()))
    if not cases:
        parser.error("no cases")
    answers = for_each(cases, lambda case: ask(options.bin, case))

    rows = {"all": Row()}
    for case, answer in zip(cases, answers):
        rows["all"].add(case, answer)
        rows.setdefault(case.group, Row()).add(case, answer)
    if options.verbose:
        print_misses(cases, answers)
    print_groups(rows)
    print_calibration(cases, answers)
    short = list(shortcomings(rows, options))
    if options.write:
        options.write.write_text(page(rows, cases, answers), encoding="utf-8")
    if options.check and options.check.read_text(encoding="utf-8") != page(rows, cases, answers):
        short.append(f"{options.check} is out of date: cargo xtask score --write {options.check}")
    for sentence in short:
        print(f"score: {sentence}", file=sys.stderr)
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
