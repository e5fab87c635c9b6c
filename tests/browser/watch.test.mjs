// What an editor would notice while `serve` and `watch` follow the files: that every change arrives, in whatever way it
// is made, that nothing else is touched, and that the machine is left alone when nothing happens.

import assert from "node:assert/strict";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { describe, test } from "node:test";

import { none } from "./none.mjs";
import { folder, preview, rapporteur, watching, withoutScript } from "./rapporteur.mjs";
import { AS_OF, CONTENT } from "./settings.mjs";
import { filesOf } from "./site.mjs";

/** How long a change may take on a machine that does much else. */
const PATIENCE = 20_000;
/** How long the steps of a save may take, in milliseconds, that is to be seen as one: what is waited for after each. */
const AT_ONCE = 3;

describe("Watching", () => {
  test("publishes what changed and touches nothing else", async (t) => {
    const { content, out, watched } = await watch(t);
    const before = new Map(filesOf(out).map((file) => [file, statSync(path.join(out, file)).mtimeMs]));
    appendFileSync(path.join(content, "pages/about.md"), "\nA sentence more.\n");
    const said = /content\/pages\/about\.md changed; .* (\d+) changed/;
    await until(() => said.test(watched.said()));
    assert.match(readFileSync(path.join(out, "pages/about/index.html"), "utf8"), /A sentence more\./);
    const touched = filesOf(out).filter((file) => statSync(path.join(out, file)).mtimeMs !== before.get(file));
    const changed = touched.filter((file) => !file.startsWith(".rapporteur/"));
    // The report holds the text of every record.
    assert.deepEqual(
      changed.filter((file) => !file.startsWith("search/")),
      ["pages/about/index.html", "report/index.html"],
    );
    assert.equal(Number(said.exec(watched.said())[1]), changed.length);
  });

  test("leaves the site as it was while the review has errors, and says so once", async (t) => {
    const { content, out, watched } = await watch(t);
    const file = path.join(content, "pages/about.md");
    const text = readFileSync(file, "utf8");
    const before = snapshot(out);
    put(file, `${text}\n[[no-such-record]]\n`);
    await until(() => watched.said().includes("the site stays as it was"));
    put(file, `${text}\nA line before it.\n\n[[no-such-record]]\n`);
    await until(() => watched.said().split("the site stays as it was").length === 3);
    assert.equal(watched.said().split("error[unknown-record]").length, 2, watched.said());
    assert.deepEqual(snapshot(out), before);
    put(file, `${text}\nMended.\n`);
    await until(() => readFileSync(path.join(out, "pages/about/index.html"), "utf8").includes("Mended."));
  });

  test("sees every way of saving", async (t) => {
    const { content, out, watched } = await watch(t);
    const file = path.join(content, "pages/about.md");
    const text = readFileSync(file, "utf8");
    const beside = (name) => path.join(path.dirname(file), name);
    const ways = {
      "in place": (text) => writeFileSync(file, text),
      "cut short first": (text) => {
        writeFileSync(file, "");
        writeFileSync(file, text);
      },
      "another file renamed over it": (text) => {
        writeFileSync(beside(".about.md.12"), text);
        renameSync(beside(".about.md.12"), file);
      },
      "a file with a strange name renamed over it": (text) => {
        writeFileSync(beside("about.md.tmp-1"), text);
        renameSync(beside("about.md.tmp-1"), file);
      },
      "the old one kept beside it": (text) => {
        writeFileSync(beside("4913"), "");
        rmSync(beside("4913"));
        renameSync(file, beside("about.md~"));
        writeFileSync(file, text);
        rmSync(beside("about.md~"));
      },
      "removed and written": (text) => {
        rmSync(file);
        writeFileSync(file, text);
      },
      "with the times of another day": (text) => {
        writeFileSync(file, text);
        utimesSync(file, new Date("2001-01-01"), new Date("2001-01-01"));
      },
    };
    for (const [way, save] of Object.entries(ways)) {
      // Of a save that a busy machine interrupts for longer, half may rightly be seen: then it is made again, a few times.
      for (let [tries, took] = [0, AT_ONCE]; took >= AT_ONCE && tries < 5; tries += 1) {
        const before = watched.said().length;
        const start = performance.now();
        save(`${text}\nSaved ${way}, ${tries}.\n`);
        took = performance.now() - start;
        const page = path.join(out, "pages/about/index.html");
        await until(() => readFileSync(page, "utf8").includes(`Saved ${way}, ${tries}.`), way);
        const said = watched.said().slice(before);
        assert.ok(took >= AT_ONCE || !said.includes("error"), `${way}: ${said}`);
      }
    }
  });

  test("follows folders that are made, moved and removed, and a review that is exchanged whole", async (t) => {
    const review = path.join(folder(), "review");
    mkdirSync(path.join(review, "pages"), { recursive: true });
    writeFileSync(path.join(review, "review.yaml"), "title: A small review\n");
    writeFileSync(path.join(review, "pages/about.md"), "---\ntitle: About\n---\n\nNothing refers to this.\n");
    const { content, out, watched } = await watch(t, [], review);
    const there = (address) => () => existsSync(path.join(out, address, "index.html"));
    const gone = (address) => () => !existsSync(path.join(out, address, "index.html"));
    const outside = folder();
    mkdirSync(path.join(outside, "pages"));
    for (const name of ["one", "two"]) {
      writeFileSync(path.join(outside, "pages", `${name}.md`), `---\ntitle: ${name}\n---\n\nNew.\n`);
    }
    renameSync(path.join(content, "pages"), path.join(outside, "pages-before"));
    await until(gone("pages/about"), "a folder moved away");
    renameSync(path.join(outside, "pages"), path.join(content, "pages"));
    await until(there("pages/two"), "a folder moved in");
    appendFileSync(path.join(content, "pages/two.md"), "\nAnd a word in it.\n");
    const page = path.join(out, "pages/two/index.html");
    await until(() => readFileSync(page, "utf8").includes("And a word in it."), "an edit in a folder moved in");
    rmSync(path.join(content, "pages"), { recursive: true });
    await until(gone("pages/one"), "a folder removed");
    mkdirSync(path.join(content, "pages"));
    writeFileSync(path.join(content, "pages/three.md"), "---\ntitle: Three\n---\n");
    await until(there("pages/three"), "a folder made, with a file at once");
    renameSync(content, path.join(outside, "content"));
    cpSync(review, content, { recursive: true });
    await until(there("pages/about"), "a review exchanged");
    appendFileSync(path.join(content, "pages/about.md"), "\nIn the new one.\n");
    const about = path.join(out, "pages/about/index.html");
    await until(() => readFileSync(about, "utf8").includes("In the new one."), "an edit after that");
    // Its page comes first; what is said comes when all are there.
    await until(() => watched.said().includes("pages/about.md changed; "), "the rest of the site");
    await watched.end();
    await same(content, out);
  });

  test("leaves the site as it was while there is a symbolic link in the review", async (t) => {
    const { content, out, watched } = await watch(t);
    writeFileSync(path.join(content, "documents/plan.txt"), "the plan\n");
    const plan = path.join(out, "documents/plan.txt");
    await until(() => readFileSync(plan, "utf8") === "the plan\n");
    const secret = path.join(path.dirname(content), "secret.txt");
    writeFileSync(secret, "a secret\n");
    rmSync(path.join(content, "documents/plan.txt"));
    symlinkSync(secret, path.join(content, "documents/plan.txt"));
    await until(() => watched.said().includes("error[symbolic-link]"));
    assert.equal(readFileSync(plan, "utf8"), "the plan\n");
    rmSync(path.join(content, "documents/plan.txt"));
    writeFileSync(path.join(content, "documents/plan.txt"), "another plan\n");
    await until(() => readFileSync(plan, "utf8") === "another plan\n");
  });

  test("looks for changes by itself where it is asked to", async (t) => {
    const { content, out, watched } = await watch(t, ["--poll"]);
    appendFileSync(path.join(content, "pages/about.md"), "\nFound without being told.\n");
    const page = path.join(out, "pages/about/index.html");
    await until(() => readFileSync(page, "utf8").includes("Found without being told."));
  });

  test("does not take its own output, nor its own reading, for a change", async (t) => {
    const root = folder();
    const content = path.join(root, "content");
    cpSync(CONTENT, content, { recursive: true });
    // The folder of themes is watched as well, and the site lies inside it.
    const out = path.join(root, "themes/public");
    mkdirSync(path.dirname(out), { recursive: true });
    const watched = await watching(["--content", content, "--out", out, "--as-of", AS_OF]);
    t.after(() => watched.end());
    appendFileSync(path.join(content, "pages/about.md"), "\nOnce.\n");
    await until(() => readFileSync(path.join(out, "pages/about/index.html"), "utf8").includes("Once."));
    // It looks at everything once more when the hands have come to rest, and has nothing to say of it.
    let used = 0;
    await until(async () => {
      const before = processorTime(watched.pid);
      await pause(3000);
      used = processorTime(watched.pid);
      return used - before <= 1;
    }, "rest");
    assert.equal(watched.said().trim().split("\n").length, 2, watched.said());
    await pause(5000);
    const more = processorTime(watched.pid) - used;
    assert.ok(more <= 5, `it used ${more * 10} ms of processor time while nothing changed`);
  });

  test("does not publish into the review, nor over what is not its own", async () => {
    const content = path.join(folder(), "content");
    cpSync(CONTENT, content, { recursive: true });
    await assert.rejects(watching(["--content", content, "--out", path.join(content, "public")]), /ended at once/);
  });
});

