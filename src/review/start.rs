//! From when on the clock for responses runs: a date, or that of the record which `review.yaml` calls.

use crate::review::called::Calls;
use crate::review::date::Date;
use crate::review::kind::field::Relation;
use crate::review::record::RecordIx;
use crate::text::code::Code;

/// From when on a clock runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockStart {
    /// A date.
    Date(Date),
    /// The date of a record.
    Record(RecordIx),
}

/// A clock runs from a record on, which may be of any kind. No page shows this, so nobody reads what it is called.
static STARTS: Relation = Relation { to: &[], forward: "runs from", backward: "starts a clock" };

/// From when on the clock for responses runs; none where there is no such clock, or where what it names is not there, which
/// is reported.
pub(super) fn start(calls: &mut Calls<'_>) -> Option<ClockStart> {
    let of = calls.settings.clocks.start.as_ref()?;
    if let Some(date) = of.date {
        return Some(ClockStart::Date(date));
    }
    let is_called = calls.directory.by_name(&of.text.text, &STARTS).is_ok();
    if let (false, true, Err(reason)) = (is_called, is_like_a_date(&of.text.text), Date::parse(&of.text.text)) {
        let message = format!("`{}`: {reason}", of.text.text);
        let problem = calls.problem(Code::InvalidDate, &of.text, message);
        calls
            .diagnostics
            .push(problem.help("write a date as `2024-10-01`, or a record as `timeline/2024-10-01-report`"));
        return None;
    }
    let found = calls.record(&of.text, &STARTS)?;
    let record = calls.directory.signature(found);
    if record.draft {
        let message = format!("`{}` is a draft and will not be published", record.id);
        let problem = calls.problem(Code::DraftReference, &of.text, message);
        calls
            .diagnostics
            .push(problem.help(format!("remove `draft: true` from `{}`, or write the date itself", record.id)));
    }
    Some(ClockStart::Record(found))
}

/// Whether a text that is no date was most likely meant for one: it has three numbers and nothing else.
fn is_like_a_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(is_number)
}
