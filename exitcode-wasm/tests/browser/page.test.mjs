// The page in a real browser.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { PAGE, answer, cases, corpus, launch, open, require } from "./browser.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

/** Sources without what counts bytes in one and UTF-16 in the other, and without folders. */
function comparable(report) {
  const file = (name) => name.split("/").pop();
  return JSON.parse(JSON.stringify(report), (key, value) => {
    if (key === "source") return { input: file(value.input), path: value.path };
    if (key === "ignored") return value.map(({ input, why }) => ({ input: file(input), why }));
    return value;
  });
}

test("twenty cases have the report of Rust, and the marks are the bytes it means", async () => {
  const all = cases();
  const step = Math.floor(all.length / 20);
  const chosen = Array.from({ length: 20 }, (_, index) => all[index * step]);
  const { page, close } = await open(browser);
  for (const { case: name, folder, inputs, stdin, report } of chosen) {
    if (await page.getByRole("button", { name: "Clear" }).isEnabled()) await page.getByRole("button", { name: "Clear" }).click();
    let texts;
    if (stdin !== null) {
      texts = new Map([["-", stdin]]);
      await page.getByRole("textbox").fill(stdin);
    } else {
      const files = inputs.map((path) => ({ name: path.split("/").pop(), mimeType: "text/plain", buffer: corpus(`${folder}/${path}`) }));
      texts = new Map(files.map((file) => [file.name, file.buffer.toString()]));
      await page.getByLabel("Files").setInputFiles(files);
    }
    const shown = await answer(page);
    assert.deepEqual(comparable(shown), comparable(report), name);
    const places = (one) => one.diagnoses.flatMap((d) => d.findings.flatMap((f) => f.evidence.flatMap((e) => e.source ?? [])));
    const theirs = places(report);
    places(shown).forEach(({ input, start, end }, index) => {
      const text = texts.get(input.split("/").pop());
      const expected = Buffer.from(text).subarray(theirs[index].start, theirs[index].end).toString();
      assert.equal(text.slice(start, end), expected, name);
    });
  }
  await close();
});
