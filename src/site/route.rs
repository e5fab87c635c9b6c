//! The addresses there are: one for each thing that a reader or a host can ask for.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::review::kind::Kind;
use crate::review::kind::common::ALIASES;
use crate::review::link::Review;
use crate::review::record::Record;
use crate::site::address;
use crate::site::derived::Derived;
use crate::site::edition::Edition;
use crate::site::facet::{BY, Facet};
use crate::site::misnamed::misnamed;
use crate::site::overview::Overview;
use crate::site::paging::{Paging, SITEMAP};
use crate::site::search::{FOLDER, Part};
use crate::site::standpoint::Standpoint;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::source::Attachment;
use crate::text::span::{Span, slice};

/// The file of headers that Netlify and Cloudflare Pages read. One among the attachments takes its place.
const HEADERS: &str = "_headers";

/// One address.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Route {
    /// The first page.
    Home,
    /// A page about the review as a whole; the first is 0.
    Overview(Overview, usize),
    /// A page of the list of a kind; the first is 0.
    List(Kind, usize),
    /// The page of a record, as its position.
    Record(usize),
    /// How many recommendations have each value of each facet.
    Facets,
    /// A page of the recommendations with one value of a facet; the first is 0.
    By(Facet, usize, usize),
    /// A page that leads from an alias to its record.
    Redirect(String, usize),
    /// An attachment, as its position.
    Attachment(usize),
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
    Search(Part),
}

/// All addresses of a site.
#[derive(Debug)]
pub struct Site {
    /// The review that is shown.
    pub review: Arc<Review>,
    /// The choices of this publication.
    pub edition: Edition,
    /// The routes, in the order of the menu; without those of [`Site::by`].
    pub routes: Vec<Route>,
    /// What a link to each record says, side by side: pages link to records all over the review, and in a large one
    /// reading each from its own place in memory would take longer than rendering it.
    pub(super) links: Arc<[LinkText]>,
    /// What paths are relative to.
    pub(super) standpoint: Standpoint,
    /// What several pages show parts of.
    pub(super) derived: Derived,
}

/// What a link to a record says.
#[derive(Debug)]
pub(super) struct LinkText {
    /// The path from the root of the site as links write it, which the edition chooses: whoever asks what lies where asks
    /// [`Site::file`].
    pub(super) path: String,
    /// What the record is called.
    pub(super) title: Box<str>,
    /// Its label, where its title does not say it.
    pub(super) label: Option<Box<str>>,
    /// Whether it is held back from publication.
    draft: bool,
}

impl LinkText {
    fn new(record: &Record, index: &str) -> LinkText {
        let title = record.title();
        let label = record.label().filter(|label| *label != title).map(Box::from);
        LinkText {
            path: format!("{}/{index}", address::encode(&record.id)),
            title: title.into(),
            label,
            draft: record.is_draft(),
        }
    }
}

/// Lays out a site: every address it has, and what stands in the way of another.
#[must_use]
pub fn lay_out(review: Arc<Review>, edition: Edition) -> (Site, Vec<Diagnostic>) {
    let index = edition.index();
    let links = review.records.par_iter().map(|record| LinkText::new(record, index)).collect();
    let (routes, standpoint, derived) = (vec![Route::Home], Standpoint::Root, Derived::default());
    let mut site = Site { review, edition, routes, links, standpoint, derived };
    let mut problems = Vec::new();
    for overview in Overview::ALL {
        let pages = overview.pages(&site);
        site.routes.extend((0..pages).map(|page| Route::Overview(overview, page)));
    }
    for kind in Kind::ALL {
        let records: Vec<usize> = site.shown(kind).collect();
        let pages = Paging::of_list(kind).pages(records.len());
        site.routes.extend((0..pages).map(|page| Route::List(kind, page)));
        site.routes.extend(records.into_iter().map(Route::Record));
    }
    if site.shown(Kind::Recommendation).next().is_some() {
        site.routes.push(Route::Facets);
    }
    site.routes.extend((0..site.review.attachments.len()).map(Route::Attachment));
    site.routes.extend([Route::NotFound, Route::Robots, Route::NoJekyll]);
    if !site.review.attachments.iter().any(|attachment| &*attachment.path == HEADERS) {
        site.routes.push(Route::Headers);
    }
    let parts = Part::all(&site);
    site.routes.extend(parts.map(Route::Search));
    if site.edition.base_url.is_some() {
        site.routes.push(Route::Sitemap(None));
        let parts = site.sitemap_parts();
        site.routes.extend((0..parts).map(|part| Route::Sitemap(Some(part))));
    }
    let redirects = site.redirects(&mut problems);
    site.routes.extend(redirects);
    let misnamed = |file: &Attachment| misnamed(&file.path, &file.path, &file.shown);
    problems.extend(site.review.attachments.iter().filter_map(misnamed));
    problems.extend(site.clashes());
    (site, problems)
}

