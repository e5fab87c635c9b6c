//! Rules about dates: what ends does not end before it starts, and comment periods are as long as was promised, and no
//! longer.

use crate::review::date::Date;
use crate::review::kind::Kind;
use crate::review::kind::comment::CONSULTATION;
use crate::review::kind::common::DATE;
use crate::review::kind::consultation::{CLOSES, FIRST_CLOSE, OPENS};
use crate::review::kind::field::Role;
use crate::review::kind::meeting::{ACTIONS, DONE, DUE};
use crate::review::kind::person::{FROM, JOINED, LEFT, ROLES, TO};
use crate::review::kind::phase::{ENDS, STARTS};
use crate::review::kind::recommendation::{self, RESPONSE_DUE};
use crate::review::kind::typed::{self, Typed};
use crate::review::record::Record;
use crate::review::rules::subjects::Subjects;
use crate::review::value::{Value, Values};
use crate::review::wording::counted;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::span::Span;
use crate::text::weekday::{NAMES, fits};

/// Pairs of fields of which the second cannot come before the first.
static PAIRS: [(&Typed<typed::Date>, &Typed<typed::Date>); 6] = [
    (&STARTS, &ENDS),
    (&JOINED, &LEFT),
    (&OPENS, &CLOSES),
    (&OPENS, &FIRST_CLOSE),
    (&DATE, &RESPONSE_DUE),
    (&DATE, &recommendation::DUE),
];

pub(super) fn run_backwards(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (first, second) in PAIRS {
        problems.extend(
            subjects.having(&second.field).filter_map(|(_, record)| pair(record, &record.values, first, second)),
        );
    }
    for (_, record) in subjects.having(&ROLES.field) {
        let roles = record.values.get(&ROLES).iter();
        problems.extend(roles.filter_map(|role| pair(record, &role.values, &FROM, &TO)));
    }
    for (_, record) in subjects.having(&ACTIONS.field) {
        let Some(met) = record.date() else { continue };
        for action in record.values.get(&ACTIONS) {
            for field in [&DUE, &DONE] {
                let date = dated(&action.values, field).filter(|(date, _)| date.is_before(met));
                problems.extend(
                    date.map(|(date, span)| backwards(record, field.field.name, date, span, "the meeting", met)),
                );
            }
        }
    }
    problems
}

fn pair(
    record: &Record,
    values: &Values,
    first: &'static Typed<typed::Date>,
    second: &'static Typed<typed::Date>,
) -> Option<Diagnostic> {
    let ((earlier, _), (later, span)) = (dated(values, first)?, dated(values, second)?);
    later
        .is_before(earlier)
        .then(|| backwards(record, second.field.name, later, span, &format!("`{}`", first.field.name), earlier))
}

/// A date, and where it was written.
fn dated(values: &Values, field: &Typed<typed::Date>) -> Option<(Date, Span)> {
    values.get(field).zip(values.span(&field.field))
}

fn backwards(record: &Record, name: &str, date: Date, span: Span, before: &str, earlier: Date) -> Diagnostic {
    let message = format!("`{name}`, {date}, comes before {before}, {earlier}");
    Diagnostic::new(Code::DatesRunBackwards, &record.path, message).at(span).help("correct one of the two dates")
}

pub(super) fn comment_period_too_short(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let least = subjects.figure;
    let short = subjects.of_kind(Kind::Consultation).filter_map(|(_, consultation)| {
        let opens = consultation.values.get(&OPENS)?;
        let (closes, span) = dated(&consultation.values, &CLOSES)?;
        let days = opens.day()?.until(closes.day()?).ok()?.get_days();
        let days = u64::try_from(days).ok()?;
        (days < least).then(|| {
            let message = format!("the comment period lasts {}, fewer than {least}", counted(days, "day", "days"));
            Diagnostic::new(Code::CommentPeriodTooShort, &consultation.path, message)
                .at(span)
                .help("extend it, or say in `review.yaml` why it may be shorter")
        })
    });
    short.collect()
}

pub(super) fn comment_after_close(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let late = subjects.of_kind(Kind::Comment).filter_map(|(position, comment)| {
        let (date, span) = comment.date().zip(comment.values.in_role(Role::Date).and_then(Value::span))?;
        let period = subjects.review.target_record(position, comment.values.get(&CONSULTATION)?)?;
        let period = &subjects.review.records[period];
        let (closes, closed) = dated(&period.values, &CLOSES)?;
        closes.is_before(date).then(|| {
            let message = format!("the comment is of {date}, after its period closed at {closes}");
            Diagnostic::new(Code::CommentAfterClose, &comment.path, message)
                .at(span)
                .related(&period.path, closed, "closed here")
                .help("correct one of the two dates; a comment that came late can be excepted in `review.yaml`")
        })
    });
    late.collect()
}

pub(super) fn weekday_mismatch(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (_, record) in subjects.all() {
        for found in &record.weekdays {
            if !fits(found.date, found.written) {
                let right = usize::try_from(found.date.weekday().to_monday_zero_offset()).unwrap_or_default();
                let message = format!("{} was a {}, not a {}", found.date, NAMES[right], NAMES[found.written]);
                let problem = Diagnostic::new(Code::WeekdayMismatch, &record.path, message).at(found.span);
                problems.push(problem.help(format!("write {}, or correct the date", NAMES[right])));
            }
        }
    }
    problems
}
