//! The kind `clause`: a clause of what the review was asked to assess.

use crate::review::kind::Kind;
use crate::review::kind::field::{Declaration, Example, Order, Relation, Role, Titled};
use crate::review::kind::typed::{Choice, Reference, Typed};
use crate::review::kind::word::{Mark, Vocabulary, Word};

/// A clause is part of another.
static PART: Relation = Relation { to: &[Kind::Clause], forward: "part of", backward: "parts" };
/// The review may look at it, and may leave it.
pub const MAY: Word = Word::new("may", Mark::Apart);
/// The review has to look at it.
pub const SHALL: Word = Word::new("shall", Mark::Apart);
/// How binding a clause can be.
static DUTIES: Vocabulary = Vocabulary { words: &[MAY, SHALL] };
/// How binding it is.
pub static DUTY: Typed<Choice> =
    Choice::optional("duty", &DUTIES, "Whether the review may or shall assess it.").with_role(Role::Duty);
/// The clause above it.
pub static PARENT: Typed<Reference> = Reference::optional("parent", &PART, "The clause that it is part of.");

/// The declaration of the kind.
pub static DECLARATION: Declaration = Declaration {
    folder: "mandate",
    name: "clause",
    plural: "Mandate",
    about: "A clause of what the review was asked to assess.",
    titled: Titled::Never,
    by_title: false,
    order: Order::Name,
    fields: &[&DUTY.field, &PARENT.field],
    example: Example {
        name: "4.6-c-iv",
        text: "\
---
title: Prior recommendations
label: 4.6(c)(iv)
duty: shall          # or: may
# parent: 4.6(c)
---
The review team shall assess the extent to which prior recommendations have been implemented.
",
    },
};
