// What the npm package costs, beside what people use without it, as rows of a Markdown table.
//
//     cargo xtask wasm && npm install --prefix exitcode-wasm/tests && node exitcode-wasm/benches/budget.mjs
//
// Every figure is the best of several runs.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { performance } from "node:perf_hooks";
import { brotliCompressSync, constants } from "node:zlib";

const PACKAGE = new URL("../pkg/", import.meta.url);
const POD = new URL("../../corpus/kubelet/node1-oom-child-always-parent-exit1/pod.json", import.meta.url);

// The peers are installed for the tests.
const require = createRequire(new URL("../tests/package.json", import.meta.url));
const { signalsByNumber } = await import(require.resolve("human-signals"));
const { loadYaml } = require("@kubernetes/client-node");
const { diagnose, explain } = await import(new URL("node.js", PACKAGE));

function row(work, budget, ours, peer = "", ratio = "") {
  console.log(`| ${work} | ${budget} | ${ours} | ${peer} | ${ratio} |`);
}

const bytes = (name) => readFileSync(new URL(name, PACKAGE));
const kilobytes = (count) => `${(count / 1e3).toFixed(1)} kB`;

function compressed(file) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: file.length };
  return brotliCompressSync(file, { params }).length;
}

/** Milliseconds of one call, the least of many. */
function each(run, times) {
  let best = Infinity;
  for (let round = 0; round < 20; round += 1) {
    const begun = performance.now();
    for (let call = 0; call < times; call += 1) run();
    best = Math.min(best, (performance.now() - begun) / times);
  }
  return best;
}

/** What a fresh process prints, the least of many runs: milliseconds, each number for itself. */
function fresh(script, ...parameters) {
  const options = ["--input-type=module", "--eval", script, ...parameters];
  const once = () => JSON.parse(execFileSync(process.execPath, options, { encoding: "utf8" }));
  const runs = Array.from({ length: 10 }, once);
  return runs[0].map((_, index) => Math.min(...runs.map((run) => run[index])));
}

function time(milliseconds) {
  if (milliseconds >= 1) return `${milliseconds.toFixed(2)} ms`;
  return milliseconds >= 1e-3 ? `${(milliseconds * 1e3).toFixed(2)} µs` : `${(milliseconds * 1e6).toFixed(0)} ns`;
}

const ratio = (ours, theirs) => `${(ours / theirs).toFixed(2)} × its time`;

console.log("| in JavaScript | budget | measured | peer in the same run | ratio |");
console.log("| --- | --- | --- | --- | --- |");
for (const [work, budget, name] of [
  ["download of the module with all prose, no readers", "≤ 120 kB", "explain/exitcode_explain_bg.wasm"],
  ["download of the module with everything", "", "exitcode_wasm_bg.wasm"],
  ["download of the module with names alone", "≤ 30 kB", "names/exitcode_names_bg.wasm"],
]) {
  const file = bytes(name);
  row(work, budget, `${kilobytes(compressed(file))} after brotli, ${kilobytes(file.length)} before`);
}

const start = `
  import { readFileSync } from "node:fs";
  const [library, pod] = process.argv.slice(-2);
  const text = readFileSync(new URL(pod), "utf8");
  const begun = performance.now();
  const module = await import(library);
  const loaded = performance.now();
  module.diagnose?.(text);
  console.log(JSON.stringify([loaded - begun, performance.now() - loaded]));`;
const [load, first] = fresh(start, new URL("node.js", PACKAGE).href, POD.href);
const [peer] = fresh(start, `file://${require.resolve("human-signals")}`, POD.href);
row("import, which compiles the module", "", time(load), `human-signals: ${time(peer)}`, ratio(load, peer));
row("the first diagnosis after it", "≤ 10 ms", time(first));

const ours = each(() => explain(137), 2_000);
const theirs = each(() => signalsByNumber[137 - 128].description, 100_000);
row("`explain(137)`, all it says", "", time(ours), `human-signals, one sentence: ${time(theirs)}`);

const text = readFileSync(POD, "utf8");
const pod = each(() => diagnose(text), 200);
const client = each(() => loadYaml(text), 20);
row("`diagnose` of a pod's JSON", "", time(pod), `@kubernetes/client-node, which reads it: ${time(client)}`, ratio(pod, client));
