//! The preview: the last good site, and what is wrong with the review as it is written now.
//!
//! While a review has errors its pages stay as they last were, and each says what is wrong. A mistake in a template may
//! show only when a page is made; then the last good bytes of that page stand in for it.

use std::borrow::Cow;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::build::{Findings, Laid};
use crate::serve::kept::{Kept, Page};
use crate::serve::live::{self, FOLDER};
use crate::serve::snapshot::{Found, Snapshot};
use crate::serve::{Answer, Status, media_type};
use crate::site::overview::Overview;
use crate::site::policy::guest;
use crate::site::route::Route;
use crate::text::diagnostic::Diagnostic;
use crate::text::source::open_attachment;
use crate::text::span::slice;

/// The most problems that a page is told of.
const MOST_PROBLEMS: usize = 20;
const HTML: &str = "text/html; charset=utf-8";

/// How the preview speaks to those around it.
pub trait Voice: Send + Sync {
    /// Tells every open page something.
    fn announce(&self, state: Arc<str>);
    /// Shows problems to the person at the terminal.
    fn show(&self, findings: &Findings);
    /// Turns problems into what the script of a page understands.
    fn describe(&self, findings: &Findings) -> Vec<serde_json::Value>;
}

/// The site as it is shown now.
pub struct Preview {
    voice: Box<dyn Voice>,
    /// A number of chance. Pages outlive a preview that is ended and started again, which begins to count anew: without it,
    /// they would take another site for the one that they know.
    run: u64,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The last site that could be shown.
    snapshot: Option<Arc<Snapshot>>,
    /// What keeps the present one from being shown.
    broken: Option<Arc<Findings>>,
    revision: u64,
    /// How many sites were shown, the present one included.
    sites: u64,
    kept: Kept,
}

impl Preview {
    /// A preview of nothing yet.
    #[must_use]
    pub fn new(voice: Box<dyn Voice>) -> Preview {
        Preview { voice, run: RandomState::new().hash_one(()), state: Mutex::default() }
    }

    /// Shows another site from now on, and says how many records it shows.
    ///
    /// # Errors
    /// What is wrong with the site, if it cannot be shown.
    pub fn update(&self, laid: Laid) -> Result<usize, Arc<Findings>> {
        match Snapshot::new(laid) {
            Ok(snapshot) => {
                self.voice.show(snapshot.findings());
                let snapshot = Arc::new(snapshot);
                let mut state = self.state();
                state.broken = None;
                state.sites += 1;
                let before = state.snapshot.replace(Arc::clone(&snapshot));
                self.announce(&mut state);
                drop(state);
                // A site that is no longer shown takes its time to be cleared away; no page need wait for that.
                drop(before);
                Ok(snapshot.count())
            }
            Err(findings) => {
                self.voice.show(&findings);
                let findings = Arc::new(findings);
                let mut state = self.state();
                state.broken = Some(Arc::clone(&findings));
                self.announce(&mut state);
                Err(findings)
            }
        }
    }

    /// Answers with what there is at a path of the site, which begins without a slash.
    #[must_use]
    pub fn answer(&self, path: &str) -> Answer {
        let (snapshot, site) = {
            let state = self.state();
            if let Some(page) = state.kept.page(path).filter(|page| page.site == state.sites) {
                return page.answer();
            }
            (state.snapshot.clone(), state.sites)
        };
        let Some(snapshot) = snapshot else { return self.no_site(path) };
        let found = match path.strip_prefix(FOLDER) {
            Some(own) => return live::file(own).unwrap_or_else(|| self.lost(&snapshot, path)),
            None if path.split('/').any(|part| part.starts_with('.')) => Found::Nothing,
            None => match snapshot.find(path) {
                Ok(found) => found,
                Err(problem) => return self.last_good(&snapshot, path, *problem),
            },
        };
        match found {
            Found::Moved(to) => Answer::Moved(to),
            Found::Asset(asset) => bytes(Status::Ok, media_type(&asset.file), asset.bytes.as_ref().into()),
            Found::Attachment(attachment) => match open_attachment(attachment) {
                Ok((file, stamp)) => {
                    let (media, tag) = (media_type(&attachment.path), stamp.tag());
                    Answer::File { media, tag, policy: guest(&attachment.path), length: stamp.length, file }
                }
                Err(_) => self.lost(&snapshot, path),
            },
            Found::Made(route) => {
                let media = media_type(&snapshot.site().addresses.file(&route));
                match snapshot.make(&route) {
                    Ok(made) if media == HTML => {
                        let page = page(made, site, finds(&route));
                        self.state().kept.keep(path, page.clone());
                        page.answer()
                    }
                    Ok(made) => bytes(Status::Ok, media, made.into()),
                    Err(problem) => self.last_good(&snapshot, path, *problem),
                }
            }
            Found::Nothing => self.lost(&snapshot, path),
        }
    }

    /// The page that says that there is nothing.
    fn lost(&self, snapshot: &Arc<Snapshot>, path: &str) -> Answer {
        match snapshot.lost() {
            Ok(made) => page(made, 0, false).with_status(Status::NotFound),
            Err(problem) => self.last_good(snapshot, path, *problem),
        }
    }

