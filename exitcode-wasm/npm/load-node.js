// For Node: the module is read from the package's folder.

import { readFile } from "node:fs/promises";

import { once } from "./once.js";

export const load = once(
  () => import("./exitcode_wasm.js"),
  "exitcode_wasm_bg.wasm",
  () => readFile(new URL("./exitcode_wasm_bg.wasm", import.meta.url)),
);
