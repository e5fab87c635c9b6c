//! The order of elements that are written as HTML: where each may be opened, and what closes it.
//!
//! HTML says which elements may stand in which; a browser that finds one elsewhere closes or moves others. So that what is
//! written is what a browser builds, an element is opened only where it may stand, and an end tag closes nothing beyond the
//! Markdown element that it stands in.

use std::collections::BTreeMap;
use std::ops::Range;

use html5ever::LocalName;
use html5ever::tokenizer::Tag;

use crate::text::markdown::character::clean;
use crate::text::markdown::document::Element;
use crate::text::markdown::element::{HtmlElement, Inside, WITH_CONTENT, is_void};
use crate::text::markdown::frame::{Content, Frame, Written};
use crate::text::markdown::read::{Builder, DEEPEST};
use crate::text::markdown::tag;
use crate::text::span::slice;

/// An element that is being left out with all that it holds.
pub(super) struct Dropping {
    name: &'static str,
    /// Whether it has no end tag, so that the end of its block must do.
    pub(super) only_in_block: bool,
}

impl Dropping {
    /// Where its end tag stands in the HTML, and how long it is.
    pub(super) fn end(&self, html: &str) -> Option<(usize, usize)> {
        let (at, _) = html.match_indices("</").find(|(at, _)| end_tag_name(slice(html, *at..)) == Some(self.name))?;
        let (_, length) = tag::read(slice(html, at..))?;
        Some((at, length))
    }
}

/// The name of the end tag that the text begins with, if its element is one that is left out whole.
fn end_tag_name(text: &str) -> Option<&'static str> {
    let name = text.strip_prefix("</")?;
    let name = slice(name, ..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len()));
    WITH_CONTENT.iter().copied().find(|whole| whole.eq_ignore_ascii_case(name))
}

