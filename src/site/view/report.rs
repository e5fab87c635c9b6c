//! The report: the whole record as one document, in the order of a final report.

use std::borrow::Cow;

use serde::Serialize;

use crate::review::kind::common::{EXTRA, TAGS};
use crate::review::kind::field::{Field, Role};
use crate::review::kind::{Kind, comment, recommendation, term};
use crate::review::openness::is_withdrawn;
use crate::review::record::RecordIx;
use crate::site::analysis::report::{Extract, Part};
use crate::site::body::place::DocumentPlace;
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::view::address::AddressView;
use crate::site::view::body::{self, Piece};
use crate::site::view::history::{Track, tracks};
use crate::site::view::prose::{self, ProseView};
use crate::site::view::record::in_facts;
use crate::site::view::sources;
use crate::site::view::timeline::{self, Timeline};
use crate::site::view::totals::{self, TotalView};
use crate::site::view::value::{self, DoubtView, FieldView};

/// Fields that the place of a record in the report says, where it stands below another.
static PLACES: [&Field; 2] = [&recommendation::GROUP.field, &comment::CONSULTATION.field];
/// Fields that stand elsewhere than among the facts.
static APART: [&Field; 1] = [&term::MEANS.field];

/// The kinds whose records the contents do not name one by one.
const MANY: [Kind; 7] =
    [Kind::Comment, Kind::Milestone, Kind::Update, Kind::Document, Kind::Person, Kind::Term, Kind::Meeting];

/// What the template of a page of the report is given. All its links are whole: no way to the root belongs before them.
#[derive(Serialize)]
pub struct ReportView<'a> {
    /// The page, from 1.
    page: usize,
    pages: usize,
    /// How many records there are, and how many of them the report holds.
    count: usize,
    held: usize,
    /// The table of contents, on the first page.
    contents: Vec<ContentsPart<'a>>,
    parts: Vec<PartView<'a>>,
    /// The pages before and after.
    previous: Option<String>,
    next: Option<String>,
    /// The first page, from the others.
    first: String,
}

/// A part in the table of contents.
#[derive(Serialize)]
struct ContentsPart<'a> {
    title: Cow<'static, str>,
    path: String,
    count: usize,
    /// Whether the report holds it.
    held: bool,
    lines: Vec<Line<'a>>,
}

/// A line of the table of contents: a record, or a page of a part.
#[derive(Serialize)]
struct Line<'a> {
    path: String,
    label: Option<&'a str>,
    title: &'a str,
    /// The last record of the page, where the line is one.
    to: Option<&'a str>,
    /// Whether it stands below the one before.
    below: bool,
}

/// A part of the report, or as much of it as stands on a page.
#[derive(Serialize)]
struct PartView<'a> {
    id: String,
    title: Cow<'static, str>,
    continued: bool,
    /// The record that the first ones stand below, where it is on the page before.
    holder: Option<Link<'a>>,
    /// The chart of what happened when, above the records of the timeline.
    timeline: Option<Timeline<'a>>,
    /// The lists of its records, where the report does not hold them.
    lists: Vec<List>,
    entries: Vec<Entry<'a>>,
}

/// The list of a kind.
#[derive(Serialize)]
struct List {
    title: Cow<'static, str>,
    path: String,
    count: usize,
}

/// A record.
#[derive(Serialize)]
struct Entry<'a> {
    id: String,
    /// The level of its heading.
    level: u8,
    kind: Cow<'static, str>,
    label: Option<&'a str>,
    title: &'a str,
    summary: Option<ProseView<'a>>,
    draft: bool,
    to_come: bool,
    withdrawn: bool,
    #[serde(flatten)]
    doubt: DoubtView,
    fields: Vec<FieldView<'a>>,
    /// The fields that no source confirms and that do not stand among these.
    doubted: Vec<String>,
    extra: Option<FieldView<'a>>,
    body: Vec<Piece<'a>>,
    tracks: Vec<Track<'a>>,
    totals: Vec<TotalView<'a>>,
    sources: Vec<AddressView<'a>>,
    tags: Vec<&'a str>,
}

/// A page of the report, of a site that is seen from it.
#[must_use]
pub fn view(site: &Site, page: usize) -> ReportView<'_> {
    let pages = site.analyses.report().pages();
    let extracts = || (0..pages).flat_map(|page| site.analyses.report().extracts(page));
    ReportView {
        page: page + 1,
        pages,
        count: extracts().map(|extract| extract.records.len()).sum(),
        held: extracts().filter(|extract| extract.held).map(|extract| extract.records.len()).sum(),
        contents: if page == 0 { contents(site) } else { Vec::new() },
        parts: site.analyses.report().extracts(page).iter().map(|extract| part(site, extract)).collect(),
        previous: page.checked_sub(1).map(|page| site.addresses.report_path(page)),
        next: (page + 1 < pages).then(|| site.addresses.report_path(page + 1)),
        first: site.addresses.report_path(0),
    }
}

