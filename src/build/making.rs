//! The second half of the road: every file of a site, made side by side.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::build::{Failure, Findings};
use crate::site::output::Class;
use crate::site::page::{Frame, Page, page};
use crate::site::route::{Route, Site};
use crate::site::search;
use crate::site::theme::Theme;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::fault::{Step, guarded};
use crate::text::source;

/// What was made.
pub(super) struct Made {
    pub(super) files: u64,
    pub(super) bytes: u64,
    pub(super) times: Times,
}

/// Nanoseconds that the threads spent, added up.
#[derive(Default)]
pub(super) struct Times {
    pages: AtomicU64,
    render: AtomicU64,
    write: AtomicU64,
}

impl Times {
    pub(super) fn pages(&self) -> Duration {
        Duration::from_nanos(self.pages.load(Ordering::Relaxed))
    }

    pub(super) fn render(&self) -> Duration {
        Duration::from_nanos(self.render.load(Ordering::Relaxed))
    }

    pub(super) fn write(&self) -> Duration {
        Duration::from_nanos(self.write.load(Ordering::Relaxed))
    }
}

/// Runs a step and adds its time to a sum.
fn timed<T>(sum: &AtomicU64, step: impl FnOnce() -> T) -> T {
    let started = Instant::now();
    let result = step();
    sum.fetch_add(u64::try_from(started.elapsed().as_nanos()).unwrap_or(u64::MAX), Ordering::Relaxed);
    result
}

/// Where the bytes of a file go.
pub(super) type Sink<'a> = dyn Fn(&str, Class, &[u8]) -> Result<(), Failure> + Sync + 'a;

/// Makes the files of a site that are wanted, side by side, and gives each to the sink.
pub(super) fn make(site: &Site, theme: &Theme, wanted: fn(&Route) -> bool, sink: &Sink<'_>) -> Result<Made, Failure> {
    let frame = frame(site, theme).map_err(|problem| failure(*problem, theme))?;
    let times = Times::default();
    let bytes = AtomicU64::new(0);
    let give = |file: &str, class: Class, data: &[u8]| {
        bytes.fetch_add(data.len() as u64, Ordering::Relaxed);
        timed(&times.write, || sink(file, class, data))
    };
    for asset in theme.assets().values() {
        give(&asset.file, Class::Asset, &asset.bytes)?;
    }
    let for_all = guarded(Step::Show, &site.review.settings.path, || {
        if site.routes.iter().any(|route| matches!(route, Route::Search(_)) && wanted(route)) {
            timed(&times.pages, || search::prepare(site));
        }
        site.by()
    });
    let by = for_all.map_err(|fault| failure(*fault, theme))?;
    let results: Vec<Result<(), Failure>> = site
        .routes
        .par_iter()
        .chain(by)
        .filter(|route| wanted(route))
        .map_init(Vec::new, |buffer: &mut Vec<u8>, route| {
            let file = site.file(route);
            if let Route::Attachment(position) = route {
                return attach(site, *position, &file, &give);
            }
            buffer.clear();
            let shown = guarded(Step::Show, site.source(route), || {
                let page = timed(&times.pages, || page(site, &frame, route));
                if let Some(page) = page {
                    timed(&times.render, || theme.render(&page, buffer))?;
                }
                if let Route::Search(part) = route {
                    timed(&times.render, || part.write(site, buffer));
                }
                Ok(())
            });
            shown.flatten().map_err(|problem| failure(*problem, theme))?;
            give(&file, Class::Page, buffer)
        })
        .filter(Result::is_err)
        .collect();
    let files = (site.routes.len() + by.len() + theme.assets().len()) as u64;
    match gather(results) {
        Some(failure) => Err(failure),
        None => Ok(Made { files, bytes: bytes.into_inner(), times }),
    }
}

/// What all pages of a site share in a theme.
///
/// # Errors
/// The diagnostic of a template that cannot be used, or of a fault.
pub fn frame(site: &Site, theme: &Theme) -> Result<Frame, Box<Diagnostic>> {
    let render = |page: &Page| {
        let mut bytes = Vec::new();
        theme.render(page, &mut bytes).map(|()| bytes)
    };
    guarded(Step::Show, &site.review.settings.path, || Frame::new(site, theme.assets(), &render)).flatten()
}

fn attach(site: &Site, position: usize, file: &str, give: &Sink<'_>) -> Result<(), Failure> {
    match source::read_attachment(&site.review.attachments[position]) {
        Ok(bytes) => give(file, Class::Asset, &bytes),
        Err(problem) => Err(Failure::Findings(Findings { diagnostics: vec![*problem], texts: BTreeMap::new() })),
    }
}

/// The failure of one problem, with the text of the template that it may point into.
fn failure(problem: Diagnostic, theme: &Theme) -> Failure {
    let text = theme.texts().get_key_value(&problem.path).map(|(path, text)| (Arc::clone(path), text.clone()));
    Failure::Findings(Findings { diagnostics: vec![problem], texts: text.into_iter().collect() })
}

/// One failure for many: the first of the output, else all findings together. A mistake in a template is on every page and is said once.
fn gather(failures: Vec<Result<(), Failure>>) -> Option<Failure> {
    let mut all = Findings::default();
    let mut any = false;
    for failure in failures.into_iter().filter_map(Result::err) {
        any = true;
        match failure {
            Failure::Findings(findings) => {
                all.diagnostics.extend(findings.diagnostics);
                all.texts.extend(findings.texts);
            }
            Failure::Output(error) => return Some(Failure::Output(error)),
        }
    }
    all.sort();
    say_faults_once(&mut all.diagnostics);
    any.then_some(Failure::Findings(all))
}

/// A fault in what many pages show is met on each of them: it is told of the first, with how many there are besides.
fn say_faults_once(problems: &mut Vec<Diagnostic>) {
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    problems.retain(|problem| {
        let is_fault = problem.code == Code::InternalError;
        !is_fault || *met.entry(problem.message.clone()).and_modify(|count| *count += 1).or_insert(1) == 1
    });
    for problem in problems.iter_mut().filter(|problem| problem.code == Code::InternalError) {
        if let Some(others @ 1..) = met.get(&problem.message).map(|count| count - 1) {
            problem.message.push_str(&format!(" (and in the same way with {others} more)"));
        }
    }
}
