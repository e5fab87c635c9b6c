//! What is known of the HTML of a body halfway through it, and what of it is left out.

use std::collections::BTreeMap;

use pulldown_cmark::CowStr;

use crate::text::markdown::element::WITH_CONTENT;
use crate::text::markdown::tag;
use crate::text::span::slice;

/// What is known of the HTML of a body.
#[derive(Default)]
pub(super) struct RawHtml<'a> {
    /// How many elements that were written as HTML are open.
    pub(super) open: usize,
    /// Whether a block of HTML is being read, rather than tags in a text.
    pub(super) in_block: bool,
    /// Whether a block of HTML has begun, and nothing of it was read.
    pub(super) begins: bool,
    /// Whether a block was left out whose text has to be held apart from what follows.
    pub(super) gap: bool,
    /// What is being left out with all that it holds.
    pub(super) dropping: Option<Dropping>,
    /// Where the last end tag stands of each element that is left out whole; listed when the first is met.
    pub(super) ends: Option<BTreeMap<&'static str, usize>>,
    /// The lines of the block that is being read, each with where it stands.
    pub(super) lines: Vec<(CowStr<'a>, usize)>,
}

/// An element that is being left out with all that it holds.
pub(super) struct Dropping {
    pub(super) name: &'static str,
    /// Whether it has no end tag, so that the end of its block must do.
    pub(super) only_in_block: bool,
}

impl Dropping {
    /// Where its end tag stands in the HTML, and how long it is.
    pub(super) fn end(&self, html: &str) -> Option<(usize, usize)> {
        let (at, _) = html.match_indices("</").find(|(at, _)| end_tag_name(slice(html, *at..)) == Some(self.name))?;
        let (_, length) = tag::read(slice(html, at..))?;
        Some((at, length))
    }
}

/// The name of the end tag that the text begins with, if its element is one that is left out whole.
fn end_tag_name(text: &str) -> Option<&'static str> {
    let name = text.strip_prefix("</")?;
    let name = slice(name, ..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len()));
    WITH_CONTENT.iter().copied().find(|whole| whole.eq_ignore_ascii_case(name))
}

/// Where the last end tag stands of each element that is left out whole.
pub(super) fn last_end_tags(text: &str) -> BTreeMap<&'static str, usize> {
    text.match_indices("</").filter_map(|(at, _)| Some((end_tag_name(slice(text, at..))?, at))).collect()
}
