//! Blocks, and text that is marked up.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind};

use crate::text::code::Code;
use crate::text::markdown::builder::{Builder, WrittenItem};
use crate::text::markdown::document::{Alert, Element, ItemNumber, Token};
use crate::text::markdown::element::ContentCategory;
use crate::text::markdown::looks_like;
use crate::text::markdown::marked::begin_marked;
use crate::text::markdown::open_element::OpenElement;
use crate::text::span::{lines, slice};

pub(super) fn begin_block(builder: &mut Builder<'_>, element: Element, content: ContentCategory) {
    builder.block_starts();
    builder.open(element);
    builder.stack.push(OpenElement::Plain(element, content));
}

pub(super) fn begin_inline(builder: &mut Builder<'_>, element: Element) {
    builder.inline_starts();
    builder.open(element);
    builder.stack.push(OpenElement::Plain(element, ContentCategory::Phrasing));
}

pub(super) fn begin_paragraph(builder: &mut Builder<'_>, range: Range<usize>) {
    builder.block_starts();
    if builder.role.is_body() && only_embeds(slice(builder.text, range.clone())) {
        builder.push(Token::Line);
        builder.stack.push(OpenElement::Bare);
    } else {
        builder.stack.push(OpenElement::Paragraph);
        if !begin_marked(builder, range.start) {
            builder.open(Element::Paragraph);
        }
    }
}

pub(super) fn begin_item(builder: &mut Builder<'_>, range: Range<usize>) {
    let token = builder.body.tokens.len();
    builder.open(Element::ITEM);
    let number = slice(builder.text, range.clone()).trim_start();
    let number = slice(number, ..number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len()));
    if let Some(list) = builder.lists.last_mut() {
        list.push(WrittenItem { open: token, close: token, number: number.parse().unwrap_or_default() });
    }
    builder.stack.push(OpenElement::Item { token, end: range.end });
}

pub(super) fn end_item(builder: &mut Builder<'_>, token: usize) {
    let close = builder.body.tokens.len();
    if let Some(item) = builder.lists.last_mut().and_then(|list| list.last_mut()).filter(|item| item.open == token) {
        item.close = close;
    }
    match builder.body.tokens.get(token) {
        Some(Token::Open(item)) => builder.close(*item),
        other => debug_assert!(false, "an item begins with {other:?}"),
    }
}

pub(super) fn begin_list(builder: &mut Builder<'_>, element: Element) {
    builder.lists.push(Vec::new());
    begin_block(builder, element, ContentCategory::Parts);
}

/// Gives the items of a list their numbers where these are not those that a browser counts. In a list whose numbers are all
/// the same, its writer has let the numbers be made.
pub(super) fn end_list(builder: &mut Builder<'_>, element: Element) {
    let items = builder.lists.pop().unwrap_or_default();
    builder.close(element);
    let Element::Numbered(mut expected) = element else { return };
    let is_counted = items.iter().all(|item| item.number == expected);
    for item in items.into_iter().filter(|_| !is_counted) {
        if item.number != expected {
            for token in [item.open, item.close] {
                match builder.body.tokens.get_mut(token) {
                    Some(Token::Open(Element::Item { number, .. }) | Token::Close(Element::Item { number, .. })) => {
                        *number = Some(ItemNumber::new(item.number));
                    }
                    other => debug_assert!(false, "an item begins or ends with {other:?}"),
                }
            }
        }
        expected = item.number.saturating_add(1);
    }
}

pub(super) fn begin_code<'a>(builder: &mut Builder<'a>, kind: &CodeBlockKind<'a>, range: Range<usize>) {
    if matches!(kind, CodeBlockKind::Indented) && is_prose(slice(builder.text, range.clone())) {
        let message = "a paragraph that is indented, and so shown as code";
        let help = "remove the spaces before its lines, or write three backticks above and below it if it is code";
        looks_like::suspect(builder, Code::LooksLikeParagraph, range, message, help);
    }
    builder.block_starts();
    let language = match kind {
        CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or_default(),
        CodeBlockKind::Indented => "",
    };
    let named = language.chars().all(|c| c.is_alphanumeric() || "+-#._".contains(c));
    let language = (named && !language.is_empty()).then(|| builder.body.add_language(language));
    builder.open(Element::CodeBlock(language));
    builder.in_code = true;
    builder.stack.push(OpenElement::Code(Element::CodeBlock(language)));
}

pub(super) fn task_marker(builder: &mut Builder<'_>, done: bool) {
    let item = builder.stack.iter().rev().take(2).find_map(|open| match open {
        OpenElement::Item { token, .. } => Some(*token),
        _ => None,
    });
    let Some(token) = item.filter(|_| builder.hidden == 0) else { return };
    builder.body.tokens[token] = Token::Open(Element::Item { is_task: true, number: None });
    builder.push(Token::Task(done));
}

pub(super) fn alert(kind: BlockQuoteKind) -> Alert {
    match kind {
        BlockQuoteKind::Note => Alert::Note,
        BlockQuoteKind::Tip => Alert::Tip,
        BlockQuoteKind::Important => Alert::Important,
        BlockQuoteKind::Warning => Alert::Warning,
        BlockQuoteKind::Caution => Alert::Caution,
    }
}

/// Whether lines of code are sentences.
fn is_prose(code: &str) -> bool {
    let is_sentence = |c: char| c.is_alphabetic() || c.is_numeric() || " ,.;:'’‘“”\"()-–—?!/%\n\r\t".contains(c);
    let text = code.trim();
    let words = text.split_whitespace().count();
    let in_line = |line: &str| line.split_whitespace().count() >= 4;
    let short = text.split_whitespace().filter(|word| word.chars().all(char::is_alphabetic)).count();
    words >= 10
        && text.starts_with(char::is_uppercase)
        && text.ends_with(['.', '!', '?', ':', '”'])
        && text.chars().all(is_sentence)
        && !text.contains("  ")
        && lines(text).next().is_some_and(in_line)
        && short * 10 >= words * 7
}

/// Whether a paragraph is nothing but embeds: `![[…]]`, on a line or on several.
fn only_embeds(paragraph: &str) -> bool {
    let mut rest = paragraph.trim();
    loop {
        let Some(embed) = rest.strip_prefix("![[") else { return false };
        let Some(end) = embed.find("]]") else { return false };
        if slice(embed, ..end).trim().is_empty() || slice(embed, ..end).contains(['[', '\n', '\r']) {
            return false;
        }
        rest = slice(embed, end + 2..).trim_start_matches([' ', '\t']);
        if rest.is_empty() {
            return true;
        }
        if rest.starts_with(['\n', '\r']) {
            // A line of a quotation begins with its mark.
            rest = rest.trim_start_matches(['\n', '\r', '>', ' ', '\t']);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::only_embeds;

    #[test]
    fn a_paragraph_of_embeds_is_known() {
        for (paragraph, expected) in [
            ("![[4.1]]", true),
            ("![[4.1]]  \n", true),
            ("![[4.1|x]]\n> ![[4.2]]\n", true),
            ("![[4.1]] ![[4.2]]", true),
            ("![[4.1]] > ![[4.2]]", false),
            ("![[4.1]].", false),
            ("![[]]", false),
            ("![[a [b]]", false),
            ("see ![[4.1]]", false),
            ("[[4.1]]", false),
        ] {
            assert_eq!(only_embeds(paragraph), expected, "{paragraph}");
        }
    }
}
