//! Bodies on pages: the links in them filled in, and the first use of each glossary term explained.

use aho_corasick::{AhoCorasick, MatchKind};
use memchr::memchr;
use pulldown_cmark_escape::{escape_href, escape_html_body_text};
use serde::Serialize;

use crate::review::kind::Kind;
use crate::review::kind::term::MEANS;
use crate::review::resolve::Target;
use crate::site::address::encode;
use crate::site::inlay::Inlay;
use crate::site::route::Site;
use crate::site::shown::Card;
use crate::text::escape::escaped;
use crate::text::markdown::{Body, Fill};
use crate::text::span::slice;

/// A part of a body: HTML, or the card of a record that was embedded.
#[derive(Debug, Serialize)]
pub struct Piece<'a> {
    /// The HTML, ready for a page.
    pub html: String,
    /// The card after it.
    pub card: Option<Card<'a>>,
}

/// The terms of a review, ready to be found in text.
#[derive(Debug, Default)]
pub struct Glossary {
    finder: Option<AhoCorasick>,
    /// For each pattern the record of its term.
    records: Vec<usize>,
}

impl Glossary {
    /// The terms that a site shows.
    #[must_use]
    pub fn new(site: &Site) -> Glossary {
        let mut patterns = Vec::new();
        let mut records = Vec::new();
        for position in site.shown(Kind::Term) {
            let title = site.review.records[position].title();
            let mut forms = vec![title.to_owned()];
            // A term in lower case also begins sentences; an abbreviation is written one way only.
            if title.chars().all(|c| !c.is_uppercase()) {
                forms.push(crate::site::shown::capitalise(title));
            }
            for form in forms {
                // Bodies are searched as the HTML that they are.
                let mut pattern = String::new();
                write_escaped(&mut pattern, &form, false);
                patterns.push(pattern);
                records.push(position);
            }
        }
        let finder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&patterns).ok();
        Glossary { finder: finder.filter(|_| !patterns.is_empty()), records }
    }
}

/// The body of a record for its page; `root` is the way from the page to the root of the site.
#[must_use]
pub fn body<'a>(site: &'a Site, glossary: &Glossary, record: usize, root: &str) -> Vec<Piece<'a>> {
    let mut explained = Explained { site, glossary, root, own: record, met: Vec::new() };
    pieces(site, record, root, &|part, html| html.push_str(part), &mut |html| explained.explain(html))
}

/// The body of a record as it stands in a document with others. Terms are not explained: the document has a glossary.
#[must_use]
pub fn body_among<'a>(site: &'a Site, record: usize, inlay: Inlay<'_>) -> Vec<Piece<'a>> {
    pieces(site, record, "", &|part, html| inlay.copy(part, html), &mut |html| html)
}

/// The pieces of a body: `copy` writes the stretches between holes, `finish` has the last word on each piece.
fn pieces<'a>(
    site: &'a Site,
    record: usize,
    root: &str,
    copy: &dyn Fn(&str, &mut String),
    finish: &mut dyn FnMut(String) -> String,
) -> Vec<Piece<'a>> {
    let body = &site.review.records[record].body;
    if body.html.is_empty() {
        return Vec::new();
    }
    let mut pieces = Vec::new();
    let mut html = String::with_capacity(body.html.len() + body.holes.len() * 64);
    let mut from = 0;
    for hole in &body.holes {
        let at = hole.at as usize;
        copy(slice(&body.html, from..at), &mut html);
        from = at;
        if let Some(card) = fill(site, body, record, root, hole.fill, &mut html) {
            pieces.push(Piece { html: finish(std::mem::take(&mut html)), card: Some(card) });
        }
    }
    copy(slice(&body.html, from..), &mut html);
    pieces.push(Piece { html: finish(html), card: None });
    pieces
}

/// The body of a record as far as it can stand beside others on one page, and whether that is not all: what has names for
/// places within it, as headings and footnotes have, could share one with another body.
#[must_use]
pub fn opening<'a>(site: &'a Site, glossary: &Glossary, record: usize, root: &str) -> (Vec<Piece<'a>>, bool) {
    until_heading(body(site, glossary, record, root))
}

