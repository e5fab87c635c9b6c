//! What is said of a reference that leads nowhere, and what to write instead.

use std::sync::Arc;

use crate::review::id::{alternatives, nearest};
use crate::review::kind::Kind;
use crate::review::kind::common::{MENTION, SOURCE_RELATION};
use crate::review::kind::field::Relation;
use crate::review::record::{Record, RecordIx, Signature, join};
use crate::review::resolve::{Directory, Failure};
use crate::review::suggestions::{Sought, Suggestions};
use crate::review::value::{Reference, Wanted};
use crate::review::wording::with_article;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::markdown::{is_invisible, slug};
use crate::text::span::Span;
use crate::text::web_address::{without_marks, without_scheme};

/// The kinds of those who act. Where one of them is missing, the ids of others would be an invitation to say a falsehood.
const PARTIES: [Kind; 2] = [Kind::Person, Kind::Organisation];

impl Directory {
    /// That there is nothing at a path, which is written in a folder.
    pub(in crate::review) fn no_such_file(
        &self,
        path: &Arc<str>,
        span: Span,
        wanted: &str,
        folder: &str,
        sought: Sought,
        suggestions: &mut Suggestions,
    ) -> Diagnostic {
        let message = format!("there is no record or file `{wanted}`");
        let problem = Diagnostic::new(Code::UnknownAttachment, path, message).at(span);
        let other = self.other_address(wanted, folder).or_else(|| strange(wanted));
        if let Some(help) = other.or_else(|| self.record_instead(wanted, folder).filter(|_| sought == Sought::Link)) {
            return problem.help(help);
        }
        let names = self.attachments.len() + self.records.len();
        let find = || self.namesakes(wanted, sought).or_else(|| self.nearest_path(wanted, sought));
        with_help(problem, suggestions.instead_of(wanted, sought, names, find))
    }

    /// The record whose page, or whose name, is written as if it were a file.
    fn record_instead(&self, wanted: &str, folder: &str) -> Option<String> {
        let written = in_folder(wanted, folder).unwrap_or(wanted);
        let page = |path: &str| {
            let path = path.strip_suffix("/index.html").or_else(|| path.strip_suffix(".html"))?.to_owned();
            self.ids.contains_key(&*path).then_some(path)
        };
        if let Some(id) = page(wanted).or_else(|| page(written)) {
            return Some(format!("a link names the file of a record, not its page: write `/{id}.md`"));
        }
        if Kind::of_folder(wanted).is_some() {
            return Some(format!("the page of a list is written with `/` at its end: `/{wanted}/`"));
        }
        let found = self.by_name(written, &MENTION).ok()?;
        let id = self.signature(found).id;
        Some(format!("write `[[{written}]]` in place of the whole link, or `/{id}.md` as its address"))
    }

    /// The files of the same name in other folders.
    fn namesakes(&self, wanted: &str, sought: Sought) -> Option<String> {
        let name = file_name(wanted);
        let same = self.attachments.iter().filter(|path| file_name(path).eq_ignore_ascii_case(name));
        did_you_mean(same.take(3).map(|path| written_in(sought, format!("/{path}"))))
    }

    /// The paths that are nearest to one, as they are written wherever it was.
    fn nearest_path(&self, wanted: &str, sought: Sought) -> Option<String> {
        let paths = self.attachments.iter().map(|path| &**path);
        let records = self.signatures().filter(|_| sought == Sought::Link).map(|signature| &**signature.id);
        let wanted = wanted.strip_suffix(".md").unwrap_or(wanted);
        // Folders make paths long: a name that shares no letter with another is not near it.
        let is_alike = |path: &&str| {
            let letters = stem(wanted).to_lowercase();
            stem(path).to_lowercase().contains(|c: char| letters.contains(c))
        };
        let near = nearest(wanted, paths.chain(records).filter(is_alike));
        let written = |path: &&str| {
            let path = if self.ids.contains_key(*path) { format!("/{path}.md") } else { format!("/{path}") };
            written_in(sought, path)
        };
        did_you_mean(near.iter().map(written))
    }

