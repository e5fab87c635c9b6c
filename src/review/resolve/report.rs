//! What is said of a reference that leads nowhere, and what to write instead.

use std::sync::Arc;

use crate::review::id::{alternatives, nearest};
use crate::review::kind::field::Relation;
use crate::review::record::{Record, Signature};
use crate::review::resolve::{Directory, Failure};
use crate::review::value::{Reference, Wanted};
use crate::review::wording::with_article;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::markdown::{is_invisible, slug};
use crate::text::span::Span;

impl Directory {
    /// That there is nothing at a path.
    pub(super) fn no_such_file(&self, path: &Arc<str>, span: Span, wanted: &str, folder: &str) -> Diagnostic {
        let paths = self.attachments.iter().map(|path| &**path);
        let near = nearest(
            wanted.strip_suffix(".md").unwrap_or(wanted),
            paths.chain(self.signatures().map(|signature| &**signature.id)),
        );
        let problem =
            Diagnostic::new(Code::UnknownAttachment, path, format!("there is no record or file `{wanted}`")).at(span);
        if let Some(help) = self.other_address(wanted, folder).or_else(|| strange(wanted)) {
            return problem.help(help);
        }
        // From the content folder on, it is right wherever it is written.
        let written =
            |path: &&str| if self.ids.contains_key(*path) { format!("/{path}.md") } else { format!("/{path}") };
        let near: Vec<String> = near.iter().map(written).collect();
        let near = alternatives(near.iter().map(String::as_str));
        if near.is_empty() { problem } else { problem.help(format!("did you mean {near}?")) }
    }

    /// How an address is written that is no path: one of the web, of mail, of Windows, or one that begins elsewhere.
    fn other_address(&self, wanted: &str, folder: &str) -> Option<String> {
        let written = wanted.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')).unwrap_or(wanted);
        if written.contains('\\') {
            return Some(format!("write the path with `/`: `{}`", written.replace('\\', "/")));
        }
        if written.contains(char::is_whitespace) {
            return None;
        }
        if self.by_path(written).is_some() && written != wanted {
            let inside = written.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
            let relative = inside.map_or_else(|| format!("../{written}"), str::to_owned);
            return Some(format!("a path begins in the folder of the record: write `{relative}`, or `/{written}`"));
        }
        let (host, path) = written.split_once('/').map_or((written, None), |(host, path)| (host, Some(path)));
        if path.is_none() && host.split_once('@').is_some_and(|(_, host)| host.contains('.')) {
            return Some(format!("an address of mail is written `mailto:{written}`"));
        }
        // A folder may have a dot in its name as well.
        host.starts_with("www.").then(|| format!("an address of the web is written whole: `https://{written}`"))
    }

    /// What is said of a reference that leads nowhere.
    pub(in crate::review) fn report(
        &self,
        record: &Record,
        reference: &Reference,
        failure: &Failure,
        suggestions: &mut usize,
    ) -> Diagnostic {
        let text = match &reference.wanted {
            Wanted::Named(text) | Wanted::Path(text) | Wanted::File(text) => text,
            Wanted::Itself => "",
        };
        let new = |code, message: String| Diagnostic::new(code, &record.path, message).at(reference.span);
        match failure {
            Failure::Unknown => {
                let problem = new(Code::UnknownRecord, format!("no {} answers to `{text}`", kinds(reference.relation)));
                if let Some(help) = strange(text).or_else(|| several(reference, text)) {
                    return problem.help(help);
                }
                self.suggest(problem, text, reference.relation, suggestions)
            }
            Failure::NoSuchFile => self.no_such_file(&record.path, reference.span, text, record.kind.folder()),
            Failure::Ambiguous(found) => {
                let ids = found.iter().take(5).map(|&position| &**self.signature(position).id);
                new(Code::AmbiguousReference, format!("`{text}` could be {} records", found.len()))
                    .help(format!("write the id: {}", alternatives(ids)))
            }
            Failure::WrongKind(found) => {
                let found = self.signature(*found);
                let message = format!(
                    "`{text}` is {}, not {}",
                    with_article(found.kind.declaration().name),
                    with_article(&kinds(reference.relation))
                );
                let problem = new(Code::WrongKind, message);
                self.suggest(problem, text, reference.relation, suggestions)
            }
            Failure::NotAFile(found) => {
                let Signature { id, kind, .. } = self.signature(*found);
                let message = format!("`{id}` is {}, not an image", with_article(kind.declaration().name));
                new(Code::WrongKind, message).help(format!("write `![[{id}]]` to show its summary"))
            }
            Failure::UnknownHeading(found) => report_heading(record, reference, &self.signature(*found)),
        }
    }

