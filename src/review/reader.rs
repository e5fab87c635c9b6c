//! Fields read from YAML as their declaration asks: the type of a field decides what its text means.

mod entries;
mod strange;
mod told;

use std::sync::Arc;

use icu_locale::LanguageIdentifier;

use crate::review::colour::Colour;
use crate::review::date::{Date, meant};
use crate::review::id::{all_of, alternatives, nearest};
use crate::review::kind::common::{EXTRA, SOURCE_RELATION};
use crate::review::kind::field::{Field, Relation, Shape};
use crate::review::kind::word::Vocabulary;
use crate::review::mention::mention_reference;
use crate::review::value::{FactSource, Name, Prose, Reference, ReferenceIx, Text, Value, Values, Wanted};
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::form::composed;
use crate::text::index::IndexVec;
use crate::text::markdown::{self, AddressKind, address_kind, clean};
use crate::text::span::Span;
use crate::text::web_address::{AddressFault, fault, without_marks};
use crate::text::yaml::{Key, Node, Scalar, Yaml};

/// Reads the fields of one record.
pub struct Reader<'a> {
    /// The file, as it is shown.
    pub path: &'a Arc<str>,
    /// The folder that paths in texts begin in.
    folder: &'a str,
    /// The references met so far.
    pub references: IndexVec<ReferenceIx, Reference>,
    /// What texts have mentioned so far.
    pub mentions: Vec<Reference>,
    /// Where texts have cited others so far.
    pub cited: Vec<Span>,
    /// The problems met so far.
    pub diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    /// Nothing yet of a file.
    #[must_use]
    pub fn new(path: &'a Arc<str>, folder: &'a str, diagnostics: &'a mut Vec<Diagnostic>) -> Reader<'a> {
        let (references, mentions, cited) = (IndexVec::default(), Vec::new(), Vec::new());
        Reader { path, folder, references, mentions, cited, diagnostics }
    }

    /// Reads the fields of a map. `of` says whose they are; `skip` names keys that the caller reads.
    pub fn fields(&mut self, declared: &[&'static Field], given: &[(Key, Node)], of: &str, skip: &[&str]) -> Values {
        for (key, _) in given {
            if !skip.contains(&&*key.text) && !declared.iter().any(|field| field.name == &*key.text) {
                self.unknown_field(key, declared, of);
            }
        }
        let mut values = Vec::with_capacity(given.len());
        for field in declared {
            let node = given.iter().find(|(key, _)| &*key.text == field.name).map(|(_, node)| node);
            if let Some(node) = node.filter(|node| !node.is_empty()) {
                values.push((*field, self.value(field, node).unwrap_or(Value::Unreadable)));
            }
        }
        let values = Values::new(values);
        for (field, value) in values.iter() {
            if let (Shape::Doubt, Value::Texts(names)) = (field.shape, value) {
                names.iter().for_each(|name| self.doubted(field, name, declared, &values, of));
            }
        }
        values
    }

    /// Reports a name of what is in doubt that is no field, or a field that says nothing.
    fn doubted(&mut self, by: &Field, name: &Text, declared: &[&'static Field], values: &Values, of: &str) {
        let others = || declared.iter().filter(|field| **field != by);
        let (message, help) = match others().find(|field| *field.name == *name.text) {
            Some(field) if values.value(field).is_some() => return,
            Some(_) => {
                let message = format!("`{}` names `{}`, which is left out", by.name, name.text);
                (message, "give it, or leave out its name: what is left out says nothing".to_owned())
            }
            None => {
                let message = format!("`{}` names `{}`, which is no field of {of}", by.name, name.text);
                let near = nearest(&name.text, others().map(|field| field.name));
                let help = if near.is_empty() {
                    format!("write `true`, or the names of fields: {}", all_of(others().map(|field| field.name)))
                } else {
                    format!("did you mean {}?", alternatives(near))
                };
                (message, help)
            }
        };
        self.problem(Code::UnknownField, name.span, message, Some(help));
    }

    /// Reports the fields that are required and not given, at `span`.
    pub fn require(
        &mut self,
        required: impl Iterator<Item = &'static Field>,
        given: &[(Key, Node)],
        of: &str,
        span: Span,
    ) {
        for field in required {
            let node = given.iter().find(|(key, _)| &*key.text == field.name);
            if node.is_none_or(|(_, node)| node.is_empty()) {
                let span = node.map_or(span, |(key, _)| key.span);
                let problem = Diagnostic::new(Code::MissingField, self.path, format!("{of} has no `{}`", field.name))
                    .at(span)
                    .help(format!("add `{}: …`: {}", field.name, sentence(field.about)));
                self.diagnostics.push(problem);
            }
        }
    }

    fn unknown_field(&mut self, key: &Key, declared: &[&'static Field], of: &str) {
        let names = nearest(&key.text, declared.iter().map(|field| field.name));
        let help = if names.is_empty() {
            let all = declared.iter().map(|field| field.name);
            let extra = if declared.contains(&&EXTRA.field) { "; other facts go under `extra`" } else { "" };
            format!("its fields are {}{extra}", all_of(all))
        } else {
            format!("did you mean {}?", alternatives(names))
        };
        let problem = Diagnostic::new(Code::UnknownField, self.path, format!("{of} has no field `{}`", key.text))
            .at(key.span)
            .help(help);
        self.diagnostics.push(problem);
    }

    fn value(&mut self, field: &'static Field, node: &Node) -> Option<Value> {
        if let (Shape::Extra, Yaml::Mapping(_)) = (field.shape, &node.yaml) {
            let mut own = node.clone();
            self.refuse_strange_below(&mut own);
            return Some(Value::Extra(own.into()));
        }
        match &node.yaml {
            Yaml::Scalar(scalar) => self.scalar(field, scalar, node.span),
            Yaml::Sequence(items) => self.list(field, items, node),
            Yaml::Mapping(given) => match field.shape {
                Shape::Entry(fields) => Some(Value::Entry(self.entry(field, fields, given, node.span).into())),
                Shape::Counts => self.counts(given).map(Value::Counts),
                Shape::Told(telling) => Some(Value::Told(self.told(field, telling, given))),
                Shape::Remarks(relation) => Some(Value::Remarks(self.remarks(field, relation, given))),
                _ => self.wrong_type(field, node.describe(), node.span),
            },
        }
    }

    fn scalar(&mut self, field: &'static Field, scalar: &Scalar, span: Span) -> Option<Value> {
        if !matches!(field.shape, Shape::Prose) {
            self.refuse_strange(scalar, span);
            self.report_unseen(scalar, span);
        }
        self.report_long(field, scalar, span);
        let text = || Text { text: clean(&scalar.text).into(), span };
        if &*scalar.text == "unknown" && field.may_be_unknown() {
            match field.shape {
                Shape::Choice(vocabulary) if vocabulary.has_unknown() => {}
                Shape::Date | Shape::Flag | Shape::Doubt | Shape::Extra => {}
                _ => return Some(Value::Unknown(span)),
            }
        }
        match field.shape {
            Shape::Text => Some(Value::Text(text())),
            Shape::Prose => Some(Value::Prose(self.prose(scalar, text()).into())),
            Shape::Texts => Some(Value::Texts(vec![text()])),
            Shape::File => Some(Value::Address(text())),
            Shape::Whole => self.whole(field, &text()).map(|number| Value::Whole(number, span)),
            Shape::Flag => match &*scalar.text {
                "true" => Some(Value::Flag(true)),
                "false" => Some(Value::Flag(false)),
                other => self.wrong_type(field, &format!("`{other}`"), span),
            },
            Shape::Doubt => match &*scalar.text {
                "true" => Some(Value::Flag(true)),
                "false" => Some(Value::Flag(false)),
                _ => Some(Value::Texts(vec![text()])),
            },
            Shape::Date => self.date(&text()).map(|date| Value::Date(date, span)),
            Shape::Choice(vocabulary) => self.choice(field, vocabulary, &text()),
            Shape::Colour => match Colour::parse(&scalar.text) {
                Some(_) => Some(Value::Text(text())),
                None => self.wrong_type(field, &format!("`{}`", scalar.text), span),
            },
            Shape::Language => match scalar.text.parse::<LanguageIdentifier>() {
                Ok(_) => Some(Value::Text(text())),
                Err(_) => self.wrong_type(field, &format!("`{}`", scalar.text), span),
            },
            Shape::Address => self.address(text()).map(Value::Address),
            Shape::Sources => Some(Value::Sources(self.origin(text()).into_iter().collect())),
            Shape::Reference(relation) | Shape::References(relation) => {
                Some(Value::References(vec![self.refer(relation, &text(), false)]))
            }
            Shape::Named(relation) | Shape::Names(relation) => Some(Value::Names(vec![self.name(relation, text())])),
            Shape::TextOrEntries(fields) => {
                Some(Value::Entries(self.first_alone(fields, scalar, span).into_iter().collect()))
            }
            Shape::Entries(fields) if entries::text_alone(fields) => {
                self.not_an_entry(field, &scalar.text, span);
                None
            }
            Shape::Entries(_) | Shape::Entry(_) | Shape::Counts | Shape::Told(_) | Shape::Remarks(_) | Shape::Extra => {
                self.wrong_type(field, "a single value", span)
            }
        }
    }

    /// Reads a text that may have markup.
    fn prose(&mut self, scalar: &Scalar, text: Text) -> Prose {
        let mentions_before = self.mentions.len();
        let document = markdown::parse_field(&scalar.text, &scalar.source_map, self.path, self.diagnostics);
        if let Some(document) = &document {
            let mentioned = document.mentions.iter().map(|mention| mention_reference(mention, self.folder));
            self.mentions.extend(mentioned);
            self.cited.extend_from_slice(&document.cited);
        }
        Prose { text, document: document.map(Box::new), mentions_before }
    }

    fn list(&mut self, field: &'static Field, items: &[Node], node: &Node) -> Option<Value> {
        match field.shape {
            Shape::Texts | Shape::Doubt => Some(Value::Texts(self.texts(field, items))),
            Shape::Sources => {
                let texts = self.texts(field, items);
                Some(Value::Sources(texts.into_iter().filter_map(|text| self.origin(text)).collect()))
            }
            Shape::References(relation) => {
                let texts = self.texts(field, items);
                Some(Value::References(texts.iter().map(|text| self.refer(relation, text, false)).collect()))
            }
            Shape::Names(relation) => {
                let texts = self.texts(field, items);
                Some(Value::Names(texts.into_iter().map(|text| self.name(relation, text)).collect()))
            }
            Shape::Entries(fields) | Shape::TextOrEntries(fields) => {
                Some(Value::Entries(items.iter().filter_map(|item| self.entry_of(field, fields, item)).collect()))
            }
            _ => {
                let value = self.wrong_type(field, "a list", node.span);
                if let [item] = items {
                    self.advise_on_brackets(field, item);
                }
                value
            }
        }
    }

    /// Says of the last problem how a reference is written, where its brackets were a list in a list to YAML.
    fn advise_on_brackets(&mut self, field: &Field, item: &Node) {
        let Yaml::Sequence(inner) = &item.yaml else { return };
        let ([Node { yaml: Yaml::Scalar(scalar), .. }], Some(problem)) =
            (inner.as_slice(), self.diagnostics.last_mut())
        else {
            return;
        };
        let written = &scalar.text;
        if matches!(field.shape, Shape::Prose) {
            problem.help = Some(format!("put a text with brackets into quotes: `{}: \"[[{written}]]\"`", field.name));
        } else if field.shape.relation().is_some() {
            problem.help = Some(format!("a field names a record without brackets: `{}: {written}`", field.name));
        }
    }

    fn texts(&mut self, field: &'static Field, items: &[Node]) -> Vec<Text> {
        let texts = items.iter().filter_map(|item| match &item.yaml {
            Yaml::Scalar(_) if item.is_empty() => None,
            Yaml::Scalar(scalar) => {
                self.refuse_strange(scalar, item.span);
                self.report_unseen(scalar, item.span);
                self.report_long(field, scalar, item.span);
                Some(Text { text: clean(&scalar.text).into(), span: item.span })
            }
            _ => {
                self.wrong_type(field, item.describe(), item.span);
                self.advise_on_brackets(field, item);
                None
            }
        });
        texts.collect()
    }

    fn counts(&mut self, given: &[(Key, Node)]) -> Option<Vec<(Text, u64)>> {
        let mut counts = Vec::new();
        for (key, node) in given {
            let number = match &node.yaml {
                Yaml::Scalar(scalar) => scalar.text.parse().ok(),
                _ => None,
            };
            match number {
                Some(number) => counts.push((Text { text: key.text.clone(), span: node.span }, number)),
                None => {
                    self.problem(Code::WrongType, node.span, format!("`{}` should be a whole number", key.text), None)
                }
            }
        }
        (counts.len() == given.len()).then_some(counts)
    }

    fn whole(&mut self, field: &'static Field, text: &Text) -> Option<u64> {
        match text.text.parse() {
            Ok(number) => Some(number),
            Err(_) => {
                self.wrong_type(field, &format!("`{}`", text.text), text.span);
                None
            }
        }
    }

    fn date(&mut self, text: &Text) -> Option<Date> {
        match Date::parse(&text.text) {
            Ok(date) => Some(date),
            Err(reason) => {
                let meant = meant::suggest(&text.text);
                let near = meant::nearest(&text.text).filter(|_| meant.is_empty());
                let help = if meant::is_not_known(&text.text) {
                    "write `unknown` until it is known".to_owned()
                } else if let Some(near) = near {
                    format!("the nearest that a date can say is `{near}`: write that, and `{}` in a text", text.text)
                } else if meant.is_empty() {
                    "write a day as `YYYY-MM-DD`, a month as `YYYY-MM`, a year as `YYYY`, two of them with `/` between, or `unknown`"
                        .to_owned()
                } else {
                    format!("write {}", alternatives(meant.iter().map(String::as_str)))
                };
                self.problem(Code::InvalidDate, text.span, format!("`{}`: {reason}", text.text), Some(help));
                None
            }
        }
    }

    fn choice(&mut self, field: &'static Field, vocabulary: &'static Vocabulary, text: &Text) -> Option<Value> {
        if let Some(word) = vocabulary.word(&text.text) {
            return Some(Value::Choice(word, text.span));
        }
        if field.own_words {
            return Some(Value::Written(text.clone()));
        }
        let message = format!("`{}` cannot be `{}`", field.name, text.text);
        let help = match vocabulary.nearest(&text.text) {
            Some(word) => format!("did you mean `{word}`?"),
            None => format!("it is one of {}", alternatives(vocabulary.ids())),
        };
        self.problem(Code::UnknownChoice, text.span, message, Some(help));
        None
    }

    /// An address that readers may be sent to.
    fn address(&mut self, text: Text) -> Option<Text> {
        match address_kind(&text.text) {
            AddressKind::Web | AddressKind::Mail | AddressKind::Phone => {
                if let Some(AddressFault { code, message, help }) = fault(address_alone(&text.text)) {
                    self.problem(code, text.span, message, Some(help));
                }
                Some(text)
            }
            AddressKind::Unsafe(scheme) => {
                let message = match scheme.as_str() {
                    "//" => "an address that begins with `//` takes its scheme from the page".to_owned(),
                    scheme => format!("an address with `{scheme}:` does not become a link"),
                };
                self.problem(
                    Code::UnsafeAddress,
                    text.span,
                    message,
                    Some("use an http, https, mailto or tel address".to_owned()),
                );
                None
            }
            AddressKind::Relative | AddressKind::Fragment => {
                let help = match text.text.split_once('@') {
                    _ if without_marks(&text.text).is_some() => {
                        let alone = without_marks(&text.text).unwrap_or_default();
                        format!("write the address alone: `{alone}`")
                    }
                    _ if !text.text.contains('.') || text.text.contains([' ', '\\']) => {
                        "write it whole: `https://…`".to_owned()
                    }
                    None if !begins_with_host(&text.text) => "an address of the web begins with `https://`".to_owned(),
                    Some((_, host)) if host.contains([':', '/']) => "write it whole: `https://…`".to_owned(),
                    Some(_) => format!("did you mean `mailto:{}`?", text.text),
                    None => format!("did you mean `https://{}`?", text.text.trim_start_matches('/')),
                };
                self.problem(Code::WrongType, text.span, format!("`{}` is not an address", text.text), Some(help));
                None
            }
        }
    }

    /// Where a fact comes from: whatever looks like an address is one, anything else names a document.
    fn origin(&mut self, text: Text) -> Option<FactSource> {
        match address_kind(&text.text) {
            AddressKind::Relative | AddressKind::Fragment => {
                Some(FactSource::Document(self.refer(&SOURCE_RELATION, &text, false)))
            }
            _ => self.address(text).map(FactSource::Address),
        }
    }

    fn name(&mut self, relation: &'static Relation, text: Text) -> Name {
        let reference = self.refer(relation, &text, true);
        Name::new(text, reference)
    }

    fn refer(&mut self, relation: &'static Relation, text: &Text, or_words: bool) -> ReferenceIx {
        self.references.push(Reference {
            relation,
            wanted: Wanted::Named(composed(&text.text).into()),
            heading: None,
            span: text.span,
            or_words,
        })
    }

    /// Reports a value of the wrong form; there is then no value.
    fn wrong_type(&mut self, field: &'static Field, found: &str, span: Span) -> Option<Value> {
        let message = format!("`{}` should be {}, not {found}", field.name, field.shape.describe());
        self.problem(Code::WrongType, span, message, Some(sentence(field.about)));
        None
    }

    fn problem(&mut self, code: Code, span: Span, message: String, help: Option<String>) {
        let mut problem = Diagnostic::new(code, self.path, message).at(span);
        problem.help = help;
        self.diagnostics.push(problem);
    }
}

/// Whether what stands before the first `/` of a text may be the name of a host, rather than of a folder or of a file.
fn begins_with_host(text: &str) -> bool {
    let text = text.trim_start_matches('/');
    let (host, path) = text.split_once('/').map_or((text, None), |(host, path)| (host, Some(path)));
    let is_file = ["pdf", "doc", "docx", "xls", "xlsx", "odt", "html", "htm", "md", "txt", "csv", "zip"]
        .into_iter()
        .any(|ending| host.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case(ending)));
    host.contains('.') && !host.starts_with('.') && (path.is_some() || !is_file)
}

/// An address without the words that follow it, of which a rule tells.
fn address_alone(text: &str) -> &str {
    match text.trim().split_once(char::is_whitespace) {
        Some((address, _)) if !address.ends_with(':') && !address.ends_with("//") => address,
        _ => text,
    }
}

/// A field's documentation as the end of a sentence: in lower case, without its full stop.
fn sentence(about: &str) -> String {
    let about = about.trim_end_matches('.');
    let mut letters = about.chars();
    let first = letters.next().map(|first| first.to_lowercase().collect::<String>()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
}