impl Site {
    /// The positions of the records of a kind that are shown.
    pub fn shown(&self, kind: Kind) -> impl Iterator<Item = usize> {
        self.review.of_kind(kind).map(|(position, _)| position).filter(|&position| self.shows(position))
    }

    /// How many records are shown.
    #[must_use]
    pub fn count(&self) -> usize {
        if self.edition.drafts { self.links.len() } else { self.links.iter().filter(|link| !link.draft).count() }
    }

    /// The page for addresses that do not exist, as a site of its own, for a server that shows it at any depth below its
    /// root.
    #[must_use]
    pub fn lost(&self) -> Site {
        let edition = Edition { base_url: Some("/".to_owned()), ..self.edition.clone() };
        Site { edition, routes: vec![Route::NotFound], ..self.seen_from(Standpoint::Root) }
    }

    /// The same site without routes of its own, for paths that are relative to something else.
    pub(super) fn seen_from(&self, standpoint: Standpoint) -> Site {
        Site {
            review: Arc::clone(&self.review),
            edition: self.edition.clone(),
            routes: Vec::new(),
            links: Arc::clone(&self.links),
            standpoint,
            derived: self.derived.clone(),
        }
    }

    /// Whether a record is shown.
    #[must_use]
    pub fn shows(&self, record: usize) -> bool {
        self.edition.drafts || !self.links[record].draft
    }

    /// Whether a record is of a day after the one that counts as today.
    #[must_use]
    pub fn is_to_come(&self, record: &Record) -> bool {
        record.when().is_some_and(|date| date.is_after(self.edition.as_of))
    }

    /// The path of a route's file.
    #[must_use]
    pub fn file(&self, route: &Route) -> String {
        match route {
            Route::Home => "index.html".to_owned(),
            Route::Overview(overview, 0) => format!("{}/index.html", overview.folder()),
            Route::Overview(Overview::Report, page) => {
                format!("{}/{}index.html", Overview::Report.folder(), self.report().folder(*page))
            }
            Route::Overview(overview, page) => format!("{}/page/{}/index.html", overview.folder(), page + 1),
            Route::List(kind, 0) => format!("{}/index.html", kind.folder()),
            Route::List(kind, page) => format!("{}/page/{}/index.html", kind.folder(), page + 1),
            Route::Record(position) => format!("{}/index.html", self.review.records[*position].id),
            Route::Facets => format!("{BY}index.html"),
            Route::By(facet, value, 0) => format!("{}index.html", self.value_folder(*facet, *value)),
            Route::By(facet, value, page) => {
                format!("{}page/{}/index.html", self.value_folder(*facet, *value), page + 1)
            }
            Route::Redirect(file, _) => file.clone(),
            Route::Attachment(position) => self.review.attachments[*position].path.to_string(),
            Route::NotFound => "404.html".to_owned(),
            Route::Sitemap(None) => "sitemap.xml".to_owned(),
            Route::Sitemap(Some(part)) => format!("sitemap-{}.xml", part + 1),
            Route::Robots => "robots.txt".to_owned(),
            Route::Headers => HEADERS.to_owned(),
            Route::NoJekyll => ".nojekyll".to_owned(),
            Route::Search(part) => part.file(),
        }
    }

