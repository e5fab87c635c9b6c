//! The first half of the pipeline, from a folder to a linked review, run again after every change.
//!
//! What a phase made of the same argument before is taken over: texts of files with the same fingerprint, records of the same
//! texts, links of the same records. Nothing is ever marked as stale, so nothing can be forgotten: the result is the one
//! that a loader that has read nothing yet would come to.

use std::cmp::Ordering;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use rayon::prelude::*;

use crate::pipeline::checkout::Checkout;
use crate::pipeline::{Diagnostics, Timings};
use crate::review::date::Day;
use crate::review::kind::Kind;
use crate::review::link::{Review, link};
use crate::review::parse::{Parsed, parse};
use crate::review::rules;
use crate::review::settings::{self, Settings};
use crate::review::unread::Unread;
use crate::text::batch::BATCH;
use crate::text::code::{Code, Severity};
use crate::text::diagnostic::Diagnostic;
use crate::text::fault::{Operation, guarded};
use crate::text::source::{Attachment, Budget, ContentFolder, Inputs, Rescan, Source, is_record_like};

/// A review that was read, whatever is wrong with it.
#[derive(Debug, Clone)]
pub struct LoadedReview {
    /// The review.
    pub review: Arc<Review>,
    /// The texts that it was made from, ordered by path.
    pub sources: Vec<Arc<Source>>,
    /// What is wrong with it, but for what the rules say of it.
    pub diagnostics: Diagnostics,
    /// What they only warn of.
    pub warnings: Warnings,
    /// The files that differ from those of the time before; all, if there was none.
    pub changes: ContentChanges,
    /// How long the phases took.
    pub timings: Timings,
}

/// What the rules only warn of. It keeps no page from being shown, and no page shows it: it is judged when somebody asks for it,
/// so that whoever waits for a page need not wait for it.
#[derive(Debug, Clone)]
pub struct Warnings {
    review: Arc<Review>,
    as_of: Day,
    judged: Arc<OnceLock<Vec<Diagnostic>>>,
}

impl Warnings {
    fn new(review: Arc<Review>, as_of: Day) -> Warnings {
        Warnings { review, as_of, judged: Arc::default() }
    }

    /// The warnings. Where the program fails at a rule, they have the error that says so.
    #[must_use]
    pub fn list(&self) -> &[Diagnostic] {
        self.judged.get_or_init(|| rules::judge(&self.review, self.as_of, Severity::Warning, None).0)
    }
}

/// Content files that came, went or changed between two times of loading, as they are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContentChanges {
    /// Files that were not there before.
    pub added: Vec<Arc<str>>,
    /// Files that were different.
    pub changed: Vec<Arc<str>>,
    /// Files that are gone.
    pub removed: Vec<Arc<str>>,
}

impl ContentChanges {
    fn between(before: &Inputs, now: &Inputs) -> ContentChanges {
        let mut changes = ContentChanges::default();
        changes.compare(&before.sources, &now.sources, |source| &source.shown, Arc::ptr_eq);
        changes.compare(&before.attachments, &now.attachments, |attachment| &attachment.shown, PartialEq::eq);
        changes
    }

    /// Compares two lists that are ordered by the paths of their items.
    fn compare<T>(&mut self, before: &[T], now: &[T], path: fn(&T) -> &Arc<str>, is_same: fn(&T, &T) -> bool) {
        let (mut before, mut now) = (before.iter().peekable(), now.iter().peekable());
        loop {
            let order = match (before.peek(), now.peek()) {
                (Some(old), Some(new)) => path(old).cmp(path(new)),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => return,
            };
            let old = before.next_if(|_| order.is_le());
            let new = now.next_if(|_| order.is_ge());
            match (old, new) {
                (Some(old), Some(new)) if is_same(old, new) => {}
                (Some(_), Some(new)) => self.changed.push(Arc::clone(path(new))),
                (Some(old), None) => self.removed.push(Arc::clone(path(old))),
                (None, new) => self.added.extend(new.map(|new| Arc::clone(path(new)))),
            }
        }
    }
}

/// Loads the review of one folder as often as it is asked to.
#[derive(Debug)]
pub struct ReviewLoader {
    content: PathBuf,
    folder: ContentFolder,
    /// Of a folder that is followed.
    checkout: Option<Checkout>,
    /// What `review.yaml` says, and the text of it.
    settings: Option<(Option<Arc<Source>>, ReadSettings)>,
    /// What was made of each text, ordered by path.
    parsed: Vec<(Arc<Source>, Arc<Parsed>)>,
    /// What was loaded last, what the folder held then, and which day it was.
    last: Option<((Inputs, Day), LoadedReview)>,
}

