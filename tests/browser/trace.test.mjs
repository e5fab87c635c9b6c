// From the mandate to a verdict, as a reader follows it: by clicks, with every gap named, and with figures that agree.
// The made-up review that `init` writes has every step; the record of SSR2 has hardly any, and must say so.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";

import { browser, watch } from "./browser.mjs";
import { host } from "./host.mjs";
import { none } from "./none.mjs";
import { folder, rapporteur } from "./rapporteur.mjs";
import { SITE } from "./settings.mjs";
import { readBuilt, readSite, recordsOf } from "./site.mjs";

const TEAMS = 5;
const RECOMMENDATIONS = 63;

let chromium;

before(async () => {
  chromium = await browser();
});
after(() => chromium?.close());

/** A served folder with a page in front of it, for all tests of a group. */
function opened(dir) {
  const held = {};
  before(async () => {
    held.server = await host(dir);
    held.url = held.server.url;
    held.context = await chromium.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" });
    held.context.setDefaultTimeout(10_000);
    held.page = await held.context.newPage();
    held.problems = watch(held.page, held.url);
  });
  after(async () => {
    await held.context?.close();
    await held.server?.close();
  });
  return held;
}

/** Builds a review into a new folder. */
async function built(review, out) {
  const content = path.join(review, "content");
  const { code, stdout, stderr } = await rapporteur(["build", "--content", content, "--as-of", "2026-12-31", "--out", out]);
  assert.equal(code, 0, stdout + stderr);
}

/** The texts of the cells of a table's rows. */
function cells(table) {
  const read = (rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText.replace(/\s+/g, " ").trim()));
  return table.locator("tbody tr").evaluateAll(read);
}

