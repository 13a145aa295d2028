// The elements in a page that is not ours, with styles that are not kind.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { PAGE, launch, require } from "./browser.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const UNKIND = `
  * { font: 40px/3 cursive !important; color: red !important; background: yellow !important; display: inline !important; text-transform: uppercase !important; letter-spacing: 1em !important; }
  .root, article, h2, li { position: fixed !important; }
`;

/** A page with another policy than ours, and no styles of ours. */
async function foreign(body, { styles = "", dark = false } = {}) {
  const context = await browser.newContext({ colorScheme: dark ? "dark" : "light" });
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.route("**/foreign.html", (route) =>
    route.fulfill({
      contentType: "text/html",
      headers: { "content-security-policy": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'unsafe-inline'; connect-src 'self'; img-src 'self'" },
      body: `<!doctype html><html lang="en"><head><title>Foreign</title><link rel="icon" href="icon.svg"><style>${styles}</style><script type="module" src="exitcode-wasm/elements.js"></script></head><body><main><h1>A page</h1>${body}</main></body></html>`,
    }),
  );
  await page.goto(`${PAGE}foreign.html`);
  return { page, close: async () => (await context.close(), assert.deepEqual(errors, [])) };
}

test("the file can be imported where there is no browser", async () => {
  const { ExitCode, ExitDiagnosis } = await import("../../pkg/elements.js");
  assert.deepEqual([ExitCode.name, ExitDiagnosis.name], ["ExitCode", "ExitDiagnosis"]);
});

test("a code is explained in a line that opens", async () => {
  const { page, close } = await foreign(`<p>It ended with <exit-code code="137" reason="OOMKilled"></exit-code></p>`);
  const code = page.locator("exit-code");
  await code.locator("summary b").first().waitFor();
  const loaded = await page.evaluate(() =>
    performance.getEntriesByType("resource").map(({ name }) => name.split("/").pop()).filter((name) => name.endsWith(".wasm")),
  );
  assert.deepEqual(loaded, ["exitcode_explain_bg.wasm"], "a code needs no readers");
  assert.equal(await code.locator("summary b").first().textContent(), "137 · SIGKILL · OOMKilled");
  assert.equal(await code.locator("article").isVisible(), false);
  const { height } = await page.locator("main > p").boundingBox();
  assert.ok(height < 40, `closed, it is a word in a line, and not ${height} pixels high`);
  await code.locator("summary").first().press("Enter");
  assert.equal(await code.locator("article").isVisible(), true);
  await code.evaluate((element) => {
    element.removeAttribute("reason");
    element.setAttribute("code", "SIGSEGV");
  });
  await code.getByText("Touched memory", { exact: false }).or(code.getByText("SIGSEGV")).first().waitFor();
  await code.evaluate((element) => element.setAttribute("code", `"><img src=x onerror=alert(1)>`));
  await code.getByRole("alert").waitFor();
  assert.equal(await code.evaluate((element) => element.shadowRoot.querySelectorAll("img").length), 0);
  await close();
});

test("the text inside an element is diagnosed, and again when it changes", async () => {
  const { page, close } = await foreign(`<exit-diagnosis>Reason: OOMKilled\nExit Code: 137</exit-diagnosis>`);
  const element = page.locator("exit-diagnosis");
  await element.locator("h2").getByText("more memory than its limit").waitFor();
  const told = await element.evaluate(
    (one) =>
      new Promise((resolve) => {
        one.addEventListener("exit-report", ({ detail }) => resolve(detail.report.diagnoses[0].exit), { once: true });
        one.textContent = "exit code 139";
      }),
  );
  assert.deepEqual(told, { code: 139, signal: "SIGSEGV" });
  const thrown = await element.evaluate((one) => one.diagnose(137).catch((error) => error.name));
  assert.equal(thrown, "TypeError");
  await element.getByRole("alert").waitFor();
  const empty = await element.evaluate((one) => {
    one.report = { schema: "exitcode.report/v1", diagnoses: [], ignored: [] };
    return one.shadowRoot.textContent;
  });
  assert.equal(empty, "Nothing is wrong here.");
  await close();
});

