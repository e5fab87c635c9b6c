// What became of the recommendations, in numbers that can be followed; and the filter of their list, whose choice is in
// the address.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";

import { watch } from "./browser.mjs";
import { host } from "./host.mjs";
import { chromium, server } from "./hosted.mjs";
import { none } from "./none.mjs";
import { folder, rapporteur } from "./rapporteur.mjs";
import { SITE } from "./settings.mjs";

const LIST = "recommendations/";
/** How many recommendations a page of the list holds. */
const LENGTH = 300;
/** Recommendations of the made-up review: more than three pages of the list hold. */
const MANY = 1100;

/** A page in a context of its own. */
async function open(address, options = {}) {
  const context = await chromium.newContext(options);
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

/** How many recommendations can be seen in the table, which may have one above it that counts them. */
const seen = (page) =>
  page.evaluate(() => {
    const rows = [...document.querySelectorAll("table.rows tbody tr:not(.group)")];
    return rows.filter((row) => !row.closest(".outcomes") && row.checkVisibility()).length;
  });
const titles = (page) => page.locator("table.rows tbody th[scope=row] a:visible").allInnerTexts();
const form = (page) => page.getByRole("search", { name: /filter/i });
/** The box of a value in the filter, in a list that is unfolded first. */
const box = async (page, name, value) => {
  const facet = form(page).locator(`[data-facet="${name}"]`);
  if (!(await facet.evaluate(({ open }) => open))) await facet.locator("summary").click();
  return facet.locator(`input[value="${value}"]`);
};
const pick = async (page, name, value) => (await box(page, name, value)).setChecked(true);
const status = (page) => form(page).getByRole("status").innerText();
// As the page itself sees them: elsewhere they are known a little later.
const address = (page) => page.evaluate(() => location.href);
const query = (page) => page.evaluate(() => location.search);

describe("What became of the recommendations", () => {
  test("every number and every part of the chart leads to a list of so many, and they add up", async () => {
    const page = await open(server.url, { javaScriptEnabled: false });
    try {
      const tables = await page.locator(".outcomes table").evaluateAll((tables) =>
        tables.map((table) =>
          [...table.querySelectorAll("tr:has(td)")].map((row) => ({
            numbers: [...row.querySelectorAll("td")].map((cell) => Number(cell.textContent)),
            links: [...row.querySelectorAll("td a")].map((link) => [link.href, Number(link.textContent)]),
            parts: [...row.querySelectorAll("svg a")].map((link) => [
              new URL(link.href.baseVal, location.href).href,
              Number(link.textContent.match(/: (\d+)$/)[1]),
            ]),
          })),
        ),
      );
      for (const rows of tables) {
        const foot = rows.at(-1).numbers;
        for (const [all, ...cells] of rows.map(({ numbers }) => numbers)) assert.equal(sum(cells), all);
        foot.forEach((all, column) => assert.equal(sum(rows.slice(0, -1).map(({ numbers }) => numbers[column])), all));
      }
      // That of the themes leads to them, and not from each of its numbers.
      const [rows] = tables;
      for (const { numbers, links, parts } of rows) {
        assert.equal(links.length, numbers.filter((number) => number > 0).length, "a number without a list");
        if (parts.length > 0) assert.equal(sum(parts.map(([, count]) => count)), numbers[0]);
      }
      for (const [address, count] of rows.flatMap(({ links, parts }) => [...links, ...parts])) {
        await page.goto(address);
        assert.equal(await seen(page), count, address);
      }
    } finally {
      await page.context().close();
    }
  });

  test("every value has a page that lists as many as the overview says, and each facet adds up", async () => {
    const page = await open(`${server.url}${LIST}by/`, { javaScriptEnabled: false });
    try {
      const facets = await page.locator("ul[data-facet]").evaluateAll((lists) =>
        lists.map((list) =>
          [...list.children].map((item) => [
            item.querySelector("a").href,
            Number(item.querySelector(".count").textContent),
          ]),
        ),
      );
      await page.goto(server.url + LIST);
      const all = await seen(page);
      assert.ok(facets.length > 4 && all > 0);
      for (const facet of facets) assert.equal(sum(facet.map(([, count]) => count)), all);
      for (const [address, count] of facets.flat()) {
        await page.goto(address);
        assert.equal(await seen(page), count, address);
      }
    } finally {
      await page.context().close();
    }
  });

  test("the list is whole without scripts, its groups add up, and it shows no control that would do nothing", async () => {
    const page = await open(server.url + LIST, { javaScriptEnabled: false });
    try {
      const groups = await page.locator("table.rows tr.group .count").allInnerTexts();
      assert.ok(groups.length > 1);
      assert.equal(sum(groups.map(Number)), await seen(page));
      assert.equal(await page.locator("main :is(button, input, select, form, summary):visible").count(), 0);
      // What sorts where scripts run leads without them to the lists of each value.
      for (const head of await page.locator("thead [data-facet] a").all()) {
        const [file, id] = (await head.evaluate(({ href }) => href)).split("#");
        assert.ok((await (await fetch(file)).text()).includes(`id="${id}"`), `${file}#${id}`);
      }
    } finally {
      await page.context().close();
    }
  });

  test("on a narrow screen each row is a block, and says what each of its words is about", async () => {
    const page = await open(server.url + LIST, { viewport: { width: 320, height: 640 } });
    try {
      const row = page.locator("table.rows tbody tr:not(.group)").first();
      const boxes = await row.locator("th, td").evaluateAll((cells) =>
        cells.map((cell) => [Math.round(cell.getBoundingClientRect().left), getComputedStyle(cell, "::before").content]),
      );
      assert.ok(boxes.every(([left]) => left === boxes[0][0]), "cells stand side by side");
      none(boxes.slice(1).filter(([, label]) => !/\w/.test(label)), "cells without a name");
      // A table remains one for those who hear it.
      assert.equal(await page.getByRole("row").count(), await page.locator("table.rows tr").count());
      assert.ok((await page.getByRole("columnheader").count()) > 1);
    } finally {
      await page.context().close();
    }
  });
});

describe("The filter", () => {
  test("joins what is chosen, says how many there are, and keeps the choice in an address to share", async () => {
    const page = await open(server.url + LIST);
    const problems = watch(page, server.url);
    try {
      const all = await seen(page);
      assert.equal(await status(page), `${all} recommendations`);
      const rejections = await box(page, "response", "rejected");
      const text = await rejections.locator("xpath=..").innerText();
      await rejections.check();
      const rejected = await seen(page);
      assert.equal(text.match(/(\d+)$/)[1], `${rejected}`, "the choice leaves as many as it says");
      assert.equal(await query(page), "?response=rejected");
      await page.getByLabel("Words").fill("secürity");
      await page.waitForFunction(() => location.search.includes("text="));
      const both = await titles(page);
      assert.ok(both.length > 0 && both.length < rejected);
      assert.equal(await status(page), `${both.length} of ${all} recommendations`);
      const groups = await page.locator("tr.group .count:visible").allInnerTexts();
      assert.equal(sum(groups.map((count) => Number.parseInt(count, 10))), both.length, "groups count what is left");

      const other = await open(await address(page));
      assert.deepEqual(await titles(other), both, "whoever follows the address sees the same");
      assert.equal(await other.getByLabel("Words").inputValue(), "secürity");
      await other.context().close();
      await page.reload();
      assert.deepEqual(await titles(page), both, "so does whoever loads the page anew");
      const first = page.locator("table.rows th[scope=row] a:visible").first();
      const record = await first.evaluate(({ href }) => href);
      await first.click();
      await page.waitForURL(record);
      await page.goBack();
      assert.deepEqual(await titles(page), both, "and whoever comes back");
      await page.goBack();
      assert.equal(await query(page), "?response=rejected", "each choice can be gone back on, and all the words typed at once");
      assert.equal(await seen(page), rejected);
      assert.equal(await page.getByLabel("Words").inputValue(), "");
      await page.goBack();
      assert.equal(await seen(page), all);
      await page.goForward();
      await page.goForward();
      assert.deepEqual(await titles(page), both);

      await form(page).getByRole("button", { name: /clear/i }).click();
      assert.equal(await seen(page), all);
      assert.equal(await query(page), "");
      none(problems, "problems");
    } finally {
      await page.context().close();
    }
  });

  test("takes several values, each of which can be given up, and keeps them in the address", async () => {
    const page = await open(server.url + LIST);
    try {
      await pick(page, "state", "open");
      const still = await titles(page);
      await pick(page, "response", "rejected");
      await pick(page, "response", "approved");
      assert.equal(await query(page), "?state=open&response=approved&response=rejected");
      const both = await titles(page);
      assert.ok(both.length > 0 && both.every((title) => still.includes(title)));
      const other = await open(await address(page), { viewport: { width: 360, height: 800 } });
      assert.deepEqual(await titles(other), both);
      assert.ok(!(await form(other).isVisible()), "on a phone the filter takes the place of the list");
      assert.match(await other.locator(".filter > summary").innerText(), /^Filter \(3\)$/);
      await other.locator(".filter > summary").click();
      const chips = other.getByRole("list", { name: "Chosen" }).getByRole("button");
      assert.deepEqual(await chips.allInnerTexts(), ["Open or closed: Open ×", "Response: Approved ×", "Response: Rejected ×"]);
      await chips.last().click();
      assert.equal(await query(other), "?state=open&response=approved");
      assert.equal(await chips.count(), 2);
      assert.ok(await (await box(other, "response", "approved")).isChecked());
      await other.context().close();
    } finally {
      await page.context().close();
    }
  });

  test("sorts by a column as its values stand, back, and not at all, also what it leaves", async () => {
    const page = await open(`${server.url}${LIST}?response=approved`);
    // After a word there may be who says it.
    const words = (column) =>
      page.locator(`table.rows tbody tr:visible td:nth-child(${column})`).evaluateAll((cells) =>
        cells.map((cell) => (cell.querySelector(".state") ?? cell).textContent),
      );
    try {
      const before = await titles(page);
      const head = page.getByRole("columnheader", { name: "Progress" });
      const column = (await head.evaluate(({ cellIndex }) => cellIndex)) + 1;
      const order = await form(page).locator("[data-facet=progress] label > span:first-of-type").allTextContents();
      const places = async () => (await words(column)).map((word) => order.indexOf(word.trim().replace("unknown", "Unknown") || "Not stated"));
      for (const [sorted, sign, asked] of [["ascending", 1, "progress"], ["descending", -1, "-progress"]]) {
        await head.getByRole("button").click();
        assert.equal(await head.getAttribute("aria-sort"), sorted);
        assert.equal(await query(page), `?response=approved&sort=${asked}`);
        const found = await places();
        assert.equal(found.length, before.length);
        assert.deepEqual(found, [...found].sort((one, other) => sign * (one - other)));
        const other = await open(await address(page));
        assert.deepEqual(await titles(other), await titles(page), "the address brings another order");
        await other.context().close();
      }
      await head.getByRole("button").click();
      assert.equal(await head.getAttribute("aria-sort"), null);
      assert.deepEqual(await titles(page), before, "the rows do not go back into their groups");
    } finally {
      await page.context().close();
    }
  });

  test("has the heads that sort side by side on a phone, and not one below the other", async () => {
    const page = await open(server.url + LIST, { viewport: { width: 360, height: 800 } });
    try {
      const heads = page.locator("table[data-count] thead button");
      const tops = new Set(await heads.evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().top))));
      assert.ok(tops.size > 0 && tops.size <= (await heads.count()) / 2, `${await heads.count()} heads in ${tops.size} lines`);
    } finally {
      await page.context().close();
    }
  });

  test("agrees with the plain page of each value", async () => {
    const page = await open(`${server.url}${LIST}by/`);
    try {
      const counts = await page.locator("ul[data-facet]").evaluateAll((lists) =>
        lists.flatMap((list) =>
          [...list.children].map((item) => [
            list.dataset.facet,
            item.querySelector("a").dataset.is,
            Number(item.querySelector(".count").textContent),
          ]),
        ),
      );
      await page.goto(server.url + LIST);
      const names = await form(page).locator("[data-facet]").evaluateAll((boxes) => boxes.map((box) => box.dataset.facet));
      assert.ok(["group", "response", "progress", "priority", "state"].every((name) => names.includes(name)), `${names}`);
      for (const [name, value, count] of counts.filter(([name]) => names.includes(name))) {
        await page.goto(`${server.url}${LIST}?${new URLSearchParams([[name, value]])}`);
        assert.equal(await seen(page), count, `${name} ${value}`);
      }
    } finally {
      await page.context().close();
    }
  });

  test("says so when nothing fits, also for a value that nothing has, and leads back by keyboard alone", async () => {
    const page = await open(`${server.url}${LIST}?response=never-heard-of`);
    try {
      assert.equal(await seen(page), 0);
      assert.match(await status(page), /^None of \d+/);
      await page.getByLabel("Words").focus();
      await page.keyboard.type("xyzzy");
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => location.search.includes("xyzzy"));
      await page.keyboard.press("Tab");
      assert.match(await page.evaluate(() => document.activeElement.textContent), /^Clear/);
      await page.keyboard.press("Enter");
      assert.ok((await seen(page)) > 0);
      const control = await page.evaluate(() => document.activeElement.matches(".filter details summary"));
      assert.ok(control, "the focus is lost with the button that is gone");
    } finally {
      await page.context().close();
    }
  });

  test("works from a disk", async () => {
    const page = await open(`${pathToFileURL(SITE.dir)}/${LIST}index.html?response=rejected`);
    try {
      const rejected = await seen(page);
      assert.match(await status(page), new RegExp(`^${rejected} of `));
      await (await box(page, "response", "rejected")).uncheck();
      await pick(page, "response", "approved");
      assert.equal(await query(page), "?response=approved");
      await page.goBack();
      await page.goBack();
      assert.equal(await seen(page), rejected);
      await page.getByLabel("Words").fill("xyzzy");
      await form(page).getByText(/^None of/).waitFor();
    } finally {
      await page.context().close();
    }
  });

  describe("of a list of several pages", () => {
    let out;
    let server;
    before(async () => {
      out = folder();
      const built = await rapporteur(["build", "--content", longReview(), "--out", out]);
      assert.equal(built.code, 0, built.stderr);
      server = await host(out);
    });
    after(async () => {
      await server?.close();
    });

    test("brings in the other pages when it is asked for, and finds in all of them", async () => {
      const page = await open(server.url + LIST);
      const problems = watch(page, server.url);
      try {
        assert.equal(await seen(page), LENGTH);
        assert.equal(await page.locator("nav.pages a").count(), 2 * Math.ceil(MANY / LENGTH));
        const rejections = await box(page, "response", "rejected");
        await page.locator(`tr:nth-child(${LENGTH + 1})`).first().waitFor({ state: "attached" });
        assert.equal(await seen(page), LENGTH, "the page is as it was until something is chosen");
        await rejections.check();
        await form(page).getByText(`${MANY / 10} of ${MANY} recommendations`).waitFor();
        assert.equal(await seen(page), MANY / 10);
        const last = page.locator("table.rows th[scope=row] a:visible").last();
        assert.equal((await fetch(await last.evaluate(({ href }) => href))).status, 200);
        const other = await open(await address(page));
        await form(other).getByText(`${MANY / 10} of ${MANY} recommendations`).waitFor();
        assert.equal(await seen(other), MANY / 10, "the address alone brings the same");
        await other.context().close();
        await rejections.uncheck();
        await page.getByLabel("Words").fill("number");
        await form(page).getByText("the first 500 are shown").waitFor();
        assert.equal(await seen(page), 500);
        none(problems, "problems");
      } finally {
        await page.context().close();
      }
    });

    test("says that it filters one page where it cannot have the others, and leads to lists that hold all", async () => {
      const page = await open(`${pathToFileURL(out)}/${LIST}index.html`);
      const cut = await open("about:blank");
      try {
        await cut.route("**/page/*/", (route) => route.abort());
        await cut.goto(`${server.url}${LIST}?response=rejected`);
        await pick(page, "response", "rejected");
        for (const one of [page, cut]) {
          await form(one).getByText("on this page").waitFor();
          const found = await seen(one);
          assert.ok(found > 0 && found < LENGTH);
          assert.equal(await status(one), `${found} of ${LENGTH} recommendations on this page`);
          const note = form(one).getByText(`Only this page is filtered, not all ${MANY}`);
          assert.match(await note.getByRole("link").getAttribute("href"), /recommendations\/by\/$/);
          assert.ok(await one.locator("nav.pages").last().isVisible(), "the other pages cannot be reached");
        }
      } finally {
        await page.context().close();
        await cut.context().close();
      }
    });
  });
});

