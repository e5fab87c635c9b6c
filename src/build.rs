//! The road: from a folder of text to a published site. Every command walks it; they differ in where they stop.

mod findings;
mod reading;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rayon::prelude::*;

pub use crate::build::findings::Findings;
pub use crate::build::reading::{Reader, Reading};
use crate::review::date::Day;
use crate::review::link::Review;
use crate::review::settings::with_slash;
use crate::site::edition::Edition;
use crate::site::output::{Class, Output, OutputError, Published};
use crate::site::page::{Frame, Page, page};
use crate::site::route::{Route, Site, lay_out};
use crate::site::theme::{EMBEDDED_NAME, Theme};
use crate::text::code::{Code, Severity};
use crate::text::diagnostic::Diagnostic;
use crate::text::source;

/// What to build, and where.
#[derive(Debug, Clone)]
pub struct Request {
    /// The content folder.
    pub content: PathBuf,
    /// The folder of the user's themes; none: `themes` beside the content folder.
    pub themes: Option<PathBuf>,
    /// The folder that the site is published in.
    pub out: PathBuf,
    /// The address of the site; none: what `review.yaml` says.
    pub base_url: Option<String>,
    /// The day that counts as today.
    pub as_of: Day,
}

/// How long each phase took. Pages, rendering and writing happen side by side: theirs are sums over all threads.
#[derive(Debug, Default, Clone, Copy)]
pub struct Timings {
    /// Reading files.
    pub read: Duration,
    /// Parsing records.
    pub parse: Duration,
    /// Linking and judging.
    pub link: Duration,
    /// Making pages; a sum over threads.
    pub pages: Duration,
    /// Rendering them; a sum over threads.
    pub render: Duration,
    /// Comparing and writing them; a sum over threads.
    pub write: Duration,
}

/// A finished build.
#[derive(Debug)]
pub struct Built {
    /// What was noticed on the way; none of it an error.
    pub findings: Findings,
    /// How long the phases took.
    pub timings: Timings,
    /// How many files were made.
    pub pages: u64,
    /// How many bytes they have.
    pub bytes: u64,
    /// What was published.
    pub published: Published,
}

