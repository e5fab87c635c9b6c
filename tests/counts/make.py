#!/usr/bin/env python3
"""Makes up a review of about 1,000 records, in which whatever can be counted occurs often and in odd combinations.

usage: make.py OUT [SEED]    writes OUT/content/, which must not be there yet; the same seed makes the same files
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import Any

import yaml

ORGANISATIONS = [
    ("harbour", "Harbour Authority", "HA", ["Port Authority"]),
    ("coast", "Coast Guard Service", "CGS", []),
    ("fisheries", "Department of Fisheries", None, ["Fisheries Department", "Fish Office"]),
    ("council", "Island Council", "IC", []),
    ("treasury", "Treasury of the Islands", "TI", ["The Treasury"]),
    ("records", "Records Office", None, []),
    ("weather", "Weather Bureau", "WB", ["Met Bureau"]),
    ("pilots", "Pilots Guild", "PG", []),
    ("ferries", "Ferry Company", None, ["Ferries Ltd"]),
    ("lights", "Lighthouse Trust", "LT", []),
    ("audit", "Audit Chamber", "AC", ["National Audit Chamber"]),
    ("ombud", "Ombudsman", None, []),
]
PLAIN_NAMES = ["Salvage Union", "Mayor of Eastness"]
THEMES = ["Safety", "Money", "Staff", "Data and records", "Weather", "Public trust", "Boats"]
PRIORITIES = ["high", "medium", "low"]
OUTCOMES = [
    "approved", "approved in part", "approved in principle", "rejected", "noted", "pending", "passed on",
    "no response", "unknown",
]
STATES = ["not started", "in progress", "on hold", "complete", "stopped", "superseded", "unknown"]
IMPLEMENTED = ["yes", "mostly", "partly", "no", "unknown"]
WORDS = {
    "response": {
        "accepted in full": "approved",
        "agree, but": {"as": "approved in part", "means": "Accepted with reservations."},
        "not for us": "passed on",
        "never said": "pending",
    },
    "progress": {
        "implementation design": "in progress",
        "being written": "in progress",
        "done": {"as": "complete", "means": "Nothing is left to do."},
    },
    "verdict": {
        "Fully Satisfactory": {"implemented": "yes", "means": "The deficiency no longer exists."},
        "Satisfactory Intent": {"implemented": "partly", "intent": "satisfactory"},
        "Without Effect": {"implemented": "yes", "effect": "no"},
        "Not Satisfactory": {"implemented": "no"},
    },
}
# Days on which much happens, so that entries of one date meet; the last ones are to come on any day in between.
DAYS = ["2019-03-01", "2019-11-20", "2020-06-15", "2020-12-01", "2021-07-22", "2022-02-28", "2023-05-05", "2025-09-09"]
VAGUE = ["2020", "2021-07", "2022-02", "2021-03/2021-05", "2026"]
NOISE = [
    "recommendation-without-rationale", "recommendation-without-route", "recommendation-without-completion",
    "recommendation-without-priority", "recommendation-not-agreed", "total-mismatch",
]


class Dumper(yaml.SafeDumper):
    """YAML without anchors, which records may not use."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def dump(value: Any) -> str:
    return yaml.dump(value, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=1000)


