//! The commands, as somebody at a terminal meets them: what they print, what they write, and their exit codes.

use std::fs;

use tempfile::TempDir;

use crate::program::run;
use crate::tree;

fn new_review() -> TempDir {
    let temp = tree::temp();
    assert_eq!(run(temp.path(), &["init"]).code, Some(0));
    temp
}

#[test]
fn a_new_review_has_one_record_of_each_kind_and_builds_without_a_word() {
    let temp = new_review();
    for kind in rapporteur::review::kind::Kind::ALL {
        let records = fs::read_dir(temp.path().join("content").join(kind.folder())).expect("the kind has a folder");
        assert!(records.count() > 0, "{kind:?}");
    }
    // A day after all that the examples tell of.
    let built = run(temp.path(), &["build", "--as-of", "2026-12-31"]);
    assert_eq!((built.code, &*built.err), (Some(0), ""), "{}", built.out);
    assert!(temp.path().join("public/recommendations/1.1/index.html").is_file());
}

#[test]
fn init_never_writes_into_a_review() {
    let temp = new_review();
    fs::write(temp.path().join("content/review.yaml"), "title: Mine\n").expect("a file can be written");
    let again = run(temp.path(), &["init"]);
    assert_eq!(again.code, Some(2));
    assert_eq!(fs::read_to_string(temp.path().join("content/review.yaml")).expect("it is there"), "title: Mine\n");
}

#[test]
fn a_new_record_of_every_kind_names_all_its_fields_and_can_be_read() {
    let temp = new_review();
    for kind in rapporteur::review::kind::Kind::ALL {
        let made = run(temp.path(), &["new", kind.declaration().name, "fresh-one"]);
        assert_eq!(made.code, Some(0), "{}", made.err);
        let record = fs::read_to_string(temp.path().join(made.out.trim())).expect("its path is printed");
        for field in kind.fields() {
            assert!(record.contains(&format!("{}: ", field.name)), "{kind:?} {}", field.name);
        }
    }
    let checked = run(temp.path(), &["check"]);
    let errors: Vec<&str> = checked.out.lines().filter(|line| line.starts_with("error")).collect();
    assert_eq!((errors, checked.code), (Vec::new(), Some(0)), "{}", checked.all());
}

#[test]
fn new_refuses_what_exists_and_what_cannot_be_a_name() {
    let temp = new_review();
    assert_eq!(run(temp.path(), &["new", "page", "about"]).code, Some(2));
    let spaced = run(temp.path(), &["new", "page", "About us"]);
    assert_eq!(spaced.code, Some(2));
    assert!(spaced.err.contains("name it `about-us`"), "{}", spaced.err);
    let unknown = run(temp.path(), &["new", "recomendation", "x"]);
    assert!(unknown.err.contains("did you mean `recommendation`"), "{}", unknown.err);
}

#[test]
fn the_schema_of_every_kind_is_json_that_names_its_fields() {
    let temp = tree::temp();
    for kind in rapporteur::review::kind::Kind::ALL {
        let printed = run(temp.path(), &["schema", kind.folder()]);
        let schema: serde_json::Value = serde_json::from_str(&printed.out).expect("a schema is JSON");
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        for field in kind.fields() {
            assert!(schema["properties"][field.name]["description"].is_string(), "{kind:?} {}", field.name);
        }
    }
}

#[test]
fn every_code_is_explained_and_a_misspelt_one_is_suggested() {
    let temp = tree::temp();
    let list = run(temp.path(), &["explain"]);
    for code in rapporteur::text::code::Code::ALL {
        assert!(list.out.contains(code.name()), "{}", code.name());
        let one = run(temp.path(), &["explain", code.name()]);
        assert!(one.code == Some(0) && one.out.contains(code.explanation()), "{}", code.name());
    }
    let misspelt = run(temp.path(), &["explain", "unknown-recrd"]);
    assert_eq!(misspelt.code, Some(2));
    assert!(misspelt.err.contains("unknown-record"), "{}", misspelt.err);
}

#[test]
fn warnings_pass_a_check_unless_it_is_strict() {
    let temp = new_review();
    fs::write(temp.path().join("content/teams/alone.md"), "---\ntitle: Alone\n---\n").expect("a file can be written");
    assert_eq!(run(temp.path(), &["check"]).code, Some(0));
    assert_eq!(run(temp.path(), &["check", "--strict"]).code, Some(1));
}

#[test]
fn an_error_leaves_the_published_site_as_it_was() {
    let temp = new_review();
    assert_eq!(run(temp.path(), &["build"]).code, Some(0));
    let page = temp.path().join("public/pages/about/index.html");
    let before = fs::read(&page).expect("the page is published");
    let record = temp.path().join("content/pages/about.md");
    fs::write(&record, "---\ntitle: Other\n---\nSee [[nothing]].\n").expect("a file can be written");
    let broken = run(temp.path(), &["build"]);
    assert_eq!(broken.code, Some(1));
    assert!(broken.err.contains("error[unknown-record]"), "{}", broken.err);
    assert_eq!(fs::read(&page).expect("the page is still published"), before);
}

