// What the search finds: cuts a query into words, loads the parts of the index that they are in, and puts in order the pages
// that the words mean and the records that have them. Where no record does, it looks for the words that were meant, or for
// some of them. It knows nothing of the page, whose script, search.js, loads it when somebody types. What the parts hold is
// described in src/site/search.rs. They are scripts that call `rapporteurSearch`, since a page that was opened from a disk may
// load scripts, but no data.

"use strict";

(() => {
  const { index, stamp } = document.currentScript.dataset;

  const NAME = 4; // the place of a word that is a whole name
  const PAGES = 5; // in how many pages a phrase is looked for
  const FAR = 2; // how many letters of a long word may be wrong
  const SHARDS = 6; // how many shards of words a search may load
  const WORTH = [1, 2, 5, 20, 100]; // of a word in a body, a field, a summary, a title, and as a whole name
  const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";

  // Words, as src/site/search/word.rs cuts them.
  const LETTER = "[\\p{Alphabetic}\\p{N}\\p{M}\\u00ad\\u200b-\\u200d\\u2060\\ufeff]";
  const PART = `${LETTER}+`;
  const NUMBER = `(?<![\\p{N}.,])\\d{1,3}([,’\\u00a0\\u202f])\\d{3}(?:\\1\\d{3})*(?!\\p{N})`;
  const LABEL = `\\p{N}${LETTER}*(?:[.()/:-]+${PART})+`;
  const WORDS = new RegExp(`${NUMBER}|${LABEL}|${PART}(?:[-\\u2010\\u2011](?!\\p{N})${PART})*`, "gu");
  const THOUSANDS = new RegExp(NUMBER, "gu");
  const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u00ad\u200b-\u200d\u2060\ufeff]/g;
  const SPELT = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", ħ: "h", ı: "i", þ: "th", ς: "σ" };
  const UNSPACED =
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{3ffff}";
  const RUNS = new RegExp(`[${UNSPACED}]+|[^${UNSPACED}]+`, "gu");
  const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, "u");

  function fold(text) {
    const whole = text.replace(THOUSANDS, (number) => number.replace(/\D/g, ""));
    const plain = whole.normalize("NFKD").toLowerCase().replace(ACCENTS, "").normalize("NFC");
    return plain.replace(/[ßæœøłđðħıþς]/g, (letter) => SPELT[letter]);
  }

  /** The words of a query. Each is one word of the index, or the words that must stand together in its place. */
  function wordsOf(query) {
    return fold(query).match(WORDS)?.map((word) => {
      const parts = word.match(new RegExp(PART, "gu"));
      return { whole: joined(parts), parts: parts.flatMap(runs), isJoined: parts.length > 1 };
    }) ?? [];
  }

  // Words of English questions, which say nothing of what is looked for.
  const STOP = new Set(
    (
      "a about after all also an and any are as at be became because become been before between but by can could did do does " +
      "during each ever for from get give given gave had happened has have how if in into is it its many me more most much " +
      "my now of on one or our say said says saying she should show so some still such tell than that the their them then " +
      "there these they this those through to under until up us very was we were what when where whether which who whom " +
      "whose why will with would yet you"
    ).split(" "),
  );

  // How English makes plurals, and the forms of verbs. What is no word finds nothing.
  const FORMS = [
    [/([^aeiou])ies$/, "$1y"],
    [/([^aeiou])y$/, "$1ies"],
    [/sis$/, "ses"],
    [/ses$/, "sis"],
    [/([sxz]|[cs]h)es$/, "$1"],
    [/([^su])s$/, "$1"],
    [/(?<=...)ed$/, ""],
    [/(?<=...)d$/, ""],
    [/(?<=...)ing$/, ""],
    [/(?<=...)ing$/, "e"],
  ];
  const isEnglish = /^en\b/i.test(document.documentElement?.lang ?? "");

  /** A word in its other forms. */
  function others(word) {
    if (!isEnglish || !/^[a-z]{4,}$/.test(word)) return [];
    return FORMS.filter(([end]) => end.test(word)).map(([end, other]) => word.replace(end, other));
  }

  /** The parts of a text, folded. */
  function partsOf(text) {
    return fold(text).match(new RegExp(PART, "gu")) ?? [];
  }

  /** Parts as they are kept whole: what stood between them is left out, but where numbers would run together. */
  function joined(parts) {
    return parts.join("\n").replace(/(?<=\p{N})\n(?=\p{N})/gu, ".").replaceAll("\n", "");
  }

  function runs(part) {
    return part.match(RUNS).flatMap((run) => {
      if (!IS_UNSPACED.test(run)) return [run];
      const letters = [...run];
      return letters.length < 2 ? letters : letters.slice(1).map((letter, at) => letters[at] + letter);
    });
  }

  // The parts of the index that were asked for, and what waits for them.
  const asked = new Map();
  const arrived = new Map();
  window.rapporteurSearch = (name, data) => arrived.get(name)?.(data);

  /** A part of the index, whose address ends in something that no browser has kept from another index. */
  function load(name, version) {
    if (!asked.has(name)) {
      const loading = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = `${index}${name}.js?${version}`;
        script.onerror = () => reject(new Error(name));
        arrived.set(name, resolve);
        document.head.append(script);
      });
      loading.catch(() => asked.delete(name));
      asked.set(name, loading);
    }
    return asked.get(name);
  }

  /** The shard that a word is in: shards begin at the words of `starts`, the first before all of them. */
  function shardOf(word, starts) {
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= word) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The whole of an index that is not cut: its words, its records, and which of them has which name. */
  async function whole({ version }) {
    const all = await load("all", version);
    all.named ??= named(all.records);
    return all;
  }

  /** The numbers of records by the names that their paths tell. */
  function named(records) {
    const names = new Map();
    const add = (name, slot) => names.set(name, [...(names.get(name) ?? []), slot]);
    for (const [slot, { path }] of records.entries()) {
      const parts = decodeURIComponent(path).replace(/\/(index\.html)?$/, "").split("/");
      for (const name of [parts.join("/"), parts.at(-1)]) add(joined(partsOf(name)), slot);
    }
    return names;
  }

  /** Some shards of the words, each as its lines. */
  async function linesOf(root, shards) {
    if (root.whole) return [(await whole(root)).words];
    return Promise.all(shards.map((shard) => load(`words/${shard}`, root.version)));
  }

  /** The records in which a word stands, or a longer one that begins with it: their numbers, each with what that is worth. */
  async function recordsWith(word, root, shards, exact = false, least = 0) {
    const { starts, count } = root;
    const first = shardOf(word, starts);
    const last = exact ? first : shardOf(`${word}\uffff`, starts);
    const wanted = Array.from({ length: Math.min(last - first + 1, shards) }, (_, at) => first + at);
    const worth = new Map();
    const add = (record, own) => worth.set(record, Math.max(worth.get(record) ?? 0, own));
    for (const lines of await linesOf(root, wanted)) {
      let at = lines.startsWith(word) ? 0 : lines.indexOf(`\n${word}`) + 1;
      if (at === 0 && !lines.startsWith(word)) continue;
      while (lines.startsWith(word, at)) {
        const end = lines.indexOf("\n", at);
        const [own, ...places] = lines.slice(at, end).split("\t");
        at = end + 1;
        if (exact && own !== word) break;
        const share = own === word ? 1 : 0.5;
        places.forEach((postings, place) => {
          if (place >= least) for (const record of numbers(postings)) add(record, WORTH[place] * share);
        });
      }
    }
    if (root.whole) for (const record of (await whole(root)).named.get(word) ?? []) add(record, WORTH[NAME]);
    const rare = Math.log2(2 + count / (worth.size + 1));
    for (const [record, own] of worth) worth.set(record, own * rare);
    return { worth, isPart: last - first >= shards };
  }

  /** Numbers as they are written in the index: the differences between them, in digits of 32, the lowest first. */
  function* numbers(text) {
    let [number, value, shift] = [0, 0, 0];
    for (const letter of text) {
      const digit = DIGITS.indexOf(letter);
      value |= (digit & 31) << shift;
      shift += 5;
      if (digit >= 32) continue;
      yield (number += value);
      [value, shift] = [0, 0];
    }
  }

  /** What is in every one of some sets of records, with the sum of what it is worth in each. */
  function common(sets) {
    const [least, ...others] = [...sets].sort((a, b) => a.size - b.size);
    const both = [...(least ?? [])].filter(([record]) => others.every((set) => set.has(record)));
    return new Map(both.map(([record, own]) => [record, others.reduce((sum, set) => sum + set.get(record), own)]));
  }

  /** What is in any of some sets of records, with the most that it is worth. */
  function any(sets) {
    const most = new Map(sets[0]);
    for (const [record, own] of sets.flatMap((set) => [...set])) most.set(record, Math.max(own, most.get(record) ?? 0));
    return most;
  }

  const QUOTED = /["\u201c\u201d\u201e\u00ab\u00bb]([^"\u201c\u201d\u201e\u00ab\u00bb]+)["\u201c\u201d\u201e\u00ab\u00bb]/g;

  /** The words of a query that a record must have: not those of questions, nor the name of the review, unless nothing else. */
  function wanted(query, { review }) {
    const all = wordsOf(query);
    const own = new Set(partsOf(review ?? ""));
    const isEmpty = ({ whole }) => own.has(whole) || (isEnglish && STOP.has(whole));
    const words = all.filter((word) => !isEmpty(word));
    return words.length > 0 ? words : all;
  }

  /** Whether a word of a query means a word of a name. */
  function means(word, own) {
    return own === word || others(word).includes(own) || (word.length > 4 && own.startsWith(word));
  }

  // What may stand beside the name of a list, of a value, and of a page about the whole review.
  const BESIDE = {
    list: "list all recorded",
    value: "recommendation list status recommend recommended",
    overview: "january february march april may june july august september october november december",
  };

  /** The pages that the words of a query mean, the best first: those that are called so, or themes whose name has them. */
  function pagesFor(query, words, { pages }) {
    const said = words.flatMap(({ parts }) => parts);
    const all = wordsOf(query).flatMap(({ parts }) => parts);
    const states = pages.filter(({ sort }) => /^(response|progress|verdict|state)$/.test(sort));
    const ofStates = states.flatMap(({ names, also = [] }) => [...names, ...also].flatMap(partsOf));
    const found = pages.map((page) => {
      const beside = besideOf(page, ofStates);
      const [name, other] = [page.names, page.also ?? []].map((names) => {
        return Math.max(0, ...names.map((name) => rank(partsOf(name), said, all, beside, page.sort === "theme")));
      });
      return { page, rank: name === 2 ? 3 : Math.max(name, other) };
    });
    const met = found.filter(({ rank }) => rank > 0).sort((one, other) => other.rank - one.rank);
    const meant = met.filter(({ rank }) => rank >= 2 && rank === met[0].rank);
    // One word of a theme means it only where no other theme has it.
    const isPart = met.length === 1 || said.length > 1;
    return (meant.length > 0 ? meant : isPart ? met : []).slice(0, 3).map(({ page }) => page);
  }

  /** Whether a word may stand beside the name of a page without meaning another: beside a theme also how it stands. */
  function besideOf({ sort }, ofStates) {
    const isValue = sort !== "list" && sort !== "overview";
    const words = BESIDE[isValue ? "value" : sort].split(" ");
    if (isValue) words.push(sort, ...(sort === "theme" ? ofStates : []));
    const isYear = (word) => sort === "overview" && /^(19|20)\d\d$/.test(word);
    return (word) => isYear(word) || words.some((own) => means(word, own));
  }

  /** How well the words of a query mean a name: 2 if all of the name is there, less if it may be a part, 0 if not at all. */
  function rank(own, said, all, isBeside, mayBePart) {
    if (joined(own) === joined(all)) return 2;
    const isIn = (word) => own.some((part) => means(word, part));
    const within = said.filter(isIn).length;
    if (within === 0 || !said.every((word) => isIn(word) || isBeside(word))) return 0;
    if (own.every((part) => all.some((word) => means(word, part)))) return 2;
    return mayBePart ? within / own.length : 0;
  }

  /** The word of the index that a reader may have meant: of the nearest the one that most records have. */
  async function nearest(word, root) {
    const far = word.length < 3 ? 0 : word.length < 6 ? 1 : FAR;
    const at = shardOf(word, root.starts);
    const near = [at - 1, at, at + 1].filter((shard) => shard >= 0 && shard <= root.starts.length);
    let best = { distance: far + 1, size: 0 };
    for (const lines of await linesOf(root, near)) {
      for (const line of lines.split("\n")) {
        const end = line.indexOf("\t");
        if (end < 3 || Math.abs(end - word.length) > far) continue;
        const own = line.slice(0, end);
        // In a short word nobody mistakes the first letter, but many other words differ in it.
        if (word.length < 6 && own[0] !== word[0]) continue;
        if (!/^\p{Alphabetic}+$/u.test(own)) continue;
        const distance = apart(word, own, best.distance);
        const size = line.length;
        if (distance > best.distance || (distance === best.distance && size <= best.size)) continue;
        best = { own, distance, size };
      }
    }
    return best.distance <= far ? best.own : null;
  }

  /** How many letters of one word must be changed, left out, added or exchanged to make another; or more than `most`. */
  function apart(one, other, most) {
    let [before, last] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
    for (let at = 1; at <= one.length; at += 1) {
      const next = [at];
      for (let to = 1; to <= other.length; to += 1) {
        const cost = one[at - 1] === other[to - 1] ? 0 : 1;
        next[to] = Math.min(last[to] + 1, next[to - 1] + 1, last[to - 1] + cost);
        const isExchanged = one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1];
        if (isExchanged) next[to] = Math.min(next[to], before[to - 2] + 1);
      }
      if (Math.min(...next) > most) return most + 1;
      [before, last] = [last, next];
    }
    return last[other.length];
  }

  /** The records that have each word of a query, and those that are called by some of them. */
  async function setsOf(words, root, shards) {
    const exactly = async (word, least = 0) => (await recordsWith(word, root, 1, true, least)).worth;
    let isPart = false;
    const word = async (text) => {
      const [{ worth, isPart: part }, ...more] = await Promise.all(
        [recordsWith(text, root, shards), ...others(text).map((other) => exactly(other))],
      );
      isPart ||= part;
      return any([worth, ...more]);
    };
    const used = [];
    const ofWords = words.map(async ({ whole, parts, isJoined }) => {
      const own = isJoined ? await word(whole) : new Map();
      const isLabel = /^\p{N}/u.test(whole);
      if (isLabel && own.size > 0) {
        used.push(whole);
        return own;
      }
      // With a hyphen and without it, `co-ordinator` is one word.
      if (isJoined && !isLabel) used.push([whole, ...parts.filter((part) => part.length > 2)].join("|"));
      else used.push(...parts.map((part) => [part, ...others(part)].join("|")));
      return any([own, common(await Promise.all(parts.map(word)))]);
    });
    const sets = await Promise.all(ofWords);
    // Words beside each other may be one name: `Recommendation 4.1`. A number names a record whatever else is asked of it.
    const together = words.slice(1).map(({ whole }, at) => joined([words[at].whole, whole]));
    const alone = words.filter(({ whole, isJoined }) => isJoined && /^\p{N}/u.test(whole)).map(({ whole }) => whole);
    const all = words.length > 2 ? [joined(words.map(({ whole }) => whole))] : [];
    const names = [...together, ...alone, ...all];
    const named = (await Promise.all(names.map((name) => exactly(name, NAME)))).map((worth, at) => {
      return { worth, isNumber: /\p{N}/u.test(names[at]) };
    });
    return { sets, named, used, isPart };
  }

  /** The records that have all of the words, the best first, and with them those that are called by a number in them. */
  function inOrder({ sets, named }, narrowed) {
    const ofText = sets.length > 0 ? [common(sets)] : [];
    for (const { worth, isNumber } of named) {
      for (const [record, own] of worth) {
        const before = ofText[0].get(record);
        if (before !== undefined || isNumber) ofText[0].set(record, own + (before ?? 0));
      }
    }
    return sorted(common([...ofText, ...narrowed]));
  }

  /** The records that have some of the words: the more of them, the better. */
  function inPart(sets, narrowed) {
    const sums = new Map();
    const more = 1e6;
    for (const [record, own] of sets.flatMap((set) => [...set])) sums.set(record, (sums.get(record) ?? 0) + more + own);
    return sorted(common([sums, ...narrowed]));
  }

  function sorted(worth) {
    return [...worth].sort(([a, one], [b, other]) => other - one || a - b).map(([record]) => record);
  }

  /** The records of some that are known to have all phrases, first; and how many these are. Of a few the page is asked. */
  async function phrased(records, phrases, root, textOf) {
    if (phrases.length === 0) return { records, exact: 0 };
    const looked = root.whole ? records : records.slice(0, 40);
    let pages = PAGES;
    const has = async (record) => {
      const { path, title, label = "", summary = "", text = "" } = await shown(record, root);
      const isIn = (...texts) => {
        const said = texts.map((said) => ` ${partsOf(said).join(" ")} `);
        return phrases.every((phrase) => said.some((own) => own.includes(` ${phrase} `)));
      };
      return isIn(title, label, summary, text) || (pages-- > 0 && isIn((await textOf?.(path).catch(() => "")) ?? ""));
    };
    const had = await Promise.all(looked.map(has));
    const exact = looked.filter((_, at) => had[at]);
    return { records: [...exact, ...records.filter((record) => !exact.includes(record))], exact: exact.length };
  }

  /**
   * What a search finds: the numbers of the records, the best first, and the pages that its words mean; and its words, each
   * with its other forms behind `|`. When the reader no longer types, also where no record has all words: then the query that
   * may have been `meant`, or only `some` of the words. `textOf` gives the text of a page.
   */
  async function search(query, filters, isFinal = true, textOf = null) {
    const root = await load("root", stamp);
    const words = wanted(query, root);
    const phrases = [...query.matchAll(QUOTED)].map(([, phrase]) => partsOf(phrase).join(" ")).filter(Boolean);
    const shards = Math.max(1, Math.floor(SHARDS / Math.max(1, words.length)));
    const exactly = async (word) => (await recordsWith(word, root, 1, true)).worth;
    const [sets, narrowed] = await Promise.all([setsOf(words, root, shards), Promise.all(filters.map(exactly))]);
    const pages = filters.length === 0 && phrases.length === 0 ? pagesFor(query, words, root) : [];
    const common = { words: sets.used, isPart: sets.isPart, root, phrases, pages };
    const all = await phrased(inOrder(sets, narrowed), phrases, root, isFinal ? textOf : null);
    if (!isFinal || all.records.length > 0) return { ...common, ...all };
    const missing = words.filter((_, at) => sets.sets[at].size === 0);
    const instead = await Promise.all(missing.map(({ whole }) => nearest(whole, root)));
    if (pages.length === 0 && missing.length > 0 && instead.every(Boolean)) {
      const meant = words.map((word) => instead[missing.indexOf(word)] ?? word.whole).join(" ");
      const found = await search(meant, filters);
      if (found.records.length + found.pages.length > 0) return { ...found, meant };
    }
    return { ...common, records: inPart(sets.sets, narrowed), exact: 0, isSome: true };
  }

  /** The records whose addresses are nearest to one that does not exist; none where the index is cut. */
  async function nearby(path) {
    const root = await load("root", stamp);
    if (!root.whole) return [];
    const far = Math.min(4, Math.floor(path.length / 4));
    const asked = path.toLowerCase();
    const { records } = await whole(root);
    const all = records.map((record, slot) => {
      const own = decodeURIComponent(record.path).replace(/\/(index\.html)?$/, "").toLowerCase();
      return { slot, distance: apart(asked, own, far) };
    });
    const near = all.filter(({ distance }) => distance <= far).sort((one, other) => one.distance - other.distance);
    return near.slice(0, 3).map(({ slot }) => slot);
  }

  async function shown(record, root) {
    if (root.whole) return (await whole(root)).records[record];
    const { version, per_file } = root;
    const records = await load(`records/${Math.floor(record / per_file)}`, version);
    return records.find(({ slot }) => slot === record);
  }

  /** Where the words of a query stand in a text: `[from, to]` of each. */
  function marks(text, wanted) {
    const words = wanted.flatMap((word) => word.split("|"));
    const places = [];
    for (const match of text.matchAll(WORDS)) {
      const folded = fold(match[0]);
      const parts = folded.match(new RegExp(PART, "gu")) ?? [];
      const begins = (own) => words.some((word) => own.startsWith(word));
      if (IS_UNSPACED.test(folded) && folded.length === match[0].length) {
        for (const word of words) {
          const at = folded.indexOf(word);
          if (at >= 0) places.push([match.index + at, match.index + at + word.length]);
        }
      } else if (begins(joined(parts)) || (/^\p{N}/u.test(folded) && parts.some(begins))) {
        places.push([match.index, match.index + match[0].length]);
      } else {
        for (const part of match[0].matchAll(new RegExp(PART, "gu"))) {
          const at = match.index + part.index;
          if (runs(fold(part[0])).some(begins)) places.push([at, at + part[0].length]);
        }
      }
    }
    return places.sort(([a], [b]) => a - b);
  }

  /** The part of a text around the words that has most of them; none if it has none. */
  function around(text, words) {
    const places = marks(text, words);
    if (places.length === 0) return null;
    const inReach = ([from]) => {
      const near = places.filter(([at]) => at >= from && at < from + 160);
      return new Set(near.map(([at, to]) => fold(text.slice(at, to)))).size;
    };
    const best = places.slice(0, 60).reduce((one, other) => (inReach(other) > inReach(one) ? other : one));
    const start = best[0] <= 60 ? 0 : text.indexOf(" ", best[0] - 60) + 1;
    const end = text.length <= start + 240 ? text.length : text.lastIndexOf(" ", start + 240);
    const stop = Math.max(end, best[1]);
    return (start > 0 ? "… " : "") + text.slice(Math.min(start, best[0]), stop) + (stop < text.length ? " …" : "");
  }

  window.rapporteurFind = { search, nearby, shown, marks, around, wordsOf };
})();
