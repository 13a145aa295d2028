// The shutdown budget: grace period, preStop hook and drain, and whether they fit.

import { announce, copy, h, seconds } from "./dom.js";
import { ask } from "./engine.js";
import { shutdownBand } from "./pictures.js";

const SLIDERS = [
  { name: "grace", label: "Grace period", about: "terminationGracePeriodSeconds", most: 180, start: 30 },
  { name: "preStop", label: "preStop hook", about: "how long it takes", most: 120, start: 5 },
  { name: "drain", label: "Drain", about: "from SIGTERM to the end of the program, at worst", most: 180, start: 30 },
];

export async function shutdownPage(_, query) {
  const values = {};
  const inputs = SLIDERS.map(({ name, label, about, most, start }) => {
    const given = query.has(name) ? Number(query.get(name)) : start;
    values[name] = Number.isFinite(given) ? Math.min(Math.max(0, Math.round(given)), 86_400) : start;
    const number = h("input", { type: "number", min: 0, max: 86_400, step: 1, value: values[name], "aria-label": `${label} in seconds` });
    const slider = h("input", { type: "range", min: 0, max: Math.max(most, values[name]), step: 1, value: values[name], "aria-label": label });
    const set = (from, to) => () => {
      values[name] = Math.min(Math.max(0, Math.round(Number(from.value) || 0)), 86_400);
      to.value = values[name];
      history.replaceState(null, "", `#/shutdown?${new URLSearchParams(values)}`);
      draw();
    };
    slider.addEventListener("input", set(slider, number));
    number.addEventListener("input", set(number, slider));
    return h("div", { class: "slider" }, h("div", {}, h("b", {}, label), h("small", {}, about)), slider, h("span", { class: "amount" }, number, " s"));
  });
  const result = h("div", { class: "result" });

  async function draw() {
    const asked = { ...values };
    const answer = await ask("shutdown", [asked]);
    if (SLIDERS.some(({ name }) => asked[name] !== values[name])) return;
    const verdict = verdictOf(answer, asked);
    const yaml = manifest(answer, asked);
    const button = h("button", { type: "button", onclick: () => copy(yaml, button) }, "Copy");
    result.replaceChildren(
      h("p", { class: `verdict ${answer.fits ? "fits" : "short"}` }, h("b", {}, answer.fits ? "It fits. " : "Too short. "), verdict),
      shutdownBand(answer, asked.drain),
      h("p", { class: "legend", "aria-hidden": "true" }, h("span", { class: "key pre-stop" }), " preStop ", h("span", { class: "key drain" }), " drain ", h("span", { class: "key missing" }), " cut off by SIGKILL"),
      h("div", { class: "yaml" }, h("pre", {}, yaml), button),
    );
    announce(`${answer.fits ? "It fits." : "Too short."} ${verdict}`);
  }

  await draw();
  const element = h(
    "div",
    { class: "page shutdown" },
    h("h1", {}, "Does the shutdown fit?"),
    h("p", { class: "lead" }, "The clock starts when the kubelet begins to stop the container. The hook uses the grace period up; what is left is the time from SIGTERM to SIGKILL."),
    h("div", { class: "sliders" }, inputs),
    result,
  );
  return [element, "Shutdown"];
}

function verdictOf({ windowSeconds, preStopCut, recommendedGraceSeconds }, { drain, preStop, grace }) {
  if (preStopCut) return `The hook needs ${seconds(preStop)} and is cut off after ${seconds(grace)}: take ${seconds(recommendedGraceSeconds)}.`;
  const needs = `The program needs ${seconds(drain)} of the ${seconds(windowSeconds)} from SIGTERM to SIGKILL`;
  return drain < windowSeconds ? `${needs}.` : `${needs}: take ${seconds(recommendedGraceSeconds)}.`;
}

/** The part of a pod's spec that says it. */
function manifest({ recommendedGraceSeconds, fits, graceSeconds }, { preStop }) {
  const grace = fits ? graceSeconds : recommendedGraceSeconds;
  const lines = ["spec:", `  terminationGracePeriodSeconds: ${grace}`];
  if (preStop > 0) {
    lines.push("  containers:", "    - name: app", "      lifecycle:", "        preStop:", "          sleep:", `            seconds: ${preStop}`);
  }
  return `${lines.join("\n")}\n`;
}
