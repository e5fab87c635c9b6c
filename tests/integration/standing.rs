//! Where recommendations stand: what small reviews with several bodies, parts and repeated reports say on their pages, in
//! the words that a reader sees.

use std::fs;
use std::path::PathBuf;

use rapporteur::pipeline::{self, BuildError, Request};

use crate::request::request;
use crate::tree;

/// A review of `tests/standing`, built for a day.
struct Built {
    out: PathBuf,
    _folder: tempfile::TempDir,
}

impl Built {
    fn new(name: &str, as_of: &str) -> Built {
        let content = tree::repository().join("tests/standing").join(name).join("content");
        let folder = tree::temp();
        let out = folder.path().join("out");
        let request = Request { as_of: as_of.parse().expect("a day"), ..request(content, &out) };
        pipeline::build(request).expect("the site can be built");
        Built { out, _folder: folder }
    }

    /// The words of the main part of a page.
    fn words(&self, page: &str) -> String {
        let html = fs::read_to_string(self.out.join(page).join("index.html")).expect(page);
        let main = html.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).expect("a main part");
        let mut text = String::new();
        for (number, piece) in main.split('<').enumerate() {
            let piece = if number == 0 { "" } else { piece.split_once('>').map_or("", |(_, text)| text) };
            text.push_str(piece);
            text.push(' ');
        }
        let text = text.replace("&nbsp;", " ").replace("&#39;", "'").replace("&amp;", "&");
        let text = text.split_whitespace().collect::<Vec<&str>>().join(" ");
        text.replace(" ,", ",").replace(" .", ".").replace(" )", ")").replace(" ;", ";").replace(" :", ":")
    }

    #[track_caller]
    fn says(&self, page: &str, all: &[&str]) {
        let words = self.words(page);
        for said in all {
            assert!(words.contains(said), "{page} does not say “{said}”:\n{words}");
        }
    }

    #[track_caller]
    fn does_not_say(&self, page: &str, all: &[&str]) {
        let words = self.words(page).to_lowercase();
        for said in all {
            assert!(!words.contains(said), "{page} says “{said}”:\n{words}");
        }
    }
}

#[test]
fn four_bodies_are_four_voices() {
    let built = Built::new("four-bodies", "2025-12-31");
    built.says(
        "recommendations/2",
        &[
            "Approved by Northland, 14 May 2025",
            "Approved by Southland, 17 December 2024",
            "No answer of Bridge Authority is recorded, which was asked.",
            "In progress, says Northland, 14 May 2025",
            "Complete, says Southland, 1 June 2025",
            "Implemented: no Intended effect: no, says Families of Lake Bridge, March 2025",
            "Implemented: partly, says The inquiry, 9 July 2025",
        ],
    );
    built.says("recommendations", &["Approved 2 of 3", "Differs in progress (Northland); complete (Southland)"]);
    built.says("recommendations/by", &["Approved 1", "Differs 1", "A recommendation with several stands under each."]);
    built.does_not_say("recommendations/by", &["complete 1", "in progress 1"]);
    // Three names of one body.
    built.says("recommendations/by/addressee/north", &["1 of 1 recommendation"]);
    built.says("organisations/south", &["Asked to act on", "A memorial for those who died"]);
}

#[test]
fn what_is_said_once_more_is_no_news() {
    let built = Built::new("confirmations", "2025-01-01");
    built.says(
        "recommendations/1",
        &[
            "Complete, says Water Office, since March 2024, last confirmed September 2024",
            "Promised December 2023, then June 2024 (moved once).",
            "Not started March 2062, Water Office To come",
        ],
    );
    built.says(
        "changes",
        &["Progress: in progress → complete Recommendation 1", "complete → in progress Recommendation 2"],
    );
    built.does_not_say("changes", &["september 2024", "2062"]);
    for page in ["recommendations", "recommendations/2", "recommendations/by", "recommendations/by/response/unknown"] {
        built.says(page, &["unknown"]);
    }
}

#[test]
fn nothing_that_was_said_of_a_part_is_gone() {
    let built = Built::new("parts", "2025-12-31");
    built.says(
        "recommendations/16",
        &[
            "Part a: Approved in part by Board, 22 October 2020",
            "Part b: Passed on in part by Board, 1 March 2019",
            "Part a: Pending 1 March 2019, Board",
        ],
    );
    built.says(
        "recommendations",
        &[
            "Differs approved in part (part a, Board); passed on in part (part b, Board)",
            "Recommendation 17 Keep the data",
        ],
    );
}

#[test]
fn what_is_left_out_says_nothing() {
    for (review, page) in [("four-bodies", "recommendations/2"), ("parts", "recommendations/17"), ("parts", "")] {
        Built::new(review, "2025-12-31").does_not_say(page, &["none recorded", "not yet", "no response", "unknown"]);
    }
}

