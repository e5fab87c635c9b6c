//! The road: from a folder of text to a published site. Every command walks it; they differ in where they stop.

mod findings;
mod making;
mod reading;
mod themes;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

pub use crate::build::findings::Findings;
use crate::build::making::make;
pub use crate::build::reading::{Changes, Reader, Reading};
pub use crate::build::themes::{Loaded, Themes};
use crate::review::date::Day;
use crate::review::link::{Review, link};
use crate::review::settings::with_slash;
use crate::site::layout::lay_out;
use crate::site::map::Site;
use crate::site::output::{Class, Output, OutputError, Published};
use crate::site::publication::Publication;
use crate::site::route::Route;
use crate::site::theme::Theme;
use crate::text::code::Severity;
use crate::text::fault::{Step, guarded};
use crate::text::source::Look;

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
    /// Whether drafts are shown, as they are in a preview.
    pub drafts: bool,
    /// Whether links name the `index.html` of each folder, as a disk needs it.
    pub explicit_index: bool,
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
    /// The content files that differ from those of the last build.
    pub changes: Changes,
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

/// The road of one review, walked again after every change.
pub struct Road {
    /// What is built, and where.
    pub request: Request,
    reader: Reader,
    themes: Themes,
    /// Where the last walk came from.
    last: Option<(Arc<Review>, Arc<Loaded>, Day)>,
}

/// A site that is laid out, and everything that was noticed on the way there.
pub struct Laid {
    /// The site.
    pub site: Site,
    /// What it is shown in.
    pub dress: Arc<Loaded>,
    /// The problems.
    pub findings: Findings,
    /// The content files that differ from those of the last walk.
    pub changes: Changes,
    /// How long the phases took.
    pub timings: Timings,
}

impl Laid {
    /// The theme, where the site can be shown.
    #[must_use]
    pub fn theme(&self) -> Option<&Theme> {
        self.dress.theme.as_ref().ok().filter(|_| !self.findings.has_errors())
    }
}

impl Road {
    /// A road that was not walked yet.
    #[must_use]
    pub fn new(request: Request) -> Road {
        let themes = Themes::new(request.themes.as_deref(), &request.content);
        Road { reader: Reader::new(&request.content), themes, request, last: None }
    }

    /// The folders whose files the site is made of; they need not exist.
    #[must_use]
    pub fn folders(&self) -> Vec<PathBuf> {
        vec![self.request.content.clone(), self.themes.folder().to_path_buf()]
    }

    /// Walks the road as far as the site is laid out. `None` if nothing has changed since the last time.
    pub fn walk(&mut self, look: Look<'_>) -> Option<Laid> {
        let (reading, dress) = self.read(look);
        let as_of = self.request.as_of;
        let is_same = self.last.as_ref().is_some_and(|(review, dress_before, day)| {
            Arc::ptr_eq(review, &reading.review) && Arc::ptr_eq(dress_before, &dress) && *day == as_of
        });
        if is_same {
            return None;
        }
        self.last = Some((Arc::clone(&reading.review), Arc::clone(&dress), as_of));
        Some(self.lay_out(reading, dress))
    }

    fn read(&mut self, look: Look<'_>) -> (Reading, Arc<Loaded>) {
        let reading = self.reader.read(look);
        let dress = self.themes.load(&reading.review.settings);
        (reading, dress)
    }

    fn lay_out(&self, reading: Reading, dress: Arc<Loaded>) -> Laid {
        let Reading { review, sources, mut findings, changes, timings } = reading;
        let publication = self.publication(&review);
        let laid_out = guarded(Step::Show, &review.settings.path, || lay_out(Arc::clone(&review), publication.clone()));
        // Without addresses there is nothing that could be shown, and the error says so.
        let (site, problems) = laid_out.unwrap_or_else(|fault| {
            let (nothing, _) = link(review.settings.clone(), Vec::new(), Vec::new(), None);
            (lay_out(Arc::new(nothing), publication).0, vec![*fault])
        });
        findings.diagnostics.extend(problems);
        findings.diagnostics.extend(dress.all_problems().cloned());
        findings.sort();
        findings.quote(sources.iter().map(|source| (&source.shown, &source.text)));
        findings.quote(dress.texts());
        Laid { site, dress, findings, changes, timings }
    }

