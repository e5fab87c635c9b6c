// Filters the table of recommendations by what is said of them and by words, and keeps the choice in the address, so
// that it can be shared. The table is whole without this script; all controls are made here, so none is ever dead.

{
  const MOST = 500; // rows shown at once
  const TEXT = "text";

  /** An element with attributes and children. */
  const make = (tag, attributes = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.append(...children);
    return element;
  };

  /** A text as it is searched: without case, and without accents. */
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const textOf = (nodes) => nodes.map((node) => node.textContent.trim()).join(" ").trim();

  /** The order of values: as people read them, and last what is unknown and what is not said. */
  const rank = (value) => ["unknown", "none"].indexOf(value);
  const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const order = ([value, words], [other, others]) => rank(value) - rank(other) || compare(words, others);

  class Filter {
    constructor(table) {
      this.table = table;
      this.frame = table.parentElement;
      this.total = Number(table.dataset.count);
      this.pager = document.querySelector("nav.pages");
      this.facets = [...table.tHead.querySelectorAll("[data-facet]")].map((head) => {
        return { name: head.dataset.facet, title: head.textContent, column: head.cellIndex, words: new Map(), options: new Map() };
      });
      if (table.querySelector("tbody[data-is]")) {
        this.facets.unshift({ name: "group", title: table.dataset.group, column: null, words: new Map(), options: new Map() });
      }
      this.rows = [];
      this.groups = new Map();
      for (const body of table.tBodies) this.take(body, body.rows, true);
    }

    /** Reads rows of a group. `own` are those of this page, which are seen while nothing is chosen. */
    take(body, rows, own) {
      const head = body.querySelector("[scope=rowgroup]");
      const count = head?.querySelector(".count");
      const title = head ? textOf([...head.childNodes].filter((node) => node !== count)) : "";
      if (!this.groups.has(body)) this.groups.set(body, { count, said: count?.textContent, rows: [] });
      for (const row of rows) {
        if (row.classList.contains("group")) continue;
        const is = {};
        for (const { name, column, words } of this.facets) {
          const cell = column === null ? body : row.cells[column];
          is[name] = cell.dataset.is.split(" ");
          // Of several values each stands by itself; after one there may be who says it.
          const said = is[name].length > 1 && !cell.dataset.as ? [...cell.children] : [cell.querySelector(".state") ?? cell];
          // Before one of the review's own words stands what it counts as, which is not seen.
          const before = cell.dataset.as ? [cell.dataset.as] : [];
          is[name].forEach((value, at) => {
            if (!words.has(value)) words.set(value, column === null ? title : (before[at] ?? textOf([said[at - before.length]])) || "not stated");
          });
        }
        const entry = { row, is, own, text: fold(`${title} ${textOf([...row.cells])}`) };
        this.rows.push(entry);
        this.groups.get(body).rows.push(entry);
      }
    }

    /** Brings in the rows of the other pages. */
    async rest() {
      const links = [...this.pager.querySelectorAll("a:not([aria-current])")];
      const answers = links.map(async ({ href }) => {
        const answer = await fetch(href);
        if (!answer.ok) throw new Error(`${answer.status}`);
        return new DOMParser().parseFromString(await answer.text(), "text/html");
      });
      for (const page of await Promise.all(answers)) {
        for (const link of page.querySelectorAll("table.rows th a")) {
          // The way to the root is another from there than from here.
          const path = link.getAttribute("href").replace(/^(\.\.\/)+/, "");
          link.setAttribute("href", `${this.table.dataset.root}${path}`);
        }
        for (const body of page.querySelectorAll("table.rows tbody")) {
          const last = this.table.tBodies[this.table.tBodies.length - 1];
          const rows = [...body.rows];
          const goesOn = last.dataset.is === body.dataset.is;
          if (goesOn) last.append(...rows.filter(({ className }) => className !== "group"));
          else last.after(document.adoptNode(body));
          this.take(goesOn ? last : body, rows, false);
        }
      }
    }

    /** Puts the controls before the table. */
    build() {
      this.fields = new Map();
      const field = (name, title, control) => {
        this.fields.set(name, Object.assign(control, { name, autocomplete: "off" }));
        return make("label", {}, make("span", { textContent: title }), control);
      };
      const labels = this.facets.map((facet) => field(facet.name, facet.title, make("select")));
      labels.push(field(TEXT, "Words", make("input", { type: "search", spellcheck: false })));
      this.status = make("p", { className: "status" });
      this.status.setAttribute("role", "status");
      this.clear = make("button", { type: "reset", textContent: "Clear all filters" });
      this.form = make("form", { className: "filter" }, ...labels, make("div", {}, this.status, this.clear));
      this.form.setAttribute("role", "search");
      this.form.setAttribute("aria-label", `Filter the ${this.table.dataset.many}`);
      this.form.addEventListener("submit", (event) => event.preventDefault());
      const typed = ({ target }) => target === this.fields.get(TEXT);
      this.form.addEventListener("change", (event) => this.choose(typed(event)));
      let late;
      this.form.addEventListener("input", (event) => {
        clearTimeout(late);
        if (typed(event)) late = setTimeout(() => this.choose(true), 150);
      });
      this.form.addEventListener("reset", (event) => {
        event.preventDefault();
        clearTimeout(late);
        for (const control of this.fields.values()) control.value = "";
        this.choose();
        this.form.querySelector("select, input").focus();
      });
      if (this.part) {
        const lists = make("a", { href: `${this.table.dataset.root}recommendations/by/${this.table.dataset.index}`, textContent: "the lists" });
        const [before, after] = [`Only this page is filtered, not all ${this.total} ${this.table.dataset.many}: `, " of each value hold all."];
        this.form.append(make("p", {}, before, lists, after));
      }
      this.frame.before(this.form);
      addEventListener("popstate", () => {
        clearTimeout(late);
        this.restore();
      });
      this.restore();
    }

    /** Takes the choice from the address. */
    restore() {
      const asked = new URLSearchParams(location.search);
      for (const facet of this.facets) {
        const value = asked.get(facet.name);
        // A value that nothing has is shown as chosen, or the list would look like an answer to what was asked.
        if (value && !facet.words.has(value)) facet.words.set(value, value);
      }
      this.show(new Map([...this.fields.keys()].map((name) => [name, asked.get(name) ?? ""])));
    }

    /** Takes the choice from the controls, and puts it into the address. Each can be gone back on; words are one. */
    choose(typed) {
      const chosen = new Map([...this.fields].map(([name, control]) => [name, control.value.trim()]));
      const address = new URL(location.href);
      for (const [name, value] of chosen) {
        if (value) address.searchParams.set(name, value);
        else address.searchParams.delete(name);
      }
      try {
        if (address.href === location.href) history.replaceState(null, "");
        else if (typed && history.state === TEXT) history.replaceState(TEXT, "", address);
        else history.pushState(typed ? TEXT : null, "", address);
      } catch {
        // From a disk, some browsers let no address be changed; the filter works all the same.
      }
      this.show(chosen);
    }

    /** Shows what fits a choice. */
    show(chosen) {
      const words = fold(chosen.get(TEXT)).split(/\s+/).filter(Boolean);
      const active = [...chosen.values()].some(Boolean);
      const counts = new Map(this.facets.map(({ name }) => [name, new Map()]));
      let found = 0;
      for (const entry of this.rows) {
        const wrong = this.facets.filter(({ name }) => chosen.get(name) && !entry.is[name].includes(chosen.get(name)));
        const said = words.every((word) => entry.text.includes(word));
        entry.fits = said && wrong.length === 0;
        // A facet counts what would fit if another of its values were chosen.
        for (const { name } of said && wrong.length < 2 ? this.facets : []) {
          if (wrong.length === 1 && wrong[0].name !== name) continue;
          const count = counts.get(name);
          for (const value of entry.is[name]) count.set(value, (count.get(value) ?? 0) + 1);
        }
        if (entry.fits) found += 1;
        entry.row.hidden = active ? !entry.fits || found > MOST : !entry.own;
      }
      for (const [body, { count, said, rows }] of this.groups) {
        const fit = rows.filter(({ fits }) => fits).length;
        body.hidden = rows.every(({ row }) => row.hidden);
        if (count) count.textContent = !active ? said : fit < rows.length ? `${fit} of ${rows.length}` : `${fit}`;
      }
      this.say(active, found);
      for (const facet of this.facets) this.offer(facet, chosen.get(facet.name), counts.get(facet.name));
      const text = this.fields.get(TEXT);
      if (text.value.trim() !== chosen.get(TEXT)) text.value = chosen.get(TEXT);
    }

    /** Says how many there are. */
    say(active, found) {
      const count = this.part ? this.rows.length : this.total;
      const all = `${count} ${count === 1 ? this.table.dataset.one : this.table.dataset.many}${this.part ? " on this page" : ""}`;
      const first = found > MOST ? `; the first ${MOST} are shown` : "";
      if (!active) this.status.textContent = all;
      else if (found === 0) this.status.textContent = `None of ${all} fits. Choose otherwise, or clear all filters.`;
      else this.status.textContent = `${found} of ${all}${first}`;
      this.clear.hidden = !active;
      this.frame.hidden = active && found === 0;
      if (this.pager) this.pager.hidden = active && !this.part;
    }

    /** Offers the values of a facet, each with how many it would leave. */
    offer({ name, words, options }, chosen, counts) {
      const control = this.fields.get(name);
      if (options.size === 0) control.append(make("option", { value: "", textContent: "Any" }));
      for (const [value] of [...words].filter(([value]) => !options.has(value)).sort(order)) {
        options.set(value, make("option", { value }));
        control.append(options.get(value));
      }
      for (const [value, option] of options) option.textContent = `${words.get(value)} (${counts.get(value) ?? 0})`;
      control.value = chosen;
    }
  }

  const table = document.querySelector("table[data-count]");
  const filter = table && table.tBodies.length > 0 ? new Filter(table) : null;
  if (filter && !filter.pager) filter.build();
  if (filter?.pager) {
    const button = make("button", { type: "button", textContent: `Filter all ${filter.total} ${table.dataset.many}` });
    const begin = make("p", { className: "filter" }, button);
    const load = async (focus) => {
      button.disabled = true;
      try {
        await filter.rest();
      } catch {
        filter.part = true;
      }
      begin.remove();
      filter.build();
      if (focus) filter.form.querySelector("select, input").focus();
    };
    button.addEventListener("click", () => load(true));
    filter.frame.before(begin);
    const asked = new URLSearchParams(location.search);
    // From a disk, no other page can be brought in.
    if (location.protocol === "file:" || [TEXT, ...filter.facets.map(({ name }) => name)].some((name) => asked.get(name))) load(false);
  }
}