#[test]
fn a_review_speaks_in_its_own_words() {
    let built = Built::new("own-words", "2025-12-31");
    built.says(
        "",
        &[
            "3 recommendations by the verdict on them Verdict All",
            "Fully Satisfactory: 1 1 Satisfactory Intent Satisfactory Intent: 1 1 Unsatisfactory Unsatisfactory: 1 1 Total 3",
            "Fully Satisfactory (yes), Satisfactory Intent (partly), Unsatisfactory (no).",
        ],
    );
    built.does_not_say("", &["progress", "not stated", "traceability"]);
    built.says(
        "recommendations/a1",
        &[
            "Agree, but (approved in part) by Ministry, 1 February 2025",
            "Satisfactory Intent (implemented: partly, intent: satisfactory), says Safety Board, 1 June 2025",
            "The interval is too short.",
        ],
    );
    built.says("recommendations", &["Ministry Agree, but Satisfactory Intent A25-02", "Airline Unsatisfactory"]);
    built.says("recommendations/by", &["Partly 1 Satisfactory Intent (partly) 1", "Agree, but (approved in part) 1"]);
    built.says("recommendations/by/verdict/partly", &["1 of 3", "Satisfactory Intent (1)", "A25-01"]);
    built.says(
        "recommendations/by/verdict/satisfactory-intent",
        &["1 of 3 recommendations. This counts as partly.", "The plan would remove it once carried out.", "A25-01"],
    );
    built.says("search", &["Verdict: Satisfactory Intent (partly)", "Verdict: partly"]);
    built.says("changes", &["Verdict: Satisfactory Intent A25-01", "Response: agree, but"]);
}

#[test]
fn no_page_has_a_word_that_the_review_has_not() {
    for review in ["own-words", "own-names"] {
        let built = Built::new(review, "2025-12-31");
        for (path, bytes) in tree::files(&built.out) {
            let text = String::from_utf8_lossy(&bytes).to_lowercase();
            let is_own = path.ends_with(".html") || path.starts_with("search/");
            assert!(!is_own || !text.contains("sub-team") && !text.contains("plenar"), "{review}: {path}");
        }
    }
    let built = Built::new("own-names", "2025-12-31");
    built.says("teams", &["What each expert group was asked to do", "Expert groups"]);
    built.says("traceability", &["assessed by an expert group", "No expert group, though the review shall assess it"]);
    built.says("", &["1 of 1 approved 1 order by the response", "Expert groups 1", "Orders 1"]);
    built.says("people", &["Expert groups"]);
    built.says("recommendations/by", &["Each of the 1 order stands once", "Expert group DNS 1"]);
    built.says("timeline/start", &["Expert group DNS"]);
    built.says("teams/dns", &["Orders One"]);
    built.says("recommendations/1", &["Reasons In the text above"]);
    built.does_not_say("recommendations/1", &["rationale"]);
    // All who carry out the review met only where no team is named.
    built.says("meetings/all", &["Who met Full panel"]);
    built.does_not_say("meetings/m", &["full panel"]);
    built.does_not_say("meetings/whoever", &["full panel"]);
    Built::new("kinds", "2025-12-31").does_not_say("meetings/hearing-1", &["who met"]);
}

#[test]
fn one_thing_in_two_words_is_counted_once_and_told_twice() {
    let built = Built::new("several-words", "2025-12-31");
    built.says("", &["Approved in part Approved in part: 2 Of which Agree, but: 1 2", "Agree, but (approved in part)"]);
    built.says(
        "recommendations",
        &[
            "One North, South Approved in part agree, but (North); approved in part (South)",
            "Two North Agree, but",
            "Three North, South Differs accepted in full, in part (North); noted (South)",
        ],
    );
    built.says("recommendations/1", &["Agree, but (approved in part) by North", "Approved in part by South"]);
    built.says("recommendations/3", &["Accepted in full, in part (approved in part) by North"]);
    built.says("recommendations/by/response/approved-in-part", &["2 of 3", "The words of the sources: agree, but (1)"]);
    built.says("recommendations/by/response/agree-but", &["1 of 3 recommendations", "Two"]);
}

#[test]
fn a_figure_contradicts_only_what_cannot_be() {
    let check = |from: &str, to: &str| {
        let folder = tree::temp();
        let content = folder.path().join("content");
        tree::copy(&tree::repository().join("tests/standing/totals/content"), &content);
        let file = content.join("statements.yaml");
        let text = fs::read_to_string(&file).expect("figures");
        fs::write(&file, text.replacen(from, to, 1)).expect("figures can be written");
        let as_of = "2025-12-31".parse().expect("a day");
        let request = Request { as_of, ..request(content, folder.path().join("out")) };
        let built = pipeline::build(request);
        let problems = match built {
            Ok(built) => built.diagnostics.list,
            Err(BuildError::Diagnostics(diagnostics)) => diagnostics.list,
            Err(other) => panic!("{other:?}"),
        };
        problems.into_iter().map(|problem| problem.message).collect::<Vec<String>>()
    };
    assert_eq!(check("", ""), Vec::<String>::new(), "what may be so is no contradiction");
    let said = check("approved: 3, approved in principle: 1", "approved: 0, approved in principle: 4");
    assert_eq!(said[0], "0 are stated as `approved` at 2025-02-26, but 1 is: r1");
    let said = check("complete: 2, in progress: 2", "complete: 4, in progress: 0");
    assert_eq!(said[0], "4 are stated as `complete` at 2025-12-17, but at most 3 can be: r2 is `in progress`");
    let said = check("complete: 2, in progress: 2}, total: 4", "complete: 3, in progress: 2}, total: 5");
    assert_eq!(said, ["the counts at 2025-12-17 need 1 record more than there are of which nothing else is known"]);
    let said = check("total: 61, partial: ", "total: 3, partial: ");
    assert_eq!(said, ["the total is 3, but there are 4 records in `recommendations`"]);
}

