// What an editor would notice in the preview, and what a hostile page or neighbour on the network would try with it.

import assert from "node:assert/strict";
import { appendFileSync, cpSync, readFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { after, before, describe, test } from "node:test";

import { browser, watch } from "./browser.mjs";
import { none } from "./none.mjs";
import { build, folder, preview } from "./rapporteur.mjs";
import { AS_OF } from "./settings.mjs";
import { addressOf, readSite } from "./site.mjs";

let server;

before(async () => {
  server = await preview(["--content", "content", "--as-of", AS_OF]);
});
after(() => server?.end());

describe("The preview", () => {
  test("listens where it was told to, and says where that is", () => {
    assert.equal(server.url, `http://127.0.0.1:${server.port}/`);
  });

  test("shows the first page and a record, each with the right media type", async () => {
    for (const address of ["", "recommendations/4.1/"]) {
      const answer = await ask(`/${address}`);
      assert.equal(answer.status, 200);
      assert.match(answer.headers.get("content-type"), /^text\/html; *charset=utf-8$/i);
      assert.match(answer.body, /<main/);
    }
    const robots = await ask("/robots.txt");
    assert.equal(robots.status, 200);
    assert.match(robots.headers.get("content-type"), /^text\/plain/);
  });

  test("leads from a folder without a slash at its end to the one with it", async () => {
    const answer = await ask("/recommendations/4.1");
    assert.equal(answer.status, 301);
    const to = new URL(answer.headers.get("location"), `${server.url}recommendations/4.1`);
    assert.equal(to.href, `${server.url}recommendations/4.1/`);
  });

  test("answers a missing address with the page that says so", async () => {
    const answer = await ask("/recommendations/4.1/no/such/page/");
    assert.equal(answer.status, 404);
    assert.match(answer.headers.get("content-type"), /^text\/html/);
    assert.match(answer.body, /<main/);
  });

  test("answers HEAD with the same head as GET, and no body", async () => {
    const head = await ask("/recommendations/4.1/", { method: "HEAD" });
    const get = await ask("/recommendations/4.1/");
    assert.equal(head.status, 200);
    assert.equal(head.body, "");
    assert.equal(head.headers.get("content-length"), get.headers.get("content-length"));
    assert.equal(head.headers.get("content-type"), get.headers.get("content-type"));
  });

  test("answers nothing but GET and HEAD", async () => {
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
      assert.equal((await ask("/", { method, headers: { "Content-Length": "0" } })).status, 405, method);
    }
  });

  test("shows byte for byte what a build writes", async () => {
    const out = folder();
    await build(out);
    const site = readSite(out);
    const every = (list, step) => list.filter((_, index) => index % step === 0);
    const sample = ["index.html", "robots.txt", ...every([...site.pages.keys()], 20)];
    const assets = [...site.files].filter((file) => file.startsWith("assets/"));
    const differing = [];
    for (const file of new Set([...sample, ...assets])) {
      const answer = await ask(`/${addressOf(file)}`);
      if (answer.status !== 200 || !answer.bytes.equals(readFileSync(path.join(out, file)))) differing.push(file);
    }
    none(differing, "files that differ");
  });

  test("shows the same file whatever follows a question mark", async () => {
    const plain = await ask("/recommendations/4.1/");
    for (const query of ["?raw", "?import&raw??", "?.svg", "?q=%3Cscript%3E"]) {
      const answer = await ask(`/recommendations/4.1/${query}`);
      assert.equal(answer.status, 200, query);
      assert.ok(answer.bytes.equals(plain.bytes), query);
    }
  });

  test("never has a page kept by the browser, so that an edit is always seen", async () => {
    assert.match((await ask("/")).headers.get("cache-control"), /no-store/);
  });

  test("shows an edit on the next page that is opened, and an error while there is one", async () => {
    const copy = path.join(folder(), "content");
    cpSync("content", copy, { recursive: true });
    const edited = await preview(["--content", copy, "--as-of", AS_OF]);
    const file = path.join(copy, "pages/about.md");
    try {
      appendFileSync(file, "\nA sentence that was not there before.\n");
      const page = await fetch(`${edited.url}pages/about/`);
      assert.equal(page.status, 200);
      assert.match(await page.text(), /A sentence that was not there before\./);
      appendFileSync(file, "\nSee [[no-such-record]].\n");
      const broken = await fetch(`${edited.url}pages/about/`);
      assert.equal(broken.status, 500);
      assert.match(await broken.text(), /no-such-record/);
    } finally {
      await edited.end();
    }
  });
});

