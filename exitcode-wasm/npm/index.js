// For browsers, workers and bundlers: the module is loaded when this file is imported.

import init from "./exitcode_wasm.js";

try {
  await init();
} catch (cause) {
  const blocked = cause instanceof WebAssembly.CompileError || cause instanceof EvalError;
  const why = blocked
    ? "the page's Content-Security-Policy needs 'wasm-unsafe-eval' in script-src"
    : "exitcode_wasm_bg.wasm must be served beside the script";
  throw new Error(`exitcode-wasm could not be loaded: ${why}`, { cause });
}

export * from "./exitcode_wasm.js";
