//! What is wrong with a review and its theme, with the texts that it is shown in.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::review::unread::Unread;
use crate::text::code::Severity;
use crate::text::diagnostic::Diagnostic;

/// Diagnostics, and the texts that they point into.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics {
    /// The problems, in the order in which they are shown.
    pub list: Vec<Diagnostic>,
    /// The text of each file by the path that diagnostics show.
    pub texts: BTreeMap<Arc<str>, Arc<str>>,
    /// The files that could not be read, from which other problems may follow: they are shown first.
    pub(super) causes: BTreeSet<Arc<str>>,
}

impl Diagnostics {
    /// Whether anything keeps the site from being published.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|problem| problem.severity() == Severity::Error)
    }

    /// Adds the texts of those files that the problems point into.
    pub fn quote<'a>(&mut self, texts: impl IntoIterator<Item = (&'a Arc<str>, &'a Arc<str>)>) {
        let related = self.list.iter().flat_map(|problem| &problem.related).map(|related| &related.path);
        let paths: BTreeSet<&Arc<str>> = self.list.iter().map(|problem| &problem.path).chain(related).collect();
        if !paths.is_empty() {
            let quoted = texts.into_iter().filter(|(path, _)| paths.contains(path));
            self.texts.extend(quoted.map(|(path, text)| (Arc::clone(path), Arc::clone(text))));
        }
    }

    /// Takes in which files could not be read, and what waits for each.
    pub(super) fn put_first(&mut self, unread: &Unread, notes: &BTreeMap<Arc<str>, String>) {
        self.causes = unread.paths().cloned().collect();
        for (path, note) in notes {
            let of_file = self.list.iter_mut().filter(|problem| problem.path == *path);
            let errors = of_file.filter(|problem| problem.severity() == Severity::Error);
            if let Some(cause) = errors.min_by(|a, b| in_order(a, b)) {
                cause.note = Some(note.clone());
            }
        }
    }

    /// Puts the problems in the order in which they are shown, each once.
    pub fn sort(&mut self) {
        let follows = |problem: &Diagnostic| !self.causes.contains(&problem.path);
        self.list.sort_by(|a, b| follows(a).cmp(&follows(b)).then_with(|| in_order(a, b)));
        self.list.dedup();
    }
}

/// The order of the problems of each file: what keeps it from being read, then what else is wrong with it.
fn in_order(a: &Diagnostic, b: &Diagnostic) -> Ordering {
    let by_path = a.path.cmp(&b.path);
    let by_reading = || b.code.is_of_reading().cmp(&a.code.is_of_reading());
    by_path.then_with(by_reading).then_with(|| a.sort_key().cmp(&b.sort_key()))
}
