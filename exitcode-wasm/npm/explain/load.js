// For browsers, workers and bundlers: the module is loaded when `load` is called.

import { once } from "../once.js";

export const load = once(() => import("./exitcode_explain.js"), "exitcode_explain_bg.wasm");