    /// The choices of a publication: what the request says, else what the review says.
    fn publication(&self, review: &Review) -> Publication {
        let base_url = self.request.base_url.as_deref().map(with_slash);
        let base_url = base_url.or_else(|| review.settings.base_url.clone());
        let Request { as_of, drafts, explicit_index, .. } = self.request;
        Publication { as_of, base_url, drafts, explicit_index }
    }

    /// Builds the site and publishes it. `None` if nothing has changed since the last time that it was published.
    ///
    /// # Errors
    /// What keeps the site from being made. The folder then holds what it held before.
    pub fn build(&mut self, look: Look<'_>) -> Result<Option<Built>, Failure> {
        let output = Output::open(&self.request.out, &self.request.content).map_err(Failure::Output)?;
        let Some(laid) = self.walk(look) else { return Ok(None) };
        let published = publish(output, laid);
        if matches!(published, Err(Failure::Output(_))) {
            // The folder may be usable the next time, though nothing else will have changed.
            self.last = None;
        }
        published.map(Some)
    }
}

/// Walks the road once, as far as the site is laid out.
fn lay_out_once(request: Request) -> Laid {
    let mut road = Road::new(request);
    let (reading, dress) = road.read(Look::Everything);
    road.lay_out(reading, dress)
}

/// Checks a review: the whole road, but nothing is written.
#[must_use]
pub fn check(request: Request) -> Findings {
    let laid = lay_out_once(request);
    let nowhere = |_: &str, _: Class, _: &[u8]| Ok(());
    // Pages of a review with errors would repeat them in other words. In the index of the search nothing can be wrong.
    let made = laid.theme().map(|theme| make(&laid.site, theme, |route| !matches!(route, Route::Search(_)), &nowhere));
    let mut findings = laid.findings;
    if let Some(Err(Failure::Findings(more))) = made {
        findings.diagnostics.extend(more.diagnostics);
        findings.texts.extend(more.texts);
        findings.sort();
    }
    findings
}

/// Builds a site and publishes it.
///
/// # Errors
/// What keeps the site from being made. The folder then holds what it held before.
pub fn build(request: Request) -> Result<Built, Failure> {
    let output = Output::open(&request.out, &request.content).map_err(Failure::Output)?;
    publish(output, lay_out_once(request))
}

