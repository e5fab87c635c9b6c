//! How many records of each kind are linked to the next step on the way from the mandate to a verdict.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::Serialize;

use crate::review::kind::clause::{MAY, SHALL};
use crate::review::kind::history::{PROGRESS, RESPONSE, VERDICT};
use crate::review::kind::{Kind, charter};
use crate::review::record::RecordIx;
use crate::review::standing::standing;
use crate::site::analysis::mandate::Clause;
use crate::site::analysis::trace::{Provenance, Step, absent};
use crate::site::visible::Visible;
use crate::site::words::step;

/// How many records of a kind are linked to a step, and how many are not. The first is the sum of the other three.
#[derive(Debug, Serialize, PartialEq, Eq)]
pub struct Count {
    /// What is counted.
    pub what: Cow<'static, str>,
    /// What the link says of it.
    pub link: Cow<'static, str>,
    /// How many there are.
    pub all: usize,
    /// How many have the link.
    pub linked: usize,
    /// Of how many the record says that the link is unknown.
    pub unknown: usize,
    /// Of how many nothing is recorded.
    pub nothing: usize,
    /// What the link leads to, where that is a record.
    #[serde(skip)]
    to: Option<Kind>,
}

/// All counts of which there is something to count.
pub(super) fn counts(
    visible: &Visible,
    clauses: &[Clause],
    findings: &[Provenance],
    recommendations: &[Provenance],
) -> Vec<Count> {
    let mut counts = of_clauses(clauses);
    counts.extend(of_teams(visible, findings));
    counts.extend(of_findings(findings, recommendations));
    counts.extend(of_recommendations(visible, findings, recommendations));
    // Of what the review has nothing, nothing leads there.
    let has = |kind: Option<Kind>| kind.is_none_or(|kind| visible.of_kind(kind).next().is_some());
    counts.retain(|count| count.all > 0 && has(count.to));
    let names = &visible.review.settings.names;
    for count in &mut counts {
        if let (Cow::Borrowed(what), Cow::Borrowed(link)) = (&count.what, &count.link) {
            (count.what, count.link) = (names.say(what), names.say(link));
        }
    }
    counts
}

fn count(
    what: &'static str,
    link: &'static str,
    to: impl Into<Option<Kind>>,
    steps: impl Iterator<Item = Step>,
) -> Count {
    let to = to.into();
    let mut count = Count { what: what.into(), link: link.into(), all: 0, linked: 0, unknown: 0, nothing: 0, to };
    for step in steps {
        count.all += 1;
        match step {
            Step::At(_) => count.linked += 1,
            Step::Unknown => count.unknown += 1,
            Step::Nothing => count.nothing += 1,
        }
    }
    count
}

/// The first of some records, or what stands for none.
fn first(mut records: impl Iterator<Item = RecordIx>, none: Step) -> Step {
    records.next().map_or(none, Step::At)
}

fn of_clauses(clauses: &[Clause]) -> Vec<Count> {
    let duties = [(Some(&SHALL), step::SHALL), (Some(&MAY), step::MAY), (None, step::NEITHER)];
    let counts = duties.map(|(duty, what)| {
        let clauses = clauses.iter().filter(|clause| clause.duty == duty);
        let steps = clauses.map(|clause| first(clause.teams.iter().map(|cover| cover.team), Step::Nothing));
        count(what, step::ASSESSED, Kind::Charter, steps)
    });
    counts.into()
}

fn of_teams(visible: &Visible, findings: &[Provenance]) -> [Count; 2] {
    let found: BTreeSet<Step> = findings.iter().map(|finding| finding.team).collect();
    let teams = || visible.of_kind(Kind::Charter);
    let clause =
        |team| first(visible.referred(team, &charter::CLAUSES.field), absent(visible, team, &charter::CLAUSES.field));
    let finding = |team| if found.contains(&Step::At(team)) { Step::At(team) } else { Step::Nothing };
    [
        count(step::TEAMS, step::ASSESS, Kind::Clause, teams().map(clause)),
        count(step::TEAMS, step::MADE_A_FINDING, Kind::Finding, teams().map(finding)),
    ]
}

fn of_findings(findings: &[Provenance], recommendations: &[Provenance]) -> [Count; 3] {
    let leading: BTreeSet<RecordIx> =
        recommendations.iter().flat_map(|origin| origin.findings.iter().copied()).collect();
    let clause = |finding: &Provenance| first(finding.clauses.iter().copied(), finding.without);
    let leads = |finding: &Provenance| leading.get(&finding.record).map_or(Step::Nothing, |&record| Step::At(record));
    [
        count(step::FINDINGS, step::MADE, Kind::Charter, findings.iter().map(|finding| finding.team)),
        count(step::FINDINGS, step::ANSWER, Kind::Clause, findings.iter().map(clause)),
        count(step::FINDINGS, step::LEAD, Kind::Recommendation, findings.iter().map(leads)),
    ]
}

fn of_recommendations(visible: &Visible, findings: &[Provenance], recommendations: &[Provenance]) -> Vec<Count> {
    use crate::review::kind::recommendation::CLAUSES;
    let answering: BTreeSet<RecordIx> =
        findings.iter().filter(|finding| !finding.clauses.is_empty()).map(|finding| finding.record).collect();
    let clause = |origin: &Provenance| {
        let by_findings = origin.findings.iter().filter(|finding| answering.contains(finding)).copied();
        first(origin.clauses.iter().copied().chain(by_findings), absent(visible, origin.record, &CLAUSES.field))
    };
    let what = step::RECOMMENDATIONS;
    let all = || recommendations.iter();
    let mut counts = vec![
        count(what, step::DRAFTED, Kind::Charter, all().map(|origin| origin.team)),
        count(what, step::ANSWER_AT_ALL, Kind::Clause, all().map(clause)),
        count(
            what,
            step::FOLLOW,
            Kind::Finding,
            all().map(|origin| first(origin.findings.iter().copied(), origin.without)),
        ),
    ];
    let tracks = [(&RESPONSE, step::HAVE_RESPONSE), (&PROGRESS, step::HAVE_PROGRESS), (&VERDICT, step::HAVE_VERDICT)];
    counts.extend(tracks.map(|(track, link)| {
        let step = |origin: &Provenance| {
            let standing = standing(&visible.review, origin.record, track, visible.today());
            if standing.current.is_empty() {
                absent(visible, origin.record, &track.entries.field)
            } else {
                Step::At(origin.record)
            }
        };
        count(what, link, None, all().map(step))
    }));
    // A history in which nothing is known of any is none of the steps.
    counts.retain(|count| count.to.is_some() || count.linked + count.unknown > 0);
    counts
}
