// The form of the search, on its page and on that for addresses that do not exist, of which it looks for the words: takes
// what a reader types, shows what was found, and keeps both in the address. Nothing else is loaded until somebody types; then
// find.js, which finds the records. What records say is never read as HTML.

"use strict";

(() => {
  const form = document.querySelector("form.search");
  const found = document.querySelector(".found");
  const all = document.querySelector(".a-to-z");
  if (!form || !found) return;
  const status = document.querySelector("main > [role=status]");
  const list = found.querySelector("ol");
  const more = found.querySelector("ol ~ button");
  const meaning = form.parentElement.querySelector(".meant");
  const { index, root, script, missing } = form.dataset;
  const isOnDisk = location.protocol === "file:";
  const NEAREST = "Nearest to the address that was asked for, or with its words:";
  const STEP = 8; // how many results are shown at a time
  const LOOKS = 3; // for how many of them the words are looked for in their pages
  const [SOON, ENDED] = [120, 700]; // how long after a letter something is shown, and is taken for all that is typed, in ms
  const LATE = 3000; // how long pages are waited for in which words are looked for, in ms

  /** What finds the records: `rapporteurFind`, once it is loaded. */
  let find;
  let loading;

  function load() {
    loading ??= new Promise((resolve, reject) => {
      const stamp = `${Date.now()}`;
      if (!isOnDisk) {
        // The index is on its way while the script is that asks for it.
        const root = document.createElement("link");
        Object.assign(root, { rel: "preload", as: "script", href: `${index}root.js?${stamp}` });
        document.head.append(root);
      }
      const element = document.createElement("script");
      Object.assign(element.dataset, { index, stamp });
      element.src = script;
      element.onload = () => resolve((find = window.rapporteurFind));
      element.onerror = () => reject(new Error(script));
      document.head.append(element);
    }).catch((error) => {
      loading = undefined;
      throw error;
    });
    return loading;
  }

  /** A text with the words in it marked, as nodes. */
  function marked(text, words) {
    const nodes = [];
    let from = 0;
    for (const [start, end] of find.marks(text, words)) {
      if (end <= from) continue;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(Math.max(start, from), end);
      nodes.push(text.slice(from, Math.max(start, from)), mark);
      from = end;
    }
    return [...nodes, text.slice(from)];
  }

  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  /** A link to a page of the site. A folder that is opened from a disk shows its files. */
  function linkTo(path, ...children) {
    const link = element("a", "", ...children);
    link.href = root + path + (isOnDisk && path.endsWith("/") ? "index.html" : "");
    return link;
  }

  function entryOf(what, heading, ...rest) {
    return element("li", "", element("span", "when", what), " ", heading, ...rest);
  }

  /** What was asked for at an address that does not exist, from the root of the site. */
  let asked = missing === undefined ? "" : askedFor();

  function askedFor() {
    const { pathname } = new URL(root, location.href);
    const path = location.pathname.startsWith(pathname) ? location.pathname.slice(pathname.length) : location.pathname;
    try {
      return decodeURIComponent(path).replace(/(index)?(\.html?)?\/*$/i, "");
    } catch {
      return "";
    }
  }

  const capital = (word) => word[0].toUpperCase() + word.slice(1);

  /** A page that the words mean. */
  function pageItem({ path, title, kind, text = "" }) {
    const link = linkTo(path, capital(title));
    return { entry: entryOf(kind, element("span", "title", link), element("p", "", text)), link, isWhole: true };
  }

  function item({ path, title, label, kind, said: standing = [], summary, marks: warnings = [], text = "" }, words) {
    const name = label ? `${label}: ${title}` : title;
    const link = linkTo(path, ...marked(name, words));
    const heading = element("span", "title", link);
    for (const warning of warnings) heading.append(" ", element("span", warning.toLowerCase(), warning));
    const has = (said, words) => find.marks(said ?? "", words).length > 0;
    const said = has(summary, words) ? summary : (find.around(text, words) ?? summary ?? text);
    const context = element("p", "", ...marked(said, words));
    const entry = entryOf([capital(kind), ...standing].join(" · "), heading, context);
    return { entry, link, path, context, isWhole: words.every((word) => has(`${name} ${said}`, [word])) };
  }

  /** The text of a page, in one line. A page that was opened from a disk cannot look into others. */
  async function textOf(path) {
    if (isOnDisk) return "";
    const html = await (await fetch(root + path)).text();
    const page = new DOMParser().parseFromString(html.replace(/<\/(p|li|t[dh]|d[dt]|h\d|a)>/g, "$& "), "text/html");
    const main = page.querySelector("main") ?? page.body;
    main.querySelectorAll("nav, header, script, .incoming, .cite").forEach((other) => other.remove());
    return main.textContent.replace(/\s+/g, " ").replace(/ (?=[.,;:)])/g, "").trim();
  }

  /** Where the words stand that the index does not show in their context: the page itself says it. */
  async function look({ path, context, isWhole }, words) {
    const said = isWhole ? null : find.around(await textOf(path), words);
    if (said) context.replaceChildren(...marked(said, words));
  }

  let turn = 0;
  let rest = async () => [];
  let last = {};

  /** Whether two searches found the same by the same words, so that nobody loses what they are about to choose. */
  function isSame(one, other) {
    return ["words", "pages", "records"].every((part) => JSON.stringify(one?.[part]) === JSON.stringify(other[part]));
  }

  /** Shows what is found. Only when the reader no longer types it is said how much, and what else could have been meant. */
  async function show(isFinal) {
    const own = ++turn;
    const query = form.elements.q.value.trim();
    const filters = [...form.querySelectorAll("select")].map(({ value }) => value).filter(Boolean);
    keep();
    if (!/[\p{Alphabetic}\p{N}]/u.test(query) && filters.length === 0) return say("", false);
    try {
      await load();
      const key = JSON.stringify([query, filters]);
      // What is there already stays, and with it the focus.
      const isKept = ({ phrases, records, pages }) => phrases.length === 0 && records.length + pages.length > 0;
      const isShown = last.key === key && isKept(last.result);
      const result = isShown ? last.result : await find.search(query, filters, isFinal, textOf);
      const near = asked ? await find.nearby(asked) : [];
      const { pages, words, root: start } = result;
      const stays = isShown || isSame(last.result, result);
      const records = [...near, ...result.records.filter((record) => !near.includes(record))];
      if (own !== turn || (!isFinal && records.length + pages.length === 0)) return;
      if (!stays) {
        let next = 0;
        rest = async () => {
          const from = next;
          const page = records.slice(from, (next += STEP));
          const entries = await Promise.all(page.map((record) => find.shown(record, start)));
          if (own !== turn && from === 0) return [];
          const items = entries.filter(Boolean).map((entry) => item(entry, words));
          if (from === 0) items.unshift(...pages.map(pageItem));
          if (from === 0) list.replaceChildren();
          list.append(...items.map(({ entry }) => entry));
          more.hidden = next >= records.length;
          return items;
        };
        last = { items: await rest() };
      }
      if (own !== turn) return;
      Object.assign(last, { key, result });
      const looking = isFinal ? lookAll(last.items, words) : undefined;
      // What is asked by the address alone is shown once, as it stays, so that nothing moves under those who begin to read.
      if (own === 1) await Promise.race([looking, new Promise((resolve) => setTimeout(resolve, LATE))]);
      if (own !== turn) return;
      const isFound = records.length + pages.length > 0;
      found.hidden = !isFound;
      if (all) all.hidden = isFound;
      if (isFinal && asked) say(isFound ? NEAREST : "", isFound);
      else if (isFinal) say(told(query, filters, result), isFound, result.meant);
    } catch {
      if (own === turn) say(`The index of the search could not be loaded.${all ? " All records are listed below." : ""}`, false);
    }
  }

  /** Looks for words where they stand, for the first of some results. */
  function lookAll(items, words) {
    const open = items.filter(({ isWhole }) => !isWhole).slice(0, LOOKS);
    return Promise.all(open.map((item) => look(item, words).catch(() => {})));
  }

  /** How a search went, in a sentence or two. */
  function told(query, filters, { records, pages, phrases, exact, isPart, isSome, meant }) {
    const several = (count, noun) => (count === 1 ? `1 ${noun}` : `${count} ${noun}s`);
    const count = several(records.length, "record");
    const ofPages = pages.length > 0 ? `${several(pages.length, "page")} ` : "";
    const both = [ofPages.trim(), records.length > 0 ? count : ""].filter(Boolean).join(" and ");
    const wider = filters.length ? "fewer words or a wider filter" : "fewer words, or only their beginnings";
    if (!both) return `Nothing found. Try ${wider}${all ? "; all records are listed below" : ""}.`;
    if (meant) return `Nothing has “${query}”. Found for “${meant}”: ${both}.`;
    if (isSome && ofPages && records.length > 0) {
      return `${ofPages}found. No record has all of the words; ${count} with some of them.`;
    }
    if (isSome && !ofPages) return `No record has all of the words. Found with some of them: ${count}.`;
    if (isPart) return `At least ${both} found. A longer word finds the others.`;
    if (phrases.length === 0) return `${both} found.`;
    const apart = records.length - exact;
    const quoted = `${phrases.length === 1 ? "the" : "all"} words in quotation marks as they stand`;
    if (exact === 0) {
      return `No record is known to have ${quoted}. Found with the same words apart: ${several(apart, "record")}.`;
    }
    const after = apart > 0 ? ` After them: ${apart} with the same words apart.` : "";
    return `${several(exact, "record")} found with ${quoted}.${after}`;
  }

  /** Says how the search went, and shows either what was found or the list of all. */
  function say(text, isFound, meant) {
    status.textContent = text;
    found.hidden = !isFound;
    if (all) all.hidden = isFound;
    if (!isFound) {
      list.replaceChildren();
      last = {};
    }
    meaning.hidden = !meant;
    if (!meant) return;
    const button = element("button", "", meant);
    button.type = "button";
    button.addEventListener("click", () => {
      form.elements.q.value = meant;
      form.elements.q.focus();
      show(true);
    });
    meaning.replaceChildren("Did you mean ", button, "?");
  }

  /** Keeps the search in the address, so that it can be shared and is there when the reader comes back. */
  function keep() {
    if (missing !== undefined) return;
    const fields = [...new FormData(form)].filter(([, value]) => value);
    const query = new URLSearchParams(fields).toString();
    try {
      history.replaceState(null, "", query ? `?${query}` : location.pathname);
    } catch {
      // Some browsers do not let a page that was opened from a disk change its address.
    }
  }

  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLElement) field.value = value;
  }
  // The end of an address says what it is about; a letter alone says nothing.
  const parts = asked.split("/").slice(-3).join(" ").split(/[\s_-]+/);
  if (asked) form.elements.q.value = parts.filter((part) => part.length > 2 || /\p{N}/u.test(part)).join(" ");
  let pauses = [];
  function after(...waits) {
    pauses.forEach(clearTimeout);
    turn += 1;
    pauses = waits.map((wait) => setTimeout(() => show(wait !== SOON), wait));
  }
  // A link to the field leads to it whatever else the page has loaded meanwhile.
  if (location.hash === "#q") form.elements.q.focus();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    after(0);
  });
  form.addEventListener("input", (event) => {
    status.textContent = "";
    if (asked) [asked, last] = ["", {}];
    if (event.target === form.elements.q) after(SOON, ENDED);
    else after(0);
  });
  more.addEventListener("click", async () => {
    const items = await rest();
    lookAll(items, last.result.words);
    items[0]?.link.focus();
  });
  // The arrows lead from the words to the results and through them.
  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [form.elements.q, ...list.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement);
    if (!step || at < 0 || !stops[at + step] || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    stops[at + step].focus();
  });
  if ([...new FormData(form)].some(([, value]) => value)) {
    // What comes after the results waits for them, or would move when somebody is about to choose from it.
    const after = document.querySelector(".lists") ?? {};
    after.hidden = true;
    show(true).finally(() => (after.hidden = false));
  }
})();
