//! The work plan: each phase with its steps, where it stands, and its milestones.

use serde::Serialize;

use crate::review::date::Date;
use crate::review::kind::phase::{ENDS, NUMBER, STARTS};
use crate::review::kind::{Kind, milestone};
use crate::review::record::{Record, RecordIx};
use crate::review::resolve::{Fragment, Target};
use crate::site::analysis::period::{PeriodState, of_phases};
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::paging::Paging;
use crate::site::view::Marks;
use crate::site::view::prose::{self, ProseView};
use crate::site::view::value::WordView;
use crate::site::words::date::{DateView, show_date};
use crate::site::words::state::TO_COME;
use crate::text::markdown::document::{Heading, HeadingIx};

/// How many milestones of a phase are listed.
const SHOWN: usize = 20;

/// What the template of the work plan is given.
#[derive(Serialize)]
pub struct WorkPlanView<'a> {
    count: usize,
    phases: Vec<Phase<'a>>,
    page: usize,
    pages: usize,
}

/// One phase.
#[derive(Serialize)]
struct Phase<'a> {
    link: Link<'a>,
    number: Option<&'a str>,
    #[serde(flatten)]
    marks: Marks,
    summary: Option<ProseView<'a>>,
    /// Where it stands; empty where its dates do not tell.
    state: Option<WordView>,
    starts: Option<DateView>,
    ends: Option<DateView>,
    steps: Vec<Step<'a>>,
    /// Its milestones, but for those that name a step.
    milestones: Vec<Milestone<'a>>,
    /// How many more there are on its page.
    more: usize,
}

/// One step.
#[derive(Serialize)]
struct Step<'a> {
    /// Where it stands on the page of the phase.
    id: &'a str,
    text: &'a str,
    /// The milestones that name it.
    milestones: Vec<Milestone<'a>>,
}

/// A milestone, and where it stands.
#[derive(Serialize)]
struct Milestone<'a> {
    link: Link<'a>,
    date: Option<DateView>,
    /// `to come`, `missed`, `cancelled`, or empty where it was reached or its date does not tell.
    state: Option<WordView>,
}

/// One page of the work plan.
#[must_use]
pub fn view(site: &Site, page: usize) -> WorkPlanView<'_> {
    let all = of_phases(&site.visible);
    let paging = Paging::of_list(Kind::Phase);
    let phases = paging.slice(&all, page).iter();
    // Where some steps are numbered, as `a. Scope of work` is, all are, and other headings are remarks.
    let headings = |position: RecordIx| site.visible.review.records[position].body.headings.iter();
    let numbered = all.iter().any(|(position, _)| headings(*position).any(|heading| is_numbered(&heading.text)));
    WorkPlanView {
        count: all.len(),
        phases: phases.map(|(position, state)| phase(site, *position, *state, numbered)).collect(),
        page: page + 1,
        pages: paging.pages(all.len()),
    }
}

fn phase(site: &Site, position: RecordIx, state: PeriodState, numbered: bool) -> Phase<'_> {
    let record = &site.visible.review.records[position];
    let named = steps(&record.body.headings, numbered);
    let mut steps: Vec<Step<'_>> = Vec::new();
    let mut rest = Vec::new();
    let all = milestones(site, position);
    for &(number, heading) in &named {
        let of_step = all.iter().filter(|(_, at)| *at == Some(number)).map(|(found, _)| shown(site, *found));
        steps.push(Step { id: &heading.id, text: &heading.text, milestones: of_step.collect() });
    }
    for (found, at) in all {
        if !named.iter().any(|(number, _)| at == Some(*number)) {
            rest.push(found);
        }
    }
    Phase {
        link: site.addresses.link(position),
        number: record.values.get(&NUMBER),
        marks: Marks::of(site, position),
        summary: prose::summary(site, position),
        state: state.word().map(WordView::from),
        starts: record.values.get(&STARTS).map(show_date),
        ends: record.values.get(&ENDS).map(show_date),
        steps,
        more: rest.len().saturating_sub(SHOWN),
        milestones: rest.into_iter().take(SHOWN).map(|found| shown(site, found)).collect(),
    }
}

/// The steps among the headings of a phase, each with its number among them.
fn steps(headings: &[Heading], numbered: bool) -> Vec<(HeadingIx, &Heading)> {
    let top = headings.iter().map(|heading| heading.level).min();
    let is_said = |heading: &Heading| !heading.text.is_empty() && (!numbered || is_numbered(&heading.text));
    let is_step = |heading: &Heading| Some(heading.level) == top && is_said(heading);
    let headings = headings.iter().enumerate().map(|(position, heading)| (HeadingIx::new(position), heading));
    headings.filter(|(_, heading)| is_step(heading)).collect()
}

/// Whether a heading begins with a letter or a number and a mark: `a.`, `2)`, `3.1`.
fn is_numbered(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default().trim_start_matches('(');
    let number = first.trim_end_matches(['.', ')', ':']);
    let is_one = number.chars().count() == 1 && number.chars().all(char::is_alphabetic) && number.len() < first.len();
    is_one || number.starts_with(|c: char| c.is_ascii_digit()) && number.chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// The milestones of a phase in their order, each with the heading of the phase that its body names.
fn milestones(site: &Site, phase: RecordIx) -> Vec<(RecordIx, Option<HeadingIx>)> {
    let mut found: Vec<(RecordIx, Option<HeadingIx>)> = Vec::new();
    for incoming in site.visible.review.incoming(phase) {
        let record: &Record = &site.visible.review.records[incoming.from];
        if record.kind != Kind::Milestone
            || !site.visible.shows(incoming.from)
            || found.iter().any(|(known, _)| *known == incoming.from)
        {
            continue;
        }
        let references = record.references.iter_enumerated();
        let mut targets = references.filter_map(|(reference, _)| site.visible.review.target(incoming.from, reference));
        let heading = targets.find_map(|target| match target {
            Target::Record(record, Some(Fragment::Heading(heading))) if record == phase => Some(heading),
            _ => None,
        });
        let is_own = incoming.is_by(&milestone::PHASE.field);
        if is_own || heading.is_some() {
            found.push((incoming.from, heading));
        }
    }
    found.sort_unstable();
    found
}

fn shown(site: &Site, position: RecordIx) -> Milestone<'_> {
    let record = &site.visible.review.records[position];
    let to_come = site.visible.is_to_come(record).then_some(&TO_COME);
    Milestone {
        link: site.addresses.link(position),
        date: record.date().or(Some(Date::Unknown)).map(show_date),
        state: record.values.get(&milestone::STATE).or(to_come).map(WordView::from),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_a_heading_with_a_letter_or_a_number() {
        for text in ["a. Scope of work", "(b) Timeline", "3) Data", "2 Data", "4.1 Analysis", "5.2. Analysis"] {
            assert!(is_numbered(text), "{text}");
        }
        for text in ["What happened", "A question", "2nd thoughts", "", "Data."] {
            assert!(!is_numbered(text), "{text}");
        }
    }
}
