//! What ends an element that is written as HTML: its end tag, or, of one that is left out, the end of what is left out.

use std::ops::Range;

use html5ever::LocalName;

use crate::text::markdown::builder::{Builder, DEEPEST};
use crate::text::markdown::character::clean;
use crate::text::markdown::document::Element;
use crate::text::markdown::dropping::{Dropping, last_end_tags};
use crate::text::markdown::element::{Content, WITH_CONTENT};
use crate::text::markdown::frame::Frame;

pub(super) fn end_tag(builder: &mut Builder<'_>, name: &LocalName, range: Range<usize>) {
    let inner = written_above(builder, builder.stack.len());
    if let Some(depth) = find_written(builder, inner..builder.stack.len(), name) {
        return builder.close_written(depth);
    }
    // `</details>` at the end of a paragraph's text ends the paragraph too.
    let is_paragraph = |top: &usize| matches!(builder.stack[*top], Frame::Paragraph | Frame::Ended);
    if let Some(paragraph) = inner.checked_sub(1).filter(is_paragraph) {
        let outer = written_above(builder, paragraph);
        if let Some(depth) = find_written(builder, outer..paragraph, name) {
            builder.close_written(paragraph + 1);
            if let Some(Frame::Paragraph) = builder.stack.pop() {
                builder.close(Element::Paragraph);
            }
            builder.close_written(depth);
            return builder.stack.push(Frame::Ended);
        }
    }
    // Of elements that lie too deep nothing is known.
    if builder.stack.len() < DEEPEST {
        builder.removed(range, format!("the end tag `</{}>` ends nothing", clean(name)));
    }
}

/// How many of the first `depth` frames are left without the written elements on top.
fn written_above(builder: &Builder<'_>, depth: usize) -> usize {
    let written = builder.stack[..depth].iter().rev().take_while(|frame| matches!(frame, Frame::Written(_)));
    depth - written.count()
}

/// The innermost written element with this name among these frames.
fn find_written(builder: &Builder<'_>, frames: Range<usize>, name: &LocalName) -> Option<usize> {
    let matches = |frame: &Frame| matches!(frame, Frame::Written(written) if written.name == *name);
    builder.stack[frames.clone()].iter().rposition(matches).map(|position| frames.start + position)
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
    builder.stack.push(Frame::Dropped);
    builder.hidden += 1;
    builder.raw.dropping = Some(dropping);
}

/// Shows again what follows an element that was left out.
pub(super) fn stop_dropping(builder: &mut Builder<'_>) {
    builder.raw.dropping = None;
    let Some(position) = builder.stack.iter().rposition(|frame| matches!(frame, Frame::Dropped)) else { return };
    builder.stack.remove(position);
    match builder.stack.len() - position {
        0 => builder.hidden -= 1,
        // It ended in another block than it began: the rest of that block stands without the block's tag.
        1 => {
            let inline = matches!(builder.stack.pop(), Some(Frame::Flat { inline: true }));
            let content = if inline { Content::Phrasing } else { Content::Flow };
            builder.hidden -= 1;
            builder.make_room(content);
            builder.stack.push(Frame::Rest(content));
        }
        // It ended deep inside a block, which is left out to its end: a cell, say, is nothing without its table.
        _ => builder.stack[position] = Frame::Hidden,
    }
}
