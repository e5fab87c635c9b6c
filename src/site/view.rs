//! What stands on each kind of page, as plain data for a template.

pub mod home;
pub mod list;
pub mod record;
pub mod sitemap;

use serde::Serialize;

use crate::site::shown::Link;

/// A page that leads on to another.
#[derive(Debug, Serialize)]
pub struct Redirect<'a> {
    /// Where it leads.
    pub to: Link<'a>,
}
