// Everything that is known, searchable, each entry with an address of its own.

import { h, prose } from "./dom.js";
import { ask, list } from "./engine.js";

/** The kinds of entries: where they come from, their address, and what a search looks at. */
const KINDS = [
  {
    kind: "code",
    title: "Exit codes",
    rows: async () => {
      const [rows, families] = await Promise.all([list("listCodes"), list("listFamilies")]);
      const names = new Map(families.map(({ id, name }) => [id, name]));
      return rows.map((row) => ({ ...row, name: names.get(row.family) ?? row.family }));
    },
    id: ({ code }) => String(code),
    label: ({ code }) => String(code),
    text: ({ title }) => title,
    more: ({ name, symbol }) => [name, symbol].filter(Boolean).join(" · "),
  },
  {
    kind: "signal",
    title: "Signals",
    rows: () => list("signals"),
    id: ({ name }) => name,
    label: ({ name }) => name,
    text: ({ description }) => description,
    more: ({ number, exitCode }) => `${number} · exit code ${exitCode}`,
  },
  {
    kind: "reason",
    title: "Reasons of Kubernetes",
    // Some conditions are written without a reason.
    rows: async () => (await list("listReasons")).filter(({ reason }) => reason !== ""),
    id: ({ reason }) => reason,
    label: ({ reason }) => reason,
    text: ({ meaning }) => meaning,
    more: ({ place, status }) => (status === "real" ? place : `${place} · ${status}`),
  },
  {
    kind: "cause",
    title: "Causes",
    rows: () => list("listCauses"),
    id: ({ id }) => id,
    label: ({ id }) => id,
    text: ({ title }) => title,
    more: ({ fault }) => fault,
  },
];

const search = h("input", { type: "search", "aria-label": "Search the reference", placeholder: "137, SIGSEGV, CrashLoopBackOff, probe …", autocomplete: "off", spellcheck: "false" });
const sections = h("div", { class: "sections" });
const count = h("p", { class: "count", role: "status" });
const element = h(
  "div",
  { class: "page reference" },
  h("h1", {}, "Reference"),
  h("div", { class: "search" }, search, count),
  h("nav", { "aria-label": "Sections", class: "jump" }, KINDS.map(({ kind, title }) => h("button", { type: "button", onclick: () => document.getElementById(`all-${kind}`)?.scrollIntoView() }, title))),
  sections,
);

let entries;

async function load() {
  if (entries) return;
  const all = await Promise.all(KINDS.map((kind) => kind.rows()));
  entries = [];
  sections.replaceChildren(
    ...KINDS.map((kind, index) => {
      const rows = all[index].map((row) => {
        const link = h("a", { href: addressOf(kind.kind, kind.id(row)) }, kind.label(row));
        const item = h("li", {}, link, h("span", {}, prose(kind.text(row))), h("small", {}, kind.more(row)));
        entries.push({ item, text: [kind.label(row), kind.text(row), kind.more(row)].join(" ").toLowerCase() });
        return item;
      });
      return h("section", { id: `all-${kind.kind}`, class: kind.kind }, h("h2", {}, kind.title, h("small", {}, ` ${rows.length}`)), h("ul", {}, rows));
    }),
  );
}

function addressOf(kind, id) {
  return `#/${kind}/${encodeURIComponent(id)}`;
}

function filter() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const { item, text } of entries) {
    item.hidden = !words.every((word) => text.includes(word));
    if (!item.hidden) found += 1;
  }
  for (const section of sections.children) {
    section.hidden = [...section.querySelectorAll("li")].every((item) => item.hidden);
  }
  count.textContent = words.length > 0 ? `${found} of ${entries.length}` : `${entries.length} entries`;
}

search.addEventListener("input", () => {
  filter();
  const query = search.value.trim();
  history.replaceState(null, "", query ? `#/reference?${new URLSearchParams({ q: query })}` : "#/reference");
});

export async function referencePage(_, query) {
  await load();
  search.value = query.get("q") ?? "";
  filter();
  return [element, "Reference"];
}

/** A page of one entry. */
function entry(kind, name, parts) {
  const back = h("p", { class: "back" }, h("a", { href: "#/reference" }, "Reference"), " / ", KINDS.find((one) => one.kind === kind).title);
  return [h("div", { class: "page entry" }, back, h("h1", {}, name), ...parts.flat().filter(Boolean)), name];
}

function missing(kind, name) {
  return entry(kind, name, [h("p", { class: "problem" }, "Nothing is known by this name."), h("p", {}, h("a", { href: `#/reference?${new URLSearchParams({ q: name })}` }, "Search for it"))]);
}

