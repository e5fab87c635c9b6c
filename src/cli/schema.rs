//! `schema`: the fields of a kind as a JSON Schema (draft 2020-12), from which editors complete and check front matter.

use std::collections::BTreeSet;
use std::io::Write;

use clap::Args;
use serde_json::{Map, Value, json};

use crate::cli::{Exit, fail, finish};
use crate::review::id::{alternatives, nearest};
use crate::review::kind::Kind;
use crate::review::kind::field::{Field, Shape};
use crate::review::kind::history::{TRACKS, Track};
use crate::review::{names, settings, words};

#[derive(Debug, Args)]
pub(super) struct SchemaArguments {
    /// The kind, or its folder, or `review` for review.yaml; none: all of them, under `$defs`
    kind: Option<String>,
}

pub(super) fn print(arguments: &SchemaArguments) -> Exit {
    let schema = match arguments.kind.as_deref() {
        None => all(),
        Some("review") => whole(of_settings()),
        Some(name) => match find(name) {
            Ok(kind) => whole(of_kind(kind)),
            Err(help) => return fail(&format!("there is no kind `{name}`"), Some(&help)),
        },
    };
    let text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    finish(Exit::Clean, writeln!(std::io::stdout().lock(), "{text}"))
}

/// The kind of a name, of a folder, or of either misspelt: then what to write instead.
pub(super) fn find(name: &str) -> Result<Kind, String> {
    let nouns = names::Names::default();
    let is = |kind: &Kind| {
        let noun = || [nouns.one(*kind), nouns.many(*kind)].contains(&name);
        kind.folder() == name || kind.declaration().name == name || noun()
    };
    Kind::ALL.into_iter().find(is).ok_or_else(|| {
        let named = |kind: Kind| [kind.declaration().name, kind.folder(), nouns.one(kind), nouns.many(kind)];
        let names: BTreeSet<&str> = Kind::ALL.into_iter().flat_map(named).collect();
        match nearest(name, names.into_iter()).as_slice() {
            [] => format!("the kinds are {}", Kind::ALL.map(|kind| kind.declaration().name).join(", ")),
            near => format!("did you mean {}?", alternatives(near.iter().copied())),
        }
    })
}

fn whole(mut schema: Map<String, Value>) -> Value {
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    Value::Object(schema)
}

fn all() -> Value {
    let kinds = Kind::ALL.into_iter().map(|kind| (kind.declaration().folder.to_owned(), Value::Object(of_kind(kind))));
    let review = ("review".to_owned(), Value::Object(of_settings()));
    let definitions: Map<String, Value> = kinds.chain([review]).collect();
    json!({"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": definitions})
}

fn of_settings() -> Map<String, Value> {
    let mut schema = object("review.yaml", "The settings of a review.", &settings::FIELDS, |field| field.required);
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        for (name, more) in [("names", of_names()), ("words", of_words())] {
            if let Some(Value::Object(property)) = properties.get_mut(name) {
                property.extend(more);
            }
        }
    }
    schema
}

/// What a review calls its kinds, by their names or their folders, all who carry it out, and the reasons that it gives.
fn of_names() -> Map<String, Value> {
    let name = Value::Object(properties(&names::FIELDS, |field| field.required));
    let kinds = Kind::ALL.into_iter().flat_map(|kind| [kind.declaration().name, kind.folder()]);
    let kinds = kinds.chain([names::PLENARY]).map(|kind| (kind.to_owned(), name.clone()));
    let mut rationale = value(names::RATIONALE.field.shape);
    rationale.insert("description".to_owned(), json!(describe(&names::RATIONALE.field)));
    let rationale = (names::RATIONALE.field.name.to_owned(), Value::Object(rationale));
    let all: Map<String, Value> = kinds.chain([rationale]).collect();
    Map::from_iter([("properties".to_owned(), Value::Object(all)), ("additionalProperties".to_owned(), json!(false))])
}

/// The review's own words: of each history a map from words to what they stand for, which may be a base word alone.
fn of_words() -> Map<String, Value> {
    let of_track = |(track, fields): (&'static Track, &[&Field])| {
        let map = Value::Object(properties(fields, |field| field.required));
        let word = match fields.iter().find(|field| field.required) {
            Some(field) => json!({"anyOf": [value(field.shape), map]}),
            None => map,
        };
        (track.name().to_owned(), json!({"type": "object", "additionalProperties": word}))
    };
    let tracks: Map<String, Value> = TRACKS.into_iter().zip(words::FIELDS).map(of_track).collect();
    Map::from_iter([
        ("properties".to_owned(), Value::Object(tracks)),
        ("additionalProperties".to_owned(), json!(false)),
    ])
}

fn of_kind(kind: Kind) -> Map<String, Value> {
    let declaration = kind.declaration();
    let fields: Vec<&Field> = kind.fields().collect();
    object(declaration.name, declaration.about, &fields, |field| kind.requires(field))
}

