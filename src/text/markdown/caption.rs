//! Captions of tables: a paragraph `Table: The words` directly above a table, which code hosts show as the paragraph that it is.
//!
//! Only above, so that one between two tables is never in doubt, and readers know what a table is about before they read it.
//! `Table:` is a sign, as `[!NOTE]` is, and not shown; `Table 3: The words` is shown as it stands, since texts name the number.

use std::ops::Range;

use crate::text::code::Code;
use crate::text::markdown::builder::Builder;
use crate::text::markdown::document::{Document, Element, Token};
use crate::text::markdown::looks_like::suspect;
use crate::text::markdown::open_element::{BegunCaption, OpenElement};
use crate::text::span::slice;

const WORD: &str = "Table";
const SIGN: &str = "Table:";
const ABOVE: &str = "write it directly above its table, with an empty line between: `Table: The words`";

/// Keeps the place of a text that begins a block as a caption does.
pub(super) fn begin_caption(builder: &mut Builder<'_>, from: usize) {
    let rest = slice(builder.text, from..);
    // A long line may have many texts, and is not walked for each.
    if !rest.get(..WORD.len()).is_some_and(|start| start.eq_ignore_ascii_case(WORD)) {
        return;
    }
    let tokens = &builder.body.tokens;
    let begins_block = match (builder.stack.last(), tokens.last()) {
        (Some(OpenElement::Paragraph), Some(Token::Open(Element::Paragraph))) => true,
        // In a list without empty lines no text stands in a paragraph.
        (Some(OpenElement::Item { .. }), Some(Token::Open(Element::Item { .. }))) => true,
        (Some(OpenElement::Item { .. }), Some(last @ Token::Close(_))) => !is_text(last),
        _ => false,
    };
    if !begins_block {
        return;
    }
    let line = slice(rest, ..rest.find(['\n', '\r']).unwrap_or(rest.len())).trim_end();
    let is_nearly = line.get(..SIGN.len()).is_some_and(|start| start.eq_ignore_ascii_case(SIGN));
    let cut = cut_of(line);
    if cut.is_none() && !is_nearly {
        return;
    }
    let above = tokens.iter().rev().find(|token| **token != Token::Open(Element::Paragraph));
    let is_below = matches!(above, Some(Token::Close(Element::Table(_))));
    builder.captions.push(BegunCaption { token: tokens.len(), line: from..from + line.len(), cut, is_below });
}

/// Begins a table, with the block directly above it as its caption if that is one.
pub(super) fn begin_captioned(builder: &mut Builder<'_>, table: Element) {
    let begun = std::mem::take(&mut builder.captions);
    let last = begun.len().checked_sub(1);
    let mut caption = None;
    for (position, begun) in begun.into_iter().enumerate() {
        let Some(end) = end_of(&builder.body, begun.token) else { continue };
        match (blocks_between(&builder.body.tokens, end), begun.cut) {
            (Some(0), Some(cut)) if has_words(&builder.body, begun.token, end, cut) => caption = Some((begun, cut)),
            (Some(0), Some(_)) => {
                let help = "write its words behind it, as in `Table: The words`, or remove it";
                report(builder, &begun, "a caption without words", help);
            }
            (Some(0), None) => {
                let help = "write `Table: `, with a capital letter and a space, before its words";
                report(builder, &begun, "a caption that does not begin with `Table: `", help);
            }
            (Some(1), Some(_)) => report_apart(builder, &begun),
            _ if begun.is_below && begun.cut.is_some() => report_apart(builder, &begun),
            _ => {}
        }
        debug_assert!(
            caption.is_none() || Some(position) == last,
            "a block above a caption is no neighbour of the table"
        );
    }
    match caption {
        Some((begun, cut)) => take_caption(&mut builder.body, table, begun.token, cut),
        None => builder.open(table),
    }
}

/// Reports captions that stand below a table where no other follows.
pub(super) fn end_captions(builder: &mut Builder<'_>) {
    for begun in std::mem::take(&mut builder.captions) {
        if begun.is_below && begun.cut.is_some() {
            report_apart(builder, &begun);
        }
    }
}

/// Reports a row that is a caption directly below its table, where no empty line stands between.
pub(super) fn report_caption_in_row(builder: &mut Builder<'_>, row: Range<usize>) {
    let written = slice(builder.text, row.clone()).trim_end();
    if builder.hidden == 0 && !written.contains('|') && cut_of(written).is_some() {
        let place = row.start..row.start + written.len();
        suspect(builder, Code::LooksLikeCaption, place, "a caption that is a row of its table", ABOVE);
    }
}

