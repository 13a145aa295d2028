// Whom the kernel would kill first on a node that runs out of memory.

import { announce, h } from "./dom.js";
import { ask } from "./engine.js";
import { killOrder } from "./pictures.js";

/** A node to begin with: the amounts are what anybody may change. */
const SAMPLE = `{
  "kind": "PodList",
  "items": [
    { "metadata": { "namespace": "shop", "name": "api-0" }, "spec": { "containers": [
      { "name": "api", "resources": { "requests": { "memory": "512Mi" }, "limits": { "memory": "1Gi" } } },
      { "name": "proxy", "resources": { "requests": { "memory": "64Mi" } } } ] } },
    { "metadata": { "namespace": "shop", "name": "cache-0" }, "spec": { "containers": [
      { "name": "redis", "resources": { "requests": { "cpu": "1", "memory": "2Gi" }, "limits": { "cpu": "1", "memory": "2Gi" } } } ] } },
    { "metadata": { "namespace": "batch", "name": "report-x7k" }, "spec": { "containers": [
      { "name": "job", "resources": {} } ] } },
    { "metadata": { "namespace": "kube-system", "name": "agent-5v2" }, "spec": { "priorityClassName": "system-node-critical",
      "priority": 2000001000, "containers": [
      { "name": "agent", "resources": { "requests": { "memory": "128Mi" } } } ] } }
  ]
}
`;

const USAGE = `shop/api-0/api 700Mi
shop/api-0/proxy 90Mi
shop/cache-0/redis 1900Mi
batch/report-x7k/job 300Mi
kube-system/agent-5v2/agent 150Mi
`;

const pods = h("textarea", { id: "pods", rows: 16, spellcheck: "false", autocomplete: "off" });
const usage = h("textarea", { id: "usage", rows: 6, spellcheck: "false", autocomplete: "off" });
const memory = h("input", { id: "memory", size: 8, value: "8Gi", spellcheck: "false", autocomplete: "off" });
const result = h("div", { class: "result" });
const element = h(
  "div",
  { class: "page node" },
  h("h1", {}, "Whom does the kernel kill first?"),
  h("p", { class: "lead" }, "When a node runs out of memory, the kernel takes the process with the highest score: the memory it uses, and a thousandth of the node for each point of oom_score_adj, which the kubelet sets by QoS class and request."),
  h(
    "div",
    { class: "two" },
    h(
      "div",
      { class: "form" },
      h("label", { for: "memory" }, "The node's memory"),
      memory,
      h("label", { for: "pods" }, "Its pods: ", h("code", {}, "kubectl get pods -A -o json --field-selector spec.nodeName=…")),
      pods,
      h("label", { for: "usage" }, "What is in use, if you know: ", h("code", {}, "namespace/pod/container amount")),
      usage,
    ),
    result,
  ),
);
pods.value = SAMPLE;
usage.value = USAGE;

let timer;
for (const input of [pods, usage, memory]) {
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(draw, 150);
  });
}

/** Lines of a name and an amount, or of what `kubectl top pods --containers -A` prints. */
function used(text) {
  const rows = text.split("\n").map((line) => line.trim().split(/\s+/)).filter((words) => words.length >= 2 && words[0] !== "NAMESPACE");
  return Object.fromEntries(rows.map((words) => (words.length >= 5 ? [words.slice(0, 3).join("/"), words[4]] : [words[0], words[1]])));
}

async function draw() {
  try {
    const answer = await ask("oomScore", [pods.value, { memory: memory.value.trim(), usage: used(usage.value) }]);
    result.replaceChildren(killOrder(answer));
    announce(answer.whyFirst ?? "");
  } catch (error) {
    result.replaceChildren(h("p", { class: "problem" }, error.message));
  }
}

export async function nodePage() {
  await draw();
  return [element, "Kill order"];
}
