// What a reader learns on the page of a recommendation: where it stands, why it was made, when it is done, what was said
// about it and what it hangs on, with every gap shown as one.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";

import { browser } from "./browser.mjs";
import { build, folder } from "./rapporteur.mjs";

const FILES = {
  "review.yaml": "title: A made-up review\n",
  "mandate.yaml": "- {id: one, title: Clause one, label: 4.6(a), summary: The review shall assess one.}\n- {id: two, title: Clause two}\n",
  "teams.yaml": "- {id: t, title: The team, clauses: one}\n",
  "findings.yaml": "- {id: f, title: The finding, team: t, clauses: [one, two], summary: Something is missing., unverified: true}\n",
  "groups/g.md": "---\ntitle: The group\nlabel: Group G\n---\nA text.\n\n## Shared rationale\n\nBecause.\n",
  "recommendations/1.md": `---
title: Do it
label: Recommendation 1
group: g
clauses: one
findings: f
complete_when: Anybody can see it.
depends_on: "2"
response:
  - {date: 2020-01-01, outcome: pending}
  - {date: 2021-01-01, outcome: approved in part}
  - {date: 2021-01-01, outcome: rejected}
progress: unknown
verdict:
  - {date: 2022, implemented: partly, effect: unknown}
---
Do it.
`,
  "recommendations/2.md": "---\ntitle: Do that\nlabel: Recommendation 2\nsupersedes: '3'\n---\nDo that.\n",
  "recommendations/3.md": "---\ntitle: Do nothing\nfindings: f\n---\n## Rationale\n\nSo it is.\n",
  "consultations.yaml": "- {id: draft, title: On the draft}\n",
  "comments.yaml": `- id: c
  title: What they said
  from: The Society
  consultation: draft
  on: recommendations/1
  answer: {outcome: partly, text: We saw the point., changed: A word was added.}
- {id: d, title: What others said, on: recommendations/1}
- {id: e, title: What nobody remembers, on: recommendations/1, answer: unknown}
`,
};

let chromium;
let page;
let site;

before(async () => {
  const review = folder();
  for (const [name, text] of Object.entries(FILES)) {
    const file = path.join(review, "content", name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  site = path.join(review, "public");
  await build(site, ["--as-of", "2024-12-31"], { cwd: review, content: path.join(review, "content") });
  chromium = await browser();
  page = await chromium.newPage();
});
after(() => chromium?.close());

const open = (address) => page.goto(pathToFileURL(path.join(site, address, "index.html")).href);
/** The value beside a name in a list of names and values. */
const beside = (name) => page.locator("main dl > div", { has: page.locator(`dt:has-text("${name}")`) }).locator("> dd").innerText();
const section = (heading) => page.locator("main section", { has: page.getByRole("heading", { name: heading, exact: true }) });

describe("The page of a recommendation", () => {
  test("says first where it stands, in all that was answered last, and what is unknown apart from what is not there", async () => {
    await open("recommendations/1");
    assert.match(await beside("Response"), /^Approved in part, 1 January 2021 Sources differ\s+Rejected, 1 January 2021 Sources differ$/);
    assert.equal(await beside("Progress"), "unknown");
    assert.match(await beside("Verdict"), /^Implemented: partly Intended effect: unknown, 2022$/);
    await open("recommendations/2");
    assert.equal(await page.locator(".standing, .track").count(), 0, "what is left out says nothing");
  });

  test("leads from where it stands to the history that says so", async () => {
    await open("recommendations/1");
    for (const track of ["response", "progress", "verdict"]) {
      const target = page.locator(`#r-${track}`);
      assert.equal(await page.locator(`.standing a[href="#r-${track}"]`).count(), 1);
      assert.equal((await target.innerText()).toLowerCase(), track);
    }
  });

  test("says why: the rationale, its own or that of its group, the findings and the mandate", async () => {
    await open("recommendations/1");
    assert.equal(await page.locator(".reasons dd a").first().getAttribute("href"), "../../groups/g/#shared-rationale");
    assert.match(await beside("Findings"), /^The finding Unverified\s+Something is missing\.$/);
    assert.match(await beside("Mandate"), /^4\.6\(a\) Clause one\s+The review shall assess one\.$/);
    await open("recommendations/3");
    assert.match(await beside("Mandate"), /^Those that its findings answer to:\s+4\.6\(a\) Clause one\s+[^]*Clause two$/);
    assert.equal(await page.locator(".reasons dd a").first().getAttribute("href"), "#rationale");
    await open("recommendations/2");
    assert.equal(await page.locator(".reasons").count(), 0, "what is left out says nothing");
  });

  test("says how anybody will know that it is done", async () => {
    await open("recommendations/1");
    assert.match(await section("Why").innerText(), /Complete when\s+Anybody can see it\.$/);
  });

  test("shows what was said about it, by whom, and how that was answered", async () => {
    await open("recommendations/1");
    const comments = await section("Comments received").locator("li").allInnerTexts();
    assert.equal(comments.length, 3);
    assert.match(comments[0], /What they said from The Society\s+Answer: We saw the point\. Changed: A word was added\.\s+Answer: partly/);
    assert.match(comments[1], /^What others said$/);
    assert.match(comments[2], /What nobody remembers\s+Answer unknown/);
  });

  test("names what it hangs on from both ends, and says nothing twice", async () => {
    await open("recommendations/1");
    assert.match(await section("Depends on").innerText(), /Recommendation 2 Do that/);
    assert.deepEqual(await page.locator(".facts dt").allInnerTexts(), ["Group"]);
    assert.equal(await page.locator("details.incoming").count(), 0);
    await open("recommendations/2");
    assert.match(await section("Needed by").innerText(), /Recommendation 1 Do it/);
    assert.equal(await page.getByRole("heading", { name: "Facts" }).count(), 0, "a heading has nothing below it");
    assert.match(await section("Supersedes").innerText(), /Do nothing/);
    await open("recommendations/3");
    assert.match(await section("Superseded by").innerText(), /Recommendation 2 Do that/);
  });
});
