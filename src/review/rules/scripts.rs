//! The rule about letters of another script that look like those around them.

use crate::review::kind::common::LABEL;
use crate::review::kind::field::{Role, Shape};
use crate::review::kind::organisation::SHORT;
use crate::review::record::Record;
use crate::review::rules::said::{Said, said};
use crate::review::rules::subjects::Subjects;
use crate::review::value::{Text, Value};
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::script::{Stranger, stranger};
use crate::text::span::Span;

/// Reports names with letters of two scripts in one word.
pub(super) fn mixed_scripts(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    subjects.all().flat_map(|(_, record)| of_record(record)).collect()
}

fn of_record(record: &Record) -> Vec<Diagnostic> {
    let id = stranger(&record.name).map(|found| report(record, &found, record.span));
    let names = said(record).into_iter().flat_map(names);
    let names = names.filter_map(|name| Some(report(record, &stranger(&name.text)?, name.span)));
    id.into_iter().chain(names).collect()
}

/// The names that a value says.
fn names(Said { field, value }: Said<'_>) -> Vec<&Text> {
    let is_name = field.role == Some(Role::Title) || *field == LABEL.field || *field == SHORT.field;
    match value {
        Value::Text(text) if is_name => vec![text],
        Value::Names(names) => names.iter().map(|name| &name.text).collect(),
        Value::Texts(texts) if matches!(field.shape, Shape::Texts) && field.name == "also" => texts.iter().collect(),
        _ => Vec::new(),
    }
}

fn report(record: &Record, found: &Stranger<'_>, span: Span) -> Diagnostic {
    let Stranger { word, letter, script, others } = found;
    let message =
        format!("`{word}` has a {script} letter among {others} ones: `{letter}`, U+{:04X}", u32::from(*letter));
    Diagnostic::new(Code::MixedScripts, &record.path, message).at(span).help("type the word again")
}