#[test]
fn figures_stand_beside_what_is_known_of_them() {
    let built = Built::new("totals", "2025-12-31");
    built.says("statements/answer", &["Approved: 3 stated, 1 known here"]);
    built.says(
        "statements/third-report",
        &[
            "Complete: 2 stated, 1 known here",
            "Complete: 0 stated, 1 known here The report's own table contradicts its text.",
            "4 of 61 are in this record Three recommendations to other bodies are not in this record.",
        ],
    );
    built.says("recommendations", &["Recommendation 1 Approved Complete", "Recommendation 2 unknown In progress"]);
}

#[test]
fn a_statement_speaks_of_many_records() {
    let built = Built::new("statements", "2025-12-31");
    built.says(
        "statements/2025-03-01-council",
        &[
            "Response Approved 2 Recommendation 1 One Recommendation 3 Three",
            "Rejected 2 Recommendation 2 Two It is done already. Recommendation 4 Four",
            "Recommendation 4 Four now: differs, approved or rejected (Council)",
        ],
    );
    built.says("recommendations/1", &["Approved by Council, 1 March 2025 In The Council's resolution of March"]);
    built.says("recommendations/2", &["Rejected by Council, 1 March 2025 It is done already. In The Council's"]);
    assert_eq!(built.words("recommendations/3").matches("1 March 2025").count(), 2, "one entry, from both");
    built.says("recommendations/3", &["In The Council's resolution of March", "example.org › resolution"]);
    built.says("recommendations/4", &["Approved by Council, 1 March 2025 Sources differ Rejected by Council"]);
    built.says(
        "recommendations/by/response/approved",
        &["2 of 4 recommendations.", "Recommendation 1", "Recommendation 3"],
    );
    built.says("recommendations/by/response/rejected", &["1 of 4 recommendations."]);
    built.says("recommendations/by/response/differs", &["1 of 4 recommendations.", "Recommendation 4"]);
}

#[test]
fn what_a_statement_says_is_told_once_and_counted() {
    let built = Built::new("meetings-and-reports", "2025-12-31");
    built.says(
        "recommendations/1",
        &[
            "Approved by council, 3 February 2025 As the harbour master asked. In Council meeting 7",
            "Part b: In progress, says harbour office, since 31 March 2025, last confirmed 30 June 2025",
            "Part a: Complete, says harbour office, 30 June 2025",
            "Promised December 2025",
        ],
    );
    built.says("recommendations/2", &["Implemented: no, says Port inspectorate", "Rejected"]);
    built.does_not_say("recommendations/2", &["draft answer", "by council", "lights team, 2"]);
    built.says("recommendations/3", &["Noted by Lights team, 4 February 2025"]);
    built.says("statements/2025-06-30-second-report", &["Complete 1 Recommendation 1 Berths, part a"]);
    built.says("prior/1", &["Complete"]);
    built.says("changes", &["Progress, part a: in progress → complete"]);
}

#[test]
fn a_statement_of_fourteen_is_one_file() {
    let before = Built::new("fourteen", "2025-12-31");
    let content = tree::temp();
    tree::copy(&tree::repository().join("tests/standing/fourteen/content"), content.path());
    let report = "---\ntitle: Third quarter\ndate: 2025-09-30\nby: Office\nprogress:\n  complete: [1, 2, 3, 4, 5, 6, 7]\n  \
                  in progress: [8, 9, 10, 11, 12, 13, 14]\n---\n";
    fs::write(content.path().join("statements/2025-09-30.md"), report).expect("a report can be written");
    let out = tree::temp();
    let request =
        Request { as_of: "2025-12-31".parse().expect("a day"), ..request(content.path().to_owned(), out.path()) };
    pipeline::build(request).expect("the site can be built");
    let after = Built { out: out.path().to_owned(), _folder: out };
    for number in 1..=14 {
        let (page, word) = (format!("recommendations/{number}"), if number < 8 { "Complete" } else { "In progress" });
        let since =
            if number < 8 { "30 September 2025" } else { "since 30 June 2025, last confirmed 30 September 2025" };
        after.says(&page, &[&format!("{word}, says Office, {since}"), "In Third quarter"]);
        before.says(&page, &["In progress, says Office, 30 June 2025"]);
    }
    assert_eq!(before.words("recommendations/15"), after.words("recommendations/15"), "of it nothing was said");
    // What only statements say keeps a recommendation open.
    before.says("recommendations/open", &["15 of 15 recommendations are open"]);
}

#[test]
fn a_body_is_told_by_what_it_was_asked_and_said() {
    let built = Built::new("four-bodies", "2025-12-31");
    built.says(
        "organisations/south",
        &[
            "Asked to act on 1 recommendation, 1 answered. Response: approved 1. Progress: complete 1.",
            "17 December 2024",
        ],
    );
    built.says("organisations/bridge-authority", &["1 recommendation, 0 answered."]);
    built.says("organisations/families", &["What they say Of 1 recommendation. Verdict: no 1."]);
    let built = Built::new("statements", "2025-12-31");
    assert!(!built.words("statements/2025-03-01-council").contains("Asked to act on"));
}

