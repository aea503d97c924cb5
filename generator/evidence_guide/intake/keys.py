"""The key of a new source, and whether the guide has it already."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from itertools import count

from anyascii import anyascii

from evidence_guide.guide.bibtex import Source
from evidence_guide.proof.identity import SHORT_TITLE, bare_letters

_SMALL = frozenset({"the", "and", "for", "of", "in", "on", "a", "an", "to", "what", "how", "with"})
_CAPITALS = 2
"""A body with so many capital words is known by their first letters."""


def keyed(source: Source, taken: Collection[str]) -> Source:
    """The source under a key of its own: first author and year in small letters, a letter behind it where that is taken."""
    stem = _plain(_who(source))[:40] + (source.year if source.year.isdigit() else "")
    stem = stem if len(stem) > 1 else f"source{stem}"
    lower = {key.lower() for key in taken}
    return replace(source, id=next(key for key in _candidates(stem) if key not in lower))


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


def same(source: Source, others: Iterable[Source]) -> tuple[Source, str] | None:
    """The source among `others` that is this one, and by what it was known: DOI, PMID, PMCID, or title; None if it is new."""
    known = list(others)
    for name, alike in (
        *((name.upper(), _by_id(source, name)) for name in ("doi", "pmid", "pmcid")),
        ("title", _by_title(source)),
    ):
        found = next((other for other in known if alike(other)), None)
        if found:
            return found, name
    return None


def _by_id(source: Source, name: str) -> Callable[[Source], bool]:
    own = source.fields.get(name, "").lower()
    return lambda other: (
        bool(own) and other.fields.get(name, "").lower().removeprefix("https://doi.org/") == own
    )


def _by_title(source: Source) -> Callable[[Source], bool]:
    """Alike by title, unless a DOI, a PMID, the years or (for a short title) the first names tell the two apart."""
    own = bare_letters(source.title)

    def alike(other: Source) -> bool:
        if not own or bare_letters(other.title) != own:
            return False
        if any(source.fields.get(name) and other.fields.get(name) for name in ("doi", "pmid")):
            return False
        years = [int(s.year) for s in (source, other) if s.year.isdigit()]
        return max(years, default=0) - min(years, default=0) <= 1 and (
            len(own) >= SHORT_TITLE or bare_letters(_who(source)) == bare_letters(_who(other))
        )

    return alike
