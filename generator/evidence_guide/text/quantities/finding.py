"""A text to its quantities: read one by one, then told by what stands between them."""

import re
from collections.abc import Iterator
from decimal import Decimal
from unicodedata import normalize

from evidence_guide.text.quantities import units, words
from evidence_guide.text.quantities.linking import linked
from evidence_guide.text.quantities.quantity import Kind, Quantity

_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
_LABEL = (
    "type|step|table|figure|fig|section|sect|chapter|page|pp|claim|appendix|box|stage|grade|phase"
    "|version|volume|vol|issue|question|article|annex|paragraph|note|reference|schedule|category"
)
_NAME = "|".join(
    (
        r"https?://\S+|www\.\S+|\bdoi:\s*\S+|\b10\.\d{4,9}/\S+",  # addresses
        r"(?<![^\W_])[^\W\d_]+(?:[-‐‑~^])?\d+(?:[.\-‐‑/~]?\w+)*",  # letters, then digits: codes and names
        r"\d+\([A-Z]+\)[A-Z]+",  # digits, then bracketed capitals: chemical names
        r"(?<![\d.])\d+(?:\.\d+){2,}",  # versions
        rf"(?i:\b(?:{_LABEL})\.? \d+(?:\.\d+)*\b(?!{units.SPACE}?%))",  # labelled numbers
        rf"(?i:\b(?:{_LABEL})s \d+(?:\.\d+)*(?:(?:,| and| to|[-–])+ ?\d+(?:\.\d+)*)*\b(?!{units.SPACE}?%))",
        r"(?i:\bnos?\. ?\d+)|[#§] ?\d+(?:\.\d+)*",
        r"^[ \t]*\(?\d{1,3}[.)](?=\s)",  # list numbers
        rf"\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}(?: \d{{4}}\b)?|\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? \d{{4}}\b)?(?![.,]?\d)|\b{_MONTH},? \d{{4}}\b",  # dates
        r"\b(?:1[5-9]|20)\d\d-(?:0[1-9]|1[0-2])(?:-\d\d)?\b(?!%)|\b\d{1,2}/\d{1,2}/\d{4}\b|\b(?:1[5-9]|20)\d0s\b",
        r"\b(?:1[89]|20)\d\d[-–/]\d{1,2}\b(?![.%]|[ -]?(?:[kmµμnup]?g|mcg|IU)\b)",  # 2011-12
    )
)
_TOKEN = re.compile(
    rf"(?<![^\W\d_])(?:(?P<name>{_NAME})"  # the first test fails fast within words
    r"|(?P<sign>[-−–+] ?)?(?:(?P<slash>\d/(?:[1-9]|[1-9]\d)(?![\d/]|[.·]\d))|(?P<vulgar>\d{0,9}[¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])"
    r"|(?P<digits>\d{1,3}(?P<group>[,\u0020\u00a0\u2009\u202f])\d{3}(?:(?P=group)\d{3})*(?!\d)(?:[.·∙]\d+)?|\d+,\d+(?!\d|\.)|\d*[.·∙]\d+|\d+)"
    r"(?P<nth>(?:st|nd|rd|th)\b)?)"
    rf"|\b(?i:(?P<fraction>{words.FRACTION})|(?P<words>{words.CARDINAL})|(?P<ordinal>{words.ORDINAL})|(?P<often>once|twice|thrice))(?:\b|(?=fold\b)))",
    re.MULTILINE,
)
_LONGEST = 24
_SIGNED = re.compile(r"(?:^|[\s(\[=<>≤≥:;,/~∼≈|])$")
_SPACED_SIGN = re.compile(r"[=<>≤≥(\[:]\s?$")
_MULTIPLE = re.compile(r"[ -](hundred|thousand|million|billion)\b")
_ONE = re.compile(
    r"(?:[- ](?:in|of|out of|to|or) (?:every )?(?:\d|" + words.CARDINAL + r"))", re.IGNORECASE
)
_LISTED = re.compile(r"(?:,|\b(?:and|or|to|last)) $")
_ARTICLE = re.compile(r"[ -](?:of )?an?(?= )")
_OFTEN = {"once": 1, "twice": 2, "thrice": 3}
_GLUED = re.compile(r"\w+")
_ORDINAL_UNIT = re.compile(
    rf"(?:(?:,| and| or|, and| to|-)? (?:(?:and|to|or|last|final) )?(?:{words.ORDINAL}|last))*(?=[- ](?P<unit>{units.CLOCK}|trimesters?\b))",
    re.IGNORECASE,
)


