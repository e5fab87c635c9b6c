//! What the reviews of all seeds have in them, taken together, so that no part of a declaration is passed by unseen.

use std::collections::BTreeSet;
use std::sync::Arc;

use rapporteur::review::date::Date;
use rapporteur::review::kind::Kind;
use rapporteur::review::kind::field::{Field, Shape, Titled};
use rapporteur::review::parse;
use rapporteur::review::settings;
use rapporteur::review::value::{Value, Values};
use rapporteur::text::markdown::document::Form;
use rapporteur::text::source::Source;

use super::body::FORMS;
use super::made::Yaml;
use super::review;
use super::values::may_be_unknown;

/// Everything that some review has, in words.
#[derive(Default)]
pub(crate) struct Coverage(BTreeSet<String>);

impl Coverage {
    pub(crate) fn of(seeds: impl Iterator<Item = u64>) -> Coverage {
        let mut coverage = Coverage::default();
        for seed in seeds {
            coverage.review(seed);
        }
        coverage
    }

    fn see(&mut self, what: String) {
        self.0.insert(what);
    }

    fn review(&mut self, seed: u64) {
        let (made, _) = review::make(seed);
        for field in settings::FIELDS {
            let given = made.settings.iter().find(|(name, _)| name == field.name).map(|(_, value)| value);
            self.see(format!("review.yaml: {} {}", field.name, if given.is_some() { "given" } else { "left out" }));
            if given == Some(&Yaml::unknown()) {
                self.see(format!("review.yaml: {} unknown", field.name));
            }
        }
        let mut kinds = Vec::new();
        for (path, bytes) in made.files() {
            let is_record = (path.ends_with(".md") || path.ends_with(".yaml")) && path != settings::FILE;
            if let (true, Ok(text)) = (is_record, String::from_utf8(bytes)) {
                let path: Arc<str> = path.into();
                let parsed =
                    parse::parse(&Source { path: Arc::clone(&path), shown: path, text: text.into(), usable: true });
                for record in &parsed.records {
                    kinds.push(record.kind);
                    let of = record.kind.folder();
                    self.values(of, &record.kind.fields().collect::<Vec<_>>(), &record.values);
                    for mention in &record.body.mentions {
                        self.see(form(of, mention.form));
                    }
                }
            }
        }
        for kind in Kind::ALL {
            let count = kinds.iter().filter(|other| **other == kind).count();
            self.see(format!("{}: {}", kind.folder(), ["none", "one", "several"][count.min(2)]));
        }
    }

    fn values(&mut self, of: &str, fields: &[&'static Field], values: &Values) {
        for field in fields {
            let name = format!("{of}: {}", field.name);
            let Some(value) = values.value(field) else {
                self.see(format!("{name} left out"));
                continue;
            };
            match value {
                Value::Unknown(_) | Value::Date(Date::Unknown, _) => self.see(format!("{name} unknown")),
                Value::Choice(word, _) if word.is_unknown() => self.see(format!("{name} unknown")),
                _ => self.see(format!("{name} given")),
            }
            if let Shape::Entries(fields) | Shape::Entry(fields) = field.shape {
                let entries = match value {
                    Value::Entries(entries) => entries.as_slice(),
                    Value::Entry(entry) => std::slice::from_ref(&**entry),
                    _ => &[],
                };
                for entry in entries {
                    self.values(&name, fields, &entry.values);
                }
            }
        }
    }

    /// What no review has and some should.
    pub(crate) fn lacking(&self) -> Vec<String> {
        let mut wanted = Vec::new();
        for field in settings::FIELDS {
            wanted.push(format!("review.yaml: {} given", field.name));
            if !field.required && field.name != "rules" {
                wanted.push(format!("review.yaml: {} left out", field.name));
            }
        }
        for kind in Kind::ALL {
            let of = kind.folder();
            wanted.extend(["none", "one", "several"].map(|count| format!("{of}: {count}")));
            wanted.extend(FORMS.map(|one| form(of, one)));
            want(of, &kind.fields().collect::<Vec<_>>(), kind.declaration().titled != Titled::Always, &mut wanted);
        }
        wanted.retain(|what| !self.0.contains(what));
        wanted
    }
}

fn want(of: &str, fields: &[&'static Field], untitled: bool, wanted: &mut Vec<String>) {
    // What others see of a record is decided with its name, and always known.
    let is_face = |field: &Field| matches!(field.name, "title" | "label" | "aliases" | "draft");
    for field in fields {
        let name = format!("{of}: {}", field.name);
        wanted.push(format!("{name} given"));
        if !field.required || (untitled && field.name == "title") {
            wanted.push(format!("{name} left out"));
        }
        if may_be_unknown(field) && !is_face(field) {
            wanted.push(format!("{name} unknown"));
        }
        if let Shape::Entries(fields) | Shape::Entry(fields) = field.shape {
            want(&name, fields, false, wanted);
        }
    }
}

fn form(of: &str, form: Form) -> String {
    format!("{of}: {form:?} in a body")
}
