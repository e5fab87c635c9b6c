//! The reference in the README comes from the declarations: fields, settings and codes cannot say one thing there and
//! another in the program. `UPDATE=1 cargo test --test readme` writes it anew.

#![expect(clippy::disallowed_methods, reason = "the README is a file")]

use std::fmt::Write;
use std::fs;
use std::path::Path;

use rapporteur::review::kind::field::{Field, Shape};
use rapporteur::review::kind::{Kind, common};
use rapporteur::review::settings;
use rapporteur::site::policy;
use rapporteur::text::code::Code;

#[test]
fn the_reference_says_what_the_declarations_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).expect("there is a README");
    let mut right = readme.clone();
    for (name, text) in [
        ("kinds", kinds()),
        ("common fields", table(&common::FIELDS)),
        ("settings", table(&settings::FIELDS)),
        ("codes", codes()),
    ] {
        right = replace(&right, name, &text);
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &right).expect("the README can be written");
    } else {
        assert!(readme == right, "the reference in the README is not what the declarations say: run with UPDATE=1");
    }
}

#[test]
fn every_host_is_told_the_policies_of_the_program() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(path).expect("there is a README");
    for host in ["S3 and CloudFront", "nginx", "Apache", "Caddy"] {
        let (_, section) = readme.split_once(&format!("\n### {host}\n")).expect("there is such a section");
        let section = section.split("\n##").next().expect("the section ends");
        for policy in [policy::HOSTED_PAGE, policy::VIEWED, policy::GUEST] {
            assert!(section.contains(&format!("\"{policy}\"")), "{host} is not told: {policy}");
        }
    }
}

#[test]
fn every_file_of_the_theme_is_documented() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).expect("there is a README");
    for (folder, before) in [("themes/default", ""), ("themes/default/assets", "assets/")] {
        for entry in fs::read_dir(root.join(folder)).expect("the theme is there") {
            let path = entry.expect("it can be read").path();
            let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
            assert!(path.is_dir() || readme.contains(&format!("`{before}{name}`")), "the README does not name {name}");
        }
    }
}

#[test]
fn every_template_says_first_what_it_shows() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default");
    for entry in fs::read_dir(folder).expect("the theme is there") {
        let path = entry.expect("it can be read").path();
        if path.extension().is_some_and(|ending| ending == "html") {
            let text = fs::read_to_string(&path).expect("it can be read");
            assert!(text.starts_with("{#- "), "{} does not begin with a comment", path.display());
        }
    }
}

/// The text with what stands between the marks of a section replaced.
fn replace(text: &str, name: &str, section: &str) -> String {
    let (begin, end) = (format!("<!-- {name}: made from the declarations -->\n"), format!("<!-- end of {name} -->"));
    let start = text.find(&begin).unwrap_or_else(|| panic!("the README has a section {name}")) + begin.len();
    let stop = start + text[start..].find(&end).unwrap_or_else(|| panic!("the section {name} ends"));
    format!("{}\n{section}\n{}", &text[..start], &text[stop..])
}

fn kinds() -> String {
    let mut text = String::new();
    for kind in Kind::ALL {
        let declaration = kind.declaration();
        writeln!(text, "#### `{}/`: {}\n\n{}\n", declaration.folder, declaration.name, declaration.about)
            .expect("written");
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
                    shape_short(field.shape)
                )
            })
            .collect();
        names.join(", ")
    };
    match shape {
        Shape::Entries(fields) => format!("a list of {{{}}}", entry(fields)),
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
        Shape::Choice(words) => words.join(" / "),
        Shape::Reference(relation) => format!("→ {}", to(relation.to)),
        Shape::References(relation) => format!("→ {}, one or more", to(relation.to)),
        Shape::Named(relation) => format!("a name, or → {}", to(relation.to)),
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
