"""The table of typographic equivalences: characters and forms that count as the same."""

import html
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
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
    Same("ligature oe", "œ", "oe"),
    Same("ligature ae", "æ", "ae"),
    Same("rule between cells", "│┃¦∣", "|"),
    Same("times sign", "×✕⨯", "x"),
    Same("less or equal", "⩽≦", "≤"),
    Same("greater or equal", "⩾≧", "≥"),
    Same("tilde", "∼˜", "~"),
)
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_LOWERED = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"
_LEVEL = str.maketrans(f"{_SUPERSCRIPTS}₀₁₂₃₄₅₆₇₈₉₊₋", "0123456789+-0123456789+-")
_OPERATORS = {"<": "≤", ">": "≥", "+": "±"}
LABELS = (
    "Abstract|Summary|Background|Introduction|Context|Rationale|Aims?|Objectives?|Purpose|Design"
    "|Setting|(?:(?:Materials|Patients|Subjects|Participants) and )?[Mm]ethods?"
    "|(?:(?:Main|Key) )?(?:[Rr]esults?|[Ff]indings)|Interpretation|(?:Authors' )?[Cc]onclusions?"
    "|Discussion|Limitations|Significance|Implications|Relevance"
)
"""Section labels of abstracts that may run into their first sentence without a mark."""
_CAPITALS = re.compile(r"(?:^|[\W_])(?![LM]$)[A-Z]{1,5}$")
"""The end of a name in capitals; L and M alone are units, whose powers may be negative."""
_BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001)))).replace(" ", "")
_SYMBOL = re.compile(r"(?:^|[\W\d_])[^\W\d_]{1,3}$")


def _always(to: str) -> Rewrite:
    return lambda _: to


def _before(match: re.Match[str], most: int) -> str:
    """Up to `most` characters before a match."""
    return match.string[max(0, match.start() - most) : match.start()]


def _named(match: re.Match[str]) -> str:
    """An empty string for the hyphen after one to five capitals; it stays after other words."""
    return "" if _CAPITALS.search(_before(match, 6)) else "-"


def _script(match: re.Match[str]) -> str:
    return _script_after(_before(match, 4), match[0])


@lru_cache(maxsize=4096)
def _script_after(before: str, number: str) -> str:
    """A superscript or subscript number: plain digits after a short symbol, otherwise marked."""
    digits = number.translate(_LEVEL)
    if _is_plain_after(before, digits):
        return digits
    mark = "^" if number[0] in _SUPERSCRIPTS else "_"
    return mark + digits


def _is_plain_after(before: str, digits: str) -> bool:
    """Whether digits need no mark: after a short symbol, unless their minus would be a hyphen."""
    if digits[0] == "-" and _CAPITALS.search(before):
        return False
    return _SYMBOL.search(before) is not None


def _unescaped(match: re.Match[str]) -> str:
    return html.unescape(match[0])


def _raised(match: re.Match[str]) -> str:
    return match[1].translate(_RAISED)


def _lowered(match: re.Match[str]) -> str:
    return match[1].translate(_LOWERED)


def _without_tag(match: re.Match[str]) -> str:
    """A space for a line break or paragraph within a text, an empty string for other tags."""
    is_within = match.start() > 0 and match.end() < len(match.string)
    return " " if is_within and _BREAK.match(match[0]) else ""


