//! What `review.yaml` says: what the review is called, where it is published, and which rules do not hold for it.

pub mod clocks;
pub mod footer;
pub mod ignore;
pub mod licence;

use std::collections::BTreeMap;
use std::sync::Arc;

use icu_locale::{LanguageIdentifier, LocaleDirectionality};

use crate::review::colour::Colour;
use crate::review::date::Date;
use crate::review::id::{alternatives, check_name, nearest};
use crate::review::kind::field::{Field, Role};
use crate::review::kind::typed::{self, Address, Choice, Extra, File, Flag, Language, Texts, Typed, Whole};
use crate::review::kind::word::{Mark, Vocabulary, Word};
use crate::review::names::{self, Names};
use crate::review::reader::Reader;
use crate::review::settings::clocks::{CLOCKS, Clocks};
use crate::review::settings::footer::{FOOTER, FooterLink};
use crate::review::settings::ignore::{IGNORE, Ignored};
use crate::review::settings::licence::{LICENCE, Licence};
use crate::review::value::{Text, Value, Values};
use crate::review::words::{self, Words};
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::markdown::first_strange;
use crate::text::source::Source;
use crate::text::span::Span;
use crate::text::yaml::{self, Key, Node, Yaml};

/// The file of the settings, below the content folder.
pub const FILE: &str = "review.yaml";

static TITLE: Typed<typed::Text> =
    typed::Text::required("title", "The full name of the review.").with_role(Role::Title);
static SHORT: Typed<typed::Text> =
    typed::Text::optional("short", "What the review is called for short, in page titles and menus.");
static SUMMARY: Typed<typed::Text> =
    typed::Text::optional("summary", "One or two sentences that tell a newcomer what is reviewed and why.")
        .with_role(Role::Summary);
static ORGANISATION: Typed<typed::Text> = typed::Text::optional("organisation", "Who is reviewed.");
static LANGUAGE: Typed<Language> = Language::optional(
    "language",
    "The language of the record, as a BCP 47 tag, which also says which way it is written; `en` if not given.",
);
static LOGO: Typed<File> =
    File::optional("logo", "An image that stands before the name: the path of a file beside `review.yaml`.");
static ACCENT: Typed<typed::Colour> = typed::Colour::optional(
    "accent",
    "The colour of links and marks, which is darkened or lightened where it could not be read.",
);
static BASE_URL: Typed<Address> = Address::optional("base_url", "The address that the site is published at.");
static THEME: Typed<typed::Text> =
    typed::Text::optional("theme", "The folder of `themes/` whose files replace those of the default theme.");
static CONTACT: Typed<Address> = Address::optional("contact", "Where to ask and to report errors.");
static REPOSITORY: Typed<Address> = Address::optional("source", "Where the content files themselves are published.");
static EDITION: Typed<typed::Date> =
    typed::Date::optional("edition", "The day of this edition: until when the record was brought up to date.");
/// The report holds all of the record.
const IN_FULL: Word = Word::new("whole", Mark::Plain);
/// The report holds the parts that are few.
const IN_SHORT: Word = Word::new("short", Mark::Plain);
static EXTENTS: Vocabulary = Vocabulary { words: &[IN_FULL, IN_SHORT] };
static REPORT: Typed<Choice> = Choice::optional(
    "report",
    &EXTENTS,
    "Whether the report holds the whole record or only the parts that are few; if not given, the whole of up to 500 records and two million bytes of text.",
);
static RETROSPECTIVE: Typed<typed::Text> = typed::Text::optional(
    "retrospective",
    "Why the record looks back: rules that nobody can mend in a record of the past do not hold then.",
);
static NAMES: Typed<Extra> = Extra::optional(
    "names",
    "What this review calls its things: kinds of record, each with what `one` and what `many` are called, and the `rationale`.",
);
static WORDS: Typed<Extra> = Extra::optional(
    "words",
    "The words of the review's sources for a `response`, `progress` and a `verdict`, each with the base word that it counts as.",
);
static RULES: Typed<Extra> = Extra::optional(
    "rules",
    "Rules that are switched off, have another figure or do not hold for single records, each with a reason.",
);

