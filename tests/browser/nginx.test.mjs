// A real host: the built files under a sub-path of nginx, configured as the manual says, and followed from the first page
// as a crawler does.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { parse } from "parse5";

import { browser, watch } from "./browser.mjs";
import { atPath, nginx } from "./nginx.mjs";
import { none } from "./none.mjs";
import { build, folder, freePort } from "./rapporteur.mjs";
import { AS_OF, PUBLISHED } from "./settings.mjs";
import { filesOf, readBuilt } from "./site.mjs";

const PREFIX = "/some/sub/path/";
const ENDING = /\.(css|svg|js|html|xml|txt|json)$/;
const TYPES = {
  css: /^text\/css/,
  html: /^text\/html/,
  js: /^(text|application)\/javascript/,
  json: /^application\/json/,
  svg: /^image\/svg\+xml/,
  txt: /^text\/plain/,
  xml: /^(text|application)\/xml/,
};

/** Every address that a page names or loads, as the browser would ask for it. */
function addresses(html, url) {
  const found = [];
  const visit = (node) => {
    const rel = node.attrs?.find(({ name }) => name === "rel")?.value;
    for (const { name, value } of node.attrs ?? []) {
      if ((name === "href" || name === "src") && rel !== "external") found.push(new URL(value, url));
    }
    [...(node.childNodes ?? []), ...(node.content?.childNodes ?? [])].forEach(visit);
  };
  visit(parse(html));
  return found.filter(({ protocol }) => protocol === "http:");
}

describe("Under a sub-path of nginx", () => {
  let chromium;
  let dir;
  let home;
  let server;
  /** What was answered to each address that a link leads to from the first page: `{ status, type, from }`. */
  const answers = new Map();

  before(async () => {
    const port = await freePort();
    home = `http://127.0.0.1:${port}${PREFIX}`;
    dir = folder();
    await build(dir, ["--as-of", AS_OF, "--base-url", home]);
    server = await nginx(atPath(dir, port, PREFIX), port);
    chromium = await browser();
    const open = [{ url: new URL(home), from: "the start" }];
    while (open.length > 0) {
      const { url, from } = open.pop();
      url.hash = "";
      if (answers.has(url.href) || url.origin !== new URL(home).origin) continue;
      const response = await fetch(url, { redirect: "manual" });
      const type = response.headers.get("content-type") ?? "";
      answers.set(url.href, { status: response.status, type, from });
      const body = await response.text();
      if (/^text\/html/.test(type)) {
        open.push(...addresses(body, url).map((next) => ({ url: next, from: url.href })));
      }
    }
  });
  after(async () => {
    await chromium?.close();
    await server?.end();
  });

  test("every link leads straight to what it names, without leaving the sub-path", () => {
    const wrong = [...answers].filter(([url, { status }]) => status !== 200 || !url.startsWith(home));
    none(
      wrong.map(([url, { status, from }]) => `${from}: ${url} is answered with ${status}`),
      "links that are not answered",
    );
  });

  test("every page is reached", () => {
    // It has the same pages as when it is built for another address.
    const { pages: published } = readBuilt(PUBLISHED);
    const isPage = (file) => file.endsWith(".html") && file !== "404.html" && !published.get(file).redirect;
    const pages = filesOf(dir).filter(isPage);
    const lost = pages.filter((file) => !answers.has(new URL(encodeURI(file.replace(/index\.html$/, "")), home).href));
    assert.ok(pages.length > 300, `there are only ${pages.length} pages`);
    none(lost, "pages that no link leads to");
  });

  test("every file is told to be what it is", () => {
    const wrong = [...answers].filter(([url, { type }]) => {
      const ending = ENDING.exec(new URL(url).pathname)?.[1] ?? "html";
      return url.endsWith("/") ? !TYPES.html.test(type) : !TYPES[ending].test(type);
    });
    none(
      wrong.map(([url, { type }]) => `${url}: ${type}`),
      "files of the wrong type",
    );
    assert.ok([...answers.keys()].some((url) => url.endsWith(".svg")), "no image was asked for");
  });

  test("a folder without its slash is redirected to the one with it, below the sub-path", async () => {
    for (const address of ["teams", "recommendations/4.1", "report"]) {
      const response = await fetch(home + address, { redirect: "manual" });
      assert.equal(response.status, 301, address);
      const to = new URL(response.headers.get("location"), home + address);
      assert.equal(to.href, `${home}${address}/`);
    }
  });

  test("every answer has its headers once, those for files of the theme included, and nobody sees the tool's own folder", async () => {
    const asset = [...answers.keys()].find((url) => url.startsWith(`${home}assets/`));
    for (const url of [home, asset, `${home}no/such/page`, `${home}.rapporteur/manifest`, `${home}.rapporteur/`]) {
      const { headers, status } = await fetch(url);
      assert.equal(status, url === home || url === asset ? 200 : 404, url);
      assert.equal(headers.get("x-content-type-options"), "nosniff", url);
      assert.equal(headers.get("cross-origin-resource-policy"), "same-origin", url);
      assert.match(headers.get("content-security-policy"), /default-src 'none'/, url);
      const kept = { [home]: "no-cache", [asset]: "public, max-age=31536000, immutable" }[url] ?? null;
      assert.equal(headers.get("cache-control"), kept, url);
    }
  });

  test("a search finds what it is asked for, by the scripts of the site and no others", async () => {
    const page = await chromium.newPage();
    try {
      const problems = watch(page, home);
      await page.goto(`${home}search/?q=risk`);
      await page.locator(".found .title > a").first().waitFor();
      none(problems, "problems");
    } finally {
      await page.close();
    }
  });

  test("an address that does not exist shows the page for it, with its style, and the way back", async () => {
    const page = await chromium.newPage();
    try {
      const problems = watch(page, home);
      const response = await page.goto(`${home}recommendations/99.9/not/here/`);
      assert.equal(response.status(), 404);
      assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), "There is no such page");
      const margin = await page.evaluate(() => getComputedStyle(document.body).marginTop);
      assert.equal(margin, "0px", "the page has no style");
      await page.getByRole("main").getByRole("link", { name: "Begin at the first page" }).click();
      await page.waitForURL(home);
      none(
        problems.filter((problem) => !problem.includes("/99.9/") && !/status of 404/.test(problem)),
        "problems",
      );
    } finally {
      await page.close();
    }
  });
});
