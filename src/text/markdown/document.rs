//! A text, understood: a flat list of tokens in which every element that begins also ends, and what the tokens speak of.
//!
//! It holds no HTML and no address. What it is written as, and where its links lead from there, is known only where a page is
//! made; its contents list, its opening, its plain text are functions of the same tokens.

use std::ops::Range;

use crate::text::index::index;
use crate::text::markdown::element::ListedElement;
use crate::text::span::{Span, slice};

/// A body.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Document {
    /// What it is made of. For each [`Token::Open`] there is a [`Token::Close`] of the same element, and what lies between
    /// them is balanced as well.
    pub tokens: Vec<Token>,
    /// The headings, in the order of the text; those of footnotes last.
    pub headings: Vec<Heading>,
    /// Everything in the review that the body names, in the order in which it was met.
    pub mentions: Vec<Mention>,
    /// The bytes of quotations and code, which are not the writer's own words: those that stand in no other.
    pub cited: Vec<Span>,
    links: Vec<Link>,
    images: Vec<Image>,
    attributes: Vec<Attribute>,
    /// All text, in the order of the tokens.
    text: String,
}

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
        mark: Option<u32>,
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
    Item(Item),
    /// A block of code, in this language.
    CodeBlock(TextRange),
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
    Html(ListedElement, Attributes),
    /// The footnotes.
    Notes,
    /// A footnote with its number.
    Note(u32),
}

impl Element {
    /// Whether it stands among text.
    pub(super) fn is_inline(self) -> bool {
        matches!(self, Element::Emphasis | Element::Strong | Element::Strikethrough | Element::Code | Element::Link(_))
    }
}

/// An item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Item {
    /// Whether it is a task.
    pub is_task: bool,
    /// Its number, where it is not the one after that of the item before it.
    pub number: Option<u32>,
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
}

/// A piece of the text of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TextRange {
    start: u32,
    end: u32,
}

/// Some attributes of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Attributes {
    start: u32,
    end: u32,
}

/// An attribute that was written as HTML.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Attribute {
    /// One that has no value.
    Bare(Box<str>),
    /// One with a value.
    Value(Box<str>, Box<str>),
    /// The address of a link.
    Address(LinkIx),
}

/// A heading of a body.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Heading {
    /// From 2 to 6, as it is shown on the page of its record.
    pub level: u8,
    /// Unique in the body.
    pub id: String,
    /// Its text without markup.
    pub text: String,
    /// All of it, with its marks.
    pub span: Span,
}

/// Something in the review that a body names.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Mention {
    /// How it is written.
    pub form: Form,
    /// A reference or, decoded and without its query, a path; empty for the body's own record.
    pub target: String,
    /// The id of the heading that is meant.
    pub heading: Option<String>,
    /// The bytes of the target.
    pub span: Span,
    /// The bytes of the heading's id.
    pub heading_span: Option<Span>,
}

/// How something is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// `[[reference]]`.
    Wiki,
    /// `![[reference]]`.
    Embed,
    /// `[text](path)`, or an `<a>` that is written as HTML.
    Path,
    /// `![text](path)`.
    Image,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Link {
    /// Where it leads.
    pub to: Destination,
    /// What is said of it; empty if nothing is.
    pub title: Box<str>,
    /// Whether it is a reference in double brackets.
    pub is_reference: bool,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Destination {
    /// To what is mentioned.
    Mention(MentionIx),
    /// To a page of the web.
    Web(Box<str>),
    /// To a mailbox or a telephone.
    Other(Box<str>),
}

/// An image that is a file of the review.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Image {
    /// The file.
    pub file: MentionIx,
    /// What it tells.
    pub alt: Box<str>,
    /// What is said of it; empty if nothing is.
    pub title: Box<str>,
}

impl TextRange {
    /// The piece of it at these bytes.
    pub(super) fn part(self, bytes: Range<usize>) -> TextRange {
        TextRange { start: self.start + offset(bytes.start), end: self.start + offset(bytes.end) }
    }
}

impl Document {
    /// A piece of the text.
    #[must_use]
    pub fn text(&self, range: TextRange) -> &str {
        slice(&self.text, range.start as usize..range.end as usize)
    }

