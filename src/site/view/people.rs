//! The people: who they are, where they belong, and what they did from when to when.

use serde::Serialize;

use crate::review::kind::history::UNVERIFIED;
use crate::review::kind::person::{AFFILIATION, FROM, JOINED, LEFT, NOMINATED_BY, ROLE, ROLES, TO};
use crate::review::kind::{Kind, charter};
use crate::review::record::RecordIx;
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::paging::Paging;
use crate::site::view::jump::{Jump, JumpList};
use crate::site::view::value::ViewValue;
use crate::site::view::{Marks, recorded, shown_date};
use crate::site::words::date::DateView;

/// What the template of the people is given.
#[derive(Serialize)]
pub struct PeopleView<'a> {
    count: usize,
    people: Vec<Person<'a>>,
    /// The letters that names begin with, also of those on other pages.
    jumps: Vec<Jump>,
    /// Of what anybody here says something, a column each.
    columns: Columns,
    page: usize,
    pages: usize,
}

/// The columns that some row fills.
#[derive(Serialize)]
struct Columns {
    affiliation: bool,
    nominated_by: bool,
    took_part: bool,
    roles: bool,
    teams: bool,
}

impl Columns {
    fn of(people: &[Person<'_>]) -> Columns {
        let any = |has: fn(&Person<'_>) -> bool| people.iter().any(has);
        Columns {
            affiliation: any(|person| person.affiliation.is_some()),
            nominated_by: any(|person| person.nominated_by.is_some()),
            took_part: any(|person| person.joined.is_some() || person.left.is_some()),
            roles: any(|person| !person.roles.is_empty()),
            teams: any(|person| !person.teams.is_empty()),
        }
    }
}

/// One person.
#[derive(Serialize)]
struct Person<'a> {
    /// The id of the place where the names of a letter begin.
    id: Option<String>,
    link: Link<'a>,
    #[serde(flatten)]
    marks: Marks,
    affiliation: Option<ViewValue<'a>>,
    nominated_by: Option<ViewValue<'a>>,
    joined: Option<DateView>,
    left: Option<DateView>,
    roles: Vec<Role<'a>>,
    /// The sub-teams, and whether the person holds the pen of each.
    teams: Vec<Membership<'a>>,
}

/// A role, and when it was held.
#[derive(Serialize)]
struct Role<'a> {
    role: &'a str,
    from: Option<DateView>,
    to: Option<DateView>,
    /// Whether no source confirms it.
    unverified: bool,
}

/// A sub-team that a person is in.
#[derive(Serialize)]
struct Membership<'a> {
    team: Link<'a>,
    rapporteur: bool,
}

/// One page of the people.
#[must_use]
pub fn view(site: &Site, page: usize) -> PeopleView<'_> {
    let all: Vec<RecordIx> = site.visible.of_kind(Kind::Person).collect();
    let paging = Paging::of_list(Kind::Person);
    let places = JumpList::by_letter(site, Kind::Person);
    let numbered = paging.range(page, all.len()).zip(paging.slice(&all, page));
    let people = numbered.map(|(number, &position)| Person { id: places.id(number), ..person(site, position) });
    let people: Vec<Person<'_>> = people.collect();
    let columns = Columns::of(&people);
    PeopleView {
        count: all.len(),
        people,
        jumps: places.jumps(site),
        columns,
        page: page + 1,
        pages: paging.pages(all.len()),
    }
}

fn person(site: &Site, position: RecordIx) -> Person<'_> {
    let values = &site.visible.review.records[position].values;
    let roles = values.get(&ROLES).iter().map(|entry| Role {
        role: entry.values.get(&ROLE).unwrap_or_default(),
        from: shown_date(&entry.values, &FROM),
        to: shown_date(&entry.values, &TO),
        unverified: entry.values.get(&UNVERIFIED),
    });
    Person {
        id: None,
        link: site.addresses.link(position),
        marks: Marks::of(site, position),
        affiliation: recorded(site, position, &AFFILIATION.field),
        nominated_by: recorded(site, position, &NOMINATED_BY.field),
        joined: shown_date(values, &JOINED),
        left: shown_date(values, &LEFT),
        roles: roles.collect(),
        teams: teams(site, position),
    }
}

/// The sub-teams that name a person, as a member or as the one who holds the pen.
fn teams(site: &Site, person: RecordIx) -> Vec<Membership<'_>> {
    let mut teams: Vec<(RecordIx, bool)> = Vec::new();
    for incoming in site.visible.review.incoming(person).iter().filter(|incoming| site.visible.shows(incoming.from)) {
        let rapporteur = incoming.is_by(&charter::RAPPORTEUR.field);
        if !rapporteur && !incoming.is_by(&charter::MEMBERS.field) {
            continue;
        }
        match teams.iter_mut().find(|(team, _)| *team == incoming.from) {
            Some((_, held)) => *held |= rapporteur,
            None => teams.push((incoming.from, rapporteur)),
        }
    }
    teams.into_iter().map(|(team, rapporteur)| Membership { team: site.addresses.link(team), rapporteur }).collect()
}
