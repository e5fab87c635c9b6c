// Attachments are guests: nothing in one runs as a part of the site, in the preview and on a host that is set up as the manual
// says, and what is harmless is still shown. The same files on a host that confines nothing show that they would run.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";

import { browser } from "./browser.mjs";
import { atRoot, byHeaders, nginx, open } from "./nginx.mjs";
import { none } from "./none.mjs";
import { build, folder, freePort, preview, rapporteur } from "./rapporteur.mjs";
import { ask } from "./raw.mjs";

const SVG = 'xmlns="http://www.w3.org/2000/svg"';
const XHTML = 'xmlns:h="http://www.w3.org/1999/xhtml"';
/** The types that hosts with other tables than nginx's give. */
const TYPES = `types {
  text/xml wsdl rdf xsl;
  application/hta hta;
  application/xhtml+xml xht;
  multipart/related mht;
  audio/wav wav;
}
`;

/** Files that run a script wherever a browser lets them, by name: each leaves its name where only the site can. */
const HOSTILE = {
  "page.html": (mark) => `<!doctype html><title>x</title><script>${mark}</script>`,
  "beside.html": () => '<!doctype html><script src="beside.js"></script>',
  "page.xhtml": (mark) => `<html xmlns="http://www.w3.org/1999/xhtml"><head><script>${mark}</script></head><body/></html>`,
  "page.xht": (mark) => `<html xmlns="http://www.w3.org/1999/xhtml"><body onload="${mark}"/></html>`,
  "page.hta": (mark) => `<script>${mark}</script>`,
  "page.mht": (mark) =>
    "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n" +
    `<script>${mark}</script>\r\n--b--\r\n`,
  page: (mark) => `<!doctype html><script>${mark}</script>`,
  "page.unknown": (mark) => `<!doctype html><script>${mark}</script>`,
  "page.txt": (mark) => `<!doctype html><script>${mark}</script>`,
  "script.svg": (mark) => `<svg ${SVG}><script>${mark}</script></svg>`,
  "prefix.svg": (mark) => `<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script>${mark}</s:script></s:svg>`,
  "handler.svg": (mark) => `<svg ${SVG} onload="${mark}"/>`,
  "utf-16.svg": (mark) => Buffer.from(`\ufeff<svg ${SVG}><script>${mark}</script></svg>`, "utf16le"),
  "entity.svg": (mark) =>
    `<!DOCTYPE svg [<!ENTITY e "<script xmlns='http://www.w3.org/2000/svg'>${mark}</script>">]><svg ${SVG}>&e;</svg>`,
  "cut-off.svg": (mark) => `<svg ${SVG}><script>${mark}</script><g>`,
  "beside.svg": () => `<svg ${SVG}><script href="beside.js"/></svg>`,
  "worker.svg": () => `<svg ${SVG}><script>navigator.serviceWorker.register("worker.js")</script></svg>`,
  "drawing.svgz": (mark) => `<svg ${SVG}><script>${mark}</script></svg>`,
  "data.xml": (mark) => `<data ${XHTML}><h:script>${mark}</h:script></data>`,
  "service.wsdl": (mark) => `<definitions ${XHTML}><h:script>${mark}</h:script></definitions>`,
  "data.rdf": (mark) => `<data ${XHTML}><h:script>${mark}</h:script></data>`,
  "styled.xml": () => '<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="style.xsl"?><a/>',
  "style.xsl": (mark) =>
    '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/">' +
    `<html><script>${mark}</script></html></xsl:template></xsl:stylesheet>`,
};
/** Of these, those that a browser of today runs on a host that confines nothing. The others were or may be run by others. */
const RUN = [
  "page.html", "beside.html", "page.xhtml", "page.xht", "script.svg", "prefix.svg", "handler.svg", "utf-16.svg",
  "entity.svg", "cut-off.svg", "beside.svg", "drawing.svgz", "data.xml", "service.wsdl", "data.rdf",
];
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mP8z8BQz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC",
  "base64",
);
const HARMLESS = {
  "photo.png": PNG,
  "plain.svg": `<svg ${SVG}><style>rect { fill: rgb(0, 128, 0) }</style><rect width="9" height="9"/>
    <image width="9" height="9" href="data:image/png;base64,${PNG.toString("base64")}"/></svg>`,
  "text.txt": "Plain text.\n",
  "sound.wav": sound(),
  "report.pdf": pdf(),
};

let chromium;
let dir;
let content;
/**
 * Where the same files are served: by the preview, by nginx as the manual says, by a host that follows the file of headers,
 * and by one that confines nothing.
 */
const servers = {};

