// <exit-code> and <exit-diagnosis>: the answers as elements, for any page.
//
// Importing this file defines both. A module is loaded when the first of them needs it, for <exit-code> alone the
// small one. All that is shown is set as text: nothing that comes in is ever read as markup.

/** What the ids of a report are called where a person reads them. */
const WORDS = {
  confidence: { confirmed: "Confirmed", likely: "Likely", possible: "Possible" },
  stage: { identify: "Look", classify: "Tell apart", fix: "Fix", prevent: "Prevent" },
  risk: { changes: "changes it", restarts: "restarts it" },
  retry: {
    "after-fix": "run it again after a fix",
    elsewhere: "run it again elsewhere",
    later: "run it again later",
    yes: "run it again",
    "not-needed": "no need to run it again",
  },
};

/** So many diagnoses are shown at first, and so many more at each press of the button. */
const PAGE = 40;

let loading;
const load = () => (loading ??= import("./index.js"));

let loadingExplain;
const loadExplain = () => loading ?? (loadingExplain ??= import("./explain/index.js"));

/** An element: attributes by name, listeners as `on…`, children as nodes or as text. */
function h(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(2).filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

/** A sentence in which `code` stands between backquotes, as it does in the tables. */
function prose(text) {
  return String(text).split("`").map((part, index) => (index % 2 ? h("code", {}, part) : part));
}

function copyButton(text, what) {
  const button = h("button", { type: "button", part: "copy", "aria-label": `Copy ${what}` }, "Copy");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      // Without the right to write to the clipboard, the text is at least selected.
      getSelection()?.selectAllChildren(button.parentElement.querySelector("code, pre"));
      button.textContent = "Selected";
    }
    setTimeout(() => (button.textContent = "Copy"), 1500);
  });
  return button;
}

/** Lines are broken between words, not behind the hyphens of options. */
function command(text) {
  const words = text.split(/( )/).map((word) => (word === " " ? word : h("span", {}, word)));
  return h("div", { class: "command", part: "command" }, h("code", {}, words), copyButton(text, `the command ${text}`));
}

/**
 * A strategic merge patch as lines of YAML, each with the sign that a diff gives it; what it replaces is taken
 * from the object before, as far as that is known.
 */
function diffLines(value, before, indent = "", lead = "") {
  const lines = [];
  for (const [key, inner] of Object.entries(value)) {
    const start = `${lead || indent}${key}:`;
    const old = before?.[key];
    lead = "";
    if (Array.isArray(inner)) {
      lines.push([" ", start]);
      for (const item of inner) {
        if (item === null || typeof item !== "object") {
          lines.push([old?.includes?.(item) ? " " : "+", `${indent}  - ${scalar(item)}`]);
          continue;
        }
        const same = Array.isArray(old) ? old.find((one) => one?.name === item.name) : undefined;
        lines.push(...diffLines(item, same, `${indent}    `, `${indent}  - `));
      }
    } else if (inner !== null && typeof inner === "object") {
      lines.push([" ", start], ...diffLines(inner, old, `${indent}  `));
    } else {
      const known = old !== undefined && old !== inner && (old === null || typeof old !== "object");
      // A list's items are found by their names, which stay as they are.
      const stays = key === "name" || old === inner;
      if (known || inner === null) lines.push(["-", known ? `${start} ${scalar(old)}` : start]);
      if (inner !== null) lines.push([stays ? " " : "+", `${start} ${scalar(inner)}`]);
    }
  }
  return lines;
}

function scalar(value) {
  return typeof value === "string" && /^[A-Za-z][\w./-]*$|^\d+(\.\d+)?[A-Za-z]+$/.test(value) ? value : JSON.stringify(value);
}

/** The object that a patch changes, if it is at hand, or what its pod tells of its template. */
function objectBefore({ kind, name }, subject, objects) {
  const pod = objects.find((one) => one?.kind === "Pod" && one.metadata?.name === subject.pod);
  const itself = objects.find((one) => one?.kind === kind && one.metadata?.name === name);
  const template = { spec: { template: pod } };
  return itself ?? (kind === "CronJob" ? { spec: { jobTemplate: template } } : template);
}

