//! The first half of the road, from a folder to a judged review, walked again after every change.
//!
//! What a phase made of the same argument before is taken over: texts of files that look as they did, records of the same
//! texts, links of the same records. Nothing is ever marked as stale, so nothing can be forgotten: the result is the one
//! that a reader that has read nothing yet would come to.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use rayon::prelude::*;

use crate::build::{Findings, Timings};
use crate::review::link::{Review, link};
use crate::review::parse::{Parsed, parse};
use crate::review::{rules, settings};
use crate::text::source::{Folder, Source};

/// A review that was read, whatever is wrong with it.
#[derive(Debug)]
pub struct Reading {
    /// The review.
    pub review: Arc<Review>,
    /// The texts that it was made from, ordered by path.
    pub sources: Vec<Arc<Source>>,
    /// What is wrong with it.
    pub findings: Findings,
    /// How long the phases took.
    pub timings: Timings,
}

/// Reads one folder as often as it is asked to.
#[derive(Debug)]
pub struct Reader {
    content: PathBuf,
    folder: Folder,
    /// What was made of each text, ordered by path.
    parsed: Vec<(Arc<Source>, Arc<Parsed>)>,
    review: Option<Arc<Review>>,
}

impl Reader {
    /// A reader of a content folder.
    #[must_use]
    pub fn new(content: &Path) -> Reader {
        Reader { content: content.to_path_buf(), folder: Folder::new(content), parsed: Vec::new(), review: None }
    }

    /// Reads the review.
    pub fn read(&mut self) -> Reading {
        let mut timings = Timings::default();
        let started = Instant::now();
        let inputs = self.folder.read();
        timings.read = started.elapsed();

        let started = Instant::now();
        let mut findings = Findings { diagnostics: inputs.diagnostics, ..Findings::default() };
        let is_settings = |source: &Arc<Source>| &*source.path == settings::FILE;
        let file = inputs.sources.iter().find(|source| is_settings(source));
        let shown = self.content.join(settings::FILE).to_string_lossy().into();
        let (settings, problems) = settings::parse(file.map(Arc::as_ref), &shown, &rules::known());
        findings.diagnostics.extend(problems);
        let records = inputs.sources.par_iter().filter(|source| !is_settings(source));
        self.parsed = records.map(|source| (Arc::clone(source), self.parse(source))).collect();
        let records = self.parsed.iter().flat_map(|(_, parsed)| &parsed.records).cloned().collect();
        findings.diagnostics.extend(self.parsed.iter().flat_map(|(_, parsed)| &parsed.diagnostics).cloned());
        timings.parse = started.elapsed();

        let started = Instant::now();
        let (review, problems) = link(settings, records, inputs.attachments, self.review.as_deref());
        findings.diagnostics.extend(problems);
        findings.diagnostics.extend(rules::judge(&review));
        let review = Arc::new(review);
        self.review = Some(Arc::clone(&review));
        timings.link = started.elapsed();
        Reading { review, sources: inputs.sources, findings, timings }
    }

    fn parse(&self, source: &Arc<Source>) -> Arc<Parsed> {
        let before = self.parsed.binary_search_by(|(before, _)| before.path.cmp(&source.path)).ok();
        match before.map(|position| &self.parsed[position]) {
            Some((before, parsed)) if Arc::ptr_eq(before, source) => Arc::clone(parsed),
            _ => Arc::new(parse(source)),
        }
    }
}
