// What the standards ask of every page: the Nu HTML checker without a single message, headings and tables that can be
// read aloud, files that load fast on a bad line, and maps for search engines that tell the truth.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";

import vnu from "vnu-jar";

import { browser } from "./browser.mjs";
import { host } from "./host.mjs";
import { none } from "./none.mjs";
import { CORPUS, PUBLISHED, SITE } from "./settings.mjs";
import { addressOf, readBuilt } from "./site.mjs";

const KIB = 1024;

for (const tree of [SITE, CORPUS]) {
  describe(`Every page of the review built ${tree.name}`, () => {
    const site = readBuilt(tree);
    const pages = [...site.pages.values()];

    test("passes the Nu HTML checker without an error or a warning, and so do style sheets and images", async () => {
      // Pages are asked for over HTTP: on a disk, 'self' in a Content-Security-Policy is nothing to the checker.
      const server = await host(tree.dir);
      try {
        const drawings = [...site.files]
          .filter((file) => /\.(css|svg)$/.test(file))
          .map((file) => path.join(tree.dir, file));
        const addresses = pages.map(({ file }) => new URL(encodeURI(file), server.url).href);
        const messages = await check([...addresses, ...drawings]);
        none(
          messages.map((message) => {
            const file = decodeURI((message.url ?? "").replace(server.url, "").replace(`file:${tree.dir}/`, ""));
            return `${file}:${message.lastLine ?? 0}: ${message.subType ?? message.type}: ${message.message}`;
          }),
          "messages of the checker",
        );
      } finally {
        await server.close();
      }
    });

    test("has one main heading, and skips no level of headings", () => {
      const wrong = pages.flatMap(({ file, headings }) => {
        const skipped = headings.filter(({ level }, index) => index > 0 && level > headings[index - 1].level + 1);
        const first = headings.filter(({ level }) => level === 1).length;
        return [
          ...(first === 1 ? [] : [`${file}: ${first} main headings`]),
          ...skipped.map(
            ({ level, where }) => `${where}: a heading of level ${level} follows one that is higher by more than one`,
          ),
        ];
      });
      none(wrong, "problems of headings");
    });

    test("says what each table is, and what each of its headers is for", () => {
      assert.ok(pages.some(({ tables }) => tables.length > 0), "there are no tables");
      const wrong = pages.flatMap(({ tables }) => tables.filter(({ named, scopes }) => !named || !scopes));
      none(
        wrong.map(
          ({ named, where }) => `${where}: ${named ? "a header without a scope" : "neither a caption nor a label"}`,
        ),
        "tables that do not explain themselves",
      );
    });

    test("is at most 20 KB on the line", () => {
      // The report is the whole record at once, for those who ask for just that.
      const files = [...site.pages.keys()].filter((file) => !file.startsWith("report/"));
      none(over(tree.dir, files, 20 * KIB), "pages that are too large");
    });

    test("needs at most 10 KB of styles and, before somebody searches, 10 KB of scripts on the line", () => {
      for (const [ending, what] of [
        [".css", "styles"],
        [".js", "scripts"],
      ]) {
        // What finds records is loaded when somebody has typed something.
        const later = (file) => file.startsWith("search/") || /\/find-\w+\.js$/.test(file);
        const files = [...site.files].filter((file) => file.endsWith(ending) && !later(file));
        const size = files.reduce((sum, file) => sum + compressed(tree.dir, file), 0);
        assert.ok(size <= 10 * KIB, `${size} bytes of ${what}`);
      }
    });
  });
}

describe("What search engines read", () => {
  const site = readBuilt(PUBLISHED);
  let chromium;
  let page;

  before(async () => {
    chromium = await browser();
    page = await chromium.newPage();
  });
  after(() => chromium?.close());

  /** Reads a file with an XML parser: the texts of its elements of a name, or what is wrong with it. */
  async function xml(file, name) {
    const text = readFileSync(path.join(PUBLISHED.dir, file), "utf8");
    return page.evaluate(
      ([text, name]) => {
        const tree = new DOMParser().parseFromString(text, "application/xml");
        const problem = tree.querySelector("parsererror")?.textContent ?? null;
        return { problem, texts: [...tree.getElementsByTagName(name)].map((element) => element.textContent.trim()) };
      },
      [text, name],
    );
  }

  test("is well-formed wherever it is XML", async () => {
    const problems = [];
    const files = [...site.files].filter((file) => /\.(xml|svg|atom|rss)$/.test(file));
    assert.ok(files.includes("sitemap.xml"), `${files}`);
    for (const file of files) {
      const { problem } = await xml(file, "*");
      if (problem) problems.push(`${file}: ${problem}`);
    }
    none(problems, "files that are not well-formed");
  });

  test("names every page once in sitemap.xml but those that say the same in another order, and nothing that does not exist", async () => {
    const { texts } = await xml("sitemap.xml", "loc");
    const named = texts.map((address) => {
      assert.ok(address.startsWith(PUBLISHED.url), `${address} is not an address of the site`);
      return decodeURI(address.slice(PUBLISHED.url.length));
    });
    const again = /^recommendations\/by\/.+\/index\.html$/;
    const isNamed = ({ file, redirect }) => file !== "404.html" && !redirect && !again.test(file);
    const pages = [...site.pages.values()].filter(isNamed);
    assert.deepEqual(named.sort(), pages.map(({ file }) => addressOf(file)).sort());
  });

  test("is allowed by robots.txt, which names the map by its whole address", () => {
    const lines = readFileSync(path.join(PUBLISHED.dir, "robots.txt"), "utf8")
      .split("\n")
      .map((line) => line.trim());
    assert.ok(lines.includes("User-agent: *"), "robots.txt speaks to nobody");
    none(
      lines.filter((line) => /^disallow:\s*\S/i.test(line)),
      "lines that keep search engines out",
    );
    assert.deepEqual(
      lines.filter((line) => /^sitemap:/i.test(line)),
      [`Sitemap: ${PUBLISHED.url}sitemap.xml`],
    );
  });

  test("names no address where none is known", () => {
    const text = readFileSync(path.join(SITE.dir, "robots.txt"), "utf8");
    assert.ok(!/^sitemap:/im.test(text), "robots.txt names a map");
    assert.ok(!readBuilt(SITE).files.has("sitemap.xml"), "there is a sitemap.xml, which needs whole addresses");
  });
});

/** Runs the checker over all addresses at once, since most of its time goes into starting. */
async function check(addresses) {
  // It ends before the second compiler of Java would be worth its time. Code of the first needs more room on the stack.
  const java = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m"];
  const args = [...java, "-Dnu.validator.servlet.allow-forbidden-hosts=true", "-jar", `${vnu}`];
  const options = ["--also-check-css", "--also-check-svg", "--exit-zero-always", "--format", "json"];
  const child = spawn("java", [...args, ...options, ...addresses], { stdio: ["ignore", "ignore", "pipe"] });
  let report = "";
  child.stderr.setEncoding("utf8").on("data", (text) => (report += text));
  await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
  try {
    return JSON.parse(report).messages;
  } catch {
    throw new Error(`the checker could not run:\n${report}`);
  }
}

function compressed(dir, file) {
  return gzipSync(readFileSync(path.join(dir, file)), { level: 9 }).length;
}

function over(dir, files, limit) {
  return [...files]
    .map((file) => [file, compressed(dir, file)])
    .filter(([, size]) => size > limit)
    .map(([file, size]) => `${file}: ${size} bytes`);
}
