import type { Report } from "exitcode-wasm";
import { load } from "exitcode-wasm/load";
import { useEffect, useState } from "react";

/** Why a pod's containers died: a `V1Pod`, its JSON, or anything else that `diagnose` takes. */
export function WhyItDied({ pod }: { pod: object | string }) {
  const [report, setReport] = useState<Report>();
  useEffect(() => {
    let current = true;
    void load().then(({ diagnose }) => current && setReport(diagnose(pod)));
    return () => {
      current = false;
    };
  }, [pod]);
  return (
    <ul>
      {report?.diagnoses.map(({ subject, summary, retry }) => (
        <li key={`${subject.pod}/${subject.container}`}>
          {subject.container}: {summary} (run again: {retry})
        </li>
      ))}
    </ul>
  );
}
