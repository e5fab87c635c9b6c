//! One file, read: the records that it holds. Parsing never fails; it returns what could be read, and diagnostics.
//!
//! This phase sees one source at a time and knows of no other record, so its result depends on nothing but that source.

use std::sync::Arc;

use crate::review::date::Date;
use crate::review::id::{check_name, nearest, suggest_name};
use crate::review::kind::Kind;
use crate::review::kind::common::{EXTRA, LABEL};
use crate::review::kind::field::{Field, Role, Titled};
use crate::review::mention::mention_reference;
use crate::review::reader::Reader;
use crate::review::record::Record;
use crate::review::settings;
use crate::review::value::Values;
use crate::review::wording::with_article;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::form::composed;
use crate::text::index::IndexVec;
use crate::text::markdown::document::Document;
use crate::text::markdown::{self, WrittenBody};
use crate::text::source::Source;
use crate::text::span::{SourceMap, Span, slice};
use crate::text::weekday;
use crate::text::yaml::{self, Key, Node, Scalar, Yaml};

/// The most that front matter may hold, in bytes.
const LARGEST_FRONT_MATTER: usize = 64 << 10;

/// The records of one source, and what is wrong with it.
#[derive(Debug, Default)]
pub struct Parsed {
    /// The records, in the order of the text.
    pub records: Vec<Arc<Record>>,
    /// The problems.
    pub diagnostics: Vec<Diagnostic>,
    /// The kind of which records, or parts of them, could not be read.
    pub unread: Option<Kind>,
}

/// Reads the records of one source.
#[must_use]
pub fn parse(source: &Source) -> Parsed {
    let mut parsed = Parsed::default();
    let path = composed(&source.path);
    let (stem, ending) = path.rsplit_once('.').unwrap_or((&path, ""));
    let parts: Vec<&str> = stem.split('/').collect();
    let markdown = ending == "md";
    let kind = parts.first().and_then(|folder| Kind::of_folder(folder));
    match (kind, parts.as_slice()) {
        (Some(kind), [_, name]) if markdown => parse_markdown(source, kind, name, &mut parsed),
        (Some(kind), [_] | [_, _]) if !markdown => parse_list(source, kind, &mut parsed),
        _ => {
            parsed.diagnostics.push(misplaced(source, &parts));
            parsed.unread = kind.or_else(|| misspelt(&parts));
        }
    }
    if parsed.records.iter().any(|record| record.broken) {
        parsed.unread = kind;
    }
    parsed
}

/// The kind whose folder a name was most likely meant for.
fn misspelt(parts: &[&str]) -> Option<Kind> {
    let near = nearest(parts.first()?, Kind::ALL.into_iter().map(Kind::folder));
    near.first().and_then(|folder| Kind::of_folder(folder))
}

fn misplaced(source: &Source, parts: &[&str]) -> Diagnostic {
    let folders = || Kind::ALL.into_iter().map(Kind::folder);
    let (message, help) = match parts {
        [folder, rest @ ..] if Kind::of_folder(folder).is_some() && !rest.is_empty() => {
            let message = format!("records stand directly in `{folder}/`, not in folders below it");
            (message, format!("move the file to `{folder}/`"))
        }
        [folder] if Kind::of_folder(folder).is_some() => {
            let help = format!("move it into `{folder}/`, or write a list of records as `{folder}.yaml`");
            ("a Markdown file holds one record, which stands in a folder".to_owned(), help)
        }
        ["review"] => {
            ("a file `review` here is not a kind of record".to_owned(), format!("did you mean `{}`?", settings::FILE))
        }
        [folder, ..] => {
            let what =
                if parts.len() == 1 { format!("a file `{folder}` here") } else { format!("the folder `{folder}`") };
            let is_page = parts.len() == 1 && source.path.ends_with(".md");
            let help = match nearest(folder, folders()).first() {
                None if is_page => {
                    "put it into `pages/`, or into the folder of the kind of record that it is".to_owned()
                }
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the folders of records are {}", folders().collect::<Vec<_>>().join(", ")),
            };
            (format!("{what} is not a kind of record"), help)
        }
        [] => ("the file has no name".to_owned(), "give it one".to_owned()),
    };
    Diagnostic::new(Code::UnknownFolder, &source.shown, message).help(help)
}

