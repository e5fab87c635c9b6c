//! Pages that stand elsewhere and belong to the site all the same: the imprint, the accessibility statement or the privacy
//! notice of whoever publishes it.

use crate::review::kind::field::Role;
use crate::review::kind::typed::{Address, Entries, Text, Typed};
use crate::review::reader::Reader;
use crate::review::value::Values;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;

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
    /// Where it is.
    pub url: String,
}

impl FooterLink {
    /// Reads the setting.
    pub(super) fn read(values: &Values, reader: &mut Reader<'_>) -> Vec<FooterLink> {
        let mut links = Vec::new();
        for entry in values.get(&FOOTER) {
            let (title, url) = (entry.values.get(&TITLE), entry.values.get(&URL));
            if let Some((title, url)) = title.zip(url) {
                links.push(FooterLink { title: title.to_owned(), url: url.to_owned() });
            } else if entry.values.is_unknown(&URL.field) {
                let message = "the foot of the pages cannot lead to an address that nobody knows";
                let problem = Diagnostic::new(Code::MissingField, reader.path, message).at(entry.span);
                reader
                    .diagnostics
                    .push(problem.help("write `url: https://…`, or leave the entry out until it is known"));
            }
        }
        links
    }
}
