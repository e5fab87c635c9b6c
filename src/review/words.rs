//! The words of a review's sources: what they mean, and the base words that they stand for.
//!
//! Pages show the words of the sources; records are counted, filtered and coloured by base words, so that two reviews can be
//! compared. Which own word an entry says is looked up where it is asked for and kept nowhere, so that a change of
//! `review.yaml` reaches all of them at once.

use crate::review::id::{all_of, alternatives, fold_label, folds_to};
use crate::review::kind::field::Field;
use crate::review::kind::history::{EFFECT, IMPLEMENTED, INTENT, OUTCOMES, RATING, STATES, TRACKS, Track, VERDICT};
use crate::review::kind::typed::{Choice, Text as TextShape, Typed};
use crate::review::kind::word::Word;
use crate::review::reader::Reader;
use crate::review::value::{Entry, Text, Value, Values};
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::span::Span;
use crate::text::yaml::{Key, Node, Yaml};

/// The base word of a response.
static AS_OUTCOME: Typed<Choice> = Choice::required("as", &OUTCOMES, "The word that the own word counts as.");
/// The base word of a report of progress.
static AS_STATE: Typed<Choice> = Choice::required("as", &STATES, "The word that the own word counts as.");
/// What an own word means.
static MEANS: Typed<TextShape> = TextShape::optional("means", "What the own word means, in the words of the review.");

/// The fields of an own word of each history, in the order of [`TRACKS`].
pub static FIELDS: [&[&Field]; TRACKS.len()] = [
    &[&AS_OUTCOME.field, &MEANS.field],
    &[&AS_STATE.field, &MEANS.field],
    &[&IMPLEMENTED.field, &EFFECT.field, &INTENT.field, &MEANS.field],
];

/// The own words of a review, by history.
#[derive(Debug, Default, Clone)]
pub struct Words([Vec<OwnWord>; TRACKS.len()]);

/// An own word.
#[derive(Debug, Clone)]
pub struct OwnWord {
    /// The word, as `review.yaml` has it.
    pub text: Text,
    /// The same without case and white space, by which it is known.
    pub folded: String,
    /// What it means.
    pub means: Option<String>,
    /// The base words that it stands for: of a verdict one for each field that it says something of.
    pub says: Vec<(&'static Typed<Choice>, &'static Word)>,
}

/// An own word is itself and no other: two of one history never fold to the same.
impl PartialEq for OwnWord {
    fn eq(&self, other: &OwnWord) -> bool {
        self.folded == other.folded
    }
}

impl Eq for OwnWord {}

impl OwnWord {
    /// The base word that it stands for in a field.
    #[must_use]
    pub fn word(&self, field: &Typed<Choice>) -> Option<&'static Word> {
        self.says.iter().find(|(own, _)| own.field == field.field).map(|(_, word)| *word)
    }
}

impl Words {
    /// The own words of a history, in the order of `review.yaml`.
    #[must_use]
    pub fn of(&self, track: &Track) -> &[OwnWord] {
        let place = TRACKS.iter().position(|other| other.is(track));
        place.and_then(|place| self.0.get(place)).map_or(&[], Vec::as_slice)
    }

    /// The own word of a history that is written so; upper and lower case and white space do not count.
    #[must_use]
    pub fn find(&self, track: &Track, written: &str) -> Option<&OwnWord> {
        self.of(track).iter().find(|own| folds_to(written, &own.folded))
    }

    /// The own word that an entry of a history says.
    #[must_use]
    pub fn said(&self, track: &Track, entry: &Entry) -> Option<&OwnWord> {
        if self.of(track).is_empty() {
            return None;
        }
        self.find(track, &written(track, entry)?.text)
    }

    /// Whether the word of an entry is neither a base word nor an own one, so that nobody can tell what it says.
    #[must_use]
    pub fn is_unmapped(&self, track: &Track, entry: &Entry) -> bool {
        written(track, entry).is_some_and(|word| self.find(track, &word.text).is_none())
    }

    /// What an entry of a history says in a field: the base word that it states, or that its own word stands for.
    #[must_use]
    pub fn word(&self, track: &Track, entry: &Entry, field: &Typed<Choice>) -> Option<&'static Word> {
        entry.values.get(field).or_else(|| self.said(track, entry)?.word(field))
    }
}

/// The word of an entry of a history that is no base word, as it is written.
#[must_use]
pub fn written<'a>(track: &Track, entry: &'a Entry) -> Option<&'a Text> {
    let field = if track.is(&VERDICT) { &RATING.field } else { &track.counted.field };
    match entry.values.value(field)? {
        Value::Text(text) | Value::Written(text) => Some(text),
        _ => None,
    }
}

/// The line of `words` that would map a word of a history to this base word.
#[must_use]
pub fn line(track: &Track, word: &str, base: &str) -> String {
    let maps = if track.is(&VERDICT) { format!("{{{}: {base}}}", track.counted.field.name) } else { base.to_owned() };
    format!("words: {{{}: {{{}: {maps}}}}}", track.name(), as_key(word))
}

/// A text as a key of a map in YAML, in quotes where it would be read as something else.
fn as_key(text: &str) -> String {
    let is_plain = text.starts_with(char::is_alphabetic)
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '(' | ')' | '/' | ';' | '\''))
        && !text.ends_with(' ');
    if is_plain { text.to_owned() } else { format!("'{}'", text.replace('\'', "''")) }
}