    /// How an address is written that is no path: one of the web, of mail, of Windows, or one that begins elsewhere.
    fn other_address(&self, wanted: &str, folder: &str) -> Option<String> {
        let written = in_folder(wanted, folder).unwrap_or(wanted);
        if written.contains('\\') {
            let path = written.replace('\\', "/");
            if self.by_path(&join(folder, &path)).is_some() {
                return Some(format!("write the path with `/`: `{path}`"));
            }
            return Some(if self.by_path(&path).is_some() {
                format!("write the path with `/`, from the top of the folder of content files: `/{path}`")
            } else {
                "a path has `/` between its folders, and begins in the folder of the record".to_owned()
            });
        }
        if written.contains(char::is_whitespace) {
            return None;
        }
        if self.by_path(written).is_some() && written != wanted {
            let inside = in_folder(written, folder);
            let relative = inside.map_or_else(|| format!("../{written}"), str::to_owned);
            return Some(format!("a path begins in the folder of the record: write `{relative}`, or `/{written}`"));
        }
        let (host, path) = written.split_once('/').map_or((written, None), |(host, path)| (host, Some(path)));
        if path.is_none() && host.split_once('@').is_some_and(|(_, host)| host.contains('.')) {
            return Some(format!("an address of mail is written `mailto:{written}`"));
        }
        for scheme in ["http", "https"] {
            let rest = written.strip_prefix(scheme).and_then(|rest| rest.trim_start_matches(':').strip_prefix('/'));
            let Some(rest) = rest.map(|rest| rest.trim_start_matches('/')).filter(|rest| rest.contains('.')) else {
                continue;
            };
            return Some(if written.starts_with(&format!("{scheme}:")) {
                "a file of the review is meant here, not an address of the web".to_owned()
            } else {
                format!("an address of the web is written whole: `{scheme}://{rest}`")
            });
        }
        let is_web = host.get(..4).is_some_and(|begin| begin.eq_ignore_ascii_case("www."));
        if is_web {
            return Some(format!("an address of the web is written whole: `https://{written}`"));
        }
        // A folder may have a dot in its name as well.
        let is_host = host.rsplit_once('.').is_some_and(|(name, domain)| !name.is_empty() && DOMAINS.contains(&domain));
        is_host.then(|| format!("if an address of the web is meant, write `https://{written}`"))
    }

