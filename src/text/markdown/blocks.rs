//! Blocks, and text that is marked up.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind};

use crate::text::markdown::builder::{Builder, TextRole};
use crate::text::markdown::document::{Alert, Element, Token};
use crate::text::markdown::element::ContentCategory;
use crate::text::markdown::open_element::OpenElement;
use crate::text::span::slice;

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
    if builder.role == TextRole::Body && only_embeds(slice(builder.text, range)) {
        builder.push(Token::Line);
        builder.stack.push(OpenElement::Bare);
    } else {
        builder.open(Element::Paragraph);
        builder.stack.push(OpenElement::Paragraph);
    }
}

pub(super) fn begin_item(builder: &mut Builder<'_>, range: Range<usize>) {
    let token = builder.body.tokens.len();
    builder.open(Element::Item { task: false });
    builder.stack.push(OpenElement::Item { token, end: range.end });
}

pub(super) fn end_item(builder: &mut Builder<'_>, token: usize) {
    match builder.body.tokens.get(token) {
        Some(Token::Open(item)) => builder.close(*item),
        other => debug_assert!(false, "an item begins with {other:?}"),
    }
}

pub(super) fn begin_code<'a>(builder: &mut Builder<'a>, kind: &CodeBlockKind<'a>) {
    builder.block_starts();
    let language = match kind {
        CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or_default(),
        CodeBlockKind::Indented => "",
    };
    let named = language.chars().all(|c| c.is_alphanumeric() || "+-#._".contains(c));
    let language = builder.body.keep_text(if named { language } else { "" });
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
    builder.body.tokens[token] = Token::Open(Element::Item { task: true });
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
