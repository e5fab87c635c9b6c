//! The opening of a body: as much as tells what it is about, on a page with others.

use crate::text::markdown::document::{Document, Element, Token};

/// The tokens of a body up to the block in which its first heading stands, or to its footnotes. A heading may stand in a
/// quotation or a list, which would stay open if the body ended at the heading itself.
#[must_use]
pub fn opening(document: &Document) -> &[Token] {
    let (mut block, mut depth) = (0, 0_usize);
    for (position, token) in document.tokens.iter().enumerate() {
        if depth == 0 {
            block = position;
        }
        match token {
            Token::Open(Element::Heading(_) | Element::Notes) => return &document.tokens[..block],
            Token::Open(_) => depth += 1,
            Token::Close(_) => depth -= 1,
            _ => {}
        }
    }
    &document.tokens
}