/// Every setting.
pub static FIELDS: [&Field; 21] = [
    &TITLE.field,
    &SHORT.field,
    &SUMMARY.field,
    &ORGANISATION.field,
    &LANGUAGE.field,
    &LOGO.field,
    &ACCENT.field,
    &BASE_URL.field,
    &THEME.field,
    &CONTACT.field,
    &REPOSITORY.field,
    &LICENCE.field,
    &FOOTER.field,
    &EDITION.field,
    &REPORT.field,
    &CLOCKS.field,
    &IGNORE.field,
    &RETROSPECTIVE.field,
    &NAMES.field,
    &WORDS.field,
    &RULES.field,
];

/// The settings that are maps from names to what is said of each.
static APART: [&Field; 3] = [&NAMES.field, &WORDS.field, &RULES.field];

static OFF: Typed<Flag> = Flag::optional("off", "`true` to switch the rule off.");
static FIGURE: Typed<Whole> = Whole::optional("figure", "The figure of the rule.");
static EXCEPT: Typed<Texts> = Texts::optional("except", "The records for which the rule does not hold.");
static REASON: Typed<typed::Text> = typed::Text::optional("reason", "Why the rule does not hold here.");

/// The settings of a review.
#[derive(Debug, Default, Clone)]
pub struct Settings {
    /// Whether any of what it says was lost: nobody can tell then which rules hold, or which words the review has.
    pub unread: bool,
    /// The full name of the review.
    pub title: String,
    /// What it is called for short.
    pub short: Option<String>,
    /// What is reviewed and why.
    pub summary: Option<String>,
    /// Who is reviewed.
    pub organisation: Option<String>,
    /// The language of the record.
    pub language: String,
    /// Whether that is written from right to left.
    pub right_to_left: bool,
    /// The path of the image that stands before the name.
    pub logo: Option<Text>,
    /// The colour of links and marks.
    pub accent: Option<Colour>,
    /// Where the site is published, with a slash at its end.
    pub base_url: Option<String>,
    /// The theme.
    pub theme: Option<(String, Span)>,
    /// Where to ask.
    pub contact: Option<String>,
    /// Where the content files are published.
    pub repository: Option<String>,
    /// Under what licence the texts are published.
    pub licence: Option<Licence>,
    /// The pages elsewhere that the foot of every page leads to.
    pub footer: Vec<FooterLink>,
    /// Until when the record was brought up to date.
    pub edition: Option<Date>,
    /// How much of the record the report holds, where the review says so.
    pub report: Option<Extent>,
    /// By when something is due that has no date of its own.
    pub clocks: Clocks,
    /// What is no part of the review.
    pub ignored: Ignored,
    /// Why the record looks back, where it does.
    pub retrospective: Option<String>,
    /// What the review calls its things.
    pub names: Names,
    /// The words of the review's sources.
    pub words: Words,
    /// Rules that differ from their defaults.
    pub rules: BTreeMap<Code, RuleSetting>,
    /// The file, as it is shown.
    pub path: Arc<str>,
}

/// How much of the record the report holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// The parts that are few.
    Short,
}

/// What `review.yaml` says of one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleSetting {
    /// Whether it is switched off.
    pub off: bool,
    /// Its figure.
    pub figure: Option<u64>,
    /// The records for which it does not hold, as they are written.
    pub except: Vec<Text>,
    /// Why.
    pub reason: String,
}

/// A rule that can be changed: its code, and whether it has a figure.
pub type KnownRule = (Code, bool);

