//! What is wrong with a review and its theme, with the texts that it is shown in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::text::code::Severity;
use crate::text::diagnostic::Diagnostic;

/// Diagnostics, and the texts that they point into.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics {
    /// The problems, in the order in which they are shown.
    pub list: Vec<Diagnostic>,
    /// The text of each file by the path that diagnostics show.
    pub texts: BTreeMap<Arc<str>, String>,
}

impl Diagnostics {
    /// Whether anything keeps the site from being published.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|problem| problem.severity() == Severity::Error)
    }

    /// Adds the texts of those files that the problems point into.
    pub fn quote<'a>(&mut self, texts: impl IntoIterator<Item = (&'a Arc<str>, &'a String)>) {
        let related = self.list.iter().flat_map(|problem| &problem.related).map(|related| &related.path);
        let paths: BTreeSet<&Arc<str>> = self.list.iter().map(|problem| &problem.path).chain(related).collect();
        if !paths.is_empty() {
            let quoted = texts.into_iter().filter(|(path, _)| paths.contains(path));
            self.texts.extend(quoted.map(|(path, text)| (Arc::clone(path), text.clone())));
        }
    }

    /// Puts the problems in the order in which they are shown, each once.
    pub fn sort(&mut self) {
        self.list.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        self.list.dedup();
    }
}
