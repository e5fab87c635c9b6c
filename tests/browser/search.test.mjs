// The search, as readers use it: by words, numbers and labels, in any script, by keyboard, from a disk, and without scripts.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import vm from "node:vm";
import { gzipSync } from "node:zlib";

import { barriers, withAxe } from "./axe.mjs";
import { watch } from "./browser.mjs";
import { PAGE, allIsWell, inTabs, review } from "./editing.mjs";
import { host } from "./host.mjs";
import { chromium, server } from "./hosted.mjs";
import { none } from "./none.mjs";
import { build, folder } from "./rapporteur.mjs";
import { AS_OF, ROOT, SITE } from "./settings.mjs";
import { readBuilt, recordsOf } from "./site.mjs";

const KIB = 1024;
const HOSTILE = "</script><img src=x onerror=alert(1)> \u2028 \"__proto__\" \\u0041";

// A review of our own, with what the record of SSR2 does not have.
const RECORDS = {
  "review.yaml": "title: Made up\nlanguage: en\n",
  "pages/zurich.md": "---\ntitle: The meeting in Zürich\n---\nThe text says Škoda & <b>Łódź</b>, in one go.\n",
  "pages/chinese.md": "---\ntitle: 安全审查\n---\n域名系统的安全与稳定。\n",
  "pages/hindi.md": "---\ntitle: सुरक्षा समीक्षा\n---\nनाम प्रणाली।\n",
  "pages/russian.md": "---\ntitle: Обзор безопасности\n---\nЁлка.\n",
  "pages/zebra.md": "---\ntitle: The zebra\nsummary: Stripes.\n---\nNothing else.\n",
  "pages/stripes.md": "---\ntitle: Stripes\n---\nAn animal in the body.\n",
  "pages/body.md": "---\ntitle: Something else\n---\nIt has stripes, as has the <img src=x> zebra.\n",
  "pages/hostile.md": `---\ntitle: '${HOSTILE}'\nlabel: '<b>'\nsummary: '<i onclick=x>hostility</i>'\n---\nNothing.\n`,
  "pages/deep.md": `---\ntitle: A long page\nsummary: Begins as others do.\n---\n${"Words and words. ".repeat(200)}\n\nThere is a <em>needle</em>, after all.\n`,
  "pages/forms.md":
    "---\ntitle: Of forms\n---\nThe co-ordinator of a multistakeholder body coun\u00adted 1,234 giraffes in a facility.\n",
  "pages/secret.md": "---\ntitle: The secret zebra\ndraft: true\n---\nNobody may see this.\n",
};

let own;
const ownSite = folder();

/** Builds the site of some records. */
async function publish(records, out) {
  const content = folder();
  for (const [file, text] of Object.entries(records)) {
    mkdirSync(path.dirname(path.join(content, file)), { recursive: true });
    writeFileSync(path.join(content, file), text);
  }
  await build(out, [], { content });
}

before(async () => {
  await publish(RECORDS, ownSite);
  own = await host(ownSite);
});
after(() => own?.close());

/** A page of a site, and what goes wrong on it. */
async function open(address, options = {}) {
  const context = await chromium.newContext({ reducedMotion: "reduce", ...options });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const problems = watch(page, address.startsWith("file:") ? "file:" : new URL("/", address).href);
  await page.goto(address);
  return { page, problems, close: () => context.close() };
}

/** Searches for some words, and waits for the results: their titles, without what stands before the colon. */
async function results(page, query) {
  await page.getByRole("searchbox").fill("");
  await page.locator(".found").waitFor({ state: "hidden" });
  await page.getByRole("status").evaluate((status) => (status.textContent = ""));
  await page.getByRole("searchbox").fill(query);
  await page.getByRole("searchbox").press("Enter");
  return settled(page);
}

async function settled(page) {
  await page.locator("[role=status]:not(:empty)").waitFor();
  return page.locator(".found .title > a").allInnerTexts();
}

async function firstAddress(page) {
  const href = await page.locator(".found .title > a").first().getAttribute("href");
  return new URL(href, page.url()).href;
}

