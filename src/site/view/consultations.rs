//! The public comment periods: which are open, from when to when each is, and what it asks about.

use serde::Serialize;

use crate::review::kind::Kind;
use crate::review::kind::consultation::{CLOSES, FIRST_CLOSE, ON, OPENS};
use crate::review::record::RecordIx;
use crate::site::analysis::period::{PeriodState, state_of};
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::paging::Paging;
use crate::site::view::comments::given_in;
use crate::site::view::prose::{self, ProseView};
use crate::site::view::value::{ViewValue, WordView};
use crate::site::view::{Marks, recorded};
use crate::site::words::date::{DateView, show_date};
use crate::site::words::state::{COMMENTS_CLOSED, COMMENTS_OPEN};

/// What the template of the comment periods is given.
#[derive(Serialize)]
pub struct ConsultationsView<'a> {
    count: usize,
    items: Vec<Consultation<'a>>,
    page: usize,
    pages: usize,
}

/// One comment period.
#[derive(Serialize)]
struct Consultation<'a> {
    link: Link<'a>,
    #[serde(flatten)]
    marks: Marks,
    summary: Option<ProseView<'a>>,
    /// Where it stands; empty where its dates do not tell.
    state: Option<WordView>,
    opens: Option<DateView>,
    closes: Option<DateView>,
    /// When it was first meant to close, where that is another day.
    first_close: Option<DateView>,
    on: Option<ViewValue<'a>>,
    /// How many comments are recorded.
    comments: usize,
}

/// One page of the comment periods.
#[must_use]
pub fn view(site: &Site, page: usize) -> ConsultationsView<'_> {
    let all: Vec<RecordIx> = site.visible.of_kind(Kind::Consultation).collect();
    let paging = Paging::of_list(Kind::Consultation);
    let items = paging.slice(&all, page).iter();
    ConsultationsView {
        count: all.len(),
        items: items.map(|&position| consultation(site, position)).collect(),
        page: page + 1,
        pages: paging.pages(all.len()),
    }
}

/// Where a comment period stands, in the words for such periods.
fn state(state: PeriodState) -> Option<WordView> {
    let word = match state {
        PeriodState::UnderWay => Some(&COMMENTS_OPEN),
        PeriodState::Done => Some(&COMMENTS_CLOSED),
        PeriodState::Begun | PeriodState::ToCome | PeriodState::Unknown => state.word(),
    };
    word.map(WordView::from)
}

fn consultation(site: &Site, position: RecordIx) -> Consultation<'_> {
    let values = &site.visible.review.records[position].values;
    let (opens, closes) = (values.get(&OPENS), values.get(&CLOSES));
    Consultation {
        link: site.addresses.link(position),
        marks: Marks::of(site, position),
        summary: prose::summary(site, position),
        state: state(state_of(site.visible.today(), opens, closes)),
        opens: opens.map(show_date),
        closes: closes.map(show_date),
        first_close: values.get(&FIRST_CLOSE).filter(|first| Some(*first) != closes).map(show_date),
        on: recorded(site, position, &ON.field),
        comments: given_in(site, position).count(),
    }
}
