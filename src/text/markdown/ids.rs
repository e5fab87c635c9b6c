//! The ids of headings, by which they are linked.

use std::collections::HashMap;

use crate::text::form::{composed, is_mark};

/// The id of a heading that has no letters.
pub(super) const NAMELESS: &str = "section";
/// Ids of the page around the body; a heading's gets `section-` before it.
const TAKEN: [&str; 4] = ["content", "contents", "menu", "q"];
/// Ids that begin like this belong to the page around the body or to footnotes; a heading's gets `section-` before it.
const RESERVED: [&str; 3] = ["r-", "fn-", "fnref-"];

/// The id that a heading's text makes: letters and digits in lower case, everything between them a single `-`.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let mut gap = false;
    for c in composed(text).chars() {
        // What is written above, below or around a letter belongs to it.
        if c.is_alphanumeric() || is_mark(c) {
            if gap && !slug.is_empty() {
                slug.push('-');
            }
            gap = false;
            slug.extend(c.to_lowercase());
        } else if !matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}') {
            gap = true;
        }
    }
    slug
}

/// The ids by which a code host leads to some headings, in their order: it drops the signs of a heading, makes a hyphen of each
/// space, and numbers those that are equal from 1. One without letters has none.
pub fn ids_of_code_hosts<'a>(headings: impl Iterator<Item = &'a str>) -> impl Iterator<Item = String> {
    let mut numbers = Numbers::default();
    headings.map(move |heading| {
        let heading = id_of_code_host(heading);
        let kept = heading.chars().filter(|&c| c.is_alphanumeric() || is_mark(c) || matches!(c, ' ' | '-' | '_'));
        numbers.take(kept.map(|c| if c == ' ' { '-' } else { c }).collect()).0
    })
}

/// An id as a code host compares it.
#[must_use]
pub fn id_of_code_host(id: &str) -> String {
    let is_joiner = |c: &char| matches!(c, '\u{200c}' | '\u{200d}');
    composed(id).chars().filter(|c| !is_joiner(c)).flat_map(char::to_lowercase).collect()
}

/// The id that a heading of these words has where the page around it has that id itself.
#[must_use]
pub fn reserved(id: &str) -> String {
    format!("{NAMELESS}-{id}")
}

/// The ids that a body has given so far.
#[derive(Debug, Default)]
pub(super) struct Ids(Numbers);

impl Ids {
    /// The id itself, or the first of `id-1`, `id-2` … that is free; and whether it was free itself.
    pub(super) fn take(&mut self, id: String) -> (String, bool) {
        let is_reserved = TAKEN.contains(&&*id) || RESERVED.iter().any(|prefix| id.starts_with(prefix));
        self.0.take(if is_reserved { reserved(&id) } else { id })
    }
}

/// The ids given so far, each with the highest number that was put behind it. Code hosts count in the same way, so that an
/// address with a number in it leads to one heading everywhere.
#[derive(Debug, Default)]
struct Numbers(HashMap<String, u32>);

impl Numbers {
    fn take(&mut self, id: String) -> (String, bool) {
        let Some(mut number) = self.0.get(&id).copied() else {
            self.0.insert(id.clone(), 0);
            return (id, true);
        };
        let numbered = loop {
            number += 1;
            let numbered = format!("{id}-{number}");
            if !self.0.contains_key(&numbered) {
                break numbered;
            }
        };
        self.0.insert(id, number);
        self.0.insert(numbered.clone(), 0);
        (numbered, false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_keep_letters_and_digits_of_any_script() {
        for (text, expected) in [
            ("Rationale", "rationale"),
            ("4.1 What’s new?", "4-1-what-s-new"),
            ("  --Évaluation des  risques-- ", "évaluation-des-risques"),
            ("E\u{301}tude", "étude"),
            ("हिन्दी में", "हिन्दी-में"),
            ("ภาษาไทย ที่ 1", "ภาษาไทย-ที่-1"),
            ("اللُّغة العربيّة", "اللُّغة-العربيّة"),
            ("安全 與 穩定", "安全-與-穩定"),
            ("ΑΣ İ", "ασ-i\u{307}"),
            ("…", ""),
        ] {
            assert_eq!(slug(text), expected, "{text}");
        }
    }

    #[test]
    fn ids_are_numbered_and_never_reserved() {
        let mut ids = Ids::default();
        let taken = ["a", "a", "a-2", "a", "r-main", "fn-1", "fnref-1-2"].map(|id| ids.take(id.to_owned()).0);
        assert_eq!(taken, ["a", "a-1", "a-2", "a-3", "section-r-main", "section-fn-1", "section-fnref-1-2"]);
    }

    #[test]
    fn equal_headings_have_the_numbers_that_code_hosts_give_them() {
        for headings in [["Beta", "Beta", "Beta 1", "Beta"], ["Beta 1", "Beta", "Beta", "Beta 1"]] {
            let mut ids = Ids::default();
            let own: Vec<String> = headings.iter().map(|heading| ids.take(slug(heading)).0).collect();
            assert_eq!(own, ids_of_code_hosts(headings.into_iter()).collect::<Vec<_>>());
        }
        let hosts = ids_of_code_hosts(["Beta", "Beta", "Beta 1", "Beta"].into_iter()).collect::<Vec<_>>();
        assert_eq!(hosts, ["beta", "beta-1", "beta-1-1", "beta-2"]);
    }
}
