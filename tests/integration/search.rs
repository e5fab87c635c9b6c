//! The index of the search, as files: every word of every record leads to that record, an edit changes few files, and the
//! same review gives the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

use rapporteur::pipeline;

use crate::demonstrations::DEMONSTRATIONS;
use crate::request::request;
use crate::tree;

/// The one file of the index of few records.
const ALL: &str = "/all.js";
/// Enough records for many files.
const RECORDS: usize = 600;

#[test]
fn an_edit_changes_few_files_and_another_record_little_more() {
    let folder = tree::temp();
    let pages = folder.path().join("content/pages");
    fs::create_dir_all(&pages).expect("a folder");
    fs::write(folder.path().join("content/review.yaml"), "title: Made up\n").expect("a review");
    for number in 0..RECORDS {
        fs::write(pages.join(format!("p{number}.md")), record(number, "")).expect("a record");
    }
    let before = index(folder.path(), "one");
    assert!(before.len() > 90, "only {} files", before.len());
    assert_eq!(before, index(folder.path(), "two"), "the same review gives the same index");

    fs::write(pages.join("p7.md"), record(7, "Xylophone.")).expect("an edit");
    let edited = index(folder.path(), "three");
    let changed = differing(&before, &edited);
    assert!((1..=5).contains(&changed.len()), "{changed:?}");

    fs::write(pages.join("p7a.md"), record(7, "")).expect("another record");
    let grown = index(folder.path(), "four");
    let changed = differing(&edited, &grown);
    let records = changed.iter().filter(|file| file.starts_with("records/")).count();
    assert!((1..=3).contains(&records), "{changed:?}");
}

#[test]
fn every_word_of_every_record_of_the_demonstrations_finds_it() {
    for (content, _) in DEMONSTRATIONS {
        let folder = tree::temp();
        let files = index_of(&tree::repository().join(content), &folder.path().join("site"));
        let paths = paths(&files);
        let postings = postings(&files);
        let mut looked_for = 0;
        let mut lost = Vec::new();
        for (slot, path) in &paths {
            let page = fs::read_to_string(folder.path().join("site").join(path).join("index.html")).expect("a page");
            for word in plain_words(&page) {
                looked_for += 1;
                if !postings.get(&word).is_some_and(|slots| slots.contains(slot)) {
                    lost.push(format!("{path}: {word}"));
                }
            }
        }
        assert!(paths.len() > 100 && looked_for > 5000, "{} records, {looked_for} words", paths.len());
        assert!(lost.is_empty(), "{} words do not find their record: {:?}", lost.len(), &lost[..lost.len().min(20)]);
    }
}

/// The words of ASCII letters that the heading and the body on a page show, found in a way that has nothing to do with the
/// index.
fn plain_words(page: &str) -> Vec<String> {
    let heading = page.split("<h1>").nth(1).and_then(|rest| rest.split("</h1>").next()).expect("a heading");
    let body = page.split("<div class=\"body\">").nth(1).unwrap_or_default();
    // What stands after a body begins with a section; the way through a long body says its headings once more.
    let body = body.split("\n</div>\n<section").next().unwrap_or_default();
    let body = body.split("</main>").next().unwrap_or_default();
    let body = body.split("</nav>").last().unwrap_or_default();
    // What an alert is, is no word of the record.
    let mut parts = body.split("<p class=\"alert-title\">");
    let before = parts.next().unwrap_or_default();
    let after: String = parts.filter_map(|alert| alert.split_once("</p>")).map(|(_, text)| text).collect();
    let body = format!("{before}{after}");
    let mut text = String::new();
    for piece in format!("{heading} \n{body}").split('<') {
        // A cell and a new line part words; what else does has a line of its own.
        let tag = piece.trim_start_matches('/');
        if tag.starts_with("td") || tag.starts_with("th") || tag.starts_with("br") {
            text.push(' ');
        }
        text.push_str(piece.split_once('>').map_or(piece, |(_, after)| after));
    }
    let separate = |c: char| c.is_ascii() && !c.is_ascii_alphanumeric() && c != '&' && c != ';' && c != '#';
    let all = text.split(separate).filter(|word| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic()));
    all.map(str::to_lowercase).collect()
}

/// What the calls in some files of the index hand over.
fn handed_over<'a>(
    files: &'a BTreeMap<String, Vec<u8>>,
    sort: &'a str,
) -> impl Iterator<Item = serde_json::Value> + use<'a> {
    let is_of = move |name: &str| name == ALL || name.split('/').next() == Some(sort);
    files.iter().filter(move |(name, _)| is_of(name)).map(move |(name, bytes)| {
        let text = std::str::from_utf8(bytes).expect("text");
        let data = text.split_once(',').and_then(|(_, rest)| rest.trim_end().strip_suffix(')'));
        let mut data: serde_json::Value =
            serde_json::from_str(data.unwrap_or_else(|| panic!("{name} is no call"))).expect("data");
        if name == ALL { data[sort].take() } else { data }
    })
}

/// The path of each record, by its number.
fn paths(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<u64, String> {
    let all = handed_over(files, "records").flat_map(|records| records.as_array().cloned().expect("records"));
    // In one file, their places are their numbers.
    let numbered = (0..).zip(all).map(|(place, record)| {
        let path = record["path"].as_str().expect("a path").to_owned();
        (record["slot"].as_u64().unwrap_or(place), path)
    });
    numbered.collect()
}

/// The numbers of the records that each word stands in.
fn postings(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, BTreeSet<u64>> {
    const DIGITS: &str = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
    let mut postings: BTreeMap<String, BTreeSet<u64>> = BTreeMap::new();
    for lines in handed_over(files, "words") {
        for line in lines.as_str().expect("lines").lines() {
            let mut parts = line.split('\t');
            let slots = postings.entry(parts.next().expect("a word").to_owned()).or_default();
            for place in parts {
                let (mut slot, mut value, mut shift) = (0, 0, 0);
                for digit in place.chars().map(|c| DIGITS.find(c).expect("a digit") as u64) {
                    value |= (digit % 32) << shift;
                    shift += 5;
                    if digit < 32 {
                        slot += value;
                        slots.insert(slot);
                        (value, shift) = (0, 0);
                    }
                }
            }
        }
    }
    postings
}

/// A record of a hundred words, which it shares with others.
fn record(number: usize, more: &str) -> String {
    let mut text = format!("---\ntitle: Record {number}\n---\n");
    for at in 0..100 {
        write!(text, "word{} ", number * 31 * (at + 1) % 5003).expect("text");
    }
    text + more
}

fn index(folder: &Path, out: &str) -> BTreeMap<String, Vec<u8>> {
    index_of(&folder.join("content"), &folder.join(out))
}

/// Builds a site, and reads the index in it.
fn index_of(content: &Path, out: &Path) -> BTreeMap<String, Vec<u8>> {
    pipeline::build(request(content, out)).expect("a site");
    let mut files = BTreeMap::new();
    for part in ["", "words", "records"] {
        // The index of few records is one file.
        let Ok(entries) = fs::read_dir(out.join("search").join(part)) else { continue };
        for entry in entries {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|ending| ending == "js") {
                let name = path.file_name().expect("a name").to_string_lossy().into_owned();
                files.insert(format!("{part}/{name}"), fs::read(&path).expect("a file"));
            }
        }
    }
    files
}

fn differing(before: &BTreeMap<String, Vec<u8>>, after: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    assert!(before.keys().eq(after.keys()), "there are as many files as before");
    before.iter().filter(|(name, bytes)| after[*name] != **bytes).map(|(name, _)| name.clone()).collect()
}