#[test]
fn what_does_not_go_together_has_a_page() {
    let built = Built::new("four-bodies", "2025-12-31");
    built.says(
        "discrepancies",
        &[
            "1 in all",
            "Progress: Complete, says Southland, 1 June 2025",
            "Verdict: Implemented: no Intended effect: no, says Families of Lake Bridge, March 2025",
            "Verdict: Implemented: partly",
        ],
    );
    built.says("", &["1 discrepancy between what sources say"]);
    let built = Built::new("confirmations", "2025-01-01");
    built.says("discrepancies", &["Complete, and later not Recommendation 2"]);
    let built = Built::new("statements", "2025-12-31");
    built.says("discrepancies", &["Two things of one day Recommendation 4 Four", "Response: Rejected, says Council"]);
    let built = Built::new("totals", "2025-12-31");
    built.says("discrepancies", &["Figures that the records contradict The third report", "0 stated, 1 known here"]);
    let built = Built::new("fourteen", "2025-12-31");
    assert!(!built.out.join("discrepancies/index.html").exists(), "nothing to tell of");
    built.does_not_say("", &["discrepanc"]);
}

#[test]
fn what_is_late_is_told_by_who_owes_it() {
    let built = Built::new("clocks", "2025-02-01");
    built.says(
        "overdue",
        &[
            "What was due before 1 February 2025 and is not recorded as done, by who owes it.",
            "5 responses 1 recommendation to be carried out 1 answer to comments 2 action items",
            "Council 4 ",
            "Recommendation 3 Answer by a day of its own A response 30 November 2024",
            "Recommendation 1 Keep the minutes A response 30 December 2024",
            "Recommendation 2 Open the stacks A response 30 December 2024",
            "Recommendation 3 Answer by a day of its own To be carried out 31 January 2025",
            "Records Office 2 ",
            "First meeting Ask for the keys. 1 July 2024",
            "Recommendation 6 Silence that a source states A response 30 December 2024",
            "The review itself 1 ",
            "Friends of the Archive An answer 30 October 2024",
            "Nobody is named 2 ",
            "First meeting Write to everybody. 31 August 2024",
            "Recommendation 5 Nobody is asked A response 30 December 2024",
        ],
    );
    built.does_not_say(
        "overdue",
        &["recommendation 4", "recommendation 7", "recommendation 8", "the school", "count the boxes"],
    );
    built.says("recommendations/1", &["A response was due on 30 December 2024; overdue: Council."]);
    built.says("recommendations/5", &["A response was due on 30 December 2024; overdue."]);
    built.says("recommendations/3", &["It was to be carried out by 31 January 2025; overdue: Council."]);
    built.says("comments/friends", &["An answer was due on 30 October 2024; overdue."]);
    built.says("meetings/first", &["Action item A1 was due on 1 July 2024; overdue: Records Office."]);
    built.says(
        "recommendations/8",
        &["Withdrawn by Records Office, 15 November 2024. The archive has moved. Source: example.org › moved"],
    );
    built.does_not_say("recommendations/8", &["overdue"]);
    built.says("", &["Overdue as of 1 February 2025: 5 responses, 1 recommendation to be carried out"]);
    built.says(
        "recommendations/open",
        &[
            "7 of 8 recommendations are open as of 1 February 2025.",
            "June 2024, then December 2025 (moved once)",
            "Answer: 30 November 2024 overdue; 31 January 2025 overdue",
        ],
    );
}

#[test]
fn a_body_is_told_by_what_it_owes() {
    let built = Built::new("clocks", "2025-02-01");
    built.says(
        "organisations/office",
        &[
            "Overdue As of 1 February 2025; see all that is overdue. First meeting: Ask for the keys. due 1 July 2024",
            "Recommendation 6 Silence that a source states: A response due 30 December 2024",
            "Open with them 2 recommendations as of 1 February 2025",
            // That a source states silence is no answer.
            "Asked to act on 2 recommendations, 1 answered.",
            "Recommendation 2 Open the stacks promised June 2024, then December 2025 (moved once) Recommendation 6",
        ],
    );
    built.says("organisations/council", &["Open with them 5 recommendations", "To be carried out due 31 January 2025"]);
    // Nobody owes anything before it is due, and who was not asked owes nothing.
    let built = Built::new("clocks", "2024-06-30");
    built.does_not_say("organisations/office", &["overdue"]);
    // Where nothing is late, the ways in do not lead to it; only how the record is kept says so.
    built.does_not_say("", &["overdue"]);
    built.says("method", &["Nothing is overdue as of 30 June 2024."]);
    Built::new("four-bodies", "2025-12-31").does_not_say("organisations/south", &["overdue", "open with"]);
}

#[test]
fn nothing_is_late_on_the_day_that_it_is_due() {
    let built = Built::new("clocks", "2024-12-30");
    built.does_not_say("overdue", &["a response 30 december 2024", "recommendation 1 keep"]);
    built.says("recommendations/open", &["Answer: 30 December 2024"]);
    let built = Built::new("clocks", "2024-12-31");
    built.says("overdue", &["Recommendation 1 Keep the minutes A response 30 December 2024"]);
}

