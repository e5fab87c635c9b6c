// What an editor would notice in the preview, and what a hostile page or neighbour on the network would try with it.

import assert from "node:assert/strict";
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { browser, watch } from "./browser.mjs";
import { none } from "./none.mjs";
import { build, folder, preview, rapporteur, withoutScript } from "./rapporteur.mjs";
import { ask as askAt, say, statuses } from "./raw.mjs";
import { AS_OF } from "./settings.mjs";
import { addressOf, filesOf } from "./site.mjs";

let server;
const ask = (address, options) => askAt(server, address, options);

before(async () => {
  server = await preview(["--content", "content", "--as-of", AS_OF]);
});
after(() => server?.end());

describe("The preview", () => {
  test("listens where it was told to, and says where that is", () => {
    assert.equal(server.url, `http://127.0.0.1:${server.asked}/`);
  });

  test("listens on the next port where the one that it was told is in use", async () => {
    const next = await preview(["--content", "content", "--as-of", AS_OF], { port: server.port });
    try {
      assert.ok(next.port > server.port, `it listens on ${next.port}, and ${server.port} is in use`);
      assert.equal((await fetch(next.url)).status, 200);
    } finally {
      await next.end();
    }
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
    const [, tag] = /data-page="(\w+)"/.exec(answer.body);
    assert.equal(answer.headers.get("etag"), `"${tag}"`, "the page would load itself anew for ever");
  });

  test("answers nothing but GET and HEAD", async () => {
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
      assert.equal((await ask("/", { method, headers: { "Content-Length": "0" } })).status, 405, method);
    }
  });

  test("shows byte for byte what a build writes, and in each page one script more", async () => {
    const out = folder();
    await build(out);
    const published = await preview(["--content", "content", "--as-of", AS_OF, "--published"]);
    const wrong = [];
    for (const file of filesOf(out).filter((file) => !file.startsWith("."))) {
      const answer = await askAt(published, `/${addressOf(file)}`);
      const written = readFileSync(path.join(out, file));
      const page = file.endsWith(".html") && file !== "404.html";
      if (page && answer.body.split(".rapporteur/live.js").length !== 2) wrong.push(`${file} has not one script more`);
      const bytes = page ? Buffer.from(withoutScript(answer.body)) : answer.bytes;
      if (file !== "404.html" && (answer.status !== 200 || !bytes.equals(written))) wrong.push(`${file} differs`);
    }
    await published.end();
    none(wrong, "files that are wrong");
  });

  test("shows drafts, marked as such, unless it is asked for what a build publishes", async () => {
    const root = folder();
    const content = path.join(root, "content");
    cpSync("content", content, { recursive: true });
    writeFileSync(path.join(content, "updates/held-back.md"), "---\ntitle: Held back\ndraft: true\n---\n");
    writeFileSync(path.join(content, "updates/soon.md"), "---\ntitle: Soon\ndate: 2099-01-01\n---\n");
    const drafts = await preview(["--content", content, "--as-of", AS_OF]);
    assert.match((await askAt(drafts, "/updates/held-back/")).body, /<strong>Draft\.<\/strong>/);
    assert.match((await askAt(drafts, "/updates/")).body, /Held back/);
    assert.match((await askAt(drafts, "/updates/soon/")).body, /<strong>To come\.<\/strong>/);
    await drafts.end();
    const published = await preview(["--content", content, "--as-of", AS_OF, "--published"]);
    assert.equal((await askAt(published, "/updates/held-back/")).status, 404);
    assert.ok(!(await askAt(published, "/updates/")).body.includes("Held back"));
    assert.match((await askAt(published, "/updates/soon/")).body, /<strong>To come\.<\/strong>/);
    await published.end();
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

  test("keeps the last good page while there is an error, and has one to say so where there never was any", async () => {
    const copy = path.join(folder(), "content");
    cpSync("content", copy, { recursive: true });
    const file = path.join(copy, "pages/about.md");
    const good = await preview(["--content", copy, "--as-of", AS_OF]);
    const before = await askAt(good, "/pages/about/");
    appendFileSync(file, "\nSee [[no-such-record]].\n");
    const end = performance.now() + 20_000;
    while (!good.said().includes("the pages stay as they were") && performance.now() < end) await pause(10);
    assert.match(good.said(), /error\[unknown-record\].*\n.*pages\/about\.md:/);
    const after = await askAt(good, "/pages/about/");
    assert.deepEqual([after.status, after.body], [200, before.body]);
    await good.end();
    const never = await preview(["--content", copy, "--as-of", AS_OF]);
    const page = await askAt(never, "/pages/about/");
    assert.equal(page.status, 500);
    assert.match(page.body, /The review has errors/);
    await never.end();
  });

  test("opens the browser where it is asked to, and goes on where there is none", async () => {
    const tools = folder();
    const opened = path.join(tools, "opened");
    writeFileSync(path.join(tools, "xdg-open"), `#!/bin/sh\necho "$1" >${opened}\n`, { mode: 0o755 });
    const asked = await preview(["--content", "content", "--open"], { path: tools });
    // The file is there a little before what is written into it.
    const said = () => (existsSync(opened) ? readFileSync(opened, "utf8") : "");
    const end = performance.now() + 20_000;
    while (!said().endsWith("\n") && performance.now() < end) await pause(10);
    assert.equal(said().trim(), asked.url);
    await asked.end();
    // None is there, or the one that is there finds none.
    const failing = folder();
    writeFileSync(path.join(failing, "xdg-open"), "#!/bin/sh\nexit 3\n", { mode: 0o755 });
    for (const tools of [folder(), failing]) {
      const alone = await preview(["--content", "content", "--open"], { path: tools });
      const warning = `warning: no browser was opened by wslview or xdg-open: open ${alone.url} in one\n`;
      const late = performance.now() + 20_000;
      while (!alone.said().includes(warning) && performance.now() < late) await pause(10);
      assert.ok(alone.said().includes(warning), alone.said());
      assert.equal((await askAt(alone, "/")).status, 200);
      await alone.end();
    }
  });
});

describe("The preview sends", () => {
  const NAME = "documents/žluťoučký kůň 100% (#1).pdf";
  const ADDRESS = `/${NAME.split("/").map(encodeURIComponent).join("/")}`;
  const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 31) % 251));
  let review;
  const get = (headers = {}, options = {}) => askAt(review, ADDRESS, { headers, ...options });

  before(async () => {
    const root = folder();
    assert.equal((await rapporteur(["init", root])).code, 0);
    mkdirSync(path.join(root, "content/documents"), { recursive: true });
    writeFileSync(path.join(root, "content", NAME), bytes);
    writeFileSync(path.join(root, "content/documents/empty.pdf"), "");
    writeFileSync(path.join(root, "content/documents/picture.svg"), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    review = await preview(["--content", path.join(root, "content")]);
  });
  after(() => review?.end());

  test("a file whose name is not ASCII, however the browser writes it", async () => {
    for (const address of [ADDRESS, `${ADDRESS}?page=2`, ADDRESS.replace("%C5%BE", "ž"), ADDRESS.toLowerCase()]) {
      const answer = await askAt(review, address);
      assert.equal(answer.status, 200, address);
      assert.equal(answer.headers.get("content-type"), "application/pdf");
      assert.ok(answer.bytes.equals(bytes), address);
    }
    assert.equal((await askAt(review, "/documents/empty.pdf")).headers.get("content-length"), "0");
  });

  test("for HEAD the same head as for GET, and nothing after it", async () => {
    const pages = ["/", "/recommendations", "/no-such-page", "/robots.txt", "/%00"];
    const addresses = [...pages, "/documents/empty.pdf", ADDRESS];
    for (const address of addresses) {
      const [get, head] = [await askAt(review, address), await askAt(review, address, { method: "HEAD" })];
      assert.equal(head.status, get.status, address);
      assert.equal(head.bytes.length, 0, address);
      const [inGet, inHead] = [get, head].map(({ headers }) => [...headers].filter(([name]) => name !== "date"));
      assert.deepEqual(inHead, inGet, address);
      assert.equal(get.headers.get("content-length"), `${get.bytes.length}`, address);
    }
  });

  test("nothing that the client has already", async () => {
    for (const address of ["/", "/robots.txt", ADDRESS]) {
      const whole = await askAt(review, address);
      const tag = whole.headers.get("etag");
      assert.match(tag, /^"[^"]+"$/, address);
      assert.equal((await askAt(review, address)).headers.get("etag"), tag, address);
      for (const has of [tag, `W/${tag}`, `"other", W/${tag}`, "*"]) {
        const answer = await askAt(review, address, { headers: { "If-None-Match": has } });
        assert.equal(answer.status, 304, `${address}, ${has}`);
        assert.equal(answer.bytes.length, 0);
        assert.equal(answer.headers.get("etag"), tag);
      }
      for (const has of ['"other"', tag.slice(1, -1), ""]) {
        const answer = await askAt(review, address, { headers: { "If-None-Match": has } });
        assert.equal(answer.status, 200, `${address}, ${has}`);
        assert.ok(answer.bytes.equals(whole.bytes));
      }
    }
  });

  test("the part of a file that is asked for, as a reader of large documents does", async () => {
    const tag = (await get()).headers.get("etag");
    const end = bytes.length - 1;
    const parts = { "0-0": [0, 0], "100-199": [100, 199], [`${end}-`]: [end, end], "-500": [end - 499, end] };
    for (const [range, [first, last]] of Object.entries({ ...parts, "70000-999999": [70_000, end] })) {
      for (const more of [{}, { "If-Range": tag }]) {
        const answer = await get({ Range: `bytes=${range}`, ...more });
        assert.equal(answer.status, 206, range);
        assert.equal(answer.headers.get("content-range"), `bytes ${first}-${last}/${bytes.length}`);
        assert.ok(answer.bytes.equals(bytes.subarray(first, last + 1)), range);
      }
    }
    assert.equal((await get()).headers.get("accept-ranges"), "bytes");
    const page = await askAt(review, "/", { headers: { Range: "bytes=0-14" } });
    assert.equal(page.body, "<!doctype html>");
  });

  test("the whole file where no one part of this version is asked for, and nothing where the file has no such part", async () => {
    const tag = (await get()).headers.get("etag");
    const odd = ["bytes=5-2", "bytes=0-1,5-6", "bytes=-", "lines=0-1", "bytes=a-b"].map((range) => ({ Range: range }));
    const others = [`W/${tag}`, '"other"', "Mon, 01 Jan 2024 00:00:00 GMT"].map((version) => ({
      Range: "bytes=0-1",
      "If-Range": version,
    }));
    for (const headers of [...odd, ...others]) {
      const answer = await get(headers);
      assert.equal(answer.status, 200, JSON.stringify(headers));
      assert.ok(answer.bytes.equals(bytes));
    }
    for (const range of [`${bytes.length}-`, "100000-100001", "-0", "99999999999999999999-"]) {
      const answer = await get({ Range: `bytes=${range}` });
      assert.equal(answer.status, 416, range);
      assert.equal(answer.headers.get("content-range"), `bytes */${bytes.length}`);
    }
  });

  test("with every answer what a browser may not do with it", async () => {
    for (const address of ["/", "/recommendations", "/no-such-page", "/%00", "/.rapporteur/no-such", ADDRESS]) {
      const { headers } = await askAt(review, address);
      assert.equal(headers.get("x-content-type-options"), "nosniff", address);
      assert.equal(headers.get("cross-origin-resource-policy"), "same-origin", address);
      assert.equal(headers.get("referrer-policy"), "no-referrer", address);
      assert.equal(headers.get("cache-control"), "no-store", address);
    }
    for (const address of ["/", "/no-such-page", "/documents/picture.svg"]) {
      assert.ok((await askAt(review, address)).headers.get("content-security-policy"), address);
    }
  });

  test("several answers on one connection, in order", async () => {
    const one = (address, more = "") => `GET ${address} HTTP/1.1\r\nHost: 127.0.0.1:${review.port}\r\n${more}\r\n`;
    const together = one("/") + one("/no-such-page") + one("/recommendations") + one("/", "Connection: close\r\n");
    const { bytes: received, problem } = await say(review, together);
    assert.equal(problem, null);
    assert.deepEqual(statuses(received), [200, 404, 301, 200]);
  });

  test("events, first of all how soon to come back", async () => {
    const leave = new AbortController();
    const answer = await fetch(`${review.url}.rapporteur/events`, { signal: leave.signal });
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get("content-type"), /^text\/event-stream/);
    const { value } = await answer.body.getReader().read();
    assert.match(Buffer.from(value).toString(), /^retry: 500\n\n/);
    leave.abort();
    const head = await askAt(review, "/.rapporteur/events", { method: "HEAD" });
    assert.equal(head.status, 200);
    assert.equal(head.bytes.length, 0);
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
    for (const address of ["no-such-page", "recommendations/4.1/no/such/page/"]) {
      // Each has a page of its own: one that is shown asks for itself again whenever the preview speaks, also late.
      const page = await chromium.newPage();
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
      await page.close();
    }
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