describe("A search", () => {
  let held;
  before(async () => (held = await open(`${server.url}search/`)));
  after(async () => {
    await held.close();
    allIsWell(held);
  });

  test("loads nothing before somebody types, and little then", async () => {
    const { page, close } = await open(`${server.url}search/`);
    await page.getByRole("searchbox").focus();
    assert.deepEqual(
      server.answers.map(({ path }) => path).filter((path) => /search\/.*\.js|find/.test(path)),
      [],
    );
    const scripts = [...new Set(server.answers.map(({ path }) => path).filter((path) => path.endsWith(".js")))];
    assert.equal(scripts.length, 1, `${scripts}`);
    const first = readFileSync(path.join(SITE.dir, scripts[0].slice(scripts[0].indexOf("assets/"))));
    assert.ok(gzipSync(first).length <= 5 * KIB, `${gzipSync(first).length} bytes of script`);
    server.answers.length = 0;
    assert.ok((await results(page, "risk management security")).length > 0);
    const asked = server.answers
      .map(({ path }) => decodeURI(path).split("?")[0])
      .filter((path) => /\/search\/.*\.js$/.test(path));
    const files = asked.map((path) => path.slice(path.indexOf("search/")));
    const bytes = files.map((file) => gzipSync(readFileSync(path.join(SITE.dir, file))).length);
    const sum = bytes.reduce((sum, size) => sum + size, 0);
    assert.ok(sum < 80 * KIB, `${sum} bytes in ${files.length} files`);
    await close();
  });

  test("finds numbers, labels and ids, and puts what is called so first", async () => {
    for (const [query, address] of [
      ["4.1", "recommendations/4.1/"],
      ["Recommendation 4.1", "recommendations/4.1/"],
      ["recommendations/4.1", "recommendations/4.1/"],
      ["4.6(c)(iv)", "mandate/4.6-c-iv/"],
      ["4.6-c-iv", "mandate/4.6-c-iv/"],
      ["4.6 (c) (iv)", "mandate/4.6-c-iv/"],
      ["4.6 c iv", "mandate/4.6-c-iv/"],
      ["4.6civ", "mandate/4.6-c-iv/"],
      ["mandate/4.6-c-iv", "mandate/4.6-c-iv/"],
      ["recommendation4.1", "recommendations/4.1/"],
    ]) {
      await results(held.page, query);
      assert.equal(await firstAddress(held.page), server.url + address, query);
    }
  });

  test("needs every word, takes the beginning of one for it, and shows the words where they stand", async () => {
    const both = await results(held.page, "manag risk");
    assert.match(both[0], /risk management/i);
    const texts = await held.page.locator(".found li").allInnerTexts();
    assert.ok(texts.length > 1);
    const marked = await held.page.locator(".found mark").allInnerTexts();
    assert.ok(marked.some((word) => /^risk/i.test(word)) && marked.some((word) => /^manag/i.test(word)), `${marked}`);
    assert.ok(marked.every((word) => /^(risk|manag)/i.test(word)), `${marked}`);
    assert.ok((await results(held.page, "risk qqzzqqz")).length > 0);
    assert.match(await held.page.getByRole("status").innerText(), /^No record has all of the words\. Found with some of them: \d+/);
    assert.deepEqual(await results(held.page, "qqzzqqz"), []);
    assert.match(await held.page.getByRole("status").innerText(), /^Nothing found\. Try fewer words/);
    assert.ok(await held.page.getByRole("heading", { name: /from A to Z/ }).isVisible());
  });

  test("can be narrowed to a kind, a team and a state, and is kept in the address", async () => {
    const { page } = held;
    await results(page, "security");
    await page.getByLabel("Kind").selectOption({ label: "Recommendations" });
    await page.waitForURL(/kind=/);
    await page.waitForFunction(() =>
      [...document.querySelectorAll(".found .when")].every((kind) => /^Recommendation( ·|$)/.test(kind.textContent)),
    );
    const before = await settled(page);
    assert.ok(before.length > 0);
    await page.reload();
    assert.deepEqual(await settled(page), before);
    await page.goto(`${server.url}search/`);
    const states = await page.getByLabel("State").locator("option").allInnerTexts();
    await page.getByLabel("State").selectOption({ label: states.find((state) => /rejected/.test(state)) });
    await settled(page);
    assert.match(await page.getByRole("status").innerText(), /^\d+ records found/);
  });

  test("says where each record stands, or when it was", async () => {
    await held.page.goto(`${server.url}search/`);
    const standing = async (query) => {
      await results(held.page, query);
      return held.page.locator(".found .when").first().innerText();
    };
    assert.equal(await standing("12.1"), "Recommendation · rejected");
    assert.equal(await standing("10.1"), "Recommendation · approved · complete");
    assert.match(await standing("ICANN58"), /^Meeting · 15 March 2017$/);
    // What refers to a record, and how to cite it, is no text of its own.
    await results(held.page, "recommendation rejected");
    await held.page.waitForTimeout(500);
    none((await held.page.locator(".found p").allInnerTexts()).filter((text) => /What links here|Cite this/.test(text)), "texts");
  });

  test("leads first to the page that its words mean, which says in short what it has", async () => {
    for (const [query, address, said] of [
      ["DNS abuse", "recommendations/by/theme/contracts-compliance-and-transparency-around-dns-abuse/", "25 recommendations: 20 rejected, 5 approved."],
      ["rejected", "recommendations/by/response/rejected/", "38 of 63 recommendations."],
      ["rejected recommendations", "recommendations/by/response/rejected/", "38 of 63 recommendations."],
      ["not complete", "recommendations/open/", "8 of 63 recommendations. Something is still to be done."],
      ["meetings", "meetings/", "21 meetings."],
    ]) {
      await results(held.page, query);
      assert.equal(await firstAddress(held.page), server.url + address, query);
      assert.equal(await held.page.locator(".found p").first().innerText(), said);
    }
    assert.match(await held.page.getByRole("status").innerText(), /^1 page and \d+ records found\.$/);
    await held.page.goto(`${server.url}search/?q=dns+abuse`);
    await settled(held.page);
    await held.page.getByLabel("Kind").selectOption({ label: "Recommendations" });
    await held.page.waitForFunction(() => document.querySelector(".found .when").textContent.startsWith("Recommendation"));
    await held.page.goto(`${server.url}search/`);
  });

  test("offers the words that were meant, and shows what has them", async () => {
    await results(held.page, "dns abse");
    assert.match(await held.page.getByRole("status").innerText(), /^Nothing has “dns abse”\. Found for “dns abuse”: 1 page and \d+ records\.$/);
    await held.page.getByRole("button", { name: "dns abuse" }).click();
    await held.page.waitForFunction(() => /found\.$/.test(document.querySelector("[role=status]").textContent));
    assert.equal(await held.page.getByRole("searchbox").inputValue(), "dns abuse");
    assert.ok(await held.page.locator(".meant").isHidden());
  });

  test("finds words in quotation marks as they stand, or says that it does not", async () => {
    await results(held.page, "“risk management”");
    assert.match(await held.page.getByRole("status").innerText(), /^\d+ records found with the words in quotation marks as they stand\./);
    assert.match(await held.page.locator(".found li").first().innerText(), /risk management/i);
    await results(held.page, '"management risk"');
    assert.match(await held.page.getByRole("status").innerText(), /^No record is known to have the words .* Found with the same words apart: \d+ records\.$/);
  });

  test("leaves what is shown where it is, if the end of typing changes nothing about it", async () => {
    const { page, close } = await open(`${server.url}search/`);
    await page.clock.install();
    // However slow the machine is, typing ends when the clock says so.
    await page.clock.pauseAt(Date.now() + 60_000);
    await page.getByRole("searchbox").pressSequentially("“risk management”");
    await page.clock.runFor(300);
    const first = page.locator(".found .title > a").first();
    await first.waitFor();
    const shown = await first.elementHandle();
    assert.equal(await page.getByRole("status").innerText(), "", "the typing has ended");
    await page.clock.runFor(1000);
    await page.getByRole("status").getByText(/records found/).waitFor();
    assert.ok(await shown.evaluate((link) => link.isConnected), "who was about to choose it has lost it");
    await close();
  });

  test("says once how much it found, when the reader no longer types", async () => {
    const { page, close } = await open(`${server.url}search/`);
    await page.evaluate(() => {
      window.said = [];
      const status = document.querySelector("[role=status]");
      new MutationObserver(() => status.textContent && window.said.push(status.textContent)).observe(status, { childList: true });
    });
    await page.getByRole("searchbox").pressSequentially("recomendations", { delay: 150 });
    await settled(page);
    await page.waitForTimeout(800);
    const said = await page.evaluate(() => window.said);
    assert.equal(said.length, 1, `${said}`);
    assert.match(said[0], /Found for “recommendations”/);
    await close();
  });

  test("needs few requests and little time, also on a slow line", async () => {
    const { page, close } = await open(`${server.url}search/`);
    server.answers.length = 0;
    await results(page, "DNS abuse");
    // Hosts send files compressed, which ours does not.
    const name = ({ path: asked }) => decodeURI(asked).split("?")[0].replace(/^\/some\/sub\/path\//, "");
    const files = server.answers.map(name).filter((file) => file.endsWith(".js"));
    const sum = files.map((file) => gzipSync(readFileSync(path.join(SITE.dir, file))).length).reduce((sum, size) => sum + size, 0);
    // At 400 kbit/s, with three answers that wait for one another.
    const time = (sum * 8) / 400 + 3 * 100;
    assert.ok(time <= 1500, `${time} ms for ${files}`);
    await page.waitForTimeout(500);
    assert.ok(server.answers.length <= 8, `${server.answers.map(name)}`);
    await close();
  });

  test("moves nothing while it is loaded and used", async () => {
    const { page, close } = await open(`${server.url}search/?q=abuse`);
    await settled(page);
    const shift = await page.evaluate(() => new Promise((resolve) => {
      let sum = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) sum += entry.hadRecentInput ? 0 : entry.value;
      }).observe({ type: "layout-shift", buffered: true });
      setTimeout(() => resolve(sum), 300);
    }));
    assert.ok(shift < 0.02, `${shift}`);
    await close();
  });

  test("has no barriers in what it says and offers", async () => {
    for (const colorScheme of ["light", "dark"]) {
      const context = await withAxe(chromium, { colorScheme });
      const page = await context.newPage();
      await page.goto(`${server.url}search/?q=dns+abse`);
      await settled(page);
      assert.ok(await page.getByRole("button", { name: "dns abuse" }).isVisible());
      none(await barriers(page), `barriers, ${colorScheme}`);
      await context.close();
    }
  });

  test("shows the field that a link leads to", async () => {
    const { page, close } = await open(server.url, { viewport: { width: 360, height: 640 } });
    await page.getByRole("link", { name: "Search", exact: true }).click();
    await page.waitForFunction(() => document.activeElement.id === "q");
    const { y, height } = await page.getByRole("searchbox").boundingBox();
    assert.ok(y >= 0 && y + height <= 640, `${y}`);
    await close();
  });

  test("is done by keyboard alone", async () => {
    const { page, close } = await open(server.url);
    await page.clock.install();
    await page.getByRole("link", { name: "Search", exact: true }).focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement.id === "q");
    // However slowly the machine types, the page takes it for one go, or other results would come where the focus is.
    await page.clock.pauseAt(Date.now() + 60_000);
    await page.keyboard.type("4.6(c)(iv)");
    await page.clock.resume();
    await settled(page);
    for (let stop = 0; stop < 8; stop += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(() => document.activeElement.closest(".found") !== null)) break;
    }
    await page.keyboard.press("Enter");
    await page.waitForURL(`${server.url}mandate/4.6-c-iv/`);
    await page.goBack();
    assert.equal(await page.getByRole("searchbox").inputValue(), "4.6(c)(iv)");
    await close();
  });

  test("leads to its results and through them by the arrow keys, and leaves all other keys alone", async () => {
    const { page } = held;
    await page.goto(`${server.url}search/?q=security`);
    await settled(page);
    await page.getByRole("searchbox").focus();
    const place = () =>
      page.evaluate(() => [...document.querySelectorAll(".found .title > a")].indexOf(document.activeElement));
    for (const [key, at] of [
      ["ArrowDown", 0],
      ["ArrowDown", 1],
      ["ArrowUp", 0],
      ["Shift+ArrowDown", 0],
      ["ArrowUp", -1],
    ]) {
      await page.keyboard.press(key);
      assert.equal(await place(), at, key);
    }
    assert.ok(await page.getByRole("searchbox").evaluate((field) => field === document.activeElement));
    await page.keyboard.type("/s");
    assert.match(await page.getByRole("searchbox").inputValue(), /\/s/);
  });

  test("shows more results when asked to, and puts the focus on the first of them", async () => {
    const { page } = held;
    await page.goto(`${server.url}search/`);
    const first = await results(page, "security");
    await page.getByRole("button", { name: "More results" }).click();
    await page.waitForFunction((count) => document.querySelectorAll(".found li").length > count, first.length);
    const at = await page.evaluate(() =>
      [...document.querySelectorAll(".found .title > a")].indexOf(document.activeElement),
    );
    assert.equal(at, first.length);
  });

  test("shows what was asked as text, whatever it is", async () => {
    const { page, problems, close } = await open(`${own.url}search/?q=${encodeURIComponent("<img src=x> zebra")}`);
    await settled(page);
    assert.equal(await page.locator("main img").count(), 0);
    assert.equal(await page.getByRole("searchbox").inputValue(), "<img src=x> zebra");
    none(problems, "problems");
    await close();
  });
});

