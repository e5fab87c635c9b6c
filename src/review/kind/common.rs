//! The fields that every record has.

use crate::review::kind::Kind;
use crate::review::kind::field::{Field, Relation, Role};
use crate::review::kind::typed::{Date, Doubt, Extra, Flag, Prose, Sources, Text, Texts, Typed};

/// What a source that is a document is called from both ends.
pub static SOURCE_RELATION: Relation = Relation { to: &[Kind::Document], forward: "source", backward: "source of" };
/// What a reference in a body is called from both ends.
pub static MENTION: Relation = Relation { to: &[], forward: "mentions", backward: "mentioned in" };

/// What a name of somebody who speaks or acts may lead to.
pub static BODIES: [Kind; 3] = [Kind::Organisation, Kind::Charter, Kind::Person];

/// The record's title.
pub static TITLE: Typed<Text> =
    Text::required("title", "What the record is called on its page and in lists.").with_role(Role::Title);
/// The official short label.
pub static LABEL: Typed<Text> =
    Text::optional("label", "The official short label, as documents cite it: `4.6(c)(ii)(A)`, `Recommendation 4.1`.");
/// One sentence.
pub static SUMMARY: Typed<Prose> =
    Prose::optional("summary", "One sentence, used in lists, cards and metadata.").with_role(Role::Summary);
/// The date.
pub static DATE: Typed<Date> = Date::optional("date", "When it happened or was made.").with_role(Role::Date);
/// Where the facts come from.
pub static SOURCE: Typed<Sources> =
    Sources::optional("source", "Where the facts come from: an address or a document; one or several.");
/// Whether the facts lack a source that was read.
pub static UNVERIFIED: Typed<Doubt> = Doubt::optional(
    "unverified",
    "`true` where no source was found that confirms what the record says, or the names of the fields of which that is so.",
);
/// Former ids and paths.
pub static ALIASES: Typed<Texts> =
    Texts::optional("aliases", "Former ids or site paths of the record; each becomes a page that leads here.");
/// Whether it is held back.
pub static DRAFT: Typed<Flag> = Flag::optional("draft", "`true` while the record is previewed but never published.");
/// Free keywords.
pub static TAGS: Typed<Texts> = Texts::optional("tags", "Keywords.");
/// Anything else.
pub static EXTRA: Typed<Extra> =
    Extra::optional("extra", "Facts that no other field fits; shown as a table, never checked.");

/// Those that stand before the fields of its kind where a record is written anew.
pub static FIRST: [&Field; 3] = [&TITLE.field, &LABEL.field, &SUMMARY.field];

/// All of them.
pub static FIELDS: [&Field; 10] = [
    &TITLE.field,
    &LABEL.field,
    &SUMMARY.field,
    &DATE.field,
    &SOURCE.field,
    &UNVERIFIED.field,
    &TAGS.field,
    &ALIASES.field,
    &DRAFT.field,
    &EXTRA.field,
];
