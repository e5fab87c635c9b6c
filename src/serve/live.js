// The browser's side of the preview: shows an edit as soon as it is saved, and what is wrong with the review for as
// long as something is. Only the preview adds it to pages; what a build writes has no part of it.
//
// The preview sends its state after each rebuild, and once more where rules then warn of something else than before:
// `{"run": 7, "revision": 12, "isEmpty": false, "errors": {"total": 0, "shown": []}, "warnings": …}`, in other words each time,
// even if it was ended and started again. A page that hears of one compares entity tags, its own and those of the images in
// it, and loads itself anew only if one differs. A browser opens six connections to a server and a stream keeps one for good,
// so one tab listens for all of them.

"use strict";

{
  const EVENTS = "/.rapporteur/events";
  const STYLE = "/.rapporteur/live.css";
  /** The name of the lock, the channel and the panel, and how the names of what is stored begin. */
  const NAME = "rapporteur-live";
  /** The entity tag that this page was served with. */
  const SHOWN = document.currentScript.dataset.page;

  /** The state that was heard of last, as it was sent. */
  let latest = null;

  function receive(text) {
    latest = text;
    show(JSON.parse(text));
    look();
  }

  // What is shown: is it old?

  /** The entity tags of embedded files, by address, as they were before the page was loaded anew or soon after. */
  const embedded = new Map(JSON.parse(stored("files") || "[]"));
  store("files", "");
  let looking = false;
  let again = false;

  /** Loads the page anew if it is old. One look at a time: what is heard of meanwhile makes it look once more. */
  async function look() {
    again = true;
    if (looking) return;
    looking = true;
    let failures = 0;
    while (again && failures < 3) {
      again = false;
      try {
        if (await isOld()) {
          location.reload();
          // Whoever stops the loading of the new page still has this one, which is still old.
          await pause(10_000);
          again = true;
        }
      } catch {
        // Either the preview had no time, or it was ended: then it sends its state as soon as it is back.
        failures += 1;
        again = true;
        await pause(1000);
      }
    }
    looking = false;
  }

  async function isOld() {
    const tag = await tagOf(location.origin + location.pathname);
    if (tag !== null && tag !== SHOWN) return true;
    const now = [];
    for (const address of embeddedFiles()) now.push([address, await tagOf(address)]);
    if (now.some(([address, tag]) => embedded.has(address) && embedded.get(address) !== tag)) {
      // A file that takes long to write changes again while the page is loaded anew, which would not find out later.
      store("files", JSON.stringify(now));
      return true;
    }
    for (const [address, tag] of now) embedded.set(address, tag);
    return false;
  }

  /** The addresses of the files that the page shows inside itself and that come from the preview. */
  function embeddedFiles() {
    const elements = [...document.querySelectorAll("[src]:not(script), img, object, video")];
    const addresses = elements.flatMap(({ currentSrc, src, data, poster }) => [currentSrc || src, data, poster]);
    const own = addresses.filter((address) => address?.startsWith?.(`${location.origin}/`));
    return new Set(own.map((address) => address.split("#")[0]));
  }

  async function tagOf(address) {
    const answer = await fetch(address, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(10_000) });
    // There is no body, but the browser waits until it is taken.
    await answer.arrayBuffer();
    return answer.headers.get("ETag")?.replace(/^W\/|"/g, "") ?? null;
  }

  function pause(milliseconds) {
    return new Promise((resolve) => setTimeout(resolve, milliseconds));
  }

  // How it is heard of

  /** Hears of states until the page goes, for good or into the browser's memory, from which it may come back. */
  function join() {
    const leave = new AbortController();
    addEventListener("pagehide", () => leave.abort(), { once: true });
    // There are no locks at an `http:` address of another machine.
    if (navigator.locks) listenForAll(leave.signal);
    else listenWhileSeen(leave.signal);
  }

  /** Waits to be the one tab that listens, and until then hears of states from the one that does. */
  function listenForAll(leaving) {
    const channel = new BroadcastChannel(NAME);
    let listens = false;
    let asks = false;

    const ask = () => {
      asks = true;
      channel.postMessage({ asks });
    };
    channel.onmessage = ({ data }) => {
      if (data.asks) {
        if (listens && latest) channel.postMessage({ answer: latest });
      } else if (data.state || asks) {
        asks = false;
        receive(data.state ?? data.answer);
      }
    };
    const hold = () =>
      new Promise((release) => {
        listens = true;
        leaving.addEventListener("abort", release);
        listen(leaving, (state, isNews) => {
          // Nothing is news to all when the tab that listened before has passed it on; but one may have asked since.
          channel.postMessage(isNews ? { state } : { answer: state });
          if (isNews) receive(state);
        });
      });

    // A tab out of sight may have been put to sleep.
    document.addEventListener("visibilitychange", () => document.hidden || ask(), { signal: leaving });
    leaving.addEventListener("abort", () => channel.close());
    ask();
    navigator.locks.request(NAME, { signal: leaving }, hold).catch(() => {
      // A browser that stores nothing for this address gives no locks either.
      if (!leaving.aborted) listenWhileSeen(leaving);
    });
  }

  /** Listens while the tab can be seen. */
  function listenWhileSeen(leaving) {
    let hide = null;
    const turn = () => {
      hide?.abort();
      hide = document.hidden || leaving.aborted ? null : new AbortController();
      if (hide) listen(hide.signal, receive);
    };
    document.addEventListener("visibilitychange", turn, { signal: leaving });
    leaving.addEventListener("abort", turn);
    turn();
  }

  /** Listens to the preview, and tells each state and whether it is news: also the same one is after an interruption. */
  function listen(leaving, tell, interrupted = false) {
    if (leaving.aborted) return;
    const source = new EventSource(EVENTS);
    leaving.addEventListener("abort", () => source.close());
    source.onmessage = ({ data }) => {
      tell(data, interrupted || data !== latest);
      interrupted = false;
    };
    source.onerror = () => {
      interrupted = true;
      // The browser tries again by itself, unless something else answered in the preview's place.
      if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(leaving, tell, true), 2000);
    };
  }

  // What is wrong

  /** The panel over the page and its parts, if it is there. */
  let overlay = null;
  /** The problems that were heard of last, as text: empty for none. */
  let known = null;

  /** Shows problems; none takes the panel away. What the reader has hidden stays hidden until it differs. */
  function show({ isEmpty, errors, warnings }) {
    const count = errors.total + warnings.total;
    const text = count > 0 ? JSON.stringify([isEmpty, errors, warnings]) : "";
    if (text === known) return;
    known = text;
    if (text === "") store("hidden", "");
    if (text === "" || text === stored("hidden")) return remove();
    overlay ??= build();
    fill(overlay, isEmpty, errors, warnings);
  }

  function fill({ host, panel, title, list, warned, status, ready }, isEmpty, errors, warnings) {
    const [what, then] = errors.total === 1 ? ["1 error", "it is"] : [`${errors.total} errors`, "they are"];
    const until = isEmpty ? "there is no site to show until" : "the pages stay as they were until";
    const besides = warnings.total === 1 ? "1 warning" : `${warnings.total} warnings`;
    const hadFocus = panel.contains(host.shadowRoot.activeElement) && host.shadowRoot.activeElement !== panel;
    panel.classList.toggle("mild", errors.total === 0);
    // Warnings keep nothing from being shown, so they are folded, and alone they are a single line.
    title.replaceChildren(errors.total > 0 ? what : besides);
    if (errors.total > 0) title.append(make("span", "", `: ${until} ${then} mended`));
    list.replaceChildren(...items(errors));
    list.hidden = errors.total === 0;
    warned.hidden = warnings.total === 0;
    warned.firstChild.textContent = besides;
    warned.lastChild.replaceChildren(...items(warnings));
    if (hadFocus) panel.focus();
    // A change is read out only in an element that was there before it.
    const [first] = errors.total > 0 ? errors.shown : warnings.shown;
    const said = `${title.textContent}. ${first?.message.replaceAll("`", "") ?? ""}`;
    ready.then(() => pause(200)).then(() => (status.textContent = said));
  }

  /** Those problems that are shown, and how many there are besides. */
  function items({ total, shown }) {
    const all = shown.map(problemItem);
    if (total > shown.length) {
      const where = make("code", "", "rapporteur check --all");
      all.push(make("li", "more", `… and ${total - shown.length} more: `, where, " lists them all"));
    }
    return all;
  }

  function hide() {
    const { before } = overlay;
    store("hidden", known);
    remove();
    before?.focus();
  }

  function remove() {
    overlay?.size.disconnect();
    overlay?.host.remove();
    overlay = null;
    document.documentElement.style.removeProperty("scroll-padding-block-end");
  }

  function build() {
    const title = make("h2");
    const status = make("p", "status");
    const button = make("button", "", "Hide");
    const list = make("ol");
    const warned = make("details", "", make("summary"), make("ol"));
    const panel = make("section", "", make("header", "", title, button), list, warned, status);
    title.id = "title";
    status.setAttribute("role", "status");
    button.type = "button";
    panel.setAttribute("aria-labelledby", title.id);
    // It scrolls, so the keyboard has to get into it.
    panel.tabIndex = 0;
    panel.hidden = true;

    const style = make("link");
    const ready = new Promise((resolve) => (style.onload = style.onerror = resolve));
    style.rel = "stylesheet";
    style.href = STYLE;
    const host = make(NAME);
    host.lang = "en";
    host.dir = "ltr";
    host.attachShadow({ mode: "open" }).append(style, panel);

    const built = { host, panel, title, list, warned, status, before: null };
    built.ready = ready.then(() => (panel.hidden = false));
    // The end of the page, and what gets the focus there, can be scrolled to above the panel.
    built.size = new ResizeObserver(() => {
      const height = `${panel.offsetHeight}px`;
      host.style.blockSize = height;
      if (host.isConnected) document.documentElement.style.setProperty("scroll-padding-block-end", height);
    });
    built.size.observe(panel);
    button.addEventListener("click", hide);
    panel.addEventListener("keydown", ({ key }) => key === "Escape" && hide());
    panel.addEventListener("focusin", ({ relatedTarget }) => {
      if (!panel.contains(relatedTarget)) built.before = relatedTarget;
    });
    document.body.append(host);
    return built;
  }

  function problemItem({ severity, code, message, help, notes, related, ...place }) {
    return make(
      "li",
      severity,
      make("p", "message", make("strong", "", severity), " ", ...prose(message)),
      ...placed(place, make("code", "", code)),
      ...(related ?? []).map((place) => make("div", "related", ...placed(place))),
      help ? make("p", "help", make("strong", "", "help"), " ", ...prose(help)) : "",
      ...(notes ?? []).map((note) => make("p", "help", make("strong", "", "note"), " ", ...prose(note))),
    );
  }

  /** Where something is, as a link where an editor can be opened there, and the lines around it. */
  function placed({ path, line, column, link, label, excerpt }, ...more) {
    const place = make(link ? "a" : "span", "path", [path, line, column].filter((part) => part).join(":"));
    if (link) place.href = link;
    const faulty = (excerpt ?? []).findLast(isFaulty);
    const lines = (excerpt ?? []).flatMap((line) => lineOf(line, line === faulty ? label : null));
    return [
      make("p", "place", place, " ", ...more, lines.length === 0 && label ? ` ${label}` : ""),
      lines.length > 0 ? make("div", "excerpt", ...lines) : "",
    ];
  }

  function isFaulty({ from }) {
    return typeof from === "number";
  }

  function lineOf({ number, text, from, to }, label) {
    const code = make("code");
    if (isFaulty({ from })) {
      const fault = make("mark", from === to ? "point" : "", text.slice(from, to));
      code.append(text.slice(0, from), fault, text.slice(to));
    } else {
      code.append(text);
    }
    const row = [make("span", "number", `${number}`), code];
    if (label) {
      const under = make("span", "label", make("span", "", ...prose(label)));
      under.style.setProperty("--from", from);
      row.push(under);
    }
    return row;
  }

  /** Text in which `code` stands between backquotes. */
  function prose(text) {
    return text.split(/`([^`]+)`/).map((part, index) => (index % 2 === 0 ? part : make("code", "", part)));
  }

  /** An element with a class and children. Messages may hold what strangers wrote: a string becomes text, never markup. */
  function make(name, className = "", ...children) {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...children);
    return element;
  }

  // What outlives a page is stored for its tab. A browser that stores nothing for this address refuses even to be asked.
  function stored(what) {
    try {
      return sessionStorage.getItem(`${NAME}-${what}`);
    } catch {
      return null;
    }
  }

  function store(what, text) {
    try {
      sessionStorage.setItem(`${NAME}-${what}`, text);
    } catch {}
  }

  // A page that is loaded before anybody asks for it has nobody to show anything to.
  if (document.prerendering) document.addEventListener("prerenderingchange", join, { once: true });
  else join();
  addEventListener("pageshow", ({ persisted }) => persisted && join());
}
