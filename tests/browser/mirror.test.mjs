// A copy that a program makes which follows links, as `wget --mirror` does for archives and for readers without a line: it
// finds every file that a reader needs, and the copy can be searched from a disk.

import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";

import { browser, watch } from "./browser.mjs";
import { none } from "./none.mjs";
import { folder } from "./rapporteur.mjs";
import { CORPUS, SITE } from "./settings.mjs";
import { readBuilt, recordsOf } from "./site.mjs";

/** What such a program follows: it runs no scripts, and fills in no forms. */
const FOLLOWED = new Set(["a", "area", "img", "link", "script"]);
/** What hosts and search engines ask for, and addresses that pages had once. */
const FOR_OTHERS = /^(\.nojekyll|\.rapporteur\/.*|_headers|404\.html|robots\.txt)$/;

let chromium;
before(async () => {
  chromium = await browser();
});
after(() => chromium?.close());

/** The files of a site that links lead to from the first page. */
function reached(site) {
  const files = new Set(["index.html"]);
  // A set goes through what is added while it is gone through.
  for (const file of files) {
    const links = site.pages.get(file)?.links ?? [];
    for (const { tag, target } of links) if (FOLLOWED.has(tag) && target.file) files.add(target.file);
  }
  return files;
}

for (const tree of [SITE, CORPUS]) {
  describe(`A copy of the review built ${tree.name}, made by following its links`, () => {
    const site = readBuilt(tree);
    const files = reached(site);

    test("has every file but those that are for hosts, search engines and old addresses", () => {
      const isOld = (file) => site.pages.get(file)?.redirect;
      none(
        [...site.files].filter((file) => !files.has(file) && !FOR_OTHERS.test(file) && !isOld(file)),
        "files that no link leads to",
      );
    });

    test("can be searched from a disk", async () => {
      const copy = folder();
      for (const file of files) cpSync(path.join(site.dir, file), path.join(copy, file));
      const [record] = recordsOf(site, "recommendations");
      const { title } = await read(copy, record);
      const page = await chromium.newPage();
      page.setDefaultTimeout(10_000);
      const home = pathToFileURL(copy).href;
      const problems = watch(page, home);
      await page.goto(`${home}/search/index.html`);
      await page.getByRole("searchbox").fill(`"${title}"`);
      const found = page.locator(".found .title > a").first();
      await found.waitFor();
      assert.equal(await found.evaluate(({ href }) => href), `${home}/${record}/index.html`);
      await found.click();
      await page.getByRole("heading", { level: 1, name: title }).waitFor();
      none(problems, "problems");
      await page.close();
    });
  });
}

/** What a record of a copy is called. */
async function read(copy, record) {
  const page = await chromium.newPage();
  await page.goto(pathToFileURL(path.join(copy, record, "index.html")).href);
  const title = await page.locator("h1").innerText();
  await page.close();
  return { title };
}
