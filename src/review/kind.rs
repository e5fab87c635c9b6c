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
pub mod organisation;
pub mod person;

pub mod document;
pub mod milestone;

pub mod finding;
pub mod group;
pub mod prior;
pub mod recommendation;
pub mod statement;

pub mod comment;
pub mod consultation;

pub mod meeting;
pub mod update;

pub mod page;
pub mod term;

use crate::review::kind::field::{Declaration, Field, Role, Titled};

/// Makes the kinds of one list: none can be declared and left out, or stand in another order elsewhere.
macro_rules! kinds {
    ($($(#[$about:meta])* $kind:ident: $file:ident;)+) => {
        /// A kind of record.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $($(#[$about])* $kind,)+
        }

        impl Kind {
            /// Every kind, in the order of a site's menu.
            pub const ALL: [Kind; [$(Kind::$kind),+].len()] = [$(Kind::$kind),+];

            /// Its declaration.
            ///
            /// Looked up in a table, and not by a match: where the arms of a match lead to slices, LLVM makes a table of
            /// their ends as distances, and for a slice of one reference may count from another copy of it (a "GOT
            /// equivalent"). A release made by rustc 1.95 then read on behind the only field of a term, and crashed.
            #[must_use]
            pub fn declaration(self) -> &'static Declaration {
                static DECLARATIONS: [&Declaration; Kind::ALL.len()] = [$(&$file::DECLARATION),+];
                DECLARATIONS[self as usize]
            }
        }
    };
}

kinds! {
    /// What the review was asked to look at.
    Clause: clause;
    /// A part of the work plan.
    Phase: phase;
    /// A sub-team's charter.
    Charter: charter;
    /// Somebody who takes part.
    Person: person;
    /// A body that asks, is asked, answers, judges or publishes.
    Organisation: organisation;
    /// A dated event.
    Milestone: milestone;
    /// Evidence, data, reports.
    Document: document;
    /// What the review found.
    Finding: finding;
    /// What the review asks for.
    Recommendation: recommendation;
    /// Recommendations that belong together.
    Group: group;
    /// A recommendation of an earlier review.
    Prior: prior;
    /// What somebody said of many recommendations at once.
    Statement: statement;
    /// A public comment period.
    Consultation: consultation;
    /// What somebody said in one.
    Comment: comment;
    /// A meeting, its decisions and action items.
    Meeting: meeting;
    /// News.
    Update: update;
    /// A word of the glossary.
    Term: term;
    /// Anything else.
    Page: page;
}

impl Kind {
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

    /// The kinds that have a field.
    pub fn having(field: &'static Field) -> impl Iterator<Item = Kind> {
        Kind::ALL.into_iter().filter(move |kind| kind.fields().any(|own| own == field))
    }

    /// Whether a record of the kind lacks something without a field.
    #[must_use]
    pub fn requires(self, field: &Field) -> bool {
        field.required && (field.role != Some(Role::Title) || self.declaration().titled == Titled::Always)
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
    fn every_kind_has_a_folder_of_its_own() {
        for kind in Kind::ALL {
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
