//! A site that is laid out, and everything that was noticed on the way there: what keeps it from being shown is known by then, all
//! else is worked out for whoever asks.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::pipeline::{ContentChanges, Diagnostics, LoadedReview, LoadedTheme, Timings, Warnings};
use crate::site::edition::Edition;
use crate::site::former::address_changes;
use crate::site::map::Site;
use crate::site::theme::Theme;
use crate::text::diagnostic::Diagnostic;
use crate::text::fault::{Operation, guarded};
use crate::text::source::Source;

/// The site, and what is wrong with it.
pub struct LaidOut {
    /// The site.
    pub site: Site,
    /// The theme that it is shown in, or what is wrong with that.
    pub loaded_theme: Arc<LoadedTheme>,
    /// The texts that it was made from, until all problems have quoted what they point into.
    sources: Mutex<Vec<Arc<Source>>>,
    /// The problems but for what rules only warn of, as they were found.
    found: Diagnostics,
    /// What rules only warn of.
    warnings: Warnings,
    /// What it would take away of what was published before, once it was held against that.
    taken_away: OnceLock<Vec<Diagnostic>>,
    /// All problems, once somebody has asked for them.
    diagnostics: OnceLock<Diagnostics>,
    /// The content files that differ from those of the last run.
    pub changes: ContentChanges,
    /// How long the phases took.
    pub timings: Timings,
}

impl LaidOut {
    /// The site of a review, whose problems are joined by those of laying it out and of its theme.
    pub(super) fn new(site: Site, loaded_theme: Arc<LoadedTheme>, loaded_review: LoadedReview) -> LaidOut {
        let LoadedReview { sources, diagnostics: found, warnings, changes, timings, .. } = loaded_review;
        let (sources, taken_away, diagnostics) = (Mutex::new(sources), OnceLock::new(), OnceLock::new());
        LaidOut { site, loaded_theme, sources, found, warnings, taken_away, diagnostics, changes, timings }
    }

    /// The theme, where the site can be shown.
    #[must_use]
    pub fn theme(&self) -> Option<&Theme> {
        self.loaded_theme.theme.as_ref().ok().filter(|_| !self.found.has_errors())
    }

    /// Holds the site against what was published before, before anybody asks for all problems.
    pub(super) fn hold_against(&self, former: &Edition) {
        // Of a record with errors it is not known what it would say, and nothing is published.
        if self.found.has_errors() {
            return;
        }
        let path = &self.site.visible.review.settings.path;
        _ = self.taken_away.get_or_init(|| {
            let taken_away = guarded(Operation::Show, path, || address_changes(former, &self.site));
            taken_away.unwrap_or_else(|fault| vec![*fault])
        });
    }

    /// All problems. Those that keep no site from being shown are worked out when they are first asked for.
    #[must_use]
    pub fn diagnostics(&self) -> &Diagnostics {
        self.diagnostics.get_or_init(|| {
            let mut all = self.found.clone();
            all.list.extend_from_slice(self.warnings.list());
            all.list.extend(self.taken_away.get().into_iter().flatten().cloned());
            all.sort();
            let sources = std::mem::take(&mut *self.sources.lock().unwrap_or_else(PoisonError::into_inner));
            all.quote(sources.iter().map(|source| (&source.shown, &source.text)));
            all.quote(self.loaded_theme.texts());
            all
        })
    }

    /// The same, taken out of a site that is needed no longer.
    #[must_use]
    pub fn take_diagnostics(&mut self) -> Diagnostics {
        _ = self.diagnostics();
        self.diagnostics.take().unwrap_or_default()
    }
}
