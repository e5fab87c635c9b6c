//! The rule about letters of another script that look like those around them.

use crate::review::kind::common::LABEL;
use crate::review::kind::field::{Field, Role, Shape};
use crate::review::kind::organisation::SHORT;
use crate::review::record::Record;
use crate::review::rules::said::{Said, each_said};
use crate::review::rules::subjects::Subjects;
use crate::review::value::{Text, Value};
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::script::{Stranger, stranger};
use crate::text::span::Span;

/// Reports names with letters of two scripts in one word.
pub(super) fn mixed_scripts(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (_, record) in subjects.all() {
        problems.extend(stranger(&record.name).map(|found| report(record, &found, record.span)));
        let mut look_at = |name: &Text| {
            problems.extend(stranger(&name.text).map(|found| report(record, &found, name.span)));
        };
        each_said(record, |Said { field, value }| match value {
            Value::Text(text) if is_name(field) => look_at(text),
            Value::Names(names) => names.iter().for_each(|name| look_at(&name.text)),
            Value::Texts(texts) if matches!(field.shape, Shape::Texts) && field.name == "also" => {
                texts.iter().for_each(&mut look_at);
            }
            _ => {}
        });
    }
    problems
}

/// Whether what a field says is what something is called.
fn is_name(field: &Field) -> bool {
    field.role == Some(Role::Title) || *field == LABEL.field || *field == SHORT.field
}

fn report(record: &Record, found: &Stranger<'_>, span: Span) -> Diagnostic {
    let Stranger { word, letter, script, others } = found;
    let message =
        format!("`{word}` has a {script} letter among {others} ones: `{letter}`, U+{:04X}", u32::from(*letter));
    Diagnostic::new(Code::MixedScripts, &record.path, message).at(span).help("type the word again")
}
