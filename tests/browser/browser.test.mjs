// What a reader would notice in a browser: in colours of the system, by keyboard, without scripts and on paper. The site is
// served under a sub-path, so that an address that works only at a root is found.

import assert from "node:assert/strict";
import { statSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";

import { barriers, withAxe } from "./axe.mjs";
import { watch } from "./browser.mjs";
import { host } from "./host.mjs";
import { chromium, server } from "./hosted.mjs";
import { none } from "./none.mjs";
import { build, folder } from "./rapporteur.mjs";
import { CORPUS, SITE } from "./settings.mjs";
import { addressOf, readBuilt } from "./site.mjs";

const PHONE = { width: 320, height: 640 };
const DESK = { width: 1280, height: 800 };
const STILL = { reducedMotion: "reduce" };
/** How far what stands on a page may move while it loads, as a layout shift; more than 0.1 is felt. */
const MOVED = 0.02;
/** How many stops of a page are gone through, after the link past the menu. */
const STOPS = 25;

/** The recommendations by what is said of them. */
const BY = "recommendations/by/";
const PAGES = pagesOfEachKind(readBuilt(SITE));

/** One page for all tests of a group, in a context with these options. */
function pageWith(options) {
  const held = {};
  before(async () => {
    held.context = await chromium.newContext({ viewport: DESK, ...STILL, ...options });
    held.context.setDefaultTimeout(10_000);
    held.page = await held.context.newPage();
  });
  after(() => held.context?.close());
  return held;
}

describe("Every kind of page", () => {
  describe("has no barrier that axe can find where the reader's system sets the colours", () => {
    const held = {};
    before(async () => {
      held.context = await withAxe(chromium, { viewport: DESK, forcedColors: "active" });
      held.page = await held.context.newPage();
    });
    after(() => held.context?.close());
    for (const address of PAGES) {
      test(name(address), async () => {
        await held.page.goto(server.url + address);
        none(await barriers(held.page), "barriers");
      });
    }
  });

  describe("says the same without JavaScript, but for forms that need it", () => {
    const scripted = pageWith({});
    const plain = pageWith({ javaScriptEnabled: false });
    for (const address of PAGES) {
      test(name(address), async () => {
        const texts = [];
        for (const { page } of [scripted, plain]) {
          await page.goto(server.url + address);
          const text = page.locator("main").evaluate((main) => {
            for (const element of main.querySelectorAll("form, noscript")) element.remove();
            return main.innerText;
          });
          texts.push(await text);
        }
        assert.ok(texts[0].trim().length > 0, "the page says nothing");
        assert.equal(texts[1], texts[0]);
      });
    }
  });
});

describe("While it loads", () => {
  for (const tree of [SITE, CORPUS]) {
    test(`no kind of page of the review built ${tree.name} moves, on a desk or on a phone`, async (context) => {
      const site = readBuilt(tree);
      // Lists go on over several pages, and the open recommendations are no folder of their own.
      const more = [...site.pages.keys()].filter((file) => /^([^/]+\/page\/2|recommendations\/open)\/index\.html$/.test(file));
      const pages = [...pagesOfEachKind(site), ...more.map(addressOf)];
      const own = await host(tree.dir);
      const found = [];
      await Promise.all(
        [DESK, { width: 360, height: 800 }].map(async (viewport) => {
          const held = await chromium.newContext({ viewport });
          await held.addInitScript(() => {
            globalThis.moved = 0;
            new PerformanceObserver((list) => {
              for (const { value, hadRecentInput } of list.getEntries()) globalThis.moved += hadRecentInput ? 0 : value;
            }).observe({ type: "layout-shift", buffered: true });
          });
          const page = await held.newPage();
          for (const address of pages) {
            // One page asks for more after it is loaded, unasked: what comes late must not move anything either.
            await page.goto(own.url + address, { waitUntil: address === "404.html" ? "networkidle" : "load" });
            await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
            const moved = await page.evaluate(() => globalThis.moved);
            if (!(moved < MOVED)) found.push(`/${address} at ${viewport.width} px: ${moved}`);
          }
          await held.close();
        }),
      );
      await own.close();
      context.diagnostic(`${pages.length} pages, at two widths`);
      assert.ok(pages.length > 30, `only ${pages.length} pages`);
      none(found, "pages that move");
    });
  }
});

describe("By keyboard", () => {
  const held = pageWith({});

  test("the first stop is a link past the menu, which can be seen and works", async () => {
    const { page } = held;
    await page.goto(`${server.url}recommendations/4.1/`);
    await page.keyboard.press("Tab");
    const skip = await page.evaluate(() => {
      const { left, right, top, bottom } = document.activeElement.getBoundingClientRect();
      const seen =
        right > left && bottom > top && left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
      return { href: document.activeElement.getAttribute("href"), seen };
    });
    assert.match(skip.href ?? "", /^#./, "the first stop is not a link within the page");
    assert.ok(skip.seen, "the link past the menu cannot be seen while it has the focus");
    await page.keyboard.press("Enter");
    await jumped(page, skip.href);
    await page.keyboard.press("Tab");
    const inside = await page.evaluate(() => document.querySelector("main").contains(document.activeElement));
    assert.ok(inside, "after the link past the menu, the next stop is not in the content");
  });

  test("every stop of a page can be seen, and shows that it has the focus, from the menu to the end", async () => {
    const { page } = held;
    await page.goto(`${server.url}recommendations/4.1/`);
    const count = await page.locator("a[href], button, input, select, summary, [tabindex='0']").count();
    assert.ok(count > 20, `there are only ${count} stops`);
    const hidden = [];
    for (let stop = 0; stop < count; stop += 1) {
      await page.keyboard.press("Tab");
      const { problem } = await page.evaluate(lookAtFocus);
      if (problem) hidden.push(problem);
    }
    none(hidden, "stops that cannot be seen");
  });

  test("the first stops in the content of every kind of page come in their turn, and show that they have the focus", async () => {
    const { page } = held;
    const wrong = [];
    for (const address of PAGES) {
      await page.goto(server.url + address);
      await page.keyboard.press("Tab");
      const href = await page.evaluate(() => document.activeElement.getAttribute("href"));
      await page.keyboard.press("Enter");
      await jumped(page, href);
      const count = await page.evaluate(findStops);
      assert.ok(count > 0, `${name(address)} has nothing that can have the focus`);
      for (let stop = 0; stop < Math.min(count, STOPS); stop += 1) {
        await page.keyboard.press("Tab");
        const { at, problem } = await page.evaluate(lookAtFocus);
        if (problem) wrong.push(`${name(address)}: ${problem}`);
        if (at !== stop) wrong.push(`${name(address)}: after stop ${stop} comes ${at + 1}, of ${count}`);
      }
    }
    none(wrong, "stops that are not as they should be");
  });
});

describe("On the way", () => {
  const held = pageWith({});
  const main = (name) => held.page.getByRole("main").getByRole("link", { name }).first();
  const menu = (name) => held.page.getByRole("navigation", { name: "Main" }).getByRole("link", { name, exact: true });

  async function follow(link, address, title) {
    await link.click();
    await held.page.waitForURL(server.url + address);
    assert.match(await held.page.getByRole("heading", { level: 1 }).innerText(), title);
  }

  test("a reader gets by clicks from the first page to a recommendation, its group and another one", async () => {
    await held.page.goto(server.url);
    await follow(menu("Recommendations"), "recommendations/", /^Recommendations$/);
    await follow(main(/Central risk management/), "recommendations/4.1/", /Central risk management/);
    await follow(main(/Improve Risk Management/), "groups/4/", /Improve Risk Management/);
    await follow(main(/ISO 31000/), "recommendations/4.2/", /ISO 31000/);
  });

  test("a reader gets by clicks from the mandate to a clause, the sub-team that assessed it, and back", async () => {
    await held.page.goto(server.url);
    await follow(menu("Mandate"), "mandate/", /^Mandate$/);
    await follow(
      main(/coordination of unique identifiers/),
      "mandate/4.6-c-ii-a/",
      /coordination of unique identifiers/,
    );
    await follow(main(/DNS Security$/), "teams/dns-security/", /^DNS Security$/);
    await follow(
      main(/coordination of unique identifiers/),
      "mandate/4.6-c-ii-a/",
      /coordination of unique identifiers/,
    );
  });
});

describe("Away from the usual", () => {
  test("a mistyped address, at any depth, shows a page that looks right and whose links work", async () => {
    const published = folder();
    const server = await host(published);
    const context = await chromium.newContext({ viewport: DESK });
    try {
      await build(published, ["--base-url", server.url]);
      const page = await context.newPage();
      const lost = [];
      page.on("response", (response) => {
        if (response.status() !== 200) lost.push(response.url());
      });
      for (const address of ["no-such-page", "recommendations/4.1/no/such/page/"]) {
        lost.length = 0;
        const answer = await page.goto(server.url + address, { waitUntil: "load" });
        assert.equal(answer.status(), 404);
        assert.deepEqual(lost, [server.url + address], "besides the page itself, nothing is missing");
        const links = await page
          .locator("a[href]")
          .evaluateAll((links) => links.map((link) => link.href.split("#")[0]));
        const inside = new Set(links.filter((link) => link.startsWith(server.url) && !link.endsWith(address)));
        assert.ok(inside.size > 1, "the page leads nowhere");
        for (const link of inside) assert.equal((await fetch(link)).status, 200, link);
      }
    } finally {
      await context.close();
      await server.close();
    }
  });

  test("a page opened from a disk looks as it does on the web", async () => {
    const context = await chromium.newContext({ viewport: DESK, ...STILL });
    try {
      const page = await context.newPage();
      const looks = [];
      for (const home of [server.url, `${pathToFileURL(SITE.dir)}/`]) {
        const problems = watch(page, home);
        await page.goto(`${home}recommendations/4.1/index.html`);
        none(problems, `problems at ${new URL(home).protocol}`);
        page.removeAllListeners();
        looks.push((await page.screenshot()).toString("base64"));
      }
      assert.ok(looks[0] === looks[1], "the two pictures differ");
    } finally {
      await context.close();
    }
  });

  test("a page can be printed", async () => {
    const context = await chromium.newContext();
    try {
      const page = await context.newPage();
      for (const address of ["", "recommendations/4.1/"]) {
        await page.goto(server.url + address);
        const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
        const sheets = pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
        assert.ok(sheets >= 1, `${name(address)} gives ${sheets} sheets`);
        // What browsers understood of the boxes around a sheet: its number, and what the review is called.
        const boxes = await page.evaluate(() => {
          const rules = (list) => [...list].flatMap((rule) => [rule, ...(rule.media ? rules(rule.cssRules) : [])]);
          const pages = [...document.styleSheets].flatMap((sheet) => rules(sheet.cssRules));
          return pages.filter((rule) => rule instanceof CSSPageRule).map((rule) => rule.cssText).join("\n");
        });
        assert.match(boxes, /@bottom-right[^}]*counter\(page\)/);
        assert.match(boxes, /@top-left[^}]*"SSR2"/);
      }
    } finally {
      await context.close();
    }
  });
});

