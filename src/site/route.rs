//! What a reader or a host can ask a site for.

use crate::review::kind::Kind;
use crate::review::record::RecordIx;
use crate::review::resolve::AttachmentIx;
use crate::site::analysis::facet::Facet;
use crate::site::overview::Overview;
use crate::site::search::IndexFile;

/// One address of a site.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Route {
    /// The first page.
    Home,
    /// A page about the review as a whole; the first is 0.
    Overview(Overview, usize),
    /// A page of the list of a kind; the first is 0.
    List(Kind, usize),
    /// The page of a record, as its position.
    Record(RecordIx),
    /// How many recommendations have each value of each facet.
    Facets,
    /// A page of the recommendations with one value of a facet; the first is 0.
    By(Facet, usize, usize),
    /// A page that leads from an alias to its record.
    Redirect(String, RecordIx),
    /// An attachment, as its position.
    Attachment(AttachmentIx),
    /// The page for addresses that do not exist.
    NotFound,
    /// The list of all addresses for search engines, or one part of it where it is too long for one.
    Sitemap(Option<usize>),
    /// What search engines may read.
    Robots,
    /// What hosts that read such a file are to say with every answer.
    Headers,
    /// The file that keeps GitHub Pages from leaving files out.
    NoJekyll,
    /// A file of the index of the search.
    Search(IndexFile),
}
