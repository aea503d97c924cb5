"""Texts in one typography, with the way back from a folded text to the original.

Both sides of a comparison are folded. Digits, signs, comparisons, % and words are never dropped;
case counts.
"""

import re
import string
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from evidence_guide.proof.equivalences import FORMS, SAME, Form, Rewrite, Swap
from evidence_guide.text.characters import shared_start

ROUNDS = 12
"""Maximum number of passes over the table; only contrived texts need more than three."""

Row = Form | Swap
"""A row of the table of equivalences."""
Range = tuple[int, int]
"""Start and end of a part of a text."""
Cut = tuple[int, str, str]
"""A replacement that changed the length of the text: its position, the old text and the new."""
Rewritten = tuple[str, list[Cut]]
"""A text after one row, and the cuts that moved the text after them."""
_Tried = dict[str, str]
"""Names of rows, each with the text that it left as it was."""


class Edit(NamedTuple):
    """A cut without the start and end that its old and new text share.

    `start` and `end` are positions before the edits, `place` and `after` those afterwards.
    """

    start: int
    end: int
    place: int
    after: int

    def undone(self, at: int) -> int:
        """The position before the edits, given one that lies behind this edit."""
        return self.end + at - self.after


@dataclass(frozen=True)
class Layer:
    """All cuts of one row, in order."""

    cuts: list[Cut]

    @cached_property
    def _edits(self) -> list[Edit]:
        """The edits in order, after one above the text that changes nothing."""
        edits = [Edit(-1, -1, -1, -1)]
        for cut in self.cuts:
            last = edits[-1]
            edits.append(_edit(cut, last.after - last.end))
        return edits

    @cached_property
    def _places(self) -> list[int]:
        """The position of each real edit afterwards."""
        return [edit.place for edit in self._edits[1:]]

    def start(self, at: int) -> int:
        """The position, before the edits, of text that starts at a position."""
        edit = self._edits[bisect_right(self._places, at)]
        return edit.start if at < edit.after else edit.undone(at)

    def end(self, at: int) -> int:
        """The position, before the edits, of text that ends at a position."""
        edit = self._edits[bisect_left(self._places, at)]
        return edit.end if at <= edit.after else edit.undone(at)


@dataclass(frozen=True)
class Folded:
    """A folded text, with the way back to the original."""

    text: str
    original: str
    layers: tuple[Layer, ...] = ()
    """The edits of each row that changed something, in the order they were made."""

    def span(self, start: int, end: int) -> Range:
        """The range of the original for a range of the folded text.

        Characters dropped at either end are left out.
        """
        for layer in reversed(self.layers):
            start = layer.start(start)
            end = layer.end(end)
        return start, max(start, end)

    def shown(self, start: int, end: int) -> str:
        """A range of the folded text, as printed in the original."""
        first, last = self.span(start, end)
        return self.original[first:last]


_SIGNS = {sign: row.to for row in SAME for sign in row.signs}
_ROWS: tuple[Row, ...] = (*FORMS[:6], Swap("signs", "".join(_SIGNS), _SIGNS), *FORMS[6:])
_STEPS = tuple((frozenset(row.needs), row) for row in _ROWS)
_NEEDED = frozenset(sign for row in _ROWS for sign in row.needs)
_UNNEEDED = set(string.ascii_letters + string.digits) - _NEEDED
_IDLE = "".join(_UNNEEDED).encode() + b" "
"""Letters and digits that no row needs, and the space."""

_BLANK_ROWS = [row.name for row in FORMS[-5:]]
_FIRST_BLANK_ROW = _BLANK_ROWS[0]
_BESIDE = r"(?:(?=[ <>=≤≥±%)\],;.])|(?<=[<>=≤≥±([+-] ))"
_STRAY = re.compile(f" {_BESIDE}")
"""A space that one of the rows for spaces may change."""
_ALWAYS = "".join(map(re.escape, sorted(_NEEDED.difference(" xm-+<>=≤≥±([%)],;.!?"))))
_CHANGES = re.compile(
    rf"[{_ALWAYS} x+<>-](?:(?<=[{_ALWAYS}])|(?<=[^\W\d_]-)(?=[^\W_])|(?<=x) ?\d"
    rf"|(?<=[<>])(?: ?/? ?=| ?or ?=)|(?<=\+)(?:/ ?-| ?or|-)|(?<=<)[/a-z]|(?<= ){_BESIDE})"
    r"|\d,\d{3}|[A-Z]\(\d|\bmicro[gmMlL]|[.!?][A-Z]"
)
"""A place that some row may change; a text without one is already folded."""


_TAG_START = re.compile(r"<[/a-z]")


