"""The quantities of a text: numbers read one by one, then interpreted by their surroundings."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from unicodedata import normalize

from evidence_guide.text.quantities import notations, symbols, units, words
from evidence_guide.text.quantities.context import in_context
from evidence_guide.text.quantities.quantity import Quantity, QuantityKind

_TOKEN = re.compile(
    rf"(?<![^\W\d_])(?:(?P<odd>{notations.FOREIGN_FORMS})"  # the first test fails fast within words
    rf"|(?P<name>{notations.NO_QUANTITY})"
    r"|(?P<sign>[-−–+] ?)?(?:(?P<slash>\d/(?:[1-9]|[1-9]\d)(?![\d/]|[.·]\d))"
    r"|(?P<vulgar>\d{0,9}[¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])"
    rf"|(?P<digits>{notations.IN_DIGITS})"
    r"(?P<nth>(?:st|nd|rd|th)\b)?)"
    rf"|(?P<signs>{notations.FOREIGN_SIGNS})"
    rf"|\b(?i:(?P<fraction>{words.FRACTION})|(?P<words>{words.CARDINAL})"
    rf"|(?P<ordinal>{words.ORDINAL})|(?P<often>once|twice|thrice)|(?P<change>{words.CHANGE}))"
    r"(?:\b|(?=fold\b)))",
    re.MULTILINE,
)
_MOST_DIGITS = 24
_SIGNED = re.compile(r"(?:^|[\s(\[=<>≤≥:;,/~∼≈|])$")
_SPACED_SIGN = re.compile(r"[=<>≤≥(\[:]\s?$")
_MULTIPLE = re.compile(rf"[ -]({'|'.join(words.MULTIPLES)})\b")
_SHORT_MULTIPLE = re.compile(r"(?:(?P<glued>[kKM])| ?(?P<spaced>bn|mn|crore|lakh))(?![^\W_])")
_SHORT_MULTIPLES = {"k": 3, "K": 3, "M": 6, "bn": 9, "mn": 6, "crore": 7, "lakh": 5}
_DOZEN = re.compile(r"[ -]dozen\b")
_GROUPING = re.compile(r"[,\s_'’٬]")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:[.·∙]\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?:[.·∙]\d+)?")
_ONE = re.compile(
    r"(?:[- ](?:in|of|out of|to|or) (?:every )?(?:\d|" + words.CARDINAL + r"))", re.IGNORECASE
)
_LISTED = re.compile(r"(?:,|\b(?:and|or|to|last)) $")
_ARTICLE = re.compile(r"[ -](?:of )?an?(?= )")
_OFTEN = {"once": Decimal(1), "twice": Decimal(2), "thrice": Decimal(3)}
_TIMES = re.compile(r"[x×](?![\w(])(?!\s?\d)")
"""The sign behind a number for `times`, where no factor follows."""
_DECADE = re.compile(r"[-‐–]?(?<!['’‘])[1-9]0s(?!\w)")
_PART = re.compile(
    rf" (?:(?P<signs>[1-9]/[2-9](?![\d/]|[.·]\d)|[¼½¾⅓⅔])|and (?P<worded>{words.PART}))"
)
_MOST_BEFORE_A_PART = 100
_POINTS = str.maketrans("·∙٫", "...")
_GLUED = re.compile(r"\w+")
_RAISED = (
    r"(?:(?:\^|\*\*)\(?(?P<{0}plain>[-−–+]?\d{{1,3}})\)?\^?"
    r"|(?P<{0}raised>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,3}}))"
)
_POWER_OF_TEN = re.compile(
    rf"{units.SPACE}?[×x*·⋅]{units.SPACE}?10"
    rf"(?:{_RAISED.format('')}|(?P<flat>[-−–]\d{{1,2}})(?![\d.,-]))"
    r"|[eE](?P<exponent>[-−–+]?\d{1,3})(?![^\W_]|[.·]\d)"
)
"""What follows the digits of a number in scientific notation: `× 10^5^`, `e-3`."""
_TEN_RAISED = re.compile(_RAISED.format(""))
_MINUS = str.maketrans("−–⁻⁺", "---+")
_CURRENCY = re.compile(rf"(?:{symbols.CURRENCY}){units.SPACE}?$")
_CURRENCY_REACH = 5
"""Characters before a number that may hold its currency."""
_ORDINAL_UNIT = re.compile(
    rf"(?:(?:,| and| or|, and| to|-)? (?:(?:and|to|or|last|final) )?(?:{words.ORDINAL}|last))*"
    rf"(?=[- ](?P<unit>{units.CLOCK}|trimesters?\b))",
    re.IGNORECASE,
)
_EVERY = re.compile(r"\bevery $", re.IGNORECASE)
_EVERY_REACH = 7
_COUNTED_OFF = re.compile(
    r"(?!first|second)\w+ \w|second (?:wom[ae]n|m[ae]n|child|person|p\w+)\b",
    re.IGNORECASE,
)
"""`third woman`, unlike the `second` that counts."""
_ORDINAL_REACH = 80
"""Characters after an ordinal in which its unit must follow."""


def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text, in order; `text[q.start:q.end] == q.text`.

    Numbers in words count from `two` up. `one` counts only before a unit, before `in`, `of` or
    `to` and a number, and in `one third` or `one hundred`. An ordinal in words counts before a
    unit of time or `trimester`, or after `every`; `once` before a rate, `twice` and `doubled`
    always. Codes, dates, calendar years, labels, list numbers, addresses, `every other`, and
    Roman numerals in letters (`type IV`), which are names, do not count.

    Never raises. Time is linear in the length of the text.
    """
    return in_context(text, list(_numbers(text))) if _may_count(text) else ()


