//! Bodies set into a document beside others: their headings go deeper, and their ids begin with the record's.
//!
//! A body has ids only on headings and footnotes, and `<` in it always begins a tag that the renderer wrote; so what is
//! looked for here cannot be something that an author wrote.

use memchr::memchr_iter;

use crate::site::standpoint::WITHIN;
use crate::text::escape::escaped;
use crate::text::span::slice;

/// What stands between the name of a heading's tag and its id.
const ID: &str = " id=\"";
/// What stands between the id of a footnote's mark and its address.
const ADDRESS: &str = "\" href=\"#";

/// What a body is set below.
#[derive(Debug, Clone, Copy)]
pub struct Inlay<'a> {
    /// The id of the record.
    pub anchor: &'a str,
    /// What the record is called.
    pub name: &'a str,
    /// The level of the heading that the body stands below.
    pub level: u8,
}

/// How the tags of footnotes begin, up to what would occur again in the next body: an id or an address.
const FOOTNOTES: [&str; 3] = ["<li id=\"", "<a id=\"", "<a class=\"footnote-back\" href=\"#"];
/// The same of the region that they stand in, up to its name.
const REGION: &str = "<section class=\"footnotes\" aria-label=\"";

impl Inlay<'_> {
    /// Copies a stretch of a body to the end of `out`.
    pub fn copy(self, html: &str, out: &mut String) {
        let mut from = 0;
        for at in memchr_iter(b'<', html.as_bytes()) {
            out.push_str(slice(html, from..at));
            let tag = slice(html, at..);
            let begun = self.heading(tag, out).or_else(|| self.footnote(tag, out)).or_else(|| self.region(tag, out));
            from = at + begun.unwrap_or_default();
        }
        out.push_str(slice(html, from..));
    }

    /// Writes the beginning of a heading's tag; gives how much of it that takes the place of.
    fn heading(self, tag: &str, out: &mut String) -> Option<usize> {
        let start = if tag.starts_with("</") { "</h" } else { "<h" };
        let rest = tag.strip_prefix(start)?;
        let level = rest.bytes().next().filter(|level| matches!(level, b'2'..=b'6'))? - b'0';
        out.push_str(start);
        out.push(char::from(b'0' + (level - 1 + self.level).min(6)));
        if !slice(rest, 1..).starts_with(ID) {
            return Some(start.len() + 1);
        }
        out.push_str(ID);
        self.write_anchor(out);
        Some(start.len() + 1 + ID.len())
    }

    /// Writes the beginning of a footnote's tag, or of one that leads to or from it.
    fn footnote(self, tag: &str, out: &mut String) -> Option<usize> {
        let start = FOOTNOTES.into_iter().find(|start| tag.starts_with(start))?;
        out.push_str(start);
        self.write_anchor(out);
        // A mark has an id, and the address of its footnote after it.
        let id = slice(tag, start.len()..);
        let end = id.find('"').filter(|end| slice(id, *end..).starts_with(ADDRESS));
        let Some(end) = end else { return Some(start.len()) };
        out.push_str(slice(id, ..end));
        out.push_str(ADDRESS);
        self.write_anchor(out);
        Some(start.len() + end + ADDRESS.len())
    }

    /// Writes the beginning of the tag of the region that footnotes stand in, which is named after the record.
    fn region(self, tag: &str, out: &mut String) -> Option<usize> {
        let found = tag.starts_with(REGION);
        found.then(|| {
            out.push_str(REGION);
            out.push_str(&escaped(self.name));
            out.push_str(": ");
            REGION.len()
        })
    }

    fn write_anchor(self, out: &mut String) {
        out.push_str(self.anchor);
        out.push(WITHIN);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(html: &str, level: u8) -> String {
        let mut out = String::new();
        Inlay { anchor: "prior-1", name: "This & that", level }.copy(html, &mut out);
        out
    }

    #[test]
    fn headings_go_deeper_and_have_ids_of_their_own() {
        assert_eq!(
            set("<p>a</p>\n<h2 id=\"b\">c</h2>\n<h3 id=\"d\">e</h3>", 3),
            "<p>a</p>\n<h4 id=\"prior-1:b\">c</h4>\n<h5 id=\"prior-1:d\">e</h5>"
        );
        assert_eq!(set("<h5 id=\"b\">c</h5><hr>", 4), "<h6 id=\"prior-1:b\">c</h6><hr>");
    }

    #[test]
    fn footnotes_of_two_bodies_are_told_apart() {
        assert_eq!(
            set("<a id=\"fnref-1-2\" href=\"#fn-1\" role=\"doc-noteref\">1</a>", 3),
            "<a id=\"prior-1:fnref-1-2\" href=\"#prior-1:fn-1\" role=\"doc-noteref\">1</a>"
        );
        assert_eq!(
            set("<li id=\"fn-1\"><a class=\"footnote-back\" href=\"#fnref-1\">", 3),
            "<li id=\"prior-1:fn-1\"><a class=\"footnote-back\" href=\"#prior-1:fnref-1\">"
        );
        assert_eq!(
            set("<section class=\"footnotes\" aria-label=\"Footnotes\">", 3),
            "<section class=\"footnotes\" aria-label=\"This &amp; that: Footnotes\">"
        );
    }

    #[test]
    fn text_that_looks_like_a_tag_stays() {
        let text = "<code>&lt;h2 id=\"a\"> href=\"#fn-1\"</code>";
        assert_eq!(set(text, 3), text);
    }
}