function patchDiff({ target, type, body }, subject, objects) {
  const signs = { "+": "add", "-": "remove", " ": "same" };
  const rows = diffLines(body, objectBefore(target, subject, objects)).map(([sign, line]) =>
    h("span", { class: signs[sign] }, `${sign} ${line}\n`),
  );
  const name = [target.namespace, target.name].filter(Boolean).join("/");
  return h(
    "details",
    { class: "patch" },
    h("summary", {}, `As a ${type} patch of ${target.kind} ${name}`),
    h("div", { class: "command", part: "patch" }, h("pre", {}, rows), copyButton(JSON.stringify(body), "the patch")),
  );
}

function reference(url) {
  let address;
  try {
    address = new URL(url);
  } catch {
    return url;
  }
  if (address.protocol !== "https:" && address.protocol !== "http:") return url;
  const page = address.pathname.split("/").filter(Boolean).pop();
  const name = [address.hostname.replace(/^www\./, ""), page].filter(Boolean).join(" › ");
  return h("a", { href: address.href, target: "_blank", rel: "noopener noreferrer" }, name);
}

/** Where the evidence stands is told by an event, so that a page can show it. */
function evidence({ for: supports, text, source }, linked) {
  const item = h("li", { class: supports ? "for" : "against", part: "evidence" });
  item.append(h("span", { class: "hidden" }, supports ? "For: " : "Against: "));
  if (!source || !linked) {
    item.append(...prose(text));
    return item;
  }
  const button = h("button", { type: "button", title: "Show it in the text" }, prose(text));
  const tell = (state) => () => {
    const detail = { source, state };
    button.dispatchEvent(new CustomEvent("exit-evidence", { detail, bubbles: true, composed: true }));
  };
  for (const [name, state] of [
    ["pointerenter", "over"],
    ["focus", "over"],
    ["pointerleave", "out"],
    ["blur", "out"],
    ["click", "pick"],
  ]) {
    button.addEventListener(name, tell(state));
  }
  item.append(button);
  return item;
}

function remedies(list, { subject, objects }) {
  const stages = new Map();
  for (const remedy of list) {
    if (!stages.has(remedy.stage)) stages.set(remedy.stage, []);
    stages.get(remedy.stage).push(remedy);
  }
  return [...stages].map(([stage, all]) =>
    row(
      WORDS.stage[stage] ?? stage,
      all.map((remedy) =>
        h(
          "li",
          { part: "remedy" },
          h("span", {}, prose(remedy.title)),
          WORDS.risk[remedy.risk] && h("small", { class: "risk" }, WORDS.risk[remedy.risk]),
          remedy.command && command(remedy.command),
          remedy.patch && patchDiff(remedy.patch, subject, objects),
        ),
      ),
    ),
  );
}

function row(label, items, attributes = {}) {
  return h("section", { class: "row", ...attributes }, h("h4", {}, label), h("ul", {}, items));
}

function confidence(word) {
  return h(
    "span",
    { class: "confidence", part: `confidence ${word}`, "data-confidence": word },
    WORDS.confidence[word] ?? word,
  );
}

function findingBody(finding, options, ...inserted) {
  return [
    h("p", { class: "why", part: "why" }, prose(finding.why)),
    finding.evidence.length > 0 && row("Evidence", finding.evidence.map((one) => evidence(one, options.linked))),
    inserted,
    remedies(finding.remedies, options),
    finding.references.length > 0 &&
      row("Sources", finding.references.map((url) => h("li", {}, reference(url))), { class: "row references" }),
  ];
}

function cause(id, { base }) {
  return base === null ? h("code", { class: "cause" }, id) : h("a", { class: "cause", href: `${base}${id}` }, id);
}

function name({ namespace, pod, container }) {
  return [namespace, pod, container].filter(Boolean).join(" / ");
}

function advice({ fault, retry }) {
  return [fault !== "none" && fault, WORDS.retry[retry] ?? retry].filter(Boolean).join(" · ");
}

