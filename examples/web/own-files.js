// The scripts that may be started beside the page: its own two, and nothing that is computed.

const OWN = ["worker.js", "sw.js"];

const policy = globalThis.trustedTypes?.createPolicy("own-files", {
  createScriptURL(name) {
    if (!OWN.includes(name)) throw new TypeError(`not a file of this page: ${name}`);
    return new URL(name, import.meta.url).href;
  },
});

export function ownScript(name) {
  return policy ? policy.createScriptURL(name) : new URL(name, import.meta.url).href;
}
