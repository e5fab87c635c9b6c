// Every page of a review in a real browser: nothing goes wrong while it loads, it asks nobody else for anything, axe finds
// no barrier in light or dark on a phone or a desk, and nothing stands out of a narrow screen. Pages are looked at side by
// side, as many at a time as there are processors.

import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import { after, before, describe, test } from "node:test";

import { barriers, withAxe } from "./axe.mjs";
import { browser, watch } from "./browser.mjs";
import { host } from "./host.mjs";
import { none } from "./none.mjs";
import { addressOf, readSite } from "./site.mjs";

const NARROW = 320;
// What stands on a page, and where, is the same in light and dark; only colours differ.
const COLOURS = ["color-contrast", "link-in-text-block"];
const LOOKS = [1280, NARROW].flatMap((width) => [
  { width, colorScheme: "light", rules: {} },
  { width, colorScheme: "dark", rules: { only: COLOURS } },
]);
// How a page is looked at whose colours were checked on another.
const LIGHT = [1280, NARROW].map((width) => ({ width, colorScheme: "light", rules: { but: COLOURS } }));

/** What a page is made up of: the sorts of elements on it, each with the sort that it stands in. Runs in the page. */
function makeupOf() {
  const sort = ({ localName, classList }) => [localName, ...classList].join(".");
  const pairs = [...document.body.querySelectorAll("*")].map((element) => `${sort(element.parentElement)}>${sort(element)}`);
  return `${location.pathname.split("/").length} ${[...new Set(pairs)].sort().join()}`;
}

/**
 * Describes the tests of every page of a built review. Of a review whose pages are many and much alike, a page whose makeup
 * was met before is looked at in one width only, and its colours not once more.
 */
export function everyPageOf(tree, { alike = false } = {}) {
  describe(`Every page of the review built ${tree.name}`, () => {
    const found = { problems: [], barriers: [], wide: [] };
    const makeups = new Map();
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

    /** In which looks a page is checked. */
    async function looksFor(page) {
      if (!alike) return LOOKS;
      const makeup = await page.evaluate(makeupOf);
      const times = makeups.get(makeup) ?? 0;
      makeups.set(makeup, times + 1);
      return times === 0 ? LOOKS : [LIGHT[times % LIGHT.length]];
    }

    /** Looks at one page after the other, as long as there are any. */
    async function visit(addresses) {
      const context = await withAxe(chromium);
      const page = await context.newPage();
      const problems = watch(page, server.url);
      for (const address of addresses) {
        problems.length = 0;
        await page.goto(server.url + address, { waitUntil: "load" });
        for (const { width, colorScheme, rules } of await looksFor(page)) {
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
