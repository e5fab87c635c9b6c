//! The glossary: every term with what it means, under its letter where there are many.

use serde::Serialize;

use crate::review::collation::{Collation, Initial};
use crate::review::kind::Kind;
use crate::review::kind::term::MEANS;
use crate::review::record::RecordIx;
use crate::site::address::encode;
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::paging::Paging;
use crate::site::route::Route;
use crate::site::view::value::ViewValue;
use crate::site::view::{Marks, recorded};

/// How many terms are found without letters.
const SHORT: usize = 30;

/// What the template of the glossary is given.
#[derive(Serialize)]
pub struct GlossaryView<'a> {
    count: usize,
    /// Every letter that a term begins with, also of those on other pages; none in a short glossary.
    letters: Vec<Letter>,
    sections: Vec<Section<'a>>,
    page: usize,
    pages: usize,
}

/// A letter, and where its terms begin.
#[derive(Serialize)]
struct Letter {
    letter: String,
    /// The path of the page, and the place on it.
    path: String,
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
    let review = &site.visible.review;
    let collation = Collation::of(&review.settings.language);
    let letter_of =
        |position: RecordIx| (all.len() > SHORT).then(|| letter(&collation, review.records[position].title()));
    let mut begins: Vec<(String, usize)> = Vec::new();
    for (number, &position) in all.iter().enumerate() {
        if let Some(letter) = letter_of(position).filter(|letter| !begins.iter().any(|(known, _)| known == letter)) {
            begins.push((letter, number));
        }
    }
    let mut sections: Vec<Section<'_>> = Vec::new();
    for number in paging.range(page, all.len()) {
        let position = all[number];
        let letter = letter_of(position);
        if sections.last().is_none_or(|section| section.letter != letter) {
            let begins = begins.iter().any(|(_, first)| *first == number);
            let id = letter.as_deref().filter(|_| begins).map(id);
            sections.push(Section { letter, id, terms: Vec::new() });
        }
        if let Some(section) = sections.last_mut() {
            let means = recorded(site, position, &MEANS.field);
            section.terms.push(Term { link: site.addresses.link(position), marks: Marks::of(site, position), means });
        }
    }
    let letters = begins.into_iter().map(|(letter, number)| {
        let page = Route::List(Kind::Term, paging.page_of(number));
        let path = format!("{}#{}", site.addresses.path(&page), encode(&id(&letter)));
        Letter { letter, path }
    });
    GlossaryView {
        count: all.len(),
        letters: letters.collect(),
        sections,
        page: page + 1,
        pages: paging.pages(all.len()),
    }
}

/// The letter that a term stands under; `#` for one that begins with none.
fn letter(collation: &Collation, title: &str) -> String {
    match collation.initial(title) {
        Initial::Letter(letter) => letter,
        Initial::Number | Initial::Nothing => "#".to_owned(),
    }
}

fn id(letter: &str) -> String {
    if letter == "#" { "letter-none".to_owned() } else { format!("letter-{letter}") }
}