def _may_count(text: str) -> bool:
    """Whether a text holds a digit or the letters of a number in words."""
    small = text.lower()
    return notations.SIGN_OF_NUMBER.search(text) is not None or any(
        word in small for word in words.STEMS
    )


def _numbers(text: str) -> Iterator[Quantity]:
    """The numbers of a text, each on its own."""
    position = 0
    while match := _TOKEN.search(text, position):
        position = match.end()
        if match["name"] is not None:
            continue
        found = _number(text, match)
        if found is not None:
            position = max(found.end, position)
            yield found
        elif glued := _GLUED.match(text, position):
            position = glued.end()


def _number(text: str, match: re.Match[str]) -> Quantity | None:
    for group, read in _READERS.items():
        if match[group]:
            return read(text, match)
    return _number_in_digits(text, match)


# In words


def _frequency(text: str, match: re.Match[str]) -> Quantity | None:
    word = match["often"].lower()
    start = match.start()
    per, end = units.rate_at(text, match.end())
    if not per and word == "once":
        return None
    return Quantity(_OFTEN[word], "", "times", text[start:end], start, end, per=per, worded=True)


def _change(text: str, match: re.Match[str]) -> Quantity:
    """The number of times in a verb such as `doubled`."""
    start, end = match.span()
    value = words.CHANGES[match["change"].lower()]
    return Quantity(value, "", "times", text[start:end], start, end, worded=True)


def _ordinal(text: str, match: re.Match[str]) -> Quantity | None:
    start, end = match.span()
    ahead = _ORDINAL_UNIT.match(text, end, end + _ORDINAL_REACH)
    if ahead is None:
        return _share_in_words(text, match)
    if _is_open_ended(text, match, ahead):
        return None
    value = Decimal(words.ORDINALS[match["ordinal"].lower()])
    unit = units.unit_at(text, ahead.end()).name
    return Quantity(value, "", unit, match[0], start, end, QuantityKind.ORDINAL, worded=True)


def _share_in_words(text: str, match: re.Match[str]) -> Quantity | None:
    """The share in `every third woman`."""
    every = _EVERY.search(text, max(0, match.start() - _EVERY_REACH), match.start())
    if every is None or not _COUNTED_OFF.match(text, match.start()):
        return None
    value = Decimal(words.ORDINALS[match["ordinal"].lower()])
    start, end = every.start(), match.end()
    return Quantity(
        value, "", "one in", text[start:end], start, end, QuantityKind.ONE_IN, worded=True
    )


def _is_open_ended(text: str, ordinal: re.Match[str], ahead: re.Match[str]) -> bool:
    """Whether an ordinal is not a number: `the first days` names no end."""
    alone = ahead.end() == ordinal.end()
    if not alone or not ahead["unit"].endswith("s"):
        return False
    before = text[max(0, ordinal.start() - 5) : ordinal.start()]
    return _LISTED.search(before) is None