/// Why there is no site.
#[derive(Debug)]
pub enum Failure {
    /// The review or the theme has errors.
    Findings(Findings),
    /// The output folder cannot be used.
    Output(OutputError),
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Failure::Findings(findings) => {
                let errors = findings.diagnostics.iter().filter(|problem| problem.severity() == Severity::Error);
                write!(f, "the review has {} errors", errors.count())
            }
            Failure::Output(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Failure {}

/// Loads the theme that a review asks for; what is wrong with it goes to the findings.
pub fn load_theme(review: &Review, request: &Request, findings: &mut Findings) -> Option<Theme> {
    let beside = || request.content.parent().map_or_else(|| PathBuf::from("themes"), |parent| parent.join("themes"));
    let themes = request.themes.clone().unwrap_or_else(beside);
    let name = review.settings.theme.as_ref().map_or(EMBEDDED_NAME, |(name, _)| name.as_str());
    let files = match source::read_theme(&themes.join(name)) {
        Some((files, problems)) => {
            findings.diagnostics.extend(problems);
            files
        }
        None => {
            if let Some((name, span)) = review.settings.theme.as_ref().filter(|(name, _)| name != EMBEDDED_NAME) {
                let message = format!("there is no theme `{name}`");
                let problem = Diagnostic::new(Code::UnknownTheme, &review.settings.path, message).at(*span);
                findings.diagnostics.push(problem.help(format!("make the folder {}", themes.join(name).display())));
            }
            Vec::new()
        }
    };
    match Theme::load(&files) {
        Ok(theme) => Some(theme),
        Err(unusable) => {
            findings.texts.extend(unusable.texts);
            findings.diagnostics.push(*unusable.problem);
            None
        }
    }
}

/// Checks a review: the whole road, but nothing is written.
#[must_use]
pub fn check(request: &Request) -> Findings {
    let Reading { review, sources, mut findings, .. } = Reader::new(&request.content).read();
    let theme = load_theme(&review, request, &mut findings);
    let edition = edition(&review, request);
    let (site, problems) = lay_out(review, edition);
    findings.diagnostics.extend(problems);
    // Pages of a review with errors would repeat them in other words.
    if let (Some(theme), false) = (&theme, findings.has_errors()) {
        let nowhere = |_: &str, _: Class, _: &[u8]| Ok(());
        if let Err(Failure::Findings(more)) = make(&site, theme, &nowhere) {
            findings.diagnostics.extend(more.diagnostics);
            findings.texts.extend(more.texts);
        }
    }
    findings.sort();
    findings.quote(&sources);
    findings
}

/// Builds a site and publishes it.
///
/// # Errors
/// What keeps the site from being made. The folder then holds what it held before.
pub fn build(request: &Request) -> Result<Built, Failure> {
    let output = Output::open(&request.out, &request.content).map_err(Failure::Output)?;
    let Reading { review, sources, mut findings, mut timings } = Reader::new(&request.content).read();
    let theme = load_theme(&review, request, &mut findings);
    let edition = edition(&review, request);
    let (site, problems) = lay_out(review, edition);
    findings.diagnostics.extend(problems);
    findings.sort();
    findings.quote(&sources);
    // The texts need not be kept while pages are made.
    drop(sources);
    let Some(theme) = theme.filter(|_| !findings.has_errors()) else {
        return Err(Failure::Findings(findings));
    };
    let stage =
        |file: &str, class: Class, bytes: &[u8]| output.offer(file, class, bytes).map(|_| ()).map_err(Failure::Output);
    let made = make(&site, &theme, &stage)?;
    (timings.pages, timings.render, timings.write) = (made.times.pages(), made.times.render(), made.times.write());
    let started = Instant::now();
    let published = output.publish().map_err(Failure::Output)?;
    timings.write += started.elapsed();
    Ok(Built { findings, timings, pages: made.files, bytes: made.bytes, published })
}

/// The choices of a publication: what the request says, else what the review says.
#[must_use]
pub fn edition(review: &Review, request: &Request) -> Edition {
    let base_url = request.base_url.as_deref().map(with_slash).or_else(|| review.settings.base_url.clone());
    Edition { as_of: request.as_of, base_url, drafts: false }
}

/// What was made.
struct Made {
    files: u64,
    bytes: u64,
    times: Times,
}

/// Nanoseconds that the threads spent, added up.
#[derive(Default)]
struct Times {
    pages: AtomicU64,
    render: AtomicU64,
    write: AtomicU64,
}

impl Times {
    fn pages(&self) -> Duration {
        Duration::from_nanos(self.pages.load(Ordering::Relaxed))
    }

    fn render(&self) -> Duration {
        Duration::from_nanos(self.render.load(Ordering::Relaxed))
    }

    fn write(&self) -> Duration {
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
type Sink<'a> = dyn Fn(&str, Class, &[u8]) -> Result<(), Failure> + Sync + 'a;

/// Makes every file of a site, side by side, and gives each to the sink.
fn make(site: &Site, theme: &Theme, sink: &Sink<'_>) -> Result<Made, Failure> {
    let frame = frame(site, theme).map_err(|problem| template_failure(*problem, theme))?;
    let times = Times::default();
    let bytes = AtomicU64::new(0);
    let give = |file: &str, class: Class, data: &[u8]| {
        bytes.fetch_add(data.len() as u64, Ordering::Relaxed);
        timed(&times.write, || sink(file, class, data))
    };
    for asset in theme.assets().values() {
        give(&asset.file, Class::Asset, &asset.bytes)?;
    }
    let results: Vec<Result<(), Failure>> = site
        .routes
        .par_iter()
        .map_init(Vec::new, |buffer: &mut Vec<u8>, route| {
            let file = site.file(route);
            if let Route::Attachment(position) = route {
                return attach(site, *position, &file, &give);
            }
            buffer.clear();
            let page = timed(&times.pages, || page(site, &frame, route));
            if let Some(page) = page {
                let rendered = timed(&times.render, || theme.render(&page, buffer));
                rendered.map_err(|problem| template_failure(*problem, theme))?;
            }
            give(&file, Class::Page, buffer)
        })
        .filter(Result::is_err)
        .collect();
    let files = (site.routes.len() + theme.assets().len()) as u64;
    match gather(results) {
        Some(failure) => Err(failure),
        None => Ok(Made { files, bytes: bytes.into_inner(), times }),
    }
}

/// What all pages of a site share in a theme.
///
/// # Errors
/// The diagnostic of a template that cannot be used.
pub fn frame(site: &Site, theme: &Theme) -> Result<Frame, Box<Diagnostic>> {
    let render = |page: &Page| {
        let mut bytes = Vec::new();
        theme.render(page, &mut bytes).map(|()| bytes)
    };
    Frame::new(site, theme.assets(), &render)
}

fn attach(site: &Site, position: usize, file: &str, give: &Sink<'_>) -> Result<(), Failure> {
    match source::read_attachment(&site.review.attachments[position]) {
        Ok(bytes) => give(file, Class::Asset, &bytes),
        Err(problem) => Err(Failure::Findings(Findings { diagnostics: vec![*problem], texts: BTreeMap::new() })),
    }
}

fn template_failure(problem: Diagnostic, theme: &Theme) -> Failure {
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
    any.then_some(Failure::Findings(all))
}
