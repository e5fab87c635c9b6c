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
export async function build(out, more = ["--as-of", AS_OF], options = {}) {
  const result = await rapporteur(["build", "--content", CONTENT, "--out", out, ...more], options);
  assert.equal(result.code, 0, `the build failed:\n${result.stdout}${result.stderr}`);
  return result;
}

/** Starts a preview, and waits until it says where it is: `{ url, port, end }`. */
export async function preview(args) {
  const port = await freePort();
  const child = spawn(RAPPORTEUR, ["serve", "--port", `${port}`, ...args], {
    cwd: ROOT,
    env: environment(),
    stdio: ["ignore", "ignore", "pipe"],
  });
  previews.add(child);
  const ended = new Promise((resolve) => child.once("close", resolve)).then(() => previews.delete(child));
  let said = "";
  let late;
  const url = await new Promise((resolve, reject) => {
    late = setTimeout(() => reject(new Error(`the preview did not say where it is within 20 s:\n${said}`)), 20_000);
    child.once("error", reject);
    child.stderr.setEncoding("utf8").on("data", (text) => {
      said += text;
      const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0];
      if (address) resolve(address);
    });
    ended.then(() => reject(new Error(`the preview ended at once:\n${said}`)));
  }).finally(() => clearTimeout(late));
  return {
    url,
    port,
    end(signal = "SIGTERM") {
      child.kill(signal);
      return ended;
    },
  };
}

/** A port that nobody listens on. */
export async function freePort() {
  const server = net.createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const folders = [];
const previews = new Set();
process.once("exit", () => {
  for (const child of previews) child.kill("SIGKILL");
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
