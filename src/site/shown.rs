//! Values as templates see them: words, dates and links, with nothing left to look up.

use std::borrow::Cow;

use jiff::civil;
use serde::Serialize;

use crate::review::date::{Date, Partial};
use crate::review::kind::common::{SUMMARY, UNVERIFIED};
use crate::review::kind::field::Field;
use crate::review::record::Record;
use crate::review::value::{Entry, Origin, Value};
use crate::site::route::{LinkText, Site};
use crate::text::markdown::{Address, address_kind};
use crate::text::yaml::{Node, Yaml};

/// A link to a record.
#[derive(Debug, Serialize)]
pub struct Link<'a> {
    /// The path from the root of the site.
    pub path: String,
    /// What the record is called.
    pub title: &'a str,
    /// Its label, where its title does not say it.
    pub label: Option<&'a str>,
}

/// A summary card of a record.
#[derive(Debug, Serialize)]
pub struct Card<'a> {
    /// The link to it.
    #[serde(flatten)]
    pub link: Link<'a>,
    /// What kind of record it is.
    pub kind: &'static str,
    /// Its summary.
    pub summary: Option<&'a str>,
    /// Whether no source confirms it.
    pub unverified: bool,
}

/// A date in words, and for machines where it is one day, month or year.
#[derive(Debug, Serialize)]
pub struct ShownDate {
    /// The date in words.
    pub text: String,
    /// The date as HTML's `time` element takes it.
    pub iso: Option<String>,
    /// Whether nobody knows it.
    pub unknown: bool,
}

/// The value of a field.
#[derive(Debug, Serialize)]
#[serde(tag = "form", rename_all = "lowercase")]
pub enum Shown<'a> {
    /// Nobody knows.
    Unknown,
    /// Words.
    Text {
        /// The words.
        text: Cow<'a, str>,
    },
    /// Several words.
    Texts {
        /// Each of them.
        items: Vec<&'a str>,
    },
    /// A date.
    Date {
        /// The date.
        date: ShownDate,
    },
    /// Links to records.
    Links {
        /// Each of them.
        items: Vec<Link<'a>>,
    },
    /// Addresses outside the site, attachments, and documents that are sources.
    Addresses {
        /// Each of them.
        items: Vec<ShownAddress<'a>>,
    },
    /// A list of maps.
    Table {
        /// The names of its columns.
        columns: Vec<String>,
        /// Its rows, each with a cell for each column.
        rows: Vec<Vec<Option<Shown<'a>>>>,
    },
    /// Names with values.
    Map {
        /// Each name with its value.
        items: Vec<(Cow<'a, str>, Shown<'a>)>,
    },
}

impl Shown<'_> {
    /// Whether nothing would be seen of it: it is a list of nothing, or of what is not shown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Shown::Unknown | Shown::Date { .. } => false,
            Shown::Text { text } => text.is_empty(),
            Shown::Texts { items } => items.is_empty(),
            Shown::Links { items } => items.is_empty(),
            Shown::Addresses { items } => items.is_empty(),
            Shown::Map { items } => items.is_empty(),
            Shown::Table { rows, .. } => rows.iter().all(Vec::is_empty),
        }
    }
}

/// An address that is shown.
#[derive(Debug, Serialize)]
pub struct ShownAddress<'a> {
    /// Where it leads.
    pub href: String,
    /// What it is called.
    pub text: Cow<'a, str>,
    /// Whether it leads out of the site; if not, the way to the root belongs before it.
    pub external: bool,
}

/// A field of a record: its name as a heading, and its value.
#[derive(Debug, Serialize)]
pub struct ShownField<'a> {
    /// The name of the field in content, for themes that want to treat one differently.
    pub field: &'static str,
    /// What it is called.
    pub name: String,
    /// Its value.
    pub value: Shown<'a>,
    /// Whether the template of the kind shows it in a place of its own.
    pub apart: bool,
}

