//! What the addresses that facts are taken from are called: by the documents that are published there, else by their host
//! and the words of their path. Two addresses are never called alike, so that nobody takes two sources for one.

use std::collections::BTreeMap;

use foldhash::HashSet;
use percent_encoding::percent_decode_str;

use crate::review::kind::Kind;
use crate::review::kind::document::URL;
use crate::review::record::{Record, RecordIx};
use crate::review::value::{FactSource, Value, Values};
use crate::site::analysis::change::Change;
use crate::site::visible::Visible;

/// How long the words of a path, and a code in it, may be.
const WORDS: usize = 72;
const CODE: usize = 24;
/// More documents at one address are not all named.
const TOGETHER: usize = 3;
/// What says how a page is made, and not what it is about.
const MADE_BY: [&str; 9] = [".html", ".htm", ".shtml", ".php", ".asp", ".aspx", ".jsp", ".cgi", ".action"];

/// What addresses are called.
#[derive(Debug)]
pub struct Sources {
    /// By the address as it is told apart from others.
    names: BTreeMap<String, SourceName>,
}

/// What an address is called.
#[derive(Debug, PartialEq, Eq)]
pub enum SourceName {
    /// As the documents that are published there.
    Documents(Vec<RecordIx>),
    /// By its host and the words of its path.
    Words(String),
}

impl Sources {
    /// Those of all that is shown.
    #[must_use]
    pub fn new(visible: &Visible) -> Sources {
        let published = published(visible);
        let mut names: BTreeMap<String, SourceName> = BTreeMap::new();
        let mut told: BTreeMap<String, Address> = BTreeMap::new();
        // Most addresses are named again and again.
        let mut met: HashSet<&str> = HashSet::default();
        for record in visible.review.records.iter() {
            each_address(&record.values, &mut |address| {
                if !met.insert(address) {
                    return;
                }
                let key = key(address);
                if let Some(documents) = published.get(key) {
                    names.insert(key.to_owned(), SourceName::Documents(documents.clone()));
                } else if !told.contains_key(key) {
                    told.insert(key.to_owned(), Address::of(address));
                }
            });
        }
        names.extend(apart(&told).into_iter().map(|(key, words)| (key, SourceName::Words(words))));
        Sources { names }
    }

    /// What an address is called; none where no fact is taken from there.
    #[must_use]
    pub fn name(&self, address: &str) -> Option<&SourceName> {
        self.names.get(key(address))
    }
}

/// Whether all addresses are called after a change as they were before: none is there that was not, and no document is published
/// elsewhere.
pub(super) fn are_same(visible: &Visible, change: &Change<'_>) -> bool {
    fn addresses(visible: &Visible, record: RecordIx) -> (Option<&str>, Vec<&str>) {
        let Record { kind, values, .. } = &*visible.review.records[record];
        let mut named = Vec::new();
        each_address(values, &mut |address| named.push(address));
        (values.get(&URL).filter(|_| *kind == Kind::Document && visible.shows(record)), named)
    }
    change.changed.iter().all(|&record| addresses(visible, record) == addresses(change.before, record))
}

/// What tells an address apart from others: all of it but what leads to the same page.
fn key(address: &str) -> &str {
    without_scheme(address).trim_end_matches('/')
}

/// An address without what every address begins with.
#[must_use]
pub fn without_scheme(address: &str) -> &str {
    let schemes = ["https://", "http://", "mailto:", "tel:"];
    schemes.iter().find_map(|scheme| address.strip_prefix(scheme)).unwrap_or(address)
}

/// The documents by the address where each is published. What a document is only known from is not that document.
fn published(visible: &Visible) -> BTreeMap<&str, Vec<RecordIx>> {
    let mut published: BTreeMap<&str, Vec<RecordIx>> = BTreeMap::new();
    for position in visible.of_kind(Kind::Document) {
        if let Some(url) = visible.review.records[position].values.get(&URL) {
            published.entry(key(url)).or_default().push(position);
        }
    }
    published.retain(|_, documents| documents.len() <= TOGETHER);
    published
}

/// Every address that a value, or an entry in it, is taken from.
fn each_address<'a>(values: &'a Values, found: &mut impl FnMut(&'a str)) {
    for (_, value) in values.iter() {
        match value {
            Value::Sources(sources) => {
                for source in sources {
                    if let FactSource::Address(address) = source {
                        found(&address.text);
                    }
                }
            }
            Value::Entries(entries) => entries.iter().for_each(|entry| each_address(&entry.values, found)),
            Value::Entry(entry) => each_address(&entry.values, found),
            Value::Told(told) => told.iter().for_each(|told| each_address(&told.entry.values, found)),
            _ => {}
        }
    }
}

/// A name for each address, as short as it can be while it is the only one.
fn apart(addresses: &BTreeMap<String, Address>) -> BTreeMap<String, String> {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let mut left: Vec<(&String, &Address)> = addresses.iter().collect();
    for name in [Address::words, Address::words_and_code] {
        let mut called: BTreeMap<String, Vec<(&String, &Address)>> = BTreeMap::new();
        for (key, address) in left.drain(..) {
            called.entry(name(address)).or_default().push((key, address));
        }
        for (name, who) in called {
            match who.as_slice() {
                [(key, _)] => drop(names.insert((*key).clone(), name)),
                _ => left.extend(who),
            }
        }
    }
    names.extend(left.into_iter().map(|(key, _)| (key.clone(), key.clone())));
    names
}