function diagnosisCard(diagnosis, options, picture) {
  const { subject, summary, exit, findings, next, follows } = diagnosis;
  options = { ...options, subject };
  const [first, ...others] = findings;
  const chips = exit ? [exit.code, exit.signal, exit.reason, exit.waiting] : [];
  const role = subject.role && subject.role !== "app" ? `${subject.role} container` : undefined;
  const about = [name(subject), role].filter(Boolean).join(" · ");
  return h(
    "article",
    { part: "diagnosis" },
    !options.inLine && h(
      "header",
      {},
      about !== "" && h("p", { class: "subject", part: "subject" }, about),
      h("h2", { part: "summary", tabindex: "-1" }, prose(summary)),
      h(
        "p",
        { class: "chips" },
        chips.filter((chip) => chip !== undefined && chip !== null).map((chip) => h("code", { part: "chip" }, String(chip))),
        h("span", { class: "advice", part: "advice" }, advice(diagnosis)),
      ),
      follows && h("p", { class: "follows", part: "follows" }, "A consequence of ", h("b", {}, name(follows))),
    ),
    first &&
      h(
        "section",
        { class: "finding", part: "finding" },
        h(
          "h3",
          {},
          confidence(first.confidence),
          summary.includes(first.title) ? undefined : h("span", { class: "title" }, prose(first.title)),
          cause(first.cause, options),
        ),
        findingBody(first, options, nextChecks(next), picture),
      ),
    others.map((finding) =>
      h(
        "details",
        { class: "finding other", part: "finding" },
        h("summary", {}, confidence(finding.confidence), h("span", { class: "title" }, prose(finding.title))),
        h("p", { class: "id" }, cause(finding.cause, options)),
        findingBody(finding, options),
      ),
    ),
  );
}

/** The one check that would tell most, and the others behind it. */
function nextChecks([first, ...others]) {
  const item = ({ title, command: text }) =>
    h("li", { part: "check" }, h("span", {}, prose(title)), text && command(text));
  if (!first) return undefined;
  const more = others.length === 1 ? "Another check" : `${others.length} more checks`;
  return h(
    "section",
    { class: "row next" },
    h("h4", {}, "Next check"),
    h("ul", {}, item(first), others.length > 0 && h("li", {}, h("details", {}, h("summary", {}, more), h("ul", {}, others.map(item))))),
  );
}

/** What is below, where it is more than one thing. */
function contents(diagnoses, root) {
  const go = (index) => () => {
    const heading = root.querySelectorAll("article h2")[index];
    heading.scrollIntoView({ block: "start" });
    heading.focus({ preventScroll: true });
  };
  const items = diagnoses.map(({ subject, summary, findings }, index) =>
    h(
      "li",
      {},
      h(
        "span",
        { class: "confidence", "data-confidence": findings[0]?.confidence },
        h("span", { class: "hidden" }, WORDS.confidence[findings[0]?.confidence] ?? ""),
      ),
      h("code", {}, name(subject)),
      h("button", { type: "button", onclick: go(index) }, prose(summary)),
    ),
  );
  return h("nav", { class: "contents", part: "contents", "aria-label": "Diagnoses" }, h("ul", {}, items));
}

function ignoredList(ignored) {
  const whys = ignored.slice(0, PAGE).map(({ input, why }) => h("li", {}, input === "-" ? why : `${input}: ${why}`));
  return h(
    "details",
    { class: "ignored", part: "ignored" },
    h("summary", {}, `Left aside: ${ignored.length} ${ignored.length === 1 ? "part" : "parts"}`),
    h("ul", {}, whys),
  );
}

