//! The index itself: built side by side, written file by file.

use std::cmp::Ordering;
use std::ops::Range;

use rayon::prelude::*;
use serde::Serialize;

use crate::review::kind::Kind;
use crate::review::record::RecordIx;
use crate::site::body::plain::plain;
use crate::site::link::Link;
use crate::site::search::Sizes;
use crate::site::search::cut::Weighed;
use crate::site::search::dictionary::Dictionary;
use crate::site::search::found::{Found, found, said};
use crate::site::search::text::{self, Weight};
use crate::site::search::word::{fold_into, joined, words};
use crate::site::visible::Visible;
use crate::text::span::slice;

/// Room for the different words of a record: a little more than a long one has, since to make room for more takes as much again.
const WORDS: usize = 400;
/// A part with fewer records is none of its own.
const SHORTEST: usize = 64;
/// How often a word stands in a body that is about it.
const OFTEN: u8 = 3;
/// How many hexadecimal digits a version has.
const VERSION: usize = 12;
/// How many numbers are hashed at a time.
const HASHED: usize = 16 * 1024;
/// Where the place of a word begins in a posting; below it stands the number of the record, and before the words of all records
/// are put together that of the word.
const PLACE: u32 = 28;
/// What stands below the place.
const NUMBER: u32 = (1 << PLACE) - 1;

/// Every word with the records that it stands in.
#[derive(Debug)]
pub struct Index {
    sizes: Sizes,
    /// The words, in the order in which scripts compare them.
    words: Vec<Box<str>>,
    /// Where the postings of each word begin; one more than there are words.
    starts: Vec<u32>,
    /// For each record that a word stands in its number and the place, in the order of the numbers.
    postings: Vec<u32>,
    /// The words of each shard.
    shards: Vec<Range<usize>>,
    /// The records by their numbers.
    records: Vec<(u32, RecordIx)>,
}

/// Some of the records of a site, each with its number, in the order of these: their words are gathered apart from those of
/// the others.
pub struct Part<'a> {
    visible: &'a Visible,
    sizes: Sizes,
    records: Vec<(u32, RecordIx)>,
}

/// The words of a part, record by record: what an index is made of.
pub struct PartialIndex {
    dictionary: Dictionary,
    /// For each word of each record, record by record, its number and the place.
    postings: Vec<u32>,
    records: Vec<(u32, RecordIx)>,
    /// Where the postings of each record end.
    ends: Vec<usize>,
    /// Whether the index is cut.
    is_cut: bool,
}

impl Part<'_> {
    /// All records of a site, in so many parts at most. Numbers are spread at random, so parts of one length take equally long;
    /// each more has the common words once more.
    #[must_use]
    pub fn all(visible: &Visible, count: usize) -> Vec<Part<'_>> {
        let sizes = Sizes::of(visible.count());
        let records = numbered(visible, sizes);
        let length = records.len().div_ceil(count.max(1)).max(SHORTEST);
        records.chunks(length).map(|records| Part { visible, sizes, records: records.to_vec() }).collect()
    }

    /// Gathers the words of its records.
    #[must_use]
    pub fn gather(self) -> PartialIndex {
        let Part { visible, sizes, records } = self;
        let postings = Vec::with_capacity(records.len() * WORDS);
        let ends = Vec::with_capacity(records.len());
        let dictionary = Dictionary::new();
        let mut partial = PartialIndex { dictionary, postings, ends, records: Vec::new(), is_cut: sizes.is_cut };
        let (mut body, mut folded) = (String::new(), String::new());
        for &(_, position) in &records {
            body.clear();
            plain(&visible.review, position, usize::MAX, &mut body);
            partial.take(visible, position, &body, &mut folded);
            partial.ends.push(partial.postings.len());
        }
        PartialIndex { records, ..partial }
    }
}

impl Index {
    /// Gathers the words of a site and puts them in order. Side by side, but not where other work is done side by side already:
    /// a thread that waits for its part of this would take up some of that, which may ask for the index again.
    #[must_use]
    pub fn new(visible: &Visible) -> Index {
        if rayon::current_thread_index().is_some() {
            return Index::of(visible, &Part::all(visible, 1).into_iter().map(Part::gather).collect::<Vec<_>>());
        }
        let parts = Part::all(visible, rayon::current_num_threads());
        Index::of(visible, &parts.into_par_iter().map(Part::gather).collect::<Vec<_>>())
    }

