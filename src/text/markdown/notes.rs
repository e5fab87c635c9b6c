//! What is known of the footnotes of a body halfway through it.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

/// The footnotes of a body.
#[derive(Default)]
pub(super) struct Footnotes<'a> {
    /// Those whose end was not reached yet, the innermost last.
    pub(super) open: Vec<FootnoteDefinition<'a>>,
    pub(super) definitions: Vec<FootnoteDefinition<'a>>,
    /// Those that have a number: the number is the position and one.
    pub(super) numbered: Vec<NumberedFootnote>,
    /// The position in `numbered` for each label.
    pub(super) numbers: HashMap<String, usize>,
}

/// A footnote as it is written.
pub(super) struct FootnoteDefinition<'a> {
    pub(super) label: CowStr<'a>,
    pub(super) range: Range<usize>,
    pub(super) events: Vec<(Event<'a>, Range<usize>)>,
    pub(super) printed: bool,
}

/// A footnote that has a number.
pub(super) struct NumberedFootnote {
    pub(super) label: String,
    /// Where its first mark stands.
    pub(super) mark: Range<usize>,
    /// How many marks lead to it and can be led back to.
    pub(super) marks: usize,
}

/// Labels are compared without regard to case, as the Markdown parser compares them.
pub(super) fn key(label: &str) -> String {
    label.to_lowercase()
}

impl<'a> Footnotes<'a> {
    /// Keeps an event that belongs to a footnote, and gives back any other.
    pub(super) fn hold(&mut self, event: Event<'a>, range: Range<usize>) -> Option<(Event<'a>, Range<usize>)> {
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => {
                self.open.push(FootnoteDefinition { label, range, events: Vec::new(), printed: false });
                None
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                self.definitions.extend(self.open.pop());
                None
            }
            event => match self.open.last_mut() {
                Some(definition) => {
                    definition.events.push((event, range));
                    None
                }
                None => Some((event, range)),
            },
        }
    }

    /// The number of the footnote with this label, and how many marks have led to it so far.
    pub(super) fn number(&mut self, label: &str, mark: Range<usize>) -> (usize, &mut usize) {
        let next = self.numbered.len();
        let position = *self.numbers.entry(key(label)).or_insert(next);
        if position == next {
            self.numbered.push(NumberedFootnote { label: label.to_owned(), mark, marks: 0 });
        }
        (position + 1, &mut self.numbered[position].marks)
    }
}
