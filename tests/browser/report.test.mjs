// The record as one document, on paper, and from a disk: that nothing is missing from it, that nothing is cut, and that
// every link of a site on a disk leads to a file.

import assert from "node:assert/strict";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import { chromium, server } from "./hosted.mjs";
import { none } from "./none.mjs";
import { build, folder, rapporteur } from "./rapporteur.mjs";
import { AS_OF, SITE } from "./settings.mjs";
import { brokenLinks, distances, linksOf, readBuilt, readPage, readSite, recordsOf } from "./site.mjs";

const DISK = ["--as-of", AS_OF, "--explicit-index"];
// What is printed on A4 between the margins, in CSS pixels.
const SHEET = { width: 672, height: 987 };
const PRINTED = ["", "recommendations/4.1/", "recommendations/", "teams/dns-security/", "timeline/", "report/"];

/** The anchors in the report of all records that have a page of their own. */
function anchorsOf(site) {
  return recordsOf(site).map((id) => id.replace("/", "-"));
}

/** The links of a page that a reader on a disk would not get anywhere by. */
function lostOnDisk(site, { file, links }) {
  const here = pathToFileURL(path.join(site.dir, file));
  const lost = links.filter(({ value, target }) => {
    if (target.external) return false;
    const address = new URL(value, here);
    address.hash = "";
    return !statSync(fileURLToPath(address), { throwIfNoEntry: false })?.isFile();
  });
  return lost.map(({ where, value }) => `${where}: ${value}`);
}

/** Links to places that their page does not have. */
function lostPlaces(site) {
  const lost = linksOf(site).filter(({ target: { file, fragment } }) => {
    const page = site.pages.get(file);
    return page && fragment && fragment !== "top" && !page.ids.includes(fragment);
  });
  return lost.map(({ where, value }) => `${where}: ${value}`);
}

describe("The report", () => {
  const site = readBuilt(SITE);
  const report = site.pages.get("report/index.html");

  test("has every record once, at the anchor that is its id", () => {
    const anchors = anchorsOf(site);
    assert.ok(anchors.includes("recommendations-4.1") && anchors.length > 200, `${anchors.length} records`);
    none(
      anchors.filter((anchor) => report.ids.filter((id) => id === anchor).length !== 1),
      "records that are not in the report once",
    );
  });

  test("is in the order of a final report, each part with the records in the order of its list", () => {
    const order = ["mandate", "teams", "work-plan", "findings", "recommendations", "prior", "people", "glossary", "documents"];
    const places = order.map((part) => report.ids.indexOf(`part-${part}`));
    assert.ok(!places.includes(-1), `${places}`);
    assert.deepEqual(places, places.toSorted((one, other) => one - other));
    for (const folder of ["mandate", "meetings", "recommendations"]) {
      const page = new RegExp(`^${folder}/(?!(?:by|open)/)([^/]+)/index\\.html$`);
      const { links } = site.pages.get(`${folder}/index.html`);
      const listed = links.map(({ target }) => page.exec(target.file ?? "")?.[1]).filter(Boolean);
      const anchors = [...new Set(listed)].map((name) => report.ids.indexOf(`${folder}-${name}`));
      assert.ok(anchors.length >= 10 && !anchors.includes(-1), `${folder}: ${anchors}`);
      assert.deepEqual(
        anchors,
        anchors.toSorted((one, other) => one - other),
        folder,
      );
    }
  });

  test("gives a recommendation in full, with what became of it", async () => {
    const page = await chromium.newPage();
    try {
      await page.goto(`${pathToFileURL(path.join(SITE.dir, "report/index.html")).href}#recommendations-4.1`);
      const entry = page.locator(".entry", { has: page.locator("[id='recommendations-4.1']") });
      const text = await entry.innerText();
      for (const said of ["Central risk management", "On 29 July 2020", "Response", "Approved", "Progress", "Complete"]) {
        assert.ok(text.includes(said), `it does not say ${said}:\n${text}`);
      }
    } finally {
      await page.close();
    }
  });

  test("leads from record to record within the document", () => {
    // What stands in the document is found in the document; pages that are no record's stand for themselves.
    const stands = new Set(report.links.map(({ value }) => value.split("#")[1]).filter(Boolean));
    const isRecord = (file) => stands.has(file.split("/").slice(-3, -1).join("-"));
    const out = report.links.filter(
      ({ main, nav, target }) =>
        main && !nav && target.file?.endsWith("index.html") && target.file !== report.file && isRecord(target.file),
    );
    assert.ok(isRecord("recommendations/4.1/index.html"), "no link of the document leads to 4.1");
    none(
      out.map(({ where, value }) => `${where}: ${value}`),
      "links that leave the document",
    );
  });
});

