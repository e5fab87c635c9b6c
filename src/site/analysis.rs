//! What follows from what is shown: each a pure function of [`Visible`], and knowing no address.
//!
//! This is the one lazy place of the pipeline. Several pages show parts of the same analysis, and after an edit of a preview
//! most of them are asked for by nobody; so each is made whole when the first page asks for it, and kept as long as the
//! site; some of it the site after an edit takes over. The other pages of a build wait for that one, so what is made here is
//! made by one thread and asks for no page; what takes long is made side by side before all of them.

pub mod alphabet;
pub mod anchors;
mod change;
pub mod changes;
pub mod discrepancies;
pub mod facet;
pub mod figures;
pub mod mandate;
mod of_each;
pub mod openings;
pub mod overdue;
pub mod period;
pub mod register;
pub mod report;
pub mod sources;
pub mod standings;
pub mod summaries;
pub mod timeline;
pub mod trace;

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::site::analysis::alphabet::Alphabet;
use crate::site::analysis::change::{Change, Shared};
use crate::site::analysis::changes::Changes;
use crate::site::analysis::discrepancies::Discrepancies;
use crate::site::analysis::facet::{Facet, Facets};
use crate::site::analysis::figures::Figures;
use crate::site::analysis::openings::Openings;
use crate::site::analysis::overdue::Overdue;
use crate::site::analysis::register::Register;
use crate::site::analysis::report::Report;
use crate::site::analysis::sources::Sources;
use crate::site::analysis::standings::Standings;
use crate::site::analysis::summaries::Summaries;
use crate::site::analysis::trace::Trace;
use crate::site::search::index::{Index, Part, PartialIndex};
use crate::site::visible::Visible;
use crate::text::fault::{Operation, guarded};

/// What follows from what a publication shows. Whoever has a clone of it has the same analyses.
#[derive(Debug, Clone)]
pub struct Analyses {
    visible: Visible,
    lasting: Lasting,
    made: Arc<Cache>,
}

/// What another state of the review may take over, as far as it cannot be another there.
#[derive(Debug, Clone)]
pub struct Lasting {
    standings: Standings,
    facets: Facets,
    sources: Shared<Sources>,
}

#[derive(Debug, Default)]
struct Cache {
    alphabet: OnceLock<Alphabet>,
    changes: OnceLock<Changes>,
    discrepancies: OnceLock<Discrepancies>,
    figures: OnceLock<Figures>,
    index: OnceLock<Index>,
    overdue: OnceLock<Overdue>,
    register: OnceLock<Register>,
    report: OnceLock<Report>,
    summaries: OnceLock<Summaries>,
    trace: OnceLock<Trace>,
}

impl Lasting {
    fn new(visible: &Visible, before: Option<&Lasting>) -> Lasting {
        let after = |before: &Lasting| {
            // What the program fails at is not taken over: the pages that ask for it tell so.
            let after = || Lasting::after(visible, before);
            guarded(Operation::Show, &visible.review.settings.path, after).ok().flatten()
        };
        before.and_then(after).unwrap_or_else(|| {
            let standings = Standings::new(visible.clone());
            let facets = Facets::new(visible.clone(), standings.clone());
            Lasting { standings, facets, sources: Shared::default() }
        })
    }

    /// What is taken over from another state of the review. None where nobody can tell what has changed since.
    fn after(visible: &Visible, before: &Lasting) -> Option<Lasting> {
        let change = Change::since(before.standings.visible(), visible)?;
        let standings = Standings::new(visible.clone()).after(&before.standings, &change);
        let facets = Facets::new(visible.clone(), standings.clone()).after(&before.facets, &change);
        let sources = before.sources.taken_over(|_| sources::are_same(visible, &change));
        Some(Lasting { standings, facets, sources })
    }
}

impl Analyses {
    /// Nothing yet of what follows from this, but for what is taken over from another state of the review.
    #[must_use]
    pub fn new(visible: Visible, before: Option<&Lasting>) -> Analyses {
        Analyses { lasting: Lasting::new(&visible, before), visible, made: Arc::default() }
    }

    /// What another state of the review may take over.
    #[must_use]
    pub fn lasting(&self) -> &Lasting {
        &self.lasting
    }