describe("In a review of our own", () => {
  let held;
  before(async () => (held = await open(`${own.url}search/`)));
  after(() => held.close());

  test("words of every script are found, however their accents are typed", async () => {
    for (const [query, title] of [
      ["zurich", "The meeting in Zürich"],
      ["ZÜRI", "The meeting in Zürich"],
      ["skoda lodz", "The meeting in Zürich"],
      ["审查", "安全审查"],
      ["系统", "安全审查"],
      ["稳", "安全审查"],
      ["समीक्षा", "सुरक्षा समीक्षा"],
      ["елка", "Обзор безопасности"],
    ]) {
      assert.deepEqual(await results(held.page, query), [title], query);
      assert.ok((await held.page.locator(".found mark").count()) > 0, `nothing is marked: ${query}`);
    }
  });

  test("the other number, a hyphen, and what nobody sees make no difference", async () => {
    for (const query of [
      "giraffe",
      "giraffes",
      "facilities",
      "facility",
      "coordinator",
      "coordinators",
      "co-ordinator",
      "multi-stakeholder",
      "counted",
      "1234",
      "1,234",
      "\u200bgiraffe\u200b",
    ]) {
      assert.deepEqual(await results(held.page, query), ["Of forms"], query);
      assert.ok((await held.page.locator(".found mark").count()) > 0, `nothing is marked: ${query}`);
    }
    assert.deepEqual(await results(held.page, "facilitated"), []);
  });

  test("titles come before summaries, and these before bodies", async () => {
    assert.deepEqual(await results(held.page, "stripes"), ["Stripes", "The zebra", "Something else"]);
  });

  test("what records say is shown as text, whatever it is", async () => {
    await results(held.page, "hostility");
    assert.equal(await held.page.locator(".found .title > a").textContent(), `<b>: ${HOSTILE}`);
    assert.equal(await held.page.locator(".found p").textContent(), "hostility");
    assert.equal(await held.page.locator(".found :is(img, script, i, b)").count(), 0);
    for (const name of ["constructor", "toString", "hasOwnProperty"]) assert.deepEqual(await results(held.page, name), []);
    none(held.problems, "problems");
  });

  test("words far down in a body are shown where they stand", async () => {
    assert.deepEqual(await results(held.page, "needle"), ["A long page"]);
    await held.page.locator(".found mark").waitFor();
    assert.match(await held.page.locator(".found p").textContent(), /There is a needle, after all\.$/);
  });

  test("texts are cut into words as they are for the index", () => {
    const window = {};
    const [script] = readdirSync(path.join(ownSite, "assets")).filter((file) => file.startsWith("find-"));
    const document = { currentScript: { dataset: { index: "" } } };
    vm.runInNewContext(readFileSync(path.join(ownSite, "assets", script), "utf8"), { window, document });
    // The last character of a script without spaces is a word of the index only: a query looks for pairs.
    const ends = (word, before = "") => [...word].length === 1 && [...before].length === 2 && before.endsWith(word);
    const texts = JSON.parse(readFileSync(path.join(ROOT, "tests/words.json"), "utf8"));
    assert.ok(texts.length > 10, `there are only ${texts.length} texts`);
    for (const [text, words] of texts) {
      const cut = window.rapporteurFind.wordsOf(text).flatMap(({ whole, parts, isJoined }) => {
        return [...parts, ...(isJoined ? [whole] : [])];
      });
      const expected = words.filter((word, place) => !ends(word, words[place - 1]));
      assert.equal(cut.join(" "), expected.join(" "), text);
    }
  });

  test("drafts are in no file of the index", async () => {
    assert.deepEqual(await results(held.page, "secret"), []);
    const files = readdirSync(path.join(ownSite, "search"), { recursive: true }).filter((file) => /\.js$/.test(file));
    assert.ok(files.length >= 2);
    none(
      files.filter((file) => /secret|nobody may/i.test(readFileSync(path.join(ownSite, "search", file), "utf8"))),
      "files that name a draft",
    );
  });
});

