// What an editor would notice of the preview's live reload: an edit shows without a touch where it changes a page, and
// nowhere else, however many tabs are open.

import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { after, before, describe, test } from "node:test";

import { browser, watch } from "./browser.mjs";
import { A_WHILE, DESK, OTHER, OVERLAY, PAGE, allIsWell, inTabs, review } from "./editing.mjs";
import { none } from "./none.mjs";
import { preview } from "./rapporteur.mjs";
import { AS_OF } from "./settings.mjs";

/** Two images of a single colour, 1 and 2 pixels wide. */
const NARROW = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCB2kUIOwAAAABJRU5ErkJggg==",
  "base64",
);
const WIDE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAAAAADRSSBWAAAAC0lEQVR42mNoaAAAAYMBAYuRVfIAAAAASUVORK5CYII=",
  "base64",
);

let chromium;

before(async () => {
  chromium = await browser();
});
after(() => chromium?.close());

describe("An edit", () => {
  const held = review(({ append, write }) => {
    write("pages/passing.md", "---\ntitle: A page that passes\n---\nHere today.\n");
    write("pages/picture.png", NARROW);
    write("pages/pictured.md", "---\ntitle: A page with a picture\n---\n![A grey square](picture.png)\n");
    const sections = Array.from({ length: 40 }, (_, index) => `\n## Section ${index}\n\nA sentence.\n`);
    append(PAGE.file, sections.join(""));
  });

  test("shows without a touch, twice", () =>
    inTabs(chromium, held, {}, async (open) => {
      const page = await open(PAGE.address);
      for (const sentence of ["A sentence that was not there.", "Another one."]) {
        held.append(PAGE.file, `\n${sentence}\n`);
        await page.getByText(sentence).waitFor();
      }
      allIsWell(page);
    }));

  test("leaves a page where it was scrolled to", () =>
    inTabs(chromium, held, {}, async (open) => {
      const page = await open(PAGE.address);
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight / 2));
      const before = await page.evaluate(() => scrollY);
      assert.ok(before > 500, "the page is too short to be scrolled");
      held.append(PAGE.file, "\nThe place is kept.\n");
      await page.getByText("The place is kept.").waitFor({ state: "attached" });
      // The browser goes back to the place some time after it has shown the page, and is to stay there.
      await page.waitForFunction((before) => Math.abs(scrollY - before) <= 2, before);
      await pause(A_WHILE);
      assert.ok(Math.abs((await page.evaluate(() => scrollY)) - before) <= 2, "the page has moved");
      assert.equal(page.url(), held.server.url + PAGE.address);
    }));

  test("leaves a page at the heading that it was opened at, with its whole address", () =>
    inTabs(chromium, held, {}, async (open) => {
      const address = `${PAGE.address}?seen#section-20`;
      const page = await open(address);
      const top = () => page.evaluate(() => document.getElementById("section-20").getBoundingClientRect().top);
      const isThere = (height) => {
        const { top } = document.getElementById("section-20").getBoundingClientRect();
        return top >= 0 && top < height;
      };
      await page.waitForFunction(isThere, DESK.height);
      const before = await top();
      held.append(PAGE.file, "\nThe heading is kept.\n");
      await page.getByText("The heading is kept.").waitFor({ state: "attached" });
      await page.waitForFunction(isThere, DESK.height);
      await pause(A_WHILE);
      assert.ok(Math.abs((await top()) - before) <= 2, "the heading has moved");
      assert.equal(page.url(), held.server.url + address);
    }));

  for (const address of ["", "people/", OTHER.address, `${PAGE.address}index.html`, "no-such-page", "no/such/page/"]) {
    test(`is waited for in peace at /${address}`, () =>
      inTabs(chromium, held, {}, async (open) => {
        const page = await open(address);
        await page.evaluate(() => (window.untouched = true));
        await pause(A_WHILE);
        assert.equal(await page.evaluate(() => window.untouched), true, "the page was loaded anew for nothing");
      }));
  }

  test("of one page does not load another anew", () =>
    inTabs(chromium, held, {}, async (open) => {
      const page = await open(PAGE.address);
      const other = await open(OTHER.address);
      await other.evaluate(() => (window.untouched = true));
      await looked(other, async () => {
        held.append(PAGE.file, "\nOnly here.\n");
        await page.getByText("Only here.").waitFor();
      });
      assert.equal(await other.evaluate(() => window.untouched), true);
    }));

  test("of an image shows on the page that it is in, and only there", () =>
    inTabs(chromium, held, {}, async (open) => {
      const page = await open("pages/pictured/");
      const other = await open(OTHER.address);
      await other.evaluate(() => (window.untouched = true));
      const width = (expected) =>
        page.waitForFunction((expected) => document.querySelector("main img")?.naturalWidth === expected, expected);
      await width(1);
      await looked(other, async () => {
        held.write("pages/picture.png", WIDE);
        await width(2);
      });
      assert.equal(await other.evaluate(() => window.untouched), true);
      allIsWell(page);
    }));

  test("of the review's name shows on every page", () =>
    inTabs(chromium, held, {}, async (open) => {
      const page = await open(OTHER.address);
      held.write("review.yaml", held.read("review.yaml").replace(/^short: .*/m, "short: Another name"));
      await page.getByRole("link", { name: "Another name", exact: true }).first().waitFor();
    }));

  test("that takes a page away shows that it is gone, and one that brings it back shows it", () =>
    inTabs(chromium, held, {}, async (open) => {
      const page = await open("pages/passing/");
      const text = held.read("pages/passing.md");
      held.remove("pages/passing.md");
      await page.getByText("Here today.").waitFor({ state: "detached" });
      await page.locator("h1").waitFor();
      held.write("pages/passing.md", text);
      await page.getByText("Here today.").waitFor();
    }));

  test("made while nobody could see the page shows when the reader goes back to it", () =>
    inTabs(chromium, held, {}, async (open) => {
      const page = await open(PAGE.address);
      await page.goto(held.server.url + OTHER.address);
      held.append(PAGE.file, "\nWritten in the meantime.\n");
      await page.goBack();
      await page.getByText("Written in the meantime.").waitFor();
    }));

  test("shows where a browser has no locks", () =>
    inTabs(chromium, held, {}, async (open, context) => {
      await context.addInitScript(() => Object.defineProperty(Navigator.prototype, "locks", { value: undefined }));
      const page = await open(PAGE.address);
      held.append(PAGE.file, "\nWithout a lock.\n");
      await page.getByText("Without a lock.").waitFor();
      allIsWell(page);
    }));

  test("shows when the page is loaded again where there are no scripts", () =>
    inTabs(chromium, held, { javaScriptEnabled: false }, async (_, context) => {
      const page = await context.newPage();
      const problems = watch(page, held.server.url);
      const sentence = page.getByText("Without a script.");
      await page.goto(held.server.url + PAGE.address);
      held.append(PAGE.file, "\nWithout a script.\n");
      for (let tries = 0; tries < 100 && (await sentence.count()) === 0; tries += 1) {
        await pause(100);
        await page.reload();
      }
      assert.equal(await sentence.count(), 1);
      none(problems, "problems");
    }));
});