    /// Puts the words of all parts of a site in order, on the thread that asks for it.
    #[must_use]
    pub fn of(visible: &Visible, partials: &[PartialIndex]) -> Index {
        let sizes = Sizes::of(visible.count());
        let records = partials.iter().flat_map(|partial| &partial.records).copied().collect();
        let (words, starts, postings) = merge(partials);
        let weight = |at: usize| words[at].len() + 2 + 2 * (starts[at + 1] - starts[at]) as usize;
        let mut sums = vec![0];
        sums.extend((0..words.len()).scan(0, |sum, at| {
            *sum += weight(at);
            Some(*sum)
        }));
        let shards = Weighed { words: &words, sums }.shards(sizes.shards);
        Index { sizes, words, starts, postings, shards, records }
    }

    /// Where each shard but the first begins, and what else a script must know to find its way; with the pages that words
    /// mean, and the words that say nothing since they name the review itself.
    pub fn write_root(&self, visible: &Visible, pages: &impl Serialize, into: &mut Vec<u8>) {
        #[derive(Serialize)]
        struct Root<'a, T> {
            version: String,
            starts: Vec<&'a str>,
            per_file: usize,
            count: usize,
            #[serde(skip_serializing_if = "std::ops::Not::not")]
            whole: bool,
            review: &'a str,
            pages: &'a T,
        }
        // After the last word comes what no word begins with.
        let start = |shard: &Range<usize>| self.words.get(shard.start).map_or("\u{ffff}", |word| &**word);
        let starts = self.shards.iter().skip(1).map(start).collect();
        let per_file = self.sizes.slots / self.sizes.files;
        let settings = &visible.review.settings;
        let root = Root {
            version: self.version(visible),
            starts,
            per_file,
            count: self.records.len(),
            whole: !self.sizes.is_cut,
            review: settings.short.as_deref().unwrap_or_default(),
            pages,
        };
        call("root", &root, into);
    }

    /// The words and the records of an index that is not cut.
    pub fn write_all<'a>(&self, visible: &'a Visible, link: &dyn Fn(RecordIx) -> Link<'a>, into: &mut Vec<u8>) {
        #[derive(Serialize)]
        struct All<'a> {
            words: String,
            records: Vec<Found<'a>>,
        }
        // They stand in the order of their numbers. A text beside the summary would make the file a fifth larger.
        let records =
            self.records.iter().map(|&(_, position)| found(visible, link(position), None, position).in_short());
        call("all", &All { words: self.lines(0..self.words.len()), records: records.collect() }, into);
    }

    /// What tells the files of this index from those of another: other words, or other numbers of the records.
    fn version(&self, visible: &Visible) -> String {
        let mut hasher = blake3::Hasher::new();
        for (_, position) in self.records.iter().filter(|_| !self.sizes.is_cut) {
            hasher.update(visible.review.records[*position].id.as_bytes()).update(b"\n");
        }
        for word in &self.words {
            hasher.update(word.as_bytes()).update(b"\n");
        }
        let mut bytes = vec![0; HASHED * size_of::<u32>()];
        for numbers in self.starts.chunks(HASHED).chain(self.postings.chunks(HASHED)) {
            let own = &mut bytes[..size_of_val(numbers)];
            for (place, number) in own.chunks_exact_mut(size_of::<u32>()).zip(numbers) {
                place.copy_from_slice(&number.to_le_bytes());
            }
            hasher.update(own);
        }
        slice(&hasher.finalize().to_hex(), ..VERSION).to_owned()
    }

    /// One line for each word: the word, then for each place the records that it stands in there.
    pub fn write_words(&self, number: usize, into: &mut Vec<u8>) {
        call(&format!("words/{number}"), &self.lines(self.shards[number].clone()), into);
    }

    fn lines(&self, words: Range<usize>) -> String {
        let mut lines = String::new();
        for at in words {
            lines.push_str(&self.words[at]);
            let postings = &self.postings[self.starts[at] as usize..self.starts[at + 1] as usize];
            for place in Weight::ALL {
                lines.push('\t');
                let mut before = 0;
                for slot in postings.iter().filter(|posting| *posting >> PLACE == place as u32) {
                    let slot = slot & NUMBER;
                    write_number(slot - before, &mut lines);
                    before = slot;
                }
            }
            lines.truncate(lines.trim_end_matches('\t').len());
            lines.push('\n');
        }
        lines
    }

    /// What is shown of the records with some numbers.
    pub fn write_records<'a>(
        &self,
        visible: &'a Visible,
        link: &dyn Fn(RecordIx) -> Link<'a>,
        number: usize,
        into: &mut Vec<u8>,
    ) {
        let per_file = self.sizes.slots / self.sizes.files;
        let slots = number * per_file..(number + 1) * per_file;
        let from = self.records.partition_point(|(slot, _)| (*slot as usize) < slots.start);
        let to = self.records.partition_point(|(slot, _)| (*slot as usize) < slots.end);
        let shown: Vec<Found<'_>> = self.records[from..to]
            .iter()
            .map(|&(slot, position)| found(visible, link(position), Some(slot), position))
            .collect();
        call(&format!("records/{number}"), &shown, into);
    }
}

