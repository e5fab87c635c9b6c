//! A review that was made up, before it is text: parts that can be left out one by one, and how each is written.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use rapporteur::review::kind::Kind;
use rapporteur::review::settings;

/// A whole review.
#[derive(Clone, Default)]
pub(crate) struct Made {
    pub(crate) settings: Vec<(String, Yaml)>,
    pub(crate) records: Vec<Draft>,
    /// Attachments, by their paths.
    pub(crate) attachments: Vec<(String, Vec<u8>)>,
    /// Files whose text is not what the above makes of them.
    pub(crate) spoilt: BTreeMap<String, Vec<u8>>,
}

/// A record.
#[derive(Clone)]
pub(crate) struct Draft {
    pub(crate) kind: Kind,
    pub(crate) name: String,
    pub(crate) fields: Vec<(String, Yaml)>,
    /// The blocks of its body.
    pub(crate) body: Vec<String>,
    pub(crate) place: Place,
}

/// Where a record is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// `teams/dns.md`
    Alone,
    /// `teams.yaml`
    Beside,
    /// `teams/list.yaml`
    Inside,
}

impl Place {
    /// The folder from which the paths in a body are followed.
    pub(crate) fn folder(self, kind: Kind) -> &'static str {
        if self == Place::Beside { "" } else { kind.folder() }
    }
}

/// A value as it is written.
#[derive(Clone, PartialEq)]
pub(crate) enum Yaml {
    /// As it stands.
    Plain(String),
    /// In quotes where it needs them.
    Text(String),
    List(Vec<Yaml>),
    Map(Vec<(String, Yaml)>),
}

impl Yaml {
    pub(crate) fn unknown() -> Yaml {
        Yaml::Plain("unknown".to_owned())
    }

    /// The value on one line.
    fn write(&self, out: &mut String) {
        match self {
            Yaml::Plain(text) => out.push_str(text),
            Yaml::Text(text) => out.push_str(&quoted(text)),
            Yaml::List(items) => {
                out.push('[');
                for (number, item) in items.iter().enumerate() {
                    out.push_str(if number == 0 { "" } else { ", " });
                    item.write(out);
                }
                out.push(']');
            }
            Yaml::Map(items) => {
                out.push('{');
                for (number, (key, item)) in items.iter().enumerate() {
                    out.push_str(if number == 0 { "" } else { ", " });
                    let _ = write!(out, "{}: ", quoted(key));
                    item.write(out);
                }
                out.push('}');
            }
        }
    }
}

/// A text, in quotes unless it needs none.
fn quoted(text: &str) -> String {
    let is_plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.ends_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '_' | '/' | '.' | '(' | ')'))
        && !matches!(text, "unknown" | "null");
    if is_plain { text.to_owned() } else { serde_json::to_string(text).expect("a text is JSON") }
}

fn write_fields(fields: &[(String, Yaml)], indent: &str) -> String {
    let mut out = String::new();
    for (key, value) in fields {
        let _ = write!(out, "{indent}{}: ", quoted(key));
        match value {
            // Entries stand below one another, as people write them.
            Yaml::List(items) if items.iter().any(|item| matches!(item, Yaml::Map(_))) => {
                for item in items {
                    let _ = write!(out, "\n{indent}  - ");
                    item.write(&mut out);
                }
            }
            value => value.write(&mut out),
        }
        out.push('\n');
    }
    out
}

impl Draft {
    fn path(&self) -> String {
        let folder = self.kind.folder();
        match self.place {
            Place::Alone => format!("{folder}/{}.md", self.name),
            Place::Beside => format!("{folder}.yaml"),
            Place::Inside => format!("{folder}/list.yaml"),
        }
    }

    fn text(&self) -> String {
        let body = self.body.join("\n\n");
        if self.place == Place::Alone {
            return format!("---\n{}---\n{body}\n", write_fields(&self.fields, ""));
        }
        let mut item = format!("- id: {}\n{}", quoted(&self.name), write_fields(&self.fields, "  "));
        if !body.is_empty() {
            item.push_str("  body: |\n");
            for line in body.lines() {
                let _ = writeln!(item, "{}{line}", if line.is_empty() { "" } else { "    " });
            }
        }
        item
    }
}

impl Made {
    /// Its files: their paths below the content folder, and their bytes.
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files: BTreeMap<String, Vec<u8>> = self.attachments.iter().cloned().collect();
        files.insert(settings::FILE.to_owned(), write_fields(&self.settings, "").into_bytes());
        for draft in &self.records {
            files.entry(draft.path()).or_default().extend_from_slice(draft.text().as_bytes());
        }
        files.extend(self.spoilt.clone());
        files
    }

    /// Writes them.
    pub(crate) fn write(&self, content: &Path) -> io::Result<()> {
        fs::create_dir_all(content)?;
        for (path, bytes) in self.files() {
            let path = content.join(path);
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(path, bytes)?;
        }
        Ok(())
    }
}