    /// The page as it last was, for one that cannot be made.
    fn last_good(&self, snapshot: &Arc<Snapshot>, path: &str, problem: Diagnostic) -> Answer {
        let mut state = self.state();
        let is_shown = state.snapshot.as_ref().is_some_and(|shown| Arc::ptr_eq(shown, snapshot));
        if is_shown && state.broken.is_none() {
            let findings = Arc::new(snapshot.findings_with(problem));
            self.voice.show(&findings);
            state.broken = Some(findings);
            self.announce(&mut state);
        }
        match state.kept.page(path) {
            Some(page) => page.answer(),
            None => {
                drop(state);
                self.no_site(path)
            }
        }
    }

    /// The page that stands in for any other as long as there is nothing that could be shown.
    fn no_site(&self, path: &str) -> Answer {
        if let Some(answer) = path.strip_prefix(FOLDER).and_then(live::file) {
            return answer;
        }
        page(include_str!("broken.html").to_owned().into_bytes(), 0, false).with_status(Status::Broken)
    }

    /// Tells the open pages where things stand. The state is held meanwhile, so that they are told in order.
    fn announce(&self, state: &mut MutexGuard<'_, State>) {
        state.revision += 1;
        let mut problems = state.broken.as_ref().map(|findings| self.voice.describe(findings)).unwrap_or_default();
        let more = problems.len().saturating_sub(MOST_PROBLEMS);
        problems.truncate(MOST_PROBLEMS);
        let state = live::State { run: self.run, revision: state.revision, problems: &problems, more };
        // Numbers and texts in a list can always be written.
        self.voice.announce(serde_json::to_string(&state).unwrap_or_default().into());
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Page {
    fn answer(self) -> Answer {
        self.with_status(Status::Ok)
    }

    fn with_status(self, status: Status) -> Answer {
        Answer::Bytes { status, media: HTML.into(), tag: self.tag, bytes: self.bytes }
    }
}

/// Whether a page shows more than its bytes say: what the search finds may be another after any edit.
fn finds(route: &Route) -> bool {
    matches!(route, Route::Overview(Overview::Search, _))
}

/// A page with the script that keeps it up to date.
fn page(made: Vec<u8>, site: u64, finds: bool) -> Page {
    let mut tag = tag(&made);
    if finds {
        tag.push_str(&format!("-{site}"));
    }
    Page { site, bytes: live::with_script(made, &tag).into(), tag }
}

/// Bytes with the tag that they have.
pub(super) fn bytes(status: Status, media: Cow<'static, str>, bytes: Arc<[u8]>) -> Answer {
    Answer::Bytes { status, media, tag: tag(&bytes), bytes }
}

fn tag(bytes: &[u8]) -> String {
    slice(&blake3::hash(bytes).to_hex(), ..20).to_owned()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "the tests make folders of their own")]

    use std::fs;

    use super::*;
    use crate::build::{Request, Road};
    use crate::text::fault::Step;
    use crate::text::fault::injected::inject;
    use crate::text::source::Look;

    struct Silence;

    impl Voice for Silence {
        fn announce(&self, _: Arc<str>) {}
        fn show(&self, _: &Findings) {}
        fn describe(&self, _: &Findings) -> Vec<serde_json::Value> {
            Vec::new()
        }
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
        let ground = tempfile::tempdir().expect("a folder");
        let content = ground.path().join("content");
        let write = |path: &str, text: &str| fs::write(content.join(path), text).expect("a file can be written");
        fs::create_dir_all(content.join("pages")).expect("folders can be made");
        write("review.yaml", "title: A review\n");
        write("pages/good.md", "---\ntitle: Good\n---\n");
        let as_of = "2026-01-01".parse().expect("a day");
        let (themes, out, base_url) = (None, ground.path().join("out"), None);
        let mut road = Road::new(Request {
            content: content.clone(),
            themes,
            out,
            base_url,
            as_of,
            drafts: true,
            explicit_index: false,
        });
        let preview = Preview::new(Box::new(Silence));
        let mut again = || road.walk(Look::Everything).map(|laid| preview.update(laid).is_ok());
        assert_eq!(again(), Some(true));
        assert!(page_of(&preview, "pages/good/").contains("<h1>Good"));
        // A file that cannot be understood: the pages stay as they were.
        inject(Step::Parse, "ends-a-parse.md");
        write("pages/ends-a-parse.md", "---\ntitle: Bad\n---\n");
        assert_eq!(again(), Some(false));
        assert!(page_of(&preview, "pages/good/").contains("<h1>Good"));
        fs::remove_file(content.join("pages/ends-a-parse.md")).expect("it can be removed");
        // A page that cannot be made: all others are, and it says so.
        inject(Step::Show, "ends-a-page.md");
        write("pages/ends-a-page.md", "---\ntitle: Bad\n---\n");
        write("pages/good.md", "---\ntitle: Better\n---\n");
        assert_eq!(again(), Some(true));
        assert!(matches!(preview.answer("pages/ends-a-page/"), Answer::Bytes { status: Status::Broken, .. }));
        assert!(page_of(&preview, "pages/good/").contains("<h1>Better"));
    }
}
