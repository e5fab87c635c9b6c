//! The names by which templates ask for what they are given. What no template asks for is never made.

use std::ptr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU8, Ordering};

use foldhash::HashMap;

use crate::text::spread::spread;

/// A name, by its place among all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Name(u16);

impl Name {
    /// Its place.
    pub(super) fn position(self) -> usize {
        usize::from(self.0)
    }
}

/// A field that is asked for.
#[derive(Debug)]
pub(super) struct Access {
    pub(super) name: Name,
    /// Where it stood in the map of which it was last asked: what stands in one place of a template is mostly of one shape.
    place: AtomicU8,
}

impl Access {
    pub(super) fn new(name: Name) -> Access {
        Access { name, place: AtomicU8::new(0) }
    }

    /// Where it may stand.
    pub(super) fn place(&self) -> usize {
        usize::from(self.place.load(Ordering::Relaxed))
    }

    /// Keeps in mind where it stands.
    pub(super) fn remember(&self, place: usize) {
        self.place.store(u8::try_from(place).unwrap_or(u8::MAX), Ordering::Relaxed);
    }
}

/// All names that templates ask for.
#[derive(Debug, Default)]
pub(super) struct Names(HashMap<Box<str>, Name>);

impl Names {
    /// The name that is written so. There is none beyond those that have a place.
    pub(super) fn add(&mut self, text: &str) -> Option<Name> {
        if let Some(name) = self.0.get(text) {
            return Some(*name);
        }
        let name = Name(u16::try_from(self.0.len()).ok()?);
        self.0.insert(text.into(), name);
        Some(name)
    }
}

/// The same, complete, with a look at the fields of views: there are a few hundred, and each page has thousands of them.
#[derive(Debug)]
pub(super) struct Known {
    names: Names,
    /// What is known of the fields that were met, each by where its own name lies in the program.
    fields: Box<[OnceLock<Met>]>,
}

/// A field that was met, and its name, if any template asks for it.
type Met = (&'static str, Option<Name>);

/// A power of two of slots: more than there are fields, so that few share one.
const SLOTS: usize = 2048;

impl Known {
    pub(super) fn new(names: Names) -> Known {
        Known { names, fields: (0..SLOTS).map(|_| OnceLock::new()).collect() }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.names.0.len()
    }

    /// The name that is written so, if any template has it.
    pub(super) fn find(&self, text: &str) -> Option<Name> {
        self.names.0.get(text).copied()
    }

    /// The same for what is written in the program itself: what lies in the same place is the same text.
    pub(super) fn of_field(&self, field: &'static str) -> Option<Name> {
        let slot = usize::try_from(spread(field.as_ptr().addr(), SLOTS.ilog2())).ok();
        let Some(slot) = slot.and_then(|slot| self.fields.get(slot)) else { return self.find(field) };
        let (met, name) = slot.get_or_init(|| (field, self.find(field)));
        if ptr::eq(*met, field) { *name } else { self.find(field) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_by_its_letters_and_no_other() {
        let mut names = Names::default();
        let all: Vec<String> = (0..500).map(|number| format!("n{number}")).collect();
        let added: Vec<Option<Name>> = all.iter().map(|name| names.add(name)).collect();
        assert_eq!(all.iter().map(|name| names.add(name)).collect::<Vec<_>>(), added);
        let known = Known::new(names);
        assert_eq!(all.iter().map(|name| known.find(name)).collect::<Vec<_>>(), added);
        assert_eq!((known.len(), known.find("n500"), known.find("")), (500, None, None));
    }

    #[test]
    fn a_field_is_the_name_that_is_written_so_wherever_it_lies() {
        let mut names = Names::default();
        // Many times as many as there are slots, among them such as begin in the same place.
        let text: &'static str = Box::leak("ab".repeat(SLOTS * 4).into_boxed_str());
        let (a, ab) = (names.add("a"), names.add("ab"));
        let known = Known::new(names);
        for _ in 0..2 {
            for at in 0..text.len() - 2 {
                let expected = if at % 2 == 0 { [a, ab, None] } else { [None; 3] };
                assert_eq!([1, 2, 3].map(|length| known.of_field(&text[at..at + length])), expected, "{at}");
            }
        }
    }
}