impl Site {
    /// A link to a record.
    #[must_use]
    pub fn link(&self, record: usize) -> Link<'_> {
        let LinkText { title, label, .. } = &self.links[record];
        Link { path: self.record_path(record), title, label: label.as_deref() }
    }

    /// A summary card of a record.
    #[must_use]
    pub fn card(&self, record: usize) -> Card<'_> {
        let Record { kind, values, .. } = &*self.review.records[record];
        Card {
            link: self.link(record),
            kind: kind.declaration().name,
            summary: values.text(&SUMMARY),
            unverified: values.flag(&UNVERIFIED),
        }
    }

    /// A field of a record; none where nothing would be seen of its value.
    #[must_use]
    pub fn field<'a>(&'a self, record: usize, field: &'static Field, value: &'a Value) -> Option<ShownField<'a>> {
        let value = Some(self.value(record, field, value)).filter(|value| !value.is_empty())?;
        Some(ShownField { field: field.name, name: heading(field), value, apart: false })
    }

    /// The value of a field of a record.
    #[must_use]
    pub fn value<'a>(&'a self, record: usize, field: &'static Field, value: &'a Value) -> Shown<'a> {
        match value {
            Value::Unknown(_) | Value::Unreadable => Shown::Unknown,
            Value::Text(text) => Shown::Text { text: Cow::Borrowed(&text.text) },
            Value::Texts(texts) => Shown::Texts { items: texts.iter().map(|text| &*text.text).collect() },
            Value::Whole(number, _) => Shown::Text { text: Cow::Owned(number.to_string()) },
            Value::Flag(flag) => Shown::Text { text: Cow::Borrowed(if *flag { "yes" } else { "no" }) },
            Value::Date(date, _) => Shown::Date { date: show_date(*date) },
            Value::Choice("unknown", _) => Shown::Unknown,
            Value::Choice(word, _) => Shown::Text { text: Cow::Borrowed(word) },
            Value::Address(text) => self.address(record, field, &text.text),
            Value::Sources(origins) => Shown::Addresses { items: self.sources(record, origins) },
            Value::References(references) => Shown::Links { items: self.links(record, references) },
            Value::Named(text, reference) => match self.review.target_record(record, *reference) {
                Some(found) if self.shows(found) => Shown::Links { items: vec![self.link(found)] },
                _ => Shown::Text { text: Cow::Borrowed(&text.text) },
            },
            Value::Entries(entries) => self.table(record, entries),
            Value::Entry(entry) => {
                let items = entry.values.iter().map(|(field, value)| (field, self.value(record, field, value)));
                let items = items.filter(|(_, value)| !value.is_empty());
                Shown::Map { items: items.map(|(field, value)| (heading(field).into(), value)).collect() }
            }
            Value::Counts(counts) => {
                let item = |number: u64| Shown::Text { text: Cow::Owned(number.to_string()) };
                Shown::Map {
                    items: counts.iter().map(|(word, number)| (Cow::Borrowed(&*word.text), item(*number))).collect(),
                }
            }
            Value::Extra(node) => extra(node),
        }
    }

    /// Links to the records that references lead to.
    #[must_use]
    pub fn links(&self, record: usize, references: &[usize]) -> Vec<Link<'_>> {
        let found = references.iter().filter_map(|&reference| self.review.target_record(record, reference));
        found.filter(|&found| self.shows(found)).map(|found| self.link(found)).collect()
    }

    /// The sources of a fact.
    #[must_use]
    pub fn sources<'a>(&'a self, record: usize, origins: &'a [Origin]) -> Vec<ShownAddress<'a>> {
        let shown = origins.iter().filter_map(|origin| match origin {
            Origin::Address(text) => Some(external(&text.text)),
            Origin::Document(reference) => {
                let found = self.review.target_record(record, *reference).filter(|&found| self.shows(found))?;
                let link = self.link(found);
                Some(ShownAddress { href: link.path, text: Cow::Borrowed(link.title), external: false })
            }
        });
        shown.collect()
    }

    fn address<'a>(&'a self, record: usize, field: &'static Field, text: &'a str) -> Shown<'a> {
        let shown = if matches!(field.shape, crate::review::kind::field::Shape::File) {
            let folder = self.review.records[record].kind.folder();
            let path = crate::review::record::join(folder, text);
            ShownAddress { href: self.file_path(&path), text: Cow::Borrowed(text), external: false }
        } else {
            external(text)
        };
        Shown::Addresses { items: vec![shown] }
    }

    fn table<'a>(&'a self, record: usize, entries: &'a [Entry]) -> Shown<'a> {
        let mut fields: Vec<&'static Field> = Vec::new();
        for (field, _) in entries.iter().flat_map(|entry| entry.values.iter()) {
            if !fields.iter().any(|known| std::ptr::eq(*known, field)) {
                fields.push(field);
            }
        }
        let row = |entry: &'a Entry| {
            let cell = |field: &&'static Field| {
                let value = entry.values.get(field).map(|value| self.value(record, field, value));
                value.filter(|value| !value.is_empty())
            };
            fields.iter().map(cell).collect()
        };
        Shown::Table {
            columns: fields.iter().map(|field| heading(field)).collect(),
            rows: entries.iter().map(row).collect(),
        }
    }
}

