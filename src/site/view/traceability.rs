//! From the mandate to a verdict: who covers which clause, and what followed from each, with every gap shown as one.

use serde::Serialize;

use crate::review::kind::Kind;
use crate::review::kind::clause::DUTY;
use crate::review::kind::history::Track;
use crate::review::record::RecordIx;
use crate::review::rules::RULES;
use crate::site::address::encode;
use crate::site::analysis::facet::Facet;
use crate::site::analysis::mandate::Clause;
use crate::site::analysis::trace::chain::{Chain, End, Via};
use crate::site::analysis::trace::count::Count;
use crate::site::analysis::trace::{Step, Trace};
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::overview::Overview;
use crate::site::route::Route;
use crate::site::view::history::{RowStanding, in_row};
use crate::site::view::value::WordView;
use crate::text::code::Code;

/// How many sub-teams have a column each; where there are more, each clause names its own.
const MOST_COLUMNS: usize = 16;
/// How many rows of its strand the page of a clause shows.
const SHOWN: usize = 40;
/// How many recommendations are named in a row of those that are named before.
const NAMED: usize = 12;

/// What the template of the traceability is given.
#[derive(Serialize)]
pub struct TraceabilityView<'a> {
    /// How many records are linked to the next step; on the first page only.
    counts: Vec<Count>,
    /// The clauses with who covers them; on the first page only.
    matrix: Option<Matrix<'a>>,
    strands: Vec<StrandView<'a>>,
    steps: Steps,
    page: usize,
    pages: usize,
}

/// The steps that the review has on the way; the others are nowhere, not even as missing.
#[derive(Debug, Clone, Serialize)]
pub struct Steps {
    /// Whether it has clauses.
    clauses: bool,
    /// Whether it has sub-teams.
    teams: bool,
    /// Whether it is said of a clause that no sub-team covers it.
    uncovered: bool,
    /// Whether it has findings.
    findings: bool,
    /// The histories in which anything is known.
    histories: Vec<&'static str>,
}

impl Steps {
    /// Those of a review.
    #[must_use]
    pub fn of(site: &Site) -> Steps {
        let has = |kind| site.visible.of_kind(kind).next().is_some();
        let settings = &site.visible.review.settings;
        let is_asked = RULES.iter().any(|rule| rule.code == Code::ClauseWithoutTeam && !rule.is_off(settings));
        Steps {
            clauses: has(Kind::Clause),
            teams: has(Kind::Charter),
            uncovered: has(Kind::Charter) && is_asked,
            findings: has(Kind::Finding),
            histories: tracks(site).into_iter().map(Track::name).collect(),
        }
    }
}

/// The histories in which anything is known of a recommendation.
fn tracks(site: &Site) -> Vec<&'static Track> {
    let facets = site.analyses.facets();
    let known = [Facet::Response, Facet::Progress, Facet::Verdict].into_iter().filter(|facet| facets.is_known(*facet));
    known.filter_map(Facet::history).collect()
}

/// Clauses by sub-teams.
#[derive(Serialize)]
struct Matrix<'a> {
    /// The sub-teams, one a column; empty where there are too many.
    teams: Vec<Link<'a>>,
    rows: Vec<MatrixRow<'a>>,
}

/// A clause, and who covers it.
#[derive(Serialize)]
struct MatrixRow<'a> {
    clause: ClausePlace<'a>,
    /// One for each column.
    cells: Vec<MatrixCell<'a>>,
    covers: Vec<Covering<'a>>,
}

/// Whether a sub-team covers a clause.
#[derive(Serialize)]
struct MatrixCell<'a> {
    /// What the sub-team is called.
    of: &'a str,
    /// `whole`, `part` or nothing.
    covers: &'static str,
}

/// A clause in the mandate.
#[derive(Serialize)]
pub struct ClausePlace<'a> {
    link: Link<'a>,
    depth: usize,
    /// `shall` or `may`; none where nothing is said, or nobody knows.
    duty: Option<WordView>,
    /// Whether the clause says that nobody knows.
    duty_unknown: bool,
    /// Where its strand begins, from the root of the site; empty where there is none.
    strand: String,
}

