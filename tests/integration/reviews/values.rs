//! Values for fields, by the shape that their declaration asks for. A shape that is new here does not compile.

use rapporteur::review::date::{Date, Partial};
use rapporteur::review::kind::Kind;
use rapporteur::review::kind::common::SOURCE_RELATION;
use rapporteur::review::kind::field::{Field, Relation, Shape, Telling};
use rapporteur::review::kind::history::{PART, PART_ID, RATING, TRACKS, VERDICT};
use rapporteur::review::kind::totals::{AMONG, COUNTS, ENTRIES, OF, PARTS};

use super::body;
use super::chance::Chance;
use super::made::Yaml;
use super::world::World;

const ADDRESSES: [&str; 8] = [
    "https://example.org/",
    "http://example.org/a/b.pdf#page=2",
    "https://example.org/?a=1&b=%22c%22&d='e'",
    "https://beispiel.example/prüfung",
    "mailto:review@example.org",
    "tel:+41-22-000",
    "HTTPS://EXAMPLE.ORG/<x>",
    "https://example.org/a(b)c,d;e",
];
const LANGUAGES: [&str; 9] = ["en", "de", "pt-BR", "ar", "he", "fa-IR", "zh-Hant", "und", "sr-Latn"];
const COLOURS: [&str; 6] = ["#0d5680", "#fff", "000000", "#FFFF00", "0a0", "#7f7f7f"];

/// Values of fields of one record.
pub(crate) struct Pen<'a> {
    pub(crate) chance: &'a mut Chance,
    pub(crate) world: &'a World,
    /// The record; none for the settings.
    pub(crate) me: Option<usize>,
    /// The ids of its parts, which its entries may name.
    pub(crate) parts: Vec<String>,
    /// The records of which it has said something, as it names them.
    pub(crate) told: Vec<String>,
}

/// A word of the sources, and the fields with the base words that it stands for.
pub(crate) type OwnWord = (&'static str, &'static [(&'static str, &'static str)]);

/// The own words of the reviews that have any, by history: some look like YAML, like HTML, or like words of another history.
pub(crate) const OWN_WORDS: [(&str, &[OwnWord]); 3] = [
    (
        "response",
        &[
            ("accepted in full", &[("as", "approved"), ("means", "All of it: \"yes\", and <soon>.")]),
            ("agree, but: {#1}", &[("as", "approved in part")]),
            ("Complete", &[("as", "noted")]),
            ("'<b>' & \"c\"", &[("as", "approved"), ("means", "It has quotes.")]),
        ],
    ),
    ("progress", &[("implementation design", &[("as", "in progress")]), ("ūžžž", &[("as", "complete")])]),
    (
        "verdict",
        &[
            ("Closed - Acceptable Action", &[("implemented", "yes"), ("effect", "unknown")]),
            ("Satisfactory Intent", &[("implemented", "partly"), ("intent", "satisfactory")]),
            ("differs", &[("effect", "no")]),
            ("- none", &[("implemented", "unknown")]),
        ],
    ),
];

