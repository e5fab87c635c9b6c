// What a hostile page, neighbour or accident would do to the preview, and that nobody else notices it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { none } from "./none.mjs";
import { folder, preview, rapporteur } from "./rapporteur.mjs";
import { ask, connect, connectMany, say, statuses } from "./raw.mjs";

const MB = 1 << 20;
/** What the preview may need more of memory, whatever is done to it: far less than any of these tests would take. */
const GROWTH = 96 * MB;
const LARGE = "/documents/large.pdf";
const large = Buffer.alloc(30 * MB, "A page of a document. ");
const EVENTS = "/.rapporteur/events";

let content;
let server;

before(async () => {
  const root = folder();
  assert.equal((await rapporteur(["init", root])).code, 0);
  content = path.join(root, "content");
  mkdirSync(path.join(content, "documents"), { recursive: true });
  writeFileSync(path.join(content, LARGE), large);
  writeFileSync(path.join(content, "pages/large.md"), `---\ntitle: A large file\n---\n[It](${LARGE})\n`);
  server = await preview(["--content", content]);
  await served(server);
});
after(() => server?.end());

describe("The preview answers others", () => {
  test("however many connections are open and silent", async () => {
    for (let round = 0; round < 20; round += 1) {
      const silent = await connectMany(server, 7 + round);
      try {
        const answer = await ask(server, "/", { patience: 3000 });
        assert.equal(answer.status, 200, `round ${round}`);
      } finally {
        for (const socket of silent) socket.destroy();
      }
    }
  });

  for (const streams of [6, 30]) {
    test(`while ${streams} pages listen for changes, who all are told that they may`, async () => {
      const opened = await connectMany(server, streams, request(server, EVENTS));
      try {
        const told = opened.map((socket) => new Promise((resolve) => socket.once("data", resolve)));
        await Promise.all(Array.from({ length: 12 }, () => served(server)));
        for (const head of await Promise.all(told)) assert.deepEqual(statuses(head), [200]);
      } finally {
        for (const socket of opened) socket.destroy();
      }
    });
  }

  test("when hundreds ask at once", async () => {
    const patience = 60_000;
    const answers = await Promise.all(Array.from({ length: 400 }, () => ask(server, "/robots.txt", { patience })));
    none(answers.filter(({ status }) => status !== 200).map(({ status }) => `answer ${status}`), "other answers");
  });

  test("while hundreds never finish what they ask, who are left after a while", { timeout: 120_000 }, async () => {
    const before = memory(server);
    const half = await connectMany(server, 500, "GET / HTTP/1.1\r\nHost: 127.0.0.1");
    const left = Promise.all(half.map((socket) => new Promise((resolve) => socket.once("close", resolve))));
    for (let count = 0; count < 10; count += 1) await served(server);
    assert.ok(threads(server) < 64, `${threads(server)} threads`);
    assert.ok(memory(server) - before < GROWTH, `${(memory(server) - before) / MB} MB more`);
    await left;
    await served(server);
  });

  test("while many ask for a large file and read nothing of it", async () => {
    const before = memory(server);
    const slow = await connectMany(server, 20, request(server, LARGE));
    try {
      for (const socket of slow) socket.pause();
      for (let count = 0; count < 20; count += 1) await served(server);
      assert.ok(memory(server) - before < GROWTH, `${(memory(server) - before) / MB} MB more`);
      const whole = await ask(server, LARGE);
      assert.ok(whole.bytes.equals(large));
      // A slow reader is not a dead one.
      const [first] = slow;
      let length = 0;
      first.on("data", (part) => (length += part.length)).resume();
      while (length < large.length && !first.destroyed) await new Promise((resolve) => first.once("data", resolve));
      assert.ok(length >= large.length, `${length} bytes came`);
    } finally {
      for (const socket of slow) socket.destroy();
    }
    await served(server);
  });

  test("while one sends a head of 10 MB", async () => {
    const before = memory(server);
    const endless = `GET / HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nX-Long: ${"a".repeat(10 * MB)}\r\n\r\n`;
    const { bytes } = await say(server, endless);
    none(statuses(bytes).filter((status) => status !== 431), "other answers");
    assert.ok(memory(server) - before < GROWTH, `${(memory(server) - before) / MB} MB more`);
    await served(server);
  });

  test("when many leave before they have their answer", async () => {
    for (const address of ["/", LARGE, EVENTS]) {
      const gone = await connectMany(server, 100, request(server, address));
      for (const [index, socket] of gone.entries()) {
        if (index % 2) socket.destroy();
        else socket.resetAndDestroy();
      }
    }
    await served(server);
  });

  test("with hardly any files to open, during and after a crowd", async () => {
    const poor = await preview(["--content", content], { files: 64 });
    try {
      await served(poor);
      const crowd = await connectMany(poor, 100);
      await served(poor);
      for (const socket of crowd) socket.destroy();
      for (let count = 0; count < 10; count += 1) await served(poor);
      const listeners = await connectMany(poor, 100, request(poor, EVENTS));
      await served(poor);
      for (const socket of listeners) socket.destroy();
      await served(poor);
    } finally {
      await poor.end();
    }
  });
});