describe("A site that was built for a disk", () => {
  const out = folder();
  before(() => build(out, DISK));

  test("leads from any page to any page by files alone", () => {
    const site = readSite(out);
    none(
      [...site.pages.values()].flatMap((page) => lostOnDisk(site, page)),
      "links that a disk does not follow",
    );
    const reached = distances(site);
    none(
      [...site.pages.keys()].filter((file) => !reached.has(file) && file !== "404.html"),
      "pages that are not reached",
    );
  });

  test("says the same as any other but for how its links are written", async () => {
    const out = folder();
    await build(out, [...DISK, "--base-url", "https://review.example/"]);
    const page = readPage("teams/index.html", readFileSync(path.join(out, "teams/index.html"), "utf8"));
    assert.equal(page.canonical, "https://review.example/teams/");
  });

  test("is read from a disk in a browser, click by click", async () => {
    const page = await chromium.newPage();
    try {
      await page.goto(pathToFileURL(path.join(out, "index.html")).href);
      const click = (name) => page.getByRole("main").getByRole("link", { name }).first().click();
      await click(/^Recommendations/);
      await page.waitForURL("**/recommendations/index.html");
      await click(/Central risk management/);
      await page.waitForURL("**/recommendations/4.1/index.html");
      await click(/Improve Risk Management/);
      await page.waitForURL("**/groups/4/index.html");
      assert.match(await page.getByRole("heading", { level: 1 }).innerText(), /Improve Risk Management/);
      await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Report" }).click();
      await page.waitForURL("**/report/index.html");
      await click(/Central risk management/);
      await page.waitForURL("**/report/index.html#recommendations-4.1");
      assert.ok(await page.locator("[id='recommendations-4.1']").isVisible());
    } finally {
      await page.close();
    }
  });
});

