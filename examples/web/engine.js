// Asks the module, which runs in a worker.

import { ownScript } from "./own-files.js";

let worker;
let ready;
let failure;
let last = 0;
const open = new Map();

function start() {
  const mine = new Worker(ownScript("worker.js"), { type: "module" });
  worker = mine;
  ready = false;
  mine.addEventListener("message", ({ data }) => {
    if (mine !== worker) return;
    if (data.failure) return fail(data.failure);
    if (data.ready) {
      ready = true;
      for (const [id, asked] of open) post(id, asked);
      return;
    }
    const asked = open.get(data.id);
    open.delete(data.id);
    if (data.error) asked?.reject(Object.assign(new Error(data.error.message), data.error));
    else asked?.resolve(data.answer);
  });
  mine.addEventListener("error", (event) => fail(event.message || "the worker could not be started"));
}

/** Without the module there is no answer to anything. */
function fail(why) {
  failure = new Error(why);
  for (const asked of open.values()) asked.reject(failure);
  open.clear();
}

function post(id, { call, given }) {
  worker.postMessage({ id, call, given });
}

/** The answer of a function of the module. With a signal, it can be given up. */
export function ask(call, given = [], signal) {
  if (failure) return Promise.reject(failure);
  const id = (last += 1);
  const answer = new Promise((resolve, reject) => open.set(id, { call, given, resolve, reject }));
  if (ready) post(id, open.get(id));
  signal?.addEventListener("abort", () => giveUp(id, signal.reason), { once: true });
  return answer;
}

/** Nothing else ends a call that runs, so the worker starts anew and is asked the rest again. */
function giveUp(id, reason) {
  const asked = open.get(id);
  if (!asked) return;
  open.delete(id);
  asked.reject(reason);
  worker.terminate();
  start();
}

const lists = new Map();

/** A list of the module, which is asked for once. */
export function list(name) {
  if (!lists.has(name)) lists.set(name, ask(name));
  return lists.get(name);
}

start();
