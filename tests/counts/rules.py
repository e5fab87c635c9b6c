"""What the documents say of a review's records, worked out from the front matter alone.

The rules are those of docs/format.md, docs/fields.md and docs/checking.md, written down a second time: what the program
thinks is not looked at, so that a mistake has to be made twice before nobody sees it.
"""

from __future__ import annotations

import calendar
import re
from copy import copy
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Iterable

import yaml

# Every value as it is written: `no` and `1.10` are texts.
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
HISTORIES = ("response", "progress", "verdict")
BASE_WORDS = {
    "response": ["approved", "approved in part", "approved in principle", "rejected", "noted", "pending", "passed on",
                 "no response"],
    "progress": ["not started", "in progress", "on hold", "complete", "stopped", "superseded"],
    "verdict": ["yes", "mostly", "partly", "no"],
}
ENDED = {"complete", "stopped", "superseded"}
ACCEPTED = {"approved", "approved in part", "approved in principle", "approved in principle in part"}
# Nobody is named, or it is unknown who it was: one body that nothing else is known of.
SOMEBODY = ""
# What each part of a recommendation takes from the whole where it says nothing of it.
INHERITED = ("addressee", "group", "theme", "team", "priority", "due", "response_due")
Span = tuple[date, date]


@cache
def span(text: str | None) -> Span | None:
    """The first and the last day of a date; None if nobody knows it."""
    if not text or text == "unknown":
        return None
    first, _, last = text.partition("/")
    return _days(first)[0], _days(last or first)[1]


def _days(text: str) -> Span:
    numbers = [int(number) for number in text.split("-")]
    year, month = numbers[0], numbers[1] if len(numbers) > 1 else 0
    if len(numbers) == 3:
        day = date(*numbers)
        return day, day
    if month:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)