    /// The pages that search engines should know, in order. The pages of values say in other orders what these say.
    pub fn listed(&self) -> impl Iterator<Item = &Route> {
        let is_listed = |route: &&Route| {
            matches!(route, Route::Home | Route::Overview(..) | Route::List(..) | Route::Record(_) | Route::Facets)
        };
        self.routes.iter().filter(is_listed)
    }

    /// How many parts the sitemap has; none where one file is enough.
    #[must_use]
    pub fn sitemap_parts(&self) -> usize {
        match SITEMAP.pages(self.listed().count()) {
            0 | 1 => 0,
            parts => parts,
        }
    }

    /// The pages of the values that recommendations share. To know them, every recommendation has to be read, which would
    /// be felt after every edit; so they are laid out when they are first asked for.
    #[must_use]
    pub fn by(&self) -> &[Route] {
        &self.facets().routes
    }

    fn redirects(&self, problems: &mut Vec<Diagnostic>) -> Vec<Route> {
        let mut redirects = Vec::new();
        for (position, record) in self.review.records.iter().enumerate().filter(|(position, _)| self.shows(*position)) {
            for alias in record.values.texts(&ALIASES) {
                match address::of_alias(&alias.text) {
                    Ok(file) => redirects.push(Route::Redirect(file, position)),
                    Err(reason) => {
                        let message = format!("`{}`: {reason}", alias.text);
                        let problem = Diagnostic::new(Code::InvalidAlias, &record.path, message).at(alias.span);
                        problems.push(problem.help("write a former id or a former path of the site: `rec/12.html`"));
                    }
                }
            }
        }
        redirects
    }

    /// Addresses that two routes would share, on any file system: without regard to case, and a file where another needs a folder.
    ///
    /// Lists and records are never in each other's way, but for a recommendation called `by`; and two records with one
    /// address were reported as two of one name. So records are looked up by what else there is, and not the other way
    /// round. No two values of facets share an address, so their pages are looked at only where something else lies
    /// among them.
    fn clashes(&self) -> Vec<Diagnostic> {
        let is_free = |route: &&Route| matches!(route, Route::Redirect(..) | Route::Attachment(_));
        let is_by = |record: usize| self.review.records[record].id.eq_ignore_ascii_case(BY.trim_end_matches('/'));
        if !self.routes.iter().any(|route| is_free(&route)) && !self.shown(Kind::Recommendation).any(is_by) {
            return Vec::new();
        }
        // Hardly any id has capitals; the others are found without being written down once more.
        let ids = self.review.records.iter().enumerate().filter(|(_, record)| record.id.contains(char::is_uppercase));
        let folded: HashMap<String, usize> =
            ids.map(|(position, record)| (record.id.to_lowercase(), position)).collect();
        let record_at = |file: &str| {
            let id = file.strip_suffix("/index.html")?;
            let position = self.review.position(id).or_else(|| folded.get(id).copied())?;
            self.shows(position).then_some(Route::Record(position))
        };
        let mut taken: HashMap<String, &Route> = HashMap::new();
        let mut folders: HashMap<String, &Route> = HashMap::new();
        let mut problems = Vec::new();
        let lies_by = self.routes.iter().filter(is_free).any(|route| self.lies_by(route));
        let by = if lies_by { self.by() } else { &[] };
        // The files of the search are many; they are looked up by their folder.
        let is_other = |route: &&Route| !matches!(route, Route::Record(_) | Route::Search(_));
        let others = || self.routes.iter().filter(is_other).chain(by);
        for route in others() {
            let file = self.file(route).to_lowercase();
            for (slash, _) in file.match_indices('/') {
                folders.entry(slice(&file, ..slash).to_owned()).or_insert(route);
                problems.extend(record_at(slice(&file, ..slash)).map(|record| self.clash(&record, route)));
            }
            match record_at(&file).or_else(|| taken.get(&file).map(|first| (*first).clone())) {
                Some(first) => problems.push(self.clash(route, &first)),
                None => {
                    taken.insert(file, route);
                }
            }
        }
        for route in others() {
            let file = self.file(route).to_lowercase();
            let inside = folders.get(&file).map(|first| (*first).clone());
            let inside = inside.or_else(|| record_at(&format!("{file}/index.html")));
            problems.extend(inside.map(|first| self.clash(route, &first)));
            if file.starts_with("assets/") || file.starts_with(".rapporteur/") || file == "assets" {
                problems.push(self.taken(route, "the theme's own files are published there".to_owned()));
            }
            let in_search = file.strip_prefix(FOLDER).and_then(|rest| rest.strip_prefix('/'));
            if is_free(&route) && in_search.is_some_and(|rest| rest != "index.html") {
                problems.push(self.taken(route, "the index of the search is published there".to_owned()));
            }
        }
        problems
    }

