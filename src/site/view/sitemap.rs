//! The list of all addresses for search engines (sitemaps.org, protocol 0.9), in parts where it is too long for one file.

use serde::Serialize;

use crate::site::address::{encode, of_file};
use crate::site::map::Site;
use crate::site::paging::SITEMAP;
use crate::site::route::Route;

/// What the template of a sitemap is given.
#[derive(Debug, Serialize)]
pub struct Sitemap {
    /// The paths of its parts; then it is an index of them.
    pub parts: Vec<String>,
    /// The paths of pages.
    pub pages: Vec<String>,
}

/// The sitemap, or one part of it.
#[must_use]
pub fn view(site: &Site, part: Option<usize>) -> Sitemap {
    let listed = site.listed();
    let parts = site.sitemap_parts(listed.len());
    if part.is_none() && parts > 0 {
        let parts = (0..parts).map(|part| site.addresses.file(&Route::Sitemap(Some(part)))).collect();
        return Sitemap { parts, pages: Vec::new() };
    }
    let pages = SITEMAP.slice(&listed, part.unwrap_or_default()).iter();
    Sitemap {
        parts: Vec::new(),
        pages: pages.map(|route| encode(of_file(&site.addresses.file(route))).into_owned()).collect(),
    }
}