def fold(text: str) -> Folded:
    """The text with every equivalence applied until nothing changes; folding is idempotent.

    Never raises. Time is linear in the length of the text.
    """
    folded = text
    layers: list[Layer] = []
    tried: _Tried = {}
    for _ in range(ROUNDS):
        before = folded
        folded = _one_round(folded, layers, tried)
        if folded == before:
            break
    return Folded(folded, text, tuple(layers))


def _one_round(folded: str, layers: list[Layer], tried: _Tried) -> str:
    """The text after each row that is due; `tried` has the text on which each was last tried."""
    for row in _due(folded):
        if tried.get(row.name) is folded or _needs_no_blank_row(row, folded, tried):
            continue
        tried[row.name] = folded
        folded = _layered(row, folded, layers)
    return folded


def _needs_no_blank_row(row: Row, folded: str, tried: _Tried) -> bool:
    """Whether this is the first row for spaces and no space is stray; all are marked as tried."""
    if row.name != _FIRST_BLANK_ROW or _STRAY.search(folded):
        return False
    for name in _BLANK_ROWS:
        tried[name] = folded
    return True


def _layered(row: Row, folded: str, layers: list[Layer]) -> str:
    """The text after one row, whose cuts become a layer."""
    folded, cuts = _applied(row, folded)
    if cuts:
        layers.append(Layer(cuts))
    return folded


def _due(text: str) -> tuple[Row, ...]:
    """The rows that may change the text.

    A row may create work for an earlier one, so the next round asks again.
    """
    if not _CHANGES.search(text):
        return ()
    present = _NEEDED & _characters(text)
    if "<" in present and "&" not in present and not _TAG_START.search(text):
        return _rows_without_tags(present)
    return _rows_for(present)


@lru_cache(maxsize=4096)
def _rows_for(present: frozenset[str]) -> tuple[Row, ...]:
    """The rows that need one of the characters that are present in a text."""
    return tuple(row for needs, row in _STEPS if not needs.isdisjoint(present))


@lru_cache(maxsize=4096)
def _rows_without_tags(present: frozenset[str]) -> tuple[Row, ...]:
    """The same for a text without markup, whose `<` is a comparison."""
    return tuple(row for row in _rows_for(present) if row.needs != "<")


def _characters(text: str) -> set[str]:
    """All characters of the text except idle letters and digits.

    Those are dropped as bytes, which is ten times as fast.
    """
    data = text.encode("utf-8", "surrogatepass").translate(None, _IDLE)
    characters = set(data.decode("utf-8", "surrogatepass"))
    if " " in text:
        characters.add(" ")
    return characters


def _applied(row: Row, text: str) -> Rewritten:
    """The text after one row, and the cuts that moved the text after them."""
    if isinstance(row, Swap):
        return _swapped(row.to, text)
    return _rewritten(row.pattern, row.to, text)


def _rewritten(pattern: re.Pattern[str], to: Rewrite, text: str) -> Rewritten:
    cuts: list[Cut] = []

    def write(match: re.Match[str]) -> str:
        old, new = match[0], to(match)
        if len(old) != len(new):
            cuts.append((match.start(), old, new))
        return new

    return pattern.sub(write, text), cuts


def _swapped(replacements: dict[str, str], text: str) -> Rewritten:
    """The text after a row of single characters; plain replacement is the fast, usual case."""
    longer = ""
    for sign in _characters(text) & replacements.keys():
        new = replacements[sign]
        if len(new) == 1:
            text = text.replace(sign, new)
        else:
            longer += sign
    if not longer:
        return text, []
    return _swapped_longer(longer, replacements, text)


def _swapped_longer(signs: str, replacements: dict[str, str], text: str) -> Rewritten:
    """The text after replacing characters by texts of another length."""

    def replacement(match: re.Match[str]) -> str:
        return replacements[match[0]]

    return _rewritten(re.compile(f"[{signs}]"), replacement, text)


def _edit(cut: Cut, shift: int) -> Edit:
    """The edit of a cut, given by how much earlier cuts moved the text."""
    at, old, new = cut
    head, tail = _shared_ends(old, new)
    start, end = at + head, at + len(old) - tail
    after = at + shift + len(new) - tail
    return Edit(start, end, start + shift, after)


def _shared_ends(old: str, new: str) -> Range:
    """How many characters two texts share at their start, and after that at their end."""
    if len(old) <= 1:
        return 0, 0
    head = shared_start(old, new)
    return head, shared_start(_reversed_from(head, old), _reversed_from(head, new))


def _reversed_from(start: int, text: str) -> str:
    return text[start:][::-1]
