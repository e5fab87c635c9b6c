//! Records: what one file, or one item of a list, says on its own.

use std::sync::Arc;

use crate::review::date::Date;
use crate::review::kind::Kind;
use crate::review::kind::common::{self, ALIASES};
use crate::review::kind::consultation::OPENS;
use crate::review::kind::field::Role;
use crate::review::kind::organisation;
use crate::review::value::{Prose, Reference, ReferenceIx, Text, Value, Values};
use crate::text::form::composed;
use crate::text::index::{IndexVec, index};
use crate::text::markdown::document::{Document, Heading, MentionIx};
use crate::text::span::Span;
use crate::text::weekday::Weekday;

index! {
    /// A record of a review.
    RecordIx;
}

/// One record.
#[derive(Debug)]
pub struct Record {
    /// What kind of record it is.
    pub kind: Kind,
    /// Its name: the second part of its id.
    pub name: Arc<str>,
    /// Its id: folder, slash, name.
    pub id: Arc<str>,
    /// The file that it stands in, as it is shown.
    pub path: Arc<str>,
    /// Where it begins: its front matter's first line, or its item's id.
    pub span: Span,
    /// Its fields.
    pub values: Values,
    /// Every reference in it: first those that are fields, then those that fields mention, then those that its body does.
    pub references: IndexVec<ReferenceIx, Reference>,
    /// How many of the references are fields.
    pub field_references: usize,
    /// How many of them fields mention.
    pub field_mentions: usize,
    /// Its body.
    pub body: Document,
    /// Weekdays written beside dates.
    pub weekdays: Vec<Weekday>,
    /// Whether its file could not be read as it should, so that nothing more should be said about what it lacks.
    pub broken: bool,
}

impl Record {
    /// What it is called: its title, else its label, else its name.
    #[must_use]
    pub fn title(&self) -> &str {
        self.values.get(&common::TITLE).or_else(|| self.label()).unwrap_or(&self.name)
    }

    /// Its official short label.
    #[must_use]
    pub fn label(&self) -> Option<&str> {
        self.values.get(&common::LABEL)
    }

    /// Its date, whichever of the kinds' fields says it.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        match self.values.in_role(Role::Date)? {
            Value::Date(date, _) => Some(*date),
            _ => None,
        }
    }

    /// When it was: its date, or when it opened.
    #[must_use]
    pub fn when(&self) -> Option<Date> {
        self.date().or_else(|| self.values.get(&OPENS))
    }

    /// Its number, in a kind that has numbers.
    #[must_use]
    pub fn number(&self) -> Option<&str> {
        match self.values.in_role(Role::Number)? {
            Value::Text(number) => Some(&number.text),
            _ => None,
        }
    }

    /// What the references of other records see of it.
    #[must_use]
    pub fn signature(&self) -> Signature<'_> {
        Signature {
            kind: self.kind,
            id: &self.id,
            name: &self.name,
            title: self.title(),
            label: self.label(),
            short: self.values.get(&organisation::SHORT),
            also: self.values.get(&organisation::ALSO),
            aliases: self.values.get(&ALIASES),
            headings: &self.body.headings,
            draft: self.is_draft(),
            broken: self.broken,
        }
    }

    /// What its body says.
    #[must_use]
    pub fn written(&self) -> Written<'_> {
        Written { document: &self.body, references_before: self.field_references + self.field_mentions }
    }

    /// What a text of its fields says; `None` where it has no markup.
    #[must_use]
    pub fn written_in<'a>(&self, prose: &'a Prose) -> Option<Written<'a>> {
        let references_before = self.field_references + prose.mentions_before;
        prose.document.as_deref().map(|document| Written { document, references_before })
    }

    /// Whether it is held back from publication.
    #[must_use]
    pub fn is_draft(&self) -> bool {
        self.values.get(&common::DRAFT)
    }
}

/// A text of a record with its markup: the body, or what a field says.
#[derive(Debug, Clone, Copy)]
pub struct Written<'a> {
    /// What it says.
    pub document: &'a Document,
    references_before: usize,
}

impl Written<'_> {
    /// The reference that a mention in it is.
    #[must_use]
    pub fn reference_of(&self, mention: MentionIx) -> ReferenceIx {
        ReferenceIx::new(self.references_before + mention.position())
    }
}

/// What the references of other records see of a record: all that decides where they lead, and what is said of them.
#[derive(Debug, Clone, Copy)]
pub struct Signature<'a> {
    /// What kind of record it is.
    pub kind: Kind,
    /// Its id.
    pub id: &'a Arc<str>,
    /// Its name.
    pub name: &'a Arc<str>,
    /// What it is called.
    pub title: &'a str,
    /// Its official short label.
    pub label: Option<&'a str>,
    /// What it is called for short.
    pub short: Option<&'a str>,
    /// What else texts call it.
    pub also: &'a [Text],
    /// What it was called before.
    pub aliases: &'a [Text],
    /// The headings of its body.
    pub headings: &'a [Heading],
    /// Whether it is held back from publication.
    pub draft: bool,
    /// Whether its file could not be read as it should.
    pub broken: bool,
}

impl Signature<'_> {
    /// Whether every reference that leads to the one leads to the other. Titles are seen where names in plain words are.
    #[must_use]
    pub fn is_same_as(&self, other: &Signature<'_>) -> bool {
        let Signature { kind, id, name, title, label, short, also, aliases, headings, draft, broken } = *self;
        let same = |a: &[Text], b: &[Text]| a.iter().map(|text| &text.text).eq(b.iter().map(|text| &text.text));
        let same_headings = || {
            headings.iter().map(|own| (&own.id, &own.text)).eq(other.headings.iter().map(|own| (&own.id, &own.text)))
        };
        (kind, id, name, label, short, draft, broken)
            == (other.kind, other.id, other.name, other.label, other.short, other.draft, other.broken)
            && (title == other.title || !kind.declaration().by_title)
            && same(also, other.also)
            && same(aliases, other.aliases)
            && same_headings()
    }

    /// The names in plain words that it answers to; none in a kind that is not called by name.
    pub fn called(&self) -> impl Iterator<Item = &str> {
        let others = self.short.into_iter().chain(self.also.iter().map(|name| &*name.text));
        let all = std::iter::once(self.title).chain(others);
        all.filter(|_| self.kind.declaration().by_title)
    }
}

/// A relative path, followed from a folder. A path that leads out of the review keeps its `..`, and so names nothing.
#[must_use]
pub fn join(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> =
        if path.starts_with('/') { Vec::new() } else { folder.split('/').filter(|part| !part.is_empty()).collect() };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    composed(&parts.join("/")).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_followed_and_never_lead_out() {
        assert_eq!(join("teams", "../people/x.md"), "people/x.md");
        assert_eq!(join("teams", "./a.md"), "teams/a.md");
        assert_eq!(join("teams", "/documents/r.pdf"), "documents/r.pdf");
        assert_eq!(join("teams", "../../x"), "../x");
    }
}
