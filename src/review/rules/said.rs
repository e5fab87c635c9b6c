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

/// Visits what a record says, in the order of the declarations.
pub(super) fn each_said<'a>(record: &'a Record, mut visit: impl FnMut(Said<'a>)) {
    each_of(&record.values, &mut visit);
}

fn each_of<'a>(values: &'a Values, visit: &mut dyn FnMut(Said<'a>)) {
    for (field, value) in values.iter() {
        match value {
            Value::Entries(entries) => entries.iter().for_each(|entry| each_of(&entry.values, visit)),
            Value::Entry(entry) => each_of(&entry.values, visit),
            value => visit(Said { field, value }),
        }
    }
}