/// A body as far as it can stand beside others on one page.
fn until_heading(mut body: Vec<Piece<'_>>) -> (Vec<Piece<'_>>, bool) {
    let mut more = false;
    if let Some((number, at)) = first_heading(&body) {
        body.truncate(number + 1);
        body[number].html.truncate(at);
        body[number].card = None;
        more = true;
    }
    if body.iter().any(|piece| piece.html.contains(" id=\"") || piece.html.contains("href=\"#")) {
        return (Vec::new(), true);
    }
    (body, more)
}

/// Where the block begins that holds the first heading: the piece, and the place in it. A heading may stand in a quotation
/// or a list, which would stay open if the body ended at the heading itself.
fn first_heading(body: &[Piece<'_>]) -> Option<(usize, usize)> {
    let (mut block, mut depth) = ((0, 0), 0_usize);
    for (number, piece) in body.iter().enumerate() {
        let mut at = 0;
        while let Some(start) = memchr(b'<', &piece.html.as_bytes()[at..]).map(|start| at + start) {
            let end = memchr(b'>', &piece.html.as_bytes()[start..]).map_or(piece.html.len(), |end| start + end + 1);
            let tag = slice(&piece.html, start..end);
            if depth == 0 {
                block = (number, start);
            }
            match tag_name(tag) {
                "h2" | "h3" | "h4" | "h5" | "h6" => return Some(block),
                "br" | "hr" | "img" | "input" | "wbr" => {}
                _ if tag.starts_with("</") => depth = depth.saturating_sub(1),
                _ => depth += 1,
            }
            at = end;
        }
    }
    None
}

fn tag_name(tag: &str) -> &str {
    let name = tag.trim_start_matches(['<', '/']);
    slice(name, ..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len()))
}

/// Fills one hole; a card is returned, since a template shows it.
fn fill<'a>(site: &'a Site, body: &Body, record: usize, root: &str, fill: Fill, html: &mut String) -> Option<Card<'a>> {
    let (Fill::Address(mention) | Fill::Text(mention) | Fill::Card(mention)) = fill;
    let mention = mention as usize;
    let reference = site.review.records[record].field_references + mention;
    let target = site.review.target(record, reference);
    match (fill, target) {
        (Fill::Address(_), Some(Target::Record(to, heading))) if to == record && heading.is_some() => {
            let address = site.target_address(Target::Record(to, heading));
            let anchor = address.find('#').map_or("", |at| slice(&address, at..));
            write_escaped(html, anchor, true);
        }
        (Fill::Address(_), Some(target)) => {
            html.push_str(root);
            write_escaped(html, &site.target_address(target), true);
            let place = site.review.records[record].references[reference].heading.as_ref();
            if let (Target::Attachment(_), Some(place)) = (target, place) {
                // A place in a file, such as `#page=2` of a PDF, is the business of whatever shows the file.
                html.push('#');
                write_escaped(html, &encode(&place.text), true);
            }
        }
        (Fill::Text(_), Some(Target::Record(to, heading))) => {
            let found = &site.review.records[to];
            let heading = heading.and_then(|heading| found.body.headings.get(heading));
            match heading {
                Some(heading) if to == record => write_escaped(html, &heading.text, false),
                Some(heading) => {
                    write_escaped(html, found.label().unwrap_or(found.title()), false);
                    html.push_str(", ");
                    write_escaped(html, &heading.text, false);
                }
                None => write_escaped(html, found.label().unwrap_or(found.title()), false),
            }
        }
        (Fill::Text(_), _) => {
            let text = body.mentions.get(mention).map_or("", |mention| mention.target.as_str());
            write_escaped(html, text, false);
        }
        (Fill::Card(_), Some(Target::Record(to, _))) => return Some(site.card(to)),
        _ => {}
    }
    None
}

/// Writing to a string cannot fail.
fn write_escaped(html: &mut String, text: &str, address: bool) {
    let written = if address { escape_href(&mut *html, text) } else { escape_html_body_text(&mut *html, text) };
    written.unwrap_or_default();
}