/**
 * The first page, and of each folder with a list: the list and its longest page, which shows most of what there is; and
 * two of the pages of recommendations that share something.
 */
function pagesOfEachKind(site) {
  const size = (file) => statSync(path.join(site.dir, file)).size;
  const files = [...site.pages.values()].filter(({ redirect }) => !redirect).map(({ file }) => file);
  const lists = files.filter((file) => /^[^/]+\/index\.html$/.test(file));
  const longest = lists.map((list) => {
    const folder = list.replace("index.html", "");
    const records = files.filter((file) => file.startsWith(folder) && file !== list && !file.startsWith(BY));
    return records.sort((one, other) => size(other) - size(one) || (one < other ? -1 : 1))[0];
  });
  const by = [`${BY}index.html`, `${BY}response/rejected/index.html`];
  const chosen = ["index.html", ...lists.flatMap((list, index) => [list, longest[index]]), ...by, "404.html"];
  return chosen.filter(Boolean).map(addressOf);
}

function name(address) {
  return `/${address}`;
}

/**
 * Waits until a link within the page has led to its place. A key is answered before the address is known here, and the next one
 * goes on from where the focus is: it has to have left the link.
 */
function jumped(page, href) {
  return page.waitForFunction(
    (href) => location.hash === href && document.activeElement.getAttribute("href") !== href,
    href,
  );
}

