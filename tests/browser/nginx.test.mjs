// A real host: the built files under a sub-path of nginx, configured as the README says, and followed from the first page
// as a crawler does.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";

import { parse } from "parse5";

import { browser, watch } from "./browser.mjs";
import { none } from "./none.mjs";
import { build, folder, freePort } from "./rapporteur.mjs";
import { AS_OF, ROOT } from "./settings.mjs";
import { readSite } from "./site.mjs";

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

/** What the README says for a sub-path, for a folder of this machine. */
function location(dir) {
  const readme = readFileSync(path.join(ROOT, "README.md"), "utf8");
  const blocks = [...readme.split("### nginx")[1].matchAll(/```nginx\n([^]*?)```/g)];
  const text = blocks[1]?.[1];
  assert.match(text ?? "", /^location \/ssr2\//, "the README does not say how nginx serves a sub-path");
  return text.replaceAll("/ssr2/", PREFIX).replaceAll("/srv/review/public/", `${dir}/`);
}

/** Starts nginx as the user that runs the tests, in one process that keeps everything in a folder of its own. */
async function nginx(dir, port) {
  const ground = folder();
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const config = `
    daemon off;
    master_process off;
    pid ${ground}/pid;
    error_log stderr warn;
    events {}
    http {
      include /etc/nginx/mime.types;
      default_type application/octet-stream;
      access_log off;
      ${temporary.map((name) => `${name}_temp_path ${ground}/${name};`).join("\n      ")}
      server {
        listen 127.0.0.1:${port};
        ${location(dir)}
      }
    }`;
  writeFileSync(path.join(ground, "nginx.conf"), config);
  const command = process.env.NGINX ?? "nginx";
  const paths = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` };
  const child = spawn(command, ["-e", "stderr", "-p", ground, "-c", path.join(ground, "nginx.conf")], {
    env: paths,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text) => (said += text));
  const ended = new Promise((resolve) => {
    child.once("error", (error) => resolve((said += error.message)));
    child.once("close", resolve);
  });
  const end = () => {
    child.kill("SIGTERM");
    return ended.then(() => process.off("exit", kill));
  };
  for (let tries = 0; tries < 100; tries++) {
    const up = await fetch(`http://127.0.0.1:${port}/`).then(() => true, () => false);
    if (up) return { end };
    if (child.exitCode !== null || child.pid === undefined) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await end();
  throw new Error(`nginx did not start:\n${said}`);
}

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
    server = await nginx(dir, port);
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
  after(() => server?.end());

  test("every link leads straight to what it names, without leaving the sub-path", () => {
    const wrong = [...answers].filter(([url, { status }]) => status !== 200 || !url.startsWith(home));
    none(
      wrong.map(([url, { status, from }]) => `${from}: ${url} is answered with ${status}`),
      "links that are not answered",
    );
  });

  test("every page is reached", () => {
    const pages = [...readSite(dir, home).pages.values()].filter(({ file, redirect }) => !redirect && file !== "404.html");
    const lost = pages.filter(({ file }) => !answers.has(new URL(encodeURI(file.replace(/index\.html$/, "")), home).href));
    assert.ok(pages.length > 300, `there are only ${pages.length} pages`);
    none(
      lost.map(({ file }) => file),
      "pages that no link leads to",
    );
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

  test("an address that does not exist shows the page for it, with its style, and the way back", async () => {
    const chromium = await browser();
    try {
      const page = await chromium.newPage();
      const problems = watch(page, home);
      const response = await page.goto(`${home}recommendations/99.9/not/here/`);
      assert.equal(response.status(), 404);
      assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), "There is no such page");
      const margin = await page.evaluate(() => getComputedStyle(document.body).marginTop);
      assert.equal(margin, "0px", "the page has no style");
      await page.getByRole("main").getByRole("link", { name: "Begin at the first page" }).click();
      assert.equal(page.url(), home);
      none(
        problems.filter((problem) => !problem.includes("/99.9/") && !/status of 404/.test(problem)),
        "problems",
      );
    } finally {
      await chromium.close();
    }
  });
});
