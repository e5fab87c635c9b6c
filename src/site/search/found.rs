//! What the search shows of a record that was found: what it is called, where it stands, and how its text begins.

use std::borrow::Cow;

use serde::Serialize;

use crate::review::date::Date;
use crate::review::kind::common::{SUMMARY, UNVERIFIED};
use crate::review::kind::field::Role;
use crate::review::kind::history::{TRACKS, VERDICT};
use crate::review::kind::{Kind, term};
use crate::review::openness::is_withdrawn;
use crate::review::record::RecordIx;
use crate::review::standing::{Summary, standing};
use crate::review::value::{Doubt, Value};
use crate::site::body::plain::{plain, plain_prose};
use crate::site::link::Link;
use crate::site::search::text;
use crate::site::visible::Visible;
use crate::site::words::date::show_date;
use crate::site::words::facet::{DIFFERS, IMPLEMENTED};
use crate::site::words::label;
use crate::site::words::state::WITHDRAWN;

/// How much text of a record is kept to show words in their context, in characters.
const LONGEST: usize = 300;

/// What is shown of a record that was found.
#[derive(Serialize)]
pub(super) struct Found<'a> {
    /// Its number, where its place does not tell it.
    #[serde(skip_serializing_if = "Option::is_none")]
    slot: Option<u32>,
    path: Cow<'a, str>,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    kind: Cow<'static, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<Cow<'a, str>>,
    /// Where it stands, or when it was.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    said: Vec<Cow<'a, str>>,
    /// `Draft`, `Unverified` or `Partly unverified`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    marks: Vec<&'static str>,
    /// How its text begins.
    #[serde(skip_serializing_if = "String::is_empty")]
    text: String,
}

impl Found<'_> {
    /// The same without its text where it has a summary.
    pub(super) fn in_short(self) -> Self {
        if self.summary.is_some() { Found { text: String::new(), ..self } } else { self }
    }
}

/// What is shown of a record.
pub(super) fn found<'a>(visible: &'a Visible, link: Link<'a>, slot: Option<u32>, position: RecordIx) -> Found<'a> {
    let record = &visible.review.records[position];
    // A character may take four bytes, and what is not text between words is left out.
    let mut all = String::new();
    plain(&visible.review, position, LONGEST * 4, &mut all);
    if all.len() < LONGEST {
        // A word or a date out of its field says nothing to a reader.
        text::fields(&visible.review, position, &mut |field| {
            if field.split_whitespace().nth(3).is_some() {
                all.push_str(if all.is_empty() { "" } else { " · " });
                all.push_str(field);
            }
        });
    }
    let summary = record.values.get(&SUMMARY).or_else(|| record.values.get(&term::MEANS));
    let doubt = record.values.get(&UNVERIFIED);
    let in_part = matches!(doubt, Doubt::Of(fields) if !fields.is_empty());
    let marks =
        [(label::DRAFT, record.is_draft()), (label::UNVERIFIED, doubt.is_whole()), (label::PARTLY_UNVERIFIED, in_part)];
    Found {
        slot,
        path: link.path,
        title: link.title,
        label: link.label,
        kind: visible.review.settings.names.called(record),
        said: said(visible, position),
        summary: summary.map(|summary| plain_prose(&visible.review, position, summary)),
        marks: marks.into_iter().filter(|(_, is)| *is).map(|(mark, _)| mark).collect(),
        text: text::shortened(&all, LONGEST),
    }
}

/// Where a record stands on the day that counts as today, in words; of one that no history tells of, its date and its state.
pub(super) fn said(visible: &Visible, position: RecordIx) -> Vec<Cow<'_, str>> {
    let (review, today) = (&visible.review, visible.today());
    let record = &review.records[position];
    let mut said: Vec<Cow<'_, str>> = Vec::new();
    if record.kind == Kind::Recommendation && is_withdrawn(review, position, today) {
        said.push(WITHDRAWN.label.into());
    }
    for track in TRACKS {
        let about = if track.is(&VERDICT) { IMPLEMENTED } else { track.name() };
        match standing(review, position, track, today).summary() {
            Summary::Absent => {}
            Summary::Differs => said.push(format!("{} {DIFFERS}", track.name()).into()),
            // `Unknown` and `yes` alone would not say of what.
            Summary::One(answer) if answer.own().is_none() && (track.is(&VERDICT) || answer.word().is_none()) => {
                said.push(format!("{about}: {}", answer.label()).into());
            }
            Summary::One(answer) => said.push(answer.label()),
        }
    }
    let date = record.when().filter(|date| said.is_empty() && *date != Date::Unknown);
    said.extend(date.map(|date| show_date(date).text.into()));
    let state = record.values.iter().find_map(|(field, value)| match value {
        Value::Choice(word, _) if field.role == Some(Role::State) => Some(word.label),
        _ => None,
    });
    said.extend(state.map(Cow::Borrowed));
    said
}
