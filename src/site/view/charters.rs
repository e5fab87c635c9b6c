//! The charters of the sub-teams, each as a work breakdown structure lays it out: its topic, the clauses that it assesses,
//! the skills that it needs, what it does, its work items, its members and its rapporteur.

use std::borrow::Cow;

use serde::Serialize;

use crate::review::kind::charter::{CLAUSES, MAILING_LIST, MEMBERS, RAPPORTEUR, SKILLS, TOPIC, WORK_ITEMS};
use crate::review::kind::field::Field;
use crate::review::kind::{Kind, recommendation};
use crate::review::record::RecordIx;
use crate::site::body::terms::Glossary;
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::paging::Paging;
use crate::site::view::body::{self, Piece};
use crate::site::view::prose::{self, ProseView};
use crate::site::view::value::ViewValue;
use crate::site::view::{Marks, recorded};
use crate::site::words::label;

/// How many recommendations of unknown origin are listed.
const SHOWN: usize = 150;

/// What the template of the sub-teams is given.
#[derive(Serialize)]
pub struct ChartersView<'a> {
    count: usize,
    charters: Vec<Charter<'a>>,
    /// Recommendations that no sub-team is known for, as far as they are listed; on the first page only.
    without_team: Vec<Link<'a>>,
    /// How many of them there are.
    without_team_count: usize,
    page: usize,
    pages: usize,
}

/// One sub-team.
#[derive(Serialize)]
struct Charter<'a> {
    link: Link<'a>,
    #[serde(flatten)]
    marks: Marks,
    summary: Option<ProseView<'a>>,
    /// What is said before what it does.
    scope: Vec<Fact<'a>>,
    /// What it does.
    body: Vec<Piece<'a>>,
    /// Whether more of this stands on its own page.
    more: bool,
    /// What is said after it.
    work: Vec<Fact<'a>>,
}

/// A line of a charter.
#[derive(Serialize)]
struct Fact<'a> {
    name: Cow<'static, str>,
    value: ViewValue<'a>,
}

/// One page of the sub-teams.
#[must_use]
pub fn view<'a>(site: &'a Site, glossary: &Glossary, page: usize, root: &str) -> ChartersView<'a> {
    let all: Vec<RecordIx> = site.visible.of_kind(Kind::Charter).collect();
    let paging = Paging::of_list(Kind::Charter);
    let shown = paging.slice(&all, page).iter();
    let without_team = if page == 0 { without_team(site) } else { Vec::new() };
    ChartersView {
        count: all.len(),
        charters: shown.map(|&position| charter(site, glossary, position, root)).collect(),
        without_team_count: without_team.len(),
        without_team: without_team.into_iter().take(SHOWN).map(|position| site.addresses.link(position)).collect(),
        page: page + 1,
        pages: paging.pages(all.len()),
    }
}

fn charter<'a>(site: &'a Site, glossary: &Glossary, position: RecordIx, root: &str) -> Charter<'a> {
    let names = &site.visible.review.settings.names;
    let facts = |fields: &[(&'static str, &'static Field)]| -> Vec<Fact<'a>> {
        let facts = fields
            .iter()
            .filter_map(|&(name, field)| Some(Fact { name: names.say(name), value: recorded(site, position, field)? }));
        facts.collect()
    };
    let (body, more) = body::opening(site, glossary, position, root);
    Charter {
        link: site.addresses.link(position),
        marks: Marks::of(site, position),
        summary: prose::summary(site, position),
        scope: facts(&[
            (label::TOPIC, &TOPIC.field),
            (label::CLAUSES_ASSESSED, &CLAUSES.field),
            (label::SKILLS, &SKILLS.field),
        ]),
        body,
        more,
        work: facts(&[
            (label::WORK_ITEMS, &WORK_ITEMS.field),
            (label::MEMBERS, &MEMBERS.field),
            (label::RAPPORTEUR, &RAPPORTEUR.field),
            (label::MAILING_LIST, &MAILING_LIST.field),
        ]),
    }
}

/// The recommendations of which their records say that nobody knows whose they are.
fn without_team(site: &Site) -> Vec<RecordIx> {
    let is_unknown =
        |position: &RecordIx| site.visible.review.records[*position].values.is_unknown(&recommendation::TEAM.field);
    site.visible.of_kind(Kind::Recommendation).filter(is_unknown).collect()
}
