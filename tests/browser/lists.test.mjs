// The lists that say more of each record than its title: what the record says stands there, what it does not is shown as
// a gap, and figures agree with what they count.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { browser, watch } from "./browser.mjs";
import { host } from "./host.mjs";
import { none } from "./none.mjs";
import { SITE } from "./settings.mjs";
import { readBuilt, recordsOf } from "./site.mjs";

const site = readBuilt(SITE);
const records = (folder) => recordsOf(site, folder);
const held = {};

before(async () => {
  held.server = await host(SITE.dir);
  held.chromium = await browser();
  held.page = await held.chromium.newPage({ viewport: { width: 1280, height: 800 } });
  held.page.setDefaultTimeout(10_000);
  held.problems = watch(held.page, held.server.url);
});
after(async () => {
  await held.chromium?.close();
  await held.server?.close();
  none(held.problems ?? [], "problems on the pages");
});

const open = (path) => held.page.goto(held.server.url + path);

/** The sum of the figures of some elements. */
const sum = async (found) => (await found.allInnerTexts()).reduce((sum, text) => sum + Number(/\d+/.exec(text)[0]), 0);

describe("The sub-teams", () => {
  test("stand with their charters as a work breakdown structure lays them out", async () => {
    await open("teams/");
    const charters = held.page.locator(".charter");
    assert.equal(await charters.count(), records("teams").length);
    const lines = ["Topic", "Clauses assessed", "Skills", "Activity", "Work items", "Members", "Rapporteur"];
    // What a charter leaves out is not there.
    for (const charter of await charters.all()) {
      const own = await charter.locator("dt").allInnerTexts();
      assert.deepEqual(own, lines.filter((line) => own.includes(line)));
      assert.ok(own.includes("Members") && own.includes("Activity"), own.join(", "));
    }
    const text = (await charters.filter({ hasText: "Sub-team 2" }).innerText()).replace(/\s+/g, " ");
    assert.match(text, /Topic ICANN Internal Security Processes Clauses assessed 4\.6\(c\)\(ii\)\(A\)/);
    assert.match(text, /Skills IT Security, Audit, Risk Management, Disaster Recovery Activity The sub-team will be/);
    assert.match(text, /Work items unknown Members Boban Krsic [\s\S]* Rapporteur Boban Krsic$/);
  });
});

describe("The work plan", () => {
  test("has each phase with its steps, and says of each that it stands where the first page says", async () => {
    await open("work-plan/");
    const phases = held.page.locator(".phase");
    const here = [];
    for (const phase of await phases.all()) {
      const state = (await phase.locator("h2 + p .state").allInnerTexts())[0] ?? "";
      here.push([await phase.locator("h2 a").innerText(), state]);
    }
    assert.equal(here.length, records("work-plan").length);
    const steps = await phases.filter({ has: held.page.locator("h2", { hasText: "Sub-Teams" }) }).locator(".steps > li > a").allInnerTexts();
    assert.deepEqual(steps, ["a. Scope of work", "b. Timeline and process", "c. Additional data", "d. Analysis and findings", "e. Recommendations"]);
    await open("");
    for (const [number, phase] of (await held.page.locator(".phases li").all()).entries()) {
      const about = (await phase.locator(".about").allInnerTexts())[0] ?? "";
      assert.deepEqual([await phase.locator("a").innerText(), about], here[number]);
    }
  });
});

describe("The glossary", () => {
  test("leads by each letter to the terms that begin with it", async () => {
    await open("glossary/");
    const letters = await held.page.getByRole("navigation", { name: "Jump to" }).getByRole("link").all();
    assert.ok(letters.length > 10, `${letters.length} letters`);
    for (const letter of letters) {
      const address = await letter.evaluate(({ href }) => href);
      await letter.click();
      await held.page.waitForURL(address);
      const name = await letter.innerText();
      assert.equal(await held.page.locator(":target").innerText(), name);
      for (const term of await held.page.locator(":target + dl dt").allInnerTexts()) {
        assert.equal(term.trim()[0].toUpperCase(), name);
      }
    }
    assert.equal(await held.page.locator(".terms dt").count(), records("glossary").length);
  });
});

