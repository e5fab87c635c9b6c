//! The report: the whole record as one document, and which of its records stand where.
//!
//! A review of up to [`WHOLE`] is one document. A larger one would be tens of megabytes, which no browser lays out and no
//! printer takes in one go, and would be the second half of each build. Its report is short: it holds the parts that are
//! small, and leads to the lists of the others. A review may ask for all of it; then each part has pages of its own, cut by
//! [`SHEET`].

use std::iter::Sum;
use std::ops::{Add, Range};

use crate::review::kind::Kind;
use crate::review::kind::field::Role;
use crate::review::record::RecordIx;
use crate::review::settings::Extent;
use crate::site::visible::Visible;
use crate::site::words::page;
use crate::text::index::IndexVec;

/// How much the report holds as one document.
pub const WHOLE: Size = Size { records: 500, bytes: 2_000_000 };
/// How much a short report holds at most.
pub const SHORT: Size = Size { records: 250, bytes: 1_000_000 };
/// How much stands on a page of a part where one page is not enough; of longer records, one.
pub const SHEET: Size = Size { records: 250, bytes: 1_000_000 };
/// About how much a record takes beside its text, in bytes.
const BESIDE_TEXT: usize = 1_000;

/// How much stands in a place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Size {
    /// About how many bytes.
    pub bytes: usize,
    /// How many records.
    pub records: usize,
}

impl Size {
    fn of(visible: &Visible, record: RecordIx) -> Size {
        Size { records: 1, bytes: BESIDE_TEXT + visible.review.records[record].body.length() }
    }

    fn fits(self, most: Size) -> bool {
        self.records <= most.records && self.bytes <= most.bytes
    }
}

impl Add for Size {
    type Output = Size;

    fn add(self, other: Size) -> Size {
        Size { records: self.records + other.records, bytes: self.bytes.saturating_add(other.bytes) }
    }
}

impl Sum for Size {
    fn sum<I: Iterator<Item = Size>>(all: I) -> Size {
        all.fold(Size::default(), Add::add)
    }
}

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
    part(page::MANDATE, "mandate", &[Kind::Clause]),
    part(page::TEAMS, "teams", &[Kind::Charter]),
    part(page::WORK_PLAN, "work-plan", &[Kind::Phase]),
    part(page::TIMELINE, "timeline", &[Kind::Milestone]),
    part(page::MEETINGS, "meetings", &[Kind::Meeting]),
    part(page::FINDINGS, "findings", &[Kind::Finding]),
    part(page::RECOMMENDATIONS, "recommendations", &[Kind::Group, Kind::Recommendation]),
    part(page::PRIOR, "prior", &[Kind::Prior]),
    part(page::STATEMENTS, "statements", &[Kind::Statement]),
    part(page::PUBLIC_COMMENT, "consultations", &[Kind::Consultation, Kind::Comment]),
    part(page::UPDATES, "updates", &[Kind::Update]),
    part(page::PEOPLE, "people", &[Kind::Person]),
    part(page::ORGANISATIONS, "organisations", &[Kind::Organisation]),
    part(page::GLOSSARY, "glossary", &[Kind::Term]),
    part(page::DOCUMENTS, "documents", &[Kind::Document]),
    part(page::FURTHER_PAGES, "pages", &[Kind::Page]),
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
    /// The pages after the first, where one is not enough.
    sheets: Vec<Sheet>,
    /// The records of each part, in their order, and whether the report holds them.
    parts: Vec<(Vec<RecordIx>, bool)>,
    /// The page of each record, by its position; `None` where the report does not hold it.
    pages: IndexVec<RecordIx, Option<usize>>,
}