    /// A problem with what may have been meant, as long as any may be looked for.
    pub(in crate::review) fn suggest(
        &self,
        problem: Diagnostic,
        text: &str,
        relation: &Relation,
        suggestions: &mut usize,
    ) -> Diagnostic {
        let Some(left) = suggestions.checked_sub(1) else { return problem };
        *suggestions = left;
        let fitting = || self.signatures().filter(|signature| relation.takes(signature.kind));
        let by_id = nearest(text, fitting().map(|signature| &**signature.id));
        let near = if text.contains('/') || !by_id.is_empty() {
            by_id
        } else {
            nearest(text, fitting().flat_map(|signature| [Some(&**signature.name), signature.label]).flatten())
        };
        match (near.is_empty(), relation.to) {
            (false, _) => problem.help(format!("did you mean {}?", alternatives(near))),
            (true, [kind]) => {
                let ids: Vec<&str> = fitting().map(|signature| &**signature.id).take(8).collect();
                let more = if fitting().nth(8).is_some() { ", …" } else { "" };
                if ids.is_empty() {
                    problem.help(format!(
                        "there is no {} yet; records of this kind stand in `{}/`",
                        kind.declaration().name,
                        kind.folder()
                    ))
                } else {
                    problem.help(format!(
                        "there are {}{more}",
                        ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ")
                    ))
                }
            }
            (true, _) if text.contains('/') => problem.help(format!(
                "a reference is an id (`teams/dns-security`), a bare name or a label; if the record was renamed, add `aliases: [{text}]` to it"
            )),
            (true, _) => problem.help("a reference is an id (`teams/dns-security`), a bare name or a label"),
        }
    }
}

/// That a name has a character in it that looks like another, or like nothing; or the quotation marks of a letter.
fn strange(text: &str) -> Option<String> {
    let unquoted = text.trim_matches(['“', '”', '‘', '’', '„']);
    if unquoted != text {
        return Some(format!("write it without the quotation marks: `{unquoted}`"));
    }
    let odd = text.chars().find(|&c| is_odd(c))?;
    let number = u32::from(odd);
    Some(if odd.is_whitespace() {
        format!("it has another space than the usual one in it, U+{number:04X}: type the name again")
    } else if matches!(odd, '\u{2010}'..='\u{2015}') {
        format!("it has another dash than `-` in it, U+{number:04X}: write `{}`", text.replace(odd, "-"))
    } else {
        format!("it has a character in it that nobody sees, U+{number:04X}: type the name again")
    })
}

/// Whether a character of a name looks like another one, or like nothing.
fn is_odd(c: char) -> bool {
    is_invisible(c) || matches!(c, '\u{2010}'..='\u{2015}') || (c.is_whitespace() && c != ' ')
}

/// That a text of several names is a list without its brackets; in a text there are no lists of references.
fn several(reference: &Reference, text: &str) -> Option<String> {
    if reference.relation.to.is_empty() {
        return None;
    }
    let names = text.trim_matches(['[', ']', ' ']);
    let all: Vec<&str> = names.split(',').map(str::trim).collect();
    let is_list = all.len() > 1 && all.iter().all(|name| !name.is_empty());
    is_list.then(|| format!("several are written as a list: `[{}]`", all.join(", ")))
}

fn report_heading(record: &Record, reference: &Reference, found: &Signature<'_>) -> Diagnostic {
    let heading = reference.heading.as_ref();
    let text = heading.map_or("", |heading| &*heading.text);
    let span = heading.map_or(reference.span, |heading| heading.span);
    let ids = || found.headings.iter().map(|heading| heading.id.as_str());
    let near = nearest(&slug(text), ids());
    let help = match (near.is_empty(), found.headings.is_empty()) {
        (false, _) => format!(
            "did you mean {}?",
            alternatives(near.iter().map(|id| format!("#{id}")).collect::<Vec<_>>().iter().map(String::as_str))
        ),
        (true, false) => {
            format!("its headings are {}", ids().take(12).map(|id| format!("`#{id}`")).collect::<Vec<_>>().join(", "))
        }
        (true, true) => "it has no headings".to_owned(),
    };
    Diagnostic::new(Code::UnknownHeading, &record.path, format!("`{}` has no heading `{text}`", found.id))
        .at(span)
        .help(help)
}

/// The kinds that a relation takes, in words.
fn kinds(relation: &Relation) -> String {
    if relation.to.is_empty() {
        return "record".to_owned();
    }
    relation.to.iter().map(|kind| kind.declaration().name).collect::<Vec<_>>().join(" or ")
}