describe("Where every step is linked", () => {
  const [review, out] = [folder(), folder()];
  before(async () => {
    const { code, stderr } = await rapporteur(["init", path.join(review, "new")]);
    assert.equal(code, 0, stderr);
    await built(path.join(review, "new"), out);
  });
  const held = opened(out);
  const main = (name) => held.page.getByRole("main").getByRole("link", { name }).first();

  test("a reader gets by clicks from a clause to its sub-team, its finding, its recommendation and the response", async () => {
    const { page, url } = held;
    await page.goto(`${url}mandate/`);
    await main(/Prior recommendations/).click();
    await page.waitForURL(`${url}mandate/4.6-c-iv/`);
    await main(/Review of the prior review/).click();
    await page.waitForURL(`${url}teams/prior-review/`);
    await main(/The reports and the records differ/).click();
    await page.waitForURL(`${url}findings/reports-differ/`);
    await main(/Publish the records/).click();
    await page.waitForURL(`${url}recommendations/1.1/`);
    assert.match(await page.getByRole("main").innerText(), /Approved[\s\S]*Board/);
    none(held.problems, "problems on the way");
  });

  test("each step of a row of the traceability leads to its record, and the response to its place there", async () => {
    const { page, url } = held;
    const steps = ["teams/prior-review/", "findings/reports-differ/", "recommendations/1.1/", /recommendations\/1\.1\/#response-[\d-]+$/];
    for (const [column, address] of steps.entries()) {
      await page.goto(url);
      await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Mandate" }).click();
      await page.locator(".family").getByRole("link", { name: "Traceability" }).click();
      await page.locator("table.strand tbody tr").first().locator("td").nth(column).getByRole("link").click();
      await page.waitForURL(typeof address === "string" ? url + address : address);
    }
    assert.match(await page.locator(":target").innerText(), /Approved/);
    none(held.problems, "problems on the way");
  });

  test("a mark of the matrix leads to what followed from its clause", async () => {
    const { page, url } = held;
    await page.goto(`${url}traceability/`);
    await page.getByRole("link", { name: /^Covers/ }).click();
    await page.waitForURL(/#from-4\.6-c-iv$/);
    assert.match(await page.locator(":target").innerText(), /Prior recommendations/);
  });
});

describe("The record of SSR2", () => {
  const held = opened(SITE.dir);
  const site = readBuilt(SITE);
  const records = (folder) => recordsOf(site, folder).map((id) => `${id}/index.html`);

  test("counts every step so that the parts add up to what there is", async () => {
    await held.page.goto(`${held.url}traceability/`);
    const rows = await cells(held.page.locator("table", { hasText: "Not recorded" }).first());
    assert.ok(rows.length > 10, `${rows.length} rows`);
    for (const [what, ...figures] of rows) {
      const [all, linked, unknown, nothing] = figures.map(Number);
      assert.equal(all, linked + unknown + nothing, what);
      if (what.startsWith("Recommendations")) assert.equal(all, RECOMMENDATIONS, what);
      if (what.startsWith("Sub-teams")) assert.equal(all, TEAMS, what);
    }
    const clauses = rows.filter(([what]) => what.startsWith("Clauses")).map(([, all]) => Number(all));
    assert.equal(clauses.reduce((sum, all) => sum + all), records("mandate").length);
  });

  test("leads from its traceability to every clause, sub-team, finding and recommendation", () => {
    const pages = [...site.pages.values()].filter(({ file }) => file.startsWith("traceability/"));
    const led = new Set(pages.flatMap(({ links }) => links.map(({ target }) => target.file)));
    const lost = ["mandate", "teams", "findings", "recommendations"].flatMap(records).filter((file) => !led.has(file));
    none(lost, "records that it does not lead to");
  });

  test("shows a step that is unknown as such, and nothing of what the record does not speak of", async () => {
    await held.page.goto(`${held.url}traceability/`);
    const rows = (await cells(held.page.locator("table.strand"))).flat();
    assert.ok(rows.includes("unknown"), "the sub-teams of the recommendations are unknown");
    assert.ok(!rows.some((cell) => /none recorded/i.test(cell)), "what is left out is told of");
  });

  test("tells of each clause in full, in the order of the mandate, with who covers it", async () => {
    await held.page.goto(`${held.url}mandate/`);
    const clauses = await held.page.locator(".clause").allInnerTexts();
    assert.equal(clauses.length, records("mandate").length);
    const whole = clauses.findIndex((clause) => /^4\.6\(c\)\(ii\) /.test(clause));
    for (const [offset, part] of ["A", "B", "C"].entries()) {
      assert.ok(clauses[whole + 1 + offset].startsWith(`4.6(c)(ii)(${part})`), `${part} is not in its place`);
    }
    assert.match(clauses[whole + 1], /both physical and network[\s\S]*ICANN Security[\s\S]*DNS Security/);
  });

  test("has one register of action items whose counts add up", async () => {
    await held.page.goto(`${held.url}actions/`);
    const rows = await held.page.locator(".register tbody tr").count();
    const counts = await held.page.locator(".counts .count").allInnerTexts();
    assert.ok(rows > 0, "no action item is shown");
    assert.equal(counts.reduce((sum, count) => sum + Number(count), 0), rows);
    await held.page.getByRole("link", { name: /Russ Housley/ }).first().click();
    await held.page.waitForURL(`${held.url}people/russ-housley/`);
  });
});

describe("A clause that much follows from", () => {
  // 400 recommendations, each of them for both clauses, so that the strand takes several pages.
  const ALL = 400;
  const [review, out] = [folder(), folder()];
  let site;
  before(async () => {
    const content = path.join(review, "content");
    mkdirSync(content);
    const records = (line) => Array.from({ length: ALL }, (_, number) => line(number + 1)).join("");
    const tracks = "response: [{date: 2020, outcome: approved, by: Board}], progress: unknown";
    writeFileSync(path.join(content, "review.yaml"), "title: Much\n");
    writeFileSync(path.join(content, "mandate.yaml"), "- {id: a, duty: shall}\n- {id: b, duty: may}\n- {id: c, duty: shall}\n");
    writeFileSync(path.join(content, "recommendations.yaml"), records((number) => `- {id: r${number}, title: Number ${number}, clauses: [a, b], ${tracks}}\n`));
    await built(review, out);
    site = readSite(out);
  });
  const held = opened(out);
  const strands = () => [...site.pages.values()].filter(({ file }) => /^traceability\/page\//.test(file));

  test("tells of each recommendation in full once, and names it elsewhere", async () => {
    assert.ok(strands().length > 1, `${strands().length} pages`);
    const told = [];
    let named = 0;
    for (const { file } of strands()) {
      await held.page.goto(held.url + file);
      const rows = held.page.locator("table.strand tbody tr");
      told.push(...(await rows.filter({ hasText: "Approved" }).getByRole("link", { name: /^Number/ }).allInnerTexts()));
      for (const text of await rows.filter({ hasText: "Told of before" }).allInnerTexts()) {
        const more = / and (\d+) more/.exec(text)?.[1] ?? 0;
        named += text.match(/Number \d+/g).length + Number(more);
      }
    }
    assert.equal(told.length, ALL);
    assert.equal(new Set(told).size, ALL);
    assert.equal(named, ALL, "recommendations that are named at the second clause");
  });

  test("is loud about a clause that must be assessed and is not, and less so about one that may be", async () => {
    await held.page.goto(`${held.url}traceability/`);
    const [shall, may] = [held.page.locator(".matrix .missing"), held.page.locator(".matrix .gap:not(.missing)")];
    assert.deepEqual(await shall.allInnerTexts(), Array(2).fill("No sub-team, though the review shall assess it"));
    assert.deepEqual(await may.allInnerTexts(), ["No sub-team; the review may assess it"]);
    const weight = (found) => found.first().evaluate((gap) => Number(getComputedStyle(gap).fontWeight));
    assert.ok((await weight(shall)) > (await weight(may)));
  });
});

describe("Every link of the traceability to a response, a progress or a verdict", () => {
  test("leads to a place that is there", () => {
    const site = readBuilt(SITE);
    const pages = [...site.pages.values()].filter(({ file }) => /^(traceability|mandate)\//.test(file));
    const links = pages.flatMap(({ links }) => links).filter(({ target }) => /^(response|progress|verdict)-/.test(target.fragment ?? ""));
    assert.ok(links.length >= RECOMMENDATIONS, `${links.length} links`);
    const lost = links.filter(({ target }) => !site.pages.get(target.file)?.ids.includes(target.fragment));
    none(lost.map(({ value }) => value), "links to nowhere");
  });
});

describe("What there is nothing to say of", () => {
  test("has no page: a review without a mandate, sub-teams, findings, recommendations and meetings", async () => {
    const [review, out] = [folder(), folder()];
    mkdirSync(path.join(review, "content"));
    writeFileSync(path.join(review, "content/review.yaml"), "title: Nothing yet\n");
    await built(review, out);
    const pages = [...readSite(out).pages.keys()];
    none(pages.filter((file) => /^(traceability|actions|decisions)\//.test(file)), "pages about nothing");
  });
});
