"""Typographic equivalences: which signs are the same in print, and where a folded text stands in the original.

Both sides of a comparison are folded alike. Digits, signs, comparisons, % and words are never dropped; case counts.
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
"""How often the table is applied at most; texts that need more than three are made by hand."""

Write = Callable[[re.Match[str]], str]


class Same(NamedTuple):
    """One row: signs that are printed for another."""

    name: str
    signs: str
    to: str


class Form(NamedTuple):
    """One row: a form that is printed for another; it is looked for where one of the signs it `needs` stands in the text."""

    name: str
    needs: str
    pattern: re.Pattern[str]
    to: Write


class Swap(NamedTuple):
    """One row: signs that are printed for others wherever they stand."""

    name: str
    needs: str
    to: dict[str, str]


Cut = tuple[int, str, str]
"""A piece that changed its length: where it stood, as it was, and as it became."""


class Edit(NamedTuple):
    """A cut without what its old and its new form begin or end with: where it stood, and where it ends afterwards."""

    start: int
    end: int
    after: int


@dataclass(frozen=True)
class Layer:
    """All cuts of one row, in order."""

    cuts: list[Cut]

    @cached_property
    def _edits(self) -> tuple[list[int], list[Edit]]:
        """Where each edit begins afterwards, and the edits; only made once a position is asked for."""
        places, edits, shift = list[int](), list[Edit](), 0
        for at, old, new in self.cuts:
            head = _alike(old, new) if len(old) > 1 else 0
            tail = _alike(old[head:][::-1], new[head:][::-1]) if len(old) > 1 else 0
            places.append(at + head + shift)
            shift += len(new) - len(old)
            end = at + len(old) - tail
            edits.append(Edit(at + head, end, end + shift))
        return places, edits

    def start(self, at: int) -> int:
        """Where what begins at a position began before the edits."""
        places, edits = self._edits
        number = bisect_right(places, at)
        if not number:
            return at
        start, end, after = edits[number - 1]
        return start if at < after else end + at - after

    def end(self, at: int) -> int:
        """Where what ends at a position ended before the edits."""
        places, edits = self._edits
        number = bisect_left(places, at)
        if not number:
            return at
        _, end, after = edits[number - 1]
        return end if at <= after else end + at - after


@dataclass(frozen=True)
class Folded:
    """A text in its folded form, with the way back to the original."""

    text: str
    original: str
    layers: tuple[Layer, ...] = ()
    """The edits of each row that changed something, in the order in which they were made."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the folded text from `start` to `end` stands in the original; what was dropped at either end is left out."""
        for layer in reversed(self.layers):
            start, end = layer.start(start), layer.end(end)
        return start, max(start, end)

    def shown(self, start: int, end: int) -> str:
        """The folded text from `start` to `end` as it stands in the original."""
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
_LEVEL = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉₊₋", "0123456789+-0123456789+-")
_OPERATORS = {"<=": "≤", ">=": "≥", "+/-": "±"}
_CAPITALS = re.compile(r"(?:^|[\W_])[A-Z]{1,5}$")
_BLANKS = "".join(chr(code) for code in range(0x3001) if chr(code).isspace() and chr(code) != " ")
_SYMBOL = re.compile(r"(?:^|[\W\d_])[^\W\d_]{1,3}$")


def _always(to: str) -> Write:
    return lambda _: to


def _named(match: re.Match[str]) -> str:
    """Nothing for the hyphen behind one to five capitals; it stays behind other words."""
    return "" if _CAPITALS.search(match.string[max(0, match.start() - 6) : match.start()]) else "-"


def _script(match: re.Match[str]) -> str:
    """A raised or lowered number: digits behind a short symbol, an exponent or mark that stays apart behind all else."""
    before = match.string[max(0, match.start() - 4) : match.start()]
    apart = "" if _SYMBOL.search(before) else "^" if match[0][0] in "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻" else "_"
    return apart + match[0].translate(_LEVEL)


_INLINE = "sup|sub|em|strong|span|italic|bold|small|br"
_TAG = rf'</?(?:{_INLINE}|(?:/|(?<!\d<)(?<!\d <))[ibup]|jats:[a-z]+)(?:\s[\w:-]+="[^"<>]*")*\s?/?>'

