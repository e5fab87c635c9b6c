//! What is open while a body is rendered: one frame for each element, the writer's own HTML among them.
//!
//! Markdown's own elements always close in order. An element that was written as HTML can stay open or be closed in the
//! wrong place, so it never outlives the Markdown element that it stands in, and never closes one.

use html5ever::LocalName;

use crate::text::markdown::document::Element;
use crate::text::markdown::heading::OpenHeading;
use crate::text::markdown::reference::{OpenImage, OpenLink};

/// What an element may hold (HTML, section 3.2.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Content {
    /// Paragraphs, lists and the like, or text.
    Flow,
    /// Text, and what marks up text.
    Phrasing,
    /// Only particular elements, such as the rows of a table.
    Parts,
}

impl Content {
    /// Whether this content may stand where `self` may.
    pub(super) fn holds(self, inside: Content) -> bool {
        match self {
            Content::Flow => inside != Content::Parts,
            Content::Phrasing => inside == Content::Phrasing,
            Content::Parts => false,
        }
    }
}

/// An element that is open.
#[derive(Debug)]
pub(super) enum Frame {
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
    Plain(Element, Content),
    /// The rest of a block of which an element that was left out has taken the beginning, and what stands around it.
    Rest(Content),
    /// An item of a list.
    Item {
        /// Where it begins among the tokens.
        token: usize,
        /// The offset in the text after the item.
        end: usize,
    },
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
    Written(Written),
    /// An element that was written as HTML and is left out with all that it holds.
    Dropped,
}

/// An element that was written as HTML and is open.
#[derive(Debug)]
pub(super) struct Written {
    /// Its name.
    pub(super) name: LocalName,
    /// The element that was published; without one, it is only remembered so that its end tag finds it.
    pub(super) shown: Option<Element>,
    /// Whether the next element may close it, as `<li>` closes the `<li>` before it.
    pub(super) closes_itself: bool,
    /// What it holds.
    pub(super) content: Content,
    /// The name of the element that what it holds is held by: its own where it is shown.
    pub(super) holder: LocalName,
}

impl Frame {
    /// What may be written as HTML in it.
    pub(super) fn content(&self) -> Content {
        match self {
            Frame::Bare | Frame::Item { .. } | Frame::Cell(_) => Content::Flow,
            Frame::Plain(_, content) | Frame::Rest(content) | Frame::Written(Written { content, .. }) => *content,
            Frame::Table(_) | Frame::Head => Content::Parts,
            _ => Content::Phrasing,
        }
    }
}
