//! A text, understood: a flat list of tokens in which every element that begins also ends, and what the tokens speak of.
//!
//! It holds no HTML and no address. What it is written as, and where its links lead from there, is known only where a page is
//! made; its contents list, its opening, its plain text are functions of the same tokens.

mod pieces;
mod token;

use std::sync::Arc;

use crate::text::markdown::document::pieces::Pieces;
pub use crate::text::markdown::document::pieces::TextRange;
pub use crate::text::markdown::document::token::{
    Alert, Align, AttributesIx, Element, HeadingIx, Heads, ImageIx, ItemNumber, LanguageIx, LinkIx, MentionIx, Token,
};
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
    text: Pieces,
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

impl Document {
    /// A piece of the text.
    #[must_use]
    pub fn text(&self, range: TextRange) -> &str {
        self.text.get(range)
    }

    /// The text that is not found in the file.
    pub(super) fn made(&self) -> &str {
        self.text.made()
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
        self.text.length()
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
        let before = match self.tokens.last_mut() {
            Some(Token::Text(before)) => Some(before),
            _ => None,
        };
        let own = self.text.add(text, before);
        self.tokens.extend(own.map(Token::Text));
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
        Document { tokens, text: Pieces::with_room_for(length, written), ..Document::default() }
    }

    /// Gives back what it took while it grew: bodies live as long as the review. They are copied, since the allocator
    /// leaves what is only made smaller where it stands, among gaps that nothing fits into.
    pub(super) fn shrink(&mut self) {
        shrink(&mut self.tokens);
        shrink(&mut self.headings);
        shrink(&mut self.mentions);
        shrink(&mut self.links);
        self.text.shrink();
    }
}

/// Puts a list into no more room than it takes. To ask the allocator for that is not enough: it leaves a list where it is, as
/// long as half of its room is used.
fn shrink<T>(list: &mut Vec<T>) {
    let mut own = Vec::with_capacity(list.len());
    own.append(list);
    *list = own;
}
