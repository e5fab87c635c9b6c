//! The recommendations that are open, by what was answered: who is asked, where each stands, when that was last reported, what
//! was promised last, and what is due.

use serde::Serialize;

use crate::review::date::Date;
use crate::review::kind::Kind;
use crate::review::kind::history::{PROGRESS, RESPONSE};
use crate::review::limits::{completion_limit, response_limit};
use crate::review::record::RecordIx;
use crate::review::standing::{Current, Standing, Summary, standing};
use crate::site::analysis::facet::Facet;
use crate::site::analysis::overdue::{Duty, Overdue};
use crate::site::map::Site;
use crate::site::paging::Paging;
use crate::site::view::facets::heading;
use crate::site::view::late::duty;
use crate::site::view::party::{PartyView, called};
use crate::site::view::recommendations::{Column, Row, row};
use crate::site::view::states::{StateCount, states};
use crate::site::words::date::{DateView, show_date, show_day};

/// What can be a column besides the last report, what is promised and what is due.
const COLUMNS: [Facet; 3] = [Facet::Addressee, Facet::Response, Facet::Progress];

/// What the template is given.
#[derive(Serialize)]
pub struct OpenView<'a> {
    /// How many are open, on all pages together.
    count: usize,
    /// How many recommendations there are.
    all: usize,
    states: Vec<StateCount>,
    columns: Vec<Column>,
    groups: Vec<Group<'a>>,
    /// How many are on this page.
    shown: usize,
    /// Whether any of the rows says when it was last reported on, what is promised, and what is due.
    reported: bool,
    promised: bool,
    due: bool,
    /// How many columns there are.
    width: usize,
    page: usize,
    pages: usize,
}

/// The open recommendations that have one answer.
#[derive(Serialize)]
struct Group<'a> {
    /// The answer in words; none where nobody knows any.
    title: Option<String>,
    /// How many there are, on all pages together.
    count: usize,
    rows: Vec<OpenRow<'a>>,
}

/// One open recommendation.
#[derive(Serialize)]
struct OpenRow<'a> {
    #[serde(flatten)]
    row: Row<'a>,
    /// Of when the last report of progress is.
    last: Option<DateView>,
    promised: Vec<Promise<'a>>,
    due: Vec<Due>,
}

/// What somebody promised.
#[derive(Serialize)]
struct Promise<'a> {
    /// Who, where several did.
    by: Option<PartyView<'a>>,
    /// The dates, one after the other.
    dates: Vec<DateView>,
}

/// What is due.
#[derive(Serialize)]
pub(super) struct Due {
    /// `response`, `completion` or `report`.
    duty: &'static str,
    date: DateView,
    late: bool,
}

/// One page of the open recommendations.
#[must_use]
pub fn view(site: &Site, page: usize) -> OpenView<'_> {
    let facets = site.analyses.facets();
    let answer = |record: RecordIx| facets.place(Facet::Response, record).filter(|_| facets.is_known(Facet::Response));
    let mut open: Vec<RecordIx> = site.analyses.openings().open().collect();
    open.sort_by_key(|&record| answer(record));
    let columns = COLUMNS.into_iter().filter(|facet| site.analyses.facets().is_known(*facet));
    let columns: Vec<Column> = columns.map(|facet| Column::new(site, facet)).collect();
    let paging = Paging::of_list(Kind::Recommendation);
    let shown = paging.slice(&open, page);
    let groups = shown.chunk_by(|one, other| answer(*one) == answer(*other)).map(|records| {
        let own = records.first().and_then(|&record| answer(record));
        Group {
            title: own.and_then(|own| facets.values(Facet::Response).get(own)).map(|value| heading(site, value)),
            count: open.iter().filter(|&&record| answer(record) == own).count(),
            rows: records.iter().map(|&record| open_row(site, &columns, record)).collect(),
        }
    });
    let groups: Vec<Group<'_>> = groups.collect();
    let any = |has: fn(&OpenRow<'_>) -> bool| groups.iter().flat_map(|group| &group.rows).any(has);
    let [reported, promised, due] =
        [any(|row| row.last.is_some()), any(|row| !row.promised.is_empty()), any(|row| !row.due.is_empty())];
    OpenView {
        count: open.len(),
        all: site.visible.counted().count(),
        states: states(site),
        width: 1 + columns.len() + [reported, promised, due].into_iter().filter(|is_there| *is_there).count(),
        columns,
        reported,
        promised,
        due,
        groups,
        shown: shown.len(),
        page: page + 1,
        pages: paging.pages(open.len()).max(1),
    }
}

fn open_row<'a>(site: &'a Site, columns: &[Column], record: RecordIx) -> OpenRow<'a> {
    let progress = standing(&site.visible.review, record, &PROGRESS, site.visible.today());
    let reports = progress.entries().map(Current::date).filter(|date| *date != Date::Unknown);
    OpenRow {
        row: row(site, columns, record),
        last: reports.max_by_key(|date| date.last()).map(show_date),
        promised: promised(site, record, &progress),
        due: due(site, record),
    }
}

fn promised<'a>(site: &'a Site, record: RecordIx, progress: &Standing<'_>) -> Vec<Promise<'a>> {
    let several = progress.current.len() > 1;
    let promises = progress.current.iter().filter_map(|current| {
        let dates: Vec<DateView> = current.promised().into_iter().map(show_date).collect();
        let by = current.by.as_ref().filter(|_| several);
        let by = by.and_then(|by| called(site, record, by));
        (!dates.is_empty()).then_some(Promise { by, dates })
    });
    promises.collect()
}

/// What is due: what is late, and what will be.
fn due(site: &Site, record: RecordIx) -> Vec<Due> {
    let mut all: Vec<(Duty, _)> =
        Overdue::of(&site.visible, record).into_iter().map(|late| (late.duty, late.due)).collect();
    all.sort_unstable();
    all.dedup();
    let late = all.into_iter().map(|(of, date)| Due { duty: duty(of), date: show_day(date), late: true });
    late.chain(due_later(site, record)).collect()
}

/// What will be due: an answer where nobody has given one, and that it is carried out.
pub(super) fn due_later(site: &Site, record: RecordIx) -> Vec<Due> {
    let review = &site.visible.review;
    let answered = || {
        let standing = standing(review, record, &RESPONSE, site.visible.today());
        standing.summary() != Summary::Absent
    };
    let limits = [
        (Duty::Response, response_limit(review, record).filter(|_| !answered())),
        (Duty::Completion, completion_limit(review, record)),
    ];
    let coming = limits.into_iter().filter_map(|(duty, limit)| Some((duty, limit?)));
    let coming = coming.filter(|(_, limit)| *limit >= site.visible.today());
    coming.map(|(of, date)| Due { duty: duty(of), date: show_day(date), late: false }).collect()
}
