//! What was read again after edits, held against what a fresh reading comes to: the same diagnostics, the same bytes.
//!
//! Edits come in bursts, a few at once, as hands and programs make them: files are made, changed, renamed and removed, among
//! them `review.yaml`, templates and attachments, and put back now and then so that the review is whole again. After each
//! burst the preview, the published folder and a new build are compared. `EDITS=10000 cargo test --release --test
//! integration incremental` makes more of them than the run for every day, and `SEED` other ones.
//!
//! Most are made in a review in which every file refers to others, and edits meet; some in a large one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fastrand::Rng;
use rapporteur::pipeline::{self, Diagnostics, Pipeline, Request};
use rapporteur::review::value::ReferenceIx;
use rapporteur::site::edit::first_pages;
use rapporteur::text::source::Rescan;

use crate::preview::{answered, preview};
use crate::tree::{self, copy};

#[test]
fn what_is_read_again_is_what_is_read_afresh() {
    assert_read_again("tests/cases/every-field-of-every-kind/content", 100);
}

#[test]
fn what_is_read_again_of_a_large_review_is_what_is_read_afresh() {
    assert_read_again("content", 20);
}

fn assert_read_again(content: &str, edits: u64) {
    let number = |name: &str, otherwise: u64| std::env::var(name).map_or(otherwise, |text| text.parse().expect(name));
    let (edits, seed) = (number("EDITS", edits), number("SEED", 7));
    let folder = tree::temp();
    let mut hands = Hands::new(&tree::repository().join(content), folder.path(), seed);
    let mut pipeline = Pipeline::new(request(folder.path(), "watched"));
    let mut served = Pipeline::new(request(folder.path(), "nowhere"));
    let preview = preview();
    let (mut whole, mut is_whole) = (0, false);
    while hands.made < edits {
        let touched = hands.burst();
        let context = || format!("seed {seed}, after {} edits, the last of {touched:?}", hands.made);
        // Every other time the paths are known, as they are from file events.
        let rescan = if hands.dice.usize(..2) == 0 { Rescan::All } else { Rescan::Files(&touched) };
        // Into an empty folder, so that nothing is said of what was published before.
        fs::remove_dir_all(folder.path().join("fresh")).unwrap_or_default();
        let fresh = pipeline::build(request(folder.path(), "fresh"));
        if let Some(laid_out) = served.run(rescan) {
            // Where a page could not be made, a build says more than a walk.
            let afresh = || Pipeline::new(request(folder.path(), "nowhere")).run(Rescan::All).expect("a first walk");
            let diagnostics =
                fresh.as_ref().map_or_else(|_| afresh().take_diagnostics(), |built| built.diagnostics.clone());
            assert_eq!(shown(laid_out.diagnostics()), shown(&diagnostics), "{}", context());
            assert_eq!(
                preview.show(laid_out).and_then(|_| preview.judge()).is_err(),
                diagnostics.has_errors(),
                "{}",
                context()
            );
        }
        // Where nothing has changed, the last word stands.
        is_whole = pipeline.build(rescan).is_ok_and(|built| built.is_some() || is_whole);
        assert_eq!(fresh.is_ok(), is_whole, "{}", context());
        if !is_whole {
            continue;
        }
        whole += 1;
        let expected = files(&folder.path().join("fresh"));
        assert!(expected == files(&folder.path().join("watched")), "published: {}", context());
        for (path, bytes) in &expected {
            let answer = preview.answer(path.strip_suffix("index.html").unwrap_or(path));
            assert!(answered(answer).1 == *bytes, "served: {path}, {}", context());
        }
    }
    assert!(whole * 20 > hands.bursts, "only {whole} of {} times the review was whole", hands.bursts);
}

