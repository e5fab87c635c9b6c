//! What refers to a record, by what each reference means: recommendations with where they stand, decisions and action items
//! in their words, comments with how they were answered, and last where it is only mentioned.

use std::borrow::Cow;

use serde::Serialize;

use crate::review::kind::common::{BODIES, MENTION, SOURCE_RELATION};
use crate::review::kind::field::Field;
use crate::review::kind::meeting::{ACTIONS, BY, DECISIONS, ON, OWNER, TEXT};
use crate::review::kind::statement::SAID;
use crate::review::kind::typed::{Named, Typed};
use crate::review::kind::{Kind, charter, comment, finding, recommendation as recommendations};
use crate::review::link::Incoming;
use crate::review::record::RecordIx;
use crate::review::value::Entry;
use crate::site::analysis::anchors::of_list;
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::view::acts;
use crate::site::view::comments::{Answer, answer};
use crate::site::view::prose::{self, ProseView};
use crate::site::view::recommendation;
use crate::site::view::summary::{Said, said};
use crate::site::words::capitalise;
use crate::site::words::date::{DateView, show_date};

/// How many records the page of a clause names that refer to it in one sense.
const MOST_OF_CLAUSE: usize = 150;

/// The records that refer to one in one sense.
#[derive(Serialize)]
pub(super) struct Relations<'a> {
    name: String,
    items: Vec<Related<'a>>,
    /// Whether the template of the kind shows them in a place of its own.
    apart: bool,
    /// Whether they only mention it.
    is_mention: bool,
    /// How many more the traceability names; on the pages of clauses only.
    more: usize,
}

/// A record that refers to another, and what it says of that.
#[derive(Serialize)]
struct Related<'a> {
    path: Cow<'a, str>,
    title: &'a str,
    label: Option<&'a str>,
    date: Option<DateView>,
    /// Of a recommendation: what its histories say.
    said: Vec<Said<'a>>,
    /// Of a meeting: its decisions and action items that name the record.
    texts: Vec<Words<'a>>,
    /// Of a comment: what it says in short, and how it was answered.
    summary: Option<ProseView<'a>>,
    answer: Option<Answer<'a>>,
}

/// The words of a decision or of an action item.
#[derive(Serialize)]
struct Words<'a> {
    text: Option<ProseView<'a>>,
    /// Its id on the page of the meeting.
    anchor: String,
}

/// Everything that refers to a record, by what the reference means; what its page shows in a place of its own only where it is
/// wanted here as well.
pub(super) fn view(site: &Site, position: RecordIx, with_apart: bool) -> Vec<Relations<'_>> {
    let names = &site.visible.review.settings.names;
    let mut groups: Vec<(Incoming, Vec<RecordIx>)> = Vec::new();
    for incoming in site.visible.review.incoming(position).iter().filter(|incoming| site.visible.shows(incoming.from)) {
        let same = |(known, _): &&mut (Incoming, Vec<RecordIx>)| known.relation.backward == incoming.relation.backward;
        match groups.iter_mut().find(same) {
            Some((_, records)) => records.push(incoming.from),
            None => groups.push((*incoming, vec![incoming.from])),
        }
    }
    let groups = groups.into_iter().map(|(first, records)| (is_apart(site, position, &first), first, records));
    let wanted = groups.filter(|(apart, ..)| with_apart || !apart);
    let relations = wanted.map(|(apart, first, mut records)| {
        let more = cut(site, position, &first, &mut records);
        Relations {
            name: capitalise(&names.say(first.relation.backward)),
            items: records.into_iter().map(|record| related(site, position, record, Some(&first))).collect(),
            apart,
            is_mention: is_mention(&first),
            more,
        }
    });
    relations.chain(of_team(site, position)).collect()
}

/// Whether a record is only mentioned.
fn is_mention(incoming: &Incoming) -> bool {
    std::ptr::eq(incoming.relation, &MENTION)
}

/// Whether the page of a record shows what refers to it in this sense in a place of its own.
fn is_apart(site: &Site, position: RecordIx, incoming: &Incoming) -> bool {
    let kind = site.visible.review.records[position].kind;
    SAID.iter().any(|field| incoming.is_by(field))
        || (BODIES.contains(&kind) && acts::tells(incoming))
        || (kind == Kind::Recommendation && recommendation::tells_of(site, position, incoming))
        || incoming.is_by(&comment::CONSULTATION.field)
}

