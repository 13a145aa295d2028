// The page in Firefox: it loads, answers, and marks the place.

import assert from "node:assert/strict";
import { test } from "node:test";

import { PAGE, require } from "./browser.mjs";

test("Firefox diagnoses", async () => {
  const puppeteer = require("puppeteer-core");
  const browser = await puppeteer.launch({ browser: "firefox", executablePath: "/usr/bin/firefox-esr", headless: true });
  try {
    const page = await browser.newPage();
    const trouble = [];
    page.on("pageerror", (error) => trouble.push(error.message));
    page.on("console", (message) => message.type() === "error" && trouble.push(message.text()));
    await page.goto(PAGE);
    await page.waitForSelector("textarea");
    await page.type("textarea", "Reason: OOMKilled\nExit Code: 137");
    await page.waitForFunction(() => document.querySelectorAll(".backdrop mark").length >= 2);
    const [title, marks] = await page.evaluate(() => [
      document.querySelector("exit-diagnosis").shadowRoot.querySelector("h2").textContent,
      [...document.querySelectorAll(".backdrop mark")].map((mark) => mark.textContent),
    ]);
    assert.equal(title, "The container used more memory than its limit and the kernel killed it");
    assert.deepEqual(marks, ["OOMKilled", "137"]);
    assert.deepEqual(trouble, []);
  } finally {
    await browser.close();
  }
});