    /// What is said of a reference that leads nowhere.
    pub(in crate::review) fn report(
        &self,
        record: &Record,
        reference: &Reference,
        failure: &Failure,
        suggestions: &mut Suggestions,
    ) -> Diagnostic {
        let text = match &reference.wanted {
            Wanted::Named(text) | Wanted::Path(text) | Wanted::Page(text) | Wanted::File(text) => text,
            Wanted::Itself => "",
        };
        let new = |code, message: String| Diagnostic::new(code, &record.path, message).at(reference.span);
        match failure {
            Failure::Unknown => {
                let problem = new(Code::UnknownRecord, format!("no {} answers to `{text}`", kinds(reference.relation)));
                if text.ends_with('/') && *reference.relation == MENTION {
                    return problem.help(format!("only a record has a summary to show: write `[[{text}]]` for a link"));
                }
                let other = strange(text).or_else(|| alone(text)).or_else(|| several(reference, text));
                if let Some(help) = other.or_else(|| source_of_the_web(reference, text)) {
                    return problem.help(help);
                }
                self.suggest(problem, text, reference.relation, suggestions)
            }
            Failure::NoSuchFile => {
                let is_link = matches!(reference.wanted, Wanted::Path(_));
                let sought = if is_link { Sought::Link } else { Sought::File };
                self.no_such_file(&record.path, reference.span, text, record.kind.folder(), sought, suggestions)
            }
            Failure::Ambiguous(found) => {
                new(Code::AmbiguousReference, format!("`{text}` could be {} records", found.len()))
                    .help(self.one_of(found))
            }
            Failure::Namesakes(found) => {
                new(Code::AmbiguousReference, format!("{} people are called `{text}`", found.len()))
                    .help(self.one_of(found))
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
            Failure::UnknownHeading(found) => self.report_heading(record, reference, *found, suggestions),
        }
    }

    /// That the id of one of several records is to be written.
    fn one_of(&self, found: &[RecordIx]) -> String {
        let ids = found.iter().take(5).map(|&position| &**self.signature(position).id);
        format!("write the id: {}", alternatives(ids))
    }

    /// A problem with what may have been meant by a name that no record of the kinds of a relation answers to.
    pub(in crate::review) fn suggest(
        &self,
        problem: Diagnostic,
        text: &str,
        relation: &Relation,
        suggestions: &mut Suggestions,
    ) -> Diagnostic {
        // Each record may have a label besides its id and its name.
        let names = self.records.len() * 3;
        let sought = Sought::Record(relation.to);
        with_help(problem, suggestions.instead_of(text, sought, names, || Some(self.instead_of(text, relation))))
    }

    /// What to write instead of a name that no record of the kinds of a relation answers to.
    fn instead_of(&self, text: &str, relation: &Relation) -> String {
        let fitting = || self.signatures().filter(|signature| relation.takes(signature.kind));
        if let Some(help) = did_you_mean(self.nearest_ids(text, relation).into_iter()) {
            return help;
        }
        let names = || fitting().flat_map(|signature| [Some(&**signature.name), signature.label]).flatten();
        let near = if text.contains('/') { Vec::new() } else { nearest(text, names()) };
        if let Some(help) = did_you_mean(near.into_iter()) {
            return help;
        }
        let [kind] = relation.to else {
            let forms = "a reference is an id (`teams/dns-security`), a bare name or a label";
            let is_id = text.contains('/');
            let renamed = if is_id {
                format!("; if the record was renamed, add `aliases: [{text}]` to it")
            } else {
                String::new()
            };
            return format!("{forms}{renamed}");
        };
        let ids: Vec<&str> = fitting().map(|signature| &**signature.id).take(8).collect();
        let more = if fitting().nth(8).is_some() { ", …" } else { "" };
        if ids.is_empty() {
            let (name, folder) = (kind.declaration().name, kind.folder());
            return format!("there is no {name} yet; records of this kind stand in `{folder}/`");
        }
        if PARTIES.contains(kind) {
            return no_such_party(text, *kind);
        }
        format!("there are {}{more}", ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", "))
    }

    /// The ids that are nearest to a text. Where it names a folder that there is, the slip is in the name: what both have in
    /// common brings no two names nearer to each other.
    fn nearest_ids(&self, text: &str, relation: &Relation) -> Vec<String> {
        let fitting = || self.signatures().filter(|signature| relation.takes(signature.kind));
        let written = text.split_once('/');
        if let Some((folder, name)) = written {
            let names =
                fitting().filter(|signature| signature.kind.folder() == folder).map(|signature| &**signature.name);
            let near = nearest(name, names);
            if !near.is_empty() {
                return near.into_iter().map(|name| format!("{folder}/{name}")).collect();
            }
        }
        let others = fitting().filter(|signature| written.is_none_or(|(folder, _)| signature.kind.folder() != folder));
        nearest(text, others.map(|signature| &**signature.id)).into_iter().map(str::to_owned).collect()
    }

    fn report_heading(
        &self,
        record: &Record,
        reference: &Reference,
        position: RecordIx,
        suggestions: &mut Suggestions,
    ) -> Diagnostic {
        let found = self.signature(position);
        let heading = reference.heading.as_ref();
        let text = heading.map_or("", |heading| &*heading.text);
        let span = heading.map_or(reference.span, |heading| heading.span);
        let message = format!("`{}` has no heading `{text}`", found.id);
        let problem = Diagnostic::new(Code::UnknownHeading, &record.path, message).at(span);
        let names = found.headings.len();
        let help = suggestions.instead_of(text, Sought::Heading(position), names, || Some(other_heading(text, &found)));
        with_help(problem, help)
    }
}

