// What a host or an editor would notice about building: the same input gives the same bytes, nothing is written that
// did not change, nothing that belongs to others is touched, and the exit code tells what happened.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";

import { none } from "./none.mjs";
import { build, folder, rapporteur } from "./rapporteur.mjs";
import { CONTENT, ROOT } from "./settings.mjs";
import { brokenLinks, filesOf, readSite } from "./site.mjs";

const EPOCH = "1735603200";
const EPOCH_DAY = "2024-12-31";

describe("The same review gives the same site", () => {
  test("in another folder, time zone, language, umask, number of threads and working folder", async () => {
    const [one, other] = [path.join(folder(), "site"), path.join(folder(), "deeper/down/public")];
    const content = path.relative("/", CONTENT);
    await rapporteurBuilds(["--content", "content", "--out", one], {
      cwd: ROOT,
      env: { SOURCE_DATE_EPOCH: EPOCH, TZ: "America/Los_Angeles", LC_ALL: "C", RAYON_NUM_THREADS: "1" },
      umask: "077",
    });
    mkdirSync(path.dirname(other), { recursive: true });
    await rapporteurBuilds(["--content", content, "--out", path.relative("/", other)], {
      cwd: "/",
      env: {
        SOURCE_DATE_EPOCH: EPOCH,
        TZ: "Pacific/Kiritimati",
        LC_ALL: "tr_TR.UTF-8",
        LANG: "ar_EG.UTF-8",
        RAYON_NUM_THREADS: "7",
      },
      umask: "002",
    });
    same(one, other);
  });

  test("for a copy of the content whose files were written in another order", async () => {
    const copy = path.join(folder(), "content");
    for (const file of filesOf(CONTENT).reverse()) {
      mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
      cpSync(path.join(CONTENT, file), path.join(copy, file));
    }
    const [one, other] = [folder(), folder()];
    await build(one);
    await rapporteurBuilds(["--content", copy, "--out", other, "--as-of", EPOCH_DAY]);
    same(one, other);
  });

  test("over an older site as into an empty folder", async () => {
    const [one, other] = [folder(), folder()];
    await build(one, ["--as-of", "2017-06-01", "--base-url", "https://old.example/"]);
    await build(one, ["--as-of", EPOCH_DAY]);
    await build(other, ["--as-of", EPOCH_DAY]);
    same(one, other);
  });

  test("whose day is --as-of where it is given, else SOURCE_DATE_EPOCH", async () => {
    const sites = Array.from({ length: 4 }, folder);
    const other = { env: { SOURCE_DATE_EPOCH: "1496275200" } };
    await build(sites[0], ["--as-of", EPOCH_DAY]);
    await build(sites[1], ["--as-of", EPOCH_DAY], other);
    await build(sites[2], [], { env: { SOURCE_DATE_EPOCH: EPOCH } });
    await build(sites[3], [], other);
    same(sites[0], sites[1]);
    same(sites[0], sites[2]);
    const pages = [sites[0], sites[3]].map((site) => readFileSync(path.join(site, "index.html"), "utf8"));
    assert.notEqual(pages[0], pages[1], "the first page does not depend on the day");
  });

  test("and its links still work when the whole tree is moved", async () => {
    const [from, to] = [path.join(folder(), "site"), path.join(folder(), "a place/with ünusual % signs")];
    await build(from);
    mkdirSync(path.dirname(to), { recursive: true });
    renameSync(from, to);
    none(brokenLinks(readSite(to)), "bad links");
    const naming = filesOf(to).filter((file) => readFileSync(path.join(to, file)).includes(from));
    none(naming, "files that name the folder they were built in");
  });
});

describe("Building again", () => {
  test("touches no file when nothing changed, and keeps the folder itself", async () => {
    const out = folder();
    await build(out);
    const before = times(out);
    const inode = statSync(out).ino;
    await new Promise((resolve) => setTimeout(resolve, 20));
    const { stdout } = await build(out);
    assert.match(stdout, /nothing changed/);
    assert.deepEqual(times(out), before);
    assert.equal(statSync(out).ino, inode);
  });

  test("writes only the pages that an edit changes, and removes what is gone", async () => {
    const copy = path.join(folder(), "content");
    const out = folder();
    const again = () => rapporteurBuilds(["--content", copy, "--out", out, "--as-of", EPOCH_DAY]);
    cpSync(CONTENT, copy, { recursive: true });
    const added = path.join(copy, "pages/added.md");
    writeFileSync(added, "---\ntitle: Added\nsummary: A page.\n---\nText.\n");
    await again();
    const before = times(out);
    writeFileSync(added, "---\ntitle: Added\nsummary: A page.\n---\nOther text.\n");
    await again();
    const after = times(out);
    const changed = Object.keys(after).filter(
      (file) => after[file] !== before[file] && !file.startsWith(".rapporteur/"),
    );
    const pages = changed.filter((file) => !file.startsWith("search/"));
    // The report holds the text of every record.
    assert.deepEqual(pages, ["pages/added/index.html", "report/index.html"]);
    assert.ok(changed.length - pages.length <= 5, `much of the index changed: ${changed}`);
    renameSync(added, path.join(folder(), "elsewhere.md"));
    await again();
    assert.deepEqual(
      filesOf(out).filter((file) => file.includes("added")),
      [],
    );
    assert.ok(!readdirSync(path.join(out, "pages")).includes("added"), "an empty folder is left behind");
  });

  test("leaves what others put there alone", async () => {
    const out = folder();
    const strangers = {
      ".git/config": "[core]\n",
      ".git/HEAD": "ref: refs/heads/pages\n",
      CNAME: "review.example\n",
      "old/index.html": "<p>Old.\n",
    };
    await build(out);
    for (const [file, text] of Object.entries(strangers)) {
      mkdirSync(path.dirname(path.join(out, file)), { recursive: true });
      writeFileSync(path.join(out, file), text);
    }
    await build(out, ["--as-of", "2017-06-01"]);
    for (const [file, text] of Object.entries(strangers))
      assert.equal(readFileSync(path.join(out, file), "utf8"), text, file);
  });
});

