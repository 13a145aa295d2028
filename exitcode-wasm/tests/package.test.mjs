// The package as it is published: what is in it, how it is loaded, how large it is.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

import { once } from "../pkg/once.js";

const PKG = fileURLToPath(new URL("../pkg/", import.meta.url));

// Installed as a user has it, so that names are looked up in the `exports` of the package.
const home = mkdtempSync(join(tmpdir(), "exitcode-wasm-"));
const installed = join(home, "node_modules", "exitcode-wasm");
cpSync(PKG, installed, { recursive: true });
after(() => rmSync(home, { recursive: true }));

const node = (script) => {
  const file = join(home, "script.mjs");
  writeFileSync(file, script);
  return spawnSync(process.execPath, [file], { encoding: "utf8" });
};

const prints = (script, text) => {
  const { stdout, stderr, status } = node(script);
  assert.equal(status, 0, stderr);
  assert.equal(stdout.trim(), text);
};

const brotli = (name) => {
  const bytes = readFileSync(join(PKG, name));
  const params = { [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return brotliCompressSync(bytes, { params }).length;
};

const within = (limit, ...names) => {
  const size = names.map(brotli).reduce((a, b) => a + b);
  // A limit that is far away is no limit.
  assert.ok(size <= limit && size >= limit * 0.9, `${names}: ${size} bytes after brotli, of ${limit}`);
};

test("everything is at most so large", () => {
  // A standard library that has not been built for its size can be told by what it says when it panics.
  const talks = readFileSync(join(PKG, "exitcode_wasm_bg.wasm")).includes("index out of bounds");
  within(talks ? 320_000 : 300_000, "exitcode_wasm_bg.wasm", "exitcode_wasm.js");
});

test("everything but the readers is at most 120 KB", () => {
  const talks = readFileSync(join(PKG, "explain/exitcode_explain_bg.wasm")).includes("index out of bounds");
  within(talks ? 128_000 : 120_000, "explain/exitcode_explain_bg.wasm", "explain/exitcode_explain.js");
});

test("names alone are at most 30 KB", () => {
  within(30_000, "names/exitcode_names_bg.wasm", "names/exitcode_names.js");
});

test("what is packed is there, and has a version", () => {
  const manifest = JSON.parse(readFileSync(join(PKG, "package.json"), "utf8"));
  const targets = (value) => (typeof value === "string" ? [value] : Object.values(value).flatMap(targets));
  for (const path of [...targets(manifest.exports), ...manifest.sideEffects]) {
    assert.ok(existsSync(join(PKG, path)), path);
  }
  const packed = spawnSync("npm", ["pack", "--dry-run", "--json"], { cwd: PKG, encoding: "utf8" });
  assert.equal(packed.status, 0, packed.stderr);
  const [{ files, version }] = JSON.parse(packed.stdout);
  const paths = files.map(({ path }) => path);
  for (const path of ["README.md", "LICENSE-MIT", "LICENSE-APACHE", "exitcode_wasm_bg.wasm", "explain/exitcode_explain_bg.wasm", "names/exitcode_names_bg.wasm"]) {
    assert.ok(paths.includes(path), path);
  }
  assert.ok(paths.every((path) => !/node_modules|test|\.rs$|gitignore/.test(path)), `${paths}`);
  assert.match(version, /^\d+\.\d+\.\d+/);
  prints('import { version } from "exitcode-wasm"; console.log(version())', version);
});

test("each way in", () => {
  prints('import { explain } from "exitcode-wasm"; console.log(explain(139).exit.signal)', "SIGSEGV");
  prints(
    'import { load } from "exitcode-wasm/load"; const { explain } = await load(); console.log(explain(139).exit.signal)',
    "SIGSEGV",
  );
  prints('import { explain } from "exitcode-wasm/explain"; console.log(explain(139).exit.signal)', "SIGSEGV");
  prints(
    'import { load } from "exitcode-wasm/explain/load"; console.log((await load()).explain(139).exit.signal)',
    "SIGSEGV",
  );
  prints('import { meanings } from "exitcode-wasm/names"; console.log(meanings(137)[0].signal)', "SIGKILL");
  prints(
    'import { load } from "exitcode-wasm/names/load"; console.log((await load()).signals().length)',
    String(31 + 31),
  );
  prints(
    `import { readFileSync } from "node:fs";
     import init, { explain } from "exitcode-wasm/bare";
     const path = new URL(import.meta.resolve("exitcode-wasm/exitcode_wasm_bg.wasm"));
     await init({ module_or_path: readFileSync(path) });
     console.log(explain(1).exit.code)`,
    "1",
  );
});

test("names have the same answers as everything", async () => {
  const names = await import(pathToFileURL(join(installed, "names/node.js")).href);
  const all = await import(pathToFileURL(join(installed, "node.js")).href);
  for (let code = -300; code < 600; code++) {
    assert.deepEqual(names.meanings(code), all.meanings(code), `${code}`);
  }
  const codes = { 42: "bad configuration" };
  assert.deepEqual(names.meanings(42, { codes }), all.meanings(42, { codes }));
  assert.throws(() => names.meanings(1, { convention: "windows" }), /ntstatus/);
  const bare = ({ sender, inContainer, ...row }) => row;
  assert.deepEqual(names.signals(), all.signals().map(bare));
  for (const list of ["listCodes", "listFamilies", "listConventions"]) assert.deepEqual(names[list](), all[list]());
});

test("without the readers, explanations and lists are the same", async () => {
  const some = await import(pathToFileURL(join(installed, "explain/node.js")).href);
  const all = await import(pathToFileURL(join(installed, "node.js")).href);
  const reasons = [undefined, ...new Set(all.listReasons().map(({ reason }) => reason))];
  for (const reason of reasons) {
    for (const code of [0, 1, 2, 42, 126, 127, 128, 134, 137, 139, 143, 255, -11, 3221225477, "SIGSEGV"]) {
      assert.deepEqual(some.explain(code, { reason }), all.explain(code, { reason }), `${code} ${reason}`);
    }
  }
  for (let code = -300; code < 600; code++) assert.deepEqual(some.explain(code), all.explain(code), `${code}`);
  for (const list of Object.keys(some).filter((name) => /^list|^signals$/.test(name))) {
    assert.deepEqual(some[list](), all[list](), list);
  }
  assert.equal(some.listCauses().length, all.listCauses().length);
  assert.ok(!("diagnose" in some || "listMessages" in some));
});

test("the module is loaded at the first call, and once", async () => {
  let count = 0;
  const load = once(async () => ({ default: async () => void count++, name: "api" }), "x.wasm");
  assert.equal(count, 0);
  const [first, second] = await Promise.all([load(), load()]);
  assert.equal(first, second);
  assert.equal(count, 1);
});

test("what keeps it from loading is said, and does not stay", async () => {
  const failures = [
    new WebAssembly.CompileError("Refused to compile WebAssembly module because 'unsafe-eval' is not allowed"),
    new WebAssembly.CompileError("expected magic word 00 61 73 6d, found 3c 21 44 4f"),
    new TypeError("Failed to fetch"),
  ];
  const said = [/needs 'wasm-unsafe-eval' in script-src/, /served as x\.wasm is another file/, /x\.wasm must be served/];
  const load = once(async () => ({ default: () => (failures.length > 0 ? Promise.reject(failures.shift()) : {}) }), "x.wasm");
  for (const why of said) {
    await assert.rejects(load(), ({ message, cause }) => {
      assert.match(message, why);
      return cause instanceof Error;
    });
  }
  assert.ok(await load());
});

test("a source of one's own", async () => {
  const given = [];
  const load = once(async () => ({ default: async (options) => void given.push(options) }), "x.wasm");
  await load("https://cdn.example/x.wasm");
  assert.deepEqual(given, [{ module_or_path: "https://cdn.example/x.wasm" }]);
});

test("a worker thread has it as well", () => {
  prints(
    `import { Worker, isMainThread, parentPort } from "node:worker_threads";
     if (isMainThread) {
       new Worker(new URL(import.meta.url)).on("message", (text) => console.log(text));
     } else {
       const { load } = await import("exitcode-wasm/load");
       parentPort.postMessage((await load()).explain(137).exit.signal);
     }`,
    "SIGKILL",
  );
});

test("no script makes code of text", () => {
  for (const name of ["exitcode_wasm.js", "explain/exitcode_explain.js", "names/exitcode_names.js", "once.js", "load.js", "index.js", "elements.js"]) {
    assert.doesNotMatch(readFileSync(join(PKG, name), "utf8"), /\beval\(|new Function\(/, name);
  }
});

for (const [name, page] of [["the README", "../npm/README.md"], ["the book", "../../docs/book/web.md"]]) {
  test(`${name} begins with a script that runs, and answers what it says`, () => {
    const text = readFileSync(new URL(page, import.meta.url), "utf8");
    const script = text.split("```js\n")[1].split("```")[0];
    const checked = script.replace(/^(.+); \/\/ (".*")$/gm, "assert.equal($1, $2);");
    assert.notEqual(checked, script);
    const state = { terminated: { exitCode: 137, reason: "OOMKilled" } };
    const pod = { kind: "Pod", metadata: { name: "api-0" }, status: { containerStatuses: [{ name: "api", state }] } };
    const given = `import assert from "node:assert/strict"; const events = [], pod = ${JSON.stringify(pod)};`;
    prints(given + checked, "api The container used more memory than its limit and the kernel killed it after-fix");
  });
}

test("the README shows the samples as they are tested", () => {
  const readme = readFileSync(join(PKG, "README.md"), "utf8");
  for (const name of ["plain.js", "WhyItDied.tsx"]) {
    assert.ok(readme.includes(readFileSync(new URL(`samples/${name}`, import.meta.url), "utf8")), name);
  }
});