/// An address in its parts.
#[derive(Debug)]
struct Address {
    host: String,
    /// What its path says in words.
    words: Option<String>,
    /// What tells it apart from others of these words.
    code: Option<String>,
}

impl Address {
    fn of(address: &str) -> Address {
        let (path, fragment) = without_scheme(address).split_once('#').unwrap_or((without_scheme(address), ""));
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let (host, path) = path.split_once('/').unwrap_or((path, ""));
        let parts: Vec<String> = path.split('/').map(decoded).filter(|part| !part.is_empty()).collect();
        let last = parts.len().saturating_sub(1);
        let said = parts.iter().enumerate().rev().find_map(|(place, part)| {
            let words = in_words(part)?;
            (place == last || words.contains([' ', '@'])).then_some((place, words))
        });
        let code = Some(fragment).filter(|fragment| !fragment.is_empty()).map(decoded).or_else(|| identifying(query));
        let said_at = said.as_ref().map_or(parts.len(), |(place, _)| *place);
        let others = parts.iter().enumerate().rev().filter(|(place, _)| *place != said_at);
        let code = code.or_else(|| others.map(|(_, part)| part).find(|part| in_words(part).is_none()).cloned());
        Address {
            host: host.strip_prefix("www.").unwrap_or(host).to_owned(),
            words: said.map(|(_, words)| shortened(&words, WORDS)),
            code: code.map(|code| shortened(&code, CODE)),
        }
    }

    fn words(&self) -> String {
        match (&self.words, &self.code) {
            (None, Some(part)) | (Some(part), _) => format!("{} › {part}", self.host),
            (None, None) => self.host.clone(),
        }
    }

    fn words_and_code(&self) -> String {
        match (&self.words, &self.code) {
            (Some(words), Some(code)) => format!("{} › {words}, {code}", self.host),
            _ => self.words(),
        }
    }
}

/// A part of an address as it is read.
fn decoded(part: &str) -> String {
    percent_decode_str(&part.replace('+', " ")).decode_utf8_lossy().trim().to_owned()
}

/// What a part of a path says in words; nothing, where it is the name of a program, a number or a code.
fn in_words(part: &str) -> Option<String> {
    let made_by = MADE_BY.iter().find(|end| part.ends_with(*end));
    let name = made_by.map_or(part, |end| part.trim_end_matches(end));
    let is_page = made_by.is_none_or(|end| end.contains("htm"));
    let words = if name.contains('@') { name.to_owned() } else { name.replace(['-', '_'], " ") };
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_word = |word: &str| word.chars().count() > 2 && word.chars().all(char::is_alphabetic);
    let says = words.split(|c: char| !c.is_alphanumeric()).any(is_word);
    (is_page && says).then_some(words)
}

/// What of a query names the page.
fn identifying(query: &str) -> Option<String> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let named = pairs.rfind(|(name, value)| name.to_lowercase().ends_with("id") && !value.is_empty());
    match named {
        Some((name, value)) => Some(format!("{} {}", decoded(name), decoded(value))),
        None => Some(decoded(query)).filter(|query| !query.is_empty()),
    }
}

/// A text as far as there is room for it, up to a word.
fn shortened(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let cut = text.get(..end).unwrap_or(text);
    format!("{}…", cut.rsplit_once(' ').map_or(cut, |(words, _)| words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_called_by_its_host_and_the_words_of_its_path() {
        for (address, expected) in [
            ("https://example.org", "example.org"),
            ("https://www.example.org/", "example.org"),
            ("https://a.example/wiki/spaces/R/pages/97093534/The+Review", "a.example › The Review"),
            ("https://a.example/resources/board-material/2021/", "a.example › board material"),
            ("https://a.example/papers/final_report-2021.html", "a.example › final report 2021"),
            ("https://a.example/final%20report%3A%20the-end", "a.example › final report: the end"),
            ("https://a.example/pages/view.action?version=4&pageId=190415039", "a.example › pageId 190415039"),
            ("https://a.example/x/b4SLD", "a.example › b4SLD"),
            ("https://a.example/list/review@a.example/thread/SUZJDGK9VZMM/", "a.example › review@a.example"),
        ] {
            assert_eq!(Address::of(address).words(), expected, "{address}");
        }
    }

    #[test]
    fn no_two_addresses_are_called_alike() {
        let addresses = [
            "https://a.example/the-report#one",
            "https://a.example/the-report#two",
            "https://a.example/news/the-report/17",
            "https://a.example/2020/the-report",
            "https://a.example/2021/the-report",
            "https://b.example/the-report",
        ];
        let told = addresses.map(|address| (key(address).to_owned(), Address::of(address)));
        let names: Vec<String> = apart(&told.into()).into_values().collect();
        assert_eq!(
            names,
            [
                "a.example › the report, 2020",
                "a.example › the report, 2021",
                "a.example › the report, 17",
                "a.example › the report, one",
                "a.example › the report, two",
                "b.example › the report",
            ]
        );
    }
}
