export * from "./exitcode_explain.js";
