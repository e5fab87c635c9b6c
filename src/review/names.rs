//! What a review calls its things: a sub-team may be a working group, a recommendation a finding of fact. All who carry out the
//! review may have a name as well: its plenary.
//!
//! What the program says of a kind of record is written with the words of its declaration, and put into the review's own
//! here: lists and headings, sentences, relations and messages. Addresses and the names of fields stay as they are.

use std::borrow::Cow;

use crate::review::id::{alternatives, nearest};
use crate::review::kind::Kind;
use crate::review::kind::charter;
use crate::review::kind::field::Field;
use crate::review::kind::typed::{Text, Typed};
use crate::review::reader::Reader;
use crate::review::record::Record;
use crate::review::wording::{capitalise, in_a_sentence, with_article};
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::form::fold_case;
use crate::text::markdown::document::Heading;
use crate::text::span::slice;
use crate::text::yaml::{Key, Node, Yaml};

static ONE: Typed<Text> = Text::required("one", "What one is called.");
static MANY: Typed<Text> = Text::required("many", "What several are called.");

/// The fields of a name.
pub static FIELDS: [&Field; 2] = [&ONE.field, &MANY.field];

/// The nouns that the program has for the kinds, in the order of [`Kind::ALL`]: one, and several.
static NOUNS: [[&str; 2]; Kind::ALL.len()] = [
    ["clause", "clauses"],
    ["phase", "phases"],
    ["sub-team", "sub-teams"],
    ["person", "people"],
    ["organisation", "organisations"],
    ["milestone", "milestones"],
    ["document", "documents"],
    ["finding", "findings"],
    ["recommendation", "recommendations"],
    ["group", "groups"],
    ["prior recommendation", "prior recommendations"],
    ["statement", "statements"],
    ["comment period", "comment periods"],
    ["comment", "comments"],
    ["meeting", "meetings"],
    ["update", "updates"],
    ["term", "terms"],
    ["page", "pages"],
];

/// The nouns for all who carry out the review. It has a name of them only where it says so: not every review meets as a whole.
static PLENARY_NOUN: [&str; 2] = ["plenary", "plenaries"];
/// What `names` calls them.
pub const PLENARY: &str = "plenary";

/// The noun for the reasons of a recommendation, which are found by it among the headings of a body.
const RATIONALE_NOUN: &str = "rationale";
/// The id of their heading, whatever its words.
const RATIONALE_ID: &str = "rationale";
/// What `names` calls them.
pub static RATIONALE: Typed<Text> =
    Text::optional("rationale", "What the reasons of a recommendation are called in the heading above them.");

/// What a review calls its things.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Names {
    kinds: Vec<(Kind, Noun)>,
    plenary: Option<Noun>,
    rationale: Option<String>,
}

/// A noun of the review's own, as it stands within a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Noun {
    one: String,
    many: String,
}

impl Names {
    fn own(&self, kind: Kind) -> Option<&Noun> {
        self.kinds.iter().find(|(own, _)| *own == kind).map(|(_, noun)| noun)
    }

    /// What all who carry out the review are called within a sentence; none where the review does not say.
    #[must_use]
    pub fn plenary(&self) -> Option<&str> {
        self.plenary.as_ref().map(|noun| &*noun.one)
    }

    /// What the reasons of a recommendation are called where they stand alone: `Rationale`.
    #[must_use]
    pub fn rationale(&self) -> String {
        capitalise(self.rationale.as_deref().unwrap_or(RATIONALE_NOUN))
    }