describe("The documents", () => {
  test("stand under whether they are there, each once", async () => {
    await open("documents/");
    assert.deepEqual((await held.page.locator("h2").allInnerTexts()).slice(0, 2), ["Expected", "Published"]);
    assert.equal(await held.page.locator("tbody tr").count(), records("documents").length);
    assert.equal(await sum(held.page.locator("caption")), records("documents").length);
  });

  test("that are many of one sort can be reached by the letters that they begin with, and few have no letters", async () => {
    await open("documents/");
    const letters = await held.page.getByRole("navigation", { name: "Published" }).getByRole("link").all();
    assert.ok(letters.length > 10, `${letters.length} letters`);
    for (const letter of letters) {
      const address = await letter.evaluate(({ href }) => href);
      await letter.click();
      await held.page.waitForURL(address);
      const row = held.page.locator("section", { has: held.page.locator("h2#published") }).locator("tr:target");
      const [title, before] = await row.evaluate((row) => {
        const titleOf = (row) => row?.querySelector("th a").lastChild.textContent.trim();
        return [titleOf(row), titleOf(row.previousElementSibling)];
      });
      const name = await letter.innerText();
      assert.ok(title.toUpperCase().startsWith(name), `${name}: ${title}`);
      assert.ok(!before?.toUpperCase().startsWith(name), `before ${name}: ${before}`);
    }
    assert.equal(await held.page.getByRole("navigation", { name: "Expected" }).count(), 0);
  });
});

describe("Public comment", () => {
  test("is listed with what is closed, when it was, and how many comments are known", async () => {
    await open("consultations/");
    const row = held.page.locator("tbody tr").filter({ hasText: "draft report" }).first();
    const cells = (await row.locator("th, td").allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
    assert.deepEqual(cells.slice(1, 4), ["Closed", "24 January 2020", "20 March 2020 first meant to close 4 March 2020"]);
    assert.equal(await sum(held.page.locator("tbody td.right")), records("comments").length);
  });

  test("has a table of all comments, whose counts of answers add up", async () => {
    await open("comments/");
    assert.equal(await held.page.locator("tbody tr").count(), records("comments").length);
    assert.equal(await sum(held.page.locator(".counts li")), records("comments").length);
    const ssac = await held.page.locator("tbody tr").filter({ hasText: "SSAC on the draft report" }).innerText();
    assert.match(ssac, /SSAC[\s\S]*Draft report of the SSR2 Review Team[\s\S]*Noted[\s\S]*chose to keep/);
  });

  test("shows on the page of a comment period what was said in it", async () => {
    await open("consultations/final-report/");
    const rows = held.page.locator("table", { hasText: "Answer" }).locator("tbody tr");
    assert.equal(await rows.count(), 1);
    assert.match((await rows.first().innerText()).replace(/\s+/g, " "), /ALAC on the final report.*ALAC.*Final report/);
  });
});

describe("The menu", () => {
  const menu = () => held.page.getByRole("navigation", { name: "Main" });

  test("names at most twelve lists, all in sight on a laptop, and those that belong to one where a reader is", async () => {
    await held.page.setViewportSize({ width: 1280, height: 650 });
    try {
      for (const path of ["", "recommendations/", "decisions/", "recommendations/4.1/"]) {
        await open(path);
        // The pages of the record itself come last, as many as an editor wants.
        const boxes = await menu().locator("> ul:not(p:last-of-type + ul) > li > a").evaluateAll((links) =>
          links.map((link) => link.getBoundingClientRect().bottom),
        );
        assert.ok(boxes.length > 8 && boxes.length <= 12, `${boxes.length} entries`);
        assert.ok(Math.max(...boxes) <= 650, `/${path}: the menu ends at ${Math.max(...boxes)} px`);
      }
      await open("decisions/");
      assert.deepEqual(await menu().locator("li li a").allInnerTexts(), ["Decisions", "Action items"]);
      await open("");
      assert.equal(await menu().locator("li li a").count(), 0);
    } finally {
      await held.page.setViewportSize({ width: 1280, height: 800 });
    }
  });

  test("names the pages that say so", async () => {
    await open("");
    assert.equal(await menu().getByRole("link", { name: "About this record", exact: true }).count(), 1);
  });

  test("folds only what the head of a list leads to", async () => {
    for (const path of ["recommendations/", "meetings/", "consultations/", "mandate/", "updates/", "report/"]) {
      await open(path);
      const below = await menu().locator("li li a").evaluateAll((links) => links.map(({ href }) => href));
      const family = await held.page.locator(".family a").evaluateAll((links) => links.map(({ href }) => href));
      assert.ok(below.length > 0, `/${path} has nothing below it`);
      assert.deepEqual(family.slice(1), below);
      for (const address of family) {
        await held.page.goto(address);
        assert.equal(await held.page.locator(".family [aria-current]").evaluate(({ href }) => href), address);
      }
    }
  });
});
