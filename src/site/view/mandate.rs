//! The mandate: the text of every clause in its order and nesting, with who covers it.

use serde::Serialize;

use crate::review::kind::Kind;
use crate::site::analysis::mandate::Clause;
use crate::site::analysis::trace::Trace;
use crate::site::body::terms::Glossary;
use crate::site::map::Site;
use crate::site::paging::Paging;
use crate::site::view::body::{self, Piece};
use crate::site::view::prose::{self, ProseView};
use crate::site::view::traceability::{ClausePlace, Covering, Steps, covers, place};
use crate::site::view::value::DoubtView;

/// What the template of the mandate is given.
#[derive(Serialize)]
pub struct MandateView<'a> {
    count: usize,
    clauses: Vec<ClauseView<'a>>,
    steps: Steps,
    page: usize,
    pages: usize,
}

/// One clause.
#[derive(Serialize)]
struct ClauseView<'a> {
    #[serde(flatten)]
    place: ClausePlace<'a>,
    /// The level of its heading, from 2.
    level: usize,
    summary: Option<ProseView<'a>>,
    #[serde(flatten)]
    doubt: DoubtView,
    draft: bool,
    body: Vec<Piece<'a>>,
    /// Whether more of its text stands on its own page.
    more: bool,
    covers: Vec<Covering<'a>>,
}

/// One page of the mandate.
#[must_use]
pub fn view<'a>(site: &'a Site, glossary: &Glossary, page: usize, root: &str) -> MandateView<'a> {
    let trace = site.analyses.trace();
    let paging = Paging::of_list(Kind::Clause);
    let mut level = 1;
    let clauses = paging.slice(&trace.clauses, page).iter().map(|clause| {
        // A page may begin in the midst of parts, and deeper headings than of level 6 there are none.
        level = (clause.depth + 2).min(level + 1).min(6);
        view_of(site, trace, glossary, clause, level, root)
    });
    MandateView {
        count: trace.clauses.len(),
        clauses: clauses.collect(),
        steps: Steps::of(site),
        page: page + 1,
        pages: paging.pages(trace.clauses.len()),
    }
}

fn view_of<'a>(
    site: &'a Site,
    trace: &Trace,
    glossary: &Glossary,
    clause: &Clause,
    level: usize,
    root: &str,
) -> ClauseView<'a> {
    let record = &site.visible.review.records[clause.record];
    let (body, more) = body::opening(site, glossary, clause.record, root);
    ClauseView {
        place: place(site, trace, clause),
        level,
        summary: prose::summary(site, clause.record),
        doubt: DoubtView::of(record),
        draft: record.is_draft(),
        body,
        more,
        covers: covers(site, clause),
    }
}
