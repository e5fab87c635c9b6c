// Every page there is, of the SSR2 review and of a made-up one of 1,000 records, in a real browser: nothing goes wrong while
// it loads, it asks nobody else for anything, axe finds no barrier in light or dark on a phone or a desk, and nothing
// stands out of a narrow screen. Pages are looked at side by side, as many at a time as there are processors.
//
// Of the made-up review, hundreds of pages are made up of the same elements and differ in their words alone. Each is looked
// at; in every light and width, the first of each makeup is.

import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import { after, before, describe, test } from "node:test";

import { barriers, withAxe } from "./axe.mjs";
import { browser, watch } from "./browser.mjs";
import { host } from "./host.mjs";
import { none } from "./none.mjs";
import { CORPUS, SITE } from "./settings.mjs";
import { addressOf, readSite } from "./site.mjs";

const NARROW = 320;
// What stands on a page, and where, is the same in light and dark; only colours differ.
const COLOURS = ["color-contrast", "link-in-text-block"];
const LOOKS = [1280, NARROW].flatMap((width) => [
  { width, colorScheme: "light", rules: null },
  { width, colorScheme: "dark", rules: COLOURS },
]);

/** What a page is made up of: its elements with their classes and roles, of several alike one. Runs in the page. */
function makeupOf() {
  const of = (element) => {
    const names = [...element.attributes].filter(({ name }) => !/^(href|id|src|datetime|title|aria-label|x|y|width|d)$/.test(name));
    const parts = [...new Set([...element.children].map(of))];
    return `${element.localName}[${names.map(({ name, value }) => `${name}=${value}`)}](${parts.join()})`;
  };
  return of(document.body);
}

for (const tree of [SITE, CORPUS]) {
  describe(`Every page of the review built ${tree.name}`, () => {
    const found = { problems: [], barriers: [], wide: [] };
    const makeups = new Set();
    let pages = 0;
    let server;
    let chromium;

    before(
      async () => {
        server = await host(tree.dir);
        chromium = await browser();
        // A page that leads on is gone before it can be looked at.
        const addresses = [...readSite(tree.dir).pages.values()]
          .filter(({ redirect }) => !redirect)
          .map(({ file }) => addressOf(file));
        pages = addresses.length;
        const next = addresses[Symbol.iterator]();
        await Promise.all(Array.from({ length: availableParallelism() }, () => visit(next)));
      },
      { timeout: 1_800_000 },
    );
    after(async () => {
      await chromium?.close();
      await server?.close();
    });

    /** Looks at one page after the other, as long as there are any. */
    async function visit(addresses) {
      const context = await withAxe(chromium);
      const page = await context.newPage();
      const problems = watch(page, server.url);
      for (const address of addresses) {
        problems.length = 0;
        await page.goto(server.url + address, { waitUntil: "load" });
        const makeup = tree === CORPUS ? await page.evaluate(makeupOf) : address;
        const isKnown = makeups.has(makeup);
        makeups.add(makeup);
        for (const { width, colorScheme, rules } of isKnown ? LOOKS.slice(0, 1) : LOOKS) {
          await page.setViewportSize({ width, height: 800 });
          await page.emulateMedia({ reducedMotion: "reduce", colorScheme });
          const where = `/${address} at ${width} px, ${colorScheme}`;
          found.barriers.push(...(await barriers(page, rules)).map((barrier) => `${where}: ${barrier}`));
        }
        await page.setViewportSize({ width: NARROW, height: 800 });
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (over > 0) found.wide.push(`/${address}: ${over} px too wide`);
        found.problems.push(...problems.map((problem) => `/${address}: ${problem}`));
      }
      await context.close();
    }

    test("was looked at", () => assert.ok(pages >= tree.least, `there were only ${pages} pages`));
    test("loads without an error, and asks nobody else for anything", () => none(found.problems, "problems"));
    test("has no barrier that axe can find, in light and dark, wide and narrow", () => none(found.barriers, "barriers"));
    test("fits a screen of 320 px without scrolling sideways", () => none(found.wide, "pages that are too wide"));
  });
}