    /// All text, in the order of the tokens.
    pub(super) fn all_text(&self) -> &str {
        &self.text
    }

    /// Whether it is one paragraph, so that it may stand among words.
    #[must_use]
    pub fn is_inline(&self) -> bool {
        let paragraphs = self.tokens.iter().filter(|token| matches!(token, Token::Open(Element::Paragraph)));
        let is_whole = matches!(
            (self.tokens.first(), self.tokens.last()),
            (Some(Token::Open(Element::Paragraph)), Some(Token::Close(Element::Paragraph)))
        );
        is_whole && paragraphs.count() == 1
    }

    /// Its tokens, without those of the paragraph that is all of it.
    #[must_use]
    pub fn inside(&self) -> &[Token] {
        match self.tokens.as_slice() {
            [_, inside @ .., _] if self.is_inline() => inside,
            all => all,
        }
    }

    /// Whether it says no more than this text does.
    pub(super) fn is_plain(&self, text: &str) -> bool {
        matches!(self.inside(), [Token::Text(range)] if self.is_inline() && self.text(*range) == text)
    }

    /// How long all text is, in bytes.
    #[must_use]
    pub fn length(&self) -> usize {
        self.text.len()
    }

    /// A link.
    #[must_use]
    pub fn link(&self, link: LinkIx) -> &Link {
        &self.links[link.position()]
    }

    /// An image.
    #[must_use]
    pub fn image(&self, image: ImageIx) -> &Image {
        &self.images[image.position()]
    }

    /// A heading.
    #[must_use]
    pub fn heading(&self, heading: HeadingIx) -> &Heading {
        &self.headings[heading.position()]
    }

    /// Some attributes.
    #[must_use]
    pub fn attributes(&self, attributes: Attributes) -> &[Attribute] {
        &self.attributes[attributes.start as usize..attributes.end as usize]
    }

    /// Adds text, to the token before it where that is text as well.
    pub(super) fn push_text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let range = self.keep_text(text);
        match self.tokens.last_mut() {
            Some(Token::Text(before)) if before.end == range.start => before.end = range.end,
            _ => self.tokens.push(Token::Text(range)),
        }
    }

    /// Keeps a piece of text that no token shows yet.
    pub(super) fn keep_text(&mut self, text: &str) -> TextRange {
        let start = offset(self.text.len());
        self.text.push_str(text);
        TextRange { start, end: offset(self.text.len()) }
    }

    pub(super) fn add_link(&mut self, link: Link) -> LinkIx {
        self.links.push(link);
        LinkIx::new(self.links.len() - 1)
    }

    pub(super) fn add_image(&mut self, image: Image) -> ImageIx {
        self.images.push(image);
        ImageIx::new(self.images.len() - 1)
    }

    pub(super) fn add_mention(&mut self, mention: Mention) -> MentionIx {
        self.mentions.push(mention);
        MentionIx::new(self.mentions.len() - 1)
    }

    pub(super) fn add_attributes(&mut self, attributes: Vec<Attribute>) -> Attributes {
        let start = offset(self.attributes.len());
        self.attributes.extend(attributes);
        Attributes { start, end: offset(self.attributes.len()) }
    }

    /// Nothing yet of a text that is so many bytes long.
    pub(super) fn with_room_for(length: usize) -> Document {
        // Prose has a token for every thirty bytes or so.
        Document { tokens: Vec::with_capacity(length / 24), text: String::with_capacity(length), ..Document::default() }
    }

    /// Gives back what it took while it grew: bodies live as long as the review. They are copied, since the allocator
    /// leaves what is only made smaller where it stands, among gaps that nothing fits into.
    pub(super) fn shrink(&mut self) {
        shrink(&mut self.tokens);
        shrink(&mut self.headings);
        shrink(&mut self.mentions);
        shrink(&mut self.links);
        self.text = self.text.as_str().to_owned();
    }
}

/// Puts a list into no more room than it takes. To ask the allocator for that is not enough: it leaves a list where it is, as
/// long as half of its room is used.
fn shrink<T>(list: &mut Vec<T>) {
    let mut own = Vec::with_capacity(list.len());
    own.append(list);
    *list = own;
}

fn offset(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