#[test]
fn the_pages_of_an_edit_come_first_with_all_that_they_may_link_to() {
    let folder = tree::temp();
    let write = |path: &str, text: &str| tree::write(folder.path(), &format!("content/{path}"), text);
    write("review.yaml", "title: Small\nretrospective: The review is over.\n");
    write("organisations.yaml", "- {id: board, title: The Board}\n");
    write(
        "recommendations/one.md",
        "---\ntitle: One\nresponse: [{outcome: approved, by: board, date: 2020-01-01}]\n---\n",
    );
    write("recommendations/two.md", "---\ntitle: Two\n---\n\nAfter [[one]].\n");
    write("findings/far.md", "---\ntitle: Far\n---\n");
    let mut pipeline = Pipeline::new(request(folder.path(), "out"));
    pipeline.build(Rescan::All).expect("a whole review").expect("a first build");
    assert!(pipeline.ahead().is_none(), "the first time all comes at once");
    let before = tree::files(&folder.path().join("out"));

    let edited =
        "---\ntitle: One\naliases: [old/one]\nresponse: [{outcome: rejected, by: board, date: 2020-01-01}]\n---\n";
    write("recommendations/one.md", edited);
    let path = folder.path().join("content/recommendations/one.md");
    let laid_out = Pipeline::new(request(folder.path(), "nowhere")).run(Rescan::All).expect("a first run");
    let site = &laid_out.site;
    let shown = path.to_string_lossy();
    let first = first_pages(site, &BTreeSet::from([&*shown]), &|file| before.contains_key(file));
    let first: BTreeSet<String> = first.iter().map(|route| site.addresses.file(route)).collect();
    for page in
        ["index.html", "recommendations/index.html", "recommendations/one/index.html", "recommendations/two/index.html"]
    {
        assert!(first.contains(page), "{page}: {first:?}");
    }
    assert!(!first.contains("findings/far/index.html"), "{first:?}");
    let is_new = |file: &String| !before.contains_key(file);
    let of_value = |file: &String| file.starts_with("recommendations/by/");
    let new = || site.routes().into_iter().map(|route| site.addresses.file(&route)).filter(is_new);
    assert_eq!(new().find(|file| !first.contains(file) && !of_value(file)), None, "{first:?}");
    let rejected = "recommendations/by/response/rejected/index.html";
    assert!(new().any(|file| file == rejected));

    pipeline.build(Rescan::Files(&BTreeSet::from([path]))).expect("a whole review").expect("something changed");
    let published = files(&folder.path().join("out"));
    // With the pages that are first come those of values that they link to and that were not there.
    let first = first.into_iter().chain(new().filter(of_value)).collect::<BTreeSet<String>>();
    let visible = first.iter().filter(|file| before.get(*file) != published.get(*file)).count();
    assert_eq!(pipeline.ahead().map(|ahead| ahead.files), Some(visible), "{first:?}");
    pipeline::build(request(folder.path(), "fresh")).expect("a whole review");
    assert!(published == files(&folder.path().join("fresh")));
}

#[test]
fn one_edit_reads_one_file_again() {
    let folder = tree::temp();
    copy(&tree::repository().join("content"), &folder.path().join("content"));
    let mut pipeline = Pipeline::new(request(folder.path(), "nowhere"));
    let before = pipeline.run(Rescan::All).expect("a first walk");
    assert!(pipeline.run(Rescan::All).is_none(), "nothing has changed");
    let file = folder.path().join("content/recommendations/4.1.md");
    fs::write(&file, format!("{}\nMore.\n", fs::read_to_string(&file).expect("a record"))).expect("an edit");
    let after = pipeline.run(Rescan::Files(&BTreeSet::from([file.clone()]))).expect("an edit changes something");
    assert_eq!(after.changes.changed, [file.to_str().expect("UTF-8").into()]);
    assert_eq!((after.changes.added.len(), after.changes.removed.len()), (0, 0));
    let kept = before.site.visible.review.records.iter().zip(&after.site.visible.review.records);
    let renewed: Vec<&str> = kept.filter(|(a, b)| !Arc::ptr_eq(a, b)).map(|(_, record)| &*record.id).collect();
    assert_eq!(renewed, ["recommendations/4.1"]);
    // Saved once more as it is: a change of the file, none of the review.
    fs::write(&file, fs::read_to_string(&file).expect("a record")).expect("a save");
    assert!(pipeline.run(Rescan::Files(&BTreeSet::from([file]))).is_none());
}

