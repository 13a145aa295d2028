// For Node: the module is read from the package's folder.

import { readFile } from "node:fs/promises";

import init from "./exitcode_wasm.js";

await init({ module_or_path: await readFile(new URL("./exitcode_wasm_bg.wasm", import.meta.url)) });

export * from "./exitcode_wasm.js";