fn object(title: &str, about: &str, fields: &[&Field], is_required: impl Fn(&Field) -> bool) -> Map<String, Value> {
    let mut schema = properties(fields, is_required);
    schema.insert("title".to_owned(), json!(title));
    schema.insert("description".to_owned(), json!(about));
    schema
}

fn properties(fields: &[&Field], is_required: impl Fn(&Field) -> bool) -> Map<String, Value> {
    let required: Vec<&str> = fields.iter().filter(|field| is_required(field)).map(|field| field.name).collect();
    let mut properties = Map::new();
    for field in fields {
        let mut schema = value(field.shape);
        if field.own_words {
            // Which own words there are is the review's to say; editors offer the base words.
            schema = Map::from_iter([("anyOf".to_owned(), json!([schema, text()]))]);
        }
        if field.may_be_unknown() && !field.own_words {
            schema = or_unknown(field.shape, schema);
        }
        schema.insert("description".to_owned(), json!(describe(field)));
        properties.insert(field.name.to_owned(), Value::Object(schema));
    }
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("additionalProperties".to_owned(), json!(false));
    schema.insert("required".to_owned(), json!(required));
    schema.insert("properties".to_owned(), Value::Object(properties));
    schema
}

/// What a field means, and for a reference which kinds it may point to.
fn describe(field: &Field) -> String {
    match field.shape.relation() {
        Some(relation) if !relation.to.is_empty() => {
            let kinds: Vec<&str> = relation.to.iter().map(|kind| kind.declaration().folder).collect();
            format!("{} Refers to: {}.", field.about, kinds.join(", "))
        }
        _ => field.about.to_owned(),
    }
}

/// Text in YAML may look like a number or a truth value to an editor; the record keeps it as it was written.
fn text() -> Value {
    json!({"type": ["string", "number", "boolean"]})
}

fn value(shape: Shape) -> Map<String, Value> {
    let one_or_many = |item: Value| json!({"anyOf": [item.clone(), {"type": "array", "items": item}]});
    let schema = match shape {
        Shape::Text | Shape::Prose | Shape::Named(_) | Shape::Reference(_) | Shape::File => text(),
        Shape::Texts | Shape::Sources | Shape::References(_) | Shape::Names(_) => one_or_many(text()),
        Shape::Whole => json!({"type": "integer", "minimum": 0}),
        Shape::Doubt => json!({"anyOf": [{"type": "boolean"}, text(), {"type": "array", "items": text()}]}),
        Shape::Flag => json!({"type": "boolean"}),
        Shape::Date => {
            let day = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?";
            json!({"type": ["string", "integer"], "pattern": format!("^({day}(/{day})?|unknown)$")})
        }
        Shape::Choice(vocabulary) => json!({"enum": vocabulary.ids().collect::<Vec<_>>()}),
        Shape::Colour => json!({"type": "string", "pattern": "^#?([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$"}),
        Shape::Language => {
            let (script, region, variant) =
                ("[A-Za-z]{4}", "([A-Za-z]{2}|[0-9]{3})", "([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3})");
            json!({"type": "string", "pattern": format!("^[A-Za-z]{{2,3}}(-{script})?(-{region})?(-{variant})*$")})
        }
        Shape::Address => json!({"type": "string", "pattern": "^(https?://|mailto:|tel:)"}),
        Shape::Entries(fields) => json!({"type": "array", "items": properties(fields, |field| field.required)}),
        Shape::TextOrEntries(fields) => {
            let item = json!({"anyOf": [text(), properties(fields, |field| field.required)]});
            json!({"anyOf": [text(), {"type": "array", "items": item}]})
        }
        Shape::Entry(fields) => Value::Object(properties(fields, |field| field.required)),
        Shape::Counts => json!({"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}}),
        Shape::Told(telling) => {
            let more = [telling.on].into_iter().chain(telling.details.iter().copied()).collect::<Vec<&Field>>();
            let item = json!({"anyOf": [text(), properties(&more, |field| field == telling.on)]});
            json!({"type": "object", "additionalProperties": one_or_many(item), "propertyNames": value(telling.word.shape)})
        }
        Shape::Remarks(_) => json!({"type": "object", "additionalProperties": text()}),
        Shape::Extra => json!({"type": "object"}),
    };
    match schema {
        Value::Object(schema) => schema,
        _ => Map::new(),
    }
}

/// `unknown` may stand for the value of a field where its type does not take the word already.
fn or_unknown(shape: Shape, schema: Map<String, Value>) -> Map<String, Value> {
    let takes_text = match shape {
        Shape::Choice(vocabulary) => vocabulary.has_unknown(),
        Shape::Whole
        | Shape::Colour
        | Shape::Language
        | Shape::Address
        | Shape::Entries(_)
        | Shape::Entry(_)
        | Shape::Counts
        | Shape::Told(_)
        | Shape::Remarks(_) => false,
        _ => true,
    };
    if takes_text {
        return schema;
    }
    let mut either = Map::new();
    either.insert("anyOf".to_owned(), json!([Value::Object(schema), {"const": "unknown"}]));
    either
}