#[test]
fn what_came_late_is_late_no_more() {
    let built = Built::new("clocks", "2025-04-01");
    built.does_not_say("overdue", &["recommendation 1 ", "recommendation 2 "]);
    built.does_not_say("recommendations/1", &["overdue"]);
}

#[test]
fn who_accepted_reports_once_in_a_while() {
    let built = Built::new("clocks", "2025-12-31");
    built.does_not_say("overdue", &["a report of progress"]);
    let built = Built::new("clocks", "2026-01-01");
    built.says("recommendations/2", &["A report of progress was due on 31 December 2025; overdue: Records Office."]);
    // It accepted, and has reported nothing.
    let built = Built::new("clocks", "2026-03-02");
    built.says("recommendations/1", &["A report of progress was due on 1 March 2026; overdue: Council."]);
}

#[test]
fn a_recommendation_is_open_until_all_who_were_asked_have_closed_it() {
    let built = Built::new("open-closed", "2024-12-31");
    built.says("recommendations/open", &["8 of 13 recommendations are open", "Open 8 Closed 4 Withdrawn 1"]);
    let words = built.words("recommendations/open");
    let open: Vec<&str> = ["1", "3", "4", "6", "8", "10", "12", "13"].into();
    for number in 1..=13 {
        let number = number.to_string();
        let is_open = words.contains(&format!("Recommendation {number} "));
        assert_eq!(is_open, open.contains(&number.as_str()), "recommendation {number}:\n{words}");
    }
    built.says("recommendations", &["Open 8 Closed 4 Withdrawn 1", "Recommendation 11 Withdrawn Withdrawn"]);
    built.says("recommendations/by/state/withdrawn", &["1 of 13 recommendations", "Recommendation 11"]);
    built.says("recommendations/by", &["Open or closed Open 8 Closed 4 Withdrawn 1"]);
    built.says(
        "recommendations/11",
        &["Withdrawn by Board, February 2024. The ferry was sold. Source: example.org › sold"],
    );
    built.says("recommendations/12", &["To be withdrawn, 1 February 2063."]);
    assert!(!built.out.join("overdue").exists(), "a page of nothing");
}

#[test]
fn a_part_of_a_withdrawn_whole_says_so_on_its_page() {
    let built = Built::new("withdrawn-whole", "2024-12-31");
    let with_the_whole = "Withdrawn by Board, February 2024, as a part of Recommendation 1 Sell the ferry. The ferry sank. \
                          Source: example.org › sank";
    built.says("recommendations/1", &["Withdrawn by Board, February 2024. The ferry sank."]);
    built.says("recommendations/1a", &[with_the_whole]);
    // What has come goes before what it says of itself for a day that has not.
    built.says("recommendations/1b", &[with_the_whole]);
    built.says("recommendations/by/state/withdrawn", &["Recommendation 1(a)", "Recommendation 1(b)"]);
    built.says(
        "recommendations/2a",
        &["Superseded by As a part of Recommendation 2 Mend the pier: Recommendation 3 Build another pier"],
    );
    built.says("recommendations/by/state/closed", &["Recommendation 2(a)"]);
    let before = Built::new("withdrawn-whole", "2024-01-01");
    before.says("recommendations/1a", &["To be withdrawn by Board, February 2024, as a part of Recommendation 1"]);
}

#[test]
fn how_the_record_is_kept_is_told() {
    let built = Built::new("own-words", "2025-12-31");
    built.says(
        "method",
        &[
            "Fully Satisfactory counts as implemented: yes. The deficiency no longer exists.",
            "Satisfactory Intent counts as implemented: partly, intent: satisfactory. The plan would remove it",
            "Unsatisfactory counts as implemented: no.",
            "Agree, but counts as approved in part. Accepted with reservations.",
            "Nothing in this record is marked as in doubt, and nothing in it contradicts itself.",
        ],
    );
    let built = Built::new("clocks", "2025-02-01");
    built.says("method", &["An answer within 90 days of 1 October 2024.", "What is overdue as of 1 February 2025: 9."]);
    let built = Built::new("four-bodies", "2025-12-31");
    built.says("method", &["Discrepancies between what sources say: 1."]);
    let built = Built::new("totals", "2025-12-31");
    built
        .says("method", &["The record looks back: The government's tables give states for four recommendations only."]);
    built.does_not_say("method", &["a recommendation has no priority"]);
}