describe("The preview refuses what could be understood in two ways", () => {
  const chunked = "Transfer-Encoding: chunked\r\n";
  const requests = {
    "a body of two lengths, in pieces": ["Content-Length: 5\r\n" + chunked, "0\r\n\r\n"],
    "a body in pieces, of two lengths": [chunked + "Content-Length: 5\r\n", "0\r\n\r\n"],
    "two lengths": ["Content-Length: 5\r\nContent-Length: 6\r\n", "hello!"],
    "the same length twice": ["Content-Length: 5\r\nContent-Length: 5\r\n", "hello"],
    "a list of lengths": ["Content-Length: 5, 5\r\n", "hello"],
    "a negative length": ["Content-Length: -1\r\n", ""],
    "a length with a sign": ["Content-Length: +0\r\n", ""],
    "a length that no computer holds": ["Content-Length: 99999999999999999999\r\n", ""],
    "a header on two lines": ["X-Folded: one\r\n two\r\n", ""],
    "a space before a colon": ["X-Spaced : one\r\n", ""],
    "a line that ends in the middle": ["X-Broken: one\rtwo\r\n", ""],
    "a NUL in a header": ["X-Null: one\0two\r\n", ""],
    "a piece of more than any length": [chunked, "FFFFFFFFFFFFFFFFFF\r\nx\r\n0\r\n\r\n"],
    "a piece of no length": [chunked, "x\r\n\r\n0\r\n\r\n"],
    "pieces of an unknown kind": ["Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"],
    "pieces that are packed": ["Transfer-Encoding: chunked, gzip\r\n", "0\r\n\r\n"],
    "a body where there is none": ["Content-Length: 5\r\n", "hello"],
    "a body that is announced": ["Content-Length: 5\r\nExpect: 100-continue\r\n", ""],
  };
  for (const [what, [headers, body]] of Object.entries(requests)) {
    for (const method of ["GET", "POST"]) {
      test(`${method} with ${what}`, async () => {
        // What follows would be a request of its own, had the one before it been understood in another way.
        const next = request(server, "/robots.txt");
        const text = request(server, "/", { method, headers }) + body + next;
        const { bytes } = await say(server, text, { patience: 30_000 });
        const bodies = /body (where|that)|same length/.test(what);
        assert.deepEqual(statuses(bytes), [method === "POST" && bodies ? 405 : 400]);
      });
    }
  }

  test("a request for nobody, or for two", async () => {
    for (const host of ["", `Host: 127.0.0.1:${server.port}\r\nHost: 127.0.0.1:${server.port}\r\n`]) {
      const { bytes } = await say(server, `GET / HTTP/1.1\r\n${host}Connection: close\r\n\r\n`);
      assert.deepEqual(statuses(bytes), [400], host);
    }
  });

  test("what is not HTTP at all", async () => {
    for (const text of ["\x16\x03\x01\x02\0\x01\0\x01\xfc\r\n\r\n", "GET /\r\n\r\n", "\0\r\n\r\n", "A\r\n\r\n"]) {
      const { bytes } = await say(server, text);
      none(statuses(bytes).filter((status) => status !== 400), "other answers");
    }
    await served(server);
  });
});

describe("The preview keeps other sites out", () => {
  test("answers to its own names only, so that a page on the web cannot pretend to be it", async () => {
    const { port } = server;
    const foreign = ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "1.2.3.4", "0.0.0.0", "[::2]"];
    for (const host of ["", "a b", `me@localhost:${port}`]) {
      assert.equal((await ask(server, "/", { headers: { Host: host } })).status, 400, host);
    }
    for (const host of ["evil.example", "localhost", "127.0.0.1:1", ...foreign.map((name) => `${name}:${port}`)]) {
      assert.equal((await ask(server, "/", { headers: { Host: host } })).status, 403, host);
    }
    for (const host of ["localhost", "LOCALHOST", "127.0.0.1", "127.0.0.2", "[::1]"].map((name) => `${name}:${port}`)) {
      assert.equal((await ask(server, "/", { headers: { Host: host } })).status, 200, host);
    }
  });

  test("answers to a name that it was given", async () => {
    const named = await preview(["--content", content, "--allow-host", "preview.example"]);
    try {
      for (const host of ["preview.example", `preview.example:${named.port}`, `localhost:${named.port}`]) {
        assert.equal((await ask(named, "/", { headers: { Host: host } })).status, 200, host);
      }
      assert.equal((await ask(named, "/", { headers: { Host: `evil.example:${named.port}` } })).status, 403);
    } finally {
      await named.end();
    }
  });

  test("lets no other site read an answer", async () => {
    for (const address of ["/", "/no-such-page", "/%00", "/recommendations", LARGE, EVENTS]) {
      for (const origin of ["http://evil.example", "http://1.2.3.4", "null"]) {
        for (const method of ["HEAD", "OPTIONS"]) {
          const answer = await ask(server, address, { method, headers: { Origin: origin } });
          const opening = [...answer.headers.keys()].filter((name) => name.startsWith("access-control-"));
          none(opening, `headers of ${address}`);
          assert.equal(answer.headers.get("x-content-type-options"), "nosniff", address);
          assert.equal(answer.headers.get("cross-origin-resource-policy"), "same-origin", address);
        }
      }
    }
  });

  test("lets no other site listen for changes", async () => {
    const { port } = server;
    const hosts = ["evil.example", `evil.example:${port}`, "1.2.3.4", `1.2.3.4:${port}`, "127.0.0.1", `[::1]:${port}`];
    const listen = (origin) => ask(server, EVENTS, { method: "HEAD", headers: { Origin: origin } });
    const foreign = [...hosts.map((host) => `http://${host}`), `http://localhost:${port + 1}`, "null", ""];
    for (const origin of [...foreign, `https://127.0.0.1:${port}`, `file://127.0.0.1:${port}`]) {
      assert.equal((await listen(origin)).status, 403, origin);
    }
    assert.equal((await listen(`http://127.0.0.1:${port}`)).status, 200);
    for (const address of ["/.rapporteur/anything", "/%2erapporteur/events", "/%2e%72apporteur/x"]) {
      assert.equal((await ask(server, address, { headers: { Origin: "http://evil.example" } })).status, 403, address);
    }
  });
});

