//! Pages that stand elsewhere and belong to the site all the same: the imprint, the accessibility statement or the privacy
//! notice of whoever publishes it.

use crate::review::kind::field::Role;
use crate::review::kind::typed::{Address, Entries, Text, Typed};
use crate::review::value::Values;

static TITLE: Typed<Text> = Text::required("title", "What the page is called: `Imprint`.").with_role(Role::Title);
static URL: Typed<Address> = Address::required("url", "Where the page is.");

/// The setting.
pub(super) static FOOTER: Typed<Entries> = Entries::optional(
    "footer",
    &[&TITLE.field, &URL.field],
    "Pages elsewhere that the foot of every page leads to, such as an imprint, an accessibility statement or a privacy notice.",
);

/// A page elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FooterLink {
    /// What it is called.
    pub title: String,
    /// Where it is; none where nobody knows.
    pub url: Option<String>,
}

impl FooterLink {
    /// Reads the setting.
    pub(super) fn read(values: &Values) -> Vec<FooterLink> {
        let entries = values.get(&FOOTER).iter().map(|entry| &entry.values);
        let links = entries.filter_map(|entry| {
            let title = entry.get(&TITLE)?.to_owned();
            Some(FooterLink { title, url: entry.get(&URL).map(str::to_owned) })
        });
        links.collect()
    }
}