    /// Makes side by side those that take long and that most pages ask for, as whoever is about to make many pages wants them:
    /// the first thread that asks for one would make it alone, while the others wait.
    pub fn make_most(&self) {
        let others: [fn(&Analyses); 4] =
            [|own| _ = own.discrepancies(), |own| _ = own.trace(), |own| _ = own.sources(), |own| _ = own.changes()];
        rayon::join(|| others.par_iter().for_each(|other| self.make(|| other(self))), || self.make_facets(&Facet::ALL));
    }

    /// Makes several facets side by side, as a page wants them that shows all of them.
    pub fn make_facets(&self, facets: &[Facet]) {
        facets.par_iter().for_each(|facet| self.make(|| _ = self.facets().values(*facet)));
    }

    /// Makes what the first page counts.
    pub fn make_for_first_page(&self) {
        self.make(|| _ = self.discrepancies());
        let facets = [Facet::Response, Facet::Progress, Facet::Verdict, Facet::Addressee, Facet::Theme];
        facets.into_iter().for_each(|facet| self.make(|| _ = self.facets().values(facet)));
    }

    /// Makes side by side what takes longest of what the page of a recommendation asks for, as whoever makes that page first
    /// wants it.
    pub fn make_for_recommendation(&self) {
        if self.lasting.sources.made().is_none() {
            rayon::join(|| self.make(|| _ = self.sources()), || self.make(|| _ = self.facets().values(Facet::Theme)));
        }
    }

    /// Makes one before a page asks for it. Where the program fails at it, the pages that ask for it tell so.
    fn make(&self, making: impl FnOnce()) {
        guarded(Operation::Show, &self.visible.review.settings.path, making).unwrap_or_default();
    }

    /// The records by their titles.
    #[must_use]
    pub fn alphabet(&self) -> &Alphabet {
        self.made.alphabet.get_or_init(|| Alphabet::new(&self.visible))
    }

    /// What was added or changed.
    #[must_use]
    pub fn changes(&self) -> &Changes {
        self.made.changes.get_or_init(|| Changes::new(&self.visible))
    }

    /// What does not go together.
    #[must_use]
    pub fn discrepancies(&self) -> &Discrepancies {
        self.made.discrepancies.get_or_init(|| Discrepancies::new(&self.visible, self.figures()))
    }

    /// The recommendations by the values that they share.
    #[must_use]
    pub fn facets(&self) -> &Facets {
        &self.lasting.facets
    }

    /// The figures that sources state.
    #[must_use]
    pub fn figures(&self) -> &Figures {
        self.made.figures.get_or_init(|| Figures::new(&self.visible))
    }

    /// The words of the search. Whoever is about to make all files side by side has them before the first that asks for them:
    /// threads that wait for one another's work must not wait for the index as well.
    #[must_use]
    pub fn index(&self) -> &Index {
        self.made.index.get_or_init(|| Index::new(&self.visible))
    }

    /// The records whose words the search has, in so many parts at most.
    #[must_use]
    pub fn parts_of_index(&self, count: usize) -> Vec<Part<'_>> {
        Part::all(&self.visible, count)
    }

    /// Puts the words of the search in order, so that whoever asks for them has them at once.
    pub fn make_index(&self, partials: &[PartialIndex]) {
        self.made.index.get_or_init(|| Index::of(&self.visible, partials));
    }

    /// Which recommendations are open.
    #[must_use]
    pub fn openings(&self) -> Openings<'_> {
        self.lasting.standings.openings()
    }

    /// What is late.
    #[must_use]
    pub fn overdue(&self) -> &Overdue {
        self.made.overdue.get_or_init(|| Overdue::new(&self.visible, || self.openings()))
    }

    /// The registers of the meetings.
    #[must_use]
    pub fn register(&self) -> &Register {
        self.made.register.get_or_init(|| Register::new(&self.visible))
    }

    /// The outline of the report.
    #[must_use]
    pub fn report(&self) -> &Report {
        self.made.report.get_or_init(|| Report::new(&self.visible))
    }

    /// What the addresses that facts are taken from are called.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        self.lasting.sources.get(|| Sources::new(&self.visible))
    }

    /// What records say in their histories in all.
    #[must_use]
    pub fn summaries(&self) -> &Summaries {
        self.made.summaries.get_or_init(|| Summaries::new(self.visible.clone()))
    }

    /// The mandate, and all that follows from it.
    #[must_use]
    pub fn trace(&self) -> &Trace {
        self.made.trace.get_or_init(|| Trace::new(&self.visible))
    }
}
