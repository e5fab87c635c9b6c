//! The text of a body or a field without its markup.

use std::borrow::Cow;

use crate::review::link::Review;
use crate::review::record::{RecordIx, Written};
use crate::review::value::Prose;
use crate::site::body::links::title;
use crate::text::markdown::document::{Element, Token};

/// Adds the body of a record as plain text, with what links in it say; of a long one, about as much as is wanted. Blocks are
/// held apart by a space.
pub fn plain(review: &Review, record: RecordIx, wanted: usize, text: &mut String) {
    add(review, record, review.records[record].written(), wanted, text);
}

/// What a field of a record says, as plain text.
#[must_use]
pub fn plain_prose<'a>(review: &Review, record: RecordIx, prose: &'a Prose) -> Cow<'a, str> {
    let Some(written) = review.records[record].written_in(prose) else { return Cow::Borrowed(&prose.text.text) };
    let mut text = String::new();
    add(review, record, written, usize::MAX, &mut text);
    Cow::Owned(text.trim().to_owned())
}

/// The words of the headings of a body, as they are shown: with what is called there as a page of it has it.
#[must_use]
pub fn plain_headings(review: &Review, record: RecordIx) -> Vec<Cow<'_, str>> {
    let written = review.records[record].written();
    let mut words: Vec<Cow<'_, str>> =
        written.document.headings.iter().map(|heading| (&*heading.text).into()).collect();
    if !written.document.tokens.iter().any(|token| matches!(token, Token::Title(_))) {
        return words;
    }
    let mut begun = None;
    for (at, token) in written.document.tokens.iter().enumerate() {
        match token {
            Token::Open(Element::Heading(heading)) => begun = Some((at, *heading)),
            Token::Close(Element::Heading(_)) => {
                let Some((from, heading)) = begun.take() else { continue };
                let tokens = written.document.tokens.get(from + 1..at).unwrap_or_default();
                if tokens.iter().any(|token| matches!(token, Token::Title(_)))
                    && let Some(words) = words.get_mut(heading.position())
                {
                    let mut text = String::new();
                    add_tokens(review, record, written, tokens, usize::MAX, &mut text);
                    *words = text.split_whitespace().collect::<Vec<_>>().join(" ").into();
                }
            }
            _ => {}
        }
    }
    words
}

fn add(review: &Review, record: RecordIx, written: Written<'_>, wanted: usize, text: &mut String) {
    add_tokens(review, record, written, &written.document.tokens, wanted, text);
}

fn add_tokens(
    review: &Review,
    record: RecordIx,
    written: Written<'_>,
    tokens: &[Token],
    wanted: usize,
    text: &mut String,
) {
    let document = written.document;
    for token in tokens {
        if text.len() > wanted {
            return;
        }
        match token {
            Token::Text(piece) => text.push_str(document.text(*piece)),
            Token::Title(mention) => text.push_str(&title(review, record, written, *mention)),
            Token::Image(image) => text.push_str(&document.image(*image).alt),
            Token::Open(element) | Token::Close(element) if is_inline(element) => {}
            Token::Mark { .. } | Token::Back { .. } => {}
            _ if text.ends_with(' ') => {}
            _ => text.push(' '),
        }
    }
}

/// Whether an element stands inside of words.
fn is_inline(element: &Element) -> bool {
    match element {
        Element::Emphasis | Element::Strong | Element::Strikethrough | Element::Code | Element::Link(_) => true,
        Element::Html(element, _) => matches!(
            element.name,
            "a" | "abbr"
                | "b"
                | "code"
                | "del"
                | "em"
                | "i"
                | "ins"
                | "kbd"
                | "mark"
                | "q"
                | "s"
                | "span"
                | "strong"
                | "u"
        ),
        _ => false,
    }
}
