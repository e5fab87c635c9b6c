//! A whole review: settings and records, as their declarations let them be.

use rapporteur::review::kind::common::{ALIASES, DRAFT, LABEL, TITLE};
use rapporteur::review::kind::field::Field;
use rapporteur::review::rules::RULES;
use rapporteur::review::settings;
use rapporteur::text::code::Severity;

use super::body;
use super::chance::Chance;
use super::made::{Draft, Made, Yaml};
use super::values::{OWN_WORDS, OwnWord, Pen, date};
use super::world::World;

/// A picture of one white point.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cc\xf8\x0f\0\x01\x01\x01\0\x1b\xb6\xeeV\0\0\0\0IEND\xaeB`\x82";

/// The review of a seed, which has no errors, and what is known of it.
pub(crate) fn make(seed: u64) -> (Made, World) {
    let mut chance = Chance::of(seed);
    let world = World::new(&mut chance);
    let settings =
        settings_of(&mut Pen { chance: &mut chance, world: &world, me: None, parts: Vec::new(), told: Vec::new() });
    let records = (0..world.faces.len()).map(|me| record(&mut chance, &world, me)).collect();
    let bytes = |file: &str| if file.ends_with(".svg") { b"<svg/>".to_vec() } else { PICTURE.to_vec() };
    let attachments = world.files.iter().map(|file| (file.clone(), bytes(file))).collect();
    (Made { settings, records, attachments, ..Made::default() }, world)
}

fn record(chance: &mut Chance, world: &World, me: usize) -> Draft {
    let face = &world.faces[me];
    // Some records say nearly all that they can, some next to nothing.
    let share = *chance.pick(&[5, 30, 60, 90]);
    let mut pen = Pen { chance, world, me: Some(me), parts: Vec::new(), told: Vec::new() };
    let mut fields = Vec::new();
    for field in face.kind.fields() {
        let value = match common(field, world, me) {
            Some(value) => value,
            None if field.required => pen.value(field).or_else(|| Some(Yaml::unknown())),
            None if pen.chance.per_cent(share) => pen.value(field),
            None => None,
        };
        fields.extend(value.map(|value| (field.name.to_owned(), value)));
    }
    let body = body::blocks(&mut pen, me);
    Draft { kind: face.kind, name: face.name.clone(), fields, body, place: face.place }
}

/// The fields that are decided before the records are written, since others see them.
fn common(field: &'static Field, world: &World, me: usize) -> Option<Option<Yaml>> {
    let face = &world.faces[me];
    let is = |other: &'static Field| field == other;
    if is(&TITLE.field) {
        Some(face.title.clone().map(Yaml::Text))
    } else if is(&LABEL.field) {
        Some(face.label.clone().map(Yaml::Text))
    } else if is(&ALIASES.field) {
        let aliases: Vec<Yaml> = face.aliases.iter().cloned().map(Yaml::Text).collect();
        Some((!aliases.is_empty()).then_some(Yaml::List(aliases)))
    } else if is(&DRAFT.field) {
        Some(face.draft.then(|| Yaml::Plain("true".to_owned())))
    } else {
        None
    }
}

fn settings_of(pen: &mut Pen<'_>) -> Vec<(String, Yaml)> {
    let mut given = Vec::new();
    for field in settings::FIELDS {
        let value = match field.name {
            "rules" => Some(rules(pen)),
            "names" => pen.chance.per_cent(40).then(own_names),
            "words" => pen.world.has_own_words.then(own_words),
            // A theme is a folder of its own; this one is always there.
            "theme" => pen.chance.per_cent(20).then(|| Yaml::Plain("default".to_owned())),
            // Its words are a reason, so not all of them will do.
            "retrospective" => pen.chance.per_cent(30).then(|| Yaml::Text("It is a test.".to_owned())),
            "base_url" => base_url(pen),
            // Its texts are periods, and what one runs from is there.
            "clocks" => pen.chance.per_cent(50).then(|| clocks(pen)),
            _ if field.required || pen.chance.per_cent(40) => pen.value(field),
            _ => None,
        };
        given.extend(value.map(|value| (field.name.to_owned(), value)));
    }
    given
}

