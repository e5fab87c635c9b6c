//! The search: what it can be narrowed to, and for readers without scripts every record from A to Z.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::Serialize;

use crate::review::kind::Kind;
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::overview::Overview;
use crate::site::paging::INDEX;
use crate::site::route::Route;
use crate::site::search::{FOLDER, IndexFile, SearchFilter, filters_of};
use crate::site::words::capitalise;
use crate::site::words::label;

/// What the template of the search is given.
#[derive(Serialize)]
pub struct SearchView<'a> {
    /// The folder of the index, from the root of the site.
    folder: &'static str,
    /// The files of the index that this page names. Scripts alone load them, so that nothing else would lead there who copies
    /// the site by its links; of a large index each page names some.
    files: Vec<String>,
    /// How many records there are.
    count: usize,
    page: usize,
    pages: usize,
    /// Whether the page stands for an address that does not exist.
    missing: bool,
    /// What a search can be narrowed to; on the first page only, which has the search.
    filters: Vec<Filter<'a>>,
    /// The letters that titles begin with, over all pages.
    letters: Vec<Letter>,
    /// The records of this page.
    sections: Vec<Section<'a>>,
}

/// Choices of which a reader may take one.
#[derive(Serialize)]
struct Filter<'a> {
    /// Its name in the address of a search.
    name: &'static str,
    /// What it is called.
    title: Cow<'static, str>,
    options: Vec<Choice<'a>>,
}

/// One choice.
#[derive(Serialize)]
struct Choice<'a> {
    /// The word that the index has for it.
    value: String,
    title: Cow<'a, str>,
}

/// Where the titles begin that begin with a letter.
#[derive(Serialize)]
struct Letter {
    name: String,
    /// The page, from the root of the site.
    path: String,
    id: String,
}

/// The records of this page whose titles begin with a letter.
#[derive(Serialize)]
struct Section<'a> {
    name: String,
    /// Where the letter begins on this page; none where it began on an earlier one.
    id: Option<String>,
    items: Vec<Item<'a>>,
}

/// One record.
#[derive(Serialize)]
struct Item<'a> {
    link: Link<'a>,
    kind: Cow<'static, str>,
}

/// What the form of the search is given on the page for addresses that do not exist.
#[derive(Serialize)]
pub struct Seek {
    folder: &'static str,
    filters: [(); 0],
    /// That it is to look for the address that was asked for.
    missing: bool,
}

/// The form of the search on the page for addresses that do not exist.
#[must_use]
pub fn seek() -> Seek {
    Seek { folder: FOLDER, filters: [], missing: true }
}

/// A page of the index; the first is also the search.
#[must_use]
pub fn view(site: &Site, page: usize) -> SearchView<'_> {
    let names = &site.visible.review.settings.names;
    let order = &site.analyses.alphabet().records;
    let mut letters: Vec<Letter> = Vec::new();
    let mut sections: Vec<Section<'_>> = Vec::new();
    for (at, (letter, record)) in order.iter().enumerate() {
        let is_new = letters.last().is_none_or(|last| last.name != *letter);
        if is_new {
            let path = site.addresses.path(&Route::Overview(Overview::Search, INDEX.page_of(at)));
            letters.push(Letter { name: letter.clone(), path, id: format!("letter-{}", letters.len() + 1) });
        }
        if INDEX.page_of(at) != page {
            continue;
        }
        if is_new || sections.is_empty() {
            let id = letters.last().filter(|_| is_new).map(|letter| letter.id.clone());
            sections.push(Section { name: letter.clone(), id, items: Vec::new() });
        }
        let kind = names.called(&site.visible.review.records[*record]);
        let item = Item { link: site.addresses.link(*record), kind };
        if let Some(section) = sections.last_mut() {
            section.items.push(item);
        }
    }
    SearchView {
        folder: FOLDER,
        files: files(site, page),
        missing: false,
        count: order.len(),
        page: page + 1,
        pages: INDEX.pages(order.len()),
        filters: if page == 0 { filters(site) } else { Vec::new() },
        letters,
        sections,
    }
}

/// The share of a page in the files of the index.
fn files(site: &Site, page: usize) -> Vec<String> {
    let count = site.visible.count();
    let all: Vec<IndexFile> = IndexFile::all(count).collect();
    let share = all.len().div_ceil(INDEX.pages(count).max(1)).max(1);
    let own = all.chunks(share).nth(page).unwrap_or_default();
    own.iter().map(|file| file.file()).collect()
}

fn filters(site: &Site) -> Vec<Filter<'_>> {
    let all: BTreeSet<SearchFilter<'_>> =
        site.visible.all().flat_map(|position| filters_of(&site.visible, position)).collect();
    let facet = |about, word: &str| {
        Some(SearchFilter { about, word: word.into(), label: "", counts_as: None }).filter(|facet| all.contains(facet))
    };
    let names = &site.visible.review.settings.names;
    let kinds = Kind::ALL.into_iter().filter_map(|kind| {
        let value = facet("kind", kind.folder())?.term();
        Some(Choice { value, title: names.heading(kind) })
    });
    let teams = site.visible.of_kind(Kind::Charter).filter_map(|position| {
        let value = facet("team", &site.visible.review.records[position].name)?.term();
        Some(Choice { value, title: site.addresses.link(position).title.into() })
    });
    let states = all.iter().filter(|facet| !matches!(facet.about, "kind" | "team"));
    let states = states.map(|facet| {
        let about = capitalise(facet.about);
        let base = facet.counts_as.map(|base| format!(" ({base})")).unwrap_or_default();
        Choice { value: facet.term(), title: format!("{about}: {}{base}", facet.label).into() }
    });
    let filters = [
        Filter { name: "kind", title: label::KIND.into(), options: kinds.collect() },
        Filter { name: "team", title: names.say(label::TEAM), options: teams.collect() },
        Filter { name: "state", title: label::STATE.into(), options: states.collect() },
    ];
    filters.into_iter().filter(|filter| !filter.options.is_empty()).collect()
}