describe("Thirty tabs", () => {
  const held = review();

  /** Opens tabs of which every second one shows the page that is edited. */
  async function openMany(open, count) {
    const tabs = [];
    for (let index = 0; index < count; index += 1) tabs.push(await open((index % 2 ? OTHER : PAGE).address));
    return tabs;
  }

  async function allShow(tabs, sentence) {
    held.append(PAGE.file, `\n${sentence}\n`);
    const showing = tabs.filter((tab) => tab.url().endsWith(PAGE.address));
    // All load at once, so that the last has to wait for all others.
    const timeout = showing.length * 5000;
    await Promise.all(showing.map((tab) => tab.getByText(sentence).waitFor({ state: "attached", timeout })));
  }

  test("of one browser all show an edit, also when the first ones have been closed, and a mistake", () =>
    inTabs(chromium, held, {}, async (open) => {
      const tabs = await openMany(open, 30);
      await allShow(tabs, "Thirty tabs show this.");
      for (const tab of tabs.splice(0, 3)) await tab.close();
      await allShow(tabs, "The others show this.");
      const text = held.read(PAGE.file);
      held.append(PAGE.file, "\nSee [[no-such-record]].\n");
      const timeout = tabs.length * 5000;
      await Promise.all(tabs.map((tab) => tab.locator(OVERLAY).waitFor({ timeout })));
      held.write(PAGE.file, text);
      await Promise.all(tabs.map((tab) => tab.locator(OVERLAY).waitFor({ state: "detached", timeout })));
      tabs.forEach(allIsWell);
    }));

  test("of two browsers all show an edit", async () => {
    const another = await browser();
    const inBoth = (open) =>
      inTabs(another, held, {}, async (openInAnother) => {
        const tabs = [...(await openMany(open, 15)), ...(await openMany(openInAnother, 15))];
        await allShow(tabs, "Both browsers show this.");
        tabs.forEach(allIsWell);
      });
    try {
      await inTabs(chromium, held, {}, inBoth);
    } finally {
      await another.close();
    }
  });
});

for (const late of [false, true]) {
  const goes = late ? "goes before it hears that the preview is back" : "goes while nobody answers";
  describe(`A preview that was ended and started again, of which the tab that listened ${goes}`, () => {
    const held = review();

    test("shows what was edited in between, in every tab", () =>
      inTabs(chromium, held, {}, async (open) => {
        const [listener, other, page] = [await open(PAGE.address), await open(OTHER.address), await open(PAGE.address)];
        if (late) await listener.route("**/.rapporteur/events", (route) => route.abort());
        const { port } = held.server;
        await held.server.end();
        held.append(PAGE.file, "\nWritten while nothing ran.\n");
        if (!late) await listener.close();
        held.server = await preview(["--content", held.content, "--as-of", AS_OF], { port });
        assert.equal(held.server.port, port, "somebody else has taken the port");
        if (late) await listener.close();
        await page.getByText("Written while nothing ran.").waitFor();
        held.append(PAGE.file, "\nAnd this when it ran again.\n");
        await page.getByText("And this when it ran again.").waitFor();
        await other.close();
        held.append(PAGE.file, "\nAnd this for the last tab.\n");
        await page.getByText("And this for the last tab.").waitFor();
      }));
  });
}

/** Waits until a page has looked whether it is old, and would have been loaded anew by now. */
async function looked(page, act) {
  const asked = page.waitForResponse((answer) => answer.request().method() === "HEAD" && answer.url() === page.url());
  await act();
  await asked;
  await pause(A_WHILE);
}
