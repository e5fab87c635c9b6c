//! Everything that the fields of a record say, those of its entries as well.

use crate::review::kind::field::Field;
use crate::review::record::Record;
use crate::review::value::{Value, Values};

/// A field and what it says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<'a> {
    pub(super) field: &'static Field,
    pub(super) value: &'a Value,
}

/// What a record says, in the order of the declarations.
pub(super) fn said(record: &Record) -> Vec<Said<'_>> {
    let mut said = Vec::new();
    gather(&record.values, &mut said);
    said
}

fn gather<'a>(values: &'a Values, said: &mut Vec<Said<'a>>) {
    for (field, value) in values.iter() {
        match value {
            Value::Entries(entries) => entries.iter().for_each(|entry| gather(&entry.values, said)),
            Value::Entry(entry) => gather(&entry.values, said),
            value => said.push(Said { field, value }),
        }
    }
}
