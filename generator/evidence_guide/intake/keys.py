"""The key of a new source, and whether the guide has it already."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count

from anyascii import anyascii

from evidence_guide.guide.bibtex import Source
from evidence_guide.proof.identity import SHORT_TITLE, folded

_SMALL = frozenset({"the", "and", "for", "of", "in", "on", "a", "an", "to", "what", "how", "with"})
_YEAR = re.compile("[0-9]{1,4}")
_IDS = ("doi", "pmid", "pmcid")
_CAPITALS = 2
"""A body with so many capital words is known by their first letters."""


class Keys:
    """The keys that are taken, and those that are free."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {key.lower() for key in taken}
        self._more: dict[str, Iterator[str]] = {}
        self._last: dict[str, str] = {}

    def __contains__(self, key: str) -> bool:
        return key.lower() in self._taken

    def add(self, key: str) -> None:
        """Notes that a key is taken."""
        self._taken.add(key.lower())

    def keyed(self, source: Source) -> Source:
        """The source under a key that is free: first author and year in small letters, then with a letter behind it."""
        stem = _plain(_who(source))[:40] + (source.year if _YEAR.fullmatch(source.year) else "")
        stem = stem if len(stem) > 1 else f"source{stem}"
        more = self._more.setdefault(stem, _candidates(stem))
        key = self._last.get(stem) or next(more)
        while key in self._taken:
            key = next(more)
        self._last[stem] = key
        return replace(source, id=key)


def keyed(source: Source, taken: Iterable[str]) -> Source:
    """The source under a key that is not among those taken."""
    return Keys(taken).keyed(source)


def _candidates(stem: str) -> Iterator[str]:
    yield stem
    yield from (stem + letter for letter in "bcdefghijklmnopqrstuvwxyz")
    yield from (f"{stem}-{number}" for number in count(27))


def _who(source: Source) -> str:
    names = source.authors or source.editors
    if names and not names[0].literal:
        return names[0].short
    body = names[0].literal if names else source.fields.get("institution", "")
    capitals = [
        word[0]
        for word in re.findall(r"\w+", anyascii(body))
        if word[0].isupper() and word.lower() not in _SMALL
    ]
    if len(capitals) > _CAPITALS:
        return "".join(capitals)
    return body or next(
        (
            word
            for word in re.findall(r"\w+", anyascii(source.title))
            if word.lower() not in _SMALL and not word.isdigit()
        ),
        "source",
    )


def _plain(text: str) -> str:
    """Small letters and digits of the Latin alphabet."""
    return "".join(c for c in anyascii(text).lower() if c.isascii() and c.isalnum())


class Known:
    """The sources that a guide has, found by their ids and titles."""

    def __init__(self, sources: Iterable[Source] = ()) -> None:
        self._by_id: dict[tuple[str, str], Source] = {}
        self._by_title: dict[str, list[Source]] = {}
        for source in sources:
            self.add(source)

    def add(self, source: Source) -> None:
        """Takes in one more source."""
        for name in _IDS:
            value = source.fields.get(name, "").lower().removeprefix("https://doi.org/")
            self._by_id.setdefault((name, value), source)
        self._by_title.setdefault(folded(source.title), []).append(source)

    def same(self, source: Source) -> tuple[Source, str] | None:
        """The source that is this one, and by what it was known: DOI, PMID, PMCID, or title; None if it is new."""
        for name in _IDS:
            own = source.fields.get(name, "").lower()
            if own and (name, own) in self._by_id:
                return self._by_id[name, own], name.upper()
        title = folded(source.title)
        alike = (
            other
            for other in self._by_title.get(title, ())
            if title and _is_same(source, other, title)
        )
        found = next(alike, None)
        return (found, "title") if found else None


def same(source: Source, others: Iterable[Source]) -> tuple[Source, str] | None:
    """The source among `others` that is this one, and by what it was known; None if it is new."""
    return Known(others).same(source)


def _is_same(source: Source, other: Source, title: str) -> bool:
    """Whether two sources of one title are one, for all that DOI, PMID, years and, if it is short, first names tell."""
    if any(source.fields.get(name) and other.fields.get(name) for name in ("doi", "pmid")):
        return False
    years = [int(s.year) for s in (source, other) if _YEAR.fullmatch(s.year)]
    near = max(years, default=0) - min(years, default=0) <= 1
    return near and (len(title) >= SHORT_TITLE or folded(_who(source)) == folded(_who(other)))
