"""A set of texts, each found in a longer text by how it begins."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from evidence_guide.text.characters import one_line

_EDGE = re.compile(r"^[\W_]+|[\W_]+$")
_BEGINNINGS = (1, 2, 3, 4, 5, 12, 24)
"""Numbers of letters by which texts are sorted, so that few are tried at each place."""


@dataclass
class Texts:
    """A set of texts, and those of them at a place in a longer text."""

    known: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By their first letters."""
    covered: set[object] = field(default_factory=set)
    """Blocks that these texts cover, which many pages show alike."""

    def ends(self, text: str, at: int) -> list[int]:
        """The ends of all texts that begin at a place."""
        found = []
        for size in _BEGINNINGS:
            parts = self.known.get(text[at : at + size])
            if parts:
                found += [at + len(part) for part in parts if text.startswith(part, at)]
        return found

    def with_more(self, texts: Iterable[str]) -> "Texts":
        """These texts and others with a letter or digit, without punctuation at their edges."""
        added: dict[str, list[str]] = {}
        for text in filter(None, set(map(_trimmed, texts))):
            added.setdefault(_beginning(text), []).append(text)
        known = dict(self.known)
        for beginning, more in added.items():
            known[beginning] = (*known.get(beginning, ()), *more)
        return Texts(known)


def _beginning(text: str) -> str:
    """The letters by which a text is found: as many as can be of those looked up."""
    size = _BEGINNINGS[bisect_right(_BEGINNINGS, len(text)) - 1]
    return text[:size]


def _trimmed(text: str) -> str:
    """A text on one line, without punctuation at its edges."""
    line = one_line(text)
    if line[:1].isalnum() and line[-1].isalnum():
        return line
    return _EDGE.sub("", line)