#[test]
fn what_others_see_of_a_record_is_seen_anew() {
    let before = "---\ntitle: One\nlabel: L1\naliases: [old/one]\n---\n\n## First\n\nA.\n\n## Second\n\nB.\n";
    let changes = [
        before.replace("## First", "## Before it\n\n## First"),
        before.replace("label: L1", "label: L2"),
        before.replace("old/one", "older/one"),
        before.replace("title: One", "title: One\ndraft: true"),
        before.replace("## Second", "## Another"),
    ];
    for after in changes {
        let folder = tree::temp();
        let write = |path: &str, text: &str| {
            let path = folder.path().join("content").join(path);
            fs::create_dir_all(path.parent().expect("it has one")).expect("a folder can be made");
            fs::write(path, text).expect("a file can be written");
        };
        write("review.yaml", "title: Small\n");
        write("pages/one.md", before);
        write("pages/two.md", "---\ntitle: Two\n---\n\n[[L1]], [[one#second]], [[old/one]].\n");
        let mut pipeline = Pipeline::new(request(folder.path(), "nowhere"));
        pipeline.run(Rescan::All).expect("a first run");
        write("pages/one.md", &after);
        let path = folder.path().join("content/pages/one.md");
        let again = pipeline.run(Rescan::Files(&BTreeSet::from([path]))).expect("an edit changes something");
        let fresh = Pipeline::new(request(folder.path(), "nowhere")).run(Rescan::All).expect("a first walk");
        assert_eq!(shown(again.diagnostics()), shown(fresh.diagnostics()), "{after}");
        let targets = |laid_out: &pipeline::LaidOut| {
            let review = &laid_out.site.visible.review;
            let two = review.position("pages/two").expect("it is there");
            (0..3).map(|reference| review.target(two, ReferenceIx::new(reference))).collect::<Vec<_>>()
        };
        assert_eq!(targets(&again), targets(&fresh), "{after}");
    }
}

/// Rules that a review kept are asked only of what has changed. What an edit breaks may stand in another file than the one that
/// was edited.
#[test]
fn what_an_edit_breaks_is_told_wherever_it_stands() {
    let recommendation = "---\ntitle: One\nparts: [{id: a, text: First.}, {id: b, text: Second.}]\nresponse:\n\
                          \x20 - {date: 2024-01-01, by: Board, outcome: approved, part: a, id: e1}\n---\n";
    let statement = "---\ntitle: Said\ndate: 2024-02-01\nby: Board\nresponse:\n  approved:\n    - {on: 1, part: b}\n\
                     reasons: {1: So it is.}\n---\n";
    let other = "---\ntitle: Two\n---\n";
    let folder = tree::temp();
    let path = |path: &str| folder.path().join("content").join(path);
    let write = |file: &str, text: &str| {
        fs::create_dir_all(path(file).parent().expect("it has one")).expect("a folder can be made");
        fs::write(path(file), text).expect("a file can be written");
    };
    let (one, said, two) = ("recommendations/1.md", "statements/said.md", "recommendations/2.md");
    write("review.yaml", "title: Small\n");
    [(one, recommendation), (said, statement), (two, other)].into_iter().for_each(|(file, text)| write(file, text));
    let mut pipeline = Pipeline::new(request(folder.path(), "nowhere"));
    assert!(!pipeline.run(Rescan::All).expect("a first run").diagnostics().has_errors());
    for (file, text, code) in [
        // The statement names a part that is there no more.
        (one, recommendation.replace("id: b", "id: c"), "UnknownPart"),
        (said, statement.replace("part: b", "part: d"), "UnknownPart"),
        (said, statement.replace("{on: 1, part: b}", "2"), "RemarkWithoutEntry"),
        (said, statement.replace("approved", "aproved"), "UnknownChoice"),
        (one, recommendation.replace("approved", "aproved"), "UnknownChoice"),
        (one, recommendation.replace("One", "One\ndate: 2024-03-01\nresponse_due: 2024-02-01"), "DatesRunBackwards"),
        (
            one,
            recommendation.replace("id: e1}", "id: e1}\n  - {date: 2024-01-02, by: Office, outcome: noted, id: e1}"),
            "DuplicateEntryId",
        ),
    ] {
        let whole = if file == one { recommendation } else { statement };
        // Another edit between the two, after which nothing that is said of them is new.
        for (file, text, code) in [
            (file, &*text, Some(code)),
            (two, "---\ntitle: Three\n---\n", Some(code)),
            (file, whole, None),
            (two, other, None),
        ] {
            write(file, text);
            let again = pipeline.run(Rescan::Files(&BTreeSet::from([path(file)]))).expect("an edit changes something");
            let told = shown(again.diagnostics());
            let fresh = Pipeline::new(request(folder.path(), "nowhere")).run(Rescan::All).expect("a first walk");
            assert_eq!(told, shown(fresh.diagnostics()), "{file}: {text}");
            assert_eq!(again.diagnostics().has_errors(), code.is_some(), "{told:?}");
            assert!(code.is_none_or(|code| told.iter().any(|problem| problem.contains(code))), "{code:?}: {told:?}");
        }
    }
}

