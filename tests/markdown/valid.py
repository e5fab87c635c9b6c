#!/usr/bin/env python3
"""Looks for what a strict parser of HTML calls an error, in every page of some sites; of a large one, in some of each sort.

usage: valid.py [--all] SITE...
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import html5lib

# A site of more pages is large.
LARGE = 1000
# So many pages of a sort are looked at, where not all are.
SAMPLE = 8


def main() -> int:
    sites = [Path(given) for given in sys.argv[1:] if given != "--all"]
    pages = [page for site in sites for page in chosen(site, everything="--all" in sys.argv)]
    with ProcessPoolExecutor() as pool:
        found = [(page, said) for page, said in zip(pages, pool.map(errors, pages, chunksize=8)) if said]
    for page, said in found:
        print(f"{page}: {'; '.join(said[:5])}")
    print(f"{len(pages)} pages read strictly, {len(found)} with errors")
    return 1 if found or not pages else 0


def chosen(site: Path, everything: bool) -> list[Path]:
    """Pages that stand equally deep beneath the same folder are of one sort. The longest have most in them."""
    sorts: dict[tuple[str, int], list[Path]] = {}
    for page in sorted(site.rglob("*.html")):
        path = page.relative_to(site).parts
        sorts.setdefault((path[0], len(path)), []).append(page)
    if everything or sum(map(len, sorts.values())) <= LARGE:
        return [page for pages in sorts.values() for page in pages]
    return [page for pages in sorts.values() for page in sorted(pages, key=lambda page: -page.stat().st_size)[:SAMPLE]]


def errors(page: Path) -> list[str]:
    parser = html5lib.HTMLParser()
    parser.parse(page.read_bytes(), transport_encoding="utf-8")
    # The place, and what is wrong there.
    return [f"line {place[0]}: {code} {about or ''}".strip() for place, code, about in parser.errors]


if __name__ == "__main__":
    sys.exit(main())