before(async () => {
  const root = folder();
  assert.equal((await rapporteur(["init", root])).code, 0);
  content = path.join(root, "content");
  mkdirSync(path.join(content, "documents"), { recursive: true });
  const write = (name, text) => writeFileSync(path.join(content, "documents", name), text);
  for (const [name, text] of Object.entries(HOSTILE)) write(name, text(mark(name)));
  for (const [name, bytes] of Object.entries(HARMLESS)) write(name, bytes);
  write("beside.js", mark("beside"));
  write("worker.js", "self.addEventListener('fetch', () => {});");
  dir = path.join(root, "site");
  await build(dir, [], { content });
  servers.preview = await preview(["--content", content]);
  for (const [name, says] of Object.entries({ nginx: atRoot, headers: byHeaders, open })) {
    const port = await freePort();
    servers[name] = await nginx(TYPES + says(dir, port), port);
  }
  // The viewer of PDFs is an extension of the whole browser.
  chromium = await browser({ whole: true });
});
after(async () => {
  await chromium?.close();
  for (const server of Object.values(servers)) await server?.end();
});

test("On a host that confines nothing, attachments run as a part of the site", async () => {
  const missing = ({ ran }) => RUN.filter((name) => !ran.includes(name.startsWith("beside") ? "beside" : name));
  const { ran, workers } = await visit("open", (seen) => missing(seen).length === 0 && seen.workers === 1);
  none(missing({ ran }), "files that were expected to run, so that nothing is tested with them");
  assert.equal(workers, 1, "no service worker was registered");
});

const CONFINED = {
  preview: "In the preview",
  nginx: "Under nginx as the manual says",
  headers: "On a host that follows the file of headers",
};
for (const [name, where] of Object.entries(CONFINED)) {
  describe(where, () => {
    test("nothing in an attachment runs as a part of the site, alone or inside a page", async () => {
      const { ran, workers } = await visit(name);
      none(ran, "attachments that ran");
      assert.equal(workers, 0, "a service worker was registered");
    });

    test("what is harmless is shown as it is", async () => {
      const { url } = servers[name];
      const page = await chromium.newPage();
      const problems = [];
      page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
      await page.goto(`${url}documents/photo.png`);
      assert.equal(await page.locator("img").evaluate((image) => image.naturalWidth), 10);
      await page.goto(`${url}documents/plain.svg`);
      assert.equal(await page.locator("rect").evaluate((rect) => getComputedStyle(rect).fill), "rgb(0, 128, 0)");
      await page.goto(`${url}documents/text.txt`);
      assert.equal(await page.locator("pre").innerText(), "Plain text.\n");
      await page.goto(`${url}documents/sound.wav`);
      await page.waitForFunction(() => document.querySelector("video, audio")?.readyState > 0);
      none(
        problems.filter((problem) => !problem.includes("favicon") && !problem.includes("404")),
        "problems",
      );
      await page.close();
      const viewer = await chromium.newPage();
      await viewer.goto(`${url}documents/report.pdf`);
      const end = performance.now() + 10_000;
      while (!viewer.frames().some((frame) => frame.url().startsWith("chrome-extension:")) && performance.now() < end) {
        await viewer.waitForTimeout(50);
      }
      assert.ok(viewer.frames().some((frame) => frame.url().startsWith("chrome-extension:")), "the PDF is not shown");
      await viewer.close();
    });

    test("a page loads scripts from the folders of the site that hold some, and from nowhere else", async () => {
      const { url } = servers[name];
      const page = await chromium.newPage();
      await page.goto(url);
      const load = (address) =>
        page.evaluate(
          (src) =>
            new Promise((resolve) => {
              const script = document.createElement("script");
              Object.assign(script, { src, onload: () => resolve("loaded"), onerror: () => resolve("refused") });
              document.head.append(script);
            }),
          address,
        );
      assert.equal(await load("/search/root.js"), "loaded");
      for (const address of ["/documents/beside.js", "/documents/worker.js?/assets/", "/assets/../documents/beside.js"]) {
        assert.equal(await load(address), "refused", address);
      }
      const registered = page.evaluate(() => navigator.serviceWorker.register("/documents/worker.js"));
      await assert.rejects(registered, /Content Security Policy|SecurityError|worker/i);
      await page.close();
    });

    test("no other site reads the index of the search", async () => {
      const page = await bare("open");
      const src = `${servers[name].url}search/root.js`;
      const loaded = await page.evaluate(
        (src) =>
          new Promise((resolve) => {
            globalThis.rapporteurSearch = () => resolve("read");
            const script = document.createElement("script");
            script.onerror = () => resolve("refused");
            script.src = src;
            document.head.append(script);
          }),
        src,
      );
      assert.equal(loaded, "refused");
      await page.close();
    });

    // What follows needs more than headers that are the same for all.
    if (name === "headers") return;

    test("no service worker is given, even to a page that may ask for one", async () => {
      const page = await bare(name);
      const register = () => navigator.serviceWorker.register("/documents/worker.js");
      await assert.rejects(page.evaluate(register), /403/);
      await page.close();
    });

    test("each attachment says the same whatever part of it is asked for", async () => {
      const port = Number(new URL(servers[name].url).port);
      for (const file of ["script.svg", "report.pdf", "text.txt"]) {
        const get = (method, headers) => ask({ port }, `/documents/${file}`, { method, headers });
        const whole = await get("GET", {});
        const policy = whole.headers.get("content-security-policy");
        assert.match(policy, file === "report.pdf" ? /^default-src 'none'/ : /^sandbox; default-src 'none'/);
        const tag = whole.headers.get("etag");
        const answers = {
          200: await get("HEAD", {}),
          206: await get("GET", { Range: "bytes=0-3" }),
          304: await get("GET", { "If-None-Match": tag }),
          416: await get("GET", { Range: "bytes=99999-" }),
        };
        for (const [status, answer] of Object.entries(answers)) {
          // nginx says everything twice with 416, which means the same.
          const said = (header) => [...new Set(answer.headers.get(header)?.split(", "))].join(", ");
          assert.equal(answer.status, Number(status), file);
          assert.equal(said("content-security-policy"), policy, `${file}, ${status}`);
          assert.equal(said("x-content-type-options"), "nosniff", `${file}, ${status}`);
          assert.equal(said("cross-origin-resource-policy"), "same-origin", `${file}, ${status}`);
        }
      }
    });
  });
}