describe("A review of 2,000 records", () => {
  const temp = folder();
  const build = async (settings) => {
    const file = path.join(temp, "content/review.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace(/^report: .*\n/m, "") + settings);
    const out = folder();
    const result = await rapporteur(["build", "--content", path.join(temp, "content"), "--out", out, ...DISK]);
    assert.equal(result.code, 0, result.stderr);
    return readSite(out);
  };
  const check = (site) => {
    none(brokenLinks(site), "bad links");
    none(lostPlaces(site), "links to places that their page does not have");
    none(
      [...site.pages.values()].flatMap((page) => lostOnDisk(site, page)),
      "links that a disk does not follow",
    );
    assert.ok(site.pages.get("old/7.html").redirect, "an alias leads nowhere");
  };

  before(async () => {
    assert.equal((await rapporteur(["init", temp])).code, 0);
    const terms = Array.from({ length: 2000 }, (_, index) => {
      const alias = index === 7 ? "\n  aliases: [old/seven, old/7.html]" : "";
      return `- id: term-${index}\n  title: Term ${index}\n  means: The meaning of it.${alias}\n`;
    });
    writeFileSync(path.join(temp, "content/glossary.yaml"), terms.join(""));
  });

  test("has a short report, which says so, and leads to the lists of what it leaves out", async () => {
    const site = await build("");
    check(site);
    const pages = [...site.pages.values()].filter(({ file }) => file.startsWith("report/"));
    assert.equal(pages.length, 1, "the report has several pages");
    const { ids, links, file } = pages[0];
    assert.ok(ids.some((id) => id.startsWith("recommendations-")), "the recommendations are left out");
    assert.ok(!ids.includes("glossary-term-7"), "the glossary is not left out");
    const section = links.filter(({ main, nav, target }) => main && !nav && target.file === "glossary/index.html");
    assert.equal(section.length, 1, "the report does not lead to the list");
    assert.match(readFileSync(path.join(site.dir, file), "utf8"), /It holds<\/dt><dd>\d+ of 20\d\d records/);
  });

  test("has a report in several pages that leaves nothing out, where it asks for that", async () => {
    const site = await build("report: whole\n");
    check(site);
    const pages = [...site.pages.values()].filter(({ file }) => file.startsWith("report/"));
    assert.ok(site.pages.has("report/glossary/8/index.html"), "the glossary has no eighth page");
    const ids = pages.flatMap(({ ids }) => ids);
    none(
      anchorsOf(site).filter((anchor) => ids.filter((id) => id === anchor).length !== 1),
      "records that are not in the report once",
    );
  });
});

describe("On paper", () => {
  let page;

  before(async () => {
    page = await chromium.newPage({ viewport: SHEET });
    await page.emulateMedia({ media: "print" });
  });
  after(() => page?.close());

  for (const address of PRINTED) {
    test(`nothing of /${address} is cut, and there is nothing to press`, async () => {
      await page.goto(server.url + address);
      none(await page.evaluate(cutOrPressed), "things that do not belong on paper");
    });
  }

  test("a link to another site shows where it leads", async () => {
    await page.goto(`${server.url}recommendations/4.1/`);
    const links = page.locator("a[href^=http]");
    assert.ok((await links.count()) > 0, "there is no such link");
    const silent = await links.evaluateAll((links) =>
      links
        .filter((link) => {
          const shown = `${link.innerText}${getComputedStyle(link, "::after").content}`;
          return link.checkVisibility() && !shown.includes(link.getAttribute("href").replace(/^https?:\/\//, ""));
        })
        .map((link) => link.outerHTML),
    );
    none(silent, "links that do not say where they lead");
  });

  test("the report begins each part on a new sheet, and a recommendation takes at most three", async () => {
    const sheets = async (address) => {
      await page.goto(server.url + address);
      const pdf = (await page.pdf({ format: "A4", preferCSSPageSize: true })).toString("latin1");
      return pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
    };
    const recommendation = await sheets("recommendations/4.1/");
    assert.ok(recommendation >= 1 && recommendation <= 3, `${recommendation} sheets`);
    const report = await sheets("report/");
    const parts = await page.locator(".part").count();
    const letters = (await page.locator(".report").innerText()).length;
    assert.ok(parts >= 10 && letters > 100_000, `${parts} parts, ${letters} letters`);
    // Sheets of this size hold up to 6,000 letters; each part begins a new one, and records are short.
    const [least, most] = [Math.max(parts + 2, letters / 6000), parts + 2 + letters / 800];
    assert.ok(report >= least && report <= most, `${report} sheets, not ${least} to ${most}`);
  });

  test("what can be folded away is open", async () => {
    // How to cite a page stands on it in words as well.
    await page.goto(`${server.url}recommendations/4.1/`);
    assert.ok((await page.locator("details:not([open], .cite *)").count()) > 0, "nothing is folded away on a screen");
    const folded = await page
      .locator("details:not([open], .cite *) > :not(summary)")
      .evaluateAll((all) => all.filter((one) => !one.checkVisibility()).length);
    assert.equal(folded, 0);
  });

  test("a page reached from the dark is white", async () => {
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await page.goto(server.url);
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(255, 255, 255)");
    await page.emulateMedia({ media: "print", colorScheme: null });
  });
});

/** What would be cut or is of no use on paper. Runs in the page. */
function cutOrPressed() {
  const wide = document.documentElement.clientWidth;
  const shown = [...document.body.querySelectorAll("*")].filter((element) => element.checkVisibility());
  const name = (element) => element.outerHTML.slice(0, 120);
  const hides = (element) => {
    const { overflowX, position } = getComputedStyle(element);
    return overflowX !== "visible" && position !== "absolute" && element.scrollWidth > element.clientWidth + 1;
  };
  const cut = shown.filter((element) => !element.closest(".hidden, .skip") && !(element instanceof SVGElement));
  return [
    ...cut.filter((element) => element.getBoundingClientRect().right > wide + 1).map((one) => `cut: ${name(one)}`),
    ...cut.filter(hides).map((one) => `hidden: ${name(one)}`),
    ...shown.filter((one) => one.matches("button:not(th *), nav:not(.toc)")).map((one) => `to press: ${name(one)}`),
  ];
}
