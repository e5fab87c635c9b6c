//! The report: the whole record as one document, and which of its records stand where.
//!
//! A review of up to [`WHOLE`] records is one document. A larger one would be tens of megabytes, which no browser lays out
//! and no printer takes in one go, and would be the second half of each build. Its report is short: it holds the parts
//! that are few, and leads to the lists of the others. A review may ask for all of it; then each part has pages of its
//! own, cut by [`SHEET`].

use crate::review::kind::Kind;
use crate::review::kind::field::Role;
use crate::review::record::RecordIx;
use crate::review::settings::Extent;
use crate::site::paging::Paging;
use crate::site::visible::Visible;
use crate::text::index::IndexVec;

/// How many records the report holds as one document.
pub const WHOLE: usize = 500;
/// How many records a short report holds at most.
pub const SHORT: usize = 250;
/// How each part is cut where one page is not enough.
pub const SHEET: Paging = Paging::of(250);

/// A part of the report.
#[derive(Debug)]
pub struct Part {
    /// What it is called.
    pub title: &'static str,
    /// Its name in addresses.
    pub name: &'static str,
    /// The kinds whose records it holds, in this order; the second stands below the first.
    pub kinds: &'static [Kind],
}

const fn part(title: &'static str, name: &'static str, kinds: &'static [Kind]) -> Part {
    Part { title, name, kinds }
}

/// The parts, in the order of a final report: what was asked, how the work went, what came of it, and what to look up.
pub static PARTS: [Part; 16] = [
    part("Mandate", "mandate", &[Kind::Clause]),
    part("Sub-teams", "teams", &[Kind::Charter]),
    part("Work plan", "work-plan", &[Kind::Phase]),
    part("Timeline", "timeline", &[Kind::Milestone]),
    part("Meetings", "meetings", &[Kind::Meeting]),
    part("Findings", "findings", &[Kind::Finding]),
    part("Recommendations", "recommendations", &[Kind::Group, Kind::Recommendation]),
    part("Prior recommendations", "prior", &[Kind::Prior]),
    part("Statements", "statements", &[Kind::Statement]),
    part("Public comment", "consultations", &[Kind::Consultation, Kind::Comment]),
    part("Updates", "updates", &[Kind::Update]),
    part("People", "people", &[Kind::Person]),
    part("Organisations", "organisations", &[Kind::Organisation]),
    part("Glossary", "glossary", &[Kind::Term]),
    part("Documents", "documents", &[Kind::Document]),
    part("Further pages", "pages", &[Kind::Page]),
];

// A kind that stands in no part, or in two, does not compile.
const _: () = {
    let mut kind = 0;
    while kind < Kind::ALL.len() {
        let (mut part, mut found) = (0, 0);
        while part < PARTS.len() {
            let mut at = 0;
            while at < PARTS[part].kinds.len() {
                found += (PARTS[part].kinds[at] as usize == kind) as usize;
                at += 1;
            }
            part += 1;
        }
        assert!(found == 1, "each kind stands in one part of the report");
        kind += 1;
    }
};

/// The pages of the report, and where each record stands.
#[derive(Debug)]
pub struct Report {
    /// The pages after the first, where one is not enough: the part and the number within it, from 0.
    sheets: Vec<(usize, usize)>,
    /// The records of each part, in their order, and whether the report holds them.
    parts: Vec<(Vec<RecordIx>, bool)>,
    /// The page of each record, by its position; `None` where the report does not hold it.
    pages: IndexVec<RecordIx, Option<usize>>,
}

/// The records of a part that stand on a page.
#[derive(Debug)]
pub struct Extract<'a> {
    /// The part.
    pub part: &'static Part,
    /// The records.
    pub records: &'a [RecordIx],
    /// Whether the report holds them; if not, it leads to their lists.
    pub held: bool,
    /// Whether the part began on an earlier page.
    pub continued: bool,
}

impl Report {
    /// Puts the records that are shown in their places: on one page, unless the review asks for all of what one cannot
    /// hold.
    #[must_use]
    pub fn new(visible: &Visible) -> Report {
        let extent = visible.review.settings.report;
        let counts = PARTS.each_ref().map(|part| part.kinds.iter().map(|kind| visible.count_of(*kind)).sum());
        let parts: Vec<_> = PARTS.iter().map(|part| in_order(visible, part)).zip(held(counts, extent)).collect();
        let mut sheets = Vec::new();
        if Report::is_cut(visible) {
            for (part, count) in counts.into_iter().enumerate() {
                sheets.extend((0..SHEET.pages(count)).map(|number| (part, number)));
            }
        }
        let mut pages = IndexVec::of(None, visible.review.records.len());
        for (records, _) in parts.iter().filter(|(_, held)| sheets.is_empty() && *held) {
            records.iter().for_each(|&record| pages[record] = Some(0));
        }
        for (page, &(part, number)) in sheets.iter().enumerate() {
            SHEET.slice(&parts[part].0, number).iter().for_each(|&record| pages[record] = Some(page + 1));
        }
        Report { sheets, parts, pages }
    }