/// Reads `words` of `review.yaml`.
pub fn read(reader: &mut Reader<'_>, node: &Node) -> Words {
    let mut words = Words::default();
    let Some(given) = mapping(reader, node, "`words` should be a map from histories to words") else { return words };
    for (key, node) in given {
        let Some(place) = TRACKS.iter().position(|track| track.name() == &*key.text) else {
            let names = TRACKS.map(Track::name);
            let problem =
                Diagnostic::new(Code::UnknownField, reader.path, format!("`words` has no field `{}`", key.text));
            let help = format!("its fields are {}", all_of(names));
            reader.diagnostics.push(problem.at(key.span).help(help));
            continue;
        };
        let what = format!("`{}` should be a map from words to what they stand for", key.text);
        for (key, node) in mapping(reader, node, &what).unwrap_or_default() {
            let own = own_word(reader, TRACKS[place], FIELDS[place], key, node);
            words.0[place].extend(own.filter(|own| is_new(reader, TRACKS[place], &words.0[place], own)));
        }
    }
    words
}

/// The fields of a map; nothing where it is none, which is reported.
fn mapping<'a>(reader: &mut Reader<'_>, node: &'a Node, wanted: &str) -> Option<&'a [(Key, Node)]> {
    match &node.yaml {
        Yaml::Mapping(given) => Some(given),
        _ if node.is_empty() => None,
        _ => {
            let message = format!("{wanted}, not {}", node.describe());
            reader.diagnostics.push(Diagnostic::new(Code::WrongType, reader.path, message).at(node.span));
            None
        }
    }
}

fn own_word(
    reader: &mut Reader<'_>,
    track: &'static Track,
    fields: &[&'static Field],
    key: &Key,
    node: &Node,
) -> Option<OwnWord> {
    let of = format!("`{}`", key.text);
    let short;
    let given = match &node.yaml {
        Yaml::Mapping(given) => given.as_slice(),
        // One base word is enough where it can only be meant for one field.
        Yaml::Scalar(_) if !track.is(&VERDICT) && !node.is_empty() => {
            short = [(Key { text: "as".into(), span: node.span }, node.clone())];
            &short
        }
        Yaml::Scalar(_) | Yaml::Sequence(_) if !node.is_empty() => {
            let message = format!("{of} should be a map of fields, not {}", node.describe());
            let problem = Diagnostic::new(Code::WrongType, reader.path, message).at(node.span);
            let example = if track.is(&VERDICT) { "{implemented: yes}" } else { "{as: pending, means: …}" };
            reader.diagnostics.push(problem.help(format!("write `{}: {example}`", as_key(&key.text))));
            return None;
        }
        _ => &[],
    };
    let before = reader.diagnostics.len();
    let values = reader.fields(fields, given, &of, &[]);
    let says = says(track, &values);
    if says.is_empty() && reader.diagnostics.len() == before {
        let field = if track.is(&VERDICT) { track.counted } else { &AS_OUTCOME };
        let base = track.counted.words().iter().map(|word| word.id);
        let message = format!("{of} stands for no base word");
        let help = format!("add `{}: …`: one of {}", field.field.name, alternatives(base));
        reader.diagnostics.push(Diagnostic::new(Code::InvalidOwnWord, reader.path, message).at(key.span).help(help));
    }
    let means = values.get(&MEANS).map(str::to_owned);
    let text = Text { text: key.text.clone(), span: key.span };
    (!says.is_empty()).then(|| OwnWord { folded: fold_label(&key.text), text, means, says })
}

/// The base words that an own word stands for.
fn says(track: &'static Track, values: &Values) -> Vec<(&'static Typed<Choice>, &'static Word)> {
    if track.is(&VERDICT) {
        return track.says.iter().filter_map(|field| Some((*field, values.get(*field)?))).collect();
    }
    let word = values.get(&AS_OUTCOME).or_else(|| values.get(&AS_STATE));
    word.map(|word| (track.counted, word)).into_iter().collect()
}

/// Whether an own word is one that is not there yet, and hides no base word; if not, says so.
fn is_new(reader: &mut Reader<'_>, track: &'static Track, known: &[OwnWord], own: &OwnWord) -> bool {
    let word = &own.text;
    let base = track.counted.words().iter().find(|base| folds_to(base.id, &own.folded));
    // What a judge calls `Mostly` may well stand for `mostly`, and for more.
    let base = base.filter(|base| !track.is(&VERDICT) || own.word(track.counted) != Some(base)).map(|base| base.id);
    let twice = known.iter().find(|known| *known == own);
    let (message, help) = match (base, twice) {
        _ if own.folded.is_empty() || own.folded == "unknown" => {
            (format!("`{}` cannot be an own word", word.text), "write the word as the sources have it".to_owned())
        }
        (Some(base), _) => {
            let help = format!("remove it: `{base}` needs no mapping");
            (format!("`{}` is the base word `{base}`, and would hide it", word.text), help)
        }
        (None, Some(twice)) => {
            let message = format!("`{}` is `{}` once more", word.text, twice.text.text);
            (message, "keep one of them: upper and lower case and spaces do not count".to_owned())
        }
        (None, None) => return true,
    };
    reader.diagnostics.push(Diagnostic::new(Code::InvalidOwnWord, reader.path, message).at(word.span).help(help));
    false
}

/// Where the word of an entry that is no base word was written.
#[must_use]
pub fn place(track: &Track, entry: &Entry) -> Span {
    written(track, entry).map_or(entry.span, |word| word.span)
}
