//! The documents: by whether they are there yet, each with who published it and where it is.

use serde::Serialize;

use crate::review::kind::Kind;
use crate::review::kind::document::{FILE, PUBLISHER, REQUESTED_BY, STATE, STATES, URL};
use crate::review::kind::word::{UNKNOWN, Word};
use crate::review::record::RecordIx;
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::paging::Paging;
use crate::site::view::jump::{Jump, JumpList};
use crate::site::view::prose::{self, ProseView};
use crate::site::view::value::{ViewValue, WordView};
use crate::site::view::{Marks, recorded};
use crate::site::words::date::{DateView, show_date};

/// What the template of the documents is given.
#[derive(Serialize)]
pub struct DocumentsView<'a> {
    count: usize,
    sections: Vec<Section<'a>>,
    page: usize,
    pages: usize,
}

/// The documents of a page that are in one state.
#[derive(Serialize)]
struct Section<'a> {
    /// Whether they are there; none where that is not recorded.
    state: Option<WordView>,
    /// How many there are, also of those on other pages.
    count: usize,
    /// Whether of one of them it is known who asked for it.
    requested: bool,
    /// The letters that the titles begin with, also of those on other pages; none where there are few.
    jumps: Vec<Jump>,
    items: Vec<Document<'a>>,
}

/// One document.
#[derive(Serialize)]
struct Document<'a> {
    /// The id of the place where the titles of a letter begin.
    id: Option<String>,
    link: Link<'a>,
    #[serde(flatten)]
    marks: Marks,
    summary: Option<ProseView<'a>>,
    date: Option<DateView>,
    publisher: Option<ViewValue<'a>>,
    requested_by: Option<ViewValue<'a>>,
    url: Option<ViewValue<'a>>,
    file: Option<ViewValue<'a>>,
}

/// One page of the documents.
#[must_use]
pub fn view(site: &Site, page: usize) -> DocumentsView<'_> {
    let states: Vec<Option<&Word>> = STATES.words.iter().map(Some).chain([Some(&UNKNOWN), None]).collect();
    let place = |position| {
        let state = state(site, position);
        states.iter().position(|known| *known == state).unwrap_or(states.len() - 1)
    };
    let mut all: Vec<(usize, RecordIx)> =
        site.visible.of_kind(Kind::Document).map(|position| (place(position), position)).collect();
    all.sort_unstable();
    let paging = Paging::of_list(Kind::Document);
    let records: Vec<RecordIx> = all.iter().map(|(_, position)| *position).collect();
    let mut number = paging.range(page, all.len()).start;
    let mut sections = Vec::new();
    for shown in paging.slice(&all, page).chunk_by(|one, other| one.0 == other.0) {
        let Some(&(place, _)) = shown.first() else { continue };
        let (from, to) = (all.partition_point(|(own, _)| *own < place), all.partition_point(|(own, _)| *own <= place));
        let state = states[place].map(WordView::from);
        let id = states[place].map_or("none", |word| word.id);
        let places = JumpList::of_part(site, Kind::Document, id, (&records[from..to], from));
        let items = (number..).zip(shown);
        let items = items.map(|(number, (_, position))| document(site, *position, places.id(number)));
        let items: Vec<Document<'_>> = items.collect();
        number += shown.len();
        let requested = items.iter().any(|document| document.requested_by.is_some());
        sections.push(Section { state, count: to - from, requested, jumps: places.jumps(site), items });
    }
    DocumentsView { count: all.len(), sections, page: page + 1, pages: paging.pages(all.len()) }
}

/// Whether a document is there, as far as that is recorded.
fn state(site: &Site, position: RecordIx) -> Option<&'static Word> {
    let values = &site.visible.review.records[position].values;
    values.get(&STATE).or(values.is_unknown(&STATE.field).then_some(&UNKNOWN))
}

fn document(site: &Site, position: RecordIx, id: Option<String>) -> Document<'_> {
    let record = &site.visible.review.records[position];
    let mut url = recorded(site, position, &URL.field);
    let addresses = match &mut url {
        Some(ViewValue::Doubted { value }) => Some(&mut **value),
        plain => plain.as_mut(),
    };
    if let Some(ViewValue::Addresses { items }) = addresses {
        // A column has room for who holds it, not for all of where.
        for item in items.iter_mut().filter(|item| item.external) {
            let host = item.text.split('/').next().unwrap_or_default().trim_start_matches("www.").to_owned();
            item.text = host.into();
        }
    }
    Document {
        id,
        link: site.addresses.link(position),
        marks: Marks::of(site, position),
        summary: prose::summary(site, position),
        date: record.date().map(show_date),
        publisher: recorded(site, position, &PUBLISHER.field),
        requested_by: recorded(site, position, &REQUESTED_BY.field),
        url,
        file: recorded(site, position, &FILE.field),
    }
}