def _fraction_in_words(text: str, match: re.Match[str]) -> Quantity:
    start, end = match.span()
    article = _ARTICLE.match(text, end)
    before = article.end() if article else end
    value, after = _multiplied(text, before, words.fraction(match[0]))
    unit = units.unit_at(text, after)
    if not unit.name:
        unit = units.ParsedUnit("", "", after if after > before else end)
    is_share = not unit.name and after == before
    kind = QuantityKind.FRACTION if is_share else QuantityKind.PLAIN
    said = text[start : unit.end]
    return Quantity(value, "", unit.name, said, start, unit.end, kind, unit.per, worded=True)


def _multiplied(text: str, end: int, value: Decimal) -> tuple[Decimal, int]:
    """A number times the `million` behind it, and where that ends."""
    found = _MULTIPLE.match(text, end)
    return (value.scaleb(_exponent_of_multiple(found)), found.end()) if found else (value, end)


def _cardinal_in_words(text: str, match: re.Match[str]) -> Quantity | None:
    start = match.start()
    value, end = _multiplied(text, match.end(), words.cardinal(match[0]))
    unit = units.unit_at(text, end)
    if _is_letter(unit.name):  # `two A levels`
        unit = units.ParsedUnit("", "", end)
    if match[0].lower() == "one" and not unit.name and not _ONE.match(text, end):
        return None
    return Quantity(
        value,
        "",
        unit.name,
        text[start : unit.end],
        start,
        unit.end,
        per=unit.per,
        worded=True,
    )


def _is_letter(unit: str) -> bool:
    """Whether a unit is a lone capital, which nobody writes after a number in words."""
    return len(unit) == 1 and unit.isupper()


def _in_signs(text: str, match: re.Match[str]) -> Quantity:
    """A number that this guide does not write so."""
    start, end = match.span()
    return Quantity(Decimal(0), "", "", text[start:end], start, end, QuantityKind.MALFORMED)


_READERS: dict[str, Callable[[str, re.Match[str]], Quantity | None]] = {
    "odd": _in_signs,
    "often": _frequency,
    "change": _change,
    "signs": _in_signs,
    "ordinal": _ordinal,
    "fraction": _fraction_in_words,
    "words": _cardinal_in_words,
}
"""How a number is read, by the part of the pattern that found it."""


# In digits


def _number_in_digits(text: str, match: re.Match[str]) -> Quantity | None:
    value, kind = _value(match)
    start, value = _with_sign(text, match, value)
    value, end = _scaled(text, match, value)
    unit = _times(text, end) or _decade(text, match) or units.unit_at(text, end)
    if not match["nth"] and unit.end == end and _GLUED.match(text, end):
        return None
    kind = _kind_with_unit(match, kind, unit)
    if not unit.name:
        start, unit = _with_currency(text, start, unit)
    return Quantity(value, "", unit.name, text[start : unit.end], start, unit.end, kind, unit.per)


def _kind_with_unit(
    match: re.Match[str], kind: QuantityKind, unit: units.ParsedUnit
) -> QuantityKind:
    """The kind of a number with a unit: `1/2 cup` is an amount like `0.5 cups`."""
    if match["nth"]:
        kind = QuantityKind.ORDINAL
    if kind is QuantityKind.FRACTION and unit.name:
        return QuantityKind.PLAIN
    return kind


def _times(text: str, end: int) -> units.ParsedUnit | None:
    """The unit of `3x`, which stands for `3 times`."""
    sign = _TIMES.match(text, end)
    if sign is None:
        return None
    per, after = units.rate_at(text, sign.end())
    return units.ParsedUnit("times", per, after)


def _decade(text: str, match: re.Match[str]) -> units.ParsedUnit | None:
    """The unit of `in their 20s`, which is years of age; years of a century are no number."""
    is_age = _DECADE.fullmatch(text, match.start(), match.end() + 1)
    return units.ParsedUnit("a", "", match.end() + 1) if is_age else None


def _scaled(text: str, match: re.Match[str], value: Decimal) -> tuple[Decimal, int]:
    """A number times the power of ten or the `million` behind it, and where that ends."""
    value, end = _with_part(text, match.end(), value)
    for pattern, exponent in _SCALES.items():
        found = pattern.match(text, end)
        if found:
            return value.scaleb(exponent(found)), found.end()
    dozen = _DOZEN.match(text, end)
    if dozen:
        return value * words.DOZEN, dozen.end()
    if match["digits"] == "10":
        return _ten_raised(text, end, value)
    return value, end


