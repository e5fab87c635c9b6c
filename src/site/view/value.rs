//! Values as templates see them: words, dates and links, with nothing left to look up.

use std::borrow::Cow;

use serde::Serialize;

use crate::review::entry_id::entry_id;
use crate::review::kind::common::UNVERIFIED;
use crate::review::kind::field::{Field, Shape};
use crate::review::kind::history;
use crate::review::kind::meeting::ID;
use crate::review::kind::word::Word;
use crate::review::record::{Record, RecordIx};
use crate::review::value::{Entry, ReferenceIx, Remark, Value};
use crate::site::analysis::anchors::of_list;
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::view::address::{AddressView, external, file, sources};
use crate::site::view::party::{self, PartyView};
use crate::site::view::prose::{self, ProseView};
use crate::site::words::date::{DateView, show_date};
use crate::site::words::{capitalise, label};
use crate::text::markdown::{AddressKind, address_kind};
use crate::text::yaml::{Node, Yaml};

/// A summary card of a record.
#[derive(Debug, Serialize)]
pub struct Card<'a> {
    /// The path from the root of the site.
    pub path: Cow<'a, str>,
    /// What it is called.
    pub title: &'a str,
    /// Its label, where its title does not say it.
    pub label: Option<&'a str>,
    /// What kind of record it is.
    pub kind: Cow<'static, str>,
    /// Its summary.
    pub summary: Option<ProseView<'a>>,
    /// Whether no source confirms any of it.
    pub unverified: bool,
    /// Whether no source confirms some of its fields.
    pub partly_unverified: bool,
}

/// How much of a record no source confirms.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct DoubtView {
    /// Whether that is so of all of it.
    pub unverified: bool,
    /// Whether that is so of some of its fields.
    pub partly_unverified: bool,
}

impl DoubtView {
    /// That of a record.
    #[must_use]
    pub fn of(record: &Record) -> DoubtView {
        let doubt = record.values.get(&UNVERIFIED);
        DoubtView { unverified: doubt.is_whole(), partly_unverified: doubt.is_any() && !doubt.is_whole() }
    }
}

/// A word that says where something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct WordView {
    /// As it is written in content.
    pub id: &'static str,
    /// What a reader sees.
    pub label: &'static str,
    /// How it weighs: what styles tell words apart by.
    pub mark: &'static str,
}

impl From<&Word> for WordView {
    fn from(word: &Word) -> WordView {
        WordView { id: word.id, label: word.label, mark: word.mark.name() }
    }
}

/// The value of a field.
#[derive(Debug, Serialize)]
#[serde(tag = "form", rename_all = "lowercase")]
pub enum ViewValue<'a> {
    /// Nobody knows.
    Unknown,
    /// Words.
    Text {
        /// The words.
        text: Cow<'a, str>,
    },
    /// Words that may have markup.
    Prose {
        /// The words.
        prose: ProseView<'a>,
    },
    /// Several words.
    Texts {
        /// Each of them.
        items: Vec<&'a str>,
    },
    /// A date.
    Date {
        /// The date.
        date: DateView,
    },
    /// Names of somebody.
    Names {
        /// Each of them.
        items: Vec<PartyView<'a>>,
    },
    /// Links to records.
    Links {
        /// Each of them.
        items: Vec<Link<'a>>,
    },
    /// Addresses outside the site, attachments, and documents that are sources.
    Addresses {
        /// Each of them.
        items: Vec<AddressView<'a>>,
    },
    /// What no source confirms.
    Doubted {
        /// It.
        value: Box<ViewValue<'a>>,
    },
    /// A list of maps.
    Table {
        /// The names of its columns.
        columns: Vec<String>,
        /// Its rows, each with a cell for each column.
        rows: Vec<TableRow<'a>>,
    },
    /// Names with values.
    Map {
        /// Each name with its value.
        items: Vec<(Cow<'a, str>, ViewValue<'a>)>,
    },
}

impl ViewValue<'_> {
    /// Whether nothing would be seen of it: it is a list of nothing, or of what is not shown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            ViewValue::Unknown | ViewValue::Date { .. } => false,
            ViewValue::Text { text } => text.is_empty(),
            ViewValue::Prose { prose } => prose.text.is_empty() && prose.html.is_none(),
            ViewValue::Texts { items } => items.is_empty(),
            ViewValue::Names { items } => items.is_empty(),
            ViewValue::Links { items } => items.is_empty(),
            ViewValue::Addresses { items } => items.is_empty(),
            ViewValue::Doubted { value } => value.is_empty(),
            ViewValue::Map { items } => items.is_empty(),
            ViewValue::Table { rows, .. } => rows.iter().all(|row| row.cells.is_empty()),
        }
    }
}

/// A row of a table.
#[derive(Debug, Serialize)]
pub struct TableRow<'a> {
    /// Its id on the page of its record, where links lead to it.
    anchor: Option<String>,
    /// A cell for each column.
    cells: Vec<TableCell<'a>>,
}

