//! The glossary: every term with what it means, under its letter where there are many.

use serde::Serialize;

use crate::review::kind::Kind;
use crate::review::kind::term::MEANS;
use crate::review::record::RecordIx;
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::paging::Paging;
use crate::site::view::jump::{Jump, JumpList};
use crate::site::view::value::ViewValue;
use crate::site::view::{Marks, recorded};

/// What the template of the glossary is given.
#[derive(Serialize)]
pub struct GlossaryView<'a> {
    count: usize,
    /// Every letter that a term begins with, also of those on other pages; none in a short glossary.
    jumps: Vec<Jump>,
    sections: Vec<Section<'a>>,
    page: usize,
    pages: usize,
}

/// The terms of one letter.
#[derive(Serialize)]
struct Section<'a> {
    /// The letter; none in a short glossary.
    letter: Option<String>,
    /// The id of its heading, where its terms begin.
    id: Option<String>,
    terms: Vec<Term<'a>>,
}

/// One term.
#[derive(Serialize)]
struct Term<'a> {
    link: Link<'a>,
    #[serde(flatten)]
    marks: Marks,
    means: Option<ViewValue<'a>>,
}

/// One page of the glossary.
#[must_use]
pub fn view(site: &Site, page: usize) -> GlossaryView<'_> {
    let all: Vec<RecordIx> = site.visible.of_kind(Kind::Term).collect();
    let paging = Paging::of_list(Kind::Term);
    let places = JumpList::by_letter(site, Kind::Term);
    let mut sections: Vec<Section<'_>> = Vec::new();
    for (number, &position) in paging.range(page, all.len()).zip(paging.slice(&all, page)) {
        let letter = places.under(number).map(str::to_owned);
        if sections.last().is_none_or(|section| section.letter != letter) {
            sections.push(Section { letter, id: places.id(number), terms: Vec::new() });
        }
        if let Some(section) = sections.last_mut() {
            let means = recorded(site, position, &MEANS.field);
            section.terms.push(Term { link: site.addresses.link(position), marks: Marks::of(site, position), means });
        }
    }
    GlossaryView {
        count: all.len(),
        jumps: places.jumps(site),
        sections,
        page: page + 1,
        pages: paging.pages(all.len()),
    }
}