/// A sub-team that covers a clause.
#[derive(Serialize)]
pub struct Covering<'a> {
    team: Link<'a>,
    /// Whether it covers only parts of it.
    in_part: bool,
}

/// What followed from a clause, or from none.
#[derive(Serialize)]
pub struct StrandView<'a> {
    /// The id of its heading, where it begins on this page.
    id: Option<String>,
    /// The clause; none for what no clause leads to.
    clause: Option<ClausePlace<'a>>,
    covers: Vec<Covering<'a>>,
    findings: usize,
    recommendations: usize,
    steps: Steps,
    rows: Vec<RowView<'a>>,
    /// How many rows of it are not shown here.
    more: usize,
}

/// One chain from a sub-team to a verdict.
#[derive(Serialize)]
struct RowView<'a> {
    team: Cell<'a>,
    finding: Cell<'a>,
    /// The recommendation; none for a gap, and where `before` names several.
    recommendation: Option<Link<'a>>,
    /// What the histories of the recommendation say now, of which anything is known.
    standing: Vec<RowStanding<'a>>,
    /// Recommendations that are named before, as far as they are named.
    before: Vec<Link<'a>>,
    /// How many more of them there are, which the page of the finding or of the clause names.
    unnamed: usize,
}

/// Records in the chain, or the gap in their place.
#[derive(Serialize)]
struct Cell<'a> {
    links: Vec<Link<'a>>,
    /// Whether a gap is one because the record before says that it is unknown.
    unknown: bool,
    /// How many rows it stands for; none where a row before stands for this one.
    span: usize,
}

/// One page of the traceability.
#[must_use]
pub fn view(site: &Site, page: usize) -> TraceabilityView<'_> {
    let trace = site.analyses.trace();
    let strands = trace.extracts(page).iter().map(|extract| {
        let strand = &trace.strands[extract.strand];
        let rows = strand.rows[extract.rows.clone()].iter().map(|row| (row.chain, &row.end));
        let ends = rows.map(|(chain, end)| match end {
            End::Recommendation(recommendation) => (chain, ShownEnd::Recommendation(*recommendation)),
            End::Before(before) => (chain, ShownEnd::Before(before)),
            End::Nothing => (chain, ShownEnd::Nothing),
        });
        strand_view(site, trace, extract.strand, extract.rows.start == 0, &ends.collect::<Vec<_>>())
    });
    TraceabilityView {
        counts: if page == 0 { trace.counts(&site.visible) } else { Vec::new() },
        matrix: (page == 0 && !trace.clauses.is_empty()).then(|| matrix(site, trace)),
        strands: strands.collect(),
        steps: Steps::of(site),
        page: page + 1,
        pages: site.pages_of(Overview::Traceability),
    }
}

/// What followed from one clause, for its own page: all recommendations in full.
#[must_use]
pub fn of_clause(site: &Site, record: RecordIx) -> Option<StrandView<'_>> {
    let trace = site.analyses.trace();
    let place = trace.place(record)?;
    let chains = trace.strands.get(place)?.chains.iter().enumerate();
    let ends = chains.flat_map(|(number, chain)| {
        let nothing = chain.recommendations.is_empty().then_some((number, ShownEnd::Nothing));
        let named = chain.recommendations.iter().map(move |&found| (number, ShownEnd::Recommendation(found)));
        named.chain(nothing)
    });
    let ends: Vec<(usize, ShownEnd<'_>)> = ends.collect();
    let shown = &ends[..ends.len().min(SHOWN)];
    Some(StrandView { more: ends.len() - shown.len(), ..strand_view(site, trace, place, true, shown) })
}

/// Where a chain leads to, as it is shown on one page.
#[derive(Clone, Copy)]
enum ShownEnd<'a> {
    Recommendation(RecordIx),
    Before(&'a [RecordIx]),
    Nothing,
}

/// A clause as it is shown.
#[must_use]
pub fn place<'a>(site: &'a Site, trace: &Trace, clause: &Clause) -> ClausePlace<'a> {
    let page = Route::Overview(Overview::Traceability, trace.page_of(clause.record));
    let strand = format!("{}#{}", site.addresses.path(&page), encode(&id(site, clause)));
    ClausePlace {
        link: site.addresses.link(clause.record),
        depth: clause.depth,
        duty: clause.duty.map(WordView::from),
        duty_unknown: site.visible.review.records[clause.record].values.is_unknown(&DUTY.field),
        strand,
    }
}

