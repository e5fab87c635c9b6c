//! The page of a record: its fields, its body, what became of it, and everything that refers to it.

use std::borrow::Cow;

use serde::Serialize;

use crate::review::kind::common::{ALIASES, DRAFT, EXTRA, LABEL, SOURCE, SUMMARY, TAGS, TITLE, UNVERIFIED};
use crate::review::kind::field::Field;
use crate::review::kind::history::TRACKS;
use crate::review::kind::statement::SAID;
use crate::review::kind::totals::TOTALS;
use crate::review::kind::{self, Kind, charter, meeting};
use crate::review::record::RecordIx;
use crate::review::value::Value;
use crate::site::body::plain::plain_headings;
use crate::site::body::terms::Glossary;
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::view::acts::{self, Acts};
use crate::site::view::address::AddressView;
use crate::site::view::body::{self, Piece};
use crate::site::view::cite::{self, CitationView};
use crate::site::view::comments::{self, Comments};
use crate::site::view::history::{Track, tracks};
use crate::site::view::incoming::{self, Relations};
use crate::site::view::late::{self, LateView};
use crate::site::view::outcomes::{self, Outcomes};
use crate::site::view::prose::{self, ProseView};
use crate::site::view::recommendation::{self, RecommendationView};
use crate::site::view::sources;
use crate::site::view::statement::{self, SaidOf};
use crate::site::view::timeline::{self, Timeline};
use crate::site::view::totals::{self, TotalView};
use crate::site::view::traceability::{self, StrandView};
use crate::site::view::value::{self, DoubtView, FieldView, ViewValue};
use crate::site::words::capitalise;
use crate::site::words::label;

/// Fields that a page shows elsewhere than in its table of fields.
static APART: [&Field; 12] = [
    &TITLE.field,
    &charter::TYPE.field,
    &LABEL.field,
    &SUMMARY.field,
    &SOURCE.field,
    &UNVERIFIED.field,
    &TAGS.field,
    &ALIASES.field,
    &DRAFT.field,
    &EXTRA.field,
    &TOTALS.field,
    &kind::recommendation::ORDER.field,
];

/// From how many headings on a page has a table of contents.
const CONTENTS: usize = 3;

/// What the template of a record is given.
#[derive(Serialize)]
pub struct RecordView<'a> {
    id: &'a str,
    title: &'a str,
    /// What such a record is called.
    called: Cow<'static, str>,
    label: Option<&'a str>,
    summary: Option<ProseView<'a>>,
    /// Whether no source confirms any of it.
    unverified: bool,
    /// Whether no source confirms some of its fields.
    partly_unverified: bool,
    draft: bool,
    /// Whether its date lies after the day that counts as today.
    to_come: bool,
    /// What of it is late.
    late: Vec<LateView<'a>>,
    tags: Vec<&'a str>,
    citations: Vec<CitationView>,
    fields: Vec<FieldView<'a>>,
    /// What those fields are called of which the record says that nobody knows them.
    not_known: Vec<String>,
    /// The fields that no source confirms and that do not stand among these.
    doubted: Vec<String>,
    extra: Option<FieldView<'a>>,
    body: Vec<Piece<'a>>,
    contents: Vec<Content<'a>>,
    tracks: Vec<Track<'a>>,
    /// Figures that it states about others.
    totals: Vec<TotalView<'a>>,
    /// What somebody was asked and said; on the pages of those who were or speak.
    acts: Option<Acts<'a>>,
    /// What it says of others; on the pages of statements only.
    said: Vec<SaidOf<'a>>,
    /// What only the page of a recommendation says.
    recommendation: Option<RecommendationView<'a>>,
    /// How its recommendations stand; on the pages of groups only.
    outcomes: Option<Outcomes<'a>>,
    sources: Vec<AddressView<'a>>,
    /// What happened when, for a phase or a sub-team.
    timeline: Option<Timeline<'a>>,
    incoming: Vec<Relations<'a>>,
    previous: Option<Link<'a>>,
    next: Option<Link<'a>>,
    /// What followed from it; on the pages of clauses only.
    strand: Option<StrandView<'a>>,
    /// What was said in it; on the pages of comment periods only.
    comments: Option<Comments<'a>>,
}

/// A line of a table of contents.
#[derive(Serialize)]
struct Content<'a> {
    level: u8,
    id: &'a str,
    text: Cow<'a, str>,
}