fn report_apart(builder: &mut Builder<'_>, begun: &BegunCaption) {
    report(builder, begun, "a caption that does not stand directly above a table", ABOVE);
}

fn report(builder: &mut Builder<'_>, begun: &BegunCaption, message: &str, help: &str) {
    suspect(builder, Code::LooksLikeCaption, begun.line.clone(), message, help);
}

/// How much of the beginning of a line is a sign that is not shown, if the line begins with one.
fn cut_of(line: &str) -> Option<usize> {
    let rest = line.strip_prefix(WORD)?;
    let (number, words) = rest.split_once(':')?;
    let is_apart = words.is_empty() || words.starts_with(char::is_whitespace);
    let has_number = || number.strip_prefix(' ').is_some_and(is_number);
    match number {
        "" if is_apart => Some(SIGN.len()),
        _ if is_apart && has_number() => Some(0),
        _ => None,
    }
}

/// Whether a word numbers a table: `3`, `2.1`, `B`, `IV`, `A-2`.
fn is_number(word: &str) -> bool {
    let sign = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
    let has_digit = word.bytes().any(|byte| byte.is_ascii_digit());
    (1..=8).contains(&word.len())
        && word.bytes().all(sign)
        && (has_digit || word.bytes().all(|byte| byte.is_ascii_uppercase()))
}

/// Where the text of a block ends that begins at a token.
fn end_of(body: &Document, token: usize) -> Option<usize> {
    let rest = body.tokens.get(token..)?;
    Some(token + rest.iter().take_while(|token| is_text(token)).count())
}

/// How many blocks stand between the end of a text and the end of what is written so far, in the same element; of more than
/// one, two. The end of its own paragraph is none.
fn blocks_between(tokens: &[Token], end: usize) -> Option<usize> {
    let (mut depth, mut blocks) = (0_usize, 0);
    let rest = tokens.get(end..)?;
    let rest = rest.strip_prefix(&[Token::Close(Element::Paragraph)]).unwrap_or(rest);
    for token in rest {
        match token {
            Token::Open(_) => {
                blocks += usize::from(depth == 0);
                depth += 1;
            }
            Token::Close(_) => depth = depth.checked_sub(1)?,
            Token::Line => {}
            _ => blocks += usize::from(depth == 0),
        }
        if blocks > 1 {
            break;
        }
    }
    Some(blocks)
}

/// Whether a token stands among the words of a block.
fn is_text(token: &Token) -> bool {
    match token {
        Token::Text(_) | Token::Title(_) | Token::Image(_) | Token::Mark { .. } | Token::Break => true,
        Token::Open(Element::Html(element, _)) | Token::Close(Element::Html(element, _)) => element.is_phrasing(),
        Token::Open(element) | Token::Close(element) => element.is_inline(),
        Token::Card(_) | Token::Back { .. } | Token::Task(_) | Token::Rule | Token::Line => false,
    }
}

/// Whether a caption says anything behind its sign.
fn has_words(body: &Document, from: usize, end: usize, cut: usize) -> bool {
    let tokens = body.tokens.get(from..end).unwrap_or_default();
    tokens.iter().enumerate().any(|(position, token)| match token {
        Token::Text(range) => {
            let text = body.text(*range);
            !text.get(if position == 0 { cut } else { 0 }..).unwrap_or_default().trim().is_empty()
        }
        Token::Title(_) => true,
        Token::Image(image) => !body.image(*image).alt.trim().is_empty(),
        _ => false,
    })
}

/// Moves the last block, whose text begins at a token, into the table that begins.
fn take_caption(body: &mut Document, table: Element, from: usize, cut: usize) {
    let begin = [Token::Open(table), Token::Open(Element::Caption)];
    let is_paragraph = body.tokens.pop_if(|last| *last == Token::Close(Element::Paragraph)).is_some();
    let mut words = body.tokens.split_off(if is_paragraph { from - 1 } else { from });
    if is_paragraph {
        words.remove(0);
    }
    if let Some(Token::Text(range)) = words.first().filter(|_| cut > 0).copied() {
        let text = body.text(range);
        let rest = slice(text, cut..).trim_start();
        let shown = range.part(text.len() - rest.len()..text.len());
        match rest.is_empty() {
            true => drop(words.remove(0)),
            false => words[0] = Token::Text(shown),
        }
    }
    body.tokens.extend(begin);
    body.tokens.append(&mut words);
    body.tokens.push(Token::Close(Element::Caption));
}
