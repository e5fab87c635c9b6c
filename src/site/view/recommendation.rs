//! What the page of a recommendation says besides what every record's page does: where it stands, why it was made, how
//! anybody will know that it is done, what was said about it, and what it hangs on.

use std::borrow::Cow;

use serde::Serialize;

use crate::review::components::above;
use crate::review::date::Date;
use crate::review::kind::comment::{FROM, ON};
use crate::review::kind::common::UNVERIFIED;
use crate::review::kind::field::Field;
use crate::review::kind::history::TRACKS;
use crate::review::kind::recommendation::{
    CLAUSES, COMPLETE_WHEN, DEPENDS_ON, FINDINGS, PART_OF, PRIOR, RELATED, RELATED_AS, RELATED_TO, SUPERSEDES, THEME,
    WITHDRAWN, WITHDRAWN_BY, WITHDRAWN_DATE, WITHDRAWN_REASON,
};
use crate::review::kind::{Kind, finding};
use crate::review::link::Incoming;
use crate::review::openness::{with_wholes, withdrawn_with};
use crate::review::record::RecordIx;
use crate::site::analysis::facet::{Facet, Known, theme};
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::view::address::AddressView;
use crate::site::view::comments::{Answer, answer};
use crate::site::view::history::{StandingView, standings};
use crate::site::view::party::{PartyView, named};
use crate::site::view::prose::{self, ProseView};
use crate::site::view::sources;
use crate::site::view::summary::{Said, said};
use crate::site::view::value::{self, Card, FieldView, ViewValue};
use crate::site::words::capitalise;
use crate::site::words::date::{DateView, show_date};

/// The reasons of a recommendation, in the order in which they are given.
static REASONS: [&Field; 3] = [&FINDINGS.field, &CLAUSES.field, &PRIOR.field];
/// What a recommendation says of others.
static OTHERS: [&Field; 2] = [&DEPENDS_ON.field, &SUPERSEDES.field];

/// What the page of a recommendation is given besides what that of every record is.
#[derive(Serialize)]
pub struct RecommendationView<'a> {
    /// What its three histories say now.
    standing: [StandingView<'a>; TRACKS.len()],
    withdrawn: Option<Withdrawn<'a>>,
    rationale: Option<Rationale<'a>>,
    reasons: Vec<Reason<'a>>,
    complete_when: Option<ViewValue<'a>>,
    comments: Vec<Comment<'a>>,
    components: Vec<Component<'a>>,
    others: Vec<Others<'a>>,
}

/// What it is made of, and where that stands.
#[derive(Serialize)]
struct Component<'a> {
    link: Link<'a>,
    said: Vec<Said<'a>>,
}

/// That it no longer stands.
#[derive(Serialize)]
struct Withdrawn<'a> {
    date: DateView,
    /// Whether it lies after the day that counts as today.
    to_come: bool,
    /// What it is a part of, where that was withdrawn.
    part_of: Option<Link<'a>>,
    by: Option<PartyView<'a>>,
    reason: Option<ProseView<'a>>,
    sources: Vec<AddressView<'a>>,
}

/// Where the rationale stands.
#[derive(Serialize)]
struct Rationale<'a> {
    /// What the review calls it.
    name: String,
    /// The heading, as an id.
    id: &'a str,
    /// The group whose rationale it is, or what the recommendation is a component of; none: its own.
    shared_by: Option<Link<'a>>,
}

/// What a recommendation follows from, of one kind.
#[derive(Serialize)]
struct Reason<'a> {
    /// What the records are that it follows from.
    name: Cow<'static, str>,
    items: Vec<Card<'a>>,
    /// Whether they are not its own but those of its findings.
    of_findings: bool,
    unknown: bool,
}

/// What somebody said about it.
#[derive(Serialize)]
struct Comment<'a> {
    link: Link<'a>,
    from: Option<ViewValue<'a>>,
    date: Option<DateView>,
    summary: Option<ProseView<'a>>,
    #[serde(flatten)]
    answer: Answer<'a>,
}

/// The recommendations that this one hangs together with in one sense.
#[derive(Serialize)]
struct Others<'a> {
    name: String,
    /// What it is a part of, where that is what hangs together with them.
    part_of: Option<Link<'a>>,
    items: Vec<Link<'a>>,
}

