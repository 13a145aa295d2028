// Pictures of what happened: the module says when and how much, and here it is only drawn.

import { bytes, h, prose, seconds } from "./dom.js";

/** What each kind of moment is called, and how it looks. */
const KINDS = {
  created: "Pod created",
  run: "Running",
  event: "Events",
  probe: "Probe failed",
  deletion: "Deletion",
  stop: "Stop begins",
  "pre-stop": "preStop hook",
  "stop-signal": "SIGTERM",
  drain: "Drain",
  kill: "SIGKILL",
  "grace-end": "Grace ends",
  "back-off": "Back-off",
};

/** So many moments are drawn; more of them make a picture of nothing. */
const MOST = 300;

/** The life of a container: one line for each kind of moment, in the order in which they begin. */
function timeline({ moments: all }) {
  const moments = all.slice(0, MOST);
  const first = Math.min(...moments.map(({ at }) => at));
  const last = Math.max(...moments.map(({ at, until }) => until ?? at));
  if (moments.length < 2 || last === first) return undefined;
  const scale = scaleOf(moments, first, last);
  const kinds = Object.keys(KINDS).filter((kind) => moments.some((moment) => moment.kind === kind));
  const rows = kinds.map((kind) => {
    const mine = moments.filter((moment) => moment.kind === kind);
    const track = h("div", { class: "track" });
    for (const { at, until, text } of mine) {
      // What still runs has no end.
      const open = kind === "run" && until === undefined;
      const mark = h("span", { class: `${open ? "span open" : until === undefined ? "point" : "span"} ${kind}`, title: `${time(at)}  ${text}` });
      mark.style.insetInlineStart = `${scale(at)}%`;
      if (open) mark.style.insetInlineEnd = "0";
      else if (until !== undefined) mark.style.inlineSize = `${Math.max(0.6, scale(until) - scale(at))}%`;
      track.append(mark);
    }
    return h("div", { class: "line" }, h("span", { class: "kind" }, KINDS[kind]), track);
  });
  const list = moments.map(({ at, until, text, reckoned }) =>
    h(
      "li",
      {},
      h("time", { datetime: iso(at) }, time(at)),
      h("span", { class: "plus" }, `+${seconds(at - first)}`),
      h("span", {}, text, until !== undefined && h("small", {}, ` ${seconds(until - at)}`), reckoned && h("small", {}, " reckoned")),
    ),
  );
  return h(
    "figure",
    { class: "timeline" },
    h("figcaption", {}, h("b", {}, "Its life"), h("span", {}, `${date(first)}, ${seconds(last - first)}`)),
    h("div", { class: "lines", "aria-hidden": "true" }, rows, axis(moments, first, last, scale)),
    h("details", {}, h("summary", {}, `${moments.length < all.length ? "The first " : ""}${moments.length} moments`), h("ol", { class: "moments" }, list)),
  );
}

/**
 * Where a time stands, in percent. What happens in a moment and what lasts for days have to fit on one line, so
 * each stretch between two times gets a share by the root of its length.
 */
function scaleOf(moments, first, last) {
  const times = [...new Set(moments.flatMap(({ at, until }) => (until === undefined ? [at] : [at, until])))].sort((a, b) => a - b);
  const shares = [0];
  for (let index = 1; index < times.length; index += 1) {
    shares.push(shares[index - 1] + (times[index] - times[index - 1]) ** 0.4);
  }
  const whole = shares.at(-1) || 1;
  const places = new Map(times.map((time, index) => [time, 1 + (shares[index] / whole) * 97]));
  return (time) => places.get(Math.min(Math.max(time, first), last)) ?? 0;
}

/** The times at which something changes, as far as they do not touch. */
function axis(moments, first, last, scale) {
  const ticks = h("div", { class: "track ticks" });
  let before = -Infinity;
  for (const at of [...new Set(moments.flatMap(({ at, until }) => (until === undefined ? [at] : [at, until])))].sort((a, b) => a - b)) {
    const place = scale(at);
    if (place < before || place > 90) continue;
    // The first one is a time of day, and wider.
    before = place + (at === first ? 25 : 17);
    const tick = h("span", { class: "tick" }, at === first ? time(at) : `+${clock(at - first)}`);
    tick.style.insetInlineStart = `${place}%`;
    ticks.append(tick);
  }
  return h("div", { class: "line" }, h("span", { class: "kind" }), ticks);
}

/** Seconds in as few letters as a scale has room for. */
function clock(count) {
  if (count < 120 || count >= 7200) return seconds(count);
  return `${Math.floor(count / 60)}:${String(count % 60).padStart(2, "0")}`;
}

/** RFC 3339, which ends with the year 9999; a manifest may ask for longer periods. */
function iso(at) {
  return new Date(Math.min(Math.max(at, 0), 253_402_300_799) * 1000).toISOString();
}

function time(at) {
  return iso(at).slice(11, 19);
}

function date(at) {
  return `${iso(at).slice(0, 10)} UTC`;
}

