//! What the records of a made-up review know of one another before they are written: names, titles, labels, headings.

use std::collections::BTreeSet;

use rapporteur::review::id::fold_label;
use rapporteur::review::kind::Kind;
use rapporteur::review::kind::field::{Relation, Titled};
use rapporteur::text::markdown::slug;

use super::chance::Chance;
use super::made::Place;
use super::words::{self, Words};

/// More records of a kind than one page of its list holds, for the kinds that have the shortest lists.
const MANY: [(Kind, usize); 4] = [(Kind::Charter, 26), (Kind::Phase, 26), (Kind::Clause, 51), (Kind::Comment, 76)];
/// Names that look like parts of the site itself, or otherwise unlike a name.
const ODD_NAMES: [&str; 13] =
    ["4.1", "4.6-c-ii_A", "žarko", "安全", "ΑΒΓ", "A1", "index", "page", "all", "open", "unknown", "2", "éa"];

/// What others may say of a record.
pub(crate) struct Face {
    pub(crate) kind: Kind,
    pub(crate) name: String,
    pub(crate) title: Option<String>,
    pub(crate) label: Option<String>,
    pub(crate) aliases: Vec<String>,
    pub(crate) draft: bool,
    pub(crate) place: Place,
    /// The headings of its body that can be referred to: what is written, and the id.
    pub(crate) headings: Vec<(String, String)>,
}

impl Face {
    pub(crate) fn id(&self) -> String {
        format!("{}/{}", self.kind.folder(), self.name)
    }

    /// What it is called on its page.
    pub(crate) fn called(&self) -> &str {
        self.title.as_ref().or(self.label.as_ref()).unwrap_or(&self.name)
    }
}

/// All that is known before a record is written.
pub(crate) struct World {
    pub(crate) faces: Vec<Face>,
    /// The paths of the attachments.
    pub(crate) files: Vec<String>,
    pub(crate) words: Words,
    /// Whether it has words of its own for what became of its recommendations.
    pub(crate) has_own_words: bool,
}

/// How a reference may name a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Naming {
    Id,
    Name,
    Label,
    Alias,
}

impl World {
    pub(crate) fn new(chance: &mut Chance) -> World {
        let words = Words::new(chance);
        let mut faces = Vec::new();
        // One review in twelve has a long list; one in six has hardly anything, a few have nothing at all.
        let long = chance.per_cent(8).then(|| *chance.pick(&MANY));
        let is_bare = chance.per_cent(17);
        let is_empty = chance.per_cent(3);
        for kind in Kind::ALL {
            let count = match (long, is_bare) {
                _ if is_empty => 0,
                (Some((long, count)), _) if long == kind => count,
                (_, true) => chance.below(2) * chance.below(2),
                _ => *chance.pick(&[0, 1, 1, 2, 2, 3]),
            };
            let mut taken = BTreeSet::new();
            for number in 0..count {
                faces.push(face(chance, &words, kind, number, &mut taken));
            }
        }
        World { faces, files: words::files(chance), words, has_own_words: chance.per_cent(50) }
    }

    /// The records that a reference of this relation in this record may lead to.
    pub(crate) fn targets(&self, me: usize, relation: &Relation) -> Vec<usize> {
        let fits = |face: &Face| relation.takes(face.kind) && (!face.draft || self.faces[me].draft);
        (0..self.faces.len()).filter(|&other| fits(&self.faces[other])).collect()
    }

    /// A text that leads to a record as this relation reads it, and how it names it.
    pub(crate) fn reference(&self, chance: &mut Chance, to: usize, relation: &Relation) -> (String, Naming) {
        let face = &self.faces[to];
        let mut ways = vec![(face.id(), Naming::Id), (face.name.clone(), Naming::Name)];
        ways.extend(face.label.clone().map(|label| (label, Naming::Label)));
        ways.extend(face.aliases.iter().map(|alias| (alias.clone(), Naming::Alias)));
        let found = chance.pick(&ways).clone();
        if self.is_clear(&found, to, relation) { found } else { ways.swap_remove(0) }
    }

    fn is_clear(&self, (text, naming): &(String, Naming), to: usize, relation: &Relation) -> bool {
        let folded = fold_label(text);
        let answers =
            |face: &Face| face.name == *text || face.label.as_ref().is_some_and(|label| fold_label(label) == folded);
        let is_id = self.faces.iter().any(|face| face.id() == *text);
        let mut answering = (0..self.faces.len()).filter(|&other| answers(&self.faces[other]));
        match naming {
            // In a field the word means that nobody knows.
            _ if text == "unknown" => false,
            Naming::Id => true,
            Naming::Name | Naming::Label => {
                let fits = |other: &usize| relation.takes(self.faces[*other].kind);
                !is_id && answering.filter(fits).eq([to])
            }
            Naming::Alias => !is_id && answering.next().is_none(),
        }
    }
}

fn face(chance: &mut Chance, words: &Words, kind: Kind, number: usize, taken: &mut BTreeSet<String>) -> Face {
    let mut name = match chance.below(20) {
        0 => format!("{}{number}", "long-".repeat(20)),
        1..=5 => (*chance.pick(&ODD_NAMES)).to_owned(),
        _ => format!("{}-{number}", kind.declaration().name.replace(' ', "-")),
    };
    if !taken.insert(name.to_lowercase()) {
        name = format!("{name}-{number}");
        taken.insert(name.to_lowercase());
    }
    let label = chance.per_cent(35).then(|| words.label(chance));
    let may_lack_title = match kind.declaration().titled {
        Titled::Always => false,
        Titled::OrLabel => label.is_some(),
        Titled::Never => true,
    };
    let untitled = may_lack_title && chance.per_cent(40);
    let headings = (0..chance.below(4)).map(|heading| heading_of(chance, words, heading)).collect();
    let own = format!("{}-{number}", kind.folder());
    let aliases = (0..*chance.pick(&[0, 0, 0, 1, 2])).map(|alias| match chance.below(4) {
        0 => format!("old/{own}-{alias}.html"),
        1 => format!("{}/former-{number}-{alias}", kind.folder()),
        2 => format!("früher/{own}/{alias}/"),
        _ => format!("former-{own}-{alias}"),
    });
    let aliases = aliases.collect();
    Face {
        kind,
        title: (!untitled).then(|| words.title(chance)),
        aliases,
        label,
        draft: chance.per_cent(12),
        place: *chance.pick(&[Place::Alone, Place::Alone, Place::Beside, Place::Inside]),
        name,
        headings,
    }
}

/// A heading as it is written, and its id.
fn heading_of(chance: &mut Chance, words: &Words, number: usize) -> (String, String) {
    if number == 0 && chance.per_cent(30) {
        return ("Rationale".to_owned(), "rationale".to_owned());
    }
    // The number keeps two headings of a body apart.
    let text = format!("{} {number}", words.plain(chance));
    if chance.per_cent(25) {
        return (format!("{text} {{#place-{number}}}"), format!("place-{number}"));
    }
    let id = slug(&text);
    (text, id)
}
