//! What no folder in a repository can show: files that are too large, too long, too deep, or cannot be read. Each is one
//! clear diagnostic, and the rest of the review is still checked.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::program::run;
use crate::tree;

/// A review with one mistake in `pages/other.md`, so that it can be seen that everything else was checked.
fn review() -> TempDir {
    let temp = tree::temp();
    write(
        temp.path(),
        "review.yaml",
        b"title: A review\nrules: {unused-attachment: {off: true, reason: No record names any.}}\n",
    );
    write(temp.path(), "pages/other.md", b"---\ntitle: Other\ntgas: [x]\n---\n");
    temp
}

fn write(temp: &Path, path: &str, bytes: &[u8]) {
    tree::write(&temp.join("content"), path, bytes);
}

/// What `check` prints in the short form of one line a problem: `path:line:column code`.
fn problems(temp: &TempDir) -> Vec<String> {
    let printed = run(temp.path(), &["check", "--format", "json"]);
    assert_eq!(printed.code, Some(1));
    let short = |line: &str| {
        let problem: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        let start = &problem["start"];
        let place = if start.is_null() { String::new() } else { format!(":{}:{}", start["line"], start["column"]) };
        format!(
            "{}{place} {}",
            problem["path"].as_str().unwrap_or_default(),
            problem["code"].as_str().unwrap_or_default()
        )
    };
    printed.out.lines().map(short).collect()
}

const OTHER: &str = "content/pages/other.md:3:1 unknown-field";

#[test]
fn a_line_of_5_mb_is_one_problem() {
    let temp = review();
    write(temp.path(), "pages/long.md", format!("---\ntitle: Long\n---\n{}\n", "x".repeat(5_000_000)).as_bytes());
    assert_eq!(problems(&temp), ["content/pages/long.md:4:1 line-too-long", OTHER]);
}

/// Sentences of every punctuation, with words that stand in other programs' markup.
const SENTENCES: &[&str] = &[
    "The review met in Geneva on 22 July 2021, and heard from those who run the root zone.",
    "“Nothing was agreed,” the chair said; others (two of five) disagreed – strongly, it seems.",
    "Costs rose by 5 % to €1,250.50, or about 1/3 of what was planned: see section 4.6 (c)(iv).",
    "Does the policy hold? It does not! At 10:30 the panel's members voted 7–2 for it, not 6-3.",
    "Les autorités ont répondu : « aucune réserve », sauf l’office n° 3 et M. Dupont.",
    "Die Behörde – sie wurde 2019 gegründet – prüfte „alles“, z. B. die Verträge A, B und C.",
    "The file names end in _final or _v2, the term is ASCII-only, and R&D costs < 3 % of all, e.g. of it.",
    "Notes [sic] were kept by J. Doe et al., who wrote 5 * 3 and a_b_c where others write #1 or @home.",
    "事故は二〇二一年七月に起きた。原因は不明である。",
];

#[test]
fn a_body_of_100_000_words_of_plain_prose_has_no_problem() {
    let temp = tree::temp();
    write(temp.path(), "review.yaml", b"title: A review\n");
    let mut body = String::from("---\ntitle: Long\n---\n");
    let mut words = 0;
    // Sentences begin and end lines, and stand within them, in every order; a line is broken after some words.
    for number in 0_usize.. {
        let sentence = SENTENCES[number * number % 7 * 5 % SENTENCES.len()];
        let next = SENTENCES[(number * 4 + number / 9) % SENTENCES.len()];
        for (position, word) in sentence.split(' ').chain(next.split(' ')).enumerate() {
            let is_end = (position + number) % 13 == 12;
            body.push_str(word);
            body.push(if is_end { '\n' } else { ' ' });
            words += 1;
        }
        if number % 5 == 4 {
            body.push_str("\n\n");
        }
        if words > 100_000 {
            break;
        }
    }
    write(temp.path(), "pages/long.md", body.as_bytes());
    let printed = run(temp.path(), &["check", "--strict"]);
    assert_eq!((printed.code, printed.err.as_str()), (Some(0), ""), "{}", printed.out);
    assert_eq!(printed.out.trim(), "1 record; no problems");
}

#[test]
fn a_file_of_17_mb_is_one_problem() {
    let temp = review();
    write(
        temp.path(),
        "pages/large.md",
        &b"---\ntitle: Large\n---\n".iter().copied().chain(b"word\n".repeat(3_500_000)).collect::<Vec<_>>(),
    );
    assert_eq!(problems(&temp), ["content/pages/large.md file-too-large", OTHER]);
}

#[test]
fn a_drawing_that_is_not_read_to_its_end_is_one_problem_and_one_of_10_mb_is_none() {
    let temp = review();
    // Most of a large drawing is the numbers of its lines.
    let path = format!("<path d=\"M0 0{}\"/>", "L12.5 7".repeat(1_000));
    let drawing = |length: usize| {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{}</svg>", path.repeat(length / path.len() + 1)).into_bytes()
    };
    write(temp.path(), "documents/large.svg", &drawing(10 << 20));
    write(temp.path(), "documents/larger.svg", &drawing(17 << 20));
    assert_eq!(problems(&temp), ["content/documents/larger.svg active-attachment", OTHER]);
}

