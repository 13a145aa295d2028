// The pages, by the fragment of the address.

import "./exitcode-wasm/elements.js";
import { h } from "./dom.js";
import { diagnosePage } from "./diagnose.js";
import { nodePage } from "./node.js";
import { ownScript } from "./own-files.js";
import { causePage, codePage, reasonPage, referencePage, signalPage } from "./reference.js";
import { shutdownPage } from "./shutdown.js";

const main = document.getElementById("main");

/** Each page by the first word behind `#/`: its title, and what makes it. */
const PAGES = {
  "": ["exitcode: why did it die?", () => diagnosePage()],
  paste: ["exitcode: why did it die?", (packed) => diagnosePage(packed)],
  shutdown: ["exitcode", shutdownPage],
  node: ["exitcode", nodePage],
  reference: ["exitcode", referencePage],
  code: ["exitcode", codePage],
  signal: ["exitcode", signalPage],
  reason: ["exitcode", reasonPage],
  cause: ["exitcode", causePage],
};

let current = 0;

async function route(event) {
  // Other fragments are places in a page.
  if (location.hash !== "" && !location.hash.startsWith("#/")) return;
  const [path, query] = location.hash.slice(2).split("?");
  const [name, ...rest] = path.split("/");
  const turn = (current += 1);
  const [title, make] = Object.hasOwn(PAGES, name) ? PAGES[name] : PAGES[""];
  let page;
  try {
    page = await make(decode(rest.join("/")), new URLSearchParams(query ?? ""));
  } catch (error) {
    page = h("p", { class: "problem", role: "alert" }, error.message);
  }
  if (turn !== current) return;
  const [node, own] = Array.isArray(page) ? page : [page];
  document.title = own ? `${own} · exitcode` : title;
  if (main.firstChild !== node || main.childNodes.length > 1) main.replaceChildren(node);
  for (const link of document.querySelectorAll(".bar nav a")) {
    if (link.dataset.for.split(" ").includes(name)) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (event) {
    scrollTo(0, 0);
    main.focus({ preventScroll: true });
  }
}

function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

addEventListener("hashchange", route);
route();

if ("serviceWorker" in navigator && globalThis.isSecureContext) {
  navigator.serviceWorker.register(ownScript("sw.js")).catch(() => {});
}