#[test]
fn themes_tell_how_their_recommendations_stand() {
    let built = Built::new("themes", "2024-12-31");
    built.says(
        "themes",
        &[
            "3 themes of 5 recommendations",
            "Response Recommendations by theme and the response to them Theme All Approved Rejected Not stated",
            "Money, approved: 1 1 1 0 0 People",
            "People, approved: 1 1 1 0 0 Safety",
            "Safety, approved: 1 Safety, rejected: 1 2 1 1 0 Unknown",
            "unknown, rejected: 1 1 0 1 0 No theme",
            "no theme, not stated: 1 1 0 0 1 Total 5 2 2 1",
            "Progress Recommendations by theme and the progress reported Theme All In progress Complete Not stated",
            "Money, complete: 1 1 0 1 0 People",
            "Safety, complete: 1 Safety, not stated: 1 2 0 1 1 Unknown",
            "Total 5 1 1 3",
            "A recommendation with several stands under each.",
        ],
    );
    built.says("", &["By theme", "Safety, rejected: 1 2 1 1 0", "All themes"]);
    built.says("recommendations/by", &["Theme Money 1 People 1 Safety 2 unknown 1 No theme 1"]);
    built.says(
        "recommendations/by/theme/safety",
        &[
            "2 of 5 recommendations.",
            "Approved, complete: 1 1 1 0 Rejected Rejected, not stated: 1 1 0 1 Total 2 1 1",
            "Recommendation 1 One",
            "Recommendation 3 Three",
        ],
    );
    built.says("recommendations/1", &["Theme Money Safety"]);
    built.says("recommendations/2", &["Theme People"]);
    built.says("recommendations/4", &["Not known: theme"]);
    built.does_not_say("recommendations/5", &["theme"]);
    for without in ["statements", "parts"] {
        let built = Built::new(without, "2024-12-31");
        assert!(!built.out.join("themes").exists(), "{without} has no themes");
        built.does_not_say("", &["theme"]);
    }
}

#[test]
fn a_group_tells_how_its_recommendations_stand() {
    let built = Built::new("themes", "2024-12-31");
    built.says(
        "groups/quay",
        &[
            "2 recommendations by the response to them and the progress reported",
            "Approved, in progress: 1 Approved, complete: 1 2 1 1 Total 2 1 1",
        ],
    );
    built.says("groups/crane", &["1 recommendation by the response to them", "Rejected: 1 1 Total 1"]);
}

#[test]
fn groups_stand_in_the_order_in_which_they_are_written() {
    let built = Built::new("themes", "2024-12-31");
    let words = built.words("groups");
    let places = ["The ferry", "The quay", "The crane"].map(|title| words.find(title));
    assert!(places.is_sorted() && places.iter().all(Option::is_some), "{words}");
    built.says("recommendations", &["in 3 groups. The group of 1 is not known.", "No group 1 Recommendation 5 Five"]);
    built.does_not_say("recommendations", &["group unknown"]);
    assert!(!built.out.join("recommendations/by/group/unknown").exists());
}

#[test]
fn recommendations_stand_in_the_order_that_they_are_given() {
    let built = Built::new("order", "2024-12-31");
    let words = built.words("recommendations");
    let places = ["Ten", "Nine", "Two", "Three"].map(|title| words.find(title));
    assert!(places.is_sorted() && places.iter().all(Option::is_some), "{words}");
    built.says("recommendations/9", &["Previous Recommendation 10 Ten Next Recommendation 2 Two"]);
}

#[test]
fn who_calls_it_how_urgent_is_told() {
    let built = Built::new("priorities", "2024-12-31");
    built.says(
        "recommendations/by",
        &["Priority High 2 Low 2 Medium 1 unknown 1 Not stated 1 A recommendation with several"],
    );
    built.says(
        "recommendations/2",
        &["Level By Date Source high Review team 1 March 2024", "low Harbour office 1 July 2024"],
    );
    built.says("recommendations/3", &["Level Part high a low b"]);
    assert!(!built.out.join("recommendations/by/priority/urgent").exists(), "nobody has said that yet");
    built.says("recommendations/by/priority/medium", &["1 of 5 recommendations.", "Recommendation 2"]);
    built.says("recommendations/1", &["See also Recommendation 2 Mend the lamp", "Related to Recommendation 3"]);
    built.says("recommendations/2", &["Named as related by Recommendation 1 Paint the tower"]);
}

#[test]
fn an_entry_is_found_by_its_own_id() {
    let built = Built::new("priorities", "2024-12-31");
    let page = fs::read_to_string(built.out.join("recommendations/1/index.html")).expect("a page");
    assert!(page.contains("id=\"response-first-answer\"") && page.contains("href=\"#response-first-answer\""));
    assert!(!page.contains("response-2024-02-01"), "it has one id");
}

#[test]
fn what_a_recommendation_is_made_of_is_counted() {
    let built = Built::new("components", "2024-12-31");
    built.says(
        "recommendations",
        &[
            "4 in all, in 2 groups; of 1 recommendation the parts are counted, each by itself.",
            "1. The locks 3 Recommendation 1 Make the locks safe 3 parts Recommendation 1(a)",
            "Recommendation 1(b) Lights at the gates",
            "Recommendation 1(c) A lamp on each bridge",
            "2. The tolls 1 Recommendation 2",
        ],
    );
    built.says("recommendations/open", &["2 of 4 recommendations are open", "Recommendation 1(c)", "Recommendation 2"]);
    built.says(
        "recommendations/by",
        &["Addressee Canal Trust 2 Town Council 2", "Theme Safety 3 No theme 1", "Group 1. The locks 3 2. The tolls 1"],
    );
    built.says("", &["4 recommendations by the response to them"]);
    built.says("groups/locks", &["3 recommendations by the response to them"]);
    built.says(
        "recommendations/1",
        &[
            "Parts Recommendation 1(a) Ladders in every chamber Response: approved Progress: complete",
            "Recommendation 1(b) Lights at the gates Response: rejected",
        ],
    );
    built.says("recommendations/1a", &["Part of Recommendation 1 Make the locks safe", "Approved by Canal Trust"]);
    built.says("organisations/canal-trust", &["Asked to act on 2 recommendations, 2 answered."]);
    built.says("organisations/town", &["Asked to act on 2 recommendations, 1 answered."]);
    // What is due of the whole is due of each part, and said of it.
    built.says("recommendations/lamps", &["It was to be carried out by 30 June 2024; overdue: Town Council."]);
    built.says("documents/report", &["2 stated", "agrees"]);
    built.does_not_say("documents/report", &["contradict"]);
}