/// A comment without a title is known by who made it, and its date where others were made by the same: a record far away may be
/// called otherwise after an edit.
#[test]
fn what_links_say_is_what_they_say_afresh() {
    let folder = tree::temp();
    let path = |number: usize| folder.path().join(format!("content/comments/c{number}.md"));
    let comment = |number: usize, from: &str| {
        fs::write(path(number), format!("---\nfrom: {from}\ndate: 2024-01-02\n---\n\nText.\n")).expect("an edit");
    };
    fs::create_dir_all(folder.path().join("content/comments")).expect("a folder can be made");
    fs::write(folder.path().join("content/review.yaml"), "title: Many\n").expect("settings");
    (0..600).for_each(|number| comment(number, &format!("Body {number}")));
    let titles = |laid_out: &pipeline::LaidOut| {
        let site = &laid_out.site;
        let all = site.visible.review.records.iter_enumerated();
        all.map(|(record, found)| (found.id.to_string(), site.addresses.title(record).to_owned())).collect::<Vec<_>>()
    };
    let mut pipeline = Pipeline::new(request(folder.path(), "nowhere"));
    let mut before = titles(&pipeline.run(Rescan::All).expect("a first run"));
    for from in ["Body 1", "Body 300", "Somebody"] {
        comment(599, from);
        let again = pipeline.run(Rescan::Files(&BTreeSet::from([path(599)]))).expect("an edit changes something");
        let fresh = Pipeline::new(request(folder.path(), "nowhere")).run(Rescan::All).expect("a first walk");
        let now = titles(&again);
        assert_eq!(now, titles(&fresh), "{from}");
        let others = now.iter().zip(&before).filter(|(now, before)| now != before && now.0 != "comments/c599");
        assert!(others.count() > 0, "{from}: another is called otherwise");
        before = now;
    }
}

/// Where a recommendation stands depends on others: on those who speak of it, on what it is made of, on what takes its place.
#[test]
fn where_recommendations_stand_is_where_they_stand_afresh() {
    let recommendation = |title: &str, more: &str| format!("---\ntitle: {title}\n{more}---\n");
    let statement = |more: &str| format!("---\ntitle: Said\ndate: 2024-02-01\n{more}---\n");
    let number = |number: usize| format!("recommendations/{number}.md");
    let first = [
        ("review.yaml".to_owned(), "title: Small\n".to_owned()),
        (number(1), recommendation("Whole", "addressee: Board\n")),
        (number(2), recommendation("Part", "part_of: 1\n")),
        (number(3), recommendation("Part of a part", "part_of: 2\n")),
        (number(4), recommendation("Newer", "date: 2024-01-01\n")),
        (number(5), recommendation("Alone", "addressee: [Board, Office]\n")),
        ("statements/said.md".to_owned(), statement("by: Board\nresponse:\n  rejected: [3]\n  approved: [5]\n")),
    ];
    let edits = [
        // Who is asked, and so who has answered.
        (number(1), recommendation("Whole", "addressee: [Board, Office]\n")),
        (number(1), recommendation("Whole", "")),
        (number(1), recommendation("Whole", "addressee: Board\n")),
        // The whole is withdrawn, and is not, with all that it is made of.
        (number(1), recommendation("Whole", "addressee: Board\nwithdrawn: {date: 2024-01-01}\n")),
        (number(1), recommendation("Whole", "addressee: Board\nwithdrawn: {date: 2094-01-01}\n")),
        (number(1), recommendation("Whole", "addressee: Board\n")),
        // Another takes its place, one day, and no more.
        (number(4), recommendation("Newer", "date: 2024-01-01\nsupersedes: [1, 5]\n")),
        (number(4), recommendation("Newer", "date: 2094-01-01\nsupersedes: [1, 5]\n")),
        (number(4), recommendation("Newer", "date: 2024-01-01\nsupersedes: [5]\n")),
        (number(4), recommendation("Newer", "date: 2024-01-01\n")),
        // Somebody else says it, something else, of another.
        ("statements/said.md".to_owned(), statement("by: Office\nresponse:\n  rejected: [3]\n  approved: [5]\n")),
        ("statements/said.md".to_owned(), statement("by: Board\nresponse:\n  approved: [3, 5]\n")),
        ("statements/said.md".to_owned(), statement("by: Board\nresponse:\n  rejected: [5]\n")),
        ("statements/said.md".to_owned(), statement("by: Office\nprogress:\n  complete: [3, 5]\n")),
        // It is no part any more.
        (number(2), recommendation("Part", "")),
        (number(3), recommendation("Part of a part", "part_of: 1\n")),
    ];
    assert_seen_afresh(&first, &edits);
}

