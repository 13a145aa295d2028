// The same files have the same answers as in Rust.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { diagnose } from "../pkg/node.js";

const ROOT = new URL("../../", import.meta.url);
const CASES = answers();

function answers() {
  const cargo = process.env.CARGO ?? "cargo";
  const command = ["run", "--quiet", "--package", "exitcode-k8s", "--example", "answers"];
  const done = spawnSync(cargo, command, { cwd: ROOT, encoding: "utf8", maxBuffer: 1 << 30 });
  assert.equal(done.status, 0, done.stderr);
  const cases = done.stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.ok(cases.length > 1000);
  return cases;
}

function bytes({ folder, inputs, stdin }) {
  if (stdin !== null) return new TextEncoder().encode(stdin);
  return inputs.map((name) => {
    const path = new URL(`corpus/${folder}/${name}`, ROOT);
    return { name, text: new Uint8Array(readFileSync(path)) };
  });
}

// Where nothing at all could be read, what is thrown is what Rust's report says.
function diagnoseOrThrow(subject, { report, case: name }) {
  try {
    return diagnose(subject);
  } catch (error) {
    assert.equal(error.name, "ParseError", `${name}: ${error}`);
    assert.deepEqual(report.diagnoses, [], name);
    assert.ok(report.ignored.some(({ why }) => error.message.includes(why)), name);
    return undefined;
  }
}

test("every case has the report of Rust", () => {
  for (const answer of CASES) {
    const report = diagnoseOrThrow(bytes(answer), answer);
    if (report) assert.deepEqual(report, answer.report, answer.case);
  }
});

const causes = (report) =>
  report.diagnoses.map(({ findings }) => findings.map(({ cause, confidence }) => [cause, confidence]));

test("objects have the answers of their JSON", () => {
  let count = 0;
  for (const answer of CASES) {
    if (answer.inputs?.length !== 1 || !answer.inputs[0].endsWith("/pod.json")) continue;
    const path = new URL(`corpus/${answer.folder}/${answer.inputs[0]}`, ROOT);
    const pod = JSON.parse(readFileSync(path, "utf8"));
    assert.deepEqual(causes(diagnose(pod)), causes(answer.report), answer.case);
    count += 1;
  }
  assert.ok(count > 300);
});

test("offsets of texts are those of JavaScript's strings", () => {
  let seen = 0;
  for (const answer of CASES) {
    if (answer.stdin === null) continue;
    const report = diagnoseOrThrow(answer.stdin, answer);
    if (!report) continue;
    assert.deepEqual(causes(report), causes(answer.report), answer.case);
    const utf8 = new TextEncoder().encode(answer.stdin);
    const decoder = new TextDecoder();
    const pairs = (one) => one.diagnoses.flatMap((d) => d.findings.flatMap((f) => f.evidence.map((e) => e.source)));
    const theirs = pairs(answer.report);
    pairs(report).forEach((source, index) => {
      if (!source) return;
      const { start, end } = theirs[index];
      assert.equal(answer.stdin.slice(source.start, source.end), decoder.decode(utf8.slice(start, end)), answer.case);
      seen += 1;
    });
  }
  assert.ok(seen > 100, `${seen} places in texts`);
});