/** Request, limit, peak and recommendation on one scale. */
function memoryBar({ request, limit, peak, recommended }) {
  const marks = [
    ["request", "request", request],
    ["limit", "limit", limit],
    ["peak", "peak seen", peak],
    ["recommended", "recommended", recommended],
  ].filter(([, , amount]) => amount !== undefined);
  const most = Math.max(...marks.map(([, , amount]) => amount));
  if (marks.length < 2 || most === 0) return undefined;
  const rows = marks.map(([kind, label, amount]) => {
    const bar = h("span", { class: `bar-fill ${kind}` });
    bar.style.inlineSize = `${(amount / most) * 100}%`;
    return h("div", { class: "line" }, h("span", { class: "kind" }, label), h("div", { class: "track" }, bar), h("output", {}, bytes(amount)));
  });
  return h(
    "figure",
    { class: "memory" },
    h("figcaption", {}, h("b", {}, "Its memory")),
    h("div", { class: "lines" }, rows),
  );
}

/** The pictures that belong to a history; none where it has nothing to draw. */
export function picturesOf(history) {
  return [timeline(history), history.memory && memoryBar(history.memory)].filter(Boolean);
}

/** How a container is stopped, as one band on a scale of seconds. */
export function shutdownBand({ phases, graceSeconds, signalAtSeconds, killAtSeconds, windowSeconds, fits }, drain) {
  const needed = signalAtSeconds + drain;
  const end = Math.max(killAtSeconds, graceSeconds, needed, 1);
  const part = (kind, at, lasts) => {
    const band = h("span", { class: `phase ${kind}` });
    band.style.insetInlineStart = `${(at / end) * 100}%`;
    band.style.inlineSize = `${(lasts / end) * 100}%`;
    return band;
  };
  const mark = (kind, at, text) => {
    const place = at / end;
    const line = h("span", { class: `at ${kind} ${place > 0.8 ? "near-end" : ""}` }, h("span", {}, text));
    line.style.insetInlineStart = `${place * 100}%`;
    return line;
  };
  const words = `SIGTERM after ${seconds(signalAtSeconds)}, SIGKILL after ${seconds(killAtSeconds)}, so ${seconds(windowSeconds)} to drain`;
  return h(
    "div",
    { class: "shutdown-band", role: "img", "aria-label": words },
    phases.filter(({ lastsSeconds }) => lastsSeconds > 0).map(({ step, startsSeconds, lastsSeconds }) => part(step, startsSeconds, lastsSeconds)),
    needed > killAtSeconds && part("missing", killAtSeconds, needed - killAtSeconds),
    mark("signal", signalAtSeconds, `SIGTERM ${seconds(signalAtSeconds)}`),
    mark(fits === false ? "kill hit" : "kill", killAtSeconds, `SIGKILL ${seconds(killAtSeconds)}`),
  );
}

/** The containers of a node, the first to be killed on top. */
export function killOrder({ containers, memory, whyFirst, measured }) {
  const most = Math.max(containers[0]?.score ?? 0, 1);
  const rows = containers.slice(0, MOST).map((one, index) => {
    const used = h("span", { class: "bar-fill used", title: bytes(one.memoryUsed) });
    used.style.inlineSize = `${(Math.max(0, Math.min(one.memoryUsed, one.score)) / most) * 100}%`;
    const bias = h("span", { class: "bar-fill bias" });
    bias.style.inlineSize = `${(Math.max(0, one.score - one.memoryUsed) / most) * 100}%`;
    return h(
      "tr",
      {},
      h("td", { class: "number" }, String(index + 1)),
      h("th", { scope: "row" }, h("b", {}, one.container), h("small", {}, ` ${[one.namespace, one.pod].filter(Boolean).join("/")}`)),
      h("td", { class: "qos" }, one.qosClass),
      h("td", { class: "number" }, bytes(one.memoryUsed)),
      h("td", { class: "number" }, String(one.oomScoreAdj)),
      h("td", { class: "score" }, h("div", { class: "track", "aria-hidden": "true" }, used, bias)),
    );
  });
  return h(
    "figure",
    // Narrow windows scroll it sideways.
    { class: "kill-order", tabindex: "0", role: "group", "aria-label": "Kill order" },
    whyFirst && h("p", { class: "why-first" }, prose(whyFirst)),
    h(
      "table",
      {},
      h("caption", {}, `Of ${bytes(memory)} on the node. Sizes are what ${measured ? "is in use" : "is requested: add what is in use for a better answer"}.`),
      h(
        "thead",
        {},
        h("tr", {}, ["", "container", "QoS class", measured ? "in use" : "requests", "oom_score_adj", "score"].map((title) => h(title === "" ? "td" : "th", title === "" ? {} : { scope: "col", class: title === "QoS class" ? "qos" : title === "score" ? "score" : undefined }, title))),
      ),
      h("tbody", {}, rows),
    ),
    h("p", { class: "legend", "aria-hidden": "true" }, h("span", { class: "key used" }), " memory ", h("span", { class: "key bias" }), " what the kubelet adds by oom_score_adj"),
  );
}