/// Of whom recommendations are, what they are about and where facts are taken from is said by other records as well.
#[test]
fn what_recommendations_share_is_what_they_share_afresh() {
    let record = |title: &str, more: &str| format!("---\ntitle: {title}\n{more}---\n");
    let cited = |number: usize| format!("https://example.org/{number}/the-report");
    let first = [
        ("review.yaml", "title: Small\nretrospective: The review is over.\n".to_owned()),
        ("groups/first.md", record("First", "theme: [Names]\n")),
        ("groups/second.md", record("Second", "theme: [Numbers]\n")),
        ("organisations/board.md", record("The Board", "")),
        ("teams/one.md", record("Team one", "")),
        ("documents/report.md", record("Report", &format!("url: {}\n", cited(1)))),
        ("recommendations/1.md", record("One", "group: first\naddressee: board\nteam: one\n")),
        ("recommendations/2.md", record("Two", "group: second\naddressee: Office\n")),
        ("recommendations/3.md", record("Three", "part_of: 2\n")),
        ("recommendations/4.md", record("Four", &format!("theme: [Other]\nsource: {}\n", cited(1)))),
        ("findings/f.md", record("Found", &format!("source: {}\n", cited(2)))),
    ];
    let edits = [
        // What a group is about, and what it is called.
        ("groups/first.md", record("First", "theme: [Numbers, Names]\n")),
        ("groups/second.md", record("Second", "theme: [names]\n")),
        ("groups/second.md", record("Second to none", "theme: [names]\n")),
        ("groups/second.md", record("Second to none", "")),
        // Who is asked, and what they are called.
        ("organisations/board.md", record("The Other Board", "")),
        ("teams/one.md", record("Team none", "")),
        // What a recommendation says itself, and for what it is made of.
        ("recommendations/2.md", record("Two", "group: first\naddressee: [board, Office]\n")),
        ("recommendations/2.md", record("Two", "theme: [Other]\naddressee: office\n")),
        ("recommendations/2.md", record("Two", "theme: unknown\naddressee: office\nteam: one\n")),
        ("recommendations/3.md", record("Three", "part_of: 1\n")),
        ("recommendations/3.md", record("Three", "priority: high\n")),
        ("recommendations/4.md", record("Four", &format!("theme: [other]\nsource: {}\n", cited(1)))),
        // Another source of nearly the same address, and what is published there.
        ("recommendations/4.md", record("Four", &format!("theme: [other]\nsource: {}\n", cited(3)))),
        ("documents/report.md", record("Report", &format!("url: {}\n", cited(3)))),
        ("documents/report.md", record("The report", &format!("draft: true\nurl: {}\n", cited(3)))),
        ("documents/report.md", record("The report", &format!("url: {}\n", cited(2)))),
        ("findings/f.md", record("Found", "")),
    ];
    let named = |(file, text): (&str, String)| (file.to_owned(), text);
    assert_seen_afresh(&first.map(named), &edits.map(named));
}

/// Makes one edit after the other, and asserts that each changes some page, and that all are those of a fresh build.
fn assert_seen_afresh(first: &[(String, String)], edits: &[(String, String)]) {
    let folder = tree::temp();
    let write = |(file, text): &(String, String)| tree::write(folder.path(), &format!("content/{file}"), text);
    first.iter().for_each(write);
    let mut pipeline = Pipeline::new(request(folder.path(), "watched"));
    pipeline.build(Rescan::All).expect("a whole review");
    let mut before = files(&folder.path().join("watched"));
    for edit in edits {
        write(edit);
        let path = folder.path().join("content").join(&edit.0);
        pipeline.build(Rescan::Files(&BTreeSet::from([path]))).expect("a whole review").expect("an edit");
        pipeline::build(request(folder.path(), "fresh")).expect("a whole review");
        let now = files(&folder.path().join("watched"));
        let fresh = files(&folder.path().join("fresh"));
        let differing: Vec<&String> = fresh.keys().filter(|path| fresh.get(*path) != now.get(*path)).collect();
        assert!(now == fresh, "{edit:?}: {differing:?}");
        assert!(now != before, "{edit:?}");
        before = now;
    }
}

