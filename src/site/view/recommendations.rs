//! The recommendations: a table in groups, with what is said of each and what became of it.

use std::borrow::Cow;
use std::collections::HashSet;

use serde::Serialize;

use crate::review::components::speaks_for;
use crate::review::kind::Kind;
use crate::review::kind::history::{PARTS, Track};
use crate::review::kind::recommendation::GROUP;
use crate::review::openness::is_withdrawn;
use crate::review::party::names_of_asked;
use crate::review::record::RecordIx;
use crate::site::analysis::facet::{Facet, FacetValue, Known};
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::paging::Paging;
use crate::site::view::facets::{FacetView, heading, values};
use crate::site::view::states::{StateCount, states};
use crate::site::view::value::DoubtView;
use crate::site::words::facet::DIFFERS;

/// What can be a column, in the order of columns.
const COLUMNS: [Facet; 7] =
    [Facet::Theme, Facet::Addressee, Facet::Team, Facet::Priority, Facet::Response, Facet::Progress, Facet::Verdict];

/// What the filter offers, in its order: whether they are open, what can be a column, and the group.
const OFFERED: [Facet; 9] = [
    Facet::State,
    Facet::Verdict,
    Facet::Progress,
    Facet::Response,
    Facet::Priority,
    Facet::Team,
    Facet::Addressee,
    Facet::Theme,
    Facet::Group,
];

/// What the template of the recommendations is given.
#[derive(Serialize)]
pub struct RecommendationsView<'a> {
    /// How many are counted on all pages together.
    count: usize,
    /// How many others are made of these.
    wholes: usize,
    /// In how many groups they are; none where nothing is grouped.
    grouped: usize,
    /// Of how many nobody knows the group.
    of_unknown_group: usize,
    /// How many are open, closed and withdrawn.
    states: Vec<StateCount>,
    /// What the filter offers, on the first page, which has it.
    filters: Vec<FacetView<'a>>,
    columns: Vec<Column>,
    /// The facets that are not known of any recommendation, where some record says so.
    unknown: Vec<Cow<'static, str>>,
    groups: Vec<Group<'a>>,
    /// How many of those that are counted are on this page.
    shown: usize,
    page: usize,
    pages: usize,
}

/// A column of a table of recommendations.
#[derive(Serialize)]
pub(super) struct Column {
    #[serde(skip)]
    facet: Facet,
    /// The facet's name in addresses.
    name: &'static str,
    title: Cow<'static, str>,
}

impl Column {
    pub(super) fn new(site: &Site, facet: Facet) -> Column {
        Column { facet, name: facet.folder(), title: site.visible.review.settings.names.say(facet.title()) }
    }
}

/// Recommendations of one group.
#[derive(Serialize)]
struct Group<'a> {
    /// What it is called; none where nothing is grouped.
    title: Option<String>,
    slug: &'a str,
    link: Option<Link<'a>>,
    /// How many of the list it has on all pages together.
    count: usize,
    /// How many of these are here.
    shown: usize,
    rows: Vec<Row<'a>>,
}

/// One recommendation.
#[derive(Serialize)]
pub(super) struct Row<'a> {
    link: Link<'a>,
    unverified: bool,
    partly_unverified: bool,
    draft: bool,
    /// Whether its date lies after the day that counts as today.
    to_come: bool,
    withdrawn: bool,
    /// Whether it is open, by the name in addresses; empty where nobody speaks of what becomes of it.
    state: &'a str,
    /// How many others it is made of; if any, these are counted, and it has no cells.
    components: usize,
    cells: Vec<Cell<'a>>,
}

/// What one recommendation says of one column.
#[derive(Serialize)]
struct Cell<'a> {
    /// What the column is called.
    title: Cow<'static, str>,
    /// The values' names in addresses.
    slugs: Vec<&'a str>,
    texts: Vec<&'a str>,
    words: Cow<'a, str>,
    /// Who says what where they differ, or how many of those who were asked say it.
    detail: Option<&'a str>,
    /// How the words weigh.
    mark: &'static str,
    /// `state`, `text`, `unknown` or `unsaid`.
    form: &'static str,
}

/// A page of all recommendations.
#[must_use]
pub fn view(site: &Site, page: usize) -> RecommendationsView<'_> {
    let facets = site.analyses.facets();
    site.analyses.make_facets(&OFFERED);
    // Of what is made of others nothing is counted, so that it has no place of its own.
    let place = |record: RecordIx| {
        let group = site.visible.group_of(record);
        facets.values(Facet::Group).iter().position(|value| value.record == group)
    };
    let place = |record: RecordIx| facets.place(Facet::Group, record).or_else(|| place(record));
    let mut records: Vec<RecordIx> = site.visible.of_kind(Kind::Recommendation).collect();
    records.sort_by_key(|&record| place(record));
    if site.visible.wholes() > 0 {
        records = with_components(site, &records, &place);
    }
    let is_of_unknown_group = |record| {
        let review = &site.visible.review;
        review.records[speaks_for(review, record, &GROUP.field)].values.is_unknown(&GROUP.field)
    };
    let columns = COLUMNS.into_iter().filter(|facet| facets.is_known(*facet));
    let columns: Vec<Column> = columns.map(|facet| Column::new(site, facet)).collect();
    let paging = Paging::of_list(Kind::Recommendation);
    let shown = paging.slice(&records, page);
    let groups = shown.chunk_by(|a, b| place(*a) == place(*b)).map(|records| {
        let rows = records.iter().map(|&record| row(site, &columns, record)).collect();
        group(site, records.first().and_then(|&record| place(record)), rows)
    });
    RecommendationsView {
        count: site.visible.counted().count(),
        wholes: site.visible.wholes(),
        grouped: site.analyses.facets().values(Facet::Group).iter().filter(|value| value.record.is_some()).count(),
        of_unknown_group: site.visible.counted().filter(|&record| is_of_unknown_group(record)).count(),
        states: states(site),
        filters: if page == 0 { filters(site) } else { Vec::new() },
        unknown: unknown(site),
        groups: groups.collect(),
        shown: shown.iter().filter(|&&record| site.visible.counts(record)).count(),
        page: page + 1,
        pages: paging.pages(records.len()),
        columns,
    }
}

