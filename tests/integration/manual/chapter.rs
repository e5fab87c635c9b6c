//! A chapter as its readers have it: its text, its headings, and where its links lead.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::tree::repository;

/// The text of a file of the repository.
pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(repository().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The paths of all texts for people: the manual, and what stands beside it.
pub(crate) fn all() -> Vec<String> {
    let mut found: Vec<String> = ["", "docs/"].into_iter().flat_map(texts).collect();
    found.sort();
    found
}

fn texts(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(repository().join(folder)).expect("the folder is there");
    let names = entries.map(|entry| entry.expect("it can be read").file_name().into_string().expect("a name is UTF-8"));
    names
        .filter(|name| Path::new(name).extension().is_some_and(|end| end == "md"))
        .map(|name| format!("{folder}{name}"))
        .collect()
}

/// The ids that code hosts give the headings of a text.
pub(crate) fn anchors(text: &str) -> Vec<String> {
    let mut ids = Vec::new();
    let mut heading = None;
    let mut times = BTreeMap::new();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match (event, &mut heading) {
            (Event::Start(Tag::Heading { .. }), _) => heading = Some(String::new()),
            (Event::Text(part) | Event::Code(part), Some(words)) => words.push_str(&part),
            (Event::End(TagEnd::Heading(_)), Some(words)) => {
                let id = slug(words);
                let before: &mut usize = times.entry(id.clone()).or_default();
                ids.push(if *before == 0 { id } else { format!("{id}-{before}") });
                *before += 1;
                heading = None;
            }
            _ => {}
        }
    }
    ids
}

/// The id that code hosts make of the words of a heading.
pub(crate) fn slug(heading: &str) -> String {
    let kept = heading.chars().filter(|&c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// Where the links and images of a text lead, as they are written.
pub(crate) fn links(text: &str) -> Vec<String> {
    let events = Parser::new_ext(text, Options::ENABLE_TABLES);
    let found = events.filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url.into_string()),
        _ => None,
    });
    found.collect()
}

/// The file that a relative link of another leads to; `None` if that lies outside the repository.
pub(crate) fn target(from: &str, link: &str) -> Option<PathBuf> {
    let mut path = PathBuf::from(from);
    path.pop();
    for part in link.split('/') {
        match part {
            "." => {}
            ".." if !path.pop() => return None,
            ".." => {}
            name => path.push(name),
        }
    }
    Some(path)
}