    /// The heading below which a record says why: the first that speaks of a rationale or of what the review calls it, or has
    /// that id.
    #[must_use]
    pub fn heading_of_rationale<'a>(&self, record: &'a Record) -> Option<&'a Heading> {
        let own = self.rationale.as_deref().map(fold_case);
        let says_why = |heading: &&Heading| {
            let words = fold_case(&heading.text);
            let says = |own: &String| find(&words, own, 0).is_some();
            heading.id == RATIONALE_ID || words.contains(RATIONALE_NOUN) || own.as_ref().is_some_and(says)
        };
        record.body.headings.iter().find(says_why)
    }

    /// What one is called within a sentence: `sub-team`.
    #[must_use]
    pub fn one(&self, kind: Kind) -> &str {
        self.own(kind).map_or(NOUNS[kind as usize][0], |noun| &noun.one)
    }

    /// What several are called within a sentence: `sub-teams`.
    #[must_use]
    pub fn many(&self, kind: Kind) -> &str {
        self.own(kind).map_or(NOUNS[kind as usize][1], |noun| &noun.many)
    }

    /// What one is called where it stands alone: `charter`.
    #[must_use]
    pub fn label(&self, kind: Kind) -> Cow<'static, str> {
        self.own(kind).map_or_else(|| self.say(kind.declaration().name), |noun| Cow::Owned(noun.one.clone()))
    }

    /// What a record is called where it stands alone: as its kind, or by the word that it has for itself.
    #[must_use]
    pub fn called(&self, record: &Record) -> Cow<'static, str> {
        record.values.get(&charter::TYPE).map_or_else(|| self.label(record.kind), |own| self.say(own.label))
    }

    /// What the list of a kind is called: `Sub-teams`, `Mandate`.
    #[must_use]
    pub fn heading(&self, kind: Kind) -> Cow<'static, str> {
        self.own(kind).map_or_else(|| self.say(kind.declaration().plural), |noun| Cow::Owned(capitalise(&noun.many)))
    }

    /// What so many are called, by the noun that the program has for one: `recommendation` and 3 give `recommendations`.
    #[must_use]
    pub fn counted(&self, noun: &str, count: u64) -> Cow<'_, str> {
        let kind = Kind::ALL.into_iter().find(|kind| NOUNS[*kind as usize][0] == noun);
        match kind {
            Some(kind) => Cow::Borrowed(if count == 1 { self.one(kind) } else { self.many(kind) }),
            None => Cow::Owned(if count == 1 { noun.to_owned() } else { format!("{noun}s") }),
        }
    }

    /// A sentence of the program in the words of the review: every noun of a kind that the review calls otherwise is put
    /// into its own, with the article that it takes.
    #[must_use]
    pub fn say<'a>(&self, sentence: &'a str) -> Cow<'a, str> {
        let (mut said, mut done) = (String::new(), 0);
        while let Some(met) = self.first_noun(sentence, done) {
            said.push_str(slice(sentence, done..met.at));
            done = met.at + met.noun.len();
            let has_capital = slice(sentence, met.at..).starts_with(char::is_uppercase);
            let before = ["a ", "an ", "A ", "An "].into_iter().find(|article| {
                let before = said.strip_suffix(article);
                met.is_one && before.is_some_and(|before| !is_of_a_word(before.chars().next_back()))
            });
            let own = match before {
                Some(article) => {
                    said.truncate(said.len() - article.len());
                    with_article(met.own)
                }
                None => met.own.to_owned(),
            };
            let is_first = before.map_or(has_capital, |article| article.starts_with('A'));
            said.push_str(&if is_first { capitalise(&own) } else { own });
        }
        if done == 0 {
            return Cow::Borrowed(sentence);
        }
        said.push_str(slice(sentence, done..));
        Cow::Owned(said)
    }

    /// The first noun after a place that the review calls otherwise; of two the longer, which has the other in it.
    fn first_noun(&self, sentence: &str, from: usize) -> Option<Met<'_>> {
        let kinds = self.kinds.iter().map(|(kind, own)| (NOUNS[*kind as usize], own));
        let all = kinds.chain(self.plenary.as_ref().map(|own| (PLENARY_NOUN, own)));
        let nouns =
            all.flat_map(|([one, many], own)| [(many, own.many.as_str(), false), (one, own.one.as_str(), true)]);
        let rationale = self.rationale.iter().map(|own| (RATIONALE_NOUN, own.as_str(), true));
        let met = nouns
            .chain(rationale)
            .filter_map(|(noun, own, is_one)| Some(Met { at: find(sentence, noun, from)?, noun, own, is_one }));
        met.min_by_key(|met| (met.at, std::cmp::Reverse(met.noun.len())))
    }
}

/// A noun of a sentence, and what the review calls that.
struct Met<'a> {
    at: usize,
    noun: &'static str,
    own: &'a str,
    is_one: bool,
}

/// Where a noun stands in a sentence as a word of its own.
fn find(sentence: &str, noun: &str, from: usize) -> Option<usize> {
    let lower = sentence.to_ascii_lowercase();
    let all = lower.match_indices(noun).map(|(at, _)| at).filter(|at| *at >= from);
    let is_whole = |at: &usize| {
        let before = lower.get(..*at).and_then(|before| before.chars().next_back());
        let after = lower.get(at + noun.len()..).and_then(|after| after.chars().next());
        !is_of_a_word(before) && !is_of_a_word(after)
    };
    all.into_iter().find(is_whole)
}

fn is_of_a_word(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric() || c == '-')
}

