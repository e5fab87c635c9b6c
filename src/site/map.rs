//! A site: what is shown, what follows from it, and where it lies.
//!
//! Which routes there are follows from these, and is written down nowhere: a build asks for all of them, and a preview for
//! the one at a path. The first page of everything costs a look at what is shown. Further pages are known once the analysis
//! behind them is made, so they are looked up only by who asks for one.

use std::sync::Arc;

use crate::review::kind::Kind;
use crate::review::kind::common::ALIASES;
use crate::review::openness::State;
use crate::review::record::RecordIx;
use crate::site::address;
use crate::site::addresses::{Addresses, BY, HEADERS, LinkTexts};
use crate::site::analysis::discrepancies::Discrepancies;
use crate::site::analysis::facet::{Facet, has_themes};
use crate::site::analysis::openings::Openings;
use crate::site::analysis::overdue::Overdue;
use crate::site::analysis::register::Register;
use crate::site::analysis::trace::Trace;
use crate::site::analysis::{Analyses, Lasting};
use crate::site::overview::Overview;
use crate::site::paging::{INDEX, Paging, REGISTER, SITEMAP};
use crate::site::route::Route;
use crate::site::search::IndexFile;
use crate::site::visible::{ROBOTS, Visible};
use crate::text::span::Span;

/// A site that is laid out.
#[derive(Debug, Clone)]
pub struct Site {
    /// What is shown.
    pub visible: Visible,
    /// What follows from it.
    pub analyses: Analyses,
    /// Where it lies.
    pub addresses: Addresses,
    /// The files of aliases, each with its record.
    redirects: Arc<[(String, RecordIx)]>,
}

/// What another state of the same site may take over of it, as far as it cannot have changed.
#[derive(Debug, Clone)]
pub struct Carried {
    links: LinkTexts,
    analyses: Lasting,
}

impl Site {
    /// What another state of it may take over.
    #[must_use]
    pub fn carried(&self) -> Carried {
        Carried { links: self.addresses.links().clone(), analyses: self.analyses.lasting().clone() }
    }

    /// A site of what is shown, with the files of its aliases, and what may be taken over from another state of the review.
    #[must_use]
    pub(super) fn new(visible: Visible, redirects: Vec<(String, RecordIx)>, before: Option<&Carried>) -> Site {
        let analyses = Analyses::new(visible.clone(), before.map(|before| &before.analyses));
        let addresses = Addresses::new(visible.clone(), analyses.clone(), before.map(|before| &before.links));
        Site { visible, analyses, addresses, redirects: redirects.into() }
    }

    /// The same site as it is seen from a page of the report: its links lead to places in the report.
    #[must_use]
    pub fn in_report(&self, page: usize) -> Site {
        Site { addresses: self.addresses.in_report(page), ..self.clone() }
    }

    /// The same site for a server that shows its page for addresses that do not exist at any depth below its root.
    #[must_use]
    pub fn at_any_depth(&self) -> Site {
        Site { visible: self.visible.with_base_url("/"), ..self.clone() }
    }

    /// All routes.
    #[must_use]
    pub fn routes(&self) -> Vec<Route> {
        let mut routes = self.listed();
        routes.extend((0..self.sitemap_parts(routes.len())).map(|part| Route::Sitemap(Some(part))));
        routes.extend(self.of_values());
        routes.extend(self.of_its_own());
        routes.extend(IndexFile::all(self.visible.count()).map(Route::Search));
        routes.extend(self.of_content());
        routes
    }

    /// The pages that search engines should know, in the order of the menu. The pages of values say in other orders what
    /// these say.
    #[must_use]
    pub fn listed(&self) -> Vec<Route> {
        let mut routes = vec![Route::Home];
        for overview in Overview::ALL {
            routes.extend((0..self.pages_of(overview)).map(|page| Route::Overview(overview, page)));
        }
        for kind in Kind::ALL {
            routes.extend((0..self.pages_of_list(kind)).map(|page| Route::List(kind, page)));
            routes.extend(self.visible.of_kind(kind).map(Route::Record));
        }
        routes.extend(self.has_facets().then_some(Route::Facets));
        routes
    }

    /// How many parts the sitemap of so many pages has; none where one file is enough, or where there is no sitemap.
    #[must_use]
    pub fn sitemap_parts(&self, listed: usize) -> usize {
        match SITEMAP.pages(listed) {
            parts @ 2.. if self.visible.publication.canonical().is_some() => parts,
            _ => 0,
        }
    }