fn parse_markdown(source: &Source, kind: Kind, name: &str, parsed: &mut Parsed) {
    if let Err(reason) = check_name(name) {
        let problem = Diagnostic::new(Code::InvalidName, &source.shown, reason);
        parsed.diagnostics.push(rename(problem, name));
        parsed.unread = Some(kind);
        return;
    }
    let before = parsed.diagnostics.len();
    let mut record = empty_record(source, kind, name);
    let split = if source.usable { split(source, &mut parsed.diagnostics) } else { None };
    let Some(Split { front, body }) = split else {
        record.broken = true;
        parsed.records.push(Arc::new(record));
        return;
    };
    let node = yaml::parse(&source.text, front, &source.shown, &mut parsed.diagnostics);
    let readable = parsed.diagnostics.iter().skip(before).all(is_of_one_value);
    let given = match node {
        Some(Node { yaml: Yaml::Mapping(given), .. }) => given,
        None => Vec::new(),
        Some(node) if node.is_empty() => Vec::new(),
        Some(node) => {
            let text = matches!(node.yaml, Yaml::Scalar(_)).then(|| yaml::no_fields(&source.text, front)).flatten();
            let problem = match text {
                Some((span, message, help)) => {
                    let problem = Diagnostic::new(Code::InvalidYaml, &source.shown, message).at(span);
                    help.into_iter().fold(problem, Diagnostic::help)
                }
                None => {
                    let message = format!("front matter should be a map of fields, not {}", node.describe());
                    Diagnostic::new(Code::WrongType, &source.shown, message).at(node.span)
                }
            };
            parsed.diagnostics.push(problem);
            record.broken = true;
            Vec::new()
        }
    };
    record.broken |= !readable;
    let fields = Fields { given: &given, skip: &[], here: Span::new(0, first_line(&source.text)) };
    let cited = record.fill(source, fields, &mut parsed.diagnostics);
    if let Some(text) = source.text.get(body.range()) {
        record.read_body(source, text, &SourceMap::from_offset(body.start as usize), &mut parsed.diagnostics);
    }
    record.find_weekdays(&source.text, 0, body, cited);
    parsed.records.push(Arc::new(record));
}

/// Whether a problem of some YAML is one of a single value, and the rest was read.
fn is_of_one_value(problem: &Diagnostic) -> bool {
    matches!(problem.code, Code::DuplicateKey | Code::CutByComment)
}

fn first_line(text: &str) -> usize {
    text.lines().next().unwrap_or_default().len()
}

fn rename(problem: Diagnostic, name: &str) -> Diagnostic {
    let better = suggest_name(name);
    if check_name(&better).is_ok() { problem.help(format!("name it `{better}`")) } else { problem }
}

fn empty_record(source: &Source, kind: Kind, name: &str) -> Record {
    Record {
        kind,
        name: name.into(),
        id: format!("{}/{name}", kind.folder()).into(),
        path: Arc::clone(&source.shown),
        span: Span::new(0, 0),
        values: Values::default(),
        references: IndexVec::default(),
        field_references: 0,
        field_mentions: 0,
        body: Document::default(),
        weekdays: Vec::new(),
        broken: false,
    }
}

/// The two parts of a Markdown record.
struct Split {
    front: Span,
    body: Span,
}