/// What a field is called on a page.
#[must_use]
pub fn heading(field: &Field) -> String {
    match field.shape.relation() {
        Some(relation) => capitalise(relation.forward),
        None if field.name == "url" => "Web address".to_owned(),
        None => capitalise(&field.name.replace('_', " ")),
    }
}

/// The same text with a capital letter at its start.
#[must_use]
pub fn capitalise(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A date in words.
#[must_use]
pub fn show_date(date: Date) -> ShownDate {
    let (text, iso) = match date {
        Date::Unknown => ("unknown".to_owned(), None),
        // HTML's times begin with the year 1.
        Date::At(partial) => (words(partial), (partial.year > 0).then(|| partial.to_string())),
        Date::Range(from, to) => (range_words(from, to), None),
    };
    ShownDate { text, iso, unknown: date == Date::Unknown }
}

/// A day in words.
#[must_use]
pub fn show_day(day: civil::Date) -> ShownDate {
    show_date(Date::At(Partial { year: day.year(), month: Some(day.month()), day: Some(day.day()) }))
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month_name(month: i8) -> &'static str {
    usize::try_from(month - 1).ok().and_then(|position| MONTHS.get(position)).copied().unwrap_or_default()
}

fn words(partial: Partial) -> String {
    match (partial.month, partial.day) {
        (Some(month), Some(day)) => format!("{day} {} {}", month_name(month), partial.year),
        (Some(month), None) => format!("{} {}", month_name(month), partial.year),
        (None, _) => partial.year.to_string(),
    }
}

fn range_words(from: Partial, to: Partial) -> String {
    match (from.day, to.day) {
        (Some(first), Some(last)) if from.year == to.year && from.month == to.month => {
            format!("{first}–{last} {}", words(Partial { day: None, ..to }))
        }
        _ => format!("{} – {}", words(from), words(to)),
    }
}

fn external(address: &str) -> ShownAddress<'_> {
    let text = ["https://", "http://", "mailto:", "tel:"]
        .iter()
        .find_map(|scheme| address.strip_prefix(scheme))
        .unwrap_or(address);
    ShownAddress { href: address.to_owned(), text: Cow::Borrowed(text), external: true }
}

/// What stands under `extra`: maps, lists and words as they were written, but for parts that hold nothing.
fn extra(node: &Node) -> Shown<'_> {
    match &node.yaml {
        Yaml::Scalar(scalar) if &*scalar.text == "unknown" => Shown::Unknown,
        Yaml::Scalar(scalar) if address_kind(&scalar.text) == Address::Web => {
            Shown::Addresses { items: vec![external(&scalar.text)] }
        }
        Yaml::Scalar(scalar) => Shown::Text { text: Cow::Borrowed(&scalar.text) },
        Yaml::Sequence(items) => {
            let items: Vec<&Node> = items.iter().filter(|item| !item.holds_nothing()).collect();
            let texts: Option<Vec<&str>> = items
                .iter()
                .map(|item| match &item.yaml {
                    Yaml::Scalar(scalar) => Some(&*scalar.text),
                    _ => None,
                })
                .collect();
            match texts {
                Some(items) => Shown::Texts { items },
                None => Shown::Table {
                    columns: Vec::new(),
                    rows: items.into_iter().map(|item| vec![Some(extra(item))]).collect(),
                },
            }
        }
        Yaml::Mapping(fields) => {
            let fields = fields.iter().filter(|(_, node)| !node.holds_nothing());
            let items = fields.map(|(key, node)| (Cow::Owned(capitalise(&key.text.replace('_', " "))), extra(node)));
            Shown::Map { items: items.collect() }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_words_with_no_more_precision_than_they_have() {
        for (text, words) in [
            ("2017", "2017"),
            ("2017-10", "October 2017"),
            ("2017-05-14", "14 May 2017"),
            ("2017-05-14/2017-05-15", "14–15 May 2017"),
            ("2017-12-30/2018-01-02", "30 December 2017 – 2 January 2018"),
            ("2017-03/2018", "March 2017 – 2018"),
            ("unknown", "unknown"),
        ] {
            assert_eq!(show_date(Date::parse(text).expect("a date")).text, words);
        }
    }
}
