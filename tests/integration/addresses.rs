//! What was published stays where it is, or somebody is told: builds into a folder that an earlier build has filled.

use std::fs;
use std::path::Path;

use rapporteur::pipeline::{BuildError, Pipeline};
use rapporteur::text::source::Rescan;
use tempfile::TempDir;

use crate::program::{Printed, run};
use crate::request::request;
use crate::tree::{self, write};

/// A review of two pages, one of which is known by a former name too.
fn review() -> TempDir {
    let temp = tree::temp();
    write(temp.path(), "content/review.yaml", "title: A review\n");
    write(temp.path(), "content/pages/about.md", "---\ntitle: About\naliases: [old/about.html]\n---\nWhat it is.\n");
    write(temp.path(), "content/pages/more.md", "---\ntitle: More\n---\nWhat else it is.\n");
    temp
}

fn build(folder: &Path, options: &[&str]) -> Printed {
    run(folder, &[&["build"], options].concat())
}

/// Builds, and expects nothing to be said.
fn build_quietly(folder: &Path) {
    let built = build(folder, &["--strict"]);
    assert_eq!((built.code, &*built.err), (Some(0), ""), "{}", built.out);
}

#[test]
fn a_page_that_would_go_is_told_once_and_stays_while_the_build_is_strict() {
    let temp = review();
    build_quietly(temp.path());
    build_quietly(temp.path());
    fs::remove_file(temp.path().join("content/pages/more.md")).expect("it can be removed");
    let page = temp.path().join("public/pages/more/index.html");
    for _ in 0..2 {
        let strict = build(temp.path(), &["--strict"]);
        assert_eq!((strict.code, page.exists()), (Some(1), true));
        assert!(strict.err.contains("warning[address-gone]: nothing is left at `/pages/more/`"), "{}", strict.err);
        let checked = run(temp.path(), &["check", "--strict"]);
        assert!(checked.code == Some(1) && checked.out.contains("address-gone"), "{}", checked.all());
    }
    let built = build(temp.path(), &[]);
    assert_eq!((built.code, page.exists()), (Some(0), false));
    assert_eq!(built.err.matches("warning[address-gone]").count(), 1, "{}", built.err);
    build_quietly(temp.path());
    assert_eq!(run(temp.path(), &["check", "--strict"]).code, Some(0));
}

#[test]
fn the_line_that_a_warning_gives_silences_it() {
    let temp = review();
    build_quietly(temp.path());
    let pages = temp.path().join("content/pages");
    fs::rename(pages.join("more.md"), pages.join("yet-more.md")).expect("it can be renamed");
    let told = build(temp.path(), &["--strict"]);
    assert!(told.err.contains("content/pages/yet-more.md:1:1"), "{}", told.err);
    assert!(told.err.contains("write `aliases: [pages/more]` in `pages/yet-more`"), "{}", told.err);
    write(&pages, "yet-more.md", "---\ntitle: More\naliases: [pages/more]\n---\nWhat else it is.\n");
    build_quietly(temp.path());
    let redirect = fs::read_to_string(temp.path().join("public/pages/more/index.html")).expect("it leads on");
    assert!(redirect.contains("../../pages/yet-more/"), "{redirect}");

    write(&pages, "about.md", "---\ntitle: About\n---\nWhat it is.\n");
    let told = build(temp.path(), &["--strict"]);
    assert!(told.err.contains("write `aliases: [old/about.html]` in `pages/about`"), "{}", told.err);
}

#[test]
fn a_name_of_other_case_cannot_be_an_alias_and_none_is_asked_for() {
    let temp = review();
    build_quietly(temp.path());
    let pages = temp.path().join("content/pages");
    fs::rename(pages.join("more.md"), pages.join("More.md")).expect("it can be renamed");
    let told = build(temp.path(), &["--strict"]);
    assert!(
        told.err.contains("help: give the name `pages/more` back to `pages/More`, which has the same title"),
        "{}",
        told.err
    );
}

