#!/usr/bin/env python3
"""Compares the record of SSR2, as its pages tell it, with the facts that it was made from.

ssr2.json has the facts: ids, dates, outcomes, states, totals, names, official texts and every source. What a built site says
is read from its pages, for it is readers who must not be told anything else. What differs is printed, and then this fails;
left-out.json says what the record leaves out, and why.

usage: compare.py SITE        the folder of a site built as of 31 December 2024, or later
"""

import calendar
import json
import pathlib
import re
import sys
from html import unescape

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from page import Node, main_part  # noqa: E402

# As many words for what is not known as the pages of the recommendations may have.
UNKNOWN = 130


class Site:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.pages = {}

    def page(self, path):
        """The main part of a page, or none where there is no such page."""
        if path not in self.pages:
            file = self.folder / path / "index.html"
            self.pages[path] = main_part(file) if file.is_file() else None
        return self.pages[path]

    def records(self, folder):
        return sorted(file.parent.name for file in (self.folder / folder).glob("*/index.html"))

    def called(self, path):
        """What a record is called above its title, without the way to its citation that stands beside it."""
        line = self.page(path).one("p", class_="kind")
        return line.text.removesuffix(line.one("a").text).strip()

    def fact(self, path, name):
        """What the facts of a page say under a name, and whether they say that it is unverified."""
        for row in self.page(path).one("section", class_="facts").all("div"):
            if row.one("dt").text == name:
                value = row.one("dd")
                return value, any(value.all("span", class_="unverified"))
        return Node("dd"), False

    def entries(self, path, track):
        """Date, word, body and sources of each entry of a history, the earliest first."""
        found = []
        for entry in self.page(path).all("li"):
            if entry.attributes.get("id", "").startswith(track + "-"):
                when = entry.one("p", class_="when")
                date = when.one("time").attributes.get("datetime", "unknown")
                by = [link.text for link in when.all("a")]
                # One source stands in line, several in a list.
                alone = [line for line in entry.all("p", class_="source") if line.text.startswith("Source:")]
                places = [*alone, entry.one("ul", class_="addresses")]
                sources = [link.attributes["href"] for place in places for link in place.all("a")]
                found.append([date, entry.one("p", class_="word").text.lower(), by, sources])
        return sorted(found)


def days(span):
    """A range of days of one month, as pages write it; a single date as it is."""
    if "/" not in span:
        return span
    (first, last) = span.split("/")
    year, month, day = first.split("-")
    return f"{int(day)}–{int(last[-2:])} {calendar.month_name[int(month)]} {year}"


def squeezed(text):
    """Words alone, as two copies of a text may have them with other quotation marks and line breaks."""
    return re.sub(r"[^\w]+", " ", text).strip().lower()


