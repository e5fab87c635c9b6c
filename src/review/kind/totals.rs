//! Figures that a source states about the records, so that they can be counted again.

use crate::review::kind::common::SOURCE;
use crate::review::kind::typed::{Choice, Counts, Date, Entries, Prose, Text, Typed, Whole};
use crate::review::kind::word::{Mark, Vocabulary, Word};

/// The records themselves are counted.
pub const RECORDS: Word = Word::new("records", Mark::Plain);
/// Records are counted by the response to them.
pub const BY_RESPONSE: Word = Word::new("response", Mark::Plain);
/// Records are counted by how far they are carried out.
pub const BY_PROGRESS: Word = Word::new("progress", Mark::Plain);
/// Records are counted by what was found of them.
pub const BY_VERDICT: Word = Word::new("verdict", Mark::Plain);
/// What each body says of each part is counted.
pub const PARTS: Word = Word::new("parts", Mark::Plain);
/// Everything that was said is counted.
pub const ENTRIES: Word = Word::new("entries", Mark::Plain);
/// What can be counted.
static COUNTED: Vocabulary = Vocabulary { words: &[RECORDS, BY_RESPONSE, BY_PROGRESS, BY_VERDICT, PARTS, ENTRIES] };

/// The day the figures speak of.
pub static AS_OF: Typed<Date> =
    Date::optional("date", "The day that the figures speak of; none: that of the statement, elsewhere the latest.");
/// What is counted.
pub static OF: Typed<Choice> = Choice::required(
    "of",
    &COUNTED,
    "What is counted: records; records by the current outcome of one of their three histories; parts, each by what each body says of it; or all entries.",
);
/// Which records.
pub static AMONG: Typed<Text> = Text::optional(
    "among",
    "Which records are counted: a folder, a group, an organisation that is asked to act, or a theme; `recommendations` if not given.",
);
/// How many for each word.
pub static COUNTS: Typed<Counts> = Counts::optional(
    "counts",
    "How many for each word, or for several: `{approved or approved in part: 13, rejected: 16}`.",
);
/// How many together.
pub static TOTAL: Typed<Whole> = Whole::optional("total", "How many together.");

/// Why the figures are shown though they contradict the records.
pub static ACCEPT: Typed<Prose> =
    Prose::optional("accept", "Why the figures stay as the source has them, though they contradict the records.");
/// Why not all that is counted is in the record.
pub static PARTIAL: Typed<Prose> = Prose::optional("partial", "Why not all that the source counts is in this record.");

/// The list of figures.
pub static TOTALS: Typed<Entries> = Entries::optional(
    "totals",
    &[&AS_OF.field, &OF.field, &AMONG.field, &COUNTS.field, &TOTAL.field, &ACCEPT.field, &PARTIAL.field, &SOURCE.field],
    "Figures that the source states; they are counted again from the records where these allow it.",
);