test("the styles of the page stay outside, its colours and sizes come in by name", async () => {
  const themed = "exit-diagnosis { --exit-accent: rgb(1, 2, 3); --exit-size: 18px; } exit-diagnosis::part(summary) { text-align: center; }";
  const { page, close } = await foreign(`<exit-diagnosis>Exit Code: 137</exit-diagnosis>`, { styles: UNKIND + themed });
  await page.locator("exit-diagnosis").locator("h2").first().waitFor();
  const style = await page.evaluate(() => {
    const root = document.querySelector("exit-diagnosis").shadowRoot;
    const of = (selector) => getComputedStyle(root.querySelector(selector));
    const { fontSize, color, position, textTransform, letterSpacing } = of("p.why");
    return { fontSize, color, position, textTransform, letterSpacing, accent: of(".references a").color, align: of("h2").textAlign, display: of("article").display };
  });
  assert.deepEqual(style, {
    fontSize: "18px",
    color: "rgb(28, 27, 25)",
    position: "static",
    textTransform: "none",
    letterSpacing: "normal",
    accent: "rgb(1, 2, 3)",
    align: "center",
    display: "block",
  });
  await close();
});

test("several diagnoses have a list that leads to each", async () => {
  const text = "NAME READY STATUS RESTARTS AGE\napi-0 0/1 CrashLoopBackOff 7 (2m ago) 13m\nweb-0 0/1 ImagePullBackOff 0 9m\n";
  const { page, close } = await foreign(`<exit-diagnosis>${text}</exit-diagnosis>`);
  const list = page.locator("exit-diagnosis").getByRole("navigation", { name: "Diagnoses" });
  await list.getByRole("button").nth(1).click();
  const focused = await page.evaluate(() => {
    const { activeElement } = document.querySelector("exit-diagnosis").shadowRoot;
    return activeElement.closest("article").querySelector(".subject").textContent;
  });
  assert.equal(focused, "web-0");
  await close();
});

for (const dark of [false, true]) {
  test(`it is as ${dark ? "dark" : "light"} as its page, and bars nobody's way`, async () => {
    const body = `<exit-code code="137"></exit-code><exit-diagnosis>Reason: OOMKilled\nExit Code: 137</exit-diagnosis>`;
    const { page, close } = await foreign(body, { styles: ":root { color-scheme: light dark; } body { background: light-dark(#fff, #111); color: light-dark(#000, #fff); }", dark });
    await page.locator("exit-diagnosis").locator("h2").first().waitFor();
    const color = await page.evaluate(() => getComputedStyle(document.querySelector("exit-diagnosis").shadowRoot.querySelector("h2")).color);
    assert.equal(color, dark ? "rgb(232, 230, 225)" : "rgb(28, 27, 25)");
    await page.evaluate(require("node:fs").readFileSync(require.resolve("axe-core"), "utf8"));
    const { violations } = await page.evaluate(() => globalThis.axe.run(document));
    assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes[0].failureSummary]), []);
    await close();
  });
}

test("a report by somebody else sets no trap", async () => {
  const { page, close } = await foreign(`<exit-diagnosis linked reference="/causes#"></exit-diagnosis>`);
  const found = await page.evaluate(async () => {
    await customElements.whenDefined("exit-diagnosis");
    const element = document.querySelector("exit-diagnosis");
    const evil = `<img src=x onerror="window.pwned=1">`;
    const source = { input: "-", start: 0, end: 1 };
    element.report = {
      schema: "exitcode.report/v1",
      diagnoses: [
        {
          subject: { kind: "container", pod: evil },
          summary: evil,
          exit: { code: 1, reason: evil },
          fault: evil,
          retry: evil,
          follows: null,
          findings: [
            {
              cause: evil,
              confidence: "confirmed",
              title: evil,
              why: evil,
              evidence: [{ kind: "x", for: true, text: evil, source }],
              remedies: [{ stage: evil, risk: evil, title: evil, command: evil }],
              references: ["javascript:window.pwned=1", "https://example.org/a"],
            },
          ],
          next: [],
        },
      ],
      ignored: [{ input: evil, start: 0, end: 1, why: evil }],
    };
    const told = [];
    element.addEventListener("exit-evidence", ({ detail }) => told.push(detail));
    element.shadowRoot.querySelector(".for button").focus();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const links = [...element.shadowRoot.querySelectorAll("a")].map((link) => link.protocol);
    return { pwned: window.pwned, images: element.shadowRoot.querySelectorAll("img").length, links, told };
  });
  assert.equal(found.pwned, undefined);
  assert.equal(found.images, 0);
  assert.ok(!found.links.includes("javascript:"), found.links.join());
  assert.deepEqual(found.told, [{ source: { input: "-", start: 0, end: 1 }, state: "over" }]);
  await close();
});
