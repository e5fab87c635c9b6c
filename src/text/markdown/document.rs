//! A text, understood: a flat list of tokens in which every element that begins also ends, and what the tokens speak of.
//!
//! It holds no HTML and no address. What it is written as, and where its links lead from there, is known only where a page is
//! made; its contents list, its opening, its plain text are functions of the same tokens.

use std::num::NonZeroU32;
use std::ops::Range;
use std::sync::Arc;

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
    attributes: Vec<Box<[Attribute]>>,
    languages: Vec<Box<str>>,
    /// The text of the file that the body stands in, where most of its text is found as it is.
    written: Option<Arc<str>>,
    /// All text that is not found there.
    made: String,
    /// How long all text is, in bytes.
    length: usize,
    /// Where the text ends that was added last.
    reached: u32,
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
    pub(super) const ITEM: Element = Element::Item { is_task: false, number: None };

    /// Whether it stands among text.
    pub(super) fn is_inline(self) -> bool {
        matches!(self, Element::Emphasis | Element::Strong | Element::Strikethrough | Element::Code | Element::Link(_))
    }
}

/// The number of an item of a list, which may be 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ItemNumber(NonZeroU32);

impl ItemNumber {
    /// A number as it is written. It has nine digits at most.
    pub(super) fn new(number: u32) -> ItemNumber {
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

/// A piece of the text of a body: of what is written in its file or, where it ends behind that, of what was made of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TextRange {
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
        let (written, range) = (self.written(), range.start as usize..range.end as usize);
        match range.start.checked_sub(written.len()) {
            Some(start) => slice(&self.made, start..range.end - written.len()),
            None => slice(written, range),
        }
    }

    fn written(&self) -> &str {
        self.written.as_deref().unwrap_or_default()
    }

    /// The text that is not found in the file.
    pub(super) fn made(&self) -> &str {
        &self.made
    }

    /// So much of the text as was added last, in bytes; it stands in tokens that follow each other.
    pub(super) fn last_text(&self, length: usize) -> String {
        let (mut pieces, mut rest) = (Vec::new(), length);
        let mut tokens = self.tokens.iter().rev();
        while rest > 0 {
            let Some(token) = tokens.next() else { break };
            if let Token::Text(range) = token {
                let text = self.text(*range);
                let piece = slice(text, text.len().saturating_sub(rest)..);
                rest -= piece.len();
                pieces.push(piece);
            }
        }
        pieces.into_iter().rev().collect()
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
        self.length
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

    /// The attributes of an element that was written as HTML.
    #[must_use]
    pub fn attributes(&self, attributes: Option<AttributesIx>) -> &[Attribute] {
        attributes.map_or(&[], |attributes| &self.attributes[attributes.position()])
    }

    /// The language of a block of code.
    #[must_use]
    pub fn language(&self, language: LanguageIx) -> &str {
        &self.languages[language.position()]
    }

    /// Adds text, to the token before it where that is text as well.
    pub(super) fn push_text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.length += text.len();
        let found = self.find(text);
        let before = match self.tokens.last() {
            Some(Token::Text(before)) if before.end == self.reached => Some(*before),
            _ => None,
        };
        let range = match (before, found) {
            (None, Some(found)) => found,
            (None, None) => self.make(text),
            (Some(before), Some(found)) if before.end == found.start => TextRange { end: found.end, ..before },
            (Some(before), _) => {
                let before = self.made_of(before);
                TextRange { end: self.make(text).end, ..before }
            }
        };
        if before.is_some() {
            self.tokens.pop();
        }
        self.tokens.push(Token::Text(range));
        self.reached = range.end;
    }

    /// Where a text stands in the file, if it was not copied from there.
    fn find(&self, text: &str) -> Option<TextRange> {
        let written = self.written();
        let start = (text.as_ptr() as usize).checked_sub(written.as_ptr() as usize)?;
        let end = start + text.len();
        (end <= written.len()).then(|| TextRange { start: offset(start), end: offset(end) })
    }

    /// Keeps a text that is not found in the file.
    fn make(&mut self, text: &str) -> TextRange {
        let start = self.written().len() + self.made.len();
        self.made.push_str(text);
        TextRange { start: offset(start), end: offset(start + text.len()) }
    }

    /// The text that was added last, at the end of what is not found in the file: there it can be added to.
    fn made_of(&mut self, last: TextRange) -> TextRange {
        let written = self.written.clone();
        match written.as_deref().and_then(|written| written.get(last.start as usize..last.end as usize)) {
            Some(text) => self.make(text),
            None => last,
        }
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

    pub(super) fn add_attributes(&mut self, attributes: Vec<Attribute>) -> Option<AttributesIx> {
        if attributes.is_empty() {
            return None;
        }
        self.attributes.push(attributes.into());
        Some(AttributesIx::new(self.attributes.len() - 1))
    }

    pub(super) fn add_language(&mut self, language: &str) -> LanguageIx {
        self.languages.push(language.into());
        LanguageIx::new(self.languages.len() - 1)
    }

    /// Nothing yet of a text that is so many bytes long, and stands in the text of this file as it is.
    pub(super) fn with_room_for(length: usize, written: Option<Arc<str>>) -> Document {
        // Prose has a token for every thirty bytes or so.
        let tokens = Vec::with_capacity(length / 24);
        let made = String::with_capacity(if written.is_some() { 0 } else { length });
        Document { tokens, written, made, ..Document::default() }
    }

    /// Gives back what it took while it grew: bodies live as long as the review. They are copied, since the allocator
    /// leaves what is only made smaller where it stands, among gaps that nothing fits into.
    pub(super) fn shrink(&mut self) {
        shrink(&mut self.tokens);
        shrink(&mut self.headings);
        shrink(&mut self.mentions);
        shrink(&mut self.links);
        self.made = self.made.as_str().to_owned();
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