#[test]
fn kinds_say_what_is_true_of_them() {
    let built = Built::new("kinds", "2025-12-31");
    built.says("teams/water", &["Panel Cite Water levels"]);
    built.says(
        "meetings/hearing-1",
        &["Present Ana", "Present remotely Bo", "decision-1 Ask for the Letter on the levels", "On the timeline"],
    );
    built.says("documents/letter", &["From Ana", "To Bo Ministry of Water", "Mentioned in 1 First hearing"]);
    built.says("people/ana", &["chair Unverified", "counsel", "Sent 6 March 2024 Letter on the levels"]);
    built.says("people", &["chair, from January 2024 Unverified", "counsel, from January 2025"]);
    built.says("timeline/opened", &["On First hearing Letter on the levels"]);
    built.says("decisions", &["decision-1 Ask for the Letter on the levels"]);
    // Doubt stands at its fact, and more quietly in lists.
    built.says(
        "documents/letter",
        &["Unverified Title", "To Bo Ministry of Water Unverified", "Date 6 March 2024 On the timeline"],
    );
    built.does_not_say("documents/letter", &["no source was found"]);
    built.says("documents", &["Letter on the levels Partly unverified", "Note on the weather Unverified"]);
    // The hearing and the milestone are one event, and so are an answer and its arrival.
    built.does_not_say("timeline", &["first hearing", "ministry answers", "second answer"]);
    built.says("timeline", &["Report on the works, statement, 30 September 2024", "The answer arrives, 7 May 2024"]);
    built.says("teams/water", &["Advice of the panel Statement"]);
}

#[test]
fn the_first_page_says_in_a_sentence_what_became_of_the_recommendations() {
    for (name, said) in [
        (
            "themes",
            "5 recommendations: 2 approved, 2 rejected, 1 not stated; of those approved: 1 in progress, 1 complete \
             (as of 31 December 2025).",
        ),
        ("fourteen", "15 recommendations to Office: 14 in progress, 1 not stated (as of 31 December 2025)."),
        ("parts", "2 recommendations to Board: 1 approved, 1 differing (as of 31 December 2025)."),
        // Progress is told of more than one response; a verdict that differs has no answer that says what it is about.
        (
            "confirmations",
            "2 recommendations to Water Office: 1 unknown, 1 not stated; progress: 1 in progress, 1 complete (as of",
        ),
        ("four-bodies", "1 recommendation: 1 approved; of those approved: 1 differing; verdict: 1 differing (as of"),
        (
            "meetings-and-reports",
            "3 recommendations to Council: 1 approved, 1 rejected, 1 noted; of those approved: 1 differing; \
             implemented: 1 no, 2 not stated (as of",
        ),
        // Of a safety board it is the verdict, in its own words.
        ("own-words", "3 recommendations: 1 “Fully Satisfactory”, 1 “Satisfactory Intent”, 1 “Unsatisfactory” (as of"),
        ("own-names", "1 order: 1 approved (as of"),
        // Nothing is said of these.
        ("order", "4 recommendations. "),
    ] {
        Built::new(name, "2025-12-31").says("", &[said]);
    }
    Built::new("kinds", "2025-12-31").does_not_say("", &["recommendation", "what comes next"]);
}

#[test]
fn what_one_act_changes_is_told_together() {
    let built = Built::new("fourteen", "2025-12-31");
    let act = "30 June 2025 Office: Second quarter Progress: in progress Recommendation 1, 2, 3";
    built.says("", &[&format!("{act} and 11 more All changes")]);
    built.says("changes", &[&format!("{act}, 4, 5")]);
    // The statement is told by what it says.
    for page in ["", "changes"] {
        assert_eq!(built.words(page).matches("Second quarter").count(), 1, "{page}");
    }
    let built = Built::new("confirmations", "2025-12-31");
    built.says("", &["March 2024 Water Office Progress: in progress → complete Recommendation 1"]);
    built.does_not_say("", &["september 2024"]);
}

#[test]
fn the_terms_and_the_day_of_a_record_stand_where_it_is_told_how_it_is_kept() {
    let built = Built::new("kinds", "2025-12-31");
    built.says(
        "method",
        &["Brought up to date: November 2025.", "Licence of the texts: CC BY 4.0. Written by the office."],
    );
    let home = fs::read_to_string(built.out.join("index.html")).expect("the first page");
    let foot = home.split("<footer").nth(1).expect("a foot");
    assert!(foot.contains(">Contact</a>") && foot.contains(" rel=\"license\">CC BY 4.0</a>"), "{foot}");
    let other = Built::new("themes", "2025-12-31");
    other.does_not_say("method", &["licence", "brought up to date"]);
}

