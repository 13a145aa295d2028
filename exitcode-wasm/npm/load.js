// For browsers, workers and bundlers: the module is loaded when `load` is called.

import { once } from "./once.js";

export const load = once(() => import("./exitcode_wasm.js"), "exitcode_wasm_bg.wasm");