def _with_part(text: str, end: int, value: Decimal) -> tuple[Decimal, int]:
    """A whole number with the part behind it: `1 1/2`, `2 and a half`; and where that ends."""
    found = _PART.match(text, end)
    if found is None or not 0 < value < _MOST_BEFORE_A_PART or value % 1:
        return value, end
    worded = found["worded"]
    part = words.fraction(worded) if worded else _fraction(found["signs"])
    return value + part, found.end()


def _ten_raised(text: str, end: int, ten: Decimal) -> tuple[Decimal, int]:
    """The power of ten that an exponent behind `10` makes of it, and where that ends."""
    found = _TEN_RAISED.match(text, end)
    if found is None:
        return ten, end
    return Decimal(1).scaleb(_exponent(found)).copy_sign(ten), found.end()


def _exponent_of_multiple(match: re.Match[str]) -> int:
    return words.MULTIPLES[match[1]]


def _exponent_of_short(match: re.Match[str]) -> int:
    return _SHORT_MULTIPLES[match[0].strip()]


def _exponent(match: re.Match[str]) -> int:
    """The exponent that one of the patterns for powers of ten found."""
    written = next(filter(None, match.groups()))
    return int(normalize("NFKC", written.translate(_MINUS)).replace("−", "-"))


_SCALES = {
    _MULTIPLE: _exponent_of_multiple,
    _SHORT_MULTIPLE: _exponent_of_short,
    _POWER_OF_TEN: _exponent,
}
"""What may stand behind a number, and the power of ten that it multiplies by."""


def _with_currency(text: str, start: int, unit: units.ParsedUnit) -> tuple[int, units.ParsedUnit]:
    """Where a number starts and its unit, if a currency comes before it."""
    before = text[max(0, start - _CURRENCY_REACH) : start]
    match = _CURRENCY.search(before)
    if match is None:
        return start, unit
    name = symbols.canonical(match[0].strip())
    per, end = units.rate_at(text, unit.end)
    return start - len(match[0]), units.ParsedUnit(name, unit.per or per, end)


def _with_sign(text: str, match: re.Match[str], value: Decimal) -> tuple[int, Decimal]:
    """Where a number starts, with its sign if it has one, and its signed value."""
    sign = match["sign"]
    if not sign:
        return match.start(), value
    if not _is_sign(text, match):
        return match.start() + len(sign), value
    return match.start(), value if sign[0] == "+" else -value


def _value(match: re.Match[str]) -> tuple[Decimal, QuantityKind]:
    """The unsigned value of a number in digits, and its kind."""
    written = match["slash"] or match["vulgar"]
    if written:
        return _fraction(written), QuantityKind.FRACTION
    digits = match["digits"]
    if len(digits) > _MOST_DIGITS or _has_decimal_comma(digits):
        return Decimal(0), QuantityKind.MALFORMED
    return _decimal(digits), QuantityKind.PLAIN


def _decimal(digits: str) -> Decimal:
    if digits.isdecimal():
        return Decimal(digits)
    ungrouped = _GROUPING.sub("", digits)
    return Decimal(ungrouped.translate(_POINTS))


def _has_decimal_comma(digits: str) -> bool:
    return "," in digits and _GROUPED.fullmatch(digits) is None


def _fraction(text: str) -> Decimal:
    """The value of `2/3`, `½` or `1½`."""
    if "/" in text:
        numerator, denominator = text.split("/")
        return Decimal(numerator) / Decimal(denominator)
    whole, sign = text[:-1], text[-1]
    spelled_out = normalize("NFKC", sign).replace("⁄", "/")
    return Decimal(whole or 0) + _fraction(spelled_out)


def _is_sign(text: str, match: re.Match[str]) -> bool:
    """Whether the dash before a number is its sign, not that of a range or a list item."""
    before = text[max(0, match.start() - 2) : match.start()]
    sign = match["sign"]
    if sign == "− " and before[:1].isalpha() and before[1:] == " ":
        return True
    pattern = _SPACED_SIGN if sign[-1] == " " else _SIGNED
    return pattern.search(before) is not None
