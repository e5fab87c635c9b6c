// The program, as a person at a terminal runs it.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

import { AS_OF, CONTENT, RAPPORTEUR, ROOT } from "./settings.mjs";

/** Runs the program to its end: `{ code, stdout, stderr }`. */
export function rapporteur(args, { cwd = ROOT, env = {}, umask = null } = {}) {
  const command = umask ? ["sh", ["-c", `umask ${umask} && exec "$0" "$@"`, RAPPORTEUR, ...args]] : [RAPPORTEUR, args];
  return new Promise((resolve, reject) => {
    const child = spawn(...command, { cwd, env: { ...environment(), ...env }, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** Builds a site, and fails with what the program said if that does not work. */
export async function build(out, more = ["--as-of", AS_OF], { content = CONTENT, ...options } = {}) {
  const result = await rapporteur(["build", "--content", content, "--out", out, ...more], options);
  assert.equal(result.code, 0, `the build failed:\n${result.stdout}${result.stderr}`);
  return result;
}

/**
 * Starts a preview, and waits until it says where it is: `{ url, port, asked, pid, said, end }`.
 *
 * It is asked to listen on `port`, by default one that is free, may open no more than `files` files, and finds other
 * programs in the folder `path` alone.
 */
export async function preview(args, { port = null, ...limits } = {}) {
  const asked = port ?? (await freePort());
  const started = await start(["serve", "--port", `${asked}`, ...args], /http:\/\/127\.0\.0\.1:\d+\//, limits);
  return { url: started.told, port: Number(new URL(started.told).port), asked, ...started };
}

/** Starts `watch`, and waits until the first site is built: `{ pid, said, end }`. */
export function watching(args) {
  return start(["watch", ...args], /old and new were both visible|the site stays as it was/);
}

/** Starts a command that goes on, and waits until it says something: `{ told, pid, said, end }`. */
async function start(args, awaited, { files = null, path: folder = null } = {}) {
  const limited = ["sh", "-c", `ulimit -n ${files} && exec "$0" "$@"`];
  const [command, ...rest] = [...(files ? limited : []), RAPPORTEUR, ...args];
  const env = { ...environment(), ...(folder ? { PATH: folder } : {}) };
  const child = spawn(command, rest, { cwd: ROOT, env, stdio: ["ignore", "ignore", "pipe"] });
  running.add(child);
  const ended = new Promise((resolve) => child.once("close", resolve)).then(() => running.delete(child));
  let said = "";
  let late;
  const told = await new Promise((resolve, reject) => {
    late = setTimeout(() => reject(new Error(`nothing was said within 20 s but:\n${said}`)), 20_000);
    child.once("error", reject);
    child.stderr.setEncoding("utf8").on("data", (text) => {
      said += text;
      const found = awaited.exec(said)?.[0];
      if (found) resolve(found);
    });
    ended.then(() => reject(new Error(`it ended at once:\n${said}`)));
  }).finally(() => clearTimeout(late));
  return {
    told,
    pid: child.pid,
    /** Everything that it has printed so far. */
    said: () => said,
    end(signal = "SIGTERM") {
      child.kill(signal);
      return ended;
    },
  };
}

/** A page of a preview as a build writes it: without the script that keeps it up to date. */
export function withoutScript(page) {
  return page.replace(/<script src="\/\.rapporteur\/live\.js"[^>]*><\/script>\n/, "");
}

/**
 * The ports that are tried: below those that systems give to connections, so that no connection of anybody takes one that was
 * free a moment ago, or that a preview comes back to. Each process begins elsewhere.
 */
const [FIRST_PORT, PORTS] = [11_000, 20_000];
let tried = process.pid * 101;

/** A port that nobody listens on. */
export async function freePort() {
  for (;;) {
    const port = FIRST_PORT + (tried++ % PORTS);
    const server = net.createServer();
    const listens = new Promise((resolve) => server.once("listening", () => resolve(true)).once("error", () => resolve(false)));
    server.listen(port, "127.0.0.1");
    if (!(await listens)) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}

const folders = [];
const running = new Set();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
  for (const made of folders) rmSync(made, { recursive: true, force: true });
});

/** A new empty folder, which is gone when the tests are over. */
export function folder() {
  folders.push(mkdtempSync(path.join(tmpdir(), "rapporteur-test-")));
  return folders.at(-1);
}

/** The environment without what would change a result from outside. */
function environment() {
  const { SOURCE_DATE_EPOCH: _, ...rest } = process.env;
  return rest;
}
