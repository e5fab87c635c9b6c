//! What a link to a record says.

use std::borrow::Cow;

use serde::Serialize;

/// A link to a record.
#[derive(Debug, Serialize)]
pub struct Link<'a> {
    /// The path from the root of the site.
    pub path: Cow<'a, str>,
    /// What the record is called.
    pub title: &'a str,
    /// Its label, where its title does not say it.
    pub label: Option<&'a str>,
}
