// The functions and what they take.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { test } from "node:test";

import * as exitcode from "../pkg/node.js";

const { diagnose, explain, kernelLog, listCauses, listCodes, meanings, signals } = exitcode;

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
  for (const { name, number, exitCode, forced, supported } of signals()) {
    assert.equal(explain(exitCode).exit.signal, name);
    assert.equal(forced, name === "SIGKILL" || name === "SIGSTOP", name);
    assert.equal(supported, constants.signals[name] === number, name);
  }
});

test("the lists have what reports speak of", () => {
  const ids = new Set(listCauses().map(({ id }) => id));
  for (let code = 0; code < 256; code++) {
    for (const { cause, title } of explain(code).findings) {
      assert.ok(ids.has(cause), cause);
      assert.ok(title);
    }
  }
  for (const { leadsTo } of listCauses()) for (const id of leadsTo) assert.ok(ids.has(id), id);
  const checks = new Set(exitcode.listChecks().map(({ id }) => id));
  for (const cause of listCauses()) for (const id of cause.checks) assert.ok(checks.has(id), id);
  const families = new Set(exitcode.listFamilies().map(({ id }) => id));
  for (const { family } of listCodes()) assert.ok(families.has(family), family);
});

test("the lists are those of the reference", () => {
  const text = readFileSync(new URL("../../docs/reference/exitcode.json", import.meta.url), "utf8");
  const reference = JSON.parse(text);
  const pick = (row, keys) => Object.fromEntries(keys.map((key) => [key, row[key] ?? null]));
  const same = (list, rows, keys) =>
    assert.deepEqual(list.map((row) => pick(row, keys)), rows.map((row) => pick(row, keys)));
  same(listCauses(), reference.causes, ["id", "title", "why", "fault", "retry", "leadsTo", "checks"]);
  same(listCodes(), reference.codes, ["code", "family", "symbol", "title", "origin", "commonness"]);
  same(exitcode.listChecks(), reference.checks, ["id", "title", "template"]);
  same(exitcode.listFamilies(), reference.families, ["id", "name", "source"]);
  same(exitcode.listMessages(), reference.messages, ["id", "meaning", "words"]);
  const keys = ["reason", "status", "emitter", "since", "until", "meaning", "sources"];
  same(exitcode.listReasons(), Object.values(reference.reasons).flat(), keys);
});

test("the readings of a code", () => {
  const of137 = meanings(137);
  assert.ok(of137.length > 1);
  assert.equal(of137[0].signal, "SIGKILL");
  assert.ok(of137.some(({ origin }) => origin === "program"));
  assert.ok(meanings(126).some(({ known }) => known.some(({ family }) => family === "shell")));
  assert.equal(meanings(265, { convention: "ksh93" })[0].signal, "SIGKILL");
  assert.throws(() => meanings("SIGKILL"), RangeError);
});

test("codes of one's own", () => {
  const codes = { 42: "bad configuration", "0xC0000005": "ours too" };
  const [first] = meanings(42, { codes });
  assert.deepEqual([first.title, first.own], ["bad configuration", true]);
  assert.equal(meanings(3221225477, { codes })[0].title, "ours too");
  assert.match(JSON.stringify(explain(42, { codes })), /bad configuration/);
  const pod = structuredClone(POD);
  pod.status.containerStatuses[0].state.terminated = { exitCode: 42, reason: "Error" };
  assert.match(JSON.stringify(diagnose(pod, { codes })), /bad configuration/);
  assert.doesNotMatch(JSON.stringify(diagnose(pod)), /bad configuration/);
  for (const codes of [1, [], { x: "no code" }, { 42: 1 }]) {
    if (Array.isArray(codes)) continue;
    assert.throws(() => explain(42, { codes }), TypeError);
  }
});

test("a stop, its steps and the grace period that fits", () => {
  const stop = exitcode.shutdown({ grace: 30, preStop: 25.4, drain: 12 });
  assert.deepEqual(
    stop.phases.map(({ step, startsSeconds, lastsSeconds }) => [step, startsSeconds, lastsSeconds]),
    [
      ["killing", 0, 0],
      ["pre-stop", 0, 25.4],
      ["stop-signal", 25.4, 0],
      ["drain", 25.4, 5],
      ["kill", 30.4, 0],
    ],
  );
  assert.deepEqual([stop.fits, stop.recommendedGraceSeconds], [false, 48]);
  assert.deepEqual([stop.signalAtSeconds, stop.windowSeconds, stop.killAtSeconds], [25.4, 5, 30.4]);
  assert.equal(exitcode.shutdown().graceSeconds, 30);
  assert.equal(exitcode.shutdown().fits, null);
  const { containers } = exitcode.shutdown({
    containers: [
      { name: "proxy", sidecar: true, drain: 1 },
      { name: "logs", sidecar: true, drain: 4 },
      { name: "app", drain: 20 },
    ],
  });
  assert.deepEqual(
    containers.map(({ name, signalAtSeconds }) => [name, signalAtSeconds]),
    [["app", 0], ["logs", 20], ["proxy", 24]],
  );
  for (const grace of [-1, NaN, "30", {}]) assert.throws(() => exitcode.shutdown({ grace }), TypeError);
  assert.equal(exitcode.shutdown({ grace: 1e300, drain: 1e300 }).preStopCut, false);
});

