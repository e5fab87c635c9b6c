//! What of a record can be found: its names, its title, its summary, what its fields say, and its body as plain text.

use crate::review::kind::common::{ALIASES, LABEL, SUMMARY, TAGS, TITLE};
use crate::review::kind::field::{Field, Role};
use crate::review::kind::history::TRACKS;
use crate::review::kind::{Kind, organisation};
use crate::review::link::Review;
use crate::review::record::{Record, RecordIx};
use crate::review::standing::standing;
use crate::review::value::{Entry, Value};
use crate::site::body::plain::plain_prose;
use crate::site::called;
use crate::site::visible::Visible;
use crate::site::words::date::show_date;
use crate::text::yaml::{Node, Yaml};

/// Where a word stands; what stands later counts for more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// Once or twice in the body.
    Body,
    /// In a field, or often in the body.
    Field,
    /// In the summary or a tag.
    Summary,
    /// In the title or the label.
    Title,
    /// It is the whole label, number or name.
    Name,
}

impl Weight {
    /// Every place, from the least to the most important.
    pub(super) const ALL: [Weight; 5] = [Weight::Body, Weight::Field, Weight::Summary, Weight::Title, Weight::Name];
}

/// Common fields that are found as what they are, and not only as what a field says.
static APART: [&Field; 5] = [&TITLE.field, &LABEL.field, &SUMMARY.field, &TAGS.field, &ALIASES.field];

/// What a record is called, each as a whole. A body, a person and a term have names that readers type.
pub(super) fn names(record: &Record) -> impl Iterator<Item = &str> {
    let is_named = matches!(record.kind, Kind::Organisation | Kind::Person | Kind::Term);
    let title = is_named.then(|| record.title());
    let also = record.values.get(&organisation::ALSO).iter().map(|text| &*text.text);
    let names = [record.label(), record.number(), Some(&*record.name), Some(&*record.id), title];
    names.into_iter().chain([record.values.get(&organisation::SHORT)]).flatten().chain(also)
}

/// The texts of a record but for its body, each with its place.
pub(super) fn texts(review: &Review, position: RecordIx, each: &mut impl FnMut(Weight, &str)) {
    let record = &*review.records[position];
    let declaration = record.kind.declaration();
    each(Weight::Title, &called::title(review, position));
    names(record).filter(|name| **name != *record.id).for_each(|name| each(Weight::Title, name));
    [declaration.folder, declaration.name].into_iter().for_each(|word| each(Weight::Field, word));
    for text in [&TAGS, &ALIASES].into_iter().flat_map(|field| record.values.get(field)) {
        each(Weight::Summary, &text.text);
    }
    if let Some(summary) = record.values.get(&SUMMARY) {
        each(Weight::Summary, &plain_prose(review, position, summary));
    }
}

/// What the other fields of a record say in words, in the order of their declaration.
pub(super) fn fields(review: &Review, position: RecordIx, each: &mut impl FnMut(&str)) {
    let is_apart = |field: &'static Field| field.role == Some(Role::Number) || APART.contains(&field);
    for (_, value) in review.records[position].values.iter().filter(|(field, _)| !is_apart(field)) {
        value_words(review, position, value, each);
    }
}

fn value_words(review: &Review, record: RecordIx, value: &Value, each: &mut dyn FnMut(&str)) {
    match value {
        Value::Text(text) | Value::Written(text) => each(&text.text),
        Value::Prose(prose) => each(&plain_prose(review, record, prose)),
        Value::Names(names) => names.iter().for_each(|name| each(&name.text.text)),
        Value::Texts(texts) => texts.iter().for_each(|text| each(&text.text)),
        Value::Choice(word, _) => each(word.label),
        Value::Date(date, _) => each(&show_date(*date).text),
        Value::Entries(entries) => entries.iter().for_each(|entry| entry_words(review, record, entry, each)),
        Value::Entry(entry) => entry_words(review, record, entry, each),
        Value::Told(told) => told.iter().for_each(|told| entry_words(review, record, &told.entry, each)),
        Value::Remarks(remarks) => remarks.iter().for_each(|remark| each(&plain_prose(review, record, &remark.text))),
        Value::Extra(node) => node_words(node, each),
        // What other records say of themselves is found there, and addresses and numbers say nothing in words.
        Value::Unknown(_)
        | Value::Unreadable
        | Value::Whole(..)
        | Value::Flag(_)
        | Value::Address(_)
        | Value::Sources(_)
        | Value::References(_)
        | Value::Counts(_) => {}
    }
}

