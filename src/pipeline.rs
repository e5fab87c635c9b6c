//! The pipeline: from a folder of text to a published site. Every command runs it; they differ in where they stop.

mod checkout;
mod diagnostics;
mod laid_out;
mod publish;
mod render;
mod review_loader;
mod theme_loader;

use std::panic::resume_unwind;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

pub use crate::pipeline::diagnostics::Diagnostics;
pub use crate::pipeline::laid_out::LaidOut;
pub use crate::pipeline::publish::Ahead;
use crate::pipeline::publish::{Conditions, publish};
use crate::pipeline::render::Renderer;
pub use crate::pipeline::review_loader::{ContentChanges, LoadedReview, ReviewLoader, Warnings};
pub use crate::pipeline::theme_loader::{LoadedTheme, ThemeLoader};
use crate::review::date::Day;
use crate::review::kind::Kind;
use crate::review::link::{Review, link};
use crate::review::rules::{self, Kept};
use crate::review::settings::with_slash;
use crate::review::unread::Unread;
use crate::site::layout::lay_out;
use crate::site::map::{Carried, Site};
use crate::site::output::{Class, Content, Output, OutputError, Published};
use crate::site::publication::Publication;
use crate::site::route::Route;
use crate::text::code::Severity;
use crate::text::fault::{Operation, guarded};
use crate::text::source::{Budget, Rescan};

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
    /// Whether search engines are to keep nothing of the site.
    pub noindex: bool,
    /// Whether warnings keep the site from being published, as errors do.
    pub strict: bool,
    /// Whether the site may take the place of another review's.
    pub replace: bool,
    /// Whether the review is that of strangers: it has [`Budget::UNTRUSTED`], and no theme but those of a folder that was asked for.
    pub untrusted: bool,
}

/// The folder that a content folder lies in, where its themes and its site have their places.
#[must_use]
pub fn beside(content: &Path) -> PathBuf {
    // `.` and `..` are no names that could be taken off.
    if content.file_name().is_some() && content.components().next_back() != Some(Component::CurDir) {
        return content.parent().unwrap_or(content).to_path_buf();
    }
    content.join("..")
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
    pub diagnostics: Diagnostics,
    /// How long the phases took.
    pub timings: Timings,
    /// The content files that differ from those of the last build.
    pub changes: ContentChanges,
    /// How many files were made.
    pub pages: u64,
    /// How many bytes they have.
    pub bytes: u64,
    /// What was published.
    pub published: Published,
}

/// Why there is no site.
#[derive(Debug)]
pub enum BuildError {
    /// The review or the theme has errors.
    Diagnostics(Diagnostics),
    /// The output folder cannot be used.
    Output(OutputError),
}

