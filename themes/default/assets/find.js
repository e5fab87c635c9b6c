// What the search finds: cuts a query into words, loads the parts of the index that they are in, and puts the records in
// order. It knows nothing of the page, whose script, search.js, loads it when somebody types. What the parts hold is described
// in src/site/search.rs. They are scripts that call `rapporteurSearch`, since a page that was opened from a disk may load
// scripts, but no data.

"use strict";

(() => {
  const { index } = document.currentScript.dataset;

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

  // How English makes plurals. What is no word finds nothing.
  const PLURALS = [
    [/([^aeiou])ies$/, "$1y"],
    [/([^aeiou])y$/, "$1ies"],
    [/sis$/, "ses"],
    [/ses$/, "sis"],
    [/([sxz]|[cs]h)es$/, "$1"],
    [/([^su])s$/, "$1"],
  ];
  const isEnglish = /^en\b/i.test(document.documentElement?.lang ?? "");

  /** A word in the other number. */
  function others(word) {
    if (!isEnglish || !/^[a-z]{4,}$/.test(word)) return [];
    return PLURALS.filter(([end]) => end.test(word)).map(([end, other]) => word.replace(end, other));
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

  /** The records in which a word stands, or a longer one that begins with it: their numbers, each with what that is worth. */
  async function recordsWith(word, { version, starts, count }, shards, exact = false) {
    const first = shardOf(word, starts);
    const last = exact ? first : shardOf(`${word}\uffff`, starts);
    const names = Array.from({ length: Math.min(last - first + 1, shards) }, (_, at) => `words/${first + at}`);
    const worth = new Map();
    for (const lines of await Promise.all(names.map((name) => load(name, version)))) {
      let at = lines.startsWith(word) ? 0 : lines.indexOf(`\n${word}`) + 1;
      if (at === 0 && !lines.startsWith(word)) continue;
      while (lines.startsWith(word, at)) {
        const end = lines.indexOf("\n", at);
        const [own, ...places] = lines.slice(at, end).split("\t");
        at = end + 1;
        if (exact && own !== word) continue;
        const share = own === word ? 1 : 0.5;
        places.forEach((postings, place) => {
          for (const record of numbers(postings)) {
            worth.set(record, Math.max(worth.get(record) ?? 0, WORTH[place] * share));
          }
        });
      }
    }
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

  /** The numbers of the records that a search finds, the best first; and its words, each with its other forms behind `|`. */
  async function search(query, filters) {
    const root = await load("root", Date.now());
    const words = wordsOf(query);
    const shards = Math.max(1, Math.floor(SHARDS / Math.max(1, words.length)));
    let isPart = false;
    const exactly = async (word) => (await recordsWith(word, root, 1, true)).worth;
    const word = async (text) => {
      const [{ worth, isPart: part }, ...more] = await Promise.all(
        [recordsWith(text, root, shards), ...others(text).map(exactly)],
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
    // Several words may together be one name: `Recommendation 4.1`.
    const names = words.length > 1 ? [joined(words.map(({ whole }) => whole))] : [];
    const [sets, named, narrowed] = await Promise.all(
      [ofWords, names.map(exactly), filters.map(exactly)].map((all) => Promise.all(all)),
    );
    const ofText = words.length > 0 ? [common(sets)] : [];
    for (const [record, own] of named[0] ?? []) ofText[0].set(record, own + (ofText[0].get(record) ?? 0));
    const best = [...common([...ofText, ...narrowed])].sort(([a, one], [b, other]) => other - one || a - b);
    return { records: best.map(([record]) => record), words: used, isPart, root };
  }

  async function shown(record, { version, per_file }) {
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

  window.rapporteurFind = { search, shown, marks, around, wordsOf };
})();