impl Pen<'_> {
    /// A value for a field; none where there is nothing that it could refer to.
    pub(crate) fn value(&mut self, field: &Field) -> Option<Yaml> {
        let says_unknown = may_be_unknown(field) && self.chance.per_cent(8);
        if says_unknown {
            return Some(Yaml::unknown());
        }
        if field.own_words && self.world.has_own_words && self.chance.per_cent(40) {
            return Some(self.own_word(if field.name == "state" { 1 } else { 0 }));
        }
        self.known(field.shape)
    }

    /// An own word of a history, in the case in which the review has it or in another.
    fn own_word(&mut self, track: usize) -> Yaml {
        let (word, _) = self.chance.pick(OWN_WORDS[track].1);
        Yaml::Text(if self.chance.per_cent(20) { word.to_uppercase() } else { (*word).to_owned() })
    }

    fn known(&mut self, shape: Shape) -> Option<Yaml> {
        let Pen { chance, world, .. } = self;
        Some(match shape {
            Shape::Text => Yaml::Text(world.words.any(chance)),
            Shape::Prose => return Some(Yaml::Text(self.prose())),
            Shape::Texts if chance.per_cent(30) => Yaml::Text(world.words.any(chance)),
            Shape::Texts => Yaml::List((0..chance.below(4)).map(|_| Yaml::Text(world.words.any(chance))).collect()),
            Shape::Whole => Yaml::Plain(chance.pick(&["0", "1", "2", "3", "17", "18446744073709551615"]).to_string()),
            Shape::Flag | Shape::Doubt => Yaml::Plain(chance.pick(&["true", "false"]).to_string()),
            Shape::Date => Yaml::Plain(date(chance).to_string()),
            Shape::Choice(vocabulary) => Yaml::Text(chance.pick(vocabulary.words).id.to_owned()),
            Shape::Colour => Yaml::Text(chance.pick(&COLOURS).to_string()),
            Shape::Language => Yaml::Text(chance.pick(&LANGUAGES).to_string()),
            Shape::Address => address(chance),
            Shape::Sources => return self.sources(),
            Shape::File => return self.file(),
            Shape::Reference(relation) => return self.reference(relation),
            Shape::References(relation) => return self.references(relation),
            Shape::Named(relation) => return Some(self.named(relation)),
            Shape::Names(relation) if self.chance.per_cent(60) => return Some(self.named(relation)),
            Shape::Names(relation) => {
                let count = self.chance.below(4);
                Yaml::List((0..count).map(|_| self.named(relation)).collect())
            }
            Shape::Entries(fields) => {
                let count = *self.chance.pick(&[0, 1, 1, 2, 3, 4]);
                Yaml::List((0..count).map(|_| self.entry(fields)).collect())
            }
            Shape::TextOrEntries(fields) => {
                if self.chance.per_cent(60) {
                    return Some(Yaml::Text(self.world.words.any(self.chance)));
                }
                let count = *self.chance.pick(&[0, 1, 2, 3]);
                Yaml::List((0..count).map(|_| self.entry(fields)).collect())
            }
            Shape::Entry(fields) => self.entry(fields),
            Shape::Counts => self.counts(),
            Shape::Told(telling) => return self.told(telling),
            Shape::Remarks(_) => {
                let about: Vec<String> = self.told.clone();
                Yaml::Map(about.into_iter().map(|name| (name, Yaml::Text(self.prose()))).collect())
            }
            Shape::Extra => Yaml::Map(self.facts(0)),
        })
    }

    /// Words, each with records alone or with what is said beside.
    fn told(&mut self, telling: &'static Telling) -> Option<Yaml> {
        let mut words = Vec::new();
        for word in choices(telling.word) {
            if self.chance.per_cent(60) {
                continue;
            }
            let mut items = Vec::new();
            for _ in 0..self.chance.below(4) {
                let Yaml::Text(name) = self.reference(telling.on.shape.relation()?)? else { continue };
                if !self.told.contains(&name) {
                    self.told.push(name.clone());
                }
                let Yaml::Map(mut details) = self.entry(telling.details) else { continue };
                let alone = details.is_empty() || self.chance.per_cent(50);
                details.insert(0, (telling.on.name.to_owned(), Yaml::Text(name.clone())));
                items.push(if alone { Yaml::Text(name) } else { Yaml::Map(details) });
            }
            words.push((word.to_owned(), Yaml::List(items)));
        }
        Some(Yaml::Map(words))
    }

    /// A text that may have markup: of a record it may mention others.
    fn prose(&mut self) -> String {
        match self.me.filter(|_| self.chance.per_cent(40)) {
            Some(me) => {
                let count = self.chance.between(1, 3);
                let blocks: Vec<String> = (0..count).map(|_| body::sentence(self, me)).collect();
                blocks.join("\n\n")
            }
            None => self.world.words.plain(self.chance),
        }
    }

    fn entry(&mut self, fields: &[&'static Field]) -> Yaml {
        let mut given = Vec::new();
        for field in fields {
            // What a rating stands for is not to be contradicted.
            let is_rated = given.iter().any(|(name, value)| name == "rating" && *value != Yaml::unknown());
            if is_rated && VERDICT.says.iter().any(|own| own.field == **field) {
                continue;
            }
            if field.required || self.chance.per_cent(50) {
                let value = self.figure(field, &given).or_else(|| self.value(field));
                let value = value.or_else(|| field.required.then(Yaml::unknown));
                given.extend(value.map(|value| (field.name.to_owned(), value)));
            }
        }
        Yaml::Map(given)
    }

    /// A value for a field that speaks of others: what a total counts, and the part that an entry names, must be there. None for
    /// other fields.
    fn figure(&mut self, field: &'static Field, given: &[(String, Yaml)]) -> Option<Yaml> {
        if field == &AMONG.field {
            let folder = self.chance.pick(&Kind::ALL).folder();
            return Some(if self.chance.per_cent(8) { Yaml::unknown() } else { Yaml::Text(folder.to_owned()) });
        }
        if field == &PART_ID.field {
            if self.chance.per_cent(8) {
                return Some(Yaml::unknown());
            }
            self.parts.push(format!("p{}", self.parts.len()));
            return self.parts.last().cloned().map(Yaml::Text);
        }
        if field == &RATING.field {
            let has_own_words = self.world.has_own_words && self.chance.per_cent(80);
            return Some(if has_own_words { self.own_word(2) } else { Yaml::unknown() });
        }
        if field == &PART.field {
            return Some(self.chance.pick_any(&self.parts).map_or_else(Yaml::unknown, |part| Yaml::Text(part.clone())));
        }
        if field == &COUNTS.field && self.chance.per_cent(8) {
            return Some(Yaml::unknown());
        }
        let of = given.iter().find(|(name, _)| field == &COUNTS.field && name == OF.field.name)?;
        if self.chance.per_cent(8) {
            return Some(Yaml::unknown());
        }
        let track = match &of.1 {
            // The words say of which history the parts or entries are.
            Yaml::Text(of) if *of == PARTS.id || *of == ENTRIES.id => *self.chance.pick(&TRACKS),
            Yaml::Text(of) => TRACKS.into_iter().find(|track| of == track.name())?,
            _ => return None,
        };
        let words = track.counted.words().iter().filter(|_| self.chance.per_cent(50)).collect::<Vec<_>>();
        Some(Yaml::Map(words.into_iter().map(|word| (word.id.to_owned(), self.count())).collect()))
    }

    fn reference(&mut self, relation: &'static Relation) -> Option<Yaml> {
        let targets = self.world.targets(self.me?, relation);
        let to = *self.chance.pick_any(&targets)?;
        Some(Yaml::Text(self.world.reference(self.chance, to, relation).0))
    }

    fn references(&mut self, relation: &'static Relation) -> Option<Yaml> {
        if self.chance.per_cent(25) {
            return self.reference(relation);
        }
        let count = self.chance.below(5);
        Some(Yaml::List((0..count).filter_map(|_| self.reference(relation)).collect()))
    }

    /// A name in plain words, a reference, or the title of what it may refer to.
    fn named(&mut self, relation: &'static Relation) -> Yaml {
        let words = self.world.words.plain(self.chance);
        let found = self.me.map(|me| self.world.targets(me, relation)).unwrap_or_default();
        match self.chance.pick_any(&found) {
            Some(&to) if self.chance.per_cent(40) => Yaml::Text(self.world.reference(self.chance, to, relation).0),
            // The number keeps the words from naming a draft by its title.
            _ => Yaml::Text(format!("{words} & Co. 9")),
        }
    }

    fn sources(&mut self) -> Option<Yaml> {
        let count = *self.chance.pick(&[0, 1, 1, 2, 3]);
        let source = |pen: &mut Self| {
            let document = if pen.chance.per_cent(50) { pen.document() } else { None };
            document.unwrap_or_else(|| address(pen.chance))
        };
        Some(if count == 1 { source(self) } else { Yaml::List((0..count).map(|_| source(self)).collect()) })
    }

    fn document(&mut self) -> Option<Yaml> {
        let targets = self.world.targets(self.me?, &SOURCE_RELATION);
        let to = *self.chance.pick_any(&targets)?;
        Some(Yaml::Text(self.world.faces[to].id()))
    }

    fn file(&mut self) -> Option<Yaml> {
        let file = self.chance.pick_any(&self.world.files)?;
        let folder = self.me.map_or("", |me| self.world.faces[me].kind.folder());
        let beside = file.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
        Some(Yaml::Text(match beside {
            Some(beside) if self.chance.per_cent(50) => beside.to_owned(),
            _ => format!("/{file}"),
        }))
    }

    /// Words with numbers: those that entries choose from, and others.
    fn counts(&mut self) -> Yaml {
        let words: Vec<&str> = Kind::ALL.into_iter().flat_map(Kind::fields).flat_map(choices).collect();
        let mut counts: Vec<(String, Yaml)> = Vec::new();
        for _ in 0..self.chance.below(5) {
            let word = match self.chance.below(4) {
                0 => self.world.words.plain(self.chance),
                _ => self.chance.pick(&words).to_string(),
            };
            if counts.iter().all(|(given, _)| *given != word) {
                counts.push((word, self.count()));
            }
        }
        Yaml::Map(counts)
    }

    fn count(&mut self) -> Yaml {
        let count = self.chance.below(40);
        let is_large = self.chance.per_cent(5);
        Yaml::Plain(if is_large { u64::MAX.to_string() } else { count.to_string() })
    }

    /// Facts of any form.
    fn facts(&mut self, depth: usize) -> Vec<(String, Yaml)> {
        let count = self.chance.below(4);
        (0..count)
            .map(|number| (format!("{} {number}", self.world.words.plain(self.chance)), self.fact(depth)))
            .collect()
    }

    fn fact(&mut self, depth: usize) -> Yaml {
        match self.chance.below(if depth > 2 { 4 } else { 7 }) {
            0 => Yaml::unknown(),
            1 => address(self.chance),
            2 | 3 => Yaml::Text(self.world.words.any(self.chance)),
            4 => Yaml::Map(self.facts(depth + 1)),
            _ => Yaml::List((0..self.chance.below(4)).map(|_| self.fact(depth + 1)).collect()),
        }
    }
}