test("A page that is attached is in a sandbox of the preview like any other guest", async () => {
  const page = await ask(servers.preview, "/documents/page.html");
  assert.match(page.headers.get("content-security-policy"), /^sandbox; default-src 'none'/);
});

test("The file of headers has a sandbox for each attachment that could be a page or a drawing", () => {
  const headers = readFileSync(path.join(dir, "_headers"), "utf8");
  for (const name of Object.keys(HOSTILE).filter((name) => name !== "page.txt")) {
    assert.ok(headers.includes(`\n/documents/${name}\n  Content-Security-Policy: sandbox; default-src 'none';`), name);
  }
  for (const name of ["photo.png", "text.txt", "report.pdf"]) assert.ok(!headers.includes(name), name);
  assert.match(headers, /^\/\*\n {2}Content-Security-Policy: .*script-src 'self'.*, script-src \*:\*\/assets\/ /m);
});

/** A script that leaves a name where everything on the site finds it. */
function mark(name) {
  return `localStorage.setItem('ran', (localStorage.getItem('ran') || '') + ' ${name}')`;
}

/** An empty page of a server's origin that may do anything. */
async function bare(name) {
  const page = await chromium.newPage();
  const address = `${servers[name].url}an-empty-page`;
  await page.route(address, (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><body>" }));
  await page.goto(address);
  return page;
}

/**
 * Opens every hostile file, alone and inside a page: what ran as a part of the site, and how many workers there are. What is to
 * be seen is waited for: a worker is registered some time after it was asked for.
 */
async function visit(name, isAll = () => true) {
  const context = await chromium.newContext();
  const { url } = servers[name];
  const page = await context.newPage();
  page.on("dialog", (dialog) => dialog.dismiss());
  const address = `${url}an-empty-page`;
  await context.route(address, (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><body>" }));
  for (const file of Object.keys(HOSTILE)) {
    // Some are downloaded instead of shown, which a browser tells as a failure.
    await page.goto(`${url}documents/${file}`, { waitUntil: "load" }).catch(() => {});
    await page.waitForTimeout(100);
  }
  await page.goto(address);
  for (const file of Object.keys(HOSTILE)) {
    // Chromium 156 crashes where it makes a page of XML inside another page.
    if (name === "open" && file === "styled.xml") continue;
    await page.evaluate(async (src) => {
      const elements = [["iframe", "src"], ["object", "data"], ["embed", "src"]].map(([tag, attribute]) =>
        Object.assign(document.createElement(tag), { [attribute]: src }),
      );
      const done = elements.map((element) => new Promise((resolve) => (element.onload = element.onerror = resolve)));
      document.body.append(...elements);
      await Promise.race([Promise.all(done), new Promise((resolve) => setTimeout(resolve, 300))]);
      for (const element of elements) element.remove();
    }, `/documents/${file}`);
  }
  const look = async () => {
    const ran = await page.evaluate(() => localStorage.getItem("ran") ?? "");
    const workers = await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
    return { ran: [...new Set(ran.split(" ").filter(Boolean))], workers };
  };
  const end = performance.now() + 10_000;
  let seen = await look();
  while (!isAll(seen) && performance.now() < end) {
    await page.waitForTimeout(50);
    seen = await look();
  }
  await context.close();
  return seen;
}

/** A second of silence. */
function sound() {
  const length = 8000;
  const bytes = Buffer.alloc(44 + length, 128);
  bytes.write("RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\0\0\0\0\0\0\0\0\x01\0\x08\0data", "latin1");
  bytes.writeUInt32LE(36 + length, 4);
  bytes.writeUInt32LE(8000, 24);
  bytes.writeUInt32LE(8000, 28);
  bytes.writeUInt32LE(length, 40);
  return bytes;
}

/** A document of one empty page. */
function pdf() {
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>>",
  ];
  let text = "%PDF-1.4\n";
  const places = objects.map((object, index) => {
    const place = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  return `${text}xref\n0 4\n0000000000 65535 f \n${places.join("")}trailer<</Size 4/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF`;
}
