export * from "./exitcode_names.js";
