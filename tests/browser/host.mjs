// A static host in small: files under a sub-path, as project sites have it, and nothing that a real host would not do.

import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";

/** The path that the site is served under. */
const PREFIX = "/some/sub/path/";

const MEDIA_TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ics": "text/calendar; charset=utf-8",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml",
};

/** What the manual has hosts say of files that have another name as soon as they hold anything else. */
const FOREVER = { "Cache-Control": "public, max-age=31536000, immutable" };

/**
 * Serves a folder: `{ url, answers, close }`, where `answers` lists what was asked for and what was answered. The headers are
 * added to every answer.
 */
export async function host(dir, more = {}) {
  const answers = [];
  const server = createServer((request, response) => {
    const { status, headers, file } = answerTo(dir, request.url);
    answers.push({ path: request.url, status });
    const body = file && isFile(dir, file) ? readFileSync(path.join(dir, file)) : "";
    response.writeHead(status, { ...headers, ...more }).end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}${PREFIX}`,
    answers,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

function answerTo(dir, url) {
  const { pathname } = new URL(url, "http://host.invalid");
  if (!pathname.startsWith(PREFIX)) return { status: 404, headers: { "Content-Type": "text/plain" } };
  const asked = decodeURIComponent(pathname.slice(PREFIX.length));
  const file = asked === "" || asked.endsWith("/") ? `${asked}index.html` : asked;
  const keeping = file.startsWith("assets/") ? FOREVER : {};
  if (isFile(dir, file)) return { status: 200, headers: { "Content-Type": mediaType(file), ...keeping }, file };
  if (isFile(dir, `${file}/index.html`)) return { status: 301, headers: { Location: `${pathname}/` } };
  return { status: 404, headers: { "Content-Type": mediaType("404.html") }, file: "404.html" };
}

function isFile(dir, file) {
  const inside = !file.split("/").includes("..");
  return inside && Boolean(statSync(path.join(dir, file), { throwIfNoEntry: false })?.isFile());
}

function mediaType(file) {
  return MEDIA_TYPES[path.extname(file)] ?? "application/octet-stream";
}