def compare(site, facts):
    """Every difference, in words."""
    differ = []

    def equal(what, here, known):
        if here != known:
            differ.append(f"{what}: {here!r} here, {known!r} by the facts")

    ids = {fact["id"] for fact in facts["recommendations"]}
    equal("recommendations", {name for name in site.records("recommendations") if re.fullmatch(r"\d+\.\d+", name)}, ids)
    for fact in facts["recommendations"]:
        path = f"recommendations/{fact['id']}"
        if site.page(path) is None:
            continue
        response = site.entries(path, "response")
        # What is said on a day that nobody knows was said last.
        equal(f"{path} response", [entry[:2] for entry in response], fact["response"])
        # With the source of each.
        equal(f"{path} progress", [[*entry[:2], *entry[3]] for entry in site.entries(path, "progress")], fact["progress"])
        equal(f"{path} who answers", {name for entry in response for name in entry[2]}, {"ICANN Board"})
        group, _ = site.fact(path, "Group")
        equal(f"{path} group", group.one("span", class_="label").text, f"Group {fact['group']}")
        if "addressee" in fact:
            equal(f"{path} addressee", site.fact(path, "Addressee")[0].text, fact["addressee"])
        head = site.page(path).one("header").one("p", class_="about").text
        known = fact["confirmed"] or "What it asks is unknown" in site.page(path).one("header").text
        equal(f"{path} doubt at its summary", "Unverified" in head and "Summary" in head, not known)
    for group in {fact["group"]: fact["group_title"] for fact in facts["recommendations"]}.items():
        equal(f"groups/{group[0]} title", site.page(f"groups/{group[0]}").one("h1").text, group[1])

    # Totals: counted from the pages, and from what the sources state.
    responses = {name: site.entries(f"recommendations/{name}", "response") for name in ids}
    for number, decision in enumerate(facts["decisions"]):
        current = {}
        for name, entries in responses.items():
            until = [word for date, word, *_ in entries if date == "unknown" and number == 4 or date <= decision["date"] and date != "unknown"]
            current[name] = until[-1] if until else "none"
        counts = {word: sum(word == now for now in current.values()) for word in ("approved", "pending", "rejected")}
        after = {word: decision["after"][word] for word in counts}
        equal(f"standing after the decision of {decision['date']}", counts, after)
        for word in ("approved", "rejected", "pending"):
            said = {name for name, entries in responses.items() if [decision["date"], word] in [entry[:2] for entry in entries]}
            equal(f"{word} on {decision['date']}", said, set(decision[word] or []))
    table = [[cell.text for cell in row.children if isinstance(cell, Node)]
             for row in site.page("documents/implementation-by-quarter").one("div", class_="body").one("tbody").all("tr")]
    stated = [[str(sum(fact[word] for word in words)) for words in (["complete"], ["in_progress"], ["not_started"], ["complete", "in_progress", "not_started"])]
              for fact in facts["quarters"]]
    equal("figures by quarter", [row[1:] for row in table], stated)

    equal("prior recommendations", len(site.records("prior")), facts["ssr1"]["count"])
    verdicts = [site.page(f"prior/{name}").one("section", class_="verdict").text for name in site.records("prior")]
    equal("unknown verdicts on SSR1", sum("unknown" in verdict.lower() for verdict in verdicts), facts["ssr1"]["unknown_verdicts"])
    for text in facts["ssr1"]["texts"]:
        if squeezed(text["text"]) not in squeezed(site.page(f"prior/{text['number']}").text):
            differ.append(f"prior/{text['number']}: its official text is another")
    clauses = {site.called(f"mandate/{name}"): name for name in site.records("mandate")}
    for clause in facts["clauses"]:
        if clause["id"] not in clauses:
            differ.append(f"clause {clause['id']} is not there")
        elif squeezed(clause["text"]) not in squeezed(site.page(f"mandate/{clauses[clause['id']]}").text):
            differ.append(f"clause {clause['id']}: its text is another")

    people = {site.page(f"people/{name}").one("h1").text: f"people/{name}" for name in site.records("people")}
    for fact in facts["members"]:
        path = people.get(fact["name"])
        if path is None:
            differ.append(f"{fact['name']} is not among the people")
            continue
        if "nominated_by" in fact:
            value, doubt = site.fact(path, "Nominated by")
            equal(f"{path} nominated by", value.text.removesuffix("Unverified").strip(), fact["nominated_by"])
            equal(f"{path} doubt at who nominated", doubt, not fact["confirmed"])
        for field in ("joined", "left"):
            if field in fact:
                equal(f"{path} {field}", site.fact(path, field.capitalize())[0].one("time").attributes.get("datetime"), fact[field])

    def named(path, name):
        return {link.text for link in site.fact(path, name)[0].all("a")}

    meetings = {}
    for name in site.records("meetings"):
        path = f"meetings/{name}"
        date = site.fact(path, "Date")[0]
        meetings[date.one("time").attributes.get("datetime") or date.text] = path
    for fact in facts["meetings"]:
        path = meetings.get(days(fact["date"]))
        if path is None:
            differ.append(f"no meeting on {fact['date']}")
            continue
        if "number" in fact:
            equal(f"{path} number", site.fact(path, "Number")[0].text, fact["number"])
        if "present" in fact:
            equal(f"{path} present", named(path, "Present"), set(fact["present"]))
        if "apologies" in fact:
            equal(f"{path} apologies", named(path, "Apologies from"), set(fact["apologies"]))
        if "actions" in fact:
            actions = [row for section in site.page(path).all("section") if section.one("h2").text == "Actions" for row in section.one("tbody").all("tr")]
            equal(f"{path} action items", len(actions), fact["actions"])
    rows = {}
    for row in site.page("actions").all("tr"):
        cells = [cell for cell in row.children if isinstance(cell, Node)]
        rows[cells[0].text] = row
    for fact in facts["action_items"]:
        row = rows.get(fact["number"])
        if row is None:
            differ.append(f"action item {fact['number']} is not there")
            continue
        times = [time.attributes["datetime"] for time in row.all("time")]
        for field in ("due", "done"):
            if fact[field] and fact[field] not in times:
                differ.append(f"action item {fact['number']}: it is not {field} on {fact[field]}")

    wants = {"finish_ssr1": "finished", "wants_detail": "more detail", "fewer_recommendations": "fewer"}
    comments = {}
    for name in site.records("comments"):
        path = f"comments/{name}"
        if "draft" in site.fact(path, "On")[0].text.lower():
            comments[site.fact(path, "From")[0].text] = path
    for fact in facts["comments"]:
        path = comments.get(fact["who"])
        if path is None:
            differ.append(f"no comment of {fact['who']} on the draft report")
            continue
        said = site.page(path).one("header").text
        equal(f"{path} position", [want for want, words in wants.items() if words in said], fact["wants"])
        if fact["date"]:
            equal(f"{path} date", site.fact(path, "Date")[0].one("time").attributes.get("datetime"), fact["date"])
    for fact in facts["consultations"]:
        path = f"consultations/{fact['id']}"
        times = {time.attributes["datetime"] for time in site.page(path).one("section", class_="facts").all("time")}
        equal(f"{path} dates", times, {fact["opens"], fact["first_close"], fact["closes"]})

    teams = {site.called(f"teams/{name}"): f"teams/{name}" for name in site.records("teams")}
    for fact in facts["teams"]:
        path = teams[f"Sub-team {fact['number']}"]
        equal(f"{path} title", site.page(path).one("h1").text, fact["name"])
        equal(f"{path} clauses", {label.text for label in site.fact(path, "Assesses")[0].all("span", class_="label")}, set(fact["clauses"]))
        if fact["members"] != "unknown":
            equal(f"{path} members", named(path, "Members"), set(fact["members"]))
            equal(f"{path} rapporteur", named(path, "Rapporteur"), {fact["rapporteur"]})

    # Wherever an event is told, its date is there; and what is told can be followed to its source.
    pages = [unescape(file.read_text(encoding="utf-8")) for file in site.folder.rglob("index.html")]
    addresses = {address for page in pages for address in re.findall(r'href="([^"]*)"', page)}
    for fact in facts["timeline"]:
        date = fact["date"]
        shown = f'datetime="{date}"' if "/" not in date else days(date)
        if date != "unknown" and not any(shown in page for page in pages):
            differ.append(f"nothing is dated {fact['date']}: {fact['event']}")
    for source in facts["sources"] + [document["address"] for document in facts["documents"]]:
        if source not in addresses:
            differ.append(f"no page leads to {source}")

    words = r"(?i)\bunknown\b|none recorded|not recorded|not known|not found"
    found = sum(len(re.findall(words, site.page(f"recommendations/{name}").text)) for name in ids)
    if found > UNKNOWN:
        differ.append(f"the pages of the recommendations say {found} times that something is not known, and may {UNKNOWN} times")
    return differ, found


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__.strip().splitlines()[-1])
    facts = json.loads((HERE / "ssr2.json").read_text(encoding="utf-8"))
    left_out = json.loads((HERE / "left-out.json").read_text(encoding="utf-8"))
    differ, unknown = compare(Site(sys.argv[1]), facts)
    for fact in left_out:
        print(f"left out: {fact['fact']}: {fact['why']}")
    for difference in differ:
        print(difference)
    print(f"{len(differ)} differences; \"unknown\" and the like {unknown} times on {len(facts['recommendations'])} pages of recommendations; "
          f"{len(facts['sources'])} sources, {len(left_out)} facts left out")
    sys.exit(1 if differ else 0)


if __name__ == "__main__":
    main()