class Maker:
    """Draws records from one source of chance, so that a seed says all of them."""

    def __init__(self, out: Path, seed: int) -> None:
        self.out = out / "content"
        self.chance = random.Random(seed)
        # The recommendations, and those of an earlier review, that statements may speak of: id to record.
        self.known: dict[str, dict[str, Any]] = {}

    # Small draws.

    def happens(self, probability: float) -> bool:
        return self.chance.random() < probability

    def date(self) -> str:
        kind = self.chance.random()
        if kind < 0.05:
            return "unknown"
        return self.chance.choice(VAGUE if kind < 0.15 else DAYS)

    def body(self) -> str:
        """Somebody, under any of the names that lead to them, or in words that lead to nobody."""
        kind = self.chance.random()
        if kind < 0.06:
            return self.chance.choice(PLAIN_NAMES)
        if kind < 0.08:
            return "people/person-1"
        if kind < 0.10:
            return "teams/pilotage"
        return self.alias(self.chance.choice(ORGANISATIONS))

    def alias(self, organisation: tuple[str, str, str | None, list[str]]) -> str:
        name, title, short, also = organisation
        names = [name, f"organisations/{name}", title, title.upper(), *also]
        return self.chance.choice(names + ([short] if short else []))

    def bodies(self, most: int) -> list[str]:
        """Different bodies, each under one of its names."""
        chosen = self.chance.sample(ORGANISATIONS, self.chance.randint(1, most))
        return [self.alias(organisation) for organisation in chosen]

    def some(self, records: list[str], most: int) -> list[str]:
        return self.chance.sample(records, min(len(records), self.chance.randint(1, most)))

    # Histories.

    def said(self, history: str) -> dict[str, Any]:
        """What one entry says, in base words or own ones."""
        own = list(WORDS[history])
        if history == "response":
            said: dict[str, Any] = {"outcome": self.chance.choice(OUTCOMES + own)}
            if said["outcome"] != "unknown" and self.happens(0.1):
                said["in_part"] = True
            return said
        if history == "progress":
            return {"state": self.chance.choice(STATES + own + ["complete", "done"])}
        if self.happens(0.4):
            rating = self.chance.choice(own)
            said = {"rating": rating}
            if self.happens(0.3):
                said["implemented"] = WORDS["verdict"][rating]["implemented"]
            return said
        said = {"implemented": self.chance.choice(IMPLEMENTED + ["yes", "no"])}
        if self.happens(0.1):
            del said["implemented"]
            said["effect"] = self.chance.choice(IMPLEMENTED)
        elif self.happens(0.3):
            said["effect"] = self.chance.choice(IMPLEMENTED)
        return said

    def history(self, name: str, record: dict[str, Any]) -> list[dict[str, Any]]:
        """Entries of several bodies; now and then one confirms the one before it, or contradicts it on its own day."""
        asked = record.get("addressee", [])
        asked = asked if isinstance(asked, list) else [asked]
        speakers = [body for body in asked if body != "unknown"]
        if name == "verdict" or not speakers or self.happens(0.15):
            speakers = [*speakers, "audit", self.body()]
        entries: list[dict[str, Any]] = []
        for _ in range(self.chance.choice([1, 1, 1, 2, 2, 3, 4])):
            entry = {"date": self.date(), **self.said(name)}
            if self.happens(0.85):
                entry["by"] = self.chance.choice(speakers)
            elif self.happens(0.1):
                entry["by"] = "unknown"
            if "parts" in record and self.happens(0.7):
                entry["part"] = self.chance.choice(record["parts"])["id"]
            if entries and self.happens(0.1):
                entry = {**entries[-1], "date": entry["date"]}
            elif entries and self.happens(0.08):
                kept = {key: entries[-1][key] for key in ("date", "by", "part") if key in entries[-1]}
                entry = {**self.said(name), **kept}
            if name == "progress" and self.happens(0.2):
                entry["expected"] = self.chance.choice(DAYS)
            entries.append(entry)
        # Most lists are in the order of time.
        if self.happens(0.7):
            entries.sort(key=lambda entry: "0" if entry["date"] == "unknown" else entry["date"])
        return entries

    def histories(self, record: dict[str, Any]) -> None:
        for name, probability in (("response", 0.75), ("progress", 0.6), ("verdict", 0.35)):
            if self.happens(probability):
                record[name] = self.history(name, record)
            elif self.happens(0.03):
                record[name] = "unknown"

    # Recommendations.

    def recommendation(self, name: str, group: str | None, whole: str | None = None) -> dict[str, Any]:
        record: dict[str, Any] = {"id": name, "title": f"Do what {name} asks", "number": name}
        inherits = whole is not None and self.happens(0.5)
        if self.happens(0.3):
            record["label"] = f"Recommendation {name}"
        if whole is not None:
            record["part_of"] = whole
        if group and not inherits:
            record["group"] = group
        if not inherits:
            self.asks(record)
        if self.happens(0.2):
            parts = self.chance.choice(["ab", "abc"])
            record["parts"] = [{"id": part, "text": f"Part {part} of it."} for part in parts]
        self.histories(record)
        self.remember("recommendations", record)
        return record

    def asks(self, record: dict[str, Any]) -> None:
        """Whom it asks, how urgently, about what and by when."""
        kind = self.chance.random()
        if kind < 0.85:
            addressees = self.bodies(3 if self.happens(0.4) else 1)
            if self.happens(0.05):
                addressees.append(self.chance.choice(PLAIN_NAMES))
            record["addressee"] = addressees if len(addressees) > 1 or self.happens(0.2) else addressees[0]
        elif kind < 0.9:
            record["addressee"] = "unknown"
        kind = self.chance.random()
        if kind < 0.5:
            record["priority"] = self.chance.choice([*PRIORITIES, "High", "unknown"])
        elif kind < 0.7:
            record["priority"] = self.levels()
        kind = self.chance.random()
        if kind < 0.3:
            record["theme"] = self.some(THEMES, 2) if self.happens(0.5) else self.chance.choice([*THEMES, "SAFETY"])
        elif kind < 0.33:
            record["theme"] = "unknown"
        if self.happens(0.25):
            record["due"] = self.chance.choice([*DAYS, "2021", "2022-02", "unknown"])
        if self.happens(0.15):
            record["response_due"] = self.chance.choice([*DAYS, "2021-07", "unknown"])
        if self.happens(0.1):
            record["team"] = self.chance.choice(["lights-team", "pilotage"])

    def levels(self) -> list[dict[str, Any]]:
        levels = []
        for _ in range(self.chance.randint(1, 3)):
            level = {"level": self.chance.choice(PRIORITIES)}
            if self.happens(0.8):
                level["by"] = self.chance.choice(["audit", "AC", "council", "Salvage Union"])
            if self.happens(0.8):
                level["date"] = self.chance.choice(DAYS)
            levels.append(level)
        return levels

    def remember(self, folder: str, record: dict[str, Any]) -> None:
        self.known[f"{folder}/{record['id']}"] = record

    def recommendations(self) -> list[dict[str, Any]]:
        records: list[dict[str, Any]] = []
        for group in range(0, 21):
            place = f"groups/g{group}" if group else None
            for number in range(1, self.chance.randint(18, 30)):
                name = f"{group}.{number}"
                record = self.recommendation(name, place or ("unknown" if self.happens(0.2) else None))
                records.append(record)
                if self.happens(0.05):
                    records += self.components(name, place)
        for record in records:
            self.relate(record, records)
        return records

    def components(self, whole: str, group: str | None) -> list[dict[str, Any]]:
        """The components of a whole, of which one may be a whole itself."""
        made = []
        for letter in "abcd"[: self.chance.randint(1, 4)]:
            name = f"{whole}.{letter}"
            made.append(self.recommendation(name, group, whole))
            if self.happens(0.1):
                made.append(self.recommendation(f"{name}.1", group, name))
                made.append(self.recommendation(f"{name}.2", group, name))
        return made

    def relate(self, record: dict[str, Any], records: list[dict[str, Any]]) -> None:
        if self.happens(0.05):
            others = [other["id"] for other in records if other is not record and not other.get("draft")]
            record["supersedes"] = self.some([f"recommendations/{name}" for name in others], 2)
        # Nothing may be due before its record was made.
        if self.happens(0.06) and not {"due", "response_due", "part_of"} & set(record):
            record["date"] = self.date()
        if self.happens(0.05):
            date = self.chance.choice([*DAYS, "2020", "2026", "unknown"])
            record["withdrawn"] = {"date": date, "by": "records", "reason": "The matter is settled."}

    def drafts(self) -> list[dict[str, Any]]:
        """Records that no page shows, and that no published record may name."""
        made = []
        for number in range(1, 9):
            draft = {"id": f"draft-{number}", "title": "Not yet agreed", "group": f"groups/g{number}", "draft": True}
            self.asks(draft)
            self.histories(draft)
            if number < 3:
                draft["part_of"] = f"recommendations/{number}.1"
            elif number < 5:
                draft["supersedes"] = [f"recommendations/{number}.1"]
            made.append(draft)
        return made

    def prior(self) -> list[dict[str, Any]]:
        records = []
        for number in range(1, 31):
            # The first ones have the names of recommendations.
            name = f"1.{number}" if number < 6 else f"p{number}"
            record = {"id": name, "title": f"Earlier recommendation {number}", "number": str(number), "review": "First"}
            record["addressee"] = self.bodies(2)
            self.histories(record)
            self.remember("prior", record)
            records.append(record)
        return records

    # Acts that speak of several records.

    def name_of(self, record: str) -> str:
        """A record as an author would name it: by id, by its bare name where no other has it first, or by label."""
        folder, name = record.split("/")
        names = [record]
        if folder == "recommendations" or f"recommendations/{name}" not in self.known:
            names.append(name)
        if "label" in self.known[record]:
            names.append(self.known[record]["label"])
        return self.chance.choice(names)

    def statement(self, number: int) -> dict[str, Any]:
        record: dict[str, Any] = {"id": f"s{number}", "title": f"Statement {number}"}
        record["date"] = self.chance.choice([*DAYS[:5], *DAYS, self.date()])
        if self.happens(0.9):
            record["by"] = self.body()
        ids = self.some(list(self.known), 24)
        for history in self.chance.sample(["response", "progress", "verdict"], self.chance.choice([1, 1, 2])):
            words = {"response": OUTCOMES, "progress": STATES, "verdict": IMPLEMENTED}[history]
            words = [word for word in words if word != "unknown"] + list(WORDS[history])
            said: dict[str, Any] = {}
            for one in ids:
                said.setdefault(self.chance.choice(words), []).append(self.item(one, history))
            record[history] = said
            if history == "response":
                record["reasons"] = {ids[0]: "The law asks for it."}
        if self.happens(0.06):
            record["draft"] = True
        return record

    def item(self, record: str, history: str) -> Any:
        name = self.name_of(record)
        if self.happens(0.7):
            return name
        said: dict[str, Any] = {"on": name, "note": "As agreed."}
        if "parts" in self.known[record]:
            said["part"] = self.chance.choice(self.known[record]["parts"])["id"]
        if history == "response" and self.happens(0.3):
            said["in_part"] = True
        if history == "progress" and self.happens(0.5):
            said["expected"] = self.chance.choice(DAYS)
        return said

    def meeting(self, number: int) -> dict[str, Any]:
        record: dict[str, Any] = {"id": f"m{number}", "title": f"Meeting {number}", "date": self.chance.choice(DAYS)}
        if self.happens(0.5):
            record["team"] = self.chance.choice(["lights-team", "pilotage"])
        decisions = []
        for _ in range(self.chance.randint(0, 3)):
            decision: dict[str, Any] = {"text": "It is decided."}
            decision["on"] = self.some(list(self.known), 4)
            if self.happens(0.8):
                decision["response"] = self.chance.choice(OUTCOMES[:-1])
                if self.happens(0.6):
                    decision["by"] = self.body()
            decisions.append(decision)
        actions = []
        # What is done before it was asked for is an error.
        later = [day for day in [*DAYS, "2021-07", "2022"] if day > record["date"]]
        for _ in range(self.chance.randint(0, 4)):
            action: dict[str, Any] = {"text": "Ask again."}
            if self.happens(0.8):
                action["owner"] = self.body()
            if self.happens(0.7):
                action["due"] = self.chance.choice([*later, "2026", "unknown"])
            if self.happens(0.4):
                action["done"] = self.chance.choice([*later, "unknown"])
            actions.append(action)
        if decisions:
            record["decisions"] = decisions
        if actions:
            record["actions"] = actions
        return record

    def consultation(self, number: int) -> dict[str, Any]:
        opens = self.chance.choice(["2019-01-10", "2020-03-01", "2021-02-01", "2023-04-01"])
        closes = self.chance.choice(["2023-06-15", "2024-02", "2025-12-01", "unknown"])
        return {"id": f"c{number}", "title": f"Consultation {number}", "opens": opens, "closes": closes}

    def comment(self, number: int) -> dict[str, Any]:
        record: dict[str, Any] = {"id": f"k{number}", "from": self.body(), "title": f"Comment {number}"}
        if self.happens(0.9):
            record["consultation"] = f"consultations/c{self.chance.randint(1, 6)}"
        if self.happens(0.7):
            record["date"] = self.chance.choice(["2023-05-20", "2023-06", "unknown"])
        record["on"] = self.some([one for one in self.known if one.startswith("recommendations/")], 2)
        if self.happens(0.5):
            record["answer"] = {"outcome": self.chance.choice(["accepted", "partly", "declined", "noted", "unknown"])}
        return record

    def document(self, number: int) -> dict[str, Any]:
        record: dict[str, Any] = {"id": f"d{number}", "title": f"Document {number}", "publisher": self.body()}
        if number % 5 == 0:
            counts = {"approved": self.chance.randint(1, 200), "rejected": self.chance.randint(1, 90)}
            total: dict[str, Any] = {"of": "response", "among": "recommendations", "counts": counts}
            if self.happens(0.5):
                total["date"] = self.chance.choice(DAYS[:6])
            if self.happens(0.3):
                total["accept"] = "The source counts otherwise."
            record["totals"] = [total]
        return record

    # The files.

    def write(self, name: str, records: list[dict[str, Any]]) -> None:
        path = self.out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dump(records), encoding="utf-8")

    def write_pages(self, folder: str, records: list[dict[str, Any]]) -> None:
        """The same as Markdown, one file a record."""
        for record in records:
            fields = {key: value for key, value in record.items() if key != "id"}
            path = self.out / folder / f"{record['id']}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"---\n{dump(fields)}---\nWhat {record['id']} is about.\n", encoding="utf-8")

    def review(self) -> None:
        review = {
            "title": "Review of the Harbours", "short": "Harbours", "words": WORDS,
            "clocks": {
                "response": {"within": "6 months", "of": "timeline/t1"},
                "progress": {"every": "12 months"},
                "comments": {"answered_within": "90 days"},
            },
            "rules": {code: {"off": True, "reason": "The review is made up."} for code in NOISE},
        }
        # What another seed has left there would be a part of this review.
        self.out.mkdir(parents=True)
        (self.out / "review.yaml").write_text(dump(review), encoding="utf-8")

    def groups(self) -> list[dict[str, Any]]:
        groups = []
        for number in range(1, 21):
            group: dict[str, Any] = {"id": f"g{number}", "title": f"Group {number}", "number": str(number)}
            if self.happens(0.6):
                group["theme"] = self.some(THEMES, 2)
            groups.append(group)
        return groups

    def organisations(self) -> list[dict[str, Any]]:
        made = []
        for name, title, short, also in ORGANISATIONS:
            record: dict[str, Any] = {"id": name, "title": title}
            if short:
                record["short"] = short
            if also:
                record["also"] = also
            made.append(record)
        return made

    def make(self) -> None:
        self.review()
        self.write("organisations.yaml", self.organisations())
        self.write("groups.yaml", self.groups())
        teams = [{"id": "lights-team", "title": "Lights team"}, {"id": "pilotage", "title": "Pilotage team"}]
        self.write("teams.yaml", teams)
        people = [{"id": f"person-{number}", "title": f"Alex Example {number}"} for number in range(1, 11)]
        self.write("people.yaml", people)
        recommendations = self.recommendations()
        self.write("recommendations/first.yaml", recommendations[:200])
        self.write("recommendations/second.yaml", recommendations[200:400])
        self.write_pages("recommendations", recommendations[400:] + self.drafts())
        self.write("prior.yaml", self.prior())
        statements = [self.statement(number) for number in range(1, 31)]
        self.write("statements/first.yaml", statements[:15])
        self.write_pages("statements", statements[15:])
        self.write("meetings.yaml", [self.meeting(number) for number in range(1, 31)])
        self.write("consultations.yaml", [self.consultation(number) for number in range(1, 7)])
        self.write("comments.yaml", [self.comment(number) for number in range(1, 161)])
        self.write("documents.yaml", [self.document(number) for number in range(1, 61)])
        milestones = [{"id": f"t{n}", "title": f"Milestone {n}", "date": DAYS[n % 8]} for n in range(1, 16)]
        self.write("timeline.yaml", milestones)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    Maker(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) == 3 else 1).make()