/// A cell of a table.
#[derive(Debug, Serialize)]
pub struct TableCell<'a> {
    /// The name of its column, which stands before it on a narrow screen; empty where it has none.
    of: String,
    value: Option<ViewValue<'a>>,
}

/// A field of a record: its name as a heading, and its value.
#[derive(Debug, Serialize)]
pub struct FieldView<'a> {
    /// The name of the field in content, for themes that want to treat one differently.
    pub field: &'static str,
    /// What it is called.
    pub name: String,
    /// Its value.
    pub value: ViewValue<'a>,
    /// Whether no source confirms it, though one confirms the record.
    pub unverified: bool,
    /// Whether the template of the kind shows it in a place of its own.
    pub apart: bool,
}

/// A summary card of a record.
#[must_use]
pub fn card(site: &Site, record: RecordIx) -> Card<'_> {
    let found: &Record = &site.visible.review.records[record];
    let Link { path, title, label } = site.addresses.link(record);
    let DoubtView { unverified, partly_unverified } = DoubtView::of(found);
    Card {
        path,
        title,
        label,
        kind: site.visible.review.settings.names.called(found),
        summary: prose::summary(site, record),
        unverified,
        partly_unverified,
    }
}

/// A field of a record; none where nothing would be seen of its value.
#[must_use]
pub fn show_field<'a>(
    site: &'a Site,
    record: RecordIx,
    field: &'static Field,
    value: &'a Value,
) -> Option<FieldView<'a>> {
    let value = Some(show(site, record, field, value)).filter(|value| !value.is_empty())?;
    let unverified = site.visible.review.records[record].values.get(&UNVERIFIED).names(field);
    Some(FieldView { field: field.name, name: heading(site, field), value, unverified, apart: false })
}

/// A value of a field as it stands elsewhere than among the facts: with the mark, where no source confirms the field.
#[must_use]
pub fn with_doubt<'a>(site: &Site, record: RecordIx, field: &Field, value: ViewValue<'a>) -> ViewValue<'a> {
    if site.visible.review.records[record].values.get(&UNVERIFIED).names(field) {
        ViewValue::Doubted { value: Box::new(value) }
    } else {
        value
    }
}

/// The fields that no source confirms and that do not stand among the facts, which say it of the others.
#[must_use]
pub fn doubted_apart(site: &Site, record: RecordIx, facts: &[FieldView<'_>]) -> Vec<String> {
    let record = &site.visible.review.records[record];
    let doubt = record.values.get(&UNVERIFIED);
    // The facts leave out a number beside a label.
    let is_told = |fact: &FieldView<'_>| {
        !fact.apart && (fact.field != "number" || record.label().is_none_or(|label| label == record.title()))
    };
    let told = |field: &Field| facts.iter().any(|fact| fact.field == field.name && is_told(fact));
    let fields = record.values.iter().map(|(field, _)| field);
    fields.filter(|field| doubt.names(field) && !told(field)).map(|field| heading(site, field)).collect()
}

/// The value of a field of a record.
#[must_use]
pub fn show<'a>(site: &'a Site, record: RecordIx, field: &'static Field, value: &'a Value) -> ViewValue<'a> {
    match value {
        Value::Unknown(_) | Value::Unreadable => ViewValue::Unknown,
        Value::Text(text) | Value::Written(text) => ViewValue::Text { text: Cow::Borrowed(&text.text) },
        Value::Prose(prose) => ViewValue::Prose { prose: prose::show(site, record, prose) },
        Value::Texts(texts) => ViewValue::Texts { items: texts.iter().map(|text| &*text.text).collect() },
        Value::Whole(number, _) => ViewValue::Text { text: Cow::Owned(number.to_string()) },
        Value::Flag(flag) => ViewValue::Text { text: Cow::Borrowed(if *flag { label::YES } else { label::NO }) },
        Value::Date(date, _) => ViewValue::Date { date: show_date(*date) },
        Value::Choice(word, _) if word.is_unknown() => ViewValue::Unknown,
        Value::Choice(word, _) => ViewValue::Text { text: Cow::Borrowed(word.label) },
        Value::Address(text) => {
            let is_file = matches!(field.shape, Shape::File);
            let shown = if is_file { file(site, record, &text.text) } else { external(&text.text) };
            ViewValue::Addresses { items: vec![shown] }
        }
        Value::Sources(origins) => ViewValue::Addresses { items: sources(site, record, origins) },
        Value::References(references) => ViewValue::Links { items: links(site, record, references) },
        Value::Names(names) => {
            ViewValue::Names { items: names.iter().map(|name| party::named(site, record, name)).collect() }
        }
        Value::Entries(entries) => table(site, record, field, entries),
        Value::Entry(entry) => {
            let items = entry.values.iter().map(|(field, value)| (field, show(site, record, field, value)));
            let items = items.filter(|(_, value)| !value.is_empty());
            ViewValue::Map { items: items.map(|(field, value)| (heading(site, field).into(), value)).collect() }
        }
        Value::Counts(counts) => {
            let item = |number: u64| ViewValue::Text { text: Cow::Owned(number.to_string()) };
            ViewValue::Map {
                items: counts.iter().map(|(word, number)| (Cow::Borrowed(&*word.text), item(*number))).collect(),
            }
        }
        Value::Told(told) => {
            let items = told.iter().flat_map(|told| told.entry.values.iter());
            ViewValue::Map {
                items: items
                    .map(|(field, value)| (heading(site, field).into(), show(site, record, field, value)))
                    .collect(),
            }
        }
        Value::Remarks(remarks) => {
            let item = |remark: &'a Remark| {
                let about = site.visible.review.target_record(record, remark.on);
                let name = about.map_or("", |about| site.addresses.title(about));
                (Cow::Borrowed(name), ViewValue::Prose { prose: prose::show(site, record, &remark.text) })
            };
            ViewValue::Map { items: remarks.iter().map(item).collect() }
        }
        Value::Extra(node) => extra(node),
    }
}

