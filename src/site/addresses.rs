//! Where everything lies: the file of each route, and every link to a page of the site.
//!
//! Pages about one thing say where in the site something is, and their template puts the way to the root before it. The
//! report has the records in it, so there a link to a record leads to its place in the document, or to its page where the
//! document leaves it out; and it is whole.

mod link_texts;

use std::borrow::Cow;

use crate::review::kind::Kind;
use crate::review::record::RecordIx;
use crate::site::address::{WITHIN, encode, of_file, to_root};
use crate::site::addresses::link_texts::LinkText;
pub use crate::site::addresses::link_texts::LinkTexts;
use crate::site::analysis::Analyses;
use crate::site::analysis::facet::Facet;
use crate::site::link::Link;
use crate::site::overview::Overview;
use crate::site::route::Route;
use crate::site::visible::{ROBOTS, Visible};
use crate::text::markdown::document::HeadingIx;

/// The folder of the pages of the values that recommendations share.
pub const BY: &str = "recommendations/by/";

/// The file of headers that Netlify and Cloudflare Pages read. One among the attachments takes its place.
pub const HEADERS: &str = "_headers";

/// Where everything lies, seen from somewhere.
#[derive(Debug, Clone)]
pub struct Addresses {
    visible: Visible,
    analyses: Analyses,
    links: LinkTexts,
    base: LinkBase,
}

/// What paths are relative to.
#[derive(Debug, Clone)]
enum LinkBase {
    /// The root of the site.
    Root,
    /// A page of the report, with the way from it to the root.
    Report {
        /// The page.
        page: usize,
        /// The way to the root.
        root: String,
    },
}

impl Addresses {
    /// The addresses of what is shown, seen from the root of the site. What links say is taken over from another state of the
    /// review, as far as it cannot have changed.
    #[must_use]
    pub fn new(visible: Visible, analyses: Analyses, before: Option<&LinkTexts>) -> Addresses {
        let links = LinkTexts::new(&visible.review, visible.publication.index(), before);
        Addresses { visible, analyses, links, base: LinkBase::Root }
    }

    /// What links to all records say.
    #[must_use]
    pub fn links(&self) -> &LinkTexts {
        &self.links
    }

    /// The same, seen from a page of the report: links lead to places in the report.
    #[must_use]
    pub fn in_report(&self, page: usize) -> Addresses {
        let root = to_root(&self.file(&Route::Overview(Overview::Report, page)));
        Addresses { base: LinkBase::Report { page, root }, ..self.clone() }
    }

    /// The path of a route's file.
    #[must_use]
    pub fn file(&self, route: &Route) -> String {
        match route {
            Route::Home => "index.html".to_owned(),
            Route::Overview(overview, 0) => format!("{}/index.html", overview.folder()),
            Route::Overview(Overview::Report, page) => {
                format!("{}/{}index.html", Overview::Report.folder(), self.analyses.report().folder(*page))
            }
            Route::Overview(overview, page) => format!("{}/page/{}/index.html", overview.folder(), page + 1),
            Route::List(kind, 0) => format!("{}/index.html", kind.folder()),
            Route::List(kind, page) => format!("{}/page/{}/index.html", kind.folder(), page + 1),
            Route::Record(position) => format!("{}/index.html", self.visible.review.records[*position].id),
            Route::Facets => format!("{BY}index.html"),
            Route::By(facet, value, 0) => format!("{}index.html", self.value_folder(*facet, *value)),
            Route::By(facet, value, page) => {
                format!("{}page/{}/index.html", self.value_folder(*facet, *value), page + 1)
            }
            Route::Redirect(file, _) => file.clone(),
            Route::Attachment(position) => self.visible.review.attachments[*position].path.to_string(),
            Route::NotFound => "404.html".to_owned(),
            Route::Sitemap(None) => "sitemap.xml".to_owned(),
            Route::Sitemap(Some(part)) => format!("sitemap-{}.xml", part + 1),
            Route::Robots => ROBOTS.to_owned(),
            Route::Headers => HEADERS.to_owned(),
            Route::NoJekyll => ".nojekyll".to_owned(),
            Route::Search(part) => part.file(),
        }
    }