/** A made-up review with many recommendations in two groups, every tenth of which was rejected. */
function longReview() {
  const content = path.join(folder(), "content");
  mkdirSync(content);
  writeFileSync(path.join(content, "review.yaml"), "title: Made up\n");
  writeFileSync(path.join(content, "groups.yaml"), "- {id: 1, title: One}\n- {id: 2, title: Two}\n");
  const records = Array.from({ length: MANY }, (_, number) => {
    const outcome = number % 10 === 0 ? "rejected" : "approved";
    const said = `group: ${(number % 2) + 1}, response: [{date: 2021, outcome: ${outcome}}]`;
    return `- {id: r-${number}, title: Number ${number}, ${said}}\n`;
  });
  writeFileSync(path.join(content, "recommendations.yaml"), records.join(""));
  return content;
}

function sum(numbers) {
  return numbers.reduce((sum, number) => sum + number, 0);
}

test("what was approved and is not complete is found in two clicks, with the date of the last report", async () => {
  const page = await open(server.url, { javaScriptEnabled: false });
  try {
    const menu = page.getByRole("navigation", { name: "Main" });
    await menu.getByRole("link", { name: "Recommendations", exact: true }).click();
    await page.getByRole("main").getByRole("link", { name: "Open recommendations" }).click();
    const approved = page.locator("tbody", { has: page.locator("tr.group", { hasText: /^Approved\s*\d+$/ }) });
    const rows = await approved.locator("tr:not(.group)").evaluateAll((rows) =>
      rows.map((row) => ["Progress", "Last report"].map((name) => row.querySelector(`[data-of="${name}"]`).textContent)),
    );
    assert.ok(rows.some(([, last]) => last));
    for (const [progress, last] of rows) {
      assert.notEqual(progress, "Complete");
      // Of some nothing was ever reported.
      if (/progress|started/i.test(progress)) assert.match(last, /\d{4}$/);
    }
  } finally {
    await page.context().close();
  }
});