impl ReviewLoader {
    /// A loader of a content folder.
    #[must_use]
    pub fn new(content: &Path) -> ReviewLoader {
        ReviewLoader {
            content: content.to_path_buf(),
            folder: ContentFolder::new(content),
            checkout: None,
            settings: None,
            parsed: Vec::new(),
            last: None,
        }
    }

    /// The same, for a review of which nothing is read where it is larger than this.
    #[must_use]
    pub fn within(self, budget: Budget) -> ReviewLoader {
        ReviewLoader { folder: self.folder.within(budget), ..self }
    }

    /// The same, for a folder that is followed while others work in it.
    #[must_use]
    pub fn following(self) -> ReviewLoader {
        ReviewLoader { checkout: Some(Checkout::around(&self.content)), ..self }
    }

    /// What the folder holds. Half of a checkout is no state of the review that anybody has written, so that what is read while
    /// one goes on is read again.
    fn read(&mut self, rescan: Rescan<'_>) -> Inputs {
        let Some(checkout) = &mut self.checkout else { return self.folder.read(rescan) };
        let mut inputs = self.folder.read(if checkout.settle() { Rescan::All } else { rescan });
        while checkout.settle() {
            inputs = self.folder.read(Rescan::All);
        }
        inputs
    }

    /// Loads the review, to be judged on the day that counts as today. It is the same value as the last time if the folder
    /// holds the same, and the day is the same.
    pub fn load(&mut self, rescan: Rescan<'_>, as_of: Day) -> LoadedReview {
        let started = Instant::now();
        let inputs = self.read(rescan);
        let timings = Timings { read: started.elapsed(), ..Timings::default() };
        let (before, loaded) = self.last.take().unzip();
        let (before, day) = before.unzip();
        let before = before.unwrap_or_default();
        let is_same = |changes: &ContentChanges, inputs: &Inputs| {
            *changes == ContentChanges::default() && before.diagnostics == inputs.diagnostics && day == Some(as_of)
        };
        let changes = ContentChanges::between(&before, &inputs);
        let loaded = match loaded {
            Some(loaded) if is_same(&changes, &inputs) => LoadedReview { changes, timings, ..loaded },
            loaded => self.link(&inputs, as_of, loaded.map(|loaded| loaded.review), changes, timings),
        };
        self.last = Some(((inputs, as_of), loaded.clone()));
        loaded
    }

    fn link(
        &mut self,
        inputs: &Inputs,
        as_of: Day,
        before: Option<Arc<Review>>,
        changes: ContentChanges,
        mut timings: Timings,
    ) -> LoadedReview {
        let started = Instant::now();
        let mut diagnostics = Diagnostics { list: inputs.diagnostics.clone(), ..Diagnostics::default() };
        let is_settings = |source: &Arc<Source>| &*source.path == settings::FILE;
        let file = inputs.sources.iter().find(|source| is_settings(source));
        let shown = self.content.join(settings::FILE).to_string_lossy().into();
        let (settings, problems) = self.settings(file, &shown);
        let mut unread = self.unlisted(&diagnostics.list);
        if settings.unread {
            unread.add_settings(&shown);
        }
        // Where nothing was read, nobody knows whether there is a `review.yaml`.
        let is_unread = inputs.diagnostics.iter().any(|problem| problem.code == Code::ReviewTooLarge);
        diagnostics.list.extend(problems.into_iter().filter(|_| !is_unread));
        let is_record = |source: &&Arc<Source>| !is_settings(source) && !settings.ignored.has(&source.path);
        let records: Vec<&Arc<Source>> = inputs.sources.iter().filter(is_record).collect();
        self.parse(&records);
        let records = self.parsed.iter().flat_map(|(_, parsed)| &parsed.records).cloned().collect();
        diagnostics.list.extend(self.parsed.iter().flat_map(|(_, parsed)| &parsed.diagnostics).cloned());
        for (source, parsed) in &self.parsed {
            parsed.unread.into_iter().for_each(|kind| unread.add(kind, &source.shown));
        }
        timings.parse = started.elapsed();

        let started = Instant::now();
        let attachments = inputs.attachments.iter().filter(|file| !settings.ignored.has(&file.path));
        let mut attachments: Vec<Attachment> = attachments.cloned().collect();
        attachments.sort_by(|a, b| a.path.cmp(&b.path));
        let linked = guarded(Operation::Link, &shown, || {
            link(Arc::clone(&settings), records, attachments, unread, before.as_deref())
        });
        // Without links there is nothing that could be shown; the next time may find what it needs.
        let (review, problems) = linked.unwrap_or_else(|fault| {
            let (review, _) = link(settings, Vec::new(), Vec::new(), Unread::default(), None);
            (review, vec![*fault])
        });
        diagnostics.list.extend(problems);
        let waiting = review.unread.notes(&review.settings.names, &rules::waiting(&review));
        diagnostics.put_first(&review.unread, &waiting);
        timings.link = started.elapsed();
        let review = Arc::new(review);
        let warnings = Warnings::new(Arc::clone(&review), as_of);
        LoadedReview { review, sources: inputs.sources.clone(), diagnostics, warnings, changes, timings }
    }

