//! The tables of the manual that are made from the declarations of the program.

use std::fmt::Write;
use std::fs;

use rapporteur::review::kind::field::{Field, Shape};
use rapporteur::review::kind::{Kind, common};
use rapporteur::review::settings;
use rapporteur::text::code::Code;

use super::chapter::{read, slug};
use crate::tree::repository;

#[test]
fn the_reference_says_what_the_declarations_say() {
    let fields =
        [("common fields", table(&common::FIELDS)), ("kinds", kinds()), ("settings", table(&settings::FIELDS))];
    for (chapter, sections) in [("docs/fields.md", &fields[..]), ("docs/checking.md", &[("codes", codes())])] {
        let written = read(chapter);
        let right = sections.iter().fold(written.clone(), |text, (name, section)| replace(&text, name, section));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(repository().join(chapter), &right).expect("the chapter can be written");
        } else {
            assert!(written == right, "{chapter} does not say what the declarations say: run with UPDATE=1");
        }
    }
}

/// The text with what stands between the marks of a section replaced.
fn replace(text: &str, name: &str, section: &str) -> String {
    let (begin, end) = (format!("<!-- {name}: made from the declarations -->\n"), format!("<!-- end of {name} -->"));
    let start = text.find(&begin).unwrap_or_else(|| panic!("the chapter has a section {name}")) + begin.len();
    let stop = start + text[start..].find(&end).unwrap_or_else(|| panic!("the section {name} ends"));
    format!("{}\n{section}\n{}", &text[..start], &text[stop..])
}

fn kinds() -> String {
    let heading = |kind: Kind| format!("`{}/`: {}", kind.folder(), kind.declaration().name);
    let links = Kind::ALL.map(|kind| format!("[`{}/`](#{})", kind.folder(), slug(&heading(kind))));
    let mut text = links.join(" ·\n") + "\n\n";
    for kind in Kind::ALL {
        let declaration = kind.declaration();
        writeln!(text, "### {}\n\n{}\n", heading(kind), declaration.about).expect("written");
        text.push_str(&table(declaration.fields));
        text.push('\n');
    }
    text.trim_end().to_owned() + "\n"
}

fn table(fields: &[&Field]) -> String {
    let mut text = "| field | value | meaning |\n|---|---|---|\n".to_owned();
    for field in fields {
        let name = if field.required { format!("`{}` (required)", field.name) } else { format!("`{}`", field.name) };
        writeln!(text, "| {name} | {} | {} |", shape(field.shape), field.about).expect("written");
    }
    text
}

fn shape(shape: Shape) -> String {
    let entry = |fields: &[&Field]| {
        let names: Vec<String> = fields
            .iter()
            .map(|field| {
                format!(
                    "`{}`{}: {}",
                    field.name,
                    if field.required { " (required)" } else { "" },
                    if matches!(field.shape, Shape::Entry(_)) {
                        self::shape(field.shape)
                    } else {
                        shape_short(field.shape)
                    }
                )
            })
            .collect();
        names.join(", ")
    };
    match shape {
        Shape::Entries(fields) => format!("a list of {{{}}}", entry(fields)),
        Shape::TextOrEntries(fields) => format!("a text, or a list of {{{}}}", entry(fields)),
        Shape::Entry(fields) => format!("{{{}}}", entry(fields)),
        shape => shape_short(shape),
    }
}

fn shape_short(shape: Shape) -> String {
    let to = |kinds: &[Kind]| match kinds {
        [] => "any record".to_owned(),
        kinds => kinds.iter().map(|kind| kind.declaration().name).collect::<Vec<_>>().join(" or "),
    };
    match shape {
        Shape::Choice(vocabulary) => vocabulary.ids().collect::<Vec<_>>().join(" / "),
        Shape::Reference(relation) => format!("→ {}", to(relation.to)),
        Shape::References(relation) => format!("→ {}, one or more", to(relation.to)),
        Shape::Named(relation) => format!("a name, or → {}", to(relation.to)),
        Shape::Prose => "Markdown".to_owned(),
        shape => shape.describe().replace('`', ""),
    }
}

fn codes() -> String {
    let mut text = "| code | severity | meaning |\n|---|---|---|\n".to_owned();
    for code in Code::ALL {
        writeln!(text, "| `{}` | {} | {} |", code.name(), code.severity().name(), code.title()).expect("written");
    }
    text
}