impl<'a> Others<'a> {
    fn of(name: String, items: Vec<Link<'a>>) -> Others<'a> {
        Others { name, part_of: None, items }
    }
}

/// What the page of a recommendation says besides what every record's page does.
#[must_use]
pub fn view(site: &Site, position: RecordIx) -> RecommendationView<'_> {
    let record = &site.visible.review.records[position];
    RecommendationView {
        standing: standings(site, position),
        withdrawn: withdrawn(site, position),
        rationale: rationale(site, position),
        reasons: REASONS.into_iter().filter_map(|field| reason(site, position, field)).collect(),
        complete_when: record
            .values
            .value(&COMPLETE_WHEN.field)
            .map(|value| value::show(site, position, &COMPLETE_WHEN.field, value)),
        comments: comments(site, position),
        components: site.visible.components(position).iter().map(|&found| component(site, found)).collect(),
        others: others(site, position),
    }
}

/// Whether the page shows a field of a recommendation in a place of its own.
#[must_use]
pub fn tells(field: &'static Field) -> bool {
    REASONS.iter().chain(&OTHERS).any(|own| *own == field)
        || [&COMPLETE_WHEN.field, &WITHDRAWN.field, &THEME.field, &RELATED.field].contains(&field)
}

/// Whether the page shows what refers to a recommendation in a place of its own.
#[must_use]
pub fn tells_of(site: &Site, position: RecordIx, incoming: &Incoming) -> bool {
    let told = [&DEPENDS_ON, &SUPERSEDES, &RELATED_TO];
    // What is a part of itself is not among the parts.
    let is_component = incoming.is_by(&PART_OF.field) && site.visible.components(position).contains(&incoming.from);
    is_comment(site, incoming) || is_component || told.into_iter().any(|field| incoming.is_by(&field.field))
}

fn is_comment(site: &Site, incoming: &Incoming) -> bool {
    site.visible.review.records[incoming.from].kind == Kind::Comment && incoming.is_by(&ON.field)
}

/// Its themes, its own or those of its group, each with the way to those that share it.
#[must_use]
pub fn themes(site: &Site, position: RecordIx) -> Option<FieldView<'_>> {
    // Of a record that names none, nothing is made to tell which others do.
    let (home, said) = theme(&site.visible, position)?;
    let name = value::heading(site, &THEME.field);
    let unverified = site.visible.review.records[home].values.get(&UNVERIFIED).names(&THEME.field);
    if said.is_unknown() {
        return Some(FieldView { field: THEME.field.name, name, value: ViewValue::Unknown, unverified, apart: false });
    }
    let facets = site.analyses.facets();
    let items = facets.all_places(Facet::Theme, position).filter_map(|(facet, place)| {
        let value = facets.values(facet).get(place).filter(|value| value.known == Known::Yes)?;
        Some(Link { path: site.addresses.value_path(facet, place).into(), title: &value.words, label: None })
    });
    let value = ViewValue::Links { items: items.collect() };
    (!value.is_empty()).then_some(FieldView { field: THEME.field.name, name, value, unverified, apart: false })
}

fn withdrawn(site: &Site, position: RecordIx) -> Option<Withdrawn<'_>> {
    let home = withdrawn_with(&site.visible.review, position, site.visible.today())?;
    let values = &site.visible.review.records[home].values.get(&WITHDRAWN)?.values;
    let date = values.get(&WITHDRAWN_DATE).unwrap_or(Date::Unknown);
    Some(Withdrawn {
        date: show_date(date),
        to_come: date.is_after(site.visible.today()),
        part_of: (home != position).then(|| site.addresses.link(home)),
        by: values.get(&WITHDRAWN_BY).map(|by| named(site, home, by)),
        reason: prose::of(site, home, values, &WITHDRAWN_REASON),
        sources: sources(site, home, values),
    })
}

fn component(site: &Site, position: RecordIx) -> Component<'_> {
    Component { link: site.addresses.link(position), said: said(site, position) }
}

fn rationale(site: &Site, position: RecordIx) -> Option<Rationale<'_>> {
    let review = &site.visible.review;
    let names = &review.settings.names;
    let heading = |record: RecordIx| names.heading_of_rationale(&review.records[record]);
    if let Some(heading) = heading(position) {
        return Some(Rationale { name: names.rationale(), id: &heading.id, shared_by: None });
    }
    let wholes = above(review, position).filter(|&whole| site.visible.shows(whole));
    wholes.chain(site.visible.group_of(position)).find_map(|shared| {
        let shared_by = Some(site.addresses.link(shared));
        Some(Rationale { name: names.rationale(), id: &heading(shared)?.id, shared_by })
    })
}