#[test]
fn a_theme_replaces_one_template_and_extends_the_one_it_replaces() {
    let temp = new_review();
    let theme = temp.path().join("themes/ours");
    fs::create_dir_all(theme.join("assets")).expect("a folder can be made");
    let base = "{% extends \"default/base.html\" %}{% block title %}Ours{% endblock title %}";
    fs::write(theme.join("base.html"), base).expect("a file can be written");
    fs::write(theme.join("assets/style.css"), "body{color:red}").expect("a file can be written");
    let settings = temp.path().join("content/review.yaml");
    fs::write(&settings, "title: A review\ntheme: ours\n").expect("a file can be written");
    let built = run(temp.path(), &["build"]);
    assert_eq!(built.code, Some(0), "{}", built.err);
    let page = fs::read_to_string(temp.path().join("public/index.html")).expect("the page is published");
    assert!(page.contains("<title>Ours</title>"), "{page}");
    let style =
        page.split("assets/style-").nth(1).and_then(|rest| rest.split('"').next()).expect("a style sheet is linked");
    let style = fs::read_to_string(temp.path().join(format!("public/assets/style-{style}"))).expect("it is published");
    assert_eq!(style, "body{color:red}");

    fs::write(
        theme.join("base.html"),
        "{% extends \"default/base.html\" %}\n{% block title %}{{ nothing }}{% endblock title %}",
    )
    .expect("written");
    let broken = run(temp.path(), &["build"]);
    assert_eq!(broken.code, Some(1));
    let printed = broken.err;
    assert!(printed.contains("error[template-error]") && printed.contains("themes/ours/base.html:2:21"), "{printed}");
    assert_eq!(printed.matches("error[template-error]").count(), 1, "{printed}");
    assert!(
        fs::read_to_string(temp.path().join("public/index.html")).expect("it is still there").contains("<title>Ours")
    );
}

#[test]
fn what_cannot_run_exits_with_2() {
    let temp = tree::temp();
    // No review above it is meant.
    fs::create_dir(temp.path().join(".git")).expect("a folder can be made");
    for arguments in
        [&["build"] as &[&str], &["check", "--content", "nowhere"], &["frobnicate"], &["build", "--as-of", "soon"]]
    {
        assert_eq!(run(temp.path(), arguments).code, Some(2), "{arguments:?}");
    }
}

#[test]
fn a_slip_in_the_arguments_is_told_with_what_to_type() {
    let temp = new_review();
    let told = |arguments: &[&str], expected: &str| {
        let ran = run(temp.path(), arguments);
        assert_eq!(ran.code, Some(2), "{}", ran.all());
        assert!(ran.err.contains(expected), "{}", ran.err);
    };
    told(&["build", "--ouput", "x"], "a similar argument exists: '--output'");
    told(&["chekc"], "'check'");
    told(&["new", "subteam", "x"], "`sub-team`");
    told(&["new", "recomendation", "x"], "`recommendation`");
    told(&["build", "--as-of", "2026-13-01"], "there is no month 13; a day is written `YYYY-MM-DD`");
    told(&["build", "--as-of", "2026"], "one day is written `YYYY-MM-DD`");
    let built = run(temp.path(), &["build", "--as-of", "2026-12-31", "--output", "elsewhere"]);
    assert_eq!(built.code, Some(0), "{}", built.err);
    assert!(temp.path().join("elsewhere/index.html").is_file());
}

#[test]
fn a_review_is_found_from_every_folder_of_it() {
    let temp = new_review();
    let project = temp.path();
    fs::create_dir_all(project.join("themes/ours")).expect("a folder can be made");
    fs::create_dir_all(project.join("notes/2026")).expect("a folder can be made");
    fs::write(project.join("content/review.yaml"), "title: A review\ntheme: ours\n").expect("a file can be written");
    fs::write(project.join("content/pages/about.md"), "---\ntitle: [x]\n---\n").expect("a file can be written");
    let from = |folder: &str, arguments: &[&str]| run(&project.join(folder), arguments);
    for (folder, arguments, shown) in [
        ("", &["check"] as &[&str], "content/pages/about.md:2:8"),
        ("content", &["check"], "pages/about.md:2:8"),
        ("content", &["check", "--content", "."], "pages/about.md:2:8"),
        ("content/pages", &["check"], "../pages/about.md:2:8"),
        ("content/pages", &["check", "--content", ".."], "../pages/about.md:2:8"),
        ("notes/2026", &["check"], "../../content/pages/about.md:2:8"),
    ] {
        let checked = from(folder, arguments);
        assert_eq!(checked.code, Some(1), "{folder}: {}", checked.all());
        assert!(checked.out.contains(&format!(" {shown}\n")), "{folder}: {}", checked.out);
        assert!(!checked.out.contains("unknown-theme"), "{folder}: {}", checked.out);
    }
    fs::remove_file(project.join("content/pages/about.md")).expect("a file can be removed");
    for (folder, arguments) in
        [("content/pages", &["build"] as &[&str]), ("content", &["build", "--content", "."]), ("notes", &["build"])]
    {
        let built = from(folder, arguments);
        assert_eq!(built.code, Some(0), "{folder}: {}", built.all());
        fs::remove_dir_all(project.join("public")).expect("the site lies beside the content");
    }
    let made = from("content/teams", &["new", "person", "ana"]);
    assert_eq!((&*made.out, made.code), ("../people/ana.md\n", Some(0)), "{}", made.err);
}

#[test]
fn no_review_is_looked_for_beyond_a_repository() {
    let temp = new_review();
    let inside = temp.path().join("other/docs");
    fs::create_dir_all(&inside).expect("a folder can be made");
    fs::create_dir(temp.path().join("other/.git")).expect("a folder can be made");
    let checked = run(&inside, &["check"]);
    assert_eq!(checked.code, Some(2), "{}", checked.all());
    for said in ["`content/review.yaml`", "`review.yaml`", "/other/docs`", "/other`", "rapporteur init", "--content"] {
        assert!(checked.err.contains(said), "{said}: {}", checked.err);
    }
}
