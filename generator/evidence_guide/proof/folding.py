"""Typographic equivalences: which signs are the same in print, and where a folded text stands in the original.

Both sides of a comparison are folded alike. Digits, signs, comparisons, % and words are never dropped; case counts.
"""

import html
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
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


class Edit(NamedTuple):
    """A piece that changed its length: where it stood before and where it stands after."""

    before: tuple[int, int]
    after: tuple[int, int]


class Layer(NamedTuple):
    """All edits of one row, in order, and where they stand after it."""

    edits: list[Edit]
    places: list[int]

    def start(self, at: int) -> int:
        """Where what begins at a position began before the edits."""
        number = bisect_right(self.places, at)
        if not number:
            return at
        before, after = self.edits[number - 1]
        return before[0] if at < after[1] else before[1] + at - after[1]

    def end(self, at: int) -> int:
        """Where what ends at a position ended before the edits."""
        number = bisect_left(self.places, at)
        if not number:
            return at
        before, after = self.edits[number - 1]
        return before[1] if at <= after[1] else before[1] + at - after[1]


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
    Form("entity", "&", re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"), lambda m: html.unescape(m[0])),
    Form("raised number in markup", "<", re.compile(r"<sup>([+\-−]?\d+)</sup>"), lambda m: m[1].translate(_RAISED)),
    Form("lowered number in markup", "<", re.compile(r"<sub>([+\-−]?\d+)</sub>"), lambda m: m[1].translate(_LOWERED)),
    Form("markup", "<", re.compile(_TAG), lambda m: " " if re.match(r"</?(?:br|p)\b", m[0]) else ""),
    Form("soft hyphen", "\u00ad", re.compile(r"\u00ad(?:[^\S\n]*\n\s*)?"), _always("")),
    Form("decomposed accent", "".join(map(chr, range(0x300, 0x370))), re.compile(r"[^\u0300-\u036f][\u0300-\u036f]{1,8}"), lambda m: unicodedata.normalize("NFC", m[0])),
    Form("raised or lowered number", "".join(map(chr, _LEVEL)), re.compile(r"[⁰¹²³⁴-⁹⁺⁻₀-₉₊₋](?:(?<=[₀-₉₊₋])[₀-₉₊₋]*|(?<=[^₀-₉₊₋])[⁰¹²³⁴-⁹⁺⁻]*)"), _script),
    Form("decimal point in the middle", "·∙", re.compile(r"[·∙](?<=\d.)(?=\d)"), _always(".")),
    Form("line break behind a hyphen", "\n", re.compile(r"-(?<=\w-)[^\S\n]*\n\s*(?=\w)"), _always("-")),
    Form("hyphen in a word", "-", re.compile(r"-(?<=[^\W\d_]-)(?=[^\W\d_])"), _always("")),
    Form("hyphen in a name with a number", "-", re.compile(r"-(?<=[A-Z]-)(?=\d{1,4}\b(?![.,-]\d))"), _named),
    Form("times between numbers", "×x", re.compile(r"[×x](?:(?<=\d.)|(?<=\d\s.))\s?(?=\d)"), lambda m: "x " if m.string[m.start() - 1].isspace() else " x "),
    Form("operator of two signs", "<>+", re.compile(r"[<>+](?:(?<=[<>])=|(?<=\+)/-)"), lambda m: _OPERATORS[m[0]]),
    Form("odd blank", _BLANKS, re.compile(f"[{_BLANKS}]"), _always(" ")),
    Form("several blanks", " ", re.compile(r"  +"), _always(" ")),
    Form("blank behind an operator or bracket", "<>=≤≥±([", re.compile(r"[<>=≤≥±([] "), lambda m: m[0][0]),
    Form("blank before an operator", "<>=≤≥±", re.compile(r" (?<=[\w%)\]] )(?=[<>=≤≥±])"), _always("")),
    Form("blank before %, bracket or stop", "%)],;.", re.compile(r" (?=[%)\],;.])(?:(?<=\d )|(?!%))(?![,;]\d|\.\S)"), _always("")),
    Form("blank behind a sign", "-+", re.compile(r"[+-](?<=[=<>≤≥([].) (?=\d)"), lambda m: m[0][0]),
)
_SIGNS = {sign: row.to for row in SAME for sign in row.signs}
_SIGN = re.compile(f"[{''.join(_SIGNS)}]")
_STEPS = (*FORMS[:5], Form("signs", "".join(_SIGNS), _SIGN, lambda m: _SIGNS[m[0]]), *FORMS[5:])


def fold(text: str) -> Folded:
    """The text with every equivalence of the table applied until nothing changes; folding again changes nothing.

    Never raises; the time grows with the length of the text alone.
    """
    folded, layers = text, list[Layer]()
    for _ in range(ROUNDS):
        before = folded
        for step in _due(before):
            folded, edits = _applied(step, folded)
            if edits:
                layers.append(Layer(edits, [edit.after[0] for edit in edits]))
        if folded == before:
            break
    return Folded(folded, text, tuple(layers))


def _due(text: str) -> list[Form]:
    """The steps that may change the text; an earlier step may call for a later one, so the next round asks again."""
    present = set(text)
    return [step for step in _STEPS if not present.isdisjoint(step.needs)]


def _applied(step: Form, text: str) -> tuple[str, list[Edit]]:
    """The text after one step, and the edits that moved what follows them."""
    pieces, edits, last, shift = list[str](), list[Edit](), 0, 0
    for match in step.pattern.finditer(text):
        start, end = match.span()
        new = step.to(match)
        pieces += text[last:start], new
        if len(new) != end - start:
            edits.append(_edit(match[0], new, start, start + shift))
            shift += len(new) - (end - start)
        last = end
    return ("".join((*pieces, text[last:])) if pieces else text), edits


def _edit(old: str, new: str, before: int, after: int) -> Edit:
    """The edit of `old` at `before` to `new` at `after`, without what both begin or end with."""
    if not new or len(old) == 1:
        return Edit((before, before + len(old)), (after, after + len(new)))
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    return Edit((before + head, before + len(old) - tail), (after + head, after + len(new) - tail))


def _alike(one: str, other: str) -> int:
    """How many characters two strings share from the first on."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