#[test]
fn what_the_review_calls_things_is_seen_anew() {
    let folder = tree::temp();
    copy(&tree::repository().join("tests/standing/own-words/content"), &folder.path().join("content"));
    let review = folder.path().join("content/review.yaml");
    let text = fs::read_to_string(&review).expect("settings");
    let mut pipeline = Pipeline::new(request(folder.path(), "watched"));
    for changed in [
        text.clone(),
        text.replace("{implemented: partly, intent", "{implemented: mostly, intent"),
        text.replace("agree, but", "agree but"),
        text.replace("Working group", "Office"),
        text.replace("Unsatisfactory: {implemented: no}", ""),
        text.clone(),
    ] {
        fs::write(&review, &changed).expect("an edit");
        let built = pipeline.build(Rescan::Files(&BTreeSet::from([review.clone()])));
        let fresh = pipeline::build(request(folder.path(), "fresh"));
        assert_eq!(built.is_ok(), fresh.is_ok(), "{changed}");
        if fresh.is_ok() {
            let (watched, fresh) = (files(&folder.path().join("watched")), files(&folder.path().join("fresh")));
            assert!(watched == fresh, "{changed}");
        }
    }
}

#[test]
fn another_day_is_seen_as_it_is_seen_afresh() {
    let folder = tree::temp();
    let case = tree::repository().join("tests/cases/what-is-to-come/content");
    copy(&case, &folder.path().join("content"));
    fs::write(folder.path().join("content/review.yaml"), "title: Made up\n").expect("the theme of every day");
    let on = |day: &str, out: &str| Request { as_of: day.parse().expect("a day"), ..request(folder.path(), out) };
    let mut pipeline = Pipeline::new(on("2025-12-31", "watched"));
    let preview = preview();
    let mut served = Pipeline::new(on("2025-12-31", "nowhere"));
    let mut before = BTreeMap::new();
    for day in ["2025-12-31", "2026-01-01", "2026-01-02", "2030-01-01", "2025-12-31"] {
        (pipeline.request.as_of, served.request.as_of) = (day.parse().expect("a day"), day.parse().expect("a day"));
        let built = pipeline.build(Rescan::All).expect("a whole review").expect("another day");
        let fresh = pipeline::build(on(day, "fresh")).expect("a whole review");
        assert_eq!(shown(&built.diagnostics), shown(&fresh.diagnostics), "judged as of {day}");
        let expected = files(&folder.path().join("fresh"));
        assert!(expected == files(&folder.path().join("watched")), "published as of {day}");
        assert!(preview.show(served.run(Rescan::All).expect("another day")).is_ok());
        for (path, bytes) in &expected {
            let answer = preview.answer(path.strip_suffix("index.html").unwrap_or(path));
            assert!(answered(answer).1 == *bytes, "served as of {day}: {path}");
        }
        for path in ["index.html", "recommendations/index.html", "recommendations/by/index.html", "search/root.js"] {
            assert!(expected.get(path) != before.get(path), "{path} is the same as of {day}");
        }
        before = expected;
    }
}

fn request(folder: &Path, out: &str) -> Request {
    crate::request::request(folder.join("content"), folder.join(out))
}

fn shown(diagnostics: &Diagnostics) -> Vec<String> {
    let texts = diagnostics.texts.keys().map(ToString::to_string);
    diagnostics.list.iter().map(|problem| format!("{problem:?}")).chain(texts).collect()
}

/// The files of a site, but for what hosts and the tool keep for themselves.
fn files(site: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = tree::files(site);
    files.retain(|path, _| !path.starts_with('.') && path != "404.html");
    files
}

/// Somebody, or some program, that edits a review.
struct Hands {
    root: PathBuf,
    dice: Rng,
    made: u64,
    bursts: u64,
    /// The id of a record that others may refer to.
    known: String,
    /// What files were at first; none for those that were not there.
    first: BTreeMap<PathBuf, Option<Vec<u8>>>,
}