describe("A preview under many saves", () => {
  test("answers every request rightly and shows the last state", async (t) => {
    const content = path.join(folder(), "content");
    cpSync(CONTENT, content, { recursive: true });
    const files = Array.from({ length: 200 }, (_, number) => path.join(content, "updates", `save-${number}.md`));
    const write = (file, text) => writeFileSync(file, `---\ntitle: Saved\n---\n\nState ${text}.\n`);
    for (const file of files) write(file, "first");
    const server = await preview(["--content", content, "--as-of", AS_OF]);
    t.after(() => server.end());
    const bad = [];
    let asking = true;
    const asked = (async () => {
      for (let number = 0; asking; number += 1) {
        const address = ["", "updates/", "recommendations/4.1/", `updates/save-${number % 100}/`][number % 4];
        const answer = await fetch(server.url + address).catch((error) => ({ status: `${error.cause ?? error}` }));
        const body = answer.status === 200 ? await answer.text() : "";
        if (answer.status !== 200 || !body.includes("</html>")) bad.push(`${answer.status} for /${address}`);
      }
    })();
    for (let save = 0; save < 1000; save += 1) {
      write(files[save % 100], `number ${save}`);
      // The other hundred come and go.
      if (save % 5 === 0) rmSync(files[100 + ((save / 5) % 100)]);
      if (save % 5 === 2) write(files[100 + (((save - 2) / 5) % 100)], `number ${save}`);
      await pause(4);
    }
    write(files[7], "at last");
    const last = async () => (await fetch(`${server.url}updates/save-7/`)).text();
    await until(async () => (await last()).includes("State at last.")).finally(() => (asking = false));
    await asked;
    none(bad, "bad answers");
    const out = await fresh(content);
    for (const file of ["updates/save-99/index.html", "updates/index.html", "index.html"]) {
      const served = await (await fetch(server.url + file.replace(/index\.html$/, ""))).text();
      assert.equal(withoutScript(served), readFileSync(path.join(out, file), "utf8"), file);
    }
  });
});

