//! What ends an element that is written as HTML: its end tag, or, of one that is left out, the end of what is left out.

use std::ops::Range;

use html5ever::LocalName;

use crate::text::markdown::builder::{Builder, DEEPEST};
use crate::text::markdown::character::clean;
use crate::text::markdown::document::Element;
use crate::text::markdown::dropping::{Dropping, last_end_tags};
use crate::text::markdown::element::{ContentCategory, WITH_CONTENT};
use crate::text::markdown::open_element::OpenElement;

pub(super) fn end_tag(builder: &mut Builder<'_>, name: &LocalName, range: Range<usize>) {
    let inner = html_above(builder, builder.stack.len());
    if let Some(depth) = find_html(builder, inner..builder.stack.len(), name) {
        return builder.close_html(depth);
    }
    // `</details>` at the end of a paragraph's text ends the paragraph too.
    let is_paragraph = |top: &usize| matches!(builder.stack[*top], OpenElement::Paragraph | OpenElement::Ended);
    if let Some(paragraph) = inner.checked_sub(1).filter(is_paragraph) {
        let outer = html_above(builder, paragraph);
        if let Some(depth) = find_html(builder, outer..paragraph, name) {
            builder.close_html(paragraph + 1);
            if let Some(OpenElement::Paragraph) = builder.stack.pop() {
                builder.close(Element::Paragraph);
            }
            builder.close_html(depth);
            return builder.stack.push(OpenElement::Ended);
        }
    }
    // Of elements that lie too deep nothing is known.
    if builder.stack.len() < DEEPEST {
        builder.removed(range, format!("the end tag `</{}>` ends nothing", clean(name)));
    }
}

/// How many of the first `depth` open elements are left without those on top that were written as HTML.
fn html_above(builder: &Builder<'_>, depth: usize) -> usize {
    let written = builder.stack[..depth].iter().rev().take_while(|open| matches!(open, OpenElement::Html(_)));
    depth - written.count()
}

/// The innermost element with this name that was written as HTML, among these open ones.
fn find_html(builder: &Builder<'_>, among: Range<usize>, name: &LocalName) -> Option<usize> {
    let matches = |open: &OpenElement| matches!(open, OpenElement::Html(written) if written.name == *name);
    builder.stack[among.clone()].iter().rposition(matches).map(|position| among.start + position)
}

/// How an element that starts at `from` is to be left out with what it holds: to its end tag, or, if it has none, to the
/// end of its block. In a text, such an element without an end tag is only a word in angle brackets.
pub(super) fn dropping(builder: &mut Builder<'_>, name: &str, from: usize) -> Option<Dropping> {
    let name = WITH_CONTENT.iter().copied().find(|whole| *whole == name)?;
    let text = builder.text;
    let ends = builder.raw.ends.get_or_insert_with(|| last_end_tags(text));
    let ended = ends.get(name).is_some_and(|last| *last >= from);
    (ended || builder.raw.in_block).then_some(Dropping { name, only_in_block: !ended })
}

pub(super) fn drop_content(builder: &mut Builder<'_>, dropping: Dropping) {
    builder.stack.push(OpenElement::Dropped);
    builder.hidden += 1;
    builder.raw.dropping = Some(dropping);
}

/// Shows again what follows an element that was left out.
pub(super) fn stop_dropping(builder: &mut Builder<'_>) {
    builder.raw.dropping = None;
    let Some(position) = builder.stack.iter().rposition(|open| matches!(open, OpenElement::Dropped)) else { return };
    builder.stack.remove(position);
    match builder.stack.len() - position {
        0 => builder.hidden -= 1,
        // It ended in another block than it began: the rest of that block stands without the block's tag.
        1 => {
            let inline = matches!(builder.stack.pop(), Some(OpenElement::Flat { inline: true }));
            let content = if inline { ContentCategory::Phrasing } else { ContentCategory::Flow };
            builder.hidden -= 1;
            builder.make_room(content);
            builder.stack.push(OpenElement::Rest(content));
        }
        // It ended deep inside a block, which is left out to its end: a cell, say, is nothing without its table.
        _ => builder.stack[position] = OpenElement::Hidden,
    }
}
