// The functions and what they take.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { constants } from "node:os";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";

import * as exitcode from "../pkg/node.js";

const { causes, codes, diagnose, explain, kernelLog, signals } = exitcode;
const pkg = (name) => new URL(`../pkg/${name}`, import.meta.url);

const POD = {
  kind: "Pod",
  metadata: { name: "api-0", creationTimestamp: new Date(0) },
  status: {
    containerStatuses: [{ name: "api", state: { terminated: { exitCode: 137, reason: "OOMKilled" } } }],
  },
};

test("a code and a reason", () => {
  const answer = explain(137, { reason: "OOMKilled" });
  assert.equal(answer.findings[0].cause, "oom-container-limit");
  assert.equal(answer.exit.signal, "SIGKILL");
  assert.ok(explain(137).findings.every(({ confidence }) => confidence !== "confirmed"));
  assert.deepEqual(explain("0xC0000005"), explain(3221225477));
  assert.deepEqual(explain(-9), explain("SIGKILL"));
  assert.equal(explain(265, { convention: "ksh93" }).exit.signal, "SIGKILL");
  assert.deepEqual(explain(1, null), explain(1, { reason: undefined }));
});

test("every code has an answer", () => {
  for (let code = -300; code < 600; code++) assert.ok(explain(code).findings.length > 0, `${code}`);
});

test("what is no code", () => {
  for (const code of [undefined, null, {}, true]) assert.throws(() => explain(code), TypeError);
  for (const code of [1.5, NaN, Infinity, 2 ** 32, "137 ", "", "SIGNOTHING"]) {
    assert.throws(() => explain(code), RangeError, `${code}`);
  }
  assert.throws(() => explain(1, { convention: "windows" }), /ntstatus/);
  assert.throws(() => explain(1, { reason: 1 }), TypeError);
});

test("all forms of a pod", () => {
  const text = JSON.stringify(POD);
  const wanted = diagnose(text).diagnoses.map(({ findings }) => findings.map(({ cause }) => cause));
  assert.equal(wanted[0][0], "oom-container-limit");
  const forms = [
    new TextEncoder().encode(text),
    POD,
    [POD],
    { kind: "List", items: [POD] },
    { name: "pod.json", text },
    [{ name: "pod.json", text }],
    [text],
    `\u{feff}${text}`.slice(1),
  ];
  for (const form of forms) {
    const { diagnoses } = diagnose(form);
    assert.deepEqual(diagnoses.map(({ findings }) => findings.map(({ cause }) => cause)), wanted);
  }
});

test("events and logs are taken together", () => {
  const failing = { kind: "Pod", status: { containerStatuses: [{ name: "a", state: { terminated: { exitCode: 1 } } }] } };
  const line = "bind: address already in use";
  for (const logs of [line, new TextEncoder().encode(line), { a: line }]) {
    assert.equal(diagnose(failing, { logs }).diagnoses[0].findings[0].cause, "port-in-use");
  }
  const event = { kind: "Event", reason: "Killing", message: "Stopping", involvedObject: { kind: "Pod", name: "api-0" } };
  assert.ok(diagnose(POD, { events: [event], node: "{}" }).diagnoses.length > 0);
});

test("damaged input has a place", () => {
  assert.throws(
    () => diagnose('{"😀": \n  oops}'),
    ({ name, input, line, column, offset, message }) => {
      assert.deepEqual([name, input, line, column, offset], ["ParseError", "-", 2, 3, 10]);
      return message.includes("line 2");
    },
  );
  assert.throws(() => diagnose("[".repeat(1_000_000)), { name: "ParseError" });
});

test("what is no use is said and not thrown", () => {
  for (const subject of ["", "hello world", "{}", {}, '{"kind": "Secret"}']) {
    const { diagnoses, ignored } = diagnose(subject);
    assert.deepEqual(diagnoses, []);
    assert.ok(ignored.length > 0, JSON.stringify(subject));
  }
});

test("what is none of it", () => {
  for (const subject of [undefined, null, 1, true, () => {}, Symbol("x"), [null]]) {
    assert.throws(() => diagnose(subject), TypeError);
  }
  assert.throws(() => diagnose(POD, { logs: 1 }), TypeError);
  const loop = {};
  loop.loop = loop;
  assert.throws(() => diagnose(loop), TypeError);
  assert.throws(() => diagnose({ toJSON: () => undefined }), TypeError);
});

test("lone surrogates and any bytes are no error", () => {
  assert.ok(diagnose("\ud800 hello").ignored.length > 0);
  let seed = 1;
  const random = () => (seed = (seed * 48271) % 2147483647);
  const text = new TextEncoder().encode(JSON.stringify(POD));
  for (let round = 0; round < 2000; round++) {
    const bytes = text.slice();
    for (let change = 0; change < 3; change++) bytes[random() % bytes.length] = random();
    try {
      diagnose(bytes);
    } catch (error) {
      assert.equal(error.name, "ParseError");
    }
  }
});

test("the kernel's log", () => {
  const log = "Memory cgroup out of memory: Killed process 7 (hog) total-vm:8kB, anon-rss:4kB, file-rss:0kB, shmem-rss:0kB";
  const { schema, kills } = kernelLog(log);
  assert.equal(schema, "exitcode.kernel-log/v1");
  assert.equal(kills.length, 1);
  assert.equal(kills[0].pid, 7);
  assert.deepEqual(kernelLog("").kills, []);
});

test("the signals are those of Linux", () => {
  // Node's own table is the other opinion.
  assert.equal(process.platform, "linux", "these tests run on Linux");
  const byName = new Map(signals().map((signal) => [signal.name, signal]));
  for (const [name, number] of Object.entries(constants.signals)) {
    if (["SIGIOT", "SIGPOLL", "SIGUNUSED", "SIGCLD"].includes(name)) continue;
    assert.equal(byName.get(name)?.number, number, name);
  }
  for (const { name, exitCode, forced } of signals()) {
    assert.equal(explain(exitCode).exit.signal, name);
    assert.equal(forced, name === "SIGKILL" || name === "SIGSTOP", name);
  }
});

test("the lists have what reports speak of", () => {
  const ids = new Set(causes().map(({ id }) => id));
  for (let code = 0; code < 256; code++) {
    for (const { cause, title } of explain(code).findings) {
      assert.ok(ids.has(cause), cause);
      assert.ok(title);
    }
  }
  assert.ok(codes().length > 20);
  for (const row of [...causes(), ...signals(), ...codes()]) {
    for (const [key, value] of Object.entries(row)) {
      assert.ok(value !== "" && (value !== undefined || key === "symbol"), JSON.stringify(row));
    }
  }
});

test("the package is small, and its version is its own", () => {
  const module = readFileSync(pkg("exitcode_wasm_bg.wasm"));
  const script = readFileSync(pkg("exitcode_wasm.js"));
  const size = brotliCompressSync(module).length + brotliCompressSync(script).length;
  assert.ok(size <= 288 * 1024, `${size} bytes after brotli, of ${module.length}`);
  assert.equal(exitcode.version(), JSON.parse(readFileSync(pkg("package.json"))).version);
});