def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text in the order they stand there; `text[q.start:q.end] == q.text`. Never raises; time is linear in the text.

    A number in words counts from `two` up; `one` counts only before a unit, `in`, `of` or `to` and a number, or in `one third` and `one hundred`.
    An ordinal in words counts before a unit of time or `trimester`; `once` and `twice` before a rate, `twice` also alone.
    Codes, dates, calendar years, labels, list numbers and addresses do not count.
    """
    return linked(text, list(_single(text)))


def _single(text: str) -> Iterator[Quantity]:
    position = 0
    while match := _TOKEN.search(text, position):
        position = match.end()
        if match["name"] is None:
            found = _read(text, match)
            if found is None:
                glued = _GLUED.match(text, position)
                position = glued.end() if glued else position
            else:
                position = max(found.end, position)
                yield found


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    if match["often"]:
        return _often(text, match)
    if match["ordinal"]:
        return _ordinal(text, match)
    if match["words"] or match["fraction"]:
        return _worded(text, match)
    return _digits(text, match)


def _often(text: str, match: re.Match[str]) -> Quantity | None:
    word = match["often"].lower()
    per, end = units.rate_at(text, match.end())
    if not per and word == "once":
        return None
    return Quantity(
        Decimal(_OFTEN[word]),
        "",
        "times",
        text[match.start() : end],
        match.start(),
        end,
        per=per,
        worded=True,
    )


def _ordinal(text: str, match: re.Match[str]) -> Quantity | None:
    ahead = _ORDINAL_UNIT.match(text, match.end(), match.end() + 80)
    if ahead is None or (
        ahead.end() == match.end()
        and ahead["unit"][-1] == "s"
        and not _LISTED.search(text[max(0, match.start() - 5) : match.start()])
    ):
        return None  # the first days: a time without an end, not a number
    unit = units.unit_at(text, ahead.end()).name
    return Quantity(
        Decimal(words.ORDINALS[match["ordinal"].lower()]),
        "",
        unit,
        match.group(),
        match.start(),
        match.end(),
        Kind.ORDINAL,
        worded=True,
    )


def _worded(text: str, match: re.Match[str]) -> Quantity | None:
    word, start = match.group(), match.start()
    if match["fraction"]:
        article = _ARTICLE.match(text, match.end())
        unit = units.unit_at(text, article.end() if article else match.end())
        unit = unit if unit.name else units.Unit("", "", match.end())
        return Quantity(
            words.fraction(word),
            "",
            unit.name,
            text[start : unit.end],
            start,
            unit.end,
            Kind.FRACTION,
            unit.per,
            worded=True,
        )
    unit = units.unit_at(text, match.end())
    if word.lower() == "one" and not unit.name and not _ONE.match(text, match.end()):
        return None
    return Quantity(
        words.cardinal(word),
        "",
        unit.name,
        text[start : unit.end],
        start,
        unit.end,
        per=unit.per,
        worded=True,
    )


def _digits(text: str, match: re.Match[str]) -> Quantity | None:
    start, kind = match.start() + len(match["sign"] or ""), Kind.PLAIN
    if match["slash"] or match["vulgar"]:
        value, kind = _fraction(match["slash"] or match["vulgar"]), Kind.FRACTION
    elif len(match["digits"]) > _LONGEST or _decimal_comma(match["digits"]):
        value, kind = Decimal(0), Kind.MALFORMED
    else:
        value = Decimal(re.sub(r"[,\s]", "", match["digits"]).replace("·", ".").replace("∙", "."))
    if match["sign"] and _is_sign(text, match):
        start, value = match.start(), value if match["sign"][0] == "+" else -value
    end = match.end()
    if many := _MULTIPLE.match(text, end):
        value, end = value.scaleb(words.MULTIPLES[many[1]]), many.end()
    unit = units.unit_at(text, end)
    if unit.end == end and not match["nth"] and _GLUED.match(text, end):
        return None
    if match["nth"]:
        kind = Kind.ORDINAL
    return Quantity(value, "", unit.name, text[start : unit.end], start, unit.end, kind, unit.per)


def _decimal_comma(digits: str) -> bool:
    return "," in digits and re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+(?:[.·∙]\d+)?", digits) is None


def _fraction(text: str) -> Decimal:
    if "/" in text:
        top, bottom = text.split("/")
        return Decimal(top) / Decimal(bottom)
    return Decimal(text[:-1] or 0) + _fraction(normalize("NFKC", text[-1]).replace("⁄", "/"))


def _is_sign(text: str, match: re.Match[str]) -> bool:
    """Whether the dash before a number is its sign and not that of a range or a bullet."""
    before = text[max(0, match.start() - 2) : match.start()]
    if match["sign"] == "− " and before[:1].isalpha() and before[1:] == " ":
        return True
    return bool((_SPACED_SIGN if match["sign"][-1] == " " else _SIGNED).search(before))
