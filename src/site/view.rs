//! What stands on each kind of page, as plain data for a template.

mod acts;
pub mod address;
mod answer;
pub mod best_bets;
pub mod body;
pub mod by;
pub mod changes;
pub mod charters;
mod cite;
pub mod comments;
pub mod consultations;
pub mod discrepancies;
pub mod documents;
mod entry;
pub mod facets;
pub mod glossary;
pub mod headline;
mod history;
pub mod home;
mod incoming;
mod jump;
mod late;
pub mod list;
pub mod mandate;
pub mod mentions;
pub mod method;
pub mod open;
pub mod outcomes;
pub mod overdue;
pub mod party;
pub mod people;
pub mod prose;
pub mod recommendation;
pub mod recommendations;
pub mod record;
pub mod register;
pub mod report;
pub mod search;
pub mod sitemap;
mod statement;
mod states;
mod summary;
pub mod themes;
pub mod timeline;
pub mod totals;
pub mod traceability;
pub mod value;
pub mod work_plan;

use std::borrow::Cow;

use serde::Serialize;

use crate::review::kind::Kind;
use crate::review::kind::common::SOURCE;
use crate::review::kind::field::Field;
use crate::review::kind::typed::{Date, Typed};
use crate::review::names::Names;
use crate::review::record::RecordIx;
use crate::review::value::{Value, Values};
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::view::address::AddressView;
use crate::site::view::value::{DoubtView, ViewValue};
use crate::site::words::date::{DateView, show_date};
use crate::site::words::lead::lead;

/// A page that leads on to another.
#[derive(Debug, Serialize)]
pub struct Redirect<'a> {
    /// Where it leads.
    pub to: Link<'a>,
}

/// A kind, as templates see it.
#[derive(Debug, Serialize)]
pub struct KindView {
    /// What one record is called.
    pub name: Cow<'static, str>,
    /// What several are called.
    pub plural: Cow<'static, str>,
    /// The path of the list.
    pub path: String,
    /// Its folder, below which the further pages of the list are.
    pub folder: &'static str,
    /// What a reader finds in the list.
    pub about: Cow<'static, str>,
}

impl KindView {
    /// A kind, as a review calls it, in a site whose links name this file of a folder.
    #[must_use]
    pub fn new(kind: Kind, names: &Names, index: &str) -> KindView {
        let declaration = kind.declaration();
        KindView {
            name: names.label(kind),
            plural: names.heading(kind),
            path: format!("{}/{index}", declaration.folder),
            folder: declaration.folder,
            about: names.say(lead(kind)),
        }
    }
}

/// The value of a field; none where nothing is recorded, so that this can be shown apart from what is unknown.
fn recorded<'a>(site: &'a Site, position: RecordIx, field: &'static Field) -> Option<ViewValue<'a>> {
    let value = site.visible.review.records[position].values.value(field)?;
    let shown = Some(value::show(site, position, field, value)).filter(|shown| !shown.is_empty())?;
    Some(value::with_doubt(site, position, field, shown))
}

/// Where a record, or an entry of it, is taken from.
fn sources<'a>(site: &'a Site, record: RecordIx, values: &'a Values) -> Vec<AddressView<'a>> {
    match values.value(&SOURCE.field) {
        Some(Value::Sources(origins)) => address::sources(site, record, origins),
        _ => Vec::new(),
    }
}

/// The date of a field as it is shown.
fn shown_date(values: &Values, field: &'static Typed<Date>) -> Option<DateView> {
    values.get(field).map(show_date)
}

/// What a list says of a record whatever its kind is.
#[derive(Debug, Serialize)]
struct Marks {
    #[serde(flatten)]
    doubt: DoubtView,
    /// Whether it is held back from publication.
    draft: bool,
}

impl Marks {
    fn of(site: &Site, position: RecordIx) -> Marks {
        let record = &site.visible.review.records[position];
        Marks { doubt: DoubtView::of(record), draft: record.is_draft() }
    }
}
