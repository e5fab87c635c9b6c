#!/usr/bin/env python3
"""Compares every number of a built site with what the content files say it must be.

usage: count.py CONTENT SITE DAY

DAY is the one that the site was built for. Prints each difference with both values, and the number of comparisons.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Callable

from pages import Node, Site, leads_to, numbers, rows
from rules import BASE_WORDS, HISTORIES, SOMEBODY, Entry, Record, Review, listed, slug, span

# What the pages call what has no word, by its part of the address.
ABSENT = {"not-stated": "none", "no-theme": "none", "unknown": "unknown", "differs": "differs"}
DUTIES = {
    "A response": "responses", "To be carried out": "recommendations to be carried out",
    "A report of progress": "reports of progress",
}


class Count:
    """Holds a review against its site."""

    def __init__(self, review: Review, site: Site) -> None:
        self.review = review
        self.site = site
        self.compared = 0
        self.differences: list[str] = []

    def same(self, place: str, expected: Any, found: Any) -> None:
        """One number or word of a page."""
        self.compared += 1
        if expected != found:
            self.differences.append(f"{place}: {expected!r} by the content, {found!r} on the page")

    def same_all(self, place: str, expected: dict[str, Any], found: dict[str, Any]) -> None:
        """Numbers by name; one that is not there is 0."""
        for name in sorted({*expected, *found}):
            self.same(f"{place} {name}", expected.get(name, 0), found.get(name, 0))

    def same_records(self, place: str, expected: list[str], found: list[str]) -> None:
        """The records of a list, each as often as it stands there."""
        self.same(f"{place} length", len(expected), len(found))
        self.same_all(f"{place} with", Counter(expected), Counter(found))

    # The facets.

    @cache
    def values(self, facet: str, record: Record) -> list[str]:
        """What a recommendation stands under."""
        review = self.review
        if facet in HISTORIES:
            own = slug(review.own_word(record, facet))
            base = slug(review.value(record, facet))
            return [base, own] if own and own != base else [base]
        if facet == "response-progress":
            return [f"{slug(review.value(record, 'response'))}/{slug(review.value(record, 'progress'))}"]
        simple: dict[str, Callable[[Record], list[str]]] = {
            "state": lambda one: [review.state(one)],
            "priority": review.priorities,
            "theme": review.themes,
            "addressee": self.addressees,
            "team": lambda one: [(review.told(one, "team") or "none").split("/")[-1]],
            "group": lambda one: [review.group(one)],
        }
        return simple[facet](record)

    def addressees(self, record: Record) -> list[str]:
        asked = self.review.addressees(record)
        none = "unknown" if self.review.told(record, "addressee") == "unknown" else "none"
        return sorted(slug(body.split("/")[-1]) for body in asked) or [none]

    def facets(self) -> None:
        """/recommendations/by/ and the page of each of its values."""
        page = self.site.page("recommendations/by")
        self.same("by: in all", [len(self.review.counted)] * 2, numbers(page.first("p", "summary")))
        lists = list(page.all("ul", "lists"))
        facets = [one.attributes["data-facet"] for one in lists]
        self.same("by: facets", 10, len(facets))
        for facet, items in zip(facets, lists):
            found = {_value(item): numbers(item.first("span", "count"))[0] for item in items.all("li")}
            records: dict[str, list[str]] = {}
            for record in self.review.counted:
                for value in self.values(facet, record):
                    records.setdefault(value, []).append(record.id)
            self.same_all(f"by/{facet}", {value: len(ids) for value, ids in records.items()}, found)
            for value, ids in records.items():
                self.list_of(f"recommendations/by/{facet}/{value}", ids)

    def list_of(self, address: str, ids: list[str]) -> None:
        """The page of a value: how many it says, and which stand there."""
        if not self.site.has(address):
            self.same(address, ids, "no such page")
            return
        pages = self.site.pages(address)
        said = numbers(pages[0].first("p", "summary"))[:2]
        self.same(f"{address} summary", [len(ids), len(self.review.counted)], said)
        found = [leads_to(row) for page in pages for table in page.all("div", "recommendations") for row in rows([table])]
        self.same_records(address, ids, found)

    # The list of all recommendations, and of those that are open.

    def recommendations(self) -> None:
        pages = self.site.pages("recommendations")
        counted = self.review.counted
        self.summary(pages[0].first("p", "summary").text)
        found = rows(pages)
        self.same_records("recommendations", [record.id for record in counted], [leads_to(row) for row in found])
        for row in found:
            record = self.review.records[leads_to(row)]
            facets = {"theme": "Theme", "addressee": "Addressee", "team": "Sub-team", "priority": "Priority"}
            for facet, title in {**facets, **{history: history.title() for history in HISTORIES}}.items():
                cell = next((cell for cell in row.all("td") if cell.attributes.get("data-of") == title), None)
                values = sorted(cell.attributes["data-is"].split()) if cell else ["none"]
                self.same(f"recommendations {record.id} {facet}", sorted(self.values(facet, record)), values)
        self.group_counts(pages)
        self.states("recommendations", pages[0])

    def summary(self, text: str) -> None:
        """How many there are in all, of how many the parts are counted, and of how many the group is not known."""
        counted = self.review.counted
        wholes = [record for record in self.review.of("recommendations") if record.parts]
        unknown = [record for record in counted if self.review.told(record, "group") == "unknown"]
        for words, expected in ((r"(\d+) in all", counted), (r"of (\d+) recommendations the parts", wholes),
                                (r"The group of (\d+) is not known", unknown)):
            found = re.search(words, text)
            self.same(f"recommendations {words!r}", len(expected), int(found[1]) if found else 0)

    def group_counts(self, pages: list[Node]) -> None:
        """The number beside each group, and beside each whole."""
        expected = Counter(self.review.group(record) for record in self.review.counted)
        found: dict[str, int] = {}
        for row in (row for page in pages for row in page.all("tr", "group")):
            number = numbers(row.first("span", "count"))[-1]
            if "whole" in row.attributes["class"]:
                whole = self.review.records[leads_to(row)]
                self.same(f"recommendations parts of {whole.id}", len(whole.parts), number)
            else:
                found[leads_to(row).split("/")[-1] or "none"] = number
        self.same_all("recommendations group", expected, found)

    def states(self, place: str, page: Node) -> None:
        """Open, closed and withdrawn, where a page counts them."""
        counts = page.first("ul", "counts")
        found = {slug(item.first("a").text): numbers(item.first("span", "count"))[0] for item in counts.all("li")}
        self.same_all(f"{place} state", Counter(map(self.review.state, self.review.counted)), found)

    def open(self) -> None:
        pages = self.site.pages("recommendations/open")
        ids = [record.id for record in self.review.counted if self.review.state(record) == "open"]
        said = numbers(pages[0].first("p", "summary"))[:2]
        self.same("open summary", [len(ids), len(self.review.counted)], said)
        self.same_records("open", ids, [leads_to(row) for row in rows(pages)])
        self.states("open", pages[0])

    # Tables of words.

    def matrix(self, place: str, section: Node, records: list[Record]) -> None:
        """A table of responses by progress, or of one history by its words: each cell, its sums and its own words."""
        table = section.first("table")
        caption = table.first("caption").text
        self.same(f"{place} in all", len(records), numbers(table.first("caption"))[0])
        row_of = next(history for history in HISTORIES if history in caption)
        column_of = "progress" if "progress" in caption else ""
        for row in table.all("tr"):
            if not row.first("td"):
                continue
            head = row.first("th")
            label = slug((head.first("span", "state") or head.first("span", "about") or head).text)
            among = [one for one in records if label == "total" or self.is_word(one, row_of, label)]
            for cell in row.all("td"):
                column = slug(cell.attributes["data-of"])
                here = [one for one in among if column == "all" or self.is_word(one, column_of, column)]
                self.same(f"{place} {label}/{column}", len(here), numbers(cell)[0])
            self.own_words(f"{place} {label}", row, row_of, among)
        self.same(f"{place} sum", len(records), sum(_alls(table)))

    def is_word(self, record: Record, history: str, label: str) -> bool:
        """Whether a record is counted under a word; an own word may stand for its base word if all there say it."""
        label = ABSENT.get(label, label)
        base = self.base(history, label)
        own = slug(self.review.own_word(record, history))
        return slug(self.review.value(record, history)) == base and label in (base, own)

    def own_words(self, place: str, row: Node, history: str, among: list[Record]) -> None:
        """"Of which accepted in full: 12": the own words of a row."""
        text = next((one.text for one in row.all("p", "about") if one.text.startswith("Of which")), "")
        words = re.findall(r"(.+?): (\d+)(?:, |$)", text.removeprefix("Of which"))
        found = {slug(word): int(number) for word, number in words}
        expected = Counter(slug(self.review.own_word(one, history)) for one in among)
        del expected[""]
        if found:
            self.same_all(f"{place} of which", expected, found)

    def matrices(self) -> None:
        """The first page, the pages of groups and those of themes."""
        counted = self.review.counted
        self.matrix("first page", self.site.page("").first("section", "outcomes"), counted)
        for facet, folder in (("group", "groups"), ("theme", "recommendations/by/theme")):
            for value in {value for record in counted for value in self.values(facet, record)}:
                if facet == "group" and value == "none":
                    continue
                among = [record for record in counted if value in self.values(facet, record)]
                address = f"{folder}/{value}"
                section = self.site.page(address).first("section", "outcomes")
                if section:
                    self.matrix(address, section, among)

    def themes(self) -> None:
        """/themes/ and the first page: how many each theme has, and how these stand."""
        page = self.site.page("themes")
        counted = self.review.counted
        named = {theme for record in counted for theme in self.review.themes(record)} - {"none", "unknown"}
        self.same("themes summary", [len(named), len(counted)], numbers(page.first("p", "summary"))[:2])
        for section in page.all("section", "outcomes"):
            self.theme_table("themes", section.first("table"))
        for div in self.site.page("").all("div", "table"):
            if div.attributes.get("aria-label") == "Themes":
                self.theme_table("first page themes", div.first("table"))

    def theme_table(self, place: str, table: Node) -> None:
        caption = table.first("caption").text
        history = next(history for history in HISTORIES if history in caption)
        counted = self.review.counted
        for row in (row for row in table.all("tr") if row.first("td")):
            label = slug(row.first("th").text)
            theme = ABSENT.get(label, label)
            among = [one for one in counted if theme == "total" or theme in self.review.themes(one)]
            for cell in row.all("td"):
                column = slug(cell.attributes["data-of"])
                here = [one for one in among if column == "all" or self.is_word(one, history, column)]
                self.same(f"{place} {history} {theme}/{column}", len(here), numbers(cell)[0])

    # What is late, and what does not go together.

    def overdue(self) -> None:
        debts = self.review.debts()
        by_duty = Counter(debt.duty for debt in debts)
        call = next((one.text for one in self.site.page("").all("p", "call") if one.text.startswith("Overdue")), "")
        self.same_all("first page overdue", by_duty, _duties(call.partition(": ")[2].replace(" and ", ", ")))
        if not self.site.has("overdue"):
            self.same("overdue", 0, len(debts))
            return
        pages = self.site.pages("overdue")
        counts = pages[0].first("ul", "counts")
        said = ", ".join(item.text for item in counts.all("li")) if counts else ""
        self.same_all("overdue", by_duty, _duties(said))
        expected = Counter((debt.duty, debt.record, debt.owner, debt.due.isoformat()) for debt in debts)
        found: Counter[tuple[str, ...]] = Counter()
        owners: dict[str, int] = {}
        for section in (section for page in pages for section in page.all("section")):
            owner = self.owner(section.first("h2"))
            owners[owner] = numbers(section.first("h2").first("span", "count"))[-1]
            for row in rows([section]):
                what = next(cell.text for cell in row.all("td") if cell.attributes["data-of"] == "What")
                due = _day(row.first("time").attributes["datetime"])
                found[(DUTIES.get(what) or _other_duty(leads_to(row)), leads_to(row), owner, due)] += 1
        self.same_all("overdue owner", Counter(debt.owner for debt in debts), owners)
        self.same_all("overdue", {" ".join(key): number for key, number in expected.items()},
                      {" ".join(key): number for key, number in found.items()})

    def owner(self, heading: Node) -> str:
        link = heading.first("a")
        if link:
            return leads_to(heading)
        name = "".join(child for child in heading.children if isinstance(child, str)).strip()
        return SOMEBODY if name == "Nobody is named" else self.review.body(name)

    def discrepancies(self) -> None:
        expected = {
            "Two things of one day": self.review.contradictions(),
            "Said to be complete, and found not to be implemented in full": self.review.refuted(),
            "Progress on what was rejected": self.review.progress_on_rejected(),
            "Complete, and later not": self.review.taken_back(),
            "Complete before the first response": self.review.complete_too_early(),
        }
        found: dict[str, list[str]] = {}
        for page in self.site.pages("discrepancies"):
            for section in page.all("section"):
                items = [leads_to(item) for item in section.all("h3")] if section.first("h3") else _items(section)
                found.setdefault(section.first("h2").text, []).extend(items)
        expected["Figures that the records contradict"] = [
            record.id for record in self.review.of("documents")
            if any(map(self.contradicted, listed(record.fields.get("totals"))))]
        for heading, ids in expected.items():
            self.same_records(f"discrepancies {heading!r}", sorted(ids), found.get(heading, []))
        said = numbers(self.site.page("discrepancies").first("p", "summary"))
        self.same("discrepancies in all", sum(map(len, found.values())), said[-1])
        method = [item.text for item in self.site.page("method").all("li") if item.text.startswith("Discrepancies")]
        self.same("method discrepancies", said[-1:], [int(text.rstrip(".").split()[-1]) for text in method])

    def contradicted(self, total: dict[str, Any]) -> bool:
        """Whether nothing could make the figures of a source true; without a date, whatever the records ever say."""
        review = self.review.at(span(total["date"])[1], False) if "date" in total else self.review.at(date.max, True)
        values = Counter(review.value(record, total["of"]) for record in review.counted)
        more = [int(number) - values[word] for word, number in total["counts"].items()]
        return min(more) < 0 or sum(more) > values["none"] + values["unknown"] + values["differs"]

    def method(self) -> None:
        said = numbers(self.site.page("method").first("p", "summary"))
        self.same("method records", len(self.review.records), said[0])

    # Those who are asked.

    def organisations(self) -> None:
        for record in self.review.of("organisations"):
            self.organisation(record.id)

    def organisation(self, body: str) -> None:
        """"78 recommendations, 37 answered. Response: noted 3, differs 2", and the same of what was asked of others."""
        review = self.review
        counted = [*review.counted, *review.of("prior")]
        asked = [record for record in counted if body in review.addressees(record)]
        others = [record for record in counted if record not in asked and self.speaks(record, body)]
        sections = {section.text[:5]: section for section in self.site.page(body).all("section", "acts")}
        for start, records in (("Asked", asked), ("What ", others)):
            section, place = sections.get(start), f"{body} {'asked' if start == 'Asked' else 'of others'}"
            if not section:
                self.same(place, len(records), 0)
                continue
            sentences = section.first("p").text.split(". ")
            said = _counts(sentences[0])
            if start == "Asked":
                self.same(f"{body} answered", len([one for one in asked if self.answer(one, body)]), said[1])
            self.same(f"{place} in all", len(records), said[0])
            ids, found = [one.id for one in records], _items(section)
            if "The first " in section.text:
                # A long list is cut short, and says so.
                ids = [one for one in ids if one in found]
            self.same_records(place, ids, found)
            self.words_of(place, body, records, sentences[1:])

    def speaks(self, record: Record, body: str) -> bool:
        """Whether anything that a body says of a record is current; what is to come counts in no list."""
        return any(by == body for history in HISTORIES for _, by in self.review.current(record, history))

    def answer(self, record: Record, body: str) -> bool:
        """Whether a body has answered; that it gave no response is no answer."""
        return body in self.review.speakers(record, "response")

    def words_of(self, place: str, body: str, records: list[Record], sentences: list[str]) -> None:
        """What a body says of records, in sentences such as "Response: noted 3, differs 2"."""
        found = dict(sentence.rstrip(".").split(": ", 1) for sentence in sentences)
        for history in HISTORIES:
            words = re.findall(r"(.+?) (\d+)(?:, |$)", found.get(history.title(), ""))
            said = [self.said_by(record, history, body) for record in records]
            counts: Counter[str] = Counter()
            for word, number in ((slug(word), int(number)) for word, number in words):
                base = self.base(history, word)
                counts[base] += int(number)
                if word != base:
                    # An own word may stand for all that counts as the same, but only if all of these say it.
                    self.same(f"{place} {history} {word}", sum(own == word for _, own in said), number)
            self.same_all(f"{place} {history}", Counter(base for base, _ in said if base), counts)

    @cache
    def base(self, history: str, word: str) -> str:
        """The base word that a word counts as."""
        own = [one for one in self.entries(history) if slug(one.own) == word]
        return slug(own[0].word) if own and word not in _base_words(history) else word

    @cache
    def entries(self, history: str) -> list[Entry]:
        records = [*self.review.of("recommendations"), *self.review.of("prior")]
        return [entry for record in records for entry in record.histories[history]]

    def said_by(self, record: Record, history: str, body: str) -> tuple[str, str]:
        """The base word that is counted for what a body says of a record, and the own one if all of it has the same."""
        current = self.review.current(record, history)
        entries = [entry for (_, by), said in current.items() if by == body for entry in said]
        words, owns = {slug(entry.word) for entry in entries}, {slug(entry.own) for entry in entries}
        if len(words) > 1:
            return "differs", ""
        return (words or {""}).pop(), owns.pop() if len(owns) == 1 else ""

    def all(self) -> None:
        for check in (self.facets, self.recommendations, self.open, self.matrices, self.themes, self.overdue,
                      self.discrepancies, self.method, self.organisations):
            check()


def _items(section: Node) -> list[str]:
    """The records of a list whose items tell more of each."""
    return [leads_to(item) for item in section.first("ul").children if isinstance(item, Node)]


def _value(item: Node) -> str:
    """The value that an item of a list of facets leads to, as its address has it."""
    return item.first("a").attributes["href"].split("/by/")[1].strip("/").partition("/")[2]


@cache
def _base_words(history: str) -> set[str]:
    words = BASE_WORDS.get(history, [])
    return {slug(word) for word in [*words, *(f"{one} in part" for one in words), *ABSENT.values()]}


def _alls(table: Node) -> list[int]:
    """The sums of the rows of a table."""
    cells = [row.first("td", "total") for body in table.all("tbody") for row in body.all("tr")]
    return [numbers(cell)[0] for cell in cells if cell]


def _duties(text: str) -> dict[str, int]:
    """"178 responses, 11 action items" by name; one of a thing is counted under its plural."""
    one = {"response": "responses", "recommendation to be carried out": "recommendations to be carried out",
           "report of progress": "reports of progress", "action item": "action items",
           "answer to a comment": "answers to comments"}
    words = re.findall(r"([\d,]+) ([a-z ]+)", text)
    return {one.get(duty, duty): int(number.replace(",", "")) for number, duty in words}


def _other_duty(record: str) -> str:
    return "action items" if record.startswith("meetings/") else "answers to comments"


def _day(text: str) -> str:
    """The last day of a date, as that on which something is due."""
    return span(text)[1].isoformat()


def _counts(sentence: str) -> list[int]:
    found = [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", sentence)]
    return found if len(found) == 2 else [*found, 0]


def main() -> int:
    if len(sys.argv) != 4:
        print(__doc__, file=sys.stderr)
        return 2
    content, site, day = sys.argv[1:]
    count = Count(Review(Path(content), date.fromisoformat(day)), Site(Path(site)))
    count.all()
    print("\n".join(count.differences + [f"{count.compared} numbers compared, {len(count.differences)} differ"]))
    return 1 if count.differences else 0


if __name__ == "__main__":
    sys.exit(main())
