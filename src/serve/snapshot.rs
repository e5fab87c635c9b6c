//! One site, ready to be asked for its pages.

use crate::pipeline::{Diagnostics, LaidOut};
use crate::site::address::encode;
use crate::site::asset::Asset;
use crate::site::map::Site;
use crate::site::page::Frame;
use crate::site::render::{self, Times};
use crate::site::route::Route;
use crate::site::theme::Theme;
use crate::text::diagnostic::Diagnostic;
use crate::text::fault::{Operation, guarded};
use crate::text::source::Attachment;

/// A site that can be shown.
pub(super) struct Snapshot {
    laid_out: LaidOut,
    frame: Frame,
}

/// What there is at a path.
pub(super) enum Resource<'a> {
    /// A page, or another file that is generated.
    Generated(Route),
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
    pub(super) fn new(mut laid_out: LaidOut) -> Result<Snapshot, Diagnostics> {
        let Some(theme) = laid_out.theme() else { return Err(laid_out.take_diagnostics()) };
        match render::frame(&laid_out.site, theme) {
            Ok(frame) => Ok(Snapshot { laid_out, frame }),
            Err(problem) => Err(with_problem(&laid_out, *problem)),
        }
    }

    /// The site.
    pub(super) fn site(&self) -> &Site {
        &self.laid_out.site
    }

    /// How many records it shows.
    pub(super) fn record_count(&self) -> usize {
        self.site().visible.count()
    }

    /// What was noticed on the way to it. Whoever asks first waits for what rules warn of.
    pub(super) fn diagnostics(&self) -> &Diagnostics {
        self.laid_out.diagnostics()
    }

    /// Everything that was found, and one problem more.
    pub(super) fn diagnostics_with(&self, problem: Diagnostic) -> Diagnostics {
        with_problem(&self.laid_out, problem)
    }

    /// What there is at a path, which begins without a slash.
    ///
    /// # Errors
    /// The diagnostic of a fault.
    pub(super) fn find(&self, path: &str) -> Result<Resource<'_>, Box<Diagnostic>> {
        guarded(Operation::Show, &self.site().visible.review.settings.path, || self.look_up(path))
    }

    fn look_up(&self, path: &str) -> Resource<'_> {
        let file = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
        let assets = self.theme().into_iter().flat_map(|theme| theme.assets().values());
        if let Some(asset) = assets.into_iter().find(|asset| asset.file == path) {
            return Resource::Asset(asset);
        }
        match self.site().find(&file) {
            Some(Route::Attachment(position)) => {
                Resource::Attachment(&self.site().visible.review.attachments[position])
            }
            Some(route) => Resource::Generated(route),
            None if self.site().find(&format!("{path}/index.html")).is_some() => {
                let name = path.rsplit('/').next().unwrap_or_default();
                Resource::Moved(format!("./{}/", encode(name)))
            }
            None => Resource::Nothing,
        }
    }

    /// The bytes of a file that is made.
    ///
    /// # Errors
    /// The diagnostic of a template that asks for what the page does not have.
    pub(super) fn generate(&self, route: &Route) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut bytes = Vec::new();
        if let Some(theme) = self.theme() {
            render::bytes(self.site(), theme, &self.frame, route, &Times::default(), &mut bytes)?;
        }
        Ok(bytes)
    }

    /// The page that is shown where there is nothing.
    ///
    /// # Errors
    /// The diagnostic of its template.
    pub(super) fn not_found(&self) -> Result<Vec<u8>, Box<Diagnostic>> {
        self.theme().map_or_else(|| Ok(Vec::new()), |theme| render::not_found(self.site(), theme))
    }

    fn theme(&self) -> Option<&Theme> {
        self.laid_out.theme()
    }
}

fn with_problem(laid_out: &LaidOut, problem: Diagnostic) -> Diagnostics {
    let mut diagnostics = laid_out.diagnostics().clone();
    diagnostics.list.push(problem);
    diagnostics.sort();
    diagnostics.quote(laid_out.loaded_theme.texts());
    diagnostics
}
