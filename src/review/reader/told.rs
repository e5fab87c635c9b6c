//! What one record says of many: words with the records of which each is said, and texts about single ones.

use crate::review::kind::field::{Field, Relation, Shape, Telling};
use crate::review::reader::{Reader, sentence};
use crate::review::value::{Entry, Remark, Text, Told, Value, Values};
use crate::text::code::Code;
use crate::text::span::{SourceMap, Span};
use crate::text::yaml::{Key, Node, Scalar, Yaml};

impl Reader<'_> {
    /// What is said of many records: for each word the references to these, alone or with what is said beside.
    pub(super) fn told(
        &mut self,
        field: &'static Field,
        telling: &'static Telling,
        given: &[(Key, Node)],
    ) -> Vec<Told> {
        let mut told = Vec::new();
        for (key, node) in given.iter().filter(|(_, node)| !node.is_empty()) {
            let written = Scalar { text: key.text.clone(), plain: true, source_map: SourceMap::Whole(key.span) };
            let Some((field_of_word, word)) = self.told_word(telling, &written, key.span) else { continue };
            let items = match &node.yaml {
                Yaml::Sequence(items) => items.as_slice(),
                _ => std::slice::from_ref(node),
            };
            for item in items.iter().filter(|item| !item.is_empty()) {
                let mut entry = match &item.yaml {
                    Yaml::Mapping(given) => {
                        let of = format!("an entry of `{}`", field.name);
                        let fields: Vec<_> = [telling.on].into_iter().chain(telling.details.iter().copied()).collect();
                        self.require([telling.on].into_iter(), given, &of, item.span);
                        Entry { values: self.fields(&fields, given, &of, &[]), span: item.span }
                    }
                    _ => {
                        let on = self.value(telling.on, item).unwrap_or(Value::Unreadable);
                        if on.is_unknown() {
                            self.wrong_type(telling.on, "`unknown`", item.span);
                        }
                        Entry { values: Values::new(vec![(telling.on, on)]), span: item.span }
                    }
                };
                let on = entry.values.references(telling.on).to_vec();
                entry.values.add(field_of_word, word.clone());
                told.push(Told { on, entry });
            }
        }
        told
    }

    /// A word that is said of many records: one of the field's, or one of the review's own in the field where these stand.
    fn told_word(&mut self, telling: &'static Telling, word: &Scalar, span: Span) -> Option<(&'static Field, Value)> {
        let is_base = match telling.word.shape {
            Shape::Choice(vocabulary) => &*word.text == "unknown" || vocabulary.word(&word.text).is_some(),
            _ => true,
        };
        let field = telling.own_word.filter(|_| !is_base).unwrap_or(telling.word);
        Some((field, self.scalar(field, word, span)?))
    }

    /// Texts about single records.
    pub(super) fn remarks(
        &mut self,
        field: &'static Field,
        relation: &'static Relation,
        given: &[(Key, Node)],
    ) -> Vec<Remark> {
        let mut remarks = Vec::new();
        for (key, node) in given.iter().filter(|(_, node)| !node.is_empty()) {
            let Yaml::Scalar(scalar) = &node.yaml else {
                let message = format!("a text of `{}` cannot be {}", field.name, node.describe());
                self.problem(Code::WrongType, node.span, message, Some(sentence(field.about)));
                continue;
            };
            let on = self.refer(relation, &Text { text: key.text.clone(), span: key.span }, false);
            let text = self.prose(scalar, Text { text: scalar.text.clone(), span: node.span });
            remarks.push(Remark { on, text });
        }
        remarks
    }
}
