// Filters the table of recommendations by what is said of them and by words, and sorts it; the choice is in the address, so
// that it can be shared. The form stands in the page, where nothing moves when this begins; without scripts it is not
// shown, the table is whole, and the heads of its columns lead to the lists of each value.

{
  const MOST = 500; // rows shown at once
  const TEXT = "text";
  const SORT = "sort";

  /** An element with properties and children. */
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  /** A text as it is searched: without case, and without accents. */
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });

  class Filter {
    constructor(form, table) {
      Object.assign(this, { form, table, frame: table.parentElement, total: Number(table.dataset.count) });
      this.fold = form.parentElement;
      this.text = form.elements[TEXT];
      this.status = form.querySelector("[role=status]");
      this.clear = form.querySelector("[type=reset]");
      this.chips = make("ul", { ariaLabel: "Chosen" });
      form.append(this.chips);
      this.pagers = [...document.querySelectorAll("nav.pages")];
      [this.pager] = this.pagers;
      this.heads = new Map([...table.tHead.rows[0].cells].map((head) => [head.dataset.facet ?? "title", head]));
      this.facets = [...form.querySelectorAll("[data-facet]")].map((box) => {
        const options = new Map([...box.querySelectorAll("input")].map((input) => [input.value, input]));
        const { textContent: title } = box.querySelector("summary");
        return { name: box.dataset.facet, title, box, options, column: this.heads.get(box.dataset.facet)?.cellIndex };
      });
      this.whole = !this.pager;
      this.rows = [];
      this.groups = new Map();
      for (const body of table.tBodies) this.take(body, body.rows, true);
      // Rows that are sorted stand in no group.
      this.sorted = make("tbody");
      this.listen();
      this.restore();
    }

    /** Reads rows of a group. `own` are those of this page, which are seen while nothing is chosen. */
    take(body, rows, own) {
      const head = body.querySelector("[scope=rowgroup]");
      const count = head?.querySelector(".count");
      const title = head?.firstChild.textContent ?? "";
      if (!this.groups.has(body)) this.groups.set(body, { count, said: count?.textContent, rows: [], all: [] });
      const group = this.groups.get(body);
      group.all.push(...rows);
      for (const row of rows) {
        if (row.classList.contains("group")) continue;
        // An empty cell says nothing of its column.
        const valuesOf = ({ name, column }) =>
          column ? (row.cells[column].dataset.is ?? "none") : ((name === "state" ? row.dataset.state : body.dataset.is) ?? "");
        const is = Object.fromEntries(this.facets.map((facet) => [facet.name, valuesOf(facet).split(" ")]));
        const text = fold(`${title} ${[...row.cells].map((cell) => cell.textContent).join(" ")}`);
        const entry = { row, is, own, text, place: this.rows.length };
        this.rows.push(entry);
        group.rows.push(entry);
      }
    }

    /** Brings in the rows of the other pages, once. */
    rest() {
      const part = () => {
        const { href } = document.querySelector("main a[href*='/by/']");
        const before = `Only this page is filtered, not all ${this.total} ${this.table.dataset.many}: `;
        this.part = this.rows.length;
        this.form.append(make("p", {}, before, make("a", { href, textContent: "the lists" }), " of each value hold all."));
      };
      this.coming ??= this.bring().catch(part).then(() => {
        this.whole = true;
        this.show(this.chosen);
      });
    }

    async bring() {
      // From a disk, no other page can be brought in.
      if (location.protocol === "file:") throw new Error("no host");
      const links = [...this.pager.querySelectorAll("a:not([aria-current])")];
      const answers = links.map(async ({ href }) => {
        const answer = await fetch(href);
        if (!answer.ok) throw new Error(`${answer.status}`);
        return new DOMParser().parseFromString(await answer.text(), "text/html");
      });
      const pages = await Promise.all(answers);
      this.order("");
      for (const page of pages) {
        for (const link of page.querySelectorAll("table.rows th a")) {
          // The way to the root is another from there than from here.
          const path = link.getAttribute("href").replace(/^(\.\.\/)+/, "");
          link.setAttribute("href", `${this.table.dataset.root}${path}`);
        }
        for (const body of page.querySelectorAll("table.rows tbody")) {
          const last = [...this.groups.keys()].at(-1);
          const rows = [...body.rows];
          const goesOn = last.dataset.is === body.dataset.is;
          const more = goesOn ? rows.filter(({ className }) => className !== "group") : rows;
          if (goesOn) last.append(...more);
          else last.after(document.adoptNode(body));
          this.take(goesOn ? last : body, more, false);
        }
      }
    }

    listen() {
      const { form } = this;
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("change", ({ target }) => this.choose(target === this.text));
      let late;
      form.addEventListener("input", ({ target }) => {
        clearTimeout(late);
        if (target === this.text) late = setTimeout(() => this.choose(true), 150);
      });
      form.addEventListener("reset", (event) => {
        event.preventDefault();
        clearTimeout(late);
        this.text.value = "";
        this.show([]);
        this.choose();
        this.facets[0].box.querySelector("summary").focus();
      });
      form.addEventListener("keydown", ({ key, target }) => {
        const box = target.closest("[data-facet][open]");
        if (key !== "Escape" || !box) return;
        box.open = false;
        box.querySelector("summary").focus();
      });
      if (this.pager) form.addEventListener("focusin", () => this.rest());
      for (const [name, head] of this.heads) {
        const button = make("button", { type: "button", textContent: head.textContent });
        head.replaceChildren(button);
        button.addEventListener("click", () => {
          if (this.pager) this.rest();
          this.by = this.by === name ? `-${name}` : this.by === `-${name}` ? "" : name;
          this.choose();
        });
      }
      addEventListener("popstate", () => {
        clearTimeout(late);
        this.restore();
      });
    }

    /** Takes the choice from the address. */
    restore() {
      const asked = new URLSearchParams(location.search);
      this.text.value = asked.get(TEXT) ?? "";
      this.by = this.heads.has(asked.get(SORT)?.replace("-", "")) ? asked.get(SORT) : "";
      const chosen = this.facets.flatMap(({ name }) => asked.getAll(name).map((value) => [name, value]));
      this.show(chosen);
      if (this.pager && (this.by || this.text.value || chosen.length > 0)) this.rest();
    }

    /** Takes the choice from the controls, and puts it into the address. Each can be gone back on; words are one. */
    choose(typed) {
      const boxes = [...this.form.querySelectorAll("input:checked")];
      const chosen = boxes.map(({ name, value }) => [name, value]);
      // A value that nothing has is no box.
      chosen.push(...this.chosen.filter(([name, value]) => !this.facet(name).options.has(value)));
      const address = new URL(location.href);
      const { searchParams } = address;
      for (const name of [...this.facets.map(({ name }) => name), TEXT, SORT]) searchParams.delete(name);
      for (const [name, value] of chosen) searchParams.append(name, value);
      if (this.text.value.trim()) searchParams.set(TEXT, this.text.value.trim());
      if (this.by) searchParams.set(SORT, this.by);
      try {
        if (address.href === location.href) history.replaceState(null, "");
        else if (typed && history.state === TEXT) history.replaceState(TEXT, "", address);
        else history.pushState(typed ? TEXT : null, "", address);
      } catch {
        // From a disk, some browsers let no address be changed; the filter works all the same.
      }
      this.show(chosen);
    }

    facet(name) {
      return this.facets.find((facet) => facet.name === name);
    }

    /** Shows what fits a choice. */
    show(chosen) {
      this.chosen = chosen;
      const words = fold(this.text.value).split(/\s+/).filter(Boolean);
      const active = chosen.length > 0 || words.length > 0;
      const wanted = this.facets.map(({ name }) => [name, chosen.filter(([own]) => own === name).map(([, value]) => value)]);
      const asked = wanted.filter(([, values]) => values.length > 0);
      const counts = new Map(this.facets.map(({ name }) => [name, new Map()]));
      let found = 0;
      for (const entry of this.rows) {
        const wrong = asked.filter(([name, values]) => !values.some((value) => entry.is[name].includes(value)));
        const said = words.every((word) => entry.text.includes(word));
        entry.fits = said && wrong.length === 0;
        // A facet counts what would fit if another of its values were chosen.
        for (const [name, count] of said && wrong.length < 2 ? counts : []) {
          if (wrong.length === 1 && wrong[0][0] !== name) continue;
          for (const value of entry.is[name]) count.set(value, (count.get(value) ?? 0) + 1);
        }
        if (entry.fits) found += 1;
      }
      this.order(this.by);
      let seen = 0;
      for (const entry of this.inOrder ?? this.rows) {
        if (entry.fits) seen += 1;
        entry.row.hidden = active || this.inOrder ? !entry.fits || seen > MOST : !entry.own;
      }
      for (const [body, { count, said, rows }] of this.groups) {
        const fit = rows.filter(({ fits }) => fits).length;
        body.hidden = this.inOrder || rows.every(({ row }) => row.hidden);
        if (count) count.textContent = !active ? said : fit < rows.length ? `${fit} of ${rows.length}` : `${fit}`;
      }
      this.say(active, found);
      // The numbers of a list of which only a page is here are those of the whole until the rest is there.
      if (this.whole) this.count(counts);
      for (const { name, box, options } of this.facets) {
        const own = chosen.filter(([of]) => of === name).map(([, value]) => value);
        for (const [value, input] of options) input.checked = own.includes(value);
        box.querySelector(".count").textContent = own.length > 0 ? ` (${own.length})` : "";
      }
      this.fold.querySelector(".count").textContent = active ? ` (${chosen.length + (words.length > 0)})` : "";
      this.chips.replaceChildren(...chosen.map((one) => this.chip(one)));
    }

    count(counts) {
      for (const { name, options } of this.facets) {
        for (const [value, input] of options) input.parentElement.lastElementChild.textContent = counts.get(name).get(value) ?? 0;
      }
    }

    /** A value that is chosen, as a button that gives it up. */
    chip([name, value]) {
      const { title, options } = this.facet(name);
      const words = `${title}: ${options.get(value)?.nextElementSibling.textContent ?? value}`;
      const button = make("button", { type: "button", textContent: `${words} ×`, ariaLabel: `${words}, remove` });
      button.addEventListener("click", () => {
        this.show(this.chosen.filter(([of, is]) => of !== name || is !== value));
        this.choose();
        (this.chips.querySelector("button") ?? this.facets[0].box.querySelector("summary")).focus();
      });
      return make("li", {}, button);
    }

    /** Puts the rows in the order that is asked for: by a column, as its values stand in the filter, or as they came. */
    order(by) {
      const back = by.startsWith("-");
      const name = by.slice(back ? 1 : 0);
      for (const [of, head] of this.heads) head.ariaSort = of === name ? (back ? "descending" : "ascending") : null;
      if (this.inOrder) for (const [body, { all }] of this.groups) body.append(...all);
      this.sorted.remove();
      this.inOrder = null;
      if (!name) return;
      const places = new Map([...(this.facet(name)?.options.keys() ?? [])].map((value, place) => [value, place]));
      const key = ({ is }) => Math.min(...is[name].map((value) => places.get(value) ?? Infinity));
      const titles = (one, other) => compare(one.row.cells[0].textContent, other.row.cells[0].textContent);
      const between = places.size > 0 ? (one, other) => key(one) - key(other) : titles;
      const order = (one, other) => (back ? between(other, one) : between(one, other)) || one.place - other.place;
      this.inOrder = [...this.rows].sort(order);
      this.sorted.append(...this.inOrder.map(({ row }) => row));
      this.table.append(this.sorted);
    }

    /** Says how many there are. */
    say(active, found) {
      const count = this.part ?? this.total;
      const all = `${count} ${count === 1 ? this.table.dataset.one : this.table.dataset.many}${this.part ? " on this page" : ""}`;
      const first = found > MOST && (active || this.inOrder) ? `; the first ${MOST} are shown` : "";
      if (!active) this.status.textContent = `${all}${first}`;
      else if (found === 0) this.status.textContent = `None of ${all} fits. Choose otherwise, or clear all filters.`;
      else this.status.textContent = `${found} of ${all}${first}`;
      this.clear.hidden = !active;
      this.frame.hidden = active && found === 0;
      for (const pager of this.pagers) pager.hidden = (active || this.by !== "") && !this.part;
    }
  }

  const form = document.querySelector(".filter form");
  const table = document.querySelector("table[data-count]");
  if (form && table.tBodies.length > 0) new Filter(form, table);
}