/// Reads `names` of `review.yaml`.
pub fn read(reader: &mut Reader<'_>, node: &Node) -> Names {
    let mut names = Names::default();
    let Yaml::Mapping(given) = &node.yaml else {
        if !node.is_empty() {
            let message =
                format!("`names` should be a map from kinds to what they are called, not {}", node.describe());
            reader.diagnostics.push(Diagnostic::new(Code::WrongType, reader.path, message).at(node.span));
        }
        return names;
    };
    for pair @ (key, node) in given {
        let is = |kind: &Kind| [kind.declaration().name, kind.folder()].contains(&&*key.text);
        let kind = Kind::ALL.into_iter().find(is);
        if *key.text == *RATIONALE.field.name {
            let values = reader.fields(&[&RATIONALE.field], std::slice::from_ref(pair), "`names`", &[]);
            names.rationale = values.get(&RATIONALE).map(in_a_sentence);
            if values.is_unknown(&RATIONALE.field) {
                called_unknown(reader, key);
            }
            continue;
        }
        if kind.is_none() && *key.text != *PLENARY {
            let problem = Diagnostic::new(Code::UnknownField, reader.path, format!("there is no kind `{}`", key.text));
            reader.diagnostics.push(problem.at(key.span).help(help(&key.text)));
            continue;
        }
        let of = format!("`{}`", key.text);
        let Yaml::Mapping(given) = &node.yaml else {
            let message = format!("{of} should be a map of fields, not {}", node.describe());
            let problem = Diagnostic::new(Code::WrongType, reader.path, message).at(node.span);
            reader.diagnostics.push(problem.help(format!("write `{}: {{one: …, many: …}}`", key.text)));
            continue;
        };
        let before = reader.diagnostics.len();
        reader.require(FIELDS.into_iter(), given, &of, key.span);
        let values = reader.fields(&FIELDS, given, &of, &[]);
        let both = values.get(&ONE).zip(values.get(&MANY));
        let noun = both.map(|(one, many)| Noun { one: in_a_sentence(one), many: in_a_sentence(many) });
        match (noun, kind) {
            (Some(noun), None) => names.plenary = Some(noun),
            (Some(_), Some(kind)) if names.own(kind).is_some() => {
                let message = format!("{of} is named twice: by the name of the kind and by its folder");
                let problem = Diagnostic::new(Code::DuplicateKey, reader.path, message).at(key.span);
                reader.diagnostics.push(problem.help("keep one of them"));
            }
            (Some(noun), Some(kind)) => names.kinds.push((kind, noun)),
            (None, _) if reader.diagnostics.len() == before => called_unknown(reader, key),
            (None, _) => {}
        }
    }
    names
}

/// That something cannot be called `unknown`.
fn called_unknown(reader: &mut Reader<'_>, key: &Key) {
    let message = format!("`{}` cannot be called `unknown`", key.text);
    let problem = Diagnostic::new(Code::WrongType, reader.path, message).at(key.span);
    reader.diagnostics.push(problem.help("write what the review calls it, or leave it out"));
}

/// What can be named instead of something misspelt.
fn help(key: &str) -> String {
    let all = Kind::ALL.into_iter().flat_map(|kind| [kind.declaration().name, kind.folder()]);
    match nearest(key, all.chain([PLENARY, RATIONALE.field.name])).as_slice() {
        [] => format!(
            "the kinds are {}; `{PLENARY}` names all who carry out the review, and `{}` why it recommends something",
            Kind::ALL.map(|kind| kind.declaration().name).join(", "),
            RATIONALE.field.name
        ),
        near => format!("did you mean {}?", alternatives(near.iter().copied())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(own: &[(Kind, &str, &str)]) -> Names {
        let noun = |one: &str, many: &str| Noun { one: one.to_owned(), many: many.to_owned() };
        let kinds = own.iter().map(|(kind, one, many)| (*kind, noun(one, many))).collect();
        Names { kinds, plenary: Some(noun("full panel", "full panels")), rationale: Some("reasons".to_owned()) }
    }

    #[test]
    fn sentences_are_put_into_the_words_of_the_review() {
        let names = names(&[
            (Kind::Prior, "earlier order", "earlier orders"),
            (Kind::Charter, "office", "offices"),
            (Kind::Recommendation, "order", "orders"),
            (Kind::Finding, "recommendation of fact", "recommendations of fact"),
        ]);
        for (said, own) in [
            ("What a sub-team is asked to do.", "What an office is asked to do."),
            ("A sub-team. Sub-teams, sub-team", "An office. Offices, office"),
            ("Prior recommendations, recommendations", "Earlier orders, orders"),
            ("clauses", "clauses"),
            ("Recommendations that follow from a finding", "Orders that follow from a recommendation of fact"),
            ("sub-teamwork of the sub-team's", "sub-teamwork of the office's"),
            ("Plenaries, and a plenary", "Full panels, and a full panel"),
            ("The rationale they share", "The reasons they share"),
            ("", ""),
        ] {
            assert_eq!(names.say(said), own);
        }
        assert!(matches!(names.say("A clause"), Cow::Borrowed(_)), "nothing is made where nothing is called otherwise");
    }
}