    /// The folder of a page; empty for the first page.
    #[must_use]
    pub fn folder(&self, route: &Route) -> String {
        of_file(&self.file(route)).trim_end_matches('/').to_owned()
    }

    /// The path of a route's page from the root of the site, as links name it.
    #[must_use]
    pub fn path(&self, route: &Route) -> String {
        let file = self.file(route);
        encode(if self.visible.publication.explicit_index { &file } else { of_file(&file) }).into_owned()
    }

    /// A link to a record.
    #[must_use]
    pub fn link(&self, record: RecordIx) -> Link<'_> {
        let LinkText { title, label, .. } = self.links.of(record);
        Link { path: self.record_path(record), title, label: label.as_deref() }
    }

    /// What a record is called.
    #[must_use]
    pub fn title(&self, record: RecordIx) -> &str {
        &self.links.of(record).title
    }

    /// The path of a record.
    #[must_use]
    pub fn record_path(&self, record: RecordIx) -> Cow<'_, str> {
        match &self.base {
            LinkBase::Root => Cow::Borrowed(&self.links.of(record).path),
            LinkBase::Report { page, .. } => Cow::Owned(match self.analyses.report().page_of(record) {
                Some(other) if other == *page => format!("#{}", encode(&self.anchor(record))),
                Some(other) => format!("{}#{}", self.report_path(other), encode(&self.anchor(record))),
                None => self.whole(self.links.of(record).path.clone()),
            }),
        }
    }

    /// The path of a page of the report.
    #[must_use]
    pub fn report_path(&self, page: usize) -> String {
        self.page_path(&Route::Overview(Overview::Report, page))
    }

    /// The path of the list of a kind.
    #[must_use]
    pub fn list_path(&self, kind: Kind) -> String {
        self.page_path(&Route::List(kind, 0))
    }

    /// The path of a page, whichever it is.
    #[must_use]
    pub fn page_path(&self, route: &Route) -> String {
        self.whole(self.path(route))
    }

    /// The path of a file of the site that is not a page.
    #[must_use]
    pub fn file_path(&self, file: &str) -> String {
        self.whole(encode(file).into_owned())
    }

    /// The folder of the page of a value.
    #[must_use]
    pub fn value_folder(&self, facet: Facet, value: usize) -> String {
        let slug = self.analyses.facets().values(facet).get(value).map_or("", |value| &value.slug);
        format!("{BY}{}/{slug}/", facet.folder())
    }

    /// The path of the page of a value.
    #[must_use]
    pub fn value_path(&self, facet: Facet, value: usize) -> String {
        format!("{}{}", encode(&self.value_folder(facet, value)), self.visible.publication.index())
    }

    /// The path of a heading of a record.
    #[must_use]
    pub fn heading_path(&self, record: RecordIx, heading: HeadingIx) -> String {
        let mut path = self.record_path(record).into_owned();
        if let Some(heading) = self.visible.review.records[record].body.headings.get(heading.position()) {
            // In the report the place is that of the record already, and the heading's id has the record's before it.
            path.push(if path.contains('#') { WITHIN } else { '#' });
            path.push_str(&encode(&heading.id));
        }
        path
    }

    /// The path of an entry of a record, by its id there. The report shows entries without ids: there it is the record's.
    #[must_use]
    pub fn entry_path(&self, record: RecordIx, anchor: &str) -> String {
        let path = self.record_path(record);
        if path.contains('#') { path.into_owned() } else { format!("{path}#{}", encode(anchor)) }
    }

    /// The id of a record's place in the report: `recommendations-4.1`.
    #[must_use]
    pub fn anchor(&self, record: RecordIx) -> String {
        let record = &self.visible.review.records[record];
        format!("{}-{}", record.kind.folder(), record.name)
    }

    /// A path from the root, with the way there before it where no template puts it.
    fn whole(&self, path: String) -> String {
        match &self.base {
            LinkBase::Root => path,
            LinkBase::Report { root, .. } => format!("{root}{path}"),
        }
    }
}
