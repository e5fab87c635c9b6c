//! When something was, on the chart of a timeline.

use crate::review::date::Date;
use crate::site::words::date::show_date;

/// The months, where there is little room.
pub const SHORT_MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// What a comment period is called there, before it is put into the names of the review.
pub const COMMENT_PERIOD: &str = "comment period";

fn at(date: Date) -> String {
    if date == Date::Unknown { "an unknown date".to_owned() } else { show_date(date).text }
}

/// The time of something that may last; nothing where it has none.
#[must_use]
pub fn span(from: Option<Date>, to: Option<Date>, lasts: bool) -> String {
    match (from.map(at), to.map(at)) {
        (Some(_), Some(_)) if lasts && from == to && to == Some(Date::Unknown) => "dates not known".to_owned(),
        (Some(from), Some(_)) if lasts && to == Some(Date::Unknown) => format!("since {from}, until when is not known"),
        (Some(_), Some(to)) if lasts && from == Some(Date::Unknown) => format!("until {to}, since when is not known"),
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) if lasts => format!("since {from}"),
        (Some(from), None) => from,
        (None, Some(to)) => format!("until {to}"),
        (None, None) => String::new(),
    }
}

/// When it was first planned.
#[must_use]
pub fn first_planned(date: Date) -> String {
    format!("first planned for {}", at(date))
}

/// A pause of the review.
#[must_use]
pub fn pause(title: &str) -> String {
    format!("Pause: {title}")
}
