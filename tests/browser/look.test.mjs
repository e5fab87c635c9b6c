// The look that a review chooses for itself: its colour can be read whatever it is, its logo stands before its name, and a
// language that is written from right to left turns the pages round.

import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";

import { COLOURS, barriers, withAxe } from "./axe.mjs";
import { browser, watch } from "./browser.mjs";
import { host } from "./host.mjs";
import { none } from "./none.mjs";
import { build, folder } from "./rapporteur.mjs";
import { CONTENT, SITE } from "./settings.mjs";

const LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20"><path d="M0 0h40v20H0z"/></svg>\n';
const PAGES = ["", "recommendations/", "recommendations/4.1/", "timeline/", "traceability/", "teams/dns-security/", "search/"];
const LOOKS = ["light", "dark"].flatMap((colorScheme) => [1280, 320].map((width) => ({ colorScheme, width })));

let chromium;
before(async () => {
  chromium = await browser();
});
after(() => chromium?.close());

/** The record of SSR2 with other settings, on a host. */
function dressed(settings) {
  const held = {};
  before(async () => {
    const review = folder();
    const content = path.join(review, "content");
    cpSync(CONTENT, content, { recursive: true });
    const file = path.join(content, "review.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace(/^language: .*\n/m, "") + settings);
    writeFileSync(path.join(content, "logo.svg"), LOGO);
    const site = path.join(review, "public");
    await build(site, ["--as-of", "2024-12-31"], { content });
    held.server = await host(site);
    held.context = await withAxe(chromium);
    held.page = await held.context.newPage();
    held.problems = watch(held.page, held.server.url);
  });
  after(async () => {
    await held.context?.close();
    await held.server?.close();
  });
  return held;
}

async function barriersOf({ page, server }, only = null) {
  const found = [];
  for (const address of PAGES) {
    await page.goto(server.url + address);
    for (const { colorScheme, width } of LOOKS) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      const where = `/${address} at ${width} px, ${colorScheme}`;
      // What stands on a page, and where, is the same in light and dark; only colours differ.
      const rules = colorScheme === "dark" ? COLOURS : only;
      found.push(...(await barriers(page, rules)).map((barrier) => `${where}: ${barrier}`));
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (over > 0) found.push(`${where}: ${over} px too wide`);
    }
  }
  return found;
}

for (const accent of ["#ffd400", "#0a0a3c"]) {
  describe(`A review whose colour is ${accent}`, () => {
    const held = dressed(`language: en\naccent: '${accent}'\nlogo: logo.svg\n`);

    test("can be read in light and dark, wide and narrow", async () =>
      none(await barriersOf(held, COLOURS), "barriers"));

    test("is not of the colour of others", async () => {
      const colourOf = async (colorScheme) => {
        await held.page.emulateMedia({ colorScheme });
        return held.page.locator("main a").first().evaluate((link) => getComputedStyle(link).color);
      };
      await held.page.goto(`${held.server.url}recommendations/4.1/`);
      const colours = [await colourOf("light"), await colourOf("dark")];
      assert.ok(!colours.includes("rgb(13, 86, 128)") && !colours.includes("rgb(140, 197, 238)"), `${colours}`);
      assert.notEqual(colours[0], colours[1], "one colour cannot be read on light and on dark pages");
    });

    test("has its logo before its name", async () => {
      await held.page.goto(`${held.server.url}recommendations/4.1/`);
      const logo = held.page.locator(".home img");
      assert.ok(await logo.evaluate((image) => image.complete && image.naturalWidth > 0), "the logo is not shown");
      assert.equal(await logo.getAttribute("alt"), "", "the name is said twice");
      none(held.problems, "problems");
    });
  });
}

describe("A review in a language that is written from right to left", () => {
  const held = dressed("language: ar\n");

  test("stands on pages that begin at the right", async () => {
    const { page, server } = held;
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`${server.url}recommendations/4.1/`);
    const box = (selector) => page.locator(selector).boundingBox();
    const [menu, main, facts] = [await box(".top nav"), await box("main"), await box(".facts")];
    assert.ok(menu.x > main.x + main.width - 1, "the menu is not at the right of the page");
    assert.ok(facts.x < main.x + main.width / 2, "the facts are not at the left of the text");
  });

  test("can be read in light and dark, wide and narrow", async () => none(await barriersOf(held), "barriers"));
});

