//! Footnotes: held back where they are written, numbered in the order of their marks, and printed at the end.
//!
//! A footnote may be written before its first mark and may have marks of other footnotes in it. So its events are kept until
//! the rest of the body is rendered; then the footnotes are rendered in the order of their numbers.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use crate::text::code::Code;
use crate::text::markdown::document::{Element, Token};
use crate::text::markdown::read::Builder;
use crate::text::span::slice;

/// The footnotes of a body.
#[derive(Default)]
pub(super) struct Notes<'a> {
    /// Those whose end was not reached yet, the innermost last.
    open: Vec<Definition<'a>>,
    definitions: Vec<Definition<'a>>,
    /// Those that have a number: the number is the position and one.
    numbered: Vec<Numbered>,
    /// The position in `numbered` for each label.
    numbers: HashMap<String, usize>,
}

/// A footnote as it is written.
struct Definition<'a> {
    label: CowStr<'a>,
    range: Range<usize>,
    events: Vec<(Event<'a>, Range<usize>)>,
    printed: bool,
}

/// A footnote that has a number.
struct Numbered {
    label: String,
    /// Where its first mark stands.
    mark: Range<usize>,
    /// How many marks lead to it and can be led back to.
    marks: usize,
}

/// Labels are compared without regard to case, as the Markdown parser compares them.
fn key(label: &str) -> String {
    label.to_lowercase()
}

impl<'a> Notes<'a> {
    /// Keeps an event that belongs to a footnote, and gives back any other.
    pub(super) fn hold(&mut self, event: Event<'a>, range: Range<usize>) -> Option<(Event<'a>, Range<usize>)> {
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => {
                self.open.push(Definition { label, range, events: Vec::new(), printed: false });
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
    fn number(&mut self, label: &str, mark: Range<usize>) -> (usize, &mut usize) {
        let next = self.numbered.len();
        let position = *self.numbers.entry(key(label)).or_insert(next);
        if position == next {
            self.numbered.push(Numbered { label: label.to_owned(), mark, marks: 0 });
        }
        (position + 1, &mut self.numbered[position].marks)
    }
}

impl Builder<'_> {
    pub(super) fn footnote_mark(&mut self, label: &str, range: Range<usize>) {
        if !self.inline_starts() {
            return;
        }
        let inside_link = self.links > 0;
        let (number, marks) = self.notes.number(label, range);
        *marks += usize::from(!inside_link);
        let mark = (!inside_link).then_some(count(*marks));
        self.push(Token::Mark { note: count(number), mark });
    }

    /// Prints the footnotes, once everything else is rendered.
    pub(super) fn write_notes(&mut self) {
        let mut first_of: HashMap<String, usize> = HashMap::new();
        for (position, definition) in self.notes.definitions.iter().enumerate() {
            first_of.entry(key(&definition.label)).or_insert(position);
        }
        let main = std::mem::take(&mut self.body.tokens);
        let mut printed = Vec::new();
        let mut unused = 0;
        loop {
            // A footnote that is being printed may have given a number to another.
            if let Some(numbered) = self.notes.numbered.get(printed.len()) {
                let definition = first_of.get(&key(&numbered.label)).copied();
                if definition.is_none() {
                    let message = format!("there is no footnote `{}`", numbered.label);
                    self.report.push(Code::UnknownFootnote, numbered.mark.clone(), message);
                }
                printed.push(definition.map(|position| self.read_note(position)).unwrap_or_default());
            } else if let Some(definition) = self.notes.definitions.get(unused) {
                if !definition.printed {
                    self.unused_footnote(unused);
                    printed.push(self.read_note(unused));
                }
                unused += 1;
            } else {
                break;
            }
        }
        self.body.tokens = main;
        if !printed.is_empty() {
            self.assemble(printed);
        }
    }

    /// Reports a footnote without a mark, and gives it the next number.
    fn unused_footnote(&mut self, position: usize) {
        let Definition { label, range, .. } = &self.notes.definitions[position];
        // A label that is broken over lines is not written as it is called.
        let written = slice(self.text, range.clone());
        let length = written.find(']').filter(|_| written.starts_with("[^")).map_or(0, |end| end + 1);
        let place = range.start..range.start + length;
        let label = label.to_string();
        let again = self.notes.numbers.contains_key(&key(&label));
        let message = match again {
            true => format!("another footnote has the label `{label}`"),
            false => format!("no mark leads to the footnote `{label}`"),
        };
        let problem = self.report.push(Code::UnusedFootnote, place.clone(), message);
        problem.help =
            Some(if again { "choose another label".into() } else { format!("write `[^{label}]` where it belongs") });
        if again {
            self.notes.numbered.push(Numbered { label, mark: place, marks: 0 });
        } else {
            self.notes.number(&label, place);
        }
    }

    fn read_note(&mut self, position: usize) -> Vec<Token> {
        let definition = &mut self.notes.definitions[position];
        definition.printed = true;
        for (event, range) in std::mem::take(&mut definition.events) {
            self.event(event, range);
        }
        self.close_written(0);
        std::mem::take(&mut self.body.tokens)
    }

    /// Puts the footnotes below the body; only now is it known how many marks lead to each.
    fn assemble(&mut self, notes: Vec<Vec<Token>>) {
        self.open(Element::Notes);
        for (position, mut tokens) in notes.into_iter().enumerate() {
            let note = count(position + 1);
            let marks = count(self.notes.numbered.get(position).map_or(0, |numbered| numbered.marks));
            if marks > 0 {
                // The links back stand in the last paragraph, where there is one.
                let last = tokens.pop_if(|token| *token == Token::Close(Element::Paragraph));
                tokens.extend(last.is_none().then_some(Token::Open(Element::Paragraph)));
                tokens.extend([Token::Back { note, marks }, Token::Close(Element::Paragraph)]);
            }
            self.open(Element::Note(note));
            self.body.tokens.append(&mut tokens);
            self.close(Element::Note(note));
        }
        self.close(Element::Notes);
    }
}

/// There are fewer footnotes and marks in a body than it has bytes, and these are fewer than 2^32.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
