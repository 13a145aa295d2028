// The module, in a thread of its own: however large a paste is, the page goes on.

let exitcode;
try {
  exitcode = await import("./exitcode-wasm/index.js");
} catch (error) {
  postMessage({ failure: error.message });
  throw error;
}

self.addEventListener("message", ({ data: { id, call, given } }) => {
  try {
    postMessage({ id, answer: exitcode[call](...given) });
  } catch (error) {
    postMessage({ id, error: { name: error.name, message: error.message, offset: error.offset, input: error.input } });
  }
});

// What is asked before this would be lost.
postMessage({ ready: true });

// Browsers compile a function when it is first called, so the first answer takes several times as long as the second.
setTimeout(() => exitcode.diagnose("Reason: OOMKilled"), 0);
