// Compiled, not run: the types fit how the package is used.

import { type CoreV1Event, V1Pod } from "@kubernetes/client-node";

import {
  alertRules,
  type CauseId,
  type Confidence,
  diagnose,
  type Diagnosis,
  explain,
  histories,
  type History,
  kernelLog,
  listCauses,
  listChecks,
  listCodes,
  listConventions,
  listFamilies,
  listMessages,
  listReasons,
  meanings,
  type MomentKind,
  oomScore,
  type ParseError,
  qos,
  recommend,
  type Report,
  shutdown,
  type SignalName,
  signals,
  type SignalRow,
  type Source,
  version,
} from "exitcode-wasm";
import { load } from "exitcode-wasm/load";
import { explain as explained, listCauses as causesExplained } from "exitcode-wasm/explain";
import { load as loadExplain } from "exitcode-wasm/explain/load";
import { meanings as named } from "exitcode-wasm/names";
import { load as loadNames } from "exitcode-wasm/names/load";
import { type ExitDiagnosis } from "../pkg/elements.js";

const answer: Diagnosis = explain(137, { reason: "OOMKilled", convention: "posix" });
const cause: CauseId = answer.findings[0].cause;
explain("SIGKILL");

function tone(confidence: Confidence): string {
  switch (confidence) {
    case "confirmed":
      return "bold";
    case "likely":
      return "plain";
    case "possible":
      return "dim";
  }
}

interface Pod {
  metadata?: { name?: string };
}
const pod: Pod = { metadata: { name: "api-0" } };
const reports: Report[] = [
  diagnose("text"),
  diagnose(new Uint8Array(), { logs: "a line" }),
  diagnose(pod, { events: [{}], node: "{}", logs: { api: "a line" } }),
  diagnose([{ name: "pod.json", text: "{}" }, pod, "a line"]),
  diagnose(new V1Pod(), { events: [] as CoreV1Event[], codes: { 42: "bad configuration" } }),
];
for (const { diagnoses, ignored } of reports) {
  for (const { subject, summary, exit, follows, findings, next } of diagnoses) {
    const where: string | undefined = subject.container ?? follows?.container;
    const code: number | undefined = exit?.code;
    const places: (Source | undefined)[] = findings.flatMap(({ evidence }) => evidence.map(({ source }) => source));
    const commands: (string | undefined)[] = next.map(({ command }) => command);
    console.log(where, summary, code, places, commands, findings.map(({ confidence }) => tone(confidence)));
  }
  console.log(ignored.map(({ why }) => why));
}

try {
  diagnose("{");
} catch (error) {
  const { input, line, offset } = error as ParseError;
  console.log(input, line, offset);
}

const names: string[] = signals().map(({ name, number, exitCode }) => `${name} ${number + exitCode}`);
const byNumber = new Map<number, SignalRow>(signals().map((signal) => [signal.number, signal]));
const term: SignalName = "SIGTERM";
const titles: Map<CauseId, string> = new Map(listCauses().map(({ id, title }) => [id, title]));
const leads: CauseId[] = listCauses()[0].leadsTo;
console.log(version(), cause, names, term, byNumber.get(15)?.action, titles.get("oom-node"), leads);
console.log(listCodes()[0].family, listReasons()[0].place, listChecks()[0].template);
console.log(listFamilies()[0].name, listConventions()[0].usedBy, listMessages()[0].words);
console.log(meanings(137, { codes: { 42: "bad configuration" } }).map(({ title, known }) => [title, known]));
explain(42, { codes: { 42: "bad configuration" } });

for (const { comm, constraint, invokedBy, limitBytes } of kernelLog("").kills) {
  const limit: number | undefined = limitBytes;
  console.log(comm, constraint, invokedBy?.gfpFlags, limit);
}

const { phases, fits } = shutdown({ grace: 30, preStop: 5, drain: 45, containers: [{ sidecar: true }] });
console.log(phases.map(({ step, startsSeconds }) => [step, startsSeconds]), fits ?? "unknown");
console.log(oomScore([pod], { memory: "64Gi", usage: { "shop/api/main": 1 << 30 } }).containers[0].qosClass);
const { target, newLimit } = recommend({ samples: [{ at: new Date(), bytes: "200Mi" }], limit: 1 << 30 });
console.log(target?.toFixed(), newLimit, qos(pod) === "Guaranteed", alertRules({ format: "plain" }).length);

const { diagnose: loaded } = await load("https://cdn.example/exitcode_wasm_bg.wasm");
const later: Report = loaded(pod);
console.log(later.schema, named(137)[0].origin === "signal", (await loadNames()).signals().length);
const explained137: Diagnosis = explained(137, { reason: "OOMKilled" });
const small: CauseId[] = causesExplained().map(({ id }) => id);
console.log(explained137.summary, small, (await loadExplain()).explain(1).summary);

// @ts-expect-error a number is no subject
diagnose(137);
// @ts-expect-error no such option
explain(137, { reasons: "OOMKilled" });
// @ts-expect-error no such convention
explain(137, { convention: "windows" });
// @ts-expect-error no such cause
const wrong: CauseId = "oom";
// @ts-expect-error no such step
const wrongStep: "later" = phases[0].step;
// @ts-expect-error the node's memory is needed
oomScore([pod], {});

const lives: History[] = histories(pod, { events: [{}] });
const kinds: MomentKind[] = lives.flatMap(({ moments }) => moments.map(({ kind }) => kind));
console.log(kinds, lives[0].memory?.recommended);

const element: ExitDiagnosis = document.createElement("exit-diagnosis");
element.report = diagnose("137");
element.addEventListener("exit-evidence", ({ detail: { source, state } }) => console.log(source.start, state === "over"));