/// What to write where nobody is called nearly so.
fn no_such_party(text: &str, kind: Kind) -> String {
    let (name, folder) = (kind.declaration().name, kind.folder());
    let is_of_folder = text.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    let renamed = if is_of_folder {
        format!("; if the record was renamed, add `aliases: [{text}]` to it")
    } else {
        String::new()
    };
    format!("there is no such {name}: correct the name, or add a record to `{folder}/`{renamed}")
}

fn with_help(problem: Diagnostic, help: Option<String>) -> Diagnostic {
    match help {
        Some(help) => problem.help(help),
        None => problem,
    }
}

/// Ends of the names of hosts that no file has.
const DOMAINS: [&str; 7] = ["org", "net", "int", "edu", "gov", "eu", "com"];

/// A path without the folder that it begins in.
fn in_folder<'a>(path: &'a str, folder: &str) -> Option<&'a str> {
    path.strip_prefix(folder)?.strip_prefix('/')
}

/// The name of a file, without its folders.
fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// The name of a file, without its folders and its ending.
fn stem(path: &str) -> &str {
    let name = file_name(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// A path as it is written: in a link, one with spaces stands in angle brackets.
fn written_in(sought: Sought, path: String) -> String {
    if sought == Sought::Link && path.contains(' ') { format!("<{path}>") } else { path }
}

/// The question after a slip; none where nothing is near.
fn did_you_mean<T: AsRef<str>>(near: impl Iterator<Item = T>) -> Option<String> {
    let near: Vec<T> = near.collect();
    (!near.is_empty()).then(|| format!("did you mean {}?", alternatives(near.iter().map(AsRef::as_ref))))
}

/// What to write instead of a heading that a record does not have.
fn other_heading(text: &str, found: &Signature<'_>) -> String {
    let ids = || found.headings.iter().map(|heading| heading.id.as_str());
    if let Some(help) = did_you_mean(nearest(&slug(text), ids()).into_iter().map(|id| format!("#{id}"))) {
        return help;
    }
    if ["fn-", "fnref-", "user-content-fn"].iter().any(|begin| text.starts_with(begin)) {
        return "the id of a footnote changes with the notes before it: write the mark of the note again, as in `[^1]`, or link to a heading".to_owned();
    }
    let same = found.headings.iter().find(|heading| slug(text).is_empty() && heading.text == text.trim());
    if let Some(heading) = same {
        let id = &heading.id;
        return format!(
            "an id has letters or digits: write `#{id}`, or give the heading another with `{{#…}}` behind it"
        );
    }
    if found.headings.is_empty() {
        return "it has no headings".to_owned();
    }
    format!("its headings are {}", ids().take(12).map(|id| format!("`#{id}`")).collect::<Vec<_>>().join(", "))
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

/// That a field takes what a link leads to, without the marks of the link.
fn alone(text: &str) -> Option<String> {
    let inside = without_marks(text)?;
    let path = inside.trim_start_matches("../").trim_end_matches(".md");
    Some(format!("write it alone: `{}`", if inside.contains("://") { &inside } else { path }))
}

/// That a source in the web is written as an address.
fn source_of_the_web(reference: &Reference, text: &str) -> Option<String> {
    let is_web = *reference.relation == SOURCE_RELATION && without_scheme(text);
    is_web.then(|| format!("an address of the web is written whole: `https://{text}`"))
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

/// The kinds that a relation takes, in words.
fn kinds(relation: &Relation) -> String {
    if relation.to.is_empty() {
        return "record".to_owned();
    }
    relation.to.iter().map(|kind| kind.declaration().name).collect::<Vec<_>>().join(" or ")
}
