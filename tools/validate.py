#!/usr/bin/env python3
"""Holds the report of every case of the corpus against the published JSON Schema."""

import argparse
import json
import sys

import jsonschema
import score

SCHEMA = score.ROOT / "docs/reference/report.schema.json"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", required=True, metavar="FILE")
    options = parser.parse_args()

    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    cases = list(score.read_cases(score.corpora()))
    reports = score.for_each(cases, lambda case: score.report(options.bin, case))
    misfits = 0
    for case, report in zip(cases, reports):
        for error in validator.iter_errors(report):
            misfits += 1
            print(f"{case.name}: {error.json_path}: {error.message}")
    diagnoses = sum(len(report["diagnoses"]) for report in reports)
    print(f"{len(reports)} reports with {diagnoses} diagnoses, {misfits} misfits")
    return 1 if misfits or not diagnoses else 0


if __name__ == "__main__":
    sys.exit(main())
