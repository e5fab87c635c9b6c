//! Where links are followed from: every path to a page of the site is made here.
//!
//! Pages about one thing say where in the site something is, and their template puts the way to the root before it. The
//! report has the records in it, so there a link to a record leads to its place in the document, or to its page where the
//! document leaves it out; and it is whole.

use crate::review::kind::Kind;
use crate::review::resolve::Target;
use crate::site::address::{encode, of_file, to_root};
use crate::site::overview::Overview;
use crate::site::route::{Route, Site};

/// What paths are relative to.
#[derive(Debug, Clone)]
pub(super) enum Standpoint {
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

impl Site {
    /// The same site as it is seen from a page of the report: its links lead to places in the report.
    #[must_use]
    pub fn in_report(&self, page: usize) -> Site {
        let root = to_root(&self.file(&Route::Overview(Overview::Report, page)));
        self.seen_from(Standpoint::Report { page, root })
    }

    /// The path of a route's page from the root of the site, as links name it.
    #[must_use]
    pub fn path(&self, route: &Route) -> String {
        let file = self.file(route);
        encode(if self.edition.explicit_index { &file } else { of_file(&file) }).into_owned()
    }

    /// The path of a record.
    #[must_use]
    pub fn record_path(&self, record: usize) -> String {
        match &self.standpoint {
            Standpoint::Root => self.links[record].path.clone(),
            Standpoint::Report { page, .. } => match self.report().page_of(self, record) {
                Some(other) if other == *page => format!("#{}", encode(&self.anchor(record))),
                Some(other) => format!("{}#{}", self.report_path(other), encode(&self.anchor(record))),
                None => self.whole(self.links[record].path.clone()),
            },
        }
    }

    /// The path of a page of the report.
    #[must_use]
    pub fn report_path(&self, page: usize) -> String {
        self.whole(self.path(&Route::Overview(Overview::Report, page)))
    }

    /// The path of the list of a kind.
    #[must_use]
    pub fn list_path(&self, kind: Kind) -> String {
        self.whole(self.path(&Route::List(kind, 0)))
    }

    /// The path of a file of the site that is not a page.
    #[must_use]
    pub fn file_path(&self, file: &str) -> String {
        self.whole(encode(file).into_owned())
    }

    /// The address of what a reference leads to, with its heading.
    #[must_use]
    pub fn target_address(&self, target: Target) -> String {
        match target {
            Target::Attachment(position) => self.file_path(&self.review.attachments[position].path),
            Target::Record(position, heading) => {
                let headings = &self.review.records[position].body.headings;
                let mut path = self.record_path(position);
                if let Some(heading) = heading.and_then(|heading| headings.get(heading)) {
                    // In the report the place is that of the record already, and the heading's id has the record's before it.
                    path.push(if path.contains('#') { WITHIN } else { '#' });
                    path.push_str(&encode(&heading.id));
                }
                path
            }
        }
    }

    /// The id of a record's place in the report: `recommendations-4.1`.
    #[must_use]
    pub fn anchor(&self, record: usize) -> String {
        let record = &self.review.records[record];
        format!("{}-{}", record.kind.folder(), record.name)
    }

    /// A path from the root, with the way there before it where no template puts it.
    fn whole(&self, path: String) -> String {
        match &self.standpoint {
            Standpoint::Root => path,
            Standpoint::Report { root, .. } => format!("{root}{path}"),
        }
    }
}

/// What stands between the id of a record and the id of a heading in its body: no name has it in it.
pub const WITHIN: char = ':';
