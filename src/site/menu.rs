//! The menu: the lists and the pages about the whole review, under the few headings that a reader looks for.

use serde::Serialize;

use crate::review::kind::Kind;
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
#[derive(Debug, Serialize)]
pub struct MenuItem {
    /// What it is called.
    pub title: String,
    /// Its path from the root of the site.
    pub path: String,
    /// How many records it lists; none for a page that is not a list of records.
    pub count: Option<usize>,
}

/// What an entry of the menu leads to.
enum Entry {
    List(Kind),
    Overview(Overview),
}

use Entry::{List, Overview as About};

/// The whole menu, in the order in which a review goes: what was asked, what came of it, how, and what helps to read it.
static MENU: [(&str, &[Entry]); 4] = [
    (
        page::THE_REVIEW,
        &[
            List(Kind::Clause),
            List(Kind::Phase),
            List(Kind::Milestone),
            List(Kind::Charter),
            List(Kind::Person),
            List(Kind::Organisation),
        ],
    ),
    (
        page::WHAT_CAME,
        &[
            List(Kind::Finding),
            List(Kind::Recommendation),
            About(Overview::Open),
            List(Kind::Group),
            About(Overview::Themes),
            List(Kind::Prior),
            List(Kind::Statement),
            About(Overview::Traceability),
        ],
    ),
    (
        page::PROCEEDINGS,
        &[
            List(Kind::Meeting),
            About(Overview::Decisions),
            About(Overview::Actions),
            List(Kind::Consultation),
            List(Kind::Comment),
            List(Kind::Document),
            List(Kind::Update),
            About(Overview::Changes),
        ],
    ),
    (page::REFERENCE, &[List(Kind::Term), About(Overview::Report), About(Overview::Method)]),
];

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
        let mut at = 0;
        while at < MENU[section].1.len() {
            let is_it = match (&MENU[section].1[at], entry) {
                (List(one), List(other)) => *one as usize == *other as usize,
                (About(one), About(other)) => *one as usize == *other as usize,
                (List(_), About(_)) | (About(_), List(_)) => false,
            };
            found += is_it as usize;
            at += 1;
        }
        section += 1;
    }
    found
}

/// The menu of a site: what it has pages for.
#[must_use]
pub fn menu(site: &Site) -> Vec<MenuSection> {
    let sections = MENU.iter().map(|(title, entries)| MenuSection {
        title,
        items: entries.iter().filter_map(|entry| item(site, entry)).collect(),
    });
    sections.filter(|section| !section.items.is_empty()).collect()
}

fn item(site: &Site, entry: &Entry) -> Option<MenuItem> {
    let index = site.visible.publication.index();
    match *entry {
        List(kind) => {
            let count = site.visible.counted_of(kind);
            let title = site.visible.review.settings.names.heading(kind).into_owned();
            (count > 0).then(|| MenuItem { title, path: format!("{}/{index}", kind.folder()), count: Some(count) })
        }
        About(overview) => site.has(overview).then(|| MenuItem {
            title: site.visible.review.settings.names.say(overview.title()).into_owned(),
            path: format!("{}/{index}", overview.folder()),
            count: None,
        }),
    }
}