impl Hands {
    fn new(content: &Path, root: &Path, seed: u64) -> Hands {
        copy(content, &root.join("content"));
        copy(&tree::repository().join("themes/default"), &root.join("themes/other"));
        let recommendations = tree::paths(&content.join("recommendations"));
        let name = recommendations.iter().find_map(|path| path.strip_suffix(".md")).expect("there is a recommendation");
        let (root, dice, known) = (root.to_path_buf(), Rng::with_seed(seed), format!("recommendations/{name}"));
        Hands { root, dice, made: 0, bursts: 0, known, first: BTreeMap::new() }
    }

    /// A few edits, or everything put back; the files that were touched.
    fn burst(&mut self) -> BTreeSet<PathBuf> {
        self.bursts += 1;
        let mut touched = BTreeSet::new();
        if self.dice.usize(..3) == 0 {
            for (path, bytes) in std::mem::take(&mut self.first) {
                match bytes {
                    Some(bytes) => fs::write(&path, bytes).expect("a file can be put back"),
                    None => fs::remove_file(&path).unwrap_or_default(),
                }
                touched.insert(path);
            }
        }
        for _ in 0..=self.dice.usize(..6) {
            self.edit(&mut touched);
            self.made += 1;
        }
        touched
    }

    fn edit(&mut self, touched: &mut BTreeSet<PathBuf>) {
        let records = self.list("content", &[".md", ".yaml"]);
        let path = records[self.dice.usize(..records.len())].clone();
        let word = format!("word{}", self.dice.usize(..1000));
        let mut change = |path: &Path, text: Option<String>| {
            self.first.entry(path.to_path_buf()).or_insert_with(|| fs::read(path).ok());
            match text {
                Some(text) => fs::write(path, text).expect("a file can be written"),
                None => fs::remove_file(path).expect("a file can be removed"),
            }
            touched.insert(path.to_path_buf());
        };
        let text = fs::read_to_string(&path).unwrap_or_default();
        match self.dice.usize(..14) {
            0..=3 => change(&path, Some(format!("{text}\n{}{word}\n", indent(&path)))),
            4 => change(&path, Some(text.replacen("title: ", &format!("title: {word} "), 1))),
            5 => change(&path, Some(format!("{text}\n## {word}\n\nSee [[{}]].\n", self.known))),
            6 => change(&path, Some(text.replacen("---\n", &format!("---\naliases: [old/{word}]\n"), 1))),
            7 => change(&path, Some(text.replacen("---\n", "---\ndraft: true\n", 1))),
            8 => {
                let to = path.with_file_name(format!("{word}.md"));
                change(&path, None);
                change(&to, Some(text));
            }
            9 => change(&path, None),
            10 => {
                let new = format!("---\ntitle: {word}\nlabel: L-{word}\n---\n\nSee [[{}]].\n", self.known);
                change(&self.root.join("content/updates").join(format!("{word}.md")), Some(new));
            }
            11 => {
                let settings = self.root.join("content/review.yaml");
                let text = fs::read_to_string(&settings).unwrap_or_default();
                let theme = if text.contains("theme: other") { "" } else { "theme: other\n" };
                let text = text.replace("theme: other\n", "").replacen("short: ", &format!("short: {word} "), 1);
                change(&settings, Some(format!("{theme}{text}")));
            }
            12 => {
                let templates = ["footer.html", "record.html", "assets/style.css", "home.html"];
                let path = self.root.join("themes/other").join(templates[self.dice.usize(..templates.len())]);
                let text = fs::read_to_string(&path).unwrap_or_default();
                let more = if path.extension().is_some_and(|ending| ending == "css") { "\n/* more */" } else { "\n" };
                change(&path, Some(format!("{text}{more}")));
            }
            _ => change(&self.root.join("content").join(format!("{word}.txt")), Some(word.clone())),
        }
    }

    fn list(&self, below: &str, endings: &[&str]) -> Vec<PathBuf> {
        let found = tree::paths(&self.root.join(below)).into_iter();
        let found = found.filter(|path| endings.iter().any(|end| path.ends_with(end)));
        found.map(|path| self.root.join(below).join(path)).collect()
    }
}

/// A comment keeps a list whole, as a word would not.
fn indent(path: &Path) -> &'static str {
    if path.extension().is_some_and(|ending| ending == "yaml") { "# " } else { "" }
}