/// Reads the settings, and says what is wrong with them. `known` are the rules that there are.
#[must_use]
pub fn parse(source: Option<&Source>, shown: &Arc<str>, known: &[KnownRule]) -> (Settings, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut settings =
        Settings { language: "en".to_owned(), path: Arc::clone(shown), unread: true, ..Settings::default() };
    let Some(source) = source else {
        let problem = Diagnostic::new(Code::NoReview, shown, "there is no review.yaml in the content folder")
            .help("write one with `title: …`, or make a new review with `rapporteur init`");
        diagnostics.push(problem);
        return (settings, diagnostics);
    };
    if !source.usable {
        return (settings, diagnostics);
    }
    let whole = Span::new(0, source.text.len());
    let node = yaml::parse(&source.text, whole, &source.shown, &mut diagnostics);
    let is_cut = diagnostics.iter().any(|problem| problem.code == Code::CutByComment);
    let broken = diagnostics.iter().any(|problem| problem.code != Code::CutByComment);
    let given = match node {
        Some(Node { yaml: Yaml::Mapping(given), .. }) => given,
        Some(node) if !broken && !node.is_empty() => {
            let message = format!("review.yaml should be a map of fields, not {}", node.describe());
            diagnostics.push(Diagnostic::new(Code::WrongType, &source.shown, message).at(node.span));
            return (settings, diagnostics);
        }
        _ => Vec::new(),
    };
    let is_known = |(key, _): &(Key, Node)| FIELDS.iter().any(|field| *field.name == *key.text);
    settings.unread = broken || !given.iter().all(is_known);
    let mut reader = Reader::new(&source.shown, "", &mut diagnostics);
    let plain: Vec<&'static Field> = FIELDS.into_iter().filter(|field| !APART.contains(field)).collect();
    let values = reader.fields(&plain, &given, "review.yaml", &APART.map(|field| field.name));
    if !broken {
        reader.require(FIELDS.into_iter().filter(|field| field.required), &given, "review.yaml", Span::point(0));
    }
    settings.take(&values);
    settings.clocks = Clocks::read(&values, &mut reader);
    settings.ignored = Ignored::read(&values, &mut reader);
    settings.theme = settings.theme.take().filter(|(name, span)| is_theme_name(name, *span, &mut reader));
    let accent = given.iter().find(|(key, node)| &*key.text == ACCENT.field.name && node.is_empty());
    if let Some((key, _)) = accent.filter(|_| !is_cut) {
        let problem = Diagnostic::new(Code::WrongType, &source.shown, "`accent` has no colour").at(key.span);
        reader.diagnostics.push(problem.help("write a colour in quotes, as `\"#0d5680\"`, or remove `accent`"));
    }
    if let Some((key, node)) = given.iter().find(|(key, _)| &*key.text == RETROSPECTIVE.field.name) {
        settings.retrospective = read_retrospective(&mut reader, key, node);
    }
    if let Some((base, span)) = settings.base_url.as_deref().zip(values.span(&BASE_URL.field))
        && base.contains(['?', '#'])
    {
        let message = "`base_url` has a query or a fragment, behind which no page could be put";
        let problem = Diagnostic::new(Code::InvalidAddress, reader.path, message).at(span);
        reader.diagnostics.push(problem.help("write what stands before the `?` or `#`"));
    }
    if let Some((_, node)) = given.iter().find(|(key, _)| &*key.text == NAMES.field.name) {
        settings.names = names::read(&mut reader, node);
    }
    if let Some((_, node)) = given.iter().find(|(key, _)| &*key.text == WORDS.field.name) {
        let before = reader.diagnostics.len();
        settings.words = words::read(&mut reader, node);
        settings.unread |= reader.diagnostics.len() > before;
    }
    if let Some((_, rules)) = given.iter().find(|(key, _)| &*key.text == RULES.field.name) {
        settings.rules = read_rules(&mut reader, rules, known);
    }
    (settings, diagnostics)
}

