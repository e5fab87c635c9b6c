//! The preview: the last good site, and what is wrong with the review as it is written now.
//!
//! While a review has errors its pages stay as they last were, and each says what is wrong. A mistake in a template may
//! show only when a page is made; then the last good bytes of that page stand in for it.

use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::pipeline::{Diagnostics, LaidOut};
use crate::serve::cache::{Cache, CachedPage};
use crate::serve::live::{self, FOLDER};
use crate::serve::snapshot::{Resource, Snapshot};
use crate::serve::{Answer, Status, media_type, tag};
use crate::site::overview::Overview;
use crate::site::policy::guest;
use crate::site::route::Route;
use crate::text::code::Severity;
use crate::text::diagnostic::Diagnostic;
use crate::text::source::open_attachment;

/// The most problems of a severity that a page is told of.
const MOST_PROBLEMS: usize = 20;
const HTML: &str = "text/html; charset=utf-8";

/// How soon after a site is shown the pages that are open ask for it.
const ASKED_WITHIN: Duration = Duration::from_millis(20);
/// How long these keep a site from being judged.
const PATIENCE: Duration = Duration::from_millis(200);

/// Who is told what a preview comes to: the open pages, and the person at the terminal.
pub trait Observer: Send + Sync {
    /// Tells every open page something.
    fn announce(&self, state: Arc<str>);
    /// Shows problems to the person at the terminal.
    fn show(&self, diagnostics: &Diagnostics);
    /// Turns problems of a severity, so many at most, into what the script of a page understands.
    fn describe(&self, diagnostics: &Diagnostics, severity: Severity, most: usize) -> Vec<serde_json::Value>;
}

/// The site as it is shown now.
pub struct Preview {
    observer: Box<dyn Observer>,
    /// A number of chance. Pages outlive a preview that is ended and started again, which begins to count anew: without it,
    /// they would take another site for the one that they know.
    run: u64,
    state: Mutex<PreviewState>,
    /// Tells whoever waits for it that a page is made, or about to be.
    made: Condvar,
}

#[derive(Default)]
struct PreviewState {
    /// How many pages are being made.
    making: usize,
    /// Whether anybody has asked for a page since the present site is shown.
    is_asked_for: bool,
    /// Whether there was a moment since then at which nobody waited for a page any more.
    is_served: bool,
    /// The last site that could be shown.
    snapshot: Option<Arc<Snapshot>>,
    /// The one before it, until the last one is judged.
    former: Option<Arc<Snapshot>>,
    /// What keeps the present one from being shown.
    broken: Option<Arc<Diagnostics>>,
    /// The warnings that pages were told of last.
    warnings: live::Problems,
    revision: u64,
    /// How many sites were shown, the present one included.
    sites: u64,
    cache: Cache,
}

impl Preview {
    /// A preview of nothing yet.
    #[must_use]
    pub fn new(observer: Box<dyn Observer>) -> Preview {
        Preview { observer, run: RandomState::new().hash_one(()), state: Mutex::default(), made: Condvar::new() }
    }

    /// Shows another site from now on, and says how many records it shows. What is only warned of [`Preview::judge`] tells.
    ///
    /// # Errors
    /// What is wrong with the site, if it cannot be shown.
    pub fn show(&self, laid_out: LaidOut) -> Result<usize, Arc<Diagnostics>> {
        match Snapshot::new(laid_out) {
            Ok(snapshot) => {
                let records = snapshot.record_count();
                let mut state = self.state();
                state.broken = None;
                state.sites += 1;
                (state.is_asked_for, state.is_served) = (false, false);
                state.former = state.snapshot.replace(Arc::new(snapshot));
                self.announce(&mut state);
                Ok(records)
            }
            Err(diagnostics) => {
                self.observer.show(&diagnostics);
                Err(self.keep(&mut self.state(), Arc::new(diagnostics)))
            }
        }
    }