fn publish(output: Output, mut laid: Laid) -> Result<Built, Failure> {
    let stage =
        |file: &str, class: Class, bytes: &[u8]| output.offer(file, class, bytes).map(|_| ()).map_err(Failure::Output);
    let Some(theme) = laid.theme() else { return Err(Failure::Findings(laid.findings)) };
    let made = make(&laid.site, theme, |_| true, &stage)?;
    let timings = &mut laid.timings;
    (timings.pages, timings.render, timings.write) = (made.times.pages(), made.times.render(), made.write);
    let started = Instant::now();
    let published = output.publish().map_err(Failure::Output)?;
    timings.write += started.elapsed();
    let Laid { findings, timings, changes, .. } = laid;
    Ok(Built { findings, timings, changes, pages: made.files, bytes: made.bytes, published })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "the tests make folders of their own")]

    use std::fs;
    use std::path::Path;

    use tempfile::TempDir;

    use super::*;
    use crate::text::code::Code;
    use crate::text::fault::injected::inject;

    /// A review with a mistake of its own, in a folder of this name, and a page `victim` that others refer to.
    fn review(ground: &TempDir, name: &str, victim: &str) -> Request {
        let content = ground.path().join(name);
        write(&content, "review.yaml", "title: A review\n");
        write(&content, &format!("pages/{victim}.md"), "---\ntitle: V\n---\n\n## H\n\n[[other]]\n");
        write(&content, "pages/other.md", &format!("---\ntitle: Other\ntgas: [x]\n---\n\n[[{victim}#h]]\n"));
        let (out, as_of) = (ground.path().join("out"), "2026-01-01".parse().expect("a day"));
        Request { content, themes: None, out, base_url: None, as_of, drafts: false, explicit_index: false }
    }

    fn write(content: &Path, path: &str, text: &str) {
        let file = content.join(path);
        fs::create_dir_all(file.parent().expect("a file stands in a folder")).expect("folders can be made");
        fs::write(file, text).expect("a file can be written");
    }

    /// The problems of a review, each as its code and the file that it is about.
    fn problems(request: &Request) -> Vec<(Code, String)> {
        let findings = check(request.clone());
        let below = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
        findings.diagnostics.iter().map(|problem| (problem.code, below(&problem.path))).collect()
    }

    #[test]
    fn a_fault_at_one_file_is_one_problem_of_it_and_the_rest_is_checked() {
        let ground = tempfile::tempdir().expect("a folder");
        let other = (Code::UnknownField, "other.md".to_owned());
        for (step, victim) in [(Step::Parse, "not-parsed"), (Step::Link, "not-linked")] {
            inject(step, &format!("{victim}.md"));
            let request = review(&ground, victim, victim);
            assert_eq!(problems(&request), [(Code::InternalError, format!("{victim}.md")), other.clone()]);
            assert!(matches!(build(request), Err(Failure::Findings(_))));
        }
        for (step, folder) in [(Step::Parse, "settings-not-parsed"), (Step::Judge, "not-judged")] {
            inject(step, &format!("{folder}/review.yaml"));
            let found = problems(&review(&ground, folder, "v"));
            assert_eq!(found, [other.clone(), (Code::InternalError, "review.yaml".to_owned())]);
        }
    }

    #[test]
    fn a_file_that_the_program_fails_at_while_it_is_read_is_one_problem_of_it() {
        let ground = tempfile::tempdir().expect("a folder");
        let request = review(&ground, "not-read", "not-read");
        write(&request.content, "documents/not-looked-into.svg", "<svg/>");
        inject(Step::Read, "not-read.md");
        inject(Step::Read, "not-looked-into.svg");
        let fault = |file: &str| (Code::InternalError, file.to_owned());
        let other = (Code::UnknownField, "other.md".to_owned());
        assert_eq!(problems(&request), [fault("not-looked-into.svg"), fault("not-read.md"), other]);
    }

    #[test]
    fn a_page_that_the_program_fails_at_is_one_problem_and_the_site_stays_as_it_was() {
        let ground = tempfile::tempdir().expect("a folder");
        let request = review(&ground, "not-shown", "not-shown");
        write(&request.content, "pages/other.md", "---\ntitle: Other\n---\n");
        let built = build(request.clone()).expect("there is nothing wrong yet");
        assert!(built.pages > 5);
        inject(Step::Show, "not-shown.md");
        assert_eq!(problems(&request), [(Code::InternalError, "not-shown.md".to_owned())]);
        write(&request.content, "pages/other.md", "---\ntitle: Changed\n---\n");
        assert!(matches!(build(request.clone()), Err(Failure::Findings(_))));
        let page = fs::read_to_string(request.out.join("pages/other/index.html")).expect("it was published");
        assert!(page.contains("Other") && !page.contains("Changed"));
    }

    #[test]
    fn a_fault_that_many_pages_meet_is_said_once() {
        let ground = tempfile::tempdir().expect("a folder");
        let request = review(&ground, "met-by-many", "v");
        write(&request.content, "pages/other.md", "---\ntitle: Other\n---\n");
        // All pages that are made of no single file stand for the whole review.
        inject(Step::Show, "met-by-many/review.yaml");
        assert_eq!(problems(&request), [(Code::InternalError, "review.yaml".to_owned())]);
    }
}