def _composed(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", match[0])


def _times(match: re.Match[str]) -> str:
    return "x " if match.string[match.start() - 1].isspace() else " x "


def _one_operator(match: re.Match[str]) -> str:
    return _OPERATORS[match[0][0]]


def _capital_ligature(match: re.Match[str]) -> str:
    """The two letters of a ligature; the second is a capital in a word of capitals."""
    letters = "OE" if match[0][0] == "Œ" else "AE"
    return letters.capitalize() + match[0][1:] if match[0][1:] else letters


def _power(match: re.Match[str]) -> str:
    """The digits of a power: plain after a short symbol (m^2, m2), otherwise marked (10^6)."""
    return match[1] if _is_plain_after(_before(match, 4), match[1]) else match[0]


def _inside(match: re.Match[str]) -> str:
    return match[1]


def _joined(match: re.Match[str]) -> str:
    """An empty string for a separator after one to three digits and any number of thousands."""
    return "" if _THOUSANDS.search(_before(match, 20)) else match[0]


def _apart(match: re.Match[str]) -> str:
    """A label with a space on each side."""
    before = "" if match[0][0] == "\n" else " "
    return f"{match[0][0]}{before}{match[0][1:]} "


def _first_character(match: re.Match[str]) -> str:
    return match[0][0]


_INLINE = "sup|sub|em|strong|span|italic|bold|small|br"
_TAG = (
    rf"</?(?:{_INLINE}|(?:/|(?<!\d<)(?<!\d <))[ibup]|jats:[a-z]+)"
    r'(?:\s[\w:-]+="[^"<>]*")*\s?/?>'
)
_BREAK = re.compile(r"</?(?:br|(?:jats:)?p|jats:(?:title|sec|list-item))\b")
_ENTITY = r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_ACCENTS = "".join(map(chr, range(0x300, 0x370)))
_SMALL_DIGITS = "".join(map(chr, _LEVEL))
_SMALL_NUMBER = r"[⁰¹²³⁴-⁹⁺⁻₀-₉₊₋](?:(?<=[₀-₉₊₋])[₀-₉₊₋]*|(?<=[^₀-₉₊₋])[⁰¹²³⁴-⁹⁺⁻]*)"
_COMPARING = "<>=≤≥±"
_GROUPING = ",'\u00a0\u2007\u2009\u202f"
"""Characters between the thousands of a number; a space may also be between two numbers."""
_THOUSANDS = re.compile(rf"(?:^|[^\w.,'])\d{{1,3}}(?:[{_GROUPING}]\d{{3}})*$")


def _form(name: str, needs: str, pattern: str, to: Rewrite | str) -> Form:
    """A row of the table; a string as `to` replaces every match."""
    rewrite = _always(to) if isinstance(to, str) else to
    return Form(name, needs, re.compile(pattern), rewrite)


FORMS = (
    _form("entity", "&", _ENTITY, _unescaped),
    _form("raised number in markup", "<", r"<sup>([+\-−]?\d+)</sup>", _raised),
    _form("lowered number in markup", "<", r"<sub>([+\-−]?\d+)</sub>", _lowered),
    _form("markup", "<", _TAG, _without_tag),
    _form("soft hyphen", "\u00ad", r"\u00ad(?:[^\S\n]*\n\s*)?", ""),
    _form("em dash between numbers", "—―", r"[—―](?<=\d.)(?=\d)", "-"),
    _form("decomposed accent", _ACCENTS, r"[^\u0300-\u036f][\u0300-\u036f]{1,8}", _composed),
    _form("raised or lowered number", _SMALL_DIGITS, _SMALL_NUMBER, _script),
    _form("decimal point in the middle", "·∙", r"[·∙](?<=\d.)(?=\d)", "."),
    _form(
        "line break behind a hyphen",
        "\n",
        r"-(?<=\w-)[^\S\n]*\n\s*(?=\w)(?!(?:to|and|or)\s)",
        "-",
    ),
    _form("hyphen in a word", "-", rf"-(?<=[^\W\d_{_SMALL_DIGITS}]-)(?=[^\W\d_])", ""),
    _form("hyphen in a name with a number", "-", r"-(?<=[A-Z]-)(?=\d{1,4}\b(?![.,-]\d))", _named),
    _form("times between numbers", "x", r"x(?:(?<=[\d)].)|(?<=[\d)]\s.))\s?(?=\d)", _times),
    _form(
        "operator of two signs",
        "<>+",
        r"[<>+](?:(?<=[<>])(?:=| ?/ ?=| ?or ?=)|(?<=\+)(?:/ ?-| ?or ?-|-(?= ?\d)))",
        _one_operator,
    ),
    _form("capital ligature", "ŒÆ", r"[ŒÆ][a-zß-ÿ]?", _capital_ligature),
    _form("power", "^", r"\^([+-]?\d+)", _power),
    _form("number of a name in brackets", "(", r"\((?<=\b[A-Z]\()(\d{1,2})\)", _inside),
    _form("micro in letters", "m", r"micro(?<=\bmicro)(?=(?:g|mol|M|L|l)\b)", "μ"),
    _form(
        "thousands",
        _GROUPING,
        rf"[{_GROUPING}](?<=\d.)(?=\d{{3}}(?:[{_GROUPING}]\d{{3}})*(?!\w|,\d))",
        _joined,
    ),
    _form(
        "label glued to its sentence",
        ".!?\n",
        rf"[.!?\n](?=[A-Z])(?:{LABELS}|RESULTS?|METHODS?|CONCLUSIONS?|BACKGROUND|OBJECTIVES?)"
        r"(?=[A-Z][a-z]+ |\d+ )",
        _apart,
    ),
    Swap("odd blank", _BLANKS, dict.fromkeys(_BLANKS, " ")),
    _form("several blanks", " ", r"  +", " "),
    _form(
        "blank behind an operator or bracket",
        f"{_COMPARING}([",
        rf"[{_COMPARING}([] ",
        _first_character,
    ),
    _form(
        "blank before an operator",
        _COMPARING,
        rf" (?=[{_COMPARING}])(?<=[\w%)\],;:] )",
        "",
    ),
    _form(
        "blank before %, bracket or stop",
        "%)],;.",
        r" (?=[%)\],;.])(?:(?<=\d )|(?!%))(?![,;]\d|\.\S)",
        "",
    ),
    _form("blank behind a sign", "-+", r" (?=\d)(?<=[=<>≤≥([][+-] )", ""),
)