/** A copy of a review, watched: `{ content, out, watched }`. */
async function watch(t, more = [], review = CONTENT) {
  const root = folder();
  const [content, out] = [path.join(root, "content"), path.join(root, "public")];
  cpSync(review, content, { recursive: true });
  const watched = await watching(["--content", content, "--out", out, "--as-of", AS_OF, ...more]);
  t.after(() => watched.end());
  return { content, out, watched };
}

/** Saves a file in one step, of which nobody sees the half. */
function put(file, text) {
  const made = path.join(folder(), "made");
  writeFileSync(made, text);
  renameSync(made, file);
}

/** Waits until something is so. What cannot be looked at yet is not so yet. */
async function until(isSo, what = "the change") {
  const end = performance.now() + PATIENCE;
  for (;;) {
    try {
      if (await isSo()) return;
    } catch (error) {
      if (!["ENOENT", "ENOTDIR"].includes(error.code)) throw error;
    }
    assert.ok(performance.now() < end, `${what} did not arrive`);
    await pause(10);
  }
}

/** Fails unless a folder holds what a build from nothing writes. */
async function same(content, out) {
  assert.deepEqual(snapshot(out), snapshot(await fresh(content)));
}

/** A build from nothing. */
async function fresh(content) {
  const out = folder();
  const { code, stderr } = await rapporteur(["build", "--content", content, "--out", out, "--as-of", AS_OF]);
  assert.equal(code, 0, stderr);
  return out;
}

/** The files of a site with what they hold, but for what the tool keeps for itself. */
function snapshot(out) {
  const files = filesOf(out).filter((file) => !file.startsWith(".rapporteur/"));
  return Object.fromEntries(files.map((file) => [file, readFileSync(path.join(out, file), "base64")]));
}

/** The processor time that a process has used, in hundredths of a second; nothing where the system does not say. */
function processorTime(pid) {
  const status = `/proc/${pid}/stat`;
  if (!existsSync(status)) return 0;
  const fields = readFileSync(status, "utf8").split(") ")[1].split(" ");
  return Number(fields[11]) + Number(fields[12]);
}
