// What people type into the search, and what they look for: the table in queries.mjs, and two tasks of readers.

import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe, test } from "node:test";

import { host } from "./host.mjs";
import { chromium, server } from "./hosted.mjs";
import { none } from "./none.mjs";
import { GRENFELL, SSR2 } from "./queries.mjs";
import { build, folder } from "./rapporteur.mjs";
import { ROOT } from "./settings.mjs";

/** The addresses of what a search offers, the first before the others. */
async function offered(page, query) {
  await page.getByRole("searchbox").fill(query);
  await page.getByRole("searchbox").press("Enter");
  await page.locator("[role=status]:not(:empty)").waitFor();
  return page.locator(".found .title > a").evaluateAll((links) => links.map((link) => link.getAttribute("href").slice(3)));
}

/** The queries of a table whose answer is not among the first three. */
async function unanswered(url, table) {
  const page = await chromium.newPage();
  await page.goto(`${url}search/`);
  const wrong = [];
  for (const [query, address] of table) {
    const first = (await offered(page, query)).slice(0, 3);
    if (!first.includes(address)) wrong.push(`${query}: ${address} is not among ${first.join(", ") || "nothing"}`);
  }
  await page.close();
  return wrong;
}

describe("What people type", () => {
  let inquiry;
  before(async () => {
    const out = folder();
    await build(out, ["--as-of", "2026-03-01"], { content: path.join(ROOT, "tests/reviews/grenfell-phase-2/content") });
    inquiry = await host(out);
  });
  after(() => inquiry?.close());

  test("finds what they look for among the first three, in the record of SSR2", async () => {
    assert.ok(SSR2.length + GRENFELL.length >= 60);
    none(await unanswered(server.url, SSR2), "queries without their answer");
  });

  test("and in that of an inquiry", async () => none(await unanswered(inquiry.url, GRENFELL), "queries without their answer"));
});

describe("A reader", () => {
  let page;
  before(async () => {
    page = await chromium.newPage();
    await page.goto(server.url);
    await page.getByRole("link", { name: "Search", exact: true }).click();
  });
  after(() => page?.close());

  test("learns with one search how many recommendations on DNS abuse were rejected, and the list of them is one click away", async () => {
    await offered(page, "what became of DNS abuse");
    const first = page.locator(".found li").first();
    assert.match(await first.innerText(), /25 recommendations: 20 rejected, 5 approved/);
    await first.getByRole("link").click();
    await page.waitForURL(/by\/theme\/contracts/);
    const said = (await page.locator("main").innerText()).replace(/\s+/g, " ");
    assert.match(said, /25 of 63 recommendations/);
    assert.match(said, /Rejected[^.]*20/);
  });

  test("learns with one search and one click what was said since January 2024", async () => {
    await page.goto(`${server.url}search/`);
    await offered(page, "what was said since January 2024");
    await page.locator(".found li a").first().click();
    await page.waitForURL(/changes\//);
    const [latest, before] = await page.locator(".changes > li").allInnerTexts();
    assert.match(latest, /^June 2024[^]*Progress report: 17 complete, five in progress, two not started/);
    assert.match(before, /2023/);
  });
});
