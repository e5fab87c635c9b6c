//! Rules about single values: what is written in a field does not say what its writer meant.

use crate::review::kind::Kind;
use crate::review::kind::field::{Field, Role, Shape};
use crate::review::kind::term::MEANS;
use crate::review::record::Record;
use crate::review::rules::said::{Said, each_said};
use crate::review::rules::subjects::Subjects;
use crate::review::value::{FactSource, Text, Value};
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;

pub(super) fn unknown_title(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    // A glossary may well explain the word.
    let titled = subjects.all().filter(|(_, record)| record.kind != Kind::Term);
    let problems = titled.filter_map(|(_, record)| {
        let Some(Value::Text(title)) = record.values.in_role(Role::Title) else { return None };
        (title.text.trim() == "unknown").then(|| {
            let message = format!("`{}` is taken for the title itself, not for a title that nobody knows", title.text);
            let problem = Diagnostic::new(Code::UnknownTitle, &record.path, message).at(title.span);
            problem.help("write what readers should call the record")
        })
    });
    problems.collect()
}

pub(super) fn unknown_meaning(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let terms = subjects.of_kind(Kind::Term).filter(|(_, term)| term.values.is_unknown(&MEANS.field));
    let problems = terms.map(|(_, term)| {
        let message = format!("the glossary does not say what `{}` means", term.title());
        let problem = Diagnostic::new(Code::UnknownMeaning, &term.path, message);
        let span = term.values.span(&MEANS.field).unwrap_or(term.span);
        problem.at(span).help("say what it means, or remove the term")
    });
    problems.collect()
}

pub(super) fn words_after_address(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (_, record) in subjects.all() {
        each_said(record, |Said { field, value }| match (field.shape, value) {
            (Shape::Address, Value::Address(address)) => problems.extend(report(record, field, address)),
            (_, Value::Sources(origins)) => {
                let addresses = origins.iter().filter_map(address_of);
                problems.extend(addresses.filter_map(|address| report(record, field, address)));
            }
            _ => {}
        });
    }
    problems
}

/// Reports an address that words follow.
fn report(record: &Record, field: &Field, address: &Text) -> Option<Diagnostic> {
    let (alone, _) = address.text.trim().split_once(char::is_whitespace)?;
    let alone = alone.trim_end_matches([',', ';']);
    let message = format!("words follow the address `{alone}`, and would be taken for a part of it");
    let problem = Diagnostic::new(Code::WordsAfterAddress, &record.path, message).at(address.span);
    let several = if matches!(field.shape, Shape::Sources) { ", or several as a list" } else { "" };
    Some(problem.help(format!("write the address alone{several}; what else there is to say goes elsewhere")))
}

fn address_of(origin: &FactSource) -> Option<&Text> {
    match origin {
        FactSource::Address(address) => Some(address),
        FactSource::Document(_) => None,
    }
}
