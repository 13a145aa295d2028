export * from "./exitcode_wasm.js";
