//! What one publication of a review is made of, besides its content: the day it speaks of and the address it is for.

use crate::review::date::Day;

/// The choices that a build makes.
#[derive(Debug, Clone)]
pub struct Publication {
    /// The day that counts as today; the only clock.
    pub as_of: Day,
    /// The address of the site with a slash at its end, where it is known.
    pub base_url: Option<String>,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Whether links name the file of a folder's page, as a disk needs it: `teams/index.html` for `teams/`.
    pub explicit_index: bool,
    /// Whether search engines are to keep nothing of the site, because it is only a copy to be tried.
    pub noindex: bool,
}

impl Publication {
    /// The address by which others are to know the site; none for a copy that nobody is to know.
    #[must_use]
    pub fn canonical(&self) -> Option<&str> {
        self.base_url.as_deref().filter(|_| !self.noindex)
    }

    /// What a link says after the slash of a folder.
    #[must_use]
    pub fn index(&self) -> &'static str {
        if self.explicit_index { "index.html" } else { "" }
    }
}