/// What a recommendation follows from; nothing where it does not say.
fn reason<'a>(site: &'a Site, position: RecordIx, field: &'static Field) -> Option<Reason<'a>> {
    let values = &site.visible.review.records[position].values;
    let mut items: Vec<RecordIx> = site.visible.referred(position, field).collect();
    let unknown = values.is_unknown(field);
    let of_findings = items.is_empty() && !unknown && *field == CLAUSES.field;
    if of_findings {
        let findings = site.visible.referred(position, &FINDINGS.field);
        items.extend(findings.flat_map(|finding| site.visible.referred(finding, &finding::CLAUSES.field)));
        items.sort_unstable();
        items.dedup();
    }
    let items: Vec<Card<'a>> = items.into_iter().map(|found| value::card(site, found)).collect();
    if items.is_empty() && !unknown {
        return None;
    }
    let names = &site.visible.review.settings.names;
    let to = field.shape.relation().and_then(|relation| relation.to.first());
    Some(Reason { name: to.map(|kind| names.heading(*kind)).unwrap_or_default(), items, of_findings, unknown })
}

fn comments(site: &Site, position: RecordIx) -> Vec<Comment<'_>> {
    let incoming = site.visible.review.incoming(position).iter();
    let comments = incoming.filter(|incoming| site.visible.shows(incoming.from) && is_comment(site, incoming));
    comments.map(|incoming| comment(site, incoming.from)).collect()
}

fn comment(site: &Site, position: RecordIx) -> Comment<'_> {
    let record = &site.visible.review.records[position];
    Comment {
        link: site.addresses.link(position),
        from: record.values.value(&FROM.field).map(|value| value::show(site, position, &FROM.field, value)),
        date: record.when().map(show_date),
        summary: prose::summary(site, position),
        answer: answer(site, position),
    }
}

/// What it depends on and what depends on it, what it takes the place of and what has taken its place, and what else it is
/// related to.
fn others(site: &Site, position: RecordIx) -> Vec<Others<'_>> {
    let names = &site.visible.review.settings.names;
    let values = &site.visible.review.records[position].values;
    let mut others = Vec::new();
    for field in OTHERS {
        let Some(relation) = field.shape.relation() else { continue };
        let items = value::links(site, position, values.references(field));
        others.push(Others::of(capitalise(&names.say(relation.forward)), items));
        others.push(Others::of(capitalise(&names.say(relation.backward)), naming(site, position, field)));
        if *field == SUPERSEDES.field {
            others.extend(superseded_with(site, position, &capitalise(&names.say(relation.backward))));
        }
    }
    if let Some(relation) = RELATED_TO.field.shape.relation() {
        for related in values.get(&RELATED) {
            let name = capitalise(related.values.get(&RELATED_AS).unwrap_or(relation.forward));
            let items = value::links(site, position, related.values.get(&RELATED_TO));
            match others.iter_mut().find(|others| others.name == name && others.part_of.is_none()) {
                Some(same) => same.items.extend(items),
                None => others.push(Others::of(name, items)),
            }
        }
        others.push(Others::of(capitalise(relation.backward), naming(site, position, &RELATED_TO.field)));
    }
    others.retain(|others: &Others<'_>| !others.items.is_empty());
    others
}

/// What has taken the place of the wholes that it is a component of, and so its own.
fn superseded_with<'a>(site: &'a Site, position: RecordIx, name: &str) -> impl Iterator<Item = Others<'a>> {
    let wholes = with_wholes(&site.visible.review, position).skip(1);
    let wholes = wholes.filter(move |&whole| whole != position && site.visible.shows(whole));
    wholes.map(move |whole| Others {
        name: name.to_owned(),
        part_of: Some(site.addresses.link(whole)),
        items: naming(site, whole, &SUPERSEDES.field),
    })
}

/// The records that name this one in a field.
fn naming<'a>(site: &'a Site, position: RecordIx, field: &Field) -> Vec<Link<'a>> {
    let incoming = site.visible.review.incoming(position).iter();
    let from = incoming.filter(|incoming| incoming.is_by(field) && site.visible.shows(incoming.from));
    from.map(|incoming| site.addresses.link(incoming.from)).collect()
}
