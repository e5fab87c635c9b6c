//! What a site says at those of its addresses that others may cite, in few words: what a later build holds itself against.

use std::collections::BTreeMap;

use crate::review::settings::Settings;
use crate::site::called;
use crate::site::map::Site;
use crate::site::route::Route;

/// What one address says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// It is the page of a record.
    Record {
        /// The label of the record; empty where it has none.
        label: Box<str>,
        /// What the record is called.
        title: Box<str>,
    },
    /// It leads to the record of this id.
    Alias {
        /// The id.
        id: Box<str>,
    },
    /// It is an attachment.
    Attachment,
}

/// A site as it was published, or is about to be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edition {
    /// The title of the review.
    pub title: Box<str>,
    /// The address that the review gives its site; empty where it gives none.
    pub base_url: Box<str>,
    /// What is said at which file. Lists and other pages that are made of many records are left out: nobody promised them.
    pub addresses: BTreeMap<Box<str>, Said>,
}

impl Edition {
    /// What a site says.
    #[must_use]
    pub fn of(site: &Site) -> Edition {
        let visible = &site.visible;
        let records = visible.all().map(|position| {
            let record = &visible.review.records[position];
            let label = tidy(record.label().unwrap_or_default());
            (
                site.addresses.file(&Route::Record(position)),
                Said::Record { label, title: tidy(&called::title(&visible.review, position)) },
            )
        });
        let others = site.of_content().into_iter().filter_map(|route| match &route {
            Route::Redirect(file, record) => {
                Some((file.clone(), Said::Alias { id: (&*visible.review.records[*record].id).into() }))
            }
            Route::Attachment(_) => Some((site.addresses.file(&route), Said::Attachment)),
            _ => None,
        });
        let addresses = records.chain(others).map(|(file, said)| (file.into(), said)).collect();
        Edition { addresses, ..Edition::of_review(&visible.review.settings) }
    }

    /// An edition of a review that says nothing yet.
    fn of_review(settings: &Settings) -> Edition {
        let base_url = tidy(settings.base_url.as_deref().unwrap_or_default());
        Edition { title: tidy(&settings.title), base_url, addresses: BTreeMap::new() }
    }

    /// Whether it is one of this review: of the same title, or of the same address where the review was renamed.
    #[must_use]
    pub fn is_of(&self, settings: &Settings) -> bool {
        let Edition { title, base_url, .. } = Edition::of_review(settings);
        title == self.title || !base_url.is_empty() && base_url == self.base_url
    }
}

/// A text in one line, with single spaces.
#[must_use]
pub fn tidy(text: &str) -> Box<str> {
    // Nearly every text is so already, and there may be tens of thousands.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) && text.trim().len() == text.len() && !text.contains("  ") {
        return text.into();
    }
    let is_between = |c: char| c.is_whitespace() || c.is_control();
    text.split(is_between).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_becomes_one_line() {
        assert_eq!(&*tidy(" a\tb\u{0} \n\u{a0}c "), "a b c");
        for (text, tidied) in [("\n", ""), ("a  b", "a b"), (" a", "a"), ("a b", "a b"), ("a\u{7f}b", "a b"), ("", "")]
        {
            assert_eq!(&*tidy(text), tidied, "{text:?}");
        }
    }
}
