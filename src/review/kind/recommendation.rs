//! The kind `recommendation`: what the review asks somebody to do, why, and what became of it.

use crate::review::kind::Kind;
use crate::review::kind::common::{BODIES, SOURCE};
use crate::review::kind::field::{Declaration, Example, Order, Relation, Role, Titled};
use crate::review::kind::history::{PART, PARTS, PROGRESS, RESPONSE, VERDICT};
use crate::review::kind::typed::{
    Choice, Date, Entries, Entry, Named, Names, Prose, Reference, References, Text, TextOrEntries, Texts, Typed, Whole,
};
use crate::review::kind::word::{Mark, Vocabulary, Word};

/// A recommendation belongs to a group.
static IN_GROUP: Relation = Relation { to: &[Kind::Group], forward: "group", backward: "recommendations" };
/// A recommendation is a component of another.
static COMPONENT_OF: Relation = Relation { to: &[Kind::Recommendation], forward: "part of", backward: "parts" };
/// A recommendation is a sub-team’s.
static DRAFTED_BY: Relation = Relation { to: &[Kind::Charter], forward: "drafted by", backward: "recommendations" };
/// A recommendation answers to a clause.
static UNDER: Relation = Relation { to: &[Kind::Clause], forward: "concerns", backward: "recommendations" };
/// A recommendation follows from findings.
static FOLLOWS_FROM: Relation = Relation { to: &[Kind::Finding], forward: "follows from", backward: "leads to" };
/// A recommendation continues an earlier one.
static CONTINUES: Relation = Relation { to: &[Kind::Prior], forward: "continues", backward: "continued by" };
/// A recommendation takes the place of another.
static REPLACES: Relation = Relation { to: &[Kind::Recommendation], forward: "supersedes", backward: "superseded by" };
/// A recommendation needs another first.
static NEEDS: Relation = Relation { to: &[Kind::Recommendation], forward: "depends on", backward: "needed by" };
/// A source says "see also" of a recommendation.
static SEES: Relation = Relation { to: &[], forward: "related to", backward: "named as related by" };
/// Somebody is asked to act on a recommendation.
static ASKED: Relation = Relation { to: &BODIES, forward: "addressee", backward: "asked to act on" };
/// Somebody answers for carrying a recommendation out.
static LED: Relation = Relation { to: &BODIES, forward: "lead", backward: "answers for" };
/// Somebody helps to carry a recommendation out.
static SUPPORTED: Relation = Relation { to: &BODIES, forward: "supported by", backward: "supports" };
/// Somebody says how urgent a recommendation is.
static RATES: Relation = Relation { to: &BODIES, forward: "by", backward: "called urgent or not" };
/// Somebody withdraws a recommendation.
static WITHDREW: Relation = Relation { to: &BODIES, forward: "by", backward: "has withdrawn" };
/// Its number.
pub static NUMBER: Typed<Text> = Text::optional("number", "Its number in the report.").with_role(Role::Number);
/// Its place.
pub static ORDER: Typed<Whole> = Whole::optional(
    "order",
    "Its place among the recommendations, where the source's order is not that of the numbers; those that have none come after.",
);
/// Its group.
pub static GROUP: Typed<Reference> =
    Reference::optional("group", &IN_GROUP, "The group that it belongs to.").with_role(Role::Holder);
/// What it is a component of.
pub static PART_OF: Typed<Reference> = Reference::optional(
    "part_of",
    &COMPONENT_OF,
    "The recommendation that it is a component of: it is counted, and the whole is not.",
);
/// What it is about.
pub static THEME: Typed<Texts> = Texts::optional(
    "theme",
    "The subject under which readers look for it: one or several; that of its group if not given.",
);
/// Whose recommendation it is.
pub static TEAM: Typed<Reference> =
    Reference::optional("team", &DRAFTED_BY, "The sub-team that drafted it.").with_role(Role::Team);
/// The clauses it answers to.
pub static CLAUSES: Typed<References> =
    References::optional("clauses", &UNDER, "The clauses of the mandate that it concerns.");
/// The findings behind it.
pub static FINDINGS: Typed<References> =
    References::optional("findings", &FOLLOWS_FROM, "The findings that it follows from.");
/// The earlier recommendations it continues.
pub static PRIOR: Typed<References> =
    References::optional("prior", &CONTINUES, "The earlier recommendations that it continues.");
/// Who is asked.
pub static ADDRESSEE: Typed<Names> =
    Names::optional("addressee", &ASKED, "Who is asked to act: one or several.").with_role(Role::Addressee);
/// Who answers for it.
pub static LEAD: Typed<Named> = Named::optional("lead", &LED, "Who answers for carrying it out.");
/// Who helps.
pub static SUPPORT: Typed<Names> = Names::optional("support", &SUPPORTED, "Who helps to carry it out: one or several.");
/// The ways to carry one out.
static ROUTES: Vocabulary =
    Vocabulary { words: &[Word::new("implementation", Mark::Plain), Word::new("policy", Mark::Plain)] };
