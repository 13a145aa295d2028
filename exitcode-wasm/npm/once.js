// Loads a module at the first call, and says legibly why it cannot be.

/**
 * The function that loads: from a source that its caller has, or else with `read`, which is what wasm-bindgen's
 * script itself does where it is not given.
 */
export const once = (script, file, read) => {
  let loading;
  const start = async (source) => {
    const module = await script();
    try {
      const module_or_path = source ?? (await read?.());
      await module.default(module_or_path === undefined ? undefined : { module_or_path });
    } catch (cause) {
      throw new Error(`exitcode-wasm could not be loaded: ${why(cause, file)}`, { cause });
    }
    return module;
  };
  return (source) =>
    (loading ??= start(source).catch((error) => {
      // The network may be back at the next call.
      loading = undefined;
      throw error;
    }));
};

const why = (cause, file) => {
  const is = (name) => cause?.name === name;
  const blocked = is("EvalError") || (is("CompileError") && /eval|csp|security/i.test(cause.message));
  if (blocked) return "the page's Content-Security-Policy needs 'wasm-unsafe-eval' in script-src";
  if (is("CompileError")) return `what was served as ${file} is another file`;
  return `${file} must be served beside the script (${cause?.message ?? cause})`;
};
