"""Typographic equivalences, with the way back from a folded text to the original.

Both sides of a comparison are folded. Digits, signs, comparisons, % and words are never dropped;
case counts.
"""

import html
import re
import string
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

ROUNDS = 12
"""Most times that the table is applied; only constructed texts need more than three."""

Write = Callable[[re.Match[str]], str]


class Same(NamedTuple):
    """A row of the table: characters that are printed for another."""

    name: str
    signs: str
    to: str


class Form(NamedTuple):
    """A row of the table: a form that is printed for another.

    It is searched only in texts that contain one of the characters it `needs`.
    """

    name: str
    needs: str
    pattern: re.Pattern[str]
    to: Write


class Swap(NamedTuple):
    """A row of the table: characters that are replaced wherever they are."""

    name: str
    needs: str
    to: dict[str, str]


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
        for at, old, new in self.cuts:
            head, tail = _shared_ends(old, new)
            places.append(at + head + shift)
            shift += len(new) - len(old)
            end = at + len(old) - tail
            edits.append(Edit(at + head, end, end + shift))
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


SAME = (
    Same("micro sign", "µ", "μ"),
    Same("hyphen or en dash", "‐‑‒–⁃﹣－", "-"),
    Same("minus sign", "−", "-"),
    Same("em dash", "—―", " - "),
    Same("single quotation mark", "‘’‚‛ʼ′", "'"),
    Same("double quotation mark", "“”„‟″«»", '"'),
    Same("zero-width character", "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u180e", ""),
    Same("ellipsis", "…", "..."),
    Same("ligature ff", "ﬀ", "ff"),
    Same("ligature fi", "ﬁ", "fi"),
    Same("ligature fl", "ﬂ", "fl"),
    Same("ligature ffi", "ﬃ", "ffi"),
    Same("ligature ffl", "ﬄ", "ffl"),
    Same("ligature st", "ﬅﬆ", "st"),
    Same("less or equal", "⩽≦", "≤"),
    Same("greater or equal", "⩾≧", "≥"),
    Same("tilde", "∼˜", "~"),
)
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_LOWERED = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"
_LEVEL = str.maketrans(f"{_SUPERSCRIPTS}₀₁₂₃₄₅₆₇₈₉₊₋", "0123456789+-0123456789+-")
_OPERATORS = {"<=": "≤", ">=": "≥", "+/-": "±"}
_CAPITALS = re.compile(r"(?:^|[\W_])[A-Z]{1,5}$")
_BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001)))).replace(" ", "")
_SYMBOL = re.compile(r"(?:^|[\W\d_])[^\W\d_]{1,3}$")


def _always(to: str) -> Write:
    return lambda _: to


def _named(match: re.Match[str]) -> str:
    """An empty string for the hyphen after one to five capitals; it stays after other words."""
    before = match.string[max(0, match.start() - 6) : match.start()]
    return "" if _CAPITALS.search(before) else "-"


def _script(match: re.Match[str]) -> str:
    """A superscript or subscript number: plain digits after a short symbol, otherwise marked."""
    before = match.string[max(0, match.start() - 4) : match.start()]
    digits = match[0].translate(_LEVEL)
    if _SYMBOL.search(before):
        return digits
    return ("^" if match[0][0] in _SUPERSCRIPTS else "_") + digits


def _unescaped(match: re.Match[str]) -> str:
    return html.unescape(match[0])


def _raised(match: re.Match[str]) -> str:
    return match[1].translate(_RAISED)


def _lowered(match: re.Match[str]) -> str:
    return match[1].translate(_LOWERED)


def _without_tag(match: re.Match[str]) -> str:
    """A space for a line break or paragraph, an empty string for other tags."""
    return " " if _BREAK.match(match[0]) else ""


