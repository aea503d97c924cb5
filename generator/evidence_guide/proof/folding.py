"""Texts in one typography, with the way back from a folded text to the original.

Both sides of a comparison are folded. Digits, signs, comparisons, % and words are never dropped;
case counts.
"""

import re
import string
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from evidence_guide.proof.equivalences import FORMS, SAME, Form, Rewrite, Swap

ROUNDS = 12
"""Most times that the table is applied; only constructed texts need more than three."""

Cut = tuple[int, str, str]
"""A replacement that changed the length of the text: its position, the old text and the new."""


class Edit(NamedTuple):
    """A cut without the start and end that its old and new text share.

    `start` and `end` are positions before, `after` is the end afterwards.
    """

    start: int
    end: int
    after: int


@dataclass(frozen=True)
class Layer:
    """All cuts of one row, in order."""

    cuts: list[Cut]

    @cached_property
    def _edits(self) -> tuple[list[int], list[Edit]]:
        """The position of each edit afterwards, and the edits; made when first needed."""
        places: list[int] = []
        edits: list[Edit] = []
        shift = 0
        for cut in self.cuts:
            edit = _edit(cut, shift)
            places.append(edit.start + shift)
            edits.append(edit)
            shift = edit.after - edit.end
        return places, edits

    def start(self, at: int) -> int:
        """The position, before the edits, of text that starts at a position."""
        places, edits = self._edits
        number = bisect_right(places, at)
        if not number:
            return at
        start, end, after = edits[number - 1]
        if at < after:
            return start
        return end + at - after

    def end(self, at: int) -> int:
        """The position, before the edits, of text that ends at a position."""
        places, edits = self._edits
        number = bisect_left(places, at)
        if not number:
            return at
        _, end, after = edits[number - 1]
        if at <= after:
            return end
        return end + at - after


@dataclass(frozen=True)
class Folded:
    """A folded text, with the way back to the original."""

    text: str
    original: str
    layers: tuple[Layer, ...] = ()
    """The edits of each row that changed something, in the order they were made."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The range of the original for a range of the folded text.

        Characters dropped at either end are left out.
        """
        for layer in reversed(self.layers):
            start, end = layer.start(start), layer.end(end)
        return start, max(start, end)

    def shown(self, start: int, end: int) -> str:
        """A range of the folded text, as printed in the original."""
        first, last = self.span(start, end)
        return self.original[first:last]


_SIGNS = {sign: row.to for row in SAME for sign in row.signs}
_ROWS: tuple[Form | Swap, ...] = (*FORMS[:5], Swap("signs", "".join(_SIGNS), _SIGNS), *FORMS[5:])
_STEPS = tuple((frozenset(row.needs), row) for row in _ROWS)
_NEEDED = {sign for row in _ROWS for sign in row.needs}
_UNNEEDED = set(string.ascii_letters + string.digits) - _NEEDED
_IDLE = "".join(_UNNEEDED).encode() + b" "
"""Letters and digits that no row needs, and the space."""

_BLANK_ROWS = [row.name for row in FORMS[-5:]]
_BESIDE = r"(?:(?=[ <>=≤≥±%)\],;.])|(?<=[<>=≤≥±([+-] ))"
_STRAY = re.compile(f" {_BESIDE}")
"""A space that one of the rows for spaces may change."""
_ALWAYS = "".join(map(re.escape, sorted(_NEEDED.difference(" x-+<>=≤≥±([%)],;."))))
_CHANGES = re.compile(
    rf"[{_ALWAYS} x+<>-](?:(?<=[{_ALWAYS}])|(?<=[^\W\d_]-)(?=[^\W_])|(?<=x) ?\d|(?<=[<>])="
    rf"|(?<=\+)/-|(?<=<)[/a-z]|(?<= ){_BESIDE})"
)
"""A place that some row may change; a text without one is already folded."""


def fold(text: str) -> Folded:
    """The text with every equivalence applied until nothing changes; folding is idempotent.

    Never raises. Time is linear in the length of the text.
    """
    folded = text
    layers: list[Layer] = []
    unchanged: dict[str, str] = {}
    for _ in range(ROUNDS):
        before = folded
        folded = _one_round(folded, layers, unchanged)
        if folded == before:
            break
    return Folded(folded, text, tuple(layers))


def _one_round(folded: str, layers: list[Layer], unchanged: dict[str, str]) -> str:
    """The text after each row that is due; `unchanged` has the text on which a row was last tried."""
    for row in _due(folded):
        if row.name == _BLANK_ROWS[0] and not _STRAY.search(folded):
            unchanged.update(dict.fromkeys(_BLANK_ROWS, folded))
        if unchanged.get(row.name) is folded:
            continue
        unchanged[row.name] = folded
        folded, cuts = _applied(row, folded)
        if cuts:
            layers.append(Layer(cuts))
    return folded


def _due(text: str) -> list[Form | Swap]:
    """The rows that may change the text.

    A row may create work for an earlier one, so the next round asks again.
    """
    if not _CHANGES.search(text):
        return []
    present = _characters(text)
    return [row for needs, row in _STEPS if not needs.isdisjoint(present)]


def _characters(text: str) -> set[str]:
    """All characters of the text except idle letters and digits.

    Those are dropped as bytes, which is ten times as fast.
    """
    data = text.encode("utf-8", "surrogatepass").translate(None, _IDLE)
    characters = set(data.decode("utf-8", "surrogatepass"))
    if " " in text:
        characters.add(" ")
    return characters


def _applied(row: Form | Swap, text: str) -> tuple[str, list[Cut]]:
    """The text after one row, and the cuts that moved the text after them."""
    if isinstance(row, Swap):
        return _swapped(row.to, text)
    return _rewritten(row.pattern, row.to, text)


def _rewritten(pattern: re.Pattern[str], to: Rewrite, text: str) -> tuple[str, list[Cut]]:
    cuts: list[Cut] = []

    def write(match: re.Match[str]) -> str:
        old, new = match[0], to(match)
        if len(old) != len(new):
            cuts.append((match.start(), old, new))
        return new

    return pattern.sub(write, text), cuts


def _swapped(replacements: dict[str, str], text: str) -> tuple[str, list[Cut]]:
    """The same for single characters; replacing one by one is the fast, usual case."""
    longer = ""
    for sign in _characters(text) & replacements.keys():
        if len(replacements[sign]) == 1:
            text = text.replace(sign, replacements[sign])
        else:
            longer += sign
    if not longer:
        return text, []
    pattern = re.compile(f"[{longer}]")
    return _rewritten(pattern, lambda match: replacements[match[0]], text)


def _edit(cut: Cut, shift: int) -> Edit:
    """The edit of a cut, given by how much earlier cuts moved the text."""
    at, old, new = cut
    head, tail = _shared_ends(old, new)
    end = at + len(old) - tail
    return Edit(at + head, end, end + shift + len(new) - len(old))


def _shared_ends(old: str, new: str) -> tuple[int, int]:
    """How many characters two texts share at their start, and after that at their end."""
    if len(old) <= 1:
        return 0, 0
    head = _shared_start(old, new)
    return head, _shared_start(old[head:][::-1], new[head:][::-1])


def _shared_start(one: str, other: str) -> int:
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    return shared
