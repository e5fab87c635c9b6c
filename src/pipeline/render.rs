//! The second half of the pipeline: every file of a site, rendered side by side.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::pipeline::{BuildError, Diagnostics};
use crate::site::map::Site;
use crate::site::output::{Class, Content};
use crate::site::page::Frame;
use crate::site::render::{self, Times, timed};
use crate::site::route::Route;
use crate::site::theme::Theme;
use crate::text::batch::BATCH;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::fault::{Operation, guarded};
use crate::text::source::open_to_copy;

/// For so many threads there is one part of the words of the search: while one of them gathers it and puts the whole in order, the
/// others have pages enough.
const THREADS_FOR_PART: usize = 4;

/// What was rendered.
pub(super) struct Rendered {
    pub(super) files: u64,
    pub(super) bytes: u64,
    /// The time in which files were written, added up over the threads.
    pub(super) write: Duration,
}

/// Where the bytes of a file go.
pub(super) type Sink<'a> = dyn Fn(&str, Class, Content<'_>) -> Result<(), BuildError> + Sync + 'a;

/// A site and its theme, ready to be rendered.
pub(super) struct Renderer<'a> {
    site: &'a Site,
    theme: &'a Theme,
    frame: Frame,
    /// How long all took that was made with it.
    pub(super) times: Times,
}

impl Renderer<'_> {
    /// Makes what all pages of the site share.
    pub(super) fn new<'a>(site: &'a Site, theme: &'a Theme) -> Result<Renderer<'a>, BuildError> {
        let frame = render::frame(site, theme).map_err(|problem| error_of(*problem, theme))?;
        Ok(Renderer { site, theme, frame, times: Times::default() })
    }

    /// Makes what most pages ask for, as whoever is about to render all of them wants it.
    pub(super) fn prepare(&self) {
        self.times.making(|| self.site.analyses.make_most());
    }

    /// Renders the files that are chosen, and those of the theme, side by side, and gives each to the sink.
    pub(super) fn render(&self, choose: &dyn Fn(&Site) -> Vec<Route>, sink: &Sink<'_>) -> Result<Rendered, BuildError> {
        let mut rendered = self.render_alone(choose, sink)?;
        let started = Instant::now();
        for asset in self.theme.assets().values() {
            let content = Content::Bytes(&asset.bytes);
            rendered.files += 1;
            rendered.bytes += content.length();
            sink(&asset.file, Class::Asset, content)?;
        }
        rendered.write += started.elapsed();
        Ok(rendered)
    }

    /// The same without those of the theme.
    pub(super) fn render_alone(
        &self,
        choose: &dyn Fn(&Site) -> Vec<Route>,
        sink: &Sink<'_>,
    ) -> Result<Rendered, BuildError> {
        let Renderer { site, theme, times, .. } = self;
        let (bytes, write) = (AtomicU64::new(0), AtomicU64::new(0));
        let give = |file: &str, class: Class, content: Content<'_>| {
            bytes.fetch_add(content.length(), Ordering::Relaxed);
            timed(&write, || sink(file, class, content))
        };
        let render_all = |routes: &[Route]| -> Vec<Result<(), BuildError>> {
            let render = |buffer: &mut Vec<u8>, route: &Route| self.render_route(route, buffer, &give);
            routes.par_iter().with_max_len(BATCH).map_init(Vec::new, render).filter(Result::is_err).collect()
        };
        let settings = &site.visible.review.settings.path;
        let chosen = guarded(Operation::Show, settings, || {
            let of_search = |route: &Route| matches!(route, Route::Search(_));
            choose(site).into_iter().partition::<Vec<Route>, _>(of_search)
        });
        let (searched, pages) = chosen.map_err(|fault| error_of(*fault, theme))?;
        // No other page asks for the words of the search, so that none waits for these: a few threads gather them, one puts
        // them in order, and the others need not wait for it.
        let make_index = || {
            let parts = site.analyses.parts_of_index(rayon::current_num_threads().div_ceil(THREADS_FOR_PART));
            let gathered: Vec<_> = parts.into_par_iter().map(|part| times.making(|| part.gather())).collect();
            times.making(|| site.analyses.make_index(&gathered));
        };
        let index = || if searched.is_empty() { Ok(()) } else { guarded(Operation::Show, settings, make_index) };
        let (indexed, mut results) = rayon::join(index, || render_all(&pages));
        indexed.map_err(|fault| error_of(*fault, theme))?;
        results.extend(render_all(&searched));
        let files = (pages.len() + searched.len()) as u64;
        match gather(results) {
            Some(error) => Err(error),
            None => Ok(Rendered { files, bytes: bytes.into_inner(), write: Duration::from_nanos(write.into_inner()) }),
        }
    }

    /// Renders a file and gives it away. The buffer is for its bytes.
    fn render_route(&self, route: &Route, buffer: &mut Vec<u8>, give: &Sink<'_>) -> Result<(), BuildError> {
        let Renderer { site, theme, frame, times } = self;
        let at = site.addresses.file(route);
        if let Route::Attachment(position) = route {
            let attachment = &site.visible.review.attachments[*position];
            let (file, length) = open_to_copy(attachment).map_err(|problem| error_of(*problem, theme))?;
            let content = Content::File { file: &file, length, shown: &attachment.shown };
            return give(&at, Class::Asset, content);
        }
        let made = render::bytes(site, theme, frame, route, times, buffer);
        made.map_err(|problem| error_of(*problem, theme))?;
        give(&at, Class::Page, Content::Bytes(buffer))
    }
}

/// The error of one problem, with the text of the template that it may point into.
fn error_of(problem: Diagnostic, theme: &Theme) -> BuildError {
    let text = theme.texts().get_key_value(&problem.path).map(|(path, text)| (Arc::clone(path), Arc::clone(text)));
    BuildError::Diagnostics(Diagnostics {
        list: vec![problem],
        texts: text.into_iter().collect(),
        ..Diagnostics::default()
    })
}

/// One error for many: the first of the output, else all diagnostics together. A mistake in a template is on every page and is said once.
fn gather(results: Vec<Result<(), BuildError>>) -> Option<BuildError> {
    let mut all = Diagnostics::default();
    let mut any = false;
    for error in results.into_iter().filter_map(Result::err) {
        any = true;
        match error {
            BuildError::Diagnostics(diagnostics) => {
                all.list.extend(diagnostics.list);
                all.texts.extend(diagnostics.texts);
            }
            BuildError::Output(error) => return Some(BuildError::Output(error)),
        }
    }
    all.sort();
    say_faults_once(&mut all.list);
    any.then_some(BuildError::Diagnostics(all))
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