/// The page of a record. What refers to it and is shown in a place of its own is among what refers to it where a template may
/// show that again: those of the embedded theme pass it over, and on the page of a body it is most of all.
#[must_use]
pub fn view<'a>(
    site: &'a Site,
    glossary: &Glossary,
    position: RecordIx,
    root: &str,
    with_apart: bool,
) -> RecordView<'a> {
    let record = &site.visible.review.records[position];
    if record.kind == Kind::Recommendation {
        site.analyses.make_for_recommendation();
    }
    let values = &record.values;
    let title = site.addresses.title(position);
    let facts = values.iter().filter(|(field, value)| in_facts(field, value)).filter_map(|(field, value)| {
        let apart = record.kind == Kind::Recommendation && recommendation::tells(field);
        Some(FieldView { apart, ..value::show_field(site, position, field, value)? })
    });
    let DoubtView { unverified, partly_unverified } = DoubtView::of(record);
    let own = recommendation::themes(site, position).or_else(|| who_met(site, position));
    let fields: Vec<FieldView<'_>> = facts.chain(own).collect();
    RecordView {
        id: &record.id,
        title,
        called: site.visible.review.settings.names.called(record),
        label: record.label().filter(|label| *label != title),
        summary: prose::summary(site, position),
        unverified,
        partly_unverified,
        draft: record.is_draft(),
        to_come: site.visible.is_to_come(record),
        late: late::of_record(site, position),
        tags: values.get(&TAGS).iter().map(|tag| &*tag.text).collect(),
        citations: cite::view(site, position),
        doubted: value::doubted_apart(site, position, &fields),
        not_known: not_known(&fields),
        fields,
        extra: values.value(&EXTRA.field).and_then(|value| value::show_field(site, position, &EXTRA.field, value)),
        body: body::body(site, glossary, position, root),
        contents: contents(site, position),
        tracks: tracks(site, position),
        totals: totals::view(site, position),
        acts: acts::view(site, position),
        said: if record.kind == Kind::Statement { statement::said(site, position) } else { Vec::new() },
        recommendation: (record.kind == Kind::Recommendation).then(|| recommendation::view(site, position)),
        outcomes: if record.kind == Kind::Group { outcomes::of_group(site, position) } else { None },
        sources: sources(site, position, values),
        timeline: timeline::of_record(site, position),
        incoming: incoming::view(site, position, with_apart),
        previous: neighbour(site, position, false),
        next: neighbour(site, position, true),
        strand: if record.kind == Kind::Clause { traceability::of_clause(site, position) } else { None },
        comments: if record.kind == Kind::Consultation { comments::of_consultation(site, position) } else { None },
    }
}

/// That all who carry out the review met, in a review that has a name for them.
fn who_met(site: &Site, position: RecordIx) -> Option<FieldView<'_>> {
    let record = &site.visible.review.records[position];
    let field = &meeting::TEAM.field;
    let is_of_all = record.kind == Kind::Meeting && record.values.value(field).is_none();
    let plenary = site.visible.review.settings.names.plenary().filter(|_| is_of_all)?;
    let value = ViewValue::Text { text: capitalise(plenary).into() };
    Some(FieldView { field: field.name, name: label::WHO_MET.to_owned(), value, unverified: false, apart: false })
}

/// What the facts are called that nobody knows.
fn not_known(fields: &[FieldView<'_>]) -> Vec<String> {
    let unknown = fields.iter().filter(|field| !field.apart && matches!(field.value, ViewValue::Unknown));
    unknown.map(|field| field.name.clone()).collect()
}

/// Whether a field is one of the facts about a record, and shown nowhere else. What a statement says is, where nobody knows it.
pub(super) fn in_facts(field: &'static Field, value: &Value) -> bool {
    let is_said = SAID.contains(&field) && !value.is_unknown();
    !APART.contains(&field) && !is_said && !TRACKS.iter().any(|track| track.entries.field == *field)
}

/// The table of contents, where there are enough headings to look for one.
fn contents(site: &Site, position: RecordIx) -> Vec<Content<'_>> {
    let headings = &site.visible.review.records[position].body.headings;
    if headings.len() < CONTENTS {
        return Vec::new();
    }
    // A heading without words would be a link that cannot be seen.
    let lines = headings.iter().zip(plain_headings(&site.visible.review, position));
    let lines = lines.filter(|(heading, text)| heading.level <= 3 && !text.is_empty());
    lines.map(|(heading, text)| Content { level: heading.level, id: &heading.id, text }).collect()
}

/// The record before or after in the order of the kind.
fn neighbour<'a>(site: &'a Site, position: RecordIx, after: bool) -> Option<Link<'a>> {
    let records = &site.visible.review.records;
    let kind = records[position].kind;
    let nearest = |others: &mut dyn Iterator<Item = usize>| {
        let mut own = others.map(RecordIx::new).take_while(|&other| records[other].kind == kind);
        own.find(|&other| site.visible.shows(other))
    };
    let own = position.position();
    let found = if after { nearest(&mut (own + 1..records.len())) } else { nearest(&mut (0..own).rev()) };
    found.map(|found| site.addresses.link(found))
}