const STYLE = `
:host { display: block; }
:host([hidden]) { display: none; }
:host(exit-code) { display: inline; }
.root {
  all: initial; color-scheme: inherit; display: block; container-type: inline-size; text-align: start;
  --ink: var(--exit-ink, light-dark(#1c1b19, #e8e6e1));
  --dim: var(--exit-dim, light-dark(#5f5b53, #a29d93));
  --paper: var(--exit-paper, transparent);
  --tint: var(--exit-tint, light-dark(#f3f1ec, #23221f));
  --line: var(--exit-line, light-dark(#dedad1, #383632));
  --accent: var(--exit-accent, light-dark(#1b5e8c, #7cb9e8));
  --add: var(--exit-add, light-dark(#1e6b34, #7ecb92));
  --remove: var(--exit-remove, light-dark(#a3261b, #f0958c));
  --mono: var(--exit-mono, ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, "Liberation Mono", monospace);
  color: var(--ink); background: var(--paper);
  font: 400 var(--exit-size, 15px)/1.5 var(--exit-font, ui-sans-serif, system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif);
  overflow-wrap: anywhere; hyphens: none;
}
.root.in-line { display: inline-block; container-type: normal; max-width: 100%; vertical-align: baseline; }
*, *::before { box-sizing: border-box; }
h2, h3, h4, p, ul, pre { margin: 0; padding: 0; font: inherit; }
ul { list-style: none; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: .2em; }
code, pre { font: .9em/1.5 var(--mono); }
button { font: inherit; color: inherit; }
:is(a, button, summary, h2):focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

article { padding-block: 1.5em; }
article + article { border-block-start: 1px solid var(--line); }
article:first-of-type { padding-block-start: 0; }
.contents { margin-block-end: 1.6em; }
.contents li { display: grid; grid-template-columns: auto minmax(0, 15em) minmax(0, 1fr); gap: 0 .8em; align-items: baseline; padding-block: .3em; border-block-end: 1px solid var(--line); }
.contents code { color: var(--dim); }
.contents button { border: 0; padding: 0; background: none; text-align: start; cursor: pointer; color: var(--accent); text-decoration: underline 1px; text-underline-offset: .2em; }
.contents .confidence::before { margin: 0; }
.subject { font: .84em/1.5 var(--mono); color: var(--dim); }
h2:focus { outline: none; }
h2 { scroll-margin-block-start: 2em; font-size: 1.4em; font-weight: 620; line-height: 1.25; letter-spacing: -.012em; margin-block: .2em .5em; text-wrap: pretty; }
.chips { display: flex; flex-wrap: wrap; gap: .4em; align-items: baseline; }
.chips code { padding: .05em .5em; border: 1px solid var(--line); border-radius: var(--exit-radius, 4px); background: var(--tint); }
.advice { color: var(--dim); font-size: .9em; margin-inline-start: .3em; }
.follows { color: var(--dim); margin-block-start: .5em; font-size: .93em; }

.finding { margin-block-start: 1.1em; }
h3 { display: flex; flex-wrap: wrap; align-items: baseline; gap: .2em .7em; }
.title { font-weight: 560; }
.cause { font: .82em/1.5 var(--mono); color: var(--dim); }
.confidence { font-weight: 600; white-space: nowrap; }
.confidence::before {
  content: ""; display: inline-block; width: .72em; height: .72em; margin-inline-end: .45em; border-radius: 50%;
  border: .12em solid var(--accent); print-color-adjust: exact; -webkit-print-color-adjust: exact;
}
.confidence[data-confidence="likely"]::before { background: linear-gradient(to top, var(--accent) 50%, transparent 50%); }
.confidence[data-confidence="confirmed"]::before { background: var(--accent); }
.why { max-width: 68ch; margin-block: .35em .9em; text-wrap: pretty; }

.row { display: grid; grid-template-columns: 6.2em minmax(0, 1fr); gap: .2em 1em; padding-block: .55em; border-block-start: 1px solid var(--line); }
h4 { color: var(--dim); font-size: .87em; line-height: 1.75; }
.row li + li { margin-block-start: .4em; }
.row.next { background: var(--tint); border: 1px solid var(--line); border-radius: var(--exit-radius, 4px); padding: .7em .9em; margin-block: .8em; }
.row.next h4 { color: var(--ink); font-weight: 600; }
.row.next details { font-size: .93em; }
.row.next summary { color: var(--dim); }
.row.next summary + ul { margin-block-start: .3em; }
.references ul { display: flex; flex-wrap: wrap; gap: .1em 1.2em; font-size: .87em; }
.references li + li { margin: 0; }
.risk { font-size: .8em; color: var(--dim); border: 1px solid var(--line); border-radius: 99px; padding: 0 .55em; margin-inline-start: .5em; white-space: nowrap; }
.for, .against { position: relative; padding-inline-start: 1.1em; }
.for::before, .against::before { content: "+" / ""; position: absolute; inset-inline-start: 0; font-family: var(--mono); color: var(--add); }
.against::before { content: "\\2212" / ""; color: var(--remove); }
.for button, .against button {
  display: inline; border: 0; padding: 0; background: none; text-align: start; cursor: pointer;
  text-decoration: underline dotted 1px var(--dim); text-underline-offset: .25em;
}
:is(.for, .against) button:is(:hover, :focus-visible) { background: var(--exit-mark, light-dark(#ffe9a3, #5c4a12)); text-decoration-style: solid; }

.command { display: flex; align-items: start; gap: .5em; margin-block-start: .25em; padding: .3em .35em .3em .65em; background: var(--tint); border-radius: var(--exit-radius, 4px); }
.next .command { background: light-dark(#fff, #1a1917); }
.command code, .command pre { flex: 1; min-width: 0; white-space: pre-wrap; }
.command code span { display: inline-block; max-width: 100%; }
.command button { flex: none; border: 1px solid var(--line); border-radius: 3px; background: none; color: var(--dim); font-size: .8em; line-height: 1.5; padding: .05em .55em; cursor: pointer; }
.command button:hover { color: var(--ink); border-color: var(--dim); }
summary { cursor: pointer; }
.patch { margin-block-start: .2em; font-size: .93em; }
.patch summary, .ignored summary { color: var(--dim); font-size: .93em; }
.add { color: var(--add); }
.remove { color: var(--remove); }
.same { color: var(--dim); }
.other { border-block-start: 1px solid var(--line); margin-block-start: 0; padding-block: .55em; }
.other > summary { display: list-item; }
.other > summary .confidence { display: inline-block; width: 7.2em; }
.other[open] > summary { margin-block-end: .3em; }
.ignored { color: var(--dim); font-size: .93em; padding-block: .6em; }
.ignored ul { padding-inline-start: 1.1em; }
.quiet { color: var(--dim); }
.failed { color: var(--remove); }
.more { border: 1px solid var(--line); border-radius: var(--exit-radius, 4px); background: none; padding: .3em .9em; cursor: pointer; }

.chip { display: inline-block; max-width: 100%; }
.chip > summary { display: inline-flex; flex-wrap: wrap; align-items: baseline; gap: 0 .5em; padding: .05em .55em; border: 1px solid var(--line); border-radius: var(--exit-radius, 4px); background: var(--tint); }
.chip > summary::marker { content: ""; }
.chip > summary b { font: 600 .93em/1.5 var(--mono); }
.chip[open] { display: block; }
.chip[open] > summary { margin-block-end: .9em; }

@container (max-width: 30em) {
  .row { grid-template-columns: minmax(0, 1fr); gap: 0; }
  h2 { font-size: 1.25em; }
  .contents li { grid-template-columns: auto minmax(0, 1fr); }
  .contents button { grid-column: 2; }
  .other > summary .confidence { width: auto; margin-inline-end: .6em; }
}
@media print {
  .command button, .more { display: none; }
  li, .row.next, header { break-inside: avoid; }
  h3, h4 { break-after: avoid; }
}
@media (prefers-reduced-motion: no-preference) {
  .for button, .against button, .command button { transition: background-color .12s, color .12s; }
}
@media (forced-colors: active) {
  .confidence::before { forced-color-adjust: none; }
}
`;

