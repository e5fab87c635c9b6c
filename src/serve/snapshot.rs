//! One site, ready to be asked for its pages.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::build::{Findings, Laid, frame};
use crate::site::address::encode;
use crate::site::asset::Asset;
use crate::site::facet::BY;
use crate::site::page::{Frame, page};
use crate::site::route::{Route, Site};
use crate::site::search::Part;
use crate::site::theme::Theme;
use crate::text::diagnostic::Diagnostic;
use crate::text::fault::{Step, guarded};
use crate::text::source::Attachment;

/// A site that can be shown.
pub(super) struct Snapshot {
    laid: Laid,
    frame: Frame,
    /// The routes by their files, but for those of records, which are found by their ids, and those of the search, which
    /// are found by their numbers.
    files: HashMap<String, usize>,
    /// The routes of the pages of values, once one is asked for.
    by: OnceLock<HashMap<String, Route>>,
}

/// What there is at a path.
pub(super) enum Found<'a> {
    /// A page, or another file that is made.
    Made(Route),
    /// A file of the theme.
    Asset(&'a Asset),
    /// A file of the review.
    Attachment(&'a Attachment),
    /// Something at another path, relative to this one.
    Moved(String),
    /// Nothing.
    Nothing,
}

impl Snapshot {
    /// The snapshot of a site.
    ///
    /// # Errors
    /// Everything that was found on the way, if the site cannot be shown.
    pub(super) fn new(laid: Laid) -> Result<Snapshot, Findings> {
        let Some(theme) = laid.theme() else { return Err(laid.findings) };
        let frame = match frame(&laid.site, theme) {
            Ok(frame) => frame,
            Err(problem) => return Err(with(&laid, *problem)),
        };
        let routes = laid.site.routes.iter().enumerate();
        let routes = routes.filter(|(_, route)| !matches!(route, Route::Record(_) | Route::Search(_)));
        let files = routes.map(|(position, route)| (laid.site.file(route), position)).collect();
        Ok(Snapshot { laid, frame, files, by: OnceLock::new() })
    }

    /// The site.
    pub(super) fn site(&self) -> &Site {
        &self.laid.site
    }

    /// How many records it shows.
    pub(super) fn count(&self) -> usize {
        self.site().count()
    }

    /// What was noticed on the way to it.
    pub(super) fn findings(&self) -> &Findings {
        &self.laid.findings
    }

    /// Everything that was found, and one problem more.
    pub(super) fn findings_with(&self, problem: Diagnostic) -> Findings {
        with(&self.laid, problem)
    }

    /// What there is at a path, which begins without a slash.
    ///
    /// # Errors
    /// The diagnostic of a fault.
    pub(super) fn find(&self, path: &str) -> Result<Found<'_>, Box<Diagnostic>> {
        guarded(Step::Show, &self.site().review.settings.path, || self.look_up(path))
    }

    fn look_up(&self, path: &str) -> Found<'_> {
        let file = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
        let assets = self.theme().into_iter().flat_map(|theme| theme.assets().values());
        if let Some(asset) = assets.into_iter().find(|asset| asset.file == path) {
            return Found::Asset(asset);
        }
        match self.route(&file) {
            Some(Route::Attachment(position)) => Found::Attachment(&self.site().review.attachments[position]),
            Some(route) => Found::Made(route),
            None if self.route(&format!("{path}/index.html")).is_some() => {
                let name = path.rsplit('/').next().unwrap_or_default();
                Found::Moved(format!("./{}/", encode(name)))
            }
            None => Found::Nothing,
        }
    }

    fn route(&self, file: &str) -> Option<Route> {
        let site = self.site();
        let of_record = || {
            let position = site.review.position(file.strip_suffix("/index.html")?)?;
            site.shows(position).then_some(Route::Record(position))
        };
        let by = || site.by().iter().map(|route| (site.file(route), route.clone())).collect();
        let of_value = || file.starts_with(BY).then(|| self.by.get_or_init(by).get(file).cloned())?;
        let of_search = || Part::of_file(site, file).map(Route::Search);
        let of_files = self.files.get(file).map(|&position| site.routes[position].clone());
        of_files.or_else(of_record).or_else(of_value).or_else(of_search)
    }

    /// The bytes of a file that is made.
    ///
    /// # Errors
    /// The diagnostic of a template that asks for what the page does not have.
    pub(super) fn make(&self, route: &Route) -> Result<Vec<u8>, Box<Diagnostic>> {
        self.render(self.site(), &self.frame, route)
    }

    /// The page that is shown where there is nothing.
    ///
    /// # Errors
    /// The diagnostic of its template.
    pub(super) fn lost(&self) -> Result<Vec<u8>, Box<Diagnostic>> {
        let site = self.site().lost();
        match self.theme() {
            Some(theme) => self.render(&site, &frame(&site, theme)?, &Route::NotFound),
            None => Ok(Vec::new()),
        }
    }

    fn render(&self, site: &Site, frame: &Frame, route: &Route) -> Result<Vec<u8>, Box<Diagnostic>> {
        let shown = guarded(Step::Show, site.source(route), || {
            let mut bytes = Vec::new();
            if let (Some(theme), Some(page)) = (self.theme(), page(site, frame, route)) {
                theme.render(&page, &mut bytes)?;
            }
            if let Route::Search(part) = route {
                part.write(site, &mut bytes);
            }
            Ok(bytes)
        });
        shown.flatten()
    }

    fn theme(&self) -> Option<&Theme> {
        self.laid.theme()
    }
}

fn with(laid: &Laid, problem: Diagnostic) -> Findings {
    let mut findings = laid.findings.clone();
    findings.diagnostics.push(problem);
    findings.sort();
    findings.quote(laid.dress.texts());
    findings
}