describe("In a review of many records", () => {
  const site = folder();
  let [many, held] = [];
  before(async () => {
    const pages = Array.from({ length: 520 }, (_, at) => [`pages/n${at}.md`, `---\ntitle: Number ${at}\n---\nA common word.\n`]);
    await publish({ ...RECORDS, ...Object.fromEntries(pages) }, site);
    many = await host(site);
    held = await open(`${many.url}search/`);
  });
  after(async () => {
    await held?.close();
    await many?.close();
  });

  test("the index is many files, of which few are loaded", async () => {
    const files = readdirSync(path.join(site, "search"), { recursive: true }).filter((file) => /\.js$/.test(file));
    assert.ok(files.length > 20, `${files.length}`);
    many.answers.length = 0;
    assert.deepEqual((await results(held.page, "zebra")).slice(0, 1), ["The zebra"]);
    assert.ok(many.answers.length <= 8, `${many.answers.map(({ path }) => path)}`);
  });

  test("the search forgives as well", async () => {
    assert.deepEqual((await results(held.page, "zebar")).slice(0, 1), ["The zebra"]);
    assert.match(await held.page.getByRole("status").innerText(), /^Nothing has “zebar”\. Found for “zebra”/);
    assert.deepEqual((await results(held.page, '"has stripes"')).slice(0, 1), ["Something else"]);
    assert.match(await held.page.getByRole("status").innerText(), /^1 record found with the words in quotation marks/);
    await results(held.page, "zebra facility");
    assert.match(await held.page.getByRole("status").innerText(), /^No record has all of the words/);
    await results(held.page, "method");
    assert.equal(await firstAddress(held.page), `${many.url}method/`);
    none(held.problems, "problems");
  });
});

