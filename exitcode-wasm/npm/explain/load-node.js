// For Node: the module is read from the package's folder.

import { readFile } from "node:fs/promises";

import { once } from "../once.js";

export const load = once(
  () => import("./exitcode_explain.js"),
  "exitcode_explain_bg.wasm",
  () => readFile(new URL("./exitcode_explain_bg.wasm", import.meta.url)),
);
