//! Headings: their levels, and the ids by which they are linked.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{CowStr, HeadingLevel};

use crate::text::code::Code;
use crate::text::markdown::document::{Element, Heading, HeadingIx};
use crate::text::markdown::frame::Frame;
use crate::text::markdown::read::Builder;
use crate::text::span::slice;

/// The id of a heading that has no letters.
const NAMELESS: &str = "section";
/// Ids that begin like this belong to the page around the body or to footnotes; a heading's gets `section-` before it.
const RESERVED: [&str; 3] = ["r-", "fn-", "fnref-"];

/// The id that a heading's text makes: letters and digits in lower case, everything between them a single `-`.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        // An accent that is written as a character of its own belongs to the letter before it.
        if c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}') {
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

/// The ids that a body has given so far, each with the highest number that was put behind it.
#[derive(Debug, Default)]
pub(super) struct Ids(HashMap<String, u32>);

impl Ids {
    /// The id itself, or the first of `id-2`, `id-3` … that is free; and whether it was free itself.
    fn take(&mut self, id: String) -> (String, bool) {
        let id = if RESERVED.iter().any(|prefix| id.starts_with(prefix)) { format!("{NAMELESS}-{id}") } else { id };
        let Some(mut number) = self.0.get(&id).copied() else {
            self.0.insert(id.clone(), 1);
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
        self.0.insert(numbered.clone(), 1);
        (numbered, false)
    }
}

/// A heading whose end was not reached yet.
#[derive(Debug)]
pub(super) struct OpenHeading {
    heading: HeadingIx,
    /// What is written as `{#id}`.
    id: Option<String>,
    range: Range<usize>,
}

impl Builder<'_> {
    pub(super) fn heading(&mut self, level: HeadingLevel, id: Option<CowStr<'_>>, range: Range<usize>) {
        let range = range.start..range.start + slice(self.text, range).trim_end().len();
        let written = level as u8;
        let level = written.max(2);
        if written == 1 {
            let help = "begin with `##`, and put one `#` more before the headings below it";
            self.report.push(Code::HeadingLevel, range.clone(), "a heading of the first level in a body").help =
                Some(help.into());
        } else if level > self.level + 1 {
            let message = match self.level {
                1 => format!("the first heading has level {level}"),
                last => format!("a heading of level {level} follows one of level {last}"),
            };
            let marks = "#".repeat(usize::from(self.level) + 1);
            self.report.push(Code::HeadingLevel, range.clone(), message).help =
                Some(format!("write it with `{marks}`"));
        }
        self.level = level;
        self.block_starts();
        let id = id.filter(|id| !id.is_empty()).map(CowStr::into_string);
        // Its id is made of its text, which is known at its end; headings do not nest.
        let span = self.report.span(range.clone());
        self.body.headings.push(Heading { level, id: String::new(), text: String::new(), span });
        let heading = HeadingIx::new(self.body.headings.len() - 1);
        self.open(Element::Heading(heading));
        self.heading_text = Some(String::new());
        self.stack.push(Frame::Heading(Box::new(OpenHeading { heading, id, range })));
    }

    pub(super) fn heading_ends(&mut self, heading: OpenHeading) {
        let OpenHeading { heading, id: explicit, range } = heading;
        self.close(Element::Heading(heading));
        let text = self.heading_text.take().unwrap_or_default();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (id, free) = match &explicit {
            Some(id) => self.ids.take(id.clone()),
            None => match slug(&text) {
                slug if slug.is_empty() => self.ids.take(NAMELESS.to_owned()),
                slug => self.ids.take(slug),
            },
        };
        if let Some(explicit) = explicit.filter(|_| !free) {
            let place = match slice(self.text, range.clone()).rfind(&format!("#{explicit}")) {
                Some(at) => range.start + at..range.start + at + explicit.len() + 1,
                None => range.clone(),
            };
            let message = format!("another heading has the id `{explicit}`");
            self.report.push(Code::DuplicateHeadingId, place, message).help = Some("choose another id".into());
        }
        if let Some(heading) = self.body.headings.get_mut(heading.position()) {
            (heading.id, heading.text) = (id, text);
        }
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
            ("E\u{301}tude", "e\u{301}tude"),
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
        assert_eq!(taken, ["a", "a-2", "a-2-2", "a-3", "section-r-main", "section-fn-1", "section-fnref-1-2"]);
    }
}