fn entry_words(review: &Review, record: RecordIx, entry: &Entry, each: &mut dyn FnMut(&str)) {
    entry.values.iter().for_each(|(_, value)| value_words(review, record, value, each));
}

fn node_words(node: &Node, each: &mut dyn FnMut(&str)) {
    match &node.yaml {
        Yaml::Scalar(scalar) => each(&scalar.text),
        Yaml::Sequence(items) => items.iter().for_each(|item| node_words(item, each)),
        Yaml::Mapping(fields) => fields.iter().for_each(|(_, node)| node_words(node, each)),
    }
}

/// A filter that a record passes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SearchFilter<'a> {
    /// What the filter is about: `kind`, `team`, or the history or field that says where a record stands.
    pub(crate) about: &'static str,
    /// The folder of the kind, the name of the team, or the word as it is written; one of the review's own is told by a sign
    /// before it, and has no spaces.
    pub(crate) word: Box<str>,
    /// What a reader sees of a word; nothing for a kind or a team.
    pub(crate) label: &'a str,
    /// The base word that an own word counts as.
    pub(crate) counts_as: Option<&'static str>,
}

impl SearchFilter<'_> {
    /// The word of the index that stands for it: none that a text can hold.
    pub(crate) fn term(&self) -> String {
        format!("!{}/{}", self.about, self.word)
    }
}

/// The filters that a record passes.
pub(crate) fn filters_of(visible: &Visible, position: RecordIx) -> Vec<SearchFilter<'_>> {
    let record = &visible.review.records[position];
    let mut filters =
        vec![SearchFilter { about: "kind", word: record.kind.folder().into(), label: "", counts_as: None }];
    let mut add = |about, word: &str, label| {
        filters.push(SearchFilter { about, word: word.into(), label, counts_as: None });
    };
    if record.kind == Kind::Charter {
        add("team", &record.name, "");
    }
    for (field, value) in record.values.iter() {
        match value {
            Value::References(references) if field.role == Some(Role::Team) => {
                let teams = visible.targets(position, references);
                teams.for_each(|team| add("team", &visible.review.records[team].name, ""));
            }
            Value::Choice(word, _) if field.role == Some(Role::State) => add("state", word.id, word.label),
            _ => {}
        }
    }
    let mut owned = Vec::new();
    for track in TRACKS {
        let standing = standing(&visible.review, position, track, visible.today());
        standing.words().into_iter().for_each(|word| add(track.name(), word.id, word.label));
        owned.extend(standing.own_words().into_iter().map(|(own, base)| SearchFilter {
            about: track.name(),
            word: format!("={}", own.folded).into(),
            label: &own.text.text,
            counts_as: Some(base.label),
        }));
    }
    filters.append(&mut owned);
    filters.sort();
    filters.dedup();
    filters
}

/// A text in one line, cut at the end of a word where it has more characters than are wanted.
pub(super) fn shortened(text: &str, wanted: usize) -> String {
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let own = word.chars().count();
        if length + own >= wanted {
            // A script without spaces has no end of a word.
            line.extend(word.chars().take(if length == 0 { wanted } else { 0 }));
            line.push('…');
            break;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        length += own + 1;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_ends_with_a_word() {
        assert_eq!(shortened(" one  two\nthree", 99), "one two three");
        assert_eq!(shortened("one two three", 9), "one two…");
        assert_eq!(shortened("安全审查", 3), "安全审…");
    }
}
