//! YAML: every scalar stands where it says, to the letter.

use std::sync::Arc;

use rapporteur::text::span::{SourceMap, Span};
use rapporteur::text::yaml::{Node, Yaml, parse};

use super::files;
use super::mutate;
use super::rounds::rounds;

#[test]
fn any_yaml_is_read_and_every_letter_of_a_scalar_has_its_place() {
    let files: Vec<_> = files::texts().into_iter().filter(|file| file.path.ends_with(".yaml")).collect();
    rounds("YAML", 1_500, |rng| {
        let text = String::from_utf8_lossy(&mutate::one(rng, &files).bytes).into_owned();
        let path: Arc<str> = "x.yaml".into();
        let mut problems = Vec::new();
        if let Some(node) = parse(&text, Span::new(0, text.len()), &path, &mut problems) {
            assert_places(&text, &node);
        }
        for problem in &problems {
            assert!(problem.span.is_none_or(|span| text.get(span.range()).is_some()), "{problem:?}");
        }
    });
}

fn assert_places(text: &str, node: &Node) {
    assert!(text.get(node.span.range()).is_some(), "{:?}", node.span);
    match &node.yaml {
        Yaml::Scalar(scalar) => {
            if matches!(scalar.source_map, SourceMap::Whole(_)) {
                return;
            }
            for (at, letter) in scalar.text.char_indices().filter(|(_, letter)| *letter != '\n') {
                let place = scalar.source_map.span(at..at + letter.len_utf8());
                let written = text.get(place.range()).and_then(|written| written.chars().next());
                // Where a text was folded, a space stands for the end of a line.
                let is_fold = letter == ' ' && written.is_some_and(char::is_whitespace);
                assert!(written == Some(letter) || is_fold, "{written:?}, not {letter:?}, of {scalar:?} in {text:?}");
            }
        }
        Yaml::Sequence(items) => items.iter().for_each(|item| assert_places(text, item)),
        Yaml::Mapping(fields) => {
            for (key, value) in fields {
                assert!(text.get(key.span.range()).is_some(), "{key:?}");
                assert_places(text, value);
            }
        }
    }
}