const pod = (name, container) => ({
  metadata: { namespace: "shop", name },
  spec: { containers: [{ name: "main", ...container }] },
});

test("the order in which the kernel kills", () => {
  const small = pod("cache", {});
  const large = pod("postgres", { resources: { requests: { cpu: "1", memory: "32Gi" }, limits: { memory: "40Gi" } } });
  const options = { memory: "64Gi", usage: { "shop/cache/main": 10 << 20, "postgres/main": "30Gi" } };
  const answer = exitcode.oomScore([large, small], options);
  assert.deepEqual(
    answer.containers.map(({ pod, oomScoreAdj, qosClass }) => [pod, oomScoreAdj, qosClass]),
    [["cache", 1000, "BestEffort"], ["postgres", 500, "Burstable"]],
  );
  assert.ok(answer.measured);
  assert.match(answer.whyFirst, /^shop\/cache\/main dies first/);
  assert.ok(answer.containers[0].score > answer.containers[1].score);
  const forms = [{ items: [large, small] }, JSON.stringify([large, small]), JSON.stringify({ items: [large, small] })];
  for (const form of forms) assert.deepEqual(exitcode.oomScore(form, options), answer);
  assert.deepEqual(exitcode.oomScore([], { memory: 1 }).containers, []);
  assert.equal(exitcode.oomScore(small, { memory: "8Gi" }).measured, false);
  for (const wrong of [1, "1", null, [1], {}]) {
    if (wrong === null) continue;
    assert.throws(() => exitcode.oomScore(wrong, options), TypeError);
  }
  assert.throws(() => exitcode.oomScore(small, {}), TypeError);
  assert.throws(() => exitcode.oomScore(small, { memory: "much" }), TypeError);
});

test("the quality of service", () => {
  const amounts = { cpu: "500m", memory: "256Mi" };
  assert.equal(exitcode.qos(pod("a", {})), "BestEffort");
  assert.equal(exitcode.qos(pod("a", { resources: { limits: amounts } })), "Guaranteed");
  assert.equal(exitcode.qos(JSON.stringify(pod("a", { resources: { requests: amounts } }))), "Burstable");
  assert.throws(() => exitcode.qos({}), TypeError);
  const pods = corpusPods();
  for (const one of pods) assert.equal(exitcode.qos(one), one.status.qosClass, one.metadata.name);
  assert.ok(pods.length > 20, `${pods.length}`);
});

// Pods with the class that a real API server gave them.
function corpusPods() {
  const corpus = new URL("../../corpus/", import.meta.url);
  const names = readdirSync(corpus, { recursive: true }).filter((name) => name.endsWith("pod.json"));
  const texts = names.map((name) => readFileSync(new URL(name, corpus), "utf8"));
  const pods = texts.filter((text) => text !== "").map((text) => JSON.parse(text));
  return pods.filter((one) => one.status?.qosClass && one.spec?.containers);
}

test("how much memory to ask for", () => {
  const samples = [];
  for (let day = 0; day < 8; day++) {
    samples.push({ at: new Date((1_700_000_000 + 86_400 * day) * 1000), bytes: 200e6 + 25e6 * day });
  }
  const advice = exitcode.recommend({ samples, request: "128Mi", limit: "256Mi" });
  assert.equal(Math.trunc(advice.target / 1e6), 442);
  assert.deepEqual([advice.change, advice.samples, advice.trend], ["raise", 8, null]);
  assert.ok(advice.newLimit > advice.highest);
  const unix = samples.map(({ at, bytes }) => ({ at: at / 1000, bytes }));
  assert.deepEqual(exitcode.recommend({ samples: unix, request: "128Mi", limit: 256 << 20 }), advice);
  const killed = exitcode.recommend({ limit: "256Mi", kills: [1_700_000_000, 1_700_086_400] });
  assert.deepEqual([killed.newLimit >= 384 << 20, killed.trend], [true, "pattern"]);
  assert.equal(killed.killWindows.length, 2);
  assert.equal(exitcode.recommend({ limit: "256Mi", peak: "256Mi" }).newLimit, 384 << 20);
  assert.equal(exitcode.recommend({}).newLimit, null);
  assert.throws(() => exitcode.recommend({ samples: [{ at: "now", bytes: 1 }] }), TypeError);
  assert.throws(() => exitcode.recommend({ kills: [NaN] }), TypeError);
});

test("alert rules and a dashboard", () => {
  const rules = exitcode.alertRules({ labels: { release: "prom" }, watch: ["shop"], namespace: "monitoring" });
  assert.match(rules, /^apiVersion: monitoring\.coreos\.com\/v1\nkind: PrometheusRule/);
  assert.match(rules, /"release": "prom"/);
  assert.match(rules, /namespace=~"shop"/);
  assert.match(exitcode.alertRules({ format: "plain" }), /^groups:/);
  const dashboard = JSON.parse(exitcode.alertRules({ format: "grafana" }));
  assert.ok(dashboard.panels.length > 3);
  assert.throws(() => exitcode.alertRules({ name: "A b" }), RangeError);
  assert.throws(() => exitcode.alertRules({ format: "xml" }), RangeError);
  assert.throws(() => exitcode.alertRules({ watch: "shop" }), TypeError);
});
