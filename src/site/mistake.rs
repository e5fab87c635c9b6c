//! Mistakes in the templates of a theme: what the engine says of them, where, and which names there are instead.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use tera::{Error, ErrorKind};

use crate::review::id::{all_of, alternatives, nearest};
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::span::{Span, slice};

/// What the engine calls the templates of the embedded theme by, beside their names.
pub(super) const PREFIX: &str = "default/";

/// So many names are told beside those that are near.
const MOST_NAMES: usize = 24;

/// What is known of a theme by whoever explains a mistake in it.
pub(super) struct Known<'a> {
    /// The texts of its templates, by the path that diagnostics show.
    pub(super) texts: &'a BTreeMap<Arc<str>, Arc<str>>,
    /// The path that diagnostics show for a template.
    pub(super) path: &'a dyn Fn(&str) -> Arc<str>,
    /// The names of its templates.
    pub(super) templates: BTreeSet<&'a str>,
    /// The names of its assets.
    pub(super) assets: BTreeSet<&'a str>,
}

/// A mistake as the engine tells it.
struct Told {
    template: String,
    range: Option<Range<usize>>,
    message: String,
}

impl Known<'_> {
    /// What an error of the engine says: each mistake at its place.
    pub(super) fn explain(&self, error: &Error, template: &str) -> Vec<Diagnostic> {
        let told = match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => vec![Told {
                template: report.filename().to_owned(),
                range: Some(report.span().range.clone()),
                message: report.message().to_owned(),
            }],
            ErrorKind::MissingParent { current, parent } => return vec![self.missing_parent(current, parent)],
            ErrorKind::CircularExtend { tpl, .. } => vec![Told::of(tpl, "it extends itself")],
            ErrorKind::CircularInclude { tpl, .. } => vec![Told::of(tpl, "it includes itself")],
            ErrorKind::Msg(reports) if reports.starts_with(REPORT) => self.reports(reports),
            other => vec![Told::of(template, &other.to_string())],
        };
        told.into_iter().map(|told| self.diagnostic(told)).collect()
    }

    fn missing_parent(&self, current: &str, parent: &str) -> Diagnostic {
        let path = (self.path)(current);
        let text = self.texts.get(&path).map_or("", |text| &**text);
        let mut problem =
            Diagnostic::new(Code::TemplateError, &path, format!("it extends `{parent}`, which does not exist"));
        problem.span = ['"', '\'', '`'].into_iter().find_map(|quote| {
            let at = text.find(&format!("{quote}{parent}{quote}"))?;
            Some(Span::new(at, at + parent.len() + 2))
        });
        problem.help = self.template_help(parent);
        problem
    }

    /// The mistakes of which the engine makes one text, each with its place on a line below it.
    fn reports(&self, reports: &str) -> Vec<Told> {
        let each = reports.split("\n\n").filter_map(|report| {
            let mut lines = report.strip_prefix(REPORT)?.lines();
            let message = lines.next()?.to_owned();
            let (place, column) = lines.next()?.trim_start().strip_prefix("--> ")?.rsplit_once(':')?;
            let (template, line) = place.rsplit_once(':')?;
            let text = self.texts.get(&(self.path)(template))?;
            let above = line.parse::<usize>().ok()?.checked_sub(1)?;
            let written = text.split_inclusive('\n').nth(above)?;
            let start: usize = text.split_inclusive('\n').take(above).map(str::len).sum();
            let column = column.parse::<usize>().ok()?.checked_sub(1)?;
            let at = start + written.char_indices().nth(column).map_or(written.len(), |(at, _)| at);
            // The name is told, and stands at the place or behind it.
            let name = quoted(&message).filter(|name| !name.is_empty());
            let found = name.and_then(|name| Some((slice(text, at..).find(name)?, name.len())));
            let range = found.map_or(at..at, |(from, length)| at + from..at + from + length);
            Some(Told { template: template.to_owned(), range: Some(range), message })
        });
        let mut told: Vec<Told> = each.collect();
        // Of what the theme replaces, all templates that were not replaced may miss the same.
        let mut missed = BTreeSet::new();
        told.retain(|told| !told.is_embedded() || missed.insert(told.message.clone()));
        if told.is_empty() { vec![Told::of("", reports)] } else { told }
    }

    fn diagnostic(&self, told: Told) -> Diagnostic {
        let path = (self.path)(&told.template);
        let text = self.texts.get(&path).map_or("", |text| &**text);
        let asset = told.range.as_ref().filter(|_| is_of_nothing(&told.message));
        let (message, range, help) = match asset.and_then(|range| self.unknown_asset(text, range)) {
            Some((name, range)) => {
                (format!("the theme has no asset `{name}`"), Some(range), self.help(name, &self.assets, "assets"))
            }
            None => {
                let (message, help) = self.helped(&told);
                (message, told.range, help)
            }
        };
        let mut problem = Diagnostic::new(Code::TemplateError, &path, lower_first(&message));
        problem.span = range.map(|range| Span::new(range.start, range.end));
        problem.help = help;
        problem
    }

    /// The asset that a tag asks for and that the theme does not have, with its place.
    fn unknown_asset<'t>(&self, text: &'t str, at: &Range<usize>) -> Option<(&'t str, Range<usize>)> {
        let before = text.get(..at.start)?;
        let start = ["{{", "{%"].into_iter().filter_map(|tag| before.rfind(tag)).max()?;
        let length = ["}}", "%}"].into_iter().filter_map(|tag| text.get(at.start..)?.find(tag)).min()?;
        let tag = text.get(start..at.start + length)?;
        tag.match_indices("assets").find_map(|(at, word)| {
            let from = start + at + word.len();
            let inside = text.get(from..)?.trim_start().strip_prefix('[')?.trim_start();
            let quote = inside.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`'))?;
            let name = inside.strip_prefix(quote)?.split(quote).next()?;
            let from = from + text.get(from..)?.find(name)?;
            (!self.assets.contains(name)).then_some((name, from..from + name.len()))
        })
    }

    /// What the engine says, without the list of names that it may add, and what to write instead.
    fn helped(&self, told: &Told) -> (String, Option<String>) {
        let message = told.message.as_str();
        let (said, known) = match message.split_once(". Available ") {
            Some((said, known)) => (said, known.split_once(": ").map_or("", |(_, names)| names)),
            None => (message, ""),
        };
        let name = quoted(said).unwrap_or_default();
        let help = match said.split(' ').next() {
            Some("Field" | "Variable") if !known.is_empty() => self.help(name, &known.split(", ").collect(), "names"),
            Some("Unknown") if said.starts_with("Unknown template") => self.template_help(name),
            Some("Unknown") if said.starts_with("Unknown component") => {
                self.help(name, &self.declared("component "), "components")
            }
            Some("Block") if told.is_embedded() => Some(format!(
                "write `{{% block {name} %}}{{% endblock {name} %}}` in the template that the theme has instead of the one it extends"
            )),
            Some("Block") => self.help(name, &self.declared("block "), "blocks"),
            _ => None,
        };
        (if help.is_some() { said } else { message }.to_owned(), help)
    }

    /// The names that templates declare in tags that begin with a word.
    fn declared(&self, word: &str) -> BTreeSet<&str> {
        let tags = self.texts.values().flat_map(|text| text.split("{%").skip(1));
        let named = tags.filter_map(|tag| tag.trim_start_matches('-').trim_start().strip_prefix(word));
        let name =
            |rest: &'_ str| rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '.')).unwrap_or(rest.len());
        named.map(|rest| slice(rest, ..name(rest))).filter(|name| !name.is_empty()).collect()
    }

    /// Which templates there are instead of one.
    fn template_help(&self, wanted: &str) -> Option<String> {
        self.help(wanted, &self.templates, "templates")
    }

    /// Which names there are instead of one: first those that are near, then the others, unless they are very many.
    fn help(&self, wanted: &str, names: &BTreeSet<&str>, what: &str) -> Option<String> {
        let names = || names.iter().copied().filter(|name| *name != wanted);
        let near = nearest(wanted, names());
        let others: Vec<&str> = names().filter(|name| !near.contains(name)).collect();
        let listed = (!others.is_empty() && others.len() <= MOST_NAMES).then(|| all_of(others.iter().copied()));
        match (near.is_empty(), listed) {
            (true, None) if others.is_empty() => None,
            (true, None) => Some(format!("the {what} are {}", all_of(others))),
            (true, Some(all)) => Some(format!("the {what} are {all}")),
            (false, None) => Some(format!("did you mean {}?", alternatives(near))),
            (false, Some(others)) => {
                Some(format!("did you mean {}? the other {what} are {others}", alternatives(near)))
            }
        }
    }
}

impl Told {
    fn of(template: &str, message: &str) -> Told {
        Told { template: template.to_owned(), range: None, message: message.to_owned() }
    }

    /// Whether it is in a template of the embedded theme.
    fn is_embedded(&self) -> bool {
        self.template.starts_with(PREFIX)
    }
}

/// How the engine begins each of several mistakes.
const REPORT: &str = "error: ";

/// Whether a message is of a value that there is not.
fn is_of_nothing(message: &str) -> bool {
    message.contains("undefined") || message.contains("not defined")
}

/// The first name in a message.
fn quoted(message: &str) -> Option<&str> {
    message.split('`').nth(1)
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect::<String>().trim_end_matches('.').to_owned(),
        None => String::new(),
    }
}