describe("The preview keeps to itself", () => {
  // What the files hold that the addresses below would give away.
  const SECRETS = ["root:x:", "[package]", "[dependencies]", "organisation: ICANN", "[core]", "\nroute: unknown"];
  const OUTSIDE = [
    "/../../etc/passwd",
    "/../../../../../../../../../../etc/passwd",
    "/recommendations/../../Cargo.toml",
    "/../Cargo.toml",
    "/./../Cargo.toml",
    "/%2e%2e%2fCargo.toml",
    "/%2e%2e/Cargo.toml",
    "/..%2fCargo.toml",
    "/%252e%252e%252fCargo.toml",
    "/..\\Cargo.toml",
    "/..\\..\\etc\\passwd",
    "/assets/..%5c..%5cCargo.toml",
    "/\\\\host\\share",
    "/c:/windows/win.ini",
    "//etc/passwd",
    "/%00",
    "/index.html%00.css",
    "/a\0b",
    "/.git/config",
    "/.env",
    "/.rapporteur/manifest",
    "/Cargo.toml",
    "/content/review.yaml",
    "/review.yaml",
    "/recommendations/4.1.md",
    "/%ff",
    "/%",
    "http://evil.example/../Cargo.toml",
    `/${"a".repeat(9000)}`,
  ];
  for (const address of OUTSIDE) {
    const shown = address.length > 60 ? `${address.slice(0, 20)}… (${address.length} characters)` : address;
    test(`gives nothing for ${JSON.stringify(shown)}`, async () => {
      const answer = await ask(address);
      assert.ok([400, 404, 414, 431].includes(answer.status), `the answer is ${answer.status}`);
      for (const secret of SECRETS) assert.ok(!answer.body.includes(secret), `the answer holds ${secret}`);
    });
  }

  test("answers to its own names only, so that a page on the web cannot pretend to be it", async () => {
    const { port } = server;
    for (const name of ["", "evil.example", `evil.example:${port}`, `127.0.0.1.evil.example:${port}`]) {
      assert.equal((await ask("/", { headers: { Host: name } })).status, 403, name);
    }
    for (const name of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`, `LOCALHOST:${port}`]) {
      assert.equal((await ask("/", { headers: { Host: name } })).status, 200, name);
    }
  });

  test("lets no other site read an answer", async () => {
    for (const address of ["/", "/recommendations/4.1", "/no-such-page", "/%00"]) {
      for (const origin of ["http://evil.example", "http://1.2.3.4", "null"]) {
        const answer = await ask(address, { headers: { Origin: origin } });
        assert.equal(answer.headers.get("access-control-allow-origin"), null, `${address} to ${origin}`);
        assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
        assert.equal(answer.headers.get("cross-origin-resource-policy"), "same-origin");
      }
    }
  });
});

describe("The preview in a browser", () => {
  let chromium;

  before(async () => {
    chromium = await browser();
  });
  after(() => chromium?.close());

  test("shows the first page with everything that belongs to it", async () => {
    const page = await chromium.newPage();
    const problems = watch(page, server.url);
    const loaded = [];
    page.on("response", (response) => loaded.push(new URL(response.url()).pathname));
    await page.goto(server.url, { waitUntil: "load" });
    none(problems, "problems");
    assert.ok(
      loaded.some((address) => address.endsWith(".css")),
      "no style sheet was loaded",
    );
    assert.ok(await page.evaluate(() => document.styleSheets[0]?.cssRules.length > 0), "the style sheet has no rules");
    await page.close();
  });

  test("shows a missing address, at any depth, as a page that looks right and leads back", async () => {
    const page = await chromium.newPage();
    for (const address of ["no-such-page", "recommendations/4.1/no/such/page/"]) {
      const lost = [];
      page.on("response", (response) => {
        if (response.status() !== 200 && !response.url().endsWith(address)) lost.push(response.url());
      });
      await page.goto(server.url + address, { waitUntil: "load" });
      none(lost, "files that the page needs and does not get");
      const home = await page
        .locator("main a")
        .first()
        .evaluate((link) => link.href);
      assert.equal(home, server.url);
    }
    await page.close();
  });
});

describe("The end of the preview", () => {
  for (const signal of ["SIGTERM", "SIGINT"]) {
    test(`${signal} ends it at once, and its port is free again`, async () => {
      const short = await preview(["--content", "content"]);
      assert.equal((await fetch(short.url)).status, 200);
      const start = performance.now();
      await short.end(signal);
      assert.ok(performance.now() - start < 2000);
      const again = net.createServer();
      await new Promise((resolve, reject) => again.once("error", reject).listen(short.port, "127.0.0.1", resolve));
      await new Promise((resolve) => again.close(resolve));
    });
  }
});

/**
 * Sends a request exactly as it is written, which a browser or `fetch` would tidy up first, and reads the answer:
 * `{ status, headers, bytes, body }`; the status is 0 where the connection was closed without one.
 */
function ask(address, { method = "GET", headers = {}, patience = 10_000 } = {}) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(server.port, "127.0.0.1");
    const parts = [];
    socket.setTimeout(patience, () => socket.destroy(new Error(`no answer to ${address} within ${patience} ms`)));
    socket.on("error", reject);
    socket.on("data", (part) => parts.push(part));
    socket.on("close", () => resolve(readAnswer(Buffer.concat(parts))));
    const lines = Object.entries({ Host: `127.0.0.1:${server.port}`, Connection: "close", ...headers });
    socket.end(
      `${method} ${address} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`,
    );
  });
}

function readAnswer(bytes) {
  const end = bytes.indexOf("\r\n\r\n");
  const [first, ...lines] = bytes.subarray(0, Math.max(end, 0)).toString("latin1").split("\r\n");
  const headers = new Headers(
    lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]),
  );
  const rest = bytes.subarray(end + 4);
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0),
    headers,
    bytes: rest,
    body: rest.toString("utf8"),
  };
}