/// The records that are shown, each with the number that its id asks for, or the next one that is free. In one file, where
/// any edit changes all of it anyway, the numbers are those of the order of ids, which takes the least room.
fn numbered(visible: &Visible, Sizes { is_cut, slots, .. }: Sizes) -> Vec<(u32, RecordIx)> {
    let mut positions: Vec<RecordIx> = Kind::ALL.into_iter().flat_map(|kind| visible.of_kind(kind)).collect();
    positions.sort_unstable_by(|&a, &b| visible.review.records[a].id.cmp(&visible.review.records[b].id));
    if !is_cut {
        return (0..).zip(positions).collect();
    }
    let mut taken = vec![None; slots];
    for position in positions {
        let [a, b, c, d, ..] = *blake3::hash(visible.review.records[position].id.as_bytes()).as_bytes();
        let mut slot = u32::from_le_bytes([a, b, c, d]) as usize % slots;
        while taken[slot].is_some() {
            slot = (slot + 1) % slots;
        }
        taken[slot] = Some(position);
    }
    (0..).zip(taken).filter_map(|(slot, position)| Some((slot, position?))).collect()
}

impl PartialIndex {
    /// Takes the words of a record.
    fn take(&mut self, visible: &Visible, position: RecordIx, body: &str, folded: &mut String) {
        let record = &visible.review.records[position];
        let from = self.postings.len();
        let mut add = |text: &str, weight| {
            folded.clear();
            fold_into(text, folded);
            words(folded, &mut |word| self.add(word, weight, from));
        };
        add(body, Weight::Body);
        text::fields(&visible.review, position, &mut |field| add(field, Weight::Field));
        said(visible, position).iter().for_each(|said| add(said, Weight::Field));
        text::texts(&visible.review, position, &mut |weight, text| add(text, weight));
        // Beside its path in the one file of an index that is not cut, these would be a sixth of all words.
        let is_told = |name: &str| !self.is_cut && (*name == *record.id || *name == *record.name);
        let names: Vec<&str> = text::names(record).filter(|name| !is_told(name)).collect();
        for name in names {
            self.add(&joined(name), Weight::Name, from);
        }
        for filter in text::filters_of(visible, position) {
            self.add(&filter.term(), Weight::Body, from);
        }
    }

    /// Takes one word; the postings of its record begin at `from`.
    fn add(&mut self, word: &str, weight: Weight, from: usize) {
        let known = self.dictionary.known(word);
        if known.last as usize <= from {
            self.postings.push((weight as u32) << PLACE | known.number);
            (known.last, known.times) = (u32::try_from(self.postings.len()).unwrap_or(u32::MAX), 1);
            return;
        }
        known.times = known.times.saturating_add(1);
        let weight = if weight == Weight::Body && known.times >= OFTEN { Weight::Field } else { weight };
        let posting = &mut self.postings[known.last as usize - 1];
        *posting = (*posting).max((weight as u32) << PLACE | known.number);
    }

