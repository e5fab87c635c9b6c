// axe-core, which finds barriers that people with disabilities would meet on a page.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The rules about colours. */
export const COLOURS = ["color-contrast", "link-in-text-block"];

/** A context to whose pages axe can be brought. It comes from outside, which the site's own policy rightly forbids. */
export async function withAxe(chromium, options = {}) {
  const context = await chromium.newContext({ reducedMotion: "reduce", bypassCSP: true, ...options });
  context.setDefaultTimeout(20_000);
  return context;
}

/** Brings axe to a page, unless it is there already: it is large, and most pages need none. */
export async function bringAxe(page) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(AXE);
}

/** The barriers on a page as it is shown now, in words; of all rules, or of some `only`. */
export async function barriers(page, only = null) {
  // The size of targets is part of WCAG 2.2 AA, but not of what axe looks at by default.
  const rules = { "target-size": { enabled: true } };
  await bringAxe(page);
  const options = { resultTypes: ["violations"], rules, ...(only && { runOnly: only }) };
  const { violations } = await page.evaluate((options) => globalThis.axe.run(document, options), options);
  return violations.map(({ id, help, nodes }) => {
    const places = nodes.slice(0, 3).map(({ target, html }) => `${target.join(" ")} ${html.slice(0, 100)}`);
    return `${id}: ${help} (${nodes.length}): ${places.join(" | ")}`;
  });
}