/// Half of a large record answers to each clause; who looks for the rest is led to where it has an order.
fn cut(site: &Site, position: RecordIx, incoming: &Incoming, records: &mut Vec<RecordIx>) -> usize {
    let traced = [&charter::CLAUSES.field, &finding::CLAUSES.field, &recommendations::CLAUSES.field];
    let traced = traced.iter().filter_map(|field| field.shape.relation());
    let is_traced = traced.map(|relation| relation.backward).any(|name| name == incoming.relation.backward);
    let is_clause = site.visible.review.records[position].kind == Kind::Clause;
    if !is_clause || !is_traced || records.len() <= MOST_OF_CLAUSE {
        return 0;
    }
    records.split_off(MOST_OF_CLAUSE).len()
}

fn related<'a>(site: &'a Site, position: RecordIx, from: RecordIx, incoming: Option<&Incoming>) -> Related<'a> {
    let is_mention = incoming.is_some_and(is_mention);
    // What rests on a document belongs to other pages, and there is much of it.
    let is_source = incoming.is_some_and(|incoming| std::ptr::eq(incoming.relation, &SOURCE_RELATION));
    let record = &site.visible.review.records[from];
    let is = |kind: Kind| record.kind == kind && !is_mention && !is_source;
    let Link { path, title, label } = site.addresses.link(from);
    Related {
        path,
        title,
        label,
        date: record.when().filter(|_| !is_mention).map(show_date),
        said: if is(Kind::Recommendation) { said(site, from) } else { Vec::new() },
        texts: incoming
            .filter(|_| is(Kind::Meeting))
            .map_or_else(Vec::new, |incoming| texts(site, position, from, incoming)),
        summary: if is(Kind::Comment) { prose::summary(site, from) } else { None },
        answer: is(Kind::Comment).then(|| answer(site, from)),
    }
}

/// The decisions or the action items of a meeting that name a record in this sense.
fn texts<'a>(site: &'a Site, position: RecordIx, meeting: RecordIx, incoming: &Incoming) -> Vec<Words<'a>> {
    let review = &site.visible.review;
    let is_here = |reference| review.target_record(meeting, reference) == Some(position);
    let is_so = |entry: &Entry| {
        let of_one = |field: &'static Typed<Named>| {
            incoming.is_by(&field.field) && entry.values.get(field).is_some_and(|name| is_here(name.reference))
        };
        let is_on = || incoming.is_by(&ON.field) && entry.values.get(&ON).iter().copied().any(is_here);
        of_one(&OWNER) || of_one(&BY) || is_on()
    };
    let values = &review.records[meeting].values;
    let lists = [(&DECISIONS, values.get(&DECISIONS)), (&ACTIONS, values.get(&ACTIONS))];
    let named = lists.into_iter().flat_map(|(list, entries)| {
        let anchors = of_list(&site.visible, meeting, &list.field);
        entries.iter().zip(anchors).filter(|(entry, _)| is_so(entry))
    });
    named.map(|(entry, anchor)| Words { text: prose::of(site, meeting, &entry.values, &TEXT), anchor }).collect()
}

/// The recommendations that follow from what a sub-team found.
fn of_team(site: &Site, team: RecordIx) -> Option<Relations<'_>> {
    if site.visible.review.records[team].kind != Kind::Charter {
        return None;
    }
    let naming = |record: RecordIx, field: &'static Field| {
        let incoming = site.visible.review.incoming(record).iter();
        incoming.filter(move |incoming| incoming.is_by(field)).map(|incoming| incoming.from)
    };
    let found = naming(team, &finding::TEAM.field).filter(|finding| site.visible.shows(*finding));
    let all = found.flat_map(|finding| naming(finding, &recommendations::FINDINGS.field));
    let mut all: Vec<RecordIx> = all.filter(|record| site.visible.shows(*record)).collect();
    all.sort_unstable();
    all.dedup();
    let items: Vec<Related<'_>> = all.into_iter().map(|record| related(site, team, record, None)).collect();
    let name = site.visible.review.settings.names.heading(Kind::Recommendation).into_owned();
    (!items.is_empty()).then_some(Relations { name, items, apart: false, is_mention: false, more: 0 })
}
