//! `init` and `new`: reviews and records that are well-formed from the start, made from the kinds' declarations.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use rustix::fs::{Mode, OFlags, mkdirat, openat};
use rustix::io::Errno;

use crate::cli::review_folder::find_content;
use crate::cli::{Exit, fail, finish, schema};
use crate::review::id::{check_name, suggest_name};
use crate::review::kind::Kind;
use crate::review::kind::common::FIRST;
use crate::review::kind::field::{Field, Role, Shape};
use crate::text::form::composed;

#[derive(Debug, Args)]
pub(super) struct InitArguments {
    /// The folder to make the review in
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct NewArguments {
    /// The kind of the record, or its folder
    #[arg(help = kinds())]
    kind: String,
    /// Its name, which becomes part of its address
    name: String,
    /// The folder of the content files [default: found from this folder, or one above it]
    #[arg(long, value_name = "DIR")]
    content: Option<PathBuf>,
}

/// What the kind may be, for the help.
fn kinds() -> String {
    let names = Kind::ALL.map(|kind| kind.declaration().name).join(", ");
    format!("The kind of the record, or its folder: {names}")
}

const REVIEW: &str = "\
# What the review is called, and which rules hold for it.
title: Example review
short: Example
summary: An example of a review, with one record of each kind.
organisation: Example Organisation
language: en
# base_url: https://example.org/review/

# A rule that reality breaks can be switched off, with the reason, which is part of the record:
# rules:
#   charter-too-few-members:
#     figure: 2
#     reason: The charter allows teams of two.
rules: {}
";

/// Records that the examples of the kinds refer to.
const SUPPORTING: [(&str, &str); 2] = [
    ("people/bo-example.md", "---\ntitle: Bo Example\naffiliation: Example Society\n---\n"),
    ("people/chris-example.md", "---\ntitle: Chris Example\naffiliation: unknown\n---\n"),
];

/// Makes a review in a folder that has none.
pub(super) fn init(arguments: &InitArguments) -> Exit {
    let here = arguments.folder.as_os_str() == ".";
    let content = if here { PathBuf::from("content") } else { arguments.folder.join("content") };
    // A link that leads nowhere exists as well.
    if fs::symlink_metadata(&content).is_ok() {
        let message = format!("`{}` exists already", content.display());
        return fail(&message, Some("choose another folder: nothing was written"));
    }
    let examples = Kind::ALL.into_iter().map(|kind| {
        let example = &kind.declaration().example;
        (format!("{}/{}.md", kind.folder(), example.name), example.text)
    });
    let supporting = SUPPORTING.into_iter().map(|(path, text)| (path.to_owned(), text));
    let files: Vec<(String, &str)> =
        [("review.yaml".to_owned(), REVIEW)].into_iter().chain(examples).chain(supporting).collect();
    if let Err(error) = fs::create_dir_all(&content) {
        return fail(&format!("`{}` cannot be made: {error}", content.display()), None);
    }
    for (path, text) in &files {
        if let Err(error) = write_new(&content, path, text) {
            return fail(&format!("`{}` cannot be written: {error}", content.join(path).display()), None);
        }
    }
    let preview = if here { String::new() } else { format!(" --content {}", content.display()) };
    let written = writeln!(
        io::stdout().lock(),
        "{}: a review with {} files. Preview it with `rapporteur serve{preview}`.",
        content.display(),
        files.len()
    );
    finish(Exit::Clean, written)
}

/// Makes a record that does not exist yet.
pub(super) fn record(arguments: &NewArguments) -> Exit {
    let kind = match schema::find(&arguments.kind) {
        Ok(kind) => kind,
        Err(help) => return fail(&format!("there is no kind `{}`", arguments.kind), Some(&help)),
    };
    let name = composed(&arguments.name);
    if let Err(reason) = check_name(&name) {
        let better = suggest_name(&name);
        let help = check_name(&better).is_ok().then(|| format!("name it `{better}`"));
        return fail(&reason, help.as_deref());
    }
    let content = match find_content(arguments.content.as_deref()) {
        Ok(content) => content,
        Err(message) => return fail(&message, None),
    };
    let file = format!("{}/{}.md", kind.folder(), name);
    let path = content.join(&file);
    match write_new(&content, &file, &skeleton(kind, &name)) {
        Ok(()) => finish(Exit::Clean, writeln!(io::stdout().lock(), "{}", path.display())),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            fail(&format!("`{}` exists already", path.display()), None)
        }
        Err(error) => fail(&format!("`{}` cannot be written: {error}", path.display()), None),
    }
}

/// Writes a file that must not exist into a content folder, and the folder of its kind if that is missing. The folder may
/// be a link, as everywhere; in it none is followed, since what is behind it would be no part of the review.
fn write_new(content: &Path, path: &str, text: &str) -> io::Result<()> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let mut folder = rustix::fs::open(content, flags, Mode::empty())?;
    let (above, name) = path.rsplit_once('/').map_or((None, path), |(above, name)| (Some(above), name));
    if let Some(above) = above {
        match mkdirat(&folder, above, Mode::from_raw_mode(0o777)) {
            Ok(()) | Err(Errno::EXIST) => {}
            Err(error) => return Err(error.into()),
        }
        folder = openat(&folder, above, flags | OFlags::NOFOLLOW, Mode::empty()).map_err(|error| match error {
            Errno::NOTDIR | Errno::LOOP => io::Error::other(format!("`{above}` is a link, or no folder")),
            error => error.into(),
        })?;
    }
    let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    File::from(openat(&folder, name, flags, Mode::from_raw_mode(0o666))?).write_all(text.as_bytes())
}

/// A record with its required fields to fill in, and the others as comments that say what they mean.
fn skeleton(kind: Kind, name: &str) -> String {
    let title = name.replace(['-', '_'], " ");
    let mut text = "---\n".to_owned();
    for field in ordered(kind) {
        let is_title = field.role == Some(Role::Title);
        let value = if is_title { &title } else { placeholder(field.shape) };
        let mark = if kind.requires(field) || is_title { "" } else { "# " };
        text.push_str(&format!("# {}\n{mark}{}: {value}\n", field.about, field.name));
    }
    text.push_str("---\n");
    text
}

/// The fields of a kind, the title first.
fn ordered(kind: Kind) -> impl Iterator<Item = &'static Field> {
    FIRST.into_iter().chain(kind.fields().filter(|field| !FIRST.contains(field)))
}

fn placeholder(shape: Shape) -> &'static str {
    match shape {
        Shape::Texts | Shape::Sources | Shape::References(_) | Shape::Names(_) | Shape::Entries(_) => "[]",
        Shape::Flag | Shape::Doubt => "true",
        Shape::Whole => "1",
        Shape::Entry(_) | Shape::Counts | Shape::Told(_) | Shape::Remarks(_) | Shape::Extra => "{}",
        Shape::Colour => "'#0d5680'",
        Shape::Language => "en",
        Shape::Choice(vocabulary) => vocabulary.ids().next().unwrap_or("unknown"),
        Shape::Text
        | Shape::Prose
        | Shape::Date
        | Shape::Address
        | Shape::File
        | Shape::Reference(_)
        | Shape::Named(_)
        | Shape::TextOrEntries(_) => "unknown",
    }
}
