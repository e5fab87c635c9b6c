//! What became of a recommendation: three lists of dated entries that are never mixed.
//!
//! The *response* is what those asked said; the *progress* is what those who carry it out claim; the *verdict* is what an
//! independent look found. One status cannot say all three.

use crate::review::kind::common::{BODIES, SOURCE};
use crate::review::kind::field::Relation;
use crate::review::kind::typed::{Choice, Date, Entries, Flag, Named, Prose, Text, Typed};
use crate::review::kind::word::{Mark, UNKNOWN, Vocabulary, Word};

/// The outcomes of a response.
pub static OUTCOMES: Vocabulary = Vocabulary {
    words: &[
        Word::new("approved", Mark::Good),
        Word::new("approved in part", Mark::Partly),
        Word::new("approved in principle", Mark::Partly),
        Word::new("rejected", Mark::Bad),
        Word::new("noted", Mark::Plain),
        Word::new("pending", Mark::Awaited),
        Word::new("passed on", Mark::Apart),
        Word::new("no response", Mark::Bad),
    ],
};
/// The states of progress.
pub static STATES: Vocabulary = Vocabulary {
    words: &[
        Word::new("not started", Mark::Plain),
        Word::new("in progress", Mark::Partly),
        Word::new("on hold", Mark::Awaited),
        Word::new("complete", Mark::Good),
        Word::new("stopped", Mark::Bad),
        Word::new("superseded", Mark::Bad),
    ],
};
/// The answers of a verdict.
pub static ANSWERS: Vocabulary = Vocabulary {
    words: &[
        Word::new("yes", Mark::Good),
        Word::new("mostly", Mark::Partly),
        Word::new("partly", Mark::Partly),
        Word::new("no", Mark::Bad),
        UNKNOWN,
    ],
};

/// What a judge may find of a plan.
static INTENTS: Vocabulary =
    Vocabulary { words: &[Word::new("satisfactory", Mark::Good), Word::new("unsatisfactory", Mark::Bad)] };
/// Somebody says so.
static SAYS: Relation = Relation { to: &BODIES, forward: "by", backward: "has spoken of" };

/// When an entry was true.
pub static ENTRY_DATE: Typed<Date> = Date::required("date", "The day that the entry speaks of.");
/// What was answered.
pub static OUTCOME: Typed<Choice> =
    Choice::required("outcome", &OUTCOMES, "What was answered; a word of the review's own goes as well.")
        .or_own_words();
/// How far it was carried out.
pub static STATE: Typed<Choice> =
    Choice::required("state", &STATES, "How far it is carried out; a word of the review's own goes as well.")
        .or_own_words();
/// Whether it was carried out.
pub static IMPLEMENTED: Typed<Choice> = Choice::optional("implemented", &ANSWERS, "Whether it was implemented.");
/// Whether it helped.
pub static EFFECT: Typed<Choice> = Choice::optional("effect", &ANSWERS, "Whether it had the intended effect.");
/// What the judge called it.
pub static RATING: Typed<Text> =
    Text::optional("rating", "What the judge called it: one of the review's own words for a verdict.");
/// Who says so.
pub static BY: Typed<Named> = Named::optional("by", &SAYS, "Who says so: a name, or a record of somebody.");
/// What it is called in links.
pub static ENTRY_ID: Typed<Text> =
    Text::optional("id", "Its id, by which others link to it (`#response-first`); made from the date if not given.");
/// Which part it speaks of.
pub static PART: Typed<Text> =
    Text::optional("part", "The part of the recommendation that the entry speaks of, by its id; none: all of it.");
/// Whether an answer holds in part only.
pub static IN_PART: Typed<Flag> =
    Flag::optional("in_part", "`true` where the answer holds for a part that nobody names.");
/// Why it was answered so.
pub static REASON: Typed<Prose> = Prose::optional("reason", "Why it was answered so.");
/// When completion is promised.
pub static EXPECTED: Typed<Date> = Date::optional("expected", "The date that is promised for completion.");
/// Whether the intent is satisfactory.
pub static INTENT: Typed<Choice> =
    Choice::optional("intent", &INTENTS, "Whether what is planned would do, where the judge rates the plan.");
/// Whether no source confirms the entry.
pub static UNVERIFIED: Typed<Flag> =
    Flag::optional("unverified", "`true` where no source was found that confirms the entry.");
/// Whether the entry follows from other facts.
pub static INFERRED: Typed<Flag> =
    Flag::optional("inferred", "`true` where no source says so, but it follows from what sources say.");
/// A remark.
pub static NOTE: Typed<Prose> = Prose::optional("note", "What else there is to say about the entry.");

/// The id of a part.
pub static PART_ID: Typed<Text> = Text::required("id", "Its id, by which entries name it.");
/// What a part asks for.
pub static PART_TEXT: Typed<Prose> = Prose::optional("text", "What it asks for.");
/// The parts of a recommendation.
pub static PARTS: Typed<Entries> = Entries::optional(
    "parts",
    &[&PART_ID.field, &PART_TEXT.field],
    "Parts that are answered and carried out each for itself, but need no page of their own.",
);

/// One of the three lists.
#[derive(Debug)]
pub struct Track {
    /// The field that holds its entries.
    pub entries: Typed<Entries>,
    /// The field of an entry by whose words records are counted.
    pub counted: &'static Typed<Choice>,
    /// The fields of an entry that say where something stands, in their order.
    pub says: &'static [&'static Typed<Choice>],
}

impl Track {
    /// Whether it is this one.
    #[must_use]
    pub fn is(&self, other: &Track) -> bool {
        std::ptr::eq(self, other)
    }

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
        &[
            &ENTRY_ID.field,
            &ENTRY_DATE.field,
            &OUTCOME.field,
            &IN_PART.field,
            &PART.field,
            &BY.field,
            &REASON.field,
            &NOTE.field,
            &SOURCE.field,
            &UNVERIFIED.field,
            &INFERRED.field,
        ],
        "What those who were asked answered: dated entries, the latest is the current one.",
    ),
    counted: &OUTCOME,
    says: &[&OUTCOME],
};
/// The list of reports of progress.
pub static PROGRESS: Track = Track {
    entries: Entries::optional(
        "progress",
        &[
            &ENTRY_ID.field,
            &ENTRY_DATE.field,
            &STATE.field,
            &PART.field,
            &BY.field,
            &EXPECTED.field,
            &NOTE.field,
            &SOURCE.field,
            &UNVERIFIED.field,
            &INFERRED.field,
        ],
        "How far it is carried out, as claimed by those who carry it out: dated entries.",
    ),
    counted: &STATE,
    says: &[&STATE],
};
/// The list of verdicts.
pub static VERDICT: Track = Track {
    entries: Entries::optional(
        "verdict",
        &[
            &ENTRY_ID.field,
            &ENTRY_DATE.field,
            &PART.field,
            &BY.field,
            &RATING.field,
            &IMPLEMENTED.field,
            &EFFECT.field,
            &INTENT.field,
            &NOTE.field,
            &SOURCE.field,
            &UNVERIFIED.field,
            &INFERRED.field,
        ],
        "What an independent look found: was it implemented, did it have the intended effect.",
    ),
    counted: &IMPLEMENTED,
    says: &[&IMPLEMENTED, &EFFECT, &INTENT],
};

/// The three lists, in the order in which they come about.
pub static TRACKS: [&Track; 3] = [&RESPONSE, &PROGRESS, &VERDICT];