/// A page of a part.
#[derive(Debug)]
struct Sheet {
    part: usize,
    /// Its number within the part, from 0.
    number: usize,
    /// Which of the part's records stand on it.
    records: Range<usize>,
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
        let orders = PARTS.each_ref().map(|part| in_order(visible, part));
        let size = |records: &Vec<RecordIx>| records.iter().map(|record| Size::of(visible, *record)).sum();
        let held = held(orders.each_ref().map(size), visible.review.settings.report);
        let parts: Vec<_> = orders.into_iter().zip(held).collect();
        let mut sheets = Vec::new();
        if Report::is_cut(visible) {
            for (part, (records, _)) in parts.iter().enumerate() {
                let cut = cut(records.iter().map(|record| Size::of(visible, *record))).into_iter().enumerate();
                sheets.extend(cut.map(|(number, records)| Sheet { part, number, records }));
            }
        }
        let mut pages = IndexVec::of(None, visible.review.records.len());
        for (records, _) in parts.iter().filter(|(_, held)| sheets.is_empty() && *held) {
            records.iter().for_each(|&record| pages[record] = Some(0));
        }
        for (page, sheet) in sheets.iter().enumerate() {
            sheet.of(&parts).iter().for_each(|&record| pages[record] = Some(page + 1));
        }
        Report { sheets, parts, pages }
    }

    /// Whether one page cannot hold it, told without putting anything in its place.
    #[must_use]
    pub fn is_cut(visible: &Visible) -> bool {
        let all = || Kind::ALL.into_iter().flat_map(|kind| visible.of_kind(kind));
        visible.review.settings.report == Some(Extent::Whole)
            && !all().map(|record| Size::of(visible, record)).sum::<Size>().fits(WHOLE)
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
            Some(Sheet { part, number: 0, .. }) => format!("{}/", PARTS[*part].name),
            Some(Sheet { part, number, .. }) => format!("{}/{}/", PARTS[*part].name, number + 1),
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
        let extract = |sheet: &Sheet| {
            let records = sheet.of(&self.parts);
            Extract { part: &PARTS[sheet.part], records, held: true, continued: sheet.number > 0 }
        };
        sheet.map(extract).into_iter().collect()
    }
}

impl Sheet {
    /// The records that stand on it.
    fn of<'a>(&self, parts: &'a [(Vec<RecordIx>, bool)]) -> &'a [RecordIx] {
        parts.get(self.part).and_then(|(records, _)| records.get(self.records.clone())).unwrap_or_default()
    }
}

/// Which parts the report holds: all of them, or of a large review the smallest that are [`SHORT`] together. No part is
/// torn apart, so that what a part says is true of the whole review.
fn held(sizes: [Size; PARTS.len()], extent: Option<Extent>) -> [bool; PARTS.len()] {
    let all: Size = sizes.iter().copied().sum();
    if extent == Some(Extent::Whole) || (extent.is_none() && all.fits(WHOLE)) {
        return [true; PARTS.len()];
    }
    let mut held = [false; PARTS.len()];
    let mut together = Size::default();
    let mut smallest: Vec<usize> = (0..PARTS.len()).collect();
    smallest.sort_by_key(|part| sizes[*part]);
    for part in smallest {
        together = together + sizes[part];
        if !together.fits(SHORT) {
            break;
        }
        held[part] = true;
    }
    held
}

/// Records of these sizes by pages of [`SHEET`] at most, each as full as it may be; what is larger by itself has its own.
fn cut(sizes: impl Iterator<Item = Size>) -> Vec<Range<usize>> {
    let mut pages: Vec<Range<usize>> = Vec::new();
    let mut on_last = Size::default();
    for (at, size) in sizes.enumerate() {
        match pages.last_mut().filter(|_| (on_last + size).fits(SHEET)) {
            Some(page) => {
                page.end = at + 1;
                on_last = on_last + size;
            }
            None => {
                pages.push(at..at + 1);
                on_last = size;
            }
        }
    }
    pages
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

    /// So many records of about two thousand bytes.
    const fn short(records: usize) -> Size {
        Size { records, bytes: records * 2_000 }
    }

    #[test]
    fn a_large_review_has_its_smallest_parts_in_the_report() {
        let mut sizes = [short(10); PARTS.len()];
        (sizes[4], sizes[6], sizes[9]) = (short(300), short(1_200), short(90));
        let count = |sizes, extent| held(sizes, extent).iter().filter(|held| **held).count();
        assert_eq!(count(sizes, None), PARTS.len() - 2);
        assert!(!held(sizes, None)[4] && !held(sizes, None)[6] && held(sizes, None)[9]);
        assert_eq!(count(sizes, Some(Extent::Whole)), PARTS.len());
        (sizes[4], sizes[6]) = (short(80), short(200));
        assert_eq!(held(sizes, None), [true; PARTS.len()]);
        assert_eq!(count(sizes, Some(Extent::Short)), PARTS.len() - 2);
        // Few records may be long.
        sizes[4] = Size { records: 80, bytes: 6_000_000 };
        assert_eq!(count(sizes, None), PARTS.len() - 2);
        assert!(!held(sizes, None)[4]);
    }

    #[test]
    fn pages_of_the_report_are_cut_by_what_stands_on_them() {
        assert_eq!(cut(std::iter::repeat_n(short(1), 600)), [0..250, 250..500, 500..600]);
        let long = |bytes| Size { records: 1, bytes };
        let sizes = [long(400_000), long(400_000), long(400_000), long(5_000_000), long(1_000), long(1_000)];
        assert_eq!(cut(sizes.into_iter()), [0..2, 2..3, 3..4, 4..6]);
        assert_eq!(cut([].into_iter()), [] as [Range<usize>; 0]);
    }
}
