// What an editor would notice of a mistake in the preview: it is said on the page, with its place and its cure, and the
// page stays readable until it is mended.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { after, before, describe, test } from "node:test";

import { bringAxe } from "./axe.mjs";
import { browser } from "./browser.mjs";
import { A_WHILE, DESK, OTHER, OVERLAY, PAGE, allIsWell, hearing, inTabs, review } from "./editing.mjs";
import { none } from "./none.mjs";
import { preview } from "./rapporteur.mjs";

const PHONE = { width: 320, height: 640 };

let chromium;

before(async () => {
  chromium = await browser();
});
after(() => chromium?.close());

describe("A mistake", () => {
  const held = review();

  /** Makes a mistake, for as long as a test needs it, and waits until it shows on a page. */
  async function withMistake(page, mistake, run) {
    const text = held.read(PAGE.file);
    try {
      held.append(PAGE.file, `\n${mistake}\n`);
      await page.locator(OVERLAY).waitFor();
      await run();
    } finally {
      held.write(PAGE.file, text);
    }
    await page.locator(OVERLAY).waitFor({ state: "detached" });
  }

  test("is said with its code, place, line and cure, over a page that stays, until it is mended", () =>
    inTabs(chromium, held, {}, async (open) => {
      const page = await open(PAGE.address);
      const overlay = page.locator(OVERLAY);
      await page.evaluate(() => (window.untouched = true));
      const line = held.read(PAGE.file).split("\n").length + 1;
      await withMistake(page, "See [[no-such-record]] for more.", async () => {
        assert.match(await overlay.getByRole("heading").innerText(), /^1 error\b/);
        const text = await overlay.innerText();
        for (const part of ["unknown-record", `content/${PAGE.file}:${line}:7`, "See [[no-such-record]] for more."]) {
          assert.ok(text.includes(part), `${part} is not in\n${text}`);
        }
        assert.match(await overlay.locator("mark").innerText(), /no-such-record/);
        assert.ok((await page.locator("main").innerText()).length > 200, "the page is gone");
      });
      assert.equal(await page.evaluate(() => window.untouched), true, "the page was loaded anew, and is the same");
      allIsWell(page);
    }));

  test("leads to its place in the editor where one was named, and nowhere else", async () => {
    const address = `editor://open?file=${held.content}/${PAGE.file}&line=`;
    const places = [];
    for (const editor of [["--editor", "editor://open?file={path}&line={line}"], []]) {
      const server = await preview(["--content", held.content, ...editor]);
      await inTabs(chromium, { server }, {}, async (open) => {
        const page = await open(PAGE.address);
        await withMistake(page, "See [[no-such-record]].", async () => {
          const links = await page.locator(`${OVERLAY} a`).evaluateAll((links) => links.map((link) => link.href));
          places.push(links.map((link) => link.startsWith(address)));
        });
      });
      await server.end();
    }
    assert.deepEqual(places, [[true], []]);
  });

  test("is shown as text, whatever it quotes", () =>
    inTabs(chromium, held, {}, async (open) => {
      const page = await open(PAGE.address);
      const hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>";
      await withMistake(page, `See [[${hostile}]].`, async () => {
        assert.ok((await page.locator(OVERLAY).innerText()).includes(hostile));
        assert.equal(await page.locator(`${OVERLAY} :is(img, script)`).count(), 0);
      });
      allIsWell(page);
    }));

  test("is said in a tab that is opened later, and in one that goes to another page", () =>
    inTabs(chromium, held, {}, async (open) => {
      const page = await open(PAGE.address);
      await withMistake(page, "See [[no-such-record]].", async () => {
        const late = await open(OTHER.address);
        await late.locator(OVERLAY).waitFor();
        await page.goto(held.server.url + OTHER.address);
        await page.locator(OVERLAY).waitFor();
      });
    }));

  test("does not take the focus, and is hidden by keyboard until there is another", () =>
    inTabs(chromium, held, {}, async (open) => {
      const page = await open(PAGE.address);
      const overlay = page.locator(OVERLAY);
      const link = page.getByRole("main").getByRole("link").last();
      const isInside = () => page.evaluate(() => document.activeElement.matches("rapporteur-live"));
      const atLink = () => link.evaluate((link) => link === document.activeElement);
      const isAtPage = () => page.evaluate(() => document.activeElement.matches("a[href]"));
      for (const hide of ["Escape", "Enter"]) {
        await link.focus();
        await withMistake(page, `See [[no-such-record-${hide}]].`, async () => {
          assert.ok(await atLink(), "the focus has moved");
          await page.keyboard.press("Escape");
          assert.ok(await overlay.isVisible(), "a key that was not meant for it has hidden it");
          for (let stops = 0; !(await overlay.getByRole("button").evaluate(isFocused)); stops += 1) {
            assert.ok(stops < 30, "the button cannot be reached");
            await page.keyboard.press("Tab");
          }
          assert.ok(await isInside());
          await page.keyboard.press(hide);
          await overlay.waitFor({ state: "detached" });
          assert.ok(await isAtPage(), "the focus did not go back to where it was");
          await page.reload();
          await hearing(page);
          await pause(A_WHILE);
          assert.equal(await overlay.count(), 0, "what was hidden is back");
          held.append(PAGE.file, "\nSee [[another-record]] too.\n");
          await overlay.getByText("another-record").first().waitFor();
          assert.match(await overlay.getByRole("heading").innerText(), /^2 errors\b/);
        });
      }
    }));

  test("takes at most half of the screen, and lets the whole page be read above it", () =>
    inTabs(chromium, held, {}, async (open) => {
      const page = await open(PAGE.address);
      const lines = Array.from({ length: 30 }, (_, index) => `See [[no-such-record-${index}]].\n`);
      await withMistake(page, lines.join("\n"), async () => {
        for (const viewport of [DESK, PHONE, { width: 320, height: 256 }]) {
          await page.setViewportSize(viewport);
          await settled(page, viewport);
          await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
          const { top, bottom, end, wide } = await page.evaluate((selector) => {
            const host = document.querySelector(selector.split(" ")[0]);
            const { top, bottom } = host.shadowRoot.querySelector("section").getBoundingClientRect();
            const end = [...document.querySelectorAll("a[href]")].at(-1).getBoundingClientRect().bottom;
            const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
            return { top, bottom, end, wide };
          }, OVERLAY);
          const where = `${viewport.width} x ${viewport.height} px`;
          assert.ok(bottom - top <= viewport.height / 2 + 1, `${where}: it is ${bottom - top} px high`);
          assert.ok(Math.abs(bottom - viewport.height) <= 1, `${where}: it is not at the bottom`);
          assert.ok(end <= top, `${where}: the end of the page is behind it`);
          assert.ok(wide <= 0, `${where}: ${wide} px too wide`);
        }
      });
    }));

  test("has no barrier that axe can find, on a wide screen and a phone, in light, dark and forced colours", () =>
    // The checker is brought in from outside, which the preview's own policy rightly forbids.
    inTabs(chromium, held, { bypassCSP: true }, async (open) => {
      const page = await open(PAGE.address);
      await withMistake(page, "See [[no-such-record]].\n\nSee [[no-such-record-either]].", async () => {
        await bringAxe(page);
        const found = [];
        for (const viewport of [DESK, PHONE]) {
          await page.setViewportSize(viewport);
          for (const media of [{ colorScheme: "light" }, { colorScheme: "dark" }, { forcedColors: "active" }]) {
            await page.emulateMedia({ colorScheme: "light", forcedColors: "none", ...media });
            const { violations, passes } = await page.evaluate(() =>
              globalThis.axe.run(document, { rules: { "target-size": { enabled: true } } }),
            );
            const where = `${viewport.width} px, ${Object.values(media)}`;
            found.push(...violations.map(({ help, nodes }) => `${where}: ${help}: ${nodes[0].target}`));
            const seen = passes.some(({ nodes }) =>
              nodes.some(({ target }) => `${target}`.includes("rapporteur-live")),
            );
            assert.ok(seen, `${where}: the checker did not see it`);
          }
        }
        none(found, "barriers");
      });
    }));

  test("that keeps a file from being read leads, and what follows from it is counted", () =>
    inTabs(chromium, held, {}, async (open) => {
      const page = await open(PAGE.address);
      const people = held.read("people.yaml");
      await withMistake(page, "See [[no-such-record]].", async () => {
        held.write("people.yaml", `${people}- {id: [`);
        const first = page.locator(OVERLAY).locator("ol > li").first();
        await first.getByText("content/people.yaml").first().waitFor();
        assert.match(await first.innerText(), /1 reference and \d+ rules are not judged/);
        held.write("people.yaml", people);
      });
    }));

  test("of the mild sort is one line, which unfolds and can be hidden", () =>
    inTabs(chromium, held, {}, async (open) => {
      const page = await open(PAGE.address);
      const overlay = page.locator(OVERLAY);
      await withMistake(page, "See [a note][missing] for more.", async () => {
        assert.equal(await overlay.getByRole("heading").innerText(), "1 warning");
        await page.getByRole("main").getByText("See [a note][missing] for more.").waitFor();
        assert.equal(await overlay.getByText("content/").first().isVisible(), false, "it is not folded");
        await overlay.locator("summary").click();
        assert.match(await overlay.innerText(), new RegExp(`content/${PAGE.file}`));
        await overlay.getByRole("button").click();
        assert.equal(await overlay.count(), 0);
        // Whoever mends it sees the panel go, and here it is gone already.
        held.append(PAGE.file, "\nSee [another][missing-too].\n");
        await overlay.getByText("2 warnings").first().waitFor();
      });
    }));

  test("is not printed", () =>
    inTabs(chromium, held, {}, async (open) => {
      const page = await open(PAGE.address);
      await withMistake(page, "See [[no-such-record]].", async () => {
        await page.emulateMedia({ media: "print" });
        assert.equal(await page.locator(OVERLAY).isVisible(), false);
        await page.emulateMedia({ media: "screen" });
        assert.equal(await page.locator(OVERLAY).isVisible(), true);
      });
    }));
});