describe("At an address that does not exist", () => {
  const dir = folder();
  let missing;
  before(async () => {
    missing = await host(dir);
    await build(dir, ["--as-of", AS_OF, "--base-url", missing.url]);
  });
  after(() => missing?.close());

  const nearest = async (address) => {
    const { page, close } = await open(missing.url + address);
    await page.locator(".found li").first().waitFor();
    const links = await page.locator(".found .title > a").evaluateAll((links) => links.map((link) => link.href));
    const said = await page.getByRole("status").innerText();
    await close();
    return { first: links.slice(0, 3).map((link) => link.replace(missing.url, "")), said };
  };

  test("the nearest addresses and the records with its words are offered", async () => {
    for (const [address, meant] of [
      ["recommendations/12.11/", "recommendations/12.1/"],
      ["recommendation/4.1", "recommendations/4.1/"],
      ["people/russ-hously/", "people/russ-housley/"],
      ["old/wiki/Root_Zone_Management.html", "recommendations/21.1/"],
      ["a/b/c/recomendations/", "recommendations/"],
    ]) {
      const { first, said } = await nearest(address);
      assert.ok(first.includes(meant), `${address}: ${first}`);
      assert.match(said, /^Nearest to the address that was asked for/);
    }
  });

  test("what is asked for is only looked for, whatever it is, and another search is possible", async () => {
    const { page, problems, close } = await open(`${missing.url}%3Cimg%20src=x%3E%22/zzqqzz/%E0%A4%A`.replace("%E0%A4%A", "%C3%BC"));
    await page.waitForTimeout(500);
    assert.equal(await page.locator("main img").count(), 0);
    assert.deepEqual(await results(page, "4.1").then((titles) => titles.slice(0, 1)), ["Recommendation 4.1: Central risk management with a clear framework"]);
    assert.ok(page.url().includes("zzqqzz"), page.url());
    none(problems.filter((problem) => !/404/.test(problem)), "problems");
    await close();
  });

  test("without scripts there are ways to all records and lists", async () => {
    const { page, close } = await open(`${missing.url}recommendations/99.9/`, { javaScriptEnabled: false });
    assert.equal(await page.getByRole("searchbox").count(), 0);
    await page.getByRole("link", { name: /from A to Z/ }).click();
    await page.waitForURL(/search\/#a-to-z$/);
    await close();
  });
});

describe("In a preview", () => {
  const held = review();

  test("an edit is found at once, also by a page that was open before", () =>
    inTabs(chromium, held, {}, async (open) => {
      const page = await open("search/");
      assert.deepEqual(await results(page, "xylophone"), []);
      held.append(PAGE.file, "\nA xylophone.\n");
      await page.locator(".found .title > a").waitFor();
      assert.equal(new URL(await firstAddress(page)).pathname, `/${PAGE.address}`);
      allIsWell(page);
    }));
});

describe("Where not everything works", () => {
  test("a page that was opened from a disk can be searched, whether or not links name the index of a folder", async () => {
    const explicit = folder();
    await build(explicit, ["--as-of", AS_OF, "--explicit-index"]);
    for (const dir of [SITE.dir, explicit]) {
      const { page, problems, close } = await open(`${pathToFileURL(dir)}/search/index.html`);
      await results(page, "4.1");
      assert.equal(await firstAddress(page), `${pathToFileURL(dir)}/recommendations/4.1/index.html`);
      none(problems, "problems");
      await close();
    }
  });

  test("without scripts there is a link to every record, and the reason", async () => {
    const { page, close } = await open(`${server.url}search/`, { javaScriptEnabled: false });
    assert.equal(await page.getByRole("searchbox").count(), 0);
    assert.match(await page.locator("main").innerText(), /needs scripts/);
    const site = readBuilt(SITE);
    const index = [...site.pages.values()].filter(({ file }) => /^search\/(page\/\d+\/)?index\.html$/.test(file));
    const linked = new Set(index.flatMap(({ links }) => links.map(({ target }) => target.file)));
    const records = recordsOf(site);
    assert.ok(records.length > 300);
    none(
      records.filter((id) => !linked.has(`${id}/index.html`)),
      "records without a link",
    );
    await close();
  });

  test("where the index cannot be loaded, the reader is told, and finds all records below", async () => {
    const { page, close } = await open(`${server.url}search/`);
    await page.route(/search\/root\.js/, (route) => route.abort());
    await results(page, "risk");
    assert.match(await page.getByRole("status").innerText(), /could not be loaded/);
    assert.ok(await page.getByRole("heading", { name: /from A to Z/ }).isVisible());
    await close();
  });

  test("what a browser kept of an earlier publication does not lead astray", async () => {
    const site = folder();
    await publish(RECORDS, site);
    const keeping = await host(site, { "Cache-Control": "public, max-age=3600" });
    const { page, close } = await open(`${keeping.url}search/`);
    assert.deepEqual(await results(page, "zebra"), ["The zebra", "Something else"]);
    const added = { "pages/quagga.md": "---\ntitle: The quagga\n---\nMuch like a zebra.\n" };
    await publish({ ...RECORDS, ...added, "pages/body.md": "---\ntitle: Another thing\n---\nNone.\n" }, site);
    await page.goto(`${keeping.url}search/?again`);
    assert.deepEqual(await results(page, "zebra"), ["The zebra", "The quagga"]);
    assert.deepEqual(await results(page, "quagga"), ["The quagga"]);
    await close();
    await keeping.close();
  });

  test("every page has a link to the search", () => {
    const site = readBuilt(SITE);
    const without = [...site.pages.values()].filter(
      ({ redirect, links }) => !redirect && !links.some(({ target }) => target.file === "search/index.html"),
    );
    none(
      without.map(({ file }) => file),
      "pages without a way to the search",
    );
  });
});
