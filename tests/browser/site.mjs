// A built site as a static host sees it: a tree of files, whose pages are read with a real HTML parser. It knows
// nothing of the program that made the tree, so that it cannot share its mistakes.

import { readFileSync, readdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { parse } from "parse5";

// Links of these relations name an address without loading anything from it.
const NAMING = new Set(["alternate", "author", "canonical", "help", "license", "me", "next", "prev", "related", "search"]);

// Which attributes hold an address, and whether the browser loads it without being asked.
const ADDRESSES = [
  { attribute: "href", tags: ["a", "area"], loads: false },
  { attribute: "href", tags: ["link"], loads: (rel) => !rel.split(/\s+/).every((word) => NAMING.has(word)) },
  { attribute: "href", tags: ["base", "image", "use", "feImage"], loads: true },
  { attribute: "src", tags: null, loads: true },
  { attribute: "srcset", tags: null, loads: true },
  { attribute: "poster", tags: null, loads: true },
  { attribute: "background", tags: null, loads: true },
  { attribute: "data", tags: ["object"], loads: true },
  { attribute: "action", tags: null, loads: false },
  { attribute: "formaction", tags: null, loads: false },
  { attribute: "cite", tags: null, loads: false },
];

const NAMES = new Set(ADDRESSES.map(({ attribute }) => attribute));

/** All files of a folder, as sorted paths with slashes. */
export function filesOf(dir) {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      path
        .relative(dir, path.join(entry.parentPath ?? entry.path, entry.name))
        .split(path.sep)
        .join("/"),
    )
    .sort();
}

/** Reads a built tree. `url` is the address that it was built for, where it was built for one. */
export function readSite(dir, url = null) {
  const files = new Set(filesOf(dir));
  const pages = new Map();
  for (const file of files) {
    if (file.endsWith(".html")) pages.set(file, readPage(file, readFileSync(path.join(dir, file), "utf8")));
  }
  const site = { dir, url, files, pages };
  for (const page of pages.values()) {
    for (const link of page.links) link.target = resolve(site, page.file, link.value);
  }
  return site;
}

const read = new Map();

/**
 * Reads a tree that `tests/run` has built for all test files: the first that does keeps beside the tree what it has read, for
 * the others. That counts as long as no file of the tree has changed, nor this one.
 */
export function readBuilt({ dir, url }) {
  if (read.has(dir)) return read.get(dir);
  const kept = `${dir}.read.json`;
  const stamp = [fileURLToPath(import.meta.url), ...filesOf(dir).map((file) => path.join(dir, file))]
    .map((file) => [file, statSync(file).size, statSync(file).mtimeMs].join())
    .join("\n");
  let site = readKept(kept, stamp);
  if (!site) {
    site = readSite(dir, url);
    // Others may read it at the same time: they find all of it or nothing.
    const text = JSON.stringify({ stamp, ...site, files: [...site.files], pages: [...site.pages] });
    writeFileSync(`${kept}.${process.pid}`, text);
    renameSync(`${kept}.${process.pid}`, kept);
  }
  read.set(dir, site);
  return site;
}

function readKept(file, stamp) {
  if (!statSync(file, { throwIfNoEntry: false })) return null;
  const { stamp: then, ...site } = JSON.parse(readFileSync(file, "utf8"));
  return then === stamp ? { ...site, files: new Set(site.files), pages: new Map(site.pages) } : null;
}

/**
 * What a page holds that is of interest to a host: its links, its ids, its headings and tables, and its code; and the sorts of
 * elements in its body.
 */
export function readPage(file, text) {
  const page = { file, links: [], ids: [], headings: [], tables: [], code: [], redirect: null, canonical: null };
  page.sorts = new Set();
  visit(parse(text, { sourceCodeLocationInfo: true }), page, { main: false, nav: false, sort: null });
  return { ...page, sorts: [...page.sorts] };
}

function visit(node, page, place) {
  if (node.attrs) place = readElement(node, page, place);
  for (const child of [...(node.childNodes ?? []), ...(node.content?.childNodes ?? [])]) visit(child, page, place);
}