    /// Goes through its postings, each with the place of its word among these ids.
    fn each(&self, ids: &[u32], mut visit: impl FnMut(usize, u32)) {
        let mut from = 0;
        for (&(slot, _), &to) in self.records.iter().zip(&self.ends) {
            for posting in &self.postings[from..to] {
                visit(ids[(posting & NUMBER) as usize] as usize, posting & !NUMBER | slot);
            }
            from = to;
        }
    }
}

/// The words of all parts in one order, with where their postings begin, and these. Parts are in the order of the numbers.
fn merge(partials: &[PartialIndex]) -> (Vec<Box<str>>, Vec<u32>, Vec<u32>) {
    let mut all: Vec<(&str, usize, usize)> = Vec::new();
    for (number, partial) in partials.iter().enumerate() {
        all.extend(partial.dictionary.words.iter().enumerate().map(|(id, word)| (&**word, number, id)));
    }
    all.sort_unstable_by(|a, b| in_order(a.0, b.0).then(a.1.cmp(&b.1)));
    let mut ids: Vec<Vec<u32>> = partials.iter().map(|partial| vec![0; partial.dictionary.words.len()]).collect();
    let mut words: Vec<Box<str>> = Vec::new();
    for (word, number, id) in all {
        if words.last().is_none_or(|last| **last != *word) {
            words.push(word.into());
        }
        ids[number][id] = u32::try_from(words.len() - 1).unwrap_or(u32::MAX);
    }
    let mut starts = vec![0_u32; words.len() + 1];
    for (partial, ids) in partials.iter().zip(&ids) {
        partial.each(ids, |word, _| starts[word + 1] += 1);
    }
    for word in 0..words.len() {
        starts[word + 1] += starts[word];
    }
    let mut next = starts.clone();
    let mut postings = vec![0; starts[words.len()] as usize];
    for (partial, ids) in partials.iter().zip(&ids) {
        partial.each(ids, |word, posting| {
            postings[next[word] as usize] = posting;
            next[word] += 1;
        });
    }
    (words, starts, postings)
}

/// The order of texts in JavaScript, which compares UTF-16: characters beyond the first 65,536 come before the last of those.
fn in_order(a: &str, b: &str) -> Ordering {
    if a.is_ascii() {
        return a.cmp(b);
    }
    let differs = a.bytes().zip(b.bytes()).find(|(a, b)| a != b);
    match differs {
        Some((a, b)) if a.min(b) >= 0xee => (a < 0xf0).cmp(&(b < 0xf0)).then(a.cmp(&b)),
        Some((a, b)) => a.cmp(&b),
        None => a.len().cmp(&b.len()),
    }
}

/// Adds a number in digits of 32, the lowest first; all but the last are marked by 32 more.
fn write_number(mut number: u32, into: &mut String) {
    const DIGITS: &[u8; 64] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
    loop {
        let more = number >= 32;
        into.push(char::from(DIGITS[(number % 32) as usize + if more { 32 } else { 0 }]));
        number /= 32;
        if !more {
            return;
        }
    }
}

/// Adds a script that hands over some data.
fn call(name: &str, data: &impl Serialize, into: &mut Vec<u8>) {
    into.extend_from_slice(b"rapporteurSearch(\"");
    into.extend_from_slice(name.as_bytes());
    into.extend_from_slice(b"\",");
    // Plain data with names as keys, into memory: this cannot fail.
    serde_json::to_writer(&mut *into, data).unwrap_or_default();
    into.extend_from_slice(b")\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_in_the_order_of_javascript() {
        let mut texts = ["\u{ff5e}", "\u{20000}", "b", "ab", "a", "\u{e000}a", "é"];
        texts.sort_unstable_by(|a, b| in_order(a, b));
        let mut expected = texts;
        expected.sort_by_key(|text| text.encode_utf16().collect::<Vec<u16>>());
        assert_eq!(texts, expected);
    }

    #[test]
    fn numbers_are_short() {
        let written = |number| {
            let mut text = String::new();
            write_number(number, &mut text);
            text
        };
        assert_eq!(
            (written(0), written(31), written(32), written(1000)),
            ("0".into(), "v".into(), "w1".into(), "Ev".into())
        );
    }
}