#[test]
fn a_page_that_is_held_back_now_is_told_in_words_of_its_own() {
    let temp = review();
    build_quietly(temp.path());
    write(temp.path(), "content/pages/more.md", "---\ntitle: More\ndraft: true\n---\n");
    let built = build(temp.path(), &[]);
    assert!(built.err.contains("warning[address-held-back]: nothing is left at `/pages/more/`"), "{}", built.err);
    assert!(!temp.path().join("public/pages/more").exists());
    build_quietly(temp.path());
}

#[test]
fn texts_that_change_places_are_told_and_titles_that_are_edited_are_not() {
    let temp = review();
    build_quietly(temp.path());
    write(temp.path(), "content/pages/more.md", "---\ntitle: Much more\n---\n");
    build_quietly(temp.path());
    write(temp.path(), "content/pages/more.md", "---\ntitle: About\n---\n");
    write(temp.path(), "content/pages/about.md", "---\ntitle: Much more\naliases: [old/about.html]\n---\n");
    let built = build(temp.path(), &["--strict"]);
    let told = "`/pages/more/` said “Much more” and now says “About”; what it said stands at `/pages/about/` now";
    assert!(built.err.contains(told), "{}", built.err);
    assert_eq!(built.err.matches("warning[address-reused]").count(), 2, "{}", built.err);
    assert_eq!(build(temp.path(), &[]).code, Some(0));
    build_quietly(temp.path());
}

#[test]
fn nothing_is_said_of_addresses_while_there_are_errors() {
    let temp = review();
    build_quietly(temp.path());
    write(temp.path(), "content/pages/more.md", "---\ntitle: [\n---\n");
    let built = build(temp.path(), &[]);
    assert!(built.code == Some(1) && !built.err.contains("address-"), "{}", built.err);
}

/// The manifest as it was before it said whose the site is.
fn age(manifest: &Path) {
    let text = fs::read_to_string(manifest).expect("there is a manifest");
    let paths = text.lines().skip(2).map(|line| line.split('\t').next().unwrap_or_default());
    let old: Vec<&str> = ["rapporteur manifest 1"].into_iter().chain(paths).collect();
    fs::write(manifest, old.join("\n") + "\n").expect("it can be written");
}

#[test]
fn a_manifest_that_lists_paths_alone_is_read_without_a_word_and_learns_the_rest() {
    let temp = review();
    build_quietly(temp.path());
    let manifest = temp.path().join("public/.rapporteur/manifest");
    let new = fs::read(&manifest).expect("there is a manifest");
    age(&manifest);
    build_quietly(temp.path());
    assert_eq!(fs::read(&manifest).expect("there is one still"), new);
    age(&manifest);
    fs::remove_file(temp.path().join("content/pages/more.md")).expect("it can be removed");
    write(temp.path(), "content/review.yaml", "title: Another review\n");
    build_quietly(temp.path());
    assert!(!temp.path().join("public/pages/more").exists());
    write(temp.path(), "content/review.yaml", "title: A third review\n");
    assert_eq!(build(temp.path(), &[]).code, Some(2));
}

#[test]
fn the_site_of_another_review_is_refused_and_a_review_may_be_renamed() {
    let temp = review();
    build_quietly(temp.path());
    let before = tree::files(&temp.path().join("public"));
    write(temp.path(), "content/review.yaml", "title: Another review\nbase_url: https://r.example/\n");
    let refused = build(temp.path(), &[]);
    assert_eq!(refused.code, Some(2));
    assert!(
        refused.err.contains("holds the site of another review: “A review”, not “Another review”"),
        "{}",
        refused.err
    );
    assert!(refused.err.contains("`--replace`"), "{}", refused.err);
    assert_eq!(tree::files(&temp.path().join("public")), before);
    assert_eq!(run(temp.path(), &["check", "--strict"]).code, Some(0), "what others published is not held against it");

    assert_eq!(build(temp.path(), &["--replace"]).code, Some(0));
    build_quietly(temp.path());
    // One address, two names: it is the same review.
    write(temp.path(), "content/review.yaml", "title: A renamed review\nbase_url: https://r.example/\n");
    build_quietly(temp.path());
    // One name, two addresses: it has moved.
    write(temp.path(), "content/review.yaml", "title: A renamed review\nbase_url: https://moved.example/\n");
    build_quietly(temp.path());
}

