//! From when on the clock for responses runs: a date, or that of the record which `review.yaml` calls.

use crate::review::called::called;
use crate::review::date::Date;
use crate::review::kind::field::Relation;
use crate::review::record::RecordIx;
use crate::review::resolve::Directory;
use crate::review::settings::Settings;
use crate::review::suggestions::Suggestions;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;

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
pub(super) fn start(
    settings: &Settings,
    directory: &Directory,
    suggestions: &mut Suggestions,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<ClockStart> {
    let of = settings.clocks.start.as_ref()?;
    if let Some(date) = of.date {
        return Some(ClockStart::Date(date));
    }
    let is_called = directory.by_name(&of.text.text, &STARTS).is_ok();
    if let (false, true, Err(reason)) = (is_called, is_like_a_date(&of.text.text), Date::parse(&of.text.text)) {
        let message = format!("`{}`: {reason}", of.text.text);
        let problem = Diagnostic::new(Code::InvalidDate, &settings.path, message).at(of.text.span);
        diagnostics.push(problem.help("write a date as `2024-10-01`, or a record as `timeline/2024-10-01-report`"));
        return None;
    }
    let found = called(directory, &of.text, &STARTS, &settings.path, suggestions, diagnostics)?;
    let record = directory.signature(found);
    if record.draft {
        let message = format!("`{}` is a draft and will not be published", record.id);
        let problem = Diagnostic::new(Code::DraftReference, &settings.path, message).at(of.text.span);
        diagnostics.push(problem.help(format!("remove `draft: true` from `{}`, or write the date itself", record.id)));
    }
    Some(ClockStart::Record(found))
}

/// Whether a text that is no date was most likely meant for one: it has three numbers and nothing else.
fn is_like_a_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(is_number)
}
