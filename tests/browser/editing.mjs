// A review that is edited under a preview, and the tabs that it is open in.

import { appendFileSync, cpSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before } from "node:test";

import { watch } from "./browser.mjs";
import { none } from "./none.mjs";
import { folder, preview } from "./rapporteur.mjs";
import { AS_OF, CONTENT } from "./settings.mjs";

export const DESK = { width: 1280, height: 800 };
/** Long enough for what should not happen to happen. */
export const A_WHILE = 500;
/** What says on a page that the review has mistakes. */
export const OVERLAY = "rapporteur-live section";
/** The page that most tests edit, and one that they leave alone. */
export const PAGE = { file: "pages/about.md", address: "pages/about/" };
export const OTHER = { file: "recommendations/4.1.md", address: "recommendations/4.1/" };

/** A copy of the review under a preview of its own, with what a test needs to edit it. */
export function review(prepare = () => {}) {
  const held = {
    // In one step, of which nobody sees the half however busy the machine is.
    write: (file, text) => {
      writeFileSync(path.join(held.root, "written"), text);
      renameSync(path.join(held.root, "written"), path.join(held.content, file));
    },
    read: (file) => readFileSync(path.join(held.content, file), "utf8"),
    append: (file, text) => appendFileSync(path.join(held.content, file), text),
    remove: (file) => rmSync(path.join(held.content, file)),
  };
  before(async () => {
    held.root = folder();
    held.content = path.join(held.root, "content");
    cpSync(CONTENT, held.content, { recursive: true });
    prepare(held);
    held.server = await preview(["--content", held.content, "--as-of", AS_OF]);
  });
  after(() => held.server?.end());
  return held;
}

/** Runs a test with tabs that share what a browser keeps, and open at an address of the site: `open(address)`. */
export async function inTabs(browser, { server }, options, run) {
  const context = await browser.newContext({ viewport: DESK, reducedMotion: "reduce", ...options });
  context.setDefaultTimeout(20_000);
  const open = async (address) => {
    const page = await context.newPage();
    const problems = watch(page, server.url);
    page.on("dialog", (dialog) => {
      problems.push(`dialog: ${dialog.message()}`);
      dialog.dismiss();
    });
    await page.goto(server.url + address, { waitUntil: "load" });
    await hearing(page);
    return Object.assign(page, { problems });
  };
  try {
    await run(open, context);
  } finally {
    await context.close();
  }
}

/** Fails if anything went wrong on a page. What it waited for when it was loaded anew has not: it was given up. */
export function allIsWell({ problems }) {
  none(
    problems.filter((problem) => !problem.endsWith("net::ERR_ABORTED")),
    "problems",
  );
}

/**
 * Waits until a page has looked at itself and at the images in it for the first time: only of what it has seen before can it
 * tell that it has changed.
 */
export function hearing(page) {
  return page.waitForFunction(() => {
    const entries = performance.getEntriesByType("resource").filter(({ initiatorType }) => initiatorType === "fetch");
    const looked = new Set(entries.map(({ name }) => name));
    const images = [...document.images].map(({ src }) => src);
    return [location.origin + location.pathname, ...images].every((address) => looked.has(address));
  });
}
