//! Figures that a source states about the records, so that they can be counted again.

use crate::review::kind::common::SOURCE;
use crate::review::kind::field::{Field, Shape};

/// What can be counted.
pub static COUNTED: [&str; 4] = ["records", "response", "progress", "verdict"];

/// The day the figures speak of.
pub static AS_OF: Field = Field::optional("date", Shape::Date, "The day that the figures speak of; none: the latest.");
/// What is counted.
pub static OF: Field = Field::required(
    "of",
    Shape::Choice(&COUNTED),
    "What is counted: records, or records by the current outcome of one of their three histories.",
);
/// Which records.
pub static AMONG: Field =
    Field::optional("among", Shape::Text, "The folder whose records are counted; `recommendations` if not given.");
/// How many for each word.
pub static COUNTS: Field =
    Field::optional("counts", Shape::Counts, "How many records for each outcome: `{approved: 13, rejected: 16}`.");
/// How many together.
pub static TOTAL: Field = Field::optional("total", Shape::Whole, "How many together.");

/// The list of figures.
pub static TOTALS: Field = Field::optional(
    "totals",
    Shape::Entries(&[&AS_OF, &OF, &AMONG, &COUNTS, &TOTAL, &SOURCE]),
    "Figures that the source states; they are counted again from the records where these allow it.",
);
