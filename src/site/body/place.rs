//! Where a body is written, and what of it depends on that.

use crate::site::address::WITHIN;

/// Where a body is written.
#[derive(Debug, Clone, Copy)]
pub enum Place<'a> {
    /// On the page of its record.
    Page,
    /// In a document with others.
    Among(DocumentPlace<'a>),
    /// On a page with others, where nothing of it has an id; its own places are on the page of its record.
    Elsewhere {
        /// The address of that page.
        page: &'a str,
    },
}

/// What a body is set below, in a document with others.
#[derive(Debug, Clone, Copy)]
pub struct DocumentPlace<'a> {
    /// The id of the record.
    pub anchor: &'a str,
    /// What the record is called.
    pub name: &'a str,
    /// The level of the heading that the body stands below.
    pub level: u8,
}

impl Place<'_> {
    /// The level that a heading has here.
    pub(super) fn level(self, level: u8) -> u8 {
        match self {
            Place::Page | Place::Elsewhere { .. } => level,
            Place::Among(place) => (level - 1 + place.level).min(6),
        }
    }

    /// What stands before an id in the body: in a document, ids of two bodies must not be the same.
    pub(super) fn write_prefix(self, out: &mut String) {
        if let Place::Among(place) = self {
            out.push_str(place.anchor);
            out.push(WITHIN);
        }
    }

    /// Whether the parts of the body have ids here.
    pub(super) fn has_ids(self) -> bool {
        !matches!(self, Place::Elsewhere { .. })
    }
}