    /// Judges the site that is shown by the rules that only warn, and tells of what it comes to.
    ///
    /// # Errors
    /// What is wrong with the site, if the program fails at that: the one before it is shown again.
    pub fn judge(&self) -> Result<(), Arc<Diagnostics>> {
        let Some(snapshot) = self.state().snapshot.clone() else { return Ok(()) };
        self.let_pages_go_first();
        let diagnostics = snapshot.diagnostics();
        self.observer.show(diagnostics);
        let mut state = self.state();
        // A site that is no longer shown takes its time to be cleared away; no page need wait for that.
        let former = state.former.take();
        if diagnostics.has_errors() {
            state.snapshot = former;
            state.sites += 1;
            return Err(self.keep(&mut state, Arc::new(diagnostics.clone())));
        }
        let warnings = self.problems(diagnostics, Severity::Warning);
        if state.broken.is_none() && warnings != state.warnings {
            state.warnings = warnings;
            self.announce(&mut state);
        }
        drop(state);
        drop(former);
        Ok(())
    }

    /// Waits until those who look at pages have theirs, so that what is only warned of takes no time of these.
    fn let_pages_go_first(&self) {
        let waited = self.made.wait_timeout_while(self.state(), ASKED_WITHIN, |state| !state.is_asked_for);
        let (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        drop(self.made.wait_timeout_while(state, PATIENCE, |state| state.making > 0 && !state.is_served));
    }

    /// Goes on with what is shown, and tells what is wrong with what was to be shown.
    fn keep(&self, state: &mut MutexGuard<'_, PreviewState>, diagnostics: Arc<Diagnostics>) -> Arc<Diagnostics> {
        state.warnings = self.problems(&diagnostics, Severity::Warning);
        state.broken = Some(Arc::clone(&diagnostics));
        self.announce(state);
        diagnostics
    }

    /// Answers with what there is at a path of the site, which begins without a slash.
    #[must_use]
    pub fn answer(&self, path: &str) -> Answer {
        let (snapshot, site) = {
            let state = self.state();
            if let Some(page) = state.cache.get(path).filter(|page| page.site == state.sites) {
                return page.answer();
            }
            (state.snapshot.clone(), state.sites)
        };
        let Some(snapshot) = snapshot else { return self.broken_page(path) };
        let resource = match path.strip_prefix(FOLDER) {
            Some(own) => return live::file(own).unwrap_or_else(|| self.not_found(&snapshot, path)),
            None if path.split('/').any(|part| part.starts_with('.')) => Resource::Nothing,
            None => match snapshot.find(path) {
                Ok(resource) => resource,
                Err(problem) => return self.last_good(&snapshot, path, *problem),
            },
        };
        match resource {
            Resource::Moved(to) => Answer::Moved(to),
            Resource::Asset(asset) => {
                Answer::of_bytes(Status::Ok, media_type(&asset.file), asset.bytes.as_ref().into())
            }
            Resource::Attachment(attachment) => match open_attachment(attachment) {
                Ok((file, fingerprint)) => {
                    let (media, tag) = (media_type(&attachment.path), fingerprint.tag());
                    Answer::File { media, tag, policy: guest(&attachment.path), length: fingerprint.length, file }
                }
                Err(_) => self.not_found(&snapshot, path),
            },
            Resource::Generated(route) => {
                let media = media_type(&snapshot.site().addresses.file(&route));
                let making = Making::new(self);
                let made = snapshot.generate(&route);
                drop(making);
                match made {
                    Ok(made) if media == HTML => {
                        let page = live_page(made, site, is_search(&route));
                        self.state().cache.insert(path, page.clone());
                        page.answer()
                    }
                    Ok(made) => Answer::of_bytes(Status::Ok, media, made.into()),
                    Err(problem) => self.last_good(&snapshot, path, *problem),
                }
            }
            Resource::Nothing => self.not_found(&snapshot, path),
        }
    }

    /// The page that says that there is nothing at a path.
    fn not_found(&self, snapshot: &Arc<Snapshot>, path: &str) -> Answer {
        match snapshot.not_found() {
            Ok(made) => live_page(made, 0, false).with_status(Status::NotFound),
            Err(problem) => self.last_good(snapshot, path, *problem),
        }
    }

    /// The page as it last was, for one that cannot be made.
    fn last_good(&self, snapshot: &Arc<Snapshot>, path: &str, problem: Diagnostic) -> Answer {
        let mut state = self.state();
        let is_shown = state.snapshot.as_ref().is_some_and(|shown| Arc::ptr_eq(shown, snapshot));
        if is_shown && state.broken.is_none() {
            let diagnostics = snapshot.diagnostics_with(problem);
            self.observer.show(&diagnostics);
            self.keep(&mut state, Arc::new(diagnostics));
        }
        match state.cache.get(path) {
            Some(page) => page.answer(),
            None => {
                drop(state);
                self.broken_page(path)
            }
        }
    }

    /// The page that stands in for any other as long as there is nothing that could be shown.
    fn broken_page(&self, path: &str) -> Answer {
        if let Some(answer) = path.strip_prefix(FOLDER).and_then(live::file) {
            return answer;
        }
        live_page(include_str!("broken.html").to_owned().into_bytes(), 0, false).with_status(Status::Broken)
    }

    /// Tells the open pages where things stand. The state is held meanwhile, so that they are told in order.
    fn announce(&self, state: &mut MutexGuard<'_, PreviewState>) {
        state.revision += 1;
        let errors = state.broken.as_deref().map(|broken| self.problems(broken, Severity::Error));
        let state = live::PageState {
            run: self.run,
            revision: state.revision,
            is_empty: state.snapshot.is_none(),
            errors: errors.unwrap_or_default(),
            warnings: state.warnings.clone(),
        };
        // Numbers and texts in a list can always be written.
        self.observer.announce(serde_json::to_string(&state).unwrap_or_default().into());
    }

    /// The problems of a severity as pages are told of them.
    fn problems(&self, diagnostics: &Diagnostics, severity: Severity) -> live::Problems {
        let total = diagnostics.list.iter().filter(|problem| problem.severity() == severity).count();
        live::Problems { total, shown: self.observer.describe(diagnostics, severity, MOST_PROBLEMS) }
    }

    fn state(&self) -> MutexGuard<'_, PreviewState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A page that is being made.
struct Making<'a>(&'a Preview);

impl Making<'_> {
    fn new(preview: &Preview) -> Making<'_> {
        let mut state = preview.state();
        state.making += 1;
        state.is_asked_for = true;
        preview.made.notify_all();
        Making(preview)
    }
}