#[test]
fn a_doubt_stands_beside_the_fact_wherever_that_is_shown() {
    let built = Built::new("themes", "2025-12-31");
    built.says("recommendations/1", &["Theme Money Safety Unverified"]);
    built.does_not_say("recommendations/2", &["unverified"]);
    Built::new("kinds", "2025-12-31").says("people", &["The council Unverified"]);
}

#[test]
fn a_source_is_called_by_what_is_published_there() {
    let built = Built::new("citing", "2025-12-31");
    let sources = "Report_on {50%} of the wells, Society, March 2024; First table and Second table, Society, 1 May 2024; \
                   a.example › minutes of the board, 2023; a.example › minutes of the board, 2024; a.example › b4SLD";
    built.says("recommendations/1", &[sources, &sources.replace(';', "")]);
}

#[test]
fn a_record_says_how_it_is_cited() {
    let built = Built::new("citing", "2025-12-31");
    let review = "The inquiry into 100% of {Wells} & Dams. Edition of 30 November 2025.";
    built.says(
        "recommendations/1",
        &[
            "Recommendation 1 Cite",
            &format!("“Recommendation 1: Count the wells.” (30 November 2025). {review} recommendations/1/"),
            "@misc{wells-1-recommendations-1, title = {{Recommendation 1: Count the wells}}, \
             howpublished = {The inquiry into 100\\% of \\{Wells\\} \\& Dams}, year = {2025}, month = {11}, \
             note = {Edition of 30 November 2025} }",
        ],
    );
    built.says("comments/c", &[&format!("Society (3 February 2024). “Dig deeper.” {review} comments/c/")]);
    built.says(
        "documents/report",
        &[
            "The document itself Society (March 2024). “Report_on {50%} of the wells.” \
             https://a.example/papers/the_report-2024.pdf",
            "TY - GEN TI - Report_on {50%} of the wells PB - Society PY - 2024 DA - 2024/03// \
             UR - https://a.example/papers/the_report-2024.pdf ID - wells-1-documents-report ER -",
            &format!(
                "This page about it “Report_on {{50%}} of the wells.” (30 November 2025). {review} documents/report/"
            ),
        ],
    );
    let home = fs::read_to_string(built.out.join("index.html")).expect("the first page");
    assert!(home.contains("· Edition of 30 November 2025"), "the foot says which edition it is");
    let other = Built::new("themes", "2025-12-31");
    other.says("recommendations/1", &["(n.d.)", "year = {n.d.}"]);
    other.does_not_say("recommendations/1", &["edition of"]);
}

#[test]
fn what_is_not_known_is_said_in_one_line() {
    let built = Built::new("what-belongs", "2024-12-31");
    built.says("teams/t", &["Facts Not known: members, rapporteur"]);
    built.says("recommendations/1.10", &["Addressee Miller Not known: priority Why"]);
    built.does_not_say("recommendations/1.9", &["not known"]);
}

#[test]
fn what_belongs_to_a_record_stands_on_its_page_with_where_it_stands() {
    let built = Built::new("what-belongs", "2024-12-31");
    let both = "Recommendation 1.9 Slow it down Response: approved Progress: complete \
                Recommendation 1.10 Grease it Response: rejected";
    built.says("groups/g", &[&format!("Recommendations {both}")]);
    built.says("findings/f", &[&format!("Leads to {both}")]);
    built.says(
        "teams/t",
        &[&format!("Recommendations {both}"), "Decided in 1 February 2024 Second meeting The wheel is"],
    );
    built.says(
        "people/ana",
        &[
            "Comments 5 April 2024 Ana on the wheel It is too fast. Answer: It is. Answer: accepted",
            "Has decided in 1 February 2024 Second meeting The wheel is measured again. # Action items in",
            "Action items in 1 February 2024 Second meeting Measure the wheel. # Mentioned in 1 First meeting Cite this",
        ],
    );
}

#[test]
fn one_record_leads_to_the_next_in_the_order_of_its_kind() {
    let built = Built::new("what-belongs", "2024-12-31");
    built.says("recommendations/1.9", &["Next Recommendation 1.10 Grease it"]);
    built.does_not_say("recommendations/1.9", &["previous"]);
    // What is a draft is not there, and what was withdrawn is.
    built.says("recommendations/1.10", &["Previous Recommendation 1.9 Slow it down Next Recommendation 2.1 Paint it"]);
    built.says("meetings/second", &["Previous First meeting Next Third meeting"]);
}

#[test]
fn the_first_page_says_first_what_became_of_it() {
    let built = Built::new("what-belongs", "2024-12-31");
    built.says("", &["2 of 3 approved; 1 of those complete 3 recommendations by the response"]);
    let words = built.words("");
    assert!(words.find("of those complete") < words.find("Where it stands"), "{words}");
    // What comes before a phase that is over is over; what comes after it may not be.
    built.says("", &["Preparation Done", "Drafting Done dates unknown", "Follow-up Begun", "Evaluation dates unknown"]);
    built.says("work-plan", &["1. Preparation Done", "2. Drafting Done", "4. Follow-up Begun"]);
    let home = fs::read_to_string(built.out.join("index.html")).expect("the first page");
    let here = home.split("class=\"here\"").nth(1).expect("a phase that the review is in");
    assert!(home.matches("class=\"here\"").count() == 1 && here.contains(">Follow-up</a>"), "{here}");
}