/// Finds the front matter: a line `---`, the fields, and a line `---`.
fn split(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Option<Split> {
    let text = &*source.text;
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines = slice(text, start..).split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    if first.trim_end() != "---" {
        let mut problem =
            Diagnostic::new(Code::FrontMatterMissing, &source.shown, "the file does not begin with front matter")
                .at(Span::new(start, start + first.trim_end().len()));
        problem = if first.trim() == "---" {
            problem.help("the line `---` stands at the left margin")
        } else if is_like_a_rule(first) {
            problem.help("write `---`, three hyphens, in place of this line")
        } else {
            problem.help("begin with a line `---`, then `title: …`, then another line `---`")
        };
        diagnostics.push(problem);
        return None;
    }
    let front_start = start + first.len();
    let mut at = front_start;
    let mut like = None;
    for line in lines {
        if line.trim_end() == "---" {
            if at - front_start > LARGEST_FRONT_MATTER {
                break;
            }
            return Some(Split { front: Span::new(front_start, at), body: Span::new(at + line.len(), text.len()) });
        }
        if like.is_none() && is_like_a_rule(line) {
            like = Some(Span::new(at, at + line.trim_end().len()));
        }
        at += line.len();
    }
    let opening = Span::new(start, start + first.trim_end().len());
    diagnostics.push(if at - front_start > LARGEST_FRONT_MATTER {
        let message = format!("the front matter is {} KiB long, more than 64 KiB", (at - front_start) >> 10);
        Diagnostic::new(Code::FrontMatterTooLarge, &source.shown, message)
            .at(opening)
            .help("end it with a line `---`; move long text to the body")
    } else if let Some(like) = like {
        Diagnostic::new(Code::FrontMatterUnclosed, &source.shown, "this line does not close the front matter")
            .at(like)
            .related(&source.shown, opening, "it begins here")
            .help("write `---`: three hyphens at the left margin and nothing else")
    } else {
        Diagnostic::new(Code::FrontMatterUnclosed, &source.shown, "the front matter has no closing line")
            .at(opening)
            .label("it begins here")
            .help("add a line `---` at the left margin after the last field")
    });
    None
}

/// Whether a line was meant as `---`: other dashes, or another number of them.
fn is_like_a_rule(line: &str) -> bool {
    let line = line.trim();
    line == "..."
        || (!line.is_empty() && line != "-" && line.chars().all(|c| matches!(c, '-' | '‐'..='―' | '−' | '_' | ' ')))
}

fn parse_list(source: &Source, kind: Kind, parsed: &mut Parsed) {
    parsed.unread = Some(kind);
    if !source.usable {
        return;
    }
    let whole = Span::new(0, source.text.len());
    let start = if source.text.starts_with('\u{feff}') { 3 } else { 0 };
    let part = Span::new(start, source.text.len());
    let node = yaml::parse(&source.text, part, &source.shown, &mut parsed.diagnostics);
    let broken = !parsed.diagnostics.iter().all(is_of_one_value);
    let Some(node) = node else {
        parsed.unread = broken.then_some(kind);
        return;
    };
    let Yaml::Sequence(items) = node.yaml else {
        if node.is_empty() {
            parsed.unread = broken.then_some(kind);
        } else {
            let message = format!("a file of many records is a list of them, not {}", node.describe());
            let problem = Diagnostic::new(Code::WrongType, &source.shown, message)
                .at(Span::of_character(&source.text, node.span.start))
                .help(format!("begin each {} with `- id: its-name`", kind.declaration().name));
            parsed.diagnostics.push(problem);
        }
        return;
    };
    parsed.unread = broken.then_some(kind);
    for (position, item) in items.iter().enumerate() {
        let end = items.get(position + 1).map_or(whole.end, |next| next.span.start);
        // The last item that could be read may be cut short by the syntax error that came after it.
        let is_cut = broken && position + 1 == items.len();
        let before = parsed.diagnostics.len();
        let item_read = parse_item(source, kind, item, is_cut, &mut parsed.diagnostics);
        let Some(Item { mut record, body, cited }) = item_read else {
            parsed.unread = Some(kind);
            if is_cut {
                parsed.diagnostics.truncate(before);
            }
            continue;
        };
        let written = Span::new(item.span.start as usize, end as usize);
        let text = source.text.get(written.range()).unwrap_or_default();
        record.find_weekdays(text, written.start as usize, body, cited);
        parsed.records.push(Arc::new(record));
    }
}

/// One item of a list.
struct Item {
    record: Record,
    /// Where its body stands.
    body: Span,
    /// Where its fields cite others.
    cited: Vec<Span>,
}

fn parse_item(
    source: &Source,
    kind: Kind,
    item: &Node,
    is_cut: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Item> {
    let Yaml::Mapping(given) = &item.yaml else {
        let message =
            format!("{} should be a map of fields, not {}", with_article(kind.declaration().name), item.describe());
        diagnostics.push(Diagnostic::new(Code::WrongType, &source.shown, message).at(item.span));
        return None;
    };
    let id = given.iter().find(|(key, _)| &*key.text == "id");
    let Some((_, Node { span, yaml: Yaml::Scalar(Scalar { text: name, .. }) })) =
        id.filter(|(_, node)| !node.is_empty())
    else {
        let message = format!("{} in a list has no `id`", with_article(kind.declaration().name));
        let here = id.map_or(Span::of_character(&source.text, item.span.start), |(key, _)| key.span);
        let problem = Diagnostic::new(Code::MissingField, &source.shown, message).at(here);
        diagnostics.push(problem.help("add `id: its-name`: the second part of its address"));
        return None;
    };
    let name = &*composed(name);
    if let Err(reason) = check_name(name) {
        diagnostics.push(rename(Diagnostic::new(Code::InvalidName, &source.shown, reason).at(*span), name));
        return None;
    }
    let mut record = Record { broken: is_cut, ..empty_record(source, kind, name) };
    let fields = Fields { given, skip: &["id", "body"], here: *span };
    let cited = record.fill(source, fields, diagnostics);
    let body = given.iter().find(|(key, _)| &*key.text == "body").map(|(_, node)| node);
    match body {
        Some(Node { yaml: Yaml::Scalar(scalar), .. }) => {
            record.read_body(source, &scalar.text, &scalar.source_map, diagnostics)
        }
        Some(node) => {
            let message = format!("`body` should be a text, not {}", node.describe());
            let problem = Diagnostic::new(Code::WrongType, &source.shown, message).at(node.span);
            diagnostics.push(problem.help("write `body: |` and the Markdown text on the lines below, indented"));
        }
        None => {}
    }
    Some(Item { record, body: body.map_or(Span::point(0), |body| body.span), cited })
}

/// The fields of a record as they were written.
struct Fields<'a> {
    given: &'a [(Key, Node)],
    skip: &'a [&'a str],
    here: Span,
}