/// What has been explained on a page so far.
struct Explained<'a> {
    site: &'a Site,
    glossary: &'a Glossary,
    root: &'a str,
    own: usize,
    met: Vec<usize>,
}

impl Explained<'_> {
    /// Turns the first use of each term into a link with its meaning, outside links, headings and code. The HTML is
    /// balanced, as bodies and the parts between their cards are.
    fn explain(&mut self, html: String) -> String {
        let Some(finder) = &self.glossary.finder else { return html };
        let mut out = String::new();
        let mut from = 0;
        let mut place = Place::default();
        for found in finder.find_iter(&html) {
            let record = self.glossary.records[found.pattern().as_usize()];
            if record == self.own || self.met.contains(&record) || !stands_alone(&html, found.start(), found.end()) {
                continue;
            }
            // Elements are followed only as far as there is something to explain.
            if place.is_open_at(&html, found.start()) {
                self.met.push(record);
                out.push_str(slice(&html, from..found.start()));
                self.write_term(record, slice(&html, found.range()), &mut out);
                from = found.end();
            }
        }
        if from == 0 {
            return html;
        }
        out.push_str(slice(&html, from..));
        out
    }

    fn write_term(&self, record: usize, text: &str, out: &mut String) {
        out.push_str("<a class=\"term\" href=\"");
        out.push_str(self.root);
        write_escaped(out, &self.site.target_address(Target::Record(record, None)), true);
        out.push_str("\"><abbr title=\"");
        out.push_str(&escaped(self.site.review.records[record].values.text(&MEANS).unwrap_or_default()));
        out.push_str("\">");
        out.push_str(text);
        out.push_str("</abbr></a>");
    }
}

/// A place in HTML, and what it stands in.
#[derive(Default)]
struct Place {
    at: usize,
    /// How many elements are open in which nothing is explained.
    closed: usize,
}

impl Place {
    /// Goes forward to a place, noticing the tags on the way, and says whether a term may be explained there.
    fn is_open_at(&mut self, html: &str, place: usize) -> bool {
        loop {
            let start = memchr(b'<', &html.as_bytes()[self.at..]).map_or(html.len(), |start| self.at + start);
            if start >= place {
                self.at = start;
                return self.closed == 0;
            }
            let end = memchr(b'>', &html.as_bytes()[start..]).map_or(html.len(), |end| start + end + 1);
            if end > place {
                return false;
            }
            self.follow(slice(html, start..end));
            self.at = end;
        }
    }

    /// Notices where elements open and close in which nothing is explained.
    fn follow(&mut self, tag: &str) {
        if matches!(tag_name(tag), "a" | "abbr" | "code" | "pre" | "h2" | "h3" | "h4" | "h5" | "h6" | "dfn" | "summary")
        {
            if tag.starts_with("</") {
                self.closed = self.closed.saturating_sub(1);
            } else {
                self.closed += 1;
            }
        }
    }
}

/// Whether a match is a word of its own: `SSR` is not meant in `SSR2`, nor in `DNS-SSR`.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '&');
    !slice(text, ..start).chars().next_back().is_some_and(joins)
        && !slice(text, end..).chars().next().is_some_and(joins)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(html: &str) -> (String, bool) {
        let (body, more) = until_heading(vec![Piece { html: html.to_owned(), card: None }]);
        (body.into_iter().map(|piece| piece.html).collect(), more)
    }

    #[test]
    fn a_body_is_shown_as_far_as_its_first_heading() {
        assert_eq!(told("<p>All of it.</p>"), ("<p>All of it.</p>".to_owned(), false));
        assert_eq!(told("<p>Text.</p>\n<h2 id=\"a\">A</h2>\n<p>B</p>"), ("<p>Text.</p>\n".to_owned(), true));
        assert_eq!(told("<p>A<br></p>\n<ul><li><h3 id=\"a\">A</h3></li></ul>"), ("<p>A<br></p>\n".to_owned(), true));
        assert_eq!(told("<p>Text<sup id=\"ref\">1</sup></p>"), (String::new(), true));
    }
}
