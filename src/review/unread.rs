//! What of a review could not be read, and what waits for it.
//!
//! As long as a file of people cannot be understood, nobody can tell whether a reference to a person leads nowhere, or whether a
//! total is right. To say so of each would hide the one mistake that is to be mended; so what only follows from it is counted.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::review::kind::Kind;
use crate::review::names::Names;
use crate::review::wording::{counted, listed};

/// The files of a review that could not be read, or not whole, as they are shown.
#[derive(Debug, Clone, Default)]
pub struct Unread {
    /// The files with records of a kind.
    kinds: BTreeMap<Kind, BTreeSet<Arc<str>>>,
    /// The file of the settings.
    settings: Option<Arc<str>>,
    /// How many references wait, by the kind of what they lead to.
    references: BTreeMap<Kind, u64>,
    /// How many wait that may lead to any kind, by the first that they may.
    others: BTreeMap<Kind, u64>,
}

impl Unread {
    /// Takes in that records of a kind are missing, or parts of them, which stand in this file.
    pub fn add(&mut self, kind: Kind, path: &Arc<str>) {
        self.kinds.entry(kind).or_default().insert(Arc::clone(path));
    }

    /// Takes in that the settings could not be read, or not all of them.
    pub fn add_settings(&mut self, path: &Arc<str>) {
        self.settings = Some(Arc::clone(path));
    }

    /// The files.
    pub fn paths(&self) -> impl Iterator<Item = &Arc<str>> {
        self.settings.iter().chain(self.kinds.values().flatten())
    }

    /// The file of the settings, if it is among them.
    #[must_use]
    pub fn settings(&self) -> Option<&Arc<str>> {
        self.settings.as_ref()
    }

    /// The first file with records of one of these kinds.
    #[must_use]
    pub fn of_kinds(&self, kinds: &[Kind]) -> Option<&Arc<str>> {
        kinds.iter().filter_map(|kind| self.kinds.get(kind)?.first()).next()
    }

    /// Whether a reference to a record of one of these kinds, or of any where there are none, may lead to one that could not be
    /// read; if so, it is counted. Of which kind that is may stand before the name: `people/…`.
    pub(super) fn may_have(&mut self, kinds: &[Kind], name: &str) -> bool {
        if self.kinds.is_empty() {
            return false;
        }
        let named = name.split_once('/').and_then(|(folder, _)| Kind::of_folder(folder));
        let is_meant = |kind: &Kind| match named {
            Some(named) => named == *kind,
            None => kinds.is_empty() || kinds.contains(kind),
        };
        let Some(kind) = self.kinds.keys().copied().find(is_meant) else { return false };
        let is_sure = named.is_some() || !kinds.is_empty();
        let references = if is_sure { &mut self.references } else { &mut self.others };
        *references.entry(kind).or_default() += 1;
        true
    }

    /// What waits for each file, in a sentence about it: the references that were counted, and so many rules.
    #[must_use]
    pub fn notes(&self, names: &Names, rules: &BTreeMap<Arc<str>, u64>) -> BTreeMap<Arc<str>, String> {
        let mut waiting: BTreeMap<&Arc<str>, Vec<(u64, String)>> = BTreeMap::new();
        let mut wait = |kind: &Kind, count: u64, what: String| {
            if let Some(path) = self.kinds.get(kind).and_then(BTreeSet::first) {
                waiting.entry(path).or_default().push((count, what));
            }
        };
        for (kind, count) in &self.references {
            let references = counted(*count, "reference", "references");
            wait(kind, *count, format!("{references} to {}", names.many(*kind)));
        }
        for (kind, count) in &self.others {
            let other = if self.references.contains_key(kind) { "other " } else { "" };
            let what = counted(*count, &format!("{other}reference"), &format!("{other}references"));
            wait(kind, *count, what);
        }
        for (path, count) in rules {
            waiting.entry(path).or_default().push((*count, counted(*count, "rule", "rules")));
        }
        let sentence = |waiting: Vec<(u64, String)>| {
            let is_one = matches!(waiting.as_slice(), [(1, _)]);
            let all: Vec<String> = waiting.into_iter().map(|(_, what)| what).collect();
            let are = if is_one { "is" } else { "are" };
            format!("{} {are} not judged until this is mended", listed(&all, "and"))
        };
        waiting.into_iter().map(|(path, waiting)| (Arc::clone(path), sentence(waiting))).collect()
    }
}
