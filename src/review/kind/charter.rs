//! The kind `charter`: what a sub-team is asked to do, by whom, and under which clauses.

use crate::review::kind::Kind;
use crate::review::kind::field::{Declaration, Example, Order, Relation, Role, Titled};
use crate::review::kind::typed::{Address, Choice, Reference, References, Text, Texts, Typed};
use crate::review::kind::word::{Mark, Vocabulary, Word};

/// A charter assesses a clause.
static ASSESSES: Relation = Relation { to: &[Kind::Clause], forward: "assesses", backward: "assessed by" };
/// A person is a member.
static HAS_MEMBER: Relation = Relation { to: &[Kind::Person], forward: "members", backward: "member of" };
/// A person holds the pen.
static LED_BY: Relation = Relation { to: &[Kind::Person], forward: "rapporteur", backward: "rapporteur of" };
/// Its number.
pub static NUMBER: Typed<Text> = Text::optional("number", "Its number.").with_role(Role::Number);
/// What such a group of people may be called.
static TYPES: Vocabulary = Vocabulary {
    words: &[
        Word::new("sub-team", Mark::Plain),
        Word::new("work party", Mark::Plain),
        Word::new("working group", Mark::Plain),
        Word::new("panel", Mark::Plain),
        Word::new("committee", Mark::Plain),
    ],
};
/// What it is called.
pub static TYPE: Typed<Choice> =
    Choice::optional("type", &TYPES, "What such a group is called on its page: `work party`, `panel`.");
/// What it works on.
pub static TOPIC: Typed<Text> = Text::optional("topic", "What it works on.");
/// The clauses it assesses.
pub static CLAUSES: Typed<References> =
    References::optional("clauses", &ASSESSES, "The clauses of the mandate that it assesses.");
/// The skills it needs.
pub static SKILLS: Typed<Texts> = Texts::optional("skills", "What its members should know.");
/// Its work items.
pub static WORK_ITEMS: Typed<Texts> = Texts::optional("work_items", "What it has to do.");
/// Its members.
pub static MEMBERS: Typed<References> = References::optional("members", &HAS_MEMBER, "Who its members are.");
/// Its rapporteur.
pub static RAPPORTEUR: Typed<Reference> = Reference::optional(
    "rapporteur",
    &LED_BY,
    "The pen holder, who guides the work and reports back; one of the members.",
);
/// Its mailing list.
pub static MAILING_LIST: Typed<Address> =
    Address::optional("mailing_list", "The archive or address of its mailing list.");

/// The declaration of the kind.
pub static DECLARATION: Declaration = Declaration {
    folder: "teams",
    name: "charter",
    plural: "Sub-teams",
    about: "What a sub-team is asked to do, by whom, and under which clauses.",
    titled: Titled::Always,
    by_title: true,
    order: Order::Number,
    fields: &[
        &NUMBER.field,
        &TYPE.field,
        &TOPIC.field,
        &CLAUSES.field,
        &SKILLS.field,
        &WORK_ITEMS.field,
        &MEMBERS.field,
        &RAPPORTEUR.field,
        &MAILING_LIST.field,
    ],
    example: Example {
        name: "prior-review",
        text: "\
---
title: Review of the prior review
label: Sub-team 1
number: 1
topic: Implementation of the prior review
clauses: [4.6(c)(iv)]
skills: [policy, security]
work_items:
  - Read the implementation report
members: [alex-example, bo-example, chris-example]
rapporteur: alex-example
---
The sub-team reviews how far the recommendations of the prior review were implemented.
",
    },
};
