//! Faults: what people and programs get wrong, put into a review that had none.

use rapporteur::review::kind::field::{Field, Shape, Titled};

use super::chance::Chance;
use super::made::{Draft, Made, Place, Yaml};
use super::world::World;

/// Texts that are rarely what is asked for.
const WRONG: [&str; 14] = [
    "2017-02-30",
    "2019/2018",
    "99999-01",
    "javascript:alert(1)",
    "../../etc/passwd",
    "nobody/at-all",
    "-1",
    "18446744073709551616",
    "maybe",
    "#12",
    "",
    "~",
    "\u{1}",
    "//example.org",
];
/// Blocks of a body that name what is not there.
const BROKEN: [&str; 9] = [
    "![x](#no-such-place)",
    "[[nobody/at-all]]",
    "![[nobody]]",
    "[x](../nobody.md)",
    "![x](nobody.png)",
    "[x](#no-such-place)",
    "No[^note].",
    "[x](javascript:alert\\(1\\))",
    "## One {#same}\n\n## Two {#same}",
];

/// Puts a few faults into a review, and says whether one of them must be noticed.
pub(crate) fn put(chance: &mut Chance, made: &mut Made, world: &World) -> bool {
    let count = chance.between(1, 3);
    let mut must_fail = false;
    for _ in 0..count {
        must_fail = if made.records.is_empty() { spoil(chance, made) } else { fault(chance, made, world) };
    }
    // One fault may hide another.
    must_fail && count == 1
}

fn fault(chance: &mut Chance, made: &mut Made, world: &World) -> bool {
    let at = chance.below(made.records.len());
    let draft = &mut made.records[at];
    match chance.below(11) {
        0 => {
            draft.fields.push(("no_such_field".to_owned(), Yaml::Plain("1".to_owned())));
            true
        }
        1 => {
            draft.body.push((*chance.pick(&BROKEN)).to_owned());
            true
        }
        2 => {
            let twin = Draft { place: Place::Beside, name: draft.name.to_uppercase(), ..draft.clone() };
            made.records.push(twin);
            true
        }
        3 => leave_out(chance, draft),
        4 => take_address(chance, made, world, at),
        5 | 6 => misrefer(chance, made, world, at),
        7 => spoil(chance, made),
        8 => misset(chance, made),
        // All rules hold.
        9 => {
            made.settings.retain(|(name, _)| name != "rules");
            false
        }
        _ => misfill(chance, draft),
    }
}

/// Leaves out a field, which may be one that must be there.
fn leave_out(chance: &mut Chance, draft: &mut Draft) -> bool {
    if draft.fields.is_empty() {
        return false;
    }
    let (name, _) = draft.fields.remove(chance.below(draft.fields.len()));
    let is_labelled = draft.fields.iter().any(|(name, _)| name == "label");
    let needs_title = match draft.kind.declaration().titled {
        Titled::Always => true,
        Titled::OrLabel => !is_labelled,
        Titled::Never => false,
    };
    let untitled = !needs_title && name == "title";
    draft.kind.fields().any(|field| field.name == name && field.required && !untitled)
}

/// Gives a field a value of any form.
fn misfill(chance: &mut Chance, draft: &mut Draft) -> bool {
    let fields: Vec<&'static Field> = draft.kind.fields().collect();
    let field = *chance.pick(&fields);
    let text = Yaml::Text((*chance.pick(&WRONG)).to_owned());
    let (value, is_wrong) = match chance.below(4) {
        0 => (Yaml::List(vec![Yaml::Map(vec![("a".to_owned(), text)])]), true),
        1 => {
            (Yaml::Map(vec![("no such word".to_owned(), Yaml::List(Vec::new()))]), !matches!(field.shape, Shape::Extra))
        }
        2 => (Yaml::List(vec![text, Yaml::unknown()]), false),
        _ => (text, false),
    };
    draft.fields.retain(|(name, _)| name != field.name);
    draft.fields.push((field.name.to_owned(), value));
    is_wrong
}

/// Lets a field refer to a record that it does not take, or to none.
fn misrefer(chance: &mut Chance, made: &mut Made, world: &World, at: usize) -> bool {
    let draft = &mut made.records[at];
    let fields = draft.kind.fields().filter(|field| matches!(field.shape, Shape::Reference(_) | Shape::References(_)));
    let fields: Vec<&'static Field> = fields.collect();
    let Some(&field) = chance.pick_any(&fields) else { return false };
    let Some(relation) = field.shape.relation() else { return false };
    let others: Vec<String> =
        world.faces.iter().filter(|face| !relation.takes(face.kind)).map(super::world::Face::id).collect();
    let wrong = chance.pick_any(&others).cloned().unwrap_or_else(|| "nobody/at-all".to_owned());
    draft.fields.retain(|(name, _)| name != field.name);
    draft.fields.push((field.name.to_owned(), Yaml::Text(wrong)));
    true
}

/// Gives a record an alias that cannot be one.
fn take_address(chance: &mut Chance, made: &mut Made, world: &World, at: usize) -> bool {
    let taken = world.faces.iter().filter(|face| !face.draft).map(super::world::Face::id).next();
    let wrong = ["../out", "/absolute", "a//b", "index.html", "assets/style.css", "search/x.html"];
    let wrong = match taken {
        Some(taken) if chance.per_cent(40) => taken,
        _ => (*chance.pick(&wrong)).to_owned(),
    };
    let draft = &mut made.records[at];
    draft.fields.retain(|(name, _)| name != "aliases");
    draft.fields.push(("aliases".to_owned(), Yaml::Text(wrong)));
    // The alias of a draft is not published.
    false
}

/// Changes a setting into something else.
fn misset(chance: &mut Chance, made: &mut Made) -> bool {
    let settings = &rapporteur::review::settings::FIELDS;
    let field = chance.pick(settings);
    let value = match chance.below(3) {
        0 => Yaml::List(vec![Yaml::Text("a".to_owned())]),
        1 => Yaml::Map(vec![("no such thing".to_owned(), Yaml::unknown())]),
        _ => Yaml::Text((*chance.pick(&WRONG)).to_owned()),
    };
    made.settings.retain(|(name, _)| name != field.name);
    made.settings.push((field.name.to_owned(), value));
    false
}

/// Damages the text of a file: a piece is lost, doubled or put elsewhere, or a byte is another.
fn spoil(chance: &mut Chance, made: &mut Made) -> bool {
    let files: Vec<(String, Vec<u8>)> =
        made.files().into_iter().filter(|(path, _)| path.ends_with(".md") || path.ends_with(".yaml")).collect();
    let (path, mut bytes) = chance.pick(&files).clone();
    if bytes.is_empty() {
        return false;
    }
    let (from, to) = (chance.below(bytes.len()), chance.below(bytes.len()));
    let (from, to) = (from.min(to), from.max(to).min(from.min(to) + 200));
    match chance.below(5) {
        0 => drop(bytes.drain(from..to)),
        1 => {
            let piece = bytes[from..to].to_vec();
            bytes.splice(from..from, piece);
        }
        2 => {
            let piece: Vec<u8> = bytes.drain(from..to).collect();
            let place = chance.below(bytes.len() + 1);
            bytes.splice(place..place, piece);
        }
        3 => bytes.truncate(from),
        _ => bytes[from] = *chance.pick(b"\t\n \"'#:-[]{}<>|\xff\x00&*!%@`~"),
    }
    made.spoilt.insert(path, bytes);
    false
}
