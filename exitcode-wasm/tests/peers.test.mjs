// What other packages hand over, and what the one says that people come from.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { loadYaml, V1Pod } from "@kubernetes/client-node";
import { signalsByName, signalsByNumber } from "human-signals";

import { diagnose, qos, signals } from "../pkg/node.js";

const CORPUS = new URL("../../corpus/", import.meta.url);

test("a V1Pod has the answers of its JSON", () => {
  const names = readdirSync(CORPUS, { recursive: true }).filter((name) => name.endsWith("/pod.json"));
  let [count, dates] = [0, 0];
  for (const name of names) {
    const text = readFileSync(new URL(name, CORPUS), "utf8");
    if (text === "") continue;
    const json = JSON.parse(text);
    if (json.apiVersion !== "v1" || json.kind !== "Pod" || !json.spec?.containers) continue;
    // JSON is YAML, and this is how the client makes its own objects of either.
    const pod = loadYaml(text);
    assert.ok(pod instanceof V1Pod, name);
    dates += Number(pod.metadata?.creationTimestamp instanceof Date);
    const answers = (subject) =>
      diagnose(subject).diagnoses.map(({ summary, findings }) => [
        summary,
        findings.map(({ cause, confidence, evidence }) => [cause, confidence, evidence.map(({ text }) => text)]),
      ]);
    assert.deepEqual(answers(pod), answers(json), name);
    assert.equal(qos(pod), qos(json), name);
    count += 1;
  }
  assert.ok(count > 300 && dates > 50, `${count} pods, ${dates} with dates`);
});

// human-signals gives SIGIO no standard (glibc: 4.2 BSD), calls SIGCONT forced, which it is not
// (signal(7): only SIGKILL and SIGSTOP cannot be caught, blocked or ignored), and numbers the realtime
// signals as SIGRT1 to SIGRT31.
const OTHERWISE = { SIGIO: ["standard"], SIGCONT: ["forced"] };

test("the columns of human-signals, for Linux", () => {
  assert.equal(process.platform, "linux", "human-signals speaks of the host");
  const numbers = new Set();
  for (const signal of signals()) {
    numbers.add(signal.number);
    const isRealtime = signal.number >= 34;
    const other = isRealtime ? signalsByNumber[signal.number] : signalsByName[signal.name];
    for (const key of ["number", "supported", "action", "forced", "standard"]) {
      if (OTHERWISE[signal.name]?.includes(key)) {
        assert.notEqual(signal[key], other[key], `${signal.name} ${key}`);
      } else {
        assert.equal(signal[key], other[key], `${signal.name} ${key}`);
      }
    }
    assert.ok(signal.description);
    assert.equal(signal.name.startsWith("SIGRTM"), isRealtime, signal.name);
  }
  for (const { number, supported } of Object.values(signalsByNumber)) {
    assert.ok(numbers.has(number), `${number}, ${supported}`);
  }
});
