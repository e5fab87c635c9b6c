// On a phone every table is read from above to below: no column is out of sight, what a value is about stands beside it, and
// those who hear the page are not told it twice. Tables of texts alone scroll, each by itself, under a name of its own.

import assert from "node:assert/strict";
import { test } from "node:test";

import { chromium, server } from "./hosted.mjs";
import { none } from "./none.mjs";
import { SITE } from "./settings.mjs";
import { addressOf, readBuilt } from "./site.mjs";

/** A page of each kind, and all that are no record's. */
function pages() {
  const { pages } = readBuilt(SITE);
  const kinds = new Set();
  const isNew = (file) => {
    const [folder, , record] = file.split("/");
    const kind = record ? folder : file;
    return !kinds.has(kind) && kinds.add(kind);
  };
  const all = [...pages.values()].filter(({ redirect, tables }) => !redirect && tables.length > 0).map(({ file }) => file);
  return all.filter(isNew).map(addressOf);
}

for (const width of [320, 360, 640]) {
  test(`at ${width} px no table hides a column`, async () => {
    const page = await chromium.newPage({ viewport: { width, height: 800 } });
    const found = [];
    try {
      for (const address of pages()) {
        await page.goto(server.url + address);
        const wrong = await page.evaluate(() => {
          for (const folded of document.querySelectorAll("details")) folded.open = true;
          const wrong = [];
          for (const cell of document.querySelectorAll(".table > table :is(th, td)")) {
            const table = cell.closest("table");
            if (table.closest(".body") || cell.closest("thead") || !cell.checkVisibility()) continue;
            const { left, right } = cell.getBoundingClientRect();
            if (left < 0 || right > innerWidth + 1) wrong.push(`${table.className}: ${cell.textContent.slice(0, 30)} to ${right}`);
            const { content, display } = getComputedStyle(cell, "::before");
            const isNamed = table.tHead && cell.localName === "td" && cell.colSpan === 1;
            if (isNamed && !/\w.* \/ ""$/.test(content)) wrong.push(`${table.className}: ${content} before ${cell.textContent.slice(0, 30)}`);
          }
          return [...new Set(wrong)].slice(0, 3);
        });
        found.push(...wrong.map((what) => `/${address}: ${what}`));
      }
    } finally {
      await page.close();
    }
    none(found, "cells out of sight or without a name");
  });
}

test("what a column is called is said once of each cell", async () => {
  const page = await chromium.newPage({ viewport: { width: 320, height: 800 } });
  try {
    await page.goto(`${server.url}decisions/`);
    const snapshot = await page.locator("table").ariaSnapshot();
    assert.match(snapshot, /columnheader "Date"/);
    assert.match(snapshot, /cell "27 May 2020"/);
    const first = page.locator("tbody tr").first();
    const [head, date] = await first.locator("th, td:first-child").evaluateAll((cells) =>
      cells.sort((one) => (one.localName === "th" ? -1 : 1)).map((cell) => cell.getBoundingClientRect().top),
    );
    assert.ok(head < date, "what was decided does not stand first");
  } finally {
    await page.close();
  }
});

test("no table is called a table", () => {
  const tables = [...readBuilt(SITE).pages.values()].flatMap(({ tables }) => tables);
  assert.ok(tables.filter(({ names }) => names.length > 0).length > 50, "few tables have a name of their own");
  const wrong = tables.filter(({ names }) => names.some((name) => ["", "Table"].includes(name)));
  none(wrong.map(({ where, names }) => `${where}: ${names}`), "tables without a name");
});
