//! Footnotes: held back where they are written, numbered in the order of their marks, and read at the end.
//!
//! A footnote may be written before its first mark and may have marks of other footnotes in it. So its events are kept until
//! the rest of the body is read; then the footnotes are read in the order of their numbers.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event};

use crate::text::code::Code;
use crate::text::markdown::builder::Builder;
use crate::text::markdown::caption::end_captions;
use crate::text::markdown::document::{Element, Token};
use crate::text::markdown::notes::{FootnoteDefinition, NumberedFootnote, key};
use crate::text::span::slice;

pub(super) fn footnote_mark(builder: &mut Builder<'_>, label: &str, range: Range<usize>) {
    if !builder.inline_starts() {
        return;
    }
    let inside_link = builder.links > 0;
    let (number, marks) = builder.notes.number(label, range);
    *marks += usize::from(!inside_link);
    let mark = NonZeroU32::new(count(*marks)).filter(|_| !inside_link);
    builder.push(Token::Mark { note: count(number), mark });
}

/// What reads an event of the text.
type ReadEvent<'a> = fn(&mut Builder<'a>, Event<'a>, Range<usize>);

/// Reads the footnotes, once everything else is read.
pub(super) fn read_notes<'a>(builder: &mut Builder<'a>, read: ReadEvent<'a>) {
    let mut first_of: HashMap<String, usize> = HashMap::new();
    for (position, definition) in builder.notes.definitions.iter().enumerate() {
        first_of.entry(key(&definition.label)).or_insert(position);
    }
    let main = std::mem::take(&mut builder.body.tokens);
    let mut printed = Vec::new();
    let mut unused = 0;
    loop {
        // A footnote that is being printed may have given a number to another.
        if let Some(numbered) = builder.notes.numbered.get(printed.len()) {
            let definition = first_of.get(&key(&numbered.label)).copied();
            if definition.is_none() {
                let message = format!("there is no footnote `{}`", numbered.label);
                builder.reporter.push(Code::UnknownFootnote, numbered.mark.clone(), message);
            }
            printed.push(definition.map(|position| read_note(builder, position, read)).unwrap_or_default());
        } else if let Some(definition) = builder.notes.definitions.get(unused) {
            if !definition.printed {
                unused_footnote(builder, unused);
                printed.push(read_note(builder, unused, read));
            }
            unused += 1;
        } else {
            break;
        }
    }
    builder.body.tokens = main;
    if !printed.is_empty() {
        assemble(builder, printed);
    }
}

/// Reports a footnote without a mark, and gives it the next number.
fn unused_footnote(builder: &mut Builder<'_>, position: usize) {
    let FootnoteDefinition { label, range, .. } = &builder.notes.definitions[position];
    // A label that is broken over lines is not written as it is called.
    let written = slice(builder.text, range.clone());
    let length = written.find(']').filter(|_| written.starts_with("[^")).map_or(0, |end| end + 1);
    let place = range.start..range.start + length;
    let label = label.to_string();
    let again = builder.notes.numbers.contains_key(&key(&label));
    let message = match again {
        true => format!("another footnote has the label `{label}`"),
        false => format!("no mark leads to the footnote `{label}`"),
    };
    let problem = builder.reporter.push(Code::UnusedFootnote, place.clone(), message);
    problem.help =
        Some(if again { "choose another label".into() } else { format!("write `[^{label}]` where it belongs") });
    if again {
        builder.notes.numbered.push(NumberedFootnote { label, mark: place, marks: 0 });
    } else {
        builder.notes.number(&label, place);
    }
}

fn read_note<'a>(builder: &mut Builder<'a>, position: usize, read: ReadEvent<'a>) -> Vec<Token> {
    let definition = &mut builder.notes.definitions[position];
    definition.printed = true;
    for (event, range) in std::mem::take(&mut definition.events) {
        read(builder, event, range);
    }
    builder.close_html(0);
    end_captions(builder);
    std::mem::take(&mut builder.body.tokens)
}

/// Puts the footnotes below the body; only now is it known how many marks lead to each.
fn assemble(builder: &mut Builder<'_>, notes: Vec<Vec<Token>>) {
    builder.open(Element::Notes);
    for (position, mut tokens) in notes.into_iter().enumerate() {
        let note = count(position + 1);
        let marks = count(builder.notes.numbered.get(position).map_or(0, |numbered| numbered.marks));
        if marks > 0 {
            // The links back stand in the last paragraph, where there is one.
            let last = tokens.pop_if(|token| *token == Token::Close(Element::Paragraph));
            tokens.extend(last.is_none().then_some(Token::Open(Element::Paragraph)));
            tokens.extend([Token::Back { note, marks }, Token::Close(Element::Paragraph)]);
        }
        builder.open(Element::Note(note));
        builder.body.tokens.append(&mut tokens);
        builder.close(Element::Note(note));
    }
    builder.close(Element::Notes);
}

/// Reports a mark without its footnote, which the Markdown parser leaves as text: `at` is its `[`.
pub(super) fn unknown_footnote(builder: &mut Builder<'_>, at: usize) {
    let Some(rest) = slice(builder.text, at..).strip_prefix("[^") else { return };
    let end = rest.find(|c: char| c.is_whitespace() || c == '[' || c == ']').unwrap_or(rest.len());
    if is_label(slice(rest, ..end)) && slice(rest, end..).starts_with(']') {
        let label = CowStr::Borrowed(slice(rest, ..end));
        let message = format!("there is no footnote `{label}`");
        let problem = builder.reporter.push(Code::UnknownFootnote, at..at + end + 3, message);
        problem.help = Some(format!("write a line `[^{label}]: …` below the text"));
    }
}

/// Whether a label is one of a footnote, rather than a set of characters: `[^a-z]`, `[^...]`.
fn is_label(label: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '*' | '#');
    let ends = |part: &str| part.chars().take(2).count() == 1;
    let is_set = label.len() > 2
        && label.split('-').all(|part| ends(part) || (part.chars().count() == 2))
        && label.contains('-');
    label.chars().all(is_word) && label.chars().any(char::is_alphanumeric) && !is_set
}

/// There are fewer footnotes and marks in a body than it has bytes, and these are fewer than 2^32.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