function facts(pairs) {
  const known = pairs.filter(([, value]) => value !== undefined && value !== null && value !== "" && value?.length !== 0);
  return h("dl", { class: "facts" }, known.map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]));
}

function causeLinks(ids) {
  return ids.map((id, index) => [index > 0 && ", ", h("a", { href: addressOf("cause", id) }, id)]);
}

/** A template with the parts that are left out where a name is not known. */
function whole(template) {
  return template.replaceAll("[[", "").replaceAll("]]", "");
}

/** What the module says of a code or signal alone, in the element that shows every diagnosis. */
async function explained(...given) {
  const answer = h("exit-diagnosis", { reference: "#/cause/" });
  try {
    answer.report = { schema: "exitcode.report/v1", diagnoses: [await ask("explain", given)], ignored: [] };
  } catch {
    return undefined;
  }
  return answer;
}

export async function codePage(name) {
  const answer = await explained(name);
  if (!answer) return missing("code", name);
  const rows = (await KINDS[0].rows()).filter(({ code }) => String(code) === name);
  const table =
    rows.length > 0 &&
    h(
      "section",
      {},
      h("h2", {}, "Who means what by it"),
      h("ul", { class: "uses" }, rows.map(({ name: family, title, symbol, commonness }) => h("li", {}, h("b", {}, family), h("span", {}, prose(title), symbol && h("code", {}, ` ${symbol}`)), h("small", {}, commonness)))),
    );
  return entry("code", `Exit code ${name}`, [answer, table]);
}

export async function signalPage(name) {
  const row = (await list("signals")).find((signal) => signal.name === name.toUpperCase());
  if (!row) return missing("signal", name);
  const about = facts([
    ["Number", String(row.number)],
    ["Exit code", h("a", { href: addressOf("code", String(row.exitCode)) }, String(row.exitCode))],
    ["By default", row.action],
    ["Can be caught", row.forced ? "no" : "yes"],
    ["As PID 1", row.ignoredAsPid1 ? "ignored without a handler" : "as everywhere"],
    ["Sent by", prose(row.sender)],
    ["In a container", prose(row.inContainer)],
  ]);
  return entry("signal", row.name, [h("p", { class: "lead" }, prose(row.description)), about, await explained(row.name)]);
}

export async function reasonPage(name) {
  const rows = (await list("listReasons")).filter(({ reason }) => reason === name);
  if (rows.length === 0) return missing("reason", name);
  const parts = rows.map((row) =>
    h(
      "section",
      {},
      h("h2", {}, `As the reason of a ${row.place.replaceAll("-", " ")}`),
      h("p", { class: "lead" }, prose(row.meaning)),
      facts([
        ["Written by", row.emitter],
        ["Status", row.status],
        ["Since", row.since],
        ["Until", row.until],
        ["Sources", row.sources.map((url, index) => [index > 0 && ", ", h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, url.split("/").pop())])],
      ]),
    ),
  );
  return entry("reason", name, parts);
}

export async function causePage(id) {
  const [causes, checks] = await Promise.all([list("listCauses"), list("listChecks")]);
  const row = causes.find((cause) => cause.id === id);
  if (!row) return missing("cause", id);
  const from = causes.filter(({ leadsTo }) => leadsTo.includes(id)).map((cause) => cause.id);
  const looks = checks.filter((check) => row.checks.includes(check.id));
  const steps = (items) => h("ul", { class: "steps" }, items.map(({ title, template, risk }) => h("li", {}, h("span", {}, prose(title), risk && risk !== "reads" && h("small", {}, ` ${risk}`)), template && h("code", {}, whole(template)))));
  return entry("cause", row.title, [
    h("p", { class: "id" }, h("code", {}, row.id)),
    h("p", { class: "lead" }, prose(row.why)),
    facts([
      ["Fault", row.fault],
      ["Run it again", row.retry.replaceAll("-", " ")],
      ["Leads to", causeLinks(row.leadsTo)],
      ["Comes from", causeLinks(from)],
    ]),
    row.remedies.length > 0 && h("section", {}, h("h2", {}, "What to do"), steps(row.remedies)),
    looks.length > 0 && h("section", {}, h("h2", {}, "What confirms it or rules it out"), steps(looks)),
    row.references.length > 0 &&
      h("section", {}, h("h2", {}, "Where to read more"), h("ul", {}, row.references.map((url) => h("li", {}, h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, url))))),
  ]);
}