impl std::fmt::Display for BuildError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            BuildError::Diagnostics(diagnostics) => {
                let errors = diagnostics.list.iter().filter(|problem| problem.severity() == Severity::Error);
                write!(f, "the review has {} errors", errors.count())
            }
            BuildError::Output(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for BuildError {}

/// The pipeline of one review, run again after every change.
pub struct Pipeline {
    /// What is built, and where.
    pub request: Request,
    review_loader: ReviewLoader,
    theme_loader: ThemeLoader,
    /// What the last run laid out.
    last: Option<(Arc<Review>, Arc<LoadedTheme>, Day)>,
    /// The rules that it kept of those that keep a site from being shown.
    kept: Option<Kept>,
    /// What the next site may take over of it.
    carried: Option<Carried>,
    /// Whether the site in the folder is that of this pipeline, so that it is so under another title too.
    has_published: bool,
    /// What the last build made visible before it made the rest.
    ahead: Option<Ahead>,
}

impl Pipeline {
    /// A pipeline that was not run yet.
    #[must_use]
    pub fn new(request: Request) -> Pipeline {
        let mut review_loader = ReviewLoader::new(&request.content);
        let mut theme_loader = ThemeLoader::new(request.themes.as_deref(), &request.content);
        if request.untrusted {
            review_loader = review_loader.within(Budget::UNTRUSTED);
            if request.themes.is_none() {
                theme_loader = theme_loader.refusing_all();
            }
        }
        Pipeline {
            review_loader,
            theme_loader,
            request,
            last: None,
            kept: None,
            carried: None,
            has_published: false,
            ahead: None,
        }
    }

    /// The same, of a review that is followed while people and programs work on it.
    #[must_use]
    pub fn following(self) -> Pipeline {
        Pipeline { review_loader: self.review_loader.following(), ..self }
    }

    /// The folders whose files the site is made of; they need not exist.
    #[must_use]
    pub fn folders(&self) -> Vec<PathBuf> {
        vec![self.request.content.clone(), self.theme_loader.folder().to_path_buf()]
    }

    /// Runs the pipeline as far as the site is laid out. `None` if nothing has changed since the last time.
    pub fn run(&mut self, rescan: Rescan<'_>) -> Option<LaidOut> {
        let (loaded_review, loaded_theme) = self.load(rescan);
        let as_of = self.request.as_of;
        let is_same = self.last.as_ref().is_some_and(|(review, theme, day)| {
            Arc::ptr_eq(review, &loaded_review.review) && Arc::ptr_eq(theme, &loaded_theme) && *day == as_of
        });
        if is_same {
            return None;
        }
        self.last = Some((Arc::clone(&loaded_review.review), Arc::clone(&loaded_theme), as_of));
        Some(self.lay_out(loaded_review, loaded_theme))
    }

    fn load(&mut self, rescan: Rescan<'_>) -> (LoadedReview, Arc<LoadedTheme>) {
        let loaded_review = self.review_loader.load(rescan, self.request.as_of);
        let loaded_theme = self.theme_loader.load(&loaded_review.review.settings);
        (loaded_review, loaded_theme)
    }

    /// Lays the review out, and holds it to the rules that keep a site from being shown: neither needs the other.
    fn lay_out(&mut self, mut loaded_review: LoadedReview, loaded_theme: Arc<LoadedTheme>) -> LaidOut {
        let review = &loaded_review.review;
        let publication = self.publication(review);
        let judge = || {
            let started = Instant::now();
            let (errors, kept) = rules::judge(review, self.request.as_of, Severity::Error, self.kept.as_ref());
            (errors, kept, started.elapsed())
        };
        let lay_out_guarded = || {
            let make = || lay_out(Arc::clone(review), publication.clone(), self.carried.as_ref());
            guarded(Operation::Show, &review.settings.path, make)
        };
        let ((errors, kept, judged), result) = rayon::join(judge, lay_out_guarded);
        // Without addresses there is nothing that could be shown, and the error says so.
        let (site, problems) = result.unwrap_or_else(|fault| {
            let (nothing, _) = link(review.settings.clone(), Vec::new(), Vec::new(), Unread::default(), None);
            (lay_out(Arc::new(nothing), publication, None).0, vec![*fault])
        });
        self.kept = Some(kept);
        self.carried = Some(site.carried());
        loaded_review.timings.link += judged;
        let found = &mut loaded_review.diagnostics.list;
        found.extend(errors);
        found.extend(problems);
        found.extend(loaded_theme.all_problems().cloned());
        LaidOut::new(site, loaded_theme, loaded_review)
    }

    /// The choices of a publication: what the request says, else what the review says.
    fn publication(&self, review: &Review) -> Publication {
        let base_url = self.request.base_url.as_deref().map(with_slash);
        let Request { as_of, drafts, explicit_index, noindex, .. } = self.request;
        // A copy lies elsewhere: with the address of the review, the links of its page for what does not exist would lead
        // out of it.
        let base_url = base_url.or_else(|| review.settings.base_url.clone().filter(|_| !noindex));
        Publication { as_of, base_url, drafts, explicit_index, noindex }
    }

    /// Builds the site and publishes it, if it was published before first the pages where an edit is looked for. `None` if
    /// nothing has changed since the last time that it was published.
    ///
    /// # Errors
    /// What keeps the site from being made. The folder then holds what it held before, but for what [`Pipeline::ahead`] says.
    pub fn build(&mut self, rescan: Rescan<'_>) -> Result<Option<Built>, BuildError> {
        let started = self.has_published.then(Instant::now);
        self.ahead = None;
        let (out, content) = (self.request.out.clone(), self.request.content.clone());
        // What was made before takes as long to read as what has changed. It is no work for a pool: it may have to wait for
        // another build.
        let (output, laid_out) = thread::scope(|scope| {
            let opening = scope.spawn(|| Output::open(&out, &content));
            let laid_out = self.run(rescan);
            (opening.join().unwrap_or_else(|panic| resume_unwind(panic)), laid_out)
        });
        // The folder may be usable the next time, though nothing else will have changed.
        let output = output.inspect_err(|_| self.last = None).map_err(BuildError::Output)?;
        let Some(mut laid_out) = laid_out else { return Ok(None) };
        let conditions =
            Conditions { strict: self.request.strict, replace: self.request.replace || self.has_published };
        let published = publish(output, &mut laid_out, conditions, started, &mut self.ahead);
        if matches!(published, Err(BuildError::Output(_))) {
            self.last = None;
        }
        self.has_published |= published.is_ok();
        published.map(Some)
    }

    /// What the last build made visible before it made the rest.
    #[must_use]
    pub fn ahead(&self) -> Option<Ahead> {
        self.ahead
    }
}

/// Runs the pipeline once, as far as the site is laid out.
fn lay_out_once(request: Request) -> LaidOut {
    let mut pipeline = Pipeline::new(request);
    let (loaded_review, loaded_theme) = pipeline.load(Rescan::All);
    pipeline.lay_out(loaded_review, loaded_theme)
}

/// Leaves a site to the system, which takes back all memory of a program that ends: to clear a large one away, piece by piece,
/// takes a fiftieth of a build.
fn leave(laid_out: LaidOut) {
    std::mem::forget(laid_out);
}

/// What a check came to.
#[derive(Debug, PartialEq, Eq)]
pub struct Checked {
    /// What is wrong.
    pub diagnostics: Diagnostics,
    /// How many records could be read.
    pub records: u64,
    /// How many of them are recommendations, in the words of the review; `None` where there are none.
    pub recommendations: Option<String>,
}

/// Checks a review: the whole pipeline, but nothing is written. What a build has published in the output folder is looked at
/// where there is something; a folder that a build would refuse is no matter of the review.
#[must_use]
pub fn check(request: Request) -> Checked {
    let former = Output::look(&request.out);
    let mut laid_out = lay_out_once(request);
    former.iter().for_each(|former| laid_out.hold_against(former));
    let nowhere = |_: &str, _: Class, _: Content<'_>| Ok(());
    // Pages of a review with errors would repeat them in other words. In the index of the search nothing can be wrong.
    let but_the_index = |site: &Site| {
        let mut routes = site.routes();
        routes.retain(|route| !matches!(route, Route::Search(_)));
        routes
    };
    let rendered = laid_out.theme().map(|theme| {
        let renderer = Renderer::new(&laid_out.site, theme)?;
        renderer.prepare();
        renderer.render(&but_the_index, &nowhere)
    });
    let review = Arc::clone(&laid_out.site.visible.review);
    let mut diagnostics = laid_out.take_diagnostics();
    leave(laid_out);
    if let Some(Err(BuildError::Diagnostics(more))) = rendered {
        diagnostics.list.extend(more.list);
        diagnostics.texts.extend(more.texts);
        diagnostics.sort();
    }
    let recommendations = review.of_kind(Kind::Recommendation).count() as u64;
    let counted = || review.settings.names.counted("recommendation", recommendations);
    Checked {
        diagnostics,
        records: review.records.len() as u64,
        recommendations: (recommendations > 0).then(|| format!("{recommendations} {}", counted())),
    }
}

/// Builds a site and publishes it.
///
/// # Errors
/// What keeps the site from being made. The folder then holds what it held before.
pub fn build(request: Request) -> Result<Built, BuildError> {
    let output = Output::open(&request.out, &request.content).map_err(BuildError::Output)?;
    build_into(output, request)
}

/// The same, into the folder of the request, which is open already.
///
/// # Errors
/// What keeps the site from being made.
pub fn build_into(output: Output, request: Request) -> Result<Built, BuildError> {
    let conditions = Conditions { strict: request.strict, replace: request.replace };
    let mut laid_out = lay_out_once(request);
    let built = publish(output, &mut laid_out, conditions, None, &mut None);
    leave(laid_out);
    built
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
    fn review(temp: &TempDir, name: &str, victim: &str) -> Request {
        let content = temp.path().join(name);
        write(
            &content,
            "review.yaml",
            "title: A review\nrules: {unused-attachment: {off: true, reason: No record names any.}}\n",
        );
        write(&content, &format!("pages/{victim}.md"), "---\ntitle: V\n---\n\n## H\n\n[[other]]\n");
        write(&content, "pages/other.md", &format!("---\ntitle: Other\ntgas: [x]\n---\n\n[[{victim}#h]]\n"));
        let (out, as_of) = (temp.path().join("out"), "2026-01-01".parse().expect("a day"));
        Request {
            content,
            themes: None,
            out,
            base_url: None,
            as_of,
            drafts: false,
            explicit_index: false,
            noindex: false,
            strict: false,
            replace: false,
            untrusted: false,
        }
    }

    fn write(content: &Path, path: &str, text: &str) {
        let file = content.join(path);
        fs::create_dir_all(file.parent().expect("a file stands in a folder")).expect("folders can be made");
        fs::write(file, text).expect("a file can be written");
    }

    /// The problems of a review, each as its code and the file that it is about.
    fn problems(request: &Request) -> Vec<(Code, String)> {
        let diagnostics = check(request.clone()).diagnostics;
        let below = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
        diagnostics.list.iter().map(|problem| (problem.code, below(&problem.path))).collect()
    }

    #[test]
    fn a_fault_at_one_file_is_one_problem_of_it_and_the_rest_is_checked() {
        let temp = tempfile::tempdir().expect("a folder");
        let other = (Code::UnknownField, "other.md".to_owned());
        for (operation, victim) in [(Operation::Parse, "not-parsed"), (Operation::Link, "not-linked")] {
            inject(operation, &format!("{victim}.md"));
            let request = review(&temp, victim, victim);
            assert_eq!(problems(&request), [(Code::InternalError, format!("{victim}.md")), other.clone()]);
            assert!(matches!(build(request), Err(BuildError::Diagnostics(_))));
        }
        for (operation, folder) in [(Operation::Parse, "settings-not-parsed"), (Operation::Judge, "not-judged")] {
            inject(operation, &format!("{folder}/review.yaml"));
            let mut found = problems(&review(&temp, folder, "v"));
            found.sort();
            let mut expected = [other.clone(), (Code::InternalError, "review.yaml".to_owned())];
            expected.sort();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_file_that_the_program_fails_at_while_it_is_read_is_one_problem_of_it() {
        let temp = tempfile::tempdir().expect("a folder");
        let request = review(&temp, "not-read", "not-read");
        write(&request.content, "documents/not-looked-into.svg", "<svg/>");
        inject(Operation::Read, "not-read.md");
        inject(Operation::Read, "not-looked-into.svg");
        let fault = |file: &str| (Code::InternalError, file.to_owned());
        let other = (Code::UnknownField, "other.md".to_owned());
        assert_eq!(problems(&request), [fault("not-read.md"), fault("not-looked-into.svg"), other]);
    }

    #[test]
    fn a_page_that_the_program_fails_at_is_one_problem_and_the_site_stays_as_it_was() {
        let temp = tempfile::tempdir().expect("a folder");
        let request = review(&temp, "not-shown", "not-shown");
        write(&request.content, "pages/other.md", "---\ntitle: Other\n---\n");
        let built = build(request.clone()).expect("there is nothing wrong yet");
        assert!(built.pages > 5);
        inject(Operation::Show, "not-shown.md");
        assert_eq!(problems(&request), [(Code::InternalError, "not-shown.md".to_owned())]);
        write(&request.content, "pages/other.md", "---\ntitle: Changed\n---\n");
        assert!(matches!(build(request.clone()), Err(BuildError::Diagnostics(_))));
        let page = fs::read_to_string(request.out.join("pages/other/index.html")).expect("it was published");
        assert!(page.contains("Other") && !page.contains("Changed"));
    }

    #[test]
    fn a_fault_that_many_pages_meet_is_said_once() {
        let temp = tempfile::tempdir().expect("a folder");
        let request = review(&temp, "met-by-many", "v");
        write(&request.content, "pages/other.md", "---\ntitle: Other\n---\n");
        // All pages that are made of no single file stand for the whole review.
        inject(Operation::Show, "met-by-many/review.yaml");
        assert_eq!(problems(&request), [(Code::InternalError, "review.yaml".to_owned())]);
    }
}
