// Compiled, not run: the types fit how the package is used.

import {
  causes,
  type CauseId,
  codes,
  type Confidence,
  diagnose,
  type Diagnosis,
  explain,
  kernelLog,
  type ParseError,
  type Report,
  signals,
  type Source,
  version,
} from "../pkg/index.js";

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
const titles: Map<CauseId, string> = new Map(causes().map(({ id, title }) => [id, title]));
console.log(version(), cause, names, titles.get("oom-node"), codes()[0].family, kernelLog("").schema);

// @ts-expect-error a number is no subject
diagnose(137);
// @ts-expect-error no such option
explain(137, { reasons: "OOMKilled" });
// @ts-expect-error no such convention
explain(137, { convention: "windows" });
// @ts-expect-error no such cause
const wrong: CauseId = "oom";
