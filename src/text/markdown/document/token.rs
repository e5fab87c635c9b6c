//! The steps through a body, and the elements that they open and close.

use std::num::NonZeroU32;

use crate::text::index::index;
use crate::text::markdown::document::pieces::TextRange;
use crate::text::markdown::element::ListedElement;

/// One step through a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Token {
    /// An element begins.
    Open(Element),
    /// The innermost element ends.
    Close(Element),
    /// Text. The text of two that follow each other is never one.
    Text(TextRange),
    /// The title of what is mentioned.
    Title(MentionIx),
    /// The summary card of what is mentioned: a block.
    Card(MentionIx),
    /// An image.
    Image(ImageIx),
    /// The mark of a footnote.
    Mark {
        /// The number of the footnote, from 1.
        note: u32,
        /// Which of its marks, from 1; none for one inside a link, which leads nowhere and cannot be led back to.
        mark: Option<NonZeroU32>,
    },
    /// The links from a footnote back to its marks.
    Back {
        /// The number of the footnote.
        note: u32,
        /// How many marks lead to it.
        marks: u32,
    },
    /// The box of a task, and whether it is done.
    Task(bool),
    /// A line that ends here.
    Break,
    /// A line between blocks.
    Rule,
    /// What follows is written on a line of its own.
    Line,
}

// A large review has a million of them.
const _: () = assert!(size_of::<Token>() == 12);

/// An element that has a beginning and an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Element {
    /// A paragraph.
    Paragraph,
    /// A heading.
    Heading(HeadingIx),
    /// A quotation.
    Quote,
    /// A quotation that draws attention.
    Alert(Alert),
    /// A list without numbers.
    List,
    /// A list with numbers from this one on.
    Numbered(u32),
    /// A list whose items begin with marks of their own, which are text: `(a)`, `1.1`.
    Marked,
    /// An item of a list.
    Item {
        /// Whether it is a task.
        is_task: bool,
        /// Its number, where it is not the one after that of the item before it.
        number: Option<ItemNumber>,
    },
    /// A block of code, in this language.
    CodeBlock(Option<LanguageIx>),
    /// A table; the heading that it stands under.
    Table(Option<HeadingIx>),
    /// What a table is called, the first of what it holds.
    Caption,
    /// The head of a table.
    TableHead,
    /// The rows below the head of a table.
    TableBody,
    /// A row of a table.
    Row,
    /// A cell of a table.
    Cell {
        /// What it heads.
        heads: Heads,
        /// How its text is set.
        align: Align,
    },
    /// A list of terms and what they mean.
    Definitions,
    /// A term of such a list.
    Term,
    /// What it means.
    Definition,
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// What was struck out.
    Strikethrough,
    /// A piece of code.
    Code,
    /// A link.
    Link(LinkIx),
    /// An element that was written as HTML.
    Html(ListedElement, Option<AttributesIx>),
    /// The footnotes.
    Notes,
    /// A footnote with its number.
    Note(u32),
}

impl Element {
    /// An item of which nothing more is known.
    pub(in crate::text::markdown) const ITEM: Element = Element::Item { is_task: false, number: None };

    /// Whether it stands among text.
    pub(in crate::text::markdown) fn is_inline(self) -> bool {
        matches!(self, Element::Emphasis | Element::Strong | Element::Strikethrough | Element::Code | Element::Link(_))
    }
}

/// The number of an item of a list, which may be 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ItemNumber(NonZeroU32);

impl ItemNumber {
    /// A number as it is written. It has nine digits at most.
    pub(in crate::text::markdown) fn new(number: u32) -> ItemNumber {
        ItemNumber(NonZeroU32::MIN.saturating_add(number))
    }

    /// The number as it is written.
    #[must_use]
    pub fn get(self) -> u32 {
        self.0.get() - 1
    }
}

/// How a quotation draws attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Alert {
    /// `[!NOTE]`.
    Note,
    /// `[!TIP]`.
    Tip,
    /// `[!IMPORTANT]`.
    Important,
    /// `[!WARNING]`.
    Warning,
    /// `[!CAUTION]`.
    Caution,
}

/// What a cell of a table heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Heads {
    /// Nothing.
    Nothing,
    /// Its column.
    Column,
    /// Its row.
    Row,
}

/// How the text of a cell is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Align {
    /// As everywhere.
    None,
    /// To the left.
    Left,
    /// To the middle.
    Center,
    /// To the right.
    Right,
}

// A body has fewer than 2^32 bytes, so it has fewer of anything.
index! {
    /// A heading of a body.
    HeadingIx;
    /// Something that a body mentions.
    MentionIx;
    /// A link of a body.
    LinkIx;
    /// An image of a body.
    ImageIx;
    /// The language of a block of code of a body.
    LanguageIx;
    /// The attributes of an element of a body that was written as HTML.
    AttributesIx;
}
