import type { DiagnoseOptions, Given, Report, Source } from "./exitcode_wasm.js";

/** What an exit code or a signal says: `<exit-code code="137" reason="OOMKilled">`. */
export declare class ExitCode extends HTMLElement {}

/** A report: of the text inside the element, or of what it is given. */
export declare class ExitDiagnosis extends HTMLElement {
  /** The report that is shown; none is shown for null. */
  report: Report | null;
  /** The objects that the report is about, if they are at hand: a patch's diff shows what it replaces in them. */
  objects: object[];
  /** Diagnoses what `diagnose` of the package takes, and shows the report. */
  diagnose(subject: Given, options?: DiagnoseOptions): Promise<Report>;
}

/** Told by `exit-evidence`, where `linked` is set: where the evidence under the pointer or the focus stands. */
export interface EvidenceDetail {
  source: Source;
  /** `over`, `out`, or `pick` for a click. */
  state: "over" | "out" | "pick";
}

declare global {
  interface HTMLElementTagNameMap {
    "exit-code": ExitCode;
    "exit-diagnosis": ExitDiagnosis;
  }
  interface HTMLElementEventMap {
    "exit-evidence": CustomEvent<EvidenceDetail>;
    "exit-report": CustomEvent<{ report: Report }>;
  }
}
