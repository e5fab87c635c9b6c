//! The names by which templates ask for what they are given. What no template asks for is never made.

/// A name, by its place among all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Name(u16);

impl Name {
    /// Its place.
    pub(super) fn position(self) -> usize {
        usize::from(self.0)
    }
}

/// All names that templates ask for.
///
/// Each field of everything on every page is looked up here, so that this is a table of its own, with a hash of a few
/// letters, which costs a third of that of a map.
#[derive(Debug)]
pub(super) struct Names {
    names: Vec<Box<str>>,
    /// A power of two of slots, of which at most half are taken: the place of a name and one.
    slots: Vec<u16>,
}

impl Names {
    pub(super) fn new() -> Names {
        Names { names: Vec::new(), slots: vec![0; 64] }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// The name that is written so, if any template has it.
    pub(super) fn find(&self, text: &str) -> Option<Name> {
        let mut slot = hash(text);
        loop {
            let taken = *self.slots.get(slot & (self.slots.len() - 1))?;
            let place = taken.checked_sub(1)?;
            if self.names.get(usize::from(place)).is_some_and(|name| **name == *text) {
                return Some(Name(place));
            }
            slot += 1;
        }
    }

    /// The name that is written so. There is none beyond those that fit into the table.
    pub(super) fn add(&mut self, text: &str) -> Option<Name> {
        if let Some(name) = self.find(text) {
            return Some(name);
        }
        let place = u16::try_from(self.names.len()).ok().filter(|place| *place < u16::MAX)?;
        self.names.push(text.into());
        if self.names.len() * 2 > self.slots.len() {
            self.slots = vec![0; self.slots.len() * 2];
            for place in 0..place {
                self.enter(place);
            }
        }
        self.enter(place);
        Some(Name(place))
    }

    fn enter(&mut self, place: u16) {
        let mut slot = self.names.get(usize::from(place)).map_or(0, |name| hash(name));
        let mask = self.slots.len() - 1;
        while let Some(taken) = self.slots.get_mut(slot & mask) {
            if *taken == 0 {
                *taken = place + 1;
                return;
            }
            slot += 1;
        }
    }
}

/// A number that tells most short names apart.
fn hash(text: &str) -> usize {
    let bytes = text.as_bytes();
    let at = |position: usize| bytes.get(position).copied().map_or(0, usize::from);
    let (first, middle, last) = (at(0), at(bytes.len() / 2), at(bytes.len().wrapping_sub(1)));
    bytes.len() * 7 + first * 13 + middle * 31 + last * 67
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_by_its_letters_and_no_other() {
        let mut names = Names::new();
        let all: Vec<String> = (0..500).map(|number| format!("n{number}")).collect();
        let added: Vec<Option<Name>> = all.iter().map(|name| names.add(name)).collect();
        assert_eq!(all.iter().map(|name| names.find(name)).collect::<Vec<_>>(), added);
        assert_eq!((names.len(), names.find("n500"), names.find("")), (500, None, None));
    }
}
