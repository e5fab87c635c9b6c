//! The recommendations by what is said of them: every number that a page shows is what the page behind it lists, whatever
//! the records say.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use rapporteur::pipeline;

use crate::request::request;
use crate::tree;

/// What the recommendations of the made-up review say: words that are no addresses, that differ only in case or in what
/// an address leaves out, that are called as a page of the site would be; two answers on one day; nothing at all.
const SAID: [&str; 12] = [
    "priority: High\naddressee: The Board\ngroup: 1",
    "priority: high\naddressee: The/Board\ngroup: 2\nresponse: [{date: 2020, outcome: approved}]",
    "priority: 'HIGH '\naddressee: the-board\ngroup: 1\nresponse: [{date: 2020, outcome: approved}, {date: 2021, outcome: rejected}]",
    "priority: none\naddressee: unknown\nresponse: unknown\nprogress: [{date: 2020, state: complete}]",
    "priority: None!\naddressee: '???'\nresponse: [{date: 2020-01-01, outcome: approved}, {date: 2020-01-01, outcome: rejected}]",
    "priority: '../../up'\naddressee: con\nprogress: unknown",
    "priority: page\naddressee: Žarko & sons\nprogress: [{date: 2020, state: not started}, {date: unknown, state: complete}]",
    "priority: unknown\naddressee: <b>bold</b>\nverdict: [{date: 2022, effect: yes}]",
    "priority: '1'\nverdict: [{date: 2022, implemented: unknown}]",
    "priority: '01'\nverdict: [{date: 2022, implemented: 'no'}]\nroute: policy",
    "response: []\nprogress: []\nverdict: []\nteam: unknown\ngroup: unknown\nroute: unknown",
    "group: 2\nteam: dns",
];

#[test]
fn every_number_is_what_the_page_behind_it_lists() {
    let folder = tree::temp();
    let content = folder.path().join("content");
    fs::create_dir_all(content.join("recommendations")).expect("a folder");
    fs::write(content.join("review.yaml"), "title: Made up\n").expect("a file");
    fs::write(content.join("groups.yaml"), "- {id: 1, title: One}\n- {id: 2, title: Two}\n").expect("a file");
    fs::write(content.join("teams.yaml"), "- {id: dns, title: DNS}\n").expect("a file");
    for (number, said) in SAID.iter().enumerate() {
        let text = format!("---\ntitle: Number {number}\n{said}\n---\n\nText.\n");
        fs::write(content.join(format!("recommendations/{number}.md")), text).expect("a file");
    }
    let out = folder.path().join("out");
    build(&content, &out);
    let by = out.join("recommendations/by");
    let overview = fs::read_to_string(by.join("index.html")).expect("the overview");
    let mut shown = BTreeSet::new();
    for list in overview.split("data-facet=").skip(1) {
        let mut sum = 0;
        for item in between(list, "<li>", "</li>") {
            let path = between(item, "recommendations/by/", "\"").next().expect("an address");
            let count: usize =
                between(item, "class=\"count\">", "<").next().expect("a count").parse().expect("a number");
            let page = fs::read_to_string(by.join(decode(path)).join("index.html")).expect(path);
            assert_eq!(page.matches("<th scope=\"row\">").count(), count, "{path}");
            assert!(shown.insert(path.to_lowercase()), "{path} is the page of two values");
            sum += count;
        }
        assert_eq!(sum, SAID.len(), "{}", &list[..60]);
    }
    for path in [
        "priority/high/",
        "priority/unknown/",
        "priority/none/",
        "priority/none-2/",
        "priority/none-3/",
        "priority/up/",
        "addressee/the-board-2/",
        "addressee/value/",
        "addressee/value-con/",
        "response/differs/",
        "response-progress/unknown/complete/",
        "verdict/unknown/",
        "team/dns/",
    ] {
        assert!(shown.contains(path), "there is no page {path} among {shown:?}");
    }
    let list = fs::read_to_string(out.join("recommendations/index.html")).expect("the list");
    assert_eq!(list.matches("<th scope=\"row\">").count(), SAID.len());
    let (_, table) = list.split_once("<table").expect("a table");
    let groups = between(table, "<span class=\"count\">", "<").map(|count| count.parse::<usize>().expect("a number"));
    assert_eq!(groups.sum::<usize>(), SAID.len());
}

#[test]
fn a_review_without_recommendations_has_no_such_pages() {
    let folder = tree::temp();
    let content = folder.path().join("content");
    fs::create_dir_all(&content).expect("a folder");
    fs::write(content.join("review.yaml"), "title: Made up\n").expect("a file");
    let out = folder.path().join("out");
    build(&content, &out);
    assert!(!out.join("recommendations").exists());
}

fn build(content: &Path, out: &Path) {
    pipeline::build(request(content, out)).expect("the site can be built");
}

fn between<'a>(text: &'a str, from: &'a str, to: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(from).skip(1).map(move |rest| rest.split(to).next().unwrap_or_default())
}

fn decode(path: &str) -> String {
    percent_encoding::percent_decode_str(path).decode_utf8().expect("UTF-8").into_owned()
}