describe("The preview hands out the files of the review and no others, while an error keeps it at what it last read", () => {
  const SECRET = "what nobody may read";
  let outside;
  let documents;
  let held;
  const plan = () => path.join(documents, "plan.txt");
  const isOthers = async (what) => {
    assert.equal((await ask(held, "/documents/other.txt", { patience: 3000 })).body, "another\n", what);
    assert.equal((await ask(held, "/pages/about/", { patience: 3000 })).status, 200, what);
  };

  before(async () => {
    const root = folder();
    assert.equal((await rapporteur(["init", root])).code, 0);
    documents = path.join(root, "content/documents");
    outside = path.join(root, "outside");
    mkdirSync(outside);
    writeFileSync(path.join(outside, "plan.txt"), SECRET);
    writeFileSync(path.join(documents, "other.txt"), "another\n");
    writeFileSync(plan(), "the plan\n");
    held = await preview(["--content", path.join(root, "content")]);
    assert.equal((await ask(held, "/documents/plan.txt")).body, "the plan\n");
    writeFileSync(path.join(root, "content/pages/about.md"), "---\ntitle: About\n---\nSee [[nothing]].\n");
    const end = performance.now() + 20_000;
    while (!held.said().includes("the pages stay as they were") && performance.now() < end) await pause(10);
  });
  after(() => held?.end());

  const swaps = {
    "a link": () => symlinkSync(path.join(outside, "plan.txt"), plan()),
    "a link to one of the others": () => symlinkSync("other.txt", plan()),
    "a link to a device": () => symlinkSync("/dev/zero", plan()),
    "a pipe": () => execFileSync("mkfifo", [plan()]),
    "a folder": () => mkdirSync(plan()),
    nothing: () => {},
  };
  for (const [what, put] of Object.entries(swaps)) {
    test(`where a file has become ${what}`, async () => {
      rmSync(plan(), { recursive: true, force: true });
      put();
      // As many as could be answered at once, and more.
      const asked = Array.from({ length: 20 }, () => ask(held, "/documents/plan.txt", { patience: 5000 }));
      await isOthers(what);
      for (const answer of await Promise.all(asked)) {
        assert.equal(answer.status, 404, what);
        assert.ok(!answer.body.includes(SECRET), what);
      }
      await isOthers(what);
    });
  }

  test("where a folder has become a link", async () => {
    renameSync(documents, path.join(outside, "documents"));
    symlinkSync(outside, documents);
    const answer = await ask(held, "/documents/plan.txt");
    assert.equal(answer.status, 404);
    assert.ok(!answer.body.includes(SECRET));
    rmSync(documents);
    renameSync(path.join(outside, "documents"), documents);
    await isOthers("the folder is back");
  });
});

test("Nothing that was done to the preview was worth a word to its user", () => {
  const lines = server.said().split("\n");
  none(lines.filter((line) => line && !line.includes(server.url)), "lines were printed");
});

/** A request as it is written. */
function request(to, address, { method = "GET", headers = "" } = {}) {
  return `${method} ${address} HTTP/1.1\r\nHost: 127.0.0.1:${to.port}\r\n${headers}\r\n`;
}

/** Fails where somebody who asks for the first page does not get it. */
async function served(from) {
  assert.equal((await ask(from, "/", { patience: 20_000 })).status, 200);
}

/** What a preview holds of memory, in bytes. */
function memory({ pid }) {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) * 1024;
}

function threads({ pid }) {
  return Number(/^Threads:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]);
}