#[test]
fn front_matter_of_70_kb_is_one_problem() {
    let temp = review();
    write(
        temp.path(),
        "pages/front.md",
        format!("---\ntitle: Front\nsummary: >\n{}---\n", "  word\n".repeat(10_000)).as_bytes(),
    );
    assert_eq!(problems(&temp), ["content/pages/front.md:1:1 front-matter-too-large", OTHER]);
}

#[test]
fn five_thousand_brackets_are_one_problem() {
    let temp = review();
    write(temp.path(), "pages/yaml.md", format!("---\ntitle: Deep\nextra: {}\n---\n", "[".repeat(5_000)).as_bytes());
    write(temp.path(), "pages/zebra.md", format!("---\ntitle: Deep\n---\n{} deep\n", ">".repeat(5_000)).as_bytes());
    let found = problems(&temp);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[0].starts_with("content/pages/yaml.md:3:") && found[0].ends_with(" yaml-too-deep"), "{found:?}");
    assert_eq!(found[1], OTHER);
    assert!(found[2].starts_with("content/pages/zebra.md:4:") && found[2].ends_with(" nested-too-deep"), "{found:?}");
}

#[test]
fn an_alias_bomb_is_one_problem() {
    let temp = review();
    let bomb: String = ('a'..='h').map(|name| format!("  {name}: &{name} [{}]\n", "x,".repeat(9))).collect();
    write(temp.path(), "pages/bomb.md", format!("---\ntitle: Bomb\nextra:\n{bomb}  z: [*a, *b]\n---\n").as_bytes());
    assert_eq!(problems(&temp), ["content/pages/bomb.md:4:6 yaml-feature", OTHER]);
}

#[test]
fn links_that_lead_nowhere_are_one_problem_each() {
    let temp = review();
    std::os::unix::fs::symlink("nowhere.md", temp.path().join("content/pages/gone.md")).expect("a link can be made");
    std::os::unix::fs::symlink("self.md", temp.path().join("content/pages/self.md")).expect("a link can be made");
    assert_eq!(problems(&temp), ["content/pages/gone.md symbolic-link", "content/pages/self.md symbolic-link", OTHER]);
}

#[test]
fn a_link_that_leads_out_publishes_nothing() {
    let temp = review();
    let secret = tree::temp();
    fs::write(secret.path().join("secret.pdf"), "secret").expect("a file can be written");
    let link = |to: &Path, name: &str| {
        std::os::unix::fs::symlink(to, temp.path().join("content/pages").join(name)).expect("a link can be made");
    };
    link(secret.path(), "folder");
    link(&secret.path().join("secret.pdf"), "file.pdf");
    link(Path::new("/"), "root");
    link(temp.path(), "up");
    link(&temp.path().join("content"), "round");
    let found = problems(&temp);
    let links = found.iter().filter(|problem| problem.ends_with(" symbolic-link")).count();
    assert_eq!((links, found.len()), (5, 6), "{found:?}");
}

/// What some systems take for a command, the end of a line or of a folder's name, in the name of a file and of a folder.
#[test]
fn an_attachment_that_cannot_be_published_under_its_name_is_one_problem_of_check_and_of_build() {
    for path in [
        "documents/a\nb.pdf",
        "documents/a\tb.pdf",
        "documents/\u{1b}[2Ja.pdf",
        "documents/a\r.pdf",
        "documents/a\u{7f}.pdf",
        "documents/\u{1}.pdf",
        "documents/a\\b.pdf",
        "documents/a\\..\\b.pdf",
        "documents/in\u{7}side/a.pdf",
        "in\\side/a.pdf",
    ] {
        let temp = review();
        write(temp.path(), path, b"%PDF");
        let mut expected = [format!("content/{path} invalid-name"), OTHER.to_owned()];
        expected.sort();
        assert_eq!(problems(&temp), expected, "{path:?}");
        // The other mistake is none that keeps a site from being made if it is mended.
        write(temp.path(), "pages/other.md", b"---\ntitle: Other\n---\n");
        for command in ["check", "build"] {
            let printed = run(temp.path(), &[command]);
            let text = printed.all();
            assert_eq!(printed.code, Some(1), "{command} with {path:?}: {text}");
            assert!(text.starts_with("error[invalid-name]: ") && text.contains("  = help: name it `"), "{text}");
            assert!(text.ends_with("1 error\n") && text.lines().count() == 5, "{text}");
            assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{command} prints {text:?}");
        }
        assert!(!temp.path().join("public").exists() || empty(&temp.path().join("public")), "{path:?}");
    }
}

/// Whether there is nothing in a folder but what the program keeps there for itself.
fn empty(folder: &Path) -> bool {
    let names = fs::read_dir(folder).expect("a folder can be listed").map(|entry| entry.expect("an entry").file_name());
    names.into_iter().all(|name| name.to_string_lossy().starts_with(".rapporteur"))
}