impl Drop for Making<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.making -= 1;
        state.is_served |= state.making == 0;
        drop(state);
        self.0.made.notify_all();
    }
}

impl CachedPage {
    fn answer(self) -> Answer {
        self.with_status(Status::Ok)
    }

    fn with_status(self, status: Status) -> Answer {
        Answer::Bytes { status, media: HTML.into(), tag: self.tag, bytes: self.bytes }
    }
}

/// Whether a page shows more than its bytes say: what the search finds may be another after any edit.
fn is_search(route: &Route) -> bool {
    matches!(route, Route::Overview(Overview::Search, _))
}

/// A page with the script that keeps it up to date.
fn live_page(made: Vec<u8>, site: u64, is_search: bool) -> CachedPage {
    let mut tag = tag(&made);
    if is_search {
        tag.push_str(&format!("-{site}"));
    }
    CachedPage { site, bytes: live::with_script(made, &tag).into(), tag }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "the tests make folders of their own")]

    use std::fs;
    use std::path::{Path, PathBuf};

    use tempfile::TempDir;

    use super::*;
    use crate::pipeline::{Pipeline, Request};
    use crate::text::fault::Operation;
    use crate::text::fault::injected::inject;
    use crate::text::source::Rescan;

    /// Keeps what pages are told.
    #[derive(Clone, Default)]
    struct Listener(Arc<Mutex<Vec<String>>>);

    impl Listener {
        /// What pages were told since they were last asked.
        fn told(&self) -> Vec<String> {
            std::mem::take(&mut self.0.lock().expect("nothing failed"))
        }
    }

    impl Observer for Listener {
        fn announce(&self, state: Arc<str>) {
            self.0.lock().expect("nothing failed").push(state.to_string());
        }
        fn show(&self, _: &Diagnostics) {}
        fn describe(&self, diagnostics: &Diagnostics, severity: Severity, _: usize) -> Vec<serde_json::Value> {
            let of_severity = diagnostics.list.iter().filter(|problem| problem.severity() == severity);
            of_severity.map(|problem| problem.code.name().into()).collect()
        }
    }

    /// A preview of a review with one page, the folder that this is in, and who hears what pages are told.
    fn preview(temp: &TempDir) -> (PathBuf, Pipeline, Preview, Listener) {
        let content = temp.path().join("content");
        fs::create_dir_all(content.join("pages")).expect("folders can be made");
        write(&content, "review.yaml", "title: A review\n");
        write(&content, "pages/good.md", "---\ntitle: Good\n---\n");
        let pipeline = Pipeline::new(Request {
            content: content.clone(),
            themes: None,
            out: temp.path().join("out"),
            base_url: None,
            as_of: "2026-01-01".parse().expect("a day"),
            drafts: true,
            explicit_index: false,
            noindex: false,
            strict: false,
            replace: false,
            untrusted: false,
        });
        let listener = Listener::default();
        (content, pipeline, Preview::new(Box::new(listener.clone())), listener)
    }

    fn write(content: &Path, path: &str, text: &str) {
        fs::write(content.join(path), text).expect("a file can be written");
    }

    /// The text of a page of the preview.
    fn page_of(preview: &Preview, path: &str) -> String {
        match preview.answer(path) {
            Answer::Bytes { bytes, .. } => String::from_utf8_lossy(&bytes).into_owned(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_preview_outlives_a_file_that_the_program_fails_at() {
        let temp = tempfile::tempdir().expect("a folder");
        let (content, mut pipeline, preview, _) = preview(&temp);
        let mut again =
            || pipeline.run(Rescan::All).map(|laid_out| preview.show(laid_out).and_then(|_| preview.judge()).is_ok());
        assert_eq!(again(), Some(true));
        assert!(page_of(&preview, "pages/good/").contains("<h1>Good"));
        // A file that cannot be understood: the pages stay as they were.
        inject(Operation::Parse, "ends-a-parse.md");
        write(&content, "pages/ends-a-parse.md", "---\ntitle: Bad\n---\n");
        assert_eq!(again(), Some(false));
        assert!(page_of(&preview, "pages/good/").contains("<h1>Good"));
        fs::remove_file(content.join("pages/ends-a-parse.md")).expect("it can be removed");
        // A page that cannot be made: all others are, and it says so.
        inject(Operation::Show, "ends-a-page.md");
        write(&content, "pages/ends-a-page.md", "---\ntitle: Bad\n---\n");
        write(&content, "pages/good.md", "---\ntitle: Better\n---\n");
        assert_eq!(again(), Some(true));
        assert!(matches!(preview.answer("pages/ends-a-page/"), Answer::Bytes { status: Status::Broken, .. }));
        assert!(page_of(&preview, "pages/good/").contains("<h1>Better"));
    }
    #[test]
    fn a_page_is_shown_before_its_warnings_are_told() {
        let temp = tempfile::tempdir().expect("a folder");
        let (content, mut pipeline, preview, listener) = preview(&temp);
        let mut run = || pipeline.run(Rescan::All).expect("something has changed");
        let told_of = |told: &[String], words: &str| told.iter().map(|told| told.contains(words)).collect::<Vec<_>>();
        preview.show(run()).expect("no errors");
        preview.judge().expect("no errors");
        assert_eq!(listener.told().len(), 1, "nothing was to be added");
        write(&content, "pages/good.md", "---\ntitle: Good\nlabel: L\n---\n");
        write(&content, "pages/same.md", "---\ntitle: Same\nlabel: L\n---\n");
        preview.show(run()).expect("no errors");
        assert!(page_of(&preview, "pages/same/").contains("<h1>Same"));
        preview.judge().expect("no errors");
        assert_eq!(told_of(&listener.told(), "duplicate-label"), [false, true]);
        // What was warned of before is so until it is known to be otherwise.
        write(&content, "pages/same.md", "---\ntitle: Other\n---\n");
        preview.show(run()).expect("no errors");
        preview.judge().expect("no errors");
        assert_eq!(told_of(&listener.told(), "duplicate-label"), [true, false]);
    }

    #[test]
    fn a_site_that_the_program_fails_to_judge_is_not_shown() {
        let temp = tempfile::tempdir().expect("a folder");
        let (content, mut pipeline, preview, listener) = preview(&temp);
        let mut run = || pipeline.run(Rescan::All).expect("something has changed");
        preview.show(run()).expect("no errors");
        preview.judge().expect("no errors");
        write(&content, "pages/good.md", "---\ntitle: Better\n---\n");
        let better = run();
        inject(Operation::Judge, &content.join("review.yaml").to_string_lossy());
        preview.show(better).expect("no errors yet");
        assert!(page_of(&preview, "pages/good/").contains("<h1>Better"));
        listener.told();
        assert!(preview.judge().is_err());
        assert!(listener.told().concat().contains("internal-error"));
        assert!(page_of(&preview, "pages/good/").contains("<h1>Good"));
    }
}
