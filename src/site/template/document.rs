//! What a template is given: values one after the other in a few lists, which are made and thrown away at once.

use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;

use crate::site::template::names::{Access, Known, Name};
use crate::text::span::slice;

/// A value. What it holds lies in the document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Value {
    /// It was not given.
    Undefined,
    /// It was given and is nothing.
    None,
    Bool(bool),
    Integer(i64),
    /// A number beyond those: somebody may have written it.
    Large(u64),
    Float(f64),
    Text(Text),
    List(Run),
    Map {
        fields: Run,
        /// Whether it holds anything, be it that no template asks for it.
        held: bool,
    },
}

/// A text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) from: Source,
    pub(super) run: Run,
    /// Whether it is HTML already.
    pub(super) safe: bool,
}

/// Where a text lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// In what the template was given.
    Document,
    /// In the templates.
    Template,
    /// In what was made of others while the page was written.
    Made,
}

/// A part of one of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    start: u32,
    end: u32,
}

impl Run {
    /// From one place to another; none beyond 4 GiB.
    pub(super) fn new(start: usize, end: usize) -> Option<Run> {
        Some(Run { start: u32::try_from(start).ok()?, end: u32::try_from(end).ok()? })
    }

    pub(super) fn len(self) -> usize {
        self.range().len()
    }

    pub(super) fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A field of a map.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    pub(super) name: Name,
    pub(super) value: Value,
}

/// What a template is given.
#[derive(Debug)]
pub struct Document {
    pub(super) names: Arc<Known>,
    pub(super) text: String,
    pub(super) values: Vec<Value>,
    pub(super) fields: Vec<Field>,
    /// What each name means by itself, in the order of the names.
    roots: Vec<Value>,
    /// What lists and maps that are not finished hold.
    pub(super) open: Open,
}

/// What lists and maps that are not finished hold, each after what is around it.
#[derive(Debug, Default)]
pub(super) struct Open {
    pub(super) values: Vec<Value>,
    pub(super) fields: Vec<Field>,
}

/// How much room a copy has beyond what it holds: most pages need no more.
const ROOM: usize = 1024;

impl Clone for Document {
    fn clone(&self) -> Document {
        fn roomy<T: Copy>(list: &[T], more: usize) -> Vec<T> {
            let mut copy = Vec::with_capacity(list.len() + more);
            copy.extend_from_slice(list);
            copy
        }
        let mut text = String::with_capacity(self.text.len() + ROOM * 24);
        text.push_str(&self.text);
        Document {
            names: Arc::clone(&self.names),
            text,
            values: roomy(&self.values, ROOM / 4),
            fields: roomy(&self.fields, ROOM),
            roots: self.roots.clone(),
            open: Open { values: Vec::with_capacity(ROOM / 16), fields: Vec::with_capacity(ROOM / 8) },
        }
    }
}

impl Document {
    /// One that holds nothing yet.
    pub(super) fn new(names: &Arc<Known>) -> Document {
        Document {
            names: Arc::clone(names),
            text: String::new(),
            values: Vec::new(),
            fields: Vec::new(),
            roots: vec![Value::Undefined; names.len()],
            open: Open::default(),
        }
    }

    /// Gives a value a name.
    pub fn set(&mut self, name: &str, value: &impl Serialize) {
        let Some(name) = self.names.find(name) else { return };
        let made = self.make(value);
        self.root(name, made);
    }

    /// Gives HTML a name.
    pub fn set_safe(&mut self, name: &str, html: &str) {
        let Some(name) = self.names.find(name) else { return };
        let made = self
            .push_text(html)
            .map_or(Value::Undefined, |run| Value::Text(Text { from: Source::Document, run, safe: true }));
        self.root(name, made);
    }

    /// Gives each field of a value its name.
    pub fn extend(&mut self, value: &impl Serialize) {
        if let Value::Map { fields, .. } = self.make(value) {
            for position in fields.range() {
                if let Some(Field { name, value }) = self.fields.get(position).copied() {
                    self.root(name, value);
                }
            }
        }
    }

    fn root(&mut self, name: Name, value: Value) {
        if let Some(root) = self.roots.get_mut(name.position()) {
            *root = value;
        }
    }

    /// What a name means by itself.
    pub(super) fn get(&self, name: Name) -> Value {
        self.roots.get(name.position()).copied().unwrap_or(Value::Undefined)
    }

    /// A field of a value. Most often it stands where it stood in the map before.
    pub(super) fn field(&self, of: Value, access: &Access) -> Value {
        let Value::Map { fields, .. } = of else { return Value::Undefined };
        let fields = self.fields.get(fields.range()).unwrap_or_default();
        let is_it = |field: &&Field| field.name == access.name;
        if let Some(field) = fields.get(access.place()).filter(is_it) {
            return field.value;
        }
        let Some((place, field)) = fields.iter().enumerate().find(|(_, field)| is_it(field)) else {
            return Value::Undefined;
        };
        access.remember(place);
        field.value
    }

    /// An item of a list.
    pub(super) fn item(&self, of: Value, position: usize) -> Value {
        let Value::List(items) = of else { return Value::Undefined };
        self.items(items).get(position).copied().unwrap_or(Value::Undefined)
    }

    /// A value of a list, by its place among those of all lists.
    pub(super) fn value(&self, position: usize) -> Value {
        self.values.get(position).copied().unwrap_or(Value::Undefined)
    }

    /// The items of a list.
    pub(super) fn items(&self, list: Run) -> &[Value] {
        self.values.get(list.range()).unwrap_or_default()
    }

    /// A text of the document.
    pub(super) fn text(&self, run: Run) -> &str {
        slice(&self.text, run.range())
    }

    /// Puts a text into the document.
    pub(super) fn push_text(&mut self, text: &str) -> Option<Run> {
        let start = self.text.len();
        self.text.push_str(text);
        Run::new(start, self.text.len())
    }
}
