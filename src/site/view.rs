//! What stands on each kind of page, as plain data for a template.

pub mod by;
pub mod changes;
pub mod facets;
pub mod home;
pub mod list;
pub mod outcomes;
pub mod recommendation;
pub mod recommendations;
pub mod record;
pub mod report;
pub mod sitemap;
pub mod timeline;

use serde::Serialize;

use crate::review::kind::field::Declaration;
use crate::site::shown::Link;

/// A page that leads on to another.
#[derive(Debug, Serialize)]
pub struct Redirect<'a> {
    /// Where it leads.
    pub to: Link<'a>,
}

/// A kind, as templates see it.
#[derive(Debug, Serialize)]
pub struct KindView {
    /// What one record is called.
    pub name: &'static str,
    /// What several are called.
    pub plural: &'static str,
    /// The path of the list.
    pub path: String,
    /// Its folder, below which the further pages of the list are.
    pub folder: &'static str,
    /// What such a record is.
    pub about: &'static str,
}

impl KindView {
    /// A kind, in a site whose links name this file of a folder.
    #[must_use]
    pub fn new(declaration: &'static Declaration, index: &str) -> KindView {
        KindView {
            name: declaration.name,
            plural: declaration.plural,
            path: format!("{}/{index}", declaration.folder),
            folder: declaration.folder,
            about: declaration.about,
        }
    }
}