impl Settings {
    fn take(&mut self, values: &Values) {
        let text = |field| values.get::<typed::Text>(field).map(str::to_owned);
        let address = |field| values.get::<Address>(field).map(str::to_owned);
        self.title = text(&TITLE).unwrap_or_else(|| "Untitled review".to_owned());
        self.short = text(&SHORT);
        self.summary = text(&SUMMARY);
        self.organisation = text(&ORGANISATION);
        self.language = values.get(&LANGUAGE).unwrap_or("en").to_owned();
        let tag: Option<LanguageIdentifier> = self.language.parse().ok();
        self.right_to_left = tag.is_some_and(|tag| LocaleDirectionality::new_extended().is_right_to_left(&tag));
        self.logo = values.get(&LOGO).cloned();
        self.accent = values.get(&ACCENT);
        self.base_url = values.get(&BASE_URL).map(with_slash);
        self.theme = text(&THEME).zip(values.span(&THEME.field));
        self.contact = address(&CONTACT);
        self.repository = address(&REPOSITORY);
        self.licence = Licence::read(values);
        self.footer = FooterLink::read(values);
        self.edition = values.get(&EDITION);
        self.report = values.get(&REPORT).map(|word| if *word == IN_FULL { Extent::Whole } else { Extent::Short });
    }
}

/// Whether a text can name a theme, which is a folder; if not, says so. A path would lead out of the folder of themes.
fn is_theme_name(name: &str, span: Span, reader: &mut Reader<'_>) -> bool {
    let Err(reason) = check_name(name) else { return true };
    // What is not text has been reported.
    if first_strange(name).is_none() {
        let message = format!("`{name}` cannot be the name of a theme: {reason}");
        let problem = Diagnostic::new(Code::UnknownTheme, reader.path, message).at(span);
        reader.diagnostics.push(problem.help("write the name of a folder in `themes/`, without a path: `theme: ours`"));
    }
    false
}

/// An address with a slash at its end, so that paths can be put behind it.
#[must_use]
pub fn with_slash(url: &str) -> String {
    format!("{}/", url.trim_end_matches('/'))
}

/// Why the record looks back. It does so even if the reason is missing, which is said once and not by every rule.
fn read_retrospective(reader: &mut Reader<'_>, key: &Key, node: &Node) -> Option<String> {
    let Yaml::Scalar(scalar) = &node.yaml else { return None };
    let reason = scalar.text.trim();
    if node.is_empty() || matches!(reason, "true" | "false" | "unknown") {
        let message = "`retrospective` is given without a reason";
        let problem = Diagnostic::new(Code::RuleWithoutReason, reader.path, message).at(key.span);
        reader.diagnostics.push(problem.help("write why: `retrospective: The review ended in 2021.`"));
    }
    Some(reason.to_owned())
}

fn read_rules(reader: &mut Reader<'_>, node: &Node, known: &[KnownRule]) -> BTreeMap<Code, RuleSetting> {
    let mut rules = BTreeMap::new();
    let Yaml::Mapping(given) = &node.yaml else {
        if !node.is_empty() {
            let message = format!("`rules` should be a map from codes to settings, not {}", node.describe());
            reader.diagnostics.push(Diagnostic::new(Code::WrongType, reader.path, message).at(node.span));
        }
        return rules;
    };
    for (key, node) in given {
        let Some(&(code, has_figure)) = known.iter().find(|(code, _)| code.name() == &*key.text) else {
            reader.diagnostics.push(unknown_rule(key, reader.path, known));
            continue;
        };
        let Yaml::Mapping(given) = &node.yaml else {
            let message = format!("`{}` should be a map of fields, not {}", key.text, node.describe());
            let problem = Diagnostic::new(Code::WrongType, reader.path, message).at(node.span);
            reader.diagnostics.push(problem.help("write `off: true` and `reason: …` below it, indented"));
            continue;
        };
        let values = reader.fields(&[&OFF.field, &FIGURE.field, &EXCEPT.field, &REASON.field], given, "a rule", &[]);
        let reason = values.get(&REASON).unwrap_or_default().trim().to_owned();
        if reason.is_empty() {
            let message = format!("`{}` is changed without a reason", key.text);
            let problem = Diagnostic::new(Code::RuleWithoutReason, reader.path, message).at(key.span);
            reader.diagnostics.push(problem.help("add `reason: …`: why the rule does not hold for this review"));
        }
        let figure = values.get(&FIGURE);
        if let (Some(span), false) = (values.span(&FIGURE.field).filter(|_| figure.is_some()), has_figure) {
            let message = format!("`{}` has no figure", key.text);
            reader.diagnostics.push(Diagnostic::new(Code::UnknownField, reader.path, message).at(span));
        }
        let off = values.get(&OFF);
        if off {
            let idle = given.iter().filter(|(key, _)| [FIGURE.field.name, EXCEPT.field.name].contains(&&*key.text));
            reader.diagnostics.extend(idle.map(|(idle, _)| contradiction(&key.text, idle, reader.path)));
        }
        rules.insert(code, RuleSetting { off, figure, except: excepted(&values), reason });
    }
    rules
}

