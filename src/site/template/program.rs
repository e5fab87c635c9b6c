//! The steps that write pages, and what has a value in them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::review::names::Names as Words;
use crate::site::template::document::{Run, Value};
use crate::site::template::names::{Access, Known, Name};
use crate::site::template::syntax::Binary;

/// Templates, ready to write pages.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) pages: BTreeMap<String, Body>,
    pub(super) components: Vec<Body>,
    pub(super) names: Arc<Known>,
    /// The texts of the templates, one after the other.
    pub(super) text: String,
    /// The review's words for its things.
    pub(super) words: Words,
}

impl Program {
    /// A text of the templates.
    pub(super) fn bytes(&self, run: Run) -> &[u8] {
        debug_assert!(self.text.get(run.range()).is_some(), "{run:?} is no text of the templates");
        self.text.as_bytes().get(run.range()).unwrap_or_default()
    }
}

/// The steps of a page or of a component.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) steps: Vec<Step>,
    /// How many slots its variables take. What a component is given stands in the first.
    pub(super) slots: usize,
    /// Whether what is written is escaped.
    pub(super) escapes: bool,
}

/// A step.
#[derive(Debug)]
pub(super) enum Step {
    Text(Run),
    Write(Term),
    /// A call of a component.
    Call(usize, Vec<Term>),
    If(Vec<(Term, Vec<Step>)>, Vec<Step>),
    For(Box<Loop>),
    Set(usize, Term),
    /// Forgets variables.
    Clear(Range<usize>),
}

/// A loop: its item, how many there were before it and how many there are stand in three slots.
#[derive(Debug)]
pub(super) struct Loop {
    pub(super) slot: usize,
    pub(super) over: Term,
    /// Whether it counts up to a number.
    pub(super) counts: bool,
    pub(super) body: Vec<Step>,
    pub(super) empty: Vec<Step>,
    /// The variables that each turn begins without.
    pub(super) own: Range<usize>,
}

/// What has a value.
#[derive(Debug)]
pub(super) enum Term {
    Value(Value),
    /// A variable, or a field of a field of it.
    Path(Variable, Vec<Access>),
    /// The first of some slots that is set, or else something.
    Either(Vec<usize>, Box<Term>),
    /// A field of a field of something else.
    Field(Box<Term>, Vec<Access>),
    Item(Box<Term>, usize),
    /// Whether a loop is at its first item.
    First(usize),
    /// Whether it is at its last.
    Last(usize),
    Not(Box<Term>),
    Binary(Binary, Box<(Term, Term)>),
    Filter(Filter, Box<Term>),
    IsDefined(Box<Term>),
    IsNumber(Box<Term>),
}

/// What a name means.
#[derive(Debug, Clone, Copy)]
pub(super) enum Variable {
    /// What the template is given.
    Given(Name),
    Slot(usize),
}

/// A filter.
#[derive(Debug)]
pub(super) enum Filter {
    Say,
    Counted(Box<Term>),
    Length,
    Capital,
    Capitalize,
    Lower,
    Safe,
    Pluralize(Value, Value),
    Join(Option<Box<Term>>),
}
