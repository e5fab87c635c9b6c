//! The clocks of a review: by when those who were asked answer and report, and by when comments are answered.

use crate::review::date::Date;
use crate::review::kind::typed::{Entry, Text, Typed};
use crate::review::period::Period;
use crate::review::reader::Reader;
use crate::review::value::{Text as Words, Value, Values};
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;

static WITHIN: Typed<Text> =
    Text::required("within", "How long there is for an answer: `90 days`, `6 months`, `1 year`.");
static OF: Typed<Text> = Text::required("of", "From when on: a date, or a record that has one.");
static RESPONSE: Typed<Entry> = Entry::optional(
    "response",
    &[&WITHIN.field, &OF.field],
    "By when those who were asked answer the recommendations.",
);
static EVERY: Typed<Text> =
    Text::required("every", "How often a report of progress is due on what was accepted and is open: `12 months`.");
static PROGRESS: Typed<Entry> =
    Entry::optional("progress", &[&EVERY.field], "How often those who accepted a recommendation report on it.");
static ANSWERED_WITHIN: Typed<Text> = Text::required(
    "answered_within",
    "How long after a comment period has closed its comments are answered: `90 days`.",
);
static COMMENTS: Typed<Entry> =
    Entry::optional("comments", &[&ANSWERED_WITHIN.field], "By when comments of a comment period are answered.");

/// All of them, as one setting.
pub(super) static CLOCKS: Typed<Entry> = Entry::optional(
    "clocks",
    &[&RESPONSE.field, &PROGRESS.field, &COMMENTS.field],
    "By when something is due that has no date of its own; what is late is overdue.",
);

/// The clocks of a review.
#[derive(Debug, Default, Clone)]
pub struct Clocks {
    /// How long there is to answer the recommendations.
    pub response: Option<Period>,
    /// From when on that time runs.
    pub start: Option<Start>,
    /// How often progress is to be reported.
    pub progress: Option<Period>,
    /// How long after the close of a comment period comments are to be answered.
    pub comments: Option<Period>,
}

/// From when on a clock runs, as it is written.
#[derive(Debug, Clone)]
pub struct Start {
    /// A date, or what a record is called.
    pub text: Words,
    /// The date, where it is one.
    pub date: Option<Date>,
}

impl Clocks {
    /// Whether there is any.
    #[must_use]
    pub fn any(&self) -> bool {
        self.response.is_some() || self.progress.is_some() || self.comments.is_some()
    }

    /// Reads the clocks of the settings.
    pub(super) fn read(values: &Values, reader: &mut Reader<'_>) -> Clocks {
        let Some(clocks) = values.get(&CLOCKS) else { return Clocks::default() };
        let mut of = |clock: &'static Typed<Entry>, field| period(&clocks.values.get(clock)?.values, field, reader);
        let response = of(&RESPONSE, &WITHIN);
        let (progress, comments) = (of(&PROGRESS, &EVERY), of(&COMMENTS, &ANSWERED_WITHIN));
        let start = clocks.values.get(&RESPONSE).and_then(|clock| start(&clock.values));
        Clocks { response, start, progress, comments }
    }
}

/// The period of a clock; what is none is reported.
fn period(values: &Values, field: &'static Typed<Text>, reader: &mut Reader<'_>) -> Option<Period> {
    let value = values.value(&field.field)?;
    let text = if value.is_unknown() { "unknown" } else { values.get(field)? };
    match text.parse() {
        Ok(period) => Some(period),
        Err(reason) => {
            let message = format!("`{}` is `{text}`: {reason}", field.field.name);
            let problem = Diagnostic::new(Code::InvalidPeriod, reader.path, message);
            let problem = value.span().map_or(problem.clone(), |span| problem.at(span));
            reader.diagnostics.push(problem.help("write `90 days`, `6 weeks`, `12 months` or `1 year`"));
            None
        }
    }
}

/// From when on a clock runs. That nobody knows is a date as well.
fn start(values: &Values) -> Option<Start> {
    match values.value(&OF.field)? {
        Value::Text(text) => Some(Start { text: text.clone(), date: Date::parse(&text.text).ok() }),
        Value::Unknown(span) => {
            Some(Start { text: Words { text: "unknown".into(), span: *span }, date: Some(Date::Unknown) })
        }
        _ => None,
    }
}