/// How it is to be carried out.
pub static ROUTE: Typed<Choice> =
    Choice::optional("route", &ROUTES, "Whether it can be implemented directly or needs policy development first.")
        .called("way forward");
/// How urgent it is, in a word.
pub static LEVEL: Typed<Text> = Text::required("level", "How urgent it is: `high`, `medium-low`.");
/// Who calls it so.
pub static RATED_BY: Typed<Named> = Named::optional("by", &RATES, "Who calls it so: a name, or a record of somebody.");
/// When it was called so.
pub static RATED: Typed<Date> = Date::optional("date", "When it was called so.");
/// How urgent it is.
pub static PRIORITY: Typed<TextOrEntries> = TextOrEntries::optional(
    "priority",
    &[&LEVEL.field, &RATED_BY.field, &RATED.field, &PART.field, &SOURCE.field],
    "How urgent it is: a level, or a list of levels with who says so, when, and of which part.",
);
/// When it is complete.
pub static COMPLETE_WHEN: Typed<Prose> = Prose::optional("complete_when", "How anybody will know that it is done.");
/// By when it is answered.
pub static RESPONSE_DUE: Typed<Date> =
    Date::optional("response_due", "By when those who are asked are to answer; wins over the clock of the review.")
        .called("answer due");
/// By when it is carried out.
pub static DUE: Typed<Date> = Date::optional("due", "By when it is to be carried out.");
/// When it was withdrawn.
pub static WITHDRAWN_DATE: Typed<Date> = Date::required("date", "When it was withdrawn.");
/// Who withdrew it.
pub static WITHDRAWN_BY: Typed<Named> = Named::optional("by", &WITHDREW, "Who withdrew it.");
/// Why it was withdrawn.
pub static WITHDRAWN_REASON: Typed<Prose> = Prose::optional("reason", "Why it was withdrawn.");
/// That it was withdrawn.
pub static WITHDRAWN: Typed<Entry> = Entry::optional(
    "withdrawn",
    &[&WITHDRAWN_DATE.field, &WITHDRAWN_BY.field, &WITHDRAWN_REASON.field, &SOURCE.field],
    "That it no longer stands, since when, and why; it stays where it is, and is counted apart.",
);
/// The degree of consensus.
pub static CONSENSUS: Typed<Text> = Text::optional("consensus", "The degree of consensus behind it.");
/// What it takes the place of.
pub static SUPERSEDES: Typed<References> =
    References::optional("supersedes", &REPLACES, "The recommendations that it takes the place of.");
/// What must come first.
pub static DEPENDS_ON: Typed<References> =
    References::optional("depends_on", &NEEDS, "The recommendations that must be carried out first.");
/// What it hangs together with.
pub static RELATED_TO: Typed<References> =
    References::required("to", &SEES, "The records, of any kind: one or several.");
/// In which sense.
pub static RELATED_AS: Typed<Text> = Text::optional("as", "What the source calls it: `see also`, `builds on`.");
/// Other records that it hangs together with.
pub static RELATED: Typed<Entries> = Entries::optional(
    "related",
    &[&RELATED_TO.field, &RELATED_AS.field],
    "What it hangs together with in another sense, in the words of the source: `{to: 4.2, as: see also}`.",
);

/// The declaration of the kind.
pub static DECLARATION: Declaration = Declaration {
    folder: "recommendations",
    name: "recommendation",
    plural: "Recommendations",
    about: "What the review asks somebody to do, why, and what became of it.",
    titled: Titled::OrLabel,
    by_title: false,
    order: Order::PositionOrNumber,
    fields: &[
        &NUMBER.field,
        &ORDER.field,
        &GROUP.field,
        &PART_OF.field,
        &THEME.field,
        &TEAM.field,
        &CLAUSES.field,
        &FINDINGS.field,
        &PRIOR.field,
        &ADDRESSEE.field,
        &LEAD.field,
        &SUPPORT.field,
        &ROUTE.field,
        &PRIORITY.field,
        &COMPLETE_WHEN.field,
        &RESPONSE_DUE.field,
        &DUE.field,
        &CONSENSUS.field,
        &WITHDRAWN.field,
        &SUPERSEDES.field,
        &DEPENDS_ON.field,
        &RELATED.field,
        &PARTS.field,
        &RESPONSE.entries.field,
        &PROGRESS.entries.field,
        &VERDICT.entries.field,
    ],
    example: Example {
        name: "1.1",
        text: "\
---
title: Publish the records
label: Recommendation 1.1
number: 1.1
group: 1
team: prior-review
findings: [reports-differ]
addressee: Example Organisation
route: implementation      # or: policy
priority: high
complete_when: Every record of the prior review can be read by anybody.
consensus: full consensus
response:                  # what those asked answered
  - {date: 2026-09-01, outcome: approved, by: Board, source: 'https://example.org/resolution'}
progress:                  # what those who carry it out claim
  - {date: 2026-10, state: in progress, by: Example Organisation}
verdict: []                # what an independent look found
---
The organisation should publish the records of the prior review.

## Rationale

See [[reports-differ]].
",
    },
};