describe("A review with a long name and no short one", () => {
  test("keeps its menu in sight on a phone", async () => {
    const site = path.join(folder(), "public");
    const content = path.join(CONTENT, "../tests/standing/own-words/content");
    await build(site, ["--as-of", "2025-12-31"], { content });
    const server = await host(site);
    try {
      const page = await chromium.newPage({ viewport: { width: 320, height: 900 } });
      await page.goto(server.url);
      const right = (await page.getByRole("button", { name: "Menu" }).evaluate((button) => button.getBoundingClientRect())).right;
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(right <= 320 && over <= 0, `the menu ends at ${right} px, the page is ${over} px too wide`);
      await page.close();
    } finally {
      await server.close();
    }
  });
});

describe("A word that is longer than a phone is wide", () => {
  const LONG = "sig-scalability/slos/Rechtsschutzversicherungsgesellschaften_of_the_region";
  const CELLS = (name) => Array.from({ length: 6 }, () => `<${name}>Anticipated completion</${name}>`).join("");
  const RECORDS = {
    "review.yaml": "title: A review\nreport: whole\n",
    "pages/a.md": `---\ntitle: ${LONG}\n---\n<details>\n<summary>${LONG}</summary>\n\nx\n\n</details>\n\n- ${LONG}\n`,
    "pages/b.md": `---\ntitle: B\nsummary: ${LONG}\n---\n<table><tr>${CELLS("th")}</tr><tr>${CELLS("td")}</tr></table>\n\n## ${LONG}\n`,
    "pages/c.md": `---\ntitle: C\n---\n| a | ${LONG} |\n|---|---|\n| https://example.org/${LONG} | x |\n`,
    "recommendations/r.md": `---\ntitle: ${LONG}\nlabel: "Recommendation${"-1".repeat(40)}"\naddressee: ${LONG}\n---\n## Rationale\n`,
  };
  const held = {};

  before(async () => {
    const review = folder();
    for (const [file, text] of Object.entries(RECORDS)) {
      mkdirSync(path.join(review, "content", path.dirname(file)), { recursive: true });
      writeFileSync(path.join(review, "content", file), text);
    }
    const site = path.join(review, "public");
    await build(site, ["--as-of", "2024-12-31"], { content: path.join(review, "content") });
    held.server = await host(site);
    held.context = await chromium.newContext({ viewport: { width: 320, height: 800 } });
  });
  after(async () => {
    await held.context?.close();
    await held.server?.close();
  });

  test("makes no page scroll sideways", async () => {
    const page = await held.context.newPage();
    const found = [];
    const addresses = ["", "pages/", "pages/a/", "pages/b/", "pages/c/", "recommendations/", "recommendations/r/", "report/"];
    for (const address of addresses) {
      const answer = await page.goto(held.server.url + address);
      assert.equal(answer.status(), 200, address);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (over > 0) found.push(`/${address}: ${over} px too wide`);
    }
    none(found, "pages that are too wide");
  });
});

test("names of lists and their numbers stay within their columns", async () => {
  const server = await host(SITE.dir);
  const page = await chromium.newPage();
  const found = [];
  for (const address of ["", "404.html", "recommendations/by/"]) {
    await page.goto(server.url + address);
    for (const width of [320, 480, 768, 1024, 1280, 1600]) {
      await page.setViewportSize({ width, height: 800 });
      const over = await page.evaluate(() => {
        const rows = [...document.querySelectorAll(".ways li, .lists > li")];
        const leaves = (row) => [...row.children].some((part) => part.getBoundingClientRect().right > row.getBoundingClientRect().right + 1);
        return rows.length === 0 ? ["no list"] : rows.filter(leaves).map((row) => row.textContent.trim());
      });
      found.push(...over.map((row) => `/${address} at ${width} px: ${row}`));
    }
  }
  await page.close();
  await server.close();
  none(found, "names that leave their columns");
});
