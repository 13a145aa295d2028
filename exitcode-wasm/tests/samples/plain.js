import { load } from "exitcode-wasm/load";

const paste = document.querySelector("textarea");
const answer = document.querySelector("ol");

paste.addEventListener("input", async () => {
  const { diagnose } = await load(); // The module is fetched at the first input, and once.
  const lines = diagnose(paste.value).diagnoses.map(({ summary, findings: [first] }) => {
    const line = document.createElement("li");
    line.textContent = `${summary} (${first.cause}, ${first.confidence})`;
    return line;
  });
  answer.replaceChildren(...lines);
});
