// The page of the search: takes what a reader types, shows what was found, and keeps both in the address. Nothing else is
// loaded until somebody types; then find.js, which finds the records. What records say is never read as HTML.

"use strict";

(() => {
  const form = document.querySelector("form.search");
  const found = document.querySelector(".found");
  const all = document.querySelector(".a-to-z");
  if (!form || !found || !all) return;
  const status = document.querySelector("main > [role=status]");
  const list = found.querySelector("ol");
  const more = found.querySelector("button");
  const { index, root, script } = form.dataset;
  const isOnDisk = location.protocol === "file:";
  const STEP = 8; // how many results are shown at a time

  /** What finds the records: `rapporteurFind`, once it is loaded. */
  let find;
  let loading;

  function load() {
    loading ??= new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.dataset.index = index;
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

  function item({ path, title, label, kind, summary, marks: warnings = [], text }, words) {
    const name = label ? `${label}: ${title}` : title;
    const link = element("a", "", ...marked(name, words));
    // A folder that is opened from a disk shows its files.
    link.href = root + path + (isOnDisk && path.endsWith("/") ? "index.html" : "");
    const heading = element("span", "title", link);
    for (const warning of warnings) heading.append(" ", element("span", warning.toLowerCase(), warning));
    const has = (said, words) => find.marks(said ?? "", words).length > 0;
    const said = has(summary, words) ? summary : (find.around(text, words) ?? summary ?? text);
    const context = element("p", "", ...marked(said, words));
    const entry = element("li", "", element("span", "when", kind[0].toUpperCase() + kind.slice(1)), " ", heading, context);
    return { entry, link, context, isWhole: words.every((word) => has(`${name} ${said}`, [word])) };
  }

  /** Where the words stand that the index does not show in their context: the page itself says it, but not on a disk. */
  async function look({ link, context, isWhole }, words) {
    if (isWhole || isOnDisk) return;
    const html = await (await fetch(link.href)).text();
    const page = new DOMParser().parseFromString(html.replace(/<\/(p|li|t[dh]|d[dt]|h\d|a)>/g, "$& "), "text/html");
    const main = page.querySelector("main") ?? page.body;
    main.querySelectorAll("nav, header, script").forEach((other) => other.remove());
    const said = find.around(main.textContent.replace(/\s+/g, " ").replace(/ (?=[.,;:)])/g, "").trim(), words);
    if (said) context.replaceChildren(...marked(said, words));
  }

  let turn = 0;
  let rest = () => {};

  async function show() {
    const own = ++turn;
    const query = form.elements.q.value.trim();
    const filters = [...form.querySelectorAll("select")].map(({ value }) => value).filter(Boolean);
    keep();
    if (!/[\p{Alphabetic}\p{N}]/u.test(query) && filters.length === 0) return say("", false);
    try {
      await load();
      const { records, words, isPart, root: start } = await find.search(query, filters);
      let next = 0;
      rest = async () => {
        const from = next;
        const page = records.slice(from, (next += STEP));
        const entries = await Promise.all(page.map((record) => find.shown(record, start)));
        if (own !== turn) return;
        const items = entries.filter(Boolean).map((entry) => item(entry, words));
        if (from === 0) list.replaceChildren();
        list.append(...items.map(({ entry }) => entry));
        more.hidden = next >= records.length;
        // Pages are asked for when the reader no longer types.
        setTimeout(() => own === turn && items.forEach((item) => look(item, words).catch(() => {})), 400);
        return items[0]?.link;
      };
      await rest();
      if (own !== turn) return;
      const count = records.length === 1 ? "1 record" : `${records.length} records`;
      const wider = filters.length ? "fewer words or a wider filter" : "fewer words, or only their beginnings";
      if (records.length === 0 && isPart) say("Nothing found yet: go on typing.", false);
      else if (records.length === 0) say(`Nothing found. Try ${wider}; all records are listed below.`, false);
      else say(`${count} found.${isPart ? " There may be more: go on typing." : ""}`, true);
    } catch {
      if (own === turn) say("The index of the search could not be loaded. All records are listed below.", false);
    }
  }

  /** Says how the search went, and shows either what was found or the list of all. */
  function say(text, isFound) {
    status.textContent = text;
    found.hidden = !isFound;
    all.hidden = isFound;
    if (!isFound) list.replaceChildren();
  }

  /** Keeps the search in the address, so that it can be shared and is there when the reader comes back. */
  function keep() {
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
  let pause;
  form.hidden = false;
  // A link to the field came to nothing while it was hidden.
  if (location.hash === "#q") form.elements.q.focus();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    show();
  });
  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(show, 120);
  });
  more.addEventListener("click", async () => (await rest())?.focus());
  // The arrows lead from the words to the results and through them.
  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [form.elements.q, ...list.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement);
    if (!step || at < 0 || !stops[at + step] || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    stops[at + step].focus();
  });
  if ([...new FormData(form)].some(([, value]) => value)) show();
})();
