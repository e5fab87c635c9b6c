#!/usr/bin/env python3
"""Compares the record of the Grenfell Tower Inquiry with the facts that it is made from, which lie beside this file.

Numbers and paragraphs, the text of each recommendation and of each answer word for word, outcomes, states, dates, figures,
themes, the panel and the timeline; that what the Inquiry is quoted with stands in its report. Prints what differs, and fails.

    tests/facts/grenfell.py        # needs Python 3 and PyYAML
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
FACTS = HERE / "grenfell"
CONTENT = HERE.parent / "reviews/grenfell-phase-2/content"

# The response gives two paragraphs of a chapter that there is not; the report has these.
PARAGRAPHS = {"133.41": "113.41", "133.56": "113.56"}
# What the text taken from the printed edition has at the end of a line.
LINE_ENDS = {"high- risk": "high-risk"}
REPORTS = {
    "2025-05-29": "statements/2025-05-29-progress",
    "2025-09-30": "statements/2025-09-30-progress",
    "2025-12-17": "statements/2025-12-17-progress",
}
# Either is complete, and the other in progress: the sources do not say which.
EITHER = {"56", "57"}

wrong = []
compared = 0


def same(what, found, expected):
    global compared
    compared += 1
    if found != expected:
        wrong.append(f"{what}: {found!r}, and not {expected!r}")


def holds(what, true):
    same(what, bool(true), True)


def read(text):
    """YAML as the program reads it: every value is the text that was typed."""
    return yaml.load(text, Loader=yaml.BaseLoader)


def plain(markdown):
    """The words of a text without its marks: what a reader reads."""
    text = re.sub(r"^> ?", "", markdown, flags=re.M)
    text = re.sub(r"^- ", "● ", text, flags=re.M)
    text = re.sub(r"\\([\[\]*_`<>.])", r"\1", text)
    return " ".join(text.split())


def official(text):
    for old, new in LINE_ENDS.items():
        text = text.replace(old, new)
    return " ".join(text.split())


def records(folder):
    found = {}
    for path in sorted((CONTENT / folder).glob("*.md")):
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        found[f"{folder}/{path.stem}"] = {**read(front), "body": body}
    listed = CONTENT / f"{folder}.yaml"
    if listed.exists():
        for record in read(listed.read_text(encoding="utf-8")):
            found[f"{folder}/{record['id']}"] = record
    return found


def names(value):
    return value if isinstance(value, list) else [value]


def said(statement, track):
    """What a statement says in a history: the word and the marks of each record."""
    entries = {}
    for word, among in statement.get(track, {}).items():
        for item in names(among):
            marks = item if isinstance(item, dict) else {"on": item}
            for name in names(marks["on"]):
                key = name if "/" in name else f"recommendations/{name}"
                holds(f"{key} is named once", key not in entries)
                entries[key] = (word, marks)
    return entries


facts = read((FACTS / "facts.yaml").read_text(encoding="utf-8"))["facts"]
statuses = read((FACTS / "statuses.yaml").read_text(encoding="utf-8"))
rows = json.loads((FACTS / "recommendations-and-responses.json").read_text(encoding="utf-8"))
response = official((FACTS / "government-response-cp1248.txt").read_text(encoding="utf-8"))
chapter = " ".join((FACTS / "report-chapter-113.txt").read_text(encoding="utf-8").split())

recommendations = records("recommendations")
statements = records("statements")
groups = records("groups")
number_of = {name: record["number"] for name, record in recommendations.items()}
name_of = {number: name for name, number in number_of.items()}

# The recommendations: all of them, their numbers, paragraphs and texts.
same("recommendations", len(recommendations), 58)
same("numbers", sorted(map(int, name_of)), [row["number"] for row in rows])
for row in rows:
    number, paragraph = str(row["number"]), PARAGRAPHS.get(row["paragraph"], row["paragraph"])
    name = name_of[number]
    record = recommendations[name]
    same(f"label of {number}", record["label"], f"Recommendation {number} ({paragraph})")
    holds(f"name of {number}", name in (f"recommendations/{paragraph}", f"recommendations/{paragraph}-{number}"))
    same(f"aliases of {number}", record["aliases"], f"recommendations/{number}")
    text, _, rest = record["body"].partition(f"From paragraph {paragraph} of [[documents/report-volume-7|the report]]")
    same(f"text of {number}", plain(text), official(row["recommendation"]))
    holds(f"licence of {number}", "Open Government Licence v3.0" in rest)
    holds(f"rationale of {number}", "\n## Rationale\n" in rest)
    if paragraph != row["paragraph"]:
        holds(f"{number} says that the response has {row['paragraph']}", row["paragraph"] in rest)

# What the Inquiry is quoted with. The text of the report has some words at another place of their line, so words are
# counted, and nearly all that follow each other in a quotation do so in the report.
ordered = chapter.split()
follow = set(zip(ordered, ordered[1:], ordered[2:]))
quoted = [(name, record["body"]) for name, record in {**recommendations, **records("findings")}.items()]
for name, body in quoted:
    lines = "\n".join(line for line in body.splitlines() if line.startswith(">"))
    words = [word for word in plain(lines).replace("[…]", " ").split()]
    known = Counter(re.findall(r"\w+", chapter))
    lacking = Counter(re.findall(r"\w+", " ".join(words))) - known
    same(f"words of {name} that are not in the report", dict(lacking), {})
    runs = list(zip(words, words[1:], words[2:]))
    strange = [" ".join(run) for run in runs if run not in follow]
    holds(f"{name} is quoted in order: {strange}", len(strange) <= max(10, len(runs) // 12))

# The response: who is answered what, in which words.
answer = statements["statements/2025-02-26-response"]
same("date of the response", answer["date"], "2025-02-26")
answers = said(answer, "response")
outcomes = Counter(word for word, _ in answers.values())
expected = facts["response_2025_02_26"]
same("accepted in full", outcomes["accepted in full"], int(expected["accepted_in_full"]))
same("accepted in principle", outcomes["accepted in principle"], int(expected["accepted_in_principle"]))
same("answers", len(answers), 58)
in_principle = sorted((number_of[name] for name, (word, _) in answers.items() if word == "accepted in principle"), key=int)
same("numbers accepted in principle", in_principle, expected["in_principle_numbers"])
for row in rows:
    number = str(row["number"])
    name = name_of[number].removeprefix("recommendations/")
    word, _ = answers[name_of[number]]
    same(f"answer to {number}", plain(answer["notes"][name]), official(row["response"]))
    if row["accepted"] != "?":
        same(f"outcome of {number}", word, {"accepted": "accepted in full"}.get(row["accepted"], "accepted in principle"))
    else:
        holds(f"{number} is supported", row["response"].startswith("The government supports this recommendation"))
        holds(f"{number} says so", "“supports”" in recommendations[name_of[number]]["body"])
for name, reason in answer["reasons"].items():
    row = rows[int(number_of[f"recommendations/{name}"]) - 1]
    holds(f"reason of {name}", plain(reason) in official(row["response"]))
holds("the reasons are those of what is accepted in principle", {number_of[f"recommendations/{name}"] for name in answer["reasons"]} == set(in_principle))

# Others accept for themselves, where the response says so.
ACCEPTS = re.compile(r"^(?:The )?(.*?) accepts? (?:this recommendation|all the recommendations)")
organisations = records("organisations")
for row in rows:
    record = recommendations[name_of[str(row["number"])]]
    others = [organisations[entry["by"]] for entry in record.get("response", [])]
    who = ACCEPTS.match(row["response"])
    told = who.group(1) if who else ""
    same(f"others who accept {row['number']}", bool(others), told not in ("", "government"))
    for body in others:
        holds(f"{body['title']} accepts {row['number']}", body["title"] in told or body["short"] in told.split())

# Who is asked: 37 the government, and 21 others, but for one that the response calls both.
others = {str(row["number"]) for row in rows if "made towards" in row["response"] or (ACCEPTS.match(row["response"]) or [0, "government"])[1] != "government"}
asked = {number for number, name in name_of.items() if "organisations/uk-government" in names(recommendations[name]["addressee"])}
same("asked of others alone", sorted(set(name_of) - asked, key=int), sorted(others, key=int))
same("asked of the government", len(asked), 36)
report = records("documents")["documents/government-response"]
holds("37 is stated, and kept", any(total["total"] == "37" and "accept" in total for total in report["totals"]))
holds("37 stands in the response", "of which 37 were directed at the government and 21 were directed at other bodies" in response)

# Themes: each with as many as the reports of progress count.
sizes = Counter()
theme_of = {}
for name, record in recommendations.items():
    theme = record.get("theme", groups[record["group"]]["theme"])
    theme_of[record["number"]] = theme
    sizes[theme] += 1
same("themes", dict(sizes), {group["name"]: int(group["recommendations"]) for group in statuses["sub_groups"]})
for status in statuses["recommendations"]:
    same(f"theme of {status['id']}", theme_of[status["id"]], status["theme"])
same("unverified themes", [record["number"] for record in recommendations.values() if "theme" in names(record.get("unverified", []))], ["56"])

# The reports of progress: dates, figures, and what is in which state.
reported = {date: said(statements[name], "progress") for date, name in REPORTS.items()}
prior = records("prior")
same("Phase 1 recommendations that are counted", sorted(record["number"] for record in prior.values()), ["59", "60", "61"])
for figures in facts["progress"]:
    date = figures["date"]
    statement = statements[REPORTS[date]]
    same(f"date of the report of {date}", statement["date"], date)
    stated = next(total["counts"] for total in statement["totals"] if total["of"] == "progress")
    same(f"figures of {date}", stated, {"in progress": figures["in_progress"], "complete": figures["complete"]})
    total = int(figures["total"])
    if total > 58:
        of_records = next(total for total in statement["totals"] if total["of"] == "records")
        same(f"recommendations counted on {date}", int(of_records["total"]), total)
        holds(f"{date} says why they are more", of_records["partial"])
    states = Counter(word for word, _ in reported[date].values())
    # One of two is complete, and the other in progress.
    same(f"in progress on {date}", states["in progress"] + 1, int(figures["in_progress"]))
    same(f"complete on {date}", states["complete"] + 1, int(figures["complete"]))
    spoken = {number_of.get(name) or prior[name]["number"] for name in reported[date]}
    same(f"recommendations on {date}", spoken, {str(number) for number in range(1, total + 1)} - EITHER)
complete = {date: {number_of.get(name) for name, (word, _) in states.items() if word == "complete"} for date, states in reported.items()}
newly = complete["2025-12-17"] - complete["2025-09-30"]
same("newly complete", sorted(newly, key=int), sorted(facts["progress"][2]["newly_complete"], key=int))
for table in statuses["progress_tables"]:
    for row in table.get("rows", []):
        states = Counter(word for name, (word, _) in reported[table["as_of"]].items() if theme_of.get(number_of.get(name)) == row["theme"])
        either = sum(theme_of[number] == row["theme"] for number in EITHER) // 2
        same(f"{row['theme']} on {table['as_of']}", [states["in progress"] + either, states["complete"] + either], [int(row["in_progress"]), int(row["complete"])])
for status in statuses["recommendations"]:
    for entry in status["status_history"]:
        word, marks = reported[entry["as_of"]][name_of[status["id"]]]
        same(f"state of {status['id']} on {entry['as_of']}", word, entry["status"])
        if "derived" in entry:
            same(f"{status['id']} on {entry['as_of']} is inferred", marks.get("inferred"), "true")
same("progress of 57", recommendations[name_of["57"]]["progress"], "unknown")

# The panel, and the timeline.
people = records("people")
panel = statuses["panel"]
same("panel", sorted(person["title"] for person in people.values()), sorted([panel["chair"], *panel["members"]]))
chairs = [person["title"] for person in people.values() if person["roles"][0]["role"] == "Chairman"]
same("chair", chairs, [panel["chair"]])
timeline = records("timeline")
dates = {record["date"]: names(record["source"]) for record in timeline.values()}
for event in statuses["timeline"]:
    holds(f"{event['event']} of {event['date']} is on the timeline", event["date"] in dates)
    named = [source for source in dates.get(event["date"], []) if source.startswith("https:")]
    documents = [source for source in dates.get(event["date"], []) if source.startswith("documents/")]
    holds(f"the source of {event['event']} is named", event["source"] in named or documents)

if wrong:
    print("\n".join(wrong))
    sys.exit(f"{len(wrong)} of {compared} comparisons differ")
print(f"the record agrees with the facts in {compared} comparisons")
