#!/usr/bin/env python3
"""Holds the report of every case of the corpus, and answers of every other kind, against the published
JSON Schemas."""

import argparse
import json
import subprocess
import sys

import jsonschema
import score

SCHEMAS = score.ROOT / "docs/reference"

USAGE = "POD NAME CPU(cores) MEMORY(bytes)\na api 1m 100Mi\nb api 1m 300Mi\n"
AUTOSCALER = json.dumps({
    "kind": "VerticalPodAutoscaler",
    "metadata": {"namespace": "shop"},
    "status": {"recommendation": {"containerRecommendations": [{
        "containerName": "api", "target": {"memory": "300Mi"}, "upperBound": {"memory": "600Mi"},
    }]}},
})

# The schema, the arguments, and what is read; of a function the list of all pods is the argument.
ANSWERS = [
    ("cause", ["explain", "oom-container-limit"], ""),
    ("cause", ["explain", "liveness-probe-killed"], ""),
    ("entrypoint", ["entrypoint", "--", "sh", "-c", "server | tee log"], ""),
    ("entrypoint", ["entrypoint", "--", "/app", "--port", "80"], ""),
    ("kernel-log", ["kernel-log"], lambda _: kernel_logs()),
    ("oom-score", ["oom-score", "--node-memory", "64Gi"], lambda pods: pods),
    ("reason", ["explain", "OOMKilled"], ""),
    ("reason", ["explain", "Evicted"], ""),
    ("resize", ["resize", "--limit", "512Mi", "--oom", "2026-01-02T03:04:05Z"], USAGE),
    ("resize", ["resize", "--owner", "deployment/api", "--pod", "api-0"], AUTOSCALER),
    ("shutdown", ["shutdown", "--grace", "30", "--pre-stop", "5", "--drain", "45"], ""),
    ("shutdown", ["shutdown"], ""),
    ("steps", ["explain", "137", "--steps"], ""),
    ("steps", ["explain", "grace-period-expired", "--steps"], ""),
    ("triage", ["triage"], lambda pods: pods),
]


def kernel_logs():
    logs = sorted(score.ROOT.glob("corpus/**/dmesg*.txt")) + sorted(score.ROOT.glob("corpus/oom-logs/*.log"))
    return "".join(log.read_text(encoding="utf-8", errors="replace") for log in logs)


def validator(name):
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def answers(binary):
    """The misfits of every other kind of answer, and the schemas that none is held against."""
    files = sorted(score.ROOT.glob("corpus/kubelet/*/pod.json"))
    # A few are empty: the pod was gone when it was asked for.
    texts = filter(None, (path.read_text(encoding="utf-8").strip() for path in files))
    pods = json.dumps({"kind": "PodList", "items": [json.loads(text) for text in texts]})
    unused = {path.name.removesuffix(".schema.json") for path in SCHEMAS.glob("*.schema.json")}
    misfits = 0
    for name, arguments, given in ANSWERS:
        given = given(pods) if callable(given) else given
        command = [binary, *arguments[:1], "--output", "json", *arguments[1:]]
        done = subprocess.run(command, input=given, stdout=subprocess.PIPE, text=True, check=True)
        for error in validator(name).iter_errors(json.loads(done.stdout)):
            misfits += 1
            print(f"{' '.join(arguments)}: {error.json_path}: {error.message}")
        unused.discard(name)
    for name in unused - {"report"}:
        misfits += 1
        print(f"{name}: no answer is held against it")
    print(f"{len(ANSWERS)} answers of other kinds, {misfits} misfits")
    return misfits


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", required=True, metavar="FILE")
    options = parser.parse_args()

    report = validator("report")
    cases = list(score.read_cases(score.corpora()))
    reports = score.for_each(cases, lambda case: score.report(options.bin, case))
    misfits = 0
    for case, found in zip(cases, reports):
        for error in report.iter_errors(found):
            misfits += 1
            print(f"{case.name}: {error.json_path}: {error.message}")
    diagnoses = sum(len(found["diagnoses"]) for found in reports)
    print(f"{len(reports)} reports with {diagnoses} diagnoses, {misfits} misfits")
    return 1 if misfits + answers(options.bin) or not diagnoses else 0


if __name__ == "__main__":
    sys.exit(main())
