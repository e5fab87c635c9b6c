//! What is edited: recommendations that others refer to, and the marks that are written into them to be looked for.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::client::{Client, holds};
use crate::common::disk::{self, Outcome, at};
use crate::server::Program;

/// A record to edit, by what is the same in every program's copy of the review.
#[derive(Clone)]
pub(crate) struct Subject {
    /// `r-00002`.
    pub(crate) name: String,
    /// The addresses of the pages whose front matter refers to it, so that they show its title; the first is that of a
    /// recommendation.
    pub(crate) linking: Vec<String>,
}

impl Subject {
    /// The address of its own page.
    pub(crate) fn page(&self) -> String {
        format!("/recommendations/{}/", self.name)
    }
}

/// Recommendations spread evenly over all that another one depends on, at most `count`.
pub(crate) fn subjects(content: &Path, count: usize) -> Outcome<Vec<Subject>> {
    let mut linking = BTreeMap::<String, Vec<String>>::new();
    for (folder, field) in [("recommendations", "\ndepends_on: "), ("comments", "\non: ")] {
        for path in disk::files(&content.join(folder))? {
            let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
            let text = at(&path, fs::read_to_string(&path))?;
            let Some((_, list)) = text.split_once(field) else { continue };
            let list = list.lines().next().unwrap_or_default();
            for target in list.split(['[', ',', ' ', ']']).filter_map(|word| word.strip_prefix("recommendations/")) {
                linking.entry(target.to_owned()).or_default().push(format!("/{folder}/{name}/"));
            }
        }
    }
    linking.retain(|_, pages| pages[0].starts_with("/recommendations/"));
    let all = linking.into_iter().map(|(name, linking)| Subject { name, linking }).collect::<Vec<_>>();
    let chosen = count.min(all.len());
    Ok((0..chosen).map(|place| all[place * all.len() / chosen].clone()).collect())
}

/// The addresses of the list's pages on which the subjects stand, in the order of the subjects.
pub(crate) fn lists(client: &mut Client, subjects: &[Subject]) -> Outcome<Vec<String>> {
    let mut found = vec![None; subjects.len()];
    for number in 1.. {
        let address =
            if number == 1 { "/recommendations/".to_owned() } else { format!("/recommendations/page/{number}/") };
        let body = client.get(&address).ok_or_else(|| format!("{address} does not list all that is to be edited"))?;
        for (subject, found) in subjects.iter().zip(&mut found) {
            if found.is_none() && holds(&body, &format!("recommendations/{}/", subject.name)) {
                *found = Some(address.clone());
            }
        }
        if found.iter().all(Option::is_some) {
            break;
        }
    }
    Ok(found.into_iter().flatten().collect())
}

/// Where in a record a mark is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// As a last paragraph.
    Body,
    /// After the last word of the title.
    Title,
}

/// How an editor saves a file.
#[derive(Clone, Copy)]
pub(crate) enum Saving {
    /// It empties the file and writes it anew.
    InPlace,
    /// It writes another file beside it and gives that the file's name.
    Renaming,
}

/// The file of a subject in a program's copy of the review, as it was at first.
pub(crate) struct Original {
    path: PathBuf,
    text: String,
}

impl Original {
    pub(crate) fn of(program: &Program, subject: &Subject) -> Outcome<Self> {
        let path = program.folder.join(format!("content/recommendations/{}.md", subject.name));
        let text = at(&path, fs::read_to_string(&path))?;
        Ok(Self { path, text })
    }

    /// Saves it with a mark.
    pub(crate) fn save(&self, place: Place, saving: Saving, mark: &str) -> Outcome<()> {
        let text = self.marked(place, mark)?;
        match saving {
            Saving::InPlace => at(&self.path, fs::write(&self.path, text)),
            Saving::Renaming => {
                let name = self.path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
                let beside = self.path.with_file_name(format!(".{name}.new"));
                at(&beside, fs::write(&beside, text))?;
                at(&self.path, fs::rename(&beside, &self.path))
            }
        }
    }

    fn marked(&self, place: Place, mark: &str) -> Outcome<String> {
        let start = match place {
            Place::Body => return Ok(format!("{}\n{mark}\n", self.text)),
            Place::Title => self.text.find("\ntitle: ").ok_or("a record without a title")? + 1,
        };
        let end = self.text[start..].find('\n').ok_or("a title without an end")? + start;
        let (before, after) = self.text.split_at(end);
        Ok(format!("{before} {mark}{after}"))
    }
}

/// Marks that no text has and that are all different.
#[derive(Default)]
pub(crate) struct Marks(usize);

impl Marks {
    pub(crate) fn next(&mut self) -> String {
        self.0 += 1;
        // No word of the corpus has a z or a q.
        format!("zq{:06}", self.0)
    }
}
