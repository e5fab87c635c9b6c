//! What to write instead of names that nothing answers to, found once for each of them and within the budget of a run.
//!
//! A suggestion looks at every name that there is. One file that is renamed breaks a reference in many records, and a list that
//! is pasted in may break as many different ones: neither may cost more than the check itself.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::review::kind::Kind;
use crate::review::record::RecordIx;

/// How many names are looked at in one run.
const MOST_LOOKED_AT: usize = 1_000_000;

/// What a wrong name was meant for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Sought {
    /// A record of one of these kinds; none: of any.
    Record(&'static [Kind]),
    /// A file.
    File,
    /// What a figure counts among.
    Among,
    /// A record or a file, to which a text links.
    Link,
    /// A heading of a record.
    Heading(RecordIx),
    /// A page of the site that is no record's.
    Page,
    /// An entry on the page of a record.
    Entry(RecordIx),
}

/// The suggestions of one run, which begins anew each time: what was linked before has no part in them.
#[derive(Debug)]
pub(crate) struct Suggestions {
    found: HashMap<(Sought, Box<str>), Option<String>>,
    /// How many names may still be looked at.
    left: usize,
}

impl Suggestions {
    /// Those of a run that has found none yet.
    pub(crate) fn new() -> Suggestions {
        Suggestions { found: HashMap::new(), left: MOST_LOOKED_AT }
    }

    /// What to write instead of a name, as it was found before or is found now by looking at so many names; nothing where the
    /// budget does not reach.
    pub(crate) fn instead_of(
        &mut self,
        name: &str,
        sought: Sought,
        names: usize,
        find: impl FnOnce() -> Option<String>,
    ) -> Option<String> {
        match self.found.entry((sought, name.into())) {
            Entry::Occupied(found) => found.get().clone(),
            Entry::Vacant(place) => {
                self.left = self.left.checked_sub(names.max(1))?;
                place.insert(find()).clone()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_looked_for_once_and_all_within_a_budget() {
        let (mut suggestions, mut looked_at) = (Suggestions::new(), 0);
        let names = 2_000;
        for number in 0..10_000 {
            for _ in 0..2 {
                let found = suggestions.instead_of(&format!("x/{number}"), Sought::File, names, || {
                    looked_at += names;
                    Some("y".to_owned())
                });
                assert_eq!(found.is_some(), number < MOST_LOOKED_AT / names);
            }
        }
        assert_eq!(looked_at, MOST_LOOKED_AT);
    }

    #[test]
    fn one_name_may_be_sought_for_several_things() {
        let mut suggestions = Suggestions::new();
        let mut ask = |sought, found: &str| suggestions.instead_of("x", sought, 1, || Some(found.to_owned()));
        assert_eq!(ask(Sought::File, "a").as_deref(), Some("a"));
        assert_eq!(ask(Sought::Record(&[]), "b").as_deref(), Some("b"));
        assert_eq!(ask(Sought::File, "c").as_deref(), Some("a"));
    }
}
