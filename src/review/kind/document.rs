//! The kind `document`: evidence, data sets, reports, and data that was asked for.

use crate::review::kind::Kind;
use crate::review::kind::common::BODIES;
use crate::review::kind::field::{Declaration, Example, Order, Relation, Role, Titled};
use crate::review::kind::totals::TOTALS;
use crate::review::kind::typed::{Address, Choice, File, Named, Names, References, Typed};
use crate::review::kind::word::{Mark, Vocabulary, Word};

/// Somebody asked for it.
static REQUESTED: Relation =
    Relation { to: &[Kind::Charter, Kind::Person], forward: "requested by", backward: "requested" };
/// An organisation published it.
static PUBLISHED: Relation = Relation { to: &[Kind::Organisation], forward: "publisher", backward: "published" };
/// Somebody wrote a letter.
static SENT_BY: Relation = Relation { to: &BODIES, forward: "from", backward: "sent" };
/// Somebody was written to.
static SENT_TO: Relation = Relation { to: &BODIES, forward: "to", backward: "received" };
/// Who published it.
pub static PUBLISHER: Typed<Named> = Named::optional("publisher", &PUBLISHED, "Who published it.");
/// Who wrote a letter.
pub static FROM: Typed<Names> = Names::optional("from", &SENT_BY, "Of a letter: who wrote it, one or several.");
/// Who was written to.
pub static TO: Typed<Names> = Names::optional("to", &SENT_TO, "Of a letter: who it is addressed to, one or several.");
/// Where it is published.
pub static URL: Typed<Address> = Address::optional("url", "Where it is published.").called("web address");
/// The copy in this record.
pub static FILE: Typed<File> = File::optional("file", "The copy in this record: the path of a file beside it.");
/// Whether documents are there, in the order of their list.
pub static STATES: Vocabulary = Vocabulary {
    words: &[
        Word::new("expected", Mark::Awaited),
        Word::new("requested", Mark::Plain),
        Word::new("received", Mark::Good),
        Word::new("published", Mark::Good),
    ],
};
/// Whether it is there yet.
pub static STATE: Typed<Choice> = Choice::optional("state", &STATES, "Whether it is there yet.").with_role(Role::State);
/// Who asked for it.
pub static REQUESTED_BY: Typed<References> = References::optional("requested_by", &REQUESTED, "Who asked for it.");

/// The declaration of the kind.
pub static DECLARATION: Declaration = Declaration {
    folder: "documents",
    name: "document",
    plural: "Documents",
    about: "Evidence, data sets, reports, and data that was asked for.",
    titled: Titled::Always,
    by_title: false,
    order: Order::Title,
    fields: &[
        &PUBLISHER.field,
        &FROM.field,
        &TO.field,
        &URL.field,
        &FILE.field,
        &STATE.field,
        &REQUESTED_BY.field,
        &TOTALS.field,
    ],
    example: Example {
        name: "implementation-report",
        text: "\
---
title: Implementation report of the prior review
publisher: Example Organisation
url: https://example.org/report.pdf
state: published           # or: expected, requested, received
requested_by: prior-review
---
",
    },
};
