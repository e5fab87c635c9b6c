// The timeline as a reader meets it: every mark leads to its record and says what it means, nothing covers anything else,
// and the chart can be made wider without scripts. Beside it stands one list: of a phase or a sub-team, a table.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";

import { barriers } from "./axe.mjs";
import { host } from "./host.mjs";
import { chromium, server } from "./hosted.mjs";
import { none } from "./none.mjs";
import { folder, rapporteur } from "./rapporteur.mjs";

const PHONE = { width: 320, height: 640 };
const DESK = { width: 1280, height: 800 };

/** Opens a page without scripts of its own, for as long as a test needs it. */
async function withPage(address, run, options = {}) {
  const context = await chromium.newContext({ viewport: DESK, javaScriptEnabled: false, ...options });
  context.setDefaultTimeout(10_000);
  try {
    const page = await context.newPage();
    await page.goto(address);
    await run(page);
  } finally {
    await context.close();
  }
}

describe("The timeline of the review", () => {
  const address = () => `${server.url}timeline/`;

  test("says what has no known date, and has one list beside the chart", () =>
    withPage(address(), async (page) => {
      const marks = await linksIn(page, ".chart a");
      assert.ok(marks.length > 30, `only ${marks.length} marks`);
      assert.match(await page.locator(".timeline").innerText(), /\d+ without a known date are not on the chart/);
      assert.equal(await page.getByRole("table").count(), 0);
      const milestones = marks.filter((mark) => mark.startsWith(address()));
      const listed = await linksIn(page, ".records .title a");
      none(
        milestones.filter((mark) => !listed.includes(mark)),
        "milestones of the chart that are not in the list",
      );
    }));

  test("names every mark, with its date, its plan and its state", () =>
    withPage(address(), async (page) => {
      for (const name of [
        "Terms of reference adopted, 4 May 2017, first planned for 30 March 2017",
        "Pause: Board letter suspends the review, 28 October 2017 to 7 June 2018",
        "First close date of comment on the draft report, 4 March 2020, cancelled",
        "1. Preparation, since 2 March 2017, until when is not known",
        "Public comment on the draft report, 24 January 2020 to 20 March 2020, first planned for 4 March 2020",
      ]) {
        assert.equal(await page.getByRole("link", { name, exact: true }).count(), 1, name);
      }
    }));

  test("leads from a mark to its record", () =>
    withPage(address(), async (page) => {
      await page.getByRole("link", { name: /^Terms of reference adopted,/ }).click();
      await page.waitForURL(`${address()}2017-05-04-terms-of-reference/`);
    }));

  test("puts no mark or name on another, and nothing beyond its edges", () =>
    withPage(address(), async (page) => {
      none(await overlaps(page), "overlaps");
    }));

  test("can be made wider, and then has more room for the same marks", () =>
    withPage(address(), async (page) => {
      const width = async () => (await page.locator(".chart svg").boundingBox()).width;
      const size = async () => (await page.locator(".chart use").first().boundingBox()).width;
      const [normal, mark] = [await width(), await size()];
      await page.getByLabel("Double").check();
      assert.ok(Math.abs((await width()) / normal - 2) < 0.01);
      await page.getByLabel("Fourfold").check();
      assert.ok(Math.abs((await width()) / normal - 4) < 0.01);
      assert.ok(Math.abs((await size()) - mark) < 0.5, "the marks grew");
      none(await overlaps(page), "overlaps");
    }));

  test("scrolls by itself on a phone, by keyboard too, and its type stays readable", () =>
    withPage(
      address(),
      async (page) => {
        const { clientWidth, scrollWidth, size } = await page.locator(".chart").evaluate((chart) => ({
          clientWidth: chart.clientWidth,
          scrollWidth: chart.scrollWidth,
          size: Number.parseFloat(getComputedStyle(chart.querySelector("text")).fontSize),
        }));
        assert.ok(await page.getByText("it scrolls sideways").isVisible());
        assert.ok(scrollWidth > clientWidth && size >= 12, `${scrollWidth} in ${clientWidth} px, type of ${size} px`);
        await page.locator(".chart").focus();
        await page.keyboard.press("ArrowRight");
        await page.waitForFunction(() => document.querySelector(".chart").scrollLeft > 0);
      },
      { viewport: PHONE, javaScriptEnabled: true },
    ));

  test("has room for letters and words that readers set wider apart", () =>
    withPage(address(), async (page) => {
      const content = "* { letter-spacing: .12em !important; word-spacing: .16em !important; line-height: 1.5 !important; }";
      await page.addStyleTag({ content });
      none(await overlaps(page), "overlaps");
    }, { bypassCSP: true, javaScriptEnabled: true }));

  test("says that an end is not known", () =>
    withPage(address(), async (page) => {
      const link = page.getByRole("link", { name: /^1\. Preparation,/ });
      assert.equal(await link.locator("text").first().textContent(), "?");
      assert.match(await page.locator(".legend").innerText(), /beginning or end not known/);
    }));

  test("is whole on paper", () =>
    withPage(
      address(),
      async (page) => {
        await page.emulateMedia({ media: "print" });
        await page.setViewportSize({ width: 672, height: 950 });
        const { clientWidth, scrollWidth } = await page.locator(".chart").evaluate((chart) => chart);
        assert.equal(scrollWidth, clientWidth, "a part of the chart is cut off");
        assert.ok(await page.getByRole("group", { name: "Width of the chart" }).isHidden(), "the buttons are shown");
        none(await overlaps(page), "overlaps");
      },
      { viewport: DESK },
    ));
});

