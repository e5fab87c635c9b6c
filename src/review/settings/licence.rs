//! Under what terms others may use the texts of a record.

use crate::review::kind::typed::{Address, Entry, Text, Typed};
use crate::review::value::Values;

static NAME: Typed<Text> = Text::required("name", "What the licence is called: `CC BY 4.0`.");
static URL: Typed<Address> = Address::optional("url", "Where the licence can be read.");
static NOTICE: Typed<Text> =
    Text::optional("notice", "What is to be said with it: whose the texts are, and what the licence asks to be named.");

/// The setting.
pub(super) static LICENCE: Typed<Entry> = Entry::optional(
    "licence",
    &[&NAME.field, &URL.field, &NOTICE.field],
    "Under what licence the texts of the record are published.",
);

/// The licence of the texts of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Licence {
    /// What it is called.
    pub name: String,
    /// Where it can be read.
    pub url: Option<String>,
    /// What is to be said with it.
    pub notice: Option<String>,
}

impl Licence {
    /// Reads the licence of the settings.
    pub(super) fn read(values: &Values) -> Option<Licence> {
        let licence = &values.get(&LICENCE)?.values;
        Some(Licence {
            name: licence.get(&NAME)?.to_owned(),
            url: licence.get(&URL).map(str::to_owned),
            notice: licence.get(&NOTICE).map(str::to_owned),
        })
    }
}
