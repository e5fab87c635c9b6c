//! The terms of the glossary: the first use of each in a body is explained.

use std::borrow::Cow;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::review::kind::Kind;
use crate::review::kind::term::MEANS;
use crate::review::link::Review;
use crate::review::record::RecordIx;
use crate::site::body::escaping::write_text;
use crate::site::body::links::Links;
use crate::site::body::plain::plain_prose;
use crate::site::visible::Visible;
use crate::site::words::capitalise;
use crate::text::escape::escaped;
use crate::text::markdown::document::Element;
use crate::text::span::slice;

/// The terms of a review, ready to be found in text.
#[derive(Debug, Default)]
pub struct Glossary {
    finder: Option<AhoCorasick>,
    /// For each pattern the record of its term.
    records: Vec<RecordIx>,
}

impl Glossary {
    /// The terms that are shown.
    #[must_use]
    pub fn new(visible: &Visible) -> Glossary {
        let mut patterns = Vec::new();
        let mut records = Vec::new();
        for position in visible.of_kind(Kind::Term) {
            let title = visible.review.records[position].title();
            let title = &*title.split_whitespace().collect::<Vec<_>>().join(" ");
            patterns.push(title.to_owned());
            records.push(position);
            // A term in lower case also begins sentences; an abbreviation is written one way only.
            if title.chars().all(|c| !c.is_uppercase()) {
                patterns.push(capitalise(title));
                records.push(position);
            }
        }
        let finder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&patterns).ok();
        Glossary { finder: finder.filter(|_| !patterns.is_empty()), records }
    }
}

/// What has been explained of a body so far.
#[derive(Debug)]
pub struct Terms<'a> {
    review: &'a Review,
    glossary: &'a Glossary,
    own: RecordIx,
    met: Vec<RecordIx>,
    /// How many elements are open in which nothing is explained.
    closed: usize,
}

impl<'a> Terms<'a> {
    /// Nothing yet of the body of a record.
    #[must_use]
    pub fn new(review: &'a Review, glossary: &'a Glossary, own: RecordIx) -> Terms<'a> {
        Terms { review, glossary, own, met: Vec::new(), closed: 0 }
    }

    /// Notices that an element begins.
    pub(super) fn open(&mut self, element: Element) {
        self.closed += usize::from(is_closed(element));
    }

    /// Notices that an element ends.
    pub(super) fn close(&mut self, element: Element) {
        self.closed -= usize::from(is_closed(element));
    }

    /// Writes text, with the first use of each term turned into a link with its meaning.
    pub(super) fn write(&mut self, text: &str, links: &impl Links, out: &mut String) {
        let mut from = 0;
        if let Some(finder) = self.glossary.finder.as_ref().filter(|_| self.closed == 0) {
            // A term may be broken over lines; the ends of lines are one byte long, as spaces are.
            let line = match text.contains(['\n', '\t']) {
                true => Cow::Owned(text.replace(['\n', '\t'], " ")),
                false => Cow::Borrowed(text),
            };
            for found in finder.find_iter(&*line) {
                let record = self.glossary.records[found.pattern().as_usize()];
                let is_known = record == self.own || self.met.contains(&record);
                if !is_known && stands_alone(text, found.start(), found.end()) {
                    self.met.push(record);
                    write_text(out, slice(text, from..found.start()));
                    self.explain(record, slice(text, found.range()), links, out);
                    from = found.end();
                }
            }
        }
        write_text(out, slice(text, from..));
    }

    fn explain(&self, record: RecordIx, text: &str, links: &impl Links, out: &mut String) {
        out.push_str("<a class=\"term\" href=\"");
        links.write_record(record, out);
        out.push_str("\"><abbr title=\"");
        if let Some(means) = self.review.records[record].values.get(&MEANS) {
            out.push_str(&escaped(&plain_prose(self.review, record, means)));
        }
        out.push_str("\">");
        write_text(out, text);
        out.push_str("</abbr></a>");
    }
}

/// Whether nothing in an element is explained: what is a link already, or a name, or no prose.
fn is_closed(element: Element) -> bool {
    match element {
        Element::Link(_) | Element::Code | Element::CodeBlock(_) | Element::Heading(_) | Element::Caption => true,
        Element::Html(element, _) => matches!(element.name, "a" | "abbr" | "code" | "pre" | "dfn" | "summary"),
        _ => false,
    }
}

/// Whether a match is a word of its own: `SSR` is not meant in `SSR2`, nor in `DNS-SSR`.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '&');
    !slice(text, ..start).chars().next_back().is_some_and(joins)
        && !slice(text, end..).chars().next().is_some_and(joins)
}
