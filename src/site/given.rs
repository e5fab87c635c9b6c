//! What a template is given, in the form that the engine of its theme takes.

use serde::Serialize;
use tera::{Context, Value};

use crate::site::template::Document;

/// What a template is given.
#[derive(Debug, Clone)]
pub enum Given {
    /// To a template that Tera renders.
    Tera(Context),
    /// To one of the embedded theme.
    Embedded(Document),
}

impl Given {
    /// Whether it is for the templates of the embedded theme, of which it is known what they pass over.
    #[must_use]
    pub fn is_embedded(&self) -> bool {
        matches!(self, Given::Embedded(_))
    }

    /// Gives each field of a view its name. Views are plain data with names as keys, so this cannot fail.
    pub fn extend(&mut self, view: &impl Serialize) {
        match self {
            Given::Tera(context) => context.extend(Context::from_serialize(view).unwrap_or_default()),
            Given::Embedded(document) => document.extend(view),
        }
    }

    /// Gives a view a name.
    pub fn set(&mut self, name: &'static str, view: &impl Serialize) {
        match self {
            Given::Tera(context) => context.insert_value(name, Value::from_serializable(view)),
            Given::Embedded(document) => document.set(name, view),
        }
    }

    /// Gives HTML a name.
    pub fn set_safe(&mut self, name: &'static str, html: &str) {
        match self {
            Given::Tera(context) => context.insert_value(name, Value::safe_string(html)),
            Given::Embedded(document) => document.set_safe(name, html),
        }
    }
}