impl Record {
    /// Reads the fields, and returns where in them others are cited.
    fn fill(&mut self, source: &Source, fields: Fields<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Span> {
        let declared: Vec<&'static Field> = self.kind.fields().collect();
        let of = with_article(self.kind.declaration().name);
        let mut reader = Reader::new(&source.shown, folder(source), diagnostics);
        self.values = reader.fields(&declared, fields.given, &of, fields.skip);
        if !self.broken {
            let titled = self.kind.declaration().titled;
            let lacks_both = titled == Titled::OrLabel && self.values.get(&LABEL).is_none();
            let is_required =
                |field: &&'static Field| self.kind.requires(field) || (lacks_both && field.role == Some(Role::Title));
            reader.require(declared.iter().copied().filter(is_required), fields.given, &of, fields.here);
        }
        self.field_references = reader.references.len();
        self.field_mentions = reader.mentions.len();
        self.references = reader.references;
        self.references.extend(reader.mentions);
        self.span = fields.here;
        reader.cited
    }

    /// Reads the body, and takes the references in it.
    fn read_body(&mut self, source: &Source, text: &str, source_map: &SourceMap, diagnostics: &mut Vec<Diagnostic>) {
        let parse = if self.kind == Kind::Comment { markdown::parse_letter } else { markdown::parse };
        let written = WrittenBody { text, source_map, file: &source.text };
        self.body = parse(written, &source.shown, diagnostics);
        let mentions = self.body.mentions.iter();
        self.references.extend(mentions.map(|mention| mention_reference(mention, folder(source))));
    }
}

/// The folder that paths in a source begin in.
fn folder(source: &Source) -> &str {
    source.path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

impl Record {
    /// Finds the weekdays in its text, which begins at byte `start` of the file, and has its body at `body`. What stands in
    /// `extra` is never checked.
    fn find_weekdays(&mut self, text: &str, start: usize, body: Span, mut cited: Vec<Span>) {
        let date = self.date();
        cited.extend_from_slice(&self.body.cited);
        cited.extend(self.values.span(&EXTRA.field));
        cited.sort_unstable();
        let dated = date.and_then(Date::first).zip(date.and_then(Date::last));
        self.weekdays = weekday::find(text, start, weekday::Context { dated, body, cited: &cited });
    }
}