function readElement(node, page, place) {
  const line = node.sourceCodeLocation?.startLine ?? 0;
  const where = `${page.file}:${line}`;
  const tag = node.tagName;
  const attributes = new Map(node.attrs.map(({ name, value }) => [name, value]));
  if (attributes.has("id")) page.ids.push(attributes.get("id"));
  if (/^h[1-6]$/.test(tag)) page.headings.push({ level: Number(tag[1]), where });
  if (tag === "table") {
    const named = has(node, "caption") || attributes.has("aria-labelledby") || attributes.has("aria-label");
    page.tables.push({ named, names: namesOf(node), scopes: scopes(node), where });
  }
  if (tag === "style" || (tag === "script" && !attributes.has("src"))) page.code.push(`${where}: <${tag}>`);
  for (const [name] of attributes) {
    if (name === "style" || name.startsWith("on")) page.code.push(`${where}: <${tag} ${name}="…">`);
  }
  const inside = { main: place.main || tag === "main", nav: place.nav || tag === "nav" };
  const sort = sortOf(tag, attributes);
  page.sorts.add(`${place.sort}>${sort}`);
  if (!node.attrs.some(({ name }) => NAMES.has(name)) && tag !== "meta") return { ...inside, sort };
  for (const { attribute, tags, loads } of ADDRESSES) {
    if (!attributes.has(attribute) || (tags && !tags.includes(tag))) continue;
    const rel = (attributes.get("rel") ?? "").toLowerCase();
    const value = attributes.get(attribute).trim();
    const values = attribute === "srcset" ? value.split(",").map((part) => part.trim().split(/\s+/)[0]) : [value];
    const loaded = typeof loads === "function" ? loads(rel) : loads;
    const click = tag === "a" || tag === "area";
    for (const one of values) page.links.push({ value: one, tag, rel, loaded, click, where, ...inside });
    if (tag === "link" && rel === "canonical") page.canonical = value;
  }
  if (tag === "meta" && attributes.get("http-equiv")?.toLowerCase() === "refresh") {
    const value = /;\s*url\s*=\s*['"]?([^'"]*)/i.exec(attributes.get("content") ?? "")?.[1] ?? "";
    page.redirect = { value, tag, rel: "", loaded: false, click: true, where, main: false, nav: false };
    page.links.push(page.redirect);
  }
  return { ...inside, sort };
}

/** An element as styles tell it apart. */
function sortOf(tag, attributes) {
  return [tag, ...(attributes.get("class") ?? "").split(/\s+/), attributes.get("data-mark")].join(".");
}

function has(node, tag) {
  return (node.childNodes ?? []).some((child) => child.tagName === tag);
}

/** What a table and the place that it scrolls in are called by words of their own; their headings may name them as well. */
function namesOf(table) {
  const captions = table.childNodes.filter(({ tagName }) => tagName === "caption").map(textOf);
  const labels = [table, table.parentNode].map(({ attrs }) => attrs?.find(({ name }) => name === "aria-label")?.value);
  return [...captions, ...labels].filter((name) => name !== undefined).map((name) => name.trim());
}

function textOf(node) {
  return node.value ?? (node.childNodes ?? []).map(textOf).join("");
}

/** Whether every header cell of a table says what it is the header of. */
function scopes(node) {
  if (node.tagName === "th" && !node.attrs.some(({ name }) => name === "scope")) return false;
  return (node.childNodes ?? []).every(scopes);
}

// Deep enough that no link can climb out of it and back in by chance.
const ROOT = new URL("http://site.invalid/a/b/c/d/e/f/g/h/the-site/");

/** The ids of the records that have a page, of one folder or of all: `recommendations/4.1`. */
export function recordsOf(site, folder = "[^/]+") {
  const page = new RegExp(`^(?!(search|report)/)(${folder}/[^/]+)/index\\.html$`);
  const ids = [...site.pages.values()].filter(({ redirect }) => !redirect).map(({ file }) => page.exec(file)?.[2]);
  // The page that counts recommendations by what is said of them, and the list of open ones, stand among them.
  return ids.filter((id) => id && !["recommendations/by", "recommendations/open"].includes(id));
}

/** The address of a file: a folder for its index.html. */
export function addressOf(file) {
  return file.replace(/(^|\/)index\.html$/, "$1");
}

function encoded(file) {
  return file.split("/").map(encodeURIComponent).join("/");
}

/**
 * Where an address leads: `{ file, fragment }` inside the site, `{ external }` elsewhere, `{ problem }` where a reader
 * would be let down.
 */
export function resolve(site, from, value) {
  if (site.url && value.startsWith(site.url)) value = new URL(value.slice(site.url.length) || "./", ROOT).href;
  else if (value.startsWith("//")) return { problem: "depends on how the page was opened (//)" };
  else if (/^[a-z][a-z0-9+.-]*:/i.test(value)) return external(value);
  else if (value.startsWith("/") || value.startsWith("\\")) return { problem: "works only at the root of a host" };
  let url;
  try {
    url = new URL(value, new URL(encoded(addressOf(from)), ROOT));
  } catch {
    return { problem: "is not an address" };
  }
  if (!url.href.startsWith(ROOT.href)) return { problem: "leads out of the site" };
  let file;
  let fragment;
  try {
    file = decodeURIComponent(url.pathname.slice(ROOT.pathname.length));
    fragment = decodeURIComponent(url.hash.slice(1));
  } catch {
    return { problem: "is not percent-encoded UTF-8" };
  }
  if (file === "" || file.endsWith("/")) file += "index.html";
  if (site.files.has(file)) return { file, fragment };
  if (site.files.has(`${file}/index.html`)) return { problem: "names a folder without a slash at its end" };
  return { problem: "leads nowhere" };
}

function external(value) {
  if (/^(https?:\/\/[^/]|mailto:|tel:)/i.test(value)) return { external: value };
  return { problem: "is not an address of the web" };
}

/** How many clicks each page is away from the first page. */
export function distances(site) {
  const distances = new Map([["index.html", 0]]);
  for (const [file, distance] of distances) {
    // A map visits what is added while it is walked, so this goes through the pages by distance.
    for (const { click, target } of site.pages.get(file)?.links ?? []) {
      if (click && site.pages.has(target.file) && !distances.has(target.file)) distances.set(target.file, distance + 1);
    }
  }
  return distances;
}

/** Every link of a site that would let a reader down, with its place and the reason. */
export function brokenLinks(site) {
  return linksOf(site)
    .filter(({ target }) => target.problem)
    .map(({ where, value, target }) => `${where}: ${JSON.stringify(value)} ${target.problem}`);
}

/** Every link of every page. */
export function linksOf(site) {
  return [...site.pages.values()].flatMap((page) => page.links);
}