describe("The exit code", () => {
  test("is 0 for a review without errors, of which check says what it looked through", async () => {
    const { code, stdout, stderr } = await rapporteur(["check", "--content", "content"]);
    assert.match(stdout, /^\d+ records, \d+ recommendations; no problems\n$/);
    assert.equal(stderr, "");
    assert.equal(code, 0);
  });

  test("is 1 for a review with an error, which check and build name with its place", async () => {
    const copy = path.join(folder(), "content");
    const out = path.join(folder(), "site");
    cpSync(CONTENT, copy, { recursive: true });
    appendFileSync(path.join(copy, "pages/about.md"), "\nSee [[no-such-record]].\n");
    const check = await rapporteur(["check", "--content", copy]);
    assert.equal(check.code, 1);
    assert.match(check.stdout, /no-such-record/);
    assert.match(check.stdout, /pages\/about\.md:\d+:\d+/);
    const built = await rapporteur(["build", "--content", copy, "--out", out]);
    assert.equal(built.code, 1);
    assert.match(built.stderr, /pages\/about\.md:\d+:\d+/);
    assert.equal(built.stdout, "");
    assert.throws(() => statSync(path.join(out, "index.html")), "a site was published all the same");
  });

  test("is 1 for a broken edit of a review that is published, whose site stays as it was", async () => {
    const copy = path.join(folder(), "content");
    const out = folder();
    cpSync(CONTENT, copy, { recursive: true });
    await rapporteurBuilds(["--content", copy, "--out", out, "--as-of", EPOCH_DAY]);
    const before = { ...hashes(out), ...times(out) };
    appendFileSync(path.join(copy, "pages/about.md"), "\nSee [[no-such-record]].\n");
    assert.equal((await rapporteur(["build", "--content", copy, "--out", out])).code, 1);
    assert.deepEqual({ ...hashes(out), ...times(out) }, before);
  });

  test("is 2 for an option, a command, a day or a folder that does not exist", async () => {
    for (const args of [
      ["build", "--no-such-option"],
      ["no-such-command"],
      ["build", "--as-of", "yesterday", "--out", path.join(folder(), "site")],
      ["check", "--content", path.join(folder(), "no-such-folder")],
    ]) {
      const { code, stdout, stderr } = await rapporteur(args);
      assert.equal(code, 2, args.join(" "));
      assert.equal(stdout, "", args.join(" "));
      assert.notEqual(stderr, "", args.join(" "));
    }
  });

  test("is 2 for a folder that holds other things, which are left alone", async () => {
    const out = folder();
    writeFileSync(path.join(out, "thesis.txt"), "Years of work.\n");
    mkdirSync(path.join(out, "recommendations"));
    writeFileSync(path.join(out, "recommendations/index.html"), "<p>Mine.\n");
    const before = { ...hashes(out), ...times(out) };
    const { code, stderr } = await rapporteur(["build", "--content", CONTENT, "--out", out]);
    assert.equal(code, 2);
    assert.match(stderr, /was not made by rapporteur/);
    assert.deepEqual({ ...hashes(out), ...times(out) }, before);
  });

  test("is 2 for a folder that the content is in, which stays as it is", async () => {
    const home = folder();
    const copy = path.join(home, "content");
    cpSync(CONTENT, copy, { recursive: true });
    const before = hashes(home);
    for (const out of [copy, home, path.join(copy, "public")]) {
      assert.equal((await rapporteur(["build", "--content", copy, "--out", out])).code, 2, out);
    }
    assert.deepEqual(hashes(home), before);
  });
});

async function rapporteurBuilds(args, options) {
  const { code, stdout, stderr } = await rapporteur(["build", ...args], options);
  assert.equal(code, 0, `the build failed:\n${stdout}${stderr}`);
}

/** What each file of a tree holds, as a hash. */
function hashes(dir) {
  const hash = (file) =>
    createHash("sha256")
      .update(readFileSync(path.join(dir, file)))
      .digest("hex");
  return Object.fromEntries(filesOf(dir).map((file) => [file, hash(file)]));
}

/** When each file of a tree was last changed. */
function times(dir) {
  return Object.fromEntries(
    filesOf(dir).map((file) => [file, statSync(path.join(dir, file), { bigint: true }).mtimeNs]),
  );
}

/** Fails where two trees differ, with the paths that do. */
function same(one, other) {
  const [left, right] = [hashes(one), hashes(other)];
  assert.ok(Object.keys(left).length > 100, "there is hardly a site");
  const files = new Set([...Object.keys(left), ...Object.keys(right)]);
  none(
    [...files].filter((file) => left[file] !== right[file]),
    "files that differ",
  );
}