    /// The pages of the values that recommendations share.
    #[must_use]
    pub fn of_values(&self) -> Vec<Route> {
        Facet::ALL.into_iter().flat_map(|facet| self.of_facet(facet)).collect()
    }

    /// The pages of the values of a facet.
    pub fn of_facet(&self, facet: Facet) -> impl Iterator<Item = Route> {
        self.analyses.facets().listed(facet).iter().enumerate().flat_map(move |(place, value)| {
            let pages = Paging::of_list(Kind::Recommendation).pages(value.count);
            (0..pages).map(move |page| Route::By(facet, place, page))
        })
    }

    /// The files that the content asks for: aliases and attachments.
    #[must_use]
    pub fn of_content(&self) -> Vec<Route> {
        let redirects = self.redirects.iter().map(|(file, record)| Route::Redirect(file.clone(), *record));
        let attachments = self.visible.attachments();
        redirects.chain(attachments.map(|(attachment, _)| Route::Attachment(attachment))).collect()
    }

    /// The files of aliases, each with its record.
    #[must_use]
    pub fn redirects(&self) -> &[(String, RecordIx)] {
        &self.redirects
    }

    /// The files that every site has, whatever it shows.
    #[must_use]
    pub fn of_its_own(&self) -> Vec<Route> {
        let mut routes = vec![Route::NotFound, Route::NoJekyll];
        routes.extend(self.visible.attachment(ROBOTS).is_none().then_some(Route::Robots));
        routes.extend(self.visible.attachment(HEADERS).is_none().then_some(Route::Headers));
        routes.extend(self.visible.publication.canonical().map(|_| Route::Sitemap(None)));
        routes
    }

    /// Whether there is a page about the review as a whole, told without making what it shows.
    #[must_use]
    pub fn has(&self, overview: Overview) -> bool {
        match overview {
            Overview::Changes | Overview::Report | Overview::Method => !self.visible.review.records.is_empty(),
            Overview::Traceability => Trace::is_wanted(&self.visible),
            Overview::Open => Openings::is_wanted(&self.visible),
            Overview::Overdue => self.visible.review.settings.clocks.any() || Overdue::is_any(&self.visible),
            Overview::Themes => has_themes(&self.visible),
            Overview::Actions => Register::has_actions(&self.visible),
            Overview::Decisions => Register::has_decisions(&self.visible),
            Overview::Discrepancies => Discrepancies::can_be(&self.visible),
            Overview::Search => self.visible.count() > 0,
        }
    }

    /// Whether there are recommendations, and so pages of their values.
    #[must_use]
    pub fn has_facets(&self) -> bool {
        self.visible.of_kind(Kind::Recommendation).next().is_some()
    }

    /// How many pages there are about the review as a whole; none where there is nothing to show.
    #[must_use]
    pub fn pages_of(&self, overview: Overview) -> usize {
        match overview {
            _ if !self.has(overview) => 0,
            Overview::Changes | Overview::Method | Overview::Themes => 1,
            Overview::Report => self.analyses.report().pages(),
            Overview::Traceability => self.analyses.trace().pages(),
            // Where nothing is open or late, a page says so.
            Overview::Open => {
                Paging::of_list(Kind::Recommendation).pages(self.analyses.openings().count(State::Open)).max(1)
            }
            Overview::Overdue => REGISTER.pages(self.analyses.overdue().all.len()).max(1),
            Overview::Actions => REGISTER.pages(self.analyses.register().actions.len()),
            Overview::Decisions => REGISTER.pages(self.analyses.register().decisions.len()),
            Overview::Discrepancies => {
                let found = self.analyses.discrepancies();
                REGISTER.pages(found.entries.len()).max(usize::from(found.count() > 0))
            }
            Overview::Search => INDEX.pages(self.visible.count()),
        }
    }

    /// How many pages the list of a kind has; none where there is nothing to list.
    #[must_use]
    pub fn pages_of_list(&self, kind: Kind) -> usize {
        Paging::of_list(kind).pages(self.visible.count_of(kind))
    }

    /// The route at a file; `None` where there is nothing. Only what lies near it is looked at.
    #[must_use]
    pub fn find(&self, file: &str) -> Option<Route> {
        let is_here = |route: &Route| self.addresses.file(route) == file;
        let of_its_own = || self.of_its_own().into_iter().find(is_here);
        let of_search = || IndexFile::of_file(self.visible.count(), file).map(Route::Search);
        let page = self.find_page(file).filter(is_here);
        page.or_else(of_its_own).or_else(of_search).or_else(|| self.find_part(file)).or_else(|| self.find_content(file))
    }

