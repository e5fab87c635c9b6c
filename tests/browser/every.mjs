// Every page of a review in a real browser: nothing goes wrong while it loads, it asks nobody else for anything, axe finds
// no barrier in light or dark on a phone or a desk, and nothing stands out of a narrow screen. Pages are looked at side by
// side, as many at a time as there are processors.

import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import { after, before, describe, test } from "node:test";

import { COLOURS, barriers, withAxe } from "./axe.mjs";
import { browser, watch } from "./browser.mjs";
import { host } from "./host.mjs";
import { none } from "./none.mjs";
import { addressOf, readBuilt } from "./site.mjs";

const NARROW = 320;
const HEIGHT = 800;
// What stands on a page, and where, is the same in light and dark; only colours differ.
const LOOKS = [1280, NARROW].flatMap((width) => [
  { width, colorScheme: "light", only: null },
  { width, colorScheme: "dark", only: COLOURS },
]);
// On how many pages, of all reviews, something is looked at in every look before it is nothing new.
const TIMES = 1;
// Of so many pages with nothing new on them axe looks at one, and in one look with all rules.
const ONE_OF = 12;
const WHOLE = LOOKS.filter(({ only }) => !only);

/** How often each sort of element was looked at, in whatever review. */
const met = new Map();

/**
 * By how much a page is too wide, and the sorts of elements on it as styles tell them apart, each with the sort that it stands
 * in. Runs in the page.
 */
function read() {
  const sort = ({ localName, classList, dataset }) => [localName, ...classList, dataset.mark].join(".");
  const elements = [...document.body.querySelectorAll("*")];
  const sorts = new Set(elements.map((element) => `${sort(element.parentElement)}>${sort(element)}`));
  return { over: document.documentElement.scrollWidth - innerWidth, sorts: [...sorts] };
}

/** Pages in an order in which few hold all that is new: each time the one with the most that was not yet met often enough. */
function newestFirst(pages) {
  const times = new Map(met);
  const left = new Set(pages);
  const first = [];
  const news = ({ sorts }) => sorts.filter((sort) => !(times.get(sort) >= TIMES)).length;
  for (;;) {
    const [most, page] = [...left].reduce(
      (best, page) => {
        const count = news(page);
        return count > best[0] ? [count, page] : best;
      },
      [0, null],
    );
    if (most === 0) return [...first, ...left];
    first.push(page);
    left.delete(page);
    for (const sort of page.sorts) times.set(sort, (times.get(sort) ?? 0) + 1);
  }
}

/**
 * Describes the tests of every page of a built review. Of a review whose pages are many and much alike, axe looks at few of
 * the pages on which nothing is new.
 */
export function everyPageOf(tree, { alike = false } = {}) {
  describe(`Every page of the review built ${tree.name}`, () => {
    const found = { problems: [], barriers: [], wide: [] };
    let turn = 0;
    let checks = 0;
    let pages = 0;
    let server;
    let chromium;

    before(
      async () => {
        server = await host(tree.dir);
        chromium = await browser();
        // A page that leads on is gone before it can be looked at.
        const all = [...readBuilt(tree).pages.values()].filter(({ redirect }) => !redirect);
        const addresses = (alike ? newestFirst(all) : all).map(({ file }) => addressOf(file));
        pages = addresses.length;
        const next = addresses[Symbol.iterator]();
        await Promise.all(Array.from({ length: availableParallelism() }, () => visit(next)));
      },
      // Every page in every look, with other tests beside it, takes a small machine more than half an hour.
      { timeout: 5_400_000 },
    );
    after(async () => {
      await chromium?.close();
      await server?.close();
    });

    /** In which looks a page with some sorts of elements is checked. */
    function looksFor(sorts) {
      if (!alike) return LOOKS;
      const isNew = sorts.some((sort) => !(met.get(sort) >= TIMES));
      for (const sort of sorts) met.set(sort, (met.get(sort) ?? 0) + 1);
      if (isNew) return LOOKS;
      turn += 1;
      return turn % ONE_OF === 0 ? [WHOLE[(turn / ONE_OF) % WHOLE.length]] : [];
    }

    /** Looks at one page after the other, as long as there are any. */
    async function visit(addresses) {
      const context = await withAxe(chromium, { viewport: { width: NARROW, height: HEIGHT } });
      const page = await context.newPage();
      const problems = watch(page, server.url);
      for (const address of addresses) {
        problems.length = 0;
        await page.goto(server.url + address, { waitUntil: "load" });
        const { over, sorts } = await page.evaluate(read);
        if (over > 0) found.wide.push(`/${address}: ${over} px too wide`);
        const looks = looksFor(sorts);
        for (const { width, colorScheme, only } of looks) {
          await page.setViewportSize({ width, height: HEIGHT });
          await page.emulateMedia({ reducedMotion: "reduce", colorScheme });
          const where = `/${address} at ${width} px, ${colorScheme}`;
          found.barriers.push(...(await barriers(page, only)).map((barrier) => `${where}: ${barrier}`));
        }
        checks += looks.length;
        if (looks.length > 0) await page.setViewportSize({ width: NARROW, height: HEIGHT });
        found.problems.push(...problems.map((problem) => `/${address}: ${problem}`));
      }
      await context.close();
    }

    test("was looked at", (context) => {
      context.diagnostic(`${pages} pages, and ${checks} times by axe`);
      assert.ok(pages >= tree.least, `there were only ${pages} pages`);
    });
    test("loads without an error, and asks nobody else for anything", () => none(found.problems, "problems"));
    test("has no barrier that axe can find, in light and dark, wide and narrow", () => none(found.barriers, "barriers"));
    test("fits a screen of 320 px without scrolling sideways", () => none(found.wide, "pages that are too wide"));
  });
}