def later(day: date, period: str) -> date:
    """The day on which a period ends; months and years end on the same day of the month, or on its last."""
    number, unit = int(period.split()[0]), period.split()[1].rstrip("s")
    if unit in ("day", "week"):
        return day + timedelta(days=number * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 + number * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@cache
def plain(text: str) -> str:
    """Words as people compare them: case and white space do not count."""
    return " ".join(text.lower().split())


@cache
def slug(text: str) -> str:
    """Words as a part of an address."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def listed(value: Any) -> list[Any]:
    """One or several, as a list; what is unknown is none."""
    if value in (None, "unknown"):
        return []
    return value if isinstance(value, list) else [value]


@dataclass
class Entry:
    """What one body says of one part (or of all) of a record; `own` is the word that its source uses."""

    date: str
    by: str | None
    part: str
    word: str
    own: str
    effect: str = ""
    intent: str = ""
    elsewhere: bool = False

    @property
    def said(self) -> tuple[str, str, str, str]:
        return self.word, self.own, self.effect, self.intent

    def is_same(self, other: "Entry") -> bool:
        return (self.date, self.by, self.part, self.said) == (other.date, other.by, other.part, other.said)


Current = dict[tuple[str, str], list[Entry]]


@dataclass(eq=False)
class Record:
    id: str
    fields: dict[str, Any]
    histories: dict[str, list[Entry]] = field(default_factory=dict)
    parts: list["Record"] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.id.split("/")[1]

    @property
    def folder(self) -> str:
        return self.id.split("/")[0]


@dataclass(frozen=True)
class Debt:
    """Something that somebody has not done by its day."""

    duty: str
    record: str
    owner: str
    due: date


class Review:
    """All published records of a content folder, and what is true of them on a day."""

    def __init__(self, content: Path, day: date) -> None:
        self.settings: dict[str, Any] = yaml.load((content / "review.yaml").read_text("utf-8"), LOADER)
        self.records = {record.id: record for record in _read(content) if record.fields.get("draft") != "true"}
        self.day = day
        self.undated = True
        self._work_out()

    @cache
    def at(self, day: date, undated: bool) -> "Review":
        """The same review as of the day of a figure, on which entries of an unknown date do not count."""
        other = copy(self)
        other.records = {key: Record(key, record.fields) for key, record in self.records.items()}
        other.day, other.undated = day, undated
        other._work_out()
        return other

    def _work_out(self) -> None:
        self.names = self._names()
        for record in [*self.of("recommendations"), *self.of("prior")]:
            record.histories = {history: self._own_entries(record, history) for history in HISTORIES}
        for record in self.of("statements"):
            self._spread_statement(record)
        for record in self.of("meetings"):
            self._spread_decisions(record)
        for record in self.of("recommendations"):
            for whole in listed(record.fields.get("part_of")):
                self.find(whole).parts.append(record)
        for record in [*self.of("recommendations"), *self.of("prior")]:
            self._name_speakers(record)
        self.counted = [record for record in self.of("recommendations") if not record.parts]
        self.replaced = self._replaced()

    def of(self, folder: str) -> list[Record]:
        return [record for record in self.records.values() if record.folder == folder]

    # Names and references.

    def _names(self) -> dict[str, str]:
        """Every name that leads to somebody."""
        names: dict[str, str] = {}
        for folder in ("organisations", "teams", "people"):
            for record in self.of(folder):
                fields = record.fields
                words = [record.id, record.name, fields.get("title"), fields.get("short"), fields.get("label")]
                for word in [*words, *listed(fields.get("also"))]:
                    if word:
                        names[plain(word)] = record.id
        return names

    def body(self, name: str) -> str:
        return self.names.get(plain(name), plain(name))

    def find(self, reference: str) -> Record:
        """A recommendation by its id, its bare name or its label; before one of an earlier review of the same name."""
        for folder in ("recommendations", "prior"):
            for record_id in (reference, f"{folder}/{reference}"):
                if record_id in self.records:
                    return self.records[record_id]
        labels = [one for one in self.records.values() if plain(one.fields.get("label", "")) == plain(reference)]
        return labels[0]

    # Entries.

    def _entry(self, history: str, said: dict[str, str]) -> Entry:
        """An entry in base words; `own` is the word of the review's own, as `review.yaml` has it."""
        by = said.get("by")
        by = SOMEBODY if by == "unknown" else self.body(by) if by else None
        entry = Entry(said["date"], by, said.get("part", ""), "", "")
        word = said.get({"response": "outcome", "progress": "state", "verdict": "rating"}[history], "")
        for own, meaning in self.settings.get("words", {}).get(history, {}).items():
            if plain(own) == plain(word):
                entry.own = own
                base = meaning if isinstance(meaning, dict) else {"as": meaning}
                said = {**said, **base}
                word = base.get("as", "")
        if history == "verdict":
            entry.word = said.get("implemented", "unknown")
            entry.effect, entry.intent = said.get("effect", ""), said.get("intent", "")
            return entry
        entry.word = word
        if said.get("in_part") == "true":
            entry.word += "" if word == "approved in part" else " in part"
            entry.own += ", in part" if entry.own else ""
        return entry

    def _own_entries(self, record: Record, history: str) -> list[Entry]:
        return [self._entry(history, said) for said in listed(record.fields.get(history))]

    def _add(self, reference: str, history: str, said: dict[str, str]) -> None:
        """An entry from a statement or a decision."""
        entry = self._entry(history, said)
        entry.elsewhere = True
        self.find(reference).histories[history].append(entry)

    def _spread_statement(self, statement: Record) -> None:
        fields = statement.fields
        common = {key: fields[key] for key in ("date", "by") if key in fields}
        for history in HISTORIES:
            for word, items in (fields.get(history) or {}).items():
                for item in listed(items):
                    item = item if isinstance(item, dict) else {"on": item}
                    key = {"response": "outcome", "progress": "state", "verdict": "implemented"}[history]
                    if history == "verdict" and word in self.settings.get("words", {}).get("verdict", {}):
                        key = "rating"
                    entry = {**common, **item, key: word}
                    for reference in listed(item["on"]):
                        self._add(reference, history, entry)

    def _spread_decisions(self, meeting: Record) -> None:
        for decision in listed(meeting.fields.get("decisions")):
            if "response" not in decision:
                continue
            by = decision.get("by") or meeting.fields.get("team") or "unknown"
            said = {"date": meeting.fields["date"], "by": by, "outcome": decision["response"]}
            for reference in listed(decision.get("on")):
                self._add(reference, "response", said)

    def _name_speakers(self, record: Record) -> None:
        """Who says what names nobody: the sole addressee, else the only body that speaks, else somebody."""
        for history, entries in list(record.histories.items()):
            asked = self.addressees(record) if history != "verdict" else []
            named = {entry.by for entry in entries if entry.by and not self.comes(span(entry.date))}
            sole = asked[0] if len(asked) == 1 else named.pop() if len(named) == 1 else SOMEBODY
            kept: list[Entry] = []
            for entry in entries:
                entry.by = sole if entry.by is None else entry.by
                # What is written by hand and stated elsewhere, or stated twice, is one entry.
                if not entry.elsewhere or not any(entry.is_same(other) for other in kept):
                    kept.append(entry)
            record.histories[history] = kept

    # What is current.

    def comes(self, when: Span | None) -> bool:
        """Whether a date is to come: it has not begun on the day that counts as today."""
        return when is not None and when[0] > self.day

    def so_far(self, record: Record, history: str) -> list[Entry]:
        """What is not to come; an entry of an unknown date is, after one of its body and part that is."""
        kept, future = [], set()
        for entry in record.histories[history]:
            key = (entry.part, entry.by)
            when = span(entry.date)
            if self.comes(when):
                future.add(key)
            elif when or self.undated and key not in future:
                kept.append(entry)
        return kept

    @cache
    def current(self, record: Record, history: str) -> Current:
        """For each part and body its entries of the latest date, or the one of an unknown date that stands last."""
        groups: Current = {}
        for entry in self.so_far(record, history):
            groups.setdefault((entry.part, entry.by or SOMEBODY), []).append(entry)
        return {key: latest(entries) for key, entries in groups.items()}

    @cache
    def value(self, record: Record, history: str) -> str:
        """The one base word by which a record is counted."""
        words = {entry.word for entries in self.current(record, history).values() for entry in entries}
        if not words:
            return "unknown" if record.fields.get(history) == "unknown" else "none"
        return words.pop() if len(words) == 1 else "differs"

    @cache
    def own_word(self, record: Record, history: str) -> str:
        """The own word that all that is current says; none where they use different ones."""
        owns = {entry.own for entries in self.current(record, history).values() for entry in entries}
        return owns.pop() if len(owns) == 1 else ""

    # What a recommendation says of itself, or its whole or group for it.

    @cache
    def told(self, record: Record, name: str) -> Any:
        """A field of the record, else of the whole that it is a part of."""
        while name not in record.fields and "part_of" in record.fields:
            record = self.find(record.fields["part_of"])
        return record.fields.get(name)

    @cache
    def addressees(self, record: Record) -> list[str]:
        return [self.body(name) for name in listed(self.told(record, "addressee"))]

    @cache
    def group(self, record: Record) -> str:
        group = self.told(record, "group")
        return "none" if group in (None, "unknown") else group.split("/")[-1]

    @cache
    def themes(self, record: Record) -> list[str]:
        theme = self.told(record, "theme")
        if theme is None and self.group(record) != "none":
            theme = self.records[f"groups/{self.group(record)}"].fields.get("theme")
        return _several(theme)

    @cache
    def priorities(self, record: Record) -> list[str]:
        """Of each who rates it the latest level, each once; what is dated after today is not counted."""
        levels = self.told(record, "priority")
        if not isinstance(levels, list):
            return _several(levels)
        groups: dict[tuple[str, str], list[dict[str, str]]] = {}
        for level in levels:
            if not self.comes(span(level.get("date"))):
                by = self.body(level["by"]) if "by" in level else SOMEBODY
                groups.setdefault((level.get("part", ""), by), []).append(level)
        return _several([level["level"] for group in groups.values() for level in _newest(group)])

    # Open and closed.

    def _replaced(self) -> set[str]:
        """What another recommendation takes the place of."""
        replaced = set()
        for record in self.of("recommendations"):
            if not self.comes(span(record.fields.get("date"))):
                replaced |= {self.find(name).id for name in listed(record.fields.get("supersedes"))}
        return replaced

    def wholes(self, record: Record) -> Iterable[Record]:
        """The record, and all that it is a part of, with which it goes."""
        yield record
        while "part_of" in record.fields:
            record = self.find(record.fields["part_of"])
            yield record

    def withdrawn(self, record: Record) -> bool:
        withdrawn = [whole.fields.get("withdrawn") for whole in self.wholes(record)]
        return any(one and one != "unknown" and not self.comes(span(one["date"])) for one in withdrawn)

    @cache
    def asked(self, record: Record) -> list[str]:
        """The addressees; where none is named, those who answer it or report on it."""
        speakers = self.speakers(record, "response") | self.speakers(record, "progress")
        return self.addressees(record) or sorted(speakers)

    def speakers(self, record: Record, history: str) -> set[str]:
        """Who says anything; "no response" is what others say of a body."""
        return {by for (_, by), entries in self.current(record, history).items() if not _is_silence(entries)}

    @cache
    def heard(self, record: Record, history: str, body: str) -> Current:
        """What counts for a body: what it says; where none of those asked says anything, what others say for all.

        Where there is no addressee, those who answer stand for those who are asked, if anybody answers.
        """
        speakers = self.speakers(record, history)
        asked = self.addressees(record) or self.speakers(record, "response") or self.speakers(record, "progress")
        counts = {body} if body in speakers or speakers & set(asked) else speakers
        return {key: entries for key, entries in self.current(record, history).items()
                if key[1] in counts and not _is_silence(entries)}

    def ends(self, record: Record, body: str) -> bool:
        """Whether a body has closed a recommendation: the whole of it, or each of its parts."""
        parts = [part["id"] for part in listed(record.fields.get("parts"))]
        return all(self._ends_part(record, body, part) for part in parts or [""])

    def _ends_part(self, record: Record, body: str, part: str) -> bool:
        """Of a part and the whole, the later report or answer counts."""
        progress = _of_part(self.heard(record, "progress", body), part)
        if progress and progress <= ENDED or _of_part(self.heard(record, "response", body), part) == {"rejected"}:
            return True
        return not self.heard(record, "progress", body) and _of_part(self.current(record, "verdict"), part) == {"yes"}

    @cache
    def state(self, record: Record) -> str:
        if self.withdrawn(record):
            return "withdrawn"
        asked = self.asked(record)
        closed = all(self.ends(record, body) for body in asked) if asked else self.ends(record, SOMEBODY)
        replaced = any(whole.id in self.replaced for whole in self.wholes(record))
        return "closed" if closed or replaced else "open"

    # What is overdue.

    def debts(self) -> list[Debt]:
        owed = [debt for record in self.counted if self._is_due(record) for debt in self._owed(record)]
        owed += [*self._actions(), *self._unanswered_comments()]
        return [debt for debt in owed if debt.due < self.day]

    def _is_due(self, record: Record) -> bool:
        return self.state(record) == "open" and not self.comes(span(record.fields.get("date")))

    def _owed(self, record: Record) -> Iterable[Debt]:
        """What those who are asked owe of what they have not closed."""
        answer_due, due = self.answer_due(record), span(self.told(record, "due"))
        unfinished = [body for body in self.asked(record) or [SOMEBODY] if not self.ends(record, body)]
        unknown = record.fields.get("response") == "unknown" and not self.current(record, "response")
        if answer_due and not unknown:
            for body in self.addressees(record) or [SOMEBODY]:
                if (body == SOMEBODY or body in unfinished) and not self.answered(record, body):
                    yield Debt("responses", record.id, body, answer_due)
        owners = self.addressees(record) or {self._speaker(record, body) for body in unfinished}
        if due:
            for body in set(owners) - {body for body in self.asked(record) if body not in unfinished}:
                yield Debt("recommendations to be carried out", record.id, body, due[1])
        reports = {(self._speaker(record, body), self._report_due(record, body)) for body in unfinished}
        for body, report_due in reports:
            if report_due:
                yield Debt("reports of progress", record.id, body, report_due)

    def _speaker(self, record: Record, body: str) -> str:
        """Who reports for a body: the only other one who does, else the body itself."""
        others = {by for _, by in self.heard(record, "progress", body)}
        return others.pop() if len(others) == 1 else body

    def answer_due(self, record: Record) -> date | None:
        own = self.told(record, "response_due")
        if own is not None:
            return span(own)[1] if span(own) else None
        clock = self.settings.get("clocks", {}).get("response")
        if not clock:
            return None
        of = self.records[clock["of"]].fields.get("date") if clock["of"] in self.records else clock["of"]
        return later(span(of)[1], clock["within"]) if span(of) else None

    def answered(self, record: Record, body: str) -> bool:
        """An answer of any kind is one, only "no response" is none; that of nobody named may be anybody's."""
        if not self.addressees(record):
            return bool(self.speakers(record, "response"))
        return SOMEBODY in self.speakers(record, "response") or bool(self.heard(record, "response", body))

    def unheard(self, record: Record) -> bool:
        """Whether nobody knows of any report."""
        return record.fields.get("progress") == "unknown" and not self.so_far(record, "progress")

    def _report_due(self, record: Record, body: str) -> date | None:
        """Who has accepted reports so often: counted from the day of acceptance, or from a later report."""
        clock = self.settings.get("clocks", {}).get("progress")
        accepted = [entries for entries in self.heard(record, "response", body).values()
                    if all(entry.word in ACCEPTED for entry in entries)]
        if not clock or not accepted or self.unheard(record):
            return None
        reports = self.heard(record, "progress", body)
        said = [entry for entries in reports.values() or accepted for entry in entries]
        # Where one of the dates is unknown, nobody knows from when on the clock runs.
        doubtful = [entry for entry in self.so_far(record, "progress") if entry.by in {by for _, by in reports}]
        if not all(span(entry.date) for entry in [*said, *doubtful, *sum(accepted, [])]):
            return None
        return later(max(span(entry.date)[1] for entry in [*said, *sum(accepted, [])]), clock["every"])

    def _actions(self) -> Iterable[Debt]:
        for meeting in self.of("meetings"):
            for action in listed(meeting.fields.get("actions")):
                due, done = span(action.get("due")), action.get("done")
                if due and (done is None or self.comes(span(done))):
                    owner = action.get("owner")
                    yield Debt("action items", meeting.id, self.body(owner) if owner else SOMEBODY, due[1])

    def _unanswered_comments(self) -> Iterable[Debt]:
        clock = self.settings.get("clocks", {}).get("comments")
        for comment in self.of("comments") if clock else []:
            period = comment.fields.get("consultation")
            closes = span(self.records[period].fields.get("closes")) if period else None
            if closes and "answer" not in comment.fields:
                due = later(closes[1], clock["answered_within"])
                yield Debt("answers to comments", comment.id, "the review itself", due)

    # What does not go together.

    def contradictions(self) -> list[str]:
        """Of what one body says several things of one day and part, once for each thing after the first."""
        found = []
        for record in self._histories():
            for history in HISTORIES:
                earlier: dict[tuple[str, str, str], list[Entry]] = {}
                for entry in (entry for entry in self.so_far(record, history) if span(entry.date)):
                    same_day = earlier.setdefault((entry.part, entry.by or SOMEBODY, span(entry.date)[1]), [])
                    is_new = bool(same_day) and all(before.said != entry.said for before in same_day)
                    found += [record.id] * is_new
                    same_day.append(entry)
        return found

    def _histories(self) -> list[Record]:
        return [*self.of("recommendations"), *self.of("prior")]

    def refuted(self) -> list[str]:
        """Of what a body says is complete, and somebody finds that it is not: of the same part or the whole."""
        return [record.id for record in self._histories()
                for (part, _), entries in self.current(record, "progress").items()
                if {entry.word for entry in entries} == {"complete"} and self._doubted(record, part)]

    def _doubted(self, record: Record, part: str) -> bool:
        return any(entry.word in ("no", "partly", "mostly") and (not part or of in ("", part))
                   for (of, _), entries in self.current(record, "verdict").items() for entry in entries)

    def progress_on_rejected(self) -> list[str]:
        """Of what a body has rejected, and reports progress on later."""
        return [record.id for record in self._histories()
                for key, entries in self.current(record, "response").items()
                if {entry.word for entry in entries} == {"rejected"} and self._reported_since(record, key, entries[0])]

    def _reported_since(self, record: Record, key: tuple[str, str], rejected: Entry) -> bool:
        return any((entry.part, entry.by) == key and entry.word in ("in progress", "complete")
                   and _certainly_before(rejected, entry) for entry in self.so_far(record, "progress"))

    def taken_back(self) -> list[str]:
        """Of what a body says that it is not yet complete, after it has said that it is."""
        return [record.id for record in self._histories()
                for key in self.current(record, "progress") if self._not_complete_later(record, key)]

    def complete_too_early(self) -> list[str]:
        """Of what a body says is complete before it has answered."""
        return [record.id for record in self._histories()
                for key in self.current(record, "progress") if self._answered_after(record, key)]

    def _answered_after(self, record: Record, key: tuple[str, str]) -> bool:
        reports = [one for one in self.so_far(record, "progress")
                   if (one.part, one.by) == key and one.word == "complete"]
        answers = [one for one in self.so_far(record, "response") if (one.part, one.by) == key]
        return bool(answers) and any(all(_certainly_before(report, answer) for answer in answers) for report in reports)

    def _not_complete_later(self, record: Record, key: tuple[str, str]) -> bool:
        entries = [entry for entry in self.so_far(record, "progress") if (entry.part, entry.by) == key]
        return any(first.word == "complete" and second.word in ("in progress", "not started")
                   and _certainly_before(first, second) for first in entries for second in entries)


def _is_silence(entries: list[Entry]) -> bool:
    """Whether a body is only said to have given no response."""
    return all(entry.word.startswith("no response") for entry in entries)


def _after(second: Entry, first: Entry) -> bool:
    """Whether the last day of an entry's date is later than that of another."""
    one, other = span(first.date), span(second.date)
    return bool(other) and (not one or other[1] > one[1])


def _certainly_before(first: Entry, second: Entry) -> bool:
    """Whether all days of a date come before those of another."""
    one, other = span(first.date), span(second.date)
    return bool(one and other) and one[1] < other[0]


def latest(entries: list[Entry]) -> list[Entry]:
    if not span(entries[-1].date):
        return [entries[-1]]
    last = max(when[1] for when in map(lambda entry: span(entry.date), entries) if when)
    return [entry for entry in entries if (when := span(entry.date)) and when[1] == last]


def _newest(levels: list[dict[str, str]]) -> list[dict[str, str]]:
    """The levels of the latest date; where none is known, all."""
    last = max((when[1] for when in (span(level.get("date")) for level in levels) if when), default=None)
    return [level for level in levels if last is None or (span(level.get("date")) or [None, None])[1] == last]


def _several(value: Any) -> list[str]:
    """Values that a recommendation stands under, or the one that says that there are none."""
    if value == "unknown":
        return ["unknown"]
    return sorted({slug(one) for one in listed(value)}) or ["none"]


def _of_part(current: Current, part: str) -> set[str]:
    """What is said of a part: by each body what it says of the part, or of the whole if that is later."""
    words = set()
    for by in {by for _, by in current}:
        own, whole = current.get((part, by), []), current.get(("", by), [])
        said = whole if not own or whole and _after(whole[0], own[0]) else own
        words |= {entry.word for entry in said}
    return words


def _read(content: Path) -> Iterable[Record]:
    """Every record, in the order of the files' names and of the lists in them."""
    for path in sorted(content.rglob("*")):
        text = path.read_text("utf-8") if path.suffix in (".md", ".yaml") else ""
        folder = path.stem if path.parent == content else path.parent.name
        if path.suffix == ".md":
            yield Record(f"{folder}/{path.stem}", yaml.load(text.split("---\n")[1], LOADER))
        elif path.suffix == ".yaml" and path.name != "review.yaml":
            for fields in yaml.load(text, LOADER):
                yield Record(f"{folder}/{fields['id']}", fields)
