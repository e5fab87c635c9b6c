//! What one measurement found: numbers by name.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::common::disk::Outcome;

/// Seconds, bytes or counts, by name. A figure that the system does not give is absent.
#[derive(Clone, Default)]
pub(crate) struct Figures(pub(crate) BTreeMap<String, f64>);

impl Figures {
    pub(crate) fn set(&mut self, name: &str, value: f64) {
        self.0.insert(name.to_owned(), value);
    }

    pub(crate) fn time(&mut self, name: &str, value: Duration) {
        self.set(name, value.as_secs_f64());
    }

    /// Takes a whole number of any type.
    pub(crate) fn count(&mut self, name: &str, value: impl ToString) -> Outcome<()> {
        self.set(name, value.to_string().parse()?);
        Ok(())
    }

    pub(crate) fn get(&self, name: &str) -> Option<f64> {
        self.0.get(name).copied()
    }
}