let sheet;
function styleSheet() {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
  }
  return sheet;
}

// Where pages are rendered without a browser, the file can still be imported.
const Base = globalThis.HTMLElement ?? class {};

class Answer extends Base {
  constructor() {
    super();
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [styleSheet()];
    this.root = h("div", { class: "root", part: "root" });
    shadow.append(this.root);
  }

  /** What is set in the tree, and where its links lead. */
  get settings() {
    return { linked: this.hasAttribute("linked"), base: this.getAttribute("reference"), objects: this.objects ?? [] };
  }

  fail(error) {
    this.root.replaceChildren(h("p", { class: "failed", part: "error", role: "alert" }, error.message));
  }
}

class ExitCode extends Answer {
  static observedAttributes = ["code", "reason", "convention", "reference"];

  connectedCallback() {
    this.update();
  }

  attributeChangedCallback() {
    if (this.isConnected) this.update();
  }

  async update() {
    const code = this.getAttribute("code");
    const turn = (this.turn = Symbol());
    if (code === null) return this.root.replaceChildren();
    this.root.replaceChildren(h("code", {}, code));
    const options = {};
    for (const option of ["reason", "convention"]) {
      if (this.hasAttribute(option)) options[option] = this.getAttribute(option);
    }
    try {
      const { explain } = await loadExplain();
      if (turn === this.turn) this.show(code, explain(code, options));
    } catch (error) {
      if (turn === this.turn) this.fail(error);
    }
  }

