// nginx, configured as the manual says, for a folder and a port of this machine.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { folder } from "./rapporteur.mjs";
import { ROOT } from "./settings.mjs";

/** What the manual says for nginx: `{ maps, server, location }`, the last for a sub-path. */
function said() {
  const chapter = readFileSync(path.join(ROOT, "docs/hosting.md"), "utf8");
  const blocks = [...chapter.split("### nginx")[1].split("\n### ")[0].matchAll(/```nginx\n([^]*?)```/g)];
  const [whole, location] = blocks.map(([, text]) => text);
  const at = whole.indexOf("server {");
  assert.ok(at > 0 && location?.startsWith("location /ssr2/ {"), "docs/hosting.md does not say how nginx serves a site");
  return { maps: whole.slice(0, at), server: whole.slice(at), location };
}

/** What the manual says for a site at the root of a host. */
export function atRoot(dir, port) {
  const { maps, server } = said();
  return maps + replaced(server, { "listen 80;": `listen 127.0.0.1:${port};`, "/srv/review/public": dir });
}

/** What the manual says for a site under a sub-path. */
export function atPath(dir, port, prefix) {
  const { maps, location } = said();
  const moved = replaced(maps, { "/assets/": `${prefix}assets/`, "/search/": `${prefix}search/` });
  const inside = replaced(location, { "/ssr2/": prefix, "/srv/review/public/": `${dir}/` });
  return `${moved}server {\nlisten 127.0.0.1:${port};\n${inside}}\n`;
}

/** What a host says that confines nothing. */
export function open(dir, port) {
  return `server {\nlisten 127.0.0.1:${port};\nroot ${dir};\n}\n`;
}

/** What Netlify and Cloudflare Pages make of the file of headers: of two rules for an address, one answer has both. */
export function byHeaders(dir, port) {
  const rules = new Map();
  let rule;
  for (const line of readFileSync(path.join(dir, "_headers"), "utf8").split("\n").filter(Boolean)) {
    const [, name, value] = /^ {2}([\w-]+): (.*)$/.exec(line) ?? [];
    if (name) rule.set(name, value);
    else rules.set(line, (rule = new Map()));
  }
  const all = rules.get("/*");
  const add = (more) =>
    [...new Map([...all, ...more].map(([name]) => [name, [all.get(name), more.get(name)].filter(Boolean).join(", ")]))]
      .map(([name, value]) => `add_header ${name} "${value}" always;\n`)
      .join("");
  const places = [...rules].filter(([address]) => address !== "/*");
  const locations = places.map(([address, more]) => {
    const where = address.endsWith("*") ? address.slice(0, -1) : `= "${decodeURI(address)}"`;
    return `location ${where} {\n${add(more)}}\n`;
  });
  return `server {\nlisten 127.0.0.1:${port};\nroot ${dir};\n${add(new Map())}${locations.join("")}}\n`;
}

/** Starts nginx as the user that runs the tests, in one process that keeps everything in a folder of its own. */
export async function nginx(site, port) {
  const temp = folder();
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const config = `
    daemon off;
    master_process off;
    pid ${temp}/pid;
    error_log stderr warn;
    events {}
    http {
      include /etc/nginx/mime.types;
      access_log off;
      ${temporary.map((name) => `${name}_temp_path ${temp}/${name};`).join("\n      ")}
      ${site}
    }`;
  writeFileSync(path.join(temp, "nginx.conf"), config);
  const command = process.env.NGINX ?? "nginx";
  const paths = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` };
  const child = spawn(command, ["-e", "stderr", "-p", temp, "-c", path.join(temp, "nginx.conf")], {
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
  const late = performance.now() + 20_000;
  while (performance.now() < late) {
    const up = await fetch(`http://127.0.0.1:${port}/`).then(() => true, () => false);
    if (up) return { url: `http://127.0.0.1:${port}/`, end };
    if (child.exitCode !== null || child.pid === undefined) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await end();
  throw new Error(`nginx did not start:\n${said}`);
}

function replaced(text, by) {
  return Object.entries(by).reduce((text, [from, to]) => {
    assert.ok(text.includes(from), `docs/hosting.md does not say ${from}`);
    return text.replaceAll(from, to);
  }, text);
}