    /// The page of a folder of the site, which is empty for the first page.
    #[must_use]
    pub fn page_of(&self, folder: &str) -> Option<Route> {
        if folder.is_empty() { Some(Route::Home) } else { self.find_page(&format!("{folder}/index.html")) }
    }

    fn find_page(&self, file: &str) -> Option<Route> {
        if file == "index.html" {
            return Some(Route::Home);
        }
        let folder = file.strip_suffix("/index.html")?;
        if let Some(record) = self.visible.review.position(folder) {
            return self.visible.shows(record).then_some(Route::Record(record));
        }
        if let Some(below) = format!("{folder}/").strip_prefix(BY) {
            return self.find_value(below);
        }
        let (folder, page) = match folder.rsplit_once("/page/") {
            Some((folder, number)) => (folder, number.parse::<usize>().ok()?.checked_sub(1)?),
            None => (folder, 0),
        };
        if let Some(kind) = Kind::of_folder(folder) {
            return (page < self.pages_of_list(kind)).then_some(Route::List(kind, page));
        }
        if folder.strip_prefix(Overview::Report.folder()).is_some_and(|below| below.starts_with('/')) {
            let mut pages = (1..self.pages_of(Overview::Report)).map(|page| Route::Overview(Overview::Report, page));
            return pages.find(|route| self.addresses.file(route) == file);
        }
        let overview = Overview::ALL.into_iter().find(|overview| overview.folder() == folder)?;
        // The first page is there without what it shows being made; only whether anything does not go together is known after a
        // look at all that is said.
        let is_known = page == 0 && overview != Overview::Discrepancies;
        let is_there = if is_known { self.has(overview) } else { page < self.pages_of(overview) };
        is_there.then_some(Route::Overview(overview, page))
    }

    /// The page of a value, by what follows the folder of these pages: `response/rejected/page/2/`.
    fn find_value(&self, below: &str) -> Option<Route> {
        if below.is_empty() {
            return self.has_facets().then_some(Route::Facets);
        }
        let (name, rest) = below.trim_end_matches('/').split_once('/')?;
        let (slug, page) = match rest.split_once("/page/") {
            Some((slug, number)) => (slug, number.parse::<usize>().ok()?.checked_sub(1)?),
            None => (rest, 0),
        };
        let facet = Facet::ALL.into_iter().find(|facet| facet.folder() == name)?;
        let values = self.analyses.facets().listed(facet);
        let place = values.iter().position(|value| value.slug == slug)?;
        let pages = values.get(place).map_or(0, |value| Paging::of_list(Kind::Recommendation).pages(value.count));
        (page < pages).then_some(Route::By(facet, place, page))
    }

    fn find_part(&self, file: &str) -> Option<Route> {
        let number = file.strip_prefix("sitemap-")?.strip_suffix(".xml")?.parse::<usize>().ok()?.checked_sub(1)?;
        let route = Route::Sitemap(Some(number));
        let is_there = || number < self.sitemap_parts(self.listed().len());
        (self.addresses.file(&route) == file && is_there()).then_some(route)
    }

    fn find_content(&self, file: &str) -> Option<Route> {
        if let Some(position) = self.visible.attachment(file) {
            return Some(Route::Attachment(position));
        }
        let (file, record) = self.redirects.iter().find(|(alias, _)| alias == file)?;
        Some(Route::Redirect(file.clone(), *record))
    }

    /// The file that a route is made of; what is made of many stands for the whole review.
    #[must_use]
    pub fn source(&self, route: &Route) -> &Arc<str> {
        // Which of its aliases a redirect comes from is looked for among all, and does not matter here.
        let route = match route {
            Route::Redirect(_, position) => &Route::Record(*position),
            route => route,
        };
        self.place(route).map_or(&self.visible.review.settings.path, |(path, _)| path)
    }

    /// Where the content says that there is such a route; `None` for those of the site itself.
    #[must_use]
    pub fn place(&self, route: &Route) -> Option<(&Arc<str>, Option<Span>)> {
        let review = &self.visible.review;
        match route {
            Route::Record(position) => {
                let record = &review.records[*position];
                Some((&record.path, Some(record.span)))
            }
            Route::Redirect(file, position) => {
                let record = &review.records[*position];
                let mut aliases = record.values.get(&ALIASES).iter();
                let alias = aliases.find(|alias| address::of_alias(&alias.text).as_deref() == Ok(file));
                Some((&record.path, Some(alias.map_or(record.span, |alias| alias.span))))
            }
            Route::Attachment(position) => Some((&review.attachments[*position].shown, None)),
            _ => None,
        }
    }
}