/// The records for which a rule does not hold. That nobody knows them names none, and will be reported as that.
fn excepted(values: &Values) -> Vec<Text> {
    match values.value(&EXCEPT.field) {
        Some(Value::Unknown(span)) => vec![Text { text: "unknown".into(), span: *span }],
        _ => values.get(&EXCEPT).to_vec(),
    }
}

/// That a rule is switched off, and something is said of how it holds.
fn contradiction(rule: &str, idle: &Key, path: &Arc<str>) -> Diagnostic {
    let message = format!("`{rule}` is switched off, so its `{}` says nothing", idle.text);
    let problem = Diagnostic::new(Code::ContradictoryRule, path, message).at(idle.span);
    problem.help(format!("remove `off: true`, or remove `{}`", idle.text))
}

fn unknown_rule(key: &Key, path: &Arc<str>, known: &[KnownRule]) -> Diagnostic {
    let names = || known.iter().map(|(code, _)| code.name());
    let near = nearest(&key.text, names());
    let (message, help) = match Code::named(&key.text) {
        Some(_) => (
            format!("`{}` is not a rule that can be switched off", key.text),
            "only the rules of a review can".to_owned(),
        ),
        None if near.is_empty() => (
            format!("there is no rule `{}`", key.text),
            format!("the rules are {}", names().collect::<Vec<_>>().join(", ")),
        ),
        None => (format!("there is no rule `{}`", key.text), format!("did you mean {}?", alternatives(near))),
    };
    Diagnostic::new(Code::UnknownRule, path, message).at(key.span).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which way a review in a language is written, or that this is no language.
    fn right_to_left(language: &str) -> Option<bool> {
        let (path, text) = ("review.yaml", format!("title: Made up\nlanguage: {language}\n"));
        let source = Source { path: path.into(), shown: path.into(), text: text.into(), usable: true };
        let (settings, problems) = parse(Some(&source), &path.into(), &[]);
        problems.is_empty().then_some(settings.right_to_left)
    }

    #[test]
    fn a_review_is_written_as_its_language_is_there_where_it_is_spoken() {
        for language in
            ["ar", "fa-AF", "he", "yi", "ckb", "dv", "pa-PK", "lad-Hebr", "az-Arab", "und-Nkoo", "EN-arab-gb"]
        {
            assert_eq!(right_to_left(language), Some(true), "{language}");
        }
        for language in ["en", "pa", "az", "ar-Latn", "ur-Latn-PK", "zh-Hant-TW", "ca-valencia", "es-419", "qqq"] {
            assert_eq!(right_to_left(language), Some(false), "{language}");
        }
        for language in ["English", "en_GB", "engl", "e", "en-", "en-u-nu-latn", "x-own"] {
            assert_eq!(right_to_left(language), None, "{language}");
        }
    }
}