/** Keeps the places of a page's content and of what follows it where the focus can be, and says how many. Runs in the page. */
function findStops() {
  const all = [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")];
  const main = document.querySelector("main");
  const follows = (element) => main.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
  // Of buttons of which one is chosen, the arrows lead to the others.
  const isChosen = ({ type, checked }) => type !== "radio" || checked;
  const isStop = (element) => element.tabIndex >= 0 && element.checkVisibility() && isChosen(element);
  globalThis.stops = all.filter((element) => follows(element) && isStop(element));
  return globalThis.stops.length;
}

/**
 * Which stop has the focus, of those that were kept, and what is wrong with it: it is out of sight, or looks as it does without
 * the focus. Runs in the page.
 */
function lookAtFocus() {
  const element = document.activeElement;
  const at = globalThis.stops?.indexOf(element);
  if (element === document.body) return { at, problem: null };
  const wrong = (what) => ({ at, problem: `${element.outerHTML.slice(0, 100)} ${what}` });
  // A link over two lines has a box for each, and an empty one where what is in it does not fit the first line.
  const box = [...element.getClientRects()].find(({ width }) => width > 0);
  if (!box || box.bottom <= 0 || box.top >= innerHeight) return wrong("is out of sight");
  const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
  const y = Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  if (!top || !(element.contains(top) || top.contains(element))) return wrong("is covered");
  const look = () => {
    const { outlineStyle, outlineWidth, boxShadow, backgroundColor, textDecoration, borderColor } =
      getComputedStyle(element);
    const outline = outlineStyle === "none" ? "" : `${outlineStyle} ${outlineWidth}`;
    return [outline, boxShadow, backgroundColor, textDecoration, borderColor].join();
  };
  const focused = look();
  // Focus is put back as a keyboard would put it, or the next stop would be the first.
  element.blur();
  const without = look();
  element.focus({ focusVisible: true });
  return focused === without ? wrong("looks the same with and without the focus") : { at, problem: null };
}
