// A browser for the tests, and what every page in it is watched for.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

export const PAGE = process.env.EXITCODE_PAGE;
export const require = createRequire(`${process.env.EXITCODE_MODULES}/`);

const OPTIONS = ["no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking"];
const ROOT = new URL("../../../", import.meta.url);

export async function launch() {
  const { chromium } = require("playwright-core");
  const args = [...OPTIONS, "disable-component-update", "disable-sync"].map((option) => `--${option}`);
  return chromium.launch({ executablePath: "/usr/bin/chromium", args });
}

/** A page that is watched: nothing but its own files, no violation of its policy, no error. */
export async function open(browser, path = "", options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const trouble = [];
  context.on("request", (request) => {
    if (!request.url().startsWith(PAGE)) trouble.push(`request to ${request.url()}`);
  });
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => trouble.push(`error: ${error.stack}`));
  page.on("console", (message) => {
    if (message.type() === "error") trouble.push(`console: ${message.text()}`);
  });
  await page.goto(PAGE + path);
  const close = async () => {
    await context.close();
    assert.deepEqual(trouble, []);
  };
  return { page, context, trouble, close };
}

/** Waits until the answer to what is in the box is there, and gives the report. */
export async function answer(page) {
  await page.locator(".right[aria-busy=false]").waitFor({ state: "attached", timeout: 30_000 });
  return page.evaluate(() => document.querySelector("exit-diagnosis").report);
}

/** Every case of the corpus with the report of Rust. */
export function cases() {
  const done = spawnSync(process.env.EXITCODE_ANSWERS, { cwd: ROOT, encoding: "utf8", maxBuffer: 1 << 30 });
  assert.equal(done.status, 0, done.stderr);
  return done.stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
}

export function corpus(path) {
  return readFileSync(new URL(`corpus/${path}`, ROOT));
}
