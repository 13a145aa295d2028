// For browsers, workers and bundlers: the module is loaded when this file is imported.

import { load } from "./load.js";

await load();

export * from "./exitcode_explain.js";
