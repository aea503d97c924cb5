"""The key of a new source, and whether the guide has it already."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count

from anyascii import anyascii

from evidence_guide.guide.bibtex import Name, Source
from evidence_guide.proof.identity import SHORT_TITLE, bare_letters

_SMALL = frozenset({"the", "and", "for", "of", "in", "on", "a", "an", "to", "what", "how", "with"})
_YEAR = re.compile("[0-9]{1,4}")
_IDS = ("doi", "pmid", "pmcid")
_CAPITALS = 2
"""A body with more capital words than this is known by their first letters."""
_LONGEST_NAME = 40
"""Letters of a name that a key takes."""
_LETTERS = "bcdefghijklmnopqrstuvwxyz"
"""Letters that follow a key that is taken; numbers follow when they are used up."""


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
        """The source under a free key: first author and year, then with a letter behind them."""
        return replace(source, id=self._free(_stem(source)))

    def _free(self, stem: str) -> str:
        """The first free key with this stem; what was taken once is not looked at again."""
        more = self._more.setdefault(stem, _candidates(stem))
        key = self._last.get(stem) or next(more)
        while key in self._taken:
            key = next(more)
        self._last[stem] = key
        return key


def keyed(source: Source, taken: Iterable[str]) -> Source:
    """The source under a key that is not among those taken."""
    return Keys(taken).keyed(source)


def _stem(source: Source) -> str:
    """First author and year in small letters."""
    stem = _plain(_who(source))[:_LONGEST_NAME]
    year = _YEAR.search(source.year)
    if year:
        stem += year[0]
    return stem if len(stem) > 1 else f"source{stem}"


def _candidates(stem: str) -> Iterator[str]:
    yield stem
    for letter in _LETTERS:
        yield stem + letter
    for number in count(len(_LETTERS) + 2):
        yield f"{stem}-{number}"


def _who(source: Source) -> str:
    """The first author or editor, or the body that issued the source, or a word of its title."""
    names = source.authors or source.editors
    return _who_is(names[0]) if names else _issuer(source)


def _who_is(name: Name) -> str:
    """A person's family name, or a body in short."""
    return _short_body(name.literal) if name.literal else name.short


def _issuer(source: Source) -> str:
    """The body that issued a source, or else a word of its title."""
    body = source.fields.get("institution", "")
    return _short_body(body) or _title_word(source.title)


def _short_body(body: str) -> str:
    """The first letters of the capital words of a body's name; a name of few words is whole."""
    initials = [word[0] for word in _words(body)]
    capitals = list(filter(str.isupper, initials))
    return "".join(capitals) if len(capitals) > _CAPITALS else body


def _title_word(title: str) -> str:
    """The first word of a title that is neither small nor a number."""
    for word in _words(title):
        if not word.isdigit():
            return word
    return "source"


def _words(text: str) -> list[str]:
    """The words of a text in Latin letters, but for small words such as "of"."""
    words = re.findall(r"\w+", anyascii(text))
    return [word for word in words if word.lower() not in _SMALL]


def _plain(text: str) -> str:
    """Small letters and digits of the Latin alphabet."""
    letters = [c for c in anyascii(text).lower() if c.isascii() and c.isalnum()]
    return "".join(letters)


class KnownSources:
    """The sources that a guide has, found by their ids and titles."""

    def __init__(self, sources: Iterable[Source] = ()) -> None:
        self._by_id: dict[tuple[str, str], Source] = {}
        self._by_title: dict[str, list[Source]] = {}
        for source in sources:
            self.add(source)

    def add(self, source: Source) -> None:
        """Adds one more source."""
        for name in _IDS:
            value = source.fields.get(name, "").lower().removeprefix("https://doi.org/")
            self._by_id.setdefault((name, value), source)
        self._by_title.setdefault(bare_letters(source.title), []).append(source)

    def same(self, source: Source) -> tuple[Source, str] | None:
        """The source that this one is, and what shows it: DOI, PMID, PMCID or title.

        None if it is new.
        """
        for name in _IDS:
            value = source.fields.get(name, "").lower()
            if value and (name, value) in self._by_id:
                return self._by_id[name, value], name.upper()
        return self._same_title(source)

    def _same_title(self, source: Source) -> tuple[Source, str] | None:
        title = bare_letters(source.title)
        if not title:
            return None
        for other in self._by_title.get(title, ()):
            if _is_same(source, other, title):
                return other, "title"
        return None


def same(source: Source, others: Iterable[Source]) -> tuple[Source, str] | None:
    """The source among `others` that this one is, and what shows it; None if it is new."""
    return KnownSources(others).same(source)


def _is_same(source: Source, other: Source, title: str) -> bool:
    """Whether two sources of one title are one, by their ids, years and first names.

    Names count only where the title is short.
    """
    if _have_both(source, other, "doi") or _have_both(source, other, "pmid"):
        return False
    if not _is_near(source, other):
        return False
    return len(title) >= SHORT_TITLE or bare_letters(_who(source)) == bare_letters(_who(other))


def _have_both(source: Source, other: Source, name: str) -> bool:
    return bool(source.fields.get(name) and other.fields.get(name))


def _is_near(source: Source, other: Source) -> bool:
    """Whether two sources are at most a year apart, as far as their years are known."""
    known = filter(_YEAR.fullmatch, (source.year, other.year))
    years = list(map(int, known))
    return max(years, default=0) - min(years, default=0) <= 1