/// The words that a field, or one of its entries, chooses from.
fn choices(field: &'static Field) -> Vec<&'static str> {
    match field.shape {
        Shape::Choice(vocabulary) => vocabulary.ids().collect(),
        Shape::Entries(fields) | Shape::Entry(fields) => fields.iter().flat_map(|field| choices(field)).collect(),
        _ => Vec::new(),
    }
}

/// Whether a record may say of a field that nobody knows it.
pub(crate) fn may_be_unknown(field: &Field) -> bool {
    !matches!(field.shape, Shape::Flag | Shape::Doubt | Shape::Extra) && field.may_be_unknown()
}

fn address(chance: &mut Chance) -> Yaml {
    Yaml::Text((*chance.pick(&ADDRESSES)).to_owned())
}

/// A date of every form and of any time, though most are of a few years.
pub(crate) fn date(chance: &mut Chance) -> Date {
    match chance.below(12) {
        0 => Date::Unknown,
        1..=3 => {
            let (one, other) = (partial(chance), partial(chance));
            if other.last() < one.first() { Date::Range(other, one) } else { Date::Range(one, other) }
        }
        _ => Date::At(partial(chance)),
    }
}

fn partial(chance: &mut Chance) -> Partial {
    let years = [2017, 2018, 2019, 2019, 2019, 2020, 2021, 2025, 2026, 1988, 1, 0, 9999];
    // The years far off would leave no room on any chart for those nearby.
    let end = if chance.per_cent(4) { years.len() } else { 9 };
    let year = years[chance.below(end)];
    let number = |chance: &mut Chance, last: usize| i8::try_from(chance.between(1, last)).expect("it is small");
    let month = chance.per_cent(75).then(|| number(chance, 12));
    let day = month.filter(|_| chance.per_cent(80)).map(|_| *chance.pick(&[1, 1, 5, 14, 28]));
    Partial { year, month, day }
}