FORMS = (
    Form(
        "entity",
        "&",
        re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"),
        lambda m: html.unescape(m[0]),
    ),
    Form(
        "raised number in markup",
        "<",
        re.compile(r"<sup>([+\-−]?\d+)</sup>"),
        lambda m: m[1].translate(_RAISED),
    ),
    Form(
        "lowered number in markup",
        "<",
        re.compile(r"<sub>([+\-−]?\d+)</sub>"),
        lambda m: m[1].translate(_LOWERED),
    ),
    Form(
        "markup", "<", re.compile(_TAG), lambda m: " " if re.match(r"</?(?:br|p)\b", m[0]) else ""
    ),
    Form("soft hyphen", "\u00ad", re.compile(r"\u00ad(?:[^\S\n]*\n\s*)?"), _always("")),
    Form(
        "decomposed accent",
        "".join(map(chr, range(0x300, 0x370))),
        re.compile(r"[^\u0300-\u036f][\u0300-\u036f]{1,8}"),
        lambda m: unicodedata.normalize("NFC", m[0]),
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
        lambda m: "x " if m.string[m.start() - 1].isspace() else " x ",
    ),
    Form(
        "operator of two signs",
        "<>+",
        re.compile(r"[<>+](?:(?<=[<>])=|(?<=\+)/-)"),
        lambda m: _OPERATORS[m[0]],
    ),
    Swap("odd blank", _BLANKS, dict.fromkeys(_BLANKS, " ")),
    Form("several blanks", " ", re.compile(r"  +"), _always(" ")),
    Form(
        "blank behind an operator or bracket",
        "<>=≤≥±([",
        re.compile(r"[<>=≤≥±([] "),
        lambda m: m[0][0],
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
_IDLE = (
    bytes({*map(ord, string.ascii_letters + string.digits)} - {ord(sign) for sign in _NEEDED})
    + b" "
)
"""Letters and digits that no row needs, and the blank."""

_BLANK_ROWS = [row.name for row in FORMS[-5:]]
_BESIDE = r"(?:(?=[ <>=≤≥±%)\],;.])|(?<=[<>=≤≥±([+-] ))"
_STRAY = re.compile(f" {_BESIDE}")
"""A blank that one of the rows of blanks may change."""
_ALWAYS = "".join(map(re.escape, sorted(_NEEDED.difference(" x-+<>=≤≥±([%)],;."))))
_CHANGES = re.compile(
    rf"[{_ALWAYS} x+<>-](?:(?<=[{_ALWAYS}])|(?<=[^\W\d_]-)(?=[^\W_])|(?<=x) ?\d|(?<=[<>])=|(?<=\+)/-|(?<=<)[/a-z]|(?<= ){_BESIDE})"
)
"""A place that some row may change; a text without one is folded already."""


def fold(text: str) -> Folded:
    """The text with every equivalence of the table applied until nothing changes; folding again changes nothing.

    Never raises; the time grows with the length of the text alone.
    """
    folded = text
    layers: list[Layer] = []
    idle: dict[str, str] = {}
    for _ in range(ROUNDS):
        before = folded
        for row in _due(before):
            if row.name == _BLANK_ROWS[0] and not _STRAY.search(folded):
                idle.update(dict.fromkeys(_BLANK_ROWS, folded))
            if idle.get(row.name) is folded:
                continue
            idle[row.name] = folded
            folded, cuts = _applied(row, folded)
            if cuts:
                layers.append(Layer(cuts))
        if folded == before:
            break
    return Folded(folded, text, tuple(layers))


def _due(text: str) -> list[Form | Swap]:
    """The rows that may change the text; an earlier row may call for a later one, so the next round asks again."""
    if not _CHANGES.search(text):
        return []
    present = _signs(text)
    return [row for needs, row in _STEPS if not needs.isdisjoint(present)]


def _signs(text: str) -> set[str]:
    """All signs of the text but plain letters and digits; those are dropped as bytes, which is ten times as fast."""
    signs = set(
        text.encode("utf-8", "surrogatepass")
        .translate(None, _IDLE)
        .decode("utf-8", "surrogatepass")
    )
    return signs | {" "} if " " in text else signs


def _applied(row: Form | Swap, text: str) -> tuple[str, list[Cut]]:
    """The text after one row, and the cuts that moved what follows them."""
    if isinstance(row, Swap):
        return _swapped(row.to, text)
    cuts: list[Cut] = []

    def write(match: re.Match[str]) -> str:
        old, new = match[0], row.to(match)
        if len(old) != len(new):
            cuts.append((match.start(), old, new))
        return new

    return row.pattern.sub(write, text), cuts


def _swapped(signs: dict[str, str], text: str) -> tuple[str, list[Cut]]:
    """The same for single signs; those that stand for one other are the quick majority."""
    present = _signs(text) & signs.keys()
    for sign in present:
        if len(signs[sign]) == 1:
            text = text.replace(sign, signs[sign])
    longer = "".join(sign for sign in present if len(signs[sign]) != 1)
    return (
        _applied(Form("", longer, re.compile(f"[{longer}]"), lambda m: signs[m[0]]), text)
        if longer
        else (text, [])
    )


def _alike(one: str, other: str) -> int:
    """How many characters two strings share from the first on."""
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
