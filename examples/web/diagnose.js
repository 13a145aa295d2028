// The box and its answer.

import { announce, copy, h } from "./dom.js";
import { ask } from "./engine.js";
import { EvidenceBox } from "./evidence.js";
import { EXAMPLES } from "./examples.js";
import { picturesOf } from "./pictures.js";
import { pack, unpack } from "./share.js";

/** So long nobody types, in milliseconds. */
const PAUSE = 80;

const box = new EvidenceBox();
const pictures = h("div", { class: "pictures", slot: "picture" });
const answer = h("exit-diagnosis", { linked: true, reference: "#/cause/" }, pictures);
const progress = h("p", { class: "progress", hidden: true }, "Reading…");
const problem = h("p", { class: "problem", role: "alert", hidden: true });
const examples = h("section", { class: "examples", "aria-labelledby": "examples-title" });
const file = h("input", { type: "file", multiple: true, hidden: true, "aria-label": "Files", onchange: opened });
const shareButton = h("button", { type: "button", onclick: share }, "Copy a link");
const clearButton = h("button", { type: "button", onclick: clear }, "Clear");
const tools = h(
  "div",
  { class: "tools" },
  h("button", { type: "button", onclick: () => file.click() }, "Open files"),
  clearButton,
  shareButton,
  file,
);

examples.append(
  h("h2", { id: "examples-title" }, "Or look at a real death"),
  h(
    "ul",
    {},
    EXAMPLES.map((example) =>
      h(
        "li",
        {},
        h("button", { type: "button", onclick: () => show(example) }, example.title),
        h("span", {}, example.about),
      ),
    ),
  ),
);

const right = h("section", { class: "right", "aria-label": "Answer" }, progress, problem, answer, examples);
const element = h(
  "div",
  { class: "diagnose" },
  h(
    "section",
    { class: "left", "aria-labelledby": "box-title" },
    h("div", { class: "heading" }, h("h1", { id: "box-title" }, "Why did it die?"), tools),
    box.element,
  ),
  right,
);

let timer;
let running;

box.addEventListener("change", () => {
  clearTimeout(timer);
  refresh();
  busy(true);
  timer = setTimeout(diagnose, box.size > 100_000 ? PAUSE * 3 : PAUSE);
});
box.addEventListener("refused", ({ detail }) => fail(detail));
answer.addEventListener("exit-evidence", ({ detail: { source, state } }) => {
  box.point(state === "out" ? undefined : source, state === "pick");
});

function refresh() {
  const empty = box.isEmpty;
  examples.hidden = !empty;
  clearButton.disabled = empty;
  shareButton.disabled = empty;
  if (!empty) return;
  running?.abort();
  answer.report = null;
  pictures.replaceChildren();
  problem.hidden = true;
  progress.hidden = true;
  announce("");
}

/** What the module is given: a paste as the text that it is, several parts by their names. */
function given() {
  const { inputs } = box;
  return inputs.length === 1 && inputs[0].name === "-" ? inputs[0].text : inputs.filter(({ text }) => text !== "");
}

async function diagnose() {
  // The answer to what is no longer in the box is of no use to anybody.
  running?.abort();
  problem.hidden = true;
  if (box.isEmpty) return busy(false);
  const { signal } = (running = new AbortController());
  const slow = setTimeout(() => (progress.hidden = false), 250);
  try {
    const asked = given();
    const report = await ask("diagnose", [asked], signal);
    answer.objects = objects();
    answer.report = report;
    box.mark(places(report));
    const [first] = report.diagnoses;
    pictures.replaceChildren(...(first ? await draw(asked, first.subject, signal) : []));
    announce(first ? `${report.diagnoses.length} diagnosed. ${first.summary}` : "No diagnosis");
  } catch (error) {
    if (!signal.aborted) fail(error.message);
  } finally {
    clearTimeout(slow);
    if (!signal.aborted) {
      progress.hidden = true;
      busy(false);
    }
  }
}

/** The objects in the box, for the diff of a patch. */
function objects() {
  if (box.size > 1 << 20) return [];
  return box.inputs.flatMap(({ text }) => {
    if (!text.trimStart().startsWith("{")) return [];
    try {
      const object = JSON.parse(text);
      return object.items ?? [object];
    } catch {
      return [];
    }
  });
}

/** The pictures of what the first diagnosis is about. */
async function draw(asked, subject, signal) {
  const mine = JSON.stringify(subject);
  const all = await ask("histories", [asked], signal);
  return all.filter((history) => JSON.stringify(history.subject) === mine).slice(0, 1).flatMap(picturesOf);
}

/** Where all that speaks for or against anything stands. */
function places({ diagnoses }) {
  const evidence = diagnoses.flatMap(({ findings }) => findings.flatMap((finding) => finding.evidence));
  return evidence.flatMap(({ source }) => source ?? []);
}

function busy(is) {
  right.setAttribute("aria-busy", String(is));
}

function fail(message) {
  busy(false);
  answer.report = null;
  pictures.replaceChildren();
  box.mark([]);
  problem.textContent = message;
  problem.hidden = false;
}

async function opened() {
  busy(true);
  await box.open([...file.files]);
  file.value = "";
}

async function show({ text, files }) {
  if (text !== undefined) return box.set([{ name: "-", text }]);
  busy(true);
  try {
    const read = async (path) => {
      const response = await fetch(path);
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      return { name: path.split("/").pop(), text: await response.text() };
    };
    box.set(await Promise.all(files.map(read)));
  } catch (error) {
    fail(error.message);
  }
}

function clear() {
  box.set([]);
  if (location.hash.startsWith("#/paste/")) history.replaceState(null, "", "#/");
  box.textarea.focus();
}

async function share() {
  const fragment = await pack(box.inputs);
  if (!fragment) return fail("This is too long for a link. Nothing is stored anywhere, so a link has to hold it all.");
  history.replaceState(null, "", fragment);
  await copy(location.href, shareButton);
}

let shown;

/** The page of the box; a link's last part fills it. */
export async function diagnosePage(packed) {
  refresh();
  if (packed && packed !== shown) {
    shown = packed;
    try {
      box.set(await unpack(packed));
    } catch {
      fail("This link is damaged: what it held cannot be read.");
    }
  }
  return element;
}
