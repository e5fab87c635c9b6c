//! Random input, made of the files of this repository and of what has broken such programs before: nothing ends the
//! program, every place that it names is a place in the file, and a browser builds from raw HTML the tree that was written.
//!
//! Without more said, each test takes a fixed number of rounds from fixed seeds, so that a run of all tests is the same each
//! time; with `THOROUGH=yes` ten times as many. `RAPPORTEUR_SECONDS=60 cargo test --release --test integration fuzz --
//! --nocapture` goes on from seeds of its own for as long, and says how far it came; `RAPPORTEUR_SEED=17` takes that round
//! alone.

mod files;
mod html;
mod mutate;
mod rounds;
mod yaml;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use fastrand::Rng;
use rapporteur::pipeline::{Pipeline, Request};
use rapporteur::review::parse::parse;
use rapporteur::site::render::{self, Times};
use rapporteur::text::code::Code;
use rapporteur::text::diagnostic::Diagnostic;
use rapporteur::text::markdown::document::Token;
use rapporteur::text::markdown::{self, WrittenBody};
use rapporteur::text::source::{Rescan, Source};
use rapporteur::text::span::SourceMap;

use files::File;
use rounds::rounds;

use crate::request::request;
use crate::tree;

#[test]
fn any_text_of_a_record_is_parsed_and_every_place_is_in_it() {
    let files = files::texts();
    rounds("texts of records", 4_000, |rng| {
        let File { path, bytes } = mutate::one(rng, &files);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (path, shown): (Arc<str>, Arc<str>) = (path.as_str().into(), path.as_str().into());
        let source = Source { path, shown, text: text.into(), usable: true };
        let parsed = parse(&source);
        for problem in &parsed.diagnostics {
            assert_place(&source, problem);
        }
        for record in &parsed.records {
            for reference in &record.references {
                assert!(source.text.get(reference.span.range()).is_some(), "{reference:?}");
            }
            for heading in &record.body.headings {
                assert!(source.text.get(heading.span.range()).is_some(), "{heading:?}");
            }
        }
    });
}

/// Whether a body is a part of its file or was copied from there, it says the same.
#[test]
fn any_body_says_the_same_wherever_its_text_lies() {
    let files = files::texts();
    rounds("bodies in files and alone", 2_000, |rng| {
        let File { bytes, .. } = mutate::one(rng, &files);
        let text = String::from_utf8_lossy(&bytes);
        let told = |text: &str, file: &Arc<str>| {
            let written = WrittenBody { text, source_map: &SourceMap::from_offset(0), file };
            let document = markdown::parse(written, &"body.md".into(), &mut Vec::new());
            let tell = |token: &Token| match token {
                Token::Text(range) => document.text(*range).to_owned(),
                token => format!("{token:?}"),
            };
            (document.tokens.iter().map(tell).collect::<Vec<_>>(), document.length())
        };
        let file: Arc<str> = text.as_ref().into();
        assert_eq!(told(&file, &file), told(&text, &"".into()), "{text:?}");
    });
}

fn assert_place(source: &Source, problem: &Diagnostic) {
    let spans = problem.span.into_iter().chain(problem.related.iter().map(|related| related.span));
    for span in spans {
        assert!(source.text.get(span.range()).is_some(), "{span:?} of {} bytes: {problem:?}", source.text.len());
    }
}

#[test]
fn any_folder_is_checked_and_shown_to_its_end() {
    let files = files::all();
    rounds("folders", 40, |rng| {
        let temp = tree::temp();
        let content = temp.path().join("content");
        let write = |path: &str, bytes: &[u8]| {
            let file = content.join(path);
            // Two files may want one name to be a file and a folder.
            if file.parent().is_some_and(|folder| std::fs::create_dir_all(folder).is_ok()) {
                std::fs::write(file, bytes).unwrap_or_default();
            }
        };
        write("review.yaml", b"title: A review\nreport: whole\n");
        for _ in 0..rng.usize(1..25) {
            let file = if rng.bool() {
                rng.choice(&files).expect("there are files").clone()
            } else {
                mutate::one(rng, &files)
            };
            write(&file.path, &file.bytes);
        }
        assert_shown(&content, temp.path());
    });
}

/// Makes every page of a review, whatever is wrong with it: a page shows what can be shown.
fn assert_shown(content: &Path, temp: &Path) {
    let request = Request { drafts: true, ..request(content, temp.join("out")) };
    let laid_out = Pipeline::new(request).run(Rescan::All).expect("it was not walked before");
    let faults: Vec<&Diagnostic> =
        laid_out.diagnostics().list.iter().filter(|one| one.code == Code::InternalError).collect();
    assert_eq!(faults, [] as [&Diagnostic; 0]);
    let theme = laid_out.loaded_theme.theme.as_ref().unwrap_or_else(|broken| panic!("{:?}", broken.problems));
    let frame = render::frame(&laid_out.site, theme).unwrap_or_else(|problem| panic!("{problem:?}"));
    let (times, mut bytes) = (Times::default(), Vec::new());
    for route in laid_out.site.routes() {
        let made = render::bytes(&laid_out.site, theme, &frame, &route, &times, &mut bytes);
        assert_eq!(made, Ok(()), "{route:?}");
    }
}

/// Runs one round; what it was is said where it fails.
fn tell(seed: u64, round: impl FnOnce(&mut Rng)) {
    let outcome = catch_unwind(AssertUnwindSafe(|| round(&mut Rng::with_seed(seed))));
    assert!(outcome.is_ok(), "the round failed; RAPPORTEUR_SEED={seed} takes it again");
}
