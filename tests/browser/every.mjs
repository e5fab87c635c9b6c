// Every page of a review in a real browser: nothing goes wrong while it loads, it asks nobody else for anything, axe finds
// no barrier in light or dark on a phone or a desk, and nothing stands out of a narrow screen. Pages are looked at side by
// side, as many at a time as there are processors.
//
// Each is first opened in a frame as wide as a phone, which one page keeps for all of them: there it is laid out, runs its
// scripts and asks for files as it does alone, in a third of the time. Those that axe looks at are then opened alone.

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
const ONE_OF = 24;
const WHOLE = LOOKS.filter(({ only }) => !only);
// What stands among more of its like, with nothing new in it, axe looks at in one look only.
const MANY = 12;

/** How often each sort of element was looked at, in whatever review. */
const met = new Map();

/** Makes of a page of the site one that holds a frame of a size, and nothing else. Runs in the page. */
function makeFrame({ width, height }) {
  const frame = document.createElement("iframe");
  Object.assign(frame.style, { width: `${width}px`, height: `${height}px`, border: "0" });
  const body = document.createElement("body");
  body.style.margin = "0";
  body.append(frame);
  document.documentElement.replaceChildren(body);
}

/**
 * Opens a page in the frame and says by how much it is too wide, and the sorts of elements on it as styles tell them apart,
 * each with the sort that it stands in. Runs in the page that has the frame.
 */
async function read(address) {
  const frame = document.querySelector("iframe");
  await new Promise((resolve) => {
    frame.onload = resolve;
    // What is replaced is no place to go back to, the keeping of which takes as long as the page itself.
    frame.contentWindow.location.replace(address);
  });
  const { body, documentElement } = frame.contentDocument;
  const sort = ({ localName, classList, dataset }) => [localName, ...classList, dataset.mark].join(".");
  const elements = [...body.querySelectorAll("*")];
  const sorts = new Set(elements.map((element) => `${sort(element.parentElement)}>${sort(element)}`));
  return { over: documentElement.scrollWidth - frame.contentWindow.innerWidth, sorts: [...sorts] };
}

/**
 * Takes out of a page, but for its headings, what stands among many of its like and holds nothing but sorts of elements that
 * stand before it. In how wide and how dark a page looks, styles tell no others apart. Runs in the page.
 */
function thin(many) {
  const sort = ({ localName, classList, dataset }) => [localName, ...classList, dataset.mark].join(".");
  const placed = (element) => `${sort(element.parentElement)}>${sort(element)}`;
  const seen = new Set();
  const isKnown = (element) => [element, ...element.querySelectorAll("*")].every((each) => seen.has(placed(each)));
  const visit = (element) => {
    seen.add(placed(element));
    const [first, ...others] = element.children;
    if (first) visit(first);
    for (const other of others) {
      const headings = other.querySelectorAll("h2, h3, h4, h5, h6");
      // In a list or a table there is no place for a heading alone.
      const goes = other.matches(headings.length > 0 ? "article, section, div" : "li, tr, tbody, article, section, div");
      if (others.length > many && goes && isKnown(other)) other.replaceWith(...headings);
      else visit(other);
    }
  };
  visit(document.body);
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
      const framed = await context.newPage();
      const alone = await context.newPage();
      await framed.goto(server.url);
      await framed.evaluate(makeFrame, { width: NARROW, height: HEIGHT });
      const problems = [framed, alone].map((page) => watch(page, server.url));
      for (const address of addresses) {
        const { over, sorts } = await framed.evaluate(read, server.url + address);
        if (over > 0) found.wide.push(`/${address}: ${over} px too wide`);
        const looks = looksFor(sorts);
        if (looks.length > 0) await alone.goto(server.url + address, { waitUntil: "load" });
        for (const [turn, { width, colorScheme, only }] of looks.entries()) {
          if (alike && turn === 1) await alone.evaluate(thin, MANY);
          await alone.setViewportSize({ width, height: HEIGHT });
          await alone.emulateMedia({ reducedMotion: "reduce", colorScheme });
          const where = `/${address} at ${width} px, ${colorScheme}`;
          found.barriers.push(...(await barriers(alone, only)).map((barrier) => `${where}: ${barrier}`));
        }
        checks += looks.length;
        const all = new Set(problems.flatMap((list) => list.splice(0)));
        for (const problem of all) found.problems.push(`/${address}: ${problem}`);
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