/// What the filter offers.
fn filters(site: &Site) -> Vec<FacetView<'_>> {
    let facets = site.analyses.facets();
    let known = OFFERED.into_iter().filter(|facet| facets.is_known(*facet));
    known.map(|facet| FacetView::new(site, facet, values(site, facet))).collect()
}

/// The same with what a recommendation is made of right after it, as far as that is of the same group, whatever the numbers.
fn with_components(site: &Site, records: &[RecordIx], place: &impl Fn(RecordIx) -> Option<usize>) -> Vec<RecordIx> {
    let below = |whole: RecordIx| {
        let components = site.visible.components(whole).iter().copied();
        components.filter(move |&component| place(component) == place(whole))
    };
    let all_below: HashSet<RecordIx> = records.iter().flat_map(|&record| below(record)).collect();
    let mut next: Vec<RecordIx> = records.iter().rev().copied().filter(|record| !all_below.contains(record)).collect();
    let mut in_order = Vec::with_capacity(records.len());
    while let Some(record) = next.pop() {
        in_order.push(record);
        let own: Vec<RecordIx> = below(record).collect();
        next.extend(own.into_iter().rev());
    }
    in_order
}

/// The facets that have no column, since nobody knows them of any recommendation.
fn unknown(site: &Site) -> Vec<Cow<'static, str>> {
    let facets = site.analyses.facets();
    let without = COLUMNS.into_iter().filter(|facet| !facets.is_known(*facet));
    let unknown = without.filter(|facet| facets.values(*facet).iter().any(|value| value.known == Known::Unknown));
    unknown.map(|facet| site.visible.review.settings.names.say(facet.title())).collect()
}

fn group<'a>(site: &'a Site, group: Option<usize>, rows: Vec<Row<'a>>) -> Group<'a> {
    let value = group.and_then(|group| site.analyses.facets().values(Facet::Group).get(group));
    let value = value.filter(|_| site.analyses.facets().is_known(Facet::Group));
    let title = value.map(|value| heading(site, value));
    let link = value.and_then(|value| value.record).map(|record| site.addresses.link(record));
    let shown = rows.iter().filter(|row| row.components == 0).count();
    let (slug, count) = value.map_or(("", shown), |value| (&value.slug, value.count));
    Group { title, slug, link, count, shown, rows }
}

/// Whether a row can tell more of a history than a word: who says what, or how many of those who were asked, or of how many
/// parts. Most rows cannot, and a look at all that is said takes its time.
fn has_detail(site: &Site, position: RecordIx, track: &Track, word: &str) -> bool {
    let values = &site.visible.review.records[position].values;
    word == DIFFERS
        || names_of_asked(&site.visible.review, position).1.len() > 1
        || !values.get(&PARTS).is_empty()
        || !site.visible.review.settings.words.of(track).is_empty()
}

/// One recommendation in a table with these columns.
pub(super) fn row<'a>(site: &'a Site, columns: &[Column], position: RecordIx) -> Row<'a> {
    let record = &site.visible.review.records[position];
    let cell = |column: &Column| {
        let facet = column.facet;
        let values: Vec<&FacetValue> = site.analyses.facets().values_of(facet, position).collect();
        // After what it counts as stands the review's own word, which readers see.
        let base = values.first().filter(|_| facet.history().is_some() && values.len() > 1);
        let shown = if base.is_some() { values.get(1..).unwrap_or_default() } else { values.as_slice() };
        let first = shown.first()?;
        let form = match first.known {
            Known::Yes if facet.history().is_some() => "state",
            Known::Yes => "text",
            Known::Unknown => "unknown",
            Known::Unsaid => "unsaid",
        };
        let history = facet.history().filter(|track| has_detail(site, position, track, &first.words));
        let all = history.and_then(|track| site.analyses.summaries().in_all(position, track));
        let detail = all.and_then(|all| all.detail.as_deref());
        Some(Cell {
            title: column.title.clone(),
            slugs: values.iter().map(|value| &*value.slug).collect(),
            texts: shown.iter().map(|value| &*value.words).collect(),
            words: match shown {
                [one] => Cow::Borrowed(&*one.words),
                all => all.iter().map(|value| &*value.words).collect::<Vec<&str>>().join(", ").into(),
            },
            detail,
            mark: first.mark.name(),
            form,
        })
    };
    let DoubtView { unverified, partly_unverified } = DoubtView::of(record);
    Row {
        link: site.addresses.link(position),
        unverified,
        partly_unverified,
        draft: record.is_draft(),
        to_come: site.visible.is_to_come(record),
        withdrawn: is_withdrawn(&site.visible.review, position, site.visible.today()),
        state: site.analyses.facets().values_of(Facet::State, position).next().map_or("", |state| &state.slug),
        components: site.visible.components(position).len(),
        cells: columns.iter().filter_map(cell).collect(),
    }
}