/// What a review calls its things, in words that have to be escaped, and that are what others are called.
fn own_names() -> Yaml {
    let names = [
        ("charter", "Working <group>", "Working \"groups\""),
        ("recommendations", "Finding & order", "Findings & orders"),
        ("finding", "Hour", "Hours"),
        ("mandate", "ūžžž", "ūžžž"),
        ("plenary", "Full <panel>", "Full <panels>"),
    ];
    let name = |one: &str, many: &str| {
        let fields = [("one", one), ("many", many)];
        Yaml::Map(fields.map(|(field, text)| (field.to_owned(), Yaml::Text(text.to_owned()))).into())
    };
    Yaml::Map(names.map(|(kind, one, many)| (kind.to_owned(), name(one, many))).into())
}

/// The own words of a review, with what they stand for.
fn own_words() -> Yaml {
    let of_track = |(track, words): (&str, &[OwnWord])| {
        let words = words.iter().map(|(word, stands_for)| {
            let stands_for =
                stands_for.iter().map(|(field, base)| ((*field).to_owned(), Yaml::Text((*base).to_owned())));
            ((*word).to_owned(), Yaml::Map(stands_for.collect()))
        });
        (track.to_owned(), Yaml::Map(words.collect()))
    };
    Yaml::Map(OWN_WORDS.into_iter().map(of_track).collect())
}

fn base_url(pen: &mut Pen<'_>) -> Option<Yaml> {
    let urls = ["https://review.example", "https://host.example/a/b/", "http://host.example/ä/"];
    pen.chance.per_cent(30).then(|| Yaml::Text((*pen.chance.pick(&urls)).to_owned()))
}

/// Clocks, which run from a date or a record.
fn clocks(pen: &mut Pen<'_>) -> Yaml {
    let period = |pen: &mut Pen<'_>| {
        let (count, unit) = (pen.chance.between(1, 20), pen.chance.pick(&["days", "weeks", "months", "years", "day"]));
        Yaml::Text(format!("{count} {unit}"))
    };
    let published: Vec<String> = pen.world.faces.iter().filter(|face| !face.draft).map(|face| face.id()).collect();
    let of = match pen.chance.pick_any(&published) {
        Some(record) if pen.chance.per_cent(50) => Yaml::Text(record.clone()),
        _ => Yaml::Plain(date(pen.chance).to_string()),
    };
    let given = |name: &str, fields: Vec<(&str, Yaml)>| {
        let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value));
        (name.to_owned(), Yaml::Map(fields.collect()))
    };
    let clocks = [
        given("response", vec![("within", period(pen)), ("of", of)]),
        given("progress", vec![("every", period(pen))]),
        given("comments", vec![("answered_within", period(pen))]),
    ];
    Yaml::Map(clocks.into_iter().filter(|_| pen.chance.per_cent(70)).collect())
}

/// Rules whose breaking is an error are switched off, since a page must hold whatever the dates and figures say; others
/// are switched off or have another figure now and then.
fn rules(pen: &mut Pen<'_>) -> Yaml {
    let mut changed = Vec::new();
    for rule in &RULES {
        let is_error = rule.code.severity() == Severity::Error;
        let mut says = vec![("reason".to_owned(), Yaml::Text("It is a test.".to_owned()))];
        if is_error || pen.chance.per_cent(20) {
            says.push(("off".to_owned(), Yaml::Plain("true".to_owned())));
        } else if rule.figure.is_some() && pen.chance.per_cent(30) {
            says.push(("figure".to_owned(), Yaml::Plain(pen.chance.below(50).to_string())));
        } else {
            continue;
        }
        changed.push((rule.code.name().to_owned(), Yaml::Map(says)));
    }
    Yaml::Map(changed)
}
