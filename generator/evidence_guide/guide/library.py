"""A library that a reference manager keeps beside a guide: only what the guide uses is read.

Zotero with Better BibTeX, JabRef and others keep `evidence/library.bib` up to date by themselves.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from evidence_guide.diagnostic import Diagnostic, Place
from evidence_guide.guide.bibtex import Bibliography, Source, read_bibtex

Sources = tuple[Source, ...]
LIBRARY = "evidence/library.bib"
_OTHERS = re.compile(r"[^a-z0-9]+")
_SHORTEST = 2
"""Characters of a key."""


class LibraryRecords(NamedTuple):
    """The records of a library that a guide uses, complaints about them, and all of its keys."""

    sources: Sources = ()
    trouble: tuple[Diagnostic, ...] = ()
    keys: frozenset[str] = frozenset()


def guide_key(key: str) -> str:
    """A key of a library as guides write it: small letters and digits, with single dashes."""
    plain = _OTHERS.sub("-", key.lower()).strip("-")
    return plain if len(plain) >= _SHORTEST else ""


def read_library(text: str, used: frozenset[str]) -> LibraryRecords:
    """The records whose keys are `used` by a guide; what is wrong with others does not matter."""
    found = read_bibtex(text, LIBRARY, partial(_is_used, used))
    sources = tuple([replace(source, id=guide_key(source.id)) for source in found.sources])
    keys = frozenset(filter(None, map(guide_key, found.keys)))
    trouble = (*_trouble(found, sources), *_ambiguous(sources))
    return LibraryRecords(_unique(sources), trouble, keys)


def _is_used(used: frozenset[str], key: str) -> bool:
    return guide_key(key) in used


def _trouble(found: Bibliography, sources: Sources) -> Iterator[Diagnostic]:
    """The complaints about records that are used."""
    lines = {source.line for source in sources}
    for each in found.found:
        if each.record in lines:
            yield each.diagnostic


def _ambiguous(sources: Sources) -> Iterator[Diagnostic]:
    """A complaint for each record whose key is the same as an earlier one to a guide."""
    first: dict[str, int] = {}
    for source in sources:
        line = first.setdefault(source.id, source.line)
        if line != source.line:
            message = f"key `{source.id}` is that of the record in line {line} too"
            hint = "give one of the two another key in your reference manager"
            yield Diagnostic(Place(LIBRARY, source.line), "sound-bibtex", message, hint)


def _unique(sources: Sources) -> Sources:
    """The first source of each key."""
    return tuple({source.id: source for source in reversed(sources)}.values())[::-1]
