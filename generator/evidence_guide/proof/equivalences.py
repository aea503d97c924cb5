"""The table of typographic equivalences: characters and forms that are printed for others."""

import html
import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

Rewrite = Callable[[re.Match[str]], str]
"""The text that replaces a match."""


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
    to: Rewrite


class Swap(NamedTuple):
    """A row of the table: characters that are replaced wherever they are."""

    name: str
    needs: str
    to: dict[str, str]


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


def _always(to: str) -> Rewrite:
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
