//! The bytes of a route, whatever makes them: one function, for a build and for a preview.
//!
//! A file of another format beside a page is one arm more of [`bytes`].

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::site::map::Site;
use crate::site::page::{Frame, Page, Places, page};
use crate::site::route::Route;
use crate::site::search::IndexFile;
use crate::site::theme::Theme;
use crate::site::view::best_bets::best_bets;
use crate::text::diagnostic::Diagnostic;
use crate::text::fault::{Operation, guarded};

/// How long pages took to make and to render: nanoseconds that the threads spent, added up.
#[derive(Debug, Default)]
pub struct Times {
    pages: AtomicU64,
    render: AtomicU64,
}

impl Times {
    /// Makes something that pages show, and counts the time among that of pages.
    pub fn making<T>(&self, step: impl FnOnce() -> T) -> T {
        timed(&self.pages, step)
    }

    /// The time in which pages were made.
    #[must_use]
    pub fn pages(&self) -> Duration {
        Duration::from_nanos(self.pages.load(Ordering::Relaxed))
    }

    /// The time in which they were rendered.
    #[must_use]
    pub fn render(&self) -> Duration {
        Duration::from_nanos(self.render.load(Ordering::Relaxed))
    }
}

/// Runs a step and adds its time to a sum.
pub fn timed<T>(sum: &AtomicU64, step: impl FnOnce() -> T) -> T {
    let started = Instant::now();
    let result = step();
    sum.fetch_add(u64::try_from(started.elapsed().as_nanos()).unwrap_or(u64::MAX), Ordering::Relaxed);
    result
}

/// What all pages of a site share in a theme.
///
/// # Errors
/// The diagnostic of a template that cannot be used, or of a fault.
pub fn frame(site: &Site, theme: &Theme) -> Result<Frame, Box<Diagnostic>> {
    frame_at(site, theme, || Places::of(site))
}

/// The page for addresses that do not exist, for a server that shows it at any depth below its root.
///
/// # Errors
/// The diagnostic of a template that cannot be used, or of a fault.
pub fn not_found(site: &Site, theme: &Theme) -> Result<Vec<u8>, Box<Diagnostic>> {
    let site = site.at_any_depth();
    let frame = frame_at(&site, theme, || Places::of_route(&site, &Route::NotFound))?;
    let mut page = Vec::new();
    bytes(&site, theme, &frame, &Route::NotFound, &Times::default(), &mut page)?;
    Ok(page)
}

fn frame_at(site: &Site, theme: &Theme, places: impl FnOnce() -> Places) -> Result<Frame, Box<Diagnostic>> {
    let render = |page: &Page| {
        let mut bytes = Vec::new();
        theme.render(page, &mut bytes).map(|()| bytes)
    };
    let whole = &site.visible.review.settings.path;
    guarded(Operation::Show, whole, || Frame::new(site, theme.assets(), theme.given(), places(), &render)).flatten()
}

/// The bytes of a route's file, which take the place of those in the buffer; none for an attachment.
///
/// # Errors
/// The diagnostic of a template that asks for what the page does not have, or of a fault.
pub fn bytes(
    site: &Site,
    theme: &Theme,
    frame: &Frame,
    route: &Route,
    times: &Times,
    into: &mut Vec<u8>,
) -> Result<(), Box<Diagnostic>> {
    into.clear();
    let made = guarded(Operation::Show, site.source(route), || {
        match route {
            Route::Search(part) => timed(&times.render, || write_index(site, *part, into)),
            // The one is empty, the other a file already, which is copied or sent as it is.
            Route::NoJekyll | Route::Attachment(_) => {}
            Route::Home
            | Route::Overview(..)
            | Route::List(..)
            | Route::Record(_)
            | Route::Facets
            | Route::By(..)
            | Route::Redirect(..)
            | Route::NotFound
            | Route::Sitemap(_)
            | Route::Robots
            | Route::Headers => {
                let page = timed(&times.pages, || page(site, frame, route));
                timed(&times.render, || page.map_or(Ok(()), |page| theme.render(&page, into)))?;
            }
        }
        Ok(())
    });
    made.flatten()
}

fn write_index(site: &Site, part: IndexFile, into: &mut Vec<u8>) {
    let index = site.analyses.index();
    let link = |record| site.addresses.link(record);
    match part {
        IndexFile::Root => index.write_root(&site.visible, &best_bets(site), into),
        IndexFile::All => index.write_all(&site.visible, &link, into),
        IndexFile::Words(number) => index.write_words(number, into),
        IndexFile::Records(number) => index.write_records(&site.visible, &link, number, into),
    }
}