/// Links to the records that references lead to.
#[must_use]
pub fn links<'a>(site: &'a Site, record: RecordIx, references: &[ReferenceIx]) -> Vec<Link<'a>> {
    site.visible.targets(record, references).map(|found| site.addresses.link(found)).collect()
}

fn table<'a>(site: &'a Site, record: RecordIx, list: &Field, entries: &'a [Entry]) -> ViewValue<'a> {
    let has_ids = entries.iter().enumerate().any(|(position, entry)| entry_id(list, entry, position).is_some());
    let mut fields: Vec<&'static Field> = if has_ids { vec![&ID.field] } else { Vec::new() };
    for (field, _) in entries.iter().flat_map(|entry| entry.values.iter()) {
        if !fields.contains(&field) && *field != history::UNVERIFIED.field {
            fields.push(field);
        }
    }
    if let ([field], Shape::TextOrEntries(_)) = (&*fields, list.shape) {
        let texts = entries.iter().filter_map(|entry| match entry.values.value(field)? {
            Value::Text(text) => Some(&*text.text),
            _ => None,
        });
        return ViewValue::Texts { items: texts.collect() };
    }
    let mut anchors = of_list(&site.visible, record, list).into_iter();
    let row = |(position, entry): (usize, &'a Entry)| {
        let id = || Some(ViewValue::Text { text: entry_id(list, entry, position)? });
        let cell = |field: &&'static Field| {
            let value = entry.values.value(field).map(|value| show(site, record, field, value));
            let value = value.or_else(|| id().filter(|_| **field == ID.field));
            value.filter(|value| !value.is_empty())
        };
        let mut cells: Vec<Option<ViewValue<'a>>> = fields.iter().map(cell).collect();
        if entry.values.get(&history::UNVERIFIED)
            && let Some(first) = cells.iter_mut().find(|cell| cell.is_some())
        {
            *first = first.take().map(|value| ViewValue::Doubted { value: Box::new(value) });
        }
        let cells = fields.iter().zip(cells).map(|(field, value)| TableCell { of: heading(site, field), value });
        TableRow { anchor: anchors.next(), cells: cells.collect() }
    };
    ViewValue::Table {
        columns: fields.iter().map(|field| heading(site, field)).collect(),
        rows: entries.iter().enumerate().map(row).collect(),
    }
}

/// What a field is called on a page.
#[must_use]
pub fn heading(site: &Site, field: &Field) -> String {
    let names = &site.visible.review.settings.names;
    // What is said of many is called by the history that it is said in.
    let relation = if matches!(field.shape, Shape::Told(_)) { None } else { field.shape.relation() };
    match relation.map(|relation| relation.forward).or(field.called) {
        Some(words) => capitalise(&names.say(words)),
        None => capitalise(&names.say(&field.name.replace('_', " "))),
    }
}

/// What stands under `extra`: maps, lists and words as they were written, but for parts that hold nothing.
fn extra(node: &Node) -> ViewValue<'_> {
    match &node.yaml {
        Yaml::Scalar(scalar) if &*scalar.text == "unknown" => ViewValue::Unknown,
        Yaml::Scalar(scalar) if address_kind(&scalar.text) == AddressKind::Web => {
            ViewValue::Addresses { items: vec![external(&scalar.text)] }
        }
        Yaml::Scalar(scalar) => ViewValue::Text { text: Cow::Borrowed(&scalar.text) },
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
                Some(items) => ViewValue::Texts { items },
                None => ViewValue::Table {
                    columns: Vec::new(),
                    rows: items
                        .into_iter()
                        .map(|item| TableRow {
                            anchor: None,
                            cells: vec![TableCell { of: String::new(), value: Some(extra(item)) }],
                        })
                        .collect(),
                },
            }
        }
        Yaml::Mapping(fields) => {
            let fields = fields.iter().filter(|(_, node)| !node.holds_nothing());
            let items = fields.map(|(key, node)| (Cow::Owned(capitalise(&key.text.replace('_', " "))), extra(node)));
            ViewValue::Map { items: items.collect() }
        }
    }
}
