// For Node: the module is loaded when this file is imported.

import { load } from "./load-node.js";

await load();

export * from "./exitcode_explain.js";