fn id(site: &Site, clause: &Clause) -> String {
    format!("from-{}", site.visible.review.records[clause.record].name)
}

/// Who covers a clause.
#[must_use]
pub fn covers<'a>(site: &'a Site, clause: &Clause) -> Vec<Covering<'a>> {
    clause
        .teams
        .iter()
        .map(|cover| Covering { team: site.addresses.link(cover.team), in_part: cover.in_part })
        .collect()
}

fn matrix<'a>(site: &'a Site, trace: &Trace) -> Matrix<'a> {
    let mut teams: Vec<RecordIx> = site.visible.of_kind(Kind::Charter).collect();
    if teams.len() > MOST_COLUMNS {
        teams.clear();
    }
    let rows = trace.clauses.iter().map(|clause| {
        let cell = |&team: &RecordIx| MatrixCell {
            of: site.addresses.link(team).title,
            covers: match clause.teams.iter().find(|cover| cover.team == team) {
                Some(cover) if cover.in_part => "part",
                Some(_) => "whole",
                None => "",
            },
        };
        MatrixRow {
            clause: place(site, trace, clause),
            cells: teams.iter().map(cell).collect(),
            covers: covers(site, clause),
        }
    });
    Matrix { rows: rows.collect(), teams: teams.iter().map(|&team| site.addresses.link(team)).collect() }
}

/// A strand or a part of it: of each row the chain, and where it ends.
fn strand_view<'a>(
    site: &'a Site,
    trace: &Trace,
    place: usize,
    starts: bool,
    ends: &[(usize, ShownEnd<'_>)],
) -> StrandView<'a> {
    let strand = &trace.strands[place];
    let clause = strand.clause.map(|place| &trace.clauses[place]);
    StrandView {
        id: starts.then(|| clause.map_or_else(|| "from-nothing".to_owned(), |clause| id(site, clause))),
        clause: clause.map(|clause| self::place(site, trace, clause)),
        covers: clause.map(|clause| covers(site, clause)).unwrap_or_default(),
        findings: strand.findings,
        recommendations: strand.recommendations,
        steps: Steps::of(site),
        rows: rows(site, &strand.chains, ends),
        more: 0,
    }
}

/// Rows with the cells that they share.
fn rows<'a>(site: &'a Site, chains: &[Chain], ends: &[(usize, ShownEnd<'_>)]) -> Vec<RowView<'a>> {
    let span = |number: usize, same: &dyn Fn(usize, usize) -> bool| {
        let own = ends[number].0;
        let begins = number == 0 || !same(ends[number - 1].0, own);
        if begins { ends[number..].iter().take_while(|(chain, _)| same(own, *chain)).count() } else { 0 }
    };
    let links =
        |records: &[RecordIx]| records.iter().map(|&record| site.addresses.link(record)).collect::<Vec<Link<'a>>>();
    let tracks = tracks(site);
    let standing = |found: RecordIx| in_row(site, found, &tracks);
    let row = |(number, &(chain, end)): (usize, &(usize, ShownEnd<'_>))| {
        let Chain { team, findings, .. } = &chains[chain];
        let team_links = if let Step::At(team) = *team { links(&[team]) } else { Vec::new() };
        let (recommendation, before) = match end {
            ShownEnd::Recommendation(found) => (Some(found), &[][..]),
            ShownEnd::Before(before) => (None, before),
            ShownEnd::Nothing => (None, &[][..]),
        };
        RowView {
            team: Cell {
                links: team_links,
                unknown: *team == Step::Unknown,
                span: span(number, &|a, b| chains[a].team == chains[b].team),
            },
            finding: Cell {
                links: links(findings.positions()),
                unknown: *findings == Via::Without(Step::Unknown),
                span: span(number, &|a, b| a == b),
            },
            recommendation: recommendation.map(|found| site.addresses.link(found)),
            standing: recommendation.map(standing).unwrap_or_default(),
            before: links(&before[..before.len().min(NAMED)]),
            unnamed: before.len().saturating_sub(NAMED),
        }
    };
    ends.iter().enumerate().map(row).collect()
}
