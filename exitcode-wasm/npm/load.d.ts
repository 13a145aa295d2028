import type { InitInput } from "./exitcode_wasm.js";

export type * from "./exitcode_wasm.js";

/**
 * Loads the module at the first call, and gives its functions.
 *
 * @param source - The bytes, a `Response`, a URL or a `WebAssembly.Module`, where the module is not to be fetched
 *   from beside the script.
 */
export declare function load(source?: InitInput | Promise<InitInput>): Promise<typeof import("./exitcode_wasm.js")>;
