//! What became of a recommendation: three lists of dated entries that are never mixed.
//!
//! The *response* is what those asked said; the *progress* is what those who carry it out claim; the *verdict* is what an
//! independent look found. One status cannot say all three.

use crate::review::kind::common::SOURCE;
use crate::review::kind::typed::{Choice, Date, Entries, Text, Typed};
use crate::review::kind::word::{Mark, UNKNOWN, Vocabulary, Word};

/// The outcomes of a response.
pub static OUTCOMES: Vocabulary = Vocabulary {
    words: &[
        Word::new("approved", Mark::Good),
        Word::new("approved in part", Mark::Partly),
        Word::new("approved in principle", Mark::Partly),
        Word::new("rejected", Mark::Bad),
        Word::new("pending", Mark::Awaited),
        Word::new("passed on", Mark::Apart),
    ],
};
/// The states of progress.
pub static STATES: Vocabulary = Vocabulary {
    words: &[
        Word::new("not started", Mark::Plain),
        Word::new("in progress", Mark::Partly),
        Word::new("complete", Mark::Good),
        Word::new("superseded", Mark::Bad),
    ],
};
/// The answers of a verdict.
pub static ANSWERS: Vocabulary = Vocabulary {
    words: &[Word::new("yes", Mark::Good), Word::new("partly", Mark::Partly), Word::new("no", Mark::Bad), UNKNOWN],
};

/// When an entry was true.
pub static ENTRY_DATE: Typed<Date> = Date::required("date", "The day that the entry speaks of.");
/// What was answered.
pub static OUTCOME: Typed<Choice> = Choice::required("outcome", &OUTCOMES, "What was answered.");
/// How far it was carried out.
pub static STATE: Typed<Choice> = Choice::required("state", &STATES, "How far it is carried out.");
/// Whether it was carried out.
pub static IMPLEMENTED: Typed<Choice> = Choice::optional("implemented", &ANSWERS, "Whether it was implemented.");
/// Whether it helped.
pub static EFFECT: Typed<Choice> = Choice::optional("effect", &ANSWERS, "Whether it had the intended effect.");
/// Who says so.
pub static BY: Typed<Text> = Text::optional("by", "Who says so.");
/// A remark.
pub static NOTE: Typed<Text> = Text::optional("note", "What else there is to say about the entry.");

/// One of the three lists.
#[derive(Debug)]
pub struct Track {
    /// The field that holds its entries.
    pub entries: Typed<Entries>,
    /// The field of an entry by whose words records are counted.
    pub counted: &'static Typed<Choice>,
}

impl Track {
    /// Its name: that of its field.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.entries.field.name
    }
}

/// The list of responses.
pub static RESPONSE: Track = Track {
    entries: Entries::optional(
        "response",
        &[&ENTRY_DATE.field, &OUTCOME.field, &BY.field, &NOTE.field, &SOURCE.field],
        "What those who were asked answered: dated entries, the latest is the current one.",
    ),
    counted: &OUTCOME,
};
/// The list of reports of progress.
pub static PROGRESS: Track = Track {
    entries: Entries::optional(
        "progress",
        &[&ENTRY_DATE.field, &STATE.field, &BY.field, &NOTE.field, &SOURCE.field],
        "How far it is carried out, as claimed by those who carry it out: dated entries.",
    ),
    counted: &STATE,
};
/// The list of verdicts.
pub static VERDICT: Track = Track {
    entries: Entries::optional(
        "verdict",
        &[&ENTRY_DATE.field, &BY.field, &IMPLEMENTED.field, &EFFECT.field, &NOTE.field, &SOURCE.field],
        "What an independent look found: was it implemented, did it have the intended effect.",
    ),
    counted: &IMPLEMENTED,
};

/// The three lists, in the order in which they come about.
pub static TRACKS: [&Track; 3] = [&RESPONSE, &PROGRESS, &VERDICT];