fn contents(site: &Site) -> Vec<ContentsPart<'_>> {
    let names = &site.visible.review.settings.names;
    let pages = site.analyses.report().pages();
    let mut contents: Vec<ContentsPart<'_>> = Vec::new();
    for page in 0..pages {
        for Extract { part, records, held, .. } in site.analyses.report().extracts(page) {
            let path = if pages == 1 { format!("#{}", part_id(part)) } else { site.addresses.report_path(page) };
            let title = names.say(part.title);
            if contents.last().is_none_or(|last| last.title != title) {
                let path = path.clone();
                contents.push(ContentsPart { title, path, count: 0, held, lines: Vec::new() });
            }
            let Some(last) = contents.last_mut() else { continue };
            last.count += records.len();
            if pages > 1 {
                last.lines.extend(extract_line(site, path, records));
            } else if held {
                let named = records.iter().filter(|record| !MANY.contains(&site.visible.review.records[**record].kind));
                last.lines.extend(named.map(|record| line(site, *record)));
            }
        }
    }
    contents
}

fn line(site: &Site, record: RecordIx) -> Line<'_> {
    let Link { path, title, label } = site.addresses.link(record);
    Line {
        path: path.into_owned(),
        label,
        title,
        to: None,
        below: site.visible.in_role(record, Role::Holder).is_some(),
    }
}

/// The line of a page: its first and its last record.
fn extract_line<'a>(site: &'a Site, path: String, records: &[RecordIx]) -> Option<Line<'a>> {
    let name = |record: RecordIx| {
        let Link { title, label, .. } = site.addresses.link(record);
        label.unwrap_or(title)
    };
    let (&first, &last) = (records.first()?, records.last()?);
    Some(Line { path, label: None, title: name(first), to: Some(name(last)), below: false })
}

fn part_id(part: &Part) -> String {
    format!("part-{}", part.name)
}

fn part<'a>(site: &'a Site, extract: &Extract<'_>) -> PartView<'a> {
    let Extract { part, records, held, continued } = *extract;
    let timed = held && !continued && part.kinds == [Kind::Milestone];
    let (entries, lists) = if held { (records, [].as_slice()) } else { ([].as_slice(), part.kinds) };
    PartView {
        id: part_id(part),
        title: site.visible.review.settings.names.say(part.title),
        continued,
        holder: entries
            .first()
            .and_then(|record| site.visible.in_role(*record, Role::Holder))
            .map(|holder| site.addresses.link(holder)),
        timeline: if timed { timeline::whole(site) } else { None },
        lists: lists.iter().map(|kind| list(site, *kind)).filter(|list| list.count > 0).collect(),
        entries: entries.iter().map(|&record| entry(site, record)).collect(),
    }
}

fn list(site: &Site, kind: Kind) -> List {
    let count = site.visible.counted_of(kind);
    List { title: site.visible.review.settings.names.heading(kind), path: site.addresses.list_path(kind), count }
}

fn entry(site: &Site, position: RecordIx) -> Entry<'_> {
    let record = &site.visible.review.records[position];
    let values = &record.values;
    let title = site.addresses.title(position);
    let below = site.visible.in_role(position, Role::Holder).is_some();
    let level = if below { 4 } else { 3 };
    let id = site.addresses.anchor(position);
    let is_said = |field: &'static Field| APART.contains(&field) || (below && PLACES.contains(&field));
    let fields = values.iter().filter(|(field, value)| in_facts(field, value) && !is_said(field));
    let fields = fields.filter_map(|(field, value)| value::show_field(site, position, field, value));
    let fields: Vec<FieldView<'_>> = fields.collect();
    let body =
        body::body_among(site, position, DocumentPlace { anchor: &id, name: record.label().unwrap_or(title), level });
    Entry {
        level,
        kind: site.visible.review.settings.names.called(record),
        label: record.label().filter(|label| *label != title),
        title,
        summary: prose::summary(site, position).or_else(|| prose::of(site, position, values, &term::MEANS)),
        draft: record.is_draft(),
        to_come: site.visible.is_to_come(record),
        withdrawn: is_withdrawn(&site.visible.review, position, site.visible.today()),
        doubt: DoubtView::of(record),
        doubted: value::doubted_apart(site, position, &fields),
        fields,
        extra: values.value(&EXTRA.field).and_then(|value| value::show_field(site, position, &EXTRA.field, value)),
        body,
        tracks: tracks(site, position),
        totals: totals::view(site, position),
        sources: sources(site, position, values),
        tags: values.get(&TAGS).iter().map(|tag| &*tag.text).collect(),
        id,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::analysis::report::PARTS;

    #[test]
    fn no_id_of_a_part_is_one_of_a_record() {
        // The id of a record is the folder of its kind, a hyphen, and any name.
        for kind in Kind::ALL {
            let start = format!("{}-", kind.folder());
            assert!(PARTS.iter().all(|part| !part_id(part).starts_with(&start)), "{kind:?}");
        }
    }
}