    /// Whether one page cannot hold it, told without putting anything in its place.
    #[must_use]
    pub fn is_cut(visible: &Visible) -> bool {
        visible.review.settings.report == Some(Extent::Whole) && visible.count() > WHOLE
    }

    /// How many pages there are.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.sheets.len() + 1
    }

    /// The folder of a page, below the report's own: empty for the first.
    #[must_use]
    pub fn folder(&self, page: usize) -> String {
        match page.checked_sub(1).and_then(|sheet| self.sheets.get(sheet)) {
            None => String::new(),
            Some((part, 0)) => format!("{}/", PARTS[*part].name),
            Some((part, number)) => format!("{}/{}/", PARTS[*part].name, number + 1),
        }
    }

    /// The page that a record stands on; `None` where the report does not hold it.
    #[must_use]
    pub fn page_of(&self, record: RecordIx) -> Option<usize> {
        self.pages.get(record).copied().flatten()
    }

    /// What stands on a page: all parts where there is one page, else nothing on the first and one part on each other.
    #[must_use]
    pub fn extracts(&self, page: usize) -> Vec<Extract<'_>> {
        if self.sheets.is_empty() {
            let parts = PARTS.iter().zip(&self.parts).filter(|(_, (records, _))| !records.is_empty());
            return parts
                .map(|(part, (records, held))| Extract { part, records, held: *held, continued: false })
                .collect();
        }
        let sheet = page.checked_sub(1).and_then(|sheet| self.sheets.get(sheet));
        let extract = |&(part, number): &(usize, usize)| {
            let records = SHEET.slice(&self.parts[part].0, number);
            Extract { part: &PARTS[part], records, held: true, continued: number > 0 }
        };
        sheet.map(extract).into_iter().collect()
    }
}

/// Which parts the report holds: all of them, or of a large review the smallest that are [`SHORT`] together. No part is
/// torn apart, so that what a part says is true of the whole review.
fn held(counts: [usize; PARTS.len()], extent: Option<Extent>) -> [bool; PARTS.len()] {
    let all = counts.iter().sum::<usize>();
    if extent == Some(Extent::Whole) || (extent.is_none() && all <= WHOLE) {
        return [true; PARTS.len()];
    }
    let mut held = [false; PARTS.len()];
    let mut room = SHORT;
    let mut smallest: Vec<usize> = (0..PARTS.len()).collect();
    smallest.sort_by_key(|part| counts[*part]);
    for part in smallest {
        let Some(rest) = room.checked_sub(counts[part]) else { break };
        (held[part], room) = (true, rest);
    }
    held
}

/// The records of a part: those of its first kind, each followed by those that belong to it, then what is left over.
fn in_order(visible: &Visible, part: &Part) -> Vec<RecordIx> {
    let (Some(first), below) = (part.kinds.first(), part.kinds.get(1)) else { return Vec::new() };
    let Some(below) = below else { return visible.of_kind(*first).collect() };
    let mut held: Vec<(Option<RecordIx>, RecordIx)> =
        visible.of_kind(*below).map(|record| (visible.in_role(record, Role::Holder), record)).collect();
    held.sort_by_key(|(holder, record)| (holder.is_none(), *holder, *record));
    let mut order = Vec::with_capacity(held.len());
    let mut rest = held.as_slice();
    for holder in visible.of_kind(*first) {
        order.push(holder);
        let own = rest.iter().take_while(|(of, _)| *of == Some(holder)).count();
        order.extend(rest[..own].iter().map(|(_, record)| record));
        rest = &rest[own..];
    }
    order.extend(rest.iter().map(|(_, record)| record));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_review_has_its_smallest_parts_in_the_report() {
        let mut counts = [10; PARTS.len()];
        (counts[4], counts[6], counts[9]) = (300, 1_200, 90);
        let held_in = |extent| held(counts, extent).map(usize::from).iter().sum::<usize>();
        assert_eq!(held_in(None), PARTS.len() - 2);
        assert!(!held(counts, None)[4] && !held(counts, None)[6] && held(counts, None)[9]);
        assert_eq!(held_in(Some(Extent::Whole)), PARTS.len());
        (counts[4], counts[6]) = (80, 200);
        assert_eq!(held(counts, None), [true; PARTS.len()]);
        assert_eq!(held(counts, Some(Extent::Short)).iter().filter(|held| **held).count(), PARTS.len() - 2);
    }
}