    /// What `review.yaml` says.
    fn settings(&mut self, file: Option<&Arc<Source>>, shown: &Arc<str>) -> ReadSettings {
        let is_same = |before: &Option<Arc<Source>>| before.as_ref().map(Arc::as_ptr) == file.map(Arc::as_ptr);
        let before = self.settings.take().filter(|(before, _)| is_same(before));
        let (_, read) = self
            .settings
            .insert(before.unwrap_or_else(|| (file.cloned(), read_settings(file.map(Arc::as_ref), shown))));
        read.clone()
    }

    /// The files that were passed over though they look like records.
    fn unlisted(&self, problems: &[Diagnostic]) -> Unread {
        let mut unread = Unread::default();
        for problem in problems {
            let below = Path::new(&*problem.path).strip_prefix(&self.content).ok().and_then(Path::to_str);
            let first = below.and_then(|path| path.split('/').next()).unwrap_or_default();
            let folder = first.split('.').next().unwrap_or_default();
            if let Some(kind) = Kind::of_folder(folder).filter(|_| is_record_like(&problem.path)) {
                unread.add(kind, &problem.path);
            }
        }
        unread
    }

    /// Parses the texts that are not the same as before.
    fn parse(&mut self, sources: &[&Arc<Source>]) {
        let parse = |source: &Arc<Source>| (Arc::clone(source), Arc::new(parse_guarded(source)));
        // Most often none came or went.
        let are_there = |((before, _), source): (&(Arc<Source>, _), &&Arc<Source>)| {
            Arc::ptr_eq(before, source) || before.path == source.path
        };
        if self.parsed.len() == sources.len() && self.parsed.iter().zip(sources).all(are_there) {
            let pairs = self.parsed.par_iter_mut().zip(sources);
            return pairs
                .filter(|(own, source)| !Arc::ptr_eq(&own.0, source))
                .for_each(|(own, source)| *own = parse(source));
        }
        let before = |source: &Arc<Source>| {
            let place = self.parsed.binary_search_by(|(before, _)| before.path.cmp(&source.path)).ok();
            place.and_then(|place| self.parsed.get(place)).filter(|(before, _)| Arc::ptr_eq(before, source))
        };
        let sources = sources.par_iter().with_max_len(BATCH);
        self.parsed = sources.map(|source| before(source).cloned().unwrap_or_else(|| parse(source))).collect();
    }
}

/// What `review.yaml` says, and what is wrong with it.
type ReadSettings = (Arc<Settings>, Vec<Diagnostic>);

/// What `review.yaml` says.
fn read_settings(source: Option<&Source>, shown: &Arc<str>) -> ReadSettings {
    let known = rules::known();
    let parsed = guarded(Operation::Parse, shown, || settings::parse(source, shown, &known));
    let (settings, problems) = parsed.unwrap_or_else(|fault| (settings::parse(None, shown, &known).0, vec![*fault]));
    (Arc::new(settings), problems)
}

/// The records of a text. One that the program fails at counts as one that cannot be read.
fn parse_guarded(source: &Source) -> Parsed {
    let parsed = guarded(Operation::Parse, &source.shown, || parse(source));
    parsed.unwrap_or_else(|fault| {
        let unusable = Source { text: "".into(), usable: false, ..source.clone() };
        let mut parsed = guarded(Operation::Read, &source.shown, || parse(&unusable)).unwrap_or_default();
        parsed.diagnostics = vec![*fault];
        parsed
    })
}
