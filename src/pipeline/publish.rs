//! The last phase: a site that is laid out is rendered and published, where somebody waits for an edit in two parts.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use crate::pipeline::render::Renderer;
use crate::pipeline::{BuildError, Built, ContentChanges, LaidOut};
use crate::site::edit::{first_pages, new_values};
use crate::site::edition::Edition;
use crate::site::map::Site;
use crate::site::output::{Class, Content, Output, Published};
use crate::text::fault::{Operation, guarded};

/// The pages that were made visible before all others were made.
#[derive(Debug, Clone, Copy)]
pub struct Ahead {
    /// How many files were added or changed.
    pub files: usize,
    /// How long it took, from the moment at which the build began.
    pub after: Duration,
}

/// On what conditions a site is published.
#[derive(Clone, Copy)]
pub(super) struct Conditions {
    /// Whether warnings keep it from being published.
    pub(super) strict: bool,
    /// Whether it may take the place of another review's.
    pub(super) replace: bool,
}

/// Publishes a site; the pages where an edit is looked for come first where it is said when the build began.
///
/// # Errors
/// What keeps the site from being made.
pub(super) fn publish(
    output: Output,
    laid_out: &mut LaidOut,
    Conditions { strict, replace }: Conditions,
    started: Option<Instant>,
    ahead: &mut Option<Ahead>,
) -> Result<Built, BuildError> {
    let Some(theme) = laid_out.theme() else { return Err(BuildError::Diagnostics(laid_out.take_diagnostics())) };
    if !replace {
        output.refuse_site_of_others(&laid_out.site.visible.review.settings).map_err(BuildError::Output)?;
    }
    let is_fit = |output: &Output| {
        output.edition().iter().for_each(|former| laid_out.hold_against(former));
        let diagnostics = laid_out.diagnostics();
        if strict { diagnostics.list.is_empty() } else { !diagnostics.has_errors() }
    };
    // Whoever waits for an edit does not wait for warnings, unless nothing is to be published with any.
    if strict && !is_fit(&output) {
        return Err(BuildError::Diagnostics(laid_out.take_diagnostics()));
    }
    let renderer = Renderer::new(&laid_out.site, theme)?;
    let (output, first) = match started {
        Some(started) => publish_first(output, &renderer, &laid_out.site, &laid_out.changes, started)?,
        None => (output, None),
    };
    *ahead = first.map(|first| first.ahead);
    let judging = Instant::now();
    if !is_fit(&output) {
        return Err(BuildError::Diagnostics(laid_out.take_diagnostics()));
    }
    let judged = judging.elapsed();
    renderer.prepare();
    let (rendered, edition) =
        rayon::join(|| renderer.render(&Site::routes, &offer_to(&output)), || Edition::of(&laid_out.site));
    let rendered = rendered?;
    let mut timings = laid_out.timings;
    timings.link += judged;
    (timings.pages, timings.render, timings.write) = (renderer.times.pages(), renderer.times.render(), rendered.write);
    let started = Instant::now();
    let mut published = output.publish(Some(edition)).map_err(BuildError::Output)?;
    timings.write += started.elapsed();
    if let Some(first) = first {
        published = published.after(first.published, first.began);
    }
    let changes = std::mem::take(&mut laid_out.changes);
    let diagnostics = laid_out.take_diagnostics();
    Ok(Built { diagnostics, timings, changes, pages: rendered.files, bytes: rendered.bytes, published })
}

/// A part of a site that is published.
#[derive(Clone, Copy)]
struct First {
    ahead: Ahead,
    published: Published,
    began: Instant,
}

/// Publishes the pages where an edit is looked for. What is wrong with one of them is told when all are made.
fn publish_first(
    output: Output,
    renderer: &Renderer<'_>,
    site: &Site,
    changes: &ContentChanges,
    started: Instant,
) -> Result<(Output, Option<First>), BuildError> {
    let files = changes.added.iter().chain(&changes.changed).map(|path| &**path).collect();
    let whole = &site.visible.review.settings.path;
    let choose = || first_pages(site, &files, &|file| output.has_made(file));
    let mut routes = guarded(Operation::Show, whole, choose).unwrap_or_default();
    if routes.is_empty() {
        return Ok((output, None));
    }
    let mut offered = BTreeSet::new();
    let mut rendered = renderer.render(&|_| routes.clone(), &offer_to(&output));
    // Which pages of values they link to is known when they are made. No page may link to one that is not there.
    while rendered.is_ok() && !routes.is_empty() {
        offered.extend(routes.iter().map(|route| site.addresses.file(route)));
        let choose = || new_values(site, &|file| output.has_made(file) || offered.contains(file));
        routes = guarded(Operation::Show, whole, choose).unwrap_or_default();
        rendered = renderer.render_alone(&|_| routes.clone(), &offer_to(&output));
    }
    if rendered.is_err() {
        return Ok((output.afresh().map_err(BuildError::Output)?, None));
    }
    let began = Instant::now();
    let (output, published) = output.publish_part().map_err(BuildError::Output)?;
    let first = |published: Published| {
        let after = began.duration_since(started) + published.window;
        let ahead = Ahead { files: published.added + published.changed, after };
        First { ahead, published, began }
    };
    let is_visible = |published: &Published| published.added + published.changed > 0;
    Ok((output, published.filter(is_visible).map(first)))
}

fn offer_to(output: &Output) -> impl Fn(&str, Class, Content<'_>) -> Result<(), BuildError> + Sync {
    |file, class, content| output.offer(file, class, content).map(|_| ()).map_err(BuildError::Output)
}