impl Builder<'_> {
    /// Makes room for an element, closing others that its start closes; `false` where it cannot stand.
    pub(super) fn place(&mut self, element: &HtmlElement) -> bool {
        let is_ended = matches!(self.stack.last(), Some(Frame::Ended));
        self.stack.truncate(self.stack.len() - usize::from(is_ended));
        let is_placed = self.place_here(element);
        self.stack.extend(is_ended.then_some(Frame::Ended));
        is_placed
    }

    fn place_here(&mut self, element: &HtmlElement) -> bool {
        let mut depth = self.stack.len();
        loop {
            let (content, holder) = self.around(depth);
            if element.fits(content, &holder) {
                self.close_written(depth);
                return true;
            }
            match depth.checked_sub(1).and_then(|top| self.stack.get(top)) {
                Some(Frame::Written(written)) if written.closes_itself => depth -= 1,
                _ => return false,
            }
        }
    }

    /// What may stand in the innermost of the first `depth` frames, and the name of its element if it was written as HTML.
    fn around(&self, depth: usize) -> (Content, LocalName) {
        match depth.checked_sub(1).and_then(|top| self.stack.get(top)) {
            Some(Frame::Ended) => self.around(depth - 1),
            None => (Content::Flow, LocalName::default()),
            Some(Frame::Written(written)) => (written.content, written.holder.clone()),
            Some(frame) => (frame.content(), LocalName::default()),
        }
    }

    /// Remembers that an element is open, so that its end tag finds it.
    pub(super) fn remember(&mut self, tag: &Tag, shown: Option<(&HtmlElement, Element)>) {
        if is_void(&tag.name) || self.stack.len() >= DEEPEST {
            return;
        }
        let (around, holder) = self.around(self.stack.len());
        let inside = shown.map_or(Inside::Transparent, |(element, _)| element.inside);
        let content = match inside {
            Inside::Holds(content) | Inside::MayEnd(content) => content,
            Inside::Transparent | Inside::Nothing => around,
        };
        let shown = shown.map(|(_, shown)| shown);
        self.stack.push(Frame::Written(Written {
            name: tag.name.clone(),
            shown,
            closes_itself: matches!(inside, Inside::MayEnd(_)),
            content,
            holder: if shown.is_some() { tag.name.clone() } else { holder },
        }));
        self.raw.open += 1;
        self.links += usize::from(shown.is_some() && &*tag.name == "a");
    }

    /// Closes the innermost elements that were written as HTML until this content may stand in what is around it.
    pub(super) fn make_room(&mut self, content: Content) {
        if self.raw.open == 0 {
            return;
        }
        // What is left of a paragraph stays open, whatever is closed around it.
        let mut ended = 0;
        loop {
            match self.stack.last() {
                Some(Frame::Ended) => {
                    self.stack.pop();
                    ended += 1;
                }
                Some(Frame::Written(written)) if !written.content.holds(content) => {
                    self.close_written(self.stack.len() - 1);
                }
                _ => break,
            }
        }
        self.stack.extend(std::iter::repeat_with(|| Frame::Ended).take(ended));
    }

    /// Closes elements that were written as HTML until `depth` frames are left, or one that was not.
    pub(super) fn close_written(&mut self, depth: usize) {
        while self.stack.len() > depth {
            match self.stack.pop() {
                Some(Frame::Written(Written { name, shown, .. })) => {
                    self.raw.open -= 1;
                    if let Some(element) = shown {
                        self.links -= usize::from(&*name == "a");
                        self.close(element);
                    }
                }
                Some(Frame::Dropped) => {
                    self.hidden -= 1;
                    self.raw.dropping = None;
                }
                Some(frame) => return self.stack.push(frame),
                None => return,
            }
        }
    }

    pub(super) fn end_tag(&mut self, name: &LocalName, range: Range<usize>) {
        let inner = self.written_above(self.stack.len());
        if let Some(depth) = self.find_written(inner..self.stack.len(), name) {
            return self.close_written(depth);
        }
        // `</details>` at the end of a paragraph's text ends the paragraph too.
        let is_paragraph = |top: &usize| matches!(self.stack[*top], Frame::Paragraph | Frame::Ended);
        if let Some(paragraph) = inner.checked_sub(1).filter(is_paragraph) {
            let outer = self.written_above(paragraph);
            if let Some(depth) = self.find_written(outer..paragraph, name) {
                self.close_written(paragraph + 1);
                if let Some(Frame::Paragraph) = self.stack.pop() {
                    self.close(Element::Paragraph);
                }
                self.close_written(depth);
                return self.stack.push(Frame::Ended);
            }
        }
        // Of elements that lie too deep nothing is known.
        if self.stack.len() < DEEPEST {
            self.removed(range, format!("the end tag `</{}>` ends nothing", clean(name)));
        }
    }

    /// How many of the first `depth` frames are left without the written elements on top.
    fn written_above(&self, depth: usize) -> usize {
        let written = self.stack[..depth].iter().rev().take_while(|frame| matches!(frame, Frame::Written(_)));
        depth - written.count()
    }

    /// The innermost written element with this name among these frames.
    fn find_written(&self, frames: Range<usize>, name: &LocalName) -> Option<usize> {
        let matches = |frame: &Frame| matches!(frame, Frame::Written(written) if written.name == *name);
        self.stack[frames.clone()].iter().rposition(matches).map(|position| frames.start + position)
    }

    /// How an element that starts at `from` is to be left out with what it holds: to its end tag, or, if it has none, to the
    /// end of its block. In a text, such an element without an end tag is only a word in angle brackets.
    pub(super) fn dropping(&mut self, name: &str, from: usize) -> Option<Dropping> {
        let name = WITH_CONTENT.iter().copied().find(|whole| *whole == name)?;
        let text = self.text;
        let ends = self.raw.ends.get_or_insert_with(|| last_end_tags(text));
        let ended = ends.get(name).is_some_and(|last| *last >= from);
        (ended || self.raw.in_block).then_some(Dropping { name, only_in_block: !ended })
    }

    pub(super) fn drop_content(&mut self, dropping: Dropping) {
        self.stack.push(Frame::Dropped);
        self.hidden += 1;
        self.raw.dropping = Some(dropping);
    }

    /// Shows again what follows an element that was left out.
    pub(super) fn stop_dropping(&mut self) {
        self.raw.dropping = None;
        let Some(position) = self.stack.iter().rposition(|frame| matches!(frame, Frame::Dropped)) else { return };
        self.stack.remove(position);
        match self.stack.len() - position {
            0 => self.hidden -= 1,
            // It ended in another block than it began: the rest of that block stands without the block's tag.
            1 => {
                let inline = matches!(self.stack.pop(), Some(Frame::Flat { inline: true }));
                let content = if inline { Content::Phrasing } else { Content::Flow };
                self.hidden -= 1;
                self.make_room(content);
                self.stack.push(Frame::Rest(content));
            }
            // It ended deep inside a block, which is left out to its end: a cell, say, is nothing without its table.
            _ => self.stack[position] = Frame::Hidden,
        }
    }
}

/// Where the last end tag stands of each element that is left out whole.
fn last_end_tags(text: &str) -> BTreeMap<&'static str, usize> {
    text.match_indices("</").filter_map(|(at, _)| Some((end_tag_name(slice(text, at..))?, at))).collect()
}