    /// Whether an alias or an attachment lies where the pages of values do.
    fn lies_by(&self, route: &Route) -> bool {
        let file = match route {
            Route::Redirect(file, _) => file,
            Route::Attachment(position) => &*self.review.attachments[*position].path,
            _ => return false,
        };
        let folder = BY.trim_end_matches('/');
        file.get(..folder.len()).is_some_and(|start| start.eq_ignore_ascii_case(folder))
    }

    fn clash(&self, route: &Route, first: &Route) -> Diagnostic {
        let (route, first) = if self.place(route).is_some() { (route, first) } else { (first, route) };
        let what = match first {
            Route::Record(position) => format!("`{}` is published there", self.review.records[*position].id),
            Route::Redirect(_, position) => {
                format!("an alias of `{}` is published there", self.review.records[*position].id)
            }
            Route::Attachment(position) => format!("`{}` is published there", self.review.attachments[*position].path),
            Route::Overview(overview, _) => format!("the page `{}` is published there", overview.title()),
            Route::List(kind, _) => {
                format!("the list of {} is published there", kind.declaration().plural.to_lowercase())
            }
            Route::Facets | Route::By(..) => "a list of recommendations is published there".to_owned(),
            _ => "the site has a file of its own there".to_owned(),
        };
        self.taken(route, what)
    }

    fn taken(&self, route: &Route, why: String) -> Diagnostic {
        let message = format!("the address `{}` is taken: {why}", self.named_address(route));
        let (path, span) = self.place(route).unwrap_or((&self.review.settings.path, None));
        let mut problem = Diagnostic::new(Code::AddressTaken, path, message).help("rename it, or remove the alias");
        problem.span = span;
        problem
    }

    /// The address of a route as a message names it: the first page has none but its file.
    fn named_address(&self, route: &Route) -> String {
        let file = self.file(route);
        let address = address::of_file(&file);
        if address.is_empty() { file } else { address.to_owned() }
    }

    /// The file that a route is made of; what is made of many stands for the whole review.
    #[must_use]
    pub fn source(&self, route: &Route) -> &Arc<str> {
        self.place(route).map_or(&self.review.settings.path, |(path, _)| path)
    }

    /// Where the content says that there is such a route; `None` for those of the site itself.
    fn place(&self, route: &Route) -> Option<(&Arc<str>, Option<Span>)> {
        match route {
            Route::Record(position) => {
                let record = &self.review.records[*position];
                Some((&record.path, Some(record.span)))
            }
            Route::Redirect(file, position) => {
                let record = &self.review.records[*position];
                let mut aliases = record.values.texts(&ALIASES).iter();
                let alias = aliases.find(|alias| address::of_alias(&alias.text).as_deref() == Ok(file));
                Some((&record.path, Some(alias.map_or(record.span, |alias| alias.span))))
            }
            Route::Attachment(position) => Some((&self.review.attachments[*position].shown, None)),
            _ => None,
        }
    }
}