def _composed(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", match[0])


def _times(match: re.Match[str]) -> str:
    return "x " if match.string[match.start() - 1].isspace() else " x "


def _one_operator(match: re.Match[str]) -> str:
    return _OPERATORS[match[0]]


def _first_character(match: re.Match[str]) -> str:
    return match[0][0]


_INLINE = "sup|sub|em|strong|span|italic|bold|small|br"
_TAG = (
    rf"</?(?:{_INLINE}|(?:/|(?<!\d<)(?<!\d <))[ibup]|jats:[a-z]+)"
    r'(?:\s[\w:-]+="[^"<>]*")*\s?/?>'
)
_BREAK = re.compile(r"</?(?:br|p)\b")

FORMS = (
    Form(
        "entity",
        "&",
        re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"),
        _unescaped,
    ),
    Form(
        "raised number in markup",
        "<",
        re.compile(r"<sup>([+\-−]?\d+)</sup>"),
        _raised,
    ),
    Form(
        "lowered number in markup",
        "<",
        re.compile(r"<sub>([+\-−]?\d+)</sub>"),
        _lowered,
    ),
    Form("markup", "<", re.compile(_TAG), _without_tag),
    Form("soft hyphen", "\u00ad", re.compile(r"\u00ad(?:[^\S\n]*\n\s*)?"), _always("")),
    Form(
        "decomposed accent",
        "".join(map(chr, range(0x300, 0x370))),
        re.compile(r"[^\u0300-\u036f][\u0300-\u036f]{1,8}"),
        _composed,
    ),
    Form(
        "raised or lowered number",
        "".join(map(chr, _LEVEL)),
        re.compile(r"[⁰¹²³⁴-⁹⁺⁻₀-₉₊₋](?:(?<=[₀-₉₊₋])[₀-₉₊₋]*|(?<=[^₀-₉₊₋])[⁰¹²³⁴-⁹⁺⁻]*)"),
        _script,
    ),
    Form("decimal point in the middle", "·∙", re.compile(r"[·∙](?<=\d.)(?=\d)"), _always(".")),
    Form(
        "line break behind a hyphen",
        "\n",
        re.compile(r"-(?<=\w-)[^\S\n]*\n\s*(?=\w)"),
        _always("-"),
    ),
    Form("hyphen in a word", "-", re.compile(r"-(?<=[^\W\d_]-)(?=[^\W\d_])"), _always("")),
    Form(
        "hyphen in a name with a number",
        "-",
        re.compile(r"-(?<=[A-Z]-)(?=\d{1,4}\b(?![.,-]\d))"),
        _named,
    ),
    Form(
        "times between numbers",
        "×x",
        re.compile(r"[×x](?:(?<=\d.)|(?<=\d\s.))\s?(?=\d)"),
        _times,
    ),
    Form(
        "operator of two signs",
        "<>+",
        re.compile(r"[<>+](?:(?<=[<>])=|(?<=\+)/-)"),
        _one_operator,
    ),
    Swap("odd blank", _BLANKS, dict.fromkeys(_BLANKS, " ")),
    Form("several blanks", " ", re.compile(r"  +"), _always(" ")),
    Form(
        "blank behind an operator or bracket",
        "<>=≤≥±([",
        re.compile(r"[<>=≤≥±([] "),
        _first_character,
    ),
    Form(
        "blank before an operator",
        "<>=≤≥±",
        re.compile(r" (?=[<>=≤≥±])(?<=[\w%)\]] )"),
        _always(""),
    ),
    Form(
        "blank before %, bracket or stop",
        "%)],;.",
        re.compile(r" (?=[%)\],;.])(?:(?<=\d )|(?!%))(?![,;]\d|\.\S)"),
        _always(""),
    ),
    Form("blank behind a sign", "-+", re.compile(r" (?=\d)(?<=[=<>≤≥([][+-] )"), _always("")),
)
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
        for row in _due(before):
            if row.name == _BLANK_ROWS[0] and not _STRAY.search(folded):
                unchanged.update(dict.fromkeys(_BLANK_ROWS, folded))
            if unchanged.get(row.name) is folded:
                continue
            unchanged[row.name] = folded
            folded, cuts = _applied(row, folded)
            if cuts:
                layers.append(Layer(cuts))
        if folded == before:
            break
    return Folded(folded, text, tuple(layers))


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


def _rewritten(pattern: re.Pattern[str], to: Write, text: str) -> tuple[str, list[Cut]]:
    cuts: list[Cut] = []

    def write(match: re.Match[str]) -> str:
        old, new = match[0], to(match)
        if len(old) != len(new):
            cuts.append((match.start(), old, new))
        return new

    return pattern.sub(write, text), cuts


def _swapped(replacements: dict[str, str], text: str) -> tuple[str, list[Cut]]:
    """The same for single characters; replacing one by one is the fast, usual case."""
    present = _characters(text) & replacements.keys()
    longer = [sign for sign in present if len(replacements[sign]) != 1]
    for sign in present.difference(longer):
        text = text.replace(sign, replacements[sign])
    if not longer:
        return text, []
    pattern = re.compile(f"[{''.join(longer)}]")
    return _rewritten(pattern, lambda match: replacements[match[0]], text)


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
