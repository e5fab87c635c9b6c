//! How long lists are cut into pages.
//!
//! Who lays a site out asks how many pages there are, and who shows one asks what stands on it. Both ask the same value, so
//! that no page is laid out that shows nothing, and no record stands on a page that nobody laid out.

use std::ops::Range;

use crate::review::kind::Kind;

/// How many addresses one sitemap may name (sitemaps.org, "Using Sitemap index files").
pub const SITEMAP: Paging = Paging::of(50_000);
/// Action items and decisions.
pub const REGISTER: Paging = Paging::of(150);
/// The index of all records from A to Z.
pub const INDEX: Paging = Paging::of(400);

/// A way to cut lists: all pages but the last are full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paging {
    length: usize,
}

impl Paging {
    /// Pages of so many items; at least one, or no page would ever end.
    #[must_use]
    pub const fn of(length: usize) -> Paging {
        assert!(length > 0, "a page of nothing");
        Paging { length }
    }

    /// The list of a kind, also a part of one: a page holds fewer where it tells more of each record than its title.
    #[must_use]
    pub const fn of_list(kind: Kind) -> Paging {
        Paging::of(match kind {
            Kind::Charter | Kind::Phase => 25,
            Kind::Clause => 50,
            Kind::Comment | Kind::Consultation => 75,
            Kind::Document | Kind::Person | Kind::Organisation | Kind::Term => 150,
            // A line of a table each.
            Kind::Recommendation => 300,
            Kind::Finding
            | Kind::Group
            | Kind::Meeting
            | Kind::Milestone
            | Kind::Page
            | Kind::Prior
            | Kind::Statement
            | Kind::Update => 300,
        })
    }

    /// How many items a full page holds.
    #[must_use]
    pub const fn length(self) -> usize {
        self.length
    }

    /// How many pages so many items take; none for none.
    #[must_use]
    pub const fn pages(self, count: usize) -> usize {
        count.div_ceil(self.length)
    }

    /// The page that an item stands on, by its place in the list; the first of each is 0.
    #[must_use]
    pub const fn page_of(self, place: usize) -> usize {
        place / self.length
    }

    /// Which of so many items stand on a page; none where there is no such page.
    #[must_use]
    pub fn range(self, page: usize, count: usize) -> Range<usize> {
        let start = page.saturating_mul(self.length).min(count);
        start..start.saturating_add(self.length).min(count)
    }

    /// The items that stand on a page; none where there is no such page.
    #[must_use]
    pub fn slice<T>(self, items: &[T], page: usize) -> &[T] {
        items.get(self.range(page, items.len())).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_stands_on_the_page_that_is_said_and_on_no_other() {
        let paging = Paging::of(3);
        for (count, pages) in [(0, 0), (1, 1), (2, 1), (3, 1), (4, 2), (6, 2), (7, 3)] {
            let items: Vec<usize> = (0..count).collect();
            assert_eq!(paging.pages(count), pages);
            let cut: Vec<&[usize]> = (0..pages).map(|page| paging.slice(&items, page)).collect();
            assert!(cut.iter().all(|page| !page.is_empty()), "of {count} items a page has none");
            assert_eq!(cut.concat(), items);
            for (page, on_it) in cut.iter().enumerate() {
                assert!(on_it.iter().all(|item| paging.page_of(*item) == page));
            }
            for beyond in [pages, pages + 1, usize::MAX] {
                assert_eq!(paging.slice(&items, beyond), &[] as &[usize], "page {beyond} of {count} items");
            }
        }
    }
}
