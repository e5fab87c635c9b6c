//! Accented letters that are one character, or a letter and a mark: names in either form are one name. Such files are made here,
//! since some systems that the repository is copied to would put their names into another form.

use std::fs;

use crate::program::run;
use crate::tree;

const PERSON: &str = "---\ntitle: A person\n---\n";

/// What is said of a review with these files.
fn checked(files: &[(&str, &str)]) -> String {
    let temp = tree::temp();
    tree::write(temp.path(), "content/review.yaml", "title: The Review\n");
    files.iter().for_each(|(path, text)| tree::write(&temp.path().join("content"), path, text));
    run(temp.path(), &["check"]).all()
}

#[test]
fn a_name_is_one_name_in_either_form() {
    let temp = tree::temp();
    let content = temp.path().join("content");
    let page = "---\ntitle: A\naliases: [pages/fru\u{308}her]\n---\n\
        [[ren\u{e9}]] [[people/zoe\u{308}]] [[ZOE\u{308}]] [a](../people/ren\u{e9}.md) [b](../people/zo%C3%AB.md)\n\
        [c](../documents/r\u{e9}sum\u{e9}.pdf) [d](../documents/re%CC%81sume%CC%81.pdf) [[pages/fr\u{fc}her#e\u{301}tude]]\n\
        [[#\u{c9}tude]] [[other#caf\u{e9}]]\n\n## E\u{301}tude\n";
    for (path, text) in [
        ("review.yaml", "title: The Review\n"),
        ("people/rene\u{301}.md", "---\ntitle: Rene\u{301}\n---\n"),
        ("people/zo\u{eb}.md", "---\ntitle: Zo\u{eb}\nlabel: Zo\u{eb}\n---\n"),
        ("documents/re\u{301}sume\u{301}.pdf", "%PDF"),
        ("pages/a.md", page),
        ("pages.yaml", "- id: other\n  title: Other\n  body: |\n    ## One {#cafe\u{301}}\n"),
    ] {
        tree::write(&content, path, text);
    }
    let built = run(temp.path(), &["build"]);
    let others: Vec<&str> = built.err.lines().filter(|line| line.starts_with(['e', 'w'])).collect();
    assert_eq!(others, ["warning[former-id]: `pages/fr\u{fc}her` is a former id"], "{}", built.all());
    let files = tree::paths(&temp.path().join("public"));
    for file in [
        "documents/r\u{e9}sum\u{e9}.pdf",
        "pages/fr\u{fc}her/index.html",
        "people/ren\u{e9}/index.html",
        "people/zo\u{eb}/index.html",
    ] {
        assert!(files.iter().any(|path| path == file), "{file}: {files:?}");
    }
}

#[test]
fn two_forms_of_one_name_are_a_clash_that_can_be_seen() {
    let said = checked(&[("people/zo\u{eb}.md", PERSON), ("people/zoe\u{308}.md", PERSON)]);
    assert!(said.contains("error[name-clash]: two files are called `people/zo\u{eb}`"), "{said}");
    assert!(said.contains("zo[U+00EB].md`") && said.contains("zoe[U+0308].md`"), "{said}");
    let page = ("pages/a.md", "---\ntitle: A\n---\n[x](../documents/\u{e9}.pdf)\n");
    let said = checked(&[page, ("documents/\u{e9}.pdf", "%PDF"), ("documents/e\u{301}.pdf", "%PDF")]);
    assert!(said.contains("error[name-clash]: two files are called `documents/\u{e9}.pdf`"), "{said}");
    assert!(said.contains("[U+00E9].pdf`") && said.contains("e[U+0301].pdf`") && said.contains("1 error\n"), "{said}");
}

#[test]
fn upper_and_lower_case_are_told_apart_by_no_host_whatever_the_letters() {
    let said = checked(&[("people/straße.md", PERSON), ("people/STRASSE.md", PERSON)]);
    assert!(said.contains("error[name-clash]"), "{said}");
    let page = ("pages/a.md", "---\ntitle: A\n---\n[x](../documents/straße.pdf) [y](../documents/STRASSE.pdf)\n");
    let said = checked(&[page, ("documents/straße.pdf", "%PDF"), ("documents/STRASSE.pdf", "%PDF")]);
    assert!(said.contains("error[address-taken]"), "{said}");
}

#[test]
fn headings_keep_the_marks_of_their_letters() {
    let temp = tree::temp();
    let page = "---\ntitle: A\n---\n[[#हिन्दी-में]] [[#ภาษาไทย]] [x](#اللُّغة)\n\n## हिन्दी में\n\n## ภาษาไทย\n\n## اللُّغة\n";
    tree::write(temp.path(), "content/review.yaml", "title: The Review\n");
    tree::write(temp.path(), "content/pages/a.md", page);
    let built = run(temp.path(), &["build"]);
    assert_eq!((&*built.err, built.code), ("", Some(0)));
    let html = fs::read_to_string(temp.path().join("public/pages/a/index.html")).expect("the page is published");
    for id in ["हिन्दी-में", "ภาษาไทย", "اللُّغة"] {
        assert!(html.contains(&format!("id=\"{id}\"")), "{id}: {html}");
    }
}

#[test]
fn names_stand_in_the_order_of_the_language_of_the_review() {
    let temp = tree::temp();
    let people = "- {id: a, title: Åsa}\n- {id: b, title: Zeb}\n- {id: c, title: Émile}\n- {id: d, title: Eva}\n\
        - {id: e, title: Team 10}\n- {id: f, title: Team 9}\n";
    for (language, order) in [
        ("en", ["Åsa", "Émile", "Eva", "Team 9", "Team 10", "Zeb"]),
        ("sv", ["Émile", "Eva", "Team 9", "Team 10", "Zeb", "Åsa"]),
    ] {
        tree::write(temp.path(), "content/review.yaml", format!("title: The Review\nlanguage: {language}\n"));
        tree::write(temp.path(), "content/people.yaml", people);
        let built = run(temp.path(), &["build"]);
        assert_eq!(built.code, Some(0), "{}", built.all());
        for file in ["people/index.html", "search/index.html"] {
            let page = fs::read_to_string(temp.path().join("public").join(file)).expect("the page is published");
            let main = page.split("<main").nth(1).expect("a page has a main part");
            let places = order.map(|name| main.find(&format!(">{name}<")).expect("the person is named"));
            assert!(places.is_sorted(), "{language}, {file}: {places:?}");
        }
    }
    let index = fs::read_to_string(temp.path().join("public/search/index.html")).expect("the page is published");
    assert!(index.contains(">Å</h") && !index.contains(">A</h"), "{index}");
}
