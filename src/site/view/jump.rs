//! Places in a long list to jump to, on whatever page of it they are: letters, or years.

use serde::Serialize;

use crate::review::collation::Initial;
use crate::review::kind::Kind;
use crate::review::record::RecordIx;
use crate::site::address::encode;
use crate::site::map::Site;
use crate::site::paging::Paging;
use crate::site::route::Route;

/// How many records are found without them.
const SHORT: usize = 30;

/// A place to jump to.
#[derive(Debug, Serialize)]
pub(super) struct Jump {
    /// The letter or the year.
    text: String,
    /// The path of the page, and the place on it.
    path: String,
}

/// What the records of a kind stand under, and where each begins.
pub(super) struct JumpList {
    kind: Kind,
    /// The part of the list that it is of, by which its places are told from those of others; empty for a whole list.
    part: String,
    /// What each begins with, and the number of its first record in the list; none in a short list.
    begins: Vec<(String, usize)>,
}

impl JumpList {
    /// Those of a kind, by what each record stands under.
    pub(super) fn of(site: &Site, kind: Kind, under: impl Fn(RecordIx) -> Option<String>) -> JumpList {
        let all: Vec<RecordIx> = site.visible.of_kind(kind).collect();
        JumpList::new(kind, String::new(), (&all, 0), under)
    }

    /// Those of a kind by the letters that the titles begin with; `#` for titles that begin with none.
    pub(super) fn by_letter(site: &Site, kind: Kind) -> JumpList {
        JumpList::of(site, kind, letters(site))
    }

    /// Those of a part of the list of a kind by letters: some records of it, and the number of the first of them in the list.
    pub(super) fn of_part(site: &Site, kind: Kind, part: &str, records: (&[RecordIx], usize)) -> JumpList {
        JumpList::new(kind, format!("{part}-"), records, letters(site))
    }

    fn new(
        kind: Kind,
        part: String,
        (records, from): (&[RecordIx], usize),
        under: impl Fn(RecordIx) -> Option<String>,
    ) -> JumpList {
        let mut begins: Vec<(String, usize)> = Vec::new();
        for (number, &position) in (from..).zip(records).filter(|_| records.len() > SHORT) {
            if let Some(text) = under(position).filter(|text| !begins.iter().any(|(known, _)| known == text)) {
                begins.push((text, number));
            }
        }
        JumpList { kind, part, begins }
    }

    /// What the record with a number in the list stands under; none in a short list.
    pub(super) fn under(&self, number: usize) -> Option<&str> {
        self.begins.iter().rev().find(|(_, first)| *first <= number).map(|(text, _)| text.as_str())
    }

    /// The id of the place where something begins with the record of a number.
    pub(super) fn id(&self, number: usize) -> Option<String> {
        self.begins.iter().find(|(_, first)| *first == number).map(|(text, _)| self.id_of(text))
    }

    /// The ways to all of them; none where there is only one.
    pub(super) fn jumps(&self, site: &Site) -> Vec<Jump> {
        let paging = Paging::of_list(self.kind);
        let jumps = self.begins.iter().filter(|_| self.begins.len() > 1).map(|(text, number)| {
            let page = Route::List(self.kind, paging.page_of(*number));
            let path = format!("{}#{}", site.addresses.path(&page), encode(&self.id_of(text)));
            Jump { text: text.clone(), path }
        });
        jumps.collect()
    }

    fn id_of(&self, text: &str) -> String {
        let part = &self.part;
        if text == "#" { format!("{part}letter-none") } else { format!("{part}letter-{}", text.replace(' ', "-")) }
    }
}

/// The letter that the title of a record begins with.
fn letters(site: &Site) -> impl Fn(RecordIx) -> Option<String> {
    move |position| {
        Some(match site.visible.review.collation.initial(site.addresses.title(position)) {
            Initial::Letter(letter) => letter,
            Initial::Number | Initial::Nothing => "#".to_owned(),
        })
    }
}
