//! The fields that every record has.

use crate::review::kind::Kind;
use crate::review::kind::field::{Field, Relation, Shape};

/// What a source that is a document is called from both ends.
pub static SOURCE_RELATION: Relation = Relation { to: &[Kind::Document], forward: "source", backward: "source of" };
/// What a reference in a body is called from both ends.
pub static MENTION: Relation = Relation { to: &[], forward: "mentions", backward: "mentioned in" };

/// The record's title.
pub static TITLE: Field = Field::required("title", Shape::Text, "What the record is called on its page and in lists.");
/// The official short label.
pub static LABEL: Field = Field::optional(
    "label",
    Shape::Text,
    "The official short label, as documents cite it: `4.6(c)(ii)(A)`, `Recommendation 4.1`.",
);
/// One sentence.
pub static SUMMARY: Field = Field::optional("summary", Shape::Text, "One sentence, used in lists, cards and metadata.");
/// The date.
pub static DATE: Field = Field::optional("date", Shape::Date, "When it happened or was made.");
/// Where the facts come from.
pub static SOURCE: Field =
    Field::optional("source", Shape::Sources, "Where the facts come from: an address or a document; one or several.");
/// Whether the facts lack a source that was read.
pub static UNVERIFIED: Field =
    Field::optional("unverified", Shape::Flag, "`true` where no source was found that confirms what the record says.");
/// Former ids and paths.
pub static ALIASES: Field = Field::optional(
    "aliases",
    Shape::Texts,
    "Former ids or site paths of the record; each becomes a page that leads here.",
);
/// Whether it is held back.
pub static DRAFT: Field =
    Field::optional("draft", Shape::Flag, "`true` while the record is previewed but never published.");
/// Free keywords.
pub static TAGS: Field = Field::optional("tags", Shape::Texts, "Keywords.");
/// Anything else.
pub static EXTRA: Field =
    Field::optional("extra", Shape::Extra, "Facts that no other field fits; shown as a table, never checked.");

/// All of them, in the order in which `new` writes them.
pub static FIELDS: [&Field; 10] =
    [&TITLE, &LABEL, &SUMMARY, &DATE, &SOURCE, &UNVERIFIED, &TAGS, &ALIASES, &DRAFT, &EXTRA];
