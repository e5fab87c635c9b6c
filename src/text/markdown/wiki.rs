//! References in double brackets, and embeds: `[[reference#heading|text]]`, `![[reference]]`.

use std::ops::Range;

use crate::text::markdown::builder::Builder;
use crate::text::markdown::document::{Destination, Form, MentionIx, Token};
use crate::text::markdown::links::{close_link, mention, open_link};
use crate::text::markdown::open_element::{LinkAddress, OpenElement, OpenLink};
use crate::text::span::slice;

/// A reference in double brackets. Its target is read from the text, since the parser's own reading of it keeps the
/// backslash that a table needs before `|`.
pub(super) fn begin_wiki(builder: &mut Builder<'_>, form: Form, has_text: bool, range: Range<usize>) {
    let start = range.start + if form == Form::Embed { 3 } else { 2 };
    let inner = builder.text.get(start..range.end - 2).unwrap_or_default();
    let bar = inner.find('|').filter(|_| has_text);
    let has_text = bar.is_some_and(|bar| !slice(inner, bar + 1..).trim().is_empty());
    let reference = slice(inner, ..bar.unwrap_or(inner.len()));
    let reference = if bar.is_some() { reference.strip_suffix('\\').unwrap_or(reference) } else { reference };
    let (target, heading) = match reference.split_once('#') {
        Some((target, heading)) => {
            (target, Some((start + target.len() + 1, heading)).filter(|(_, h)| !h.trim().is_empty()))
        }
        None => (reference, None),
    };
    let (name, place) = (one_line(target), trimmed(start, target));
    let label =
        if name.is_empty() { heading.map(|(_, heading)| one_line(heading)).unwrap_or_default() } else { name.clone() };
    let mention = mention(
        builder,
        form,
        name,
        heading.map(|(_, heading)| one_line(heading)),
        place,
        heading.map(|(at, heading)| trimmed(at, heading)),
    );
    if form == Form::Embed && builder.role.is_body() && stands_alone(builder, range.end) {
        builder.push(Token::Card(mention));
        return hide(builder);
    }
    wiki_link(builder, mention, has_text, &label);
}

fn wiki_link(builder: &mut Builder<'_>, mention: MentionIx, has_text: bool, label: &str) {
    builder.inline_starts();
    let shown = open_link(builder, Destination::Mention(mention), "", true);
    if has_text {
        let (from, address) = (builder.progress(), LinkAddress::Known(mention));
        return builder.stack.push(OpenElement::Link(Box::new(OpenLink { shown, from, address })));
    }
    builder.push(Token::Title(mention));
    close_link(builder, shown);
    if let Some(heading) = &mut builder.heading_text {
        heading.push_str(label);
    }
    hide(builder);
}

/// Opens an element whose text is not shown.
fn hide(builder: &mut Builder<'_>) {
    builder.hidden += 1;
    builder.stack.push(OpenElement::Hidden);
}

/// Whether an embed that ends at `end` is all that its paragraph or its item of a list holds.
fn stands_alone(builder: &mut Builder<'_>, end: usize) -> bool {
    match builder.stack.last() {
        Some(OpenElement::Bare) => true,
        Some(OpenElement::Item { token, end: item_end }) => {
            *token + 1 == builder.body.tokens.len() && slice(builder.text, end..(*item_end).max(end)).trim().is_empty()
        }
        _ => false,
    }
}

/// The text on one line: in a paragraph, a reference may be broken over two.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The range of a text without the white space around it, where the text begins at `start`.
fn trimmed(start: usize, text: &str) -> Range<usize> {
    let start = start + text.len() - text.trim_start().len();
    start..start + text.trim().len()
}
