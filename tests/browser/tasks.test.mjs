// What readers come for, from the first page and with at most two clicks: what was answered and on what source, what became of
// a piece of work and why, and a citation that can be taken along.

import assert from "node:assert/strict";
import path from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";

import { browser } from "./browser.mjs";
import { host } from "./host.mjs";
import { build, folder } from "./rapporteur.mjs";
import { ROOT, SITE } from "./settings.mjs";

const MOST = 2;

let chromium;
before(async () => {
  chromium = await browser();
});
after(() => chromium?.close());

/** A reader in front of the first page of a site. */
function reader(dirOf) {
  const held = { clicks: 0 };
  before(async () => {
    held.server = await host(await dirOf());
    held.context = await chromium.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" });
    await held.context.grantPermissions(["clipboard-read", "clipboard-write"]);
    held.context.setDefaultTimeout(10_000);
    held.page = await held.context.newPage();
  });
  after(async () => {
    await held.context?.close();
    await held.server?.close();
  });
  beforeEach(async () => {
    held.clicks = 0;
    await held.page.goto(held.server.url);
  });
  held.click = async (name, within = held.page) => {
    held.clicks += 1;
    assert.ok(held.clicks <= MOST, `“${name}” would be click ${held.clicks}`);
    await within.getByRole("link", { name }).first().click();
  };
  held.main = async () => (await held.page.locator("main").innerText()).replace(/\s+/g, " ");
  /** The words of the main part that stand on the first screen. */
  held.seen = () =>
    held.page.locator("main :is(h1, p, dt, dd, li)").evaluateAll((all) => {
      const seen = all.filter((one) => one.getBoundingClientRect().bottom <= innerHeight && one.innerText);
      return seen.map((one) => one.innerText.replace(/\s+/g, " ")).join("\n");
    });
  return held;
}

describe("A reader of the record of SSR2 learns with two clicks", () => {
  const held = reader(() => SITE.dir);

  test("what recommendation 5.4 was answered, by whom, since when and on what source, on the first screen of its page", async () => {
    await held.click("Recommendations");
    await held.click(/^5\.4 |Recommendation 5\.4/, held.page.locator("main"));
    const seen = await held.seen();
    assert.match(seen, /Approved by ICANN Board, 1 May 2022/);
    assert.match(seen, /In Board approves 5\.4 and rejects 19\.1 and 19\.2/);
    assert.match(seen, /Source: What the Board decided on the 63 recommendations, ICANN/);
    assert.match(seen, /In progress, says ICANN org, June 2024/);
  });

  test("what is known of sub-team 3 and what became of its work", async () => {
    await held.click("Sub-teams");
    await held.click(/DNS Security/, held.page.locator("main"));
    const main = await held.main();
    for (const said of [/Not known: members, rapporteur/, /Assesses/, /It went on as the work-stream/, /Take the former sub-teams into the plenary/]) {
      assert.match(main, said);
    }
  });

  test("what the SSAC said and how it was answered", async () => {
    await held.click("Organisations");
    await held.click(/Security and Stability Advisory Committee|SSAC/, held.page.locator("main"));
    const main = await held.main();
    assert.match(main, /19 March 2020 SSAC on the draft report On the draft's recommendation 1: wants more detail/);
    assert.match(main, /Answer: At its call of 20 May 2020 the team chose to keep draft recommendation 1 as it was/);
    assert.match(main, /Answer: noted/);
  });

  test("what happened in the pause, and what is known of why", async () => {
    await held.click(/The pause/, held.page.locator("footer"));
    const main = await held.main();
    assert.match(main, /A letter of the Board suspends the work .* What reasons it gives is unknown/);
    assert.match(main, /7 June 2018: the restart/);
  });

  test("how far the review has come, in one line on a telephone", async () => {
    await held.page.setViewportSize({ width: 390, height: 844 });
    const line = held.page.locator(".phases li:visible");
    assert.equal(await line.count(), 1);
    assert.match(await line.innerText(), /^Implementation Feedback Begun 25 January 2021/);
    await held.page.setViewportSize({ width: 1280, height: 800 });
  });

  test("how 10.1 is cited, in a form that a reference manager takes", async () => {
    await held.page.goto(`${held.server.url}recommendations/10.1/`);
    await held.click("Cite");
    assert.match(await held.page.locator(".cite p").first().innerText(), /^“Recommendation 10\.1: A page with the working definition/);
    await held.page.getByText("RIS", { exact: true }).click();
    const shown = held.page.locator(".cite details[open]");
    await shown.getByRole("button", { name: "Copy" }).click();
    await shown.getByRole("button", { name: "Copied" }).waitFor();
    const taken = await held.page.evaluate(() => navigator.clipboard.readText());
    assert.match(taken, /^TY {2}- ELEC\n(.*\n)*TI {2}- Recommendation 10\.1: A page with(.*\n)*ER {2}- \n$/);
  });
});

describe("A reader of the record of Grenfell learns with two clicks", () => {
  const held = reader(async () => {
    const out = path.join(folder(), "grenfell");
    const content = path.join(ROOT, "tests/reviews/grenfell-phase-2/content");
    await build(out, ["--as-of", "2026-03-01"], { content });
    return out;
  });

  test("which recommendations are accepted in principle only, and why", async () => {
    await held.click(/^9$/, held.page.locator(".headline"));
    const rows = held.page.locator("tbody tr");
    assert.equal(await rows.count(), 9);
    const why = await rows.locator(".reason").allInnerTexts();
    assert.ok(why.length > 0, "no reason is given");
    assert.match(why[0], /this would create a new conflict of interest within the regulator/);
  });
});
