//! The menu: the lists and the pages about the whole review, under the few headings that a reader looks for.

use serde::Serialize;

use crate::review::kind::Kind;
use crate::review::kind::page::MENU as MENU_FLAG;
use crate::site::map::Site;
use crate::site::overview::Overview;
use crate::site::words::page;

/// A heading of the menu, with what stands below it.
#[derive(Debug, Serialize)]
pub struct MenuSection {
    /// The heading.
    pub title: &'static str,
    /// What stands below it; never empty.
    pub items: Vec<MenuItem>,
}

/// A page that a menu names.
#[derive(Debug, Clone, Serialize)]
pub struct MenuItem {
    /// What it is called.
    pub title: String,
    /// Its path from the root of the site.
    pub path: String,
    /// How many records it lists; none for a page that is not a list of records.
    pub count: Option<usize>,
    /// The pages that belong to it, which the menu names where a reader is among them.
    pub below: Vec<MenuItem>,
}

/// What an entry of the menu leads to.
enum Entry {
    List(Kind),
    Overview(Overview),
}

use Entry::{List, Overview as About};

/// An entry, and what belongs to it: where a site has no page for the first, the next stands in its place.
type Family = &'static [Entry];

/// How many entries a reader can look over, and a laptop show without scrolling.
const MOST: usize = 12;

/// The whole menu, in the order in which a review goes: what was asked, what came of it, how, and what helps to read it.
static MENU: [(&str, &[Family]); 4] = [
    (
        page::THE_REVIEW,
        &[
            &[List(Kind::Clause), About(Overview::Traceability)],
            &[List(Kind::Milestone), List(Kind::Phase)],
            &[List(Kind::Charter)],
            &[List(Kind::Person), List(Kind::Organisation)],
        ],
    ),
    (
        page::WHAT_CAME,
        &[
            &[List(Kind::Finding)],
            &[
                List(Kind::Recommendation),
                About(Overview::Open),
                About(Overview::Themes),
                List(Kind::Group),
                List(Kind::Statement),
                List(Kind::Prior),
            ],
        ],
    ),
    (
        page::PROCEEDINGS,
        &[
            &[List(Kind::Meeting), About(Overview::Decisions), About(Overview::Actions)],
            &[List(Kind::Consultation), List(Kind::Comment)],
            &[List(Kind::Document)],
            &[List(Kind::Update), About(Overview::Changes)],
        ],
    ),
    (page::REFERENCE, &[&[List(Kind::Term)], &[About(Overview::Report), About(Overview::Method)]]),
];

// A menu that is longer than readers can look over does not compile.
const _: () = {
    let (mut section, mut entries) = (0, 0);
    while section < MENU.len() {
        entries += MENU[section].1.len();
        section += 1;
    }
    assert!(entries <= MOST, "the menu is too long");
};

// A kind or a page about the review that the menu does not name, or names twice, does not compile. Pages that stand in no
// list and the search have places of their own beside it.
const _: () = {
    let mut kind = 0;
    while kind < Kind::ALL.len() {
        let named = named(&List(Kind::ALL[kind]));
        assert!(named == 1 || matches!(Kind::ALL[kind], Kind::Page) && named == 0, "each list is named once");
        kind += 1;
    }
    let mut overview = 0;
    while overview < Overview::ALL.len() {
        let named = named(&About(Overview::ALL[overview]));
        assert!(named == 1 || !is_in_menu(Overview::ALL[overview]) && named == 0, "each page is named once");
        overview += 1;
    }
};

/// Whether a page about the review stands in the menu. The search has a place of its own beside it; whether anything is late
/// or does not go together is known only after a look at every record, so the first page leads there.
const fn is_in_menu(overview: Overview) -> bool {
    !matches!(overview, Overview::Search | Overview::Overdue | Overview::Discrepancies)
}

/// How often the menu names an entry.
const fn named(entry: &Entry) -> usize {
    let (mut section, mut found) = (0, 0);
    while section < MENU.len() {
        let mut family = 0;
        while family < MENU[section].1.len() {
            let mut at = 0;
            while at < MENU[section].1[family].len() {
                let is_it = match (&MENU[section].1[family][at], entry) {
                    (List(one), List(other)) => *one as usize == *other as usize,
                    (About(one), About(other)) => *one as usize == *other as usize,
                    (List(_), About(_)) | (About(_), List(_)) => false,
                };
                found += is_it as usize;
                at += 1;
            }
            family += 1;
        }
        section += 1;
    }
    found
}

/// The menu of a site: what it has pages for, and last the pages that say of themselves that they belong there.
#[must_use]
pub fn menu(site: &Site) -> Vec<MenuSection> {
    let sections = MENU.iter().map(|(title, families)| MenuSection {
        title,
        items: families.iter().filter_map(|family| item_of(site, family)).collect(),
    });
    let background = MenuSection { title: page::BACKGROUND, items: pages(site) };
    sections.chain([background]).filter(|section| !section.items.is_empty()).collect()
}

/// The pages of the content that say that they belong into the menu.
#[must_use]
pub fn pages(site: &Site) -> Vec<MenuItem> {
    let pages = site.visible.of_kind(Kind::Page);
    let named = pages.filter(|&page| site.visible.review.records[page].values.get(&MENU_FLAG));
    let items = named.map(|page| {
        let link = site.addresses.link(page);
        MenuItem { title: link.title.to_owned(), path: link.path.into_owned(), count: None, below: Vec::new() }
    });
    items.collect()
}

/// The entry of a menu that a list or a page about the review is, or belongs to.
#[must_use]
pub fn entry_of<'a>(menu: &'a [MenuSection], path: &str) -> Option<&'a MenuItem> {
    let is_it = |item: &MenuItem| item.path == path;
    menu.iter().flat_map(|section| &section.items).find(|item| is_it(item) || item.below.iter().any(is_it))
}

fn item_of(site: &Site, family: Family) -> Option<MenuItem> {
    let mut items = family.iter().filter_map(|entry| item(site, entry));
    let first = items.next()?;
    Some(MenuItem { below: items.collect(), ..first })
}

fn item(site: &Site, entry: &Entry) -> Option<MenuItem> {
    let index = site.visible.publication.index();
    match *entry {
        List(kind) => {
            let count = site.visible.counted_of(kind);
            let title = site.visible.review.settings.names.heading(kind).into_owned();
            let path = format!("{}/{index}", kind.folder());
            (count > 0).then(|| MenuItem { title, path, count: Some(count), below: Vec::new() })
        }
        About(overview) => site.has(overview).then(|| MenuItem {
            title: site.visible.review.settings.names.say(overview.title()).into_owned(),
            path: format!("{}/{index}", overview.folder()),
            count: None,
            below: Vec::new(),
        }),
    }
}