describe("A smaller timeline", () => {
  for (const [address, marks] of [
    ["work-plan/5-public-comment/", ["5. Public Comment Period", "First close date", "Comment on the draft report"]],
    ["teams/icann-security/", ["Pause", "Fact-finding in Los Angeles"]],
  ]) {
    test(`stands on /${address}`, () =>
      withPage(server.url + address, async (page) => {
        const names = await page.locator(".chart a").evaluateAll((all) => all.map((a) => a.querySelector("title").textContent));
        assert.equal(names.length, marks.length, names.join("; "));
        for (const mark of marks) assert.ok(names.some((name) => name.startsWith(mark)), `${mark} in ${names}`);
        none(await overlaps(page), "overlaps");
      }));
  }

  test("does not stand where nothing has a date", () =>
    withPage(`${server.url}teams/iana-transition/`, async (page) => {
      assert.equal(await page.locator(".timeline").count(), 0);
    }));
});

describe("A review with hundreds of milestones", () => {
  const count = 400;
  let large;

  before(async () => {
    const content = path.join(folder(), "content");
    const out = path.join(folder(), "site");
    mkdirSync(content);
    writeFileSync(path.join(content, "review.yaml"), "title: A made-up review\n");
    const month = (at) => `${(at % 12) + 1}`.padStart(2, "0");
    const milestone = (at) => {
      const day = `${((at * 7) % 27) + 1}`.padStart(2, "0");
      const when = at % 11 === 0 ? `20${20 + (at % 3)}-${month(at)}` : `20${20 + (at % 3)}-${month(at * 5)}-${day}`;
      const planned = at % 4 === 0 ? `, planned: 20${20 + (at % 3)}-${month(at)}-02` : "";
      return `- {id: m${at}, title: Milestone number ${at}, date: ${when}${planned}}\n`;
    };
    writeFileSync(path.join(content, "timeline.yaml"), Array.from({ length: count }, (_, at) => milestone(at)).join(""));
    const built = await rapporteur(["build", "--content", content, "--out", out, "--as-of", "2021-06-30"]);
    assert.equal(built.code, 0, built.stdout + built.stderr);
    large = { out, server: await host(out) };
  });
  after(() => large?.server.close());

  test("shows the latest of them, says how many it leaves out, and shows none upon another", () =>
    withPage(`${large.server.url}timeline/`, async (page) => {
      assert.equal(await page.locator(".chart a").count(), 300);
      assert.match(await page.locator("main").innerText(), new RegExp(`${count - 300} more stand in the lists`));
      none(await overlaps(page), "overlaps");
    }));

  test("has no barrier that axe can find", () =>
    withPage(
      `${large.server.url}timeline/`,
      async (page) => none(await barriers(page), "barriers"),
      { javaScriptEnabled: true, bypassCSP: true },
    ));

  test("is loaded fast on a bad line", () => {
    const { length } = gzipSync(readFileSync(path.join(large.out, "timeline/index.html")));
    assert.ok(length < 30 * 1024, `${length} bytes when compressed`);
  });
});

function linksIn(page, selector) {
  return page.locator(selector).evaluateAll((links) => links.map((link) => new URL(link.getAttribute("href"), link.baseURI).href));
}

/** Marks of the chart that touch one another by more than a hair, and marks that are outside it. */
function overlaps(page) {
  return page.locator(".chart svg").evaluate((chart) => {
    const whole = chart.getBoundingClientRect();
    const marks = [...chart.querySelectorAll("a")].map((a) => ({
      name: a.querySelector("title").textContent,
      box: a.getBoundingClientRect(),
    }));
    const found = marks
      .filter(({ box }) => box.left < whole.left - 2 || box.right > whole.right + 2 || box.bottom > whole.bottom)
      .map(({ name }) => `${name} is outside`);
    for (const [at, one] of marks.entries()) {
      for (const other of marks.slice(at + 1)) {
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        if (across > 1 && down > 4) found.push(`${one.name} and ${other.name}: ${across} by ${down} px`);
      }
    }
    return found;
  });
}