  show(code, diagnosis) {
    const { exit, summary } = diagnosis;
    const words = [exit?.signal, exit?.reason].filter((word) => word && word !== code);
    const details = h(
      "details",
      { class: "chip", part: "code" },
      h("summary", {}, h("b", {}, [code, ...words].join(" · ")), h("span", { part: "summary" }, prose(summary))),
      diagnosisCard(diagnosis, { ...this.settings, inLine: true }),
    );
    // Closed it is a word in a line, open it is a block.
    details.addEventListener("toggle", () => this.root.classList.toggle("in-line", !details.open));
    this.root.classList.add("in-line");
    this.root.replaceChildren(details);
  }
}

class ExitDiagnosis extends Answer {
  /** The objects that the report is about, if they are at hand: a patch's diff shows what it replaces in them. */
  objects = [];
  #report = null;
  #observer;

  connectedCallback() {
    this.#observer = new MutationObserver(() => this.readText());
    this.#observer.observe(this, { childList: true, characterData: true, subtree: true });
    if (this.#report) this.report = this.#report;
    else this.readText();
  }

  disconnectedCallback() {
    this.#observer.disconnect();
  }

  /** The text inside the element is evidence like any other; what has a place in a slot is not. */
  readText() {
    const own = [...this.childNodes].filter((node) => !node.slot);
    const text = own.map((node) => node.textContent).join("");
    if (text.trim() !== "") this.diagnose(text).catch(() => {});
  }

  /** The report that is shown; none is shown for null. */
  get report() {
    return this.#report;
  }

  set report(report) {
    this.#report = report;
    this.show(PAGE);
  }

  /** Diagnoses what `diagnose` of the package takes, and shows the report. */
  async diagnose(subject, options) {
    const turn = (this.turn = Symbol());
    try {
      const { diagnose } = await load();
      const report = diagnose(subject, options);
      if (turn === this.turn) {
        this.report = report;
        this.dispatchEvent(new CustomEvent("exit-report", { detail: { report }, bubbles: true, composed: true }));
      }
      return report;
    } catch (error) {
      if (turn === this.turn) this.fail(error);
      throw error;
    }
  }

  show(count) {
    if (!this.#report) return this.root.replaceChildren();
    const { diagnoses, ignored } = this.#report;
    const picture = h("slot", { name: "picture" });
    const cards = diagnoses.slice(0, count).map((diagnosis, index) => diagnosisCard(diagnosis, this.settings, index === 0 && picture));
    const rest = diagnoses.length - cards.length;
    const more = h("button", { type: "button", class: "more", part: "more" }, `Show ${Math.min(rest, PAGE)} of ${rest} more`);
    more.addEventListener("click", () => {
      this.show(count + PAGE);
      this.root.querySelectorAll("article")[count]?.querySelector("a, button, summary")?.focus();
    });
    const nothing = ignored.length > 0 ? "Nothing here says why something ended." : "Nothing is wrong here.";
    this.root.replaceChildren(
      ...(cards.length > 1 ? [contents(diagnoses.slice(0, count), this.root)] : []),
      ...(cards.length > 0 ? cards : [h("p", { class: "quiet", part: "nothing" }, nothing)]),
      ...(rest > 0 ? [more] : []),
      ...(ignored.length > 0 ? [ignoredList(ignored)] : []),
    );
  }
}

globalThis.customElements?.define("exit-code", ExitCode);
globalThis.customElements?.define("exit-diagnosis", ExitDiagnosis);

export { ExitCode, ExitDiagnosis };