#[test]
fn a_review_that_is_renamed_while_it_is_watched_is_still_the_same() {
    let temp = review();
    let mut pipeline = Pipeline::new(request(temp.path().join("content"), temp.path().join("public")));
    assert!(matches!(pipeline.build(Rescan::All), Ok(Some(_))));
    write(temp.path(), "content/review.yaml", "title: Renamed\n");
    assert!(matches!(pipeline.build(Rescan::All), Ok(Some(_))));
    write(temp.path(), "content/review.yaml", "title: Renamed again\n");
    let mut other = Pipeline::new(request(temp.path().join("content"), temp.path().join("public")));
    assert!(matches!(other.build(Rescan::All), Err(BuildError::Output(_))));
}

#[test]
fn the_site_is_published_beside_the_content_wherever_the_command_is_run() {
    let temp = review();
    fs::create_dir_all(temp.path().join("elsewhere/deep")).expect("a folder can be made");
    let from = |folder: &str, content: &str| {
        let built = build(&temp.path().join(folder), &["--content", content]);
        assert_eq!(built.code, Some(0), "{}", built.err);
        fs::remove_dir_all(temp.path().join("public")).expect("it was published beside the content");
    };
    from("", "content");
    from("", "./content/");
    from("elsewhere/deep", "../../content");
    from("content", ".");
    from("content/pages", "..");
    let absolute = temp.path().join("content");
    from("elsewhere", absolute.to_str().expect("it is UTF-8"));
    assert!(!temp.path().join("elsewhere/public").exists() && !temp.path().join("content/public").exists());
}

#[test]
fn a_copy_to_be_tried_tells_search_engines_to_keep_nothing_of_it() {
    let temp = review();
    write(temp.path(), "content/review.yaml", "title: A review\nbase_url: https://real.example/\n");
    write(temp.path(), "content/robots.txt", "User-agent: *\nDisallow: /\n");
    write(temp.path(), "content/pages/held.md", "---\ntitle: Held\ndraft: true\n---\n");
    build_quietly(temp.path());
    let copy = ["--noindex", "--base-url", "https://copy.example", "--out", "copy"];
    assert_eq!(build(temp.path(), &copy).code, Some(0));
    let (real, copy) = (tree::files(&temp.path().join("public")), tree::files(&temp.path().join("copy")));
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut pages = 0;
    for (path, page) in copy.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = text(page);
        assert_eq!(page.matches("<meta name=\"robots\" content=\"noindex\">").count(), 1, "{path}");
        assert!(!page.contains("real.example") && !page.contains("permanent"), "{path}");
        assert!(path == "404.html" || !page.contains("copy.example"), "{path}");
        pages += 1;
    }
    assert!(pages > 5 && !copy.contains_key("pages/held/index.html"));
    assert!(text(&copy["404.html"]).contains("href=\"https://copy.example/\""));
    assert_eq!(text(&copy["robots.txt"]).trim(), "User-agent: *\nAllow: /");
    assert!(!copy.contains_key("sitemap.xml") && real.contains_key("sitemap.xml"));
    let (copied, own) = (text(&copy["_headers"]), text(&real["_headers"]));
    let (every_answer, _) = copied.split_once("\n/assets/*\n").expect("files for ever have a rule of their own");
    let said = "\n  X-Robots-Tag: noindex\n  Cross-Origin-Resource-Policy: same-origin\n";
    assert!(every_answer.contains(said), "{every_answer}");
    assert_eq!(copied.replace("\n  X-Robots-Tag: noindex", ""), own);
    assert_eq!(text(&real["robots.txt"]), "User-agent: *\nDisallow: /\n");
    let page = text(&real["pages/more/index.html"]);
    assert!(page.contains("rel=\"canonical\"") && !page.contains("noindex"), "{page}");
}
