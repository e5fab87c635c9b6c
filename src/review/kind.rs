//! The kinds of record there are: a closed list, one file each, so that a new kind makes the compiler name every place
//! that must answer for it.

pub mod field;
pub mod typed;
pub mod word;

pub mod common;
pub mod history;
pub mod totals;

pub mod clause;
pub mod phase;

pub mod charter;
pub mod person;

pub mod document;
pub mod milestone;

pub mod finding;
pub mod group;
pub mod prior;
pub mod recommendation;

pub mod comment;
pub mod consultation;

pub mod meeting;
pub mod update;

pub mod page;
pub mod term;

use crate::review::kind::field::{Declaration, Field, Role};

/// A kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// What the review was asked to look at.
    Clause,
    /// A part of the work plan.
    Phase,
    /// A sub-team's charter.
    Charter,
    /// Somebody who takes part.
    Person,
    /// A dated event.
    Milestone,
    /// Evidence, data, reports.
    Document,
    /// What the review found.
    Finding,
    /// What the review asks for.
    Recommendation,
    /// Recommendations that belong together.
    Group,
    /// A recommendation of an earlier review.
    Prior,
    /// A public comment period.
    Consultation,
    /// What somebody said in one.
    Comment,
    /// A meeting, its decisions and action items.
    Meeting,
    /// News.
    Update,
    /// A word of the glossary.
    Term,
    /// Anything else.
    Page,
}

impl Kind {
    /// Every kind, in the order of a site's menu.
    pub const ALL: [Kind; 16] = [
        Kind::Clause,
        Kind::Phase,
        Kind::Charter,
        Kind::Person,
        Kind::Milestone,
        Kind::Document,
        Kind::Finding,
        Kind::Recommendation,
        Kind::Group,
        Kind::Prior,
        Kind::Consultation,
        Kind::Comment,
        Kind::Meeting,
        Kind::Update,
        Kind::Term,
        Kind::Page,
    ];

    /// Its declaration.
    #[must_use]
    pub fn declaration(self) -> &'static Declaration {
        match self {
            Kind::Clause => &clause::DECLARATION,
            Kind::Phase => &phase::DECLARATION,
            Kind::Charter => &charter::DECLARATION,
            Kind::Person => &person::DECLARATION,
            Kind::Milestone => &milestone::DECLARATION,
            Kind::Document => &document::DECLARATION,
            Kind::Finding => &finding::DECLARATION,
            Kind::Recommendation => &recommendation::DECLARATION,
            Kind::Group => &group::DECLARATION,
            Kind::Prior => &prior::DECLARATION,
            Kind::Consultation => &consultation::DECLARATION,
            Kind::Comment => &comment::DECLARATION,
            Kind::Meeting => &meeting::DECLARATION,
            Kind::Update => &update::DECLARATION,
            Kind::Term => &term::DECLARATION,
            Kind::Page => &page::DECLARATION,
        }
    }

    /// The folder its records stand in.
    #[must_use]
    pub fn folder(self) -> &'static str {
        self.declaration().folder
    }

    /// The kind whose records stand in this folder.
    #[must_use]
    pub fn of_folder(folder: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.folder() == folder)
    }

    /// Its fields: its own, then those that every record has. A field of its own hides the common one of that name.
    pub fn fields(self) -> impl Iterator<Item = &'static Field> {
        let own = self.declaration().fields;
        let common = common::FIELDS.iter().copied();
        own.iter().copied().chain(common.filter(move |field| own.iter().all(|own| own.name != field.name)))
    }

    /// Whether a record of the kind lacks something without a field.
    #[must_use]
    pub fn requires(self, field: &Field) -> bool {
        field.required && !(self.declaration().untitled && field.role == Some(Role::Title))
    }

    /// Whether a field is one of its own.
    #[must_use]
    pub fn has(self, field: &Field) -> bool {
        self.declaration().fields.contains(&field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_and_the_declarations_agree() {
        for (position, kind) in Kind::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, position, "{kind:?} stands where the enum declares it");
            assert_eq!(kind.declaration().kind, kind);
            assert_eq!(Kind::of_folder(kind.folder()), Some(kind));
        }
    }

    #[test]
    fn no_kind_has_two_fields_of_one_role() {
        for kind in Kind::ALL {
            let roles: Vec<Role> = kind.fields().filter_map(|field| field.role).collect();
            for role in &roles {
                assert_eq!(roles.iter().filter(|other| *other == role).count(), 1, "{kind:?}: {role:?}");
            }
        }
    }

    #[test]
    fn no_kind_names_a_field_twice() {
        for kind in Kind::ALL {
            let names: Vec<&str> = kind.fields().map(|field| field.name).collect();
            for name in &names {
                assert_eq!(names.iter().filter(|other| *other == name).count(), 1, "{kind:?}.{name}");
            }
        }
    }
}