describe("A mistake that was there when the preview was started", () => {
  const held = review(({ append }) => append(PAGE.file, "\nSee [[no-such-record]].\n"));

  test("is said, and the page shows as soon as it is mended", () =>
    inTabs(chromium, held, {}, async (open) => {
      const page = await open(PAGE.address);
      await page.locator(OVERLAY).getByText("unknown-record").waitFor();
      const heading = await page.locator(OVERLAY).getByRole("heading").innerText();
      assert.equal(heading, "1 error: there is no site to show until it is mended");
      held.write(PAGE.file, held.read(PAGE.file).replace("[[no-such-record]]", "what is mended"));
      await page.getByRole("main").getByText("See what is mended.").waitFor();
      assert.equal(await page.locator(OVERLAY).count(), 0);
    }));
});

describe("A mistake in a theme", () => {
  const TEMPLATE =
    '{% extends "default/home.html" %}\n{% block content %}<p>Ours.</p>{{ super() }}{% endblock content %}\n';
  const held = review((held) => {
    mkdirSync(path.join(held.root, "themes/ours"), { recursive: true });
    held.write("../themes/ours/home.html", TEMPLATE);
    held.append("review.yaml", "theme: ours\n");
  });

  test("is said at its line while the last good page stays, and an edit that mends it shows", () =>
    inTabs(chromium, held, {}, async (open) => {
      const page = await open("");
      const overlay = page.locator(OVERLAY);
      for (const mistake of ["{% block content %}", "{{ no_such_value.at_all }}"]) {
        await page.getByText("Ours.").waitFor();
        held.write("../themes/ours/home.html", TEMPLATE.replace("<p>Ours.</p>", `<p>Ours.</p>\n${mistake}`));
        await overlay.waitFor();
        assert.match(await overlay.innerText(), /themes\/ours\/home\.html:\d+/);
        assert.equal(await page.getByRole("main").getByText("Ours.").count(), 1, "the page is gone");
        held.write("../themes/ours/home.html", TEMPLATE.replace("Ours.", "Ours, mended."));
        await page.getByText("Ours, mended.").waitFor();
        assert.equal(await overlay.count(), 0);
        held.write("../themes/ours/home.html", TEMPLATE);
      }
      allIsWell(page);
    }));
});

/** Waits until a page has the size that it was given, and has been drawn with it: then the panel has told how high it is. */
function settled(page, { width, height }) {
  return page.waitForFunction(
    ([width, height]) =>
      innerWidth === width &&
      innerHeight === height &&
      new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(true)))),
    [width, height],
  );
}

function isFocused(element) {
  return element.getRootNode().activeElement === element;
}
