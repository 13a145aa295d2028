// The marked values of `corpus/secrets` are searched for in all that the module gives.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { inspect } from "node:util";

import * as exitcode from "../pkg/node.js";

const FOLDER = new URL("../../corpus/secrets/", import.meta.url);
// A Dockerfile is for another reader, and here no more than lines that a program printed.
const FILES = readdirSync(FOLDER)
  .filter((name) => name !== "Dockerfile")
  .sort()
  .map((name) => ({ name, text: readFileSync(new URL(name, FOLDER), "utf8") }));

// What is given, or what is thrown: the text of it, and all that it has.
function shown(name, ...args) {
  try {
    const answer = exitcode[name](...args);
    return `${inspect(answer, { depth: null, maxStringLength: null, maxArrayLength: null })} ${JSON.stringify(answer)}`;
  } catch (error) {
    return `${error.message} ${JSON.stringify(error)} ${inspect({ ...error }, { depth: null })}`;
  }
}

function noSecret(what, text) {
  const at = text.indexOf("CANARY");
  assert.ok(at < 0, `${what}: ${text.slice(Math.max(at - 120, 0), at + 40)}`);
}

test("there is something to search for", () => {
  assert.ok(FILES.length > 20 && FILES.every(({ text }) => text.includes("CANARY")));
});

test("no function shows a secret", () => {
  const functions = Object.keys(exitcode).filter((name) => typeof exitcode[name] === "function");
  assert.ok(functions.includes("diagnose") && functions.length > 8, `${functions}`);
  for (const { name, text } of FILES) {
    for (const call of functions) {
      noSecret(`${call} ${name}`, shown(call, text));
      noSecret(`${call} ${name}`, shown(call, { name, text }));
      noSecret(`${call} ${name}`, shown(call, text, text));
    }
    noSecret(name, shown("diagnose", "", { events: text, node: text, logs: text }));
    noSecret(name, shown("diagnose", new TextEncoder().encode(text)));
    try {
      noSecret(name, shown("diagnose", JSON.parse(text)));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  noSecret("all", shown("diagnose", FILES));
});
