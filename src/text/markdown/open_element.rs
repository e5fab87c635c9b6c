//! What is open while a body is read: one entry for each element, the writer's own HTML among them.
//!
//! Markdown's own elements always close in order. An element that was written as HTML can stay open or be closed in the
//! wrong place, so it never outlives the Markdown element that it stands in, and never closes one.

use std::ops::Range;

use html5ever::LocalName;

use crate::text::markdown::document::{Destination, Element, HeadingIx, LinkIx, MentionIx};
use crate::text::markdown::element::ContentCategory;

/// An element that is open.
#[derive(Debug)]
pub(super) enum OpenElement {
    /// Nothing was written: its text goes straight into what is around it.
    Flat {
        /// Whether it would stand among text.
        inline: bool,
    },
    /// Nothing is written until it ends, since its text is replaced or left out.
    Hidden,
    /// A paragraph.
    Paragraph,
    /// A paragraph of cards: they stand in it without `<p>`.
    Bare,
    /// What is left of a paragraph that a written end tag has closed: it stands in what is around the paragraph.
    Ended,
    /// A heading.
    Heading(Box<OpenHeading>),
    /// An element that needs nothing but its end, and what it holds.
    Plain(Element, ContentCategory),
    /// The rest of a block of which an element that was left out has taken the beginning, and what stands around it.
    Rest(ContentCategory),
    /// An item of a list.
    Item {
        /// Where it begins among the tokens.
        token: usize,
        /// The offset in the text after the item.
        end: usize,
    },
    /// A list whose marks are text, and an item of it.
    Marked(OpenMarked),
    /// A block of code.
    Code(Element),
    /// A table.
    Table(Element),
    /// The first row of a table.
    Head,
    /// A cell.
    Cell(Element),
    /// A link.
    Link(Box<OpenLink>),
    /// An image: its text is collected.
    Image(Box<OpenImage>),
    /// An element that was written as HTML.
    Html(OpenHtml),
    /// An element that was written as HTML and is left out with all that it holds.
    Dropped,
}

/// An element that was written as HTML and is open.
#[derive(Debug)]
pub(super) struct OpenHtml {
    /// Its name.
    pub(super) name: LocalName,
    /// The element that was published; without one, it is only remembered so that its end tag finds it.
    pub(super) shown: Option<Element>,
    /// Whether the next element may close it, as `<li>` closes the `<li>` before it.
    pub(super) closes_itself: bool,
    /// What it holds.
    pub(super) content: ContentCategory,
    /// The name of the element that what it holds is held by: its own where it is shown.
    pub(super) holder: LocalName,
}

/// A list that is open whose marks are text.
#[derive(Debug)]
pub(super) struct OpenMarked {
    /// Where its items begin that come yet, the next one last.
    pub(super) coming: Vec<usize>,
    /// Whether it stands in an item of another list, rather than in place of a paragraph.
    pub(super) in_item: bool,
}

/// A heading whose end was not reached yet.
#[derive(Debug)]
pub(super) struct OpenHeading {
    pub(super) heading: HeadingIx,
    /// What is written as `{#id}`.
    pub(super) id: Option<String>,
    pub(super) range: Range<usize>,
}

/// A link whose end was not reached yet.
#[derive(Debug)]
pub(super) struct OpenLink {
    /// The link, where there is one around the text.
    pub(super) shown: Option<LinkIx>,
    /// Where its text begins.
    pub(super) from: Progress,
    pub(super) address: LinkAddress,
}

/// An image whose end was not reached yet.
#[derive(Debug)]
pub(super) struct OpenImage {
    pub(super) place: Option<Range<usize>>,
    pub(super) address: String,
    pub(super) title: String,
    /// The text of the image around it.
    pub(super) outer_alt: Option<String>,
}

/// The address of a link or an image that is being read.
#[derive(Debug)]
pub(super) enum LinkAddress {
    /// What it names, and where it is written, is known.
    Known(MentionIx),
    /// It is written in the text, at a place that may be known only at the end of an inline link.
    Written {
        /// The address.
        address: String,
        /// Where it stands.
        place: Option<Range<usize>>,
        /// Where it leads.
        to: Result<Destination, String>,
    },
}

/// A block that begins as a caption does, while it is not known what follows.
#[derive(Debug)]
pub(super) struct BegunCaption {
    /// The token of its first text.
    pub(super) token: usize,
    /// Its first line in the text.
    pub(super) line: Range<usize>,
    /// How much of it is only the sign; none where it is not quite the sign.
    pub(super) cut: Option<usize>,
    /// Whether a table ends directly above it.
    pub(super) is_below: bool,
}

/// How far a body has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Progress {
    /// How many tokens it has.
    pub(super) tokens: usize,
    pub(super) text: usize,
}

impl OpenElement {
    /// What may be written as HTML in it.
    pub(super) fn content(&self) -> ContentCategory {
        match self {
            OpenElement::Bare | OpenElement::Item { .. } | OpenElement::Cell(_) => ContentCategory::Flow,
            OpenElement::Plain(_, content)
            | OpenElement::Rest(content)
            | OpenElement::Html(OpenHtml { content, .. }) => *content,
            OpenElement::Table(_) | OpenElement::Head => ContentCategory::Parts,
            _ => ContentCategory::Phrasing,
        }
    }
}
